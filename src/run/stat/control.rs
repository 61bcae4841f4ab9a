//! Control charts: a row a point, with the limits of its series.

use super::answer::{Answer, Of, Outcome, interval, number, words};
use super::input::{Asked, Input, Need, Row};
use super::series::{Clock, Series, at_row, file_order, grouped, on};
use crate::stat::control::{Assurance, Settings, assurance, chart};
use crate::stat::method::Method;
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text};

pub(super) const COLUMNS: &[Asked] =
    &[Asked::words("series"), Asked::words("period"), Asked::number("value"), Asked::optional(TARGET, Need::Never)];
const TARGET: &str = "target";

const RESULTS: [Of; 5] = [("mean", Number), ("lower", Number), ("upper", Number), ("rule", Text), ("assurance", Text)];

/// The chart of each series, its points where they stood in the file.
pub(super) fn control(input: &Input, higher_is_better: bool) -> Answer {
    let rows: Vec<Row<'_>> = input.rows().collect();
    let mut outcomes: Vec<Outcome> = vec![Err(String::new()); rows.len()];
    let (mut clocks, mut on_trial) = (Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<Row<'_>> = members.iter().map(|at| rows[*at]).collect();
        match one(&own, higher_is_better) {
            Err(problem) => members.iter().for_each(|at| outcomes[*at] = Err(problem.clone())),
            Ok(found) => {
                clocks.push((name, found.clock));
                on_trial.extend(found.trial.then_some(name));
                members.iter().zip(found.cells).for_each(|(at, cells)| outcomes[*at] = Ok(cells));
            }
        }
    }
    let trial =
        (!on_trial.is_empty()).then(|| format!("trial limits, for there are fewer than 13 points: {}", on_trial.join("; ")));
    // Neighbouring years resemble each other, and the rules then signal without cause.
    let annual = on(
        &clocks,
        Clock::Year,
        "control charts are for months and quarters; on annual figures their rules often signal without cause",
    );
    Answer::of_rows(input, &RESULTS, outcomes)
        .method(Method::Xmr.name())
        .remarking(trial)
        .remarking(annual)
        .remarking(file_order(&clocks))
}

struct Found {
    /// One a row, in the rows' own order.
    cells: Vec<Vec<Cell>>,
    clock: Clock,
    trial: bool,
}

fn one(rows: &[Row<'_>], higher_is_better: bool) -> Result<Found, String> {
    let series = Series::of(rows, "value")?;
    let targets = rows.iter().map(|row| row.maybe(TARGET).map_err(|problem| at_row(*row, &problem)));
    let targets = targets.collect::<Result<Vec<Option<f64>>, String>>()?;
    let chart = chart(&series.values, &Settings::default()).map_err(|problem| problem.to_string())?;
    let mut cells = vec![Vec::new(); rows.len()];
    for (at, point) in series.order.iter().zip(&chart.points) {
        let [lower, upper] = interval(point.limits);
        let rule = point.rule.map_or(Cell::Empty, |rule| words(rule.name()));
        let assured = targets[*at].map(|target| assurance(point.limits, target, higher_is_better));
        let assured = assured.map(Assurance::name).map_or(Cell::Empty, words);
        cells[*at] = vec![number(point.mean), lower, upper, rule, assured];
    }
    Ok(Found { cells, clock: series.clock, trial: chart.trial })
}
