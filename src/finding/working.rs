//! Working in numbers, so that an officer can do it again with a calculator: what the kinds of findings share.

use crate::compare::Comparison;
use crate::compare::panel::PeriodColumn;
use crate::stat::interval::Limits;
use crate::stat::round::format_number;

/// One step of `explain`: what it is about, and its facts.
pub(crate) type WorkingStep = (&'static str, Vec<String>);

/// A period as published.
pub(super) fn label<'s>(c: &Comparison<'s>, column: PeriodColumn) -> &'s str {
    &c.panel.period(column).label
}

/// A number of a working with four decimals, which are enough to compare a sum done by hand.
pub(super) fn four(value: f64) -> String {
    format_number(value, 4)
}

/// "95%: 168.31 to 199.94; 99.8%: …".
pub(super) fn both_limits(limits: &Limits) -> String {
    let Limits { p95, p998 } = limits;
    format!(
        "95%: {} to {}; 99.8%: {} to {}",
        four(p95.lower),
        four(p95.upper),
        four(p998.lower),
        four(p998.upper)
    )
}

/// Two significant figures are all that a p bears.
pub(super) fn p_value(value: f64) -> String {
    if value < 0.001 {
        "less than 0.001".to_owned()
    } else {
        format_number(value, 3)
    }
}
