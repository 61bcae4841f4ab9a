//! What the program says of real figures: facts that must be true, and every sentence about every authority, checked.

use crate::program::{Desk, run};
use serde_json::Value;
use std::collections::BTreeSet;

fn findings(authority: &str, indicator: &str) -> Vec<Value> {
    let told = Desk::new().json(&["findings", authority, "--indicator", indicator]);
    told.as_array().expect("a list").clone()
}

/// The only finding of a kind.
fn of<'v>(told: &'v [Value], kind: &str) -> &'v Value {
    let found: Vec<&Value> = told.iter().filter(|one| one["kind"] == kind).collect();
    assert_eq!(found.len(), 1, "{kind} in {told:#?}");
    found[0]
}

fn sentence<'v>(told: &'v [Value], kind: &str) -> &'v str {
    of(told, kind)["sentence"].as_str().expect("a sentence")
}

fn says(told: &[Value], kind: &str, parts: &[&str]) {
    let sentence = sentence(told, kind);
    for part in parts {
        assert!(sentence.contains(part), "“{part}” is not in “{sentence}”");
    }
}

fn number(value: &Value, path: &str) -> f64 {
    value
        .pointer(path)
        .and_then(Value::as_f64)
        .unwrap_or_else(|| panic!("{path} in {value:#}"))
}

#[test]
fn blackpool_is_above_all_and_yet_where_another_would_be_expected() {
    let told = findings("Blackpool", "cla-rate");
    let england = "184 per 10,000 (531 of 28,923; 95% interval 168 to 200), was significantly higher than England (67)";
    says(&told, "ApartFromEngland", &[england]);
    assert_eq!(of(&told, "ApartFromEngland")["evidence"]["level"], 99.8);
    says(
        &told,
        "Placed",
        &[
            "the highest of 151 authorities",
            "allowing for chance, 1st to 2nd",
        ],
    );
    says(
        &told,
        "ApartFromPeers",
        &["above all ten statistical neighbours (88 to 170; mean 124.5, median 126)"],
    );
    says(
        &told,
        "WithinPeers",
        &["yet one more would be expected between 54 and 195"],
    );
    says(
        &told,
        "AlreadyApart",
        &[
            "already above all its neighbours when the series begins in 2016",
            "no departure is found",
        ],
    );
    assert!(told.iter().all(|one| one["kind"] != "PartedFromPeers"));
    // A difference from neighbours is said before anything that weighs less.
    assert_eq!(told[0]["kind"], "ApartFromPeers");
}

#[test]
fn lancashire_turned_in_2020_or_2021_as_others_did() {
    let told = findings("Lancashire", "cla-rate");
    says(
        &told,
        "NotApartFromEngland",
        &[
            "65 per 10,000",
            "not significantly different from England (67)",
        ],
    );
    let parted = "began to fall below its neighbours’ mean in 2020 or 2021; 19 of the other 144 authorities moved as far";
    says(&told, "PartedFromPeers", &[parted]);
    let evidence = &of(&told, "PartedFromPeers")["evidence"];
    assert_eq!(
        evidence["level"],
        Value::Null,
        "too many others moved as far to call it a departure"
    );
    assert!((number(evidence, "/comparators/p") - 20.0 / 145.0).abs() < 1e-12);
}

#[test]
fn blackburn_is_above_england_and_level_with_places_like_it() {
    let told = findings("Blackburn with Darwen", "cla-rate");
    says(
        &told,
        "ApartFromEngland",
        &["90 per 10,000", "significantly higher than England"],
    );
    assert_eq!(of(&told, "ApartFromEngland")["evidence"]["level"], 99.8);
    says(&told, "WithinExpected", &["is within the range expected"]);
    says(
        &told,
        "WithinPeers",
        &["level with the mean of its ten statistical neighbours (90.3"],
    );
    // Level by one list and above by the other: the verdict does not turn.
    assert!(told.iter().all(|one| one["kind"] != "NeighboursChanged"));
    says(
        &findings("Bedford", "cla-rate"),
        "NeighboursChanged",
        &["by the list of 2025 (55.8)", "2021 (59.6)"],
    );
    assert_eq!(
        of(&told, "Placed")["evidence"]["comparators"]["rank_interval"],
        serde_json::json!({ "lower": 24, "upper": 50 })
    );
}

