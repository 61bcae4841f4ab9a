//! Rounding and printing numbers for readers. Verdicts are taken on unrounded values; only what is shown passes here.
//!
//! [`format_number`] is the one place that decides how a rounded value is printed: in a sentence, a cell, a chart's label, on an
//! axis, in HTML and as the text of a cell in a spreadsheet. Files for programs (CSV, JSON, manifests, Parquet, Arrow, cells of workbooks)
//! hold twelve significant digits ([`settled`]), so that they are the same on every system; the Parquet of a store holds published figures as
//! they were read. The sums of `explain` hold all digits that a value bears ([`without_noise`]).

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

/// Significant digits of a number that leaves for programs. Logarithms, powers and exponentials come from the system's own library,
/// and those of two systems differ in the sixteenth digit; sums of them in the fourteenth. Published figures have fewer than these.
const SETTLED_DIGITS: usize = 12;
/// The powers of ten that a double holds exactly.
const EXACT_TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The value as it leaves for programs, alike on every system: the decimal of twelve significant digits nearest to it. A whole number
/// keeps all its digits: it is a count or an amount, and no system computes it otherwise.
pub(crate) fn settled(value: f64) -> f64 {
    let magnitude = value.abs();
    if !value.is_finite() || (value.fract() == 0.0 && magnitude < WHOLE_FROM) {
        return value;
    }
    // The first power that lifts the value to twelve digits before the point. It is read as a decimal of three digits more, as by
    // `without_noise`: the mean of two figures of twelve digits often lies halfway, and noise would take it to either side. Quotients of
    // whole numbers and exact powers are the doubles nearest to their decimals, so a decimal of that length comes back to the bit.
    let lifting = EXACT_TENS
        .iter()
        .find(|tens| magnitude * **tens >= 1e11)
        .filter(|tens| magnitude * **tens < 1e12);
    match lifting {
        Some(tens) => {
            let thousandths = (magnitude * tens * 1000.0).round() as u64;
            (((thousandths + 500) / 1000) as f64 / tens).copysign(value)
        }
        None => {
            let plain = without_noise(value);
            format!("{plain:.digits$e}", digits = SETTLED_DIGITS - 1)
                .parse()
                .unwrap_or(value)
        }
    }
}

/// Whether two numbers are one number that two systems computed: they differ by no more than one in the last digit with which they leave.
/// Rounding alone would part a value on the border of two decimals from its neighbour.
pub(crate) fn is_settled_alike(one: f64, other: f64) -> bool {
    let larger = one.abs().max(other.abs());
    one == other || (one - other).abs() <= larger * 10f64.powi(1 - SETTLED_DIGITS as i32)
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

/// Below this many units their fractions keep at least seven digits.
const CLEAR_BELOW: f64 = 1e8;
/// A fraction further from a half than this lies on the same side of it in the decimal of 15 digits.
const CLEAR_OF_HALF: f64 = 1e-5;

/// |value| in units of the last place shown, rounded half up; `None` when it is not finite or too large to have decimals.
fn scaled(value: f64, decimals: u8) -> Option<u128> {
    if !value.is_finite() || value.abs() >= WHOLE_FROM {
        return None;
    }
    // What lies nowhere near a half needs no decimal to be rounded, and that is nearly everything.
    let units = value.abs() * EXACT_TENS.get(usize::from(decimals))?;
    let is_clear = (units.fract() - 0.5).abs() > CLEAR_OF_HALF;
    if units < CLEAR_BELOW && is_clear {
        return Some(units.round() as u128);
    }
    by_decimal(value, decimals)
}

/// The same by the decimal of 15 significant digits nearest to the value.
fn by_decimal(value: f64, decimals: u8) -> Option<u128> {
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

    proptest::proptest! {
        /// Around every unit and half, and far from them.
        #[test]
        fn the_short_way_rounds_as_the_decimal_does(
            units in 0_u64..200_000_000,
            halves in 0_u8..2,
            noise in -20_i64..20,
            part in 0.0..1.0_f64,
            decimals in 0_u8..=MOST_DECIMALS,
        ) {
            let near = (units as f64 + f64::from(halves) / 2.0) / 10f64.powi(i32::from(decimals));
            for value in [
                f64::from_bits(near.to_bits().saturating_add_signed(noise)),
                near * (1.0 + 1e-6 * part),
                units as f64 * part,
            ] {
                proptest::prop_assert_eq!(
                    scaled(value, decimals),
                    by_decimal(value, decimals),
                    "{} to {}", value, decimals
                );
            }
        }
    }

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

    #[test]
    fn twelve_digits_leave_and_published_figures_keep_theirs() {
        for (value, expected) in [
            (184.0, 184.0),
            (0.0, 0.0),
            (135.299_999_999_999_98, 135.3),
            (1.0 / 3.0, 0.333_333_333_333),
            (-2.0 / 3.0, -0.666_666_666_667),
            // Halfway between two decimals, with noise on either side.
            (635.144_410_534_499_9, 635.144_410_535),
            (635.144_410_534_500_1, 635.144_410_535),
            (-635.144_410_534_499_9, -635.144_410_535),
            (9.999_999_999_999_9, 10.0),
            (123_456_789_012.345, 123_456_789_012.0),
            (1_234_567_890_123.0, 1_234_567_890_123.0),
            (1_234_567_890_123.5, 1_234_567_890_120.0),
            (1.234_567_890_123_45e-30, 1.234_567_890_12e-30),
            (1.234_567_890_123_45e30, 1.234_567_890_12e30),
            (f64::INFINITY, f64::INFINITY),
        ] {
            assert_eq!(settled(value), expected, "{value}");
        }
        assert!(settled(f64::NAN).is_nan());
        assert!(settled(-0.0).is_sign_negative());
    }

    #[test]
    fn what_two_systems_compute_is_one_number() {
        // ln(4.7) by two systems, and a value on the border of two decimals.
        assert!(is_settled_alike(
            1.547_562_508_716_013,
            1.547_562_508_716_012_8
        ));
        assert!(is_settled_alike(
            settled(0.123_456_789_012_499_99),
            settled(0.123_456_789_012_500_01)
        ));
        for (one, other) in [
            (184.0, 184.1),
            (0.001, 0.001_000_000_1),
            (1.0, -1.0),
            (0.0, 1e-300),
        ] {
            assert!(!is_settled_alike(one, other), "{one} {other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_settled_number_is_the_nearest_decimal_and_stays(value in proptest::num::f64::NORMAL) {
            let once = settled(value);
            proptest::prop_assert_eq!(settled(once).to_bits(), once.to_bits());
            proptest::prop_assert!(is_settled_alike(value, once), "{} {}", value, once);
            let digits = format!("{:e}", once.abs());
            let mantissa = digits.split('e').next().unwrap_or_default().replace('.', "");
            let is_whole = value.fract() == 0.0 && value.abs() < WHOLE_FROM;
            proptest::prop_assert!(is_whole || mantissa.len() <= SETTLED_DIGITS, "{}", digits);
        }

        #[test]
        fn decimals_of_twelve_digits_keep_every_bit(units in -999_999_999_999_i64..1_000_000_000_000, places in 0..12) {
            let value = units as f64 / 10f64.powi(places);
            proptest::prop_assert_eq!(settled(value).to_bits(), value.to_bits());
        }

        #[test]
        fn the_last_bits_of_a_logarithm_do_not_leave(value in 1e-6f64..1e9, bits in 0u64..3) {
            let other = f64::from_bits(value.to_bits() + bits);
            proptest::prop_assert!(is_settled_alike(settled(value), settled(other)));
        }

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
