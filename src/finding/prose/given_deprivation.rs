//! Words about rates beside what deprivation alone would lead one to expect.

use super::{Prose, digits, list, quantity};
use crate::compare::Comparison;
use crate::compare::expected::{ExpectedRate, LEAST_R_SQUARED};
use crate::observation::area::Area;
use crate::stat::round::format_number;
use crate::stat::verdict::Side;

pub(crate) const TITLE: &str = "Rates beside what deprivation alone would lead one to expect";
pub(crate) const SHARE_AXIS: &str =
    "Share of small areas among England’s most deprived tenth (2019), %";
pub(crate) const EXPECTED: &str = "expected from deprivation alone, by all authorities";
pub(crate) const RANGE: &str = "95% range of places as deprived";
pub(crate) const OUTSIDE: &str = "Outside the 95% range of places as deprived";

/// Where a rate lies in the range of places as deprived; what there is to say where nothing is expected.
pub(crate) fn side(of: Option<&ExpectedRate>) -> &'static str {
    match of.map(ExpectedRate::beyond) {
        Some(Some(Side::Above)) => "above",
        Some(Some(Side::Below)) => "below",
        Some(None) => "within",
        None => "not held against deprivation",
    }
}

/// What must be read with such a table.
pub(crate) fn notes(any: Option<&ExpectedRate>) -> Vec<String> {
    let mut notes = vec![
        "Expected: what the authority’s share of small areas among England’s most deprived tenth (Index of Multiple Deprivation 2019; counted by \
         us, not official) leads one to expect, by a line through all other authorities of the same year. From, to: where 95 of 100 places \
         as deprived would lie."
            .to_owned(),
        format!(
            "A rate is held against deprivation only where that line accounts for at least {}% of the differences between authorities that it \
             has not seen.",
            format_number(LEAST_R_SQUARED * 100.0, 0)
        ),
        "It shows how rates go with deprivation, not why, and no rate that an authority ought to have.".to_owned(),
    ];
    if let Some(of) = any {
        notes.push(format!("{}.", of_place(of)));
    }
    notes
}

fn of_place(of: &ExpectedRate) -> String {
    super::share_of_small_areas(of.share)
}

impl Prose<'_> {
    /// Why an indicator is not held against deprivation, in a sentence.
    pub(crate) fn without_expectation(&self, c: &Comparison<'_>) -> String {
        let short = &c.indicator.short;
        match c.deprivation_r_squared() {
            Some(worth) if worth < LEAST_R_SQUARED => format!(
                "{short}: deprivation says little about this ({}% of the differences between authorities left out).",
                format_number(worth.max(0.0) * 100.0, 0)
            ),
            Some(_) => format!(
                "{short}: no count above zero is published for {}.",
                self.said_name(c.area)
            ),
            None => format!(
                "{short}: only rates whose counts are published are held against deprivation."
            ),
        }
    }

    /// The text alternative of the picture.
    pub(crate) fn deprivation_alt(
        &self,
        c: &Comparison<'_>,
        all: &[(Area, ExpectedRate)],
    ) -> String {
        let own = all.iter().find(|(area, _)| *area == c.area).map(|(_, of)| {
            format!(
                "{}: {}, where {} would be expected, {} to {} in places as deprived; {}. ",
                self.short(c.area),
                digits(c.indicator, of.rate),
                digits(c.indicator, of.expected),
                digits(c.indicator, of.limits.p95.lower),
                digits(c.indicator, of.limits.p95.upper),
                of_place(of)
            )
        });
        let outside: Vec<String> = all
            .iter()
            .filter(|(_, of)| of.beyond().is_some())
            .map(|(area, of)| format!("{} {}", self.short(*area), digits(c.indicator, of.rate)))
            .collect();
        let outside = if outside.is_empty() {
            "none".to_owned()
        } else {
            list(&outside)
        };
        format!(
            "Scatter chart of {} authorities by deprivation, {}. {}Outside the range of places as deprived: {outside}.",
            all.len(),
            c.period.short(),
            own.unwrap_or_default()
        )
    }

    /// What the picture says, as its title.
    pub(crate) fn deprivation_message(
        &self,
        c: &Comparison<'_>,
        own: Option<&ExpectedRate>,
    ) -> String {
        match own {
            Some(of) => format!(
                "{} where about {} would be expected",
                quantity(c.indicator, of.rate),
                digits(c.indicator, of.expected)
            ),
            None => "no count to hold against deprivation".to_owned(),
        }
    }
}
