//! Judgements from files that were named: Ofsted's spreadsheets, our tidy CSV (see `reference::judgements::tidy`), and what somebody
//! read from reports' pages (see `readings`).

use super::ofsted;
use super::readings::{self, HMIP, OFSTED, ReadingForm, TidyRow};
use super::sheet::form::{NamedForm, SheetForm};
use super::sheet::{self, Sheet, refuse_doubled, row_of};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::judgement::{Inspectorate, Judgement, JudgementOrigin, UnreadJudgement};
use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::judgements::merge::{self, FileOfJudgements};
use crate::reference::judgements::tidy::{JudgementReader, OWN, REQUIRED};
use crate::reference::judgements::{ContraryReading, JudgementFile, Judgements};
use crate::world::{self, World};
use csv::ByteRecord;
use std::path::{Path, PathBuf};

/// Our tidy table of judgements.
const TIDY: NamedForm = NamedForm {
    required: &REQUIRED,
    optional: &OWN,
    key: Some("area"),
    heads: &["area", "framework"],
};

/// The judgements of the files together with those compiled in. A publisher's file, or an officer's table of Ofsted's judgements, stands
/// in the place of Ofsted's that are compiled in; readings and youth justice ratings are added to what is known.
///
/// # Errors
/// A file that cannot be read or holds no judgements.
pub(crate) fn read(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
) -> Result<(Judgements, Vec<Check>)> {
    let named = named(world, reference, paths)?;
    let is_empty = named.files.iter().all(|(_, of)| of.is_empty());
    if let (Some(path), true) = (paths.first(), is_empty) {
        return Err(
            Error::unreadable(path.display().to_string(), "no judgement could be read")
                .expected(
                    "Ofsted’s spreadsheets (.ods), or a CSV with area, publication_date and overall",
                )
                .after(&named.checks)
                .hint("correct the cells that are named, or leave --data out: the program has Ofsted’s judgements"),
        );
    }
    let replaces = named.files.iter().any(|(file, of)| {
        let mut of = of
            .iter()
            .map(|judgement| judgement.framework.inspectorate());
        file.read_on.is_none() && of.any(|who| who == Inspectorate::Ofsted)
    });
    let known = reference.judgements()?;
    Ok(together(named, &known, |who| {
        !(replaces && who == Inspectorate::Ofsted)
    }))
}

/// The judgements of files added to what is known.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn added(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
    known: &Judgements,
) -> Result<(Judgements, Vec<Check>)> {
    Ok(together(named(world, reference, paths)?, known, |_| true))
}

fn together(
    named: NamedJudgements,
    known: &Judgements,
    keeps: impl Fn(Inspectorate) -> bool,
) -> (Judgements, Vec<Check>) {
    let mut files = named.files;
    files.extend(known.by_file(&keeps));
    let mut unread = named.unread;
    // The rows that could not be read of files that are read again are among those named.
    let again = |row: &UnreadJudgement| {
        files
            .iter()
            .any(|(file, _)| file.source.file == row.file && named.names.contains(&row.file))
    };
    unread.extend(known.all_unread(&keeps).filter(|row| !again(row)).cloned());
    let (judgements, differing) = merge::merged(files, unread);
    let contrary = known.all_contrary().iter();
    let contrary: Vec<ContraryReading> = contrary
        .filter(|each| keeps(each.who) && !judgements.all_contrary().contains(each))
        .cloned()
        .collect();
    let judgements = judgements.with_contrary(contrary);
    let mut checks = named.checks;
    checks.extend(differing);
    checks.extend(judgements.all_contrary().iter().map(ContraryReading::check));
    (judgements, checks)
}

/// What named files hold.
#[derive(Default)]
struct NamedJudgements {
    files: Vec<FileOfJudgements>,
    names: Vec<String>,
    unread: Vec<UnreadJudgement>,
    checks: Vec<Check>,
}

