//! What a revision changes for an authority: its rank, its quartile band, the verdict against England, the neighbours' mean and the
//! side of that mean on which the authority lies.

use crate::compare::comparators::Comparators;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::{PrintedSide, compare, significance};
use crate::finding::prose::mean_digits;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::stat::verdict::Verdict;

/// One result that differs between two releases; none for a release by which nothing can be said.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum RevisionEffect {
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
        old: Option<PrintedSide>,
        new: Option<PrintedSide>,
    },
}

/// The results that differ for an authority between a column of the old panel and the same period's column of the new one.
pub(super) fn effects(
    old: &Panel,
    new: &Panel,
    columns: (PeriodColumn, PeriodColumn),
    area: Area,
    reference: &Reference,
) -> Vec<RevisionEffect> {
    if !area.is_authority() {
        return Vec::new();
    }
    let before = AuthorityResults::of(old, columns.0, area, reference);
    let after = AuthorityResults::of(new, columns.1, area, reference);
    let mut effects = Vec::new();
    if before.rank != after.rank {
        effects.push(RevisionEffect::Rank {
            old: before.rank,
            new: after.rank,
        });
    }
    if before.band != after.band {
        effects.push(RevisionEffect::Band {
            old: before.band,
            new: after.band,
        });
    }
    // Where only one release publishes the counts, nothing could be tested on the other: that is no other verdict.
    let both_known = before.has_value && after.has_value;
    let untested = both_known && (before.england.is_none() || after.england.is_none());
    if before.england != after.england && !untested {
        effects.push(RevisionEffect::England {
            old: before.england,
            new: after.england,
        });
    }
    if before.printed_mean != after.printed_mean {
        effects.push(RevisionEffect::NeighboursMean {
            old: before.neighbours_mean,
            new: after.neighbours_mean,
        });
    }
    if before.neighbours_side != after.neighbours_side {
        effects.push(RevisionEffect::NeighboursSide {
            old: before.neighbours_side,
            new: after.neighbours_side,
        });
    }
    effects
}

/// What one release gives for an authority in one period.
struct AuthorityResults {
    has_value: bool,
    rank: Option<usize>,
    band: Option<&'static str>,
    england: Option<Verdict>,
    /// None where too few neighbours have a figure.
    neighbours_mean: Option<f64>,
    /// The same as it is printed.
    printed_mean: Option<String>,
    neighbours_side: Option<PrintedSide>,
}

impl AuthorityResults {
    fn of(panel: &Panel, column: PeriodColumn, area: Area, reference: &Reference) -> Self {
        let comparators = Comparators::neighbours(NeighbourList::DEFAULT);
        let comparison = compare(panel, column, area, reference, &comparators);
        let neighbours = &comparison.neighbours;
        let mean = neighbours.comparable().map(|spread| spread.mean);
        AuthorityResults {
            has_value: panel.value(column, area).is_some(),
            rank: comparison.rank.map(|rank| rank.place.rank),
            band: comparison.band.map(|band| band.letter()),
            england: significance::against(panel, column, area, Area::ENGLAND)
                .map(|against| against.verdict),
            neighbours_mean: mean,
            printed_mean: mean.map(|mean| mean_digits(comparison.indicator, mean)),
            neighbours_side: comparison.side_of(neighbours),
        }
    }
}

/// Effects in few words, such as "rank 5 → 6; band C → D".
pub(super) fn in_words(effects: &[RevisionEffect], indicator: &Indicator) -> String {
    effects
        .iter()
        .map(|effect| effect.in_words(indicator))
        .collect::<Vec<_>>()
        .join("; ")
}

impl RevisionEffect {
    fn in_words(&self, indicator: &Indicator) -> String {
        match *self {
            RevisionEffect::Rank { old, new } => {
                arrow("rank", old, new, |rank: usize| rank.to_string())
            }
            RevisionEffect::Band { old, new } => arrow("band", old, new, str::to_owned),
            RevisionEffect::England { old, new } => {
                arrow("against England", old, new, |verdict: Verdict| {
                    verdict.name().to_owned()
                })
            }
            RevisionEffect::NeighboursMean { old, new } => {
                arrow("neighbours’ mean", old, new, |mean: f64| {
                    mean_digits(indicator, mean)
                })
            }
            RevisionEffect::NeighboursSide { old, new } => arrow(
                "beside neighbours’ mean",
                old,
                new,
                |side: PrintedSide| side_word(side).to_owned(),
            ),
        }
    }
}

/// "band C → D", with a dash for what is not known.
fn arrow<T>(name: &str, old: Option<T>, new: Option<T>, text: impl Fn(T) -> String) -> String {
    let [old, new] = [old, new].map(|value| value.map_or_else(|| "–".to_owned(), &text));
    format!("{name} {old} → {new}")
}

/// The word for programs.
pub(super) fn side_word(side: PrintedSide) -> &'static str {
    match side {
        PrintedSide::Above => "above",
        PrintedSide::Level => "level",
        PrintedSide::Below => "below",
    }
}
