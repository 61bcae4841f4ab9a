//! The release that a release is held against: what is kept of the same publication, or what is compiled into the program.

use super::folder::Store;
use super::predecessor::Predecessor;
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
    /// The release that a release is held against: the newest kept of the same publication that came no later, else the first that came
    /// later, else what is compiled into the program.
    ///
    /// # Errors
    /// What is kept or compiled in cannot be read.
    pub(super) fn predecessor(
        &self,
        reference: &Reference,
        incoming: &Incoming,
        known: &[Vintage],
    ) -> Result<Predecessor> {
        let day = describe::day(incoming);
        let (by_then, later): (Vec<&Vintage>, Vec<&Vintage>) = known
            .iter()
            .filter(|vintage| {
                vintage.is_good()
                    && vintage.figures > 0
                    && *vintage.publication == *incoming.publication
            })
            .partition(|vintage| day.is_none() || vintage.day() <= day);
        let newest = by_then.into_iter().max_by_key(|vintage| vintage.day());
        let first = later.into_iter().min_by_key(|vintage| vintage.day());
        let (is_earlier, chosen) = (newest.is_some(), newest.or(first));
        let Some(vintage) = chosen else {
            return embedded(reference, incoming, day);
        };
        let mut found = Predecessor {
            name: format!("the release of {}", vintage.release),
            is_earlier,
            ..Predecessor::default()
        };
        if let Some(figures) = self.figures(vintage, reference, &IndicatorFilter::all())? {
            enter::each(figures.parquet, &figures.place, |row| {
                found.row(row.file, row.indicator, row.area, row.end, row.is_symbol);
            })?;
        }
        Ok(found)
    }
}

/// What the program's own figures hold of a publication.
fn embedded(reference: &Reference, incoming: &Incoming, day: Option<Date>) -> Result<Predecessor> {
    let entries = reference.catalogue.entries().iter();
    let ids: Vec<String> = entries
        .filter(|entry| entry.publication == incoming.publication)
        .map(|entry| entry.id.clone())
        .collect();
    if ids.is_empty() {
        return Ok(Predecessor::default());
    }
    let mut builder = Builder::default();
    let filter = IndicatorFilter::named(ids);
    national::read(reference, &filter, &FileSelection::default(), &mut builder)?;
    let observations = builder.finish()?;
    let mut found = Predecessor {
        name: "the release in the program".to_owned(),
        ..Predecessor::default()
    };
    let mut published: Option<Date> = None;
    each_embedded(
        &observations,
        |file, day, indicator, area, end, is_symbol| {
            published = published.max(day);
            found.row(file, indicator, area, end, is_symbol);
        },
    )?;
    found.is_earlier = day.is_none() || published <= day;
    Ok(found)
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
