//! Which period a row is of: what the row itself says, in published files and in officers' own; and series with holes.

use crate::program::{Desk, Run};
use std::fmt::Write;

const PLACES: [(&str, &str, &str); 4] = [
    ("National", "E92000001", ""),
    ("Local authority", "E06000009", "890"),
    ("Local authority", "E06000026", "879"),
    ("Local authority", "E06000045", "852"),
];

/// A published file with one row a place for each period, identifier and further cell; values count from 10.
fn published(extra: &str, rows: &[(&str, &str, &str)]) -> String {
    let mut file = format!(
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name{extra},absence_perc\n"
    );
    let mut value = 10.0;
    for (period, identifier, cell) in rows {
        for (level, new, old) in PLACES {
            let new = if level == "National" { "" } else { new };
            let more = if extra.is_empty() {
                String::new()
            } else {
                format!(",{cell}")
            };
            writeln!(
                file,
                "{period},{identifier},{level},E92000001,England,,,{new},{old},{more},{value}"
            )
            .expect("a row");
            value += 0.5;
        }
    }
    file
}

fn compared(file: &str, more: &[&str]) -> Run {
    let desk = Desk::new();
    desk.put("file.csv", file);
    let arguments: Vec<&str> = [
        &[
            "compare",
            "Blackpool",
            "--column",
            "absence_perc",
            "--data",
            "file.csv",
        ][..],
        more,
    ]
    .concat();
    let run = desk.run(&arguments);
    // Sentences are broken at the width of the terminal.
    Run {
        out: run.out.split_whitespace().collect::<Vec<_>>().join(" "),
        ..run
    }
}

#[test]
fn a_sentence_names_the_period_that_the_row_says() {
    for (period, identifier, words) in [
        (
            "2022",
            "Week 44",
            "in week 44 of 2022 (31 October to 6 November 2022)",
        ),
        (
            "2022",
            "week 44",
            "in week 44 of 2022 (31 October to 6 November 2022)",
        ),
        ("2022", "January", "in January 2022"),
        ("2022", "Calendar year", "in 2022"),
        ("2022", "Calendar year Q3", "in July to September 2022"),
        ("2022", "Reporting year", "in the 2022 reporting year"),
        ("2022.0", "Reporting year", "in the 2022 reporting year"),
        ("202223", "Academic year", "in the 2022/23 academic year"),
        (
            "202223",
            "Academic year Q2",
            "in quarter 2 of the 2022/23 academic year",
        ),
        ("202223", "Financial year", "in the year to 31 March 2023"),
        ("202223", "Financial year Q1", "in quarter 1 of 2022-23"),
        (
            "202223",
            "Part 1 (April to September)",
            "in April to September 2022",
        ),
        ("202223", "Tax year", "in the 2022-23 tax year"),
        ("202223", "Autumn term", "in the autumn term of 2022/23"),
        (
            "202223",
            "Autumn and spring term",
            "in the autumn and spring terms of 2022/23",
        ),
        (
            "201718",
            "Six half terms",
            "in all six half terms of 2017/18",
        ),
    ] {
        let run = compared(&published("", &[(period, identifier, "")]), &[]);
        assert!(
            run.code == 0 && run.out.contains(words),
            "{identifier}: {run:?}"
        );
        assert!(
            identifier == "Financial year" || !run.out.contains("31 March"),
            "{identifier}: {}",
            run.out
        );
    }
}

#[test]
fn an_identifier_that_is_not_known_is_refused_by_name() {
    for (period, identifier, found) in [
        ("2022", "Fortnight 3", "“Fortnight 3”"),
        ("2022", "Up until 31st March", "“Up until 31st March”"),
        ("2021", "Week 53", "“Week 53”"),
        ("2022", "Academic year", "“2022” with “Academic year”"),
    ] {
        let run = compared(&published("", &[(period, identifier, "")]), &[]);
        assert_eq!(run.code, 3, "{identifier}: {run:?}");
        assert!(
            run.err.contains(found) && run.err.contains("row 2"),
            "{}",
            run.err
        );
        assert!(!run.err.contains("changed its labels"), "{}", run.err);
    }
    // The rows that are known are read all the same.
    let mixed = published("", &[("2022", "Week 44", ""), ("2022", "Fortnight 3", "")]);
    let run = compared(&mixed, &[]);
    assert!(
        run.code < 2 && run.out.contains("week 44 of 2022"),
        "{run:?}"
    );
    assert!(run.err.contains("“Fortnight 3” with “2022”"), "{}", run.err);
}

