//! Several authorities of today as if they were one: what a new authority in their boundary would have had.
//!
//! Counts are summed where every member's are published, and the figure follows from the sums; a rate is never made of rates. What
//! cannot be summed is told, member by member. Sums of what was published are no forecast.

use super::panel::{Panel, PeriodColumn};
use super::peers::{Peers, PlaceOf, place};
use super::significance::{CountBasis, CountPair, aggregate, counts, whole};
use crate::observation::area::Area;
use crate::observation::period::Period;
use crate::observation::provenance::Origin;
use crate::observation::reading::{Reading, Status};
use crate::reference::Reference;
use crate::reference::authority::Register;
use crate::reference::group::Group;
use crate::reference::neighbours::NeighbourList;
use crate::stat::interval::{Estimate, Interval};
use crate::stat::order::sort_into;
use crate::stat::two_samples::{two_proportions, two_rates};
use crate::stat::verdict::{self, Verdict};

/// The authorities that are taken together, and with whom they are compared.
pub(crate) struct Footprint {
    /// What the new authority is called.
    pub(crate) name: String,
    /// In order of code, so that the order in which they were named makes no difference.
    pub(crate) members: Vec<Area>,
    /// The smallest region that all of them lie in.
    pub(crate) region: Option<Area>,
    /// Others, none of them a member.
    pub(crate) others: Group,
    /// Whether the others were chosen by hand.
    pub(crate) by_hand: bool,
}

impl Footprint {
    /// Of these authorities, beside the neighbours of any of them by a list, or beside others that were chosen.
    pub(crate) fn of(
        reference: &Reference,
        (name, mut members): (String, Vec<Area>),
        list: NeighbourList,
        chosen: Option<Group>,
    ) -> Footprint {
        members.sort_unstable();
        members.dedup();
        let by_hand = chosen.is_some();
        let mut others =
            chosen.unwrap_or_else(|| Group::neighbours_of_any(reference, &members, list));
        others.members.retain(|other| !members.contains(other));
        Footprint {
            name,
            region: region(&reference.register, &members),
            members,
            others,
            by_hand,
        }
    }
}

/// The smallest region that holds them all; none where only England does.
fn region(register: &Register, members: &[Area]) -> Option<Area> {
    let above = |area: Area| register.get(area).and_then(|place| place.region);
    let regions_of = |member: Area| {
        let regions = std::iter::successors(above(member), |region| above(*region));
        regions.filter(|region| region.is_region())
    };
    let (first, rest) = members.split_first()?;
    regions_of(*first).find(|region| {
        let mut others = rest.iter();
        others.all(|other| regions_of(*other).any(|of| of == *region))
    })
}

/// A member's part of the sums, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FootprintPart {
    pub(crate) area: Area,
    pub(crate) reading: Reading,
    pub(crate) numerator: f64,
    /// None of a number, which has no base.
    pub(crate) denominator: Option<f64>,
    pub(crate) origin: Option<Origin>,
    /// Where the denominator stands, if in another row.
    pub(crate) base: Option<Origin>,
}

/// Why an indicator has no figure for the members together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NotSummed {
    /// An average, a median, a score or a cost: such figures cannot be added.
    NoSum,
    /// The publisher states no unit: nothing says whether its figures can be added.
    NoUnit,
    /// There is nobody in any member whom the figure could be of.
    Nobody,
    /// Members whose counts are not known.
    Members(Vec<MemberGap>),
}

/// An indicator that has no figure for the members together.
pub(crate) struct WithoutSum<'s> {
    pub(crate) panel: &'s Panel,
    pub(crate) at: PeriodColumn,
    pub(crate) why: NotSummed,
}

impl WithoutSum<'_> {
    /// The members without counts; none where it is the indicator that cannot be summed.
    pub(crate) fn gaps(&self) -> &[MemberGap] {
        match &self.why {
            NotSummed::Members(gaps) => gaps,
            NotSummed::NoSum | NotSummed::NoUnit | NotSummed::Nobody => &[],
        }
    }
}

/// A member without counts, and the row that should have them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MemberGap {
    pub(crate) area: Area,
    pub(crate) why: GapReason,
    pub(crate) origin: Option<Origin>,
}

/// Why a member has no counts that can be summed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum GapReason {
    NoFigure(Status),
    /// The figure is published, and neither count.
    RateAlone,
    NoNumerator,
    NoDenominator,
    /// The counts give another figure than the published one: another definition, or too much rounding.
    NotGivenBack,
    /// The figure is of this authority and others together.
    ReturnedWith(Vec<Area>),
}

/// The figure of a footprint beside a published aggregate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FootprintAgainst {
    pub(crate) benchmark: Area,
    /// As published.
    pub(crate) value: f64,
    pub(crate) verdict: Verdict,
}

/// Where it would stand among the authorities that are no members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FootprintRank {
    /// Itself among them.
    pub(crate) place: PlaceOf,
    pub(crate) others: usize,
    pub(crate) higher: usize,
    pub(crate) same: usize,
}

