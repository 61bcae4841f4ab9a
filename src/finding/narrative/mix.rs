//! A paragraph about a breakdown: the largest category and what comes next, the categories that stand apart from the neighbours or from
//! England, what has moved, and what is withheld. Each sentence rests on one category's comparison.

use super::{NarrativeClause, beside, clause_kind, figure, paragraph};
use crate::compare::Comparison;
use crate::compare::breakdown::{ComparedBreakdown, ComparedCategory};
use crate::finding::evidence::{FindingEvidence, own_value};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{Prose, breakdowns, list, number_word, sentence_start, short_quantity};
use crate::observation::reading::Status;
use crate::stat::round::format_number;
use serde_json::json;
use std::cmp::Ordering;

pub(super) const PHRASE_FORMS: [&PhraseForm; 14] = [
    &NEXT,
    &NEXT_ONE,
    &APART,
    &APART_TOO,
    &THAN_PEERS,
    &THAN_PEERS_TOO,
    &THAN_ENGLAND,
    &MOVED,
    &MOVED_ITSELF,
    &ALIKE,
    &ASYLUM,
    &POPULATION,
    &WITHHELD,
    &WITHHELD_ONE,
];

const NEXT: PhraseForm = PhraseForm::plain("narrative.mix.next", &["others"]);
const NEXT_ONE: PhraseForm = PhraseForm::plain("narrative.mix.next.one", &["others"]);
const OF_APART: &[&str] = &["own", "did", "over", "base", "facts"];
const APART: PhraseForm = PhraseForm::plain("narrative.mix.apart", OF_APART);
const APART_TOO: PhraseForm = PhraseForm::plain("narrative.mix.apart.further", OF_APART);
const OF_PEERS: &[&str] = &["more", "above", "n", "with", "low", "high", "mean"];
const THAN_PEERS: PhraseForm = PhraseForm::plain("narrative.mix.than.peers", OF_PEERS);
const THAN_PEERS_TOO: PhraseForm = PhraseForm::plain("narrative.mix.than.peers.further", OF_PEERS);
const THAN_ENGLAND: PhraseForm =
    PhraseForm::tested("narrative.mix.than.england", &["more", "england"]);
const MOVED: PhraseForm = PhraseForm::tested(
    "narrative.mix.moved",
    &["which", "did", "rose", "from", "from_year", "own"],
);
const MOVED_ITSELF: PhraseForm =
    PhraseForm::tested("narrative.mix.moved.itself", &["rose", "from", "from_year"]);
const ALIKE: PhraseForm = PhraseForm::tested("narrative.mix.alike", &[]);
const ASYLUM: PhraseForm = PhraseForm::plain("narrative.mix.asylum", &["own", "over"]);
const POPULATION: PhraseForm = PhraseForm::plain("narrative.mix.population", &["place"]);
const OF_WITHHELD: &[&str] = &["n", "of", "names"];
const WITHHELD: PhraseForm = PhraseForm::plain("narrative.mix.withheld", OF_WITHHELD);
const WITHHELD_ONE: PhraseForm = PhraseForm::plain("narrative.mix.withheld.one", OF_WITHHELD);

/// So many categories are named behind the largest, of those with at least this share.
const MOST_NEXT: usize = 2;
const LEAST_NEXT: f64 = 10.0;
/// So many categories that stand apart are told.
const MOST_APART: usize = 2;
/// From this share on, unaccompanied asylum-seeking children are told of with every mix.
const LEAST_ASYLUM: f64 = 15.0;
/// A share that moved by so many points may have been recorded otherwise.
const IMPROBABLE_MOVE: f64 = 15.0;
/// More names than this are only counted.
const MOST_NAMES: usize = 3;

/// A sentence and the category that it rests on.
pub(crate) struct CategoryClause<'c, 's> {
    pub(crate) c: &'c Comparison<'s>,
    pub(crate) clause: NarrativeClause,
}

