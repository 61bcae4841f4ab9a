//! Inspectorates' judgements: those in force on a day agree with published counts, and faults in a file are reported.

use crate::program::Desk;
use crate::published::{published, text};
use crate::sample;
use serde_json::Value;
use std::io::{Cursor, Write};

fn position(desk: &Desk, authority: &str, day: &str) -> Value {
    desk.json(&["judgements", authority, "--as-at", day])[0].clone()
}

/// Good or better, and judged.
fn counts(position: &Value, group: &str) -> [u64; 2] {
    ["good_or_outstanding", "judged"].map(|key| position[group][key].as_u64().expect("a count"))
}

fn grades(position: &Value) -> [usize; 4] {
    let counted = position["england"]["counted"].as_array().expect("a list");
    [
        "Outstanding",
        "Good",
        "Requires improvement to be good",
        "Inadequate",
    ]
    .map(|grade| {
        counted
            .iter()
            .filter(|each| each["overall"] == grade)
            .count()
    })
}

#[test]
fn the_counts_of_published_days_come_out() {
    let desk = Desk::new();
    let days = [
        ("Blackburn with Darwen", "2017-12-08", [6, 23], [55, 148]),
        ("Lancashire", "2018-08-17", [7, 23], [62, 148]),
        ("Cumbria", "2022-11-15", [6, 23], [84, 150]),
        ("Lancashire", "2023-01-26", [7, 23], [88, 152]),
        ("Blackpool", "2023-03-31", [7, 23], [89, 152]),
        // Cumbria became two, of which neither had been judged.
        ("Blackpool", "2023-04-01", [7, 22], [89, 151]),
        ("Blackpool", "2025-06-30", [11, 24], [103, 153]),
    ];
    for (authority, day, region, england) in sample::some(days, 3) {
        let told = position(&desk, authority, day);
        assert_eq!(
            (counts(&told, "region"), counts(&told, "england")),
            (region, england),
            "{authority} {day}"
        );
    }
    let before = position(&desk, "Blackpool", "2013-10-31");
    assert_eq!(
        counts(&before, "england"),
        [0, 0],
        "no framework before the single one judged a whole service"
    );
}