#[test]
fn weeks_of_one_year_are_periods_of_their_own() {
    let weeks: Vec<String> = [9, 10, 2].map(|week| format!("Week {week}")).to_vec();
    let rows: Vec<(&str, &str, &str)> = weeks
        .iter()
        .map(|week| ("2023", week.as_str(), ""))
        .collect();
    let file = published("", &rows);
    let newest = compared(&file, &[]);
    assert!(newest.out.contains("in week 10 of 2023"), "{newest:?}");
    for wanted in ["2023-W02", "w/e 15 Jan 2023"] {
        let run = compared(&file, &["--period", wanted]);
        assert!(
            run.code == 0 && run.out.contains("in week 2 of 2023 (9 to 15 January 2023)"),
            "{run:?}"
        );
    }
    let one = compared(&file, &["--where", "time_identifier=Week 9"]);
    assert!(
        one.out
            .contains("in week 9 of 2023 (27 February to 5 March 2023)"),
        "{one:?}"
    );
}

#[test]
fn a_week_that_stands_for_the_year_up_to_it_is_told_so() {
    let file = |frame| published(",time_frame", &[("2025", "Week 30", frame)]);
    for (frame, words) in [
        (
            "Year to date",
            "in the school year up to 27 July 2025 (week 30)",
        ),
        ("Week", "in week 30 of 2025 (21 to 27 July 2025)"),
        ("Tuesday", "on 22 July 2025"),
    ] {
        let run = compared(&file(frame), &[]);
        assert!(run.code == 0 && run.out.contains(words), "{frame}: {run:?}");
    }
    let other = compared(&file("Half year"), &[]);
    assert!(
        other.code == 3 && other.err.contains("“Half year” with “Week 30”"),
        "{other:?}"
    );
}

#[test]
fn a_refusal_of_several_rows_names_the_filters_that_part_them() {
    let file = published(
        ",phase",
        &[
            ("2022", "Week 44", "Primary"),
            ("2022", "Week 44", "Secondary"),
        ],
    );
    let run = compared(&file, &[]);
    assert!(
        run.code == 2 && run.err.contains("differ in phase"),
        "{run:?}"
    );
    assert_eq!(compared(&file, &["--where", "phase=Primary"]).code, 0);
    let doubled = published("", &[("2022", "Week 44", ""), ("2022", "Week 44", "")]);
    let run = compared(&doubled, &[]);
    assert!(
        run.code == 2 && run.err.contains("differ only in figures"),
        "{run:?}"
    );
}

#[test]
fn inspect_tells_periods_apart() {
    let desk = Desk::new();
    desk.put(
        "file.csv",
        published("", &[("2022", "Week 44", ""), ("2022", "Week 45", "")]),
    );
    let run = desk.run(&["inspect", "file.csv"]);
    assert!(
        run.out.contains("2022 Week 44") && run.out.contains("2022 Week 45"),
        "{run:?}"
    );
}

/// An officer's own file of one indicator, a row a period.
fn own(periods: &[&str]) -> String {
    let mut file = "area,period,indicator,value\n".to_owned();
    for (at, period) in periods.iter().enumerate() {
        writeln!(file, "Blackpool,{period},Short breaks nights,{}", 700 + at).expect("a row");
    }
    file
}

fn checked(file: &str) -> Run {
    let desk = Desk::new();
    desk.put("own.csv", file);
    desk.run(&["check", "own.csv", "--format", "csv"])
}

#[test]
fn years_that_a_spreadsheet_made_months_of_are_not_read_as_months() {
    let changed: [(&[&str], usize); 7] = [
        (
            &[
                "2007-08", "2008-09", "Oct-09", "Nov-10", "Dec-11", "2012-13",
            ],
            3,
        ),
        (&["Oct-09", "Nov-10", "Dec-11"], 3),
        (&["2010-11", "Dec-11"], 1),
        (&["01/10/2009", "01/11/2010", "01/12/2011"], 3),
        (&["2009-10-01", "2010-11-01", "2011-12-01"], 3),
        (&["Jan-00", "Feb-01", "Mar-02"], 3),
        (&["October 2009", "Nov 2010"], 2),
    ];
    for (periods, rows) in changed {
        let run = checked(&own(periods));
        let told = run.out.matches("months a year and a month apart").count();
        assert_eq!(told, rows, "{periods:?}: {run:?}");
    }
    let sound: [&[&str]; 4] = [
        &["2009-10", "2010-11", "2011-12"],
        &["Sep-09", "Oct-09", "Nov-09", "Dec-09"],
        &["Apr-25", "May-25"],
        &["01/04/2025", "01/05/2025", "01/06/2025"],
    ];
    for periods in sound {
        let run = checked(&own(periods));
        assert!(
            run.code == 0 && !run.out.contains("year-as-month"),
            "{periods:?}: {run:?}"
        );
    }
}

