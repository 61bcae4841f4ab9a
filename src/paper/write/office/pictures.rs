//! A chart as pixels. Office would draw an SVG in whatever font the reader's machine has, and its letters would overlap.

use super::xml::carried;
use crate::error::{Error, Result};
use crate::figure::to_png;
use crate::paper::PaperChart;

/// The pixels of a chart.
///
/// # Errors
/// The drawing cannot be turned into pixels: a fault of the build.
pub(in crate::paper::write) fn pixels(chart: &PaperChart) -> Result<Vec<u8>> {
    to_png(&chart.drawing).map_err(|fault| Error::unwritten(&*chart.id, fault.to_string()))
}

/// What a reader who cannot see a chart is told.
pub(in crate::paper::write) fn words(chart: &PaperChart) -> String {
    let alt = &chart.drawing.alt;
    carried(if alt.trim().is_empty() {
        &chart.caption
    } else {
        alt
    })
}
