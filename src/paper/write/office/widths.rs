//! The widths of a table's columns: no number is broken, and nothing runs off the page. And how wide text is in Arial.

use crate::table::{Table, sheet};

/// One twentieth of a point, Word's unit of length on the page.
pub(in crate::paper::write) type Twips = usize;

/// Space at either side of a cell's text, borders included.
pub(in crate::paper::write) const CELL_MARGIN: Twips = 55;
const MARGINS: Twips = 2 * CELL_MARGIN + 30;
/// A text column wraps rather than grow beyond this.
const WIDEST_TEXT: Twips = 4_200;
/// Names wrap after some words, not after each.
const NAME: Twips = 1_500;
/// Headings beside the first wrap into about this many lines.
const HEADING_LINES: Twips = 2;
/// Table text is 9 point: an em is 180 twips, and a little more for renderers that set it wider.
const EM: f64 = 180.0 * 1.03;
/// How much wider bold letters are than others.
pub(in crate::paper::write) const BOLD: f64 = 1.08;
/// A council's font may be wider than Arial by this much at most (Verdana).
pub(in crate::paper::write) const WIDER_FONT: f64 = 1.17;

/// The least and the greatest width of a column.
#[derive(Debug, Clone, Copy)]
pub(in crate::paper::write) struct ColumnDemand {
    /// Its longest word, or its longest number: less would break it.
    pub(in crate::paper::write) least: Twips,
    /// All of it on one line, within reason.
    pub(in crate::paper::write) most: Twips,
}

/// What each column needs in a font so much wider than Arial of 9 point.
pub(in crate::paper::write) fn demands(table: &Table, font: f64) -> Vec<ColumnDemand> {
    let mut demands: Vec<ColumnDemand> = Vec::with_capacity(table.columns.len());
    for (at, heading) in sheet::headings(table).into_iter().enumerate() {
        let word = longest_word(&heading, BOLD * font);
        let lines = if at == 0 { 1 } else { HEADING_LINES };
        demands.push(ColumnDemand {
            least: word,
            most: word.max(text_width(&heading, BOLD * font) / lines),
        });
    }
    for (at, row) in table.rows.iter().enumerate() {
        let weight = if table.is_emphasised(at) {
            BOLD * font
        } else {
            font
        };
        for ((column, cell), demand) in table.cells(row).zip(&mut demands) {
            let text = sheet::text(cell);
            let all = text_width(&text, weight);
            let least = if column.kind.is_numeric() {
                all
            } else {
                longest_word(&text, weight).max(all.min(NAME))
            };
            demand.least = demand.least.max(least);
            demand.most = demand.most.max(all);
        }
    }
    for demand in &mut demands {
        demand.most = demand.most.min(WIDEST_TEXT).max(demand.least) + MARGINS;
        demand.least += MARGINS;
    }
    demands
}

/// Shares the width: each column has its most if all of them fit, else its least and a part of the rest, of which the first column,
/// whose names would make every row higher, has its own before the others. Columns are narrower than their least only where even that
/// does not fit.
pub(in crate::paper::write) fn shared(demands: &[ColumnDemand], width: Twips) -> Vec<Twips> {
    let least: Twips = demands.iter().map(|demand| demand.least).sum();
    let most: Twips = demands.iter().map(|demand| demand.most).sum();
    if let ([first, others @ ..], true) = (demands, least <= width && width < most) {
        let names = first.most.min(width - (least - first.least));
        if first.least < names && !others.is_empty() {
            let mut widths = vec![names];
            widths.extend(shared(others, width - names));
            return widths;
        }
    }
    demands
        .iter()
        .map(|demand| {
            if most <= width {
                demand.most
            } else if least <= width {
                let rest = (demand.most - demand.least) * (width - least);
                demand.least + rest / (most - least).max(1)
            } else {
                demand.least * width / least.max(1)
            }
        })
        .collect()
}

fn longest_word(text: &str, weight: f64) -> Twips {
    // Word breaks after a hyphen as after a space.
    text.split(|letter: char| letter.is_whitespace() || letter == '-')
        .map(|word| text_width(&format!("{word}-"), weight))
        .max()
        .unwrap_or(0)
}

/// The width of the longest line of a text in Arial of 9 point.
fn text_width(text: &str, weight: f64) -> Twips {
    let lines = text
        .lines()
        .map(|line| line.chars().map(ems).sum::<f64>() * EM * weight);
    lines.fold(0.0, f64::max).ceil() as Twips
}

/// How many lines words of such widths take, with a blank between two of them; a word that is wider than a line is broken.
pub(in crate::paper::write) fn lines_of_words(
    words: impl IntoIterator<Item = f64>,
    blank: f64,
    room: f64,
) -> usize {
    let (mut lines, mut at) = (1, 0.0_f64);
    for wide in words {
        if at > 0.0 && at + blank + wide > room {
            lines += 1;
            at = 0.0;
        }
        at += if at > 0.0 { blank + wide } else { wide };
        while at > room && room > 0.0 {
            lines += 1;
            at -= room;
        }
    }
    lines
}

/// The advance of a letter in Arial, in ems. What is not listed is as wide as a digit, or, outside ASCII and not lower case, as an em.
pub(in crate::paper::write) fn ems(letter: char) -> f64 {
    let thousandths = match letter {
        '\'' => 191,
        'i' | 'j' | 'l' | '‘' | '’' => 222,
        '|' => 260,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '!' | '/' | '\\' | 'f' | 't' | 'I' | '[' | ']' => {
            278
        }
        '(' | ')' | '-' | 'r' | '“' | '”' => 333,
        '"' | '•' => 355,
        '*' => 389,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        '+' | '<' | '=' | '>' | '~' | '±' | '×' | '−' => 584,
        'F' | 'T' | 'Z' => 611,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 667,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722,
        'G' | 'O' | 'Q' => 778,
        'm' | 'M' => 833,
        '%' => 889,
        'W' => 944,
        '@' => 1015,
        '–' | '£' | '≤' | '≥' => 556,
        other if other.is_ascii() || other.is_lowercase() => 556,
        _ => 1000,
    };
    f64::from(thousandths) / 1000.0
}
