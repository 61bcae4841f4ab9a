//! A theme at a glance: each of its indicators in a small chart of its own.

use super::{
    CHARTS, ChartRequest, DrawnChart, ListedForm, Making, NamedChart, ProfilePlace, slug, trend,
};
use crate::compare::Comparison;
use crate::figure::{Caption, MOST_PANELS, MultiplesChart, MultiplesPanel};
use crate::finding::prose::{self, Prose, breakdowns, pictures};
use crate::observation::indicator::Indicator;
use crate::reference::breakdown::Breakdown;
use crate::table::cell::text;
use crate::table::columns::TableColumns;
use crate::table::selection::picked;
use crate::table::series::series;
use crate::table::{Cell, Table};
use rayon::prelude::*;

pub(super) const FORM: ListedForm = ListedForm {
    name: "multiples",
    in_papers: false,
    in_findings: true,
    in_profiles: Some(ProfilePlace {
        position: 2,
        title: "At a glance",
        folder: CHARTS,
        png_on_request: false,
    }),
    making: Making::OfSeveral(make),
};

/// Charts of every theme of two indicators or more, in the order of the themes. An officer's own figures, which are compared with
/// nobody's, stand in none.
fn make(compared: &[&Comparison<'_>], request: ChartRequest) -> Vec<NamedChart> {
    let mut pages = Vec::new();
    for members in themes(compared).iter().filter(|all| all.len() > 1) {
        // Of about one length: a picture of twelve and a second of one would look like a slip.
        let size = members.len().div_ceil(members.len().div_ceil(MOST_PANELS));
        pages.extend(members.chunks(size).map(<[_]>::to_vec).enumerate());
    }
    pages
        .par_iter()
        .filter_map(|(at, members)| page(*at, members, request))
        .collect()
}

/// National indicators by theme.
fn themes<'c, 's>(compared: &[&'c Comparison<'s>]) -> Vec<Vec<&'c Comparison<'s>>> {
    let mut themes: Vec<Vec<&Comparison<'_>>> = Vec::new();
    for each in compared.iter().filter(|each| !each.indicator.local) {
        let theme = themes.iter_mut().find(|members| {
            let first = members.first();
            first.is_some_and(|first| first.indicator.theme == each.indicator.theme)
        });
        match theme {
            Some(members) => members.push(each),
            None => themes.push(vec![each]),
        }
    }
    themes
}

/// One picture of a theme; `at` counts its pictures from 0.
fn page(at: usize, members: &[&Comparison<'_>], request: ChartRequest) -> Option<NamedChart> {
    let first = members.first()?;
    let theme = &first.indicator.theme;
    let mut name = format!("{}-{}", slug(theme), FORM.name);
    if at > 0 {
        name = format!("{name}-{}", at + 1);
    }
    let chart = small_charts(first, members);
    Some(NamedChart {
        theme: Some(theme.clone()),
        chart: DrawnChart::of(chart, table(&name, theme, members), request),
        name,
    })
}

/// The shares of a breakdown's categories over the years, in pictures of as many as have room.
pub(crate) fn of_breakdown(
    breakdown: &Breakdown,
    compared: &[&Comparison<'_>],
    request: ChartRequest,
) -> Vec<NamedChart> {
    let members: Vec<&Comparison<'_>> = compared.to_vec();
    let Some(first) = members.first() else {
        return Vec::new();
    };
    let size = members.len().div_ceil(members.len().div_ceil(MOST_PANELS));
    let stem = slug(&breakdown.id());
    let pictures = members.chunks(size).enumerate().map(|(at, members)| {
        let mut name = format!("{stem}-{}", FORM.name);
        if at > 0 {
            name = format!("{name}-{}", at + 1);
        }
        let mut chart = small_charts(first, members);
        let (words, own) = (Prose::of(first), first.area);
        chart.caption.title = breakdowns::over_time(breakdown, words, own);
        let data = table(&name, &breakdown.title, members);
        NamedChart {
            theme: None,
            chart: DrawnChart::of(chart, data, request),
            name,
        }
    });
    pictures.collect()
}

fn small_charts(first: &Comparison<'_>, members: &[&Comparison<'_>]) -> MultiplesChart {
    let words = Prose::of(first);
    let own = words.short(first.area);
    MultiplesChart {
        caption: Caption {
            title: pictures::multiples_title(own, &first.indicator.theme, members.len()),
            subtitle: pictures::multiples_subtitle(words.said_name(first.area)),
            source: words.sources_line(first, members),
            notes: Vec::new(),
            alt: pictures::multiples_alt(own, members.iter().copied()),
        },
        own: own.to_owned(),
        neighbours: prose::NEIGHBOURS_MEAN.to_owned(),
        england: "England".to_owned(),
        panels: members.iter().map(|each| panel(each)).collect(),
        break_note: pictures::BREAK_NOTE.to_owned(),
    }
}

/// An indicator's small chart from its large one.
fn panel(c: &Comparison<'_>) -> MultiplesPanel {
    let large = trend::course(c, Caption::default());
    MultiplesPanel {
        title: titled(c.indicator),
        decimals: large.decimals,
        periods: large.periods,
        own: large.own,
        neighbours: large.neighbours,
        england: large.england,
        breaks: large.breaks,
    }
}

/// Short name and unit, which some names hold already.
fn titled(indicator: &Indicator) -> String {
    let (name, unit) = (&indicator.short, unit(indicator));
    let said = name
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word == unit);
    if said {
        name.clone()
    } else {
        format!("{name}, {unit}")
    }
}

fn unit(indicator: &Indicator) -> String {
    indicator.unit.axis().trim_start_matches("rate ").to_owned()
}

/// The columns of an indicator's series that its small chart shows.
const SHOWN: [&str; 7] = [
    "period",
    "period_end",
    "value",
    "status",
    "neighbour_mean",
    "neighbours_with_data",
    "england",
];

fn table(name: &str, theme: &str, members: &[&Comparison<'_>]) -> Table {
    let series: Vec<Table> = members
        .iter()
        .map(|c| picked(&series(c, Prose::of(c)), &SHOWN))
        .collect();
    let columns = TableColumns::<(&Comparison<'_>, &Vec<Cell>)>::new()
        .text("indicator", "Indicator", |(c, _)| text(&c.indicator.id))
        .text("title", "Title", |(c, _)| text(&c.indicator.title))
        .text("unit", "Unit", |(c, _)| text(unit(c.indicator)));
    // Every series has these columns; their headings are those of the first.
    let columns = series.iter().take(1).fold(columns, |columns, first| {
        columns.copied(first, &SHOWN, |(_, cells)| cells)
    });
    let rows = members
        .iter()
        .zip(&series)
        .flat_map(|(c, of)| of.rows.iter().map(move |cells| (*c, cells)));
    columns.table(name, prose::theme(theme), rows)
}
