//! What a report of every meeting says besides figures: which of the service's words were written under another figure, what is new since
//! the last report, and how far what was agreed is.

use super::{above_or_level, digits, papers, quantity, reason};
use crate::compare::peers::{PlaceOf, RankOrder};
use crate::compare::{Comparison, PrintedSide};
use crate::finding::narrative::pronoun;
use crate::finding::phrases::{PhraseForm, Phrases};
use crate::observation::reading::Reading;
use jiff::civil::Date;

pub(in crate::finding) const PHRASE_FORMS: [&PhraseForm; 10] = [
    &WRITTEN,
    &WRITTEN_BEFORE,
    &LAST,
    &NOTHING,
    &NEW,
    &OTHER,
    &REVISED,
    &MOVED,
    &READ_OTHERWISE,
    &QUESTIONS,
];

const WRITTEN: PhraseForm = PhraseForm::plain("words.changed", &["it", "then", "period", "now"]);
const WRITTEN_BEFORE: PhraseForm =
    PhraseForm::plain("words.period", &["it", "then", "period", "now"]);
const LAST: PhraseForm = PhraseForm::plain("since.last", &["dated", "day"]);
const NOTHING: PhraseForm = PhraseForm::plain("since.nothing", &["dated", "day"]);
const OF_FIGURES: &[&str] = &["now", "then", "then_year"];
const NEW: PhraseForm = PhraseForm::plain("since.new", OF_FIGURES);
const OTHER: PhraseForm = PhraseForm::plain("since.other", OF_FIGURES);
const REVISED: PhraseForm = PhraseForm::plain("since.revised", OF_FIGURES);
const MOVED: PhraseForm = PhraseForm::plain("since.moved", &["places"]);
const READ_OTHERWISE: PhraseForm = PhraseForm::plain("since.statements", &["many"]);
const QUESTIONS: PhraseForm = PhraseForm::plain("since.questions", &["asked", "answered", "open"]);

/// The section of the annex with words for which the paper has no place.
pub(crate) const WITHOUT_PLACE: &str = "The service’s own words without a place";
/// Stands for an answer that is given in the paragraph named after it.
pub(crate) const ANSWERED: &str = "The service’s answer stands in its paragraph";

/// For the author of words: under which figure they were written, and which it is now.
pub(crate) fn written_when(
    c: &Comparison<'_>,
    (period, then): (&str, &str),
    is_another: bool,
    phrases: &Phrases,
) -> String {
    let form = if is_another {
        &WRITTEN
    } else {
        &WRITTEN_BEFORE
    };
    let now = c
        .reading
        .value()
        .map_or_else(String::new, |value| digits(c.indicator, value));
    let values = vec![
        ("it", pronoun(c.indicator).to_owned()),
        ("then", then.to_owned()),
        ("period", period.to_owned()),
        ("now", now),
    ];
    phrases.say(c, form, values)
}

/// The section with what is new, and the captions of its tables.
pub(crate) const SINCE: &str = "Since the last report";
pub(crate) const STATEMENTS: &str = "Statements that read otherwise than in the last report";
pub(crate) const ASKED: &str = "What the last report asked of the service";

/// A figure of the last report, for the words about it.
pub(crate) struct FigureThen<'a> {
    /// The period as it is said.
    pub(crate) year: &'a str,
    /// None where there was no figure, with the reason.
    pub(crate) value: Option<f64>,
    pub(crate) reason: &'a str,
}

/// A place that is another one than in the last report.
pub(crate) enum MovedPlace {
    England(PrintedSide, PrintedSide),
    Neighbours(PrintedSide, PrintedSide),
    Rank(PlaceOf, PlaceOf),
}

impl Phrases {
    /// A figure of a newer period than the last report told; or of an older one.
    pub(crate) fn since_new(
        &self,
        c: &Comparison<'_>,
        then: &FigureThen<'_>,
        newer: bool,
    ) -> String {
        let form = if newer { &NEW } else { &OTHER };
        let values = vec![
            (
                "now",
                shown(c, c.reading.value(), &reason(c.reading.status())),
            ),
            ("then", digits_or(c, then)),
            ("then_year", then.year.to_owned()),
        ];
        self.say(c, form, values)
    }

    /// A figure that its publisher gives otherwise for the same period.
    pub(crate) fn since_revised(
        &self,
        c: &Comparison<'_>,
        then: &FigureThen<'_>,
        now: Reading,
    ) -> String {
        let values = vec![
            ("then", digits_or(c, then)),
            ("then_year", then.year.to_owned()),
            ("now", shown(c, now.value(), &reason(now.status()))),
        ];
        self.say(c, &REVISED, values)
    }

