//! The plot of all authorities: a bar each on whole pixels, names above those picked out, reference lines across, quartiles below.

use super::chart::EveryoneChart;
use crate::figure::bar_names::{BarName, BarRow, PlacedBarName, place_names};
use crate::figure::layout::{LabelPlace, keep_apart, lines_width, minus, number, width, wrap};
use crate::figure::letter::{Anchor, LetterStyle};
use crate::figure::parts::{ChartBar, ReferenceLine};
use crate::figure::scale::ValueAxis;
use crate::figure::sheet::{ChartSheet, Rect, Spot};
use crate::figure::theme::{
    self, AXIS, AXIS_LINE, AXIS_STROKE, DARK_BLUE, DESCENT, GREY, LABEL, LEADING, Stroke,
    TURQUOISE, WHITE,
};
use crate::figure::value_area::{AXIS_LETTER, ValueArea};

const REFERENCE_ROOM: f64 = 230.0;
const REFERENCE_LINES: usize = 3;
/// From the last bar to the names of the reference lines.
const LEADER: f64 = 40.0;
/// Under the bars: a bracket and two lines of text for each quarter.
const QUARTERS: f64 = 76.0;
const QUARTER_LETTER: LetterStyle = LetterStyle::plain(24.0);
const OWN_NAME: LetterStyle = LetterStyle::bold(LABEL).coloured(DARK_BLUE);
const NAME: LetterStyle = LetterStyle::plain(24.0);
/// Sizes of the names, as parts of the usual size, tried in turn.
const NAME_SIZES: [f64; 3] = [1.0, 0.85, 0.7];
/// A bar that is cut rises this far above the highest that is not.
const OVERSHOOT: f64 = 26.0;

/// The bars that are drawn.
pub(super) struct ShownBars<'a> {
    /// Each bar that has a value, with it.
    pub(super) known: Vec<(&'a ChartBar, f64)>,
    /// Indices among these of the bars too high to be drawn whole.
    pub(super) cut: Vec<usize>,
}

/// All authorities laid out in an area with its axis.
pub(super) struct EveryonePlot<'a> {
    chart: &'a EveryoneChart,
    shown: &'a ShownBars<'a>,
    room: Rect,
    /// The bars stand in it; names may stand above it.
    values: ValueArea,
    /// From the left edge of a bar to that of the next.
    pitch: f64,
    /// The reference lines, each with its label broken into lines.
    references: Vec<(&'a ReferenceLine, Vec<String>)>,
    names: Vec<BarName>,
    /// One a name.
    placed: Vec<Option<PlacedBarName>>,
}

impl<'a> EveryonePlot<'a> {
    pub(super) fn new(chart: &'a EveryoneChart, shown: &'a ShownBars<'a>, room: Rect) -> Self {
        let references: Vec<(&ReferenceLine, Vec<String>)> = chart
            .references
            .iter()
            .filter(|line| line.value.is_finite())
            .map(|line| {
                let label = minus(&line.label);
                let label = wrap(&label, AXIS_LETTER, REFERENCE_ROOM, REFERENCE_LINES);
                (line, label)
            })
            .collect();
        let whole = shown
            .known
            .iter()
            .enumerate()
            .filter(|(at, _)| !shown.cut.contains(at))
            .map(|(_, (_, value))| *value);
        let axis = ValueAxis::covering(
            whole.chain(references.iter().map(|(line, _)| line.value)),
            5,
            true,
            chart.decimals == 0,
        );
        let left = (room.left + axis.label_width(AXIS_LETTER) + 20.0).round();
        let column = references
            .iter()
            .map(|(_, label)| lines_width(label, AXIS_LETTER))
            .fold(0.0, f64::max);
        let free = room.right - column - LEADER - left;
        let count = shown.known.len().max(1) as f64;
        let pitch = (free / count).min(40.0);
        let quarters = if chart.quartiles.is_some() {
            QUARTERS
        } else {
            16.0
        };
        let area = Rect {
            left,
            top: room.top + AXIS + 30.0,
            right: left + pitch * count,
            bottom: (room.bottom - quarters).round(),
        };
        let mut plot = Self {
            chart,
            shown,
            room,
            values: ValueArea { area, axis },
            pitch,
            references,
            names: Vec::new(),
            placed: Vec::new(),
        };
        plot.make_room_for_names();
        plot
    }

    /// Lowers the bars until the names above them have room; where there are too many for that, sets the names smaller.
    fn make_room_for_names(&mut self) {
        let Rect { top, bottom, .. } = self.values.area;
        let ceiling = top - 18.0;
        for size in NAME_SIZES {
            for hundredths in (40_u8..=100).rev().step_by(3) {
                self.values.area.top =
                    (bottom - (bottom - top) * f64::from(hundredths) / 100.0).round();
                self.place_names(size);
                if self
                    .placed
                    .iter()
                    .flatten()
                    .all(|name| name.words.top >= ceiling)
                {
                    return;
                }
            }
        }
    }

