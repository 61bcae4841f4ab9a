//! Which places stood as far out and moved: no finding of its own, since it is about other places and one rule finds somebody for most
//! authorities; its working alone.

use crate::compare::Comparison;
use crate::compare::learn::rule::{
    AS_FAR_WITHIN, DIRECTION_P, LEAST_KEPT, LEAST_MOVE, LEAST_YEARS,
};
use crate::compare::learn::{LearnAmong, Learned, LearnedPlace, learn, towards_england};
use crate::finding::prose::{Prose, learned as words};
use crate::finding::working::{WorkingStep, four};
use crate::stat::round::{format_all_digits, format_number};

/// Below this a p is printed as that: four digits would show nothing of it.
const SMALLEST_P: f64 = 0.0001;

/// The rule's numbers, the threshold, and each place that moved with what it met. Without a direction it is shown towards England.
pub(crate) fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let towards = towards_england(c);
    let found = learn(c, &LearnAmong::LIKE_OURS, towards);
    found
        .map(|of| {
            (
                "Which places like it stood as far out, and moved?",
                facts(c, &of, towards),
            )
        })
        .into_iter()
        .collect()
}

fn facts(c: &Comparison<'_>, of: &Learned, towards: Option<bool>) -> Vec<String> {
    let mut facts = Vec::new();
    if towards.is_some() {
        facts.push(format!(
            "no direction is set: shown towards {}, where England lies",
            if of.is_lower { "lower" } else { "higher" }
        ));
    }
    facts.push(format!(
        "standard deviation between authorities, {}: {}; own distance from England {} of it",
        if of.is_ratio {
            "of the logarithm"
        } else {
            "in points"
        },
        four(of.sd),
        four(of.position)
    ));
    facts.push(format!(
        "as far out: {} of it or more, which is {} beside England’s {}",
        four((of.position - AS_FAR_WITHIN).max(0.0)),
        four(of.as_far),
        format_all_digits(of.england)
    ));
    facts.push(format!(
        "the rule: {LEAST_YEARS} years or more, {} of it or more, p below 0.05, {} of the furthest move kept, Mann and Kendall’s p below {}",
        format_number(LEAST_MOVE, 1),
        format_number(LEAST_KEPT, 2),
        format_number(DIRECTION_P, 1)
    ));
    facts.push(format!(
        "{} places like it with figures, {} stood there in some year, {} moved",
        of.asked,
        of.stood,
        of.found.len()
    ));
    facts.extend(of.found.iter().map(|place| place_fact(c, place)));
    facts.push(format!(
        "placebo: {} finds in {} orders of years in which somebody stood there",
        format_number(of.placebo.found as f64, 0),
        format_number(of.placebo.stood as f64, 0)
    ));
    facts.push(words::NOT_WHY.to_owned());
    facts
}

/// "Hull: 160 of 69 (2021), 2.2; 119 of 67 (2025), 1.4; moved 0.8, p = 0.001".
fn place_fact(c: &Comparison<'_>, place: &LearnedPlace) -> String {
    let (from, now) = (place.found.from, place.found.now);
    let year =
        |point: &crate::compare::learn::rule::LearnPoint| c.panel.period(point.column).short();
    format!(
        "   {}: {} beside {} in {}, {} from England; {} beside {} in {}, {}; moved {}, p {}",
        Prose::of(c).short(place.area),
        format_all_digits(from.value),
        format_all_digits(from.england),
        year(&from),
        four(from.position),
        format_all_digits(now.value),
        format_all_digits(now.england),
        year(&now),
        four(now.position),
        four(place.found.size()),
        match place.found.p {
            p if p < SMALLEST_P => format!("below {}", four(SMALLEST_P)),
            p => format!("= {}", four(p)),
        }
    )
}
