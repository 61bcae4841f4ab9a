//! Has a figure moved since an action began? From the last period that ended before it to the newest that ended after, tested as
//! a change over as many years. A movement says nothing of why: no question here asks for a cause.

use super::change::{AllChanges, ChangeTest, level_of};
use super::panel::{Panel, PeriodColumn};
use super::significance::CountPair;
use super::trend::{RecentYears, recent_years};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::reading::Status;
use crate::stat::change::Position;
use crate::stat::trend::Direction;
use jiff::civil::Date;

/// The answer, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Since {
    /// The series begins after the action did.
    NothingBefore,
    /// The last period before the action has no figure.
    NoBaseline { at: PeriodColumn, why: Status },
    /// No figure yet for a period that ended after the action began; the newest before is in this column.
    NotYet { newest: PeriodColumn },
    /// The figure moved, or did not.
    Course(Box<Course>),
}

/// From before an action to after it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Course {
    /// Column of the last period that ended before the action began.
    pub(crate) from: PeriodColumn,
    /// Column of the newest period with a figure; it ended after the action began.
    pub(crate) to: PeriodColumn,
    pub(crate) earlier: f64,
    pub(crate) now: f64,
    /// The action began in the course of the newer period: part of that period lies before it.
    pub(crate) partly_before: bool,
    /// The two periods cannot be compared.
    pub(crate) unlike: Option<UnlikePeriods>,
    pub(crate) counts: Option<[CountPair; 2]>,
    pub(crate) test: Option<ChangeTest>,
    /// Among all authorities' changes over as many years.
    pub(crate) position: Option<Position>,
    /// Where the figure was going over the five years up to the earlier period.
    pub(crate) before: Option<RecentYears>,
    _sealed: (),
}

/// Why two periods are not alike.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum UnlikePeriods {
    /// They share years.
    Overlap,
    /// The definition changed between them.
    Break(String),
}

/// What a course comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CourseVerdict {
    /// More than chance would explain: p below 0.05.
    Moved,
    NotBeyondChance,
    /// The two figures are the same as printed.
    Same,
    /// No counts are published, or the figures are local.
    NotTested,
    /// The two periods cannot be compared.
    NotAlike,
}

impl CourseVerdict {
    /// As printed in a `verdict` column.
    pub(crate) fn name(self) -> &'static str {
        match self {
            CourseVerdict::Moved => "moved beyond chance",
            CourseVerdict::NotBeyondChance => "not moved beyond chance",
            CourseVerdict::Same => "the same",
            CourseVerdict::NotTested => "not tested",
            CourseVerdict::NotAlike => "not like for like",
        }
    }
}

impl Course {
    pub(crate) fn is_up(&self) -> bool {
        self.now > self.earlier
    }

    /// Against chance; figures as a reader of the printed ones sees them.
    pub(crate) fn verdict(&self, indicator: &Indicator) -> CourseVerdict {
        if self.unlike.is_some() {
            return CourseVerdict::NotAlike;
        }
        match self.test {
            _ if indicator.printed(self.now) == indicator.printed(self.earlier) => {
                CourseVerdict::Same
            }
            Some(test) if level_of(test.p).is_some() => CourseVerdict::Moved,
            Some(_) => CourseVerdict::NotBeyondChance,
            None => CourseVerdict::NotTested,
        }
    }
}

impl Since {
    /// Follows one authority's figure from before a day. None where it has no figure at all.
    pub(crate) fn of(panel: &Panel, area: Area, began: Date, current: &[Area]) -> Option<Since> {
        let newest = panel
            .columns()
            .rev()
            .find(|at| panel.value(*at, area).is_some())?;
        let last = panel.period(newest);
        let before = panel.columns_to(newest).rev().find(|at| {
            let period = panel.period(*at);
            period.is_of_kind(last) && period.end < began
        });
        let Some(from) = before else {
            return Some(Since::NothingBefore);
        };
        // A count of the very day on which the action began is neither before nor after it.
        if panel.period(newest).end <= began {
            return Some(Since::NotYet { newest });
        }
        let Some(earlier) = panel.value(from, area) else {
            return Some(Since::NoBaseline {
                at: from,
                why: panel.reading(from, area).status(),
            });
        };
        let now = panel.value(newest, area)?;
        Some(Since::Course(Box::new(course(
            panel,
            area,
            (began, current),
            (from, earlier),
            (newest, now),
        ))))
    }

    /// The course, where there is one.
    pub(crate) fn course(&self) -> Option<&Course> {
        match self {
            Since::Course(course) => Some(course),
            _ => None,
        }
    }
}

fn course(
    panel: &Panel,
    area: Area,
    (began, current): (Date, &[Area]),
    (from, earlier): (PeriodColumn, f64),
    (to, now): (PeriodColumn, f64),
) -> Course {
    let (first, last) = (panel.period(from), panel.period(to));
    let unlike = if let Some(reason) = panel.break_between(from, to) {
        Some(UnlikePeriods::Break(reason.to_owned()))
    } else {
        last.overlaps(first).then_some(UnlikePeriods::Overlap)
    };
    // Local figures have no company whose changes could tell how far such a figure usually moves.
    let tested = !panel.indicator.local && panel.are_alike(from, to);
    let weighed = tested.then(|| {
        AllChanges::over(panel, to, current, last.years_after(first)).weigh(panel, from, to, area)
    });
    let weighed = weighed.as_ref();
    Course {
        from,
        to,
        earlier,
        now,
        partly_before: last.start < began,
        unlike,
        counts: weighed.and_then(|w| w.counts),
        test: weighed.and_then(|w| w.test),
        position: weighed.and_then(|w| w.position),
        before: recent_years(panel, from, area)
            .filter(|recent| recent.trend.direction != Direction::NoChange),
        _sealed: (),
    }
}
