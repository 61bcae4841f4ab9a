//! What is behind a figure: rates given deprivation against R's fits, the steps from referral on, what other levels would take, and who
//! moved from where an authority stands.

use crate::program::Desk;
use crate::published::{published, text};
use crate::sample;
use serde_json::Value;
use std::collections::BTreeMap;

/// Numbers leave with twelve digits.
const TWELVE_DIGITS: f64 = 1e-10;

fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().expect("a head").clone();
    reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            let cells = head.iter().zip(&row);
            cells
                .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
                .collect()
        })
        .collect()
}

fn number(row: &BTreeMap<String, String>, name: &str) -> f64 {
    row[name]
        .parse()
        .unwrap_or_else(|_| panic!("{name}: {:?}", row[name]))
}

/// Every authority of one indicator and period, as the program prints it for programs.
fn expected(indicator: &str, period: &str) -> Vec<BTreeMap<String, String>> {
    let asked = ["expected", indicator, "--every-authority"];
    let asked = [&asked[..], &["--period", period, "--format", "csv"]].concat();
    let run = Desk::new().run(&asked);
    // 1: nobody is held against deprivation.
    assert!([0, 1].contains(&run.code), "{}", run.err);
    rows(&run.out)
}

#[test]
fn rates_given_deprivation_are_what_r_predicts_without_the_authority() {
    let test = "insight::rates_given_deprivation_are_what_r_predicts_without_the_authority";
    let (Some(each), Some(fits)) = (
        published(test, "oracle/insight/expected_leave_one_out.csv"),
        published(test, "oracle/insight/expected_fit.csv"),
    ) else {
        return;
    };
    let each = rows(&std::fs::read_to_string(text(&each)).expect("R's predictions"));
    let fits = rows(&std::fs::read_to_string(text(&fits)).expect("R's fits"));
    let mut compared = 0;
    for fit in sample::some(&fits, 2) {
        let (indicator, period) = (&fit["indicator"], &fit["period"]);
        let ours = expected(indicator, period);
        let by_code: BTreeMap<&str, &BTreeMap<String, String>> = ours
            .iter()
            .map(|row| (row["la_code"].as_str(), row))
            .collect();
        let of_indicator = each.iter().filter(|row| row["indicator"] == *indicator);
        for theirs in of_indicator {
            let own = by_code[theirs["la_code"].as_str()];
            // Where deprivation says too little, nothing is expected of anybody.
            if own["expected"].is_empty() {
                assert!(
                    number(own, "r_squared_left_out") < 0.2,
                    "{indicator}: {own:?}"
                );
                continue;
            }
            for name in [
                "rate", "expected", "lower95", "upper95", "lower998", "upper998",
            ] {
                let (a, b) = (number(own, name), number(theirs, name));
                assert!(
                    (a - b).abs() <= 1e-8 * b.abs(),
                    "{indicator}, {}, {name}: {a} and by R {b}",
                    theirs["la_code"]
                );
                compared += 1;
            }
        }
    }
    let least = if sample::is_sweep() { 2_000 } else { 800 };
    assert!(compared > least, "{compared}");
}

/// Of a range at 95%, 93 to 97 of 100 lie within.
#[test]
fn the_range_of_places_as_deprived_covers_what_it_says() {
    let desk = Desk::new();
    let all = rows(&desk.done(&["expected", "--every-authority", "--format", "csv"]));
    let mut tally: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for row in all.iter().filter(|row| !row["expected"].is_empty()) {
        let (within, of) = tally.entry(row["indicator"].as_str()).or_default();
        *within += u32::from(row["side"] == "within");
        *of += 1;
        let inside =
            (number(row, "lower95")..=number(row, "upper95")).contains(&number(row, "rate"));
        assert_eq!(inside, row["side"] == "within", "{row:?}");
    }
    assert!(tally.len() >= 4, "{tally:?}");
    for (indicator, (within, of)) in tally {
        let share = f64::from(within) / f64::from(of);
        assert!((0.93..=0.97).contains(&share), "{indicator}: {share}");
    }
}

