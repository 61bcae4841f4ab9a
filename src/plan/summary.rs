//! A plan counted: by status, by source and by owner, and which actions are overdue on a day.

use super::{Action, Plan, Status};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many actions there are, and where they stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) actions: usize,
    pub(crate) complete: usize,
    /// Overdue ones among them.
    pub(crate) in_progress: usize,
    pub(crate) not_started: usize,
    pub(crate) closed: usize,
    pub(crate) superseded: usize,
    /// The file says nothing that can be read.
    pub(crate) unknown: usize,
    /// Past their day or late by their officer's word, whatever else they are.
    pub(crate) overdue: usize,
}

/// A plan counted as at a day.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Summary<'a> {
    pub(crate) as_at: Date,
    pub(crate) all: Tally,
    /// In order of name; those without one last, under an empty name.
    pub(crate) by_source: Vec<(&'a str, Tally)>,
    pub(crate) by_owner: Vec<(&'a str, Tally)>,
    /// The longest overdue first; those without a day at the end.
    pub(crate) overdue: Vec<(&'a Action, Option<i32>)>,
    /// Open actions for which no day is set.
    pub(crate) without_day: usize,
}

impl Tally {
    fn count(&mut self, action: &Action, as_at: Date) {
        self.actions += 1;
        let place = match action.status {
            Some(Status::Complete) => &mut self.complete,
            Some(Status::InProgress | Status::Overdue) => &mut self.in_progress,
            Some(Status::NotStarted) => &mut self.not_started,
            Some(Status::Closed) => &mut self.closed,
            Some(Status::Superseded) => &mut self.superseded,
            None => &mut self.unknown,
        };
        *place += 1;
        self.overdue += usize::from(action.is_overdue(as_at));
    }
}

impl<'a> Summary<'a> {
    pub(crate) fn of(plan: &'a Plan, as_at: Date) -> Summary<'a> {
        let mut all = Tally::default();
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
        // Stable: of equally late ones the file's order stays.
        overdue.sort_by_key(|(_, days)| std::cmp::Reverse(*days));
        let open = plan
            .actions
            .iter()
            .filter(|action| action.status.is_some_and(Status::is_open));
        Summary {
            as_at,
            all,
            by_source: grouped(plan, as_at, |action| &action.source),
            by_owner: grouped(plan, as_at, |action| &action.owner),
            overdue,
            without_day: open.filter(|action| action.due.is_none()).count(),
        }
    }
}

fn grouped<'a>(
    plan: &'a Plan,
    as_at: Date,
    name: impl Fn(&'a Action) -> &'a str,
) -> Vec<(&'a str, Tally)> {
    let mut groups: BTreeMap<(bool, &str), Tally> = BTreeMap::new();
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
