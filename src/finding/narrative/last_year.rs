//! What the last year brought, in a sentence: nothing, no more than chance, no more than is usual for such figures, more than both, or a
//! change larger than most.

use super::figure::{is_of_few, own_digits};
use super::{NarrativeClause, beside, clause_kind, is_better, is_little, judged, pronoun};
use crate::compare::Comparison;
use crate::compare::change::{ChangeSource, OneYear};
use crate::finding::evidence::{FindingEvidence, period};
use crate::finding::kinds::Statement;
use crate::finding::kinds::changed::{CHANGED, share_in_words};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{digits, rose_or_fell, sentence_start, year_of};
use crate::stat::round::format_number;
use serde_json::{Value, json};

pub(super) const PHRASE_FORMS: [&PhraseForm; 10] = [
    &EARLIER,
    &NAMED,
    &CONTRARY,
    &UNCHANGED,
    &CHANCE,
    &CHANCE_BRIEF,
    &USUAL,
    &USUAL_BRIEF,
    &BEYOND,
    &LARGE,
];

const OF_YEAR: &[&str] = &[
    "it", "before", "earlier", "rose", "by", "share", "judged", "alone",
];
const EARLIER: PhraseForm = PhraseForm::plain("narrative.year.earlier", OF_YEAR);
const NAMED: PhraseForm = PhraseForm::plain("narrative.year.named", OF_YEAR);
const CONTRARY: PhraseForm = PhraseForm::plain("narrative.year.contrary", &["up", "before"]);
const UNCHANGED: PhraseForm = PhraseForm::plain("narrative.year.same", OF_YEAR);
const CHANCE: PhraseForm = PhraseForm::tested("narrative.year.chance", OF_YEAR);
const CHANCE_BRIEF: PhraseForm = PhraseForm::tested("narrative.year.chance.brief", OF_YEAR);
const USUAL: PhraseForm = PhraseForm::tested("narrative.year.usual", OF_YEAR);
const USUAL_BRIEF: PhraseForm = PhraseForm::tested("narrative.year.usual.brief", OF_YEAR);
const BEYOND: PhraseForm = PhraseForm::tested("narrative.year.beyond", OF_YEAR);
const LARGE: PhraseForm = PhraseForm::plain("narrative.year.large", OF_YEAR);
/// A change with a smaller p is beyond chance 998 times of 1,000.
pub(super) const VERY_SURE: f64 = 0.002;
/// A change of so many per cent of the earlier figure is told as such: less is nothing, more is told by both figures.
const LEAST_TOLD: f64 = 1.0;
const MOST_TOLD: f64 = 90.0;

/// A change since the year before that is one to tell: beyond chance, or without counts larger than most.
pub(super) fn told_change<'c>(c: &'c Comparison<'_>) -> Option<&'c OneYear> {
    let change = c.tested().change.as_ref()?;
    let moved = c.printed_change().is_some_and(|size| size != 0.0);
    let large = || change.is_large() && !is_of_few(c);
    let is_told = match change.is_chance() {
        Some(is_chance) => !is_chance,
        None => large(),
    };
    (moved && is_told).then_some(change)
}

/// A change by chance, or a usual one, in fewer words; nothing where no year before has a figure.
pub(super) fn in_short(c: &Comparison<'_>, phrases: &Phrases) -> String {
    let earlier = c.change.as_ref().map(|change| change.earlier);
    let form = match c.tested().change.as_ref().map(OneYear::source) {
        Some(ChangeSource::Usual) => &USUAL_BRIEF,
        _ => &CHANCE_BRIEF,
    };
    earlier.map_or_else(String::new, |earlier| {
        phrases.say(c, form, vec![("before", own_digits(c, earlier))])
    })
}

/// How large a change was: " by 23%", " by 5 points", and what part of all changes is smaller.
pub(super) fn size_and_share(c: &Comparison<'_>, change: &OneYear) -> PhraseValues {
    let size = (c.printed(change.now) - c.printed(change.earlier)).abs();
    let part = 100.0 * size / change.earlier.abs();
    let by = if c.indicator.unit.is_percent() {
        let points = digits(c.indicator, size);
        let points = points.strip_suffix(".0").unwrap_or(&points);
        let plural = if points == "1" { "" } else { "s" };
        format!(" by {points} percentage point{plural}")
    } else if change.earlier > 0.0 && (LEAST_TOLD..=MOST_TOLD).contains(&part) {
        format!(" by {}%", format_number(part, 0))
    } else {
        String::new()
    };
    let share = change.position.and_then(|position| position.share());
    vec![
        ("by", by),
        ("share", share_in_words(share.unwrap_or(0.0)).to_owned()),
    ]
}

