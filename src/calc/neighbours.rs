//! One figure among those of its neighbours: a row a neighbour goes in, a row a series comes out.

use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumn, RowResult, interval, number, whole};
use super::series::{at_row, grouped};
use crate::stat::method::Method;
use crate::stat::neighbours as among;
use crate::table::ColumnKind::{Number, Whole};

pub(super) const COLUMNS: &[InputColumn] = &[
    InputColumn::words("series"),
    InputColumn::number("own"),
    InputColumn::number("neighbour"),
];

const RESULTS: [ResultColumn; 12] = [
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
pub(super) fn neighbours(file: &OfficerFile) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let results = grouped(&rows, "series").into_iter().map(|(name, members)| {
        let own: Vec<OfficerRow<'_>> = members.into_iter().map(|at| rows[at]).collect();
        (name, standing(&own))
    });
    CalculatedTable::by_name(file, &RESULTS, results.collect())
        .with_method(Method::CrawfordHowell.name())
}

fn standing(rows: &[OfficerRow<'_>]) -> RowResult {
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

fn own_and_neighbour(row: OfficerRow<'_>) -> Result<(f64, Option<f64>), String> {
    Ok((row.number("own")?, row.maybe("neighbour")?))
}
