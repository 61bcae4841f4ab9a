//! How a figure got there: the shape of its series in a sentence, the last year where that adds something, and when it parted from its
//! neighbours.

use super::course_span::{LEAVES_OUT, detour, redefined, since_then, stayed, years_between};
use super::course_words::{of_movement, of_turn};
use super::figure::own_digits;
use super::last_year::{CourseSaid, last_year};
use super::{NarrativeClause, beside, clause_kind, is_better, pronoun};
use crate::compare::Comparison;
use crate::compare::course::{ChangeRun, Heading};
use crate::compare::shape::{self, SeriesPoint, SeriesShape, ShapeForm};
use crate::finding::evidence::{FindingEvidence, period};
use crate::finding::kinds::Statement;
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{number_word, sentence_case, sentence_start, year_of};
use serde_json::{Value, json};

pub(super) const PHRASE_FORMS: [&PhraseForm; 13] = [
    &LEVEL,
    &SAME,
    &SAME_KNOWN,
    &MOVED,
    &RUNNING,
    &OVER,
    &TURNED,
    &TURNED_OVER,
    &UNSETTLED,
    &UNSETTLED_OVER,
    &FITFUL,
    &BEGINS,
    &NEW,
];

const OF_SERIES: &[&str] = &[
    "it",
    "low",
    "high",
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
    "without",
    "left_out",
];
const LEVEL: PhraseForm = PhraseForm::plain("narrative.course.level", OF_SERIES);
const SAME: PhraseForm = PhraseForm::plain("narrative.course.same", OF_SERIES);
const SAME_KNOWN: PhraseForm = PhraseForm::plain("narrative.course.same.known", OF_SERIES);
const MOVED: PhraseForm = PhraseForm::plain("narrative.course.moved", OF_SERIES);
const RUNNING: PhraseForm = PhraseForm::plain("narrative.course.running", OF_SERIES);
const OVER: PhraseForm = PhraseForm::plain("narrative.course.over", OF_SERIES);
const TURNED: PhraseForm = PhraseForm::plain("narrative.course.turned", OF_SERIES);
const TURNED_OVER: PhraseForm = PhraseForm::plain("narrative.course.turned.over", OF_SERIES);
const UNSETTLED: PhraseForm = PhraseForm::plain("narrative.course.unsettled", OF_SERIES);
const UNSETTLED_OVER: PhraseForm = PhraseForm::plain("narrative.course.unsettled.over", OF_SERIES);
const FITFUL: PhraseForm = PhraseForm::plain("narrative.course.fitful", OF_SERIES);
const BEGINS: PhraseForm = PhraseForm::plain("narrative.course.begins", OF_SERIES);
const NEW: PhraseForm = PhraseForm::plain("narrative.course.new", &["redefined"]);

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
        said.push(NarrativeClause::of(clause_kind::COURSE, text, evidence, c));
    }
    if !tells_last_year(c, &found, form) {
        let course = CourseSaid {
            is_up: last_movement(&found),
            is_under_way: movement_under_way(&found, form).is_some(),
            names_years: said.iter().any(|course| course.text.contains(LEAVES_OUT)),
        };
        let year = last_year(c, course, statements, phrases);
        let before = said.first().map(|course| course.text.clone());
        let before = before.unwrap_or_default();
        said.extend(year.map(|year| behind_course(c, (&found, form), &before, year)));
    }
    if is_beginning && said.len() == 2 {
        // Behind the year before, which is the only earlier one.
        said.swap(0, 1);
    }
    said
}

/// How a sentence begins that takes something back of one that turned already.
pub(super) const EVEN_SO: &str = "Even so, ";

/// The last year behind the series: with “But” where it went one way and the series none, or where the series went one way and the last
/// year did not.
fn behind_course(
    c: &Comparison<'_>,
    (found, form): (&SeriesShape, ShapeForm),
    before: &str,
    year: NarrativeClause,
) -> NarrativeClause {
    // One such word in a row is enough.
    let is_joined = ["But ", EVEN_SO]
        .iter()
        .any(|word| before.starts_with(word));
    if let Some(plain) = year.text.strip_prefix(EVEN_SO) {
        let text = if is_joined {
            sentence_start(plain)
        } else {
            year.text.clone()
        };
        return NarrativeClause { text, ..year };
    }
    if is_joined {
        return year;
    }
    let moved = year.text.starts_with("In the last year");
    let text = match form {
        ShapeForm::Level { .. } if moved => {
            format!("But {}", sentence_case(&year.text))
        }
        ShapeForm::Moved { still: true, .. } if !moved && is_contrary(c, &year) => {
            format!("But {}", sentence_case(&year.text))
        }
        ShapeForm::Moved {
            to, still: false, ..
        }
        | ShapeForm::Turned {
            to, still: false, ..
        } if moved && turned_in_last_year(c, found, to) => {
            format!("{EVEN_SO}{}", sentence_case(&year.text))
        }
        _ => return year,
    };
    NarrativeClause { text, ..year }
}

