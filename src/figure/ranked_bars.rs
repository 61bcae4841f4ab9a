//! Ranked bars: an authority among its neighbours (or any group of a few dozen), a value at every bar, and lines for those it is compared
//! with. Bars start at zero, whatever the style says; those below zero go to the left.

use super::editable::{
    self, EditableChart, EditableForm, EditableLook, EditableSeries, hexadecimal,
};
use super::form::ChartForm;
use super::frame::{ChartFrame, frame_of_height, words_height};
use super::layout::{LabelPlace, fit, keep_apart, minus, widest, width};
use super::letter::{Anchor, LetterStyle};
use super::parts::{Caption, ChartBar, ChartStyle, ReferenceLine};
use super::sheet::{ChartSheet, Rect};
use super::theme::{
    self, AXIS, AXIS_STROKE, DARK_BLUE, GREY, LABEL, LEADING, Stroke, WHITE, pixels,
};

/// Bars one under another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RankedBarsChart {
    pub(crate) caption: Caption,
    /// The values in words: "per 10,000".
    pub(crate) unit: String,
    /// In the order in which they are drawn, from the top.
    pub(crate) bars: Vec<ChartBar>,
    pub(crate) references: Vec<ReferenceLine>,
}

/// Width at which a name is cut short.
const NAME_ROOM: f64 = 540.0;
/// Rows are never lower than this: with very many the sheet grows instead.
const LOWEST_ROW: f64 = 27.0;
const HIGHEST_ROW: f64 = 64.0;
/// Height of the strip with the names of the reference lines, and of the leaders under them.
const NAMES_STRIP: f64 = AXIS * LEADING + 8.0;
const LEADERS: f64 = 24.0;
/// The part of a row's height that its bar takes: gaps stay narrower than bars.
const BAR_SHARE: f64 = 0.66;
/// Between a bar and the text beside it.
const ASIDE: f64 = 10.0;
const STRIP_LETTER: LetterStyle = LetterStyle::plain(AXIS);

impl ChartForm for RankedBarsChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let leaders = if self.references.is_empty() {
            0.0
        } else {
            LEADERS
        };
        let above = NAMES_STRIP + leaders;
        let rows = self.bars.len().max(1) as f64;
        let needed = words_height(&self.caption, style, &[]) + above + rows * LOWEST_ROW;
        let height = needed.max(pixels(style.size).1).ceil();
        let ChartFrame { mut sheet, room } = frame_of_height(&self.caption, style, &[], height);
        let plot = RankedBarsPlot::new(self, room, above);
        plot.bars(&mut sheet);
        plot.references(&mut sheet);
        plot.words(&mut sheet);
        sheet
    }

    fn editable(&self) -> Option<EditableChart> {
        Some(bars_alone(self))
    }
}

/// The bars of an authority and its neighbours, and below them those with whom it is compared.
fn bars_alone(chart: &RankedBarsChart) -> EditableChart {
    let named = |bar: &ChartBar| match bar.value.known() {
        Some(_) => bar.label.clone(),
        None => format!("{} ({})", bar.label, bar.text),
    };
    let references = &chart.references;
    let categories = chart.bars.iter().map(named);
    let values = chart.bars.iter().map(|bar| bar.value.known());
    let colours = chart
        .bars
        .iter()
        .map(|bar| hexadecimal(if bar.own { DARK_BLUE } else { GREY }));
    let of_references = references
        .iter()
        .map(|line| hexadecimal(theme::comparator(line.kind).colour));
    let series = vec![EditableSeries {
        name: chart.unit.clone(),
        values: values
            .chain(references.iter().map(|line| Some(line.value)))
            .collect(),
        decimals: decimals_of(chart),
        look: EditableLook::of(Stroke::solid(GREY, 1.0)),
        bar_colours: colours.chain(of_references).collect(),
        labelled: chart.bars.len(),
        is_own: true,
    }];
    EditableChart {
        form: EditableForm::Bars,
        unit: chart.unit.clone(),
        categories: categories
            .chain(references.iter().map(|line| line.label.clone()))
            .collect(),
        axis: editable::axis(&series, None, decimals_of(chart)),
        band: None,
        series,
        breaks: Vec::new(),
        remarks: Vec::new(),
    }
}

