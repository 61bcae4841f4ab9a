//! The benchmark table: every authority, indicator and period, written a panel at a time as CSV, Parquet or Arrow.
//!
//! [`COLUMNS`] is its one list of columns: each has its name, what it holds, and the way from a line to its value. Half a million
//! lines pass here, so texts that many lines share are quoted once.

use super::stream::{CsvRows, quoted};
use super::typed::{ColumnValues, TypedField};
use super::{Column, ColumnKind};
use crate::compare::bench::Line;
use crate::compare::panel::Panel;
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::observation::period::Period;
use crate::observation::provenance::{Origin, Source};
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use std::borrow::Cow;

/// One column of the benchmark table.
pub(crate) struct BenchmarkColumn {
    pub(crate) name: &'static str,
    /// What a reader should know of it.
    about: &'static str,
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

/// Every column in its order. The first 22 are promised to other programs; others may follow.
pub(crate) static COLUMNS: [BenchmarkColumn; 32] = [
    BenchmarkColumn {
        name: "indicator",
        about: "our id, or the publisher's code where we have none",
        value: ColumnValue::Text(|row| row.labels.indicator.csv()),
    },
    BenchmarkColumn {
        name: "source_measure",
        about: "the publisher's own code: LAIT's Measure_short, or EES file:column",
        value: ColumnValue::Text(|row| row.labels.source_measure.csv()),
    },
    BenchmarkColumn {
        name: "period",
        about: "the publisher's label",
        value: ColumnValue::Text(|row| row.period.label.csv()),
    },
    BenchmarkColumn {
        name: "authority",
        about: "name",
        value: ColumnValue::Text(|row| row.place.name.csv()),
    },
    BenchmarkColumn {
        name: "authority_code",
        about: "ONS code in force",
        value: ColumnValue::Text(|row| row.place.ons_code.csv()),
    },
    BenchmarkColumn {
        name: "la_code",
        about: "DfE's three-digit code",
        value: ColumnValue::Text(|row| row.place.la_code.csv()),
    },
    BenchmarkColumn {
        name: "value",
        about: "as published; empty where there is none, see status",
        value: ColumnValue::Number(|row| row.line.reading.value()),
    },
    BenchmarkColumn {
        name: "status",
        about: "published, or why there is no value",
        value: ColumnValue::Text(|row| CsvText::Plain(row.line.reading.status().word())),
    },
    BenchmarkColumn {
        name: "change",
        about: "value minus the value of the period one year earlier",
        value: ColumnValue::Number(|row| row.line.change),
    },
    BenchmarkColumn {
        name: "england",
        about: "as published; a total where the indicator is a count",
        value: ColumnValue::Number(|row| row.line.england),
    },
    BenchmarkColumn {
        name: "region_name",
        about: "the region compared with",
        value: ColumnValue::Text(|row| row.region_name()),
    },
    BenchmarkColumn {
        name: "region",
        about: "as published; a total where the indicator is a count",
        value: ColumnValue::Number(|row| row.line.region_value),
    },
    BenchmarkColumn {
        name: "neighbour_list",
        about: "year of DfE's list of statistical neighbours",
        value: ColumnValue::Text(|row| row.names.list.csv()),
    },
    BenchmarkColumn {
        name: "neighbour_mean",
        about: "unweighted, of those with data",
        value: ColumnValue::Number(|row| row.line.neighbours.map(|n| n.mean)),
    },
    BenchmarkColumn {
        name: "neighbour_median",
        about: "of those with data",
        value: ColumnValue::Number(|row| row.line.neighbours.map(|n| n.median)),
    },
    BenchmarkColumn {
        name: "neighbour_min",
        about: "of those with data",
        value: ColumnValue::Number(|row| row.line.neighbours.map(|n| n.min)),
    },
    BenchmarkColumn {
        name: "neighbour_max",
        about: "of those with data",
        value: ColumnValue::Number(|row| row.line.neighbours.map(|n| n.max)),
    },
    BenchmarkColumn {
        name: "neighbours_with_data",
        about: "of ten",
        value: ColumnValue::Whole(|row| Some(row.line.with_data)),
    },
    BenchmarkColumn {
        name: "polarity",
        about: "high, low or none: which direction is good",
        value: ColumnValue::Text(|row| CsvText::Plain(polarity(row.panel.indicator.polarity))),
    },
    BenchmarkColumn {
        name: "rank",
        about: "1 is best; ties share the lowest; empty without polarity",
        value: ColumnValue::Whole(|row| row.line.rank),
    },
    BenchmarkColumn {
        name: "ranked",
        about: "how many authorities have a value",
        value: ColumnValue::Whole(|row| Some(row.line.ranked)),
    },
    BenchmarkColumn {
        name: "quartile",
        about: "A (best quarter) to D; empty without polarity",
        value: ColumnValue::Text(|row| {
            CsvText::Plain(row.line.band.map_or("", |band| band.letter()))
        }),
    },
    BenchmarkColumn {
        name: "rank_from_highest",
        about: "1 is highest, whatever is good",
        value: ColumnValue::Whole(|row| row.line.position),
    },
    BenchmarkColumn {
        name: "rank_basis",
        about: "counts: unrounded rates; published: values as printed",
        value: ColumnValue::Text(|row| CsvText::Plain(rank_basis(row.line))),
    },
    BenchmarkColumn {
        name: "period_kind",
        about: "what kind of year the period is",
        value: ColumnValue::Text(|row| row.period.kind.csv()),
    },
    BenchmarkColumn {
        name: "period_end",
        about: "last day of the period",
        value: ColumnValue::Text(|row| row.period.end.csv()),
    },
    BenchmarkColumn {
        name: "numerator",
        about: "count behind the value, where published",
        value: ColumnValue::Number(|row| row.counts.0),
    },
    BenchmarkColumn {
        name: "denominator",
        about: "what the count is part of, where published",
        value: ColumnValue::Number(|row| row.counts.1),
    },
    BenchmarkColumn {
        name: "source_file",
        about: "file the value was read from",
        value: ColumnValue::Text(|row| row.of_source(|source| &source.file)),
    },
    BenchmarkColumn {
        name: "source_row",
        about: "row of that file, the header being row 1",
        value: ColumnValue::Whole(|row| row.origin.map(|origin| origin.row as usize)),
    },
    BenchmarkColumn {
        name: "release",
        about: "release of that file, where we know it by its digest",
        value: ColumnValue::Text(|row| row.of_source(|source| &source.release)),
    },
    BenchmarkColumn {
        name: "vintage",
        about: "vintage of your store; empty for the figures in the program and for files",
        value: ColumnValue::Text(|row| row.of_source(|source| &source.vintage)),
    },
];

impl BenchmarkColumn {
    fn kind(&self) -> ColumnKind {
        match self.value {
            ColumnValue::Text(_) => ColumnKind::Text,
            ColumnValue::Number(_) => ColumnKind::Number,
            ColumnValue::Whole(_) => ColumnKind::Whole,
        }
    }

