//! Judgements from files that were named: Ofsted's spreadsheets, and our tidy CSV (see `reference::judgements::tidy`).

use super::ofsted;
use super::sheet::form::NamedForm;
use super::sheet::{Sheet, refuse_doubled, row_of};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::judgement::{Inspectorate, JudgementOrigin, UnreadJudgement};
use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::judgements::tidy::{JudgementReader, OWN, REQUIRED};
use crate::reference::judgements::{JudgementFile, Judgements};
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

/// The judgements of the files, or those compiled in where there are none. Ofsted's stay where the files have only another
/// inspectorate's.
///
/// # Errors
/// A file that cannot be read or holds no judgements.
pub(crate) fn read(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
) -> Result<(Judgements, Vec<Check>)> {
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
    let (mut all, mut checks) = if spreadsheets.is_empty() {
        (Judgements::default(), Vec::new())
    } else {
        ofsted::read(world, reference, &spreadsheets)?
    };
    for path in &tidy {
        all = all.and(csv_file(world, reference, path, &mut checks)?);
    }
    if let (Some(path), true) = (paths.first(), all.all().is_empty() && !paths.is_empty()) {
        return Err(
            Error::unreadable(path.display().to_string(), "no judgement could be read")
                .expected(
                    "Ofsted’s spreadsheets (.ods), or a CSV with area, publication_date and overall",
                )
                .after(&checks)
                .hint("correct the cells that are named, or leave --data out: the program has Ofsted’s judgements"),
        );
    }
    if !all.inspectorates().contains(&Inspectorate::Ofsted) {
        all = reference.judgements()?.and(all);
    }
    Ok((all, checks))
}

/// Whether a spreadsheet has a sheet of our tidy form.
fn is_tidy(world: &dyn World, path: &Path) -> bool {
    Sheet::open(world, path, &[&TIDY]).is_ok_and(|sheet| sheet.form.is_some())
}

fn ends(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// A tidy CSV, which is always local. A row that cannot be read is reported and set aside.
fn csv_file(
    world: &dyn World,
    reference: &Reference,
    path: &Path,
    checks: &mut Vec<Check>,
) -> Result<Judgements> {
    let mut sheet = Sheet::open(world, path, &[&TIDY])?;
    require_columns(&sheet, path)?;
    let header = sheet.header.clone();
    let mut reader = JudgementReader::new(&header, &reference.register);
    let (mut records, mut record) = (Vec::new(), ByteRecord::new());
    let before = checks.len();
    while sheet.next(&mut record, checks)? {
        reader.note_day_order(&cells(&record));
        records.push(record.clone());
    }
    let (mut judgements, mut unread) = (Vec::new(), Vec::new());
    for record in &records {
        let (row, cells) = (row_of(record), cells(record));
        match reader.row(&cells, row) {
            Ok(mut judgement) => {
                judgement.place = JudgementOrigin {
                    file: 0,
                    sheet: String::new(),
                    row,
                };
                judgements.push(judgement);
            }
            Err(fault) => {
                if !reader.is_elsewhere(&cells) {
                    unread.push(reader.unread(&cells, row, &sheet.file, &fault));
                }
                checks.push(
                    Check::new(Severity::Error, UNREADABLE, &sheet.file)
                        .row(row)
                        .column(fault.column)
                        .found(format!("“{}”", fault.found))
                        .expected(fault.expected)
                        .guidance("the row was set aside"),
                );
            }
        }
    }
    unread.extend(checks[before..].iter().filter_map(unread_row));
    let file = JudgementFile {
        source: Source {
            file: sheet.file.clone(),
            sha256: sheet.close(world)?,
            local: true,
            ..Source::default()
        },
        inspected_to: None,
        complete_to: None,
    };
    Ok(Judgements::of(judgements, vec![file]).with_unread(unread))
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
