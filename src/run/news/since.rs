//! What news are compared with: the last run that took something in, a day, a paper, or another release.

use super::NewsOrder;
use crate::composition::manifest::Manifest;
use crate::error::{Error, Result};
use crate::observation::day::{TYPED_DAY_FORMS, typed_day};
use crate::reference::Reference;
use crate::revision::releases::{ReleaseFigures, last_taken_in, named, then_and_now};
use crate::store::Store;
use crate::store::selected::AsAt;
use crate::store::vintage::Vintage;
use crate::world::World;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Since when.
pub(crate) enum NewsSince {
    /// Before the last run that took something in.
    LastIntake,
    Day(Date),
    Paper(Box<NewsPaper>),
    /// Between an older and a newer release: vintages or releases of the store, or files and folders.
    Between([String; 2]),
}

/// A paper that news refer to.
pub(crate) struct NewsPaper {
    /// The name of the file that was named.
    pub(crate) name: String,
    pub(crate) manifest: Manifest,
}

impl NewsSince {
    /// A day, or a paper by its file or its manifest's.
    ///
    /// # Errors
    /// Neither; a manifest that cannot be read.
    pub(crate) fn read(world: &dyn World, text: &str) -> Result<NewsSince> {
        if let Ok(day) = typed_day(text) {
            return Ok(NewsSince::Day(day));
        }
        let path = manifest_path(world, text)?;
        let manifest = Manifest::open(world, &path)?;
        manifest.area()?;
        let file = Path::new(text).file_name();
        Ok(NewsSince::Paper(Box::new(NewsPaper {
            name: file.map_or_else(
                || text.to_owned(),
                |name| name.to_string_lossy().into_owned(),
            ),
            manifest,
        })))
    }

    pub(crate) fn paper(&self) -> Option<&NewsPaper> {
        match self {
            NewsSince::Paper(paper) => Some(paper),
            NewsSince::LastIntake | NewsSince::Day(_) | NewsSince::Between(_) => None,
        }
    }

    /// The vintages of the last run that took something in, where that is meant.
    pub(super) fn taken_in(
        &self,
        world: &dyn World,
        order: &NewsOrder<'_>,
    ) -> Result<Vec<Vintage>> {
        match self {
            NewsSince::LastIntake => last_taken_in(world, order.stored, order.as_at),
            NewsSince::Day(_) | NewsSince::Paper(_) | NewsSince::Between(_) => Ok(Vec::new()),
        }
    }

    /// The figures of then and now.
    pub(super) fn releases<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        order: &NewsOrder<'_>,
        taken: &[Vintage],
        ids: &[String],
    ) -> Result<[ReleaseFigures<'r>; 2]> {
        let (day, without) = match self {
            NewsSince::Between([old, new]) => {
                return Ok([
                    named(world, reference, order.stored, old, ids)?,
                    named(world, reference, order.stored, new, ids)?,
                ]);
            }
            NewsSince::LastIntake => (None, taken.iter().map(|of| of.id.to_string()).collect()),
            NewsSince::Day(day) => (Some(*day), Vec::new()),
            NewsSince::Paper(paper) => (None, published_after(world, reference, order, paper)?),
        };
        let then = AsAt {
            day: day.or(order.now.day),
            without,
            may_be_none: true,
            ..AsAt::default()
        };
        let chosen = (then, order.now.clone());
        Ok(then_and_now(world, reference, order.stored, chosen, ids)?.into())
    }
}

/// The manifest itself, or the one beside the paper that was named.
fn manifest_path(world: &dyn World, since: &str) -> Result<PathBuf> {
    let file = PathBuf::from(since);
    let beside = file.with_extension("manifest.json");
    let is_manifest = since.ends_with(".json");
    match (world.open(&file).is_ok(), world.open(&beside).is_ok()) {
        (true, _) if is_manifest => Ok(file),
        (_, true) if !is_manifest => Ok(beside),
        (true, false) => Err(Error::usage(format!(
            "beside “{since}” lies no manifest, which says what the paper rests on"
        ))
        .expected(format!(
            "{}, as “yardstick paper” wrote it",
            beside.display()
        ))),
        _ => Err(
            Error::usage(format!("“{since}” is neither a day nor a paper")).expected(format!(
                "{TYPED_DAY_FORMS}; a paper that “yardstick paper” made, or its .manifest.json"
            )),
        ),
    }
}

/// Ids of the vintages that came out after everything of their publication that a paper rests on.
fn published_after(
    world: &dyn World,
    reference: &Reference,
    order: &NewsOrder<'_>,
    paper: &NewsPaper,
) -> Result<Vec<String>> {
    let Some(root) = &order.stored.root else {
        return Ok(Vec::new());
    };
    let vintages = Store::open(world, root)?.good_vintages(None)?;
    Ok(vintages
        .into_iter()
        .filter(|vintage| is_later(reference, vintage, &paper.manifest))
        .map(|vintage| vintage.id.into())
        .collect())
}

fn is_later(reference: &Reference, vintage: &Vintage, manifest: &Manifest) -> bool {
    let title = reference
        .sources
        .publication(&vintage.publication)
        .map(|publication| publication.title.as_str());
    let is_used = manifest.releases.iter().any(|release| {
        vintage
            .files
            .iter()
            .any(|file| file.sha256 == release.sha256)
    });
    let known = manifest
        .releases
        .iter()
        .filter(|release| title.is_none_or(|title| release.publication == title))
        .filter_map(|release| release.published.as_ref()?.parse().ok())
        .max();
    !is_used && vintage.day() > known
}
