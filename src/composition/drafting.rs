//! The sections of a paper before it is known what fits: parts and the officer's words where the text of each section wants them, then
//! those that a paper writes of itself.

use super::broken_down::told_categories;
use super::fit::{DraftSection, WeighedBlock};
use super::judgements_and_plan::JudgementsAndPlan;
use super::ledger::Ledger;
use super::parts::{OF_A_FIRST_CHART, OF_THE_CHART, Stock};
use super::words::ServiceAnswer;
use super::woven::{run_in, woven};
use super::{actions, since};
use crate::error::Result;
use crate::finding::prose::{papers, sentence_start};
use crate::paper::definition::{PaperDefinition, Placeholder, SectionDefinition, TableForm};
use crate::paper::officer::{self, TextPiece};
use crate::paper::{Block, TextSpan};
use std::collections::BTreeSet;

/// What parts are made from: the figures, and the judgements and the plan.
type PartSources<'a> = (&'a Stock<'a>, &'a JudgementsAndPlan<'a>);

/// Every section with its parts where its text wants them; then those that a paper writes of itself, unless the text has them.
pub(super) fn drafts(
    definition: &PaperDefinition,
    ids: &[Vec<String>],
    from: PartSources<'_>,
    ledger: &mut Ledger,
) -> Result<Vec<DraftSection>> {
    let (stock, others) = from;
    let mut drafts = Vec::new();
    let told = told_indicators(definition, ids);
    let categories = told_categories(stock.tokens.prose.reference, definition)?;
    let judged = others.in_summary(stock, ledger)?;
    let mut ready = ReadyParts {
        summary: stock.summary((&told, &categories), (definition.summary, judged), ledger),
        agreed: actions::parts(others.order, stock, ledger),
        placed: BTreeSet::new(),
    };
    for (section, ids) in definition.sections.iter().zip(ids) {
        drafts.push(section_draft((section, ids), from, &mut ready, ledger)?);
    }
    let ReadyParts {
        summary,
        agreed,
        placed,
    } = ready;
    // Words about a figure that has no paragraph of its own stand in the first section that lists it.
    for (draft, ids) in drafts.iter_mut().zip(ids) {
        draft.parts.extend(listed_words(stock, ids));
    }
    actions::add(&mut drafts, agreed);
    if !summary.is_empty() {
        let heading = papers::SUMMARY.to_owned();
        let parts = summary;
        drafts.insert(0, DraftSection { heading, parts });
    }
    since::add(&mut drafts, others.order, stock, ledger)?;
    for (place, heading) in OF_ITSELF
        .into_iter()
        .filter(|(place, _)| !placed.contains(place))
    {
        let parts = match place {
            Placeholder::Terms => stock.terms(&drafts),
            Placeholder::BackgroundPapers => stock.background_papers(),
            Placeholder::Sources => stock.sources(),
            _ => stock.methods(&told, ledger),
        };
        if !parts.is_empty() {
            drafts.push(DraftSection {
                heading: heading.to_owned(),
                parts,
            });
        }
    }
    keep_one_chart(&mut drafts);
    // Sections that a paper writes of itself take words too.
    for draft in &mut drafts {
        let words: Vec<Block> = stock.words.section(&[&draft.heading]);
        draft
            .parts
            .extend(words.into_iter().map(WeighedBlock::fixed));
    }
    Ok(drafts)
}

/// No paper goes without a picture: of the charts that show what a section tells first, the one that tells most leaves last.
fn keep_one_chart(drafts: &mut [DraftSection]) {
    let parts = drafts.iter_mut().flat_map(|draft| &mut draft.parts);
    let charts = parts.filter(|part| {
        let is_chart = matches!(part.blocks.first(), Some(Block::Figure(_)));
        let is_first = part.weight.is_some_and(|weight| weight >= OF_A_FIRST_CHART);
        is_chart && is_first
    });
    // Of equal ones the first.
    let most = charts.min_by_key(|part| std::cmp::Reverse(part.weight));
    if let Some(chart) = most.filter(|chart| chart.weight < Some(OF_THE_CHART)) {
        chart.weight = Some(OF_THE_CHART);
    }
}

/// Parts that any section may place, and those that a section has placed.
struct ReadyParts {
    summary: Vec<WeighedBlock>,
    agreed: Vec<WeighedBlock>,
    placed: BTreeSet<Placeholder>,
}

