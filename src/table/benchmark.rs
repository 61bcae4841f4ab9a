//! The benchmark table: every authority, indicator and period, written a panel at a time as CSV, Parquet or Arrow.
//!
//! [`each_column`] is its one list of columns: each is one value with its name, what it holds, and the way from a line to its cell.

use super::cell::{self, number, text};
use super::shared_text::{AreaTexts, CsvText, PanelLabels, PeriodLabels, SharedNames};
use super::stream::CsvRows;
use super::typed::{TypedField, TypedValues};
use super::{Cell, ColumnKind};
use crate::compare::Comparison;
use crate::compare::bench::{BenchmarkLine, NeighbourSummary, status_word};
use crate::compare::panel::Panel;
use crate::compare::peers::RankOrder;
use crate::observation::provenance::{Origin, Source};
use crate::stat::round::settled;
use std::borrow::Cow;

/// One column of the benchmark table.
pub(crate) struct BenchmarkColumn {
    pub(crate) name: &'static str,
    /// What a reader should know of it.
    pub(super) about: &'static str,
    value: ColumnValue,
}

/// How a line gives the value of a column, by what the column holds.
#[derive(Clone, Copy)]
enum ColumnValue {
    Text(TextOf),
    Number(NumberOf),
    Whole(WholeOf),
}

type TextOf = for<'a> fn(&BenchmarkRow<'a, '_>) -> CsvText<'a>;
type NumberOf = fn(&BenchmarkRow<'_, '_>) -> Option<f64>;
type WholeOf = fn(&BenchmarkRow<'_, '_>) -> Option<usize>;

/// Gives every column to `visit`, in their order. The first 22 are promised to other programs; others may follow.
///
/// One call stands here for each column and no list is looped over, so that the compiler sees each function of a line where it is
/// called: half a million lines are written through them.
pub(crate) fn each_column(mut visit: impl FnMut(BenchmarkColumn)) {
    identity(&mut visit);
    own_figure(&mut visit);
    comparators(&mut visit);
    place(&mut visit);
    origin(&mut visit);
    category(&mut visit);
}

/// Which figure a line is about.
fn identity(visit: &mut impl FnMut(BenchmarkColumn)) {
    visit(BenchmarkColumn::text(
        "indicator",
        "our id, or the publisher's code where we have none",
        |row| row.labels.indicator.csv(),
    ));
    visit(BenchmarkColumn::text(
        "source_measure",
        "the publisher's own code: LAIT's Measure_short, or EES file:column",
        |row| row.labels.source_measure.csv(),
    ));
    visit(BenchmarkColumn::text(
        "period",
        "the publisher's label",
        |row| row.period.label.csv(),
    ));
    visit(BenchmarkColumn::text("authority", "name", |row| {
        row.place.name.csv()
    }));
    visit(BenchmarkColumn::text(
        "authority_code",
        "ONS code in force",
        |row| row.place.ons_code.csv(),
    ));
    visit(BenchmarkColumn::text(
        "la_code",
        "DfE's three-digit code",
        |row| row.place.la_code.csv(),
    ));
}

/// The authority's own figure.
fn own_figure(visit: &mut impl FnMut(BenchmarkColumn)) {
    visit(BenchmarkColumn::number(
        "value",
        "as published; empty where there is none, see status",
        |row| row.line.reading.value(),
    ));
    visit(BenchmarkColumn::text(
        "status",
        "published, or why there is no value; “joint return” where it is published for several authorities together",
        |row| CsvText::Plain(row.status()),
    ));
    visit(BenchmarkColumn::number(
        "change",
        "value minus the value of the period one year earlier",
        |row| row.line.change,
    ));
}

