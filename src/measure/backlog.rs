//! A backlog: so many cases to be done by a day. What is done, what is left, the pace that is needed and the pace that was reached, and
//! when the rest would be done if weeks to come were like weeks of the past. It is arithmetic on past weeks and no promise.

mod read;
mod weeks;

use crate::error::{Error, Result};
use crate::observation::check::Check;
use crate::observation::day::days_between;
use crate::stat::order::mean;
use crate::stat::resample::{left_after, weeks_until_done};
use crate::world::World;
use jiff::ToSpan;
use jiff::civil::Date;
use std::path::Path;

/// The pace reached is that of the last so many weeks, the nearer one first.
pub(crate) const LAST_WEEKS: [usize; 2] = [4, 8];
/// With fewer whole weeks no range is drawn.
pub(crate) const LEAST_WEEKS: usize = 4;
/// Nobody plans further than this; a later end is told as none.
pub(crate) const MOST_WEEKS: usize = 260;
const WEEK: i32 = 7;
/// A newest figure older than this is told: what was done since is not known.
const STALE_DAYS: i32 = 13;

/// Of which backlog, and when it is to be done.
pub(crate) struct BacklogOrder<'a> {
    pub(crate) path: &'a Path,
    pub(crate) due: Date,
    pub(crate) as_at: Date,
    /// How many cases there were at first, in place of what the file says.
    pub(crate) total: Option<f64>,
}

/// One week of the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BacklogWeek {
    /// The Sunday on which it ends.
    pub(crate) sunday: Date,
    /// As returned; none where that cell was empty.
    pub(crate) done: Option<f64>,
    /// What is left at its end: as returned, or by the sum of what was done.
    pub(crate) left: f64,
    pub(crate) is_left_returned: bool,
    /// By how much it came down in each week since the figure before.
    pub(crate) pace: f64,
    /// How many weeks the pace is of: more than one after a hole.
    pub(crate) weeks: usize,
    /// Whether the week was over when the figure was taken.
    pub(crate) is_whole: bool,
    pub(crate) row: u64,
}

/// How fast cases were done over some weeks, and when that would end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BacklogPace {
    pub(crate) of: PaceOf,
    /// Cases a week.
    pub(crate) pace: f64,
    /// The day on which nothing is left at this pace; none where it never comes, or only after [`MOST_WEEKS`].
    pub(crate) done_by: Option<Date>,
}

/// Which weeks a pace is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PaceOf {
    /// The mean of so many last weeks.
    Last(usize),
    /// Among the last weeks that have one.
    Slowest,
    Fastest,
}

/// What weeks drawn from the last ones allow.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BacklogRange {
    /// The earlier and the later end of the middle 80%.
    pub(crate) done_by: [Option<Date>; 2],
    /// What is left after each week to come, lowest and highest, up to the day on which all is due.
    pub(crate) left: Vec<(f64, f64)>,
}

/// How a backlog stands.
pub(crate) struct BacklogReport {
    pub(crate) file: String,
    pub(crate) sha256: String,
    pub(crate) due: Date,
    pub(crate) as_at: Date,
    /// How many there were at first.
    pub(crate) total: Option<f64>,
    /// In order of time; at least one.
    pub(crate) weeks: Vec<BacklogWeek>,
    /// The sum of what was returned as done; none where the file has no such column.
    pub(crate) done_returned: Option<f64>,
    /// Sundays of weeks between the first and the last that have no row.
    pub(crate) holes: Vec<Date>,
    /// Whether weeks have passed since the newest figure.
    pub(crate) is_stale: bool,
    /// Weeks from the day of asking until it is due; none where that day has passed.
    pub(crate) weeks_left: Option<f64>,
    pub(crate) paces: Vec<BacklogPace>,
    /// The paces of the last whole weeks, newest last, that range and extremes are of.
    pub(crate) last: Vec<f64>,
    pub(crate) range: Option<BacklogRange>,
    /// What in the file does not fit, and what was set aside.
    pub(crate) checks: Vec<Check>,
}

