//! `yardstick findings`.

use super::args::{Findings, Format};
use super::compare::write;
use super::print;
use super::profile::indicators;
use super::setting::{self, Setting};
use crate::chart::ChartRequest;
use crate::compare::comparators::Comparators;
use crate::compare::pyramid::{BESIDE_ADOPTIONS, LAYERS};
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::kinds::Statement;
use crate::finding::report::{AuthorityFindings, FALSE_DISCOVERIES, FindingTerms, report};
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::group::list_date;
use crate::run::findings;
use crate::run::load::{self, Input};
use crate::screen::ScreeningScope;
use crate::table::cell::text;
use crate::table::{self, Cell, Column, Table};
use serde_json::{Value, json};
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &Findings) -> Result<u8> {
    let reference = Reference::embedded()?;
    let areas: Vec<Area> = if wanted.every_authority {
        reference
            .register
            .current()
            .filter(|a| a.area.is_authority())
            .map(|a| a.area)
            .collect()
    } else {
        vec![setting.authority(&reference, wanted.authority.as_deref())?]
    };
    let phrases = load::phrases(setting.world, wanted.phrases.as_deref())?;
    let names = indicators(&reference, &wanted.theme, &wanted.indicator)?;
    let list = setting::list(&reference, wanted.list.as_deref())?;
    let read = with_companions(&names);
    let input = Input {
        paths: &setting.common.data,
        indicators: &read,
        by_hand: None,
        asked: ScreeningScope::Everything,
        stored: setting.stored(),
    };
    let study = Study::load(setting.world, &reference, &input)?;
    setting.tell(&study.checks);
    let chosen: Vec<_> = names
        .iter()
        .filter_map(|name| study.panel(name))
        .filter(|panel| !panel.indicator.local)
        .collect();
    if chosen.is_empty() {
        return Err(
            Error::nothing("none of these indicators is in the files that were read").hint(
                if setting.without_embedded() {
                    load::way_to_figures(true)
                } else {
                    "check --data, --theme and --indicator"
                },
            ),
        );
    }
    setting.tell_lacking(&names, |name| study.panel(name).is_some());
    let reports = report(
        &study,
        &chosen,
        &areas,
        FindingTerms {
            reference: &reference,
            list,
            phrases: &phrases,
            top: wanted.top,
        },
    );
    let speaker = Words {
        reference: &reference,
    };
    match setting.format() {
        Format::Json => print::result(&format!("{:#}\n", Value::Array(objects(&reports, speaker)))),
        Format::Csv => print::result(&String::from_utf8_lossy(&table::csv::write(
            &rows(&reports, speaker),
            false,
        ))),
        Format::Markdown | Format::Table | Format::Html | Format::Ics => {
            print::result(&sentences(setting, &reports, speaker, &list_date(list)))
        }
    }
    if matches!(setting.format(), Format::Json | Format::Csv) {
        match reports.as_slice() {
            [one] => print::note(&reckoning(one)),
            // Each finding carries its own authority's count.
            many => {
                let made: usize = many.iter().map(|report| report.reckoning.made).sum();
                print::note(&format!(
                    "Comparisons made: {made}, about {} authorities.",
                    many.len()
                ));
            }
        }
    }
    if let (Some(folder), [area]) = (&wanted.out, areas.as_slice()) {
        let compared = study.compare_each(&chosen, *area, &Comparators::neighbours(list), None)?;
        let files = findings::charts(&compared, ChartRequest::default())?;
        write(setting, folder, files)?;
    }
    let said = |report: &AuthorityFindings| report.statements.iter().any(|told| told.kind.claims());
    Ok(if reports.iter().any(said) { 0 } else { 1 })
}

/// The indicators asked for, and those that some of them are told together with.
fn with_companions(names: &[String]) -> Vec<String> {
    let mut read = names.to_vec();
    for companions in [&LAYERS[..], &BESIDE_ADOPTIONS[..]] {
        let asked = companions
            .iter()
            .any(|id| names.iter().any(|name| name == id));
        read.extend(
            companions
                .iter()
                .filter(|id| asked && !names.iter().any(|name| name == *id))
                .map(|id| (*id).to_owned()),
        );
    }
    read
}

/// The number of comparisons belongs to every report: of many, some differ by chance alone.
fn reckoning(report: &AuthorityFindings) -> String {
    let of = report.reckoning;
    format!(
        "Comparisons made: {}, in {} of the indicators asked for. Tests with a p: {}; still standing when all are taken together: \
         {} ({}, q = {}).",
        of.made,
        of.indicators,
        of.tests,
        of.survivors,
        crate::stat::multiple::METHOD.name(),
        FALSE_DISCOVERIES,
    )
}

fn sentences(
    setting: &Setting<'_>,
    reports: &[AuthorityFindings],
    speaker: Words<'_>,
    listed: &str,
) -> String {
    let width = if setting.format() == Format::Markdown {
        usize::MAX
    } else {
        print::width().unwrap_or(110).min(110)
    };
    let mut text = String::new();
    for report in reports {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", speaker.name(report.area));
        for told in &report.statements {
            let line = format!("{} [{}, {}]", told.sentence, told.indicator, told.period);
            for (at, line) in print::wrap(&line, width.saturating_sub(2))
                .iter()
                .enumerate()
            {
                let _ = writeln!(text, "{}{line}", if at == 0 { "- " } else { "  " });
            }
        }
        let _ = writeln!(text, "{}", reckoning(report));
        let _ = writeln!(
            text,
            "About 1 in 20 comparisons at 95% differs by chance alone. Neighbours: DfE’s list of {listed}.\n"
        );
    }
    text
}

fn objects(reports: &[AuthorityFindings], speaker: Words<'_>) -> Vec<Value> {
    let each = |report: &AuthorityFindings| {
        let many = report.reckoning;
        let object = |told: &Statement| {
            let mut evidence = told.evidence.clone();
            if let Value::Object(fields) = &mut evidence {
                fields.insert("comparisons_made".to_owned(), json!(many.made));
                fields.insert("tests".to_owned(), json!(many.tests));
                fields.insert("survivors".to_owned(), json!(many.survivors));
            }
            json!({
                "authority": speaker.name(told.area),
                "la_code": format!("{:03}", told.area.0),
                "kind": told.kind.name,
                "indicator": told.indicator,
                "period": told.period,
                "sentence": told.sentence,
                "weight": told.weight,
                "evidence": evidence,
            })
        };
        report.statements.iter().map(object).collect::<Vec<_>>()
    };
    reports.iter().flat_map(each).collect()
}

fn rows(reports: &[AuthorityFindings], speaker: Words<'_>) -> Table {
    let columns = vec![
        Column::text("authority", "Authority"),
        Column::text("la_code", "Code"),
        Column::text("kind", "Kind"),
        Column::text("indicator", "Indicator"),
        Column::text("period", "Period"),
        Column::text("sentence", "Sentence"),
        Column::whole("weight", "Weight"),
    ];
    let row = |told: &Statement| {
        vec![
            text(speaker.name(told.area)),
            text(format!("{:03}", told.area.0)),
            text(told.kind.name),
            text(&told.indicator),
            text(&told.period),
            text(&told.sentence),
            Cell::Whole(i64::from(told.weight)),
        ]
    };
    Table::bare(
        "findings",
        "Findings".to_owned(),
        columns,
        reports
            .iter()
            .flat_map(|report| report.statements.iter().map(row))
            .collect(),
    )
}
