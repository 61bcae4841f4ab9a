//! The trend: an authority's own line over the years beside its neighbours' mean and range, its region and England.

use super::frame::{drawing, frame};
use super::layout::{number, widest, wrap_evenly};
use super::sheet::{Area, Letter, Sheet};
use super::theme::{self, DARK_BLUE, LABEL, LEADING, LOCAL, OWN, Stroke};
use super::trend_plot::Plot;
use super::{Caption, Comparator, Drawing, Gap, Point, Style};

/// One series. `points` goes with the periods of the chart, one each; what is missing at its end counts as absent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) points: Vec<Point>,
    /// Decimals of the value at the line's end. A mean may be given to one more than the figures it is of.
    pub(crate) decimals: u8,
}

/// A line whose points lie between the periods of the chart: months among years.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FineLine {
    pub(crate) line: Line,
    /// Where each point stands, counted in periods: 1.5 is half-way from the second to the third. Past the last is later.
    pub(crate) places: Vec<f64>,
    /// The label of each point.
    pub(crate) periods: Vec<String>,
}

/// The lowest and highest of a group at each period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Band {
    /// What the shade means: "Shaded: lowest to highest neighbour".
    pub(crate) label: String,
    pub(crate) ranges: Vec<Option<(f64, f64)>>,
}

/// A place where a series is not comparable with what went before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Break {
    /// Index of the first period after the break.
    pub(crate) before: usize,
    pub(crate) reason: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trend {
    pub(crate) caption: Caption,
    /// The value axis in words: "per 10,000".
    pub(crate) unit: String,
    /// Decimals of the values along the own line.
    pub(crate) decimals: u8,
    pub(crate) periods: Vec<String>,
    pub(crate) own: Line,
    /// Figures of the authority's own that nobody has validated; its label says so.
    pub(crate) local: Option<Line>,
    /// The same where they come several times a year.
    pub(crate) local_parts: Option<FineLine>,
    pub(crate) neighbours: Option<Line>,
    pub(crate) band: Option<Band>,
    pub(crate) region: Option<Line>,
    pub(crate) england: Option<Line>,
    pub(crate) breaks: Vec<Break>,
}

impl Trend {
    /// Points between the periods go on where the periods end, so that a line to the label of another would run through them.
    fn is_outrun(&self) -> bool {
        let last = self.periods.len().saturating_sub(1) as f64;
        self.local_parts
            .iter()
            .flat_map(|parts| &parts.places)
            .any(|place| *place > last)
    }
}

/// Draws the trend.
pub(crate) fn draw(trend: &Trend, style: Style) -> Drawing {
    drawing(&sheet(trend, style), &trend.caption)
}

pub(super) fn sheet(trend: &Trend, style: Style) -> Sheet {
    let series = series(trend);
    let frame = frame(&trend.caption, style, &gap_remarks(trend, &series));
    let mut sheet = frame.sheet;
    let plot = plot(trend, &series, style, frame.room);
    plot.background(&mut sheet, trend, &series);
    for one in series.iter().rev() {
        plot.line(&mut sheet, one, &trend.breaks);
    }
    if let Some(parts) = &trend.local_parts {
        plot.parts(&mut sheet, parts);
    }
    plot.own_values(&mut sheet, trend, &series);
    plot.end_labels(&mut sheet, &series);
    sheet
}

/// The plot with the largest labels at its lines' ends that find room beside it.
fn plot(trend: &Trend, series: &[Series<'_>], style: Style, room: Area) -> Plot {
    let with = |(size, width): (f64, f64)| {
        let labels = series
            .iter()
            .map(|one| end_label(one, trend, size, width))
            .collect();
        Plot::new(trend, series, labels, style, room)
    };
    let mut plot = with(LABELS[0]);
    for smaller in &LABELS[1..] {
        if plot.labels_fit() {
            break;
        }
        plot = with(*smaller);
    }
    plot
}

/// A line with the way it is drawn.
pub(super) struct Series<'a> {
    pub(super) line: &'a Line,
    pub(super) stroke: Stroke,
    pub(super) role: Role,
}

/// What a line stands for, as far as its drawing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Own,
    Local,
    /// Points between the periods: see [`FineLine`].
    Parts,
    Comparator,
}

impl Series<'_> {
    pub(super) fn known(&self, at: usize) -> Option<f64> {
        self.line
            .points
            .get(at)
            .filter(|_| self.role != Role::Parts)
            .and_then(Point::known)
    }

    pub(super) fn gap(&self, at: usize) -> Option<&Gap> {
        self.line
            .points
            .get(at)
            .filter(|_| self.role != Role::Parts)
            .and_then(Point::gap)
    }

    fn letter(&self, size: f64) -> Letter {
        match self.role {
            Role::Own => Letter::bold(size).coloured(DARK_BLUE),
            Role::Local | Role::Parts => Letter::plain(size).coloured(DARK_BLUE),
            Role::Comparator => Letter::plain(size),
        }
    }
}

/// The lines there are, the own one first; they are drawn in the opposite order, so that it covers the others.
fn series(trend: &Trend) -> Vec<Series<'_>> {
    let comparator = |kind| (Role::Comparator, theme::comparator(kind));
    let lines = [
        (Some(&trend.own), (Role::Own, OWN)),
        (trend.local.as_ref(), (Role::Local, LOCAL)),
        (
            trend.local_parts.as_ref().map(|parts| &parts.line),
            (Role::Parts, LOCAL),
        ),
        (
            trend.neighbours.as_ref(),
            comparator(Comparator::Neighbours),
        ),
        (trend.region.as_ref(), comparator(Comparator::Region)),
        (trend.england.as_ref(), comparator(Comparator::England)),
    ];
    lines
        .into_iter()
        .filter_map(|(line, (role, stroke))| {
            Some(Series {
                line: line?,
                stroke,
                role,
            })
        })
        .collect()
}

