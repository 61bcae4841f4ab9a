//! Files about single children are refused before they are read: a performance framework takes counts and bases, and nothing that could
//! name a child. A heading that names a person is enough; of a file whose headings do not, the first rows are looked at for the numbers by
//! which children are known to schools and hospitals.

use crate::error::Error;
use crate::source::sheet::form::plain_heading;

/// Headings of columns that say who somebody is, plain: small letters, single blanks.
const HEADINGS: [&str; 30] = [
    "name",
    "full name",
    "child name",
    "name of child",
    "childs name",
    "child’s name",
    "child's name",
    "surname",
    "forename",
    "first name",
    "last name",
    "family name",
    "given name",
    "date of birth",
    "dob",
    "birth date",
    "nhs number",
    "nhs no",
    "upn",
    "unique pupil number",
    "child id",
    "childid",
    "person id",
    "client id",
    "case id",
    "case number",
    "system id",
    "home address",
    "address",
    "postcode",
];

/// Why a header is of a file about single children; none where nothing in it says so.
pub(super) fn refuse_header(header: &[String], file: &str, row: u64) -> Option<Error> {
    let heading = header.iter().find(|heading| {
        let plain = plain_heading(heading);
        HEADINGS.contains(&plain.as_str())
    })?;
    Some(refusal(
        file,
        format!("the column “{heading}” says who somebody is"),
        row,
    ))
}

/// Why a cell is of a file about single children; none where it is not.
pub(super) fn refuse_cell(cell: &str, file: &str, row: u64) -> Option<Error> {
    let what = if is_pupil_number(cell) {
        "a cell has the form of a unique pupil number"
    } else if is_nhs_number(cell) {
        "a cell has the form of an NHS number, its check digit too"
    } else {
        return None;
    };
    Some(refusal(file, what.to_owned(), row))
}

fn refusal(file: &str, what: String, row: u64) -> Error {
    Error::usage(format!("the file looks like one about single children, and was not read: {what}"))
        .in_file(file)
        .at_row(row)
        .expected("counts and bases by measure, place and period")
        .hint("count the rows in the case system and give the counts; if the column is of something else, rename it")
}

/// A letter and twelve digits, the last of which may be a letter.
fn is_pupil_number(cell: &str) -> bool {
    let bytes = cell.trim().as_bytes();
    bytes.len() == 13
        && bytes[0].is_ascii_uppercase()
        && bytes[1..12].iter().all(u8::is_ascii_digit)
        && bytes[12].is_ascii_alphanumeric()
}

/// Ten digits, with or without blanks after the third and the sixth, the last of which checks the others (modulus 11).
fn is_nhs_number(cell: &str) -> bool {
    let cell = cell.trim();
    let digits: Vec<u32> = cell.chars().filter_map(|c| c.to_digit(10)).collect();
    let is_plain = cell
        .chars()
        .all(|c| c.is_ascii_digit() || c == ' ' || c == '-');
    if digits.len() != 10 || !is_plain {
        return false;
    }
    let weighted: u32 = digits
        .iter()
        .take(9)
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    match 11 - weighted % 11 {
        11 => digits[9] == 0,
        10 => false,
        check => digits[9] == check,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_known_and_figures_are_not() {
        // The example of the NHS data dictionary, and one of its digits wrong.
        assert!(is_nhs_number("943 476 5919") && is_nhs_number("9434765919"));
        assert!(!is_nhs_number("9434765918") && !is_nhs_number("1234.567890"));
        assert!(is_pupil_number("A123456789012") && is_pupil_number("A12345678901B"));
        assert!(!is_pupil_number("2026-04-01") && !is_pupil_number("A1234"));
        for header in [
            ["measure", "Date of Birth"],
            ["Child's name", "period"],
            ["UPN", "value"],
        ] {
            let header = header.map(str::to_owned);
            assert!(refuse_header(&header, "f.csv", 1).is_some(), "{header:?}");
        }
        let sound = ["measure", "area", "period", "value", "name of team"].map(str::to_owned);
        assert!(refuse_header(&sound, "f.csv", 1).is_none());
    }
}
