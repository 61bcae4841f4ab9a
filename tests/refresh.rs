//! A refresh from end to end: real files, a stand-in for DfE's services, and every fault that a network can have. Whatever happens,
//! nothing that was kept is lost, and the next run recovers.

use crate::program::{Desk, Run};
use crate::published::published;
use crate::sample;
use crate::server::{DataFile, Release, Server, What};
use serde_json::Value;
use std::collections::BTreeMap;

pub(crate) const CLA: &str = "children-looked-after-in-england-including-adoptions";
pub(crate) const CIN: &str = "characteristics-of-children-in-need";

/// A release of real files. Some are found by their titles, the others by their names.
pub(crate) fn release(
    slug: &'static str,
    title: &'static str,
    year: &str,
    day: &str,
    files: Vec<DataFile>,
) -> Release {
    Release {
        slug,
        title,
        release: year.to_owned(),
        amendment: 0,
        published: format!("{day}T09:30:00+00:00"),
        files,
        version: "1.0".to_owned(),
        version_status: "Published",
        set_status: "Published",
    }
}

pub(crate) fn cla(year: &str) -> Option<Release> {
    let folder = published("refresh", &format!("data/ees/{year}"))?;
    let day = if year == "2025" {
        "2025-11-27"
    } else {
        "2024-11-14"
    };
    let files = vec![
        DataFile::of(
            &folder.join("cla_number_and_rate_per_10k_children.csv"),
            None,
        ),
        DataFile::of(
            &folder.join("la_cla_placement_stability.csv"),
            Some("Stability of CLA"),
        ),
    ];
    Some(release(
        CLA,
        "Children looked after in England including adoptions",
        year,
        day,
        files,
    ))
}

pub(crate) fn cin(year: &str) -> Option<Release> {
    let folder = published("refresh", &format!("data/ees/{year}"))?;
    let day = if year == "2025" {
        "2025-10-30"
    } else {
        "2024-10-31"
    };
    let file = |name: &str| DataFile::of(&folder.join(format!("{name}_2013_to_{year}.csv")), None);
    let mut files = vec![file("b1_children_in_need"), file("d3_cpps_subsequent_plan")];
    if year == "2025" {
        files.push(DataFile::of(
            &folder.join("ons_mid-year_population_estimates_2012_to_2024.csv"),
            None,
        ));
    }
    Some(release(CIN, "Children in need", year, day, files))
}

/// Settings that follow only the publications that the server has; others would be reported as not reached.
pub(crate) const BOTH: [&str; 4] = ["--only", CLA, "--only", CIN];
pub(crate) const ONE: [&str; 2] = ["--only", CLA];

#[test]
fn every_published_file_passes_the_screen() {
    let (Some(cla), Some(cin), Some(folder)) = (
        cla("2025"),
        cin("2025"),
        published("refresh", "data/ees/2025"),
    ) else {
        return;
    };
    let file = |name: &str| DataFile::of(&folder.join(format!("{name}.csv")), None);
    let (mut cla, mut cin) = (cla, cin);
    if sample::is_sweep() {
        cla.files.extend(
            [
                "la_care_leavers_accommodation_suitability",
                "la_conviction_health_outcome_cla",
            ]
            .map(file),
        );
        cin.files
            .push(file("d5_cpps_at31march_by_duration_2013_to_2025"));
    }
    let outcomes = "outcomes-for-children-in-need-including-children-looked-after-by-local-authorities-in-england";
    let office = Office::new(
        vec![
            cla,
            cin,
            release(
                outcomes,
                "Outcomes for children in need",
                "2025",
                "2026-04-02",
                vec![file("ks4_la")],
            ),
            release(
                "children-s-social-work-workforce",
                "Workforce",
                "2025",
                "2026-03-19",
                vec![file("csww_indicators_2017_to_2025")],
            ),
            release(
                "stability-measures-for-children-looked-after-in-england",
                "Stability",
                "2024",
                "2026-01-21",
                vec![file("la_cla_school_moves")],
            ),
        ],
        "",
    );
    let (run, report) = office.refresh(&[]);
    assert_eq!(
        outcomes_of_services(&report),
        ["new"; 5],
        "{}",
        reasons(&report)
    );
    assert_eq!(run.code, 10);
    assert_eq!(office.refresh(&[]).0.code, 0);
}

