//! Control charts: a row a point, with the limits of its series.

use super::officer_file::{ColumnNeed, InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumns, RowResult};
use super::series::{
    LEFT_OUT, TimeScale, TimedSeries, at_row, file_order, grouped, remark_on, without_figures,
};
use crate::chart::control::control_dot;
use crate::figure::{Caption, ChartPoint, ControlChart, ControlDot};
use crate::finding::phrases::Phrases;
use crate::finding::prose::local;
use crate::observation::period::Period;
use crate::stat::control::{Assurance, ControlPoint, Rule, Settings, XmrChart, assurance, chart};
use crate::stat::method::Method;
use crate::stat::round::format_number;

pub(super) const COLUMNS: &[InputColumn] = &[
    InputColumn::words("series"),
    InputColumn::words("period"),
    InputColumn::number("value"),
    InputColumn::optional(TARGET, ColumnNeed::Never),
];
const TARGET: &str = "target";

/// A point of a chart, and whether its limits keep to the row's target, where it has one.
#[derive(Clone)]
struct AssuredPoint {
    point: ControlPoint,
    assurance: Option<Assurance>,
}

fn result_columns<'a>() -> ResultColumns<'a, AssuredPoint> {
    ResultColumns::<AssuredPoint>::new()
        .number("mean", |of| of.point.mean)
        .interval(["lower", "upper"], |of| Some(of.point.limits))
        .maybe_words("rule", |of| of.point.rule.map(Rule::name))
        .maybe_words("assurance", |of| of.assurance.map(Assurance::name))
}