#[test]
fn authorities_vary_more_than_chance_allows() {
    let told = Desk::new().json(&["findings", "--every-authority", "--indicator", "cla-rate"]);
    let told = told.as_array().expect("a list");
    let funnel: Vec<&Value> = told
        .iter()
        .filter(|one| one["kind"] == "OutsideExpected" || one["kind"] == "WithinExpected")
        .collect();
    let count = |path: &str, is: &dyn Fn(&str) -> bool| {
        funnel
            .iter()
            .filter(|one| one.pointer(path).and_then(Value::as_str).is_some_and(is))
            .count()
    };
    let (plain, wide) = (
        "/evidence/values/verdict",
        "/evidence/values/overdispersed_verdict",
    );
    assert_eq!(
        (
            count(plain, &|verdict| verdict != "similar"),
            count(wide, &|verdict| verdict != "similar"),
            count(wide, &|verdict| verdict.starts_with("much"))
        ),
        (119, 23, 4)
    );
    let spread = &funnel[0]["evidence"]["comparators"];
    assert!(
        (number(spread, "/phi") - 47.1).abs() < 0.05
            && (number(spread, "/tau_squared") - 0.0215).abs() < 0.000_05
    );
}

#[test]
fn fewer_adoptions_are_told_with_special_guardianship_beside_them() {
    let adoptions = findings("Blackpool", "cla-adopted-count");
    let lowest = "doptions were lowest in 2021-22, at 16, of the ten years 2015-16 to 2024-25; 2020-21 was unusual; special guardianship was 34%";
    says(&adoptions, "ExtremeSince", &[lowest]);
}

#[test]
fn every_sentence_about_every_authority() {
    let told = crate::sample::findings();
    let catalogue = Desk::new().json(&["indicators"]);
    let directed = directed(&catalogue);
    let authorities: BTreeSet<&str> = told
        .iter()
        .filter_map(|one| one["authority"].as_str())
        .collect();
    assert_eq!(authorities.len(), 153);
    let heaviest_first = told.windows(2).all(|pair| {
        pair[0]["authority"] != pair[1]["authority"]
            || number(&pair[0], "/weight") >= number(&pair[1], "/weight")
    });
    assert!(heaviest_first, "weightiest first");
    // The heaviest finding is a difference that grows.
    let first = told
        .iter()
        .max_by(|a, b| number(a, "/weight").total_cmp(&number(b, "/weight")))
        .expect("a finding");
    assert_eq!(first["kind"], "ApartFromPeers", "{first:#}");
    let breaks = BreaksOfSeries::of_the_catalogue();
    for one in crate::sample::some(told, 3) {
        check_sentence(one, &directed);
        check_numbers(one);
        breaks.check(one);
    }
    let least = if crate::sample::is_sweep() { 100 } else { 30 };
    assert!(breaks.crossed.get() > least, "{}", breaks.crossed.get());
}

/// Signs are words, a place has its preposition, pounds are whole, a percentage has one decimal at most, and what came together in a
/// year is not told of a day.
fn check_numbers(one: &Value) {
    let question = one["question"].as_str().unwrap_or_default();
    for said in [one["sentence"].as_str().expect("a sentence"), question] {
        let fault = |what: &str| panic!("{what}: {said}");
        let is_interval = said.contains("95% interval") || said.contains("Fingertips");
        let letters: Vec<char> = said.chars().collect();
        for (at, letter) in letters.iter().enumerate() {
            let opens = at == 0 || letters[at - 1].is_whitespace() || letters[at - 1] == '(';
            let before_number = letters
                .get(at + 1)
                .is_some_and(|next| next.is_ascii_digit() || *next == '£');
            if matches!(letter, '-' | '−' | '+') && opens && before_number {
                fault("a sign in a sentence");
            }
            let is_of_number = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',' | '£');
            // Most letters begin no number.
            if !is_of_number(&letter) {
                continue;
            }
            let number: String = letters[at..].iter().take_while(is_of_number).collect();
            let number = number.trim_end_matches(['.', ',']);
            if *letter == '£' && number.contains('.') {
                fault("pounds with a decimal");
            }
            let decimals = number.split_once('.').map_or(0, |(_, after)| after.len());
            let percent = letters.get(at + number.chars().count()) == Some(&'%');
            if percent && decimals > 1 && !is_interval {
                fault("a percentage with two decimals");
            }
        }
        if [
            "in Isle",
            "in City of",
            "in East Riding",
            "in North West",
            "in South East",
        ]
        .iter()
        .any(|place| said.contains(place))
        {
            fault("a place with the wrong preposition");
        }
        let flows = ["sw-turnover", "sw-absence", "sw-starting", "sw-leaving"];
        let is_flow = flows.iter().any(|flow| {
            one["indicator"]
                .as_str()
                .is_some_and(|id| id.starts_with(flow))
        });
        if is_flow && said.contains("on 30 September") {
            fault("a year told as a day");
        }
    }
}

