//! `news`: what is new for one authority between two states of the published figures, weightiest first; empty where nothing is.

use super::calendar::{Line, Standing};
use super::compare::Panels;
use super::findings::{self, Terms, Told};
use super::revisions::sides::Side;
use super::revisions::{Effect, Of, Report, Revision, between};
use crate::compare::panel::{Field, Panel, Slots};
use crate::compare::{Choice, Comparison, compare};
use crate::error::Result;
use crate::finding::WITHHELD;
use crate::finding::words::Words;
use crate::finding::words::news::{Moved, Revised};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use std::collections::{BTreeMap, BTreeSet};

/// What sort of news; the order of the page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Part {
    New,
    Revised,
    NotUpdated,
    Missing,
}

impl Part {
    pub(crate) const ALL: [Part; 4] = [Part::New, Part::Revised, Part::NotUpdated, Part::Missing];

    /// For programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Part::New => "new",
            Part::Revised => "revised",
            Part::NotUpdated => "not-updated",
            Part::Missing => "missing-neighbour",
        }
    }

    pub(crate) fn heading(self) -> &'static str {
        match self {
            Part::New => "New figures",
            Part::Revised => "Earlier figures revised",
            Part::NotUpdated => "Not updated",
            Part::Missing => "Neighbours without a new figure",
        }
    }
}

/// One point.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Item {
    pub(crate) part: Part,
    pub(crate) weight: u32,
    /// Empty where it is about several.
    pub(crate) indicator: String,
    pub(crate) period: String,
    pub(crate) text: String,
}

/// Each crossing adds so much to what the new figure weighs by itself.
const CROSSING: u32 = 15;
/// A revision, one of the newest year that was known, and one that moves a band, a verdict or a side.
const REVISION: u32 = 20;
const OF_NEWEST: u32 = 10;
const OF_PLACE: u32 = 15;

/// Everything that is new for an authority in these indicators, each part weightiest first.
///
/// # Errors
/// A frame is not of its fixed shape: a fault of the program.
pub(crate) fn news(old: &Side, new: &Side, area: Area, names: &[String], terms: Terms<'_>, due: &[Line]) -> Result<Vec<Item>> {
    let slots = Slots::of(&terms.reference.register);
    let (old_view, new_view) = (old.screened.view()?, new.screened.view()?);
    let (before, after) = (Panels::of(&old.screened, &old_view, &slots), Panels::of(&new.screened, &new_view, &slots));
    let pairs: Vec<Pair<'_, '_>> = names
        .iter()
        .filter_map(|id| Some(Pair { old: before.find(id)?, new: after.find(id)? }))
        .filter(|pair| !pair.new.indicator.local)
        .collect();
    let fresh: Vec<&Pair<'_, '_>> = pairs.iter().filter(|pair| pair.is_newer()).collect();
    let teller = Teller { area, terms, speaker: Words { reference: terms.reference } };
    let mut items = teller.figures(&after, &fresh);
    items.extend(teller.revisions(&between(old, new, terms.reference, Of::One(area))?, &pairs));
    if items.is_empty() {
        return Ok(items);
    }
    let updated: BTreeSet<&str> = fresh.iter().map(|pair| pair.new.indicator.id.as_str()).collect();
    items.extend(teller.not_updated(names, &updated, due));
    items.extend(teller.missing(&fresh));
    items.sort_by_key(|item| (item.part, std::cmp::Reverse(item.weight)));
    Ok(items)
}

/// One indicator on both sides.
struct Pair<'p, 'a> {
    old: &'p Panel<'a>,
    new: &'p Panel<'a>,
}

impl Pair<'_, '_> {
    fn is_newer(&self) -> bool {
        let newest = |panel: &Panel<'_>| panel.latest().and_then(|at| panel.periods.get(at)).map(|period| period.end);
        newest(self.new) > newest(self.old)
    }

    /// The newest period that was known.
    fn known(&self) -> Option<&Period> {
        self.old.periods.get(self.old.latest()?).copied()
    }
}

/// Tells one authority's news.
struct Teller<'a> {
    area: Area,
    terms: Terms<'a>,
    speaker: Words<'a>,
}

