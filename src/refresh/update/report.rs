//! What a refresh did, publication by publication. Its JSON is for programs, its exit code for a timer.

use crate::error::Error;
use crate::reference::sources::Publication;
use crate::refresh::offer::{OfferedFile, ReleaseOffer};
use crate::refresh::state::{SeenPublication, SeenRelease};
use crate::world;
use serde::Serialize;

/// What became of a publication.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RefreshOutcome {
    /// The service has no newer release.
    #[default]
    Nothing,
    /// No service offers its files: they are downloaded by hand.
    ByHand,
    /// There is a newer release, and this run only looks.
    Offered,
    /// A newer release was taken in.
    New,
    /// No service was reached; the last good release stays in use.
    Unreachable,
    /// The newest release did not pass the screen; the last good one stays in use.
    Quarantined,
}

impl RefreshOutcome {
    pub(crate) fn words(self) -> &'static str {
        match self {
            RefreshOutcome::Nothing => "nothing new",
            RefreshOutcome::ByHand => "by hand",
            RefreshOutcome::Offered => "would be fetched",
            RefreshOutcome::New => "taken in",
            RefreshOutcome::Unreachable => "not reached",
            RefreshOutcome::Quarantined => "set aside",
        }
    }

    /// The exit code for timers: 0 nothing new, 10 new data, 11 set aside, 12 not reached.
    fn exit_code(self) -> u8 {
        match self {
            RefreshOutcome::Nothing | RefreshOutcome::ByHand | RefreshOutcome::Offered => 0,
            RefreshOutcome::New => 10,
            RefreshOutcome::Quarantined => 11,
            RefreshOutcome::Unreachable => 12,
        }
    }
}

/// A file that was fetched, or would be.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct RefreshedFile {
    pub(crate) name: String,
    /// The service's id of this version of the file; empty where it has none.
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bytes: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sha256: Option<String>,
}

impl RefreshedFile {
    pub(super) fn offered(name: &str, id: &str) -> RefreshedFile {
        RefreshedFile {
            name: name.to_owned(),
            id: id.to_owned(),
            bytes: None,
            sha256: None,
        }
    }

    pub(super) fn fetched(name: &str, bytes: &[u8], offered: &[OfferedFile<'_>]) -> RefreshedFile {
        let id = offered
            .iter()
            .find(|file| file.pattern.is_named(name))
            .map_or("", |file| &file.id);
        RefreshedFile {
            bytes: Some(bytes.len()),
            sha256: Some(world::digest(bytes)),
            ..RefreshedFile::offered(name, id)
        }
    }
}

/// What became of one publication. A text is empty where nothing is known.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub(crate) struct PublicationResult {
    pub(crate) publication: String,
    pub(crate) title: String,
    pub(crate) outcome: RefreshOutcome,
    pub(crate) release: String,
    /// The day the release came out.
    pub(crate) published: String,
    /// The vintage under which the store has it.
    pub(crate) vintage: String,
    pub(crate) files: Vec<RefreshedFile>,
    /// Names of the release's files that could not be fetched, because the service that has them was not reached.
    pub(crate) missing: Vec<String>,
    /// Why it was set aside or not reached.
    pub(crate) reasons: Vec<String>,
    pub(crate) notes: Vec<String>,
    /// When the next release is due, as the service says.
    pub(crate) next: Option<String>,
    pub(crate) requests: u32,
}

impl PublicationResult {
    pub(super) fn of(publication: &Publication) -> PublicationResult {
        PublicationResult {
            publication: publication.key.clone(),
            title: publication.title.clone(),
            ..PublicationResult::default()
        }
    }

    pub(super) fn set_unreachable(&mut self, fault: &Error) {
        self.outcome = RefreshOutcome::Unreachable;
        self.reasons.push(fault.to_string().replace("\n  ", "; "));
    }

    /// Nothing is new. A release that was set aside stays a fault until a sound one is published.
    pub(super) fn set_unchanged(&mut self, seen: Option<&SeenPublication>) {
        let Some(seen) = seen else { return };
        self.set_release(&seen.release);
        if !seen.set_aside.is_empty() {
            self.outcome = RefreshOutcome::Quarantined;
            self.reasons.clone_from(&seen.set_aside);
        }
    }

    pub(super) fn set_offer(&mut self, offer: &ReleaseOffer<'_>) {
        self.set_release(&offer.release);
        self.notes.extend(offer.notes.iter().cloned());
        self.missing.clone_from(&offer.lacking);
    }

    /// The run only looks: the files are those that would be fetched.
    pub(super) fn set_offered(&mut self, offer: &ReleaseOffer<'_>) {
        self.outcome = RefreshOutcome::Offered;
        self.files = offer
            .files
            .iter()
            .map(|file| RefreshedFile::offered(&file.pattern.name, &file.id))
            .collect();
    }

    fn set_release(&mut self, release: &SeenRelease) {
        self.release.clone_from(&release.title);
        self.published = release.day().map_or_else(String::new, str::to_owned);
    }
}

/// A paper or profile of the settings file that is made again when its figures change.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct RemadeOutput {
    pub(crate) output: String,
    pub(crate) made: bool,
    /// Why it was made, or would be made; empty where it is up to date.
    pub(crate) reasons: Vec<String>,
    /// Why it could not be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<String>,
}

/// The whole run.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct RefreshReport {
    pub(crate) publications: Vec<PublicationResult>,
    pub(crate) outputs: Vec<RemadeOutput>,
    pub(crate) requests: u32,
    pub(crate) exit_code: u8,
}

impl RefreshReport {
    /// The exit code is that of the gravest outcome: set aside, then not reached, then new.
    pub(crate) fn of(
        publications: Vec<PublicationResult>,
        outputs: Vec<RemadeOutput>,
    ) -> RefreshReport {
        let gravest = [
            RefreshOutcome::Quarantined,
            RefreshOutcome::Unreachable,
            RefreshOutcome::New,
        ]
        .into_iter()
        .find(|gravest| publications.iter().any(|result| result.outcome == *gravest));
        let exit_code = gravest.map_or(0, RefreshOutcome::exit_code);
        let requests = publications.iter().map(|result| result.requests).sum();
        RefreshReport {
            publications,
            outputs,
            requests,
            exit_code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_outcome_is_told() {
        let code = |outcomes: &[RefreshOutcome]| {
            let lines = outcomes
                .iter()
                .map(|outcome| PublicationResult {
                    outcome: *outcome,
                    ..PublicationResult::default()
                })
                .collect();
            RefreshReport::of(lines, Vec::new()).exit_code
        };
        assert_eq!(code(&[]), 0);
        assert_eq!(
            code(&[
                RefreshOutcome::Nothing,
                RefreshOutcome::ByHand,
                RefreshOutcome::Offered
            ]),
            0
        );
        assert_eq!(code(&[RefreshOutcome::New, RefreshOutcome::Nothing]), 10);
        assert_eq!(
            code(&[RefreshOutcome::New, RefreshOutcome::Unreachable]),
            12
        );
        assert_eq!(
            code(&[
                RefreshOutcome::Unreachable,
                RefreshOutcome::Quarantined,
                RefreshOutcome::New
            ]),
            11
        );
    }
}
