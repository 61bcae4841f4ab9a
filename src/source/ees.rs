//! Explore Education Statistics files: recognised by their header, read by the catalogue's mappings or one made by hand.
//!
//! A mapping names columns and labels. Both change between releases, so a name that is not there is refused with the
//! nearest one that is; nothing is read by position and nothing unknown is read as no rows.

mod drift;

use super::sheet::{self, Sheet, row_of};
use super::symbols;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::Indicator;
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use crate::observation::provenance::Origin;
use crate::observation::reading::{Reading, Status};
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use crate::reference::catalogue::{Entry, Mapping, Population};
use crate::reference::nearest::nearest;
use crate::stat::round::round_half_away;
use csv::ByteRecord;
use drift::{unknown_column, unknown_columns};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The columns that make a file an EES file.
pub(crate) const REQUIRED: [&str; 4] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
];

/// Columns that say where and when; everything else is a filter or an indicator.
pub(crate) const PLACE_AND_TIME: [&str; 14] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "lad_code",
    "lad_name",
    "pcon_code",
    "pcon_name",
];

const UNRECOGNISED: &str = "no indicator of the catalogue is in this file";

/// Whether a file failed only because the catalogue has nothing in it.
pub(crate) fn is_unrecognised(fault: &Error) -> bool {
    fault.what() == UNRECOGNISED
}

/// A figure whose denominator is a population in another file.
pub(crate) struct Pending<'a> {
    pub(crate) figure: Figure,
    pub(crate) population: &'a Population,
    pub(crate) per: f64,
    pub(crate) decimals: u8,
    /// The year whose mid-year population divides.
    pub(crate) year: i16,
}

/// One mapping made ready for a file: names turned into column numbers.
struct Plan<'a> {
    entry: &'a Entry,
    mapping: &'a Mapping,
    indicator: Indicator,
    value: Option<usize>,
    numerator: Option<usize>,
    denominator: Option<usize>,
    selection: Vec<(usize, &'a str)>,
    /// Selection of the row that holds the denominator, where that is another row.
    base: Option<Vec<(usize, &'a str)>>,
    figures: Vec<Figure>,
    bases: HashMap<(u16, u16), (f64, Origin)>,
}

/// Reads a file by those catalogue entries that fit it.
///
/// # Errors
/// A required column is missing; the file is one the catalogue knows by name but no mapping fits its header or labels; no
/// mapping fits at all.
pub(crate) fn read<'a>(
    mut sheet: Sheet,
    entries: &[&'a Entry],
    reference: &Reference,
    source: u16,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<(Sheet, Vec<Pending<'a>>)> {
    let known = recognise(&sheet, entries);
    let (mut plans, drifted) = plans(&sheet, entries, &known)?;
    checks.extend(drifted.iter().map(|fault| {
        Check::new(Severity::Error, "unknown-column", &sheet.file)
            .row(1)
            .found(fault.what())
            .expected(fault.wanted())
            .guidance(fault.way_out())
    }));
    let mut intake = Intake::new(&sheet, reference)?;
    let mut labels = Labels::of(&plans);
    let mut record = ByteRecord::new();
    while sheet.next(&mut record, checks)? {
        labels.note(&record);
        let Some(area) = intake.area(&record) else {
            continue;
        };
        for plan in &mut plans {
            if plan.wants(&record)
                && let Some(period) = intake.period(&record, plan.indicator.year, builder, checks)
            {
                plan.take(
                    &record,
                    Figure {
                        area,
                        period,
                        ..blank(source, &record)
                    },
                    &sheet,
                    builder,
                    checks,
                );
            }
        }
    }
    intake.close(checks);
    let pending = settle(plans, &labels, !known.is_empty(), &sheet, builder, checks)?;
    Ok((sheet, pending))
}

/// Entries that the catalogue files under this file's name.
fn recognise<'a>(sheet: &Sheet, entries: &[&'a Entry]) -> Vec<&'a Entry> {
    entries
        .iter()
        .filter(|e| e.ees.iter().any(|m| sheet.file.starts_with(&m.file)))
        .copied()
        .collect()
}

