//! The slides of a paper, made of what the paper and its annex say: the summary, where the authority stands, what is better, what is worse
//! or to be watched, what is new since last time, and how all that is known. Nothing is said that the paper does not say; a slide for
//! which the paper has nothing is left out.

mod messages;
mod notes;
mod sections;

use super::entry::{ChartEvidence, Entries};
use super::ledger;
use super::parts::{Stock, chart_entry, known_years, paper_chart};
use crate::chart::{AskedChart, ChartRequest, NEIGHBOURS, TREND};
use crate::finding::narrative::FigureSense;
use crate::finding::prose::slides;
use crate::paper::deck::{Deck, Slide, SlideContent};
use crate::paper::{Paper, PaperChart, TextSpan};
use messages::{SlideMessage, messages};
use std::collections::BTreeSet;

/// So many messages stand beside the one that leads a slide.
const BESIDE: usize = 3;
/// The lines of a front block that stand on the first slide: for whom, when, by whom.
const ON_THE_FIRST: [&str; 3] = ["Committee", "Date of meeting", "Report of"];

/// What the slide on what is better tells, and the one on what is worse and to be watched.
const ONLY_BETTER: [FigureSense; 1] = [FigureSense::Better];
const WORSE_FIRST: [FigureSense; 2] = [FigureSense::Worse, FigureSense::Mixed];

/// The slides of a paper and its annex. Charts that the paper does not have are drawn, and entered under ids of their own. `manifest` is
/// the name of the paper's manifest.
pub(super) fn deck(
    stock: &Stock<'_>,
    (paper, annex): (&Paper, Option<&Paper>),
    entries: &mut Entries,
    manifest: &str,
) -> Deck {
    let papers: Vec<&Paper> = std::iter::once(paper).chain(annex).collect();
    let messages = messages(&papers, entries, stock);
    let maker = DeckMaker {
        stock,
        papers,
        messages,
        entries,
        manifest,
        drawn: Vec::new(),
        titles: BTreeSet::new(),
    };
    let front = paper.front.iter();
    let front = front.filter(|(label, _)| ON_THE_FIRST.contains(&label.as_str()));
    let lines = front.map(|(label, text)| match label.as_str() {
        "Committee" => text.clone(),
        _ => format!("{label}: {text}"),
    });
    Deck {
        title: paper.title.clone(),
        authority: paper.authority.clone(),
        author: paper.author().to_owned(),
        lines: std::iter::once(paper.authority.clone())
            .chain(lines)
            .collect(),
        notes: vec![slides::ABOUT.to_owned(), paper.foot.clone()],
        slides: maker.slides(&paper.foot),
    }
}

struct DeckMaker<'a> {
    stock: &'a Stock<'a>,
    /// The paper, then its annex.
    papers: Vec<&'a Paper>,
    messages: Vec<SlideMessage<'a>>,
    entries: &'a mut Entries,
    manifest: &'a str,
    /// The charts that the paper does not have, by indicator.
    drawn: Vec<(String, PaperChart)>,
    /// The messages that slides have already: each has its own.
    titles: BTreeSet<String>,
}

