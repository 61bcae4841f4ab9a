//! What charts of all forms have in common: the words around a chart, its style, its points, its bars, and the finished drawing.

/// A finished chart. `width` and `height` are the pixels of the PNG and the size that the SVG asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawing {
    pub(crate) svg: String,
    /// The text alternative, which also stands in the SVG's `<desc>`.
    pub(crate) alt: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The words around a chart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Caption {
    /// The message, in ten words or fewer.
    pub(crate) title: String,
    /// Measure, geography and period; and a remark where the axis is cut.
    pub(crate) subtitle: String,
    /// Source and the date of the data.
    pub(crate) source: String,
    pub(crate) notes: Vec<String>,
    /// A sentence that says what the chart shows, with the figures.
    pub(crate) alt: String,
}

/// What a reader may choose about any chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChartStyle {
    /// Whether title and subtitle stand in the picture. Accessible documents print them in the text of the page instead; the plot
    /// then takes their room.
    pub(crate) title_in_image: bool,
    /// Whether the value axis of a line chart starts at zero. The axis of a bar chart always does.
    pub(crate) from_zero: bool,
    pub(crate) size: ChartSize,
}

/// For what a chart is drawn: letters have one size in pixels, so a smaller sheet has larger letters in print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChartSize {
    Slide,
    /// Printed as wide as the text of a page.
    Paper,
}

impl Default for ChartStyle {
    fn default() -> Self {
        Self {
            title_in_image: true,
            from_zero: true,
            size: ChartSize::Slide,
        }
    }
}

/// One place of a series: its value, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ChartPoint {
    /// A finite value. A value that is not finite is drawn as absent.
    Known(f64),
    /// No figure, for a published reason: its symbol is shown, never a value.
    Missing(MissingFigure),
    /// No figure and no reason: before a series begins, or not asked for.
    Absent,
}

/// The published reason why there is no figure, or that it could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MissingFigure {
    /// The published symbol: "c", "x".
    pub(crate) symbol: String,
    /// Its meaning in a word or two: "suppressed".
    pub(crate) reason: String,
    /// Nobody knows whether there is a figure: its row could not be read.
    pub(crate) is_unknown: bool,
}

impl ChartPoint {
    pub(super) fn known(&self) -> Option<f64> {
        match self {
            Self::Known(value) if value.is_finite() => Some(*value),
            _ => None,
        }
    }

    pub(super) fn missing(&self) -> Option<&MissingFigure> {
        match self {
            Self::Missing(missing) => Some(missing),
            _ => None,
        }
    }
}

/// A remark for each symbol and meaning among `missing`, each once: "c = suppressed".
pub(super) fn symbol_remarks<'a>(missing: impl Iterator<Item = &'a MissingFigure>) -> Vec<String> {
    let mut remarks: Vec<String> = Vec::new();
    for figure in missing {
        let remark = format!("{} = {}", figure.symbol, figure.reason);
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    remarks
}

/// One bar of a bar chart. Bars are drawn in the order in which they are given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChartBar {
    pub(crate) label: String,
    pub(crate) value: ChartPoint,
    /// Whether it is the authority that the chart is about: it is picked out by colour and weight.
    pub(crate) own: bool,
    /// Whether it is one of that authority's statistical neighbours, or of the group compared with.
    pub(crate) neighbour: bool,
    /// The text at the bar: the value as the tables print it, or the symbol and its meaning.
    pub(crate) text: String,
}

/// A value that bars are compared with, drawn as a line across them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReferenceLine {
    /// Name and value as they are printed: "England 67".
    pub(crate) label: String,
    pub(crate) value: f64,
    pub(crate) kind: Comparator,
}

/// What a comparator's line stands for. It decides the line's colour and dash, which are the same in every form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparator {
    Neighbours,
    Region,
    England,
    /// A group that an officer chose.
    Group,
}
