//! The inspection register: newest inspections, every framework on one line, and what may come next.

use crate::program::Desk;
use crate::published::published;
use crate::sample;
use serde_json::Value;

fn of(desk: &Desk, authority: &str) -> Value {
    desk.json(&["judgements", authority, "--as-at", "2026-06-29"])[0].clone()
}

/// Authority, first day, report and overall judgement of its newest inspection; and whether leaders were judged good.
const NEWEST: [(&str, &str, &str, &str, &str); 5] = [
    (
        "Redcar and Cleveland",
        "2025-12-01",
        "2026-01-28",
        "Good",
        "Good",
    ),
    ("Torbay", "2026-01-12", "2026-02-24", "Good", "Good"),
    ("Kent", "2025-11-03", "2026-02-02", "Good", "Good"),
    ("Brent", "2026-04-27", "2026-06-17", "", "Good"),
    (
        "Somerset",
        "2026-04-27",
        "2026-06-17",
        "",
        "Requires improvement to be good",
    ),
];

#[test]
fn the_inspections_of_2025_and_2026_come_out_with_their_source() {
    let desk = Desk::new();
    for (authority, began, report, overall, leadership) in NEWEST {
        let told = of(&desk, authority);
        let newest = told["history"]
            .as_array()
            .and_then(|all| all.last())
            .expect("a row");
        let text = |key: &str| newest[key].as_str().unwrap_or_default();
        assert_eq!(
            [
                "inspection_date",
                "publication_date",
                "overall",
                "leadership"
            ]
            .map(text),
            [began, report, overall, leadership],
            "{authority}"
        );
        assert_eq!(text("read_on"), "2026-06-29", "{authority}");
        assert!(text("report").starts_with("https://files.ofsted.gov.uk/"));
        let said = told["sentences"].to_string();
        assert!(
            said.contains("as read from their pages on 29 June 2026"),
            "{said}"
        );
        let by_parts = said.contains("gave no overall judgement");
        assert_eq!(by_parts, overall.is_empty(), "{authority}: {said}");
    }
}

#[test]
fn an_inspection_by_parts_leaves_the_last_overall_judgement_counted() {
    let desk = Desk::new();
    let told = of(&desk, "Brent");
    assert_eq!(told["overall"], "Good");
    let england = &told["england"];
    let names: Vec<&Value> = england["newer_without_overall"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|each| &each["authority"])
        .collect();
    assert_eq!(names, ["Brent", "Somerset"]);
    assert_eq!(england["judged"], 153, "each authority once");
    let parts = told["parts"].as_array().expect("a table");
    let leaders = &parts[0];
    assert_eq!(
        (leaders["part"].as_str(), leaders["england"].as_str()),
        (Some("Leadership"), Some("113 of 153"))
    );
    let newest = &told["newest_inspection_without_overall"];
    assert_eq!(newest["parts"]["care_leavers"], "Good");
}

#[test]
fn a_reading_that_contradicts_the_release_is_told_and_does_not_count() {
    let desk = Desk::new();
    let told = of(&desk, "St Helens");
    let differ = told["readings_that_differ"].as_array().expect("a list");
    assert_eq!(differ.len(), 3);
    let newest = told["history"]
        .as_array()
        .and_then(|all| all.iter().rfind(|row| row["overall"] != ""))
        .expect("a row");
    let help = "Requires improvement to be good";
    assert!(
        told["history"]
            .as_array()
            .is_some_and(|all| all
                .iter()
                .any(|row| row["publication_date"] == "2023-09-04"
                    && row["help_and_protection"] == help)),
        "{newest}"
    );
    let said = told["sentences"].to_string();
    assert!(said.contains("help and protection read as good"), "{said}");
}

