//! One table for a person at a prompt: aligned, and never wider than the screen.
//!
//! Where the columns do not fit, words wrap and numbers never do; where even that is not enough, the table goes on below itself with
//! its first column repeated. A line that a terminal folds would be read across the wrong columns.

use anstyle::Style;
use comfy_table::{ColumnConstraint, LineStyle, TableStyle, Width};

use super::{Cell, Table, shown};

/// Spaces between columns.
const GAP: usize = 2;
/// A column of words is not squeezed below this, or below its longest word if that is shorter; nor a heading over numbers.
const LEAST_TEXT: usize = 16;
const LEAST_HEADING: usize = 14;
/// Drawn between rows and never printed: it tells which lines belong to which row. A private-use character stands in no data.
const SEAM: char = '\u{e000}';

/// A grid of finished text with how wide its columns would like to be, and how narrow they may become.
struct Grid {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    numeric: Vec<bool>,
    natural: Vec<usize>,
    least: Vec<usize>,
}

/// The table as lines of text, each ended by a line end. `width` is that of the terminal in character cells, `None` for output that
/// is not a terminal; from 60 upwards no line is wider. With `colour`, the title and the rows of the reader's own authority are bold,
/// and what stands below the rows is dimmed.
pub(crate) fn render(table: &Table, width: Option<usize>, colour: bool) -> String {
    let style = |style: Style| if colour { style } else { Style::new() };
    let (plain, strong, quiet) = (
        Style::new(),
        style(Style::new().bold()),
        style(Style::new().dimmed()),
    );
    let mut out = String::new();
    push(&mut out, &table.title, width, strong);
    push(&mut out, &table.subtitle, width, plain);

    let grid = Grid::of(table);
    for columns in grid.blocks(width) {
        if !out.is_empty() {
            out.push('\n');
        }
        for (row, line) in grid.lines(&columns, width) {
            let own = row.is_some_and(|row| table.is_emphasised(row));
            push_line(&mut out, &line, if own { strong } else { plain });
        }
    }

    let symbols: Vec<String> = table
        .symbols()
        .iter()
        .map(|(code, meaning)| format!("{code} = {meaning}"))
        .collect();
    let source = if table.source.is_empty() {
        String::new()
    } else {
        format!("Source: {}", table.source)
    };
    let below = std::iter::once(symbols.join("; "))
        .chain(table.notes.iter().cloned())
        .chain([source]);
    let mut below = below.filter(|paragraph| !paragraph.is_empty()).peekable();
    if below.peek().is_some() && !out.is_empty() {
        out.push('\n');
    }
    below.for_each(|paragraph| push(&mut out, &paragraph, width, quiet));
    out
}

