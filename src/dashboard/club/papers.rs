//! The page and the workbook of a member: its place in each measure, the others, a funnel, who sent what, and what is missing.

use super::compared::{ClubMeasure, ClubPlace};
use super::read::Club;
use crate::dashboard::funnel::{FunnelMember, chart};
use crate::error::{Error, Result};
use crate::figure::{ChartForm, ChartStyle};
use crate::finding::prose::{clubs as words, digits};
use crate::paper::write::{html, spreadsheet};
use crate::paper::{Block, Paper, PaperChart, PaperTable, Section, TextSpan};
use crate::stat::funnel::Funnel;
use crate::table::Table;
use crate::table::cell::{number, optional, text, whole};
use crate::table::columns::TableColumns;
use std::path::PathBuf;

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

fn picture(number: usize, measure: &ClubMeasure, funnel: &Funnel, council: &str) -> PaperChart {
    let members: Vec<FunnelMember<'_>> = measure
        .places
        .iter()
        .filter_map(|place| {
            let figure = place.figure.as_ref()?;
            Some(FunnelMember {
                name: &place.council,
                value: figure.value?,
                base: figure.counts?.1,
                is_own: place.council == council,
                verdict: place.verdict,
            })
        })
        .collect();
    let title = format!("{}, {}", measure.indicator.title, measure.period.short());
    let chart = chart(&measure.indicator, (title, words::CENTRE), funnel, &members);
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
