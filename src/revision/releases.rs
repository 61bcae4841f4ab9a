//! The two releases of a comparison: files and folders, vintages by name, or the newest release and the one before it.

use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::inputs::load::{Input, Stored, is_indicator};
use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::sources::COMPILATION;
use crate::refresh::state::RefreshState;
use crate::screen::{Screened, ScreeningScope};
use crate::source::coverage::ReleaseChoice;
use crate::store::Store;
use crate::store::selected::AsAt;
use crate::store::vintage::Vintage;
use crate::world::World;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The figures of one of the two releases.
pub(crate) struct ReleaseFigures<'r> {
    /// As it was typed.
    pub(crate) label: String,
    pub(crate) study: Study<'r>,
    /// The store from which a paper is made again; none for files and folders, which need not hold all that the paper rests on.
    pub(crate) stored: Option<Stored>,
}

/// The figures of a file or folder, else of a vintage or release of the store.
///
/// # Errors
/// There is neither; or it cannot be read.
pub(crate) fn named<'r>(
    world: &dyn World,
    reference: &'r Reference,
    stored: &Stored,
    name: &str,
    indicators: &[String],
) -> Result<ReleaseFigures<'r>> {
    let path = PathBuf::from(name);
    let reader = ReleaseReader {
        world,
        reference,
        indicators,
    };
    if world.list(&path).is_ok_and(|listed| listed.is_some()) || world.open(&path).is_ok() {
        let no_store = Stored {
            root: None,
            as_at: stored.as_at.clone(),
        };
        let of_files = reader.read(name, &[path], no_store)?;
        return Ok(ReleaseFigures {
            stored: None,
            ..of_files
        });
    }
    if !opened(world, stored)?.is_some_and(|store| store.is_there()) {
        return Err(Error::usage(format!(
            "“{name}” is neither a file nor a folder, and there is no store to look for it in"
        ))
        .hint(
            "name a folder of published files; or --store DIR with the id or release of a vintage",
        ));
    }
    let with_others = AsAt {
        vintages: vec![name.to_owned()],
        ..AsAt::default()
    };
    let alone = AsAt {
        alone: true,
        ..with_others.clone()
    };
    let of_vintage = reader.read(name, &[], asked(stored, alone))?;
    Ok(ReleaseFigures {
        stored: Some(asked(stored, with_others)),
        ..of_vintage
    })
}

fn opened<'w>(world: &'w dyn World, stored: &Stored) -> Result<Option<Store<'w>>> {
    stored
        .root
        .as_deref()
        .map(|root| Store::open(world, root))
        .transpose()
}

/// The same store with another choice of vintages; the embedded figures stay left out if they were.
fn asked(stored: &Stored, as_at: AsAt) -> Stored {
    Stored {
        root: stored.root.clone(),
        as_at: AsAt {
            without_embedded: stored.as_at.without_embedded,
            ..as_at
        },
    }
}

struct ReleaseReader<'a, 'r> {
    world: &'a dyn World,
    reference: &'r Reference,
    indicators: &'a [String],
}

impl<'r> ReleaseReader<'_, 'r> {
    fn read(&self, label: &str, paths: &[PathBuf], stored: Stored) -> Result<ReleaseFigures<'r>> {
        let input = Input {
            paths,
            indicators: self.indicators,
            categories: &[],
            by_hand: None,
            asked: ScreeningScope::IdentityOnly,
            stored: Some(&stored),
        };
        let study = Study::load(self.world, self.reference, &input)?;
        Ok(ReleaseFigures {
            label: label.to_owned(),
            study,
            stored: Some(stored),
        })
    }
}

