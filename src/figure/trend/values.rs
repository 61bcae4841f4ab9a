//! The values beside the points of a trend's own line.

use crate::figure::layout::{number, width};
use crate::figure::letter::{Anchor, LetterStyle};
use crate::figure::sheet::{ChartSheet, PlacedText, Rect, Spot};
use crate::figure::theme::{CAP_HEIGHT, DARK_BLUE};

/// With more values than this, most points have none.
const MOST_VALUES: usize = 16;
const VALUE: LetterStyle = LetterStyle::plain(24.0).coloured(DARK_BLUE).with_halo();
/// Radius of the marker at a point of the own line.
pub(super) const OWN_MARKER: f64 = 9.0;

/// A point of the own line with its value.
pub(super) type ValuedPoint = (Spot, f64);

/// The points whose values are written: all but the latest, whose value stands in the label at the end of the line; or, where the
/// values are too many or too wide to stand side by side, the highest, the lowest and the first of them.
pub(super) fn with_value(
    mut known: Vec<ValuedPoint>,
    spacing: f64,
    decimals: u8,
) -> Vec<ValuedPoint> {
    known.pop();
    let longest = known
        .iter()
        .map(|(_, value)| width(&number(*value, decimals), VALUE))
        .fold(0.0, f64::max);
    if known.len() < MOST_VALUES && longest + 6.0 <= spacing {
        return known;
    }
    let few = [
        known.iter().max_by(|a, b| a.1.total_cmp(&b.1)),
        known.iter().min_by(|a, b| a.1.total_cmp(&b.1)),
        known.first(),
    ];
    let mut few: Vec<ValuedPoint> = few.into_iter().flatten().copied().collect();
    few.dedup();
    few
}

/// Writes each value beside its point where it has a place inside `room`, clear of every marker, of every line and of the values
/// written before it. A value without such a place is left out.
pub(super) fn draw(
    sheet: &mut ChartSheet,
    valued: &[ValuedPoint],
    decimals: u8,
    room: Rect,
    markers: &[Spot],
    lines: &[(Spot, Spot)],
) {
    let mut taken: Vec<Rect> = markers
        .iter()
        .map(|spot| Rect::around(*spot, OWN_MARKER))
        .collect();
    for (spot, value) in valued {
        let words = number(*value, decimals);
        let free = places(&words, *spot).into_iter().find(|text| {
            let ink = ink_of(text);
            ink.bottom < room.bottom
                && ink.top > room.top
                && ink.left > room.left
                && ink.right < room.right
                && !taken.iter().any(|other| other.overlaps(&ink))
                && !lines.iter().any(|&(from, to)| ink.meets_line(from, to))
        });
        if let Some(text) = free {
            taken.push(ink_of(&text));
            sheet.text(&text.words, text.at, text.anchor, text.letter);
        }
    }
}

/// Places for a value: over its point, under it, to the right, to the left.
fn places(words: &str, (x, y): Spot) -> [PlacedText; 4] {
    let clear = OWN_MARKER + 9.0;
    let rise = VALUE.size * CAP_HEIGHT;
    [
        ((x, y - clear), Anchor::Middle),
        ((x, y + clear + rise), Anchor::Middle),
        ((x + clear, y + rise / 2.0), Anchor::Start),
        ((x - clear, y + rise / 2.0), Anchor::End),
    ]
    .map(|(at, anchor)| PlacedText {
        words: words.to_owned(),
        at,
        anchor,
        letter: VALUE,
    })
}

/// The rectangle that digits cover, with some room around them: they have nothing under the baseline.
fn ink_of(text: &PlacedText) -> Rect {
    let top = text.at.1 - VALUE.size * CAP_HEIGHT;
    Rect {
        top,
        bottom: text.at.1,
        ..text.extent()
    }
    .grown(3.0)
}