/// What the catalogue says of breaks and unusual years, and how many sentences over them were read.
struct BreaksOfSeries {
    catalogue: toml::Table,
    crossed: std::cell::Cell<usize>,
}

impl BreaksOfSeries {
    fn of_the_catalogue() -> BreaksOfSeries {
        BreaksOfSeries {
            catalogue: include_str!("../data/indicators.toml")
                .parse()
                .expect("TOML"),
            crossed: std::cell::Cell::new(0),
        }
    }

    /// The years in which the periods of these rows end.
    fn years(&self, id: &Value, key: &str) -> Vec<i64> {
        let entries = self.catalogue["indicator"].as_array().expect("entries");
        let entry = entries
            .iter()
            .find(|entry| entry["id"].as_str() == id.as_str())
            .expect("an indicator");
        let rows = entry.get(key).and_then(toml::Value::as_array);
        rows.into_iter()
            .flatten()
            .map(|row| {
                row["period_end"].as_str().expect("a day")[..4]
                    .parse()
                    .expect("a year")
            })
            .collect()
    }

    /// A record or trend over a break or an unusual year says so.
    fn check(&self, one: &Value) {
        let (kind, evidence) = (one["kind"].as_str().unwrap_or_default(), &one["evidence"]);
        let stretch: Vec<i64> = match kind {
            "ExtremeSince" => {
                let comparators = &evidence["comparators"];
                let since = [&comparators["since"], &comparators["begins"]];
                let first = since.into_iter().find_map(Value::as_str);
                first
                    .into_iter()
                    .chain(one["period"].as_str())
                    .map(end_year)
                    .collect()
            }
            "Trending" => {
                let periods = evidence["values"]["periods"].as_array();
                let labels = periods.into_iter().flatten().filter_map(Value::as_str);
                labels.map(end_year).collect()
            }
            _ => return,
        };
        let (Some(first), Some(last)) = (stretch.iter().min(), stretch.iter().max()) else {
            panic!("no years: {one:#}");
        };
        let sentence = one["sentence"].as_str().expect("a sentence");
        let id = &one["indicator"];
        let redefined = self.years(id, "breaks");
        if redefined.iter().any(|year| first < year && year <= last) {
            self.crossed.set(self.crossed.get() + 1);
            assert!(sentence.contains("redefined since"), "{sentence}");
        }
        for year in self.years(id, "unusual_years") {
            if (*first..=*last).contains(&year) {
                self.crossed.set(self.crossed.get() + 1);
                assert!(sentence.contains("unusual"), "{sentence}");
            }
        }
    }
}

/// The year in which a period ends, by its label: 2025, 202425, 2024-25, 2024/25.
fn end_year(label: &str) -> i64 {
    let digits: String = label.chars().take_while(|c| !c.is_whitespace()).collect();
    let first: i64 = digits[..4].parse().expect("a year");
    if digits.len() == 4 { first } else { first + 1 }
}

