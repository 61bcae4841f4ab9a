//! The result of one check, and the table of all of them.

use crate::error::Error;
use crate::table::Table;
use crate::table::cell::text;
use crate::table::columns::TableColumns;

/// What a check found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum CheckState {
    Ok,
    /// Everything works, and there is something to know.
    Warn,
    /// Something does not work.
    Fault,
}

impl CheckState {
    fn word(self) -> &'static str {
        match self {
            CheckState::Ok => "ok",
            CheckState::Warn => "warn",
            CheckState::Fault => "fault",
        }
    }
}

/// One check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct DoctorCheck {
    pub(crate) name: String,
    pub(crate) state: CheckState,
    pub(crate) found: String,
    /// What to do next; empty where nothing is to be done.
    pub(crate) next: String,
}

impl DoctorCheck {
    pub(crate) fn new(
        name: &str,
        state: CheckState,
        found: impl Into<String>,
        next: impl Into<String>,
    ) -> DoctorCheck {
        DoctorCheck {
            name: name.to_owned(),
            state,
            found: found.into(),
            next: next.into(),
        }
    }

    /// Nothing is to be done.
    pub(crate) fn ok(name: &str, found: impl Into<String>) -> DoctorCheck {
        DoctorCheck::new(name, CheckState::Ok, found, "")
    }

    pub(super) fn warning(
        name: &str,
        found: impl Into<String>,
        next: impl Into<String>,
    ) -> DoctorCheck {
        DoctorCheck::new(name, CheckState::Warn, found, next)
    }

    pub(crate) fn fault(
        name: &str,
        found: impl Into<String>,
        next: impl Into<String>,
    ) -> DoctorCheck {
        DoctorCheck::new(name, CheckState::Fault, found, next)
    }

    /// A fault with the message of an error.
    pub(crate) fn error(name: &str, error: &Error) -> DoctorCheck {
        let mut found = error.what().to_owned();
        if !error.place().is_empty() {
            found.push_str(&format!(" ({})", error.place()));
        }
        if !error.wanted().is_empty() {
            found.push_str(&format!("; expected {}", error.wanted()));
        }
        DoctorCheck::fault(name, found, error.way_out())
    }
}

/// The checks as a table, in their order.
pub(crate) fn table(checks: &[DoctorCheck]) -> Table {
    let columns = TableColumns::<&DoctorCheck>::new()
        .text("check", "Check", |check| text(&check.name))
        .text("state", "State", |check| text(check.state.word()))
        .text("found", "Found", |check| text(&check.found))
        .text("next", "Next", |check| text(&check.next));
    Table {
        notes: vec![summary(checks)],
        ..columns.table("doctor", "Is everything in order?", checks)
    }
}

fn summary(checks: &[DoctorCheck]) -> String {
    let (faults, warnings) = (
        with_state(checks, CheckState::Fault),
        with_state(checks, CheckState::Warn),
    );
    match (faults, warnings) {
        (0, 0) => "Everything is in order.".to_owned(),
        (0, _) => format!(
            "Everything works; {} to know of.",
            counted(warnings, "thing")
        ),
        _ => format!(
            "{} to mend and {} to know of.",
            counted(faults, "fault"),
            counted(warnings, "other thing")
        ),
    }
}

fn with_state(checks: &[DoctorCheck], state: CheckState) -> usize {
    checks.iter().filter(|check| check.state == state).count()
}

fn counted(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
