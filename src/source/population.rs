//! Counts turned into rates by the population of the mid-year before: from the files that were read, else from the figures
//! compiled into the program.

use super::coverage::FileSelection;
use super::filter::IndicatorFilter;
use super::national;
use super::rate::{PendingRate, rate};
use crate::error::Result;
use crate::observation::check::{Check, Severity};
use crate::observation::provenance::Origin;
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::reference::catalogue::{Entry, Population};
use std::collections::{BTreeMap, HashMap};

/// Populations with the row that each comes from: by the number of their catalogue entry, the area's code and the year.
type Populations = HashMap<(usize, u16, i16), (f64, Origin)>;

/// Divides counts by their populations and enters them; a check tells of each year that has no population.
///
/// # Errors
/// As [`national::read`].
pub(super) fn divide(
    pending: Vec<PendingRate<'_>>,
    reference: &Reference,
    selection: &FileSelection,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<()> {
    let needed: Vec<(usize, &Entry)> = reference
        .catalogue
        .entries()
        .iter()
        .enumerate()
        .filter(|(_, entry)| pending.iter().any(|count| serves(entry, count.population)))
        .collect();
    let populations = populations(&needed, reference, selection, builder)?;
    let mut without: BTreeMap<i16, u32> = BTreeMap::new();
    for count in pending {
        let found = needed
            .iter()
            .find(|(_, entry)| serves(entry, count.population))
            .and_then(|(at, _)| populations.get(&(*at, count.figure.area.0, count.year)));
        let mut figure = count.figure;
        figure.denominator = found.map(|(population, _)| *population);
        figure.base = found.map(|(_, origin)| *origin);
        if found.is_none() && figure.reading.value().is_some() {
            *without.entry(count.year).or_default() += 1;
        }
        figure.reading = rate(
            figure.reading,
            figure.denominator,
            count.per,
            count.decimals,
        );
        builder.push(figure);
    }
    // One year may be without; where all are, nobody gave the population.
    let severity = if populations.is_empty() {
        Severity::Error
    } else {
        Severity::Warning
    };
    for (year, count) in without {
        checks.push(
            Check::new(severity, "no-population", "")
                .found(format!("{count} counts need the mid-{year} population"))
                .guidance(
                    "their rates are not available; read the population file of that year too",
                ),
        );
    }
    Ok(())
}

/// The populations of these catalogue entries. An entry that no file held is read from the figures compiled into the program.
fn populations(
    needed: &[(usize, &Entry)],
    reference: &Reference,
    selection: &FileSelection,
    builder: &mut Builder,
) -> Result<Populations> {
    let mut populations = Populations::new();
    for (at, entry) in needed {
        if builder.find(&entry.id).is_none() {
            let only = IndicatorFilter::named(vec![entry.id.clone()]);
            national::read(reference, &only, selection, builder)?;
        }
        let Some(series) = builder.find(&entry.id) else {
            continue;
        };
        for (area, year, value, origin) in builder.known_of(series)? {
            populations.insert((*at, area.0, year), (value, origin));
        }
    }
    Ok(populations)
}

/// Whether an entry reads the column and rows that a population is made of.
pub(super) fn serves(entry: &Entry, population: &Population) -> bool {
    entry.ees.iter().any(|mapping| {
        mapping.file == population.file
            && mapping.value.as_deref() == Some(&population.column)
            && mapping.selection == population.selection
    })
}
