//! The bulk data behind DfE's Local Authority Interactive Tool: one long CSV (or Parquet) and a dictionary of its series.
//!
//! Traps met: codes hold commas and inner blanks (`LAC_Fixed_ Ex`), some records hold a line break inside quotes, one dash
//! stands for every reason a figure is missing, and one series has a stray period `0`.

use super::filter::IndicatorFilter;
use super::sheet::{self, Sheet, row_of};
use super::symbols;
use crate::error::Result;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::{Indicator, Polarity, Unit};
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use crate::observation::provenance::Origin;
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use crate::reference::catalogue::Catalogue;
use crate::reference::sources::COMPILATION;
use crate::world::World;
use csv::ByteRecord;
use std::collections::HashMap;

/// The columns that make a file LAIT bulk data.
pub(crate) const BULK: [&str; 5] = [
    "Short Desc",
    "Years",
    "LA and Regions",
    "Values",
    "LA Number",
];
/// The columns that make a file its dictionary.
pub(crate) const DICTIONARY: [&str; 4] = ["Measure_short", "Measure", "Polarity", "Year_Type"];

/// What the publisher says of one series.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SeriesFacts {
    pub(crate) title: String,
    pub(crate) topic: String,
    pub(crate) polarity: Polarity,
    pub(crate) decimals: u8,
    pub(crate) year: YearKind,
    pub(crate) banded: bool,
}

impl SeriesFacts {
    /// One series may serve two measures: it is banded if either is, and has the more exact one's decimals.
    fn join(&mut self, other: &SeriesFacts) {
        self.banded |= other.banded;
        self.decimals = self.decimals.max(other.decimals);
    }
}

/// Facts of every series by its code, inner blanks and all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary(HashMap<String, SeriesFacts>);

impl Dictionary {
    /// The facts that are compiled in, of the data state of April 2026.
    pub(crate) fn embedded() -> Dictionary {
        Dictionary::rows(include_str!("../../data/lait_series.csv"))
    }

    fn rows(text: &str) -> Dictionary {
        let mut facts = HashMap::new();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for row in reader.records().flatten() {
            let mut cells = row.iter();
            let [
                Some(code),
                Some(title),
                Some(topic),
                Some(good),
                Some(decimals),
                Some(year),
            ] = std::array::from_fn(|_| cells.next())
            else {
                continue;
            };
            if code.is_empty() {
                continue;
            }
            let entry = SeriesFacts {
                title: title.to_owned(),
                topic: topic.to_owned(),
                polarity: polarity(good),
                decimals: decimals.parse().unwrap_or(1),
                year: year_kind(year),
                banded: cells.next() != Some("no"),
            };
            facts.insert(code.to_owned(), entry);
        }
        Dictionary(facts)
    }

    /// Reads a dictionary file over what is known.
    ///
    /// # Errors
    /// As [`Sheet::next`].
    pub(crate) fn read(
        &mut self,
        world: &dyn World,
        mut sheet: Sheet,
        checks: &mut Vec<Check>,
    ) -> Result<()> {
        let columns = [
            "Measure_short",
            "Measure",
            "Topic",
            "Polarity",
            "dps",
            "Year_Type",
            "No_Quartile",
        ]
        .map(|name| sheet.column(name));
        let mut fresh: HashMap<String, SeriesFacts> = HashMap::new();
        let mut record = ByteRecord::new();
        while sheet.next(&mut record, checks)? {
            // A column that the file has not holds nothing.
            let [code, title, topic, good, decimals, year, no_quartile] = columns.map(|at| {
                let bytes = at.and_then(|at| record.get(at)).unwrap_or_default();
                String::from_utf8_lossy(bytes).trim().to_owned()
            });
            let facts = SeriesFacts {
                title,
                topic,
                polarity: polarity(&good),
                decimals: decimals.parse().unwrap_or(1),
                year: year_kind(&year),
                banded: no_quartile != "N",
            };
            fresh
                .entry(code)
                .and_modify(|known| known.join(&facts))
                .or_insert(facts);
        }
        self.0.extend(fresh);
        sheet.close(world)?;
        Ok(())
    }

    pub(crate) fn get(&self, code: &str) -> Option<&SeriesFacts> {
        self.0.get(code)
    }

    /// Every code with its facts, sorted.
    pub(crate) fn sorted(&self) -> Vec<(&str, &SeriesFacts)> {
        let mut all: Vec<_> = self
            .0
            .iter()
            .map(|(code, facts)| (code.as_str(), facts))
            .collect();
        all.sort_by_key(|(code, _)| *code);
        all
    }

