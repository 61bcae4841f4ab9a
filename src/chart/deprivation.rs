//! All authorities by how deprived they are, with the rate that deprivation alone would lead one to expect and the range of places as
//! deprived.

use super::bars::is_neighbour;
use super::caption::caption;
use super::{ChartRequest, DrawnChart, ListedForm, Making, figures_behind};
use crate::compare::Comparison;
use crate::compare::expected::{DeprivationModel, ExpectedAt, ExpectedRate};
use crate::figure::{Comparator, ExpectedCurve, FunnelChart, FunnelDot, LimitCurves};
use crate::finding::phrases::Phrases;
use crate::finding::prose::{self, Prose, given_deprivation as words, pictures};
use crate::observation::area::Area;
use crate::table::Table;
use crate::table::cell::{number, text};
use crate::table::columns::TableColumns;

pub(crate) const FORM: ListedForm = ListedForm {
    name: "deprivation",
    in_papers: true,
    in_findings: true,
    in_profiles: None,
    making: Making::OfOne(make),
};

/// Points along the curves.
const STEPS: u32 = 60;

/// None where deprivation says little about the indicator, and of what is no rate with published counts.
fn make(c: &Comparison<'_>, request: ChartRequest, _: &Phrases) -> Option<DrawnChart> {
    let model = c.deprivation()?;
    let everyone: Vec<(Area, ExpectedRate)> = model.everyone().collect();
    let prose = Prose::of(c);
    let own = c.expected();
    let title = prose.title(c, &prose.deprivation_message(c, own.as_ref()));
    let what = pictures::among_authorities_by_deprivation(c.period);
    let mut caption = caption(c, title, &what, prose.deprivation_alt(c, &everyone));
    caption.notes.extend(words::notes(None));
    let chart = FunnelChart {
        caption,
        unit: c.indicator.unit.axis(),
        size_label: words::SHARE_AXIS.to_owned(),
        decimals: c.indicator.decimals,
        dots: everyone
            .iter()
            .map(|(area, of)| dot(c, *area, of))
            .collect(),
        centre: england(c),
        kind: Comparator::England,
        plain: None,
        spread: None,
        expected: Some(curve(model)),
        neighbour_label: pictures::NEIGHBOUR.to_owned(),
        outside_label: words::OUTSIDE.to_owned(),
    };
    Some(DrawnChart::of(chart, table(c, &everyone), request))
}

/// Shares are drawn as percentages.
const PERCENT: f64 = 100.0;

fn curve(model: &DeprivationModel) -> ExpectedCurve {
    let along = model.curve(STEPS);
    let at = |value: fn(&ExpectedAt) -> f64| -> Vec<(f64, f64)> {
        along
            .iter()
            .map(|of| (of.share * PERCENT, value(of)))
            .collect()
    };
    ExpectedCurve {
        label: words::EXPECTED.to_owned(),
        range_label: words::RANGE.to_owned(),
        middle: at(|of| of.expected),
        range: LimitCurves {
            lower: at(|of| of.limits.lower),
            upper: at(|of| of.limits.upper),
        },
    }
}

/// England's published figure, as a line across.
fn england(c: &Comparison<'_>) -> (String, f64) {
    match c.comparable_england() {
        Some(value) => (pictures::england_mark(c.indicator, value), value),
        None => (String::new(), f64::NAN),
    }
}

fn dot(c: &Comparison<'_>, area: Area, of: &ExpectedRate) -> FunnelDot {
    FunnelDot {
        label: Prose::of(c).short(area).to_owned(),
        size: of.share * PERCENT,
        value: of.rate,
        own: area == c.area,
        neighbour: is_neighbour(c, area),
        outside: of.beyond().is_some(),
        text: prose::digits(c.indicator, of.rate),
    }
}

fn table(c: &Comparison<'_>, everyone: &[(Area, ExpectedRate)]) -> Table {
    let words_of = Prose::of(c);
    type Row<'r> = &'r (Area, ExpectedRate);
    let columns = TableColumns::<Row<'_>>::new()
        .text("authority", "Authority", move |(area, _)| {
            text(words_of.name(*area))
        })
        .text("la_code", "Code", |(area, _)| text(area.la_code()))
        .number("deprived_share", "Deprived share", |(_, of)| {
            number(Some(of.share), None)
        })
        .number("rate", "Rate", |(_, of)| number(Some(of.rate), None))
        .number("expected", "Expected", |(_, of)| {
            number(Some(of.expected), None)
        })
        .number("lower95", "lower95", |(_, of)| {
            number(Some(of.limits.p95.lower), None)
        })
        .number("upper95", "upper95", |(_, of)| {
            number(Some(of.limits.p95.upper), None)
        })
        .text("side", "Side", |(_, of)| text(words::side(Some(of))));
    figures_behind(c, FORM.name, columns, everyone)
}
