//! All authorities in one row of bars: the own one and its neighbours are picked out and named, the rest is context, and quartiles are
//! marked below.

pub(super) mod chart;
mod plot;

use super::form::ChartForm;
use super::frame::frame_for_many_words;
use super::outliers::outliers;
use super::parts::{Caption, ChartBar, ChartStyle};
use super::sheet::ChartSheet;
use chart::EveryoneChart;
use plot::{EveryonePlot, ShownBars};

/// Up to this many authorities without a figure are named one by one; where there are more, only the own one and its neighbours are.
const MOST_NAMED: usize = 6;

impl ChartForm for EveryoneChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let known: Vec<(&ChartBar, f64)> = self
            .bars
            .iter()
            .filter_map(|bar| Some((bar, bar.value.known()?)))
            .collect();
        let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
        let shown = ShownBars {
            cut: outliers(&values),
            known,
        };
        let remarks: Vec<String> = missing_remark(self)
            .into_iter()
            .chain(cut_remark(&shown))
            .collect();
        let frame = frame_for_many_words(&self.caption, style, &remarks);
        let mut sheet = frame.sheet;
        EveryonePlot::new(self, &shown, frame.room).draw(&mut sheet);
        sheet
    }
}

fn cut_remark(shown: &ShownBars<'_>) -> Option<String> {
    let names: Vec<String> = shown
        .cut
        .iter()
        .map(|at| {
            let (bar, _) = shown.known[*at];
            format!("{} {}", bar.label, bar.text)
        })
        .collect();
    let bars = if names.len() == 1 { "Bar" } else { "Bars" };
    (!names.is_empty()).then(|| format!("{bars} cut short: {}", names.join(", ")))
}

/// How many have no figure, and the names of those that are picked out; of all where there are few.
fn missing_remark(chart: &EveryoneChart) -> Option<String> {
    let missing: Vec<&ChartBar> = chart
        .bars
        .iter()
        .filter(|bar| bar.value.known().is_none())
        .collect();
    if missing.is_empty() {
        return None;
    }
    let named: Vec<String> = missing
        .iter()
        .filter(|bar| missing.len() <= MOST_NAMED || bar.own || bar.neighbour)
        .map(|bar| match bar.value.missing() {
            Some(figure) => format!("{} ({}, {})", bar.label, figure.symbol, figure.reason),
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
