//! The returned figures of each measure and place in order of time, small counts withheld.

use super::framework::{MeasureFramework, SmallNumbers};
use super::returns::{ReturnedFigure, Returns};
use crate::observation::check::{Check, Severity};
use crate::observation::period::{Period, YearKind};
use crate::observation::reading::{Reading, Status};
use std::collections::BTreeMap;

/// Counts of 1 to this many are withheld.
const SMALL: f64 = 5.0;

/// One figure of a measure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MeasurePoint {
    pub(crate) period: Period,
    pub(crate) reading: Reading,
    /// Count and base, where both were returned and are not withheld.
    pub(crate) counts: Option<(f64, f64)>,
    pub(crate) file: usize,
    pub(crate) row: u64,
}

/// The figures of one measure in one place, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MeasureSeries {
    pub(crate) measure: usize,
    /// None for the whole authority.
    pub(crate) place: Option<usize>,
    pub(crate) points: Vec<MeasurePoint>,
}

/// Puts figures into series; a figure that was returned twice with different values is set aside, both times.
pub(crate) fn series(
    framework: &MeasureFramework,
    returns: &Returns,
) -> (Vec<MeasureSeries>, Vec<Check>) {
    let mut by_key: BTreeMap<(usize, Option<usize>), Vec<&ReturnedFigure>> = BTreeMap::new();
    for figure in &returns.figures {
        by_key
            .entry((figure.measure, figure.place))
            .or_default()
            .push(figure);
    }
    let mut checks = Vec::new();
    let mut all = Vec::new();
    for ((measure, place), figures) in by_key {
        let figures = of_one_kind(figures, framework, returns, &mut checks);
        let mut by_period: BTreeMap<&Period, Vec<&ReturnedFigure>> = BTreeMap::new();
        for figure in figures {
            let same = by_period.keys().find(|period| {
                (period.start, period.end) == (figure.period.start, figure.period.end)
            });
            let key = same.copied().unwrap_or(&figure.period);
            by_period.entry(key).or_default().push(figure);
        }
        let points: Vec<MeasurePoint> = by_period
            .into_values()
            .filter_map(|same| once(&same, framework, returns, &mut checks))
            .collect();
        if !points.is_empty() {
            all.push(MeasureSeries {
                measure,
                place,
                points,
            });
        }
    }
    withhold(framework, &mut all);
    (all, checks)
}

/// The figures whose periods are of the kind that most have; days among months would be no series.
fn of_one_kind<'r>(
    figures: Vec<&'r ReturnedFigure>,
    framework: &MeasureFramework,
    returns: &Returns,
    checks: &mut Vec<Check>,
) -> Vec<&'r ReturnedFigure> {
    let mut kinds: BTreeMap<&'static str, (usize, YearKind)> = BTreeMap::new();
    for figure in &figures {
        kinds
            .entry(figure.period.kind.words())
            .or_insert((0, figure.period.kind))
            .0 += 1;
    }
    let Some((_, usual)) = kinds.into_values().max_by_key(|(number, _)| *number) else {
        return figures;
    };
    let (kept, others): (Vec<_>, Vec<_>) = figures
        .into_iter()
        .partition(|figure| figure.period.kind == usual);
    for other in others {
        checks.push(
            fault(other, framework, returns, "mixed-periods")
                .found(format!(
                    "{} ({})",
                    other.period.label,
                    other.period.kind.words()
                ))
                .expected(format!(
                    "a {} as the other rows of this measure",
                    usual.words()
                )),
        );
    }
    kept
}

fn fault(
    figure: &ReturnedFigure,
    framework: &MeasureFramework,
    returns: &Returns,
    name: &'static str,
) -> Check {
    let file = returns
        .files
        .get(figure.file)
        .map_or("", |file| file.name.as_str());
    let measure = &framework.measures[figure.measure].indicator.id;
    Check::new(Severity::Error, name, file)
        .row(figure.row)
        .column(measure.clone())
        .guidance("the row was set aside")
}

/// A figure of a period; none where two rows disagree about it.
fn once(
    same: &[&ReturnedFigure],
    framework: &MeasureFramework,
    returns: &Returns,
    checks: &mut Vec<Check>,
) -> Option<MeasurePoint> {
    let first = *same.first()?;
    if let Some(other) = same.iter().find(|other| other.reading != first.reading) {
        for one in [first, *other] {
            checks.push(
                fault(one, framework, returns, "twice")
                    .found(format!("two figures for {}", one.period.label))
                    .expected("one figure for each measure, place and period"),
            );
        }
        return Some(MeasurePoint {
            period: first.period.clone(),
            reading: Reading::Missing(Status::SetAside),
            counts: None,
            file: first.file,
            row: first.row,
        });
    }
    Some(MeasurePoint {
        period: first.period.clone(),
        reading: first.reading,
        counts: first.numerator.zip(first.denominator),
        file: first.file,
        row: first.row,
    })
}

/// Whether a figure shows a count of 1 to 5, or leaves so few.
fn shows_few(point: &MeasurePoint, is_count: bool, is_share: bool) -> bool {
    let is_few = |count: f64| count > 0.0 && count <= SMALL;
    match point.counts {
        Some((count, base)) => is_few(count) || (is_share && is_few(base - count)),
        None => is_count && point.reading.value().is_some_and(is_few),
    }
}

/// Withholds small counts, and where one place alone would be hidden beside a total, the next smallest with it.
fn withhold(framework: &MeasureFramework, all: &mut [MeasureSeries]) {
    for (at, measure) in framework.measures.iter().enumerate() {
        if measure.small_numbers == SmallNumbers::Show {
            continue;
        }
        let unit = &measure.indicator.unit;
        let (is_count, is_share) = (unit.is_count(), unit.is_percent());
        let mut hidden: BTreeMap<(i64, i64), Vec<(usize, usize)>> = BTreeMap::new();
        let mut shown: BTreeMap<(i64, i64), Vec<(f64, usize, usize)>> = BTreeMap::new();
        for (which, series) in all
            .iter_mut()
            .enumerate()
            .filter(|(_, series)| series.measure == at)
        {
            for (place, point) in series.points.iter_mut().enumerate() {
                let key = key(&point.period);
                let size = point
                    .counts
                    .map(|(count, _)| count)
                    .or(point.reading.value());
                if point.reading.value().is_some() && shows_few(point, is_count, is_share) {
                    hide(point);
                    hidden.entry(key).or_default().push((which, place));
                } else if let Some(size) = size.filter(|_| series.place.is_some()) {
                    shown.entry(key).or_default().push((size, which, place));
                }
            }
        }
        for (key, places) in hidden {
            let of_places: Vec<_> = places
                .iter()
                .filter(|(which, _)| all[*which].place.is_some())
                .collect();
            let has_total = all.iter().any(|series| {
                series.measure == at
                    && series.place.is_none()
                    && series.points.iter().any(|point| {
                        self::key(&point.period) == key && point.reading.value().is_some()
                    })
            });
            if of_places.len() != 1 || !has_total {
                continue;
            }
            let next = shown
                .get(&key)
                .into_iter()
                .flatten()
                .min_by(|one, other| one.0.total_cmp(&other.0));
            if let Some((_, which, place)) = next {
                hide(&mut all[*which].points[*place]);
            }
        }
    }
}

fn key(period: &Period) -> (i64, i64) {
    let day =
        |date: jiff::civil::Date| i64::from(date.year()) * 1_000 + i64::from(date.day_of_year());
    (day(period.start), day(period.end))
}

fn hide(point: &mut MeasurePoint) {
    point.reading = Reading::Missing(Status::Suppressed);
    point.counts = None;
}
