//! `refresh`: looks at each publication, downloads what is new, screens and stores it, and reports what was done. A failed download
//! leaves what is stored as it was.

mod channels;
mod drop;
pub(crate) mod log;
pub(crate) mod outputs;
pub(crate) mod report;

use crate::error::{Kind, Result};
use crate::reference::Reference;
use crate::reference::sources::Publication;
use crate::refresh::client::Client;
use crate::refresh::offer::{Availability, FetchedFiles, ReleaseOffer};
use crate::refresh::routes::{Channel, RefreshSettings, Route, Routes};
use crate::refresh::state::{RefreshState, SeenPublication};
use crate::refresh::{api, content, page};
use crate::store::Store;
use crate::store::vintage::{Incoming, Reason, State as VintageState, Taken, Vintage};
use crate::world::World;
use crate::world::today;
use channels::PublicationAddress;
use report::{PublicationResult, RefreshOutcome, RefreshedFile};
use std::collections::BTreeMap;
use std::path::Path;

/// The version of the program and its catalogue that screened a release: another version may be able to read what this one set
/// aside.
fn version(reference: &Reference) -> String {
    format!(
        "{}, catalogue {}",
        env!("CARGO_PKG_VERSION"),
        reference.catalogue.edition
    )
}

/// Which publications to look at.
pub(crate) struct PublicationsOrder<'a> {
    pub(crate) world: &'a dyn World,
    pub(crate) reference: &'a Reference,
    pub(crate) store: &'a Path,
    pub(crate) settings: &'a RefreshSettings,
    /// Names of publications; all of them where it is empty.
    pub(crate) only: &'a [String],
    /// Only the drop folders are read.
    pub(crate) offline: bool,
    /// Only look: nothing is downloaded or stored.
    pub(crate) dry_run: bool,
}

/// Looks at every publication, one after the other; `on_result` is called for each as it is done.
///
/// # Errors
/// An unknown publication; the store cannot be read or written. A service that cannot be reached is a result.
pub(crate) fn refresh(
    order: &PublicationsOrder<'_>,
    on_result: &mut dyn FnMut(&PublicationResult),
) -> Result<(Vec<PublicationResult>, RefreshState)> {
    let routes = Routes::read(order.settings)?;
    let chosen = routes.of(order.only, order.reference)?;
    Store::open(order.world, order.store)?;
    let mut state = RefreshState::read(order.world, order.store)?;
    let mut client = Client::new(order.world, &routes.service);
    if !order.dry_run {
        client = client.keeping_downloads(order.store);
    }
    let keys: Vec<String> = if order.only.is_empty() {
        Vec::new()
    } else {
        chosen
            .iter()
            .map(|route| route.publication.clone())
            .collect()
    };
    let mut results = Vec::new();
    for route in chosen.into_iter().filter(|_| !order.offline) {
        let Some(publication) = order.reference.sources.publication(&route.publication) else {
            continue;
        };
        let requests = client.requests();
        let mut result = one(order, &client, (route, publication), &mut state)?;
        if result.outcome != RefreshOutcome::Unreachable {
            client.remove_downloads(&publication.key);
        }
        result.requests = client.requests() - requests;
        on_result(&result);
        results.push(result);
    }
    for result in drop::folders(order, &order.settings.drop, &keys)? {
        on_result(&result);
        results.push(result);
    }
    Ok((results, state))
}

