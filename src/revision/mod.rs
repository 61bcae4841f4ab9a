//! `revisions`: figures of past periods that a later release gives differently, and the results that change with them.
//!
//! Only periods that both releases have are compared: a release drops its oldest year and adds a new one, and neither is a revision.

mod effect;
pub(crate) mod papers;
pub(crate) mod releases;
pub(crate) mod rows;

use crate::compare::panel::{Panel, PeriodColumn, Slots};
use crate::compare::study::Study;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::Reading;
use crate::observation::table::Figure;
use crate::reference::Reference;
pub(crate) use effect::RevisionEffect;
use releases::ReleaseFigures;
use std::collections::BTreeSet;

/// What became of a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum RevisionKind {
    /// Another number; or another symbol than before.
    Changed,
    Appeared,
    Disappeared,
    BecameSymbol,
    BecameValue,
}

impl RevisionKind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            RevisionKind::Changed => "changed",
            RevisionKind::Appeared => "appeared",
            RevisionKind::Disappeared => "disappeared",
            RevisionKind::BecameSymbol => "became-symbol",
            RevisionKind::BecameValue => "became-value",
        }
    }

    /// None where the figure is the same, or where neither release has a number.
    fn between(old: Option<Reading>, new: Option<Reading>) -> Option<RevisionKind> {
        match (old, new) {
            (Some(Reading::Known(_)), Some(Reading::Missing(_))) => {
                Some(RevisionKind::BecameSymbol)
            }
            (Some(Reading::Missing(_)), Some(Reading::Known(_))) => Some(RevisionKind::BecameValue),
            (Some(old), Some(new)) => (old != new).then_some(RevisionKind::Changed),
            (None, Some(Reading::Known(_))) => Some(RevisionKind::Appeared),
            (Some(Reading::Known(_)), None) => Some(RevisionKind::Disappeared),
            _ => None,
        }
    }
}

/// One figure that two releases give differently.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Revision {
    /// The indicator, as the newer release describes it.
    pub(crate) indicator: Indicator,
    pub(crate) area: Area,
    pub(crate) period: Period,
    pub(crate) kind: RevisionKind,
    /// None where the release has no row.
    pub(crate) old: Option<Reading>,
    pub(crate) new: Option<Reading>,
    /// Id of the vintage, or the release or folder, that each figure is in.
    pub(crate) old_vintage: String,
    pub(crate) new_vintage: String,
    /// The results that differ for this authority and period.
    pub(crate) effects: Vec<RevisionEffect>,
}

/// An authority whose own figure is unchanged while its place among others moved.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PlaceShift {
    pub(crate) indicator: Indicator,
    pub(crate) area: Area,
    pub(crate) period: Period,
    pub(crate) effects: Vec<RevisionEffect>,
}

/// How many figures of one indicator differ, over the areas and periods that both releases have.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct RevisionTotal {
    pub(crate) indicator: String,
    pub(crate) old_vintage: String,
    pub(crate) new_vintage: String,
    /// Rows in both, of authorities, regions and England; and those of authorities alone.
    pub(crate) common: usize,
    pub(crate) common_of_authorities: usize,
    /// Figures that differ, of all areas; and of authorities by kind, in the order of [`RevisionKind`].
    pub(crate) figures: usize,
    pub(crate) of_authorities: [usize; 5],
    /// Counts and bases that differ, of all areas; none where a release publishes none.
    pub(crate) counts: Option<usize>,
    pub(crate) bases: Option<usize>,
}

impl RevisionTotal {
    /// How many figures of authorities differ in this way.
    pub(crate) fn of(&self, kind: RevisionKind) -> usize {
        self.of_authorities[kind as usize]
    }
}

/// Every difference between two releases.
#[derive(Default)]
pub(crate) struct RevisionReport {
    /// In order of indicator, then authority, then period.
    pub(crate) revisions: Vec<Revision>,
    /// Only for the scope of one authority.
    pub(crate) shifts: Vec<PlaceShift>,
    pub(crate) totals: Vec<RevisionTotal>,
    /// Indicators that only one of the two has.
    pub(crate) only_old: Vec<String>,
    pub(crate) only_new: Vec<String>,
}

