//! What is said of newer inspections, of parts, of shared services, and of how far the files reach.

use super::super::{Prose, list, number_word, sentence_start};
use super::words::{aspect, day, grade, inspection, inspectorate, judged_as, of, percent};
use crate::compare::judged::{JudgedPosition, JudgementTally, PARTS};
use crate::observation::area::Area;
use crate::observation::judgement::{Grade, Inspectorate, Judgement};
use crate::reference::judgements::{ContraryReading, JudgementFile};

/// The judgement before, where it was another one.
fn change(s: &JudgedPosition<'_>) -> Option<String> {
    if s.newer_by_parts().is_some() {
        return None;
    }
    let ((judgement, now), (last, before)) = (s.own?, s.before?);
    let of = last.published?.strftime("%B %Y");
    let by_other_rules = if last.framework == judgement.framework {
        ""
    } else {
        " under another framework"
    };
    (now != before).then(|| {
        format!(
            "The judgement before, of {of}{by_other_rules}, was “{}”.",
            grade(before, s.who)
        )
    })
}

/// The parts that the newest inspection found worse than the last overall judgement.
fn below(s: &JudgedPosition<'_>) -> Option<String> {
    let (_, whole) = s.own?;
    let parts: Vec<String> = s
        .parts_below()
        .into_iter()
        .map(|(part, found)| format!("{} ({})", aspect(part).to_lowercase(), grade(found, s.who)))
        .collect();
    (!parts.is_empty()).then(|| {
        let by = s
            .newer_by_parts()
            .and_then(|newest| newest.published)
            .map_or_else(String::new, |day| day.strftime(" in %B %Y").to_string());
        format!("Below {}{by}: {}.", grade(whole, s.who), list(&parts))
    })
}

