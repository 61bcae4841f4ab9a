//! Files by release, each with the reason where it cannot be placed.

use super::gather::FoundFile;
use super::recognise::{ImportedRelease, is_of_ees, known, recognised, said};
use super::request::{ImportOrder, ImportReport, NOT_FOLLOWED};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use crate::world::World;
use std::collections::BTreeMap;

/// Files by release; those that others are divided by come first.
pub(super) type Releases = BTreeMap<ImportedRelease, Vec<FoundFile>>;

/// Places every file in its release.
///
/// # Errors
/// A file of a known publication whose release nobody says.
pub(super) fn by_release(
    world: &dyn World,
    reference: &Reference,
    found: Vec<FoundFile>,
    request: &ImportOrder<'_>,
    report: &mut ImportReport,
) -> Result<Releases> {
    let mut grouping = Grouping {
        world,
        reference,
        request,
        report,
        releases: Releases::new(),
        without_release: Vec::new(),
    };
    for file in found {
        grouping.place(file);
    }
    if grouping.without_release.is_empty() {
        return Ok(grouping.releases);
    }
    let names = grouping.without_release.join(", ");
    Err(Error::usage(format!("nobody says which release these are: {names}"))
        .expected("a file this program knows by its digest, or one whose name ends with its year")
        .hint("add --release \"November 2026\" --published 2026-11-26, as the publication’s page has them; nothing was taken in"))
}

struct Grouping<'a> {
    world: &'a dyn World,
    reference: &'a Reference,
    request: &'a ImportOrder<'a>,
    report: &'a mut ImportReport,
    releases: Releases,
    /// Names of files whose release nobody says.
    without_release: Vec<String>,
}

impl Grouping<'_> {
    fn place(&mut self, file: FoundFile) {
        let known = known(self.reference, &file);
        let publication = match &known {
            Some(release) => Some(release.publication.clone()),
            None => recognised(self.world, self.reference, &file),
        };
        let Some(publication) = publication else {
            return self.unrecognised(file);
        };
        let name = &file.original.name;
        let release = known.or_else(|| {
            said(
                self.reference,
                &publication,
                name,
                self.request,
                self.report,
            )
        });
        match release {
            Some(release) => self.add(release, file),
            None if file.hint.is_some() => {
                self.report.notes.push(format!(
                    "{name} can be read now: import it with --release and --published"
                ));
                self.add(ImportedRelease::of_nobody(&file), file);
            }
            None if self.request.lenient => self.report.checks.push(
                Check::new(Severity::Note, "release-unsaid", name)
                    .found("nobody says which release this is")
                    .guidance(
                        "left alone; “yardstick import” takes it with --release and --published",
                    ),
            ),
            None => self.without_release.push(name.to_string()),
        }
    }

    /// A file that belongs to no publication.
    fn unrecognised(&mut self, file: FoundFile) {
        if self.request.lenient {
            let what = file.damage.unwrap_or_else(|| {
                "no publication that this program knows has such a file".to_owned()
            });
            self.report.checks.push(
                Check::new(Severity::Note, NOT_FOLLOWED, &file.original.name)
                    .found(what)
                    .guidance("left alone"),
            );
            return;
        }
        match unfollowed(self.world, &file) {
            Some(check) => self.report.checks.push(check),
            None => self.add(ImportedRelease::of_nobody(&file), file),
        }
    }

    fn add(&mut self, release: ImportedRelease, file: FoundFile) {
        self.releases.entry(release).or_default().push(file);
    }
}

/// A file that came with others and is none of this catalogue is not followed, which is no fault. None for a file that was named
/// itself, is damaged, or is a web page in place of a file: that must be reported as set aside.
fn unfollowed(world: &dyn World, file: &FoundFile) -> Option<Check> {
    let is_page = file.original.bytes.trim_ascii_start().first() == Some(&b'<');
    if file.by_name
        || file.damage.is_some()
        || file.hint.is_some()
        || is_page
        || file.original.sheet(world).is_err()
    {
        return None;
    }
    let check = Check::new(Severity::Note, NOT_FOLLOWED, &file.original.name);
    Some(if is_of_ees(world, file) {
        check
            .found("no indicator of the catalogue is in this file")
            .guidance("passed over; “yardstick inspect” shows what is in it")
    } else {
        check
            .found("not a file of published figures")
            .guidance("passed over")
    })
}
