//! XmR charts (NHS Making Data Count) for monthly and quarterly local series. Not for annual figures: neighbouring years resemble
//! each other, and the rules then signal in most authorities without cause.

use super::interval::Interval;
use super::method::Method;
use super::order::mean;
use super::problem::Problem;
use super::verdict::Side;
use std::ops::Range;

/// A chart needs this many points.
pub(crate) const LEAST_POINTS: usize = 12;
/// Limits from fewer points than this are trial limits.
const SETTLED_FROM: usize = 13;
/// Three standard deviations from the mean in mean moving ranges: 3 / 1.128.
const LIMIT: f64 = 2.66;
/// A moving range this many times the mean range is not of the process and is left out, once (Nelson 1982).
const SCREEN: f64 = 3.267;
/// A run or a trend is this many points.
const RUN: usize = 7;

/// How to draw a chart.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Settings<'a> {
    /// Keep extreme moving ranges, as the Excel tool does; by default they are screened out.
    pub(crate) keep_extreme_ranges: bool,
    /// Points before which everything starts anew, ascending, counted from 0.
    pub(crate) rebase_before: &'a [usize],
    /// Points before which periods are without a figure, ascending, counted from 0: no run, trend, pair of points or moving range
    /// reaches across.
    pub(crate) holes_before: &'a [usize],
    /// Take mean and limits from the first so many points of each group only.
    pub(crate) fix_after: Option<usize>,
}

/// Why a point is not common cause: the first rule that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Beyond a process limit.
    Outside(Side),
    /// One of seven points each higher (lower) than the one before.
    Trend(Side),
    /// One of two among three points near a limit, all three on one side.
    TwoOfThree(Side),
    /// One of seven points on one side of the mean.
    Run(Side),
}

impl Rule {
    /// As printed in a `rule` column.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Rule::Outside(Side::Above) => "above the upper limit",
            Rule::Outside(Side::Below) => "below the lower limit",
            Rule::Trend(Side::Above) => "seven rising points",
            Rule::Trend(Side::Below) => "seven falling points",
            Rule::TwoOfThree(Side::Above) => "two of three near the upper limit",
            Rule::TwoOfThree(Side::Below) => "two of three near the lower limit",
            Rule::Run(Side::Above) => "seven points above the mean",
            Rule::Run(Side::Below) => "seven points below the mean",
        }
    }
}

/// One point of a chart with the limits that hold there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ControlPoint {
    pub(crate) value: f64,
    pub(crate) mean: f64,
    pub(crate) limits: Interval,
    /// 0 until the first rebase.
    pub(crate) group: usize,
    pub(crate) rule: Option<Rule>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct XmrChart {
    pub(crate) points: Vec<ControlPoint>,
    /// Some group has fewer than 13 points: call its limits trial limits.
    pub(crate) trial: bool,
    pub(crate) method: Method,
}

/// Whether a target will be met by the process as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Assurance {
    ConsistentlyPasses,
    ConsistentlyFails,
    /// The target lies within the limits: met or missed by chance.
    Inconsistent,
}

impl Assurance {
    /// As printed in an `assurance` column.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Assurance::ConsistentlyPasses => "consistently passes",
            Assurance::ConsistentlyFails => "consistently fails",
            Assurance::Inconsistent => "inconsistent",
        }
    }
}

/// The chart of a series of at least [`LEAST_POINTS`] points.
pub(crate) fn chart(values: &[f64], settings: &Settings<'_>) -> Result<XmrChart, Problem> {
    if values.len() < LEAST_POINTS {
        return Err(Problem::TooFew {
            needed: LEAST_POINTS,
            found: values.len(),
        });
    }
    chart_of_any_length(values, settings)
}

/// As [`chart`], without its minimum.
pub(crate) fn chart_of_any_length(
    values: &[f64],
    settings: &Settings<'_>,
) -> Result<XmrChart, Problem> {
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Problem::NotANumber);
    }
    let points = by_group(values.len(), settings, |members, holes, group| {
        group_points(&values[members], settings, holes, group)
    })?;
    let trial = points
        .chunk_by(|one, other| one.group == other.group)
        .any(|group| group.len() < SETTLED_FROM);
    Ok(XmrChart {
        points,
        trial,
        method: Method::Xmr,
    })
}

