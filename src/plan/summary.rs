//! A plan counted: by status, by source and by owner, and which actions are overdue on a day.

use super::action::{Action, ActionPlan, ActionStatus, PlanDay};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many actions there are, and how many of each status.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct ActionCounts {
    pub(crate) actions: usize,
    pub(crate) complete: usize,
    /// With those that are overdue by their officer's word.
    pub(crate) in_progress: usize,
    pub(crate) not_started: usize,
    pub(crate) closed: usize,
    pub(crate) superseded: usize,
    /// Without a status that is known.
    pub(crate) unknown: usize,
    /// Past their due day or late by their officer's word; also counted under their status.
    pub(crate) overdue: usize,
    /// Open, with a due day that could not be read; also counted under their status.
    pub(crate) perhaps_overdue: usize,
}

/// The counts of a plan on a day.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PlanSummary<'a> {
    pub(crate) as_at: Date,
    pub(crate) all: ActionCounts,
    /// In order of name; actions without one last, under an empty name.
    pub(crate) by_source: Vec<(&'a str, ActionCounts)>,
    pub(crate) by_owner: Vec<(&'a str, ActionCounts)>,
    /// Those that a partner owns.
    pub(crate) by_partner: Vec<(&'a str, ActionCounts)>,
    /// With the days by which each is late, the latest first; actions without a due day at the end.
    pub(crate) overdue: Vec<(&'a Action, Option<i32>)>,
    /// Open actions with a due day that could not be read, in the order of the file.
    pub(crate) perhaps_overdue: Vec<&'a Action>,
    /// Open actions without a due day.
    pub(crate) without_day: usize,
}

impl ActionCounts {
    fn count(&mut self, action: &Action, as_at: Date) {
        self.actions += 1;
        let place = match action.status {
            Some(ActionStatus::Complete) => &mut self.complete,
            Some(ActionStatus::InProgress | ActionStatus::Overdue) => &mut self.in_progress,
            Some(ActionStatus::NotStarted) => &mut self.not_started,
            Some(ActionStatus::Closed) => &mut self.closed,
            Some(ActionStatus::Superseded) => &mut self.superseded,
            None => &mut self.unknown,
        };
        *place += 1;
        self.overdue += usize::from(action.is_overdue(as_at));
        self.perhaps_overdue += usize::from(action.is_perhaps_overdue());
    }
}

impl<'a> PlanSummary<'a> {
    pub(crate) fn of(plan: &'a ActionPlan, as_at: Date) -> PlanSummary<'a> {
        let mut all = ActionCounts::default();
        plan.actions
            .iter()
            .for_each(|action| all.count(action, as_at));
        let late = plan
            .actions
            .iter()
            .filter(|action| action.is_overdue(as_at));
        let mut overdue: Vec<_> = late
            .map(|action| (action, action.days_late(as_at)))
            .collect();
        // The sort is stable: equally late actions keep the file's order.
        overdue.sort_by_key(|(_, days)| std::cmp::Reverse(*days));
        let open = plan
            .actions
            .iter()
            .filter(|action| action.status.is_some_and(ActionStatus::is_open));
        PlanSummary {
            as_at,
            all,
            by_source: grouped(plan, as_at, |action| &action.source),
            by_owner: grouped(plan, as_at, |action| &action.owner),
            by_partner: grouped(plan, as_at, |action| &action.partner)
                .into_iter()
                .filter(|(name, _)| !name.is_empty())
                .collect(),
            overdue,
            perhaps_overdue: plan
                .actions
                .iter()
                .filter(|action| action.is_perhaps_overdue())
                .collect(),
            without_day: open.filter(|action| action.due == PlanDay::Absent).count(),
        }
    }
}

fn grouped<'a>(
    plan: &'a ActionPlan,
    as_at: Date,
    name: impl Fn(&'a Action) -> &'a str,
) -> Vec<(&'a str, ActionCounts)> {
    let mut groups: BTreeMap<(bool, &str), ActionCounts> = BTreeMap::new();
    for action in &plan.actions {
        let name = name(action);
        groups
            .entry((name.is_empty(), name))
            .or_default()
            .count(action, as_at);
    }
    groups
        .into_iter()
        .map(|((_, name), tally)| (name, tally))
        .collect()
}