/// Whose revisions are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RevisionScope {
    Authorities,
    /// England and the regions too.
    Everywhere,
    One(Area),
}

impl RevisionScope {
    fn includes(self, area: Area) -> bool {
        match self {
            RevisionScope::Authorities => area.is_authority(),
            RevisionScope::Everywhere => true,
            RevisionScope::One(one) => area == one,
        }
    }
}

/// Compares two releases.
pub(crate) fn between(
    old: &ReleaseFigures<'_>,
    new: &ReleaseFigures<'_>,
    reference: &Reference,
    scope: RevisionScope,
) -> RevisionReport {
    let (before, after) = (&old.study, &new.study);
    let (old_ids, new_ids) = (indicator_ids(before), indicator_ids(after));
    let mut report = RevisionReport {
        only_old: old_ids.difference(&new_ids).cloned().collect(),
        only_new: new_ids.difference(&old_ids).cloned().collect(),
        ..RevisionReport::default()
    };
    let national = after.standing().filter(|panel| !panel.indicator.local);
    for panel in national {
        let Some(earlier) = before.panel(&panel.indicator.id) else {
            continue;
        };
        let pair = PanelPair {
            old: earlier,
            new: panel,
            labels: (&old.label, &new.label),
            reference,
            slots: after.slots(),
        };
        pair.compare(scope, &mut report);
    }
    report.revisions.sort_by(|a, b| {
        (&a.indicator.id, a.area, &a.period.end, &a.period.label).cmp(&(
            &b.indicator.id,
            b.area,
            &b.period.end,
            &b.period.label,
        ))
    });
    report
}

fn indicator_ids(study: &Study<'_>) -> BTreeSet<String> {
    study
        .standing()
        .map(|panel| panel.indicator.id.clone())
        .collect()
}

/// One indicator in both releases.
struct PanelPair<'p> {
    old: &'p Panel,
    new: &'p Panel,
    /// The releases as they were typed.
    labels: (&'p str, &'p str),
    reference: &'p Reference,
    slots: &'p Slots,
}

