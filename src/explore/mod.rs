//! The explorer: one HTML file that shows every authority in every indicator without a server or a network. This room packs the
//! figures, and what the program says of them, for the page; the page itself stands under `explore/page/`.

mod facts;
mod insights;
mod inspections;
mod marks;
mod pack;
pub(crate) mod page;
mod phrasebook;
mod places;
mod scorecard;
mod series;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use page::{
    ExplorerBlocks, ExplorerPage, StaticPart, StaticPoint, StaticRegion, StaticRow, html,
};
pub(crate) use places::begin_with;
pub(crate) use words::Terms;

use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::error::Result;
use crate::finding::narrative::summary::{self, SummaryPoint, USUAL_POINTS};
use crate::finding::prose::{self, pages};
use crate::observation::area::Area;
use crate::observation::provenance::Source;
use crate::observation::reading::Status;
use crate::paper::contents::made_by;
use crate::reference::group::list_key;
use crate::reference::search::same_words;
use crate::reference::{ATTRIBUTION, Reference};
use crate::source::local::PREFIX;
use insights::SaidOfInsight;
use phrasebook::OwnNames;
use places::{CompanyEntry, PlaceEntry, code};
use rayon::prelude::*;
use serde::Serialize;
use series::{SeriesEntry, SeriesKind, SeriesStreams};
use words::{SaidOfBreakdown, SaidOfSeries};

/// The form of the data; the page refuses another.
const FORMAT: u32 = 1;

/// The header of the block of figures.
#[derive(Serialize)]
struct DataHeader<'a> {
    format: u32,
    made_by: String,
    attribution: &'static str,
    /// The day of the newest release.
    as_at: String,
    credits: String,
    /// The authority with which the page begins.
    chosen: Option<String>,
    /// With whom it is compared at first.
    with: Vec<String>,
    usual_list: String,
    places: Vec<PlaceEntry<'a>>,
    companies: Vec<CompanyEntry>,
    statuses: Vec<StatusEntry>,
    sources: Vec<SourceEntry<'a>>,
    themes: Vec<ThemeEntry>,
    topics: Vec<ThemeEntry>,
    /// Words that mean the same, a row each.
    search_words: Vec<Vec<String>>,
    headlines: Vec<usize>,
    chains: Vec<ChainEntry>,
    indicators: Vec<SeriesEntry>,
}

/// Why a cell has no number.
#[derive(Serialize)]
struct StatusEntry {
    code: &'static str,
    word: &'static str,
    means: &'static str,
}

/// A file that figures were read from.
#[derive(Serialize)]
struct SourceEntry<'a> {
    file: &'a str,
    publisher: &'a str,
    publication: &'a str,
    release: &'a str,
    published: Option<String>,
    sha256: &'a str,
    credit: String,
    local: bool,
}

/// Indicators that stand together.
#[derive(Serialize)]
struct ThemeEntry {
    key: String,
    title: String,
    indicators: Vec<usize>,
}

/// The steps of a chain, the first step first.
#[derive(Serialize)]
struct ChainEntry {
    title: &'static str,
    of: Vec<usize>,
}

/// Every figure and every paragraph for the page, and each authority's weightiest points.
pub(crate) struct Explored {
    pub(crate) blocks: ExplorerBlocks,
    areas: Vec<Area>,
    /// By authority, its name in addresses.
    slugs: Vec<String>,
    said: Vec<Option<SaidOfSeries>>,
    broken_down: Vec<SaidOfBreakdown>,
    behind: Vec<SaidOfInsight>,
    weightiest: Vec<Vec<usize>>,
}

impl Explored {
    /// Compares every authority in every indicator and packs what was found. `step` is called after each indicator.
    ///
    /// # Errors
    /// Faults of the program or of its own data, told like any other.
    pub(crate) fn of(
        study: &Study<'_>,
        terms: Terms<'_>,
        step: &(dyn Fn() + Sync),
    ) -> Result<Explored> {
        let areas = study.current();
        let panels: Vec<&Panel> = study.panels().iter().collect();
        let made: Vec<(SeriesStreams, Option<SaidOfSeries>)> = panels
            .par_iter()
            .map(|panel| {
                let made = (
                    SeriesStreams::of(panel),
                    SaidOfSeries::of(study, panel, &areas, terms),
                );
                step();
                made
            })
            .collect();
        let breakdowns = study.reference.catalogue.breakdowns().par_iter();
        let broken_down = breakdowns
            .filter_map(|of| SaidOfBreakdown::of(study, of, &areas, terms))
            .collect();
        let mut behind = insights::said(study, &areas, terms.list);
        behind.extend(inspections::said(study.reference, &areas, terms.list));
        let (streams, said): (Vec<SeriesStreams>, Vec<Option<SaidOfSeries>>) =
            made.into_iter().unzip();
        let mut explored = Explored {
            blocks: ExplorerBlocks::default(),
            weightiest: Vec::new(),
            slugs: places::slugs(study.reference, study.slots(), &areas),
            areas,
            said,
            broken_down,
            behind,
        };
        explored.weightiest = explored.weigh(&panels);
        explored.blocks = ExplorerBlocks {
            data: explored.data(study, &panels, &streams, terms)?,
            words: explored.words(study.reference)?,
        };
        Ok(explored)
    }

    /// By authority, the indicators whose points its summary tells.
    fn weigh(&self, panels: &[&Panel]) -> Vec<Vec<usize>> {
        let of_one = |authority: usize| {
            let said = self.said.iter().flatten();
            let points = said.filter_map(|said| said.point(authority));
            let told = summary::weightiest(points, USUAL_POINTS);
            let of = |point: &&SummaryPoint| {
                panels
                    .iter()
                    .position(|panel| panel.indicator.id == point.indicator)
            };
            told.iter().filter_map(of).collect()
        };
        (0..self.areas.len()).map(of_one).collect()
    }

