//! What the program says of every authority in every indicator's newest period: the paragraph of its papers, and the weightiest points.

use super::facts::{self, FactSections, Facts, FunnelCurve};
use super::insights::SaidOfInsight;
use super::marks;
use super::pack::{Body, Section};
use super::phrasebook::{OwnNames, Phrasebook, TextSections};
use super::series::SeriesKind;
use crate::compare::Comparison;
use crate::compare::breakdown::{ComparedBreakdown, read_beside};
use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::error::Result;
use crate::finding::about;
use crate::finding::kinds::{Statement, statements};
use crate::finding::narrative::mix;
use crate::finding::narrative::paragraph::paragraph;
use crate::finding::narrative::summary::{self, SummaryPoint};
use crate::finding::phrases::Phrases;
use crate::observation::area::Area;
use crate::reference::breakdown::Breakdown;
use crate::reference::neighbours::NeighbourList;
use serde::Serialize;

/// What is said of one indicator.
pub(super) struct SaidOfSeries {
    facts: Vec<Facts>,
    funnel: Option<FunnelCurve>,
    paragraphs: Vec<String>,
    points: Vec<Option<SummaryPoint>>,
}

/// By what words and with whom every authority is compared.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(crate) list: NeighbourList,
    pub(crate) phrases: &'a Phrases,
    /// The authority with which the page begins.
    pub(crate) chosen: Option<Area>,
    /// With whom it is compared at first, by the keys of the page.
    pub(crate) with: &'a [String],
}

impl SaidOfSeries {
    /// Compares every authority of today in the newest period; none where a panel has no period.
    pub(super) fn of(
        study: &Study<'_>,
        panel: &Panel,
        areas: &[Area],
        terms: Terms<'_>,
    ) -> Option<SaidOfSeries> {
        let at = panel.latest()?;
        let nation = study.nation(panel, at, terms.list);
        let mut said = SaidOfSeries {
            facts: Vec::new(),
            funnel: nation.and_then(|nation| FunnelCurve::of(nation)),
            paragraphs: Vec::new(),
            points: Vec::new(),
        };
        let kind = SeriesKind::of(&panel.indicator, study.reference);
        let comparators = Comparators::neighbours(terms.list);
        for area in areas {
            let c = study.comparison(panel, at, *area, &comparators);
            said.take(&c, study, kind, terms.phrases);
        }
        Some(said)
    }

    /// Adds what is said of one authority.
    fn take(&mut self, c: &Comparison<'_>, study: &Study<'_>, kind: SeriesKind, phrases: &Phrases) {
        if kind == SeriesKind::Local {
            self.facts.push(Facts::default());
            self.paragraphs.push(of_own(c, phrases));
            return;
        }
        let found = match kind {
            SeriesKind::Curated => statements(c, study, phrases),
            _ => Vec::new(),
        };
        let told: Vec<&Statement> = found.iter().collect();
        self.facts.push(Facts::of(c));
        self.paragraphs.push(match kind {
            SeriesKind::Category => String::new(),
            _ => marks::marked(&sentences(c, &told, phrases), c),
        });
        if kind == SeriesKind::Curated {
            let point = summary::point(c, &told, phrases);
            self.points.push(point.map(without_evidence));
        }
    }

    /// The columns of facts and the curve of the funnel, the columns added to the body.
    pub(super) fn facts(&self, body: &mut Body) -> (Option<FactSections>, Option<FunnelCurve>) {
        (facts::sections(&self.facts, body), self.funnel.clone())
    }

    pub(super) fn point(&self, authority: usize) -> Option<&SummaryPoint> {
        self.points.get(authority)?.as_ref()
    }
}

/// What is said of the people of one breakdown, a text for each authority of today.
pub(super) struct SaidOfBreakdown {
    indicator: String,
    breakdown: String,
    texts: Vec<String>,
}

impl SaidOfBreakdown {
    /// None where no category has figures.
    pub(super) fn of(
        study: &Study<'_>,
        breakdown: &Breakdown,
        areas: &[Area],
        terms: Terms<'_>,
    ) -> Option<SaidOfBreakdown> {
        let all = study.reference.catalogue.breakdowns();
        let beside = read_beside(breakdown, all);
        let ids = breakdown
            .ids()
            .chain(beside.into_iter().flat_map(Breakdown::ids));
        let panels: Vec<&Panel> = ids.filter_map(|id| study.panel(id)).collect();
        let comparators = Comparators::neighbours(terms.list);
        let text = |area: &Area| {
            let compared = study
                .compare_each(&panels, *area, &comparators, None)
                .ok()?;
            let compared: Vec<&Comparison<'_>> = compared.iter().collect();
            let whole = ComparedBreakdown::of(breakdown, &compared)?;
            let told = mix::paragraph(&whole, terms.phrases);
            let texts: Vec<&str> = told.iter().map(|of| of.clause.text.as_str()).collect();
            Some(texts.join("\n"))
        };
        let texts: Vec<String> = areas
            .iter()
            .map(|area| text(area).unwrap_or_default())
            .collect();
        let is_empty = texts.iter().all(String::is_empty);
        (!is_empty).then(|| SaidOfBreakdown {
            indicator: breakdown.indicator.clone(),
            breakdown: breakdown.key.clone(),
            texts,
        })
    }
}