/// # Errors
/// A file that cannot be read.
fn named(world: &dyn World, reference: &Reference, paths: &[PathBuf]) -> Result<NamedJudgements> {
    let mut files = Vec::new();
    for path in paths {
        match world
            .list(path)
            .map_err(|fault| world::unreadable(path, &fault))?
        {
            None => files.push(path.clone()),
            Some(inside) => files.extend(
                inside
                    .into_iter()
                    .filter(|file| ["ods", "csv", "xlsx"].iter().any(|end| ends(file, end))),
            ),
        }
    }
    let (mut spreadsheets, mut tidy) = (Vec::new(), Vec::new());
    for file in files {
        // Ofsted's spreadsheets have tables of their own making; ours may be kept in a spreadsheet too.
        if ends(&file, "ods") && !is_tidy(world, &file) {
            spreadsheets.push(file);
        } else {
            tidy.push(file);
        }
    }
    let mut named = NamedJudgements::default();
    (named.files, named.unread, named.checks) = ofsted::files(world, reference, &spreadsheets)?;
    for path in &tidy {
        let (read, unread) = csv_file(world, reference, path, &mut named.checks)?;
        named.files.push(read);
        named.unread.extend(unread);
    }
    let names = named.files.iter().map(|(file, _)| file.source.file.clone());
    named.names = names.collect();
    Ok(named)
}

/// The publication that a table of readings is of; none of any other table.
pub(crate) fn publication_of_readings(world: &dyn World, path: &Path) -> Option<&'static str> {
    let forms: [&dyn SheetForm; 2] = [&OFSTED.form, &HMIP.form];
    let sheet = Sheet::open(world, path, &forms).ok()?;
    let at = sheet.form?;
    [OFSTED, HMIP].get(at).map(|of| of.publication)
}

/// Whether a spreadsheet has a sheet of our tidy form.
fn is_tidy(world: &dyn World, path: &Path) -> bool {
    Sheet::open(world, path, &[&TIDY]).is_ok_and(|sheet| sheet.form.is_some())
}

fn ends(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// A tidy CSV, which is always local, or a table of readings. A row that cannot be read is reported and set aside.
fn csv_file(
    world: &dyn World,
    reference: &Reference,
    path: &Path,
    checks: &mut Vec<Check>,
) -> Result<(FileOfJudgements, Vec<UnreadJudgement>)> {
    let mut sheet = Sheet::open(world, path, &[&TIDY, &OFSTED.form, &HMIP.form])?;
    let reading = match sheet.form {
        Some(1) => Some(OFSTED),
        Some(2) => Some(HMIP),
        _ => None,
    };
    if reading.is_none() {
        require_columns(&sheet, path)?;
    }
    let before = checks.len();
    let rows = tidy_rows(&mut sheet, reading.as_ref(), checks)?;
    let header = match &reading {
        Some(reading) => reading.header(),
        None => sheet.header.clone(),
    };
    let mut table = JudgementTable {
        file: sheet.file.clone(),
        reader: JudgementReader::new(&header, &reference.register),
        is_reading: reading.is_some(),
        judgements: Vec::new(),
        unread: Vec::new(),
    };
    for (_, row) in &rows {
        table.reader.note_day_order(&text_of(&row.cells));
    }
    for (row, tidy) in rows {
        table.take(row, &tidy, checks);
    }
    table
        .unread
        .extend(checks[before..].iter().filter_map(unread_row));
    let (judgements, unread) = (table.judgements, table.unread);
    let sha256 = sheet.close(world)?;
    let file = match reading {
        Some(reading) => {
            let name = sheet::file_name(path);
            let last = judgements.iter().filter_map(|each| each.published).max();
            let source = reference
                .sources
                .describe(&name, &sha256, reading.publication);
            let day = readings::read_on(&name).or(last).unwrap_or_default();
            JudgementFile::read(source, "", day)
        }
        None => JudgementFile {
            source: Source {
                file: table.file,
                sha256,
                local: true,
                ..Source::default()
            },
            read_on: None,
            inspected_to: None,
            complete_to: None,
        },
    };
    Ok(((file, judgements), unread))
}

/// The rows of a table in our columns, each with its number.
///
/// # Errors
/// The file cannot be read to its end.
fn tidy_rows(
    sheet: &mut Sheet,
    reading: Option<&ReadingForm>,
    checks: &mut Vec<Check>,
) -> Result<Vec<(u64, TidyRow)>> {
    let header = sheet.header.clone();
    let (mut rows, mut record) = (Vec::new(), ByteRecord::new());
    while sheet.next(&mut record, checks)? {
        let cells = cells(&record);
        let row = match reading {
            Some(reading) => reading.row(&header, &cells),
            None => TidyRow {
                cells: cells.into_iter().map(str::to_owned).collect(),
                fault: None,
            },
        };
        rows.push((row_of(&record), row));
    }
    Ok(rows)
}

/// A table on its way from rows to judgements.
struct JudgementTable<'a> {
    file: String,
    reader: JudgementReader<'a>,
    is_reading: bool,
    judgements: Vec<Judgement>,
    unread: Vec<UnreadJudgement>,
}

