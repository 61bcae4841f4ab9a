//! What a worksheet asks of names, widths and heights, apart from any cell: pure text work for `worksheet.rs` and `xlsx.rs`.

use std::collections::BTreeSet;

use super::{Cell, Table, shown};

/// Excel allows 31 characters and ONS asks for fewer than 31.
const LONGEST_SHEET_NAME: usize = 30;
/// Excel allows 255, and nobody reads that many.
const LONGEST_TABLE_NAME: usize = 60;
/// Excel's limit.
const LONGEST_HEADING: usize = 255;
/// In digits of the body font: beyond this, words wrap.
const WIDEST_TEXT: f64 = 60.0;
/// Headings over numbers wrap into about this many lines rather than widen the column.
const HEADING_LINES: f64 = 3.0;
/// Between a cell's text and its edges, an indent of one included.
const MARGIN: f64 = 2.5;
/// How much wider bold letters are than others.
const BOLD: f64 = 1.08;

/// A name for each table's worksheet: what it is to be called without what Excel forbids, short enough, unlike the others and the `reserved` ones in
/// more than capitals.
pub(super) fn sheet_names<'n>(
    wished: impl Iterator<Item = &'n str>,
    reserved: &[&str],
) -> Vec<String> {
    // Excel also keeps "History" to itself.
    let mut taken: BTreeSet<String> = reserved
        .iter()
        .chain(&["History"])
        .map(|name| name.to_lowercase())
        .collect();
    wished
        .map(|name| {
            unique(
                &kept(name, may_name_a_sheet, '-'),
                (LONGEST_SHEET_NAME, ' '),
                &mut taken,
            )
        })
        .collect()
}

fn may_name_a_sheet(letter: char) -> bool {
    !letter.is_control()
        && !matches!(
            letter,
            '\u{FFFE}' | '\u{FFFF}' | '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''
        )
}

/// A name for each Excel table: letters, digits and underscores, and nothing that could be a cell such as `CLA1`.
pub(super) fn table_names(sheets: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    // Two sheets may differ in nothing but what is not allowed here; the number that tells them apart must not bring a space in.
    sheets
        .iter()
        .map(|sheet| {
            let name = kept(sheet, |letter| letter.is_ascii_alphanumeric(), '_');
            unique(
                &format!("table_{name}"),
                (LONGEST_TABLE_NAME, '_'),
                &mut taken,
            )
        })
        .collect()
}

/// The headings of a table's columns. Excel wants each to be there once.
pub(crate) fn headings(table: &Table) -> Vec<String> {
    let mut taken = BTreeSet::new();
    table
        .columns
        .iter()
        .map(|column| {
            let title = column.title.trim();
            let heading = if title.is_empty() {
                &column.name
            } else {
                title
            };
            unique(heading, (LONGEST_HEADING, ' '), &mut taken)
        })
        .collect()
}

/// How a cell reads on a worksheet: as elsewhere, but a symbol in square brackets, so that nobody takes it for a label.
pub(crate) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Symbol { code, .. } => bracketed(code),
        other => shown::cell(other),
    }
}

/// `[c]`, and no second pair where the publisher's code has one already.
pub(crate) fn bracketed(code: &str) -> String {
    if code.starts_with('[') {
        code.to_owned()
    } else {
        format!("[{code}]")
    }
}

/// The width of each column in digits, as Excel counts, so that nothing is cut: all of a number, and a text up to where it wraps.
pub(super) fn widths(table: &Table, headings: &[String]) -> Vec<f64> {
    let mut widest: Vec<f64> = Vec::with_capacity(headings.len());
    for (column, heading) in table.columns.iter().zip(headings) {
        let lines = if column.kind.is_numeric() {
            HEADING_LINES
        } else {
            1.0
        };
        let longest_word = heading.split_whitespace().map(span).fold(0.0, f64::max);
        widest.push((BOLD * longest_word.max(span(heading) / lines)).min(WIDEST_TEXT));
    }
    for (at, row) in table.rows.iter().enumerate() {
        let weight = if table.is_emphasised(at) { BOLD } else { 1.0 };
        for ((column, cell), widest) in table.cells(row).zip(&mut widest) {
            let most = if column.kind.is_numeric() {
                f64::INFINITY
            } else {
                WIDEST_TEXT
            };
            *widest = widest.max((weight * span(&text(cell))).min(most));
        }
    }
    // Excel's limit is 255.
    widest
        .into_iter()
        .map(|width| (width + MARGIN).min(255.0))
        .collect()
}

/// How many lines a text takes in a column of a width: rather one too many than one cut off.
pub(super) fn lines(text: &str, width: f64, bold: bool) -> u32 {
    let room = (width - MARGIN).max(1.0);
    let weight = if bold { BOLD } else { 1.0 };
    text.split('\n')
        .map(|paragraph| wrapped(paragraph, room, weight))
        .sum()
}

