//! What the services' own description warns of, one test a case unless another module tests it: versions that change between two
//! calls, symbols in place of figures, tables longer than a page.

use crate::published::published;
use crate::refresh::{ONE, Office, changed, cla, outcomes, reasons};
use crate::server::{DataFile, Release, What};
use std::io::Read;

/// Settings that use the public API and no other service.
fn by_api(releases: Vec<Release>) -> Office {
    let office = Office::new(releases, "");
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("pause", "first = \"api\"\npause")
        .replace("/content/api", "/nobody");
    office.desk.put("yardstick.toml", settings);
    office
}

/// A release in which every title says what its file is.
fn told(year: &str) -> Option<Release> {
    let mut release = cla(year)?;
    release.files[1].title = "CLA placement stability".to_owned();
    Some(release)
}

fn kept(office: &Office, ending: &str) -> Vec<u8> {
    let packed = office
        .kept()
        .into_iter()
        .find(|(name, _)| name.ends_with(ending))
        .expect("the file")
        .1;
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice())
        .read_to_end(&mut plain)
        .expect("a gzip");
    plain
}

#[test]
fn a_table_of_more_than_ten_thousand_rows_comes_whole_through_the_api() {
    let (Some(mut release), Some(folder)) = (told("2025"), published("services", "data/ees/2025"))
    else {
        return;
    };
    release.files.push(DataFile::of(
        &folder.join("la_conviction_health_outcome_cla.csv"),
        None,
    ));
    let long = release.files[2].bytes.clone();
    assert!(long.iter().filter(|byte| **byte == b'\n').count() > 10_001);
    let office = by_api(vec![release]);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {}",
        run.err,
        reasons(&report)
    );
    assert!(kept(&office, "la_conviction_health_outcome_cla.csv.gz") == long);
}

#[test]
fn a_symbol_stays_a_symbol_through_the_api() {
    let Some(release) = told("2025") else { return };
    let office = by_api(vec![release]);
    assert_eq!(office.refresh(&ONE).0.code, 10);
    // Nothing can be compared, and the answer of the service is reported all the same.
    let run = office.desk.run(&[
        "compare",
        "City of London",
        "cla-rate",
        "--vintage",
        "2025",
        "-q",
        "--format",
        "json",
    ]);
    let rows: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        (rows[0]["status"].as_str(), rows[0]["value"].is_null()),
        (Some("suppressed"), true),
        "{rows}"
    );
}

#[test]
fn a_version_that_came_out_between_two_calls_is_taken_in_whole_and_what_changed_is_named() {
    let (Some(old), Some(mut new)) = (told("2024"), told("2025")) else {
        return;
    };
    let mut old = old;
    old.version = "2.0".to_owned();
    let office = by_api(vec![old]);
    assert_eq!(office.refresh(&ONE).0.code, 10);
    new.version = "3.0".to_owned();
    office.server.publish(vec![new]);
    office.server.asked();
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{}",
        run.err
    );
    assert!(
        report["publications"][0]["notes"]
            .to_string()
            .contains("locationOptions"),
        "{report}"
    );
    let files: Vec<String> = office
        .server
        .asked()
        .into_iter()
        .map(|a| a.target)
        .filter(|at| at.contains("/csv"))
        .collect();
    assert!(
        files.len() == 2 && files.iter().all(|at| at.ends_with("dataSetVersion=3.0")),
        "one version is asked for: {files:?}"
    );
}

#[test]
fn a_version_that_was_withdrawn_is_not_taken_in_and_the_last_one_stays() {
    let (Some(old), Some(mut new)) = (told("2024"), told("2025")) else {
        return;
    };
    let office = by_api(vec![old]);
    assert_eq!(office.refresh(&ONE).0.code, 10);
    let before = office.vintages();
    (new.version, new.version_status) = ("2.0".to_owned(), "Withdrawn");
    office.server.publish(vec![new]);
    let (run, report) = office.refresh(&ONE);
    assert_eq!((run.code, office.vintages()), (0, before));
    assert!(
        report["publications"][0]["notes"]
            .to_string()
            .contains("withdrawn"),
        "{report}"
    );
}

#[test]
fn a_renamed_column_is_set_aside_by_name() {
    let Some(release) = told("2025") else { return };
    let renamed = changed(&release, |text| {
        text.replacen("rate_per_10000", "rate_per_10k", 1)
    });
    let office = by_api(vec![renamed]);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 11, "{}", run.err);
    assert!(
        reasons(&report).contains("rate_per_10000"),
        "{}",
        reasons(&report)
    );
}

#[test]
fn a_packed_table_that_ends_early_is_fetched_again_and_never_kept() {
    let Some(release) = told("2025") else { return };
    let whole = release.files[0].bytes.clone();
    let office = by_api(vec![release]);
    office.server.trouble(
        "/csv",
        99,
        What::Cut {
            at: 600,
            promised: false,
        },
    );
    assert_eq!(
        (office.refresh(&ONE).0.code, office.vintages().len()),
        (12, 0)
    );
    office.server.peace();
    office.server.trouble(
        "/csv",
        1,
        What::Cut {
            at: 600,
            promised: false,
        },
    );
    assert_eq!(office.refresh(&ONE).0.code, 10);
    assert!(kept(&office, "children.csv.gz") == whole);
}
