//! Small multiples: a small line chart for each indicator of a theme, all of one look, each with a value axis of its own.

use super::form::ChartForm;
use super::frame::frame_for_many_words;
use super::layout::{LabelPlace, fit, keep_apart, number, width, wrap};
use super::letter::{Anchor, LetterStyle};
use super::parts::{Caption, ChartPoint, ChartStyle, Comparator, symbol_remarks};
use super::periods::{self, PeriodBreak, stretches};
use super::scale::ValueAxis;
use super::sheet::{ChartSheet, Rect};
use super::theme::{self, BREAK, DARK_BLUE, LEADING, OWN, SMALL, Stroke};
use super::trend::chart::TrendLine;
use super::value_area::{ValueArea, tick_stroke};

/// The most panels of one picture: smaller ones could not be read on a page.
pub(crate) const MOST_PANELS: usize = 12;

/// One indicator. The labels of its lines stand in the key of the picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MultiplesPanel {
    /// Short name and unit: "Looked after, per 10,000".
    pub(crate) title: String,
    /// Decimals of the published figures.
    pub(crate) decimals: u8,
    pub(crate) periods: Vec<String>,
    pub(crate) own: TrendLine,
    pub(crate) neighbours: Option<TrendLine>,
    pub(crate) england: Option<TrendLine>,
    pub(crate) breaks: Vec<PeriodBreak>,
}

/// A picture of at most [`MOST_PANELS`] panels, in the order of reading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MultiplesChart {
    pub(crate) caption: Caption,
    /// Names in the key: the authority, its neighbours' mean, England.
    pub(crate) own: String,
    pub(crate) neighbours: String,
    pub(crate) england: String,
    pub(crate) panels: Vec<MultiplesPanel>,
    /// What a dotted upright line in a panel means.
    pub(crate) break_note: String,
}

const TITLE: LetterStyle = LetterStyle::bold(SMALL);
const TITLE_LINES: usize = 2;
const AXIS_LETTER: LetterStyle = LetterStyle::plain(20.0);
const OWN_LETTER: LetterStyle = LetterStyle::bold(SMALL).coloured(DARK_BLUE);
const SYMBOL: LetterStyle = LetterStyle::bold(20.0).coloured(DARK_BLUE);
const KEY: LetterStyle = LetterStyle::plain(SMALL);
const KEY_HEIGHT: f64 = 40.0;
/// Distance between panels, across and down.
const ACROSS: f64 = 40.0;
const DOWN: f64 = 16.0;
/// Height of a label at the end of a line, and of a row of periods or of symbols.
const LABEL: f64 = 25.0;
const ROW: f64 = 30.0;
/// From the last period to the labels.
const LEADER: f64 = 30.0;
/// The part of a panel's width that labels may take.
const MOST_LABEL: f64 = 0.4;
/// Ticks nearer to each other than this are not all labelled.
const LEAST_TICK: f64 = 24.0;

impl ChartForm for MultiplesChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let frame = frame_for_many_words(&self.caption, style, &remarks(self));
        let (mut sheet, room) = (frame.sheet, frame.room);
        key(self, &mut sheet, room);
        let room = Rect {
            top: room.top + KEY_HEIGHT,
            ..room
        };
        let cells = cells(self.panels.len(), room);
        let wide = cells.first().map_or(0.0, Rect::width);
        let title_lines = self
            .panels
            .iter()
            .map(|panel| wrap(&panel.title, TITLE, wide, TITLE_LINES).len())
            .max()
            .unwrap_or(1);
        for (panel, cell) in self.panels.iter().zip(cells) {
            PanelPlot::new(panel, cell, title_lines, style).draw(&mut sheet);
        }
        sheet
    }
}

/// What symbols and upright lines mean, each once.
fn remarks(chart: &MultiplesChart) -> Vec<String> {
    let own = chart.panels.iter().flat_map(|panel| &panel.own.points);
    let mut remarks = symbol_remarks(own.filter_map(ChartPoint::missing));
    let broken = chart.panels.iter().any(|panel| {
        panel
            .breaks
            .iter()
            .any(|one| one.before < panel.periods.len())
    });
    remarks.extend(broken.then(|| chart.break_note.clone()));
    remarks
}

