//! Files on their way in: out of folders, zips and other stores, each with what is known of where it comes from.

use crate::error;
use crate::observation::check::{Check, Severity};
use crate::store::screening::Original;
use crate::store::vintage::Vintage;
use crate::store::{READING, VINTAGE};
use crate::world::plain_name::PlainName;
use crate::world::unpacked::{UnpackingRoom, parts_bounded};
use crate::world::{self, World};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// A file on its way in.
pub(super) struct FoundFile {
    pub(super) original: Original,
    /// The file, zip or folder as it was named.
    pub(super) from: String,
    /// Named itself, so that it is not passed over.
    pub(super) by_name: bool,
    /// Digest as it came, packed or not: a publisher's gzipped file is known by that.
    pub(super) digest: String,
    /// What the store says that it was taken out of.
    pub(super) hint: Option<Vintage>,
    /// Why it cannot be read at all.
    pub(super) damage: Option<String>,
}

/// Everything that was named.
pub(super) struct Gathering<'a> {
    pub(super) world: &'a dyn World,
    pub(super) found: Vec<FoundFile>,
    pub(super) checks: Vec<Check>,
}

impl Gathering<'_> {
    pub(super) fn path(&mut self, path: &Path) -> error::Result<()> {
        let is_folder = self
            .world
            .list(path)
            .map_err(|fault| world::unreadable(path, &fault))?
            .is_some()
            || self
                .world
                .storage()
                .folders(path)
                .is_ok_and(|inside| !inside.is_empty());
        if is_folder {
            self.folder(path, path, None)
        } else {
            self.file(path, &path.display().to_string(), true)
        }
    }

    /// What was set aside in a store, if anything ever was.
    pub(super) fn aside(&mut self, quarantine: &Path) -> error::Result<()> {
        self.folder(quarantine, quarantine, None)
    }

    fn folder(&mut self, folder: &Path, from: &Path, hint: Option<&Vintage>) -> error::Result<()> {
        let files = self
            .world
            .list(folder)
            .map_err(|fault| world::unreadable(folder, &fault))?
            .unwrap_or_default();
        if files.iter().any(|file| named(file) == READING) {
            return Ok(());
        }
        // A folder of another store says itself which release its files are of.
        let described = files.iter().find(|file| named(file) == VINTAGE);
        let described = described
            .map(|file| world::read(self.world, file))
            .transpose()?;
        let own: Option<Vintage> = described.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if own.is_none() {
            for file in &files {
                match hint {
                    Some(hint) => self.bytes(
                        &named(file),
                        &world::read(self.world, file)?,
                        &hint.from,
                        false,
                        Some(hint),
                    ),
                    None => self.file(file, &from.display().to_string(), false)?,
                }
            }
        }
        let folders = self
            .world
            .storage()
            .folders(folder)
            .map_err(|fault| world::unreadable(folder, &fault))?;
        for inside in folders {
            if !named(&inside).starts_with('.') {
                self.folder(&inside, from, own.as_ref().or(hint))?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, from: &str, by_name: bool) -> error::Result<()> {
        let name = named(path);
        let ending = name.to_lowercase();
        let reads = [".csv", ".csv.gz", ".parquet", ".zip", ".ods"]
            .iter()
            .any(|known| ending.ends_with(known));
        if (!reads && !by_name) || ending.ends_with(".meta.csv") || name.starts_with('.') {
            self.pass_over(&name);
            return Ok(());
        }
        let bytes = world::read(self.world, path)?;
        // A spreadsheet is a zip by its bytes.
        if (bytes.starts_with(b"PK\x03\x04") && !ending.ends_with(".ods"))
            || ending.ends_with(".zip")
        {
            self.zip(&name, bytes, &path.display().to_string());
        } else {
            self.bytes(&name, &bytes, from, by_name, None);
        }
        Ok(())
    }

    /// The files of a zip. Its central directory stands at the end, so a download cut short has none.
    fn zip(&mut self, name: &str, bytes: Vec<u8>, from: &str) {
        let entries = match unpacked(&bytes) {
            Ok(entries) => entries,
            Err(fault) => {
                let damage =
                    format!("the zip is damaged, cut off or too large ({fault}); fetch it again");
                let original = Original {
                    name: PlainName::nearest(name),
                    sha256: world::digest(&bytes),
                    bytes: bytes.into(),
                };
                let digest = original.sha256.clone();
                let damage = Some(damage);
                self.found.push(FoundFile {
                    original,
                    from: from.to_owned(),
                    by_name: true,
                    digest,
                    hint: None,
                    damage,
                });
                return;
            }
        };
        // A store that was written into a zip says of each file which release it is of.
        let described = entries.iter().filter(|(path, _)| named(path) == VINTAGE);
        let hints: BTreeMap<PathBuf, Vintage> = described
            .filter_map(|(path, bytes)| {
                Some((
                    path.parent()?.to_owned(),
                    serde_json::from_slice(bytes).ok()?,
                ))
            })
            .collect();
        for (path, inside) in entries {
            let name = named(&path);
            let ending = name.to_lowercase();
            if let Some(hint) = path.ancestors().nth(2).and_then(|folder| hints.get(folder)) {
                self.bytes(&name, &inside, &hint.from, false, Some(hint));
            } else if path
                .parent()
                .is_some_and(|folder| hints.contains_key(folder))
            {
                // What the store wrote itself is made again from the originals.
            } else if (ending.ends_with(".csv") || ending.ends_with(".ods"))
                && !ending.ends_with(".meta.csv")
            {
                self.bytes(&name, &inside, from, false, None);
            } else {
                self.pass_over(&name);
            }
        }
    }

    fn bytes(
        &mut self,
        name: &str,
        bytes: &[u8],
        from: &str,
        by_name: bool,
        hint: Option<&Vintage>,
    ) {
        let digest = world::digest(bytes);
        let (original, damage) = match Original::of(name, bytes) {
            Ok(original) => (original, None),
            Err(fault) => {
                let original = Original {
                    name: PlainName::nearest(name),
                    sha256: digest.clone(),
                    bytes: bytes.into(),
                };
                (original, Some(fault.what().to_owned()))
            }
        };
        self.found.push(FoundFile {
            original,
            from: from.to_owned(),
            by_name,
            digest,
            hint: hint.cloned(),
            damage,
        });
    }

    fn pass_over(&mut self, name: &str) {
        self.checks.push(
            Check::new(Severity::Note, "not-recognised", name)
                .found("not a file of figures")
                .guidance("passed over"),
        );
    }
}

fn unpacked(bytes: &[u8]) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let told = |fault: &dyn Display| fault.to_string();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| told(&fault))?;
    parts_bounded(&archive)?;
    let (mut entries, mut room) = (Vec::new(), UnpackingRoom::new());
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|fault| told(&fault))?;
        if entry.is_file() {
            let path = PathBuf::from(entry.name().map_err(|fault| told(&fault))?.into_owned());
            // The check sum of the entry is verified at its end.
            let inside = room.read(entry).map_err(|fault| told(&fault))?;
            entries.push((path, inside));
        }
    }
    Ok(entries)
}

fn named(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
