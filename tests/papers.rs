//! Committee papers made by the program: the standard ones as committed, valid for Word, short enough and traceable; and the messages
//! for a bad definition, a missing template or a changed input.

use crate::docx_check;
use crate::program::{Desk, must_have};
use crate::published::{published, text};
use crate::sample;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The standard papers, with the number of pages that each may have.
const PAPERS: [(&str, usize); 11] = [
    ("adoption-and-permanence", 4),
    ("corporate-parenting", 6),
    ("education-of-vulnerable-children", 5),
    ("improvement-plan", 5),
    ("inspection-position", 4),
    ("one-page-profile", 1),
    ("scrutiny-social-care", 6),
    ("scrutiny-youth-justice", 4),
    ("self-evaluation-annex", 5),
    ("send-and-inclusion", 5),
    ("workforce", 4),
];
const PLAN: [&str; 4] = [
    "--plan",
    "reports/example-plan.csv",
    "--plan-before",
    "reports/example-plan-2025-07.csv",
];

/// Makes a paper in the folder of the project, where the example plan lies, and writes it into a folder of the desk.
fn make(desk: &Desk, paper: &str, authority: &str, forms: &[&str]) {
    let stem = authority.to_lowercase().replace(' ', "-");
    let outs: Vec<String> = forms
        .iter()
        .flat_map(|form| {
            [
                "--out".to_owned(),
                text(&desk.path(&format!("{paper}/{stem}.{form}"))).to_owned(),
            ]
        })
        .collect();
    let mut command = desk.program(&["paper", paper, "--authority", authority, "-q"]);
    command.current_dir(ROOT).args(&outs);
    if paper == "improvement-plan" {
        command.args(PLAN);
    }
    let run = command.output().expect("the program runs");
    assert!(
        run.status.success(),
        "{paper} for {authority}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// The committed examples. `UPDATE_REPORTS=1 cargo test papers` writes them anew, to be read before they are committed.
#[test]
fn the_examples_are_as_committed() {
    let desk = Desk::new();
    for (paper, _) in PAPERS {
        make(&desk, paper, "Blackpool", &["docx", "md"]);
    }
    let reports = Path::new(ROOT).join("reports");
    if std::env::var_os("UPDATE_REPORTS").is_some() {
        for (paper, _) in PAPERS {
            // What is made no more goes.
            if reports.join(paper).exists() {
                std::fs::remove_dir_all(reports.join(paper)).expect("removed");
            }
        }
        for name in desk.files() {
            let to = reports.join(&name);
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            std::fs::write(to, desk.bytes(&name)).expect("written");
        }
        return;
    }
    let mut committed = Vec::new();
    for (paper, _) in PAPERS {
        let folder = std::fs::read_dir(reports.join(paper))
            .unwrap_or_else(|fault| panic!("reports/{paper}: {fault}"));
        committed.extend(folder.map(|entry| {
            format!(
                "{paper}/{}",
                entry.expect("an entry").file_name().to_string_lossy()
            )
        }));
    }
    committed.sort();
    assert_eq!(
        committed,
        desk.files(),
        "files under reports/; UPDATE_REPORTS=1 writes them anew"
    );
    for name in desk.files() {
        let (ours, theirs) = (
            desk.bytes(&name),
            std::fs::read(reports.join(&name)).expect("an example"),
        );
        assert!(
            ours == theirs,
            "reports/{name} is not what the program makes now; UPDATE_REPORTS=1 writes it anew"
        );
    }
}

fn sound_for(authority: &str) {
    let desk = Desk::new();
    let kinds: Vec<_> = sample::some(PAPERS, 4).collect();
    for (paper, _) in &kinds {
        make(&desk, paper, authority, &["docx"]);
    }
    let papers: Vec<String> = desk
        .files()
        .into_iter()
        .filter(|name| name.ends_with(".docx"))
        .collect();
    assert!(papers.len() >= kinds.len(), "{papers:?}");
    for name in &papers {
        let faults = docx_check::faults(&desk.bytes(name));
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        let words = document(&desk, name);
        for wrong in ["NaN", "-0.0", "{", "inf ", "Some("] {
            assert!(!words.contains(wrong), "{name} says “{wrong}”");
        }
    }
    // To lay one out costs more than to make all; the ordinary suite lays out another below.
    let main = papers.into_iter().filter(|name| !is_annex(name));
    let laid_out: Vec<String> = sample::some(main, 8).collect();
    short_enough(&desk, &laid_out);
}

/// The text of a Word file's body, without its marks.
fn document(desk: &Desk, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(desk.bytes(name))).expect("a zip");
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .expect("a document")
        .read_to_string(&mut xml)
        .expect("text");
    let body = resvg::usvg::roxmltree::Document::parse(&xml).expect("XML");
    body.descendants()
        .filter(|node| node.tag_name().name() == "t")
        .filter_map(|node| node.text())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_annex(name: &str) -> bool {
    name.ends_with("-annex.docx")
}

/// Laid out by LibreOffice, no paper is longer than its definition allows.
fn short_enough(desk: &Desk, papers: &[String]) {
    // Without Arial, or a font of the same widths, the pages would break elsewhere.
    let font = std::process::Command::new("fc-match")
        .arg("Arial")
        .output()
        .map(|run| String::from_utf8_lossy(&run.stdout).into_owned());
    if !font.is_ok_and(|font| {
        ["Arial", "Liberation", "Arimo"]
            .iter()
            .any(|name| font.contains(name))
    }) {
        assert!(!must_have("office"), "no font as wide as Arial");
        let _ = writeln!(
            std::io::stderr(),
            "skipped: how long papers are, because no font is as wide as Arial"
        );
        return;
    }
    for name in papers.iter().filter(|name| !is_annex(name)) {
        let Some(pages) = desk.pages_laid_out(name, "how long papers are") else {
            return;
        };
        let most = PAPERS
            .iter()
            .find(|(paper, _)| name.starts_with(paper))
            .map_or(0, |(_, most)| *most);
        assert!(
            (1..=most).contains(&pages),
            "{name} has {pages} pages, {most} allowed"
        );
    }
}

/// Of one authority every third paper; of three kinds of authority all in a sweep. Blackpool's committed examples are tested besides.
#[test]
fn every_paper_is_sound() {
    let authorities = ["Blackburn with Darwen", "Lancashire", "Blackpool"];
    for authority in authorities.into_iter().take(sample::size(1, 3)) {
        sound_for(authority);
    }
}

/// A paper of lists, whose lines differ most between authorities.
#[test]
fn the_inspection_paper_has_its_pages_in_any_authority() {
    let authorities = if sample::is_sweep() {
        sample::swept_authorities()
    } else {
        vec!["Wolverhampton".to_owned()]
    };
    let desk = Desk::new();
    for authority in authorities.iter().step_by(3) {
        make(&desk, "inspection-position", authority, &["docx"]);
        let stem = authority.to_lowercase().replace(' ', "-");
        short_enough(&desk, &[format!("inspection-position/{stem}.docx")]);
    }
}

/// An authority of a few dozen children has few figures and many symbols.
#[test]
fn a_paper_for_the_smallest_authority_says_what_is_not_published() {
    let desk = Desk::new();
    make(&desk, "scrutiny-social-care", "City of London", &["md"]);
    let paper = desk.text("scrutiny-social-care/city-of-london.md");
    assert!(
        paper.contains("no figure for City of London") || paper.contains("City of London ("),
        "{paper}"
    );
}

const DEFINITION: &str = "title = \"Looked after in {authority}\"\n\n[[section]]\nheading = \"Rate\"\nindicators = [\"cla-rate\"]\n\
    findings = 1\ntables = [\"standing\"]\nfigures = [\"cla-rate:trend\"]\n\
    text = \"The rate was {cla-rate.value}; neighbours’ mean {cla-rate.neighbours.mean}, {cla-rate.rank}.\"\n";

#[test]
fn a_published_figure_reaches_every_form_and_walks_home() {
    let desk = Desk::new();
    desk.put("own.toml", DEFINITION);
    desk.done(&[
        "paper",
        "own.toml",
        "--authority",
        "Blackpool",
        "--out",
        "a b/p.docx",
        "--out",
        "a b/p.html",
        "--out",
        "a b/p.md",
        "--out",
        "a b/p.xlsx",
        "--out",
        "a b/p.ods",
        "-q",
    ]);
    let sentence = "The rate was 184; neighbours’ mean 124.5, highest of 151.";
    assert!(desk.text("a b/p.md").contains(sentence));
    assert!(
        document(&desk, "a b/p.docx")
            .replace("  ", " ")
            .contains("184")
    );
    let page = desk.text("a b/p.html");
    assert!(
        page.contains("id=\"p2.1.1\"") && page.contains("184") && page.contains("<details"),
        "{page}"
    );
    for name in ["a b/p.xlsx", "a b/p.ods"] {
        assert!(contains_184(&desk, name), "{name} holds 184");
    }
    let home = desk.done(&["explain", "--paper", "a b/p.manifest.json", "2.1"]);
    for step in [
        "p2.1.1",
        "cla_number_and_rate_per_10k_children.csv",
        "row: 84",
        "November 2025",
        "numerator: 531",
    ] {
        assert!(home.contains(step), "{step} is not in {home}");
    }
    let table = desk.json(&["explain", "--paper", "a b/p.manifest.json", "Table 1"]);
    assert_eq!(
        table["table-1"]["rows"][0]["own"]["origin"]["row"], 84,
        "{table:#}"
    );
    assert_eq!(
        desk.run(&["explain", "--paper", "a b/p.manifest.json", "9.9"])
            .code,
        2
    );
}

/// Whether a part of a spreadsheet contains the value 184.
fn contains_184(desk: &Desk, name: &str) -> bool {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(desk.bytes(name))).expect("a zip");
    (0..archive.len()).any(|at| {
        let mut part = String::new();
        archive
            .by_index(at)
            .expect("a part")
            .read_to_string(&mut part)
            .is_ok()
            && part.contains(">184<") | part.contains("\"184\"")
    })
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let (one, other) = (Desk::new(), Desk::new());
    for desk in [&one, &other] {
        make(
            desk,
            "one-page-profile",
            "Sandwell",
            &["docx", "html", "md", "xlsx", "ods"],
        );
    }
    assert_eq!(one.files(), other.files());
    for name in one.files() {
        assert!(one.bytes(&name) == other.bytes(&name), "{name}");
    }
}

#[test]
fn verify_says_what_would_differ_and_why() {
    let desk = Desk::new();
    let release = |year: &str| {
        published(
            "papers::verify",
            &format!("data/ees/{year}/cla_number_and_rate_per_10k_children.csv"),
        )
    };
    let (Some(before), Some(after)) = (release("2024"), release("2025")) else {
        return;
    };
    desk.put("own.toml", DEFINITION.replace("findings = 1\n", ""));
    std::fs::copy(&before, desk.path("figures.csv")).expect("copied");
    let order = [
        "paper",
        "own.toml",
        "--authority",
        "Blackpool",
        "--data",
        "figures.csv",
        "--out",
        "p.md",
        "-q",
    ];
    desk.done(&order);
    let same = desk.run(&["verify", "p.manifest.json"]);
    assert_eq!(same.code, 0, "{}{}", same.out, same.err);
    assert!(same.out.contains("as they were"), "{}", same.out);
    std::fs::copy(&after, desk.path("figures.csv")).expect("copied");
    let now = desk.run(&["verify", "p.manifest.json"]);
    assert_eq!(now.code, 1, "{}", now.out);
    for said in [
        "figures.csv: the file has changed",
        "then: 181",
        "now:  184",
    ] {
        assert!(now.out.contains(said), "{said} is not in {}", now.out);
    }
    desk.put("p.md", "somebody’s own words");
    assert!(
        desk.run(&["verify", "p.manifest.json"])
            .out
            .contains("not as they were written")
    );
}

#[test]
fn verify_says_why_a_file_cannot_be_read() {
    let desk = Desk::new();
    desk.put("own.toml", DEFINITION.replace("findings = 1\n", ""));
    desk.done(&[
        "paper",
        "own.toml",
        "--authority",
        "Blackpool",
        "--out",
        "p.md",
        "-q",
    ]);
    let verified = || desk.run(&["verify", "p.manifest.json"]).out;
    std::fs::remove_file(desk.path("p.md")).expect("removed");
    let gone = verified();
    assert!(
        gone.contains("p.md: the file is not there") && gone.contains("check the path"),
        "{gone}"
    );
    std::fs::create_dir(desk.path("p.md")).expect("a folder");
    let folder = verified();
    assert!(
        folder.contains("p.md: this is a folder") && !folder.contains("not there"),
        "{folder}"
    );
}

/// Definitions with a fault, and what the message must contain.
const BAD_DEFINITIONS: [(&str, &str); 7] = [
    ("title = \"A\"\nsektion = 1\n", "2"),
    (
        "title = \"A\"\n[[section]]\nheading = \"B\"\ntext = \"{cla-rat.value}\"\n",
        "cla-rat",
    ),
    (
        "title = \"A\"\n[[section]]\nheading = \"B\"\ntext = \"{cla-rate.valu}\"\n",
        "value",
    ),
    (
        "title = \"A\"\n[[section]]\nheading = \"B\"\nindicators = [\"cla-rat\"]\n",
        "cla-rate",
    ),
    (
        "title = \"A\"\n[[section]]\nheading = \"B\"\nthemes = [\"weather\"]\n",
        "weather",
    ),
    (
        "title = \"A\"\n[[section]]\nheading = \"B\"\nfigures = [\"cla-rate:pie\"]\n",
        "pie",
    ),
    (
        "title = \"A\"\n[[section]]\nheading = \"B\"\nplan = \"no-plan.csv\"\n",
        "no-plan.csv",
    ),
];

#[test]
fn what_is_wrong_with_an_order_is_said_and_nothing_is_written() {
    let desk = Desk::new();
    desk.put("keep.docx", "as it was");
    for (definition, said) in BAD_DEFINITIONS {
        desk.put("bad.toml", definition);
        let run = desk.run(&[
            "paper",
            "bad.toml",
            "--authority",
            "Blackpool",
            "--out",
            "keep.docx",
        ]);
        assert!(
            [2, 3].contains(&run.code),
            "{definition}: {} {}",
            run.code,
            run.err
        );
        assert!(
            run.err.contains(said) && (run.err.contains("bad.toml") || run.err.contains("no-plan")),
            "{definition}: {}",
            run.err
        );
    }
    for (more, code) in [
        (["--template", "nowhere.docx"], 3),
        (["--template", "bad.toml"], 3),
        (["--out", "paper.odt"], 2),
        (["--list", "1999"], 2),
    ] {
        let order = [
            "paper",
            "workforce",
            "--authority",
            "Blackpool",
            "--out",
            "keep.docx",
            more[0],
            more[1],
        ];
        assert_eq!(desk.run(&order).code, code, "{more:?}");
    }
    assert_eq!(
        desk.run(&[
            "paper",
            "worforce",
            "--authority",
            "Blackpool",
            "--out",
            "keep.docx"
        ])
        .code,
        2
    );
    assert_eq!(desk.files(), ["bad.toml", "keep.docx"]);
    assert_eq!(desk.text("keep.docx"), "as it was");
}

#[test]
fn a_folder_in_the_way_leaves_the_other_outputs_as_they_were() {
    let desk = Desk::new();
    desk.put("p.md", "as it was");
    desk.put("p.html/in the way", "");
    let run = desk.run(&[
        "paper",
        "workforce",
        "--authority",
        "Blackpool",
        "--out",
        "p.md",
        "--out",
        "p.html",
    ]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert_eq!(desk.text("p.md"), "as it was");
    assert_eq!(desk.files(), ["p.html/in the way", "p.md"]);
}

#[test]
fn a_councils_template_keeps_its_styles() {
    let desk = Desk::new();
    make(&desk, "workforce", "Hull", &["docx"]);
    let made = PathBuf::from("workforce/hull.docx");
    std::fs::copy(desk.path(text(&made)), desk.path("house.docx")).expect("copied");
    let run = desk.run(&[
        "paper",
        "one-page-profile",
        "--authority",
        "Hull",
        "--template",
        "house.docx",
        "--out",
        "p.docx",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let faults = docx_check::faults(&desk.bytes("p.docx"));
    assert!(faults.is_empty(), "{faults:#?}");
    let words = document(&desk, "p.docx");
    assert!(
        words.contains("at a glance") && !words.contains("Vacancies"),
        "the template’s own body is gone: {words}"
    );
}
