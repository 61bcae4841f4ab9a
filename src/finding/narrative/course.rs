//! How a figure got there: the shape of its series in a sentence, the last year where that adds something, and when it parted from its
//! neighbours.

use super::figure::own_digits;
use super::last_year::last_year;
use super::{NarrativeClause, beside, is_better, is_little, judged, pronoun};
use crate::compare::Comparison;
use crate::compare::change::ChangeSource;
use crate::compare::course::Heading;
use crate::compare::shape::{self, Multiple, SeriesPoint, SeriesShape, ShapeForm};
use crate::finding::evidence::{FindingEvidence, period};
use crate::finding::kinds::Statement;
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{
    list, number_word, rose_or_fell, sentence_case, sentence_start, year_of,
};
use serde_json::{Value, json};

pub(super) const PHRASE_FORMS: [&PhraseForm; 11] = [
    &LEVEL,
    &SAME,
    &MOVED,
    &RUNNING,
    &OVER,
    &TURNED,
    &TURNED_OVER,
    &UNSETTLED,
    &FITFUL,
    &BEGINS,
    &NEW,
];

const OF_SERIES: &[&str] = &[
    "it",
    "low",
    "low_year",
    "high",
    "high_year",
    "from",
    "from_year",
    "turn",
    "turn_year",
    "to",
    "to_year",
    "since",
    "rose",
    "risen",
    "fell",
    "fallen",
    "peak",
    "years",
    "judged",
    "redefined",
    "since_then",
    "stayed",
    "way",
    "lately",
    "without",
];
const LEVEL: PhraseForm = PhraseForm::plain("narrative.course.level", OF_SERIES);
const SAME: PhraseForm = PhraseForm::plain("narrative.course.same", OF_SERIES);
const MOVED: PhraseForm = PhraseForm::plain("narrative.course.moved", OF_SERIES);
const RUNNING: PhraseForm = PhraseForm::plain("narrative.course.running", OF_SERIES);
const OVER: PhraseForm = PhraseForm::plain("narrative.course.over", OF_SERIES);
const TURNED: PhraseForm = PhraseForm::plain("narrative.course.turned", OF_SERIES);
const TURNED_OVER: PhraseForm = PhraseForm::plain("narrative.course.turned.over", OF_SERIES);
const UNSETTLED: PhraseForm = PhraseForm::plain("narrative.course.unsettled", OF_SERIES);
const FITFUL: PhraseForm = PhraseForm::plain("narrative.course.fitful", OF_SERIES);
const BEGINS: PhraseForm = PhraseForm::plain("narrative.course.begins", OF_SERIES);
const NEW: PhraseForm = PhraseForm::plain("narrative.course.new", &["redefined"]);

/// Within so many points of a percentage, or so large a part of its highest figure, a series stayed where it was.
const CALM_POINTS: f64 = 5.0;
const CALM_PART: f64 = 0.2;
/// More than so many times is told by both figures.
const MANY_TIMES: f64 = 4.0;
/// So many years in a row are told as a run.
const LEAST_RUN: usize = 3;

/// The sentences about the course: of the series, then of the last year.
pub(super) fn course(
    c: &Comparison<'_>,
    statements: &[&Statement],
    phrases: &Phrases,
) -> Vec<NarrativeClause> {
    let Some(found) = shape::shape(c) else {
        return Vec::new();
    };
    let mut said = Vec::new();
    let form = found.form();
    let mut is_beginning = false;
    if let Some((phrase, values)) = in_words(c, &found, form) {
        is_beginning = phrase.key == BEGINS.key;
        let text = joined(c, &found, form, phrases.say(c, phrase, values));
        let evidence = FindingEvidence::plain(points(c, &found), "turning points of the series");
        said.push(NarrativeClause::of("Course", text, evidence, c));
    }
    if !tells_last_year(c, form) {
        let year = last_year(c, last_movement(&found), statements, phrases);
        said.extend(year.map(|year| after_no_direction(form, year)));
    }
    if is_beginning && said.len() == 2 {
        // Behind the year before, which is the only earlier one.
        said.swap(0, 1);
    }
    said
}

/// A year that went one way, behind a series that went none.
fn after_no_direction(form: ShapeForm, year: NarrativeClause) -> NarrativeClause {
    let has_none = matches!(form, ShapeForm::Unsettled { .. } | ShapeForm::Level { .. });
    if has_none && year.text.starts_with("In the last year") {
        NarrativeClause {
            text: format!("But {}", sentence_case(&year.text)),
            ..year
        }
    } else {
        year
    }
}

/// The sentence after a worse standing begins with "But" where the movement is for the better, and the other way round.
fn joined(c: &Comparison<'_>, found: &SeriesShape, form: ShapeForm, text: String) -> String {
    let is_under_way = matches!(
        form,
        ShapeForm::Moved { still: true, .. } | ShapeForm::Turned { still: true, .. }
    );
    let moved = last_movement(found)
        .filter(|_| is_under_way)
        .and_then(|is_up| is_better(c, is_up));
    let stands = beside::side_of_all(c).and_then(|is_above| is_better(c, is_above));
    match (moved, stands) {
        (Some(moved), Some(stands)) if moved != stands => {
            if text.contains(", but ") {
                text
            } else {
                format!("But {}", sentence_case(&text))
            }
        }
        _ => text,
    }
}