/// A question about a period that one indicator lacks is answered for the others, and the lacking one is named.
#[test]
fn a_period_that_one_indicator_lacks_is_answered_for_the_others() {
    let two = ["cla-rate", "cla-three-social-workers-percent"];
    let compared = run(&["compare", "Blackpool", two[0], two[1], "--period", "2019"]);
    assert_eq!(compared.code, 0, "{}", compared.err);
    assert!(compared.out.contains("200 per 10,000"), "{}", compared.out);
    assert!(
        compared
            .err
            .contains("cla-three-social-workers-percent has no period “2019”"),
        "{}",
        compared.err
    );
    let told = run(&[
        "findings",
        "Blackpool",
        "--indicator",
        two[0],
        "--indicator",
        two[1],
        "--period",
        "2019",
    ]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("200 per 10,000"), "{}", told.out);
    assert!(told.err.contains("has no period “2019”"), "{}", told.err);
    let nobody = run(&[
        "findings",
        "Blackpool",
        "--indicator",
        two[1],
        "--period",
        "2019",
    ]);
    assert_eq!(nobody.code, 2, "{}", nobody.err);
    assert!(nobody.err.contains("2024"), "{}", nobody.err);
    let desk = Desk::new();
    desk.done(&[
        "paper",
        "adoption-and-permanence",
        "--authority",
        "Blackpool",
        "--period",
        "2022",
        "--out",
        "p.md",
    ]);
    let paper = String::from_utf8(desk.bytes("p.md")).expect("text");
    assert!(
        paper.contains("2022") && !paper.contains("2025, Blackpool"),
        "{paper}"
    );
}

const BANNED: [&str; 9] = [
    " proves",
    " proved",
    " caused",
    " due to ",
    " outlier",
    " identical",
    " bottom of the league",
    " improved",
    " worsened",
];

/// Checks the wording of a finding, and that what it claims was tested.
fn check_sentence(one: &Value, directed: &BTreeSet<&str>) {
    let sentence = one["sentence"].as_str().expect("a sentence");
    let lower = sentence.to_lowercase();
    let fault = |what: &str| panic!("{what}: {sentence}");
    assert!(
        sentence.split_whitespace().count() <= 25,
        "{}",
        fault_words(sentence)
    );
    if BANNED.iter().any(|word| lower.contains(word)) {
        fault("a banned word");
    }
    if [
        "nan",
        "{",
        "}",
        "  ",
        "()",
        "an unknown area",
        " ,",
        "’s ’",
        "inf ",
    ]
    .iter()
    .any(|trace| lower.contains(trace))
    {
        fault("a trace of the program");
    }
    if has_minus_zero(sentence) {
        fault("less than nothing");
    }
    let claims = lower
        .replace("significance not tested", "")
        .contains("significan");
    let tested = one["evidence"]["level"].is_number()
        && one["evidence"]["method"]
            .as_str()
            .is_some_and(|m| !m.is_empty());
    if claims && !tested {
        fault("significant without a test");
    }
    if (lower.contains("better") || lower.contains("worse") || lower.contains(" best"))
        && !directed.contains(one["indicator"].as_str().expect("an indicator"))
    {
        fault("better or worse without polarity");
    }
    if !sentence.ends_with('.')
        || !one["weight"].is_number()
        || one["evidence"]["vintage"]
            .as_str()
            .is_none_or(str::is_empty)
    {
        fault("half a finding");
    }
}

/// The indicators that have a polarity.
fn directed(catalogue: &Value) -> BTreeSet<&str> {
    let all = catalogue.as_array().into_iter().flatten();
    all.filter(|one| one["polarity"] != "neither")
        .filter_map(|one| one["indicator"].as_str())
        .collect()
}

/// Whether a sentence has a number such as -0.0.
fn has_minus_zero(sentence: &str) -> bool {
    let letters: Vec<char> = sentence.chars().collect();
    (0..letters.len())
        .filter(|at| letters[*at] == '-' && (*at == 0 || !letters[at - 1].is_ascii_digit()))
        .any(|at| {
            let number: String = letters[at + 1..]
                .iter()
                .take_while(|c| c.is_ascii_digit() || **c == '.')
                .collect();
            let number = number.trim_end_matches('.');
            number.starts_with('0') && number.chars().all(|c| matches!(c, '0' | '.'))
        })
}

fn fault_words(sentence: &str) -> String {
    format!("more than 25 words: {sentence}")
}

#[test]
fn the_number_of_comparisons_is_always_printed() {
    let text = run(&[
        "findings",
        "Blackpool",
        "--theme",
        "permanence",
        "--top",
        "2",
    ]);
    assert_eq!(
        text.out
            .lines()
            .filter(|line| line.starts_with("- "))
            .count(),
        2
    );
    assert!(
        text.out.contains("Comparisons made: ") && text.out.contains("Benjamini-Hochberg"),
        "{}",
        text.out
    );
    let json = run(&[
        "findings",
        "Blackpool",
        "--theme",
        "permanence",
        "--format",
        "json",
    ]);
    assert!(json.err.contains("Comparisons made: "), "{}", json.err);
}