/// The results for the publications that a service offers.
fn outcomes_of_services(report: &Value) -> Vec<&str> {
    outcomes(report)
        .into_iter()
        .filter(|outcome| *outcome != "by-hand")
        .collect()
}

/// An officer's folder, and the services that its settings name.
pub(crate) struct Office {
    pub(crate) desk: Desk,
    pub(crate) server: Server,
}

/// A refresh in a folder, and what it reports.
pub(crate) fn refreshed(desk: &Desk, only: &[&str]) -> (Run, Value) {
    let run = desk.run(&[&["refresh", "--format", "json"], only].concat());
    let report = serde_json::from_str(&run.out)
        .unwrap_or_else(|fault| panic!("{fault}: {}\n{}", run.out, run.err));
    (run, report)
}

impl Office {
    pub(crate) fn new(releases: Vec<Release>, more: &str) -> Office {
        let (desk, server) = (Desk::new(), Server::start(releases));
        desk.put(
            "yardstick.toml",
            format!(
                "authority = \"Blackpool\"\nstore = \"store\"\n{}{more}",
                server.settings()
            ),
        );
        Office { desk, server }
    }

    pub(crate) fn refresh(&self, only: &[&str]) -> (Run, Value) {
        refreshed(&self.desk, only)
    }

    /// Everything in the store but its lock.
    pub(crate) fn kept(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self
            .desk
            .files()
            .into_iter()
            .filter(|name| name.starts_with("store/") && !name.contains("/lock"));
        files
            .map(|name| (name.clone(), self.desk.bytes(&name)))
            .collect()
    }

    pub(crate) fn vintages(&self) -> Vec<String> {
        self.kept()
            .into_keys()
            .filter(|name| name.ends_with("_vintage.json"))
            .collect()
    }
}

pub(crate) fn outcomes(report: &Value) -> Vec<&str> {
    report["publications"]
        .as_array()
        .expect("publications")
        .iter()
        .map(|line| line["outcome"].as_str().expect("text"))
        .collect()
}

pub(crate) fn reasons(report: &Value) -> String {
    report["publications"]
        .as_array()
        .expect("publications")
        .iter()
        .map(|line| line["reasons"].to_string())
        .collect()
}

#[test]
fn takes_in_finds_nothing_then_takes_in_the_next_release() {
    let (Some(old_cla), Some(old_cin), Some(new_cla), Some(new_cin)) =
        (cla("2024"), cin("2024"), cla("2025"), cin("2025"))
    else {
        return;
    };
    let office = Office::new(vec![old_cla, old_cin], "");
    let (run, report) = office.refresh(&[&BOTH[..], &["--dry-run"]].concat());
    assert_eq!(
        (run.code, outcomes(&report)),
        (0, vec!["offered", "offered"]),
        "{}",
        run.err
    );
    assert!(office.vintages().is_empty());

    let (run, report) = office.refresh(&BOTH);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new", "new"]),
        "{} {}",
        run.err,
        run.out
    );
    assert_eq!(office.vintages().len(), 2, "{:?}", office.vintages());
    let names: Vec<&str> = report["publications"][1]["files"]
        .as_array()
        .expect("files")
        .iter()
        .filter_map(|f| f["name"].as_str())
        .collect();
    assert_eq!(
        names,
        [
            "b1_children_in_need_2013_to_2024.csv",
            "d3_cpps_subsequent_plan_2013_to_2024.csv"
        ]
    );

    let before = nothing_new(&office);
    office.server.publish(vec![new_cla, new_cin]);
    let (run, report) = office.refresh(&BOTH);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new", "new"]),
        "{} {}",
        run.err,
        run.out
    );
    assert_eq!(office.vintages().len(), 4, "{:?}", office.vintages());
    let after = office.kept();
    let history = before.iter().filter(|(name, _)| name.contains("vintage="));
    assert!(
        history.clone().count() > 4
            && history
                .into_iter()
                .all(|(name, bytes)| after.get(name) == Some(bytes))
    );
}

