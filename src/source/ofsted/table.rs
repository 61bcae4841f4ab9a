//! One sheet's tables of judgements, cell by cell. What cannot be read is reported with sheet, row and column, and set aside.

use super::layout::{APART, CODE, InspectionColumns, KindOf, LIST, NAME, PASSED_OVER, WIDE, plain};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::day::{DAY_FORMS, british_day};
use crate::observation::judgement::{
    Grade, InspectionKind, Inspectorate, Judgement, JudgementOrigin, UnreadJudgement,
};
use crate::reference::authority::Register;
use crate::source::place_cells::{self, PlaceCell, PlaceFault};
use calamine::{Data, Range};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Reads the tables of one sheet.
pub(super) struct SheetReader<'a> {
    pub(super) file: &'a str,
    pub(super) sheet: &'a str,
    pub(super) register: &'a Register,
    pub(super) checks: &'a mut Vec<Check>,
    pub(super) judgements: &'a mut Vec<Judgement>,
    /// Inspections that could not be read.
    pub(super) unread: &'a mut Vec<UnreadJudgement>,
}

/// A header row: its columns by plain name, and the inspections whose columns it has.
struct SheetHeader {
    columns: Vec<String>,
    blocks: Vec<&'static InspectionColumns>,
}

impl SheetHeader {
    fn find(&self, names: &[&str]) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| names.contains(&column.as_str()))
    }
}

/// A row of a sheet, with the header above it.
struct SheetRow<'r> {
    head: &'r SheetHeader,
    cells: &'r [Data],
    number: u64,
}

impl SheetRow<'_> {
    fn text(&self, at: Option<usize>) -> String {
        match at.and_then(|at| self.cells.get(at)) {
            None | Some(Data::Empty) => String::new(),
            Some(Data::String(text) | Data::DateTimeIso(text)) => text.trim().to_owned(),
            Some(other) => other.to_string(),
        }
    }

    /// A cell that says something: a dash is Ofsted's blank.
    fn filled(&self, names: &[&str]) -> Option<(String, String)> {
        let at = self.head.find(names)?;
        let text = self.text(Some(at));
        (!text.is_empty() && text != "-")
            .then(|| (self.head.columns.get(at).cloned().unwrap_or_default(), text))
    }
}

