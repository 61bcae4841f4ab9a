//! The benchmark table: every authority, indicator and period, written a panel at a time as CSV, Parquet or Arrow.
//!
//! Half a million rows: the CSV road keeps ready-quoted names and touches no cell twice.

use super::columns::{Field, FieldKind, Values};
use super::stream::{Rows, quoted};
use crate::compare::bench::Line;
use crate::compare::panel::Panel;
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::observation::reading::Status;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use std::borrow::Cow;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Holds {
    Text,
    Number,
    Whole,
}

/// Every column in its order, with what it holds and what a reader should know of it. The first 22 are promised to other
/// programs; others may follow.
pub(crate) const COLUMNS: [(&str, Holds, &str); 32] = [
    (
        "indicator",
        Holds::Text,
        "our id, or the publisher's code where we have none",
    ),
    (
        "source_measure",
        Holds::Text,
        "the publisher's own code: LAIT's Measure_short, or EES file:column",
    ),
    ("period", Holds::Text, "the publisher's label"),
    ("authority", Holds::Text, "name"),
    ("authority_code", Holds::Text, "ONS code in force"),
    ("la_code", Holds::Text, "DfE's three-digit code"),
    (
        "value",
        Holds::Number,
        "as published; empty where there is none, see status",
    ),
    ("status", Holds::Text, "published, or why there is no value"),
    (
        "change",
        Holds::Number,
        "value minus the value of the period one year earlier",
    ),
    (
        "england",
        Holds::Number,
        "as published; a total where the indicator is a count",
    ),
    ("region_name", Holds::Text, "the region compared with"),
    (
        "region",
        Holds::Number,
        "as published; a total where the indicator is a count",
    ),
    (
        "neighbour_list",
        Holds::Text,
        "year of DfE's list of statistical neighbours",
    ),
    (
        "neighbour_mean",
        Holds::Number,
        "unweighted, of those with data",
    ),
    ("neighbour_median", Holds::Number, "of those with data"),
    ("neighbour_min", Holds::Number, "of those with data"),
    ("neighbour_max", Holds::Number, "of those with data"),
    ("neighbours_with_data", Holds::Whole, "of ten"),
    (
        "polarity",
        Holds::Text,
        "high, low or none: which direction is good",
    ),
    (
        "rank",
        Holds::Whole,
        "1 is best; ties share the lowest; empty without polarity",
    ),
    ("ranked", Holds::Whole, "how many authorities have a value"),
    (
        "quartile",
        Holds::Text,
        "A (best quarter) to D; empty without polarity",
    ),
    (
        "rank_from_highest",
        Holds::Whole,
        "1 is highest, whatever is good",
    ),
    (
        "rank_basis",
        Holds::Text,
        "counts: unrounded rates; published: values as printed",
    ),
    (
        "period_kind",
        Holds::Text,
        "what kind of year the period is",
    ),
    ("period_end", Holds::Text, "last day of the period"),
    (
        "numerator",
        Holds::Number,
        "count behind the value, where published",
    ),
    (
        "denominator",
        Holds::Number,
        "what the count is part of, where published",
    ),
    ("source_file", Holds::Text, "file the value was read from"),
    (
        "source_row",
        Holds::Whole,
        "row of that file, the header being row 1",
    ),
    (
        "release",
        Holds::Text,
        "release of that file, where we know it by its digest",
    ),
    (
        "vintage",
        Holds::Text,
        "vintage of your store; empty for the figures in the program and for files",
    ),
];

/// Names that lines share, quoted once.
pub(crate) struct Names {
    /// By code: `authority,authority_code,la_code` ready for a CSV.
    places: Vec<Vec<u8>>,
    plain: Vec<(String, String)>,
    list: String,
}