/// The sums of one year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FootprintYear {
    pub(crate) at: PeriodColumn,
    pub(crate) parts: Vec<FootprintPart>,
    pub(crate) numerator: f64,
    pub(crate) denominator: Option<f64>,
    pub(crate) value: f64,
    pub(crate) own: Option<Estimate>,
}

impl FootprintYear {
    pub(crate) fn limits(&self) -> Option<Interval> {
        self.own.map(|own| own.limits.p95)
    }

    fn pair(&self) -> Option<CountPair> {
        Some((self.numerator, self.denominator?))
    }
}

/// How it moved since the first year that is like this one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FootprintChange {
    pub(crate) from: PeriodColumn,
    pub(crate) earlier: f64,
    pub(crate) is_up: bool,
    /// At 95%; none where it cannot be tested.
    pub(crate) is_beyond_chance: Option<bool>,
    /// Earlier years have sums too, of another definition.
    pub(crate) is_cut: bool,
}

/// One indicator of a footprint in one period, with its course up to then.
pub(crate) struct FootprintFigure<'s> {
    pub(crate) panel: &'s Panel,
    pub(crate) period: &'s Period,
    pub(crate) year: FootprintYear,
    pub(crate) england: Option<FootprintAgainst>,
    pub(crate) region: Option<FootprintAgainst>,
    /// None for a number, which follows from the size of a place.
    pub(crate) others: Option<Peers>,
    pub(crate) rank: Option<FootprintRank>,
    /// Every year in which all members have counts, oldest first, this one last.
    pub(crate) years: Vec<FootprintYear>,
    pub(crate) change: Option<FootprintChange>,
}

/// How an indicator is summed.
#[derive(Clone, Copy)]
enum SumKind {
    Number,
    /// With its multiplier.
    Share(CountBasis, f64),
    /// A rate or a share whose counts the catalogue does not know.
    Unknown,
}

fn kind(panel: &Panel) -> Option<SumKind> {
    let indicator = &panel.indicator;
    let unit = &indicator.unit;
    if unit.is_count() {
        return Some(SumKind::Number);
    }
    match CountBasis::of(indicator).zip(indicator.per) {
        Some((basis, per)) => Some(SumKind::Share(basis, per)),
        None if unit.is_rate() || unit.is_percent() => Some(SumKind::Unknown),
        None => None,
    }
}

/// The members' sums in one period.
///
/// # Errors
/// Figures of this indicator cannot be added, or a member has no counts.
pub(crate) fn summed(
    panel: &Panel,
    at: PeriodColumn,
    members: &[Area],
    register: &Register,
) -> Result<FootprintYear, NotSummed> {
    let kind = kind(panel).ok_or_else(|| {
        if panel.indicator.unit.key().is_empty() {
            NotSummed::NoUnit
        } else {
            NotSummed::NoSum
        }
    })?;
    let (mut parts, mut gaps) = (Vec::new(), Vec::new());
    for member in members {
        match part(panel, at, *member, kind, register) {
            Ok(part) => parts.push(part),
            Err(why) => gaps.push(MemberGap {
                area: *member,
                why,
                origin: panel.origin(at, *member),
            }),
        }
    }
    if !gaps.is_empty() {
        return Err(NotSummed::Members(gaps));
    }
    let numerator: f64 = parts.iter().map(|part| part.numerator).sum();
    let denominators: Option<Vec<f64>> = parts.iter().map(|part| part.denominator).collect();
    let denominator = denominators.map(|all| all.iter().sum::<f64>());
    let own = match (kind, denominator) {
        (SumKind::Share(basis, per), Some(denominator)) => {
            basis.estimate((numerator, denominator), per)
        }
        _ => None,
    };
    let value = match (kind, own) {
        (SumKind::Number, _) => Some(numerator),
        (_, own) => own.map(|own| own.value),
    };
    Ok(FootprintYear {
        at,
        parts,
        numerator,
        denominator,
        value: value.ok_or(NotSummed::Nobody)?,
        own,
    })
}

/// What a member adds to the sums.
fn part(
    panel: &Panel,
    at: PeriodColumn,
    area: Area,
    kind: SumKind,
    register: &Register,
) -> Result<FootprintPart, GapReason> {
    let (publication, year) = (&panel.indicator.publication, panel.period(at).end_year());
    let joint = register.returned_with(area, publication, year);
    if !joint.is_empty() {
        return Err(GapReason::ReturnedWith(joint));
    }
    let reading = panel.reading(at, area);
    let (numerator, denominator) = match kind {
        SumKind::Number => {
            let value = reading.value();
            (value.ok_or(GapReason::NoFigure(reading.status()))?, None)
        }
        // Without a multiplier nothing says what the counts would give.
        SumKind::Unknown if reading.value().is_some() => {
            return Err(match panel.counts(at, area) {
                (Some(_), None) => GapReason::NoDenominator,
                _ => GapReason::RateAlone,
            });
        }
        SumKind::Share(..) | SumKind::Unknown => {
            let (numerator, denominator) = pair(panel, at, area, reading)?;
            (numerator, Some(denominator))
        }
    };
    Ok(FootprintPart {
        area,
        reading,
        numerator,
        denominator,
        origin: panel.origin(at, area),
        base: panel.figure(at, area).and_then(|figure| figure.base),
    })
}

