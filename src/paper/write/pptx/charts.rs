//! A chart that PowerPoint draws itself, with the workbook that “Edit data” opens.

use super::shapes::CHARTS;
use super::text::hundredths;
use crate::figure::{
    EditableBand, EditableChart, EditableDash, EditableForm, EditableLook, EditableSeries,
};
use crate::paper::write::office::xml::{Element, carried};
use crate::table::chart_book::{ChartBook, ChartColumn};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// English Metric Units to a point.
const EMU: f64 = 12_700.0;
/// Letters on axes and in the legend, in points; those beside many bars.
const LETTERS: f64 = 12.0;
const LETTERS_OF_BARS: f64 = 11.0;
/// Dark grey on white, as in our drawings of charts, whatever the template's colours are: the lines are coloured for white too.
const INK: &str = "262626";
const PAPER: &str = "FFFFFF";
const GRID: &str = "D9D9D9";
const AXIS: &str = "595959";
const CATEGORY_AXIS: u32 = 111_111_111;
const VALUE_AXIS: u32 = 222_222_222;
/// Room between bars, in percent of a bar's height.
const GAP: u32 = 45;

/// A chart with a gap where its lines are parted: an empty category, which every program shows as one.
struct ParsedChart<'a> {
    chart: &'a EditableChart,
    /// The categories, none where lines are parted.
    categories: Vec<Option<usize>>,
}