impl Names {
    pub(crate) fn of(reference: &Reference, list: NeighbourList) -> Names {
        let (mut places, mut plain) = (
            vec![Vec::new(); 1000],
            vec![(String::new(), String::new()); 1000],
        );
        for place in reference.register.all() {
            let at = usize::from(place.area.0);
            if at < places.len() {
                let fields = [
                    quoted(&place.name),
                    quoted(&place.ons_code),
                    format!("{:03}", place.area.0).into_bytes(),
                ];
                places[at] = fields.join(&b','.to_owned());
                plain[at] = (place.name.clone(), place.ons_code.clone());
            }
        }
        Names {
            places,
            plain,
            list: list.to_string(),
        }
    }

    fn place(&self, area: Area) -> &[u8] {
        self.places
            .get(usize::from(area.0))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    fn name(&self, area: Option<Area>) -> &str {
        area.and_then(|a| self.plain.get(usize::from(a.0)))
            .map_or("", |p| p.0.as_str())
    }

    fn code(&self, area: Area) -> &str {
        self.plain
            .get(usize::from(area.0))
            .map_or("", |p| p.1.as_str())
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

fn basis(line: &Line) -> &'static str {
    match (line.position, line.on_counts) {
        (None, _) => "",
        (_, true) => "counts",
        (_, false) => "published",
    }
}

fn status(status: Status) -> &'static str {
    status.word()
}

/// Ready-quoted fields of one panel: `indicator,source_measure`, and each period's label, kind and end.
pub(crate) struct PanelNames {
    head: Vec<u8>,
    periods: Vec<(Vec<u8>, Vec<u8>)>,
}

impl PanelNames {
    pub(crate) fn of(panel: &Panel) -> PanelNames {
        let head = [
            quoted(&panel.indicator.id),
            quoted(&panel.indicator.source_measure),
        ]
        .join(&b','.to_owned());
        let period = |p: &crate::observation::period::Period| {
            let tail =
                [quoted(p.kind.words()), p.end.to_string().into_bytes()].join(&b','.to_owned());
            (quoted(&p.label), tail)
        };
        PanelNames {
            head,
            periods: panel.periods.iter().map(period).collect(),
        }
    }
}

/// Appends one line to a CSV.
pub(crate) fn csv_line(row: &mut Rows, names: &Names, of: &PanelNames, panel: &Panel, line: &Line) {
    let (label, tail) = of
        .periods
        .get(line.at)
        .map(|p| (p.0.as_slice(), p.1.as_slice()))
        .unwrap_or_default();
    row.raw(&of.head).raw(label).raw(names.place(line.area));
    row.optional(line.reading.value())
        .raw(status(line.reading.status()).as_bytes());
    row.optional(line.change).optional(line.england);
    row.text(names.name(line.region))
        .optional(line.region_value)
        .raw(names.list.as_bytes());
    match line.neighbours {
        Some(n) => row
            .number(n.mean)
            .number(n.median)
            .number(n.min)
            .number(n.max),
        None => row.empty().empty().empty().empty(),
    };
    whole(row, Some(line.with_data));
    row.raw(polarity(panel.indicator.polarity).as_bytes());
    whole(row, line.rank);
    whole(row, Some(line.ranked));
    row.raw(line.band.map_or("", |b| b.letter()).as_bytes());
    whole(row, line.position);
    row.raw(basis(line).as_bytes()).raw(tail);
    let (numerator, denominator) = panel.counts(line.at, line.area);
    row.optional(numerator).optional(denominator);
    match panel.origin(line.at, line.area) {
        Some(origin) => {
            let source = panel.source(origin.file);
            row.text(source.map_or("", |s| s.file.as_str()));
            whole(row, Some(origin.row as usize));
            row.text(source.map_or("", |s| s.release.as_str()));
            row.text(source.map_or("", |s| s.vintage.as_str()));
        }
        None => drop(row.empty().empty().empty().empty()),
    }
}

fn whole(row: &mut Rows, value: Option<usize>) {
    match value.and_then(|v| i64::try_from(v).ok()) {
        Some(value) => row.whole(value),
        None => row.empty(),
    };
}

/// The columns as typed fields, each with its description.
pub(crate) fn fields() -> Vec<Field> {
    let field = |(name, holds, about): &(&str, Holds, &str)| {
        let kind = match holds {
            Holds::Text => FieldKind::Text,
            Holds::Number => FieldKind::Number,
            Holds::Whole => FieldKind::Whole,
        };
        Field::new(*name, kind).with("description", *about)
    };
    COLUMNS.iter().map(field).collect()
}

/// One panel's lines gathered by column.
pub(crate) struct Batch<'a> {
    values: Vec<Values<'a>>,
}