/// What stands at the end of a line.
pub(super) struct EndLabel {
    pub(super) lines: Vec<String>,
    pub(super) letter: Letter,
    /// The last value there is, whose height the label keeps to; nothing when there is none.
    pub(super) value: Option<f64>,
    /// Whether that value is at the last period, so that a leader can join the two.
    pub(super) reaches_end: bool,
}

impl EndLabel {
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.letter.size * LEADING + 4.0
    }

    pub(super) fn width(&self) -> f64 {
        widest(self.lines.iter().map(String::as_str), self.letter)
    }
}

/// Sizes of lettering, each with the width at which a label is broken: the largest that finds room is taken.
const LABELS: [(f64, f64); 4] = [(LABEL, 330.0), (LABEL, 440.0), (25.0, 440.0), (22.0, 480.0)];
const LABEL_LINES: usize = 4;

/// Name and latest value; or which period that value is for, and why the latest is not there.
fn end_label(series: &Series<'_>, trend: &Trend, size: f64, room: f64) -> EndLabel {
    let letter = series.letter(size);
    let name = &series.line.label;
    if let (Role::Parts, Some(parts)) = (series.role, &trend.local_parts) {
        return parts_label(parts, letter, room, trend.periods.len());
    }
    let last = trend.periods.len().saturating_sub(1);
    let latest = (0..trend.periods.len())
        .rev()
        .find_map(|at| series.known(at).map(|value| (at, value)));
    let words = match latest {
        Some((at, value)) if at == last && !trend.is_outrun() => {
            format!("{name} {}", number(value, series.line.decimals))
        }
        Some((at, value)) => {
            let shown = number(value, series.line.decimals);
            let period = &trend.periods[at];
            match series.gap(last) {
                Some(gap) => format!(
                    "{name}: {} in {} ({shown} in {period})",
                    gap.reason, trend.periods[last]
                ),
                None => format!("{name} {shown} in {period}"),
            }
        }
        None => match (0..trend.periods.len()).rev().find_map(|at| series.gap(at)) {
            Some(gap) => format!("{name}: no figure published ({})", gap.reason),
            None => format!("{name}: no figure published"),
        },
    };
    EndLabel {
        lines: wrap_evenly(&words, letter, room, LABEL_LINES),
        letter,
        value: latest.map(|(_, value)| value),
        reaches_end: latest.is_some_and(|(at, _)| at == last) && !trend.is_outrun(),
    }
}

/// The same of points between the periods, whose latest needs its period said.
fn parts_label(parts: &FineLine, letter: Letter, room: f64, periods: usize) -> EndLabel {
    let latest = (0..parts.places.len())
        .rev()
        .find_map(|at| Some((at, parts.line.points.get(at)?.known()?)));
    let name = &parts.line.label;
    let words = latest.map_or(format!("{name}: no figure"), |(at, value)| {
        let when = parts
            .periods
            .get(at)
            .map(String::as_str)
            .unwrap_or_default();
        format!("{name} {} in {when}", number(value, parts.line.decimals))
    });
    EndLabel {
        lines: wrap_evenly(&words, letter, room, LABEL_LINES),
        letter,
        value: latest.map(|(_, value)| value),
        reaches_end: latest.is_some_and(|(at, _)| parts.places[at] + 1.0 >= periods as f64),
    }
}

/// One remark a symbol: what it means, whose figure is missing, and when.
fn gap_remarks(trend: &Trend, series: &[Series<'_>]) -> Vec<String> {
    let mut symbols: Vec<(&Gap, Vec<String>)> = Vec::new();
    for one in series {
        let mut missing: Vec<(&Gap, Vec<&str>)> = Vec::new();
        for (gap, period) in gaps(one, trend) {
            match missing.iter_mut().find(|(known, _)| *known == gap) {
                Some((_, periods)) => periods.push(period),
                None => missing.push((gap, vec![period])),
            }
        }
        for (gap, periods) in missing {
            let whose = format!("{} {}", one.line.label, when(&periods));
            match symbols.iter_mut().find(|(known, _)| *known == gap) {
                Some((_, all)) => all.push(whose),
                None => symbols.push((gap, vec![whose])),
            }
        }
    }
    symbols
        .into_iter()
        .map(|(gap, whose)| format!("{} = {} ({})", gap.symbol, gap.reason, whose.join("; ")))
        .collect()
}

/// The gaps of a line, each with its period.
fn gaps<'t>(one: &'t Series<'_>, trend: &'t Trend) -> Vec<(&'t Gap, &'t String)> {
    match (&trend.local_parts, one.role) {
        (Some(parts), Role::Parts) => {
            let points = parts.line.points.iter().zip(&parts.periods);
            points
                .filter_map(|(point, period)| Some((point.gap()?, period)))
                .collect()
        }
        _ => trend
            .periods
            .iter()
            .enumerate()
            .filter_map(|(at, period)| Some((one.gap(at)?, period)))
            .collect(),
    }
}

fn when(periods: &[&str]) -> String {
    match periods {
        [first, .., last] if periods.len() > 4 => {
            format!("in {} periods from {first} to {last}", periods.len())
        }
        few => few.join(", "),
    }
}
