//! `calendar`: what is due when, what is overdue, and which themes and standard papers wait for it.

use super::load::Stored;
use super::paper::{rests_on, standard};
use crate::error::Result;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::reference::sources::Publication;
use crate::refresh::state::State;
use crate::store::Store;
use crate::store::vintage::Vintage;
use crate::world::World;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// A yearly release that slips by some months is still the one of its year.
const SLACK_MONTHS: i32 = 6;
/// What holds figures of publications whose own files are not read.
const TOOL: &str = "local-authority-interactive-tool";
/// Where judgements are read from.
const JUDGEMENTS: [&str; 2] = [
    "local-authority-inspection-outcomes",
    "childrens-social-care-in-england",
];

/// Who says when something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Basis {
    /// The service that publishes it.
    Announced,
    UsualMonth,
}

/// When a release is due: a day, a month or a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Due {
    pub(crate) first: Date,
    /// The first day after it.
    pub(crate) end: Date,
    pub(crate) basis: Basis,
}

/// How a publication stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Standing {
    /// The time it was due by is over, and nothing newer is here.
    Overdue,
    /// It is due this very day, month or year.
    Now,
    Later,
    /// Nobody says when it comes out.
    Unknown,
}

impl Standing {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Standing::Overdue => "overdue",
            Standing::Now => "due now",
            Standing::Later => "later",
            Standing::Unknown => "no usual month",
        }
    }
}

/// A release that is here.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Held {
    pub(crate) day: Date,
    pub(crate) release: String,
    /// Its figures came by way of DfE's benchmarking tool.
    pub(crate) by_tool: bool,
}

/// One publication.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Line {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) held: Option<Held>,
    pub(crate) due: Option<Due>,
    pub(crate) standing: Standing,
    /// Ids of the catalogue, in its order.
    pub(crate) indicators: Vec<String>,
    pub(crate) themes: Vec<String>,
    pub(crate) papers: Vec<String>,
    /// What the officer keeps up to date and rests on it.
    pub(crate) own: Vec<String>,
}

/// The day it is, in UTC: between midnight and one in summer that of yesterday, which no release minds.
pub(crate) fn today(world: &dyn World) -> Date {
    world.keep().now().to_zoned(TimeZone::UTC).date()
}

/// What an output of the officer's is called, and the indicators it rests on.
pub(crate) type Own = (String, Vec<String>);

/// Every publication: what is overdue first, then by the day it is due.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn calendar(
    world: &dyn World,
    reference: &Reference,
    stored: &Stored,
    today: Date,
    own: &[Own],
) -> Result<Vec<Line>> {
    let (vintages, state) = match &stored.root {
        Some(root) => (
            Store::open(world, root)?.files_as_at(Some(today))?,
            State::read(world, root)?,
        ),
        None => (Vec::new(), State::default()),
    };
    let has = Having {
        reference,
        vintages: &vintages,
        taken_in: stored.as_at.taken_in,
        today,
    };
    let papers = papers(reference)?;
    let sources = &reference.sources;
    let of_tool = has.newest(TOOL);
    let line = |publication: &Publication| {
        let entries: Vec<&Entry> = reference
            .catalogue
            .entries()
            .iter()
            .filter(|e| e.publication == publication.key)
            .collect();
        let is_judgements = JUDGEMENTS.contains(&publication.key.as_str());
        let by_tool = || {
            of_tool
                .clone()
                .filter(|_| !entries.is_empty())
                .map(|held| Held {
                    by_tool: true,
                    ..held
                })
        };
        let held = has.newest(&publication.key).or_else(by_tool);
        let announced = state
            .publications
            .get(&publication.key)
            .and_then(|seen| seen.next.as_deref());
        let due = due(announced, publication.month, held.as_ref(), today);
        let rests = |ids: &BTreeSet<String>| entries.iter().any(|entry| ids.contains(&entry.id));
        let waiting = papers
            .iter()
            .filter(|(_, (ids, judgements))| rests(ids) || (is_judgements && *judgements));
        let of_own = |(_, ids): &&Own| entries.iter().any(|entry| ids.contains(&entry.id));
        let mut themes: Vec<String> = Vec::new();
        for entry in &entries {
            if !themes.contains(&entry.theme) {
                themes.push(entry.theme.clone());
            }
        }
        Line {
            key: publication.key.clone(),
            title: publication.title.clone(),
            publisher: publication.publisher.clone(),
            held,
            due,
            standing: standing(due, today),
            indicators: entries.iter().map(|entry| entry.id.clone()).collect(),
            themes,
            papers: waiting.map(|(name, _)| name.clone()).collect(),
            own: own
                .iter()
                .filter(of_own)
                .map(|(name, _)| name.clone())
                .collect(),
        }
    };
    let mut lines: Vec<Line> = sources
        .publications()
        .filter(|publication| publication.goes_on_as.is_none())
        .map(line)
        .collect();
    lines.sort_by(|a, b| {
        let when = |line: &Line| line.due.map(|due| (due.first, due.end));
        (a.standing, when(a), &a.key).cmp(&(b.standing, when(b), &b.key))
    });
    Ok(lines)
}

/// Indicators of every standard paper, and whether it tells of judgements.
fn papers(reference: &Reference) -> Result<BTreeMap<String, (BTreeSet<String>, bool)>> {
    let each = |paper: standard::Standard| {
        let ids = rests_on(reference, &paper.definition)?
            .into_iter()
            .collect();
        Ok((
            paper.name,
            (
                ids,
                paper
                    .definition
                    .sections
                    .iter()
                    .any(|section| section.judgements),
            ),
        ))
    };
    standard::all()?.into_iter().map(each).collect()
}

