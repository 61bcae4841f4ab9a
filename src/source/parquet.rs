//! Parquet files: LAIT's bulk data as its publisher ships it, one file with the columns of the CSV. Every Parquet file is read through
//! [`frame`], since polars trusts what a damaged file says of itself.

use super::caught::caught;
use super::lait::{BULK, BulkIntake, BulkRow};
use super::parquet_bounds::bounded;
use crate::error::{Error, Result};
use crate::observation::check::Check;
use crate::observation::table::Builder;
use polars::prelude::{DataFrame, ParquetReader, PolarsError, SerReader};
use std::io::Cursor;

/// Reads a Parquet file, or some columns of it.
///
/// # Errors
/// It is damaged, or claims more than is read ([`super::parquet_bounds`]). polars panics where the index of a file says what cannot be: that becomes an error too, and nothing is printed.
pub(crate) fn frame(
    bytes: Vec<u8>,
    columns: Option<Vec<String>>,
) -> Result<DataFrame, PolarsError> {
    bounded(&bytes, columns.as_deref()).map_err(|fault| PolarsError::ComputeError(fault.into()))?;
    let read = caught(move || {
        ParquetReader::new(Cursor::new(bytes))
            .with_columns(columns)
            .finish()
    });
    match read.unwrap_or_else(|| Err(impossible_index())) {
        Ok(frame)
            if frame
                .columns()
                .iter()
                .any(|column| column.len() != frame.height()) =>
        {
            Err(impossible_index())
        }
        frame => frame,
    }
}

fn impossible_index() -> PolarsError {
    PolarsError::ComputeError("its index says what cannot be".into())
}

/// Reads bulk data from Parquet bytes. A row is the record's number, the first being 1: there is no header row to count.
///
/// # Errors
/// The bytes are no sound Parquet file, or a column of [`BULK`] is missing or of another type.
pub(crate) fn read(
    bytes: Vec<u8>,
    place: &str,
    intake: &mut BulkIntake<'_>,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<()> {
    let wanted = BULK.iter().map(|name| (*name).to_owned()).collect();
    let frame = frame(bytes, Some(wanted)).map_err(|fault| damaged(place, &fault))?;
    rows(&frame, intake, builder, checks).map_err(|fault| damaged(place, &fault))
}

fn damaged(place: &str, fault: &PolarsError) -> Error {
    Error::unreadable(place, format!("the Parquet file cannot be read ({fault})"))
        .expected(format!("the columns {}", BULK.join(", ")))
        .hint("download it again; a cut-off Parquet file has lost its index")
}

fn rows(
    frame: &DataFrame,
    intake: &mut BulkIntake<'_>,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<(), PolarsError> {
    let code = frame.column("Short Desc")?.str()?;
    let label = frame.column("Years")?.str()?;
    let value = frame.column("Values")?.str()?;
    let area = frame.column("LA Number")?.f64()?;
    let name = frame.column("LA and Regions")?.str()?;
    for (at, ((((code, label), value), area), name)) in code
        .iter()
        .zip(label.iter())
        .zip(value.iter())
        .zip(area.iter())
        .zip(name.iter())
        .enumerate()
    {
        let shown = area.map(|a| a.to_string()).unwrap_or_default();
        let row = BulkRow {
            code: code.unwrap_or_default().as_bytes(),
            label: label.unwrap_or_default().as_bytes(),
            area: shown.as_bytes(),
            name: name.unwrap_or_default().as_bytes(),
            region: b"",
            value: value.unwrap_or_default().as_bytes(),
            row: at as u64 + 1,
        };
        intake.take(&row, builder, checks);
    }
    Ok(())
}
