//! Charts of comparisons. Each form of chart is one file: its name, when the data can bear it, its caption, its drawing (made by
//! `figure`) and the table of the figures behind it. [`FORMS`] lists them all; commands and papers loop over that list, or look a
//! form up in it by name.
//!
//! To add a chart: a form in `figure/`, a file here, and a line in [`FORMS`].

mod asked;
pub(crate) mod audits;
mod authorities;
pub(crate) mod backlog;
mod bars;
mod caption;
pub(crate) mod chain;
pub(crate) mod control;
pub(crate) mod deprivation;
mod files;
pub(crate) mod footprint;
mod funnel;
mod gap;
pub(crate) mod learn;
pub(crate) mod measure;
pub(crate) mod multiples;
pub(crate) mod native;
mod neighbours;
mod pyramid;
mod ranks;
mod scorecard;
pub(crate) mod shares;
pub(crate) mod target;
pub(crate) mod timeline;
mod trend;

use crate::compare::Comparison;
use crate::figure::{Caption, ChartForm, ChartSize, ChartStyle, Drawing, EditableChart};
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::table::Table;
use crate::table::columns::TableColumns;
pub(crate) use asked::{AskedChart, LEAD};
pub(crate) use files::{OutputFiles, slug, slugs, unique_slugs};
pub(crate) use neighbours::NEIGHBOURS;
pub(crate) use trend::TREND;

/// Every form of chart, in the order in which messages name them.
pub(crate) const FORMS: [ListedForm; 12] = [
    trend::FORM,
    neighbours::FORM,
    authorities::FORM,
    funnel::FORM,
    deprivation::FORM,
    gap::FORM,
    control::FORM,
    scorecard::FORM,
    ranks::FORM,
    pyramid::FORM,
    multiples::FORM,
    shares::FORM,
];

/// A form of chart: how it is called, who shows it, and how it is made.
#[derive(Clone, Copy)]
pub(crate) struct ListedForm {
    /// As a definition of a paper names it; the names of its files end in it.
    pub(crate) name: &'static str,
    /// Whether a definition of a paper may name it.
    pub(crate) in_papers: bool,
    /// Whether `findings --out` draws it.
    pub(crate) in_findings: bool,
    /// How a profile shows it, if it does.
    pub(crate) in_profiles: Option<ProfilePlace>,
    making: Making,
}

/// How a profile shows a form of chart.
#[derive(Clone, Copy)]
pub(crate) struct ProfilePlace {
    /// Its place among the charts that stand together.
    position: u8,
    /// What stands below the chart on the contents page.
    pub(crate) title: &'static str,
    /// The folder of its files under the profile's own; empty for the profile's own.
    pub(crate) folder: &'static str,
    /// Whether a PNG is made only where PNG of every chart is asked for.
    png_on_request: bool,
}

/// Where the charts of single indicators and themes lie under a profile's folder.
const CHARTS: &str = "charts";

