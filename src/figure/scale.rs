//! From values to pixels: round tick values that people can read, and a linear scale.

use super::layout::{lines_width, number};
use super::letter::LetterStyle;

/// A value axis: its two ends, both multiples of `step`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ValueAxis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
}

impl ValueAxis {
    /// The axis that covers `values` with about `ticks` steps of 1, 2, 2.5 or 5 times a power of ten. `from_zero` puts zero on the
    /// axis. `whole` allows whole steps only, for counts and rates that are printed without decimals.
    pub(super) fn covering(
        values: impl IntoIterator<Item = f64>,
        ticks: u8,
        from_zero: bool,
        whole: bool,
    ) -> Self {
        let (mut low, mut high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if from_zero {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if high - low < f64::EPSILON * high.abs().max(low.abs()).max(1.0) {
            // A single value is shown with room around it instead of on an edge.
            let room = if high == 0.0 { 1.0 } else { high.abs() * 0.1 };
            low = if from_zero || low == 0.0 {
                low
            } else {
                low - room
            };
            high += room;
        }
        let mut step = nice_step((high - low) / f64::from(ticks));
        if whole && step.fract() != 0.0 {
            step = step.floor().max(1.0);
        }
        Self {
            low: (low / step + 1e-9).floor() * step,
            high: (high / step - 1e-9).ceil() * step,
            step,
        }
    }

    /// The tick values from `low` to `high`: multiples of the step.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let first = (self.low / self.step).round();
        let count = ((self.high - self.low) / self.step).round();
        let mut ticks = Vec::new();
        let mut at = 0.0;
        while at <= count {
            let tick = (first + at) * self.step;
            ticks.push(if tick == 0.0 { 0.0 } else { tick });
            at += 1.0;
        }
        ticks
    }

    /// A tick as it is printed, with the decimals that the step needs.
    pub(super) fn label(&self, tick: f64) -> String {
        let decimals = (0_u8..=9).find(|places| {
            let scaled = self.step * 10_f64.powi(i32::from(*places));
            (scaled - scaled.round()).abs() < 1e-6
        });
        number(tick, decimals.unwrap_or(9))
    }

    /// The width in pixels of the widest label of a tick.
    pub(super) fn label_width(&self, letter: LetterStyle) -> f64 {
        let labels: Vec<String> = self.ticks().iter().map(|tick| self.label(*tick)).collect();
        lines_width(&labels, letter)
    }

    /// Where `value` lies between pixel `start` (for `low`) and `end` (for `high`).
    pub(super) fn place(&self, value: f64, start: f64, end: f64) -> f64 {
        start + (value - self.low) / (self.high - self.low) * (end - start)
    }
}

/// The least step of 1, 2, 2.5, 5 or 10 times a power of ten that is not below `raw`.
fn nice_step(raw: f64) -> f64 {
    let power = 10_f64.powf(raw.log10().floor());
    let lead = raw / power;
    let nice = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .find(|step| *step >= lead - 1e-9);
    // A power below one is divided by, not multiplied with: the results are then the nearest numbers to 0.1 and 0.01.
    let nice = nice.unwrap_or(10.0);
    if power < 1.0 {
        nice / (1.0 / power).round()
    } else {
        nice * power
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(axis: ValueAxis) -> Vec<String> {
        axis.ticks()
            .into_iter()
            .map(|tick| axis.label(tick))
            .collect()
    }

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        for (values, from_zero, expected) in [
            (
                vec![60.0, 228.0],
                true,
                vec!["0", "50", "100", "150", "200", "250"],
            ),
            (
                vec![160.0, 228.0],
                false,
                vec!["160", "180", "200", "220", "240"],
            ),
            (vec![0.02, 0.13], true, vec!["0.00", "0.05", "0.10", "0.15"]),
            (
                vec![-3.0, 4.0],
                true,
                vec!["\u{2212}4", "\u{2212}2", "0", "2", "4"],
            ),
            (
                vec![12_345_678.0],
                true,
                vec![
                    "0",
                    "2,500,000",
                    "5,000,000",
                    "7,500,000",
                    "10,000,000",
                    "12,500,000",
                ],
            ),
            (vec![], true, vec!["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ] {
            let axis = ValueAxis::covering(values.clone(), 5, from_zero, false);
            assert_eq!(labels(axis), expected, "{values:?}");
        }
    }

    #[test]
    fn whole_numbers_have_whole_ticks() {
        let axis = ValueAxis::covering([0.0, 2.0], 5, true, true);
        assert_eq!(labels(axis), ["0", "1", "2"]);
        let axis = ValueAxis::covering([0.0, 12.0], 5, true, true);
        assert_eq!(labels(axis), ["0", "2", "4", "6", "8", "10", "12"]);
    }

    proptest! {
        #[test]
        fn an_axis_holds_its_values(a in -1e9..1e9_f64, b in -1e3..1e3_f64, from_zero: bool) {
            let axis = ValueAxis::covering([a, b], 5, from_zero, false);
            let slack = axis.step * 1e-6;
            prop_assert!(axis.low <= a.min(b) + slack && axis.high >= a.max(b) - slack && axis.low < axis.high);
            prop_assert!(axis.ticks().len() <= 8);
            prop_assert!(!from_zero || (axis.low <= 0.0 && axis.high >= 0.0));
        }
    }
}
