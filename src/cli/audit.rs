//! `yardstick audit`.

use super::args::AuditArguments;
use super::insights::ToldTable;
use super::setting::Setting;
use super::sheet_report::{SheetFolder, SheetReport, faults, page, request};
use crate::chart::audits as chart;
use crate::error::Result;
use crate::finding::prose::audits as words;
use crate::measure::audits::AuditReport;
use crate::table::{self, Table, audits as tables};
use serde_json::{Value, json};

pub(super) fn run(setting: &Setting<'_>, wanted: &AuditArguments) -> Result<u8> {
    let as_at = super::dashboard::day(setting)?;
    let report = AuditReport::read(setting.world, &wanted.file, as_at, wanted.moderated)?;
    let sheet = SheetReport {
        full: tables::full(&report),
        object: object(&report),
        told: told(&report),
        checks: &report.checks,
    };
    sheet.show(setting, wanted.format)?;
    if let Some(folder) = &wanted.out {
        let bom = !wanted.no_bom;
        let tables = [
            tables::full(&report),
            tables::changes(&report),
            tables::groups(&report),
            tables::moderation(&report),
        ];
        let written = SheetFolder {
            name: "audits",
            page: page(words::EVERYTHING, &told(&report), &[words::METHODS]),
            chart: chart::of_sheet(&report, request(bom)),
            tables: &tables,
        };
        written.write(setting, folder, bom)?;
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
