//! One table on one worksheet, and the pieces from which `xlsx.rs` makes the others.

use rust_xlsxwriter as excel;
use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, FormatUnderline, IgnoreError, TableColumn, TableStyle, Url,
    Worksheet,
};

use super::inert::is_run;
use super::workbook::{FONT, FONT_POINTS, LINE_HEIGHT, NO_ROWS, TITLE_HEIGHT, TITLE_POINTS};
use super::{Cell, Table, TableFault, sheet};
use crate::stat::round::{MOST_DECIMALS, settled};

const A4: u8 = 9;

/// A column of an Excel table: its heading, whether it is flush right, and its width in digits.
pub(super) struct SheetHeading<'a> {
    pub(super) text: &'a str,
    pub(super) numeric: bool,
    pub(super) width: f64,
}

/// Fills a worksheet with a table: title, lines about it, rows. `name` is that of the Excel table, `contents` is the worksheet to go
/// back to.
pub(super) fn fill(
    worksheet: &mut Worksheet,
    table: &Table,
    name: &str,
    lines: &[String],
    contents: &str,
) -> Result<(), TableFault> {
    let heading_row = above(worksheet, table, lines, contents)?;
    if !table.columns.is_empty() {
        rows(worksheet, table, name, heading_row)?;
    }
    print_on_paper(worksheet);
    Ok(())
}

/// Writes the title and the lines about a table, and says in which row its header comes.
fn above(
    worksheet: &mut Worksheet,
    table: &Table,
    lines: &[String],
    contents: &str,
) -> Result<u32, TableFault> {
    write_title(worksheet, &table.title)?;
    let mut row = 1;
    for line in lines {
        // Not wrapped: the cells to the right are empty, so the line runs on over them as long as it is.
        worksheet.write_string_with_format(row, 0, line, &as_words(body(), line))?;
        row += 1;
    }
    link(worksheet, row, contents, contents)?;
    Ok(row + 1)
}

/// Writes the rows of a table and marks them as one.
fn rows(
    worksheet: &mut Worksheet,
    table: &Table,
    name: &str,
    heading_row: u32,
) -> Result<(), TableFault> {
    let texts = sheet::headings(table);
    let widths = sheet::widths(table, &texts);
    let headings: Vec<SheetHeading<'_>> = (texts.iter().zip(&table.columns).zip(&widths))
        .map(|((text, column), width)| SheetHeading {
            text,
            numeric: column.kind.is_numeric(),
            width: *width,
        })
        .collect();
    let mut row = heading_row + 1;
    for (at, cells) in table.rows.iter().enumerate() {
        let own = table.is_emphasised(at);
        let mut lines = 1;
        for ((column, heading), (_, cell)) in (0..).zip(&headings).zip(table.cells(cells)) {
            write_cell(worksheet, row, column, cell, heading.numeric, own)?;
            if let (Cell::Text(text), false) = (cell, heading.numeric) {
                lines = lines.max(sheet::lines(text, heading.width, own));
            }
        }
        heighten(worksheet, row, lines)?;
        row += 1;
    }
    if table.rows.is_empty() {
        worksheet.write_string_with_format(row, 0, NO_ROWS, &prose())?;
        row += 1;
    }
    mark(worksheet, name, heading_row, row - 1, &headings)?;
    for (column, _) in (0..).zip(&headings).filter(|(_, heading)| !heading.numeric) {
        // A three-digit authority code is text, and Excel need not offer to turn it into a number.
        worksheet.ignore_error_range(
            heading_row + 1,
            column,
            row - 1,
            column,
            IgnoreError::NumberStoredAsText,
        )?;
    }
    worksheet.set_repeat_rows(heading_row, heading_row)?;
    Ok(())
}

fn write_cell(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    numeric: bool,
    own: bool,
) -> Result<(), TableFault> {
    let words = emphasised(aligned(prose(), numeric, column), own);
    match cell {
        Cell::Text(text) if !text.is_empty() => {
            worksheet.write_string_with_format(row, column, text, &as_words(words, text))?
        }
        Cell::Number { value, decimals } if value.is_finite() => worksheet
            .write_number_with_format(
                row,
                column,
                settled(*value),
                &figure(&number_format(*decimals), own),
            )?,
        // Excel holds doubles, and no count comes near the 2^53 up to which they are exact.
        Cell::Whole(value) => {
            worksheet.write_number_with_format(row, column, *value as f64, &figure("#,##0", own))?
        }
        Cell::Symbol { .. } => {
            worksheet.write_string_with_format(row, column, sheet::text(cell), &words)?
        }
        Cell::Text(_) | Cell::Number { .. } | Cell::Empty => {
            worksheet.write_blank(row, column, &words)?
        }
    };
    Ok(())
}

/// How a number is set in a cell.
fn figure(number_format: &str, own: bool) -> Format {
    let format = body()
        .set_num_format(number_format)
        .set_align(FormatAlign::Top);
    emphasised(format, own)
}

