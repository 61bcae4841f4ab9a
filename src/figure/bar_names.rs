//! Names above a row of bars: each on a stem from the top of its bar, as low as it can stand clear of bars, names and stems.

use super::layout::{fit, width};
use super::letter::LetterStyle;
use super::sheet::Rect;

/// A name to be written above a bar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BarName {
    /// Index of its bar.
    pub(super) bar: usize,
    pub(super) words: String,
    pub(super) letter: LetterStyle,
}

/// Where a name stands, and its stem: upright at `stem`, from `foot` on the bar to the bottom of the words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PlacedBarName {
    pub(super) words: Rect,
    pub(super) stem: f64,
    pub(super) foot: f64,
}

impl PlacedBarName {
    /// A stem without words, higher than any other: it keeps room for a name that has no place yet.
    fn bare(name: &BarName, bars: &BarRow<'_>) -> Self {
        let (stem, foot) = (bars.middle(name.bar), bars.tops[name.bar]);
        let end = foot - 2.0 * HIGHEST;
        Self {
            words: Rect {
                left: stem,
                top: end,
                right: stem,
                bottom: end,
            },
            stem,
            foot,
        }
    }

    /// Whether the stem runs through the words of another name.
    fn crosses(&self, words: Rect) -> bool {
        let words = words.grown(1.0);
        words.left < self.stem
            && self.stem < words.right
            && self.foot > words.top
            && self.words.bottom < words.bottom
    }
}

/// The bars under the names, in pixels: each spans `pitch` from `left` on, and its top lies at `tops[bar]`.
pub(super) struct BarRow<'a> {
    pub(super) left: f64,
    pub(super) pitch: f64,
    /// Of the bar alone.
    pub(super) width: f64,
    /// No name reaches further to the right, whether there are bars or not.
    pub(super) right: f64,
    /// One a bar.
    pub(super) tops: &'a [f64],
    /// Heights of lines across the bars, which no name touches.
    pub(super) lines: &'a [f64],
    /// What else stands on the sheet there.
    pub(super) others: &'a [Rect],
}

/// Distance in pixels between a name and bars, other names and stems.
const CLEAR: f64 = 4.0;
/// A name is tried this much higher each time.
const STEP: f64 = 4.0;
/// Distance between a name and its stem.
const ASIDE: f64 = 3.0;
/// A name is tried no higher than this above its bar.
const HIGHEST: f64 = 800.0;

impl BarRow<'_> {
    fn middle(&self, bar: usize) -> f64 {
        (self.left + bar as f64 * self.pitch).round() + self.width / 2.0
    }

    /// The highest top (the least y) of the bars between `from` and `to`.
    fn highest_between(&self, from: f64, to: f64) -> f64 {
        let spans = self.tops.iter().enumerate().filter(|(bar, _)| {
            let left = self.left + *bar as f64 * self.pitch;
            left < to && left + self.pitch > from
        });
        spans.map(|(_, top)| *top).fold(f64::INFINITY, f64::min)
    }
}

/// A place for every name, in their order. The names of the lowest bars are placed first, and no name may stand in the way of a stem
/// that is still to come: a name that finds no place waits until others have theirs. Where all wait, the name furthest to the right
/// is cut to the room there is.
pub(super) fn place_names(names: &mut [BarName], bars: &BarRow<'_>) -> Vec<Option<PlacedBarName>> {
    let mut waiting: Vec<usize> = (0..names.len()).collect();
    waiting.sort_by(|a, b| {
        bars.tops[names[*b].bar]
            .total_cmp(&bars.tops[names[*a].bar])
            .then(b.cmp(a))
    });
    let mut placed: Vec<Option<PlacedBarName>> = vec![None; names.len()];
    while let Some(rightmost) = waiting.iter().copied().max_by_key(|at| names[*at].bar) {
        let next = waiting.iter().find_map(|at| {
            let others = waiting
                .iter()
                .filter(|other| *other != at)
                .map(|other| PlacedBarName::bare(&names[*other], bars));
            let obstacles: Vec<PlacedBarName> =
                placed.iter().flatten().copied().chain(others).collect();
            Some((*at, place(&names[*at], bars, &obstacles)?))
        });
        let (at, found) = match next {
            Some((at, found)) => (at, Some(found)),
            None => {
                let name = &mut names[rightmost];
                name.words = fit(
                    &name.words,
                    name.letter,
                    bars.right - bars.middle(name.bar) - ASIDE,
                );
                let obstacles: Vec<PlacedBarName> = placed.iter().flatten().copied().collect();
                (rightmost, place(&names[rightmost], bars, &obstacles))
            }
        };
        placed[at] = found;
        waiting.retain(|other| *other != at);
    }
    placed
}

