//! `news`: what is new for one authority between two states of the published figures, weightiest first; empty where nothing is.

use super::calendar::{CalendarEntry, DueStatus};
use super::paper::manifest::Manifest;
use super::revisions::papers::{RevisionReports, affected};
use super::revisions::releases::ReleaseFigures;
use super::revisions::{Revision, RevisionEffect, RevisionReport, RevisionScope, between};
use crate::compare::change::{AllChanges, OneYear};
use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::compare::{Comparison, compare};
use crate::error::Result;
use crate::finding::about;
use crate::finding::kinds::{NewsValue, Statement};
use crate::finding::report::{FindingTerms, report};
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
    /// Ids, parted by semicolons where it is about several.
    pub(crate) indicator: String,
    pub(crate) period: String,
    pub(crate) text: String,
    /// The same in a few words, for where a page has no room.
    pub(crate) brief: String,
    /// Told in full only where there is room for everything.
    pub(crate) is_minor: bool,
}

/// Each crossing adds so much to what the new figure weighs by itself; less where the change behind it is no more than usual.
const CROSSING: u32 = 15;
const USUAL_CROSSING: u32 = 3;
/// A revision, one of the newest year that was known, and one that moves a band, a verdict or a side.
const REVISION: u32 = 20;
const OF_NEWEST: u32 = 10;
const OF_PLACE: u32 = 15;
const OF_RANK: u32 = 5;
/// The paper that news are told to, and what it is called.
pub(crate) type Paper<'a> = Option<(&'a str, &'a Manifest)>;

/// Everything that is new for an authority in these indicators, each part weightiest first.
///
/// # Errors
/// A frame is not of its fixed shape: a fault of the program.
pub(crate) fn news(
    sides: [&ReleaseFigures; 2],
    asked: (Area, &[String]),
    terms: FindingTerms<'_>,
    due: &[CalendarEntry],
    paper: Paper<'_>,
) -> Result<Vec<Item>> {
    let ([old, new], (area, names)) = (sides, asked);
    let (before, after) = (&old.study, &new.study);
    let pairs: Vec<Pair<'_>> = names
        .iter()
        .filter_map(|id| {
            Some(Pair {
                old: before.panel(id)?,
                new: after.panel(id)?,
            })
        })
        .filter(|pair| !pair.new.indicator.local)
        .collect();
    let fresh: Vec<&Pair<'_>> = pairs.iter().filter(|pair| pair.is_newer()).collect();
    let teller = Teller {
        area,
        terms,
        speaker: Words {
            reference: terms.reference,
        },
        paper,
    };
    let mut items = teller.figures(after, &fresh);
    items.extend(teller.revisions(
        &between(old, new, terms.reference, RevisionScope::One(area)),
        &pairs,
    )?);
    if items.is_empty() {
        return Ok(items);
    }
    let updated: BTreeSet<&str> = fresh
        .iter()
        .map(|pair| pair.new.indicator.id.as_str())
        .collect();
    items.extend(teller.not_updated(names, &updated, due));
    items.extend(teller.missing(&fresh));
    items.sort_by_key(|item| (item.part, std::cmp::Reverse(item.weight)));
    Ok(items)
}

/// One indicator on both sides.
struct Pair<'p> {
    old: &'p Panel,
    new: &'p Panel,
}

impl Pair<'_> {
    fn is_newer(&self) -> bool {
        let newest = |panel: &Panel| {
            panel
                .latest()
                .and_then(|at| panel.periods.get(at))
                .map(|period| period.end)
        };
        newest(self.new) > newest(self.old)
    }

    /// The newest period that was known.
    fn known(&self) -> Option<&Period> {
        self.old.periods.get(self.old.latest()?)
    }
}

/// Tells one authority's news.
struct Teller<'a> {
    area: Area,
    terms: FindingTerms<'a>,
    speaker: Words<'a>,
    paper: Paper<'a>,
}

