//! The course of one authority's own series: changes, the length of the current run, and since when it has not been so high
//! or so low.

use super::panel::{Panel, PeriodColumn};
use crate::observation::area::Area;

/// A change between two periods.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PeriodChange {
    /// Column of the earlier period in the panel.
    pub(crate) from: PeriodColumn,
    pub(crate) difference: f64,
    pub(crate) earlier: f64,
    /// The two periods share years, so the change is smaller than that of a single year.
    pub(crate) overlapping: bool,
    /// Why the two are not like for like: a change of definition between them, or one is an unusual year.
    pub(crate) broken: Option<String>,
}

/// Which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Heading {
    Up,
    Down,
}

/// Consecutive changes in one direction, up to and including the period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ChangeRun {
    pub(crate) direction: Heading,
    pub(crate) length: usize,
    _sealed: (),
}

/// Two falls in a row are what every fourth authority shows in any year; three are worth a sentence.
const LEAST_TOLD: usize = 3;

impl ChangeRun {
    /// Whether it is long enough to be told.
    pub(crate) fn is_told(&self) -> bool {
        self.length >= LEAST_TOLD
    }
}

/// Higher or lower than every period since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SeriesExtreme {
    pub(crate) direction: Heading,
    /// Column of the latest earlier period that was as high or as low; none when there was none since the series begins.
    pub(crate) since: Option<PeriodColumn>,
    /// Column in which the authority's series begins.
    pub(crate) begins: PeriodColumn,
    /// Periods without a figure in between, those that nobody published among them.
    pub(crate) gaps: usize,
    /// A change of definition lies in the stretch, so older figures are not like for like.
    pub(crate) broken: bool,
    /// Years of the stretch that cannot be held against others, the ends included.
    pub(crate) unusual: Vec<PeriodColumn>,
    _sealed: (),
}

/// Change since the period that ends the given number of years before; none unless both have figures.
pub(crate) fn change(
    panel: &Panel,
    period: PeriodColumn,
    area: Area,
    years: i16,
) -> Option<PeriodChange> {
    let from = panel.years_before(period, years)?;
    let (now, earlier) = (panel.value(period, area)?, panel.value(from, area)?);
    let overlapping = panel.period(period).overlaps(panel.period(from));
    let broken = panel.break_between(from, period).map(str::to_owned);
    Some(PeriodChange {
        from,
        difference: now - earlier,
        earlier,
        overlapping,
        broken,
    })
}

/// The run that ends in a period; none after a level year, a gap, a break or an unusual year. Values are compared as printed, so that a
/// reader with the table sees the same run. None for months and quarters: a chain of Octobers is not what "in a row" means there.
pub(crate) fn run(panel: &Panel, period: PeriodColumn, area: Area) -> Option<ChangeRun> {
    if panel.period(period).kind.is_part_of_year() {
        return None;
    }
    let mut at = period;
    let mut run: Option<ChangeRun> = None;
    while let Some(before) = panel.years_before(at, 1) {
        if panel.break_between(before, at).is_some() {
            break;
        }
        let (Some(now), Some(then)) = (panel.printed(at, area), panel.printed(before, area)) else {
            break;
        };
        let direction = if now > then {
            Heading::Up
        } else if now < then {
            Heading::Down
        } else {
            break;
        };
        match &mut run {
            None => {
                run = Some(ChangeRun {
                    direction,
                    length: 1,
                    _sealed: (),
                })
            }
            Some(run) if run.direction == direction => run.length += 1,
            Some(_) => break,
        }
        at = before;
    }
    run
}

/// Fewer periods than this and "the lowest since" says no more than the change does.
const WORTH_SAYING: usize = 3;

/// Whether the period's figure is higher or lower than a stretch of earlier ones, and how far back.
pub(crate) fn extreme(panel: &Panel, period: PeriodColumn, area: Area) -> Option<SeriesExtreme> {
    let now = panel.printed(period, area)?;
    let own = panel.period(period);
    let earlier: Vec<(PeriodColumn, Option<f64>)> = panel
        .columns_before(period)
        .filter(|earlier| panel.period(*earlier).is_of_kind(own))
        .map(|p| (p, panel.printed(p, area)))
        .collect();
    let begins = earlier.iter().find(|(_, v)| v.is_some())?.0;
    let known: Vec<(PeriodColumn, f64)> = earlier
        .iter()
        .filter_map(|(p, v)| Some((*p, (*v)?)))
        .collect();
    let last = known.last()?.1;
    let direction = if now > last {
        Heading::Up
    } else if now < last {
        Heading::Down
    } else {
        return None;
    };
    let as_far = |v: f64| {
        if direction == Heading::Up {
            v >= now
        } else {
            v <= now
        }
    };
    let since = known
        .iter()
        .rev()
        .find(|(_, v)| as_far(*v))
        .map(|(p, _)| *p);
    let beaten = known
        .iter()
        .filter(|(p, _)| since.is_none_or(|s| *p > s))
        .count();
    if beaten < WORTH_SAYING {
        return None;
    }
    let from = since.unwrap_or(begins);
    let known_since = known.iter().filter(|(p, _)| *p > from).count();
    let gaps = periods_between(panel, from, period).saturating_sub(known_since);
    Some(SeriesExtreme {
        direction,
        since,
        begins,
        gaps,
        broken: panel.redefined_between(from, period).is_some(),
        unusual: panel.unusual_years(from, period).collect(),
        _sealed: (),
    })
}

/// How many periods of the kind lie between two: by the calendar where they are years, so that a year that was never published counts
/// too.
fn periods_between(panel: &Panel, from: PeriodColumn, to: PeriodColumn) -> usize {
    let (first, last) = (panel.period(from), panel.period(to));
    if last.kind.is_part_of_year() {
        let between = panel.columns_before(to).filter(|column| *column > from);
        return between
            .filter(|column| panel.period(*column).kind == last.kind)
            .count();
    }
    usize::try_from(last.end_year() - first.end_year() - 1).unwrap_or(0)
}
