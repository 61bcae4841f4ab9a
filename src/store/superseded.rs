//! Which vintages need not be read: those that are admitted for nothing that is asked, and those of which every figure has a newer one in
//! a later release of the same publication. A store of many years answers from a few vintages then.

use super::describe::read_by;
use super::enter::credit;
use super::figures::FigureColumns;
use super::folder::Store;
use super::vintage::Vintage;
use crate::reference::Reference;
use crate::source::coverage::{Coverage, FileSelection};
use crate::source::filter::IndicatorFilter;
use crate::world;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

impl Store<'_> {
    /// Those of the vintages, newest first, that may say something that a newer one does not.
    pub(crate) fn needed<'v>(
        &self,
        vintages: &'v [Vintage],
        reference: &Reference,
        filter: &IndicatorFilter,
        selection: &FileSelection,
    ) -> Vec<&'v Vintage> {
        let mut newer = NewerFigures {
            reference,
            filter,
            selection,
            read_by: read_by(reference),
            known: BTreeMap::new(),
        };
        vintages
            .iter()
            .filter(|vintage| newer.is_needed(vintage))
            .collect()
    }
}

/// What the vintages looked at so far hold, all of them newer than the next.
struct NewerFigures<'a> {
    reference: &'a Reference,
    filter: &'a IndicatorFilter,
    selection: &'a FileSelection,
    read_by: String,
    /// By publication, indicator and digest of its cells: the oldest day of a vintage that has them.
    known: BTreeMap<(String, String, String), Date>,
}

impl NewerFigures<'_> {
    /// Whether a vintage has to be read. One of which that cannot be said is read.
    fn is_needed(&mut self, vintage: &Vintage) -> bool {
        let Some(day) = vintage.day() else {
            return true;
        };
        // Another catalogue may find other indicators in it; and a figure that may not be used leaves its place to an older one.
        if vintage.read_by != self.read_by || self.selection.divisors.is_some() {
            return true;
        }
        let asked = vintage.indicators.iter();
        let asked: Vec<&String> = asked.filter(|id| self.filter.includes(id, id)).collect();
        let mut keys = Vec::new();
        let mut is_needed = asked.is_empty();
        for id in asked {
            match self.coverage(vintage, id) {
                Some(Coverage::Nothing) => {}
                Some(Coverage::Whole) => {
                    let Some(cells) = vintage.cells.get(id) else {
                        return true;
                    };
                    let key = (vintage.publication.to_string(), id.clone(), cells.clone());
                    let is_newer = |known: &Date| *known > day;
                    is_needed |= !self.known.get(&key).is_some_and(is_newer);
                    keys.push(key);
                }
                _ => is_needed = true,
            }
        }
        if is_needed {
            for key in keys {
                self.known.entry(key).or_insert(day);
            }
        }
        is_needed
    }

    /// Which periods of its files are used for an indicator; none where they differ from file to file.
    fn coverage(&self, vintage: &Vintage, id: &str) -> Option<Coverage> {
        let mut files = vintage.files.iter().map(|file| {
            let source = credit(vintage, self.reference, &file.name);
            self.selection.admits(&source, id)
        });
        let first = files.next()?;
        files.all(|other| other == first).then_some(first)
    }
}

impl FigureColumns {
    /// A digest for each indicator of which cells there are: place, period, why a figure is missing, and whether its counts are there. Where
    /// two vintages have the same, the newer one has a figure for every one of the older.
    pub(super) fn cells(&self) -> BTreeMap<String, String> {
        let mut all: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut repeated: BTreeSet<&str> = BTreeSet::new();
        self.each_cell(|indicator, cell| {
            if !all.entry(indicator).or_default().insert(cell) {
                repeated.insert(indicator);
            }
        });
        // Rows that say a thing twice may contradict each other, and then an older one has its say.
        all.into_iter()
            .filter(|(indicator, _)| !repeated.contains(indicator))
            .map(|(indicator, cells)| {
                let lines: Vec<String> = cells.into_iter().collect();
                let digest = world::digest(lines.join("\n").as_bytes());
                let short = digest.get(..16).unwrap_or(&digest).to_owned();
                (indicator.to_owned(), short)
            })
            .collect()
    }
}