/// The newest figure beside that of the period that was known, both as the newer release has them.
struct Step<'a> {
    new: Comparison<'a>,
    /// None where the two are not alike, or the newer release no longer holds the older period and none other does.
    known: Option<Comparison<'a>>,
    change: Option<OneYear>,
}

impl<'a> Teller<'a> {
    fn compared(&self, panel: &'a Panel, at: usize) -> Option<Comparison<'a>> {
        let comparators = Comparators::neighbours(self.terms.list);
        compare(panel, at, self.area, self.terms.reference, &comparators)
    }

    fn step(&self, pair: &Pair<'a>) -> Option<Step<'a>> {
        let (panel, at) = (pair.new, pair.new.latest()?);
        let known = pair.known().and_then(|known| {
            panel
                .periods
                .iter()
                .position(|p| p.end == known.end && p.kind == known.kind)
        });
        // Across a break nothing crossed anything.
        let alike = known.is_none_or(|known| panel.break_between(known, at).is_none());
        let known = match known {
            Some(known) => self.compared(panel, known),
            None => self.compared(pair.old, pair.old.latest()?),
        };
        let change = AllChanges::of_today(panel, at).one_year(panel, at, self.area);
        Some(Step {
            new: self.compared(panel, at)?,
            known: known.filter(|_| alike),
            change,
        })
    }

    /// The weightiest sentence that each new figure deserves, its change, and what it crossed.
    fn figures(&self, after: &Study<'_>, fresh: &[&Pair<'_>]) -> Vec<Item> {
        let chosen: Vec<&Panel> = fresh.iter().map(|pair| pair.new).collect();
        let told = report(after, &chosen, &[self.area], self.terms)
            .into_iter()
            .flat_map(|report| report.statements);
        let told: Vec<Statement> = told.collect();
        let item = |pair: &&Pair<'_>| {
            let Step { new, known, change } = self.step(pair)?;
            let best = told
                .iter()
                .find(|told| told.indicator == new.indicator.id && says_the_figure(told, &new));
            let mut said = vec![best.map_or_else(
                || about::figure(&new, self.terms.phrases),
                |told| told.sentence.clone(),
            )];
            if best.is_none_or(|told| told.kind.news != NewsValue::NewChange) {
                let is_dated = said.iter().any(|text| text.contains(&new.period.short()));
                let moved =
                    self.speaker
                        .moved_on(&new, change.as_ref(), is_dated, self.terms.phrases);
                said.extend(moved.or_else(|| (!is_dated).then(|| self.speaker.dated(&new))));
            }
            let is_record = best.is_some_and(|told| told.kind.news == NewsValue::NewRecord);
            let crossings = known
                .map(|known| {
                    self.speaker
                        .crossings(&known, &new, !is_record, self.terms.phrases)
                })
                .unwrap_or_default();
            let is_usual = change.as_ref().and_then(OneYear::is_chance) == Some(true);
            let each = if is_usual { USUAL_CROSSING } else { CROSSING };
            said.extend(self.speaker.crossed(&new, &crossings, is_usual));
            Some(Item {
                part: Part::New,
                weight: best.map_or(0, |told| told.weight)
                    + each * u32::try_from(crossings.len()).unwrap_or_default(),
                indicator: new.indicator.id.clone(),
                period: new.period.label.clone(),
                text: said.join(" "),
                brief: self.speaker.in_brief(&new),
                is_minor: false,
            })
        };
        fresh.iter().filter_map(item).collect()
    }

