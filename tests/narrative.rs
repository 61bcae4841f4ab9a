//! How papers read: plain words, no test's name in the body, no phrase twice in a paragraph, no contrary facts without a joining word, a
//! summary that has the weightiest facts, a picture; and that every sentence about a series holds for its figures.
//!
//! The suite reads the papers of a few authorities of different kinds, and those of all in a sweep.

use crate::program::Desk;
use crate::sample;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A town, a county, a city, the smallest, a new one, and one that makes joint returns.
const AUTHORITIES: [&str; 6] = [
    "Blackpool",
    "Lancashire",
    "Kingston upon Hull",
    "City of London",
    "Cumberland",
    "North Northamptonshire",
];

const PAPERS: [&str; 10] = [
    "adoption-and-permanence",
    "corporate-parenting",
    "education-of-vulnerable-children",
    "inspection-position",
    "one-page-profile",
    "scrutiny-social-care",
    "scrutiny-youth-justice",
    "self-evaluation-annex",
    "send-and-inclusion",
    "workforce",
];

/// Words of tests, levels and lists, which belong into "How we know".
const NAMES_OF_METHODS: [&str; 14] = [
    "Fingertips",
    "Mann-Kendall",
    "Benjamini",
    "Byar",
    "Wilson",
    "Poisson",
    "Theil",
    "% interval",
    "99.8%",
    "p below",
    "confidence interval",
    "funnel",
    "’s figure (",
    "by the list of",
];

/// What joins facts that point opposite ways.
const JOINING: [&str; 12] = [
    " but ",
    " then ",
    "though",
    "although",
    " while ",
    " since",
    " after ",
    " before ",
    " yet ",
    "despite",
    "however",
    "from a peak",
];

/// Headings of sections that are not the paper's own message.
const BEHIND: [&str; 6] = [
    "Background papers",
    "How we know",
    "How to read this report",
    "Data sources",
    "Implications",
    "Methods",
];

/// Once every authority, else a few.
fn authorities() -> Vec<String> {
    if sample::is_sweep() {
        sample::swept_authorities()
    } else {
        // Every other one of those on which the papers are measured.
        AUTHORITIES
            .iter()
            .step_by(2)
            .map(|name| (*name).to_owned())
            .collect()
    }
}

/// A paper as Markdown with its manifest.
struct MadePaper {
    name: String,
    text: String,
    manifest: Value,
}

fn papers() -> &'static [MadePaper] {
    static PAPERS_MADE: std::sync::OnceLock<Vec<MadePaper>> = std::sync::OnceLock::new();
    PAPERS_MADE.get_or_init(|| {
        let mut made = Vec::new();
        let apart = if sample::is_sweep() { 1 } else { 3 };
        for (at, authority) in authorities().into_iter().enumerate() {
            let desk = Desk::new();
            // In the ordinary suite each paper of one of three authorities.
            for paper in PAPERS.into_iter().skip(at % apart).step_by(apart) {
                let out = format!("{paper}.md");
                desk.done(&[
                    "paper",
                    paper,
                    "--authority",
                    &authority,
                    "--out",
                    &out,
                    "-q",
                ]);
                let manifest = desk.text(&format!("{paper}.manifest.json"));
                made.push(MadePaper {
                    name: format!("{authority}, {paper}"),
                    text: desk.text(&out),
                    manifest: serde_json::from_str(&manifest).expect("JSON"),
                });
            }
        }
        made
    })
}

/// What the papers of a sweep must have at least, and the few of the ordinary suite.
fn least(in_a_sweep: usize, otherwise: usize) -> usize {
    if sample::is_sweep() {
        in_a_sweep
    } else {
        otherwise
    }
}

/// The paragraphs and bullets of the body: no tables, pictures, headings, front block or sections behind the message.
fn body(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_behind = true;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            let heading = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            is_behind = BEHIND.contains(&heading);
            continue;
        }
        let is_prose = !line.is_empty()
            && !line.starts_with(['|', '!', '#', '<'])
            && !line.trim_start_matches("- ").starts_with("Source: ")
            && !line.starts_with("---");
        if is_prose && !is_behind {
            let plain = line.replace("**", "").replace('\\', "");
            let plain = plain
                .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '-'));
            lines.push(plain.to_owned());
        }
    }
    lines
}

