//! What is said of news: where a figure crossed, ended or set something since the figure that a reader last knew; what revisions
//! changed; what did not come.

use super::{Words, beside, digits, list, quantity, reason};
use crate::compare::course::Direction;
use crate::compare::panel::Panel;
use crate::compare::{Comparison, Side};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use crate::stat::verdict::Verdict;

/// More revised years than this are counted, and no longer told.
const YEARS_TOLD: usize = 2;
/// More indicators of one neighbour than this are counted.
const NAMED: usize = 2;
/// A run that ends is news from this length on.
const LEAST_RUN: usize = 3;

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
    Neighbours(Option<Side>, Option<Side>),
}

impl Words<'_> {
    /// How far a new figure is from the period before.
    pub(crate) fn moved_on(&self, c: &Comparison<'_>, panel: &Panel<'_>) -> Option<String> {
        self.change(c, panel)
    }

    /// Where the newest figure lies on another side, in another band or at another end than the newest that was known; records where
    /// the panel is given to tell them from.
    pub(crate) fn crossings(&self, old: &Comparison<'_>, new: &Comparison<'_>, panel: Option<&Panel<'_>>) -> Vec<String> {
        let mut said = Vec::new();
        let was = old.period.short();
        let side_of_england = |c: &Comparison<'_>| c.comparable_england().and_then(|england| c.side(england));
        let crossed = |old: Option<Side>, new: Option<Side>| old.zip(new).filter(|(old, new)| old != new);
        if let Some((before, now)) = crossed(side_of_england(old), side_of_england(new)) {
            said.push(format!("It is {} England now ({} in {was}).", beside(now), beside(before)));
        }
        let beside_peers = |c: &Comparison<'_>| c.side_of(&c.neighbours).filter(|_| !c.is_total());
        if let Some((before, now)) = crossed(beside_peers(old), beside_peers(new)) {
            said.push(format!("It is {} its neighbours’ mean now ({} in {was}).", beside(now), beside(before)));
        }
        if let Some((before, now)) = old.band.zip(new.band).filter(|(before, now)| before != now) {
            said.push(format!("It moved from quartile band {} to {}.", before.letter(), now.letter()));
        }
        said.extend(ended(old, new));
        if new.extreme.is_some_and(|extreme| extreme.since.is_none()) {
            said.extend(panel.and_then(|panel| self.extreme(new, panel)));
        }
        said
    }

    /// Past figures of one indicator that are otherwise now, the newest first.
    pub(crate) fn revised(&self, indicator: &Indicator, years: &[Revised<'_>], moved: &[Moved]) -> String {
        let each = years.iter().take(YEARS_TOLD).map(|of| {
            // The unit once is enough.
            let old = match (of.old, of.new) {
                (Some(Reading::Known(old)), Some(Reading::Known(_))) => digits(indicator, old),
                (old, _) => shown(indicator, old),
            };
            format!("{} was {old}, is {}", of.period.short(), shown(indicator, of.new))
        });
        let mut parts: Vec<String> = each.collect();
        if let Some(more @ 1..) = years.len().checked_sub(YEARS_TOLD) {
            parts.push(format!("{more} older too"));
        }
        let changes = match (years.first(), moved) {
            (Some(of), [_, ..]) => format!(" For {} that moves {}.", of.period.short(), places(moved)),
            _ => String::new(),
        };
        format!("{}, revised: {}.{changes}", indicator.short, parts.join("; "))
    }

    /// A place that moved because others were revised.
    pub(crate) fn shifted(&self, indicator: &Indicator, period: &Period, moved: &[Moved]) -> String {
        let year = period.short();
        format!("{}: others were revised for {year}; the own figure stands. That moves {}.", indicator.short, places(moved))
    }

    /// Indicators of a publication without a newer period.
    pub(crate) fn not_updated(&self, publication: &str, indicators: usize, due: Option<&str>, overdue: bool) -> String {
        let many = if indicators == 1 { "1 indicator".to_owned() } else { format!("{indicators} indicators") };
        match due {
            Some(due) if overdue => format!("{publication}: {many}; overdue since {due}."),
            Some(due) => format!("{publication}: {many}; due {due}."),
            None => format!("{publication}: {many}; nobody says when it is due."),
        }
    }

    /// A neighbour without a figure where there are new ones.
    pub(crate) fn neighbour_without(&self, neighbour: Area, indicators: &[(&Indicator, Status)]) -> String {
        let each = indicators.iter().take(NAMED).map(|(indicator, status)| format!("{} ({})", indicator.short, reason(*status)));
        let mut named: Vec<String> = each.collect();
        if let Some(more @ 1..) = indicators.len().checked_sub(NAMED) {
            named.push(format!("{more} more"));
        }
        format!("{}: {}.", self.short(neighbour), list(&named))
    }
}

/// A run that the new figure did not carry on.
fn ended(old: &Comparison<'_>, new: &Comparison<'_>) -> Option<String> {
    let run = old.run.filter(|run| run.length >= LEAST_RUN)?;
    new.reading.value()?;
    if new.run.is_some_and(|now| now.direction == run.direction) {
        return None;
    }
    let what = if run.direction == Direction::Up { "rises" } else { "falls" };
    Some(format!("That ends {} {what} in a row.", run.length))
}

fn shown(indicator: &Indicator, reading: Option<Reading>) -> String {
    match reading {
        None => "not there".to_owned(),
        Some(Reading::Known(value)) => quantity(indicator, value),
        Some(Reading::Missing(status)) => reason(status),
    }
}

fn places(moved: &[Moved]) -> String {
    let some = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    let each = moved.iter().map(|place| {
        let (what, old, new) = match place {
            Moved::Rank(old, new) => ("its rank", old.map(|r| r.to_string()), new.map(|r| r.to_string())),
            Moved::Band(old, new) => ("its quartile band", old.map(str::to_owned), new.map(str::to_owned)),
            Moved::England(old, new) => {
                ("its verdict against England", old.map(|v| v.name().to_owned()), new.map(|v| v.name().to_owned()))
            }
            Moved::Neighbours(old, new) => {
                let side = |side: &Side| beside(*side).to_owned();
                ("it beside its neighbours’ mean", old.as_ref().map(side), new.as_ref().map(side))
            }
        };
        format!("{what} from {} to {}", some(old), some(new))
    });
    list(&each.collect::<Vec<_>>())
}
