//! `refresh`: look at each publication, fetch what is new, screen it, keep it, say so. What is kept is never touched by what
//! fails to come.

mod drop;
pub(crate) mod log;
pub(crate) mod outputs;
pub(crate) mod report;
mod ways;

use crate::error::{Kind, Result};
use crate::reference::Reference;
use crate::reference::sources::Publication;
use crate::refresh::client::Client;
use crate::refresh::offer::{Fetched, Looked, Offer, day};
use crate::refresh::routes::{Route, Routes, Way, Wishes};
use crate::refresh::state::{Seen, State};
use crate::refresh::{api, content, page};
use crate::run::calendar::today;
use crate::store::Store;
use crate::store::vintage::{Incoming, Reason, State as Standing, Vintage};
use crate::world::World;
use report::{FileLine, Line, Outcome};
use std::collections::BTreeMap;
use std::path::Path;
use ways::Looking;

/// What a quarantined release was screened by: another version of the program, or of its catalogue, may understand it.
fn version(reference: &Reference) -> String {
    format!(
        "{}, catalogue {}",
        env!("CARGO_PKG_VERSION"),
        reference.catalogue.edition
    )
}

/// A refresh as it was ordered.
pub(crate) struct Order<'a> {
    pub(crate) world: &'a dyn World,
    pub(crate) reference: &'a Reference,
    pub(crate) store: &'a Path,
    pub(crate) wishes: &'a Wishes,
    pub(crate) only: &'a [String],
    /// Nothing but the drop folders.
    pub(crate) offline: bool,
    /// Only look.
    pub(crate) dry_run: bool,
}

/// Looks at every publication in turn; `told` hears of each as it is done.
///
/// # Errors
/// A publication that nobody knows; the store cannot be read or written. A service that cannot be reached is a result.
pub(crate) fn refresh(
    order: &Order<'_>,
    told: &mut dyn FnMut(&Line),
) -> Result<(Vec<Line>, State)> {
    let routes = Routes::read(order.wishes)?;
    let chosen = routes.of(order.only, order.reference)?;
    Store::open(order.world, order.store)?;
    let mut state = State::read(order.world, order.store)?;
    let client = Client::new(order.world, &routes.service);
    let client = if order.dry_run {
        client
    } else {
        client.keeping(order.store)
    };
    let mut lines = Vec::new();
    let keys: Vec<String> = chosen
        .iter()
        .map(|route| route.publication.clone())
        .collect();
    for route in chosen.into_iter().filter(|_| !order.offline) {
        let Some(publication) = order.reference.sources.publication(&route.publication) else {
            continue;
        };
        let before = client.asked();
        let mut line = one(order, &client, (route, publication), &mut state)?;
        if line.outcome != Outcome::Unreachable {
            client.sweep(&publication.key);
        }
        line.requests = client.asked() - before;
        told(&line);
        lines.push(line);
    }
    let only = if order.only.is_empty() {
        &[][..]
    } else {
        &keys
    };
    for line in drop::folders(order, &order.wishes.drop, only)? {
        told(&line);
        lines.push(line);
    }
    Ok((lines, state))
}

