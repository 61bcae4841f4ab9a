//! Which vintages a question is answered from: all of them, those published by a day, or some chosen by name.

use super::enter::first_periods;
use super::folder::Store;
use super::vintage::Vintage;
use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::source::coverage::{FileSelection, ReleaseChoice};
use crate::source::filter::IndicatorFilter;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The day and the releases that a question is asked about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AsAt {
    /// Only what was published by this day.
    pub(crate) day: Option<Date>,
    /// Vintages by name. For the indicators that they hold, only these are used from their first period on; earlier periods come
    /// from the others.
    pub(crate) vintages: Vec<String>,
    /// Nothing but the vintages named: neither other vintages nor the figures compiled into the program.
    pub(crate) alone: bool,
    /// Ids of vintages that are not used. For the indicators that they hold, only what was published before them is used.
    pub(crate) without: Vec<String>,
    /// For an indicator by id, which of its releases are used.
    pub(crate) releases: BTreeMap<String, ReleaseChoice>,
    /// The figures compiled into the program are not used.
    pub(crate) without_embedded: bool,
    /// Later figures are held against these, so these may be none at all.
    pub(crate) may_be_none: bool,
}

/// The vintages that a question is answered from.
#[derive(Default)]
pub(crate) struct SelectedVintages {
    /// Newest first.
    pub(crate) vintages: Vec<Vintage>,
    /// Which of their files, and of the files compiled into the program, are used for which indicators.
    pub(crate) files: FileSelection,
}

impl SelectedVintages {
    /// Where there is no store: the figures compiled into the program alone.
    ///
    /// # Errors
    /// A vintage was named.
    pub(crate) fn of_no_store(as_at: &AsAt) -> Result<SelectedVintages> {
        match as_at.vintages.first() {
            Some(name) => Err(Error::usage(format!(
                "there is no store to look for the vintage “{name}” in"
            ))
            .hint("name it with --store DIR, or write store = \"DIR\" into yardstick.toml")),
            None => Ok(SelectedVintages {
                files: FileSelection {
                    day: as_at.day,
                    without_embedded: as_at.without_embedded,
                    releases: as_at.releases.clone(),
                    ..FileSelection::default()
                },
                ..SelectedVintages::default()
            }),
        }
    }
}

impl Store<'_> {
    /// The good vintages published by a day, newest first; every one where no day is given.
    ///
    /// # Errors
    /// As [`Store::vintages`].
    pub(crate) fn good_vintages(&self, day: Option<Date>) -> Result<Vec<Vintage>> {
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

    /// Chooses the vintages that a question is answered from.
    ///
    /// # Errors
    /// A name that stands for no good vintage, with those there are; a vintage that was named is damaged.
    pub(crate) fn select(&self, reference: &Reference, as_at: &AsAt) -> Result<SelectedVintages> {
        let (left_out, mut vintages): (Vec<Vintage>, Vec<Vintage>) = self
            .good_vintages(as_at.day)?
            .into_iter()
            .partition(|vintage| as_at.without.iter().any(|id| vintage.id == **id));
        let mut files = FileSelection {
            day: as_at.day,
            without_embedded: as_at.alone || as_at.without_embedded,
            releases: as_at.releases.clone(),
            ..FileSelection::default()
        };
        leave_out(&left_out, &mut files);
        for name in &as_at.vintages {
            let named: Vec<&Vintage> = vintages.iter().filter(|v| v.answers_to(name)).collect();
            if named.is_empty() {
                return Err(no_vintage(name, &vintages));
            }
            files.named.extend(named.iter().map(|v| v.id.to_string()));
        }
        for vintage in &vintages {
            if files.named.contains(vintage.id.as_str()) {
                self.note_first_periods(vintage, reference, &mut files)?;
            }
        }
        vintages.retain(|vintage| !as_at.alone || files.named.contains(vintage.id.as_str()));
        if as_at.without_embedded {
            let stored = self.good_vintages(None)?.into_iter().flat_map(|v| v.files);
            files.divisors = Some(stored.map(|file| file.sha256).collect());
        }
        Ok(SelectedVintages { vintages, files })
    }

    /// Notes for each indicator of a named vintage from which period on only named vintages are used.
    fn note_first_periods(
        &self,
        vintage: &Vintage,
        reference: &Reference,
        files: &mut FileSelection,
    ) -> Result<()> {
        let Some(figures) = self.figures(vintage, reference, &IndicatorFilter::everything())?
        else {
            return Ok(());
        };
        for (id, day) in first_periods(figures.parquet, &figures.place)? {
            let first = files.first_named_period.entry(id).or_insert(day);
            *first = day.min(*first);
        }
        Ok(())
    }
}

/// Leaves vintages out: for the indicators that they hold, only what was published before the first of them is used.
fn leave_out(vintages: &[Vintage], files: &mut FileSelection) {
    // A vintage of judgements says nothing about what figures were before it.
    for vintage in vintages.iter().filter(|vintage| vintage.figures > 0) {
        let stored = vintage.files.iter();
        files
            .left_out
            .extend(stored.map(|file| file.sha256.clone()));
        let Some(day) = vintage.day() else { continue };
        for id in &vintage.indicators {
            let release = files
                .releases
                .entry(id.clone())
                .or_insert(ReleaseChoice::Before(day));
            if let ReleaseChoice::Before(first) = release {
                *first = day.min(*first);
            }
        }
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