impl DeckMaker<'_> {
    fn slides(mut self, foot: &str) -> Vec<Slide> {
        let better = self.lead(&ONLY_BETTER);
        let worse = self.lead(&WORSE_FIRST);
        let leads: Vec<usize> = better.into_iter().chain(worse).collect();
        let mut made = Vec::new();
        made.extend(self.summary());
        let stands = self.stands(&leads);
        let taken = stands.as_ref().and_then(|(_, taken)| *taken);
        made.extend(stands.map(|(slide, _)| slide));
        made.extend(self.behind());
        let judged = [
            (slides::BETTER, &ONLY_BETTER[..], better),
            (slides::WORSE, &WORSE_FIRST[..], worse),
        ];
        for (part, senses, lead) in judged {
            let Some(lead) = lead else { continue };
            let others = self.others(senses, [Some(lead), taken]);
            made.push(self.of_message(part, lead, &others));
        }
        made.extend(self.since());
        made.push(self.known(foot));
        made
    }

    /// The messages of some senses, those of the first before the others, the weightiest of each first.
    fn of_senses(&self, senses: &[FigureSense]) -> impl Iterator<Item = usize> {
        let places = senses.iter().flat_map(|sense| {
            let of_sense = |at: &usize| self.messages[*at].sense == Some(*sense);
            (0..self.messages.len()).filter(of_sense)
        });
        places.collect::<Vec<usize>>().into_iter()
    }

    /// The weightiest message of some senses: one with a paragraph, which a slide can tell, before others.
    fn lead(&self, senses: &[FigureSense]) -> Option<usize> {
        let told = |at: &usize| self.messages[*at].paragraph.is_some();
        let found = self.of_senses(senses).find(told);
        found.or_else(|| self.of_senses(senses).next())
    }

    /// Further messages of some senses.
    fn others(&self, senses: &[FigureSense], told: [Option<usize>; 2]) -> Vec<usize> {
        let others = self.of_senses(senses);
        let others = others.filter(|at| !told.contains(&Some(*at)));
        others.take(BESIDE).collect()
    }

    /// The bullets of the paper's summary; the first is the message. One alone is told by the next slide.
    fn summary(&mut self) -> Option<Slide> {
        let told = || {
            self.messages
                .iter()
                .filter(|message| message.bullet.is_some())
        };
        if told().count() < 2 {
            return None;
        }
        let title = notes::words(&told().next()?.bullet_alone()?);
        let bullets = told().skip(1).filter_map(SlideMessage::bullet_alone);
        let slide = Slide {
            part: slides::SUMMARY,
            title,
            bullets: bullets.collect(),
            notes: notes::of_messages(told(), &SlideContent::Nothing, self.manifest),
            shown: SlideContent::Nothing,
        };
        self.titles.insert(slide.title.clone());
        Some(slide)
    }

    /// Where the authority stands: with its inspectors or its plan, where the paper is about these; else its weightiest message, unless
    /// that leads another slide, and then all indicators together. The second value is the message that was told.
    fn stands(&mut self, leads: &[usize]) -> Option<(Slide, Option<usize>)> {
        if let Some(slide) = self.judged_or_planned() {
            return Some((slide, None));
        }
        let led: BTreeSet<usize> = leads.iter().copied().collect();
        let mut leading = (0..self.messages.len()).filter(|at| !self.messages[*at].is_category);
        let first = leading.next();
        let is_free = |at: &usize| !led.contains(at);
        if let Some(first) = first.filter(|at| is_free(at) && self.is_told(*at)) {
            return Some((self.of_message(slides::STANDS, first, &[]), Some(first)));
        }
        let neutral =
            |at: &usize| is_free(at) && self.is_told(*at) && self.messages[*at].sense.is_none();
        let next: Vec<usize> = leading.filter(neutral).collect();
        if let Some(told) = self.overview(&next) {
            return Some(told);
        }
        let next = next.first().copied().or(first.filter(is_free))?;
        Some((self.of_message(slides::STANDS, next, &[]), Some(next)))
    }

    /// Whether the paper tells more of a message than its summary does.
    fn is_told(&self, at: usize) -> bool {
        let message = &self.messages[at];
        message.paragraph.is_some() || message.chart.is_some()
    }

    /// A slide that one message leads, with its chart; others follow in short.
    fn of_message(&mut self, part: &'static str, at: usize, others: &[usize]) -> Slide {
        let shown = match self.chart(at) {
            Some(chart) => SlideContent::Chart(Box::new(chart)),
            None => SlideContent::Nothing,
        };
        let title = self.title(at);
        let message = &self.messages[at];
        let sentences = message.sentences().filter(|span| span.text != title);
        let mut bullets: Vec<Vec<TextSpan>> = sentences.map(|span| vec![span.clone()]).collect();
        if bullets.is_empty() {
            let bullet = message.bullet_alone();
            bullets.extend(bullet.filter(|bullet| notes::words(bullet) != title));
        }
        bullets.extend(others.iter().filter_map(|at| in_short(&self.messages[*at])));
        let told = std::iter::once(&at).chain(others);
        let told = told.map(|at| &self.messages[*at]);
        Slide {
            part,
            title,
            bullets,
            notes: notes::of_messages(told, &shown, self.manifest),
            shown,
        }
    }

    /// A message as a title that no other slide has: the caption of the paper's chart, which is the shortest; else its bullet; else the
    /// first sentence of its paragraph.
    fn title(&mut self, at: usize) -> String {
        let message = &self.messages[at];
        let caption = message.chart.map(|chart| chart.caption.clone());
        let bullet = message.bullet_alone().map(|bullet| notes::words(&bullet));
        let sentence = message.sentences().next().map(|span| span.text.clone());
        let all: Vec<String> = [caption, bullet, sentence].into_iter().flatten().collect();
        let own = all.iter().find(|title| !self.titles.contains(*title));
        let title = own.or(all.first()).cloned().unwrap_or_default();
        self.titles.insert(title.clone());
        title
    }

    /// The paper's chart of a message; where it has none, one is drawn: over the years, or beside the neighbours where there is one year.
    fn chart(&mut self, at: usize) -> Option<PaperChart> {
        let SlideMessage { c, chart, .. } = &self.messages[at];
        if let Some(chart) = chart {
            return Some((*chart).clone());
        }
        let id = &c.indicator.id;
        if let Some((_, drawn)) = self.drawn.iter().find(|(of, _)| of == id) {
            return Some(drawn.clone());
        }
        let form = if known_years(c) < 2 {
            NEIGHBOURS
        } else {
            TREND
        };
        let asked = format!("{id}:{form}");
        let form = AskedChart::parse(&asked).ok()?.form;
        let made = form.of_one(c, id, ChartRequest::for_paper(), self.stock.phrases)?;
        let evidence = ChartEvidence::One(Box::new(ledger::comparison(c)));
        let entry = chart_entry(&asked, &made.chart, evidence);
        let number = format!("slide-figure-{}", self.drawn.len() + 1);
        self.entries.push(number.clone(), entry);
        let chart = paper_chart(made.chart, number);
        self.drawn.push((id.clone(), chart.clone()));
        Some(chart)
    }
}

/// A message in one bullet: that of the summary where its label says better or worse, else from its paragraph the figure and the sentence
/// that says it.
fn in_short(message: &SlideMessage<'_>) -> Option<Vec<TextSpan>> {
    let paragraph = message.paragraph.filter(|_| !message.is_labelled);
    let Some(paragraph) = paragraph else {
        return message.bullet_alone();
    };
    let lead_in = paragraph.text.first()?.clone();
    let mut spans = vec![lead_in];
    for sentence in message.sentences().take(1).chain(message.telling) {
        spans.push(TextSpan::text(" "));
        spans.push(sentence.clone());
    }
    Some(spans)
}