fn one(
    order: &Order<'_>,
    client: &Client<'_>,
    what: (&Route, &Publication),
    state: &mut State,
) -> Result<Line> {
    let (route, publication) = what;
    let mut line = Line::of(publication);
    if route.files.is_empty() {
        line.outcome = Outcome::ByHand;
        line.notes.push(format!(
            "no service offers it: put {} into the drop folder",
            route.by_hand.join(" or ")
        ));
        let told = route
            .page
            .as_ref()
            .and_then(|path| page::tell(client, path, today(order.world)).ok().flatten());
        line.notes.extend(told);
        return Ok(line);
    }
    let seen = state.publications.get(&publication.key).cloned();
    // A release that this version could not read yet is looked at again by the next.
    let known = seen
        .as_ref()
        .filter(|seen| seen.set_aside.is_empty() || seen.screened_by == version(order.reference));
    let slug = publication.slug.as_deref().unwrap_or_default();
    let looking = Looking {
        route,
        title: &publication.title,
        slug,
        today: today(order.world),
        seen: known,
    };
    let found = looking
        .look(client, &mut line)
        .and_then(|(looked, lacks)| Ok((fetched(order, client, looked, known, &mut line)?, lacks)));
    let (offer, fetched, api_lacks) = match found {
        Ok((Found::New(offer, fetched), lacks)) => (*offer, fetched, lacks),
        Ok((Found::Same(newest), lacks)) => {
            if let Some(seen) = &seen {
                line.release.clone_from(&seen.release.title);
                day(&seen.release.published).clone_into(&mut line.published);
            }
            still_set_aside(seen.as_ref(), &mut line);
            if route.page.is_some() && seen.is_none() {
                // Its page tells of nothing that could be fetched.
                line.outcome = Outcome::ByHand;
            }
            remember(order, state, &line, newest, lacks)?;
            return Ok(line);
        }
        Err(fault) if fault.kind() == Kind::Unreachable => {
            line.unreachable(&fault);
            return Ok(line);
        }
        Err(fault) => return Err(fault),
    };
    line.release.clone_from(&offer.release.title);
    day(&offer.release.published).clone_into(&mut line.published);
    line.notes.extend(offer.notes.iter().cloned());
    line.missing.clone_from(&offer.lacking);
    if order.dry_run {
        line.outcome = Outcome::Offered;
        line.files = offer
            .parts
            .iter()
            .map(|part| FileLine::offered(&part.wanted.name, &part.id))
            .collect();
        return Ok(line);
    }
    let mut files = seen.map(|seen| seen.files).unwrap_or_default();
    let (tags, set_aside) = (
        fetched.tags.clone(),
        keep(order, &offer, fetched, publication, &mut line)?,
    );
    files.extend(tags);
    let seen = Seen {
        release: offer.release,
        way: offer.way,
        api_id: offer.api_id,
        newest: offer.newest,
        sets: offer.sets,
        api_lacks,
        missing: offer.lacking,
        next: offer.next,
        files,
        set_aside,
        screened_by: version(order.reference),
    };
    line.next.clone_from(&seen.next);
    state.publications.insert(publication.key.clone(), seen);
    state.write(order.world, order.store)?;
    Ok(line)
}

/// What looking told, though there is nothing to fetch.
fn remember(
    order: &Order<'_>,
    state: &mut State,
    line: &Line,
    newest: Option<String>,
    api_lacks: bool,
) -> Result<()> {
    let Some(seen) = state
        .publications
        .get_mut(&line.publication)
        .filter(|_| !order.dry_run)
    else {
        return Ok(());
    };
    let before = (seen.next.clone(), seen.newest.clone(), seen.api_lacks);
    seen.next = line.next.clone().or(seen.next.take());
    seen.newest = newest.or(seen.newest.take());
    seen.api_lacks = api_lacks;
    if before == (seen.next.clone(), seen.newest.clone(), seen.api_lacks) {
        return Ok(());
    }
    state.write(order.world, order.store)
}

/// What is set aside stays a trouble until a release comes that is sound.
fn still_set_aside(seen: Option<&Seen>, line: &mut Line) {
    if let Some(seen) = seen.filter(|seen| !seen.set_aside.is_empty()) {
        line.outcome = Outcome::Quarantined;
        line.release.clone_from(&seen.release.title);
        line.reasons.clone_from(&seen.set_aside);
    }
}

/// What came of looking at a publication.
enum Found<'a> {
    New(Box<Offer<'a>>, Fetched),
    /// Nothing; when the newest of its data sets came out, where that was told.
    Same(Option<String>),
}

