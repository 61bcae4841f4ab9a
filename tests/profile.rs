//! A whole profile: every chart has an alternative text and a file with its data, and every link has a target.

use crate::program::{Desk, Written};
use crate::published::published;
use crate::sample;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A profile without options, made once.
fn whole() -> &'static Written {
    static WHOLE: OnceLock<Written> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let desk = Desk::new();
        desk.done(&["profile", "Blackpool", "--out", "."]);
        desk.clear_away()
    })
}

/// Every part of a text between two others.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open)
        .skip(1)
        .map(|rest| rest.split(close).next().unwrap_or_default())
        .collect()
}

fn charts(files: Vec<String>) -> Vec<String> {
    files
        .into_iter()
        .filter(|name| name.ends_with(".svg"))
        .collect()
}

fn plain(text: &str) -> String {
    [
        ("&#x2f;", "/"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (name, letter)| {
        text.replace(name, letter)
    })
}

#[test]
fn every_chart_says_what_it_shows_and_has_its_data() {
    let desk = whole();
    let (all, charts) = (desk.files(), charts(desk.files()));
    assert!(charts.len() > 75, "{charts:?}");
    for name in &charts {
        let svg = desk.text(name);
        let (title, told) = (
            between(&svg, "<title", "</title>"),
            between(&svg, "<desc", "</desc>"),
        );
        let title = title
            .first()
            .and_then(|title| title.split_once('>'))
            .expect("a title")
            .1;
        let words = title.split_whitespace().count();
        assert!(
            name == "scorecard.svg" || words <= 10,
            "{words} words in the title of {name}: {title}"
        );
        let told = told
            .first()
            .and_then(|told| told.split_once('>'))
            .expect("alternative text")
            .1;
        assert!(
            told.contains(|c: char| c.is_ascii_digit())
                && told.contains("Blackpool")
                && told.ends_with('.'),
            "{name}: {told}"
        );
        assert!(
            svg.contains("Source: "),
            "{name} does not say where its figures are from"
        );
        assert!(
            all.contains(&name.replace(".svg", ".csv")),
            "{name} has no data beside it"
        );
    }
}

#[test]
fn pictures_are_of_one_size() {
    let desk = whole();
    let pictures: Vec<String> = desk
        .files()
        .into_iter()
        .filter(|name| name.ends_with(".png"))
        .collect();
    assert!(pictures.len() > 50, "{pictures:?}");
    for name in pictures {
        let bytes = std::io::Cursor::new(desk.bytes(&name));
        let size = png::Decoder::new(bytes)
            .read_info()
            .expect("a PNG")
            .info()
            .size();
        assert_eq!(size, (1600, 900), "{name}");
    }
    // The chart of all authorities is a PNG too where that is asked for.
    let desk = Desk::new();
    desk.done(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--all-png",
        "--out",
        ".",
    ]);
    assert!(
        desk.files()
            .contains(&"charts/cla-rate-authorities.png".to_owned())
    );
}

#[test]
fn every_link_of_the_contents_page_leads_to_a_file() {
    let desk = whole();
    let (page, files) = (desk.text("index.html"), desk.files());
    let places = ["href=\"", "src=\""]
        .into_iter()
        .flat_map(|mark| between(&page, mark, "\""));
    let places: BTreeSet<String> = places.map(plain).collect();
    assert!(places.len() > 100, "{}", places.len());
    for place in places {
        match place.strip_prefix('#') {
            Some(id) => assert!(page.contains(&format!("id=\"{id}\"")), "{place}"),
            None => assert!(files.contains(&place), "{place} is not there"),
        }
    }
    let described = between(&page, "<img ", ">")
        .iter()
        .all(|img| img.contains("alt=\"") && !img.contains("alt=\"\""));
    assert!(
        described
            && page.contains("<html lang=\"en-GB\">")
            && page.contains("Open Government Licence v3.0")
    );
    let unlinked: Vec<&String> = files
        .iter()
        .filter(|name| name.ends_with(".xlsx") && !page.contains(name.as_str()))
        .collect();
    assert!(unlinked.is_empty(), "{unlinked:?}");
}

#[test]
fn each_theme_begins_with_its_small_charts() {
    let desk = whole();
    let page = plain(&desk.text("index.html"));
    let after = page
        .split("<h2 id=\"theme-looked-after\"")
        .nth(1)
        .expect("the theme");
    let (picture, first) = (
        after.find("charts/looked-after-multiples.svg"),
        after.find("<section"),
    );
    assert!(
        picture.is_some() && picture < first,
        "the picture does not come first"
    );
    let rows = desk.rows("charts/looked-after-multiples.csv");
    assert!(
        rows.only(&[("indicator", "cla-rate"), ("period", "2025")])
            .holds(&[("value", "184"), ("england", "67")])
    );
}

