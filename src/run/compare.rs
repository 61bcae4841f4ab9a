//! `compare`: one authority, some indicators, the company it asked for.

use crate::compare::panel::{Field, Panel, Slots};
use crate::compare::{Choice, compare};
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::table::View;
use crate::reference::Reference;
use crate::reference::group::Group;
use crate::reference::neighbours::NeighbourList;
use crate::screen::Screened;
use crate::source::local::PREFIX;
use crate::table::comparison::Compared;

/// With whom an authority is compared.
pub(crate) struct Company {
    pub(crate) list: NeighbourList,
    pub(crate) groups: Vec<Group>,
    pub(crate) field: Field,
}

impl Company {
    /// Resolves groups by name; `neighbours` is always there and needs no group of its own.
    ///
    /// # Errors
    /// A name that is no group, or a member that is no authority.
    pub(crate) fn of(
        reference: &Reference,
        area: Area,
        list: NeighbourList,
        names: &[String],
        field: Field,
    ) -> Result<Company> {
        let named = names
            .iter()
            .map(|n| n.trim())
            .filter(|n| !n.is_empty() && *n != "neighbours");
        let group = |name: &str| {
            Group::named(reference, area, name).map_err(|fault| {
                Error::usage(fault.to_string()).hint("see “yardstick help compare”")
            })
        };
        Ok(Company {
            list,
            groups: named.map(group).collect::<Result<_>>()?,
            field,
        })
    }

    pub(crate) fn choice(&self, reference: &Reference) -> Choice<'_> {
        let other = reference
            .neighbours
            .lists()
            .into_iter()
            .find(|list| *list != self.list);
        Choice {
            list: self.list,
            other_list: other,
            groups: &self.groups,
            field: self.field,
        }
    }
}

/// Every panel of a run, so that comparisons can borrow from them.
pub(crate) struct Panels<'a> {
    pub(crate) all: Vec<Panel<'a>>,
}

impl<'a> Panels<'a> {
    pub(crate) fn of(screened: &'a Screened, view: &'a View<'a>, slots: &'a Slots) -> Panels<'a> {
        let panels = (0..screened.indicators().len())
            .filter_map(|series| Panel::of(screened, view, slots, series));
        Panels {
            all: panels.filter(|p| !p.periods.is_empty()).collect(),
        }
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Panel<'a>> {
        self.all
            .iter()
            .find(|p| p.indicator.id == name || p.indicator.source_measure == name)
    }

    /// How many current authorities a panel has room for.
    pub(crate) fn current(&self) -> usize {
        self.all
            .first()
            .map_or(0, |panel| panel.slots.current().len())
    }

    fn local_of(&self, id: &str) -> Option<&Panel<'a>> {
        let local = format!("{PREFIX}{id}");
        self.all.iter().find(|p| p.indicator.id == local)
    }

    /// Panels that stand on their own: national ones, and local ones that have no national twin.
    pub(crate) fn standing(&self) -> impl Iterator<Item = &Panel<'a>> {
        self.all
            .iter()
            .filter(|p| match p.indicator.id.strip_prefix(PREFIX) {
                Some(twin) => !self.all.iter().any(|other| other.indicator.id == twin),
                None => true,
            })
    }
}

/// Compares an authority in every panel given, in their order.
///
/// # Errors
/// A period that a panel does not have, with those it has.
pub(crate) fn each<'p>(
    panels: &'p Panels<'p>,
    chosen: &[&'p Panel<'p>],
    area: Area,
    reference: &Reference,
    company: &Company,
    period: Option<&str>,
) -> Result<Vec<Compared<'p>>> {
    let choice = company.choice(reference);
    let mut compared = Vec::with_capacity(chosen.len());
    for panel in chosen {
        let at = match period {
            Some(wanted) => panel
                .find_period(wanted)
                .ok_or_else(|| no_period(panel, wanted))?,
            None => match panel.latest() {
                Some(at) => at,
                None => continue,
            },
        };
        if let Some(comparison) = compare(panel, at, area, reference, &choice) {
            compared.push(Compared {
                comparison,
                panel,
                local: panels.local_of(&panel.indicator.id),
            });
        }
    }
    Ok(compared)
}

fn no_period(panel: &Panel<'_>, wanted: &str) -> Error {
    let labels: Vec<&str> = panel.periods.iter().map(|p| p.label.as_str()).collect();
    Error::usage(format!("{} has no period “{wanted}”", panel.indicator.id))
        .expected(format!("one of {}", labels.join(", ")))
}
