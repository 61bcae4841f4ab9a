//! What a chart of any form can do, so that callers can hold charts of several forms in one list.

use super::editable::EditableChart;
use super::frame::drawing;
use super::parts::{Caption, ChartStyle, Drawing};
use super::sheet::ChartSheet;

/// The chart of one form with all that is drawn of it: words, values and labels.
pub(crate) trait ChartForm {
    fn caption(&self) -> &Caption;

    fn caption_mut(&mut self) -> &mut Caption;

    /// The chart laid out on a sheet, before it becomes SVG.
    fn sheet(&self, style: ChartStyle) -> ChartSheet;

    /// The chart as SVG. The same chart and style give the same bytes.
    fn draw(&self, style: ChartStyle) -> Drawing {
        drawing(&self.sheet(style), self.caption())
    }

    /// The same chart for programs that draw it themselves; none of a form that they do not know.
    fn editable(&self) -> Option<EditableChart> {
        None
    }
}