#[test]
fn an_officer_may_bring_their_own_wording() {
    let desk = Desk::new();
    desk.put(
        "own.csv",
        "key,phrase,brief\nplaced.span,\"Ranked {place} of {of}.\",\n",
    );
    let told = desk.json(&[
        "findings",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--phrases",
        "own.csv",
    ]);
    says(
        told.as_array().expect("a list"),
        "Placed",
        &["Ranked the highest of 151."],
    );
    desk.put(
        "wrong.csv",
        "key,phrase,brief\nplaced.span,\"Ranked {place}.\",\nrun,\"{rank}\",\n",
    );
    let refused = desk.run(&["findings", "Blackpool", "--phrases", "wrong.csv"]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(
        refused.err.contains("“{rank}” is not a placeholder of run")
            && refused.err.contains("row 3"),
        "{}",
        refused.err
    );
}

#[test]
fn their_own_wording_reaches_comparisons_and_profiles() {
    let desk = Desk::new();
    desk.put(
        "own.csv",
        "key,phrase,brief\nabout.change,\"Against {earlier} it {rose} by {size}.\",\n",
    );
    let mine = |arguments: &[&str]| {
        let all: Vec<&str> = arguments
            .iter()
            .copied()
            .chain(["--phrases", "own.csv"])
            .collect();
        let run = desk.run(&all);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    };
    let compared = mine(&["compare", "Blackpool", "cla-rate", "--format", "markdown"]);
    assert!(compared.contains("- Against 2024 it "), "{compared}");
    mine(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--out",
        "charts",
    ]);
    let page = desk.text("charts/profile.json");
    assert!(page.contains("\"Against 2024 it "), "{page}");
}

#[test]
fn silence_has_its_reason() {
    let gone = run(&["findings", "Cumbria", "--indicator", "cla-rate"]);
    assert_eq!(gone.code, 1);
    assert!(
        gone.out.contains("looked after rate for 2025 is missing"),
        "{}",
        gone.out
    );
    let few = findings("Barking and Dagenham", "cpp-two-years-percent");
    says(&few, "Withheld", &["of 10 neighbours have a figure"]);
    assert!(
        few.iter()
            .all(|one| one["kind"] != "ApartFromPeers" && one["kind"] != "WithinPeers")
    );
}

#[test]
fn need_plans_and_care_are_one_pyramid() {
    let told = findings("Blackpool", "cin-rate");
    says(
        &told,
        "Escalation",
        &["Of each 100 children in need, Blackpool has 14 on protection plans and 30 looked after"],
    );
    let earlier = of(&told, "Escalation")["evidence"]["comparators"]["earlier"]
        .as_array()
        .expect("years")
        .len();
    assert_eq!(earlier, 9, "2016 to 2024");
    let told = findings("Liverpool", "cin-rate");
    says(
        &told,
        "Opposed",
        &[
            "fell from 493.4 to 462.9 between 2022 and 2025, while its protection plan rate rose from 65.8 to 73.2",
        ],
    );
}

#[test]
fn explain_shows_each_method_in_numbers() {
    let text = run(&["explain", "Lancashire", "cla-rate"]).out;
    for part in [
        "1699 × (1 − 1 ÷ (9 × 1699)",
        "95%: 61.9439 to 68.1641",
        "φ = 47.1228; τ² = 0.021520",
        "one more neighbour: mean ± t × 23.4258",
        "ranks 73 to 91",
        "χ² = 53.99",
        "in 19 of 144 other authorities the gap to their own neighbours changed as much",
        "plausible first years: 2020 to 2021",
    ] {
        assert!(text.contains(part), "“{part}” is not in\n{text}");
    }
}

#[test]
fn compare_shows_the_verdicts() {
    let text = run(&["compare", "Blackpool", "cla-rate"]).out;
    for part in [
        "It was significantly higher than England (95% interval 168 to 200, Byar; tested at 99.8%).",
        "53.7 to 195.3",
    ] {
        assert!(text.contains(part), "“{part}” is not in\n{text}");
    }
}

