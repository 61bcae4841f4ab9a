//! The plot of a trend: where periods and values fall, the lines with their gaps, and the labels that keep clear of them.

use super::break_mark::{self, BreakMark};
use super::layout::{Wish, dodge, number, widest, width};
use super::scale::Axis;
use super::sheet::{Anchor, Area, Letter, Lettering, Sheet, Spot};
use super::theme::{
    AXIS, AXIS_STROKE, BAND, CAP_HEIGHT, DARK_BLUE, Dash, GRID_STROKE, LEADING, LOCAL, SMALL,
    Stroke, WHITE,
};
use super::trend::{Band, Break, EndLabel, FineLine, Role, Series, Trend};
use super::{Point, Style};

/// From the last period to its labels: room for the leaders.
const LEADER: f64 = 62.0;
/// With more periods than this, values are left off the own line's points.
const MOST_VALUES: usize = 16;
const VALUE: Letter = Letter::plain(24.0).coloured(DARK_BLUE).with_halo();
const OWN_MARKER: f64 = 9.0;
const END_MARKER: f64 = 6.0;
const AXIS_LETTER: Letter = Letter::plain(AXIS);
const SYMBOL_STRIP: f64 = 30.0;
/// Kept free above the highest value, for what is written over it.
const HEADROOM: f64 = 44.0;

/// The area lines are drawn in, and its two axes.
pub(super) struct Plot {
    area: Area,
    axis: Axis,
    /// Where each period stands.
    xs: Vec<f64>,
    /// Where the points between them stand.
    parts: Vec<f64>,
    labels: Vec<EndLabel>,
    /// Left edge of the labels at the lines' ends, and the heights between which they stand.
    labels_left: f64,
    label_room: (f64, f64),
    /// Reasons of breaks, laid out above the area.
    breaks: Vec<BreakMark>,
    /// Height under the words at the top, down from which values may be written.
    sky: f64,
    /// Where the words of the value axis begin.
    unit: Spot,
}

