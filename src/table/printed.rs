//! One number is printed alike in a table, in a sentence and on a chart, and as a person gets it who works with the published
//! decimals. Held for the newest period of every embedded indicator and every current authority.

use super::{Cell, shown};
use crate::figure::chart_number;
use crate::finding::prose::{digits, mean_digits};
use crate::observation::indicator::Indicator;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::stat::order;
use crate::stat::round::round_half_away;
use std::collections::BTreeMap;

/// Units of the last place in which published decimals are added here: 10^20 in one.
const PLACES: i32 = 20;

/// Published values by period, then by three-digit code of the area.
type PublishedFigures = BTreeMap<String, BTreeMap<u16, f64>>;

fn figures(id: &str) -> PublishedFigures {
    let path = format!("{}/data/national/{id}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut figures = PublishedFigures::new();
    let mut rows = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(path)
        .unwrap();
    for row in rows.records() {
        let row = row.unwrap();
        if let Ok(value) = row[2].parse() {
            let period = figures.entry(row[1].to_owned()).or_default();
            period.insert(row[0].parse().unwrap(), value);
        }
    }
    figures
}

/// The decimal of 15 significant digits that a published figure stands for, in units of 10^-20: some publishers print what their
/// own arithmetic left, such as 14.499999999999998.
fn units(value: f64) -> i128 {
    let text = format!("{value:.14e}");
    let (mantissa, exponent) = text.split_once('e').unwrap();
    let mantissa: i128 = mantissa.replace('.', "").parse().unwrap();
    let places = PLACES - 14 + exponent.parse::<i32>().unwrap();
    match u32::try_from(places) {
        Ok(places) => mantissa * 10_i128.pow(places),
        Err(_) => mantissa / 10_i128.pow(places.unsigned_abs()),
    }
}

/// `sum` over `count`, rounded half away from zero by whole numbers alone, without commas.
fn by_hand(sum: i128, count: usize, decimals: u8) -> String {
    let divisor = i128::try_from(count).unwrap() * 10_i128.pow(PLACES.unsigned_abs());
    let scaled = sum.abs() * 10_i128.pow(decimals.into());
    let rounded = (2 * scaled + divisor) / (2 * divisor);
    let text = format!("{rounded:0>width$}", width = usize::from(decimals) + 1);
    let (whole, fraction) = text.split_at(text.len() - usize::from(decimals));
    let sign = if sum < 0 && rounded != 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

/// Asserts that a value is printed alike everywhere; `sentence` is what words make of it.
fn assert_alike(what: &str, value: f64, decimals: u8, sentence: &str, expected: &str) {
    let cell = shown::cell(&Cell::Number {
        value,
        decimals: Some(decimals),
    });
    assert_eq!(cell.replace(',', ""), expected, "{what}: {value} by hand");
    assert_eq!(sentence, cell, "{what}: {value} in a sentence");
    let label = chart_number(value, decimals).replace('\u{2212}', "-");
    assert_eq!(label, cell, "{what}: {value} on a chart");
}

/// Checks one authority's figure among its neighbours and England; says whether it has a neighbours' mean.
fn check(
    indicator: &Indicator,
    area: u16,
    neighbours: &[u16],
    newest: &BTreeMap<u16, f64>,
    before: Option<&BTreeMap<u16, f64>>,
) -> bool {
    let own = indicator.decimals;
    let what = |of: &str| format!("{} of {area}, {of}", indicator.id);
    let single = |of: &str, value: f64| {
        let expected = by_hand(units(value), 1, own);
        assert_alike(&what(of), value, own, &digits(indicator, value), &expected);
    };
    if let Some(value) = newest.get(&area) {
        single("value", *value);
        if let Some(earlier) = before.and_then(|before| before.get(&area)) {
            let change = round_half_away(*value, own) - round_half_away(*earlier, own);
            single("change", change);
        }
    }
    let mut values: Vec<f64> = neighbours
        .iter()
        .filter_map(|area| newest.get(area).copied())
        .collect();
    let Some(mean) = order::mean(&values) else {
        return false;
    };
    let finer = indicator.mean_decimals();
    let sum = values.iter().map(|value| units(*value)).sum();
    let expected = by_hand(sum, values.len(), finer);
    let sentence = mean_digits(indicator, mean);
    assert_alike(&what("mean"), mean, finer, &sentence, &expected);
    values.sort_by(f64::total_cmp);
    let median = order::median(&values);
    let middle = units(values[(values.len() - 1) / 2]) + units(values[values.len() / 2]);
    let expected = by_hand(middle, 2, finer);
    let sentence = mean_digits(indicator, median);
    assert_alike(&what("median"), median, finer, &sentence, &expected);
    true
}

#[test]
fn tables_sentences_and_charts_print_the_same_number() {
    let reference = Reference::embedded().unwrap();
    let authorities: Vec<(u16, Vec<u16>)> = reference
        .register
        .current()
        .filter(|authority| authority.area.is_authority())
        .map(|authority| {
            let ten = reference
                .neighbours
                .of(NeighbourList::DEFAULT, authority.area);
            (authority.area.0, ten.iter().map(|n| n.area.0).collect())
        })
        .collect();
    let mut means = 0;
    for entry in reference.catalogue.entries() {
        let indicator = entry.indicator(&entry.id, None);
        let figures = figures(&entry.id);
        let mut newest_first = figures.values().rev();
        let newest = newest_first.next().unwrap();
        let before = newest_first.next();
        if let Some(england) = newest.get(&crate::observation::area::Area::ENGLAND.0) {
            let (decimals, printed) = (indicator.decimals, digits(&indicator, *england));
            let expected = by_hand(units(*england), 1, decimals);
            assert_alike(&entry.id, *england, decimals, &printed, &expected);
        }
        for (area, neighbours) in &authorities {
            means += usize::from(check(&indicator, *area, neighbours, newest, before));
        }
    }
    assert!(means > 19_000, "only {means} means were checked");
}
