//! Places that a sentence is about and that are no authority: districts, towns, wards, schools. Their figures are not the authority's.

use super::lexeme::Lexeme;
use super::names::Mention;
use crate::observation::area::Area;

/// Words with a capital letter that are no places.
const NO_PLACES: [&str; 72] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "ofsted",
    "dfe",
    "department",
    "government",
    "council",
    "county",
    "children",
    "child",
    "committee",
    "cabinet",
    "board",
    "service",
    "services",
    "england",
    "english",
    "table",
    "figure",
    "fig",
    "annex",
    "appendix",
    "section",
    "paragraph",
    "chart",
    "key",
    "stage",
    "year",
    "years",
    "autumn",
    "spring",
    "summer",
    "winter",
    "term",
    "covid",
    "covid19",
    "ons",
    "nomis",
    "lait",
    "ess",
    "national",
    "the",
    "our",
    "uk",
    "it",
    "education",
    "health",
    "justice",
    "youth",
    "care",
    "police",
    "nhs",
    "director",
    "members",
    "local",
];

/// Words after which a place stands in which something is counted.
const WHERE: [&str; 6] = ["in", "for", "across", "within", "around", "throughout"];

/// The place that is no authority, where a sentence names one as the place of its figures: a known one (`elsewhere`) anywhere, another
/// by how it is named. `is_inside_name` says whether a lexeme is part of an indicator's name.
pub(super) fn find(
    sentence: &[Lexeme],
    areas: &[Mention<Area>],
    elsewhere: &[Mention<()>],
    is_inside_name: impl Fn(usize) -> bool,
) -> Option<String> {
    let is_known = |at: usize| {
        is_inside_name(at)
            || areas
                .iter()
                .any(|mention| mention.from <= at && at < mention.to)
    };
    let is_free = |place: &&Mention<()>| !(place.from..place.to).any(is_known);
    if let Some(place) = elsewhere.iter().find(is_free) {
        return Some(capitalised(&sentence[place.from..place.to]));
    }
    (0..sentence.len()).find_map(|at| {
        let Lexeme::Word {
            text,
            capital: true,
            possessive,
        } = &sentence[at]
        else {
            return None;
        };
        if is_known(at) || NO_PLACES.contains(&text.as_str()) || text.len() < 3 {
            return None;
        }
        // The name may be longer: "Nuneaton and Bedworth", "South Ribble's".
        let is_where = at > 0 && sentence[at - 1].is_any(&WHERE);
        let joins_known = at > 0 && areas.iter().any(|mention| mention.to == at);
        (is_where || *possessive && !joins_known).then(|| name(sentence, at))
    })
}

/// A name from its first word, as far as it goes on in capitals.
fn name(sentence: &[Lexeme], from: usize) -> String {
    let goes_on = |lexeme: &&Lexeme| matches!(lexeme, Lexeme::Word { capital: true, .. });
    let words = sentence[from..].iter().take_while(goes_on).count();
    capitalised(&sentence[from..from + words])
}

/// The words of a name, as they stand.
fn capitalised(name: &[Lexeme]) -> String {
    let words = name.iter().filter_map(|lexeme| match lexeme {
        Lexeme::Word { text, capital, .. } => {
            let mut letters = text.chars();
            let first: String = match letters.next() {
                Some(first) if *capital => first.to_uppercase().collect(),
                first => first.into_iter().collect(),
            };
            Some(first + letters.as_str())
        }
        _ => None,
    });
    words.collect::<Vec<_>>().join(" ")
}
