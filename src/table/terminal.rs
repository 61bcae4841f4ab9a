//! One table for a person at a prompt: aligned, never wider than the screen, and with nothing in it that a terminal would obey.

use anstyle::Style;
use comfy_table::{ColumnConstraint, TableStyle, Width};

use super::Table;
use super::grid::{TextGrid, narrow, printable};

/// The table as lines of text, each ended by a line end. `width` is that of the terminal in character cells, `None` for output that
/// is not a terminal; from 60 upwards no line is wider. With `colour`, the title and the rows of the reader's own authority are bold,
/// and what stands below the rows is dimmed.
pub(crate) fn render(table: &Table, width: Option<usize>, colour: bool) -> String {
    let plain = Style::new();
    let (strong, quiet) = if colour {
        (plain.bold(), plain.dimmed())
    } else {
        (plain, plain)
    };
    let mut out = String::new();
    push(&mut out, &table.title, width, strong);
    push(&mut out, &table.subtitle, width, plain);

    let grid = TextGrid::of(table);
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
    use crate::table::columns::TableColumns;
    use crate::table::grid::widths;
    use crate::table::{Cell, shown, specimen};
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
        let made = (0..columns).fold(TableColumns::new(), |made, at| match at % 4 {
            0 => made.text(
                "t",
                "Where the children live now",
                |(name, _): &(String, f64)| Cell::Text(name.clone()),
            ),
            3 => made.whole("w", "Rank", |(_, value)| Cell::Whole(*value as i64)),
            _ => made.number("n", "Statistical neighbours' mean", |(_, value)| {
                specimen::number(*value)
            }),
        });
        let specimen = specimen::neighbours();
        Table {
            subtitle: specimen.subtitle,
            notes: specimen.notes,
            source: specimen.source,
            emphasis: specimen.emphasis,
            ..made.table(
                &specimen.name,
                specimen.title,
                names.into_iter().zip(values),
            )
        }
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