fn one(
    order: &PublicationsOrder<'_>,
    client: &Client<'_>,
    (route, publication): (&Route, &Publication),
    state: &mut RefreshState,
) -> Result<PublicationResult> {
    let Some(address) = PublicationAddress::of(route, publication) else {
        return Ok(by_hand(order, client, route, publication));
    };
    let mut result = PublicationResult::of(publication);
    let seen = state.publications.get(&publication.key).cloned();
    // A release that another version set aside is looked at again.
    let known = seen
        .as_ref()
        .filter(|seen| seen.set_aside.is_empty() || seen.screened_by == version(order.reference));
    let looked = channels::look(
        client,
        (route, address),
        today(order.world),
        known,
        &mut result,
    );
    let fetched = looked.and_then(|(available, api_lacks)| {
        let fetched = fetch_new(order, client, available, known, &mut result)?;
        Ok((fetched, api_lacks))
    });
    let (fetched, api_lacks) = match fetched {
        Ok(fetched) => fetched,
        Err(fault) if fault.kind() == Kind::Unreachable => {
            result.set_unreachable(&fault);
            return Ok(result);
        }
        Err(fault) => return Err(fault),
    };
    let (offer, fetched) = match fetched {
        FetchResult::New(offer, fetched) => (*offer, fetched),
        FetchResult::Unchanged(newest) => {
            result.set_unchanged(seen.as_ref());
            if route.page.is_some() && seen.is_none() {
                // Nothing on its page can be downloaded by the program.
                result.outcome = RefreshOutcome::ByHand;
            }
            remember(order, state, &result, newest, api_lacks)?;
            return Ok(result);
        }
    };
    result.set_offer(&offer);
    if order.dry_run {
        result.set_offered(&offer);
        return Ok(result);
    }
    let mut files = seen.map_or_else(BTreeMap::new, |seen| seen.files);
    files.extend(fetched.tags.clone());
    let set_aside = keep(order, &offer, fetched, publication, &mut result)?;
    result.next.clone_from(&offer.next);
    let seen = SeenPublication {
        api_lacks,
        files,
        set_aside,
        screened_by: version(order.reference),
        ..offer.into_seen()
    };
    state.publications.insert(publication.key.clone(), seen);
    state.write(order.world, order.store)?;
    Ok(result)
}

/// A publication whose files no service offers, with a note on its newest release where it has a page.
fn by_hand(
    order: &PublicationsOrder<'_>,
    client: &Client<'_>,
    route: &Route,
    publication: &Publication,
) -> PublicationResult {
    let mut result = PublicationResult::of(publication);
    result.outcome = RefreshOutcome::ByHand;
    result.notes.push(format!(
        "no service offers it: put {} into the drop folder",
        route.by_hand.join(" or ")
    ));
    let note = route
        .page
        .as_ref()
        .and_then(|path| page::note(client, path, today(order.world)).ok().flatten());
    result.notes.extend(note);
    result
}

/// Remembers what a look said of a publication of which nothing is new.
fn remember(
    order: &PublicationsOrder<'_>,
    state: &mut RefreshState,
    result: &PublicationResult,
    newest: Option<String>,
    api_lacks: bool,
) -> Result<()> {
    let Some(seen) = state
        .publications
        .get_mut(&result.publication)
        .filter(|_| !order.dry_run)
    else {
        return Ok(());
    };
    let before = seen.clone();
    seen.next = result.next.clone().or(seen.next.take());
    seen.newest = newest.or(seen.newest.take());
    seen.api_lacks = api_lacks;
    if before == *seen {
        return Ok(());
    }
    state.write(order.world, order.store)
}

/// What a look and the downloads after it brought.
enum FetchResult<'a> {
    New(Box<ReleaseOffer<'a>>, FetchedFiles),
    /// Nothing; with the time when the newest of its data sets came out, where the service lists them.
    Unchanged(Option<String>),
}

/// Downloads what is new of a publication; nothing in a run that only looks.
fn fetch_new<'a>(
    order: &PublicationsOrder<'_>,
    client: &Client<'_>,
    available: Availability<'a>,
    known: Option<&SeenPublication>,
    result: &mut PublicationResult,
) -> Result<FetchResult<'a>> {
    let offer = match available {
        Availability::New(offer) => offer,
        Availability::Unchanged(unchanged) => {
            result.next = unchanged.next;
            result.notes.extend(unchanged.notes);
            return Ok(FetchResult::Unchanged(unchanged.newest));
        }
    };
    if order.dry_run {
        return Ok(FetchResult::New(offer, FetchedFiles::default()));
    }
    client.start_release(&result.publication, &offer.release.id);
    let none = BTreeMap::new();
    let tags = known
        .filter(|seen| seen.set_aside.is_empty())
        .map_or(&none, |seen| &seen.files);
    let fetched = match offer.channel {
        Channel::Content => content::fetch(client, &offer, tags)?,
        Channel::Api => api::fetch(client, &offer)?,
        Channel::Page => page::fetch(client, &offer, tags)?,
    };
    Ok(FetchResult::New(offer, fetched))
}

