//! Periods along a plot: where each lies, which are labelled, and in which stretches a line runs through them.

use super::layout::{lines_width, width};
use super::letter::Anchor;
use super::sheet::{ChartSheet, Rect};
use super::value_area::AXIS_LETTER;

/// A place where a series is not comparable with what went before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PeriodBreak {
    /// Index of the first period after the break.
    pub(crate) before: usize,
    pub(crate) reason: String,
}

/// The places of periods in pixels: evenly from `left` to `right`, a single one in the middle.
pub(super) fn places(count: usize, left: f64, right: f64) -> Vec<f64> {
    match count {
        1 => vec![(left + right) / 2.0],
        _ => (0..count)
            .map(|at| left + (right - left) * at as f64 / (count - 1) as f64)
            .collect(),
    }
}

/// The values of neighbouring periods that have one, in stretches none of which runs across a break. `values` has one a period.
pub(super) fn stretches<T>(
    values: impl Iterator<Item = Option<T>>,
    breaks: &[PeriodBreak],
) -> Vec<Vec<T>> {
    let mut stretches: Vec<Vec<T>> = Vec::new();
    let mut follows = false;
    for (at, value) in values.enumerate() {
        let broken = breaks.iter().any(|one| one.before == at);
        let Some(value) = value else {
            follows = false;
            continue;
        };
        match stretches.last_mut() {
            Some(stretch) if follows && !broken => stretch.push(value),
            _ => stretches.push(vec![value]),
        }
        follows = true;
    }
    stretches
}

/// Writes the periods on a baseline, each centred on its place: as many as find room.
pub(super) fn label(sheet: &mut ChartSheet, periods: &[String], xs: &[f64], baseline: f64) {
    for at in labelled(periods, xs) {
        sheet.text(
            &periods[at],
            (xs[at], baseline),
            Anchor::Middle,
            AXIS_LETTER,
        );
    }
}

/// Every period, or every second, third and so on counted back from the latest, so that no two labels touch.
fn labelled(periods: &[String], xs: &[f64]) -> Vec<usize> {
    let longest = lines_width(periods, AXIS_LETTER) + 18.0;
    let apart = match xs {
        [first, second, ..] => second - first,
        _ => longest,
    };
    let every = (1..=periods.len()).find(|every| *every as f64 * apart >= longest);
    // Where not even the first and the last have room, the latest is labelled alone.
    (0..periods.len())
        .rev()
        .step_by(every.unwrap_or(periods.len()).max(1))
        .collect()
}

/// The lowest height for labels at the right of a plot: the bottom of the room, or that of the plot where the label of the last period
/// reaches over to them. `leader` is the distance from the last period to the labels.
pub(super) fn label_floor(periods: &[String], leader: f64, area: Rect, room: Rect) -> f64 {
    let reaches = periods
        .last()
        .is_some_and(|last| width(last, AXIS_LETTER) / 2.0 + 8.0 >= leader);
    if reaches { area.bottom } else { room.bottom }
}
