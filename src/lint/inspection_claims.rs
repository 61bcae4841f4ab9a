//! What a sentence says of inspections in the words of this program's papers: how and when a service was judged, that no rating is known, and
//! when the next inspection may come. They are no claims about an indicator, so they are ruled on here.

use super::judge::Ruling;
use super::remark::{ClaimVerdict, EvidenceRow};
use super::sentence::ParsedSentence;
use crate::compare::judged::standing;
use crate::compare::upcoming::{expected, fared};
use crate::finding::prose::judgements::timeline::window;
use crate::finding::prose::lint as words;
use crate::finding::prose::{Prose, judgements::day};
use crate::observation::area::Area;
use crate::observation::day::british_day;
use crate::observation::judgement::{Grade, Inspectorate, Judgement};
use crate::reference::Reference;
use crate::reference::judgements::Judgements;
use crate::reference::neighbours::NeighbourList;
use jiff::civil::Date;

/// Words of which one stands in every such sentence.
const MARKS: [&str; 3] = [
    "children’s services were judged",
    "youth justice service",
    "next inspection",
];

/// Whether a text may say something of inspections.
pub(super) fn may_be(text: &str) -> bool {
    MARKS.iter().any(|mark| text.contains(mark))
}

/// Rules on a sentence; none where it says nothing of inspections that can be read in one way.
pub(super) fn ruling(
    sentence: &ParsedSentence<'_>,
    text: &str,
    reference: &Reference,
    judgements: &Judgements,
) -> Option<Ruling> {
    let mut places = sentence.areas.iter().map(|mention| mention.of);
    let area = places.find(|area| area.is_authority())?;
    let known = KnownInspections {
        reference,
        judgements,
        area,
    };
    if let Some(ruling) = known.as_in_papers(text) {
        return Some(ruling);
    }
    if text.contains("next inspection") {
        known.next(text)
    } else if text.starts_with("No rating of ") {
        Some(known.unrated())
    } else if let Some((_, rest)) = text.split_once("children’s services were judged") {
        known.judged(Inspectorate::Ofsted, rest)
    } else {
        let (_, rest) = text.split_once("youth justice service was rated")?;
        known.judged(Inspectorate::Hmip, rest)
    }
}

struct KnownInspections<'r> {
    reference: &'r Reference,
    judgements: &'r Judgements,
    area: Area,
}

impl KnownInspections<'_> {
    /// The sentence beside what a paper of today says in its place: the one that begins with the same words, up to the first figure.
    fn as_in_papers(&self, text: &str) -> Option<Ruling> {
        let (who, says) = [Inspectorate::Ofsted, Inspectorate::Hmip]
            .into_iter()
            .flat_map(|who| {
                self.said(who, text)
                    .into_iter()
                    .map(move |says| (who, says))
            })
            .find(|(_, says)| stem(says) == stem(text))?;
        let verdict = if begins_so(&says, text) {
            ClaimVerdict::Agrees
        } else {
            ClaimVerdict::Differs
        };
        let held = self.judgements.held(who, self.area, Date::MAX);
        Some(self.ruled(verdict, held.map(|(judgement, _)| judgement), says))
    }

    /// What papers say of an inspectorate's judgements of the authority, as at the day that a text names.
    fn said(&self, who: Inspectorate, text: &str) -> Vec<String> {
        let prose = self.prose();
        let Some(as_at) = day_in(text).or_else(|| self.judgements.complete_to(who)) else {
            return Vec::new();
        };
        // Sentences that are ruled on here name no neighbours.
        let list = NeighbourList::DEFAULT;
        let standing = standing(self.judgements, self.reference, who, self.area, as_at, list);
        let mut said = vec![prose.judged_in_short(&standing)];
        said.extend(prose.judged(&standing).into_iter().next());
        let estimate = expected(self.judgements, who, self.area, as_at);
        said.extend(estimate.iter().flat_map(|estimate| {
            let record = fared(self.reference, self.judgements, estimate.rule, as_at);
            prose.next_inspection((estimate, as_at), Some(&record), &[])
        }));
        said
    }

    /// A grade, and the month in which the report came out where it is said.
    fn judged(&self, who: Inspectorate, rest: &str) -> Option<Ruling> {
        let (claimed, months) = (grade(rest)?, months(rest));
        let all = self.judgements.history(who, self.area, Date::MAX);
        if let Some(day) = day_in(rest) {
            let then = self.judgements.held(who, self.area, day);
            let verdict = match then {
                Some((_, grade)) if grade.on_scale() == claimed => ClaimVerdict::Agrees,
                _ => ClaimVerdict::Differs,
            };
            let shown = then.or_else(|| self.judgements.held(who, self.area, Date::MAX));
            let says = words::judged(self.prose(), self.area, who, then);
            return Some(self.ruled(verdict, shown.map(|(judgement, _)| judgement), says));
        }
        let is_it = |judgement: &&&Judgement| {
            let months_of = [judgement.published, judgement.inspected].map(|day| day.map(month));
            let is_then =
                months.is_empty() || months_of.iter().flatten().any(|of| months.contains(of));
            is_then
                && judgement
                    .counted()
                    .is_some_and(|found| found.on_scale() == claimed)
        };
        let found = all.iter().find(is_it).copied();
        let held = self.judgements.held(who, self.area, Date::MAX);
        let shown = found.or(held.map(|(judgement, _)| judgement));
        let verdict = match found {
            Some(_) => ClaimVerdict::Agrees,
            None => ClaimVerdict::Differs,
        };
        Some(self.ruled(
            verdict,
            shown,
            words::judged(self.prose(), self.area, who, held),
        ))
    }

    /// That no rating of youth justice is known.
    fn unrated(&self) -> Ruling {
        let who = Inspectorate::Hmip;
        let held = self.judgements.held(who, self.area, Date::MAX);
        let verdict = match held {
            None => ClaimVerdict::Agrees,
            Some(_) => ClaimVerdict::Differs,
        };
        let shown = held.map(|(judgement, _)| judgement);
        self.ruled(
            verdict,
            shown,
            words::judged(self.prose(), self.area, who, held),
        )
    }

    /// The window of the next inspection: as of today, or as it was after an older one.
    fn next(&self, text: &str) -> Option<Ruling> {
        // Who only speaks of a next inspection does not claim when the rule has it.
        if !text.contains("by the published rule") {
            return None;
        }
        let who = Inspectorate::Ofsted;
        let newest = expected(self.judgements, who, self.area, Date::MAX)?;
        let days = self.judgements.history(who, self.area, Date::MAX);
        let days = days.into_iter().filter_map(|event| event.published);
        let is_older = || {
            let mut estimates =
                days.filter_map(|day| expected(self.judgements, who, self.area, day));
            estimates.any(|estimate| text.contains(&window(&estimate)))
        };
        let verdict = if text.contains(&window(&newest)) {
            ClaimVerdict::Agrees
        } else if is_older() {
            ClaimVerdict::Stale
        } else {
            ClaimVerdict::Differs
        };
        let says = words::next_inspection(self.prose(), &newest);
        Some(self.ruled(verdict, Some(newest.last), says))
    }

    fn prose(&self) -> Prose<'_> {
        Prose {
            reference: self.reference,
        }
    }

    fn ruled(&self, verdict: ClaimVerdict, shown: Option<&Judgement>, says: String) -> Ruling {
        let row = shown.and_then(|judgement| {
            let file = self.judgements.files.get(judgement.place.file)?;
            Some(EvidenceRow {
                source: file.source.credit(),
                file: file.source.file.clone(),
                row: u32::try_from(judgement.place.row).ok(),
            })
        });
        let known = shown.and_then(|judgement| judgement.published.or(judgement.inspected));
        Ruling {
            verdict,
            area: self.area,
            period: known.map_or_else(String::new, day),
            says,
            shown: row.unwrap_or_default(),
        }
    }
}