#[test]
fn common_words_for_a_period_are_read_in_own_files() {
    for period in [
        "Q1 25/26",
        "Qtr 2 2025/26",
        "2025/26 Quarter 3",
        "2024-2025",
        "2024/2025",
        "FY24/25",
        "Academic year 2024/25",
        "w/e 05/04/2026",
        "w/c 30/03/2026",
        "Apr 25",
        "April-2025",
        "2025 April",
        "01-Apr-25",
        "30 June 2025",
        "30/06/25",
        "2025/04",
        "04/2025",
        "202504",
        "2025.0",
        "Autumn term 2025",
        "2024–25",
    ] {
        let run = checked(&own(&[period]));
        assert!(run.code == 0, "{period}: {run:?}");
    }
    for period in [
        "FY25",
        "FY2025",
        "Q1",
        "Week 14",
        "05/07/2025",
        "45748",
        "15/06/0025",
        "2101-06-15",
        "soon",
    ] {
        let run = checked(&own(&[period]));
        assert!(
            run.code != 0 && run.out.contains(&format!("“{period}”")) && run.out.contains("2025"),
            "{period}: {run:?}"
        );
    }
    let numbers = checked(&own(&["2025-03-31", "45838", "45930"]));
    assert!(
        numbers.code == 0 && numbers.out.matches("read as 30 June 2025").count() == 1,
        "{numbers:?}"
    );
}

/// Months from April 2024 on, without those that are left out.
fn months(left_out: &[usize]) -> Vec<(String, f64)> {
    let values = [
        71.0, 74.0, 69.0, 73.0, 72.0, 75.0, 70.0, 71.0, 73.0, 74.0, 68.0, 72.0, 79.0, 80.0, 81.0,
        80.0, 79.0, 82.0,
    ];
    values
        .into_iter()
        .enumerate()
        .filter(|(at, _)| !left_out.contains(at))
        .map(|(at, value)| {
            (
                format!("{}-{:02}", 2024 + (at + 3) / 12, (at + 3) % 12 + 1),
                value,
            )
        })
        .collect()
}

fn control(rows: &[(String, String)]) -> (Desk, Run) {
    let desk = Desk::new();
    let mut file = "series,period,value\n".to_owned();
    for (period, value) in rows {
        writeln!(file, "Visits,{period},{value}").expect("a row");
    }
    desk.put("series.csv", file);
    let run = desk.run(&[
        "stat",
        "control",
        "--input",
        "series.csv",
        "--out",
        "result.csv",
    ]);
    (desk, run)
}

fn written(months: &[(String, f64)]) -> Vec<(String, String)> {
    months
        .iter()
        .map(|(period, value)| (period.clone(), value.to_string()))
        .collect()
}

#[test]
fn rules_stop_at_a_hole_and_say_so() {
    let (desk, run) = control(&written(&months(&[14, 15])));
    assert!(
        run.err.contains("Visits (between 2025-05 and 2025-08)")
            || run.out.contains("Visits (between 2025-05 and 2025-08)"),
        "{run:?}"
    );
    let rows = desk.rows("result.csv");
    for period in ["2025-05", "2025-09"] {
        let rule = rows.only(&[("period", period)]).get("rule").to_owned();
        assert!(
            !rule.contains("three") && !rule.contains("seven"),
            "{period}: {rule}"
        );
    }
    // Two of three neighbours near a limit break a rule where no month is missing.
    let (whole, _) = control(&written(&months(&[])));
    let result = whole.rows("result.csv");
    assert!(!result.only(&[("period", "2025-06")]).get("rule").is_empty());
}

#[test]
fn a_point_without_a_figure_is_left_out_and_said() {
    for blank in ["", "x", "c", "NA", "n/a"] {
        let mut rows = written(&months(&[]));
        rows[14].1 = blank.to_owned();
        let (desk, run) = control(&rows);
        let told = format!("{}{}", run.out, run.err);
        assert!(
            told.contains("between 2025-05 and 2025-07"),
            "{blank}: {run:?}"
        );
        let result = desk.rows("result.csv");
        assert!(
            result
                .only(&[("period", "2025-06")])
                .get("problem")
                .contains("left out")
        );
        assert!(!result.only(&[("period", "2025-07")]).get("mean").is_empty());
    }
}

#[test]
fn a_period_that_is_there_twice_is_named_with_both_rows() {
    let mut rows = written(&months(&[]));
    rows.push(("Sep 2024".to_owned(), "60".to_owned()));
    let (desk, run) = control(&rows);
    let told = format!("{}{}", run.out, run.err);
    let has_result = desk.files().contains(&"result.csv".to_owned());
    let problem = if has_result {
        desk.text("result.csv")
    } else {
        String::new()
    };
    assert!(
        format!("{told}{problem}").contains("the period “Sep 2024” is there twice (rows 7 and 20)"),
        "{told}{problem}"
    );
}

