//! One figure among those of its neighbours: a row a neighbour goes in, a row a series comes out.

use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumns, RowResult};
use super::series::{at_row, grouped};
use crate::stat::method::Method;
use crate::stat::neighbours::{self as among, NeighbourStanding, NeighbourSummary};

pub(super) const COLUMNS: &[InputColumn] = &[
    InputColumn::words("series"),
    InputColumn::number("own"),
    InputColumn::number("neighbour"),
];

/// The neighbours, and the figure among them.
type FigureAmongNeighbours = (NeighbourSummary, NeighbourStanding);

fn result_columns<'a>() -> ResultColumns<'a, FigureAmongNeighbours> {
    ResultColumns::<FigureAmongNeighbours>::new()
        .whole("n", |(all, _)| all.n)
        .number("mean", |(all, _)| all.mean)
        .number("median", |(all, _)| all.median)
        .number("q1", |(all, _)| all.q1)
        .number("q3", |(all, _)| all.q3)
        .number("min", |(all, _)| all.min)
        .number("max", |(all, _)| all.max)
        .whole("rank", |(_, place)| place.rank_from_highest)
        .number("t", |(_, place)| place.t)
        .number("p", |(_, place)| place.p)
        .interval(["predict_lower", "predict_upper"], |(all, _)| {
            Some(all.predicted.p95)
        })
}

/// Rank 1 is the highest of the neighbours and the figure together; a blank neighbour is one without a figure.
pub(super) fn neighbours(file: &OfficerFile) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let results = grouped(&rows, "series").into_iter().map(|(name, members)| {
        let own: Vec<OfficerRow<'_>> = members.into_iter().map(|at| rows[at]).collect();
        (name, standing(&own))
    });
    CalculatedTable::by_name(file, result_columns(), results.collect())
        .with_method(Method::CrawfordHowell.name())
}

fn standing(rows: &[OfficerRow<'_>]) -> RowResult<FigureAmongNeighbours> {
    let numbers = rows
        .iter()
        .map(|row| own_and_neighbour(*row).map_err(|problem| at_row(*row, &problem)));
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
    Ok((all, place))
}

fn own_and_neighbour(row: OfficerRow<'_>) -> Result<(f64, Option<f64>), String> {
    Ok((row.number("own")?, row.maybe("neighbour")?))
}
