//! Three refreshes over two years of real files, for a council whose papers rest on its own store alone: the figures in the program are
//! left out. The first takes in files, the second finds nothing new, and the third brings revisions, news and outputs that are stale.

use crate::program::{Desk, Run};
use crate::refresh::{BOTH, CLA, ONE, Office, cin, cla, outcomes};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::SystemTime;

const RATE: &str = "title = \"Looked after in {authority}\"\nabout = \"A test\"\nmax_pages = 4\n\n[[section]]\nheading = \"Rate\"\n\
    indicators = [\"cla-rate\", \"care-leaver-eet-percent\"]\nfigures = [\"cla-rate:trend\", \"care-leaver-eet-percent:trend\"]\n";
const NEED: &str = "title = \"Need in {authority}\"\nabout = \"A test\"\nmax_pages = 4\n\n[[section]]\nheading = \"Repeat plans\"\n\
    indicators = [\"cpp-repeat-percent\"]\n";
const OUTPUTS: &str = "\n[[output]]\npaper = \"rate.toml\"\nout = [\"out/rate.md\", \"out/rate.html\"]\n\n[[output]]\n\
    paper = \"need.toml\"\nout = \"out/need.md\"\n\n[[output]]\nprofile = true\nindicator = [\"cla-rate\"]\nout = \"out/profile\"\n";

/// An officer's folder that leaves out the figures in the program, with two papers and a profile.
fn office() -> Option<(Office, [crate::server::Release; 2])> {
    let (old_cla, old_cin, new_cla) = (cla("2024")?, cin("2024")?, cla("2025")?);
    let office = Office::new(vec![old_cla.clone(), old_cin], OUTPUTS);
    let settings = office.desk.text("yardstick.toml");
    office
        .desk
        .put("yardstick.toml", format!("embedded = false\n{settings}"));
    office.desk.put("rate.toml", RATE);
    office.desk.put("need.toml", NEED);
    Some((office, [old_cla, new_cla]))
}

/// Every file that a refresh wrote, with its bytes and the time of writing.
type Written = BTreeMap<String, (Vec<u8>, SystemTime)>;

fn written(desk: &Desk) -> Written {
    let files = desk
        .files()
        .into_iter()
        .filter(|name| name.starts_with("out/") || name.starts_with("store/"));
    let each = files.filter(|name| !name.contains("/lock")).map(|name| {
        let hour = std::fs::metadata(desk.path(&name))
            .and_then(|known| known.modified())
            .expect("a file");
        (name.clone(), (desk.bytes(&name), hour))
    });
    each.collect()
}

/// Names of the files that have changed or were written again.
fn touched(before: &Written, after: &Written) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
        .collect()
}

fn refreshed(office: &Office, only: &[&str]) -> (Run, Value) {
    let (run, report) = office.refresh(only);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    (run, report)
}

fn made(report: &Value) -> Vec<bool> {
    report["outputs"]
        .as_array()
        .expect("outputs")
        .iter()
        .map(|output| output["made"].as_bool().expect("a yes or no"))
        .collect()
}

fn why(report: &Value, output: usize) -> Vec<String> {
    let reasons = report["outputs"][output]["reasons"]
        .as_array()
        .expect("reasons");
    reasons
        .iter()
        .map(|reason| reason.as_str().expect("text").to_owned())
        .collect()
}

/// The ids of the vintages of looked-after children, the oldest first.
fn vintages(office: &Office) -> Vec<String> {
    let listed = office.desk.json(&["store", "list"]);
    let mut ids: Vec<String> = listed
        .as_array()
        .expect("vintages")
        .iter()
        .filter(|row| row["publication"] == CLA)
        .map(|row| row["vintage"].as_str().expect("text").to_owned())
        .collect();
    ids.sort();
    ids
}

#[test]
fn the_first_takes_in_the_second_finds_nothing_the_third_tells_what_changed() {
    let Some((office, [old, new])) = office() else {
        return;
    };
    let desk = &office.desk;

    let (run, report) = refreshed(&office, &BOTH);
    assert_eq!(
        (run.code, outcomes(&report), made(&report)),
        (10, vec!["new", "new"], vec![true; 3]),
        "{} {report}",
        run.err
    );
    let paper = desk.text("out/rate.md");
    assert!(
        paper.contains("181") && !paper.contains("2025 release"),
        "the store's own figures, none of the program's: {paper}"
    );
    assert!(
        paper.contains("hold no figure for") && paper.contains("are leavers"),
        "{paper}"
    );
    assert!(
        desk.text("out/rate.manifest.json")
            .contains("\"without_embedded\": true")
    );
    assert_eq!(desk.run(&["verify", "out/rate.manifest.json"]).code, 0);
    assert_eq!(
        inputs(desk, "out/rate.manifest.json"),
        ["rate.toml", "yardstick.toml"],
        "as if it had been asked for alone"
    );
    assert_eq!(
        inputs(desk, "out/need.manifest.json"),
        ["need.toml", "yardstick.toml"],
        "as if it had been asked for alone"
    );

    nothing_new(&office);

    another_version_of_the_same_bytes(&office, old);

    // A year later.
    office.server.publish(vec![new]);
    let need = desk.text("out/need.md");
    let (run, report) = refreshed(&office, &BOTH);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new", "nothing"]),
        "{} {report}",
        run.err
    );
    assert_eq!(
        made(&report),
        [true, false, true],
        "only what is stale: {report}"
    );
    check_reasons(&report);
    assert_eq!(desk.text("out/need.md"), need);
    assert!(desk.text("out/rate.md").contains("184") && desk.text("out/rate.html").contains("184"));
    assert!(desk.text("out/profile/profile.csv").contains(",2025,"));
    revised_and_told(&office);

    let (run, report) = refreshed(&office, &BOTH);
    assert_eq!((run.code, made(&report)), (0, vec![false; 3]), "{report}");
}

