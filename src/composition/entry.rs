//! The entries of a manifest: one kind for each kind of thing a paper holds, written and read back by the same types.
//!
//! The order of the fields is the order in the file.

use crate::error::{Error, Result};
use crate::table::claims::PARAGRAPH;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// What one sentence, number, table or chart of a paper rests on.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum ManifestEntry {
    /// A number that a token of the officer's text stands for.
    Number {
        token: String,
        text: String,
        evidence: Box<ComparisonEvidence>,
    },
    Question {
        indicator: String,
        period: String,
        text: String,
        raised_by: QuestionCause,
    },
    Table {
        /// The caption.
        text: String,
        /// Its rows, each an object by column name.
        cells: Vec<Value>,
        /// The comparisons behind its rows; none for a table of inspections or of a plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rows: Vec<ComparisonEvidence>,
    },
    #[serde(rename = "figure")]
    Chart {
        /// As the definition asked for it: `cla-rate:trend`, `scorecard`.
        form: String,
        /// The caption.
        text: String,
        /// The alternative text.
        alt: String,
        /// The rows behind the chart, each an object by column name.
        data: Vec<Value>,
        evidence: ChartEvidence,
    },
    /// A sentence about inspection judgements.
    Judgement {
        text: String,
        as_at: String,
        evidence: Value,
    },
    /// A sentence about what is behind a figure.
    Insight {
        /// As the definition asked for it.
        insight: String,
        text: String,
        evidence: Value,
    },
    /// A sentence about a plan or one of its actions.
    Plan {
        text: String,
        action: Option<String>,
        evidence: Value,
    },
    /// A sentence about one of the council's own measures.
    Measure {
        /// Its id in the framework; none where the sentence is about several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        measure: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        text: String,
        /// The figure with its file and row, what it is held against, and the signal.
        evidence: Value,
    },
    /// What is new since the last report.
    Since {
        /// new, other, revised, moved; of the report as a whole: last, nothing, statements, questions.
        change: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        indicator: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<String>,
        text: String,
        /// The figure of the last report, with the id of its entry there, and the present one.
        evidence: Value,
    },
    /// The officer's own words.
    Words {
        /// The heading in the words file.
        key: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        indicator: Option<String>,
        /// As they were written, in Markdown.
        text: String,
        file: String,
        row: u64,
        /// The figure that they were written under, and the present one: "2025: 184".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        written: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        now: Option<String>,
    },
    /// A finding: its `kind` is the kind of the finding.
    #[serde(untagged)]
    Sentence {
        kind: String,
        indicator: String,
        period: String,
        text: String,
        weight: u32,
        evidence: SentenceEvidence,
    },
}

/// The finding that raised a question.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct QuestionCause {
    pub(crate) kind: String,
    pub(crate) sentence: String,
    pub(crate) evidence: Value,
}

/// What a finding rests on, and the row of the authority's own figure.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct SentenceEvidence {
    /// The evidence of the finding, an object.
    #[serde(flatten)]
    pub(crate) finding: Value,
    pub(crate) origin: Option<PublishedRow>,
}

/// The comparison behind a chart of one indicator, or those behind a chart of several.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
pub(crate) enum ChartEvidence {
    One(Box<ComparisonEvidence>),
    Several(Vec<ComparisonEvidence>),
}

/// What a row of a table, a chart or a number takes from one comparison.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct ComparisonEvidence {
    /// The indicator's id.
    pub(crate) indicator: String,
    pub(crate) title: String,
    pub(crate) period: String,
    pub(crate) own: FigureEvidence,
    pub(crate) numerator: Option<f64>,
    pub(crate) denominator: Option<f64>,
    /// The figure of the period before.
    pub(crate) earlier: Option<EarlierEvidence>,
    pub(crate) region: Option<FigureEvidence>,
    pub(crate) england: FigureEvidence,
    pub(crate) neighbours: GroupEvidence,
    /// The year of the neighbour list.
    pub(crate) neighbour_list: String,
    pub(crate) groups: Vec<GroupEvidence>,
    pub(crate) rank: Option<RankEvidence>,
    /// The letter of the quartile band.
    pub(crate) band: Option<String>,
}

