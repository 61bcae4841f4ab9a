//! The lines of a trend with the way each is drawn, and the remarks on their missing figures.

use super::chart::{TrendChart, TrendLine};
use crate::figure::letter::LetterStyle;
use crate::figure::parts::{ChartPoint, Comparator, MissingFigure};
use crate::figure::theme::{self, DARK_BLUE, GREY, LOCAL, OWN, SMALL, Stroke};

/// The line of one neighbour: too thin to be taken for the mean.
const OTHER: Stroke = Stroke::solid(GREY, 2.0);

/// What a line stands for, as far as its drawing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineRole {
    Own,
    Local,
    /// Local figures whose points lie between the periods.
    PartYear,
    Comparator,
    /// A neighbour's own line, or the mean of a group.
    Other,
}

/// A line with the way it is drawn.
pub(super) struct StyledLine<'a> {
    pub(super) label: &'a str,
    pub(super) decimals: u8,
    /// One a period; none for a line whose points lie between the periods.
    points: &'a [ChartPoint],
    pub(super) stroke: Stroke,
    pub(super) role: LineRole,
}

impl<'a> StyledLine<'a> {
    fn of(line: &'a TrendLine, role: LineRole, stroke: Stroke) -> Self {
        Self {
            label: &line.label,
            decimals: line.decimals,
            points: &line.points,
            stroke,
            role,
        }
    }

    pub(super) fn known(&self, at: usize) -> Option<f64> {
        self.points.get(at).and_then(ChartPoint::known)
    }

    /// What is missing; of a neighbour's own line a gap says enough.
    pub(super) fn missing(&self, at: usize) -> Option<&'a MissingFigure> {
        if self.role == LineRole::Other {
            return None;
        }
        self.points.get(at).and_then(ChartPoint::missing)
    }

    pub(super) fn letter(&self, size: f64) -> LetterStyle {
        match self.role {
            LineRole::Own => LetterStyle::bold(size).coloured(DARK_BLUE),
            LineRole::Local | LineRole::PartYear => LetterStyle::plain(size).coloured(DARK_BLUE),
            LineRole::Comparator => LetterStyle::plain(size),
            LineRole::Other => LetterStyle::plain(size.min(SMALL)),
        }
    }
}

/// The lines there are, the own one first. They are drawn in the opposite order, so that it covers the others.
pub(super) fn styled_lines(chart: &TrendChart) -> Vec<StyledLine<'_>> {
    let mut lines = vec![StyledLine::of(&chart.own, LineRole::Own, OWN)];
    lines.extend(
        chart
            .local
            .iter()
            .map(|line| StyledLine::of(line, LineRole::Local, LOCAL)),
    );
    lines.extend(chart.local_parts.iter().map(|line| StyledLine {
        label: &line.label,
        decimals: line.decimals,
        points: &[],
        stroke: LOCAL,
        role: LineRole::PartYear,
    }));
    let comparators = [
        (&chart.neighbours, Comparator::Neighbours),
        (&chart.region, Comparator::Region),
        (&chart.england, Comparator::England),
    ];
    lines.extend(comparators.into_iter().filter_map(|(line, kind)| {
        Some(StyledLine::of(
            line.as_ref()?,
            LineRole::Comparator,
            theme::comparator(kind),
        ))
    }));
    let others = chart.others.iter();
    lines.extend(others.map(|line| StyledLine::of(line, LineRole::Other, OTHER)));
    lines
}

/// Whether a figure is missing at any period of the chart.
pub(super) fn any_missing(chart: &TrendChart, lines: &[StyledLine<'_>]) -> bool {
    (0..chart.periods.len()).any(|at| lines.iter().any(|line| line.missing(at).is_some()))
}

/// The symbols of figures missing at a period, each once, and whether the authority's own figure is among them.
pub(super) fn symbols_at(lines: &[StyledLine<'_>], at: usize) -> (String, bool) {
    let mut symbols: Vec<&str> = Vec::new();
    for missing in lines.iter().filter_map(|line| line.missing(at)) {
        if !symbols.contains(&missing.symbol.as_str()) {
            symbols.push(&missing.symbol);
        }
    }
    let own = lines
        .iter()
        .any(|line| line.role == LineRole::Own && line.missing(at).is_some());
    (symbols.join(", "), own)
}

/// A remark for each symbol: what it means, whose figure is missing, and when.
pub(super) fn missing_remarks(chart: &TrendChart, lines: &[StyledLine<'_>]) -> Vec<String> {
    let mut symbols: Vec<(&MissingFigure, Vec<String>)> = Vec::new();
    for line in lines {
        let mut of_line: Vec<(&MissingFigure, Vec<&str>)> = Vec::new();
        for (missing, period) in missing_figures(line, chart) {
            match of_line.iter_mut().find(|(known, _)| *known == missing) {
                Some((_, periods)) => periods.push(period),
                None => of_line.push((missing, vec![period])),
            }
        }
        for (missing, periods) in of_line {
            let whose = format!("{} {}", line.label, when(&periods));
            match symbols.iter_mut().find(|(known, _)| *known == missing) {
                Some((_, all)) => all.push(whose),
                None => symbols.push((missing, vec![whose])),
            }
        }
    }
    symbols
        .into_iter()
        .map(|(missing, whose)| {
            format!(
                "{} = {} ({})",
                missing.symbol,
                missing.reason,
                whose.join("; ")
            )
        })
        .collect()
}

/// The missing figures of a line, each with its period.
fn missing_figures<'a>(
    line: &StyledLine<'a>,
    chart: &'a TrendChart,
) -> Vec<(&'a MissingFigure, &'a str)> {
    if line.role == LineRole::PartYear {
        let points = chart.part_year_points().iter();
        return points
            .filter_map(|point| Some((point.value.missing()?, point.period.as_str())))
            .collect();
    }
    chart
        .periods
        .iter()
        .enumerate()
        .filter_map(|(at, period)| Some((line.missing(at)?, period.as_str())))
        .collect()
}

/// Each period, or where there are more than four their number with the first and the last.
fn when(periods: &[&str]) -> String {
    match periods {
        [first, .., last] if periods.len() > 4 => {
            format!("in {} periods from {first} to {last}", periods.len())
        }
        few => few.join(", "),
    }
}
