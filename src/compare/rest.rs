//! Is a figure different from the rest of its region? An authority's own counts are part of its region's, so the published
//! region is not a fair yardstick: they are taken off first. Regional counts are published to the nearest 10, so the rest is known
//! to within 5: where that could turn the verdict there is none.

use super::Comparison;
use super::change::level_of;
use super::significance::{CountBasis, CountPair, counts, whole};
use crate::observation::area::Area;
use crate::stat::exact::{binomial_two_sided, fisher_two_sided};
use crate::stat::interval::Limits;
use crate::stat::method::Method;
use crate::stat::two_samples::{two_proportions, two_rates};

/// Regional and national counts are published to the nearest this.
pub(crate) const ROUNDED_TO: f64 = 10.0;

/// One authority beside the rest of its region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RestOfRegion {
    pub(crate) region: Area,
    pub(crate) own: CountPair,
    /// As published, own counts included.
    pub(crate) published: CountPair,
    pub(crate) rest: CountPair,
    /// The rest's figure in the indicator's unit.
    pub(crate) value: f64,
    /// The exact p, and the largest that the rounding of the region's counts allows.
    pub(crate) p: f64,
    pub(crate) largest_p: f64,
    pub(crate) verdict: RestVerdict,
    pub(crate) basis: CountBasis,
    pub(crate) method: Method,
    _sealed: (),
}

/// What the test says, whatever the counts were before rounding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RestVerdict {
    Apart {
        above: bool,
        /// In per cent.
        level: f64,
    },
    Alike,
    /// Rounding decides.
    Open,
}

impl RestVerdict {
    /// As programs read it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            RestVerdict::Apart { above: true, .. } => "higher",
            RestVerdict::Apart { above: false, .. } => "lower",
            RestVerdict::Alike => "similar",
            RestVerdict::Open => "open: rounding decides",
        }
    }
}

/// Why the subtraction is not sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsound {
    /// Symbols, or no counts that give the published figure back, for the authority or its region.
    NoCounts,
    /// The region's counts are smaller than the authority's, or leave no more than their rounding.
    TooSmall,
}

impl Unsound {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Unsound::NoCounts => "counts are not published for both the authority and its region",
            Unsound::TooSmall => {
                "what is left of the region’s counts is no more than their rounding"
            }
        }
    }
}

impl RestOfRegion {
    /// How far the two are apart, with limits: a ratio of rates, or a difference of proportions in parts of one.
    pub(crate) fn size(&self) -> Option<(f64, Limits)> {
        let (own, rest) = (whole(self.own.0)?, whole(self.rest.0)?);
        match self.basis {
            CountBasis::Rate => two_rates(own, self.own.1, rest, self.rest.1)
                .ok()
                .map(|of| (of.ratio, of.limits)),
            CountBasis::Proportion => {
                let of =
                    two_proportions(own, whole(self.own.1)?, rest, whole(self.rest.1)?).ok()?;
                Some((of.difference, of.limits))
            }
        }
    }
}

/// The authority of a comparison against the rest of its region; none where no region may stand beside it.
pub(crate) fn beside(c: &Comparison<'_>) -> Option<Result<RestOfRegion, Unsound>> {
    let panel = c.panel;
    let (region, _) = c.comparable_region()?;
    let (basis, per) = (CountBasis::of(&panel.indicator)?, panel.indicator.per?);
    let pair = counts(panel, c.at, c.area)
        .zip(counts(panel, c.at, region))
        .filter(|_| c.area != region);
    Some(
        pair.ok_or(Unsound::NoCounts)
            .and_then(|(own, published)| apart(region, own, published, (basis, per))),
    )
}

fn apart(
    region: Area,
    own: CountPair,
    published: CountPair,
    (basis, per): (CountBasis, f64),
) -> Result<RestOfRegion, Unsound> {
    let rest = (published.0 - own.0, published.1 - own.1);
    // Fewer than the rounding itself would be a guess, and might tell a figure that is held back.
    if rest.0 < ROUNDED_TO
        || rest.1 < ROUNDED_TO
        || (basis == CountBasis::Proportion && rest.0 > rest.1)
    {
        return Err(Unsound::TooSmall);
    }
    let (more, less) = ends(rest, published, basis);
    let p_of = |rest: CountPair| p(basis, own, rest).ok_or(Unsound::NoCounts);
    let all = [p_of(rest)?, p_of(more)?, p_of(less)?];
    let above_of = |rest: CountPair| own.0 * rest.1 > rest.0 * own.1;
    let largest_p = all.into_iter().fold(0.0, f64::max);
    let smallest_p = all.into_iter().fold(1.0, f64::min);
    let one_side = above_of(more) == above_of(less);
    let verdict = match (
        level_of(largest_p).filter(|_| one_side),
        level_of(smallest_p),
    ) {
        (Some(level), _) => RestVerdict::Apart {
            above: above_of(rest),
            level,
        },
        (None, None) => RestVerdict::Alike,
        (None, Some(_)) => RestVerdict::Open,
    };
    let method = if basis == CountBasis::Rate {
        Method::ConditionalTest
    } else {
        Method::NewcombeFisher
    };
    let value = rest.0 / rest.1 * per;
    Ok(RestOfRegion {
        region,
        own,
        published,
        rest,
        value,
        p: all[0],
        largest_p,
        verdict,
        basis,
        method,
        _sealed: (),
    })
}

