//! A category of a breakdown: is its share larger, or smaller, than in any statistical neighbour?

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working};
use crate::compare::Comparison;
use crate::compare::significance::AgainstPublished;
use crate::compare::standing::PeerPlace;
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, limits};
use crate::finding::phrases::PhraseForm;
use crate::finding::prose::{Prose, number_word, short_quantity};
use crate::stat::round::format_number;
use serde_json::json;

const METHOD: &str = "Categories: the share as published beside the lowest and highest of the statistical neighbours that have one; told from ten \
                      people on, where England’s share lies on the same side beyond chance in the count (95%).";

pub(super) const BEYOND: FindingKind = FindingKind {
    name: "CategoryApart",
    method: Some(METHOD),
    news: NewsValue::NewFigure,
    role: WeighingRole::ApartFromNeighbours,
    phrases: &[&MORE, &FEWER],
    find,
    working: no_working,
};

const OF_CATEGORY: &[&str] = &[
    "of", "place", "did", "n", "own", "over", "base", "low", "high", "england",
];
const MORE: PhraseForm = PhraseForm::tested("category.more", OF_CATEGORY);
const FEWER: PhraseForm = PhraseForm::tested("category.fewer", OF_CATEGORY);

/// Of fewer people nothing is told.
const LEAST_PEOPLE: f64 = 10.0;
const WEIGHT: u32 = 65;

/// Whether this kind tells of a comparison in the place of the kinds that hold a figure against the neighbours.
pub(in crate::finding) fn tells(c: &Comparison<'_>) -> bool {
    c.reference.catalogue.category(&c.indicator.id).is_some()
}

/// A share beyond those of all neighbours and apart from England's on the same side: of one breakdown with a dozen categories, one is often
/// beyond all neighbours by chance.
pub(in crate::finding) fn beyond_all<'c>(
    c: &'c Comparison<'_>,
) -> Option<(&'c PeerPlace, &'c AgainstPublished)> {
    let tested = c.tested();
    let place = tested.peers.as_ref().filter(|of| of.beyond_all())?;
    let against = tested.england.as_ref()?;
    let is_above = place.own > place.neighbours.mean;
    let is_same_side = (against.own.value > against.value) == is_above;
    let is_apart = against.verdict.side().is_some() && is_same_side;
    (is_apart && against.counts.0 >= LEAST_PEOPLE).then_some((place, against))
}

fn find(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let (place, against) = beyond_all(c).filter(|_| tells(c))?;
    let is_above = place.own > place.neighbours.mean;
    let (over, base) = against.counts;
    let words = c.reference.words.get(&c.indicator.id)?;
    let share = |value: f64| short_quantity(c.indicator, value);
    let form = if is_above { &MORE } else { &FEWER };
    let values = vec![
        ("of", words.of.clone()),
        ("place", Prose::of(c).in_place(c.area)),
        ("did", words.did.clone()),
        ("n", number_word(place.neighbours.n)),
        ("own", share(place.own)),
        ("over", format_number(over, 0)),
        ("base", format_number(base, 0)),
        ("low", share(place.neighbours.min)),
        ("high", share(place.neighbours.max)),
        ("england", share(against.value)),
    ];
    Some(Finding {
        kind: &BEYOND,
        upward: Some(is_above),
        weight: WEIGHT,
        phrase: form,
        values,
        question: Some(words.ask.clone()),
        evidence: FindingEvidence {
            values: json!({
                "value": place.own, "numerator": over, "denominator": base,
                "limits": limits(&against.own.limits), "verdict": against.verdict.name(),
            }),
            comparators: json!({
                "england": against.value,
                "mean": place.neighbours.mean,
                "min": place.neighbours.min,
                "max": place.neighbours.max,
            }),
            method: "range of the neighbours; Wilson’s interval against England’s share".to_owned(),
            level: Some(95.0),
            n: Some(place.neighbours.n),
        },
    })
}
