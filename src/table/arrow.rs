//! Typed columns as an Arrow IPC file (Feather 2), which pyarrow, polars and R read with its metadata.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{DataType, Field as ArrowField, Schema};

use super::typed::{TypedColumns, TypedField, TypedValues};
use super::{ColumnKind, TableFault};

/// An Arrow IPC file that is written a batch at a time, so that only one batch need be in memory.
///
/// Text is Utf8, whose offsets hold 2 GB a column and batch; numbers are Float64 and Int64.
pub(crate) struct IpcSink<W: Write> {
    writer: FileWriter<BufWriter<W>>,
    schema: Arc<Schema>,
    fields: Vec<TypedField>,
}

impl<W: Write> IpcSink<W> {
    /// Begins a file. `metadata` is about the whole of it: licence, release, source.
    pub(crate) fn new(
        to: W,
        fields: Vec<TypedField>,
        metadata: Vec<(String, String)>,
    ) -> Result<Self, TableFault> {
        let arrow_fields: Vec<ArrowField> = fields.iter().map(arrow_field).collect();
        let schema = Arc::new(
            Schema::new(arrow_fields)
                .with_metadata(metadata.into_iter().collect::<BTreeMap<_, _>>()),
        );
        let writer = FileWriter::try_new_buffered(to, &schema)?;
        Ok(Self {
            writer,
            schema,
            fields,
        })
    }

    /// Writes one batch: the values of every field, in the order of the fields, equally long.
    ///
    /// # Errors
    /// [`TableFault::Shape`] where they do not fit the fields, [`TableFault::Output`] where the writer takes no more.
    pub(crate) fn batch(&mut self, values: &[TypedValues<'_>]) -> Result<(), TableFault> {
        if values.len() != self.fields.len() {
            return Err(TableFault::Shape {
                column: "all".into(),
                problem: format!("{} of them for {} fields", values.len(), self.fields.len()),
            });
        }
        let arrays = self
            .fields
            .iter()
            .zip(values)
            .map(|(field, values)| array(field, values))
            .collect::<Result<Vec<_>, _>>()?;
        self.writer
            .write(&RecordBatch::try_new(Arc::clone(&self.schema), arrays)?)?;
        Ok(())
    }

    /// Ends the file and gives the writer back, flushed.
    pub(crate) fn finish(self) -> Result<W, TableFault> {
        let mut to = self
            .writer
            .into_inner()?
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        to.flush()?;
        Ok(to)
    }
}

/// A whole table as the bytes of an Arrow IPC file of one batch.
pub(crate) fn write_ipc(columns: &TypedColumns<'_>) -> Result<Vec<u8>, TableFault> {
    let mut sink = IpcSink::new(Vec::new(), columns.fields.clone(), columns.metadata.clone())?;
    sink.batch(&columns.values)?;
    sink.finish()
}

fn arrow_field(field: &TypedField) -> ArrowField {
    let kind = match field.kind {
        ColumnKind::Text => DataType::Utf8,
        ColumnKind::Number => DataType::Float64,
        ColumnKind::Whole => DataType::Int64,
    };
    ArrowField::new(&field.name, kind, true)
        .with_metadata(field.metadata.iter().cloned().collect::<BTreeMap<_, _>>())
}

fn misfit(field: &TypedField, problem: &str) -> TableFault {
    TableFault::Shape {
        column: field.name.clone(),
        problem: problem.into(),
    }
}

fn array(field: &TypedField, values: &TypedValues<'_>) -> Result<ArrayRef, TableFault> {
    Ok(match (field.kind, values) {
        (ColumnKind::Text, TypedValues::Text(values)) => {
            let bytes: usize = values.iter().flatten().map(|text| text.len()).sum();
            i32::try_from(bytes)
                .map_err(|_| misfit(field, "more than 2 GB of text in one batch"))?;
            Arc::new(values.iter().map(Option::as_ref).collect::<StringArray>())
        }
        (ColumnKind::Number, TypedValues::Number(values)) => Arc::new(
            values
                .iter()
                .map(|value| value.filter(|value| value.is_finite()))
                .collect::<Float64Array>(),
        ),
        (ColumnKind::Whole, TypedValues::Whole(values)) => {
            Arc::new(values.iter().copied().collect::<Int64Array>())
        }
        _ => return Err(misfit(field, "values of another kind than the field's")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::specimen;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Float64Type;
    use arrow_ipc::reader::FileReader;
    use std::io::Cursor;

    fn read(bytes: Vec<u8>) -> (Arc<Schema>, Vec<RecordBatch>) {
        let reader = FileReader::try_new(Cursor::new(bytes), None).unwrap();
        (reader.schema(), reader.map(Result::unwrap).collect())
    }

    #[test]
    fn the_specimen_reads_back_with_its_metadata() {
        let table = specimen::neighbours();
        let bytes = write_ipc(&TypedColumns::of(&table).unwrap()).unwrap();
        assert_eq!(
            bytes,
            write_ipc(&TypedColumns::of(&table).unwrap()).unwrap()
        );
        let (schema, batches) = read(bytes);
        assert_eq!(
            schema.metadata().get("source").unwrap(),
            "Department for Education, data as at November 2025"
        );
        assert_eq!(
            schema.field(1).metadata().get("unit").unwrap(),
            "per 10,000 children"
        );
        let values: Vec<_> = batches[0]
            .column(1)
            .as_primitive::<Float64Type>()
            .iter()
            .collect();
        assert_eq!(values, [Some(184.0), Some(135.3), None, Some(126.04)]);
    }

    #[test]
    fn batches_follow_one_another() {
        let fields = vec![
            TypedField::new("authority", ColumnKind::Text),
            TypedField::new("value", ColumnKind::Number),
        ];
        let mut sink = IpcSink::new(
            Vec::new(),
            fields,
            vec![("licence".into(), "OGL v3.0".into())],
        )
        .unwrap();
        sink.batch(&[
            TypedValues::Text(vec![Some("Camden".into()), None]),
            TypedValues::Number(vec![Some(f64::NAN), Some(2.0)]),
        ])
        .unwrap();
        sink.batch(&[
            TypedValues::Text(vec![Some("Blackpool".into())]),
            TypedValues::Number(vec![None]),
        ])
        .unwrap();
        let (schema, batches) = read(sink.finish().unwrap());
        assert_eq!(schema.metadata().get("licence").unwrap(), "OGL v3.0");
        let names: Vec<_> = batches
            .iter()
            .flat_map(|batch| {
                batch
                    .column(0)
                    .as_string::<i32>()
                    .iter()
                    .map(|name| name.map(str::to_owned))
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(
            names,
            [
                Some("Camden".to_owned()),
                None,
                Some("Blackpool".to_owned())
            ]
        );
        assert_eq!(batches[0].column(1).null_count(), 1);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let fields = vec![
            TypedField::new("a", ColumnKind::Text),
            TypedField::new("b", ColumnKind::Whole),
        ];
        let mut sink = IpcSink::new(Vec::new(), fields, Vec::new()).unwrap();
        for (values, problem) in [
            (
                vec![TypedValues::Text(vec![None])],
                "1 of them for 2 fields",
            ),
            (
                vec![
                    TypedValues::Text(vec![None]),
                    TypedValues::Number(vec![None]),
                ],
                "values of another kind",
            ),
            (
                vec![
                    TypedValues::Text(vec![None, None]),
                    TypedValues::Whole(vec![None]),
                ],
                "same length",
            ),
        ] {
            let fault = sink.batch(&values).unwrap_err().to_string();
            assert!(fault.contains(problem), "{fault}");
        }
    }
}
