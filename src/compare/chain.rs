//! From referral to protection plan, and from referral to care: at which step a gap to others opens.
//!
//! The gap at the last step, as a logarithm, is the sum of what each step adds: the first step its own gap, each further one the gap in how
//! many go on from the step before. What a step adds is held against how much authorities usually differ there, by the standard deviation of
//! the logarithm over all authorities, and against chance in the authority's own numbers. Steps are flows of one year, and not the same
//! children.

use super::Comparison;
use super::comparators::Comparators;
use super::panel::{Panel, PeriodColumn};
use super::peers::are_enough;
use super::significance::counts;
use super::study::Study;
use crate::observation::area::Area;
use crate::observation::period::Period;
use crate::stat::interval::{Interval, Level, sample_sd};
use crate::stat::order::{mean, median};
use crate::stat::special::normal_quantile;

/// The indicators of a chain, the first step first.
pub(crate) const TO_PLAN: [&str; 4] = [
    "referral-rate",
    "section-47-rate",
    "icpc-rate",
    "cpp-starting-rate",
];
pub(crate) const TO_CARE: [&str; 2] = ["referral-rate", "cla-starting-rate"];

/// With fewer authorities the usual spread of a step is not known.
const LEAST_AUTHORITIES: usize = 20;

/// With whom an authority is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ChainAgainst {
    Neighbours,
    England,
}

/// One step of the chain.
#[derive(Clone)]
pub(crate) struct ChainStep<'s> {
    pub(crate) panel: &'s Panel,
    pub(crate) at: PeriodColumn,
    pub(crate) own: f64,
    /// The mean of the neighbours, or England's figure.
    pub(crate) other: f64,
    /// Lowest and highest neighbour.
    pub(crate) range: Option<[f64; 2]>,
    /// The middle neighbour's: far from the mean where one figure weighs on it.
    pub(crate) middle: Option<f64>,
    /// Of a hundred of the step before, how many this one has: the authority's own, and the others'. None at the first step.
    pub(crate) passing: Option<[f64; 2]>,
    /// What the step adds to the gap, as a natural logarithm.
    pub(crate) part: f64,
    /// How far a part of this step usually lies from zero; none with too few authorities.
    pub(crate) usual: Option<UsualPart>,
}

/// How far a part of a step usually lies from zero, and what that is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct UsualPart {
    /// The standard deviation of the logarithm over so many authorities.
    pub(crate) sd: f64,
    pub(crate) authorities: usize,
    /// How many neighbours the mean is of, where that is what it is held against.
    pub(crate) neighbours: Option<usize>,
    /// The variance by chance in the authority's own numbers.
    pub(crate) chance: f64,
}

impl UsualPart {
    /// What the variance is multiplied with for the uncertainty of the neighbours' mean.
    pub(crate) fn of_mean(&self) -> f64 {
        self.neighbours.map_or(1.0, |n| 1.0 + 1.0 / n as f64)
    }

    /// Half the width of the 95% range.
    pub(crate) fn half_width(&self) -> f64 {
        (self.sd.powi(2) * self.of_mean() + self.chance).sqrt() * z95()
    }
}

impl ChainStep<'_> {
    /// The middle neighbour's rate, where their mean lies more than a tenth from it.
    pub(crate) fn middle_apart(&self) -> Option<f64> {
        const APART: f64 = 0.1;
        let middle = self.middle.filter(|middle| *middle > 0.0)?;
        ((self.other / middle).ln().abs() > APART).then_some(middle)
    }

    /// The own rate over the others'.
    pub(crate) fn ratio(&self) -> f64 {
        self.own / self.other
    }

    /// The part with the room that the usual spread leaves it.
    pub(crate) fn limits(&self) -> Option<Interval> {
        self.usual
            .map(|usual| Interval::around(self.part, usual.half_width()))
    }

    /// Whether the step lies beyond the usual spread between authorities.
    pub(crate) fn is_beyond(&self) -> bool {
        self.usual
            .is_some_and(|usual| self.part.abs() > usual.half_width())
    }
}

/// All steps of one year.
#[derive(Clone)]
pub(crate) struct Chain<'s> {
    pub(crate) period: &'s Period,
    pub(crate) against: ChainAgainst,
    pub(crate) steps: Vec<ChainStep<'s>>,
}

impl Chain<'_> {
    /// The gap at the last step, as a natural logarithm: the sum of all parts.
    pub(crate) fn gap(&self) -> f64 {
        self.steps.last().map_or(0.0, |step| step.ratio().ln())
    }

    /// The steps beyond the usual spread.
    pub(crate) fn named(&self) -> impl Iterator<Item = &ChainStep<'_>> {
        self.steps.iter().filter(|step| step.is_beyond())
    }

    /// The step that adds most, whichever way.
    pub(crate) fn largest(&self) -> Option<&ChainStep<'_>> {
        let mut steps: Vec<&ChainStep<'_>> = self.steps.iter().collect();
        steps.sort_by(|one, other| other.part.abs().total_cmp(&one.part.abs()));
        steps.first().copied()
    }
}

