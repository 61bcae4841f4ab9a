//! Cells of an action that cannot all be true. They are kept as they stand: only the officer knows which of them is wrong.

use super::action::{Action, ActionPlan, ActionStatus, Rag};
use crate::observation::check::{Check, Severity};
use jiff::civil::Date;

/// Contradictions within a row, whatever the day.
pub(super) fn contradictions(action: &Action, file: &str) -> Vec<Check> {
    let mut found = Vec::new();
    if let (Some(status), Some(rag)) = (action.status, action.rag)
        && !agree(status, rag)
    {
        let check = fault(
            Severity::Warning,
            "plan-rag-contradicts",
            file,
            action,
            "rag",
        );
        found.push(
            check
                .found(format!("{} beside “{}”", rag.word(), status.word()))
                .expected("a rating that agrees with the status")
                .guidance("both are kept as they stand"),
        );
    }
    if let (Some(started), Some(updated)) = (action.started.known(), action.updated.known())
        && started > updated
        && action
            .status
            .is_some_and(|status| status != ActionStatus::NotStarted)
    {
        let check = fault(Severity::Warning, "plan-started", file, action, "started");
        found.push(
            check
                .found(format!("{started}, after the update of {updated}"))
                .expected("a beginning before the update that tells of it")
                .guidance("kept as it stands"),
        );
    }
    if action.indicator.is_empty() && action.target.is_some() {
        let check = fault(Severity::Note, "plan-target", file, action, "target");
        found.push(
            check
                .found("a target without an indicator")
                .guidance("shown as it is; whether it is met is not told"),
        );
    }
    found
}

/// Whether a rating can stand beside a status: blue is for what is complete, red and amber are for what is not, green is for what is
/// not late.
fn agree(status: ActionStatus, rag: Rag) -> bool {
    match status {
        ActionStatus::Complete => matches!(rag, Rag::Green | Rag::Blue),
        ActionStatus::Overdue => matches!(rag, Rag::Red | Rag::Amber),
        ActionStatus::NotStarted | ActionStatus::InProgress => rag != Rag::Blue,
        ActionStatus::Closed | ActionStatus::Superseded => true,
    }
}

/// What contradicts the day of the summary: an update after it, a green rating of a late action, “overdue” before the due day.
pub(crate) fn on_the_day(plan: &ActionPlan, as_at: Date) -> Vec<Check> {
    plan.actions
        .iter()
        .flat_map(|action| day_faults(action, &plan.file, as_at))
        .collect()
}

fn day_faults(action: &Action, file: &str, as_at: Date) -> Vec<Check> {
    let mut found = Vec::new();
    if let Some(day) = action.updated.known().filter(|day| *day > as_at) {
        // A complete action cannot have been completed yet.
        let severity = if action.status == Some(ActionStatus::Complete) {
            Severity::Error
        } else {
            Severity::Warning
        };
        found.push(
            fault(severity, "plan-updated", file, action, "updated")
                .found(format!("{day}, after the day of the summary"))
                .expected(format!("a day up to {as_at}"))
                .guidance("kept as it stands"),
        );
    }
    if action.days_late(as_at).is_some()
        && matches!(action.rag, Some(Rag::Green | Rag::Blue))
        && action.status != Some(ActionStatus::Overdue)
    {
        let check = fault(
            Severity::Warning,
            "plan-rag-contradicts",
            file,
            action,
            "rag",
        );
        found.push(
            check
                .found("green or blue, and past its day")
                .expected("red or amber, a later day, or “complete”")
                .guidance("counted as overdue"),
        );
    }
    if let Some(due) = action
        .due
        .known()
        .filter(|due| *due >= as_at && action.status == Some(ActionStatus::Overdue))
    {
        found.push(
            fault(Severity::Warning, "plan-status", file, action, "status")
                .found(format!("“overdue”, though due on {due}"))
                .expected(format!("a day before {as_at}"))
                .guidance("counted as overdue"),
        );
    }
    found
}

fn fault(
    severity: Severity,
    name: &'static str,
    file: &str,
    action: &Action,
    column: &str,
) -> Check {
    Check::new(severity, name, file)
        .row(action.row)
        .column(column)
}