/// Sentences end before a capital.
fn sentences(paragraph: &str) -> Vec<String> {
    let letters: Vec<char> = paragraph.chars().collect();
    let mut found = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let ends = at >= 2
            && letters[at - 1] == ' '
            && matches!(letters[at - 2], '.' | '?' | '!')
            && (letter.is_uppercase() || *letter == '“');
        if ends {
            found.push(String::new());
        }
        found.last_mut().expect("a sentence").push(*letter);
    }
    found
        .into_iter()
        .filter(|sentence| sentence.split_whitespace().count() > 2)
        .collect()
}

#[test]
fn no_test_is_named_in_the_body() {
    for paper in papers() {
        for line in body(&paper.text) {
            for trace in [" ,", " .", "  ", "()", "{", "}", "NaN", " of of "] {
                assert!(
                    !line.contains(trace),
                    "{}: “{trace}” in: {line}",
                    paper.name
                );
            }
            for name in NAMES_OF_METHODS {
                assert!(!line.contains(name), "{}: “{name}” in: {line}", paper.name);
            }
        }
    }
}

#[test]
fn sentences_and_paragraphs_are_short() {
    let (mut words, mut count) = (0, 0);
    for paper in papers() {
        for line in body(&paper.text) {
            for sentence in sentences(&line) {
                // A list of names is as long as there are names.
                let is_list = sentence.matches(", ").count() > 6;
                let long = sentence.split_whitespace().count();
                assert!(
                    long <= 42 || is_list,
                    "{}: {long} words: {sentence}",
                    paper.name
                );
                words += long;
                count += 1;
            }
            let long = line.split_whitespace().count();
            assert!(
                long <= 115 || line.contains(": "),
                "{}: {long} words: {line}",
                paper.name
            );
        }
    }
    assert!(
        count > 500 && words <= count * 20,
        "{words} words in {count} sentences"
    );
}

/// Runs of four words or more, figures left out, that stand twice in a paragraph.
fn repeated(paragraph: &str) -> Vec<String> {
    let words: Vec<String> = paragraph
        .to_lowercase()
        .split_whitespace()
        .map(|word| word.trim_end_matches(['.', ',', ':', ';', ')']).to_owned())
        .collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, run) in words.windows(4).enumerate() {
        if run.iter().all(|word| word.starts_with(char::is_alphabetic)) {
            let run = run.join(" ");
            match seen.get(&run) {
                Some(first) if at - first >= 4 => found.push(run),
                Some(_) => {}
                None => {
                    seen.insert(run, at);
                }
            }
        }
    }
    found
}

#[test]
fn no_phrase_stands_twice_in_a_paragraph() {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut paragraphs = 0;
    for paper in papers() {
        for line in body(&paper.text) {
            paragraphs += 1;
            for run in repeated(&line) {
                *found.entry(run).or_default() += 1;
            }
        }
    }
    let all: usize = found.values().sum();
    assert!(
        all * 50 <= paragraphs,
        "{all} in {paragraphs} paragraphs: {found:#?}"
    );
}

#[test]
fn facts_that_pull_apart_are_joined() {
    let (up, down) = (
        [" rose", " risen", "increased"],
        [" fell", " fallen", "decreased"],
    );
    for paper in papers() {
        for line in body(&paper.text) {
            let says = |words: &[&str]| words.iter().any(|word| line.contains(word));
            let is_joined = JOINING.iter().any(|word| line.contains(word));
            // A year that went the other way is told after the course: "In the last year it rose".
            let is_told = line.contains("In the last year");
            assert!(
                !(says(&up) && says(&down)) || is_joined || is_told,
                "{}: {line}",
                paper.name
            );
        }
    }
}

#[test]
fn a_paper_begins_with_its_message_and_has_a_picture() {
    for paper in papers() {
        let is_about_inspections = paper.name.ends_with("inspection-position");
        let first = paper
            .text
            .lines()
            .find_map(|line| line.strip_prefix("## "))
            .expect("a section");
        assert!(
            first.ends_with("Summary") || is_about_inspections || paper.name.starts_with("City"),
            "{}: {first}",
            paper.name
        );
        assert!(
            paper.text.contains("![") || is_about_inspections,
            "{} has no picture",
            paper.name
        );
    }
}

/// The bullets of a paper's summary.
fn summary(text: &str) -> Vec<&str> {
    text.lines()
        .skip_while(|line| !line.ends_with(" Summary"))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| line.starts_with("- "))
        .collect()
}

