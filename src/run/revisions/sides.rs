//! The two sides of a comparison of releases: files and folders as they lie, vintages by name, or the newest and what was before.

use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::sources::COMPILATION;
use crate::refresh::state::RefreshState;
use crate::run::load::{Input, Stored, is_indicator};
use crate::screen::{Asked, Screened};
use crate::source::coverage::ReleaseChoice;
use crate::store::Store;
use crate::store::selected::AsAt;
use crate::store::vintage::Vintage;
use crate::world::World;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Figures of one side.
pub(crate) struct Side<'r> {
    /// As it was typed.
    pub(crate) label: String,
    pub(crate) study: Study<'r>,
    /// How a paper is made of this side; none for one of files and folders, which need not hold all it tells of.
    pub(crate) stored: Option<Stored>,
}

/// A side by name: a file or folder, else a vintage or release of the store.
///
/// # Errors
/// Neither; or it cannot be read.
pub(crate) fn named<'r>(
    world: &dyn World,
    reference: &'r Reference,
    stored: &Stored,
    name: &str,
    indicators: &[String],
) -> Result<Side<'r>> {
    let path = PathBuf::from(name);
    if world.list(&path).is_ok_and(|listed| listed.is_some()) || world.open(&path).is_ok() {
        let no_store = Stored {
            root: None,
            as_at: stored.as_at.clone(),
        };
        let of_files = side(world, reference, &[path], &no_store, name, indicators)?;
        return Ok(Side {
            stored: None,
            ..of_files
        });
    }
    if !there(world, stored)?.is_some_and(|store| store.is_there()) {
        return Err(Error::usage(format!(
            "“{name}” is neither a file nor a folder, and there is no store to look for it in"
        ))
        .hint(
            "name a folder of published files; or --store DIR with the id or release of a vintage",
        ));
    }
    let of = |alone| {
        asked(
            stored,
            AsAt {
                vintages: vec![name.to_owned()],
                alone,
                ..AsAt::default()
            },
        )
    };
    let alone = side(world, reference, &[], &of(true), name, indicators)?;
    Ok(Side {
        stored: Some(of(false)),
        ..alone
    })
}

fn there<'w>(world: &'w dyn World, stored: &Stored) -> Result<Option<Store<'w>>> {
    stored
        .root
        .as_deref()
        .map(|root| Store::open(world, root))
        .transpose()
}

/// Another question to the same store; what may speak at all stays so.
fn asked(stored: &Stored, as_at: AsAt) -> Stored {
    Stored {
        root: stored.root.clone(),
        as_at: AsAt {
            without_embedded: stored.as_at.without_embedded,
            ..as_at
        },
    }
}

fn side<'r>(
    world: &dyn World,
    reference: &'r Reference,
    paths: &[PathBuf],
    stored: &Stored,
    label: &str,
    indicators: &[String],
) -> Result<Side<'r>> {
    let input = Input {
        paths,
        indicators,
        by_hand: None,
        asked: Asked::IdentityOnly,
        stored: Some(stored),
    };
    let study = Study::load(world, reference, &input)?;
    Ok(Side {
        label: label.to_owned(),
        study,
        stored: Some(stored.clone()),
    })
}

/// For each indicator in the store its newest release by a day, in the store or in the program, and what was published before that.
///
/// # Errors
/// The store holds no vintage.
pub(crate) fn newest<'r>(
    world: &dyn World,
    reference: &'r Reference,
    stored: &Stored,
    day: Option<Date>,
    indicators: &[String],
) -> Result<(Side<'r>, Side<'r>)> {
    let good =
        there(world, stored)?.map_or_else(|| Ok(Vec::new()), |store| store.good_vintages(day))?;
    let held: BTreeSet<&String> = good
        .iter()
        .flat_map(|vintage| &vintage.indicators)
        .collect();
    let wanted: Vec<String> = match indicators {
        [] => held
            .into_iter()
            .filter(|id| is_indicator(reference, id))
            .cloned()
            .collect(),
        named => named.to_vec(),
    };
    if wanted.is_empty() {
        return Err(Error::nothing("the store holds no vintage yet")
            .in_file(stored.root.as_ref().map(|root| root.display().to_string()).unwrap_or_default())
            .hint("“yardstick import FOLDER” takes published files in; --between OLD NEW compares two folders as they lie"));
    }
    let of = |releases| {
        asked(
            stored,
            AsAt {
                releases,
                day,
                ..AsAt::default()
            },
        )
    };
    let now = side(world, reference, &[], &of(BTreeMap::new()), "now", &wanted)?;
    let days = newest_days(now.study.screened(), reference)?;
    let releases = |release: fn(Date) -> ReleaseChoice| {
        days.iter()
            .map(|(id, day)| (id.clone(), release(*day)))
            .collect()
    };
    let old = side(
        world,
        reference,
        &[],
        &of(releases(ReleaseChoice::Before)),
        "before",
        &wanted,
    )?;
    let new = side(
        world,
        reference,
        &[],
        &of(releases(ReleaseChoice::Of)),
        "newest",
        &wanted,
    )?;
    Ok((
        old,
        Side {
            stored: Some(of(BTreeMap::new())),
            ..new
        },
    ))
}

/// The day of the newest release of each indicator. A compilation repeats what its publishers had before it, so it is asked only
/// where nobody else has the indicator.
fn newest_days(screened: &Screened, reference: &Reference) -> Result<BTreeMap<String, Date>> {
    let view = screened.view();
    let is_compilation = |source: &Source| {
        reference
            .sources
            .titled(&source.publication)
            .is_some_and(|p| p.key == COMPILATION)
    };
    let mut days = BTreeMap::new();
    for (number, indicator) in screened.indicators().iter().enumerate() {
        let files: BTreeSet<u16> = screened
            .rows(number)
            .iter()
            .map(|row| view.origin(*row as usize).file)
            .collect();
        let sources = files
            .iter()
            .filter_map(|file| screened.sources().get(usize::from(*file)));
        let newest = sources
            .filter_map(|source| Some((!is_compilation(source), source.published?)))
            .max();
        days.extend(newest.map(|(_, day)| (indicator.id.clone(), day)));
    }
    Ok(days)
}

/// The good vintages of the last run that took something in, out by a day where one is given; of a store that does not remember its
/// runs, those that came last.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn last_taken_in(
    world: &dyn World,
    stored: &Stored,
    day: Option<Date>,
) -> Result<Vec<Vintage>> {
    let Some(store) = there(world, stored)? else {
        return Ok(Vec::new());
    };
    let good = store.good_vintages(day)?;
    let last = || good.iter().filter_map(|vintage| vintage.retrieved).max();
    let began = if day.is_some() {
        last()
    } else {
        RefreshState::read(world, store.root())?
            .took_in
            .or_else(last)
    };
    let mut taken: Vec<Vintage> = good
        .into_iter()
        .filter(|vintage| began.is_some() && vintage.retrieved >= began)
        .collect();
    taken.sort_by(|a, b| (b.day(), &a.id).cmp(&(a.day(), &b.id)));
    Ok(taken)
}

/// What spoke before, and what speaks now: vintages beside the figures in the program.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn then_and_now<'r>(
    world: &dyn World,
    reference: &'r Reference,
    stored: &Stored,
    (then, now): (AsAt, AsAt),
    indicators: &[String],
) -> Result<(Side<'r>, Side<'r>)> {
    let old = side(
        world,
        reference,
        &[],
        &asked(stored, then),
        "then",
        indicators,
    )?;
    let new = side(
        world,
        reference,
        &[],
        &asked(stored, now),
        "now",
        indicators,
    )?;
    Ok((old, new))
}