/// The rest with the most and with the fewest events that rounding allows: half a step where a count is a multiple of it.
fn ends(rest: CountPair, published: CountPair, basis: CountBasis) -> (CountPair, CountPair) {
    let half = |count: f64| {
        if count % ROUNDED_TO == 0.0 {
            ROUNDED_TO / 2.0
        } else {
            0.0
        }
    };
    let (over, of) = (half(published.0), half(published.1));
    let least = if basis == CountBasis::Proportion {
        rest.0 + over
    } else {
        1.0
    };
    (
        (rest.0 + over, (rest.1 - of).max(least)),
        (rest.0 - over, rest.1 + of),
    )
}

fn p(basis: CountBasis, own: CountPair, rest: CountPair) -> Option<f64> {
    let (events, others) = (whole(own.0)?, whole(rest.0)?);
    match basis {
        CountBasis::Rate => Some(binomial_two_sided(
            events,
            events + others,
            own.1 / (own.1 + rest.1),
        )),
        CountBasis::Proportion => {
            let (of, of_others) = (whole(own.1)?, whole(rest.1)?);
            (events <= of && others <= of_others)
                .then(|| fisher_two_sided(events, of, others, of_others))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: (CountBasis, f64) = (CountBasis::Rate, 10_000.0);
    const SHARE: (CountBasis, f64) = (CountBasis::Proportion, 100.0);

    fn of(
        own: CountPair,
        published: CountPair,
        how: (CountBasis, f64),
    ) -> Result<RestOfRegion, Unsound> {
        apart(Area(981), own, published, how)
    }

    #[test]
    fn own_counts_are_taken_off_before_the_test() {
        let found = of((531.0, 28_923.0), (14_480.0, 1_611_973.0), RATE).expect("sound");
        assert_eq!(found.rest, (13_949.0, 1_583_050.0));
        assert!((found.value - 13_949.0 / 1_583_050.0 * 10_000.0).abs() < 1e-12);
        assert_eq!(
            found.verdict,
            RestVerdict::Apart {
                above: true,
                level: 99.8
            }
        );
        let (ratio, limits) = found.size().expect("a size");
        assert!(limits.p95.contains(ratio) && limits.p998.lower > 1.0);
    }

    #[test]
    fn an_unsound_subtraction_is_refused() {
        for (own, published, how) in [
            ((531.0, 28_923.0), (530.0, 1_611_973.0), RATE),
            ((531.0, 28_923.0), (540.0, 1_611_973.0), RATE),
            ((40.0, 50.0), (70.0, 60.0), SHARE),
            ((10.0, 90.0), (100.0, 120.0), SHARE),
        ] {
            assert_eq!(
                of(own, published, how),
                Err(Unsound::TooSmall),
                "{own:?} of {published:?}"
            );
        }
        assert_eq!(
            of((531.5, 28_923.0), (14_480.0, 1_611_973.0), RATE),
            Err(Unsound::NoCounts)
        );
    }

    #[test]
    fn no_verdict_where_rounding_could_turn_it() {
        // 12 of 40 against 28 of 200: p is 0.02 as published, and above 0.05 with five events more among the rest.
        let found = of((12.0, 40.0), (40.0, 240.0), SHARE).expect("sound");
        assert!(found.p < 0.05 && found.largest_p > 0.05, "{found:?}");
        assert_eq!(found.verdict, RestVerdict::Open);
        // The same shares of counts that are not rounded stand.
        let found = of((12.0, 40.0), (41.0, 241.0), SHARE).expect("sound");
        assert_eq!(
            found.verdict,
            RestVerdict::Apart {
                above: true,
                level: 95.0
            }
        );
        let found = of((12.0, 60.0), (70.0, 350.0), SHARE).expect("sound");
        assert_eq!(found.verdict, RestVerdict::Alike);
    }
}
