//! The plot of all authorities: a bar each on whole pixels, names flown above those picked out, references across, quarters below.

use super::everyone::Everyone;
use super::flags::{Bars, Flag, Flown, fly};
use super::layout::{Wish, dodge, minus, number, widest, width, wrap};
use super::scale::Axis;
use super::sheet::{Anchor, Area, Letter, Sheet, Spot};
use super::theme::{
    self, AXIS, AXIS_LINE, AXIS_STROKE, DARK_BLUE, DESCENT, GREY, GRID_STROKE, LABEL, LEADING,
    Stroke, TURQUOISE, WHITE,
};
use super::{Bar, Reference};

const AXIS_LETTER: Letter = Letter::plain(AXIS);
const REFERENCE_ROOM: f64 = 230.0;
const REFERENCE_LINES: usize = 3;
/// From the last bar to the names of the references.
const LEADER: f64 = 40.0;
/// Under the bars: a bracket and two lines of text for each quarter.
const QUARTERS: f64 = 76.0;
const QUARTER_LETTER: Letter = Letter::plain(24.0);
/// Own name, neighbours' names.
const OWN_FLAG: Letter = Letter::bold(LABEL).coloured(DARK_BLUE);
const FLAG: Letter = Letter::plain(24.0);
/// Sizes of the names, as parts of the usual one, tried in turn.
const FLAG_SIZES: [f64; 3] = [1.0, 0.85, 0.7];
/// A bar that is cut rises this far above the highest that is not.
const OVERSHOOT: f64 = 26.0;

pub(super) struct Plot<'a> {
    chart: &'a Everyone,
    known: &'a [(&'a Bar, f64)],
    cut: &'a [usize],
    room: Area,
    /// The bars stand in it; names may fly above it.
    area: Area,
    axis: Axis,
    pitch: f64,
    references: Vec<(&'a Reference, Vec<String>)>,
    flags: Vec<Flag>,
    flown: Vec<Option<Flown>>,
}

