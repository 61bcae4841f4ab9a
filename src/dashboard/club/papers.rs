//! The page and the workbook of a member: its place in each measure, the others, a funnel, who sent what, and what is missing.

use super::compared::{ClubMeasure, ClubPlace};
use super::read::Club;
use crate::error::{Error, Result};
use crate::figure::{
    Caption, ChartForm, ChartStyle, Comparator, FunnelChart, FunnelDot, FunnelLimits, LimitCurves,
};
use crate::finding::prose::{clubs as words, digits};
use crate::paper::write::{html, spreadsheet};
use crate::paper::{Block, Paper, PaperChart, PaperTable, Section, TextSpan};
use crate::stat::funnel::Funnel;
use crate::stat::interval::{Interval, Limits};
use crate::table::Table;
use crate::table::cell::{number, optional, text, whole};
use crate::table::columns::TableColumns;
use std::path::PathBuf;

/// Points along a limit.
const STEPS: u32 = 40;

/// The files of every member: a page and a workbook, named after it.
///
/// # Errors
/// A page or a workbook cannot be made: a fault of the program.
pub(crate) fn files(club: &Club, measures: &[ClubMeasure]) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for council in &club.councils {
        let paper = paper(club, measures, council);
        let name = crate::chart::slug(council);
        files.push((
            PathBuf::from(format!("{name}.html")),
            html::write(&paper)?.into_bytes(),
        ));
        let workbook = spreadsheet::write_xlsx(&paper, None)
            .map_err(|fault| Error::unwritten(format!("{name}.xlsx"), fault.to_string()))?;
        files.push((PathBuf::from(format!("{name}.xlsx")), workbook));
    }
    Ok(files)
}

/// The page of one member.
fn paper(club: &Club, measures: &[ClubMeasure], council: &str) -> Paper {
    let councils: Vec<String> = club.councils.iter().cloned().collect();
    let mut sections = vec![Section {
        number: "1".to_owned(),
        heading: "Who sent what".to_owned(),
        blocks: vec![
            Block::Plain(vec![TextSpan::text(words::members(&councils))]),
            Block::Table(Box::new(PaperTable {
                id: "table-1".to_owned(),
                number: 1,
                caption: "The newest period of each measure that most have, and who has a figure"
                    .to_owned(),
                table: sent(club, measures),
            })),
        ],
    }];
    for (at, measure) in measures.iter().enumerate() {
        sections.push(section(at + 2, measure, council));
    }
    Paper {
        title: format!("{council} in the club"),
        authority: council.to_owned(),
        front: vec![("Council".to_owned(), council.to_owned())],
        sections,
        foot: words::CAUTION.to_owned(),
    }
}

fn section(number: usize, measure: &ClubMeasure, council: &str) -> Section {
    let indicator = &measure.indicator;
    let ranked = measure
        .places
        .iter()
        .filter(|place| place.rank.is_some())
        .count();
    let own = measure.places.iter().find(|place| place.council == council);
    let value = own
        .and_then(|place| place.figure.as_ref())
        .and_then(|figure| figure.value);
    let mut said = vec![
        words::place(
            indicator,
            council,
            value,
            own.and_then(|place| place.rank),
            ranked,
        ),
        words::range(indicator, &measure.period, measure.range, ranked),
    ];
    if measure.funnel.is_some() {
        let verdicts: Vec<_> = measure
            .places
            .iter()
            .filter_map(|place| Some((place.council.clone(), place.verdict?)))
            .collect();
        said.push(words::apart(&verdicts));
    }
    said.extend(words::holes(&measure.missing, measure.others));
    let mut blocks = vec![Block::Plain(vec![TextSpan::text(said.join(" "))])];
    if let Some(funnel) = &measure.funnel {
        blocks.push(Block::Figure(Box::new(picture(
            number, measure, funnel, council,
        ))));
    }
    blocks.push(Block::Table(Box::new(PaperTable {
        id: format!("table-{number}"),
        number,
        caption: format!("{}, {}", indicator.title, measure.period.short()),
        table: places(measure, council),
    })));
    Section {
        number: number.to_string(),
        heading: indicator.title.clone(),
        blocks,
    }
}

fn places(measure: &ClubMeasure, council: &str) -> Table {
    let decimals = Some(measure.indicator.decimals);
    let value = |place: &ClubPlace| place.figure.as_ref().and_then(|figure| figure.value);
    let counts = |place: &ClubPlace| place.figure.as_ref().and_then(|figure| figure.counts);
    let columns = TableColumns::<&ClubPlace>::new()
        .text("council", "Council", |place| text(place.council.as_str()))
        .number("value", "Figure", move |place| {
            number(value(place), decimals)
        })
        .number("numerator", "Count", move |place| {
            number(counts(place).map(|(count, _)| count), Some(0))
        })
        .number("denominator", "Base", move |place| {
            number(counts(place).map(|(_, base)| base), Some(0))
        })
        .whole("rank", "Rank", |place| whole(place.rank))
        .text("verdict", "Beside the club", |place| {
            text(words::verdict(place.verdict))
        })
        .text("file", "From", |place| {
            optional(
                place
                    .figure
                    .as_ref()
                    .map(|figure| format!("{}, row {}", figure.file, figure.row)),
            )
        });
    let mut table = columns.table(
        &measure.indicator.id,
        &measure.indicator.title,
        &measure.places,
    );
    let own = measure
        .places
        .iter()
        .position(|place| place.council == council);
    table.emphasis = own.into_iter().collect();
    table.notes = vec![words::CAUTION.to_owned()];
    table
}

