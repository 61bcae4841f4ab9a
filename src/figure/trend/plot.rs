//! The plot of a trend: where periods and values lie, the lines with their gaps, and the labels that keep clear of them.

use super::chart::{TrendBand, TrendChart};
use super::end_labels::{EndLabel, LABEL_SIZES, LabelSize, end_label};
use super::lines::{LineRole, StyledLine, any_missing, symbols_at};
use super::values::{self, OWN_MARKER, ValuedPoint};
use crate::figure::break_mark::{self, BreakMark};
use crate::figure::layout::{LabelPlace, keep_apart, width};
use crate::figure::letter::{Anchor, LetterStyle};
use crate::figure::parts::ChartStyle;
use crate::figure::periods::{self, stretches};
use crate::figure::scale::ValueAxis;
use crate::figure::sheet::{ChartSheet, Rect, Spot};
use crate::figure::theme::{
    AXIS, AXIS_STROKE, BAND, CAP_HEIGHT, DARK_BLUE, LEADING, LOCAL, SMALL, Stroke, WHITE,
};
use crate::figure::value_area::{AXIS_LETTER, ValueArea};

/// From the last period to its labels: room for the leaders.
const LEADER: f64 = 62.0;
const END_MARKER: f64 = 6.0;
const SYMBOL_STRIP: f64 = 30.0;
/// Kept free above the highest value, for what is written over it.
const HEADROOM: f64 = 44.0;

/// The lines of a trend laid out in an area with its axis.
pub(super) struct TrendPlot<'a> {
    chart: &'a TrendChart,
    lines: &'a [StyledLine<'a>],
    values: ValueArea,
    /// Where each period lies.
    xs: Vec<f64>,
    /// Where each point between the periods lies.
    part_year_xs: Vec<f64>,
    /// One a line.
    labels: Vec<EndLabel>,
    /// Left edge of the labels at the ends of the lines, and the heights between which they stand.
    labels_left: f64,
    label_room: (f64, f64),
    breaks: Vec<BreakMark>,
    /// Foot of the reasons of breaks. Values may be written below it.
    ceiling: f64,
    /// Where the words of the value axis begin.
    unit: Spot,
}

