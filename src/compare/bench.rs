//! Every current authority in every period of one panel: the whole benchmark table, line by line.
//!
//! One pass over a panel shares what all its authorities share: the sorted values, the quartiles, England.

use super::panel::{Panel, PeriodColumn, RankingField, Slots};
use super::peers::{self, PlaceOf};
use crate::observation::area::Area;
use crate::observation::reading::Reading;
use crate::reference::Reference;
use crate::reference::authority::JointReturn;
use crate::reference::neighbours::NeighbourList;
use crate::stat::order::{self, Band};

/// What every panel of a run needs of the register: who is compared with whom.
pub(crate) struct NeighbourTable {
    authorities: Vec<ListedAuthority>,
    joint: Vec<JointReturn>,
}

struct ListedAuthority {
    area: Area,
    region: Option<Area>,
    neighbours: Vec<Area>,
}

impl NeighbourTable {
    /// Every current authority in order of code, with its neighbours by one list.
    pub(crate) fn of(reference: &Reference, slots: &Slots, list: NeighbourList) -> NeighbourTable {
        let own = |area: Area| ListedAuthority {
            area,
            region: reference.register.get(area).and_then(|a| a.region),
            neighbours: reference
                .neighbours
                .of(list, area)
                .iter()
                .map(|n| n.area)
                .collect(),
        };
        NeighbourTable {
            authorities: slots.current().map(own).collect(),
            joint: reference.register.joint_returns().to_vec(),
        }
    }
}

/// "published", "joint return" or why there is no figure.
pub(crate) fn status_word(reading: Reading, is_joint: bool) -> &'static str {
    match reading {
        Reading::Known(_) if is_joint => "joint return",
        reading => reading.status().word(),
    }
}

/// One line of the benchmark table.
pub(crate) struct BenchmarkLine {
    pub(crate) at: PeriodColumn,
    pub(crate) area: Area,
    pub(crate) reading: Reading,
    /// The figure is of several authorities together.
    pub(crate) is_joint: bool,
    pub(crate) change: Option<f64>,
    pub(crate) england: Option<f64>,
    pub(crate) region: Option<Area>,
    pub(crate) region_value: Option<f64>,
    pub(crate) neighbours: Option<NeighbourSummary>,
    pub(crate) with_data: usize,
    /// By polarity; none where there is no polarity.
    pub(crate) rank: Option<usize>,
    /// Highest first, whatever the polarity.
    pub(crate) position: Option<usize>,
    pub(crate) ranked: usize,
    pub(crate) band: Option<Band>,
    pub(crate) on_counts: bool,
}

/// The neighbours' middle and spread.
#[derive(Clone, Copy)]
pub(crate) struct NeighbourSummary {
    pub(crate) mean: f64,
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
}

/// Calls back for every line of a panel: periods in order, authorities by code.
///
/// # Errors
/// Whatever the callback returns.
pub(crate) fn each<E>(
    panel: &Panel,
    company: &NeighbourTable,
    field: RankingField,
    mut take: impl FnMut(&BenchmarkLine) -> Result<(), E>,
) -> Result<(), E> {
    let polarity = panel.indicator.publisher_polarity;
    let mut scratch = Vec::with_capacity(10);
    for at in panel.columns() {
        let standing = panel.standing(at, field);
        let before = panel.years_before(at, 1);
        let england = panel.value(at, Area::ENGLAND);
        let year = panel.period(at).end_year();
        let joint: Vec<&JointReturn> = company
            .joint
            .iter()
            .filter(|each| each.covers(&panel.indicator.publication, year))
            .collect();
        for own in &company.authorities {
            let reading = panel.reading(at, own.area);
            let ranking = panel.ranking_value(at, own.area);
            let place = ranking.map(|value| peers::place(&standing.ranked, value, polarity));
            let highest = ranking.map(|value| order::place(&standing.ranked, value, true).rank);
            let region = panel.region(own.region);
            let (neighbours, with_data) = middle(panel, at, &own.neighbours, &mut scratch);
            take(&BenchmarkLine {
                at,
                area: own.area,
                reading,
                is_joint: joint.iter().any(|each| each.areas.contains(&own.area)),
                change: before.and_then(|b| Some(reading.value()? - panel.value(b, own.area)?)),
                england,
                region,
                region_value: region.and_then(|r| panel.value(at, r)),
                neighbours,
                with_data,
                rank: place
                    .filter(|_| polarity.is_known())
                    .map(|p: PlaceOf| p.place.rank),
                position: highest,
                ranked: standing.ranked.len(),
                band: ranking.and_then(|value| {
                    super::band(
                        &panel.indicator,
                        polarity,
                        value,
                        standing.quartiles.as_ref(),
                    )
                }),
                on_counts: panel.ranks_on_counts(at),
            })?;
        }
    }
    Ok(())
}

fn middle(
    panel: &Panel,
    at: PeriodColumn,
    neighbours: &[Area],
    scratch: &mut Vec<f64>,
) -> (Option<NeighbourSummary>, usize) {
    scratch.clear();
    scratch.extend(neighbours.iter().filter_map(|area| panel.value(at, *area)));
    let Some(mean) = order::mean(scratch) else {
        return (None, 0);
    };
    scratch.sort_unstable_by(f64::total_cmp);
    let ends = scratch.first().zip(scratch.last());
    let spread = ends.map(|(min, max)| NeighbourSummary {
        mean,
        median: order::median(scratch),
        min: *min,
        max: *max,
    });
    (spread, scratch.len())
}
