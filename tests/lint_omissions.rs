//! What `lint` says that a paper leaves out, measured on the program's own papers: of facts that are taken out of them nearly all are
//! missed, and of complete papers next to nothing is.
//!
//! The suite takes one paper of one authority, and both of all in a sweep, which also prints what was wrong.

use crate::lint_faults::AUTHORITIES;
use crate::program::Desk;
use crate::sample;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const PAPERS: [&str; 2] = ["scrutiny-social-care", "workforce"];

/// How a bullet goes on with a weighty fact.
const WEIGHTY: [&str; 7] = [
    ", the highest of ",
    ", the lowest of ",
    ", the joint highest of ",
    ", the joint lowest of ",
    "above all ",
    "below all ",
    ", more than chance would bring",
];

/// An indicator of the catalogue.
struct Named {
    id: String,
    short: String,
    theme: String,
    scorecard: bool,
    /// Everything that it is called.
    names: Vec<String>,
}

fn catalogue() -> Vec<Named> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/indicators.toml");
    let text = std::fs::read_to_string(file).expect("the catalogue");
    text.split("[[indicator]]")
        .skip(1)
        .map(|entry| {
            let value = |key: &str| -> String {
                entry
                    .lines()
                    .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))
                    .map(|value| value.trim_end_matches('"').replace('\'', "’"))
                    .unwrap_or_default()
            };
            Named {
                id: value("id"),
                short: value("short"),
                theme: value("theme"),
                scorecard: entry.lines().any(|line| line == "scorecard = true"),
                names: ["short", "title", "noun"]
                    .map(|key| value(key).to_lowercase())
                    .into(),
            }
        })
        .collect()
}

/// How the label of a bullet in the summary may end.
const LABEL_ENDS: [&str; 5] = [
    ":",
    ", better:",
    ", worse:",
    ", for the better:",
    ", for the worse:",
];

/// The bullet of an indicator in the summary.
fn bullet_of<'p>(paper: &'p str, named: &Named) -> Option<&'p str> {
    let starts = LABEL_ENDS.map(|end| format!("- **{}{end}**", named.short));
    paper.lines().find(|line| {
        let line = line.replace('\'', "’");
        starts.iter().any(|start| line.starts_with(start.as_str()))
    })
}

/// A bullet without what is said beside its figure: "184 children were looked after for every 10,000 children aged under 18."
fn bare(bullet: &str) -> String {
    let end = [
        ", the ", ", among ", ", above ", ", below ", ", up ", ", down ", ", level ",
    ]
    .iter()
    .filter_map(|words| bullet.find(words))
    .min()
    .unwrap_or(bullet.len());
    let bullet = bullet[..end].to_owned();
    let bullet = LABEL_ENDS.iter().fold(bullet, |bullet, end| {
        bullet.replace(&format!("{end}**"), ":**")
    });
    format!("{bullet}.\n")
}

/// A paper without any line that names an indicator.
fn without(paper: &str, named: &Named) -> String {
    let lines = paper.lines().filter(|line| {
        let line = line.to_lowercase().replace('\'', "’");
        !named.names.iter().any(|name| line.contains(name.as_str()))
    });
    lines.map(|line| format!("{line}\n")).collect()
}

fn has_row(paper: &str, named: &Named) -> bool {
    paper.lines().any(|line| {
        let line = line.replace('\'', "’");
        let name = line.strip_prefix(&format!("| {}", named.short));
        name.is_some_and(|rest| [" ", ", "].iter().any(|end| rest.starts_with(end)))
            && line.contains(" of ")
    })
}

/// The indicators that a paper is said to leave out.
fn omitted(
    desk: &Desk,
    paper: &str,
    authority: &str,
    arguments: &[&str],
) -> (BTreeSet<String>, i32) {
    desk.put("given.md", paper);
    let lint = [
        "lint",
        "given.md",
        "--authority",
        authority,
        "--format",
        "json",
        "-q",
    ];
    let run = desk.run(&[&lint, arguments].concat());
    let said: Value = serde_json::from_str(&run.out)
        .unwrap_or_else(|fault| panic!("{fault}: {}{}", run.out, run.err));
    let found = said
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["verdict"] == "not-mentioned")
        .filter_map(|one| one["indicator"].as_str().map(str::to_owned))
        .collect();
    (found, run.code)
}

/// A paper that gives the figures of some indicators and says nothing else of them.
fn with_figures_alone(complete: &str, weighty: &[&Named]) -> String {
    let mut paper = complete.to_owned();
    for of in weighty {
        let bullet = bare(bullet_of(complete, of).expect("a bullet"));
        paper = format!("{}\n{bullet}", without(&paper, of));
    }
    paper
}

/// A paper that does not name one weighty headline of each of its themes, with those headlines.
fn without_headlines<'n>(
    complete: &str,
    weighty: &[&'n Named],
    catalogue: &[Named],
) -> (String, Vec<&'n Named>) {
    let mut paper = complete.to_owned();
    let mut gone: BTreeMap<&str, &Named> = BTreeMap::new();
    for of in weighty.iter().filter(|of| of.scorecard) {
        let others: Vec<&Named> = catalogue
            .iter()
            .filter(|other| other.scorecard && other.theme == of.theme && other.id != of.id)
            .collect();
        let named = others
            .iter()
            .filter(|other| has_row(complete, other))
            .count();
        let is_theme = named >= 3 || 2 * named > others.len() + 1;
        if is_theme && !gone.contains_key(of.theme.as_str()) {
            paper = without(&paper, of);
            gone.insert(&of.theme, of);
        }
    }
    (paper, gone.into_values().collect())
}

