//! With whom an authority is compared, beside England and its region, which are always there.

use super::panel::RankingField;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::group::Group;
use crate::reference::neighbours::NeighbourList;

/// A list of statistical neighbours, groups that were asked for, and who takes part in the national ranking.
pub(crate) struct Comparators {
    pub(crate) list: NeighbourList,
    pub(crate) groups: Vec<Group>,
    pub(crate) field: RankingField,
}

impl Comparators {
    /// Statistical neighbours alone, ranked among the authorities of today.
    pub(crate) fn neighbours(list: NeighbourList) -> Comparators {
        Comparators {
            list,
            groups: Vec::new(),
            field: RankingField::Current,
        }
    }

    /// Resolves groups by name; `neighbours` is always there and needs no group of its own.
    ///
    /// # Errors
    /// A name that is no group, or a member that is no authority.
    pub(crate) fn named(
        reference: &Reference,
        area: Area,
        list: NeighbourList,
        names: &[String],
        field: RankingField,
    ) -> Result<Comparators> {
        let named = names
            .iter()
            .map(|name| name.trim())
            .filter(|name| !name.is_empty() && *name != "neighbours");
        let groups = named.map(|name| {
            Group::named(reference, area, list, name).map_err(|fault| {
                Error::usage(fault.to_string()).hint("see “yardstick help compare”")
            })
        });
        Ok(Comparators {
            list,
            groups: groups.collect::<Result<_>>()?,
            field,
        })
    }

    /// The other list of statistical neighbours, by which a verdict may differ.
    pub(super) fn other_list(&self, reference: &Reference) -> Option<NeighbourList> {
        let lists = reference.neighbours.lists().into_iter();
        lists.into_iter().find(|list| *list != self.list)
    }
}