    fn place_names(&mut self, size: f64) {
        let tops: Vec<f64> = (0..self.shown.known.len()).map(|at| self.top(at)).collect();
        let lines: Vec<f64> = self
            .references
            .iter()
            .map(|(line, _)| self.values.y(line.value))
            .collect();
        let right = self.values.area.right;
        let others: Vec<Rect> = self
            .reference_name_areas()
            .iter()
            .map(|area| Rect {
                left: right,
                ..*area
            })
            .collect();
        let bars = BarRow {
            left: self.values.area.left,
            pitch: self.pitch,
            width: self.bar_width(),
            right: self.room.right,
            tops: &tops,
            lines: &lines,
            others: &others,
        };
        self.names = names(self.shown, size);
        self.placed = place_names(&mut self.names, &bars);
    }

    /// The upper end of a bar; of a negative one, zero.
    fn top(&self, at: usize) -> f64 {
        if self.shown.cut.contains(&at) {
            self.values.area.top - OVERSHOOT
        } else {
            self.values.y(self.shown.known[at].1.max(0.0))
        }
    }

    /// Bars begin on whole pixels and are all of one width; what is left over goes into the gaps.
    fn left(&self, at: usize) -> f64 {
        (self.values.area.left + at as f64 * self.pitch).round()
    }

    fn bar_width(&self) -> f64 {
        match self.pitch {
            pitch if pitch >= 12.0 => (pitch * 0.75).floor(),
            pitch if pitch >= 4.0 => pitch.floor() - 2.0,
            pitch => pitch * 0.75,
        }
    }

    pub(super) fn draw(&self, sheet: &mut ChartSheet) {
        sheet.text(
            &self.chart.unit,
            (self.room.left, self.room.top + AXIS),
            Anchor::Start,
            AXIS_LETTER,
        );
        self.values.grid(sheet, (4.0, 4.0));
        self.bars(sheet);
        self.reference_lines(sheet);
        self.bar_names(sheet);
        self.reference_names(sheet);
        self.quarters(sheet);
    }

    fn bars(&self, sheet: &mut ChartSheet) {
        let area = self.values.area;
        let zero = self.values.y(0.0).round();
        // All bars of context are one outline that runs along zero: one shape instead of about 140.
        let mut outline: Vec<Spot> = vec![(area.left, zero)];
        for (at, (bar, value)) in self.shown.known.iter().enumerate() {
            let (left, right) = (self.left(at), self.left(at) + self.bar_width());
            let end = if *value >= 0.0 {
                self.top(at)
            } else {
                self.values.y(*value)
            }
            .round();
            if bar.own || bar.neighbour {
                let rect = Rect {
                    left,
                    top: zero.min(end),
                    right,
                    bottom: zero.max(end),
                };
                sheet.rect(rect, if bar.own { DARK_BLUE } else { TURQUOISE });
            } else {
                outline.extend([(left, zero), (left, end), (right, end), (right, zero)]);
            }
        }
        sheet.shape(outline, GREY);
        for at in &self.shown.cut {
            let (left, right) = (
                self.left(*at) - 3.0,
                self.left(*at) + self.bar_width() + 3.0,
            );
            let y = area.top - OVERSHOOT / 3.0;
            sheet.line(
                vec![(left, y + 5.0), (right, y - 5.0)],
                Stroke::solid(WHITE, 5.0),
            );
        }
        sheet.line(
            vec![(area.left - 4.0, zero), (area.right + 4.0, zero)],
            AXIS_STROKE,
        );
    }

    fn reference_lines(&self, sheet: &mut ChartSheet) {
        let area = self.values.area;
        for (line, _) in &self.references {
            let (y, stroke) = (self.values.y(line.value), theme::comparator(line.kind));
            let across = vec![(area.left - 4.0, y), (area.right + 6.0, y)];
            sheet.line(across.clone(), Stroke::solid(WHITE, stroke.width + 2.0));
            sheet.line(
                across,
                Stroke {
                    width: 3.0,
                    ..stroke
                },
            );
        }
    }

    fn reference_names(&self, sheet: &mut ChartSheet) {
        for ((line, label), area) in self.references.iter().zip(self.reference_name_areas()) {
            let centre = (area.top + area.bottom) / 2.0;
            sheet.leader(
                (self.values.area.right + 6.0, self.values.y(line.value)),
                (area.left - 6.0, centre),
                (6.0, 8.0),
                Stroke::solid(theme::comparator(line.kind).colour, 2.0),
            );
            sheet.lines_centred(label, (area.left, centre), Anchor::Start, AXIS_LETTER);
        }
    }

    /// Where the names of the reference lines stand.
    fn reference_name_areas(&self) -> Vec<Rect> {
        let wanted: Vec<LabelPlace> = self
            .references
            .iter()
            .map(|(line, label)| LabelPlace {
                centre: self.values.y(line.value),
                extent: label.len() as f64 * AXIS * LEADING + 6.0,
            })
            .collect();
        let area = self.values.area;
        let centres = keep_apart(&wanted, self.room.top, area.bottom + 20.0);
        wanted
            .iter()
            .zip(centres)
            .map(|(place, centre)| Rect {
                left: area.right + LEADER - 2.0,
                top: centre - place.extent / 2.0,
                right: self.room.right,
                bottom: centre + place.extent / 2.0,
            })
            .collect()
    }