    fn revisions(&self, report: &RevisionReport, pairs: &[Pair<'_>]) -> Result<Vec<Item>> {
        let pair = |id: &str| pairs.iter().find(|pair| pair.new.indicator.id == id);
        let mut by_indicator: BTreeMap<&str, Vec<&Revision>> = BTreeMap::new();
        for revision in report
            .revisions
            .iter()
            .filter(|revision| pair(&revision.indicator.id).is_some() && shows(revision))
        {
            by_indicator
                .entry(&revision.indicator.id)
                .or_default()
                .push(revision);
        }
        let otherwise = RevisionReports {
            everywhere: report,
            own: report,
        };
        let resting = self
            .paper
            .map(|(name, manifest)| affected(name, manifest, None, &otherwise))
            .transpose()?
            .unwrap_or_default();
        let mut items = Vec::new();
        for (id, mut revisions) in by_indicator {
            revisions.sort_by_key(|revision| std::cmp::Reverse(revision.period.end));
            let Some(newest) = revisions.first() else {
                continue;
            };
            let years: Vec<Revised<'_>> = revisions
                .iter()
                .map(|r| Revised {
                    period: &r.period,
                    old: r.old,
                    new: r.new,
                })
                .collect();
            let moved = moved(&newest.effects, true);
            let is_newest = pair(id)
                .and_then(Pair::known)
                .is_some_and(|known| known.end == newest.period.end);
            let places = newest.effects.iter().any(is_place);
            let mut text = self.speaker.revised(&newest.indicator, &years, &moved);
            let in_paper: BTreeSet<&str> = resting
                .iter()
                .filter(|t| t.revisions.iter().any(|r| r.indicator.id == id))
                .map(|t| t.id.as_str())
                .collect();
            if !in_paper.is_empty() {
                text.push_str(
                    &self.speaker.rests_on(
                        &in_paper
                            .iter()
                            .map(|id| (*id).to_owned())
                            .collect::<Vec<_>>(),
                    ),
                );
            }
            let rank = newest
                .effects
                .iter()
                .any(|effect| matches!(effect, RevisionEffect::Rank { .. }));
            let extra = [
                (is_newest, OF_NEWEST),
                (places, OF_PLACE),
                (!in_paper.is_empty(), OF_PLACE),
                (rank, OF_RANK),
            ];
            items.push(Item {
                part: Part::Revised,
                weight: REVISION
                    + extra
                        .into_iter()
                        .filter(|(is, _)| *is)
                        .map(|(_, weight)| weight)
                        .sum::<u32>(),
                indicator: id.to_owned(),
                period: newest.period.label.clone(),
                text,
                brief: self.speaker.revised_in_brief(&newest.indicator, &years),
                is_minor: !places && in_paper.is_empty(),
            });
        }
        let known = |id: &str, period: &Period| {
            pair(id)
                .and_then(Pair::known)
                .is_some_and(|known| known.end == period.end)
        };
        let shifted = report
            .shifts
            .iter()
            .filter(|s| s.effects.iter().any(is_place) && known(&s.indicator.id, &s.period));
        items.extend(shifted.map(|shift| {
            Item {
                part: Part::Revised,
                weight: REVISION + OF_PLACE,
                indicator: shift.indicator.id.clone(),
                period: shift.period.label.clone(),
                text: self.speaker.shifted(
                    &shift.indicator,
                    &shift.period,
                    &moved(&shift.effects, false),
                ),
                brief: self
                    .speaker
                    .shifted_in_brief(&shift.indicator, &shift.period),
                is_minor: false,
            }
        }));
        Ok(items)
    }

    /// What did not come, a point a publication, in the order in which it is due.
    fn not_updated(
        &self,
        names: &[String],
        updated: &BTreeSet<&str>,
        due: &[CalendarEntry],
    ) -> Vec<Item> {
        let waits = |id: &&String| names.contains(id) && !updated.contains(id.as_str());
        let item = |line: &CalendarEntry| {
            let waiting: Vec<String> = line.indicators.iter().filter(waits).cloned().collect();
            let when = line.due.map(|due| due.in_words());
            let overdue = line.status == DueStatus::Overdue;
            let (title, when, many) = (&line.title, when.as_deref(), waiting.len());
            (many > 0).then(|| Item {
                part: Part::NotUpdated,
                weight: u32::from(overdue),
                indicator: waiting.join("; "),
                period: String::new(),
                text: self.speaker.not_updated(title, many, when, overdue),
                brief: self
                    .speaker
                    .not_updated_in_brief(title, many, when, overdue),
                is_minor: false,
            })
        };
        due.iter().filter_map(item).collect()
    }

    /// Neighbours without a figure where there is a new one: indicators that the same ones lack are told together.
    fn missing(&self, fresh: &[&Pair<'_>]) -> Vec<Item> {
        let mut by_neighbours: BTreeMap<Vec<(Area, Status)>, Vec<Comparison<'_>>> = BTreeMap::new();
        for pair in fresh {
            let Some(c) = pair.new.latest().and_then(|at| self.compared(pair.new, at)) else {
                continue;
            };
            let without: Vec<(Area, Status)> = c
                .neighbours
                .missing()
                .map(|m| (m.area, m.reading.status()))
                .collect();
            if !without.is_empty() {
                by_neighbours.entry(without).or_default().push(c);
            }
        }
        let item = |(without, told): (Vec<(Area, Status)>, Vec<Comparison<'_>>)| {
            let indicators: Vec<&Indicator> = told.iter().map(|c| c.indicator).collect();
            let of = told.first().map_or(0, |c| c.neighbours.members.len());
            Item {
                part: Part::Missing,
                weight: u32::try_from(without.len() * indicators.len()).unwrap_or(u32::MAX),
                indicator: indicators
                    .iter()
                    .map(|indicator| indicator.id.as_str())
                    .collect::<Vec<_>>()
                    .join("; "),
                period: told
                    .first()
                    .map(|c| c.period.label.clone())
                    .unwrap_or_default(),
                text: self.speaker.neighbours_without(&indicators, &without, of),
                brief: self.speaker.of_missing(&indicators, without.len(), of),
                is_minor: false,
            }
        };
        by_neighbours.into_iter().map(item).collect()
    }
}

/// A sentence about the newest figure that prints it.
fn says_the_figure(told: &Statement, c: &Comparison<'_>) -> bool {
    let figure = c
        .reading
        .value()
        .map(|value| crate::finding::words::digits(c.indicator, value));
    let words = || {
        told.sentence
            .split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))
    };
    let prints = |figure: &String| words().any(|word| word.trim_end_matches(['.', ',']) == figure);
    told.kind.news != NewsValue::NotNews && figure.as_ref().is_some_and(prints)
}

