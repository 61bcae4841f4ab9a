//! Is an officer's own series under control? Process limits of a weekly, monthly or quarterly series, never of an annual one.

use super::panel::{Panel, PeriodColumn};
use crate::observation::area::Area;
use crate::observation::period::{Period, YearKind};
use crate::observation::reading::{Reading, Status};
use crate::stat::control::{LEAST_POINTS, Settings, XmrChart, chart};

/// A series with its process limits.
pub(crate) struct Control {
    /// Columns of the panel from the first figure to the last, those without a figure too.
    pub(crate) columns: Vec<PeriodColumn>,
    /// The columns of the chart's points: those with a figure, from the last break in the series that leaves enough of them on.
    pub(crate) known: Vec<PeriodColumn>,
    /// Positions among these before which periods are without a figure: runs and moving ranges stop there.
    pub(crate) holes: Vec<usize>,
    pub(crate) chart: XmrChart,
    /// How many columns among these have no figure because it is suppressed.
    pub(crate) suppressed: usize,
    /// A count, and so few on average that the limits are rough.
    pub(crate) few: bool,
}

/// Why a series gets no control chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NoControl {
    /// Years, or dates as far apart: neighbouring years resemble each other, and the rules then signal without cause.
    Annual,
    TooFew {
        known: usize,
        suppressed: usize,
    },
}

/// Dates this many days apart on the whole are quarters; further apart they are no series for limits.
const QUARTER_DAYS: i32 = 100;
/// Below this mean a count has no symmetric limits worth the name.
const FEW: f64 = 5.0;

/// The process limits of an authority's own series.
pub(crate) fn control(panel: &Panel, area: Area) -> Result<Control, NoControl> {
    let has = |at: &PeriodColumn| panel.reading(*at, area).status() != Status::Absent;
    let columns: Vec<PeriodColumn> = panel.columns().filter(has).collect();
    let known: Vec<PeriodColumn> = columns
        .iter()
        .copied()
        .filter(|at| panel.value(*at, area).is_some())
        .collect();
    if !often(panel, &columns) {
        return Err(NoControl::Annual);
    }
    let hidden =
        |at: &&PeriodColumn| panel.reading(**at, area) == Reading::Missing(Status::Suppressed);
    let (from, starts) = groups(panel, &known);
    let columns: Vec<PeriodColumn> = columns
        .into_iter()
        .filter(|at| known.get(from).is_some_and(|first| at >= first))
        .collect();
    let suppressed = columns.iter().filter(hidden).count();
    let known = known.get(from..).unwrap_or_default().to_vec();
    let too_few = NoControl::TooFew {
        known: known.len(),
        suppressed,
    };
    let values: Vec<f64> = known
        .iter()
        .filter_map(|at| panel.value(*at, area))
        .collect();
    let holes = holes(panel, area, &known);
    let chart = chart(
        &values,
        &Settings {
            rebase_before: &starts,
            holes_before: &holes,
            ..Settings::default()
        },
    )
    .map_err(|_| too_few)?;
    let few =
        panel.indicator.unit.is_count() && values.iter().sum::<f64>() < FEW * values.len() as f64;
    Ok(Control {
        columns,
        known,
        holes,
        chart,
        suppressed,
        few,
    })
}

/// Before which of the columns with a figure there are periods without one: some that stand in the file without a figure, or, as
/// months, quarters, terms and weeks tell, and days that else come evenly, some that do not stand there.
pub(super) fn holes(panel: &Panel, area: Area, known: &[PeriodColumn]) -> Vec<usize> {
    let apart = |earlier: PeriodColumn, later: PeriodColumn| {
        (panel.period(later).end - panel.period(earlier).end).get_days()
    };
    let mut steps: Vec<i32> = known
        .windows(2)
        .map(|pair| apart(pair[0], pair[1]))
        .collect();
    steps.sort_unstable();
    let usual = steps.get(steps.len() / 2).copied().unwrap_or_default();
    let is_hole = |earlier: PeriodColumn, later: PeriodColumn| {
        let (first, second) = (panel.period(earlier), panel.period(later));
        let dated = first.kind == YearKind::Day && second.kind == YearKind::Day;
        let without_figure = panel
            .columns_before(later)
            .any(|at| at > earlier && panel.reading(at, area).status() != Status::Absent);
        first.leaves_out(second)
            || (dated && apart(earlier, later) * 2 > usual * 3)
            || without_figure
    };
    (1..known.len())
        .filter(|at| is_hole(known[at - 1], known[*at]))
        .collect()
}

/// Whether periods come several times a year.
fn often(panel: &Panel, columns: &[PeriodColumn]) -> bool {
    let periods: Vec<&Period> = columns.iter().map(|at| panel.period(*at)).collect();
    let mut days: Vec<i32> = periods
        .windows(2)
        .map(|pair| (pair[1].end - pair[0].end).get_days())
        .collect();
    days.sort_unstable();
    let dated = periods.iter().all(|p| p.kind == YearKind::Day);
    let near = days
        .get(days.len() / 2)
        .is_some_and(|days| *days <= QUARTER_DAYS);
    !periods.is_empty() && (periods.iter().all(|p| p.kind.comes_often()) || (dated && near))
}

/// Where the chart begins among the known columns, and where, counted from there, limits start anew after a break in the series.
/// A stretch too short for limits of its own ends what the chart can look back on.
fn groups(panel: &Panel, known: &[PeriodColumn]) -> (usize, Vec<usize>) {
    let mut starts: Vec<usize> = vec![0];
    for at in 1..known.len() {
        if panel.redefined_between(known[at - 1], known[at]).is_some() {
            starts.push(at);
        }
    }
    let end = |group: usize| starts.get(group + 1).copied().unwrap_or(known.len());
    let long = |group: &usize| end(*group) - starts[*group] >= LEAST_POINTS;
    let first = (0..starts.len())
        .rev()
        .take_while(long)
        .last()
        .unwrap_or(starts.len() - 1);
    let from = starts[first];
    (
        from,
        starts[first + 1..].iter().map(|at| at - from).collect(),
    )
}
