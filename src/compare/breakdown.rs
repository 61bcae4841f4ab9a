//! One authority's people in one breakdown: each category beside the neighbours, the region and England, and whether the mix as a whole
//! differs from England's. Every share is as published: none is what the others leave of the whole.

use super::Comparison;
use super::significance::{self, AgainstPublished, CountPair, whole};
use crate::observation::area::Area;
use crate::observation::period::Period;
use crate::observation::reading::Reading;
use crate::reference::Reference;
use crate::reference::breakdown::{Breakdown, Category};
use crate::stat::goodness::{GoodnessOfFit, goodness_of_fit};
use crate::stat::interval::{Estimate, rate};
use crate::stat::multiple;
use crate::stat::two_samples::{RateRatio, ShareDifference, two_proportions, two_rates};

/// The share of a list of differences that may be chance.
const FALSE_DISCOVERIES: f64 = 0.05;
/// What is beyond chance for a mix as a whole.
const MIX_LEVEL: f64 = 0.05;
/// Over how many years a share is said to have moved.
const YEARS: i16 = 4;

/// A breakdown of one authority's people in one period.
pub(crate) struct ComparedBreakdown<'b, 's> {
    pub(crate) breakdown: &'b Breakdown,
    pub(crate) reference: &'s Reference,
    /// The officer's own file by which rates are made, if any are.
    pub(crate) children_file: Option<String>,
    /// In the order of the breakdown.
    pub(crate) categories: Vec<ComparedCategory<'b, 's>>,
    /// The share of unaccompanied asylum-seeking children among the same people, where it was compared too and is not what is broken down.
    pub(crate) asylum: Option<&'b Comparison<'s>>,
    /// The mix as a whole beside England's; none where one may be in several categories, or the counts are too small.
    pub(crate) mix: Option<GoodnessOfFit>,
}

/// One category of it.
pub(crate) struct ComparedCategory<'b, 's> {
    pub(crate) category: &'b Category,
    pub(crate) comparison: &'b Comparison<'s>,
    /// The share less England's, with Newcombe's interval.
    pub(crate) difference: Option<ShareDifference>,
    /// Whether it differs from England's beyond chance in its count (95%), as any figure is tested.
    pub(crate) differs: bool,
    /// Whether it does so when all categories of the breakdown are taken together (Benjamini and Hochberg).
    pub(crate) survives: bool,
    /// The rate among the children of the category, where an officer has brought how many there are.
    pub(crate) rate: Option<CategoryRate>,
}

/// The rate of one category.
pub(crate) struct CategoryRate {
    pub(crate) children: f64,
    /// For every 10,000 children of the category.
    pub(crate) estimate: Estimate,
    /// The rate over that of the first category that has one; none for that category itself.
    pub(crate) ratio: Option<RateRatio>,
}

/// What rates of categories are for every so many children.
const PER: f64 = 10_000.0;

impl<'b, 's> ComparedBreakdown<'b, 's> {
    /// The categories that were compared; none where no category was, or the authority has no figure of any.
    pub(crate) fn of(
        breakdown: &'b Breakdown,
        compared: &[&'b Comparison<'s>],
    ) -> Option<ComparedBreakdown<'b, 's>> {
        let mut categories: Vec<ComparedCategory<'b, 's>> = breakdown
            .categories
            .iter()
            .filter_map(|category| {
                let mut compared = compared.iter().copied();
                let found = compared.find(|c| c.indicator.id == category.id);
                found.map(|comparison| ComparedCategory {
                    category,
                    comparison,
                    difference: difference_from_england(comparison),
                    differs: false,
                    survives: false,
                    rate: None,
                })
            })
            .collect();
        let first = categories.first()?.comparison;
        if categories.iter().all(|of| of.reading().value().is_none()) {
            return None;
        }
        mark_differing(&mut categories);
        Some(ComparedBreakdown {
            breakdown,
            reference: first.reference,
            children_file: None,
            asylum: asylum(breakdown, compared),
            mix: breakdown.is_exclusive.then(|| mix(&categories)).flatten(),
            categories,
        })
    }

