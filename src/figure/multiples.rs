//! Small multiples: a small line chart for each indicator of a theme, all of one look, each with a value axis of its own.

use super::frame::{drawing, frame};
use super::layout::{Wish, dodge, fit, number, widest, width, wrap};
use super::scale::Axis;
use super::sheet::{Anchor, Area, Letter, Sheet, Spot};
use super::theme::{self, AXIS_STROKE, BREAK, DARK_BLUE, GRID_STROKE, LEADING, OWN, SMALL, Stroke};
use super::trend::{Break, Line};
use super::trend_plot::{runs, stations};
use super::{Caption, Comparator, Drawing, Point, Style};

/// More panels than this go to another picture: smaller ones could not be read on a page.
pub(crate) const MOST_PANELS: usize = 12;

/// One indicator. The labels of its lines stand in the picture's key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Panel {
    /// Short name and unit: "Looked after, per 10,000".
    pub(crate) title: String,
    /// Decimals of the published figures.
    pub(crate) decimals: u8,
    pub(crate) periods: Vec<String>,
    pub(crate) own: Line,
    pub(crate) neighbours: Option<Line>,
    pub(crate) england: Option<Line>,
    pub(crate) breaks: Vec<Break>,
}

/// At most [`MOST_PANELS`] panels, in the order of reading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Multiples {
    pub(crate) caption: Caption,
    /// Names in the key: the authority, its neighbours' mean, England.
    pub(crate) own: String,
    pub(crate) neighbours: String,
    pub(crate) england: String,
    pub(crate) panels: Vec<Panel>,
    /// What a dotted upright line in a panel means.
    pub(crate) break_note: String,
}

const TITLE: Letter = Letter::bold(SMALL);
const TITLE_LINES: usize = 2;
const AXIS_LETTER: Letter = Letter::plain(20.0);
const OWN_LETTER: Letter = Letter::bold(SMALL).coloured(DARK_BLUE);
const SYMBOL: Letter = Letter::bold(20.0).coloured(DARK_BLUE);
const KEY: Letter = Letter::plain(SMALL);
const KEY_HEIGHT: f64 = 40.0;
/// Air between panels.
const ACROSS: f64 = 40.0;
const DOWN: f64 = 16.0;
/// Height of a label at a line's end, and what a row of periods or of symbols takes.
const LABEL: f64 = 25.0;
const ROW: f64 = 30.0;
/// From the last period to the labels.
const LEADER: f64 = 30.0;
/// The part of a panel's width that labels may take.
const MOST_LABEL: f64 = 0.4;
/// Ticks nearer than this are not all labelled.
const LEAST_TICK: f64 = 24.0;

/// Draws the panels.
pub(crate) fn draw(chart: &Multiples, style: Style) -> Drawing {
    drawing(&sheet(chart, style), &chart.caption)
}

pub(super) fn sheet(chart: &Multiples, style: Style) -> Sheet {
    let frame = frame(&chart.caption, style, &remarks(chart));
    let (mut sheet, room) = (frame.sheet, frame.room);
    key(chart, &mut sheet, room);
    let room = Area {
        top: room.top + KEY_HEIGHT,
        ..room
    };
    let cells = cells(chart.panels.len(), room);
    let wide = cells.first().map_or(0.0, |cell| cell.right - cell.left);
    let lines = chart
        .panels
        .iter()
        .map(|panel| wrap(&panel.title, TITLE, wide, TITLE_LINES).len())
        .max()
        .unwrap_or(1);
    for (panel, cell) in chart.panels.iter().zip(cells) {
        let plot = Plot::new(panel, cell, lines, style);
        plot.axes(&mut sheet);
        plot.lines(&mut sheet);
        plot.ends(&mut sheet);
    }
    sheet
}

