//! Has a figure changed since the year before: beyond chance in its counts, beyond what is usual for the indicator, and further
//! than elsewhere?

use super::departure::gap_of;
use super::panel::{Panel, PeriodColumn};
use super::significance::{CountBasis, CountPair, counts, whole};
use crate::observation::area::Area;
use crate::stat::change::{self, OVERDISPERSED_FROM, Position, YearCount};
use crate::stat::departure::Gap;
use crate::stat::interval::sample_sd;
use crate::stat::method::Method;
use crate::stat::special::normal_two_sided;
use crate::stat::two_samples::two_proportions;

/// One-year changes of this many years tell how much an indicator usually moves.
const YEARS: usize = 5;
/// With fewer changes than this nothing usual can be told.
const LEAST_CHANGES: usize = 20;
/// A cell smaller than this asks for the exact test.
const SMALL_CELL: u64 = 5;

/// The changes of all current authorities up to a period, over one year or several.
pub(crate) struct AllChanges {
    /// Spread of the standardised changes, in units of chance in the counts; none without counts.
    pub(crate) dispersion: Option<f64>,
    sizes: Vec<f64>,
}

/// A change from the year before, tested.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OneYear {
    /// Column of the earlier period.
    pub(crate) from: PeriodColumn,
    pub(crate) earlier: f64,
    pub(crate) now: f64,
    /// Counts and bases of the two years, where they are published.
    pub(crate) counts: Option<[CountPair; 2]>,
    pub(crate) test: Option<ChangeTest>,
    /// Among all one-year changes of the last years; none where there are too few.
    pub(crate) position: Option<Position>,
    pub(crate) percentage: Option<f64>,
    _sealed: (),
}

/// The test of a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ChangeTest {
    pub(crate) z: f64,
    pub(crate) p: f64,
    pub(crate) dispersion: Option<f64>,
    pub(crate) method: Method,
}

/// What stands behind a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ChangeSource {
    /// More than chance in the counts can bring, and more than such figures usually move.
    Beyond,
    /// Chance in the counts can bring it.
    Chance,
    /// More than chance in the counts, and no more than such figures usually move.
    Usual,
    /// No test says anything of it: there are no counts, or one test finds it usual though few changes are as large.
    Unknown,
}

/// A change larger than this part of all one-year changes is large: it is not called usual, and without counts it is told.
const LARGE_FROM: f64 = 0.9;

/// What can be said of a change beside its two figures.
pub(super) struct WeighedChange {
    pub(super) counts: Option<[CountPair; 2]>,
    pub(super) test: Option<ChangeTest>,
    pub(super) position: Option<Position>,
}

/// The level a p reaches, as a note states it.
pub(crate) fn level_of(p: f64) -> Option<f64> {
    [(0.002, 99.8), (0.05, 95.0)]
        .into_iter()
        .find(|(below, _)| p < *below)
        .map(|(_, level)| level)
}

impl OneYear {
    /// Whether chance in the counts can bring it, and how far such figures usually move, at 95%; none where no counts are published to test it by.
    pub(crate) fn is_chance(&self) -> Option<bool> {
        self.test.map(|test| level_of(test.p).is_none())
    }

    /// Whether it is larger than most one-year changes.
    pub(crate) fn is_large(&self) -> bool {
        is_large(self.position)
    }

    /// What stands behind it.
    pub(crate) fn source(&self) -> ChangeSource {
        source(self.test, self.position)
    }
}

impl WeighedChange {
    /// What stands behind it.
    pub(super) fn source(&self) -> ChangeSource {
        source(self.test, self.position)
    }

    /// Whether it is beyond chance; where that cannot be tested, whether it is larger than most one-year changes.
    pub(super) fn is_sure(&self) -> bool {
        match self.test {
            Some(test) => level_of(test.p).is_some(),
            None => is_large(self.position),
        }
    }
}

fn is_large(position: Option<Position>) -> bool {
    let share = position.and_then(|position| position.share());
    share.is_some_and(|share| share >= LARGE_FROM)
}

fn source(test: Option<ChangeTest>, position: Option<Position>) -> ChangeSource {
    let Some(test) = test else {
        return ChangeSource::Unknown;
    };
    match (level_of(test.p), level_of(normal_two_sided(test.z))) {
        (Some(_), _) => ChangeSource::Beyond,
        (None, None) => ChangeSource::Chance,
        (None, Some(_)) if is_large(position) => ChangeSource::Unknown,
        (None, Some(_)) => ChangeSource::Usual,
    }
}

impl AllChanges {
    /// Gathers the one-year changes of the last years before and up to a period. Changes across a break are left out.
    pub(crate) fn of(panel: &Panel, at: PeriodColumn, current: &[Area]) -> AllChanges {
        AllChanges::over(panel, at, current, 1)
    }

    /// As [`AllChanges::of`], each over so many years: how far a figure usually moves grows with the time.
    pub(crate) fn over(
        panel: &Panel,
        at: PeriodColumn,
        current: &[Area],
        years: i16,
    ) -> AllChanges {
        let (mut sizes, mut pairs) = (Vec::new(), Vec::new());
        let mut ends = Some(at);
        for _ in 0..YEARS {
            let Some(later) = ends else { break };
            if let Some(earlier) = panel
                .years_before(later, years)
                .filter(|earlier| panel.are_alike(*earlier, later))
            {
                for area in current {
                    sizes.extend(size(panel, earlier, later, *area));
                    pairs.extend(exposed(panel, earlier, *area).zip(exposed(panel, later, *area)));
                }
            }
            ends = panel.years_before(later, 1);
        }
        let dispersion = basis(panel).and_then(|basis| spread(basis, &pairs));
        AllChanges { dispersion, sizes }
    }

