//! What happened to authorities since 2009, and which of them are reported together.

use jiff::civil::Date;

use super::rows::{self, A_DATE, CODES, ReferenceRow, RegisterFault, rows};
use crate::observation::area::Area;

const EVENTS: &str = "authority_events.csv";
const JOINT: &str = "joint_returns.csv";
const EVENT_COLUMNS: &[&str] = &[
    "date",
    "kind",
    "from_codes",
    "to_codes",
    "from_ons_codes",
    "to_ons_codes",
    "note",
];
const JOINT_COLUMNS: &[&str] = &["label", "codes", "publication", "from", "to", "note"];
const A_YEAR: &str = "a year with four figures";
const ONS_CODES: &str = "ONS codes with ; between them, as many as there are three-digit codes";

/// What happened to authorities or their codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ReorganisationKind {
    /// One became several.
    Split,
    /// Several became fewer; counts of all that went in equal counts of all that came out.
    Merge,
    /// The same place under another ONS code.
    Recoded,
    /// A small piece of land moved, and the ONS codes with it.
    Boundary,
}

/// One reorganisation. Lists of ONS codes run parallel to the lists of areas.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Reorganisation {
    pub(crate) date: Date,
    pub(crate) kind: ReorganisationKind,
    pub(crate) from: Vec<Area>,
    pub(crate) to: Vec<Area>,
    pub(crate) from_ons: Vec<String>,
    pub(crate) to_ons: Vec<String>,
    pub(crate) note: String,
}

/// Authorities that some files report together, in one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct JointReturn {
    /// As the files write it: `940 / 941`.
    pub(crate) label: String,
    pub(crate) areas: Vec<Area>,
    /// The publication all of whose figures are of the authorities together; none where no publication is known to join them.
    pub(crate) publication: Option<String>,
    /// The first year that it joins them, by the year in which a period ends.
    pub(crate) from: Option<i16>,
    /// The last; none while it goes on.
    pub(crate) to: Option<i16>,
    pub(crate) note: String,
}

impl JointReturn {
    /// Whether the figures of a publication for the period that ends in a year are of these authorities together.
    pub(crate) fn covers(&self, publication: &str, year: i16) -> bool {
        self.publication.as_deref() == Some(publication)
            && self.from.is_none_or(|from| from <= year)
            && self.to.is_none_or(|to| year <= to)
    }
}

/// # Errors
/// The first cell that is not what its column holds, or a code that `known` does not know.
pub(super) fn parse_events(
    text: &str,
    known: impl Fn(&Area) -> bool,
) -> Result<Vec<Reorganisation>, RegisterFault> {
    rows(EVENTS, text, EVENT_COLUMNS)?
        .iter()
        .map(|row| event(row, &known))
        .collect()
}

/// # Errors
/// As [`parse_events`].
pub(super) fn parse_joint_returns(
    text: &str,
    known: impl Fn(&Area) -> bool,
) -> Result<Vec<JointReturn>, RegisterFault> {
    rows(JOINT, text, JOINT_COLUMNS)?
        .iter()
        .map(|row| joint_return(row, &known))
        .collect()
}

fn event(
    row: &ReferenceRow,
    known: impl Fn(&Area) -> bool,
) -> Result<Reorganisation, RegisterFault> {
    let areas = |column: &str| row.list(column, CODES, |text| rows::code(text).filter(&known));
    let (from, to) = (areas("from_codes")?, areas("to_codes")?);
    Ok(Reorganisation {
        date: row.read("date", A_DATE, rows::date)?,
        kind: row.read("kind", "split, merge, recoded or boundary", kind)?,
        from_ons: parallel(row, "from_ons_codes", &from)?,
        to_ons: parallel(row, "to_ons_codes", &to)?,
        from,
        to,
        note: row.text("note").to_owned(),
    })
}

/// The ONS codes of these areas, as many as there are areas.
fn parallel(
    row: &ReferenceRow,
    column: &str,
    areas: &[Area],
) -> Result<Vec<String>, RegisterFault> {
    let codes = row.list(column, ONS_CODES, rows::ons)?;
    if codes.len() == areas.len() {
        Ok(codes)
    } else {
        Err(row.fault(column, ONS_CODES))
    }
}

fn kind(text: &str) -> Option<ReorganisationKind> {
    match text {
        "split" => Some(ReorganisationKind::Split),
        "merge" => Some(ReorganisationKind::Merge),
        "recoded" => Some(ReorganisationKind::Recoded),
        "boundary" => Some(ReorganisationKind::Boundary),
        _ => None,
    }
}

fn joint_return(
    row: &ReferenceRow,
    known: impl Fn(&Area) -> bool,
) -> Result<JointReturn, RegisterFault> {
    Ok(JointReturn {
        label: row.text("label").to_owned(),
        areas: row.list("codes", CODES, |text| rows::code(text).filter(&known))?,
        publication: row.optional("publication", "a publication", |text| Some(text.to_owned()))?,
        from: row.optional("from", A_YEAR, year)?,
        to: row.optional("to", A_YEAR, year)?,
        note: row.text("note").to_owned(),
    })
}

fn year(text: &str) -> Option<i16> {
    text.parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year))
}