impl JudgementTable<'_> {
    fn take(&mut self, row: u64, tidy: &TidyRow, checks: &mut Vec<Check>) {
        let cells = text_of(&tidy.cells);
        let read = match &tidy.fault {
            Some(fault) => Err(fault.clone()),
            None => self.reader.row(&cells, row),
        };
        let fault = match read {
            Ok(mut judgement) => {
                judgement.place = JudgementOrigin {
                    file: 0,
                    sheet: String::new(),
                    row,
                };
                self.judgements.push(judgement);
                return;
            }
            Err(fault) => fault,
        };
        let is_elsewhere = self.reader.is_elsewhere(&cells);
        if !is_elsewhere {
            let unread = self.reader.unread(&cells, row, &self.file, &fault);
            self.unread.push(unread);
        }
        // A file of readings holds what lies outside England as a matter of course.
        let severity = if is_elsewhere && self.is_reading {
            Severity::Note
        } else {
            Severity::Error
        };
        checks.push(
            Check::new(severity, UNREADABLE, &self.file)
                .row(row)
                .column(fault.column)
                .found(format!("“{}”", fault.found))
                .expected(fault.expected)
                .guidance("the row was set aside"),
        );
    }
}

fn text_of(cells: &[String]) -> Vec<&str> {
    cells.iter().map(String::as_str).collect()
}

/// The check on a row of which a cell could not be read.
const UNREADABLE: &str = "unreadable-judgement";

/// A row that is no row of the table at all, such as one with too few cells: nothing of it is known.
fn unread_row(check: &Check) -> Option<UnreadJudgement> {
    let row = check
        .row
        .filter(|_| check.severity == Severity::Error && check.name != UNREADABLE)?;
    Some(UnreadJudgement {
        areas: Vec::new(),
        who: None,
        published: None,
        file: check.file.clone(),
        row,
        what: check.found.clone(),
    })
}

/// The cells of a row. The sheet lets nothing pass that is not UTF-8.
fn cells(record: &ByteRecord) -> Vec<&str> {
    record
        .iter()
        .map(|cell| std::str::from_utf8(cell).unwrap_or_default())
        .collect()
}

/// # Errors
/// A column that must be there is not; a column is there twice.
fn require_columns(sheet: &Sheet, path: &Path) -> Result<()> {
    let missing = sheet.missing_columns(&REQUIRED);
    if !missing.is_empty() {
        return Err(Error::unreadable(path.display().to_string(), "this CSV holds no judgements")
            .at_row(sheet.header_row)
            .expected(format!("the columns {}; missing: {}", REQUIRED.join(", "), missing.join(", ")))
            .hint("a CSV of judgements has a row an inspection; Ofsted’s own spreadsheets (.ods) are read as they are"));
    }
    let columns: Vec<&str> = sheet.header.iter().map(String::as_str).collect();
    refuse_doubled(sheet, &columns)
}
