//! Which service is asked for a publication: the user's first choice, and the other where that one cannot be reached or has only part
//! of a release.

use super::report::PublicationResult;
use crate::error::{Error, Kind, Result};
use crate::reference::sources::Publication;
use crate::refresh::client::Client;
use crate::refresh::offer::{Availability, Unchanged};
use crate::refresh::routes::{Channel, Route};
use crate::refresh::state::{SeenPublication, SeenRelease};
use crate::refresh::{api, content, page};
use jiff::civil::Date;

/// Where the files of a publication are offered.
#[derive(Clone, Copy)]
pub(super) enum PublicationAddress<'r> {
    /// The path of a page on GOV.UK.
    Page(&'r str),
    /// DfE's services: the publication's title and its slug there.
    Services(&'r str, &'r str),
}

impl<'r> PublicationAddress<'r> {
    /// None where files have to be downloaded by hand.
    pub(super) fn of(
        route: &'r Route,
        publication: &'r Publication,
    ) -> Option<PublicationAddress<'r>> {
        if route.files.is_empty() {
            return None;
        }
        if let Some(path) = &route.page {
            return Some(PublicationAddress::Page(path));
        }
        let slug = publication.slug.as_deref()?;
        Some(PublicationAddress::Services(&publication.title, slug))
    }
}

/// What is new of a publication, and whether the public API is known to lack files of it. `result` takes notes.
///
/// # Errors
/// Of kind unreachable: no service was reached, or only one that lacks files of the release.
pub(super) fn look<'r>(
    client: &Client<'_>,
    (route, address): (&'r Route, PublicationAddress<'r>),
    today: Date,
    seen: Option<&SeenPublication>,
    result: &mut PublicationResult,
) -> Result<(Availability<'r>, bool)> {
    let (title, slug) = match address {
        PublicationAddress::Page(path) => {
            return Ok((page::look(client, (route, path), today, seen)?, false));
        }
        PublicationAddress::Services(title, slug) => (title, slug),
    };
    let look = ServiceLook {
        client,
        route,
        title,
        slug,
        seen,
    };
    let api_lacks = seen.is_some_and(|seen| seen.api_lacks);
    let first = if api_lacks {
        Channel::Content
    } else {
        client.service.first
    };
    match look.at(first) {
        Err(fault) if fault.kind() == Kind::Unreachable => {
            Ok((look.at_other(first, fault, result)?, api_lacks))
        }
        Ok(available) if first == Channel::Api => look.completed(available, result),
        available => Ok((available?, api_lacks)),
    }
}

/// A publication in DfE's services.
struct ServiceLook<'c, 'r, 's> {
    client: &'c Client<'c>,
    route: &'r Route,
    title: &'r str,
    slug: &'r str,
    seen: Option<&'s SeenPublication>,
}

impl<'r> ServiceLook<'_, 'r, '_> {
    fn at(&self, channel: Channel) -> Result<Availability<'r>> {
        match channel {
            Channel::Api => api::look(self.client, self.route, (self.title, self.slug), self.seen),
            _ => content::look(self.client, self.route, self.slug, self.seen),
        }
    }

    /// Files of the release in use that never arrived.
    fn missing(&self) -> Vec<String> {
        self.seen.map_or_else(Vec::new, |seen| seen.missing.clone())
    }

    fn is_known(&self, release: &SeenRelease) -> bool {
        self.seen
            .is_some_and(|seen| release.day() <= seen.release.day())
    }

    /// Asks the other service, where the first one was not reached. A release that was taken in from one service is not taken in
    /// again from the other: their files differ in form, not in content.
    fn at_other(
        &self,
        first: Channel,
        fault: Error,
        result: &mut PublicationResult,
    ) -> Result<Availability<'r>> {
        let other = if first == Channel::Api {
            Channel::Content
        } else {
            Channel::Api
        };
        let missing = self.missing();
        match self.at(other) {
            Ok(Availability::New(offer))
                if !self.is_known(&offer.release)
                    || (other == Channel::Content && !missing.is_empty()) =>
            {
                result
                    .notes
                    .push(format!("fetched the other way, since {}", fault.what()));
                Ok(Availability::New(offer))
            }
            Ok(available) if missing.is_empty() => {
                result
                    .notes
                    .push(format!("looked at the other way, since {}", fault.what()));
                Ok(match available {
                    Availability::New(_) => Availability::Unchanged(Unchanged::default()),
                    unchanged => unchanged,
                })
            }
            Ok(_) | Err(_) => {
                result.missing = missing;
                Err(fault)
            }
        }
    }

    /// Asks the Content API for the whole release where the public API has only part of it. The part is taken where the Content API
    /// is not reached.
    fn completed(
        &self,
        available: Availability<'r>,
        result: &mut PublicationResult,
    ) -> Result<(Availability<'r>, bool)> {
        let lacking = match &available {
            Availability::New(offer) => offer.lacking.clone(),
            Availability::Unchanged(_) => self.missing(),
        };
        if lacking.is_empty() {
            return Ok((available, false));
        }
        match (self.at(Channel::Content), &available) {
            (Ok(whole), _) => {
                result.notes.push(format!(
                    "looked at the other way, since the public API lacks {}",
                    lacking.join(", ")
                ));
                Ok((whole, true))
            }
            (Err(fault), Availability::New(_)) if fault.kind() == Kind::Unreachable => {
                result.notes.push(format!(
                    "the way that has all of the release is closed: {}",
                    fault.what()
                ));
                Ok((available, false))
            }
            (Err(fault), _) => {
                result.missing = lacking;
                Err(fault)
            }
        }
    }
}