/// Puts what was downloaded into the store. The answer says why some of it is set aside; it is empty where all is sound.
fn keep(
    order: &PublicationsOrder<'_>,
    offer: &ReleaseOffer<'_>,
    fetched: FetchedFiles,
    publication: &Publication,
    result: &mut PublicationResult,
) -> Result<Vec<String>> {
    let missing: Vec<Reason> = fetched
        .missing
        .iter()
        .map(|name| Reason::of(name, "the release has no such file, and earlier ones had"))
        .collect();
    if fetched.files.is_empty() && missing.is_empty() {
        result
            .notes
            .push("the release was touched, its files are as they were".to_owned());
        return Ok(Vec::new());
    }
    result.files = fetched
        .files
        .iter()
        .map(|(name, bytes)| RefreshedFile::fetched(name, bytes, &offer.files))
        .collect();
    let mut reasons: Vec<String> = missing.iter().map(Reason::line).collect();
    let incoming = Incoming {
        publication: publication.key.clone(),
        release: offer.release.title.clone(),
        published: offer.release.day().and_then(|day| day.parse().ok()),
        retrieved: Some(order.world.now()),
        from: offer.from.clone(),
        files: fetched.files,
        reasons: missing,
        accepts_losses: false,
    };
    let mut store = Store::open(order.world, order.store)?;
    let writing = store.write()?;
    result.notes.extend(writing.notes.iter().cloned());
    let taken = store.take_in(&writing, order.reference, incoming)?;
    for taken in &taken {
        reasons.extend(note_taken(taken, offer, result));
    }
    if !reasons.is_empty() {
        let sound = taken
            .iter()
            .filter(|taken| taken.is_new() && taken.vintage().is_good());
        result.notes.extend(sound.map(|taken| {
            format!(
                "{} files of it are sound and were taken in",
                taken.vintage().files.len()
            )
        }));
        result.outcome = RefreshOutcome::Quarantined;
        result.reasons.clone_from(&reasons);
    }
    Ok(reasons)
}

/// Reports one vintage that was brought to the store; the answer says why it is set aside.
fn note_taken(
    taken: &Taken,
    offer: &ReleaseOffer<'_>,
    result: &mut PublicationResult,
) -> Vec<String> {
    let vintage = taken.vintage();
    if vintage.is_good() || result.vintage.is_empty() {
        result.vintage = vintage.id.to_string();
    }
    match &vintage.state {
        VintageState::Good if taken.is_new() => {
            result.outcome = RefreshOutcome::New;
            if !offer.lacking.is_empty() {
                let what = "this is part of the release only; what is missing is fetched when the way that has it is open:";
                result
                    .notes
                    .push(format!("{what} {}", offer.lacking.join(", ")));
            }
            Vec::new()
        }
        VintageState::Good => {
            result
                .notes
                .push("every byte of it was there already".to_owned());
            Vec::new()
        }
        VintageState::Quarantined(reasons) => reasons.clone(),
    }
}

/// The vintages in use, in order, as `publication/vintage`: what an output was made from.
///
/// # Errors
/// As [`Store::good_vintages`].
pub(crate) fn vintages_in_use(world: &dyn World, store: &Path) -> Result<Vec<String>> {
    let vintages = Store::open(world, store)?.good_vintages(None)?;
    let names = vintages.iter().map(full_name);
    Ok(names.collect())
}

fn full_name(vintage: &Vintage) -> String {
    format!("{}/{}", vintage.publication, vintage.id)
}

#[cfg(test)]
mod tests;