impl<'a> ParsedChart<'a> {
    fn of(chart: &'a EditableChart) -> ParsedChart<'a> {
        let mut categories = Vec::new();
        for at in 0..chart.categories.len() {
            if chart.breaks.iter().any(|one| one.before == at) {
                categories.push(None);
            }
            categories.push(Some(at));
        }
        ParsedChart { chart, categories }
    }

    fn names(&self) -> Vec<String> {
        let name = |at: &Option<usize>| at.map_or("", |at| self.chart.categories[at].as_str());
        let names = self.categories.iter().map(name);
        names.map(carried).collect()
    }

    fn values(&self, series: &EditableSeries) -> Vec<Option<f64>> {
        let value = |at: &Option<usize>| series.values.get((*at)?).copied().flatten();
        self.categories.iter().map(value).collect()
    }
}

/// The workbook behind a chart.
pub(super) fn book(chart: &EditableChart) -> ChartBook {
    let parsed = ParsedChart::of(chart);
    let column = |series: &EditableSeries| ChartColumn {
        name: carried(&series.name),
        values: parsed.values(series),
        decimals: series.decimals,
    };
    let edges = chart.band.iter().flat_map(|band| {
        edges(band).map(|(name, values)| ChartColumn {
            name: carried(name),
            values,
            decimals: band.decimals,
        })
    });
    ChartBook {
        categories: parsed.names(),
        columns: edges.chain(chart.series.iter().map(column)).collect(),
    }
}

/// The two series of a shade: its lower edge, and how far the upper lies above it, since areas are stacked.
fn edges(band: &EditableBand) -> [(&str, Vec<Option<f64>>); 2] {
    let lower = band.ranges.iter().map(|(low, _)| Some(*low));
    let above = band.ranges.iter().map(|(low, high)| Some(high - low));
    [
        (band.lowest.as_str(), lower.collect()),
        (band.name.as_str(), above.collect()),
    ]
}

/// The number of the first line or bars: behind the two of a shade, which come first in the workbook and the legend.
fn first_series(chart: &EditableChart) -> usize {
    if chart.band.is_some() { 2 } else { 0 }
}

/// The part of a chart; `workbook` is the id of its relation to the workbook.
pub(super) fn part(chart: &EditableChart, workbook: &str) -> Element {
    let parsed = ParsedChart::of(chart);
    let is_lines = chart.form == EditableForm::Lines;
    let letters = if is_lines { LETTERS } else { LETTERS_OF_BARS };
    let mut shown = Element::new("c:chart").children([flag("c:autoTitleDeleted", 1)]);
    shown.push(plot(&parsed));
    if is_lines {
        shown.push(legend(chart));
    }
    shown.push(flag("c:plotVisOnly", 1));
    shown.push(Element::new("c:dispBlanksAs").with("val", "gap"));
    let data = Element::new("c:externalData")
        .with("r:id", workbook)
        .child(flag("c:autoUpdate", 0));
    let ground = Element::new("c:spPr").child(fill(PAPER)).child(no_line());
    Element::new("c:chartSpace")
        .with("xmlns:c", CHARTS)
        .with("xmlns:a", DRAWING)
        .with("xmlns:r", REFERENCES)
        .children([
            flag("c:date1904", 0),
            Element::new("c:lang").with("val", "en-GB"),
            flag("c:roundedCorners", 0),
            shown,
            ground,
            letters_of(letters),
            data,
        ])
}

/// What lines and shade mean; the lower edge of the shade is no entry of its own.
fn legend(chart: &EditableChart) -> Element {
    let mut legend = Element::new("c:legend").child(Element::new("c:legendPos").with("val", "b"));
    if chart.band.is_some() {
        legend.push(
            Element::new("c:legendEntry")
                .children([Element::new("c:idx").with("val", 0), flag("c:delete", 1)]),
        );
    }
    legend.child(flag("c:overlay", 0))
}

fn flag(name: &str, value: u32) -> Element {
    Element::new(name).with("val", value)
}

fn fill(colour: &str) -> Element {
    Element::new("a:solidFill").child(Element::new("a:srgbClr").with("val", colour))
}

fn no_line() -> Element {
    Element::new("a:ln").child(Element::new("a:noFill"))
}

fn letters_of(size: f64) -> Element {
    let run = Element::new("a:defRPr")
        .with("sz", hundredths(size))
        .child(fill(INK));
    Element::new("c:txPr").children([
        Element::new("a:bodyPr"),
        Element::new("a:lstStyle"),
        Element::new("a:p")
            .child(Element::new("a:pPr").child(run))
            .child(Element::new("a:endParaRPr").with("lang", "en-GB")),
    ])
}

fn plot(parsed: &ParsedChart<'_>) -> Element {
    let chart = parsed.chart;
    let series = (first_series(chart)..).zip(&chart.series);
    let axes = [CATEGORY_AXIS, VALUE_AXIS].map(|id| Element::new("c:axId").with("val", id));
    let group = match chart.form {
        EditableForm::Lines => Element::new("c:lineChart")
            .child(Element::new("c:grouping").with("val", "standard"))
            .child(flag("c:varyColors", 0))
            // The first stands in front of the others where they are drawn in the opposite order.
            .children(series.map(|(at, of)| line(parsed, of, at)))
            .child(flag("c:marker", 1)),
        EditableForm::Bars => Element::new("c:barChart")
            .child(Element::new("c:barDir").with("val", "bar"))
            .child(Element::new("c:grouping").with("val", "clustered"))
            .child(flag("c:varyColors", 0))
            .children(series.map(|(at, of)| bars(parsed, of, at)))
            .child(flag("c:gapWidth", GAP)),
    };
    let mut area = Element::new("c:plotArea").child(Element::new("c:layout"));
    if let Some(band) = &chart.band {
        // Before the lines, so that it lies behind them.
        area.push(shade(parsed, band).children(axes.clone()));
    }
    area.children([
        group.children(axes),
        category_axis(chart),
        value_axis(chart),
    ])
}

/// The shade as stacked areas, of which the lower is not seen.
fn shade(parsed: &ParsedChart<'_>, band: &EditableBand) -> Element {
    let areas = (0..).zip(edges(band)).map(|(at, (name, values))| {
        let look = if at == 0 {
            Element::new("a:noFill")
        } else {
            fill(&band.colour)
        };
        series_head(name, at).children([
            Element::new("c:spPr").child(look).child(no_line()),
            categories(parsed),
            numbers(&values, band.decimals, at),
        ])
    });
    Element::new("c:areaChart")
        .child(Element::new("c:grouping").with("val", "stacked"))
        .child(flag("c:varyColors", 0))
        .children(areas)
}

/// Name, and number and order, of a series.
fn series_head(name: &str, at: usize) -> Element {
    let name = Element::new("c:strRef").children([
        Element::new("c:f").text(&ChartBook::name_cell(at)),
        strings("c:strCache", std::slice::from_ref(&carried(name))),
    ]);
    Element::new("c:ser").children([
        Element::new("c:idx").with("val", at),
        Element::new("c:order").with("val", at),
        Element::new("c:tx").child(name),
    ])
}

fn line(parsed: &ParsedChart<'_>, of: &EditableSeries, at: usize) -> Element {
    let values = parsed.values(of);
    let mut made = series_head(&of.name, at);
    made.push(Element::new("c:spPr").child(stroke(&of.look)));
    made.push(marker(of, &values));
    let last = values.iter().rposition(Option::is_some);
    if let Some(last) = last.filter(|_| of.is_own) {
        made.push(label_at(last, of));
    }
    made.children([
        categories(parsed),
        numbers(&values, of.decimals, at),
        flag("c:smooth", 0),
    ])
}

/// A line's dots: of the authority's own, and of a figure that stands alone and would not be seen without one.
fn marker(of: &EditableSeries, values: &[Option<f64>]) -> Element {
    let is_alone = |at: usize| {
        let beside = |at: Option<usize>| at.and_then(|at| *values.get(at)?).is_some();
        values[at].is_some() && !beside(at.checked_sub(1)) && !beside(Some(at + 1))
    };
    if !of.is_own && !(0..values.len()).any(is_alone) {
        return Element::new("c:marker").child(Element::new("c:symbol").with("val", "none"));
    }
    Element::new("c:marker").children([
        Element::new("c:symbol").with("val", "circle"),
        flag("c:size", if of.is_own { 7 } else { 4 }),
        Element::new("c:spPr")
            .child(fill(&of.look.colour))
            .child(Element::new("a:ln").child(fill(&of.look.colour))),
    ])
}

fn stroke(look: &EditableLook) -> Element {
    let dash = match look.dash {
        EditableDash::Solid => "solid",
        EditableDash::Dashed => "dash",
        EditableDash::Dotted => "sysDot",
    };
    Element::new("a:ln")
        .with("w", (look.width * EMU).round() as i64)
        .with("cap", "rnd")
        .children([
            fill(&look.colour),
            Element::new("a:prstDash").with("val", dash),
            Element::new("a:round"),
        ])
}

/// The value at the end of a line.
fn label_at(at: usize, of: &EditableSeries) -> Element {
    let mut label = Element::new("c:dLbl").child(Element::new("c:idx").with("val", at));
    label.push(format_code(of.decimals));
    label.push(Element::new("c:spPr").child(Element::new("a:noFill")));
    label.push(bold_letters(LETTERS));
    label = label
        // Beside its dot, where no line goes on.
        .child(Element::new("c:dLblPos").with("val", "r"))
        .children(shown_in_label(1));
    Element::new("c:dLbls")
        .child(label)
        .children(shown_in_label(0))
}

fn bold_letters(size: f64) -> Element {
    let mut letters = letters_of(size);
    letters.each_mut(&mut |element| {
        if element.name == "a:defRPr" {
            element.set("b", 1);
        }
    });
    letters
}

/// Which parts of a label are shown: its value or nothing.
fn shown_in_label(value: u32) -> [Element; 6] {
    [
        flag("c:showLegendKey", 0),
        flag("c:showVal", value),
        flag("c:showCatName", 0),
        flag("c:showSerName", 0),
        flag("c:showPercent", 0),
        flag("c:showBubbleSize", 0),
    ]
}

fn format_code(decimals: u8) -> Element {
    Element::new("c:numFmt")
        .with("formatCode", ChartBook::format(decimals))
        .with("sourceLinked", 0)
}

fn bars(parsed: &ParsedChart<'_>, of: &EditableSeries, at: usize) -> Element {
    let values = parsed.values(of);
    let mut made = series_head(&of.name, at);
    made.push(Element::new("c:spPr").child(fill(&of.look.colour)));
    made.push(flag("c:invertIfNegative", 0));
    for (at, colour) in of.bar_colours.iter().enumerate() {
        made.push(Element::new("c:dPt").children([
            Element::new("c:idx").with("val", at),
            flag("c:invertIfNegative", 0),
            flag("c:bubble3D", 0),
            Element::new("c:spPr").child(fill(colour)),
        ]));
    }
    // The names of those with whom is compared have their values already.
    let named = of.labelled..of.bar_colours.len();
    let without = named.map(|at| {
        Element::new("c:dLbl")
            .children([Element::new("c:idx").with("val", at), flag("c:delete", 1)])
    });
    let labels = Element::new("c:dLbls")
        .children(without)
        .child(format_code(of.decimals))
        .child(Element::new("c:spPr").child(Element::new("a:noFill")))
        .child(letters_of(LETTERS_OF_BARS))
        .child(Element::new("c:dLblPos").with("val", "outEnd"))
        .children(shown_in_label(1));
    made.push(labels);
    made.children([categories(parsed), numbers(&values, of.decimals, at)])
}

fn strings(name: &str, texts: &[String]) -> Element {
    let points = texts.iter().enumerate().map(|(at, text)| {
        let value = Element::new("c:v").text(text);
        Element::new("c:pt").with("idx", at).child(value)
    });
    Element::new(name)
        .child(Element::new("c:ptCount").with("val", texts.len()))
        .children(points)
}

fn categories(parsed: &ParsedChart<'_>) -> Element {
    let names = parsed.names();
    let cells = Element::new("c:f").text(&ChartBook::category_cells(names.len()));
    Element::new("c:cat")
        .child(Element::new("c:strRef").children([cells, strings("c:strCache", &names)]))
}

fn numbers(values: &[Option<f64>], decimals: u8, at: usize) -> Element {
    let cells = Element::new("c:f").text(&ChartBook::value_cells(at, values.len()));
    let points = values.iter().enumerate().filter_map(|(at, value)| {
        let value = Element::new("c:v").text(&ChartBook::number((*value)?));
        Some(Element::new("c:pt").with("idx", at).child(value))
    });
    let cache = Element::new("c:numCache")
        .child(Element::new("c:formatCode").text(&ChartBook::format(decimals)))
        .child(Element::new("c:ptCount").with("val", values.len()))
        .children(points);
    Element::new("c:val").child(Element::new("c:numRef").children([cells, cache]))
}

fn category_axis(chart: &EditableChart) -> Element {
    let is_bars = chart.form == EditableForm::Bars;
    let (direction, side) = if is_bars {
        // The first name stands on top.
        ("maxMin", "l")
    } else {
        ("minMax", "b")
    };
    let line = Element::new("a:ln").with("w", 12_700).child(fill(AXIS));
    Element::new("c:catAx").children([
        Element::new("c:axId").with("val", CATEGORY_AXIS),
        Element::new("c:scaling").child(Element::new("c:orientation").with("val", direction)),
        flag("c:delete", 0),
        Element::new("c:axPos").with("val", side),
        Element::new("c:numFmt")
            .with("formatCode", "General")
            .with("sourceLinked", 0),
        Element::new("c:majorTickMark").with("val", "none"),
        Element::new("c:minorTickMark").with("val", "none"),
        Element::new("c:tickLblPos").with("val", "low"),
        Element::new("c:spPr").child(line),
        Element::new("c:crossAx").with("val", VALUE_AXIS),
        Element::new("c:crosses").with("val", "autoZero"),
        flag("c:auto", 0),
        Element::new("c:lblAlgn").with("val", "ctr"),
        Element::new("c:lblOffset").with("val", 100),
        flag("c:noMultiLvlLbl", 1),
    ])
}

fn value_axis(chart: &EditableChart) -> Element {
    let is_bars = chart.form == EditableForm::Bars;
    let (low, high, step) = chart.axis;
    let decimals = if step.fract().abs() < 1e-9 { 0 } else { 1 };
    let scaling = Element::new("c:scaling").children([
        Element::new("c:orientation").with("val", "minMax"),
        Element::new("c:max").with("val", ChartBook::number(high)),
        Element::new("c:min").with("val", ChartBook::number(low)),
    ]);
    let grid = Element::new("a:ln").with("w", 9_525).child(fill(GRID));
    let mut made = Element::new("c:valAx").children([
        Element::new("c:axId").with("val", VALUE_AXIS),
        scaling,
        flag("c:delete", u32::from(is_bars)),
        Element::new("c:axPos").with("val", if is_bars { "t" } else { "l" }),
    ]);
    if !is_bars {
        made.push(Element::new("c:majorGridlines").child(Element::new("c:spPr").child(grid)));
        if !chart.unit.is_empty() {
            made.push(axis_title(&chart.unit));
        }
    }
    made.children([
        format_code(decimals),
        Element::new("c:majorTickMark").with("val", "none"),
        Element::new("c:minorTickMark").with("val", "none"),
        Element::new("c:tickLblPos").with("val", "nextTo"),
        Element::new("c:spPr").child(no_line()),
        Element::new("c:crossAx").with("val", CATEGORY_AXIS),
        Element::new("c:crosses").with("val", "autoZero"),
        // With half a category's room at both ends: the value beside the last dot stands there.
        Element::new("c:crossBetween").with("val", "between"),
        Element::new("c:majorUnit").with("val", ChartBook::number(step)),
    ])
}

fn axis_title(unit: &str) -> Element {
    let run = Element::new("a:r").children([
        Element::new("a:rPr")
            .with("lang", "en-GB")
            .with("sz", hundredths(LETTERS))
            .with("b", 0)
            .child(fill(INK)),
        Element::new("a:t").text(&carried(unit)),
    ]);
    let rich = Element::new("c:rich").children([
        Element::new("a:bodyPr")
            .with("rot", "-5400000")
            .with("vert", "horz"),
        Element::new("a:lstStyle"),
        Element::new("a:p").child(run),
    ]);
    Element::new("c:title").children([Element::new("c:tx").child(rich), flag("c:overlay", 0)])
}