/// What symbols and uprights mean, each once.
fn remarks(chart: &Multiples) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for gap in chart
        .panels
        .iter()
        .flat_map(|panel| panel.own.points.iter().filter_map(Point::gap))
    {
        let words = format!("{} = {}", gap.symbol, gap.reason);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    let broken = chart.panels.iter().any(|panel| {
        panel
            .breaks
            .iter()
            .any(|one| one.before < panel.periods.len())
    });
    said.extend(broken.then(|| chart.break_note.clone()));
    said
}

fn own_stroke() -> Stroke {
    Stroke { width: 4.5, ..OWN }
}

fn stroke_of(kind: Comparator) -> Stroke {
    Stroke {
        width: 3.0,
        ..theme::comparator(kind)
    }
}

/// The lines by name, in the order in which the panels draw them, own first.
fn key(chart: &Multiples, sheet: &mut Sheet, room: Area) {
    let any =
        |line: fn(&Panel) -> &Option<Line>| chart.panels.iter().any(|panel| line(panel).is_some());
    let entries = [
        Some((&chart.own, own_stroke(), OWN_LETTER)),
        any(|panel| &panel.neighbours)
            .then(|| (&chart.neighbours, stroke_of(Comparator::Neighbours), KEY)),
        any(|panel| &panel.england).then(|| (&chart.england, stroke_of(Comparator::England), KEY)),
    ];
    let (mut left, y) = (room.left, room.top + KEY_HEIGHT / 2.0 - 4.0);
    for (name, stroke, letter) in entries.into_iter().flatten() {
        sheet.line(vec![(left, y), (left + 56.0, y)], stroke);
        let words = fit(name, letter, (room.right - left - 70.0).max(0.0));
        sheet.text_centred(&words, (left + 68.0, y), Anchor::Start, letter);
        left += 68.0 + width(&words, letter) + 44.0;
    }
}

/// Cells in rows of two, three or four.
fn cells(count: usize, room: Area) -> Vec<Area> {
    let columns = match count {
        0..=3 => count.max(1),
        4 => 2,
        5..=9 => 3,
        _ => 4,
    };
    let rows = count.div_ceil(columns).max(1);
    let size =
        |whole: f64, parts: usize, air: f64| (whole - air * (parts as f64 - 1.0)) / parts as f64;
    let (across, down) = (
        size(room.right - room.left, columns, ACROSS),
        size(room.height(), rows, DOWN),
    );
    let cell = |at: usize| {
        let left = room.left + (at % columns) as f64 * (across + ACROSS);
        let top = room.top + (at / columns) as f64 * (down + DOWN);
        Area {
            left,
            top,
            right: left + across,
            bottom: top + down,
        }
    };
    (0..count).map(cell).collect()
}

/// A line with its looks.
struct Series<'a> {
    line: &'a Line,
    stroke: Stroke,
    own: bool,
}

impl Series<'_> {
    fn known(&self, at: usize) -> Option<f64> {
        self.line.points.get(at).and_then(Point::known)
    }

    fn letter(&self) -> Letter {
        if self.own { OWN_LETTER } else { AXIS_LETTER }
    }
}

/// What stands at a line's end.
struct End {
    words: String,
    letter: Letter,
    stroke: Stroke,
    /// The last value's height; none where there is no value.
    y: Option<f64>,
    /// Whether the line reaches the last period, so that a leader can join the two.
    joined: bool,
}

struct Plot<'a> {
    panel: &'a Panel,
    cell: Area,
    area: Area,
    axis: Axis,
    xs: Vec<f64>,
    series: Vec<Series<'a>>,
    ends: Vec<(String, Letter)>,
    labels_left: f64,
}

