//! Columns of text side by side: how wide each becomes, and where a table that is too wide is taken apart.
//!
//! Where the columns do not fit, words wrap and numbers never do; where even that is not enough, the table goes on below itself with
//! its first column repeated. A line that a terminal folds would be read across the wrong columns.

use comfy_table::{ColumnConstraint, LineStyle, TableStyle, Width};

use super::{Cell, Table, shown};
use crate::error::is_command;

/// Spaces between columns.
const GAP: usize = 2;
/// A column of words is not squeezed below this, or below its longest word if that is shorter; nor a heading over numbers.
const LEAST_TEXT: usize = 16;
const LEAST_HEADING: usize = 14;
/// Drawn between rows and never printed: it tells which lines belong to which row. A private-use character stands in no data.
const SEAM: char = '\u{e000}';

/// A grid of finished text with how wide its columns would like to be, and how narrow they may become.
pub(super) struct TextGrid {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    numeric: Vec<bool>,
    natural: Vec<usize>,
    least: Vec<usize>,
}

impl TextGrid {
    /// The texts of a table, measured.
    pub(super) fn of(table: &Table) -> Self {
        let header: Vec<String> = table
            .columns
            .iter()
            .map(|column| printable(&column.title))
            .collect();
        let rows: Vec<Vec<String>> = table.rows.iter().map(|row| texts(table, row)).collect();
        let numeric: Vec<bool> = table
            .columns
            .iter()
            .map(|column| column.kind.is_numeric())
            .collect();

        let (head, body) = (widths([&header]), widths(&rows));
        let (head_words, body_words) = (
            widths([&word_by_word(&header)]),
            widths(&rows.iter().map(|row| word_by_word(row)).collect::<Vec<_>>()),
        );
        let natural = (0..header.len())
            .map(|column| width_at(&head, column).max(width_at(&body, column)))
            .collect();
        let least = (0..header.len()).map(|column| {
            let heading = width_at(&head_words, column);
            if numeric[column] {
                width_at(&body, column).max(heading.min(LEAST_HEADING))
            } else {
                width_at(&body_words, column).max(heading).min(LEAST_TEXT)
            }
        });
        Self {
            least: least.collect(),
            header,
            rows,
            numeric,
            natural,
        }
    }

    /// The columns of each part of the table that fits: all of them in one part, or the first column again in each.
    pub(super) fn blocks(&self, width: Option<usize>) -> Vec<Vec<usize>> {
        let columns = 0..self.header.len();
        let Some(width) = width else {
            return vec![columns.collect()];
        };
        let mut blocks: Vec<Vec<usize>> = Vec::new();
        for column in columns {
            match blocks.last_mut() {
                Some(block) if self.needed(block) + GAP + self.least[column] <= width => {
                    block.push(column)
                }
                Some(_) if column > 1 => blocks.push(vec![0, column]),
                Some(block) => block.push(column),
                None => blocks.push(vec![column]),
            }
        }
        blocks
    }

    fn needed(&self, block: &[usize]) -> usize {
        block
            .iter()
            .map(|column| self.least[*column] + GAP)
            .sum::<usize>()
            .saturating_sub(GAP)
    }

    /// How wide each column of a block becomes: its least, then what is left over to the words, then to the headings of numbers.
    fn share(&self, block: &[usize], width: Option<usize>) -> Vec<usize> {
        let Some(width) = width else {
            return block.iter().map(|column| self.natural[*column]).collect();
        };
        let mut shares: Vec<usize> = block.iter().map(|column| self.least[*column]).collect();
        let mut spare = width.saturating_sub(self.needed(block));
        for numeric in [false, true] {
            let mut hungry = true;
            while std::mem::take(&mut hungry) {
                for (share, column) in shares.iter_mut().zip(block) {
                    if spare > 0
                        && self.numeric[*column] == numeric
                        && *share < self.natural[*column]
                    {
                        *share += 1;
                        spare -= 1;
                        hungry = true;
                    }
                }
            }
        }
        fit(shares, width)
    }

    /// The lines of a block, each with the row it belongs to; the heading belongs to none.
    pub(super) fn lines(
        &self,
        block: &[usize],
        width: Option<usize>,
    ) -> Vec<(Option<usize>, String)> {
        let mut drawn = comfy_table::Table::new();
        drawn.load_style(
            TableStyle::new()
                .header_separator(LineStyle::none().fill('─'))
                .row_separator(LineStyle::none().fill(SEAM)),
        );
        drawn
            .set_header(picked(&self.header, block))
            .add_rows(self.rows.iter().map(|row| picked(row, block)));
        let last = block.len().saturating_sub(1);
        for ((at, share), column) in self.share(block, width).into_iter().enumerate().zip(block) {
            let Some(drawn_column) = drawn.column_mut(at) else {
                continue;
            };
            let gap = if at == last { 0 } else { GAP };
            drawn_column
                .set_padding((0, narrow(gap)))
                .set_constraint(ColumnConstraint::Absolute(Width::Fixed(narrow(
                    share + gap,
                ))));
            if self.numeric[*column] {
                drawn_column.set_cell_alignment(comfy_table::CellAlignment::Right);
            }
        }
        number_lines(drawn.lines())
    }
}

fn texts(table: &Table, row: &[Cell]) -> Vec<String> {
    table
        .cells(row)
        .map(|(_, cell)| printable(&shown::cell(cell)))
        .collect()
}

/// The texts with each word on a line of its own.
fn word_by_word(row: &[String]) -> Vec<String> {
    row.iter().map(|text| text.replace(' ', "\n")).collect()
}

/// The texts of a row in these columns.
fn picked(row: &[String], columns: &[usize]) -> Vec<String> {
    columns.iter().map(|column| row[*column].clone()).collect()
}

/// A column's width; none was measured where a table has no rows.
fn width_at(widths: &[usize], column: usize) -> usize {
    widths.get(column).copied().unwrap_or(0)
}

/// Tells which row each line of a drawn grid belongs to, and leaves the seams out.
fn number_lines(lines: impl Iterator<Item = String>) -> Vec<(Option<usize>, String)> {
    let mut row = None;
    let mut numbered = Vec::new();
    for line in lines {
        if line.starts_with(SEAM) {
            row = row.map(|row| row + 1);
        } else if line.starts_with('─') && row.is_none() {
            numbered.push((None, line));
            row = Some(0);
        } else {
            numbered.push((row, line.trim_end().to_owned()));
        }
    }
    numbered
}

/// The widest line of each column, in character cells.
pub(super) fn widths<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> Vec<usize> {
    let mut measured = comfy_table::Table::new();
    measured.add_rows(rows);
    measured
        .column_max_content_widths()
        .into_iter()
        .map(usize::from)
        .collect()
}

/// Takes from the widest column until the sum fits: only reached where a single number is wider than the screen.
fn fit(mut shares: Vec<usize>, width: usize) -> Vec<usize> {
    let gaps = GAP * shares.len().saturating_sub(1);
    while shares.iter().sum::<usize>() + gaps > width {
        match shares.iter_mut().max() {
            Some(widest) if *widest > 1 => *widest -= 1,
            _ => break,
        }
    }
    shares
}

/// Text without anything a terminal would obey: a stray escape in a local file must not move the cursor.
pub(super) fn printable(text: &str) -> String {
    text.trim_end().replace(
        |letter: char| is_command(letter) || letter == '\t' || letter == SEAM,
        " ",
    )
}

pub(super) fn narrow(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
