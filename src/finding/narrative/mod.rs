//! Paragraphs and summaries, made from comparisons in the steps of the field (Reiter and Dale, Building Natural Language Generation
//! Systems): what is worth telling, in what order, which facts share a sentence, how the figure is called, which words, which grammar.
//!
//! | step | file |
//! |---|---|
//! | the figure in plain words | [`figure`] |
//! | beside all authorities, England and the neighbours | [`beside`] |
//! | how it got there | [`course`], [`course_span`] |
//! | what the last year brought | [`last_year`] |
//! | the kinds of its sentences | [`clause_kind`] |
//! | a paragraph of these | [`paragraph`] |
//! | the same of a breakdown into categories | [`mix`] |
//! | what a reader must know of many indicators | [`summary`] |
//! | what no paper should leave out | [`weighty`] |
//! | by which test each claim is known | [`known`] |
//!
//! Every sentence is a [`NarrativeClause`]: its words come from the phrase table, and it carries what it rests on. No sentence names a
//! test or an interval: "How we know" does. No name of an authority or an indicator stands twice in a paragraph.

mod beside;
pub(crate) mod clause_kind;
mod course;
mod course_span;
mod course_words;
mod figure;
pub(crate) mod known;
mod last_year;
pub(crate) mod mix;
pub(crate) mod paragraph;
pub(crate) mod summary;
pub(crate) mod weighty;

use clause_kind::ClauseKind;

use super::evidence::FindingEvidence;
use super::kinds::expected;
use super::phrases::PhraseForm;
use crate::compare::Comparison;
use crate::observation::indicator::Indicator;
use serde_json::Value;

/// A sentence of a paragraph and what it rests on.
#[derive(Clone)]
pub(crate) struct NarrativeClause {
    /// Which question it answers, for the manifest.
    pub(crate) kind: &'static str,
    pub(crate) text: String,
    pub(crate) evidence: Value,
}

impl NarrativeClause {
    fn of(
        kind: ClauseKind,
        text: String,
        evidence: FindingEvidence,
        c: &Comparison<'_>,
    ) -> NarrativeClause {
        NarrativeClause {
            kind: kind.name,
            text,
            evidence: evidence.object(c),
        }
    }
}

/// The forms of all sentences, in the order of the phrase table.
pub(super) fn phrase_forms() -> impl Iterator<Item = &'static PhraseForm> {
    figure::PHRASE_FORMS
        .into_iter()
        .chain(beside::PHRASE_FORMS)
        .chain(expected::PHRASE_FORMS)
        .chain(course::PHRASE_FORMS)
        .chain(last_year::PHRASE_FORMS)
        .chain(paragraph::PHRASE_FORMS)
        .chain(mix::PHRASE_FORMS)
        .chain(summary::PHRASE_FORMS)
}

/// What is little: so many points of a percentage, and of a small one no more than this part; of other figures this part.
const LITTLE_POINTS: f64 = 1.0;
const LITTLE_PART_OF_PERCENT: f64 = 0.1;
const LITTLE_PART: f64 = 0.03;

/// Whether the difference of two figures, the larger of which is given, is too little for a word.
fn is_little(c: &Comparison<'_>, difference: f64, larger: f64) -> bool {
    // As printed: 13.3 less 12.3 is one point.
    let size = c.printed(difference.abs());
    if c.indicator.unit.is_percent() {
        size <= LITTLE_POINTS && size <= LITTLE_PART_OF_PERCENT * larger
    } else {
        size <= LITTLE_PART * larger
    }
}

/// Whether a side or a movement is better or worse, where someone has said which way is good; none in a handful, and none where it is
/// asked first whether there were none, or none were recorded.
fn is_better(c: &Comparison<'_>, is_up: bool) -> Option<bool> {
    let is_asked = c.reading.value() == Some(0.0) || figure::improbable(c).is_some();
    c.is_better(is_up)
        .filter(|_| !is_asked && !figure::is_of_few(c))
}

/// Whether a share or a rate stands without the number behind it.
pub(crate) fn lacks_number(c: &Comparison<'_>) -> bool {
    let unit = &c.indicator.unit;
    (unit.is_percent() || unit.is_rate()) && figure::own_counts(c).is_none()
}

/// Whether the change since the year before is one to tell: beyond chance, or without counts larger than most.
pub(crate) fn is_told_change(c: &Comparison<'_>) -> bool {
    last_year::told_change(c).is_some()
}

/// Whether the change of a year is for the better: none where no direction is good, and where the change is not one to tell.
pub(crate) fn sense_of_change(c: &Comparison<'_>) -> Option<bool> {
    last_year::told_change(c)?;
    is_better(c, c.printed_change()? > 0.0)
}

/// Which way the sentences about a figure point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FigureSense {
    /// Something is said to be better, and nothing worse.
    Better,
    /// Something is said to be worse, and nothing better.
    Worse,
    /// One thing is said to be better and another worse, which is to be watched.
    Mixed,
}

/// Which way the sentences about a figure point; none where none of them says better or worse.
pub(crate) fn sense(c: &Comparison<'_>) -> Option<FigureSense> {
    let said = beside::senses(c).into_iter();
    let said: Vec<bool> = said
        .chain(course::sense(c))
        .chain(sense_of_change(c))
        .collect();
    match (said.contains(&true), said.contains(&false)) {
        (true, false) => Some(FigureSense::Better),
        (false, true) => Some(FigureSense::Worse),
        (true, true) => Some(FigureSense::Mixed),
        (false, false) => None,
    }
}

/// Which way the label of a summary points, which weighs all reasons together.
pub(crate) fn sense_of_label(is_better: bool) -> FigureSense {
    if is_better {
        FigureSense::Better
    } else {
        FigureSense::Worse
    }
}

/// The kind of the first sentence about a figure that says better or worse; none where none does.
pub(crate) fn telling_kind(c: &Comparison<'_>) -> Option<&'static str> {
    if !beside::senses(c).is_empty() {
        Some(clause_kind::BESIDE.name)
    } else if course::sense(c).is_some() {
        Some(clause_kind::COURSE.name)
    } else {
        sense_of_change(c).map(|_| clause_kind::LAST_YEAR.name)
    }
}

/// Whether a movement is good or bad news, where someone has said so.
fn judged(c: &Comparison<'_>, is_up: bool) -> String {
    match is_better(c, is_up) {
        Some(true) => ", a change for the better".to_owned(),
        Some(false) => ", a change for the worse".to_owned(),
        None => String::new(),
    }
}

/// What a figure is called once it has been named.
pub(in crate::finding) fn pronoun(indicator: &Indicator) -> &'static str {
    let unit = &indicator.unit;
    if unit.is_percent() {
        "the share"
    } else if unit.is_rate() {
        "the rate"
    } else if unit.is_count() {
        "the number"
    } else if unit.is_pounds() {
        "the sum"
    } else {
        "the average"
    }
}
