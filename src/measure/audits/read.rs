//! Reads a sheet of graded cases: a row a case with its grade and its day, month or quarter. A sheet that names somebody is refused;
//! columns of its own are passed over unread, and every row that cannot be used is told.

use super::{GRADES, GradedCase};
use crate::error::{Error, Result};
use crate::measure::personal::{refuse_cell, refuse_header};
use crate::observation::check::{Check, Severity};
use crate::observation::day::{DayOrder, day_form, serial_day};
use crate::observation::judgement::Grade;
use crate::observation::period::Period;
use crate::source::sheet::form::{SheetForm, plain_heading, tidy};
use crate::source::sheet::{RowShape, Sheet, row_of};
use crate::world::World;
use csv::ByteRecord;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

const GRADE: &str = "grade";
const DATE: &str = "date";
const THEME: &str = "theme";
const TEAM: &str = "team";
const AUDITOR: &str = "auditor";
const MODERATED: &str = "moderated_grade";

/// A column and how officers call it besides.
const NAMES: [(&str, &[&str]); 6] = [
    (
        GRADE,
        &["audit grade", "overall grade", "judgement", "audit outcome"],
    ),
    (
        DATE,
        &["quarter", "month", "audit date", "date of audit", "audited"],
    ),
    (THEME, &["audit theme", "audit type", "topic"]),
    (TEAM, &["service", "locality", "district"]),
    (AUDITOR, &["audited by"]),
    (
        MODERATED,
        &[
            "moderated",
            "moderation grade",
            "moderator grade",
            "final grade",
        ],
    ),
];

/// Headings of columns that name who did the work, or one case: a sheet of grades has neither.
const PEOPLE: [&str; 12] = [
    "social worker",
    "worker",
    "worker name",
    "allocated worker",
    "practitioner",
    "auditor name",
    "name of auditor",
    "child",
    "young person",
    "initials",
    "case reference",
    "case ref",
];

/// What a sheet of audits holds, for messages.
const WANTED: &str = "a row a case with grade and date or quarter; theme, team, auditor and moderated_grade may stand beside";

fn column(heading: &str) -> Option<&'static str> {
    let plain = plain_heading(heading);
    let known = NAMES
        .iter()
        .find(|(name, others)| plain == plain_heading(name) || others.contains(&plain.as_str()));
    known.map(|(name, _)| *name)
}

/// A row a case.
struct AuditForm;

impl SheetForm for AuditForm {
    fn required(&self) -> &[&'static str] {
        &[GRADE, DATE]
    }

    fn column(&self, heading: &str) -> Option<&'static str> {
        column(heading)
    }

    fn key(&self) -> Option<&'static str> {
        Some(GRADE)
    }

    fn names_are_free(&self) -> bool {
        true
    }
}

/// What was read.
pub(super) struct AuditSheet {
    pub(super) file: String,
    pub(super) sha256: String,
    pub(super) cases: Vec<GradedCase>,
    pub(super) checks: Vec<Check>,
}

/// A row before the order of day and month is known.
struct LooseCase {
    row: u64,
    cells: BTreeMap<&'static str, String>,
}

impl LooseCase {
    fn cell(&self, name: &str) -> &str {
        self.cells.get(name).map_or("", String::as_str)
    }
}

/// # Errors
/// The file cannot be read, has no grade or no date, or says who somebody is.
pub(super) fn read(world: &dyn World, path: &Path, as_at: Date) -> Result<AuditSheet> {
    let mut sheet = Sheet::open(world, path, &[&AuditForm])?;
    let file = sheet.file.clone();
    let refused = refuse_header(&sheet.header, &file, sheet.header_row)
        .or_else(|| names_people(&sheet.header, &file, sheet.header_row));
    if let Some(refused) = refused {
        return Err(in_audits(refused));
    }
    if sheet.form.is_none() {
        return Err(Error::unreadable(&file, "this is no sheet of graded cases")
            .at_row(sheet.header_row)
            .expected(WANTED)
            .hint("name the columns “grade” and “date”"));
    }
    let mut checks = Vec::new();
    let mut places: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (at, heading) in sheet.header.iter().enumerate() {
        match column(heading) {
            Some(name) if places.contains_key(name) => {
                return Err(
                    Error::unreadable(&file, format!("two columns could be “{name}”"))
                        .at_row(sheet.header_row)
                        .hint("rename or remove one of them"),
                );
            }
            Some(name) => {
                places.insert(name, at);
            }
            None if heading.is_empty() => {}
            None => checks.push(
                Check::new(Severity::Note, "own-column", &file)
                    .row(sheet.header_row)
                    .column(heading.as_str())
                    .found("a column of the file’s own")
                    .guidance("passed over"),
            ),
        }
    }
    let loose = rows(&mut sheet, &places, &mut checks)?;
    let sha256 = sheet.close(world)?;
    let mut order = DayOrder::default();
    for case in &loose {
        order.note(day_form(case.cell(DATE)));
    }
    let mut reader = CaseReader {
        file: &file,
        order: order.with_day_first(),
        as_at,
        spellings: BTreeMap::new(),
        checks,
    };
    let cases = loose.iter().filter_map(|case| reader.case(case)).collect();
    let checks = reader.checks;
    Ok(AuditSheet {
        file,
        sha256,
        cases,
        checks,
    })
}

/// A refusal says what a sheet of audits may hold.
fn in_audits(refused: Error) -> Error {
    refused
        .expected(WANTED)
        .hint("leave out every column that says whose case it is or who worked on it; call auditors by a letter")
}

