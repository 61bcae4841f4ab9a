//! One indicator in full: every area, every period, as a grid of readings. Above this room there is no frame, only slices.

mod set_aside;

use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::provenance::{Origin, Source};
use crate::observation::reading::{Reading, Status};
use crate::observation::table::Figure;
use crate::reference::authority::Register;
use crate::screen::Screened;
use crate::stat::order::{self, Quartiles};
use crate::stat::rank_interval::{RankDraws, SEED};
use std::sync::{Arc, OnceLock};

/// Where each area stands in a panel's rows: the same for every panel of a run.
pub(crate) struct Slots {
    by_code: Vec<u16>,
    areas: Vec<Area>,
    /// Slots of the authorities there today: who is ranked.
    current: Vec<usize>,
    /// Slots of every authority, former ones too: whom DfE's own tool ranks.
    every: Vec<usize>,
    draws: OnceLock<RankDraws>,
}

const NOWHERE: u16 = u16::MAX;

impl Slots {
    /// Every place of the register, in order of code.
    pub(crate) fn of(register: &Register) -> Slots {
        let mut areas: Vec<Area> = register.all().map(|a| a.area).collect();
        areas.sort_unstable();
        let mut by_code = vec![NOWHERE; 1000];
        for (slot, area) in areas.iter().enumerate() {
            if let (Some(entry), Ok(slot)) =
                (by_code.get_mut(usize::from(area.0)), u16::try_from(slot))
            {
                *entry = slot;
            }
        }
        let slots = |wanted: &dyn Fn(Area) -> bool| {
            let each = areas
                .iter()
                .enumerate()
                .filter(|(_, a)| a.is_authority() && wanted(**a));
            each.map(|(slot, _)| slot).collect()
        };
        let (current, every) = (slots(&|a| register.is_current(a)), slots(&|_| true));
        Slots {
            by_code,
            areas,
            current,
            every,
            draws: OnceLock::new(),
        }
    }

    pub(crate) fn slot(&self, area: Area) -> Option<usize> {
        self.by_code
            .get(usize::from(area.0))
            .filter(|s| **s != NOWHERE)
            .map(|s| usize::from(*s))
    }

    pub(crate) fn area(&self, slot: usize) -> Option<Area> {
        self.areas.get(slot).copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.areas.len()
    }

    /// The random draws behind rank intervals: the same for every indicator, made when first asked for.
    pub(crate) fn draws(&self) -> &RankDraws {
        self.draws
            .get_or_init(|| RankDraws::new(self.current.len(), SEED))
    }

    fn is_current(&self, slot: usize) -> bool {
        self.current.binary_search(&slot).is_ok()
    }

    /// The authorities there today, in order of code.
    pub(crate) fn current(&self) -> impl Iterator<Item = Area> {
        self.current.iter().filter_map(|slot| self.area(*slot))
    }
}

/// Who takes part in a national ranking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RankingField {
    Current,
    /// Abolished authorities too, as DfE's own tool ranks.
    WithAbolished,
}

/// A period of one panel, by its place among the panel's periods. Only a panel makes one, and so it has a period for each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct PeriodColumn(usize);

impl PeriodColumn {
    /// The place among the panel's periods, counted from 0.
    pub(crate) fn index(self) -> usize {
        self.0
    }

    /// A column without its panel.
    #[cfg(test)]
    pub(super) fn for_tests(index: usize) -> PeriodColumn {
        PeriodColumn(index)
    }
}

/// One indicator, all areas, all periods in order of their end.
pub(crate) struct Panel {
    pub(crate) indicator: Indicator,
    periods: Vec<Period>,
    pub(crate) slots: Arc<Slots>,
    screened: Arc<Screened>,
    /// Values by period, then slot; NaN where there is none. Private, so that no NaN leaves this room.
    values: Vec<f64>,
    status: Vec<Status>,
    rows: Vec<u32>,
    /// How many rows of the files may hold the figure and could not be used.
    set_aside: Vec<u16>,
    /// Unrounded rates, where counts are published for every figure of a period.
    exact: Vec<Option<Vec<f64>>>,
}

const NO_ROW: u32 = u32::MAX;

/// How far rounding alone may put England outside the range of its regions.
const ROUNDING: f64 = 1.0;

