//! Change: did the figure move more in a year than chance or the usual changes of authorities can bring?

use super::{Finding, FindingKind, NewsValue, WeighingRole};
use crate::compare::Comparison;
use crate::compare::change::{OneYear, level_of};
use crate::compare::course::PeriodChange;
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, period};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{
    difference, judged_if_up, quantity, rise_or_fall, rose_or_fell, short_quantity, year_of,
};
use crate::finding::working::{WorkingStep, four, label, p_value};
use crate::stat::round::{format_all_digits, format_number};
use serde_json::json;
use std::collections::BTreeSet;

pub(in crate::finding) const CHANGED: FindingKind = FindingKind {
    name: "Changed",
    method: Some(
        "Change: a test of two counts that allows for how much all authorities’ figures change from year to year; without counts, \
         only the place among all changes.",
    ),
    news: NewsValue::NewChange,
    role: WeighingRole::Moving,
    phrases: &[
        &TESTED,
        &LARGE,
        &ABOUT_MOVED,
        &ABOUT_LEVEL,
        &ABOUT_EARLIER,
        &EARLIER_OTHER,
        &EARLIER_SAME,
        &ABOUT_BREAK,
    ],
    find,
    working,
};

const TESTED: PhraseForm = PhraseForm::tested(
    "change.tested",
    &["rose", "size", "before", "earlier", "judged"],
);
const LARGE: PhraseForm = PhraseForm::plain(
    "change.large",
    &["rose", "size", "before", "earlier", "share", "judged"],
);
const ABOUT_MOVED: PhraseForm = PhraseForm::plain(
    "about.change",
    &["rose", "size", "before", "earlier", "notes"],
);
const ABOUT_LEVEL: PhraseForm =
    PhraseForm::plain("about.change.none", &["before", "earlier", "notes"]);
const ABOUT_EARLIER: PhraseForm = PhraseForm::plain("about.earlier", &["changes"]);
const EARLIER_OTHER: PhraseForm = PhraseForm::plain(
    "about.earlier.other",
    &["higher", "size", "before", "earlier", "notes"],
);
const EARLIER_SAME: PhraseForm =
    PhraseForm::plain("about.earlier.same", &["before", "earlier", "notes"]);
const ABOUT_BREAK: PhraseForm = PhraseForm::plain("about.break", &["reason"]);

/// A change larger than this part of all one-year changes is news even where chance in the counts cannot be told.
const LARGE_CHANGE: f64 = 0.9;

fn find(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let change = c.tested().change.as_ref()?;
    if c.printed(change.now) == c.printed(change.earlier) {
        return None;
    }
    let level = change.test.and_then(|test| level_of(test.p));
    let share = change.position.and_then(|position| position.share());
    let (phrase, weight) = match (level, share) {
        (Some(level), _) => (&TESTED, if level > 99.0 { 42 } else { 34 }),
        // Where the test finds nothing, a large change is chance in small counts.
        (None, Some(share)) if share >= LARGE_CHANGE && change.test.is_none() => (&LARGE, 26),
        _ => return None,
    };
    let is_up = change.now > change.earlier;
    let mut values = values(change, is_up, c)?;
    values.extend(share.map(|share| ("share", share_in_words(share).to_owned())));
    Some(Finding {
        kind: &CHANGED,
        upward: Some(is_up),
        weight,
        phrase,
        values,
        question: Some(format!(
            "Which children are behind the {} in the {}, and was it intended?",
            rise_or_fall(is_up),
            c.indicator.noun
        )),
        evidence: evidence(change, c),
    })
}

pub(in crate::finding) fn share_in_words(share: f64) -> &'static str {
    if share >= 0.99 {
        "99 in 100"
    } else if share >= 0.95 {
        "19 in 20"
    } else {
        "nine in ten"
    }
}

fn values(change: &OneYear, is_up: bool, c: &Comparison<'_>) -> Option<PhraseValues> {
    let mut size = difference(
        c.indicator,
        c.printed(change.now) - c.printed(change.earlier),
    );
    let percentage = change
        .percentage
        .map(|p| format_number(p.abs(), 0))
        .filter(|p| p != "0" && !c.indicator.unit.is_percent());
    if let Some(percentage) = percentage {
        size = format!("{size} ({percentage}%)");
    }
    Some(vec![
        ("rose", rose_or_fell(is_up).to_owned()),
        ("size", size),
        ("before", short_quantity(c.indicator, change.earlier)),
        ("earlier", year_of(c, change.from)),
        ("judged", judged_if_up(c.indicator, is_up)),
    ])
}

