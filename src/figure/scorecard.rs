//! The scorecard: some thirty indicators of one authority on a page, a row each, with quartile bands shaded and lettered.
//!
//! The shades are one hue from deep to pale, not red and green, and the letter of a band says the same without colour.

pub(super) mod chart;
mod columns;
mod grid;

use super::form::ChartForm;
use super::frame::{ChartFrame, frame_of_height, words_height};
use super::parts::{Caption, ChartStyle};
use super::sheet::ChartSheet;
use super::theme::pixels;
use chart::ScorecardChart;
use columns::head_height;
use grid::{LARGEST, LETTER_SHARE, ScorecardGrid};

const LOWEST_ROW: f64 = 20.5;
const HIGHEST_ROW: f64 = 48.0;

/// A scorecard is 1600 x 900 pixels up to some thirty rows and grows higher with more.
impl ChartForm for ScorecardChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let rows = self.rows.len().max(1) as f64;
        let words = words_height(&self.caption, style, &[]);
        let lowest_head = head_height(self, LOWEST_ROW * LETTER_SHARE);
        let height = (words + lowest_head + rows * LOWEST_ROW)
            .max(pixels(style.size).1)
            .ceil();
        let ChartFrame { mut sheet, room } = frame_of_height(&self.caption, style, &[], height);
        let row = ((room.height() - lowest_head) / rows).clamp(LOWEST_ROW, HIGHEST_ROW);
        // Larger letters take a higher head, and so leave lower rows.
        let head = head_height(self, (row * LETTER_SHARE).min(LARGEST));
        let row = ((room.height() - head) / rows)
            .min(row)
            .floor()
            .max(LOWEST_ROW);
        ScorecardGrid::new(self, room, row).draw(&mut sheet);
        sheet
    }
}
