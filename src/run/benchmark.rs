//! `benchmark`: every authority, indicator and period into one table.

use crate::compare::bench::{self, NeighbourTable};
use crate::compare::panel::{Panel, RankingField, Slots};
use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::inputs::load::{Input, Stored, load};
use crate::reference::neighbours::NeighbourList;
use crate::reference::{ATTRIBUTION, Reference};
use crate::screen::{Screened, ScreeningScope};
use crate::table::TableFault;
use crate::table::arrow::IpcSink;
use crate::table::benchmark::{self as table, Batch, BenchmarkRow};
use crate::table::frame::ParquetSink;
use crate::table::shared_text::{PanelLabels, SharedNames};
use crate::table::stream::CsvSink;
use crate::table::typed::TypedValues;
use crate::world::{self, Sink, World};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The formats that a benchmark table has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BenchmarkFormat {
    Csv { bom: bool },
    Parquet,
    Arrow,
}

impl BenchmarkFormat {
    /// By the ending of the file's name.
    ///
    /// # Errors
    /// An ending that stands for none of them.
    pub(crate) fn of(path: &Path, bom: bool) -> Result<BenchmarkFormat> {
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("csv") => Ok(BenchmarkFormat::Csv { bom }),
            Some("parquet") => Ok(BenchmarkFormat::Parquet),
            Some("arrow" | "ipc" | "feather") => Ok(BenchmarkFormat::Arrow),
            _ => Err(Error::usage(format!(
                "{} has no ending that names a format",
                path.display()
            ))
            .expected("a name that ends in .csv, .parquet or .arrow")),
        }
    }
}

/// What to compare, how to rank, and where to write it.
pub(crate) struct BenchmarkOrder<'a> {
    pub(crate) out: &'a Path,
    pub(crate) format: BenchmarkFormat,
    pub(crate) list: NeighbourList,
    pub(crate) field: RankingField,
    /// Indicators by id, title or publisher's code; none means every one.
    pub(crate) indicators: &'a [String],
    /// Files or folders with figures, in place of those in the program.
    pub(crate) data: &'a [PathBuf],
    /// The store that is read beside them.
    pub(crate) stored: Option<&'a Stored>,
}

/// Writes the table and answers with its number of rows.
///
/// # Errors
/// There is no national figure; as [`load`]; the output cannot be written, and the earlier one stays as it was.
pub(crate) fn benchmark(
    world: &dyn World,
    reference: &Reference,
    order: &BenchmarkOrder<'_>,
    messages: &dyn Messages,
) -> Result<usize> {
    let input = Input {
        paths: order.data,
        indicators: order.indicators,
        by_hand: None,
        asked: ScreeningScope::IdentityOnly,
        stored: order.stored,
    };
    let (screened, checks) = load(world, reference, &input)?;
    messages.tell_checks(&checks);
    let indicators = screened.indicators();
    let national: Vec<usize> = (0..indicators.len())
        .filter(|series| indicators.get(*series).is_some_and(|of| !of.local))
        .collect();
    if national.is_empty() {
        return Err(Error::nothing("there are no national figures to compare")
            .hint("check --data and --indicator"));
    }
    let step = messages.progress("benchmarking", national.len());
    let slots = Arc::new(Slots::of(&reference.register));
    let rows = BenchmarkRows {
        company: &NeighbourTable::of(reference, &slots, order.list),
        names: &SharedNames::of(reference),
        screened: &Arc::new(screened),
        slots: &slots,
        national,
        list: order.list,
        field: order.field,
        step: &*step,
    };
    rows.write(world, order.out, order.format)
}

/// The rows of the table, an indicator after the other: all of them at once would not fit into memory.
struct BenchmarkRows<'a> {
    screened: &'a Arc<Screened>,
    slots: &'a Arc<Slots>,
    company: &'a NeighbourTable,
    names: &'a SharedNames,
    /// Which series of the screened figures are national.
    national: Vec<usize>,
    list: NeighbourList,
    field: RankingField,
    /// Called after each indicator.
    step: &'a dyn Fn(),
}

impl BenchmarkRows<'_> {
    fn write(&self, world: &dyn World, path: &Path, format: BenchmarkFormat) -> Result<usize> {
        let mut sink = world
            .create(path)
            .map_err(|fault| world::unwritten(path, &fault))?;
        let rows = match format {
            BenchmarkFormat::Csv { bom } => self.csv(&mut *sink, bom),
            BenchmarkFormat::Parquet => self.parquet(&mut *sink),
            BenchmarkFormat::Arrow => self.arrow(&mut *sink),
        }
        .map_err(|fault| Error::unwritten(path.display().to_string(), fault.to_string()))?;
        sink.commit()
            .map_err(|fault| world::unwritten(path, &fault))?;
        Ok(rows)
    }

    fn panels(&self) -> impl Iterator<Item = Panel> + '_ {
        self.national.iter().filter_map(|series| {
            (self.step)();
            Panel::of(self.screened, self.slots, *series)
        })
    }

    fn csv(&self, to: &mut dyn Sink, bom: bool) -> Result<usize, TableFault> {
        let header: Vec<&str> = table::columns().iter().map(|column| column.name).collect();
        let mut sink = CsvSink::new(to, &header, bom)?;
        let mut rows = 0;
        for panel in self.panels() {
            let labels = PanelLabels::of(&panel, self.list);
            bench::each(&panel, self.company, self.field, |line| {
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
            let labels = PanelLabels::of(&panel, self.list);
            let mut batch = Batch::new();
            bench::each(&panel, self.company, self.field, |line| {
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
