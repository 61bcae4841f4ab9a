//! Breaks in a series: an upright line between two periods, with its reason above the plot where no line of data can cross it.

use super::layout::{lines_width, wrap};
use super::letter::{Anchor, LetterStyle};
use super::periods::PeriodBreak;
use super::sheet::{ChartSheet, Rect};
use super::theme::{BREAK, CAP_HEIGHT, LEADING, SMALL};

const LETTER: LetterStyle = LetterStyle::plain(SMALL);
/// Width in pixels at which a reason is broken into lines.
const ROOM: f64 = 460.0;
const LINES: usize = 5;
/// From the line to its reason, in pixels.
const ASIDE: f64 = 8.0;

/// The line of a break with its reason. Heights are measured upward from the foot of the reasons above the plot.
pub(super) struct BreakMark {
    pub(super) x: f64,
    lines: Vec<String>,
    anchor: Anchor,
    /// The room of the reason. Its `top` is larger than its `bottom`.
    words: Rect,
}

/// Lays out the breaks that fall between two of the periods at `xs`, with reasons between `left` and `right`: each as low as it can
/// stand without touching another reason or the line that goes up to it.
pub(super) fn lay_out(breaks: &[PeriodBreak], xs: &[f64], left: f64, right: f64) -> Vec<BreakMark> {
    let mut placed: Vec<BreakMark> = Vec::new();
    for one in breaks.iter().rev() {
        let Some([before, after]) = one
            .before
            .checked_sub(1)
            .and_then(|at| xs.get(at..=one.before))
        else {
            continue;
        };
        let x = (before + after) / 2.0;
        let lines = wrap(&one.reason, LETTER, ROOM, LINES);
        placed.extend(lowest(x, lines, left, right, &placed));
    }
    placed
}

/// The height that the reasons need above the plot.
pub(super) fn height(marks: &[BreakMark]) -> f64 {
    marks.iter().map(|mark| mark.words.top).fold(0.0, f64::max)
}

/// Draws the lines down to `bottom`, with their reasons above `foot`.
pub(super) fn draw(sheet: &mut ChartSheet, marks: &[BreakMark], foot: f64, bottom: f64) {
    for mark in marks {
        sheet.line(
            vec![(mark.x, foot - mark.words.top), (mark.x, bottom)],
            BREAK,
        );
        let aside = if mark.anchor == Anchor::Start {
            ASIDE
        } else {
            -ASIDE
        };
        let mut baseline = foot - mark.words.top + SMALL * (CAP_HEIGHT + 0.1);
        for line in &mark.lines {
            sheet.text(line, (mark.x + aside, baseline), mark.anchor, LETTER);
            baseline += SMALL * LEADING;
        }
    }
}

/// The lowest free place for a reason, on either side of its line; none where there is no free place.
fn lowest(
    x: f64,
    lines: Vec<String>,
    left: f64,
    right: f64,
    placed: &[BreakMark],
) -> Option<BreakMark> {
    let width = lines_width(&lines, LETTER);
    let height = lines.len() as f64 * SMALL * LEADING + 4.0;
    let levels = std::iter::once(0.0).chain(placed.iter().map(|mark| mark.words.top));
    let mut best: Option<(Rect, Anchor)> = None;
    for level in levels {
        for (start, anchor) in [(x + ASIDE, Anchor::Start), (x - ASIDE - width, Anchor::End)] {
            // Heights grow upward here, so the lower edge is the smaller number and stands in `top` of the overlap test.
            let words = Rect {
                left: start,
                top: level + height,
                right: start + width,
                bottom: level,
            };
            let lower = best.is_none_or(|(other, _)| level < other.bottom);
            if lower && start >= left && start + width <= right && clear(x, words, placed) {
                best = Some((words, anchor));
            }
        }
    }
    best.map(|(words, anchor)| BreakMark {
        x,
        lines,
        anchor,
        words,
    })
}

/// Whether a reason beside the line at `x` touches no other reason, and no line crosses the other's reason.
fn clear(x: f64, words: Rect, placed: &[BreakMark]) -> bool {
    placed.iter().all(|other| {
        let apart = words.right < other.words.left
            || other.words.right < words.left
            || words.bottom >= other.words.top
            || other.words.bottom >= words.top;
        apart && !crosses(other.x, other.words.top, words) && !crosses(x, words.top, other.words)
    })
}

/// Whether a line at `x` that goes up to `top` crosses the reason.
fn crosses(x: f64, top: f64, words: Rect) -> bool {
    words.left < x && x < words.right && words.bottom < top
}
