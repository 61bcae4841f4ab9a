//! `yardstick breakdown`.

use super::args::{BreakdownArguments, TableFormat};
use super::compare::{chart_request, comparators};
use super::print;
use super::setting::Setting;
use crate::compare::breakdown::ComparedBreakdown;
use crate::error::{Result, printable};
use crate::finding::narrative::mix;
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::inputs::load::{is_indicator, known_name, phrases};
use crate::reference::Reference;
use crate::reference::breakdown::Breakdown;
use crate::run::breakdown::{BreakdownOrder, chosen};
use crate::table::{self, breakdown};
use serde_json::{Value, json};
use std::fmt::Write;

/// What is shown where nobody says what to break down.
const USUAL: [&str; 2] = ["need", "factor"];

pub(super) fn run(setting: &Setting<'_>, wanted: &BreakdownArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let (named, what) = authority_and_what(setting, &reference, wanted);
    let area = setting.authority(&reference, named)?;
    let breakdowns = wanted_breakdowns(&reference, what, &wanted.by)?;
    let phrases = phrases(setting.world, wanted.phrases.as_deref())?;
    let order = BreakdownOrder {
        area,
        breakdowns: &breakdowns,
        comparators: comparators(&reference, area, &wanted.comparators)?,
        period: wanted.period.as_deref(),
        figures: setting.figures(),
        children: wanted.children.as_deref(),
    };
    let study = order.load(setting.world, &reference, setting)?;
    let compared = order.compare(&study, setting)?;
    let all = order.broken_down(setting.world, &compared, (&reference, setting))?;
    let prose = Prose {
        reference: &reference,
    };
    match wanted.format {
        TableFormat::Csv => setting.show(TableFormat::Csv, &breakdown::full(&all, prose))?,
        TableFormat::Json => print::json(objects(&all, prose, &phrases))?,
        TableFormat::Markdown => print::result(&markdown(&all, prose, &phrases))?,
        TableFormat::Table => {
            print::painted_result(&terminal(setting, &all, prose, &phrases), setting.colour())?;
        }
    }
    if let Some(folder) = &wanted.out {
        let into = (folder.as_path(), chart_request(&wanted.drawing));
        BreakdownOrder::write(setting.world, &all, prose, into, setting)?;
    }
    Ok(0)
}

/// The first name is the authority, unless `yardstick.toml` names one and the first name is none.
fn authority_and_what<'w>(
    setting: &Setting<'_>,
    reference: &Reference,
    wanted: &'w BreakdownArguments,
) -> (Option<&'w str>, Option<&'w str>) {
    let (first, second) = (wanted.authority.as_deref(), wanted.what.as_deref());
    let means_something =
        |name: &str| is_indicator(reference, name) || !chosen_by_word(reference, name).is_empty();
    match first {
        Some(name)
            if second.is_none()
                && setting.home().is_some()
                && means_something(name)
                && reference.register.resolve(name).is_err() =>
        {
            (None, first)
        }
        _ => (first, second),
    }
}

/// The breakdowns that a typed word means, if it means any.
fn chosen_by_word<'r>(reference: &'r Reference, word: &str) -> Vec<&'r Breakdown> {
    chosen(reference, None, &[word.to_owned()]).unwrap_or_default()
}

fn wanted_breakdowns<'r>(
    reference: &'r Reference,
    what: Option<&str>,
    by: &[String],
) -> Result<Vec<&'r Breakdown>> {
    let Some(word) = what else {
        let usual = USUAL.map(str::to_owned);
        let by = if by.is_empty() { &usual[..] } else { by };
        return chosen(reference, None, by);
    };
    let called = chosen_by_word(reference, word);
    if !called.is_empty() && by.is_empty() {
        return Ok(called);
    }
    chosen(reference, Some(&known_name(reference, word)?), by)
}

fn terminal(
    setting: &Setting<'_>,
    all: &[ComparedBreakdown<'_, '_>],
    prose: Prose<'_>,
    phrases: &Phrases,
) -> String {
    let (width, colour) = (print::width(), setting.colour());
    let mut text = String::new();
    for whole in all {
        let table = breakdown::for_people(whole, prose, false);
        text.push_str(&table::terminal::render(&table, width, colour));
        let told = mix::in_one_text(whole, phrases);
        let lines = print::wrap(&printable(&told), print::width_up_to(100));
        // Writing to a String cannot fail.
        let _ = write!(text, "\n{}\n\n", lines.join("\n"));
    }
    text
}

fn markdown(all: &[ComparedBreakdown<'_, '_>], prose: Prose<'_>, phrases: &Phrases) -> String {
    let mut text = String::new();
    for whole in all {
        let table = breakdown::for_people(whole, prose, false);
        text.push_str(&table::markdown::write(&table));
        // Writing to a String cannot fail.
        let _ = write!(text, "\n{}\n\n", mix::in_one_text(whole, phrases));
    }
    text
}

/// An object a breakdown, its categories inside.
fn objects(all: &[ComparedBreakdown<'_, '_>], prose: Prose<'_>, phrases: &Phrases) -> Value {
    let each = all.iter().map(|whole| {
        let rows = table::json::rows(&breakdown::full(std::slice::from_ref(whole), prose));
        json!({
            "indicator": whole.breakdown.indicator,
            "breakdown": whole.breakdown.key,
            "title": whole.breakdown.title,
            "people": whole.breakdown.of,
            "exclusive": whole.breakdown.is_exclusive,
            "number": whole.whole(),
            "mix": whole.mix.map(|mix| json!({
                "differs_from_england": whole.mix_differs(),
                "statistic": mix.statistic,
                "degrees_of_freedom": mix.freedom,
                "p": mix.p,
            })),
            "paragraph": mix::in_one_text(whole, phrases),
            "categories": rows,
        })
    });
    Value::Array(each.collect())
}
