//! Slides made by the program: sound for PowerPoint, nothing on them that the paper does not say, traceable, on a council's own template;
//! and the messages for a template of the wrong kind.

use crate::pptx_check::{self, ReadSlide, read_slides};
use crate::program::{Desk, Written};
use crate::published::text;
use crate::sample;
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::sync::OnceLock;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PAPERS: [&str; 11] = [
    "scrutiny-social-care",
    "corporate-parenting",
    "scrutiny-youth-justice",
    "adoption-and-permanence",
    "education-of-vulnerable-children",
    "improvement-plan",
    "inspection-position",
    "one-page-profile",
    "self-evaluation-annex",
    "send-and-inclusion",
    "workforce",
];
const AUTHORITIES: [&str; 4] = ["Blackpool", "City of London", "Rochdale", "Lancashire"];
const PARTS: [&str; 7] = [
    "Summary",
    "Where we stand",
    "What is behind it",
    "Better",
    "Worse and to watch",
    "Since last time",
    "How we know",
];
const LICENCE: &str =
    "Contains public sector information licensed under the Open Government Licence v3.0.";

fn make(desk: &Desk, paper: &str, authority: &str, more: &[&str]) {
    let outs = ["deck.pptx", "deck.md"].map(|name| text(&desk.path(name)).to_owned());
    let mut command = desk.program(&["paper", paper, "--authority", authority, "-q"]);
    command
        .current_dir(ROOT)
        .args(["--out", &outs[0], "--out", &outs[1]])
        .args(more);
    if paper == "improvement-plan" {
        command.args(["--plan", "reports/example-plan.csv"]);
    }
    let run = command.output().expect("the program runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{paper} for {authority}: {said}");
}

/// A folder with a deck and its paper. The deck that several tests look at is made once.
fn deck_of(paper: &str, authority: &str) -> Desk {
    static SHARED: OnceLock<Written> = OnceLock::new();
    let desk = Desk::new();
    if (paper, authority) != (PAPERS[0], AUTHORITIES[0]) {
        make(&desk, paper, authority, &[]);
        return desk;
    }
    let shared = SHARED.get_or_init(|| {
        let desk = Desk::new();
        make(&desk, paper, authority, &[]);
        desk.clear_away()
    });
    for name in shared.files() {
        desk.put(&name, shared.bytes(&name));
    }
    desk
}

/// The words of the paper and its annex, without the marks of Markdown.
fn words_of_paper(desk: &Desk) -> String {
    let annex = desk.path("deck-annex.md");
    let mut all = desk.text("deck.md");
    if annex.exists() {
        all.push_str(&desk.text("deck-annex.md"));
    }
    plain(&all.replace("**", "").replace('\\', ""))
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences of a line. A bullet may leave out some of a paragraph's.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive(". ").map(str::trim)
}

/// Titles and bullets say only what the paper says, each part comes once and in its order.
fn said_by_the_paper(slides: &[ReadSlide], paper: &str, what: &str) {
    let mut last = 0;
    for slide in &slides[1..] {
        let at = PARTS.iter().position(|part| *part == slide.part);
        let at = at.unwrap_or_else(|| panic!("{what}: “{}” is no part", slide.part)) + 1;
        assert!(at > last, "{what}: {} comes too late", slide.part);
        last = at;
        for line in std::iter::once(&slide.title).chain(&slide.bullets) {
            let line = plain(line);
            assert!(!line.is_empty(), "{what}: {}: an empty line", slide.part);
            for sentence in sentences(&line) {
                assert!(
                    paper.contains(sentence),
                    "{what}: {}: the paper does not say “{sentence}”",
                    slide.part
                );
            }
            for wrong in ["NaN", "{", "Some(", "inf "] {
                assert!(!line.contains(wrong), "{what}: “{line}”");
            }
        }
    }
}

#[test]
fn every_deck_is_sound_and_says_only_what_its_paper_says() {
    let papers = &PAPERS[..sample::size(3, PAPERS.len())];
    // In the ordinary suite one of them for each authority.
    let each = if sample::is_sweep() { papers.len() } else { 1 };
    for (at, authority) in AUTHORITIES.into_iter().enumerate() {
        for paper in papers.iter().cycle().skip(at).take(each) {
            let desk = deck_of(paper, authority);
            let what = format!("{paper} for {authority}");
            let deck = desk.bytes("deck.pptx");
            let faults = pptx_check::faults(&deck);
            assert!(faults.is_empty(), "{what}: {faults:#?}");
            let slides = read_slides(&deck);
            assert!(
                (3..=7).contains(&slides.len()),
                "{what}: {} slides",
                slides.len()
            );
            said_by_the_paper(&slides, &words_of_paper(&desk), &what);
            let first = &slides[0];
            assert!(first.bullets.iter().any(|line| line == authority), "{what}");
            let last = slides.last().expect("a slide");
            assert_eq!(last.part, "How we know", "{what}");
            assert!(last.bullets.iter().any(|line| line.ends_with(LICENCE)));
            for slide in &slides {
                assert!(
                    !slide.notes.is_empty(),
                    "{what}: {} has no notes",
                    slide.title
                );
            }
        }
    }
}

