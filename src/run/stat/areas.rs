//! Areas among areas: a row an area, and each area's result depends on all. A row that cannot be computed is left out of what
//! the others are held against.

use super::Kind;
use super::answer::{Answer, Of, Outcome, limits, maybe, number, whole, words};
use super::input::{Asked, Input, Row};
use super::series;
use crate::stat::funnel::{self, Funnel, LEAST_AREAS};
use crate::stat::interval::{check_proportion, check_rate};
use crate::stat::problem::Problem;
use crate::stat::quantile::quantile_groups;
use crate::stat::shrink;
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text, Whole};

pub(super) const RATES: &[Asked] = &[
    Asked::words("area"),
    Asked::number("events"),
    Asked::number("population"),
];
pub(super) const PROPORTIONS: &[Asked] = &[
    Asked::words("area"),
    Asked::number("numerator"),
    Asked::number("denominator"),
];
pub(super) const RATIOS: &[Asked] = &[
    Asked::words("area"),
    Asked::number("observed"),
    Asked::number("expected"),
];
pub(super) const GROUPED: &[Asked] = &[Asked::words("group"), Asked::number("value")];

const FUNNEL: [Of; 12] = [
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
const SHRINK: [Of; 3] = [("raw", Number), ("shrunk", Number), ("weight", Number)];
const QUANTILE: [Of; 1] = [("quantile", Whole)];

type Pair = (f64, f64);

/// Each row's pair, or why it has none; and the good ones in order.
fn pairs(
    input: &Input,
    [above, below]: [&str; 2],
    check: fn(f64, f64) -> Result<(), Problem>,
) -> (Vec<Result<Pair, String>>, Vec<Pair>) {
    let pair = |row: Row<'_>| {
        let (above, below) = (row.number(above)?, row.number(below)?);
        check(above, below).map_err(|problem| problem.to_string())?;
        Ok((above, below))
    };
    let all: Vec<Result<Pair, String>> = input.rows().map(pair).collect();
    let good = all.iter().filter_map(|pair| pair.clone().ok()).collect();
    (all, good)
}

/// Outcomes for every row from results for the good ones, in order.
fn spread(all: Vec<Result<Pair, String>>, mut good: impl Iterator<Item = Outcome>) -> Vec<Outcome> {
    let missing = || Err("the row has no result".to_owned());
    all.into_iter()
        .map(|pair| pair.and_then(|_| good.next().unwrap_or_else(missing)))
        .collect()
}

/// The same problem for every row that has none of its own.
fn none(input: &Input, results: &[Of], all: Vec<Result<Pair, String>>, problem: Problem) -> Answer {
    let outcomes = all
        .into_iter()
        .map(|pair| pair.and_then(|_| Err(problem.to_string())))
        .collect();
    Answer::of_rows(input, results, outcomes)
}

/// Where each area lies in the funnel of all; values and limits in parts of one.
pub(super) fn funnel(input: &Input, kind: Kind) -> Answer {
    let (all, good) = match kind {
        Kind::Rate => pairs(input, ["events", "population"], check_rate),
        Kind::Proportion => pairs(input, ["numerator", "denominator"], check_proportion),
        Kind::Ratio => pairs(input, ["observed", "expected"], check_rate),
    };
    let made = match kind {
        Kind::Rate => funnel::rates(&good),
        Kind::Proportion => funnel::proportions(&good),
        Kind::Ratio => funnel::ratios(&good),
    };
    let found = match made {
        Ok(found) => found,
        Err(problem) => return none(input, &FUNNEL, all, problem),
    };
    let spread_of = found.overdispersion;
    let too_few = spread_of
        .is_none()
        .then(|| format!("{} areas are too few to tell how much areas vary (at least {LEAST_AREAS}): no od_ limits", good.len()));
    let points = (0..good.len()).map(|at| point(&found, at));
    Answer::of_rows(input, &FUNNEL, spread(all, points))
        .noting("average", number(found.average))
        .noting("phi", maybe(spread_of.map(|of| of.phi)))
        .noting("tau2", maybe(spread_of.map(|of| of.tau_squared)))
        .method(found.method.name())
        .remarking(too_few)
}

fn point(funnel: &Funnel, at: usize) -> Outcome {
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
pub(super) fn shrink(input: &Input) -> Answer {
    let (all, good) = pairs(input, ["events", "population"], check_rate);
    match shrink::shrink(&good) {
        Err(problem) => none(input, &SHRINK, all, problem),
        Ok(found) => {
            let cells = found
                .areas
                .iter()
                .map(|of| Ok(vec![number(of.raw), number(of.shrunk), number(of.weight)]));
            Answer::of_rows(input, &SHRINK, spread(all, cells))
                .noting("average", number(found.average))
                .noting("variance", number(found.variance))
                .method(found.method.name())
        }
    }
}

/// In which of so many equal parts of its group each value lies.
pub(super) fn quantiles(input: &Input, groups: usize, invert: bool) -> Answer {
    let rows: Vec<Row<'_>> = input.rows().collect();
    let mut outcomes: Vec<Outcome> = vec![Err(String::new()); rows.len()];
    for members in series::grouped(&rows, "group")
        .into_iter()
        .map(|(_, members)| members)
    {
        let values: Vec<Result<f64, String>> =
            members.iter().map(|at| rows[*at].number("value")).collect();
        let known: Vec<Option<f64>> = values.iter().map(|value| value.clone().ok()).collect();
        let too_few = Problem::TooFew {
            needed: groups,
            found: known.iter().flatten().count(),
        };
        let places = quantile_groups(&known, groups, invert);
        for ((at, value), place) in members.iter().zip(values).zip(places) {
            let place = || {
                place
                    .map(|place| vec![whole(place)])
                    .ok_or_else(|| too_few.to_string())
            };
            outcomes[*at] = value.and_then(|_| place());
        }
    }
    Answer::of_rows(input, &QUANTILE, outcomes)
        .method("quantile groups as Public Health England assigns them")
}
