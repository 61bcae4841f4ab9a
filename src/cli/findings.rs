//! `yardstick findings`.

use super::args::{FindingsArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::kinds::Statement;
use crate::finding::narrative::summary::{self, SummaryPoint};
use crate::finding::prose::{Prose, pages};
use crate::finding::report::{AuthorityFindings, Reckoning};
use crate::inputs::load::phrases;
use crate::inputs::named::{indicators, neighbour_list};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::run::findings::FindingsOrder;
use crate::source::local::SmallCounts;
use crate::table::findings::{findings, summaries as summary_table};
use serde_json::{Value, json};
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &FindingsArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let areas = areas(setting, &reference, wanted)?;
    let phrases = phrases(setting.world, wanted.phrases.as_deref())?;
    let list = neighbour_list(&reference, wanted.list.as_deref())?;
    let mut figures = setting.figures();
    // Local figures are in no finding, so none of their counts is shown.
    figures.small_counts = SmallCounts::Withheld;
    let order = FindingsOrder {
        areas: &areas,
        indicators: &indicators(&reference, &wanted.theme, &wanted.indicator)?,
        list,
        phrases: &phrases,
        top: wanted.top,
        period: wanted.period.as_deref(),
        figures,
    };
    let study = order.load(setting.world, &reference, setting)?;
    let reports = order.report(&study);
    if wanted.summary {
        let most = wanted.top.unwrap_or(summary::USUAL_POINTS);
        let summaries: Vec<AuthoritySummary<'_>> = reports
            .iter()
            .map(|report| (report.area, summary::weightiest(report.points.iter(), most)))
            .collect();
        return show_summaries(setting, &reference, wanted.format, &summaries);
    }
    let prose = Prose {
        reference: &reference,
    };
    let says_something = reports
        .iter()
        .flat_map(|report| &report.statements)
        .any(|statement| statement.kind.claims());
    let made = pages::comparisons_made(&reports);
    match wanted.format {
        TableFormat::Json => print::json(objects(reports, prose))?,
        TableFormat::Csv => {
            let statements = reports.iter().flat_map(|report| &report.statements);
            setting.show(TableFormat::Csv, &findings(statements, prose))?;
        }
        TableFormat::Markdown | TableFormat::Table => {
            let width = match wanted.format {
                TableFormat::Markdown => usize::MAX,
                _ => print::width_up_to(110),
            };
            print::result(&sentences(&reports, prose, list, width))?;
        }
    }
    if matches!(wanted.format, TableFormat::Json | TableFormat::Csv) {
        // The count belongs to the result: it is statement even where only results and errors are asked for.
        print::note(&made);
    }
    if let (Some(folder), [area]) = (&wanted.out, areas.as_slice()) {
        order.write_charts(setting.world, &study, (*area, folder), setting)?;
    }
    Ok(u8::from(!says_something))
}

/// An authority with what a reader must know of it.
type AuthoritySummary<'p> = (Area, Vec<&'p SummaryPoint>);

/// Prints what a reader must know, a point a line; ends with 1 where there is nothing.
fn show_summaries(
    setting: &Setting<'_>,
    reference: &Reference,
    format: TableFormat,
    summaries: &[AuthoritySummary<'_>],
) -> Result<u8> {
    let prose = Prose { reference };
    match format {
        TableFormat::Json => {
            let rows = summaries.iter().flat_map(|(area, points)| {
                points
                    .iter()
                    .map(|point| summary_object(*area, point, prose))
            });
            print::json(Value::Array(rows.collect()))?;
        }
        TableFormat::Csv => {
            let points = summaries
                .iter()
                .flat_map(|(area, points)| points.iter().map(|point| (*area, *point)));
            setting.show(TableFormat::Csv, &summary_table(points, prose))?;
        }
        TableFormat::Markdown | TableFormat::Table => {
            let width = match format {
                TableFormat::Markdown => usize::MAX,
                _ => print::width_up_to(110),
            };
            let mut text = String::new();
            for (area, points) in summaries {
                // Writing to a String cannot fail.
                let _ = writeln!(text, "{}", prose.name(*area));
                for point in points {
                    let said = format!("{} {}", point.label, point.clause.text);
                    text.push_str(&print::item(&said, width));
                }
                text.push('\n');
            }
            print::result(&text)?;
        }
    }
    Ok(u8::from(
        summaries.iter().all(|(_, points)| points.is_empty()),
    ))
}

fn summary_object(area: Area, point: &SummaryPoint, prose: Prose<'_>) -> Value {
    json!({
        "authority": prose.name(area),
        "la_code": area.la_code(),
        "indicator": point.indicator,
        "label": point.label,
        "sentence": point.clause.text,
        "weight": point.weight,
        "weightiest": point.is_weightiest,
        "evidence": point.clause.evidence,
    })
}

/// The authority that was named, or every one there is today.
fn areas(
    setting: &Setting<'_>,
    reference: &Reference,
    wanted: &FindingsArguments,
) -> Result<Vec<Area>> {
    if wanted.every_authority {
        return Ok(reference
            .register
            .current()
            .map(|authority| authority.area)
            .filter(|area| area.is_authority())
            .collect());
    }
    Ok(vec![
        setting.authority(reference, wanted.authority.as_deref())?,
    ])
}

fn sentences(
    reports: &[AuthorityFindings],
    prose: Prose<'_>,
    list: NeighbourList,
    width: usize,
) -> String {
    let mut text = String::new();
    for report in reports {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", prose.name(report.area));
        for statement in &report.statements {
            let sentence = format!(
                "{} [{}, {}]",
                statement.sentence, statement.indicator, statement.period
            );
            text.push_str(&print::item(&sentence, width));
        }
        let _ = writeln!(text, "{}", pages::reckoning(report));
        let _ = writeln!(text, "{}\n", pages::by_chance(list));
    }
    text
}

/// Each statement as an object. The evidence of every authority is large: it is moved, not copied.
fn objects(reports: Vec<AuthorityFindings>, prose: Prose<'_>) -> Value {
    let of_each = reports.into_iter().flat_map(|report| {
        let all = report.reckoning;
        let statements = report.statements.into_iter();
        statements.map(move |statement| object(statement, all, prose))
    });
    Value::Array(of_each.collect())
}

fn object(statement: Statement, all: Reckoning, prose: Prose<'_>) -> Value {
    let mut evidence = statement.evidence;
    if let Value::Object(fields) = &mut evidence {
        fields.insert("comparisons_made".to_owned(), json!(all.made));
        fields.insert("tests".to_owned(), json!(all.tests));
        fields.insert("survivors".to_owned(), json!(all.survivors));
    }
    let mut object = json!({
        "authority": prose.name(statement.area),
        "la_code": statement.area.la_code(),
        "kind": statement.kind.name,
        "indicator": statement.indicator,
        "period": statement.period,
        "sentence": statement.sentence,
        "weight": statement.weight,
        "evidence": null,
    });
    object["evidence"] = evidence;
    object
}
