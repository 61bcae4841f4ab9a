//! Numbers as exact text: the shortest decimal that reads back as the same value, in plain notation.
//!
//! The text is what `{}` prints for an `f64` in Rust (184 and not 184.0, never an exponent), written several times faster: most
//! published figures and most means of ten of them are whole hundredths, and those need one multiplication and one division instead
//! of a shortest-decimal search. Only where two decimals are equally short and equally near (601715766519013.25 as .2 or .3, which
//! takes a value in the hundreds of billions at least) may the two choose differently; both read back as the value.

use std::io::Write;

/// Below this many hundredths a decimal has at most 15 significant digits. Every such decimal has a double of its own, so one that
/// reads back as the value is also the shortest.
const MOST_HUNDREDTHS: u64 = 1_000_000_000_000_000;

/// "00" to "99", so that digits are written in pairs.
const PAIRS: [[u8; 2]; 100] = pairs();

/// Appends the shortest text of `value`; nothing where it is not finite, since no reader of CSV agrees on how to spell that.
pub(crate) fn push_number(out: &mut Vec<u8>, value: f64) {
    match hundredths(value) {
        Some(parts) => push_hundredths(out, value.is_sign_negative(), parts),
        None => push_shortest(out, value),
    }
}

/// Appends a whole number.
pub(crate) fn push_whole(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    push_digits(out, value.unsigned_abs());
}

/// The shortest text of `value` as a string; empty where it is not finite.
pub(crate) fn number(value: f64) -> String {
    let mut out = Vec::with_capacity(24);
    push_number(&mut out, value);
    out.into_iter().map(char::from).collect()
}

/// The magnitude as a whole number of hundredths, where it is exactly the double nearest to one.
fn hundredths(value: f64) -> Option<u64> {
    let magnitude = value.abs();
    // The cast drops the fraction, which the half has rounded, and saturates; NaN becomes 0, which is not equal to it below.
    let nearest = (magnitude * 100.0 + 0.5) as u64;
    (nearest < MOST_HUNDREDTHS && nearest as f64 / 100.0 == magnitude).then_some(nearest)
}

fn push_hundredths(out: &mut Vec<u8>, negative: bool, hundredths: u64) {
    if negative {
        out.push(b'-');
    }
    push_digits(out, hundredths / 100);
    let [tenth, hundredth] = PAIRS[(hundredths % 100) as usize];
    if hundredth != b'0' {
        out.extend_from_slice(&[b'.', tenth, hundredth]);
    } else if tenth != b'0' {
        out.extend_from_slice(&[b'.', tenth]);
    }
}

fn push_shortest(out: &mut Vec<u8>, value: f64) {
    if !value.is_finite() {
        return;
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value);
    if text.contains('e') {
        // Very large or very small: only Rust's own formatter writes these without an exponent. A write to memory cannot fail.
        let _ = write!(out, "{value}");
    } else {
        out.extend_from_slice(text.strip_suffix(".0").unwrap_or(text).as_bytes());
    }
}

fn push_digits(out: &mut Vec<u8>, mut number: u64) {
    let mut text = [0; 20];
    let mut start = text.len();
    while number >= 100 {
        start -= 2;
        text[start..start + 2].copy_from_slice(&PAIRS[(number % 100) as usize]);
        number /= 100;
    }
    let [ten, one] = PAIRS[number as usize];
    start -= 1;
    text[start] = one;
    if ten != b'0' {
        start -= 1;
        text[start] = ten;
    }
    out.extend_from_slice(&text[start..]);
}

const fn pairs() -> [[u8; 2]; 100] {
    let mut table = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        table[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_what_rust_prints() {
        for value in [
            0.0,
            -0.0,
            1.0,
            -1.0,
            9.0,
            10.0,
            99.0,
            100.0,
            184.0,
            124.5,
            0.1,
            0.01,
            0.05,
            0.07,
            0.29,
            1.005,
            2.675,
            -8.25,
            0.3,
            0.1 + 0.2,
            99.1,
            99.100_000_000_000_01,
            28_923.0,
            1e12,
            1e13,
            1e15,
            1e16,
            1e17,
            123_456_789_012_345.67,
            9_999_999_999_999.99,
            1e-4,
            1e-5,
            1e-7,
            1e21,
            1e300,
            5e-324,
            f64::MAX,
            f64::MIN_POSITIVE,
            4_503_599_627_370_496.5,
            0.004_999_999_999_999_999,
        ] {
            assert_eq!(number(value), value.to_string());
        }
    }

    #[test]
    fn of_two_equally_near_decimals_either_reads_back() {
        let value = -601_715_766_519_013.2;
        assert!(
            ["-601715766519013.2", "-601715766519013.3"].contains(&number(value).as_str()),
            "{}",
            number(value)
        );
    }

    #[test]
    fn whole_numbers_of_every_length() {
        for value in [
            0,
            7,
            10,
            99,
            100,
            101,
            999,
            1000,
            -1,
            -100,
            i64::MAX,
            i64::MIN,
        ] {
            let mut out = Vec::new();
            push_whole(&mut out, value);
            assert_eq!(out, value.to_string().into_bytes());
        }
    }

    #[test]
    fn what_is_not_finite_is_empty() {
        assert_eq!(
            [f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(number),
            ["", "", ""]
        );
    }

    proptest! {
        // Not the same text: of two equally short and equally near decimals either will do.
        #[test]
        fn any_double_as_short_as_rust_prints_it_and_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            let text = number(value);
            prop_assert_eq!(text.len(), value.to_string().len(), "{}", text);
            prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), bits);
        }

        #[test]
        fn decimals_as_publishers_write_them(whole in -20_000_000_000_000_i64..20_000_000_000_000, places in 0..5) {
            let value = whole as f64 / 10_f64.powi(places);
            prop_assert_eq!(number(value), value.to_string());
        }

        #[test]
        fn neighbours_of_hundredths(hundredths in 0..2_000_000_u64, steps in 0..3_u64) {
            let value = f64::from_bits((hundredths as f64 / 100.0).to_bits() + steps);
            prop_assert_eq!(number(value), value.to_string());
        }
    }
}
