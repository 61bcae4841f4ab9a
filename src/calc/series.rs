//! Rows of one series together, in order of time.

use super::officer_file::OfficerRow;
use crate::observation::period::{Period, YearKind};
use jiff::civil::Date;

/// A year in days, for dates in place of periods.
const DAYS_A_YEAR: f64 = 365.25;

/// The rows of each name in a column, names and rows in the order of the file.
pub(super) fn grouped<'a>(rows: &[OfficerRow<'a>], column: &str) -> Vec<(&'a str, Vec<usize>)> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut at_of = std::collections::BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let name = row.text(column);
        let group = *at_of.entry(name).or_insert_with(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push(at);
    }
    groups
}

/// A series in order of time.
pub(super) struct TimedSeries<'a> {
    /// Where each point stands among the rows it came from.
    pub(super) order: Vec<usize>,
    pub(super) labels: Vec<&'a str>,
    /// In years for years and dates, in months, quarters or weeks for those, else as the numbers given; counted from 1 where periods
    /// are taken in the order of the file.
    pub(super) times: Vec<f64>,
    pub(super) values: Vec<f64>,
    pub(super) scale: TimeScale,
}

/// What the labels of a series count time in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TimeScale {
    Year,
    Number,
    Month,
    Quarter,
    Week,
    Date,
    /// The labels name no time that can be read: the points are taken in the order of the file.
    FileOrder,
}

impl<'a> TimedSeries<'a> {
    /// The points of one series: periods from `period`, values from the column named.
    ///
    /// # Errors
    /// A value that is missing or no number, with its row; a period that is there twice. A point left out unsaid would make a
    /// series seem whole that is not.
    pub(super) fn of(rows: &[OfficerRow<'a>], column: &str) -> Result<TimedSeries<'a>, String> {
        let values = rows
            .iter()
            .map(|row| row.number(column).map_err(|problem| at_row(*row, &problem)));
        let values = values.collect::<Result<Vec<f64>, String>>()?;
        let labels: Vec<&str> = rows.iter().map(|row| row.text("period")).collect();
        let (scale, times) = times(&labels);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| times[*a].total_cmp(&times[*b]));
        if let Some(label) = repeated(&labels, &times, &order) {
            return Err(format!("the period “{label}” is there twice"));
        }
        let (labels, (times, values)) = order
            .iter()
            .map(|at| (labels[*at], (times[*at], values[*at])))
            .unzip();
        Ok(TimedSeries {
            order,
            labels,
            times,
            values,
            scale,
        })
    }
}

/// A period that stands there twice, by its time or by its label; `order` is that of the times.
fn repeated<'a>(labels: &[&'a str], times: &[f64], order: &[usize]) -> Option<&'a str> {
    let same_time = order
        .windows(2)
        .find(|pair| times[pair[0]] == times[pair[1]])
        .map(|pair| labels[pair[1]]);
    same_time.or_else(|| {
        let mut positions = labels.iter().enumerate();
        positions
            .find(|(at, label)| labels[..*at].contains(label))
            .map(|(_, label)| *label)
    })
}

/// A problem with the row it was met in, for a series of many.
pub(super) fn at_row(row: OfficerRow<'_>, problem: &str) -> String {
    format!("{problem} (row {})", row.number_of_line())
}

/// What to say of the series whose periods were taken in the order of the file.
pub(super) fn file_order(scales: &[(&str, TimeScale)]) -> Option<String> {
    remark_on(
        scales,
        TimeScale::FileOrder,
        "the periods name no time, so they are taken in the order of the file",
    )
}

/// A remark with the series it is about; `None` where there are none.
pub(super) fn remark_on(
    scales: &[(&str, TimeScale)],
    wanted: TimeScale,
    remark: &str,
) -> Option<String> {
    let names: Vec<&str> = scales
        .iter()
        .filter(|(_, scale)| *scale == wanted)
        .map(|(name, _)| *name)
        .collect();
    (!names.is_empty()).then(|| format!("{remark}: {}", names.join("; ")))
}

/// Reads the time of a label on one scale.
type ReadTime = fn(&str) -> Option<f64>;

/// Every scale with the way to read a label on it. Years come first: `201516` and `2015-16` are years, and a series of months has
/// one label that is not.
const SCALES: [(TimeScale, ReadTime); 6] = [
    (TimeScale::Year, year),
    (TimeScale::Number, number),
    (TimeScale::Month, month),
    (TimeScale::Quarter, quarter),
    (TimeScale::Week, week),
    (TimeScale::Date, date),
];

