//! What a paper says of each indicator, gathered from where it stands: its bullet in the summary, its paragraph and its chart, in the paper
//! or its annex, and which way its sentences point.

use crate::compare::Comparison;
use crate::composition::entry::{ChartEvidence, Entries, ManifestEntry};
use crate::composition::parts::Stock;
use crate::figure::{EditableChart, EditableForm};
use crate::finding::narrative::{self, FigureSense, clause_kind};
use crate::paper::{Block, Paper, PaperChart, TextSpan};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a paper says of an indicator.
pub(super) struct SlideMessage<'a> {
    pub(super) c: &'a Comparison<'a>,
    /// Which way its sentences point, where someone has said which way is good.
    pub(super) sense: Option<FigureSense>,
    /// Whether it is a category of a breakdown, which stands beside others and leads no slide.
    pub(super) is_category: bool,
    pub(super) bullet: Option<&'a [TextSpan]>,
    /// Whether its bullet is labelled better or worse.
    pub(super) is_labelled: bool,
    pub(super) paragraph: Option<PaperParagraph<'a>>,
    /// The first sentence of its paragraph that says better or worse.
    pub(super) telling: Option<&'a TextSpan>,
    pub(super) chart: Option<&'a PaperChart>,
}

/// A paragraph with what is said and asked behind it.
#[derive(Clone, Copy)]
pub(super) struct PaperParagraph<'a> {
    pub(super) number: &'a str,
    pub(super) text: &'a [TextSpan],
    pub(super) behind: &'a [Block],
    weight: u32,
}

/// What was found, by the indicator's id.
#[derive(Default)]
struct PaperParts<'a> {
    /// In the order of the summary.
    in_summary: Vec<String>,
    bullets: BTreeMap<String, &'a [TextSpan]>,
    paragraphs: BTreeMap<String, PaperParagraph<'a>>,
    charts: BTreeMap<String, &'a PaperChart>,
}

/// What the paper and its annex say of each indicator: those of the summary in its order, then the others by weight.
pub(super) fn messages<'a>(
    papers: &[&'a Paper],
    entries: &Entries,
    stock: &'a Stock<'a>,
) -> Vec<SlideMessage<'a>> {
    let mut parts = PaperParts::default();
    for section in papers.iter().flat_map(|paper| &paper.sections) {
        for (at, block) in section.blocks.iter().enumerate() {
            parts.add(block, &section.blocks[at + 1..], entries);
        }
    }
    let mut others: Vec<(&String, u32)> = parts
        .paragraphs
        .iter()
        .filter(|(id, _)| !parts.bullets.contains_key(*id))
        .map(|(id, paragraph)| (id, paragraph.weight))
        .collect();
    others.sort_by_key(|(_, weight)| Reverse(*weight));
    let order = parts
        .in_summary
        .iter()
        .chain(others.into_iter().map(|(id, _)| id));
    order
        .filter_map(|id| parts.message(id, stock, entries))
        .collect()
}

impl<'a> PaperParts<'a> {
    /// Adds what a block says; `behind` is what follows it in its section.
    fn add(&mut self, block: &'a Block, behind: &'a [Block], entries: &Entries) {
        match block {
            Block::Bullets(items) => {
                let of_summary = items.iter().filter_map(|item| {
                    let (kind, id, _) = first_sentence(item, entries)?;
                    (kind == clause_kind::SUMMARY.name).then_some((id, item))
                });
                for (id, item) in of_summary {
                    self.in_summary.push(id.to_owned());
                    self.bullets.insert(id.to_owned(), item);
                }
            }
            Block::Paragraph { number, text } => {
                let Some((_, id, weight)) = first_sentence(text, entries) else {
                    return;
                };
                let is_plain = |block: &&Block| matches!(block, Block::Plain(_));
                let behind = &behind[..behind.iter().take_while(is_plain).count()];
                self.paragraphs
                    .entry(id.to_owned())
                    .or_insert(PaperParagraph {
                        number,
                        text,
                        behind,
                        weight,
                    });
            }
            Block::Figure(chart) => {
                if let Some(ManifestEntry::Chart {
                    evidence: ChartEvidence::One(one),
                    ..
                }) = entries.get(&chart.id)
                {
                    let kept = self.charts.entry(one.indicator.clone()).or_insert(chart);
                    // Of several charts the one over the years.
                    if !is_trend(kept) && is_trend(chart) {
                        *kept = chart;
                    }
                }
            }
            Block::Heading(_) | Block::Plain(_) | Block::Table(_) => {}
        }
    }

    fn message(
        &self,
        id: &str,
        stock: &'a Stock<'a>,
        entries: &Entries,
    ) -> Option<SlideMessage<'a>> {
        let mut compared = stock.tokens.compared.iter();
        let c = compared.find(|c| c.indicator.id == id)?;
        let catalogue = &stock.prose().reference.catalogue;
        let is_category = catalogue.category(id).is_some();
        let mut points = stock.points.iter();
        let of_label = points
            .find(|point| point.indicator == id && self.bullets.contains_key(id))
            .and_then(|point| point.is_better);
        let paragraph = self.paragraphs.get(id).copied();
        let kind = narrative::telling_kind(c);
        let is_telling = |span: &&TextSpan| {
            let entry = span.id.as_ref().and_then(|id| entries.get(id));
            entry.is_some_and(|entry| Some(entry.kind()) == kind)
        };
        Some(SlideMessage {
            telling: paragraph.and_then(|of| of.text.iter().find(is_telling)),
            c,
            // What no sentence of the paper says is not said here either.
            sense: match (of_label, paragraph) {
                _ if is_category => None,
                (Some(better), _) => Some(narrative::sense_of_label(better)),
                (None, Some(_)) => narrative::sense(c),
                (None, None) => None,
            },
            is_labelled: of_label.is_some(),
            is_category,
            bullet: self.bullets.get(id).copied(),
            paragraph,
            chart: self.charts.get(id).copied(),
        })
    }
}

fn is_trend(chart: &PaperChart) -> bool {
    let form = |chart: &EditableChart| chart.form == EditableForm::Lines;
    chart.editable.as_ref().is_some_and(form)
}

/// Kind, indicator and weight of the first sentence from data.
fn first_sentence<'e>(spans: &[TextSpan], entries: &'e Entries) -> Option<(&'e str, &'e str, u32)> {
    let id = spans.iter().find_map(|span| span.id.as_ref())?;
    match entries.get(id)? {
        ManifestEntry::Sentence {
            kind,
            indicator,
            weight,
            ..
        } => Some((kind, indicator, *weight)),
        _ => None,
    }
}

impl<'a> SlideMessage<'a> {
    /// The sentences of its paragraph, each a span with the id of its evidence.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &'a TextSpan> + use<'a> {
        let text = self.paragraph.map_or(&[][..], |paragraph| paragraph.text);
        text.iter().filter(|span| span.id.is_some())
    }

    /// Its bullet without the number of its paragraph.
    pub(super) fn bullet_alone(&self) -> Option<Vec<TextSpan>> {
        let spans = self.bullet?.iter();
        let mut alone: Vec<TextSpan> = spans
            .filter(|span| span.paragraph_of.is_none())
            .cloned()
            .collect();
        if let Some(last) = alone.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        Some(alone)
    }

    /// The number or the id under which the manifest has it.
    pub(super) fn number(&self) -> Option<&'a str> {
        match (self.paragraph, self.bullet) {
            (Some(paragraph), _) => Some(paragraph.number),
            (None, Some(bullet)) => bullet.iter().find_map(|span| span.id.as_deref()),
            (None, None) => None,
        }
    }
}
