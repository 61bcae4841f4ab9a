//! The control chart (XmR): points in order about their mean, between process limits. Points that break a rule are picked out by shape
//! and colour, and the rule is named beside them.

pub(super) mod chart;
mod end_labels;
mod plot;

use super::form::ChartForm;
use super::frame::{ChartFrame, frame_for_many_words};
use super::parts::{Caption, ChartStyle, symbol_remarks};
use super::sheet::ChartSheet;
use chart::ControlChart;
use plot::ControlPlot;

impl ChartForm for ControlChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let mut remarks = remarks(self);
        let ChartFrame { mut sheet, room } = frame_for_many_words(&self.caption, style, &remarks);
        let mut plot = ControlPlot::new(self, style, room);
        let unnamed = plot.unnamed_rules();
        if !unnamed.is_empty() {
            // A rule whose name finds no room in the plot is named under it, which takes room from the plot.
            remarks.extend(unnamed);
            let smaller = frame_for_many_words(&self.caption, style, &remarks);
            sheet = smaller.sheet;
            plot = ControlPlot::new(self, style, smaller.room);
        }
        plot.draw(&mut sheet);
        sheet
    }
}

/// A remark for each symbol under a period, and one for a limit that is not drawn.
fn remarks(chart: &ControlChart) -> Vec<String> {
    let missing = chart.shown().iter();
    let mut remarks = symbol_remarks(missing.filter_map(|dot| dot.value.missing()));
    let undrawn = chart
        .limit_runs()
        .last()
        .is_some_and(|run| chart.lower_limit(run.limits).is_none());
    if undrawn {
        remarks.push("No lower limit is drawn: it lies below zero".to_owned());
    }
    remarks
}
