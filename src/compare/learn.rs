//! Which places like ours stood as far out as ours does now and have moved since: by one rule ([`rule`]), with what such places did on
//! average, and how often the rule finds a move among years in a random order. It shows who moved, and never why.

mod beside;
pub(crate) mod rule;

use super::Comparison;
use super::departure::gap_of;
use super::panel::PeriodColumn;
use super::significance::CountBasis;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::stat::departure::Gap;
use crate::stat::order::mean;
pub(crate) use beside::{LearnedAround, MovedBeside, around, read_beside};
use rayon::prelude::*;
use rule::{
    AS_FAR_WITHIN, LEAST_YEARS, LearnPlacebo, LearnPoint, LearnScale, LearnShortfall, MoveFound,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many that nearly met the rule people are told of.
pub(crate) const MISSES: usize = 3;
/// Deprivation is alike if the shares of most deprived small areas are no further apart.
const ALIKE_SHARE: f64 = 0.1;

/// In what an authority is like ours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum LikeOurs {
    /// One of our statistical neighbours by a list.
    Neighbour(NeighbourList),
    /// It has us among its own, by a list.
    CountsUs(NeighbourList),
    /// Its share of most deprived small areas lies within a tenth of ours.
    AsDeprived,
}

/// Which of them are asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LearnAmong {
    Neighbours,
    CountingUs,
    AsDeprived,
    Everyone,
}

impl LearnAmong {
    pub(crate) const LIKE_OURS: [LearnAmong; 3] = [
        LearnAmong::Neighbours,
        LearnAmong::CountingUs,
        LearnAmong::AsDeprived,
    ];
}

/// An authority that stood as far out and moved.
#[derive(Clone, Debug)]
pub(crate) struct LearnedPlace {
    pub(crate) area: Area,
    pub(crate) like: Vec<LikeOurs>,
    pub(crate) found: MoveFound,
    /// The mean of its own neighbours then and now.
    pub(crate) neighbours: Option<[f64; 2]>,
}

/// An authority that meets part of the rule.
#[derive(Clone, Debug)]
pub(crate) struct NearMiss {
    pub(crate) area: Area,
    pub(crate) short: LearnShortfall,
}

/// What all authorities did that stood as far out: their average distance from England in the first such year and now, as a figure beside
/// England's of the newest year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct UsualCourse {
    pub(crate) stood: usize,
    pub(crate) then: f64,
    pub(crate) now: f64,
}

/// The whole answer.
#[derive(Clone, Debug)]
pub(crate) struct Learned {
    pub(crate) is_lower: bool,
    pub(crate) own: f64,
    /// Our distance from England towards what is not wanted, and in what it is measured: the standard deviation between authorities, of the
    /// logarithm where figures are held against each other as ratios.
    pub(crate) position: f64,
    pub(crate) sd: f64,
    pub(crate) is_ratio: bool,
    /// The figure of the newest year from which on an authority counts as standing as far out.
    pub(crate) as_far: f64,
    pub(crate) england: f64,
    /// First year that is like the newest.
    pub(crate) since: i16,
    /// Places like ours with figures.
    pub(crate) asked: usize,
    /// Those of them that stood as far out in some year.
    pub(crate) stood: usize,
    /// Those that moved, the largest move first; nobody where the placebo is too high.
    pub(crate) found: Vec<LearnedPlace>,
    /// All others that were asked, the nearest to the rule first.
    pub(crate) misses: Vec<NearMiss>,
    pub(crate) usual: Option<UsualCourse>,
    pub(crate) placebo: LearnPlacebo,
}

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum NotLearned {
    /// Nobody says which way is wanted.
    NoDirection,
    /// It is no rate and no share, or its counts are not published for us.
    NoCounts,
    /// England's figure is not of the same kind, or missing.
    NoEngland,
    /// The authority lies on the side of England that is asked for, or level with it: nobody stood as far out as that.
    OnTheWantedSide,
    /// Too few years or authorities.
    TooFew,
}

/// Who moved, for an authority in the period of its comparison. `towards_lower` says which way is wanted for an indicator without a
/// direction.
///
/// # Errors
/// Why nothing can be said.
pub(crate) fn learn(
    c: &Comparison<'_>,
    among: &[LearnAmong],
    towards_lower: Option<bool>,
) -> Result<Learned, NotLearned> {
    let is_lower = towards_lower
        .or_else(|| c.is_better(false))
        .ok_or(NotLearned::NoDirection)?;
    CountBasis::of(c.indicator).ok_or(NotLearned::NoCounts)?;
    let england = c.comparable_england().ok_or(NotLearned::NoEngland)?;
    let scale = LearnScale::of(c.panel, c.at, is_lower).ok_or(NotLearned::TooFew)?;
    let everyone = series(c, &scale);
    let own = everyone.get(&c.area).and_then(|points| points.last());
    let own = own
        .filter(|point| point.column == c.at)
        .ok_or(NotLearned::NoCounts)?;
    if own.position <= 0.0 {
        return Err(NotLearned::OnTheWantedSide);
    }
    // A place at England's figure does not stand out.
    let as_far = (own.position - AS_FAR_WITHIN).max(0.0);
    let mut first: Vec<i16> = everyone
        .values()
        .filter_map(|points| Some(points.first()?.year))
        .collect();
    first.sort_unstable();
    let first = first.first().copied().ok_or(NotLearned::TooFew)?;
    let others: BTreeMap<Area, &Vec<LearnPoint>> = everyone
        .iter()
        .filter(|(area, _)| **area != c.area && !c.joint.contains(area))
        .map(|(area, points)| (*area, points))
        .collect();
    let like = like_ours(c, among);
    let asked = others.iter().filter(|(area, points)| {
        like.contains_key(area) && points.last().is_some_and(|last| last.column == c.at)
    });
    let asked: Vec<(Area, &Vec<LearnPoint>)> =
        asked.map(|(area, points)| (*area, *points)).collect();
    let all: Vec<&Vec<LearnPoint>> = others.values().copied().collect();
    let placebo = scale.placebo(&all, as_far);
    let judged = judged(&scale, &asked, as_far);
    let stood = judged.iter().filter(|(_, of)| {
        let short = of.as_ref().err();
        short.is_none_or(LearnShortfall::stood)
    });
    let stood = stood.count();
    let (found, misses) = parted(judged, &scale, &like, placebo);
    Ok(Learned {
        is_lower,
        own: own.value,
        position: own.position,
        sd: scale.sd,
        is_ratio: gap_of(c.indicator) == Gap::LogRatio,
        as_far: scale.value_at(as_far, england),
        england,
        since: first,
        asked: asked.len(),
        stood,
        found,
        misses,
        usual: usual(&scale, &others, (as_far, england, c.at)),
        placebo,
    })
}

