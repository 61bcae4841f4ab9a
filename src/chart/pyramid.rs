//! Need, plans and care one above another: children in need, protection plans and looked-after children.

use super::{ChartRequest, DrawnChart, ListedForm, Making, NamedChart, figures_behind, overview};
use crate::compare::Comparison;
use crate::compare::pyramid::{LAYERS, Shares, escalation};
use crate::figure::{
    Caption, ChartPoint, Comparator, PyramidBar, PyramidChart, PyramidLevel, PyramidSeries,
    SeriesOwner,
};
use crate::finding::prose::{self, Prose, pictures};
use crate::table::Table;
use crate::table::cell::{optional, text};
use crate::table::columns::TableColumns;

pub(super) const FORM: ListedForm = ListedForm {
    name: "pyramid",
    in_papers: true,
    in_findings: true,
    in_profiles: None,
    making: Making::OfSeveral(make),
};

/// None unless all three layers were asked for, and have figures.
fn make(compared: &[&Comparison<'_>], request: ChartRequest) -> Vec<NamedChart> {
    let Some((first, chart)) = compared.first().zip(layered(compared)) else {
        return Vec::new();
    };
    let data = table(first, &chart);
    overview(FORM, DrawnChart::of(chart, data, request))
}

fn layered(compared: &[&Comparison<'_>]) -> Option<PyramidChart> {
    let [need, plans, care] = LAYERS.map(|id| {
        let layer = compared.iter().find(|each| each.indicator.id == id);
        layer.copied()
    });
    let (need, plans, care) = (need?, plans?, care?);
    let latest = escalation([need.panel, plans.panel, care.panel], need)?.latest;
    let top_down = [care, plans, need];
    let levels = levels(&top_down, &latest.own, latest.neighbours.as_ref());
    let words = Prose::of(need);
    let series = [
        level_series(words.short(need.area), SeriesOwner::Own, &top_down, |of| {
            of.reading.value()
        }),
        level_series(
            prose::NEIGHBOURS_MEAN,
            SeriesOwner::Other(Comparator::Neighbours),
            &top_down,
            |of| of.neighbours.comparable().map(|spread| spread.mean),
        ),
        level_series(
            "England",
            SeriesOwner::Other(Comparator::England),
            &top_down,
            |of| of.comparable_england(),
        ),
    ];
    Some(PyramidChart {
        caption: worded([need, plans, care], &levels, &series),
        unit: need.indicator.unit.axis(),
        levels,
        series: series.into(),
    })
}

/// The layers from the top, each with its part of a hundred children in need.
fn levels(
    top_down: &[&Comparison<'_>; 3],
    own: &Shares,
    neighbours: Option<&Shares>,
) -> Vec<PyramidLevel> {
    let shares = [
        pictures::share(Some(own.care), neighbours.map(|shares| shares.care)),
        pictures::share(Some(own.plans), neighbours.map(|shares| shares.plans)),
        pictures::share(None, None),
    ];
    top_down
        .iter()
        .zip(shares)
        .map(|(each, share)| PyramidLevel {
            label: each.indicator.short.clone(),
            share,
        })
        .collect()
}

fn worded(
    bottom_up: [&Comparison<'_>; 3],
    levels: &[PyramidLevel],
    series: &[PyramidSeries],
) -> Caption {
    let [need, ..] = bottom_up;
    let words = Prose::of(need);
    let names: Vec<String> = series.iter().map(|s| s.label.clone()).collect();
    let figures: Vec<(String, Vec<String>)> = levels
        .iter()
        .enumerate()
        .map(|(at, level)| {
            let texts = series
                .iter()
                .filter_map(|s| Some(s.bars.get(at)?.text.clone()));
            (level.label.clone(), texts.collect())
        })
        .collect();
    Caption {
        title: pictures::pyramid_title(words.short(need.area)),
        subtitle: pictures::pyramid_subtitle(&need.period.short()),
        alt: words.pyramid_alt(need.area, &figures, &names),
        source: words.sources_line(need, &bottom_up),
        notes: Vec::new(),
    }
}

fn level_series(
    label: &str,
    owner: SeriesOwner,
    levels: &[&Comparison<'_>; 3],
    value: fn(&Comparison<'_>) -> Option<f64>,
) -> PyramidSeries {
    PyramidSeries {
        label: label.to_owned(),
        owner,
        bars: levels.iter().map(|c| bar(c, owner, value(c))).collect(),
    }
}

/// A bar with its value as it is printed, or why there is none.
fn bar(c: &Comparison<'_>, owner: SeriesOwner, value: Option<f64>) -> PyramidBar {
    PyramidBar {
        value: value.map_or(ChartPoint::Absent, ChartPoint::Known),
        text: match (value, owner) {
            (None, _) => prose::reason(c.reading.status()),
            (Some(mean), SeriesOwner::Other(Comparator::Neighbours)) => {
                prose::mean_digits(c.indicator, mean)
            }
            (Some(value), _) => prose::digits(c.indicator, value),
        },
    }
}

/// A row a layer; `at` counts the layers from the top.
fn table(first: &Comparison<'_>, chart: &PyramidChart) -> Table {
    let mut columns = TableColumns::new()
        .text("level", "Level", |(_, level): &(usize, &PyramidLevel)| {
            text(&level.label)
        })
        .text("share", "Share", |(_, level)| text(&level.share));
    for series in &chart.series {
        columns = columns.text(&series.label, &series.label, |(at, _)| {
            optional(series.bars.get(*at).map(|bar| &bar.text))
        });
    }
    figures_behind(first, FORM.name, columns, chart.levels.iter().enumerate())
}
