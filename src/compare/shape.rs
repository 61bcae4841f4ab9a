//! The shape of a series: where one authority's figures rose, fell or stayed, by turning points that are more than chance.
//!
//! A movement between two years counts where a test of their counts finds it beyond chance and beyond what such figures usually move
//! ([`super::change`]); without counts, where it is larger than most one-year changes of all authorities. It must also be large enough
//! to be worth a word ([`LEAST_PART`], [`LEAST_POINTS`]). Between movements the series is level. Turning points are found in one pass,
//! as a zigzag: a peak is a peak once the series has moved away from it.

use super::Comparison;
use super::change::{ChangeSource, level_of};
use super::panel::PeriodColumn;

/// A movement of a rate, a count or a sum of money is at least this part of the larger figure,
const LEAST_PART: f64 = 0.05;
/// and one of percentages so many points.
const LEAST_POINTS: f64 = 2.0;
/// Without counts, a movement is larger than this part of all authorities' changes of one year.
const LARGER_THAN: f64 = 0.75;
/// Years before the newest that a shape looks back on.
pub(crate) const YEARS: i16 = 10;
/// From so many times on a rise is told as a doubling, though just short of one; so much or less of a figure is half of it.
const NEARLY_DOUBLE: f64 = 1.9;
const NEARLY_TREBLE: f64 = 2.85;
const NEARLY_HALF: f64 = 0.525;
/// A multiple is exact to a hundredth.
const JUST: f64 = 0.01;

/// One figure of a series, as printed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct SeriesPoint {
    pub(crate) column: PeriodColumn,
    pub(crate) value: f64,
}

/// The course of a series over its comparable years.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct SeriesShape {
    /// The figures looked at, oldest first; the last is the comparison's own.
    pub(crate) points: Vec<SeriesPoint>,
    /// Where the movements begin and end, oldest first; none where nothing moved.
    pub(crate) turns: Vec<SeriesPoint>,
    /// Why older figures are left out: another definition; none where the series begins there, or is only longer.
    pub(crate) redefined: Option<String>,
    /// Years between the first and the last without a figure that can be compared.
    pub(crate) missing: usize,
    /// Those among them that have a figure that cannot be held against others.
    pub(crate) left_out: Vec<PeriodColumn>,
    _sealed: (),
}

/// What a shape comes to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum ShapeForm {
    /// No other figure can be compared with the newest.
    Alone,
    /// Two figures: only a change can be told.
    Pair,
    /// No movement.
    Level { low: SeriesPoint, high: SeriesPoint },
    /// One movement; `still` where the newest figure is its end.
    Moved {
        from: SeriesPoint,
        to: SeriesPoint,
        still: bool,
    },
    /// A movement and another back; `still` where the newest figure is the end of the second.
    Turned {
        from: SeriesPoint,
        turn: SeriesPoint,
        to: SeriesPoint,
        still: bool,
    },
    /// More movements than a sentence holds.
    Unsettled { low: SeriesPoint, high: SeriesPoint },
}

/// How many times a figure is of an earlier one, in a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Multiple {
    NearlyDoubled,
    Doubled,
    MoreThanDoubled,
    NearlyTrebled,
    Trebled,
    MoreThanTrebled,
    NearlyHalved,
    Halved,
    MoreThanHalved,
}

/// The shape of the series that ends with a comparison's figure; none without a figure, and for parts of a year.
pub(crate) fn shape(c: &Comparison<'_>) -> Option<SeriesShape> {
    if c.period.kind.is_part_of_year() {
        return None;
    }
    let now = SeriesPoint {
        column: c.at,
        value: c.printed(c.reading.value()?),
    };
    let unusual: Vec<PeriodColumn> = c
        .panel
        .columns()
        .next()
        .map(|first| c.panel.unusual_years(first, c.at).collect())
        .unwrap_or_default();
    let mut points = vec![now];
    let (mut redefined, mut left_out) = (None, Vec::new());
    let mut expected = 0;
    // Nothing can be held against a year that is unusual itself.
    let years = if unusual.contains(&c.at) { 0 } else { YEARS };
    for back in 1..=years {
        let Some(column) = c.panel.years_before(c.at, back) else {
            continue;
        };
        if let Some(reason) = c.panel.redefined_between(column, c.at) {
            // An authority that is younger than the change has no other figures.
            let has_older = (back..=years)
                .filter_map(|back| c.panel.years_before(c.at, back))
                .any(|column| c.panel.value(column, c.area).is_some());
            redefined = has_older.then(|| reason.to_owned());
            break;
        }
        let known = c.panel.value(column, c.area);
        if known.is_some() && unusual.contains(&column) {
            left_out.push(column);
        } else if let Some(value) = known {
            points.push(SeriesPoint {
                column,
                value: c.printed(value),
            });
            expected = usize::try_from(back).unwrap_or(0) + 1;
        }
    }
    points.reverse();
    left_out.reverse();
    let first = points.first().map(|point| point.column);
    left_out.retain(|column| first.is_some_and(|first| first < *column));
    let missing = expected.saturating_sub(points.len());
    let turns = if points.len() > 2 {
        turns(&points, |from, to| is_movement(c, from, to))
    } else {
        Vec::new()
    };
    Some(SeriesShape {
        points,
        turns,
        redefined,
        missing,
        left_out,
        _sealed: (),
    })
}