/// Refreshes where nothing is new: few requests, and nothing written. Gives the files of the store.
fn nothing_new(office: &Office) -> BTreeMap<String, Vec<u8>> {
    office.server.asked();
    let before = office.kept();
    let (run, report) = office.refresh(&BOTH);
    assert_eq!(
        (run.code, outcomes(&report)),
        (0, vec!["nothing", "nothing"]),
        "{}",
        run.err
    );
    let asked = office.server.asked();
    assert!(
        asked.len() <= 4,
        "two requests a publication at most: {asked:?}"
    );
    assert!(
        asked
            .iter()
            .all(|a| a.header("user-agent")
                == Some(concat!("yardstick/", env!("CARGO_PKG_VERSION"))))
    );
    assert_eq!(before, office.kept());
    assert_eq!(report["publications"][0]["next"], "2026-11");
    before
}

/// The same release with the rows of another year, and one figure revised.
pub(crate) fn a_year_later(mut release: Release) -> Release {
    let file = &mut release.files[0];
    let text = String::from_utf8(file.bytes.clone()).expect("UTF-8");
    let mut rows: Vec<String> = text
        .lines()
        .map(|line| line.replace(",219\n", ",220\n"))
        .collect();
    let blackpool = rows.iter_mut().find(|row| {
        row.starts_with("2022,") && row.contains("Blackpool") && row.contains("on 31 March")
    });
    let blackpool = blackpool.expect("Blackpool in 2022");
    *blackpool = blackpool
        .strip_suffix(",219")
        .map(|row| format!("{row},220"))
        .expect("219, as published");
    let next: Vec<String> = rows
        .iter()
        .filter_map(|row| Some(format!("2026,{}", row.strip_prefix("2025,")?)))
        .collect();
    rows.extend(next);
    file.bytes = format!("{}\n", rows.join("\n")).into_bytes();
    (release.release, release.published) =
        ("2026".to_owned(), "2026-11-19T09:30:00+00:00".to_owned());
    release
}

#[test]
fn outputs_are_made_again_only_when_what_they_show_has_changed_and_say_why() {
    let Some(first) = cla("2025") else { return };
    let definition = "title = \"Looked after in {authority}\"\nabout = \"A test\"\nmax_pages = 4\n\n[[section]]\nheading = \"Rate\"\nindicators = [\"cla-rate\"]\n";
    let other = definition.replace("cla-rate", "cin-rate");
    let outputs = "\n[[output]]\npaper = \"rate.toml\"\nout = [\"out/rate.md\", \"out/rate.html\"]\n\n[[output]]\npaper = \"need.toml\"\n\
        authority = \"Torbay\"\nout = \"out/need.md\"\n";
    let office = Office::new(vec![first.clone()], outputs);
    office.desk.put("rate.toml", definition);
    office.desk.put("need.toml", other);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 10, "{} {}", run.err, run.out);
    assert_eq!(
        (
            report["outputs"][0]["made"].clone(),
            report["outputs"][1]["made"].clone()
        ),
        (true.into(), true.into())
    );
    let (rate, need) = (
        office.desk.text("out/rate.md"),
        office.desk.text("out/need.md"),
    );

    let (_, report) = office.refresh(&ONE);
    assert_eq!(
        (
            report["outputs"][0]["made"].clone(),
            report["outputs"][1]["made"].clone()
        ),
        (false.into(), false.into())
    );

    office.server.publish(vec![a_year_later(first)]);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 10, "{} {}", run.err, run.out);
    let why = report["outputs"][0]["reasons"].to_string();
    assert!(
        why.contains("cla-rate 2026 is new") && why.contains("cla-rate 2022 revised"),
        "{why}"
    );
    assert_eq!(
        (
            report["outputs"][0]["made"].clone(),
            report["outputs"][1]["made"].clone()
        ),
        (true.into(), false.into()),
        "{report}"
    );
    assert_ne!(rate, office.desk.text("out/rate.md"));
    assert!(office.desk.text("out/rate.md").contains("2026"));
    assert_eq!(need, office.desk.text("out/need.md"));

    a_removed_output_is_made_again(&office, &need);
}

