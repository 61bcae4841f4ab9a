//! The trend: an authority's own line over the years beside its neighbours' mean and range, its region and England.

pub(super) mod chart;
mod end_labels;
mod lines;
mod plot;
mod values;

use super::form::ChartForm;
use super::frame::frame;
use super::parts::{Caption, ChartStyle};
use super::sheet::ChartSheet;
use chart::TrendChart;
use lines::{missing_remarks, styled_lines};
use plot::TrendPlot;

impl ChartForm for TrendChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let lines = styled_lines(self);
        let frame = frame(&self.caption, style, &missing_remarks(self, &lines));
        let mut sheet = frame.sheet;
        TrendPlot::fitted(self, &lines, style, frame.room).draw(&mut sheet);
        sheet
    }
}
