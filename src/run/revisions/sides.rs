//! The two sides of a comparison of releases: files and folders as they lie, vintages by name, or the newest and what was before.

use crate::error::{Error, Result};
use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::sources::COMPILATION;
use crate::run::load::{Input, Stored, is_indicator, load};
use crate::screen::{Asked, Screened};
use crate::store::Store;
use crate::store::speaking::{AsAt, Release};
use crate::world::World;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Figures of one side.
pub(crate) struct Side {
    /// As it was typed.
    pub(crate) label: String,
    pub(crate) screened: Screened,
    /// How a paper is made of this side; none for one of files and folders, which need not hold all it tells of.
    pub(crate) stored: Option<Stored>,
}

/// A side by name: a file or folder, else a vintage or release of the store.
///
/// # Errors
/// Neither; or it cannot be read.
pub(crate) fn named(world: &dyn World, reference: &Reference, root: &Path, name: &str, indicators: &[String]) -> Result<Side> {
    let path = PathBuf::from(name);
    if world.list(&path).is_ok_and(|listed| listed.is_some()) || world.open(&path).is_ok() {
        return side(world, reference, &[path], None, name, indicators);
    }
    if !Store::open(world, root)?.is_there() {
        return Err(Error::usage(format!("“{name}” is neither a file nor a folder, and there is no store to look for it in"))
            .hint("name a folder of published files; or --store DIR with the id or release of a vintage"));
    }
    let of = |alone| {
        let as_at = AsAt { vintages: vec![name.to_owned()], alone, ..AsAt::default() };
        Stored { root: Some(root.to_owned()), as_at }
    };
    let alone = side(world, reference, &[], Some(&of(true)), name, indicators)?;
    Ok(Side { stored: Some(of(false)), ..alone })
}

fn side(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
    stored: Option<&Stored>,
    label: &str,
    indicators: &[String],
) -> Result<Side> {
    let input = Input { paths, indicators, by_hand: None, asked: Asked::IdentityOnly, stored };
    let (screened, _) = load(world, reference, &input)?;
    Ok(Side { label: label.to_owned(), screened, stored: stored.cloned() })
}

/// For each indicator in the store its newest release by a day, in the store or in the program, and what was published before that.
///
/// # Errors
/// The store holds no vintage.
pub(crate) fn newest(
    world: &dyn World,
    reference: &Reference,
    root: &Path,
    day: Option<Date>,
    indicators: &[String],
) -> Result<(Side, Side)> {
    let good = Store::open(world, root)?.files_as_at(day)?;
    let held: BTreeSet<&String> = good.iter().flat_map(|vintage| &vintage.indicators).collect();
    let wanted: Vec<String> = match indicators {
        [] => held.into_iter().filter(|id| is_indicator(reference, id)).cloned().collect(),
        named => named.to_vec(),
    };
    if wanted.is_empty() {
        return Err(Error::nothing("the store holds no vintage yet")
            .in_file(root.display().to_string())
            .hint("“yardstick import FOLDER” takes published files in; --between OLD NEW compares two folders as they lie"));
    }
    let of = |releases| Stored { root: Some(root.to_owned()), as_at: AsAt { releases, day, ..AsAt::default() } };
    let now = side(world, reference, &[], Some(&of(BTreeMap::new())), "now", &wanted)?;
    let days = newest_days(&now.screened, reference)?;
    let releases = |release: fn(Date) -> Release| days.iter().map(|(id, day)| (id.clone(), release(*day))).collect();
    let old = side(world, reference, &[], Some(&of(releases(Release::Before))), "before", &wanted)?;
    let new = side(world, reference, &[], Some(&of(releases(Release::Of))), "newest", &wanted)?;
    Ok((old, Side { stored: Some(of(BTreeMap::new())), ..new }))
}

/// The day of the newest release of each indicator. A compilation repeats what its publishers had before it, so it is asked only
/// where nobody else has the indicator.
fn newest_days(screened: &Screened, reference: &Reference) -> Result<BTreeMap<String, Date>> {
    let view = screened.view()?;
    let is_compilation = |source: &Source| reference.sources.titled(&source.publication).is_some_and(|p| p.key == COMPILATION);
    let mut days = BTreeMap::new();
    for (number, indicator) in screened.indicators().iter().enumerate() {
        let files: BTreeSet<u16> = screened.rows(number).iter().map(|row| view.origin(*row as usize).file).collect();
        let sources = files.iter().filter_map(|file| screened.sources().get(usize::from(*file)));
        let newest = sources.filter_map(|source| Some((!is_compilation(source), source.published?))).max();
        days.extend(newest.map(|(_, day)| (indicator.id.clone(), day)));
    }
    Ok(days)
}

/// Ids of the vintages of each publication that were the newest on a day; today where none is given.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn newest_ids(world: &dyn World, root: &Path, day: Option<Date>) -> Result<Vec<String>> {
    let store = Store::open(world, root)?;
    let good = store.files_as_at(day)?;
    let mut newest: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for vintage in &good {
        let day = good.iter().filter(|v| v.publication == vintage.publication).map(|v| v.day()).max();
        if day == Some(vintage.day()) {
            newest.entry(&vintage.publication).or_default().push(&vintage.id);
        }
    }
    Ok(newest.into_values().flatten().map(str::to_owned).collect())
}

/// What spoke before, and what speaks now: vintages beside the figures in the program.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn then_and_now(
    world: &dyn World,
    reference: &Reference,
    root: &Path,
    (then, now): (AsAt, AsAt),
    indicators: &[String],
) -> Result<(Side, Side)> {
    let stored = |as_at| Stored { root: Some(root.to_owned()), as_at };
    let old = side(world, reference, &[], Some(&stored(then)), "then", indicators)?;
    let new = side(world, reference, &[], Some(&stored(now)), "now", indicators)?;
    Ok((old, new))
}
