//! Councils of a club, or places of an authority, by the base of their figure: within the limits that chance in their counts allows about
//! all of them together.

use crate::compare::significance::CountBasis;
use crate::figure::{Caption, Comparator, FunnelChart, FunnelDot, FunnelLimits, LimitCurves};
use crate::finding::prose::{clubs as words, digits};
use crate::observation::indicator::Indicator;
use crate::stat::funnel::{Funnel, proportions, rates};
use crate::stat::interval::{Interval, Limits};
use crate::stat::verdict::Verdict;

/// Points along a limit.
const STEPS: u32 = 40;

/// One of those that are compared.
pub(super) struct FunnelMember<'a> {
    pub(super) name: &'a str,
    pub(super) value: f64,
    pub(super) base: f64,
    pub(super) is_own: bool,
    pub(super) verdict: Option<Verdict>,
}

/// The funnel of counts with their bases; none of what is no rate and no share, and of counts that cannot be what they claim to be.
pub(super) fn of_counts(indicator: &Indicator, counts: &[(f64, f64)]) -> Option<Funnel> {
    let made = match CountBasis::of(indicator)? {
        CountBasis::Rate => rates(counts),
        CountBasis::Proportion => proportions(counts),
    };
    made.ok()
}

/// The picture; `whole` is what all of them together are called.
pub(super) fn chart(
    indicator: &Indicator,
    (title, whole): (String, &str),
    funnel: &Funnel,
    members: &[FunnelMember<'_>],
) -> FunnelChart {
    let per = indicator.per.unwrap_or(1.0);
    let centre = funnel.average * per;
    let named: Vec<(String, f64)> = members
        .iter()
        .map(|member| (member.name.to_owned(), member.value))
        .collect();
    let bases: Vec<f64> = members.iter().map(|member| member.base).collect();
    let dots = members.iter().map(|member| FunnelDot {
        label: member.name.to_owned(),
        size: member.base,
        value: member.value,
        own: member.is_own,
        neighbour: false,
        outside: member
            .verdict
            .is_some_and(|verdict| verdict.side().is_some()),
        text: digits(indicator, member.value),
    });
    FunnelChart {
        caption: Caption {
            title,
            alt: words::alt(indicator, &named),
            ..Caption::default()
        },
        unit: indicator.unit.axis(),
        size_label: words::BASE.to_owned(),
        decimals: indicator.decimals,
        dots: dots.collect(),
        centre: (format!("{whole} {}", digits(indicator, centre)), centre),
        kind: Comparator::England,
        plain: Some(limits(funnel, per, &bases)),
        spread: None,
        expected: None,
        neighbour_label: String::new(),
        outside_label: words::OUTSIDE.to_owned(),
    }
}

/// The limits from the smallest base to the largest.
fn limits(funnel: &Funnel, per: f64, bases: &[f64]) -> FunnelLimits {
    let least = bases.iter().copied().fold(f64::INFINITY, f64::min);
    let most = bases.iter().copied().fold(0.0_f64, f64::max);
    let along: Vec<(f64, Limits)> = (0..=STEPS)
        .map(|step| {
            let part = f64::from(step) / f64::from(STEPS);
            let root = least.sqrt() + (most.sqrt() - least.sqrt()) * part;
            (root * root, funnel.plain_limits(root * root))
        })
        .collect();
    let curve = |of: fn(&Limits) -> Interval| LimitCurves {
        lower: along
            .iter()
            .map(|(base, limits)| (*base, of(limits).lower * per))
            .collect(),
        upper: along
            .iter()
            .map(|(base, limits)| (*base, of(limits).upper * per))
            .collect(),
    };
    FunnelLimits {
        label: words::LIMITS.to_owned(),
        inner: curve(|limits| limits.p95),
        outer: curve(|limits| limits.p998),
    }
}