/// What stands behind the difference between two figures of a series.
pub(crate) fn source_of_change(
    c: &Comparison<'_>,
    from: SeriesPoint,
    to: SeriesPoint,
) -> ChangeSource {
    c.nation()
        .changes
        .weigh(c.panel, from.column, to.column, c.area)
        .source()
}

/// Whether a movement of a series is sure enough to be called better or worse: beyond chance, or where chance cannot be tested larger than
/// nine in ten of all authorities' one-year changes.
pub(crate) fn is_sure(c: &Comparison<'_>, from: SeriesPoint, to: SeriesPoint) -> bool {
    let changes = &c.nation().changes;
    changes
        .weigh(c.panel, from.column, to.column, c.area)
        .is_sure()
}

/// Whether a figure moved between two years, as the head of this file says.
fn is_movement(c: &Comparison<'_>, from: SeriesPoint, to: SeriesPoint) -> bool {
    let size = (to.value - from.value).abs();
    let large = if c.indicator.unit.is_percent() {
        size >= LEAST_POINTS
    } else {
        size >= LEAST_PART * from.value.abs().max(to.value.abs())
    };
    if !large || size == 0.0 {
        return false;
    }
    let weighed = c
        .nation()
        .changes
        .weigh(c.panel, from.column, to.column, c.area);
    match (weighed.test, weighed.position.and_then(|of| of.share())) {
        (Some(test), _) => level_of(test.p).is_some(),
        (None, Some(share)) => share >= LARGER_THAN,
        (None, None) => true,
    }
}

/// Where the movements of a series begin and end. `moved` says whether it moved between two of its figures.
fn turns(
    points: &[SeriesPoint],
    moved: impl Fn(SeriesPoint, SeriesPoint) -> bool,
) -> Vec<SeriesPoint> {
    let Some((first, rest)) = points.split_first() else {
        return Vec::new();
    };
    // Before the first movement: the lowest and the highest figure, and the furthest from each since it.
    let (mut low, mut high) = (*first, *first);
    let (mut above_low, mut below_high) = (*first, *first);
    let mut turns: Vec<SeriesPoint> = Vec::new();
    // The end of the movement under way, whether it goes up, and the furthest back from it since.
    let mut under_way: Option<(SeriesPoint, bool, SeriesPoint)> = None;
    for point in rest {
        let Some((end, is_up, back)) = under_way else {
            above_low = furthest(above_low, *point, true);
            below_high = furthest(below_high, *point, false);
            if point.value > low.value && moved(low, *point) {
                turns.push(low);
                under_way = Some((above_low, true, *point));
            } else if point.value < high.value && moved(high, *point) {
                turns.push(high);
                under_way = Some((below_high, false, *point));
            } else {
                if point.value <= low.value {
                    (low, above_low) = (*point, *point);
                }
                if point.value >= high.value {
                    (high, below_high) = (*point, *point);
                }
            }
            continue;
        };
        let back = furthest(back, *point, !is_up);
        under_way = Some(if furthest(end, *point, is_up) == *point {
            // What lies between is part of the movement: it begins where it was furthest back.
            if let Some(begin) = turns.last_mut().filter(|begin| begin.value != back.value) {
                *begin = furthest(*begin, back, !is_up);
            }
            (*point, is_up, *point)
        } else if moved(end, *point) {
            turns.push(end);
            (back, !is_up, *point)
        } else {
            (end, is_up, back)
        });
    }
    let end = under_way.map(|(end, ..)| end);
    turns.extend(end);
    turns
}

/// The one of two points that lies further up, or down; of equal ones the later.
fn furthest(one: SeriesPoint, later: SeriesPoint, up: bool) -> SeriesPoint {
    if (one.value > later.value) == up && one.value != later.value {
        one
    } else {
        later
    }
}

impl SeriesShape {
    pub(crate) fn form(&self) -> ShapeForm {
        let (Some(low), Some(high), Some(now)) = (self.lowest(), self.highest(), self.now()) else {
            return ShapeForm::Alone;
        };
        match (self.points.len(), self.turns.as_slice()) {
            (0 | 1, _) => ShapeForm::Alone,
            (2, _) => ShapeForm::Pair,
            (_, [from, to]) => ShapeForm::Moved {
                from: *from,
                to: *to,
                still: to.column == now.column,
            },
            (_, [.., from, turn, to]) if self.turns.len() <= 4 => ShapeForm::Turned {
                from: *from,
                turn: *turn,
                to: *to,
                still: to.column == now.column,
            },
            (_, [_, _, ..]) => ShapeForm::Unsettled { low, high },
            _ => ShapeForm::Level { low, high },
        }
    }