/// Whether the figure went one way since the end of the last movement, and the other way in the last year.
fn turned_in_last_year(c: &Comparison<'_>, found: &SeriesShape, to: SeriesPoint) -> bool {
    let since = found.now().map_or(0.0, |now| now.value - to.value);
    let year = c.printed_change().unwrap_or_default();
    since * year < 0.0 && detour(c, found, to).is_none()
}

/// Whether the sentence about the last year denies a movement: the figure is the same, or its change is chance or usual.
fn is_contrary(c: &Comparison<'_>, year: &NarrativeClause) -> bool {
    year.kind == clause_kind::LAST_YEAR_BY_CHANCE.name || c.printed_change() == Some(0.0)
}

/// The sentence after a worse standing begins with "But" where the movement is for the better, and the other way round.
fn joined(c: &Comparison<'_>, found: &SeriesShape, form: ShapeForm, text: String) -> String {
    let moved = movement_under_way(found, form).map(|(is_up, _)| is_up);
    let turned = turn_to_now(found).filter(|_| matches!(form, ShapeForm::Unsettled { .. }));
    let moved = moved.or(turned).and_then(|is_up| is_better(c, is_up));
    let stands = beside::side_of_all(c).and_then(|is_above| is_better(c, is_above));
    match (moved, stands) {
        (Some(moved), Some(stands)) if moved != stands => {
            // A sentence that turns has its “but” for the turn.
            if text.contains(", but ") {
                text
            } else {
                format!("But {}", sentence_case(&text))
            }
        }
        _ => text,
    }
}

/// Whether the movement that the sentence about the series ends with is said to be for the better (true) or the worse.
pub(super) fn sense(c: &Comparison<'_>) -> Option<bool> {
    let (is_up, begins, now) = latest_movement(c)?;
    is_better(c, is_up).filter(|_| shape::is_sure(c, begins, now))
}

/// The movement that goes on to the newest figure, the last turn of an unsettled series too: whether it is a rise, and its two ends.
pub(super) fn latest_movement(c: &Comparison<'_>) -> Option<(bool, SeriesPoint, SeriesPoint)> {
    let found = shape::shape(c)?;
    let form = found.form();
    let (is_up, begins) = match form {
        ShapeForm::Unsettled { low, high } if fitful(c, &found, low, high).is_none() => {
            turn_to_now(&found).zip(last_turn(&found).map(|(_, turn, _)| turn))
        }
        _ => movement_under_way(&found, form),
    }?;
    Some((is_up, begins, found.now()?))
}

/// Whether the last turn of a series, which goes on to the newest figure, is up.
fn turn_to_now(found: &SeriesShape) -> Option<bool> {
    let (_, turn, to) = last_turn(found)?;
    let is_still = found.now().is_some_and(|now| now.column == to.column);
    is_still.then_some(to.value > turn.value)
}

/// The movement that goes on to the newest figure: whether it is a rise, and the figure from which it began; none where the series is
/// level, or has come to rest.
pub(super) fn under_way(c: &Comparison<'_>) -> Option<(bool, SeriesPoint)> {
    let found = shape::shape(c)?;
    movement_under_way(&found, found.form())
}

fn movement_under_way(found: &SeriesShape, form: ShapeForm) -> Option<(bool, SeriesPoint)> {
    let begins = match form {
        ShapeForm::Moved {
            from, still: true, ..
        } => from,
        ShapeForm::Turned {
            turn, still: true, ..
        } => turn,
        _ => return None,
    };
    Some((last_movement(found)?, begins))
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
fn tells_last_year(c: &Comparison<'_>, found: &SeriesShape, form: ShapeForm) -> bool {
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
        ShapeForm::Moved { to, .. } => Some(detour(c, found, to).unwrap_or(to)),
        ShapeForm::Turned {
            turn, still: true, ..
        } => Some(turn),
        ShapeForm::Turned { to, .. } => Some(detour(c, found, to).unwrap_or(to)),
        ShapeForm::Unsettled { low, high } => {
            let turned = last_turn(found).map(|(_, turn, to)| {
                let is_still = found.now().is_some_and(|now| now.column == to.column);
                let over = || detour(c, found, to).unwrap_or(to);
                if is_still { turn } else { over() }
            });
            fitful(c, found, low, high).map(|(_, to)| to).or(turned)
        }
    };
    told.is_some_and(|point| point.column == before)
}

