//! The places that the page knows, and whom an authority may be compared with.

use crate::chart::unique_slugs;
use crate::compare::panel::Slots;
use crate::error::{Error, Result};
use crate::finding::prose::pages;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::authority::Authority;
use crate::reference::group::{Group, list_key};
use crate::reference::neighbours::NeighbourList;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A place: an authority, a region or England.
#[derive(Serialize)]
pub(super) struct PlaceEntry<'a> {
    pub(super) code: String,
    pub(super) slug: String,
    name: &'a str,
    short: &'a str,
    aliases: &'a [String],
    kind: &'static str,
    current: bool,
    region: Option<String>,
    #[serde(rename = "type")]
    sort: &'static str,
    /// Column and row on the map of squares.
    tile: Option<(u8, u8)>,
    from: Option<String>,
    to: Option<String>,
}

/// Authorities that one may be compared with.
#[derive(Serialize)]
pub(super) struct CompanyEntry {
    key: String,
    title: String,
    /// Under which heading the page offers it.
    kind: &'static str,
    /// What makes a member.
    rule: String,
    /// The members where they are the same for every authority; whom the page compares is none of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<String>,
    /// The members for each authority where they are not, the closest first where there is such an order.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    of: BTreeMap<String, Vec<String>>,
}

/// Every place, in the order in which all streams have them.
///
/// # Errors
/// As [`Reference::tiles`].
pub(super) fn places<'r>(reference: &'r Reference, slots: &Slots) -> Result<Vec<PlaceEntry<'r>>> {
    let (tiles, register) = (reference.tiles()?, &reference.register);
    let areas: Vec<Area> = (0..slots.len())
        .filter_map(|slot| slots.area(slot))
        .collect();
    let known: Vec<&Authority> = areas
        .iter()
        .filter_map(|area| register.get(*area))
        .collect();
    if known.len() != areas.len() {
        return Err(Error::unwritten(
            "the places of the page",
            "a place is not in the register",
        ));
    }
    let slugs = all_slugs(&known, reference);
    let entry = |of: &&'r Authority| PlaceEntry {
        code: code(of.area),
        slug: slugs.get(&of.area).cloned().unwrap_or_default(),
        name: &of.name,
        short: &of.short_name,
        aliases: &of.aliases,
        kind: kind(of),
        current: register.is_current(of.area),
        region: of.region.map(code),
        sort: if of.area.is_authority() {
            of.kind.word()
        } else {
            ""
        },
        tile: tiles.get(&of.area).map(|tile| (tile.column, tile.row)),
        from: of.valid_from.map(|day| day.to_string()),
        to: of.valid_to.map(|day| day.to_string()),
    };
    Ok(known.iter().map(entry).collect())
}

/// Former authorities share names with those of today, which keep the plain one.
fn all_slugs(known: &[&Authority], reference: &Reference) -> BTreeMap<Area, String> {
    let mut by_name: Vec<&&Authority> = known.iter().collect();
    by_name.sort_by_key(|of| (!reference.register.is_current(of.area), of.area));
    let slugs = unique_slugs(by_name.iter().map(|of| of.name.as_str()));
    by_name.iter().map(|of| of.area).zip(slugs).collect()
}

/// The names of some authorities in addresses.
pub(super) fn slugs(reference: &Reference, slots: &Slots, areas: &[Area]) -> Vec<String> {
    let all = (0..slots.len()).filter_map(|slot| reference.register.get(slots.area(slot)?));
    let slugs = all_slugs(&all.collect::<Vec<_>>(), reference);
    areas
        .iter()
        .map(|area| slugs.get(area).cloned().unwrap_or_default())
        .collect()
}

fn kind(of: &Authority) -> &'static str {
    if of.area == Area::ENGLAND {
        "nation"
    } else if of.area.is_authority() {
        "authority"
    } else {
        "region"
    }
}

/// The three digits by which the page knows a place.
pub(super) fn code(area: Area) -> String {
    format!("{:03}", area.0)
}

/// Groups that are chosen by a rule that looks at the authority itself.
const OF_EACH: [&str; 3] = ["region", "type", "deprived"];
/// Groups of the same members for every authority.
const OF_ALL: [&str; 3] = ["coastal", "seaside", "judged-good"];

/// The page's keys for those with whom it compares at first: the usual list, the region, England, then what was asked for, in which authorities
/// joined by + are single ones.
///
/// # Errors
/// Usage: a name that is no group of the page and no authority.
pub(crate) fn begin_with(
    reference: &Reference,
    list: NeighbourList,
    names: &[String],
) -> Result<Vec<String>> {
    let mut keys = vec![list_key(list), "region".to_owned(), "england".to_owned()];
    for name in names.iter().map(|name| name.trim()) {
        let named = reference.groups.get(name).map(|named| named.key.clone());
        match (name, named) {
            ("" | "neighbours" | "england" | "all", _) => {}
            (_, Some(key)) => keys.push(key),
            ("region", _) => keys.push(REGION_OTHERS.to_owned()),
            ("deprivation", _) => keys.push("deprived".to_owned()),
            (known, _) if OF_EACH.contains(&known) || OF_ALL.contains(&known) => {
                keys.push(known.to_owned())
            }
            (places, _) => keys.extend(by_hand(reference, places)?),
        }
    }
    Ok(keys)
}