    /// As [`AllChanges::of`], of the authorities there are today.
    pub(crate) fn of_today(panel: &Panel, at: PeriodColumn) -> AllChanges {
        let current: Vec<Area> = panel.slots.current().collect();
        AllChanges::of(panel, at, &current)
    }

    /// The change of one authority from the year before. None where either year has no figure, or where the two are not alike.
    pub(crate) fn one_year(&self, panel: &Panel, at: PeriodColumn, area: Area) -> Option<OneYear> {
        let from = panel
            .years_before(at, 1)
            .filter(|from| panel.are_alike(*from, at))?;
        let (earlier, now) = (panel.value(from, area)?, panel.value(at, area)?);
        let WeighedChange {
            counts,
            test,
            position,
        } = self.weigh(panel, from, at, area);
        let percentage =
            counts.and_then(|[before, _]| change::percentage_change(before.0, earlier, now));
        Some(OneYear {
            from,
            earlier,
            now,
            counts,
            test,
            position,
            percentage,
            _sealed: (),
        })
    }

    /// One authority's change between two comparable periods, against chance and among the changes gathered here.
    pub(super) fn weigh(
        &self,
        panel: &Panel,
        from: PeriodColumn,
        at: PeriodColumn,
        area: Area,
    ) -> WeighedChange {
        let counts = exposed(panel, from, area)
            .zip(exposed(panel, at, area))
            .map(|(before, now)| [before, now]);
        let size = size(panel, from, at, area);
        let enough = self.sizes.len() >= LEAST_CHANGES && !panel.indicator.is_total();
        WeighedChange {
            counts,
            test: counts.and_then(|[before, now]| self.test(basis(panel)?, before, now)),
            position: size
                .filter(|_| enough)
                .map(|own| change::position(own, &self.sizes)),
        }
    }

    /// The p of two counts with their bases being of one rate or share, by the spread of the changes gathered here.
    pub(super) fn p(&self, panel: &Panel, before: CountPair, now: CountPair) -> Option<f64> {
        Some(self.test(basis(panel)?, before, now)?.p)
    }

    fn test(&self, basis: CountBasis, before: CountPair, now: CountPair) -> Option<ChangeTest> {
        let dispersion = self.dispersion;
        let over = dispersion.filter(|spread| *spread > OVERDISPERSED_FROM);
        match basis {
            CountBasis::Rate => {
                let tested = change::change(count(before)?, count(now)?, dispersion).ok()?;
                Some(ChangeTest {
                    z: tested.z,
                    p: tested.p,
                    dispersion,
                    method: tested.method,
                })
            }
            CountBasis::Proportion => {
                let z = difference_z(before, now)?;
                if let Some(spread) = over {
                    let p = normal_two_sided(z / spread);
                    return Some(ChangeTest {
                        z,
                        p,
                        dispersion,
                        method: Method::OverdispersedChange,
                    });
                }
                let found = two_proportions(
                    whole(now.0)?,
                    whole(now.1)?,
                    whole(before.0)?,
                    whole(before.1)?,
                )
                .ok()?;
                let p = if found.smallest_cell < SMALL_CELL {
                    found.p
                } else {
                    found.p_chi_squared
                };
                Some(ChangeTest {
                    z,
                    p,
                    dispersion,
                    method: found.method,
                })
            }
        }
    }
}

/// A count alone is tested as a rate: the population of one place hardly moves in a year.
fn basis(panel: &Panel) -> Option<CountBasis> {
    if panel.indicator.unit.is_count() {
        Some(CountBasis::Rate)
    } else {
        CountBasis::of(&panel.indicator)
    }
}

fn exposed(panel: &Panel, at: PeriodColumn, area: Area) -> Option<CountPair> {
    if panel.indicator.unit.is_count() {
        panel.value(at, area).map(|events| (events, 1.0))
    } else {
        counts(panel, at, area)
    }
}

/// How far one-year changes spread, in units of chance in the counts.
fn spread(basis: CountBasis, pairs: &[(CountPair, CountPair)]) -> Option<f64> {
    match basis {
        CountBasis::Rate => {
            let counts = pairs
                .iter()
                .filter_map(|(before, now)| Some((count(*before)?, count(*now)?)));
            change::dispersion(&counts.collect::<Vec<_>>())
        }
        CountBasis::Proportion => {
            let z: Vec<f64> = pairs
                .iter()
                .filter_map(|(before, now)| difference_z(*before, *now))
                .collect();
            sample_sd(&z).filter(|_| z.len() >= LEAST_CHANGES)
        }
    }
}

fn count((events, population): CountPair) -> Option<YearCount> {
    Some(YearCount {
        events: whole(events)?,
        population,
    })
}

/// A change in the unit in which changes are set beside each other: a ratio's logarithm, or percentage points.
fn size(panel: &Panel, earlier: PeriodColumn, later: PeriodColumn, area: Area) -> Option<f64> {
    let (before, now) = (
        panel.ranking_value(earlier, area)?,
        panel.ranking_value(later, area)?,
    );
    match gap_of(&panel.indicator) {
        Gap::LogRatio => (before > 0.0 && now > 0.0).then(|| (now / before).ln()),
        Gap::Difference => Some(now - before),
    }
}

/// A change of a proportion in standard errors, chance in the counts only.
fn difference_z(before: CountPair, now: CountPair) -> Option<f64> {
    let pooled = (before.0 + now.0) / (before.1 + now.1);
    let error = (pooled * (1.0 - pooled) * (1.0 / before.1 + 1.0 / now.1)).sqrt();
    (error > 0.0).then(|| (now.0 / now.1 - before.0 / before.1) / error)
}
