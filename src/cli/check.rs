//! `yardstick check`: every question asked of every figure, a row a finding.

use super::args::CheckArguments;
use super::lists::optional;
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::Messages;
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use crate::run::check::{CheckOrder, check};
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};

pub(super) fn run(setting: &Setting<'_>, wanted: &CheckArguments) -> Result<u8> {
    let order = CheckOrder {
        paths: &wanted.paths,
        small_counts: setting.small_counts(),
    };
    let found = check(setting.world, &Reference::embedded()?, &order)?;
    let columns = vec![
        Column::text("severity", "Severity"),
        Column::text("check", "Check"),
        Column::text("file", "File"),
        Column::text("row", "Row"),
        Column::text("column", "Column or indicator"),
        Column::text("found", "Found"),
        Column::text("expected", "Expected"),
        Column::text("guidance", "What it means"),
    ];
    let table = Table::bare(
        "findings",
        "Findings".to_owned(),
        columns,
        found.checks.iter().map(row).collect(),
    );
    setting.show(wanted.format, &table)?;
    let errors = found.count(Severity::Error);
    setting.note(&format!(
        "{} figures of {} indicators read; {errors} errors, {} warnings, {} notes",
        found.figures,
        found.series,
        found.count(Severity::Warning),
        found.count(Severity::Note)
    ));
    Ok(u8::from(errors > 0))
}

fn row(check: &Check) -> Vec<Cell> {
    vec![
        text(check.severity.to_string()),
        text(check.name),
        text(&check.file),
        optional(check.row),
        optional(check.column.as_ref()),
        text(&check.found),
        text(&check.expected),
        text(&check.guidance),
    ]
}