#[test]
fn the_scorecard_is_a_page_of_headlines() {
    let rows = whole().rows("scorecard.csv");
    assert!((25..=30).contains(&rows.len()), "{} rows", rows.len());
    let rate = rows.only(&[("indicator", "Looked after rate")]);
    assert!(rate.holds(&[
        ("value", "184"),
        ("neighbour_mean", "124.5"),
        ("region", "90"),
        ("england", "67"),
        ("quartile", "")
    ]));
    assert!(
        rows.iter()
            .all(|row| !row.get("value").is_empty() && !row.get("period").is_empty())
    );
    assert!(
        rows.iter()
            .any(|row| ["A", "B", "C", "D"].contains(&row.get("quartile")))
    );
    assert_eq!(whole().rows("profile.csv").len(), rows.len());
}

/// Authorities that are hard to show: long names, no neighbours' data, new authorities, hardly any children.
#[test]
fn every_kind_of_authority_has_a_profile() {
    let desk = Desk::new();
    let authorities: [(&str, &[i32]); 6] = [
        ("Bournemouth, Christchurch and Poole", &[0]),
        ("Cumberland", &[0]),
        ("City of London", &[0, 1]),
        ("Isles of Scilly", &[0, 1]),
        ("Rutland", &[0]),
        ("Cumbria", &[0, 1]),
    ];
    for (authority, codes) in sample::some(authorities, 3) {
        let chosen = ["cla-rate", "cla-adopted-percent", "sw-turnover-percent"]
            .iter()
            .flat_map(|id| ["--indicator", id]);
        let arguments: Vec<&str> = ["profile", authority, "--out", "out", "-q"]
            .into_iter()
            .chain(chosen)
            .collect();
        let run = desk.run(&arguments);
        assert!(
            codes.contains(&run.code),
            "{authority} gives {}: {}",
            run.code,
            run.err
        );
        for name in charts(desk.files()) {
            let svg = desk.text(&name);
            assert!(
                !svg.contains("NaN") && !svg.contains(">inf"),
                "{authority}: {name}"
            );
        }
    }
}

#[test]
fn the_title_may_stay_out_of_the_picture() {
    let desk = Desk::new();
    for (folder, more) in [("with", [].as_slice()), ("without", &["--no-title"])] {
        desk.done(
            &[
                [
                    "profile",
                    "Blackpool",
                    "--indicator",
                    "cla-rate",
                    "--out",
                    folder,
                ]
                .as_slice(),
                more,
            ]
            .concat(),
        );
    }
    let texts = |folder: &str| {
        between(
            &desk.text(&format!("{folder}/charts/cla-rate-trend.svg")),
            "<text",
            "</text>",
        )
        .len()
    };
    assert!(
        texts("without") < texts("with"),
        "the title is drawn all the same"
    );
}

/// The rows of a published file about England, the regions, and Blackpool's region.
fn of_one_region(file: &std::path::Path) -> String {
    let all = std::fs::read_to_string(file).expect("the file");
    let (head, rows) = all.split_once('\n').expect("a head");
    let mut some = format!("{head}\n");
    let kept = [",National,", ",Regional,", ",North West,"];
    for row in rows.lines() {
        if kept.iter().any(|words| row.contains(words)) {
            some.push_str(&format!("{row}\n"));
        }
    }
    some
}

#[test]
fn every_authority_has_a_folder_and_a_page_leads_to_all_of_them() {
    let test = "profile::every_authority_has_a_folder_and_a_page_leads_to_all_of_them";
    let desk = Desk::new();
    let asked = ["profile", "--all", "--indicator", "cla-rate"];
    let mut asked = [&asked[..], &["--out", "all", "-q"]].concat();
    let file = "data/ees/2025/cla_number_and_rate_per_10k_children.csv";
    let published = || published(test, file);
    if let Some(file) = (!sample::is_sweep()).then(published).flatten() {
        // Charts of one region and folders of all: charts of all take twice the time.
        desk.put("some.csv", of_one_region(&file));
        asked.extend(["--data", "some.csv", "--without-embedded"]);
    }
    desk.done(&asked);
    let files = desk.files();
    let pages = files.iter().filter(|file| file.ends_with("/index.html"));
    // The page of each of 153 authorities, and the one that leads to them.
    assert_eq!(pages.count(), 154);
    assert!(!files.iter().any(|file| file.ends_with(".png")));
    let page = desk.text("all/index.html").replace("&#x2f;", "/");
    let links: Vec<&str> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(links.len(), 153);
    for link in links {
        assert!(files.contains(&format!("all/{link}")), "{link}");
    }
    let of_blackpool = desk.text("all/blackpool/index.html");
    assert!(of_blackpool.contains("Blackpool"), "{of_blackpool}");
}
