//! An officer's own months or quarters before and after an action began: limits from the points before it, and which points
//! after it no longer look like them. Local figures only; they are unvalidated and compared with nobody.

use super::control::holes;
use super::panel::{Panel, PeriodColumn};
use crate::observation::area::Area;
use crate::observation::period::YearKind;
use crate::stat::control::{
    LEAST_POINTS, Rule, Settings, chart, part_of_seven, seven_on_one_side, seven_point_trends,
    stretches,
};
use crate::stat::interval::Interval;
use crate::stat::problem::Problem;
use jiff::civil::Date;

/// Points further apart than this are years, for which control charts are not.
const QUARTER: i32 = 100;

/// A local series of days, parted by the day an action began.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Signals {
    /// How many points lie before the day.
    pub(crate) before: usize,
    /// Columns of the points on the day or after it.
    pub(crate) after: Vec<PeriodColumn>,
    /// None where there are too few points before, or none after.
    pub(crate) found: Option<SignalChart>,
    _sealed: (),
}

/// What the chart shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SignalChart {
    /// Of the points before.
    pub(crate) mean: f64,
    pub(crate) limits: Interval,
    /// Columns of points after, each with the rule it breaks.
    pub(crate) signals: Vec<(PeriodColumn, Rule)>,
}

impl Signals {
    /// Charts an authority's own series. None unless its points are days, a quarter apart or less.
    pub(crate) fn of(panel: &Panel, area: Area, began: Date) -> Option<Signals> {
        let points: Vec<(PeriodColumn, Date, f64)> = panel
            .columns()
            .filter(|at| panel.period(*at).kind == YearKind::Day)
            .filter_map(|at| Some((at, panel.period(at).end, panel.value(at, area)?)))
            .collect();
        let mut apart: Vec<i32> = points
            .windows(2)
            .map(|pair| (pair[1].1 - pair[0].1).get_days())
            .collect();
        apart.sort_unstable();
        apart
            .get(apart.len() / 2)
            .filter(|days| **days <= QUARTER && panel.indicator.local)?;
        let before = points.iter().filter(|(_, day, _)| *day < began).count();
        let after = points.iter().skip(before).map(|(at, _, _)| *at).collect();
        let known: Vec<PeriodColumn> = points.iter().map(|(at, _, _)| *at).collect();
        let holes = holes(panel, area, &known);
        Some(Signals {
            before,
            after,
            found: found(&points, &holes, before).ok().flatten(),
            _sealed: (),
        })
    }
}

fn found(
    points: &[(PeriodColumn, Date, f64)],
    holes: &[usize],
    before: usize,
) -> Result<Option<SignalChart>, Problem> {
    if before < LEAST_POINTS || before == points.len() {
        return Ok(None);
    }
    let values: Vec<f64> = points.iter().map(|(_, _, value)| *value).collect();
    let settings = Settings {
        holes_before: holes,
        fix_after: Some(before),
        ..Settings::default()
    };
    let charted = chart(&values, &settings)?.points;
    let at_once = |rule: Rule| matches!(rule, Rule::Outside(_) | Rule::TwoOfThree(_));
    // Seven on one side, or seven rising, are of the time after only where all seven are: a stretch that began before the action
    // began without it.
    let differences: Vec<f64> = charted[before..].iter().map(|p| p.value - p.mean).collect();
    let holes: Vec<usize> = holes
        .iter()
        .filter_map(|at| at.checked_sub(before))
        .collect();
    let later = stretches(differences.len(), &holes)
        .into_iter()
        .flat_map(|stretch| whole_sevens(&differences[stretch]));
    let signals = charted
        .iter()
        .zip(points)
        .skip(before)
        .zip(later)
        .filter_map(|((point, (column, _, _)), whole)| {
            let rule = point.rule?;
            (at_once(rule) || whole).then_some((*column, rule))
        });
    let first = charted.first().map(|point| (point.mean, point.limits));
    Ok(first.map(|(mean, limits)| SignalChart {
        mean,
        limits,
        signals: signals.collect(),
    }))
}

/// Which of the later points, on their own, are part of seven on one side of the mean or of seven each further than the last.
fn whole_sevens(differences: &[f64]) -> Vec<bool> {
    let sides: Vec<i8> = differences
        .iter()
        .map(|d| if *d > 0.0 { 1 } else { -i8::from(*d < 0.0) })
        .collect();
    let (runs, trends) = (
        part_of_seven(&seven_on_one_side(&sides)),
        part_of_seven(&seven_point_trends(differences)),
    );
    runs.into_iter()
        .zip(trends)
        .map(|(run, trend)| run != 0 || trend != 0)
        .collect()
}