/// A reader of the first page alone must not take for better what the body says is better than one and worse than another.
#[test]
fn better_and_worse_in_the_summary_are_what_the_body_says() {
    let mut held = 0;
    for paper in papers() {
        for bullet in summary(&paper.text) {
            let Some((label, rest)) = bullet.split_once(":**") else {
                continue;
            };
            let (opposite, is_change) = match label.rsplit_once(", ") {
                Some((_, "better")) => ("worse", false),
                Some((_, "worse")) => ("better", false),
                Some((_, "for the better")) => ("worse", true),
                Some((_, "for the worse")) => ("better", true),
                _ => continue,
            };
            let Some(number) = rest
                .rsplit_once('(')
                .and_then(|(_, number)| number.strip_suffix(')'))
            else {
                continue;
            };
            let begins = format!("{number} **");
            let paragraph = paper.text.lines().find(|line| line.starts_with(&begins));
            let Some(paragraph) = paragraph else { continue };
            let sayings = if is_change {
                ["would bring", "authorities saw"]
                    .map(|end| format!("{end}, a change for the {opposite}"))
                    .to_vec()
            } else {
                vec![format!(", {opposite})"), format!("which is {opposite}")]
            };
            for said in sayings {
                assert!(
                    !paragraph.contains(said.as_str()),
                    "{}: “{bullet}” beside “{paragraph}”",
                    paper.name
                );
            }
            held += 1;
        }
    }
    assert!(
        held > least(50, 10),
        "only {held} bullets have a verdict and a paragraph"
    );
}

#[test]
fn the_weightiest_facts_stand_in_the_summary() {
    let (mut told, mut all, mut count) = (0, 0, 0);
    for paper in papers() {
        let bullets = summary(&paper.text);
        let most = if paper.name.ends_with("one-page-profile") {
            3
        } else {
            6
        };
        assert!(bullets.len() <= most, "{}: {bullets:?}", paper.name);
        for bullet in &bullets {
            let words = bullet.split_whitespace().count();
            assert!(words <= 44, "{}: {words} words: {bullet}", paper.name);
            all += words;
            count += 1;
        }
        // What a paragraph of the paper says of the highest, the lowest or all neighbours stands in the summary, unless it is full.
        let entries = paper.manifest["entries"].as_object().expect("entries");
        let of_kind = |kind: &str| -> BTreeMap<String, String> {
            entries
                .values()
                .filter(|entry| entry["kind"] == kind)
                .filter_map(|entry| {
                    Some((
                        entry["indicator"].as_str()?.to_owned(),
                        entry["text"].as_str()?.to_owned(),
                    ))
                })
                .collect()
        };
        let (beside, points) = (of_kind("Beside"), of_kind("Summary"));
        for (indicator, text) in &beside {
            let is_weightiest = text.contains("That is the highest of")
                || text.contains("That is the lowest of")
                || text.contains("above all ")
                || text.contains("below all ");
            // A share of a group of the population stands in no summary: nothing beside it says how many children the group has.
            let is_of_population = indicator.contains("-by-ethnicity-");
            // Nor does a figure that may be England's but for chance.
            let may_be_chance = text.contains("not clearly different from England");
            if is_weightiest && !is_of_population && !may_be_chance {
                told += 1;
                assert!(
                    points.contains_key(indicator) || bullets.len() == most,
                    "{}: {indicator}: {text}",
                    paper.name
                );
            }
        }
    }
    // The label, the mark and the reference of a bullet among them.
    assert!(all <= count * 34, "{all} words in {count} bullets");
    assert!(told > least(20, 8), "{told}");
}

/// A number of the text, such as "1,335.3".
fn number(word: &str) -> Option<f64> {
    let plain: String = word
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '.')
        .collect();
    plain.trim_end_matches('.').parse().ok()
}

/// The number that follows some words of a text.
fn after(text: &str, words: &str) -> Option<f64> {
    let rest = text.split_once(words)?.1;
    let value = number(rest.split_whitespace().next()?)?;
    let is_million = rest.split_whitespace().nth(1) == Some("million");
    Some(if is_million { value * 1e6 } else { value })
}