/// Fetches what is new of what was looked at.
fn fetched<'a>(
    order: &Order<'_>,
    client: &Client<'_>,
    looked: Looked<'a>,
    known: Option<&Seen>,
    line: &mut Line,
) -> Result<Found<'a>> {
    let offer = match looked {
        Looked::New(offer) => offer,
        Looked::Same {
            next,
            newest,
            notes,
        } => {
            line.next = next;
            line.notes.extend(notes);
            return Ok(Found::Same(newest));
        }
    };
    if order.dry_run {
        return Ok(Found::New(offer, Fetched::default()));
    }
    client.fetching(&line.publication, &offer.release.id);
    let none = BTreeMap::new();
    let tags = known
        .filter(|seen| seen.set_aside.is_empty())
        .map_or(&none, |seen| &seen.files);
    let fetched = match offer.way {
        Way::Content => content::fetch(client, &offer, tags)?,
        Way::Api => api::fetch(client, &offer)?,
        Way::Page => page::fetch(client, &offer, tags)?,
    };
    Ok(Found::New(offer, fetched))
}

/// Puts into the store what came, and tells why some of it is set aside, if it is.
fn keep(
    order: &Order<'_>,
    offer: &Offer<'_>,
    fetched: Fetched,
    publication: &Publication,
    line: &mut Line,
) -> Result<Vec<String>> {
    let gone =
        |name: &String| Reason::of(name, "the release has no such file, and earlier ones had");
    let missing: Vec<Reason> = fetched.missing.iter().map(gone).collect();
    if fetched.files.is_empty() && missing.is_empty() {
        line.notes
            .push("the release was touched, its files are as they were".to_owned());
        return Ok(Vec::new());
    }
    line.files = fetched
        .files
        .iter()
        .map(|(name, bytes)| FileLine::fetched(name, bytes, &offer.parts))
        .collect();
    let mut why: Vec<String> = missing.iter().map(Reason::line).collect();
    let incoming = Incoming {
        publication: publication.key.clone(),
        release: offer.release.title.clone(),
        published: day(&offer.release.published).parse().ok(),
        retrieved: Some(order.world.keep().now()),
        from: offer.from.clone(),
        files: fetched.files,
        reasons: missing,
    };
    let mut store = Store::open(order.world, order.store)?;
    let writing = store.write()?;
    line.notes.extend(writing.notes.iter().cloned());
    let taken = store.take_in(&writing, order.reference, incoming)?;
    for taken in &taken {
        let vintage = taken.vintage();
        match &vintage.state {
            Standing::Good if taken.is_new() => {
                line.outcome = Outcome::New;
                if !offer.lacking.is_empty() {
                    let what = "this is part of the release only; what is missing is fetched when the way that has it is open:";
                    line.notes
                        .push(format!("{what} {}", offer.lacking.join(", ")));
                }
            }
            Standing::Good => line
                .notes
                .push("every byte of it was there already".to_owned()),
            Standing::Quarantined(reasons) => why.extend(reasons.iter().cloned()),
        }
        if vintage.is_good() || line.vintage.is_empty() {
            line.vintage.clone_from(&vintage.id);
        }
    }
    if !why.is_empty() {
        let speaks = taken
            .iter()
            .filter(|taken| taken.is_new() && taken.vintage().is_good());
        line.notes.extend(speaks.map(|taken| {
            format!(
                "{} files of it are sound and were taken in",
                taken.vintage().files.len()
            )
        }));
        line.outcome = Outcome::Quarantined;
        line.reasons.clone_from(&why);
    }
    Ok(why)
}

/// Names of the vintages that speak, in order: what an output was made from.
///
/// # Errors
/// As [`Store::files_as_at`].
pub(crate) fn standing(world: &dyn World, store: &Path) -> Result<Vec<String>> {
    let vintages = Store::open(world, store)?.files_as_at(None)?;
    let name = |vintage: &Vintage| format!("{}/{}", vintage.publication, vintage.id);
    Ok(vintages.iter().map(name).collect())
}

#[cfg(test)]
mod tests;
