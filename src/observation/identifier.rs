//! The `time_identifier` of DfE's Explore Education Statistics: with the `time_period` beside it, it says which year, or which part of
//! one, a row is of. All that the service knows are read, also those that it knew once; any other is refused, since a row is never
//! given a period that it does not name.

use super::part_year::{
    Span, half_terms_of, iso_week, month_of, quarters_of, term_numbers, terms_of, to_date,
};
use super::period::Period;
use super::words::{figures, month_named, plain};
use super::year_kind::YearKind;
use super::year_label::{BaseYear, NamedYear, Years, named_year};

/// What may stand in the column, for messages.
pub(crate) const IDENTIFIER_FORMS: &str = "an identifier of DfE’s, such as Academic year, Financial year, Calendar year, Tax year or Reporting year, one with a quarter (Financial year Q1), Part 1 (April to September), Autumn term, Autumn and spring term, Week 44 or January";

/// Why a row names no period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum IdentifierFault {
    /// The service has no such identifier.
    Unknown,
    /// The year has no such week.
    NoSuchWeek,
    /// The year is not written as the identifier asks for it: with one year, or with two.
    Year { two: bool },
}

/// What a year looks like beside an identifier, for messages.
const ONE_YEAR: &str = "a year of four figures, such as 2025";
const TWO_YEARS: &str = "two years in six figures, such as 202425";

impl IdentifierFault {
    /// The column that holds what is wrong.
    pub(crate) fn column(self) -> &'static str {
        match self {
            IdentifierFault::Year { .. } => "time_period",
            IdentifierFault::Unknown | IdentifierFault::NoSuchWeek => "time_identifier",
        }
    }

    pub(crate) fn expected(self) -> &'static str {
        match self {
            IdentifierFault::Unknown => IDENTIFIER_FORMS,
            IdentifierFault::NoSuchWeek => "a week that the year has: 52 in most years, 53 in some",
            IdentifierFault::Year { two: false } => ONE_YEAR,
            IdentifierFault::Year { two: true } => TWO_YEARS,
        }
    }
}

/// What an identifier says of its year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Identifier {
    /// A whole year; the indicator's own kind says of what sort a reporting year is.
    Year(BaseYear),
    Reporting,
    /// The first and the last of the quarters.
    Quarters(BaseYear, i8, i8),
    /// The first and the last of the terms, counted from 0.
    Terms(usize, usize),
    FiveHalfTerms,
    SixHalfTerms,
    Week(i8),
    Month(i16),
}

impl Identifier {
    /// Reads one in letters of any case.
    fn read(text: &str) -> Option<Identifier> {
        let text = plain(text);
        if let Some(base) = year_named(&text) {
            return Some(Identifier::Year(base));
        }
        if let Some((name, quarters)) = text.split_once(" q") {
            let (first, last) = quarters_named(quarters)?;
            return Some(Identifier::Quarters(year_named(name)?, first, last));
        }
        if let Some(terms) = text
            .strip_suffix(" terms")
            .or_else(|| text.strip_suffix(" term"))
            .filter(|terms| !terms.ends_with(" half"))
        {
            return term_numbers(terms).map(|(first, last)| Identifier::Terms(first, last));
        }
        if let Some(number) = text.strip_prefix("week ") {
            let number = i8::try_from(figures(number)?).ok()?;
            return (1..=53)
                .contains(&number)
                .then_some(Identifier::Week(number));
        }
        match text.as_str() {
            "reporting year" => Some(Identifier::Reporting),
            "part 1 (april to september)" => Some(Identifier::Quarters(BaseYear::Financial, 1, 2)),
            "part 2 (october to march)" => Some(Identifier::Quarters(BaseYear::Financial, 3, 4)),
            "five half terms" => Some(Identifier::FiveHalfTerms),
            "six half terms" => Some(Identifier::SixHalfTerms),
            // A month's whole name: the service writes no short ones.
            name => month_named(name)
                .filter(|_| name == "may" || name.len() > 4 || matches!(name, "june" | "july"))
                .map(Identifier::Month),
        }
    }

    fn has_two_years(self) -> bool {
        match self {
            Identifier::Year(base) | Identifier::Quarters(base, ..) => base != BaseYear::Calendar,
            Identifier::Terms(..) | Identifier::FiveHalfTerms | Identifier::SixHalfTerms => true,
            Identifier::Reporting | Identifier::Week(_) | Identifier::Month(_) => false,
        }
    }
}