#[test]
fn a_position_says_who_was_counted() {
    let desk = Desk::new();
    let told = position(&desk, "Blackburn with Darwen", "2017-12-08");
    let first = told["sentences"][0].as_str().expect("a sentence");
    assert!(
        first.contains("good, one of 6 of 23 judged in the North West, 55 of 148 in England (37%)"),
        "{first}"
    );
    let region = told["region"]["counted"].as_array().expect("a list");
    let good: Vec<&str> = region
        .iter()
        .filter(|a| a["overall"] == "Good")
        .map(|a| a["authority"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        good,
        [
            "Salford",
            "Stockport",
            "Trafford",
            "Wigan",
            "Blackburn with Darwen",
            "Cheshire West and Chester"
        ]
    );
    let apart: Vec<&Value> = told["england"]["listed_apart"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|a| &a["la_code"])
        .collect();
    assert_eq!(apart, ["835", "836", "837", "928"]);
    let all = told["sentences"].to_string();
    assert!(
        all.contains("With them England is 55 of 152 (36%)"),
        "{all}"
    );
    let split = position(&desk, "Cumberland", "2023-04-01");
    assert_eq!(
        split["region"]["without_judgement"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    assert!(
        split["sentences"][0]
            .as_str()
            .is_some_and(|s| s.contains("had no overall judgement as at 1 April 2023"))
    );
}

#[test]
fn the_totals_of_march_2025_are_ofsteds() {
    let desk = Desk::new();
    // The published table includes inspections up to 31 March whose reports were published by 30 June.
    let told = position(&desk, "Blackpool", "2025-06-30");
    assert_eq!(
        (told["as_at"].as_str(), grades(&told)),
        (Some("2025-06-30"), [36, 67, 31, 19])
    );
    assert_eq!(told["months_since_inspection"], 30);
    let march = position(&desk, "Blackburn with Darwen", "2025-03-31");
    assert_eq!(
        (counts(&march, "england"), march["overall"].as_str()),
        ([100, 153], Some("Requires improvement to be good"))
    );
    let said = march["sentences"].to_string();
    assert!(
        said.contains("by day of inspection England would be 103 of 153"),
        "{said}"
    );
}

#[test]
fn a_history_has_every_framework_and_visit() {
    let desk = Desk::new();
    let told = position(&desk, "Lancashire", "2025-06-30");
    let history = told["history"].as_array().expect("a list");
    let brief: Vec<[&str; 3]> = history
        .iter()
        .map(|each| {
            ["framework", "publication_date", "overall"]
                .map(|key| each[key].as_str().unwrap_or_default())
        })
        .collect();
    let graded: Vec<&[&str; 3]> = brief.iter().filter(|each| !each[2].is_empty()).collect();
    assert_eq!(
        graded,
        [
            &["SIF", "2015-11-27", "Inadequate"],
            &["SIF", "2018-08-17", "Requires improvement to be good"],
            &["ILACS", "2023-01-26", "Good"]
        ]
    );
    let first = &history[0];
    assert_eq!(
        (first["framework"].as_str(), first["safeguarding"].as_str()),
        (Some("SLAC"), Some("Good"))
    );
    let bwd = position(&desk, "Blackburn with Darwen", "2025-06-30");
    let newest = bwd["history"]
        .as_array()
        .and_then(|all| all.last())
        .expect("a row")
        .clone();
    assert_eq!(
        (
            newest["care_leavers"].as_str(),
            newest["inspection_date"].as_str()
        ),
        (Some("Requires improvement to be good"), Some("2025-03-03"))
    );
    assert!(bwd["history"].as_array().is_some_and(|all| {
        all.iter()
            .any(|j| j["kind"] == "focused visit" && j["theme"] == "Care leavers")
    }));
}

#[test]
fn every_format_says_where_it_is_from_and_what_is_not_there() {
    let desk = Desk::new();
    for format in ["table", "markdown", "json"] {
        let out = desk.done(&[
            "judgements",
            "Blackpool",
            "--neighbours",
            "--as-at",
            "2025-06-30",
            "--format",
            format,
        ]);
        for wanted in [
            "September 2025",
            "A rating that is missing is added with",
            "11 of 24 judged in the North West",
            "Hartlepool",
        ] {
            assert!(out.contains(wanted), "{format}: no “{wanted}”\n{out}");
        }
    }
    let out = desk.done(&["judgements", "Blackpool", "--format", "csv"]);
    assert!(
        out.contains("LA_Inspection_Outcomes_as_at_31_March_2025.ods,ILACS_inspection_history,19"),
        "{out}"
    );
    assert_eq!(
        desk.run(&["judgements", "Blackpool", "--as-at", "yesterday"])
            .code,
        2
    );
    assert_eq!(
        desk.run(&["judgements", "Cumberland", "--as-at", "2020-01-01"])
            .code,
        1
    );
}

#[test]
fn the_judged_good_are_a_group_with_rule_and_members() {
    let desk = Desk::new();
    let told = desk.json(&[
        "compare",
        "Blackpool",
        "cla-rate",
        "--with",
        "judged-good,judged-good@2023-01-26",
    ]);
    let groups = told[0]["groups"].as_array().expect("a list");
    let sizes: Vec<usize> = groups
        .iter()
        .map(|g| g["members"].as_array().map_or(0, Vec::len))
        .collect();
    // The newest day is that of the readings.
    assert_eq!(sizes, [111, 88]);
    let rule = groups[1]["rule"].as_str().expect("a rule");
    assert!(
        rule.contains("26 January 2023") && rule.contains("Ofsted"),
        "{rule}"
    );
    assert!(groups.iter().all(has_lancashire));
    let own = desk.json(&["compare", "Lancashire", "cla-rate", "--with", "judged-good"]);
    assert!(
        !has_lancashire(&own[0]["groups"][0]),
        "an authority is no member of its own company"
    );
    assert_eq!(
        desk.run(&[
            "compare",
            "Blackpool",
            "cla-rate",
            "--with",
            "judged-good@soon"
        ])
        .code,
        2
    );
}

fn has_lancashire(group: &Value) -> bool {
    group["members"]
        .as_array()
        .is_some_and(|all| all.iter().any(|m| m["authority"] == "Lancashire"))
}

#[test]
fn youth_justice_ratings_come_from_a_csv_and_stand_beside() {
    let desk = Desk::new();
    desk.put(
        "hmip.csv",
        "area,inspection_date,publication_date,overall,score,governance\n\
         Blackpool,2021-03-01,2021-06-15,Requires improvement,15,Good\n\
         Blackpool,2023-10-02,2024-01-16,Good,25,Outstanding\n\
         Kingston upon Thames+Richmond upon Thames,2022-05-01,2022-08-02,Outstanding,33,\n\
         Lancashire,,2022-02-01,Splendid,9,\n\
         Atlantis,,2022-02-01,Good,9,\n",
    );
    let asked = ["judgements", "Blackpool", "--data", "hmip.csv"];
    let run = desk.run(&[&asked[..], &["--as-at", "2024-02-01", "--format", "json"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    for wanted in ["row 5, overall", "Splendid", "row 6, area", "Atlantis"] {
        assert!(run.err.contains(wanted), "no “{wanted}” in\n{}", run.err);
    }
    let told: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(told[0]["inspectorate"], "Ofsted");
    let hmip = &told[1];
    // Three that are added, one of them Blackpool's, stand beside those in the program.
    let known = desk.json(&["judgements", "Blackpool", "--as-at", "2024-02-01"]);
    assert_eq!(known[1]["overall"], Value::Null);
    assert_eq!(
        (hmip["overall"].as_str(), counts(hmip, "england")),
        (
            Some("Good"),
            counts(&known[1], "england").map(|count| count + 3)
        )
    );
    assert_eq!(
        (
            hmip["history"][1]["score"].as_f64(),
            hmip["history"][1]["governance"].as_str()
        ),
        (Some(25.0), Some("Outstanding"))
    );
    let shared = desk.json(&[
        "judgements",
        "Richmond upon Thames",
        "--data",
        "hmip.csv",
        "--as-at",
        "2024-02-01",
    ]);
    assert_eq!(
        shared[1]["history"][0]["shared_with"],
        "Kingston upon Thames"
    );
    assert!(!shared.to_string().contains("are not in this program"));
    desk.put("other.csv", "area,period,value\nBlackpool,2024,1\n");
    let run = desk.run(&["judgements", "Blackpool", "--data", "other.csv"]);
    assert!(
        run.code == 3 && run.err.contains("missing: publication_date, overall"),
        "{}",
        run.err
    );
}

/// A spreadsheet of sheets, rows and cells; a cell that begins with = is a date.
fn ods(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>",
        sheets
            .iter()
            .map(|(name, rows)| {
                format!(
                    "<table:table table:name=\"{name}\">{}</table:table>",
                    rows.iter().map(|cells| ods_row(cells)).collect::<String>()
                )
            })
            .collect::<String>()
    );
    let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", content.as_str()),
    ] {
        book.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        book.write_all(text.as_bytes()).expect("written");
    }
    book.finish().expect("a zip").into_inner()
}

fn ods_row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|text| ods_cell(text)).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

fn ods_cell(text: &str) -> String {
    match text.strip_prefix('=') {
        Some(day) => format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>{day}</text:p></table:table-cell>"
        ),
        None if text.is_empty() => "<table:table-cell/>".to_owned(),
        None => format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        ),
    }
}

const HEAD: [&str; 5] = [
    "Local authority area code",
    "Local authority name",
    "Inspection date",
    "Publication date",
    "Overall effectiveness",
];

/// A table with a fault in each of four rows.
const FAULTY_ROWS: [&[&str]; 7] = [
    &["Title"],
    &HEAD,
    &[
        "E06000009",
        "Blackpool",
        "=2030-01-07",
        "=2030-03-01",
        "Good",
    ],
    &["", "Atlantis", "=2030-01-07", "=2030-03-01", "Good"],
    &[
        "",
        "Blackburn with Darwen",
        "=2030-01-07",
        "=2030-03-01",
        "Fabulous",
    ],
    &["", "Lancashire", "=2030-01-07", "next Tuesday", "Good"],
    &["", "Bolton", "", "", "Good"],
];

#[test]
fn what_is_wrong_with_a_spreadsheet_is_said_with_its_place() {
    let desk = Desk::new();
    let cover: [&[&str]; 1] = [&[
        "Period covered:",
        "Inspections as at 31 January 2030, with a report published by 30 April 2030",
    ]];
    desk.put(
        "new.ods",
        ods(&[("Cover", &cover), ("Latest", &FAULTY_ROWS)]),
    );
    let run = desk.run(&[
        "judgements",
        "Blackpool",
        "--data",
        "new.ods",
        "--format",
        "json",
        "--verbose",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    for (row, found) in [
        (4, "Atlantis"),
        (5, "Fabulous"),
        (6, "next Tuesday"),
        (7, "grades without a date"),
    ] {
        let line = run
            .err
            .lines()
            .find(|line| line.contains(&format!("new.ods, row {row}, sheet “Latest”")));
        assert!(
            line.is_some_and(|line| line.starts_with("error") && line.contains(found)),
            "{row} {found}\n{}",
            run.err
        );
    }
    assert!(
        run.err
            .contains("“the experiences and progress of children in care”"),
        "a column that is not there is told:\n{}",
        run.err
    );
    let told: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        (told[0]["as_at"].as_str(), counts(&told[0], "england")),
        (Some("2030-04-30"), [1, 1])
    );
    unreadable_spreadsheets_are_refused(&desk);
}

fn unreadable_spreadsheets_are_refused(desk: &Desk) {
    // Without its date column the table cannot be read at all.
    let headless: [&[&str]; 2] = [
        &["Local authority name", "Overall effectiveness"],
        &["Blackpool", "Good"],
    ];
    desk.put("old.ods", ods(&[("Latest", &headless)]));
    let run = desk.run(&["judgements", "Blackpool", "--data", "old.ods"]);
    assert!(
        run.code == 3
            && run
                .err
                .contains("no sheet of this file has a table of judgements"),
        "{}",
        run.err
    );
    desk.put("not.ods", "plain text");
    assert_eq!(
        desk.run(&["judgements", "Blackpool", "--data", "not.ods"])
            .code,
        3
    );
}

#[test]
fn ofsteds_own_files_read_without_a_fault_and_repeat_what_is_in_the_program() {
    let of = |folder| published("judgements::ofsteds_own_files", folder);
    let (Some(folder), Some(readings)) = (of("data/ofsted"), of("data/inspection")) else {
        return;
    };
    let desk = Desk::new();
    let run = desk.run(&[
        "judgements",
        "Nottingham",
        "--data",
        text(&folder),
        "--data",
        text(&readings),
        "--format",
        "json",
        "--verbose",
    ]);
    let faults: Vec<&str> = run
        .err
        .lines()
        .filter(|line| line.starts_with("error") || line.starts_with("warning"))
        .collect();
    assert_eq!(run.code, 0, "{}", run.err);
    // Two ratings of youth justice are damaged, and no row of Ofsted's.
    assert!(
        faults.len() == 2
            && faults[0].contains("row 65, overall_rating")
            && faults[1].contains("row 66, overall"),
        "{faults:?}"
    );
    assert!(
        run.err.contains("row 128, 342, help_and_protection"),
        "a reading that contradicts the release is told:\n{}",
        run.err
    );
    assert!(
        run.err.contains("found 2022-11-05; expected 2022-09-05"),
        "a date that was corrected is told:\n{}",
        run.err
    );
    let read: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(read, desk.json(&["judgements", "Nottingham"]));
}

/// An own file with these rows: what is told of Blackpool in words, and as JSON.
fn told_of_own(rows: &str) -> (String, Value) {
    let header = "area,framework,kind,inspection_date,publication_date,overall";
    let sound = "Lancashire,ILACS,standard inspection,2022-11-28,2023-01-27,Good";
    let desk = Desk::new();
    desk.put("own.csv", format!("{header}\n{sound}\n{rows}\n"));
    let order = [
        "judgements",
        "Blackpool",
        "--data",
        "own.csv",
        "--as-at",
        "2024-01-01",
    ];
    let table = desk.done(&[&order[..], &["--neighbours"]].concat());
    // Sentences are broken into lines.
    let words: Vec<&str> = table.split_whitespace().collect();
    (words.join(" "), desk.json(&order))
}

/// What a row on Blackpool says, and what of it cannot be read.
const UNREAD: [(&str, &str); 5] = [
    (
        "ILACS,standard inspection,2022-12-05,soon,Good",
        "publication_date “soon”",
    ),
    (
        "ILACS,standard inspection,05/12/20222,2023-02-10,Good",
        "inspection_date “05/12/20222”",
    ),
    (
        "ILACS,standard inspection,2022-12-05,2023-02-10,Godo",
        "overall “Godo”",
    ),
    (
        "ILAC,standard inspection,2022-12-05,2023-02-10,Good",
        "framework “ILAC”",
    ),
    ("ILACS,full,2022-12-05,2023-02-10,Good", "kind “full”"),
];

#[test]
fn a_judgement_that_could_not_be_read_is_not_known() {
    for (row, what) in sample::some(UNREAD, 2) {
        let (table, json) = told_of_own(&format!("Blackpool,{row}"));
        let said = "Blackpool’s overall judgement as at 1 January 2024 is not known";
        assert!(
            table.contains(said) && table.contains(what),
            "{what}: {table}"
        );
        assert!(!table.contains("had no overall judgement as at"), "{table}");
        assert_eq!(json[0]["rows_not_read"][0]["row"], 3, "{json:#}");
        let unknown = &json[0]["england"]["not_known"][0];
        assert_eq!(unknown["authority"], "Blackpool");
        assert_eq!(json[0]["overall"], Value::Null);
    }
}

#[test]
fn a_row_on_nobody_knows_whom_is_told_with_every_count() {
    for row in [
        "Blakpool,ILACS,standard inspection,2022-12-05,2023-02-10,Good",
        "Blackpool,ILACS",
    ] {
        let (table, json) = told_of_own(row);
        let said = "Of which authority is not known: 1 row could not be read";
        assert!(table.contains(said), "{table}");
        assert_eq!(json[0]["rows_not_read"][0]["row"], 3, "{json:#}");
    }
}

#[test]
fn a_judgement_that_was_read_stands_beside_a_row_that_was_not() {
    let (table, _) = told_of_own(
        "Blackpool,ILACS,standard inspection,2018-05-01,2018-07-01,Inadequate\nBlackpool,ILACS,standard inspection,2022-12-05,2023-02-10,Godo",
    );
    for said in [
        "Blackpool was judged inadequate as at 1 January 2024",
        "so a later judgement may be missing here",
    ] {
        assert!(table.contains(said), "{table}");
    }
    // A report that came out after the day says nothing of it.
    let (table, json) =
        told_of_own("Blackpool,ILACS,standard inspection,2024-12-05,2025-02-10,Godo");
    assert!(
        table.contains("Blackpool had no overall judgement as at 1 January 2024"),
        "{table}"
    );
    assert_eq!(json[0].get("rows_not_read"), None);
}