    /// The indicator that a series stands for: ours where the catalogue has one, else the publisher's own description.
    pub(crate) fn indicator(&self, code: &str, catalogue: &Catalogue) -> Indicator {
        let facts = self.get(code);
        if let Some(entry) = catalogue.by_lait(code) {
            let mut indicator = entry.indicator(code, None);
            indicator.banded = facts.is_none_or(|f| f.banded);
            if let Some(facts) = facts {
                indicator.decimals = facts.decimals;
            }
            return indicator;
        }
        let title = facts.map_or(code, |f| f.title.as_str());
        Indicator {
            id: code.to_owned(),
            source_measure: code.to_owned(),
            title: title.to_owned(),
            short: title.to_owned(),
            noun: format!("figure for “{title}”"),
            theme: facts.map(|f| f.topic.clone()).unwrap_or_default(),
            unit: Unit::new(unit_of(title)),
            decimals: facts.map_or(1, |f| f.decimals),
            polarity: facts.map_or(Polarity::Unset, |f| f.polarity),
            polarity_reason: "As the Department for Education's own dictionary has it.".to_owned(),
            banded: facts.is_none_or(|f| f.banded),
            year: facts.map_or(YearKind::Financial, |f| f.year),
            per: None,
            total: false,
            england_comparable: true,
            caution: String::new(),
            publication: COMPILATION.to_owned(),
            month: 0,
            breaks: Vec::new(),
            local: false,
        }
    }
}

/// The unit that a publisher's title gives away; empty where it does not.
fn unit_of(title: &str) -> &'static str {
    let title = title.to_lowercase();
    if title.contains('%') || title.contains("percentage") || title.contains("per cent") {
        "percent"
    } else if title.contains("rate per 100,000") {
        "per-100,000"
    } else if title.contains("rate per 10,000") {
        "per-10,000"
    } else if ["number of", "no. of", "total number", "no of"]
        .iter()
        .any(|words| title.starts_with(words))
    {
        "count"
    } else {
        ""
    }
}

fn polarity(word: &str) -> Polarity {
    match word {
        "High" => Polarity::Higher,
        "Low" => Polarity::Lower,
        _ => Polarity::Unset,
    }
}

fn year_kind(words: &str) -> YearKind {
    match words {
        "Academic Year" => YearKind::Academic,
        "Calendar Year" => YearKind::Calendar,
        "Annual (end of Sept)" => YearKind::SeptemberSnapshot,
        "Annual - January" => YearKind::JanuarySnapshot,
        "Annual" => YearKind::MarchSnapshot,
        _ => YearKind::Financial,
    }
}

/// Enters bulk rows, remembering the last series and period: the file is sorted, so most rows repeat both.
pub(crate) struct BulkIntake<'a> {
    reference: &'a Reference,
    dictionary: &'a Dictionary,
    file: String,
    source: u16,
    filter: &'a IndicatorFilter,
    code: Vec<u8>,
    label: Vec<u8>,
    series: Option<(u16, YearKind)>,
    period: Option<u16>,
    known: HashMap<Vec<u8>, Option<(u16, YearKind)>>,
    faults: u32,
}

/// One row of the bulk data as bytes, wherever it was stored.
pub(crate) struct BulkRow<'a> {
    pub(crate) code: &'a [u8],
    pub(crate) label: &'a [u8],
    pub(crate) area: Option<u16>,
    pub(crate) area_text: &'a [u8],
    pub(crate) value: &'a [u8],
    pub(crate) row: u64,
}

/// Only the first faults of a file are listed one by one.
const LISTED: u32 = 200;

impl<'a> BulkIntake<'a> {
    pub(crate) fn new(
        reference: &'a Reference,
        dictionary: &'a Dictionary,
        file: &str,
        source: u16,
        filter: &'a IndicatorFilter,
    ) -> Self {
        BulkIntake {
            reference,
            dictionary,
            file: file.to_owned(),
            source,
            filter,
            code: Vec::new(),
            label: Vec::new(),
            series: None,
            period: None,
            known: HashMap::new(),
            faults: 0,
        }
    }

    /// Enters one row, or reports why not.
    pub(crate) fn take(
        &mut self,
        row: &BulkRow<'_>,
        builder: &mut Builder,
        checks: &mut Vec<Check>,
    ) {
        let is_same_series = self.code == row.code && !self.code.is_empty();
        if !is_same_series {
            self.code = row.code.to_vec();
            self.series = self.series_of(row.code, builder);
        }
        let Some((series, year)) = self.series else {
            return;
        };
        if !is_same_series || self.label != row.label {
            self.begin_period(row, year, builder, checks);
        }
        let Some(period) = self.period else { return };
        let Some(area) = row
            .area
            .filter(|code| self.reference.register.get(Area(*code)).is_some())
        else {
            self.report(checks, row, &UNKNOWN_AREA, row.area_text);
            return;
        };
        let Some(reading) = symbols::reading(row.value) else {
            self.report(checks, row, &UNREADABLE_VALUE, row.value);
            return;
        };
        builder.push(Figure {
            series,
            area: Area(area),
            period,
            reading,
            numerator: None,
            denominator: None,
            origin: Origin {
                file: self.source,
                row: u32::try_from(row.row).unwrap_or(u32::MAX),
            },
            base: None,
        });
    }

