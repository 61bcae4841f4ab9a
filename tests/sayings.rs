//! What is said of a figure is no more than the figure bears: joint returns, one base of ranks, records over years that are known,
//! trends whose latest year turned, days before the program has figures.

use crate::program::Desk;
use crate::sample::{findings, in_turn};
use serde_json::Value;

fn texts(value: &Value) -> String {
    serde_json::to_string(value).expect("JSON")
}

/// Pairs that make one return in the workforce figures, with a count and a percentage of them.
const PAIRS: [[&str; 2]; 2] = [
    ["North Northamptonshire", "West Northamptonshire"],
    ["Kingston upon Thames", "Richmond upon Thames"],
];
const WORKFORCE: [&str; 2] = ["sw-turnover-percent", "sw-count"];

#[test]
fn a_joint_return_is_nobodys_own_figure_and_no_comparator_of_itself() {
    let desk = Desk::new();
    for [one, other] in PAIRS.into_iter().flat_map(|[a, b]| [[a, b], [b, a]]) {
        for indicator in WORKFORCE {
            let told = desk.json(&["compare", one, indicator]);
            let told = &told[0];
            let first = told["sentences"][0].as_str().expect("a sentence");
            assert!(first.contains(&format!("together with {other}")), "{first}");
            assert_eq!(told["status"], "joint return", "{one} {indicator}");
            let members = told["neighbours"]["members"].as_array().expect("members");
            assert!(
                members.iter().all(|member| member["authority"] != other),
                "{other} stands among the neighbours of {one}"
            );
        }
        // Everything else is each one's own.
        let own = desk.json(&["compare", one, "cla-rate"]);
        assert!(!texts(&own).contains("together with"), "{one}");
    }
    let findings = desk.json(&["findings", PAIRS[0][0], "--theme", "workforce"]);
    for finding in findings.as_array().expect("a list") {
        let sentence = finding["sentence"].as_str().expect("a sentence");
        assert!(sentence.contains("together with"), "{sentence}");
    }
}

#[test]
fn the_benchmark_keeps_a_joint_figure_and_marks_it() {
    let desk = Desk::new();
    desk.done(&[
        "benchmark",
        "--indicator",
        "sw-turnover-percent",
        "--out",
        "all.csv",
    ]);
    let rows = desk.rows("all.csv");
    let of = |name: &str| {
        let newest = rows
            .iter()
            .filter(|row| row.get("authority") == name)
            .last();
        let row = newest.expect("a row");
        (row.get("value").to_owned(), row.get("status").to_owned())
    };
    for [one, other] in PAIRS {
        assert_eq!(of(one), of(other));
        assert!(of(one).0.parse::<f64>().is_ok(), "the figure of DfE's tool");
        assert_eq!(of(one).1, "joint return");
    }
    assert_eq!(of("Blackpool").1, "published");
}

#[test]
fn before_the_program_has_figures_nothing_is_told() {
    let desk = Desk::new();
    for day in ["2020-01-01", "2024-12-01", "2025-10-29"] {
        for question in [
            &["compare", "Blackpool", "cla-rate", "--as-at", day][..],
            &["findings", "Blackpool", "--as-at", day],
            &["benchmark", "--out", "all.csv", "--as-at", day],
            &["profile", "Blackpool", "--out", "profile", "--as-at", day],
            &[
                "paper",
                "scrutiny-social-care",
                "--authority",
                "Blackpool",
                "--as-at",
                day,
                "--out",
                "paper.md",
            ],
        ] {
            let run = desk.run(question);
            assert_ne!(run.code, 0, "{question:?}\n{}", run.out);
            assert!(
                run.err.contains("history begins in"),
                "{question:?}\n{}",
                run.err
            );
        }
    }
    assert!(desk.files().is_empty(), "{:?}", desk.files());
}

#[test]
fn between_two_releases_what_had_been_published_answers() {
    let desk = Desk::new();
    let known = desk.run(&["compare", "Blackpool", "cin-rate", "--as-at", "2025-11-01"]);
    assert!(
        known.out.contains("children in need rate was"),
        "{}",
        known.err
    );
    let later = desk.run(&["compare", "Blackpool", "cla-rate", "--as-at", "2025-11-01"]);
    assert!(
        later.code != 0 && later.err.contains("begins in November 2025"),
        "{}",
        later.err
    );
    let both = desk.run(&[
        "compare",
        "Blackpool",
        "cin-rate",
        "cla-rate",
        "--as-at",
        "2025-11-01",
    ]);
    assert!(
        both.code != 0
            && both
                .err
                .contains("cla-rate was not yet published by that day"),
        "{}",
        both.err
    );
    let all = desk.run(&["findings", "Blackpool", "--as-at", "2025-11-01"]);
    assert!(
        all.out.contains("cin-rate") && !all.out.contains("cla-rate"),
        "{}",
        all.out
    );
    assert!(all.err.contains("there are no figures of"), "{}", all.err);
}

