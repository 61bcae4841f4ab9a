//! Control charts: a row a point, with the limits of its series.

use super::Named;
use super::answer::{Answer, Of, Outcome, interval, number, words};
use super::input::{Asked, Input, Need, Row};
use super::series::{Clock, Series, at_row, file_order, grouped, on};
use crate::chart::control::control_dot;
use crate::figure::{Caption, ChartPoint, ControlChart};
use crate::finding::words::local as words_of;
use crate::observation::period::Period;
use crate::stat::control::{Assurance, Settings, XmrChart, assurance, chart};
use crate::stat::method::Method;
use crate::stat::round::format_number;
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text};

pub(super) const COLUMNS: &[Asked] = &[
    Asked::words("series"),
    Asked::words("period"),
    Asked::number("value"),
    Asked::optional(TARGET, Need::Never),
];
const TARGET: &str = "target";

const RESULTS: [Of; 5] = [
    ("mean", Number),
    ("lower", Number),
    ("upper", Number),
    ("rule", Text),
    ("assurance", Text),
];

/// The chart of each series, its points where they stood in the file.
pub(super) fn control(input: &Input, higher_is_better: bool) -> Answer {
    let rows: Vec<Row<'_>> = input.rows().collect();
    let mut outcomes: Vec<Outcome> = vec![Err(String::new()); rows.len()];
    let (mut clocks, mut on_trial) = (Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<Row<'_>> = members.iter().map(|at| rows[*at]).collect();
        match one(&own, higher_is_better) {
            Err(problem) => members
                .iter()
                .for_each(|at| outcomes[*at] = Err(problem.clone())),
            Ok(found) => {
                clocks.push((name, found.clock));
                on_trial.extend(found.trial.then_some(name));
                members
                    .iter()
                    .zip(found.cells)
                    .for_each(|(at, cells)| outcomes[*at] = Ok(cells));
            }
        }
    }
    let trial = (!on_trial.is_empty()).then(|| {
        format!(
            "trial limits, for there are fewer than 13 points: {}",
            on_trial.join("; ")
        )
    });
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

/// A chart of each series that has limits.
pub(super) fn charts(input: &Input, higher_is_better: bool, file: &str) -> Vec<Named> {
    let rows: Vec<Row<'_>> = input.rows().collect();
    let one = |(name, members): (&str, Vec<usize>)| {
        let own: Vec<Row<'_>> = members.iter().map(|at| rows[*at]).collect();
        let series = Series::of(&own, "value").ok()?;
        let found = chart(&series.values, &Settings::default()).ok()?;
        // A target may change; the newest is the one the process is held against.
        let target = series
            .order
            .iter()
            .rev()
            .find_map(|at| own[*at].maybe(TARGET).ok().flatten());
        Some((
            name.to_owned(),
            picture(name, &series, &found, target, higher_is_better, file),
        ))
    };
    grouped(&rows, "series")
        .into_iter()
        .filter_map(one)
        .collect()
}

fn picture(
    name: &str,
    series: &Series<'_>,
    found: &XmrChart,
    target: Option<f64>,
    higher_is_better: bool,
    file: &str,
) -> ControlChart {
    let decimals = series
        .values
        .iter()
        .map(|value| typed_decimals(*value))
        .max()
        .unwrap_or_default();
    let short = |label: &&str| {
        Period::part_of_year(label).map_or_else(|_| (*label).to_owned(), |period| period.short())
    };
    let periods: Vec<String> = series.labels.iter().map(short).collect();
    let written = |value: f64| format_number(value, decimals.max(1));
    let points: Vec<String> = periods
        .iter()
        .zip(&series.values)
        .map(|(period, value)| format!("{} in {period}", format_number(*value, decimals)))
        .collect();
    let target = target.map(|value| {
        (
            format!("Target {}", format_number(value, typed_decimals(value))),
            value,
        )
    });
    let mut notes = words_of::chart_notes(found);
    let last = found.points.last().map(|point| point.limits);
    notes.extend(target.iter().zip(last).map(|((named, value), limits)| {
        words_of::assured(named, assurance(limits, *value, higher_is_better))
    }));
    let span = periods
        .first()
        .zip(periods.last())
        .map(|(first, last)| format!("{first} to {last}"))
        .unwrap_or_default();
    ControlChart {
        caption: Caption {
            title: format!("{name}: {}", words_of::message(found)),
            subtitle: format!("{name}, {span}"),
            source: format!("Source: {file}."),
            notes,
            alt: words_of::control_alt(name, &points, &periods, found, written),
        },
        unit: String::new(),
        decimals,
        own: "Latest".to_owned(),
        dots: series
            .values
            .iter()
            .zip(&found.points)
            .map(|(value, point)| control_dot(ChartPoint::Known(*value), Some(point)))
            .collect(),
        periods,
        target,
    }
}

/// Decimals a number was typed with, three at most.
fn typed_decimals(value: f64) -> u8 {
    (0..3)
        .find(|places| format_number(value, *places).replace(',', "").parse() == Ok(value))
        .unwrap_or(3)
}

struct Found {
    /// One a row, in the rows' own order.
    cells: Vec<Vec<Cell>>,
    clock: Clock,
    trial: bool,
}

fn one(rows: &[Row<'_>], higher_is_better: bool) -> Result<Found, String> {
    let series = Series::of(rows, "value")?;
    let targets = rows
        .iter()
        .map(|row| row.maybe(TARGET).map_err(|problem| at_row(*row, &problem)));
    let targets = targets.collect::<Result<Vec<Option<f64>>, String>>()?;
    let chart =
        chart(&series.values, &Settings::default()).map_err(|problem| problem.to_string())?;
    let mut cells = vec![Vec::new(); rows.len()];
    for (at, point) in series.order.iter().zip(&chart.points) {
        let [lower, upper] = interval(point.limits);
        let rule = point.rule.map_or(Cell::Empty, |rule| words(rule.name()));
        let assured = targets[*at].map(|target| assurance(point.limits, target, higher_is_better));
        let assured = assured.map(Assurance::name).map_or(Cell::Empty, words);
        cells[*at] = vec![number(point.mean), lower, upper, rule, assured];
    }
    Ok(Found {
        cells,
        clock: series.clock,
        trial: chart.trial,
    })
}
