//! Rounding and printing numbers for readers. Verdicts are taken on unrounded values; only what is shown passes here.
//!
//! [`format_number`] is the one place that decides how a rounded value is printed: in a sentence, a cell, a chart's label, on an
//! axis, in HTML and as the text of a cell in a spreadsheet. Files for programs (the benchmark table, JSON, Parquet, Arrow) hold unrounded
//! values; a CSV of one table and the sums of `explain` hold all digits that a value bears ([`without_noise`]).

/// More decimals than this say nothing that an `f64` holds.
pub(crate) const MOST_DECIMALS: u8 = 15;
/// From here on an `f64` has no digits to spare after the point.
const WHOLE_FROM: f64 = 1e15;

/// Rounds half away from zero to `decimals` places, as DfE does. `NaN` and the infinities come back as they are, `-0.0` as `0.0`.
///
/// The result is what a person gets who works with the published decimals: who adds ten figures of one decimal, divides by ten
/// and rounds. Their mean can be exactly 83.15, which rounds to 83.2; an `f64` holds neither the figures nor the mean exactly, and
/// the sum of ten comes out as 83.14999999999999, whose shortest decimal would round to 83.1. So the value is read as the
/// decimal of 15 significant digits nearest to it: every decimal of that length has an `f64` of its own, and the noise of a
/// few additions stands behind the 15th digit. By the same rule 1.005 gives 1.01 and 2.675 gives 2.68. Excel reads a number so too.
pub(crate) fn round_half_away(value: f64, decimals: u8) -> f64 {
    let decimals = decimals.min(MOST_DECIMALS);
    match scaled(value, decimals) {
        Some(0) => 0.0,
        // Both are below 2^53 for any value met in practice, so the quotient is the nearest f64 to the decimal.
        Some(units) => (units as f64 / 10f64.powi(i32::from(decimals))).copysign(value),
        None => value,
    }
}

/// A value for a reader: rounded as by [`round_half_away`], `decimals` places always shown, thousands parted by commas, never "-0".
/// A value that is not finite gives an empty string: no reader is to meet `NaN`.
pub(crate) fn format_number(value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let decimals = decimals.min(MOST_DECIMALS);
    let places = usize::from(decimals);
    let (mut digits, is_zero) = match scaled(value, decimals) {
        Some(units) => (format!("{units:0>width$}", width = places + 1), units == 0),
        None => (format!("{:.0}{}", value.abs(), "0".repeat(places)), false),
    };
    if places > 0 {
        digits.insert(digits.len() - places, '.');
    }
    let sign = if value < 0.0 && !is_zero { "-" } else { "" };
    format!("{sign}{}", with_commas(&digits))
}

/// A value with all the digits that it bears, for a reader who does the sum again: [`without_noise`], and no commas.
pub(crate) fn format_all_digits(value: f64) -> String {
    if value.is_finite() {
        without_noise(value).to_string()
    } else {
        String::new()
    }
}

