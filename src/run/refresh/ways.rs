//! Which way a publication is looked at: the one that comes first; the other where that one is closed, or has only part of a release.

use super::report::Line;
use crate::error::{Error, Kind, Result};
use crate::refresh::client::Client;
use crate::refresh::offer::{Looked, day};
use crate::refresh::routes::{Route, Way};
use crate::refresh::state::Seen;
use crate::refresh::{api, content, page};
use jiff::civil::Date;

/// A publication as it is looked at.
pub(super) struct Looking<'r, 's> {
    pub(super) route: &'r Route,
    pub(super) title: &'s str,
    /// Its address in DfE's services; empty where it is not there.
    pub(super) slug: &'s str,
    pub(super) today: Date,
    pub(super) seen: Option<&'s Seen>,
}

impl<'r> Looking<'r, '_> {
    /// What is new of it, and whether the API is known to lack files of it.
    ///
    /// # Errors
    /// Of kind unreachable: no way is open, or the only one that is has not what is missing.
    pub(super) fn look(&self, client: &Client<'_>, line: &mut Line) -> Result<(Looked<'r>, bool)> {
        if self.route.page.is_some() {
            return Ok((
                page::look(client, self.route, self.today, self.seen)?,
                false,
            ));
        }
        let lacks = self.seen.is_some_and(|seen| seen.api_lacks);
        let first = if lacks {
            Way::Content
        } else {
            client.service.first
        };
        match self.by(client, first) {
            Err(fault) if fault.kind() == Kind::Unreachable => {
                Ok((self.closed(client, first, fault, line)?, lacks))
            }
            Ok(looked) if first == Way::Api => self.completed(client, looked, line),
            looked => Ok((looked?, lacks)),
        }
    }

    fn by(&self, client: &Client<'_>, way: Way) -> Result<Looked<'r>> {
        match way {
            Way::Api => api::look(client, self.route, (self.title, self.slug), self.seen),
            _ => content::look(client, self.route, self.slug, self.seen),
        }
    }

    /// Files of the release in use that never came.
    fn missing(&self) -> Vec<String> {
        self.seen
            .map(|seen| seen.missing.clone())
            .unwrap_or_default()
    }

    /// The other way, where the first is closed. What was taken in one way is not taken in again the other way: the files differ
    /// in form, not in what they say.
    fn closed(
        &self,
        client: &Client<'_>,
        first: Way,
        fault: Error,
        line: &mut Line,
    ) -> Result<Looked<'r>> {
        let other = if first == Way::Api {
            Way::Content
        } else {
            Way::Api
        };
        let missing = self.missing();
        let is_known = |published: &str| {
            self.seen
                .is_some_and(|seen| day(published) <= day(&seen.release.published))
        };
        match self.by(client, other) {
            Ok(Looked::New(offer))
                if !is_known(&offer.release.published)
                    || (other == Way::Content && !missing.is_empty()) =>
            {
                line.notes
                    .push(format!("fetched the other way, since {}", fault.what()));
                Ok(Looked::New(offer))
            }
            Ok(_) if !missing.is_empty() => {
                line.missing = missing;
                Err(fault)
            }
            Ok(looked) => {
                line.notes
                    .push(format!("looked at the other way, since {}", fault.what()));
                Ok(match looked {
                    Looked::New(_) => Looked::Same {
                        next: None,
                        newest: None,
                        notes: Vec::new(),
                    },
                    same => same,
                })
            }
            Err(_) => {
                line.missing = missing;
                Err(fault)
            }
        }
    }

    /// What the API has only part of is looked at the way that has all of it; the part is taken where that one is closed.
    fn completed(
        &self,
        client: &Client<'_>,
        looked: Looked<'r>,
        line: &mut Line,
    ) -> Result<(Looked<'r>, bool)> {
        let lacking = match &looked {
            Looked::New(offer) => offer.lacking.clone(),
            Looked::Same { .. } => self.missing(),
        };
        if lacking.is_empty() {
            return Ok((looked, false));
        }
        match (self.by(client, Way::Content), &looked) {
            (Ok(whole), _) => {
                line.notes.push(format!(
                    "looked at the other way, since the public API lacks {}",
                    lacking.join(", ")
                ));
                Ok((whole, true))
            }
            (Err(fault), Looked::New(_)) if fault.kind() == Kind::Unreachable => {
                line.notes.push(format!(
                    "the way that has all of the release is closed: {}",
                    fault.what()
                ));
                Ok((looked, false))
            }
            (Err(fault), _) => {
                line.missing = lacking;
                Err(fault)
            }
        }
    }
}
