//! An officer's own file of how many children of each category live in an authority, by which rates are made of a breakdown: a CSV or a
//! sheet with the columns authority, breakdown, category and children.

use super::sheet::form::{NamedForm, tidy};
use super::sheet::{Sheet, refuse_doubled, row_of};
use super::written::{CellPlace, TakenCells};
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::Unit;
use crate::reference::Reference;
use crate::world::World;
use csv::ByteRecord;
use std::collections::BTreeMap;
use std::path::Path;

const COLUMNS: [&str; 4] = ["authority", "breakdown", "category", "children"];

const FORM: NamedForm = NamedForm {
    required: &COLUMNS,
    optional: &[],
    key: Some("category"),
    heads: &["authority", "breakdown"],
};

/// How many children there are, by authority, key of the breakdown and key of the category.
#[derive(Debug)]
pub(crate) struct ChildrenByCategory {
    pub(crate) file: String,
    children: BTreeMap<(u16, String, String), f64>,
}

impl ChildrenByCategory {
    /// The children of one category in one authority.
    pub(crate) fn of(&self, area: Area, breakdown: &str, category: &str) -> Option<f64> {
        let key = (area.0, breakdown.to_owned(), category.to_owned());
        self.children.get(&key).copied()
    }
}

/// Reads the file. A row that cannot be used is told and set aside.
///
/// # Errors
/// The file cannot be read, or is not of this form.
pub(crate) fn read(
    world: &dyn World,
    reference: &Reference,
    path: &Path,
    checks: &mut Vec<Check>,
) -> Result<ChildrenByCategory> {
    let mut sheet = Sheet::open(world, path, &[&FORM])?;
    if sheet.form.is_none() {
        return Err(Error::unreadable(
            path.display().to_string(),
            "this is no table of children by category",
        )
        .at_row(sheet.header_row)
        .expected(COLUMNS.join(","))
        .hint("name the columns so, a row for each authority and category"));
    }
    refuse_doubled(&sheet, &COLUMNS)?;
    let at = COLUMNS.map(|name| sheet.column(name));
    let (mut children, mut record) = (BTreeMap::new(), ByteRecord::new());
    let mut taken = TakenCells::new(sheet.comma_is_of_thousands());
    while sheet.next(&mut record, checks)? {
        let cells = at.map(|at| {
            let cell = at.and_then(|at| record.get(at)).unwrap_or_default();
            tidy(&String::from_utf8_lossy(cell))
        });
        match row(&cells, row_of(&record), reference, &mut taken) {
            Ok((key, number)) => drop(children.insert(key, number)),
            Err((column, found, expected)) => checks.push(
                Check::new(Severity::Error, "children", &sheet.file)
                    .row(row_of(&record))
                    .column(column)
                    .found(format!("“{found}”"))
                    .expected(expected)
                    .guidance("the row was set aside"),
            ),
        }
    }
    let file = sheet.file.clone();
    checks.extend(taken.checks(&file));
    sheet.close(world)?;
    Ok(ChildrenByCategory { file, children })
}

/// Authority, breakdown and category.
type ChildrenKey = (u16, String, String);
/// The column of a fault, what stands there, and what was expected.
type RowFault = (&'static str, String, String);

fn row(
    [authority, breakdown, category, number]: &[String; 4],
    row: u64,
    reference: &Reference,
    taken: &mut TakenCells,
) -> std::result::Result<(ChildrenKey, f64), RowFault> {
    let resolved = reference.register.resolve(authority).map_err(|_| {
        let expected = "an authority by name or code".to_owned();
        ("authority", authority.clone(), expected)
    })?;
    let counted: Vec<_> = reference
        .catalogue
        .breakdowns()
        .iter()
        .filter(|of| of.is_of_population)
        .collect();
    let Some(of) = counted.iter().find(|of| of.is_called(breakdown)) else {
        let keys: Vec<&str> = counted.iter().map(|of| of.key.as_str()).collect();
        return Err(("breakdown", breakdown.clone(), keys.join(", ")));
    };
    let plain = category.to_lowercase();
    let is_it = |key: &str, title: &str| key == plain || title.to_lowercase() == plain;
    let mut categories = of.categories.iter();
    let Some(found) = categories.find(|of| is_it(&of.key, &of.title)) else {
        let keys: Vec<&str> = of.categories.iter().map(|of| of.key.as_str()).collect();
        return Err(("category", category.clone(), keys.join(", ")));
    };
    let unit = Unit::new("count");
    let place = CellPlace::new(row, "children", &unit);
    let reading = taken
        .reading(number.as_bytes(), place)
        .map_err(|expected| ("children", number.clone(), expected.to_string()))?;
    match reading.value().filter(|children| *children > 0.0) {
        Some(children) => Ok((
            (resolved.area.0, of.key.clone(), found.key.clone()),
            children,
        )),
        None => Err(("children", number.clone(), "a number above 0".to_owned())),
    }
}
