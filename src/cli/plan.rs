//! `yardstick plan`.

use super::args::{Format, Plan};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::run::plan::{Told, Wanted, tell};
use crate::table::{self, Table};
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &Plan) -> Result<u8> {
    let reference = Reference::embedded()?;
    let as_at = setting.as_at()?;
    let told = tell(
        setting.world,
        &reference,
        &Wanted {
            file: &wanted.file,
            before: wanted.before.as_deref(),
            as_at,
            area: area(setting, &reference, wanted)?,
            data: &setting.common.data,
            stored: setting.stored_now(),
        },
    )?;
    setting.tell(&told.checks);
    match setting.format() {
        Format::Json => print::result(&format!("{:#}\n", told.evidence)),
        Format::Csv => {
            print::result(&String::from_utf8_lossy(&table::csv::write(
                &told.full, false,
            )));
            told.faults.iter().for_each(print::check);
        }
        Format::Markdown => print::result(&markdown(&told)),
        Format::Table | Format::Html | Format::Ics => print::result(&terminal(setting, &told)),
    }
    Ok(0)
}

/// The authority that was named, or the one of `yardstick.toml`; none where there is neither, for a plan can be counted without.
fn area(setting: &Setting<'_>, reference: &Reference, wanted: &Plan) -> Result<Option<Area>> {
    let named = wanted.authority.as_deref();
    if named.or(setting.home()).is_none() {
        if !setting.common.quiet {
            print::note(
                "no authority was named, so no indicator is looked at: add --authority NAME",
            );
        }
        return Ok(None);
    }
    setting.authority(reference, named).map(Some)
}

fn tables(told: &Told) -> impl Iterator<Item = &Table> {
    [
        Some(&told.tally),
        told.changes.as_ref(),
        Some(&told.beside),
        told.faults_table.as_ref(),
    ]
    .into_iter()
    .flatten()
}

fn markdown(told: &Told) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for sentence in &told.summary {
        let _ = writeln!(text, "- {sentence}");
    }
    for table in tables(told) {
        let _ = write!(text, "\n{}", table::markdown::write(table));
    }
    if !told.actions.is_empty() {
        let _ = writeln!(text);
    }
    for (reference, sentences) in &told.actions {
        let _ = writeln!(text, "- **{reference}**: {}", sentences.join(" "));
    }
    text
}

fn terminal(setting: &Setting<'_>, told: &Told) -> String {
    let (width, colour) = (print::width(), setting.colour());
    let mut text = String::new();
    let item = |text: &mut String, sentence: &str| {
        for (at, line) in print::wrap(sentence, width.unwrap_or(110).min(110) - 2)
            .iter()
            .enumerate()
        {
            let _ = writeln!(text, "{}{line}", if at == 0 { "- " } else { "  " });
        }
    };
    told.summary
        .iter()
        .for_each(|sentence| item(&mut text, sentence));
    for table in tables(told) {
        let _ = write!(text, "\n{}", table::terminal::render(table, width, colour));
    }
    if !told.actions.is_empty() {
        let _ = writeln!(text);
    }
    for (reference, sentences) in &told.actions {
        item(&mut text, &format!("{reference}: {}", sentences.join(" ")));
    }
    text
}