fn a_removed_output_is_made_again(office: &Office, need: &str) {
    std::fs::remove_file(office.desk.path("out/need.md")).expect("removed");
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (
            run.code,
            report["outputs"][1]["reasons"]
                .to_string()
                .contains("not there")
        ),
        (0, true),
        "{report}"
    );
    assert_eq!(need, office.desk.text("out/need.md"));
}

#[test]
fn what_passes_is_waited_out() {
    let Some(first) = cla("2025") else { return };
    for (what, at, trouble) in sample::some(passing_faults(), 6) {
        let office = Office::new(vec![first.clone()], "");
        office.server.trouble(at, 2, trouble);
        let (run, report) = office.refresh(&ONE);
        assert_eq!(
            (run.code, outcomes(&report)),
            (10, vec!["new"]),
            "{what}: {} {}",
            run.err,
            run.out
        );
        let kept: Vec<u8> = office
            .kept()
            .into_iter()
            .filter(|(name, _)| name.ends_with("children.csv.gz"))
            .flat_map(|(_, b)| b)
            .collect();
        let mut plain = Vec::new();
        std::io::Read::read_to_end(
            &mut flate2::read::GzDecoder::new(kept.as_slice()),
            &mut plain,
        )
        .expect("a gzip");
        assert!(
            plain == first.files[0].bytes,
            "{what}: the bytes kept are those published"
        );
    }
}

/// Faults that pass: what, at which addresses, and the fault.
fn passing_faults() -> [(&'static str, &'static str, What); 9] {
    [
        (
            "busy, with a time",
            "/files/",
            What::Status(429, &[("retry-after", "0")], "slow down"),
        ),
        (
            "busy, without a time",
            "version-summary",
            What::Status(429, &[], ""),
        ),
        (
            "the gateway gave up",
            "data-content",
            What::Status(504, &[], ""),
        ),
        ("a line that went dead", "/publications/", What::Hang),
        ("a silent server", "version-summary", What::Silence),
        (
            "a download that broke off",
            "/files/",
            What::Cut {
                at: 400,
                promised: true,
            },
        ),
        (
            "a packed file cut off under 200",
            "/files/",
            What::Cut {
                at: 700,
                promised: false,
            },
        ),
        (
            "a zip cut off under 200",
            "/files",
            What::Cut {
                at: 900,
                promised: false,
            },
        ),
        (
            "a message cut off",
            "data-content",
            What::Cut {
                at: 500,
                promised: false,
            },
        ),
    ]
}

#[test]
fn a_broken_download_goes_on_where_it_stopped() {
    let Some(first) = cla("2025") else { return };
    let office = Office::new(vec![first], "");
    office.server.shelf().packs = false;
    office.server.trouble(
        "/files/",
        1,
        What::Cut {
            at: 600,
            promised: true,
        },
    );
    let (run, _) = office.refresh(&ONE);
    assert_eq!(run.code, 10, "{}", run.err);
    let resumed: Vec<String> = office
        .server
        .asked()
        .iter()
        .filter_map(|a| a.header("range").map(str::to_owned))
        .collect();
    assert_eq!(resumed.len(), 1);
    assert!(
        resumed[0].starts_with("bytes=") && resumed[0] != "bytes=0-",
        "{resumed:?}"
    );
}

