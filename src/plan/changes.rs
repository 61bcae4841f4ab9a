//! What changed in a plan since an older version of its file: due days, statuses, texts, new and removed rows.

use super::action::{Action, ActionPlan, ActionStatus, PlanDay};
use super::numbering::are_one_number;
use crate::observation::day::days_between;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One change of an action between two versions.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum ActionChange<'a> {
    /// The due day moved by so many days; above zero where it moved later.
    Due {
        from: Date,
        to: Date,
        days: i32,
    },
    /// The due day was removed.
    DueLost {
        from: Date,
    },
    /// The status went back.
    Back {
        from: ActionStatus,
        to: ActionStatus,
    },
    /// Complete now, and not before.
    Completed,
    /// The text of the recommendation changed.
    Reworded {
        before: &'a str,
    },
    /// The text of the target changed.
    Retargeted {
        before: &'a str,
    },
    New,
    /// Only the older version has it.
    Removed,
    /// Something of it may have changed, and nobody can tell.
    NotKnown(Unread),
}

/// What could not be read in one of two versions, so that they cannot be compared in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unread {
    /// The due day, in the version before.
    DueBefore,
    /// The due day, in this version.
    DueNow,
    StatusBefore,
    StatusNow,
    /// Only this version has it, and rows of the version before were set aside.
    RowBefore,
    /// Only the version before has it, and rows of this version were set aside.
    RowNow,
}

impl ActionChange<'_> {
    /// Whether it makes the plan later or smaller than it was, so that a committee should know of it.
    pub(crate) fn is_slip(&self) -> bool {
        match self {
            ActionChange::Due { days, .. } => *days > 0,
            ActionChange::DueLost { .. } | ActionChange::Back { .. } => true,
            ActionChange::Completed
            | ActionChange::Reworded { .. }
            | ActionChange::Retargeted { .. }
            | ActionChange::New
            | ActionChange::Removed
            | ActionChange::NotKnown(_) => false,
        }
    }

    /// The name in the column `what` of outputs for programs.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            ActionChange::Due { days, .. } if *days > 0 => "due later",
            ActionChange::Due { .. } => "due earlier",
            ActionChange::DueLost { .. } => "due date removed",
            ActionChange::Back { .. } => "status went back",
            ActionChange::Completed => "completed",
            ActionChange::Reworded { .. } => "text changed",
            ActionChange::Retargeted { .. } => "target changed",
            ActionChange::New => "new",
            ActionChange::Removed => "removed",
            ActionChange::NotKnown(_) => "not known",
        }
    }
}

/// A change and its action: of this version, or of the older one where the action was removed.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PlanDifference<'a> {
    pub(crate) action: &'a Action,
    pub(crate) change: ActionChange<'a>,
}

/// Every change, in the order of the file; removed actions at the end.
pub(crate) fn since<'a>(older: &'a ActionPlan, plan: &'a ActionPlan) -> Vec<PlanDifference<'a>> {
    let pairs = paired(older, plan);
    let mut found = Vec::new();
    for action in &plan.actions {
        let changes = pairs.get(&action.row).map_or_else(
            || {
                vec![only_in_one(
                    older,
                    action,
                    (ActionChange::New, Unread::RowBefore),
                )]
            },
            |was| changes(was, action),
        );
        found.extend(
            changes
                .into_iter()
                .map(|change| PlanDifference { action, change }),
        );
    }
    let met: BTreeSet<u64> = pairs.values().map(|was| was.row).collect();
    let gone = older
        .actions
        .iter()
        .filter(|action| !met.contains(&action.row));
    found.extend(gone.map(|action| PlanDifference {
        action,
        change: only_in_one(plan, action, (ActionChange::Removed, Unread::RowNow)),
    }));
    found
}

/// The older action of each row, by the row: that of the same reference, else the only one whose reference is the same number to a
/// spreadsheet.
fn paired<'a>(older: &'a ActionPlan, plan: &ActionPlan) -> BTreeMap<u64, &'a Action> {
    let before: BTreeMap<String, &Action> = older
        .actions
        .iter()
        .map(|action| (action.key(), action))
        .collect();
    let mut pairs: BTreeMap<u64, &Action> = plan
        .actions
        .iter()
        .filter_map(|action| Some((action.row, *before.get(&action.key())?)))
        .collect();
    let met: BTreeSet<u64> = pairs.values().map(|was| was.row).collect();
    let left: Vec<&Action> = older
        .actions
        .iter()
        .filter(|was| !met.contains(&was.row))
        .collect();
    let unmet: Vec<&Action> = plan
        .actions
        .iter()
        .filter(|action| !pairs.contains_key(&action.row))
        .collect();
    for action in &unmet {
        let alike = |other: &&&Action| are_one_number(&other.reference, &action.reference);
        let was: Vec<&&Action> = left.iter().filter(alike).collect();
        if let ([was], 1) = (&was[..], unmet.iter().filter(alike).count()) {
            pairs.insert(action.row, was);
        }
    }
    pairs
}

/// What is told of an action that one version has: where it may be among the rows of the other that were set aside, it is not known.
fn only_in_one<'a>(
    other: &ActionPlan,
    action: &Action,
    (change, unread): (ActionChange<'a>, Unread),
) -> ActionChange<'a> {
    if other.may_hide(&action.key()) {
        ActionChange::NotKnown(unread)
    } else {
        change
    }
}

fn changes<'a>(was: &'a Action, is: &Action) -> Vec<ActionChange<'a>> {
    let mut changes = Vec::new();
    match (&was.due, &is.due) {
        (PlanDay::Known(from), PlanDay::Known(to)) if from != to => {
            changes.push(ActionChange::Due {
                from: *from,
                to: *to,
                days: days_between(*from, *to),
            });
        }
        (PlanDay::Known(from), PlanDay::Absent) if is.is_open() => {
            changes.push(ActionChange::DueLost { from: *from });
        }
        // The same text in both is the same day, whatever day that is.
        (PlanDay::Unread(before), PlanDay::Unread(now)) if is_same_text(before, now) => {}
        (_, PlanDay::Unread(_)) if is.is_open() => {
            changes.push(ActionChange::NotKnown(Unread::DueNow));
        }
        (PlanDay::Unread(_), _) if is.is_open() => {
            changes.push(ActionChange::NotKnown(Unread::DueBefore));
        }
        _ => {}
    }
    if let (Some(from), Some(to)) = (was.status, is.status) {
        if to.stage() < from.stage() {
            changes.push(ActionChange::Back { from, to });
        } else if to == ActionStatus::Complete && from != ActionStatus::Complete {
            changes.push(ActionChange::Completed);
        }
    } else {
        let unread = match is.status {
            None => Unread::StatusNow,
            Some(_) => Unread::StatusBefore,
        };
        changes.push(ActionChange::NotKnown(unread));
    }
    if !is_same_text(&was.recommendation, &is.recommendation) {
        changes.push(ActionChange::Reworded {
            before: &was.recommendation,
        });
    }
    if !is_same_text(&was.target_text, &is.target_text) {
        changes.push(ActionChange::Retargeted {
            before: &was.target_text,
        });
    }
    changes
}

/// Whether two texts differ at most in line breaks and spaces, which Excel changes.
fn is_same_text(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}
