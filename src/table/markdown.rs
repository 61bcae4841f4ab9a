//! One table as a GitHub pipe table, with its title above and its notes and source below.

use super::{Cell, Column, Table, shown};

/// The table as Markdown: a bold title line, the subtitle, the rows (numbers flush right, own rows bold), what the symbols mean and
/// the notes as a list, then the source. Cells are padded so that the text itself can be read too.
pub(crate) fn write(table: &Table) -> String {
    let header: Vec<String> = table
        .columns
        .iter()
        .map(|column| escaped(&column.title))
        .collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| texts(table, at, row))
        .collect();
    let widths: Vec<usize> = (0..header.len())
        .map(|at| {
            rows.iter()
                .chain([&header])
                .map(|row| row[at].chars().count())
                .max()
                .unwrap_or(0)
                .max(3)
        })
        .collect();

    let mut blocks = Vec::new();
    if !table.title.is_empty() {
        blocks.push(format!("**{}**", escaped(&table.title)));
    }
    if !table.subtitle.is_empty() {
        blocks.push(escaped(&table.subtitle));
    }
    let mut lines = vec![
        line(&table.columns, &widths, &header),
        rule(&table.columns, &widths),
    ];
    lines.extend(rows.iter().map(|row| line(&table.columns, &widths, row)));
    blocks.push(lines.join("\n"));
    let symbols = table
        .symbols()
        .into_iter()
        .map(|(code, meaning)| format!("- `{code}`: {}", escaped(meaning)));
    let notes = table
        .notes
        .iter()
        .map(|note| format!("- {}", escaped(note)));
    let list: Vec<String> = symbols.chain(notes).collect();
    if !list.is_empty() {
        blocks.push(list.join("\n"));
    }
    if !table.source.is_empty() {
        blocks.push(format!("Source: {}", escaped(&table.source)));
    }
    blocks.join("\n\n") + "\n"
}

fn texts(table: &Table, at: usize, row: &[Cell]) -> Vec<String> {
    let own = table.is_emphasised(at);
    table
        .cells(row)
        .map(|(_, cell)| match escaped(&shown::cell(cell)) {
            text if own && !text.is_empty() => format!("**{text}**"),
            text => text,
        })
        .collect()
}

fn line(columns: &[Column], widths: &[usize], row: &[String]) -> String {
    let cells = row
        .iter()
        .zip(widths)
        .zip(columns)
        .map(|((text, width), column)| {
            if column.kind.is_numeric() {
                format!(" {text:>width$} |")
            } else {
                format!(" {text:<width$} |")
            }
        });
    std::iter::once("|".to_owned()).chain(cells).collect()
}

fn rule(columns: &[Column], widths: &[usize]) -> String {
    let cells = widths.iter().zip(columns).map(|(width, column)| {
        let end = if column.kind.is_numeric() { ':' } else { '-' };
        format!(" {}{end} |", "-".repeat(width - 1))
    });
    std::iter::once("|".to_owned()).chain(cells).collect()
}

/// Text in which nothing is markup and nothing ends the cell.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '|' | '\\' | '*' | '_' | '`' | '<' | '[' | ']' => out.extend(['\\', letter]),
            '\n' => out.push_str("<br>"),
            '\r' => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::specimen;

    #[test]
    fn the_specimen() {
        let expected = r"**Children looked after, rate per 10,000**

Blackpool and three of its statistical neighbours, 31 March 2025

| Authority                   |      Rate | Change on the year | Children | Status |
| --------------------------- | --------: | -----------------: | -------: | ------ |
| **Blackpool**               | **184.0** |           **-8.3** |  **531** |        |
| Kingston upon Hull, City of |     135.3 |                0.0 |   12,345 |        |
| Isles of Scilly             |         c |                  z |          | c      |
| Telford \| Wrekin           |     126.0 |                    |      540 |        |

- `c`: suppressed by the publisher
- `z`: not applicable
- Rates are published as whole numbers.

Source: Department for Education, data as at November 2025
";
        assert_eq!(write(&specimen::neighbours()), expected);
    }

    #[test]
    fn nothing_in_a_cell_is_markup() {
        assert_eq!(
            escaped("LAC_Fixed_ Ex *a* <b> [note]\nend\\"),
            r"LAC\_Fixed\_ Ex \*a\* \<b> \[note\]<br>end\\"
        );
    }

    #[test]
    fn a_table_without_rows_or_words_is_its_header() {
        let table = Table {
            rows: vec![],
            title: String::new(),
            subtitle: String::new(),
            notes: vec![],
            source: String::new(),
            ..specimen::neighbours()
        };
        assert_eq!(write(&table).lines().count(), 2);
    }
}