/// An indicator of which no direction is good is neither better nor worse, however far it stands apart.
#[test]
fn what_has_no_good_direction_is_called_neither_better_nor_worse() {
    let desk = deck_of("scrutiny-social-care", "Blackpool");
    let slides = read_slides(&desk.bytes("deck.pptx"));
    let of = |part: &str| slides.iter().find(|slide| slide.part == part);
    let stands = of("Where we stand").expect("a slide");
    assert!(stands.title.contains("looked after rate"), "{stands:?}");
    for part in ["Better", "Worse and to watch"] {
        let slide = of(part).unwrap_or_else(|| panic!("no slide {part}"));
        let all = format!("{} {}", slide.title, slide.bullets.join(" ")).to_lowercase();
        for neutral in [
            "looked after rate",
            "children in need rate",
            "referral rate:",
        ] {
            assert!(!all.contains(neutral), "{part}: {all}");
        }
    }
    let better = of("Better").expect("a slide");
    assert!(better.title.contains("three or more placements") || better.title.starts_with("Three"));
    assert_eq!((stands.charts, better.charts), (1, 1));
}

#[test]
fn what_a_slide_says_walks_home_from_its_notes() {
    let desk = deck_of("scrutiny-social-care", "Blackpool");
    let slides = read_slides(&desk.bytes("deck.pptx"));
    let stands = slides.iter().find(|slide| slide.part == "Where we stand");
    let notes = stands.expect("a slide").notes.join("\n");
    for said in [
        "cla_number_and_rate_per_10k_children.csv",
        "row 84",
        "November 2025 release",
        "531 children were looked after in Blackpool",
    ] {
        assert!(notes.contains(said), "{said} is not in {notes}");
    }
    // Each command once: some slides refer to the same paragraph.
    let commands: BTreeSet<&str> = slides
        .iter()
        .flat_map(|slide| &slide.notes)
        .flat_map(|line| line.split("yardstick ").skip(1))
        .map(|command| command.trim_end_matches([';', ' ']))
        .filter(|command| command.starts_with("explain"))
        .collect();
    let mut tried = 0;
    for command in sample::some(commands, 2) {
        let words: Vec<&str> = command.split_whitespace().collect();
        let home = desk.done(&words);
        assert!(home.len() > 40, "{command}: {home}");
        tried += 1;
    }
    assert!(tried >= 6, "only {tried} commands in the notes");
    let verified = desk.program(&["verify", text(&desk.path("deck.manifest.json"))]);
    let run = { verified }.current_dir(ROOT).output().expect("it runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stdout)
    );
}

#[test]
fn slides_and_documents_come_from_one_composition() {
    let (one, other) = (Desk::new(), Desk::new());
    for desk in [&one, &other] {
        let outs = ["p.docx", "p.pptx", "p.md", "p.xlsx"];
        let outs = outs.iter().flat_map(|name| ["--out", name]);
        let order = ["paper", "workforce", "--authority", "Rochdale", "-q"];
        desk.done(&order.into_iter().chain(outs).collect::<Vec<_>>());
    }
    assert_eq!(one.files(), other.files());
    for name in one.files() {
        assert!(one.bytes(&name) == other.bytes(&name), "{name}");
    }
    let manifest = one.text("p.manifest.json");
    assert!(manifest.contains("\"p.pptx\"") && manifest.contains("\"p.docx\""));
    // The numbers that a slide refers to are those of the Word file beside it.
    let docx = Desk::new();
    docx.done(&[
        "paper",
        "workforce",
        "--authority",
        "Rochdale",
        "-q",
        "--out",
        "p.docx",
    ]);
    assert!(docx.bytes("p.docx") == one.bytes("p.docx"));
}

