//! A table as it lies on disk, read row by row with the row's own number: a text (CSV and its like, plain or gzipped, in any of the
//! encodings, separators and line ends of an office) or a sheet of a workbook (XLSX, ODS). Every reader of tables comes in here.
//!
//! This pass exists because a frame reader pads short rows, renames duplicate headers and reports an encoding fault without its
//! place. Here each of these is said, with the row; what was taken otherwise than it stands there is said once a file.

pub(crate) mod form;
mod header;
mod layout;
mod line_feeds;
mod ods_percentages;
mod opening;
mod refusal;
mod row_bound;
mod text_rows;
mod workbook;

use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::world::text::EncodingFault;
use crate::world::{self, RecordedInput, StreamDigest, World};
use csv::{ByteRecord, Position};
use layout::LayoutNotes;
use std::path::{Path, PathBuf};
use text_rows::{TextRowFault, TextRows};

/// An open table with its header.
pub(crate) struct Sheet {
    rows: SheetRows,
    /// Column names: those of its form as the form calls them, the others without blanks around them. Columns at the end that have no
    /// name are not among them.
    pub(crate) header: Vec<String>,
    /// The row of the header in the file.
    pub(crate) header_row: u64,
    /// The file's name; of a workbook, with its sheet.
    pub(crate) file: String,
    /// Which of the forms that were asked for it is of.
    pub(crate) form: Option<usize>,
    path: PathBuf,
    digest: SheetDigest,
    /// Cells of the header, those without a name included.
    width: usize,
    /// The columns that a form of an officer's needs; empty for others.
    required: Vec<usize>,
    /// An officer keeps it by hand: see [`form::SheetForm::key`].
    is_by_hand: bool,
    /// The column in which a total is named.
    total: Option<usize>,
    separator: Option<u8>,
    /// A heading has blanks around it: so may every cell have.
    has_blanks: bool,
    ragged: u32,
    count: u64,
    layout: LayoutNotes,
}

/// Where rows come from.
enum SheetRows {
    Text(TextRows),
    Workbook(std::vec::IntoIter<(u64, Vec<String>)>),
}

/// The digest of the file: a text's is known once it was read to its end.
enum SheetDigest {
    Stream(Option<StreamDigest>),
    Whole(String, u64),
}

/// Whether a row has as many cells as the header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RowShape {
    Whole,
    /// It has this many cells, and they cannot be made out.
    Ragged(usize),
}

const BUFFER: usize = 1 << 18;
/// Of each kind of fault only the first few are listed; the rest are counted.
const LISTED: u32 = 20;

