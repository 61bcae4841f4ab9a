//! Typed columns as Parquet, by way of a polars frame.

use super::TableFault;
use super::typed::{TypedField, TypedValues};
use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{
    Column, DataFrame, Float64Chunked, Int64Chunked, IntoColumn, ParquetWriter, StringChunked,
};
use std::io::{BufWriter, Write};

/// A row group holds at least so many rows, but for the last: of fewer rows, most of the time goes into beginning and ending its columns.
const ROW_GROUP: usize = 60_000;
/// Bytes that are gathered before they are written: a page of a column is often only a few hundred.
const GATHERED: usize = 1 << 20;

/// A Parquet file written a batch at a time.
pub(crate) struct ParquetSink<W: Write> {
    writer: Option<BatchedWriter<BufWriter<W>>>,
    to: Option<W>,
    fields: Vec<TypedField>,
    /// Rows of the next row group.
    held: Option<DataFrame>,
}

impl<W: Write> ParquetSink<W> {
    pub(crate) fn new(to: W, fields: Vec<TypedField>) -> Self {
        ParquetSink {
            writer: None,
            to: Some(to),
            fields,
            held: None,
        }
    }

    /// Takes one batch.
    ///
    /// # Errors
    /// [`TableFault::Shape`] where columns differ in length, [`TableFault::Output`] where the writer takes no more.
    pub(crate) fn batch(&mut self, values: &[TypedValues<'_>]) -> Result<(), TableFault> {
        let frame = frame(&self.fields, values)?;
        if let Some(to) = self.to.take() {
            // Side by side the columns cost a third more time, and none of it is saved on two cores.
            let writer = ParquetWriter::new(BufWriter::with_capacity(GATHERED, to))
                .set_parallel(false)
                .batched(frame.schema())?;
            self.writer = Some(writer);
        }
        let rows = match &mut self.held {
            Some(held) => held.vstack_mut(&frame)?.height(),
            None => self.held.insert(frame).height(),
        };
        if rows >= ROW_GROUP {
            self.write_held()?;
        }
        Ok(())
    }

    fn write_held(&mut self) -> Result<(), TableFault> {
        if let (Some(mut held), Some(writer)) = (self.held.take(), &mut self.writer) {
            held.rechunk_mut();
            writer.write_batch(&held)?;
        }
        Ok(())
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
        self.write_held()?;
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
