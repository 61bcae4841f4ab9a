//! The parts that are told in words: the summary, the paragraphs of a section with what is asked of the service, how to read the paper,
//! and how each claim is known.

use super::entry::{ManifestEntry, QuestionCause, SentenceEvidence};
use super::fit::{DraftSection, WeighedBlock};
use super::judgements_and_plan::JudgedInSummary;
use super::ledger::{self, Ledger};
use super::parts::{OF_A_FIRST_CHART, Stock, bullets, tabular};
use super::words::ServiceAnswer;
use crate::compare::Comparison;
use crate::compare::breakdown::ComparedBreakdown;
use crate::finding::kinds::Statement;
use crate::finding::narrative::mix;
use crate::finding::narrative::paragraph::{paragraph, question, why};
use crate::finding::narrative::summary::{self, SummaryPoint};
use crate::finding::narrative::{NarrativeClause, clause_kind, known, lacks_number};
use crate::finding::prose::papers;
use crate::paper::{Block, TextSpan};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Added to the first paragraph of a section, so that no section is left with nothing while another has many.
pub(super) const OF_A_FIRST: u32 = 1_045;
/// A category of fewer people is in no summary.
const LEAST_OF_A_CATEGORY: f64 = 20.0;
/// "How to read this report" leaves after the charts; the table of claims goes first.
const OF_TERMS: u32 = 1_000;
const OF_CLAIMS: u32 = 11;

