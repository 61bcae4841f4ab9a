//! Profiles of every authority: a folder each under one folder, and a page that leads to them.

use super::make;
use crate::chart::{ChartRequest, OutputFiles, PngOf, unique_slugs};
use crate::compare::comparators::Comparators;
use crate::compare::study::Study;
use crate::error::Result;
use crate::finding::phrases::Phrases;
use crate::finding::prose::pages;
use crate::inputs::Messages;
use crate::inputs::figure_sources::FigureSources;
use crate::inputs::load;
use crate::observation::area::Area;
use crate::paper::contents::{self, AuthorityLink, RegionLinks};
use crate::reference::{ATTRIBUTION, Reference};
use crate::world::{self, World};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// What every profile shows.
pub(crate) struct EveryProfileOrder<'a> {
    /// Whom an authority is compared with.
    pub(crate) comparators: &'a dyn Fn(Area) -> Result<Comparators>,
    /// Ids of the indicators.
    pub(crate) indicators: &'a [String],
    pub(crate) charts: ChartRequest,
    /// A table of an officer's own wording.
    pub(crate) phrases: Option<&'a Path>,
    /// The folder to write into.
    pub(crate) out: &'a Path,
    pub(crate) figures: FigureSources<'a>,
}

/// So many profiles are made side by side before they are written: each is some ten megabytes in memory.
const SIDE_BY_SIDE: usize = 8;

/// Makes the profile of every authority there is today, and the page. Each profile is written as one; the page last. Answers whether any
/// has a figure.
///
/// # Errors
/// As [`super::order::write`].
pub(crate) fn write_every(
    world: &dyn World,
    reference: &Reference,
    order: &EveryProfileOrder<'_>,
    messages: &dyn Messages,
) -> Result<bool> {
    let phrases = load::phrases(world, order.phrases)?;
    let figures = &order.figures;
    let study = figures.study(world, reference, order.indicators, None, messages)?;
    if !order.indicators.iter().any(|id| study.panel(id).is_some()) {
        return Err(figures.nothing_found());
    }
    figures.tell_lacking(&study, order.indicators, messages);
    let areas: Vec<Area> = reference
        .register
        .current()
        .map(|authority| authority.area)
        .filter(|area| area.is_authority())
        .collect();
    let names: Vec<&str> = areas
        .iter()
        .map(|area| reference.register.get(*area).map_or("", |of| &of.name))
        .collect();
    let folders = unique_slugs(names.iter().copied());
    let step = messages.progress("profiles", areas.len());
    let shown = (order.indicators, order.charts);
    let (mut has_figures, mut written) = (false, 0);
    for (areas, folders) in areas.chunks(SIDE_BY_SIDE).zip(folders.chunks(SIDE_BY_SIDE)) {
        let made: Vec<AuthorityProfile> = areas
            .iter()
            .map(|area| Ok((*area, (order.comparators)(*area)?)))
            .collect::<Result<Vec<_>>>()?
            .into_par_iter()
            .map(|(area, comparators)| {
                let made = profile(&study, shown, area, &comparators, &phrases);
                step();
                made
            })
            .collect::<Result<_>>()?;
        for (profile, folder) in made.into_iter().zip(folders) {
            has_figures |= profile.has_figures;
            let folder = order.out.join(folder);
            let files = profile.files.into_iter();
            let files: Vec<_> = files
                .map(|(path, bytes)| (folder.join(path), bytes))
                .collect();
            written += files.len();
            world::write_all(world, &files)?;
        }
    }
    drop(step);
    let page = contents::every_authority(
        &pages::every_profile(areas.len()),
        &[],
        &regions(reference, &areas, &folders),
        ATTRIBUTION,
    )?;
    let path = order.out.join("index.html");
    world::write_all(world, &[(path, page.into_bytes())])?;
    messages.note(&format!(
        "{} files in {} folders written to {}; begin with index.html",
        written + 1,
        areas.len(),
        order.out.display()
    ));
    Ok(has_figures)
}

struct AuthorityProfile {
    files: OutputFiles,
    has_figures: bool,
}

fn profile(
    study: &Study<'_>,
    (indicators, charts): (&[String], ChartRequest),
    area: Area,
    comparators: &Comparators,
    phrases: &Phrases,
) -> Result<AuthorityProfile> {
    let panels: Vec<_> = indicators.iter().filter_map(|id| study.panel(id)).collect();
    let compared = study.compare_each(&panels, area, comparators, None)?;
    let request = ChartRequest {
        png: PngOf::None,
        ..charts
    };
    let files = make(
        &compared,
        area,
        study.reference,
        comparators,
        request,
        phrases,
        &|| {},
    )?;
    Ok(AuthorityProfile {
        files,
        has_figures: compared.iter().any(|each| each.reading.value().is_some()),
    })
}

/// The folders of the authorities by region, both by name.
pub(crate) fn regions(
    reference: &Reference,
    areas: &[Area],
    folders: &[String],
) -> Vec<RegionLinks> {
    let register = &reference.register;
    let mut regions: BTreeMap<&str, Vec<AuthorityLink>> = BTreeMap::new();
    for (area, folder) in areas.iter().zip(folders) {
        let Some(authority) = register.get(*area) else {
            continue;
        };
        let region = authority.region.and_then(|region| register.get(region));
        let links = regions
            .entry(region.map_or("", |region| &region.name))
            .or_default();
        links.push(AuthorityLink {
            name: authority.name.clone(),
            page: format!("{folder}/index.html"),
        });
    }
    let mut all: Vec<RegionLinks> = Vec::new();
    for (name, mut authorities) in regions {
        authorities.sort_by(|one, other| one.name.cmp(&other.name));
        all.push(RegionLinks {
            name: name.to_owned(),
            authorities,
        });
    }
    all
}