    pub(crate) fn first(&self) -> Option<SeriesPoint> {
        self.points.first().copied()
    }

    pub(crate) fn now(&self) -> Option<SeriesPoint> {
        self.points.last().copied()
    }

    /// The lowest figure; of equal ones the last.
    fn lowest(&self) -> Option<SeriesPoint> {
        let points = self.points.iter().rev().copied();
        points.reduce(|least, point| {
            if point.value < least.value {
                point
            } else {
                least
            }
        })
    }

    /// The highest figure; of equal ones the last.
    fn highest(&self) -> Option<SeriesPoint> {
        let points = self.points.iter().rev().copied();
        points.reduce(|most, point| {
            if point.value > most.value {
                point
            } else {
                most
            }
        })
    }
}

/// Whether one figure is about twice or half another, or more; none where it is neither, or where one is nothing.
pub(crate) fn multiple(from: f64, to: f64) -> Option<Multiple> {
    if from <= 0.0 || to <= 0.0 {
        return None;
    }
    let times = to / from;
    // What is so near is the whole multiple to whoever sees the printed figures.
    let is_just = |whole: f64| (times / whole - 1.0).abs() <= JUST;
    Some(if is_just(3.0) {
        Multiple::Trebled
    } else if times > 3.0 {
        Multiple::MoreThanTrebled
    } else if times >= NEARLY_TREBLE {
        Multiple::NearlyTrebled
    } else if is_just(2.0) {
        Multiple::Doubled
    } else if times > 2.0 {
        Multiple::MoreThanDoubled
    } else if times >= NEARLY_DOUBLE {
        Multiple::NearlyDoubled
    } else if is_just(0.5) {
        Multiple::Halved
    } else if times < 0.5 {
        Multiple::MoreThanHalved
    } else if times <= NEARLY_HALF {
        Multiple::NearlyHalved
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<SeriesPoint> {
        let panel_columns = (0..values.len()).map(PeriodColumn::for_tests);
        panel_columns
            .zip(values)
            .map(|(column, value)| SeriesPoint {
                column,
                value: *value,
            })
            .collect()
    }

    /// The turning points of a series, by what is known to have moved.
    fn turned(values: &[f64], moved: impl Fn(f64, f64) -> bool) -> Vec<f64> {
        let points = points(values);
        let found = turns(&points, |from, to| moved(from.value, to.value));
        found.iter().map(|point| point.value).collect()
    }

    #[test]
    fn turning_points_are_where_a_movement_begins_and_ends() {
        for (values, expected) in [
            (&[5.0, 6.0, 4.0, 7.0][..], &[][..]),
            (&[5.0, 9.0, 14.0, 20.0], &[5.0, 20.0]),
            (&[8.0, 5.0, 9.0, 20.0, 18.0], &[5.0, 20.0]),
            (
                &[163.0, 183.0, 228.0, 215.0, 219.0, 182.0, 184.0],
                &[163.0, 228.0, 182.0],
            ),
            (&[30.0, 10.0, 30.0, 10.0], &[30.0, 10.0, 30.0, 10.0]),
            (&[10.0, 30.0, 30.0, 12.0], &[10.0, 30.0, 12.0]),
        ] {
            let found = turned(values, |from, to| (from - to).abs() >= 10.0);
            assert_eq!(found, expected, "{values:?}");
        }
    }

    #[test]
    fn a_movement_begins_at_the_furthest_figure_before_its_end() {
        let values = &[88.0, 80.0, 94.0, 83.0, 100.0, 84.0, 78.0, 100.0];
        let found = turned(values, |from, to| to != 100.0 && (from - to).abs() >= 8.0);
        assert_eq!(found, [88.0, 80.0, 100.0, 78.0]);
    }

    #[test]
    fn a_figure_between_that_is_not_known_to_have_moved_is_still_an_end() {
        let values = &[24.0, 22.0, 15.0, 14.0, 27.0, 22.0, 20.0, 22.0];
        let found = turned(values, |from, to| to != 27.0 && (from - to).abs() >= 8.0);
        assert_eq!(found, [24.0, 14.0, 27.0]);
    }

    #[test]
    fn multiples_are_at_least_what_they_are_called() {
        for (from, to, expected) in [
            (15.0, 32.0, Some(Multiple::MoreThanDoubled)),
            (10.0, 20.0, Some(Multiple::Doubled)),
            (10.0, 19.0, Some(Multiple::NearlyDoubled)),
            (10.0, 18.9, None),
            (10.0, 31.0, Some(Multiple::MoreThanTrebled)),
            (10.0, 29.0, Some(Multiple::NearlyTrebled)),
            (20.0, 10.0, Some(Multiple::Halved)),
            (20.0, 10.4, Some(Multiple::NearlyHalved)),
            (20.0, 9.9, Some(Multiple::MoreThanHalved)),
            (20.0, 11.0, None),
            (0.0, 5.0, None),
            (5.0, 0.0, None),
        ] {
            assert_eq!(multiple(from, to), expected, "{from} {to}");
        }
    }
}