/// A figure and its row in the published file; its status where there is no value.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct FigureEvidence {
    pub(crate) authority: String,
    /// Three digits.
    pub(crate) la_code: String,
    pub(crate) value: Option<f64>,
    pub(crate) status: String,
    pub(crate) origin: Option<PublishedRow>,
}

/// The row that a figure was read from. The file's digest is given once, among the manifest's releases.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct PublishedRow {
    pub(crate) file: Option<String>,
    /// The header is row 1.
    pub(crate) row: u32,
    pub(crate) release: Option<String>,
    /// The vintage of the store that it was read from, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) vintage: Option<String>,
}

/// The authority's figure of an earlier period.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct EarlierEvidence {
    pub(crate) period: String,
    pub(crate) value: f64,
    pub(crate) origin: Option<PublishedRow>,
}

/// A group of authorities that was compared with, and what was computed over its members with data.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct GroupEvidence {
    pub(crate) group: String,
    pub(crate) rule: String,
    pub(crate) mean: Option<f64>,
    pub(crate) median: Option<f64>,
    pub(crate) lowest: Option<f64>,
    pub(crate) highest: Option<f64>,
    pub(crate) with_data: usize,
    pub(crate) members: Vec<FigureEvidence>,
}

/// A rank among all authorities with data.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct RankEvidence {
    pub(crate) place: usize,
    pub(crate) shared_by: usize,
    pub(crate) of: usize,
    /// Ranked on counts over bases, not on rounded rates.
    pub(crate) on_counts: bool,
}

impl ManifestEntry {
    /// The word that names its kind in the file.
    pub(crate) fn kind(&self) -> &str {
        match self {
            ManifestEntry::Number { .. } => "number",
            ManifestEntry::Question { .. } => "question",
            ManifestEntry::Table { .. } => "table",
            ManifestEntry::Chart { .. } => "figure",
            ManifestEntry::Judgement { .. } => "judgement",
            ManifestEntry::Insight { .. } => "insight",
            ManifestEntry::Plan { .. } => "plan",
            ManifestEntry::Measure { .. } => "measure",
            ManifestEntry::Since { .. } => "since",
            ManifestEntry::Words { .. } => "words",
            ManifestEntry::Sentence { kind, .. } => kind,
        }
    }

    /// Its words in the paper: a sentence, a number, a caption.
    pub(crate) fn text(&self) -> &str {
        match self {
            ManifestEntry::Number { text, .. }
            | ManifestEntry::Question { text, .. }
            | ManifestEntry::Table { text, .. }
            | ManifestEntry::Chart { text, .. }
            | ManifestEntry::Judgement { text, .. }
            | ManifestEntry::Insight { text, .. }
            | ManifestEntry::Plan { text, .. }
            | ManifestEntry::Measure { text, .. }
            | ManifestEntry::Since { text, .. }
            | ManifestEntry::Words { text, .. }
            | ManifestEntry::Sentence { text, .. } => text,
        }
    }

    /// The indicator and the period that a sentence or question is about.
    pub(crate) fn subject(&self) -> Option<(&str, &str)> {
        match self {
            ManifestEntry::Question {
                indicator, period, ..
            }
            | ManifestEntry::Sentence {
                indicator, period, ..
            } => Some((indicator, period)),
            _ => None,
        }
    }

    /// The indicator that a sentence or question is about.
    pub(crate) fn indicator(&self) -> Option<&str> {
        self.subject().map(|(indicator, _)| indicator)
    }

    /// The form of a chart, or of an answer.
    pub(crate) fn form(&self) -> Option<&str> {
        match self {
            ManifestEntry::Chart { form, .. } => Some(form),
            ManifestEntry::Insight { insight, .. } => Some(insight),
            _ => None,
        }
    }

    /// The comparisons that it rests on.
    pub(crate) fn comparisons(&self) -> &[ComparisonEvidence] {
        match self {
            ManifestEntry::Number { evidence, .. } => std::slice::from_ref(evidence),
            ManifestEntry::Table { rows, .. } => rows,
            ManifestEntry::Chart { evidence, .. } => match evidence {
                ChartEvidence::One(one) => std::slice::from_ref(one),
                ChartEvidence::Several(several) => several,
            },
            _ => &[],
        }
    }

