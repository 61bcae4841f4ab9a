//! Reads a plan file: columns are found by name in any order, and every fault is a check with its row and column. A cell that cannot be
//! read is left out of its action; a row without a reference of its own is set aside. Both are reported.

use super::action::{Action, ActionPlan, ActionStatus, PlanDay, Rag, SetAsideRow};
use super::consistency::contradictions;
use super::numbering::{Numbering, RowNumber};
use super::points::{AccuracyPoint, PointOutcome, RowKind};
use super::target;
use super::vocabulary::{COLUMNS, KIND, PlanWord, RAG, REQUIRED, STATUS, Vocabulary};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::day::{DAY_FORMS, DayFault, DayForm, DayOrder, day_form, serial_day};
use crate::reference::nearest::nearest;
use crate::source::sheet::form::{SheetForm, is_total, tidy};
use crate::source::sheet::{RowShape, Sheet, row_of};
use crate::source::written::is_spreadsheet_error;
use crate::world::World;
use csv::ByteRecord;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The columns that hold a day.
const DAYS: [&str; 3] = ["due", "started", "updated"];

/// A row of the file, its cells without blanks around them.
struct PlanRow {
    number: u64,
    cells: Vec<String>,
    shape: RowShape,
}

/// Reads a plan file.
///
/// # Errors
/// The file is missing, holds no table, or lacks a required column.
pub(crate) fn read(world: &dyn World, path: &Path) -> Result<(ActionPlan, Vec<Check>)> {
    let words = Vocabulary::embedded();
    let mut sheet = Sheet::open(world, path, &[&words])?;
    let mut checks = Vec::new();
    let columns = columns(&sheet, &words, &mut checks)
        .map_err(|fault| fault.in_file(path.display().to_string()))?;
    let (mut rows, mut record) = (Vec::new(), ByteRecord::new());
    while let Some(shape) = sheet.next_row(&mut record, &mut checks)? {
        // The sheet lets nothing pass that is not UTF-8.
        let cells = record
            .iter()
            .map(|cell| tidy(&String::from_utf8_lossy(cell)));
        rows.push(PlanRow {
            number: row_of(&record),
            cells: cells.collect(),
            shape,
        });
    }
    let (file, width) = (sheet.file.clone(), sheet.header.len());
    let sha256 = sheet.close(world)?;
    let mut reader = PlanReader {
        file: &file,
        words,
        columns,
        day_order: DayOrder::default(),
        with_days: BTreeSet::new(),
        with_numbers: BTreeSet::new(),
        checks,
    };
    reader.note_day_order(&rows);
    let PlanRows {
        actions,
        points,
        set_aside,
    } = reader.rows(&rows, width);
    let checks = reader.checks;
    let plan = ActionPlan {
        file,
        sha256,
        actions,
        points,
        set_aside,
    };
    Ok((plan, checks))
}

/// What the rows of a file are.
struct PlanRows {
    actions: Vec<Action>,
    points: Vec<AccuracyPoint>,
    set_aside: Vec<SetAsideRow>,
}

/// The place of each known column in a row.
type PlanColumns = BTreeMap<&'static str, usize>;

fn columns(sheet: &Sheet, words: &Vocabulary, checks: &mut Vec<Check>) -> Result<PlanColumns> {
    let mut columns = PlanColumns::new();
    let mut unknown: Vec<&str> = Vec::new();
    for (at, heading) in sheet.header.iter().enumerate() {
        // Of a header that lacks a required column, the sheet has not put the names in order.
        match words.column(heading) {
            Some(name) if columns.insert(name, at).is_some() => {
                return Err(
                    header_fault(sheet, format!("two columns could be “{name}”"))
                        .hint("rename or remove one of them"),
                );
            }
            Some(_) => {}
            None if heading.is_empty() => {}
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
            header_fault(sheet, format!("the column “{missing}” is missing{near}"))
                .hint("rename the column that holds it"),
        );
    }
    checks.extend(
        unknown
            .into_iter()
            .map(|heading| unknown_column(heading, sheet, words)),
    );
    Ok(columns)
}

fn header_fault(sheet: &Sheet, what: String) -> Error {
    Error::unreadable(&sheet.file, what)
        .at_row(sheet.header_row)
        .expected(COLUMNS.join(", "))
}

fn unknown_column(heading: &str, sheet: &Sheet, words: &Vocabulary) -> Check {
    let near = words
        .near("column", heading)
        .map_or_else(String::new, |near| format!("perhaps “{near}”"));
    Check::new(Severity::Note, "plan-column", &sheet.file)
        .row(sheet.header_row)
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
    /// The columns in which some cell is a day as people write it.
    with_days: BTreeSet<&'static str>,
    /// The columns of which it was said that a number was read as a day.
    with_numbers: BTreeSet<&'static str>,
    checks: Vec<Check>,
}

