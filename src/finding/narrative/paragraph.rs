//! A paragraph about one figure: the figure, what it stands beside, how it got there, and what the reader must know of it.

use super::{NarrativeClause, beside, clause_kind, course, figure, last_year};
use crate::compare::Comparison;
use crate::finding::evidence::{FindingEvidence, own_value};
use crate::finding::kinds::{FindingKind, Statement, expected, parted};
use crate::finding::phrases::{PhraseForm, Phrases};
use crate::finding::prose::{Prose, answered, sentence_case, sentence_start};
use crate::stat::round::format_number;
use serde_json::json;

pub(super) const PHRASE_FORMS: [&PhraseForm; 8] = [
    &CHECK,
    &JUMP,
    &ANSWERS,
    &ANSWERS_UNCOUNTED,
    &DATED,
    &WHY,
    &ASK,
    &ASK_OF_NONE,
];

const CHECK: PhraseForm = PhraseForm::plain("narrative.check", &["england"]);
pub(super) const JUMP: PhraseForm = PhraseForm::plain("narrative.check.jump", &[]);
const OF_ANSWERS: &[&str] = &["own", "of", "did", "over", "base", "england"];
const ANSWERS: PhraseForm = PhraseForm::plain("narrative.answers", OF_ANSWERS);
const ANSWERS_UNCOUNTED: PhraseForm = PhraseForm::plain("narrative.answers.uncounted", OF_ANSWERS);
const DATED: PhraseForm = PhraseForm::plain("narrative.dated", &["period", "figure"]);
const WHY: PhraseForm = PhraseForm::plain("narrative.why", &["why"]);
const ASK: PhraseForm = PhraseForm::plain("narrative.ask", &["service", "ask"]);
const ASK_OF_NONE: PhraseForm = PhraseForm::plain("narrative.ask.none", &["service", "ask"]);

/// A paragraph longer than this leaves out what its reader misses least, in this order: it stands in the table or the chart.
const MOST_WORDS: usize = 75;
const LEAST_MISSED: [&str; 4] = [
    expected::WITHIN.name,
    parted::ALREADY.name,
    parted::PARTED.name,
    clause_kind::LAST_YEAR_BY_CHANCE.name,
];

/// So many points in one year are asked about too.
const IMPROBABLE_JUMP: f64 = 15.0;

/// The sentences of a paragraph in their order; none where there is no figure. `statements` are the findings about it.
pub(crate) fn paragraph(
    c: &Comparison<'_>,
    statements: &[&Statement],
    phrases: &Phrases,
) -> Vec<NarrativeClause> {
    let Some(first) = figure::figure(c, phrases) else {
        return Vec::new();
    };
    let mut clauses = vec![first];
    clauses.extend(improbable(c, phrases));
    clauses.extend(answers(c, phrases));
    clauses.extend(beside::beside(c, phrases));
    clauses.extend(told_by(expected::in_narrative, c, statements, phrases));
    clauses.extend(course::course(c, statements, phrases));
    clauses.extend(jump(c, phrases));
    clauses.extend(told_by(parted::in_narrative, c, statements, phrases));
    clauses.extend(joint(c));
    for kind in LEAST_MISSED {
        let words: usize = clauses
            .iter()
            .map(|clause| clause.text.split_whitespace().count())
            .sum();
        if words <= MOST_WORDS {
            continue;
        }
        if kind == clause_kind::LAST_YEAR_BY_CHANCE.name {
            // The figure of the year before stays.
            let told = clauses.iter_mut().filter(|clause| clause.kind == kind);
            told.for_each(|clause| {
                let text = last_year::in_short(c, phrases);
                let joint = ["But ", course::EVEN_SO]
                    .into_iter()
                    .find(|joint| clause.text.starts_with(joint));
                clause.text = match joint {
                    Some(joint) => format!("{joint}{}", sentence_case(&text)),
                    None => text,
                };
            });
        } else {
            clauses.retain(|clause| clause.kind != kind);
        }
    }
    clauses
}

