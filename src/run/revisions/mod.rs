//! `revisions`: past figures that a later release has otherwise, and what that changes. Periods that only one of the two has are no
//! revision: a release drops its oldest year and adds a new one.

mod effect;
pub(crate) mod papers;
pub(crate) mod rows;
pub(crate) mod sides;

use crate::compare::panel::{Panel, Slots};
use crate::compare::study::Study;
use crate::error::Result;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::Reading;
use crate::reference::Reference;
pub(crate) use effect::Effect;
use sides::Side;
use std::collections::BTreeSet;

/// What became of a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    /// Another number; or another symbol than before.
    Changed,
    Appeared,
    Disappeared,
    BecameSymbol,
    BecameValue,
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Changed => "changed",
            Kind::Appeared => "appeared",
            Kind::Disappeared => "disappeared",
            Kind::BecameSymbol => "became-symbol",
            Kind::BecameValue => "became-value",
        }
    }

    fn of(old: Option<Reading>, new: Option<Reading>) -> Option<Kind> {
        match (old, new) {
            (Some(Reading::Known(_)), Some(Reading::Missing(_))) => Some(Kind::BecameSymbol),
            (Some(Reading::Missing(_)), Some(Reading::Known(_))) => Some(Kind::BecameValue),
            (Some(old), Some(new)) => (old != new).then_some(Kind::Changed),
            (None, Some(Reading::Known(_))) => Some(Kind::Appeared),
            (Some(Reading::Known(_)), None) => Some(Kind::Disappeared),
            _ => None,
        }
    }
}

/// One figure that two releases have otherwise.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Revision {
    /// The indicator, as the newer side describes it.
    pub(crate) indicator: Indicator,
    pub(crate) area: Area,
    pub(crate) period: Period,
    pub(crate) kind: Kind,
    /// None where that side holds no row.
    pub(crate) old: Option<Reading>,
    pub(crate) new: Option<Reading>,
    /// Id of the vintage, or the release or folder, that each figure stands in.
    pub(crate) old_vintage: String,
    pub(crate) new_vintage: String,
    /// What else is otherwise for this authority and period.
    pub(crate) effects: Vec<Effect>,
}

/// An authority whose own figure stands, while its place among others moved.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Shift {
    pub(crate) indicator: Indicator,
    pub(crate) area: Area,
    pub(crate) period: Period,
    pub(crate) effects: Vec<Effect>,
}

/// How much of one indicator is otherwise, over areas and periods that both sides have.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Total {
    pub(crate) indicator: String,
    pub(crate) old_vintage: String,
    pub(crate) new_vintage: String,
    /// Rows in common, of authorities, regions and England; and those of authorities alone.
    pub(crate) common: usize,
    pub(crate) common_of_authorities: usize,
    /// Figures otherwise, of all areas; and of authorities by kind, in the order of [`Kind`].
    pub(crate) figures: usize,
    pub(crate) of_authorities: [usize; 5],
    /// Counts and bases otherwise, of all areas; none where a side publishes none.
    pub(crate) counts: Option<usize>,
    pub(crate) bases: Option<usize>,
}

impl Total {
    /// How many figures of authorities are otherwise in this way.
    pub(crate) fn of(&self, kind: Kind) -> usize {
        self.of_authorities
            .get(kind as usize)
            .copied()
            .unwrap_or_default()
    }
}

/// Everything that is otherwise.
#[derive(Default)]
pub(crate) struct Report {
    /// In order of indicator, then authority, then period.
    pub(crate) revisions: Vec<Revision>,
    /// Only asked for one authority.
    pub(crate) shifts: Vec<Shift>,
    pub(crate) totals: Vec<Total>,
    /// Indicators that one side alone has.
    pub(crate) only_old: Vec<String>,
    pub(crate) only_new: Vec<String>,
}

/// Of whom revisions are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Of {
    Authorities,
    /// England and the regions too.
    Everywhere,
    One(Area),
}

/// Holds two sides against each other.
///
/// # Errors
/// A frame is not of its fixed shape: a fault of the program.
pub(crate) fn between(old: &Side, new: &Side, reference: &Reference, of: Of) -> Result<Report> {
    let (before, after) = (&old.study, &new.study);
    let mut report = Report::default();
    let ids = |study: &Study<'_>| -> BTreeSet<String> {
        study.standing().map(|p| p.indicator.id.clone()).collect()
    };
    let (old_ids, new_ids) = (ids(before), ids(after));
    report.only_old = old_ids.difference(&new_ids).cloned().collect();
    report.only_new = new_ids.difference(&old_ids).cloned().collect();
    let national = after.standing().filter(|panel| !panel.indicator.local);
    for panel in national {
        let Some(earlier) = before.panel(&panel.indicator.id) else {
            continue;
        };
        let pair = Pair {
            old: earlier,
            new: panel,
            labels: (&old.label, &new.label),
            reference,
            slots: after.slots(),
        };
        pair.tell(of, &mut report);
    }
    report.revisions.sort_by(|a, b| {
        (&a.indicator.id, a.area, &a.period.end, &a.period.label).cmp(&(
            &b.indicator.id,
            b.area,
            &b.period.end,
            &b.period.label,
        ))
    });
    Ok(report)
}

/// One indicator on both sides.
struct Pair<'p> {
    old: &'p Panel,
    new: &'p Panel,
    labels: (&'p str, &'p str),
    reference: &'p Reference,
    slots: &'p Slots,
}