/// Mappings that fit the header, and what is missing for those indicators of this file that none fits.
fn plans<'a>(
    sheet: &Sheet,
    entries: &[&'a Entry],
    known: &[&'a Entry],
) -> Result<(Vec<Plan<'a>>, Vec<Error>)> {
    let by_name = !known.is_empty();
    let from = if by_name { known } else { entries };
    let mut plans = Vec::new();
    let mut drifted: Vec<Error> = Vec::new();
    for entry in from {
        let mappings = entry
            .ees
            .iter()
            .filter(|m| !by_name || sheet.file.starts_with(&m.file));
        let mut missing: Vec<Vec<&str>> = Vec::new();
        let before = plans.len();
        for mapping in mappings {
            let absent: Vec<&str> = mapping
                .columns()
                .into_iter()
                .filter(|name| sheet.column(name).is_none())
                .collect();
            if absent.is_empty() {
                plans.extend(Plan::new(sheet, entry, mapping));
            } else {
                missing.push(absent);
            }
        }
        // What the mapping lacks that comes nearest to the file.
        if let (true, true, Some(absent)) = (
            by_name,
            plans.len() == before,
            missing.into_iter().min_by_key(Vec::len),
        ) {
            drifted.push(unknown_columns(sheet, &absent).hint(format!(
                "the release changed its header: {} cannot be read until the catalogue knows the new names",
                entry.id
            )));
        }
    }
    if !plans.is_empty() {
        return Ok((plans, drifted));
    }
    Err(drifted.into_iter().next().unwrap_or_else(|| {
        Error::unreadable(&sheet.file, UNRECOGNISED)
            .hint("run “yardstick inspect” on it, then read it with --column and --where")
    }))
}

impl<'a> Plan<'a> {
    fn new(sheet: &Sheet, entry: &'a Entry, mapping: &'a Mapping) -> Option<Plan<'a>> {
        let column = |name: &Option<String>| name.as_ref().and_then(|n| sheet.column(n));
        let select = |labels: &'a BTreeMap<String, String>| -> Option<Vec<(usize, &'a str)>> {
            labels
                .iter()
                .map(|(name, label)| Some((sheet.column(name)?, label.as_str())))
                .collect()
        };
        let selection = select(&mapping.selection)?;
        let base = if mapping.denominator_where.is_empty() {
            None
        } else {
            let replaced = select(&mapping.denominator_where)?;
            let kept = selection
                .iter()
                .filter(|(at, _)| replaced.iter().all(|(r, _)| r != at))
                .copied();
            Some(kept.chain(replaced.clone()).collect())
        };
        let measured = mapping.value.as_ref().or(mapping.numerator.as_ref())?;
        let stem = sheet.file.split('.').next().unwrap_or_default();
        Some(Plan {
            indicator: entry.indicator(&format!("{stem}:{measured}"), mapping.per),
            entry,
            mapping,
            value: column(&mapping.value),
            numerator: column(&mapping.numerator),
            denominator: column(&mapping.denominator),
            selection,
            base,
            figures: Vec::new(),
            bases: HashMap::new(),
        })
    }

    fn wants(&self, record: &ByteRecord) -> bool {
        selected(record, &self.selection)
            || self
                .base
                .as_ref()
                .is_some_and(|base| selected(record, base))
    }

    /// Enters a row that this plan wants: its figure, its denominator, or both.
    fn take(
        &mut self,
        record: &ByteRecord,
        place: Figure,
        sheet: &Sheet,
        builder: &mut Builder,
        checks: &mut Vec<Check>,
    ) {
        let (area, period, origin) = (place.area, place.period, place.origin);
        if let Some(base) = &self.base
            && selected(record, base)
            && let Some(value) = self.denominator.and_then(|at| known(record, at))
        {
            self.bases.insert((area.0, period), (value, origin));
        }
        if !selected(record, &self.selection) {
            return;
        }
        let Some(measured) = self.value.or(self.numerator) else {
            return;
        };
        let cell = record.get(measured).unwrap_or_default();
        let Some(reading) = symbols::reading(cell) else {
            checks.push(
                Check::new(Severity::Error, "cell", &sheet.file)
                    .row(u64::from(origin.row))
                    .column(sheet.header.get(measured).cloned().unwrap_or_default())
                    .found(format!("“{}”", String::from_utf8_lossy(cell)))
                    .expected(symbols::CELL_FORMS)
                    .guidance("the figure was set aside"),
            );
            return;
        };
        let own_row = self.base.is_none();
        let figure = Figure {
            series: builder.series(&self.indicator),
            reading,
            numerator: self.numerator.and_then(|at| known(record, at)),
            denominator: self
                .denominator
                .filter(|_| own_row)
                .and_then(|at| known(record, at)),
            ..place
        };
        self.figures.push(figure);
    }

    /// Joins denominators from other rows and turns counts into rates where the file has no rate.
    fn finish(self, builder: &mut Builder, years: &[i16], pending: &mut Vec<Pending<'a>>) {
        let per = self.mapping.per.unwrap_or(1.0);
        for mut figure in self.figures {
            if let Some((base, origin)) = self.bases.get(&(figure.area.0, figure.period)) {
                figure.denominator = Some(*base);
                figure.base = Some(*origin);
            }
            if let Some(population) = &self.mapping.population {
                let year = years
                    .get(usize::from(figure.period))
                    .copied()
                    .unwrap_or_default()
                    - population.lag;
                pending.push(Pending {
                    figure,
                    population,
                    per,
                    year,
                    decimals: self.indicator.decimals,
                });
                continue;
            }
            if self.value.is_none() && self.denominator.is_some() {
                figure.reading = rate(
                    figure.reading,
                    figure.denominator,
                    per,
                    self.indicator.decimals,
                );
            }
            builder.push(figure);
        }
    }
}

