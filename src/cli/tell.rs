//! Messages beside a result: faults of the data that was read, notes, the progress of long work. All of them go to stderr.

use super::args::{ColourChoice, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::Messages;
use crate::inputs::load;
use crate::observation::check::Check;
use crate::observation::provenance::NOT_FOR_PUBLICATION;
use crate::source::local::{LET_THROUGH, WITHHELD};
use crate::table::{self, Table};
use std::collections::BTreeMap;

impl Messages for Setting<'_> {
    /// Errors always; the rest, and every file that was read, with `--verbose`.
    fn tell_checks(&self, checks: &[Check]) {
        let errors = load::errors(checks);
        self.tell_small_counts(checks);
        if self.common.verbose {
            for seen in self.world.inputs() {
                print::note(&format!(
                    "read {} ({} bytes, SHA-256 {})",
                    seen.path.display(),
                    seen.bytes,
                    seen.sha256
                ));
            }
            checks.iter().for_each(print::check);
        } else if !errors.is_empty() {
            for check in errors.iter().take(SHOWN) {
                print::check(check);
            }
            if errors.len() > SHOWN {
                print::note(&format!(
                    "{} more findings: the same command with --verbose lists them all",
                    errors.len() - SHOWN
                ));
            }
        }
    }

    fn note(&self, text: &str) {
        if !self.common.quiet {
            print::note(text);
        }
    }

    fn progress(&self, what: &str, length: usize) -> Box<dyn Fn() + Sync> {
        let bar = print::progress(self.common.quiet, length, what);
        Box::new(move || bar.inc(1))
    }
}

impl Setting<'_> {
    /// Prints a table in a format.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn show(&self, format: TableFormat, table: &Table) -> Result<()> {
        match format {
            TableFormat::Csv => print::result_bytes(&table::csv::write(table, false)),
            TableFormat::Json => print::json(&serde_json::Value::Array(table::json::rows(table))),
            TableFormat::Markdown => print::result(&table::markdown::write(table)),
            TableFormat::Table => {
                let text = table::terminal::render(table, print::width(), self.colour());
                print::painted_result(&text, self.colour())
            }
        }
    }

    /// Whether tables on the terminal are coloured.
    pub(super) fn colour(&self) -> bool {
        match self.common.colour {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => print::terminal_colours(),
        }
    }

    /// Which local figures are withheld, or that some are shown that would be.
    fn tell_small_counts(&self, checks: &[Check]) {
        let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for check in checks.iter().filter(|check| check.name == WITHHELD) {
            rows.entry(&check.file)
                .or_default()
                .extend(check.row.map(|row| row.to_string()));
        }
        for (file, rows) in rows {
            let figures = match rows.len() {
                1 => "1 figure is".to_owned(),
                many => format!("{many} figures are"),
            };
            let more = if rows.len() > SHOWN_ROWS { ", ..." } else { "" };
            let listed = rows.get(..SHOWN_ROWS).unwrap_or(&rows).join(", ");
            self.note(&format!(
                "{file}: {figures} withheld as c, for they rest on counts of 1 to 5 or would tell one (row {listed}{more}); --unsuppressed shows them, \
                 for internal use only"
            ));
        }
        if checks.iter().any(|check| check.name == LET_THROUGH) {
            self.note(NOT_FOR_PUBLICATION);
        }
    }
}

/// Of more rows than this `check` gives the list.
const SHOWN_ROWS: usize = 12;

/// More faults than this would push the result off the screen.
const SHOWN: usize = 5;
