//! What is said of news: where a figure crossed, ended or set something since the figure that a reader last knew; what revisions
//! changed; what did not come.

use super::{Prose, above_or_level, digits, list, number_word, quantity, reason};
use crate::compare::change::ChangeSource;
use crate::compare::course::{ChangeRun, Heading};
use crate::compare::{Comparison, PrintedSide};
use crate::finding::kinds::record;
use crate::finding::phrases::Phrases;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use crate::stat::verdict::Verdict;
use std::collections::BTreeMap;

/// More revised years than this are counted, and no longer told.
const YEARS_TOLD: usize = 2;
/// More indicators than this that the same neighbours lack are counted.
const NAMED: usize = 4;
/// More places of a paper than this are counted.
const PLACES_TOLD: usize = 6;

/// What points have in common that one line tells in brief.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shared {
    Nothing,
    /// Revisions that moved no band, side or verdict.
    Still,
    Overdue,
    Due,
}

/// What is told in brief, and how much is not told: one closing point.
pub(crate) fn also(briefs: &[&str], more: usize, shared: Shared) -> Option<String> {
    let mut named: Vec<String> = briefs.iter().map(|brief| (*brief).to_owned()).collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let start = match shared {
        Shared::Nothing => "Also",
        Shared::Still => "With no band, side or verdict moved",
        Shared::Overdue => "Overdue",
        Shared::Due => "Due",
    };
    (!named.is_empty()).then(|| format!("{start}: {}.", named.join("; ")))
}

fn counted(indicators: usize) -> String {
    if indicators == 1 {
        "1 indicator".to_owned()
    } else {
        format!("{indicators} indicators")
    }
}

/// Where the points are told that a page has no room for.
pub(crate) fn rest(in_brief: usize, left_out: usize) -> Option<String> {
    let many = in_brief + left_out;
    let points = if many == 1 {
        "1 point is".to_owned()
    } else {
        format!("{many} points are")
    };
    (many > 0).then(|| format!("{points} told in brief or only counted here: “yardstick news --format csv” tells all in full."))
}

/// A figure that a later release has otherwise.
pub(crate) struct Revised<'a> {
    pub(crate) period: &'a Period,
    pub(crate) old: Option<Reading>,
    pub(crate) new: Option<Reading>,
}

/// A place that a revision moved; none on a side where nothing could be said.
pub(crate) enum Moved {
    Rank(Option<usize>, Option<usize>),
    Band(Option<&'static str>, Option<&'static str>),
    England(Option<Verdict>, Option<Verdict>),
    Neighbours(Option<PrintedSide>, Option<PrintedSide>),
}

