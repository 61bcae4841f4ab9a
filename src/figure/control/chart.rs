//! The words and values of a control chart, and what they imply: which points share limits, and where a rule is broken.

use crate::figure::layout::number;
use crate::figure::parts::{Caption, ChartPoint};

/// The limits that hold at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ProcessLimits {
    /// 0 at first; one more each time the limits are calculated anew.
    pub(crate) group: usize,
    pub(crate) mean: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

/// A rule that a point breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BrokenRule {
    /// Whether the point lies on the upper side, which is neither good nor bad in itself.
    pub(crate) high: bool,
    /// "above the upper limit". Neighbouring points that break the same rule share one label.
    pub(crate) rule: String,
}

/// One point of a control chart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ControlDot {
    pub(crate) value: ChartPoint,
    /// Nothing where there is no figure.
    pub(crate) limits: Option<ProcessLimits>,
    pub(crate) signal: Option<BrokenRule>,
}

/// Points in order about their mean, between process limits (XmR).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ControlChart {
    pub(crate) caption: Caption,
    /// The value axis in words.
    pub(crate) unit: String,
    pub(crate) decimals: u8,
    /// Name at the end of the line.
    pub(crate) own: String,
    pub(crate) periods: Vec<String>,
    /// One a period; what is missing at the end counts as absent.
    pub(crate) dots: Vec<ControlDot>,
    /// A target with its name: "Target 90".
    pub(crate) target: Option<(String, f64)>,
}

/// Neighbouring points under the same limits.
#[derive(Clone, Copy)]
pub(super) struct LimitRun {
    /// Indices of its first and last point.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) limits: ProcessLimits,
}

/// Points on one side that break the same rule, with few other points between them.
pub(super) struct RuleRun<'a> {
    pub(super) signal: &'a BrokenRule,
    pub(super) points: Vec<usize>,
    /// Where the last point that breaks any rule on this side stands among those with a figure.
    end: usize,
}

/// Two points belong to one run where they are no further apart than this among those with a figure: a rule is then named once.
const APART: usize = 3;

impl ControlChart {
    /// The points with a figure, each with its index and its value.
    pub(super) fn known(&self) -> impl DoubleEndedIterator<Item = (usize, &ControlDot, f64)> {
        let dots = self.shown().iter().enumerate();
        dots.filter_map(|(at, dot)| Some((at, dot, dot.value.known()?)))
    }

    /// The points of the periods shown, with or without a figure.
    pub(super) fn shown(&self) -> &[ControlDot] {
        &self.dots[..self.dots.len().min(self.periods.len())]
    }

    pub(super) fn any_missing(&self) -> bool {
        self.shown().iter().any(|dot| dot.value.missing().is_some())
    }

    pub(super) fn limit_runs(&self) -> Vec<LimitRun> {
        let mut runs: Vec<LimitRun> = Vec::new();
        for (at, limits) in self
            .known()
            .filter_map(|(at, dot, _)| Some((at, dot.limits?)))
        {
            match runs.last_mut() {
                Some(run) if run.limits.group == limits.group => run.last = at,
                _ => runs.push(LimitRun {
                    first: at,
                    last: at,
                    limits,
                }),
            }
        }
        runs
    }

    pub(super) fn rule_runs(&self) -> Vec<RuleRun<'_>> {
        let mut runs: Vec<RuleRun<'_>> = Vec::new();
        for (order, (at, dot, _)) in self.known().enumerate() {
            let Some(signal) = &dot.signal else {
                continue;
            };
            let mut named = false;
            for run in runs
                .iter_mut()
                .filter(|run| run.signal.high == signal.high && order - run.end <= APART)
            {
                run.end = order;
                if run.signal == signal {
                    run.points.push(at);
                    named = true;
                }
            }
            if !named {
                runs.push(RuleRun {
                    signal,
                    points: vec![at],
                    end: order,
                });
            }
        }
        runs
    }

    /// The lower limit, unless it lies below zero and no figure does: such a limit cannot be reached.
    pub(super) fn lower_limit(&self, limits: ProcessLimits) -> Option<f64> {
        let signed = self.known().any(|(_, _, value)| value < 0.0);
        Some(limits.lower).filter(|lower| signed || *lower >= 0.0)
    }

    /// A mean or limit as it is printed: with at least one decimal, since those of whole numbers are seldom whole.
    pub(super) fn limit_text(&self, value: f64) -> String {
        number(value, self.decimals.max(1))
    }
}
