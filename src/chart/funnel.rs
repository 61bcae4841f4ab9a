//! All authorities by size, with the limits within which figures as theirs may lie by chance.

use super::bars::is_neighbour;
use super::caption::caption;
use super::{ChartRequest, DrawnChart, ListedForm, Making, figures_behind};
use crate::compare::Comparison;
use crate::compare::nation::FunnelPlace;
use crate::figure::{Caption, Comparator, FunnelChart, FunnelDot, FunnelLimits, LimitCurves};
use crate::finding::phrases::Phrases;
use crate::finding::prose::{self, Prose, pictures};
use crate::observation::area::Area;
use crate::stat::interval::{Interval, Limits};
use crate::table::Table;
use crate::table::cell::{number, text};
use crate::table::columns::TableColumns;

pub(super) const FORM: ListedForm = ListedForm {
    name: "funnel",
    in_papers: true,
    in_findings: true,
    in_profiles: None,
    making: Making::OfOne(make),
};

/// None where counts are not published.
fn make(c: &Comparison<'_>, request: ChartRequest, phrases: &Phrases) -> Option<DrawnChart> {
    let placed = c.nation().in_funnel();
    let (_, first) = placed.first()?;
    let chart = plotted(c, &placed, first.average, worded(c, &placed, phrases));
    Some(DrawnChart::of(chart, table(c, &placed), request))
}

fn plotted(
    c: &Comparison<'_>,
    placed: &[(Area, FunnelPlace)],
    average: f64,
    caption: Caption,
) -> FunnelChart {
    let along = limits_by_size(c, placed);
    FunnelChart {
        caption,
        unit: c.indicator.unit.axis(),
        size_label: pictures::size_label(c.indicator.unit.is_percent()).to_owned(),
        decimals: c.indicator.decimals,
        dots: placed
            .iter()
            .map(|(area, place)| dot(c, *area, place))
            .collect(),
        centre: (pictures::all_together(c.indicator, average), average),
        kind: Comparator::England,
        plain: Some(FunnelLimits {
            label: pictures::PLAIN_LIMITS.to_owned(),
            inner: curve(&along, |at| at.plain.p95),
            outer: curve(&along, |at| at.plain.p998),
        }),
        spread: Some(FunnelLimits {
            label: pictures::WIDE_LIMITS.to_owned(),
            inner: curve(&along, |at| at.wide.p95),
            outer: curve(&along, |at| at.wide.p998),
        }),
        expected: None,
        neighbour_label: pictures::NEIGHBOUR.to_owned(),
        outside_label: pictures::OUTSIDE.to_owned(),
    }
}

fn worded(c: &Comparison<'_>, placed: &[(Area, FunnelPlace)], phrases: &Phrases) -> Caption {
    let words = Prose::of(c);
    let own = placed.iter().find(|(area, _)| *area == c.area);
    let title = words.title(
        c,
        &words.funnel_message(c, own.map(|(_, place)| place), phrases),
    );
    let what = pictures::among_authorities_by_size(c.period);
    let mut caption = caption(c, title, &what, words.funnel_alt(c, placed));
    let current = c.panel.slots.current();
    let absent: Vec<Area> = current
        .filter(|area| placed.iter().all(|(there, _)| there != area))
        .collect();
    caption
        .notes
        .push(pictures::all_together_note(c, placed.len()));
    caption.notes.extend(words.not_placed(c, &absent));
    caption
}

/// Points along a limit's curve.
const STEPS: u32 = 120;

/// The limits of an authority of one size: by chance alone, and with the usual spread between authorities.
struct LimitsAtSize {
    size: f64,
    plain: Limits,
    wide: Limits,
}

/// From the smallest authority to the largest. Even steps of the root: limits bend most where authorities are small.
fn limits_by_size(c: &Comparison<'_>, placed: &[(Area, FunnelPlace)]) -> Vec<LimitsAtSize> {
    let sizes = placed.iter().map(|(_, place)| place.over);
    let (least, most) = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| {
        (least.min(size), most.max(size))
    });
    let nation = c.nation();
    let sizes = (0..=STEPS).map(|step| {
        (least.sqrt() + (most.sqrt() - least.sqrt()) * f64::from(step) / f64::from(STEPS)).powi(2)
    });
    sizes
        .filter_map(|size| {
            let (plain, wide) = nation.limits_at(size)?;
            Some(LimitsAtSize { size, plain, wide })
        })
        .collect()
}

fn curve(along: &[LimitsAtSize], interval: fn(&LimitsAtSize) -> Interval) -> LimitCurves {
    LimitCurves {
        lower: along
            .iter()
            .map(|at| (at.size, interval(at).lower.max(0.0)))
            .collect(),
        upper: along
            .iter()
            .map(|at| (at.size, interval(at).upper))
            .collect(),
    }
}

fn dot(c: &Comparison<'_>, area: Area, place: &FunnelPlace) -> FunnelDot {
    FunnelDot {
        label: Prose::of(c).short(area).to_owned(),
        size: place.over,
        value: place.value,
        own: area == c.area,
        neighbour: is_neighbour(c, area),
        outside: place.wide_verdict.side().is_some(),
        text: prose::digits(c.indicator, place.value),
    }
}

/// The name of one end of a limit, and its value.
type LimitEnd = (&'static str, fn(&FunnelPlace) -> f64);

/// Limits by chance alone, then those that allow for the usual spread between authorities.
const LIMITS: [LimitEnd; 8] = [
    ("lower95", |place| place.plain.p95.lower),
    ("upper95", |place| place.plain.p95.upper),
    ("lower998", |place| place.plain.p998.lower),
    ("upper998", |place| place.plain.p998.upper),
    ("od_lower95", |place| place.wide.p95.lower),
    ("od_upper95", |place| place.wide.p95.upper),
    ("od_lower998", |place| place.wide.p998.lower),
    ("od_upper998", |place| place.wide.p998.upper),
];

fn table(c: &Comparison<'_>, placed: &[(Area, FunnelPlace)]) -> Table {
    let words = Prose::of(c);
    let mut columns = TableColumns::new()
        .text(
            "authority",
            "Authority",
            move |(area, _): &&(Area, FunnelPlace)| text(words.name(*area)),
        )
        .text("la_code", "Code", |(area, _)| text(area.la_code()))
        .number("size", "size", |(_, place)| number(Some(place.over), None))
        .number("value", "value", |(_, place)| {
            number(Some(place.value), None)
        })
        .number("z", "z", |(_, place)| number(Some(place.z), None));
    for (name, limit) in LIMITS {
        columns = columns.number(name, name, move |(_, place)| {
            number(Some(limit(place)), None)
        });
    }
    let columns = columns
        .text("verdict", "Verdict", |(_, place)| {
            text(place.verdict.name())
        })
        .text(
            "od_verdict",
            "Verdict given the usual spread",
            |(_, place)| text(place.wide_verdict.name()),
        );
    figures_behind(c, FORM.name, columns, placed)
}
