//! What a paper's manifest keeps while the paper is put together: for each sentence, number, table and chart, what it rests on.
//!
//! Until it is known what fits, an entry has a provisional number; then [`super::number`] gives it the id under which a reader finds it.

use super::entry::{
    ComparisonEvidence, EarlierEvidence, FigureEvidence, GroupEvidence, ManifestEntry,
    PublishedRow, RankEvidence,
};
use crate::compare::Comparison;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::peers::Peers;
use crate::finding::prose::{Prose, meetings};
use crate::observation::area::Area;
use crate::observation::reading::Reading;
use crate::paper::TextSpan;

/// Entries in the order they were made.
#[derive(Default)]
pub(crate) struct Ledger {
    entries: Vec<ManifestEntry>,
}

impl Ledger {
    /// Keeps an entry and gives its provisional number.
    pub(crate) fn enter(&mut self, entry: ManifestEntry) -> String {
        self.entries.push(entry);
        (self.entries.len() - 1).to_string()
    }

    /// Keeps an entry and gives its text as a span that carries its number.
    pub(crate) fn span(&mut self, entry: ManifestEntry) -> TextSpan {
        let text = TextSpan::text(entry.text());
        TextSpan {
            id: Some(self.enter(entry)),
            ..text
        }
    }

    /// The entries by their provisional numbers, in the order they were made.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &ManifestEntry> {
        self.entries.iter()
    }

    pub(crate) fn get(&self, provisional: &str) -> Option<&ManifestEntry> {
        self.entries.get(provisional.parse::<usize>().ok()?)
    }
}

/// Names the paragraph in which the service's answer about an indicator stands.
pub(crate) fn answered_elsewhere(indicator: &str) -> Vec<TextSpan> {
    vec![
        TextSpan::text(meetings::ANSWERED),
        TextSpan {
            paragraph_of: Some(indicator.to_owned()),
            ..TextSpan::default()
        },
        TextSpan::text("."),
    ]
}

/// The row that a figure was read from; none where no row was read.
pub(crate) fn published_row(panel: &Panel, at: PeriodColumn, area: Area) -> Option<PublishedRow> {
    let origin = panel.origin(at, area)?;
    let source = panel.source(origin.file);
    Some(PublishedRow {
        file: source.map(|source| source.file.clone()),
        row: origin.row,
        release: source.map(|source| source.release.clone()),
        vintage: source
            .map(|source| source.vintage.clone())
            .filter(|vintage| !vintage.is_empty()),
    })
}

/// Everything that a row of a table, a chart or a number in the text takes from one comparison.
pub(crate) fn comparison(c: &Comparison<'_>) -> ComparisonEvidence {
    let (numerator, denominator) = c.panel.counts(c.at, c.area);
    ComparisonEvidence {
        indicator: c.indicator.id.clone(),
        title: c.indicator.title.clone(),
        period: c.period.label.clone(),
        own: figure(c, c.area, c.reading),
        numerator,
        denominator,
        earlier: c.change.as_ref().map(|change| EarlierEvidence {
            period: c.panel.period(change.from).label.clone(),
            value: change.earlier,
            origin: published_row(c.panel, change.from, c.area),
        }),
        region: c.region.map(|(region, reading)| figure(c, region, reading)),
        england: figure(c, Area::ENGLAND, c.england),
        neighbours: group(c, &c.neighbours),
        neighbour_list: c.list.to_string(),
        groups: c.groups.iter().map(|peers| group(c, peers)).collect(),
        rank: c.rank.map(|rank| RankEvidence {
            place: rank.place.rank,
            shared_by: rank.place.shared_by,
            of: rank.of,
            on_counts: c.rank_on_counts,
        }),
        band: c.band.map(|band| band.letter().to_owned()),
    }
}

/// A figure of the comparison's period.
fn figure(c: &Comparison<'_>, area: Area, reading: Reading) -> FigureEvidence {
    FigureEvidence {
        authority: Prose::of(c).name(area).to_owned(),
        la_code: area.la_code(),
        value: reading.value(),
        status: reading.status().word().to_owned(),
        origin: published_row(c.panel, c.at, area),
    }
}

fn group(c: &Comparison<'_>, peers: &Peers) -> GroupEvidence {
    GroupEvidence {
        group: peers.group.name.clone(),
        rule: peers.group.rule.clone(),
        mean: peers.spread.map(|spread| spread.mean),
        median: peers.spread.map(|spread| spread.median),
        lowest: peers.spread.map(|spread| spread.min()),
        highest: peers.spread.map(|spread| spread.max()),
        with_data: peers.with_data(),
        members: peers
            .members
            .iter()
            .map(|member| figure(c, member.area, member.reading))
            .collect(),
    }
}