/// Those that moved, the largest move first, and the others, the nearest to the rule first. Nobody is named where the placebo is too high.
fn parted(
    judged: Vec<(Area, Result<MoveFound, LearnShortfall>)>,
    scale: &LearnScale<'_>,
    like: &BTreeMap<Area, Vec<LikeOurs>>,
    placebo: LearnPlacebo,
) -> (Vec<LearnedPlace>, Vec<NearMiss>) {
    let (mut found, mut misses) = (Vec::new(), Vec::new());
    for (area, of) in judged {
        match of {
            Ok(moved) if placebo.is_low() => found.push(LearnedPlace {
                area,
                like: like.get(&area).cloned().unwrap_or_default(),
                neighbours: scale.neighbours_of(&moved),
                found: moved,
            }),
            Ok(_) => {}
            Err(short) => misses.push(NearMiss { area, short }),
        }
    }
    found.sort_by(|one, other| other.found.size().total_cmp(&one.found.size()));
    misses.sort_by(|one, other| one.short.order(other.short));
    (found, misses)
}

/// Which way is asked about where nobody has set a direction: towards England's figure.
pub(crate) fn towards_england(c: &Comparison<'_>) -> Option<bool> {
    if c.is_better(false).is_some() {
        return None;
    }
    Some(c.reading.value()? > c.comparable_england()?)
}

/// The years of every authority that is there today.
fn series(c: &Comparison<'_>, scale: &LearnScale<'_>) -> BTreeMap<Area, Vec<LearnPoint>> {
    let current: Vec<Area> = c.panel.slots.current().collect();
    let each = current.par_iter().map(|area| {
        let ten = c.reference.neighbours.of(c.list, *area);
        let ten: Vec<Area> = ten.iter().map(|neighbour| neighbour.area).collect();
        (*area, scale.points(*area, &ten))
    });
    each.collect()
}

fn judged(
    scale: &LearnScale<'_>,
    asked: &[(Area, &Vec<LearnPoint>)],
    as_far: f64,
) -> Vec<(Area, Result<MoveFound, LearnShortfall>)> {
    asked
        .iter()
        .filter_map(|(area, points)| Some((*area, scale.judge(points, as_far)?)))
        .collect()
}

/// Authorities like ours, each with all in which it is.
pub(crate) fn like_ours(c: &Comparison<'_>, among: &[LearnAmong]) -> BTreeMap<Area, Vec<LikeOurs>> {
    let current: BTreeSet<Area> = c.panel.slots.current().collect();
    let mut all: BTreeMap<Area, Vec<LikeOurs>> = BTreeMap::new();
    let reference = c.reference;
    let has = |of: Area, other: Area, list: NeighbourList| {
        let ten = reference.neighbours.of(list, of);
        ten.iter().any(|neighbour| neighbour.area == other)
    };
    for area in current.into_iter().filter(|area| *area != c.area) {
        let mut like = Vec::new();
        for list in reference.neighbours.lists() {
            if among.contains(&LearnAmong::Neighbours) && has(c.area, area, list) {
                like.push(LikeOurs::Neighbour(list));
            }
            if among.contains(&LearnAmong::CountingUs) && has(area, c.area, list) {
                like.push(LikeOurs::CountsUs(list));
            }
        }
        if among.contains(&LearnAmong::AsDeprived) && is_as_deprived(reference, c.area, area) {
            like.push(LikeOurs::AsDeprived);
        }
        if !like.is_empty() || among.contains(&LearnAmong::Everyone) {
            all.insert(area, like);
        }
    }
    all
}

fn is_as_deprived(reference: &Reference, one: Area, other: Area) -> bool {
    let share = |area: Area| reference.register.get(area)?.deprived_share();
    share(one)
        .zip(share(other))
        .is_some_and(|(one, other)| (one - other).abs() <= ALIKE_SHARE)
}

/// What all did that stood as far out at least as long ago as the rule asks: from their first such year, so that nobody is chosen by what
/// came later.
fn usual(
    scale: &LearnScale<'_>,
    others: &BTreeMap<Area, &Vec<LearnPoint>>,
    (as_far, england, at): (f64, f64, PeriodColumn),
) -> Option<UsualCourse> {
    let pairs: Vec<(f64, f64)> = others
        .values()
        .filter_map(|points| {
            let now = points.last().filter(|last| last.column == at)?;
            let first = points.iter().find(|point| point.position >= as_far)?;
            (now.year - first.year >= LEAST_YEARS).then_some((first.position, now.position))
        })
        .collect();
    let (then, now): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    Some(UsualCourse {
        stood: then.len(),
        then: scale.value_at(mean(&then)?, england),
        now: scale.value_at(mean(&now)?, england),
    })
}
