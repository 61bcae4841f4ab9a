//! Which authorities somebody may mean who is still typing: to choose from, never to be taken for granted.

use super::names::key;
use super::place::Authority;
use super::register::Register;
use crate::observation::area::Area;

impl Register {
    /// Authorities of today that a text may mean, the likeliest first: by a name or a code that begins with it, has it in front of a
    /// word, or has it anywhere; where there is none, those of a similar name. An empty text means all of them, by name.
    pub(crate) fn meant(&self, typed: &str) -> Vec<Area> {
        let wanted = key(typed);
        let mut found: Vec<(u8, Area)> = self
            .current()
            .filter_map(|of| Some((closeness(of, &wanted)?, of.area)))
            .collect();
        if found.is_empty() {
            let similar = self.names.similar(typed).into_iter();
            return similar.filter(|area| self.is_current(*area)).collect();
        }
        // Sorting keeps the order of names among those that are as close.
        found.sort_by_key(|(closeness, _)| *closeness);
        found.into_iter().map(|(_, area)| area).collect()
    }
}

/// How a text stands in an authority's names: the smaller, the closer.
fn closeness(of: &Authority, wanted: &str) -> Option<u8> {
    let codes = [of.area.la_code(), of.ons_code.to_lowercase()];
    let names = [&of.name, &of.short_name].into_iter().chain(&of.aliases);
    let names = names.map(|name| key(name)).chain(codes);
    let each = names.filter_map(|name| {
        if name == wanted {
            Some(0)
        } else if name.starts_with(wanted) {
            Some(1)
        } else if name.contains(&format!(" {wanted}")) {
            Some(2)
        } else if name.contains(wanted) {
            Some(3)
        } else {
            None
        }
    });
    each.min()
}