impl PlanReader<'_> {
    /// The text of a cell; empty where the file has no such column.
    fn cell<'r>(&self, row: &'r PlanRow, column: &str) -> &'r str {
        self.columns
            .get(column)
            .and_then(|at| row.cells.get(*at))
            .map_or("", String::as_str)
    }

    fn note_day_order(&mut self, rows: &[PlanRow]) {
        for row in rows {
            for column in DAYS {
                let form = day_form(self.cell(row, column));
                self.day_order.note(form);
                if !matches!(form, DayForm::NoDate | DayForm::MonthFirst) {
                    self.with_days.insert(column);
                }
            }
        }
    }

    /// The rows by what they are. `width` is the number of cells in the header.
    fn rows(&mut self, rows: &[PlanRow], width: usize) -> PlanRows {
        let (mut actions, mut points, mut set_aside) = (Vec::new(), Vec::new(), Vec::new());
        let (mut numbering, mut further) = (Numbering::default(), Vec::new());
        for row in rows {
            if self.is_total(row) {
                self.note_total(row);
                continue;
            }
            let reference = match self.reference(row, width, &mut numbering) {
                Ok(RowNumber::Further(reference)) => {
                    further.push((row.number, reference.clone()));
                    reference
                }
                Ok(RowNumber::Own(reference)) => reference,
                Ok(RowNumber::Unusable(fault)) => {
                    // Which action it is nobody can tell.
                    set_aside.push(SetAsideRow {
                        row: row.number,
                        reference: String::new(),
                    });
                    let check = self.fault(Severity::Error, "plan-reference", row.number, "ref");
                    self.checks.push(
                        check
                            .found(fault.found)
                            .expected("one of its own for each row")
                            .guidance(format!("the row was set aside; {}", fault.cause)),
                    );
                    continue;
                }
                Err(check) => {
                    set_aside.push(SetAsideRow {
                        row: row.number,
                        reference: self.cell(row, "ref").to_owned(),
                    });
                    self.checks.push(*check);
                    continue;
                }
            };
            if self.kind(row) == RowKind::Point {
                let point = self.point(row, reference);
                points.push(point);
                continue;
            }
            let action = self.action(row, reference);
            self.note_spreadsheet_errors(row);
            self.checks.extend(contradictions(&action, self.file));
            actions.push(action);
        }
        self.note_further(&further);
        PlanRows {
            actions,
            points,
            set_aside,
        }
    }

    /// Whether a row counts those above it: where the reference stands it says so, and it has no status.
    fn is_total(&self, row: &PlanRow) -> bool {
        is_total(self.cell(row, "ref")) && self.cell(row, "status").is_empty()
    }

    fn note_total(&mut self, row: &PlanRow) {
        let check = self
            .fault(Severity::Note, "plan-total", row.number, "ref")
            .found(format!("“{}”, without a status", self.cell(row, "ref")))
            .guidance("a total is no action: passed over");
        self.checks.push(check);
    }

    /// The reference of a row.
    ///
    /// # Errors
    /// The check of a row whose cells cannot be made out.
    fn reference(
        &self,
        row: &PlanRow,
        width: usize,
        numbering: &mut Numbering,
    ) -> Result<RowNumber, Box<Check>> {
        if let RowShape::Ragged(found) = row.shape {
            let check = Check::new(Severity::Error, "ragged-row", self.file)
                .row(row.number)
                .found(format!("{found} cells"))
                .expected(format!("{width} cells, as the header has"));
            return Err(Box::new(check.guidance(
                "the row was set aside; look for a missing quote or a comma inside a text",
            )));
        }
        let has_text = !self.cell(row, "recommendation").is_empty();
        Ok(numbering.next(self.cell(row, "ref"), row.number, has_text))
    }

    /// Says once which rows stand under the number of the row above.
    fn note_further(&mut self, further: &[(u64, String)]) {
        let Some((row, reference)) = further.first() else {
            return;
        };
        let number = further.len();
        let rows = if number == 1 { "row" } else { "rows" };
        let check = self
            .fault(Severity::Warning, "plan-merged-number", *row, "ref")
            .found(format!(
                "{number} {rows} without a number, as under a merged cell"
            ));
        self.checks.push(
            check
                .expected("one of its own for each row")
                .guidance(format!(
                    "read as further steps of the number before, the first as “{reference}”"
                )),
        );
    }

    /// Reports the errors of a spreadsheet in texts, which would be printed as they stand.
    fn note_spreadsheet_errors(&mut self, row: &PlanRow) {
        for column in [
            "source",
            "recommendation",
            "owner",
            "partner",
            "indicator",
            "evidence",
            "note",
        ] {
            let text = self.cell(row, column);
            if is_spreadsheet_error(text) {
                let check = self.fault(Severity::Error, "spreadsheet-error", row.number, column);
                let check = check.found(format!("“{text}”")).expected("a text");
                self.checks
                    .push(check.guidance("kept as it stands; correct the formula of the cell"));
            }
        }
    }

    /// What a row is: a recommendation, where the cell is empty or cannot be understood.
    fn kind(&mut self, of: &PlanRow) -> RowKind {
        let text = self.cell(of, "kind").to_owned();
        if text.is_empty() {
            return RowKind::Recommendation;
        }
        self.words.kind(&text).unwrap_or_else(|| {
            self.note_unknown_word(of.number, KIND, &text, &RowKind::ALL.map(RowKind::word));
            RowKind::Recommendation
        })
    }

    /// A point on the accuracy of a draft: its status is what became of it.
    fn point(&mut self, of: &PlanRow, reference: String) -> AccuracyPoint {
        let cell = |reader: &Self, column: &str| reader.cell(of, column).to_owned();
        let outcome_text = cell(self, "status");
        let outcome = self.words.outcome(&outcome_text);
        if outcome.is_none() {
            let known = PointOutcome::ALL.map(PointOutcome::word);
            let outcome = PlanWord {
                kind: "outcome",
                ..STATUS
            };
            self.note_unknown_word(of.number, outcome, &outcome_text, &known);
        }
        self.note_spreadsheet_errors(of);
        AccuracyPoint {
            row: of.number,
            reference,
            source: cell(self, "source"),
            text: cell(self, "recommendation"),
            outcome,
            evidence: cell(self, "evidence"),
            note: cell(self, "note"),
        }
    }

    fn action(&mut self, of: &PlanRow, reference: String) -> Action {
        let row = of.number;
        let cell = |reader: &Self, column: &str| reader.cell(of, column).to_owned();
        let status_text = cell(self, "status");
        let status = self.words.status(&status_text);
        if status.is_none() {
            self.note_unknown_word(
                row,
                STATUS,
                &status_text,
                &ActionStatus::ALL.map(ActionStatus::word),
            );
        }
        let rag_text = cell(self, "rag");
        let rag = self.words.rag(&rag_text);
        if rag.is_none() && !rag_text.is_empty() {
            self.note_unknown_word(row, RAG, &rag_text, &Rag::ALL.map(Rag::word));
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
        let [due, started, updated] = DAYS.map(|column| self.day(of, column));
        Action {
            row,
            reference,
            source: cell(self, "source"),
            recommendation: cell(self, "recommendation"),
            owner: cell(self, "owner"),
            partner: cell(self, "partner"),
            due,
            started,
            status,
            rag,
            updated,
            indicator: cell(self, "indicator"),
            target,
            target_text,
            evidence: cell(self, "evidence"),
            note: cell(self, "note"),
        }
    }

    fn fault(&self, severity: Severity, name: &'static str, row: u64, column: &str) -> Check {
        Check::new(severity, name, self.file)
            .row(row)
            .column(column)
    }

    /// Reports a word that is none of the known ones of its column.
    fn note_unknown_word(&mut self, row: u64, of: PlanWord, text: &str, known: &[&str]) {
        let PlanWord {
            column,
            kind,
            check,
        } = of;
        let near = self
            .words
            .near(kind, text)
            .map_or_else(String::new, |near| format!("; perhaps “{near}”"));
        let found = if text.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{text}”")
        };
        let check = self
            .fault(Severity::Error, check, row, column)
            .found(found)
            .expected(format!("one of {}{near}", known.join(", ")))
            .guidance(format!("the row is kept, its {column} is not known"));
        self.checks.push(check);
    }

    fn day(&mut self, of: &PlanRow, column: &'static str) -> PlanDay {
        let (text, row) = (self.cell(of, column).to_owned(), of.number);
        if text.is_empty() {
            return PlanDay::Absent;
        }
        let serial = serial_day(&text);
        let fault = match (self.day_order.settle(day_form(&text)), serial) {
            (Ok(day), _) => return PlanDay::Known(day),
            (Err(_), Some(day)) if self.with_days.contains(column) => {
                let found = format!("“{text}”, the number by which a spreadsheet keeps a day");
                if self.with_numbers.insert(column) {
                    let guidance = format!(
                        "read as {}, and other numbers of this column likewise",
                        day.strftime("%-d %B %Y")
                    );
                    let check = self
                        .fault(Severity::Note, "plan-date-number", row, column)
                        .found(found)
                        .guidance(guidance);
                    self.checks.push(check);
                }
                return PlanDay::Known(day);
            }
            (Err(fault), _) => fault,
        };
        let expected = match (fault, serial) {
            (DayFault::Ambiguous, _) => {
                "a day that can be read one way only, such as 2025-06-30: nothing in the file says whether the day or the month stands first".to_owned()
            }
            (DayFault::NoDate, None) => DAY_FORMS.to_owned(),
            (DayFault::NoDate, Some(day)) => format!(
                "{DAY_FORMS}; a spreadsheet keeps {} by this number: format its column as dates",
                day.strftime("%-d %B %Y")
            ),
        };
        let check = self
            .fault(Severity::Error, "plan-date", row, column)
            .found(format!("“{text}”"))
            .expected(expected)
            .guidance("the action is kept, this day is not known");
        self.checks.push(check);
        PlanDay::Unread(text)
    }
}

#[cfg(test)]
mod tests;