impl Prose<'_> {
    /// Where the newest figure lies on another side, in another band or at another end than one of an earlier period: parts of a
    /// sentence about it. Records too.
    pub(crate) fn crossings(
        &self,
        old: &Comparison<'_>,
        new: &Comparison<'_>,
        phrases: &Phrases,
    ) -> Vec<String> {
        let mut said = Vec::new();
        let was = old.period.short();
        let of_england = crossed(england_side(old), england_side(new));
        let of_peers = crossed(median_side(old), median_side(new));
        match (of_england, of_peers) {
            (Some((before, now)), Some(_)) if of_england == of_peers => {
                said.push(format!(
                    "is now {} England and its neighbours’ median ({} both in {was})",
                    above_or_level(now),
                    above_or_level(before)
                ));
            }
            _ => {
                said.extend(of_england.map(|sides| now_on(sides, "England", &was)));
                said.extend(of_peers.map(|sides| now_on(sides, "its neighbours’ median", &was)));
            }
        }
        if let Some((before, now)) = old.band.zip(new.band).filter(|(before, now)| before != now) {
            said.push(format!(
                "moved from quartile band {} to {}",
                before.letter(),
                now.letter()
            ));
        }
        said.extend(ended(old, new));
        said.extend(record::part_of_news(new, phrases));
        said
    }

    /// Crossings as a sentence. None is told as if it were certain where the change behind it is no more than chance, or usual.
    pub(crate) fn crossed(
        &self,
        c: &Comparison<'_>,
        crossings: &[String],
        source: Option<ChangeSource>,
    ) -> Option<String> {
        let start = match (source, c.printed_change()) {
            _ if crossings.is_empty() => return None,
            (_, Some(0.0)) => "With no change of its own, it",
            (Some(ChangeSource::Chance), _) => "By no more than chance would bring, it",
            (Some(ChangeSource::Usual), _) => "By no more than such figures often move, it",
            _ => "It",
        };
        Some(format!("{start} {}.", list(crossings)))
    }

    /// A new figure in a few words: "Looked after rate 184 per 10,000 (182 in 2024)".
    pub(crate) fn in_brief(&self, c: &Comparison<'_>) -> String {
        let panel = c.panel;
        let earlier = c
            .change
            .as_ref()
            .map(|change| (change.earlier, panel.period(change.from).short()));
        let was = match earlier {
            Some((value, year)) => format!(" ({} in {year})", digits(c.indicator, value)),
            None => String::new(),
        };
        format!(
            "{} {}{was}",
            c.indicator.short,
            shown(c.indicator, Some(c.reading))
        )
    }

    /// Past figures of one indicator that are otherwise now, the newest first.
    pub(crate) fn revised(
        &self,
        indicator: &Indicator,
        years: &[Revised<'_>],
        moved: &[Moved],
    ) -> String {
        let each = years.iter().take(YEARS_TOLD).map(|of| {
            // The unit once is enough.
            let old = match (of.old, of.new) {
                (Some(Reading::Known(old)), Some(Reading::Known(_))) => digits(indicator, old),
                (old, _) => shown(indicator, old),
            };
            format!(
                "{} was {old}, is {}",
                of.period.short(),
                shown(indicator, of.new)
            )
        });
        let mut parts: Vec<String> = each.collect();
        if let Some(more @ 1..) = years.len().checked_sub(YEARS_TOLD) {
            parts.push(format!("{more} older too"));
        }
        let changes = match (years.first(), moved) {
            (Some(of), [_, ..]) => {
                format!(" For {} that moves {}.", of.period.short(), places(moved))
            }
            _ => String::new(),
        };
        format!(
            "{}, revised: {}.{changes}",
            indicator.short,
            parts.join("; ")
        )
    }

    /// The newest of them in a few words: "Looked after rate 2024 (181, now 182 per 10,000)".
    pub(crate) fn revised_in_brief(&self, indicator: &Indicator, years: &[Revised<'_>]) -> String {
        let Some(of) = years.first() else {
            return indicator.short.clone();
        };
        let old = match of.old.and_then(Reading::value) {
            Some(value) => digits(indicator, value),
            None => shown(indicator, of.old),
        };
        format!(
            "{} {} ({old}, now {})",
            indicator.short,
            of.period.short(),
            shown(indicator, of.new)
        )
    }

    /// A place that moved because others were revised.
    pub(crate) fn shifted(
        &self,
        indicator: &Indicator,
        period: &Period,
        moved: &[Moved],
    ) -> String {
        let year = period.short();
        format!(
            "{}: figures beside it were revised for {year}, its own was not. That moves {}.",
            indicator.short,
            places(moved)
        )
    }

    /// Where a paper rests on a figure that was revised.
    pub(crate) fn rests_on(&self, places: &[String]) -> String {
        let many = if places.len() == 1 { "place" } else { "places" };
        let named: Vec<String> = places.iter().take(PLACES_TOLD).cloned().collect();
        let more = places.len().saturating_sub(PLACES_TOLD);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!(
            " The paper rests on it in {} {many}: {}{more}.",
            number_word(places.len()),
            named.join(", ")
        )
    }

    /// A publication without a newer period.
    pub(crate) fn not_updated(
        &self,
        publication: &str,
        indicators: usize,
        due: Option<&str>,
        overdue: bool,
    ) -> String {
        let when = match due {
            Some(due) if overdue => format!("Overdue since {due}"),
            Some(due) => format!("Due {due}"),
            None => "With no usual month".to_owned(),
        };
        format!("{when}: {publication} ({}).", counted(indicators))
    }

    /// The same in a few words: "Fostering in England (November 2026, 2 indicators)".
    pub(crate) fn not_updated_in_brief(
        &self,
        publication: &str,
        indicators: usize,
        due: Option<&str>,
        overdue: bool,
    ) -> String {
        let since = if overdue { "since " } else { "" };
        format!(
            "{publication} ({since}{}, {})",
            due.unwrap_or("no usual month"),
            counted(indicators)
        )
    }

    /// The same as [`Prose::shifted`] in a few words.
    pub(crate) fn shifted_in_brief(&self, indicator: &Indicator, period: &Period) -> String {
        format!(
            "{} {} (its place alone, since others were revised)",
            indicator.short,
            period.short()
        )
    }

    /// Indicators for which the same neighbours have no figure where there is a new one.
    pub(crate) fn neighbours_without(
        &self,
        indicators: &[&Indicator],
        missing: &[(Area, Status)],
        of: usize,
    ) -> String {
        let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (area, status) in missing {
            reasons
                .entry(reason(*status))
                .or_default()
                .push(self.short(*area).to_owned());
        }
        let each: Vec<String> = reasons
            .into_iter()
            .map(|(why, areas)| format!("{} ({why})", list(&areas)))
            .collect();
        format!(
            "{}: {}.",
            self.of_missing(indicators, missing.len(), of),
            each.join("; ")
        )
    }

    /// "Returned home, not planned, 6 of 10 neighbours".
    pub(crate) fn of_missing(
        &self,
        indicators: &[&Indicator],
        missing: usize,
        of: usize,
    ) -> String {
        let mut named: Vec<String> = indicators
            .iter()
            .take(NAMED)
            .map(|indicator| indicator.short.clone())
            .collect();
        if let Some(more @ 1..) = indicators.len().checked_sub(NAMED) {
            named.push(format!("{more} more"));
        }
        format!("{}, {missing} of {of} neighbours", named.join("; "))
    }
}

fn england_side(c: &Comparison<'_>) -> Option<PrintedSide> {
    c.side(c.comparable_england()?)
}

fn median_side(c: &Comparison<'_>) -> Option<PrintedSide> {
    c.side(c.comparable_neighbours()?.median)
}

/// Two sides that are not the same; nothing has crossed what it is now level with.
fn crossed(
    before: Option<PrintedSide>,
    now: Option<PrintedSide>,
) -> Option<(PrintedSide, PrintedSide)> {
    before
        .zip(now)
        .filter(|(before, now)| before != now && *now != PrintedSide::Level)
}

fn now_on((before, now): (PrintedSide, PrintedSide), what: &str, was: &str) -> String {
    format!(
        "is now {} {what} ({} in {was})",
        above_or_level(now),
        above_or_level(before)
    )
}

/// A run that the new figure did not carry on.
fn ended(old: &Comparison<'_>, new: &Comparison<'_>) -> Option<String> {
    let run = old.run.filter(ChangeRun::is_told)?;
    new.reading.value()?;
    if new.run.is_some_and(|now| now.direction == run.direction) {
        return None;
    }
    let what = if run.direction == Heading::Up {
        "rises"
    } else {
        "falls"
    };
    Some(format!("ends a run of {} {what}", run.length))
}

fn shown(indicator: &Indicator, reading: Option<Reading>) -> String {
    match reading {
        None => "not there".to_owned(),
        Some(Reading::Known(value)) => quantity(indicator, value),
        Some(Reading::Missing(status)) => reason(status),
    }
}

fn places(moved: &[Moved]) -> String {
    let each = moved.iter().map(|place| {
        let (what, old, new) = match place {
            Moved::Rank(old, new) => (
                "its rank",
                old.map(|r| r.to_string()),
                new.map(|r| r.to_string()),
            ),
            Moved::Band(old, new) => (
                "its quartile band",
                old.map(str::to_owned),
                new.map(str::to_owned),
            ),
            Moved::England(old, new) => (
                "its verdict against England",
                old.map(|v| v.name().to_owned()),
                new.map(|v| v.name().to_owned()),
            ),
            Moved::Neighbours(old, new) => (
                "its side of its neighbours’ mean",
                old.map(|side| above_or_level(side).to_owned()),
                new.map(|side| above_or_level(side).to_owned()),
            ),
        };
        let [old, new] = [old, new].map(|place| place.unwrap_or_else(|| "none".to_owned()));
        format!("{what} from {old} to {new}")
    });
    list(&each.collect::<Vec<_>>())
}
