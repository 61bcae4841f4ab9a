//! The rows of a spreadsheet (XLSX, ODS) as texts: what a CSV of the same sheet would hold. A percentage holds what the eye sees, a
//! day is written out, an error stays its own word (#N/A).

use super::ods_percentages::{self, Percentages};
use crate::source::caught::caught;
use crate::source::merged_cells::{self, TallCell};
use crate::source::workbook_bounds::{self, MOST_CELLS};
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, SheetVisible, Xlsx, XlsxError,
};
use std::collections::BTreeMap;
use std::io::Cursor;

/// A sheet of a workbook.
pub(super) struct Worksheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    /// Each row that has a cell, with its number from 1.
    pub(super) rows: WorksheetRows,
    /// Cells merged over several rows.
    pub(super) tall: Vec<TallCell>,
}

type WorksheetRows = Vec<(u64, Vec<String>)>;

impl Worksheet {
    /// Writes what a cell merged over several rows holds into the empty cells that it covers, in the columns that `is_head` names.
    /// Gives the rows that were filled, the header's and those above it left out.
    pub(super) fn fill_merged(
        &mut self,
        header_row: u64,
        is_head: impl Fn(usize) -> bool,
    ) -> Vec<u64> {
        let mut filled = Vec::new();
        for cell in &self.tall {
            let (row, column) = (u64::from(cell.row) + 1, cell.column as usize);
            if row <= header_row || !is_head(column) {
                continue;
            }
            let from = self.rows.partition_point(|(number, _)| *number < row);
            let end = row + u64::from(cell.rows);
            let until = self.rows.partition_point(|(number, _)| *number < end);
            let Some([(first, holding), covered @ ..]) = self.rows.get_mut(from..until) else {
                continue;
            };
            let held = holding.get(column).cloned().unwrap_or_default();
            if *first != row || held.is_empty() {
                continue;
            }
            for (number, cells) in covered {
                if cells.get(column).is_none_or(String::is_empty) {
                    put(cells, cell.column, held.clone());
                    filled.push(*number);
                }
            }
        }
        filled.sort_unstable();
        filled.dedup();
        filled
    }
}

/// The sheets of a file that starts as a zip does; none where it is another zip. `calamine` panics on some damaged workbooks: they
/// are told like any other.
///
/// # Errors
/// What is wrong with the workbook.
pub(super) fn sheets(bytes: &[u8]) -> Result<Option<Vec<Worksheet>>, String> {
    caught(|| sound_sheets(bytes))
        .unwrap_or_else(|| Err("its parts contradict each other".to_owned()))
}

fn sound_sheets(bytes: &[u8]) -> Result<Option<Vec<Worksheet>>, String> {
    let mut archive = workbook_bounds::opened(bytes)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("[Content_Types].xml") && !has("word/document.xml") {
        xlsx(bytes).map(Some)
    } else if has("content.xml") {
        let percentages = ods_percentages::read(&mut archive)?;
        ods(bytes, &percentages).map(Some)
    } else {
        Ok(None)
    }
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Worksheet>, String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|fault| fault.to_string())?;
    let all: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::new();
    for (name, is_hidden) in all {
        // A chart on a sheet of its own has no cells.
        if let Ok(rows) = xlsx_rows(&mut book, &name) {
            let rows = rows?;
            let merged = book.merge_cells_by_sheet_name(&name);
            sheets.push(Worksheet {
                tall: tall_cells(merged.map_err(|fault| fault.to_string())?),
                name,
                is_hidden,
                rows,
            });
        }
    }
    if sheets.is_empty() {
        return Err("it has no sheet that can be read".to_owned());
    }
    Ok(sheets)
}

/// More merged cells than this no table of a person has; each is looked up in all rows.
const MOST_TALL: usize = 10_000;

