//! Whether a paper says what the data says. The sentences of a paper are read, what they claim about known indicators and authorities
//! is checked against the panels, and each claim that can be shown to be wrong is reported with the row that shows it; so is what they
//! leave out.
//!
//! Precision comes before recall: a sentence that may be read in several ways is wrong only when it is wrong in each.
//!
//! | step | file |
//! |---|---|
//! | words, numbers and years of a sentence | [`lexeme`] |
//! | what a paragraph or bullet says at its beginning that it is about | [`lead_in`] |
//! | the indicators, authorities and periods that it names, and places that are no authority | [`names`], [`period_names`], [`other_place`], [`sentence`]; by plain words [`plain_names`] |
//! | what it claims | [`claim`]: figures in [`figure_claims`] and [`people_claims`], ranges and counts in [`range_claims`], ranks in [`rank_claims`], comparisons in [`position_claims`], changes and records in [`course_claims`], [`movement`] and [`record_claims`], the set words of paragraphs in [`told_claims`], cells of tables in [`cell_claims`], inspections in [`inspection_claims`]; [`group_words`] names groups, [`doubt_and_praise`] says what is not claimed |
//! | whether that is so | [`verdict`], by [`figure_verdict`], [`range_verdict`], [`rank_verdict`], [`position_verdict`], [`course_verdict`], [`support_verdict`] and [`told_verdict`], which share [`judge`] |
//! | what is reported | [`remark`], in [`coverage`] what could not be checked and why, in [`omissions`] what is left out, by [`topic`] |
//!
//! [`reading`] goes through a paper in these steps.

mod cell_claims;
mod claim;
mod course_claims;
mod course_verdict;
mod coverage;
mod doubt_and_praise;
mod figure_claims;
mod figure_verdict;
mod group_words;
mod inspection_claims;
mod judge;
mod lead_in;
mod lexeme;
mod movement;
mod names;
mod omissions;
mod other_place;
mod people_claims;
mod period_names;
mod plain_names;
mod position_claims;
mod position_verdict;
mod range_claims;
mod range_verdict;
mod rank_claims;
mod rank_verdict;
mod reading;
mod record_claims;
mod remark;
mod sentence;
mod support_verdict;
mod told_claims;
mod told_verdict;
mod topic;
mod verdict;

pub(crate) use coverage::{CheckedCount, UncheckedSentence};
pub(crate) use judge::{PanelsById, PublishedPanels};
pub(crate) use remark::{ClaimVerdict, EvidenceRow, LintReport, OmittedFacts, Remark};

use crate::finding::phrases::Phrases;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::source::document::Passage;
use judge::Judge;
use lexeme::lexemes;
use names::NameIndex;
use reading::PaperReading;
use std::collections::{BTreeMap, BTreeSet};

/// The categories of breakdowns that a paper may speak of: those of which it has the words. Their figures are many, so only these are read.
pub(crate) fn categories_named(reference: &Reference, passages: &[Passage]) -> Vec<String> {
    let texts = passages.iter().map(|passage| passage.text.as_str());
    let said: String = texts.collect::<Vec<_>>().join("\n").to_lowercase();
    let is_said = |id: &str| {
        let words = reference.words.get(id);
        words.is_some_and(|words| {
            let did = [&words.did, &words.did_one];
            did.iter().any(|did| said.contains(&did.to_lowercase()))
        })
    };
    let mut named = Vec::new();
    for breakdown in reference.catalogue.breakdowns() {
        // A table of it has a row for each.
        let title = format!(": {}", breakdown.title.to_lowercase());
        let has_table = said.contains(&title) && said.contains(&breakdown.people.to_lowercase());
        let ids = breakdown.ids().filter(|id| has_table || is_said(id));
        named.extend(ids.map(str::to_owned));
    }
    named
}

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

/// Reads a paper, checks what it claims, and says what it leaves out. `home` is the authority that it is about.
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
    let mut reading = PaperReading::new(&names, &mut judge, home);
    for passage in passages {
        reading.passage(passage);
    }
    let mut report = reading.done();
    if let (Some(home), Some(study)) = (home, panels.study) {
        report.omissions = omissions::omissions(&judge, study, &report.remarks, home);
    }
    pass_history(&mut report);
    drop_repeated(&mut report);
    count_flagged(&mut report);
    report
}

/// How many sentences and how many cells are flagged, whatever in them is.
fn count_flagged(report: &mut LintReport) {
    let mut flagged: Vec<&Remark> = report
        .remarks
        .iter()
        .filter(|remark| remark.verdict.is_flag())
        .collect();
    flagged.dedup_by(|later, earlier| {
        (later.place, &later.sentence) == (earlier.place, &earlier.sentence)
    });
    let cells = flagged.iter().filter(|remark| remark.is_cell).count();
    report.in_sentences.flagged = flagged.len() - cells;
    report.in_cells.flagged = cells;
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
            && !remark.is_undated
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
