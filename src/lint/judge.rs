//! What the checks of all kinds of claim share: the panels of the newest release and of another one, the columns that a claim may be
//! about, and how a verdict follows from checking each of them.

use super::claim::Claim;
use super::period_names;
use super::remark::{ClaimVerdict, EvidenceRow};
use crate::compare::change::AllChanges;
use crate::compare::comparators::Comparators;
use crate::compare::nation::{Nation, RankScope};
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::study::Study;
use crate::compare::{Comparison, compare};
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::observation::area::Area;
use crate::observation::indicator::Unit;
use crate::reference::Reference;
use crate::reference::group::Group;
use crate::reference::neighbours::NeighbourList;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Panels by the id of their indicator.
pub(crate) type PanelsById<'p> = BTreeMap<&'p str, &'p Panel>;

/// The figures that claims are checked against, and those of another release of the same publications, where one was given.
#[derive(Default)]
pub(crate) struct PublishedPanels<'p> {
    pub(crate) now: PanelsById<'p>,
    pub(crate) other: PanelsById<'p>,
    /// Whose panels these are: a finding may need other indicators. Without one nothing is said to be left out.
    pub(crate) study: Option<&'p Study<'p>>,
}

/// What the data says of a claim.
pub(super) struct Ruling {
    pub(super) verdict: ClaimVerdict,
    pub(super) area: Area,
    /// The label of the period that decides; empty where none does.
    pub(super) period: String,
    pub(super) says: String,
    pub(super) shown: EvidenceRow,
}

impl Ruling {
    /// There is no figure to check a claim against.
    pub(super) fn not_found(area: Area, says: String) -> Ruling {
        Ruling {
            verdict: ClaimVerdict::NotFound,
            area,
            period: String::new(),
            says,
            shown: EvidenceRow::default(),
        }
    }

    /// A verdict that the figure of an area in a column shows.
    pub(super) fn shown_by(
        panel: &Panel,
        (at, area): (PeriodColumn, Area),
        verdict: ClaimVerdict,
        says: String,
    ) -> Ruling {
        Ruling {
            verdict,
            area,
            period: panel.period(at).label.clone(),
            says,
            shown: evidence(panel, at, area),
        }
    }
}

/// The published row of a figure; empty where the panel does not know it.
pub(super) fn evidence(panel: &Panel, at: PeriodColumn, area: Area) -> EvidenceRow {
    let Some(origin) = panel.origin(at, area) else {
        return EvidenceRow::default();
    };
    let row = Some(origin.row);
    match panel.source(origin.file) {
        Some(source) => EvidenceRow {
            source: source.credit(),
            file: source.file.clone(),
            row,
        },
        None => EvidenceRow {
            row,
            ..EvidenceRow::default()
        },
    }
}

/// The panels and the reference data of one reading. The changes of all authorities are kept, since computing them takes long.
pub(super) struct Judge<'r> {
    pub(super) reference: &'r Reference,
    list: NeighbourList,
    pub(super) panels: &'r PublishedPanels<'r>,
    pub(super) phrases: &'r Phrases,
    changes: BTreeMap<(String, PeriodColumn), AllChanges>,
    nations: RefCell<BTreeMap<(String, PeriodColumn), Arc<Nation>>>,
}

impl<'r> Judge<'r> {
    pub(super) fn new(
        reference: &'r Reference,
        list: NeighbourList,
        panels: &'r PublishedPanels<'r>,
        phrases: &'r Phrases,
    ) -> Judge<'r> {
        Judge {
            reference,
            list,
            panels,
            phrases,
            changes: BTreeMap::new(),
            nations: RefCell::default(),
        }
    }

    /// The unit of an indicator; none where the catalogue does not know it.
    pub(super) fn unit(&self, id: &str) -> Option<Unit> {
        self.reference
            .catalogue
            .get(id)
            .map(|entry| entry.unit.clone())
    }

    pub(super) fn words(&self) -> Prose<'r> {
        Prose {
            reference: self.reference,
        }
    }

    /// The panel of the same indicator in the other release.
    pub(super) fn other(&self, panel: &Panel) -> Option<&'r Panel> {
        self.panels.other.get(panel.indicator.id.as_str()).copied()
    }

    /// One authority in one column, with the authorities of its region as a group.
    pub(super) fn comparison(
        &self,
        panel: &'r Panel,
        at: PeriodColumn,
        area: Area,
    ) -> Comparison<'r> {
        let comparators = Comparators {
            groups: Group::named(self.reference, area, self.list, "region")
                .into_iter()
                .collect(),
            ..Comparators::neighbours(self.list)
        };
        compare(panel, at, area, self.reference, &comparators)
    }

    /// The same with what all authorities share in the column, which is kept.
    pub(super) fn with_nation(
        &self,
        panel: &'r Panel,
        at: PeriodColumn,
        area: Area,
    ) -> Comparison<'r> {
        let key = (panel.indicator.id.clone(), at);
        let mut nations = self.nations.borrow_mut();
        let nation = nations.entry(key).or_insert_with(|| {
            Arc::new(Nation::of(
                panel,
                at,
                self.reference,
                self.list,
                RankScope::One,
            ))
        });
        self.comparison(panel, at, area).within(nation)
    }

    /// How much the figures of all authorities changed in the years up to a column.
    pub(super) fn changes(&mut self, panel: &Panel, at: PeriodColumn) -> &AllChanges {
        self.changes
            .entry((panel.indicator.id.clone(), at))
            .or_insert_with(|| AllChanges::of_today(panel, at))
    }
}