impl Panel {
    /// Gathers one series. Empty when nothing of it was read.
    pub(crate) fn of(screened: &Arc<Screened>, slots: &Arc<Slots>, series: usize) -> Option<Panel> {
        let indicator = screened.indicators().get(series)?;
        let rows = screened.rows(series);
        let all = screened.periods();
        let row_periods = screened.view().periods();
        let mut used: Vec<u16> = Vec::new();
        let mut last = None;
        for row in rows {
            let period = *row_periods.get(*row as usize)?;
            if last != Some(period) {
                last = Some(period);
                if !used.contains(&period) {
                    used.push(period);
                }
            }
        }
        // A period of which every row was set aside is a period all the same.
        for row in screened.set_aside(series) {
            used.extend(row.period.filter(|period| !used.contains(period)));
        }
        used.sort_by_key(|p| all.get(usize::from(*p)));
        let (periods, column) = merge_same_years(&used, all);
        let cells = periods.len() * slots.len();
        let mut panel = Panel {
            indicator: indicator.clone(),
            periods,
            slots: Arc::clone(slots),
            screened: Arc::clone(screened),
            values: vec![f64::NAN; cells],
            status: vec![Status::Absent; cells],
            rows: vec![NO_ROW; cells],
            set_aside: vec![0; cells],
            exact: Vec::new(),
        };
        panel.fill(rows, &column);
        panel.note_set_aside(series, &column);
        panel.exact = panel.columns().map(|at| panel.unrounded(at)).collect();
        Some(panel)
    }

    fn fill(&mut self, rows: &[u32], column: &[usize]) {
        let view = self.screened.view();
        let (periods, areas) = (view.periods(), view.areas());
        for row in rows {
            let at = *row as usize;
            let (Some(period), Some(area)) = (periods.get(at), areas.get(at)) else {
                continue;
            };
            let (Some(period), Some(slot)) = (
                column.get(usize::from(*period)),
                self.slots.slot(Area(*area)),
            ) else {
                continue;
            };
            let cell = period * self.slots.len() + slot;
            let reading = if self.is_of_nobody(at) {
                Reading::Missing(Status::NotApplicable)
            } else {
                view.reading(at)
            };
            self.values[cell] = reading.value().unwrap_or(f64::NAN);
            self.status[cell] = reading.status();
            self.rows[cell] = *row;
        }
    }

    /// 0 of 0: no rate and no share, though some publishers print a 0.
    fn is_of_nobody(&self, row: usize) -> bool {
        let view = self.screened.view();
        let is_share = self.indicator.unit.is_percent() || self.indicator.unit.is_rate();
        is_share && view.has_counts() && view.denominator(row) == Some(0.0)
    }

    /// Rates from counts, when every current authority that has a figure has its counts too: ranking some on rounded and
    /// some on unrounded rates would compare unlike things.
    fn unrounded(&self, period: PeriodColumn) -> Option<Vec<f64>> {
        let per = self
            .indicator
            .per
            .filter(|_| self.screened.view().has_counts())?;
        let mut exact = vec![f64::NAN; self.slots.len()];
        for (slot, rate) in exact.iter_mut().enumerate() {
            let cell = period.0 * self.slots.len() + slot;
            if self.values.get(cell).is_none_or(|v| v.is_nan()) {
                continue;
            }
            let row = *self.rows.get(cell)? as usize;
            let counts = self
                .screened
                .view()
                .numerator(row)
                .zip(self.screened.view().denominator(row).filter(|d| *d > 0.0));
            match counts {
                Some((numerator, denominator)) => *rate = numerator / denominator * per,
                // A share of nothing is nothing, however many it is of: publishers suppress the base and print the 0.
                None if self.values.get(cell) == Some(&0.0) => *rate = 0.0,
                None if self.slots.is_current(slot) => return None,
                None => {}
            }
        }
        Some(exact)
    }

    fn cell(&self, period: PeriodColumn, area: Area) -> Option<usize> {
        Some(period.0 * self.slots.len() + self.slots.slot(area)?)
    }

    /// The values of one period, by slot.
    fn row(&self, period: PeriodColumn) -> &[f64] {
        let n = self.slots.len();
        &self.values[period.0 * n..(period.0 + 1) * n]
    }

    /// All periods, in order of their end.
    pub(crate) fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The columns of all periods, in the same order.
    pub(crate) fn columns(
        &self,
    ) -> impl DoubleEndedIterator<Item = PeriodColumn> + ExactSizeIterator + Clone + use<> {
        (0..self.periods.len()).map(PeriodColumn)
    }

