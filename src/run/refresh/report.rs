//! What a refresh did, publication by publication: for people as a table, for programs as JSON, for a timer as one exit code.

use crate::error::Error;
use crate::reference::sources::Publication;
use crate::refresh::offer::Part;
use crate::world;
use serde::Serialize;

/// What became of a publication.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// The service has what we have.
    #[default]
    Nothing,
    /// Nothing to look at: its files are taken in by hand.
    ByHand,
    /// There is something new, and this run only looks.
    Offered,
    New,
    /// The last good data is in use.
    Unreachable,
    /// The newest release did not pass; the last good one is in use.
    Quarantined,
}

impl Outcome {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Outcome::Nothing => "nothing new",
            Outcome::ByHand => "by hand",
            Outcome::Offered => "would be fetched",
            Outcome::New => "taken in",
            Outcome::Unreachable => "not reached",
            Outcome::Quarantined => "set aside",
        }
    }

    /// What a timer is told: 0 nothing new, 10 new data, 11 set aside, 12 not reached.
    fn exit_code(self) -> u8 {
        match self {
            Outcome::Nothing | Outcome::ByHand | Outcome::Offered => 0,
            Outcome::New => 10,
            Outcome::Quarantined => 11,
            Outcome::Unreachable => 12,
        }
    }
}

/// A file that was fetched, or would be.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct FileLine {
    pub(crate) name: String,
    /// What the service calls this very file.
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bytes: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sha256: Option<String>,
}

impl FileLine {
    pub(super) fn offered(name: &str, id: &str) -> FileLine {
        FileLine {
            name: name.to_owned(),
            id: id.to_owned(),
            bytes: None,
            sha256: None,
        }
    }

    pub(super) fn fetched(name: &str, bytes: &[u8], parts: &[Part<'_>]) -> FileLine {
        let id = parts
            .iter()
            .find(|part| part.wanted.is_named(name))
            .map(|part| part.id.clone())
            .unwrap_or_default();
        FileLine {
            name: name.to_owned(),
            id,
            bytes: Some(bytes.len()),
            sha256: Some(world::digest(bytes)),
        }
    }
}

/// One publication.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub(crate) struct Line {
    pub(crate) publication: String,
    pub(crate) title: String,
    pub(crate) outcome: Outcome,
    pub(crate) release: String,
    pub(crate) published: String,
    pub(crate) vintage: String,
    pub(crate) files: Vec<FileLine>,
    /// Files of the release that did not come, since the way that has them is closed.
    pub(crate) missing: Vec<String>,
    /// Why it was set aside or not reached.
    pub(crate) reasons: Vec<String>,
    pub(crate) notes: Vec<String>,
    /// When the next release is due, as the service says.
    pub(crate) next: Option<String>,
    pub(crate) requests: u32,
}

impl Line {
    pub(super) fn of(publication: &Publication) -> Line {
        Line {
            publication: publication.key.clone(),
            title: publication.title.clone(),
            ..Line::default()
        }
    }

    pub(super) fn unreachable(&mut self, fault: &Error) {
        self.outcome = Outcome::Unreachable;
        self.reasons.push(fault.to_string().replace("\n  ", "; "));
    }
}

/// An output that depends on what is kept.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct Remade {
    pub(crate) output: String,
    pub(crate) made: bool,
    /// Why it was made, or would be; nothing for one that stands as it is.
    pub(crate) reasons: Vec<String>,
    /// Why it could not be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<String>,
}

/// The whole run.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) publications: Vec<Line>,
    pub(crate) outputs: Vec<Remade>,
    pub(crate) requests: u32,
    pub(crate) exit_code: u8,
}

impl Report {
    /// The exit code is of the gravest outcome: set aside, then not reached, then new.
    pub(crate) fn of(publications: Vec<Line>, outputs: Vec<Remade>) -> Report {
        let has = |outcome: Outcome| publications.iter().any(|line| line.outcome == outcome);
        let gravest = [Outcome::Quarantined, Outcome::Unreachable, Outcome::New]
            .into_iter()
            .find(|outcome| has(*outcome));
        let exit_code = gravest.unwrap_or_default().exit_code();
        let requests = publications.iter().map(|line| line.requests).sum();
        Report {
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
        let code = |outcomes: &[Outcome]| {
            let lines = outcomes
                .iter()
                .map(|outcome| Line {
                    outcome: *outcome,
                    ..Line::default()
                })
                .collect();
            Report::of(lines, Vec::new()).exit_code
        };
        assert_eq!(code(&[]), 0);
        assert_eq!(
            code(&[Outcome::Nothing, Outcome::ByHand, Outcome::Offered]),
            0
        );
        assert_eq!(code(&[Outcome::New, Outcome::Nothing]), 10);
        assert_eq!(code(&[Outcome::New, Outcome::Unreachable]), 12);
        assert_eq!(
            code(&[Outcome::Unreachable, Outcome::Quarantined, Outcome::New]),
            11
        );
    }
}
