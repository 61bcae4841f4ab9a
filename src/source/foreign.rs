//! Files of other publishers and programs: recognised by columns that are theirs, so that it can be said what a file is and how it
//! becomes one that is read.

use super::ees;
use super::lait;
use super::local;
use super::sheet::{Sheet, row_of};
use crate::error::Error;
use crate::observation::period::{Period, YearKind};
use crate::reference::nearest::nearest as nearest_name;
use csv::ByteRecord;

/// A format that is known and not read.
struct ForeignFormat {
    name: &'static str,
    /// Columns that all its files have, whatever the case of their letters.
    columns: &'static [&'static str],
    way: WayToFigures,
}

/// How a file becomes one that is read.
enum WayToFigures {
    /// Its columns are named otherwise.
    Columns(&'static str),
    /// Its rows are counted first.
    Count(&'static str),
    /// Another file has the figures.
    Elsewhere(&'static str),
}

impl WayToFigures {
    fn words(&self) -> String {
        match self {
            WayToFigures::Columns(which) => format!("{TIDY}: {which}"),
            WayToFigures::Count(by) => format!("count its rows {by} first; then {TIDY}"),
            WayToFigures::Elsewhere(what) => (*what).to_owned(),
        }
    }
}

/// What any table becomes.
const TIDY: &str = "make a CSV with the columns area, period, indicator, value, a row a figure";

const FORMATS: [ForeignFormat; 10] = [
    ForeignFormat {
        name: "a Fingertips export",
        columns: &[
            "Indicator ID",
            "Indicator Name",
            "Area Code",
            "Time period",
            "Value",
        ],
        way: WayToFigures::Columns(
            "area is its “Area Code”, period its “Time period”, indicator its “Indicator Name”, value its “Value” (numerator “Count”, \
             denominator “Denominator”); keep rows with an empty “Category” and of one “Sex” and “Age”, and write x where “Value” is empty",
        ),
    },
    ForeignFormat {
        name: "underlying data of a statistical first release (SFR), as DfE published them until 2018, before Explore Education Statistics",
        columns: &["geog_l", "geog_c", "geog_n"],
        way: WayToFigures::Columns(
            "area is its “geog_c” (England in place of 999, no regions), value the cell of a column, indicator that column's name, and \
             period the year of the release, which the file's name or its columns tell; “yardstick inspect FILE” lists the columns",
        ),
    },
    ForeignFormat {
        name: "a table made with the table tool of Explore Education Statistics",
        columns: &[
            "location",
            "location_code",
            "geographic_level",
            "time_period",
        ],
        way: WayToFigures::Columns(
            "area is its “location_code”, period its “time_period”, value the cell of a column, indicator that column's name; the data set \
             behind the table, from the release's page, is read as it is",
        ),
    },
    ForeignFormat {
        name: "the list of columns (metadata) of an Explore Education Statistics file, without figures",
        columns: &["col_name", "col_type", "label"],
        way: WayToFigures::Elsewhere(
            "name the data file that it came with, whose name is the same without “.meta”",
        ),
    },
    ForeignFormat {
        name: "a Nomis export",
        columns: &["GEOGRAPHY_CODE", "OBS_VALUE"],
        way: WayToFigures::Columns(
            "area is its “GEOGRAPHY_CODE”, period its “DATE_NAME”, value its “OBS_VALUE”, indicator the name of what is counted",
        ),
    },
    ForeignFormat {
        name: "an NHS England file of measures",
        columns: &["PRIMARY_LEVEL", "MEASURE_ID", "MEASURE_VALUE"],
        way: WayToFigures::Columns(
            "area is its “PRIMARY_LEVEL” where that is an authority's code, indicator its “MEASURE_NAME”, value its “MEASURE_VALUE”",
        ),
    },
    ForeignFormat {
        name: "a list of crimes from police.uk, a row a crime",
        columns: &["Crime ID", "Month", "Reported by"],
        way: WayToFigures::Count("by authority and month"),
    },
    ForeignFormat {
        name: "a list of statistical neighbours, without figures",
        columns: &["SN1", "SNP"],
        way: WayToFigures::Elsewhere("name a file of figures: the program has the lists already"),
    },
    ForeignFormat {
        name: "a list of children, a row a child",
        columns: &["CHILD", "DOB"],
        way: WayToFigures::Count("by period"),
    },
    ForeignFormat {
        name: "a list of schools, homes or other establishments, a row each",
        columns: &["URN"],
        way: WayToFigures::Count("by authority and period"),
    },
];

/// Why a file whose header is none that is read cannot be read: what it is, and how it becomes one that is.
pub(super) fn fault(mut sheet: Sheet, place: &str) -> Error {
    let row = sheet.header_row;
    let fault = |what: String| Error::unreadable(place, what).at_row(row);
    let known = FORMATS
        .iter()
        .find(|format| has_all(&sheet, format.columns));
    if let Some(format) = known {
        return fault(format!("this is {}", format.name))
            .expected(READ)
            .hint(format.way.words());
    }
    if let Some(title) = title(&sheet) {
        let header = match header_row(&mut sheet) {
            Some(row) => format!("; the header seems to stand on row {row}"),
            None => String::new(),
        };
        return fault(format!("the first row is a title and no header: “{title}”"))
            .expected(READ)
            .hint(format!(
                "a table laid out for printing{header}: remove the lines before the header, then {TIDY}"
            ));
    }
    let periods: Vec<&str> = sheet
        .header
        .iter()
        .map(|name| name.trim())
        .filter(|name| is_period(name))
        .collect();
    if let [first, .., last] = periods.as_slice() {
        return fault(format!(
            "this is a table with a column a period, from “{first}” to “{last}”"
        ))
        .expected(READ)
        .hint(format!(
            "{TIDY}: each cell is a row, with the period from the head of its column"
        ));
    }
    nearest(&sheet, fault(NO_HEADER.to_owned()))
}

const NO_HEADER: &str = "the header is none of those this program knows";
const READ: &str = "an EES file (time_period, geographic_level, ...), LAIT bulk data, or area, period, indicator, value";

/// Says which format that is read a file comes nearest to, and which of its columns is not there.
fn nearest(sheet: &Sheet, fault: Error) -> Error {
    let formats: [(&str, &[&str]); 3] = [
        ("an EES file", &ees::columns::REQUIRED),
        ("LAIT bulk data", &lait::BULK),
        ("a local tidy CSV", &local::REQUIRED),
    ];
    let nearest = formats
        .into_iter()
        .map(|(format, names)| (format, names.len(), sheet.missing_columns(names)))
        .max_by_key(|(_, all, missing)| all - missing.len())
        .filter(|(_, all, missing)| missing.len() < *all);
    match nearest {
        Some((format, _, missing)) => {
            let alike = alike(sheet, &missing);
            fault
                .expected(format!("{format}; missing: {}{alike}", missing.join(", ")))
                .hint(format!("add what is missing, or {TIDY}"))
        }
        None => fault.expected(READ).hint(format!(
            "“yardstick inspect FILE” shows what is in it; then {TIDY}"
        )),
    }
}

/// " (“aréa” is like area)" of names in the header that are near to one that is missing.
fn alike(sheet: &Sheet, missing: &[&str]) -> String {
    let header = || sheet.header.iter().map(String::as_str);
    let pairs: Vec<String> = missing
        .iter()
        .filter_map(|name| {
            Some(format!(
                "“{}” is like {name}",
                nearest_name(name, header())?
            ))
        })
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!(" ({})", pairs.join(", "))
    }
}

fn has_all(sheet: &Sheet, names: &[&str]) -> bool {
    names.iter().all(|name| {
        let mut header = sheet.header.iter();
        header.any(|column| column.trim().eq_ignore_ascii_case(name))
    })
}

/// The text of a first row that is a title: one cell with words, and nothing in the others.
fn title(sheet: &Sheet) -> Option<String> {
    let mut filled = sheet
        .header
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty());
    let (first, second) = (filled.next()?, filled.next());
    (second.is_none() && sheet.header.len() > 1).then(|| first.chars().take(80).collect())
}

/// The first of the rows below that fills most of its cells.
fn header_row(sheet: &mut Sheet) -> Option<u64> {
    let mut record = ByteRecord::new();
    for _ in 0..ROWS_ABOVE {
        sheet.next_row(&mut record, &mut Vec::new()).ok()??;
        let filled = record.iter().filter(|cell| !cell.trim_ascii().is_empty());
        if filled.count() > 2 {
            return Some(row_of(&record));
        }
    }
    None
}

/// Titles and notes above a header are not longer than this.
const ROWS_ABOVE: usize = 30;

fn is_period(name: &str) -> bool {
    let has_year = name.chars().filter(char::is_ascii_digit).count() >= 2;
    has_year
        && (Period::parse(name, YearKind::Financial).is_ok() || Period::part_of_year(name).is_ok())
}
