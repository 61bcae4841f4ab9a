//! The funnel: every authority's rate against its size, inside limits that narrow as size grows. The plain limits are faint; those that
//! allow for the usual spread between authorities are clear, and who lies outside those is named.

use super::frame::{drawing, frame};
use super::funnel_plot::Plot;
use super::sheet::Sheet;
use super::{Caption, Comparator, Drawing, Style};

/// One authority.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FunnelPoint {
    pub(crate) label: String,
    /// Population or denominator, above zero. A point without finite numbers is left out and counted in a remark.
    pub(crate) size: f64,
    pub(crate) value: f64,
    pub(crate) own: bool,
    pub(crate) neighbour: bool,
    /// Outside the limits that allow for the usual spread, as the caller has found.
    pub(crate) outside: bool,
    /// The value as the tables print it.
    pub(crate) text: String,
}

/// One limit on either side of the centre line, as polylines of (size, value) by rising size.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Limit {
    pub(crate) lower: Vec<(f64, f64)>,
    pub(crate) upper: Vec<(f64, f64)>,
}

/// A pair of limits and what it stands for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Limits {
    /// For the key: "allowing for the usual spread between authorities".
    pub(crate) label: String,
    /// 95%, drawn dashed.
    pub(crate) inner: Limit,
    /// 99.8%, drawn whole.
    pub(crate) outer: Limit,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Funnel {
    pub(crate) caption: Caption,
    /// The value axis in words: "per 10,000".
    pub(crate) unit: String,
    /// The size axis in words: "Children aged under 18".
    pub(crate) size_label: String,
    /// Decimals of the values on the axis.
    pub(crate) decimals: u8,
    pub(crate) points: Vec<FunnelPoint>,
    /// The line in the middle with its name and value: "England 67".
    pub(crate) centre: (String, f64),
    /// What the centre stands for: the group compared with.
    pub(crate) kind: Comparator,
    pub(crate) plain: Option<Limits>,
    pub(crate) spread: Option<Limits>,
    /// For the key: "Statistical neighbour", "Outside the clear limits".
    pub(crate) neighbour_label: String,
    pub(crate) outside_label: String,
}

/// With fewer points than this nothing is an outlier.
const CROWD: usize = 20;
/// A value this many times as high as the next is set at the upper edge.
const OUTLYING: f64 = 1.5;
const MOST_OUTLIERS: usize = 3;
/// The largest size over the middle one, from which on the size axis is drawn by square roots.
const HUGE: f64 = 3.5;

/// Draws the funnel.
pub(crate) fn draw(chart: &Funnel, style: Style) -> Drawing {
    drawing(&sheet(chart, style), &chart.caption)
}

pub(super) fn sheet(chart: &Funnel, style: Style) -> Sheet {
    let mut known: Vec<&FunnelPoint> = chart.points.iter().filter(|point| usable(point)).collect();
    // Context first, so that those picked out lie on top.
    known.sort_by_key(|point| (point.own, point.neighbour, point.outside));
    let off = off_the_scale(&known);
    let roots = squeezed(&known);
    let mut remarks = Vec::new();
    remarks.extend(missing_remark(chart));
    if !off.is_empty() {
        let names: Vec<String> = off
            .iter()
            .map(|at| format!("{} {}", known[*at].label, known[*at].text))
            .collect();
        remarks.push(format!(
            "Above the axis, shown at its edge: {}",
            names.join(", ")
        ));
    }
    let mut unnamed: Vec<String> = Vec::new();
    // What finds no room in the plot is named under it, which takes room from the plot: again, until nobody is left out of both.
    let framed = |unnamed: &[String]| {
        let named_here = (!unnamed.is_empty())
            .then(|| format!("Not named for want of room: {}", unnamed.join(", ")));
        frame(
            &chart.caption,
            style,
            &named_here
                .into_iter()
                .chain(remarks.iter().cloned())
                .collect::<Vec<_>>(),
        )
    };
    loop {
        let frame = framed(&unnamed);
        let mut sheet = frame.sheet;
        let missed = Plot::new(chart, &known, &off, roots, frame.room).draw(&mut sheet);
        let before = unnamed.len();
        for name in &missed {
            if !unnamed.contains(name) {
                unnamed.push(name.clone());
            }
        }
        if unnamed.len() == before {
            if missed.len() < before {
                // In the smaller room some found a place after all: the same room, and only the others under it.
                sheet = framed(&missed).sheet;
                Plot::new(chart, &known, &off, roots, frame.room).draw(&mut sheet);
            }
            return sheet;
        }
    }
}

fn usable(point: &FunnelPoint) -> bool {
    point.value.is_finite() && point.size.is_finite() && point.size > 0.0
}

/// Indices of the values too high for an axis that shows the others.
fn off_the_scale(known: &[&FunnelPoint]) -> Vec<usize> {
    if known.len() < CROWD {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by(|a, b| known[*b].value.total_cmp(&known[*a].value));
    let count = (1..=MOST_OUTLIERS).rev().find(|count| {
        let (last, next) = (known[order[count - 1]].value, known[order[*count]].value);
        next > 0.0 && last > OUTLYING * next
    });
    order.truncate(count.unwrap_or(0));
    order
}

/// Whether the largest would squeeze the others against the value axis.
fn squeezed(known: &[&FunnelPoint]) -> bool {
    let mut sizes: Vec<f64> = known.iter().map(|point| point.size).collect();
    sizes.sort_by(f64::total_cmp);
    match (sizes.get(sizes.len() / 2), sizes.last()) {
        (Some(middle), Some(largest)) => largest > &(HUGE * middle),
        _ => false,
    }
}

fn missing_remark(chart: &Funnel) -> Option<String> {
    let missing: Vec<&str> = chart
        .points
        .iter()
        .filter(|point| !usable(point))
        .map(|point| point.label.as_str())
        .collect();
    let named = if missing.len() <= 6 {
        format!(": {}", missing.join(", "))
    } else {
        String::new()
    };
    (!missing.is_empty()).then(|| {
        format!(
            "No figure for {} of {}{named}",
            missing.len(),
            chart.points.len()
        )
    })
}