/// The points of each group between two rebases, made by `make` from where its members stand, the holes among them and its number.
pub(super) fn by_group(
    length: usize,
    settings: &Settings<'_>,
    make: impl Fn(Range<usize>, &[usize], usize) -> Result<Vec<ControlPoint>, Problem>,
) -> Result<Vec<ControlPoint>, Problem> {
    let mut points = Vec::with_capacity(length);
    let (mut from, mut group) = (0, 0);
    for end in settings.rebase_before.iter().copied().chain([length]) {
        if end <= from || end > length {
            continue;
        }
        let holes: Vec<usize> = settings
            .holes_before
            .iter()
            .filter(|at| (from..end).contains(*at))
            .map(|at| at - from)
            .collect();
        points.extend(make(from..end, &holes, group)?);
        (from, group) = (end, group + 1);
    }
    Ok(points)
}

fn group_points(
    values: &[f64],
    settings: &Settings<'_>,
    holes: &[usize],
    group: usize,
) -> Result<Vec<ControlPoint>, Problem> {
    let counted = &values[..settings
        .fix_after
        .map_or(values.len(), |first| first.min(values.len()))];
    let too_few = Problem::TooFew {
        needed: 2,
        found: counted.len(),
    };
    let centre = mean(counted).ok_or(too_few)?;
    let range = mean_moving_range(counted, holes, settings.keep_extreme_ranges).ok_or(too_few)?;
    let half_width = LIMIT * range;
    let limits = Interval::around(centre, half_width);
    let rules = broken_rules(values, centre, &vec![half_width; values.len()], holes);
    let points = values.iter().zip(rules).map(|(value, rule)| ControlPoint {
        value: *value,
        mean: centre,
        limits,
        group,
        rule,
    });
    Ok(points.collect())
}

/// The first rule that each value breaks about a centre, from which the limits at it lie so far; no rule reaches across a hole.
pub(super) fn broken_rules(
    values: &[f64],
    centre: f64,
    half_widths: &[f64],
    holes_before: &[usize],
) -> Vec<Option<Rule>> {
    let sides: Vec<i8> = values
        .iter()
        .map(|value| side_of(*value - centre))
        .collect();
    let near: Vec<bool> = values
        .iter()
        .zip(half_widths)
        .map(|(value, half_width)| is_near(*value, centre, *half_width))
        .collect();
    let (mut trends, mut runs, mut threes) = (Vec::new(), Vec::new(), Vec::new());
    for stretch in stretches(values.len(), holes_before) {
        let (values, sides) = (&values[stretch.clone()], &sides[stretch.clone()]);
        trends.extend(part_of_seven(&seven_point_trends(values)));
        runs.extend(part_of_seven(&seven_on_one_side(sides)));
        threes.extend(two_of_three(&near[stretch], sides));
    }
    let each = values.iter().zip(half_widths).enumerate();
    each.map(|(at, (value, half_width))| {
        let is_within = Interval::around(centre, *half_width).contains(*value);
        let beyond = if is_within { 0 } else { sides[at] };
        side(beyond)
            .map(Rule::Outside)
            .or(side(trends[at]).map(Rule::Trend))
            .or(side(threes[at]).map(Rule::TwoOfThree))
            .or(side(runs[at]).map(Rule::Run))
    })
    .collect()
}

/// The stretches of points without a hole between them.
pub(crate) fn stretches(length: usize, holes_before: &[usize]) -> Vec<Range<usize>> {
    let within = holes_before
        .iter()
        .copied()
        .filter(|at| (1..length).contains(at));
    let starts: Vec<usize> = [0].into_iter().chain(within).collect();
    let ends = starts.iter().skip(1).copied().chain([length]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(from, to)| from..to)
        .collect()
}

