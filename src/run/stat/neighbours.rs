//! One figure among those of its neighbours: a row a neighbour goes in, a row a series comes out.

use super::answer::{Answer, Of, Outcome, interval, number, whole, words};
use super::input::{Asked, Input, Row};
use super::series::{at_row, grouped};
use crate::stat::method::Method;
use crate::stat::neighbours as among;
use crate::table::ColumnKind::{Number, Whole};

pub(super) const COLUMNS: &[Asked] = &[
    Asked::words("series"),
    Asked::number("own"),
    Asked::number("neighbour"),
];

const RESULTS: [Of; 12] = [
    ("n", Whole),
    ("mean", Number),
    ("median", Number),
    ("q1", Number),
    ("q3", Number),
    ("min", Number),
    ("max", Number),
    ("rank", Whole),
    ("t", Number),
    ("p", Number),
    ("predict_lower", Number),
    ("predict_upper", Number),
];

/// Rank 1 is the highest of the neighbours and the figure together; a blank neighbour is one without a figure.
pub(super) fn neighbours(input: &Input) -> Answer {
    let rows: Vec<Row<'_>> = input.rows().collect();
    let one = |(name, members): (&str, Vec<usize>)| {
        let own: Vec<Row<'_>> = members.into_iter().map(|at| rows[at]).collect();
        (vec![words(name)], standing(&own))
    };
    let answers = grouped(&rows, "series").into_iter().map(one).collect();
    Answer::new(input.columns().take(1).collect(), &RESULTS, answers)
        .method(Method::CrawfordHowell.name())
}

fn standing(rows: &[Row<'_>]) -> Outcome {
    let numbers = |row: &Row<'_>| Ok((row.number("own")?, row.maybe("neighbour")?));
    let numbers = rows
        .iter()
        .map(|row| numbers(row).map_err(|problem: String| at_row(*row, &problem)));
    let (owns, values): (Vec<f64>, Vec<Option<f64>>) = numbers
        .collect::<Result<Vec<_>, String>>()?
        .into_iter()
        .unzip();
    let own = *owns.first().ok_or("the series has no row")?;
    if let Some(at) = owns.iter().position(|other| *other != own) {
        return Err(at_row(
            rows[at],
            "own is not the same in all rows of the series",
        ));
    }
    let all = among::neighbours(&values).map_err(|problem| problem.to_string())?;
    let place = all.standing(own, &values);
    let mut cells = vec![whole(all.n)];
    cells.extend([all.mean, all.median, all.q1, all.q3, all.min, all.max].map(number));
    cells.extend([
        whole(place.rank_from_highest),
        number(place.t),
        number(place.p),
    ]);
    cells.extend(interval(all.predicted.p95));
    Ok(cells)
}
