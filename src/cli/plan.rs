//! `yardstick plan`.

use super::args::{PlanArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::composition::plan::{PlanOrder, PlanReport, tell};
use crate::error::Result;
use crate::inputs::Messages;
use crate::inputs::load::phrases;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::table::{self, Table};
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &PlanArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let as_at = setting.as_at()?;
    let report = tell(
        setting.world,
        &reference,
        &PlanOrder {
            file: &wanted.file,
            before: wanted.before.as_deref(),
            as_at,
            area: area(setting, &reference, wanted)?,
            data: &setting.common.data,
            stored: setting.stored_now(),
            phrases: &phrases(setting.world, wanted.phrases.as_deref())?,
        },
    )?;
    setting.tell_checks(&report.checks);
    match wanted.format {
        TableFormat::Json => print::json(report.evidence.clone())?,
        TableFormat::Csv => {
            setting.show(TableFormat::Csv, &report.full)?;
            report.faults.iter().for_each(print::check);
        }
        TableFormat::Markdown => print::result(&markdown(&report))?,
        TableFormat::Table => print::painted_result(&terminal(setting, &report), setting.colour())?,
    }
    Ok(0)
}

/// The authority that was named, or the one of `yardstick.toml`; none where there is neither, for a plan can be counted without.
fn area(
    setting: &Setting<'_>,
    reference: &Reference,
    wanted: &PlanArguments,
) -> Result<Option<Area>> {
    let named = wanted.authority.as_deref();
    if named.or(setting.home()).is_none() {
        setting.note("no authority was named, so no indicator is looked at: add --authority NAME");
        return Ok(None);
    }
    setting.authority(reference, named).map(Some)
}

fn tables(report: &PlanReport) -> impl Iterator<Item = &Table> {
    [
        Some(&report.tally),
        report.coverage.as_ref(),
        report.points.as_ref(),
        report.changes.as_ref(),
        Some(&report.beside),
        report.faults_table.as_ref(),
    ]
    .into_iter()
    .flatten()
}

fn markdown(report: &PlanReport) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for sentence in &report.summary {
        let _ = writeln!(text, "- {sentence}");
    }
    for table in tables(report) {
        let _ = write!(text, "\n{}", table::markdown::write(table));
    }
    if !report.actions.is_empty() {
        let _ = writeln!(text);
    }
    for (reference, sentences) in &report.actions {
        let _ = writeln!(text, "- **{reference}**: {}", sentences.join(" "));
    }
    text
}

fn terminal(setting: &Setting<'_>, report: &PlanReport) -> String {
    let (width, colour) = (print::width(), setting.colour());
    let mut text: String = report
        .summary
        .iter()
        .map(|sentence| item(sentence))
        .collect();
    for table in tables(report) {
        text.push('\n');
        text.push_str(&table::terminal::render(table, width, colour));
    }
    if !report.actions.is_empty() {
        text.push('\n');
    }
    let actions = report
        .actions
        .iter()
        .map(|(reference, sentences)| item(&format!("{reference}: {}", sentences.join(" "))));
    text.extend(actions);
    text
}

fn item(sentence: &str) -> String {
    print::item(sentence, print::width_up_to(110))
}
