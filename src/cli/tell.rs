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
        } else {
            tell_kinds(&kinds(&errors));
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

/// Findings that say the same of different rows.
type AlikeChecks<'c> = Vec<&'c Check>;

/// The findings by what they say, in the order in which each is first said.
fn kinds<'c>(checks: &[&'c Check]) -> Vec<AlikeChecks<'c>> {
    let mut kinds: Vec<AlikeChecks<'c>> = Vec::new();
    for check in checks {
        let says = |of: &Check| {
            (
                of.name,
                of.file.clone(),
                of.column.clone(),
                of.guidance.clone(),
            )
        };
        let alike = |kind: &&mut AlikeChecks<'c>| kind.iter().any(|of| says(of) == says(check));
        match kinds.iter_mut().find(alike) {
            Some(kind) => kind.push(check),
            None => kinds.push(vec![check]),
        }
    }
    kinds
}

/// The first finding of each kind, and where the others are and what they found there.
fn tell_kinds(kinds: &[AlikeChecks<'_>]) {
    let (shown, others) = kinds.split_at(kinds.len().min(SHOWN));
    for kind in shown {
        let Some((first, alike)) = kind.split_first() else {
            continue;
        };
        print::check(first);
        let findings = match alike.len() {
            0 => continue,
            1 => "1 more finding like it".to_owned(),
            many => format!("{many} more findings like it"),
        };
        let places: Vec<String> = alike.iter().map(|of| place(of)).collect();
        let file = &first.file;
        print::note(&format!(
            "{file}: {findings} ({})",
            listed(&places, SHOWN, "; ")
        ));
    }
    if !others.is_empty() {
        let left: usize = others.iter().map(Vec::len).sum();
        print::note(&format!("{left} more findings of other kinds"));
    }
    if !others.is_empty() || shown.iter().any(|kind| kind.len() > 1) {
        print::note("the same command with --verbose lists them all");
    }
}

/// Where a finding is, and what was found there.
fn place(check: &Check) -> String {
    match check.row {
        Some(row) => format!("row {row}: {}", check.found),
        None => check.found.clone(),
    }
}

/// The first of many, and that there are more.
fn listed(all: &[String], most: usize, between: &str) -> String {
    let more = if all.len() > most {
        format!("{between}...")
    } else {
        String::new()
    };
    all.get(..most).unwrap_or(all).join(between) + &more
}

impl Setting<'_> {
    /// Prints a table in a format.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn show(&self, format: TableFormat, table: &Table) -> Result<()> {
        match format {
            TableFormat::Csv => print::result_bytes(&table::csv::write(table, false)),
            TableFormat::Json => print::json(serde_json::Value::Array(table::json::rows(table))),
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
            let listed = listed(&rows, SHOWN_ROWS, ", ");
            self.note(&format!(
                "{file}: {figures} withheld as c, for they rest on counts of 1 to 5 or would tell one (row {listed}); --unsuppressed shows them, \
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

/// More kinds of faults than this would push the result off the screen.
const SHOWN: usize = 5;
