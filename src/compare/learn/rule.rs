//! The rule by which an authority is said to have stood far out and moved. Its numbers stand here, each with its reason.

use crate::compare::change::{AllChanges, level_of};
use crate::compare::departure::gap_of;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::peers::are_enough;
use crate::compare::significance::{CountPair, counts};
use crate::observation::area::Area;
use crate::stat::departure::Gap;
use crate::stat::interval::sample_sd;
use crate::stat::order::mean;
use crate::stat::shuffle::Shuffles;
use crate::stat::trend::mann_kendall;
use std::cmp::Ordering;

/// An authority stood as far out as another does now if it was no more than this part of a standard deviation between authorities nearer to
/// England: two figures so close are not told apart, and without any room the authority that stands furthest out would have nobody to ask.
pub(crate) const AS_FAR_WITHIN: f64 = 0.5;
/// It moved if its distance from England shrank by at least this part of a standard deviation: from the middle of all
/// authorities and the end of the middle 40%. A large authority's smaller moves may be beyond chance and still nothing to telephone about.
pub(crate) const LEAST_MOVE: f64 = 0.5;
/// For so many years at least it has not stood as far out again: fewer are a good year or two.
pub(crate) const LEAST_YEARS: i16 = 3;
/// It has not turned back if so much of its furthest move is left.
pub(crate) const LEAST_KEPT: f64 = 0.75;
/// The course since has a direction: two-sided p of Mann and Kendall's test below this, 5% on the side that is asked for. Three falls in a
/// row are the least that reach it.
pub(crate) const DIRECTION_P: f64 = 0.1;
/// Times that the years of each authority are shuffled.
pub(crate) const SHUFFLES: usize = 100;
pub(crate) const SEED: u64 = 11;
/// With more finds than this among shuffled years the rule finds what is not there, and nobody is named.
pub(crate) const MOST_PLACEBO: f64 = 0.05;
/// With fewer authorities the spread between them is not known.
const LEAST_AUTHORITIES: usize = 20;

/// One authority in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LearnPoint {
    pub(crate) column: PeriodColumn,
    pub(crate) year: i16,
    pub(crate) value: f64,
    pub(crate) england: f64,
    /// Distance from England towards what is not wanted, in standard deviations between authorities.
    pub(crate) position: f64,
    /// The same from the mean of its own neighbours; none where too few have a figure.
    pub(crate) beside_neighbours: Option<f64>,
    /// As published; where they are not, by the base of the nearest year that has one.
    pub(crate) counts: CountPair,
}

/// What the rule found: the last year in which the authority stood as far out, and the newest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MoveFound {
    pub(crate) from: LearnPoint,
    pub(crate) now: LearnPoint,
    /// Of the two counts being of one rate.
    pub(crate) p: f64,
    /// The year nearest to what is wanted before `from`, where the place stood there as near as now, or nearer: it had come from there.
    pub(crate) earlier: Option<LearnPoint>,
}

impl MoveFound {
    /// How far its distance from England shrank, in standard deviations.
    pub(crate) fn size(&self) -> f64 {
        self.from.position - self.now.position
    }
}

/// What an authority falls short of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum LearnShortfall {
    /// Its furthest year was nearer to England.
    NeverAsFar { furthest: LearnPoint },
    /// It stands there still.
    StillThere,
    /// It left too few years ago.
    TooRecent { from: LearnPoint },
    /// Its distance from England shrank by less than is asked, or grew.
    TooSmall { from: LearnPoint },
    /// Two counts of one rate may lie as far apart.
    Chance { from: LearnPoint },
    /// Its own neighbours moved as far, or it is not known whether they did.
    Neighbours { from: LearnPoint },
    /// More than a quarter of the move is lost again.
    TurnedBack { from: LearnPoint },
    /// The years since have no direction.
    NoDirection { from: LearnPoint },
}

impl LearnShortfall {
    /// How near to the rule, the nearest first: by what it met before it failed.
    pub(super) fn order(&self, other: LearnShortfall) -> Ordering {
        let furthest = |of: &LearnShortfall| match of {
            LearnShortfall::NeverAsFar { furthest } => furthest.position,
            _ => 0.0,
        };
        let met = self.unmet().cmp(&other.unmet());
        met.then(furthest(&other).total_cmp(&furthest(self)))
    }

    fn unmet(&self) -> u8 {
        match self {
            LearnShortfall::NoDirection { .. } => 0,
            LearnShortfall::TurnedBack { .. } => 1,
            LearnShortfall::Neighbours { .. } => 2,
            LearnShortfall::Chance { .. } => 3,
            LearnShortfall::TooRecent { .. } => 4,
            LearnShortfall::TooSmall { .. } => 5,
            LearnShortfall::StillThere => 6,
            LearnShortfall::NeverAsFar { .. } => 7,
        }
    }