/// The sentences in their order; none where no share is known.
pub(crate) fn paragraph<'c, 's>(
    whole: &ComparedBreakdown<'c, 's>,
    phrases: &Phrases,
) -> Vec<CategoryClause<'c, 's>> {
    let by_share = whole.by_share();
    let Some((largest, others)) = by_share.split_first() else {
        return Vec::new();
    };
    let c = largest.comparison;
    if largest.reading().value() == Some(0.0) {
        // What is known is that there was nobody: the others are withheld.
        return withheld(whole, phrases).into_iter().collect();
    }
    let of = |clause: NarrativeClause| CategoryClause { c, clause };
    let mut told: Vec<CategoryClause<'c, 's>> = Vec::new();
    told.extend(figure::figure(c, phrases).map(of));
    told.extend(beside::of_category(c, phrases).map(of));
    let (of_largest, of_another): (Vec<_>, Vec<_>) = moved(whole, c, phrases)
        .into_iter()
        .partition(|moved| moved.c.indicator.id == c.indicator.id);
    told.extend(of_largest);
    told.extend(asylum(whole, phrases));
    let is_of_two = whole.breakdown.is_exclusive && whole.breakdown.categories.len() == 2;
    let mut apart: Vec<&ComparedCategory<'c, 's>> = others.to_vec();
    apart.retain(|of| !is_of_two && stands_apart(of));
    apart.sort_by(|one, other| furthest_first(one, other));
    apart.truncate(MOST_APART);
    let is_told = |of: &ComparedCategory<'_, '_>| {
        let mut apart = apart.iter();
        apart.any(|told| told.category.id == of.category.id)
    };
    let mut base = None;
    for of in &apart {
        told.extend(stands(of, &mut base, phrases));
    }
    let mut plain: Vec<&ComparedCategory<'c, 's>> = others.to_vec();
    plain.retain(|of| !is_told(of));
    told.extend(next(c, &plain, phrases).map(of));
    told.extend(of_another);
    told.extend(mix(whole, c, phrases).map(of));
    told.extend(withheld(whole, phrases));
    told.extend(population(whole, c, phrases).map(of));
    shortened(told)
}

/// A longer paragraph leaves out what its reader misses least: it stands in the table.
const MOST_WORDS: usize = 95;
const LEAST_MISSED: [&str; 3] = [
    clause_kind::NEXT.name,
    clause_kind::MIX.name,
    clause_kind::MOVED.name,
];

fn shortened<'c, 's>(mut told: Vec<CategoryClause<'c, 's>>) -> Vec<CategoryClause<'c, 's>> {
    for kind in LEAST_MISSED {
        let texts = told.iter().map(|of| of.clause.text.as_str());
        let words: usize = texts.map(|text| text.split_whitespace().count()).sum();
        if words > MOST_WORDS {
            told.retain(|of| of.clause.kind != kind);
        }
    }
    told
}

/// The same as one text, for where no sentence needs its evidence.
pub(crate) fn in_one_text(whole: &ComparedBreakdown<'_, '_>, phrases: &Phrases) -> String {
    let told = paragraph(whole, phrases);
    let texts: Vec<&str> = told.iter().map(|of| of.clause.text.as_str()).collect();
    texts.join(" ")
}