impl Plot {
    pub(super) fn new(
        trend: &Trend,
        series: &[Series<'_>],
        labels: Vec<EndLabel>,
        style: Style,
        room: Area,
    ) -> Self {
        let axis = value_axis(trend, series, style);
        let ticks: Vec<String> = axis
            .ticks()
            .into_iter()
            .map(|tick| axis.label(tick))
            .collect();
        let left = room.left + widest(ticks.iter().map(String::as_str), AXIS_LETTER) + 16.0;
        let column = labels.iter().map(EndLabel::width).fold(0.0, f64::max);
        let labels_left = room.right - column;
        let right = labels_left - LEADER;
        let (xs, parts) = places(trend, left + 34.0, right);
        let unit_baseline = room.top + AXIS;
        let breaks = break_mark::lay_out(&trend.breaks, &xs, left, room.right);
        let sky = unit_baseline + 12.0 + break_mark::height(&breaks);
        let mut top = sky + 14.0;
        let symbols = if has_gaps(trend, series) {
            SYMBOL_STRIP
        } else {
            0.0
        };
        let bottom = room.bottom - symbols - AXIS * LEADING - 14.0;
        let free = axis.place(highest(trend, series), bottom, top) - sky;
        top += (HEADROOM - free).clamp(0.0, HEADROOM);
        // Labels may stand beside the row of periods, unless the last of those reaches over to them.
        let latest_part = trend
            .local_parts
            .iter()
            .filter_map(|parts| parts.periods.last());
        let last_period = trend.periods.last().into_iter().chain(latest_part);
        let last_period = last_period
            .map(|last| width(last, AXIS_LETTER) / 2.0 + 8.0)
            .fold(0.0, f64::max);
        let below = if last_period < LEADER {
            room.bottom - bottom
        } else {
            0.0
        };
        Self {
            area: Area {
                left,
                top,
                right,
                bottom,
            },
            axis,
            xs,
            parts,
            labels,
            labels_left,
            label_room: (sky, bottom + below),
            sky,
            unit: (room.left, unit_baseline),
            breaks,
        }
    }

    fn y(&self, value: f64) -> f64 {
        self.axis.place(value, self.area.bottom, self.area.top)
    }

    /// Everything the lines stand on.
    pub(super) fn background(&self, sheet: &mut Sheet, trend: &Trend, series: &[Series<'_>]) {
        if let Some(band) = &trend.band {
            self.band(sheet, band);
        }
        self.unit_and_key(sheet, trend);
        self.grid(sheet);
        self.periods(sheet, trend, series);
        break_mark::draw(sheet, &self.breaks, self.sky, self.area.bottom);
    }

    fn unit_and_key(&self, sheet: &mut Sheet, trend: &Trend) {
        let (left, baseline) = self.unit;
        sheet.text(&trend.unit, (left, baseline), Anchor::Start, AXIS_LETTER);
        let Some(band) = &trend.band else { return };
        if band.ranges.iter().all(Option::is_none) {
            return;
        }
        let swatch = left + width(&trend.unit, AXIS_LETTER) + 48.0;
        let middle = baseline - AXIS * CAP_HEIGHT / 2.0;
        let area = Area {
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

    fn grid(&self, sheet: &mut Sheet) {
        let Area {
            left,
            right,
            bottom,
            ..
        } = self.area;
        for tick in self.axis.ticks() {
            let y = self.y(tick).round();
            let stroke = if tick == 0.0 {
                AXIS_STROKE
            } else {
                GRID_STROKE
            };
            sheet.line(vec![(left, y), (right + 12.0, y)], stroke);
            sheet.text_centred(
                &self.axis.label(tick),
                (left - 14.0, y),
                Anchor::End,
                AXIS_LETTER,
            );
        }
        if self.axis.low > 0.0 {
            // The sign of a cut axis: a kink at its foot.
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
    }

    /// Stretches of the band; one that is a single period wide is drawn as a column.
    fn band(&self, sheet: &mut Sheet, band: &Band) {
        let known = |at: usize| band.ranges.get(at).copied().flatten();
        for run in runs(self.xs.len(), |at| known(at).is_some(), &[]) {
            let half = if run.len() == 1 { 14.0 } else { 0.0 };
            let edge = |at: usize, high: bool| {
                let (low_value, high_value) = known(at).unwrap_or_default();
                self.y(if high { high_value } else { low_value })
            };
            let mut outline: Vec<Spot> = Vec::new();
            for side in [-half, half] {
                outline.extend(run.iter().map(|&at| (self.xs[at] + side, edge(at, true))));
                if half == 0.0 {
                    break;
                }
            }
            for side in [half, -half] {
                outline.extend(
                    run.iter()
                        .rev()
                        .map(|&at| (self.xs[at] + side, edge(at, false))),
                );
                if half == 0.0 {
                    break;
                }
            }
            sheet.shape(outline, BAND);
        }
    }

    /// Period labels, as many as fit counted back from the latest, and above them the symbols of missing figures.
    fn periods(&self, sheet: &mut Sheet, trend: &Trend, series: &[Series<'_>]) {
        let strip = if has_gaps(trend, series) {
            SYMBOL_STRIP
        } else {
            0.0
        };
        let baseline = self.area.bottom + strip + AXIS + 6.0;
        for at in shown_periods(&trend.periods, &self.xs) {
            sheet.text(
                &trend.periods[at],
                (self.xs[at], baseline),
                Anchor::Middle,
                AXIS_LETTER,
            );
        }
        self.latest_part(sheet, trend, baseline);
        for (at, x) in self.xs.iter().enumerate() {
            let (words, own) = symbols_at(series, at);
            let letter = if own {
                Letter::bold(SMALL).coloured(DARK_BLUE)
            } else {
                Letter::plain(SMALL)
            };
            sheet.text(
                &words,
                (*x, self.area.bottom + SYMBOL_STRIP - 6.0),
                Anchor::Middle,
                letter,
            );
        }
    }

    /// The period of the latest point between the periods, where it stands clear of the last of those.
    fn latest_part(&self, sheet: &mut Sheet, trend: &Trend, baseline: f64) {
        let latest = trend
            .local_parts
            .iter()
            .zip(self.parts.last())
            .find_map(|(parts, x)| Some((parts.periods.last()?, *x)));
        let Some((words, x)) = latest else { return };
        let half = width(words, AXIS_LETTER) / 2.0;
        let before = trend
            .periods
            .last()
            .zip(self.xs.last())
            .map(|(words, x)| x + width(words, AXIS_LETTER) / 2.0);
        if before.is_none_or(|end| x - half > end + 18.0) {
            sheet.text(words, (x, baseline), Anchor::Middle, AXIS_LETTER);
        }
    }

    /// One line in its stretches: it stops at a missing figure and at a break, and a lone value is a dot.
    pub(super) fn line(&self, sheet: &mut Sheet, series: &Series<'_>, breaks: &[Break]) {
        let solid = Stroke {
            dash: Dash::Solid,
            ..series.stroke
        };
        let mut last = None;
        for run in runs(self.xs.len(), |at| series.known(at).is_some(), breaks) {
            let spots: Vec<Spot> = run.iter().filter_map(|&at| self.spot(series, at)).collect();
            last = spots.last().copied();
            if let [only] = spots[..] {
                sheet.dot(only, solid.width * 1.6, solid.colour);
            }
            if series.role == Role::Own {
                sheet.line(
                    spots.clone(),
                    Stroke {
                        width: series.stroke.width + 5.0,
                        ..Stroke::solid(WHITE, 0.0)
                    },
                );
            }
            sheet.line(spots.clone(), series.stroke);
            for spot in spots {
                match series.role {
                    Role::Own => sheet.dot(spot, OWN_MARKER, solid.colour),
                    Role::Local => {
                        sheet.dot(spot, OWN_MARKER, solid.colour);
                        sheet.dot(spot, OWN_MARKER - 3.5, WHITE);
                    }
                    Role::Comparator | Role::Parts => {}
                }
            }
        }
        if let (Some(spot), Role::Comparator) = (last, series.role) {
            sheet.dot(spot, END_MARKER, solid.colour);
        }
    }

    /// The line whose points lie between the periods: too many for a marker each, so the latest alone has one.
    pub(super) fn parts(&self, sheet: &mut Sheet, parts: &FineLine) {
        let spot = |at: usize| {
            Some((
                *self.parts.get(at)?,
                self.y(parts.line.points.get(at)?.known()?),
            ))
        };
        let mut last = None;
        for run in runs(self.parts.len(), |at| spot(at).is_some(), &[]) {
            let spots: Vec<Spot> = run.into_iter().filter_map(spot).collect();
            last = spots.last().copied();
            if let [only] = spots[..] {
                sheet.dot(only, LOCAL.width, LOCAL.colour);
            }
            sheet.line(spots, LOCAL);
        }
        if let Some(spot) = last {
            sheet.dot(spot, OWN_MARKER, LOCAL.colour);
            sheet.dot(spot, OWN_MARKER - 3.5, WHITE);
        }
    }

    fn spot(&self, series: &Series<'_>, at: usize) -> Option<Spot> {
        Some((*self.xs.get(at)?, self.y(series.known(at)?)))
    }

    /// Values beside the own line's points, where one fits clear of every line and of the values before it. The latest stands in the
    /// label at the line's end.
    pub(super) fn own_values(&self, sheet: &mut Sheet, trend: &Trend, series: &[Series<'_>]) {
        let Some(own) = series.first() else { return };
        let lines = series.iter().flat_map(|one| {
            (1..self.xs.len()).filter_map(|at| Some((self.spot(one, at - 1)?, self.spot(one, at)?)))
        });
        let breaks = self
            .breaks
            .iter()
            .map(|mark| ((mark.x, self.sky), (mark.x, self.area.bottom)));
        let parts: Vec<Spot> = trend
            .local_parts
            .iter()
            .flat_map(|line| {
                self.parts
                    .iter()
                    .zip(&line.line.points)
                    .filter_map(|(x, point)| Some((*x, self.y(point.known()?))))
            })
            .collect();
        let stretches: Vec<(Spot, Spot)> = lines
            .chain(breaks)
            .chain(parts.windows(2).map(|pair| (pair[0], pair[1])))
            .collect();
        let markers: Vec<Spot> = (0..self.xs.len())
            .filter_map(|at| self.spot(own, at))
            .collect();
        let mut taken: Vec<Area> = markers
            .iter()
            .map(|spot| around(*spot, OWN_MARKER))
            .collect();
        for (at, value) in valued(own, self.xs.len(), self.spacing(), trend.decimals) {
            let Some(spot) = self.spot(own, at) else {
                continue;
            };
            let words = number(value, trend.decimals);
            let free = beside(&words, spot).into_iter().find(|text| {
                let ink = ink_of(text);
                ink.bottom < self.area.bottom
                    && ink.top > self.sky
                    && ink.left > self.area.left
                    && ink.right < self.labels_left
                    && !taken.iter().any(|other| other.overlaps(&ink))
                    && !stretches.iter().any(|&(from, to)| ink.meets_line(from, to))
            });
            if let Some(text) = free {
                taken.push(ink_of(&text));
                sheet.text(&text.words, text.at, text.anchor, text.letter);
            }
        }
    }

    fn spacing(&self) -> f64 {
        match self.xs[..] {
            [first, second, ..] => second - first,
            _ => f64::INFINITY,
        }
    }

    /// Names and latest values at the lines' ends, kept apart, each joined to its line by a leader in the line's colour.
    pub(super) fn end_labels(&self, sheet: &mut Sheet, series: &[Series<'_>]) {
        let centre = |label: &EndLabel| label.value.map_or(self.area.bottom, |value| self.y(value));
        let wishes: Vec<Wish> = self
            .labels
            .iter()
            .map(|label| Wish {
                centre: centre(label),
                extent: label.height(),
            })
            .collect();
        let (low, high) = self.label_room;
        let centres = dodge(&wishes, low, high);
        for ((label, one), centre) in self.labels.iter().zip(series).zip(centres) {
            self.leader(sheet, one, label, centre);
            let leading = label.letter.size * LEADING;
            let mut at = centre - (label.lines.len() as f64 - 1.0) / 2.0 * leading;
            for line in &label.lines {
                sheet.text_centred(line, (self.labels_left, at), Anchor::Start, label.letter);
                at += leading;
            }
        }
    }

    /// Whether the labels at the lines' ends, one under another, are no longer than their column.
    pub(super) fn labels_fit(&self) -> bool {
        self.labels.iter().map(EndLabel::height).sum::<f64>()
            <= self.label_room.1 - self.label_room.0
    }

    fn leader(&self, sheet: &mut Sheet, series: &Series<'_>, label: &EndLabel, centre: f64) {
        let end = self.labels_left - 8.0;
        let joined = label.value.filter(|_| label.reaches_end);
        let Some(value) = joined else {
            sheet.line(vec![(end - 32.0, centre), (end, centre)], series.stroke);
            return;
        };
        let y = self.y(value);
        let own = if series.role == Role::Parts {
            &self.parts
        } else {
            &self.xs
        };
        let start = own.last().copied().unwrap_or(end);
        let thin = Stroke::solid(series.stroke.colour, 2.0);
        sheet.line(
            vec![
                (start + 12.0, y),
                (start + 20.0, y),
                (end - 10.0, centre),
                (end, centre),
            ],
            thin,
        );
    }
}

/// The own values to write: each but the latest, or, when they are too many or too wide to stand side by side, the first, the highest
/// and the lowest.
fn valued(own: &Series<'_>, count: usize, spacing: f64, decimals: u8) -> Vec<(usize, f64)> {
    let mut known: Vec<(usize, f64)> = (0..count)
        .filter_map(|at| Some((at, own.known(at)?)))
        .collect();
    known.pop();
    let longest = known
        .iter()
        .map(|(_, value)| width(&number(*value, decimals), VALUE))
        .fold(0.0, f64::max);
    if known.len() < MOST_VALUES && longest + 6.0 <= spacing {
        return known;
    }
    let by_value = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
    let few = [
        known.iter().max_by(by_value),
        known.iter().min_by(by_value),
        known.first(),
    ];
    let mut few: Vec<(usize, f64)> = few.into_iter().flatten().copied().collect();
    few.dedup();
    few
}

/// Places for a value: over its point, under it, to the right, to the left.
fn beside(words: &str, (x, y): Spot) -> [Lettering; 4] {
    let clear = OWN_MARKER + 9.0;
    let rise = VALUE.size * CAP_HEIGHT;
    [
        ((x, y - clear), Anchor::Middle),
        ((x, y + clear + rise), Anchor::Middle),
        ((x + clear, y + rise / 2.0), Anchor::Start),
        ((x - clear, y + rise / 2.0), Anchor::End),
    ]
    .map(|(at, anchor)| Lettering {
        words: words.to_owned(),
        at,
        anchor,
        letter: VALUE,
    })
}

/// What figures cover, with a little air: they have nothing under the baseline.
fn ink_of(text: &Lettering) -> Area {
    let top = text.at.1 - VALUE.size * CAP_HEIGHT;
    Area {
        top,
        bottom: text.at.1,
        ..text.extent()
    }
    .grown(3.0)
}

fn around((x, y): Spot, by: f64) -> Area {
    Area {
        left: x,
        top: y,
        right: x,
        bottom: y,
    }
    .grown(by)
}

fn highest(trend: &Trend, series: &[Series<'_>]) -> f64 {
    shown_values(trend, series).fold(f64::NEG_INFINITY, f64::max)
}

/// Every value that the plot has to reach.
fn shown_values<'a>(trend: &'a Trend, series: &'a [Series<'_>]) -> impl Iterator<Item = f64> + 'a {
    let lines = series
        .iter()
        .flat_map(|one| (0..trend.periods.len()).filter_map(|at| one.known(at)));
    let band = trend
        .band
        .iter()
        .flat_map(|band| band.ranges.iter().flatten())
        .flat_map(|&(low, high)| [low, high]);
    let parts = trend
        .local_parts
        .iter()
        .flat_map(|parts| parts.line.points.iter().filter_map(Point::known));
    lines.chain(band).chain(parts)
}

fn value_axis(trend: &Trend, series: &[Series<'_>], style: Style) -> Axis {
    Axis::covering(
        shown_values(trend, series),
        5,
        style.from_zero,
        trend.decimals == 0,
    )
}

/// Where the periods stand, and the points between and behind them: the latest of all at `right`.
fn places(trend: &Trend, left: f64, right: f64) -> (Vec<f64>, Vec<f64>) {
    let last = trend.periods.len().saturating_sub(1) as f64;
    let Some(parts) = &trend.local_parts else {
        return (stations(trend.periods.len(), left, right), Vec::new());
    };
    let first = parts.places.iter().copied().fold(0.0, f64::min);
    let reach = parts.places.iter().copied().fold(last, f64::max) - first;
    let step = if reach > 0.0 {
        (right - left) / reach
    } else {
        0.0
    };
    let at = |place: f64| left + (place - first) * step;
    (
        (0..trend.periods.len())
            .map(|period| at(period as f64))
            .collect(),
        parts.places.iter().map(|place| at(*place)).collect(),
    )
}

/// Where periods stand: evenly from `left` to `right`, a lone one in the middle.
pub(super) fn stations(count: usize, left: f64, right: f64) -> Vec<f64> {
    match count {
        1 => vec![(left + right) / 2.0],
        _ => (0..count)
            .map(|at| left + (right - left) * at as f64 / (count - 1) as f64)
            .collect(),
    }
}

/// Stretches of neighbouring periods that have a value, none of them across a break.
pub(super) fn runs(
    count: usize,
    known: impl Fn(usize) -> bool,
    breaks: &[Break],
) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for at in (0..count).filter(|at| known(*at)) {
        let broken = breaks.iter().any(|one| one.before == at);
        match runs.last_mut() {
            Some(run) if !broken && run.last() == Some(&at.wrapping_sub(1)) => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    runs
}

/// Every period, or every second, third ... from the latest backward, so that no two labels touch.
pub(super) fn shown_periods(periods: &[String], xs: &[f64]) -> Vec<usize> {
    let longest = widest(periods.iter().map(String::as_str), AXIS_LETTER) + 18.0;
    let apart = match xs {
        [first, second, ..] => second - first,
        _ => longest,
    };
    let every = (1..=periods.len()).find(|every| *every as f64 * apart >= longest);
    // Where not even the first and the last have room, the latest stands alone.
    (0..periods.len())
        .rev()
        .step_by(every.unwrap_or(periods.len()).max(1))
        .collect()
}

fn has_gaps(trend: &Trend, series: &[Series<'_>]) -> bool {
    (0..trend.periods.len()).any(|at| series.iter().any(|one| one.gap(at).is_some()))
}

/// The symbols of figures missing at a period, each once, and whether the authority's own is among them.
fn symbols_at(series: &[Series<'_>], at: usize) -> (String, bool) {
    let mut symbols: Vec<&str> = Vec::new();
    for gap in series.iter().filter_map(|one| one.gap(at)) {
        if !symbols.contains(&gap.symbol.as_str()) {
            symbols.push(&gap.symbol);
        }
    }
    let own = series
        .iter()
        .any(|one| one.role == Role::Own && one.gap(at).is_some());
    (symbols.join(", "), own)
}
