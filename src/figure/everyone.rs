//! All authorities in one row of bars: the own one and its neighbours picked out and named, the rest context, quartiles marked below.

use super::everyone_plot::Plot;
use super::frame::{drawing, frame};
use super::sheet::Sheet;
use super::{Bar, Caption, Drawing, Gap, Reference, Style};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Everyone {
    pub(crate) caption: Caption,
    /// The value axis in words: "per 10,000".
    pub(crate) unit: String,
    /// Decimals of the values, and of the quartiles unless they need one more.
    pub(crate) decimals: u8,
    /// Sorted, by rising or by falling value; those without a value may stand anywhere.
    pub(crate) bars: Vec<Bar>,
    /// Lower quartile, median, upper quartile.
    pub(crate) quartiles: Option<[f64; 3]>,
    /// The letters of the quarters, from the lowest values to the highest; none where the indicator has no polarity.
    pub(crate) bands: Option<[char; 4]>,
    pub(crate) references: Vec<Reference>,
}

/// Missing authorities are named one by one up to this many; beyond, only the own one and neighbours are.
const FEW: usize = 6;
/// The axis is cut above at most this many bars.
const MOST_OUTLIERS: usize = 3;
/// A bar this many times as high as the next would flatten all others.
const OUTLYING: f64 = 1.5;
/// With fewer bars than this nothing is an outlier.
const CROWD: usize = 20;

/// Draws the bars.
pub(crate) fn draw(chart: &Everyone, style: Style) -> Drawing {
    drawing(&sheet(chart, style), &chart.caption)
}

pub(super) fn sheet(chart: &Everyone, style: Style) -> Sheet {
    let known: Vec<(&Bar, f64)> = chart
        .bars
        .iter()
        .filter_map(|bar| Some((bar, bar.value.known()?)))
        .collect();
    let cut = outliers(&known);
    let mut remarks = Vec::new();
    remarks.extend(missing_remark(chart));
    remarks.extend(cut_remark(&known, &cut));
    let frame = frame(&chart.caption, style, &remarks);
    let mut sheet = frame.sheet;
    Plot::new(chart, &known, &cut, frame.room).draw(&mut sheet);
    sheet
}

/// Indices of the bars too high to draw whole: those above the largest step among the highest few, where that step is large enough.
fn outliers(known: &[(&Bar, f64)]) -> Vec<usize> {
    if known.len() < CROWD {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by(|a, b| known[*b].1.total_cmp(&known[*a].1));
    let count = (1..=MOST_OUTLIERS).rev().find(|count| {
        let (last, next) = (known[order[count - 1]].1, known[order[*count]].1);
        next > 0.0 && last > OUTLYING * next
    });
    order.truncate(count.unwrap_or(0));
    order
}

fn cut_remark(known: &[(&Bar, f64)], cut: &[usize]) -> Option<String> {
    let names: Vec<String> = cut
        .iter()
        .map(|at| format!("{} {}", known[*at].0.label, known[*at].0.text))
        .collect();
    let bars = if names.len() == 1 { "Bar" } else { "Bars" };
    (!names.is_empty()).then(|| format!("{bars} cut short: {}", names.join(", ")))
}

/// How many have no figure; who they are when they are few; and in any case those picked out.
fn missing_remark(chart: &Everyone) -> Option<String> {
    let missing: Vec<&Bar> = chart
        .bars
        .iter()
        .filter(|bar| bar.value.known().is_none())
        .collect();
    if missing.is_empty() {
        return None;
    }
    let named: Vec<String> = missing
        .iter()
        .filter(|bar| missing.len() <= FEW || bar.own || bar.neighbour)
        .map(|bar| match bar.value.gap() {
            Some(Gap { symbol, reason }) => format!("{} ({symbol}, {reason})", bar.label),
            None => bar.label.clone(),
        })
        .collect();
    let among = match named.len() {
        0 => String::new(),
        count if count == missing.len() => format!(": {}", named.join(", ")),
        _ => format!(", among them {}", named.join(", ")),
    };
    Some(format!(
        "No figure for {} of {}{among}",
        missing.len(),
        chart.bars.len()
    ))
}
