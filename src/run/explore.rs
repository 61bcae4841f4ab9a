//! `explore`: every authority and every indicator in one HTML file.

pub(crate) mod site;

use crate::compare::comparators::Comparators;
use crate::compare::study::Study;
use crate::error::Result;
use crate::explore::{
    Explored, ExplorerPage, StaticPart, StaticPoint, StaticRegion, StaticRow, Terms, begin_with,
    html,
};
use crate::finding::phrases::Phrases;
use crate::finding::prose::{self, Prose, pages};
use crate::inputs::Messages;
use crate::inputs::figure_sources::FigureSources;
use crate::inputs::load::{self, Input};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::screen::ScreeningScope;
use crate::table::comparison;
use crate::world::{self, World};
use std::collections::BTreeMap;
use std::path::Path;

/// What to make, and of what.
pub(crate) struct ExploreOrder<'a> {
    /// The authority with which the page begins; it asks for one where there is none.
    pub(crate) area: Option<Area>,
    pub(crate) list: NeighbourList,
    /// Groups with which it compares at first, by the page's keys.
    pub(crate) with: &'a [String],
    /// A table of an officer's own wording.
    pub(crate) phrases: Option<&'a Path>,
    pub(crate) out: &'a Path,
    pub(crate) figures: FigureSources<'a>,
}

/// Makes the page and writes it.
///
/// # Errors
/// There is no national figure; as [`Study::load_showing`]; the file cannot be written, and the earlier one stays as it was.
pub(crate) fn explore(
    world: &dyn World,
    reference: &Reference,
    order: &ExploreOrder<'_>,
    messages: &dyn Messages,
) -> Result<()> {
    let phrases = load::phrases(world, order.phrases)?;
    let made = page(world, reference, order, &phrases, messages)?;
    let size = made.html.len();
    world::write_all(world, &[(order.out.to_owned(), made.html.into_bytes())])?;
    messages.note(&format!(
        "{} written: {:.1} MB, {} indicators; open it in a browser",
        order.out.display(),
        size as f64 / 1e6,
        made.indicators
    ));
    Ok(())
}

/// The page before it is written.
struct MadePage {
    html: String,
    indicators: usize,
    /// By authority, its name in the addresses of the page.
    slugs: BTreeMap<Area, String>,
}

fn page(
    world: &dyn World,
    reference: &Reference,
    order: &ExploreOrder<'_>,
    phrases: &Phrases,
    messages: &dyn Messages,
) -> Result<MadePage> {
    let with = begin_with(reference, order.list, order.with)?;
    let study = everything(world, reference, order.figures, messages)?.sharing_nations(order.list);
    let terms = Terms {
        list: order.list,
        phrases,
        chosen: order.area,
        with: &with,
    };
    let step = messages.progress("comparing", study.panels().len());
    let explored = Explored::of(&study, terms, &*step)?;
    drop(step);
    let before = match order.area {
        Some(area) => of_one(&study, area, order.list, &explored)?,
        None => of_all(&study),
    };
    let name = order.area.map(|area| Prose { reference }.name(area));
    let slug = |area: Area| (area, explored.slug(area).to_owned());
    Ok(MadePage {
        html: html(&ExplorerPage {
            title: pages::explorer_title(name),
            without_script: pages::without_script(name),
            blocks: &explored.blocks,
            before,
        })?,
        indicators: study.panels().len(),
        slugs: study.current().into_iter().map(slug).collect(),
    })
}

/// Every indicator that there is, with the categories of every breakdown.
fn everything<'r>(
    world: &dyn World,
    reference: &'r Reference,
    figures: FigureSources<'_>,
    messages: &dyn Messages,
) -> Result<Study<'r>> {
    let breakdowns = reference.catalogue.breakdowns().iter();
    let categories: Vec<String> = breakdowns
        .flat_map(|of| of.ids().map(str::to_owned))
        .collect();
    let input = Input {
        paths: figures.data,
        indicators: &[],
        categories: &categories,
        by_hand: None,
        asked: ScreeningScope::Everything,
        stored: figures.stored,
    };
    let study = Study::load_showing(world, reference, &input, figures.small_counts)?;
    messages.tell_checks(&study.checks);
    if study.panels().iter().all(|panel| panel.indicator.local) {
        return Err(figures.nothing_found());
    }
    Ok(study)
}

/// The summary and the scorecard of the chosen authority.
fn of_one(
    study: &Study<'_>,
    area: Area,
    list: NeighbourList,
    explored: &Explored,
) -> Result<StaticPart> {
    let words = Prose {
        reference: study.reference,
    };
    let entries = study.reference.catalogue.entries().iter();
    let headlines = entries.filter(|entry| entry.scorecard);
    let panels: Vec<_> = headlines
        .filter_map(|entry| study.panel(&entry.id))
        .collect();
    let compared = study.compare_each(&panels, area, &Comparators::neighbours(list), None)?;
    let brief = comparison::brief(&compared, words, area);
    let points = explored.points_of(area);
    let region = compared.first().and_then(|c| c.region);
    Ok(StaticPart {
        heading: pages::at_a_glance(words.said_name(area)),
        caption: brief.title.clone(),
        summary: points.into_iter().map(StaticPoint::of).collect(),
        own: words.short(area).to_owned(),
        region: region
            .map_or("Region", |(region, _)| words.short(region))
            .to_owned(),
        rows: compared.iter().map(StaticRow::of).collect(),
        notes: brief.notes,
        regions: Vec::new(),
        as_at: as_at(study),
    })
}

/// Every authority by region, to choose one.
fn of_all(study: &Study<'_>) -> StaticPart {
    let register = &study.reference.register;
    let mut regions: Vec<StaticRegion> = Vec::new();
    let mut current = study.current();
    let name = |area: Area| register.get(area).map_or("", |of| of.name.as_str());
    let region = |area: Area| register.get(area).and_then(|of| of.region).map_or("", name);
    current.sort_by_key(|area| (region(*area), name(*area)));
    for area in current {
        let authority = name(area).to_owned();
        match regions.last_mut() {
            Some(last) if last.name == region(area) => last.authorities.push(authority),
            _ => regions.push(StaticRegion {
                name: region(area).to_owned(),
                authorities: vec![authority],
            }),
        }
    }
    StaticPart {
        heading: pages::EXPLORER_HEADING.to_owned(),
        regions,
        as_at: as_at(study),
        ..StaticPart::default()
    }
}

fn as_at(study: &Study<'_>) -> String {
    let sources = study.sources();
    format!(
        "Data as at {}. Sources: {}.",
        pages::as_at(sources.iter()),
        prose::credits(sources.iter())
    )
}
