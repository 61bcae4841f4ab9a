//! What it would take to be at another level of an indicator, in people.

use super::{InsightAnswer, InsightFigure, InsightOutcome};
use crate::chart::{ChartRequest, target as chart};
use crate::compare::Comparison;
use crate::compare::target::{Targets, targets};
use crate::composition::ledger;
use crate::composition::parts::Stock;
use crate::error::{Error, Result};
use crate::finding::prose::{papers, targets as words};
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::reference::Reference;
use crate::table::{self, target as tables};
use serde_json::json;

/// An indicator, and which way is wanted where nobody has set a direction.
pub(super) struct AskedTarget {
    pub(super) indicator: String,
    pub(super) is_lower: Option<bool>,
}

impl AskedTarget {
    /// # Errors
    /// Usage: a way that is none; an indicator without direction of which no way is named.
    pub(super) fn of(
        reference: &Reference,
        (kind, indicator): (&str, String),
        way: Option<&str>,
    ) -> Result<AskedTarget> {
        let known = reference.catalogue.get(&indicator);
        let has_direction = known.is_some_and(|entry| entry.polarity != Polarity::Unset);
        let is_lower = match way {
            Some("lower") => Some(true),
            Some("higher") => Some(false),
            None if has_direction => None,
            _ => {
                let fault = match way {
                    Some(way) => format!("“{way}” is no way for {kind}:{indicator}"),
                    None => format!("nobody has said which way of {indicator} is wanted"),
                };
                let ways = ["lower", "higher"].map(|way| format!("{kind}:{indicator}:{way}"));
                return Err(Error::usage(fault).expected(ways.join(" or ")));
            }
        };
        Ok(AskedTarget {
            indicator,
            is_lower,
        })
    }

    /// None where no file that may speak has the indicator, which the paper says elsewhere.
    pub(super) fn outcome(&self, stock: &Stock<'_>) -> Option<InsightOutcome> {
        let mut all = stock.tokens.compared.iter();
        let c = all.find(|c| c.indicator.id == self.indicator)?;
        Some(match targets(c, self.is_lower) {
            Some(of) => Ok(answer(stock, c, of)),
            None => Err(stock.prose().without_targets_in_paper(c)),
        })
    }
}

fn answer(stock: &Stock<'_>, c: &Comparison<'_>, targets: Targets) -> InsightAnswer {
    let prose = stock.prose();
    let made = chart::of_one(c, &targets, ChartRequest::for_paper());
    let sentences = prose.target_sentences(c, &targets);
    let all = [(c, targets)];
    let areas = [c.area, Area::ENGLAND].into_iter();
    let members = c.neighbours.members.iter().map(|member| member.area);
    let figures: Vec<InsightFigure<'_>> = areas
        .chain(members)
        .map(|area| InsightFigure::of(stock, c.panel, (c.at, area)))
        .collect();
    InsightAnswer {
        asked: format!("target:{}", c.indicator.id),
        lead_in: papers::lead_in(c),
        sentences,
        always: words::NOT_A_FORECAST,
        evidence: json!({
            "levels": table::json::rows(&tables::full(&all, prose)),
            "figures": figures,
        }),
        caption: words::title(c),
        chart: Some(made.chart),
        table: tables::for_people(&all, prose),
        rows: vec![ledger::comparison(c)],
    }
}