impl Prose<'_> {
    /// The authority's own newest inspection, where it gave no overall judgement.
    pub(super) fn judged_newer(&self, s: &JudgedPosition<'_>) -> Vec<String> {
        let Some(newest) = s.newer_by_parts() else {
            return Vec::new();
        };
        let began = newest.inspected.map_or_else(String::new, |began| {
            format!(", which began on {},", day(began))
        });
        let mut said = vec![format!(
            "Its newest inspection{began} gave no overall judgement: inspections begun since April 2026 have none."
        )];
        let parts: Vec<String> = PARTS
            .iter()
            .filter_map(|part| Some((part, newest.aspects.get(*part)?)))
            .map(|(part, found)| {
                format!("{}, {}", aspect(part).to_lowercase(), grade(*found, s.who))
            })
            .collect();
        if !parts.is_empty() {
            let report = newest
                .published
                .map_or_else(String::new, |published| format!(" of {}", day(published)));
            said.push(format!(
                "By parts its report{report} says: {}.",
                parts.join("; ")
            ));
        }
        if let Some((last, found)) = s.own {
            let from = last
                .published
                .map_or_else(String::new, |published| format!(" of {}", day(published)));
            said.push(format!(
                "Counted here is its last overall judgement, {}{from}.",
                grade(found, s.who)
            ));
        }
        said
    }

    /// With whom the authority shares the service that was rated.
    pub(super) fn judged_shared(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let (judgement, _) = s.own?;
        let others: Vec<Area> = judgement
            .areas
            .iter()
            .copied()
            .filter(|other| *other != s.area)
            .collect();
        let service = if judgement.service.is_empty() {
            "one service".to_owned()
        } else {
            format!("one service, {},", judgement.service)
        };
        (!others.is_empty()).then(|| {
            format!(
                "It is a rating of {service} that {} shares with {}.",
                self.short(s.area),
                self.all(&others)
            )
        })
    }

    /// Where what was read of the authority's reports differs from the release.
    pub(super) fn judged_contrary(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let first = s.contrary.first()?;
        let from = first
            .published
            .map_or_else(String::new, |published| format!(" of {}", day(published)));
        let each: Vec<String> = s.contrary.iter().map(|each| difference(each)).collect();
        Some(format!(
            "The reading of its report{from} differs from {}’s own release, which counts here: {}.",
            inspectorate(s.who),
            each.join("; ")
        ))
    }

    /// The standing in one line, for a summary.
    pub(crate) fn judged_in_short(&self, s: &JudgedPosition<'_>) -> String {
        let name = self.short(s.area);
        let good = of(s.england.good().len(), s.england.judged.len());
        let Some((judgement, found)) = s.own else {
            return match s.who {
                Inspectorate::Hmip => format!(
                    "No rating of {name}’s youth justice service is in the files we have; {good} authorities with a rating there are good or outstanding."
                ),
                _ => format!(
                    "{name} has no overall judgement yet; {good} authorities are good or outstanding."
                ),
            };
        };
        let when = judgement
            .published
            .map_or_else(String::new, |day| day.strftime(" in %B %Y").to_string());
        let [what, was, verb, rated] = match s.who {
            Inspectorate::Hmip => [
                "youth justice service",
                "was",
                "rated",
                " with a rating in the files we have",
            ],
            _ => ["children’s services", "were", "judged", ""],
        };
        let since = s
            .newer_by_parts()
            .and_then(|newest| newest.published)
            .map_or_else(String::new, |day| {
                format!(", and by parts alone in {}", day.strftime("%B %Y"))
            });
        let more: Vec<String> = below(s).into_iter().chain(change(s)).collect();
        let more = match more.as_slice() {
            [] => String::new(),
            some => format!(" {}", some.join(" ")),
        };
        format!(
            "{name}’s {what} {was} {verb} {}{when}{since}; {good} authorities{rated} are good or outstanding.{more}",
            judged_as(found, s.who)
        )
    }

    /// Whether the judgement is one of few.
    pub(super) fn judged_top(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let (_, own) = s.own?;
        let all = s.england.judged.len();
        let (as_good, words) = match own {
            Grade::Outstanding => (s.england.grades()[0].1, "outstanding"),
            Grade::Good => (s.england.good().len(), "good or outstanding"),
            _ => return None,
        };
        // A third is said of no more than a third.
        (as_good * 3 <= all).then(|| {
            format!(
                "In England {} are {words}{}: {} is within the top third.",
                of(as_good, all),
                percent(as_good, all),
                self.short(s.area)
            )
        })
    }

    /// Who has a newer inspection without an overall judgement, and how many were good by each part.
    pub(super) fn judged_by_parts(&self, s: &JudgedPosition<'_>) -> Vec<String> {
        let newer = &s.england.newer_by_parts;
        if s.who != Inspectorate::Ofsted || s.england.judged.is_empty() {
            return Vec::new();
        }
        let mut said = Vec::new();
        if !newer.is_empty() {
            let (have, their) = if newer.len() == 1 {
                ("authority counted here has", "Its")
            } else {
                ("authorities counted here have", "Their")
            };
            said.push(format!(
                "{} {have} a newer inspection without an overall judgement: {}. {their} last overall judgement counts.",
                sentence_start(&number_word(newer.len())),
                self.all(newer)
            ));
        }
        let first = PARTS[0];
        let (good, judged) = s.england.by_part(first);
        let region = s.region.as_ref().map(|(region, tally)| {
            let (good, judged) = tally.by_part(first);
            format!("{} {} and ", of(good, judged), self.in_place(*region))
        });
        if judged > 0 {
            said.push(format!(
                "{} was judged good or better in {}{} in England{}, by newest inspections; the table has the other parts.",
                aspect(first),
                region.unwrap_or_default(),
                of(good, judged),
                percent(good, judged)
            ));
        }
        said
    }

    /// The title of a table of how many were good by each part.
    pub(crate) fn title_of_parts(&self, s: &JudgedPosition<'_>) -> String {
        format!(
            "Judged good or better by the parts of each authority’s newest inspection, as at {}",
            day(s.day)
        )
    }

    /// How many have a youth justice rating at all.
    pub(super) fn judged_at_all(&self, s: &JudgedPosition<'_>) -> String {
        let rated = |tally: &JudgementTally| of(tally.judged.len(), tally.there());
        let region = s
            .region
            .as_ref()
            .map(|(region, tally)| format!("{} {}, ", rated(tally), self.in_place(*region)));
        let neighbours = match s.neighbours.there() {
            0 => String::new(),
            _ => format!(
                "{} of its statistical neighbours and ",
                rated(&s.neighbours)
            ),
        };
        format!(
            "The files hold a rating for {}{neighbours}{} in England. A service that several share counts once for each.",
            region.unwrap_or_default(),
            rated(&s.england)
        )
    }

    /// How far the files reach.
    pub(super) fn judged_until(s: &JudgedPosition<'_>) -> Vec<String> {
        let newest_of = |is_reading: bool| {
            let of_kind = s
                .files
                .iter()
                .filter(|file| file.read_on.is_some() == is_reading);
            of_kind.max_by_key(|file| file.complete_to)
        };
        let (release, reading) = (newest_of(false), newest_of(true));
        let end = s.files.iter().filter_map(|file| file.complete_to).max();
        let mut said = Vec::new();
        if let Some(until) = end.filter(|until| *until < s.day) {
            said.push(format!(
                "The data ends on {}: what was published later is not in it.",
                day(until)
            ));
        }
        let released = release.and_then(|file| file.complete_to);
        let later = reading.filter(|file| {
            let read = file.read_on;
            released.is_none_or(|released| read > Some(released) && released < s.day)
        });
        match (release, later) {
            (release, Some(reading)) => said.extend(read_since(s.who, release.copied(), reading)),
            (Some(release), None) if release.complete_to == Some(s.day) => {
                said.extend(release.inspected_to.map(|until| {
                    format!(
                        "The data holds inspections up to {} with reports published by {}.",
                        day(until),
                        day(s.day)
                    )
                }));
            }
            _ => {}
        }
        said
    }
}

