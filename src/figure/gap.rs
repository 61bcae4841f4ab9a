//! The gap between an authority and its neighbours over the periods, with the range of years in which it may have departed from them
//! and the shape fitted to it.

use super::form::ChartForm;
use super::frame::frame;
use super::layout::{LabelPlace, fit, keep_apart, lines_width, minus, number, wrap, wrap_evenly};
use super::letter::{Anchor, LetterStyle};
use super::parts::{Caption, ChartPoint, ChartStyle, symbol_remarks};
use super::periods::{self, stretches};
use super::point_names::{self, NameObstacles, PointName};
use super::scale::ValueAxis;
use super::sheet::{ChartSheet, Rect, Spot};
use super::theme::{
    AXIS, AXIS_LINE, AXIS_STROKE, BAND, DARK_BLUE, Dash, GRID_STROKE, LABEL, LEADING, OWN, SMALL,
    Stroke, WHITE,
};
use super::value_area::{AXIS_LETTER, ValueArea};

/// The periods in which a departure is plausible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DepartureShade {
    /// Indices of its first and last period.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// "Parted from its neighbours about 2020 or 2021".
    pub(crate) label: String,
}

/// A fitted shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FittedLine {
    /// "Fitted: level, then a straight line".
    pub(crate) label: String,
    /// Corners of its line: index of a period (may lie between two), gap. A step has two at one place.
    pub(crate) points: Vec<(f64, f64)>,
}

/// An authority's gap to its neighbours at each period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GapChart {
    pub(crate) caption: Caption,
    /// The axis in words: "% above or below its neighbours' mean".
    pub(crate) unit: String,
    /// Written after a gap: "%", " points" or nothing.
    pub(crate) suffix: String,
    pub(crate) decimals: u8,
    pub(crate) periods: Vec<String>,
    /// Name of the authority, at the end of its line.
    pub(crate) own: String,
    /// One a period; what is missing at the end counts as absent.
    pub(crate) gaps: Vec<ChartPoint>,
    /// What the zero line stands for: "Level with its neighbours".
    pub(crate) level: String,
    pub(crate) departure: Option<DepartureShade>,
    pub(crate) fit: Option<FittedLine>,
}

const OWN_LETTER: LetterStyle = LetterStyle::bold(LABEL).coloured(DARK_BLUE);
const VALUE: LetterStyle = LetterStyle::bold(26.0).coloured(DARK_BLUE).with_halo();
const KEY: LetterStyle = LetterStyle::plain(SMALL);
const SYMBOL_LETTER: LetterStyle = LetterStyle::bold(SMALL).coloured(DARK_BLUE);
/// Width at which the labels at the right are broken into lines.
const COLUMN: f64 = 270.0;
const LEADER: f64 = 56.0;
const MARKER: f64 = 9.0;
const SYMBOL_STRIP: f64 = 30.0;
const FIT: Stroke = Stroke {
    dash: Dash::Dashed,
    ..Stroke::solid(AXIS_LINE, 3.0)
};

impl ChartForm for GapChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let missing = self.shown().iter().filter_map(ChartPoint::missing);
        let remarks = symbol_remarks(missing);
        let frame = frame(&self.caption, style, &remarks);
        let mut sheet = frame.sheet;
        GapPlot::new(self, frame.room).draw(&mut sheet);
        sheet
    }
}

impl GapChart {
    /// The gaps of the periods shown, known or not.
    fn shown(&self) -> &[ChartPoint] {
        &self.gaps[..self.gaps.len().min(self.periods.len())]
    }

    /// The known gaps, each with the index of its period.
    fn known(&self) -> impl DoubleEndedIterator<Item = (usize, f64)> {
        let gaps = self.shown().iter().enumerate();
        gaps.filter_map(|(at, gap)| Some((at, gap.known()?)))
    }

    /// A gap with its sign; zero has none.
    fn signed(&self, gap: f64) -> String {
        let shown = number(gap, self.decimals);
        let plus = if gap > 0.0 && shown.contains(|sign: char| ('1'..='9').contains(&sign)) {
            "+"
        } else {
            ""
        };
        format!("{plus}{shown}{}", self.suffix)
    }

    fn tick_label(&self, axis: ValueAxis, tick: f64) -> String {
        let plus = if tick > 0.0 { "+" } else { "" };
        let suffix = if self.suffix.starts_with(' ') {
            ""
        } else {
            &self.suffix
        };
        minus(&format!("{plus}{}{suffix}", axis.label(tick)))
    }

    /// The label at the end of the own line: its name and the last gap.
    fn own_label(&self) -> String {
        match self.known().next_back() {
            Some((at, gap)) if at + 1 == self.periods.len() => {
                format!("{} {}", self.own, self.signed(gap))
            }
            Some((at, gap)) => {
                format!("{} {} in {}", self.own, self.signed(gap), self.periods[at])
            }
            None => format!("{}: no gap can be given", self.own),
        }
    }

    /// The height that the symbols of missing figures take under the plot.
    fn symbol_strip(&self) -> f64 {
        if self.shown().iter().any(|gap| gap.missing().is_some()) {
            SYMBOL_STRIP
        } else {
            0.0
        }
    }
}

