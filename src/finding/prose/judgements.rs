//! Sentences about inspection judgements. Each takes the standing that it speaks of.

pub(crate) mod headings;
mod parts;
pub(crate) mod timeline;
pub(crate) mod upcoming;
mod words;

use super::{Prose, list, number_word, sentence_start};
use crate::compare::judged::{JudgedPosition, JudgementTally};
use crate::observation::area::Area;
use crate::observation::judgement::{Grade, Inspectorate, UnreadJudgement};
use crate::reference::group::list_date;
use jiff::civil::Date;
pub(crate) use parts::{PARTS_COUNTED, good_by_part, report_link};
use std::collections::BTreeSet;
pub(crate) use words::{
    ADD_A_RATING, ADEQUATE, NO_DAY, NOT_IN_THE_FILES, PARTS_NOT_READ, RULE, aspect, day, framework,
    inspection, inspectorate, short_grade,
};
use words::{grade, judged_as, of, percent, subject};

/// The title of a table of the neighbours' judgements.
pub(crate) fn title_of_neighbours(who: Inspectorate, as_at: Date) -> String {
    let what = match who {
        Inspectorate::Hmip => "Youth justice ratings",
        _ => "Overall judgements",
    };
    format!("{what} of statistical neighbours as at {}", day(as_at))
}

