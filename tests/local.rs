//! An officer's own figures: read together with the national ones, labelled wherever they are shown, and never ranked with them.

use crate::program::Desk;

const OWN: &str = "area,period,indicator,value,numerator,denominator,status,note
Blackpool,2024,cla-rate,190,,,,
Blackpool,2025,cla-rate,199,,,,second count
Blackpool,2026,cla-rate,210,607,28900,,
Torbay,2026,cla-rate,,,,c,
Blackpool,2025-26,visits-in-time-percent,87.5,,,,
";
const LABEL: &str = "local, unvalidated";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("own.csv", OWN);
    desk
}

fn labelled(text: &str) -> bool {
    text.to_lowercase().contains(LABEL)
}

#[test]
fn national_figures_are_as_they_were() {
    let desk = desk();
    let (with, without) = (
        desk.json(&["compare", "Blackpool", "cla-rate", "--data", "own.csv"]),
        desk.json(&["compare", "Blackpool", "cla-rate"]),
    );
    for name in [
        "value",
        "period",
        "rank_from_highest",
        "ranked",
        "neighbour_mean",
        "england",
        "source_file",
    ] {
        assert_eq!(with[0][name], without[0][name], "{name}");
    }
    desk.done(&[
        "benchmark",
        "--indicator",
        "cla-rate",
        "--data",
        "own.csv",
        "--out",
        "with.csv",
    ]);
    desk.done(&[
        "benchmark",
        "--indicator",
        "cla-rate",
        "--out",
        "without.csv",
    ]);
    assert!(
        desk.bytes("with.csv") == desk.bytes("without.csv"),
        "a local figure is in the benchmark"
    );
}

#[test]
fn they_are_labelled_in_every_format() {
    let desk = desk();
    for indicator in ["local:cla-rate", "local:visits-in-time-percent"] {
        for format in ["table", "csv", "json", "markdown"] {
            let out = desk.done(&[
                "compare",
                "Blackpool",
                indicator,
                "--data",
                "own.csv",
                "--format",
                format,
            ]);
            assert!(labelled(&out), "{indicator} as {format}:\n{out}");
        }
        let told = desk.done(&["explain", "Blackpool", indicator, "--data", "own.csv"]);
        assert!(labelled(&told) && told.contains("own.csv"), "{told}");
    }
}

#[test]
fn they_are_never_ranked() {
    let desk = desk();
    let found = desk.json(&[
        "compare",
        "Blackpool",
        "local:cla-rate",
        "--data",
        "own.csv",
    ]);
    let own = &found[0];
    assert_eq!(
        (&own["value"], &own["period"]),
        (&210.into(), &"2026".into())
    );
    for name in [
        "rank",
        "rank_from_highest",
        "quartile",
        "rank_among_neighbours",
        "neighbour_mean",
        "england",
        "region",
    ] {
        assert!(own[name].is_null(), "{name} is {}", own[name]);
    }
    let ranked = &own["ranked"];
    assert!(ranked.is_null() || *ranked == 0, "ranked among {ranked}");
    // Even local figures of all authorities give no national ranking.
    let mut all = "area,period,indicator,value\n".to_owned();
    for row in desk.json(&["authorities"]).as_array().expect("a list") {
        all += &format!(
            "{},2026,cla-starting-rate,{}\n",
            row["la_code"].as_str().expect("text"),
            row["la_code"].as_str().expect("text")
        );
    }
    desk.put("all.csv", all);
    let found = desk.json(&[
        "compare",
        "Blackpool",
        "local:cla-starting-rate",
        "--data",
        "all.csv",
    ]);
    for name in ["rank", "rank_from_highest", "quartile"] {
        assert!(found[0][name].is_null(), "{name} is {}", found[0][name]);
    }
}

