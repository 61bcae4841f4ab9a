//! From paths and settings to screened observations: the first stations of every run.

use super::find;
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::parts::ObservationParts;
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::reference::nearest::{nearest, nearest_few};
use crate::screen::{Screened, ScreeningScope, screen};
use crate::source::files::{self, ReadOptions};
use crate::source::filter::IndicatorFilter;
use crate::source::input::InputFiles;
use crate::source::lait::{Dictionary, topic_key};
use crate::source::local::{self, SmallCounts};
use crate::source::national;
use crate::store::Store;
use crate::store::selected::{AsAt, SelectedVintages};
use crate::world::{self, World};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a run reads, and by what.
pub(crate) struct Input<'a> {
    pub(crate) paths: &'a [PathBuf],
    /// Indicators by id or publisher's code; empty means all there are.
    pub(crate) indicators: &'a [String],
    /// Categories of breakdowns that are read with all there are; where indicators are named, they are among those.
    pub(crate) categories: &'a [String],
    pub(crate) by_hand: Option<&'a Entry>,
    pub(crate) asked: ScreeningScope,
    /// The store, and the day or the vintages that the question is asked about; none where only the program's own figures and `paths` are.
    pub(crate) stored: Option<&'a Stored>,
}

/// Where vintages lie, and which of them are used.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stored {
    /// None means only the figures compiled into the program.
    pub(crate) root: Option<PathBuf>,
    pub(crate) as_at: AsAt,
}

impl Stored {
    /// The store, where there is one.
    ///
    /// # Errors
    /// As [`Store::open`].
    fn store<'w>(&self, world: &'w dyn World) -> Result<Option<Store<'w>>> {
        let store = self.root.as_deref().map(|root| Store::open(world, root));
        Ok(store.transpose()?.filter(Store::is_there))
    }

    /// The vintages that are used, with the store that they lie in.
    ///
    /// # Errors
    /// As [`Store::open`] and [`Store::select`].
    pub(crate) fn select<'w>(
        &self,
        world: &'w dyn World,
        reference: &Reference,
    ) -> Result<(Option<Store<'w>>, SelectedVintages)> {
        let store = self.store(world)?;
        let selected = match &store {
            Some(store) => store.select(reference, &self.as_at)?,
            None => SelectedVintages::of_no_store(&self.as_at)?,
        };
        Ok((store, selected))
    }
}

/// The house's wording, with an officer's own phrases where a file of them was named.
///
/// # Errors
/// The file cannot be read, or [`Phrases::with`] refuses it.
pub(crate) fn phrases(world: &dyn World, own: Option<&Path>) -> Result<Phrases> {
    match own {
        Some(path) => Phrases::with(world, path),
        None => Phrases::house(),
    }
}

/// Reads and screens; local counts of 1 to 5 are withheld.
///
/// # Errors
/// As [`load_showing`].
pub(crate) fn load(
    world: &dyn World,
    reference: &Reference,
    input: &Input<'_>,
) -> Result<(Screened, Vec<Check>)> {
    load_showing(world, reference, input, SmallCounts::Withheld)
}

/// Reads and screens, with a choice about local counts of 1 to 5.
///
/// # Errors
/// As [`InputFiles::open`], [`Store::enter`] and [`files::read`]; an indicator that neither the catalogue nor the publisher's list knows, with the nearest names.
pub(crate) fn load_showing(
    world: &dyn World,
    reference: &Reference,
    input: &Input<'_>,
    small_counts: SmallCounts,
) -> Result<(Screened, Vec<Check>)> {
    steadily(world, input, || {
        let mut builder = Builder::default();
        let mut read = ReadInput::read(world, reference, input, small_counts, &mut builder)?;
        let (screened, found) = screen(builder.finish()?, reference, input.asked)?;
        read.checks.extend(found);
        read.published_later.retain(|id, _| screened.lacks(id));
        let checks = read.close(input, screened.figures() == 0)?;
        Ok((screened, checks))
    })
}

