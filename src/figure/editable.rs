//! A chart as values, names and colours alone, for programs that draw it themselves and let its numbers be edited: lines over the years,
//! and bars. They are called and coloured as in the drawing of the same chart.

use super::periods::PeriodBreak;
use super::scale::ValueAxis;
use super::theme::{Dash, InkColour, Stroke};

/// Points of a line's width for each pixel of it in the drawing, which a slide shows at about half its size.
const POINTS_PER_PIXEL: f64 = 0.5;
/// About so many steps on the axis of values.
const TICKS: u8 = 5;

/// The values of a chart and how they look.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EditableChart {
    pub(crate) form: EditableForm,
    /// The wording at the axis of values: "per 10,000".
    pub(crate) unit: String,
    /// Periods from left to right, or names from the top.
    pub(crate) categories: Vec<String>,
    pub(crate) series: Vec<EditableSeries>,
    /// The shade behind lines, where it is known for every period.
    pub(crate) band: Option<EditableBand>,
    /// The ends of the axis of values and the distance of its marks.
    pub(crate) axis: (f64, f64, f64),
    /// Where lines are not to be joined, and why.
    pub(crate) breaks: Vec<PeriodBreak>,
    /// What symbols of missing figures mean, and whose are missing.
    pub(crate) remarks: Vec<String>,
}

/// A shade from the lowest to the highest of a group at each period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EditableBand {
    /// What the shade means, and what its lower edge is.
    pub(crate) name: String,
    pub(crate) lowest: String,
    pub(crate) ranges: Vec<(f64, f64)>,
    pub(crate) decimals: u8,
    pub(crate) colour: String,
}

/// How it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EditableForm {
    Lines,
    Bars,
}

/// A line, or all bars.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EditableSeries {
    pub(crate) name: String,
    /// One a category; none where no figure is known.
    pub(crate) values: Vec<Option<f64>>,
    pub(crate) decimals: u8,
    pub(crate) look: EditableLook,
    /// The colours of bars, one a category.
    pub(crate) bar_colours: Vec<String>,
    /// How many bars, from the first, have their value beside them; the names of the others have it.
    pub(crate) labelled: usize,
    /// Whether it is the authority's own, whose value stands at the end of its line.
    pub(crate) is_own: bool,
}

/// Colour, width and dash of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EditableLook {
    /// Red, green and blue as six hexadecimal digits.
    pub(crate) colour: String,
    /// In points.
    pub(crate) width: f64,
    pub(crate) dash: EditableDash,
}

/// How a line is dashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EditableDash {
    Solid,
    Dashed,
    Dotted,
}

impl EditableLook {
    pub(super) fn of(stroke: Stroke) -> EditableLook {
        EditableLook {
            colour: hexadecimal(stroke.colour),
            width: stroke.width * POINTS_PER_PIXEL,
            dash: match stroke.dash {
                Dash::Solid => EditableDash::Solid,
                Dash::Dashed => EditableDash::Dashed,
                Dash::Dotted => EditableDash::Dotted,
            },
        }
    }
}

/// Six hexadecimal digits.
pub(super) fn hexadecimal(InkColour(red, green, blue): InkColour) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// The axis of values, from zero: its ends and the distance of its marks.
pub(super) fn axis(
    series: &[EditableSeries],
    band: Option<&EditableBand>,
    decimals: u8,
) -> (f64, f64, f64) {
    let values = series.iter().flat_map(|series| &series.values);
    let edges = band.into_iter().flat_map(|band| &band.ranges);
    let values = values
        .flatten()
        .copied()
        .chain(edges.flat_map(|(low, high)| [*low, *high]));
    let axis = ValueAxis::covering(values, TICKS, true, decimals == 0);
    (axis.low, axis.high, axis.step)
}
