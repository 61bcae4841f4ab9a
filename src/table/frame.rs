//! Typed columns as Parquet, by way of a polars frame.

use super::TableFault;
use super::typed::{TypedField, TypedValues};
use polars::prelude::{
    Column, DataFrame, Float64Chunked, Int64Chunked, IntoColumn, ParquetWriter, StringChunked,
};
use std::io::Write;

/// A Parquet file written a batch at a time.
pub(crate) struct ParquetSink<W: Write> {
    writer: Option<polars::io::parquet::write::BatchedWriter<W>>,
    to: Option<W>,
    fields: Vec<TypedField>,
}

impl<W: Write> ParquetSink<W> {
    pub(crate) fn new(to: W, fields: Vec<TypedField>) -> Self {
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
    pub(crate) fn batch(&mut self, values: &[TypedValues<'_>]) -> Result<(), TableFault> {
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
            let empty: Vec<TypedValues<'_>> = self
                .fields
                .iter()
                .map(|f| TypedValues::none(f.kind))
                .collect();
            self.batch(&empty)?;
        }
        if let Some(writer) = self.writer.take() {
            writer.finish()?;
        }
        Ok(())
    }
}

fn frame(fields: &[TypedField], values: &[TypedValues<'_>]) -> Result<DataFrame, TableFault> {
    let columns: Vec<Column> = fields
        .iter()
        .zip(values)
        .map(|(field, values)| column(&field.name, values))
        .collect();
    let rows = columns.first().map_or(0, Column::len);
    Ok(DataFrame::new(rows, columns)?)
}

fn column(name: &str, values: &TypedValues<'_>) -> Column {
    let name = name.into();
    match values {
        TypedValues::Text(all) => all
            .iter()
            .map(Option::as_deref)
            .collect::<StringChunked>()
            .with_name(name)
            .into_column(),
        TypedValues::Number(all) => all
            .iter()
            .map(|v| v.filter(|v| v.is_finite()))
            .collect::<Float64Chunked>()
            .with_name(name)
            .into_column(),
        TypedValues::Whole(all) => all
            .iter()
            .copied()
            .collect::<Int64Chunked>()
            .with_name(name)
            .into_column(),
    }
}
