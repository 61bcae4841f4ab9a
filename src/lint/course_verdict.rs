//! Whether a figure took the course that it is said to have taken: up or down, by so much, for so many years in a row, to a record.

use super::claim::{
    ChangeSize, Claim, ClaimedChange, ClaimedDirection, OrderEnd, RecordSpan, RunLength,
};
use super::figure_verdict::is_rounded_to;
use super::judge::{ClaimColumns, ClaimedSpan, Judge, Ruling, newest_column, without_direction};
use super::lexeme::WrittenNumber;
use super::period_names::{self, NamedPeriod};
use super::remark::ClaimVerdict;
use super::support_verdict;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::trend;
use crate::finding::prose::lint as words;
use crate::observation::area::Area;
use crate::stat::round::round_half_away;

/// The spans that a claim may be about; none for a sentence with more than two periods.
fn spans(
    panel: &Panel,
    claim: &Claim,
    (years, begins): (Option<i16>, Option<bool>),
) -> Option<Vec<ClaimedSpan>> {
    let newest = newest_column(panel, claim.area)?;
    let columns: Vec<Vec<PeriodColumn>> = claim
        .periods
        .iter()
        .map(|named| period_names::columns(panel, *named))
        .collect();
    let over_years = |to: PeriodColumn| ClaimedSpan {
        from: years_back(panel, to, years),
        to,
    };
    Some(match columns.as_slice() {
        [] => vec![over_years(newest)],
        [only] => {
            let since = only
                .iter()
                .filter(|at| **at < newest && begins != Some(false))
                .map(|at| ClaimedSpan {
                    from: vec![*at],
                    to: newest,
                });
            let up_to = only
                .iter()
                .filter(|_| begins != Some(true))
                .map(|at| over_years(*at));
            since.chain(up_to).collect()
        }
        [first, last] => last
            .iter()
            .map(|to| ClaimedSpan {
                from: first.iter().copied().filter(|at| at < to).collect(),
                to: *to,
            })
            .filter(|span| !span.from.is_empty())
            .collect(),
        _ => return None,
    })
}

/// The columns in which a change over so many years may begin: five years are five steps, or five figures.
fn years_back(panel: &Panel, to: PeriodColumn, years: Option<i16>) -> Vec<PeriodColumn> {
    years
        .into_iter()
        .flat_map(|years| [years, years - 1])
        .filter(|years| *years > 0)
        .filter_map(|years| panel.years_before(to, years))
        .collect()
}

/// What a word for a wrong direction is called: the figure, or the judgement on it.
fn if_wrong(direction: ClaimedDirection) -> ClaimVerdict {
    match direction {
        ClaimedDirection::Level(_) => ClaimVerdict::MisDirected,
        ClaimedDirection::Better | ClaimedDirection::Worse => ClaimVerdict::MisPolarised,
    }
}

/// Whether a direction is called better where it is not: none where it is called neither.
pub(super) fn misjudged(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    up: bool,
    judged: Option<bool>,
) -> Option<Ruling> {
    let is_better = judged?;
    match panel.indicator.polarity.is_better(up) {
        None => return without_direction(judge, panel, claim),
        Some(known) if known == is_better => return None,
        Some(_) => {}
    }
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let at = columns.first_with_figure(panel, claim.area)?;
    let says = judge.words().direction(&panel.indicator);
    let verdict = ClaimVerdict::MisPolarised;
    Some(Ruling::shown_by(panel, (at, claim.area), verdict, says))
}

/// The ruling on a change that begins after the newest period: "up from 18.8% in 2025-26", of which there is no figure yet.
fn begins_later(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    said: ClaimedChange,
) -> Option<Ruling> {
    let newest = panel.latest()?;
    let period = panel.period(newest);
    let mut named = claim.periods.iter();
    let is_later = named.any(|begins| period_names::is_after(*begins, period));
    if said.begins != Some(true) || !is_later {
        return None;
    }
    let comparison = judge.comparison(panel, newest, claim.area);
    let says = words::movement(&comparison, judge.phrases);
    let verdict = ClaimVerdict::MisDirected;
    Some(Ruling::shown_by(panel, (newest, claim.area), verdict, says))
}

