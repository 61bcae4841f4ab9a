//! What a report of every meeting says besides figures: which of the service's words were written under another figure.

use crate::compare::Comparison;
use crate::finding::narrative::pronoun;
use crate::finding::phrases::{PhraseForm, Phrases};

pub(in crate::finding) const PHRASE_FORMS: [&PhraseForm; 2] = [&WRITTEN, &WRITTEN_BEFORE];

const WRITTEN: PhraseForm = PhraseForm::plain("words.changed", &["it", "then", "period", "now"]);
const WRITTEN_BEFORE: PhraseForm =
    PhraseForm::plain("words.period", &["it", "then", "period", "now"]);

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
        .map_or_else(String::new, |value| super::digits(c.indicator, value));
    let values = vec![
        ("it", pronoun(c.indicator).to_owned()),
        ("then", then.to_owned()),
        ("period", period.to_owned()),
        ("now", now),
    ];
    phrases.say(c, form, values)
}
