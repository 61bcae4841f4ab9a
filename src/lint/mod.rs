//! Does a paper say what the data says? Sentences of a paper somebody wrote are read, what they claim about known indicators and
//! authorities is held against the panels, and what can be shown to be wrong is said, with the row that shows it.
//!
//! Precision before recall: a sentence that may be read in several ways is wrong only when it is wrong in each.
//!
//! | step | file |
//! |---|---|
//! | words, numbers and years of a sentence | [`lexis`] |
//! | whom and what it names | [`names`], [`when`], [`spoken`] |
//! | what it claims | [`claim`]: numbers in [`figures`], ranks and comparisons in [`places`], cells in [`cells`] |
//! | whether that is so | [`judge`], with [`numbers`], [`order`] and [`support`] |

mod cells;
mod claim;
mod figures;
mod judge;
mod lexis;
mod names;
mod numbers;
mod order;
mod places;
mod spoken;
mod support;
mod when;
use crate::compare::panel::Panel;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::source::document::{Passage, Place, sentences};
use claim::Claim;
use judge::Judge;
pub(crate) use judge::Releases;
use lexis::lexemes;
use names::Names;
use spoken::{Before, Spoken};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Verdict {
    /// The data says the same.
    Agrees,
    /// True of an older period, and a newer one is published.
    Stale,
    /// What an earlier release said.
    Revised,
    /// Matches no period it could be about.
    Differs,
    /// Not that place, or not that side.
    MisRanked,
    /// Better or worse where no direction is set, or the other way round.
    MisPolarised,
    /// Called significant, or not, where the test says otherwise or there is none.
    Unsupported,
    /// A known indicator, and no figure of ours to hold the claim against.
    NotFound,
}

impl Verdict {
    /// The name for programs.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Stale => "stale",
            Verdict::Revised => "revised",
            Verdict::Differs => "differs",
            Verdict::MisRanked => "mis-ranked",
            Verdict::MisPolarised => "mis-polarised",
            Verdict::Unsupported => "unsupported",
            Verdict::NotFound => "not-found",
        }
    }

    /// Whether it says that something is wrong.
    pub(crate) fn is_flag(self) -> bool {
        !matches!(self, Verdict::Agrees | Verdict::NotFound)
    }
}

/// The row that shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Shown {
    pub(crate) source: String,
    pub(crate) file: String,
    pub(crate) row: Option<u32>,
}

/// One claim, judged.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Remark {
    pub(crate) verdict: Verdict,
    pub(crate) sentence: String,
    pub(crate) heading: String,
    pub(crate) place: Place,
    pub(crate) indicator: String,
    pub(crate) area: Area,
    /// The period that speaks; empty when none does.
    pub(crate) period: String,
    /// What the data says.
    pub(crate) says: String,
    pub(crate) shown: Shown,
}

/// What was found in a paper.
#[derive(Default)]
pub(crate) struct Reading {
    pub(crate) remarks: Vec<Remark>,
    pub(crate) sentences: usize,
    /// Sentences with a figure that name no known indicator.
    pub(crate) about_others: usize,
    /// Sentences that name a known indicator and claim nothing that can only be read in one way.
    pub(crate) unread: usize,
}

/// The authority that a paper names most often; of several the one it names first.
pub(crate) fn most_named(reference: &Reference, passages: &[Passage]) -> Option<Area> {
    let names = Names::of(reference);
    let mut counts: BTreeMap<Area, usize> = BTreeMap::new();
    let mut first: Vec<Area> = Vec::new();
    let headings: BTreeSet<&str> = passages
        .iter()
        .map(|passage| passage.heading.as_str())
        .collect();
    for text in headings
        .into_iter()
        .chain(passages.iter().map(|passage| passage.text.as_str()))
    {
        for mention in names
            .areas(&lexemes(text))
            .into_iter()
            .filter(|mention| mention.of.is_authority())
        {
            *counts.entry(mention.of).or_default() += 1;
            if !first.contains(&mention.of) {
                first.push(mention.of);
            }
        }
    }
    let count = |area: &Area| counts.get(area).copied().unwrap_or_default();
    let most = first.iter().map(count).max()?;
    first.into_iter().find(|area| count(area) == most)
}

