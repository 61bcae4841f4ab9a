//! A backlog: the pace needed and the paces reached, and its weeks.

use super::Table;
use super::cell::{count, day, number, text};
use super::columns::TableColumns;
use crate::finding::prose::backlogs as words;
use crate::measure::backlog::{BacklogReport, BacklogWeek};
use jiff::civil::Date;

/// One pace with what it leads to.
struct PaceRow {
    pace: String,
    /// Cases a week; none for an end of the range, which is no one pace.
    a_week: Option<f64>,
    done_by: Option<Date>,
    /// What would be left on the day; none where that day has passed.
    left: Option<f64>,
}

fn rows(report: &BacklogReport) -> Vec<PaceRow> {
    let needed = report.needed().map(|needed| PaceRow {
        pace: "needed".to_owned(),
        a_week: Some(needed),
        done_by: Some(report.due),
        left: Some(0.0),
    });
    let left_at = |pace: f64| {
        let weeks = report.weeks_left?;
        Some((report.to_do() - pace * weeks).max(0.0))
    };
    let reached = report.paces.iter().map(|of| PaceRow {
        pace: words::pace_of(of.of, report.last.len()),
        a_week: Some(of.pace),
        done_by: of.done_by,
        left: left_at(of.pace),
    });
    let drawn = report.range.iter().flat_map(|range| {
        let left = report.left_when_due();
        let [early, late] = range.done_by;
        [
            ("drawn, early end", early, left.map(|(low, _)| low)),
            ("drawn, late end", late, left.map(|(_, high)| high)),
        ]
        .map(|(pace, done_by, left)| PaceRow {
            pace: pace.to_owned(),
            a_week: None,
            done_by,
            left,
        })
    });
    needed.into_iter().chain(reached).chain(drawn).collect()
}

/// The paces, for people.
pub(crate) fn paces(report: &BacklogReport) -> Table {
    let columns = TableColumns::<PaceRow>::new()
        .text("pace", "Pace", |row| text(row.pace.as_str()))
        .number("cases_a_week", "Cases a week", |row| {
            number(row.a_week, Some(1))
        })
        .text("done_by", "All done by", |row| {
            text(words::done_by(row.done_by))
        })
        .number("left_when_due", "Left when due", |row| {
            number(row.left, Some(0))
        });
    columns.table("backlog", words::PACES, rows(report))
}

/// The same for programs, each with how the backlog stands.
pub(crate) fn full(report: &BacklogReport) -> Table {
    let columns = TableColumns::<PaceRow>::new()
        .text("as_at", "as_at", |_| day(Some(report.as_at)))
        .text("due", "due", |_| day(Some(report.due)))
        .number("total", "total", |_| number(report.total, None))
        .number("done", "done", |_| number(report.come_down(), None))
        .number("left", "left", |_| number(Some(report.to_do()), None))
        .number("weeks_left", "weeks_left", |_| {
            number(report.weeks_left, None)
        })
        .text("pace", "pace", |row| text(row.pace.as_str()))
        .number("cases_a_week", "cases_a_week", |row| {
            number(row.a_week, None)
        })
        .text("done_by", "done_by", |row| day(row.done_by))
        .number("left_when_due", "left_when_due", |row| {
            number(row.left, None)
        });
    columns.table("backlog", words::PACES, rows(report))
}

/// The weeks of the file.
pub(crate) fn weeks(report: &BacklogReport) -> Table {
    let columns = TableColumns::<&BacklogWeek>::new()
        .text("week_to", "Week to", |week| day(Some(week.sunday)))
        .number("done", "Done", |week| number(week.done, None))
        .number("left", "Left", |week| number(Some(week.left), None))
        .number("pace", "Pace", |week| number(Some(week.pace), Some(1)))
        .text("note", "Note", |week| {
            text(match (week.is_whole, week.weeks) {
                (false, _) => "no whole week: not counted in a pace",
                (true, 1) => "",
                (true, _) => "pace over the weeks without a figure",
            })
        })
        .whole("row", "Row", |week| count(week.row));
    columns.table("backlog-weeks", words::WEEKS, &report.weeks)
}
