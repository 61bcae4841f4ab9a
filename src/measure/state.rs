//! How a measure stands: whether its newest figure departs from its usual variation, whether it meets its target, and whether it would as it
//! runs now. Neither alone is a state: a bare difference between two months says nothing.

use super::framework::{Measure, MeasureTarget};
use super::series::{MeasurePoint, MeasureSeries};
use crate::observation::period::Period;
use crate::stat::control::{ControlPoint, LEAST_POINTS, Rule, Settings, chart_of_any_length};
use crate::stat::counted::{CountedChart, counted};
use crate::stat::interval::Interval;
use crate::stat::verdict::Side;
use jiff::civil::Date;

/// Where on average fewer than this many are counted, or left over, chance in the count decides the limits, and not the moving range.
const COUNTED_BELOW: f64 = 20.0;

/// Earlier years that a figure is put beside.
const EARLIER_YEARS: i16 = 3;

/// How limits were made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LimitMethod {
    /// Individual values and their moving range (XmR).
    MovingRange,
    /// What chance allows in a share of so many (p chart).
    Share,
    /// What chance allows in a number of events (u chart).
    Rate,
}

/// Why a measure has no limits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum WithoutLimits {
    TooFew {
        known: usize,
    },
    /// Neighbouring years resemble each other.
    Annual,
    /// Its figures add up through the year.
    Cumulative,
}

/// What the newest figure shows against the usual variation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MeasureSignal {
    Unknown(WithoutLimits),
    Usual,
    /// The newest figure breaks a rule; better or worse where the measure has a direction.
    Signal {
        rule: Rule,
        is_better: Option<bool>,
    },
}

/// Whether a process as it runs now meets a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MeasureAssurance {
    /// In nearly every period: all of the usual variation meets it.
    Always,
    /// In hardly any: none of it does.
    Never,
    /// In some and not in others, by chance.
    Sometimes,
}

/// A return that is late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LateReturn {
    /// When the first that is missing was due.
    pub(crate) due: Date,
    /// How many are missing by now.
    pub(crate) missing: i32,
}

/// How a measure stands on a day.
#[derive(Clone, Debug)]
pub(crate) struct MeasureState {
    /// Where the last point stands in the series, with a figure or without.
    pub(crate) last: Option<usize>,
    /// Where the newest point with a figure stands.
    pub(crate) newest: Option<usize>,
    /// The one before.
    pub(crate) before: Option<usize>,
    /// The same month, quarter or week of up to three earlier years, the last one first: all that is said of seasons.
    pub(crate) years_before: Vec<usize>,
    pub(crate) signal: MeasureSignal,
    pub(crate) target: Option<MeasureTarget>,
    pub(crate) is_met: Option<bool>,
    /// How many of the newest figures miss it one after the other; 0 where the newest meets it.
    pub(crate) missed_in_a_row: usize,
    pub(crate) assurance: Option<MeasureAssurance>,
    /// By position of the points that have a figure.
    pub(crate) limits: Vec<(usize, ControlPoint)>,
    pub(crate) method: Option<LimitMethod>,
    /// Fewer than 13 points stand behind the newest limits.
    pub(crate) is_trial: bool,
    pub(crate) late: Option<LateReturn>,
}

impl MeasureState {
    /// The limits at the newest point.
    pub(crate) fn newest_limits(&self) -> Option<&ControlPoint> {
        self.limits.last().map(|(_, point)| point)
    }
}

