//! Whether a paper says what the data says. The sentences of a paper are read, what they claim about known indicators and authorities
//! is checked against the panels, and each claim that can be shown to be wrong is reported with the row that shows it.
//!
//! Precision comes before recall: a sentence that may be read in several ways is wrong only when it is wrong in each.
//!
//! | step | file |
//! |---|---|
//! | words, numbers and years of a sentence | [`lexeme`] |
//! | the indicators, authorities and periods that it names | [`names`], [`period_names`], [`sentence`] |
//! | what it claims | [`claim`]: figures in [`figure_claims`], ranks, comparisons and changes in [`position_claims`], cells of tables in [`cell_claims`] |
//! | whether that is so | [`verdict`], by [`figure_verdict`], [`position_verdict`] and [`support_verdict`], which share [`judge`] |
//! | what is reported | [`remark`] |

mod cell_claims;
mod claim;
mod figure_claims;
mod figure_verdict;
mod judge;
mod lexeme;
mod names;
mod period_names;
mod position_claims;
mod position_verdict;
mod remark;
mod sentence;
mod support_verdict;
mod verdict;

pub(crate) use judge::{PanelsById, PublishedPanels};
pub(crate) use remark::{ClaimVerdict, LintReport, Remark};

use crate::finding::phrases::Phrases;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::source::document::{Passage, sentences};
use claim::Claim;
use judge::Judge;
use lexeme::lexemes;
use names::NameIndex;
use sentence::{ParsedSentence, SentenceContext};
use std::collections::{BTreeMap, BTreeSet};

/// The authority that a paper names most often; of several, the one that it names first.
pub(crate) fn most_named(reference: &Reference, passages: &[Passage]) -> Option<Area> {
    let names = NameIndex::of(reference);
    let mut counts: BTreeMap<Area, usize> = BTreeMap::new();
    let mut in_order: Vec<Area> = Vec::new();
    let headings: BTreeSet<&str> = passages
        .iter()
        .map(|passage| passage.heading.as_str())
        .collect();
    for text in headings
        .into_iter()
        .chain(passages.iter().map(|passage| passage.text.as_str()))
    {
        for mention in names.areas(&lexemes(text)) {
            if mention.of.is_authority() {
                *counts.entry(mention.of).or_default() += 1;
                if !in_order.contains(&mention.of) {
                    in_order.push(mention.of);
                }
            }
        }
    }
    let most = counts.values().max()?;
    in_order
        .into_iter()
        .find(|area| counts.get(area) == Some(most))
}

/// Reads a paper and checks what it claims. `home` is the authority that it is about.
pub(crate) fn read(
    passages: &[Passage],
    home: Option<Area>,
    reference: &Reference,
    list: NeighbourList,
    panels: &PublishedPanels<'_>,
    phrases: &Phrases,
) -> LintReport {
    let names = NameIndex::of(reference);
    let mut judge = Judge::new(reference, list, panels, phrases);
    let mut report = LintReport::default();
    let mut before = SentenceContext {
        home,
        ..SentenceContext::default()
    };
    let mut heading: Option<&str> = None;
    for passage in passages {
        if heading != Some(passage.heading.as_str()) {
            heading = Some(&passage.heading);
            before.subject = None;
            before.heading = period_names::only_period(&passage.heading);
        }
        if let Some(headings) = &passage.heads {
            let claim = cell_claims::claim(&passage.text, headings, &names, &before, |id| {
                judge.unit(id)
            });
            let sentence = format!("{}, {}: {}", headings[0], headings[1], passage.text);
            add_remarks(&mut report, &mut judge, passage, &sentence, claim);
            continue;
        }
        for sentence in sentences(&passage.text) {
            report.sentences += 1;
            let parsed = ParsedSentence::parse(sentence, &names, &before);
            let mut claims = figure_claims::claims(&parsed, |id| judge.unit(id));
            claims.extend(position_claims::claims(&parsed));
            let has_figure = parsed
                .lexemes
                .iter()
                .any(|lexeme| lexeme.number().is_some());
            let is_known =
                !parsed.indicators.is_empty() || parsed.continues && before.subject.is_some();
            if !is_known && has_figure {
                report.about_others += 1;
            } else if is_known && claims.is_empty() {
                report.unread += 1;
            }
            let subject = parsed.subject();
            add_remarks(&mut report, &mut judge, passage, sentence, claims);
            before.subject = subject.or(before.subject.take().filter(|_| !has_figure || is_known));
        }
    }
    pass_history(&mut report);
    drop_repeated(&mut report);
    report
}

fn add_remarks(
    report: &mut LintReport,
    judge: &mut Judge<'_>,
    passage: &Passage,
    sentence: &str,
    claims: impl IntoIterator<Item = Claim>,
) {
    for claim in claims {
        let Some(ruling) = verdict::on(judge, &claim) else {
            continue;
        };
        report.remarks.push(Remark {
            verdict: ruling.verdict,
            sentence: sentence.to_owned(),
            heading: passage.heading.clone(),
            place: passage.place,
            indicator: claim.indicator,
            area: ruling.area,
            period: ruling.period,
            says: ruling.says,
            shown: ruling.shown,
        });
    }
}

/// An older figure with its date is history, and not stale, in a paper that gives the newest figure too.
fn pass_history(report: &mut LintReport) {
    let current: BTreeSet<(String, Area)> = report
        .remarks
        .iter()
        .filter(|remark| remark.verdict == ClaimVerdict::Agrees && !remark.period.is_empty())
        .map(|remark| (remark.indicator.clone(), remark.area))
        .collect();
    for remark in &mut report.remarks {
        if remark.verdict == ClaimVerdict::Stale
            && current.contains(&(remark.indicator.clone(), remark.area))
            && names_a_period(remark)
        {
            remark.verdict = ClaimVerdict::Agrees;
        }
    }
}

/// Whether the sentence or its heading names a period.
fn names_a_period(remark: &Remark) -> bool {
    !period_names::periods(&lexemes(&remark.sentence)).is_empty()
        || !period_names::only_period(&remark.heading).is_empty()
}

/// What is wrong in the same way twice in a sentence is reported once.
fn drop_repeated(report: &mut LintReport) {
    report.remarks.dedup_by(|later, earlier| {
        (later.verdict, &later.sentence, &later.says, later.place)
            == (
                earlier.verdict,
                &earlier.sentence,
                &earlier.says,
                earlier.place,
            )
    });
}
