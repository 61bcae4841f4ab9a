//! `yardstick expected`.

use super::args::{ExpectedArguments, TableFormat};
use super::compare::chart_request;
use super::insights;
use super::print;
use super::setting::Setting;
use crate::compare::Comparison;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::kinds::{Statement, expected as kind, statements};
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::inputs::load::phrases;
use crate::inputs::named::{expanded, neighbour_list};
use crate::run::insight::{InsightOrder, every_rate};
use crate::table::{self, expected};
use serde_json::{Value, json};

pub(super) fn run(setting: &Setting<'_>, wanted: &ExpectedArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let (named, indicators) = insights::authority_and_indicators(
        setting,
        &reference,
        (wanted.authority.as_deref(), &wanted.indicators),
        wanted.every_authority,
    );
    let indicators = match expanded(&reference, &indicators) {
        none if none.is_empty() => every_rate(&reference),
        named => named,
    };
    let area = if wanted.every_authority {
        None
    } else {
        Some(setting.authority(&reference, named)?)
    };
    let phrases = phrases(setting.world, wanted.phrases.as_deref())?;
    let order = InsightOrder {
        area,
        indicators: &indicators,
        beside: &[],
        list: neighbour_list(&reference, wanted.list.as_deref())?,
        period: wanted.period.as_deref(),
        figures: setting.figures(),
    };
    let study = order.load(setting.world, &reference, setting)?;
    let compared = order.compare(&study, setting)?;
    let prose = Prose {
        reference: &reference,
    };
    let rows: Vec<_> = compared.iter().map(expected::ExpectedRow::of).collect();
    let held = rows.iter().filter(|row| row.expected.is_some());
    let held: Vec<&Comparison<'_>> = held.map(|row| row.c).collect();
    match wanted.output.format {
        TableFormat::Csv => setting.show(TableFormat::Csv, &expected::full(&rows, prose))?,
        TableFormat::Json => print::json(object(&rows, &study, prose, &phrases))?,
        TableFormat::Markdown | TableFormat::Table => {
            let shown: Vec<_> = held.iter().map(|c| expected::ExpectedRow::of(c)).collect();
            if shown.is_empty() {
                return Err(nothing_held(&compared, prose));
            }
            let table = expected::for_people(&shown, prose, area.is_none());
            let told = match area {
                Some(_) => sentences(&compared, &study, prose, &phrases),
                None => Vec::new(),
            };
            let is_markdown = matches!(wanted.output.format, TableFormat::Markdown);
            insights::show(setting, is_markdown, &[(table, told)])?;
        }
    }
    if let Some(folder) = &wanted.output.out {
        let into = (
            folder.as_path(),
            chart_request(&wanted.output.drawing),
            &phrases,
        );
        order.write_expected(setting.world, &rows, prose, into, setting)?;
    }
    Ok(u8::from(held.is_empty()))
}

/// That none of the indicators is held against deprivation, with the reasons.
fn nothing_held(compared: &[Comparison<'_>], prose: Prose<'_>) -> Error {
    let why: Vec<String> = compared
        .iter()
        .take(5)
        .map(|c| prose.without_expectation(c))
        .collect();
    Error::nothing("none of these is held against deprivation").hint(why.join(" "))
}

/// The finding about an indicator given its deprivation, where there is one.
fn told(c: &Comparison<'_>, study: &Study<'_>, phrases: &Phrases) -> Option<Statement> {
    let about = [kind::OUTSIDE.name, kind::WITHIN.name];
    statements(c, study, phrases)
        .into_iter()
        .find(|of| about.contains(&of.kind.name))
}

/// A sentence for each finding, then why other indicators are not held against deprivation.
fn sentences(
    compared: &[Comparison<'_>],
    study: &Study<'_>,
    prose: Prose<'_>,
    phrases: &Phrases,
) -> Vec<String> {
    let found = compared.iter().filter_map(|c| told(c, study, phrases));
    let mut lines: Vec<String> = found.map(|of| of.sentence).collect();
    let without = compared.iter().filter(|c| c.expected().is_none());
    let without: Vec<String> = without.map(|c| prose.without_expectation(c)).collect();
    if !without.is_empty() {
        lines.push(without.join(" "));
    }
    lines
}

/// The rows with their sentences.
fn object(
    rows: &[expected::ExpectedRow<'_, '_>],
    study: &Study<'_>,
    prose: Prose<'_>,
    phrases: &Phrases,
) -> Value {
    let objects = table::json::rows(&expected::full(rows, prose));
    let each = objects.into_iter().zip(rows).map(|(mut object, row)| {
        if let Value::Object(fields) = &mut object {
            let found = told(row.c, study, phrases);
            let sentence = found.map(|of| of.sentence);
            let why = row
                .expected
                .is_none()
                .then(|| prose.without_expectation(row.c));
            fields.insert("sentence".to_owned(), json!(sentence.or(why)));
        }
        object
    });
    Value::Array(each.collect())
}
