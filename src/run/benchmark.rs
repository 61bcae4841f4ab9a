//! `benchmark`: every authority, indicator and period into one table.

use crate::compare::bench::{self, Company};
use crate::compare::panel::{Panel, RankingField, Slots};
use crate::error::{Error, Result};
use crate::reference::neighbours::NeighbourList;
use crate::reference::{ATTRIBUTION, Reference};
use crate::screen::Screened;
use crate::table::TableFault;
use crate::table::arrow::IpcSink;
use crate::table::benchmark::{self as table, Batch, BenchmarkRow};
use crate::table::frame::ParquetSink;
use crate::table::shared_text::{PanelLabels, SharedNames};
use crate::table::stream::CsvSink;
use crate::table::typed::TypedValues;
use crate::world::{self, Sink, World};
use std::path::Path;
use std::sync::Arc;

/// The formats a benchmark table can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    Csv { bom: bool },
    Parquet,
    Arrow,
}

impl Format {
    /// By the ending of the file's name.
    ///
    /// # Errors
    /// An ending that stands for none of them.
    pub(crate) fn of(path: &Path, bom: bool) -> Result<Format> {
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("csv") => Ok(Format::Csv { bom }),
            Some("parquet") => Ok(Format::Parquet),
            Some("arrow" | "ipc" | "feather") => Ok(Format::Arrow),
            _ => Err(Error::usage(format!(
                "{} has no ending that names a format",
                path.display()
            ))
            .expected("a name that ends in .csv, .parquet or .arrow")),
        }
    }
}

/// How to rank and with whom to compare.
#[derive(Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) list: NeighbourList,
    pub(crate) field: RankingField,
}

/// Writes the table and gives back its number of rows. `step` is told of every indicator done.
///
/// # Errors
/// The output cannot be written; the earlier one stays as it was.
pub(crate) fn write(
    world: &dyn World,
    screened: &Arc<Screened>,
    reference: &Reference,
    terms: Terms,
    to: (&Path, Format),
    step: &dyn Fn(usize, usize),
) -> Result<usize> {
    let slots = Arc::new(Slots::of(&reference.register));
    let company = Company::of(reference, &slots, terms.list);
    let names = SharedNames::of(reference);
    let (path, format) = to;
    let mut sink = world
        .create(path)
        .map_err(|fault| world::unwritten(path, &fault))?;
    let work = Work {
        screened,
        slots: &slots,
        company: &company,
        names: &names,
        terms,
        step,
    };
    let done = match format {
        Format::Csv { bom } => work.csv(&mut *sink, bom),
        Format::Parquet => work.parquet(&mut *sink),
        Format::Arrow => work.arrow(&mut *sink),
    };
    let rows =
        done.map_err(|fault| Error::unwritten(path.display().to_string(), fault.to_string()))?;
    sink.commit()
        .map_err(|fault| world::unwritten(path, &fault))?;
    Ok(rows)
}

struct Work<'a> {
    screened: &'a Arc<Screened>,
    slots: &'a Arc<Slots>,
    company: &'a Company,
    names: &'a SharedNames,
    terms: Terms,
    step: &'a dyn Fn(usize, usize),
}

impl<'a> Work<'a> {
    fn panels(&self) -> impl Iterator<Item = Panel> + '_ {
        let all = self.screened.indicators().len();
        let national =
            (0..all).filter(|n| self.screened.indicators().get(*n).is_some_and(|i| !i.local));
        national.filter_map(move |series| {
            (self.step)(series, all);
            Panel::of(self.screened, self.slots, series)
        })
    }

    fn csv(&self, to: &mut dyn Sink, bom: bool) -> Result<usize, TableFault> {
        let header: Vec<&str> = table::columns().iter().map(|column| column.name).collect();
        let mut sink = CsvSink::new(to, &header, bom)?;
        let mut rows = 0;
        for panel in self.panels() {
            let labels = PanelLabels::of(&panel, self.terms.list);
            bench::each(&panel, self.company, self.terms.field, |line| {
                let row = BenchmarkRow::of(self.names, &labels, &panel, line);
                table::push_line(sink.row(), &row);
                rows += 1;
                sink.end_row()
            })?;
        }
        sink.finish()?;
        Ok(rows)
    }

    fn batches(
        &self,
        mut take: impl FnMut(Vec<TypedValues<'_>>) -> Result<(), TableFault>,
    ) -> Result<usize, TableFault> {
        let mut rows = 0;
        for panel in self.panels() {
            let labels = PanelLabels::of(&panel, self.terms.list);
            let mut batch = Batch::new();
            bench::each(&panel, self.company, self.terms.field, |line| {
                batch.push(&BenchmarkRow::of(self.names, &labels, &panel, line));
                rows += 1;
                Ok::<(), TableFault>(())
            })?;
            take(batch.into_values())?;
        }
        Ok(rows)
    }

    fn parquet(&self, to: &mut dyn Sink) -> Result<usize, TableFault> {
        let mut sink = ParquetSink::new(to, table::fields());
        let rows = self.batches(|values| sink.batch(&values))?;
        sink.finish()?;
        Ok(rows)
    }

    fn arrow(&self, to: &mut dyn Sink) -> Result<usize, TableFault> {
        let metadata = vec![
            ("licence".to_owned(), ATTRIBUTION.to_owned()),
            ("releases".to_owned(), self.releases()),
        ];
        let mut sink = IpcSink::new(to, table::fields(), metadata)?;
        let rows = self.batches(|values| sink.batch(&values))?;
        sink.finish()?;
        Ok(rows)
    }

    fn releases(&self) -> String {
        let mut credits: Vec<String> = self.screened.sources().iter().map(|s| s.credit()).collect();
        credits.sort();
        credits.dedup();
        credits.join("; ")
    }
}
