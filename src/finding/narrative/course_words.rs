//! The words of a movement of a series: how far it went, whether its turn is a peak, whether it is good news.

use super::course_span::multiple_in_words;
use super::figure::own_digits;
use super::judged;
use crate::compare::Comparison;
use crate::compare::shape::{self, Multiple, SeriesPoint, SeriesShape};
use crate::finding::phrases::PhraseValues;
use crate::finding::prose::{rose_or_fell, year_of};

/// More than so many times is told by both figures.
const MANY_TIMES: f64 = 4.0;

/// The values of one movement.
pub(super) fn of_movement(c: &Comparison<'_>, from: SeriesPoint, to: SeriesPoint) -> PhraseValues {
    vec![
        ("from", own_digits(c, from.value)),
        ("from_year", year_of(c, from.column)),
        ("to", own_digits(c, to.value)),
        ("to_year", year_of(c, to.column)),
        ("rose", moved(from, to)),
        ("risen", has_moved(from, to)),
        ("way", risen_or_fallen(to.value > from.value).to_owned()),
        ("judged", judged_movement(c, from, to)),
    ]
}

/// A movement and the one back; the second is good or bad news.
pub(super) fn of_turn(
    c: &Comparison<'_>,
    found: &SeriesShape,
    [from, turn, to]: [SeriesPoint; 3],
) -> PhraseValues {
    vec![
        ("from", own_digits(c, from.value)),
        ("from_year", year_of(c, from.column)),
        ("rose", moved(from, turn)),
        ("peak", peak(found, from, turn)),
        ("turn", own_digits(c, turn.value)),
        ("turn_year", year_of(c, turn.column)),
        ("fell", moved(turn, to)),
        ("fallen", has_moved(turn, to)),
        ("to", own_digits(c, to.value)),
        ("to_year", year_of(c, to.column)),
        ("judged", judged_movement(c, turn, to)),
    ]
}

/// The multiple in a word; none from four times on, where “more than trebled” would be true and say far too little.
fn multiple_of(from: SeriesPoint, to: SeriesPoint) -> Option<Multiple> {
    let is_many = to.value > MANY_TIMES * from.value || from.value > MANY_TIMES * to.value;
    shape::multiple(from.value, to.value).filter(|_| !is_many)
}

/// "rose", "more than doubled".
fn moved(from: SeriesPoint, to: SeriesPoint) -> String {
    match multiple_of(from, to) {
        Some(multiple) => multiple_in_words(multiple).to_owned(),
        None => rose_or_fell(to.value > from.value).to_owned(),
    }
}

/// "risen", "more than doubled".
fn has_moved(from: SeriesPoint, to: SeriesPoint) -> String {
    match multiple_of(from, to) {
        Some(multiple) => multiple_in_words(multiple).to_owned(),
        None => risen_or_fallen(to.value > from.value).to_owned(),
    }
}

fn risen_or_fallen(is_up: bool) -> &'static str {
    if is_up { "risen" } else { "fallen" }
}

/// "a peak of " and "a low of ", where no other figure of the series is as high or as low; of any other turn nothing.
fn peak(found: &SeriesShape, from: SeriesPoint, turn: SeriesPoint) -> String {
    let is_up = turn.value > from.value;
    let is_beyond = |other: &SeriesPoint| {
        if is_up {
            other.value < turn.value
        } else {
            other.value > turn.value
        }
    };
    let mut others = found
        .points
        .iter()
        .filter(|other| other.column != turn.column);
    match (others.all(is_beyond), is_up) {
        (true, true) => "a peak of ".to_owned(),
        (true, false) => "a low of ".to_owned(),
        (false, _) => String::new(),
    }
}

/// Whether a movement is good or bad news, where it is sure.
fn judged_movement(c: &Comparison<'_>, from: SeriesPoint, to: SeriesPoint) -> String {
    if shape::is_sure(c, from, to) {
        judged(c, to.value > from.value)
    } else {
        String::new()
    }
}
