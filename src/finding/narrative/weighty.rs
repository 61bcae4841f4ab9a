//! What no paper about a figure should leave out: that it is the highest or lowest in England, beyond all its neighbours, has moved beyond
//! chance or against its neighbours in the last year, or is worse than England's and getting worse; with the sentence that says it.

use super::{beside, course, figure, last_year, summary};
use crate::compare::Comparison;
use crate::compare::course::{ChangeRun, Heading};
use crate::finding::kinds::Statement;
use crate::finding::phrases::Phrases;

/// So many neighbours with both figures say how neighbours moved.
const LEAST_NEIGHBOURS: usize = 7;

/// A fact that a paper should not leave out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum WeightyFact {
    /// Highest or lowest in England.
    Place,
    /// Beyond all statistical neighbours.
    Neighbours,
    /// Moved beyond chance, or against its neighbours, in the last year.
    Change,
    /// Worse than England, and getting worse.
    Worsening,
}

impl WeightyFact {
    /// The name in outputs.
    pub(crate) fn key(self) -> &'static str {
        match self {
            WeightyFact::Place => "place",
            WeightyFact::Neighbours => "neighbours",
            WeightyFact::Change => "change",
            WeightyFact::Worsening => "worsening",
        }
    }
}

/// The weighty facts about one figure.
pub(crate) struct WeightyPoint {
    pub(crate) facts: Vec<WeightyFact>,
    /// What it is about, and the sentence that says them.
    pub(crate) sentence: String,
    pub(crate) weight: u32,
}

/// The weighty facts about a figure; none where it has none.
pub(crate) fn weighty(
    c: &Comparison<'_>,
    statements: &[&Statement],
    phrases: &Phrases,
) -> Option<WeightyPoint> {
    c.reading.value()?;
    let point = summary::point(c, statements, phrases);
    let mut facts = Vec::new();
    if point.as_ref().is_some_and(|point| point.is_weightiest) {
        let is_first = beside::end_place(c).is_some_and(|end| end.from_end == 1);
        facts.extend(is_first.then_some(WeightyFact::Place));
        facts.extend(
            summary::beyond_all(c)
                .is_some()
                .then_some(WeightyFact::Neighbours),
        );
    }
    facts.extend(has_moved(c).then_some(WeightyFact::Change));
    facts.extend(is_worsening(c).then_some(WeightyFact::Worsening));
    if facts.is_empty() {
        return None;
    }
    let (mut sentence, weight) = match point {
        Some(point) => (
            format!("{} {}", point.label, point.clause.text),
            point.weight,
        ),
        None => (
            format!("{}: {}.", c.indicator.short, figure::in_brief(c, phrases)?),
            0,
        ),
    };
    let tells_no_change = !facts.contains(&WeightyFact::Change);
    if facts.contains(&WeightyFact::Worsening) && tells_no_change {
        let course = course::course(c, statements, phrases).into_iter().next();
        let told = course.map(|clause| format!(" {}", clause.text));
        sentence.push_str(&told.unwrap_or_default());
    }
    Some(WeightyPoint {
        facts,
        sentence,
        weight,
    })
}

/// Whether the figure moved in the last year beyond chance, or by much and against its neighbours.
fn has_moved(c: &Comparison<'_>) -> bool {
    let Some(change) = last_year::told_change(c) else {
        return false;
    };
    let is_up = change.now > change.earlier;
    change.test.is_some() || neighbours_rose(c).is_some_and(|rose| rose != is_up)
}

/// Whether the neighbours' mean rose over the last year, over those with both figures; none where it stayed, or too few have them.
fn neighbours_rose(c: &Comparison<'_>) -> Option<bool> {
    let before = c.change.as_ref()?.from;
    let moves: Vec<f64> = c
        .neighbours
        .members
        .iter()
        .filter_map(|member| {
            let (now, then) = (
                c.panel.value(c.at, member.area),
                c.panel.value(before, member.area),
            );
            Some(now? - then?)
        })
        .collect();
    let moved: f64 = moves.iter().sum();
    (moves.len() >= LEAST_NEIGHBOURS && moved != 0.0).then_some(moved > 0.0)
}

/// Whether the figure is worse than England's and moves to the worse: in the last year by more than chance, or for years.
fn is_worsening(c: &Comparison<'_>) -> bool {
    let is_worse = |up: bool| c.is_better(up) == Some(false);
    let stands_worse = beside::side_of_england(c).is_some_and(is_worse);
    let change = last_year::told_change(c).map(|change| change.now > change.earlier);
    let run = c
        .run
        .filter(ChangeRun::is_told)
        .map(|run| run.direction == Heading::Up);
    stands_worse && (change.is_some_and(is_worse) || run.is_some_and(is_worse))
}