    /// The columns before one of them.
    pub(crate) fn columns_before(
        &self,
        end: PeriodColumn,
    ) -> impl DoubleEndedIterator<Item = PeriodColumn> + use<> {
        (0..end.0).map(PeriodColumn)
    }

    /// The columns up to and including one of them.
    pub(crate) fn columns_to(
        &self,
        last: PeriodColumn,
    ) -> impl DoubleEndedIterator<Item = PeriodColumn> + use<> {
        (0..=last.0).map(PeriodColumn)
    }

    /// The period of one of this panel's columns.
    pub(crate) fn period(&self, column: PeriodColumn) -> &Period {
        &self.periods[column.0]
    }

    /// The first column whose period is as wanted.
    pub(crate) fn column_where(&self, wanted: impl Fn(&Period) -> bool) -> Option<PeriodColumn> {
        self.columns().find(|column| wanted(self.period(*column)))
    }

    pub(crate) fn reading(&self, period: PeriodColumn, area: Area) -> Reading {
        let Some(cell) = self.cell(period, area) else {
            return Reading::Missing(Status::Absent);
        };
        match self.status.get(cell).copied().unwrap_or(Status::Absent) {
            Status::Known => Reading::Known(self.values[cell]),
            status => Reading::Missing(status),
        }
    }

    pub(crate) fn value(&self, period: PeriodColumn, area: Area) -> Option<f64> {
        self.reading(period, area).value()
    }

    /// The figure as a reader sees it: with the indicator's decimals.
    pub(crate) fn printed(&self, period: PeriodColumn, area: Area) -> Option<f64> {
        self.value(period, area)
            .map(|value| self.indicator.printed(value))
    }

    /// The figure with its counts and where it was read.
    pub(crate) fn figure(&self, period: PeriodColumn, area: Area) -> Option<Figure> {
        let row = self
            .cell(period, area)
            .and_then(|cell| self.rows.get(cell))
            .filter(|row| **row != NO_ROW)?;
        Some(self.screened.view().figure(*row as usize))
    }

    pub(crate) fn origin(&self, period: PeriodColumn, area: Area) -> Option<Origin> {
        let row = self
            .cell(period, area)
            .and_then(|cell| self.rows.get(cell))
            .filter(|row| **row != NO_ROW)?;
        Some(self.screened.view().origin(*row as usize))
    }

    /// Numerator and denominator, where they are published.
    pub(crate) fn counts(&self, period: PeriodColumn, area: Area) -> (Option<f64>, Option<f64>) {
        let row = self
            .cell(period, area)
            .and_then(|cell| self.rows.get(cell))
            .filter(|row| **row != NO_ROW);
        let Some(row) = row.filter(|_| self.screened.view().has_counts()) else {
            return (None, None);
        };
        (
            self.screened.view().numerator(*row as usize),
            self.screened.view().denominator(*row as usize),
        )
    }

    /// Whether vintages of a store were read beside the figures in the program.
    pub(crate) fn is_stored(&self) -> bool {
        self.screened
            .sources()
            .iter()
            .any(|source| !source.vintage.is_empty())
    }

    pub(crate) fn source(&self, file: u16) -> Option<&Source> {
        self.screened.sources().get(usize::from(file))
    }

    /// The value that ranks: unrounded where counts are published, else as published.
    pub(crate) fn ranking_value(&self, period: PeriodColumn, area: Area) -> Option<f64> {
        let value = self.value(period, area)?;
        let exact = self.exact.get(period.0).and_then(Option::as_ref);
        let exact = exact
            .and_then(|e| e.get(self.slots.slot(area)?))
            .copied()
            .filter(|e| !e.is_nan());
        Some(exact.unwrap_or(value))
    }

    /// Count over base times the multiplier, from this area's own counts.
    pub(crate) fn unrounded_value(&self, period: PeriodColumn, area: Area) -> Option<f64> {
        let (numerator, denominator) = self.counts(period, area);
        self.value(period, area)?;
        Some(numerator? / denominator.filter(|d| *d > 0.0)? * self.indicator.per?)
    }

    pub(crate) fn ranks_on_counts(&self, period: PeriodColumn) -> bool {
        self.exact.get(period.0).is_some_and(Option::is_some)
    }

    /// The newest period in which any current authority has a figure, or a row that could not be used; the newest at all when none has.
    pub(crate) fn latest(&self) -> Option<PeriodColumn> {
        let has = |at: &PeriodColumn| {
            let row = at.0 * self.slots.len();
            let mut statuses = self
                .slots
                .current
                .iter()
                .map(|slot| self.status[row + slot]);
            statuses.any(|status| matches!(status, Status::Known | Status::SetAside))
        };
        let mut newest_first = self.columns().rev();
        newest_first.find(has).or(self.columns().next_back())
    }