/// Reads a paper and judges what it claims.
pub(crate) fn read(
    passages: &[Passage],
    home: Option<Area>,
    reference: &Reference,
    list: NeighbourList,
    releases: &Releases<'_>,
) -> Reading {
    let names = Names::of(reference);
    let mut judge = Judge::new(reference, list, releases);
    let mut reading = Reading::default();
    let mut before = Before {
        home,
        ..Before::default()
    };
    let mut heading: Option<&str> = None;
    for passage in passages {
        if heading != Some(passage.heading.as_str()) {
            heading = Some(&passage.heading);
            before.subject = None;
            before.heading = when::only(&passage.heading);
        }
        if let Some(heads) = &passage.heads {
            let claims = cells::claims(&passage.text, heads, &names, &before, &|id| judge.unit(id));
            let sentence = format!("{}, {}: {}", heads[0], heads[1], passage.text);
            note(&mut reading, &mut judge, passage, &sentence, claims);
            continue;
        }
        for sentence in sentences(&passage.text) {
            reading.sentences += 1;
            let spoken = Spoken::of(sentence, &names, &before);
            let mut claims = figures::claims(&spoken, &|id| judge.unit(id));
            claims.extend(places::claims(&spoken));
            let has_figure = spoken
                .lexemes
                .iter()
                .any(|lexeme| lexeme.number().is_some());
            let known =
                !spoken.indicators.is_empty() || spoken.continues && before.subject.is_some();
            if !known && has_figure {
                reading.about_others += 1;
            } else if known && claims.is_empty() {
                reading.unread += 1;
            }
            let subject = spoken.subject();
            note(&mut reading, &mut judge, passage, sentence, claims);
            before.subject = subject.or(before.subject.take().filter(|_| !has_figure || known));
        }
    }
    settle(&mut reading);
    reading
}

fn note(
    reading: &mut Reading,
    judge: &mut Judge<'_>,
    passage: &Passage,
    sentence: &str,
    claims: Vec<Claim>,
) {
    for claim in claims {
        let Some(found) = judge.of(&claim) else {
            continue;
        };
        reading.remarks.push(Remark {
            verdict: found.verdict,
            sentence: sentence.to_owned(),
            heading: passage.heading.clone(),
            place: passage.place,
            indicator: claim.indicator,
            area: found.area,
            period: found.period,
            says: found.says,
            shown: found.shown,
        });
    }
}

/// An older figure with its date is history, not stale, in a paper that gives the newest one too; and what is wrong in the same
/// way twice in one sentence is said once.
fn settle(reading: &mut Reading) {
    let current: BTreeSet<(String, Area)> = reading
        .remarks
        .iter()
        .filter(|remark| remark.verdict == Verdict::Agrees && !remark.period.is_empty())
        .map(|remark| (remark.indicator.clone(), remark.area))
        .collect();
    for remark in &mut reading.remarks {
        if remark.verdict == Verdict::Stale
            && current.contains(&(remark.indicator.clone(), remark.area))
            && remark.is_dated()
        {
            remark.verdict = Verdict::Agrees;
        }
    }
    reading.remarks.dedup_by(|later, earlier| {
        (later.verdict, &later.sentence, &later.says, later.place)
            == (
                earlier.verdict,
                &earlier.sentence,
                &earlier.says,
                earlier.place,
            )
    });
}

impl Remark {
    fn is_dated(&self) -> bool {
        !when::periods(&lexemes(&self.sentence)).is_empty() || !when::only(&self.heading).is_empty()
    }
}

/// Panels by the id of their indicator.
pub(crate) type Shelf<'p> = BTreeMap<&'p str, &'p Panel>;
