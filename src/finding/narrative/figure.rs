//! The figure in plain words: people first, the share or rate with them, and no more digits than the group bears.

use super::{NarrativeClause, clause_kind};
use crate::compare::Comparison;
use crate::finding::about;
use crate::finding::evidence::{FindingEvidence, own_value};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{Prose, short_quantity};
use crate::observation::indicator::Indicator;
use crate::reference::plain_words::PlainWords;
use crate::stat::round::format_number;
use serde_json::json;

pub(super) const PHRASE_FORMS: [&PhraseForm; 13] = [
    &RATE_COUNTED,
    &RATE,
    &SHARE_COUNTED,
    &SHARE_SMALL,
    &SHARE_FEW,
    &SHARE_UNCOUNTED,
    &SHARE_NONE,
    &SHARE_NO,
    &SHARE,
    &COUNT,
    &COUNT_NONE,
    &AVERAGE,
    &SUM,
];

const OF_PEOPLE: &[&str] = &["own", "who", "of", "did", "place", "per", "over", "base"];
const RATE_COUNTED: PhraseForm = PhraseForm::plain("narrative.rate.counted", OF_PEOPLE);
const RATE: PhraseForm = PhraseForm::plain("narrative.rate", OF_PEOPLE);
const SHARE_COUNTED: PhraseForm = PhraseForm::plain("narrative.share.counted", OF_PEOPLE);
const SHARE_SMALL: PhraseForm = PhraseForm::plain("narrative.share.small", OF_PEOPLE);
const SHARE_FEW: PhraseForm = PhraseForm::plain("narrative.share.few", OF_PEOPLE);
const SHARE_UNCOUNTED: PhraseForm = PhraseForm::plain("narrative.share.few.uncounted", OF_PEOPLE);
const SHARE_NONE: PhraseForm = PhraseForm::plain("narrative.share.none", OF_PEOPLE);
const SHARE_NO: PhraseForm = PhraseForm::plain("narrative.share.no", OF_PEOPLE);
const SHARE: PhraseForm = PhraseForm::plain("narrative.share", OF_PEOPLE);
const COUNT: PhraseForm = PhraseForm::plain("narrative.count", OF_PEOPLE);
const COUNT_NONE: PhraseForm = PhraseForm::plain("narrative.count.none", OF_PEOPLE);
const AVERAGE: PhraseForm = PhraseForm::plain("narrative.average", &["average", "own", "place"]);
const SUM: PhraseForm = PhraseForm::plain("narrative.sum", &["sum", "own", "place"]);

/// A share of fewer is told as a whole per cent, with its count;
pub(super) const WHOLE_BELOW: f64 = 100.0;
/// of fewer than so many, the count leads, a sentence says that small numbers swing, and no place among authorities is told.
const FEW: f64 = 30.0;
/// From so much on, money is told in millions.
const MILLION: f64 = 1_000_000.0;

/// The counts behind an authority's own share or rate, where they are published and are its own.
pub(super) fn own_counts(c: &Comparison<'_>) -> Option<(f64, f64)> {
    let unit = &c.indicator.unit;
    if !c.joint.is_empty() || !(unit.is_percent() || unit.is_rate()) {
        return None;
    }
    let (over, base) = c.panel.counts(c.at, c.area);
    over.zip(base).filter(|(_, base)| *base > 0.0)
}

/// Nobody, or everybody, of at least so many is asked about before it is judged,
const IMPROBABLE_FROM: f64 = 20.0;
/// where England's share is so many points away.
const IMPROBABLE_GAP: f64 = 20.0;

/// A share of none or all of a group, its base and England's share, where England is so far from it that a fault of recording is likelier than
/// such a year.
pub(super) fn improbable(c: &Comparison<'_>) -> Option<(f64, f64, f64)> {
    let (_, base) = own_counts(c).filter(|(_, base)| *base >= IMPROBABLE_FROM)?;
    let (value, england) = (c.reading.value()?, c.comparable_england()?);
    let at_an_end = c.indicator.unit.is_percent() && (value == 0.0 || value == 100.0);
    let is_far = (value - england).abs() >= IMPROBABLE_GAP;
    (at_an_end && is_far).then_some((value, base, england))
}

/// Whether an own share is of so few that its place among others says nothing.
pub(super) fn is_of_few(c: &Comparison<'_>) -> bool {
    let is_few = || match own_counts(c) {
        Some((_, base)) => base < FEW,
        None => is_of_uncounted_few(c),
    };
    c.indicator.unit.is_percent() && is_few()
}

/// Whether a share is 0% or 100%, and nobody publishes of how many.
pub(super) fn is_all_or_none_of_unknown(c: &Comparison<'_>) -> bool {
    let is_at_an_end = c
        .reading
        .value()
        .is_some_and(|value| value == 0.0 || value == 100.0);
    c.indicator.unit.is_percent() && is_at_an_end && own_counts(c).is_none()
}

/// Whether its groups are known to be of a few dozen at most where nobody publishes how many they are.
fn is_of_uncounted_few(c: &Comparison<'_>) -> bool {
    let words = c.reference.words.get(&c.indicator.id);
    words.is_some_and(|words| words.few) && own_counts(c).is_none()
}

/// An own figure with as many digits as its group bears: "184", "52%", "£2.54 million".
pub(super) fn own_digits(c: &Comparison<'_>, value: f64) -> String {
    let small = match own_counts(c) {
        Some((_, base)) => base < WHOLE_BELOW,
        None => is_of_uncounted_few(c),
    };
    if c.indicator.unit.is_percent() && (small || value == 0.0) {
        return short_quantity(&c.indicator.with_decimals(0), value);
    }
    money(c.indicator, value).unwrap_or_else(|| short_quantity(c.indicator, value))
}