/// The most decimals that stand at any bar.
fn decimals_of(chart: &RankedBarsChart) -> u8 {
    let known = chart.bars.iter().filter(|bar| bar.value.known().is_some());
    let decimals = known.filter_map(|bar| {
        let digits = bar.text.split_whitespace().next()?;
        let behind = digits.split_once('.')?.1;
        u8::try_from(behind.chars().take_while(char::is_ascii_digit).count()).ok()
    });
    decimals.max().unwrap_or(0)
}

/// The bars laid out in rows.
struct RankedBarsPlot<'a> {
    chart: &'a RankedBarsChart,
    room: Rect,
    /// The bars stand in it; the names stand on its left.
    area: Rect,
    /// Height of a row, and size of its letters.
    row: f64,
    letter: f64,
    /// Where zero lies, and the pixels of one unit.
    zero: f64,
    per_unit: f64,
}

impl<'a> RankedBarsPlot<'a> {
    /// Lays the bars out in `room`, from `above` pixels under its top.
    fn new(chart: &'a RankedBarsChart, room: Rect, above: f64) -> Self {
        let top = room.top + above;
        let rows = chart.bars.len().max(1) as f64;
        let row = ((room.bottom - top) / rows).min(HIGHEST_ROW).floor();
        let letter = LABEL.min(row * 0.68);
        let bold = LetterStyle::bold(letter);
        let names = widest(chart.bars.iter().map(|bar| bar.label.as_str()), bold).min(NAME_ROOM);
        let texts = widest(chart.bars.iter().map(|bar| bar.text.as_str()), bold) + ASIDE;
        let area = Rect {
            left: (room.left + names + ASIDE + 4.0).round(),
            top,
            right: room.right,
            bottom: top + rows * row,
        };
        let bars = chart.bars.iter().filter_map(|bar| bar.value.known());
        let references = chart.references.iter().map(|line| line.value);
        let (low, high) = bars
            .chain(references.filter(|value| value.is_finite()))
            .fold((0.0_f64, 0.0_f64), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let span = if high > low { high - low } else { 1.0 };
        // Text stands beyond the end of a bar, on either side of zero.
        let left = if low < 0.0 {
            area.left + texts + 2.0 * ASIDE
        } else {
            area.left
        };
        let right = if high > 0.0 || low == 0.0 {
            area.right - texts
        } else {
            area.right
        };
        let per_unit = (right - left) / span;
        Self {
            chart,
            room,
            area,
            row,
            letter,
            zero: (left - low * per_unit).round(),
            per_unit,
        }
    }

    fn x(&self, value: f64) -> f64 {
        self.zero + value * self.per_unit
    }

    fn middle(&self, at: usize) -> f64 {
        self.area.top + (at as f64 + 0.5) * self.row
    }

    fn letter(&self, bar: &ChartBar) -> LetterStyle {
        if bar.own {
            LetterStyle::bold(self.letter).coloured(DARK_BLUE)
        } else {
            LetterStyle::plain(self.letter)
        }
    }

    fn bars(&self, sheet: &mut ChartSheet) {
        let half = (self.row * BAR_SHARE / 2.0).round();
        for (at, bar) in self.chart.bars.iter().enumerate() {
            let Some(value) = bar.value.known() else {
                continue;
            };
            let middle = self.middle(at).round();
            let end = self.x(value).round();
            let area = Rect {
                left: self.zero.min(end),
                top: middle - half,
                right: self.zero.max(end),
                bottom: middle + half,
            };
            sheet.rect(area, if bar.own { DARK_BLUE } else { GREY });
        }
        sheet.line(
            vec![
                (self.zero, self.area.top - 4.0),
                (self.zero, self.area.bottom + 4.0),
            ],
            AXIS_STROKE,
        );
    }

    /// Lines across the bars, each named above the plot.
    fn references(&self, sheet: &mut ChartSheet) {
        let (unit, room) = (&self.chart.unit, self.room);
        let strip = room.top + NAMES_STRIP;
        let baseline = strip - 10.0;
        sheet.text(unit, (room.left, baseline), Anchor::Start, STRIP_LETTER);
        let drawn: Vec<(&ReferenceLine, String)> = self
            .chart
            .references
            .iter()
            .filter(|line| line.value.is_finite())
            .map(|line| (line, fit(&minus(&line.label), STRIP_LETTER, NAME_ROOM)))
            .collect();
        let wanted: Vec<LabelPlace> = drawn
            .iter()
            .map(|(line, label)| LabelPlace {
                centre: self.x(line.value),
                extent: width(label, STRIP_LETTER) + 28.0,
            })
            .collect();
        let from = room.left + width(unit, STRIP_LETTER) + 30.0;
        let centres = keep_apart(&wanted, from, room.right + 14.0);
        for ((line, label), centre) in drawn.iter().zip(centres) {
            let x = self.x(line.value);
            let stroke = theme::comparator(line.kind);
            let bottom = self.area.bottom + 4.0;
            sheet.line(
                vec![(x, self.area.top), (x, bottom)],
                Stroke::solid(WHITE, stroke.width + 3.0),
            );
            sheet.line(vec![(x, self.area.top - 8.0), (x, bottom)], stroke);
            let elbow = vec![
                (centre, strip - 4.0),
                (centre, strip + 2.0),
                (x, self.area.top - 12.0),
                (x, self.area.top - 8.0),
            ];
            sheet.line(elbow, Stroke::solid(stroke.colour, 2.0));
            sheet.text(label, (centre, baseline), Anchor::Middle, STRIP_LETTER);
        }
    }

    /// Names, and at each bar its value; at a missing one, its symbol and what that means.
    fn words(&self, sheet: &mut ChartSheet) {
        let lines: Vec<f64> = self
            .chart
            .references
            .iter()
            .map(|line| self.x(line.value))
            .collect();
        for (at, bar) in self.chart.bars.iter().enumerate() {
            let middle = self.middle(at).round();
            let letter = self.letter(bar);
            sheet.text_centred(
                &fit(&bar.label, letter, NAME_ROOM),
                (self.area.left - ASIDE - 4.0, middle),
                Anchor::End,
                letter,
            );
            let text = minus(&bar.text);
            let (x, anchor) = self.text_place(bar, width(&text, letter), &lines);
            sheet.text_centred(&text, (x, middle), anchor, letter.with_halo());
        }
    }

    /// The place of a bar's text: beside the end of the bar, or beyond the reference lines (at `lines`) that would run through it there.
    fn text_place(&self, bar: &ChartBar, length: f64, lines: &[f64]) -> (f64, Anchor) {
        let (end, away, anchor) = match bar.value.known() {
            Some(value) if value < 0.0 => (self.x(value), -1.0, Anchor::End),
            Some(value) => (self.x(value), 1.0, Anchor::Start),
            // Where all values are negative there is no room on the right of zero.
            None if self.zero + ASIDE + length > self.area.right => (self.zero, -1.0, Anchor::End),
            None => (self.zero, 1.0, Anchor::Start),
        };
        let mut from = end + away * ASIDE;
        // Each line passed may bring the text onto the next one.
        for _ in lines {
            let hit = lines.iter().find(|line| {
                let distance = (**line - from) * away;
                distance > -5.0 && distance < length + 5.0
            });
            if let Some(line) = hit {
                from = line + away * ASIDE;
            }
        }
        let edge = if away > 0.0 {
            self.area.right - length
        } else {
            self.area.left + length
        };
        let over = (from - edge) * away > 0.0;
        (if over { end + away * ASIDE } else { from }, anchor)
    }
}