impl<'a> TrendPlot<'a> {
    /// The plot with the largest labels at the ends of its lines that find room beside it.
    pub(super) fn fitted(
        chart: &'a TrendChart,
        lines: &'a [StyledLine<'a>],
        style: ChartStyle,
        room: Rect,
    ) -> Self {
        let mut plot = Self::new(chart, lines, LABEL_SIZES[0], style, room);
        for smaller in &LABEL_SIZES[1..] {
            if plot.labels_fit() {
                break;
            }
            plot = Self::new(chart, lines, *smaller, style, room);
        }
        if !plot.labels_fit() {
            // The neighbours stay unnamed where there is no room for all of them.
            let is_other = |line: &StyledLine<'_>| line.role == LineRole::Other;
            for (label, line) in plot.labels.iter_mut().zip(lines) {
                if is_other(line) {
                    label.lines.clear();
                }
            }
        }
        plot
    }

    fn new(
        chart: &'a TrendChart,
        lines: &'a [StyledLine<'a>],
        size: LabelSize,
        style: ChartStyle,
        room: Rect,
    ) -> Self {
        let axis = ValueAxis::covering(
            shown_values(chart, lines),
            5,
            style.from_zero,
            chart.decimals == 0,
        );
        let labels: Vec<EndLabel> = lines
            .iter()
            .map(|line| end_label(line, chart, size))
            .collect();
        let left = room.left + axis.label_width(AXIS_LETTER) + 16.0;
        let column = labels.iter().map(EndLabel::width).fold(0.0, f64::max);
        let labels_left = room.right - column;
        let right = labels_left - LEADER;
        let (xs, part_year_xs) = places(chart, left + 34.0, right);
        let unit_baseline = room.top + AXIS;
        let breaks = break_mark::lay_out(&chart.breaks, &xs, left, room.right);
        let ceiling = unit_baseline + 12.0 + break_mark::height(&breaks);
        let bottom = room.bottom - symbol_strip(chart, lines) - AXIS * LEADING - 14.0;
        let mut top = ceiling + 14.0;
        let highest = shown_values(chart, lines).fold(f64::NEG_INFINITY, f64::max);
        let free = axis.place(highest, bottom, top) - ceiling;
        top += (HEADROOM - free).clamp(0.0, HEADROOM);
        let label_floor = if periods_reach_labels(chart) {
            bottom
        } else {
            room.bottom
        };
        let area = Rect {
            left,
            top,
            right,
            bottom,
        };
        Self {
            chart,
            lines,
            values: ValueArea { area, axis },
            xs,
            part_year_xs,
            labels,
            labels_left,
            label_room: (ceiling, label_floor),
            breaks,
            ceiling,
            unit: (room.left, unit_baseline),
        }
    }

    /// Whether the labels at the ends of the lines, one under another, are no longer than their column.
    fn labels_fit(&self) -> bool {
        self.labels.iter().map(EndLabel::height).sum::<f64>()
            <= self.label_room.1 - self.label_room.0
    }

    pub(super) fn draw(&self, sheet: &mut ChartSheet) {
        if let Some(band) = &self.chart.band {
            self.band(sheet, band);
        }
        self.unit_and_key(sheet);
        self.values.grid(sheet, (0.0, 12.0));
        self.cut_sign(sheet);
        self.periods(sheet);
        break_mark::draw(sheet, &self.breaks, self.ceiling, self.values.area.bottom);
        for line in self.lines.iter().rev() {
            self.line(sheet, line);
        }
        self.part_year_line(sheet);
        self.own_values(sheet);
        self.end_labels(sheet);
    }

    fn unit_and_key(&self, sheet: &mut ChartSheet) {
        let (left, baseline) = self.unit;
        let unit = &self.chart.unit;
        sheet.text(unit, (left, baseline), Anchor::Start, AXIS_LETTER);
        let Some(band) = &self.chart.band else { return };
        if band.ranges.iter().all(Option::is_none) {
            return;
        }
        let swatch = left + width(unit, AXIS_LETTER) + 48.0;
        let middle = baseline - AXIS * CAP_HEIGHT / 2.0;
        let area = Rect {
            left: swatch,
            top: middle - 11.0,
            right: swatch + 44.0,
            bottom: middle + 11.0,
        };
        sheet.rect(area, BAND);
        sheet.text(
            &band.label,
            (area.right + 12.0, baseline),
            Anchor::Start,
            AXIS_LETTER,
        );
    }

    /// The sign of an axis that does not start at zero: a kink at its foot.
    fn cut_sign(&self, sheet: &mut ChartSheet) {
        if self.values.axis.low <= 0.0 {
            return;
        }
        let Rect { left, bottom, .. } = self.values.area;
        let kink = [
            (0.0, 0.0),
            (0.0, 10.0),
            (-7.0, 14.0),
            (7.0, 22.0),
            (0.0, 26.0),
            (0.0, 36.0),
        ];
        sheet.line(
            kink.map(|(across, up)| (left + across, bottom - up))
                .to_vec(),
            AXIS_STROKE,
        );
    }

    /// Stretches of the band; one that is a single period wide is drawn as a column.
    fn band(&self, sheet: &mut ChartSheet, band: &TrendBand) {
        let edges = self.xs.iter().zip(&band.ranges).map(|(x, range)| {
            let (low, high) = (*range)?;
            Some((*x, self.values.y(low), self.values.y(high)))
        });
        for stretch in stretches(edges, &[]) {
            let outline: Vec<Spot> = match stretch[..] {
                [(x, low, high)] => vec![
                    (x - 14.0, high),
                    (x + 14.0, high),
                    (x + 14.0, low),
                    (x - 14.0, low),
                ],
                _ => {
                    let upper = stretch.iter().map(|(x, _, high)| (*x, *high));
                    let lower = stretch.iter().rev().map(|(x, low, _)| (*x, *low));
                    upper.chain(lower).collect()
                }
            };
            sheet.shape(outline, BAND);
        }
    }

    /// Labels of the periods, and above them the symbols of missing figures.
    fn periods(&self, sheet: &mut ChartSheet) {
        let strip = symbol_strip(self.chart, self.lines);
        let bottom = self.values.area.bottom;
        let baseline = bottom + strip + AXIS + 6.0;
        periods::label(sheet, &self.chart.periods, &self.xs, baseline);
        self.latest_part_year_period(sheet, baseline);
        for (at, x) in self.xs.iter().enumerate() {
            let (words, own) = symbols_at(self.lines, at);
            let letter = if own {
                LetterStyle::bold(SMALL).coloured(DARK_BLUE)
            } else {
                LetterStyle::plain(SMALL)
            };
            sheet.text(
                &words,
                (*x, bottom + SYMBOL_STRIP - 6.0),
                Anchor::Middle,
                letter,
            );
        }
    }

    /// The period of the latest point between the periods, where it stands clear of the last of the periods.
    fn latest_part_year_period(&self, sheet: &mut ChartSheet, baseline: f64) {
        let latest = self.chart.part_year_points().last();
        let Some((point, x)) = latest.zip(self.part_year_xs.last()) else {
            return;
        };
        let half = width(&point.period, AXIS_LETTER) / 2.0;
        let before = self
            .chart
            .periods
            .last()
            .zip(self.xs.last())
            .map(|(words, x)| x + width(words, AXIS_LETTER) / 2.0);
        if before.is_none_or(|end| x - half > end + 18.0) {
            sheet.text(&point.period, (*x, baseline), Anchor::Middle, AXIS_LETTER);
        }
    }

    /// One line in its stretches: it stops at a missing figure and at a break, and a single value is a dot.
    fn line(&self, sheet: &mut ChartSheet, line: &StyledLine<'_>) {
        let (width, colour) = (line.stroke.width, line.stroke.colour);
        let mut last = None;
        for spots in stretches(self.spots(line), &self.chart.breaks) {
            last = spots.last().copied();
            if let [only] = spots[..] {
                sheet.dot(only, width * 1.6, colour);
            }
            if line.role == LineRole::Own {
                sheet.line(spots.clone(), Stroke::solid(WHITE, width + 5.0));
            }
            sheet.line(spots.clone(), line.stroke);
            for spot in spots {
                match line.role {
                    LineRole::Own => sheet.dot(spot, OWN_MARKER, colour),
                    LineRole::Local => ring(sheet, spot),
                    LineRole::Comparator | LineRole::PartYear | LineRole::Other => {}
                }
            }
        }
        if let (Some(spot), LineRole::Comparator) = (last, line.role) {
            sheet.dot(spot, END_MARKER, colour);
        }
    }

    /// The line whose points lie between the periods: there are too many for a marker at each, so only the latest has one.
    fn part_year_line(&self, sheet: &mut ChartSheet) {
        let mut last = None;
        for spots in stretches(self.part_year_spots(), &[]) {
            last = spots.last().copied();
            if let [only] = spots[..] {
                sheet.dot(only, LOCAL.width, LOCAL.colour);
            }
            sheet.line(spots, LOCAL);
        }
        if let Some(spot) = last {
            ring(sheet, spot);
        }
    }

    /// The spot of a line at each period; none where there is no figure.
    fn spots(&self, line: &StyledLine<'_>) -> impl Iterator<Item = Option<Spot>> {
        self.xs
            .iter()
            .enumerate()
            .map(|(at, x)| Some((*x, self.values.y(line.known(at)?))))
    }

    /// The spot of each point between the periods; none where there is no figure.
    fn part_year_spots(&self) -> impl Iterator<Item = Option<Spot>> {
        self.part_year_xs
            .iter()
            .zip(self.chart.part_year_points())
            .map(|(x, point)| Some((*x, self.values.y(point.value.known()?))))
    }

    /// Values beside the points of the own line, clear of every line and break.
    fn own_values(&self, sheet: &mut ChartSheet) {
        let Some(own) = self.lines.first() else {
            return;
        };
        let area = self.values.area;
        let mut obstacles: Vec<(Spot, Spot)> = Vec::new();
        for line in self.lines {
            let spots: Vec<Option<Spot>> = self.spots(line).collect();
            obstacles.extend(spots.windows(2).filter_map(|pair| pair[0].zip(pair[1])));
        }
        let breaks = self.breaks.iter();
        obstacles.extend(breaks.map(|mark| ((mark.x, self.ceiling), (mark.x, area.bottom))));
        let parts: Vec<Spot> = self.part_year_spots().flatten().collect();
        obstacles.extend(parts.windows(2).map(|pair| (pair[0], pair[1])));
        let known: Vec<ValuedPoint> = self
            .spots(own)
            .enumerate()
            .filter_map(|(at, spot)| Some((spot?, own.known(at)?)))
            .collect();
        let markers: Vec<Spot> = known.iter().map(|(spot, _)| *spot).collect();
        let spacing = match self.xs[..] {
            [first, second, ..] => second - first,
            _ => f64::INFINITY,
        };
        let decimals = self.chart.decimals;
        let room = Rect {
            left: area.left,
            top: self.ceiling,
            right: self.labels_left,
            bottom: area.bottom,
        };
        let valued = values::with_value(known, spacing, decimals);
        values::draw(sheet, &valued, decimals, room, &markers, &obstacles);
    }

    /// Names and latest values at the ends of the lines, kept apart, each joined to its line by a leader in the line's colour.
    fn end_labels(&self, sheet: &mut ChartSheet) {
        let wanted: Vec<LabelPlace> = self
            .labels
            .iter()
            .map(|label| LabelPlace {
                centre: label
                    .value
                    .map_or(self.values.area.bottom, |value| self.values.y(value)),
                extent: label.height(),
            })
            .collect();
        let (low, high) = self.label_room;
        let centres = keep_apart(&wanted, low, high);
        for ((label, line), centre) in self.labels.iter().zip(self.lines).zip(centres) {
            if label.lines.is_empty() {
                continue;
            }
            self.leader(sheet, line, label, centre);
            sheet.lines_centred(
                &label.lines,
                (self.labels_left, centre),
                Anchor::Start,
                label.letter,
            );
        }
    }

    /// A leader from the end of a line to its label; a short piece of the line itself where the line ends before the last period.
    fn leader(&self, sheet: &mut ChartSheet, line: &StyledLine<'_>, label: &EndLabel, centre: f64) {
        let end = self.labels_left - 8.0;
        let Some(value) = label.value.filter(|_| label.reaches_end) else {
            sheet.line(vec![(end - 32.0, centre), (end, centre)], line.stroke);
            return;
        };
        let xs = match line.role {
            LineRole::PartYear => &self.part_year_xs,
            _ => &self.xs,
        };
        let start = xs.last().copied().unwrap_or(end);
        sheet.leader(
            (start + 12.0, self.values.y(value)),
            (end, centre),
            (8.0, 10.0),
            Stroke::solid(line.stroke.colour, 2.0),
        );
    }
}

