//! The releases that a release is held against: what is kept of the same publication, and what is compiled into the program.

use super::folder::Store;
use super::predecessor::{Predecessors, ReleaseBefore};
use super::screening::Original;
use super::vintage::{Incoming, Vintage};
use super::{describe, enter};
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::reading::Status;
use crate::observation::table::{Builder, Observations};
use crate::reference::Reference;
use crate::source::coverage::FileSelection;
use crate::source::filter::IndicatorFilter;
use crate::source::national;
use jiff::civil::Date;

impl Store<'_> {
    /// The releases that the files of a release are held against: those kept of the same publication that came no later, the newest
    /// first, then those that came later, the first of them first, then what is compiled into the program; no more of them than have
    /// a file of each name.
    ///
    /// # Errors
    /// What is kept or compiled in cannot be read.
    pub(super) fn predecessors(
        &self,
        reference: &Reference,
        incoming: &Incoming,
        files: &[Original],
        known: &[Vintage],
    ) -> Result<Predecessors> {
        let day = describe::day(incoming);
        let (mut by_then, mut later): (Vec<&Vintage>, Vec<&Vintage>) = known
            .iter()
            .filter(|vintage| {
                vintage.is_good()
                    && vintage.figures > 0
                    && *vintage.publication == *incoming.publication
            })
            .partition(|vintage| day.is_none() || vintage.day() <= day);
        by_then.sort_by_key(|vintage| std::cmp::Reverse((vintage.day(), vintage.retrieved)));
        later.sort_by_key(|vintage| (vintage.day(), vintage.retrieved));
        let earlier = by_then.len();
        let mut found = Predecessors::default();
        for (at, vintage) in by_then.into_iter().chain(later).enumerate() {
            if files.iter().all(|file| found.have(&file.name, reference)) {
                return Ok(found);
            }
            let name = format!("the release of {}", vintage.release);
            let mut release = ReleaseBefore::new(name, at < earlier);
            if let Some(figures) =
                self.figures(vintage, reference, &IndicatorFilter::everything())?
            {
                enter::each(figures.parquet, &figures.place, |row| {
                    release.row(row.file, row.indicator, row.area, row.end, row.is_symbol);
                })?;
            }
            found.0.push(release);
        }
        found.0.extend(embedded(reference, incoming, day)?);
        Ok(found)
    }
}

/// What the program's own figures hold of a publication.
fn embedded(
    reference: &Reference,
    incoming: &Incoming,
    day: Option<Date>,
) -> Result<Option<ReleaseBefore>> {
    let entries = reference.catalogue.readable();
    let ids: Vec<String> = entries
        .filter(|entry| entry.publication == incoming.publication)
        .map(|entry| entry.id.clone())
        .collect();
    if ids.is_empty() {
        return Ok(None);
    }
    let mut builder = Builder::default();
    let filter = IndicatorFilter::named(ids);
    national::read(reference, &filter, &FileSelection::default(), &mut builder)?;
    let observations = builder.finish()?;
    let mut found = ReleaseBefore::new("the release in the program".to_owned(), false);
    let mut published: Option<Date> = None;
    each_embedded(
        &observations,
        |file, day, indicator, area, end, is_symbol| {
            published = published.max(day);
            found.row(file, indicator, area, end, is_symbol);
        },
    )?;
    found.is_earlier = day.is_none() || published <= day;
    Ok(Some(found))
}

fn each_embedded(
    observations: &Observations,
    mut take: impl FnMut(&str, Option<Date>, &str, u16, Date, bool),
) -> Result<()> {
    let view = observations
        .view()
        .map_err(|fault| Error::unreadable("the observations", fault.to_string()))?;
    for at in 0..view.len() {
        let figure = view.figure(at);
        let (Some(source), Some(indicator), Some(period)) = (
            observations.sources.get(usize::from(figure.origin.file)),
            observations.indicators.get(usize::from(figure.series)),
            observations.periods.get(usize::from(figure.period)),
        ) else {
            continue;
        };
        let is_symbol = figure.reading.status() != Status::Known;
        let Area(area) = figure.area;
        take(
            &source.file,
            source.published,
            &indicator.id,
            area,
            period.end,
            is_symbol,
        );
    }
    Ok(())
}