/// How charts of a form are made: none where the data cannot bear them.
#[derive(Clone, Copy)]
enum Making {
    /// A chart of one comparison.
    OfOne(fn(&Comparison<'_>, ChartRequest, &Phrases) -> Option<DrawnChart>),
    /// Charts of several comparisons of one authority.
    OfSeveral(fn(&[&Comparison<'_>], ChartRequest) -> Vec<NamedChart>),
}

/// Which charts of a profile get a PNG.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PngOf {
    None,
    /// All but those that cost much and that few papers print.
    Usual,
    Every,
}

/// How charts and the files of their figures are wanted.
#[derive(Clone, Copy)]
pub(crate) struct ChartRequest {
    pub(crate) style: ChartStyle,
    /// A paper prints title, source and notes beside the picture, and takes the figures behind it as its evidence.
    pub(crate) for_paper: bool,
    /// Which charts of a profile get a PNG beside their SVG.
    pub(crate) png: PngOf,
    /// Whether a trend shows each neighbour's own line.
    pub(crate) neighbour_lines: bool,
    /// CSV begins with a byte order mark, by which Excel knows the encoding.
    pub(crate) bom: bool,
}

impl Default for ChartRequest {
    fn default() -> Self {
        ChartRequest {
            style: ChartStyle::default(),
            for_paper: false,
            png: PngOf::Usual,
            neighbour_lines: false,
            bom: true,
        }
    }
}

impl ChartRequest {
    /// Charts of a paper.
    pub(crate) fn for_paper() -> ChartRequest {
        ChartRequest {
            style: ChartStyle {
                title_in_image: false,
                from_zero: true,
                size: ChartSize::Paper,
            },
            for_paper: true,
            ..ChartRequest::default()
        }
    }
}

/// A chart with its words and the figures behind it.
pub(crate) struct DrawnChart {
    pub(crate) caption: Caption,
    pub(crate) drawing: Drawing,
    /// The same for programs that draw it themselves, where they know the form.
    pub(crate) editable: Option<EditableChart>,
    pub(crate) data: Table,
}

impl DrawnChart {
    /// Draws a chart. A paper prints source and notes below the picture, which then goes without them.
    fn of(mut chart: impl ChartForm, data: Table, request: ChartRequest) -> DrawnChart {
        let caption = chart.caption().clone();
        if request.for_paper {
            chart.caption_mut().source.clear();
            chart.caption_mut().notes.clear();
        }
        DrawnChart {
            caption,
            drawing: chart.draw(request.style),
            editable: chart.editable(),
            data,
        }
    }
}

/// A chart with the name of its files.
pub(crate) struct NamedChart {
    /// Without folder and ending.
    pub(crate) name: String,
    /// The theme that its indicators belong to, where it shows one theme.
    pub(crate) theme: Option<String>,
    pub(crate) chart: DrawnChart,
}

impl ProfilePlace {
    /// Whether a chart of this form gets a PNG.
    pub(crate) fn has_png(&self, request: ChartRequest) -> bool {
        match request.png {
            PngOf::None => false,
            PngOf::Usual => !self.png_on_request,
            PngOf::Every => true,
        }
    }
}

/// The forms that a profile shows, in their order.
pub(crate) fn forms_of_profile() -> Vec<(ListedForm, ProfilePlace)> {
    let mut forms: Vec<(ListedForm, ProfilePlace)> = FORMS
        .into_iter()
        .filter_map(|form| Some((form, form.in_profiles?)))
        .collect();
    forms.sort_by_key(|(_, place)| place.position);
    forms
}

impl ListedForm {
    /// Whether it shows one indicator, and not several together.
    fn is_of_one(&self) -> bool {
        matches!(self.making, Making::OfOne(_))
    }

    /// The chart of one comparison, its files named after the indicator's `slug`, its message in
    /// these phrases. None where its data cannot bear it (no counts for a
    /// funnel, too few years for a gap, no neighbours), and none of a form that shows several together.
    pub(crate) fn of_one(
        &self,
        comparison: &Comparison<'_>,
        slug: &str,
        request: ChartRequest,
        phrases: &Phrases,
    ) -> Option<NamedChart> {
        let Making::OfOne(make) = self.making else {
            return None;
        };
        let mut chart = make(comparison, request, phrases)?;
        if request.for_paper {
            // A line of text has room for the measure, where the picture had none.
            let title = Prose::of(comparison).caption(comparison, &chart.caption.title);
            chart.caption.title = title;
        }
        Some(NamedChart {
            name: format!("{slug}-{}", self.name),
            theme: None,
            chart,
        })
    }

    /// The charts of several comparisons of one authority together. None where they do not make one, and none of a form that shows
    /// a single one.
    pub(crate) fn of_several(
        &self,
        compared: &[&Comparison<'_>],
        request: ChartRequest,
    ) -> Vec<NamedChart> {
        match self.making {
            Making::OfSeveral(make) => make(compared, request),
            Making::OfOne(_) => Vec::new(),
        }
    }
}

/// The one chart of everything that was compared, its files named after its form.
fn overview(form: ListedForm, chart: DrawnChart) -> Vec<NamedChart> {
    vec![NamedChart {
        name: form.name.to_owned(),
        theme: None,
        chart,
    }]
}

/// The figures behind a chart as a table; `form` ends its name.
fn figures_behind<R>(
    c: &Comparison<'_>,
    form: &str,
    columns: TableColumns<'_, R>,
    rows: impl IntoIterator<Item = R>,
) -> Table {
    let words = Prose::of(c);
    let name = format!("{}-{form}", c.indicator.id);
    Table {
        subtitle: format!("{}, {}", words.said_name(c.area), c.period.short()),
        source: words.credit(c),
        ..columns.table(&name, &c.indicator.title, rows)
    }
}
