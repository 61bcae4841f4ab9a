//! A claim held against the panels. Each kind of claim has its file; here is what they share: the panels of the newest release
//! and of an earlier one, the columns a claim may be about, and how a verdict follows from asking each of them.

use super::claim::{Claim, What};
use super::{Shelf, Shown, Verdict, numbers, order, support, when};
use crate::compare::change::Changes;
use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::{Comparison, compare};
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::observation::indicator::Unit;
use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::group::Group;
use crate::reference::neighbours::NeighbourList;
use std::collections::BTreeMap;

/// The figures that speak, and those of another release of the same publications, where one was given.
#[derive(Default)]
pub(crate) struct Releases<'p> {
    pub(crate) now: Shelf<'p>,
    pub(crate) other: Shelf<'p>,
}

/// What the data says of a claim.
pub(super) struct Found {
    pub(super) verdict: Verdict,
    pub(super) area: Area,
    pub(super) period: String,
    pub(super) says: String,
    pub(super) shown: Shown,
}

/// Judges claims; keeps what all authorities share, since it is dear to compute.
pub(super) struct Judge<'r> {
    pub(super) reference: &'r Reference,
    list: NeighbourList,
    releases: &'r Releases<'r>,
    changes: BTreeMap<(String, usize), Changes>,
}

impl<'r> Judge<'r> {
    pub(super) fn new(
        reference: &'r Reference,
        list: NeighbourList,
        releases: &'r Releases<'r>,
    ) -> Judge<'r> {
        Judge {
            reference,
            list,
            releases,
            changes: BTreeMap::new(),
        }
    }

    pub(super) fn unit(&self, id: &str) -> Option<Unit> {
        self.reference
            .catalogue
            .get(id)
            .map(|entry| entry.unit.clone())
    }

    pub(super) fn words(&self) -> Words<'r> {
        Words {
            reference: self.reference,
        }
    }

    /// The verdict on a claim; none where it cannot be decided.
    pub(super) fn of(&mut self, claim: &Claim) -> Option<Found> {
        let Some(panel) = self.releases.now.get(claim.indicator.as_str()).copied() else {
            let entry = self.reference.catalogue.get(&claim.indicator)?;
            let says = self.words().not_loaded(&entry.noun);
            return Some(self.not_found(claim.area, says));
        };
        match claim.what {
            What::Figure { whose, number } => numbers::figure(self, panel, claim, whose, number),
            What::Placed {
                rank,
                end,
                company,
                of,
            } => order::placed(self, panel, claim, (rank, end, company, of)),
            What::Beside {
                way,
                company,
                significant,
            } => order::beside(self, panel, claim, (way, company, significant)),
            What::Alike { company } => support::alike(self, panel, claim, company),
            What::Moved { way, significant } => {
                support::moved(self, panel, claim, way, significant)
            }
        }
    }

    /// The same indicator as the other release has it.
    pub(super) fn other(&self, panel: &Panel) -> Option<&'r Panel> {
        self.releases
            .other
            .get(panel.indicator.id.as_str())
            .copied()
    }

    pub(super) fn not_found(&self, area: Area, says: String) -> Found {
        Found {
            verdict: Verdict::NotFound,
            area,
            period: String::new(),
            says,
            shown: Shown::default(),
        }
    }

    /// A verdict shown by the figure of an area in a column.
    pub(super) fn found(
        &self,
        verdict: Verdict,
        panel: &Panel,
        at: usize,
        area: Area,
        says: String,
    ) -> Found {
        let origin = panel.origin(at, area);
        let source = origin.and_then(|origin| panel.source(origin.file));
        let shown = Shown {
            source: source.map(Source::credit).unwrap_or_default(),
            file: source.map(|source| source.file.clone()).unwrap_or_default(),
            row: origin.map(|origin| origin.row),
        };
        let period = panel
            .periods
            .get(at)
            .map(|period| period.label.clone())
            .unwrap_or_default();
        Found {
            verdict,
            area,
            period,
            says,
            shown,
        }
    }

    /// One authority in one column, with its region's authorities as a group.
    pub(super) fn comparison(
        &self,
        panel: &'r Panel,
        at: usize,
        area: Area,
    ) -> Option<Comparison<'r>> {
        let comparators = Comparators {
            groups: Group::named(self.reference, area, "region")
                .into_iter()
                .collect(),
            ..Comparators::neighbours(self.list)
        };
        compare(panel, at, area, self.reference, &comparators)
    }

    /// How much all authorities moved in the years up to a column.
    pub(super) fn changes(&mut self, panel: &Panel, at: usize) -> &Changes {
        self.changes
            .entry((panel.indicator.id.clone(), at))
            .or_insert_with(|| {
                let current: Vec<Area> = panel
                    .slots
                    .current()
                    .iter()
                    .filter_map(|slot| panel.slots.area(*slot))
                    .collect();
                Changes::of(panel, at, &current)
            })
    }
}

/// The columns that a claim may be about.
pub(super) struct Columns {
    /// Those whose period it names; every one, newest first, where it names none.
    pub(super) at: Vec<usize>,
    pub(super) named: bool,
    /// The newest in which the area has a figure.
    pub(super) newest: Option<usize>,
}

/// Finds them.
pub(super) fn columns(panel: &Panel, claim: &Claim, area: Area) -> Columns {
    let last = panel.latest().unwrap_or_default();
    let newest = (0..=last).rev().find(|at| panel.value(*at, area).is_some());
    if claim.when.is_empty() {
        return Columns {
            at: (0..=last).rev().collect(),
            named: false,
            newest,
        };
    }
    let mut at: Vec<usize> = claim
        .when
        .iter()
        .flat_map(|named| when::columns(panel, *named))
        .collect();
    at.sort_unstable_by(|a, b| b.cmp(a));
    at.dedup();
    Columns {
        at,
        named: true,
        newest,
    }
}

impl Columns {
    /// Asks each column whether a claim holds there, and answers with the verdict and the column that shows it: the first in
    /// which it holds, else the newest that it may be about. None where no column can tell.
    pub(super) fn ask(
        &self,
        wrong: Verdict,
        holds: impl Fn(usize) -> Option<bool>,
    ) -> Option<(Verdict, usize)> {
        let newest = self.newest?;
        // Most years ago a rank was another; only the last few can be what a paper without a date still speaks of.
        let reach = if self.named { usize::MAX } else { 4 };
        let told: Vec<(usize, bool)> = self
            .at
            .iter()
            .filter(|at| **at <= newest)
            .take(reach)
            .filter_map(|at| Some((*at, holds(*at)?)))
            .collect();
        let first = told.first()?.0;
        Some(match told.iter().find(|(_, holds)| *holds) {
            Some((at, _)) if *at == newest => (Verdict::Agrees, *at),
            Some((at, _)) => (Verdict::Stale, *at),
            None => (wrong, first),
        })
    }
}
