//! `verify`: makes a paper again from its manifest and says what would differ now.

use crate::composition::entry::ManifestEntry;
use crate::composition::format::manifest_of_slides;
use crate::composition::last_report::LastReport;
use crate::composition::manifest::Manifest;
use crate::composition::{PaperInputs, make};
use crate::dashboard::weekly::weekly;
use crate::error::Result;
use crate::inputs::load::{self, Stored};
use crate::paper::definition;
use crate::reference::Reference;
use crate::table::json::is_alike;
use crate::world::{self, World};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// One thing that differs from the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PaperDifference {
    /// The id of an entry, the name of a file or publication, or the program.
    pub(crate) what: String,
    pub(crate) then: String,
    pub(crate) now: String,
    pub(crate) why: String,
}

/// How many entries were compared, and what differs.
pub(crate) struct Verification {
    pub(crate) entries: usize,
    /// Why a number may differ: another file, release or program.
    pub(crate) causes: Vec<PaperDifference>,
    /// Entries that the paper made again has differently.
    pub(crate) differences: Vec<PaperDifference>,
    /// Files of the paper that were changed since they were written.
    pub(crate) outputs: Vec<PaperDifference>,
}

/// Makes the paper of a manifest's file again.
///
/// # Errors
/// The file is no manifest; what its paper rests on can no longer be read.
pub(crate) fn verify_file(
    world: &dyn World,
    reference: &Reference,
    path: &Path,
) -> Result<Verification> {
    let manifest = Manifest::open(world, path)?;
    verify(
        world,
        reference,
        &manifest,
        path.parent().unwrap_or(Path::new("")),
    )
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
) -> Result<Verification> {
    let outputs = manifest.outputs.iter().filter_map(|output| {
        let path = folder.join(&output.file);
        changed_file(world, &path, &output.file, &output.sha256)
    });
    let outputs = outputs.collect();
    let inputs = manifest.inputs.iter().filter_map(|input| {
        changed_file(world, Path::new(&input.path), &input.path, &input.sha256)
    });
    let mut causes: Vec<PaperDifference> = inputs.collect();
    let made = again(world, reference, manifest, manifest.stored()?.as_ref())?;
    causes.extend(changed_program(manifest, &made));
    causes.extend(changed_releases(manifest, &made));
    let differences = changed_entries(manifest, &made, &causes)?;
    Ok(Verification {
        entries: manifest.entries.len(),
        causes,
        differences,
        outputs,
    })
}

/// The manifest of the same paper, made again from the figures of this store.
///
/// # Errors
/// What it rests on can no longer be read.
pub(crate) fn again(
    world: &dyn World,
    reference: &Reference,
    manifest: &Manifest,
    stored: Option<&Stored>,
) -> Result<Manifest> {
    if let Some(source) = &manifest.exceptions {
        let made = weekly(world, reference, source.clone())?.made;
        return Manifest::read(&made.manifest.json()?, "the manifest");
    }
    let phrases = load::phrases(world, manifest.phrases.as_deref().map(Path::new))?;
    let data: Vec<PathBuf> = manifest.data.iter().map(PathBuf::from).collect();
    let last = manifest.since.as_deref().map(Path::new);
    let last = last.map(|path| LastReport::open(world, path)).transpose()?;
    let outs: Vec<PathBuf> = manifest
        .outputs
        .iter()
        .map(|of| PathBuf::from(&of.file))
        .collect();
    let slides = manifest_of_slides(&outs);
    let made = make(
        world,
        reference,
        &PaperInputs {
            definition: &definition::read(&manifest.definition.text, &manifest.definition.file)?,
            file: &manifest.definition.file,
            text: &manifest.definition.text,
            area: manifest.area()?,
            list: manifest.list()?,
            data: &data,
            stored,
            phrases: &phrases,
            phrases_file: manifest.phrases.as_deref().map(Path::new),
            period: manifest.period.as_deref(),
            groups: &manifest.groups,
            date: manifest.date.clone(),
            folder: Path::new(&manifest.folder),
            plan: manifest.plan.as_deref().map(Path::new),
            plan_before: manifest.plan_before.as_deref().map(Path::new),
            words: manifest.words.as_deref().map(Path::new),
            since: last.as_ref(),
            slides: slides.as_deref(),
        },
    )?;
    // Written and read as the other was: a number that goes through JSON may come back with another last bit.
    Manifest::read(&made.manifest.json()?, "the manifest")
}

fn changed_file(world: &dyn World, path: &Path, name: &str, then: &str) -> Option<PaperDifference> {
    let (now, why) = match world::read(world, path) {
        Ok(bytes) => (world::digest(&bytes), "the file has changed".to_owned()),
        Err(fault) => (
            String::new(),
            format!("{}; {}", fault.what(), fault.way_out()),
        ),
    };
    (now != then).then(|| PaperDifference {
        what: name.to_owned(),
        then: then.to_owned(),
        now,
        why,
    })
}

fn changed_program(then: &Manifest, now: &Manifest) -> Option<PaperDifference> {
    (then.made_by != now.made_by).then(|| PaperDifference {
        what: "the program".to_owned(),
        then: then.made_by.clone(),
        now: now.made_by.clone(),
        why: "another version carries other figures and other words".to_owned(),
    })
}

/// Releases that are read now and were not read then, in order of publication and file.
fn changed_releases(then: &Manifest, now: &Manifest) -> Vec<PaperDifference> {
    let before: BTreeMap<_, _> = then.releases.iter().map(|old| (old.key(), old)).collect();
    let after: BTreeMap<_, _> = now.releases.iter().map(|new| (new.key(), new)).collect();
    let mut differences = Vec::new();
    for (key, new) in after {
        if before.contains_key(&key) {
            continue;
        }
        let same_publication = before
            .values()
            .filter(|old| old.publication == new.publication);
        let old = same_publication
            .clone()
            .find(|old| old.file == new.file)
            .or_else(|| same_publication.clone().next());
        differences.push(PaperDifference {
            what: new.publication.clone(),
            then: old.map_or_else(
                || "not used".to_owned(),
                |old| format!("{} ({})", old.release, old.file),
            ),
            now: format!("{} ({})", new.release, new.file),
            why: "another release is read".to_owned(),
        });
    }
    differences
}

/// Whether an entry is as it was. Another system computes logarithms and powers otherwise in digits that nobody prints.
///
/// # Errors
/// It cannot be written as JSON: a fault of the program.
fn is_unchanged(before: Option<&ManifestEntry>, after: Option<&ManifestEntry>) -> Result<bool> {
    match (before, after) {
        (Some(before), Some(after)) => Ok(is_alike(&before.json()?, &after.json()?)),
        (before, after) => Ok(before == after),
    }
}

/// Entries whose words or evidence differ now.
///
/// # Errors
/// As [`is_unchanged`].
fn changed_entries(
    then: &Manifest,
    now: &Manifest,
    causes: &[PaperDifference],
) -> Result<Vec<PaperDifference>> {
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
        if is_unchanged(before, after)? {
            continue;
        }
        let (before, after) = (text(before), text(after));
        let why = if before == after {
            format!("the words are the same, what they rest on is not ({reason})")
        } else {
            reason.clone()
        };
        differences.push(PaperDifference {
            what: id.to_owned(),
            then: before,
            now: after,
            why,
        });
    }
    Ok(differences)
}

fn text(entry: Option<&ManifestEntry>) -> String {
    entry.map_or("nothing", ManifestEntry::text).to_owned()
}