/// Mean of the ranges between neighbouring points, extreme ones screened out once.
fn mean_moving_range(values: &[f64], holes_before: &[usize], keep_extreme: bool) -> Option<f64> {
    let mut ranges: Vec<f64> = stretches(values.len(), holes_before)
        .into_iter()
        .flat_map(|stretch| values[stretch].windows(2))
        .map(|pair| (pair[1] - pair[0]).abs())
        .collect();
    let first = mean(&ranges)?;
    if !keep_extreme && first > 0.0 {
        ranges.retain(|range| *range < SCREEN * first);
    }
    mean(&ranges)
}

fn side_of(difference: f64) -> i8 {
    match difference {
        above if above > 0.0 => 1,
        below if below < 0.0 => -1,
        _ => 0,
    }
}

fn side(sign: i8) -> Option<Side> {
    match sign {
        1 => Some(Side::Above),
        -1 => Some(Side::Below),
        _ => None,
    }
}

/// In the outer third between mean and limit, the limit itself included.
fn is_near(value: f64, centre: f64, half_width: f64) -> bool {
    let distance = (value - centre).abs();
    distance > half_width * 2.0 / 3.0 && Interval::around(centre, half_width).contains(value)
}

/// 1 (or -1) at the last of seven points on one side of the mean; a point on the mean breaks the run.
pub(crate) fn seven_on_one_side(sides: &[i8]) -> Vec<i8> {
    ends_of(sides, RUN)
}

/// 1 (or -1) at the last of seven points each higher (lower) than the one before; a tie breaks the trend.
pub(crate) fn seven_point_trends(values: &[f64]) -> Vec<i8> {
    let steps = values.windows(2).map(|pair| side_of(pair[1] - pair[0]));
    // The first point has no step; 0 keeps the positions aligned.
    let steps: Vec<i8> = [0].into_iter().take(values.len()).chain(steps).collect();
    ends_of(&steps, RUN - 1)
}

/// The sign shared by the last `length` signs, at each position; 0 where there is none.
fn ends_of(signs: &[i8], length: usize) -> Vec<i8> {
    (0..signs.len())
        .map(|end| shared_sign(&signs[..=end], length).unwrap_or(0))
        .collect()
}

/// The sign that the last `length` signs share.
fn shared_sign(signs: &[i8], length: usize) -> Option<i8> {
    let window = &signs[signs.len().checked_sub(length)?..];
    let last = *window.last()?;
    window.iter().all(|sign| *sign == last).then_some(last)
}

/// Spreads the mark at the end of seven points over all seven.
pub(crate) fn part_of_seven(ends: &[i8]) -> Vec<i8> {
    (0..ends.len())
        .map(|at| {
            let mark = ends[at..].iter().take(RUN).find(|sign| **sign != 0);
            mark.copied().unwrap_or(0)
        })
        .collect()
}

/// 1 (or -1) at each point near a limit within three neighbouring points of which two are, all three on that side of the mean.
pub(crate) fn two_of_three(near: &[bool], sides: &[i8]) -> Vec<i8> {
    threes(near, sides)
        .into_iter()
        .zip(near)
        .map(|(mark, near)| if *near { mark } else { 0 })
        .collect()
}

/// As [`two_of_three`], marking all three points.
pub(crate) fn threes(near: &[bool], sides: &[i8]) -> Vec<i8> {
    let mut marks = vec![0; near.len()];
    for from in 0..near.len().saturating_sub(2) {
        let (three, of) = (&near[from..from + 3], &sides[from..from + 3]);
        let two_near = three.iter().filter(|near| **near).count() >= 2;
        if two_near && of.iter().all(|side| *side == of[0]) {
            marks[from..from + 3].fill(of[0]);
        }
    }
    marks
}

/// Whether the process as it is will meet a target, by the limits of the last group.
pub(crate) fn assurance(limits: Interval, target: f64, higher_is_better: bool) -> Assurance {
    match (target > limits.upper, target < limits.lower) {
        (true, _) if higher_is_better => Assurance::ConsistentlyFails,
        (true, _) => Assurance::ConsistentlyPasses,
        (_, true) if higher_is_better => Assurance::ConsistentlyPasses,
        (_, true) => Assurance::ConsistentlyFails,
        (false, false) => Assurance::Inconsistent,
    }
}
