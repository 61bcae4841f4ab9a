//! What is worth saying about an authority, weightiest first, with the number of comparisons it took.

use super::kinds::{Statement, statements};
use super::narrative::summary::{self, SummaryPoint};
use super::phrases::Phrases;
use crate::compare::comparators::Comparators;
use crate::compare::nation::{Nation, RankScope};
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::compare::{Comparison, compare};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::stat::multiple;
use rayon::prelude::*;
use std::sync::Arc;

/// One authority's findings.
pub(crate) struct AuthorityFindings {
    pub(crate) area: Area,
    pub(crate) statements: Vec<Statement>,
    /// What a summary may say, one an indicator, in their order.
    pub(crate) points: Vec<SummaryPoint>,
    pub(crate) reckoning: Reckoning,
}

/// How many comparisons were made, and how many tests survive all of them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Reckoning {
    pub(crate) indicators: usize,
    pub(crate) made: usize,
    pub(crate) tests: usize,
    pub(crate) survivors: usize,
}

/// The share of a list of survivors that may be chance.
pub(crate) const FALSE_DISCOVERIES: f64 = 0.05;

/// What holds for every authority asked about.
#[derive(Clone, Copy)]
pub(crate) struct FindingTerms<'a> {
    pub(crate) reference: &'a Reference,
    pub(crate) list: NeighbourList,
    pub(crate) phrases: &'a Phrases,
    pub(crate) top: Option<usize>,
    /// A period by its label; otherwise the newest of each indicator.
    pub(crate) period: Option<&'a str>,
}

/// What one indicator says about one authority.
struct IndicatorFindings {
    statements: Vec<Statement>,
    point: Option<SummaryPoint>,
    made: usize,
    p: Vec<f64>,
}

/// Findings of authorities, in their order.
pub(crate) fn report(
    study: &Study<'_>,
    chosen: &[&Panel],
    areas: &[Area],
    terms: FindingTerms<'_>,
) -> Vec<AuthorityFindings> {
    let asking = if areas.len() > 1 {
        RankScope::Everyone
    } else {
        RankScope::One
    };
    let by_indicator: Vec<Vec<IndicatorFindings>> = chosen
        .par_iter()
        .filter_map(|panel| {
            let at = panel.column_of(terms.period)?;
            let nation = Nation::of(panel, at, study.reference, terms.list, asking);
            let nation = Arc::new(nation);
            Some(
                areas
                    .iter()
                    .map(|area| of_indicator(study, panel, *area, &nation, terms))
                    .collect(),
            )
        })
        .collect();
    let mut columns: Vec<std::vec::IntoIter<IndicatorFindings>> =
        by_indicator.into_iter().map(Vec::into_iter).collect();
    areas
        .iter()
        .map(|area| {
            let parts: Vec<IndicatorFindings> =
                columns.iter_mut().filter_map(Iterator::next).collect();
            gathered(*area, parts, terms.top)
        })
        .collect()
}

/// Findings of one authority from comparisons that were made already, with what all authorities share computed once.
pub(crate) fn of_compared(
    study: &Study<'_>,
    compared: &[Comparison<'_>],
    area: Area,
    phrases: &Phrases,
) -> AuthorityFindings {
    let parts = compared
        .par_iter()
        .filter(|c| !c.indicator.local)
        .map(|c| of_comparison(c, study, phrases))
        .collect();
    gathered(area, parts, None)
}

fn of_indicator(
    study: &Study<'_>,
    panel: &Panel,
    area: Area,
    nation: &Arc<Nation>,
    terms: FindingTerms<'_>,
) -> IndicatorFindings {
    let comparators = Comparators::neighbours(terms.list);
    let comparison = compare(panel, nation.at, area, study.reference, &comparators).within(nation);
    of_comparison(&comparison, study, terms.phrases)
}

fn of_comparison(c: &Comparison<'_>, study: &Study<'_>, phrases: &Phrases) -> IndicatorFindings {
    let statements = statements(c, study, phrases);
    let told: Vec<&Statement> = statements.iter().collect();
    IndicatorFindings {
        point: summary::point(c, &told, phrases),
        statements,
        made: c.tested().made(),
        p: c.tested().p(),
    }
}

fn gathered(area: Area, parts: Vec<IndicatorFindings>, top: Option<usize>) -> AuthorityFindings {
    let p: Vec<f64> = parts
        .iter()
        .flat_map(|part| part.p.iter().copied())
        .collect();
    let reckoning = Reckoning {
        indicators: parts.len(),
        made: parts.iter().map(|part| part.made).sum(),
        tests: p.len(),
        survivors: multiple::survivors(&p, FALSE_DISCOVERIES),
    };
    let (mut statements, mut points) = (Vec::new(), Vec::new());
    for part in parts {
        statements.extend(part.statements);
        points.extend(part.point);
    }
    // Stable: of equal weight the catalogue's order stays.
    statements.sort_by_key(|statement: &Statement| std::cmp::Reverse(statement.weight));
    statements.truncate(top.unwrap_or(usize::MAX));
    AuthorityFindings {
        area,
        statements,
        points,
        reckoning,
    }
}