/// How a series stands on a day; figures of periods that end after it are not looked at.
pub(crate) fn state(measure: &Measure, series: &MeasureSeries, as_at: Date) -> MeasureState {
    let points: Vec<&MeasurePoint> = series
        .points
        .iter()
        .filter(|point| point.period.end <= as_at)
        .collect();
    let known: Vec<(usize, f64)> = points
        .iter()
        .enumerate()
        .filter_map(|(at, point)| Some((at, point.reading.value()?)))
        .collect();
    let newest = known.last().map(|(at, _)| *at);
    let before = known
        .len()
        .checked_sub(2)
        .and_then(|at| known.get(at))
        .map(|(at, _)| *at);
    let holes = holes(&points, &known);
    let made = limits(measure, &points, &known, &holes);
    let (limits, method, without) = match made {
        Ok((limits, method)) => (limits, Some(method), None),
        Err(without) => (Vec::new(), None, Some(without)),
    };
    let last_group = limits.last().map(|(_, point)| point.group);
    let in_last = limits
        .iter()
        .filter(|(_, point)| Some(point.group) == last_group)
        .count();
    let too_few = WithoutLimits::TooFew { known: known.len() };
    let signal = match (without, limits.last()) {
        (None, Some((_, point))) => signal(measure, point),
        (without, _) => MeasureSignal::Unknown(without.unwrap_or(too_few)),
    };
    let newest_point = newest.and_then(|at| points.get(at));
    let target = newest_point
        .and_then(|point| measure.target(point.period.end))
        .cloned();
    let is_met = target
        .as_ref()
        .zip(known.last())
        .map(|(target, (_, value))| target.is_met_by(measure.indicator.printed(*value)));
    let assurance = target
        .as_ref()
        .zip(limits.last())
        .map(|(target, (_, point))| assurance(target, point.limits));
    MeasureState {
        last: points.len().checked_sub(1),
        newest,
        before,
        years_before: newest.map_or_else(Vec::new, |at| years_before(&points, at)),
        signal,
        target,
        is_met,
        missed_in_a_row: missed_in_a_row(measure, &points, &known),
        assurance,
        limits,
        method,
        is_trial: method == Some(LimitMethod::MovingRange) && in_last < LEAST_POINTS + 1,
        late: late(measure, points.last().map(|point| &point.period), as_at),
    }
}

/// By the target that held at the end of each period.
fn missed_in_a_row(measure: &Measure, points: &[&MeasurePoint], known: &[(usize, f64)]) -> usize {
    let is_missed = |(at, value): &&(usize, f64)| {
        let target = measure.target(points[*at].period.end);
        target.is_some_and(|target| !target.is_met_by(measure.indicator.printed(*value)))
    };
    known.iter().rev().take_while(is_missed).count()
}

fn signal(measure: &Measure, newest: &ControlPoint) -> MeasureSignal {
    let Some(rule) = newest.rule else {
        return MeasureSignal::Usual;
    };
    MeasureSignal::Signal {
        rule,
        is_better: measure.indicator.polarity.is_better(is_upward(rule)),
    }
}

/// Whether a rule is broken on the upper side.
pub(crate) fn is_upward(rule: Rule) -> bool {
    let (Rule::Outside(side) | Rule::Trend(side) | Rule::TwoOfThree(side) | Rule::Run(side)) = rule;
    side == Side::Above
}

type MadeLimits = (Vec<(usize, ControlPoint)>, LimitMethod);

/// Limits by the moving range, or by the counts where they are small; anew from each rebase on.
fn limits(
    measure: &Measure,
    points: &[&MeasurePoint],
    known: &[(usize, f64)],
    holes: &[usize],
) -> Result<MadeLimits, WithoutLimits> {
    use super::framework::Frequency;
    if measure.frequency == Frequency::Year {
        return Err(WithoutLimits::Annual);
    }
    if measure.is_cumulative {
        return Err(WithoutLimits::Cumulative);
    }
    if known.len() < LEAST_POINTS {
        return Err(WithoutLimits::TooFew { known: known.len() });
    }
    let settings = Settings {
        rebase_before: &starts(measure, points, known),
        holes_before: holes,
        ..Settings::default()
    };
    let (made, method) = match small_counts(measure, points, known) {
        Some((kind, counts)) => {
            let per = measure.indicator.per.unwrap_or(1.0);
            let method = match kind {
                CountedChart::Share => LimitMethod::Share,
                CountedChart::Rate => LimitMethod::Rate,
            };
            (counted(kind, &counts, per, &settings), method)
        }
        None => {
            let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
            let made = chart_of_any_length(&values, &settings);
            (made.map(|chart| chart.points), LimitMethod::MovingRange)
        }
    };
    let made = made.map_err(|_| WithoutLimits::TooFew { known: known.len() })?;
    let all = known.iter().zip(made).map(|((at, _), point)| (*at, point));
    Ok((all.collect(), method))
}

