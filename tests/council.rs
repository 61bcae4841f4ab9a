//! A made-up council of three districts with thirty measures over three years of weeks and months: its page, and what is told of it.

use crate::program::{Desk, must_have};
use crate::sample::Chance;
use serde_json::Value;
use std::fmt::Write;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

const DISTRICTS: [&str; 3] = ["Northbank", "Midvale", "Southmoor"];
const THEMES: [&str; 6] = [
    "Front door",
    "Assessment",
    "Child protection",
    "Children in care",
    "Care leavers",
    "Workforce",
];
/// Of each theme: what is counted, in shares by week and by month, and in counts by week and by month; the last has a target.
const KINDS: [(&str, &str, &str); 5] = [
    ("decided in a day", "percent", "week"),
    ("visited in time", "percent", "month"),
    ("new this week", "count", "week"),
    ("open at the end of the month", "count", "month"),
    ("reviewed in time", "percent", "month"),
];
/// The measure that falls in one district, the one of which no return has come for three months, and the one that never came.
pub(crate) const FALLS: &str = "Child protection: decided in a day";
pub(crate) const LATE: &str = "Care leavers: visited in time";
pub(crate) const NEVER: &str = "Workforce: open at the end of the month";

/// How many of so many, where each is one with a chance in a hundred.
fn some_of(chance: &mut Chance, all: u64, in_hundred: u64) -> u64 {
    (0..all).filter(|_| chance.below(100) < in_hundred).count() as u64
}

fn measures() -> impl Iterator<Item = (String, &'static str, &'static str, &'static str)> {
    THEMES.into_iter().flat_map(|theme| {
        KINDS.map(|(what, unit, every)| (format!("{theme}: {what}"), theme, unit, every))
    })
}

/// The framework as its file.
pub(crate) fn framework() -> String {
    let mut text =
        "title = \"Framework of a made-up council\"\nauthority = \"Madeupshire\"\n".to_owned();
    for district in DISTRICTS {
        let _ = writeln!(
            text,
            "[[place]]\nname = \"{district}\"\nkind = \"district\""
        );
    }
    for (at, (title, theme, unit, every)) in measures().enumerate() {
        let polarity = if unit == "percent" { "high" } else { "none" };
        let _ = writeln!(
            text,
            "[[measure]]\nid = \"m{at}\"\ntitle = \"{title}\"\ntheme = \"{theme}\"\nunit = \"{unit}\"\npolarity = \"{polarity}\"\n\
             polarity_reason = \"Made up.\"\nowner = \"Nobody\"\nsource = \"made up\"\nfrequency = \"{every}\"\nsmall_numbers = \"show\""
        );
        if title.ends_with("reviewed in time") {
            let _ = writeln!(
                text,
                "target = [{{ from = \"2023-04-01\", at_least = 85, basis = \"own\" }}]"
            );
        }
    }
    text
}

/// Three years of weeks or months, up to the middle of November 2026.
fn periods(every: &str) -> Vec<String> {
    let of_year = |year: u32| -> Vec<String> {
        match every {
            "week" => (1..=52).map(|week| format!("{year}-W{week:02}")).collect(),
            _ => (1..=12).map(|month| format!("{year}-{month:02}")).collect(),
        }
    };
    let all: Vec<String> = (2023..=2026).flat_map(of_year).collect();
    let (before, after) = if every == "week" { (45, 7) } else { (10, 2) };
    all[before..all.len() - after].to_vec()
}

/// The figures as one file: a district's, and the council's as their sum.
pub(crate) fn figures(seed: u64) -> String {
    let mut chance = Chance(seed);
    let mut text = "measure,area,period,value,numerator,denominator\n".to_owned();
    for (at, (title, _, unit, every)) in measures().enumerate() {
        let periods = periods(every);
        let last = if title == LATE { 3 } else { 0 };
        let shown = if title == NEVER {
            0
        } else {
            periods.len() - last
        };
        for (number, period) in periods.iter().take(shown).enumerate() {
            let (mut counted, mut of) = (0, 0);
            for (place, district) in DISTRICTS.iter().enumerate() {
                let falls = title == FALLS && place == 0 && number + 10 > periods.len();
                let all = 40 + 20 * place as u64 + chance.below(11);
                let some = some_of(&mut chance, all, if falls { 60 } else { 88 });
                let row = if unit == "percent" {
                    format!(",{some},{all}")
                } else {
                    format!("{some},,")
                };
                let _ = writeln!(text, "m{at},{district},{period},{row}");
                counted += some;
                of += all;
            }
            let row = if unit == "percent" {
                format!(",{counted},{of}")
            } else {
                format!("{counted},,")
            };
            let _ = writeln!(text, "m{at},Madeupshire,{period},{row}");
        }
    }
    text
}