/// Checks why the stale outputs were made again.
fn check_reasons(report: &Value) {
    for output in [0, 2] {
        let told = why(report, output);
        assert!(
            told.contains(&"cla-rate 2025 is new".to_owned()),
            "{told:?}"
        );
        assert!(told.iter().any(|reason| reason.starts_with("cla-rate ")
            && reason.contains("2023")
            && reason.ends_with(" revised")));
    }
}

/// Another version of the release and another entity tag on each file, with the same bytes; and a store written by an older program.
fn another_version_of_the_same_bytes(office: &Office, old: crate::server::Release) {
    let desk = &office.desk;
    let mut bumped = old;
    (bumped.amendment, bumped.version) = (1, "1.1".to_owned());
    office.server.shelf().salt = "another machine";
    office.server.publish(vec![bumped]);
    older_program(desk);
    let before = written(desk);
    let (run, report) = refreshed(office, &ONE);
    assert_eq!(
        (run.code, outcomes(&report), made(&report)),
        (0, vec!["nothing"], vec![false; 3]),
        "{} {report}",
        run.err
    );
    // The release's new id and entity tags are remembered, and the store that an older program left gets its index.
    assert_eq!(
        touched(&before, &written(desk)),
        ["store/index.json", "store/refresh.json"],
        "nothing is stored twice"
    );
    assert_eq!(
        (vintages(office).len(), desk.run(&["store", "check"]).code),
        (1, 0)
    );
}

/// A refresh where nothing is new writes nothing.
fn nothing_new(office: &Office) {
    let desk = &office.desk;
    office.server.asked();
    let before = written(desk);
    let (run, report) = refreshed(office, &BOTH);
    assert_eq!(
        (run.code, outcomes(&report), made(&report)),
        (0, vec!["nothing", "nothing"], vec![false; 3]),
        "{}",
        run.err
    );
    assert!(
        office.server.asked().len() <= 4,
        "two requests a publication at most"
    );
    let after = written(desk);
    assert!(
        before == after,
        "nothing is written, the same bytes neither: {:?}",
        touched(&before, &after)
    );
}

/// The inputs that a manifest names.
fn inputs(desk: &Desk, manifest: &str) -> Vec<String> {
    let manifest: Value = serde_json::from_str(&desk.text(manifest)).expect("JSON");
    let inputs = manifest["inputs"].as_array().expect("inputs").iter();
    inputs
        .map(|input| input["path"].as_str().expect("text").to_owned())
        .collect()
}

/// Gives the store the description that an older program wrote; its digests are those of the files that are there.
fn older_program(desk: &Desk) {
    let described: Vec<String> = desk
        .files()
        .into_iter()
        .filter(|name| name.ends_with("_vintage.json"))
        .collect();
    for name in described {
        let text = desk.text(&name);
        let older = text.replace(
            concat!("yardstick ", env!("CARGO_PKG_VERSION")),
            "yardstick 0.0.1",
        );
        assert_ne!(text, older, "{name}");
        desk.put(&name, older);
    }
    desk.sign_store_again("store");
}

/// The revisions between the two vintages, and what is said of them.
fn revised_and_told(office: &Office) {
    let desk = &office.desk;
    let [old, new]: [String; 2] = vintages(office).try_into().expect("two vintages");
    let rows = desk.json(&["revisions", "--between", &old, &new]);
    let rows = rows.as_array().expect("rows");
    let of = |kind: &str| {
        rows.iter()
            .filter(|row| row["indicator"] == "cla-rate" && row["kind"] == kind)
            .count()
    };
    assert_eq!((of("changed"), of("became-symbol")), (102, 4));
    let blackpool: Vec<String> = rows
        .iter()
        .filter(|row| row["indicator"] == "cla-rate" && row["la_code"] == "890")
        .map(|row| {
            format!(
                "{} {}->{}",
                row["period"].as_str().expect("text"),
                row["old"],
                row["new"]
            )
        })
        .collect();
    assert_eq!(blackpool, ["2023 191->190", "2024 181->182"]);

    check_news(desk);
}