fn own_stroke() -> Stroke {
    Stroke { width: 4.5, ..OWN }
}

fn comparator_stroke(kind: Comparator) -> Stroke {
    Stroke {
        width: 3.0,
        ..theme::comparator(kind)
    }
}

/// The names of the lines that occur in any panel, the own one first.
fn key(chart: &MultiplesChart, sheet: &mut ChartSheet, room: Rect) {
    let neighbours = chart.panels.iter().any(|panel| panel.neighbours.is_some());
    let england = chart.panels.iter().any(|panel| panel.england.is_some());
    let entries = [
        Some((&chart.own, own_stroke(), OWN_LETTER)),
        neighbours.then_some((
            &chart.neighbours,
            comparator_stroke(Comparator::Neighbours),
            KEY,
        )),
        england.then_some((&chart.england, comparator_stroke(Comparator::England), KEY)),
    ];
    let (mut left, y) = (room.left, room.top + KEY_HEIGHT / 2.0 - 4.0);
    for (name, stroke, letter) in entries.into_iter().flatten() {
        sheet.line(vec![(left, y), (left + 56.0, y)], stroke);
        let words = fit(name, letter, (room.right - left - 70.0).max(0.0));
        sheet.text_centred(&words, (left + 68.0, y), Anchor::Start, letter);
        left += 68.0 + width(&words, letter) + 44.0;
    }
}

/// The cells of the panels, in rows of two, three or four.
fn cells(count: usize, room: Rect) -> Vec<Rect> {
    let columns = match count {
        0..=3 => count.max(1),
        4 => 2,
        5..=9 => 3,
        _ => 4,
    };
    let rows = count.div_ceil(columns).max(1);
    let across = part_of(room.width(), columns, ACROSS);
    let down = part_of(room.height(), rows, DOWN);
    (0..count)
        .map(|at| {
            let left = room.left + (at % columns) as f64 * (across + ACROSS);
            let top = room.top + (at / columns) as f64 * (down + DOWN);
            Rect {
                left,
                top,
                right: left + across,
                bottom: top + down,
            }
        })
        .collect()
}

/// The length of one of several equal parts with `apart` pixels between them.
fn part_of(whole: f64, parts: usize, apart: f64) -> f64 {
    (whole - apart * (parts as f64 - 1.0)) / parts as f64
}

/// A line with the way it is drawn.
struct PanelLine<'a> {
    line: &'a TrendLine,
    stroke: Stroke,
    own: bool,
}

impl<'a> PanelLine<'a> {
    fn of(line: &'a TrendLine, kind: Comparator) -> Self {
        Self {
            line,
            stroke: comparator_stroke(kind),
            own: false,
        }
    }

    fn known(&self, at: usize) -> Option<f64> {
        self.line.points.get(at).and_then(ChartPoint::known)
    }

    /// The latest value there is, with the index of its period.
    fn latest(&self, periods: usize) -> Option<(usize, f64)> {
        (0..periods)
            .rev()
            .find_map(|at| Some((at, self.known(at)?)))
    }

    fn letter(&self) -> LetterStyle {
        if self.own { OWN_LETTER } else { AXIS_LETTER }
    }

    /// The latest value; with its period where that is not the last.
    fn end_words(&self, periods: &[String]) -> String {
        match self.latest(periods.len()) {
            Some((at, value)) => {
                let value = number(value, self.line.decimals);
                if at + 1 == periods.len() {
                    value
                } else {
                    format!("{value} ({})", periods[at])
                }
            }
            None if self.own => "no figure".to_owned(),
            None => String::new(),
        }
    }
}

/// A label at the end of a line: its words, and how they are set.
struct PanelLabel {
    words: String,
    letter: LetterStyle,
}

/// One panel laid out in its cell.
struct PanelPlot<'a> {
    panel: &'a MultiplesPanel,
    cell: Rect,
    values: ValueArea,
    /// Where each period lies.
    xs: Vec<f64>,
    /// The own line first.
    lines: Vec<PanelLine<'a>>,
    /// One a line.
    labels: Vec<PanelLabel>,
    labels_left: f64,
}

