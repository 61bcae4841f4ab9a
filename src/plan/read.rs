//! A plan file into a [`Plan`]: columns by name in any order, every fault a check with its row and column. What cannot be read of
//! a row is left out of it and said; a row without a reference of its own is set aside and said.

use super::date::{self, Habit, Trouble};
use super::vocabulary::{Vocabulary, plain};
use super::{Action, Plan, Rag, Status, target};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::reference::nearest::nearest;
use crate::source::sheet::{self, file_name, row_of};
use crate::world::{self, World};
use csv::StringRecord;
use jiff::civil::Date;
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
/// Without these there is nothing to follow up.
const REQUIRED: [&str; 3] = ["ref", "recommendation", "status"];
/// The columns that hold a day.
const DAYS: [&str; 3] = ["due", "started", "updated"];

/// Reads a plan file.
///
/// # Errors
/// The file is missing, no text, no CSV with commas, or lacks a column that every plan has.
pub(crate) fn read(world: &dyn World, path: &Path) -> Result<(Plan, Vec<Check>)> {
    let place = path.display().to_string();
    let bytes = world::read(world, path)?;
    parse(&bytes, &file_name(path)).map_err(|fault| fault.in_file(place))
}

/// Reads a plan out of a file's bytes.
fn parse(bytes: &[u8], file: &str) -> Result<(Plan, Vec<Check>)> {
    sheet::refuse_other_formats(file, bytes.get(..512.min(bytes.len())).unwrap_or_default())?;
    let mut checks = Vec::new();
    // Excel ends lines with CR LF; the reader takes a record to begin between the two, and would name the row before.
    let text = decoded(bytes, file, &mut checks)?.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let malformed = |fault: &csv::Error| {
        Error::unreadable(file, format!("the file is not a sound CSV ({fault})"))
    };
    let words = Vocabulary::embedded();
    let header = reader.headers().map_err(|fault| malformed(&fault))?.clone();
    let columns = columns(&header, file, &words, &mut checks)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(record.map_err(|fault| malformed(&fault))?);
    }
    let mut reading = Reading {
        file,
        words,
        columns,
        habit: Habit::default(),
        checks,
    };
    let mut plan = Plan {
        file: file.to_owned(),
        sha256: world::digest(bytes),
        actions: Vec::new(),
        set_aside: Vec::new(),
    };
    reading.note_habit(&rows);
    reading.rows(&rows, header.len(), &mut plan);
    Ok((plan, reading.checks))
}

/// UTF-8 with or without its mark, or what Excel's plain “CSV” is on a British machine.
fn decoded(bytes: &[u8], file: &str, checks: &mut Vec<Check>) -> Result<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let text: Option<String> = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    let fault = || {
        Error::unreadable(file, "the text is neither UTF-8 nor Windows-1252")
            .hint("save it as “CSV UTF-8”")
    };
    let text = text.ok_or_else(fault)?;
    checks.push(
        Check::new(Severity::Note, "plan-encoding", file)
            .found("text in Windows-1252")
            .guidance("read as such; saved as “CSV UTF-8” it would read the same everywhere"),
    );
    Ok(text)
}

/// What the bytes 0x80 to 0x9f stand for in Windows-1252; the others are as in Unicode. A full stop marks the five that stand for
/// nothing.
const BETWEEN: &str = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";

fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9f => BETWEEN
            .chars()
            .nth(usize::from(byte - 0x80))
            .filter(|c| *c != '.'),
        _ => Some(char::from(byte)),
    }
}

/// Where each known column stands.
type Columns = BTreeMap<&'static str, usize>;

fn columns(
    header: &StringRecord,
    file: &str,
    words: &Vocabulary,
    checks: &mut Vec<Check>,
) -> Result<Columns> {
    let fault = |what: String| {
        Error::unreadable(file, what)
            .at_row(1)
            .expected(COLUMNS.join(", "))
    };
    if header.len() < 2 {
        return Err(fault("the first row has one column only".to_owned())
            .hint("if columns are separated by semicolons or tabs, save the file as “CSV UTF-8 (comma delimited)”"));
    }
    let mut columns = Columns::new();
    let mut strays: Vec<&str> = Vec::new();
    for (at, heading) in header.iter().enumerate() {
        let known = words
            .column(heading)
            .and_then(|word| COLUMNS.into_iter().find(|name| *name == word));
        match known {
            Some(name) if columns.insert(name, at).is_some() => {
                return Err(fault(format!("two columns could be “{name}”"))
                    .hint("rename or remove one of them"));
            }
            Some(_) => {}
            None if heading.trim().is_empty() => {}
            None => strays.push(heading),
        }
    }
    let near = |name: &str| {
        nearest(name, strays.iter().copied()).map(|near| format!("; the nearest is “{near}”"))
    };
    if let Some(missing) = REQUIRED
        .into_iter()
        .find(|name| !columns.contains_key(name))
    {
        return Err(fault(format!(
            "the column “{missing}” is missing{}",
            near(missing).unwrap_or_default()
        ))
        .hint("the first row of the file must be the header, without title lines above it"));
    }
    for stray in strays {
        let near = words
            .near("column", stray)
            .map(|near| format!("perhaps “{near}”"))
            .unwrap_or_default();
        let check = Check::new(Severity::Note, "plan-column", file)
            .row(1)
            .column(stray)
            .found("a column of the file’s own");
        checks.push(check.expected(near).guidance("passed over"));
    }
    Ok(columns)
}

