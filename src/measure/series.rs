//! The returned figures of each measure and place in order of time, small counts withheld.

use super::framework::{Measure, MeasureFramework, SmallNumbers};
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

/// A period by its days.
type PeriodDays = (jiff::civil::Date, jiff::civil::Date);

/// A point of a place that shows a figure: its size, the series and its place there.
type ShownPoint = (f64, usize, usize);

/// Withholds small counts, and where one place alone would be hidden beside a total, the next smallest with it.
fn withhold(framework: &MeasureFramework, all: &mut [MeasureSeries]) {
    let measures = framework.measures.iter().enumerate();
    for (at, measure) in measures.filter(|(_, of)| of.small_numbers != SmallNumbers::Show) {
        let (hidden, shown) = withhold_few(at, measure, all);
        for (days, places) in hidden {
            let has_total = all.iter().any(|series| {
                let is_shown = |point: &MeasurePoint| {
                    self::days(&point.period) == days && point.reading.value().is_some()
                };
                series.measure == at && series.place.is_none() && series.points.iter().any(is_shown)
            });
            if places != 1 || !has_total {
                continue;
            }
            let of_period = shown.get(&days).into_iter().flatten();
            if let Some((_, which, place)) =
                of_period.min_by(|one, other| one.0.total_cmp(&other.0))
            {
                hide(&mut all[*which].points[*place]);
            }
        }
    }
}

/// Withholds what shows few. Gives how many places are hidden in each period, and which are shown.
fn withhold_few(
    at: usize,
    measure: &Measure,
    all: &mut [MeasureSeries],
) -> (
    BTreeMap<PeriodDays, usize>,
    BTreeMap<PeriodDays, Vec<ShownPoint>>,
) {
    let unit = &measure.indicator.unit;
    let (is_count, is_share) = (unit.is_count(), unit.is_percent());
    let (mut hidden, mut shown): (BTreeMap<_, usize>, BTreeMap<_, Vec<_>>) = Default::default();
    let series = all.iter_mut().enumerate();
    for (which, series) in series.filter(|(_, series)| series.measure == at) {
        let is_place = series.place.is_some();
        for (place, point) in series.points.iter_mut().enumerate() {
            let days = days(&point.period);
            let count = point.counts.map(|(count, _)| count);
            let size = count.or(point.reading.value());
            if point.reading.value().is_some() && shows_few(point, is_count, is_share) {
                hide(point);
                *hidden.entry(days).or_default() += usize::from(is_place);
            } else if let Some(size) = size.filter(|_| is_place) {
                shown.entry(days).or_default().push((size, which, place));
            }
        }
    }
    (hidden, shown)
}

fn days(period: &Period) -> PeriodDays {
    (period.start, period.end)
}

fn hide(point: &mut MeasurePoint) {
    point.reading = Reading::Missing(Status::Suppressed);
    point.counts = None;
}