/// Every sentence about the course of a series, held against the figures that its entry keeps.
#[test]
fn what_is_said_of_a_series_holds_for_its_figures() {
    let mut forms: BTreeSet<&str> = BTreeSet::new();
    let mut read = 0;
    for paper in papers() {
        let entries = paper.manifest["entries"].as_object().expect("entries");
        for entry in entries.values().filter(|entry| entry["kind"] == "Course") {
            let text = entry["text"].as_str().expect("text");
            let values = |name: &str| -> Vec<(String, f64)> {
                entry["evidence"]["values"][name]
                    .as_array()
                    .expect("points")
                    .iter()
                    .map(|point| {
                        let period = point["period"].as_str().expect("a period").to_owned();
                        (period, point["value"].as_f64().expect("a value"))
                    })
                    .collect()
            };
            let (points, turns) = (values("points"), values("turns"));
            let form = check_course(text, &points, &turns)
                .unwrap_or_else(|fault| panic!("{}: {fault}: {text}\n{points:?}", paper.name));
            forms.insert(form);
            read += 1;
        }
    }
    assert!(
        read > least(100, 50) && forms.len() >= 5,
        "{read} {forms:?}"
    );
}

type Points = [(String, f64)];

/// What kind of course a sentence tells; what does not hold, otherwise.
fn check_course(text: &str, points: &Points, turns: &Points) -> Result<&'static str, String> {
    let all: Vec<f64> = points.iter().map(|(_, value)| *value).collect();
    let (low, high) = (
        all.iter().copied().fold(f64::INFINITY, f64::min),
        all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    );
    if text.starts_with("The source has no earlier figures") {
        holds(points.len() < 3, "there are earlier figures")?;
        return Ok("begins");
    }
    let is_the_same = text.contains("every year since");
    if text.contains("cannot be compared") || is_the_same {
        holds(
            low == high || text.contains("cannot"),
            "not the same every year",
        )?;
        return Ok("same");
    }
    if let Some(said) = after(text, "stayed between ").or(after(text, "has been between ")) {
        holds(close(said, low), "not the lowest")?;
        holds(
            close(after(text, " and ").unwrap_or(f64::NAN), high),
            "not the highest",
        )?;
        holds(turns.is_empty(), "it moved")?;
        return Ok("level");
    }
    check_turns(text, points, turns)?;
    check_multiples(text, turns)?;
    if text.contains("has changed little since") {
        let end = turns.last().ok_or("no end")?;
        let since = points.iter().skip_while(|(period, _)| *period != end.0);
        for (_, value) in since {
            // Each is near the end of the movement, or near the newest figure, which is near that end.
            let little = 2.0_f64.max(0.062 * value.abs().max(end.1.abs()));
            holds((value - end.1).abs() <= little + 0.001, "it has changed")?;
        }
    }
    Ok(if text.contains("gone up and down") {
        "unsettled"
    } else if text.contains("years running") {
        "running"
    } else if text.contains("has changed little since") || text.contains(" now") {
        "over"
    } else if text.contains(" but has ") {
        "turned"
    } else {
        "moved"
    })
}

fn close(said: f64, value: f64) -> bool {
    (said - value).abs() <= 0.51_f64.max(value.abs() * 0.01)
}

fn holds(is: bool, what: &str) -> Result<(), String> {
    if is { Ok(()) } else { Err(what.to_owned()) }
}

/// Each turning point is an extreme of what lies between, and those that the sentence names are among them.
fn check_turns(text: &str, points: &Points, turns: &Points) -> Result<(), String> {
    holds(turns.len() > 1, "no movement")?;
    for pair in turns.windows(2) {
        let between = points
            .iter()
            .skip_while(|(period, _)| *period != pair[0].0)
            .take_while(|(period, _)| *period != pair[1].0);
        let (least, most) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
        for (_, value) in between {
            holds((least..=most).contains(value), "a turn is no extreme")?;
        }
    }
    let is_turn = |said: f64| turns.iter().any(|(_, value)| close(said, *value));
    let from = after(text, " from ").ok_or("no beginning")?;
    holds(is_turn(from), "it does not begin there")?;
    for words in ["a peak of ", "a low of "] {
        holds(after(text, words).is_none_or(is_turn), "no such turn")?;
    }
    if text.contains("years running") {
        let tail: Vec<f64> = points
            .iter()
            .skip_while(|(period, _)| *period != turns[turns.len() - 2].0)
            .map(|(_, value)| *value)
            .collect();
        let one_way = tail.windows(2).all(|pair| pair[1] > pair[0])
            || tail.windows(2).all(|pair| pair[1] < pair[0]);
        holds(one_way, "not one way")?;
    }
    Ok(())
}

