//! `yardstick audit`.

use super::args::{AuditArguments, TableFormat};
use super::insights::{self, ToldTable};
use super::print;
use super::setting::Setting;
use crate::chart::{ChartRequest, NamedChart, audits as chart};
use crate::error::Result;
use crate::finding::prose::audits as words;
use crate::inputs::Messages;
use crate::measure::audits::AuditReport;
use crate::observation::check::{Check, Severity};
use crate::table::{self, Table, audits as tables};
use crate::world;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &AuditArguments) -> Result<u8> {
    let as_at = super::dashboard::day(setting)?;
    let report = AuditReport::read(setting.world, &wanted.file, as_at, wanted.moderated)?;
    setting.tell_checks(&report.checks);
    match wanted.format {
        TableFormat::Csv => {
            setting.show(TableFormat::Csv, &tables::full(&report))?;
            report
                .checks
                .iter()
                .filter(|of| of.severity == Severity::Warning)
                .for_each(print::check);
        }
        TableFormat::Json => print::json(&object(&report))?,
        TableFormat::Markdown | TableFormat::Table => {
            let is_markdown = matches!(wanted.format, TableFormat::Markdown);
            insights::show(setting, is_markdown, &told(&report))?;
        }
    }
    if let Some(folder) = &wanted.out {
        let request = ChartRequest {
            bom: !wanted.no_bom,
            ..ChartRequest::default()
        };
        let tables = [
            tables::full(&report),
            tables::changes(&report),
            tables::groups(&report),
            tables::moderation(&report),
        ];
        let chart = chart::of_sheet(&report, request);
        let page = page(words::EVERYTHING, &told(&report), &[words::METHODS]);
        let written = Written {
            name: "audits",
            page,
            chart,
            tables: &tables,
        };
        written.write(setting, folder, request.bom)?;
    }
    Ok(0)
}

/// The tables for people with what is said of them: all of it below the first.
fn told(report: &AuditReport) -> Vec<ToldTable> {
    let said = vec![words::sentences(report).join(" ")];
    let mut told = vec![(tables::quarters(report), said)];
    if !report.changes.is_empty() {
        told.push((tables::changes(report), Vec::new()));
    }
    if !report.groups.is_empty() {
        told.push((tables::groups(report), Vec::new()));
    }
    if report.moderation.is_some() {
        told.push((tables::moderation(report), Vec::new()));
    }
    told.extend(faults(&report.checks).map(|table| (table, Vec::new())));
    told
}

fn object(report: &AuditReport) -> Value {
    let rows = |table: Table| table::json::rows(&table);
    let needed = report.needed.map(|of| {
        json!({
            "share": of.share * 100.0,
            "cases_a_quarter_for_10_points": of.cases,
            "cases_a_quarter_now": of.now,
            "least_change_seen": of.least_seen,
        })
    });
    json!({
        "file": report.file,
        "sha256": report.sha256,
        "grades": if report.is_moderated { "moderated" } else { "first" },
        "cases": report.cases,
        "auditors": report.auditors,
        "paragraph": words::sentences(report).join(" "),
        "methods": words::METHODS,
        "shares": rows(tables::full(report)),
        "changes": rows(tables::changes(report)),
        "groups": rows(tables::groups(report)),
        "moderation": rows(tables::moderation(report)),
        "sample_size": needed,
        "faults": faults(&report.checks).map(rows).unwrap_or_default(),
    })
}

/// What of a file could not be used or does not fit; none where all of it could.
pub(super) fn faults(checks: &[Check]) -> Option<Table> {
    let faults = checks.iter().filter(|of| of.severity >= Severity::Warning);
    let faults: Vec<Check> = faults.cloned().collect();
    (!faults.is_empty()).then(|| table::checks::checks(&faults))
}

/// A page of Markdown: tables, what is said of them, and notes.
pub(super) fn page(title: &str, told: &[ToldTable], notes: &[&str]) -> String {
    let mut page = format!("# {title}\n");
    // Writing to a String cannot fail.
    for (shown, said) in told {
        for line in said {
            let _ = write!(page, "\n{line}\n");
        }
        let _ = write!(page, "\n{}", table::markdown::write(shown));
    }
    for note in notes {
        let _ = write!(page, "\n{note}\n");
    }
    page
}

/// What is written into a folder: a page, a chart with its figures, tables.
pub(super) struct Written<'a> {
    pub(super) name: &'static str,
    pub(super) page: String,
    pub(super) chart: NamedChart,
    pub(super) tables: &'a [Table],
}

impl Written<'_> {
    /// # Errors
    /// A file cannot be written, or a chart cannot be made.
    pub(super) fn write(self, setting: &Setting<'_>, folder: &Path, bom: bool) -> Result<()> {
        let mut files = vec![(
            folder.join(format!("{}.md", self.name)),
            self.page.into_bytes(),
        )];
        let made = self.chart.files("", true, bom)?;
        files.extend(
            made.into_iter()
                .map(|(path, bytes)| (folder.join(path), bytes)),
        );
        for table in self.tables {
            let name = format!("{}.csv", table.name);
            files.push((folder.join(name), table::csv::write(table, bom)));
        }
        world::write_all(setting.world, &files)?;
        setting.note(&format!(
            "{} files written to {}",
            files.len(),
            folder.display()
        ));
        Ok(())
    }
}