fn by_hand(reference: &Reference, places: &str) -> Result<Vec<String>> {
    let slots = Slots::of(&reference.register);
    let one = |name: &str| -> Result<String> {
        let found = reference
            .register
            .resolve(name)
            .map_err(|fault| Error::usage(fault.to_string()))?;
        let slug = slugs(reference, &slots, &[found.area]).concat();
        Ok(format!("place:{slug}"))
    };
    places.split('+').map(|name| one(name.trim())).collect()
}

/// The key of the other authorities of a region; the region's own figure is another.
const REGION_OTHERS: &str = "region-others";

/// Every list of statistical neighbours, every group by a rule, and every group with a name.
///
/// # Errors
/// As [`Group::named`].
pub(super) fn companies(
    reference: &Reference,
    slots: &Slots,
    usual: NeighbourList,
) -> Result<Vec<CompanyEntry>> {
    let current: Vec<Area> = slots.current().collect();
    let mut lists = reference.neighbours.lists();
    lists.sort_by_key(|list| (*list != usual, std::cmp::Reverse(*list)));
    let mut all: Vec<CompanyEntry> = lists
        .into_iter()
        .map(|list| of_list(reference, &current, list))
        .collect();
    for name in OF_EACH {
        all.push(of_each(reference, &current, usual, name)?);
    }
    for name in OF_ALL.into_iter().chain(reference.groups.keys()) {
        all.extend(of_all(reference, &current, usual, name)?);
    }
    Ok(all)
}

fn of_list(reference: &Reference, current: &[Area], list: NeighbourList) -> CompanyEntry {
    let groups = current
        .iter()
        .map(|area| (*area, Group::neighbours(reference, *area, list)));
    let groups: Vec<(Area, Group)> = groups
        .filter(|(_, group)| !group.members.is_empty())
        .collect();
    let first = groups.first().map(|(_, group)| group.clone());
    CompanyEntry {
        key: list_key(list),
        title: pages::list_title(list),
        kind: "neighbours",
        rule: first.map(|group| group.rule).unwrap_or_default(),
        members: Vec::new(),
        of: groups
            .iter()
            .map(|(area, group)| (code(*area), codes(&group.members)))
            .collect(),
    }
}

fn of_each(
    reference: &Reference,
    current: &[Area],
    list: NeighbourList,
    name: &str,
) -> Result<CompanyEntry> {
    let mut of = BTreeMap::new();
    for area in current {
        // An authority of which the register lacks what the rule needs has no such group.
        if let Ok(group) = Group::named(reference, *area, list, name)
            && !group.members.is_empty()
        {
            of.insert(code(*area), codes(&group.members));
        }
    }
    let (key, kind, title, rule) = match name {
        "region" => (
            REGION_OTHERS,
            "region",
            "other authorities of its region",
            "the other authorities of the same region",
        ),
        "type" => (
            "type",
            "type",
            "other authorities of its type",
            "the other authorities of the same type: county, unitary, metropolitan, inner or outer London",
        ),
        _ => (
            "deprived",
            "deprived",
            "authorities of similar deprivation",
            "authorities within one decile of its own by share of neighbourhoods in the most deprived tenth of the 2019 index (derived, not official)",
        ),
    };
    Ok(CompanyEntry {
        key: key.to_owned(),
        title: title.to_owned(),
        kind,
        rule: rule.to_owned(),
        members: Vec::new(),
        of,
    })
}

/// A group is asked for by two authorities, since it leaves out the one that asks.
fn of_all(
    reference: &Reference,
    current: &[Area],
    list: NeighbourList,
    name: &str,
) -> Result<Option<CompanyEntry>> {
    let mut members = BTreeSet::new();
    let mut named = None;
    let outsiders_first = current.iter().take(2);
    for area in outsiders_first {
        let group = Group::named(reference, *area, list, name)
            .map_err(|fault| Error::usage(fault.to_string()))?;
        members.extend(group.members.iter().copied());
        named = Some(group);
    }
    Ok(named.map(|group| CompanyEntry {
        key: name.to_owned(),
        kind: match name {
            "coastal" | "seaside" => "coastal",
            "judged-good" => "judged",
            _ => "named",
        },
        title: reference
            .groups
            .get(name)
            .map_or(group.name, |named| named.name.clone()),
        rule: group.rule,
        members: codes(&members.into_iter().collect::<Vec<_>>()),
        of: BTreeMap::new(),
    }))
}

fn codes(areas: &[Area]) -> Vec<String> {
    areas.iter().map(|area| code(*area)).collect()
}
