//! “Actions and questions of the last meeting”: carried forward until they end. What was open in the last report and stands in the
//! definition no more is told and still printed; what ended is printed once.

use super::PaperInputs;
use super::entry::ManifestEntry;
use super::fit::{DraftSection, WeighedBlock};
use super::ledger::Ledger;
use super::manifest::ManifestAction;
use super::parts::{Stock, tabular};
use crate::finding::prose::{meetings, papers};
use crate::observation::check::{Check, Severity};
use crate::observation::day::{days_between, typed_day};
use crate::paper::Block;
use crate::paper::actions::{MeetingAction, action_key};
use crate::table::Table;
use crate::table::cell::text;
use crate::table::columns::TableColumns;
use jiff::civil::Date;
use serde_json::json;

/// The actions of a paper.
struct AgreedActions {
    /// Those that are printed, those of the definition first.
    printed: Vec<ManifestAction>,
    /// Those that ended and were told before.
    told: Vec<ManifestAction>,
}

impl AgreedActions {
    fn of(order: &PaperInputs<'_>) -> AgreedActions {
        let last = order.since.map(|last| last.manifest.actions.as_slice());
        let last = last.unwrap_or_default();
        let own: Vec<String> = order
            .definition
            .actions
            .iter()
            .map(MeetingAction::key)
            .collect();
        let ended_before = |action: &ManifestAction| {
            let before = last.iter().find(|was| was.is_same(action));
            before.is_some_and(|was| !was.open) && !action.open
        };
        let (told, mut printed): (Vec<_>, Vec<_>) = order
            .definition
            .actions
            .iter()
            .map(ManifestAction::of)
            .partition(ended_before);
        let carried = last
            .iter()
            .filter(|was| was.open && !own.contains(&action_key(&was.what)));
        printed.extend(carried.map(|was| ManifestAction {
            carried: true,
            ..was.clone()
        }));
        AgreedActions { printed, told }
    }

    fn carried(&self) -> impl Iterator<Item = &ManifestAction> {
        self.printed.iter().filter(|action| action.carried)
    }
}

/// What the manifest keeps of them.
pub(super) fn kept(order: &PaperInputs<'_>) -> Vec<ManifestAction> {
    let AgreedActions { printed, told } = AgreedActions::of(order);
    printed.into_iter().chain(told).collect()
}

/// Those that were open in the last report and stand in the definition no more.
pub(super) fn checks(order: &PaperInputs<'_>) -> Vec<Check> {
    let lost = |action: &ManifestAction| {
        Check::new(Severity::Error, "action-not-closed", order.file)
            .found(format!(
                "the action “{}”, open in the last report, in no [[action]]",
                action.what
            ))
            .expected("it there until it has ended")
            .guidance("printed as it was; put it back, with state = \"done\" or \"closed\" where it has ended")
    };
    AgreedActions::of(order).carried().map(lost).collect()
}

/// The table, and how many are left out; nothing where there are none.
pub(super) fn parts(
    order: &PaperInputs<'_>,
    stock: &Stock<'_>,
    ledger: &mut Ledger,
) -> Vec<WeighedBlock> {
    let AgreedActions { printed, told } = AgreedActions::of(order);
    let day = day(order, stock);
    let mut parts = Vec::new();
    if !printed.is_empty() {
        let made = table(&printed, day);
        let caption = made.title.clone();
        parts.push(WeighedBlock::fixed(tabular(
            caption,
            made,
            Vec::new(),
            ledger,
        )));
    }
    if !told.is_empty() {
        let names: Vec<&str> = told.iter().map(|action| action.what.as_str()).collect();
        let span = ledger.span(ManifestEntry::Plan {
            text: meetings::ended_before(told.len()),
            action: None,
            evidence: json!({ "left_out": names }),
        });
        parts.push(WeighedBlock::fixed(Block::Plain(vec![span])));
    }
    parts
}

/// Puts the section before the implications, or after the definition's own sections.
pub(super) fn add(drafts: &mut Vec<DraftSection>, parts: Vec<WeighedBlock>) {
    if parts.is_empty() {
        return;
    }
    let of_implications =
        |draft: &DraftSection| draft.heading.to_lowercase().contains("implication");
    let at = drafts.iter().position(of_implications);
    drafts.insert(
        at.unwrap_or(drafts.len()),
        DraftSection {
            heading: meetings::ACTIONS.to_owned(),
            parts,
        },
    );
}

/// The day on which an action is overdue or not: that of the meeting, else the one that the figures are as at.
fn day(order: &PaperInputs<'_>, stock: &Stock<'_>) -> Option<Date> {
    let date = order
        .date
        .as_deref()
        .or_else(|| order.definition.front.date());
    let meeting = date.and_then(|date| typed_day(date).ok());
    let as_at = || order.stored.and_then(|stored| stored.as_at.day);
    let newest = || stock.files().into_iter().filter_map(|(_, day)| day).max();
    meeting.or_else(as_at).or_else(newest)
}

fn table(actions: &[ManifestAction], day: Option<Date>) -> Table {
    let any = |field: fn(&ManifestAction) -> bool| actions.iter().any(field);
    let shown = |day: &Option<String>| {
        let day = day.as_ref().and_then(|day| day.parse::<Date>().ok());
        text(day.map_or_else(String::new, papers::day))
    };
    let table = TableColumns::<&ManifestAction>::new()
        .when(any(|action| action.from.is_some()), |columns| {
            columns.text("from", "Agreed", move |action| shown(&action.from))
        })
        .text("what", "What", |action| text(&action.what))
        .text("who", "Who", |action| text(&action.who))
        .when(any(|action| !action.partner.is_empty()), |columns| {
            columns.text("partner", "Partner", |action| text(&action.partner))
        })
        .text("due", "Due", move |action| shown(&action.due))
        .text("state", "State", move |action| text(state(action, day)))
        .table("meeting-actions", meetings::ACTIONS, actions);
    let has_due = any(|action| action.open && action.due.is_some());
    let note = day.filter(|_| has_due).map(meetings::overdue_as_at);
    Table {
        notes: note.into_iter().collect(),
        ..table
    }
}

fn state(action: &ManifestAction, day: Option<Date>) -> String {
    let due = action.due.as_ref().and_then(|due| due.parse().ok());
    let late = due.zip(day).map(|(due, day)| days_between(due, day));
    let late = late.filter(|days| action.open && *days > 0);
    meetings::action_state(&action.state, action.carried, late)
}

impl ManifestAction {
    fn of(action: &MeetingAction) -> ManifestAction {
        ManifestAction {
            what: action.what.trim().to_owned(),
            who: action.who.clone(),
            due: action.due.map(|day| day.0.to_string()),
            state: action.state.word.clone(),
            open: action.state.status.is_open(),
            from: action.from.map(|day| day.0.to_string()),
            partner: action.partner.clone(),
            carried: false,
        }
    }

    fn is_same(&self, other: &ManifestAction) -> bool {
        action_key(&self.what) == action_key(&other.what)
    }
}
