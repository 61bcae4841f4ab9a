//! The tables of a paper, and the figures behind its charts, as a workbook: one table a worksheet, in the order of the paper.

use crate::figure::EditableForm;
use crate::finding::prose::pages::short_alt;
use crate::paper::{Block, Paper};
use crate::table::xlsx::{self, NativeChart, NativeForm, Workbook};
use crate::table::{Table, TableFault, ods};

/// The paper's tables as an `.xlsx` file. `data_date` is the day that the data are as at.
///
/// # Errors
/// As [`xlsx::write`].
pub(crate) fn write_xlsx(
    paper: &Paper,
    data_date: Option<(u16, u8, u8)>,
) -> Result<Vec<u8>, TableFault> {
    xlsx::write(&workbook(paper, data_date))
}

/// The paper's tables as an `.ods` file with the same sheets and words.
///
/// # Errors
/// As [`ods::write`].
pub(crate) fn write_ods(
    paper: &Paper,
    data_date: Option<(u16, u8, u8)>,
) -> Result<Vec<u8>, TableFault> {
    ods::write(&workbook(paper, data_date))
}

fn workbook(paper: &Paper, data_date: Option<(u16, u8, u8)>) -> Workbook {
    let front = paper
        .front
        .iter()
        .map(|(label, value)| format!("{label}: {value}"));
    let blocks = paper.sections.iter().flat_map(|section| &section.blocks);
    let sheets: Vec<(&Block, Table)> = blocks
        .filter_map(|block| Some((block, table(block)?)))
        .collect();
    let charts = sheets.iter().enumerate();
    let charts = charts.filter_map(|(at, (block, _))| native(block, at));
    Workbook {
        title: paper.title.clone(),
        subtitle: paper.authority.clone(),
        contact: None,
        cover_lines: front.chain([paper.foot.clone()]).collect(),
        notes: Vec::new(),
        charts: charts.collect(),
        tables: sheets.into_iter().map(|(_, table)| table).collect(),
        sheets: Vec::new(),
        data_date,
    }
}

/// The worksheet of a block, under the id and the caption by which the paper refers to it.
fn table(block: &Block) -> Option<Table> {
    match block {
        Block::Figure(chart) => Some(Table {
            name: chart.id.clone(),
            title: format!("Figure {}: {}", chart.number, chart.caption),
            subtitle: chart.note.clone(),
            ..chart.data.clone()
        }),
        Block::Table(tabular) => Some(Table {
            name: tabular.id.clone(),
            title: format!("Table {}: {}", tabular.number, tabular.caption),
            ..tabular.table.clone()
        }),
        Block::Heading(_) | Block::Paragraph { .. } | Block::Plain(_) | Block::Bullets(_) => None,
    }
}

/// The columns of the figures behind a trend that are lines, but for the means of groups.
const LINES: [&str; 4] = ["value", "neighbour_mean", "region", "england"];
const OF_A_GROUP: &str = "group_";

/// The chart of a block for the workbook to draw, where it knows the form; `at` is the place of the block's table.
fn native(block: &Block, at: usize) -> Option<NativeChart> {
    let Block::Figure(chart) = block else {
        return None;
    };
    let editable = chart.editable.as_ref()?;
    let columns = chart.data.columns.iter().map(|column| &column.name);
    let (form, categories, series) = match editable.form {
        EditableForm::Lines => {
            let is_line =
                |name: &&String| LINES.contains(&name.as_str()) || name.starts_with(OF_A_GROUP);
            (
                NativeForm::Lines,
                "year",
                columns.filter(is_line).cloned().collect(),
            )
        }
        EditableForm::Bars => (NativeForm::Bars, "authority", vec!["value".to_owned()]),
    };
    Some(NativeChart {
        title: chart.caption.clone(),
        alt: short_alt(&chart.drawing.alt),
        form,
        table: at,
        categories: categories.to_owned(),
        series,
        unit: editable.unit.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::specimen;

    #[test]
    fn each_table_and_each_figure_has_a_worksheet() {
        let book = workbook(&specimen::paper(), Some((2025, 11, 20)));
        let sheets: Vec<_> = book
            .tables
            .iter()
            .map(|table| (table.name.as_str(), table.title.as_str()))
            .collect();
        let expected = [
            (
                "figure-1",
                "Figure 1: Blackpool is above all ten neighbours",
            ),
            ("table-1", "Table 1: Blackpool beside its neighbours"),
        ];
        assert_eq!(sheets, expected);
        assert_eq!(
            book.cover_lines[0],
            "Committee: Children & Families <Scrutiny>"
        );
        assert!(
            write_xlsx(&specimen::paper(), None).is_ok()
                && write_ods(&specimen::paper(), None).is_ok()
        );
    }
}