impl BacklogReport {
    /// Reads a sheet of weeks or days and reckons.
    ///
    /// # Errors
    /// The file cannot be read, has no week with a figure, or does not say how many cases there were.
    pub(crate) fn read(world: &dyn World, order: &BacklogOrder<'_>) -> Result<BacklogReport> {
        let mut sheet = read::read(world, order.path, order.as_at)?;
        let total = weeks::total(&mut sheet, order.total);
        let (weeks, holes) = weeks::in_order(&mut sheet, total)?;
        let Some(newest) = weeks.last() else {
            return Err(Error::nothing("no row of the file has a figure of a week")
                .in_file(sheet.file)
                .after(sheet.checks.iter().take(3)));
        };
        let is_stale = days_between(newest.sunday, order.as_at) > STALE_DAYS;
        let from = order.as_at;
        let days = days_between(from, order.due);
        let weeks_left = (days > 0).then(|| f64::from(days) / f64::from(WEEK));
        let last = last_paces(&weeks);
        let left = newest.left;
        let returned: Vec<f64> = weeks.iter().filter_map(|week| week.done).collect();
        Ok(BacklogReport {
            due: order.due,
            as_at: order.as_at,
            total,
            done_returned: (!returned.is_empty()).then(|| returned.iter().sum()),
            paces: paces(&last, left, from),
            range: range(&last, left, (from, weeks_left)),
            weeks,
            holes,
            is_stale,
            weeks_left,
            last,
            file: sheet.file,
            sha256: sheet.sha256,
            checks: sheet.checks,
        })
    }

    /// The newest week: there is one.
    pub(crate) fn newest(&self) -> &BacklogWeek {
        &self.weeks[self.weeks.len() - 1]
    }

    /// What is left to do.
    pub(crate) fn to_do(&self) -> f64 {
        self.newest().left
    }

    /// By how much what is left has come down since the beginning; none where nobody said how many there were.
    pub(crate) fn come_down(&self) -> Option<f64> {
        self.total.map(|total| total - self.to_do())
    }

    /// Cases a week from now on so that all are done by the day; none where that day has passed or nothing is left.
    pub(crate) fn needed(&self) -> Option<f64> {
        let weeks = self.weeks_left.filter(|_| self.to_do() > 0.0)?;
        Some(self.to_do() / weeks)
    }

    /// What is left on the day on which all is due, by weeks drawn from the last ones.
    pub(crate) fn left_when_due(&self) -> Option<(f64, f64)> {
        self.range.as_ref()?.left.last().copied()
    }
}

/// The paces of the last whole weeks, at most eight, oldest first; a pace over several weeks stands for each.
fn last_paces(weeks: &[BacklogWeek]) -> Vec<f64> {
    let whole = weeks.iter().filter(|week| week.is_whole);
    let each: Vec<f64> = whole
        .flat_map(|week| std::iter::repeat_n(week.pace, week.weeks))
        .collect();
    let [_, most] = LAST_WEEKS;
    each[each.len().saturating_sub(most)..].to_vec()
}

fn paces(last: &[f64], left: f64, from: Date) -> Vec<BacklogPace> {
    let of_last = LAST_WEEKS.into_iter().filter_map(|weeks| {
        let newest = last.len().checked_sub(weeks)?;
        Some((PaceOf::Last(weeks), mean(&last[newest..])?))
    });
    let few = (last.len() < LEAST_WEEKS)
        .then(|| Some((PaceOf::Last(last.len()), mean(last)?)))
        .flatten();
    let slowest = last.iter().copied().reduce(f64::min);
    let fastest = last.iter().copied().reduce(f64::max);
    let ends = [
        slowest.map(|pace| (PaceOf::Slowest, pace)),
        fastest.map(|pace| (PaceOf::Fastest, pace)),
    ];
    let ends = ends.into_iter().flatten().filter(|_| last.len() > 1);
    let all = of_last.chain(few).chain(ends);
    all.map(|(of, pace)| BacklogPace {
        of,
        pace,
        done_by: day_after(from, left, pace),
    })
    .collect()
}

fn day_after(from: Date, left: f64, pace: f64) -> Option<Date> {
    if left <= 0.0 {
        return Some(from);
    }
    let days = (left / pace * f64::from(WEEK)).ceil();
    let is_near = pace > 0.0 && days <= (MOST_WEEKS as f64) * f64::from(WEEK);
    is_near
        .then(|| from.checked_add((days as i64).days()).ok())
        .flatten()
}

fn range(last: &[f64], left: f64, (from, weeks_left): (Date, Option<f64>)) -> Option<BacklogRange> {
    if last.len() < LEAST_WEEKS || left <= 0.0 {
        return None;
    }
    let ends = weeks_until_done(left, last, MOST_WEEKS)?;
    let day = |weeks: usize| {
        let days = i64::try_from(weeks).ok()? * i64::from(WEEK);
        from.checked_add(days.days()).ok()
    };
    let until_due = weeks_left.map_or(0, |weeks| (weeks as usize).min(MOST_WEEKS));
    Some(BacklogRange {
        done_by: ends.map(|weeks| weeks.and_then(day)),
        left: left_after(left, last, until_due),
    })
}
