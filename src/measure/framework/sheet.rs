//! A framework as a sheet, CSV, XLSX or ODS: a row a measure, whose columns are the keys of the TOML file. What holds for all stands in the
//! columns `framework`, `authority` and `places` of any row.

use super::written::{WrittenFramework, WrittenMeasure, WrittenPlace};
use crate::error::{Error, Result};
use crate::observation::check::Check;
use crate::source::sheet::form::{NamedForm, tidy};
use crate::source::sheet::{Sheet, row_of};
use crate::world::World;
use csv::ByteRecord;
use serde::Deserialize;
use std::path::Path;
use toml::{Table, Value};

const FORM: NamedForm = NamedForm {
    required: &[
        "id",
        "title",
        "theme",
        "unit",
        "polarity",
        "polarity_reason",
        "owner",
        "source",
        "frequency",
    ],
    optional: &[
        "framework",
        "authority",
        "places",
        "short",
        "noun",
        "aliases",
        "decimals",
        "audience",
        "national",
        "small_numbers",
        "due_after",
        "target_from",
        "at_least",
        "at_most",
        "basis",
        "rebase_from",
        "rebase_reason",
        "cumulative",
        "note",
    ],
    key: Some("id"),
    heads: &[],
};

/// Cells that hold several values, with semicolons or commas between them.
const LISTS: [&str; 2] = ["aliases", "audience"];
const WHOLE: [&str; 2] = ["decimals", "due_after"];
/// Cells that are not keys of a measure by themselves.
const APART: [&str; 9] = [
    "framework",
    "authority",
    "places",
    "target_from",
    "at_least",
    "at_most",
    "basis",
    "rebase_from",
    "rebase_reason",
];

/// Whether a file is a sheet, by its name.
pub(super) fn is_sheet(path: &Path) -> bool {
    let end = path
        .extension()
        .map(|end| end.to_string_lossy().to_lowercase());
    end.is_some_and(|end| ["csv", "xlsx", "ods"].contains(&end.as_str()))
}

/// Reads a sheet.
///
/// # Errors
/// The file cannot be read; a column is missing; a cell is not what its key holds, with its row; nobody says whose framework it is.
pub(super) fn read(world: &dyn World, path: &Path) -> Result<WrittenFramework> {
    let mut sheet = Sheet::open(world, path, &[&FORM])?;
    for name in FORM.required {
        sheet.require(name)?;
    }
    let header = sheet.header.clone();
    let file = sheet.file.clone();
    let (mut framework, mut authority, mut places) = (String::new(), String::new(), Vec::new());
    let (mut measure, mut record) = (Vec::new(), ByteRecord::new());
    let mut checks: Vec<Check> = Vec::new();
    while sheet.next_row(&mut record, &mut checks)?.is_some() {
        let cell = |name: &str| {
            let at = header.iter().position(|column| column == name);
            let bytes = at.and_then(|at| record.get(at)).unwrap_or_default();
            tidy(&String::from_utf8_lossy(bytes))
        };
        for (of, name) in [(&mut framework, "framework"), (&mut authority, "authority")] {
            if of.is_empty() {
                *of = cell(name);
            }
        }
        places.extend(several(&cell("places")));
        let row = row_of(&record);
        let written = table(&cell)
            .and_then(|table| {
                WrittenMeasure::deserialize(table).map_err(|fault| fault.message().to_owned())
            })
            .map_err(|what| {
                let id = cell("id");
                Error::usage(format!("measure “{id}”: {what}"))
                    .in_file(&file)
                    .at_row(row)
            })?;
        measure.push(written);
    }
    sheet.close(world)?;
    if authority.is_empty() {
        return Err(Error::usage("nobody says whose framework it is")
            .in_file(&file)
            .hint("add a column “authority”, and fill it in one row at least"));
    }
    Ok(WrittenFramework {
        title: match framework.as_str() {
            "" => "Performance framework".to_owned(),
            title => title.to_owned(),
        },
        authority,
        place: places.into_iter().map(WrittenPlace::named).collect(),
        measure,
    })
}

/// The values of a cell that holds several.
fn several(cell: &str) -> Vec<String> {
    let values = cell.split([';', ',']).map(str::trim);
    values
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A row as the table of a measure; empty cells are keys that are not there.
fn table(cell: &dyn Fn(&str) -> String) -> std::result::Result<Table, String> {
    let mut table = Table::new();
    let names = FORM.required.iter().chain(FORM.optional);
    for name in names.filter(|name| !APART.contains(*name)) {
        let text = cell(name);
        if text.is_empty() {
            continue;
        }
        let value = if LISTS.contains(name) {
            Value::Array(several(&text).into_iter().map(Value::String).collect())
        } else if WHOLE.contains(name) {
            Value::Integer(
                text.parse()
                    .map_err(|_| format!("{name} “{text}” is no whole number"))?,
            )
        } else if *name == "cumulative" {
            Value::Boolean(matches!(text.to_lowercase().as_str(), "yes" | "true" | "1"))
        } else {
            Value::String(text)
        };
        table.insert((*name).to_owned(), value);
    }
    let number = |name: &str| match cell(name).as_str() {
        "" => Ok(None),
        text => text
            .parse::<f64>()
            .map(|number| Some(Value::Float(number)))
            .map_err(|_| format!("{name} “{text}” is no number")),
    };
    let text = |name: &str| Some(Value::String(cell(name))).filter(|_| !cell(name).is_empty());
    let target = [
        ("from", text("target_from")),
        ("at_least", number("at_least")?),
        ("at_most", number("at_most")?),
        ("basis", text("basis")),
    ];
    let rebase = [
        ("from", text("rebase_from")),
        ("reason", text("rebase_reason")),
    ];
    for (name, parts) in [("target", target.to_vec()), ("rebase", rebase.to_vec())] {
        let known = parts
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)));
        let known: Table = known.collect();
        if !known.is_empty() {
            table.insert(name.to_owned(), Value::Array(vec![Value::Table(known)]));
        }
    }
    Ok(table)
}
