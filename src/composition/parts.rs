//! The parts that a section takes from data: paragraphs of findings, tables, figures, questions, and what a paper says of itself.

use super::entry::{ChartEvidence, ComparisonEvidence, ManifestEntry, QuestionCause};
use super::fit::WeighedBlock;
use super::ledger::{self, Ledger};
use super::tokens::Tokens;
use super::words::{ServiceAnswer, WordsDesk, in_one_run};
use crate::chart::{AskedChart, ChartRequest, DrawnChart, LEAD, NEIGHBOURS, TREND};
use crate::compare::Comparison;
use crate::error::{Error, Result};
use crate::finding::kinds::Statement;
use crate::finding::narrative::lacks_number;
use crate::finding::narrative::paragraph::question;
use crate::finding::narrative::summary::SummaryPoint;
use crate::finding::phrases::Phrases;
use crate::finding::prose::{self, papers};
use crate::finding::report::Reckoning;
use crate::observation::provenance::Source;
use crate::paper::definition::TableForm;
use crate::paper::{Block, PaperChart, PaperTable, TextSpan};
use crate::table::{self, Table, standing};
use std::collections::{BTreeMap, BTreeSet};

/// Tables are wanted more than any finding; so is who was compared and how often; what each method is, and each file's
/// digest, are the first to go to the annex.
pub(super) const OF_TABLES: u32 = 2_000;
/// Tables of what a picture of the section shows too, such as a scorecard.
pub(super) const OF_TABLES_IN_PICTURE: u32 = 200;
/// Every inspection on one line: the picture of a paper about them, which stays longer than its tables.
pub(super) const OF_A_TIMELINE: u32 = 2_100;
/// Earlier inspections, whose grades the picture has, leave it before what their areas look like now.
pub(super) const OF_A_HISTORY: u32 = 900;
const OF_COMPARATORS: u32 = 500;
const OF_METHODS: u32 = 12;
/// How judgements were counted leaves a paper about them first.
pub(super) const OF_COUNTING: u32 = 4;
/// Cautions go wherever the figures go, and leave the paper after its lesser paragraphs.
const OF_CAUTIONS: u32 = 90;
const OF_FILES: u32 = 5;
/// A question weighs what a middling finding does.
const OF_QUESTIONS: u32 = 25;
/// A chart of an indicator of which nothing is found; others weigh what their finding does.
pub(super) const OF_A_CHART: u32 = 15;
/// The first chart of a section, which shows what its paragraphs tell: no theme goes without a picture. Where not all have room, the
/// charts of the weightiest sections stay.
pub(super) const OF_A_FIRST_CHART: u32 = 600;
const LIGHTER_THAN_TERMS: u32 = 399;
/// The chart that stays when all others have left.
pub(super) const OF_THE_CHART: u32 = 1_035;
/// Charts of several indicators, which a definition names one by one.
const OF_AN_OVERVIEW: u32 = 1_050;
/// Which figures of the authority itself are not published: what a paper does not say of is otherwise taken for nothing to say.
const OF_OWN_GAPS: u32 = 1_041;
/// The list that a council's paper must have; only a page of one picture sends it to the annex.
const OF_BACKGROUND: u32 = 1_040;

/// Everything that parts are made of.
pub(super) struct Stock<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) phrases: &'a Phrases,
    pub(super) told: &'a [Statement],
    /// What its summary may say.
    pub(super) points: &'a [SummaryPoint],
    pub(super) reckoning: Reckoning,
    /// With whom was compared, by which rule.
    pub(super) comparators: Vec<String>,
    /// Indicators that no file which may speak has, where only some may: said, not refused.
    pub(super) lacking: BTreeSet<String>,
    /// What a paper rests on beside figures: reports of inspectorates, a council's own plan.
    pub(super) other_papers: Vec<String>,
    /// Whether each paragraph asks its own question: it does where no section gathers them.
    pub(super) asks_in_paragraphs: bool,
    /// The officer's own words.
    pub(super) words: WordsDesk,
}