    /// The same column in a table for people and programs.
    pub(crate) fn column(&self) -> Column {
        Column::new(self.name, self.name, self.kind()).with_description(self.about)
    }
}

/// A text as the benchmark table takes it. An empty one is a missing value.
#[derive(Clone, Copy)]
enum CsvText<'a> {
    /// Nothing in it needs quotes.
    Plain(&'static str),
    /// Quoted beforehand, since many lines have it.
    Shared(&'a SharedText),
    /// To be quoted where it must be.
    Any(&'a str),
}

impl<'a> CsvText<'a> {
    fn words(self) -> &'a str {
        match self {
            CsvText::Plain(text) | CsvText::Any(text) => text,
            CsvText::Shared(shared) => &shared.text,
        }
    }

    fn push(self, out: &mut CsvRows) {
        match self {
            CsvText::Plain(text) => out.raw(text.as_bytes()),
            CsvText::Shared(shared) => out.raw(&shared.field),
            CsvText::Any(text) => out.text(text),
        };
    }
}

/// A text of many lines, and the same as a field of a CSV.
#[derive(Clone, Default)]
struct SharedText {
    text: String,
    field: Vec<u8>,
}

impl SharedText {
    fn of(text: impl Into<String>) -> SharedText {
        let text = text.into();
        SharedText {
            field: quoted(&text),
            text,
        }
    }

    fn csv(&self) -> CsvText<'_> {
        CsvText::Shared(self)
    }
}

/// Texts that the lines of all panels share: the authorities' names and codes, and the year of the neighbour list.
pub(crate) struct SharedNames {
    /// By three-digit code.
    places: Vec<PlaceNames>,
    list: SharedText,
}

#[derive(Clone, Default)]
struct PlaceNames {
    name: SharedText,
    ons_code: SharedText,
    la_code: SharedText,
}

impl SharedNames {
    pub(crate) fn of(reference: &Reference, list: NeighbourList) -> SharedNames {
        // Codes have three digits; the largest is 999.
        let mut places = vec![PlaceNames::default(); 1000];
        for place in reference.register.all() {
            if let Some(names) = places.get_mut(usize::from(place.area.0)) {
                *names = PlaceNames {
                    name: SharedText::of(&place.name),
                    ons_code: SharedText::of(&place.ons_code),
                    la_code: SharedText::of(format!("{:03}", place.area.0)),
                };
            }
        }
        SharedNames {
            places,
            list: SharedText::of(list.to_string()),
        }
    }