fn tall_cells(merged: Vec<Dimensions>) -> Vec<TallCell> {
    let tall = |cells: Dimensions| TallCell {
        row: cells.start.0,
        column: cells.start.1,
        rows: (cells.end.0.saturating_sub(cells.start.0)).saturating_add(1),
    };
    let merged = merged.into_iter().map(tall);
    merged
        .filter(|cell| cell.rows > 1)
        .take(MOST_TALL)
        .collect()
}

/// The rows of a sheet, or in the inner result why there are too many cells; the outer one fails where the sheet has no cells at all.
fn xlsx_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<Result<WorksheetRows, String>, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    // A row is as wide as its last cell, wherever that one cell stands.
    let mut cells = 0;
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        let format = reader
            .styles()
            .get(style)
            .and_then(|style| style.number_format.as_ref())
            .map_or("", |format| format.format_code.as_str());
        let text = written(cell.get_value(), format);
        if !text.is_empty() {
            let row = rows.entry(row).or_default();
            let before = row.len();
            put(row, column, text);
            cells += (row.len() - before) as u64;
        }
        if cells > MOST_CELLS {
            return Ok(Err(workbook_bounds::too_many_cells(cells)));
        }
    }
    let rows = rows.into_iter();
    Ok(Ok(rows
        .map(|(row, cells)| (u64::from(row) + 1, cells))
        .collect()))
}

/// More columns no spreadsheet has; a damaged file may claim any.
const MOST_COLUMNS: u32 = 16_384;

fn put(cells: &mut Vec<String>, column: u32, text: String) {
    if column >= MOST_COLUMNS {
        return;
    }
    let at = column as usize;
    if cells.len() <= at {
        cells.resize(at + 1, String::new());
    }
    if let Some(cell) = cells.get_mut(at) {
        *cell = text;
    }
}

fn ods(bytes: &[u8], percentages: &Percentages) -> Result<Vec<Worksheet>, String> {
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|fault| fault.to_string())?;
    let mut merged = merged_cells::of_ods(bytes)?;
    let mut sheets = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        let range = book
            .worksheet_range(&sheet.name)
            .map_err(|fault| fault.to_string())?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut rows = Vec::new();
        for (row, cells) in (first_row..).zip(range.rows()) {
            let mut texts = Vec::new();
            for (column, cell) in (first_column..).zip(cells) {
                let format = if percentages.holds(&sheet.name, row, column) {
                    "0%"
                } else {
                    ""
                };
                let text = written(&borrowed(cell), format);
                if !text.is_empty() {
                    put(&mut texts, column, text);
                }
            }
            if !texts.is_empty() {
                rows.push((u64::from(row) + 1, texts));
            }
        }
        sheets.push(Worksheet {
            is_hidden: sheet.visible != SheetVisible::Visible,
            tall: merged.remove(&sheet.name).unwrap_or_default(),
            name: sheet.name,
            rows,
        });
    }
    Ok(sheets)
}

fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(value) => DataRef::DateTime(*value),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(fault) => DataRef::Error(fault.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// A cell as a CSV holds it. `format` is the spreadsheet's code of how the number is shown.
fn written(cell: &DataRef<'_>, format: &str) -> String {
    match cell {
        DataRef::Int(value) => number(*value as f64, format),
        DataRef::Float(value) => number(*value, format),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => day(moment, format),
        DataRef::DateTimeIso(text) => text
            .strip_suffix("T00:00:00")
            .map_or_else(|| text.replacen('T', " ", 1), str::to_owned),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(fault) => fault.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number in full. One that is shown as a percentage is told as one; one that is shown with more digits than it needs, such as a
/// reference 1.10 or a code 007, has them.
fn number(value: f64, format: &str) -> String {
    let shown = code(format);
    if shown.contains('%') {
        return format!("{}%", hundredfold(value));
    }
    let text = format!("{value}");
    let (before, after) = shown.split_once('.').unwrap_or((&shown, ""));
    let is_plain = !before.is_empty() && (before.to_owned() + after).bytes().all(|b| b == b'0');
    if !is_plain || value < 0.0 {
        return text;
    }
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let padded = format!("{whole:0>width$}", width = before.len());
    if part.len().max(after.len()) == 0 {
        padded
    } else {
        format!("{padded}.{part:0<width$}", width = after.len())
    }
}

/// The digits of a number, the decimal point two places to the right.
fn hundredfold(value: f64) -> f64 {
    let text = format!("{value:e}");
    let moved = text.split_once('e').and_then(|(digits, exponent)| {
        let exponent: i32 = exponent.parse().ok()?;
        format!("{digits}e{}", exponent + 2).parse().ok()
    });
    moved.unwrap_or(value * 100.0)
}

/// A day as 2025-06-30, with the time where there is one; a month or a year alone where only these are shown.
fn day(moment: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        let seconds = (moment.as_f64() * 86_400.0).round() as i64;
        return format!(
            "{}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let shown = code(format).to_lowercase();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (
        shown.contains('y'),
        shown.contains('m'),
        shown.contains('d'),
    ) {
        (true, true, false) => jiff::civil::Date::new(year as i16, month as i8, 1)
            .map_or(date, |first| first.strftime("%B %Y").to_string()),
        (true, false, false) => format!("{year:04}"),
        _ if (hour, minute, second) == (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

/// A format's code without texts in quotes and brackets; of several sections the first.
fn code(format: &str) -> String {
    let (mut code, mut until, mut letters) = (String::new(), None, format.chars());
    while let Some(letter) = letters.next() {
        match (until, letter) {
            (Some(end), _) if letter == end => until = None,
            (Some(_), _) => {}
            (None, '"') => until = Some('"'),
            (None, '[') => until = Some(']'),
            // The letter behind these is shown as it is, or is a gap.
            (None, '\\' | '_' | '*') => drop(letters.next()),
            (None, ';') => break,
            (None, letter) => code.push(letter),
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    #[test]
    fn a_cell_is_written_as_the_eye_sees_it() {
        let moment = |value| {
            DataRef::DateTime(ExcelDateTime::new(
                value,
                ExcelDateTimeType::DateTime,
                false,
            ))
        };
        for (cell, format, text) in [
            (DataRef::Float(2025.0), "General", "2025"),
            (DataRef::Float(21.44), "0.0", "21.44"),
            (DataRef::Float(1.1), "0.00", "1.10"),
            (DataRef::Float(7.0), "000", "007"),
            (DataRef::Float(1234.5), "#,##0.00", "1234.5"),
            (DataRef::Float(-3.0), "00", "-3"),
            (DataRef::Float(0.234), "0%", "23.4%"),
            (DataRef::Float(0.07), "0.0%", "7%"),
            (DataRef::Float(1.0), "0.00%;[Red]-0.00%", "100%"),
            (DataRef::Float(0.5), "0.0\"%\"", "0.5"),
            (DataRef::Float(0.5), "0.0\\%", "0.5"),
            (DataRef::Int(-4), "", "-4"),
            (DataRef::Bool(true), "", "TRUE"),
            (DataRef::SharedString(" a "), "", "a"),
            (DataRef::Error(CellErrorType::NA), "0%", "#N/A"),
            (DataRef::Error(CellErrorType::Ref), "", "#REF!"),
            (moment(45838.0), "dd/mm/yyyy", "2025-06-30"),
            (moment(45838.5), "dd/mm/yyyy hh:mm", "2025-06-30 12:00:00"),
            (moment(45838.0), "mmm-yy", "June 2025"),
            (moment(45838.0), "yyyy", "2025"),
            (moment(0.5), "hh:mm", "12:00:00"),
            (
                DataRef::DateTimeIso("2025-06-30".to_owned()),
                "",
                "2025-06-30",
            ),
            (
                DataRef::DateTimeIso("2025-06-30T00:00:00".to_owned()),
                "",
                "2025-06-30",
            ),
            (DataRef::Empty, "", ""),
        ] {
            assert_eq!(written(&cell, format), text, "{cell:?} {format}");
        }
    }
}
