//! `yardstick verify`.

use super::args::{TableFormat, VerifyArguments};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::run::verify::{PaperDifference, Verification, verify_file};
use crate::table::Table;
use crate::table::cell::text;
use crate::table::columns::TableColumns;
use serde_json::{Value, json};

pub(super) fn run(setting: &Setting<'_>, wanted: &VerifyArguments) -> Result<u8> {
    let verdict = verify_file(setting.world, &setting.reference()?, &wanted.manifest)?;
    match wanted.format {
        TableFormat::Table => print::result(&prose(&verdict))?,
        TableFormat::Json => print::json(object(&verdict))?,
        TableFormat::Csv | TableFormat::Markdown => {
            setting.show(wanted.format, &table(&verdict))?
        }
    }
    Ok(u8::from(!verdict.differences.is_empty()))
}

fn prose(verdict: &Verification) -> String {
    let mut lines = Vec::new();
    for (heading, found) in [
        ("Files that are not as they were written:", &verdict.outputs),
        (
            "What has changed since the paper was made:",
            &verdict.causes,
        ),
        (
            "What the paper would say otherwise now:",
            &verdict.differences,
        ),
    ] {
        if !found.is_empty() {
            lines.push(heading.to_owned());
            lines.extend(found.iter().map(difference_lines));
        }
    }
    let many = verdict.entries;
    lines.push(match verdict.differences.len() {
        0 => format!(
            "Made again: all {many} sentences, numbers, tables and figures are as they were."
        ),
        some => format!(
            "Made again: {some} of {many} sentences, numbers, tables and figures would differ now."
        ),
    });
    lines.join("\n") + "\n"
}

fn difference_lines(found: &PaperDifference) -> String {
    format!(
        "- {}: {}\n    then: {}\n    now:  {}",
        found.what, found.why, found.then, found.now
    )
}

fn object(verdict: &Verification) -> Value {
    json!({
        "entries": verdict.entries,
        "outputs": objects(&verdict.outputs),
        "causes": objects(&verdict.causes),
        "differences": objects(&verdict.differences),
    })
}

fn objects(found: &[PaperDifference]) -> Vec<Value> {
    found
        .iter()
        .map(|d| json!({ "what": d.what, "then": d.then, "now": d.now, "why": d.why }))
        .collect()
}

fn table(verdict: &Verification) -> Table {
    let parts = [
        ("output", &verdict.outputs),
        ("cause", &verdict.causes),
        ("paper", &verdict.differences),
    ];
    let rows = parts
        .into_iter()
        .flat_map(|(part, found)| found.iter().map(move |each| (part, each)));
    TableColumns::<(&str, &PaperDifference)>::new()
        .text("part", "Part", |(part, _)| text(*part))
        .text("what", "What", |(_, found)| text(&found.what))
        .text("then", "Then", |(_, found)| text(&found.then))
        .text("now", "Now", |(_, found)| text(&found.now))
        .text("why", "Why", |(_, found)| text(&found.why))
        .table("verify", "What differs", rows)
}