    /// Notes the period of a row that the rows behind it may share; none where the catalogue leaves it out, or it is no period.
    fn begin_period(
        &mut self,
        row: &BulkRow<'_>,
        year: YearKind,
        builder: &mut Builder,
        checks: &mut Vec<Check>,
    ) {
        self.label = row.label.to_vec();
        let label = String::from_utf8_lossy(row.label);
        self.period = Period::parse(&label, year).ok().map(|p| builder.period(p));
        if let Some(reason) = self.omitted(&label) {
            self.period = None;
            checks.push(self.omission(row.row, &label, reason));
        } else if self.period.is_none() {
            self.report(checks, row, &UNREADABLE_PERIOD, row.label);
        }
    }

    fn omission(&self, row: u64, label: &str, reason: &str) -> Check {
        let code = String::from_utf8_lossy(&self.code);
        let check = Check::new(Severity::Warning, "omitted", &self.file)
            .row(row)
            .column("Years")
            .found(format!("{code}, {label}"));
        check.guidance(format!("its rows were set aside: {reason}"))
    }

    /// Why the catalogue leaves this period of the series out, if it does.
    fn omitted(&self, label: &str) -> Option<&'a str> {
        let entry = self
            .reference
            .catalogue
            .by_lait(std::str::from_utf8(&self.code).ok()?)?;
        entry
            .lait_omit
            .iter()
            .find(|o| o.period == label)
            .map(|o| o.reason.as_str())
    }

    fn series_of(&mut self, code: &[u8], builder: &mut Builder) -> Option<(u16, YearKind)> {
        if let Some(known) = self.known.get(code) {
            return *known;
        }
        let indicator = self
            .dictionary
            .indicator(&String::from_utf8_lossy(code), &self.reference.catalogue);
        let entry = self
            .filter
            .includes(&indicator.id, &indicator.source_measure)
            .then(|| (builder.series(&indicator), indicator.year));
        self.known.insert(code.to_vec(), entry);
        entry
    }

    fn report(
        &mut self,
        checks: &mut Vec<Check>,
        row: &BulkRow<'_>,
        fault: &RowFault,
        found: &[u8],
    ) {
        self.faults += 1;
        if self.faults <= LISTED {
            checks.push(
                Check::new(Severity::Error, fault.name, &self.file)
                    .row(row.row)
                    .column(fault.column)
                    .found(String::from_utf8_lossy(found))
                    .expected(fault.expected)
                    .guidance(fault.guidance),
            );
        }
    }
}

/// A fault that a row may have.
struct RowFault {
    name: &'static str,
    column: &'static str,
    expected: &'static str,
    guidance: &'static str,
}

const UNREADABLE_PERIOD: RowFault = RowFault {
    name: "period",
    column: "Years",
    expected: PERIOD_FORMS,
    guidance: "its rows were set aside",
};

const UNKNOWN_AREA: RowFault = RowFault {
    name: "unknown-area",
    column: "LA Number",
    expected: "a code of the register",
    guidance: "the row was set aside",
};

const UNREADABLE_VALUE: RowFault = RowFault {
    name: "cell",
    column: "Values",
    expected: symbols::CELL_FORMS,
    guidance: "the figure was set aside",
};

/// Reads bulk data from a CSV.
///
/// # Errors
/// As [`Sheet::next`]; a column of [`BULK`] that is missing.
pub(crate) fn read(
    mut sheet: Sheet,
    intake: &mut BulkIntake<'_>,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<Sheet> {
    sheet::refuse_doubled(&sheet, &BULK)?;
    let mut at = [0; 5];
    for (slot, name) in at.iter_mut().zip(BULK) {
        *slot = sheet.require(name)?;
    }
    let mut record = ByteRecord::new();
    while sheet.next(&mut record, checks)? {
        let [code, label, _, value, area] = at.map(|at| record.get(at).unwrap_or_default());
        let row = BulkRow {
            code,
            label,
            area: area_number(area),
            area_text: area,
            value,
            row: row_of(&record),
        };
        intake.take(&row, builder, checks);
    }
    Ok(sheet)
}

/// "301.0" -> 301: the code is stored as a float.
fn area_number(cell: &[u8]) -> Option<u16> {
    let digits = cell.strip_suffix(b".0").unwrap_or(cell);
    let text = std::str::from_utf8(digits).ok()?;
    text.parse().ok()
}
