//! Numbers as people and spreadsheets write them: “1,234”, “1 234”, “−3”, “£1,200”, “12.3%”, “21.4 [r]”, “12*”. Each is taken as the
//! number that it is, and what was taken so is said once a file. Whatever could mean two things is refused with the likely cause.

use super::sheet::form::tidy;
use super::symbols;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::Unit;
use crate::observation::reading::{Reading, Status};
use std::collections::BTreeMap;

/// In what way a cell was not a plain number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum WrittenForm {
    Thousands,
    /// A dash in place of a minus, or of the symbol “-”.
    Dash,
    Percent,
    Pounds,
    /// A year with a decimal, as programs write a column of numbers in which a cell was empty.
    DecimalYear,
    /// With this mark behind it.
    Marked(String),
}

/// Where a cell stands, and in what its numbers are.
#[derive(Clone, Copy)]
pub(crate) struct CellPlace<'a> {
    pub(crate) row: u64,
    pub(crate) column: &'a str,
    unit: &'a Unit,
}

impl<'a> CellPlace<'a> {
    pub(crate) fn new(row: u64, column: &'a str, unit: &'a Unit) -> CellPlace<'a> {
        CellPlace { row, column, unit }
    }
}

/// The first cell of a form, and how many there are.
struct FirstCell {
    cells: u64,
    row: u64,
    column: String,
    text: String,
}

/// Cells of one file that were taken otherwise than they stand there.
pub(crate) struct TakenCells {
    comma_is_of_thousands: bool,
    first: BTreeMap<WrittenForm, FirstCell>,
}

impl TakenCells {
    /// `comma_is_of_thousands` where a comma cannot stand before decimals.
    pub(crate) fn new(comma_is_of_thousands: bool) -> TakenCells {
        TakenCells {
            comma_is_of_thousands,
            first: BTreeMap::new(),
        }
    }

    /// Reads a cell.
    ///
    /// # Errors
    /// What was expected there, and the likely cause of what is there.
    pub(crate) fn reading(&mut self, cell: &[u8], place: CellPlace<'_>) -> Result<Reading, String> {
        if let Some(reading) = symbols::reading(cell) {
            return Ok(reading);
        }
        let text = String::from_utf8_lossy(cell);
        let (reading, forms) = read(&text, place.unit, self.comma_is_of_thousands)
            .map_err(|cause| expected(symbols::CELL_FORMS, &cause))?;
        for form in forms {
            self.note(form, place.row, place.column, &text);
        }
        Ok(reading)
    }

    /// The label of a year without the decimal that a program gave it: 2025.0, 202425.0.
    pub(crate) fn year_label(&mut self, label: &str, row: u64, column: &str) -> String {
        let is_year = |year: &&str| {
            matches!(year.len(), 4 | 6) && year.bytes().all(|byte| byte.is_ascii_digit())
        };
        match label.strip_suffix(".0").filter(is_year) {
            Some(year) => {
                self.note(WrittenForm::DecimalYear, row, column, label);
                year.to_owned()
            }
            None => label.to_owned(),
        }
    }

    fn note(&mut self, form: WrittenForm, row: u64, column: &str, text: &str) {
        let first = self.first.entry(form).or_insert_with(|| FirstCell {
            cells: 0,
            row,
            column: column.to_owned(),
            text: tidy(text),
        });
        first.cells += 1;
    }

    /// Says once what was taken, form by form.
    pub(crate) fn checks(&self, file: &str) -> Vec<Check> {
        self.first
            .iter()
            .map(|(form, first)| {
                let (severity, guidance) = told(form);
                let cells = if first.cells == 1 { "cell" } else { "cells" };
                Check::new(severity, "number-form", file)
                    .row(first.row)
                    .column(first.column.as_str())
                    .found(format!("{} {cells} such as “{}”", first.cells, first.text))
                    .guidance(guidance)
            })
            .collect()
    }
}

/// What was expected, with the likely cause of what was found.
fn expected(forms: &str, cause: &str) -> String {
    if cause.is_empty() {
        forms.to_owned()
    } else {
        format!("{forms}; {cause}")
    }
}

/// A number alone, for files that have no symbols.
///
/// # Errors
/// The likely cause why it is none; empty where there is none to tell.
pub(crate) fn number(
    text: &str,
    comma_is_of_thousands: bool,
) -> Result<(f64, Vec<WrittenForm>), String> {
    let (reading, forms) = match symbols::reading(text.as_bytes()) {
        Some(reading) => (reading, Vec::new()),
        None => read(text, &Unit::new(""), comma_is_of_thousands)?,
    };
    reading
        .value()
        .map(|value| (value, forms))
        .ok_or_else(String::new)
}