    /// Where a figure lies now that lay elsewhere in the last report.
    pub(crate) fn since_moved(&self, c: &Comparison<'_>, moved: &[MovedPlace]) -> String {
        let places: Vec<String> = moved.iter().map(place).collect();
        self.say(c, &MOVED, vec![("places", places.join("; "))])
    }

    /// What the last report rested on, or that nothing is new since.
    pub(crate) fn since_last(&self, date: Option<&str>, day: Option<&str>, is_new: bool) -> String {
        let form = if is_new { &LAST } else { &NOTHING };
        let dated = date.map_or_else(String::new, |date| format!(" ({date})"));
        let day = day.unwrap_or("a day that is not known").to_owned();
        let values = vec![("dated", dated), ("day", day)];
        self.about_no_figure().say(form, values)
    }

    /// How many statements read otherwise.
    pub(crate) fn since_statements(&self, many: usize) -> String {
        let values = vec![("many", many.to_string())];
        self.about_no_figure().say(&READ_OTHERWISE, values)
    }

    /// How many questions were asked, and how many have an answer.
    pub(crate) fn since_questions(&self, asked: usize, answered: usize) -> String {
        let values = vec![
            ("asked", asked.to_string()),
            ("answered", answered.to_string()),
            ("open", (asked - answered.min(asked)).to_string()),
        ];
        self.about_no_figure().say(&QUESTIONS, values)
    }
}

/// What came of a question.
pub(crate) fn outcome(then: Option<&str>, now: Option<&str>, is_asked: bool) -> &'static str {
    match (then, now) {
        (None, Some(_)) => "answered in this report",
        (Some(then), Some(now)) if then == now => "answered in the last report; the answer stands",
        (Some(_), Some(_)) => "answered anew in this report",
        (Some(_), None) => "answered in the last report, not in this one",
        (None, None) if is_asked => "no answer yet; asked again",
        (None, None) => "no answer; not asked any more",
    }
}

fn shown(c: &Comparison<'_>, value: Option<f64>, reason: &str) -> String {
    value.map_or_else(|| reason.to_owned(), |value| quantity(c.indicator, value))
}

fn digits_or(c: &Comparison<'_>, then: &FigureThen<'_>) -> String {
    then.value.map_or_else(
        || then.reason.to_owned(),
        |value| digits(c.indicator, value),
    )
}

fn place(moved: &MovedPlace) -> String {
    match moved {
        MovedPlace::England(then, now) => side(*then, *now, "England"),
        MovedPlace::Neighbours(then, now) => side(*then, *now, "its neighbours’ average"),
        MovedPlace::Rank(then, now) => {
            let (the, best) = match now.order {
                RankOrder::BestFirst => ("", ", where 1st is best"),
                RankOrder::HighestFirst => ("the ", ""),
            };
            format!(
                "{the}{} of {}{best} ({} of {} then)",
                super::place(now),
                now.of,
                super::place(then),
                then.of
            )
        }
    }
}

fn side(then: PrintedSide, now: PrintedSide, what: &str) -> String {
    format!(
        "{} {what} ({} it then)",
        above_or_level(now),
        above_or_level(then)
    )
}

/// The section with what earlier meetings agreed, and the caption of its table.
pub(crate) const ACTIONS: &str = "Actions and questions of the last meeting";

/// How far an action is, whether it is late, and whether it was lost on the way.
pub(crate) fn action_state(state: &str, is_carried: bool, days_late: Option<i32>) -> String {
    let state = if is_carried {
        "open at the last report, no longer in the definition"
    } else {
        state
    };
    match days_late {
        None => state.to_owned(),
        Some(1) => format!("{state}; overdue by 1 day"),
        Some(days) => format!("{state}; overdue by {days} days"),
    }
}

/// On which day it is told whether an action is overdue.
pub(crate) fn overdue_as_at(day: Date) -> String {
    format!("Overdue or not is told as at {}.", papers::day(day))
}

/// How many actions ended and were told in an earlier report.
pub(crate) fn ended_before(many: usize) -> String {
    match many {
        1 => "One action that has ended was told in an earlier report and is left out.".to_owned(),
        _ => format!(
            "{many} actions that have ended were told in an earlier report and are left out."
        ),
    }
}
