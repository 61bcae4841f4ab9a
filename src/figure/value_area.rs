//! The area of a plot with an upright axis of values: where a value lies, and the grid with its labels.

use super::letter::{Anchor, LetterStyle};
use super::scale::ValueAxis;
use super::sheet::{ChartSheet, Rect};
use super::theme::{AXIS, AXIS_STROKE, GRID_STROKE, Stroke};

/// How the labels of axes are set.
pub(super) const AXIS_LETTER: LetterStyle = LetterStyle::plain(AXIS);

/// An area with the axis whose values run from its bottom to its top.
pub(super) struct ValueArea {
    pub(super) area: Rect,
    pub(super) axis: ValueAxis,
}

impl ValueArea {
    /// The height in pixels at which a value lies.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.axis.place(value, self.area.bottom, self.area.top)
    }

    /// Draws a line at each tick, `beyond` pixels longer than the area on its left and its right, and the tick's label.
    pub(super) fn grid(&self, sheet: &mut ChartSheet, beyond: (f64, f64)) {
        for tick in self.axis.ticks() {
            let y = self.y(tick).round();
            sheet.line(
                vec![
                    (self.area.left - beyond.0, y),
                    (self.area.right + beyond.1, y),
                ],
                tick_stroke(tick),
            );
            sheet.text_centred(
                &self.axis.label(tick),
                (self.area.left - 14.0, y),
                Anchor::End,
                AXIS_LETTER,
            );
        }
    }
}

/// Zero has a stronger line than the other ticks.
pub(super) fn tick_stroke(tick: f64) -> Stroke {
    if tick == 0.0 {
        AXIS_STROKE
    } else {
        GRID_STROKE
    }
}