/// What a form is told as.
fn told(form: &WrittenForm) -> (Severity, String) {
    let as_it_stands = "the figure is used as it stands";
    match form {
        WrittenForm::Thousands => (
            Severity::Note,
            "read as one number, with its thousands".to_owned(),
        ),
        WrittenForm::Dash => (
            Severity::Note,
            "the dash was read as a minus; alone, as “-”: not published".to_owned(),
        ),
        WrittenForm::Percent => (Severity::Note, "read as a percentage".to_owned()),
        WrittenForm::Pounds => (Severity::Note, "read as pounds".to_owned()),
        WrittenForm::DecimalYear => (
            Severity::Note,
            "read as the year without the decimal".to_owned(),
        ),
        WrittenForm::Marked(mark) => {
            let meaning = match mark.to_lowercase().as_str() {
                "r" => "revised",
                "p" => "provisional",
                "e" => "estimated",
                "b" => "a break in the series",
                "f" => "a forecast",
                "u" => "of low reliability",
                _ => "a note of the file",
            };
            let severity = match mark.to_lowercase().as_str() {
                "p" | "e" | "b" | "f" | "u" => Severity::Warning,
                _ => Severity::Note,
            };
            (
                severity,
                format!(
                    "marked “{mark}”, {meaning}: {as_it_stands}, and the mark is named here alone"
                ),
            )
        }
    }
}

/// Reads a cell that is no plain number and no symbol.
///
/// # Errors
/// The likely cause; empty where nothing is likely.
fn read(
    text: &str,
    unit: &Unit,
    comma_is_of_thousands: bool,
) -> Result<(Reading, Vec<WrittenForm>), String> {
    let text = tidy(text);
    let mut forms = Vec::new();
    if let Some(reading) = symbols::reading(text.as_bytes()) {
        return Ok((reading, forms));
    }
    if text.chars().count() == 1 && text.starts_with(is_dash) {
        let none = Reading::Missing(Status::Unexplained);
        return Ok((none, vec![WrittenForm::Dash]));
    }
    let cause = || likely_cause(&text);
    let mut rest = text.as_str();
    while let Some((before, mark)) = marked(rest) {
        if let Some(withheld) = is_withheld(&mark) {
            return Err(withheld);
        }
        forms.push(WrittenForm::Marked(mark));
        rest = before;
    }
    if let Some(before) = rest.strip_suffix('%') {
        if !(unit.is_percent() || unit.key().is_empty()) {
            return Err(format!(
                "a percentage where the figures are {}",
                unit.axis()
            ));
        }
        forms.push(WrittenForm::Percent);
        rest = before.trim_end();
    }
    let mut sign = "";
    if let Some(after) = rest.strip_prefix(is_dash) {
        forms.push(WrittenForm::Dash);
        (sign, rest) = ("-", after.trim_start());
    } else if let Some(after) = rest.strip_prefix('-') {
        (sign, rest) = ("-", after);
    }
    if let Some(after) = rest.strip_prefix('£') {
        if !(unit.key() == "pounds" || unit.key().is_empty()) {
            return Err(format!("pounds where the figures are {}", unit.axis()));
        }
        forms.push(WrittenForm::Pounds);
        rest = after.trim_start();
    }
    let digits = match thousands(rest) {
        Some(_) if rest.contains(',') && !comma_is_of_thousands => {
            return Err("in a file whose columns are separated by semicolons the comma may stand between thousands or before decimals: write 1234, or 12.34".to_owned());
        }
        Some(digits) => {
            forms.push(WrittenForm::Thousands);
            digits
        }
        None => rest.to_owned(),
    };
    // Of a sign, a mark and a unit each may be there once.
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Err(cause());
    }
    match symbols::reading(format!("{sign}{digits}").as_bytes()) {
        Some(Reading::Known(value)) => Ok((Reading::Known(value), forms)),
        _ => Err(cause()),
    }
}

fn is_dash(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// A mark behind a number, and the text before it: “[r]”, “(p)”, “*”, “†”, “¹”, or a lone r or p.
fn marked(text: &str) -> Option<(&str, String)> {
    let number = |before: &str| {
        let before = before.trim_end();
        before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | ']' | ')' | '*'))
    };
    let found = if let Some(inside) = text.strip_suffix(']') {
        let (before, mark) = inside.rsplit_once('[')?;
        (before, mark.trim().to_owned())
    } else if let Some(inside) = text.strip_suffix(')') {
        let (before, mark) = inside.rsplit_once('(')?;
        let is_letter = matches!(
            mark.to_lowercase().as_str(),
            "r" | "p" | "e" | "b" | "f" | "u"
        );
        (before, is_letter.then(|| mark.to_owned())?)
    } else {
        let last = text.chars().next_back()?;
        let is_sign = matches!(
            last,
            '*' | '†' | '‡' | '§' | '^' | '¹' | '²' | '³' | '\u{2070}'..='\u{2079}'
        );
        let is_letter = matches!(last, 'r' | 'p' | 'R' | 'P');
        (is_sign || is_letter).then_some(())?;
        (text.strip_suffix(last)?, last.to_string())
    };
    let (before, mark) = found;
    (number(before) && !mark.is_empty()).then(|| (before.trim_end(), mark))
}

