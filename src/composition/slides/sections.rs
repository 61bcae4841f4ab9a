//! Slides of whole sections: what inspectors judged, how far a plan is, all indicators in one table, what is new since the last report,
//! and how the paper knows what it says.

use super::{DeckMaker, notes};
use crate::composition::entry::{ChartEvidence, ManifestEntry};
use crate::finding::prose::{meetings, papers, slides};
use crate::paper::deck::{Slide, SlideContent};
use crate::paper::{Block, TextSpan};

/// A table of more rows is not read on a slide.
const MOST_ROWS: usize = 14;

impl DeckMaker<'_> {
    fn blocks(&self) -> impl Iterator<Item = &Block> {
        let sections = self.papers.iter().flat_map(|paper| &paper.sections);
        sections.flat_map(|section| &section.blocks)
    }

    fn entry(&self, item: &[TextSpan]) -> Option<&ManifestEntry> {
        let id = item.iter().find_map(|span| span.id.as_ref())?;
        self.entries.get(id)
    }

    /// Bullets as a slide: the first is the message.
    fn of_items(
        &self,
        part: &'static str,
        items: &[Vec<TextSpan>],
        shown: SlideContent,
    ) -> Option<Slide> {
        let (first, others) = items.split_first()?;
        let ids = items
            .iter()
            .filter_map(|item| item.iter().find_map(|span| span.id.clone()));
        let text = items.iter().map(|item| notes::words(item));
        Some(Slide {
            part,
            title: notes::words(first),
            bullets: others.to_vec(),
            notes: notes::of_text(text.collect(), ids.collect(), &shown, self.manifest),
            shown,
        })
    }

    /// What inspectors judged, or how far a plan is.
    pub(super) fn judged_or_planned(&self) -> Option<Slide> {
        let items = self.blocks().find_map(|block| match block {
            Block::Bullets(items) => {
                let first = self.entry(items.first()?)?;
                let is_told = matches!(
                    first,
                    ManifestEntry::Judgement { .. } | ManifestEntry::Plan { .. }
                );
                is_told.then_some(items)
            }
            _ => None,
        })?;
        self.of_items(slides::STANDS, items, SlideContent::Nothing)
    }

    /// All indicators together, in the paper's picture or table of them. Its message is the first of some that it shows, else its caption;
    /// the second value is the message that was told.
    pub(super) fn overview(&mut self, next: &[usize]) -> Option<(Slide, Option<usize>)> {
        let (shown, caption, id) = self.blocks().find_map(|block| match block {
            Block::Figure(chart) => {
                let entry = self.entries.get(&chart.id)?;
                let is_overview = matches!(
                    entry,
                    ManifestEntry::Chart {
                        evidence: ChartEvidence::Several(of),
                        ..
                    } if !of.is_empty()
                );
                let shown = || SlideContent::Chart(chart.clone());
                is_overview.then(|| (shown(), chart.caption.clone(), chart.id.clone()))
            }
            Block::Table(table) => {
                let has_rows = !self.entries.get(&table.id)?.comparisons().is_empty();
                let is_short = table.table.rows.len() <= MOST_ROWS;
                let shown = || SlideContent::Table(table.clone());
                (has_rows && is_short).then(|| (shown(), table.caption.clone(), table.id.clone()))
            }
            _ => None,
        })?;
        let rows = self.entries.get(&id)?.comparisons();
        let is_shown = |at: &usize| {
            let id = &self.messages[*at].c.indicator.id;
            rows.iter().any(|row| row.indicator == *id)
        };
        let next = next.iter().copied().find(is_shown);
        let title = next.map(|at| self.title(at));
        let title = title.filter(|title| !title.is_empty());
        let message = next.map(|at| &self.messages[at]);
        let slide = Slide {
            part: slides::STANDS,
            title: title.unwrap_or(caption),
            bullets: Vec::new(),
            notes: notes::of_messages(message, &shown, self.manifest),
            shown,
        };
        Some((slide, next))
    }

    /// What is behind a figure: the first answer of the paper that has a picture.
    pub(super) fn behind(&self) -> Option<Slide> {
        let papers = self.papers.iter();
        let mut text: Option<&Vec<TextSpan>> = None;
        for block in papers
            .flat_map(|paper| &paper.sections)
            .flat_map(|of| &of.blocks)
        {
            match block {
                Block::Paragraph { text: of, .. } => {
                    let is_answer = matches!(self.entry(of), Some(ManifestEntry::Insight { .. }));
                    text = text.or(is_answer.then_some(of));
                }
                Block::Figure(chart) => {
                    let (Some(text), Some(form)) = (text, self.form(&chart.id)) else {
                        continue;
                    };
                    if self.entry(text).and_then(ManifestEntry::form) == Some(form) {
                        return Some(self.of_answer(text, SlideContent::Chart(chart.clone())));
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn form(&self, id: &str) -> Option<&str> {
        self.entries.get(id)?.form()
    }

    /// The sentences of an answer beside its picture.
    fn of_answer(&self, text: &[TextSpan], shown: SlideContent) -> Slide {
        let title = match &shown {
            SlideContent::Chart(chart) => chart.caption.clone(),
            _ => notes::words(text),
        };
        let sentences = text.iter().filter(|span| span.id.is_some());
        let ids = sentences.clone().filter_map(|span| span.id.clone());
        Slide {
            part: slides::BEHIND,
            title,
            bullets: sentences.clone().map(|span| vec![span.clone()]).collect(),
            notes: notes::of_text(
                vec![notes::words(text)],
                ids.collect(),
                &shown,
                self.manifest,
            ),
            shown,
        }
    }

    /// What is new since the last report, where the paper says so; with the chart of the first figure that is.
    pub(super) fn since(&mut self) -> Option<Slide> {
        let papers = self.papers.clone();
        let mut sections = papers.iter().flat_map(|paper| &paper.sections);
        let section = sections.find(|section| section.heading == meetings::SINCE)?;
        let plain = section.blocks.iter().filter_map(|block| match block {
            Block::Plain(text) => Some(text.clone()),
            _ => None,
        });
        let plain: Vec<Vec<TextSpan>> = plain.collect();
        let news = section.blocks.iter().find_map(|block| match block {
            Block::Bullets(items) => Some(items.clone()),
            _ => None,
        });
        let Some(mut items) = news else {
            return self.of_items(slides::SINCE, &plain, SlideContent::Nothing);
        };
        let about = items.first().and_then(|item| match self.entry(item)? {
            ManifestEntry::Since { indicator, .. } => indicator.clone(),
            _ => None,
        });
        let at = about.and_then(|id| {
            let mut messages = self.messages.iter();
            messages.position(|message| message.c.indicator.id == id)
        });
        let shown = match at.and_then(|at| self.chart(at)) {
            Some(chart) => SlideContent::Chart(Box::new(chart)),
            None => SlideContent::Nothing,
        };
        items.extend(plain);
        self.of_items(slides::SINCE, &items, shown)
    }

    /// How the paper knows what it says: as at when, with whom was compared, how often, from which publications. `foot` ends the paper.
    pub(super) fn known(&self, foot: &str) -> Slide {
        let of = self.stock.reckoning;
        let mut lines = vec![foot.to_owned()];
        lines.extend(self.stock.comparators.iter().cloned());
        lines.push(papers::comparisons(
            of.made,
            of.indicators,
            of.tests,
            of.survivors,
        ));
        let mut bullets: Vec<Vec<TextSpan>> = lines
            .into_iter()
            .map(|line| vec![TextSpan::text(line)])
            .collect();
        bullets.extend(items(self.stock.background_papers()));
        let files = items(self.stock.sources());
        let text = bullets.iter().chain(&files).map(|item| notes::words(item));
        let text = std::iter::once(papers::TRACE.to_owned()).chain(text);
        Slide {
            part: slides::KNOWN,
            title: papers::traced().to_owned(),
            notes: notes::of_text(
                text.collect(),
                Vec::new(),
                &SlideContent::Nothing,
                self.manifest,
            ),
            bullets,
            shown: SlideContent::Nothing,
        }
    }
}

/// The bullets of parts.
fn items(parts: Vec<crate::composition::fit::WeighedBlock>) -> Vec<Vec<TextSpan>> {
    let blocks = parts.into_iter().flat_map(|part| part.blocks);
    blocks
        .flat_map(|block| match block {
            Block::Bullets(items) => items,
            _ => Vec::new(),
        })
        .collect()
}