impl Prose<'_> {
    /// The title of a table of an authority's inspections.
    pub(crate) fn title_of_inspections(
        &self,
        area: Area,
        who: Inspectorate,
        as_at: Date,
    ) -> String {
        format!(
            "{}: inspections of {} known by {}",
            self.said_name(area),
            subject(who),
            day(as_at)
        )
    }

    /// Everything worth saying about a standing, most important first; how it was counted says [`Prose::judged_how`].
    pub(crate) fn judged(&self, s: &JudgedPosition<'_>) -> Vec<String> {
        let mut said = vec![self.judged_place(s)];
        said.extend(self.judged_when(s));
        said.extend(self.judged_newer(s));
        said.extend(self.judged_top(s));
        said.extend(self.judged_shared(s));
        said.extend(self.judged_contrary(s));
        said.extend(self.judged_unread(s));
        said.extend(self.judged_grades(s));
        said.extend(self.judged_good(s));
        said.extend(self.judged_neighbours(s));
        said.extend(self.judged_by_parts(s));
        said.extend(self.judged_before(s));
        said
    }

    /// How a standing was counted: whom it leaves out, and up to which day its judgements are known.
    pub(crate) fn judged_how(&self, s: &JudgedPosition<'_>) -> Vec<String> {
        let mut said: Vec<String> = self.judged_missing(s).into_iter().collect();
        said.extend(self.judged_apart(s));
        said.extend(self.judged_awaited(s));
        said.extend(Self::judged_until(s));
        said.push(RULE.to_owned());
        said
    }

    /// The first of it, where the standing is told beside another one.
    pub(crate) fn judged_briefly(&self, s: &JudgedPosition<'_>) -> Vec<String> {
        let mut said = vec![self.judged_place(s)];
        said.extend(self.judged_when(s));
        said.extend(self.judged_newer(s));
        said.extend(self.judged_shared(s));
        said.extend(
            self.judged_unread(s)
                .into_iter()
                .filter(|_| !s.unread.is_empty()),
        );
        said.extend(self.judged_neighbours(s));
        said.extend(self.judged_missing(s));
        said.extend(Self::judged_until(s));
        said
    }

    /// "good, one of 6 of 23 judged in the North West, 55 of 148 in England (37%)".
    fn judged_place(&self, s: &JudgedPosition<'_>) -> String {
        let name = self.short(s.area);
        let (good, all) = (s.england.good().len(), s.england.judged.len());
        let england = format!("{} in England{}", of(good, all), percent(good, all));
        let region = s.region.as_ref().map(|(region, tally)| {
            (
                self.in_place(*region),
                tally.good().len(),
                tally.judged.len(),
            )
        });
        let when = day(s.day);
        let own = s.own.map(|(_, own)| own);
        let (was, judged) = match s.who {
            Inspectorate::Hmip => (format!("{name}’s youth justice service was rated"), "rated"),
            _ => (format!("{name} was judged"), "judged"),
        };
        let is_good = own.is_some_and(Grade::is_good);
        let places = match region {
            Some((in_region, 1, of_region)) if is_good => {
                format!("the only one of {of_region} {judged} {in_region}, one of {england}")
            }
            Some((in_region, good, of_region)) if is_good => {
                let region = of(good, of_region);
                format!("one of {region} {judged} {in_region}, {england}")
            }
            Some((in_region, good, of_region)) => {
                let region = of(good, of_region);
                format!("{region} {judged} {in_region}, {england}")
            }
            None => england,
        };
        match own {
            Some(own) if own.is_good() => {
                let own = grade(own, s.who);
                format!("{was} {own}, {places}, that were good or outstanding as at {when}.")
            }
            Some(own) => {
                let own = judged_as(own, s.who);
                format!("{was} {own} as at {when}; good or outstanding were {places}.")
            }
            None if !s.unread.is_empty() => format!(
                "{name}’s overall judgement as at {when} is not known; good or outstanding were {places}."
            ),
            None if s.who == Inspectorate::Hmip => format!(
                "No rating of {name}’s youth justice service as at {when} is in the files we have; good or outstanding were {places}."
            ),
            None => format!(
                "{name} had no overall judgement as at {when}; good or outstanding were {places}."
            ),
        }
    }

    fn judged_when(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let (judgement, _) = s.own?;
        let months = s.months_since?;
        let since = judgement.inspected.or(judgement.published);
        let ago = match months {
            0 if since == Some(s.day) => "the day asked about".to_owned(),
            0 => format!("less than a month before {}", day(s.day)),
            1 => format!("1 month before {}", day(s.day)),
            some => format!("{some} months before {}", day(s.day)),
        };
        let report = judgement.published.map(day)?;
        let read = s.read_on.map_or_else(String::new, |read| {
            format!(", as read from the report’s page on {}", day(read))
        });
        Some(match judgement.inspected {
            Some(inspected) => {
                format!(
                    "Its inspection ({}) began on {}, {ago}; the report came out on {report}{read}.",
                    inspection(judgement),
                    day(inspected)
                )
            }
            None => format!(
                "The report of its inspection ({}) came out on {report}, {ago}{read}.",
                inspection(judgement)
            ),
        })
    }

    /// What could not be read, how much of it, and what that leaves open.
    fn judged_unread(&self, s: &JudgedPosition<'_>) -> Vec<String> {
        let name = self.short(s.area);
        let mut said = Vec::new();
        let open = match s.own {
            Some(_) => "so a later judgement may be missing here",
            None => "so whether there is a judgement is not known",
        };
        said.extend(rows(&s.unread).map(|rows| format!("On {name}, {rows}, {open}.")));
        said.extend(rows(&s.unread_of_anybody).map(|rows| {
            format!(
                "Of which authority is not known: {rows}; any count here may lack what they say."
            )
        }));
        let others: Vec<Area> = s
            .england
            .unread
            .iter()
            .copied()
            .filter(|area| *area != s.area)
            .collect();
        if !others.is_empty() {
            said.push(format!(
                "Not known and not counted, since rows on them could not be read: {}.",
                self.all(&others)
            ));
        }
        said
    }

    fn judged_grades(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let all = |tally: &JudgementTally| {
            let parts = tally
                .grades()
                .map(|(each, count)| format!("{count} {}", short_grade(each).to_lowercase()));
            list(&parts)
        };
        let region = s.region.as_ref().map(|(region, tally)| {
            format!("{} {}", sentence_start(&self.in_place(*region)), all(tally))
        });
        let whole = format!("in England {}", all(&s.england));
        (!s.england.judged.is_empty()).then(|| match region {
            Some(region) => format!("{region}; {whole}."),
            None => format!("{}.", sentence_start(&whole)),
        })
    }

    /// By name, or by the names of the others where these are few: "all 33 judged but Bexley".
    fn judged_good(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let (region, tally) = s.region.as_ref()?;
        let (region, good, all) = (self.in_place(*region), tally.good(), tally.judged.len());
        let others: Vec<Area> = tally
            .judged
            .iter()
            .filter(|(_, grade)| !grade.is_good())
            .map(|(area, _)| *area)
            .collect();
        let who = match (good.len(), others.len()) {
            (0, _) => return None,
            (2.., 0) => format!("all {all} judged"),
            (many, few) if few > 0 && few * 3 <= many => {
                format!("all {all} judged but {}", self.all(&others))
            }
            _ => self.all(&good),
        };
        Some(format!("Good or outstanding {region}: {who}."))
    }

    fn judged_neighbours(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let tally = &s.neighbours;
        let listed = list_date(s.list);
        let members = tally.judged.len()
            + tally.without.len()
            + tally.unread.len()
            + tally.apart.len()
            + tally.not_there.len();
        if members == 0 {
            return Some(format!(
                "DfE’s list of {listed} names no statistical neighbours for {}.",
                self.short(s.area)
            ));
        }
        let good = tally.good();
        let who = if good.is_empty() {
            String::new()
        } else {
            format!(": {}", self.all(&good))
        };
        let gone = if tally.not_there.is_empty() {
            String::new()
        } else {
            format!(
                "; not authorities on that day: {}",
                self.all(&tally.not_there)
            )
        };
        let apart: Vec<Area> = tally.apart.iter().map(|(area, _)| *area).collect();
        let apart = if apart.is_empty() {
            String::new()
        } else {
            format!("; not counted: {}", self.all(&apart))
        };
        let were = if good.len() == 1 { "was" } else { "were" };
        let unread = if tally.unread.is_empty() {
            String::new()
        } else {
            format!("; not known: {}", self.all(&tally.unread))
        };
        Some(format!(
            "Of its {} statistical neighbours (DfE’s list of {listed}) {} with a judgement {were} good or outstanding{who}{gone}{apart}{unread}.",
            number_word(members),
            of(good.len(), tally.judged.len()),
        ))
    }

    fn judged_missing(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let without = &s.england.without;
        if s.who == Inspectorate::Hmip {
            return Some(self.judged_at_all(s));
        }
        Some(match without.len() {
            0 if s.england.unread.is_empty() && s.unread_of_anybody.is_empty() => {
                "Every authority there on that day has had an overall judgement.".to_owned()
            }
            0 => return None,
            some if some > MOST_NAMED => {
                format!("{some} authorities had no overall judgement by then.")
            }
            _ => format!(
                "Without an overall judgement by then: {}.",
                self.all(without)
            ),
        })
    }

    fn judged_apart(&self, s: &JudgedPosition<'_>) -> Option<String> {
        if s.england.apart.is_empty() {
            return None;
        }
        let grades: BTreeSet<Grade> = s.england.apart.iter().map(|(_, found)| *found).collect();
        let names: Vec<Area> = s.england.apart.iter().map(|(area, _)| *area).collect();
        let found: Vec<String> = grades.into_iter().map(|each| grade(each, s.who)).collect();
        let (good, all) = s.england.with_apart();
        Some(format!(
            "Not counted, because Ofsted’s main table leaves out what reorganisation ended: {} (judged: {}). With them \
             England is {}{}.",
            self.all(&names),
            list(&found),
            of(good, all),
            percent(good, all)
        ))
    }

    fn judged_awaited(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let count = s.england.awaited.len();
        let own = s
            .england
            .awaited
            .iter()
            .find(|(area, _)| *area == s.area)
            .map(|(_, found)| {
                format!(
                    " {} itself was among them, and found {}.",
                    self.short(s.area),
                    grade(*found, s.who)
                )
            });
        let (good, all) = s.england.with_awaited();
        (count > 0).then(|| {
            format!(
                "{} inspection{} begun by then {} published later and not counted; by day of inspection England would be {}{}.{}",
                sentence_start(&number_word(count)),
                if count == 1 { "" } else { "s" },
                if count == 1 { "was" } else { "were" },
                of(good, all),
                percent(good, all),
                own.unwrap_or_default()
            )
        })
    }

    /// What an authority was before a reorganisation has a history of its own.
    fn judged_before(&self, s: &JudgedPosition<'_>) -> Option<String> {
        let from = self.reference.register.get(s.area)?.valid_from?;
        let before = self.reference.register.predecessors(s.area);
        (!before.is_empty()).then(|| {
            format!(
                "{} was formed on {} out of {}, whose judgements are not its own.",
                self.short(s.area),
                day(from),
                self.all(&before)
            )
        })
    }

    pub(super) fn all(&self, areas: &[Area]) -> String {
        let mut names: Vec<String> = areas
            .iter()
            .map(|area| self.short(*area).to_owned())
            .collect();
        names.sort();
        list(&names)
    }
}

/// How many rows could not be read, and the first few of them; none where there are none.
fn rows(unread: &[&UnreadJudgement]) -> Option<String> {
    let first: Vec<String> = unread
        .iter()
        .take(MOST_ROWS)
        .map(|row| format!("row {} of {}: {}", row.row, row.file, row.what))
        .collect();
    let more = match unread.len().saturating_sub(MOST_ROWS) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let were = if unread.len() == 1 { "row" } else { "rows" };
    (!unread.is_empty()).then(|| {
        format!(
            "{} {were} could not be read ({}{more})",
            unread.len(),
            first.join("; ")
        )
    })
}

/// More rows than this are counted, and no longer named.
const MOST_ROWS: usize = 3;

/// More names than this in one sentence are not read.
const MOST_NAMED: usize = 12;
