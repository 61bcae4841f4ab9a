//! What spending on looked-after children for each child living in an authority is made of: how many of them are looked after, and what is
//! spent on each of these. The gap to others is the sum of both, in pounds: the difference in how many, at the average of the two costs, and
//! the difference in the cost, at the average of the two rates. A year's spending is divided by the children of one day, 31 March.

use super::Comparison;
use super::chain::others_of;
use super::comparators::Comparators;
use super::panel::{Panel, PeriodColumn};
use super::significance::counts;
use super::study::Study;
use crate::observation::area::Area;
use crate::stat::order::mean;

/// The spending, and the rate whose counts it is held against.
pub(crate) const SPENDING: &str = "cla-spend-pounds";
pub(crate) const LOOKED_AFTER: &str = "cla-rate";

/// With whom spending is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CostAgainst {
    Neighbours,
    England,
}

/// Spending for each child who lives there, and what it is the product of; pounds a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CostFigures {
    /// Children looked after for each child who lives there.
    pub(crate) rate: f64,
    /// Spending for each child who lives there.
    pub(crate) per_child: f64,
}

impl CostFigures {
    /// Spending for each child looked after on 31 March.
    pub(crate) fn each(&self) -> f64 {
        self.per_child / self.rate
    }
}

/// The gap in spending to others in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CostGap {
    pub(crate) against: CostAgainst,
    pub(crate) own: CostFigures,
    pub(crate) other: CostFigures,
    /// Children who live there.
    pub(crate) children: f64,
    /// Of how many neighbours the other figures are the mean.
    pub(crate) neighbours: Option<usize>,
}

impl CostGap {
    /// Pounds more, or below zero fewer, for each child who lives there.
    pub(crate) fn gap(&self) -> f64 {
        self.own.per_child - self.other.per_child
    }

    /// The part of more children looked after.
    pub(crate) fn of_number(&self) -> f64 {
        (self.own.rate - self.other.rate) * f64::midpoint(self.own.each(), self.other.each())
    }

    /// The part of more spent on each of them.
    pub(crate) fn of_each(&self) -> f64 {
        (self.own.each() - self.other.each()) * f64::midpoint(self.own.rate, self.other.rate)
    }
}

/// The spending of the year that a figure of one day ends; none where it was not read or has no such year.
pub(crate) fn spending_of_year<'s>(
    c: &Comparison<'_>,
    study: &'s Study<'_>,
) -> Option<Comparison<'s>> {
    ending_with(c, study, SPENDING)
}

/// The rate of the day on which the year of a spending ends; none where it was not read or has no such day.
pub(crate) fn rate_of_year<'s>(c: &Comparison<'_>, study: &'s Study<'_>) -> Option<Comparison<'s>> {
    ending_with(c, study, LOOKED_AFTER)
}

/// An indicator of the authority in the period that ends when another's does.
fn ending_with<'s>(c: &Comparison<'_>, study: &'s Study<'_>, id: &str) -> Option<Comparison<'s>> {
    let panel = study.known_panel(id)?;
    let at = panel.column_where(|period| period.end == c.period.end)?;
    let comparators = Comparators::neighbours(c.list);
    Some(study.comparison(panel, at, c.area, &comparators))
}

/// What else is read to explain an indicator: the other steps of its chains, and for the spending the rate that it goes with.
pub(crate) fn behind(id: &str) -> Vec<String> {
    let mut others = others_of(id);
    others.extend((id == SPENDING).then(|| LOOKED_AFTER.to_owned()));
    others
}

/// The gaps of the spending's year; none where it or the counts of that year are not published for the authority.
pub(crate) fn cost_gaps(spending: &Comparison<'_>, looked_after: &Comparison<'_>) -> Vec<CostGap> {
    let (money, people) = (spending.panel, looked_after.panel);
    let Some(at) = people.column_where(|period| period.end == spending.period.end) else {
        return Vec::new();
    };
    let of = |area: Area| figures((money, spending.at), (people, at), area);
    let Some((own, children)) = of(spending.area) else {
        return Vec::new();
    };
    let gap = |against, (other, neighbours)| CostGap {
        against,
        own,
        other,
        children,
        neighbours,
    };
    let england = of(Area::ENGLAND).map(|(other, _)| (other, None));
    let neighbours = neighbours(looked_after, of);
    [
        neighbours.map(|other| gap(CostAgainst::Neighbours, other)),
        england.map(|other| gap(CostAgainst::England, other)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Rate and spending of a place, and how many children live there.
fn figures(
    (money, spent_at): (&Panel, PeriodColumn),
    (people, at): (&Panel, PeriodColumn),
    area: Area,
) -> Option<(CostFigures, f64)> {
    let spent = money.value(spent_at, area)?;
    let (count, children) = counts(people, at, area)?;
    let figures = CostFigures {
        rate: count / children,
        per_child: spent / children,
    };
    (figures.rate > 0.0).then_some((figures, children))
}

/// The mean of the neighbours' rates and of their spending, where enough have both.
fn neighbours(
    c: &Comparison<'_>,
    of: impl Fn(Area) -> Option<(CostFigures, f64)>,
) -> Option<(CostFigures, Option<usize>)> {
    let members = &c.neighbours.members;
    let known: Vec<CostFigures> = members
        .iter()
        .filter_map(|member| Some(of(member.area)?.0))
        .collect();
    if !super::peers::are_enough(known.len(), members.len()) {
        return None;
    }
    let mean_of = |value: fn(&CostFigures) -> f64| {
        let values: Vec<f64> = known.iter().map(value).collect();
        mean(&values)
    };
    let other = CostFigures {
        rate: mean_of(|of| of.rate)?,
        per_child: mean_of(|of| of.per_child)?,
    };
    Some((other, Some(known.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_parts_sum_to_the_gap(
            own in (1e-4_f64..0.1, 1.0_f64..9_000.0),
            other in (1e-4_f64..0.1, 1.0_f64..9_000.0),
        ) {
            let of = |(rate, per_child)| CostFigures { rate, per_child };
            let gap = CostGap {
                against: CostAgainst::England,
                own: of(own),
                other: of(other),
                children: 1_000.0,
                neighbours: None,
            };
            let size = own.1.max(other.1);
            prop_assert!((gap.of_number() + gap.of_each() - gap.gap()).abs() <= 1e-12 * size * 100.0);
        }
    }
}