/// Reads any number of figures for a table of everything, to be screened a part of the series at a time; what is more than is held in
/// memory goes into a file without a name in this folder.
///
/// # Errors
/// As [`load_showing`], and where that file takes no more.
pub(crate) fn load_in_parts(
    world: &dyn World,
    reference: &Reference,
    input: &Input<'_>,
    folder: &Path,
) -> Result<(ObservationParts, Vec<Check>)> {
    steadily(world, input, || {
        let scratch = world
            .scratch(folder)
            .map_err(|fault| world::unwritten(folder, &fault))?;
        let mut builder = Builder::of_any_number(Box::new(scratch));
        let small_counts = SmallCounts::Withheld;
        let mut read = ReadInput::read(world, reference, input, small_counts, &mut builder)?;
        let parts = ObservationParts::of(builder)?;
        let known = parts.indicators();
        read.published_later
            .retain(|id, _| !known.iter().any(|of| of.id == *id));
        let checks = read.close(input, known.is_empty())?;
        Ok((parts, checks))
    })
}

/// Reads as one state of the store, and says what is wrong with its index.
fn steadily<T>(
    world: &dyn World,
    input: &Input<'_>,
    read: impl Fn() -> Result<(T, Vec<Check>)>,
) -> Result<(T, Vec<Check>)> {
    let stored = input.stored.map(|stored| stored.store(world)).transpose()?;
    let Some(store) = stored.flatten() else {
        return read();
    };
    let (figures, mut checks) = store.steadily(read)?;
    let faults = store.index_faults()?.into_iter();
    checks.extend(faults.map(|(folder, fault)| {
        Check::new(Severity::Error, "store-index", &folder)
            .found(fault.what())
            .guidance("“yardstick store check” looks at the whole store; the next import or refresh makes its index anew")
    }));
    Ok((figures, checks))
}

/// What is known of the files and vintages of a run besides their figures.
struct ReadInput {
    checks: Vec<Check>,
    /// Indicators of which the program holds later releases than were asked for, with the day of the first.
    published_later: BTreeMap<String, Date>,
    /// The day that was asked for, where no release was named.
    day: Option<Date>,
    has_store: bool,
    /// Figures of the store whose divisor is not in it.
    left_out: usize,
}

impl ReadInput {
    fn read(
        world: &dyn World,
        reference: &Reference,
        input: &Input<'_>,
        small_counts: SmallCounts,
        builder: &mut Builder,
    ) -> Result<ReadInput> {
        let names = input
            .indicators
            .iter()
            .map(|name| spoken_name(reference, name, input.paths))
            .collect::<Result<Vec<String>>>()?;
        let filter = IndicatorFilter::named(names).and_categories(input.categories);
        let stored = input
            .stored
            .map(|stored| stored.select(world, reference))
            .transpose()?;
        let (store, selected) = stored.unwrap_or_default();
        let files = InputFiles::open(world, input.paths)?;
        if let (Some(entry), true) = (input.by_hand, files.is_empty()) {
            return Err(
                Error::usage("--column names a column of a file, and no file is named")
                    .in_column(&entry.id)
                    .hint("add --data FILE; “yardstick inspect FILE” lists its columns"),
            );
        }
        let mut left_out = 0;
        let mut published_later = BTreeMap::new();
        if files.is_empty() || (files.are_local() && input.asked != ScreeningScope::OfThemselves) {
            published_later = national::read(reference, &filter, &selected.files, builder)?;
            if let Some(store) = &store {
                let (vintages, files) = (&selected.vintages, &selected.files);
                for vintage in store.needed(vintages, reference, &filter, files) {
                    left_out +=
                        store.enter(vintage, reference, &filter, &selected.files, builder)?;
                }
            }
        }
        let options = ReadOptions {
            filter: &filter,
            by_hand: input.by_hand,
            small_counts,
            selection: &selected.files,
        };
        let checks = files::read(files, world, reference, options, builder)?;
        // What was before a release may be nothing at all.
        let day = selected
            .files
            .day
            .filter(|_| selected.files.releases.is_empty());
        Ok(ReadInput {
            checks,
            published_later,
            day,
            has_store: store.is_some(),
            left_out,
        })
    }