#[test]
fn a_newer_reading_is_taken_by_the_store_and_speaks_from_its_day() {
    let Some(folder) = published("inspections::a_newer_reading", "data/inspection") else {
        return;
    };
    let file = folder.join("ofsted_newest_judgements_as_read_2026-06-29.csv");
    let text = std::fs::read_to_string(file).expect("the readings");
    // Blackpool, inspected anew.
    let lines: Vec<String> = text
        .lines()
        .map(|line| match line.starts_with("890,") {
            true => "890,blackpool,standard,2026-07-06,2026-07-17,2026-09-01,,good,good,good,good,https://files.ofsted.gov.uk/v1/file/1".to_owned(),
            false => line.to_owned(),
        })
        .collect();
    let desk = Desk::new();
    desk.put(
        "ofsted_newest_judgements_as_read_2026-09-30.csv",
        lines.join("\n"),
    );
    let run = desk.run(&[
        "import",
        "ofsted_newest_judgements_as_read_2026-09-30.csv",
        "--store",
        "store",
    ]);
    // Something new was taken in.
    assert_eq!(run.code, 10, "{}", run.err);
    assert!(run.out.contains("30 September 2026"), "{}", run.out);
    let told = desk.json(&["judgements", "Blackpool", "--store", "store"])[0].clone();
    assert_eq!(told["as_at"], "2026-09-30");
    let newest = &told["newest_inspection_without_overall"];
    assert_eq!(newest["publication_date"], "2026-09-01", "{newest}");
    assert_eq!(told["overall"], "Requires improvement to be good");
}

const OWN: &str = "area,framework,kind,inspection_date,publication_date,overall,outcome,theme,report\n\
    Norfolk,AREA-SEND,full inspection,2024-11-04,2025-01-20,,Inconsistent,,https://example.org/send\n\
    Norfolk,JTAI,,2023-05-01,2023-06-30,,Strong multi-agency front door,Serious youth violence,\n\
    Norfolk,PEER,,2025-03-03,2025-04-01,,Clear priorities; more to do on data,Corporate parenting,\n\
    Norfolk,AREA-SEND,full inspection,2019-03-04,2019-06-20,,Good,,\n\
    Norfolk,AREA-SEND,full inspection,2019-03-04,2019-06-20,Good,,,\n\
    Norfolk,ILACS,short inspection,2019-03-04,2019-06-20,,Inconsistent,,\n";