/// The gaps laid out in an area with its axis.
struct GapPlot<'a> {
    chart: &'a GapChart,
    room: Rect,
    values: ValueArea,
    /// Where each period lies.
    xs: Vec<f64>,
    /// The known gaps: index of the period, and spot.
    spots: Vec<(usize, Spot)>,
    /// The labels at the right, of the own line and of zero, and the label of the shade, each broken into lines.
    own_label: Vec<String>,
    level_label: Vec<String>,
    departure_label: Vec<String>,
    departure_top: f64,
}

impl<'a> GapPlot<'a> {
    fn new(chart: &'a GapChart, room: Rect) -> Self {
        let known = chart.known().map(|(_, gap)| gap);
        let fitted = chart
            .fit
            .iter()
            .flat_map(|fit| fit.points.iter().map(|(_, gap)| *gap));
        let axis = ValueAxis::covering(known.chain(fitted), 5, true, chart.decimals == 0);
        let ticks: Vec<String> = axis
            .ticks()
            .into_iter()
            .map(|tick| chart.tick_label(axis, tick))
            .collect();
        let left = room.left + lines_width(&ticks, AXIS_LETTER) + 20.0;
        let own_label = wrap_evenly(&chart.own_label(), OWN_LETTER, COLUMN, 4);
        let level_label = wrap_evenly(&chart.level, AXIS_LETTER, COLUMN, 3);
        let column =
            lines_width(&own_label, OWN_LETTER).max(lines_width(&level_label, AXIS_LETTER));
        let right = room.right - column - LEADER;
        let departure_label = match &chart.departure {
            Some(departure) => wrap(&departure.label, KEY, right - left, 2),
            None => Vec::new(),
        };
        let key = if chart.fit.is_some() {
            SMALL * 1.5
        } else {
            4.0
        };
        let departure_top = room.top + AXIS * LEADING + key;
        let area = Rect {
            left,
            top: departure_top + departure_label.len() as f64 * SMALL * LEADING + 30.0,
            right,
            bottom: room.bottom - AXIS * LEADING - 14.0 - chart.symbol_strip(),
        };
        let values = ValueArea { area, axis };
        let xs = periods::places(chart.periods.len(), left + 60.0, right);
        let spots = chart
            .known()
            .map(|(at, gap)| (at, (xs[at], values.y(gap))))
            .collect();
        Self {
            chart,
            room,
            values,
            xs,
            spots,
            own_label,
            level_label,
            departure_label,
            departure_top,
        }
    }

    fn draw(&self, sheet: &mut ChartSheet) {
        self.departure(sheet);
        self.axes(sheet);
        self.fit(sheet);
        self.line(sheet);
        self.first_gap(sheet);
        self.end_labels(sheet);
    }

    /// The place in pixels of an index that may lie between two periods.
    fn x(&self, place: f64) -> f64 {
        let (Some(first), Some(last)) = (self.xs.first(), self.xs.last()) else {
            return self.values.area.left;
        };
        let steps = (self.xs.len() - 1).max(1) as f64;
        first + (place / steps).clamp(0.0, 1.0) * (last - first)
    }

    /// The shade over the periods of a departure, with its label above.
    fn departure(&self, sheet: &mut ChartSheet) {
        let Some(departure) = &self.chart.departure else {
            return;
        };
        let last = departure.to.max(departure.from);
        let (Some(from), Some(to)) = (self.xs.get(departure.from), self.xs.get(last)) else {
            return;
        };
        let half = match self.xs[..] {
            [first, second, ..] => (second - first) / 2.0,
            _ => 40.0,
        };
        let area = self.values.area;
        let shade = Rect {
            left: (from - half).max(area.left),
            top: area.top - 18.0,
            right: (to + half).min(area.right + 12.0),
            bottom: area.bottom,
        };
        sheet.rect(shade, BAND);
        let length = lines_width(&self.departure_label, KEY);
        let middle = ((shade.left + shade.right) / 2.0)
            .max(area.left + length / 2.0)
            .min(area.right - length / 2.0);
        let mut baseline = self.departure_top + SMALL;
        for line in &self.departure_label {
            sheet.text(line, (middle, baseline), Anchor::Middle, KEY);
            baseline += SMALL * LEADING;
        }
    }

    fn axes(&self, sheet: &mut ChartSheet) {
        let Rect {
            left,
            right,
            bottom,
            ..
        } = self.values.area;
        sheet.text(
            &self.chart.unit,
            (self.room.left, self.room.top + AXIS),
            Anchor::Start,
            AXIS_LETTER,
        );
        for tick in self.values.axis.ticks() {
            let y = self.values.y(tick).round();
            let stroke = if tick == 0.0 {
                Stroke {
                    width: 3.5,
                    ..AXIS_STROKE
                }
            } else {
                GRID_STROKE
            };
            sheet.line(vec![(left, y), (right + 12.0, y)], stroke);
            sheet.text_centred(
                &self.chart.tick_label(self.values.axis, tick),
                (left - 14.0, y),
                Anchor::End,
                AXIS_LETTER,
            );
        }
        let baseline = bottom + self.chart.symbol_strip() + AXIS + 6.0;
        periods::label(sheet, &self.chart.periods, &self.xs, baseline);
        for (gap, x) in self.chart.shown().iter().zip(&self.xs) {
            if let Some(missing) = gap.missing() {
                sheet.text(
                    &missing.symbol,
                    (*x, bottom + SYMBOL_STRIP - 6.0),
                    Anchor::Middle,
                    SYMBOL_LETTER,
                );
            }
        }
    }

