//! `authorities`, `indicators` and `neighbours`: what the program knows.

use crate::error::{Error, Result};
use crate::finding::prose::Prose;
use crate::inputs::find::{self, ListedIndicator};
use crate::inputs::named;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::authority::{Authority, Reorganisation};
use crate::reference::group::{Group, list_date};
use crate::reference::neighbours::{Closeness, NeighbourList};

/// Which authorities to list.
pub(crate) struct AuthoritiesOrder<'a> {
    /// A name, part of a name or code; all authorities otherwise.
    pub(crate) query: Option<&'a str>,
    /// Only those of the region of this name.
    pub(crate) region: Option<&'a str>,
    /// Abolished ones too, where all are listed.
    pub(crate) former: bool,
}

/// The authorities that were asked for.
pub(crate) struct FoundAuthorities<'r> {
    pub(crate) authorities: Vec<&'r Authority>,
    /// Where the name stands for one authority: every reorganisation that it came from or went into.
    pub(crate) history: Vec<&'r Reorganisation>,
    /// How the name was understood, where that needs saying.
    pub(crate) note: Option<String>,
}

/// # Errors
/// A name that no authority has in it, or a region that is none.
pub(crate) fn authorities<'r>(
    reference: &'r Reference,
    order: &AuthoritiesOrder<'_>,
) -> Result<FoundAuthorities<'r>> {
    let register = &reference.register;
    let region = order
        .region
        .map(|name| region(reference, name))
        .transpose()?;
    let (mut authorities, note) = match order.query {
        Some(query) => named(reference, query)?,
        None if order.former => (
            register.all().filter(|a| a.area.is_authority()).collect(),
            None,
        ),
        None => (register.current().collect(), None),
    };
    let history = match authorities.as_slice() {
        [one] => history(reference, one.area),
        _ => Vec::new(),
    };
    if let Some(region) = region {
        authorities.retain(|authority| is_in(authority, region));
    }
    Ok(FoundAuthorities {
        authorities,
        history,
        note,
    })
}

/// The authority that a name stands for; otherwise every authority that has it in its name.
fn named<'r>(
    reference: &'r Reference,
    query: &str,
) -> Result<(Vec<&'r Authority>, Option<String>)> {
    let unresolved = match reference.register.resolve(query) {
        Ok(resolved) => {
            let found = reference.register.get(resolved.area);
            return Ok((found.into_iter().collect(), resolved.note));
        }
        Err(unresolved) => unresolved,
    };
    let part = query.to_lowercase();
    let some: Vec<&Authority> = reference
        .register
        .all()
        .filter(|a| a.area.is_authority())
        .filter(|a| {
            a.name.to_lowercase().contains(&part) || a.short_name.to_lowercase().contains(&part)
        })
        .collect();
    if some.is_empty() {
        return Err(
            Error::usage(unresolved.to_string()).hint("“yardstick authorities” lists them all")
        );
    }
    Ok((some, None))
}

fn history(reference: &Reference, area: Area) -> Vec<&Reorganisation> {
    reference
        .register
        .events()
        .iter()
        .filter(|event| event.from.contains(&area) || event.to.contains(&area))
        .collect()
}

/// London is two regions in the register and one to most people.
fn is_in(authority: &Authority, region: Area) -> bool {
    let own = authority.region;
    let is_london = own == Some(Area::INNER_LONDON) || own == Some(Area::OUTER_LONDON);
    own == Some(region) || (region == Area::LONDON && is_london)
}

fn region(reference: &Reference, name: &str) -> Result<Area> {
    let found = reference
        .register
        .resolve(name)
        .ok()
        .map(|resolved| resolved.area)
        .filter(|area| area.is_region());
    found.ok_or_else(|| {
        let all: Vec<&str> = reference
            .register
            .all()
            .filter(|a| a.area.is_region())
            .map(|a| a.name.as_str())
            .collect();
        Error::usage(format!("“{name}” is not a region")).expected(all.join(", "))
    })
}

/// Which indicators to list.
pub(crate) struct IndicatorsOrder<'a> {
    /// Words that must all be met by an indicator's names, description or topic.
    pub(crate) query: Option<&'a str>,
    /// A theme of the catalogue or a topic of DfE's tool.
    pub(crate) theme: Option<&'a str>,
    /// All series of DfE's tool too; with words or a theme they are always looked through.
    pub(crate) all: bool,
}

/// # Errors
/// No indicator matches; a theme that is none.
pub(crate) fn indicators(
    reference: &Reference,
    order: &IndicatorsOrder<'_>,
) -> Result<Vec<ListedIndicator>> {
    let mut listed = match order.query {
        Some(words) => find::found(reference, words)?,
        None => find::every(reference, order.all || order.theme.is_some()),
    };
    if let Some(theme) = order.theme {
        let ids = named::indicators(reference, &[theme.to_owned()], &[])?;
        listed.retain(|indicator| ids.contains(&indicator.id));
    }
    if listed.is_empty() {
        let themes = reference.catalogue.themes().join(", ");
        return Err(Error::nothing("no indicator matches").hint(format!(
            "themes are {themes}; “yardstick indicators --all” lists everything"
        )));
    }
    Ok(listed)
}

/// Whose statistical neighbours to list, by which of DfE's lists.
#[derive(Clone, Copy)]
pub(crate) struct NeighboursOrder {
    pub(crate) area: Area,
    pub(crate) list: NeighbourList,
}

/// An authority's statistical neighbours, nearest first.
pub(crate) struct FoundNeighbours {
    pub(crate) neighbours: Vec<FoundNeighbour>,
    /// How DfE chose them.
    pub(crate) rule: String,
    /// The day of the other list.
    pub(crate) other_list: Option<String>,
}

/// One of them.
pub(crate) struct FoundNeighbour {
    pub(crate) area: Area,
    pub(crate) closeness: Closeness,
    pub(crate) is_in_other_list: bool,
}

/// # Errors
/// The list names no neighbours for this authority.
pub(crate) fn neighbours(reference: &Reference, order: NeighboursOrder) -> Result<FoundNeighbours> {
    let NeighboursOrder { area, list } = order;
    let own = reference.neighbours.of(list, area);
    if own.is_empty() {
        let prose = Prose { reference };
        let name = prose.said_name(area);
        return Err(Error::nothing(format!(
            "DfE’s list of {} names no statistical neighbours for {name}",
            list_date(list)
        )));
    }
    let others: Vec<NeighbourList> = reference
        .neighbours
        .lists()
        .into_iter()
        .filter(|other| *other != list)
        .collect();
    let neighbours = own.iter().map(|neighbour| FoundNeighbour {
        area: neighbour.area,
        closeness: neighbour.closeness,
        is_in_other_list: others.iter().any(|other| {
            let there = reference.neighbours.of(*other, area);
            there.iter().any(|known| known.area == neighbour.area)
        }),
    });
    Ok(FoundNeighbours {
        neighbours: neighbours.collect(),
        rule: Group::neighbours(reference, area, list).rule,
        other_list: others.first().map(|other| list_date(*other)),
    })
}