#[test]
fn one_form_holds_every_framework_and_the_words_of_none_are_anothers() {
    let desk = Desk::new();
    desk.put("own.csv", OWN);
    let order = [
        "judgements",
        "Norfolk",
        "--data",
        "own.csv",
        "--timeline",
        "--next",
    ];
    let run = desk.run(&[&order[..], &["--format", "json", "--verbose"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    for fault in [
        "row 5, outcome: found “Good”",
        "row 6, overall: found “Good”",
        "row 7, outcome: found “Inconsistent”",
    ] {
        assert!(run.err.contains(fault), "no {fault}:\n{}", run.err);
    }
    let told: Value = serde_json::from_str(&run.out).expect("JSON");
    let whole = told.as_array().and_then(|all| all.last()).expect("a whole");
    let events = whole["timeline"].as_array().expect("a table");
    let said = |by: &str| {
        let event = events.iter().find(|event| event["by"] == by);
        event.map(|event| [event["said"].as_str(), event["from"].as_str()])
    };
    assert_eq!(
        said("Ofsted and the Care Quality Commission"),
        Some([Some("inconsistent"), Some("own file (local)")])
    );
    assert_eq!(
        said("Joint inspectorates").map(|of| of[0]),
        Some(Some("Strong multi-agency front door"))
    );
    assert!(said("HM Inspectorate of Probation").is_some_and(|of| of[0] == Some("Good")));
    // Positions count grades, and these give none.
    assert_eq!(told[0]["overall"], "Outstanding");
    let send = whole["estimates"].as_array().expect("a list").iter();
    let send: Vec<&Value> = send.filter(|of| of["framework"] == "AREA-SEND").collect();
    assert_eq!(send.len(), 1, "{send:?}");
    assert_eq!(
        (&send[0]["from"], send[0]["to"].as_str()),
        (&Value::Null, Some("2030-01-20"))
    );
}

#[test]
fn what_may_come_next_is_an_estimate_with_its_rule_and_its_fate() {
    let desk = Desk::new();
    let order = ["judgements", "Blackpool", "--as-at", "2026-06-29", "--next"];
    let told = desk.json(&order);
    let whole = told.as_array().and_then(|all| all.last()).expect("a whole");
    let estimate = &whole["estimates"][0];
    assert_eq!(
        (estimate["from"].as_str(), estimate["to"].as_str()),
        (Some("2025-06-05"), Some("2026-06-05"))
    );
    let fate = &estimate["since_2015"];
    let count = |key: &str| fate[key].as_u64().expect("a count");
    assert_eq!(count("within") + count("earlier") + count("later"), 102);
    assert_eq!((count("within"), count("later")), (33, 66), "{fate}");
    let sentences = whole["sentences"].to_string();
    for words in [
        "may come at any time: the window by the published rule, June 2025 to June 2026, is over.",
        "Going by when such inspections came, it would be April 2026 to May 2027",
        "Kirklees Safeguarding Children Partnership",
        "Two of 10 statistical neighbours with an estimate",
    ] {
        assert!(sentences.contains(words), "no “{words}”: {sentences}");
    }
    // Youth justice services are chosen by risk.
    let words = desk.done(&["judgements", "Norfolk", "--as-at", "2026-06-29"]);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let none =
        "No estimate of the next youth justice inspection is made: services are chosen by risk";
    assert!(words.contains(none), "{words}");
}

#[test]
fn the_timeline_is_drawn_with_its_table() {
    let desk = Desk::new();
    desk.done(&["judgements", "Blackpool", "--out", "line"]);
    let svg = desk.text("line/inspections-timeline.svg");
    for words in [
        "ILACS standard inspection",
        "Monitoring visit",
        "Next, estimated",
    ] {
        assert!(svg.contains(words), "no “{words}” in the picture");
    }
    assert!(
        desk.text("line/inspections.csv")
            .contains("SLAC inspection")
    );
}

#[test]
fn papers_say_how_inspectors_judged_and_rated() {
    let desk = Desk::new();
    let cases = [
        (
            "Blackpool",
            "as requiring improvement",
            "is in the files we have",
        ),
        ("Lancashire", "judged good", "is in the files we have"),
        (
            "Blackburn with Darwen",
            "judged good",
            "rated good in January 2023",
        ),
        (
            "Brent",
            "by parts alone in June 2026",
            "is in the files we have",
        ),
        (
            "Norfolk",
            "judged outstanding",
            "rated good in January 2025",
        ),
    ];
    for (authority, judged, rated) in sample::some(cases, 4) {
        let paper = |name: &str| {
            desk.done(&["paper", name, "--authority", authority, "--out", "p.md"]);
            desk.text("p.md")
        };
        let inspection = paper("inspection-position");
        let (summary, rest) = inspection.split_once("## 2").expect("a summary");
        assert!(summary.contains(judged), "{authority}: {summary}");
        assert!(summary.contains(rated), "{authority}: {summary}");
        for words in ["next inspection", "What was recommended"] {
            assert!(rest.contains(words), "{authority}: no “{words}”");
        }
        // By which rule is for who wants to prove it: where the paper has no room, in its annex.
        let annex = desk.path("p-annex.md");
        let annex = std::fs::read_to_string(annex).unwrap_or_default();
        let everywhere = format!("{inspection}{annex}");
        assert!(everywhere.contains("The rule after"), "{authority}");
        assert!(!inspection.contains("--data"), "{authority}");
        let youth = paper("scrutiny-youth-justice");
        let (summary, rest) = youth.split_once("## 2").expect("a summary");
        assert!(summary.contains(rated), "{authority}: {summary}");
        assert!(rest.contains("The files hold a rating for"), "{authority}");
    }
}
