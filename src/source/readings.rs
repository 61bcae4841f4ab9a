//! Judgements that somebody read from reports' pages, as Data to Insight publishes them: one CSV of Ofsted's newest inspections, one of
//! HM Inspectorate of Probation's ratings. Their columns and words become those of our tidy form, and are read as that.

use super::sheet::form::NamedForm;
use crate::observation::day::british_day;
use crate::observation::judgement::Grade;
use crate::reference::judgements::services::shared;
use crate::reference::judgements::tidy::CellFault;
use jiff::civil::Date;

/// A file of readings: how it is known, and which of our columns each of its own is.
pub(super) struct ReadingForm {
    pub(super) form: NamedForm,
    pub(super) publication: &'static str,
    framework: &'static str,
    columns: &'static [(&'static str, &'static str)],
}

/// Ofsted's newest inspection of each authority.
pub(super) const OFSTED: ReadingForm = ReadingForm {
    form: NamedForm {
        required: &[
            "la_code",
            "inspection_kind",
            "publication_date",
            "overall_effectiveness",
            "impact_of_leaders",
        ],
        optional: &[
            "local_authority",
            "inspection_start_date",
            "inspection_end_date",
            "help_and_protection",
            "in_care",
            "care_leavers",
            "report",
        ],
        key: None,
        heads: &[],
    },
    publication: "inspection-reports-as-read",
    framework: "ILACS",
    columns: &[
        ("la_code", "area"),
        ("inspection_kind", "kind"),
        ("inspection_start_date", "inspection_date"),
        ("publication_date", "publication_date"),
        ("overall_effectiveness", "overall"),
        ("impact_of_leaders", "leadership"),
        ("help_and_protection", "help_and_protection"),
        ("in_care", "in_care"),
        ("care_leavers", "care_leavers"),
        ("report", "report"),
    ],
};

/// Ratings of youth justice services.
pub(super) const HMIP: ReadingForm = ReadingForm {
    form: NamedForm {
        required: &["la_name", "score_%", "overall_rating", "publication_date"],
        optional: &[
            "la_ref",
            "report_url",
            "staff",
            "partnerships_and_services",
            "information_and_facilities",
            "assessment",
            "planning",
            "reviewing",
            "implementation_and_delivery",
            "resettlement_policy_and_provision",
            "governance_and_leadership",
            "outofcourt_disposal_policy_and_provision",
            "policy_and_provision",
            "joint_working",
        ],
        key: None,
        heads: &[],
    },
    publication: "youth-justice-reports-as-read",
    framework: "HMIP",
    columns: &[
        ("la_name", "area"),
        ("score_%", "score"),
        ("overall_rating", "overall"),
        ("publication_date", "publication_date"),
        ("report_url", "report"),
        ("staff", "staff"),
        ("partnerships_and_services", "partnerships_and_services"),
        ("information_and_facilities", "information_and_facilities"),
        ("assessment", "assessment"),
        ("planning", "planning"),
        ("reviewing", "reviewing"),
        ("implementation_and_delivery", "implementation_and_delivery"),
        (
            "resettlement_policy_and_provision",
            "resettlement_policy_and_provision",
        ),
        ("governance_and_leadership", "governance_and_leadership"),
        (
            "outofcourt_disposal_policy_and_provision",
            "out_of_court_policy_and_provision",
        ),
        ("policy_and_provision", "policy_and_provision"),
        ("joint_working", "joint_working"),
    ],
};

/// The points that a service can have.
const POINTS: f64 = 36.0;

/// The most points with which a service is inadequate, requires improvement, is good: every sound row of the file read in 2025 keeps to it.
const SCALE: [(f64, Grade); 3] = [
    (6.0, Grade::Inadequate),
    (18.0, Grade::RequiresImprovement),
    (30.0, Grade::Good),
];

/// A published share of all points is rounded to two decimals.
const ROUNDED: f64 = 0.01;

/// A row in the words of our tidy form.
pub(super) struct TidyRow {
    pub(super) cells: Vec<String>,
    /// What of it contradicts itself.
    pub(super) fault: Option<CellFault>,
}

impl ReadingForm {
    /// Our columns: those of the file, then what every row of it has.
    pub(super) fn header(&self) -> Vec<String> {
        let own = self.columns.iter().map(|(_, ours)| *ours);
        own.chain(["framework", "service"])
            .map(str::to_owned)
            .collect()
    }

