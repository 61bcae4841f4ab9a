//! A release held against the one before it: years, authorities, indicators and figures that were there and are not any more. A file
//! that was cut off at the end of a line reads without a fault, and only what is missing tells.

use super::figures::FigureColumns;
use super::vintage::Reason;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::breakdown::may_be_category;
use crate::reference::catalogue::is_filed_as;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Abolished authorities may be taken out of earlier years: so many at a time were.
const FEW_AUTHORITIES: usize = 5;
/// A share of figures that are symbols moves by a few points from release to release.
const SYMBOL_POINTS: usize = 20;
/// Fewer rows than this say nothing about a share.
const LEAST_ROWS: usize = 50;

/// What a year of an indicator holds: who has a row, and how many rows are symbols.
#[derive(Clone, Default, Debug, PartialEq)]
pub(super) struct YearRows {
    areas: BTreeSet<u16>,
    symbols: usize,
}

/// The years of each indicator, by the day on which each ends.
pub(super) type IndicatorYears = BTreeMap<String, BTreeMap<Date, YearRows>>;

/// What one release held, file by file.
pub(super) struct ReleaseBefore {
    /// What it is called in a message.
    pub(super) name: String,
    files: BTreeMap<String, IndicatorYears>,
    /// Whether it is no newer than the release that is held against it.
    pub(super) is_earlier: bool,
}

/// The releases that a release is held against, the nearest first. A release may come file by file, or with some of its files set aside,
/// so each file is held against the nearest release that has it.
#[derive(Default)]
pub(super) struct Predecessors(pub(super) Vec<ReleaseBefore>);

impl Predecessors {
    /// Whether some release has a file that is filed under the same name.
    pub(super) fn have(&self, file: &str, reference: &Reference) -> bool {
        self.of_file(file, reference).is_some()
    }

    fn of_file(
        &self,
        file: &str,
        reference: &Reference,
    ) -> Option<(&ReleaseBefore, &IndicatorYears)> {
        self.0
            .iter()
            .find_map(|release| Some((release, release.of_file(file, reference)?)))
    }

    /// What is missing from a file; nothing where no release before had such a file.
    pub(super) fn losses(
        &self,
        rows: &FigureColumns,
        file: &str,
        reference: &Reference,
    ) -> Vec<Reason> {
        let Some((release, before)) = self.of_file(file, reference) else {
            return Vec::new();
        };
        let mut now = IndicatorYears::new();
        rows.each(|indicator, area, end, is_symbol| {
            note(&mut now, indicator, area, end, is_symbol);
        });
        // A category that a release calls otherwise is missed by itself; one that has none of them any more is not whole.
        let has_categories = now.keys().any(|id| may_be_category(id));
        let is_renamed = |id: &str| may_be_category(id) && has_categories && !now.contains_key(id);
        let told = before
            .iter()
            .filter(|(id, _)| !is_renamed(id))
            .flat_map(|(id, years)| release.lost(id, years, now.get(id), reference));
        Reason::several(file, told.collect())
    }
}

impl ReleaseBefore {
    pub(super) fn new(name: String, is_earlier: bool) -> ReleaseBefore {
        ReleaseBefore {
            name,
            files: BTreeMap::new(),
            is_earlier,
        }
    }

    /// Notes a row of one of its files.
    pub(super) fn row(
        &mut self,
        file: &str,
        indicator: &str,
        area: u16,
        end: Date,
        is_symbol: bool,
    ) {
        if !self.files.contains_key(file) {
            self.files.insert(file.to_owned(), IndicatorYears::new());
        }
        if let Some(years) = self.files.get_mut(file) {
            note(years, indicator, area, end, is_symbol);
        }
    }

    /// The years of the file that is filed under the same name.
    fn of_file(&self, file: &str, reference: &Reference) -> Option<&IndicatorYears> {
        let names = reference.catalogue.readable().flat_map(|entry| &entry.ees);
        let alike: Vec<&str> = names
            .filter(|mapping| mapping.is_filed_as(file))
            .map(|mapping| mapping.file.as_str())
            .collect();
        self.files
            .iter()
            .find(|(other, _)| alike.iter().any(|name| is_filed_as(other, name)))
            .map(|(_, years)| years)
    }

    fn lost(
        &self,
        id: &str,
        before: &BTreeMap<Date, YearRows>,
        now: Option<&BTreeMap<Date, YearRows>>,
        reference: &Reference,
    ) -> Vec<String> {
        let name = &self.name;
        let Some(now) = now else {
            return vec![format!(
                "{id}: no figures, where {name} had those of {} years",
                before.len()
            )];
        };
        let mut lost = Vec::new();
        let [Some(last), Some(newest)] = [before, now].map(|years| years.keys().next_back()) else {
            return lost;
        };
        if self.is_earlier {
            // A release that goes five years back leaves out one more each year.
            let apart = usize::try_from(newest.year() - last.year()).unwrap_or(0);
            let gone: Vec<&Date> = before.keys().filter(|end| !now.contains_key(end)).collect();
            let first = now.keys().next();
            let is_inside = gone
                .iter()
                .any(|end| first.is_some_and(|first| *end >= first));
            if is_inside || gone.len() > apart + 1 {
                lost.push(format!(
                    "{id}: {} of the {} years that {name} had are gone, the last of them to {}",
                    gone.len(),
                    before.len(),
                    gone.last().map_or(last, |end| end)
                ));
            }
        }
        for (end, year) in before {
            let Some(own) = now.get(end) else { continue };
            // Those that were abolished by then may be left out.
            let gone = year.areas.difference(&own.areas);
            let gone = gone
                .filter(|area| Area(**area).is_authority())
                .filter(|area| reference.register.exists_on(Area(**area), *end))
                .count();
            if gone > FEW_AUTHORITIES {
                lost.push(format!(
                    "{id}: {gone} authorities of the {} areas that {name} had for the year to {end} have no row",
                    year.areas.len()
                ));
            }
            // How many shares of a rare category are withheld changes by itself.
            if let (Some(then), Some(now)) = (symbol_points(year), symbol_points(own))
                && !may_be_category(id)
                && then.abs_diff(now) > SYMBOL_POINTS
            {
                lost.push(format!(
                    "{id}: {now}% of the rows for the year to {end} are symbols, where {name} had {then}%"
                ));
            }
        }
        lost
    }
}

fn symbol_points(year: &YearRows) -> Option<usize> {
    (year.areas.len() >= LEAST_ROWS).then(|| 100 * year.symbols / year.areas.len())
}

fn note(years: &mut IndicatorYears, indicator: &str, area: u16, end: Date, is_symbol: bool) {
    if !years.contains_key(indicator) {
        years.insert(indicator.to_owned(), BTreeMap::new());
    }
    let Some(of) = years.get_mut(indicator) else {
        return;
    };
    let year = of.entry(end).or_default();
    if year.areas.insert(area) && is_symbol {
        year.symbols += 1;
    }
}