/// England, the region and the neighbours.
fn comparators(visit: &mut impl FnMut(BenchmarkColumn)) {
    visit(BenchmarkColumn::number(
        "england",
        "as published; a total where the indicator is a count",
        |row| row.line.england,
    ));
    visit(BenchmarkColumn::text(
        "region_name",
        "the region compared with",
        |row| row.region_name(),
    ));
    visit(BenchmarkColumn::number(
        "region",
        "as published; a total where the indicator is a count",
        |row| row.line.region_value,
    ));
    visit(BenchmarkColumn::text(
        "neighbour_list",
        "year of DfE's list of statistical neighbours",
        |row| row.labels.neighbour_list.csv(),
    ));
    visit(BenchmarkColumn::number(
        "neighbour_mean",
        "unweighted, of those with data",
        |row| row.line.neighbours.map(|n| n.mean),
    ));
    visit(BenchmarkColumn::number(
        "neighbour_median",
        "of those with data",
        |row| row.line.neighbours.map(|n| n.median),
    ));
    visit(BenchmarkColumn::number(
        "neighbour_min",
        "of those with data",
        |row| row.line.neighbours.map(|n| n.min),
    ));
    visit(BenchmarkColumn::number(
        "neighbour_max",
        "of those with data",
        |row| row.line.neighbours.map(|n| n.max),
    ));
    visit(BenchmarkColumn::whole(
        "neighbours_with_data",
        "of ten",
        |row| Some(row.line.with_data),
    ));
}

/// Where the figure stands among all.
fn place(visit: &mut impl FnMut(BenchmarkColumn)) {
    visit(BenchmarkColumn::text(
        "polarity",
        "high, low or none: which direction is good, as the publisher has it",
        |row| CsvText::Plain(row.panel.indicator.publisher_polarity.key()),
    ));
    visit(BenchmarkColumn::whole(
        "rank",
        "1 is best; ties share the lowest; empty without polarity",
        |row| row.line.rank,
    ));
    visit(BenchmarkColumn::whole(
        "ranked",
        "how many authorities have a value",
        |row| Some(row.line.ranked).filter(|_| !row.panel.indicator.local),
    ));
    visit(BenchmarkColumn::text(
        "quartile",
        "A (best quarter) to D; empty without polarity",
        |row| CsvText::Plain(row.line.band.map_or("", |band| band.letter())),
    ));
    visit(BenchmarkColumn::whole(
        "rank_from_highest",
        "1 is highest, whatever is good",
        |row| row.line.position,
    ));
    visit(BenchmarkColumn::text(
        "rank_basis",
        "counts: unrounded rates; published: values as printed",
        |row| CsvText::Plain(rank_basis(row.line)),
    ));
}

/// The period, the counts behind the figure, and where it was read.
fn origin(visit: &mut impl FnMut(BenchmarkColumn)) {
    visit(BenchmarkColumn::text(
        "period_kind",
        "what kind of year the period is",
        |row| row.period.kind.csv(),
    ));
    visit(BenchmarkColumn::text(
        "period_end",
        "last day of the period",
        |row| row.period.end.csv(),
    ));
    visit(BenchmarkColumn::number(
        "numerator",
        "count behind the value, where published",
        |row| row.counts.0,
    ));
    visit(BenchmarkColumn::number(
        "denominator",
        "what the count is part of, where published",
        |row| row.counts.1,
    ));
    visit(BenchmarkColumn::text(
        "source_file",
        "file the value was read from",
        |row| row.of_source(|source| &source.file),
    ));
    visit(BenchmarkColumn::whole(
        "source_row",
        "row of that file, the header being row 1",
        |row| row.origin.map(|origin| origin.row as usize),
    ));
    visit(BenchmarkColumn::text(
        "release",
        "release of that file, where we know it by its digest",
        |row| row.of_source(|source| &source.release),
    ));
    visit(BenchmarkColumn::text(
        "vintage",
        "vintage of your store; empty for the figures in the program and for files",
        |row| row.of_source(|source| &source.vintage),
    ));
}

