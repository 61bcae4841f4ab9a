//! What became of a plan since an older version of its file: days moved, steps back, texts changed, rows that came and went.

use super::{Action, Plan, Status, days_between};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One difference between two versions.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Step<'a> {
    /// The day moved; more than none means later.
    Due {
        from: Date,
        to: Date,
        days: i32,
    },
    /// A day was set, and is set no more.
    DueLost {
        from: Date,
    },
    /// The status is further from done than it was.
    Back {
        from: Status,
        to: Status,
    },
    /// Complete now, and not before.
    Completed,
    /// The recommendation reads otherwise.
    Reworded {
        before: &'a str,
    },
    /// The target reads otherwise.
    Retargeted {
        before: &'a str,
    },
    New,
    /// The older version has it, this one has not.
    Removed,
}

impl Step<'_> {
    /// Whether it makes the plan later or smaller than it was: what a committee should be told of.
    pub(crate) fn is_slip(&self) -> bool {
        match self {
            Step::Due { days, .. } => *days > 0,
            Step::DueLost { .. } | Step::Back { .. } => true,
            Step::Completed
            | Step::Reworded { .. }
            | Step::Retargeted { .. }
            | Step::New
            | Step::Removed => false,
        }
    }

    /// As printed in a `what` column of programs.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Step::Due { days, .. } if *days > 0 => "due later",
            Step::Due { .. } => "due earlier",
            Step::DueLost { .. } => "due date removed",
            Step::Back { .. } => "status went back",
            Step::Completed => "completed",
            Step::Reworded { .. } => "text changed",
            Step::Retargeted { .. } => "target changed",
            Step::New => "new",
            Step::Removed => "removed",
        }
    }
}

/// A difference with the action that it is about: this version's, or the older one's where it was removed.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Difference<'a> {
    pub(crate) action: &'a Action,
    pub(crate) step: Step<'a>,
}

/// Every difference, in the order of the file; removed actions at the end.
pub(crate) fn since<'a>(older: &'a Plan, plan: &'a Plan) -> Vec<Difference<'a>> {
    let before: BTreeMap<String, &Action> = older
        .actions
        .iter()
        .map(|action| (action.key(), action))
        .collect();
    let mut found = Vec::new();
    for action in &plan.actions {
        let steps = before
            .get(&action.key())
            .map_or_else(|| vec![Step::New], |was| steps(was, action));
        found.extend(steps.into_iter().map(|step| Difference { action, step }));
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
    found.extend(gone.map(|action| Difference {
        action,
        step: Step::Removed,
    }));
    found
}

fn steps<'a>(was: &'a Action, is: &Action) -> Vec<Step<'a>> {
    let mut steps = Vec::new();
    match (was.due, is.due) {
        (Some(from), Some(to)) if from != to => steps.push(Step::Due {
            from,
            to,
            days: days_between(from, to),
        }),
        (Some(from), None) if is.status.is_none_or(Status::is_open) => {
            steps.push(Step::DueLost { from })
        }
        _ => {}
    }
    if let (Some(from), Some(to)) = (was.status, is.status) {
        if to.stage() < from.stage() {
            steps.push(Step::Back { from, to });
        } else if to == Status::Complete && from != Status::Complete {
            steps.push(Step::Completed);
        }
    }
    if !same(&was.recommendation, &is.recommendation) {
        steps.push(Step::Reworded {
            before: &was.recommendation,
        });
    }
    if !same(&was.target_text, &is.target_text) {
        steps.push(Step::Retargeted {
            before: &was.target_text,
        });
    }
    steps
}

/// Line breaks and doubled blanks come and go with Excel.
fn same(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}
