//! The tables of a paper, and the figures behind its charts, as a workbook: one table a worksheet, in the order of the paper.

use crate::paper::{Block, Paper};
use crate::table::xlsx::{self, Workbook};
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
    Workbook {
        title: paper.title.clone(),
        subtitle: paper.authority.clone(),
        contact: None,
        cover_lines: front.chain([paper.foot.clone()]).collect(),
        notes: Vec::new(),
        tables: paper
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
            .filter_map(table)
            .collect(),
        sheets: Vec::new(),
        charts: Vec::new(),
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
