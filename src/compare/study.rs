//! What one run looks at: the screened figures, a panel for each indicator of them, and the reference data. It owns them all;
//! comparisons borrow from it.

use super::comparators::Comparators;
use super::nation::{Nation, RankScope};
use super::panel::{Panel, PeriodColumn, Slots};
use super::{Comparison, compare};
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::screen::Screened;
use crate::source::local::PREFIX;
use rayon::prelude::*;
use std::sync::Arc;

/// Everything that was read for one question, and what was found wrong with it.
pub(crate) struct Study<'r> {
    pub(crate) reference: &'r Reference,
    /// Faults of the data, from reading and from screening.
    pub(crate) checks: Vec<Check>,
    screened: Arc<Screened>,
    slots: Arc<Slots>,
    /// Those with at least one period, in the order in which the indicators were read.
    panels: Vec<Panel>,
    /// Those that were read for others alone.
    beside: Vec<Panel>,
    /// What all authorities share in each panel's newest period, in the order of the panels, where it was made beforehand.
    nations: Vec<Option<(NeighbourList, Arc<Nation>)>>,
}

impl<'r> Study<'r> {
    pub(crate) fn of(
        reference: &'r Reference,
        screened: Screened,
        checks: Vec<Check>,
    ) -> Study<'r> {
        let screened = Arc::new(screened);
        let slots = Arc::new(Slots::of(&reference.register));
        let panels = (0..screened.indicators().len())
            .filter_map(|series| Panel::of(&screened, &slots, series))
            .filter(|panel| !panel.periods().is_empty())
            .collect();
        Study {
            reference,
            checks,
            screened,
            slots,
            panels,
            beside: Vec::new(),
            nations: Vec::new(),
        }
    }

    /// The same with what all authorities share in each panel's newest period made once: for runs that compare every authority.
    pub(crate) fn sharing_nations(self, list: NeighbourList) -> Study<'r> {
        let shared = |panel: &Panel| {
            let at = panel.latest().filter(|_| !panel.indicator.local)?;
            let nation = Nation::of(panel, at, self.reference, list, RankScope::Everyone);
            Some((list, Arc::new(nation)))
        };
        let nations = self.panels.par_iter().map(shared).collect();
        Study { nations, ..self }
    }

    /// What all authorities share in a panel's period, by a list of neighbours, where it was made beforehand.
    pub(crate) fn nation(
        &self,
        panel: &Panel,
        at: PeriodColumn,
        list: NeighbourList,
    ) -> Option<&Arc<Nation>> {
        let place = self
            .panels
            .iter()
            .position(|own| std::ptr::eq(own, panel))?;
        let (by, nation) = self.nations.get(place)?.as_ref()?;
        (*by == list && nation.at == at).then_some(nation)
    }

    pub(crate) fn panels(&self) -> &[Panel] {
        &self.panels
    }

    pub(crate) fn screened(&self) -> &Screened {
        &self.screened
    }

    pub(crate) fn sources(&self) -> &[Source] {
        self.screened.sources()
    }

    /// Where each area stands in the rows of every panel.
    pub(crate) fn slots(&self) -> &Slots {
        &self.slots
    }

    /// The authorities there today, in order of code.
    pub(crate) fn current(&self) -> Vec<Area> {
        self.slots.current().collect()
    }

    /// The panel of an indicator, by its id or by the publisher's measure.
    pub(crate) fn panel(&self, name: &str) -> Option<&Panel> {
        self.panels
            .iter()
            .find(|panel| panel.indicator.id == name || panel.indicator.source_measure == name)
    }

    /// How many rows of an indicator were there and could not be used: its own rows, or those of an officer's own figures of it.
    pub(crate) fn rows_set_aside(&self, id: &str) -> usize {
        let own = format!("{PREFIX}{id}");
        let indicators = self.screened.indicators().iter().enumerate();
        indicators
            .filter(|(_, indicator)| indicator.id == id || indicator.id == own)
            .map(|(series, _)| self.screened.set_aside(series).count())
            .sum()
    }

    /// The same among those that were only read beside others, too.
    pub(crate) fn known_panel(&self, id: &str) -> Option<&Panel> {
        let beside = self.beside.iter();
        self.panel(id)
            .or_else(|| beside.into_iter().find(|panel| panel.indicator.id == id))
    }

    /// The same with the panels of some indicators laid aside: they were read for others, and nobody asked for them.
    pub(crate) fn laying_aside(mut self, ids: &[String]) -> Study<'r> {
        let is_beside = |panel: &Panel| ids.contains(&panel.indicator.id);
        let (beside, panels) = self.panels.into_iter().partition(is_beside);
        self.panels = panels;
        self.beside = beside;
        self
    }

    /// The officer's own figures of a national indicator.
    pub(crate) fn own_panel(&self, id: &str) -> Option<&Panel> {
        let own = format!("{PREFIX}{id}");
        self.panels.iter().find(|panel| panel.indicator.id == own)
    }

    /// Panels that stand on their own: national ones, and an officer's own where there is no national one of the same indicator.
    pub(crate) fn standing(&self) -> impl Iterator<Item = &Panel> {
        self.panels
            .iter()
            .filter(|panel| match panel.indicator.id.strip_prefix(PREFIX) {
                Some(national) => !self
                    .panels
                    .iter()
                    .any(|other| other.indicator.id == national),
                None => true,
            })
    }

    /// The panels that have a period, then those that lack it. Where no period is asked for, none lacks it.
    pub(crate) fn in_period<'p>(
        panels: Vec<&'p Panel>,
        period: Option<&str>,
    ) -> (Vec<&'p Panel>, Vec<&'p Panel>) {
        panels
            .into_iter()
            .partition(|panel| period.is_none_or(|wanted| panel.find_period(wanted).is_some()))
    }

    /// Compares an authority in one period of a panel.
    pub(crate) fn comparison<'s>(
        &'s self,
        panel: &'s Panel,
        at: PeriodColumn,
        area: Area,
        comparators: &Comparators,
    ) -> Comparison<'s> {
        let c = compare(panel, at, area, self.reference, comparators);
        let c = match self.nation(panel, at, comparators.list) {
            Some(nation) => c.within(nation),
            None => c,
        };
        let entry = self.reference.catalogue.get(&panel.indicator.id);
        let answers = entry.and_then(|entry| self.known_panel(entry.rests_on.as_deref()?));
        c.with_own_figures(self.own_panel(&panel.indicator.id))
            .with_answers(answers)
    }

    /// Compares an authority in every panel given, in their order, in one period or each in its newest.
    ///
    /// # Errors
    /// A period that a panel does not have, with those it has.
    pub(crate) fn compare_each<'s>(
        &'s self,
        chosen: &[&'s Panel],
        area: Area,
        comparators: &Comparators,
        period: Option<&str>,
    ) -> Result<Vec<Comparison<'s>>> {
        let mut compared = Vec::with_capacity(chosen.len());
        for panel in chosen {
            let at = panel.column_of(period);
            if let (None, Some(wanted)) = (at, period) {
                return Err(no_period(panel, wanted));
            }
            compared.extend(at.map(|at| self.comparison(panel, at, area, comparators)));
        }
        Ok(compared)
    }
}

/// That a panel does not have a period, with those it has.
pub(crate) fn no_period(panel: &Panel, wanted: &str) -> Error {
    let labels: Vec<&str> = panel.periods().iter().map(|p| p.label.as_str()).collect();
    Error::usage(format!("{} has no period “{wanted}”", panel.indicator.id))
        .expected(format!("one of {}", labels.join(", ")))
}