fn desk(seed: u64) -> Desk {
    let desk = Desk::new();
    desk.put("framework.toml", framework());
    desk.put("figures.csv", figures(seed));
    desk
}

const FILES: [&str; 6] = [
    "--framework",
    "framework.toml",
    "--figures",
    "figures.csv",
    "--as-at",
    "2026-11-16",
];

/// What a dashboard tells, and its page, made once.
fn dashboard() -> &'static (Value, String) {
    static MADE: OnceLock<(Value, String)> = OnceLock::new();
    MADE.get_or_init(|| {
        let desk = desk(2026);
        let asked = ["dashboard", "--out", "page.html"];
        let told = desk.json(&[&asked[..], &FILES].concat());
        (told, desk.text("page.html"))
    })
}

#[test]
fn thirty_measures_of_three_districts_have_their_page() {
    let (told, page) = dashboard();
    let rows = told.as_array().expect("a list");
    assert_eq!(rows.len(), 29 * 4, "every measure in every place, but one");
    for (title, _, _, _) in measures() {
        assert!(page.contains(&title), "{title}");
    }
    let is_signal = |row: &&Value| {
        let signal = row["signal"].as_str().unwrap_or_default();
        ["worse", "better", "changed"]
            .iter()
            .any(|word| signal.starts_with(word))
    };
    let of = |title: &str, place: &str| {
        rows.iter()
            .find(|row| row["measure"] == title && row["place"] == place)
            .unwrap_or_else(|| panic!("{title} in {place}"))
    };
    let fallen = of(FALLS, DISTRICTS[0])["signal"]
        .as_str()
        .unwrap_or_default();
    assert!(fallen.starts_with("worse"), "{fallen}");
    assert!(!is_signal(&of(FALLS, DISTRICTS[2])));
    assert!(of(LATE, "Madeupshire")["late"].is_string());
    // Of a hundred series in which nothing changed few break a rule.
    let signals = rows.iter().filter(is_signal).count();
    assert!(signals < 16, "{signals}");
    let paper = [
        "exceptions",
        "--out",
        "week.md",
        "--keep",
        "words.csv",
        "-q",
    ];
    let desk = desk(2026);
    desk.done(&[&paper[..], &FILES].concat());
    let paper = desk.text("week.md");
    assert!(
        paper.contains(&format!("Not received: {NEVER}.")),
        "{paper}"
    );
    assert!(paper.contains(&format!("{FALLS} in {}", DISTRICTS[0])));
}

/// Pages of a PDF that Chromium printed; none without Chromium.
fn printed_pages(page: &Path) -> Option<usize> {
    let browsers = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accessibility/browser.sh");
    let pdf = page.with_extension("pdf");
    let script = ". \"$1\"; \"$(browser)\" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf=\"$2\" \"file://$3\"";
    let mut print = Command::new("bash");
    print
        .args(["-c", script, "print"])
        .arg(browsers)
        .arg(&pdf)
        .arg(page);
    let run = print.output();
    let Ok(bytes) = std::fs::read(&pdf) else {
        assert!(!must_have("explorer"), "Chromium prints nothing: {run:?}");
        let _ = writeln!(
            std::io::stderr(),
            "skipped: what a dashboard prints, because there is no Chromium"
        );
        return None;
    };
    let mark = b"/Type /Page\n";
    Some(
        bytes
            .windows(mark.len())
            .filter(|found| found == mark)
            .count(),
    )
}

/// What is behind a measure stays closed on paper, and its line is there: one page would hold the headings alone. Made again, the page is
/// the same.
#[test]
fn thirty_measures_print_on_two_pages() {
    let desk = desk(2026);
    desk.done(&[&["dashboard", "--out", "page.html", "-q"][..], &FILES].concat());
    assert!(desk.text("page.html") == dashboard().1, "the same bytes");
    if let Some(pages) = printed_pages(&desk.path("page.html")) {
        assert_eq!(pages, 2);
    }
}