/// The time of each label, on the first scale that reads all of them.
fn times(labels: &[&str]) -> (TimeScale, Vec<f64>) {
    SCALES
        .into_iter()
        .find_map(|(scale, read)| {
            let times: Option<Vec<f64>> = labels.iter().map(|label| read(label)).collect();
            Some((scale, times?))
        })
        .unwrap_or_else(|| {
            let places = (1..=labels.len()).map(|at| at as f64).collect();
            (TimeScale::FileOrder, places)
        })
}

fn year(label: &str) -> Option<f64> {
    // Only the order and the distance of years matter here, which are the same for every kind of year.
    let period = Period::parse(label, YearKind::MarchSnapshot).ok()?;
    (period.kind != YearKind::Day).then(|| f64::from(period.end_year()))
}

fn number(label: &str) -> Option<f64> {
    label.parse().ok().filter(|value: &f64| value.is_finite())
}

fn month(label: &str) -> Option<f64> {
    part(label, YearKind::Month)
}

fn week(label: &str) -> Option<f64> {
    part(label, YearKind::Week)
}

/// `2024 Q1`, or `2024-25 Q1` of a financial year, in quarters.
fn quarter(label: &str) -> Option<f64> {
    part(label, YearKind::Quarter).or_else(|| part(label, YearKind::FinancialQuarter))
}

/// A part of a year of this kind, in as many of its kind: months as `2024-03` or `Mar 2024`, weeks as `2024-W10`.
fn part(label: &str, kind: YearKind) -> Option<f64> {
    let period = Period::part_of_year(label)
        .ok()
        .filter(|period| period.kind == kind)?;
    let (year, month) = (f64::from(period.end_year()), f64::from(period.end.month()));
    Some(match kind {
        YearKind::Month => year * 12.0 + month,
        YearKind::Week => f64::from(days(period.end)?) / 7.0,
        _ => year * 4.0 + month / 3.0,
    })
}

fn days(day: Date) -> Option<i32> {
    Some(Date::constant(1900, 1, 1).until(day).ok()?.get_days())
}

/// `2024-03-31`, in years.
fn date(label: &str) -> Option<f64> {
    let day: Date = label.parse().ok()?;
    Some(f64::from(days(day)?) / DAYS_A_YEAR)
}

#[cfg(test)]
mod tests {
    use super::{TimeScale, times};

    #[test]
    fn labels_of_every_form_have_their_times() {
        assert_eq!(
            times(&["2016", "2015-16", "201718"]),
            (TimeScale::Year, vec![2016.0, 2016.0, 2018.0])
        );
        assert_eq!(
            times(&["2014/15", "2013-15"]),
            (TimeScale::Year, vec![2015.0, 2015.0])
        );
        assert_eq!(times(&["1", "2.5"]), (TimeScale::Number, vec![1.0, 2.5]));
        assert_eq!(
            times(&["2010-12", "2011-01"]),
            (
                TimeScale::Month,
                vec![2010.0 * 12.0 + 12.0, 2011.0 * 12.0 + 1.0]
            )
        );
        assert_eq!(
            times(&["2024 Q4", "2025Q1", "2025-Q2"]),
            (TimeScale::Quarter, vec![8100.0, 8101.0, 8102.0])
        );
        let (scale, days) = times(&["2023-03-31", "2024-03-30"]);
        assert!(scale == TimeScale::Date && (days[1] - days[0] - 365.0 / 365.25).abs() < 1e-9);
        assert_eq!(
            times(&["2024-25 Q4", "Q1 2025-26"]),
            (TimeScale::Quarter, vec![8101.0, 8102.0])
        );
        assert_eq!(
            times(&["Apr 2024", "2024-05"]),
            (TimeScale::Month, vec![24_292.0, 24_293.0])
        );
        let (scale, weeks) = times(&["2024-W52", "2025-W01"]);
        assert!(scale == TimeScale::Week && (weeks[1] - weeks[0] - 1.0).abs() < 1e-9);
        assert_eq!(
            times(&["spring 2024", "summer 2024"]),
            (TimeScale::FileOrder, vec![1.0, 2.0])
        );
        assert_eq!(times(&["2024", "May 2024"]).0, TimeScale::FileOrder);
    }
}