#[test]
fn what_does_not_pass_leaves_the_last_good_data_alone() {
    let (Some(old), Some(new)) = (cla("2024"), cla("2025")) else {
        return;
    };
    let office = Office::new(vec![old], "");
    // The other service fails too.
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("/api/v1", "/nobody");
    office.desk.put("yardstick.toml", settings);
    assert_eq!(office.refresh(&ONE).0.code, 10);
    let before = office.kept();
    office.server.publish(vec![new]);
    for (what, at, trouble, said) in sample::some(lasting_faults(), 3) {
        office.server.trouble(at, 99, trouble);
        let (run, report) = office.refresh(&ONE);
        assert_eq!(
            (run.code, outcomes(&report)),
            (12, vec!["unreachable"]),
            "{what}: {} {}",
            run.err,
            run.out
        );
        assert!(
            reasons(&report).contains(said),
            "{what}: {}",
            reasons(&report)
        );
        assert!(before == office.kept(), "{what}: the store is as it was");
        office.server.peace();
    }
    assert_eq!(office.refresh(&ONE).0.code, 10, "the next run recovers");
    assert_eq!(office.vintages().len(), 2);
}

/// Faults that last: what, at which addresses, the fault, and what the message must contain.
fn lasting_faults() -> [(&'static str, &'static str, What, &'static str); 9] {
    [
        (
            "busy for ever",
            "content",
            What::Status(429, &[], ""),
            "429",
        ),
        (
            "busy until tomorrow",
            "content",
            What::Status(429, &[("retry-after", "86400")], ""),
            "86400",
        ),
        (
            "the gateway gives up",
            "data-content",
            What::Status(504, &[], ""),
            "504",
        ),
        (
            "a page in place of a message",
            "publications",
            What::Page,
            "web page",
        ),
        (
            "a page in place of a file",
            "/files/",
            What::Page,
            "web page",
        ),
        (
            "a file always cut off",
            "/files/",
            What::Cut {
                at: 500,
                promised: false,
            },
            "cut off",
        ),
        (
            "a zip always cut off",
            "/files",
            What::Cut {
                at: 980,
                promised: false,
            },
            "cut off",
        ),
        (
            "a bit flipped on the way",
            "/files",
            What::Flip(500),
            "damaged",
        ),
        ("gone", "/files/", What::Status(404, &[], "{}"), "404"),
    ]
}

#[test]
fn nobody_at_the_address_is_12() {
    let desk = Desk::new();
    desk.put(
        "yardstick.toml",
        "store = \"store\"\n[refresh]\napi = \"http://127.0.0.1:1\"\ncontent = \"http://127.0.0.1:1\"\npause = 0.01\ntries = 2\n",
    );
    let run = desk.run(&["refresh", "--only", CLA]);
    assert_eq!(run.code, 12, "{}", run.err);
    assert!(run.err.contains("what to do"), "{}", run.err);
    assert_eq!(
        desk.run(&["refresh", "--only", "no-such-publication"]).code,
        2
    );
    desk.put(
        "yardstick.toml",
        "store = \"store\"\n[refresh]\nproxy = \"::\"\n",
    );
    assert_eq!(desk.run(&["refresh", "--only", CLA]).code, 2);
}

/// A release whose first file is another.
pub(crate) fn changed(release: &Release, change: impl Fn(String) -> String) -> Release {
    let mut release = release.clone();
    let text = String::from_utf8(release.files[0].bytes.clone()).expect("UTF-8");
    release.files[0].bytes = change(text).into_bytes();
    release
}

#[test]
fn what_fails_screening_is_set_aside_with_its_reason_until_it_is_mended() {
    let (Some(old), Some(new)) = (cla("2024"), cla("2025")) else {
        return;
    };
    for (what, broken, said) in sample::some(broken_releases(&new), 6) {
        let office = Office::new(vec![old.clone()], "");
        assert_eq!(office.refresh(&ONE).0.code, 10, "{what}");
        let before = office.kept();
        office.server.publish(vec![broken]);
        let (run, report) = office.refresh(&ONE);
        assert_eq!(
            (run.code, outcomes(&report)),
            (11, vec!["quarantined"]),
            "{what}: {} {}",
            run.err,
            run.out
        );
        assert!(
            reasons(&report).contains(said),
            "{what}: {}",
            reasons(&report)
        );
        one_file_is_set_aside(&office, &before, what);
        office.server.asked();
        assert_eq!(office.refresh(&ONE).0.code, 11, "{what}: still so");
        assert!(
            office.server.asked().len() <= 2,
            "{what}: and not fetched again"
        );
        let mut mended = new.clone();
        mended.amendment = 1;
        office.server.publish(vec![mended]);
        assert_eq!(office.refresh(&ONE).0.code, 10, "{what}: mended");
    }
}

/// The broken file of the release is set aside; the sound one is in use, and nothing older has changed.
fn one_file_is_set_aside(office: &Office, before: &BTreeMap<String, Vec<u8>>, what: &str) {
    let after = office.kept();
    let good = before
        .iter()
        .filter(|(name, _)| name.starts_with("store/vintages/"));
    assert!(
        good.into_iter()
            .all(|(name, bytes)| after.get(name) == Some(bytes)),
        "{what}"
    );
    assert_eq!(
        office
            .vintages()
            .iter()
            .filter(|name| name.starts_with("store/vintages/"))
            .count(),
        2,
        "{what}"
    );
    assert_eq!(
        office
            .vintages()
            .iter()
            .filter(|name| name.starts_with("store/quarantine/"))
            .count(),
        1,
        "{what}"
    );
}

/// Releases that fail screening: what, the release, and what the reason must contain.
fn broken_releases(new: &Release) -> [(&'static str, Release, &'static str); 6] {
    [
        (
            "England missing",
            changed(new, |t| lines(&t, |line| !line.contains(",National,"))),
            "no England",
        ),
        (
            "an unknown header",
            changed(new, |t| {
                t.replacen("children_count", "number_of_children", 1)
            }),
            "children_count",
        ),
        (
            "an unknown label",
            changed(new, |t| {
                t.replace("on 31 March each year", "as of 31 March each year")
            }),
            "on 31 March",
        ),
        (
            "authorities missing",
            changed(new, |t| {
                lines(&t, |line| {
                    !(line.starts_with("2025,")
                        && line.contains("North West,")
                        && line.contains("Local authority"))
                })
            }),
            "authorities have no row",
        ),
        (
            "totals that differ",
            changed(new, |t| regional_total_changed(&t)),
            "North West 16620",
        ),
        (
            "impossible values",
            changed(new, |t| t.replace(",28923,531,184", ",28923,531,-184")),
            "-184",
        ),
    ]
}

/// The lines of a file that are kept.
fn lines(text: &str, keep: impl Fn(&str) -> bool) -> String {
    text.lines()
        .filter(|line| keep(line))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The file with a total of the North West that is not the sum of its authorities.
fn regional_total_changed(text: &str) -> String {
    text.lines()
        .map(|line| {
            let is_total = line.starts_with("2025,")
                && line.contains(",Regional,")
                && line.contains("North West")
                && line.contains("on 31 March");
            if is_total {
                format!("{}\n", line.replace(",14620,", ",16620,"))
            } else {
                format!("{line}\n")
            }
        })
        .collect()
}

#[test]
fn a_release_touched_without_a_change_is_not_new_and_a_correction_is() {
    let Some(first) = cla("2025") else { return };
    let office = Office::new(vec![first.clone()], "");
    assert_eq!(office.refresh(&ONE).0.code, 10);
    let mut touched = first.clone();
    touched.amendment = 1;
    office.server.publish(vec![touched]);
    office.server.asked();
    assert_eq!(office.refresh(&ONE).0.code, 0);
    // Every condition of a request repeats the server's own header, so a wrong clock here changes nothing.
    let conditions: Vec<String> = office
        .server
        .asked()
        .iter()
        .filter_map(|a| a.header("if-modified-since").map(str::to_owned))
        .collect();
    assert!(
        !conditions.is_empty() && conditions.iter().all(|day| day.contains("27 Nov 2025")),
        "{conditions:?}"
    );
    let mut corrected = changed(&first, |text| {
        text.replace(",28923,531,184", ",28923,532,184")
    });
    (corrected.amendment, corrected.published) = (2, "2025-12-11T09:30:00+00:00".to_owned());
    office.server.publish(vec![corrected]);
    assert_eq!(office.refresh(&ONE).0.code, 10);
    assert_eq!(office.vintages().len(), 2);
    // Where a release is withdrawn, what was taken in stays.
    office.server.publish(vec![first]);
    let (run, report) = office.refresh(&ONE);
    assert_eq!((run.code, office.vintages().len()), (0, 2));
    assert!(
        report["publications"][0]["notes"]
            .to_string()
            .contains("withdrawn"),
        "{report}"
    );
}

#[test]
fn the_api_tells_versions_and_what_became_of_them() {
    let (Some(old), Some(mut new)) = (cla("2024"), cla("2025")) else {
        return;
    };
    let office = Office::new(vec![old], "");
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("pause", "first = \"api\"\npause");
    office.desk.put("yardstick.toml", settings);
    data_sets_are_found_on_later_pages(&office);

    assert_eq!(office.refresh(&ONE).0.code, 0);
    new.version = "2.0".to_owned();
    new.files[1].title = "CLA placement stability".to_owned();
    new.version_status = "Withdrawn";
    office.server.publish(vec![new.clone()]);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 0, "{} {}", run.err, run.out);
    assert!(
        report["publications"][0]["notes"]
            .to_string()
            .contains("withdrawn"),
        "{report}"
    );

    new.version_status = "Published";
    office.server.publish(vec![new.clone()]);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {}",
        run.err,
        run.out
    );
    assert!(
        report["publications"][0]["notes"]
            .to_string()
            .contains("locationOptions"),
        "{report}"
    );

    a_data_set_that_replaced_another_is_followed(&office, new);
}

