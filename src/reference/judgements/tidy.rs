//! Judgements as a tidy CSV, a row an inspection: read and written here, so that reader and writer cannot part.
//!
//! `area`, `publication_date` and `overall` are needed. `framework` says whose rules (HMIP, HM Inspectorate of Probation's, when
//! the column is not there), `kind` what sort of inspection. `inspection_date`, `score`, `theme` and `apart` may be there, and
//! `file`, `sheet`, `row` and `unread` in what this program wrote; `outcome` in place of grades where a framework gives none, `service`
//! and `report` for the name of a shared service and the address of the report. Every other column is a sub-judgement and holds grades. An area cell may
//! hold several authorities joined by +, for a service that they share.

use super::file::JudgementFile;
use super::outcomes::outcome;
use crate::observation::area::Area;
use crate::observation::day::{DAY_FORMS, DayForm, DayOrder, british_day, day_form};
use crate::observation::judgement::{
    ASPECTS, Framework, Grade, InspectionKind, Judgement, JudgementOrigin, UnreadJudgement,
};
use crate::reference::authority::Register;
use crate::reference::sources::Sources;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The columns that make a CSV one of judgements.
pub(crate) const REQUIRED: [&str; 3] = ["area", "publication_date", "overall"];

/// The columns that hold a day.
const DAYS: [&str; 2] = ["inspection_date", "publication_date"];

/// Columns with a meaning of their own; any other is a sub-judgement.
pub(crate) const OWN: [&str; 16] = [
    "area",
    "framework",
    "kind",
    "inspection_date",
    "publication_date",
    "overall",
    "score",
    "theme",
    "apart",
    "outcome",
    "service",
    "report",
    "unread",
    "file",
    "sheet",
    "row",
];

/// A cell that cannot be read.
#[derive(Clone)]
pub(crate) struct CellFault {
    pub(crate) column: String,
    pub(crate) found: String,
    pub(crate) expected: String,
}

/// Reads rows by a header.
pub(crate) struct JudgementReader<'a> {
    header: &'a [String],
    register: &'a Register,
    day_order: DayOrder,
}

