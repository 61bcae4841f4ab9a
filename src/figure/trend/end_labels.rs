//! The labels at the ends of a trend's lines: name and latest value.

use super::chart::{PartYearLine, TrendChart};
use super::lines::{LineRole, StyledLine};
use crate::figure::layout::{lines_width, number, wrap_evenly};
use crate::figure::letter::LetterStyle;
use crate::figure::theme::{LABEL, LEADING};

/// What stands at the end of a line.
pub(super) struct EndLabel {
    pub(super) lines: Vec<String>,
    pub(super) letter: LetterStyle,
    /// The last value there is; the label stands near its height. Nothing where there is no value.
    pub(super) value: Option<f64>,
    /// Whether that value is at the last period, so that a leader can join the two.
    pub(super) reaches_end: bool,
}

impl EndLabel {
    pub(super) fn height(&self) -> f64 {
        match self.lines.len() {
            // No label takes no room.
            0 => 0.0,
            lines => lines as f64 * self.letter.size * LEADING + 4.0,
        }
    }

    pub(super) fn width(&self) -> f64 {
        lines_width(&self.lines, self.letter)
    }
}

/// How labels may be set, the largest first.
pub(super) const LABEL_SIZES: [LabelSize; 4] = [
    LabelSize::new(LABEL, 330.0),
    LabelSize::new(LABEL, 440.0),
    LabelSize::new(25.0, 440.0),
    LabelSize::new(22.0, 480.0),
];
const LABEL_LINES: usize = 4;

/// A size of letters with the width at which a label is broken into lines, in pixels.
#[derive(Clone, Copy)]
pub(super) struct LabelSize {
    letter: f64,
    room: f64,
}

impl LabelSize {
    const fn new(letter: f64, room: f64) -> Self {
        Self { letter, room }
    }
}

/// Name and latest value; where that is not of the last period, also its period and why the last has none.
pub(super) fn end_label(line: &StyledLine<'_>, chart: &TrendChart, size: LabelSize) -> EndLabel {
    let letter = line.letter(size.letter);
    if let (LineRole::PartYear, Some(parts)) = (line.role, &chart.local_parts) {
        return part_year_label(parts, letter, size.room, chart.periods.len());
    }
    let last = chart.last();
    let latest = (0..chart.periods.len())
        .rev()
        .find_map(|at| line.known(at).map(|value| (at, value)));
    let reaches_end = latest.is_some_and(|(at, _)| at == last) && !chart.runs_past_periods();
    let words = match latest {
        Some((_, value)) if reaches_end => {
            format!("{} {}", line.label, number(value, line.decimals))
        }
        Some((at, value)) => {
            let shown = number(value, line.decimals);
            let period = &chart.periods[at];
            match line.missing(last) {
                Some(missing) => format!(
                    "{}: {} in {} ({shown} in {period})",
                    line.label, missing.reason, chart.periods[last]
                ),
                None => format!("{} {shown} in {period}", line.label),
            }
        }
        None => match (0..chart.periods.len())
            .rev()
            .find_map(|at| line.missing(at))
        {
            Some(missing) if missing.is_unknown => format!("{}: {}", line.label, missing.reason),
            Some(missing) => format!("{}: no figure published ({})", line.label, missing.reason),
            None => format!("{}: no figure published", line.label),
        },
    };
    EndLabel {
        lines: wrap_evenly(&words, letter, size.room, LABEL_LINES),
        letter,
        value: latest.map(|(_, value)| value),
        reaches_end,
    }
}

/// The label of a line whose points lie between the periods: it always names the period of the latest value.
fn part_year_label(
    parts: &PartYearLine,
    letter: LetterStyle,
    room: f64,
    periods: usize,
) -> EndLabel {
    let latest = parts
        .points
        .iter()
        .rev()
        .find_map(|point| Some((point, point.value.known()?)));
    let words = match latest {
        Some((point, value)) => format!(
            "{} {} in {}",
            parts.label,
            number(value, parts.decimals),
            point.period
        ),
        None => format!("{}: no figure", parts.label),
    };
    EndLabel {
        lines: wrap_evenly(&words, letter, room, LABEL_LINES),
        letter,
        value: latest.map(|(_, value)| value),
        reaches_end: latest.is_some_and(|(point, _)| point.place + 1.0 >= periods as f64),
    }
}
