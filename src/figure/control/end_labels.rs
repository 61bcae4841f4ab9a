//! The labels at the right of a control chart: the latest figure, then target, limits and mean as they hold there.

use super::chart::ControlChart;
use crate::figure::layout::{lines_width, number, wrap_evenly};
use crate::figure::letter::LetterStyle;
use crate::figure::theme::{AXIS_LINE, DARK_BLUE, DARK_PINK, Dash, LABEL, LEADING, Stroke};
use crate::figure::value_area::AXIS_LETTER;

const OWN_LETTER: LetterStyle = LetterStyle::bold(LABEL).coloured(DARK_BLUE);
pub(super) const OWN_LINE: Stroke = Stroke::solid(DARK_BLUE, 3.5);
pub(super) const MEAN: Stroke = Stroke::solid(AXIS_LINE, 3.0);
pub(super) const LIMIT: Stroke = Stroke {
    dash: Dash::Dashed,
    ..Stroke::solid(AXIS_LINE, 3.0)
};
pub(super) const TARGET: Stroke = Stroke {
    dash: Dash::Dotted,
    ..Stroke::solid(DARK_PINK, 4.0)
};
/// Width at which labels are broken into lines.
const COLUMN: f64 = 270.0;

/// A label with the value it stands for and the line of that value.
pub(super) struct ControlLabel {
    pub(super) lines: Vec<String>,
    pub(super) letter: LetterStyle,
    pub(super) value: f64,
    pub(super) stroke: Stroke,
    /// Whether the line reaches the right edge, so that a leader can join the two.
    pub(super) joined: bool,
}

impl ControlLabel {
    fn new(words: &str, letter: LetterStyle, value: f64, stroke: Stroke, joined: bool) -> Self {
        Self {
            lines: wrap_evenly(words, letter, COLUMN, 3),
            letter,
            value,
            stroke,
            joined,
        }
    }

    /// The label of a target or limit, whose line always reaches the right edge.
    fn of_line(words: &str, value: f64, stroke: Stroke) -> Self {
        Self::new(words, AXIS_LETTER, value, stroke, true)
    }

    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.letter.size * LEADING + 4.0
    }

    pub(super) fn width(&self) -> f64 {
        lines_width(&self.lines, self.letter)
    }
}

pub(super) fn end_labels(chart: &ControlChart) -> Vec<ControlLabel> {
    let mut labels = vec![latest(chart)];
    if let Some((words, value)) = &chart.target {
        labels.push(ControlLabel::of_line(words, *value, TARGET));
    }
    if let Some(run) = chart.limit_runs().last() {
        let limits = run.limits;
        let lower = chart.lower_limit(limits);
        let lines = [
            ("Upper limit", Some(limits.upper), LIMIT),
            ("Mean", Some(limits.mean), MEAN),
            ("Lower limit", lower, LIMIT),
        ];
        labels.extend(lines.into_iter().filter_map(|(name, value, stroke)| {
            let value = value?;
            let words = format!("{name} {}", chart.limit_text(value));
            Some(ControlLabel::of_line(&words, value, stroke))
        }));
    }
    labels
}

/// The latest figure, with its period where that is not the last.
fn latest(chart: &ControlChart) -> ControlLabel {
    let Some((at, _, value)) = chart.known().next_back() else {
        let words = format!("{}: no figure", chart.own);
        return ControlLabel::new(&words, OWN_LETTER, 0.0, OWN_LINE, false);
    };
    let is_last = at + 1 == chart.periods.len();
    let mut words = format!("{} {}", chart.own, number(value, chart.decimals));
    if !is_last {
        words += &format!(" in {}", chart.periods[at]);
    }
    ControlLabel::new(&words, OWN_LETTER, value, OWN_LINE, is_last)
}