impl<'a> PanelPlot<'a> {
    fn new(panel: &'a MultiplesPanel, cell: Rect, title_lines: usize, style: ChartStyle) -> Self {
        let lines = panel_lines(panel);
        let count = panel.periods.len();
        let values = lines
            .iter()
            .flat_map(|line| (0..count).filter_map(|at| line.known(at)));
        let axis = ValueAxis::covering(values, 4, style.from_zero, panel.decimals == 0);
        let most = cell.width() * MOST_LABEL;
        let labels: Vec<PanelLabel> = lines
            .iter()
            .map(|line| PanelLabel {
                words: fit(&line.end_words(&panel.periods), line.letter(), most),
                letter: line.letter(),
            })
            .collect();
        let column = labels
            .iter()
            .map(|label| width(&label.words, label.letter))
            .fold(0.0, f64::max);
        let labels_left = cell.right - column;
        let strip = if has_symbols(panel) { ROW } else { 0.0 };
        let area = Rect {
            left: cell.left + axis.label_width(AXIS_LETTER) + 12.0,
            top: cell.top + title_lines as f64 * SMALL * LEADING + 18.0,
            right: labels_left - LEADER,
            bottom: cell.bottom - ROW - strip,
        };
        Self {
            panel,
            cell,
            xs: periods::places(count, area.left + 12.0, area.right),
            values: ValueArea { area, axis },
            lines,
            labels,
            labels_left,
        }
    }

    fn draw(&self, sheet: &mut ChartSheet) {
        self.title(sheet);
        self.grid(sheet);
        self.breaks(sheet);
        self.periods(sheet);
        self.symbols(sheet);
        self.lines(sheet);
        self.end_labels(sheet);
    }

    fn title(&self, sheet: &mut ChartSheet) {
        let mut baseline = self.cell.top + SMALL;
        for line in wrap(&self.panel.title, TITLE, self.cell.width(), TITLE_LINES) {
            sheet.text(&line, (self.cell.left, baseline), Anchor::Start, TITLE);
            baseline += SMALL * LEADING;
        }
    }

    fn grid(&self, sheet: &mut ChartSheet) {
        let area = self.values.area;
        let ticks = self.values.axis.ticks();
        let apart = area.height() / (ticks.len() - 1).max(1) as f64;
        let every = (1..ticks.len())
            .find(|every| *every as f64 * apart >= LEAST_TICK)
            .unwrap_or(ticks.len().max(1));
        for (at, tick) in ticks.into_iter().enumerate() {
            let y = self.values.y(tick).round();
            sheet.line(
                vec![(area.left, y), (area.right + 6.0, y)],
                tick_stroke(tick),
            );
            if at % every == 0 {
                sheet.text_centred(
                    &self.values.axis.label(tick),
                    (area.left - 8.0, y),
                    Anchor::End,
                    AXIS_LETTER,
                );
            }
        }
    }

    fn breaks(&self, sheet: &mut ChartSheet) {
        let Rect { top, bottom, .. } = self.values.area;
        for one in self.panel.breaks.iter().filter(|one| one.before > 0) {
            if let (Some(before), Some(after)) =
                (self.xs.get(one.before - 1), self.xs.get(one.before))
            {
                let x = (before + after) / 2.0;
                sheet.line(vec![(x, top), (x, bottom)], BREAK);
            }
        }
    }

    /// The first and the last period; the last alone where there is no room for both.
    fn periods(&self, sheet: &mut ChartSheet) {
        let (Some(last), Some(x)) = (self.panel.periods.last(), self.xs.last()) else {
            return;
        };
        let baseline = self.cell.bottom - 7.0;
        let long = width(last, AXIS_LETTER);
        let right = (x + long / 2.0).min(self.cell.right);
        sheet.text(last, (right, baseline), Anchor::End, AXIS_LETTER);
        let Some(first) = self.panel.periods.first().filter(|_| self.xs.len() > 1) else {
            return;
        };
        let left = (self.xs[0] - width(first, AXIS_LETTER) / 2.0).max(self.values.area.left - 2.0);
        if left + width(first, AXIS_LETTER) + 12.0 < right - long {
            sheet.text(first, (left, baseline), Anchor::Start, AXIS_LETTER);
        }
    }