    /// What was found while reading, and what might have been expected and was not used.
    fn close(mut self, input: &Input<'_>, is_empty: bool) -> Result<Vec<Check>> {
        let first = self.published_later.values().min();
        if let Some((first, day)) = first.zip(self.day) {
            let may_be_none = input.stored.is_some_and(|of| of.as_at.may_be_none);
            if is_empty && !may_be_none {
                return Err(before_history(day, *first));
            }
            let later = not_yet_published(day, &self.published_later);
            self.checks.push(later);
        }
        if let Some(named) = input.stored {
            let unused = unused(named, self.has_store, input.paths, self.left_out);
            self.checks.extend(unused);
        }
        Ok(self.checks)
    }
}

/// The day lies before the program has figures.
fn before_history(day: Date, first: Date) -> Error {
    Error::nothing(format!(
        "as at {} there are no figures: the program’s own history begins in {}",
        day.strftime("%-d %B %Y"),
        first.strftime("%B %Y")
    ))
    .expected(format!(
        "a day from {} on, or a store with earlier releases",
        first.strftime("%-d %B %Y")
    ))
    .hint(
        "take earlier releases in with “yardstick import FOLDER --store DIR”, then name the store",
    )
}

/// Some of the indicators had not been published by the day.
fn not_yet_published(day: Date, later: &BTreeMap<String, Date>) -> Check {
    let ids: Vec<&str> = later.keys().map(String::as_str).collect();
    let named = match ids.as_slice() {
        [first, _, _, _, _, ..] => format!("{} indicators, {first} among them", ids.len()),
        few => few.join(", "),
    };
    Check::new(
        Severity::Error,
        PUBLISHED_LATER,
        "the figures in the program",
    )
    .found(format!(
        "as at {} there are no figures of {named}: the program’s own begin with later releases",
        day.strftime("%-d %B %Y"),
    ))
    .guidance(EARLIER_RELEASES)
}

/// The name of the check of [`not_yet_published`].
const PUBLISHED_LATER: &str = "published-later";
const EARLIER_RELEASES: &str =
    "take earlier releases in with “yardstick import FOLDER --store DIR”, then name the store";

/// That an indicator which was asked for has no figure, with the way to one.
pub(crate) fn not_read(id: &str, checks: &[Check], without_embedded: bool) -> Error {
    if checks.iter().any(|check| check.name == PUBLISHED_LATER) {
        return Error::nothing(format!(
            "{id} was not yet published by that day: what the program holds of it begins later"
        ))
        .hint(EARLIER_RELEASES);
    }
    Error::nothing(format!("{id} is in none of the files that were read"))
        .hint(way_to_figures(without_embedded))
}

/// What to do where a file lacks what was asked for.
pub(crate) fn way_to_figures(without_embedded: bool) -> &'static str {
    if without_embedded {
        "the figures in the program are left out (--without-embedded, or without_embedded = true in yardstick.toml): take the release in with \
         “yardstick refresh” or “yardstick import”, or name its files with --data"
    } else {
        "“yardstick inspect FILE” says what a file holds; without --data the figures in the program are used"
    }
}

/// What might have been expected and was not used: a store that is not there, figures whose divisor is not in the store.
fn unused(named: &Stored, is_there: bool, paths: &[PathBuf], left_out: usize) -> Vec<Check> {
    let mut checks = Vec::new();
    let place = named.root.as_ref().map(|root| root.display().to_string());
    let alone = named.as_at.without_embedded;
    if let Some(place) = place
        .as_ref()
        .filter(|_| !is_there && (paths.is_empty() || !alone))
    {
        let guidance = if alone {
            "the figures in the program are left out, so nothing speaks; “yardstick refresh” or “yardstick import FOLDER” makes the store"
        } else {
            "the figures in the program speak alone; “yardstick import FOLDER” makes the store"
        };
        checks.push(
            Check::new(Severity::Error, "no-store", place)
                .found("no store in this folder yet")
                .guidance(guidance),
        );
    }
    if left_out > 0 {
        let check = Check::new(
            Severity::Error,
            "divisor-not-taken-in",
            place.as_deref().unwrap_or_default(),
        );
        let found = format!(
            "{left_out} figures are left out: the population that they were divided by is only in the program"
        );
        checks.push(check.found(found).guidance(
            "take the population file in with “yardstick import FILE”, then the release again",
        ));
    }
    checks
}

