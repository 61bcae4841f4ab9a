//! Numbers as people read them: rounded to a column's decimals by [`format_number`], with thousands commas.

use super::{Cell, digits};
use crate::stat::round::{format_number, settled, with_commas};

/// A value with `decimals` places, or with those of [`settled`] for `None`, and thousands commas; empty where it is not finite.
pub(super) fn number(value: f64, decimals: Option<u8>) -> String {
    match decimals {
        Some(places) => format_number(value, places),
        None if value < 0.0 && value.is_finite() => {
            format!("-{}", with_commas(&digits::number(settled(-value))))
        }
        None => with_commas(&digits::number(settled(value.abs()))),
    }
}

/// A whole number with thousands commas.
pub(super) fn whole(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", with_commas(&value.unsigned_abs().to_string()))
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
            (83.149_999_999_999_99, Some(1), "83.2"),
            (-1_234.5, None, "-1,234.5"),
            (f64::NAN, Some(1), ""),
            (f64::NEG_INFINITY, None, ""),
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
        fn never_further_off_than_half_a_unit(value in -1e9..1e9_f64, places in 0..6_u8) {
            let shown: f64 = number(value, Some(places)).replace(',', "").parse().unwrap();
            prop_assert!((shown - value).abs() <= 0.5 * 10_f64.powi(-i32::from(places)) + 1e-6);
        }
    }
}
