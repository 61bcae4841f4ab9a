//! What is behind a figure, as a section of a paper tells it: for each answer that the section names a paragraph, its picture and its table,
//! the last of which is the first to go to the annex. Where the data cannot say, a sentence says so.
//!
//! A further answer is a line of [`AskedInsight`] and a file below this one.

mod chain;
mod learn;
mod target;

use super::entry::{ChartEvidence, ComparisonEvidence, ManifestEntry, PublishedRow};
use super::fit::WeighedBlock;
use super::ledger::{self, Ledger};
use super::narrated::OF_A_FIRST;
use super::parts::{Stock, figure, tabular};
use crate::chart::DrawnChart;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::error::{Error, Result};
use crate::inputs::load::known_name;
use crate::observation::area::Area;
use crate::paper::definition::SectionDefinition;
use crate::paper::{Block, TextSpan};
use crate::reference::Reference;
use crate::table::Table;
use serde::Serialize;
use serde_json::Value;
use target::AskedTarget;

/// The first paragraph of a section stays as that of its findings does; further ones leave before the first chart of a section, a second
/// picture after them, and tables with the first.
const OF_AN_INSIGHT: u32 = 60;
const OF_A_FURTHER: u32 = 580;
const OF_ITS_CHART: u32 = 990;
const OF_A_FURTHER_CHART: u32 = 30;
const OF_ITS_TABLE: u32 = 9;

/// An answer that a definition names: `chain`, `target:cpp-repeat-percent`, `target:cla-rate:lower`.
enum AskedInsight {
    Chain,
    Target(AskedTarget),
    Learn(AskedTarget),
}

/// How a definition names them, for messages.
const FORMS: &str = "chain, or target:INDICATOR or learn:INDICATOR, with :lower or :higher behind it where nobody has set a direction";

/// One answer as a paper holds it.
struct InsightAnswer {
    /// As the definition names it; the form of its chart in the manifest too.
    asked: String,
    lead_in: String,
    sentences: Vec<String>,
    /// What must be said with an answer of this kind, once in a section.
    always: &'static str,
    /// What every sentence rests on.
    evidence: Value,
    /// None where there is nothing to draw.
    chart: Option<DrawnChart>,
    caption: String,
    table: Table,
    /// The comparisons behind picture and table.
    rows: Vec<ComparisonEvidence>,
}

/// An answer, or why there is none, in a sentence.
type InsightOutcome = std::result::Result<InsightAnswer, String>;

impl AskedInsight {
    /// # Errors
    /// Usage: no such answer, no such indicator, or one of which nobody has said which way is wanted.
    fn parse(reference: &Reference, asked: &str) -> Result<AskedInsight> {
        let mut parts = asked.split(':').map(str::trim);
        let (kind, of, way) = (parts.next(), parts.next(), parts.next());
        match (kind, of, way, parts.next()) {
            (Some("chain"), None, None, None) => Ok(AskedInsight::Chain),
            (Some(kind @ ("target" | "learn")), Some(name), way, None) => {
                let id = known_name(reference, name)?;
                let of = AskedTarget::of(reference, (kind, id), way)?;
                Ok(match kind {
                    "learn" => AskedInsight::Learn(of),
                    _ => AskedInsight::Target(of),
                })
            }
            _ => Err(Error::usage(format!("“{asked}” is no answer of a section")).expected(FORMS)),
        }
    }

    /// The indicators that it rests on.
    fn indicators(&self, reference: &Reference) -> Vec<String> {
        match self {
            AskedInsight::Chain => chain::indicators(),
            AskedInsight::Target(of) => vec![of.indicator.clone()],
            AskedInsight::Learn(of) => learn::indicators(reference, of),
        }
    }

    /// Its answers, in the order in which they are told.
    fn outcomes(&self, stock: &Stock<'_>) -> Vec<InsightOutcome> {
        match self {
            AskedInsight::Chain => chain::outcomes(stock),
            AskedInsight::Target(of) => of.outcome(stock).into_iter().collect(),
            AskedInsight::Learn(of) => learn::outcome(stock, of).into_iter().collect(),
        }
    }
}

