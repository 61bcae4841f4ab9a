//! What the program found out about the newest figure of every authority, as columns of small numbers: the page prints them and
//! computes none of them.

use super::pack::{self, Body, Section};
use crate::compare::Comparison;
use crate::compare::change::ChangeSource;
use crate::compare::nation::Nation;
use crate::stat::order::Band;
use crate::stat::verdict::{Side, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;

/// Where each column of facts lies; a column has one number for each authority of today, in order of code.
pub(super) type FactSections = BTreeMap<&'static str, Section>;

/// The facts about one authority, each a small number; 0 where there is none.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    rank: u64,
    tied: u64,
    of: u64,
    from: u64,
    to: u64,
    band: u64,
    england: u64,
    change: u64,
    funnel: u64,
}

/// A column's name, and how it is read.
type FactColumn = (&'static str, fn(&Facts) -> u64);

const COLUMNS: [FactColumn; 9] = [
    ("rank", |facts| facts.rank),
    ("tied", |facts| facts.tied),
    ("of", |facts| facts.of),
    ("from", |facts| facts.from),
    ("to", |facts| facts.to),
    ("band", |facts| facts.band),
    ("england", |facts| facts.england),
    ("change", |facts| facts.change),
    ("funnel", |facts| facts.funnel),
];

/// Beyond chance above, beyond chance below, not beyond chance.
const ABOVE: u64 = 1;
const BELOW: u64 = 2;
const WITHIN: u64 = 3;

impl Facts {
    pub(super) fn of(c: &Comparison<'_>) -> Facts {
        if c.reading.value().is_none() {
            return Facts::default();
        }
        let tested = c.tested();
        let (rank, span) = (c.comparable_rank(), tested.span.filter(|_| !c.is_total()));
        let count = |number: usize| number as u64;
        Facts {
            rank: rank.map_or(0, |at| count(at.place.rank)),
            tied: rank.map_or(0, |at| u64::from(at.place.shared_by > 1)),
            of: rank.map_or(0, |at| count(at.of)),
            from: span.map_or(0, |span| count(span.from)),
            to: span.map_or(0, |span| count(span.to)),
            band: c.band.map_or(0, band),
            england: tested
                .england
                .as_ref()
                .map_or(0, |against| side(against.verdict)),
            change: change(c),
            funnel: tested
                .funnel
                .as_ref()
                .map_or(0, |place| depth(place.wide_verdict)),
        }
    }
}

fn band(band: Band) -> u64 {
    match band {
        Band::A => 1,
        Band::B => 2,
        Band::C => 3,
        Band::D => 4,
    }
}

fn side(verdict: Verdict) -> u64 {
    match verdict.side() {
        Some(Side::Above) => ABOVE,
        Some(Side::Below) => BELOW,
        None => WITHIN,
    }
}

fn change(c: &Comparison<'_>) -> u64 {
    match c.tested().change.as_ref() {
        Some(change) if change.source() == ChangeSource::Beyond => {
            if change.now > change.earlier {
                ABOVE
            } else {
                BELOW
            }
        }
        Some(change) if change.source() == ChangeSource::Unknown => 0,
        Some(_) => WITHIN,
        None => 0,
    }
}

/// From far above the limits to far below.
fn depth(verdict: Verdict) -> u64 {
    match verdict {
        Verdict::MuchHigher => 1,
        Verdict::Higher => 2,
        Verdict::Similar => 3,
        Verdict::Lower => 4,
        Verdict::MuchLower => 5,
    }
}

/// The columns of facts, added to the body; none where nobody has any.
pub(super) fn sections(all: &[Facts], body: &mut Body) -> Option<FactSections> {
    if all.iter().all(|facts| *facts == Facts::default()) {
        return None;
    }
    let column = |(name, of): FactColumn| {
        let mut stream = Vec::new();
        all.iter()
            .for_each(|facts| pack::push(&mut stream, of(facts)));
        (name, body.add(&stream))
    };
    Some(COLUMNS.into_iter().map(column).collect())
}

/// The limits of the funnel along the sizes of authorities, in the indicator's unit.
#[derive(Serialize, Clone)]
pub(super) struct FunnelCurve {
    average: f64,
    /// How many an authority's figure is of, from the smallest authority to the largest.
    bases: Vec<f64>,
    /// Lower and upper limits with the usual spread between authorities: 95% and 99.8%.
    inner: Vec<(f64, f64)>,
    outer: Vec<(f64, f64)>,
}

/// Points along a curve.
const STEPS: u32 = 40;

impl FunnelCurve {
    /// None without counts, or with too few authorities.
    pub(super) fn of(nation: &Nation) -> Option<FunnelCurve> {
        let placed = nation.in_funnel();
        let (_, first) = placed.first()?;
        let sizes = placed.iter().map(|(_, place)| place.over);
        let (least, most) = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| {
            (least.min(size), most.max(size))
        });
        let mut curve = FunnelCurve {
            average: short(first.average),
            bases: Vec::new(),
            inner: Vec::new(),
            outer: Vec::new(),
        };
        for step in 0..=STEPS {
            // Even steps of the root: limits bend most where authorities are small.
            let part = f64::from(step) / f64::from(STEPS);
            let size = (least.sqrt() + (most.sqrt() - least.sqrt()) * part).powi(2);
            let (_, wide) = nation.limits_at(size)?;
            curve.bases.push(short(size));
            curve
                .inner
                .push((short(wide.p95.lower.max(0.0)), short(wide.p95.upper)));
            curve
                .outer
                .push((short(wide.p998.lower.max(0.0)), short(wide.p998.upper)));
        }
        Some(curve)
    }
}

/// Six digits are finer than any screen.
fn short(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}