    /// The same with rates, where the children of a category are known.
    pub(crate) fn with_children(
        mut self,
        file: &str,
        children: impl Fn(&Category) -> Option<f64>,
    ) -> Self {
        self.children_file = Some(file.to_owned());
        let mut first: Option<(u64, f64)> = None;
        for of in &mut self.categories {
            let Some((number, children)) = of.counts().zip(children(of.category)) else {
                continue;
            };
            let (Some(number), Ok(estimate)) = (whole(number.0), rate(number.0, children, PER))
            else {
                continue;
            };
            let ratio = first.and_then(|(of_first, children_of_first)| {
                two_rates(number, children, of_first, children_of_first).ok()
            });
            first = first.or(Some((number, children)));
            of.rate = Some(CategoryRate {
                children,
                estimate,
                ratio,
            });
        }
        self
    }

    /// How many categories differ from England, and how many of them when all are taken together.
    pub(crate) fn differing(&self) -> (usize, usize) {
        let differ = self.categories.iter().filter(|of| of.differs).count();
        let survive = self.categories.iter().filter(|of| of.survives).count();
        (differ, survive)
    }

    /// How many people are in the whole; none where no share has its counts.
    pub(crate) fn whole(&self) -> Option<f64> {
        let mut counts = self.categories.iter().filter_map(ComparedCategory::counts);
        counts.next().map(|(_, of)| of)
    }

    /// Whether the mix as a whole differs from England's beyond chance; none where that could not be tested.
    pub(crate) fn mix_differs(&self) -> Option<bool> {
        self.mix.map(|mix| mix.p <= MIX_LEVEL)
    }

    /// The categories whose share is known, the largest first.
    pub(crate) fn by_share(&self) -> Vec<&ComparedCategory<'b, 's>> {
        let known = self.categories.iter();
        let mut known: Vec<_> = known.filter(|of| of.reading().value().is_some()).collect();
        // Stable: equal shares stay in the order of the breakdown.
        known.sort_by(|one, other| other.share().total_cmp(&one.share()));
        known
    }

    /// The categories whose share is not published, by reason of small numbers or another.
    pub(crate) fn without_share(&self) -> impl Iterator<Item = &ComparedCategory<'b, 's>> {
        let all = self.categories.iter();
        all.filter(|of| of.reading().value().is_none())
    }
}

/// A category of fewer people is in no message.
const LEAST_PEOPLE: f64 = 10.0;

impl<'s> ComparedCategory<'_, 's> {
    pub(crate) fn reading(&self) -> Reading {
        self.comparison.reading
    }

    fn share(&self) -> f64 {
        self.reading().value().unwrap_or(f64::NEG_INFINITY)
    }

    /// How many people are in the category, and how many in the whole.
    pub(crate) fn counts(&self) -> Option<CountPair> {
        let c = self.comparison;
        significance::counts(c.panel, c.at, c.area)
    }

    /// The count as published, where the share beside it may be withheld.
    pub(crate) fn number(&self) -> Option<f64> {
        let c = self.comparison;
        c.panel.counts(c.at, c.area).0
    }

    /// Whether so many people are in the category that a message may be about it.
    pub(crate) fn is_of_many(&self) -> bool {
        self.number().is_some_and(|number| number >= LEAST_PEOPLE)
    }

    /// How far the share lies above the neighbours' mean, or England's share where too few neighbours have one, in points; none where
    /// there is nothing to measure, or to measure from.
    pub(crate) fn lead(&self) -> Option<f64> {
        let england = || self.comparison.comparable_england();
        let other = self.neighbours_mean().or_else(england);
        let own = self.reading().value();
        own.zip(other).map(|(own, other)| own - other)
    }

    /// How far the share lies from there on either side; 0 where there is nothing to measure.
    pub(crate) fn distance(&self) -> f64 {
        self.lead().unwrap_or_default().abs()
    }

    /// The mean of the neighbours' shares, where enough of them have one.
    pub(crate) fn neighbours_mean(&self) -> Option<f64> {
        let spread = self.comparison.neighbours.comparable();
        spread.map(|spread| spread.mean)
    }

    /// The share some years before, with its period.
    pub(crate) fn earlier(&self) -> Option<(&'s Period, f64)> {
        let c = self.comparison;
        let column = c.panel.years_before(c.at, YEARS)?;
        let value = c.panel.value(column, c.area)?;
        Some((c.panel.period(column), value))
    }

    /// Whether the share has moved since then beyond chance in the counts of both years.
    pub(crate) fn moved(&self) -> Option<MovedShare<'s>> {
        let c = self.comparison;
        let column = c.panel.years_before(c.at, YEARS)?;
        let (period, earlier) = self.earlier()?;
        let now = c.reading.value().filter(|now| *now != earlier)?;
        let has_moved = significance::share_moved(c.panel, (column, c.at), c.area)?;
        has_moved.then_some(MovedShare {
            period,
            earlier,
            now,
        })
    }
}

