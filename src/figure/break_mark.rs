//! Breaks in a series: an upright mark between two periods, with its reason set above the plot where no line of data can cross it.

use super::layout::{widest, wrap};
use super::sheet::{Anchor, Area, Letter, Sheet};
use super::theme::{BREAK, CAP_HEIGHT, LEADING, SMALL};
use super::trend::Break;

const LETTER: Letter = Letter::plain(SMALL);
/// Widest a reason may be before it is broken.
const ROOM: f64 = 460.0;
const LINES: usize = 3;
/// From the mark to its words.
const ASIDE: f64 = 8.0;

/// A mark laid out in heights above the top of the plot (so upward is positive).
pub(super) struct BreakMark {
    pub(super) x: f64,
    lines: Vec<String>,
    anchor: Anchor,
    /// The words' area; `bottom` is its height above the plot and `top` lies above that.
    words: Area,
}

/// Lays out the breaks that fall between two of the periods at `xs`, words between `left` and `right`: each as low as it can stand
/// without touching other words, or a mark that goes up to other words.
pub(super) fn lay_out(breaks: &[Break], xs: &[f64], left: f64, right: f64) -> Vec<BreakMark> {
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

/// Height that the marks need above the plot.
pub(super) fn height(marks: &[BreakMark]) -> f64 {
    marks.iter().map(|mark| mark.words.top).fold(0.0, f64::max)
}

/// Draws the marks down to `bottom`, their words above `sky`.
pub(super) fn draw(sheet: &mut Sheet, marks: &[BreakMark], sky: f64, bottom: f64) {
    for mark in marks {
        sheet.line(
            vec![(mark.x, sky - mark.words.top), (mark.x, bottom)],
            BREAK,
        );
        let aside = if mark.anchor == Anchor::Start {
            ASIDE
        } else {
            -ASIDE
        };
        let mut baseline = sky - mark.words.top + SMALL * (CAP_HEIGHT + 0.1);
        for line in &mark.lines {
            sheet.text(line, (mark.x + aside, baseline), mark.anchor, LETTER);
            baseline += SMALL * LEADING;
        }
    }
}

fn lowest(
    x: f64,
    lines: Vec<String>,
    left: f64,
    right: f64,
    placed: &[BreakMark],
) -> Option<BreakMark> {
    let width = widest(lines.iter().map(String::as_str), LETTER);
    let height = lines.len() as f64 * SMALL * LEADING + 4.0;
    let levels = std::iter::once(0.0).chain(placed.iter().map(|mark| mark.words.top));
    let mut best: Option<(Area, Anchor)> = None;
    for level in levels {
        for (start, anchor) in [(x + ASIDE, Anchor::Start), (x - ASIDE - width, Anchor::End)] {
            // Heights grow upward here, so the lower edge is the smaller number and stands in `top` of the overlap test.
            let words = Area {
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

fn clear(x: f64, words: Area, placed: &[BreakMark]) -> bool {
    placed.iter().all(|other| {
        let apart = words.right < other.words.left
            || other.words.right < words.left
            || words.bottom >= other.words.top
            || other.words.bottom >= words.top;
        let crossed =
            |area: Area, x: f64, top: f64| area.left < x && x < area.right && area.bottom < top;
        apart && !crossed(words, other.x, other.words.top) && !crossed(other.words, x, words.top)
    })
}
