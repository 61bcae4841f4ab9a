//! One indicator as the page holds it: what it is called and means, its periods, and its figures with their counts and rows as streams.

use super::facts::{FactSections, FunnelCurve};
use super::pack::{self, Body, Packed, Section};
use super::places::code;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::finding::prose::{self, pages};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::provenance::Origin;
use crate::observation::reading::Reading;
use crate::reference::Reference;
use serde::Serialize;
use std::collections::BTreeSet;

/// What the page knows of an indicator.
#[derive(Serialize)]
pub(super) struct SeriesEntry {
    pub(super) id: String,
    /// The publisher's own code.
    measure: String,
    title: String,
    short: String,
    noun: String,
    aliases: Vec<String>,
    theme: String,
    unit: String,
    prefix: &'static str,
    suffix: &'static str,
    decimals: u8,
    mean_decimals: u8,
    /// A value is the stored number over 10 to the power of this.
    scale: u8,
    kind: &'static str,
    per: Option<f64>,
    better: Option<&'static str>,
    reason: String,
    first: &'static str,
    total: bool,
    banded: bool,
    curated: bool,
    /// An officer's own figures, which are held against nobody's.
    local: bool,
    /// Under which themes the page lists it.
    #[serde(skip)]
    pub(super) group: SeriesKind,
    parent: Option<ParentEntry>,
    /// The indicator that is broken down, where another measures the same people.
    people: Option<String>,
    periods: Vec<PeriodEntry>,
    /// The newest period in which an authority has a figure: the one of the facts.
    latest: usize,
    breaks: Vec<NoteEntry>,
    unusual: Vec<NoteEntry>,
    /// Authorities that make one return together in the newest period: none of them is a comparator of another.
    joint: BTreeSet<Vec<String>>,
    cautions: Vec<String>,
    about: String,
    ask: String,
    next: String,
    values: Section,
    counts: Option<Section>,
    counts_scale: (u8, u8),
    rows: Section,
    facts: Option<FactSections>,
    funnel: Option<FunnelCurve>,
}

/// The indicator and the breakdown that a category is part of.
#[derive(Serialize)]
struct ParentEntry {
    indicator: String,
    breakdown: String,
    breakdown_title: String,
    category: String,
    exclusive: bool,
}

#[derive(Serialize)]
struct PeriodEntry {
    /// The publisher's own label.
    code: String,
    /// As axes and tables show it.
    label: String,
    words: String,
    end: String,
    finality: &'static str,
    exact: bool,
    england_fits: bool,
}

/// What is said from a period on, or of one.
#[derive(Serialize)]
struct NoteEntry {
    at: usize,
    says: String,
}

/// What sort of series it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SeriesKind {
    /// An indicator of the catalogue.
    Curated,
    /// A category of a breakdown: it stands with the whole, under no theme.
    Category,
    /// A further series of DfE's tool.
    Further,
    /// An officer's own.
    Local,
}

impl SeriesKind {
    pub(super) fn of(indicator: &Indicator, reference: &Reference) -> SeriesKind {
        let (catalogue, id) = (&reference.catalogue, &indicator.id);
        if indicator.local {
            SeriesKind::Local
        } else if catalogue.curated(id).is_some() {
            SeriesKind::Curated
        } else if catalogue.category(id).is_some() {
            SeriesKind::Category
        } else {
            SeriesKind::Further
        }
    }
}

/// The streams of one indicator before they are added to the body.
pub(super) struct SeriesStreams {
    values: Vec<u8>,
    counts: Option<Vec<u8>>,
    rows: Vec<u8>,
    scale: u8,
    counts_scale: (u8, u8),
}