fn evidence(change: &OneYear, c: &Comparison<'_>) -> FindingEvidence {
    let test = change.test;
    FindingEvidence {
        values: json!({
            "value": change.now, "earlier": change.earlier, "earlier_period": period(c, change.from), "percentage": change.percentage,
            "counts": change.counts.map(|pair| pair.map(|(over, of)| [over, of])),
            "z": test.map(|t| t.z), "p": test.map(|t| t.p),
        }),
        comparators: json!({
            "dispersion": test.and_then(|t| t.dispersion),
            "smaller_changes": change.position.map(|p| p.smaller),
            "changes": change.position.map(|p| p.of),
        }),
        method: test
            .map_or("position among all authorities' one-year changes", |t| {
                t.method.name()
            })
            .to_owned(),
        level: test.and_then(|t| level_of(t.p)),
        n: change.position.map(|p| p.of),
    }
}

/// The change from the period before as a comparison says it.
pub(crate) fn about(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let change = c.change.as_ref()?;
    let size = c.printed_change()?;
    let form = if size == 0.0 {
        &ABOUT_LEVEL
    } else {
        &ABOUT_MOVED
    };
    let values = vec![
        ("rose", rose_or_fell(size > 0.0).to_owned()),
        ("size", difference(c.indicator, size)),
        ("before", quantity(c.indicator, change.earlier)),
        ("earlier", year_of(c, change.from)),
        ("notes", notes(change)),
    ];
    Some(phrases.say(c, form, values))
}

/// The changes over three and five years.
pub(crate) fn about_earlier(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let changes: Vec<String> = [&c.change_3_years, &c.change_5_years]
        .into_iter()
        .flatten()
        .filter_map(|change| earlier(c, change, phrases))
        .collect();
    (!changes.is_empty()).then(|| {
        let values = vec![("changes", changes.join(" and "))];
        phrases.say(c, &ABOUT_EARLIER, values)
    })
}

fn earlier(c: &Comparison<'_>, change: &PeriodChange, phrases: &Phrases) -> Option<String> {
    let size = c.printed(c.reading.value()?) - c.printed(change.earlier);
    let (form, higher) = if size == 0.0 {
        (&EARLIER_SAME, "the same")
    } else if size > 0.0 {
        (&EARLIER_OTHER, "higher")
    } else {
        (&EARLIER_OTHER, "lower")
    };
    let values = vec![
        ("higher", higher.to_owned()),
        ("size", difference(c.indicator, size)),
        ("before", quantity(c.indicator, change.earlier)),
        ("earlier", year_of(c, change.from)),
        ("notes", notes(change)),
    ];
    Some(phrases.say(c, form, values))
}

/// Why changes across a break are not like for like, and what was unusual in the years of a record, each reason once.
pub(crate) fn about_breaks(c: &Comparison<'_>, phrases: &Phrases) -> Vec<String> {
    let changes = [&c.change, &c.change_3_years, &c.change_5_years];
    let record = c.extreme.iter().flat_map(|extreme| &extreme.unusual);
    let reasons: BTreeSet<&str> = changes
        .into_iter()
        .flatten()
        .filter_map(|change| change.broken.as_deref())
        .chain(record.filter_map(|year| c.panel.break_between(*year, *year)))
        .collect();
    reasons
        .into_iter()
        .map(|reason| {
            let values = vec![("reason", reason.trim_end_matches('.').to_owned())];
            phrases.say(c, &ABOUT_BREAK, values)
        })
        .collect()
}

fn notes(change: &PeriodChange) -> String {
    let overlap = if change.overlapping {
        " (the two periods share years)"
    } else {
        ""
    };
    let broken = if change.broken.is_some() {
        " (not like for like)"
    } else {
        ""
    };
    format!("{overlap}{broken}")
}

fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let change = c.tested().change.iter();
    change
        .map(|of| ("Changed from the year before?", facts(c, of)))
        .collect()
}

fn facts(c: &Comparison<'_>, of: &OneYear) -> Vec<String> {
    let mut facts = vec![format!(
        "{}: {}; now {}",
        label(c, of.from),
        format_all_digits(of.earlier),
        format_all_digits(of.now)
    )];
    if let Some([before, now]) = of.counts {
        facts.push(format!(
            "counts: {} of {}, then {} of {}",
            before.0, before.1, now.0, now.1
        ));
    }
    if let Some(test) = of.test {
        let spread = match test.dispersion {
            Some(d) => format!("; spread of all authorities’ z over five years {}", four(d)),
            None => String::new(),
        };
        facts.push(format!(
            "z = {}{spread}; {}: p = {}",
            four(test.z),
            test.method.name(),
            p_value(test.p)
        ));
    }
    if let Some(position) = of.position {
        facts.push(format!(
            "larger than {} of {} one-year changes of all authorities in five years",
            position.smaller, position.of
        ));
    }
    facts
}
