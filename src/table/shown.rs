//! Numbers as people read them: rounded to a column's decimals, with thousands commas.

use super::{Cell, digits};

/// A value with `decimals` places (all it has for `None`) and thousands commas; empty where it is not finite.
///
/// Rounds half away from zero on the decimal a person would see in the file, so 2.5 is 3 and 1.005 is 1.01, as in Excel: the binary
/// value behind 1.005 lies below it, and rounding that would give 1.00. A value that rounds to zero has no sign.
pub(super) fn number(value: f64, decimals: Option<usize>) -> String {
    let exact = digits::number(value.abs());
    let rounded = match decimals {
        Some(places) => rounded(&exact, places),
        None => exact,
    };
    let grouped = grouped(&rounded);
    let is_zero = !grouped.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    if value < 0.0 && !is_zero {
        format!("-{grouped}")
    } else {
        grouped
    }
}

/// A whole number with thousands commas.
pub(super) fn whole(value: i64) -> String {
    let text = grouped(&value.unsigned_abs().to_string());
    if value < 0 { format!("-{text}") } else { text }
}

/// A cell as the terminal and Markdown show it: a symbol as itself.
pub(super) fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number { value, decimals } => number(*value, *decimals),
        Cell::Whole(value) => whole(*value),
        Cell::Symbol { code, .. } => code.clone(),
        Cell::Empty => String::new(),
    }
}

/// Decimal text without a sign, rounded half up at `places` and padded to them.
fn rounded(exact: &str, places: usize) -> String {
    if exact.is_empty() {
        return String::new();
    }
    let (whole, fraction) = exact.split_once('.').unwrap_or((exact, ""));
    let kept = fraction.chars().chain(std::iter::repeat('0')).take(places);
    let mut digits: Vec<char> = whole.chars().chain(kept).collect();
    if fraction
        .as_bytes()
        .get(places)
        .is_some_and(|next| *next >= b'5')
    {
        increment(&mut digits);
    }
    if places > 0 {
        digits.insert(digits.len() - places, '.');
    }
    digits.into_iter().collect()
}

/// Adds one to a number given by its digits.
fn increment(digits: &mut Vec<char>) {
    for digit in digits.iter_mut().rev() {
        if *digit != '9' {
            *digit = char::from_digit(digit.to_digit(10).unwrap_or(0) + 1, 10).unwrap_or('0');
            return;
        }
        *digit = '0';
    }
    digits.insert(0, '1');
}

/// The same digits with a comma before every third of the whole part.
fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::with_capacity(text.len() + whole.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounds_as_excel_shows() {
        for (value, decimals, expected) in [
            (184.0, Some(0), "184"),
            (124.5, Some(0), "125"),
            (2.5, Some(0), "3"),
            (-2.5, Some(0), "-3"),
            (1.005, Some(2), "1.01"),
            (2.675, Some(2), "2.68"),
            (99.100_000_000_000_01, Some(1), "99.1"),
            (999.95, Some(1), "1,000.0"),
            (9.5, Some(0), "10"),
            (-0.04, Some(1), "0.0"),
            (-0.0, None, "0"),
            (28_923.0, Some(0), "28,923"),
            (1_234_567.891, None, "1,234,567.891"),
            (0.1, Some(3), "0.100"),
            (f64::NAN, Some(1), ""),
        ] {
            assert_eq!(number(value, decimals), expected, "{value} to {decimals:?}");
        }
        assert_eq!(
            [whole(-1_234), whole(0), whole(999), whole(1_000_000)],
            ["-1,234", "0", "999", "1,000,000"]
        );
    }

    proptest! {
        #[test]
        fn never_further_off_than_half_a_unit(value in -1e9..1e9_f64, places in 0..6_usize) {
            let shown: f64 = number(value, Some(places)).replace(',', "").parse().unwrap();
            prop_assert!((shown - value).abs() <= 0.5 * 10_f64.powi(-i32::try_from(places).unwrap()) + 1e-6);
        }
    }
}