/// What a paragraph says of a kind of finding.
type InNarrative = fn(&FindingKind, &Comparison<'_>, &Phrases) -> Option<String>;

/// What a finding adds: how the figure goes with deprivation, when it parted from its neighbours'.
fn told_by(
    in_narrative: InNarrative,
    c: &Comparison<'_>,
    statements: &[&Statement],
    phrases: &Phrases,
) -> Option<NarrativeClause> {
    let (told, text) = statements.iter().find_map(|told| {
        let text = in_narrative(told.kind, c, phrases)?;
        Some((told, text))
    })?;
    Some(NarrativeClause {
        kind: told.kind.name,
        text,
        evidence: told.evidence.clone(),
    })
}

/// None or all of a group, where England is far from it: a fault of recording is likelier than such a year.
fn improbable(c: &Comparison<'_>, phrases: &Phrases) -> Option<NarrativeClause> {
    let (value, base, england) = figure::improbable(c)?;
    let text = phrases.say(c, &CHECK, vec![("england", figure::own_digits(c, england))]);
    let evidence = FindingEvidence {
        values: json!({ "value": value, "denominator": base }),
        comparators: json!({ "england": england }),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    Some(NarrativeClause::of(clause_kind::CHECK, text, evidence, c))
}

/// Of what part of the people there is an answer, where that is too few to call the figure better or worse.
fn answers(c: &Comparison<'_>, phrases: &Phrases) -> Option<NarrativeClause> {
    let of = c.answered.filter(|of| of.is_too_few())?;
    let words = c.reference.words.get(of.indicator)?;
    let [own, england] = answered(&of);
    let mut values = vec![
        ("own", own),
        ("of", words.of.clone()),
        ("did", words.did.clone()),
        ("england", england),
    ];
    let form = match of.counts {
        Some((over, base)) => {
            values.push(("over", format_number(over, 0)));
            values.push(("base", format_number(base, 0)));
            &ANSWERS
        }
        None => &ANSWERS_UNCOUNTED,
    };
    let evidence = FindingEvidence {
        values: json!({
            "indicator": of.indicator, "value": of.share,
            "numerator": of.counts.map(|of| of.0), "denominator": of.counts.map(|of| of.1),
        }),
        comparators: json!({ "england": of.england }),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    let text = phrases.say(c, form, values);
    Some(NarrativeClause::of(clause_kind::CAUTION, text, evidence, c))
}

/// A share that moved so far in one year that a fault of recording is as likely as such a year.
fn jump(c: &Comparison<'_>, phrases: &Phrases) -> Option<NarrativeClause> {
    let change = last_year::told_change(c).filter(|_| c.indicator.unit.is_percent())?;
    let size = (change.now - change.earlier).abs();
    if size < IMPROBABLE_JUMP {
        return None;
    }
    let evidence = FindingEvidence {
        values: json!({ "value": change.now, "earlier": change.earlier }),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    let text = phrases.say(c, &JUMP, Vec::new());
    Some(NarrativeClause::of(clause_kind::JUMP, text, evidence, c))
}

/// That the figure is of several authorities together. Other cautions stand with the notes of a paper.
fn joint(c: &Comparison<'_>) -> Option<NarrativeClause> {
    let text = Prose::of(c).joint_caution(c)?;
    let evidence = FindingEvidence::plain(own_value(c), "as the publisher says");
    Some(NarrativeClause::of(clause_kind::CAUTION, text, evidence, c))
}

/// The same as one text, for where no clause needs its evidence.
pub(crate) fn in_one_text(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let clauses = paragraph(c, &[], phrases);
    let texts: Vec<&str> = clauses.iter().map(|clause| clause.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// A new figure for who knows the earlier ones: its year, what it stands beside and what the last year brought, without the course.
pub(crate) fn in_news(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let first = figure::figure(c, phrases)?;
    let begins_with_a_name = first.text.starts_with(Prose::of(c).said_name(c.area));
    let told = if begins_with_a_name {
        first.text
    } else {
        sentence_case(&first.text)
    };
    let dated = vec![("period", c.period.short()), ("figure", told)];
    let mut texts = vec![phrases.say(c, &DATED, dated)];
    let behind = improbable(c, phrases)
        .into_iter()
        .chain(beside::beside(c, phrases))
        .chain(last_year::last_year(
            c,
            last_year::CourseSaid::default(),
            &[],
            phrases,
        ))
        .chain(jump(c, phrases))
        .chain(joint(c));
    texts.extend(behind.map(|clause| clause.text));
    Some(texts.join(" "))
}

/// How the series got to its newest figure, as the text behind a picture of it says it.
pub(crate) fn course_in_text(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let clauses = course::course(c, &[], phrases);
    let texts: Vec<&str> = clauses.iter().map(|clause| clause.text.as_str()).collect();
    let text = texts.join(" ");
    // Nothing stands before it here that it could be said against.
    let plain = ["But ", course::EVEN_SO]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    let text = plain.map_or_else(|| text.clone(), sentence_start);
    (!text.is_empty()).then_some(text)
}

/// Why the indicator matters, in a sentence; none for one without words.
pub(crate) fn why(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let words = c.reference.words.get(&c.indicator.id)?;
    Some(phrases.say(c, &WHY, vec![("why", words.why.clone())]))
}

/// What to ask of which service; none for an indicator without words.
pub(crate) fn question(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let words = c.reference.words.get(&c.indicator.id)?;
    let values = vec![
        ("service", words.service.clone()),
        ("ask", words.ask.clone()),
    ];
    // What is asked of many says nothing of none: first it must be known that there was none.
    let form = if c.reading.value() == Some(0.0) {
        &ASK_OF_NONE
    } else {
        &ASK
    };
    Some(phrases.say(c, form, values))
}
