//! Where others have moved: places like ours that stood as far out, in an indicator.

use super::target::AskedTarget;
use super::{InsightAnswer, InsightFigure, InsightOutcome};
use crate::chart::{ChartRequest, learn as chart};
use crate::compare::Comparison;
use crate::compare::learn::{LearnAmong, Learned, NotLearned, around, learn, read_beside};
use crate::compare::panel::Panel;
use crate::composition::ledger;
use crate::composition::parts::Stock;
use crate::finding::prose::{learned as words, papers};
use crate::reference::Reference;
use crate::table::{self, learn as tables};
use serde_json::json;

/// Places that are told one by one; the table has all.
const TOLD: usize = 3;

/// The indicator, and flows of the same people.
pub(super) fn indicators(reference: &Reference, of: &AskedTarget) -> Vec<String> {
    let entry = reference.catalogue.get(&of.indicator);
    let sisters = entry.map_or(&[][..], |entry| &entry.sisters);
    let beside = read_beside(reference, &of.indicator).into_iter();
    let flows = beside.filter(|id| sisters.contains(id));
    std::iter::once(of.indicator.clone()).chain(flows).collect()
}

/// None where no file that may speak has the indicator, which the paper says elsewhere.
pub(super) fn outcome(stock: &Stock<'_>, of: &AskedTarget) -> Option<InsightOutcome> {
    let mut all = stock.tokens.compared.iter();
    let c = all.find(|c| c.indicator.id == of.indicator)?;
    Some(match learn(c, &LearnAmong::LIKE_OURS, of.is_lower) {
        Ok(learned) => Ok(answer(stock, c, learned)),
        Err(NotLearned::NoDirection) => Err(words::no_way(&c.indicator.short)),
        Err(why) => Err(stock.prose().not_learned(c, why)),
    })
}

fn answer(stock: &Stock<'_>, c: &Comparison<'_>, learned: Learned) -> InsightAnswer {
    let prose = stock.prose();
    let panels: Vec<&Panel> = stock.tokens.compared.iter().map(|c| c.panel).collect();
    // The judgements compiled in were read once already.
    let judgements = prose.reference.judgements().unwrap_or_default();
    let mut sentences = prose.learned_sentences(c, &learned);
    for place in learned.found.iter().take(TOLD) {
        let around = around(c, (place.area, place.found), &panels, &judgements);
        sentences.extend(prose.place_sentences(c, place, &around));
    }
    let chart = chart::of_one(c, &learned, ChartRequest::for_paper()).map(|made| made.chart);
    let figures: Vec<InsightFigure<'_>> = learned
        .found
        .iter()
        .flat_map(|place| {
            [place.found.from, place.found.now].map(|point| (point.column, place.area))
        })
        .map(|at| InsightFigure::of(stock, c.panel, at))
        .collect();
    let one = (c, learned);
    InsightAnswer {
        asked: format!("learn:{}", c.indicator.id),
        lead_in: papers::lead_in(c),
        sentences,
        always: words::NOT_WHY,
        evidence: json!({
            "places": table::json::rows(&tables::full(std::slice::from_ref(&one), prose)),
            "figures": figures,
        }),
        caption: words::title(prose, c),
        chart,
        table: tables::for_people(&one, prose),
        rows: vec![ledger::comparison(c)],
    }
}