fn wrapped(paragraph: &str, room: f64, weight: f64) -> u32 {
    let (mut lines, mut used) = (1, 0.0);
    for word in paragraph.split(' ') {
        let word = weight * span(word);
        let with_word = if used > 0.0 {
            used + weight * span(" ") + word
        } else {
            word
        };
        if with_word <= room {
            used = with_word;
        } else {
            // A word longer than a line is broken wherever the line ends.
            let broken = (word / room).floor();
            lines += u32::from(used > 0.0) + if word > room { broken as u32 } else { 0 };
            used = word - broken * room;
        }
    }
    lines
}

/// How wide a text is in Arial, in digits: what Excel counts column widths in. Rounded up to fit other sans serifs.
fn span(text: &str) -> f64 {
    text.chars().map(breadth).sum()
}

fn breadth(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 0.45,
        ' ' | '.' | ',' | ':' | ';' | '!' | '/' | '\\' | 'f' | 't' | 'I' | '[' | ']' => 0.55,
        'r' | '(' | ')' | '-' => 0.65,
        'm' | 'M' | 'W' | '%' | '—' => 1.7,
        '@' => 1.9,
        'w' | 'A'..='Z' | '&' | '<'..='>' | '+' => 1.35,
        _ if letter.is_ascii() => 1.0,
        '\u{a0}'..='\u{24f}' | '–' | '‘' | '“' | '”' => 1.2,
        _ => 2.0,
    }
}

/// The text with every letter that is not allowed replaced.
fn kept(text: &str, allowed: impl Fn(char) -> bool, instead: char) -> String {
    text.trim()
        .chars()
        .map(|letter| if allowed(letter) { letter } else { instead })
        .collect()
}

/// The name, cut to `limit` characters, with a number where it was taken already.
fn unique(name: &str, (limit, joint): (usize, char), taken: &mut BTreeSet<String>) -> String {
    let name = if name.is_empty() { "table" } else { name };
    let numbered = (2..)
        .map(|number| format!("{joint}{number}"))
        .map(|end| cut(name, limit - end.len()) + &end);
    let mut candidate = cut(name, limit);
    for numbered in numbered {
        if taken.insert(candidate.to_lowercase()) {
            break;
        }
        candidate = numbered;
    }
    candidate
}

/// At most so many characters of a name, and no torn last word where there are others.
fn cut(name: &str, limit: usize) -> String {
    let Some((end, _)) = name.char_indices().nth(limit) else {
        return name.to_owned();
    };
    let short = &name[..end];
    let whole_words = short
        .rfind(['-', '_', ' '])
        .filter(|_| !name[end..].starts_with(['-', '_', ' ']));
    short[..whole_words.unwrap_or(end)].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::specimen;

    #[test]
    fn sheet_names_are_short_allowed_and_unlike() {
        for (name, expected) in [
            ("cla-rate", "cla-rate"),
            ("a/b:c", "a-b-c"),
            ("", "table"),
            ("notes", "notes 2"),
            (
                "children-looked-after-long-term-stability",
                "children-looked-after-long",
            ),
            (
                "abcdefghijklmnopqrstuvwxyzabcdefghi",
                "abcdefghijklmnopqrstuvwxyzabcd",
            ),
        ] {
            assert_eq!(
                sheet_names([name].into_iter(), &["Cover", "Contents", "Notes"]),
                [expected]
            );
        }
        let alike = [
            "cla-rate",
            "CLA-rate",
            "children-looked-after-long-term-stability",
            "children-looked-after-long-term-placement",
        ];
        let names = sheet_names(alike.into_iter(), &[]);
        assert_eq!(
            names,
            [
                "cla-rate",
                "CLA-rate 2",
                "children-looked-after-long",
                "children-looked-after-long 2"
            ]
        );
        assert_eq!(
            table_names(&names[..2]),
            ["table_cla_rate", "table_CLA_rate_2"]
        );
        assert_eq!(
            table_names(&["a-b".into(), "a_b".into(), "a b 2".into()]),
            ["table_a_b", "table_a_b_2", "table_a_b_2_2"]
        );
    }

    #[test]
    fn headings_are_there_once() {
        let mut table = specimen::neighbours();
        table.columns[1].title = "authority".into();
        table.columns[2].title = " ".into();
        assert_eq!(
            headings(&table),
            ["Authority", "authority 2", "change", "Children", "Status"]
        );
    }

    #[test]
    fn a_symbol_has_one_pair_of_brackets() {
        assert_eq!([bracketed("c"), bracketed("[x]")], ["[c]", "[x]"]);
    }

    #[test]
    fn lines_are_counted_as_a_cell_wraps_them() {
        for (text, expected) in [
            ("", 1),
            ("one", 1),
            ("Redcar and Cleveland", 2),
            ("a\nb", 2),
            ("antidisestablishmentarianism", 3),
        ] {
            assert_eq!(lines(text, 14.0, false), expected, "{text}");
        }
    }

    #[test]
    fn a_column_holds_its_longest_number() {
        let table = specimen::neighbours();
        let widths = widths(&table, &headings(&table));
        assert!(widths[3] >= 6.0 + MARGIN && widths[0] >= 22.0, "{widths:?}");
    }
}