impl SheetReader<'_> {
    /// Reads every table of the sheet, and answers how many there were.
    pub(super) fn read(&mut self, cells: &Range<Data>) -> usize {
        let first = cells.start().map_or(1, |(row, _)| u64::from(row) + 1);
        let (mut head, mut apart, mut tables): (Option<SheetHeader>, bool, usize) =
            (None, false, 0);
        for (number, cells) in (first..).zip(cells.rows()) {
            let columns: Vec<String> = cells.iter().map(|cell| plain(&cell.to_string())).collect();
            if columns.iter().any(|column| column == NAME) {
                head = self.head(columns, number);
                tables += usize::from(head.is_some());
                continue;
            }
            if let Some(title) = title(cells) {
                apart = title.to_lowercase().contains(APART);
            }
            if let Some(head) = &head {
                self.row(
                    &SheetRow {
                        head,
                        cells,
                        number,
                    },
                    apart,
                );
            }
        }
        tables
    }

    fn check(&self, severity: Severity, name: &'static str, row: u64, column: &str) -> Check {
        let place = if column.is_empty() {
            format!("sheet “{}”", self.sheet)
        } else {
            format!("sheet “{}”, column “{column}”", self.sheet)
        };
        Check::new(severity, name, self.file).row(row).column(place)
    }

    /// The inspections of a header. One that lacks its dates or its grades is reported and not read.
    fn head(&mut self, columns: Vec<String>, row: u64) -> Option<SheetHeader> {
        let is_wide = WIDE.iter().any(|block| is_in(block, &columns));
        let layout: &'static [InspectionColumns] = if is_wide { &WIDE } else { &LIST };
        let mut head = SheetHeader {
            columns,
            blocks: Vec::new(),
        };
        for block in layout {
            if is_in(block, &head.columns) {
                let missing = missing(block, &head, is_wide);
                if !missing.iter().any(|columns| columns.are_needed) {
                    head.blocks.push(block);
                }
                self.report_missing(&missing, row);
            }
        }
        for column in &head.columns {
            if !is_known(column, layout) {
                let check = self.check(Severity::Warning, "unknown-column", row, column);
                self.checks.push(
                    check
                        .found("a column this program does not know")
                        .guidance("it is not read"),
                );
            }
        }
        (!head.blocks.is_empty()).then_some(head)
    }

    fn report_missing(&mut self, missing: &[MissingColumn], row: u64) {
        for column in missing {
            let check = self.check(Severity::Error, "missing-column", row, "");
            self.checks.push(
                check
                    .found("a header without it")
                    .expected(format!("“{}”", column.names.join("” or “")))
                    .guidance("what the column holds is not read; the release may have renamed it"),
            );
        }
    }

    fn row(&mut self, row: &SheetRow<'_>, apart: bool) {
        let (code, name) = (
            row.text(row.head.find(&[CODE])),
            row.text(row.head.find(&[NAME])),
        );
        if code.is_empty() && name.is_empty() {
            self.report_nameless(row);
            return;
        }
        let area = match self.area(&code, &name, apart) {
            Ok(area) => area,
            Err(what) => {
                let check = self
                    .check(Severity::Error, "unknown-authority", row.number, NAME)
                    .found(format!("{name} {code}").trim());
                self.checks.push(
                    check
                        .expected("one authority by its full name or code")
                        .guidance(format!("the row was set aside: {what}")),
                );
                if !matches!(what, PlaceFault::Elsewhere(_)) {
                    self.note_unread(Vec::new(), row.number);
                }
                return;
            }
        };
        for block in &row.head.blocks {
            let before = self.checks.len();
            match self.judgement(row, block, area, apart) {
                Some(judgement) => self.judgements.push(judgement),
                None if self.checks.len() > before && may_judge(row, block) => {
                    self.note_unread(vec![area], row.number);
                }
                None => {}
            }
        }
    }

    /// Records that what the newest check is about could not be read.
    fn note_unread(&mut self, areas: Vec<Area>, row: u64) {
        let Some(check) = self.checks.last() else {
            return;
        };
        let column = check.column.as_deref().unwrap_or_default();
        self.unread.push(UnreadJudgement {
            areas,
            who: Some(Inspectorate::Ofsted),
            published: None,
            file: self.file.to_owned(),
            row,
            what: format!("{column}: {}", check.found),
        });
    }

    /// A row that holds an inspection and names nobody; a row without an inspection is a note or a blank line.
    fn report_nameless(&mut self, row: &SheetRow<'_>) {
        let held = row.head.blocks.iter().find_map(|block| {
            [block.overall, block.published, block.inspected]
                .into_iter()
                .find_map(|names| row.filled(names))
        });
        if let Some((column, text)) = held {
            let check = self
                .check(Severity::Error, "no-authority", row.number, &column)
                .found(format!("“{text}” in a row without an authority"));
            self.checks.push(
                check
                    .expected(format!("“{NAME}” or “{CODE}” filled in"))
                    .guidance("the row was set aside: write the authority into each of its rows"),
            );
            self.note_unread(Vec::new(), row.number);
        }
    }

    /// By code, else by name. In a table of former authorities a name that two have means the former one.
    ///
    /// # Errors
    /// What is wrong: no place, no authority, or a code and a name of two.
    fn area(&self, code: &str, name: &str, apart: bool) -> Result<Area, PlaceFault> {
        let former = if apart { self.former(name) } else { None };
        let cells = [(CODE, code), (NAME, name)].map(|(column, text)| PlaceCell {
            column,
            text: text.as_bytes(),
        });
        let area = match former.filter(|_| code.is_empty()) {
            Some(area) => area,
            None => place_cells::place(self.register, &cells).map_err(|fault| *fault)?,
        };
        if area.is_authority() {
            Ok(area)
        } else {
            Err(PlaceFault::Elsewhere(
                "a region or a nation is no authority".to_owned(),
            ))
        }
    }

    /// The abolished authority of a name that another one may have today.
    fn former(&self, name: &str) -> Option<Area> {
        let ended = self
            .register
            .all()
            .find(|place| place.valid_to.is_some() && place.name.split(" (").next() == Some(name));
        ended.map(|place| place.area)
    }

    /// One block of a row; none where it is empty or its day or overall grade cannot be read.
    fn judgement(
        &mut self,
        row: &SheetRow<'_>,
        block: &InspectionColumns,
        area: Area,
        apart: bool,
    ) -> Option<Judgement> {
        let kind = match block.kind {
            KindOf::Fixed(kind) => kind,
            KindOf::Column(names) => self
                .cell(row, names, "an inspection type", InspectionKind::parse)
                .ok()?
                .unwrap_or(InspectionKind::Inspection),
        };
        let inspected = self.day(row, block.inspected).ok()?;
        let published = self.day(row, block.published).ok()?;
        let overall = self.cell(row, block.overall, GRADES, Grade::parse).ok()?;
        let mut aspects = BTreeMap::new();
        for (aspect, names) in block.aspects {
            if let Ok(Some(grade)) = self.cell(row, names, GRADES, Grade::parse) {
                aspects.insert((*aspect).to_owned(), grade);
            }
        }
        let judgement = Judgement {
            areas: vec![area],
            framework: block.framework,
            kind,
            inspected,
            published,
            overall,
            aspects,
            score: None,
            theme: row
                .filled(block.theme)
                .map_or_else(String::new, |(_, text)| text),
            outcome: String::new(),
            service: String::new(),
            report: String::new(),
            apart,
            place: JudgementOrigin {
                file: 0,
                sheet: self.sheet.to_owned(),
                row: row.number,
            },
        };
        self.is_usable(&judgement, block).then_some(judgement)
    }

    /// Whether an inspection has a day; one with grades and without a day is reported, as is one without a grade.
    fn is_usable(&mut self, judgement: &Judgement, block: &InspectionColumns) -> bool {
        let row = judgement.place.row;
        let has_grade = judgement.overall.is_some() || !judgement.aspects.is_empty();
        if judgement.day().is_none() {
            if has_grade {
                let dates = [block.published, block.inspected].concat();
                let column = dates.first().copied().unwrap_or_default();
                let check = self.check(Severity::Error, "no-date", row, column);
                self.checks.push(
                    check
                        .found("grades without a date")
                        .guidance("the inspection was set aside"),
                );
            }
            return false;
        }
        if !has_grade && !judgement.kind.is_visit() {
            let check = self.check(Severity::Warning, "no-grade", row, "");
            self.checks.push(
                check
                    .found("an inspection without a grade")
                    .guidance("it is in the history and counts for nothing"),
            );
        }
        true
    }

    fn day(&mut self, row: &SheetRow<'_>, names: &[&str]) -> Result<Option<Date>, ()> {
        self.cell(row, names, DAY_FORMS, british_day)
    }

    /// What a cell holds; none where it is empty.
    ///
    /// # Errors
    /// It cannot be read, which was reported.
    fn cell<T>(
        &mut self,
        row: &SheetRow<'_>,
        names: &[&str],
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ()> {
        let Some((column, text)) = row.filled(names) else {
            return Ok(None);
        };
        if let Some(value) = read(&text) {
            return Ok(Some(value));
        }
        let check = self
            .check(Severity::Error, "unreadable-cell", row.number, &column)
            .found(format!("“{text}”"));
        self.checks.push(check.expected(expected).guidance(
            "the cell was set aside, and the inspection with it unless it is a sub-judgement",
        ));
        Err(())
    }
}