/// The chains of every year that all steps have, oldest first; the steps in the order of `compared`, which are of one authority.
pub(crate) fn chains<'s>(compared: &[&Comparison<'s>], against: ChainAgainst) -> Vec<Chain<'s>> {
    let Some(last) = compared.last() else {
        return Vec::new();
    };
    let columns = last.panel.columns();
    columns
        .filter_map(|at| at_year(compared, last.panel.period(at), against))
        .collect()
}

/// The comparisons of a chain's steps for the authority of one of them, by what was read; none where a step was not.
pub(crate) fn steps_beside<'s>(
    c: &Comparison<'_>,
    study: &'s Study<'_>,
    ids: &[&str],
) -> Option<Vec<Comparison<'s>>> {
    let comparators = Comparators::neighbours(c.list);
    let step = |id: &&str| {
        let panel = study.known_panel(id)?;
        Some(study.comparison(panel, panel.latest()?, c.area, &comparators))
    };
    ids.iter().map(step).collect()
}

/// The other indicators of the chains that an indicator is a step of.
pub(crate) fn others_of(id: &str) -> Vec<String> {
    let chains = [&TO_PLAN[..], &TO_CARE[..]];
    let of = chains.into_iter().filter(|chain| chain.contains(&id));
    let mut others: Vec<String> = Vec::new();
    for other in of.flatten().filter(|other| **other != id) {
        if !others.iter().any(|known| known == other) {
            others.push((*other).to_owned());
        }
    }
    others
}

/// The figures of a year at each step; none where one is missing or zero, since zero has no logarithm.
pub(crate) fn at_year<'s>(
    compared: &[&Comparison<'s>],
    year: &'s Period,
    against: ChainAgainst,
) -> Option<Chain<'s>> {
    let mut steps: Vec<ChainStep<'s>> = Vec::new();
    let population = population(compared, year);
    for c in compared {
        let panel = c.panel;
        let at = panel.column_where(|period| period.end == year.end)?;
        let members: Vec<f64> = c
            .neighbours
            .members
            .iter()
            .filter_map(|member| panel.value(at, member.area))
            .collect();
        let (other, range, middle, of) = match against {
            ChainAgainst::England => (panel.value(at, Area::ENGLAND)?, None, None, None),
            ChainAgainst::Neighbours => {
                if !are_enough(members.len(), c.neighbours.members.len()) {
                    return None;
                }
                let ends = members.iter().fold(None, |ends: Option<[f64; 2]>, value| {
                    let [low, high] = ends.unwrap_or([*value; 2]);
                    Some([low.min(*value), high.max(*value)])
                });
                let mut sorted = members.clone();
                sorted.sort_by(f64::total_cmp);
                let middle = Some(median(&sorted));
                (mean(&members)?, ends, middle, Some(members.len()))
            }
        };
        let own = panel.value(at, c.area).filter(|own| *own > 0.0)?;
        if other <= 0.0 {
            return None;
        }
        let before = steps.last();
        let ratio = (own / other).ln();
        let part = ratio - before.map_or(0.0, |step| step.ratio().ln());
        steps.push(ChainStep {
            panel,
            at,
            own,
            other,
            range,
            middle,
            passing: before.map(|step| [own / step.own * 100.0, other / step.other * 100.0]),
            part,
            usual: usual(panel, at, before.map(|step| (step.panel, step.at))).map(
                |(sd, authorities)| UsualPart {
                    sd,
                    authorities,
                    neighbours: of,
                    chance: chance([Some(own), before.map(|step| step.own)], population),
                },
            ),
        });
    }
    Some(Chain {
        period: year,
        against,
        steps,
    })
}

/// How many children the rates of a year are of, by a step whose counts are published.
fn population(compared: &[&Comparison<'_>], year: &Period) -> Option<f64> {
    compared.iter().find_map(|c| {
        let at = c.panel.column_where(|period| period.end == year.end)?;
        let (_, base) = counts(c.panel, at, c.area)?;
        Some(base / c.panel.indicator.per?)
    })
}

/// The variance that chance in the authority's own numbers gives the logarithm of a rate, or of the ratio of two: one over each number.
/// Where it is not known how many children there are, none is added.
fn chance(rates: [Option<f64>; 2], population: Option<f64>) -> f64 {
    let of = |rate: f64| population.map_or(0.0, |population| 1.0 / (rate * population));
    rates.into_iter().flatten().map(of).sum()
}

fn z95() -> f64 {
    normal_quantile(1.0 - Level::P95.tail())
}

/// How far authorities usually lie apart at a step: the standard deviation of the logarithm of its rate, or of how many go on to it from
/// the step before, over all authorities, and how many they are.
fn usual(
    panel: &Panel,
    at: PeriodColumn,
    before: Option<(&Panel, PeriodColumn)>,
) -> Option<(f64, usize)> {
    let log = |panel: &Panel, at: PeriodColumn, area: Area| {
        let value = panel.value(at, area).filter(|value| *value > 0.0);
        value.map(f64::ln)
    };
    let logs: Vec<f64> = panel
        .slots
        .current()
        .filter_map(|area| {
            let own = log(panel, at, area)?;
            match before {
                Some((panel, at)) => Some(own - log(panel, at, area)?),
                None => Some(own),
            }
        })
        .collect();
    if logs.len() < LEAST_AUTHORITIES {
        return None;
    }
    Some((sample_sd(&logs)?, logs.len()))
}