/// The charts behind the findings: the authorities outside the limits in the chart's data, and the years in the chart itself.
#[test]
fn the_funnel_and_the_gap_are_drawn_with_their_figures() {
    let desk = Desk::new();
    desk.done(&[
        "findings",
        "Lancashire",
        "--indicator",
        "cla-rate",
        "--out",
        "charts",
    ]);
    let rows = desk.rows("charts/cla-rate-funnel.csv");
    let verdicts = |column: &str, wanted: &[&str]| {
        rows.iter()
            .filter(|row| wanted.contains(&row.get(column)))
            .count()
    };
    let apart = ["much lower", "lower", "higher", "much higher"];
    assert_eq!(
        (
            rows.len(),
            verdicts("verdict", &apart),
            verdicts("od_verdict", &apart)
        ),
        (151, 119, 23)
    );
    assert_eq!(verdicts("od_verdict", &["much lower", "much higher"]), 4);
    let svg = |name: &str| desk.text(&format!("charts/{name}.svg"));
    assert!(
        svg("cla-rate-funnel").contains("Lancashire, looked after rate: within the range expected")
    );
    let gap = svg("cla-rate-gap");
    for part in [
        "First year apart: 2020 or 2021",
        "In 19 of the other 144 authorities",
        "<desc",
    ] {
        assert!(gap.contains(part), "“{part}” is not in the chart");
    }
    a_gap_that_closes_is_no_departure(&desk);
    let rows = desk.rows("charts/cla-rate-gap.csv");
    assert_eq!(rows.len(), 10);
    // The fitted shape: level until 2019, in the chart as in its figures.
    assert!(
        gap.contains("Fitted: level until 2019, then a steady fall"),
        "the fitted shape is not labelled"
    );
    let fitted: Vec<f64> = rows
        .iter()
        .map(|row| row.get("fitted").parse().expect("a number"))
        .collect();
    assert!(
        fitted[..4].iter().all(|gap| (gap - fitted[0]).abs() < 1e-9) && fitted[9] < fitted[4],
        "{fitted:?}"
    );
    assert!(
        desk.bytes("charts/cla-rate-gap.png")
            .starts_with(b"\x89PNG")
    );
}

/// Years that do not follow one another are given as a range.
fn a_gap_that_closes_is_no_departure(desk: &Desk) {
    desk.done(&[
        "findings",
        "Cornwall",
        "--indicator",
        "cla-rate",
        "--out",
        "closing",
    ]);
    let closing = desk.text("closing/cla-rate-gap.svg");
    assert!(
        closing.contains("Turned: between 2021 and 2023")
            && closing.contains("gap turned between 2021 and 2023")
    );
}

/// The two charts of an authority as a whole: ranks with their ranges, and need, plans and care as one pyramid.
#[test]
fn ranks_and_the_pyramid_are_drawn_with_their_figures() {
    let desk = Desk::new();
    let layers = [
        "--indicator",
        "cin-rate",
        "--indicator",
        "cpp-rate",
        "--indicator",
        "cla-rate",
    ];
    desk.done(&[&["findings", "Blackpool", "--out", "charts"][..], &layers].concat());
    let ranks = desk.rows("charts/ranks.csv");
    let care = ranks.only(&[("indicator", "Looked after rate")]);
    assert_eq!(
        [
            care.get("rank"),
            care.get("lower"),
            care.get("upper"),
            care.get("ranked")
        ],
        ["1", "1", "2", "151"]
    );
    let pyramid = desk.text("charts/pyramid.svg");
    for part in ["30 of 100 children in need", "124.5", "606.1", "<desc"] {
        assert!(pyramid.contains(part), "“{part}” is not in the chart");
    }
    assert_eq!(desk.rows("charts/pyramid.csv").len(), 3);
}

/// No line is drawn through a gap in which nothing is found.
#[test]
fn a_gap_without_a_departure_has_no_fitted_line() {
    let desk = Desk::new();
    desk.done(&[
        "findings",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--out",
        "charts",
    ]);
    assert!(!desk.text("charts/cla-rate-gap.svg").contains("Fitted"));
    assert!(
        !desk
            .rows("charts/cla-rate-gap.csv")
            .header
            .contains(&"fitted".to_owned())
    );
    let text = run(&["explain", "Blackpool", "cla-rate"]).out;
    assert!(
        text.contains("gap by that shape, least squares: 2016 "),
        "{text}"
    );
}