fn names_people(header: &[String], file: &str, row: u64) -> Option<Error> {
    let heading = header
        .iter()
        .find(|heading| PEOPLE.contains(&plain_heading(heading).as_str()))?;
    Some(
        Error::usage(format!(
            "the sheet was not read: its column “{heading}” says whose case it is or who worked on it"
        ))
        .in_file(file)
        .at_row(row),
    )
}

fn rows(
    sheet: &mut Sheet,
    places: &BTreeMap<&'static str, usize>,
    checks: &mut Vec<Check>,
) -> Result<Vec<LooseCase>> {
    let (mut loose, mut record) = (Vec::new(), ByteRecord::new());
    while let Some(shape) = sheet.next_row(&mut record, checks)? {
        let cells: Vec<String> = record
            .iter()
            .map(|cell| tidy(&String::from_utf8_lossy(cell)))
            .collect();
        let row = row_of(&record);
        let refused = cells
            .iter()
            .find_map(|cell| refuse_cell(cell, &sheet.file, row));
        if let Some(refused) = refused {
            return Err(in_audits(refused));
        }
        if let RowShape::Ragged(found) = shape {
            checks.push(
                Check::new(Severity::Error, "ragged-row", &sheet.file)
                    .row(row)
                    .found(format!("{found} cells"))
                    .expected(format!("{} as in the header", sheet.header.len()))
                    .guidance("the row was set aside"),
            );
            continue;
        }
        let cell = |at: &usize| cells.get(*at).cloned().unwrap_or_default();
        loose.push(LooseCase {
            row,
            cells: places.iter().map(|(name, at)| (*name, cell(at))).collect(),
        });
    }
    Ok(loose)
}

struct CaseReader<'a> {
    file: &'a str,
    order: DayOrder,
    as_at: Date,
    /// The first spelling of each theme, team and auditor.
    spellings: BTreeMap<(&'static str, String), String>,
    checks: Vec<Check>,
}

impl CaseReader<'_> {
    /// A case; none where its grade or its date cannot be used.
    fn case(&mut self, of: &LooseCase) -> Option<GradedCase> {
        let aside = "the row was set aside";
        let grade = match grade(of.cell(GRADE)) {
            Some(grade) => grade,
            None => {
                self.tell(of, "unknown-grade", GRADE, words_of_ofsted(), aside);
                return None;
            }
        };
        let Some((first_day, quarter)) = quarter(of.cell(DATE), self.order) else {
            let expected = "a day such as 2026-07-14, a month such as Jul 2026, or a quarter such as 2026-27 Q2, within one quarter";
            self.tell(of, "no-quarter", DATE, expected.to_owned(), aside);
            return None;
        };
        if first_day > self.as_at {
            let expected = format!("a day up to {}, the day of asking", self.as_at);
            self.tell(of, "day-to-come", DATE, expected, aside);
            return None;
        }
        let second = of.cell(MODERATED);
        let moderated = self::grade(second);
        if moderated.is_none() && !second.is_empty() {
            let kept = "the case counts with its first grade, and not as moderated";
            self.tell(of, "unknown-grade", MODERATED, words_of_ofsted(), kept);
        }
        Some(GradedCase {
            quarter,
            grade,
            moderated,
            theme: self.name(THEME, of.cell(THEME)),
            team: self.name(TEAM, of.cell(TEAM)),
            auditor: self.name(AUDITOR, of.cell(AUDITOR)),
        })
    }

    /// A name as it was first written, whatever the capitals and blanks.
    fn name(&mut self, column: &'static str, cell: &str) -> String {
        let first = self.spellings.entry((column, plain_heading(cell)));
        first.or_insert_with(|| cell.to_owned()).clone()
    }

    fn tell(
        &mut self,
        of: &LooseCase,
        name: &'static str,
        column: &'static str,
        expected: String,
        guidance: &str,
    ) {
        let found = match of.cell(column) {
            "" => "nothing".to_owned(),
            cell => format!("“{cell}”"),
        };
        self.checks.push(
            Check::new(Severity::Error, name, self.file)
                .row(of.row)
                .column(column)
                .found(found)
                .expected(expected)
                .guidance(guidance),
        );
    }
}

/// One of Ofsted's four words of today. “Adequate” was its third grade until 2013, and nobody knows what an auditor means by it.
fn grade(cell: &str) -> Option<Grade> {
    let plain = plain_heading(cell);
    let word = if plain == "ri" {
        "requires improvement"
    } else {
        &plain
    };
    Grade::parse(word).filter(|grade| GRADES.contains(grade))
}

fn words_of_ofsted() -> String {
    let words = GRADES.map(|grade| grade.word().to_lowercase());
    let [first, second, third, last] = words;
    format!("one of Ofsted’s words: {first}, {second}, {third} (or RI) or {last}")
}

/// The first day that a cell names, and the quarter of the financial year in which it lies whole.
fn quarter(cell: &str, order: DayOrder) -> Option<(Date, Period)> {
    let day = order
        .settle(day_form(cell))
        .ok()
        .or_else(|| serial_day(cell));
    let (start, end) = match day {
        Some(day) => (day, day),
        None => {
            let part = Period::part_of_year(cell).ok()?;
            (part.start, part.end)
        }
    };
    let quarter = quarter_of(start)?;
    (end <= quarter.end).then_some((start, quarter))
}

fn quarter_of(day: Date) -> Option<Period> {
    let month = i16::from(day.month());
    let (first, number) = if month >= 4 {
        (day.year(), (month - 4) / 3 + 1)
    } else {
        (day.year() - 1, 4)
    };
    let second = (first + 1) % 100;
    Period::part_of_year(&format!("{first}-{second:02} Q{number}")).ok()
}
