//! `yardstick backlog`.

use super::args::BacklogArguments;
use super::insights::ToldTable;
use super::setting::Setting;
use super::sheet_report::{SheetFolder, SheetReport, faults, page, request};
use crate::chart::backlog as chart;
use crate::error::Result;
use crate::finding::prose::backlogs as words;
use crate::measure::backlog::{BacklogOrder, BacklogReport};
use crate::observation::day::typed_day;
use crate::table::{self, Table, backlog as tables};
use serde_json::{Value, json};

pub(super) fn run(setting: &Setting<'_>, wanted: &BacklogArguments) -> Result<u8> {
    let order = BacklogOrder {
        path: &wanted.file,
        due: typed_day(&wanted.due)?,
        as_at: super::dashboard::day(setting)?,
        total: wanted.total.map(f64::from),
    };
    let report = BacklogReport::read(setting.world, &order)?;
    let sheet = SheetReport {
        full: tables::full(&report),
        object: object(&report),
        told: told(&report),
        checks: &report.checks,
    };
    sheet.show(setting, wanted.format)?;
    if let Some(folder) = &wanted.out {
        let bom = !wanted.no_bom;
        let mut shown = told(&report);
        shown.push((tables::weeks(&report), Vec::new()));
        let written = SheetFolder {
            name: "backlog",
            page: page(words::PACES, &shown, &[words::METHODS]),
            chart: chart::of_sheet(&report, request(bom)),
            tables: &[tables::full(&report)],
        };
        written.write(setting, folder, bom)?;
    }
    Ok(0)
}

/// The paces with all that is said, and what does not fit.
fn told(report: &BacklogReport) -> Vec<ToldTable> {
    let said = vec![words::sentences(report).join(" ")];
    let mut told = vec![(tables::paces(report), said)];
    told.extend(faults(&report.checks).map(|table| (table, Vec::new())));
    told
}

fn object(report: &BacklogReport) -> Value {
    let rows = |table: Table| table::json::rows(&table);
    json!({
        "file": report.file,
        "sha256": report.sha256,
        "as_at": report.as_at.to_string(),
        "due": report.due.to_string(),
        "total": report.total,
        "done": report.come_down(),
        "done_returned": report.done_returned,
        "left": report.to_do(),
        "weeks_left": report.weeks_left,
        "needed_a_week": report.needed(),
        "paragraph": words::sentences(report).join(" "),
        "methods": words::METHODS,
        "paces": rows(tables::full(report)),
        "weeks": rows(tables::weeks(report)),
        "weeks_without_figure": report.holes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "faults": faults(&report.checks).map(rows).unwrap_or_default(),
    })
}