impl PanelPair<'_> {
    fn compare(&self, scope: RevisionScope, report: &mut RevisionReport) {
        let mut total = RevisionTotal {
            indicator: self.new.indicator.id.clone(),
            old_vintage: vintage_name(self.old, None, self.labels.0),
            new_vintage: vintage_name(self.new, None, self.labels.1),
            common: 0,
            common_of_authorities: 0,
            figures: 0,
            of_authorities: [0; 5],
            counts: None,
            bases: None,
        };
        let (mut counts, mut bases) = (DifferenceCount::default(), DifferenceCount::default());
        let areas = (0..self.slots.len()).filter_map(|slot| self.slots.area(slot));
        let areas: Vec<Area> = areas.collect();
        for columns in self.columns() {
            let before = total.figures;
            for area in &areas {
                let (old, new) = self.figures(columns, *area);
                if let (Some(old), Some(new)) = (&old, &new) {
                    total.common += 1;
                    total.common_of_authorities += usize::from(area.is_authority());
                    counts.note(old.numerator, new.numerator);
                    bases.note(old.denominator, new.denominator);
                }
                let Some(kind) =
                    RevisionKind::between(old.map(|old| old.reading), new.map(|new| new.reading))
                else {
                    continue;
                };
                total.figures += 1;
                total.of_authorities[kind as usize] += usize::from(area.is_authority());
                if scope.includes(*area) {
                    report.revisions.push(self.revision(*area, columns, kind));
                }
            }
            if let RevisionScope::One(area) = scope
                && total.figures > before
            {
                self.add_shift(area, columns, report);
            }
        }
        (total.counts, total.bases) = (counts.differing(), bases.differing());
        // Two releases may hold an indicator and no period in common.
        if total.common + total.figures > 0 {
            report.totals.push(total);
        }
    }

    /// Columns of the periods that both have: the old panel's, then the new one's.
    fn columns(&self) -> Vec<(PeriodColumn, PeriodColumn)> {
        let mut columns = Vec::new();
        for at in self.new.columns() {
            let period = self.new.period(at);
            let earlier = self.old.column_where(|old| {
                (old.kind, old.start, old.end) == (period.kind, period.start, period.end)
            });
            columns.extend(earlier.map(|earlier| (earlier, at)));
        }
        columns
    }

    fn figures(
        &self,
        columns: (PeriodColumn, PeriodColumn),
        area: Area,
    ) -> (Option<Figure>, Option<Figure>) {
        (
            self.old.figure(columns.0, area),
            self.new.figure(columns.1, area),
        )
    }

    fn revision(
        &self,
        area: Area,
        columns: (PeriodColumn, PeriodColumn),
        kind: RevisionKind,
    ) -> Revision {
        let (old, new) = self.figures(columns, area);
        let old_file = old.map(|old| old.origin.file);
        let new_file = new.map(|new| new.origin.file);
        Revision {
            indicator: self.new.indicator.clone(),
            area,
            period: self.period(columns),
            kind,
            old: old.map(|old| old.reading),
            new: new.map(|new| new.reading),
            old_vintage: vintage_name(self.old, old_file, self.labels.0),
            new_vintage: vintage_name(self.new, new_file, self.labels.1),
            effects: self.effects(columns, area),
        }
    }

    fn effects(&self, columns: (PeriodColumn, PeriodColumn), area: Area) -> Vec<RevisionEffect> {
        effect::effects(self.old, self.new, columns, area, self.reference)
    }

    /// Where others were revised, the place of an authority may move though its own figure is unchanged.
    fn add_shift(
        &self,
        area: Area,
        columns: (PeriodColumn, PeriodColumn),
        report: &mut RevisionReport,
    ) {
        let period = self.period(columns);
        let id = &self.new.indicator.id;
        let is_revised = report.revisions.iter().any(|revision| {
            revision.area == area && revision.period == period && revision.indicator.id == *id
        });
        if is_revised {
            return;
        }
        let effects = self.effects(columns, area);
        if !effects.is_empty() {
            report.shifts.push(PlaceShift {
                indicator: self.new.indicator.clone(),
                area,
                period,
                effects,
            });
        }
    }

    fn period(&self, columns: (PeriodColumn, PeriodColumn)) -> Period {
        self.new.period(columns.1).clone()
    }
}

impl Revision {
    /// Whether both are revisions of the same figure.
    fn is_of_figure(&self, other: &Revision) -> bool {
        self.indicator.id == other.indicator.id
            && self.area == other.area
            && self.period == other.period
    }

    /// Sorts what a person looks at first: how many verdicts differ, then figures that come or go, then the greatest change.
    pub(crate) fn weight(&self) -> (usize, bool, f64) {
        let verdicts = self.effects.iter().filter(|effect| {
            !matches!(
                effect,
                RevisionEffect::Rank { .. } | RevisionEffect::NeighboursMean { .. }
            )
        });
        let change = match (self.old, self.new) {
            (Some(Reading::Known(old)), Some(Reading::Known(new))) => {
                (new - old).abs() / old.abs().max(1.0)
            }
            _ => 0.0,
        };
        (verdicts.count(), self.kind != RevisionKind::Changed, change)
    }
}

/// The id of a file's vintage, else its release, else the release as it was typed. Without a file, that of England's newest figure.
fn vintage_name(panel: &Panel, file: Option<u16>, typed: &str) -> String {
    let file = file.or_else(|| {
        let newest = panel.origin(panel.latest()?, Area::ENGLAND)?;
        Some(newest.file)
    });
    let source = file.and_then(|file| panel.source(file));
    let names = source.map(|source| [&source.vintage, &source.release]);
    names
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .map_or_else(|| typed.to_owned(), String::clone)
}

/// How many numbers differ, of counts or of bases.
#[derive(Default)]
struct DifferenceCount {
    /// Whether each release publishes any.
    in_old: bool,
    in_new: bool,
    differing: usize,
}

impl DifferenceCount {
    fn note(&mut self, old: Option<f64>, new: Option<f64>) {
        self.in_old |= old.is_some();
        self.in_new |= new.is_some();
        self.differing += usize::from(old != new);
    }

    /// None where a release publishes none.
    fn differing(&self) -> Option<usize> {
        (self.in_old && self.in_new).then_some(self.differing)
    }
}
