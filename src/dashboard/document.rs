//! A framework as a document: what is measured, why, who owns it and how often, and which national indicators it has.

use super::weekly::refuse_others;
use crate::composition::format::PaperFormat;
use crate::composition::render::{PaperParts, files_of};
use crate::composition::templates::PaperTemplates;
use crate::error::Result;
use crate::finding::prose::frameworks as words;
use crate::measure::framework::{Measure, MeasureFramework};
use crate::paper::{Block, Paper, PaperTable, Section, TextSpan};
use crate::reference::catalogue::Catalogue;
use crate::table::measures as tables;
use crate::world::World;
use std::path::PathBuf;

/// The document, a section a theme.
pub(crate) fn document(framework: &MeasureFramework, catalogue: &Catalogue) -> Paper {
    let mut themes: Vec<(&str, Vec<&Measure>)> = Vec::new();
    for measure in &framework.measures {
        let theme = measure.indicator.theme.as_str();
        match themes.iter_mut().find(|(name, _)| *name == theme) {
            Some((_, members)) => members.push(measure),
            None => themes.push((theme, vec![measure])),
        }
    }
    let mut sections = Vec::new();
    for (at, (theme, members)) in themes.iter().enumerate() {
        sections.push(theme_section(at + 1, theme, members));
    }
    sections.push(national_section(sections.len() + 1, framework, catalogue));
    Paper {
        title: framework.title.clone(),
        authority: framework.authority.clone(),
        front: vec![
            ("Authority".to_owned(), framework.authority.clone()),
            ("Measures".to_owned(), framework.measures.len().to_string()),
        ],
        sections,
        foot: format!("{}, {}.", framework.title, framework.authority),
    }
}

fn theme_section(number: usize, theme: &str, members: &[&Measure]) -> Section {
    let mut blocks = vec![Block::Table(Box::new(PaperTable {
        id: format!("table-{number}"),
        number,
        caption: format!("{theme}: what is measured"),
        table: tables::framework(members),
    }))];
    for (at, measure) in members.iter().enumerate() {
        blocks.push(Block::Paragraph {
            number: format!("{number}.{}", at + 1),
            text: vec![
                TextSpan {
                    strong: true,
                    ..TextSpan::text(format!("{}. ", measure.indicator.title))
                },
                TextSpan::text(words::why(measure)),
            ],
        });
    }
    Section {
        number: number.to_string(),
        heading: theme.to_owned(),
        blocks,
    }
}

/// Which national indicators a measure stands beside, and which headlines have none.
fn national_section(number: usize, framework: &MeasureFramework, catalogue: &Catalogue) -> Section {
    let covered = |id: &str| {
        framework
            .measures
            .iter()
            .any(|measure| measure.national.as_deref() == Some(id))
    };
    let entries = catalogue.entries().iter();
    let headlines = entries.filter(|entry| entry.scorecard && entry.theme != "youth-justice");
    let (with, without): (Vec<_>, Vec<_>) = headlines.partition(|entry| covered(&entry.id));
    let named = |entries: &[&crate::reference::catalogue::Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.short.clone()).collect()
    };
    let said = words::coverage(&named(&with), &named(&without));
    Section {
        number: number.to_string(),
        heading: "National indicators".to_owned(),
        blocks: said
            .into_iter()
            .map(|line| Block::Plain(vec![TextSpan::text(line)]))
            .collect(),
    }
}

/// The files of the document.
///
/// # Errors
/// A format that is not for this paper or cannot be made; PDF where LibreOffice is not installed.
pub(crate) fn files(
    world: &dyn World,
    made: &Paper,
    outs: &[PathBuf],
) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    refuse_others(
        outs,
        &[PaperFormat::Xlsx, PaperFormat::Ods, PaperFormat::Pptx],
    )?;
    let parts = PaperParts {
        paper: made,
        annex: None,
        deck: None,
        data_day: None,
    };
    Ok(files_of(world, &parts, outs, &PaperTemplates::default())?.files)
}

/// A table of figures to fill: a row for each measure.
pub(crate) fn empty_figures(framework: &MeasureFramework) -> Vec<u8> {
    let mut text = "\u{feff}measure,area,period,value,numerator,denominator\r\n".to_owned();
    for measure in &framework.measures {
        text.push_str(&format!(
            "{},{},,,,\r\n",
            measure.indicator.id, framework.authority
        ));
    }
    text.into_bytes()
}
