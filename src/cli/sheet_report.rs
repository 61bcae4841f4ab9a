//! How the commands on a sheet of an officer's own print what it holds, and write it into a folder.

use super::args::TableFormat;
use super::insights::{self, ToldTable};
use super::print;
use super::setting::Setting;
use crate::chart::{ChartRequest, NamedChart};
use crate::error::Result;
use crate::inputs::Messages;
use crate::observation::check::{Check, Severity};
use crate::table::{self, Table};
use crate::world;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// What is printed of a sheet.
pub(super) struct SheetReport<'a> {
    /// Tidy, for programs.
    pub(super) full: Table,
    pub(super) object: Value,
    /// For people, with what is said.
    pub(super) told: Vec<ToldTable>,
    pub(super) checks: &'a [Check],
}

impl SheetReport<'_> {
    /// # Errors
    /// As [`print::result`].
    pub(super) fn show(&self, setting: &Setting<'_>, format: TableFormat) -> Result<()> {
        setting.tell_checks(self.checks);
        match format {
            TableFormat::Csv => {
                setting.show(TableFormat::Csv, &self.full)?;
                // The other formats hold what does not fit; a table for programs does not.
                let warnings = self.checks.iter();
                warnings
                    .filter(|of| of.severity == Severity::Warning)
                    .for_each(print::check);
                Ok(())
            }
            TableFormat::Json => print::json(self.object.clone()),
            TableFormat::Markdown | TableFormat::Table => {
                let is_markdown = matches!(format, TableFormat::Markdown);
                insights::show(setting, is_markdown, &self.told)
            }
        }
    }
}

/// How the chart of a sheet is wanted.
pub(super) fn request(bom: bool) -> ChartRequest {
    ChartRequest {
        bom,
        ..ChartRequest::default()
    }
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
pub(super) struct SheetFolder<'a> {
    pub(super) name: &'static str,
    pub(super) page: String,
    pub(super) chart: NamedChart,
    pub(super) tables: &'a [Table],
}

impl SheetFolder<'_> {
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