#[test]
fn a_report_of_every_meeting_has_a_slide_on_what_is_new() {
    let desk = Desk::new();
    make(&desk, "workforce", "Rochdale", &[]);
    desk.put("last.manifest.json", desk.bytes("deck.manifest.json"));
    let last = desk.path("last.manifest.json");
    make(&desk, "workforce", "Rochdale", &["--since", text(&last)]);
    let deck = desk.bytes("deck.pptx");
    assert!(
        pptx_check::faults(&deck).is_empty(),
        "{:#?}",
        pptx_check::faults(&deck)
    );
    let slides = read_slides(&deck);
    said_by_the_paper(&slides, &words_of_paper(&desk), "workforce");
    let since = slides.iter().find(|slide| slide.part == "Since last time");
    let since = since.expect("a slide");
    assert!(since.title.starts_with("Nothing is new"), "{since:?}");
}

type Parts = std::collections::BTreeMap<String, Vec<u8>>;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn edit(parts: &mut Parts, name: &str, from: &str, to: &str) {
    let text = String::from_utf8(parts[name].clone()).expect("UTF-8");
    assert!(text.contains(from), "{name}: no {from}");
    parts.insert(name.to_owned(), text.replace(from, to).into_bytes());
}

/// A council's presentation: a deck of Lancashire with a mark in its master, a comment, properties of its own, and no layout for two things
/// side by side.
fn council(desk: &Desk) -> Parts {
    make(desk, "workforce", "Lancashire", &[]);
    let mut parts = pptx_check::unzip(&desk.bytes("deck.pptx"));
    edit(
        &mut parts,
        "ppt/slideMasters/slideMaster1.xml",
        "name=\"Band\"",
        "name=\"Council crest\"",
    );
    edit(
        &mut parts,
        "ppt/slideLayouts/slideLayout3.xml",
        "type=\"twoObj\"",
        "type=\"twoTxTwoObj\"",
    );
    edit(
        &mut parts,
        "ppt/slides/_rels/slide1.xml.rels",
        "</Relationships>",
        &format!(
            "<Relationship Id=\"c1\" Type=\"{OFFICE}/comments\" Target=\"/ppt/comments/comment1.xml\"/></Relationships>"
        ),
    );
    parts.insert(
        "ppt/comments/comment1.xml".to_owned(),
        b"<p:cmLst xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\">secret remark</p:cmLst>".to_vec(),
    );
    edit(
        &mut parts,
        "_rels/.rels",
        "</Relationships>",
        &format!(
            "<Relationship Id=\"c1\" Type=\"{OFFICE}/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>"
        ),
    );
    parts.insert(
        "docProps/custom.xml".to_owned(),
        b"<Properties>secret property</Properties>".to_vec(),
    );
    let overrides = [
        (
            "/ppt/comments/comment1.xml",
            "application/vnd.openxmlformats-officedocument.presentationml.comments+xml",
        ),
        (
            "/docProps/custom.xml",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        ),
    ];
    for (part, kind) in overrides {
        let entry = format!("<Override PartName=\"{part}\" ContentType=\"{kind}\"/></Types>");
        edit(&mut parts, "[Content_Types].xml", "</Types>", &entry);
    }
    parts
}

fn zipped(parts: &Parts) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn a_councils_template_keeps_masters_and_layouts_and_nothing_else() {
    let desk = Desk::new();
    let parts = council(&desk);
    desk.put("council.pptx", zipped(&parts));
    let template = desk.path("council.pptx");
    make(
        &desk,
        "scrutiny-social-care",
        "Blackpool",
        &["--template", text(&template)],
    );
    let deck = desk.bytes("deck.pptx");
    let faults = pptx_check::faults(&deck);
    assert!(faults.is_empty(), "{faults:#?}");
    said_by_the_paper(&read_slides(&deck), &words_of_paper(&desk), "council");
    let made = pptx_check::unzip(&deck);
    let all: String = made
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(all.contains("Council crest"));
    for old in ["Lancashire", "secret"] {
        assert!(
            !all.contains(old),
            "“{old}” of the old slides is in the new ones"
        );
    }
    for (name, bytes) in &parts {
        if name.starts_with("ppt/slideMasters/") || name.starts_with("ppt/theme/") {
            assert!(made.get(name) == Some(bytes), "{name} is not as it was");
        }
    }
    let layouts = made
        .keys()
        .filter(|name| name.starts_with("ppt/slideLayouts/slide"));
    assert_eq!(layouts.count(), 4);
}