impl Grid {
    fn of(table: &Table) -> Self {
        let header: Vec<String> = table
            .columns
            .iter()
            .map(|column| printable(&column.title))
            .collect();
        let texts = |row: &Vec<Cell>| {
            table
                .cells(row)
                .map(|(_, cell)| printable(&shown::cell(cell)))
                .collect()
        };
        let rows: Vec<Vec<String>> = table.rows.iter().map(texts).collect();
        let numeric: Vec<bool> = table
            .columns
            .iter()
            .map(|column| column.kind.is_numeric())
            .collect();

        let by_word = |row: &Vec<String>| {
            row.iter()
                .map(|text| text.replace(' ', "\n"))
                .collect::<Vec<_>>()
        };
        let (head, body) = (widths([&header]), widths(&rows));
        let (head_words, body_words) = (
            widths([&by_word(&header)]),
            widths(&rows.iter().map(by_word).collect::<Vec<_>>()),
        );
        let at = |widths: &[usize], column: usize| widths.get(column).copied().unwrap_or(0);
        let natural = (0..header.len())
            .map(|column| at(&head, column).max(at(&body, column)))
            .collect();
        let least = (0..header.len()).map(|column| {
            let heading = at(&head_words, column);
            if numeric[column] {
                at(&body, column).max(heading.min(LEAST_HEADING))
            } else {
                at(&body_words, column).max(heading).min(LEAST_TEXT)
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
    fn blocks(&self, width: Option<usize>) -> Vec<Vec<usize>> {
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
    fn lines(&self, block: &[usize], width: Option<usize>) -> Vec<(Option<usize>, String)> {
        let pick = |row: &Vec<String>| {
            block
                .iter()
                .map(|column| row[*column].clone())
                .collect::<Vec<_>>()
        };
        let mut drawn = comfy_table::Table::new();
        drawn.load_style(
            TableStyle::new()
                .header_separator(LineStyle::none().fill('─'))
                .row_separator(LineStyle::none().fill(SEAM)),
        );
        drawn
            .set_header(pick(&self.header))
            .add_rows(self.rows.iter().map(pick));
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
fn widths<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> Vec<usize> {
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
fn printable(text: &str) -> String {
    text.trim_end().replace(
        |letter: char| (letter.is_control() && letter != '\n') || letter == SEAM,
        " ",
    )
}

fn narrow(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// Adds a paragraph, wrapped to the width; nothing for an empty one.
fn push(out: &mut String, paragraph: &str, width: Option<usize>, style: Style) {
    if paragraph.is_empty() {
        return;
    }
    let mut wrapped = comfy_table::Table::new();
    wrapped
        .load_style(TableStyle::new())
        .add_row([printable(paragraph)]);
    if let Some(column) = wrapped.column_mut(0) {
        column.set_padding((0, 0));
        if let Some(width) = width {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(narrow(width))));
        }
    }
    wrapped
        .lines()
        .for_each(|line| push_line(out, line.trim_end(), style));
}

fn push_line(out: &mut String, line: &str, style: Style) {
    out.push_str(&format!("{style}{line}{style:#}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, specimen};
    use proptest::prelude::*;

    #[test]
    fn the_specimen_as_wide_as_it_likes() {
        let expected = "\
Children looked after, rate per 10,000
Blackpool and three of its statistical neighbours, 31 March 2025

Authority                     Rate  Change on the year  Children  Status
────────────────────────────────────────────────────────────────────────
Blackpool                    184.0                -8.3       531
Kingston upon Hull, City of  135.3                 0.0    12,345
Isles of Scilly                  c                   z            c
Telford | Wrekin             126.0                           540

c = suppressed by the publisher; z = not applicable
Rates are published as whole numbers.
Source: Department for Education, data as at November 2025
";
        assert_eq!(render(&specimen::neighbours(), None, false), expected);
    }

    #[test]
    fn words_wrap_and_numbers_do_not() {
        let expected = "\
Children looked after, rate per 10,000
Blackpool and three of its statistical
neighbours, 31 March 2025

Authority       Rate  Change  Children  Status
                      on the
                        year
──────────────────────────────────────────────
Blackpool      184.0    -8.3       531
Kingston upon  135.3     0.0    12,345
Hull, City of
Isles of           c       z            c
Scilly
Telford |      126.0               540
Wrekin

c = suppressed by the publisher; z = not
applicable
Rates are published as whole numbers.
Source: Department for Education, data as at
November 2025
";
        assert_eq!(render(&specimen::neighbours(), Some(46), false), expected);
    }

    #[test]
    fn what_does_not_fit_goes_on_below_with_the_first_column_again() {
        let expected = "
Authority         Rate  Change
                        on the
                          year
──────────────────────────────
Blackpool        184.0    -8.3
Kingston upon    135.3     0.0
Hull, City of
Isles of Scilly      c       z
Telford |        126.0
Wrekin

Authority     Children  Status
──────────────────────────────
Blackpool          531
Kingston        12,345
upon Hull,
City of
Isles of                c
Scilly
Telford |          540
Wrekin
";
        let text = render(&specimen::neighbours(), Some(30), false);
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn own_rows_are_bold_only_where_there_is_colour() {
        let text = render(&specimen::neighbours(), None, true);
        assert!(text.contains("\u{1b}[1mBlackpool                    184.0                -8.3       531\u{1b}[0m\n"), "{text}");
        assert!(!render(&specimen::neighbours(), None, false).contains('\u{1b}'));
    }

    #[test]
    fn a_terminal_is_told_nothing_to_obey() {
        let mut table = specimen::neighbours();
        table.rows[1][0] = specimen::text("Hull\u{1b}[2J\u{7}\ttown");
        assert!(
            render(&table, Some(80), false)
                .chars()
                .all(|letter| letter == '\n' || !letter.is_control())
        );
    }

    #[test]
    fn without_rows_there_is_a_heading() {
        let table = Table {
            rows: vec![],
            notes: vec![],
            title: String::new(),
            subtitle: String::new(),
            source: String::new(),
            ..specimen::neighbours()
        };
        assert_eq!(render(&table, Some(80), false).lines().count(), 2);
        assert_eq!(
            render(
                &Table {
                    columns: vec![],
                    ..table
                },
                Some(80),
                false
            ),
            ""
        );
    }

    /// A table with so many columns of words and numbers.
    fn wide(names: Vec<String>, values: Vec<f64>, columns: usize) -> Table {
        let mut table = specimen::neighbours();
        table.columns = (0..columns)
            .map(|at| match at % 4 {
                0 => Column::text("t", "Where the children live now"),
                3 => Column::whole("w", "Rank"),
                _ => Column::number("n", "Statistical neighbours' mean"),
            })
            .collect();
        table.rows = names
            .iter()
            .zip(values)
            .map(|(name, value)| {
                (0..columns)
                    .map(|at| match at % 4 {
                        0 => Cell::Text(name.clone()),
                        3 => Cell::Whole(value as i64),
                        _ => Cell::Number {
                            value,
                            decimals: Some(1),
                        },
                    })
                    .collect()
            })
            .collect();
        table
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen(
            names in prop::collection::vec("[A-Za-z ,é日-]{0,40}", 1..5),
            values in prop::collection::vec(-1e9..1e9_f64, 5),
            columns in 1..14_usize,
            width in 60..200_usize,
        ) {
            let table = wide(names, values, columns);
            for line in render(&table, Some(width), false).lines() {
                prop_assert!(widths([&vec![line.to_owned()]])[0] <= width, "{line}");
            }
        }

        #[test]
        fn every_number_is_in_one_piece(values in prop::collection::vec(-1e9..1e9_f64, 5), columns in 2..14_usize, width in 60..200_usize) {
            let table = wide(vec!["Blackpool".into(), "Bournemouth, Christchurch and Poole".into()], values, columns);
            let text = render(&table, Some(width), false);
            for cell in table.rows.iter().flatten().filter(|cell| !matches!(cell, Cell::Text(_))) {
                prop_assert!(text.contains(&shown::cell(cell)));
            }
        }
    }
}