impl Stock<'_> {
    /// The findings about one comparison, weightiest first.
    fn about(&self, c: &Comparison<'_>) -> Vec<&Statement> {
        self.told
            .iter()
            .filter(|told| told.indicator == c.indicator.id)
            .collect()
    }

    /// The weightiest facts about some indicators, one a bullet, each with the paragraph that tells more.
    pub(super) fn summary(
        &self,
        (ids, told_categories): (&[String], &BTreeSet<&str>),
        (most, judged): (usize, JudgedInSummary),
        ledger: &mut Ledger,
    ) -> Vec<WeighedBlock> {
        // What inspectors said takes places of what the figures say; without a summary there is none of it either.
        let JudgedInSummary { first, last } = if most == 0 {
            JudgedInSummary::default()
        } else {
            judged
        };
        let most = most.saturating_sub(first.len() + last.len());
        let mut categories = self.weightiest_categories(told_categories);
        categories.retain(|point| !ids.contains(&point.indicator));
        let heaviest = categories.first().map(|point| &point.indicator);
        let told = self
            .points
            .iter()
            .filter(|point| ids.contains(&point.indicator) || Some(&point.indicator) == heaviest);
        let mut points = summary::weightiest(told, most);
        // A mix has many categories, which must not push out everything else: behind the first those with which a paragraph begins.
        let further = categories.iter().skip(1);
        points.extend(further.filter(|point| self.is_largest_of_its_mix(&point.indicator)));
        points.truncate(most);
        let items = points.into_iter().filter_map(|point| {
            let mut compared = self.tokens.compared.iter();
            let c = compared.find(|c| c.indicator.id == point.indicator)?;
            Some(bullet(point, c, ledger))
        });
        let items: Vec<Vec<TextSpan>> = first.into_iter().chain(items).chain(last).collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![WeighedBlock::fixed(Block::Bullets(items))]
    }

    /// The categories of breakdowns that no summary may leave out, none of a handful; the weightiest first.
    fn weightiest_categories(&self, told: &BTreeSet<&str>) -> Vec<&SummaryPoint> {
        let is_large = |id: &str| {
            let mut compared = self.tokens.compared.iter();
            let c = compared.find(|c| c.indicator.id == id);
            c.is_some_and(|c| {
                let number = c.panel.counts(c.at, c.area).0;
                number.is_some_and(|number| number >= LEAST_OF_A_CATEGORY)
            })
        };
        let mut points: Vec<&SummaryPoint> = self.points.iter().rev().collect();
        points.retain(|point| {
            let id = &point.indicator;
            point.is_weightiest && told.contains(id.as_str()) && is_large(id)
        });
        points.retain(|point| self.is_in_its_paragraph(&point.indicator));
        points.sort_by_key(|point| Reverse(point.weight));
        points
    }

    /// Whether the paragraph of its breakdown tells of a category: a summary says nothing that the paper behind it does not.
    fn is_in_its_paragraph(&self, id: &str) -> bool {
        let Some((breakdown, _)) = self.prose().reference.catalogue.category(id) else {
            return false;
        };
        let compared: Vec<&Comparison<'_>> = self.tokens.compared.iter().collect();
        ComparedBreakdown::of(breakdown, &compared).is_some_and(|whole| {
            let told = mix::paragraph(&whole, self.phrases);
            told.iter().any(|told| told.c.indicator.id == id)
        })
    }

    /// Whether no other category of the same breakdown has a larger share.
    fn is_largest_of_its_mix(&self, id: &str) -> bool {
        let Some((breakdown, _)) = self.prose().reference.catalogue.category(id) else {
            return false;
        };
        let share = |id: &str| {
            let mut compared = self.tokens.compared.iter();
            compared
                .find(|c| c.indicator.id == id)
                .and_then(|c| c.reading.value())
        };
        let own = share(id);
        breakdown.ids().all(|other| share(other) <= own)
    }

    /// One paragraph an indicator, the weightiest first, each with a question for the service and a place for its answer.
    pub(super) fn findings(
        &self,
        ids: &[String],
        most: usize,
        ledger: &mut Ledger,
    ) -> Vec<WeighedBlock> {
        let order = self.by_importance(ids);
        let mut parts = Vec::new();
        for (at, (weight, c)) in order.into_iter().enumerate() {
            // Words of the service earn a figure its paragraph.
            if at >= most && !self.words.waits_for(&c.indicator.id) {
                continue;
            }
            let told = self.about(c);
            let mut text = vec![TextSpan {
                strong: true,
                ..TextSpan::text(papers::lead_in(c))
            }];
            for clause in paragraph(c, &told, self.phrases) {
                text.push(TextSpan::text(" "));
                text.push(sentence(clause, c, weight, ledger));
            }
            let kept = if parts.is_empty() {
                OF_A_FIRST + weight
            } else {
                lighter_than_charts(weight)
            };
            let paragraph = Block::Paragraph {
                number: String::new(),
                text,
            };
            let asked = self.asked(c, &told, ledger);
            parts.push(WeighedBlock::weighing(kept, paragraph).with(asked));
        }
        if parts.is_empty() {
            let mut listed = self.tokens.compared.iter();
            let has_any =
                listed.any(|c| ids.contains(&c.indicator.id) && c.reading.value().is_some());
            let text = if has_any {
                papers::NOTHING_TO_SAY
            } else {
                papers::NO_FIGURE
            };
            parts.push(WeighedBlock::fixed(Block::Plain(vec![TextSpan::text(
                text,
            )])));
        }
        parts
    }

    /// The figures of a section that are worth a paragraph, the weightiest first.
    pub(super) fn by_importance(&self, ids: &[String]) -> Vec<(u32, &Comparison<'_>)> {
        let mut order: Vec<(u32, &Comparison<'_>)> = self
            .tokens
            .compared
            .iter()
            .filter(|c| ids.contains(&c.indicator.id) && c.reading.value().is_some())
            .map(|c| (self.importance(c), c))
            .filter(|(weight, c)| *weight > 0 || self.words.waits_for(&c.indicator.id))
            .collect();
        order.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        order
    }

    /// How much a figure asks to be told: by its place, its last change and all that is found of it.
    fn importance(&self, c: &Comparison<'_>) -> u32 {
        let told = self.about(c);
        let claims = told.iter().filter(|told| told.kind.claims());
        let found = claims.map(|told| told.weight).max().unwrap_or(0);
        let mut points = self.points.iter();
        let point = points.find(|point| point.indicator == c.indicator.id);
        found + point.map_or(0, |point| point.weight)
    }

    /// Why it matters, what is asked of the service, and its answer, or the place where it writes it.
    fn asked(&self, c: &Comparison<'_>, told: &[&Statement], ledger: &mut Ledger) -> Vec<Block> {
        let asked = question(c, self.phrases).filter(|_| self.asks_in_paragraphs);
        let answer = self.words.answer(&c.indicator.id);
        let mut text: Vec<TextSpan> = why(c, self.phrases)
            .map(TextSpan::text)
            .into_iter()
            .collect();
        if let Some(asked) = asked {
            text.push(TextSpan::text(" "));
            text.push(self.question(c, asked, told, ledger));
            text.push(TextSpan::text(" "));
            if answer.is_none() {
                text.push(TextSpan::to_write(papers::no_explanation(lacks_number(c))));
            }
        }
        let mut answered = Vec::new();
        match answer {
            Some(ServiceAnswer::Here(words)) => {
                let mut words = words.into_iter().peekable();
                if let Some(Block::Plain(first)) =
                    words.next_if(|block| matches!(block, Block::Plain(_)))
                {
                    text.extend(first);
                }
                answered.extend(words);
            }
            Some(ServiceAnswer::Elsewhere) if !text.is_empty() => {
                text.extend(ledger::answered_elsewhere(&c.indicator.id));
            }
            Some(ServiceAnswer::Elsewhere) | None => {}
        }
        let first = (!text.is_empty()).then_some(Block::Plain(text));
        first.into_iter().chain(answered).collect()
    }

    /// What is asked of the service.
    fn question(
        &self,
        c: &Comparison<'_>,
        asked: String,
        told: &[&Statement],
        ledger: &mut Ledger,
    ) -> TextSpan {
        let raised_by = told.first().map_or_else(
            || QuestionCause {
                kind: clause_kind::FIGURE.name.to_owned(),
                sentence: String::new(),
                evidence: serde_json::Value::Null,
            },
            |told| QuestionCause {
                kind: told.kind.name.to_owned(),
                sentence: told.sentence.clone(),
                evidence: told.evidence.clone(),
            },
        );
        ledger.span(ManifestEntry::Question {
            indicator: c.indicator.id.clone(),
            period: c.period.label.clone(),
            text: asked,
            raised_by,
        })
    }

    /// The terms that stand in the paper, explained.
    pub(super) fn terms(&self, drafts: &[DraftSection]) -> Vec<WeighedBlock> {
        let mut said = String::new();
        let parts = drafts.iter().flat_map(|draft| &draft.parts);
        for block in parts.flat_map(|part| &part.blocks) {
            words_of(block, &mut said);
        }
        let mut lines = papers::terms_in(&said, self.tokens.list);
        let mut compared = self.tokens.compared.iter();
        let is_uncounted = |c: &Comparison<'_>| c.reading.value().is_some() && lacks_number(c);
        if !lines.is_empty() && compared.any(is_uncounted) {
            lines.push(papers::UNCOUNTED.to_owned());
        }
        if lines.is_empty() {
            return Vec::new();
        }
        vec![WeighedBlock::weighing(OF_TERMS, bullets(lines))]
    }

    /// A row for each claim of the paper's paragraphs: what was asked, by which test, with which result.
    pub(super) fn claims(&self, ids: &[String], ledger: &mut Ledger) -> Option<WeighedBlock> {
        let rows: Vec<known::KnownClaim> = self
            .tokens
            .compared
            .iter()
            .filter(|c| ids.contains(&c.indicator.id))
            .flat_map(known::claims)
            .collect();
        if rows.is_empty() {
            return None;
        }
        let table = crate::table::claims::table(&rows);
        Some(WeighedBlock::weighing(
            OF_CLAIMS,
            tabular(papers::CLAIMS.to_owned(), table, Vec::new(), ledger),
        ))
    }
}

