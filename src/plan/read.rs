//! Reads a plan file: columns are found by name in any order, and every fault is a check with its row and column. A cell that cannot be
//! read is left out of its action; a row without a reference of its own is set aside. Both are reported.

use super::action::{Action, ActionPlan, ActionStatus, PlanDay, Rag, SetAsideRow};
use super::consistency::contradictions;
use super::date::{self, DayFault, DayOrder};
use super::encoding::decoded;
use super::spelling::plain;
use super::target;
use super::vocabulary::Vocabulary;
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::reference::nearest::nearest;
use crate::source::sheet::{self, file_name, row_of};
use crate::world::{self, World};
use csv::StringRecord;
use std::collections::BTreeMap;
use std::path::Path;

/// The columns, in the order in which they are documented.
pub(crate) const COLUMNS: [&str; 12] = [
    "ref",
    "source",
    "recommendation",
    "owner",
    "due",
    "started",
    "status",
    "rag",
    "updated",
    "indicator",
    "target",
    "note",
];
/// A plan without these cannot be followed up.
const REQUIRED: [&str; 3] = ["ref", "recommendation", "status"];
/// What stands in place of a reference in a row that counts the others.
const TOTALS: [&str; 6] = [
    "total",
    "totals",
    "grand total",
    "overall",
    "overall total",
    "sum",
];
/// The columns that hold a day.
const DAYS: [&str; 3] = ["due", "started", "updated"];

/// Reads a plan file.
///
/// # Errors
/// The file is missing, no text, no CSV with commas, or lacks a required column.
pub(crate) fn read(world: &dyn World, path: &Path) -> Result<(ActionPlan, Vec<Check>)> {
    let place = path.display().to_string();
    let bytes = world::read(world, path)?;
    parse(&bytes, &file_name(path)).map_err(|fault| fault.in_file(place))
}

fn parse(bytes: &[u8], file: &str) -> Result<(ActionPlan, Vec<Check>)> {
    sheet::refuse_other_formats(file, bytes.get(..512).unwrap_or(bytes))?;
    let mut checks = Vec::new();
    // Excel ends lines with CR LF. The CSV reader takes a record to begin between the two, and would name the row before.
    let text = decoded(bytes, file, &mut checks)?.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|fault| malformed(file, &fault))?
        .clone();
    let words = Vocabulary::embedded();
    let columns = columns(&header, file, &words, &mut checks)?;
    let rows = reader
        .records()
        .map(|record| record.map_err(|fault| malformed(file, &fault)))
        .collect::<Result<Vec<_>>>()?;
    let mut reader = PlanReader {
        file,
        words,
        columns,
        day_order: DayOrder::default(),
        checks,
    };
    reader.note_day_order(&rows);
    let (actions, set_aside) = reader.actions(&rows, header.len());
    let plan = ActionPlan {
        file: file.to_owned(),
        sha256: world::digest(bytes),
        actions,
        set_aside,
    };
    Ok((plan, reader.checks))
}

fn malformed(file: &str, fault: &csv::Error) -> Error {
    Error::unreadable(file, format!("the file is not a sound CSV ({fault})"))
}

/// The place of each known column in a row.
type PlanColumns = BTreeMap<&'static str, usize>;

fn columns(
    header: &StringRecord,
    file: &str,
    words: &Vocabulary,
    checks: &mut Vec<Check>,
) -> Result<PlanColumns> {
    if header.len() < 2 {
        return Err(header_fault(file, "the first row has one column only".to_owned())
            .hint("if columns are separated by semicolons or tabs, save the file as “CSV UTF-8 (comma delimited)”"));
    }
    let mut columns = PlanColumns::new();
    let mut unknown: Vec<&str> = Vec::new();
    for (at, heading) in header.iter().enumerate() {
        let known = words
            .column(heading)
            .and_then(|word| COLUMNS.into_iter().find(|name| *name == word));
        match known {
            Some(name) if columns.insert(name, at).is_some() => {
                return Err(header_fault(file, format!("two columns could be “{name}”"))
                    .hint("rename or remove one of them"));
            }
            Some(_) => {}
            None if heading.trim().is_empty() => {}
            None => unknown.push(heading),
        }
    }
    if let Some(missing) = REQUIRED
        .into_iter()
        .find(|name| !columns.contains_key(name))
    {
        let near = nearest(missing, unknown.iter().copied())
            .map_or_else(String::new, |near| format!("; the nearest is “{near}”"));
        return Err(
            header_fault(file, format!("the column “{missing}” is missing{near}"))
                .hint("the first row of the file must be the header, without title lines above it"),
        );
    }
    checks.extend(
        unknown
            .into_iter()
            .map(|heading| unknown_column(heading, file, words)),
    );
    Ok(columns)
}