fn of_section(reference: &Reference, section: &SectionDefinition) -> Result<Vec<AskedInsight>> {
    let asked = section.insights.iter();
    asked
        .map(|asked| AskedInsight::parse(reference, asked))
        .collect()
}

/// The indicators that the answers of a section rest on.
///
/// # Errors
/// As [`AskedInsight::parse`].
pub(super) fn indicators(
    reference: &Reference,
    section: &SectionDefinition,
) -> Result<Vec<String>> {
    let asked = of_section(reference, section)?;
    let each = asked.iter();
    Ok(each.flat_map(|of| of.indicators(reference)).collect())
}

impl Stock<'_> {
    /// The answers that a section names.
    ///
    /// # Errors
    /// As [`AskedInsight::parse`].
    pub(super) fn insights(
        &self,
        section: &SectionDefinition,
        ledger: &mut Ledger,
    ) -> Result<Vec<WeighedBlock>> {
        let asked = of_section(self.prose().reference, section)?;
        let outcomes: Vec<InsightOutcome> = asked.iter().flat_map(|of| of.outcomes(self)).collect();
        let mut parts: Vec<WeighedBlock> = Vec::new();
        let mut said: Vec<&str> = Vec::new();
        for outcome in outcomes {
            match outcome {
                Ok(answer) => {
                    let is_first = said.is_empty();
                    let always = Some(answer.always).filter(|always| !said.contains(always));
                    said.push(answer.always);
                    parts.extend(placed(answer, (is_first, always), ledger));
                }
                Err(why) => {
                    parts.push(WeighedBlock::fixed(Block::Plain(vec![TextSpan::text(why)])))
                }
            }
        }
        Ok(parts)
    }
}

/// Paragraph, picture and table of an answer.
fn placed(
    answer: InsightAnswer,
    (is_first, always): (bool, Option<&str>),
    ledger: &mut Ledger,
) -> Vec<WeighedBlock> {
    let mut text = vec![TextSpan {
        strong: true,
        ..TextSpan::text(answer.lead_in)
    }];
    for sentence in answer.sentences {
        text.push(TextSpan::text(" "));
        text.push(ledger.span(ManifestEntry::Insight {
            insight: answer.asked.clone(),
            text: sentence,
            evidence: answer.evidence.clone(),
        }));
    }
    text.extend(always.map(|always| TextSpan::text(format!(" {always}"))));
    let paragraph = Block::Paragraph {
        number: String::new(),
        text,
    };
    let (of_paragraph, of_chart) = if is_first {
        (OF_A_FIRST + OF_AN_INSIGHT, OF_ITS_CHART)
    } else {
        (OF_A_FURTHER, OF_A_FURTHER_CHART)
    };
    let evidence = ChartEvidence::Several(answer.rows.clone());
    let chart = answer
        .chart
        .map(|chart| figure(&answer.asked, chart, evidence, ledger));
    // The caption has the place and the period.
    let table = Table {
        title: String::new(),
        subtitle: String::new(),
        ..answer.table
    };
    let table = tabular(answer.caption, table, answer.rows, ledger);
    let mut parts = vec![WeighedBlock::weighing(of_paragraph, paragraph)];
    parts.extend(chart.map(|chart| WeighedBlock::weighing(of_chart, chart)));
    parts.push(WeighedBlock::weighing(OF_ITS_TABLE, table));
    parts
}

/// A figure of an answer's evidence, with its row.
#[derive(Serialize)]
struct InsightFigure<'a> {
    indicator: &'a str,
    period: &'a str,
    authority: &'a str,
    la_code: String,
    value: Option<f64>,
    origin: Option<PublishedRow>,
}

impl<'a> InsightFigure<'a> {
    fn of(stock: &Stock<'a>, panel: &'a Panel, (at, area): (PeriodColumn, Area)) -> Self {
        InsightFigure {
            indicator: &panel.indicator.id,
            period: &panel.period(at).label,
            authority: stock.prose().name(area),
            la_code: area.la_code(),
            value: panel.value(at, area),
            origin: ledger::published_row(panel, at, area),
        }
    }
}
