//! Reorganisations that are planned and have not happened: `data/planned_changes.csv`.
//!
//! A plan has no codes and no figures. It is told where an authority that it concerns is looked at, and by it a name such as East Surrey
//! is known for what it is.

use super::authority::rows::{self, CODES, rows};
use super::authority::{Register, RegisterFault};
use crate::observation::area::Area;
use jiff::civil::Date;

const FILE: &str = "planned_changes.csv";
const COLUMNS: &[&str] = &["date", "codes", "becomes", "scope", "note"];
const A_PLANNED_DATE: &str = "a date such as 2027-04-01, or a month such as 2028-04";

/// What is planned of some authorities.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PlannedChange {
    /// The first day, of the change or of the month in which it is planned.
    date: Date,
    is_day_known: bool,
    /// The authorities of today that are to be replaced.
    areas: Vec<Area>,
    /// Names of those that take over; none where they are not known.
    becomes: Vec<String>,
    scope: PlanScope,
}

/// Of whom the source speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PlanScope {
    /// Of these authorities by name.
    Named,
    /// Of two-tier areas in general, of which most take part.
    TwoTier,
}

impl PlannedChange {
    /// What is planned of one of its authorities, by its name.
    fn told(&self, name: &str) -> String {
        let form = if self.is_day_known {
            "on %-d %B %Y"
        } else {
            "in %B %Y"
        };
        let when = self.date.strftime(form);
        match (self.scope, self.becomes.as_slice()) {
            (PlanScope::TwoTier, _) => format!(
                "{name} is one of the two-tier counties, most of which are to be reorganised {when} by the plans known here."
            ),
            (PlanScope::Named, []) => format!(
                "{name} is to be reorganised {when} by the plans known here; into what is not known."
            ),
            (PlanScope::Named, names) => {
                format!("{name} is to become {} {when}.", names.join(" and "))
            }
        }
    }
}

/// Everything that is planned, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct PlannedChanges(Vec<PlannedChange>);

impl PlannedChanges {
    /// # Errors
    /// A cell that is not what its column holds; an authority that is not there today, or that stands in two rows.
    pub(super) fn parse(text: &str, register: &Register) -> Result<PlannedChanges, RegisterFault> {
        let mut all: Vec<PlannedChange> = Vec::new();
        for row in &rows(FILE, text, COLUMNS)? {
            let (date, is_day_known) = row.read("date", A_PLANNED_DATE, planned_date)?;
            let areas = row.list("codes", CODES, |text| {
                rows::code(text).filter(|area| register.is_current(*area))
            })?;
            let is_known = |area: &Area| all.iter().any(|other| other.areas.contains(area));
            if areas.is_empty() || areas.iter().any(is_known) {
                return Err(row.fault("codes", "authorities of today that no other row has"));
            }
            all.push(PlannedChange {
                date,
                is_day_known,
                areas,
                becomes: row.list("becomes", "names with ; between them", |name| {
                    (!name.trim().is_empty()).then(|| name.to_owned())
                })?,
                scope: row.read("scope", "named or two-tier", |text| match text {
                    "named" => Some(PlanScope::Named),
                    "two-tier" => Some(PlanScope::TwoTier),
                    _ => None,
                })?,
            });
        }
        Ok(PlannedChanges(all))
    }

    /// What is planned of an authority, in a sentence.
    pub(crate) fn told_of(&self, area: Area, name: &str) -> Option<String> {
        let change = self.0.iter().find(|change| change.areas.contains(&area))?;
        Some(change.told(name))
    }

    /// The same where the plan names what the authority becomes.
    pub(crate) fn settled_of(&self, area: Area, name: &str) -> Option<String> {
        let mut changes = self.0.iter();
        let change =
            changes.find(|change| change.areas.contains(&area) && !change.becomes.is_empty())?;
        Some(change.told(name))
    }

    /// The authority of today that a planned one is to be made of, by the planned one's name.
    pub(crate) fn planned_part(&self, name: &str) -> Option<Area> {
        let is_it = |planned: &String| planned.eq_ignore_ascii_case(name.trim());
        let change = self
            .0
            .iter()
            .find(|change| change.becomes.iter().any(is_it))?;
        change.areas.first().copied()
    }
}

/// A day, or the first day of a month; and whether the day is known.
fn planned_date(text: &str) -> Option<(Date, bool)> {
    match rows::date(text) {
        Some(day) => Some((day, true)),
        None => Some((rows::date(&format!("{text}-01"))?, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    fn planned() -> (Reference, PlannedChanges) {
        let reference = Reference::embedded().expect("reference");
        let planned = reference.planned().expect("planned changes");
        (reference, planned)
    }

    #[test]
    fn every_county_has_a_planned_change_and_nobody_else() {
        let (reference, planned) = planned();
        for place in reference.register.current() {
            let told = planned.told_of(place.area, &place.name);
            let is_county = place.kind.word() == "county";
            assert_eq!(told.is_some(), is_county, "{}: {told:?}", place.name);
        }
    }

    #[test]
    fn what_is_planned_is_told_as_far_as_it_is_known() {
        let (_, planned) = planned();
        for (code, name, said) in [
            (
                936,
                "Surrey",
                "Surrey is to become East Surrey and West Surrey on 1 April 2027.",
            ),
            (
                888,
                "Lancashire",
                "Lancashire is to be reorganised in April 2028 by the plans known here; into what is not known.",
            ),
            (
                886,
                "Kent",
                "Kent is one of the two-tier counties, most of which are to be reorganised in April 2028 by the plans known here.",
            ),
        ] {
            assert_eq!(planned.told_of(Area(code), name).as_deref(), Some(said));
        }
        assert!(planned.settled_of(Area(936), "Surrey").is_some());
        assert_eq!(planned.settled_of(Area(888), "Lancashire"), None);
        assert_eq!(planned.planned_part("west surrey "), Some(Area(936)));
        assert_eq!(planned.planned_part("Surrey"), None);
    }

    #[test]
    fn an_authority_in_two_rows_or_of_the_past_is_a_fault() {
        let (reference, _) = planned();
        for rows in [
            "2027-04-01,936,,named,\n2028-04,936,,named,\n",
            "2027-04-01,909,,named,\n",
            "2027-13,936,,named,\n",
            "2027-04,936,,somebody,\n",
            "2027-04,,,named,\n",
        ] {
            let text = format!("date,codes,becomes,scope,note\n{rows}");
            let found = PlannedChanges::parse(&text, &reference.register);
            assert!(found.is_err(), "{rows}: {found:?}");
        }
    }
}
