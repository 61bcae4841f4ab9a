//! `yardstick check`: every question asked of every figure, a row a finding.

use super::args::CheckFiles;
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use crate::run::load::{Input, load_showing};
use crate::screen::ScreeningScope;
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};

pub(super) fn run(setting: &Setting<'_>, wanted: &CheckFiles) -> Result<u8> {
    let reference = Reference::embedded()?;
    let input = Input {
        paths: &wanted.paths,
        indicators: &[],
        by_hand: None,
        asked: ScreeningScope::OfThemselves,
        stored: None,
    };
    let (screened, mut checks) =
        load_showing(setting.world, &reference, &input, setting.small_counts())?;
    checks.sort_by(|a, b| {
        (b.severity, &a.file, a.row, &a.column).cmp(&(a.severity, &b.file, b.row, &b.column))
    });
    let count = |severity| checks.iter().filter(|c| c.severity == severity).count();
    let (errors, warnings, notes) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    );
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
        checks.iter().map(row).collect(),
    );
    show(setting, &table);
    if !setting.common.quiet {
        let (figures, series) = (screened.figures(), screened.indicators().len());
        print::note(&format!(
            "{figures} figures of {series} indicators read; {errors} errors, {warnings} warnings, {notes} notes"
        ));
    }
    Ok(if errors > 0 { 1 } else { 0 })
}

fn row(check: &Check) -> Vec<Cell> {
    vec![
        text(check.severity.to_string()),
        text(check.name),
        text(&check.file),
        text(check.row.map(|r| r.to_string()).unwrap_or_default()),
        text(check.column.clone().unwrap_or_default()),
        text(&check.found),
        text(&check.expected),
        text(&check.guidance),
    ]
}