fn year_named(text: &str) -> Option<BaseYear> {
    match text {
        "academic year" => Some(BaseYear::Academic),
        "financial year" => Some(BaseYear::Financial),
        "calendar year" => Some(BaseYear::Calendar),
        "tax year" => Some(BaseYear::Tax),
        _ => None,
    }
}

/// `1`, `1-2`, `1-q2`, `1 to q2`: the first and the last quarter.
fn quarters_named(text: &str) -> Option<(i8, i8)> {
    match text.split_once('-').or_else(|| text.split_once(" to ")) {
        None => quarter_named(text).map(|one| (one, one)),
        Some((first, last)) => {
            let (first, last) = (quarter_named(first)?, quarter_named(last)?);
            (first < last).then_some((first, last))
        }
    }
}

fn quarter_named(text: &str) -> Option<i8> {
    let number = i8::try_from(figures(text.trim().trim_start_matches('q'))?).ok()?;
    (1..=4).contains(&number).then_some(number)
}

impl Period {
    /// The period of a row by its `time_period` and `time_identifier`. `kind` is the indicator's: it says when a reporting year
    /// ends, which the identifier does not. `school_year_to_date` is whether the row holds the
    /// school year up to the end of its week.
    ///
    /// # Errors
    /// The identifier is none of the service's; the year is not written as it asks; the year has no such week.
    pub(crate) fn identified(
        label: &str,
        identifier: &str,
        kind: YearKind,
        school_year_to_date: bool,
    ) -> Result<Period, IdentifierFault> {
        let found = Identifier::read(identifier).ok_or(IdentifierFault::Unknown)?;
        let fault = IdentifierFault::Year {
            two: found.has_two_years(),
        };
        if found == Identifier::Reporting {
            let text = plain(label);
            let period = Period::parse(&text, kind).map_err(|_| fault)?;
            return if period.kind == YearKind::Day {
                Err(fault)
            } else {
                Ok(period)
            };
        }
        let NamedYear { base: None, years } = named_year(&plain(label)).ok_or(fault)? else {
            return Err(fault);
        };
        let year = match years {
            Years::One(year) if !found.has_two_years() => year,
            Years::Two(first) if found.has_two_years() => first,
            _ => return Err(fault),
        };
        if let Identifier::Year(base) = found {
            return Period::parse(&plain(label), base.kind()).map_err(|_| fault);
        }
        let (kind, start, end) = span(found, year, school_year_to_date).ok_or(
            if matches!(found, Identifier::Week(_)) {
                IdentifierFault::NoSuchWeek
            } else {
                fault
            },
        )?;
        Ok(Period::of_part(kind, start, end))
    }
}