fn of_kind(kind: &str) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let of_kind = findings().iter().filter(move |one| one["kind"] == kind);
    of_kind.map(|one| (one["sentence"].as_str().expect("a sentence"), one))
}

/// Of an indicator, a period and an authority: how many are ranked, the rank, the change of a year.
type Benchmark = std::collections::BTreeMap<[String; 3], [String; 3]>;

/// The whole benchmark table, made once for every test of it.
fn benchmark() -> &'static Benchmark {
    static BENCHMARK: std::sync::OnceLock<Benchmark> = std::sync::OnceLock::new();
    BENCHMARK.get_or_init(|| {
        let desk = Desk::new();
        desk.done(&["benchmark", "--out", "all.csv"]);
        let rows = desk.rows("all.csv");
        let line = |row: crate::rows::Row<'_>| {
            let key = ["indicator", "period", "authority"].map(|name| row.get(name).to_owned());
            (
                key,
                ["ranked", "rank", "change"].map(|name| row.get(name).to_owned()),
            )
        };
        rows.iter().map(line).collect()
    })
}

/// The years, as the number in which they end: "2024-25" is 2025.
fn end_year(period: &str) -> i64 {
    let digits: String = period.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        4 => digits.parse().expect("a year"),
        _ => digits[..4].parse::<i64>().expect("a year") + 1,
    }
}

#[test]
fn a_rank_has_one_base() {
    let mut checked = 0;
    for (sentence, one) in of_kind("Placed") {
        let text = |name: &str| one[name].as_str().expect("text").to_owned();
        let key = [text("indicator"), text("period"), text("authority")];
        let [of, rank, _] = &benchmark()[&key];
        assert_eq!(one["evidence"]["n"].to_string(), *of, "{sentence}");
        let told = &one["evidence"]["values"]["rank"];
        let ranked: u64 = of.parse().expect("a count");
        if let (Some(told), Ok(rank)) = (told.as_u64(), rank.parse::<u64>()) {
            // Where the publisher ranks from the lowest and no direction is good to us, we count from the highest.
            let shared = one["evidence"]["values"]["shared_by"]
                .as_u64()
                .expect("a count");
            let from_the_other_end = ranked + 2 - told - shared;
            let is_ours = sentence.contains("highest") || sentence.contains("lowest");
            assert!(
                told == rank || is_ours && from_the_other_end == rank,
                "{rank}: {sentence}"
            );
            checked += 1;
        }
    }
    assert!(checked > 2_000, "{checked}");
}

#[test]
fn first_and_last_are_said_and_not_among_a_quarter() {
    let mut ends = 0;
    for (sentence, one) in of_kind("Placed") {
        for wrong in ["150th best", "rd best", "th best", "st best", "nd best"] {
            assert!(!sentence.contains(wrong), "{sentence}");
        }
        let values = &one["evidence"]["values"];
        if sentence.contains("quarter of") {
            assert!(values["rank"].is_null(), "{sentence}");
        } else if values["rank"] == 1 {
            ends += 1;
        }
    }
    assert!(ends > 100, "{ends}");
    for (sentence, one) in of_kind("WithinPeers") {
        let value = one["evidence"]["values"]["value"]
            .as_f64()
            .expect("a value");
        let [low, high] = ["min", "max"].map(|name| one["evidence"]["comparators"][name].as_f64());
        if sentence.contains("within the range") {
            assert!(Some(value) != low && Some(value) != high, "{sentence}");
        }
    }
}

#[test]
fn records_are_claimed_over_the_years_that_are_known() {
    let mut with_gaps = 0;
    for (sentence, one) in of_kind("ExtremeSince") {
        let comparators = &one["evidence"]["comparators"];
        let Some(begins) = comparators["begins"].as_str() else {
            continue;
        };
        let (begins, now) = (
            end_year(begins),
            end_year(one["period"].as_str().expect("a period")),
        );
        if let Some(years) = one["evidence"]["n"].as_i64() {
            let is_whole = years == now - begins + 1;
            assert_eq!(!sentence.contains("known years"), is_whole, "{sentence}");
        }
        let gaps = comparators["gaps"].as_i64().unwrap_or_default();
        assert_eq!(
            gaps > 0,
            sentence.contains(" year missing") || sentence.contains(" years missing"),
            "{sentence}"
        );
        with_gaps += usize::from(gaps > 0);
    }
    assert!(with_gaps > 500, "{with_gaps}");
}