/// As [`known_name`], but files that were named may hold indicators of their own.
pub(crate) fn spoken_name(reference: &Reference, name: &str, paths: &[PathBuf]) -> Result<String> {
    let known = known_name(reference, name);
    if known.is_err() && !paths.is_empty() {
        Ok(name.to_owned())
    } else {
        known
    }
}

/// An indicator's id from what a person typed: an id, a publisher's code to the letter, or a short title. Names of local
/// indicators pass unchanged.
pub(crate) fn known_name(reference: &Reference, name: &str) -> Result<String> {
    let lower = name.trim().to_lowercase();
    let catalogue = &reference.catalogue;
    if catalogue.get(&lower).is_some() {
        return Ok(lower);
    }
    if let Some(entry) = catalogue.by_lait(name) {
        return Ok(entry.id.clone());
    }
    let titled = |e: &&Entry| {
        [&e.title, &e.short, &e.noun]
            .iter()
            .any(|t| t.to_lowercase() == lower)
    };
    if let Some(entry) = catalogue.entries().iter().find(titled) {
        return Ok(entry.id.clone());
    }
    let dictionary = Dictionary::embedded();
    if let Some(facts) = dictionary.get(name).filter(|facts| !facts.id.is_empty()) {
        return Ok(facts.id.clone());
    }
    if dictionary.code_of(&lower).is_some() {
        return Ok(lower);
    }
    if name.starts_with(local::PREFIX) || name.contains(':') || name.contains('~') {
        return Ok(name.to_owned());
    }
    Err(unknown_indicator(reference, &dictionary, name))
}

/// Whether a name stands for an indicator.
pub(crate) fn is_indicator(reference: &Reference, name: &str) -> bool {
    known_name(reference, name).is_ok()
}

fn unknown_indicator(reference: &Reference, dictionary: &Dictionary, name: &str) -> Error {
    let entries = reference.catalogue.entries();
    let words = name.to_lowercase();
    let meant = find::found(reference, name).unwrap_or_default();
    let mut near: Vec<String> = meant.into_iter().map(|of| of.id).take(MOST_NEAR).collect();
    if near.is_empty() {
        let ids = entries.iter().map(|entry| entry.id.as_str());
        let codes = dictionary.sorted().into_iter().map(|(code, _)| code);
        near.extend(nearest_few(&words, ids).into_iter().map(str::to_owned));
        if near.is_empty() {
            near.extend(nearest(name, codes).map(str::to_owned));
        }
    }
    near.dedup();
    let fault = Error::usage(format!("“{name}” is not an indicator this program knows"));
    let fault = if near.is_empty() {
        fault
    } else {
        fault.expected(format!("one of the catalogue, such as {}", near.join(", ")))
    };
    let themes = reference.catalogue.themes();
    let key = topic_key(name);
    let is_theme = themes.contains(&key.as_str()) || !dictionary.of_topic(&key).is_empty();
    if is_theme {
        return fault.hint(format!("“{key}” is a theme: --theme {key} takes all of it"));
    }
    fault.hint("“yardstick indicators” lists them all; “yardstick indicators WORD” searches")
}

/// So many indicators are suggested for a word.
const MOST_NEAR: usize = 6;

/// An authority from what a person typed, and what they should know about the answer.
///
/// # Errors
/// Nothing of that name, with the nearest names; or a name that several bear.
pub(crate) fn authority(reference: &Reference, query: &str) -> Result<(Area, Option<String>)> {
    match reference.register.resolve(query) {
        Ok(found) if found.area.is_authority() => Ok((found.area, found.note)),
        Ok(found) => {
            let name = reference
                .register
                .get(found.area)
                .map(|a| a.name.clone())
                .unwrap_or_default();
            Err(Error::usage(format!("{name} is not an authority"))
                .hint("name one of its authorities"))
        }
        Err(unresolved) => {
            Err(Error::usage(unresolved.to_string()).hint("“yardstick authorities” lists them all"))
        }
    }
}

/// Errors among findings, as a person is told before the results; notes and warnings are for `check`.
pub(crate) fn errors(checks: &[Check]) -> Vec<&Check> {
    checks
        .iter()
        .filter(|c| c.severity == Severity::Error)
        .collect()
}