#[test]
fn what_a_template_lacks_is_said() {
    let desk = Desk::new();
    let mut parts = council(&desk);
    edit(
        &mut parts,
        "ppt/slideLayouts/slideLayout2.xml",
        "type=\"obj\"",
        "type=\"objOnly\"",
    );
    edit(
        &mut parts,
        "ppt/slideLayouts/slideLayout1.xml",
        "type=\"title\"",
        "type=\"secHead\"",
    );
    desk.put("bare.pptx", zipped(&parts));
    let order = |template: &str, out: &str| {
        desk.run(&[
            "paper",
            "workforce",
            "--authority",
            "Rochdale",
            "--template",
            template,
            "--out",
            out,
        ])
    };
    let run = order("bare.pptx", "p.pptx");
    assert_eq!(run.code, 0, "{}", run.err);
    for said in ["no layout “Title and Content”", "no layout “Title Slide”"] {
        assert!(run.err.contains(said), "{said} is not in {}", run.err);
    }
    let faults = pptx_check::faults(&desk.bytes("p.pptx"));
    assert!(faults.is_empty(), "{faults:#?}");
    for layout in ["2", "3", "4"] {
        let name = format!("ppt/slideLayouts/slideLayout{layout}.xml");
        edit(&mut parts, &name, "type=\"title\"", "type=\"dt\"");
    }
    edit(
        &mut parts,
        "ppt/slideLayouts/slideLayout1.xml",
        "type=\"ctrTitle\"",
        "type=\"dt\"",
    );
    desk.put("none.pptx", zipped(&parts));
    let run = order("none.pptx", "q.pptx");
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(
        run.err
            .contains("no layout with a title and a place for content"),
        "{}",
        run.err
    );
    assert!(!desk.path("q.pptx").exists());
}

/// Templates, files to write, the code and a part of the message.
type WrongKind = (
    &'static [&'static str],
    &'static [&'static str],
    i32,
    &'static str,
);

const WRONG_KINDS: [WrongKind; 9] = [
    (&["council.pptx"], &["p.docx"], 2, "no slides are written"),
    (
        &["council.pptx"],
        &["p.html", "p.md"],
        2,
        "no slides are written",
    ),
    (
        &["council.docx"],
        &["p.pptx"],
        2,
        "slides take a presentation",
    ),
    (
        &["council.docx"],
        &["p.pptx", "p.md"],
        2,
        "slides take a presentation",
    ),
    (
        &["council.pptx", "council.pptx"],
        &["p.pptx"],
        2,
        "second template of one kind",
    ),
    (&["macros.pptx"], &["p.pptx"], 3, "has macros"),
    (
        &["word.pptx"],
        &["p.pptx"],
        3,
        "not a PowerPoint presentation",
    ),
    (&["old.pptx"], &["p.pptx"], 3, "before 2007"),
    (&["text.pptx"], &["p.pptx"], 3, "not a PowerPoint file"),
];

#[test]
fn a_template_of_the_wrong_kind_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    make(&desk, "workforce", "Rochdale", &[]);
    desk.put("council.pptx", desk.bytes("deck.pptx"));
    desk.done(&[
        "paper",
        "workforce",
        "--authority",
        "Rochdale",
        "-q",
        "--out",
        "council.docx",
    ]);
    let mut macros = pptx_check::unzip(&desk.bytes("deck.pptx"));
    edit(
        &mut macros,
        "[Content_Types].xml",
        "presentationml.presentation.main+xml",
        "ms-powerpoint.presentation.macroEnabled.main+xml",
    );
    desk.put("macros.pptx", zipped(&macros));
    desk.put("word.pptx", desk.bytes("council.docx"));
    desk.put("old.pptx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on");
    desk.put("text.pptx", "no zip");
    for (templates, outs, code, said) in WRONG_KINDS {
        let mut order = vec!["paper", "workforce", "--authority", "Rochdale"];
        order.extend(templates.iter().flat_map(|name| ["--template", *name]));
        order.extend(outs.iter().flat_map(|name| ["--out", *name]));
        let run = desk.run(&order);
        assert_eq!(run.code, code, "{order:?}: {}", run.err);
        assert!(run.err.contains(said), "{order:?}: {}", run.err);
        assert!(outs.iter().all(|out| !desk.path(out).exists()), "{order:?}");
    }
    desk.done(&[
        "paper",
        "workforce",
        "--authority",
        "Rochdale",
        "-q",
        "--template",
        "council.docx",
        "--template",
        "council.pptx",
        "--out",
        "p.docx",
        "--out",
        "p.pptx",
    ]);
}

/// LibreOffice opens each deck and makes as many pages as there are slides.
#[test]
fn libreoffice_shows_every_slide() {
    let authorities = &AUTHORITIES[..sample::size(1, AUTHORITIES.len())];
    for authority in authorities {
        let desk = deck_of("scrutiny-social-care", authority);
        let Some(pages) = desk.pages_laid_out("deck.pptx", "whether slides open") else {
            return;
        };
        assert_eq!(
            pages,
            read_slides(&desk.bytes("deck.pptx")).len(),
            "{authority}"
        );
    }
}