/// A count over its base, rounded as its publisher would print it; a missing count keeps its reason, a missing base makes the
/// rate not available. Ranks are made from the counts, so nothing is lost by rounding here.
pub(crate) fn rate(count: Reading, base: Option<f64>, per: f64, decimals: u8) -> Reading {
    match (count, base.filter(|b| *b > 0.0)) {
        (Reading::Known(count), Some(base)) => {
            Reading::Known(round_half_away(count / base * per, decimals))
        }
        (Reading::Known(_), None) => Reading::Missing(Status::NotAvailable),
        (missing, _) => missing,
    }
}

/// A figure that knows only its row yet.
fn blank(source: u16, record: &ByteRecord) -> Figure {
    Figure {
        series: 0,
        area: Area::ENGLAND,
        period: 0,
        reading: Reading::Missing(Status::Absent),
        numerator: None,
        denominator: None,
        origin: Origin {
            file: source,
            row: u32::try_from(row_of(record)).unwrap_or(u32::MAX),
        },
        base: None,
    }
}

fn selected(record: &ByteRecord, selection: &[(usize, &str)]) -> bool {
    selection
        .iter()
        .all(|(at, label)| record.get(*at) == Some(label.as_bytes()))
}

fn known(record: &ByteRecord, at: usize) -> Option<f64> {
    symbols::reading(record.get(at)?)?.value()
}

/// Which labels each selecting column holds in this file.
struct Labels(BTreeMap<usize, BTreeSet<Vec<u8>>>);