/// Checks the news of the new release.
fn check_news(desk: &Desk) {
    let news = desk.json(&["news"]);
    let news = news.as_array().expect("rows");
    let told = |part: &str| -> Vec<&str> {
        news.iter()
            .filter(|row| row["part"] == part)
            .map(|row| row["text"].as_str().expect("text"))
            .collect()
    };
    let fresh = news
        .iter()
        .find(|row| row["part"] == "new" && row["indicator"] == "cla-rate")
        .expect("the new rate");
    assert_eq!(fresh["period"], "2025");
    let text = fresh["text"].as_str().expect("text");
    assert!(
        text.contains("184 for every 10,000") && text.contains("The change from 182 in 2024"),
        "{text}"
    );
    let revised = told("revised");
    assert!(
        revised
            .iter()
            .any(|text| text.contains("2024 was 181, is 182")
                && text.contains("2023 was 191, is 190")),
        "{revised:?}"
    );
    let waiting = told("not-updated");
    assert!(
        waiting
            .iter()
            .any(|text| text.contains("Children in need") && text.contains("November 2026")),
        "{waiting:?}"
    );
    let weights: Vec<i64> = news
        .iter()
        .filter(|row| row["part"] == "new")
        .map(|row| row["weight"].as_i64().expect("a number"))
        .collect();
    assert!(
        weights.len() > 2 && weights.is_sorted_by(|a, b| a >= b),
        "{weights:?}"
    );
    assert!(desk.done(&["news"]).lines().count() <= 60);
}

#[test]
fn without_the_figures_in_the_program_only_what_was_taken_in_speaks_and_what_lacks_is_said() {
    let Some(folder) = crate::published::published("own files alone", "data/ees/2024") else {
        return;
    };
    let desk = Desk::new();
    let none = desk.run(&[
        "compare",
        "Blackpool",
        "cla-rate",
        "--store",
        "st",
        "--no-embedded",
    ]);
    assert_eq!(none.code, 1, "{}", none.err);
    assert!(
        none.err.contains("no store in this folder yet") && none.err.contains("left out"),
        "{}",
        none.err
    );

    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let took = desk.run(&[
        "import",
        &file("cla_number_and_rate_per_10k_children.csv"),
        "--store",
        "st",
    ]);
    assert_eq!(took.code, 10, "{}", took.err);
    desk.put(
        "yardstick.toml",
        "authority = \"Blackpool\"\nstore = \"st\"\nembedded = false\n",
    );
    let value = |more: &[&str]| {
        desk.json(&[&["compare", "cla-rate", "-q"], more].concat())[0]["value"].clone()
    };
    assert_eq!(value(&[]), 181.0);
    assert_eq!(value(&["--period", "2023"]), 191.0);
    assert_eq!(value(&["--as-at", "2024-12-01"]), 181.0);
    assert_eq!(value(&["--vintage", "November 2024"]), 181.0);
    what_lacks_is_said(&desk);
    let told = desk.run(&["findings"]);
    assert!(
        told.code == 0 && told.err.contains("no figure for") && told.err.contains("cin-rate"),
        "{}",
        told.err
    );
    assert!(
        told.out.contains("181 per 10,000") && !told.out.contains("2025]"),
        "{}",
        told.out
    );
    let news = desk.json(&["news"]);
    assert_eq!(
        news.as_array().map(Vec::len),
        Some(0),
        "there was nothing before: {news}"
    );

    a_file_named_for_one_question_is_used_alone(
        &desk,
        &file("../2025/b1_children_in_need_2013_to_2025.csv"),
    );
}

/// Its denominator is not taken from the figures in the program.
fn a_file_named_for_one_question_is_used_alone(desk: &Desk, file: &str) {
    let lent = desk.run(&["compare", "cin-rate", "--data", file, "--format", "json"]);
    assert!(lent.err.contains("need the mid-"), "{}", lent.err);
    let rows: Value = serde_json::from_str(&lent.out).expect("JSON");
    assert!(rows[0]["value"].is_null(), "{rows}");
    let looked = desk.json(&["doctor"]);
    let row = looked
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["check"] == "data in the program")
        .expect("the check");
    assert!(
        row["found"].as_str().expect("text").contains("left out"),
        "{row}"
    );
    let due = desk.json(&["calendar"]);
    let workforce = due
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["publication"] == "children-s-social-work-workforce");
    assert!(
        workforce.expect("the publication")["published"].is_null(),
        "{workforce:?}"
    );
}

/// Questions about figures that the store does not have are refused, and nothing is written.
fn what_lacks_is_said(desk: &Desk) {
    for (what, asked) in [
        (
            "before anything was published",
            vec!["compare", "cla-rate", "--as-at", "2024-01-01"],
        ),
        ("an indicator that no file has", vec!["compare", "cin-rate"]),
        (
            "findings of it",
            vec!["findings", "--indicator", "cin-rate"],
        ),
        (
            "a profile of it",
            vec!["profile", "--indicator", "cin-rate", "--out", "p"],
        ),
        ("a paper of it", vec!["paper", "workforce", "--out", "p.md"]),
    ] {
        let run = desk.run(&asked);
        assert_eq!(run.code, 1, "{what}: {}", run.err);
        assert!(
            run.err.contains("left out") && run.err.contains("yardstick import"),
            "{what}: {}",
            run.err
        );
    }
    assert!(
        !desk.files().iter().any(|name| name.starts_with("p")),
        "nothing is written: {:?}",
        desk.files()
    );
}
