//! The last report of a series: its manifest, by which a paper tells what is new since then. Where it lies in the place of the paper's own
//! manifest, which will be overwritten, a copy is kept beside the paper, so that the paper can be made again.

use super::manifest::{Manifest, ManifestRelease};
use crate::error::{Error, Result};
use crate::finding::prose::papers;
use crate::observation::area::Area;
use crate::paper::definition::{self, PaperDefinition};
use crate::reference::sources::first_of;
use crate::world::text;
use crate::world::unpacked::unpacked;
use crate::world::{self, RecordedInput, World};
use jiff::civil::Date;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// A manifest of the same paper, made for an earlier meeting.
pub(crate) struct LastReport {
    /// Where it can be read when the paper is made again.
    pub(crate) path: PathBuf,
    pub(crate) manifest: Manifest,
}

/// Where a paper looks for the last report.
pub(crate) struct LastReportPlace<'a> {
    /// The manifest that was named.
    pub(crate) named: Option<&'a Path>,
    /// The first file that is written: the paper's own manifest goes beside it.
    pub(crate) out: &'a Path,
    pub(crate) definition: &'a PaperDefinition,
    pub(crate) date: Option<&'a str>,
}

/// The last report, and the file that keeps it where the paper's own manifest takes its place.
pub(crate) type FoundReport = (LastReport, Option<(PathBuf, Vec<u8>)>);

impl LastReport {
    /// Reads a manifest.
    ///
    /// # Errors
    /// The file cannot be read, or is none.
    pub(crate) fn open(world: &dyn World, path: &Path) -> Result<LastReport> {
        Ok(LastReport {
            path: path.to_owned(),
            manifest: Manifest::open(world, path)?,
        })
    }

    /// The day of the meeting that it was made for, as it was printed.
    pub(super) fn meeting_day(&self) -> Option<String> {
        let of = &self.manifest;
        let definition = definition::read(&of.definition.text, &of.definition.file).ok()?;
        meeting_day(&definition, of.date.as_deref())
    }

    /// The day of the newest release behind it, in words; the release where only its month is known.
    pub(super) fn data_day(&self) -> Option<String> {
        let dated = |release: &ManifestRelease| {
            let day: Date = release.published.as_ref()?.parse().ok()?;
            Some((day, release.release.clone()))
        };
        let (day, release) = self.manifest.releases.iter().filter_map(dated).max()?;
        let is_month = first_of(&release) == Some(day);
        Some(if is_month { release } else { papers::day(day) })
    }

    /// Refuses a report about another authority, or another paper.
    ///
    /// # Errors
    /// Usage: it is one.
    pub(super) fn fits(&self, area: Area, name: &str, title: &str) -> Result<()> {
        let of = &self.manifest;
        of.area()?;
        let fault = if of.la_code != area.la_code() {
            format!(
                "the last report is about {}, and this paper about {name}",
                of.authority
            )
        } else {
            let last = definition::read(&of.definition.text, &of.definition.file)?.title;
            if last == title {
                return Ok(());
            }
            format!("the last report is “{last}”, and this paper is “{title}”")
        };
        Err(Error::usage(fault)
            .in_file(self.path.display().to_string())
            .expected("the manifest of the same paper about the same authority, made for the last meeting")
            .hint("name that manifest with --since, or write the paper to a file of its own with --out; a paper that is new has no last report"))
    }
}

impl LastReportPlace<'_> {
    /// The last report, where one is asked for and there is one.
    ///
    /// # Errors
    /// The manifest that was named is not there; one cannot be read.
    pub(crate) fn find(&self, world: &dyn World) -> Result<Option<FoundReport>> {
        let own = self.out.with_extension("manifest.json");
        match self.named {
            Some(path) if !is_same_place(path, &own) => {
                LastReport::open(world, path).map(|report| Some((report, None)))
            }
            None if !self.definition.since => Ok(None),
            Some(_) | None => match world.open(&own) {
                Err(fault) if fault.kind() == ErrorKind::NotFound && self.named.is_none() => {
                    Ok(None)
                }
                _ => self.in_own_place(world, &own),
            },
        }
    }

    /// What lies where the paper's own manifest goes. A paper of the same meeting is no last report: what that told its news from is.
    fn in_own_place(&self, world: &dyn World, own: &Path) -> Result<Option<FoundReport>> {
        let bytes = world
            .open(own)
            .and_then(unpacked)
            .map_err(|fault| world::unreadable(own, &fault))?;
        let (text, _) = text::decode(&bytes)
            .map_err(|(fault, line)| world::no_text(own, fault).at_row(line))?;
        let manifest = Manifest::read(&text, &own.display().to_string())?;
        if self.is_of_this_meeting(&manifest)? {
            let before = manifest.since.as_deref().map(Path::new);
            let report = before.map(|path| LastReport::open(world, path));
            return Ok(report.transpose()?.map(|report| (report, None)));
        }
        let path = self.out.with_extension("last.manifest.json");
        world.record(RecordedInput {
            path: path.clone(),
            bytes: bytes.len() as u64,
            sha256: world::digest(&bytes),
        });
        let report = LastReport {
            path: path.clone(),
            manifest,
        };
        Ok(Some((report, Some((path, bytes)))))
    }

    /// Whether both name the same day of meeting.
    fn is_of_this_meeting(&self, other: &Manifest) -> Result<bool> {
        let ours = meeting_day(self.definition, self.date);
        let theirs = definition::read(&other.definition.text, &other.definition.file)?;
        let theirs = meeting_day(&theirs, other.date.as_deref());
        Ok(ours.is_some() && ours == theirs)
    }
}

/// The day that was typed, else the one of the front block; none where that names none, such as “To be set”.
fn meeting_day(definition: &PaperDefinition, typed: Option<&str>) -> Option<String> {
    let day = typed.or_else(|| definition.front.date())?;
    day.contains(|letter: char| letter.is_ascii_digit())
        .then(|| day.trim().to_owned())
}

fn is_same_place(one: &Path, other: &Path) -> bool {
    let parts = |path: &Path| -> Vec<String> {
        path.components()
            .filter(|part| *part != Component::CurDir)
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect()
    };
    parts(one) == parts(other)
}