/// The marker of a local figure.
fn ring(sheet: &mut ChartSheet, spot: Spot) {
    sheet.dot(spot, OWN_MARKER, LOCAL.colour);
    sheet.dot(spot, OWN_MARKER - 3.5, WHITE);
}

/// Whether the label of the last period reaches so far to the right that no label of a line may stand beside it.
fn periods_reach_labels(chart: &TrendChart) -> bool {
    let part_year = chart.part_year_points().last().map(|point| &point.period);
    chart
        .periods
        .last()
        .into_iter()
        .chain(part_year)
        .any(|last| width(last, AXIS_LETTER) / 2.0 + 8.0 >= LEADER)
}

/// Every value that the plot has to reach.
fn shown_values<'a>(
    chart: &'a TrendChart,
    lines: &'a [StyledLine<'_>],
) -> impl Iterator<Item = f64> + 'a {
    let known = lines
        .iter()
        .flat_map(|line| (0..chart.periods.len()).filter_map(|at| line.known(at)));
    let band = chart
        .band
        .iter()
        .flat_map(|band| band.ranges.iter().flatten())
        .flat_map(|&(low, high)| [low, high]);
    let parts = chart
        .part_year_points()
        .iter()
        .filter_map(|point| point.value.known());
    known.chain(band).chain(parts)
}

/// The height that the symbols of missing figures take under the plot.
fn symbol_strip(chart: &TrendChart, lines: &[StyledLine<'_>]) -> f64 {
    if any_missing(chart, lines) {
        SYMBOL_STRIP
    } else {
        0.0
    }
}

/// Where the periods lie, and the points between and after them: the latest of all at `right`.
fn places(chart: &TrendChart, left: f64, right: f64) -> (Vec<f64>, Vec<f64>) {
    let Some(parts) = &chart.local_parts else {
        return (
            periods::places(chart.periods.len(), left, right),
            Vec::new(),
        );
    };
    let parts: Vec<f64> = parts.points.iter().map(|point| point.place).collect();
    let first = parts.iter().copied().fold(0.0, f64::min);
    let reach = parts.iter().copied().fold(chart.last() as f64, f64::max) - first;
    let step = if reach > 0.0 {
        (right - left) / reach
    } else {
        0.0
    };
    (
        (0..chart.periods.len())
            .map(|period| left + (period as f64 - first) * step)
            .collect(),
        parts
            .into_iter()
            .map(|place| left + (place - first) * step)
            .collect(),
    )
}