/// Why a mark cannot stand beside a number.
fn is_withheld(mark: &str) -> Option<String> {
    matches!(mark.to_lowercase().as_str(), "c" | "x" | "z" | "k" | "low").then(|| {
        format!("a number beside “{mark}”, which says that there is none: leave one of the two")
    })
}

/// The digits of a number whose thousands are parted by commas or blanks; none where it has no such parts, or others.
fn thousands(text: &str) -> Option<String> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let separator = whole.chars().find(|c| matches!(c, ',' | ' '))?;
    let mut parts = whole.split(separator);
    let first = parts.next()?;
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let begins = are_digits(first) && first.len() <= 3 && !first.starts_with('0');
    let goes_on = parts
        .clone()
        .all(|part| part.len() == 3 && are_digits(part));
    let ends = decimals.is_none_or(are_digits);
    (begins && goes_on && ends).then(|| {
        let decimals = decimals.map_or_else(String::new, |decimals| format!(".{decimals}"));
        format!("{}{decimals}", whole.replace(separator, ""))
    })
}

/// What a cell that is no number probably is, and what to write in its place.
pub(crate) fn likely_cause(text: &str) -> String {
    let lower = text.to_lowercase();
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let said = if is_spreadsheet_error(text) {
        "an error of the spreadsheet: correct its formula, or write x where the figure is not available"
    } else if text.starts_with(['<', '≤']) {
        "a small count that is withheld is written c"
    } else if matches!(
        lower.as_str(),
        "n/a"
            | "na"
            | "n.a."
            | "none"
            | "nil"
            | "null"
            | "tbc"
            | "not available"
            | "not applicable"
            | "missing"
            | "suppressed"
    ) {
        "a figure that is not there is written x (not available), z (not applicable) or c (withheld)"
    } else if is_changed_to_day(text) {
        "a day: Excel turns numbers such as 2-1 or 1/2 into days unless the cell is formatted as text"
    } else if lower.ends_with(['k', 'm']) && has_digit {
        "the number is written in full: 1200 for 1.2k"
    } else if text.starts_with('(') && text.ends_with(')') {
        "a number in brackets may be below zero, or a note: write -12 if it is below zero"
    } else if has_digit && text.contains(',') {
        "decimals stand behind a full stop, and commas only between thousands"
    } else if has_digit && text.contains([' ', '-', '/', '–']) {
        "one number a cell, without words"
    } else {
        ""
    };
    said.to_owned()
}

/// What is said of a cell that holds an error in place of a name or a text.
pub(crate) const SPREADSHEET_ERROR: &str =
    "a text; the cell holds an error of the spreadsheet: correct its formula";

/// Whether a cell holds an error of Excel or LibreOffice in place of a value.
pub(crate) fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: [&str; 14] = [
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#GETTING_DATA",
        "#DATA!",
        "#BLOCKED!",
        "#CONNECT!",
    ];
    let upper = text.trim().to_uppercase();
    ERRORS.contains(&upper.as_str()) || upper.starts_with("ERR:5")
}