impl Labels {
    fn of(plans: &[Plan<'_>]) -> Labels {
        let columns = plans
            .iter()
            .flat_map(|p| p.selection.iter().chain(p.base.iter().flatten()));
        Labels(columns.map(|(at, _)| (*at, BTreeSet::new())).collect())
    }

    fn note(&mut self, record: &ByteRecord) {
        for (at, seen) in &mut self.0 {
            let cell = record.get(*at).unwrap_or_default();
            if !seen.contains(cell) {
                seen.insert(cell.to_vec());
            }
        }
    }

    /// The first label of a selection that the file does not hold, with the nearest one that it does.
    fn missing<'p>(
        &self,
        selection: &[(usize, &'p str)],
    ) -> Option<(usize, &'p str, Option<String>)> {
        selection.iter().find_map(|(at, label)| {
            let seen = self.0.get(at)?;
            if seen.contains(label.as_bytes()) {
                return None;
            }
            let texts: Vec<String> = seen
                .iter()
                .map(|s| String::from_utf8_lossy(s).into_owned())
                .collect();
            Some((
                *at,
                *label,
                nearest(label, texts.iter().map(String::as_str)).map(str::to_owned),
            ))
        })
    }
}

/// Keeps for each indicator the first mapping that found rows; says loudly which found none, and why.
fn settle<'a>(
    plans: Vec<Plan<'a>>,
    labels: &Labels,
    by_name: bool,
    sheet: &Sheet,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<Vec<Pending<'a>>> {
    let years: Vec<i16> = builder.periods().iter().map(Period::end_year).collect();
    let (mut pending, mut done) = (Vec::new(), BTreeSet::new());
    let mut faults: BTreeMap<&str, Error> = BTreeMap::new();
    for plan in plans {
        let id = plan.entry.id.as_str();
        if done.contains(id) {
            continue;
        }
        if plan.figures.is_empty() {
            let fault = match labels.missing(&plan.selection) {
                Some((at, label, near)) => {
                    let column = sheet.header.get(at).cloned().unwrap_or_default();
                    let fault = Error::unreadable(
                        &sheet.file,
                        format!("no row is labelled “{label}” ({id})"),
                    );
                    let near = near
                        .map(|n| format!("; the nearest label in the file is “{n}”"))
                        .unwrap_or_default();
                    fault
                        .in_column(column)
                        .expected(format!("rows with this label{near}"))
                }
                None => Error::unreadable(&sheet.file, format!("no row of this file holds {id}")),
            };
            faults.entry(id).or_insert_with(|| {
                fault.hint("the release changed its labels: tell the catalogue the new one")
            });
            continue;
        }
        done.insert(id);
        faults.remove(id);
        plan.finish(builder, &years, &mut pending);
    }
    if done.is_empty() {
        return Err(faults
            .into_values()
            .next()
            .filter(|_| by_name)
            .unwrap_or_else(|| {
                Error::unreadable(&sheet.file, UNRECOGNISED)
                    .hint("run “yardstick inspect” on it, then read it with --column and --where")
            }));
    }
    if by_name {
        let told = faults.into_iter().map(|(id, fault)| {
            let check = Check::new(Severity::Error, "unknown-label", &sheet.file)
                .column(id)
                .found(fault.what());
            check.expected(fault.wanted()).guidance(fault.way_out())
        });
        checks.extend(told);
    }
    Ok(pending)
}

/// Turns a row's place and time into an area and a period, remembering what it has met.
struct Intake<'a> {
    reference: &'a Reference,
    file: String,
    time: usize,
    identifier: usize,
    level: usize,
    region: Option<usize>,
    old: Option<usize>,
    new: Option<usize>,
    name: Option<usize>,
    areas: HashMap<Vec<u8>, Option<Area>>,
    periods: HashMap<YearKind, HashMap<Vec<u8>, Option<u16>>>,
    other_levels: BTreeMap<String, u32>,
    unknown: BTreeMap<String, (u64, u32)>,
}

