//! Is a series rising or falling: a row a series.

use super::answer::{Answer, Of, Outcome, maybe, number, words};
use super::input::{Asked, Input, Need, Row};
use super::series::{Series, at_row, file_order, grouped};
use crate::stat::interval::Interval;
use crate::stat::method::Method;
use crate::stat::trend::{LongRun, RecentTrend, TrendPoint, long_run, recent};
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text};

pub(super) const COLUMNS: &[Asked] = &[
    Asked::words("series"),
    Asked::words("period"),
    Asked::number("value"),
    Asked::optional(LOWER, Need::With(UPPER)),
    Asked::optional(UPPER, Need::With(LOWER)),
];
const LOWER: &str = "lower95";
const UPPER: &str = "upper95";

const RESULTS: [Of; 8] = [
    ("direction", Text),
    ("chi2", Number),
    ("slope", Number),
    ("tau", Number),
    ("p", Number),
    ("theil_sen", Number),
    ("theil_sen_lower", Number),
    ("theil_sen_upper", Number),
];

/// The recent trend where there are intervals, the rank methods where there are points enough; a problem where neither speaks.
pub(super) fn trend(input: &Input) -> Answer {
    let rows: Vec<Row<'_>> = input.rows().collect();
    let (mut answers, mut clocks) = (Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<Row<'_>> = members.into_iter().map(|at| rows[at]).collect();
        let series = Series::of(&own, "value");
        clocks.extend(series.as_ref().map(|series| (name, series.clock)));
        let outcome = series.and_then(|series| one(&series, &own, input.has(LOWER)));
        answers.push((vec![words(name)], outcome));
    }
    let methods = [
        Method::FingertipsTrend,
        Method::MannKendall,
        Method::TheilSen,
    ]
    .map(Method::name)
    .join(", ");
    Answer::new(input.columns().take(1).collect(), &RESULTS, answers)
        .method(&methods)
        .remarking(file_order(&clocks))
}

fn one(series: &Series<'_>, rows: &[Row<'_>], has_limits: bool) -> Outcome {
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
    let mut cells = of_recent(lately.ok().as_ref()).to_vec();
    cells.extend(of_long_run(throughout.ok().as_ref()));
    Ok(cells)
}

fn points(series: &Series<'_>, rows: &[Row<'_>]) -> Result<Vec<TrendPoint>, String> {
    let point = |(at, value): (&usize, &f64)| {
        let limit = |column: &str| {
            rows[*at]
                .maybe(column)
                .map_err(|problem| at_row(rows[*at], &problem))
        };
        let p95 = limit(LOWER)?
            .zip(limit(UPPER)?)
            .map(|(lower, upper)| Interval { lower, upper });
        Ok(TrendPoint {
            value: *value,
            p95,
            counts: None,
        })
    };
    series.order.iter().zip(&series.values).map(point).collect()
}

fn of_recent(found: Option<&RecentTrend>) -> [Cell; 3] {
    let direction = found.map_or(Cell::Empty, |found| words(found.direction.name()));
    [
        direction,
        maybe(found.map(|found| found.chi_squared)),
        maybe(found.map(|found| found.slope)),
    ]
}

fn of_long_run(found: Option<&LongRun>) -> [Cell; 5] {
    let Some(LongRun { test, line, .. }) = found else {
        return [
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ];
    };
    [test.tau, test.p, line.slope, line.p95.lower, line.p95.upper].map(number)
}
