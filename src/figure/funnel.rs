//! The funnel: every authority's rate against its size, inside limits that narrow as size grows. The plain limits are faint. Those that
//! allow for the usual spread between authorities are clear, and the authorities outside them are named.

pub(super) mod chart;
mod key;
mod plot;

use super::form::ChartForm;
use super::frame::{ChartFrame, frame};
use super::parts::{Caption, ChartStyle};
use super::sheet::ChartSheet;
use chart::FunnelChart;
use plot::{FunnelPlot, ShownDots};

impl ChartForm for FunnelChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let shown = ShownDots::of(self);
        let remarks = remarks(self, &shown);
        let mut unnamed: Vec<String> = Vec::new();
        // A name that finds no room in the plot stands under it, which takes room from the plot and may leave out others: this goes on
        // until every name stands in the plot or under it.
        loop {
            let ChartFrame { mut sheet, room } = framed(self, style, &remarks, &unnamed);
            let plot = FunnelPlot::new(self, &shown, room);
            let missed = plot.draw(&mut sheet);
            let before = unnamed.len();
            for name in &missed {
                if !unnamed.contains(name) {
                    unnamed.push(name.clone());
                }
            }
            if unnamed.len() > before {
                continue;
            }
            if missed.len() < before {
                // In the smaller room some names found a place after all: only the others stand under the same plot.
                sheet = framed(self, style, &remarks, &missed).sheet;
                plot.draw(&mut sheet);
            }
            return sheet;
        }
    }
}

/// The frame with the remarks, and before them the names that have no place in the plot.
fn framed(
    chart: &FunnelChart,
    style: ChartStyle,
    remarks: &[String],
    unnamed: &[String],
) -> ChartFrame {
    let mut all: Vec<String> = Vec::new();
    if !unnamed.is_empty() {
        all.push(format!(
            "Not named for want of room: {}",
            unnamed.join(", ")
        ));
    }
    all.extend_from_slice(remarks);
    frame(&chart.caption, style, &all)
}

/// Authorities without a figure, and those that lie above the axis.
fn remarks(chart: &FunnelChart, shown: &ShownDots<'_>) -> Vec<String> {
    let mut remarks: Vec<String> = missing_remark(chart).into_iter().collect();
    let above: Vec<String> = shown
        .above_axis()
        .map(|dot| format!("{} {}", dot.label, dot.text))
        .collect();
    if !above.is_empty() {
        remarks.push(format!(
            "Above the axis, shown at its edge: {}",
            above.join(", ")
        ));
    }
    remarks
}

fn missing_remark(chart: &FunnelChart) -> Option<String> {
    let missing: Vec<&str> = chart
        .dots
        .iter()
        .filter(|dot| !dot.is_usable())
        .map(|dot| dot.label.as_str())
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
            chart.dots.len()
        )
    })
}
