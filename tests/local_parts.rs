//! An officer's own figures by month, quarter and week: how they are read and drawn, and how small counts are suppressed.

use crate::program::Desk;

const HEAD: &str = "area,period,indicator,value,numerator,denominator\n";

/// Months from November 2024 on, one row a value.
fn months(indicator: &str, values: &[f64]) -> String {
    let months = values.iter().zip(10..);
    months
        .map(|(value, month)| {
            format!(
                "Blackpool,{}-{:02},{indicator},{value},,\n",
                2024 + month / 12,
                month % 12 + 1
            )
        })
        .collect()
}

fn steady(count: usize) -> Vec<f64> {
    (0..count)
        .map(|at| 180.0 + [3.0, -2.0, 5.0, -4.0, 1.0][at % 5])
        .collect()
}

fn desk(rows: &str) -> Desk {
    let desk = Desk::new();
    desk.put("own.csv", format!("{HEAD}{rows}"));
    desk
}

#[test]
fn a_monthly_series_is_charted_and_named_local() {
    let mut values = steady(24);
    values[23] = 240.0;
    let desk = desk(&months("cla-rate", &values));
    desk.done(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--data",
        "own.csv",
        "--out",
        "out",
    ]);
    let svg = desk.text("out/charts/cla-rate-control.svg");
    for part in [
        "above the upper limit",
        "Mean 1",
        "Upper limit",
        "local and unvalidated",
        "Oct 2026",
    ] {
        assert!(svg.contains(part), "{part} is not in the chart");
    }
    assert!(
        desk.bytes("out/charts/cla-rate-control.png")
            .starts_with(b"\x89PNG")
    );
    let data = desk.text("out/charts/cla-rate-control.csv");
    assert!(
        data.contains("2026-10,2026-10-31,240") && data.contains("above the upper limit"),
        "{data}"
    );
    let page = desk.text("out/index.html");
    assert!(
        page.contains("cla-rate-control.svg")
            && page.contains("in October 2026 is 240 per 10,000: local, unvalidated")
    );
    // Months stand among the years in the trend, and take the place of none.
    let trend = desk.text("out/charts/cla-rate-trend.svg");
    assert!(trend.contains("Local, unvalidated") && trend.contains(">Oct 2026<"));
    let series = desk.text("out/charts/cla-rate-trend.csv");
    assert!(
        series
            .lines()
            .any(|line| line.starts_with("2025-03,2025-03-31,Mar 2025,,")),
        "{series}"
    );
}

#[test]
fn years_and_short_series_get_no_control_chart() {
    let years: String = (2012..2027)
        .map(|year| format!("Blackpool,{year},cla-rate,{},,\n", year - 1800))
        .collect();
    for (rows, said) in [(months("cla-rate", &steady(11)), true), (years, false)] {
        let desk = desk(&rows);
        desk.done(&[
            "profile",
            "Blackpool",
            "--indicator",
            "cla-rate",
            "--data",
            "own.csv",
            "--out",
            "out",
        ]);
        assert!(!desk.text("out/index.html").contains("-control."));
        assert_eq!(
            desk.text("out/index.html")
                .contains("it needs 12 points, and 11 have a figure"),
            said
        );
    }
}

#[test]
fn a_month_is_compared_with_the_same_month() {
    let desk = desk(&months(
        "contacts-index-percent",
        &(0..24).map(|at| f64::from(at) + 0.5).collect::<Vec<_>>(),
    ));
    let found = desk.json(&[
        "compare",
        "Blackpool",
        "contacts-index-percent",
        "--data",
        "own.csv",
    ]);
    assert_eq!(
        (found[0]["value"].as_f64(), found[0]["change"].as_f64()),
        (Some(23.5), Some(12.0))
    );
    assert!(
        found[0]["sentences"]
            .to_string()
            .contains("from Oct 2025 (11.5)"),
        "{}",
        found[0]["sentences"]
    );
}