/// "Doubled" is at least 1.9 times, "halved" at most just over half, of some movement that the sentence tells.
fn check_multiples(text: &str, turns: &Points) -> Result<(), String> {
    let mut times: Vec<f64> = turns.windows(2).map(|pair| pair[1].1 / pair[0].1).collect();
    if text.contains("with ups and downs on the way") {
        // From the first to the end of all, whatever lay between.
        let from = after(text, " from ").ok_or("no beginning")?;
        let to = after(text, " to ").ok_or("no end")?;
        times = vec![to / from];
    }
    for (word, least, most) in [
        ("more than quadrupled", 4.0, f64::INFINITY),
        ("more than trebled", 3.0, 4.05),
        ("nearly trebled", 2.85, 3.0),
        (" trebled", 2.85, 4.05),
        ("more than doubled", 2.0, 3.01),
        ("nearly doubled", 1.9, 2.0),
        ("more than halved", 0.24, 0.5),
        ("nearly halved", 0.5, 0.526),
        ("by more than three quarters", 0.0, 0.25),
    ] {
        let holds = times.iter().any(|times| (least..=most).contains(times));
        if text.contains(word) && !holds {
            return Err(format!("not {word}: {times:?}"));
        }
    }
    Ok(())
}

/// A house style with "children in care" in place of "looked-after children" reaches paragraphs, summaries and charts.
#[test]
fn a_house_style_reaches_every_sentence() {
    let desk = Desk::new();
    let style = "key,phrase,brief\nword.looked-after children,children in care,\nword.looked after,in care,\n\
                 summary.place,{highest} of all {of},\n";
    desk.put("style.csv", style);
    let arguments = [
        "paper",
        "scrutiny-social-care",
        "--authority",
        "Blackpool",
        "--phrases",
        "style.csv",
        "--out",
        "p.md",
        "-q",
    ];
    desk.done(&arguments);
    let text = desk.text("p.md");
    assert!(
        text.contains("531 children were in care in Blackpool"),
        "{text}"
    );
    assert!(text.contains("8% of children in care had"), "{text}");
    assert!(text.contains("highest of all 151"), "{text}");
    let said = body(&text).join("\n");
    assert!(!said.contains("looked-after children"), "{said}");

    desk.put("bad.csv", "key,phrase\nword.looked after,caused by {x}\n");
    let refused = desk.run(&["findings", "Blackpool", "--phrases", "bad.csv"]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(
        refused.err.contains("placeholder") && refused.err.contains("row 2"),
        "{}",
        refused.err
    );
}

#[test]
fn a_name_is_said_as_it_is_spoken() {
    for MadePaper { name, text, .. } in papers() {
        assert_eq!(crate::sayings::runs_on(text), None, "{name}");
    }
}

/// Of a dozen categories one is often beyond all neighbours by chance: the first page says so of a share that is apart from England's too,
/// and of no figure whose paragraph says that it is not clearly different from England.
#[test]
fn a_figure_beyond_all_neighbours_is_apart_from_england() {
    let mut held = 0;
    for paper in papers() {
        let entries = paper.manifest["entries"].as_object().expect("entries");
        let summary = entries.values().filter(|entry| entry["kind"] == "Summary");
        for entry in summary {
            let text = entry["text"].as_str().expect("a text");
            let indicator = entry["indicator"].as_str().expect("an indicator");
            if !text.contains("above all ") && !text.contains("below all ") {
                continue;
            }
            let is_like = "not clearly different from England";
            let quarrels = !text.contains(is_like)
                && entries.values().any(|other| {
                    let told = other["text"].as_str().unwrap_or_default();
                    other["indicator"] == indicator && told.contains(is_like)
                });
            assert!(!quarrels, "{}: {text}", paper.name);
            if !indicator.contains("-by-") {
                continue;
            }
            let found = entry["evidence"]["comparators"]["findings"].as_array();
            let mut kinds = found.expect("findings").iter().map(|one| &one["kind"]);
            let is_apart = kinds.any(|kind| kind == "CategoryApart");
            assert!(is_apart, "{}: {text}", paper.name);
            held += 1;
        }
    }
    assert!(held > 0);
}
