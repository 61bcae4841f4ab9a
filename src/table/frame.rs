//! Typed columns as Parquet, by way of a polars frame.

use super::TableFault;
use super::columns::{Field, Values};
use polars::prelude::{
    Column, DataFrame, Float64Chunked, Int64Chunked, IntoColumn, ParquetWriter, StringChunked,
};
use std::io::Write;

/// A Parquet file written a batch at a time.
pub(crate) struct ParquetSink<W: Write> {
    writer: Option<polars::io::parquet::write::BatchedWriter<W>>,
    to: Option<W>,
    fields: Vec<Field>,
}

impl<W: Write> ParquetSink<W> {
    pub(crate) fn new(to: W, fields: Vec<Field>) -> Self {
        ParquetSink {
            writer: None,
            to: Some(to),
            fields,
        }
    }

    /// Writes one batch.
    ///
    /// # Errors
    /// [`TableFault::Shape`] where columns differ in length, [`TableFault::Output`] where the writer takes no more.
    pub(crate) fn batch(&mut self, values: &[Values<'_>]) -> Result<(), TableFault> {
        let frame = frame(&self.fields, values)?;
        if let Some(to) = self.to.take() {
            self.writer = Some(ParquetWriter::new(to).batched(frame.schema())?);
        }
        match &mut self.writer {
            Some(writer) => Ok(writer.write_batch(&frame)?),
            None => Ok(()),
        }
    }

    /// Writes the file's index. A file without any batch gets its columns all the same.
    pub(crate) fn finish(mut self) -> Result<(), TableFault> {
        if self.writer.is_none() {
            let empty: Vec<Values<'_>> = self.fields.iter().map(|f| f.kind.empty()).collect();
            self.batch(&empty)?;
        }
        if let Some(writer) = self.writer.take() {
            writer.finish()?;
        }
        Ok(())
    }
}

fn frame(fields: &[Field], values: &[Values<'_>]) -> Result<DataFrame, TableFault> {
    let columns: Vec<Column> = fields
        .iter()
        .zip(values)
        .map(|(field, values)| column(&field.name, values))
        .collect();
    let rows = columns.first().map_or(0, Column::len);
    Ok(DataFrame::new(rows, columns)?)
}

fn column(name: &str, values: &Values<'_>) -> Column {
    let name = name.into();
    match values {
        Values::Text(all) => all
            .iter()
            .map(Option::as_deref)
            .collect::<StringChunked>()
            .with_name(name)
            .into_column(),
        Values::Number(all) => all
            .iter()
            .map(|v| v.filter(|v| v.is_finite()))
            .collect::<Float64Chunked>()
            .with_name(name)
            .into_column(),
        Values::Whole(all) => all
            .iter()
            .copied()
            .collect::<Int64Chunked>()
            .with_name(name)
            .into_column(),
    }
}
