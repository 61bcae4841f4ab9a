//! What a paper leaves out: the weighty facts about its indicators and themes that none of its sentences and tables claims.

use super::judge::{Judge, evidence, newest_column};
use super::remark::{ClaimVerdict, OmittedFacts, Remark};
use super::topic::ClaimTopic;
use crate::compare::study::Study;
use crate::finding::kinds::statements;
use crate::finding::narrative::weighty::{WeightyFact, weighty};
use crate::observation::area::Area;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A paper has a theme when it names so many of its headlines, or most of them.
const HEADLINES_OF_A_THEME: usize = 3;

/// What the paper tells of each indicator that it names.
type ToldTopics<'r> = BTreeMap<&'r str, BTreeSet<ClaimTopic>>;

/// The facts that a paper about an authority leaves out, weightiest first.
pub(super) fn omissions(
    judge: &Judge<'_>,
    study: &Study<'_>,
    remarks: &[Remark],
    home: Area,
) -> Vec<OmittedFacts> {
    let mut told = ToldTopics::new();
    for remark in remarks
        .iter()
        .filter(|remark| remark.verdict != ClaimVerdict::NotFound)
    {
        let topics = told.entry(remark.indicator.as_str()).or_default();
        topics.insert(remark.topic);
    }
    let mut found: Vec<OmittedFacts> = asked_of(judge, &told)
        .into_iter()
        .filter_map(|id| omitted(judge, study, home, id, told.get(id)))
        .collect();
    // Stable: of equal weight the catalogue's order stays.
    found.sort_by_key(|omitted| Reverse(omitted.weight));
    found
}

/// The indicators of a paper, and the headlines of its themes, in the catalogue's order.
fn asked_of<'r>(judge: &Judge<'r>, told: &ToldTopics<'_>) -> Vec<&'r str> {
    let entries = judge.reference.catalogue.entries();
    let mut headlines: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.is_headline()) {
        let (named, all) = headlines.entry(entry.theme.as_str()).or_default();
        *named += usize::from(told.contains_key(entry.id.as_str()));
        *all += 1;
    }
    let has_theme = |theme: &str| {
        headlines
            .get(theme)
            .is_some_and(|(named, all)| *named >= HEADLINES_OF_A_THEME || 2 * named > *all)
    };
    entries
        .iter()
        .filter(|entry| {
            told.contains_key(entry.id.as_str()) || (entry.is_headline() && has_theme(&entry.theme))
        })
        .map(|entry| entry.id.as_str())
        .collect()
}

/// What is left out about one indicator; none where nothing weighty is.
fn omitted(
    judge: &Judge<'_>,
    study: &Study<'_>,
    home: Area,
    id: &str,
    topics: Option<&BTreeSet<ClaimTopic>>,
) -> Option<OmittedFacts> {
    let panel = judge.panels.now.get(id).copied()?;
    let at = newest_column(panel, home).filter(|at| Some(*at) == panel.latest())?;
    let comparison = judge.with_nation(panel, at, home);
    let found = statements(&comparison, study, judge.phrases);
    let found: Vec<_> = found.iter().collect();
    let point = weighty(&comparison, &found, judge.phrases)?;
    let facts: Vec<WeightyFact> = point
        .facts
        .into_iter()
        .filter(|fact| !topics.is_some_and(|topics| is_told(*fact, topics)))
        .collect();
    (!facts.is_empty()).then(|| OmittedFacts {
        indicator: id.to_owned(),
        area: home,
        period: panel.period(at).label.clone(),
        facts,
        sentence: point.sentence,
        weight: point.weight,
        shown: evidence(panel, at, home),
    })
}

/// Whether what is told of an indicator has a fact in it.
fn is_told(fact: WeightyFact, topics: &BTreeSet<ClaimTopic>) -> bool {
    let topic = match fact {
        WeightyFact::Place => ClaimTopic::Place,
        WeightyFact::Neighbours => ClaimTopic::Neighbours,
        WeightyFact::Change | WeightyFact::Worsening => ClaimTopic::Change,
    };
    topics.contains(&topic) || topics.contains(&ClaimTopic::Row)
}