/// The newest column in which an area has a figure.
pub(super) fn newest_column(panel: &Panel, area: Area) -> Option<PeriodColumn> {
    panel
        .columns_to(panel.latest()?)
        .rev()
        .find(|at| panel.value(*at, area).is_some())
}

/// The columns between which a figure is said to have changed.
#[derive(Clone)]
pub(super) struct ClaimedSpan {
    /// The columns where it may begin; empty where the sentence does not say.
    pub(super) from: Vec<PeriodColumn>,
    pub(super) to: PeriodColumn,
}

/// The columns that a claim may be about.
pub(super) struct ClaimColumns {
    /// Newest first: those of the periods that the claim names; all of them where it names none.
    pub(super) at: Vec<PeriodColumn>,
    has_period: bool,
    /// The newest in which the area has a figure.
    pub(super) newest: Option<PeriodColumn>,
}

impl ClaimColumns {
    pub(super) fn of(panel: &Panel, claim: &Claim, area: Area) -> ClaimColumns {
        let mut at: Vec<PeriodColumn> = if claim.periods.is_empty() {
            panel
                .latest()
                .map_or_else(Vec::new, |last| panel.columns_to(last).collect())
        } else {
            claim
                .periods
                .iter()
                .flat_map(|named| period_names::columns(panel, *named))
                .collect()
        };
        at.sort_unstable_by(|a, b| b.cmp(a));
        at.dedup();
        ClaimColumns {
            at,
            has_period: !claim.periods.is_empty(),
            newest: newest_column(panel, area),
        }
    }

    /// The first column in which an area has a figure.
    pub(super) fn first_with_figure(&self, panel: &Panel, area: Area) -> Option<PeriodColumn> {
        self.at
            .iter()
            .copied()
            .find(|at| panel.value(*at, area).is_some())
    }

    /// Checks a claim in each column, and answers with the verdict and the column that shows it: the first in which it holds, else the
    /// newest that it may be about. `holds` is none where a column cannot decide; so is the answer where none can.
    pub(super) fn verdict(
        &self,
        if_false: ClaimVerdict,
        holds: impl Fn(PeriodColumn) -> Option<bool>,
    ) -> Option<(ClaimVerdict, PeriodColumn)> {
        let newest = self.newest?;
        // Ranks change over the years: a claim without a period can be about the last few only.
        let reach = if self.has_period { usize::MAX } else { 4 };
        let may_be_meant = self.at.iter().filter(|at| **at <= newest).take(reach);
        let mut first_decided = None;
        // The newest column mostly decides, and a check can take long: no older one is tried after the first in which it holds.
        for at in may_be_meant.copied() {
            let Some(holds) = holds(at) else { continue };
            if holds {
                let is_newest = at == newest;
                let verdict = if is_newest {
                    ClaimVerdict::Agrees
                } else {
                    ClaimVerdict::Stale
                };
                return Some((verdict, at));
            }
            first_decided = first_decided.or(Some(at));
        }
        first_decided.map(|first| (if_false, first))
    }
}

/// The ruling on a claim of better or worse about an indicator for which the catalogue sets no direction.
pub(super) fn without_direction(judge: &Judge<'_>, panel: &Panel, claim: &Claim) -> Option<Ruling> {
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let at = columns.first_with_figure(panel, claim.area)?;
    Some(Ruling::shown_by(
        panel,
        (at, claim.area),
        ClaimVerdict::MisPolarised,
        judge.words().direction(&panel.indicator),
    ))
}
