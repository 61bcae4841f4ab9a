//! From referral to plan and to care: at which step a gap to the neighbours opens.

use super::{InsightAnswer, InsightFigure, InsightOutcome};
use crate::chart::{ChartRequest, chain as chart};
use crate::compare::chain::{Chain, ChainAgainst, TO_CARE, TO_PLAN, chains};
use crate::compare::comparators::Comparators;
use crate::compare::{Comparison, compare};
use crate::composition::entry::ComparisonEvidence;
use crate::composition::ledger;
use crate::composition::parts::Stock;
use crate::finding::prose::chains as words;
use crate::table::{self, chain as tables};
use serde_json::json;

/// The steps of both chains, each once.
pub(super) fn indicators() -> Vec<String> {
    let all = TO_PLAN.iter().chain(&TO_CARE[1..]);
    all.map(|id| (*id).to_owned()).collect()
}

/// Both chains in the newest year of each.
pub(super) fn outcomes(stock: &Stock<'_>) -> Vec<InsightOutcome> {
    [
        (words::TO_PLAN, &TO_PLAN[..]),
        (words::TO_CARE, &TO_CARE[..]),
    ]
    .into_iter()
    .map(|(of, ids)| outcome(stock, of, ids))
    .collect()
}

fn outcome(stock: &Stock<'_>, of: &'static str, ids: &[&str]) -> InsightOutcome {
    let hole = || words::hole(stock.prose(), stock.tokens.area, of);
    let step = |id: &&str| {
        let mut all = stock.tokens.compared.iter();
        all.find(|c| c.indicator.id == **id)
    };
    let steps: Option<Vec<&Comparison<'_>>> = ids.iter().map(step).collect();
    let steps = steps.ok_or_else(hole)?;
    let mut years = chains(&steps, ChainAgainst::Neighbours);
    // Of the period that the paper is made for, or the newest before.
    let newest = steps.iter().map(|c| c.period.end).max();
    years.retain(|chain| Some(chain.period.end) <= newest);
    let chain = years.pop().ok_or_else(hole)?;
    Ok(answer(stock, (of, &chain), &steps))
}

fn answer(
    stock: &Stock<'_>,
    (of, chain): (&'static str, &Chain<'_>),
    steps: &[&Comparison<'_>],
) -> InsightAnswer {
    let (prose, area) = (stock.prose(), stock.tokens.area);
    let newest = steps.iter().map(|c| c.period.end).max();
    let mut sentences = prose.chain_sentences(area, chain);
    if newest > Some(chain.period.end) {
        sentences.push(format!("{}.", words::is_older(of, chain)));
    }
    let made = chart::of_one(area, (of, chain), prose, ChartRequest::for_paper());
    InsightAnswer {
        asked: made.name,
        lead_in: format!("{of}, {}.", chain.period.short()),
        sentences,
        always: words::FLOWS,
        evidence: json!({
            "against": words::others(chain.against),
            "gap": chain.gap(),
            "steps": table::json::rows(&tables::full(area, &[(of, chain)], prose)),
            "figures": figures(stock, chain, steps),
        }),
        caption: words::title(prose, area, chain, of),
        chart: Some(made.chart),
        table: tables::for_people(area, (of, chain), prose),
        rows: rows(stock, chain),
    }
}

/// The own figure of every step and those of its neighbours.
fn figures<'a>(
    stock: &Stock<'a>,
    chain: &Chain<'a>,
    steps: &[&Comparison<'_>],
) -> Vec<InsightFigure<'a>> {
    let each = chain.steps.iter().zip(steps);
    each.flat_map(|(step, c)| {
        let members = c.neighbours.members.iter().map(|member| member.area);
        let areas: Vec<_> = std::iter::once(c.area).chain(members).collect();
        areas
            .into_iter()
            .map(|area| InsightFigure::of(stock, step.panel, (step.at, area)))
    })
    .collect()
}

/// The comparisons of the chain's own year.
fn rows(stock: &Stock<'_>, chain: &Chain<'_>) -> Vec<ComparisonEvidence> {
    let tokens = &stock.tokens;
    let comparators = Comparators::neighbours(tokens.list);
    let steps = chain.steps.iter();
    steps
        .map(|step| {
            let reference = tokens.prose.reference;
            let c = compare(step.panel, step.at, tokens.area, reference, &comparators);
            ledger::comparison(&c)
        })
        .collect()
}
