//! What it would take to be at another level: the difference in people, and how many authorities that stood as we do were at that level
//! some years later. A sum and a count of the past, no forecast.

use super::Comparison;
use super::panel::PeriodColumn;
use super::significance::{counts, estimate};
use crate::observation::area::Area;
use crate::stat::interval::Interval;

/// Years after which it is asked where others stood.
pub(crate) const YEARS: [i16; 2] = [3, 5];
/// Of fewer authorities nothing is said.
const LEAST_STOOD: usize = 5;

/// A level that may be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TargetLevel {
    NeighboursMean,
    /// Where the better quarter of all authorities begins, or the one towards which was asked.
    Quarter,
    England,
    /// What deprivation alone would lead one to expect.
    GivenDeprivation,
    LastYear,
}

/// What a level would take.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Target {
    pub(crate) level: TargetLevel,
    /// In the indicator's unit.
    pub(crate) value: f64,
    /// People fewer (below zero) or more, by the present count and its base.
    pub(crate) people: f64,
    /// The same at the ends of the 95% interval of the own figure.
    pub(crate) limits: Interval,
    /// After how many years, of how many that stood where we stand or further out, how many are now at that level or beyond it.
    pub(crate) history: Vec<TargetHistory>,
}

impl Target {
    /// Whether the authority is there already, or beyond it.
    pub(crate) fn is_there(&self, is_lower: bool) -> bool {
        if is_lower {
            self.people >= 0.0
        } else {
            self.people <= 0.0
        }
    }
}

/// Of authorities that stood as far out some years ago, how many are now at a level.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TargetHistory {
    pub(crate) years: i16,
    /// When they stood there.
    pub(crate) before: PeriodColumn,
    pub(crate) stood: Vec<StoodAsFar>,
}

/// An authority that stood where another stands now, or further out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct StoodAsFar {
    pub(crate) area: Area,
    pub(crate) then: f64,
    pub(crate) now: f64,
    /// Whether it is at the level now, or beyond it.
    pub(crate) is_there: bool,
}

impl TargetHistory {
    /// Those that are at the level now, or beyond it.
    pub(crate) fn now_there(&self) -> impl Iterator<Item = &StoodAsFar> {
        self.stood.iter().filter(|of| of.is_there)
    }
}

/// An authority's figure with what each level would take; the figure's count and base.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Targets {
    pub(crate) count: f64,
    pub(crate) base: f64,
    /// Whether lower is what is wanted.
    pub(crate) is_lower: bool,
    pub(crate) all: Vec<Target>,
}

/// What each level would take; none where the counts behind the figure are not published, and where nobody says which way is wanted.
/// `towards_lower` says it for an indicator without a direction.
pub(crate) fn targets(c: &Comparison<'_>, towards_lower: Option<bool>) -> Option<Targets> {
    let is_lower = towards_lower.or_else(|| c.is_better(false))?;
    let per = c.indicator.per?;
    let (count, base) = counts(c.panel, c.at, c.area)?;
    let own = estimate(c.panel, c.at, c.area)?;
    let levels = [
        (TargetLevel::NeighboursMean, neighbours_mean(c)),
        (TargetLevel::Quarter, quarter(c, is_lower)),
        (TargetLevel::England, c.comparable_england()),
        (
            TargetLevel::GivenDeprivation,
            c.expected().map(|of| of.expected),
        ),
        (
            TargetLevel::LastYear,
            c.change.as_ref().map(|of| of.earlier),
        ),
    ];
    let value = count / base * per;
    let all = levels.into_iter().filter_map(|(level, at)| {
        let at = at?;
        let people = |value: f64| (at - value) * base / per;
        let ends = [people(own.limits.p95.lower), people(own.limits.p95.upper)];
        Some(Target {
            level,
            value: at,
            people: people(value),
            limits: Interval {
                lower: ends[0].min(ends[1]),
                upper: ends[0].max(ends[1]),
            },
            history: YEARS
                .into_iter()
                .filter_map(|years| history(c, years, at, is_lower))
                .collect(),
        })
    });
    Some(Targets {
        count,
        base,
        is_lower,
        all: all.collect(),
    })
}

/// For an indicator without a direction, whether the neighbours' mean lies lower; none where there is a direction, or too few of them.
pub(crate) fn towards_neighbours(c: &Comparison<'_>) -> Option<bool> {
    let own = c.reading.value().filter(|_| c.is_better(false).is_none())?;
    Some(neighbours_mean(c)? < own)
}

fn neighbours_mean(c: &Comparison<'_>) -> Option<f64> {
    c.neighbours.comparable().map(|spread| spread.mean)
}

fn quarter(c: &Comparison<'_>, is_lower: bool) -> Option<f64> {
    let quartiles = c.quartiles.as_ref()?;
    Some(if is_lower { quartiles.q1 } else { quartiles.q3 })
}

/// Of the authorities that stood where we stand now, or further out, that many years ago, how many are now at a level or beyond it.
fn history(c: &Comparison<'_>, years: i16, level: f64, is_lower: bool) -> Option<TargetHistory> {
    let before = c.panel.years_before(c.at, years)?;
    if !c.panel.are_alike(before, c.at) {
        return None;
    }
    let own = c.reading.value()?;
    let is_as_far = |value: f64| if is_lower { value >= own } else { value <= own };
    let is_there = |value: f64| {
        if is_lower {
            value <= level
        } else {
            value >= level
        }
    };
    let others = c.panel.slots.current().filter(|area| *area != c.area);
    let stood: Vec<StoodAsFar> = others
        .filter_map(|area| {
            let then = c
                .panel
                .value(before, area)
                .filter(|value| is_as_far(*value))?;
            let now = c.panel.value(c.at, area)?;
            Some(StoodAsFar {
                area,
                then,
                now,
                is_there: is_there(now),
            })
        })
        .collect();
    (stood.len() >= LEAST_STOOD).then_some(TargetHistory {
        years,
        before,
        stood,
    })
}
