//! How wide the columns of a table have to be, so that no number is broken and nothing runs off the page.

use super::page::{Page, Twips};
use crate::table::{Table, sheet};

/// Room at both sides of a cell's text, borders included.
pub(super) const CELL_MARGIN: Twips = 70;
const MARGINS: Twips = 2 * CELL_MARGIN + 40;
/// A text column wraps rather than grow beyond this.
const WIDEST_TEXT: Twips = 4_200;
/// Names wrap after some words, not after each.
const NAME: Twips = 1_500;
/// Headings over numbers wrap into about this many lines.
const HEADING_LINES: Twips = 2;
/// Table text is 10 point: an em is 200 twips. A council's font may be wider than Arial by this much at most (Verdana).
const EM: f64 = 200.0;
const BOLD: f64 = 1.08;
const WIDER_FONT: f64 = 1.17;

/// How a table is laid on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) columns: Vec<Twips>,
    /// It needs the page's long side.
    pub(super) wide: bool,
}

/// What one column asks for.
#[derive(Debug, Clone, Copy)]
struct Wish {
    /// Its longest word, or its longest number: less would break it.
    least: Twips,
    /// All of it on one line, within reason.
    most: Twips,
}

/// Widths for a table: as its content asks where there is room, as its longest words ask where there is not, on the page's long side
/// when the short one is too short for those.
pub(super) fn layout(table: &Table, page: Page, own_font: bool) -> Layout {
    let wishes = wishes(table, if own_font { 1.0 } else { WIDER_FONT });
    let least: Twips = wishes.iter().map(|wish| wish.least).sum();
    let wide = least > page.width && page.wide > page.width;
    Layout {
        columns: shared(&wishes, if wide { page.wide } else { page.width }),
        wide,
    }
}

fn wishes(table: &Table, font: f64) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::with_capacity(table.columns.len());
    for (column, heading) in table.columns.iter().zip(sheet::headings(table)) {
        let word = longest_word(&heading, BOLD * font);
        let lines = if column.kind.is_numeric() {
            HEADING_LINES
        } else {
            1
        };
        wishes.push(Wish {
            least: word,
            most: word.max(span(&heading, BOLD * font) / lines),
        });
    }
    for (at, row) in table.rows.iter().enumerate() {
        let weight = if table.is_emphasised(at) {
            BOLD * font
        } else {
            font
        };
        for ((column, cell), wish) in table.cells(row).zip(&mut wishes) {
            let text = sheet::text(cell);
            let all = span(&text, weight);
            let least = if column.kind.is_numeric() {
                all
            } else {
                longest_word(&text, weight).max(all.min(NAME))
            };
            wish.least = wish.least.max(least);
            wish.most = wish.most.max(all);
        }
    }
    let bounded = |wish: Wish| {
        let most = wish.most.min(WIDEST_TEXT).max(wish.least);
        Wish {
            least: wish.least + MARGINS,
            most: most + MARGINS,
        }
    };
    wishes.into_iter().map(bounded).collect()
}

/// Shares the room: everybody's most if it fits, else everybody's least and a part of the rest; less than the least only where there
/// is no other way.
fn shared(wishes: &[Wish], room: Twips) -> Vec<Twips> {
    let sum = |of: fn(&Wish) -> Twips| wishes.iter().map(of).sum::<Twips>();
    let (least, most) = (sum(|wish| wish.least), sum(|wish| wish.most));
    let share = |wish: &Wish| {
        if most <= room {
            wish.most
        } else if least <= room {
            wish.least + (wish.most - wish.least) * (room - least) / (most - least).max(1)
        } else {
            wish.least * room / least.max(1)
        }
    };
    wishes.iter().map(share).collect()
}

fn longest_word(text: &str, weight: f64) -> Twips {
    // Word breaks after a hyphen as after a space.
    text.split(|letter: char| letter.is_whitespace() || letter == '-')
        .map(|word| span(&format!("{word}-"), weight))
        .max()
        .unwrap_or(0)
}

/// The length of a text in Arial of 10 point.
fn span(text: &str, weight: f64) -> Twips {
    let line = |line: &str| line.chars().map(ems).sum::<f64>() * EM * weight;
    text.lines().map(line).fold(0.0, f64::max).ceil() as Twips
}

/// The advance of a letter in Arial, in ems; rather too much than too little.
fn ems(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 0.23,
        ' ' | '.' | ',' | ':' | ';' | '!' | '/' | '\\' | 'f' | 't' | 'I' | '[' | ']' => 0.28,
        '(' | ')' | '-' | 'r' | '"' | '“' | '”' => 0.35,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'm' | 'M' | 'W' | '%' | '—' | '@' => 0.95,
        'w' | 'C' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'R' | 'U' => 0.78,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 0.67,
        'F' | 'L' | 'T' | 'Z' => 0.61,
        other if other.is_ascii() => 0.56,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Column};
    use proptest::prelude::*;

    const PAGE: Page = Page {
        width: 9_000,
        height: 14_000,
        wide: 13_900,
    };

    fn table(columns: usize, text: &str) -> Table {
        let column = |at: usize| {
            if at == 0 {
                Column::text("name", "Authority")
            } else {
                Column::number(&format!("c{at}"), "31 March 2025")
            }
        };
        Table {
            name: String::new(),
            title: String::new(),
            subtitle: String::new(),
            columns: (0..columns).map(column).collect(),
            rows: vec![
                [
                    vec![Cell::Text(text.to_owned())],
                    vec![Cell::Whole(12_345); columns - 1],
                ]
                .concat(),
            ],
            notes: vec![],
            source: String::new(),
            emphasis: vec![0],
        }
    }

    #[test]
    fn the_page_is_turned_only_for_a_table_that_needs_it() {
        let name = "Bournemouth, Christchurch and Poole";
        assert!(!layout(&table(4, name), PAGE, true).wide);
        assert!(layout(&table(14, name), PAGE, true).wide);
    }

    proptest! {
        #[test]
        fn nothing_runs_off_the_page(columns in 1..40_usize, text in "[a-zA-Z ]{0,200}") {
            let layout = layout(&table(columns, &text), PAGE, false);
            let room = if layout.wide { PAGE.wide } else { PAGE.width };
            prop_assert!(layout.columns.iter().sum::<usize>() <= room);
            prop_assert!(layout.columns.iter().all(|width| *width > 0));
        }
    }
}
