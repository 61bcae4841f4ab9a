//! The councils of a club in each measure: in the newest period that most of them have, each with its rank, the range, and whether it lies apart
//! from the club as a whole by more than chance in its count.

use super::read::{Club, ClubFigure};
use crate::dashboard::funnel::of_counts;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::stat::funnel::Funnel;
use crate::stat::order::median;
use crate::stat::verdict::Verdict;

/// Fewer councils make no whole to be held against.
const LEAST_FUNNEL: usize = 3;

/// A council in a measure.
#[derive(Clone, Debug)]
pub(crate) struct ClubPlace {
    pub(crate) council: String,
    pub(crate) figure: Option<ClubFigure>,
    /// From 1, the best first; the highest first where neither is better. None without a figure.
    pub(crate) rank: Option<usize>,
    /// Against the club as a whole; none without counts.
    pub(crate) verdict: Option<Verdict>,
}

/// A measure of the club.
#[derive(Clone, Debug)]
pub(crate) struct ClubMeasure {
    pub(crate) indicator: Indicator,
    pub(crate) period: Period,
    pub(crate) places: Vec<ClubPlace>,
    /// Lowest, middle and highest figure.
    pub(crate) range: Option<[f64; 3]>,
    /// About the club as a whole: all counts over all bases.
    pub(crate) funnel: Option<Funnel>,
    /// Councils whose file says something else of the measure.
    pub(crate) others: usize,
    /// Councils without a row for the period.
    pub(crate) missing: Vec<String>,
}

/// Every measure, in the newest period that at least half of the councils have.
pub(crate) fn compared(club: &Club) -> Vec<ClubMeasure> {
    let measures = club.figures.iter();
    measures
        .filter_map(|(measure, periods)| {
            let enough = |(_, of): &(&Period, &_)| has_enough(club, of);
            let (period, figures) = periods.iter().rev().find(enough)?;
            let (indicator, others) = club.indicator(measure)?;
            Some(of_period(club, (indicator, others), period, figures))
        })
        .collect()
}

type FiguresOfPeriod = std::collections::BTreeMap<String, ClubFigure>;

fn has_enough(club: &Club, figures: &FiguresOfPeriod) -> bool {
    figures.len() * 2 >= club.councils.len()
}

fn of_period(
    club: &Club,
    (indicator, others): (Indicator, usize),
    period: &Period,
    figures: &FiguresOfPeriod,
) -> ClubMeasure {
    let known: Vec<f64> = figures.values().filter_map(|figure| figure.value).collect();
    let funnel = funnel(&indicator, figures);
    let mut places: Vec<ClubPlace> = club
        .councils
        .iter()
        .map(|council| {
            let figure = figures.get(council);
            let value = figure.and_then(|figure| figure.value);
            ClubPlace {
                council: council.clone(),
                rank: value.map(|value| rank(&indicator, value, &known)),
                verdict: funnel.as_ref().and_then(|(names, funnel)| {
                    funnel.verdict(names.iter().position(|name| name == council)?)
                }),
                figure: figure.cloned(),
            }
        })
        .collect();
    places.sort_by_key(|place| (place.rank.unwrap_or(usize::MAX), place.council.clone()));
    let missing = club
        .councils
        .iter()
        .filter(|council| !figures.contains_key(*council));
    ClubMeasure {
        range: range(&known),
        funnel: funnel.map(|(_, funnel)| funnel),
        others,
        missing: missing.cloned().collect(),
        indicator,
        period: period.clone(),
        places,
    }
}

fn rank(indicator: &Indicator, own: f64, all: &[f64]) -> usize {
    let own = indicator.printed(own);
    let is_before = |value: &&f64| match indicator.polarity.is_highest_first() {
        true => indicator.printed(**value) > own,
        false => indicator.printed(**value) < own,
    };
    1 + all.iter().filter(is_before).count()
}

fn range(known: &[f64]) -> Option<[f64; 3]> {
    let mut sorted = known.to_vec();
    sorted.sort_by(f64::total_cmp);
    Some([*sorted.first()?, median(&sorted), *sorted.last()?])
}

/// The figures that have counts, in a funnel about the club as a whole; none where a figure lacks its counts, and of fewer than three councils.
fn funnel(indicator: &Indicator, figures: &FiguresOfPeriod) -> Option<(Vec<String>, Funnel)> {
    let (names, counts): (Vec<String>, Vec<(f64, f64)>) = figures
        .iter()
        .filter_map(|(council, figure)| Some((council.clone(), figure.counts?)))
        .unzip();
    let with_value = figures
        .values()
        .filter(|figure| figure.value.is_some())
        .count();
    if counts.len() != with_value || counts.len() < LEAST_FUNNEL {
        return None;
    }
    Some((names, of_counts(indicator, &counts)?))
}