#[derive(Default, Debug)]
struct MeasuredOmissions {
    taken_out: usize,
    missed: Vec<String>,
    with_rows: usize,
    alarms: Vec<String>,
}

fn measure(
    desk: &Desk,
    authority: &str,
    name: &str,
    catalogue: &[Named],
    measured: &mut MeasuredOmissions,
) {
    desk.run(&[
        "paper",
        name,
        "--authority",
        authority,
        "--out",
        "own.md",
        "-q",
    ]);
    let files = desk.files();
    let complete: String = ["own.md", "own-annex.md"]
        .iter()
        .filter(|file| files.contains(&(**file).to_owned()))
        .map(|file| format!("{}\n\n", desk.text(file)))
        .collect();
    let (called, _) = omitted(desk, &complete, authority, &[]);
    let rows: Vec<&Named> = catalogue
        .iter()
        .filter(|of| has_row(&complete, of))
        .collect();
    measured.with_rows += rows.len();
    measured.alarms.extend(
        rows.iter()
            .filter(|of| called.contains(&of.id))
            .map(|of| format!("{authority}, {name}: {}", of.id)),
    );
    let weighty: Vec<&Named> = catalogue
        .iter()
        .filter(|of| {
            bullet_of(&complete, of)
                .is_some_and(|bullet| WEIGHTY.iter().any(|words| bullet.contains(words)))
        })
        .collect();
    if weighty.is_empty() {
        return;
    }
    let figures_alone = with_figures_alone(&complete, &weighty);
    let (not_named, gone) = without_headlines(&complete, &weighty, catalogue);
    let taken: [(&str, Vec<&Named>); 2] = [(&figures_alone, weighty), (&not_named, gone)];
    for (paper, out) in taken.into_iter().filter(|(_, out)| !out.is_empty()) {
        let (called, code) = omitted(desk, paper, authority, &["--omissions"]);
        assert_eq!(code == 1, !called.is_empty(), "{authority}, {name}");
        measured.taken_out += out.len();
        measured.missed.extend(
            out.iter()
                .filter(|of| !called.contains(&of.id))
                .map(|of| format!("{authority}, {name}: {}", of.id)),
        );
    }
}

#[test]
fn facts_taken_out_of_a_paper_are_missed_and_a_complete_one_lacks_nothing() {
    let sweep = sample::is_sweep();
    let authorities: Vec<String> = if sweep {
        sample::swept_authorities()
    } else {
        AUTHORITIES
            .iter()
            .take(1)
            .map(|name| (*name).to_owned())
            .collect()
    };
    let catalogue = catalogue();
    let halves: Vec<MeasuredOmissions> = std::thread::scope(|scope| {
        let measuring = [0, 1].map(|half| {
            let (authorities, catalogue) = (&authorities, &catalogue);
            scope.spawn(move || {
                let desk = Desk::new();
                let mut measured = MeasuredOmissions::default();
                for authority in authorities.iter().skip(half).step_by(2) {
                    for name in sample::some(PAPERS, 2) {
                        measure(&desk, authority, name, catalogue, &mut measured);
                    }
                    if sweep {
                        println!("{authority}: so far {measured:?}");
                    }
                }
                measured
            })
        });
        measuring.map(|half| half.join().expect("measured")).into()
    });
    let mut measured = MeasuredOmissions::default();
    for half in halves {
        measured.taken_out += half.taken_out;
        measured.missed.extend(half.missed);
        measured.with_rows += half.with_rows;
        measured.alarms.extend(half.alarms);
    }
    let (missed, alarms) = (&measured.missed, &measured.alarms);
    println!(
        "{} authorities: {} facts taken out, {} not missed by lint; {} indicators told, {} said to be left out",
        authorities.len(),
        measured.taken_out,
        missed.len(),
        measured.with_rows,
        alarms.len()
    );
    for line in missed.iter().chain(alarms).take(60) {
        println!("{line}");
    }
    assert!(
        measured.taken_out >= authorities.len(),
        "too little was taken out"
    );
    assert!(missed.len() * 20 <= measured.taken_out, "{missed:#?}");
    assert!(alarms.len() * 20 <= measured.with_rows, "{alarms:#?}");
}

/// What is left out is told at the end, and the code says so only where it is asked for.
#[test]
fn what_a_paper_leaves_out_is_told_with_the_sentence_that_says_it() {
    let desk = Desk::new();
    let paper = "# Blackpool\n\nThe looked after rate was 184 per 10,000 at 31 March 2025.\n";
    desk.put("paper.md", paper);
    let run = desk.run(&["lint", "paper.md"]);
    assert!(run.code == 0, "{}", run.err);
    for told in [
        "Not mentioned: cla-rate (place, neighbours)",
        "highest of 151",
        "row ",
    ] {
        assert!(run.out.contains(told), "{told}: {}", run.out);
    }
    assert_eq!(desk.run(&["lint", "paper.md", "--omissions"]).code, 1);
    let told = paper.replace(
        " at 31 March 2025.",
        " at 31 March 2025. It was the highest in England and above all its neighbours.",
    );
    desk.put("paper.md", told);
    let run = desk.run(&["lint", "paper.md", "--omissions"]);
    assert!(
        run.code == 0 && !run.out.contains("Not mentioned"),
        "{}",
        run.out
    );
}
