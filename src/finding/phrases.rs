//! Phrases: sentences with placeholders, one for each kind of sentence, and how they are filled. `wording` reads and checks them.

use super::prose::{Prose, quantity, sentence_case, sentence_start, signs_in_words};
use crate::compare::Comparison;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
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
            is_tested: true,
            ..PhraseForm::plain(key, placeholders)
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
pub(crate) struct Phrases {
    pub(super) by_key: BTreeMap<&'static str, Phrase>,
    /// Words of a house style, each with what stands in its place in every sentence.
    pub(super) in_place_of: Vec<(String, String)>,
}

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
        values: PhraseValues,
    ) -> String {
        self.about(c).say(form, values)
    }

    /// The phrases of a comparison's figure.
    pub(super) fn about(&self, c: &Comparison<'_>) -> FigurePhrases<'_> {
        FigurePhrases {
            phrases: self,
            common: common(c),
        }
    }

    /// The phrases of an authority's figure in one period of a series that stands in no comparison.
    pub(super) fn about_series(
        &self,
        prose: Prose<'_>,
        panel: &Panel,
        (at, area): (PeriodColumn, Area),
    ) -> FigurePhrases<'_> {
        let value = panel.value(at, area);
        FigurePhrases {
            phrases: self,
            common: values_of(prose, &panel.indicator, (panel.period(at), area), value),
        }
    }

    /// The phrases about a file's own series, of which neither authority nor indicator is known.
    pub(crate) fn about_no_figure(&self) -> FigurePhrases<'_> {
        FigurePhrases {
            phrases: self,
            common: PhraseValues::new(),
        }
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
        let together = Prose::of(c).together_with(c.indicator, c.period, c.area);
        let figure = match together {
            Some(together) => format!("{whose} figure ({short}, {together})"),
            None => format!("{whose} figure ({short})"),
        };
        // The first of a name counts.
        values.insert(0, ("subject", figure));
        let [short_full, short_brief] = self.fill(form, &values);
        [full, short_full, brief]
            .into_iter()
            .find(|sentence| sentence.split_whitespace().count() <= MOST_WORDS)
            .unwrap_or(short_brief)
    }

    /// The phrase and its shorter form, filled. A form that no file of the room lists would show as its key.
    pub(super) fn fill(&self, form: &PhraseForm, values: &[(&'static str, String)]) -> [String; 2] {
        match self.by_key.get(form.key) {
            Some(phrase) => [&phrase.full, &phrase.brief]
                .map(|phrase| self.in_house_style(filled(phrase, values))),
            None => [form.key.to_owned(), form.key.to_owned()],
        }
    }

    /// A sentence with the words of the officer's house style, at the beginning of a sentence with a capital.
    fn in_house_style(&self, mut sentence: String) -> String {
        for (word, own) in &self.in_place_of {
            sentence = sentence
                .replace(word, own)
                .replace(&sentence_start(word), &sentence_start(own));
        }
        sentence
    }
}

/// The phrases with what all of them may name of one figure.
pub(crate) struct FigurePhrases<'p> {
    phrases: &'p Phrases,
    common: PhraseValues,
}

impl FigurePhrases<'_> {
    /// A sentence or message; its values beside those that all phrases may name.
    pub(super) fn say(&self, form: &PhraseForm, mut values: PhraseValues) -> String {
        values.extend(self.common.iter().cloned());
        let [full, _] = self.phrases.fill(form, &values);
        full
    }
}

/// What all phrases may name: the values of [`COMMON`].
fn common(c: &Comparison<'_>) -> PhraseValues {
    let figure = (c.period, c.area);
    values_of(Prose::of(c), c.indicator, figure, c.reading.value())
}

fn values_of(
    prose: Prose<'_>,
    indicator: &Indicator,
    (period, area): (&Period, Area),
    value: Option<f64>,
) -> PhraseValues {
    let whose = prose.whose(area);
    let mut values = vec![
        (
            "subject",
            match prose.together_with(indicator, period, area) {
                Some(together) => format!("{whose} {} ({together})", indicator.noun),
                None => format!("{whose} {}", indicator.noun),
            },
        ),
        ("whose", whose),
        ("name", prose.short(area).to_owned()),
        ("short", sentence_case(&indicator.short)),
        ("year", period.short()),
    ];
    values.extend(value.map(|value| ("value", quantity(indicator, value))));
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
            Some((_, value)) => text.push_str(&signs_in_words(value)),
            None => text.push_str(&format!("{{{name}}}")),
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}
