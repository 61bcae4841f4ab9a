//! `yardstick verify`.

use super::args::{Format, Verify};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::reference::Reference;
use crate::run::paper::manifest::Manifest;
use crate::run::paper::verify::{PaperDifference, Verification, verify};
use crate::table::cell::text;
use crate::table::{self, Column, Table};
use crate::world;
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &Verify) -> Result<u8> {
    let reference = Reference::embedded()?;
    let name = wanted.manifest.display().to_string();
    let manifest = Manifest::read(&world::read_text(setting.world, &wanted.manifest)?, &name)?;
    let folder = wanted.manifest.parent().unwrap_or(Path::new(""));
    let verdict = verify(setting.world, &reference, &manifest, folder)?;
    match setting.format() {
        Format::Json => print::result(&format!("{:#}\n", object(&verdict))),
        Format::Csv => print::result(&String::from_utf8_lossy(&table::csv::write(
            &rows(&verdict),
            false,
        ))),
        Format::Markdown => print::result(&table::markdown::write(&rows(&verdict))),
        Format::Table | Format::Html | Format::Ics => print::result(&said(&verdict)),
    }
    Ok(u8::from(!verdict.differences.is_empty()))
}

fn said(verdict: &Verification) -> String {
    let mut lines = Vec::new();
    let mut tell = |heading: &str, found: &[PaperDifference]| {
        if !found.is_empty() {
            lines.push(heading.to_owned());
            lines.extend(found.iter().map(|each| {
                format!(
                    "- {}: {}\n    then: {}\n    now:  {}",
                    each.what, each.why, each.then, each.now
                )
            }));
        }
    };
    tell("Files that are not as they were written:", &verdict.outputs);
    tell(
        "What has changed since the paper was made:",
        &verdict.causes,
    );
    tell(
        "What the paper would say otherwise now:",
        &verdict.differences,
    );
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

fn object(verdict: &Verification) -> Value {
    let each = |of: &[PaperDifference]| {
        of.iter()
            .map(|d| json!({ "what": d.what, "then": d.then, "now": d.now, "why": d.why }))
            .collect::<Vec<_>>()
    };
    json!({
        "entries": verdict.entries,
        "outputs": each(&verdict.outputs),
        "causes": each(&verdict.causes),
        "differences": each(&verdict.differences),
    })
}

fn rows(verdict: &Verification) -> Table {
    let columns = vec![
        Column::text("part", "Part"),
        Column::text("what", "What"),
        Column::text("then", "Then"),
        Column::text("now", "Now"),
        Column::text("why", "Why"),
    ];
    let parts = [
        ("output", &verdict.outputs),
        ("cause", &verdict.causes),
        ("paper", &verdict.differences),
    ];
    let row = |part: &str, d: &PaperDifference| {
        vec![
            text(part),
            text(&d.what),
            text(&d.then),
            text(&d.now),
            text(&d.why),
        ]
    };
    let rows = parts
        .into_iter()
        .flat_map(|(part, found)| found.iter().map(move |each| row(part, each)))
        .collect();
    Table::bare("verify", "What differs".to_owned(), columns, rows)
}