impl<'a> JudgementReader<'a> {
    pub(crate) fn new(header: &'a [String], register: &'a Register) -> JudgementReader<'a> {
        JudgementReader {
            header,
            register,
            day_order: DayOrder::default(),
        }
    }

    /// Learns from a row which of day and month the file puts first. One row with the month first leaves open every cell that could
    /// be read in both ways; else the day stands first, as inspectorates write it.
    pub(crate) fn note_day_order(&mut self, cells: &[&str]) {
        for column in DAYS {
            self.day_order.note(day_form(self.text(cells, column)));
        }
    }

    fn day(&self, cells: &[&str], column: &str) -> Result<Option<Date>, CellFault> {
        let expected = match day_form(self.text(cells, column)) {
            DayForm::Either(_) => {
                "a day that can be read one way only, such as 2025-06-30: other cells of the file have the month first"
            }
            _ => DAY_FORMS,
        };
        let order = self.day_order.with_day_first();
        self.cell(cells, column, expected, |text| {
            order.settle(day_form(text)).ok()
        })
    }

    /// One row. `row` is where it stands when it does not say where it was first read.
    ///
    /// # Errors
    /// The first cell that is no authority, framework, kind, date, grade or number.
    pub(crate) fn row(&self, cells: &[&str], row: u64) -> Result<Judgement, CellFault> {
        let [inspected, published] = DAYS.map(|column| self.day(cells, column));
        let (inspected, published) = (inspected?, published?);
        if inspected.or(published).is_none() {
            return Err(self.fault(cells, "publication_date", DAY_FORMS));
        }
        let place = JudgementOrigin {
            file: self
                .cell(cells, "file", "a number from 1", |t| {
                    t.parse::<usize>().ok()?.checked_sub(1)
                })?
                .unwrap_or_default(),
            sheet: self.text(cells, "sheet").to_owned(),
            row: self
                .cell(cells, "row", "a number", |t| t.parse().ok())?
                .unwrap_or(row),
        };
        let framework = self
            .cell(cells, "framework", FRAMEWORKS, Framework::parse)?
            .unwrap_or(Framework::YouthJustice);
        let kind = self.kind(cells, framework)?;
        let outcome = outcome(framework, kind, self.text(cells, "outcome"))
            .map_err(|expected| self.fault(cells, "outcome", expected))?;
        let overall = self.cell(cells, "overall", GRADES, Grade::parse)?;
        // The words of one framework are never those of another.
        if framework.gives_grades() && !outcome.is_empty() {
            return Err(self.fault(cells, "outcome", "nothing: this framework gives grades"));
        }
        if !framework.gives_grades() && overall.is_some() {
            let words =
                "nothing: what this framework found stands in the column outcome, in its own words";
            return Err(self.fault(cells, "overall", words));
        }
        Ok(Judgement {
            areas: self.areas(cells)?,
            framework,
            kind,
            inspected,
            published,
            overall,
            aspects: self.aspects(cells)?,
            score: self.cell(cells, "score", "a number", |t| {
                t.trim_end_matches('%')
                    .parse()
                    .ok()
                    .filter(|s: &f64| s.is_finite())
            })?,
            theme: self.text(cells, "theme").to_owned(),
            outcome,
            service: self.text(cells, "service").to_owned(),
            report: self.text(cells, "report").to_owned(),
            apart: self.text(cells, "apart") == "yes",
            place,
        })
    }

    /// What sort of inspection: a peer review is one by its framework.
    fn kind(&self, cells: &[&str], framework: Framework) -> Result<InspectionKind, CellFault> {
        let expected = "a kind such as “standard inspection”";
        let usual = match framework {
            Framework::AreaSend => InspectionKind::Full,
            Framework::PeerReview => InspectionKind::PeerReview,
            _ => InspectionKind::Inspection,
        };
        let found = self.cell(cells, "kind", expected, InspectionKind::parse)?;
        Ok(found.unwrap_or(usual))
    }

    /// What can be told of a row that could not be read.
    pub(crate) fn unread(
        &self,
        cells: &[&str],
        row: u64,
        file: &str,
        fault: &CellFault,
    ) -> UnreadJudgement {
        let who = match self.cell(cells, "framework", "", Framework::parse) {
            Ok(framework) => Some(framework.unwrap_or(Framework::YouthJustice).inspectorate()),
            Err(_) => None,
        };
        let published = self.day(cells, "publication_date");
        UnreadJudgement {
            areas: self.areas(cells).unwrap_or_default(),
            who,
            published: published.ok().flatten(),
            file: file.to_owned(),
            row,
            what: format!("{} “{}”", fault.column, fault.found),
        }
    }

    /// Whether the row is known to be of a place that is no authority: a district, an area of Wales. It can be nobody else's.
    pub(crate) fn is_elsewhere(&self, cells: &[&str]) -> bool {
        self.text(cells, "area").split('+').all(|name| {
            let place = self.register.in_file(name);
            place.is_err_and(|unresolved| unresolved.is_elsewhere())
        })
    }

    fn text<'c>(&self, cells: &[&'c str], column: &str) -> &'c str {
        let at = self.header.iter().position(|name| name == column);
        at.and_then(|at| cells.get(at))
            .map(|cell| cell.trim())
            .unwrap_or_default()
    }

    fn cell<T>(
        &self,
        cells: &[&str],
        column: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, CellFault> {
        match self.text(cells, column) {
            "" | "-" => Ok(None),
            text => read(text)
                .map(Some)
                .ok_or_else(|| self.fault(cells, column, expected)),
        }
    }

    fn fault(&self, cells: &[&str], column: &str, expected: impl Into<String>) -> CellFault {
        CellFault {
            column: column.to_owned(),
            found: self.text(cells, column).to_owned(),
            expected: expected.into(),
        }
    }

    fn areas(&self, cells: &[&str]) -> Result<Vec<Area>, CellFault> {
        let mut areas = Vec::new();
        for name in self.text(cells, "area").split('+') {
            let found = self.register.in_file(name).map_err(|unresolved| {
                self.fault(
                    cells,
                    "area",
                    format!("an authority by its full name or code, or several joined by +: {unresolved}"),
                )
            })?;
            if !found.is_authority() {
                return Err(self.fault(cells, "area", "an authority, not a region"));
            }
            if !areas.contains(&found) {
                areas.push(found);
            }
        }
        Ok(areas)
    }

    fn aspects(&self, cells: &[&str]) -> Result<BTreeMap<String, Grade>, CellFault> {
        let mut aspects = BTreeMap::new();
        for name in self
            .header
            .iter()
            .filter(|name| !OWN.contains(&name.as_str()) && !name.trim().is_empty())
        {
            if let Some(grade) = self.cell(cells, name, GRADES, Grade::parse)? {
                aspects.insert(name.clone(), grade);
            }
        }
        Ok(aspects)
    }
}

const FRAMEWORKS: &str = "SLAC, CPI, TLAC, SIF, ILACS, HMIP, AREA-SEND, JTAI or PEER";

const GRADES: &str = "Outstanding, Good, Requires improvement (to be good), Inadequate, or nothing";

/// What a text that this program wrote holds.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) judgements: Vec<Judgement>,
    pub(super) unread: Vec<UnreadJudgement>,
}

impl Rows {
    pub(super) fn extend(&mut self, other: Rows) {
        self.judgements.extend(other.judgements);
        self.unread.extend(other.unread);
    }
}