/// A large sum of money, with three figures.
fn money(indicator: &Indicator, value: f64) -> Option<String> {
    let millions = value / MILLION;
    (indicator.unit.is_pounds() && millions >= 1.0).then(|| {
        let decimals = match millions {
            few if few < 10.0 => 2,
            some if some < 100.0 => 1,
            _ => 0,
        };
        format!("£{} million", format_number(millions, decimals))
    })
}

/// The figure in words; as a comparison says it where an indicator has no words of its own.
pub(super) fn figure(c: &Comparison<'_>, phrases: &Phrases) -> Option<NarrativeClause> {
    let value = c.reading.value()?;
    let text = match c.reference.words.get(&c.indicator.id) {
        Some(words) => in_words(c, words, value, phrases),
        None => about::figure(c, phrases),
    };
    let counts = own_counts(c);
    let evidence = FindingEvidence {
        values: json!({
            "value": value,
            "numerator": counts.map(|(over, _)| over), "denominator": counts.map(|(_, base)| base),
        }),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    Some(NarrativeClause::of(clause_kind::FIGURE, text, evidence, c))
}

fn in_words(c: &Comparison<'_>, words: &PlainWords, value: f64, phrases: &Phrases) -> String {
    let unit = &c.indicator.unit;
    let counts = own_counts(c);
    if unit.is_pounds() || !(unit.is_percent() || unit.is_rate() || unit.is_count()) {
        let form = if words.sum.is_empty() { &AVERAGE } else { &SUM };
        let values = vec![
            ("average", words.average.clone()),
            ("sum", words.sum.clone()),
            ("own", own_digits(c, value)),
            ("place", place(c)),
        ];
        return phrases.say(c, form, values);
    }
    let form = match counts {
        _ if unit.is_count() && value == 0.0 => &COUNT_NONE,
        _ if unit.is_count() => &COUNT,
        Some((over, _)) if unit.is_percent() && over == 0.0 => &SHARE_NONE,
        Some((_, base)) if unit.is_percent() && base < FEW => &SHARE_FEW,
        Some((_, base)) if unit.is_percent() && base < WHOLE_BELOW => &SHARE_SMALL,
        Some(_) if unit.is_percent() => &SHARE_COUNTED,
        Some(_) => &RATE_COUNTED,
        None if unit.is_percent() && value == 0.0 => &SHARE_NO,
        None if unit.is_percent() && words.few => &SHARE_UNCOUNTED,
        None if unit.is_percent() => &SHARE,
        None => &RATE,
    };
    phrases.say(c, form, of_people(c, words, value, counts))
}

fn of_people(
    c: &Comparison<'_>,
    words: &PlainWords,
    value: f64,
    counts: Option<(f64, f64)>,
) -> PhraseValues {
    let unit = &c.indicator.unit;
    let counted = match counts {
        Some((over, _)) => over,
        None if unit.is_count() => value,
        None => f64::NAN,
    };
    let is_one = counted == 1.0;
    let who = if words.who.is_empty() {
        &words.of
    } else {
        &words.who
    };
    let (who, did) = if is_one && !unit.is_percent() {
        (&words.one, &words.did_one)
    } else if is_one {
        (who, &words.did_one)
    } else {
        (who, &words.did)
    };
    let per = unit.per().unwrap_or(1.0);
    let mut values = vec![
        ("own", own_digits(c, value)),
        ("who", who.clone()),
        ("of", words.of.clone()),
        ("did", did.clone()),
        ("place", place(c)),
        ("per", format_number(per, 0)),
    ];
    if let Some((over, base)) = counts {
        values.push(("over", format_number(over, 0)));
        values.push(("base", format_number(base, 0)));
    }
    values
}

/// Where: "in Blackpool", and with whom one return is made.
fn place(c: &Comparison<'_>) -> String {
    let prose = Prose::of(c);
    let place = prose.in_place(c.area);
    match prose.together_with(c.indicator, c.period, c.area) {
        Some(together) => format!("{place} ({together})"),
        None => place,
    }
}

/// The figure without place and counts, for a summary: "46% of care leavers aged 19 to 21 were in work or study".
pub(super) fn in_brief(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let value = c.reading.value()?;
    let Some(words) = c.reference.words.get(&c.indicator.id) else {
        return Some(own_digits(c, value));
    };
    let unit = &c.indicator.unit;
    let mut values = of_people(c, words, value, None);
    // The first of a name counts.
    values.insert(0, ("place", String::new()));
    let form = match unit {
        unit if unit.is_percent() && value == 0.0 => &SHARE_NO,
        unit if unit.is_percent() => &SHARE,
        unit if unit.is_rate() => &RATE,
        unit if unit.is_count() && value == 0.0 => &COUNT_NONE,
        unit if unit.is_count() => &COUNT,
        _ if words.sum.is_empty() => &AVERAGE,
        _ => &SUM,
    };
    values.push(("average", words.average.clone()));
    values.push(("sum", words.sum.clone()));
    let said = phrases.say(c, form, values);
    let said: Vec<&str> = said.split_whitespace().collect();
    // Where the place stood before a comma, none is left a blank behind.
    let said = said.join(" ").replace(" ,", ",");
    Some(said.trim_end_matches(['.', ' ']).to_owned())
}