    /// The period asked for, or else the newest.
    pub(crate) fn column_of(&self, period: Option<&str>) -> Option<PeriodColumn> {
        match period {
            Some(wanted) => self.find_period(wanted),
            None => self.latest(),
        }
    }

    /// A period by its label, its short form, another way to write a part of a year, or the year in which it ends.
    pub(crate) fn find_period(&self, wanted: &str) -> Option<PeriodColumn> {
        self.column_where(|p| p.label == wanted || p.short() == wanted)
            .or_else(|| self.column_where(|p| p.is_also_called(wanted)))
            .or_else(|| self.column_where(|p| p.end_year().to_string() == wanted))
    }

    /// The values of one period that are ranked, sorted, and their quartiles.
    pub(crate) fn standing(&self, period: PeriodColumn, field: RankingField) -> RankedValues {
        let members = match field {
            RankingField::Current => &self.slots.current,
            RankingField::WithAbolished => &self.slots.every,
        };
        let values = |from: &[f64]| {
            let mut sorted = Vec::with_capacity(members.len());
            order::sort_into(
                members.iter().filter_map(|slot| from.get(*slot)).copied(),
                &mut sorted,
            );
            sorted
        };
        let published = values(self.row(period));
        let exact = self.exact.get(period.0).and_then(Option::as_ref);
        let ranked = exact.map_or_else(|| published.clone(), |exact| values(exact));
        RankedValues {
            quartiles: Quartiles::of(&ranked),
            ranked,
        }
    }

    /// Quartiles of the values as printed, among current authorities.
    pub(crate) fn published_quartiles(&self, period: PeriodColumn) -> Option<Quartiles> {
        let row = self.row(period);
        let mut sorted = Vec::with_capacity(self.slots.current.len());
        order::sort_into(
            self.slots
                .current
                .iter()
                .filter_map(|slot| row.get(*slot))
                .copied(),
            &mut sorted,
        );
        Quartiles::of(&sorted)
    }

    /// The region to compare with. A London authority is compared with Inner or Outer London, unless the newest period has
    /// no figure for it: then with London throughout.
    pub(crate) fn region(&self, home: Option<Area>) -> Option<Area> {
        let region = home?;
        let split = region == Area::INNER_LONDON || region == Area::OUTER_LONDON;
        let newest = self.columns().next_back()?;
        if split && self.value(newest, region).is_none() {
            Some(Area::LONDON)
        } else {
            Some(region)
        }
    }

    /// Whether England's figure lies within the range of its regions, as a rate of the whole must; true where there is too
    /// little to tell. Both are rounded, each on its own.
    pub(crate) fn england_fits(&self, period: PeriodColumn) -> bool {
        let Some(england) = self.value(period, Area::ENGLAND) else {
            return true;
        };
        let regions = self.slots.areas.iter().filter(|a| a.is_region());
        let known: Vec<f64> = regions
            .filter_map(|region| self.value(period, *region))
            .collect();
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        known.len() < 5 || (england >= least - ROUNDING && england <= most + ROUNDING)
    }

    /// The period that ends a given number of years before, of the same kind.
    pub(crate) fn years_before(&self, period: PeriodColumn, years: i16) -> Option<PeriodColumn> {
        let now = self.period(period);
        self.column_where(|earlier| now.follows_by_years(earlier, years))
    }
}

/// Labels of one year from different files are one column: `202425` and `2025` are the same school year.
fn merge_same_years(used: &[u16], all: &[Period]) -> (Vec<Period>, Vec<usize>) {
    let mut periods: Vec<Period> = Vec::with_capacity(used.len());
    let mut column = vec![0; all.len()];
    for number in used {
        let Some(period) = all.get(usize::from(*number)) else {
            continue;
        };
        let same = |p: &Period| (p.kind, p.start, p.end) == (period.kind, period.start, period.end);
        let at = periods.iter().position(same).unwrap_or_else(|| {
            periods.push(period.clone());
            periods.len() - 1
        });
        column[usize::from(*number)] = at;
    }
    (periods, column)
}

/// The ranked values of one period, ascending.
pub(crate) struct RankedValues {
    pub(crate) ranked: Vec<f64>,
    pub(crate) quartiles: Option<Quartiles>,
}