    /// The names above bars, on their stems.
    fn bar_names(&self, sheet: &mut ChartSheet) {
        let names: Vec<(&BarName, PlacedBarName)> = self
            .names
            .iter()
            .zip(&self.placed)
            .filter_map(|(name, placed)| Some((name, (*placed)?)))
            .collect();
        for (name, placed) in &names {
            let (bar, _) = self.shown.known[name.bar];
            let stroke = if bar.own {
                Stroke::solid(DARK_BLUE, 2.5)
            } else {
                Stroke::solid(AXIS_LINE, 1.5)
            };
            let foot = placed.foot - 2.0;
            sheet.line(
                vec![(placed.stem, foot), (placed.stem, placed.words.bottom)],
                stroke,
            );
        }
        for (name, placed) in names {
            // A white ground keeps the grid out of the words; a rim around each letter would take ten times as long to rasterise.
            sheet.rect(
                Rect {
                    top: placed.words.top + 2.0,
                    bottom: placed.words.bottom - 1.0,
                    ..placed.words
                },
                WHITE,
            );
            let baseline = placed.words.bottom - DESCENT * name.letter.size;
            sheet.text(
                &name.words,
                (placed.words.left, baseline),
                Anchor::Start,
                name.letter,
            );
        }
    }

    /// A bracket under each quarter, with its letter (or its place in words) and its bounds.
    fn quarters(&self, sheet: &mut ChartSheet) {
        let Some(quartiles) = self.chart.quartiles else {
            return;
        };
        let title_letter = QUARTER_LETTER.in_bold();
        let y = self.values.area.bottom + 12.0;
        for (quarter, title) in quarter_titles(self.chart.bands).iter().enumerate() {
            let members: Vec<usize> = (0..self.shown.known.len())
                .filter(|at| quarter_of(self.shown.known[*at].1, quartiles) == quarter)
                .collect();
            let (Some(first), Some(last)) = (members.first(), members.last()) else {
                continue;
            };
            let (left, right) = (self.left(*first), self.left(*last) + self.bar_width());
            sheet.line(
                vec![(left, y - 6.0), (left, y), (right, y), (right, y - 6.0)],
                AXIS_STROKE,
            );
            let bounds = quarter_bounds(quartiles, quarter, self.chart.decimals);
            let wider = width(title, title_letter).max(width(&bounds, QUARTER_LETTER));
            if wider > right - left + 20.0 {
                continue;
            }
            let middle = (left + right) / 2.0;
            sheet.text(title, (middle, y + 28.0), Anchor::Middle, title_letter);
            sheet.text(&bounds, (middle, y + 56.0), Anchor::Middle, QUARTER_LETTER);
        }
    }
}

/// A name for each bar picked out or cut, with letters `size` times as large as usual.
fn names(shown: &ShownBars<'_>, size: f64) -> Vec<BarName> {
    let picked = shown
        .known
        .iter()
        .enumerate()
        .filter(|(at, (bar, _))| bar.own || bar.neighbour || shown.cut.contains(at));
    picked
        .map(|(at, (bar, _))| {
            let letter = if bar.own { OWN_NAME } else { NAME };
            BarName {
                bar: at,
                words: format!("{} {}", bar.label, minus(&bar.text)),
                letter: LetterStyle {
                    size: letter.size * size,
                    ..letter
                },
            }
        })
        .collect()
}

/// The quarter in which a value lies, 0 for the lowest.
fn quarter_of(value: f64, quartiles: [f64; 3]) -> usize {
    quartiles.iter().filter(|bound| value > **bound).count()
}

/// The quarters from the lowest values to the highest.
fn quarter_titles(bands: Option<[char; 4]>) -> [String; 4] {
    match bands {
        Some(letters) => letters.map(|letter| format!("Quartile band {letter}")),
        None => [
            "Lowest quarter",
            "Second lowest",
            "Second highest",
            "Highest quarter",
        ]
        .map(str::to_owned),
    }
}

fn quarter_bounds(quartiles: [f64; 3], quarter: usize, decimals: u8) -> String {
    let [lower, median, upper] = quartiles.map(|value| quartile_text(value, decimals));
    match quarter {
        0 => format!("up to {lower}"),
        1 => format!("over {lower} to {median}"),
        2 => format!("over {median} to {upper}"),
        _ => format!("over {upper}"),
    }
}

/// A quartile with the decimals given, or one more where it lies between two such numbers.
fn quartile_text(value: f64, decimals: u8) -> String {
    let scaled = value * 10_f64.powi(i32::from(decimals));
    let exact = (scaled - scaled.round()).abs() < 1e-6;
    number(value, if exact { decimals } else { decimals + 1 })
}