fn points(c: &Comparison<'_>, found: &SeriesShape) -> Value {
    let each = |points: &[SeriesPoint]| -> Vec<Value> {
        points
            .iter()
            .map(|point| json!({ "period": period(c, point.column), "value": point.value }))
            .collect()
    };
    json!({ "points": each(&found.points), "turns": each(&found.turns), "missing": found.missing })
}

/// Whether the sentence about the series has the figure of the year before already.
fn tells_last_year(c: &Comparison<'_>, form: ShapeForm) -> bool {
    let Some(before) = c.panel.years_before(c.at, 1) else {
        return true;
    };
    let told = match form {
        ShapeForm::Alone | ShapeForm::Pair => None,
        ShapeForm::Level { low, high } if low.value == high.value => return true,
        ShapeForm::Level { .. } => None,
        ShapeForm::Moved {
            from, still: true, ..
        } => Some(from),
        ShapeForm::Moved { to, .. } => Some(to),
        ShapeForm::Turned {
            turn, still: true, ..
        } => Some(turn),
        ShapeForm::Turned { to, .. } => Some(to),
        ShapeForm::Unsettled { .. } => None,
    };
    told.is_some_and(|point| point.column == before)
}

fn in_words(
    c: &Comparison<'_>,
    found: &SeriesShape,
    form: ShapeForm,
) -> Option<(&'static PhraseForm, PhraseValues)> {
    let year = |point: SeriesPoint| year_of(c, point.column);
    let own = |point: SeriesPoint| own_digits(c, point.value);
    let since = found.first().map(year)?;
    let mut values: PhraseValues = vec![
        ("it", sentence_start(pronoun(c.indicator))),
        ("since", since),
        ("redefined", redefined(found)),
        ("without", without(c, found)),
    ];
    if let ShapeForm::Moved { to, .. } | ShapeForm::Turned { to, .. } = form {
        values.push(("since_then", since_then(c, to, found.now()?)));
    }
    let phrase = match form {
        ShapeForm::Alone if found.redefined.is_some() => &NEW,
        ShapeForm::Alone | ShapeForm::Pair if begins_with(c, found) => &BEGINS,
        ShapeForm::Alone | ShapeForm::Pair => return None,
        ShapeForm::Level { low, high } => {
            let stayed = stayed(c, low, high).to_owned();
            values.extend([("low", own(low)), ("high", own(high)), ("stayed", stayed)]);
            if own(low) == own(high) { &SAME } else { &LEVEL }
        }
        ShapeForm::Moved { from, to, still } => {
            values.extend(of_movement(c, from, to));
            let run = run_since(c, from, to).filter(|_| still);
            values.extend(run.map(|years| ("years", number_word(years))));
            match (still, run) {
                (true, Some(_)) => &RUNNING,
                (true, None) => &MOVED,
                (false, _) => &OVER,
            }
        }
        ShapeForm::Turned {
            from,
            turn,
            to,
            still,
        } => {
            values.extend(of_turn(c, from, turn, to));
            if still { &TURNED } else { &TURNED_OVER }
        }
        ShapeForm::Unsettled { low, high } if fitful(c, found, low, high).is_some() => {
            let (from, to) = fitful(c, found, low, high)?;
            values.extend(of_movement(c, from, to));
            &FITFUL
        }
        ShapeForm::Unsettled { low, high } => {
            values.extend([
                ("low", own(low)),
                ("low_year", year(low)),
                ("high", own(high)),
                ("high_year", year(high)),
                ("lately", lately(c, found)),
            ]);
            &UNSETTLED
        }
    };
    Some((phrase, values))
}

