//! A council's own measures: the framework, figures as officers keep them, states, the page and the weekly paper. Councils are made up.

use crate::program::Desk;
use crate::sample::Chance;
use serde_json::Value;
use std::fmt::Write;

const FRAMEWORK: &str = "reports/example-framework.toml";
const FIGURES: &str = "reports/example-figures.csv";

fn example(name: &str) -> String {
    std::fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).expect(name)
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("framework.toml", example(FRAMEWORK));
    desk.put("figures.csv", example(FIGURES));
    desk
}

/// How each measure stands, by its title and place.
fn standing(desk: &Desk, figures: &str) -> Vec<Value> {
    let asked = [
        "dashboard",
        "--framework",
        "framework.toml",
        "--figures",
        figures,
        "--as-at",
        "2026-11-16",
    ];
    let told = desk.json(&[&asked[..], &["-q"]].concat());
    told.as_array().expect("rows").clone()
}

fn of<'v>(rows: &'v [Value], measure: &str, place: &str) -> &'v Value {
    rows.iter()
        .find(|row| row["measure"] == measure && row["place"] == place)
        .unwrap_or_else(|| panic!("{measure} in {place}: {rows:?}"))
}

const DECIDED: &str = "Referrals with a decision within one working day";
const ASSESSED: &str = "Assessments completed within 45 working days";

#[test]
fn a_state_is_a_signal_and_a_target_together() {
    let rows = standing(&desk(), "figures.csv");
    let text = |row: &Value, cell: &str| row[cell].as_str().unwrap_or_default().to_owned();
    let decided = of(&rows, DECIDED, "Rochdale");
    assert!(
        text(decided, "signal").starts_with("worse than usual: "),
        "{decided}"
    );
    assert!(text(decided, "target").contains("missed"), "{decided}");
    // A count that nobody has set a direction for has changed, and is neither better nor worse.
    let contacts = of(&rows, "Contacts", "Rochdale");
    assert!(
        !text(contacts, "signal").contains("better") && !text(contacts, "signal").contains("worse"),
        "{contacts}"
    );
    // Fewer cases are better: a mean of 16.4 under a ceiling of 18 passes, since the limits start anew.
    let cases = of(
        &rows,
        "Cases for each social worker, on average",
        "Rochdale",
    );
    assert!(
        text(cases, "target").contains("at most 18.0") && text(cases, "target").contains("met"),
        "{cases}"
    );
    assert!(text(of(&rows, "Children looked after", "Rochdale"), "newest").contains("Oct 2026"));
}

/// The same figures with a column a month, counts and bases in rows of their own, under other headings and names, are the same.
#[test]
fn a_wide_table_is_read_as_a_long_one() {
    let desk = desk();
    let long = standing(&desk, "figures.csv");
    let mut csv = csv::Reader::from_path(format!("{}/{FIGURES}", env!("CARGO_MANIFEST_DIR")))
        .expect("figures");
    let rows: Vec<csv::StringRecord> = csv.records().map(|row| row.expect("a row")).collect();
    let of_measure = |row: &&csv::StringRecord| &row[0] == "assessments-in-45-days";
    let months: Vec<&str> = rows
        .iter()
        .filter(of_measure)
        .filter(|row| &row[1] == "North")
        .map(|row| &row[2])
        .collect();
    let mut wide = format!("KPI,District,Figure,{}\n", months.join(","));
    for place in ["Rochdale", "North", "South"] {
        for (name, column) in [("numerator", 4), ("denominator", 5)] {
            let cells: Vec<&str> = rows
                .iter()
                .filter(of_measure)
                .filter(|row| &row[1] == place)
                .map(|row| &row[column])
                .collect();
            let _ = writeln!(wide, "\"{ASSESSED}\",{place},{name},{}", cells.join(","));
        }
    }
    desk.put("wide.csv", &wide);
    let wide = standing(&desk, "wide.csv");
    assert_eq!(wide.len(), 3);
    for place in ["Rochdale", "North", "South"] {
        assert_eq!(of(&wide, ASSESSED, place), of(&long, ASSESSED, place));
    }
}

