//! The trend: an authority's own line over the years beside its neighbours' mean and range, its region and England.

pub(super) mod chart;
mod end_labels;
mod lines;
mod plot;
mod values;
mod values_alone;

use super::editable::EditableChart;
use super::form::ChartForm;
use super::frame::{frame, frame_for_many_words};
use super::parts::{Caption, ChartStyle};
use super::sheet::ChartSheet;
use chart::TrendChart;
use lines::{missing_remarks, styled_lines};
use plot::TrendPlot;

/// So many lines have room for their names on a paper’s low sheet.
const FEW_LINES: usize = 4;

impl ChartForm for TrendChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let lines = styled_lines(self);
        let remarks = missing_remarks(self, &lines);
        // Each line has its name and its value at its end, one above another.
        let frame = if lines.len() > FEW_LINES {
            frame_for_many_words(&self.caption, style, &remarks)
        } else {
            frame(&self.caption, style, &remarks)
        };
        let mut sheet = frame.sheet;
        TrendPlot::fitted(self, &lines, style, frame.room).draw(&mut sheet);
        sheet
    }

    fn editable(&self) -> Option<EditableChart> {
        values_alone::lines(self)
    }
}