impl<'a> Stock<'a> {
    pub(super) fn prose(&self) -> prose::Prose<'a> {
        self.tokens.prose
    }

    fn each(&self) -> &'a [Comparison<'a>] {
        self.tokens.compared
    }

    /// The comparisons of a section, in its order.
    ///
    /// # Errors
    /// An indicator that has no data in what was read.
    pub(super) fn of(&self, ids: &[String]) -> Result<Vec<&'a Comparison<'a>>> {
        let find = |id: &String| {
            self.each()
                .iter()
                .find(|each| each.indicator.id == *id)
                .ok_or_else(|| {
                    Error::nothing(format!("{id} is not in the files that were read"))
                        .hint("check --data, and the section’s indicators")
                })
        };
        ids.iter()
            .filter(|id| !self.lacking.contains(*id))
            .map(find)
            .collect()
    }

    /// Which indicators of a section have no figure; nothing where all have.
    pub(super) fn without(&self, ids: &[String], figures: &[String]) -> Option<WeighedBlock> {
        let pictured: Vec<String> = figures
            .iter()
            .filter_map(|asked| AskedChart::parse(asked).ok()?.indicator)
            .collect();
        let catalogue = &self.tokens.prose.reference.catalogue;
        let lacking: BTreeSet<&String> = ids
            .iter()
            .chain(&pictured)
            .filter(|id| self.lacking.contains(*id))
            .collect();
        let names: Vec<&str> = lacking
            .into_iter()
            .filter_map(|id| Some(catalogue.get(id)?.short.as_str()))
            .collect();
        (!names.is_empty()).then(|| {
            WeighedBlock::fixed(Block::Plain(vec![TextSpan::text(papers::without_figures(
                &names,
            ))]))
        })
    }

    /// Questions that the weightiest findings raise, one an indicator: of the service that can answer, with a place for its answer.
    pub(super) fn questions(
        &self,
        ids: &[String],
        most: usize,
        ledger: &mut Ledger,
    ) -> Vec<WeighedBlock> {
        let mut asked = BTreeSet::new();
        let mut items = Vec::new();
        for told in self
            .told
            .iter()
            .filter(|told| told.kind.claims() && ids.contains(&told.indicator))
        {
            let each = self
                .each()
                .iter()
                .find(|c| c.indicator.id == told.indicator);
            let own = each.and_then(|c| question(c, self.phrases));
            let Some(text) = own
                .or_else(|| told.question.clone())
                .filter(|_| items.len() < most && asked.insert(&told.indicator))
            else {
                continue;
            };
            let mut item = vec![
                ledger.span(ManifestEntry::Question {
                    indicator: told.indicator.clone(),
                    period: told.period.clone(),
                    text,
                    raised_by: QuestionCause {
                        kind: told.kind.name.to_owned(),
                        sentence: told.sentence.clone(),
                        evidence: told.evidence.clone(),
                    },
                }),
                TextSpan::text(" "),
            ];
            item.extend(self.answer_in_one_run(&told.indicator));
            items.push(item);
        }
        if items.is_empty() {
            Vec::new()
        } else {
            vec![WeighedBlock::weighing(OF_QUESTIONS, Block::Bullets(items))]
        }
    }

    /// The service's answer to a question, the paragraph that has it, or the place for it.
    fn answer_in_one_run(&self, indicator: &str) -> Vec<TextSpan> {
        match self.words.answer(indicator) {
            Some(ServiceAnswer::Here(words)) => in_one_run(words),
            Some(ServiceAnswer::Elsewhere) => ledger::answered_elsewhere(indicator),
            None => {
                let mut compared = self.each().iter();
                let is_without =
                    |c: &Comparison<'_>| c.indicator.id == indicator && lacks_number(c);
                let lacks = compared.any(is_without);
                vec![TextSpan::to_write(papers::no_explanation(lacks))]
            }
        }
    }

    /// Tables of a section's indicators; `has_overview` where a picture of the section shows all of them.
    pub(super) fn tables(
        &self,
        compared: &[&Comparison<'_>],
        (forms, has_overview): (&[TableForm], bool),
        ledger: &mut Ledger,
    ) -> Vec<WeighedBlock> {
        let prose = self.tokens.prose;
        let Some(first) = compared.first() else {
            return Vec::new();
        };
        let source = prose::credits(compared.iter().filter_map(|each| prose.source(each)));
        let mut parts = Vec::new();
        for form in forms {
            let c = first;
            let (caption, made) = match form {
                TableForm::Standing => (
                    prose.standing_caption(c),
                    standing::standing(compared, prose, c.area, source.clone()),
                ),
                TableForm::Course => (
                    prose.course_caption(c),
                    standing::course(compared, prose, source.clone()),
                ),
                TableForm::Evidence => (
                    prose.evidence_caption(c),
                    standing::evidence(compared, prose, source.clone()),
                ),
            };
            let rows = compared
                .iter()
                .map(|each| ledger::comparison(each))
                .collect();
            let weight = if has_overview {
                OF_TABLES_IN_PICTURE
            } else {
                OF_TABLES
            };
            let table = tabular(caption, made, rows, ledger);
            parts.push(WeighedBlock::weighing(weight, table));
        }
        parts
    }

    /// The figures that a section names.
    ///
    /// # Errors
    /// A form that is none, or an indicator without data.
    pub(super) fn figures(
        &self,
        ids: &[String],
        asked_charts: &[String],
        ledger: &mut Ledger,
    ) -> Result<Vec<WeighedBlock>> {
        let compared = self.of(ids)?;
        let lead = self.by_importance(ids).first().copied();
        let mut parts: Vec<WeighedBlock> = Vec::new();
        for asked in asked_charts {
            let AskedChart { form, indicator } = AskedChart::parse(asked)?;
            let request = ChartRequest::for_paper();
            let Some(id) = indicator else {
                for made in form.of_several(&compared, request) {
                    let rows = self.chart_rows(&compared);
                    let block = figure(asked, made.chart, ChartEvidence::Several(rows), ledger);
                    parts.push(WeighedBlock::weighing(OF_AN_OVERVIEW, block));
                }
                continue;
            };
            let by_lead = id == LEAD;
            let id = match lead {
                Some((_, c)) if by_lead => c.indicator.id.clone(),
                _ => id,
            };
            if id == LEAD || self.lacking.contains(&id) {
                continue;
            }
            // One year is no course: its neighbours beside it say more.
            let form = match lead {
                Some((_, c)) if by_lead && form.name == TREND && known_years(c) < 2 => {
                    let beside = format!("{LEAD}:{NEIGHBOURS}");
                    if asked_charts.contains(&beside) {
                        continue;
                    }
                    AskedChart::parse(&beside)?.form
                }
                _ => form,
            };
            for each in self.of(std::slice::from_ref(&id))? {
                let found = self.told.iter().find(|told| told.indicator == id);
                let weight = if parts.is_empty() {
                    OF_A_FIRST_CHART + lead.map_or(0, |(weight, _)| weight.min(LIGHTER_THAN_TERMS))
                } else {
                    found.map_or(OF_A_CHART, |told| told.weight)
                };
                if let Some(made) = form.of_one(each, &id, request, self.phrases) {
                    let row = ledger::comparison(each);
                    let evidence = ChartEvidence::One(Box::new(row));
                    let block = figure(asked, made.chart, evidence, ledger);
                    parts.push(WeighedBlock::weighing(weight, block));
                }
            }
        }
        Ok(parts)
    }

    pub(super) fn chart_rows(&self, compared: &[&Comparison<'_>]) -> Vec<ComparisonEvidence> {
        compared
            .iter()
            .map(|each| ledger::comparison(each))
            .collect()
    }

    /// Files, releases and digests of everything the paper rests on.
    pub(super) fn sources(&self) -> Vec<WeighedBlock> {
        let lines = self
            .files()
            .into_iter()
            .map(|(source, published)| papers::source_file(source, published));
        vec![WeighedBlock::weighing(OF_FILES, bullets(lines.collect()))]
    }

    /// Publications by name and day, as the law asks a paper to list them.
    pub(super) fn background_papers(&self) -> Vec<WeighedBlock> {
        let figures: BTreeSet<String> = self
            .files()
            .into_iter()
            .map(|(source, published)| papers::background_paper(source, published))
            .collect();
        vec![WeighedBlock::weighing(
            OF_BACKGROUND,
            bullets(
                figures
                    .into_iter()
                    .chain(self.other_papers.iter().cloned())
                    .collect(),
            ),
        )]
    }

    /// With whom was compared, how, how often, and what could not be.
    pub(super) fn methods(&self, ids: &[String], ledger: &mut Ledger) -> Vec<WeighedBlock> {
        let methods: BTreeSet<&str> = self
            .told
            .iter()
            .filter_map(|told| told.kind.method)
            .collect();
        let of = self.reckoning;
        let mut lines = self.comparators.clone();
        lines.push(papers::comparisons(
            of.made,
            of.indicators,
            of.tests,
            of.survivors,
        ));
        // Of its own categories a breakdown says itself which are withheld.
        let catalogue = &self.prose().reference.catalogue;
        let (own, of_others): (Vec<&Comparison<'_>>, _) = (self.each().iter())
            .filter(|each| catalogue.category(&each.indicator.id).is_none())
            .partition(|each| each.reading.value().is_none());
        let withheld = |of: Vec<&Comparison<'_>>| -> Vec<String> {
            of.into_iter()
                .filter_map(|each| self.tokens.prose.withheld(each))
                .collect()
        };
        lines.extend(withheld(of_others));
        lines.push(papers::TRACE.to_owned());
        let mut parts = vec![WeighedBlock::weighing(OF_COMPARATORS, bullets(lines))];
        let own = withheld(own);
        if !own.is_empty() {
            parts.push(WeighedBlock::weighing(OF_OWN_GAPS, bullets(own)));
        }
        let cautions = self.cautions(ids);
        if !cautions.is_empty() {
            parts.push(WeighedBlock::weighing(OF_CAUTIONS, bullets(cautions)));
        }
        parts.extend(self.claims(ids, ledger));
        parts.push(WeighedBlock::weighing(
            OF_METHODS,
            bullets(methods.into_iter().map(str::to_owned).collect()),
        ));
        parts
    }

    /// What must be known of the figures that the paper tells of, each under the indicator's name; what is the same for several, once.
    fn cautions(&self, ids: &[String]) -> Vec<String> {
        let told = self.each().iter().filter(|c| ids.contains(&c.indicator.id));
        let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for c in told {
            for caution in self.prose().cautions(c) {
                let named = by_text.entry(caution).or_default();
                named.push(c.indicator.short.clone());
            }
        }
        by_text
            .into_iter()
            .map(|(caution, names)| format!("{}: {caution}", names.join("; ")))
            .collect()
    }

    /// Every file that a figure of the paper was read from, with the day it was published where that is known.
    pub(super) fn files(&self) -> Vec<(&'a Source, Option<jiff::civil::Date>)> {
        let prose = self.tokens.prose;
        let mut files: BTreeMap<(&str, &str), &'a Source> = BTreeMap::new();
        for each in self.each() {
            if let Some(source) = prose.source(each) {
                files.insert((&source.file, &source.sha256), source);
            }
        }
        let known = |source: &Source| prose.reference.sources.published(&source.sha256);
        files
            .into_values()
            .map(|source| (source, source.published.or_else(|| known(source))))
            .collect()
    }
}

/// In how many periods an authority has a figure.
pub(super) fn known_years(c: &Comparison<'_>) -> usize {
    let columns = c.panel.columns();
    columns
        .filter(|at| c.panel.reading(*at, c.area).value().is_some())
        .count()
}

pub(super) fn bullets(lines: Vec<String>) -> Block {
    Block::Bullets(
        lines
            .into_iter()
            .map(|line| vec![TextSpan::text(line)])
            .collect(),
    )
}

/// A table and its entry; `rows` are the comparisons behind it.
pub(super) fn tabular(
    caption: String,
    table: Table,
    rows: Vec<ComparisonEvidence>,
    ledger: &mut Ledger,
) -> Block {
    let entry = ManifestEntry::Table {
        text: caption.clone(),
        cells: table::json::rows(&table),
        rows,
    };
    Block::Table(Box::new(PaperTable {
        id: ledger.enter(entry),
        number: 0,
        caption,
        table,
    }))
}

pub(super) fn figure(
    form: &str,
    chart: DrawnChart,
    evidence: ChartEvidence,
    ledger: &mut Ledger,
) -> Block {
    let id = ledger.enter(chart_entry(form, &chart, evidence));
    Block::Figure(Box::new(paper_chart(chart, id)))
}

/// The entry of a chart.
pub(crate) fn chart_entry(
    form: &str,
    chart: &DrawnChart,
    evidence: ChartEvidence,
) -> ManifestEntry {
    ManifestEntry::Chart {
        form: form.to_owned(),
        text: chart.caption.title.clone(),
        alt: chart.drawing.alt.clone(),
        data: table::json::rows(&chart.data),
        evidence,
    }
}

/// A chart as a paper prints it, under the id of its entry.
pub(super) fn paper_chart(chart: DrawnChart, id: String) -> PaperChart {
    let caption = chart.caption;
    let note = std::iter::once(format!("{}.", caption.subtitle.trim_end_matches('.')))
        .chain(caption.notes.iter().cloned())
        .chain([caption.source.clone()])
        .filter(|part| part.len() > 1)
        .collect::<Vec<_>>()
        .join(" ");
    PaperChart {
        id,
        number: 0,
        caption: caption.title,
        note,
        drawing: chart.drawing,
        editable: chart.editable,
        data: chart.data,
    }
}
