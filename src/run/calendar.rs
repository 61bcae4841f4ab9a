//! `calendar`: when each publication is due, what is overdue, and which themes and papers wait for it.

use crate::composition::{rests_on, standard};
use crate::error::Result;
use crate::inputs::load::Stored;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::reference::sources::Publication;
use crate::refresh::state::RefreshState;
use crate::store::Store;
use crate::store::vintage::Vintage;
use crate::world::World;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A yearly release that is up to so many months late still counts for its year.
const SLACK_MONTHS: i32 = 6;
/// DfE's benchmarking tool holds figures of publications whose own files are not read.
const TOOL: &str = "local-authority-interactive-tool";
/// The publications with inspectorates' judgements.
const JUDGEMENTS: [&str; 4] = [
    "local-authority-inspection-outcomes",
    "childrens-social-care-in-england",
    "inspection-reports-as-read",
    "youth-justice-reports-as-read",
];

/// How it is known when something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DueBasis {
    /// The publisher's service announced it.
    Announced,
    /// It usually comes out in this month.
    UsualMonth,
}

/// The day, month or year in which a release is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct DuePeriod {
    pub(crate) first: Date,
    /// The first day after it.
    pub(crate) end: Date,
    pub(crate) basis: DueBasis,
}

/// Whether a publication is due on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum DueStatus {
    /// The period in which it was due is over, and no newer release is here.
    Overdue,
    /// It is due in this day, month or year.
    Now,
    Later,
    /// Neither announced nor published in a usual month.
    Unknown,
}

impl DueStatus {
    pub(crate) fn word(self) -> &'static str {
        match self {
            DueStatus::Overdue => "overdue",
            DueStatus::Now => "due now",
            DueStatus::Later => "later",
            DueStatus::Unknown => "no usual month",
        }
    }
}

/// A release whose figures are here.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct HeldRelease {
    /// The day it was published.
    pub(crate) day: Date,
    pub(crate) release: String,
    /// Its figures come from DfE's benchmarking tool, not from its own files.
    pub(crate) by_tool: bool,
}

/// One publication in the calendar.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct CalendarEntry {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) held: Option<HeldRelease>,
    pub(crate) due: Option<DuePeriod>,
    pub(crate) status: DueStatus,
    /// Ids of the catalogue, in its order.
    pub(crate) indicators: Vec<String>,
    pub(crate) themes: Vec<String>,
    /// Standard papers with figures or judgements of the publication.
    pub(crate) papers: Vec<String>,
    /// Outputs of the settings file with figures of the publication.
    pub(crate) own: Vec<String>,
}

/// The name of an output of the settings file, and the ids of its indicators.
pub(crate) type OwnOutput = (String, Vec<String>);

/// Every publication: first those that are overdue, then in order of the day they are due.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn calendar(
    world: &dyn World,
    reference: &Reference,
    stored: &Stored,
    today: Date,
    own: &[OwnOutput],
) -> Result<Vec<CalendarEntry>> {
    let (vintages, state) = match &stored.root {
        Some(root) => (
            Store::open(world, root)?.good_vintages(Some(today))?,
            RefreshState::read(world, root)?,
        ),
        None => (Vec::new(), RefreshState::default()),
    };
    let releases = ReleasesHere {
        reference,
        vintages: &vintages,
        without_embedded: stored.as_at.without_embedded,
        today,
    };
    let papers = PaperNeeds::of_standard_papers(reference)?;
    let of_tool = releases.newest(TOOL).map(|held| HeldRelease {
        by_tool: true,
        ..held
    });
    let mut entries: Vec<CalendarEntry> = reference
        .sources
        .publications()
        .filter(|publication| publication.goes_on_as.is_none())
        .map(|publication| {
            let indicators = indicators_of(reference, publication);
            let held = releases
                .newest(&publication.key)
                .or_else(|| of_tool.clone().filter(|_| !indicators.is_empty()));
            let announced = state
                .publications
                .get(&publication.key)
                .and_then(|seen| seen.next.as_deref());
            let due = due(announced, publication.month, held.as_ref(), today);
            CalendarEntry {
                key: publication.key.clone(),
                title: publication.title.clone(),
                publisher: publication.publisher.clone(),
                held,
                due,
                status: status(due, today),
                indicators: indicators.iter().map(|entry| entry.id.clone()).collect(),
                themes: themes(&indicators),
                papers: waiting_papers(&papers, publication, &indicators),
                own: waiting_outputs(own, &indicators),
            }
        })
        .collect();
    entries.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    Ok(entries)
}

fn sort_key(entry: &CalendarEntry) -> (DueStatus, Option<(Date, Date)>, &str) {
    let due = entry.due.map(|due| (due.first, due.end));
    (entry.status, due, &entry.key)
}

fn indicators_of<'r>(reference: &'r Reference, publication: &Publication) -> Vec<&'r Entry> {
    reference
        .catalogue
        .entries()
        .iter()
        .filter(|entry| entry.publication == publication.key)
        .collect()
}

/// Each theme once, in the order of the catalogue.
fn themes(indicators: &[&Entry]) -> Vec<String> {
    let mut themes: Vec<String> = Vec::new();
    for entry in indicators {
        if !themes.contains(&entry.theme) {
            themes.push(entry.theme.clone());
        }
    }
    themes
}

