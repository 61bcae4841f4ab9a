//! What the entries of a manifest tell: of each indicator its figure and place, its statements, and what was asked of the service. Read from
//! two manifests in the same way, so that like is held against like.

use super::entry::{ComparisonEvidence, ManifestEntry};
use crate::finding::narrative::clause_kind;
use crate::stat::order::Place;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A figure as a report told it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ToldFigure {
    /// The id of the entry that it is read from.
    pub(super) id: String,
    pub(super) period: String,
    pub(super) value: Option<f64>,
    /// Why there is no value.
    pub(super) status: String,
    /// Its place among how many authorities.
    pub(super) rank: Option<(Place, usize)>,
    pub(super) england: Option<f64>,
    pub(super) mean: Option<f64>,
}

/// The figures that entries tell, by indicator.
pub(super) fn figures<'e>(
    entries: impl Iterator<Item = (&'e str, &'e ManifestEntry)>,
) -> BTreeMap<String, ToldFigure> {
    let mut found: BTreeMap<String, ToldFigure> = BTreeMap::new();
    let mut said: BTreeMap<String, ToldFigure> = BTreeMap::new();
    for (id, entry) in entries {
        for comparison in entry.comparisons() {
            found
                .entry(comparison.indicator.clone())
                .or_insert_with(|| ToldFigure::of(id, comparison));
        }
        if let ManifestEntry::Sentence {
            kind,
            indicator,
            period,
            evidence,
            ..
        } = entry
            && [FIGURE, BESIDE].contains(&kind.as_str())
        {
            let figure = said
                .entry(indicator.clone())
                .or_insert_with(|| ToldFigure::said(id, period));
            figure.add(&evidence.finding);
        }
    }
    for (indicator, figure) in said {
        found.entry(indicator).or_insert(figure);
    }
    found
}

/// The kinds of sentences that give a figure and its place.
const FIGURE: &str = clause_kind::FIGURE.name;
const BESIDE: &str = clause_kind::BESIDE.name;
/// Kinds that say again what another sentence says, or say nothing of a figure.
const REPEATED: [&str; 2] = ["Summary", "WordsChanged"];

impl ToldFigure {
    fn of(id: &str, comparison: &ComparisonEvidence) -> ToldFigure {
        let rank = comparison.rank.as_ref();
        ToldFigure {
            id: id.to_owned(),
            period: comparison.period.clone(),
            value: comparison.own.value,
            status: comparison.own.status.clone(),
            rank: rank.map(|rank| {
                let place = Place {
                    rank: rank.place,
                    shared_by: rank.shared_by,
                };
                (place, rank.of)
            }),
            england: comparison.england.value,
            mean: comparison.neighbours.mean,
        }
    }

    fn said(id: &str, period: &str) -> ToldFigure {
        ToldFigure {
            id: id.to_owned(),
            period: period.to_owned(),
            value: None,
            status: String::new(),
            rank: None,
            england: None,
            mean: None,
        }
    }

    /// Adds what the evidence of a sentence holds.
    fn add(&mut self, evidence: &Value) {
        let number = |path: &str| evidence.pointer(path).and_then(Value::as_f64);
        let whole = |path: &str| usize::try_from(evidence.pointer(path)?.as_u64()?).ok();
        self.value = self.value.or_else(|| number("/values/value"));
        self.england = self.england.or_else(|| number("/comparators/england"));
        self.mean = self.mean.or_else(|| number("/comparators/mean"));
        let place = whole("/values/rank").map(|rank| Place {
            rank,
            shared_by: whole("/values/shared_by").unwrap_or(1),
        });
        self.rank = self.rank.or_else(|| place.zip(whole("/n")));
    }

    /// For the evidence of what is said of it.
    pub(super) fn object(&self) -> Value {
        json!({
            "id": self.id,
            "period": self.period,
            "value": self.value,
            "rank": self.rank.map(|(place, _)| place.rank),
            "england": self.england,
            "neighbours_mean": self.mean,
        })
    }
}

/// A statement that reads otherwise, of one indicator and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChangedStatement {
    pub(super) indicator: String,
    pub(super) kind: String,
    /// Empty where the last report did not say it.
    pub(super) then: String,
    /// Empty where this report does not say it.
    pub(super) now: String,
}

/// The statements about each indicator by kind.
type Statements<'e> = BTreeMap<(&'e str, &'e str), Vec<&'e str>>;

fn statements<'e>(entries: impl Iterator<Item = &'e ManifestEntry>) -> Statements<'e> {
    let mut found = Statements::new();
    for entry in entries {
        if let ManifestEntry::Sentence {
            kind,
            indicator,
            text,
            ..
        } = entry
            && !REPEATED.contains(&kind.as_str())
        {
            let texts = found.entry((indicator, kind)).or_default();
            if !texts.contains(&text.as_str()) {
                texts.push(text);
            }
        }
    }
    found
}

/// The statements that one report has and the other has not, beside each other.
pub(super) fn changed<'e>(
    then: impl Iterator<Item = &'e ManifestEntry>,
    now: impl Iterator<Item = &'e ManifestEntry>,
) -> Vec<ChangedStatement> {
    let (then, now) = (statements(then), statements(now));
    let keys: std::collections::BTreeSet<_> = then.keys().chain(now.keys()).copied().collect();
    let none = Vec::new();
    let mut found = Vec::new();
    for key in keys {
        let (old, new) = (
            then.get(&key).unwrap_or(&none),
            now.get(&key).unwrap_or(&none),
        );
        let old: Vec<&&str> = old.iter().filter(|text| !new.contains(text)).collect();
        let new = now.get(&key).unwrap_or(&none);
        let kept = then.get(&key).unwrap_or(&none);
        let new: Vec<&&str> = new.iter().filter(|text| !kept.contains(text)).collect();
        for at in 0..old.len().max(new.len()) {
            let text = |of: &[&&str]| {
                of.get(at)
                    .map_or_else(String::new, |text| (**text).to_owned())
            };
            found.push(ChangedStatement {
                indicator: key.0.to_owned(),
                kind: key.1.to_owned(),
                then: text(&old),
                now: text(&new),
            });
        }
    }
    found
}

/// The questions that entries ask, each once, by indicator and text.
pub(super) fn questions<'e>(
    entries: impl Iterator<Item = &'e ManifestEntry>,
) -> Vec<(&'e str, &'e str)> {
    let mut found = Vec::new();
    for entry in entries {
        if let ManifestEntry::Question {
            indicator, text, ..
        } = entry
            && !found.contains(&(indicator.as_str(), text.as_str()))
        {
            found.push((indicator.as_str(), text.as_str()));
        }
    }
    found
}

/// The service's words about each indicator.
pub(super) fn answers<'e>(
    entries: impl Iterator<Item = &'e ManifestEntry>,
) -> BTreeMap<&'e str, String> {
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    for entry in entries {
        if let ManifestEntry::Words {
            indicator: Some(indicator),
            text,
            ..
        } = entry
        {
            let said = found.entry(indicator).or_default();
            said.push_str(text);
            said.push('\n');
        }
    }
    found
}
