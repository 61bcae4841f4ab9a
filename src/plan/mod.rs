//! An improvement plan or a list of recommendations as its officer keeps it: a row an action, read with all its faults
//! ([`read`]), counted ([`summary`]), and held against an older version of itself ([`slipped`]).
//!
//! The words that an officer may use for a column, a status or a rating are data: `data/plan_words.csv`.

pub(crate) mod date;
pub(crate) mod read;
pub(crate) mod slipped;
pub(crate) mod summary;
mod target;
mod vocabulary;

use jiff::civil::Date;

/// Where an action stands, by the officer's own word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Status {
    NotStarted,
    InProgress,
    /// Begun or not, its officer says that it is late.
    Overdue,
    Complete,
    /// Ended, and nobody says that it was done.
    Closed,
    Superseded,
}

impl Status {
    pub(crate) const ALL: [Status; 6] = [
        Status::NotStarted,
        Status::InProgress,
        Status::Overdue,
        Status::Complete,
        Status::Closed,
        Status::Superseded,
    ];

    /// The word that tables show and `data/plan_words.csv` spells out.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Status::NotStarted => "not started",
            Status::InProgress => "in progress",
            Status::Overdue => "overdue",
            Status::Complete => "complete",
            Status::Closed => "closed",
            Status::Superseded => "superseded",
        }
    }

    /// Work is still to be done.
    pub(crate) fn is_open(self) -> bool {
        matches!(
            self,
            Status::NotStarted | Status::InProgress | Status::Overdue
        )
    }

    /// How far along: a smaller number than before is a step back.
    fn stage(self) -> u8 {
        match self {
            Status::NotStarted => 0,
            Status::InProgress | Status::Overdue => 1,
            Status::Complete | Status::Closed | Status::Superseded => 2,
        }
    }
}

/// A rating, as councils colour them; blue stands for complete.
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

/// What an indicator should reach.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Target {
    pub(crate) value: f64,
    /// Which side of the value meets it; none where the cell holds a bare number.
    pub(crate) bound: Option<Bound>,
}

/// Which side of a target meets it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bound {
    AtMost,
    Below,
    AtLeast,
    Above,
}

impl Bound {
    pub(crate) const ALL: [Bound; 4] = [Bound::AtMost, Bound::Below, Bound::AtLeast, Bound::Above];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Bound::AtMost => "at most",
            Bound::Below => "below",
            Bound::AtLeast => "at least",
            Bound::Above => "above",
        }
    }

    /// Whether a figure meets a target of so much.
    pub(crate) fn is_met(self, figure: f64, target: f64) -> bool {
        match self {
            Bound::AtMost => figure <= target,
            Bound::Below => figure < target,
            Bound::AtLeast => figure >= target,
            Bound::Above => figure > target,
        }
    }
}

/// One row: an action, or a recommendation.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Action {
    /// Line of the file on which it starts, the header's being 1.
    pub(crate) row: u64,
    pub(crate) reference: String,
    /// Whose recommendation it is; empty where the file does not say, as all words here.
    pub(crate) source: String,
    pub(crate) recommendation: String,
    pub(crate) owner: String,
    pub(crate) due: Option<Date>,
    pub(crate) started: Option<Date>,
    /// None where the cell is empty or none of the words that are known.
    pub(crate) status: Option<Status>,
    pub(crate) rag: Option<Rag>,
    pub(crate) updated: Option<Date>,
    /// An indicator's id as it was typed.
    pub(crate) indicator: String,
    pub(crate) target: Option<Target>,
    /// The target as it was typed.
    pub(crate) target_text: String,
    pub(crate) note: String,
}

impl Action {
    /// Days by which it is late on a day; none where it is not, or is ended, or no day was set.
    pub(crate) fn days_late(&self, as_at: Date) -> Option<i32> {
        let due = self.due.filter(|due| *due < as_at && self.is_open())?;
        Some(days_between(due, as_at))
    }

    /// Past its day, or late by its officer's own word.
    pub(crate) fn is_overdue(&self, as_at: Date) -> bool {
        self.status == Some(Status::Overdue) || self.days_late(as_at).is_some()
    }

    /// An action whose status nobody can read is taken for open: a misspelt word must not hide that it is late.
    fn is_open(&self) -> bool {
        self.status.is_none_or(Status::is_open)
    }

    /// What makes two rows of two versions the same action: the reference, whatever its case and blanks.
    pub(crate) fn key(&self) -> String {
        vocabulary::plain(&self.reference)
    }
}

/// A plan as it was read.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Plan {
    /// File name without folders.
    pub(crate) file: String,
    pub(crate) sha256: String,
    pub(crate) actions: Vec<Action>,
    /// Lines of rows that could not be taken up at all; the checks say why.
    pub(crate) set_aside: Vec<u64>,
}

impl Plan {
    /// The newest day on which a row says it was updated: what the file is as at.
    pub(crate) fn newest_update(&self) -> Option<Date> {
        self.actions
            .iter()
            .filter_map(|action| action.updated)
            .max()
    }
}

/// Days from one day to a later one; below zero where it is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    // Two civil dates are never further apart than 32 bits hold.
    from.until(to).map_or(0, |span| span.get_days())
}
