//! Rates beside what deprivation alone would lead one to expect, a row an authority and indicator.

use super::Table;
use super::cell::{Cell, number, reading, text, whole};
use super::columns::TableColumns;
use crate::compare::Comparison;
use crate::compare::expected::ExpectedRate;
use crate::finding::prose::{Prose, given_deprivation as words};

/// One authority in one indicator; without an expected rate where deprivation says little about it, or where its counts are not known.
pub(crate) struct ExpectedRow<'c, 's> {
    pub(crate) c: &'c Comparison<'s>,
    pub(crate) expected: Option<ExpectedRate>,
}

impl<'c, 's> ExpectedRow<'c, 's> {
    pub(crate) fn of(c: &'c Comparison<'s>) -> Self {
        ExpectedRow {
            c,
            expected: c.expected(),
        }
    }

    fn number(&self, of: fn(&ExpectedRate) -> f64) -> Cell {
        number(self.expected.as_ref().map(of), None)
    }

    /// A rate as the indicator is printed.
    fn rate(&self, of: fn(&ExpectedRate) -> f64) -> Cell {
        number(
            self.expected.as_ref().map(of),
            Some(self.c.indicator.decimals),
        )
    }
}

/// Everything, tidy: for programs.
pub(crate) fn full(rows: &[ExpectedRow<'_, '_>], prose: Prose<'_>) -> Table {
    let columns = TableColumns::<&ExpectedRow<'_, '_>>::new()
        .text("authority", "authority", |row| text(prose.name(row.c.area)))
        .text("la_code", "la_code", |row| text(row.c.area.la_code()))
        .text("indicator", "indicator", |row| text(row.c.indicator.id.as_str()))
        .text("period", "period", |row| text(row.c.period.label.as_str()))
        .number("rate", "rate", |row| row.number(|of| of.rate))
        .about("count over population, unrounded, in the indicator’s unit")
        .number("count", "count", |row| row.number(|of| of.count))
        .number("population", "population", |row| row.number(|of| of.population))
        .number("deprived_share", "deprived_share", |row| row.number(|of| of.share))
        .about("part of the small areas that are among England’s most deprived tenth (2019), 0 to 1; not official")
        .number("expected", "expected", |row| row.number(|of| of.expected))
        .about("by the line through all other authorities")
        .number("lower95", "lower95", |row| row.number(|of| of.limits.p95.lower))
        .about("where one more authority as deprived would lie")
        .number("upper95", "upper95", |row| row.number(|of| of.limits.p95.upper))
        .about("where one more authority as deprived would lie")
        .number("lower998", "lower998", |row| row.number(|of| of.limits.p998.lower))
        .number("upper998", "upper998", |row| row.number(|of| of.limits.p998.upper))
        .number("expected_count", "expected_count", |row| row.number(ExpectedRate::expected_count))
        .about("people that the expected rate would be")
        .text("side", "side", |row| text(words::side(row.expected.as_ref())))
        .about("above, below or within the 95% limits; or why there is none")
        .number("r_squared_left_out", "r_squared_left_out", |row| {
            number(row.c.deprivation_r_squared(), None)
        })
        .about("how much of the spread the line accounts for in authorities left out; below 0.2 nothing is expected")
        .number("intercept", "intercept", |row| row.number(|of| of.line.intercept))
        .number("slope", "slope", |row| row.number(|of| of.line.slope))
        .number("residual_sd", "residual_sd", |row| row.number(|of| of.line.sigma))
        .whole("authorities", "authorities", |row| {
            whole(row.expected.as_ref().map(|of| of.areas))
        });
    columns.table("expected", words::TITLE, rows)
}

/// What fits a page.
pub(crate) fn for_people(rows: &[ExpectedRow<'_, '_>], prose: Prose<'_>, many: bool) -> Table {
    let mut columns = TableColumns::<&ExpectedRow<'_, '_>>::new();
    if many {
        columns = columns.text("authority", "Authority", |row| text(prose.name(row.c.area)));
    }
    let columns = columns
        .text("indicator", "Indicator", |row| {
            text(row.c.indicator.short.as_str())
        })
        .text("period", "Period", |row| text(row.c.period.label.as_str()))
        .number("value", "Rate", |row| {
            reading(row.c.reading, Some(row.c.indicator.decimals))
        })
        .number("expected", "Expected", |row| row.rate(|of| of.expected))
        .number("lower95", "From", |row| row.rate(|of| of.limits.p95.lower))
        .number("upper95", "to", |row| row.rate(|of| of.limits.p95.upper))
        .text("side", "In places as deprived", |row| {
            text(words::side(row.expected.as_ref()))
        });
    let mut table = columns.table("expected", words::TITLE, rows);
    table.notes = words::notes(rows.iter().find_map(|row| row.expected.as_ref()));
    table
}
