//! What deprivation alone would lead one to expect of a rate: the log of the rate on the square root of the share of an authority's small
//! areas that are among England's most deprived tenth, by least squares over all other authorities. Of the forms that were tried (child
//! poverty, its log and logit, the share, its root, both together) this one predicts an authority left out best.
//!
//! It is a description of how rates go with deprivation in one year, and says nothing of why.

use super::panel::{Panel, PeriodColumn};
use super::significance::{CountBasis, CountPair};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::stat::interval::{Interval, Limits};
use crate::stat::line::{LeaveOneOut, Line, leave_one_out};
use crate::stat::verdict::Side;

/// Where the line explains less than this of the spread between authorities that it has not seen, deprivation says little about the
/// indicator, and no authority is held against it.
pub(crate) const LEAST_R_SQUARED: f64 = 0.2;

/// How the rates of all authorities of one period go with their deprivation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeprivationModel {
    areas: Vec<Area>,
    /// By authority: its share of most deprived small areas, its count and population.
    known: Vec<(f64, CountPair)>,
    fit: LeaveOneOut,
    per: f64,
}

/// One authority beside what its deprivation would lead one to expect; rates in the indicator's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ExpectedRate {
    pub(crate) rate: f64,
    /// The part of its small areas among England's most deprived tenth, 0 to 1.
    pub(crate) share: f64,
    pub(crate) expected: f64,
    /// Where one more authority as deprived would lie.
    pub(crate) limits: Limits,
    pub(crate) count: f64,
    pub(crate) population: f64,
    per: f64,
    /// The line through all other authorities.
    pub(crate) line: Line,
    /// What the line is worth for authorities that it has not seen.
    pub(crate) r_squared: f64,
    /// How many authorities there are, this one among them.
    pub(crate) areas: usize,
}

/// What a share of most deprived small areas leads one to expect, with its 95% limits.
pub(crate) struct ExpectedAt {
    pub(crate) share: f64,
    pub(crate) expected: f64,
    pub(crate) limits: Interval,
}

impl ExpectedRate {
    /// The side of the 95% limits on which it lies; none within them.
    pub(crate) fn beyond(&self) -> Option<Side> {
        let Interval { lower, upper } = self.limits.p95;
        match self.rate {
            rate if rate > upper => Some(Side::Above),
            rate if rate < lower => Some(Side::Below),
            _ => None,
        }
    }

    /// The same number of people as the expected rate would be.
    pub(crate) fn expected_count(&self) -> f64 {
        self.expected * self.population / self.per
    }
}

impl DeprivationModel {
    /// None for what is no rate, and where too few authorities have counts and a known share.
    pub(super) fn of(
        (panel, at): (&Panel, PeriodColumn),
        reference: &Reference,
        (areas, counts): (&[Area], &[CountPair]),
    ) -> Option<DeprivationModel> {
        let per = panel.indicator.per?;
        if CountBasis::of(&panel.indicator) != Some(CountBasis::Rate) {
            return None;
        }
        let share = |area: Area| reference.register.get(area)?.deprived_share();
        let (areas, known): (Vec<Area>, Vec<(f64, CountPair)>) = areas
            .iter()
            .zip(counts)
            // No children have no logarithm; a figure without its counts is no rate that can be computed.
            .filter(|(area, (count, _))| *count > 0.0 && panel.value(at, **area).is_some())
            .filter_map(|(area, counts)| Some((*area, (share(*area)?, *counts))))
            .unzip();
        let pairs: Vec<(f64, f64)> = known
            .iter()
            .map(|(share, (count, population))| (share.sqrt(), (count / population * per).ln()))
            .collect();
        let fit = leave_one_out(&pairs).ok()?;
        Some(DeprivationModel {
            areas,
            known,
            fit,
            per,
        })
    }

    /// Whether deprivation says enough about the indicator to hold an authority against it.
    pub(crate) fn holds(&self) -> bool {
        self.fit.r_squared >= LEAST_R_SQUARED
    }

    /// What the line is worth for authorities that it has not seen.
    pub(crate) fn r_squared(&self) -> f64 {
        self.fit.r_squared
    }

    /// An authority against all others; none where it takes no part.
    pub(crate) fn at(&self, area: Area) -> Option<ExpectedRate> {
        let at = self.areas.binary_search(&area).ok()?;
        let (share, (count, population)) = *self.known.get(at)?;
        let (line, predicted) = *self.fit.each.get(at)?;
        let rate = |log: Interval| Interval {
            lower: log.lower.exp(),
            upper: log.upper.exp(),
        };
        Some(ExpectedRate {
            rate: count / population * self.per,
            share,
            expected: predicted.y.exp(),
            limits: Limits {
                p95: rate(predicted.limits.p95),
                p998: rate(predicted.limits.p998),
            },
            count,
            population,
            per: self.per,
            line,
            r_squared: self.fit.r_squared,
            areas: self.areas.len(),
        })
    }

    /// Everybody, in order of code.
    pub(crate) fn everyone(&self) -> impl Iterator<Item = (Area, ExpectedRate)> {
        self.areas
            .iter()
            .filter_map(|area| Some((*area, self.at(*area)?)))
    }

    /// The expected rate and its 95% limits along shares from 0 to the largest, by the line of all authorities.
    pub(crate) fn curve(&self, steps: u32) -> Vec<ExpectedAt> {
        let most = self
            .known
            .iter()
            .fold(0.0_f64, |most, (share, _)| most.max(*share));
        (0..=steps)
            .map(|step| {
                // Even steps of the root, in which the line is straight.
                let root = most.sqrt() * f64::from(step) / f64::from(steps);
                let predicted = self.fit.line.predict(root);
                let limits = predicted.limits.p95;
                let limits = Interval {
                    lower: limits.lower.exp(),
                    upper: limits.upper.exp(),
                };
                ExpectedAt {
                    share: root * root,
                    expected: predicted.y.exp(),
                    limits,
                }
            })
            .collect()
    }
}