/// A warning with the status 200 is no answer: the other service is used.
fn a_data_set_that_replaced_another_is_followed(office: &Office, new: Release) {
    let mut next = a_year_later(new);
    next.version = "3.0".to_owned();
    let mut successor = next.files[0].clone();
    (successor.name, successor.title) = (
        "rates.csv".to_owned(),
        "Rates of children looked after".to_owned(),
    );
    next.files.push(successor);
    let link = (next.set_id(&next.files[0]), next.set_id(&next.files[2]));
    office.server.shelf().superseded.push(link.clone());
    office.server.publish(vec![next]);
    office.server.asked();
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {}",
        run.err,
        run.out
    );
    assert!(
        office
            .server
            .asked()
            .iter()
            .any(|asked| asked.target.contains(&format!("{}/csv", link.1)))
    );
    office.server.trouble("/api/v1/", 99, What::Warning);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 0, "{} {}", run.err, run.out);
    assert!(
        report["publications"][0]["notes"]
            .to_string()
            .contains("LocationsNotFound"),
        "{report}"
    );
}

/// The data sets that are followed stand after others, and the first list cannot be fetched at once.
fn data_sets_are_found_on_later_pages(office: &Office) {
    let mut padded = office.server.shelf().releases[0].clone();
    padded.files.rotate_left(1);
    padded.files[0].title = "CLA placement stability".to_owned();
    for at in 0..3 {
        padded.files.insert(
            0,
            DataFile {
                name: format!("other{at}.csv"),
                title: format!("Other {at}"),
                bytes: b"a\n".to_vec(),
            },
        );
    }
    office.server.publish(vec![padded]);
    office
        .server
        .trouble("/data-sets?", 1, What::Status(504, &[], ""));
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {}",
        run.err,
        run.out
    );
    assert_eq!(
        report["publications"][0]["files"].as_array().map(Vec::len),
        Some(2)
    );
    assert!(
        office
            .server
            .asked()
            .iter()
            .all(|asked| asked.target.starts_with("/api/v1/"))
    );
}
