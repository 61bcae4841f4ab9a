//! The columns that every EES file has, and names that one has not.

use crate::error::Error;
use crate::reference::nearest::nearest;
use crate::source::sheet::Sheet;

use crate::source::sheet::form::NamedForm;

/// The columns that make a file an EES file.
pub(crate) const REQUIRED: [&str; 4] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
];

/// Columns that say where and when; everything else is a filter or an indicator.
pub(crate) const PLACE_AND_TIME: [&str; 14] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "lad_code",
    "lad_name",
    "pcon_code",
    "pcon_name",
];

/// Where to look for the name of a column.
pub(super) const LIST_COLUMNS: &str = "“yardstick inspect FILE” lists the columns of the file";

/// Columns that are not in a file, each with the one that comes nearest.
pub(super) fn unknown_columns(sheet: &Sheet, names: &[&str]) -> Error {
    let near: Vec<String> = names
        .iter()
        .filter_map(|name| {
            let near = nearest(name, sheet.header.iter().map(String::as_str))?;
            Some(match names {
                [_] => format!("the nearest name in the file is “{near}”"),
                _ => format!("the nearest to “{name}” is “{near}”"),
            })
        })
        .collect();
    let (what, wanted) = match names {
        [name] => (format!("there is no column “{name}”"), format!("“{name}”")),
        _ => {
            let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            (
                format!("there are no columns {}", quoted.join(", ")),
                "all of them".to_owned(),
            )
        }
    };
    let of_file = format!("the file has {}", own_columns(sheet));
    let told: Vec<String> = near.into_iter().chain([of_file]).collect();
    let told = told.join("; ");
    let fault = Error::unreadable(&sheet.file, what)
        .at_row(sheet.header_row)
        .expected(format!("{wanted}; {told}"));
    match names {
        [name] => fault.in_column(*name),
        _ => fault,
    }
}

/// The columns that only this file has: its filters and indicators.
fn own_columns(sheet: &Sheet) -> String {
    let own: Vec<&str> = sheet
        .header
        .iter()
        .map(String::as_str)
        .filter(|name| !PLACE_AND_TIME.contains(name))
        .collect();
    own.join(", ")
}
pub(crate) const FORM: NamedForm = NamedForm {
    required: &REQUIRED,
    optional: &PLACE_AND_TIME,
    key: None,
    heads: &[],
};
