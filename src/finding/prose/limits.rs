//! The limits of an interval in a sentence, so that a reader sees them leave out what they leave out.

use crate::observation::indicator::Indicator;
use crate::stat::interval::Interval;
use crate::stat::round::{format_number, round_half_away};

/// The limits of an interval as they are printed, and the figure that they are held against.
pub(crate) struct PrintedInterval {
    pub(crate) low: String,
    pub(crate) high: String,
    /// The other figure: as published, or finer where rounding would hide that the interval leaves it out.
    pub(crate) other: f64,
    /// Decimals of the other figure.
    pub(crate) decimals: u8,
}

/// Prints an interval that leaves a figure out so that a reader sees it leave it out: one more digit, or "just over".
pub(crate) fn interval_apart(
    indicator: &Indicator,
    interval: Interval,
    (published, unrounded): (f64, f64),
) -> PrintedInterval {
    let own = indicator.decimals;
    let is_above = interval.lower > unrounded;
    let near = if is_above {
        interval.lower
    } else {
        interval.upper
    };
    let plain = |value: f64| format_number(value, own);
    let printed = PrintedInterval {
        low: plain(interval.lower),
        high: plain(interval.upper),
        other: published,
        decimals: own,
    };
    if interval.contains(unrounded) || is_beyond(near, published, own, is_above) {
        return printed;
    }
    let (decimals, other) = if is_beyond(near, unrounded, own + 1, is_above) {
        (own + 1, unrounded)
    } else {
        (own, published)
    };
    let near = if decimals > own {
        format_number(near, decimals)
    } else {
        let just = if is_above { "just over" } else { "just under" };
        format!("{just} {}", plain(other))
    };
    let far = |value: f64| format_number(value, decimals);
    if is_above {
        PrintedInterval {
            low: near,
            high: far(interval.upper),
            other,
            decimals,
        }
    } else {
        PrintedInterval {
            low: far(interval.lower),
            high: near,
            other,
            decimals,
        }
    }
}

/// Whether one figure is printed beyond another.
fn is_beyond(figure: f64, other: f64, decimals: u8, is_above: bool) -> bool {
    let (figure, other) = (
        round_half_away(figure, decimals),
        round_half_away(other, decimals),
    );
    if is_above {
        figure > other
    } else {
        figure < other
    }
}