#[test]
fn nothing_vanishes() {
    let desk = desk();
    desk.put(
        "odd.csv",
        "measure,area,period,value,numerator,denominator\n\
         contact,Rochdale,2026-W40,200,,\n\
         contacts,Rochdale,October,200,,\n\
         contacts,Est,2026-W41,200,,\n\
         contacts,Rochdale,2026-W42,two hundred,,\n\
         decided-in-a-day,Rochdale,2026-W42,90,40,80\n\
         decided-in-a-day,Rochdale,2026-W43,,90,80\n\
         contacts,Rochdale,2026-W44,200,,\n\
         contacts,Rochdale,2026-W44,210,,\n",
    );
    let asked = [
        "framework",
        "check",
        "framework.toml",
        "--figures",
        "odd.csv",
        "--as-at",
        "2026-11-16",
    ];
    let run = desk.run(&asked);
    assert_eq!(run.code, 1, "{}", run.err);
    for told in [
        "“contact”",
        "“October”",
        "“Est”",
        "two hundred",
        "90 beside",
        "90 of 80",
        "two figures",
        "Not received",
    ] {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
}

#[test]
fn files_about_single_children_are_refused() {
    let desk = desk();
    for (name, text) in [
        (
            "births.csv",
            "measure,period,value,Date of birth\ncontacts,2026-W40,1,2011-04-01\n",
        ),
        (
            "names.csv",
            "Child name,period,value\nSomebody,2026-W40,1\n",
        ),
        (
            "numbers.csv",
            "measure,period,value\n943 476 5919,2026-W40,1\n",
        ),
        (
            "pupils.csv",
            "measure,period,value\nA123456789012,2026-W40,1\n",
        ),
    ] {
        desk.put(name, text);
        let asked = [
            "dashboard",
            "--framework",
            "framework.toml",
            "--figures",
            name,
        ];
        let run = desk.run(&asked);
        assert!(
            run.code != 0 && run.err.contains("single children"),
            "{name}: {}",
            run.err
        );
        assert!(
            run.out.is_empty() && !run.err.contains("Somebody"),
            "{name}"
        );
    }
}

#[test]
fn a_framework_says_where_it_is_wrong() {
    let desk = desk();
    let sound = example(FRAMEWORK);
    for (from, to, told) in [
        ("unit = \"count\"", "unit = \"number\"", "is no unit"),
        (
            "national = \"cla-count\"",
            "national = \"cla-counts\"",
            "cla-count",
        ),
        ("id = \"caseload\"", "id = \"contacts\"", "two measures"),
        ("at_least = 90, ", "", "no range"),
        (
            "frequency = \"week\"",
            "frequency = \"fortnight\"",
            "fortnight",
        ),
        ("owner = \"Head of assessment\"", "ownr = \"x\"", "ownr"),
        (
            "reason = \"Twelve workers joined in January 2026\"",
            "reason = \"\"",
            "no reason",
        ),
        (
            "from = \"2026-04-01\", at_most",
            "from = \"04/05/2026\", at_most",
            "one way only",
        ),
    ] {
        assert!(sound.contains(from), "{from}");
        desk.put("wrong.toml", sound.replacen(from, to, 1));
        let run = desk.run(&["framework", "check", "wrong.toml"]);
        assert!(
            run.code != 0 && run.err.contains(told) && run.err.contains("wrong.toml"),
            "{told}: {}",
            run.err
        );
    }
}

/// Small counts and what could be worked out from them are withheld: of two districts beside a total both, if one has few.
#[test]
fn small_counts_of_places_are_not_worked_out_from_a_total() {
    let desk = desk();
    let framework = example(FRAMEWORK).replace("small_numbers = \"show\"\n", "");
    desk.put("framework.toml", &framework);
    let mut figures = "measure,area,period,value\n".to_owned();
    for (area, value) in [("Rochdale", 30), ("North", 3), ("South", 27)] {
        let _ = writeln!(figures, "contacts,{area},2026-W44,{value}");
    }
    desk.put("few.csv", &figures);
    let rows = standing(&desk, "few.csv");
    let newest = |place: &str| {
        let told = of(&rows, "Contacts", place)["newest"].as_str();
        told.unwrap_or_default().to_owned()
    };
    assert!(newest("Rochdale").starts_with("30"));
    assert!(newest("North").starts_with("withheld") && newest("South").starts_with("withheld"));
    let page = desk.text("dashboard.html");
    assert!(
        page.contains("withheld") && !page.contains(">27<"),
        "{page}"
    );
}

/// Makes the paper of exceptions of a day from the example.
fn exceptions(desk: &Desk, as_at: &str, more: &[&str]) {
    let asked = [
        "exceptions",
        "--framework",
        "framework.toml",
        "--figures",
        "figures.csv",
        "--as-at",
        as_at,
        "-q",
    ];
    desk.done(&[&asked[..], more].concat());
}

/// A paper of a council's own measures has no place where one that rests on published figures is asked for; and the officer's file that
/// it is made from and writes anew is the one that it is made again from.
#[test]
fn a_paper_of_exceptions_is_known_for_what_it_is() {
    let desk = desk();
    exceptions(
        &desk,
        "2026-11-02",
        &["--out", "week.md", "--keep", "words.csv"],
    );
    desk.put("yardstick.toml", "authority = \"Rochdale\"\n");
    for asked in [
        &["news", "--since", "week.manifest.json"][..],
        &[
            "paper",
            "workforce",
            "--since",
            "week.manifest.json",
            "--out",
            "w.md",
        ],
    ] {
        let run = desk.run(asked);
        assert!(
            run.code == 2 && run.err.contains("own measures"),
            "{asked:?}: {}",
            run.err
        );
    }
    let kept = ["--commentary", "words.csv", "--keep", "words.csv"];
    exceptions(
        &desk,
        "2026-11-09",
        &[&["--out", "next.md"], &kept[..]].concat(),
    );
    let verified = desk.run(&["verify", "next.manifest.json"]);
    assert!(
        verified.code == 0 && !verified.out.contains("changed"),
        "{}",
        verified.out
    );
}

/// Every figure of the paper of exceptions is traced to its row, and the paper is made again from its manifest.
#[test]
fn a_paper_of_exceptions_is_traced_and_verified() {
    let desk = desk();
    let outs = ["--out", "week.md", "--out", "week.docx"];
    exceptions(&desk, "2026-11-02", &outs);
    let text = |of: &Value, name: &str| of[name].as_str().expect("a text").to_owned();
    let paper = desk.text("week.md");
    let told = desk.json(&["explain", "--paper", "week.manifest.json", "2.1"]);
    let entry = &told["p2.1.1"];
    assert_eq!(entry["kind"], "measure", "{told}");
    assert!(paper.contains(&text(entry, "text")), "{entry}");
    let now = &entry["evidence"]["now"];
    let line = now["row"].as_u64().expect("a row");
    let figures = desk.text(&text(now, "file"));
    let row = figures
        .lines()
        .nth(usize::try_from(line).expect("a line") - 1)
        .expect("the row");
    assert!(row.starts_with(&text(entry, "measure")), "{row}");
    let chart = desk.json(&["explain", "--paper", "week.manifest.json", "figure-1"]);
    assert_eq!(chart["figure-1"]["data"][0]["file"], "figures.csv");
    let verified = desk.run(&["verify", "week.manifest.json"]);
    assert_eq!(verified.code, 0, "{} {}", verified.out, verified.err);
    // The count of the first exception is another now.
    let count = now["numerator"].as_f64().expect("a count");
    let other: Vec<String> = figures
        .lines()
        .zip(1..)
        .map(|(text, at)| {
            if at == line {
                text.replacen(&format!(",{count},"), ",1,", 1)
            } else {
                text.to_owned()
            }
        })
        .collect();
    desk.put("figures.csv", other.join("\n"));
    let verified = desk.run(&["verify", "week.manifest.json"]);
    assert_eq!(verified.code, 1, "{} {}", verified.out, verified.err);
    assert!(verified.out.contains("figures.csv"), "{}", verified.out);
}

/// Words are kept from week to week, and flagged when the figure under them has moved.
#[test]
fn words_are_kept_and_flagged_when_their_figure_has_moved() {
    let desk = desk();
    let weekly = |as_at: &str, more: &[&str]| {
        let outs = ["--out", "week.md", "--keep", "words.csv"];
        exceptions(&desk, as_at, &[&outs[..], more].concat());
        desk.text("week.md")
    };
    let first = weekly("2026-11-02", &[]);
    assert!(
        first.contains("to be written") && first.contains(DECIDED),
        "{first}"
    );
    let words = desk.text("words.csv");
    let row = words
        .lines()
        .find(|line| line.starts_with("decided-in-a-day"))
        .expect("a row");
    let cells: Vec<&str> = row.split(',').collect();
    let written = format!(
        "{},{},{},{},Two posts are empty,Families wait,Agency cover,{}",
        cells[0], cells[1], cells[2], cells[3], cells[7]
    );
    desk.put("words.csv", words.replace(row, &written));
    let same = weekly("2026-11-02", &["--commentary", "words.csv"]);
    assert!(
        same.contains("Two posts are empty") && !same.contains("has moved since"),
        "{same}"
    );
    let next = weekly("2026-11-16", &["--commentary", "words.csv"]);
    assert!(
        next.contains("Two posts are empty") && next.contains("has moved since"),
        "{next}"
    );
    assert!(desk.text("words.csv").contains("Two posts are empty"));
}

/// From an empty folder to a page in three commands, and the youth justice measures to fill.
#[test]
fn a_newcomer_has_a_page_in_three_commands() {
    let desk = Desk::new();
    desk.done(&["framework", "new", "Norfolk", "-q"]);
    let figures = desk.text("figures.csv");
    assert!(figures.contains("contacts,Norfolk,"), "{figures}");
    let mut filled = "measure,area,period,value\n".to_owned();
    for week in 20..45 {
        let _ = writeln!(filled, "contacts,Norfolk,2026-W{week},{}", 200 + week % 3);
    }
    desk.put("figures.csv", &filled);
    assert_eq!(
        desk.run(&[
            "framework",
            "check",
            "framework.toml",
            "--figures",
            "figures.csv"
        ])
        .code,
        1
    );
    desk.done(&[
        "dashboard",
        "--framework",
        "framework.toml",
        "--figures",
        "figures.csv",
        "--as-at",
        "2026-11-10",
        "-q",
    ]);
    let page = desk.text("dashboard.html");
    assert!(
        page.contains("Contacts") && page.contains("Not received"),
        "a page"
    );
    let again = desk.run(&["framework", "new", "Norfolk"]);
    assert!(
        again.code != 0 && again.err.contains("stays as it is"),
        "{}",
        again.err
    );
}

/// The youth justice measures to fill, as a document too.
#[test]
fn the_youth_justice_measures_are_a_framework_to_fill() {
    let desk = Desk::new();
    desk.done(&[
        "framework",
        "new",
        "Norfolk",
        "--kind",
        "youth-justice",
        "--out",
        "yj/framework.toml",
        "-q",
    ]);
    desk.done(&[
        "framework",
        "show",
        "yj/framework.toml",
        "--out",
        "yj.md",
        "-q",
    ]);
    let document = desk.text("yj.md");
    assert!(
        document.matches("every quarter").count() >= 14,
        "{document}"
    );
}

const CLUB: &str = "title = \"A club's measures\"\nauthority = \"NAME\"\n\
    [[measure]]\nid = \"in-time\"\ntitle = \"Visits in time\"\ntheme = \"Care\"\nunit = \"percent\"\ndecimals = 1\npolarity = \"high\"\n\
    polarity_reason = \"Seen in time.\"\nowner = \"Head\"\nsource = \"system\"\nfrequency = \"quarter\"\n\
    [[measure]]\nid = \"adopted\"\ntitle = \"Children adopted, since April\"\ntheme = \"Care\"\nunit = \"count\"\npolarity = \"none\"\n\
    polarity_reason = \"Neither.\"\nowner = \"Head\"\nsource = \"system\"\nfrequency = \"quarter\"\ncumulative = true\n";

/// A club of ten made-up returns, each exported; gives the folder's files.
fn club(desk: &Desk, seed: u64) -> Vec<String> {
    let mut made = Chance(seed);
    let names = [
        "Rochdale", "Bury", "Bolton", "Oldham", "Wigan", "Leeds", "Kent", "Norfolk", "Surrey",
        "Torbay",
    ];
    for name in names {
        desk.put("club.toml", CLUB.replace("NAME", name));
        let mut figures = "measure,area,period,value,numerator,denominator\n".to_owned();
        let mut adopted = 0;
        for quarter in 1..=4 {
            let base = 8 + made.below(61);
            let few = made.below(base + 1);
            let _ = writeln!(figures, "in-time,{name},2025-26 Q{quarter},,{few},{base}");
            adopted += made.below(10);
            let _ = writeln!(figures, "adopted,{name},2025-26 Q{quarter},{adopted},,");
        }
        desk.put("club.csv", &figures);
        let out = format!("shared/{name}.csv");
        let asked = [
            "club",
            "export",
            "--framework",
            "club.toml",
            "--figures",
            "club.csv",
            "--as-at",
            "2026-06-01",
            "--out",
            &out,
            "-q",
        ];
        desk.done(&asked);
    }
    names
        .iter()
        .map(|name| desk.text(&format!("shared/{name}.csv")))
        .collect()
}

/// From no exported file can a small count be read, nor worked out from a base, from a share, or from the figure before.
#[test]
fn no_small_count_leaves_a_council() {
    let desk = Desk::new();
    let (mut shown, mut withheld) = (0, 0);
    for seed in 1..=3 {
        for file in club(&desk, seed) {
            let mut csv = csv::Reader::from_reader(file.as_bytes());
            let mut before: Option<f64> = None;
            for row in csv.records() {
                let row = row.expect("a row");
                let number = |at: usize| row[at].parse::<f64>().ok();
                let is_small = |count: f64| count > 0.0 && count <= 5.0;
                if &row[7] == "c" {
                    withheld += 1;
                    assert!(row[8].is_empty() && row[9].is_empty(), "{row:?}");
                    continue;
                }
                shown += 1;
                match &row[2] {
                    "in-time" => {
                        let (count, base) =
                            (number(8).expect("a count"), number(9).expect("a base"));
                        assert!(!is_small(count) && !is_small(base - count), "{row:?}");
                    }
                    _ => {
                        let value = number(7).expect("a count");
                        assert!(!is_small(value), "{row:?}");
                        assert!(
                            before.is_none_or(|before| !is_small(value - before)),
                            "{row:?}"
                        );
                        before = Some(value);
                    }
                }
            }
        }
    }
    assert!(
        shown > 60 && withheld > 30,
        "{shown} shown, {withheld} withheld"
    );
}

#[test]
fn a_club_says_who_sent_what_who_lies_apart_and_who_means_something_else() {
    let desk = Desk::new();
    club(&desk, 4);
    // Kent is far below; Torbay means something else; Bury has no row for the newest quarter.
    let row = |name: &str| desk.text(&format!("shared/{name}.csv"));
    let of_kent = row("Kent");
    let line = of_kent
        .lines()
        .find(|line| line.contains("in-time") && line.contains("Q4"))
        .expect("a row");
    let stem = line.split(",2025-26 Q4,").next().expect("a stem");
    desk.put(
        "shared/Kent.csv",
        of_kent.replace(line, &format!("{stem},2025-26 Q4,10,30,300")),
    );
    desk.put(
        "shared/Torbay.csv",
        row("Torbay").replace("Visits in time", "Visits within 10 days"),
    );
    let of_bury: String = row("Bury")
        .lines()
        .filter(|line| !line.contains("Q4"))
        .map(|line| format!("{line}\n"))
        .collect();
    desk.put("shared/Bury.csv", of_bury);
    desk.put("shared/notes.csv", "who,what\nsomebody,something\n");
    let run = desk.run(&["club", "read", "shared", "--out", "club"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("notes.csv"), "{}", run.err);
    let page = desk.text("club/kent.html");
    for told in [
        "Ten councils sent figures",
        "below it: Kent",
        "No row for the period from Bury",
        "defines it otherwise",
    ] {
        assert!(page.contains(told), "{told}");
    }
    assert_eq!(
        desk.files()
            .iter()
            .filter(|name| name.starts_with("club/"))
            .count(),
        20
    );
    assert!(desk.text("club/torbay.html").contains("Torbay"));
}

/// Six teams on the page: the one that is far below is named, and a funnel shows it. Of two districts there is none.
#[test]
fn teams_that_lie_apart_by_more_than_chance_are_named() {
    let desk = desk();
    let mut framework = example(FRAMEWORK);
    let mut figures = "measure,area,period,numerator,denominator\n".to_owned();
    for team in ["A", "B", "C", "D", "E", "F"] {
        let _ = write!(
            framework,
            "\n[[place]]\nname = \"Team {team}\"\nkind = \"team\"\n"
        );
        let count = if team == "E" { 60 } else { 130 };
        let _ = writeln!(figures, "decided-in-a-day,Team {team},2026-W44,{count},150");
    }
    desk.put("framework.toml", framework);
    desk.put("teams.csv", figures);
    standing(&desk, "teams.csv");
    let page = desk.text("dashboard.html");
    assert!(page.contains("below it Team E"), "{page}");
    assert!(page.contains("Funnel chart of"), "a funnel");
    standing(&desk, "figures.csv");
    assert!(!desk.text("dashboard.html").contains("Funnel chart of"));
}

/// The same framework as a sheet: a row a measure. Its states are the same, and a wrong cell is told with its row.
#[test]
fn a_framework_may_be_a_sheet() {
    let desk = desk();
    let by_file = standing(&desk, "figures.csv");
    let head = "id,title,theme,unit,decimals,polarity,polarity_reason,owner,source,frequency,audience,small_numbers,target_from,at_least,at_most,basis,rebase_from,rebase_reason,authority,places\n";
    let sheet = format!(
        "{head}\
         contacts,Contacts,Front door,count,,none,Made up,Head,system,week,team; board,show,,,,,,,Rochdale,North; South\n\
         decided-in-a-day,{DECIDED},Front door,percent,,high,Made up,Head,system,week,team,,2026-04-01,90,,own,,,,\n\
         assessments-in-45-days,{ASSESSED},Assessment,percent,1,high,Made up,Head,system,month,team,,2026-04-01,85,,own,,,,\n\
         children-looked-after,Children looked after,Care,count,,none,Made up,Head,system,month,,,,,,,,,,\n\
         caseload,\"Cases for each social worker, on average\",Workforce,score,1,low,Made up,Head,system,month,,,2026-04-01,,18,own,2026-01-01,New staff,,\n"
    );
    desk.put("framework.csv", &sheet);
    let asked = [
        "dashboard",
        "--framework",
        "framework.csv",
        "--figures",
        "figures.csv",
        "--as-at",
        "2026-11-16",
        "-q",
    ];
    let by_sheet = desk.json(&asked);
    assert_eq!(by_sheet.as_array(), Some(&by_file));
    desk.put(
        "framework.csv",
        sheet.replace(",month,,,2026-04-01,,18", ",monthly,,,2026-04-01,,18"),
    );
    let run = desk.run(&asked);
    assert!(
        run.code != 0 && run.err.contains("row 6") && run.err.contains("monthly"),
        "{}",
        run.err
    );
}