#[test]
fn they_are_drawn_dashed_beside_the_national_line() {
    let desk = desk();
    desk.done(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--data",
        "own.csv",
        "--out",
        "with",
    ]);
    desk.done(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--out",
        "without",
    ]);
    let (with, without) = (
        desk.text("with/charts/cla-rate-trend.svg"),
        desk.text("without/charts/cla-rate-trend.svg"),
    );
    assert!(labelled(&with) && !labelled(&without));
    assert!(
        dashes(&with) > dashes(&without),
        "the local line is not dashed"
    );
    // Every value drawn is in the chart's data and in its alternative text.
    let data = desk.text("with/charts/cla-rate-trend.csv");
    assert!(
        ["190", "199", "210"]
            .iter()
            .all(|value| data.contains(value)),
        "local values are not in the chart's data:\n{data}"
    );
    assert!(with.contains("210"), "the newest local figure is not drawn");
    assert!(
        labelled(&desk.text("with/index.html")),
        "the contents page does not say that a line is local"
    );
    // The other charts compare authorities, and show published figures only.
    for chart in ["neighbours", "authorities"] {
        let name = format!("charts/cla-rate-{chart}.svg");
        assert!(
            desk.text(&format!("with/{name}")) == desk.text(&format!("without/{name}")),
            "{chart}"
        );
    }
}

fn dashes(svg: &str) -> usize {
    svg.matches("stroke-dasharray").count()
}

#[test]
fn an_indicator_of_ones_own_answers_to_its_own_name() {
    let desk = desk();
    let found = desk.json(&[
        "compare",
        "Blackpool",
        "visits-in-time-percent",
        "--data",
        "own.csv",
    ]);
    assert_eq!(
        (&found[0]["value"], &found[0]["status"] == "suppressed"),
        (&87.5.into(), false)
    );
}

#[test]
fn a_symbol_in_the_status_column_is_no_zero() {
    let desk = desk();
    let run = desk.run(&[
        "compare",
        "Torbay",
        "local:cla-rate",
        "--data",
        "own.csv",
        "--format",
        "json",
    ]);
    let found: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        (&found[0]["value"], &found[0]["status"]),
        (&serde_json::Value::Null, &"suppressed".into())
    );
    assert_eq!(run.code, 1, "nothing could be compared");
}

#[test]
fn a_check_of_ones_own_file_is_about_that_file() {
    let desk = desk();
    desk.put(
        "odd.csv",
        "area,period,indicator,value\nBlackpool,2025,cla-adopted-percent,140\n",
    );
    let run = desk.run(&["check", "odd.csv", "--format", "csv"]);
    let rows = crate::rows::Rows::read(run.out.as_bytes());
    let files: Vec<&str> = rows.iter().map(|row| row.get("file")).collect();
    assert_eq!(
        files,
        ["odd.csv"],
        "findings about files nobody asked about"
    );
    assert_eq!(rows.only(&[]).get("row"), "2");
    assert!(
        run.err.contains("1 figures") || run.err.contains("1 figure "),
        "{}",
        run.err
    );
}

#[test]
fn a_mistyped_column_or_name_is_said() {
    let desk = Desk::new();
    for (bytes, code, part) in [
        (
            "area,period,indicator,value,numerater\nBlackpool,2025,cla-rate,3,1\n",
            3,
            "numerater",
        ),
        (
            "area,period,indicator,value\nBlackpol,2025,cla-rate,3\n",
            1,
            "Blackpool",
        ),
        (
            "area,period,indicator,value\nBlackpool,last year,cla-rate,3\n",
            1,
            "last year",
        ),
        (
            "area,period,indicator,value\nBlackpool,2025,cla-rate,about 3\n",
            1,
            "about 3",
        ),
        (
            "area,period,indicator,value\nBlackpool,2025,,3\n",
            1,
            "indicator",
        ),
    ] {
        desk.put("own.csv", bytes);
        let run = desk.run(&["check", "own.csv", "--format", "csv"]);
        assert_eq!(run.code, code, "{bytes}{}", run.err);
        assert!((run.out + &run.err).contains(part), "{part}");
    }
}