fn difference(each: &ContraryReading) -> String {
    let released = each.released.as_deref().unwrap_or("not judged apart");
    format!(
        "{} read as {}, released as {}",
        aspect(&each.what).to_lowercase(),
        each.read.to_lowercase(),
        released.to_lowercase()
    )
}

/// "15 of 24": how many were good by a part; empty where none was judged.
pub(crate) fn good_by_part(tally: &JudgementTally, part: &str) -> String {
    match tally.by_part(part) {
        (_, 0) => String::new(),
        (good, judged) => of(good, judged),
    }
}

/// Why fewer authorities count by one part than by another.
pub(crate) const PARTS_COUNTED: &str = "Counted are authorities whose newest inspection judged the part: care leavers \
     have been judged separately since 2023, as they were until 2017; in between they were part of the judgement on children in care.";

/// Where the report of an inspection can be read.
pub(crate) fn report_link(judgement: &Judgement) -> Option<String> {
    let of = judgement
        .day()
        .map_or_else(String::new, |known| format!(" of {}", day(known)));
    (!judgement.report.is_empty()).then(|| {
        format!(
            "{}{of}, report: {}",
            inspection(judgement),
            judgement.report
        )
    })
}

/// What stands on a reading and no release, and what a reading does not hold.
fn read_since(
    who: Inspectorate,
    release: Option<&JudgementFile>,
    reading: &JudgementFile,
) -> Vec<String> {
    let Some(read) = reading.read_on.map(day) else {
        return Vec::new();
    };
    match release.and_then(|file| Some((file.complete_to?, file.inspected_to))) {
        Some((released, inspected_to)) => {
            let visits = inspected_to.map(|until| {
                format!("Of inspections since, only each authority’s newest is known, and no visit after {}.", day(until))
            });
            let since = format!(
                "Reports published after {} are known as read from their pages on {read}, not from {}’s own release.",
                day(released),
                inspectorate(who)
            );
            std::iter::once(since).chain(visits).collect()
        }
        None => vec![format!(
            "The ratings are as read from {}’s reports by {read}; not every report is among them.",
            inspectorate(who)
        )],
    }
}
