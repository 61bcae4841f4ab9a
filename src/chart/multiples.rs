//! A theme at a glance: each of its indicators in a small chart of its own.

use super::{
    CHARTS, ChartRequest, DrawnChart, ListedForm, Making, NamedChart, ProfilePlace, slug, trend,
};
use crate::compare::Comparison;
use crate::figure::{Caption, MOST_PANELS, MultiplesChart, MultiplesPanel};
use crate::finding::prose::{self, Prose, pictures};
use crate::observation::indicator::Indicator;
use crate::table::cell::text;
use crate::table::series::series;
use crate::table::{Cell, Column, Table};
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

fn small_charts(first: &Comparison<'_>, members: &[&Comparison<'_>]) -> MultiplesChart {
    let words = Prose::of(first);
    let own = words.short(first.area);
    MultiplesChart {
        caption: Caption {
            title: pictures::multiples_title(own, &first.indicator.theme, members.len()),
            subtitle: pictures::multiples_subtitle(words.name(first.area)),
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
    let mut columns = vec![
        Column::text("indicator", "Indicator"),
        Column::text("title", "Title"),
        Column::text("unit", "Unit"),
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (at, c) in members.iter().enumerate() {
        let series = series(c, Prose::of(c));
        let shown = places(&series);
        if at == 0 {
            columns.extend(shown.iter().map(|at| series.columns[*at].clone()));
        }
        for row in &series.rows {
            let mut cells = vec![
                text(&c.indicator.id),
                text(&c.indicator.title),
                text(unit(c.indicator)),
            ];
            cells.extend(
                shown
                    .iter()
                    .map(|at| row.get(*at).cloned().unwrap_or(Cell::Empty)),
            );
            rows.push(cells);
        }
    }
    Table::bare(name, prose::theme(theme), columns, rows)
}

/// Where the columns that are shown stand in a series.
fn places(series: &Table) -> Vec<usize> {
    let place = |name: &&str| series.columns.iter().position(|c| c.name == *name);
    SHOWN.iter().filter_map(place).collect()
}