impl SeriesStreams {
    pub(super) fn of(panel: &Panel) -> SeriesStreams {
        let values = known(panel, |at, area| panel.value(at, area));
        let scale = pack::scale(values.iter().copied());
        let numerators = known(panel, |at, area| panel.counts(at, area).0);
        let denominators = known(panel, |at, area| panel.counts(at, area).1);
        let has_counts = !numerators.is_empty() || !denominators.is_empty();
        let of_counts =
            |values: &[f64]| pack::scale(values.iter().copied()).unwrap_or(pack::ROUNDED);
        let counts_scale = (of_counts(&numerators), of_counts(&denominators));
        let counts = has_counts.then(|| {
            let mut both = count_stream(panel, counts_scale.0, |at, area| panel.counts(at, area).0);
            both.extend(count_stream(panel, counts_scale.1, |at, area| {
                panel.counts(at, area).1
            }));
            both
        });
        SeriesStreams {
            values: value_stream(panel, scale.unwrap_or(pack::ROUNDED)),
            counts,
            rows: row_stream(panel),
            scale: scale.unwrap_or(pack::ROUNDED),
            counts_scale,
        }
    }
}

/// Every place and period of a panel, place by place: the order of all streams.
fn cells(panel: &Panel) -> impl Iterator<Item = (Area, PeriodColumn)> {
    let areas = (0..panel.slots.len()).filter_map(|slot| panel.slots.area(slot));
    areas.flat_map(|area| panel.columns().map(move |at| (area, at)))
}

fn known(panel: &Panel, of: impl Fn(PeriodColumn, Area) -> Option<f64>) -> Vec<f64> {
    cells(panel).filter_map(|(area, at)| of(at, area)).collect()
}

fn by_place(panel: &Panel, cell: impl Fn(PeriodColumn, Area) -> Packed) -> Vec<u8> {
    let areas = (0..panel.slots.len()).filter_map(|slot| panel.slots.area(slot));
    let row = |area: Area| panel.columns().map(|at| cell(at, area)).collect();
    pack::matrix(areas.map(row).collect::<Vec<Vec<Packed>>>())
}

fn value_stream(panel: &Panel, scale: u8) -> Vec<u8> {
    by_place(panel, |at, area| match panel.reading(at, area) {
        Reading::Known(value) => number(Some(value), scale),
        Reading::Missing(status) => Packed::Reason(status as u8),
    })
}

fn count_stream(
    panel: &Panel,
    scale: u8,
    of: impl Fn(PeriodColumn, Area) -> Option<f64>,
) -> Vec<u8> {
    by_place(panel, |at, area| number(of(at, area), scale))
}

fn number(value: Option<f64>, scale: u8) -> Packed {
    let number = value.and_then(|value| pack::whole(value, scale));
    number.map_or(Packed::Reason(0), Packed::Number)
}

/// The row of each cell, then run by run the file that the rows are of.
fn row_stream(panel: &Panel) -> Vec<u8> {
    let (mut stream, mut last) = (Vec::new(), 0);
    let mut runs: Vec<(u16, u64)> = Vec::new();
    for (area, at) in cells(panel) {
        let Some(Origin { file, row }) = panel.origin(at, area) else {
            pack::push(&mut stream, 0);
            continue;
        };
        pack::push(&mut stream, pack::zigzag(i64::from(row) - last) + 1);
        last = i64::from(row);
        match runs.last_mut() {
            Some((of, cells)) if *of == file => *cells += 1,
            _ => runs.push((file, 1)),
        }
    }
    for (file, cells) in runs {
        pack::push(&mut stream, u64::from(file));
        pack::push(&mut stream, cells);
    }
    stream
}

