//! Areas among areas: a row an area, and each area's result depends on all. A row that cannot be computed is left out of what
//! the others are compared with.

use super::FunnelFigures;
use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumns, RowResult, maybe, number};
use super::series;
use crate::stat::funnel::{self, FunnelPoint, LEAST_AREAS};
use crate::stat::interval::{check_proportion, check_rate};
use crate::stat::problem::Problem;
use crate::stat::quantile::quantile_groups;
use crate::stat::shrink::{self, Shrunk};
use crate::stat::verdict::Verdict;

pub(super) const RATES: &[InputColumn] = &[
    InputColumn::words("area"),
    InputColumn::number("events"),
    InputColumn::number("population"),
];
pub(super) const PROPORTIONS: &[InputColumn] = &[
    InputColumn::words("area"),
    InputColumn::number("numerator"),
    InputColumn::number("denominator"),
];
pub(super) const RATIOS: &[InputColumn] = &[
    InputColumn::words("area"),
    InputColumn::number("observed"),
    InputColumn::number("expected"),
];
pub(super) const GROUPED: &[InputColumn] =
    &[InputColumn::words("group"), InputColumn::number("value")];

fn funnel_columns<'a>() -> ResultColumns<'a, FunnelPoint> {
    ResultColumns::<FunnelPoint>::new()
        .number("value", |point| point.value)
        .number("z", |point| point.z)
        .limits(|point| Some(point.plain))
        .interval(["od_lower95", "od_upper95"], |point| {
            Some(point.overdispersed?.p95)
        })
        .interval(["od_lower998", "od_upper998"], |point| {
            Some(point.overdispersed?.p998)
        })
        .words("verdict", |point| point.verdict.name())
        .maybe_words("od_verdict", |point| {
            point.overdispersed_verdict.map(Verdict::name)
        })
}

fn shrink_columns<'a>() -> ResultColumns<'a, Shrunk> {
    ResultColumns::<Shrunk>::new()
        .number("raw", |area| area.raw)
        .number("shrunk", |area| area.shrunk)
        .number("weight", |area| area.weight)
}

/// A count and what it is a count of.
type CountOverBase = (f64, f64);

/// The pairs of a file's rows.
struct CountsOverBases {
    /// Each row's pair, or why it has none.
    all: Vec<Result<CountOverBase, String>>,
    /// Those that can be computed with, in the file's order.
    good: Vec<CountOverBase>,
}

impl CountsOverBases {
    fn read(
        file: &OfficerFile,
        columns: [&str; 2],
        check: fn(f64, f64) -> Result<(), Problem>,
    ) -> CountsOverBases {
        let all: Vec<Result<CountOverBase, String>> =
            file.rows().map(|row| pair(row, columns, check)).collect();
        let good = all.iter().filter_map(|pair| pair.clone().ok()).collect();
        CountsOverBases { all, good }
    }

    /// A result for every row, from the results of the good ones in order.
    fn spread<T>(self, mut good: impl Iterator<Item = RowResult<T>>) -> Vec<RowResult<T>> {
        self.all
            .into_iter()
            .map(|pair| {
                pair.and_then(|_| {
                    good.next()
                        .unwrap_or_else(|| Err("the row has no result".to_owned()))
                })
            })
            .collect()
    }

    /// The same problem for every row that has none of its own.
    fn failed<T>(self, problem: Problem) -> Vec<RowResult<T>> {
        self.all
            .into_iter()
            .map(|pair| pair.and_then(|_| Err(problem.to_string())))
            .collect()
    }
}

fn pair(
    row: OfficerRow<'_>,
    [above, below]: [&str; 2],
    check: fn(f64, f64) -> Result<(), Problem>,
) -> Result<CountOverBase, String> {
    let (above, below) = (row.number(above)?, row.number(below)?);
    check(above, below).map_err(|problem| problem.to_string())?;
    Ok((above, below))
}

/// Where each area lies in the funnel of all; values and limits in parts of one.
pub(super) fn funnel(file: &OfficerFile, figures: FunnelFigures) -> CalculatedTable {
    let pairs = match figures {
        FunnelFigures::Rates => CountsOverBases::read(file, ["events", "population"], check_rate),
        FunnelFigures::Proportions => {
            CountsOverBases::read(file, ["numerator", "denominator"], check_proportion)
        }
        FunnelFigures::Ratios => CountsOverBases::read(file, ["observed", "expected"], check_rate),
    };
    let made = match figures {
        FunnelFigures::Rates => funnel::rates(&pairs.good),
        FunnelFigures::Proportions => funnel::proportions(&pairs.good),
        FunnelFigures::Ratios => funnel::ratios(&pairs.good),
    };
    let found = match made {
        Ok(found) => found,
        Err(problem) => {
            return CalculatedTable::by_row(file, funnel_columns(), pairs.failed(problem));
        }
    };
    let areas = pairs.good.len();
    let points = (0..areas).map(|at| {
        found
            .point(at)
            .ok_or_else(|| "the row has no place in the funnel".to_owned())
    });
    let overdispersion = found.overdispersion;
    let too_few = overdispersion
        .is_none()
        .then(|| format!("{areas} areas are too few to tell how much areas vary (at least {LEAST_AREAS}): no od_ limits"));
    CalculatedTable::by_row(file, funnel_columns(), pairs.spread(points))
        .with_summary("average", number(found.average))
        .with_summary("phi", maybe(overdispersion.map(|of| of.phi)))
        .with_summary("tau2", maybe(overdispersion.map(|of| of.tau_squared)))
        .with_method(found.method.name())
        .with_remark(too_few)
}

/// Each area's rate drawn toward the pooled one; in parts of one.
pub(super) fn shrink(file: &OfficerFile) -> CalculatedTable {
    let pairs = CountsOverBases::read(file, ["events", "population"], check_rate);
    let found = match shrink::shrink(&pairs.good) {
        Ok(found) => found,
        Err(problem) => {
            return CalculatedTable::by_row(file, shrink_columns(), pairs.failed(problem));
        }
    };
    let areas = found.areas.iter().map(|area| Ok(*area));
    CalculatedTable::by_row(file, shrink_columns(), pairs.spread(areas))
        .with_summary("average", number(found.average))
        .with_summary("variance", number(found.variance))
        .with_method(found.method.name())
}

/// In which of so many equal parts of its group each value lies.
pub(super) fn quantiles(file: &OfficerFile, parts: usize, invert: bool) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let mut results: Vec<RowResult<usize>> = vec![Err(String::new()); rows.len()];
    for (_, members) in series::grouped(&rows, "group") {
        let values: Vec<Result<f64, String>> =
            members.iter().map(|at| rows[*at].number("value")).collect();
        let known: Vec<Option<f64>> = values.iter().map(|value| value.clone().ok()).collect();
        let too_few = Problem::TooFew {
            needed: parts,
            found: known.iter().flatten().count(),
        };
        let places = quantile_groups(&known, parts, invert);
        for ((at, value), place) in members.iter().zip(values).zip(places) {
            results[*at] = value.and_then(|_| match place {
                Some(place) => Ok(place),
                None => Err(too_few.to_string()),
            });
        }
    }
    let columns = ResultColumns::new().whole("quantile", |place: &usize| *place);
    CalculatedTable::by_row(file, columns, results)
        .with_method("quantile groups as Public Health England assigns them")
}