/// Bold in the rows of the reader's own authority.
fn emphasised(format: Format, own: bool) -> Format {
    if own { format.set_bold() } else { format }
}

/// Marks a range as an Excel table: its name and its header row; sets its columns' widths.
pub(super) fn mark(
    worksheet: &mut Worksheet,
    name: &str,
    heading_row: u32,
    last_row: u32,
    headings: &[SheetHeading<'_>],
) -> Result<(), TableFault> {
    let mut columns = Vec::new();
    let mut lines = 1;
    for (column, heading) in (0..).zip(headings) {
        worksheet.set_column_width(column, heading.width)?;
        lines = lines.max(sheet::lines(heading.text, heading.width, true));
        let format = aligned(heading_format(), heading.numeric, column);
        let format = as_words(format, heading.text);
        columns.push(
            TableColumn::new()
                .set_header(heading.text)
                .set_header_format(format),
        );
    }
    let marked = excel::Table::new()
        .set_name(name)
        .set_columns(&columns)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::None);
    let last_column = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    worksheet.add_table(heading_row, 0, last_row, last_column, &marked)?;
    heighten(worksheet, heading_row, lines)
}

fn heading_format() -> Format {
    body()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_border_bottom(FormatBorder::Medium)
}

/// Writes the title into A1.
pub(super) fn write_title(worksheet: &mut Worksheet, title: &str) -> Result<(), TableFault> {
    let format = Format::new()
        .set_font_name(FONT)
        .set_font_size(TITLE_POINTS)
        .set_bold();
    let format = as_words(format, title);
    worksheet
        .set_row_height(0, TITLE_HEIGHT)?
        .write_string_with_format(0, 0, title, &format)?;
    Ok(())
}

/// Writes texts into the cells of a row, wrapped in columns of those widths.
pub(super) fn write_prose(
    worksheet: &mut Worksheet,
    row: u32,
    first_column: u16,
    texts: &[(&str, f64)],
) -> Result<(), TableFault> {
    let mut lines = 1;
    for (column, (text, width)) in (first_column..).zip(texts) {
        let format = as_words(aligned(prose(), false, column), text);
        worksheet.write_string_with_format(row, column, *text, &format)?;
        lines = lines.max(sheet::lines(text, *width, false));
    }
    heighten(worksheet, row, lines)
}

/// Writes a link to the first cell of another worksheet.
pub(super) fn link(
    worksheet: &mut Worksheet,
    row: u32,
    sheet: &str,
    text: &str,
) -> Result<(), TableFault> {
    let format = body()
        .set_font_color("#12436D")
        .set_underline(FormatUnderline::Single)
        .set_align(FormatAlign::Top);
    worksheet.write_url_with_options(
        row,
        0,
        Url::new(format!("internal:'{sheet}'!A1")),
        text,
        "",
        Some(&format),
    )?;
    Ok(())
}

/// A4 across, as wide as the page and as many pages long as it takes.
pub(super) fn print_on_paper(worksheet: &mut Worksheet) {
    worksheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0);
}

/// The font of everything that is not a title.
pub(super) fn body() -> Format {
    Format::new().set_font_name(FONT).set_font_size(FONT_POINTS)
}

/// A text is a text here, whatever it begins with; the mark keeps it one when somebody edits the cell.
fn as_words(format: Format, text: &str) -> Format {
    if is_run(text) {
        format.set_quote_prefix()
    } else {
        format
    }
}

fn prose() -> Format {
    body().set_text_wrap().set_align(FormatAlign::Top)
}

/// Flush right over numbers; flush left over words, with a space before them where a number may stand to the left.
fn aligned(format: Format, numeric: bool, column: u16) -> Format {
    match (numeric, column) {
        (true, _) => format.set_align(FormatAlign::Right),
        (false, 0) => format.set_align(FormatAlign::Left),
        (false, _) => format.set_align(FormatAlign::Left).set_indent(1),
    }
}

/// Makes a row as high as its lines. Not every program does so by itself: LibreOffice takes the file's word for it.
fn heighten(worksheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), TableFault> {
    if lines > 1 {
        worksheet.set_row_height(row, LINE_HEIGHT * f64::from(lines))?;
    }
    Ok(())
}

/// Such as `#,##0.0`; Excel's general format where a column shows all its decimals.
fn number_format(decimals: Option<u8>) -> String {
    match decimals {
        None => "General".into(),
        Some(0) => "#,##0".into(),
        Some(places) => format!(
            "#,##0.{}",
            "0".repeat(usize::from(places.min(MOST_DECIMALS)))
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_decide_the_number_format() {
        assert_eq!(
            [None, Some(0), Some(1), Some(3)].map(number_format),
            ["General", "#,##0", "#,##0.0", "#,##0.000"]
        );
    }
}