/// Every row of a text that this program wrote. A row whose cell `unread` says why is one that could not be read where it came from.
///
/// # Errors
/// What is wrong, and on which line.
pub(super) fn judgements(
    text: &str,
    register: &Register,
    files: &[JudgementFile],
) -> Result<Rows, String> {
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = lines
        .headers()
        .map_err(|fault| fault.to_string())?
        .iter()
        .map(str::to_owned)
        .collect();
    let reader = JudgementReader::new(&header, register);
    let mut all = Rows::default();
    for record in lines.records() {
        let record = record.map_err(|fault| fault.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<&str> = record.iter().collect();
        let judgement = reader.row(&cells, line).map_err(|fault| {
            format!(
                "line {line}, column “{}”: found “{}”, expected {}",
                fault.column, fault.found, fault.expected
            )
        })?;
        let Some(file) = files.get(judgement.place.file) else {
            let stray = judgement.place.file + 1;
            return Err(format!(
                "line {line}: file {stray} is not in the list of files"
            ));
        };
        match reader.text(&cells, "unread") {
            "" => all.judgements.push(judgement),
            why => all.unread.push(UnreadJudgement {
                who: Some(judgement.framework.inspectorate()),
                areas: judgement.areas,
                published: judgement.published,
                file: file.source.file.clone(),
                row: judgement.place.row,
                what: why.to_owned(),
            }),
        }
    }
    Ok(all)
}

/// The list of files that somebody read from reports' pages: number, name, SHA-256, publisher, the day they were read.
///
/// # Errors
/// What is wrong, and on which line.
pub(super) fn reading_files(text: &str, sources: &Sources) -> Result<Vec<JudgementFile>, String> {
    let mut files = Vec::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.map_err(|fault| fault.to_string())?;
        let cells: Vec<&str> = record.iter().collect();
        let [number, file, sha256, publisher, read_on] = cells[..] else {
            return Err("reading_files.csv: a row has not five cells".to_owned());
        };
        if number != (files.len() + 1).to_string() {
            return Err(format!(
                "reading_files.csv: “{number}” where files are numbered from 1"
            ));
        }
        let day = british_day(read_on)
            .ok_or_else(|| format!("reading_files.csv: “{read_on}” is no day"))?;
        files.push(JudgementFile::read(
            sources.describe(file, sha256, ""),
            publisher,
            day,
        ));
    }
    Ok(files)
}

/// The list of files: number, name, SHA-256, last day of inspection, last day of publication.
///
/// # Errors
/// What is wrong, and on which line.
pub(super) fn files(text: &str, sources: &Sources) -> Result<Vec<JudgementFile>, String> {
    let mut files = Vec::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.map_err(|fault| fault.to_string())?;
        let cells: Vec<&str> = record.iter().collect();
        let [number, file, sha256, inspected_to, complete_to] = cells[..] else {
            return Err("judgement_files.csv: a row has not five cells".to_owned());
        };
        if number != (files.len() + 1).to_string() {
            return Err(format!(
                "judgement_files.csv: “{number}” where files are numbered from 1"
            ));
        }
        files.push(JudgementFile {
            source: sources.describe(file, sha256, ""),
            read_on: None,
            inspected_to: british_day(inspected_to),
            complete_to: british_day(complete_to),
        });
    }
    Ok(files)
}

/// The CSV of judgements, with Ofsted's sub-judgements.
pub(crate) fn write(all: &[Judgement]) -> Vec<u8> {
    let head = [
        "area",
        "framework",
        "kind",
        "inspection_date",
        "publication_date",
        "overall",
    ];
    let mut rows = vec![
        head.iter()
            .chain(&ASPECTS)
            .chain(&["theme", "apart", "file", "sheet", "row"])
            .map(|n| (*n).to_owned())
            .collect(),
    ];
    for j in all {
        let codes: Vec<String> = j.areas.iter().map(|area| area.la_code()).collect();
        let mut row = vec![
            codes.join("+"),
            j.framework.word().to_owned(),
            j.kind.word().to_owned(),
        ];
        row.extend([day(j.inspected), day(j.published), word(j.overall)]);
        row.extend(
            ASPECTS
                .iter()
                .map(|aspect| word(j.aspects.get(*aspect).copied())),
        );
        row.extend([
            j.theme.clone(),
            if j.apart {
                "yes".to_owned()
            } else {
                String::new()
            },
        ]);
        row.extend([
            (j.place.file + 1).to_string(),
            j.place.sheet.clone(),
            j.place.row.to_string(),
        ]);
        rows.push(row);
    }
    lines(&rows)
}

/// The list of files that goes with it.
pub(crate) fn write_files(files: &[JudgementFile]) -> Vec<u8> {
    let mut rows = vec![
        ["number", "file", "sha256", "inspected_to", "complete_to"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (at, file) in files.iter().enumerate() {
        let source = &file.source;
        rows.push(vec![
            (at + 1).to_string(),
            source.file.clone(),
            source.sha256.clone(),
            day(file.inspected_to),
            day(file.complete_to),
        ]);
    }
    lines(&rows)
}

fn lines(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and all rows are equally long.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A day; an empty cell where there is none.
fn day(day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// A grade; an empty cell where there is none.
fn word(grade: Option<Grade>) -> String {
    grade.map_or_else(String::new, |grade| grade.word().to_owned())
}