/// Checks up, down, better or worse than before, by how much, and whether a test bears it out.
pub(super) fn changed(
    judge: &mut Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    said: ClaimedChange,
) -> Option<Ruling> {
    if let Some(ruling) = begins_later(judge, panel, claim, said) {
        return Some(ruling);
    }
    let Some(up) = said.direction.is_up(&panel.indicator) else {
        return without_direction(judge, panel, claim);
    };
    if let Some(ruling) = misjudged(judge, panel, claim, up, said.judged) {
        return Some(ruling);
    }
    let spans = spans(panel, claim, (said.years, said.begins))?;
    let to = spans.first()?.to;
    let changes: Vec<PrintedChange> = spans
        .iter()
        .flat_map(|span| changes_over(panel, claim.area, span))
        .collect();
    let is_that_way = |change: &PrintedChange| {
        let difference = change.printed();
        if up {
            difference > 0.0
        } else {
            difference < 0.0
        }
    };
    let fits: Vec<&PrintedChange> = changes
        .iter()
        .filter(|change| is_that_way(change))
        .collect();
    let verdict = if changes.is_empty() {
        None
    } else if fits.is_empty() {
        Some(if_wrong(said.direction))
    } else if said
        .size
        .is_some_and(|size| !fits.iter().any(|change| change.is_by(size)))
    {
        Some(ClaimVerdict::Differs)
    } else if said.significant {
        None
    } else {
        Some(ClaimVerdict::Agrees)
    };
    let Some(verdict) = verdict else {
        return if said.significant {
            support_verdict::change_beyond_chance(judge, panel, claim.area, up, &spans)
        } else {
            None
        };
    };
    let comparison = judge.comparison(panel, to, claim.area);
    let mut says = words::movement(&comparison, judge.phrases);
    if verdict == ClaimVerdict::MisPolarised {
        says = format!("{says} {}", judge.words().direction(&panel.indicator));
    }
    Some(Ruling::shown_by(panel, (to, claim.area), verdict, says))
}

/// Two figures between which something changed.
struct PrintedChange {
    earlier: f64,
    now: f64,
    decimals: u8,
}

impl PrintedChange {
    fn printed(&self) -> f64 {
        round_half_away(self.now, self.decimals) - round_half_away(self.earlier, self.decimals)
    }

    /// Whether the change has a size: in the indicator's unit, or as a part of the earlier figure.
    fn is_by(&self, size: ChangeSize) -> bool {
        let difference = (self.now - self.earlier).abs();
        let printed = self.printed().abs();
        let is = |value: f64, number: WrittenNumber| {
            let place = 10f64.powi(-i32::from(number.decimals));
            (value - number.value.abs()).abs() <= 0.5 * place + 1e-9
        };
        match size {
            ChangeSize::Points(number) => is(difference, number) || is(printed, number),
            ChangeSize::By(number) => {
                let part = 100.0 * difference / self.earlier.abs();
                let of_printed = 100.0 * printed / self.earlier.abs();
                let is_part = number.percent
                    && self.earlier != 0.0
                    && (is(part, number) || is(of_printed, number));
                is(difference, number) || is(printed, number) || is_part
            }
            // "Doubled" is said of anything from somewhat less to somewhat more than twice.
            ChangeSize::Times(times) => {
                self.earlier != 0.0 && {
                    let ratio = self.now / self.earlier;
                    (times * 0.88..=times * 1.2).contains(&ratio)
                }
            }
            ChangeSize::NearlyTimes(times) => {
                self.earlier != 0.0 && is_just_short_of(self.now / self.earlier, times)
            }
            ChangeSize::BeyondTimes(times) => {
                self.earlier != 0.0 && is_beyond(self.now / self.earlier, times)
            }
        }
    }
}

/// "Nearly doubled", "nearly halved": not quite so far.
fn is_just_short_of(ratio: f64, times: f64) -> bool {
    let (least, most) = if times > 1.0 {
        (times * 0.88, times)
    } else {
        (times, times * 1.2)
    };
    (least..=most).contains(&ratio)
}

/// "More than doubled", "more than halved".
fn is_beyond(ratio: f64, times: f64) -> bool {
    if times > 1.0 {
        ratio >= times * 0.98
    } else {
        ratio <= times * 1.02
    }
}

/// The changes over a span: from each column where it may begin, else over one, three and five years.
fn changes_over(panel: &Panel, area: Area, span: &ClaimedSpan) -> Vec<PrintedChange> {
    let from: Vec<PeriodColumn> = if span.from.is_empty() {
        [1, 3, 5]
            .into_iter()
            .filter_map(|years| panel.years_before(span.to, years))
            .collect()
    } else {
        span.from.clone()
    };
    from.into_iter()
        .filter_map(|from| {
            Some(PrintedChange {
                now: panel.value(span.to, area)?,
                earlier: panel.value(from, area)?,
                decimals: panel.indicator.decimals,
            })
        })
        .collect()
}

/// How many years in a row the figure went one way, up to a column; changes of definition are passed over.
fn run_up_to(panel: &Panel, to: PeriodColumn, area: Area, up: bool) -> usize {
    let mut at = to;
    let mut length = 0;
    while let Some(before) = panel.years_before(at, 1) {
        let (Some(now), Some(then)) = (panel.printed(at, area), panel.printed(before, area)) else {
            break;
        };
        if (up && now <= then) || (!up && now >= then) {
            break;
        }
        length += 1;
        at = before;
    }
    length
}

