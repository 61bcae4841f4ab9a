//! What is said of the next inspection: an estimate by a published rule, with the rule, and how such estimates fared.

use super::super::{Prose, number_word, sentence_start};
use super::timeline::window;
use super::words::{day, of, percent};
use crate::compare::upcoming::{Backtest, ExpectedInspection, WindowState};
use crate::observation::area::Area;
use crate::observation::judgement::Framework;
use crate::reference::judgements::rules::InspectionRule;
use jiff::civil::Date;

/// What is known of others: whose window opens before the authority's own.
pub(crate) struct OpeningBefore {
    /// How the group is called: "statistical neighbours", "the North West".
    pub(crate) group: String,
    pub(crate) before: Vec<Area>,
    /// How many of the group have an estimate.
    pub(crate) of: usize,
}

macro_rules! new_framework {
    () => {
        "Ofsted plans a new framework for 2027, which may change the rule."
    };
}

impl Prose<'_> {
    /// The estimate for an authority, with what became of such estimates; the rule says [`by_rule`].
    pub(crate) fn next_inspection(
        &self,
        (estimate, as_at): (&ExpectedInspection<'_>, Date),
        fared: Option<&Backtest>,
        others: &[OpeningBefore],
    ) -> Vec<String> {
        let rule = estimate.rule;
        let name = self.short(estimate.area);
        let what = format!("{} {}", rule.framework.word(), rule.kind);
        let mut said = vec![match estimate.state(as_at) {
            WindowState::Ahead => format!(
                "{name}’s next inspection ({what}) may be expected from {} by the published rule: an estimate, not an announcement.",
                window(estimate)
            ),
            WindowState::Open => format!(
                "{name}’s next inspection ({what}) may come at any time: the window by the published rule is {}.",
                window(estimate)
            ),
            WindowState::Over => format!(
                "{name}’s next inspection ({what}) may come at any time: the window by the published rule, {}, is over.",
                window(estimate)
            ),
        }];
        said.extend(usual_window(estimate, fared));
        said.extend(
            fared
                .filter(|fared| fared.count() > 0)
                .map(|fared| how_it_fared(rule, fared)),
        );
        said.extend(others.iter().filter(|group| group.of > 0).map(|group| {
            let who = if group.before.is_empty() || group.before.len() > MOST_NAMED {
                String::new()
            } else {
                format!(": {}", self.all(&group.before))
            };
            let how_many = match group.before.len() {
                all if all == group.of && all > 1 => format!("All {}", number_word(all)),
                some => format!("{} of {}", sentence_start(&number_word(some)), group.of),
            };
            let has = if group.before.len() == 1 {
                "has"
            } else {
                "have"
            };
            format!(
                "{how_many} {} with an estimate {has} a window that opens before {name}’s{who}.",
                group.group
            )
        }));
        said
    }

    /// Why there is no estimate.
    pub(crate) fn no_estimate(
        framework: Framework,
        rule: Option<&InspectionRule>,
    ) -> Option<String> {
        let rule = rule?;
        let what = match framework {
            Framework::YouthJustice => "youth justice inspection",
            _ => "joint inspection",
        };
        let source = if rule.source.is_empty() {
            String::new()
        } else {
            format!(" ({})", rule.source)
        };
        Some(format!(
            "No estimate of the next {what} is made: {}{source}.",
            rule.rule
        ))
    }

    /// The title of a table of windows.
    pub(crate) fn title_of_next(&self, area: Area, as_at: Date) -> String {
        format!(
            "What may come next: {} and those like it, as at {}",
            self.short(area),
            day(as_at)
        )
    }
}

/// More names than this in one sentence are not read; the table has them.
const MOST_NAMED: usize = 8;

/// Where a window lies beside the day, in a narrow column.
pub(crate) fn window_state(state: WindowState) -> &'static str {
    match state {
        WindowState::Ahead => "ahead",
        WindowState::Open => "open",
        WindowState::Over => "over",
    }
}

/// What the tables of windows say of themselves.
pub(crate) const ESTIMATES: &str = concat!(
    "Estimates by published rules; no inspectorate has announced any of them. ",
    new_framework!()
);

/// The rule of an estimate, the day from which it counts, and where the rule stands.
pub(crate) fn by_rule(estimate: &ExpectedInspection<'_>) -> [String; 2] {
    let rule = estimate.rule;
    let from = if rule.from_report {
        estimate.last.published.map(|day| ("the report of", day))
    } else {
        match (estimate.last.inspected, estimate.last.published) {
            (Some(inspected), _) => Some(("the inspection that began on", inspected)),
            (None, published) => published.map(|day| ("the report of", day)),
        }
    };
    let from = from.map_or_else(String::new, |(what, when)| {
        format!(", counted from {what} {}", day(when))
    });
    let after = match estimate.last.overall {
        None if estimate.last.outcome.is_empty() => ", here by its lowest part,",
        _ => "",
    };
    [
        format!(
            "The rule after “{}”{after} is: {}{from}.",
            rule.after, rule.rule
        ),
        format!("That rule is as it stands in: {}.", rule.source),
    ]
}

/// When the middle half of all came so far after such an outcome: the rule alone has seldom been kept.
fn usual_window(estimate: &ExpectedInspection<'_>, fared: Option<&Backtest>) -> Option<String> {
    let usual = estimate.usual(fared?)?;
    let [first, last] = usual.map(|day| day.strftime("%B %Y").to_string());
    Some(format!(
        "Going by when such inspections came, it would be {first} to {last} (the middle half of them). {}",
        new_framework!()
    ))
}

fn how_it_fared(rule: &InspectionRule, fared: &Backtest) -> String {
    let count = fared.count();
    let open = match fared.not_yet {
        0 => String::new(),
        1 => " One window is over without a next inspection.".to_owned(),
        more => format!(
            " {} windows are over without a next inspection.",
            sentence_start(&number_word(more))
        ),
    };
    let half = fared.middle_half().map_or_else(String::new, |[from, to]| {
        format!(" Half of all came between {from} and {to} months.")
    });
    format!(
        "Since 2015, {} inspections after “{}” began within such a window{}, {} before it and {} after it.{half}{open}",
        of(fared.within, count),
        rule.after,
        percent(fared.within, count),
        fared.earlier,
        fared.later
    )
}