/// The limits at each point of each series, the points where they stood in the file.
pub(super) fn control(file: &OfficerFile, higher_is_better: bool) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let mut found: Vec<RowResult<AssuredPoint>> = vec![Err(String::new()); rows.len()];
    let (mut scales, mut on_trial, mut holes) = (Vec::new(), Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<OfficerRow<'_>> = members.iter().map(|at| rows[*at]).collect();
        match controlled(&own, higher_is_better) {
            Err(problem) => members
                .iter()
                .for_each(|at| found[*at] = Err(problem.clone())),
            Ok(series) => {
                scales.push((name, series.scale));
                holes.push((name, series.holes));
                for at in &members {
                    found[*at] = Err(LEFT_OUT.to_owned());
                }
                on_trial.extend(series.trial.then_some(name));
                for (at, point) in series.points {
                    found[members[at]] = Ok(point);
                }
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
    let annual = remark_on(
        &scales,
        TimeScale::Year,
        "control charts are for months and quarters; on annual figures their rules often signal without cause",
    );
    CalculatedTable::by_row(file, result_columns(), found)
        .with_method(Method::Xmr.name())
        .with_remark(trial)
        .with_remark(annual)
        .with_remark(file_order(&scales))
        .with_remark(without_figures(
            &holes,
            ", where runs and moving ranges stop",
        ))
}

/// The limits of one series.
struct ControlledSeries {
    /// Each point with the place of its row among the series' rows.
    points: Vec<(usize, AssuredPoint)>,
    /// Where periods are without a figure.
    holes: Vec<String>,
    scale: TimeScale,
    /// Too few points for limits that are more than trial limits.
    trial: bool,
}

fn controlled(rows: &[OfficerRow<'_>], higher_is_better: bool) -> Result<ControlledSeries, String> {
    let series = TimedSeries::of(rows, "value")?;
    let targets = rows
        .iter()
        .map(|row| row.maybe(TARGET).map_err(|problem| at_row(*row, &problem)));
    let targets = targets.collect::<Result<Vec<Option<f64>>, String>>()?;
    let chart = chart(&series.values, &settings(&series)).map_err(|problem| problem.to_string())?;
    let points = series.order.iter().zip(chart.points).map(|(at, point)| {
        let assurance =
            targets[*at].map(|target| assurance(point.limits, target, higher_is_better));
        (*at, AssuredPoint { point, assurance })
    });
    Ok(ControlledSeries {
        points: points.collect(),
        holes: series.hole_names(),
        scale: series.scale,
        trial: chart.trial,
    })
}

fn settings<'a>(series: &'a TimedSeries<'_>) -> Settings<'a> {
    Settings {
        holes_before: &series.holes,
        ..Settings::default()
    }
}

/// A chart with the name of its series.
pub(super) type SeriesChart = (String, ControlChart);

/// A chart of each series that has limits.
pub(super) fn charts(
    file: &OfficerFile,
    higher_is_better: bool,
    source: &str,
    phrases: &Phrases,
) -> Vec<SeriesChart> {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    grouped(&rows, "series")
        .into_iter()
        .filter_map(|(name, members)| {
            let own: Vec<OfficerRow<'_>> = members.iter().map(|at| rows[*at]).collect();
            let chart = series_chart(name, &own, (higher_is_better, source), phrases)?;
            Some((name.to_owned(), chart))
        })
        .collect()
}

fn series_chart(
    name: &str,
    rows: &[OfficerRow<'_>],
    (higher_is_better, source): (bool, &str),
    phrases: &Phrases,
) -> Option<ControlChart> {
    let phrases = phrases.about_no_figure();
    let series = TimedSeries::of(rows, "value").ok()?;
    let found = chart(&series.values, &settings(&series)).ok()?;
    let decimals = series
        .values
        .iter()
        .fold(0, |most, value| most.max(typed_decimals(*value)));
    let periods: Vec<String> = series.labels.iter().map(|label| short(label)).collect();
    let (first, last) = periods.first().zip(periods.last())?;
    let points: Vec<String> = periods
        .iter()
        .zip(&series.values)
        .map(|(period, value)| format!("{} in {period}", format_number(*value, decimals)))
        .collect();
    let target = newest_target(&series, rows).map(|value| {
        (
            format!("Target {}", format_number(value, typed_decimals(value))),
            value,
        )
    });
    let mut notes = local::chart_notes(&found);
    notes.extend(local::hole_note(&series.hole_names()));
    let limits = found.points.last().map(|point| point.limits);
    notes.extend(target.iter().zip(limits).map(|((named, value), limits)| {
        local::assured(named, assurance(limits, *value, higher_is_better))
    }));
    let (shown, dots) = dotted(&series, &found);
    Some(ControlChart {
        caption: Caption {
            title: format!("{name}: {}", local::message(&found, &phrases)),
            subtitle: format!("{name}, {first} to {last}"),
            source: format!("Source: {source}."),
            notes,
            alt: local::control_alt(
                name,
                (&points, &periods),
                &found,
                |value| format_number(value, decimals.max(1)),
                &phrases,
            ),
        },
        unit: String::new(),
        decimals,
        own: "Latest".to_owned(),
        dots,
        periods: shown,
        target,
    })
}

/// A target may change; the newest is the one the process is measured by.
fn newest_target(series: &TimedSeries<'_>, rows: &[OfficerRow<'_>]) -> Option<f64> {
    series
        .order
        .iter()
        .rev()
        .find_map(|at| rows[*at].maybe(TARGET).ok().flatten())
}

/// Periods with their points; a hole breaks the line.
fn dotted(series: &TimedSeries<'_>, found: &XmrChart) -> (Vec<String>, Vec<ControlDot>) {
    let mut dots = Vec::new();
    for (at, (value, point)) in series.values.iter().zip(&found.points).enumerate() {
        if series.holes.contains(&at) {
            dots.push((String::new(), control_dot(ChartPoint::Absent, None)));
        }
        dots.push((
            short(series.labels[at]),
            control_dot(ChartPoint::Known(*value), Some(point)),
        ));
    }
    dots.into_iter().unzip()
}

/// A part of a year in a few letters, anything else as it was typed.
fn short(label: &str) -> String {
    Period::part_of_year(label).map_or_else(|_| label.to_owned(), |period| period.short())
}

/// Decimals a number was typed with, three at most.
fn typed_decimals(value: f64) -> u8 {
    (0..3)
        .find(|places| format_number(value, *places).replace(',', "").parse() == Ok(value))
        .unwrap_or(3)
}
