//! What else moved in an authority over the same years: flows into and out of what is counted, and other rates, so that a change of
//! recording can be seen.

use super::rule::{LEAST_MOVE, LearnScale, MoveFound};
use crate::compare::Comparison;
use crate::compare::change::level_of;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::significance::{CountBasis, counts};
use crate::observation::area::Area;
use crate::observation::judgement::{Grade, Inspectorate, Judgement};
use crate::observation::period::Period;
use crate::reference::Reference;
use crate::reference::judgements::Judgements;

/// Themes whose rates hang together with each other.
const SOCIAL_CARE: [&str; 3] = ["children-in-need", "child-protection", "looked-after"];

/// A figure of another indicator at both ends of the years.
#[derive(Clone)]
pub(crate) struct MovedBeside<'s> {
    pub(crate) panel: &'s Panel,
    pub(crate) earlier: f64,
    pub(crate) now: f64,
    pub(crate) england: Option<[f64; 2]>,
    /// Moved beyond chance, and at least half a standard deviation further than England.
    pub(crate) is_sure: bool,
}

/// One indicator of an authority between the years in which two periods end; none where a year is missing or the two are not alike.
pub(crate) fn moved_beside<'s>(
    panel: &'s Panel,
    area: Area,
    (from, to): (&Period, &Period),
) -> Option<MovedBeside<'s>> {
    let in_year = |year: i16| {
        let mut columns = panel.columns();
        columns.find(|column| panel.period(*column).end_year() == year)
    };
    let (from, to) = (in_year(from.end_year())?, in_year(to.end_year())?);
    if !panel.are_alike(from, to) {
        return None;
    }
    let (earlier, now) = (panel.value(from, area)?, panel.value(to, area)?);
    let england = panel
        .value(from, Area::ENGLAND)
        .zip(panel.value(to, Area::ENGLAND));
    let england = england
        .filter(|_| !panel.indicator.is_total())
        .map(|(before, now)| [before, now]);
    Some(MovedBeside {
        panel,
        earlier,
        now,
        england,
        is_sure: is_sure(panel, area, (from, to), england).unwrap_or(false),
    })
}

fn is_sure(
    panel: &Panel,
    area: Area,
    (from, to): (PeriodColumn, PeriodColumn),
    england: Option<[f64; 2]>,
) -> Option<bool> {
    CountBasis::of(&panel.indicator)?;
    let scale = LearnScale::of(panel, to, true)?;
    let [before, after] = england?;
    let own = scale.apart(panel.value(to, area)?, panel.value(from, area)?)?;
    let further = own - scale.apart(after, before)?;
    let p = scale.p(counts(panel, from, area)?, counts(panel, to, area)?)?;
    Some(further.abs() >= LEAST_MOVE && level_of(p).is_some())
}

/// What else is known of a place that moved.
pub(crate) struct LearnedAround<'s> {
    /// Flows into and out of what is counted.
    pub(crate) flows: Vec<MovedBeside<'s>>,
    /// Other rates that moved beyond chance and further than in England.
    pub(crate) others: Vec<MovedBeside<'s>>,
    /// How many other rates have both years.
    pub(crate) looked_at: usize,
    /// Ofsted's judgement that held at the end of either year.
    pub(crate) judged: [Option<(Judgement, Grade)>; 2],
    pub(crate) children: f64,
    pub(crate) deprived_share: Option<f64>,
}

/// What is known around a move, from panels that were read beside.
pub(crate) fn around<'s>(
    c: &Comparison<'s>,
    place: (Area, MoveFound),
    beside: &[&'s Panel],
    judgements: &Judgements,
) -> LearnedAround<'s> {
    let (area, found) = place;
    let ends = [found.from, found.now].map(|point| c.panel.period(point.column));
    let moved = |panel: &&'s Panel| moved_beside(panel, area, (ends[0], ends[1]));
    let entry = c.reference.catalogue.get(&c.indicator.id);
    let is_flow =
        |panel: &Panel| entry.is_some_and(|entry| entry.sisters.contains(&panel.indicator.id));
    let rates = beside.iter().filter(|panel| {
        CountBasis::of(&panel.indicator) == Some(CountBasis::Rate)
            && panel.indicator.id != c.indicator.id
    });
    let (flows, others): (Vec<&&Panel>, Vec<&&Panel>) = rates.partition(|panel| is_flow(panel));
    let others: Vec<MovedBeside<'_>> = others.into_iter().filter_map(moved).collect();
    LearnedAround {
        flows: flows.into_iter().filter_map(moved).collect(),
        looked_at: others.len(),
        others: others.into_iter().filter(|of| of.is_sure).collect(),
        judged: ends.map(|period| {
            let held = judgements.held(Inspectorate::Ofsted, area, period.end);
            held.map(|(judgement, grade)| (judgement.clone(), grade))
        }),
        children: found.now.counts.1,
        deprived_share: c
            .reference
            .register
            .get(area)
            .and_then(|authority| authority.deprived_share()),
    }
}

/// The indicators that are read beside one: flows of the same people, and the other rates of children's social care.
pub(crate) fn read_beside(reference: &Reference, id: &str) -> Vec<String> {
    let Some(entry) = reference.catalogue.get(id) else {
        return Vec::new();
    };
    let rates = reference.catalogue.readable().filter(|other| {
        other.unit.is_rate()
            && other.id != id
            && (entry.sisters.contains(&other.id) || SOCIAL_CARE.contains(&other.theme.as_str()))
    });
    rates.map(|other| other.id.clone()).collect()
}
