//! Which vintages speak: all of them, those published by a day, or one by name; and their figures, entered newest first.

use super::Store;
use super::figures::{Entering, begins, enter};
use super::vintage::Vintage;
use crate::error::{Error, Result};
use crate::observation::provenance::Source;
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::source::lait::Dictionary;
use crate::source::{Heard, Wanted};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Of which day, and of which vintages, a question is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AsAt {
    /// Only what was published by this day.
    pub(crate) day: Option<Date>,
    /// Of the indicators these hold, only these from their first period on; earlier periods are left to the others.
    pub(crate) vintages: Vec<String>,
    /// Nothing but the vintages named: neither others nor the figures in the program.
    pub(crate) alone: bool,
    /// Of the indicators these hold, what was published before they came.
    pub(crate) without: Vec<String>,
    /// Of an indicator by id, only what was published on, or only what was before, a day.
    pub(crate) releases: BTreeMap<String, Release>,
    /// Only what was taken in: the figures in the program do not speak.
    pub(crate) taken_in: bool,
}

/// Which release of an indicator speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Release {
    Of(Date),
    Before(Date),
}

/// The vintages that speak, and what of the others may be heard beside them.
#[derive(Default)]
pub(crate) struct Speaking {
    /// Newest first.
    pub(crate) vintages: Vec<Vintage>,
    /// Of each indicator that was named with a vintage, where its first period begins to speak alone.
    named: BTreeMap<String, Date>,
    /// Ids of the vintages that were named.
    ids: BTreeSet<String>,
    /// Of each indicator, which of its releases may speak.
    releases: BTreeMap<String, Release>,
    /// Digests of files that are left out, in the program as in the store.
    left_out: Vec<String>,
    /// Digests of every good file of the store, where nothing else may speak.
    taken_in: Option<BTreeSet<String>>,
    day: Option<Date>,
    alone: bool,
}

impl Speaking {
    /// What of a file, in the program or in the store, may speak for an indicator.
    pub(crate) fn hears(&self, source: &Source, indicator: &str) -> Heard {
        let by_then = self
            .day
            .is_none_or(|day| source.published.is_some_and(|published| published <= day));
        let is_stored = !source.vintage.is_empty();
        if !by_then
            || (self.is_silent_beside() && !is_stored)
            || self.left_out.contains(&source.sha256)
        {
            return Heard::Not;
        }
        let is_of = match self.releases.get(indicator) {
            None => true,
            Some(Release::Of(day)) => source.published == Some(*day),
            Some(Release::Before(day)) => {
                source.published.is_some_and(|published| published < *day)
            }
        };
        match self.named.get(indicator) {
            _ if !is_of => Heard::Not,
            Some(begins) if !self.ids.contains(&source.vintage) => Heard::Before(*begins),
            _ => Heard::Whole,
        }
    }

    /// Whether the figures in the program do not speak at all.
    fn is_silent_beside(&self) -> bool {
        self.alone || self.taken_in.is_some()
    }

    /// Whether a figure that was divided by a file of this digest may speak.
    pub(super) fn admits_base(&self, sha256: &str) -> bool {
        self.taken_in
            .as_ref()
            .is_none_or(|files| files.contains(sha256))
    }

    /// Where there is no store: the figures in the program alone.
    ///
    /// # Errors
    /// A vintage was named.
    pub(crate) fn of_the_program(as_at: &AsAt) -> Result<Speaking> {
        match as_at.vintages.first() {
            Some(name) => Err(Error::usage(format!(
                "there is no store to look for the vintage “{name}” in"
            ))
            .hint("name it with --store DIR, or write store = \"DIR\" into yardstick.toml")),
            None => Ok(Speaking {
                releases: as_at.releases.clone(),
                day: as_at.day,
                taken_in: as_at.taken_in.then(BTreeSet::new),
                ..Speaking::default()
            }),
        }
    }
}

