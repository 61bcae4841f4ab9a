//! Ranked bars: an authority among its neighbours (or any group of a few dozen), a value at every bar, and lines for those they are
//! read against. Bars start at zero, whatever the style asks for; below zero they go to the left.

use super::frame::{Frame, drawing, frame_of_height, words_height};
use super::layout::{Wish, dodge, fit, minus, widest, width};
use super::sheet::{Anchor, Area, Letter, Sheet};
use super::theme::{
    self, AXIS, AXIS_STROKE, DARK_BLUE, GREY, HEIGHT, LABEL, LEADING, Stroke, WHITE,
};
use super::{Bar, Caption, Drawing, Reference, Style};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RankedBars {
    pub(crate) caption: Caption,
    /// The values in words: "per 10,000".
    pub(crate) unit: String,
    /// In the order they are drawn, from the top.
    pub(crate) bars: Vec<Bar>,
    pub(crate) references: Vec<Reference>,
}

/// Widest a name may be before it is cut short.
const NAME_ROOM: f64 = 540.0;
/// Rows are never lower than this: with very many the sheet grows instead.
const LOWEST_ROW: f64 = 27.0;
const HIGHEST_ROW: f64 = 64.0;
/// Height of the strip with the names of the references, and of the leaders under them.
const NAMES_STRIP: f64 = AXIS * LEADING + 8.0;
const LEADERS: f64 = 24.0;
/// Share of a row that is bar: gaps stay narrower than bars.
const BAR_SHARE: f64 = 0.66;
/// Between a bar and the text beside it.
const ASIDE: f64 = 10.0;
const STRIP_LETTER: Letter = Letter::plain(AXIS);

/// Draws the bars.
pub(crate) fn draw(chart: &RankedBars, style: Style) -> Drawing {
    drawing(&sheet(chart, style), &chart.caption)
}

pub(super) fn sheet(chart: &RankedBars, style: Style) -> Sheet {
    let above = NAMES_STRIP
        + if chart.references.is_empty() {
            0.0
        } else {
            LEADERS
        };
    let rows = chart.bars.len().max(1) as f64;
    let needed = words_height(&chart.caption, style, &[]) + above + rows * LOWEST_ROW;
    let Frame { mut sheet, room } =
        frame_of_height(&chart.caption, style, &[], needed.max(HEIGHT).ceil());
    let rows_area = Area {
        top: room.top + above,
        ..room
    };
    let plot = Plot::new(chart, rows_area);
    plot.bars(&mut sheet, chart);
    plot.references(&mut sheet, chart, room);
    plot.words(&mut sheet, chart);
    sheet
}

struct Plot {
    /// Bars, and left of them the names.
    area: Area,
    row: f64,
    letter: f64,
    /// Pixels of zero and of one unit.
    zero: f64,
    per_unit: f64,
}

impl Plot {
    fn new(chart: &RankedBars, room: Area) -> Self {
        let rows = chart.bars.len().max(1) as f64;
        let row = (room.height() / rows).min(HIGHEST_ROW).floor();
        let letter = LABEL.min(row * 0.68);
        let names = widest(
            chart.bars.iter().map(|bar| bar.label.as_str()),
            Letter::bold(letter),
        )
        .min(NAME_ROOM);
        let texts = widest(
            chart.bars.iter().map(|bar| bar.text.as_str()),
            Letter::bold(letter),
        ) + ASIDE;
        let area = Area {
            left: (room.left + names + ASIDE + 4.0).round(),
            bottom: room.top + rows * row,
            ..room
        };
        let values = chart.bars.iter().filter_map(|bar| bar.value.known());
        let all = values.chain(
            chart
                .references
                .iter()
                .map(|one| one.value)
                .filter(|value| value.is_finite()),
        );
        let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), value| {
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

    fn letter(&self, bar: &Bar) -> Letter {
        if bar.own {
            Letter::bold(self.letter).coloured(DARK_BLUE)
        } else {
            Letter::plain(self.letter)
        }
    }

    fn bars(&self, sheet: &mut Sheet, chart: &RankedBars) {
        let half = (self.row * BAR_SHARE / 2.0).round();
        for (at, bar) in chart.bars.iter().enumerate() {
            let Some(value) = bar.value.known() else {
                continue;
            };
            let middle = self.middle(at).round();
            let end = self.x(value).round();
            let area = Area {
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
    fn references(&self, sheet: &mut Sheet, chart: &RankedBars, room: Area) {
        let strip = room.top + NAMES_STRIP;
        let baseline = strip - 10.0;
        sheet.text(
            &chart.unit,
            (room.left, baseline),
            Anchor::Start,
            STRIP_LETTER,
        );
        let drawn: Vec<&Reference> = chart
            .references
            .iter()
            .filter(|one| one.value.is_finite())
            .collect();
        let labels: Vec<String> = drawn
            .iter()
            .map(|one| fit(&minus(&one.label), STRIP_LETTER, NAME_ROOM))
            .collect();
        let wishes: Vec<Wish> = drawn
            .iter()
            .zip(&labels)
            .map(|(one, label)| Wish {
                centre: self.x(one.value),
                extent: width(label, STRIP_LETTER) + 28.0,
            })
            .collect();
        let from = room.left + width(&chart.unit, STRIP_LETTER) + 30.0;
        let centres = dodge(&wishes, from, room.right + 14.0);
        for ((one, label), centre) in drawn.iter().zip(&labels).zip(centres) {
            let x = self.x(one.value);
            let stroke = theme::comparator(one.kind);
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
    fn words(&self, sheet: &mut Sheet, chart: &RankedBars) {
        let lines: Vec<f64> = chart
            .references
            .iter()
            .map(|one| self.x(one.value))
            .collect();
        for (at, bar) in chart.bars.iter().enumerate() {
            let middle = self.middle(at).round();
            let letter = self.letter(bar);
            let name = fit(&bar.label, letter, NAME_ROOM);
            sheet.text_centred(
                &name,
                (self.area.left - ASIDE - 4.0, middle),
                Anchor::End,
                letter,
            );
            let text = minus(&bar.text);
            let (x, anchor) = self.text_place(bar, width(&text, letter), &lines);
            sheet.text_centred(&text, (x, middle), anchor, letter.with_halo());
        }
    }

    /// Beside the end of the bar, or beyond the lines of the references that would run through the text there.
    fn text_place(&self, bar: &Bar, length: f64, lines: &[f64]) -> (f64, Anchor) {
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
            let hit = |line: &&f64| {
                ((**line - from) * away > -5.0) && ((**line - from) * away < length + 5.0)
            };
            if let Some(line) = lines.iter().find(hit) {
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