/// Where limits start anew among the known points. Of two rebases with fewer than two points between them the later holds, and none stands
/// so near to an end that it would leave fewer.
fn starts(measure: &Measure, points: &[&MeasurePoint], known: &[(usize, f64)]) -> Vec<usize> {
    const LEAST: usize = 2;
    let mut starts: Vec<usize> = Vec::new();
    for rebase in &measure.rebases {
        let is_after = |(at, _): &(usize, f64)| points[*at].period.end >= rebase.from;
        let Some(at) = known.iter().position(is_after) else {
            continue;
        };
        if at < LEAST || at + LEAST > known.len() {
            continue;
        }
        if starts.last().is_some_and(|last| at < last + LEAST) {
            starts.pop();
        }
        starts.push(at);
    }
    starts
}

/// The counts of all points, where every point has them and they are small on average.
fn small_counts(
    measure: &Measure,
    points: &[&MeasurePoint],
    known: &[(usize, f64)],
) -> Option<(CountedChart, Vec<(f64, f64)>)> {
    let counts: Option<Vec<(f64, f64)>> = known.iter().map(|(at, _)| points[*at].counts).collect();
    let counts = counts.filter(|_| measure.indicator.per.is_some())?;
    let number = counts.len() as f64;
    let is_share = measure.indicator.unit.is_percent();
    let smaller = |(count, base): &(f64, f64)| {
        if is_share {
            count.min(base - count)
        } else {
            *count
        }
    };
    let mean = counts.iter().map(smaller).sum::<f64>() / number;
    let kind = if is_share {
        CountedChart::Share
    } else {
        CountedChart::Rate
    };
    (mean < COUNTED_BELOW).then_some((kind, counts))
}

/// Positions among the known points before which periods are without a figure.
fn holes(points: &[&MeasurePoint], known: &[(usize, f64)]) -> Vec<usize> {
    (1..known.len())
        .filter(|at| {
            let (before, after) = (known[at - 1].0, known[*at].0);
            after > before + 1 || points[before].period.leaves_out(&points[after].period)
        })
        .collect()
}

/// Where the same month, quarter or week of earlier years stands, the last year first.
fn years_before(points: &[&MeasurePoint], newest: usize) -> Vec<usize> {
    let Some(now) = points.get(newest) else {
        return Vec::new();
    };
    let of_years = (1..=EARLIER_YEARS).filter_map(|years| {
        points.iter().position(|point| {
            now.period.follows_by_years(&point.period, years) && point.reading.value().is_some()
        })
    });
    of_years.collect()
}

fn assurance(target: &MeasureTarget, limits: Interval) -> MeasureAssurance {
    let least = target.least.unwrap_or(f64::NEG_INFINITY);
    let most = target.most.unwrap_or(f64::INFINITY);
    if limits.lower >= least && limits.upper <= most {
        MeasureAssurance::Always
    } else if limits.upper < least || limits.lower > most {
        MeasureAssurance::Never
    } else {
        MeasureAssurance::Sometimes
    }
}

/// The returns that should have come by a day, and have not.
fn late(measure: &Measure, last: Option<&Period>, as_at: Date) -> Option<LateReturn> {
    let last = last?.end;
    let due_of = |number: i32| {
        let days = measure.frequency.longest() * number + measure.due_after;
        last.checked_add(jiff::Span::new().days(days)).ok()
    };
    let missing = (1..=60)
        .take_while(|number| due_of(*number).is_some_and(|due| due < as_at))
        .count();
    (missing > 0).then_some(LateReturn {
        due: due_of(1)?,
        missing: missing as i32,
    })
}
