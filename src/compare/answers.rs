//! Figures that are made of answers: of what part of the people there is one. With few of them a figure describes those who answered, and
//! nobody may call it better or worse.

use super::Comparison;
use super::panel::Panel;
use super::significance::{CountPair, counts};
use crate::observation::area::Area;

/// Of fewer than this part, in percent, no figure is called better or worse.
pub(crate) const LEAST_ANSWERED: f64 = 75.0;

/// Of what part of the people there is an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Answered<'s> {
    /// The id of the indicator that says so.
    pub(crate) indicator: &'s str,
    /// In percent.
    pub(crate) share: f64,
    pub(crate) counts: Option<CountPair>,
    pub(crate) england: Option<f64>,
}

impl Answered<'_> {
    /// The part in the comparison's period, by the panel of the indicator that says it.
    pub(super) fn of<'s>(c: &Comparison<'_>, panel: &'s Panel) -> Option<Answered<'s>> {
        let at = panel.column_where(|period| period.end == c.period.end)?;
        Some(Answered {
            indicator: &panel.indicator.id,
            share: panel.value(at, c.area)?,
            counts: counts(panel, at, c.area),
            england: panel.value(at, Area::ENGLAND),
        })
    }

    /// Whether there are too few to call the figure better or worse.
    pub(crate) fn is_too_few(&self) -> bool {
        self.share < LEAST_ANSWERED
    }
}