struct Reading<'a> {
    file: &'a str,
    words: Vocabulary,
    columns: Columns,
    habit: Habit,
    checks: Vec<Check>,
}

impl Reading<'_> {
    fn cell<'r>(&self, record: &'r StringRecord, column: &str) -> &'r str {
        self.columns
            .get(column)
            .and_then(|at| record.get(*at))
            .unwrap_or_default()
            .trim()
    }

    fn note_habit(&mut self, rows: &[StringRecord]) {
        for record in rows {
            for column in DAYS {
                self.habit.note(date::written(self.cell(record, column)));
            }
        }
    }

    fn rows(&mut self, rows: &[StringRecord], width: usize, plan: &mut Plan) {
        let (mut first_rows, mut blank) = (BTreeMap::new(), 0_usize);
        for record in rows {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                blank += 1;
                continue;
            }
            let row = row_of(record.as_byte_record());
            match self.fit(record, row, width, &mut first_rows) {
                Some(check) => {
                    plan.set_aside.push(row);
                    self.checks.push(check);
                }
                None => {
                    let action = self.action(record, row);
                    self.contradictions(&action);
                    plan.actions.push(action);
                }
            }
        }
        if blank > 0 {
            let check = Check::new(Severity::Note, "plan-blank-rows", self.file)
                .found(format!("{blank} blank rows"));
            self.checks.push(check.guidance("passed over"));
        }
    }

    /// Why a row cannot be taken up; none where it can.
    fn fit(
        &self,
        record: &StringRecord,
        row: u64,
        width: usize,
        first_rows: &mut BTreeMap<String, u64>,
    ) -> Option<Check> {
        let check = |name| {
            Check::new(Severity::Error, name, self.file)
                .row(row)
                .guidance("the row was set aside")
        };
        if record.len() != width {
            let check = check("ragged-row").found(format!("{} cells", record.len()));
            return Some(
                check
                    .expected(format!("{width} cells, as the header has"))
                    .guidance(
                        "the row was set aside; look for a missing quote or a comma inside a text",
                    ),
            );
        }
        let reference = self.cell(record, "ref");
        if reference.is_empty() {
            return Some(
                check("plan-reference")
                    .column("ref")
                    .found("no reference")
                    .expected("one of its own for each row"),
            );
        }
        let first = *first_rows.entry(plain(reference)).or_insert(row);
        (first != row).then(|| {
            let found = format!("“{reference}”, which row {first} has too");
            check("plan-reference")
                .column("ref")
                .found(found)
                .expected("one of its own for each row")
        })
    }

    fn action(&mut self, record: &StringRecord, row: u64) -> Action {
        let own = |reading: &Self, column: &str| reading.cell(record, column).to_owned();
        let status_text = own(self, "status");
        let status = self.words.status(&status_text);
        if status.is_none() {
            self.unknown(row, "status", &status_text, &Status::ALL.map(Status::word));
        }
        let rag_text = own(self, "rag");
        let rag = self.words.rag(&rag_text);
        if rag.is_none() && !rag_text.is_empty() {
            self.unknown(row, "rag", &rag_text, &Rag::ALL.map(Rag::word));
        }
        let target_text = own(self, "target");
        let target = target::read(&target_text, &self.words);
        if target.is_none() && !target_text.is_empty() {
            let check = self
                .fault(Severity::Warning, "plan-target", row, "target")
                .found(format!("“{target_text}”"));
            self.checks.push(
                check
                    .expected(target::FORMS)
                    .guidance("shown as it is; whether it is met is not told"),
            );
        }
        let [due, started, updated] = DAYS.map(|column| self.day(record, row, column));
        Action {
            row,
            reference: own(self, "ref"),
            source: own(self, "source"),
            recommendation: own(self, "recommendation"),
            owner: own(self, "owner"),
            due,
            started,
            status,
            rag,
            updated,
            indicator: own(self, "indicator"),
            target,
            target_text,
            note: own(self, "note"),
        }
    }

    fn fault(&self, severity: Severity, name: &'static str, row: u64, column: &str) -> Check {
        Check::new(severity, name, self.file)
            .row(row)
            .column(column)
    }

    fn unknown(&mut self, row: u64, column: &'static str, text: &str, words: &[&str]) {
        let name = if column == "status" {
            "plan-status"
        } else {
            "plan-rag"
        };
        let near = self
            .words
            .near(column, text)
            .map(|near| format!("; perhaps “{near}”"))
            .unwrap_or_default();
        let found = if text.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{text}”")
        };
        let check = self.fault(Severity::Error, name, row, column).found(found);
        let guidance = format!("the action is kept, its {column} is not known");
        self.checks.push(
            check
                .expected(format!("one of {}{near}", words.join(", ")))
                .guidance(guidance),
        );
    }

    fn day(&mut self, record: &StringRecord, row: u64, column: &'static str) -> Option<Date> {
        let text = self.cell(record, column);
        if text.is_empty() {
            return None;
        }
        let trouble = match self.habit.settle(date::written(text)) {
            Ok(day) => return Some(day),
            Err(trouble) => trouble,
        };
        let expected = match trouble {
            Trouble::NoDate => date::FORMS,
            Trouble::Ambiguous => {
                "a day that can be read one way only, such as 2025-06-30: nothing in the file says whether the day or the month stands first"
            }
        };
        let check = self
            .fault(Severity::Error, "plan-date", row, column)
            .found(format!("“{text}”"))
            .expected(expected);
        self.checks
            .push(check.guidance("the action is kept without this date"));
        None
    }

    /// Cells that cannot all be true. They are kept as they stand: which of them is wrong, only the officer knows.
    fn contradictions(&mut self, action: &Action) {
        let row = action.row;
        if let (Some(status), Some(rag)) = (action.status, action.rag)
            && !agree(status, rag)
        {
            let found = format!("{} beside “{}”", rag.word(), status.word());
            let check = self
                .fault(Severity::Warning, "plan-rag-contradicts", row, "rag")
                .found(found);
            self.checks.push(
                check
                    .expected("a rating that agrees with the status")
                    .guidance("both are kept as they stand"),
            );
        }
        if let (Some(started), Some(updated)) = (action.started, action.updated)
            && started > updated
            && action
                .status
                .is_some_and(|status| status != Status::NotStarted)
        {
            let found = format!("{started}, after the update of {updated}");
            let check = self
                .fault(Severity::Warning, "plan-started", row, "started")
                .found(found);
            self.checks.push(
                check
                    .expected("a beginning before the update that tells of it")
                    .guidance("kept as it stands"),
            );
        }
        if action.indicator.is_empty() && action.target.is_some() {
            let check = self
                .fault(Severity::Note, "plan-target", row, "target")
                .found("a target without an indicator");
            self.checks
                .push(check.guidance("shown as it is; whether it is met is not told"));
        }
    }
}