impl Pair<'_> {
    /// Columns of the periods that both have.
    fn columns(&self) -> Vec<(usize, usize)> {
        let same = |a: &Period, b: &Period| (a.kind, a.start, a.end) == (b.kind, b.start, b.end);
        let each = self.new.periods.iter().enumerate();
        each.filter_map(|(at, period)| {
            Some((
                self.old.periods.iter().position(|old| same(old, period))?,
                at,
            ))
        })
        .collect()
    }

    fn tell(&self, of: Of, report: &mut Report) {
        let mut total = Total {
            indicator: self.new.indicator.id.clone(),
            old_vintage: label(self.old, None, self.labels.0),
            new_vintage: label(self.new, None, self.labels.1),
            common: 0,
            common_of_authorities: 0,
            figures: 0,
            of_authorities: [0; 5],
            counts: None,
            bases: None,
        };
        let (mut counts, mut bases) = (Tally::default(), Tally::default());
        for columns in self.columns() {
            let mut otherwise = false;
            let areas: Vec<Area> = (0..self.slots.len())
                .filter_map(|slot| self.slots.area(slot))
                .collect();
            for area in &areas {
                let (old, new) = (
                    self.old.figure(columns.0, *area),
                    self.new.figure(columns.1, *area),
                );
                if let (Some(old), Some(new)) = (&old, &new) {
                    total.common += 1;
                    total.common_of_authorities += usize::from(area.is_authority());
                    counts.note(old.numerator, new.numerator);
                    bases.note(old.denominator, new.denominator);
                }
                let Some(kind) = Kind::of(old.map(|f| f.reading), new.map(|f| f.reading)) else {
                    continue;
                };
                otherwise = true;
                total.figures += 1;
                total.of_authorities[kind as usize] += usize::from(area.is_authority());
                let told = match of {
                    Of::Authorities => area.is_authority(),
                    Of::Everywhere => true,
                    Of::One(one) => *area == one,
                };
                if told {
                    report.revisions.push(self.revision(*area, columns, kind));
                }
            }
            if let (Of::One(area), true) = (of, otherwise) {
                self.shift(area, columns, report);
            }
        }
        (total.counts, total.bases) = (counts.changed(), bases.changed());
        // Two sides may hold an indicator and no period in common.
        if total.common + total.figures > 0 {
            report.totals.push(total);
        }
    }

    fn revision(&self, area: Area, columns: (usize, usize), kind: Kind) -> Revision {
        let (old, new) = (
            self.old.figure(columns.0, area),
            self.new.figure(columns.1, area),
        );
        Revision {
            indicator: self.new.indicator.clone(),
            area,
            period: self.period(columns),
            kind,
            old: old.map(|f| f.reading),
            new: new.map(|f| f.reading),
            old_vintage: label(self.old, old.map(|f| f.origin.file), self.labels.0),
            new_vintage: label(self.new, new.map(|f| f.origin.file), self.labels.1),
            effects: effect::of(self.old, self.new, columns, area, self.reference),
        }
    }

    /// Where others were revised, the place of an authority may move though its own figure stands.
    fn shift(&self, area: Area, columns: (usize, usize), report: &mut Report) {
        let period = self.period(columns);
        let id = &self.new.indicator.id;
        if report
            .revisions
            .iter()
            .any(|r| r.area == area && r.period == period && r.indicator.id == *id)
        {
            return;
        }
        let effects = effect::of(self.old, self.new, columns, area, self.reference);
        if !effects.is_empty() {
            report.shifts.push(Shift {
                indicator: self.new.indicator.clone(),
                area,
                period,
                effects,
            });
        }
    }

    fn period(&self, columns: (usize, usize)) -> Period {
        // A column of `columns()` is one of the panel's.
        self.new.periods[columns.1].clone()
    }
}

impl Revision {
    /// Whether it is of the same figure.
    fn is_of(&self, other: &Revision) -> bool {
        self.indicator.id == other.indicator.id
            && self.area == other.area
            && self.period == other.period
    }

    /// What a person looks at first: how much else is said otherwise for it, then figures that come or go, then the greatest change.
    pub(crate) fn weight(&self) -> (usize, bool, f64) {
        let said = self.effects.iter().filter(|effect| {
            !matches!(effect, Effect::Rank { .. } | Effect::NeighboursMean { .. })
        });
        let change = match (self.old, self.new) {
            (Some(Reading::Known(old)), Some(Reading::Known(new))) => {
                (new - old).abs() / old.abs().max(1.0)
            }
            _ => 0.0,
        };
        (said.count(), self.kind != Kind::Changed, change)
    }
}

/// How a figure's vintage is named: by its id, its release, or the side as it was typed.
fn label(panel: &Panel, file: Option<u16>, side: &str) -> String {
    let any = || {
        let newest = panel.latest()?;
        panel
            .origin(newest, Area::ENGLAND)
            .map(|origin| origin.file)
    };
    let source = file.or_else(any).and_then(|file| panel.source(file));
    let named = source.map(|s| {
        if s.vintage.is_empty() {
            s.release.clone()
        } else {
            s.vintage.clone()
        }
    });
    named
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| side.to_owned())
}

/// Numbers that may be otherwise on the two sides.
#[derive(Default)]
struct Tally {
    old: bool,
    new: bool,
    otherwise: usize,
}

impl Tally {
    fn note(&mut self, old: Option<f64>, new: Option<f64>) {
        self.old |= old.is_some();
        self.new |= new.is_some();
        self.otherwise += usize::from(old != new);
    }

    fn changed(&self) -> Option<usize> {
        (self.old && self.new).then_some(self.otherwise)
    }
}