fn header_fault(file: &str, what: String) -> Error {
    Error::unreadable(file, what)
        .at_row(1)
        .expected(COLUMNS.join(", "))
}

fn unknown_column(heading: &str, file: &str, words: &Vocabulary) -> Check {
    let near = words
        .near("column", heading)
        .map_or_else(String::new, |near| format!("perhaps “{near}”"));
    Check::new(Severity::Note, "plan-column", file)
        .row(1)
        .column(heading)
        .found("a column of the file’s own")
        .expected(near)
        .guidance("passed over")
}

/// Reads the rows of one file.
struct PlanReader<'a> {
    file: &'a str,
    words: Vocabulary,
    columns: PlanColumns,
    day_order: DayOrder,
    checks: Vec<Check>,
}

impl PlanReader<'_> {
    /// The text of a cell without spaces around it; empty where the file has no such column.
    fn cell<'r>(&self, record: &'r StringRecord, column: &str) -> &'r str {
        self.columns
            .get(column)
            .and_then(|at| record.get(*at))
            .map_or("", str::trim)
    }

    fn note_day_order(&mut self, rows: &[StringRecord]) {
        for record in rows {
            for column in DAYS {
                self.day_order
                    .note(date::day_form(self.cell(record, column)));
            }
        }
    }

    /// The actions, and the rows that were set aside. `width` is the number of cells in the header.
    fn actions(&mut self, rows: &[StringRecord], width: usize) -> (Vec<Action>, Vec<SetAsideRow>) {
        let (mut actions, mut set_aside) = (Vec::new(), Vec::new());
        let (mut first_rows, mut blank) = (BTreeMap::new(), 0_usize);
        for record in rows {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                blank += 1;
                continue;
            }
            let row = row_of(record.as_byte_record());
            if self.is_total(record) {
                let check = self
                    .fault(Severity::Note, "plan-total", row, "ref")
                    .found(format!("“{}”, without a status", self.cell(record, "ref")))
                    .guidance("a total is no action: passed over");
                self.checks.push(check);
                continue;
            }
            if let Some(check) = self.row_fault(record, row, width, &mut first_rows) {
                set_aside.push(SetAsideRow {
                    row,
                    reference: self.cell(record, "ref").to_owned(),
                });
                self.checks.push(check);
                continue;
            }
            let action = self.action(record, row);
            self.checks.extend(contradictions(&action, self.file));
            actions.push(action);
        }
        if blank > 0 {
            self.checks.push(
                Check::new(Severity::Note, "plan-blank-rows", self.file)
                    .found(format!("{blank} blank rows"))
                    .guidance("passed over"),
            );
        }
        (actions, set_aside)
    }

    /// Whether a row counts those above it: where the reference stands it says so, and it has no status.
    fn is_total(&self, record: &StringRecord) -> bool {
        let reference = plain(self.cell(record, "ref"));
        TOTALS.contains(&reference.trim_end_matches(':')) && self.cell(record, "status").is_empty()
    }

    /// Why a row is set aside; none where it is read. `first_rows` holds the first row of each reference.
    fn row_fault(
        &self,
        record: &StringRecord,
        row: u64,
        width: usize,
        first_rows: &mut BTreeMap<String, u64>,
    ) -> Option<Check> {
        if record.len() != width {
            return Some(
                Check::new(Severity::Error, "ragged-row", self.file)
                    .row(row)
                    .found(format!("{} cells", record.len()))
                    .expected(format!("{width} cells, as the header has"))
                    .guidance(
                        "the row was set aside; look for a missing quote or a comma inside a text",
                    ),
            );
        }
        let reference = self.cell(record, "ref");
        let found = if reference.is_empty() {
            "no reference".to_owned()
        } else {
            let first = *first_rows.entry(plain(reference)).or_insert(row);
            if first == row {
                return None;
            }
            format!("“{reference}”, which row {first} has too")
        };
        Some(
            self.fault(Severity::Error, "plan-reference", row, "ref")
                .found(found)
                .expected("one of its own for each row")
                .guidance("the row was set aside"),
        )
    }

    fn action(&mut self, record: &StringRecord, row: u64) -> Action {
        let cell = |reader: &Self, column: &str| reader.cell(record, column).to_owned();
        let status_text = cell(self, "status");
        let status = self.words.status(&status_text);
        if status.is_none() {
            self.note_unknown_word(
                row,
                "status",
                &status_text,
                &ActionStatus::ALL.map(ActionStatus::word),
            );
        }
        let rag_text = cell(self, "rag");
        let rag = self.words.rag(&rag_text);
        if rag.is_none() && !rag_text.is_empty() {
            self.note_unknown_word(row, "rag", &rag_text, &Rag::ALL.map(Rag::word));
        }
        let target_text = cell(self, "target");
        let target = target::read(&target_text, &self.words);
        if target.is_none() && !target_text.is_empty() {
            let check = self
                .fault(Severity::Warning, "plan-target", row, "target")
                .found(format!("“{target_text}”"))
                .expected(target::FORMS)
                .guidance("shown as it is; whether it is met is not told");
            self.checks.push(check);
        }
        let [due, started, updated] = DAYS.map(|column| self.day(record, row, column));
        Action {
            row,
            reference: cell(self, "ref"),
            source: cell(self, "source"),
            recommendation: cell(self, "recommendation"),
            owner: cell(self, "owner"),
            due,
            started,
            status,
            rag,
            updated,
            indicator: cell(self, "indicator"),
            target,
            target_text,
            note: cell(self, "note"),
        }
    }

    fn fault(&self, severity: Severity, name: &'static str, row: u64, column: &str) -> Check {
        Check::new(severity, name, self.file)
            .row(row)
            .column(column)
    }

    /// Reports a word that is none of the known ones of its column.
    fn note_unknown_word(&mut self, row: u64, column: &'static str, text: &str, known: &[&str]) {
        let name = if column == "status" {
            "plan-status"
        } else {
            "plan-rag"
        };
        let near = self
            .words
            .near(column, text)
            .map_or_else(String::new, |near| format!("; perhaps “{near}”"));
        let found = if text.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{text}”")
        };
        let check = self
            .fault(Severity::Error, name, row, column)
            .found(found)
            .expected(format!("one of {}{near}", known.join(", ")))
            .guidance(format!("the action is kept, its {column} is not known"));
        self.checks.push(check);
    }

    fn day(&mut self, record: &StringRecord, row: u64, column: &'static str) -> PlanDay {
        let text = self.cell(record, column);
        if text.is_empty() {
            return PlanDay::Absent;
        }
        let fault = match self.day_order.settle(date::day_form(text)) {
            Ok(day) => return PlanDay::Known(day),
            Err(fault) => fault,
        };
        let expected = match fault {
            DayFault::NoDate => date::FORMS,
            DayFault::Ambiguous => {
                "a day that can be read one way only, such as 2025-06-30: nothing in the file says whether the day or the month stands first"
            }
        };
        let check = self
            .fault(Severity::Error, "plan-date", row, column)
            .found(format!("“{text}”"))
            .expected(expected)
            .guidance("the action is kept, this day is not known");
        self.checks.push(check);
        PlanDay::Unread(text.to_owned())
    }
}

#[cfg(test)]
mod tests;
