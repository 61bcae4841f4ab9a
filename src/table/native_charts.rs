//! Charts of Excel's own on a worksheet of their own, drawn from the tables of the workbook, so that an officer can restyle them or paste
//! them into a slide.

use super::workbook::{ABOUT_CHARTS, BoundWorkbook, CHARTS, CONTENTS, NativeChart, NativeForm};
use super::worksheet::{link, print_on_paper, write_title};
use super::{Table, TableFault};
use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartFont, ChartLegendPosition, ChartType, Worksheet,
};

/// Room between bars, in percent of a bar's width; lines pay no heed to it.
const GAP: u16 = 60;
/// The size of the names of places beside bars.
const NAME_POINTS: f64 = 8.0;
/// Rows between the tops of two charts, and columns between those that stand side by side.
const ROWS_APART: u32 = 22;
const COLUMNS_APART: u16 = 8;
const WIDTH: u32 = 620;
const HEIGHT: u32 = 400;

/// Fills the worksheet, two charts in a row.
pub(super) fn fill(worksheet: &mut Worksheet, bound: &BoundWorkbook<'_>) -> Result<(), TableFault> {
    worksheet.set_name(CHARTS)?;
    write_title(worksheet, CHARTS)?;
    worksheet.write_string(1, 0, ABOUT_CHARTS)?;
    link(worksheet, 2, CONTENTS, CONTENTS)?;
    for (at, native) in (0..).zip(&bound.book.charts) {
        let Some(chart) = chart(native, bound)? else {
            continue;
        };
        let (row, column) = (
            4 + at / 2 * ROWS_APART,
            u16::from(at % 2 == 1) * COLUMNS_APART,
        );
        worksheet.insert_chart(row, column, &chart)?;
    }
    print_on_paper(worksheet);
    Ok(())
}

/// None where the table has no row or lacks a column.
fn chart(native: &NativeChart, bound: &BoundWorkbook<'_>) -> Result<Option<Chart>, TableFault> {
    let Some(table) = bound.book.tables.get(native.table) else {
        return Ok(None);
    };
    let Some(rows) = u32::try_from(table.rows.len())
        .ok()
        .filter(|rows| *rows > 0)
    else {
        return Ok(None);
    };
    let sheet = bound.sheets[native.table].as_str();
    // The title, the lines below it, the link to the contents, then the header.
    let heading = u32::try_from(bound.above(native.table).len()).unwrap_or_default() + 2;
    let (first, last) = (heading + 1, heading + rows);
    let Some(categories) = column(table, &native.categories) else {
        return Ok(None);
    };
    let mut chart = Chart::new(match native.form {
        NativeForm::Lines => ChartType::Line,
        NativeForm::Bars => ChartType::Bar,
    });
    for name in &native.series {
        let Some(at) = column(table, name) else {
            continue;
        };
        chart
            .add_series()
            .set_name((sheet, heading, at))
            .set_categories((sheet, first, categories, last, categories))
            .set_values((sheet, first, at, last, at))
            .set_gap(GAP);
    }
    chart.title().set_name(&native.title);
    chart.set_alt_text(&native.alt);
    chart.set_width(WIDTH).set_height(HEIGHT);
    match native.form {
        NativeForm::Lines => {
            chart.y_axis().set_name(&native.unit);
            chart.legend().set_position(ChartLegendPosition::Bottom);
        }
        NativeForm::Bars => {
            // Excel draws the first row at the bottom.
            chart
                .y_axis()
                .set_reverse()
                .set_crossing(ChartAxisCrossing::Max)
                // Every place keeps its name, however many there are.
                .set_label_interval(1)
                .set_font(ChartFont::new().set_size(NAME_POINTS));
            chart.x_axis().set_name(&native.unit);
            chart.legend().set_hidden();
        }
    }
    Ok(Some(chart))
}

fn column(table: &Table, name: &str) -> Option<u16> {
    let at = table
        .columns
        .iter()
        .position(|column| column.name == name)?;
    u16::try_from(at).ok()
}