/// What there is to choose from.
struct Having<'a> {
    reference: &'a Reference,
    vintages: &'a [Vintage],
    /// The figures in the program are left out.
    taken_in: bool,
    today: Date,
}

impl Having<'_> {
    /// The newest release that is here: in the store, or behind the figures in the program.
    fn newest(&self, key: &str) -> Option<Held> {
        let stored = self
            .vintages
            .iter()
            .filter(|vintage| vintage.publication == key);
        let stored = stored.filter_map(|v| {
            Some(Held {
                day: v.day()?,
                release: v.release.clone(),
                by_tool: false,
            })
        });
        let known = self
            .reference
            .sources
            .files_of(key)
            .filter(|_| !self.taken_in)
            .filter_map(|(day, release)| {
                Some(Held {
                    day: day?,
                    release: release.to_owned(),
                    by_tool: false,
                })
                .filter(|held| held.day <= self.today)
            });
        stored.chain(known).max()
    }
}

/// When the release after the one that is here is due.
pub(crate) fn due(
    announced: Option<&str>,
    month: Option<u8>,
    held: Option<&Held>,
    today: Date,
) -> Option<Due> {
    let said = announced
        .and_then(span)
        .filter(|(_, end)| held.is_none_or(|held| *end > held.day));
    if let Some((first, end)) = said {
        return Some(Due {
            first,
            end,
            basis: Basis::Announced,
        });
    }
    let month = i8::try_from(month?).ok()?;
    // What came by way of the tool may be the release before the last: the next of its month counts, however near.
    let after = match held {
        Some(held) if held.by_tool => held.day,
        Some(held) => held.day.checked_add(SLACK_MONTHS.months()).ok()?,
        None => today.first_of_month().yesterday().ok()?,
    };
    let years = [after.year(), after.year().checked_add(1)?];
    let first = years
        .into_iter()
        .filter_map(|year| Date::new(year, month, 1).ok())
        .find(|first| *first > after)?;
    Some(Due {
        first,
        end: first.checked_add(1.month()).ok()?,
        basis: Basis::UsualMonth,
    })
}

/// A year, a month or a day as the service writes it, with the first day after it.
fn span(text: &str) -> Option<(Date, Date)> {
    let parts = text
        .split(['-', 'T'])
        .take(3)
        .map(str::parse::<i16>)
        .collect::<Result<Vec<i16>, _>>()
        .ok()?;
    let small = |part: i16| i8::try_from(part).ok();
    let (first, long) = match *parts.as_slice() {
        [year] => (Date::new(year, 1, 1).ok()?, 1.year()),
        [year, month] => (Date::new(year, small(month)?, 1).ok()?, 1.month()),
        [year, month, day] => (Date::new(year, small(month)?, small(day)?).ok()?, 1.day()),
        _ => return None,
    };
    Some((first, first.checked_add(long).ok()?))
}

fn standing(due: Option<Due>, today: Date) -> Standing {
    match due {
        None => Standing::Unknown,
        Some(due) if due.end <= today => Standing::Overdue,
        Some(due) if due.first <= today => Standing::Now,
        Some(_) => Standing::Later,
    }
}

impl Due {
    /// "26 November 2026", "November 2026", "2026".
    pub(crate) fn in_words(&self) -> String {
        let form = match self.end.since(self.first).map(|span| span.get_days()) {
            Ok(1) => "%-d %B %Y",
            Ok(..=31) => "%B %Y",
            _ => "%Y",
        };
        self.first.strftime(form).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn held(day: Date, by_tool: bool) -> Held {
        Held {
            day,
            release: String::new(),
            by_tool,
        }
    }

    #[test]
    fn the_next_release_is_the_one_of_next_year_even_where_the_last_one_slipped() {
        let today = date(2026, 11, 22);
        let first = |held: Option<Held>, month| {
            due(None, Some(month), held.as_ref(), today).map(|due| due.first)
        };
        assert_eq!(
            first(Some(held(date(2025, 11, 27), false)), 11),
            Some(date(2026, 11, 1))
        );
        assert_eq!(
            first(Some(held(date(2025, 12, 18), false)), 11),
            Some(date(2026, 11, 1))
        );
        assert_eq!(
            first(Some(held(date(2025, 10, 30), false)), 11),
            Some(date(2026, 11, 1))
        );
        assert_eq!(
            first(Some(held(date(2026, 4, 8), true)), 7),
            Some(date(2026, 7, 1))
        );
        assert_eq!(
            first(Some(held(date(2026, 4, 8), true)), 2),
            Some(date(2027, 2, 1))
        );
        assert_eq!(first(None, 11), Some(date(2026, 11, 1)));
        assert_eq!(first(None, 10), Some(date(2027, 10, 1)));
    }

    #[test]
    fn what_the_service_says_goes_before_the_usual_month_until_it_is_here() {
        let today = date(2026, 11, 22);
        let of = |said: &str, held: Option<Held>| due(Some(said), Some(10), held.as_ref(), today);
        let words =
            |said: &str| of(said, None).map(|due| (due.in_words(), standing(Some(due), today)));
        assert_eq!(
            words("2026-11-26"),
            Some(("26 November 2026".to_owned(), Standing::Later))
        );
        assert_eq!(
            words("2026-11"),
            Some(("November 2026".to_owned(), Standing::Now))
        );
        assert_eq!(words("2026"), Some(("2026".to_owned(), Standing::Now)));
        assert_eq!(
            words("2026-10-29"),
            Some(("29 October 2026".to_owned(), Standing::Overdue))
        );
        let taken_in = of("2026-10-29", Some(held(date(2026, 10, 30), false)));
        assert_eq!(
            taken_in.map(|due| (due.first, due.basis)),
            Some((date(2027, 10, 1), Basis::UsualMonth))
        );
    }
}