/// The days of a part of a year that begins in `year`.
fn span(identifier: Identifier, year: i16, school_year_to_date: bool) -> Option<Span> {
    match identifier {
        Identifier::Year(_) | Identifier::Reporting => None,
        Identifier::Quarters(base, first, last) => quarters_of(base, year, first, last),
        Identifier::Terms(first, last) => terms_of(year, first, last),
        Identifier::FiveHalfTerms => half_terms_of(year, "five"),
        Identifier::SixHalfTerms => half_terms_of(year, "six"),
        Identifier::Month(month) => month_of(year, month),
        Identifier::Week(number) => {
            let week @ (_, _, sunday) = iso_week(year, number)?;
            if school_year_to_date {
                to_date(sunday)
            } else {
                Some(week)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use YearKind::{
        Academic, AcademicQuarter, AcademicQuarters, Calendar, Financial, FinancialQuarter,
        FinancialQuarters, HalfTerms, MarchSnapshot, Month, Quarter, Quarters, Reporting,
        SeptemberSnapshot, Tax, TaxQuarter, TaxQuarters, Term, Terms, Week, YearToDate,
    };

    fn read(label: &str, identifier: &str) -> Result<Period, IdentifierFault> {
        Period::identified(label, identifier, Reporting, false)
    }

    /// Each line a case: `time_period`, `time_identifier`, then kind, start, end, and how a sentence names it.
    const KNOWN: [(&str, &str, YearKind, &str, &str, &str); 33] = [
        (
            "202223",
            "Academic year",
            Academic,
            "2022-09-01",
            "2023-08-31",
            "in the 2022/23 academic year",
        ),
        (
            "202223",
            "Academic year Q1",
            AcademicQuarter,
            "2022-09-01",
            "2022-11-30",
            "in quarter 1 of the 2022/23 academic year",
        ),
        (
            "202223",
            "Academic year Q4",
            AcademicQuarter,
            "2023-06-01",
            "2023-08-31",
            "in quarter 4 of the 2022/23 academic year",
        ),
        (
            "202223",
            "Academic year Q1-3",
            AcademicQuarters,
            "2022-09-01",
            "2023-05-31",
            "in quarters 1 to 3 of the 2022/23 academic year",
        ),
        (
            "2022",
            "Calendar year",
            Calendar,
            "2022-01-01",
            "2022-12-31",
            "in 2022",
        ),
        (
            "2022",
            "Calendar year Q2",
            Quarter,
            "2022-04-01",
            "2022-06-30",
            "in April to June 2022",
        ),
        (
            "2022",
            "Calendar year Q1-Q4",
            Quarters,
            "2022-01-01",
            "2022-12-31",
            "in January to December 2022",
        ),
        (
            "202223",
            "Financial year",
            Financial,
            "2022-04-01",
            "2023-03-31",
            "in the year to 31 March 2023",
        ),
        (
            "202223",
            "Financial year Q1",
            FinancialQuarter,
            "2022-04-01",
            "2022-06-30",
            "in quarter 1 of 2022-23",
        ),
        (
            "202223",
            "Financial year Q4",
            FinancialQuarter,
            "2023-01-01",
            "2023-03-31",
            "in quarter 4 of 2022-23",
        ),
        (
            "202223",
            "Financial year Q1-Q2",
            FinancialQuarters,
            "2022-04-01",
            "2022-09-30",
            "in April to September 2022",
        ),
        (
            "202223",
            "Financial year Q2 to Q4",
            FinancialQuarters,
            "2022-07-01",
            "2023-03-31",
            "in July 2022 to March 2023",
        ),
        (
            "202223",
            "Part 1 (April to September)",
            FinancialQuarters,
            "2022-04-01",
            "2022-09-30",
            "in April to September 2022",
        ),
        (
            "202223",
            "Part 2 (October to March)",
            FinancialQuarters,
            "2022-10-01",
            "2023-03-31",
            "in October 2022 to March 2023",
        ),
        (
            "202223",
            "Tax year",
            Tax,
            "2022-04-06",
            "2023-04-05",
            "in the 2022-23 tax year",
        ),
        (
            "202223",
            "Tax year Q4",
            TaxQuarter,
            "2023-01-06",
            "2023-04-05",
            "in quarter 4 of the 2022-23 tax year",
        ),
        (
            "202223",
            "Tax year Q1-2",
            TaxQuarters,
            "2022-04-06",
            "2022-10-05",
            "in quarters 1 to 2 of the 2022-23 tax year",
        ),
        (
            "2022",
            "Reporting year",
            Reporting,
            "2022-01-01",
            "2022-12-31",
            "in the 2022 reporting year",
        ),
        (
            "202223",
            "Autumn term",
            Term,
            "2022-09-01",
            "2022-12-31",
            "in the autumn term of 2022/23",
        ),
        (
            "202223",
            "Spring term",
            Term,
            "2023-01-01",
            "2023-03-31",
            "in the spring term of 2022/23",
        ),
        (
            "202223",
            "Summer term",
            Term,
            "2023-04-01",
            "2023-08-31",
            "in the summer term of 2022/23",
        ),
        (
            "202223",
            "Autumn and spring term",
            Terms,
            "2022-09-01",
            "2023-03-31",
            "in the autumn and spring terms of 2022/23",
        ),
        (
            "202223",
            "Spring and summer terms",
            Terms,
            "2023-01-01",
            "2023-08-31",
            "in the spring and summer terms of 2022/23",
        ),
        (
            "201718",
            "Five half terms",
            HalfTerms,
            "2017-09-01",
            "2018-05-31",
            "in the first five half terms of 2017/18",
        ),
        (
            "201718",
            "Six half terms",
            HalfTerms,
            "2017-09-01",
            "2018-08-31",
            "in all six half terms of 2017/18",
        ),
        (
            "2022",
            "Week 44",
            Week,
            "2022-10-31",
            "2022-11-06",
            "in week 44 of 2022 (31 October to 6 November 2022)",
        ),
        (
            "2022",
            "Week 1",
            Week,
            "2022-01-03",
            "2022-01-09",
            "in week 1 of 2022 (3 to 9 January 2022)",
        ),
        (
            "2020",
            "Week 53",
            Week,
            "2020-12-28",
            "2021-01-03",
            "in week 53 of 2020 (28 December 2020 to 3 January 2021)",
        ),
        (
            "2022",
            "January",
            Month,
            "2022-01-01",
            "2022-01-31",
            "in January 2022",
        ),
        (
            "2022",
            "May",
            Month,
            "2022-05-01",
            "2022-05-31",
            "in May 2022",
        ),
        (
            "2022.0",
            "december",
            Month,
            "2022-12-01",
            "2022-12-31",
            "in December 2022",
        ),
        (
            "202223.0",
            "FINANCIAL YEAR",
            Financial,
            "2022-04-01",
            "2023-03-31",
            "in the year to 31 March 2023",
        ),
        (
            "2022/23",
            " academic  year q2",
            AcademicQuarter,
            "2022-12-01",
            "2023-02-28",
            "in quarter 2 of the 2022/23 academic year",
        ),
    ];

    #[test]
    fn every_identifier_has_its_kind_and_days() {
        for (label, identifier, kind, start, end, words) in KNOWN {
            let period = read(label, identifier).expect(identifier);
            assert_eq!(
                (
                    period.kind,
                    period.start.to_string(),
                    period.end.to_string()
                ),
                (kind, start.to_owned(), end.to_owned()),
                "{identifier}"
            );
            assert_eq!(period.in_words(), words);
            assert_eq!(Period::of_kind(&period.label, kind).as_ref(), Ok(&period));
        }
    }

    #[test]
    fn every_week_and_month_is_read_in_order() {
        let names = |of: fn(u8) -> String, last| (1..=last).map(of).collect::<Vec<String>>();
        let months: Vec<String> = (1..=12)
            .map(|month| jiff::civil::date(2022, month, 1).strftime("%B").to_string())
            .collect();
        for identifiers in [names(|week| format!("Week {week}"), 52), months] {
            let periods: Vec<Period> = identifiers
                .iter()
                .map(|identifier| read("2022", identifier).expect(identifier))
                .collect();
            for pair in periods.windows(2) {
                assert!(pair[0] < pair[1] && !pair[1].overlaps(&pair[0]));
                assert!(!pair[0].leaves_out(&pair[1]));
            }
        }
    }

    #[test]
    fn what_the_service_does_not_know_is_refused() {
        for identifier in [
            "",
            "Year",
            "Fortnight 3",
            "Week",
            "Week 0",
            "Week 54",
            "Week 4a",
            "Term",
            "Winter term",
            "Autumn and summer term",
            "Half terms",
            "Academic year Q5",
            "Academic year Q2-Q1",
            "Reporting year Q1",
            "Jan",
            "Marchh",
            "Part 3 (April to September)",
            "Up until 31st March",
            "Quarter 1",
        ] {
            assert_eq!(
                read("2022", identifier),
                Err(IdentifierFault::Unknown),
                "{identifier}"
            );
        }
    }

    #[test]
    fn a_year_that_the_identifier_does_not_go_with_is_refused() {
        let (one, two) = (
            IdentifierFault::Year { two: false },
            IdentifierFault::Year { two: true },
        );
        for (label, identifier, fault) in [
            ("2022", "Academic year", two),
            ("2022", "Autumn term", two),
            ("202224", "Financial year", two),
            ("202223", "Calendar year", one),
            ("202223", "Week 44", one),
            ("202223", "January", one),
            ("22", "Reporting year", one),
            ("2022-06-30", "Reporting year", one),
            ("", "Reporting year", one),
            ("2021", "Week 53", IdentifierFault::NoSuchWeek),
        ] {
            assert_eq!(read(label, identifier), Err(fault), "{label} {identifier}");
        }
    }

    #[test]
    fn a_reporting_year_is_what_the_indicator_says() {
        for kind in [MarchSnapshot, SeptemberSnapshot, Financial, Reporting] {
            let period = Period::identified("2025.0", "Reporting year", kind, false).expect("read");
            assert_eq!((period.kind, period.label.as_str()), (kind, "2025"));
        }
        let other = Period::identified("2022", "Week 44", MarchSnapshot, false).expect("read");
        assert_eq!(
            other.kind, Week,
            "what the row says goes before the indicator"
        );
    }

    #[test]
    fn a_week_may_stand_for_the_school_year_up_to_it() {
        let period = Period::identified("2025", "Week 30", Reporting, true).expect("read");
        assert_eq!(
            (
                period.kind,
                period.label.as_str(),
                period.in_words().as_str()
            ),
            (
                YearToDate,
                "2025-W30 year to date",
                "in the school year up to 27 July 2025 (week 30)"
            )
        );
    }
}