#[test]
fn an_odd_kind_of_period_is_set_aside_with_its_row() {
    let rows = months("cla-rate", &steady(12))
        + "Blackpool,2025,cla-rate,190,,\nBlackpool,2025-Q2,cla-rate,190,,\n";
    let desk = desk(&rows);
    let run = desk.run(&["check", "own.csv", "--format", "csv"]);
    let rows = crate::rows::Rows::read(run.out.as_bytes());
    let odd: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row.get("check"), row.get("row")))
        .collect();
    assert_eq!(
        odd,
        [("mixed-periods", "14"), ("mixed-periods", "15")],
        "{}",
        run.out
    );
    let found = desk.json(&[
        "compare",
        "Blackpool",
        "local:cla-rate",
        "--data",
        "own.csv",
    ]);
    assert_eq!(found[0]["period"], "2025-10");
}

#[test]
fn a_label_that_may_be_year_or_month_is_what_the_others_are() {
    let rows = "Blackpool,2011-11,cla-rate,190,,\nBlackpool,2011-12,cla-rate,191,,\nBlackpool,2012-13,cla-starting-rate,50,,\n\
                Blackpool,2011-12,cla-starting-rate,51,,\nBlackpool,2013-14,cla-starting-rate,52,,\nBlackpool,2013-10,cla-rate,190,,\n";
    let desk = desk(rows);
    desk.done(&["check", "own.csv"]);
    let found = desk.json(&[
        "compare",
        "Blackpool",
        "local:cla-rate",
        "--period",
        "2011-12",
        "--data",
        "own.csv",
    ]);
    assert_eq!(found[0]["period_end"], "2011-12-31");
}

const SMALL: &str = "Blackpool,2026-09,cla-adopted-count,12,,
Blackpool,2026-10,cla-adopted-count,4,,
Blackpool,2025,re-referral-percent,3.1,3,97
Blackpool,2026,re-referral-percent,96.9,94,97
";

#[test]
fn counts_of_one_to_five_leave_as_a_symbol() {
    let desk = desk(SMALL);
    for (indicator, period) in [
        ("local:cla-adopted-count", "2026-10"),
        ("local:re-referral-percent", "2026"),
    ] {
        let arguments = [
            "compare",
            "Blackpool",
            indicator,
            "--period",
            period,
            "--data",
            "own.csv",
            "--format",
            "json",
        ];
        let run = desk.run(&arguments);
        let found: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(
            (&found[0]["value"], &found[0]["status"]),
            (&serde_json::Value::Null, &"suppressed".into()),
            "{indicator}"
        );
        assert!(
            found[0]["numerator"].is_null() && run.err.contains("withheld as c"),
            "{}",
            run.err
        );
    }
    desk.run(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-adopted-count",
        "--data",
        "own.csv",
        "--out",
        "out",
    ]);
    let series = desk.text("out/charts/cla-adopted-count-trend.csv");
    assert!(
        series
            .lines()
            .any(|line| line.starts_with("2026-10,") && line.ends_with(",c")),
        "{series}"
    );
    let checks = desk.run(&["check", "own.csv", "--format", "csv"]).out;
    let rows = crate::rows::Rows::read(checks.as_bytes());
    let told: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row.get("check"), row.get("row")))
        .collect();
    assert_eq!(
        told,
        [
            ("small-count", "3"),
            ("small-count", "4"),
            ("small-count", "5")
        ]
    );
}

#[test]
fn unsuppressed_output_says_so() {
    let desk = desk(SMALL);
    const SAID: &str = "contains counts of 1 to 5: not for publication";
    for format in ["table", "json", "csv", "markdown"] {
        let run = desk.run(&[
            "compare",
            "Blackpool",
            "local:cla-adopted-count",
            "--data",
            "own.csv",
            "--unsuppressed",
            "--format",
            format,
        ]);
        assert!(
            run.out.contains(SAID) && run.err.contains(SAID),
            "{format}: {}{}",
            run.out,
            run.err
        );
    }
    desk.done(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-adopted-count",
        "--data",
        "own.csv",
        "--unsuppressed",
        "--out",
        "out",
    ]);
    assert!(
        desk.text("out/index.html").contains(SAID)
            && desk
                .text("out/charts/cla-adopted-count-trend.svg")
                .contains(SAID)
    );
}

