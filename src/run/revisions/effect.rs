//! What a revision changes: place, band, verdict against England, the neighbours' mean and the side of it.

use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::{Comparison, Side, compare, significance};
use crate::finding::words::mean_digits;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::stat::verdict::Verdict;

/// One thing that is said otherwise now; none on a side where nothing could be said.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Effect {
    Rank {
        old: Option<usize>,
        new: Option<usize>,
    },
    Band {
        old: Option<&'static str>,
        new: Option<&'static str>,
    },
    England {
        old: Option<Verdict>,
        new: Option<Verdict>,
    },
    NeighboursMean {
        old: Option<f64>,
        new: Option<f64>,
    },
    NeighboursSide {
        old: Option<Side>,
        new: Option<Side>,
    },
}

/// Everything that is otherwise for an authority in one period.
pub(super) fn of(
    old: &Panel,
    new: &Panel,
    columns: (usize, usize),
    area: Area,
    reference: &Reference,
) -> Vec<Effect> {
    if !area.is_authority() {
        return Vec::new();
    }
    let comparators = Comparators::neighbours(NeighbourList::DEFAULT);
    let compared = |panel, at| compare(panel, at, area, reference, &comparators);
    let (Some(before), Some(after)) = (compared(old, columns.0), compared(new, columns.1)) else {
        return Vec::new();
    };
    let rank = |c: &Comparison<'_>| c.rank.map(|at| at.place.rank);
    let band = |c: &Comparison<'_>| c.band.map(|band| band.letter());
    let england = |panel, at| {
        significance::against(panel, at, area, Area::ENGLAND).map(|against| against.verdict)
    };
    let mean = |c: &Comparison<'_>| {
        c.neighbours
            .spread
            .filter(|_| c.neighbours.enough())
            .map(|spread| spread.mean)
    };
    let side = |c: &Comparison<'_>| c.side_of(&c.neighbours);
    let printed = |c: &Comparison<'_>| mean(c).map(|value| mean_digits(c.indicator, value));
    let mut effects = Vec::new();
    if rank(&before) != rank(&after) {
        effects.push(Effect::Rank {
            old: rank(&before),
            new: rank(&after),
        });
    }
    if band(&before) != band(&after) {
        effects.push(Effect::Band {
            old: band(&before),
            new: band(&after),
        });
    }
    let verdicts = (england(old, columns.0), england(new, columns.1));
    // Where only one release publishes the counts, nothing could be tested on the other: that is no other verdict.
    let both_known = old.value(columns.0, area).is_some() && new.value(columns.1, area).is_some();
    let untested = both_known && (verdicts.0.is_none() || verdicts.1.is_none());
    if verdicts.0 != verdicts.1 && !untested {
        effects.push(Effect::England {
            old: verdicts.0,
            new: verdicts.1,
        });
    }
    if printed(&before) != printed(&after) {
        effects.push(Effect::NeighboursMean {
            old: mean(&before),
            new: mean(&after),
        });
    }
    if side(&before) != side(&after) {
        effects.push(Effect::NeighboursSide {
            old: side(&before),
            new: side(&after),
        });
    }
    effects
}