    /// A row of the file as one of ours.
    pub(super) fn row(&self, header: &[String], cells: &[&str]) -> TidyRow {
        let cell = |theirs: &str| {
            let at = header.iter().position(|name| name == theirs);
            at.and_then(|at| cells.get(at))
                .map_or("", |cell| cell.trim())
        };
        let day = british_day(cell("publication_date"));
        let (area, service) = place(cell("la_name"), day);
        let mut ours: Vec<String> = Vec::new();
        for (theirs, name) in self.columns {
            let text = cell(theirs);
            ours.push(match *name {
                "area" if *theirs == "la_name" => area.clone(),
                "kind" => kind(text).to_owned(),
                "score" => points(text).map_or_else(|| text.to_owned(), |of| of.to_string()),
                _ if text == NOT_APART => String::new(),
                _ => text.to_owned(),
            });
        }
        ours.extend([self.framework.to_owned(), service]);
        let fault = contradiction(cell("score_%"), cell("overall_rating"));
        TidyRow { cells: ours, fault }
    }
}

/// How the file says that care leavers were not judged apart before 2023.
const NOT_APART: &str = "not judged apart then";

/// Whether a publication is what somebody read from reports.
pub(crate) fn is_of_readings(publication: &str) -> bool {
    [OFSTED, HMIP]
        .iter()
        .any(|form| form.publication == publication)
}

/// The day on which a file was read, by its name: "…_as_read_2026-06-29.csv".
pub(crate) fn read_on(name: &str) -> Option<Date> {
    let (stem, _) = name.rsplit_once('.')?;
    let mut days = (0..stem.len()).filter_map(|from| stem.get(from..from + 10)?.parse().ok());
    days.next_back()
}

fn kind(text: &str) -> &str {
    match text {
        "short" => "short inspection",
        "standard" => "standard inspection",
        "None" => "",
        other => other,
    }
}

/// Codes or name of the authority, and the name of a service that several share.
fn place(text: &str, day: Option<Date>) -> (String, String) {
    // Joint inspections are marked behind the name, and one title stands before it.
    let name = text.trim_end_matches(" - JI");
    let name = name.trim_start_matches("An inspection of ");
    match shared(name, day) {
        Some(service) if service.codes.is_empty() => ("Wales".to_owned(), String::new()),
        Some(service) => (service.codes.join("+"), service.name),
        None => (name.to_owned(), String::new()),
    }
}

/// The points behind a published share of them; none where the share is no whole number of points.
fn points(share: &str) -> Option<f64> {
    let share: f64 = share.trim_end_matches('%').parse().ok()?;
    let points = (share * POINTS / 100.0).round();
    ((points * 100.0 / POINTS) - share)
        .abs()
        .le(&ROUNDED)
        .then_some(points)
}

/// A rating that its own score contradicts is damaged: which of the two is right nobody can tell.
fn contradiction(share: &str, rating: &str) -> Option<CellFault> {
    let (points, rated) = (points(share)?, Grade::parse(rating)?);
    let by_points = SCALE
        .iter()
        .find(|(most, _)| points <= *most)
        .map_or(Grade::Outstanding, |(_, grade)| *grade);
    (by_points != rated).then(|| CellFault {
        column: "overall_rating".to_owned(),
        found: rating.to_owned(),
        expected: format!(
            "{}, which {points} points of {POINTS} are in every other row",
            by_points.word()
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_that_contradicts_its_rating_is_damage() {
        assert!(contradiction("72.22", "Good").is_none());
        let fault = contradiction("72.22", "Requires Improvement").expect("a fault");
        assert!(
            fault.expected.contains("26 points of 36"),
            "{}",
            fault.expected
        );
        assert_eq!(points("4.56"), None, "no whole number of points");
        assert_eq!(points("44.44"), Some(16.0));
    }

    #[test]
    fn a_file_says_in_its_name_when_it_was_read() {
        let day = read_on("ofsted_newest_judgements_as_read_2026-06-29.csv");
        assert_eq!(day, Some(Date::constant(2026, 6, 29)));
        assert_eq!(read_on("ratings.csv"), None);
    }
}