/// What a series did that moved by no more than chance or what is usual: it stayed, unless it went far all the same.
fn stayed(c: &Comparison<'_>, low: SeriesPoint, high: SeriesPoint) -> &'static str {
    let size = high.value - low.value;
    let is_calm = if c.indicator.unit.is_percent() {
        size <= CALM_POINTS
    } else {
        size <= CALM_PART * high.value
    };
    if is_calm { "stayed" } else { "been" }
}

/// Whether no figure older than the first of a shape is published.
fn begins_with(c: &Comparison<'_>, found: &SeriesShape) -> bool {
    let mut columns = c.panel.columns();
    let first = columns.find(|at| c.panel.reading(*at, c.area).value().is_some());
    found.first().map(|point| point.column) == first
}

/// From where to where a series without a direction went all the same: from its first figure, the highest or the lowest, to the other
/// end now or a year ago, about twice or half.
fn fitful(
    c: &Comparison<'_>,
    found: &SeriesShape,
    low: SeriesPoint,
    high: SeriesPoint,
) -> Option<(SeriesPoint, SeriesPoint)> {
    let first = found.first()?.column;
    let (from, to) = if high.column == first {
        (high, low)
    } else if low.column == first {
        (low, high)
    } else {
        return None;
    };
    let is_lately = to.column == c.at || c.panel.years_before(c.at, 1) == Some(to.column);
    (is_lately && shape::multiple(from.value, to.value).is_some()).then_some((from, to))
}

fn of_movement(c: &Comparison<'_>, from: SeriesPoint, to: SeriesPoint) -> PhraseValues {
    vec![
        ("from", own_digits(c, from.value)),
        ("from_year", year_of(c, from.column)),
        ("to", own_digits(c, to.value)),
        ("to_year", year_of(c, to.column)),
        ("rose", moved(from, to)),
        ("risen", has_moved(from, to)),
        ("way", risen_or_fallen(to.value > from.value).to_owned()),
        ("judged", judged(c, to.value > from.value)),
    ]
}

/// A movement and the one back; the second is good or bad news.
fn of_turn(
    c: &Comparison<'_>,
    from: SeriesPoint,
    turn: SeriesPoint,
    to: SeriesPoint,
) -> PhraseValues {
    vec![
        ("from", own_digits(c, from.value)),
        ("from_year", year_of(c, from.column)),
        ("rose", moved(from, turn)),
        ("peak", peak(turn.value > from.value)),
        ("turn", own_digits(c, turn.value)),
        ("turn_year", year_of(c, turn.column)),
        ("fell", moved(turn, to)),
        ("fallen", has_moved(turn, to)),
        ("to", own_digits(c, to.value)),
        ("to_year", year_of(c, to.column)),
        ("judged", judged(c, to.value > turn.value)),
    ]
}

/// How many years in a row the figure moved as it did since a movement began, where that is the whole of the movement.
fn run_since(c: &Comparison<'_>, from: SeriesPoint, to: SeriesPoint) -> Option<usize> {
    let run = c.run.filter(|run| run.length >= LEAST_RUN)?;
    let is_up = to.value > from.value;
    let years = i16::try_from(run.length).ok()?;
    let begins = c.panel.years_before(c.at, years)?;
    ((run.direction == Heading::Up) == is_up && begins == from.column).then_some(run.length)
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

/// "; it has risen from 12% in 2022-23": what a series without a direction did last, where that goes on.
fn lately(c: &Comparison<'_>, found: &SeriesShape) -> String {
    match (found.turns.as_slice(), found.now()) {
        // What it did in the last year alone has a sentence of its own.
        ([.., from, to], Some(now))
            if to.column == now.column && c.panel.years_before(c.at, 1) != Some(from.column) =>
        {
            format!(
                "; it has {} from {} in {}",
                risen_or_fallen(to.value > from.value),
                own_digits(c, from.value),
                year_of(c, from.column)
            )
        }
        _ => String::new(),
    }
}

/// Which years of the stretch are left out, and how many have no figure: a course is told over the years that are known.
fn without(c: &Comparison<'_>, found: &SeriesShape) -> String {
    let years: Vec<String> = found
        .left_out
        .iter()
        .map(|column| year_of(c, *column))
        .collect();
    let left_out = (!years.is_empty()).then(|| format!(", leaving out {}", list(&years)));
    let missing = match found.missing.saturating_sub(found.left_out.len()) {
        0 => None,
        1 => Some(" (one year in between has no figure)".to_owned()),
        many => Some(format!(
            " ({} years in between have no figure)",
            number_word(many)
        )),
    };
    left_out.into_iter().chain(missing).collect()
}

fn multiple_in_words(multiple: Multiple) -> &'static str {
    match multiple {
        Multiple::NearlyDoubled => "nearly doubled",
        Multiple::Doubled => "doubled",
        Multiple::MoreThanDoubled => "more than doubled",
        Multiple::NearlyTrebled => "nearly trebled",
        Multiple::MoreThanTrebled => "more than trebled",
        Multiple::NearlyHalved => "nearly halved",
        Multiple::Halved => "halved",
        Multiple::MoreThanHalved => "more than halved",
    }
}

fn peak(is_up: bool) -> String {
    if is_up { "a peak of" } else { "a low of" }.to_owned()
}

/// What followed the last movement: little, or something that chance could bring and that still is not little.
fn since_then(c: &Comparison<'_>, end: SeriesPoint, now: SeriesPoint) -> String {
    let larger = end.value.abs().max(now.value.abs());
    if is_little(c, now.value - end.value, larger) {
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

/// Why a series begins where it does, where older figures are of another kind.
fn redefined(found: &SeriesShape) -> String {
    match &found.redefined {
        Some(_) => ", when the measure changed".to_owned(),
        None => String::new(),
    }
}

/// Whether the last movement of a series is up; none where it has none.
fn last_movement(found: &SeriesShape) -> Option<bool> {
    match found.turns.as_slice() {
        [.., from, to] => Some(to.value > from.value),
        _ => None,
    }
}