#[test]
fn a_lone_small_count_takes_the_next_smallest_with_it() {
    let totals = "North West,2026-10,cla-adopted-count,43,,\nBlackpool,2026-10,cla-adopted-count,4,,\n\
                  Lancashire,2026-10,cla-adopted-count,30,,\nBolton,2026-10,cla-adopted-count,9,,\nBury,2026-10,cla-adopted-count,0,,\n";
    assert_eq!(rows_of_small_counts(totals), ["3", "5"]);
    // Parts that do not add up to the total reveal nothing.
    assert_eq!(rows_of_small_counts(&totals.replace(",43,", ",60,")), ["3"]);
    // Two suppressed parts protect each other, and a part that the file itself suppresses counts as one.
    assert_eq!(
        rows_of_small_counts(&totals.replace(",30,", ",2,").replace(",43,", ",15,")),
        ["3", "4"]
    );
    assert_eq!(rows_of_small_counts(&totals.replace(",4,", ",c,")), ["5"]);
}

/// The rows that the check of small counts names.
fn rows_of_small_counts(text: &str) -> Vec<String> {
    let checks = desk(text).run(&["check", "own.csv", "--format", "csv"]).out;
    let rows = crate::rows::Rows::read(checks.as_bytes());
    rows.iter()
        .filter(|row| row.get("check") == "small-count")
        .map(|row| row.get("row").to_owned())
        .collect()
}

#[test]
fn suppressed_points_are_in_no_limit() {
    let mut values: Vec<f64> = (0..14).map(|at| 10.0 + f64::from(at % 3)).collect();
    values[5] = 2.0;
    let with = desk(&months("cla-adopted-count", &values));
    with.run(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-adopted-count",
        "--data",
        "own.csv",
        "--out",
        "out",
    ]);
    let svg = with.text("out/charts/cla-adopted-count-control.svg");
    assert!(
        svg.contains("Mean 10.8")
            && svg.contains("c = suppressed")
            && svg.contains("left out of mean"),
        "{svg}"
    );
    values[6] = 3.0;
    values[7] = 1.0;
    let few = desk(&months("cla-adopted-count", &values));
    few.run(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-adopted-count",
        "--data",
        "own.csv",
        "--out",
        "out",
    ]);
    let page = few.text("out/index.html");
    assert!(
        !page.contains("count-control.")
            && page.contains("it needs 12 points, and 11 have a figure; 3 suppressed")
    );
}

#[test]
fn the_calculator_draws_each_series() {
    let desk = Desk::new();
    let rows = |name: &str| -> String {
        steady(14)
            .iter()
            .enumerate()
            .map(|(at, v)| format!("{name},{}-{:02},{v},250\n", 2025 + at / 12, at % 12 + 1))
            .collect()
    };
    desk.put(
        "one.csv",
        format!("series,period,value,target\n{}", rows("In time")),
    );
    desk.put(
        "two.csv",
        format!(
            "series,period,value,target\n{}{}",
            rows("In time"),
            rows("Late of all")
        ),
    );
    desk.done(&["stat", "control", "--input", "one.csv", "--out", "one.svg"]);
    let svg = desk.text("one.svg");
    assert!(
        svg.contains("Target 250")
            && svg.contains("the process as it is will miss it")
            && svg.contains("Feb 2026"),
        "{svg}"
    );
    desk.done(&["stat", "control", "--input", "two.csv", "--out", "two.png"]);
    for name in ["two-in-time.png", "two-late-of-all.png"] {
        assert!(desk.bytes(name).starts_with(b"\x89PNG"), "{name}");
    }
    let run = desk.run(&["stat", "trend", "--input", "one.csv", "--out", "one.svg"]);
    assert!(
        run.code == 2 && run.err.contains("only control is"),
        "{}",
        run.err
    );
}