/// Whether a figure that stands worse than all beside it was worse still a year earlier, or better and better still.
fn is_contrary(c: &Comparison<'_>, change: f64) -> bool {
    let stands = beside::side_of_all(c).and_then(|is_above| is_better(c, is_above));
    let moved = is_better(c, change > 0.0);
    let own = c.reading.value().map_or(0.0, f64::abs);
    let is_little = is_little(c, change, own.max((own - change).abs()));
    !is_little
        && stands
            .zip(moved)
            .is_some_and(|(stands, moved)| stands != moved)
}

/// What the sentence before has said of the series.
#[derive(Clone, Copy, Default)]
pub(super) struct CourseSaid {
    /// Whether its last movement is a rise.
    pub(super) is_up: Option<bool>,
    /// Whether that movement goes on to the newest figure.
    pub(super) is_under_way: bool,
    /// Whether it ends with years that it leaves out, which “a year earlier” would seem to go back from.
    pub(super) names_years: bool,
}

/// The last year in a sentence: within chance, beyond it, or the figure alone where nothing could be tested. Whether it is good is said
/// where the sentence before has not said the same.
pub(super) fn last_year(
    c: &Comparison<'_>,
    said: CourseSaid,
    statements: &[&Statement],
    phrases: &Phrases,
) -> Option<NarrativeClause> {
    let change = c.change.as_ref().filter(|change| change.broken.is_none())?;
    let size = c.printed_change()?;
    let told = told_change(c).filter(|told| told.from == change.from);
    let tested = c.tested().change.as_ref();
    let goes_on = said.is_up == Some(size > 0.0);
    let phrase = match (told, tested.map(OneYear::source)) {
        _ if size == 0.0 => &UNCHANGED,
        (Some(told), _) if told.test.is_some() => &BEYOND,
        (Some(_), _) => &LARGE,
        (None, Some(ChangeSource::Chance)) => &CHANCE,
        (None, Some(ChangeSource::Usual)) => &USUAL,
        (None, _) if is_contrary(c, size) && !goes_on => &CONTRARY,
        (None, _) if said.names_years => &NAMED,
        (None, _) => &EARLIER,
    };
    let judged = if goes_on {
        String::new()
    } else {
        judged(c, size > 0.0)
    };
    // A step that chance could bring says nothing against the years that went the same way before it.
    let alone = if goes_on && said.is_under_way {
        " by itself"
    } else {
        ""
    };
    let mut values = vec![
        ("it", sentence_start(pronoun(c.indicator))),
        ("before", own_digits(c, change.earlier)),
        ("earlier", year_of(c, change.from)),
        ("rose", rose_or_fell(size > 0.0).to_owned()),
        ("judged", judged),
        ("alone", alone.to_owned()),
        ("up", if size > 0.0 { "up" } else { "down" }.to_owned()),
    ];
    values.extend(told.into_iter().flat_map(|told| size_and_share(c, told)));
    let text = phrases.say(c, phrase, values);
    let evidence = evidence(c, statements)?;
    let kind = if [CHANCE.key, USUAL.key].contains(&phrase.key) {
        clause_kind::LAST_YEAR_BY_CHANCE.name
    } else {
        clause_kind::LAST_YEAR.name
    };
    Some(NarrativeClause {
        kind,
        text,
        evidence,
    })
}

/// The evidence of the finding on the change, or the two figures and their test where there is no such finding.
fn evidence(c: &Comparison<'_>, statements: &[&Statement]) -> Option<Value> {
    let change = c.change.as_ref()?;
    let found = statements
        .iter()
        .find(|told| told.kind.name == CHANGED.name)
        .map(|told| told.evidence.clone());
    let test = c.tested().change.as_ref().and_then(|tested| tested.test);
    Some(found.unwrap_or_else(|| {
        FindingEvidence {
            values: json!({
                "value": c.reading.value(), "earlier": change.earlier,
                "earlier_period": period(c, change.from), "p": test.map(|test| test.p),
            }),
            level: test.map(|_| 95.0),
            ..FindingEvidence::plain(
                Value::Null,
                test.map_or("as published", |test| test.method.name()),
            )
        }
        .object(c)
    }))
}
