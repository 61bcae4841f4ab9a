//! The officer's words about exceptions: reason, impact and action by measure and place, kept in a CSV from week to week. Words written of an
//! older figure than the newest are flagged, since the figure under them has moved.

use crate::error::Result;
use crate::measure::framework::MeasureFramework;
use crate::observation::check::{Check, Severity};
use crate::source::sheet::form::{NamedForm, tidy};
use crate::source::sheet::{Sheet, row_of};
use crate::world::World;
use csv::ByteRecord;
use std::collections::BTreeMap;
use std::path::Path;

/// The columns of the file.
pub(crate) const COLUMNS: [&str; 8] = [
    "measure", "area", "period", "figure", "reason", "impact", "action", "owner",
];

const FORM: NamedForm = NamedForm {
    required: &["measure", "reason", "action"],
    optional: &["area", "period", "figure", "impact", "owner"],
    key: Some("measure"),
    heads: &["measure"],
};

/// What is said of one measure in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MeasureComment {
    /// The period and the figure of which it was written.
    pub(crate) period: String,
    pub(crate) figure: String,
    pub(crate) reason: String,
    pub(crate) impact: String,
    pub(crate) action: String,
    pub(crate) owner: String,
}

impl MeasureComment {
    /// Whether nobody has written anything yet.
    pub(crate) fn is_blank(&self) -> bool {
        self.reason.is_empty() && self.impact.is_empty() && self.action.is_empty()
    }
}

/// By measure and place.
pub(crate) type Commentary = BTreeMap<(usize, Option<usize>), MeasureComment>;

/// Reads the officer's words.
///
/// # Errors
/// The file cannot be read, or lacks a column.
pub(crate) fn read(
    world: &dyn World,
    path: &Path,
    framework: &MeasureFramework,
) -> Result<(Commentary, Vec<Check>)> {
    let mut sheet = Sheet::open(world, path, &[&FORM])?;
    for name in FORM.required {
        sheet.require(name)?;
    }
    let at: BTreeMap<&str, usize> = COLUMNS
        .iter()
        .filter_map(|name| Some((*name, sheet.column(name)?)))
        .collect();
    let (mut all, mut checks, mut record) = (Commentary::new(), Vec::new(), ByteRecord::new());
    let file = sheet.file.clone();
    while sheet.next_row(&mut record, &mut checks)?.is_some() {
        let cell = |name: &str| {
            let bytes = at
                .get(name)
                .and_then(|at| record.get(*at))
                .unwrap_or_default();
            tidy(&String::from_utf8_lossy(bytes))
        };
        let row = row_of(&record);
        let stray = |column: &str, expected: String| {
            Check::new(Severity::Error, "set-aside", &file)
                .row(row)
                .column(column)
                .found(format!("“{}”", cell(column)))
                .expected(expected)
                .guidance("the words were set aside")
        };
        let Some(measure) = framework.measure(&cell("measure")) else {
            let near = framework
                .nearest_measure(&cell("measure"))
                .unwrap_or("a measure of the framework");
            checks.push(stray("measure", near.to_owned()));
            continue;
        };
        let Ok(place) = framework.place(&cell("area")) else {
            checks.push(stray(
                "area",
                "the authority or one of its places".to_owned(),
            ));
            continue;
        };
        all.insert(
            (measure, place),
            MeasureComment {
                period: cell("period"),
                figure: cell("figure"),
                reason: cell("reason"),
                impact: cell("impact"),
                action: cell("action"),
                owner: cell("owner"),
            },
        );
    }
    sheet.close(world)?;
    Ok((all, checks))
}

/// The file with a row for each exception: what was written stays, what has not been written is blank.
///
/// # Errors
/// The bytes cannot be made: a fault of the program.
pub(crate) fn write(rows: &[[String; 8]]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for row in rows {
        let _ = writer.write_record(row);
    }
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(writer.into_inner().unwrap_or_default());
    bytes
}