/// Whether a block of a row may hold an overall judgement of a whole service: a visit judges nothing.
fn may_judge(row: &SheetRow<'_>, block: &InspectionColumns) -> bool {
    let kind = match block.kind {
        KindOf::Fixed(kind) => Some(kind),
        KindOf::Column(names) => row
            .filled(names)
            .and_then(|(_, text)| InspectionKind::parse(&text)),
    };
    block.framework.judges_the_whole() && !kind.is_some_and(InspectionKind::is_visit)
}

const GRADES: &str = "Outstanding, Good, Requires improvement to be good, Adequate or Inadequate";

/// A column that a header lacks.
struct MissingColumn {
    /// As the releases call it.
    names: Vec<&'static str>,
    /// Without it the inspection cannot be read.
    are_needed: bool,
}

/// The dates, grades and sub-judgements that a header lacks.
fn missing(block: &InspectionColumns, head: &SheetHeader, is_wide: bool) -> Vec<MissingColumn> {
    let mut missing = Vec::new();
    let dates = [block.inspected, block.published].concat();
    if head.find(&dates).is_none() {
        missing.push(MissingColumn {
            names: dates,
            are_needed: true,
        });
    }
    if !block.overall.is_empty() && head.find(block.overall).is_none() {
        missing.push(MissingColumn {
            names: block.overall.to_vec(),
            are_needed: true,
        });
    }
    for (aspect, names) in block.aspects {
        // Care leavers have a judgement of their own in lists since 2023 only.
        let is_expected = is_wide || *aspect != "care_leavers";
        if is_expected && head.find(names).is_none() {
            missing.push(MissingColumn {
                names: names.to_vec(),
                are_needed: false,
            });
        }
    }
    missing
}

/// Whether a header has any column of a block.
fn is_in(block: &InspectionColumns, columns: &[String]) -> bool {
    names(block).any(|name| columns.iter().any(|column| column == name))
}

fn is_known(column: &str, layout: &[InspectionColumns]) -> bool {
    column.is_empty()
        || [NAME, CODE].contains(&column)
        || PASSED_OVER.contains(&column)
        || layout
            .iter()
            .any(|block| names(block).any(|name| name == column))
}

/// Every column name of a block.
fn names(block: &InspectionColumns) -> impl Iterator<Item = &'static str> {
    let kind: &[&str] = if let KindOf::Column(names) = block.kind {
        names
    } else {
        &[]
    };
    let aspects = block.aspects.iter().flat_map(|(_, names)| names.iter());
    [
        block.inspected,
        block.published,
        block.overall,
        block.theme,
        kind,
    ]
    .into_iter()
    .flatten()
    .chain(aspects)
    .copied()
}

/// The text of a row that has nothing but its first cell.
fn title(cells: &[Data]) -> Option<&str> {
    match cells {
        [Data::String(first), rest @ ..] if rest.iter().all(|cell| *cell == Data::Empty) => {
            Some(first)
        }
        _ => None,
    }
}