/// Other large categories, of which nothing else is told.
fn next(
    c: &Comparison<'_>,
    others: &[&ComparedCategory<'_, '_>],
    phrases: &Phrases,
) -> Option<NarrativeClause> {
    let large = others.iter().copied().filter_map(|of| {
        let share = of.reading().value().filter(|share| *share >= LEAST_NEXT)?;
        let own = figure::own_digits(of.comparison, share);
        Some((of, format!("“{}” ({own})", of.category.title)))
    });
    let (of_each, names): (Vec<&ComparedCategory<'_, '_>>, Vec<String>) =
        large.take(MOST_NEXT).unzip();
    if names.is_empty() {
        return None;
    }
    let values: Vec<_> = of_each
        .iter()
        .map(|of| json!({ "category": of.category.key, "value": of.reading().value() }))
        .collect();
    let evidence = FindingEvidence {
        values: json!({ "next": values }),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    let form = if names.len() == 1 { &NEXT_ONE } else { &NEXT };
    let text = phrases.say(c, form, vec![("others", list(&names))]);
    Some(NarrativeClause::of(clause_kind::NEXT, text, evidence, c))
}

/// Whether a category is one to tell: beyond all neighbours or different from England, and of more than a handful.
fn stands_apart(of: &ComparedCategory<'_, '_>) -> bool {
    of.is_of_many() && (of.survives || beside::beyond_all(of.comparison).is_some())
}

/// What lies beyond all neighbours comes first, then what is furthest from others.
fn furthest_first(one: &ComparedCategory<'_, '_>, other: &ComparedCategory<'_, '_>) -> Ordering {
    let is_beyond = |of: &ComparedCategory<'_, '_>| beside::beyond_all(of.comparison).is_some();
    is_beyond(other)
        .cmp(&is_beyond(one))
        .then(other.distance().total_cmp(&one.distance()))
}

/// A category that stands apart, with the one that says most of it: every neighbour, or England. `told` is the number of people that the
/// sentence before named, whom a second sentence does not name again.
fn stands<'c, 's>(
    of: &ComparedCategory<'c, 's>,
    told: &mut Option<f64>,
    phrases: &Phrases,
) -> Option<CategoryClause<'c, 's>> {
    let c = of.comparison;
    let value = c.reading.value()?;
    let (over, base) = figure::own_counts(c)?;
    let is_further = told.replace(base) == Some(base);
    // Of people there may be more elsewhere: what is larger or smaller is the share.
    let more = |is_more: bool| {
        let size = if is_more { "larger" } else { "smaller" };
        format!("a {size} {}", if is_further { "one" } else { "share" })
    };
    let (form, than_peers) = if is_further {
        (&APART_TOO, &THAN_PEERS_TOO)
    } else {
        (&APART, &THAN_PEERS)
    };
    let (facts, comparators) = match beside::beyond_all(c) {
        Some((is_above, mut values)) => {
            values.insert(0, ("more", more(is_above)));
            let spread = c.neighbours.spread;
            let ends = spread.map(|of| [("low", of.min()), ("high", of.max())]);
            for (name, end) in ends.into_iter().flatten() {
                // The first of a name counts: behind a count both ends need their sign.
                values.insert(0, (name, short_quantity(c.indicator, end)));
            }
            let range =
                json!({ "min": spread.map(|of| of.min()), "max": spread.map(|of| of.max()) });
            (phrases.say(c, than_peers, values), range)
        }
        None => {
            let england = c.comparable_england()?;
            let shown = short_quantity(c.indicator, england);
            let values = vec![("more", more(value > england)), ("england", shown)];
            (
                phrases.say(c, &THAN_ENGLAND, values),
                json!({ "england": england }),
            )
        }
    };
    let values: PhraseValues = vec![
        ("own", figure::own_digits(c, value)),
        ("did", of.category.again.clone()),
        ("over", format_number(over, 0)),
        ("base", format_number(base, 0)),
        ("facts", facts),
    ];
    let evidence = FindingEvidence {
        values: json!({ "value": value, "numerator": over, "denominator": base }),
        comparators,
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    let text = phrases.say(c, form, values);
    let clause = NarrativeClause::of(clause_kind::BESIDE, text, evidence, c);
    Some(CategoryClause { c, clause })
}

/// The share that moved furthest over the years, beyond chance; of the category that the paragraph begins with in fewer words.
fn moved<'c, 's>(
    whole: &ComparedBreakdown<'c, 's>,
    largest: &Comparison<'_>,
    phrases: &Phrases,
) -> Option<CategoryClause<'c, 's>> {
    let moved = whole.categories.iter().filter_map(|of| {
        let change = of.moved()?;
        Some((of, change))
    });
    let (of, change) = moved.max_by(|(_, one), (_, other)| {
        let [one, other] = [one, other].map(|change| (change.now - change.earlier).abs());
        one.total_cmp(&other)
    })?;
    let c = of.comparison;
    let words = c.reference.words.get(&c.indicator.id)?;
    let rose = if change.now > change.earlier {
        "risen"
    } else {
        "fallen"
    };
    let values = vec![
        ("which", whole.breakdown.which.clone()),
        ("did", words.did.clone()),
        ("rose", rose.to_owned()),
        ("from", figure::own_digits(c, change.earlier)),
        ("from_year", change.period.short()),
        ("own", figure::own_digits(c, change.now)),
    ];
    let evidence = FindingEvidence {
        values: json!({ "value": change.now, "earlier": change.earlier, "period": change.period.label }),
        method: "difference of two proportions (Newcombe)".to_owned(),
        level: Some(95.0),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    let form = if c.indicator.id == largest.indicator.id {
        &MOVED_ITSELF
    } else {
        &MOVED
    };
    let mut text = phrases.say(c, form, values);
    if (change.now - change.earlier).abs() >= IMPROBABLE_MOVE {
        text = format!("{text} {}", phrases.say(c, &paragraph::JUMP, Vec::new()));
    }
    let clause = NarrativeClause::of(clause_kind::MOVED, text, evidence, c);
    Some(CategoryClause { c, clause })
}

/// That the mix as a whole differs from England's no more than chance could bring; that it differs, its categories say.
fn mix(
    whole: &ComparedBreakdown<'_, '_>,
    c: &Comparison<'_>,
    phrases: &Phrases,
) -> Option<NarrativeClause> {
    let mix = whole.mix.filter(|_| whole.mix_differs() == Some(false))?;
    let evidence = FindingEvidence {
        values: json!({ "statistic": mix.statistic, "degrees_of_freedom": mix.freedom, "p": mix.p }),
        method: "chi-squared goodness of fit to England’s shares".to_owned(),
        level: Some(95.0),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    let text = phrases.say(c, &ALIKE, Vec::new());
    Some(NarrativeClause::of(clause_kind::MIX, text, evidence, c))
}

/// That many of the people are unaccompanied asylum-seeking children, who make a mix of their own.
fn asylum<'c, 's>(
    whole: &ComparedBreakdown<'c, 's>,
    phrases: &Phrases,
) -> Option<CategoryClause<'c, 's>> {
    let c = whole.asylum?;
    let value = c.reading.value().filter(|share| *share >= LEAST_ASYLUM)?;
    let (over, base) = figure::own_counts(c)?;
    let values = vec![
        ("own", figure::own_digits(c, value)),
        ("over", format_number(over, 0)),
    ];
    let evidence = FindingEvidence {
        values: json!({ "value": value, "numerator": over, "denominator": base }),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    let text = phrases.say(c, &ASYLUM, values);
    let clause = NarrativeClause::of(clause_kind::FIGURE, text, evidence, c);
    Some(CategoryClause { c, clause })
}

/// That shares of a group of the population do not show over-representation, where nobody has brought how many children it has.
fn population(
    whole: &ComparedBreakdown<'_, '_>,
    c: &Comparison<'_>,
    phrases: &Phrases,
) -> Option<NarrativeClause> {
    if !whole.breakdown.is_of_population || whole.children_file.is_some() {
        return None;
    }
    let place = Prose::of(c).in_place(c.area);
    let text = phrases.say(c, &POPULATION, vec![("place", place)]);
    let evidence = FindingEvidence::plain(own_value(c), "as published");
    Some(NarrativeClause::of(clause_kind::CAUTION, text, evidence, c))
}

/// Which shares are withheld since they stand for very few.
fn withheld<'c, 's>(
    whole: &ComparedBreakdown<'c, 's>,
    phrases: &Phrases,
) -> Option<CategoryClause<'c, 's>> {
    let without: Vec<_> = whole
        .without_share()
        .filter(|of| of.reading().status() == Status::Suppressed)
        .collect();
    let first = without.first()?;
    let c = first.comparison;
    let names = if without.len() > MOST_NAMES {
        String::new()
    } else {
        let titles = without.iter().map(|of| of.category.title.as_str());
        format!(": {}", breakdowns::names(titles))
    };
    let values = vec![
        ("n", sentence_start(&number_word(without.len()))),
        ("of", number_word(whole.breakdown.categories.len())),
        ("names", names),
    ];
    let form = if without.len() == 1 {
        &WITHHELD_ONE
    } else {
        &WITHHELD
    };
    let keys: Vec<&str> = without.iter().map(|of| of.category.key.as_str()).collect();
    let evidence = FindingEvidence {
        values: json!({ "withheld": keys }),
        ..FindingEvidence::plain(own_value(c), "as published")
    };
    let text = phrases.say(c, form, values);
    let clause = NarrativeClause::of(clause_kind::WITHHELD, text, evidence, c);
    Some(CategoryClause { c, clause })
}