impl Sheet {
    /// Where a column is, by its name.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h == name)
    }

    /// Where a column is that must be there.
    ///
    /// # Errors
    /// It is not there.
    pub(crate) fn require(&self, name: &str) -> Result<usize> {
        self.column(name)
            .ok_or_else(|| Error::unreadable(&self.file, "a column is missing").in_column(name))
    }

    /// Whether it has all of these columns.
    pub(crate) fn has_columns(&self, names: &[&str]) -> bool {
        self.missing_columns(names).is_empty()
    }

    /// Those of these columns that it has not.
    pub(crate) fn missing_columns<'n>(&self, names: &[&'n str]) -> Vec<&'n str> {
        names
            .iter()
            .filter(|name| self.column(name).is_none())
            .copied()
            .collect()
    }

    /// Whether a comma within a number can only stand between thousands: a file whose cells are separated by semicolons may have been
    /// written where it stands before the decimals.
    pub(crate) fn comma_is_of_thousands(&self) -> bool {
        self.separator != Some(b';')
    }

    /// The next row that may hold data. Blank rows, titles between rows, totals and notes are passed over and said.
    ///
    /// # Errors
    /// The file ends in the middle (a truncated download) or cannot be read on; there is no row at all.
    pub(crate) fn next_row(
        &mut self,
        record: &mut ByteRecord,
        checks: &mut Vec<Check>,
    ) -> Result<Option<RowShape>> {
        self.layout.tell_opening(&self.file, checks);
        loop {
            if !self.rows.next(record).map_err(|fault| self.fault(fault))? {
                let instead = self.layout.in_place_of_rows();
                self.layout.close(&self.file, self.encoding(), checks);
                return if self.count == 0 {
                    Err(self.without_rows(instead))
                } else {
                    Ok(None)
                };
            }
            if self
                .layout
                .is_passed_over(record, self.total, self.header.len())
            {
                continue;
            }
            self.count += 1;
            if self.has_blanks {
                let position = record.position().cloned();
                *record = record.iter().map(<[u8]>::trim_ascii).collect();
                record.set_position(position);
            }
            self.layout.release_held(&self.file, checks);
            return Ok(Some(self.shape(record)));
        }
    }

    /// The next whole record. A row with too few or too many cells is reported and passed over.
    ///
    /// # Errors
    /// As [`Sheet::next_row`].
    pub(crate) fn next(
        &mut self,
        record: &mut ByteRecord,
        checks: &mut Vec<Check>,
    ) -> Result<bool> {
        loop {
            let found = match self.next_row(record, checks)? {
                None => return Ok(false),
                Some(RowShape::Whole) => return Ok(true),
                Some(RowShape::Ragged(found)) => found,
            };
            self.ragged += 1;
            if self.ragged <= LISTED {
                checks.push(self.ragged_row(row_of(record), found));
            }
        }
    }

    fn ragged_row(&self, row: u64, found: usize) -> Check {
        let wanted = self.header.len();
        let guidance = if found > wanted && found <= self.width {
            "the row was set aside: a cell stands in a column without a name; name the column, or look for a comma inside a number or a name"
        } else {
            "the row was set aside; look for a missing quote or a comma inside a name"
        };
        Check::new(Severity::Error, "ragged-row", &self.file)
            .row(row)
            .found(format!("{found} cells"))
            .expected(format!("{wanted} cells, as the header has"))
            .guidance(guidance)
    }

    /// Gives a row as many cells as the header has names, where only empty ones are too few or too many.
    fn shape(&mut self, record: &mut ByteRecord) -> RowShape {
        let (found, wanted) = (record.len(), self.header.len());
        if found > wanted {
            let is_filled = record.iter().skip(wanted).any(|cell| !is_blank_cell(cell));
            // A column without a name may hold what belongs into the column before it: “1,234” without quotes.
            let is_odd = is_filled && (found > self.width || self.is_by_hand);
            if is_odd {
                return RowShape::Ragged(found);
            }
            record.truncate(wanted);
        } else if found < wanted {
            let lacks_needed = self.required.iter().any(|at| *at >= found);
            if !self.is_by_hand || lacks_needed {
                return RowShape::Ragged(found);
            }
            self.layout.note_short(row_of(record));
            while record.len() < wanted {
                record.push_field(b"");
            }
        }
        RowShape::Whole
    }

    fn encoding(&self) -> Option<crate::world::text::TextEncoding> {
        match &self.rows {
            SheetRows::Text(rows) => Some(rows.encoding()),
            SheetRows::Workbook(_) => None,
        }
    }

    /// The fault of a table without a row of data, with what stands there instead.
    fn without_rows(&self, instead: Option<String>) -> Error {
        let hint = if self.is_by_hand {
            "write the rows under the header, and run again"
        } else {
            "download it again; a header alone is often a query that found nothing"
        };
        let place = self.path.display().to_string();
        let only = instead.map_or_else(String::new, |words| format!(", only {words}"));
        Error::unreadable(place, format!("there is no row under the header{only}"))
            .at_row(self.header_row + 1)
            .hint(hint)
    }

    fn fault(&self, fault: TextRowFault) -> Error {
        let place = self.path.display().to_string();
        match fault {
            TextRowFault::Csv(fault) => unsound(&place, &fault),
            TextRowFault::OpenQuote(row) => open_quote(&place, row),
            TextRowFault::TooLong(row) => too_long(&place, row),
            TextRowFault::Encoding(fault, row, at) => {
                let column = self.header.get(at).map_or("", String::as_str);
                no_text(&self.path, fault, row).in_column(column)
            }
        }
    }

    /// Ends the reading: reads what is left so that the digest covers the whole file, and tells the world.
    ///
    /// # Errors
    /// The rest of the file cannot be read.
    pub(crate) fn close(mut self, world: &dyn World) -> Result<String> {
        if let SheetRows::Text(rows) = &mut self.rows
            && let Err(fault) = rows.drain()
        {
            return Err(unsound(&self.path.display().to_string(), &fault));
        }
        let (sha256, bytes) = match self.digest {
            SheetDigest::Stream(digest) => digest.map(StreamDigest::take).unwrap_or_default(),
            SheetDigest::Whole(sha256, bytes) => (sha256, bytes),
        };
        world.record(RecordedInput {
            path: self.path.clone(),
            bytes,
            sha256: sha256.clone(),
        });
        Ok(sha256)
    }
}

impl SheetRows {
    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, TextRowFault> {
        match self {
            SheetRows::Text(rows) => rows.next(record),
            SheetRows::Workbook(rows) => {
                let Some((number, cells)) = rows.next() else {
                    return Ok(false);
                };
                *record = ByteRecord::from(cells);
                let mut position = Position::new();
                position.set_line(number);
                record.set_position(Some(position));
                Ok(true)
            }
        }
    }
}

fn is_blank_cell(cell: &[u8]) -> bool {
    cell.trim_ascii().is_empty() || std::str::from_utf8(cell).is_ok_and(form::is_blank)
}

fn unsound(place: &str, fault: &csv::Error) -> Error {
    match fault.kind() {
        csv::ErrorKind::Io(io) => refusal::damaged(place, io),
        _ => Error::unreadable(place, format!("the file is not a sound CSV ({fault})"))
            .hint("fetch it again"),
    }
}

fn open_quote(place: &str, row: u64) -> Error {
    Error::unreadable(place, "a quote is opened here and closed nowhere")
        .at_row(row)
        .expected("a second quote at the end of the cell")
        .hint("close the quote, or take it out, and run again; the file may also have been cut off")
}

fn too_long(place: &str, row: u64) -> Error {
    let most = row_bound::LONGEST_ROW >> 20;
    Error::unreadable(place, format!("a row begins here that is longer than {most} megabyte"))
        .at_row(row)
        .expected("rows of cells, each on its line")
        .hint("a quote may be opened and closed nowhere: close it, or take it out; otherwise this is no table")
}

fn no_text(path: &Path, fault: EncodingFault, row: u64) -> Error {
    world::no_text(path, fault).at_row(row)
}

/// The row of the file on which a record starts: the line that a text editor shows, or the row of the spreadsheet.
pub(crate) fn row_of(record: &ByteRecord) -> u64 {
    record.position().map_or(0, Position::line)
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into_owned(),
    )
}

/// A file's name up to its first full stop.
pub(crate) fn stem(name: &str) -> &str {
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// A doubled name among those that are asked for would make the choice of column a guess.
pub(crate) fn refuse_doubled(sheet: &Sheet, names: &[&str]) -> Result<()> {
    for name in names {
        if !name.is_empty() && sheet.header.iter().filter(|h| h == name).count() > 1 {
            return Err(Error::unreadable(
                sheet.path.display().to_string(),
                format!("the column “{name}” is there twice"),
            )
            .at_row(sheet.header_row)
            .hint("remove or rename one of them"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