impl Store<'_> {
    /// The good vintages published by a day, newest first; every one where no day is given.
    ///
    /// # Errors
    /// As [`Store::vintages`].
    pub(crate) fn files_as_at(&self, day: Option<Date>) -> Result<Vec<Vintage>> {
        let mut good: Vec<Vintage> = self
            .vintages()?
            .into_iter()
            .filter(Vintage::is_good)
            .collect();
        good.retain(|vintage| {
            day.is_none_or(|day| vintage.day().is_some_and(|published| published <= day))
        });
        good.sort_by(|a, b| (b.day(), b.retrieved, &b.id).cmp(&(a.day(), a.retrieved, &a.id)));
        Ok(good)
    }

    /// Chooses the vintages that a question is asked of.
    ///
    /// # Errors
    /// A name that stands for no good vintage, with those there are; a vintage that was named is damaged.
    pub(crate) fn speaking(&self, reference: &Reference, as_at: &AsAt) -> Result<Speaking> {
        let vintages = self.files_as_at(as_at.day)?;
        let (mut out, mut vintages): (Vec<Vintage>, Vec<Vintage>) = vintages
            .into_iter()
            .partition(|v| as_at.without.contains(&v.id));
        // Judgements are no figures: that they came says nothing of what figures were before.
        out.retain(|v| v.figures > 0);
        let mut speaking = Speaking {
            releases: as_at.releases.clone(),
            day: as_at.day,
            alone: as_at.alone,
            ..Speaking::default()
        };
        speaking.left_out = out
            .iter()
            .flat_map(|v| &v.files)
            .map(|file| file.sha256.clone())
            .collect();
        for vintage in &out {
            let Some(day) = vintage.day() else { continue };
            for id in &vintage.indicators {
                let before = speaking
                    .releases
                    .entry(id.clone())
                    .or_insert(Release::Before(day));
                if let Release::Before(first) = before {
                    *first = day.min(*first);
                }
            }
        }
        for name in &as_at.vintages {
            let mut named = vintages.iter().filter(|v| v.answers_to(name)).peekable();
            if named.peek().is_none() {
                return Err(no_vintage(name, &vintages));
            }
            speaking.ids.extend(named.map(|v| v.id.clone()));
        }
        for vintage in vintages.iter().filter(|v| speaking.ids.contains(&v.id)) {
            if let Some(reading) = self.reading(vintage, reference, &|_, _| true)? {
                for (id, day) in begins(reading.parquet, &reading.place)? {
                    let first = speaking.named.entry(id).or_insert(day);
                    *first = day.min(*first);
                }
            }
        }
        vintages.retain(|v| !as_at.alone || speaking.ids.contains(&v.id));
        speaking.vintages = vintages;
        if as_at.taken_in {
            let good = self.files_as_at(None)?;
            speaking.taken_in = Some(
                good.into_iter()
                    .flat_map(|v| v.files)
                    .map(|file| file.sha256)
                    .collect(),
            );
        }
        Ok(speaking)
    }

    /// Enters the wanted figures of a vintage that may speak, each with the vintage in its coat; answers with the number of those
    /// left out, since what they were divided by was not taken in.
    ///
    /// # Errors
    /// The vintage is damaged.
    pub(crate) fn enter(
        &self,
        vintage: &Vintage,
        reference: &Reference,
        (wanted, speaking): (&Wanted<'_>, &Speaking),
        builder: &mut Builder,
    ) -> Result<usize> {
        let Some(reading) = self.reading(vintage, reference, wanted)? else {
            return Ok(0);
        };
        let dictionary = Dictionary::embedded();
        let source = |name: &str| credit(vintage, reference, name);
        let hears = |source: &Source, id: &str| speaking.hears(source, id);
        let base = |sha256: &str| speaking.admits_base(sha256);
        let with = Entering {
            reference,
            dictionary: &dictionary,
            wanted,
            base: &base,
            source: &source,
            hears: &hears,
        };
        enter(reading.parquet, &reading.place, &with, builder)
    }
}

/// How a file of a vintage is credited: by what the vintage says, since the program may not know the file.
fn credit(vintage: &Vintage, reference: &Reference, name: &str) -> Source {
    let sha256 = vintage
        .file(name)
        .map(|file| file.sha256.clone())
        .unwrap_or_default();
    let known = reference
        .sources
        .describe(name, &sha256, &vintage.publication);
    Source {
        release: vintage.release.clone(),
        published: vintage.day(),
        vintage: vintage.id.clone(),
        ..known
    }
}

fn no_vintage(name: &str, vintages: &[Vintage]) -> Error {
    let fault = Error::usage(format!("“{name}” is no vintage of this store"));
    let ids: Vec<&str> = vintages.iter().map(|v| v.id.as_str()).take(6).collect();
    let fault = if ids.is_empty() {
        fault
    } else {
        fault.expected(format!("an id or a release, such as {}", ids.join(", ")))
    };
    fault.hint("“yardstick store list” lists them all")
}