/// A section with the officer's words and its parts where its text wants them.
fn section_draft(
    (section, ids): (&SectionDefinition, &[String]),
    from: PartSources<'_>,
    ready: &mut ReadyParts,
    ledger: &mut Ledger,
) -> Result<DraftSection> {
    let (stock, _) = from;
    let mut parts = Vec::new();
    let mut done = BTreeSet::new();
    let heading = officer::line(&section.heading, &mut |token| {
        stock.tokens.fill(token, ledger)
    })?;
    let pieces = officer::pieces(&section.text, &mut |token| stock.tokens.fill(token, ledger))?;
    let words = stock.words.section(&[&section.heading, &heading]);
    for piece in run_in(woven(pieces, words)) {
        match piece {
            TextPiece::Block(block) => parts.push(WeighedBlock::fixed(block)),
            TextPiece::Placeholder(place) => {
                done.insert(place);
                match place {
                    Placeholder::Summary => parts.append(&mut ready.summary),
                    Placeholder::Actions => parts.append(&mut ready.agreed),
                    _ => parts.extend(part(place, section, ids, from, ledger)?),
                }
            }
        }
    }
    for place in Placeholder::IN_ORDER
        .into_iter()
        .filter(|place| !done.contains(place) && !OF_ITSELF.iter().any(|(of, _)| of == place))
    {
        parts.extend(part(place, section, ids, from, ledger)?);
    }
    parts.extend(stock.without(ids, &section.figures));
    ready.placed.extend(done);
    Ok(DraftSection { heading, parts })
}

/// The words about a section's indicators that have no place yet, each with the name of its indicator.
fn listed_words(stock: &Stock<'_>, ids: &[String]) -> Vec<WeighedBlock> {
    let listed = stock.tokens.compared.iter();
    let waiting =
        listed.filter(|c| ids.contains(&c.indicator.id) && stock.words.waits_for(&c.indicator.id));
    let mut parts = Vec::new();
    for c in waiting {
        let Some(ServiceAnswer::Here(mut blocks)) = stock.words.answer(&c.indicator.id) else {
            continue;
        };
        let name = TextSpan {
            strong: true,
            ..TextSpan::text(format!("{}: ", sentence_start(&c.indicator.short)))
        };
        match blocks.first_mut() {
            Some(Block::Plain(text)) => text.insert(0, name),
            _ => blocks.insert(0, Block::Plain(vec![name])),
        }
        parts.extend(blocks.into_iter().map(WeighedBlock::fixed));
    }
    parts
}

/// The indicators that a paper tells of: those of its sections with findings, with a table of where the authority stands, or with a chart of
/// all of them.
fn told_indicators(definition: &PaperDefinition, ids: &[Vec<String>]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    definition
        .sections
        .iter()
        .zip(ids)
        .filter(|(section, _)| {
            section.findings > 0
                || section.tables.contains(&TableForm::Standing)
                || section.has_overview()
        })
        .flat_map(|(_, ids)| ids)
        .filter(|id| seen.insert(id.as_str()))
        .cloned()
        .collect()
}

/// Sections that a paper writes of itself where its definition has no place for them.
pub(super) const OF_ITSELF: [(Placeholder, &str); 4] = [
    (Placeholder::Terms, papers::TERMS),
    (Placeholder::BackgroundPapers, papers::BACKGROUND_PAPERS),
    (Placeholder::Sources, papers::SOURCES),
    (Placeholder::Methods, papers::METHODS),
];

fn part(
    place: Placeholder,
    section: &SectionDefinition,
    ids: &[String],
    (stock, others): PartSources<'_>,
    ledger: &mut Ledger,
) -> Result<Vec<WeighedBlock>> {
    Ok(match place {
        Placeholder::Findings if section.findings > 0 => {
            stock.findings(ids, section.findings, ledger)
        }
        Placeholder::Findings => Vec::new(),
        Placeholder::Tables => {
            let compared = stock.of(ids)?;
            stock.tables(&compared, (&section.tables, section.has_overview()), ledger)
        }
        Placeholder::Figures => stock.figures(ids, &section.figures, ledger)?,
        Placeholder::Breakdowns => stock.breakdowns(section, ledger)?,
        Placeholder::Insights => stock.insights(section, ledger)?,
        Placeholder::Questions => stock.questions(ids, section.questions, ledger),
        Placeholder::Judgements => others.judgements(section, stock, ledger)?,
        Placeholder::Plan => others.plan(section, ledger)?,
        Placeholder::Sources => stock.sources(),
        Placeholder::Methods => stock.methods(ids, ledger),
        Placeholder::BackgroundPapers => stock.background_papers(),
        // Summary and actions are placed before the parts of any section; the terms are known when all else is.
        Placeholder::Summary | Placeholder::Actions | Placeholder::Terms => Vec::new(),
    })
}