#[test]
fn years_made_months_are_named_in_a_series_of_the_calculator() {
    let rows: Vec<(String, String)> = ["2007-08", "2008-09", "Oct-09", "Nov-10"]
        .map(|period| (period.to_owned(), "5".to_owned()))
        .to_vec();
    let (desk, run) = control(&rows);
    let told = format!("{}{}", run.out, run.err);
    let has_result = desk.files().contains(&"result.csv".to_owned());
    let problem = if has_result {
        desk.text("result.csv")
    } else {
        String::new()
    };
    assert!(
        format!("{told}{problem}").contains("“Oct-09” is the year 2009-10"),
        "{told}{problem}"
    );
}

#[test]
fn an_own_series_with_a_hole_says_where_rules_stop() {
    let desk = Desk::new();
    let mut file = "area,period,indicator,value\n".to_owned();
    for (period, value) in months(&[14, 15]) {
        writeln!(file, "Blackpool,{period},Visits in time percent,{value}").expect("a row");
    }
    desk.put("own.csv", file);
    let run = desk.run(&[
        "compare",
        "Blackpool",
        "local:Visits in time percent",
        "--data",
        "own.csv",
    ]);
    assert!(
        run.out.contains(
            "Runs stop where periods are without a figure: between May 2025 and Aug 2025"
        ),
        "{run:?}"
    );
    assert!(
        !run.out.contains("two of three near the upper limit (May"),
        "{}",
        run.out
    );
}

#[test]
fn a_judgement_has_the_day_that_its_cell_says() {
    let desk = Desk::new();
    desk.put(
        "order.csv",
        "area,publication_date,overall\nBlackpool,15/06/25,Good\nBlackpool,05/05/2021,Inadequate\n",
    );
    let judged = |file: &str, day: &str| {
        desk.run(&["judgements", "Blackpool", "--data", file, "--as-at", day])
    };
    let run = judged("order.csv", "2025-12-01");
    assert!(
        run.out.contains("15 June 2025") && !run.out.contains("0025"),
        "{run:?}"
    );
    let before = judged("order.csv", "2025-01-01");
    assert!(!before.out.contains("15 June 2025"), "{before:?}");
    for cell in ["15/06/0025", "2101-06-15", "30-06-25", "June 2025"] {
        desk.put(
            "bad.csv",
            format!(
                "area,publication_date,overall\nBlackpool,{cell},Good\nTorbay,2024-05-01,Good\n"
            ),
        );
        let run = judged("bad.csv", "2025-12-01");
        let told = format!("{}{}", run.out, run.err);
        assert!(
            told.contains(&format!("“{cell}”")) && told.contains("1900"),
            "{cell}: {run:?}"
        );
    }
    // One cell with the month first leaves open what could be read in both ways.
    desk.put(
        "american.csv",
        "area,publication_date,overall\nBlackpool,04/02/25,Good\nTorbay,02/18/25,Good\nSalford,2024-05-01,Good\n",
    );
    let run = judged("american.csv", "2025-12-01");
    assert!(
        format!("{}{}", run.out, run.err).contains("“04/02/25”"),
        "{run:?}"
    );
}

#[test]
fn days_of_a_plan_are_read_as_people_write_them() {
    let desk = Desk::new();
    let due = [
        "30/06/25",
        "30-Jun-25",
        "4th July 2025",
        "Friday 4 July 2025",
        "End of June 2025",
        "45838",
    ];
    let mut plan = "ref,recommendation,due,status,updated\n".to_owned();
    for (at, due) in due.iter().enumerate() {
        writeln!(plan, "{at},Do it,{due},in progress,14/05/25").expect("a row");
    }
    desk.put("plan.csv", &plan);
    let run = desk.run(&["plan", "plan.csv", "--as-at", "2025-07-31"]);
    let told = format!("{}{}", run.out, run.err);
    assert!(
        !told.contains("could not be read") && !told.contains("plan-date:"),
        "{told}"
    );
    assert!(run.out.contains("6 "), "{told}");
    for cell in [
        "Jun-25",
        "Q2 2025/26",
        "Ongoing",
        "30/06/0025",
        "Thursday 4 July 2025",
    ] {
        desk.put(
            "plan.csv",
            format!("ref,recommendation,due,status,updated\n1,Do it,{cell},in progress,14/05/25\n"),
        );
        let run = desk.run(&["plan", "plan.csv", "--as-at", "2025-07-31"]);
        let told = format!("{}{}", run.out, run.err);
        assert!(told.contains(&format!("“{cell}”")), "{cell}: {told}");
    }
    // A number among numbers alone is no day.
    desk.put(
        "plan.csv",
        "ref,recommendation,due,status,updated\n1,Do it,45838,in progress,14/05/25\n",
    );
    let run = desk.run(&["plan", "plan.csv", "--as-at", "2025-07-31"]);
    assert!(
        format!("{}{}", run.out, run.err)
            .contains("a spreadsheet keeps 30 June 2025 by this number"),
        "{run:?}"
    );
}