/// A row a measure, a column a council: its newest figure, or that there is none.
fn sent(club: &Club, measures: &[ClubMeasure]) -> Table {
    let mut columns = TableColumns::<&ClubMeasure>::new()
        .text("measure", "Measure", |measure| {
            text(measure.indicator.title.as_str())
        })
        .text("period", "Period", |measure| text(measure.period.short()));
    for council in &club.councils {
        columns = columns.text(council, council, move |measure| {
            let place = measure
                .places
                .iter()
                .find(|place| place.council == *council);
            let figure = place.and_then(|place| place.figure.as_ref());
            text(match figure {
                None => "no row".to_owned(),
                Some(figure) => figure
                    .value
                    .map_or_else(|| "c".to_owned(), |value| digits(&measure.indicator, value)),
            })
        });
    }
    columns.table("sent", "Who sent what", measures)
}

/// A council with its figure and the base of it.
type ShownCouncil<'p> = (&'p ClubPlace, f64, f64);

fn picture(number: usize, measure: &ClubMeasure, funnel: &Funnel, council: &str) -> PaperChart {
    let shown: Vec<ShownCouncil<'_>> = measure
        .places
        .iter()
        .filter_map(|place| {
            let figure = place.figure.as_ref()?;
            Some((place, figure.value?, figure.counts?.1))
        })
        .collect();
    let chart = funnel_chart(measure, funnel, &shown, council);
    let caption = chart.caption.title.clone();
    let drawing = chart.draw(ChartStyle {
        title_in_image: false,
        ..ChartStyle::default()
    });
    PaperChart {
        id: format!("figure-{number}"),
        number: number - 1,
        caption,
        note: words::CAUTION.to_owned(),
        drawing,
        editable: None,
        data: places(measure, council),
    }
}

fn funnel_chart(
    measure: &ClubMeasure,
    funnel: &Funnel,
    shown: &[ShownCouncil<'_>],
    council: &str,
) -> FunnelChart {
    let indicator = &measure.indicator;
    let per = indicator.per.unwrap_or(1.0);
    let whole = funnel.average * per;
    let named = shown
        .iter()
        .map(|(place, value, _)| (place.council.clone(), *value));
    let named: Vec<(String, f64)> = named.collect();
    let bases: Vec<f64> = shown.iter().map(|(_, _, base)| *base).collect();
    let dots = shown.iter().map(|(place, value, base)| FunnelDot {
        label: place.council.clone(),
        size: *base,
        value: *value,
        own: place.council == council,
        neighbour: false,
        outside: place
            .verdict
            .is_some_and(|verdict| verdict.side().is_some()),
        text: digits(indicator, *value),
    });
    FunnelChart {
        caption: Caption {
            title: format!("{}, {}", indicator.title, measure.period.short()),
            alt: words::alt(indicator, &named),
            ..Caption::default()
        },
        unit: indicator.unit.axis(),
        size_label: words::BASE.to_owned(),
        decimals: indicator.decimals,
        dots: dots.collect(),
        centre: (
            format!("{} {}", words::CENTRE, digits(indicator, whole)),
            whole,
        ),
        kind: Comparator::England,
        plain: Some(limits(funnel, per, &bases)),
        spread: None,
        expected: None,
        neighbour_label: String::new(),
        outside_label: words::OUTSIDE.to_owned(),
    }
}

/// The limits from the smallest base to the largest.
fn limits(funnel: &Funnel, per: f64, bases: &[f64]) -> FunnelLimits {
    let least = bases.iter().copied().fold(f64::INFINITY, f64::min);
    let most = bases.iter().copied().fold(0.0_f64, f64::max);
    let along: Vec<(f64, Limits)> = (0..=STEPS)
        .map(|step| {
            let root =
                least.sqrt() + (most.sqrt() - least.sqrt()) * f64::from(step) / f64::from(STEPS);
            (root * root, funnel.plain_limits(root * root))
        })
        .collect();
    let curve = |of: fn(&Limits) -> Interval| LimitCurves {
        lower: along
            .iter()
            .map(|(base, limits)| (*base, of(limits).lower * per))
            .collect(),
        upper: along
            .iter()
            .map(|(base, limits)| (*base, of(limits).upper * per))
            .collect(),
    };
    FunnelLimits {
        label: words::LIMITS.to_owned(),
        inner: curve(|limits| limits.p95),
        outer: curve(|limits| limits.p998),
    }
}