/// A share that moved over some years by more than chance would bring.
pub(crate) struct MovedShare<'s> {
    /// The period that it moved from.
    pub(crate) period: &'s Period,
    pub(crate) earlier: f64,
    pub(crate) now: f64,
}

/// The key of the breakdown of asylum-seeking children, and that of its category.
const ASYLUM: (&str, &str) = ("asylum", "uasc");

/// The breakdown beside which another is read, of the same people.
pub(crate) fn read_beside<'r>(
    breakdown: &Breakdown,
    all: &'r [Breakdown],
) -> Option<&'r Breakdown> {
    let mut all = all.iter();
    all.find(|of| of.indicator == breakdown.indicator && of.key == ASYLUM.0)
        .filter(|_| breakdown.key != ASYLUM.0)
}

fn asylum<'b, 's>(
    breakdown: &Breakdown,
    compared: &[&'b Comparison<'s>],
) -> Option<&'b Comparison<'s>> {
    let reference = compared.first()?.reference;
    let beside = read_beside(breakdown, reference.catalogue.breakdowns())?;
    let category = beside.categories.iter().find(|of| of.key == ASYLUM.1)?;
    let mut compared = compared.iter().copied();
    compared.find(|c| c.indicator.id == category.id)
}

fn difference_from_england(c: &Comparison<'_>) -> Option<ShareDifference> {
    c.comparable_england()?;
    let own = significance::counts(c.panel, c.at, c.area)?;
    let england = significance::counts(c.panel, c.at, Area::ENGLAND)?;
    let [x1, n1, x2, n2] = [own.0, own.1, england.0, england.1].map(whole);
    two_proportions(x1?, n1?, x2?, n2?).ok()
}

/// Marks the categories that differ from England, each by itself and all together.
fn mark_differing(categories: &mut [ComparedCategory<'_, '_>]) {
    let against = |of: &ComparedCategory<'_, '_>| of.comparison.tested().england.clone();
    let tested = categories.iter_mut().filter_map(|of| {
        let against = against(of)?;
        Some((of, against))
    });
    let (tested, against): (Vec<_>, Vec<_>) = tested.unzip();
    let p: Vec<f64> = against.iter().map(AgainstPublished::p).collect();
    for ((of, against), adjusted) in tested.into_iter().zip(against).zip(multiple::adjusted(&p)) {
        of.differs = against.verdict.side().is_some();
        of.survives = of.differs && adjusted <= FALSE_DISCOVERIES;
    }
}

/// The counts that are published beside England's of the same categories.
fn mix(categories: &[ComparedCategory<'_, '_>]) -> Option<GoodnessOfFit> {
    let counts = categories.iter().filter_map(|of| {
        let c = of.comparison;
        let england = significance::counts(c.panel, c.at, Area::ENGLAND)?;
        Some((of.counts()?.0, england.0))
    });
    let (own, parts): (Vec<f64>, Vec<f64>) = counts.unzip();
    goodness_of_fit(&own, &parts).ok()
}
