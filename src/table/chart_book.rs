//! The small workbook inside a chart of PowerPoint's own, which “Edit data” opens: names at the axis in the first column, a column a series.

use super::{TableFault, digits};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// The one worksheet, as PowerPoint calls it.
const SHEET: &str = "Sheet1";
/// Stands as the day of creation, since the same data must give the same bytes.
const NO_DATE: (u16, u8, u8) = (2000, 1, 1);
/// In digits: the names at the axis.
const NAMES: f64 = 28.0;

/// What a chart is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChartBook {
    /// Periods or names, a row each.
    pub(crate) categories: Vec<String>,
    pub(crate) columns: Vec<ChartColumn>,
}

/// A series: one value a row, none where no figure is known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChartColumn {
    pub(crate) name: String,
    pub(crate) values: Vec<Option<f64>>,
    pub(crate) decimals: u8,
}

impl ChartBook {
    /// The workbook as the bytes of an `.xlsx` file; the same values always give the same bytes.
    ///
    /// # Errors
    /// [`TableFault::Spreadsheet`] for what Excel cannot hold.
    pub(crate) fn write(&self) -> Result<Vec<u8>, TableFault> {
        let mut file = Workbook::new();
        let (year, month, day) = NO_DATE;
        let made = ExcelDateTime::from_ymd(year, month, day)?;
        file.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let sheet = file.add_worksheet().set_name(SHEET)?;
        sheet.set_column_width(0, NAMES)?;
        for (row, name) in (1..).zip(&self.categories) {
            sheet.write_string(row, 0, name)?;
        }
        for (column, of) in (1..).zip(&self.columns) {
            sheet.write_string(0, column, &of.name)?;
            let format = Format::new().set_num_format(ChartBook::format(of.decimals));
            for (row, value) in (1..).zip(&of.values) {
                if let Some(value) = value {
                    sheet.write_number_with_format(row, column, *value, &format)?;
                }
            }
        }
        Ok(file.save_to_buffer()?)
    }

    /// The cell with the name of a series, counted from 0.
    pub(crate) fn name_cell(series: usize) -> String {
        format!("{SHEET}!${}$1", letters(series + 1))
    }

    /// The cells of so many names at the axis.
    pub(crate) fn category_cells(rows: usize) -> String {
        format!("{SHEET}!$A$2:$A${}", rows + 1)
    }

    /// The cells of so many values of a series, counted from 0.
    pub(crate) fn value_cells(series: usize, rows: usize) -> String {
        let column = letters(series + 1);
        format!("{SHEET}!${column}$2:${column}${}", rows + 1)
    }

    /// How numbers with so many decimals are shown.
    pub(crate) fn format(decimals: u8) -> String {
        match decimals {
            0 => "#,##0".to_owned(),
            some => format!("#,##0.{}", "0".repeat(usize::from(some))),
        }
    }

    /// The shortest decimal that reads back as the number.
    pub(crate) fn number(value: f64) -> String {
        digits::number(value)
    }
}

/// The letters of a column, counted from 0.
fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut found = Vec::new();
    while left > 0 {
        left -= 1;
        let letter = u8::try_from(left % 26).unwrap_or_default();
        found.push(char::from(b'A' + letter));
        left /= 26;
    }
    found.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        assert_eq!(ChartBook::name_cell(0), "Sheet1!$B$1");
        assert_eq!(ChartBook::value_cells(25, 3), "Sheet1!$AA$2:$AA$4");
        assert_eq!(ChartBook::category_cells(3), "Sheet1!$A$2:$A$4");
        assert_eq!(
            [ChartBook::format(0), ChartBook::format(1)],
            ["#,##0", "#,##0.0"]
        );
    }

    #[test]
    fn the_same_values_give_the_same_bytes() {
        let book = ChartBook {
            categories: vec!["2024".to_owned(), "2025".to_owned()],
            columns: vec![ChartColumn {
                name: "Blackpool".to_owned(),
                values: vec![Some(182.0), None],
                decimals: 0,
            }],
        };
        let written = book.write().unwrap();
        assert_eq!(written, book.write().unwrap());
        assert!(written.starts_with(b"PK"));
    }
}
