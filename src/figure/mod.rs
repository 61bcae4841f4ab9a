//! Charts: values, names and sentences go in, one drawing comes out as SVG, and the same SVG as PNG.
//!
//! A form takes a chart of its own type, such as [`TrendChart`], which holds everything that is drawn: words, values and labels. No form
//! knows an indicator or an authority: the caller has chosen the words, the order and what is picked out. Every form implements
//! [`ChartForm`], so that callers can loop over charts of several forms: `chart.draw(style)`.
//!
//! A form lays its marks on a sheet ([`sheet`]); only [`ink`] turns a sheet into SVG, and only [`raster`] turns SVG into PNG. Colours,
//! sizes and weights stand in [`theme`].
//!
//! The forms are [`control`], [`everyone`], [`funnel`], [`gap`], [`multiples`], [`pyramid`], [`rank_interval`], [`ranked_bars`],
//! [`scorecard`], [`shares`] and [`trend`]. A form of several files has its types in `chart.rs`, which the other files of the form import. What
//! several forms share stands in files of their own: axes ([`scale`], [`value_area`], [`periods`]), text ([`layout`], [`letter`]), names
//! that keep apart ([`bar_names`], [`point_names`]), the words around the plot ([`frame`]).

mod bar_names;
mod break_mark;
mod control;
mod editable;
mod everyone;
mod form;
mod frame;
mod funnel;
mod gap;
mod ink;
mod layout;
mod letter;
mod multiples;
mod named_rows;
mod outliers;
mod palette;
mod parts;
mod periods;
mod point_names;
mod pyramid;
mod rank_interval;
mod ranked_bars;
mod raster;
mod scale;
mod scorecard;
mod shares;
mod sheet;
mod spark;
#[cfg(test)]
mod testing;
mod theme;
mod timeline;
mod trend;
mod value_area;

pub(crate) use control::chart::{BrokenRule, ControlChart, ControlDot, ProcessLimits};
pub(crate) use editable::{
    EditableBand, EditableChart, EditableDash, EditableForm, EditableLook, EditableSeries,
};
pub(crate) use everyone::chart::EveryoneChart;
pub(crate) use form::ChartForm;
pub(crate) use funnel::chart::{ExpectedCurve, FunnelChart, FunnelDot, FunnelLimits, LimitCurves};
pub(crate) use gap::{DepartureShade, FittedLine, GapChart};
#[cfg(test)]
pub(crate) use layout::number as chart_number;
pub(crate) use multiples::{MOST_PANELS, MultiplesChart, MultiplesPanel};
pub(crate) use parts::{
    Caption, ChartBar, ChartPoint, ChartSize, ChartStyle, Comparator, Drawing, MissingFigure,
    ReferenceLine,
};
pub(crate) use periods::PeriodBreak;
pub(crate) use pyramid::{PyramidBar, PyramidChart, PyramidLevel, PyramidSeries, SeriesOwner};
pub(crate) use rank_interval::{PlottedRank, RankIntervalChart, RankRow};
pub(crate) use ranked_bars::RankedBarsChart;
pub(crate) use raster::to_png;
pub(crate) use scorecard::chart::{
    ChangeDirection, ScorecardChange, ScorecardChart, ScorecardHeads, ScorecardRow,
};
pub(crate) use shares::{ShareRow, SharesChart};
pub(crate) use spark::{SparkPoint, spark};
pub(crate) use timeline::{TimelineChart, TimelineMark, TimelineRow, TimelineSpot};
pub(crate) use trend::chart::{PartYearLine, PartYearPoint, TrendBand, TrendChart, TrendLine};
