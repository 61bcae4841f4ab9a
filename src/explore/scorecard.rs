//! The scorecard that stands on the page before its script runs, and where none does: printed by the rule of the page itself
//! (`page/words.js`), so that nothing changes its look when the script comes, and no cell is blank.

use super::page::StaticRow;
use crate::compare::Comparison;
use crate::finding::prose::{self, pages};
use crate::observation::indicator::Indicator;
use crate::observation::reading::Reading;
use crate::stat::round::format_number;

/// A true minus sign, as the page has it.
const MINUS: &str = "\u{2212}";
/// What stands where a place has no row, or a total no place among others.
const NONE: &str = "none";

impl StaticRow {
    /// One indicator of the authority beside its neighbours, its region and England.
    pub(crate) fn of(c: &Comparison<'_>) -> StaticRow {
        let alone = alone(c.indicator);
        let beside = |set: Option<String>| alone.map_or(set, |why| Some(why.to_owned()));
        let region = c.region.map(|(_, reading)| shown(c.indicator, reading));
        let england = Some(shown(c.indicator, c.england)).filter(|_| c.england_misfits().is_none());
        let place = c.comparable_rank().map(prose::place_of);
        StaticRow {
            title: pages::named_as_own(c.indicator),
            unit: c.indicator.unit.axis(),
            value: shown(c.indicator, c.reading),
            period: c.period.short().to_string(),
            change: change(c).unwrap_or_else(|| "not like for like".to_owned()),
            neighbours: beside(Some(mean(c))).unwrap_or_default(),
            region: beside(region).unwrap_or_else(|| NONE.to_owned()),
            england: beside(england).unwrap_or_else(|| "not set beside it".to_owned()),
            place: beside(place).unwrap_or_else(|| NONE.to_owned()),
        }
    }
}

/// Why a figure is not set beside those of other places.
fn alone(of: &Indicator) -> Option<&'static str> {
    if of.local {
        return Some("local");
    }
    of.is_total().then_some("a total")
}

/// "−13.2", "23.4%", "£2,010".
fn figure(of: &Indicator, value: f64, decimals: u8) -> String {
    let printed = format_number(value, decimals);
    let (sign, size) = match printed.strip_prefix('-') {
        Some(size) => (MINUS, size),
        None => ("", printed.as_str()),
    };
    let (before, _) = of.unit.around();
    let behind = if of.is_percentage() { "%" } else { "" };
    format!("{sign}{before}{size}{behind}")
}

/// A figure, or the symbol that stands in its place.
fn shown(of: &Indicator, reading: Reading) -> String {
    match reading.value() {
        Some(value) => figure(of, value, of.decimals),
        None if reading.status().symbol().is_empty() => NONE.to_owned(),
        None => reading.status().symbol().to_owned(),
    }
}

/// The neighbours' mean, or how many of them have a figure where those are too few.
fn mean(c: &Comparison<'_>) -> String {
    match c.comparable_neighbours() {
        Some(spread) => figure(c.indicator, spread.mean, c.indicator.mean_decimals()),
        None if c.is_total() => NONE.to_owned(),
        None => format!(
            "{} of {}",
            c.neighbours.with_data(),
            c.neighbours.members.len()
        ),
    }
}

/// "+4.1" or "−13.2" in the unit of the figure, without its per cent sign: a difference of shares is in points.
fn change(c: &Comparison<'_>) -> Option<String> {
    let change = c.printed_change()?;
    let size = format_number(change.abs(), c.indicator.decimals);
    if !size.contains(|digit: char| matches!(digit, '1'..='9')) {
        return Some("no change".to_owned());
    }
    let (before, _) = c.indicator.unit.around();
    let sign = if change > 0.0 { "+" } else { MINUS };
    Some(format!("{sign}{before}{size}"))
}