/// Whether a sentence is another one, or the beginning of it.
fn begins_so(whole: &str, text: &str) -> bool {
    let rest = whole.strip_prefix(text.trim_end_matches('.'));
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The words before the first figure.
fn stem(text: &str) -> &str {
    let end = text.find(|c: char| c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

/// The day as at which a text counts.
fn day_in(text: &str) -> Option<Date> {
    let (_, after) = text.split_once("as at ")?;
    let words: Vec<&str> = after.split([' ', ';', ',', '.']).take(3).collect();
    british_day(&words.join(" "))
}

/// The first grade that a text names, on the scale of four.
fn grade(text: &str) -> Option<Grade> {
    let words = [
        ("outstanding", Grade::Outstanding),
        ("good", Grade::Good),
        ("requir", Grade::RequiresImprovement),
        ("inadequate", Grade::Inadequate),
    ];
    let found = words
        .iter()
        .filter_map(|(word, grade)| Some((text.find(word)?, *grade)));
    found.min_by_key(|(at, _)| *at).map(|(_, grade)| grade)
}

fn month(day: Date) -> (i16, i8) {
    (day.year(), day.month())
}

/// The months that a text names: "February 2023".
fn months(text: &str) -> Vec<(i16, i8)> {
    let mut found = Vec::new();
    for at in 1..=12 {
        let Ok(first) = Date::new(2000, at, 1) else {
            continue;
        };
        let name = first.strftime("%B ").to_string();
        for (place, _) in text.match_indices(&name) {
            let year = text[place + name.len()..]
                .chars()
                .take(4)
                .collect::<String>();
            found.extend(year.parse().ok().map(|year| (year, at)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_and_months_are_read_as_papers_write_them() {
        let text = " as requiring improvement to be good in February 2023; 111 of 153 authorities are good or outstanding.";
        assert_eq!(grade(text), Some(Grade::RequiresImprovement));
        assert_eq!(months(text), [(2023, 2)]);
        assert_eq!(grade(" good in May 2024"), Some(Grade::Good));
        let counted =
            "was judged good, one of 6 of 23, that were good or outstanding as at 8 December 2017.";
        assert_eq!(day_in(counted), Some(Date::constant(2017, 12, 8)));
        assert_eq!(stem(counted), "was judged good, one of ");
        assert!(months("in the year to March").is_empty() && grade("not at all").is_none());
    }
}