#[test]
fn blackpool_is_high_for_its_deprivation_and_within_the_range_of_places_as_deprived() {
    let desk = Desk::new();
    let told = desk.done(&["expected", "Blackpool", "cla-rate"]);
    for said in ["expect 122", "76 to 197", "within"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    for word in ["because", "cause", "should", "due to"] {
        assert!(!told.contains(word), "{word}: {told}");
    }
    // An indicator about which deprivation says little is told so, and asked for alone it is an error with the reason.
    let run = desk.run(&["expected", "Blackpool", "cla-adopted-percent"]);
    assert_ne!(run.code, 0);
    assert!(run.err.contains("held against deprivation"), "{}", run.err);
}

/// The steps of a chain sum to the gap at its last, in every year.
#[test]
fn the_parts_of_a_chain_sum_to_its_gap() {
    let desk = Desk::new();
    let all = desk.json(&["authorities"]);
    let names = all.as_array().expect("a list").iter();
    let names = names
        .filter(|one| one["valid_to"].is_null())
        .filter_map(|one| one["authority"].as_str());
    let names: Vec<&str> = names.collect();
    let apart = names.len().div_ceil(sample::size(3, 153));
    let mut chains = 0;
    for name in names.into_iter().step_by(apart) {
        let into = format!("{name}-chain");
        let run = desk.run(&["chain", name, "--out", &into, "-q"]);
        if run.code != 0 {
            assert!(run.err.contains("no figure"), "{name}: {}", run.err);
            continue;
        }
        let mut years: BTreeMap<(String, String), Vec<BTreeMap<String, String>>> = BTreeMap::new();
        for row in rows(&desk.text(&format!("{into}/chain.csv"))) {
            let key = (row["chain"].clone(), row["period"].clone());
            years.entry(key).or_default().push(row);
        }
        for (key, steps) in years {
            let sum: f64 = steps.iter().map(|row| number(row, "part")).sum();
            let last = steps.last().expect("a step");
            assert!(
                (sum - number(last, "gap")).abs() < TWELVE_DIGITS,
                "{name}, {key:?}"
            );
            let ratio = number(last, "rate") / number(last, "other");
            assert!((sum.exp() - ratio).abs() < 1e-9 * ratio, "{name}, {key:?}");
            for pair in steps.windows(2) {
                let passing = number(&pair[1], "rate") / number(&pair[0], "rate") * 100.0;
                assert!(
                    (passing - number(&pair[1], "passing")).abs() < 1e-8 * passing,
                    "{name}"
                );
            }
            chains += 1;
        }
    }
    assert!(chains > 20, "{chains}");
}

#[test]
fn blackpools_gap_is_at_the_front_door_and_at_entry_to_care() {
    let desk = Desk::new();
    let told = desk.json(&["chain", "Blackpool"]);
    let ratios = |at: usize| -> Vec<String> {
        let steps = told[at]["steps"].as_array().expect("steps").iter();
        steps
            .map(|step| format!("{:.2}", step["ratio"].as_f64().expect("a ratio")))
            .collect()
    };
    assert_eq!(ratios(0), ["1.33", "0.95", "1.17", "1.15"]);
    assert_eq!(ratios(1), ["1.33", "1.37"]);
    for chain in told.as_array().expect("chains") {
        let paragraph = chain["paragraph"].as_str().expect("words");
        assert!(
            paragraph.contains("do not follow the same children"),
            "{paragraph}"
        );
    }
}

#[test]
fn a_level_takes_as_many_people_as_the_sum_says() {
    let desk = Desk::new();
    let compared = desk.json(&["compare", "Blackpool", "cla-rate"]);
    let own = &compared[0];
    let asked = ["target", "Blackpool", "cla-rate", "--towards", "lower"];
    let told = desk.json(&asked);
    let levels = told[0]["levels"].as_array().expect("levels");
    let of = |name: &str| {
        levels
            .iter()
            .find(|level| level["level"] == name)
            .expect("a level")
    };
    let (count, base) = (told[0]["count"].as_f64(), told[0]["base"].as_f64());
    let (count, base) = (count.expect("a count"), base.expect("a base"));
    let mean = of("the neighbours’ average");
    let value = mean["value"].as_f64().expect("a mean");
    let people = value * base / 10_000.0 - count;
    assert!((mean["people"].as_f64().expect("people") - people).abs() < 1e-6);
    assert_eq!(format!("{people:.0}"), "-171");
    assert_eq!(own["numerator"].as_f64(), Some(count), "{own}");
    let england = own["england"].as_f64().expect("England's figure");
    assert_eq!(
        of("the figure for England")["value"].as_f64(),
        Some(england)
    );
    // Nobody has said which way a rate of looked-after children should go.
    let run = desk.run(&["target", "Blackpool", "cla-rate"]);
    assert!(
        run.code != 0 && run.err.contains("--towards"),
        "{}",
        run.err
    );
    assert!(matches!(told[0]["paragraph"], Value::String(_)));
    desk.done(&[&asked[..], &["--out", "levels", "-q"]].concat());
    let files = desk.files();
    for file in ["cla-rate-target.svg", "cla-rate-target.csv", "target.csv"] {
        assert!(files.contains(&format!("levels/{file}")), "{files:?}");
    }
}

/// Spending is split into how many children are looked after and what each costs; the published weekly cost is the second.
#[test]
fn spending_is_the_sum_of_its_two_parts() {
    let desk = Desk::new();
    let all = desk.json(&["authorities"]);
    let names = all.as_array().expect("a list").iter();
    let names = names
        .filter(|one| one["valid_to"].is_null())
        .filter_map(|one| one["authority"].as_str());
    let names: Vec<&str> = names.collect();
    let apart = names.len().div_ceil(sample::size(4, 153));
    let mut gaps = 0;
    for name in names.into_iter().step_by(apart) {
        for period in ["2023", "2024", "2025"] {
            let asked = ["target", name, "cla-rate", "--towards", "lower", "--cost"];
            let asked = [&asked[..], &["--period", period, "--format", "json", "-q"]].concat();
            let run = desk.run(&asked);
            if run.code != 0 {
                continue;
            }
            let told: Value = serde_json::from_str(&run.out).expect("JSON");
            for gap in told[0]["cost"].as_array().into_iter().flatten() {
                let of = |name: &str| gap[name].as_f64().expect("a number");
                let size = of("per_child").max(of("other_per_child"));
                let sum = of("of_number") + of("of_each");
                assert!(
                    (sum - of("gap")).abs() < 1e-9 * size,
                    "{name}, {period}: {gap}"
                );
                let product = of("rate") * of("each");
                assert!((product - of("per_child")).abs() < 1e-9 * size, "{gap}");
                gaps += 1;
            }
        }
    }
    assert!(gaps > 20, "{gaps}");
    let asked = [
        "target",
        "Blackpool",
        "cla-rate",
        "--towards",
        "lower",
        "--cost",
    ];
    let told = desk.json(&asked);
    let each = told[0]["cost"][0]["each"].as_f64().expect("a cost");
    let published = desk.json(&["compare", "Blackpool", "cla-weekly-cost-pounds"]);
    let published = published[0]["value"].as_f64().expect("a weekly cost");
    // It is rounded to £5.
    assert!(
        (each / 365.0 * 7.0 - published).abs() < 5.0,
        "{each}, {published}"
    );
    let run = desk.run(&["target", "Blackpool", "cpp-repeat-percent", "--cost"]);
    assert!(run.code == 2 && run.err.contains("cla-rate"), "{}", run.err);
}

/// The numbers of a fact such as "ln 1.3270 − ln 0.9476 = -0.3367".
fn behind_equals(fact: &str) -> f64 {
    let (_, result) = fact.rsplit_once("= ").expect("a sum");
    let number = result.split([',', ' ']).next().expect("a number");
    number
        .parse()
        .unwrap_or_else(|_| panic!("{result:?} in {fact}"))
}

#[test]
fn explain_shows_every_number_of_a_chain_and_of_levels() {
    let desk = Desk::new();
    let facts = desk.json(&["explain", "Blackpool", "cpp-starting-rate"]);
    let about = |words: &str| -> Vec<&str> {
        let all = facts.as_array().expect("facts").iter();
        all.filter(|fact| fact["about"].as_str().is_some_and(|of| of.contains(words)))
            .filter_map(|fact| fact["fact"].as_str())
            .collect()
    };
    let chain = about("gap to its neighbours open");
    let parts = chain.iter().filter(|fact| fact.contains("; adds ln "));
    let parts: Vec<&&str> = parts.collect();
    assert_eq!(parts.len(), 4, "{chain:?}");
    assert!(
        parts.iter().all(|fact| fact.contains(", row ")),
        "{parts:?}"
    );
    let sum: f64 = parts.iter().map(|fact| behind_equals(fact)).sum();
    let together = chain
        .iter()
        .find(|fact| fact.starts_with("together"))
        .expect("a sum");
    assert!((sum - behind_equals(together)).abs() < 2e-4, "{together}");
    let usual = chain
        .iter()
        .filter(|fact| fact.contains("standard deviation"));
    assert_eq!(usual.count(), 4, "{chain:?}");
    // Who stood as far out and who of them is there now, by name.
    let levels = about("other levels");
    let told = |words: &str| levels.iter().any(|fact| fact.contains(words));
    assert!(told("count 301, base 28,923"), "{levels:?}");
    assert!(told("Hartlepool") && told("= -38.7 people"), "{levels:?}");
}

/// Of a step beyond the usual spread a finding says so, where the other steps were read; else it is silent.
#[test]
fn a_finding_names_the_step_at_which_a_gap_opens() {
    let desk = Desk::new();
    let of = |indicators: &[&str]| -> Vec<Value> {
        let mut asked = vec!["findings", "Kent"];
        for id in indicators {
            asked.extend(["--indicator", id]);
        }
        let all = desk.json(&asked);
        let all = all.as_array().expect("findings").iter();
        all.filter(|one| one["kind"] == "GapOpensAtStep")
            .cloned()
            .collect()
    };
    let found = of(&["referral-rate", "cla-starting-rate"]);
    let sentence = found[0]["sentence"].as_str().expect("a sentence");
    assert!(
        sentence.contains("beyond the usual spread is the step to care"),
        "{sentence}"
    );
    assert_eq!(found[0]["indicator"], "cla-starting-rate");
    assert!(of(&["cla-starting-rate"]).is_empty());
}

/// A section of answers: each sentence, picture and table stands in the manifest; what cannot be said is said to be so.
#[test]
fn a_paper_tells_what_is_behind_a_figure() {
    let desk = Desk::new();
    let definition = "title = \"Behind the figures {in authority}\"\n[[section]]\nheading = \"Why\"\n\
                      insights = [\"chain\", \"target:cla-rate:lower\", \"target:re-referral-percent\"]\n";
    desk.put("own.toml", definition);
    let asked = ["paper", "own.toml", "--authority", "Rochdale"];
    desk.done(&[&asked[..], &["--out", "own.md", "--out", "own.pptx", "-q"]].concat());
    let text = desk.text("own.md");
    for said in [
        "**From referral to protection plan, 2024-25.** Beside its neighbours’ average",
        "**From referral to care, 2024-25.**",
        "they do not follow the same children",
        "**Looked after rate, 31 March 2025.** In Rochdale, ",
        "Re-referrals within 12 months: what other levels would take cannot be said",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let manifest: Value =
        serde_json::from_str(&desk.text("own.manifest.json")).expect("a manifest");
    let entries = manifest["entries"].as_object().expect("entries");
    let insight = entries.values().find(|entry| entry["kind"] == "insight");
    let evidence = &insight.expect("an answer")["evidence"];
    let parts = evidence["steps"].as_array().expect("steps").iter();
    let sum: f64 = parts.filter_map(|step| step["part"].as_f64()).sum();
    assert!((sum - evidence["gap"].as_f64().expect("a gap")).abs() < TWELVE_DIGITS);
    let figures = evidence["figures"].as_array().expect("figures");
    assert_eq!(figures.len(), 44, "four steps of eleven authorities");
    assert!(figures.iter().all(|of| of["origin"]["row"].is_number()));
    let forms = entries.values().filter_map(|entry| entry["form"].as_str());
    let forms: Vec<&str> = forms.collect();
    for form in ["chain-to-plan", "chain-to-care", "target:cla-rate"] {
        assert!(forms.contains(&form), "{forms:?}");
    }
    desk.done(&["verify", "own.manifest.json"]);
    let home = desk.done(&["explain", "--paper", "own.manifest.json", "p1.1.1"]);
    assert!(home.contains("referral-rate") && home.contains("row: "));
    // Nothing is known of the Isles of Scilly.
    let asked = ["paper", "own.toml", "--authority", "Isles of Scilly"];
    desk.done(&[&asked[..], &["--out", "none.md", "-q"]].concat());
    let text = desk.text("none.md");
    assert!(text.contains("cannot be said at which step"), "{text}");
}

#[test]
fn a_section_names_answers_that_there_are() {
    let desk = Desk::new();
    for (asked, told) in [
        ("ladder", "“ladder” is no answer"),
        ("target:cla-rate", "nobody has said which way"),
        ("target:cla-rate:sideways", "target:cla-rate:lower"),
        ("target:cla-rat:lower", "cla-rate"),
    ] {
        let text =
            format!("title = \"A\"\n[[section]]\nheading = \"B\"\ninsights = [\"{asked}\"]\n");
        desk.put("own.toml", &text);
        let run = desk.run(&[
            "paper",
            "own.toml",
            "--authority",
            "Rochdale",
            "--out",
            "a.md",
        ]);
        assert!(
            run.code == 2 && run.err.contains(told),
            "{asked}: {}",
            run.err
        );
    }
}

/// A score that few carers returned describes those children: nobody calls it better or worse, and how few there are stands with it.
#[test]
fn a_figure_of_few_answers_is_called_neither_better_nor_worse() {
    let desk = Desk::new();
    for (authority, share) in sample::some([("Plymouth", "43%"), ("Rochdale", "69%")], 2) {
        let asked = ["paper", "corporate-parenting", "--authority", authority];
        desk.done(&[&asked[..], &["--out", "paper.md", "-q"]].concat());
        let both = desk.text("paper.md") + &desk.text("paper-annex.md");
        let about: Vec<&str> = both
            .lines()
            .filter(|line| line.contains("**Emotional health score"))
            .collect();
        assert!(!about.is_empty(), "{authority}");
        for line in about {
            assert!(line.contains(share), "{authority}: {line}");
            for word in ["worse", "better"] {
                assert!(!line.contains(word), "{authority}: {line}");
            }
        }
    }
    // Where nearly all answered, it is as any other figure.
    let told = desk.json(&["compare", "Plymouth", "cla-sdq-received-percent"]);
    assert_eq!(
        told.as_array().map(Vec::len),
        Some(1),
        "nothing that nobody asked for is shown"
    );
    let told = desk.json(&["compare", "Plymouth", "cla-sdq-score"]);
    assert_eq!(
        told.as_array().map(Vec::len),
        Some(1),
        "nothing that nobody asked for is shown"
    );
}

/// Who moved, in 12 authorities, or in three of them that stand out: each that is named stood as far out, beside the England of its year,
/// has not since, and moved by what the rule asks; each that is said never to have stood there did not.
#[test]
fn who_moved_stood_as_far_out_and_has_not_since() {
    let twelve = "Torbay,Blackpool,Rochdale,Lancashire,Camden,Plymouth,Kent,Leeds,Hull,Surrey,Knowsley,Norfolk";
    let desk = Desk::new();
    let (mut named, mut never) = (0, 0);
    for (indicator, way) in [
        ("cla-rate", "lower"),
        ("cla-long-term-stability-percent", "higher"),
    ] {
        let is_lower = way == "lower";
        for authority in sample::some(twelve.split(','), 4) {
            let asked = ["learn", authority, indicator, "--towards", way];
            // Of one that does not stand out the table is empty.
            let all = desk.done(&[&asked[..], &["--format", "csv"]].concat());
            for row in rows(&all) {
                // A share lies so many points from England, a rate so many times.
                let apart = |value: f64, england: f64| match is_lower {
                    true => (value / england).ln(),
                    false => england - value,
                };
                let now_england = number(&row, "now_england");
                let as_far = apart(number(&row, "as_far"), now_england);
                let now = apart(number(&row, "now_value"), now_england);
                if row["from"].is_empty() {
                    continue;
                }
                let from = apart(number(&row, "from_value"), number(&row, "from_england"));
                match row["state"].as_str() {
                    "moved" => {
                        named += 1;
                        assert!(from >= as_far - 1e-9 && now < as_far, "{row:?}");
                        assert!(
                            number(&row, "p") < 0.05 && number(&row, "moved_sd") >= 0.5,
                            "{row:?}"
                        );
                        assert!(number(&row, "placebo") <= 0.05, "{row:?}");
                        let years = number(&row, "period") - number(&row, "from");
                        assert!(years >= 3.0, "{row:?}");
                    }
                    "never stood as far out" => {
                        never += 1;
                        assert!(from < as_far, "{row:?}");
                    }
                    _ => assert!(from >= as_far - 1e-9, "{row:?}"),
                }
            }
        }
    }
    assert!(named > 5 && never > 5, "{named} named, {never} never there");
}

/// Nobody is named where the rule finds moves among years in random order, and it seldom does: the share over all authorities of several
/// indicators.
#[test]
fn among_years_in_random_order_the_rule_finds_nearly_nothing() {
    let desk = Desk::new();
    let indicators: &[&str] = if sample::is_sweep() {
        &[
            "cla-rate",
            "cpp-rate",
            "cin-rate",
            "cla-starting-rate",
            "cpp-reviewed-percent",
            "cla-three-placements-percent",
        ]
    } else {
        &["cla-rate"]
    };
    for indicator in indicators {
        let asked = [
            "learn",
            indicator,
            "--every-authority",
            "--towards",
            "lower",
            "--format",
            "csv",
        ];
        let all = rows(&desk.done(&asked));
        assert!(all.len() > 40, "{indicator}: {}", all.len());
        let shares = all.iter().filter(|row| !row["placebo"].is_empty());
        let shares: Vec<f64> = shares.map(|row| number(row, "placebo")).collect();
        let mean = shares.iter().sum::<f64>() / shares.len() as f64;
        assert!(mean < 2.5, "{indicator}: {mean}");
        for row in &all {
            if row["placebo"].parse().is_ok_and(|share: f64| share > 5.0) {
                assert_eq!(row["found"], "0", "{row:?}");
            }
        }
    }
}

#[test]
fn who_is_asked_and_which_way_is_wanted_are_chosen() {
    let desk = Desk::new();
    let asked = |more: &[&str]| {
        desk.json(
            &[
                &["learn", "Blackpool", "cla-rate", "--towards", "lower"],
                more,
            ]
            .concat(),
        )[0]
        .clone()
    };
    let like = asked(&[]);
    let number = |value: &Value, name: &str| value[name].as_u64().expect(name);
    let parts: Vec<Value> = ["neighbours", "counting-us", "as-deprived", "everyone"]
        .iter()
        .map(|among| asked(&["--among", among]))
        .collect();
    assert!(
        parts
            .iter()
            .take(3)
            .all(|part| number(part, "asked") < number(&like, "asked"))
    );
    assert!(number(&parts[3], "asked") > 140);
    // Ten by each list, some on both; their placebo is the same rule on the same years.
    assert!((10..=20).contains(&number(&parts[0], "asked")));
    assert_eq!(like["placebo"], parts[3]["placebo"]);
    let told = like["paragraphs"][0].as_str().expect("a paragraph");
    for words in ["184", "not why", "random order"] {
        assert!(told.contains(words), "{told}");
    }
    let run = desk.run(&["learn", "Blackpool", "cla-rate"]);
    assert!(
        run.code != 0 && run.err.contains("--towards"),
        "{}",
        run.err
    );
    let run = desk.run(&["learn", "Blackpool", "cla-count", "--towards", "lower"]);
    assert!(
        run.code != 0 && run.err.contains("counts are published"),
        "{}",
        run.err
    );
    desk.done(&[
        "learn",
        "Blackpool",
        "cla-rate",
        "--towards",
        "lower",
        "--out",
        "learnt",
        "-q",
    ]);
    let chart = desk.text("learnt/cla-rate-learn.svg");
    for name in ["Blackpool", "Hull", "England"] {
        assert!(chart.contains(name), "{name}");
    }
    assert!(desk.text("learnt/learn.csv").contains("Kingston upon Hull"));
}