/// Whether a rating can stand beside a status: blue is for what is complete, red and amber for what is not, green for what is not
/// late.
fn agree(status: Status, rag: Rag) -> bool {
    match status {
        Status::Complete => matches!(rag, Rag::Green | Rag::Blue),
        Status::Overdue => matches!(rag, Rag::Red | Rag::Amber),
        Status::NotStarted | Status::InProgress => rag != Rag::Blue,
        Status::Closed | Status::Superseded => true,
    }
}

/// What contradicts the day that everything is told as at: an update after it, a green rating on what is late, “overdue” before
/// the day it is due.
pub(crate) fn on_the_day(plan: &Plan, as_at: Date) -> Vec<Check> {
    plan.actions
        .iter()
        .flat_map(|action| day_faults(plan, action, as_at))
        .collect()
}

fn day_faults(plan: &Plan, action: &Action, as_at: Date) -> Vec<Check> {
    let check = |severity, name, column: &str| {
        Check::new(severity, name, &plan.file)
            .row(action.row)
            .column(column)
    };
    let mut found = Vec::new();
    if let Some(day) = action.updated.filter(|day| *day > as_at) {
        // A complete action cannot have been completed yet.
        let severity = if action.status == Some(Status::Complete) {
            Severity::Error
        } else {
            Severity::Warning
        };
        let said = check(severity, "plan-updated", "updated")
            .found(format!("{day}, after the day of the summary"));
        found.push(
            said.expected(format!("a day up to {as_at}"))
                .guidance("kept as it stands"),
        );
    }
    if action.days_late(as_at).is_some()
        && matches!(action.rag, Some(Rag::Green | Rag::Blue))
        && action.status != Some(Status::Overdue)
    {
        let said = check(Severity::Warning, "plan-rag-contradicts", "rag")
            .found("green or blue, and past its day");
        found.push(
            said.expected("red or amber, a later day, or “complete”")
                .guidance("counted as overdue"),
        );
    }
    if let Some(due) = action
        .due
        .filter(|due| *due >= as_at && action.status == Some(Status::Overdue))
    {
        let said = check(Severity::Warning, "plan-status", "status")
            .found(format!("“overdue”, though due on {due}"));
        found.push(
            said.expected(format!("a day before {as_at}"))
                .guidance("counted as overdue"),
        );
    }
    found
}

#[cfg(test)]
mod tests;
