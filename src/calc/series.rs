//! Rows of one series together, in order of time.

use super::officer_file::OfficerRow;
use crate::finding::prose::local::between;
use crate::observation::changed_year::{are_changed_years, year_behind};
use crate::observation::day::{DayForm, DayOrder, day_form};
use crate::observation::period::{Period, YearKind};
use jiff::civil::Date;

/// A year in days, for dates in place of periods.
const DAYS_A_YEAR: f64 = 365.25;
/// Why a row of a series has no result.
pub(super) const LEFT_OUT: &str = "no figure: the point is left out";

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
    /// Whether the file has periods without a figure before the first point, and after the last.
    ends_without: [bool; 2],
    /// Points before which periods are without a figure, or not there.
    pub(super) holes: Vec<usize>,
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
    /// The points of one series: periods from `period`, values from the column named. A row without a figure is left out, which the
    /// answer says; whoever shows the series must say it too.
    ///
    /// # Errors
    /// A value that is no number, with its row; a period that is there twice; months that a spreadsheet made out of years.
    pub(super) fn of(rows: &[OfficerRow<'a>], column: &str) -> Result<TimedSeries<'a>, String> {
        let values = rows
            .iter()
            .map(|row| row.figure(column).map_err(|problem| at_row(*row, &problem)));
        let values = values.collect::<Result<Vec<Option<f64>>, String>>()?;
        let all: Vec<&str> = rows.iter().map(|row| row.text("period")).collect();
        if let Some((label, year)) = changed_year(&all) {
            return Err(format!(
                "“{label}” is the year {year}, of which a spreadsheet made a month: format the column as text and type the years again"
            ));
        }
        let (scale, times) = times(&all);
        let mut ordered: Vec<usize> = (0..rows.len()).collect();
        ordered.sort_by(|a, b| times[*a].total_cmp(&times[*b]));
        if let Some((first, second)) = repeated(&all, &times, &ordered) {
            return Err(format!(
                "the period “{}” is there twice (rows {} and {})",
                all[second],
                rows[first].number_of_line(),
                rows[second].number_of_line()
            ));
        }
        let has_figure = |at: &usize| values[*at].is_some();
        let order: Vec<usize> = ordered.iter().copied().filter(has_figure).collect();
        let ends_without =
            [ordered.first(), ordered.last()].map(|end| end.is_some_and(|at| !has_figure(at)));
        let found: Vec<f64> = order.iter().map(|at| times[*at]).collect();
        Ok(TimedSeries {
            labels: order.iter().map(|at| all[*at]).collect(),
            values: order.iter().filter_map(|at| values[*at]).collect(),
            holes: holes(&ordered, &order, &found, scale),
            times: found,
            order,
            ends_without,
            scale,
        })
    }

    /// Where periods are without a figure, each by the labels on both sides.
    pub(super) fn hole_names(&self) -> Vec<String> {
        let [before, after] = self.ends_without;
        let first = self.labels.first().filter(|_| before);
        let last = self.labels.last().filter(|_| after);
        let within = self
            .holes
            .iter()
            .map(|at| between(self.labels[at - 1], self.labels[*at]));
        first
            .map(|label| format!("before {label}"))
            .into_iter()
            .chain(within)
            .chain(last.map(|label| format!("after {label}")))
            .collect()
    }
}

/// Points before which a period is missing: one that stands there without a figure, or a step longer than is usual.
fn holes(ordered: &[usize], order: &[usize], times: &[f64], scale: TimeScale) -> Vec<usize> {
    let mut steps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.sort_by(f64::total_cmp);
    let usual = match scale {
        TimeScale::Year | TimeScale::Month | TimeScale::Quarter | TimeScale::Week => 1.0,
        TimeScale::Number | TimeScale::Date | TimeScale::FileOrder => {
            steps.get(steps.len() / 2).copied().unwrap_or_default()
        }
    };
    let place = |row: usize| ordered.iter().position(|at| *at == row);
    (1..order.len())
        .filter(|at| {
            let next_to = place(order[at - 1]).map(|before| before + 1) == place(order[*at]);
            !next_to || times[*at] - times[at - 1] > usual * 1.5
        })
        .collect()
}

/// The first label that is a month made out of a year, with that year, where the series holds such months.
fn changed_year<'a>(labels: &[&'a str]) -> Option<(&'a str, String)> {
    if !are_changed_years(labels) {
        return None;
    }
    labels
        .iter()
        .find_map(|label| Some((*label, year_behind(label)?)))
}

/// The rows of a period that stands there twice, by its time or by its label; `order` is that of the times.
fn repeated(labels: &[&str], times: &[f64], order: &[usize]) -> Option<(usize, usize)> {
    let same_time = order
        .windows(2)
        .find(|pair| times[pair[0]] == times[pair[1]])
        .map(|pair| (pair[0], pair[1]));
    same_time.or_else(|| {
        (0..labels.len()).find_map(|at| {
            let first = labels[..at].iter().position(|label| *label == labels[at])?;
            Some((first, at))
        })
    })
}

/// What to say of the rows that were left out, and of the places where periods are without a figure; none where there are none. `stop`
/// says what stops there, where anything does.
pub(super) fn without_figures(holes: &[(&str, Vec<String>)], stop: &str) -> Option<String> {
    let named: Vec<String> = holes
        .iter()
        .filter(|(_, holes)| !holes.is_empty())
        .map(|(name, holes)| format!("{name} ({})", holes.join(", ")))
        .collect();
    (!named.is_empty()).then(|| format!("periods without a figure{stop}: {}", named.join("; ")))
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

/// Every scale whose labels are read one by one, with the way to read them. Years come first: `201516` and `2015-16` are years, and a series of months has
/// one label that is not.
const SCALES: [(TimeScale, ReadTime); 5] = [
    (TimeScale::Year, year),
    (TimeScale::Number, number),
    (TimeScale::Month, month),
    (TimeScale::Quarter, quarter),
    (TimeScale::Week, week),
];

/// The time of each label, on the first scale that reads all of them.
fn times(labels: &[&str]) -> (TimeScale, Vec<f64>) {
    SCALES
        .into_iter()
        .find_map(|(scale, read)| {
            let times: Option<Vec<f64>> = labels.iter().map(|label| read(label)).collect();
            Some((scale, times?))
        })
        .or_else(|| Some((TimeScale::Date, dates(labels)?)))
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

/// `2024-03-31` or `31/03/2024`, in years. A day that can be read in two ways stands on the others of its series.
fn dates(labels: &[&str]) -> Option<Vec<f64>> {
    let forms: Vec<DayForm> = labels.iter().map(|label| day_form(label)).collect();
    let mut order = DayOrder::default();
    forms.iter().for_each(|form| order.note(*form));
    forms
        .into_iter()
        .map(|form| Some(f64::from(days(order.settle(form).ok()?)?) / DAYS_A_YEAR))
        .collect()
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