/// An officer's own figure in words; nothing of an authority that has none.
fn of_own(c: &Comparison<'_>, phrases: &Phrases) -> String {
    match c.reading.value() {
        Some(_) => about::sentences(c, phrases).join("\n"),
        None => String::new(),
    }
}

/// The page has rows and files of its own, and evidence is large.
fn without_evidence(mut point: SummaryPoint) -> SummaryPoint {
    point.clause.evidence = serde_json::Value::Null;
    point
}

/// The sentences of a paragraph, a line each; where there is no figure, why not.
pub(super) fn sentences(c: &Comparison<'_>, told: &[&Statement], phrases: &Phrases) -> String {
    let clauses = paragraph(c, told, phrases);
    let texts: Vec<&str> = clauses.iter().map(|clause| clause.text.as_str()).collect();
    if texts.is_empty() {
        about::figure(c, phrases)
    } else {
        texts.join("\n")
    }
}

/// The header of the block of words.
#[derive(Serialize)]
struct WordsHeader {
    patterns: Section,
    paragraphs: Vec<TextSections>,
    breakdowns: Vec<BreakdownEntry>,
    insights: Vec<InsightEntry>,
    summaries: TextSections,
}

/// The paragraphs about the people of one breakdown.
#[derive(Serialize)]
struct BreakdownEntry {
    indicator: String,
    breakdown: String,
    #[serde(flatten)]
    texts: TextSections,
}

/// What is said of what is behind the figures of some indicators.
#[derive(Serialize)]
struct InsightEntry {
    title: &'static str,
    of: Vec<String>,
    #[serde(flatten)]
    texts: TextSections,
}

/// The block of words: a paragraph for each authority and indicator, one for each breakdown, and each authority's weightiest points.
///
/// # Errors
/// As [`Body::block`].
pub(super) fn block(
    (all, broken_down, behind): (
        &[Option<SaidOfSeries>],
        &[SaidOfBreakdown],
        &[SaidOfInsight],
    ),
    summaries: &[Vec<&SummaryPoint>],
    names: &[OwnNames<'_>],
) -> Result<String> {
    let (mut book, mut body) = (Phrasebook::default(), Body::default());
    let summaries: Vec<String> = summaries.iter().map(|points| lines(points)).collect();
    let summaries = book.add(None, with_names(names, &summaries), &mut body);
    let told = all
        .iter()
        .enumerate()
        .filter_map(|(at, said)| Some((at, said.as_ref()?)));
    let told = told.filter(|(_, said)| said.paragraphs.iter().any(|text| !text.is_empty()));
    let paragraphs = told
        .map(|(at, said)| book.add(Some(at), with_names(names, &said.paragraphs), &mut body))
        .collect();
    let breakdowns = broken_down
        .iter()
        .map(|said| BreakdownEntry {
            indicator: said.indicator.clone(),
            breakdown: said.breakdown.clone(),
            texts: book.add(None, with_names(names, &said.texts), &mut body),
        })
        .collect();
    let insights = behind
        .iter()
        .map(|said| InsightEntry {
            title: said.title,
            of: said.indicators.clone(),
            texts: book.add(None, with_names(names, &said.texts), &mut body),
        })
        .collect();
    let patterns = book.patterns(&mut body);
    body.block(&WordsHeader {
        patterns,
        paragraphs,
        breakdowns,
        insights,
        summaries,
    })
}

/// Each authority's names with its text.
fn with_names<'a>(
    names: &'a [OwnNames<'a>],
    texts: &'a [String],
) -> impl Iterator<Item = (OwnNames<'a>, &'a str)> {
    names.iter().copied().zip(texts.iter().map(String::as_str))
}

/// One line a point: its indicator, what it is called, what is said.
fn lines(points: &[&SummaryPoint]) -> String {
    let lines: Vec<String> = points
        .iter()
        .map(|point| {
            let label = point.label.trim_end_matches(':');
            format!("{}\t{}\t{}", point.indicator, label, point.clause.text)
        })
        .collect();
    lines.join("\n")
}
