//! `verify`: a paper made again from its manifest, and what would differ now.

use super::super::load::{self, Stored};
use super::entry::ManifestEntry;
use super::manifest::Manifest;
use super::{Order, make};
use crate::error::Result;
use crate::observation::area::Area;
use crate::paper::definition;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::world::{self, World};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One thing that is not as the manifest has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// An id of the paper; or a file, a release, the program.
    pub(crate) what: String,
    pub(crate) then: String,
    pub(crate) now: String,
    pub(crate) why: String,
}

/// What was looked at, and what differs.
pub(crate) struct Verdict {
    pub(crate) entries: usize,
    /// Why a number may differ: other files, releases, program.
    pub(crate) causes: Vec<Difference>,
    /// What the paper would say otherwise.
    pub(crate) differences: Vec<Difference>,
    /// Outputs that are not as they were written.
    pub(crate) outputs: Vec<Difference>,
}

/// Makes the paper of a manifest again.
///
/// # Errors
/// What it rests on can no longer be read.
pub(crate) fn verify(
    world: &dyn World,
    reference: &Reference,
    manifest: &Manifest,
    folder: &Path,
) -> Result<Verdict> {
    let outputs = manifest.outputs.iter().filter_map(|output| {
        changed_file(
            world,
            &folder.join(&output.file),
            &output.file,
            &output.sha256,
        )
    });
    let outputs: Vec<Difference> = outputs.collect();
    let inputs = manifest.inputs.iter().filter_map(|input| {
        changed_file(world, Path::new(&input.path), &input.path, &input.sha256)
    });
    let mut causes: Vec<Difference> = inputs.collect();
    let made = again(world, reference, manifest, manifest.stored()?.as_ref())?;
    causes.extend(other_causes(manifest, &made));
    let differences = compared(manifest, &made, &causes);
    Ok(Verdict {
        entries: manifest.entries.len(),
        causes,
        differences,
        outputs,
    })
}

/// The manifest of the same paper, made of what this store holds.
///
/// # Errors
/// What it rests on can no longer be read.
pub(crate) fn again(
    world: &dyn World,
    reference: &Reference,
    manifest: &Manifest,
    stored: Option<&Stored>,
) -> Result<Manifest> {
    let phrases = load::phrases(world, manifest.phrases.as_deref().map(Path::new))?;
    let data: Vec<PathBuf> = manifest.data.iter().map(PathBuf::from).collect();
    let made = make(
        world,
        reference,
        &Order {
            definition: &definition::read(&manifest.definition.text, &manifest.definition.file)?,
            file: &manifest.definition.file,
            text: &manifest.definition.text,
            area: Area(manifest.la_code.parse().unwrap_or_default()),
            list: NeighbourList::parse(&manifest.neighbour_list).unwrap_or(NeighbourList::DEFAULT),
            data: &data,
            stored,
            phrases: &phrases,
            phrases_file: manifest.phrases.as_deref().map(Path::new),
            date: manifest.date.clone(),
            folder: Path::new(&manifest.folder),
            plan: manifest.plan.as_deref().map(Path::new),
            plan_before: manifest.plan_before.as_deref().map(Path::new),
        },
    )?;
    // Read as the other was: a number that goes through JSON text may come back with another last bit.
    Manifest::read(&made.manifest.json()?, "the manifest")
}

fn changed_file(world: &dyn World, path: &Path, name: &str, then: &str) -> Option<Difference> {
    let now = world::read(world, path).map(|bytes| world::digest(&bytes));
    let differs = |now: String, why: &str| Difference {
        what: name.to_owned(),
        then: then.to_owned(),
        now,
        why: why.to_owned(),
    };
    match now {
        Ok(now) if now == then => None,
        Ok(now) => Some(differs(now, "the file has changed")),
        Err(_) => Some(differs(String::new(), "the file is not there any more")),
    }
}

/// Program and releases.
fn other_causes(then: &Manifest, now: &Manifest) -> Vec<Difference> {
    let mut causes = Vec::new();
    if then.made_by != now.made_by {
        causes.push(Difference {
            what: "the program".to_owned(),
            then: then.made_by.clone(),
            now: now.made_by.clone(),
            why: "another version carries other figures and other words".to_owned(),
        });
    }
    let before: BTreeSet<_> = then
        .releases
        .iter()
        .map(|r| (&r.publication, &r.file, &r.release, &r.sha256))
        .collect();
    let after: BTreeSet<_> = now
        .releases
        .iter()
        .map(|r| (&r.publication, &r.file, &r.release, &r.sha256))
        .collect();
    for (publication, file, release, _) in after.difference(&before) {
        let old = before
            .iter()
            .find(|(other, name, ..)| other == publication && name == file)
            .or_else(|| before.iter().find(|old| old.0 == *publication));
        causes.push(Difference {
            what: (*publication).clone(),
            then: old.map_or_else(
                || "not used".to_owned(),
                |old| format!("{} ({})", old.2, old.1),
            ),
            now: format!("{release} ({file})"),
            why: "another release is read".to_owned(),
        });
    }
    causes
}

/// Entries that say or rest on something else now.
fn compared(then: &Manifest, now: &Manifest, causes: &[Difference]) -> Vec<Difference> {
    let reason = match causes {
        [] => "the same inputs give another result: this is a fault of the program".to_owned(),
        some => some
            .iter()
            .map(|cause| format!("{}: {}", cause.what, cause.why))
            .collect::<Vec<_>>()
            .join("; "),
    };
    let ids: BTreeSet<&str> = then
        .entries
        .iter()
        .chain(now.entries.iter())
        .map(|(id, _)| id)
        .collect();
    let mut differences = Vec::new();
    for id in ids {
        let (before, after) = (then.entries.get(id), now.entries.get(id));
        if before == after {
            continue;
        }
        let (before, after) = (text(before), text(after));
        let why = if before == after {
            format!("the words are the same, what they rest on is not ({reason})")
        } else {
            reason.clone()
        };
        differences.push(Difference {
            what: id.to_owned(),
            then: before,
            now: after,
            why,
        });
    }
    differences
}

fn text(entry: Option<&ManifestEntry>) -> String {
    entry.map_or("nothing", ManifestEntry::text).to_owned()
}