/// Whether a reader of printed figures sees the revision, or it moves a place.
fn shows(revision: &Revision) -> bool {
    let printed = |reading: Option<Reading>| {
        let value = reading.and_then(Reading::value);
        value.map(|value| crate::finding::words::digits(&revision.indicator, value))
    };
    let symbols = printed(revision.old).is_none() || printed(revision.new).is_none();
    symbols
        || printed(revision.old) != printed(revision.new)
        || revision.effects.iter().any(is_place)
}

/// A band, a verdict or a side that is another one: what a paper says in words.
fn is_place(effect: &RevisionEffect) -> bool {
    match effect {
        RevisionEffect::Band { old, new } => old.is_some() && new.is_some(),
        // Where one side publishes no counts there is no test, and nothing turned.
        RevisionEffect::England { old, new } => old.is_some() && new.is_some(),
        RevisionEffect::NeighboursSide { old, new } => old.is_some() && new.is_some(),
        RevisionEffect::Rank { .. } | RevisionEffect::NeighboursMean { .. } => false,
    }
}

/// Effects as they are said; ranks only of a figure that was revised itself.
fn moved(effects: &[RevisionEffect], ranks: bool) -> Vec<Moved> {
    let told = effects
        .iter()
        .filter(|effect| is_place(effect) || matches!(effect, RevisionEffect::Rank { .. }));
    let each = told.filter_map(|effect| match *effect {
        RevisionEffect::Rank { old, new } => ranks.then_some(Moved::Rank(old, new)),
        RevisionEffect::Band { old, new } => Some(Moved::Band(old, new)),
        RevisionEffect::England { old, new } => Some(Moved::England(old, new)),
        RevisionEffect::NeighboursSide { old, new } => Some(Moved::Neighbours(old, new)),
        RevisionEffect::NeighboursMean { .. } => None,
    });
    each.collect()
}