impl<'a> Intake<'a> {
    fn new(sheet: &Sheet, reference: &'a Reference) -> Result<Intake<'a>> {
        sheet::refuse_doubled(sheet, &PLACE_AND_TIME)?;
        let need = |name: &str| {
            sheet
                .column(name)
                .ok_or_else(|| unknown_column(sheet, name))
        };
        Ok(Intake {
            reference,
            file: sheet.file.clone(),
            time: need("time_period")?,
            identifier: need("time_identifier")?,
            level: need("geographic_level")?,
            region: sheet.column("region_code"),
            old: sheet.column("old_la_code"),
            new: sheet.column("new_la_code"),
            name: sheet.column("la_name"),
            areas: HashMap::new(),
            periods: HashMap::new(),
            other_levels: BTreeMap::new(),
            unknown: BTreeMap::new(),
        })
    }

    fn area(&mut self, record: &ByteRecord) -> Option<Area> {
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
        let key = match record.get(self.level)? {
            b"National" => return Some(Area::ENGLAND),
            b"Regional" => cell(self.region),
            b"Local authority" => match cell(self.old) {
                b"" | b"x" | b"z" => cell(self.new),
                code => code,
            },
            other => {
                *self
                    .other_levels
                    .entry(String::from_utf8_lossy(other).into_owned())
                    .or_default() += 1;
                return None;
            }
        };
        if let Some(known) = self.areas.get(key) {
            return self.tell(*known, key, record);
        }
        let text = String::from_utf8_lossy(key);
        let register = &self.reference.register;
        let area = register.by_code(&text).or_else(|| register.by_ons(&text));
        self.areas.insert(key.to_vec(), area);
        self.tell(area, key, record)
    }

    fn tell(&mut self, area: Option<Area>, key: &[u8], record: &ByteRecord) -> Option<Area> {
        if area.is_none() {
            let name = self.name.and_then(|at| record.get(at)).unwrap_or_default();
            let text = format!(
                "{} ({})",
                String::from_utf8_lossy(key),
                String::from_utf8_lossy(name)
            );
            let entry = self.unknown.entry(text).or_insert((row_of(record), 0));
            entry.1 += 1;
        }
        area
    }

    /// The period of a row for an indicator of this kind: a plain label does not say which kind of year it names.
    fn period(
        &mut self,
        record: &ByteRecord,
        kind: YearKind,
        builder: &mut Builder,
        checks: &mut Vec<Check>,
    ) -> Option<u16> {
        let label = record.get(self.time).unwrap_or_default();
        let kind = match record.get(self.identifier).unwrap_or_default() {
            b"Academic year" => YearKind::Academic,
            b"Financial year" => YearKind::Financial,
            b"Calendar year" => YearKind::Calendar,
            _ => kind,
        };
        let known = self.periods.get(&kind).and_then(|labels| labels.get(label));
        if let Some(known) = known {
            return *known;
        }
        let text = String::from_utf8_lossy(label);
        let period = Period::parse(&text, kind).ok().map(|p| builder.period(p));
        if period.is_none() {
            let check = Check::new(Severity::Error, "period", &self.file)
                .row(row_of(record))
                .column("time_period");
            checks.push(
                check
                    .found(text)
                    .expected(PERIOD_FORMS)
                    .guidance("the rows of this period were set aside"),
            );
        }
        self.periods
            .entry(kind)
            .or_default()
            .insert(label.to_vec(), period);
        period
    }

    /// Reports what was passed over: levels that are not ours, areas that nobody knows, joint returns.
    fn close(self, checks: &mut Vec<Check>) {
        for (level, rows) in &self.other_levels {
            let check =
                Check::new(Severity::Note, "other-level", &self.file).column("geographic_level");
            checks.push(
                check
                    .found(format!("{rows} rows of level “{level}”"))
                    .guidance("passed over"),
            );
        }
        for (area, (row, rows)) in &self.unknown {
            let code = area.split(" (").next().unwrap_or_default();
            let check = match self.reference.register.joint(code) {
                Some(_) => Check::new(Severity::Warning, "joint-return", &self.file)
                    .expected("one authority a row")
                    .guidance("authorities that report together: the figure is of neither alone and was set aside"),
                None => Check::new(Severity::Error, "unknown-area", &self.file)
                    .expected("a code of the register")
                    .guidance("the rows were set aside; the register may need a new authority"),
            };
            checks.push(
                check
                    .row(*row)
                    .column("old_la_code")
                    .found(format!("{area}, {rows} rows")),
            );
        }
    }
}