/// Of a category of a breakdown: what is broken down, by what, and which category it is.
fn category(visit: &mut impl FnMut(BenchmarkColumn)) {
    visit(BenchmarkColumn::text(
        "broken_down",
        "the indicator whose people a category is of; empty for other indicators",
        |row| row.labels.whole.csv(),
    ));
    visit(BenchmarkColumn::text(
        "breakdown",
        "by what it is broken down",
        |row| row.labels.breakdown.csv(),
    ));
    visit(BenchmarkColumn::text(
        "category",
        "the category of the breakdown",
        |row| row.labels.category.csv(),
    ));
}

impl BenchmarkColumn {
    fn text(name: &'static str, about: &'static str, of: TextOf) -> Self {
        let value = ColumnValue::Text(of);
        BenchmarkColumn { name, about, value }
    }

    fn number(name: &'static str, about: &'static str, of: NumberOf) -> Self {
        let value = ColumnValue::Number(of);
        BenchmarkColumn { name, about, value }
    }

    fn whole(name: &'static str, about: &'static str, of: WholeOf) -> Self {
        let value = ColumnValue::Whole(of);
        BenchmarkColumn { name, about, value }
    }

    /// What it holds.
    pub(super) fn kind(&self) -> ColumnKind {
        match self.value {
            ColumnValue::Text(_) => ColumnKind::Text,
            ColumnValue::Number(_) => ColumnKind::Number,
            ColumnValue::Whole(_) => ColumnKind::Whole,
        }
    }

    /// Its cell in a table for people and programs.
    pub(crate) fn cell(&self, row: &BenchmarkRow<'_, '_>) -> Cell {
        match self.value {
            ColumnValue::Text(of) => text(of(row).words()),
            ColumnValue::Number(of) => number(of(row), None),
            ColumnValue::Whole(of) => cell::whole(of(row)),
        }
    }
}

/// One line with all that its columns show. `'a` is the life of the texts, `'l` that of the line.
pub(crate) struct BenchmarkRow<'a, 'l> {
    names: &'a SharedNames,
    labels: &'a PanelLabels,
    panel: &'a Panel,
    line: &'l BenchmarkLine,
    place: &'a AreaTexts,
    period: &'a PeriodLabels,
    origin: Option<Origin>,
    pub(super) source: Option<&'a Source>,
    /// Numerator and denominator.
    counts: (Option<f64>, Option<f64>),
}

impl<'a, 'l> BenchmarkRow<'a, 'l> {
    /// A line of the panel that `labels` are of.
    pub(crate) fn of(
        names: &'a SharedNames,
        labels: &'a PanelLabels,
        panel: &'a Panel,
        line: &'l BenchmarkLine,
    ) -> BenchmarkRow<'a, 'l> {
        let origin = panel.origin(line.at, line.area);
        BenchmarkRow {
            names,
            labels,
            panel,
            line,
            place: names.place(line.area),
            period: &labels.periods[line.at.index()],
            origin,
            source: origin.and_then(|origin| panel.source(origin.file)),
            counts: panel.counts(line.at, line.area),
        }
    }

    fn status(&self) -> &'static str {
        status_word(self.line.reading, self.line.is_joint)
    }

    fn region_name(&self) -> CsvText<'a> {
        match self.line.region {
            Some(region) => self.names.place(region).name.csv(),
            None => CsvText::Plain(""),
        }
    }

    fn of_source(&self, text: fn(&Source) -> &str) -> CsvText<'a> {
        self.source
            .map_or(CsvText::Plain(""), |source| CsvText::Any(text(source)))
    }
}

