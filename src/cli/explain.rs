//! `yardstick explain`.

use super::args::{ExplainArguments, TableFormat};
use super::compare::{by_hand, comparators};
use super::print;
use super::setting::Setting;
use crate::composition::manifest::Manifest;
use crate::composition::trace;
use crate::error::Result;
use crate::inputs::load::phrases;
use crate::run::explain::{self, ExplainOrder};
use serde_json::{Map, Value};
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &ExplainArguments) -> Result<u8> {
    if let Some(manifest) = &wanted.paper {
        return explain_paper(setting, wanted.format, manifest, &wanted.authority);
    }
    let reference = setting.reference()?;
    let by_hand = by_hand(wanted.by_hand.column.as_deref(), &wanted.by_hand.selection)?;
    let first = wanted.authority.as_str();
    let (named, indicator) = match (&wanted.indicator, &by_hand) {
        (Some(indicator), _) => (Some(first), Some(indicator.as_str())),
        (None, Some(_)) => (Some(first), None),
        // One name only: the indicator, about the authority of yardstick.toml.
        (None, None) => (None, Some(first)),
    };
    let area = setting.authority(&reference, named)?;
    let order = ExplainOrder {
        area,
        indicator,
        by_hand: by_hand.as_ref(),
        comparators: comparators(&reference, area, &wanted.comparators)?,
        period: wanted.period.as_deref(),
        figures: setting.figures(),
    };
    let phrases = phrases(setting.world, wanted.phrases.as_deref())?;
    let study = order.load(setting.world, &reference, setting)?;
    let comparison = order.compare(&study)?;
    match wanted.format {
        TableFormat::Table => print::result(&explain::text(&comparison, &study, &phrases))?,
        format => setting.show(format, &explain::table(&comparison, &study, &phrases))?,
    }
    Ok(u8::from(comparison.reading.value().is_none()))
}

/// A number of a paper, from the manifest beside it.
fn explain_paper(
    setting: &Setting<'_>,
    format: TableFormat,
    path: &Path,
    entry: &str,
) -> Result<u8> {
    let manifest = Manifest::open(setting.world, path)?;
    let found = trace::entries(&manifest, entry)?;
    if format == TableFormat::Json {
        let entries = found
            .into_iter()
            .map(|(id, entry)| Ok((id.to_owned(), entry.json()?)))
            .collect::<Result<Map<_, _>>>()?;
        print::json(Value::Object(entries))?;
        return Ok(0);
    }
    let mut text = String::new();
    for (id, entry) in found {
        text.push_str(&format!(
            "{id} ({}, {})\n",
            manifest.authority, manifest.made_by
        ));
        for (depth, line) in trace::lines(entry)? {
            text.push_str(&format!("{}{line}\n", "  ".repeat(depth + 1)));
        }
    }
    print::result(&text)?;
    Ok(0)
}