/// For each indicator in the store its newest release by a day, in the store or embedded, and what was published before that.
///
/// # Errors
/// The store holds no vintage.
pub(crate) fn newest<'r>(
    world: &dyn World,
    reference: &'r Reference,
    stored: &Stored,
    day: Option<Date>,
    indicators: &[String],
) -> Result<(ReleaseFigures<'r>, ReleaseFigures<'r>)> {
    let wanted = match indicators {
        [] => indicators_in_store(world, reference, stored, day)?,
        named => named.to_vec(),
    };
    if wanted.is_empty() {
        let fault = Error::nothing("the store holds no vintage yet")
            .hint("“yardstick import FOLDER” takes published files in; --between OLD NEW compares two folders as they lie");
        return Err(match &stored.root {
            Some(root) => fault.in_file(root.display().to_string()),
            None => fault,
        });
    }
    let reader = ReleaseReader {
        world,
        reference,
        indicators: &wanted,
    };
    let by_day = AsAt {
        day,
        ..AsAt::default()
    };
    let now = reader.read("now", &[], asked(stored, by_day.clone()))?;
    let days = newest_days(now.study.screened(), reference);
    let before = AsAt {
        releases: days
            .iter()
            .map(|(id, day)| (id.clone(), ReleaseChoice::Before(*day)))
            .collect(),
        ..by_day.clone()
    };
    let newest = AsAt {
        releases: days
            .into_iter()
            .map(|(id, day)| (id, ReleaseChoice::Of(day)))
            .collect(),
        ..by_day.clone()
    };
    let old = reader.read("before", &[], asked(stored, before))?;
    let new = reader.read("newest", &[], asked(stored, newest))?;
    Ok((
        old,
        ReleaseFigures {
            stored: Some(asked(stored, by_day)),
            ..new
        },
    ))
}

fn indicators_in_store(
    world: &dyn World,
    reference: &Reference,
    stored: &Stored,
    day: Option<Date>,
) -> Result<Vec<String>> {
    let Some(store) = opened(world, stored)? else {
        return Ok(Vec::new());
    };
    let vintages = store.good_vintages(day)?;
    let ids: BTreeSet<String> = vintages
        .into_iter()
        .flat_map(|vintage| vintage.indicators)
        .filter(|id| is_indicator(reference, id))
        .collect();
    Ok(ids.into_iter().collect())
}

/// The day of the newest release of each indicator. A compilation repeats what its publishers had before it, so its day counts only
/// where nobody else has the indicator.
fn newest_days(screened: &Screened, reference: &Reference) -> BTreeMap<String, Date> {
    let view = screened.view();
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
            .filter_map(|source| Some((!is_compilation(source, reference), source.published?)))
            .max();
        days.extend(newest.map(|(_, day)| (indicator.id.clone(), day)));
    }
    days
}

fn is_compilation(source: &Source, reference: &Reference) -> bool {
    let publication = reference.sources.titled(&source.publication);
    publication.is_some_and(|publication| publication.key == COMPILATION)
}

/// The good vintages of the last run that added any, published by a day where one is given; of a store without a record of its runs,
/// those that were added last.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn last_taken_in(
    world: &dyn World,
    stored: &Stored,
    day: Option<Date>,
) -> Result<Vec<Vintage>> {
    let Some(store) = opened(world, stored)? else {
        return Ok(Vec::new());
    };
    let mut vintages = store.good_vintages(day)?;
    let recorded = match day {
        Some(_) => None,
        None => RefreshState::read(world, store.root())?.took_in,
    };
    let last = vintages
        .iter()
        .filter_map(|vintage| vintage.retrieved)
        .max();
    let Some(began) = recorded.or(last) else {
        return Ok(Vec::new());
    };
    vintages.retain(|vintage| {
        vintage
            .retrieved
            .is_some_and(|retrieved| retrieved >= began)
    });
    vintages.sort_by(|a, b| (b.day(), &a.id).cmp(&(a.day(), &b.id)));
    Ok(vintages)
}

/// The figures of two choices of vintages, with the embedded figures.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn then_and_now<'r>(
    world: &dyn World,
    reference: &'r Reference,
    stored: &Stored,
    (then, now): (AsAt, AsAt),
    indicators: &[String],
) -> Result<(ReleaseFigures<'r>, ReleaseFigures<'r>)> {
    let reader = ReleaseReader {
        world,
        reference,
        indicators,
    };
    let old = reader.read("then", &[], asked(stored, then))?;
    let new = reader.read("now", &[], asked(stored, now))?;
    Ok((old, new))
}