    /// The weightiest points about an authority.
    fn points(&self, authority: usize) -> Vec<&SummaryPoint> {
        let chosen = self.weightiest.get(authority).into_iter().flatten();
        chosen
            .filter_map(|at| self.said.get(*at)?.as_ref()?.point(authority))
            .collect()
    }

    /// The same by the authority.
    pub(crate) fn points_of(&self, area: Area) -> Vec<&SummaryPoint> {
        let authority = self.areas.iter().position(|known| *known == area);
        authority.map(|at| self.points(at)).unwrap_or_default()
    }

    /// An authority's name in addresses.
    pub(crate) fn slug(&self, area: Area) -> &str {
        let at = self.areas.iter().position(|known| *known == area);
        at.and_then(|at| self.slugs.get(at))
            .map_or("", String::as_str)
    }

    fn words(&self, reference: &Reference) -> Result<String> {
        let known = self
            .areas
            .iter()
            .filter_map(|area| reference.register.get(*area));
        let names: Vec<OwnNames<'_>> = known
            .map(|of| OwnNames {
                name: &of.name,
                short: &of.short_name,
            })
            .collect();
        let summaries: Vec<Vec<&SummaryPoint>> =
            (0..self.areas.len()).map(|at| self.points(at)).collect();
        words::block(
            (&self.said, &self.broken_down, &self.behind),
            &summaries,
            &names,
        )
    }

    fn data(
        &self,
        study: &Study<'_>,
        panels: &[&Panel],
        streams: &[SeriesStreams],
        terms: Terms<'_>,
    ) -> Result<String> {
        let reference = study.reference;
        let mut body = pack::Body::default();
        let mut indicators = Vec::with_capacity(panels.len());
        for ((panel, streams), said) in panels.iter().zip(streams).zip(&self.said) {
            let found = said
                .as_ref()
                .map(|said| said.facts(&mut body))
                .unwrap_or_default();
            indicators.push(series::entry(panel, reference, &mut body, streams, found));
        }
        let header = DataHeader {
            format: FORMAT,
            made_by: made_by(),
            attribution: ATTRIBUTION,
            as_at: pages::as_at(study.sources().iter()),
            credits: prose::credits(study.sources().iter()),
            chosen: terms.chosen.map(code),
            with: terms.with.to_vec(),
            usual_list: list_key(terms.list),
            places: places::places(reference, study.slots())?,
            companies: places::companies(reference, study.slots(), terms.list)?,
            statuses: statuses(),
            sources: study.sources().iter().map(source).collect(),
            themes: [SeriesKind::Curated, SeriesKind::Local]
                .into_iter()
                .flat_map(|kind| grouped(panels, &indicators, kind))
                .collect(),
            topics: grouped(panels, &indicators, SeriesKind::Further),
            search_words: same_words()?,
            headlines: headlines(study, panels),
            chains: chains(panels),
            indicators,
        };
        body.block(&header)
    }
}

fn statuses() -> Vec<StatusEntry> {
    (0..=Status::SetAside as u8)
        .map(Status::from_code)
        .map(|status| StatusEntry {
            code: status.symbol(),
            word: status.word(),
            means: status.meaning(),
        })
        .collect()
}

fn source(of: &Source) -> SourceEntry<'_> {
    SourceEntry {
        file: &of.file,
        publisher: &of.publisher,
        publication: &of.publication,
        release: &of.release,
        published: of.published.map(|day| day.to_string()),
        sha256: &of.sha256,
        credit: of.credit(),
        local: of.local,
    }
}

/// Indicators of one kind by theme, or by LAIT's topic, in the order of the figures; an officer's own are one theme.
fn grouped(panels: &[&Panel], entries: &[SeriesEntry], kind: SeriesKind) -> Vec<ThemeEntry> {
    let mut themes: Vec<ThemeEntry> = Vec::new();
    for (at, (panel, entry)) in panels.iter().zip(entries).enumerate() {
        if entry.group != kind {
            continue;
        }
        let (key, title) = match kind {
            SeriesKind::Local => (PREFIX.to_owned(), pages::OWN_FIGURES.to_owned()),
            _ => (
                panel.indicator.theme.clone(),
                prose::theme(&panel.indicator.theme),
            ),
        };
        match themes.iter_mut().find(|theme| theme.key == key) {
            Some(theme) => theme.indicators.push(at),
            None => themes.push(ThemeEntry {
                key,
                title,
                indicators: vec![at],
            }),
        }
    }
    themes
}

/// The indicators of the one-page scorecard.
fn headlines(study: &Study<'_>, panels: &[&Panel]) -> Vec<usize> {
    let entries = study.reference.catalogue.entries().iter();
    let wanted = entries.filter(|entry| entry.scorecard);
    wanted
        .filter_map(|entry| {
            panels
                .iter()
                .position(|panel| panel.indicator.id == entry.id)
        })
        .collect()
}

/// The chains of which every step is on the page.
fn chains(panels: &[&Panel]) -> Vec<ChainEntry> {
    let place = |id: &&str| panels.iter().position(|panel| panel.indicator.id == **id);
    insights::CHAINS
        .into_iter()
        .filter_map(|(title, ids)| {
            let of = ids.iter().map(place).collect::<Option<_>>()?;
            Some(ChainEntry { title, of })
        })
        .collect()
}
