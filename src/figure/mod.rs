//! Charts: values, names and sentences come in, one drawing comes out as SVG, and the same SVG as pixels.
//!
//! A form (`trend`, `ranked_bars`, `everyone`, `scorecard`) lays marks on a [`sheet`]; [`ink`] alone turns a sheet into SVG and
//! [`raster`] alone turns SVG into PNG. No form knows an indicator or an authority: whoever calls has chosen the words, the order and
//! what is picked out. The rules of the picture (colours, sizes, weights) stand in [`theme`].

mod break_mark;
pub(crate) mod control;
pub(crate) mod everyone;
mod everyone_plot;
mod flags;
mod frame;
pub(crate) mod funnel;
mod funnel_plot;
pub(crate) mod gap;
mod ink;
mod layout;
pub(crate) mod multiples;
mod near;
mod palette;
pub(crate) mod pyramid;
pub(crate) mod rank_interval;
pub(crate) mod ranked_bars;
mod raster;
mod scale;
pub(crate) mod scorecard;
mod sheet;
#[cfg(test)]
mod testing;
mod theme;
pub(crate) mod trend;
mod trend_plot;

#[cfg(test)]
pub(crate) use layout::number as chart_number;
pub(crate) use raster::to_png;

/// A finished chart. `width` and `height` are the pixels of the PNG and the size the SVG asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawing {
    pub(crate) svg: String,
    /// The text alternative, as it also stands in the SVG's `<desc>`.
    pub(crate) alt: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The words around a chart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Caption {
    /// The message, ten words or fewer.
    pub(crate) title: String,
    /// Measure, geography and period; and that the axis is cut, where it is.
    pub(crate) subtitle: String,
    /// Source and the date of the data.
    pub(crate) source: String,
    pub(crate) notes: Vec<String>,
    /// A sentence that says what the chart shows, with the figures.
    pub(crate) alt: String,
}

/// What a reader may choose about any chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// Title and subtitle in the picture. Off where they stand in the page's own text, as accessible documents want; the plot then
    /// takes their room.
    pub(crate) title_in_image: bool,
    /// The value axis of a line chart starts at zero. Bars always do.
    pub(crate) from_zero: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            title_in_image: true,
            from_zero: true,
        }
    }
}

/// What stands at one place of a series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Point {
    /// A finite value. One that is not finite is drawn as absent.
    Known(f64),
    /// No figure, and a published reason: shown as its symbol, never as a value.
    Gap(Gap),
    /// Nothing was ever there: before a series begins, or not asked for.
    Absent,
}

/// Why a figure is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The published symbol: "c", "x".
    pub(crate) symbol: String,
    /// Its meaning in a word or two: "suppressed".
    pub(crate) reason: String,
}

impl Point {
    fn known(&self) -> Option<f64> {
        match self {
            Self::Known(value) if value.is_finite() => Some(*value),
            _ => None,
        }
    }

    fn gap(&self) -> Option<&Gap> {
        match self {
            Self::Gap(gap) => Some(gap),
            _ => None,
        }
    }
}

/// One bar of `ranked_bars` or `everyone`, already in its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) value: Point,
    /// The authority the chart is about: by colour and by weight.
    pub(crate) own: bool,
    /// One of its statistical neighbours (or of the group compared with).
    pub(crate) neighbour: bool,
    /// What is written at the bar: the value as the tables print it, or the symbol and its meaning.
    pub(crate) text: String,
}

/// A value that other bars are read against, drawn as a line across them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reference {
    /// Name and value as they are to be read: "England 67".
    pub(crate) label: String,
    pub(crate) value: f64,
    pub(crate) kind: Comparator,
}

/// Whom a line stands for. It decides colour and dash, the same in every form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparator {
    Neighbours,
    Region,
    England,
}