    /// The fitted shape, and its label in the key.
    fn fit(&self, sheet: &mut ChartSheet) {
        let Some(shape) = &self.chart.fit else { return };
        let corners = shape
            .points
            .iter()
            .filter(|(at, gap)| at.is_finite() && gap.is_finite());
        sheet.line(
            corners
                .map(|(at, gap)| (self.x(*at), self.values.y(*gap)))
                .collect(),
            FIT,
        );
        let y = self.room.top + AXIS * LEADING + SMALL * 0.6;
        let left = self.room.left;
        sheet.line(vec![(left, y), (left + 60.0, y)], FIT);
        let words = fit(&shape.label, KEY, self.room.right - left - 80.0);
        sheet.text_centred(&words, (left + 72.0, y), Anchor::Start, KEY);
    }

    fn line(&self, sheet: &mut ChartSheet) {
        let spots = self
            .chart
            .shown()
            .iter()
            .zip(&self.xs)
            .map(|(gap, x)| Some((*x, self.values.y(gap.known()?))));
        for spots in stretches(spots, &[]) {
            sheet.line(spots.clone(), OWN);
            for spot in spots {
                sheet.dot(spot, MARKER + 2.0, WHITE);
                sheet.dot(spot, MARKER, DARK_BLUE);
            }
        }
    }

    /// The first gap beside its point, clear of the line, of zero and of the fitted shape where it can be.
    fn first_gap(&self, sheet: &mut ChartSheet) {
        let Some((_, gap)) = self.chart.known().next() else {
            return;
        };
        let spots: Vec<Spot> = self.spots.iter().map(|(_, spot)| *spot).collect();
        let [first, others @ ..] = spots.as_slice() else {
            return;
        };
        if others.is_empty() {
            return;
        }
        let hard: Vec<Rect> = others
            .iter()
            .map(|spot| Rect::around(*spot, MARKER))
            .collect();
        let area = self.values.area;
        let zero = self.values.y(0.0);
        let mut lines: Vec<(Spot, Spot)> =
            spots.windows(2).map(|pair| (pair[0], pair[1])).collect();
        lines.push(((area.left, zero), (area.right, zero)));
        let fitted = self.chart.fit.iter().flat_map(|fit| fit.points.windows(2));
        lines.extend(fitted.map(|pair| {
            (
                (self.x(pair[0].0), self.values.y(pair[0].1)),
                (self.x(pair[1].0), self.values.y(pair[1].1)),
            )
        }));
        let names = [PointName {
            words: self.chart.signed(gap),
            letter: VALUE,
            spot: *first,
            clear: MARKER + 2.0,
        }];
        let obstacles = NameObstacles {
            room: Rect {
                left: area.left + 2.0,
                top: area.top - 24.0,
                ..area
            },
            hard: &hard,
            soft: &[],
            lines: &lines,
        };
        let placed = point_names::place_names(&names, &obstacles);
        point_names::draw(sheet, &names, &placed);
    }

    /// The labels at the right: the last gap, and what zero stands for.
    fn end_labels(&self, sheet: &mut ChartSheet) {
        let area = self.values.area;
        let last = self.spots.last();
        let end_y = last.map_or(area.top, |(_, (_, y))| *y);
        let zero = self.values.y(0.0);
        let wanted = [
            label_place(end_y, &self.own_label, OWN_LETTER),
            label_place(zero, &self.level_label, AXIS_LETTER),
        ];
        let floor = periods::label_floor(&self.chart.periods, LEADER, area, self.room);
        let centres = keep_apart(&wanted, area.top - 20.0, floor);
        let left = area.right + LEADER;
        let leader_from = [
            last.filter(|(at, _)| at + 1 == self.xs.len())
                .map(|(_, (x, y))| (x + 14.0, *y)),
            Some((area.right + 12.0, zero)),
        ];
        let labels = [
            (&self.own_label, OWN_LETTER, DARK_BLUE),
            (&self.level_label, AXIS_LETTER, AXIS_LINE),
        ];
        for (((lines, letter, colour), from), centre) in
            labels.into_iter().zip(leader_from).zip(centres)
        {
            if let Some(from) = from {
                sheet.leader(
                    from,
                    (left - 6.0, centre),
                    (8.0, 8.0),
                    Stroke::solid(colour, 2.0),
                );
            }
            sheet.lines_centred(lines, (left, centre), Anchor::Start, letter);
        }
    }
}

fn label_place(centre: f64, lines: &[String], letter: LetterStyle) -> LabelPlace {
    LabelPlace {
        centre,
        extent: lines.len() as f64 * letter.size * LEADING + 6.0,
    }
}