/// A comparison as a line of the benchmark table.
pub(super) fn line(c: &Comparison<'_>) -> BenchmarkLine {
    BenchmarkLine {
        at: c.at,
        area: c.area,
        reading: c.reading,
        is_joint: !c.joint.is_empty(),
        change: c.change.as_ref().map(|change| change.difference),
        england: c.england.value(),
        region: c.region.map(|(region, _)| region),
        region_value: c.region.and_then(|(_, reading)| reading.value()),
        neighbours: c.neighbours.spread.map(|spread| NeighbourSummary {
            mean: spread.mean,
            median: spread.median,
            min: spread.min(),
            max: spread.max(),
        }),
        with_data: c.neighbours.with_data(),
        rank: c
            .rank
            .filter(|rank| rank.order == RankOrder::BestFirst)
            .map(|rank| rank.place.rank),
        position: from_highest(c),
        ranked: c.ranked,
        band: c.band,
        on_counts: c.rank_on_counts,
    }
}

/// The rank counted from the highest figure, whatever is good.
fn from_highest(c: &Comparison<'_>) -> Option<usize> {
    let rank = c.rank?;
    let lowest_is_first =
        rank.order == RankOrder::BestFirst && !c.indicator.polarity.is_highest_first();
    Some(if lowest_is_first {
        (rank.of + 2).saturating_sub(rank.place.rank + rank.place.shared_by)
    } else {
        rank.place.rank
    })
}

fn rank_basis(line: &BenchmarkLine) -> &'static str {
    match (line.position, line.on_counts) {
        (None, _) => "",
        (_, true) => "counts",
        (_, false) => "published",
    }
}

/// Appends one line to a CSV.
pub(crate) fn push_line(out: &mut CsvRows, row: &BenchmarkRow<'_, '_>) {
    each_column(|column| match column.value {
        ColumnValue::Text(of) => of(row).push(out),
        ColumnValue::Number(of) => drop(out.optional(of(row))),
        ColumnValue::Whole(of) => drop(out.optional_whole(of(row).and_then(whole))),
    });
}

/// Every column in its order.
pub(crate) fn columns() -> Vec<BenchmarkColumn> {
    let mut columns = Vec::new();
    each_column(|column| columns.push(column));
    columns
}

/// The columns as typed fields, each with its description.
pub(crate) fn fields() -> Vec<TypedField> {
    let columns = columns().into_iter();
    columns
        .map(|column| TypedField::new(column.name, column.kind()).with("description", column.about))
        .collect()
}

/// One panel's lines gathered by column.
pub(crate) struct Batch<'a> {
    columns: Vec<Gathered<'a>>,
}

/// A column's values so far, with the way to the next one.
enum Gathered<'a> {
    Text(TextOf, Vec<Option<Cow<'a, str>>>),
    Number(NumberOf, Vec<Option<f64>>),
    Whole(WholeOf, Vec<Option<i64>>),
}

impl<'a> Batch<'a> {
    pub(crate) fn new() -> Batch<'a> {
        let columns = columns().into_iter().map(|column| match column.value {
            ColumnValue::Text(of) => Gathered::Text(of, Vec::new()),
            ColumnValue::Number(of) => Gathered::Number(of, Vec::new()),
            ColumnValue::Whole(of) => Gathered::Whole(of, Vec::new()),
        });
        Batch {
            columns: columns.collect(),
        }
    }

    pub(crate) fn push(&mut self, row: &BenchmarkRow<'a, '_>) {
        for column in &mut self.columns {
            match column {
                Gathered::Text(of, all) => {
                    let words = of(row).words();
                    all.push((!words.is_empty()).then_some(Cow::Borrowed(words)));
                }
                Gathered::Number(of, all) => all.push(of(row).map(settled)),
                Gathered::Whole(of, all) => all.push(of(row).and_then(whole)),
            }
        }
    }

    /// The values by column, in the order of [`columns`].
    pub(crate) fn into_values(self) -> Vec<TypedValues<'a>> {
        let values = self.columns.into_iter().map(|column| match column {
            Gathered::Text(_, all) => TypedValues::Text(all),
            Gathered::Number(_, all) => TypedValues::Number(all),
            Gathered::Whole(_, all) => TypedValues::Whole(all),
        });
        values.collect()
    }
}

fn whole(value: usize) -> Option<i64> {
    i64::try_from(value).ok()
}