/// An indicator with its streams added to the body.
pub(super) fn entry(
    panel: &Panel,
    reference: &Reference,
    body: &mut Body,
    streams: &SeriesStreams,
    (facts, funnel): (Option<FactSections>, Option<FunnelCurve>),
) -> SeriesEntry {
    let of = &panel.indicator;
    let (prefix, _) = of.unit.around();
    let known = reference.catalogue.get(&of.id);
    let group = SeriesKind::of(of, reference);
    let words = reference.words.get(&of.id);
    let better = of
        .polarity
        .is_better(true)
        .map(|up| if up { "higher" } else { "lower" });
    SeriesEntry {
        id: of.id.clone(),
        measure: of.source_measure.clone(),
        title: of.title.clone(),
        short: pages::named_as_own(of),
        noun: of.noun.clone(),
        aliases: known.map(|entry| entry.aliases.clone()).unwrap_or_default(),
        theme: of.theme.clone(),
        unit: of.unit.brief(),
        prefix,
        suffix: if of.is_percentage() { "%" } else { "" },
        decimals: of.decimals,
        mean_decimals: of.mean_decimals(),
        scale: streams.scale,
        kind: kind(panel),
        per: of.multiplier(),
        better,
        reason: of.polarity_reason.clone(),
        first: if of.polarity.is_highest_first() {
            "highest"
        } else {
            "lowest"
        },
        total: of.is_total() || of.local,
        banded: of.banded,
        curated: group == SeriesKind::Curated,
        local: of.local,
        group,
        parent: parent(&of.id, reference),
        people: people(&of.id, reference),
        periods: panel.columns().map(|at| period(panel, at)).collect(),
        latest: panel.latest().map_or(0, PeriodColumn::index),
        breaks: breaks(panel),
        unusual: unusual(panel),
        joint: joint(panel, reference),
        cautions: Some(of.caution.clone())
            .filter(|caution| !caution.is_empty())
            .into_iter()
            .collect(),
        about: words.map(|words| words.why.clone()).unwrap_or_default(),
        ask: words.map(|words| words.ask.clone()).unwrap_or_default(),
        next: prose::usual_month(of.month),
        values: body.add(&streams.values),
        counts: streams.counts.as_ref().map(|counts| body.add(counts)),
        counts_scale: streams.counts_scale,
        rows: body.add(&streams.rows),
        facts,
        funnel,
    }
}

fn breaks(panel: &Panel) -> Vec<NoteEntry> {
    let all = panel.indicator.breaks.iter();
    all.filter_map(|of| note(panel, &of.reason, |end| end >= of.period_end))
        .collect()
}

fn unusual(panel: &Panel) -> Vec<NoteEntry> {
    let all = panel.indicator.unusual_years.iter();
    all.filter_map(|of| note(panel, &of.reason, |end| end == of.period_end))
        .collect()
}

fn kind(panel: &Panel) -> &'static str {
    let of = &panel.indicator;
    if of.unit.is_rate() {
        "rate"
    } else if of.is_percentage() {
        "share"
    } else if of.unit.is_count() {
        "count"
    } else {
        "other"
    }
}

fn parent(id: &str, reference: &Reference) -> Option<ParentEntry> {
    let (breakdown, category) = reference.catalogue.category(id)?;
    Some(ParentEntry {
        indicator: breakdown.indicator.clone(),
        breakdown: breakdown.key.clone(),
        breakdown_title: breakdown.title.clone(),
        category: category.title.clone(),
        exclusive: breakdown.is_exclusive,
    })
}

fn people(id: &str, reference: &Reference) -> Option<String> {
    let mut breakdowns = reference.catalogue.breakdowns().iter();
    let found = breakdowns.find(|breakdown| breakdown.is_of(id))?;
    Some(found.indicator.clone()).filter(|indicator| indicator != id)
}

fn period(panel: &Panel, at: PeriodColumn) -> PeriodEntry {
    let of = panel.period(at);
    PeriodEntry {
        code: of.label.clone(),
        label: of.short(),
        words: of.in_words(),
        end: of.end.to_string(),
        finality: of.finality.word(),
        exact: panel.ranks_on_counts(at),
        england_fits: panel.indicator.england_comparable && panel.england_fits(at),
    }
}

fn note(
    panel: &Panel,
    says: &str,
    is_from: impl Fn(jiff::civil::Date) -> bool,
) -> Option<NoteEntry> {
    let at = panel.column_where(|period| is_from(period.end))?;
    Some(NoteEntry {
        at: at.index(),
        says: says.to_owned(),
    })
}

fn joint(panel: &Panel, reference: &Reference) -> BTreeSet<Vec<String>> {
    let Some(newest) = panel.latest() else {
        return BTreeSet::new();
    };
    let year = panel.period(newest).end_year();
    let together = |area: Area| {
        let mut all = reference
            .register
            .returned_with(area, &panel.indicator.publication, year);
        let is_joint = !all.is_empty();
        all.push(area);
        all.sort();
        is_joint.then(|| all.iter().map(|area| code(*area)).collect())
    };
    panel.slots.current().filter_map(together).collect()
}