/// The weight of a paragraph behind the first of its section, in the order of what they tell: the section's chart stays longer.
fn lighter_than_charts(weight: u32) -> u32 {
    let most = u64::from(OF_A_FIRST_CHART - 1);
    let weight = u64::from(weight);
    u32::try_from(weight * most / (weight + most)).unwrap_or(OF_A_FIRST_CHART - 1)
}

fn bullet(point: &SummaryPoint, c: &Comparison<'_>, ledger: &mut Ledger) -> Vec<TextSpan> {
    vec![
        TextSpan {
            strong: true,
            ..TextSpan::text(format!("{} ", point.label))
        },
        sentence(point.clause.clone(), c, point.weight, ledger),
        TextSpan {
            paragraph_of: Some(point.indicator.clone()),
            ..TextSpan::default()
        },
    ]
}

pub(super) fn sentence(
    clause: NarrativeClause,
    c: &Comparison<'_>,
    weight: u32,
    ledger: &mut Ledger,
) -> TextSpan {
    ledger.span(ManifestEntry::Sentence {
        kind: clause.kind.to_owned(),
        indicator: c.indicator.id.clone(),
        period: c.period.label.clone(),
        text: clause.text,
        weight,
        evidence: SentenceEvidence {
            finding: clause.evidence,
            origin: ledger::published_row(c.panel, c.at, c.area),
        },
    })
}

/// Everything that a reader reads in a block.
fn words_of(block: &Block, said: &mut String) {
    let spans = |spans: &[TextSpan], said: &mut String| {
        for span in spans {
            said.push_str(&span.text);
        }
        said.push('\n');
    };
    match block {
        Block::Heading(_) => {}
        Block::Paragraph { text, .. } | Block::Plain(text) => spans(text, said),
        Block::Bullets(items) => items.iter().for_each(|item| spans(item, said)),
        Block::Figure(chart) => {
            said.push_str(&chart.caption);
            said.push_str(&chart.note);
        }
        Block::Table(table) => {
            for column in &table.table.columns {
                said.push_str(&column.title);
                said.push('\n');
            }
            for note in &table.table.notes {
                said.push_str(note);
                said.push('\n');
            }
        }
    }
}
