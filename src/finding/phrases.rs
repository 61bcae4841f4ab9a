//! Phrases: sentences with placeholders, one for each kind of sentence, and how they are filled. `wording` reads and checks them.

use super::prose::{Prose, quantity, sentence_case};
use crate::compare::Comparison;
use std::collections::BTreeMap;

/// A kind of sentence: its key, the placeholders it may use beside those of all, and whether a test stands behind it.
#[derive(Debug)]
pub(crate) struct PhraseForm {
    pub(super) key: &'static str,
    pub(super) placeholders: &'static [&'static str],
    pub(super) is_tested: bool,
}

impl PhraseForm {
    pub(super) const fn plain(
        key: &'static str,
        placeholders: &'static [&'static str],
    ) -> PhraseForm {
        PhraseForm {
            key,
            placeholders,
            is_tested: false,
        }
    }

    pub(super) const fn tested(
        key: &'static str,
        placeholders: &'static [&'static str],
    ) -> PhraseForm {
        PhraseForm {
            key,
            placeholders,
            is_tested: true,
        }
    }
}

/// What every phrase may name: whose figure of what, the figure, and when.
pub(super) const COMMON: [&str; 6] = ["subject", "whose", "name", "short", "value", "year"];

/// A phrase and its shorter form, for long names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) full: String,
    pub(super) brief: String,
}

/// A phrase for every kind of sentence, by its key.
#[derive(Debug)]
pub(crate) struct Phrases(pub(super) BTreeMap<&'static str, Phrase>);

/// What stands for each placeholder.
pub(crate) type PhraseValues = Vec<(&'static str, String)>;

/// The longest sentence that plain English allows (GDS).
const MOST_WORDS: usize = 25;

impl Phrases {
    /// A sentence about a comparison; its values beside those that all phrases may name.
    pub(super) fn say(
        &self,
        c: &Comparison<'_>,
        form: &PhraseForm,
        mut values: PhraseValues,
    ) -> String {
        values.extend(common(c));
        let [full, _] = self.fill(form, &values);
        full
    }

    /// The sentence of a finding. Where the full phrase with the indicator's full name is too long, shorter forms are tried.
    pub(super) fn sentence(
        &self,
        c: &Comparison<'_>,
        form: &PhraseForm,
        mut values: PhraseValues,
    ) -> String {
        values.extend(common(c));
        let [full, brief] = self.fill(form, &values);
        let whose = Prose::of(c).whose(c.area);
        let short = sentence_case(&c.indicator.short);
        // The first of a name counts.
        values.insert(0, ("subject", format!("{whose} figure ({short})")));
        let [short_full, short_brief] = self.fill(form, &values);
        [full, short_full, brief]
            .into_iter()
            .find(|sentence| sentence.split_whitespace().count() <= MOST_WORDS)
            .unwrap_or(short_brief)
    }

    /// The phrase and its shorter form, filled. A form that no file of the room lists would show as its key.
    pub(super) fn fill(&self, form: &PhraseForm, values: &[(&'static str, String)]) -> [String; 2] {
        match self.0.get(form.key) {
            Some(phrase) => [filled(&phrase.full, values), filled(&phrase.brief, values)],
            None => [form.key.to_owned(), form.key.to_owned()],
        }
    }
}

/// What all phrases may name: the values of [`COMMON`].
fn common(c: &Comparison<'_>) -> PhraseValues {
    let prose = Prose::of(c);
    let whose = prose.whose(c.area);
    let mut values = vec![
        ("subject", format!("{whose} {}", c.indicator.noun)),
        ("whose", whose),
        ("name", prose.short(c.area).to_owned()),
        ("short", sentence_case(&c.indicator.short)),
        ("year", c.period.short()),
    ];
    let value = c.reading.value();
    values.extend(value.map(|value| ("value", quantity(c.indicator, value))));
    values
}

/// A phrase with its values. A placeholder without a value stays as it is, so that a reader sees what is missing.
fn filled(phrase: &str, values: &[(&'static str, String)]) -> String {
    let mut text = String::with_capacity(160);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => text.push_str(value),
            None => text.push_str(&format!("{{{name}}}")),
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}
