//! The number of each action, as spreadsheets change it: 1.10 becomes 1.1, 2-1 becomes 02-Jan, and a merged cell leaves its number on
//! the first of its rows alone.

use super::spelling::plain;
use crate::source::written::{is_changed_to_day, is_spreadsheet_error};
use std::collections::BTreeMap;

/// What a row's cell of the reference gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum RowNumber {
    /// The reference.
    Own(String),
    /// A further step below the number above, under a reference made from it.
    Further(String),
    Unusable(NumberFault),
}

/// Why a row has no reference that could be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NumberFault {
    pub(super) found: String,
    /// What probably happened, and what to do.
    pub(super) cause: &'static str,
}

const NUMBER_AS_TEXT: &str = "format the column as text, and type the numbers again";
const AS_DECIMAL: &str = "Excel keeps 1.10 as the number 1.1, and 1.20 as 1.2; format the column as text, and type the numbers again";
const AS_DAY: &str = "Excel makes a day of numbers such as 2-1 or 1/2; format the column as text, and type the numbers again";

/// The references of a file, row by row.
#[derive(Default)]
pub(super) struct Numbering {
    /// The first row of each reference, in plain spelling.
    first_rows: BTreeMap<String, u64>,
    /// The number under which further steps may stand, and how many rows it has so far.
    open: Option<(String, u32)>,
    /// The number of the row before, usable or not.
    last: String,
}

impl Numbering {
    /// Takes in the next row. `has_text` where the row says what is to be done.
    pub(super) fn next(&mut self, text: &str, row: u64, has_text: bool) -> RowNumber {
        if text.is_empty() {
            return self.without_number(row, has_text);
        }
        let before = std::mem::replace(&mut self.last, text.to_owned());
        let first = self.first_rows.get(&plain(text)).copied();
        let fault = if is_changed_to_day(text) {
            Some((format!("“{text}”, which is a day"), AS_DAY))
        } else if is_spreadsheet_error(text) {
            Some((
                format!("“{text}”, an error of the spreadsheet"),
                "correct the formula of the cell",
            ))
        } else if is_scientific(text) {
            Some((
                format!("“{text}”, a number in powers of ten"),
                NUMBER_AS_TEXT,
            ))
        } else if let Some(first) = first {
            let cause = if is_decimal(text) {
                AS_DECIMAL
            } else {
                "give each row a number of its own"
            };
            Some((format!("“{text}”, which row {first} has too"), cause))
        } else if follows_as_tenfold(&before, text) {
            Some((format!("“{text}” behind “{before}”"), AS_DECIMAL))
        } else {
            None
        };
        match fault {
            Some((found, cause)) => {
                self.open = None;
                RowNumber::Unusable(NumberFault { found, cause })
            }
            None => {
                self.first_rows.insert(plain(text), row);
                self.open = Some((text.to_owned(), 1));
                RowNumber::Own(text.to_owned())
            }
        }
    }

    fn without_number(&mut self, row: u64, has_text: bool) -> RowNumber {
        if let Some((number, rows)) = self.open.as_mut().filter(|_| has_text) {
            *rows += 1;
            let reference = format!("{number} ({rows})");
            if self.first_rows.insert(plain(&reference), row).is_none() {
                return RowNumber::Further(reference);
            }
        }
        RowNumber::Unusable(NumberFault {
            found: "no reference".to_owned(),
            cause: "give each row a number of its own",
        })
    }
}

/// A number with one full stop, which a spreadsheet takes for a decimal.
fn is_decimal(text: &str) -> bool {
    parts(text).is_some()
}

/// Both parts of a number such as 1.9.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (whole, part) = text.split_once('.')?;
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (are_digits(whole) && are_digits(part)).then_some((whole, part))
}

/// Whether a number follows another only with a nought behind it: 1.1 behind 1.9 was 1.10.
fn follows_as_tenfold(before: &str, text: &str) -> bool {
    let (Some((whole, part)), Some((whole_before, part_before))) = (parts(text), parts(before))
    else {
        return false;
    };
    let as_written: Option<u32> = format!("{part}0").parse().ok();
    let next: Option<u32> = part_before
        .parse::<u32>()
        .ok()
        .and_then(|n| n.checked_add(1));
    whole == whole_before && next.is_some() && as_written == next
}

fn is_scientific(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    exponent.starts_with(['+', '-'])
        && exponent
            .get(1..)
            .is_some_and(|rest| rest.parse::<u32>().is_ok())
        && digits.parse::<f64>().is_ok()
}

/// Whether two references are the same number to a spreadsheet: 1.10 and 1.1, 01 and 1.
pub(super) fn are_one_number(a: &str, b: &str) -> bool {
    let number = |text: &str| {
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        text.parse::<f64>().ok().filter(|_| is_plain)
    };
    matches!((number(a), number(b)), (Some(a), Some(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(references: &[&str]) -> Vec<Result<String, &'static str>> {
        let mut numbering = Numbering::default();
        (2..)
            .zip(references)
            .map(|(row, text)| match numbering.next(text, row, true) {
                RowNumber::Own(reference) | RowNumber::Further(reference) => Ok(reference),
                RowNumber::Unusable(fault) => Err(fault.cause),
            })
            .collect()
    }

    #[test]
    fn what_a_spreadsheet_changed_is_set_aside_with_its_cause() {
        for (references, last) in [
            (&["1.9", "1.1"][..], Err(AS_DECIMAL)),
            (&["1.1", "1.9", "1.1"], Err(AS_DECIMAL)),
            (&["2.19", "2.2"], Err(AS_DECIMAL)),
            (&["1.1", "1.2"], Ok("1.2")),
            (&["1.9", "2.1"], Ok("2.1")),
            (&["1.9", "1.10"], Ok("1.10")),
            (&["1", "02-Jan"], Err(AS_DAY)),
            (&["1", "Jan-25"], Err(AS_DAY)),
            (&["1", "2025-01-02"], Err(AS_DAY)),
            (&["1", "01/02/2025"], Err(AS_DAY)),
            (&["1", "2-1"], Ok("2-1")),
            (&["1", "1.00E+05"], Err(NUMBER_AS_TEXT)),
            (&["1", "E5"], Ok("E5")),
            (&["1", "#REF!"], Err("correct the formula of the cell")),
            (&["A1", "a1 "], Err("give each row a number of its own")),
        ] {
            let found = numbered(references).pop();
            assert_eq!(found, Some(last.map(str::to_owned)), "{references:?}");
        }
    }

    #[test]
    fn rows_of_a_merged_number_are_its_further_steps() {
        assert_eq!(
            numbered(&["1", "", "", "2", ""]),
            ["1", "1 (2)", "1 (3)", "2", "2 (2)"].map(|reference| Ok(reference.to_owned()))
        );
        let cause = "give each row a number of its own";
        assert_eq!(numbered(&[""]), [Err(cause)]);
        // What the number above was is not known, so neither is what the row below it belongs to.
        assert_eq!(numbered(&["02-Jan", ""]), [Err(AS_DAY), Err(cause)]);
        let mut numbering = Numbering::default();
        numbering.next("1", 2, true);
        assert!(matches!(
            numbering.next("", 3, false),
            RowNumber::Unusable(_)
        ));
    }

    #[test]
    fn numbers_that_a_spreadsheet_holds_alike() {
        for (a, b, alike) in [
            ("1.10", "1.1", true),
            ("01", "1", true),
            ("1.0", "1", true),
            ("1.1", "1.2", false),
            ("A1", "A1", false),
        ] {
            assert_eq!(are_one_number(a, b), alike, "{a} {b}");
        }
    }
}
