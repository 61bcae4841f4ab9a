//! Areas among areas: a row an area, and each area's result depends on all. A row that cannot be computed is left out of what
//! the others are compared with.

use super::FunnelFigures;
use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use super::result::{
    CalculatedTable, ResultColumn, RowResult, limits, maybe, number, whole, words,
};
use super::series;
use crate::stat::funnel::{self, Funnel, LEAST_AREAS};
use crate::stat::interval::{check_proportion, check_rate};
use crate::stat::problem::Problem;
use crate::stat::quantile::quantile_groups;
use crate::stat::shrink;
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text, Whole};

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

const FUNNEL: [ResultColumn; 12] = [
    ("value", Number),
    ("z", Number),
    ("lower95", Number),
    ("upper95", Number),
    ("lower998", Number),
    ("upper998", Number),
    ("od_lower95", Number),
    ("od_upper95", Number),
    ("od_lower998", Number),
    ("od_upper998", Number),
    ("verdict", Text),
    ("od_verdict", Text),
];
const SHRINK: [ResultColumn; 3] = [("raw", Number), ("shrunk", Number), ("weight", Number)];
const QUANTILE: [ResultColumn; 1] = [("quantile", Whole)];

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
    fn spread(self, mut good: impl Iterator<Item = RowResult>) -> Vec<RowResult> {
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
    fn failed(self, problem: Problem) -> Vec<RowResult> {
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
        Err(problem) => return CalculatedTable::by_row(file, &FUNNEL, pairs.failed(problem)),
    };
    let areas = pairs.good.len();
    let points = (0..areas).map(|at| point(&found, at));
    let overdispersion = found.overdispersion;
    let too_few = overdispersion
        .is_none()
        .then(|| format!("{areas} areas are too few to tell how much areas vary (at least {LEAST_AREAS}): no od_ limits"));
    CalculatedTable::by_row(file, &FUNNEL, pairs.spread(points))
        .with_summary("average", number(found.average))
        .with_summary("phi", maybe(overdispersion.map(|of| of.phi)))
        .with_summary("tau2", maybe(overdispersion.map(|of| of.tau_squared)))
        .with_method(found.method.name())
        .with_remark(too_few)
}

fn point(funnel: &Funnel, at: usize) -> RowResult {
    let found = funnel
        .point(at)
        .ok_or("the row has no place in the funnel")?;
    let mut cells = vec![number(found.value), number(found.z)];
    cells.extend(limits(found.plain));
    cells.extend(
        found
            .overdispersed
            .map_or([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty], limits),
    );
    cells.push(words(found.verdict.name()));
    cells.push(
        found
            .overdispersed_verdict
            .map_or(Cell::Empty, |verdict| words(verdict.name())),
    );
    Ok(cells)
}

/// Each area's rate drawn toward the pooled one; in parts of one.
pub(super) fn shrink(file: &OfficerFile) -> CalculatedTable {
    let pairs = CountsOverBases::read(file, ["events", "population"], check_rate);
    let found = match shrink::shrink(&pairs.good) {
        Ok(found) => found,
        Err(problem) => return CalculatedTable::by_row(file, &SHRINK, pairs.failed(problem)),
    };
    let cells = found
        .areas
        .iter()
        .map(|of| Ok(vec![number(of.raw), number(of.shrunk), number(of.weight)]));
    CalculatedTable::by_row(file, &SHRINK, pairs.spread(cells))
        .with_summary("average", number(found.average))
        .with_summary("variance", number(found.variance))
        .with_method(found.method.name())
}

/// In which of so many equal parts of its group each value lies.
pub(super) fn quantiles(file: &OfficerFile, parts: usize, invert: bool) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let mut results: Vec<RowResult> = vec![Err(String::new()); rows.len()];
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
                Some(place) => Ok(vec![whole(place)]),
                None => Err(too_few.to_string()),
            });
        }
    }
    CalculatedTable::by_row(file, &QUANTILE, results)
        .with_method("quantile groups as Public Health England assigns them")
}
