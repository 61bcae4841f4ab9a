//! Is a series rising or falling? The recent trend over five years where counts are published, and the rank methods from eight
//! years on.

use super::panel::{Panel, PeriodColumn};
use super::significance::{counts, estimate};
use crate::observation::area::Area;
use crate::stat::trend::{
    LONG_RUN_POINTS, LongRun, RECENT_POINTS, RecentTrend, TrendPoint, long_run, recent,
};

/// The recent trend, with the columns it rests on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RecentYears {
    pub(crate) columns: Vec<PeriodColumn>,
    pub(crate) trend: RecentTrend,
    _sealed: (),
}

/// A long run of years without a break.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SustainedRun {
    pub(crate) columns: Vec<PeriodColumn>,
    pub(crate) run: LongRun,
    _sealed: (),
}

/// The columns of a series up to a period, a year apart and of one definition, latest first. Unusual years are among them.
pub(crate) fn years_back(panel: &Panel, at: PeriodColumn) -> Vec<PeriodColumn> {
    let mut columns = vec![at];
    let mut later = at;
    while let Some(before) = panel.years_before(later, 1) {
        if !panel.are_of_one_definition(before, later) {
            break;
        }
        columns.push(before);
        later = before;
    }
    columns
}

/// The five latest years; none unless each has its counts.
pub(crate) fn recent_years(panel: &Panel, at: PeriodColumn, area: Area) -> Option<RecentYears> {
    let mut columns: Vec<PeriodColumn> = years_back(panel, at)
        .into_iter()
        .take(RECENT_POINTS)
        .collect();
    columns.reverse();
    let point = |column: &PeriodColumn| {
        let estimate = estimate(panel, *column, area)?;
        let counts = counts(panel, *column, area);
        Some(TrendPoint {
            value: estimate.value,
            p95: Some(estimate.limits.p95),
            counts,
        })
    };
    let points: Vec<TrendPoint> = columns.iter().map(point).collect::<Option<_>>()?;
    Some(RecentYears {
        trend: recent(&points).ok()?,
        columns,
        _sealed: (),
    })
}

/// Every year up to a period, as far back as there is a figure each year.
pub(crate) fn sustained(panel: &Panel, at: PeriodColumn, area: Area) -> Option<SustainedRun> {
    let known = years_back(panel, at)
        .into_iter()
        .map_while(|column| Some((column, panel.value(column, area)?)));
    let (mut columns, mut values): (Vec<PeriodColumn>, Vec<f64>) = known.unzip();
    if columns.len() < LONG_RUN_POINTS {
        return None;
    }
    columns.reverse();
    values.reverse();
    let times: Vec<f64> = columns
        .iter()
        .map(|column| f64::from(panel.period(*column).end_year()))
        .collect();
    Some(SustainedRun {
        run: long_run(&times, &values).ok()?,
        columns,
        _sealed: (),
    })
}