/// The lowest free place, with the words on the right of the stem or on the left of it.
fn place(name: &BarName, bars: &BarRow<'_>, obstacles: &[PlacedBarName]) -> Option<PlacedBarName> {
    let (stem, foot) = (bars.middle(name.bar), bars.tops[name.bar]);
    let length = width(&name.words, name.letter);
    let height = name.letter.size;
    let mut best: Option<PlacedBarName> = None;
    for left in [stem + ASIDE, stem - ASIDE - length] {
        let left = left.min(bars.right - length).max(bars.left);
        let floor = bars
            .highest_between(left - CLEAR, left + length + CLEAR)
            .min(foot)
            - CLEAR;
        let mut bottom = floor;
        while bottom > floor - HIGHEST && best.is_none_or(|best| best.words.bottom < bottom) {
            let words = Rect {
                left,
                top: bottom - height,
                right: left + length,
                bottom,
            };
            let candidate = PlacedBarName { words, stem, foot };
            let off_lines = bars
                .lines
                .iter()
                .all(|line| bottom + CLEAR < *line || words.top > line + CLEAR);
            let free = bars
                .others
                .iter()
                .all(|other| !other.overlaps(&words.grown(CLEAR)));
            if off_lines && free && obstacles.iter().all(|other| clear(candidate, *other)) {
                best = Some(candidate);
            }
            bottom -= STEP;
        }
    }
    best
}

/// Whether two names neither touch each other nor each other's stems.
fn clear(one: PlacedBarName, other: PlacedBarName) -> bool {
    !one.words
        .grown(CLEAR / 2.0)
        .overlaps(&other.words.grown(CLEAR / 2.0))
        && !one.crosses(other.words)
        && !other.crosses(one.words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_touch_no_bar_and_no_other_name(
            mut tops in prop::collection::vec(300.0..800.0_f64, 60..150),
            picks in prop::collection::btree_set(0_usize..60, 1..12),
            falling: bool,
        ) {
            tops.sort_by(f64::total_cmp);
            if !falling {
                tops.reverse();
            }
            let mut names: Vec<BarName> = picks
                .iter()
                .map(|bar| BarName { bar: *bar, words: format!("Authority number {bar}"), letter: LetterStyle::plain(22.0) })
                .collect();
            let pitch = 1_200.0 / tops.len() as f64;
            let others = [Rect { left: 1_300.0, top: 240.0, right: 1_600.0, bottom: 290.0 }];
            let bars = BarRow {
                left: 80.0,
                pitch,
                width: pitch - 2.0,
                right: 1_600.0,
                tops: &tops,
                lines: &[250.0],
                others: &others,
            };
            let placed: Vec<PlacedBarName> = place_names(&mut names, &bars).into_iter().flatten().collect();
            prop_assert_eq!(placed.len(), names.len());
            for (at, one) in placed.iter().enumerate() {
                prop_assert!(one.words.left >= bars.left - 1e-6 && one.words.right <= bars.right + 1e-6);
                prop_assert!(one.words.bottom < bars.highest_between(one.words.left, one.words.right));
                prop_assert!(placed[..at].iter().all(|other| clear(*one, *other)));
            }
        }
    }
}
