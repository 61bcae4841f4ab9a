//! An action of a plan, and the plan.

use super::points::AccuracyPoint;
use super::spelling::plain;
use crate::observation::day::days_between;
use jiff::civil::Date;

/// Where an action stands, by the officer's own word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum ActionStatus {
    NotStarted,
    InProgress,
    /// Late by its officer's word, begun or not.
    Overdue,
    Complete,
    /// Ended, without a word that it was done.
    Closed,
    Superseded,
}

impl ActionStatus {
    pub(crate) const ALL: [ActionStatus; 6] = [
        ActionStatus::NotStarted,
        ActionStatus::InProgress,
        ActionStatus::Overdue,
        ActionStatus::Complete,
        ActionStatus::Closed,
        ActionStatus::Superseded,
    ];

    /// The word in tables and in `data/plan_words.csv`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            ActionStatus::NotStarted => "not started",
            ActionStatus::InProgress => "in progress",
            ActionStatus::Overdue => "overdue",
            ActionStatus::Complete => "complete",
            ActionStatus::Closed => "closed",
            ActionStatus::Superseded => "superseded",
        }
    }

    /// Whether work is still to be done.
    pub(crate) fn is_open(self) -> bool {
        matches!(
            self,
            ActionStatus::NotStarted | ActionStatus::InProgress | ActionStatus::Overdue
        )
    }

    /// How far along it is: a smaller number than before is a step back.
    pub(super) fn stage(self) -> u8 {
        match self {
            ActionStatus::NotStarted => 0,
            ActionStatus::InProgress | ActionStatus::Overdue => 1,
            ActionStatus::Complete | ActionStatus::Closed | ActionStatus::Superseded => 2,
        }
    }
}

/// A rating by colour, as councils use it; blue means complete.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rag {
    Red,
    Amber,
    Green,
    Blue,
    Grey,
}

impl Rag {
    pub(crate) const ALL: [Rag; 5] = [Rag::Red, Rag::Amber, Rag::Green, Rag::Blue, Rag::Grey];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Rag::Red => "red",
            Rag::Amber => "amber",
            Rag::Green => "green",
            Rag::Blue => "blue",
            Rag::Grey => "grey",
        }
    }
}

/// The value that an indicator should reach.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Target {
    pub(crate) value: f64,
    /// None where the cell holds a bare number.
    pub(crate) bound: Option<TargetBound>,
}

/// On which side of a target a figure meets it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TargetBound {
    AtMost,
    Below,
    AtLeast,
    Above,
}

impl TargetBound {
    pub(crate) const ALL: [TargetBound; 4] = [
        TargetBound::AtMost,
        TargetBound::Below,
        TargetBound::AtLeast,
        TargetBound::Above,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            TargetBound::AtMost => "at most",
            TargetBound::Below => "below",
            TargetBound::AtLeast => "at least",
            TargetBound::Above => "above",
        }
    }

    /// Whether a figure meets a target.
    pub(crate) fn is_met(self, figure: f64, target: f64) -> bool {
        match self {
            TargetBound::AtMost => figure <= target,
            TargetBound::Below => figure < target,
            TargetBound::AtLeast => figure >= target,
            TargetBound::Above => figure > target,
        }
    }
}

/// What a cell says of a day. What could not be read is not told as absent: an action whose due day is not known may be late.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum PlanDay {
    /// The cell is empty, or the file has no such column.
    Absent,
    /// The text of a cell that could not be read as a day.
    Unread(String),
    Known(Date),
}

impl PlanDay {
    /// The day, where it is known.
    pub(crate) fn known(&self) -> Option<Date> {
        match self {
            PlanDay::Known(day) => Some(*day),
            PlanDay::Absent | PlanDay::Unread(_) => None,
        }
    }

    pub(crate) fn is_unread(&self) -> bool {
        matches!(self, PlanDay::Unread(_))
    }
}

/// One row: an action, or a recommendation. A text is empty where the file does not give it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Action {
    /// The line of the file on which it starts; the header is on line 1.
    pub(crate) row: u64,
    pub(crate) reference: String,
    /// Whose recommendation it is.
    pub(crate) source: String,
    pub(crate) recommendation: String,
    pub(crate) owner: String,
    /// The partner that owns it, alone or with the owner.
    pub(crate) partner: String,
    pub(crate) due: PlanDay,
    pub(crate) started: PlanDay,
    /// None where the cell is empty or holds an unknown word.
    pub(crate) status: Option<ActionStatus>,
    pub(crate) rag: Option<Rag>,
    pub(crate) updated: PlanDay,
    /// An indicator's id as it was typed.
    pub(crate) indicator: String,
    pub(crate) target: Option<Target>,
    /// The target as it was typed.
    pub(crate) target_text: String,
    /// Where it can be seen that it was done: a link, a document, minutes.
    pub(crate) evidence: String,
    pub(crate) note: String,
}

impl Action {
    /// Days by which it is late on a day; none where it is not late, has ended or has no due day that is known.
    pub(crate) fn days_late(&self, as_at: Date) -> Option<i32> {
        let due = self.due.known();
        let due = due.filter(|due| *due < as_at && self.is_open())?;
        Some(days_between(due, as_at))
    }

    /// Whether it is past its due day, or late by its officer's word.
    pub(crate) fn is_overdue(&self, as_at: Date) -> bool {
        self.status == Some(ActionStatus::Overdue) || self.days_late(as_at).is_some()
    }

    /// Whether it may be overdue, and nobody can tell: it is open, and its due day could not be read.
    pub(crate) fn is_perhaps_overdue(&self) -> bool {
        self.is_open() && self.status != Some(ActionStatus::Overdue) && self.due.is_unread()
    }

    /// An action with an unknown status counts as open: a misspelt word must not hide that it is late.
    pub(super) fn is_open(&self) -> bool {
        self.status.is_none_or(ActionStatus::is_open)
    }

    /// Two rows of two versions are the same action where their keys agree: the reference without regard to case and blanks.
    pub(crate) fn key(&self) -> String {
        plain(&self.reference)
    }
}

/// A plan as it was read.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct ActionPlan {
    /// The file's name without folders.
    pub(crate) file: String,
    pub(crate) sha256: String,
    pub(crate) actions: Vec<Action>,
    /// What inspectors were told on the accuracy of their drafts.
    pub(crate) points: Vec<AccuracyPoint>,
    /// Rows that could not be read at all; the checks say why.
    pub(crate) set_aside: Vec<SetAsideRow>,
}

/// A row that is counted nowhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SetAsideRow {
    /// The line of the file on which it starts.
    pub(crate) row: u64,
    /// Its reference as it was typed, as far as the cell can be told; empty where it has none.
    pub(crate) reference: String,
}

impl ActionPlan {
    /// The newest day on which a row was updated: the day that the file describes.
    pub(crate) fn newest_update(&self) -> Option<Date> {
        self.actions
            .iter()
            .filter_map(|action| action.updated.known())
            .max()
    }

    /// How many rows have a day of update that could not be read.
    pub(crate) fn unread_updates(&self) -> usize {
        let unread = self
            .actions
            .iter()
            .filter(|action| action.updated.is_unread());
        unread.count()
    }

    /// Whether the action of a key may be among the rows that were set aside.
    pub(super) fn may_hide(&self, key: &str) -> bool {
        self.set_aside
            .iter()
            .any(|row| row.reference.is_empty() || plain(&row.reference) == key)
    }
}
