//! The kinds of findings, one file a kind (or a pair that answers one question): when it is worth saying, its weight, the values of
//! its phrases, its question, its method, its evidence, its working, and whether it is news.
//!
//! A new kind is a file here, a line in [`KINDS`] and a row of wording in `phrases.csv`.

pub(crate) mod category;
pub(crate) mod chain;
pub(crate) mod changed;
pub(crate) mod cost;
pub(crate) mod england;
pub(crate) mod expected;
pub(crate) mod funnel;
pub(crate) mod learn;
pub(crate) mod other_list;
pub(crate) mod parted;
pub(crate) mod peers;
pub(crate) mod placed;
mod pyramid;
pub(crate) mod record;
pub(crate) mod run_of;
pub(crate) mod target;
mod trending;
mod weigh;
mod withheld;

use super::evidence::FindingEvidence;
use super::phrases::{PhraseForm, PhraseValues, Phrases};
use super::working::WorkingStep;
use crate::compare::Comparison;
use crate::compare::study::Study;
use crate::observation::area::Area;
use crate::stat::interval::Interval;
use serde_json::Value;

/// Every kind, in the order in which `explain` shows their working. Of findings of equal weight the earlier kind comes first.
pub(super) const KINDS: [&FindingKind; 21] = [
    &withheld::WITHHELD,
    &england::APART,
    &england::ALIKE,
    &placed::PLACED,
    &funnel::OUTSIDE,
    &funnel::WITHIN,
    &expected::OUTSIDE,
    &expected::WITHIN,
    &chain::OPENS,
    &category::BEYOND,
    &peers::APART,
    &peers::WITHIN,
    &other_list::NEIGHBOURS_CHANGED,
    &changed::CHANGED,
    &trending::TRENDING,
    &record::EXTREME_SINCE,
    &run_of::RUN_OF,
    &parted::PARTED,
    &parted::ALREADY,
    &pyramid::OPPOSED,
    &pyramid::ESCALATION,
];

/// One kind of finding.
pub(crate) struct FindingKind {
    /// For programs.
    pub(crate) name: &'static str,
    /// How such a finding is come by, as a paper says it; none for a kind that only says why there is no finding.
    pub(crate) method: Option<&'static str>,
    pub(crate) news: NewsValue,
    role: WeighingRole,
    /// Its sentences, each with its placeholders.
    phrases: &'static [&'static PhraseForm],
    find: fn(&Comparison<'_>, &Study<'_>) -> Option<Finding>,
    /// What stands behind it in numbers, whether or not there is a finding.
    working: fn(&Comparison<'_>) -> Vec<WorkingStep>,
}

impl FindingKind {
    /// Whether it says something about the figure, and not only why nothing can be said.
    pub(crate) fn claims(&self) -> bool {
        self.method.is_some()
    }
}

/// What a finding tells a reader who knows the figure before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NewsValue {
    /// It stands for several years.
    NotNews,
    /// It tells the newest figure,
    NewFigure,
    /// and the change from the year before,
    NewChange,
    /// or a record that it sets.
    NewRecord,
}

/// What a kind adds to the weight of others: an authority that is apart from its neighbours and moving further the same way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum WeighingRole {
    ApartFromNeighbours,
    Moving,
    Neither,
}

/// One thing that may be said, with what it rests on. Only the files of this folder make one.
pub(crate) struct Finding {
    kind: &'static FindingKind,
    /// Which way it points, if any.
    upward: Option<bool>,
    weight: u32,
    phrase: &'static PhraseForm,
    /// What the phrase names beside what all phrases may name.
    values: PhraseValues,
    /// What a committee may want to ask of it. It suggests no cause.
    question: Option<String>,
    evidence: FindingEvidence,
}

/// A finding in words, with everything behind it.
pub(crate) struct Statement {
    pub(crate) area: Area,
    pub(crate) kind: &'static FindingKind,
    pub(crate) indicator: String,
    pub(crate) period: String,
    pub(crate) sentence: String,
    pub(crate) question: Option<String>,
    pub(crate) weight: u32,
    pub(crate) evidence: Value,
}

/// Everything worth saying about a comparison, weightiest first. Other indicators come from the study.
pub(crate) fn statements(
    c: &Comparison<'_>,
    study: &Study<'_>,
    phrases: &Phrases,
) -> Vec<Statement> {
    let has_figure = c.reading.value().is_some();
    let found = KINDS
        .into_iter()
        .filter(|kind| has_figure || !kind.claims())
        .filter_map(|kind| (kind.find)(c, study))
        .collect();
    weigh::weighed(c, found)
        .into_iter()
        .map(|finding| Statement {
            area: c.area,
            kind: finding.kind,
            indicator: c.indicator.id.clone(),
            period: c.period.label.clone(),
            sentence: phrases.sentence(c, finding.phrase, finding.values),
            question: finding.question,
            weight: finding.weight,
            evidence: finding.evidence.object(c),
        })
        .collect()
}

/// A step for each method that answered, as `explain` shows them.
pub(crate) fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    KINDS.iter().flat_map(|kind| (kind.working)(c)).collect()
}

/// The phrases of all kinds.
pub(super) fn phrase_forms() -> impl Iterator<Item = &'static PhraseForm> {
    KINDS
        .into_iter()
        .flat_map(|kind| kind.phrases.iter().copied())
}

/// For kinds whose working another kind shows, or whose evidence is all there is to show.
fn no_working(_: &Comparison<'_>) -> Vec<WorkingStep> {
    Vec::new()
}

/// Whether a reader of the rounded figures sees the value outside the limits: else the sentence would contradict itself.
fn is_beyond_as_printed(c: &Comparison<'_>, value: f64, limits: Interval) -> bool {
    let value = c.printed(value);
    value < c.printed(limits.lower) || value > c.printed(limits.upper)
}