/// Checks a run of years in one direction.
pub(super) fn run(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (direction, length, judged): (ClaimedDirection, RunLength, Option<bool>),
) -> Option<Ruling> {
    let Some(up) = direction.is_up(&panel.indicator) else {
        return without_direction(judge, panel, claim);
    };
    if let Some(ruling) = misjudged(judge, panel, claim, up, judged) {
        return Some(ruling);
    }
    let area = claim.area;
    let columns = ClaimColumns::of(panel, claim, area);
    let (verdict, at) = columns.verdict(if_wrong(direction), |at| {
        panel.value(at, area)?;
        panel.value(panel.years_before(at, 1)?, area)?;
        // "Every year since 2021" goes on to the newest year.
        if matches!(length, RunLength::Since(_)) && columns.newest != Some(at) {
            return None;
        }
        let found = run_up_to(panel, at, area, up);
        // A run that the program ends at a change of definition may be told with or without it.
        let told = judge
            .comparison(panel, at, area)
            .run
            .map_or(0, |run| run.length);
        Some(match length {
            RunLength::Exactly(years) => found == years || (found > 0 && told == years),
            RunLength::AtLeast(years) => found >= years,
            RunLength::Since(since) => period_names::columns(panel, since)
                .into_iter()
                .filter(|from| *from < at)
                .any(|from| {
                    panel
                        .columns_to(at)
                        .filter(|column| *column >= from)
                        .count()
                        <= found + 1
                }),
        })
    })?;
    let comparison = judge.comparison(panel, at, area);
    let says = words::movement(&comparison, judge.phrases);
    Some(Ruling::shown_by(panel, (at, area), verdict, says))
}

/// Checks the slope of a sustained rise or fall.
pub(super) fn slope(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    number: WrittenNumber,
) -> Option<Ruling> {
    let area = claim.area;
    let at = newest_column(panel, area)?;
    let slope = trend::sustained(panel, at, area)?.run.line.slope.abs();
    let verdict = if is_rounded_to(slope, number) {
        ClaimVerdict::Agrees
    } else {
        ClaimVerdict::Differs
    };
    let says = words::movement(&judge.comparison(panel, at, area), judge.phrases);
    Some(Ruling::shown_by(panel, (at, area), verdict, says))
}

/// Checks whether a figure is the highest or the lowest of a time.
pub(super) fn record(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (end, span): (OrderEnd, RecordSpan),
) -> Option<Ruling> {
    let highest = match (end, panel.indicator.polarity.is_better(true)) {
        (OrderEnd::Highest, _) => true,
        (OrderEnd::Lowest, _) => false,
        (_, None) => return without_direction(judge, panel, claim),
        (OrderEnd::Best, Some(is_best)) => is_best,
        (_, Some(is_best)) => !is_best,
    };
    let area = claim.area;
    let columns = ClaimColumns::of(panel, claim, area);
    let (verdict, at) = columns.verdict(ClaimVerdict::MisDirected, |at| {
        let series = RecordSeries {
            panel,
            at,
            area,
            highest,
        };
        series.holds(span)
    })?;
    let comparison = judge.comparison(panel, at, area);
    let says = words::course(&comparison, judge.phrases);
    Some(Ruling::shown_by(panel, (at, area), verdict, says))
}

/// The figures of one authority up to a column.
struct RecordSeries<'p> {
    panel: &'p Panel,
    at: PeriodColumn,
    area: Area,
    highest: bool,
}

impl RecordSeries<'_> {
    fn value(&self, at: PeriodColumn) -> Option<f64> {
        self.panel.printed(at, self.area)
    }

    /// The columns before with a figure, latest first; of the same kind of year.
    fn earlier(&self) -> Vec<PeriodColumn> {
        let kind = self.panel.period(self.at).kind;
        self.panel
            .columns_before(self.at)
            .filter(|column| {
                self.panel.period(*column).kind == kind && self.value(*column).is_some()
            })
            .rev()
            .collect()
    }

    /// Whether a figure is beyond this one, so that this one is no record.
    fn is_beyond(&self, column: PeriodColumn, own: f64) -> bool {
        self.value(column).is_some_and(|value| {
            if self.highest {
                value > own
            } else {
                value < own
            }
        })
    }

    fn holds(&self, span: RecordSpan) -> Option<bool> {
        let own = self.value(self.at)?;
        let earlier = self.earlier();
        let first = *earlier.last()?;
        Some(match span {
            RecordSpan::Series(begins) => {
                let begins_there = begins.is_none_or(|named| self.is_in(first, named));
                begins_there && !earlier.iter().any(|column| self.is_beyond(*column, own))
            }
            RecordSpan::Years(years) => {
                let compared = earlier.iter().take(years.saturating_sub(1));
                earlier.len() + 1 >= years
                    && !compared
                        .into_iter()
                        .any(|column| self.is_beyond(*column, own))
            }
            RecordSpan::Since(named) => {
                let since: Vec<PeriodColumn> = period_names::columns(self.panel, named)
                    .into_iter()
                    .filter(|column| *column < self.at && self.value(*column).is_some())
                    .collect();
                since.iter().any(|since| {
                    let between = earlier.iter().filter(|column| *column > since);
                    let was_as_far = self.value(*since).is_some_and(|value| {
                        if self.highest {
                            value >= own
                        } else {
                            value <= own
                        }
                    });
                    (was_as_far || *since == first)
                        && !between
                            .into_iter()
                            .any(|column| self.is_beyond(*column, own))
                })
            }
        })
    }

    /// Whether a period may be named so.
    fn is_in(&self, column: PeriodColumn, named: NamedPeriod) -> bool {
        period_names::columns(self.panel, named).contains(&column)
    }
}