/// Whether a text is a day as Excel writes one that it made of a number: “02-Jan”, “Jan-25”, “01/02/2025”, “2025-01-02”.
pub(crate) fn is_changed_to_day(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let parts: Vec<String> = text
        .trim()
        .split(['-', '/', ' '])
        .map(str::to_lowercase)
        .collect();
    let is_number = |part: &String| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_month = |part: &String| {
        part.get(..3).is_some_and(|start| MONTHS.contains(&start)) && part.len() <= 4
    };
    match &parts[..] {
        [a, b] => (is_number(a) && is_month(b)) || (is_month(a) && is_number(b)),
        [a, b, c] => {
            let has_year = a.len() == 4 || c.len() == 4;
            is_number(a)
                && (is_number(b) || is_month(b))
                && is_number(c)
                && (has_year || is_month(b))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(text: &str, unit: &str) -> Result<(Reading, Vec<WrittenForm>), String> {
        read(text, &Unit::new(unit), true)
    }

    fn mark(text: &str) -> WrittenForm {
        WrittenForm::Marked(text.to_owned())
    }

    #[test]
    fn a_number_is_read_however_it_is_written() {
        use WrittenForm::*;
        for (text, value, forms) in [
            ("1,234", 1234.0, vec![Thousands]),
            ("12,345,678.5", 12_345_678.5, vec![Thousands]),
            ("1 234", 1234.0, vec![Thousands]),
            ("1\u{a0}234", 1234.0, vec![Thousands]),
            ("1\u{202f}234.5", 1234.5, vec![Thousands]),
            ("\u{a0}21.4\u{a0}", 21.4, vec![]),
            ("“21.4”", 21.4, vec![]),
            ("−3.5", -3.5, vec![Dash]),
            ("–3.5", -3.5, vec![Dash]),
            ("12.3%", 12.3, vec![Percent]),
            ("12.3 %", 12.3, vec![Percent]),
            ("−12.3%", -12.3, vec![Percent, Dash]),
            ("£1,200", 1200.0, vec![Pounds, Thousands]),
            ("-£1,200", -1200.0, vec![Pounds, Thousands]),
            ("£ 5.50", 5.5, vec![Pounds]),
            ("21.4 [r]", 21.4, vec![mark("r")]),
            ("22.0[r]", 22.0, vec![mark("r")]),
            ("24.6 [note 2]", 24.6, vec![mark("note 2")]),
            ("25.0 (p)", 25.0, vec![mark("p")]),
            ("12*", 12.0, vec![mark("*")]),
            ("12†", 12.0, vec![mark("†")]),
            ("12²", 12.0, vec![mark("²")]),
            ("12r", 12.0, vec![mark("r")]),
            (
                "1,234 [e] [note 1]",
                1234.0,
                vec![mark("note 1"), mark("e"), Thousands],
            ),
            ("12.3% [p]", 12.3, vec![mark("p"), Percent]),
        ] {
            assert_eq!(
                reading(text, ""),
                Ok((Reading::Known(value), forms)),
                "{text:?}"
            );
        }
        for dash in ["–", "—", "−"] {
            let missing = Reading::Missing(Status::Unexplained);
            assert_eq!(reading(dash, ""), Ok((missing, vec![Dash])), "{dash}");
        }
        assert_eq!(
            reading("[x]", ""),
            Ok((Reading::Missing(Status::NotAvailable), vec![]))
        );
    }

    #[test]
    fn what_could_mean_two_things_is_refused_with_its_cause() {
        for (text, unit, cause) in [
            ("1 84", "", "one number"),
            ("1,84", "", "full stop"),
            ("12,5", "", "full stop"),
            ("0,234", "", "full stop"),
            ("1,234,5", "", "full stop"),
            ("12%", "per-10,000", "a percentage where"),
            ("£12", "percent", "pounds where"),
            ("12 [c]", "", "says that there is none"),
            ("12 [x]", "", "says that there is none"),
            ("(12)", "", "in brackets"),
            ("<5", "", "written c"),
            ("n/a", "", "written x"),
            ("#N/A", "", "error of the spreadsheet"),
            ("#DIV/0!", "", "error of the spreadsheet"),
            ("02-Jan", "", "Excel"),
            ("£1.2m", "", "in full"),
            ("10-12", "", "one number"),
            ("12 of 100", "", "one number"),
            ("12 (5)", "", "one number"),
            ("--3", "", ""),
            ("£-", "", ""),
            ("NaN", "", ""),
            ("-inf", "", ""),
            ("about", "", ""),
            ("", "", ""),
            ("%", "", ""),
            ("1e999", "", ""),
        ] {
            let told = reading(text, unit).expect_err(text);
            assert!(told.contains(cause), "{text:?}: {told}");
        }
        let told = read("1,234", &Unit::new(""), false).expect_err("it may be a decimal comma");
        assert!(told.contains("semicolons"), "{told}");
    }

    #[test]
    fn days_that_excel_made_are_known() {
        for day in [
            "02-Jan",
            "Jan-25",
            "2-Jan-25",
            "01/02/2025",
            "2025-01-02",
            "Sept-5",
        ] {
            assert!(is_changed_to_day(day), "{day}");
        }
        for other in ["2-1", "1/2", "1.10", "A-1", "10-12", "Mayor 2", "1-2-3"] {
            assert!(!is_changed_to_day(other), "{other}");
        }
    }

    #[test]
    fn what_was_taken_is_said_once_a_form() {
        let unit = Unit::new("");
        let mut taken = TakenCells::new(true);
        for (row, cell) in [(2, "5"), (3, "1,234"), (4, "2,345"), (5, "7 [r]"), (6, "c")] {
            let place = CellPlace {
                row,
                column: "value",
                unit: &unit,
            };
            assert!(taken.reading(cell.as_bytes(), place).is_ok(), "{cell}");
        }
        let told: Vec<(Option<u64>, String)> = taken
            .checks("own.csv")
            .into_iter()
            .map(|check| (check.row, check.found))
            .collect();
        let expected = [
            (Some(3), "2 cells such as “1,234”".to_owned()),
            (Some(5), "1 cell such as “7 [r]”".to_owned()),
        ];
        assert_eq!(told, expected);
    }
}