    /// Whether the authority stood as far out in some year.
    pub(crate) fn stood(&self) -> bool {
        !matches!(self, LearnShortfall::NeverAsFar { .. })
    }
}

/// A scale on which places and years of one indicator are held against each other.
pub(super) struct LearnScale<'p> {
    pub(super) panel: &'p Panel,
    at: PeriodColumn,
    gap: Gap,
    /// 1 where lower is wanted, −1 where higher is.
    sign: f64,
    pub(super) sd: f64,
    /// How one-year changes spread, in units of chance in the counts.
    changes: AllChanges,
}

impl<'p> LearnScale<'p> {
    /// None where too few authorities have a figure in the period.
    pub(super) fn of(panel: &'p Panel, at: PeriodColumn, is_lower: bool) -> Option<LearnScale<'p>> {
        let gap = gap_of(&panel.indicator);
        let current: Vec<Area> = panel.slots.current().collect();
        let values: Vec<f64> = current
            .iter()
            .filter_map(|area| on(gap, panel.value(at, *area)?))
            .collect();
        let sd = sample_sd(&values).filter(|sd| *sd > 0.0 && values.len() >= LEAST_AUTHORITIES)?;
        Some(LearnScale {
            panel,
            at,
            gap,
            sign: if is_lower { 1.0 } else { -1.0 },
            sd,
            changes: AllChanges::of(panel, at, &current),
        })
    }

    /// The figure beside England's that lies at a position.
    pub(super) fn value_at(&self, position: f64, england: f64) -> f64 {
        let apart = self.sign * position * self.sd;
        match self.gap {
            Gap::LogRatio => england * apart.exp(),
            Gap::Difference => england + apart,
        }
    }

    /// The mean of an authority's own neighbours at both ends of its move, by their distance from it.
    pub(super) fn neighbours_of(&self, found: &MoveFound) -> Option<[f64; 2]> {
        let of = |point: LearnPoint| Some(self.value_at(-point.beside_neighbours?, point.value));
        Some([of(found.from)?, of(found.now)?])
    }

    /// How far a figure lies from another, in standard deviations, towards what is not wanted.
    pub(super) fn apart(&self, value: f64, other: f64) -> Option<f64> {
        Some(self.sign * (on(self.gap, value)? - on(self.gap, other)?) / self.sd)
    }

    /// The years of an authority that are like the newest, oldest first; `neighbours` are its own.
    pub(super) fn points(&self, area: Area, neighbours: &[Area]) -> Vec<LearnPoint> {
        let panel = self.panel;
        let newest = panel.period(self.at);
        let columns = panel.columns_to(self.at).filter(|column| {
            *column == self.at
                || (panel.period(*column).is_of_kind(newest)
                    && panel.are_alike(*column, self.at)
                    && panel.england_fits(*column))
        });
        let known: Vec<(i16, f64)> = panel
            .columns_to(self.at)
            .filter_map(|column| {
                let (_, base) = counts(panel, column, area)?;
                Some((panel.period(column).end_year(), base))
            })
            .collect();
        let points = columns.filter_map(|column| {
            let (value, england) = (
                panel.value(column, area)?,
                panel.value(column, Area::ENGLAND)?,
            );
            let values: Vec<f64> = neighbours
                .iter()
                .filter_map(|area| panel.value(column, *area))
                .collect();
            let of_them = mean(&values).filter(|_| are_enough(values.len(), neighbours.len()));
            let year = panel.period(column).end_year();
            Some(LearnPoint {
                column,
                year,
                value,
                england,
                position: self.apart(value, england)?,
                beside_neighbours: of_them.and_then(|mean| self.apart(value, mean)),
                counts: counts(panel, column, area)
                    .or_else(|| computed(panel, value, nearest(&known, year)?))?,
            })
        });
        points.collect()
    }

    /// Whether an authority with these years moved from as far out as `as_far`.
    pub(super) fn judge(
        &self,
        points: &[LearnPoint],
        as_far: f64,
    ) -> Option<Result<MoveFound, LearnShortfall>> {
        let now = *points.last()?;
        let Some(start) = points.iter().rposition(|point| point.position >= as_far) else {
            let mut sorted = points.to_vec();
            sorted.sort_by(|one, other| other.position.total_cmp(&one.position));
            return Some(Err(LearnShortfall::NeverAsFar {
                furthest: *sorted.first()?,
            }));
        };
        let (from, since) = (points[start], &points[start + 1..]);
        if since.is_empty() {
            return Some(Err(LearnShortfall::StillThere));
        }
        let p = self.judge_since(from, since, now);
        Some(p.map(|p| MoveFound {
            from,
            now,
            p,
            earlier: nearer_before(&points[..start], now),
        }))
    }

    /// The p of the move, where it is one by the rule.
    fn judge_since(
        &self,
        from: LearnPoint,
        since: &[LearnPoint],
        now: LearnPoint,
    ) -> Result<f64, LearnShortfall> {
        if now.year - from.year < LEAST_YEARS || since.len() < LEAST_YEARS as usize {
            return Err(LearnShortfall::TooRecent { from });
        }
        let moved = from.position - now.position;
        if moved < LEAST_MOVE {
            return Err(LearnShortfall::TooSmall { from });
        }
        let p = self.p(from.counts, now.counts);
        let Some(p) = p.filter(|p| level_of(*p).is_some() && self.is_wanted(from.value, now.value))
        else {
            return Err(LearnShortfall::Chance { from });
        };
        let beside = from.beside_neighbours.zip(now.beside_neighbours);
        if beside.is_none_or(|(before, now)| now >= before) {
            return Err(LearnShortfall::Neighbours { from });
        }
        let best = since.iter().fold(0.0_f64, |best, point| {
            best.max(from.position - point.position)
        });
        if moved < best * LEAST_KEPT {
            return Err(LearnShortfall::TurnedBack { from });
        }
        let course: Vec<f64> = std::iter::once(&from)
            .chain(since)
            .map(|point| point.position)
            .collect();
        match mann_kendall(&course) {
            Ok(test) if test.s < 0.0 && test.p < DIRECTION_P => Ok(p),
            _ => Err(LearnShortfall::NoDirection { from }),
        }
    }

    /// The p of two counts being of one rate or share, with the usual spread of yearly changes.
    pub(super) fn p(&self, before: CountPair, now: CountPair) -> Option<f64> {
        self.changes.p(self.panel, before, now)
    }

    fn is_wanted(&self, before: f64, now: f64) -> bool {
        self.sign * (before - now) > 0.0
    }

    /// Of the shuffles in which an authority stood as far out at least so many years before the end, how many the rule takes for a move.
    pub(super) fn placebo(&self, all: &[&Vec<LearnPoint>], as_far: f64) -> LearnPlacebo {
        let mut shuffles = Shuffles::new(SEED);
        let mut placebo = LearnPlacebo { stood: 0, found: 0 };
        // Who never stood there in any order cannot be found.
        let those = all
            .iter()
            .filter(|points| points.iter().any(|point| point.position >= as_far));
        for points in those {
            let mut years: Vec<LearnPoint> = points.to_vec();
            for _ in 0..SHUFFLES {
                shuffles.shuffle(&mut years);
                let shuffled: Vec<LearnPoint> = years
                    .iter()
                    .zip(points.iter())
                    .map(|(drawn, place)| LearnPoint {
                        column: place.column,
                        year: place.year,
                        ..*drawn
                    })
                    .collect();
                let judged = self.judge(&shuffled, as_far);
                placebo.stood += usize::from(judged.is_some());
                placebo.found += usize::from(matches!(judged, Some(Ok(_))));
            }
        }
        placebo
    }
}

/// The nearest of some earlier years to what is wanted, if it is as near as the newest or nearer.
fn nearer_before(before: &[LearnPoint], now: LearnPoint) -> Option<LearnPoint> {
    let nearest = before
        .iter()
        .min_by(|one, other| one.position.total_cmp(&other.position))?;
    (nearest.position <= now.position).then_some(*nearest)
}

/// How often the rule finds a move where there is none: years in a random order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LearnPlacebo {
    pub(crate) stood: usize,
    pub(crate) found: usize,
}

impl LearnPlacebo {
    /// None where nobody ever stood as far out.
    pub(crate) fn share(self) -> Option<f64> {
        (self.stood > 0).then(|| self.found as f64 / self.stood as f64)
    }

    /// Whether the rule is to be believed.
    pub(crate) fn is_low(self) -> bool {
        self.share().is_none_or(|share| share <= MOST_PLACEBO)
    }
}

/// The base of the nearest year that has one.
fn nearest(known: &[(i16, f64)], year: i16) -> Option<f64> {
    let nearest = known.iter().min_by_key(|(other, _)| (other - year).abs());
    nearest.map(|(_, base)| *base)
}

/// The count that a figure is of a base, as a whole number.
fn computed(panel: &Panel, value: f64, base: f64) -> Option<CountPair> {
    let count = (value * base / panel.indicator.per?).round();
    Some((count, base.round()))
}

fn on(gap: Gap, value: f64) -> Option<f64> {
    match gap {
        Gap::LogRatio => (value > 0.0).then(|| value.ln()),
        Gap::Difference => Some(value),
    }
}