    fn place(&self, area: Area) -> &PlaceNames {
        &self.places[usize::from(area.0)]
    }
}

/// Texts that the lines of one panel share: its indicator and its periods.
pub(crate) struct PanelLabels {
    indicator: SharedText,
    source_measure: SharedText,
    /// In the order of the panel's periods.
    periods: Vec<PeriodLabels>,
}

struct PeriodLabels {
    label: SharedText,
    kind: SharedText,
    end: SharedText,
}

impl PanelLabels {
    pub(crate) fn of(panel: &Panel) -> PanelLabels {
        PanelLabels {
            indicator: SharedText::of(&panel.indicator.id),
            source_measure: SharedText::of(&panel.indicator.source_measure),
            periods: panel.periods.iter().map(|p| PeriodLabels::of(p)).collect(),
        }
    }
}

impl PeriodLabels {
    fn of(period: &Period) -> PeriodLabels {
        PeriodLabels {
            label: SharedText::of(&period.label),
            kind: SharedText::of(period.kind.words()),
            end: SharedText::of(period.end.to_string()),
        }
    }
}

/// One line with all that its columns show. `'a` is the life of the texts, `'l` that of the line.
pub(crate) struct BenchmarkRow<'a, 'l> {
    names: &'a SharedNames,
    labels: &'a PanelLabels,
    panel: &'a Panel,
    line: &'l Line,
    place: &'a PlaceNames,
    period: &'a PeriodLabels,
    origin: Option<Origin>,
    source: Option<&'a Source>,
    /// Numerator and denominator.
    counts: (Option<f64>, Option<f64>),
}

impl<'a, 'l> BenchmarkRow<'a, 'l> {
    /// A line of the panel that `labels` are of.
    pub(crate) fn of(
        names: &'a SharedNames,
        labels: &'a PanelLabels,
        panel: &'a Panel,
        line: &'l Line,
    ) -> BenchmarkRow<'a, 'l> {
        let origin = panel.origin(line.at, line.area);
        BenchmarkRow {
            names,
            labels,
            panel,
            line,
            place: names.place(line.area),
            period: &labels.periods[line.at],
            origin,
            source: origin.and_then(|origin| panel.source(origin.file)),
            counts: panel.counts(line.at, line.area),
        }
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

/// `high`, `low` or `none`.
pub(crate) fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Higher => "high",
        Polarity::Lower => "low",
        Polarity::Unset => "none",
    }
}

fn rank_basis(line: &Line) -> &'static str {
    match (line.position, line.on_counts) {
        (None, _) => "",
        (_, true) => "counts",
        (_, false) => "published",
    }
}

/// Appends one line to a CSV.
pub(crate) fn push_line(out: &mut CsvRows, row: &BenchmarkRow<'_, '_>) {
    for column in &COLUMNS {
        match column.value {
            ColumnValue::Text(of) => of(row).push(out),
            ColumnValue::Number(of) => drop(out.optional(of(row))),
            ColumnValue::Whole(of) => drop(out.optional_whole(of(row).and_then(whole))),
        }
    }
}

/// The columns as typed fields, each with its description.
pub(crate) fn fields() -> Vec<TypedField> {
    COLUMNS
        .iter()
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
        let columns = COLUMNS.iter().map(|column| match column.value {
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
                Gathered::Number(of, all) => all.push(of(row)),
                Gathered::Whole(of, all) => all.push(of(row).and_then(whole)),
            }
        }
    }

    /// The values by column, in the order of [`COLUMNS`].
    pub(crate) fn into_values(self) -> Vec<ColumnValues<'a>> {
        let values = self.columns.into_iter().map(|column| match column {
            Gathered::Text(_, all) => ColumnValues::Text(all),
            Gathered::Number(_, all) => ColumnValues::Number(all),
            Gathered::Whole(_, all) => ColumnValues::Whole(all),
        });
        values.collect()
    }
}

fn whole(value: usize) -> Option<i64> {
    i64::try_from(value).ok()
}
