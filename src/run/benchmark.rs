//! `benchmark`: every authority, indicator and period into one table.

use crate::compare::bench::{self, NeighbourTable};
use crate::compare::panel::{Panel, RankingField, Slots};
use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::inputs::load::{Input, Stored, load_in_parts};
use crate::observation::check::Check;
use crate::observation::parts::ObservationParts;
use crate::observation::provenance::Source;
use crate::reference::neighbours::NeighbourList;
use crate::reference::{ATTRIBUTION, Reference};
use crate::screen::{ScreeningScope, screen};
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
        categories: &[],
        by_hand: None,
        asked: ScreeningScope::IdentityOnly,
        stored: order.stored,
    };
    let folder = order.out.parent().filter(|of| !of.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let (parts, checks) = load_in_parts(world, reference, &input, folder)?;
    messages.tell_checks(&checks);
    let national = parts.indicators().iter().filter(|of| !of.local).count();
    if national == 0 {
        return Err(Error::nothing("there are no national figures to compare")
            .hint("check --data and --indicator"));
    }
    let step = messages.progress("benchmarking", national);
    let slots = Arc::new(Slots::of(&reference.register));
    let releases = releases(parts.sources());
    let mut rows = BenchmarkRows {
        company: &NeighbourTable::of(reference, &slots, order.list),
        names: &SharedNames::of(reference),
        reference,
        parts,
        slots: &slots,
        list: order.list,
        field: order.field,
        step: &*step,
        checks: Vec::new(),
    };
    let written = rows.write(world, order.out, order.format, releases)?;
    messages.tell_checks(&rows.checks);
    Ok(written)
}

/// The rows of the table, an indicator after the other: all of them at once would not fit into memory.
struct BenchmarkRows<'a> {
    reference: &'a Reference,
    parts: ObservationParts,
    slots: &'a Arc<Slots>,
    company: &'a NeighbourTable,
    names: &'a SharedNames,
    list: NeighbourList,
    field: RankingField,
    /// Called after each indicator.
    step: &'a dyn Fn(),
    /// What screening found.
    checks: Vec<Check>,
}

/// Why no table was written.
enum BenchmarkFault {
    /// The figures cannot be had.
    Figures(Error),
    /// The table cannot be written.
    Table(TableFault),
}

impl From<std::io::Error> for BenchmarkFault {
    fn from(fault: std::io::Error) -> Self {
        BenchmarkFault::Table(fault.into())
    }
}

impl From<TableFault> for BenchmarkFault {
    fn from(fault: TableFault) -> Self {
        BenchmarkFault::Table(fault)
    }
}

impl BenchmarkRows<'_> {
    fn write(
        &mut self,
        world: &dyn World,
        path: &Path,
        format: BenchmarkFormat,
        releases: String,
    ) -> Result<usize> {
        let mut sink = world
            .create(path)
            .map_err(|fault| world::unwritten(path, &fault))?;
        let rows = match format {
            BenchmarkFormat::Csv { bom } => self.csv(&mut *sink, bom),
            BenchmarkFormat::Parquet => self.parquet(&mut *sink),
            BenchmarkFormat::Arrow => self.arrow(&mut *sink, releases),
        }
        .map_err(|fault| match fault {
            BenchmarkFault::Figures(fault) => fault,
            BenchmarkFault::Table(fault) => {
                Error::unwritten(path.display().to_string(), fault.to_string())
            }
        })?;
        sink.commit()
            .map_err(|fault| world::unwritten(path, &fault))?;
        Ok(rows)
    }

    /// Hands over the panel of every national indicator, in turn.
    fn each_panel(
        &mut self,
        mut take: impl FnMut(&Panel) -> Result<(), TableFault>,
    ) -> Result<(), BenchmarkFault> {
        let failed = BenchmarkFault::Figures;
        while let Some(part) = self.parts.next().map_err(failed)? {
            let asked = ScreeningScope::IdentityOnly;
            let (screened, checks) = screen(part, self.reference, asked).map_err(failed)?;
            self.checks.extend(checks);
            let screened = Arc::new(screened);
            for (series, indicator) in screened.indicators().iter().enumerate() {
                if indicator.local {
                    continue;
                }
                (self.step)();
                if let Some(panel) = Panel::of(&screened, self.slots, series) {
                    take(&panel)?;
                }
            }
        }
        Ok(())
    }

    fn csv(&mut self, to: &mut dyn Sink, bom: bool) -> Result<usize, BenchmarkFault> {
        let header: Vec<&str> = table::columns().iter().map(|column| column.name).collect();
        let mut sink = CsvSink::new(to, &header, bom)?;
        let mut rows = 0;
        let (list, field) = (self.list, self.field);
        let reference = self.reference;
        let (company, names) = (self.company, self.names);
        self.each_panel(|panel| {
            let labels = PanelLabels::of(panel, list, reference);
            bench::each(panel, company, field, |line| {
                let row = BenchmarkRow::of(names, &labels, panel, line);
                table::push_line(sink.row(), &row);
                rows += 1;
                Ok::<(), TableFault>(sink.end_row()?)
            })
        })?;
        sink.finish()?;
        Ok(rows)
    }

    fn batches(
        &mut self,
        mut take: impl FnMut(Vec<TypedValues<'_>>) -> Result<(), TableFault>,
    ) -> Result<usize, BenchmarkFault> {
        let mut rows = 0;
        let (list, field) = (self.list, self.field);
        let reference = self.reference;
        let (company, names) = (self.company, self.names);
        self.each_panel(|panel| {
            let labels = PanelLabels::of(panel, list, reference);
            let mut batch = Batch::new();
            bench::each(panel, company, field, |line| {
                batch.push(&BenchmarkRow::of(names, &labels, panel, line));
                rows += 1;
                Ok::<(), TableFault>(())
            })?;
            take(batch.into_values())
        })?;
        Ok(rows)
    }

    fn parquet(&mut self, to: &mut dyn Sink) -> Result<usize, BenchmarkFault> {
        let mut sink = ParquetSink::new(to, table::fields());
        let rows = self.batches(|values| sink.batch(&values))?;
        sink.finish()?;
        Ok(rows)
    }

    fn arrow(&mut self, to: &mut dyn Sink, releases: String) -> Result<usize, BenchmarkFault> {
        let metadata = vec![
            ("licence".to_owned(), ATTRIBUTION.to_owned()),
            ("releases".to_owned(), releases),
        ];
        let mut sink = IpcSink::new(to, table::fields(), metadata)?;
        let rows = self.batches(|values| sink.batch(&values))?;
        sink.finish()?;
        Ok(rows)
    }
}

/// Every release that the figures come from.
fn releases(sources: &[Source]) -> String {
    let mut credits: Vec<String> = sources.iter().map(Source::credit).collect();
    credits.sort();
    credits.dedup();
    credits.join("; ")
}