    /// Symbols of the authority's missing figures, under their periods.
    fn symbols(&self, sheet: &mut ChartSheet) {
        let mut free_from = f64::NEG_INFINITY;
        for (point, x) in self.panel.own.points.iter().zip(&self.xs) {
            let Some(missing) = point.missing() else {
                continue;
            };
            let half = width(&missing.symbol, SYMBOL) / 2.0;
            if x - half > free_from {
                sheet.text(
                    &missing.symbol,
                    (*x, self.values.area.bottom + ROW - 8.0),
                    Anchor::Middle,
                    SYMBOL,
                );
                free_from = x + half + 2.0;
            }
        }
    }

    /// The lines in their stretches, the own one over the others. A single value is a dot.
    fn lines(&self, sheet: &mut ChartSheet) {
        for line in self.lines.iter().rev() {
            let spots = self
                .xs
                .iter()
                .enumerate()
                .map(|(at, x)| Some((*x, self.values.y(line.known(at)?))));
            let stretches = stretches(spots, &self.panel.breaks);
            let count = stretches.len();
            for (at, spots) in stretches.into_iter().enumerate() {
                let ends = at + 1 == count;
                if let Some(last) = spots
                    .last()
                    .filter(|_| (line.own && ends) || spots.len() == 1)
                {
                    sheet.dot(*last, line.stroke.width * 1.4, line.stroke.colour);
                }
                sheet.line(spots, line.stroke);
            }
        }
    }

    /// Latest values at the ends of the lines, as many as find room, the own one first.
    fn end_labels(&self, sheet: &mut ChartSheet) {
        let area = self.values.area;
        let (ceiling, floor) = (area.top - 12.0, area.bottom + 8.0);
        let room = ((floor - ceiling) / LABEL).floor().max(1.0) as usize;
        let latest: Vec<Option<(usize, f64)>> = self
            .lines
            .iter()
            .take(room)
            .map(|line| line.latest(self.xs.len()))
            .map(|latest| latest.map(|(at, value)| (at, self.values.y(value))))
            .collect();
        let wanted: Vec<LabelPlace> = latest
            .iter()
            .map(|latest| LabelPlace {
                centre: latest.map_or(area.bottom, |(_, y)| y),
                extent: LABEL,
            })
            .collect();
        let centres = keep_apart(&wanted, ceiling, floor);
        for (((line, label), latest), centre) in
            self.lines.iter().zip(&self.labels).zip(latest).zip(centres)
        {
            let joined = latest.filter(|(at, _)| at + 1 == self.xs.len());
            if let Some(((_, y), x)) = joined.zip(self.xs.last()) {
                sheet.leader(
                    (x + 6.0, y),
                    (self.labels_left - 5.0, centre),
                    (4.0, 6.0),
                    Stroke::solid(line.stroke.colour, 1.6),
                );
            }
            sheet.text_centred(
                &label.words,
                (self.labels_left, centre),
                Anchor::Start,
                label.letter,
            );
        }
    }
}

/// The lines there are, the own one first.
fn panel_lines(panel: &MultiplesPanel) -> Vec<PanelLine<'_>> {
    let mut lines = vec![PanelLine {
        line: &panel.own,
        stroke: own_stroke(),
        own: true,
    }];
    let neighbours = panel.neighbours.iter();
    lines.extend(neighbours.map(|line| PanelLine::of(line, Comparator::Neighbours)));
    let england = panel.england.iter();
    lines.extend(england.map(|line| PanelLine::of(line, Comparator::England)));
    lines
}

fn has_symbols(panel: &MultiplesPanel) -> bool {
    panel
        .own
        .points
        .iter()
        .take(panel.periods.len())
        .any(|point| point.missing().is_some())
}