impl Teller<'_> {
    fn compared<'a>(&self, panel: &Panel<'a>) -> Option<Comparison<'a>> {
        let choice = Choice { list: self.terms.list, other_list: None, groups: &[], field: Field::Current };
        compare(panel, panel.latest()?, self.area, self.terms.reference, &choice)
    }

    /// The weightiest sentence that each new figure deserves, its change, and what it crossed.
    fn figures(&self, after: &Panels<'_>, fresh: &[&Pair<'_, '_>]) -> Vec<Item> {
        let chosen: Vec<&Panel<'_>> = fresh.iter().map(|pair| pair.new).collect();
        let told = findings::report(after, &chosen, &[self.area], self.terms).into_iter().flat_map(|report| report.told);
        let told: Vec<Told> = told.collect();
        let item = |pair: &&Pair<'_, '_>| {
            let (old, new) = (self.compared(pair.old)?, self.compared(pair.new)?);
            let indicator = &new.indicator.id;
            let mut own = told.iter().filter(|told| told.indicator == *indicator);
            let best = own.clone().find(|told| told.kind != WITHHELD).or_else(|| own.next());
            let mut said = vec![best.map_or_else(|| self.speaker.figure(&new), |told| told.sentence.clone())];
            if best.is_none_or(|told| told.kind != "Changed") {
                said.extend(self.speaker.moved_on(&new, pair.new));
            }
            let is_record = best.is_some_and(|told| told.kind == "ExtremeSince");
            let crossings = self.speaker.crossings(&old, &new, (!is_record).then_some(pair.new));
            let weight = best.map_or(0, |told| told.weight) + CROSSING * u32::try_from(crossings.len()).unwrap_or_default();
            said.extend(crossings);
            Some(Item {
                part: Part::New,
                weight,
                indicator: indicator.clone(),
                period: new.period.label.clone(),
                text: said.join(" "),
            })
        };
        fresh.iter().filter_map(item).collect()
    }

    fn revisions(&self, report: &Report, pairs: &[Pair<'_, '_>]) -> Vec<Item> {
        let pair = |id: &str| pairs.iter().find(|pair| pair.new.indicator.id == id);
        let mut by_indicator: BTreeMap<&str, Vec<&Revision>> = BTreeMap::new();
        for revision in report.revisions.iter().filter(|revision| pair(&revision.indicator.id).is_some() && shows(revision)) {
            by_indicator.entry(&revision.indicator.id).or_default().push(revision);
        }
        let mut items = Vec::new();
        for (id, mut revisions) in by_indicator {
            revisions.sort_by_key(|revision| std::cmp::Reverse(revision.period.end));
            let Some(newest) = revisions.first() else { continue };
            let years: Vec<Revised<'_>> =
                revisions.iter().map(|r| Revised { period: &r.period, old: r.old, new: r.new }).collect();
            let moved = moved(&newest.effects, true);
            let is_newest = pair(id).and_then(Pair::known).is_some_and(|known| known.end == newest.period.end);
            let places = newest.effects.iter().any(is_place);
            items.push(Item {
                part: Part::Revised,
                weight: REVISION + if is_newest { OF_NEWEST } else { 0 } + if places { OF_PLACE } else { 0 },
                indicator: id.to_owned(),
                period: newest.period.label.clone(),
                text: self.speaker.revised(&newest.indicator, &years, &moved),
            });
        }
        let known = |id: &str, period: &Period| pair(id).and_then(Pair::known).is_some_and(|known| known.end == period.end);
        let shifted = report.shifts.iter().filter(|s| s.effects.iter().any(is_place) && known(&s.indicator.id, &s.period));
        items.extend(shifted.map(|shift| Item {
            part: Part::Revised,
            weight: OF_PLACE,
            indicator: shift.indicator.id.clone(),
            period: shift.period.label.clone(),
            text: self.speaker.shifted(&shift.indicator, &shift.period, &moved(&shift.effects, false)),
        }));
        items
    }

    /// What did not come, a line a publication, in the order in which it is due.
    fn not_updated(&self, names: &[String], updated: &BTreeSet<&str>, due: &[Line]) -> Vec<Item> {
        let item = |line: &Line| {
            let waits = |id: &&String| names.contains(id) && !updated.contains(id.as_str());
            let waiting = line.indicators.iter().filter(waits).count();
            (waiting > 0).then(|| {
                let when = line.due.map(|due| due.in_words());
                let overdue = line.standing == Standing::Overdue;
                Item {
                    part: Part::NotUpdated,
                    weight: u32::from(overdue),
                    indicator: String::new(),
                    period: String::new(),
                    text: self.speaker.not_updated(&line.title, waiting, when.as_deref(), overdue),
                }
            })
        };
        due.iter().filter_map(item).collect()
    }

    fn missing(&self, fresh: &[&Pair<'_, '_>]) -> Vec<Item> {
        let mut by_neighbour: BTreeMap<Area, Vec<(&Indicator, Status)>> = BTreeMap::new();
        for pair in fresh {
            let Some(c) = self.compared(pair.new) else { continue };
            for member in c.neighbours.missing() {
                by_neighbour.entry(member.area).or_default().push((c.indicator, member.reading.status()));
            }
        }
        let item = |(neighbour, indicators): (Area, Vec<(&Indicator, Status)>)| Item {
            part: Part::Missing,
            weight: u32::try_from(indicators.len()).unwrap_or(u32::MAX),
            indicator: String::new(),
            period: String::new(),
            text: self.speaker.neighbour_without(neighbour, &indicators),
        };
        by_neighbour.into_iter().map(item).collect()
    }
}

/// Whether a reader of printed figures sees the revision, or it moves a place.
fn shows(revision: &Revision) -> bool {
    let printed = |reading: Option<Reading>| {
        let value = reading.and_then(Reading::value);
        value.map(|value| crate::finding::words::digits(&revision.indicator, value))
    };
    let symbols = printed(revision.old).is_none() || printed(revision.new).is_none();
    symbols || printed(revision.old) != printed(revision.new) || revision.effects.iter().any(is_place)
}

/// A band, a verdict or a side that is another one: what a paper says in words.
fn is_place(effect: &Effect) -> bool {
    match effect {
        Effect::Band { old, new } => old.is_some() && new.is_some(),
        // Where one side publishes no counts there is no test, and nothing turned.
        Effect::England { old, new } => old.is_some() && new.is_some(),
        Effect::NeighboursSide { old, new } => old.is_some() && new.is_some(),
        Effect::Rank { .. } | Effect::NeighboursMean { .. } => false,
    }
}

/// Effects as they are said; ranks only of a figure that was revised itself.
fn moved(effects: &[Effect], ranks: bool) -> Vec<Moved> {
    let told = effects.iter().filter(|effect| is_place(effect) || matches!(effect, Effect::Rank { .. }));
    let each = told.filter_map(|effect| match *effect {
        Effect::Rank { old, new } => ranks.then_some(Moved::Rank(old, new)),
        Effect::Band { old, new } => Some(Moved::Band(old, new)),
        Effect::England { old, new } => Some(Moved::England(old, new)),
        Effect::NeighboursSide { old, new } => Some(Moved::Neighbours(old, new)),
        Effect::NeighboursMean { .. } => None,
    });
    each.collect()
}