impl<'a> Plot<'a> {
    pub(super) fn new(
        chart: &'a Everyone,
        known: &'a [(&'a Bar, f64)],
        cut: &'a [usize],
        room: Area,
    ) -> Self {
        let references: Vec<(&Reference, Vec<String>)> = chart
            .references
            .iter()
            .filter(|one| one.value.is_finite())
            .map(|one| {
                (
                    one,
                    wrap(
                        &minus(&one.label),
                        AXIS_LETTER,
                        REFERENCE_ROOM,
                        REFERENCE_LINES,
                    ),
                )
            })
            .collect();
        let shown = known
            .iter()
            .enumerate()
            .filter(|(at, _)| !cut.contains(at))
            .map(|(_, (_, value))| *value);
        let axis = Axis::covering(
            shown.chain(references.iter().map(|(one, _)| one.value)),
            5,
            true,
            chart.decimals == 0,
        );
        let ticks: Vec<String> = axis
            .ticks()
            .into_iter()
            .map(|tick| axis.label(tick))
            .collect();
        let left =
            (room.left + widest(ticks.iter().map(String::as_str), AXIS_LETTER) + 20.0).round();
        let column = references
            .iter()
            .map(|(_, lines)| widest(lines.iter().map(String::as_str), AXIS_LETTER))
            .fold(0.0, f64::max);
        let free = room.right - column - LEADER - left;
        let count = known.len().max(1) as f64;
        let pitch = (free / count).min(40.0);
        let quarters = if chart.quartiles.is_some() {
            QUARTERS
        } else {
            16.0
        };
        let area = Area {
            left,
            top: room.top + AXIS + 30.0,
            right: left + pitch * count,
            bottom: (room.bottom - quarters).round(),
        };
        let plot = Self {
            chart,
            known,
            cut,
            room,
            area,
            axis,
            pitch,
            references,
            flags: Vec::new(),
            flown: Vec::new(),
        };
        plot.with_flags()
    }

    /// Lowers the bars until the names above them have room; when they are too many for that, sets the names smaller.
    fn with_flags(mut self) -> Self {
        let ceiling = self.area.top - 18.0;
        let whole = self.area.height();
        for size in FLAG_SIZES {
            for hundredths in (40_u8..=100).rev().step_by(3) {
                self.area.top = (self.area.bottom - whole * f64::from(hundredths) / 100.0).round();
                self.fly_flags(size);
                if self
                    .flown
                    .iter()
                    .flatten()
                    .all(|flown| flown.words.top >= ceiling)
                {
                    return self;
                }
            }
        }
        self
    }

    fn fly_flags(&mut self, size: f64) {
        let tops: Vec<f64> = (0..self.known.len()).map(|at| self.top(at)).collect();
        let lines: Vec<f64> = self
            .references
            .iter()
            .map(|(one, _)| self.y(one.value))
            .collect();
        let names: Vec<Area> = self
            .name_areas()
            .iter()
            .map(|area| Area {
                left: self.area.right,
                ..*area
            })
            .collect();
        let bars = Bars {
            left: self.area.left,
            pitch: self.pitch,
            width: self.bar_width(),
            right: self.room.right,
            tops: &tops,
            lines: &lines,
            others: &names,
        };
        self.flags = flags(self.known, self.cut, size);
        self.flown = fly(&mut self.flags, &bars);
    }

    fn y(&self, value: f64) -> f64 {
        self.axis.place(value, self.area.bottom, self.area.top)
    }

    /// The upper end of a bar: of a negative one, zero.
    fn top(&self, at: usize) -> f64 {
        if self.cut.contains(&at) {
            self.area.top - OVERSHOOT
        } else {
            self.y(self.known[at].1.max(0.0))
        }
    }

    /// Bars begin on whole pixels and are all of one width; what is left over goes into the gaps.
    fn left(&self, at: usize) -> f64 {
        (self.area.left + at as f64 * self.pitch).round()
    }

    fn bar_width(&self) -> f64 {
        match self.pitch {
            pitch if pitch >= 12.0 => (pitch * 0.75).floor(),
            pitch if pitch >= 4.0 => pitch.floor() - 2.0,
            pitch => pitch * 0.75,
        }
    }

    pub(super) fn draw(&self, sheet: &mut Sheet) {
        self.grid(sheet);
        self.bars(sheet);
        self.reference_lines(sheet);
        self.names(sheet);
        self.reference_names(sheet);
        self.quarters(sheet);
    }

    fn grid(&self, sheet: &mut Sheet) {
        sheet.text(
            &self.chart.unit,
            (self.room.left, self.room.top + AXIS),
            Anchor::Start,
            AXIS_LETTER,
        );
        for tick in self.axis.ticks() {
            let y = self.y(tick).round();
            let stroke = if tick == 0.0 {
                AXIS_STROKE
            } else {
                GRID_STROKE
            };
            sheet.line(
                vec![(self.area.left - 4.0, y), (self.area.right + 4.0, y)],
                stroke,
            );
            sheet.text_centred(
                &self.axis.label(tick),
                (self.area.left - 14.0, y),
                Anchor::End,
                AXIS_LETTER,
            );
        }
    }

    fn bars(&self, sheet: &mut Sheet) {
        let zero = self.y(0.0).round();
        // Context in one outline that runs along zero: a shape instead of some hundred and forty.
        let mut comb: Vec<Spot> = vec![(self.area.left, zero)];
        for (at, (bar, value)) in self.known.iter().enumerate() {
            let (left, right) = (self.left(at), self.left(at) + self.bar_width());
            let end = if *value >= 0.0 {
                self.top(at)
            } else {
                self.y(*value)
            }
            .round();
            if bar.own || bar.neighbour {
                let area = Area {
                    left,
                    top: zero.min(end),
                    right,
                    bottom: zero.max(end),
                };
                sheet.rect(area, if bar.own { DARK_BLUE } else { TURQUOISE });
            } else {
                comb.extend([(left, zero), (left, end), (right, end), (right, zero)]);
            }
        }
        sheet.shape(comb, GREY);
        for at in self.cut {
            let (left, right) = (
                self.left(*at) - 3.0,
                self.left(*at) + self.bar_width() + 3.0,
            );
            let y = self.area.top - OVERSHOOT / 3.0;
            let slash = |lift: f64| vec![(left, y + 5.0 - lift), (right, y - 5.0 - lift)];
            sheet.line(slash(0.0), Stroke::solid(WHITE, 5.0));
        }
        sheet.line(
            vec![(self.area.left - 4.0, zero), (self.area.right + 4.0, zero)],
            AXIS_STROKE,
        );
    }

    fn reference_lines(&self, sheet: &mut Sheet) {
        for (one, _) in &self.references {
            let (y, stroke) = (self.y(one.value), theme::comparator(one.kind));
            let across = vec![(self.area.left - 4.0, y), (self.area.right + 6.0, y)];
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

    fn reference_names(&self, sheet: &mut Sheet) {
        for ((one, lines), name) in self.references.iter().zip(self.name_areas()) {
            let y = self.y(one.value);
            let stroke = Stroke::solid(theme::comparator(one.kind).colour, 2.0);
            let (start, end, centre) = (
                self.area.right + 6.0,
                name.left - 6.0,
                (name.top + name.bottom) / 2.0,
            );
            sheet.line(
                vec![
                    (start, y),
                    (start + 6.0, y),
                    (end - 8.0, centre),
                    (end, centre),
                ],
                stroke,
            );
            let mut middle = centre - (lines.len() as f64 - 1.0) / 2.0 * AXIS * LEADING;
            for line in lines {
                sheet.text_centred(line, (name.left, middle), Anchor::Start, AXIS_LETTER);
                middle += AXIS * LEADING;
            }
        }
    }

    /// Where the names of the references stand.
    fn name_areas(&self) -> Vec<Area> {
        let wishes: Vec<Wish> = self
            .references
            .iter()
            .map(|(one, lines)| Wish {
                centre: self.y(one.value),
                extent: lines.len() as f64 * AXIS * LEADING + 6.0,
            })
            .collect();
        let left = self.area.right + LEADER - 2.0;
        let centres = dodge(&wishes, self.room.top, self.area.bottom + 20.0);
        let area = |(wish, centre): (&Wish, f64)| Area {
            left,
            top: centre - wish.extent / 2.0,
            right: self.room.right,
            bottom: centre + wish.extent / 2.0,
        };
        wishes.iter().zip(centres).map(area).collect()
    }

    fn names(&self, sheet: &mut Sheet) {
        let flying = || {
            self.flags
                .iter()
                .zip(&self.flown)
                .filter_map(|(flag, flown)| Some((flag, (*flown)?)))
        };
        for (flag, flown) in flying() {
            let from = flown.foot - 2.0;
            let own = self.known[flag.bar].0.own;
            let stroke = if own {
                Stroke::solid(DARK_BLUE, 2.5)
            } else {
                Stroke::solid(AXIS_LINE, 1.5)
            };
            sheet.line(
                vec![(flown.staff, from), (flown.staff, flown.words.bottom)],
                stroke,
            );
        }
        for (flag, flown) in flying() {
            // A white ground keeps the grid out of the words; a rim around each letter would cost ten times as much to rasterise.
            sheet.rect(
                Area {
                    top: flown.words.top + 2.0,
                    bottom: flown.words.bottom - 1.0,
                    ..flown.words
                },
                WHITE,
            );
            let baseline = flown.words.bottom - DESCENT * flag.letter.size;
            sheet.text(
                &flag.words,
                (flown.words.left, baseline),
                Anchor::Start,
                flag.letter,
            );
        }
    }

    /// A bracket under each quarter, with its letter (or its place in words) and its bounds.
    fn quarters(&self, sheet: &mut Sheet) {
        let Some(quartiles) = self.chart.quartiles else {
            return;
        };
        let y = self.area.bottom + 12.0;
        for (quarter, title) in titles(self.chart.bands).iter().enumerate() {
            let inside =
                |value: f64| quartiles.iter().filter(|bound| value > **bound).count() == quarter;
            let members: Vec<usize> = (0..self.known.len())
                .filter(|at| inside(self.known[*at].1))
                .collect();
            let (Some(first), Some(last)) = (members.first(), members.last()) else {
                continue;
            };
            let (left, right) = (self.left(*first), self.left(*last) + self.bar_width());
            sheet.line(
                vec![(left, y - 6.0), (left, y), (right, y), (right, y - 6.0)],
                AXIS_STROKE,
            );
            let bounds = bounds(quartiles, quarter, self.chart.decimals);
            let wider = width(
                title,
                Letter {
                    bold: true,
                    ..QUARTER_LETTER
                },
            )
            .max(width(&bounds, QUARTER_LETTER));
            if wider > right - left + 20.0 {
                continue;
            }
            let middle = (left + right) / 2.0;
            sheet.text(
                title,
                (middle, y + 28.0),
                Anchor::Middle,
                Letter {
                    bold: true,
                    ..QUARTER_LETTER
                },
            );
            sheet.text(&bounds, (middle, y + 56.0), Anchor::Middle, QUARTER_LETTER);
        }
    }
}

/// A flag for each bar picked out, or cut, lettered at `size` times the usual.
fn flags(known: &[(&Bar, f64)], cut: &[usize], size: f64) -> Vec<Flag> {
    let sized = |letter: Letter| Letter {
        size: letter.size * size,
        ..letter
    };
    let named = known
        .iter()
        .enumerate()
        .filter(|(at, (bar, _))| bar.own || bar.neighbour || cut.contains(at));
    named
        .map(|(at, (bar, _))| Flag {
            bar: at,
            words: format!("{} {}", bar.label, minus(&bar.text)),
            letter: sized(if bar.own { OWN_FLAG } else { FLAG }),
        })
        .collect()
}

/// The quarters from the lowest values to the highest.
fn titles(bands: Option<[char; 4]>) -> [String; 4] {
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

fn bounds(quartiles: [f64; 3], quarter: usize, decimals: u8) -> String {
    let shown = |at: usize| {
        let value = quartiles[at];
        let scaled = value * 10_f64.powi(i32::from(decimals));
        let exact = (scaled - scaled.round()).abs() < 1e-6;
        number(value, if exact { decimals } else { decimals + 1 })
    };
    match quarter {
        0 => format!("up to {}", shown(0)),
        3 => format!("over {}", shown(2)),
        _ => format!("over {} to {}", shown(quarter - 1), shown(quarter)),
    }
}
