//! Is a series rising or falling: a row a series.

use super::officer_file::{ColumnNeed, InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumns, RowResult};
use super::series::{TimedSeries, at_row, file_order, grouped, without_figures};
use crate::stat::interval::Interval;
use crate::stat::method::Method;
use crate::stat::trend::{LongRun, RecentTrend, TrendPoint, long_run, recent};

pub(super) const COLUMNS: &[InputColumn] = &[
    InputColumn::words("series"),
    InputColumn::words("period"),
    InputColumn::number("value"),
    InputColumn::optional(LOWER, ColumnNeed::With(UPPER)),
    InputColumn::optional(UPPER, ColumnNeed::With(LOWER)),
];
const LOWER: &str = "lower95";
const UPPER: &str = "upper95";

/// The trend of the last points, where they have intervals, and of all, where there are enough.
struct SeriesTrends {
    lately: Option<RecentTrend>,
    throughout: Option<LongRun>,
}

fn result_columns<'a>() -> ResultColumns<'a, SeriesTrends> {
    ResultColumns::<SeriesTrends>::new()
        .maybe_words("direction", |of| Some(of.lately.as_ref()?.direction.name()))
        .maybe("chi2", |of| Some(of.lately.as_ref()?.chi_squared))
        .maybe("slope", |of| Some(of.lately.as_ref()?.slope))
        .maybe("tau", |of| Some(of.throughout.as_ref()?.test.tau))
        .maybe("p", |of| Some(of.throughout.as_ref()?.test.p))
        .maybe("theil_sen", |of| Some(of.throughout.as_ref()?.line.slope))
        .interval(["theil_sen_lower", "theil_sen_upper"], |of| {
            Some(of.throughout.as_ref()?.line.p95)
        })
}

/// The recent trend where there are intervals, the rank methods where there are points enough; a problem where neither applies.
pub(super) fn trend(file: &OfficerFile) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let (mut results, mut scales, mut holes) = (Vec::new(), Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<OfficerRow<'_>> = members.into_iter().map(|at| rows[at]).collect();
        let series = TimedSeries::of(&own, "value");
        scales.extend(series.as_ref().map(|series| (name, series.scale)));
        holes.extend(series.as_ref().map(|series| (name, series.hole_names())));
        let result = series.and_then(|series| both_trends(&series, &own, file.has(LOWER)));
        results.push((name, result));
    }
    let methods = [
        Method::FingertipsTrend,
        Method::MannKendall,
        Method::TheilSen,
    ]
    .map(Method::name)
    .join(", ");
    CalculatedTable::by_name(file, result_columns(), results)
        .with_method(&methods)
        .with_remark(file_order(&scales))
        .with_remark(without_figures(&holes, ""))
}

fn both_trends(
    series: &TimedSeries<'_>,
    rows: &[OfficerRow<'_>],
    has_limits: bool,
) -> RowResult<SeriesTrends> {
    let lately = if !series.holes.is_empty() {
        Err(format!(
            "periods are without a figure {}",
            series.hole_names().join(", ")
        ))
    } else if has_limits {
        recent(&points(series, rows)?).map_err(|problem| problem.to_string())
    } else {
        Err(format!("the columns {LOWER} and {UPPER} are not there"))
    };
    let throughout = long_run(&series.times, &series.values).map_err(|problem| problem.to_string());
    if let (Err(lately), Err(throughout)) = (&lately, &throughout) {
        return Err(format!(
            "recent trend: {lately}; rank methods: {throughout}"
        ));
    }
    Ok(SeriesTrends {
        lately: lately.ok(),
        throughout: throughout.ok(),
    })
}

fn points(series: &TimedSeries<'_>, rows: &[OfficerRow<'_>]) -> Result<Vec<TrendPoint>, String> {
    let own = series.order.iter().zip(&series.values);
    own.map(|(at, value)| point(rows[*at], *value)).collect()
}

fn point(row: OfficerRow<'_>, value: f64) -> Result<TrendPoint, String> {
    let [lower, upper] =
        [LOWER, UPPER].map(|column| row.maybe(column).map_err(|problem| at_row(row, &problem)));
    let limits = lower?.zip(upper?);
    Ok(TrendPoint {
        value,
        p95: limits.map(|(lower, upper)| Interval { lower, upper }),
        counts: None,
    })
}