    /// The period of its figures: its own, or that of the first comparison behind it.
    pub(crate) fn period(&self) -> Option<&str> {
        match self.subject() {
            Some((_, period)) => Some(period),
            None => self
                .comparisons()
                .first()
                .map(|first| first.period.as_str()),
        }
    }

    /// What it rests on other than comparisons: cells of tables, evidence of findings, plans and judgements.
    pub(crate) fn other_evidence(&self) -> Vec<&Value> {
        match self {
            ManifestEntry::Number { .. } | ManifestEntry::Words { .. } => Vec::new(),
            ManifestEntry::Question { raised_by, .. } => vec![&raised_by.evidence],
            ManifestEntry::Table { cells: rows, .. } | ManifestEntry::Chart { data: rows, .. } => {
                rows.iter().collect()
            }
            ManifestEntry::Judgement { evidence, .. }
            | ManifestEntry::Insight { evidence, .. }
            | ManifestEntry::Plan { evidence, .. }
            | ManifestEntry::Measure { evidence, .. }
            | ManifestEntry::Since { evidence, .. } => vec![evidence],
            ManifestEntry::Sentence { evidence, .. } => vec![&evidence.finding],
        }
    }

    /// The entry as it is written to the file.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of the program.
    pub(crate) fn json(&self) -> Result<Value> {
        as_json(self)
    }

    /// The trees of names and values in which two entries of one kind are compared, in the same order for each kind.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of the program.
    pub(crate) fn values(&self) -> Result<Vec<Value>> {
        Ok(match self {
            ManifestEntry::Number { evidence, .. } => vec![as_json(evidence)?],
            ManifestEntry::Question { .. } | ManifestEntry::Words { .. } => Vec::new(),
            ManifestEntry::Table { cells, .. } => vec![Value::Array(cells.clone())],
            ManifestEntry::Chart { data, evidence, .. } => {
                vec![Value::Array(data.clone()), as_json(evidence)?]
            }
            ManifestEntry::Judgement { evidence, .. }
            | ManifestEntry::Insight { evidence, .. }
            | ManifestEntry::Plan { evidence, .. }
            | ManifestEntry::Measure { evidence, .. }
            | ManifestEntry::Since { evidence, .. } => vec![evidence.clone()],
            ManifestEntry::Sentence { evidence, .. } => vec![evidence.finding.clone()],
        })
    }
}

fn as_json(of: &impl Serialize) -> Result<Value> {
    serde_json::to_value(of).map_err(|fault| Error::unwritten("the manifest", fault.to_string()))
}

impl ComparisonEvidence {
    /// Every figure of the period: the authority's own, those of England and the region, those of each member of a group.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &FigureEvidence> {
        let members = std::iter::once(&self.neighbours)
            .chain(&self.groups)
            .flat_map(|group| &group.members);
        [&self.own, &self.england]
            .into_iter()
            .chain(&self.region)
            .chain(members)
    }
}

/// Entries by id, in the order of the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Entries(Vec<(String, ManifestEntry)>);

impl Entries {
    pub(crate) fn push(&mut self, id: String, entry: ManifestEntry) {
        self.0.push((id, entry));
    }

    pub(crate) fn extend(&mut self, others: Entries) {
        self.0.extend(others.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Names the paragraphs that rows of tables refer to by an indicator's id.
    pub(crate) fn refer(&mut self, paragraphs: &BTreeMap<String, String>) {
        for (_, entry) in &mut self.0 {
            let ManifestEntry::Table { cells, .. } = entry else {
                continue;
            };
            for id in cells.iter_mut().filter_map(|row| row.get_mut(PARAGRAPH)) {
                let number = id.as_str().and_then(|id| paragraphs.get(id));
                *id = Value::from(number.cloned().unwrap_or_default());
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &ManifestEntry)> {
        self.0.iter().map(|(id, entry)| (id.as_str(), entry))
    }

    pub(crate) fn get(&self, id: &str) -> Option<&ManifestEntry> {
        self.iter()
            .find(|(known, _)| *known == id)
            .map(|(_, entry)| entry)
    }
}

impl Serialize for Entries {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("entries by id")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Entries, A::Error> {
        let mut entries = Entries::default();
        while let Some((id, entry)) = map.next_entry()? {
            entries.push(id, entry);
        }
        Ok(entries)
    }
}
