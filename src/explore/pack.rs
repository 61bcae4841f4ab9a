//! Compact columns of whole numbers: what the page unpacks again. A block is a header of JSON and a body of streams; in the body
//! numbers stand as variable-length integers, most of them as the difference from one before, which deflate then halves again.

use crate::error::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use std::io::Write;

/// Where a stream lies in the body: its first byte and how many bytes.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Section(usize, usize);

/// The body of a block, to which streams are added.
#[derive(Default)]
pub(super) struct Body(Vec<u8>);

impl Body {
    /// Adds a stream, and says where it lies.
    pub(super) fn add(&mut self, stream: &[u8]) -> Section {
        let section = Section(self.0.len(), stream.len());
        self.0.extend_from_slice(stream);
        section
    }

    /// The block as the page holds it: the length of the header in four bytes, the header, the body; deflated, in base64.
    ///
    /// # Errors
    /// The header cannot be written as JSON: a fault of the program.
    pub(super) fn block(&self, header: &impl Serialize) -> Result<String> {
        let unwritten = |fault: String| Error::unwritten("the data of the page", fault);
        let header = serde_json::to_vec(header).map_err(|fault| unwritten(fault.to_string()))?;
        let length = u32::try_from(header.len()).map_err(|fault| unwritten(fault.to_string()))?;
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        let written = packed
            .write_all(&length.to_le_bytes())
            .and_then(|()| packed.write_all(&header))
            .and_then(|()| packed.write_all(&self.0));
        let packed = written
            .and_then(|()| packed.finish())
            .map_err(|fault| unwritten(fault.to_string()))?;
        Ok(in_base64(&packed))
    }
}

/// Bytes as letters that HTML leaves alone.
pub(super) fn in_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Adds a number: seven bits a byte, the lowest first, the highest bit set in all bytes but the last.
pub(super) fn push(stream: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        stream.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    stream.push(number as u8);
}

/// A number with its sign in the lowest bit, so that small ones of either sign are short.
pub(super) fn zigzag(number: i64) -> u64 {
    let doubled = number.unsigned_abs().wrapping_mul(2);
    if number < 0 { doubled - 1 } else { doubled }
}

/// Codes below this stand for a reason why there is no number.
const REASONS: u64 = 16;

/// One cell of a matrix: a whole number, or the code of the reason why there is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Packed {
    Number(i64),
    Reason(u8),
}

/// A matrix of places by periods, row by row. A number stands as its difference from the last number of its row; the first of a row
/// from the first of the row before.
pub(super) fn matrix(rows: impl IntoIterator<Item = Vec<Packed>>) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut first_before = 0;
    for row in rows {
        let mut last = None;
        for cell in row {
            match cell {
                Packed::Reason(code) => push(&mut stream, u64::from(code).min(REASONS - 1)),
                Packed::Number(number) => {
                    let before = last.unwrap_or(first_before);
                    if last.is_none() {
                        first_before = number;
                    }
                    last = Some(number);
                    push(&mut stream, zigzag(number - before) + REASONS);
                }
            }
        }
    }
    stream
}

/// Values with more decimals are not stored as such.
const MOST_DECIMALS: u8 = 9;
/// Beyond this an `f64` no longer holds every whole number.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// The fewest decimals with which each of the values is the decimal that it was read from; none where some need more than nine.
pub(super) fn scale(values: impl Iterator<Item = f64> + Clone) -> Option<u8> {
    (0..=MOST_DECIMALS).find(|decimals| {
        let mut values = values.clone();
        values.all(|value| {
            let (number, unit) = (whole(value, *decimals), 10f64.powi(i32::from(*decimals)));
            number.is_some_and(|number| number as f64 / unit == value)
        })
    })
}

/// A value in units of so many decimals; none where it is too large.
pub(super) fn whole(value: f64, decimals: u8) -> Option<i64> {
    let scaled = (value * 10f64.powi(i32::from(decimals))).round();
    (scaled.abs() < LARGEST).then_some(scaled as i64)
}

/// The same for values that need more decimals than are stored: rounded to nine.
pub(super) const ROUNDED: u8 = MOST_DECIMALS;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a stream of numbers back, as the page does.
    pub(super) fn numbers(stream: &[u8]) -> Vec<u64> {
        let (mut numbers, mut number, mut shift) = (Vec::new(), 0_u64, 0);
        for byte in stream {
            number |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                numbers.push(number);
                (number, shift) = (0, 0);
            }
        }
        numbers
    }

    fn signed(number: u64) -> i64 {
        let half = (number >> 1) as i64;
        if number & 1 == 0 { half } else { -half - 1 }
    }

    fn unpacked(stream: &[u8], width: usize) -> Vec<Packed> {
        let mut first_before = 0;
        let mut cells = Vec::new();
        for row in numbers(stream).chunks(width) {
            let mut last = None;
            for code in row {
                if *code < REASONS {
                    cells.push(Packed::Reason(*code as u8));
                    continue;
                }
                let number = last.unwrap_or(first_before) + signed(code - REASONS);
                if last.is_none() {
                    first_before = number;
                }
                last = Some(number);
                cells.push(Packed::Number(number));
            }
        }
        cells
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            cells in prop::collection::vec(prop_oneof![
                (-1_000_000_000_i64..1_000_000_000).prop_map(Packed::Number),
                (0_u8..16).prop_map(Packed::Reason),
            ], 12)
        ) {
            let rows: Vec<Vec<Packed>> = cells.chunks(4).map(<[Packed]>::to_vec).collect();
            prop_assert_eq!(unpacked(&matrix(rows), 4), cells);
        }

        #[test]
        fn a_published_decimal_comes_back_to_the_last_bit(number in -1_000_000_i64..1_000_000, decimals in 0_u8..6) {
            let value: f64 = format!("{number}e-{decimals}").parse().unwrap();
            let found = scale([value].into_iter()).unwrap();
            prop_assert!(found <= decimals);
            let back = whole(value, found).unwrap() as f64 / 10f64.powi(i32::from(found));
            prop_assert_eq!(back, value);
        }
    }

    #[test]
    fn a_third_needs_more_decimals_than_are_stored() {
        assert_eq!(scale([1.0 / 3.0].into_iter()), None);
        assert_eq!(scale([0.5, 2.25, 7.0].into_iter()), Some(2));
        assert_eq!(zigzag(-1), 1);
        assert_eq!(zigzag(i64::from(i32::MIN)), (1 << 32) - 1);
    }
}