fn waiting_papers(
    papers: &[PaperNeeds],
    publication: &Publication,
    indicators: &[&Entry],
) -> Vec<String> {
    let has_judgements = JUDGEMENTS.contains(&publication.key.as_str());
    papers
        .iter()
        .filter(|paper| {
            (has_judgements && paper.judgements)
                || indicators
                    .iter()
                    .any(|entry| paper.indicators.contains(&entry.id))
        })
        .map(|paper| paper.name.clone())
        .collect()
}

fn waiting_outputs(own: &[OwnOutput], indicators: &[&Entry]) -> Vec<String> {
    own.iter()
        .filter(|(_, ids)| indicators.iter().any(|entry| ids.contains(&entry.id)))
        .map(|(name, _)| name.clone())
        .collect()
}

/// What a standard paper is made from.
struct PaperNeeds {
    name: String,
    /// Ids of the catalogue.
    indicators: BTreeSet<String>,
    judgements: bool,
}

impl PaperNeeds {
    /// Every standard paper, in order of name.
    fn of_standard_papers(reference: &Reference) -> Result<Vec<PaperNeeds>> {
        let mut papers = standard::all()?
            .into_iter()
            .map(|paper| {
                Ok(PaperNeeds {
                    indicators: rests_on(reference, &paper.definition, None)?
                        .into_iter()
                        .collect(),
                    judgements: paper
                        .definition
                        .sections
                        .iter()
                        .any(|section| section.judgements),
                    name: paper.name,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        papers.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(papers)
    }
}

/// The releases in the store and those behind the figures in the program.
struct ReleasesHere<'a> {
    reference: &'a Reference,
    vintages: &'a [Vintage],
    /// The figures in the program are left out.
    without_embedded: bool,
    today: Date,
}

impl ReleasesHere<'_> {
    /// The newest release of a publication up to today.
    fn newest(&self, key: &str) -> Option<HeldRelease> {
        let stored = self
            .vintages
            .iter()
            .filter(|vintage| vintage.publication.as_str() == key)
            .filter_map(|vintage| Some((vintage.day()?, vintage.release.as_str())));
        let embedded = self
            .reference
            .sources
            .files_of(key)
            .filter(|_| !self.without_embedded)
            .filter_map(|(day, release)| Some((day?, release)))
            .filter(|(day, _)| *day <= self.today);
        let (day, release) = stored.chain(embedded).max()?;
        Some(HeldRelease {
            day,
            release: release.to_owned(),
            by_tool: false,
        })
    }
}

/// When the release after the one that is here is due.
fn due(
    announced: Option<&str>,
    usual_month: Option<u8>,
    held: Option<&HeldRelease>,
    today: Date,
) -> Option<DuePeriod> {
    let announced = announced
        .and_then(announced_period)
        .filter(|(_, end)| held.is_none_or(|held| *end > held.day));
    if let Some((first, end)) = announced {
        return Some(DuePeriod {
            first,
            end,
            basis: DueBasis::Announced,
        });
    }
    let month = i8::try_from(usual_month?).ok()?;
    // The tool may hold the release before the last, so the next usual month counts, however near it is.
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
    Some(DuePeriod {
        first,
        end: first.checked_add(1.month()).ok()?,
        basis: DueBasis::UsualMonth,
    })
}

/// The first day of a year, month or day as the service writes it, and the first day after it.
fn announced_period(text: &str) -> Option<(Date, Date)> {
    let parts = text
        .split(['-', 'T'])
        .take(3)
        .map(str::parse::<i16>)
        .collect::<Result<Vec<i16>, _>>()
        .ok()?;
    let (first, length) = match *parts.as_slice() {
        [year] => (Date::new(year, 1, 1).ok()?, 1.year()),
        [year, month] => {
            let month = i8::try_from(month).ok()?;
            (Date::new(year, month, 1).ok()?, 1.month())
        }
        [year, month, day] => {
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            (Date::new(year, month, day).ok()?, 1.day())
        }
        _ => return None,
    };
    Some((first, first.checked_add(length).ok()?))
}

fn status(due: Option<DuePeriod>, today: Date) -> DueStatus {
    match due {
        None => DueStatus::Unknown,
        Some(due) if due.end <= today => DueStatus::Overdue,
        Some(due) if due.first <= today => DueStatus::Now,
        Some(_) => DueStatus::Later,
    }
}

impl DuePeriod {
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

    fn held(day: Date, by_tool: bool) -> HeldRelease {
        HeldRelease {
            day,
            release: String::new(),
            by_tool,
        }
    }

    #[test]
    fn the_next_release_is_the_one_of_next_year_even_where_the_last_one_slipped() {
        let today = date(2026, 11, 22);
        let first = |held: Option<HeldRelease>, month| {
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
        let of =
            |said: &str, held: Option<HeldRelease>| due(Some(said), Some(10), held.as_ref(), today);
        let words =
            |said: &str| of(said, None).map(|due| (due.in_words(), status(Some(due), today)));
        assert_eq!(
            words("2026-11-26"),
            Some(("26 November 2026".to_owned(), DueStatus::Later))
        );
        assert_eq!(
            words("2026-11"),
            Some(("November 2026".to_owned(), DueStatus::Now))
        );
        assert_eq!(words("2026"), Some(("2026".to_owned(), DueStatus::Now)));
        assert_eq!(
            words("2026-10-29"),
            Some(("29 October 2026".to_owned(), DueStatus::Overdue))
        );
        let later = of("2026-10-29", Some(held(date(2026, 10, 30), false)));
        assert_eq!(
            later.map(|due| (due.first, due.basis)),
            Some((date(2027, 10, 1), DueBasis::UsualMonth))
        );
    }
}
