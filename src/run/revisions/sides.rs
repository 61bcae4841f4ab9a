//! The two sides of a comparison of releases: files and folders as they lie, vintages by name, or the newest and what was before.

use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::refresh::state::State;
use crate::run::load::{Input, Stored, load};
use crate::screen::{Asked, Screened};
use crate::store::Store;
use crate::store::speaking::AsAt;
use crate::store::vintage::Vintage;
use crate::world::World;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Figures of one side.
pub(crate) struct Side {
    /// As it was typed.
    pub(crate) label: String,
    pub(crate) screened: Screened,
}

/// A side by name: a file or folder, else a vintage or release of the store.
///
/// # Errors
/// Neither; or it cannot be read.
pub(crate) fn named(
    world: &dyn World,
    reference: &Reference,
    stored: &Stored,
    name: &str,
    indicators: &[String],
) -> Result<Side> {
    let path = PathBuf::from(name);
    if world.list(&path).is_ok_and(|listed| listed.is_some()) || world.open(&path).is_ok() {
        let no_store = Stored { root: None, as_at: stored.as_at.clone() };
        return side(world, reference, &[path], &no_store, name, indicators);
    }
    if !there(world, stored)?.is_some_and(|store| store.is_there()) {
        return Err(Error::usage(format!("“{name}” is neither a file nor a folder, and there is no store to look for it in"))
            .hint("name a folder of published files; or --store DIR with the id or release of a vintage"));
    }
    side(world, reference, &[], &only(stored, vec![name.to_owned()]), name, indicators)
}

fn there<'w>(world: &'w dyn World, stored: &Stored) -> Result<Option<Store<'w>>> {
    stored.root.as_deref().map(|root| Store::open(world, root)).transpose()
}

fn only(stored: &Stored, vintages: Vec<String>) -> Stored {
    asked(stored, AsAt { vintages, alone: true, ..AsAt::default() })
}

/// Another question to the same store; what may speak at all stays so.
fn asked(stored: &Stored, as_at: AsAt) -> Stored {
    Stored { root: stored.root.clone(), as_at: AsAt { taken_in: stored.as_at.taken_in, ..as_at } }
}

fn side(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
    stored: &Stored,
    label: &str,
    indicators: &[String],
) -> Result<Side> {
    let input = Input { paths, indicators, by_hand: None, asked: Asked::IdentityOnly, stored: Some(stored) };
    let (screened, _) = load(world, reference, &input)?;
    Ok(Side { label: label.to_owned(), screened })
}

/// For each publication the newest vintages, and what spoke before them: older vintages, else the figures in the program.
///
/// # Errors
/// The store holds no vintage.
pub(crate) fn newest(world: &dyn World, reference: &Reference, stored: &Stored, indicators: &[String]) -> Result<(Side, Side)> {
    let ids = newest_ids(world, stored)?;
    if ids.is_empty() {
        return Err(Error::nothing("the store holds no vintage yet")
            .in_file(stored.root.as_ref().map(|root| root.display().to_string()).unwrap_or_default())
            .hint("“yardstick import FOLDER” takes published files in; --between OLD NEW compares two folders as they lie"));
    }
    let before = asked(stored, AsAt { without: ids.clone(), ..AsAt::default() });
    let old = side(world, reference, &[], &before, "the figures in the program", indicators)?;
    let new = side(world, reference, &[], &only(stored, ids), "newest", indicators)?;
    Ok((old, new))
}

/// Ids of the newest vintages of each publication.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn newest_ids(world: &dyn World, stored: &Stored) -> Result<Vec<String>> {
    let Some(store) = there(world, stored)? else { return Ok(Vec::new()) };
    let good = store.files_as_at(None)?;
    let mut newest: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for vintage in &good {
        let day = good.iter().filter(|v| v.publication == vintage.publication).map(|v| v.day()).max();
        if day == Some(vintage.day()) {
            newest.entry(&vintage.publication).or_default().push(&vintage.id);
        }
    }
    Ok(newest.into_values().flatten().map(str::to_owned).collect())
}

/// The good vintages of the last run that took something in; of a store that does not remember its runs, those that came last.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn last_taken_in(world: &dyn World, stored: &Stored) -> Result<Vec<Vintage>> {
    let Some(store) = there(world, stored)? else { return Ok(Vec::new()) };
    let good = store.files_as_at(None)?;
    let began = State::read(world, store.root())?.took_in.or_else(|| good.iter().filter_map(|vintage| vintage.retrieved).max());
    let mut taken: Vec<Vintage> = good.into_iter().filter(|vintage| began.is_some() && vintage.retrieved >= began).collect();
    taken.sort_by(|a, b| (b.day(), &a.id).cmp(&(a.day(), &b.id)));
    Ok(taken)
}

/// What spoke before, and what speaks now: vintages beside the figures in the program.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn then_and_now(
    world: &dyn World,
    reference: &Reference,
    stored: &Stored,
    then: AsAt,
    indicators: &[String],
) -> Result<(Side, Side)> {
    let old = side(world, reference, &[], &asked(stored, then), "then", indicators)?;
    let new = side(world, reference, &[], &asked(stored, AsAt::default()), "now", indicators)?;
    Ok((old, new))
}