impl<'a> Batch<'a> {
    pub(crate) fn new() -> Batch<'a> {
        let empty = |(_, holds, _): &(&str, Holds, &str)| match holds {
            Holds::Text => Values::Text(Vec::new()),
            Holds::Number => Values::Number(Vec::new()),
            Holds::Whole => Values::Whole(Vec::new()),
        };
        Batch {
            values: COLUMNS.iter().map(empty).collect(),
        }
    }

    pub(crate) fn values(&self) -> &[Values<'a>] {
        &self.values
    }

    pub(crate) fn push(&mut self, names: &'a Names, panel: &'a Panel, line: &Line) {
        let period = panel.periods.get(line.at);
        let origin = panel.origin(line.at, line.area);
        let source = origin.and_then(|o| panel.source(o.file));
        let (numerator, denominator) = panel.counts(line.at, line.area);
        let near = |of: fn(&crate::compare::bench::Neighbours) -> f64| {
            Entry::Number(line.neighbours.as_ref().map(of))
        };
        let entries = [
            Entry::text(&panel.indicator.id),
            Entry::text(&panel.indicator.source_measure),
            Entry::Text(period.map(|p| Cow::Borrowed(p.label.as_str()))),
            Entry::text(names.name(Some(line.area))),
            Entry::text(names.code(line.area)),
            Entry::Text(Some(Cow::Owned(format!("{:03}", line.area.0)))),
            Entry::Number(line.reading.value()),
            Entry::text(status(line.reading.status())),
            Entry::Number(line.change),
            Entry::Number(line.england),
            Entry::text(names.name(line.region)),
            Entry::Number(line.region_value),
            Entry::text(&names.list),
            near(|n| n.mean),
            near(|n| n.median),
            near(|n| n.min),
            near(|n| n.max),
            Entry::whole(Some(line.with_data)),
            Entry::text(polarity(panel.indicator.polarity)),
            Entry::whole(line.rank),
            Entry::whole(Some(line.ranked)),
            Entry::Text(line.band.map(|b| Cow::Borrowed(b.letter()))),
            Entry::whole(line.position),
            Entry::text(basis(line)),
            Entry::Text(period.map(|p| Cow::Borrowed(p.kind.words()))),
            Entry::Text(period.map(|p| Cow::Owned(p.end.to_string()))),
            Entry::Number(numerator),
            Entry::Number(denominator),
            Entry::Text(source.map(|s| Cow::Borrowed(s.file.as_str()))),
            Entry::whole(origin.map(|o| o.row as usize)),
            Entry::text(source.map_or("", |s| s.release.as_str())),
            Entry::text(source.map_or("", |s| s.vintage.as_str())),
        ];
        for (column, entry) in self.values.iter_mut().zip(entries) {
            entry.put(column);
        }
    }
}

/// One cell on its way into its column.
enum Entry<'a> {
    Text(Option<Cow<'a, str>>),
    Number(Option<f64>),
    Whole(Option<i64>),
}

impl<'a> Entry<'a> {
    fn text(text: &'a str) -> Entry<'a> {
        Entry::Text((!text.is_empty()).then_some(Cow::Borrowed(text)))
    }

    fn whole(value: Option<usize>) -> Entry<'a> {
        Entry::Whole(value.and_then(|v| i64::try_from(v).ok()))
    }

    fn put(self, column: &mut Values<'a>) {
        match (self, column) {
            (Entry::Text(text), Values::Text(all)) => all.push(text),
            (Entry::Number(value), Values::Number(all)) => all.push(value),
            (Entry::Whole(value), Values::Whole(all)) => all.push(value),
            // COLUMNS and the entries above are written side by side; a test holds them together.
            _ => {}
        }
    }
}