#[test]
fn a_trend_says_that_its_latest_year_went_the_other_way() {
    let mut turned = 0;
    for (sentence, one) in of_kind("Trending") {
        let key = ["indicator", "period", "authority"]
            .map(|name| one[name].as_str().expect("text").to_owned());
        let Ok(change) = benchmark()[&key][2].parse::<f64>() else {
            continue;
        };
        let is_rise = sentence.contains(" rise ");
        let against = if is_rise { "; it fell" } else { "; it rose" };
        // A change too small to be printed is none.
        if change.abs() > 1.0 {
            assert_eq!(
                sentence.contains(against),
                (change > 0.0) != is_rise,
                "{sentence} {change}"
            );
        }
        turned += usize::from(sentence.contains("; it "));
    }
    assert!(turned > 300, "{turned}");
}

#[test]
fn apart_from_the_beginning_is_said_only_of_those_who_still_are() {
    let mut no_longer = 0;
    let key = |one: &Value| ["indicator", "authority"].map(|name| one[name].to_string());
    let within: std::collections::BTreeMap<[String; 2], &str> = of_kind("WithinPeers")
        .map(|(sentence, one)| (key(one), sentence))
        .collect();
    for (sentence, one) in of_kind("AlreadyApart") {
        no_longer += usize::from(!sentence.contains("already"));
        let is_inside = within
            .get(&key(one))
            .is_some_and(|said| said.contains("within") && !said.contains("expected"));
        if sentence.contains("already above all") || sentence.contains("already below all") {
            assert!(!is_inside, "{sentence}");
        }
    }
    assert!(no_longer > 50, "{no_longer}");
}

#[test]
fn significantly_is_never_beside_a_limit_that_is_printed_as_englands_figure() {
    let mut seen = 0;
    for (sentence, _) in of_kind("ApartFromEngland") {
        let Some((_, behind)) = sentence.split_once("95% interval ") else {
            continue;
        };
        let Some((limits, rest)) = behind.split_once("),") else {
            continue;
        };
        let Some((_, england)) = rest.split_once("England (") else {
            continue;
        };
        let england = england
            .trim_end_matches(").")
            .trim_end_matches('%')
            .trim_start_matches('£');
        for limit in limits
            .split(" to ")
            .filter(|limit| !limit.starts_with("just"))
        {
            assert_ne!(limit, england, "{sentence}");
        }
        seen += 1;
    }
    assert!(seen > 1_000, "{seen}");
}

#[test]
fn the_lists_of_neighbours_turn_a_verdict_only_from_above_to_below() {
    let mut seen = 0;
    for (sentence, _) in of_kind("NeighboursChanged") {
        // The name of an indicator is no claim.
        let claims = sentence.replace("level of development", "");
        assert!(!claims.contains(" level "), "{sentence}");
        seen += 1;
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn counts_that_are_published_are_used() {
    for indicator in ["cpp-reviewed-percent", "cla-uasc-percent"] {
        let told = Desk::new().json(&["compare", "Blackpool", indicator]);
        assert!(
            told[0]["england_verdict"].is_string(),
            "{indicator}: {:#}",
            told[0]
        );
    }
}

/// "Herefordshire, County of had": the list's own form of a name is for tables and sources, where a comma or an end follows it. Gives the
/// words with which a text runs on behind one.
pub(crate) fn runs_on(text: &str) -> Option<&str> {
    let endings = [", City of ", ", County of "];
    endings.into_iter().find_map(|ending| {
        let mut after = text.split(ending).skip(1);
        let rest = after.find(|rest| rest.starts_with(char::is_lowercase))?;
        rest.lines().next()
    })
}

#[test]
fn every_command_says_a_name_as_it_is_spoken() {
    let desk = Desk::new();
    let lines = [
        "breakdown NAME cla-count",
        "chain NAME",
        "compare NAME cla-rate",
        "expected NAME",
        "explain NAME cla-rate",
        "findings NAME",
        "judgements NAME --timeline --next",
        "learn NAME cla-rate --towards lower",
        "neighbours NAME",
        "profile NAME --indicator cla-rate --indicator cpp-rate --out profile",
        "target NAME cla-three-placements-percent",
        "why NAME",
    ];
    // In the ordinary suite every command says one of the two names.
    for (at, line) in lines.into_iter().enumerate() {
        for name in in_turn(["Herefordshire", "Bristol"], at) {
            let words = line.split(' ').map(|word| word.replace("NAME", name));
            let words: Vec<String> = words.collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let run = desk.run(&words);
            assert!(run.code < 2, "{line}: {}", run.err);
            assert_eq!(runs_on(&run.out), None, "{line}");
            assert_eq!(runs_on(&run.err), None, "{line}");
        }
    }
    for file in desk.files() {
        if [".html", ".md", ".svg"]
            .iter()
            .any(|end| file.ends_with(end))
        {
            assert_eq!(runs_on(&desk.text(&file)), None, "{file}");
        }
    }
}