impl<'a> Plot<'a> {
    fn new(panel: &'a Panel, cell: Area, title_lines: usize, style: Style) -> Self {
        let series = series(panel);
        let count = panel.periods.len();
        let values = series
            .iter()
            .flat_map(|one| (0..count).filter_map(|at| one.known(at)));
        let axis = Axis::covering(values, 4, style.from_zero, panel.decimals == 0);
        let ticks: Vec<String> = axis
            .ticks()
            .into_iter()
            .map(|tick| axis.label(tick))
            .collect();
        let most = (cell.right - cell.left) * MOST_LABEL;
        let ends: Vec<(String, Letter)> = series
            .iter()
            .map(|one| {
                (
                    fit(&end_words(one, panel), one.letter(), most),
                    one.letter(),
                )
            })
            .collect();
        let column = ends
            .iter()
            .map(|(words, letter)| width(words, *letter))
            .fold(0.0, f64::max);
        let labels_left = cell.right - column;
        let strip = if has_symbols(panel) { ROW } else { 0.0 };
        let area = Area {
            left: cell.left + widest(ticks.iter().map(String::as_str), AXIS_LETTER) + 12.0,
            top: cell.top + title_lines as f64 * SMALL * LEADING + 18.0,
            right: labels_left - LEADER,
            bottom: cell.bottom - ROW - strip,
        };
        let xs = stations(count, area.left + 12.0, area.right);
        Self {
            panel,
            cell,
            area,
            axis,
            xs,
            series,
            ends,
            labels_left,
        }
    }

    fn y(&self, value: f64) -> f64 {
        self.axis.place(value, self.area.bottom, self.area.top)
    }

    fn axes(&self, sheet: &mut Sheet) {
        let mut baseline = self.cell.top + SMALL;
        for line in wrap(
            &self.panel.title,
            TITLE,
            self.cell.right - self.cell.left,
            TITLE_LINES,
        ) {
            sheet.text(&line, (self.cell.left, baseline), Anchor::Start, TITLE);
            baseline += SMALL * LEADING;
        }
        let Area {
            left,
            top,
            right,
            bottom,
        } = self.area;
        let ticks = self.axis.ticks();
        let apart = (bottom - top) / (ticks.len() - 1).max(1) as f64;
        let every = (1..ticks.len())
            .find(|every| *every as f64 * apart >= LEAST_TICK)
            .unwrap_or(ticks.len().max(1));
        for (at, tick) in ticks.into_iter().enumerate() {
            let y = self.y(tick).round();
            let stroke = if tick == 0.0 {
                AXIS_STROKE
            } else {
                GRID_STROKE
            };
            sheet.line(vec![(left, y), (right + 6.0, y)], stroke);
            if at % every == 0 {
                sheet.text_centred(
                    &self.axis.label(tick),
                    (left - 8.0, y),
                    Anchor::End,
                    AXIS_LETTER,
                );
            }
        }
        for one in self.panel.breaks.iter().filter(|one| one.before > 0) {
            if let (Some(before), Some(after)) =
                (self.xs.get(one.before - 1), self.xs.get(one.before))
            {
                let x = (before + after) / 2.0;
                sheet.line(vec![(x, top), (x, bottom)], BREAK);
            }
        }
        self.periods(sheet);
        self.symbols(sheet);
    }

    /// The first and the last period; the last alone where both find no room.
    fn periods(&self, sheet: &mut Sheet) {
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
        let left = (self.xs[0] - width(first, AXIS_LETTER) / 2.0).max(self.area.left - 2.0);
        if left + width(first, AXIS_LETTER) + 12.0 < right - long {
            sheet.text(first, (left, baseline), Anchor::Start, AXIS_LETTER);
        }
    }

    /// Symbols of the authority's missing figures, under their periods.
    fn symbols(&self, sheet: &mut Sheet) {
        let mut free_from = f64::NEG_INFINITY;
        for (at, x) in self.xs.iter().enumerate() {
            let Some(gap) = self.panel.own.points.get(at).and_then(Point::gap) else {
                continue;
            };
            let half = width(&gap.symbol, SYMBOL) / 2.0;
            if x - half > free_from {
                sheet.text(
                    &gap.symbol,
                    (*x, self.area.bottom + ROW - 8.0),
                    Anchor::Middle,
                    SYMBOL,
                );
                free_from = x + half + 2.0;
            }
        }
    }