/// The decimal of 15 significant digits that is nearest to a value: what [`round_half_away`] takes the value for, and what Excel
/// shows of it. A mean of ten figures that comes out as 83.14999999999999 is 83.15.
pub(crate) fn without_noise(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// Digits, with or without a point, with a comma before every third of the whole part: "1234.5" gives "1,234.5".
pub(crate) fn with_commas(digits: &str) -> String {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::with_capacity(digits.len() + whole.len() / 3);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

/// |value| in units of the last place shown, rounded half up; `None` when it is not finite or too large to have decimals.
fn scaled(value: f64, decimals: u8) -> Option<u128> {
    if !value.is_finite() || value.abs() >= WHOLE_FROM {
        return None;
    }
    let text = format!("{:.14e}", value.abs());
    let (mantissa, exponent) = text.split_once('e')?;
    let mantissa: u128 = mantissa.replace('.', "").parse().ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    let dropped = 14 - exponent - i32::from(decimals);
    let unit = 10u128.checked_pow(dropped.unsigned_abs());
    if dropped <= 0 {
        return mantissa.checked_mul(unit?);
    }
    // Beyond 10^38 the divisor overflows and the quotient is nothing.
    Some(unit.map_or(0, |unit| (mantissa + unit / 2) / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_as_a_reader_sees_them() {
        for (value, decimals, expected) in [
            (1.005, 2, 1.01),
            (2.675, 2, 2.68),
            (-2.675, 2, -2.68),
            (0.5, 0, 1.0),
            (1.5, 0, 2.0),
            (2.5, 0, 3.0),
            (-0.5, 0, -1.0),
            (0.05, 1, 0.1),
            (0.045, 2, 0.05),
            (4.35 * 100.0, 0, 435.0),
            (1.1 * 1.1 * 100.0 - 0.5, 0, 121.0),
            (99.100_000_000_000_01, 1, 99.1),
            (0.499999, 0, 0.0),
            (66.6666666666, 1, 66.7),
            (9.995, 2, 10.0),
            (83.149_999_999_999_99, 1, 83.2),
            (83.149_999_9, 1, 83.1),
            (3.949_999_999_999_999_7, 1, 4.0),
            (1e-300, 15, 0.0),
            (123456789012.345, 2, 123456789012.35),
            (1e18, 3, 1e18),
        ] {
            assert_eq!(
                round_half_away(value, decimals),
                expected,
                "{value} to {decimals}"
            );
        }
        assert!(round_half_away(-0.04, 1).is_sign_positive());
        assert!(round_half_away(f64::NAN, 1).is_nan());
    }

    #[test]
    fn numbers_are_printed_with_commas_and_all_their_places() {
        for (value, decimals, expected) in [
            (0.0, 0, "0"),
            (-0.0, 1, "0.0"),
            (-0.04, 1, "0.0"),
            (-0.05, 1, "-0.1"),
            (1.005, 2, "1.01"),
            (999.95, 1, "1,000.0"),
            (-1234.5, 0, "-1,235"),
            (12183016.0, 0, "12,183,016"),
            (123456.0, 3, "123,456.000"),
            (0.001, 2, "0.00"),
            (1e15, 1, "1,000,000,000,000,000.0"),
            (f64::NAN, 1, ""),
            (f64::INFINITY, 0, ""),
        ] {
            assert_eq!(
                format_number(value, decimals),
                expected,
                "{value} to {decimals}"
            );
        }
    }

    #[test]
    fn all_digits_are_those_that_the_value_bears() {
        let tenth_sum: f64 = (0..10).map(|_| 0.1).sum();
        for (value, expected) in [
            (83.149_999_999_999_99, "83.15"),
            (135.299_999_999_999_98, "135.3"),
            (0.1 + 0.2, "0.3"),
            (-(0.1 + 0.2), "-0.3"),
            (tenth_sum, "1"),
            (1.0 / 3.0, "0.333333333333333"),
            (184.0, "184"),
            (0.0, "0"),
            (12_183_016.0, "12183016"),
            (123_456_789_012.345, "123456789012.345"),
            (f64::NAN, ""),
            (f64::NEG_INFINITY, ""),
        ] {
            assert_eq!(format_all_digits(value), expected, "{value}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_left_without_noise_prints_as_before(value in -1e9f64..1e9, decimals in 0u8..5) {
            let plain = without_noise(value);
            proptest::prop_assert_eq!(without_noise(plain), plain);
            proptest::prop_assert_eq!(format_number(plain, decimals), format_number(value, decimals));
        }

        #[test]
        fn a_decimal_keeps_its_digits(units in -1_000_000_000i64..1_000_000_000, decimals in 0u8..5) {
            let value = units as f64 / 10f64.powi(i32::from(decimals));
            proptest::prop_assert_eq!(round_half_away(value, decimals), value);
            let plain = format_number(value, decimals).replace(',', "");
            proptest::prop_assert_eq!(plain.parse::<f64>().ok(), Some(value));
        }
    }
}
