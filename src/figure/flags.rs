//! Names flown above a row of bars: each on a staff from the top of its bar, as low as it can stand clear of bars, names and staffs.

use super::layout::{fit, width};
use super::sheet::{Area, Letter};

/// A name to fly over a bar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Flag {
    /// Index of its bar.
    pub(super) bar: usize,
    pub(super) words: String,
    pub(super) letter: Letter,
}

/// Where a flag's words stand, and its staff: upright at `staff`, from `foot` on the bar to the words' bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flown {
    pub(super) words: Area,
    pub(super) staff: f64,
    pub(super) foot: f64,
}

impl Flown {
    /// A staff without words, as high as any: one whose words are still to come.
    fn bare(flag: &Flag, bars: &Bars<'_>) -> Self {
        let (staff, foot) = (bars.middle(flag.bar), bars.top(flag.bar));
        let end = foot - 2.0 * HIGHEST;
        Self {
            words: Area {
                left: staff,
                top: end,
                right: staff,
                bottom: end,
            },
            staff,
            foot,
        }
    }
}

/// The bars under the flags, in pixels: each spans `pitch` from `left` on, and its top lies at `tops[bar]`.
pub(super) struct Bars<'a> {
    pub(super) left: f64,
    pub(super) pitch: f64,
    /// Of the bar alone.
    pub(super) width: f64,
    /// Words end here at the latest, bars or not.
    pub(super) right: f64,
    pub(super) tops: &'a [f64],
    /// Heights of lines across the bars, which words keep off.
    pub(super) lines: &'a [f64],
    /// What else stands on the sheet there.
    pub(super) others: &'a [Area],
}

/// Words keep this distance from bars, other words and staffs.
const CLEAR: f64 = 4.0;
/// Words are tried this much higher each time.
const STEP: f64 = 4.0;
/// Words begin or end this far beside their staff.
const ASIDE: f64 = 3.0;
/// Above this many pixels over the bars there is no sheet on which to fly.
const HIGHEST: f64 = 800.0;

impl Bars<'_> {
    fn middle(&self, bar: usize) -> f64 {
        (self.left + bar as f64 * self.pitch).round() + self.width / 2.0
    }

    fn top(&self, bar: usize) -> f64 {
        self.tops.get(bar).copied().unwrap_or_default()
    }

    /// The highest top (the least y) of the bars between `from` and `to`.
    fn highest_between(&self, from: f64, to: f64) -> f64 {
        let meets = |bar: usize| {
            let left = self.left + bar as f64 * self.pitch;
            left < to && left + self.pitch > from
        };
        let tops = self.tops.iter().enumerate().filter(|(bar, _)| meets(*bar));
        tops.map(|(_, top)| *top).fold(f64::INFINITY, f64::min)
    }
}

/// A place for every flag, in their order. The lowest bars are served first, and no words may stand in the way of a staff still to
/// come; a flag that finds no place so waits until others stand. When all wait, the words of the rightmost are cut to the room there is.
pub(super) fn fly(flags: &mut [Flag], bars: &Bars<'_>) -> Vec<Option<Flown>> {
    let mut waiting: Vec<usize> = (0..flags.len()).collect();
    waiting.sort_by(|a, b| {
        bars.top(flags[*b].bar)
            .total_cmp(&bars.top(flags[*a].bar))
            .then(b.cmp(a))
    });
    let mut flown: Vec<Option<Flown>> = vec![None; flags.len()];
    while let Some(rightmost) = waiting.iter().copied().max_by_key(|at| flags[*at].bar) {
        let next = waiting.iter().find_map(|at| {
            let others = waiting
                .iter()
                .filter(|other| *other != at)
                .map(|other| Flown::bare(&flags[*other], bars));
            let obstacles: Vec<Flown> = flown.iter().flatten().copied().chain(others).collect();
            Some((*at, place(&flags[*at], bars, &obstacles)?))
        });
        let (at, placed) = match next {
            Some((at, placed)) => (at, Some(placed)),
            None => {
                let flag = &mut flags[rightmost];
                flag.words = fit(
                    &flag.words,
                    flag.letter,
                    bars.right - bars.middle(flag.bar) - ASIDE,
                );
                let obstacles: Vec<Flown> = flown.iter().flatten().copied().collect();
                (rightmost, place(&flags[rightmost], bars, &obstacles))
            }
        };
        flown[at] = placed;
        waiting.retain(|other| *other != at);
    }
    flown
}

/// The lowest place clear of everything, words on the right of the staff or on the left of it.
fn place(flag: &Flag, bars: &Bars<'_>, obstacles: &[Flown]) -> Option<Flown> {
    let (staff, foot) = (bars.middle(flag.bar), bars.top(flag.bar));
    let length = width(&flag.words, flag.letter);
    let height = flag.letter.size;
    let mut best: Option<Flown> = None;
    for left in [staff + ASIDE, staff - ASIDE - length] {
        let left = left.min(bars.right - length).max(bars.left);
        let floor = bars
            .highest_between(left - CLEAR, left + length + CLEAR)
            .min(foot)
            - CLEAR;
        let mut bottom = floor;
        while bottom > floor - HIGHEST && best.is_none_or(|best| best.words.bottom < bottom) {
            let words = Area {
                left,
                top: bottom - height,
                right: left + length,
                bottom,
            };
            let candidate = Flown { words, staff, foot };
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

/// Whether two flags leave each other alone.
fn clear(one: Flown, other: Flown) -> bool {
    let crosses = |flag: Flown, words: Area| {
        let words = words.grown(1.0);
        words.left < flag.staff
            && flag.staff < words.right
            && flag.foot > words.top
            && flag.words.bottom < words.bottom
    };
    !one.words
        .grown(CLEAR / 2.0)
        .overlaps(&other.words.grown(CLEAR / 2.0))
        && !crosses(one, other.words)
        && !crosses(other, one.words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn flags_touch_no_bar_and_no_other_flag(
            mut tops in prop::collection::vec(300.0..800.0_f64, 60..150),
            picks in prop::collection::btree_set(0_usize..60, 1..12),
            falling: bool,
        ) {
            tops.sort_by(f64::total_cmp);
            if !falling {
                tops.reverse();
            }
            let mut flags: Vec<Flag> = picks
                .iter()
                .map(|bar| Flag { bar: *bar, words: format!("Authority number {bar}"), letter: Letter::plain(22.0) })
                .collect();
            let pitch = 1_200.0 / tops.len() as f64;
            let names = [Area { left: 1_300.0, top: 240.0, right: 1_600.0, bottom: 290.0 }];
            let bars = Bars {
                left: 80.0,
                pitch,
                width: pitch - 2.0,
                right: 1_600.0,
                tops: &tops,
                lines: &[250.0],
                others: &names,
            };
            let flown: Vec<Flown> = fly(&mut flags, &bars).into_iter().flatten().collect();
            prop_assert_eq!(flown.len(), flags.len());
            for (at, one) in flown.iter().enumerate() {
                prop_assert!(one.words.left >= bars.left - 1e-6 && one.words.right <= bars.right + 1e-6);
                prop_assert!(one.words.bottom < bars.highest_between(one.words.left, one.words.right));
                prop_assert!(flown[..at].iter().all(|other| clear(*one, *other)));
            }
        }
    }
}