    /// The lines in their stretches, the own one over the others; a lone value is a dot.
    fn lines(&self, sheet: &mut Sheet) {
        for one in self.series.iter().rev() {
            let last = (0..self.xs.len()).rev().find(|at| one.known(*at).is_some());
            for run in runs(
                self.xs.len(),
                |at| one.known(at).is_some(),
                &self.panel.breaks,
            ) {
                let spots: Vec<Spot> = run
                    .iter()
                    .filter_map(|at| Some((self.xs[*at], self.y(one.known(*at)?))))
                    .collect();
                let ends = run.last() == last.as_ref();
                if let Some(last) = spots
                    .last()
                    .filter(|_| (one.own && ends) || spots.len() == 1)
                {
                    sheet.dot(*last, one.stroke.width * 1.4, one.stroke.colour);
                }
                sheet.line(spots, one.stroke);
            }
        }
    }

    /// Latest values at the lines' ends, as many as find room, own first.
    fn ends(&self, sheet: &mut Sheet) {
        let floor = self.area.bottom + 8.0;
        let ceiling = self.area.top - 12.0;
        let ends = self
            .series
            .iter()
            .zip(&self.ends)
            .map(|(one, (words, letter))| {
                let last = (0..self.xs.len())
                    .rev()
                    .find_map(|at| Some((at, one.known(at)?)));
                let joined = last.is_some_and(|(at, _)| at + 1 == self.xs.len());
                End {
                    words: words.clone(),
                    letter: *letter,
                    stroke: one.stroke,
                    y: last.map(|(_, value)| self.y(value)),
                    joined,
                }
            });
        let room = ((floor - ceiling) / LABEL).floor().max(1.0);
        let ends: Vec<End> = ends
            .enumerate()
            .filter(|(at, _)| (*at as f64) < room)
            .map(|(_, end)| end)
            .collect();
        let wishes: Vec<Wish> = ends
            .iter()
            .map(|end| Wish {
                centre: end.y.unwrap_or(self.area.bottom),
                extent: LABEL,
            })
            .collect();
        for (end, centre) in ends.iter().zip(dodge(&wishes, ceiling, floor)) {
            let left = self.labels_left - 5.0;
            if let (Some(y), Some(x)) = (end.y.filter(|_| end.joined), self.xs.last()) {
                let thin = Stroke::solid(end.stroke.colour, 1.6);
                sheet.line(
                    vec![
                        (x + 6.0, y),
                        (x + 10.0, y),
                        (left - 6.0, centre),
                        (left, centre),
                    ],
                    thin,
                );
            }
            sheet.text_centred(
                &end.words,
                (self.labels_left, centre),
                Anchor::Start,
                end.letter,
            );
        }
    }
}

fn series(panel: &Panel) -> Vec<Series<'_>> {
    let own = Series {
        line: &panel.own,
        stroke: own_stroke(),
        own: true,
    };
    let other = |line, kind| Series {
        line,
        stroke: stroke_of(kind),
        own: false,
    };
    let neighbours = panel
        .neighbours
        .as_ref()
        .map(|line| other(line, Comparator::Neighbours));
    let england = panel
        .england
        .as_ref()
        .map(|line| other(line, Comparator::England));
    [Some(own), neighbours, england]
        .into_iter()
        .flatten()
        .collect()
}

fn has_symbols(panel: &Panel) -> bool {
    panel
        .own
        .points
        .iter()
        .take(panel.periods.len())
        .any(|point| point.gap().is_some())
}

/// The latest value; with its period where that is not the last.
fn end_words(one: &Series<'_>, panel: &Panel) -> String {
    let last = panel.periods.len().saturating_sub(1);
    match (0..panel.periods.len())
        .rev()
        .find_map(|at| Some((at, one.known(at)?)))
    {
        Some((at, value)) if at == last => number(value, one.line.decimals),
        Some((at, value)) => format!(
            "{} ({})",
            number(value, one.line.decimals),
            panel.periods[at]
        ),
        None if one.own => "no figure".to_owned(),
        None => String::new(),
    }
}