/// A member's counts, where they give its published figure back. Nobody at all has no figure, and adds nothing.
fn pair(
    panel: &Panel,
    at: PeriodColumn,
    area: Area,
    reading: Reading,
) -> Result<CountPair, GapReason> {
    let published = panel.counts(at, area);
    if reading.value().is_none() {
        return match published {
            (Some(0.0), Some(0.0)) => Ok((0.0, 0.0)),
            _ => Err(GapReason::NoFigure(reading.status())),
        };
    }
    counts(panel, at, area).ok_or(match published {
        (None, None) => GapReason::RateAlone,
        (None, Some(_)) => GapReason::NoNumerator,
        (Some(_), None) => GapReason::NoDenominator,
        (Some(_), Some(_)) => GapReason::NotGivenBack,
    })
}

impl<'s> FootprintFigure<'s> {
    /// One indicator of a footprint in one period.
    ///
    /// # Errors
    /// As [`summed`].
    pub(crate) fn of(
        panel: &'s Panel,
        at: PeriodColumn,
        footprint: &Footprint,
        register: &Register,
    ) -> Result<FootprintFigure<'s>, NotSummed> {
        let members = &footprint.members;
        let year = summed(panel, at, members, register)?;
        let earlier = panel.columns_before(at);
        let mut years: Vec<FootprintYear> = earlier
            .filter_map(|at| summed(panel, at, members, register).ok())
            .collect();
        let change = change(panel, &years, &year);
        years.push(year.clone());
        let fits = panel.indicator.england_comparable && panel.england_fits(at);
        let ranks_as = year.own.map(|own| ranking_value(panel, at, own.value));
        let of_rates = |benchmark: Option<Area>| against(panel, at, benchmark?, year.own?);
        Ok(FootprintFigure {
            panel,
            period: panel.period(at),
            england: of_rates(Some(Area::ENGLAND).filter(|_| fits)),
            region: of_rates(panel.region(footprint.region)),
            others: ranks_as
                .map(|own| Peers::beside(panel, at, Some(own), footprint.others.clone())),
            rank: ranks_as.map(|own| rank(panel, at, own, members)),
            year,
            years,
            change,
        })
    }
}

/// Unrounded where the others' are too, else as it would be printed.
fn ranking_value(panel: &Panel, at: PeriodColumn, value: f64) -> f64 {
    if panel.ranks_on_counts(at) {
        value
    } else {
        panel.indicator.printed(value)
    }
}

fn against(
    panel: &Panel,
    at: PeriodColumn,
    benchmark: Area,
    own: Estimate,
) -> Option<FootprintAgainst> {
    Some(FootprintAgainst {
        benchmark,
        value: panel.value(at, benchmark)?,
        verdict: verdict::against(&own, aggregate(panel, at, benchmark)?),
    })
}

fn rank(panel: &Panel, at: PeriodColumn, own: f64, members: &[Area]) -> FootprintRank {
    let current = panel.slots.current();
    let others: Vec<f64> = current
        .filter(|area| !members.contains(area))
        .filter_map(|area| panel.ranking_value(at, area))
        .collect();
    let mut ranked = Vec::with_capacity(others.len() + 1);
    sort_into(others.iter().copied().chain([own]), &mut ranked);
    FootprintRank {
        place: place(&ranked, own, panel.indicator.polarity),
        others: others.len(),
        higher: others.iter().filter(|other| **other > own).count(),
        same: others.iter().filter(|other| **other == own).count(),
    }
}

/// The change since the first year that is like the newest.
fn change(
    panel: &Panel,
    earlier: &[FootprintYear],
    now: &FootprintYear,
) -> Option<FootprintChange> {
    let place = earlier
        .iter()
        .position(|year| panel.are_alike(year.at, now.at))?;
    let first = &earlier[place];
    let is_beyond_chance = CountBasis::of(&panel.indicator)
        .zip(now.pair().zip(first.pair()))
        .and_then(|(basis, (now, first))| is_beyond_chance(basis, now, first));
    Some(FootprintChange {
        from: first.at,
        earlier: first.value,
        is_up: now.value > first.value,
        is_beyond_chance,
        is_cut: place > 0,
    })
}

fn is_beyond_chance(basis: CountBasis, now: CountPair, first: CountPair) -> Option<bool> {
    match basis {
        CountBasis::Rate => {
            let ratio = two_rates(whole(now.0)?, now.1, whole(first.0)?, first.1).ok()?;
            Some(!ratio.limits.p95.contains(1.0))
        }
        CountBasis::Proportion => {
            let [x1, n1, x2, n2] = [now.0, now.1, first.0, first.1].map(whole);
            let difference = two_proportions(x1?, n1?, x2?, n2?).ok()?;
            Some(!difference.limits.p95.contains(0.0))
        }
    }
}
