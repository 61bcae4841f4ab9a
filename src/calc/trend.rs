//! Is a series rising or falling: a row a series.

use super::officer_file::{ColumnNeed, InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumn, RowResult, maybe, number, words};
use super::series::{TimedSeries, at_row, file_order, grouped};
use crate::stat::interval::Interval;
use crate::stat::method::Method;
use crate::stat::trend::{LongRun, RecentTrend, TrendPoint, long_run, recent};
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text};

pub(super) const COLUMNS: &[InputColumn] = &[
    InputColumn::words("series"),
    InputColumn::words("period"),
    InputColumn::number("value"),
    InputColumn::optional(LOWER, ColumnNeed::With(UPPER)),
    InputColumn::optional(UPPER, ColumnNeed::With(LOWER)),
];
const LOWER: &str = "lower95";
const UPPER: &str = "upper95";

const RESULTS: [ResultColumn; 8] = [
    ("direction", Text),
    ("chi2", Number),
    ("slope", Number),
    ("tau", Number),
    ("p", Number),
    ("theil_sen", Number),
    ("theil_sen_lower", Number),
    ("theil_sen_upper", Number),
];

/// The recent trend where there are intervals, the rank methods where there are points enough; a problem where neither applies.
pub(super) fn trend(file: &OfficerFile) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let (mut results, mut scales) = (Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<OfficerRow<'_>> = members.into_iter().map(|at| rows[at]).collect();
        let series = TimedSeries::of(&own, "value");
        scales.extend(series.as_ref().map(|series| (name, series.scale)));
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
    CalculatedTable::by_name(file, &RESULTS, results)
        .with_method(&methods)
        .with_remark(file_order(&scales))
}

fn both_trends(series: &TimedSeries<'_>, rows: &[OfficerRow<'_>], has_limits: bool) -> RowResult {
    let lately = if has_limits {
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
    let mut cells = recent_cells(lately.ok().as_ref()).to_vec();
    cells.extend(long_run_cells(throughout.ok().as_ref()));
    Ok(cells)
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

fn recent_cells(found: Option<&RecentTrend>) -> [Cell; 3] {
    match found {
        Some(found) => [
            words(found.direction.name()),
            number(found.chi_squared),
            number(found.slope),
        ],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn long_run_cells(found: Option<&LongRun>) -> [Cell; 5] {
    let numbers = found.map(|LongRun { test, line, .. }| {
        [test.tau, test.p, line.slope, line.p95.lower, line.p95.upper]
    });
    match numbers {
        Some(numbers) => numbers.map(number),
        None => [None; 5].map(maybe),
    }
}
