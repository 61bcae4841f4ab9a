//! What changed in a plan since an older version of its file: due days, statuses, texts, new and removed rows.

use super::action::{Action, ActionPlan, ActionStatus};
use crate::observation::day::days_between;
use jiff::civil::Date;
use std::collections::BTreeMap;

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
            | ActionChange::Removed => false,
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
    let before: BTreeMap<String, &Action> = older
        .actions
        .iter()
        .map(|action| (action.key(), action))
        .collect();
    let mut found = Vec::new();
    for action in &plan.actions {
        let changes = before
            .get(&action.key())
            .map_or_else(|| vec![ActionChange::New], |was| changes(was, action));
        found.extend(
            changes
                .into_iter()
                .map(|change| PlanDifference { action, change }),
        );
    }
    let now: BTreeMap<String, &Action> = plan
        .actions
        .iter()
        .map(|action| (action.key(), action))
        .collect();
    let gone = older
        .actions
        .iter()
        .filter(|action| !now.contains_key(&action.key()));
    found.extend(gone.map(|action| PlanDifference {
        action,
        change: ActionChange::Removed,
    }));
    found
}

fn changes<'a>(was: &'a Action, is: &Action) -> Vec<ActionChange<'a>> {
    let mut changes = Vec::new();
    match (was.due, is.due) {
        (Some(from), Some(to)) if from != to => changes.push(ActionChange::Due {
            from,
            to,
            days: days_between(from, to),
        }),
        (Some(from), None) if is.status.is_none_or(ActionStatus::is_open) => {
            changes.push(ActionChange::DueLost { from })
        }
        _ => {}
    }
    if let (Some(from), Some(to)) = (was.status, is.status) {
        if to.stage() < from.stage() {
            changes.push(ActionChange::Back { from, to });
        } else if to == ActionStatus::Complete && from != ActionStatus::Complete {
            changes.push(ActionChange::Completed);
        }
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
