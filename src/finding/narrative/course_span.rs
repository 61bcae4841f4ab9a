//! What lies between the figures of a course: years without a figure, and what followed its last movement.

use super::figure::own_digits;
use super::is_little;
use crate::compare::Comparison;
use crate::compare::change::ChangeSource;
use crate::compare::shape::{self, Multiple, SeriesPoint, SeriesShape};
use crate::finding::prose::{list, number_word, year_of};

/// How a sentence begins that names the years which a course leaves out.
pub(super) const LEAVES_OUT: &str = "That leaves out";

/// Within so many points of a percentage, or so large a part of its highest figure, a series stayed where it was.
const CALM_POINTS: f64 = 5.0;
const CALM_PART: f64 = 0.2;

/// What is said of the years between two figures that a course is told without: in brackets how many have no figure, and in a sentence of
/// its own which are left out as unusual.
pub(super) struct YearsBetween {
    pub missing: String,
    pub left_out: String,
}

pub(super) fn years_between(
    c: &Comparison<'_>,
    found: &SeriesShape,
    from: SeriesPoint,
    to: SeriesPoint,
) -> YearsBetween {
    let between = (1..=shape::YEARS)
        .map(|back| c.panel.years_before(c.at, back))
        .skip_while(|column| to.column != c.at && *column != Some(to.column))
        .skip(usize::from(to.column != c.at))
        .take_while(|column| *column != Some(from.column));
    let (mut left_out, mut missing) = (Vec::new(), 0);
    for column in between {
        let is_told = |column| found.points.iter().any(|point| point.column == column);
        match column {
            Some(column) if found.left_out.contains(&column) => left_out.push(column),
            Some(column) if is_told(column) => {}
            _ => missing += 1,
        }
    }
    left_out.reverse();
    let years: Vec<String> = left_out
        .into_iter()
        .map(|column| year_of(c, column))
        .collect();
    let left_out = if years.is_empty() {
        String::new()
    } else {
        format!(" {LEAVES_OUT} {} as unusual.", list(&years))
    };
    let missing = match missing {
        0 => String::new(),
        1 => " (one year in between has no figure)".to_owned(),
        many => format!(" ({} years in between have no figure)", number_word(many)),
    };
    YearsBetween { missing, left_out }
}

/// What followed the last movement: little, or something that chance could bring and that still is not little.
pub(super) fn since_then(
    c: &Comparison<'_>,
    found: &SeriesShape,
    end: SeriesPoint,
    now: SeriesPoint,
) -> String {
    if let Some(between) = detour(c, found, end) {
        format!(
            "but was {} in {} and is {} now",
            own_digits(c, between.value),
            year_of(c, between.column),
            own_digits(c, now.value)
        )
    } else if is_near(c, end, now) {
        "and has changed little since".to_owned()
    } else {
        let behind = match shape::source_of_change(c, end, now) {
            ChangeSource::Chance => ", which chance could bring",
            ChangeSource::Usual => "; such figures often move as far",
            ChangeSource::Beyond | ChangeSource::Unknown => "",
        };
        format!("but is {} now{behind}", own_digits(c, now.value))
    }
}

/// The figure furthest from the end of a movement that the newest figure is near again: a series that went away and came back has not
/// changed little.
pub(super) fn detour(
    c: &Comparison<'_>,
    found: &SeriesShape,
    end: SeriesPoint,
) -> Option<SeriesPoint> {
    let now = found.now().filter(|now| is_near(c, end, *now))?;
    let since = found
        .points
        .iter()
        .skip_while(|point| point.column != end.column);
    let furthest = since.copied().max_by(|one, other| {
        let [one, other] = [one, other].map(|point| (point.value - end.value).abs());
        one.total_cmp(&other)
    })?;
    (!is_near(c, end, furthest) && !is_near(c, now, furthest)).then_some(furthest)
}

fn is_near(c: &Comparison<'_>, one: SeriesPoint, other: SeriesPoint) -> bool {
    let larger = one.value.abs().max(other.value.abs());
    is_little(c, other.value - one.value, larger)
}

/// Why a series begins where it does, where older figures are of another kind.
pub(super) fn redefined(found: &SeriesShape) -> String {
    match &found.redefined {
        Some(_) => ", when the measure changed".to_owned(),
        None => String::new(),
    }
}

/// What a series did that moved by no more than chance or what is usual: it stayed, unless it went far all the same.
pub(super) fn stayed(c: &Comparison<'_>, low: SeriesPoint, high: SeriesPoint) -> &'static str {
    let size = high.value - low.value;
    let is_calm = if c.indicator.unit.is_percent() {
        size <= CALM_POINTS
    } else {
        size <= CALM_PART * high.value
    };
    if is_calm { "stayed" } else { "been" }
}

/// How many times one figure is another, as a word for the way.
pub(super) fn multiple_in_words(multiple: Multiple) -> &'static str {
    match multiple {
        Multiple::NearlyDoubled => "nearly doubled",
        Multiple::Doubled => "doubled",
        Multiple::MoreThanDoubled => "more than doubled",
        Multiple::NearlyTrebled => "nearly trebled",
        Multiple::Trebled => "trebled",
        Multiple::MoreThanTrebled => "more than trebled",
        Multiple::NearlyHalved => "nearly halved",
        Multiple::Halved => "halved",
        Multiple::MoreThanHalved => "more than halved",
    }
}
