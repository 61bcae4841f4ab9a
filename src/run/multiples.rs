//! The picture at the head of a theme: each of its indicators in a small chart of its own.

use super::picture;
use super::profile::{Files, Manner, drawing, slug};
use crate::compare::Comparison;
use crate::error::Result;
use crate::figure::{
    Caption, ChartForm, Drawing, MOST_PANELS, MultiplesChart, MultiplesPanel, TrendChart,
};
use crate::finding::words::{self, Words, pictures};
use crate::observation::indicator::Indicator;
use crate::table::cell::text;
use crate::table::{self, Cell, Column, Table};
use rayon::prelude::*;
use std::path::PathBuf;

/// What a theme's picture needs of one indicator: its small chart, and the figures behind it.
pub(super) struct Part {
    pub(super) panel: MultiplesPanel,
    pub(super) series: Table,
}

/// One picture of a theme, as files and as drawn.
pub(super) struct Made {
    pub(super) theme: String,
    /// Without folder and ending.
    pub(super) name: String,
    pub(super) files: Files,
    pub(super) drawn: Drawing,
}

/// An indicator's small chart from its large one.
pub(super) fn part(each: &Comparison<'_>, large: &TrendChart, series: Table) -> Part {
    let panel = MultiplesPanel {
        title: titled(each.indicator),
        decimals: large.decimals,
        periods: large.periods.clone(),
        own: large.own.clone(),
        neighbours: large.neighbours.clone(),
        england: large.england.clone(),
        breaks: large.breaks.clone(),
    };
    Part { panel, series }
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

/// Pictures of every theme of two indicators or more, in the order of the themes; an officer's own figures have no company and
/// stand in none.
///
/// # Errors
/// A chart that cannot be made: a fault of the program, told like any other.
pub(super) fn pictures(
    compared: &[Comparison<'_>],
    parts: &[Part],
    folder: &str,
    speaker: Words<'_>,
    manner: Manner,
) -> Result<Vec<Made>> {
    let mut themes: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, each) in compared
        .iter()
        .enumerate()
        .filter(|(_, each)| !each.indicator.local)
    {
        let key = each.indicator.theme.as_str();
        match themes.iter_mut().find(|(theme, _)| *theme == key) {
            Some((_, members)) => members.push(at),
            None => themes.push((key, vec![at])),
        }
    }
    let mut asked: Vec<(&str, String, &[usize])> = Vec::new();
    for (theme, members) in themes.iter().filter(|(_, members)| members.len() > 1) {
        // Of about one length: a picture of twelve and a second of one would look like a slip.
        let size = members.len().div_ceil(members.len().div_ceil(MOST_PANELS));
        for (at, some) in members.chunks(size).enumerate() {
            let number = if at == 0 {
                String::new()
            } else {
                format!("-{}", at + 1)
            };
            asked.push((theme, format!("{}-multiples{number}", slug(theme)), some));
        }
    }
    let make = |(theme, name, members): &(&str, String, &[usize])| {
        let of: Vec<(&Comparison<'_>, &Part)> = members
            .iter()
            .filter_map(|at| Some((compared.get(*at)?, parts.get(*at)?)))
            .collect();
        let drawn = multiples_of(theme, &of, speaker).draw(manner.style);
        let mut files = drawing(name, folder, &drawn, true)?;
        let data = table::csv::write(&figures(name, theme, &of), manner.bom);
        files.push((PathBuf::from(folder).join(format!("{name}.csv")), data));
        Ok(Made {
            theme: (*theme).to_owned(),
            name: name.clone(),
            files,
            drawn,
        })
    };
    asked.par_iter().map(make).collect()
}

fn multiples_of(
    theme: &str,
    of: &[(&Comparison<'_>, &Part)],
    speaker: Words<'_>,
) -> MultiplesChart {
    let comparisons = || of.iter().map(|(each, _)| *each);
    let area = of.first().map(|(each, _)| each.area);
    let own = area.map(|area| speaker.short(area)).unwrap_or_default();
    MultiplesChart {
        caption: Caption {
            title: pictures::multiples_title(own, theme, of.len()),
            subtitle: format!(
                "{} beside its statistical neighbours and England, each chart with a scale of its own",
                area.map(|a| speaker.name(a)).unwrap_or_default()
            ),
            source: picture::sources(of.iter().map(|(each, _)| *each), speaker),
            notes: Vec::new(),
            alt: pictures::multiples_alt(own, comparisons()),
        },
        own: own.to_owned(),
        neighbours: words::NEIGHBOURS_MEAN.to_owned(),
        england: "England".to_owned(),
        panels: of.iter().map(|(_, part)| part.panel.clone()).collect(),
        break_note: pictures::BREAK_NOTE.to_owned(),
    }
}

/// Of an indicator's table, what its small chart shows.
const SHOWN: [&str; 7] = [
    "period",
    "period_end",
    "value",
    "status",
    "neighbour_mean",
    "neighbours_with_data",
    "england",
];

fn figures(name: &str, theme: &str, of: &[(&Comparison<'_>, &Part)]) -> Table {
    let mut columns = vec![
        Column::text("indicator", "Indicator"),
        Column::text("title", "Title"),
        Column::text("unit", "Unit"),
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (each, part) in of {
        let indicator = each.indicator;
        let places: Vec<usize> = SHOWN
            .iter()
            .filter_map(|wanted| {
                part.series
                    .columns
                    .iter()
                    .position(|column| column.name == *wanted)
            })
            .collect();
        if columns.len() == 3 {
            columns.extend(places.iter().map(|at| part.series.columns[*at].clone()));
        }
        let head = || {
            [
                text(&indicator.id),
                text(&indicator.title),
                text(unit(indicator)),
            ]
        };
        let shown = |row: &Vec<Cell>| {
            places
                .iter()
                .map(|at| row.get(*at).cloned().unwrap_or(Cell::Empty))
                .collect::<Vec<_>>()
        };
        rows.extend(
            part.series
                .rows
                .iter()
                .map(|row| head().into_iter().chain(shown(row)).collect()),
        );
    }
    Table::bare(name, words::theme(theme), columns, rows)
}