fn in_words(
    c: &Comparison<'_>,
    found: &SeriesShape,
    form: ShapeForm,
) -> Option<(&'static PhraseForm, PhraseValues)> {
    let (first, now) = (found.first()?, found.now()?);
    let begins = told_from(c, found, form).unwrap_or(first);
    let between = years_between(c, found, begins, now);
    let mut values: PhraseValues = vec![
        ("it", sentence_start(pronoun(c.indicator))),
        ("since", year_of(c, first.column)),
        ("redefined", redefined(found)),
        ("without", between.missing),
        ("left_out", between.left_out),
    ];
    let (phrase, more) = match form {
        ShapeForm::Alone if found.redefined.is_some() => (&NEW, Vec::new()),
        ShapeForm::Alone | ShapeForm::Pair if begins_with(c, found) => (&BEGINS, Vec::new()),
        ShapeForm::Alone | ShapeForm::Pair => return None,
        ShapeForm::Level { low, high } => level(c, found, low, high),
        ShapeForm::Moved { from, to, still } => {
            let mut more = of_movement(c, from, to);
            more.push(("since_then", since_then(c, found, to, now)));
            let run = run_since(c, from, to).filter(|_| still);
            more.extend(run.map(|years| ("years", number_word(years))));
            match (still, run) {
                (true, Some(_)) => (&RUNNING, more),
                (true, None) => (&MOVED, more),
                (false, _) => (&OVER, more),
            }
        }
        ShapeForm::Turned {
            from,
            turn,
            to,
            still,
        } => {
            let mut more = of_turn(c, found, [from, turn, to]);
            more.push(("since_then", since_then(c, found, to, now)));
            (if still { &TURNED } else { &TURNED_OVER }, more)
        }
        ShapeForm::Unsettled { low, high } => unsettled(c, found, (low, high), now)?,
    };
    values.extend(more);
    Some((phrase, values))
}

/// The figure from which a course is told, where that is not the first of the series.
fn told_from(c: &Comparison<'_>, found: &SeriesShape, form: ShapeForm) -> Option<SeriesPoint> {
    match form {
        ShapeForm::Moved { from, .. } | ShapeForm::Turned { from, .. } => Some(from),
        ShapeForm::Unsettled { low, high } => {
            let turn = || last_turn(found).map(|(from, ..)| from);
            fitful(c, found, low, high)
                .map(|(from, _)| from)
                .or_else(turn)
        }
        _ => None,
    }
}

/// A series that did not move.
fn level(
    c: &Comparison<'_>,
    found: &SeriesShape,
    low: SeriesPoint,
    high: SeriesPoint,
) -> (&'static PhraseForm, PhraseValues) {
    let [least, most] = [low, high].map(|point| own_digits(c, point.value));
    let has_gaps = found.missing > 0;
    let phrase = match least == most {
        true if has_gaps => &SAME_KNOWN,
        true => &SAME,
        false => &LEVEL,
    };
    let values = vec![
        ("low", least),
        ("high", most),
        ("stayed", stayed(c, low, high).to_owned()),
        ("years", number_word(found.points.len())),
    ];
    (phrase, values)
}

/// A series that turned again and again: from one end to the other all the same, or its last turn.
fn unsettled(
    c: &Comparison<'_>,
    found: &SeriesShape,
    (low, high): (SeriesPoint, SeriesPoint),
    now: SeriesPoint,
) -> Option<(&'static PhraseForm, PhraseValues)> {
    if let Some((from, to)) = fitful(c, found, low, high) {
        let mut values = of_movement(c, from, to);
        let behind =
            (to.column != now.column).then(|| format!(", but is {} now", own_digits(c, now.value)));
        values.push(("since_then", behind.unwrap_or_default()));
        return Some((&FITFUL, values));
    }
    let (from, turn, to) = last_turn(found)?;
    let mut values = of_turn(c, found, [from, turn, to]);
    let is_still = to.column == now.column;
    if !is_still {
        values.push(("since_then", since_then(c, found, to, now)));
    }
    let phrase = if is_still {
        &UNSETTLED
    } else {
        &UNSETTLED_OVER
    };
    Some((phrase, values))
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

/// How many years in a row the figure moved as it did since a movement began, where that is the whole of the movement.
fn run_since(c: &Comparison<'_>, from: SeriesPoint, to: SeriesPoint) -> Option<usize> {
    let run = c.run.filter(ChangeRun::is_told)?;
    let is_up = to.value > from.value;
    let years = i16::try_from(run.length).ok()?;
    let begins = c.panel.years_before(c.at, years)?;
    ((run.direction == Heading::Up) == is_up && begins == from.column).then_some(run.length)
}

/// The last movement of a series and the one before it.
fn last_turn(found: &SeriesShape) -> Option<(SeriesPoint, SeriesPoint, SeriesPoint)> {
    match found.turns.as_slice() {
        [.., from, turn, to] => Some((*from, *turn, *to)),
        _ => None,
    }
}

/// Whether the last movement of a series is up; none where it has none.
fn last_movement(found: &SeriesShape) -> Option<bool> {
    match found.turns.as_slice() {
        [.., from, to] => Some(to.value > from.value),
        _ => None,
    }
}