/// An authority's own counts are subtracted from its region's before the two are compared.
#[test]
fn the_rest_of_the_region_is_told_apart_from_the_region() {
    let text = run(&["compare", "Blackpool", "cla-rate"])
        .out
        .replace("\n  ", " ");
    let said = "significantly higher than the rest of the North West (88 per 10,000, from rounded counts; exact conditional test, 99.8%)";
    assert!(
        text.contains(said) && text.contains("North West 90"),
        "{text}"
    );
    let told = findings("Blackpool", "cla-rate");
    let region = &of(&told, "ApartFromEngland")["evidence"]["comparators"]["region"];
    assert_eq!(
        (number(region, "/value"), &region["rest"]["verdict"]),
        (90.0, &Value::from("higher"))
    );
    let working = run(&["explain", "Blackpool", "cla-rate"]).out;
    assert!(
        working.contains("regional counts are published to the nearest 10"),
        "{working}"
    );
    // The region's figure less the authority's own is the sum of the others, to within the rounding.
    let desk = Desk::new();
    desk.done(&["benchmark", "--indicator", "cla-rate", "--out", "b.csv"]);
    let rows = desk.rows("b.csv");
    let others = rows
        .iter()
        .filter(|row| row.get("region_name") == "North West" && row.get("period") == "2025");
    let others = others.filter(|row| row.get("authority") != "Blackpool");
    let sum: f64 = others
        .map(|row| row.get("numerator").parse::<f64>().expect("a count"))
        .sum();
    assert!(
        (number(region, "/rest/numerator") - sum).abs() <= 5.0,
        "{sum} and {region:#}"
    );
    // Without counts of both nothing is tested.
    let text = run(&["explain", "City of London", "cla-rate"]).out;
    assert!(
        text.contains("not tested: counts are not published") || !text.contains("the rest of"),
        "{text}"
    );
}

/// A ranking with shrunken rates is given beside the published one, and the published figure stays the same.
#[test]
fn authorities_can_be_ordered_with_small_counts_evened_out() {
    let desk = Desk::new();
    desk.done(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-adopted-percent",
        "--indicator",
        "sw-turnover-percent",
        "--out",
        ".",
    ]);
    let rows = desk.rows("charts/cla-adopted-percent-authorities.csv");
    let mut drawn = 0;
    for row in rows.iter().filter(|row| !row.get("shrunk").is_empty()) {
        let number = |name: &str| row.get(name).parse::<f64>().expect("a number");
        let (raw, shrunk) = (
            number("numerator") / number("denominator") * 100.0,
            number("shrunk"),
        );
        assert!(
            (shrunk - 9.3681).abs() <= (raw - 9.3681).abs() + 1e-3,
            "drawn away from the average"
        );
        assert!((number("value") - raw).abs() < 1.0 && number("shrunk_rank") >= 1.0);
        drawn += 1;
    }
    assert!(drawn > 100, "{drawn}");
    let working = run(&["explain", "Blackpool", "cla-adopted-percent"]).out;
    assert!(
        working.contains("for ordering only: the published figure stays the figure"),
        "{working}"
    );
}

/// The small charts of a theme: one picture of up to twelve, and a file with its data.
#[test]
fn a_theme_is_drawn_as_small_multiples() {
    let desk = Desk::new();
    desk.done(&[
        "findings",
        "City of London",
        "--theme",
        "looked-after",
        "--out",
        "charts",
        "-q",
    ]);
    let svg = desk.text("charts/looked-after-multiples.svg");
    for part in [
        "11 indicators over time",
        "Looked after rate, per 10,000",
        "c = suppressed",
        "Source: ",
    ] {
        assert!(svg.contains(part), "“{part}” is not in the chart");
    }
    let rows = desk.rows("charts/looked-after-multiples.csv");
    let indicators: BTreeSet<&str> = rows.iter().map(|row| row.get("indicator")).collect();
    assert_eq!(indicators.len(), 11);
    let newest = rows.only(&[("indicator", "cla-rate"), ("period", "2025")]);
    assert!(newest.holds(&[("value", "c"), ("england", "67")]));
    let funnel = desk.text("charts/cla-rate-funnel.svg");
    assert!(
        funnel.contains("no figure: suppressed [c]."),
        "its absence is not explained"
    );
}
