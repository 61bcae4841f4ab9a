//! What a refresh does not fetch again: what an interrupted run fetched, what a list would only repeat, what the other service gave.

use crate::refresh::{CLA, ONE, Office, changed, cla, outcomes, reasons};
use crate::server::{Asked, DataFile, Release, What};
use std::time::{Duration, Instant};

#[test]
fn a_run_that_was_killed_leaves_the_next_only_the_rest() {
    let Some(first) = cla("2025") else { return };
    let size = first.files[0].bytes.len();
    let office = Office::new(vec![first], "");
    office.server.shelf().packs = false;
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("timeout = 1.0", "timeout = 30.0");
    office.desk.put("yardstick.toml", settings);
    office.server.trouble("/files/", 1, What::Stall { at: 700 });
    let mut child = office
        .desk
        .program(&["refresh", "--only", CLA, "--quiet"])
        .spawn()
        .expect("started");
    wait_for_parts(&office, size as u64 * 7 / 10);
    child.kill().expect("killed");
    child.wait().expect("ended");
    assert!(office.vintages().is_empty());
    office.server.asked();

    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{}",
        run.err
    );
    let asked = office.server.asked();
    let resumed = asked
        .iter()
        .find(|asked| asked.header("range").is_some())
        .expect("the rest alone was asked for");
    assert!(
        resumed.target.contains("/files/") && resumed.header("if-range").is_some(),
        "{resumed:?}"
    );
    let sent = office.server.sent("/files/");
    assert!(
        sent >= size && sent <= size + size / 50,
        "{sent} bytes for a file of {size}"
    );
    assert!(
        parts(&office).is_empty(),
        "swept once the release is taken in: {:?}",
        parts(&office)
    );
    assert_eq!(office.desk.run(&["store", "check"]).code, 0);
    assert_eq!(office.refresh(&ONE).0.code, 0);
}

/// Waits until so many bytes of a file were written.
fn wait_for_parts(office: &Office, size: u64) {
    let begun = Instant::now();
    while !parts(office)
        .iter()
        .any(|part| std::fs::metadata(office.desk.path(part)).map_or(0, |file| file.len()) >= size)
    {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "nothing came: {:?}",
            parts(office)
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The files that are still being fetched.
fn parts(office: &Office) -> Vec<String> {
    let files = office.desk.files().into_iter();
    files.filter(|name| name.ends_with("/part")).collect()
}

#[test]
fn a_run_that_gave_up_leaves_the_next_only_the_rest() {
    let Some(first) = cla("2025") else { return };
    let size = first.files[0].bytes.len();
    let office = Office::new(vec![first], "");
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("/api/v1", "/nobody");
    office.desk.put("yardstick.toml", settings);
    office.server.shelf().packs = false;
    office.server.trouble(
        "/files/",
        99,
        What::Cut {
            at: 300,
            promised: true,
        },
    );
    assert_eq!(office.refresh(&ONE).0.code, 12);
    office.server.peace();
    let (run, _) = office.refresh(&ONE);
    assert_eq!(run.code, 10, "{}", run.err);
    assert_eq!(office.server.sent("/files/"), size);
}

#[test]
fn files_that_came_whole_before_the_run_ended_are_not_sent_again() {
    let Some(first) = cla("2025") else { return };
    let size = first.files[0].bytes.len();
    let office = Office::new(vec![first.clone()], "");
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("/api/v1", "/nobody");
    office.desk.put("yardstick.toml", settings);
    office.server.shelf().packs = false;
    // The zip is fetched after the single file, and never arrives whole.
    office.server.shelf().no_zip = true;
    assert_eq!(office.refresh(&ONE).0.code, 12);
    office.server.shelf().no_zip = false;
    assert_eq!(office.refresh(&ONE).0.code, 10);
    assert_eq!(office.server.sent("/files/"), size);
}

#[test]
fn a_release_that_came_out_meanwhile_begins_anew() {
    let (Some(old), Some(new)) = (cla("2024"), cla("2025")) else {
        return;
    };
    let office = Office::new(vec![old], "");
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("/api/v1", "/nobody");
    office.desk.put("yardstick.toml", settings);
    office.server.shelf().packs = false;
    office.server.trouble(
        "/files/",
        99,
        What::Cut {
            at: 300,
            promised: true,
        },
    );
    assert_eq!(office.refresh(&ONE).0.code, 12);
    office.server.peace();
    office.server.asked();
    office.server.publish(vec![new.clone()]);
    assert_eq!(office.refresh(&ONE).0.code, 10);
    assert!(
        office
            .server
            .asked()
            .iter()
            .all(|asked| asked.header("range").is_none()),
        "nothing of the old release is of use"
    );
    assert!(
        !office
            .desk
            .files()
            .iter()
            .any(|name| name.ends_with("/part"))
    );
    let kept = office
        .kept()
        .into_iter()
        .find(|(name, _)| name.ends_with("children.csv.gz"))
        .expect("the file")
        .1;
    let mut plain = Vec::new();
    std::io::Read::read_to_end(
        &mut flate2::read::GzDecoder::new(kept.as_slice()),
        &mut plain,
    )
    .expect("a gzip");
    assert!(plain == new.files[0].bytes);
}

#[test]
fn a_long_list_with_nothing_new_costs_two_requests_at_most() {
    let Some(mut first) = cla("2025") else { return };
    put_45_files_before(&mut first);
    let office = Office::new(vec![first.clone()], "");
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("pause", "first = \"api\"\npause");
    office.desk.put("yardstick.toml", settings);
    office.server.shelf().page = 0;
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {}",
        run.err,
        run.out
    );
    let asked = office.server.asked();
    assert_eq!(lists(&asked).count(), 3, "47 data sets, 20 a page");
    assert!(lists(&asked).all(|asked| asked.target.contains("pageSize=20")));
    for run in 0..2 {
        let (done, _) = office.refresh(&ONE);
        let asked = office.server.asked();
        assert!(done.code == 0 && asked.len() <= 2, "{run}: {asked:?}");
    }
    // Other data sets of the publication are new, which nobody follows.
    let ahead = |at: usize| {
        (
            first.set_id(&first.files[at]),
            "2026-01-15T09:30:00+00:00".to_owned(),
        )
    };
    office.server.shelf().ahead = vec![ahead(40), ahead(3)];
    for run in 0..2 {
        let (done, _) = office.refresh(&ONE);
        let asked = office.server.asked();
        assert!(done.code == 0 && asked.len() <= 2, "{run}: {asked:?}");
    }
    // What is followed is found, on whichever page it stands.
    publish_a_revision_behind(&office, &first);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {}",
        run.err,
        run.out
    );
    assert_eq!(office.vintages().len(), 2);
}

/// Publishes a release in which a file that is followed was revised, and every other data set has a newer version.
fn publish_a_revision_behind(office: &Office, first: &Release) {
    let mut next = first.clone();
    next.version = "1.1".to_owned();
    let real = cla("2025").expect("it was there");
    next.files[45].bytes = changed(&real, |text| {
        text.replace(",28923,531,184", ",28923,532,184")
    })
    .files[0]
        .bytes
        .clone();
    office.server.publish(vec![next]);
    office.server.shelf().ahead = (0..47)
        .map(|at| {
            (
                first.set_id(&first.files[at]),
                "2026-02-05T09:30:00+00:00".to_owned(),
            )
        })
        .collect();
}

/// Puts files that nobody follows before those of a release.
fn put_45_files_before(first: &mut Release) {
    first.files[1].title = "CLA placement stability".to_owned();
    let own = std::mem::take(&mut first.files);
    first.files = (0..45)
        .map(|at| DataFile {
            name: format!("other{at:02}.csv"),
            title: format!("Other {at:02}"),
            bytes: b"a\n".to_vec(),
        })
        .collect();
    first.files.extend(own);
    // The file names of data sets leave out digits: two of them must not share one.
    for (at, file) in first.files.iter_mut().take(45).enumerate() {
        file.name = format!("{}.csv", "x".repeat(at + 1));
    }
}

/// The requests for lists of data sets.
fn lists(asked: &[Asked]) -> impl Iterator<Item = &Asked> {
    asked
        .iter()
        .filter(|asked| asked.target.contains("/data-sets?"))
}

#[test]
fn part_of_a_release_is_never_called_whole_and_the_rest_comes_when_the_other_way_answers() {
    let Some(mut first) = cla("2025") else { return };
    first.files[1].title = "CLA placement stability".to_owned();
    let office = Office::new(vec![first.clone()], "");
    office.server.shelf().not_in_api = vec!["la_cla_placement_stability"];
    office
        .server
        .trouble("/content/", 99, What::Status(503, &[], ""));
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {}",
        run.err,
        run.out
    );
    assert_eq!(
        report["publications"][0]["missing"],
        serde_json::json!(["la_cla_placement_stability"]),
        "{report}"
    );
    assert!(
        run.err.contains("part of the release only")
            && run.err.contains("la_cla_placement_stability"),
        "{}",
        run.err
    );
    assert_eq!(office.vintages().len(), 1);

    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (12, vec!["unreachable"]),
        "{} {}",
        run.err,
        run.out
    );
    assert_eq!(
        report["publications"][0]["missing"],
        serde_json::json!(["la_cla_placement_stability"]),
        "{report}"
    );

    office.server.peace();
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {} {}",
        run.err,
        run.out,
        reasons(&report)
    );
    assert_eq!(report["publications"][0]["missing"], serde_json::json!([]));
    both_files_are_kept_once(&office);
}

fn both_files_are_kept_once(office: &Office) {
    let mut files: Vec<String> = office
        .kept()
        .into_keys()
        .filter(|name| name.ends_with(".csv.gz"))
        .collect();
    files = files
        .iter()
        .filter_map(|name| Some(name.rsplit('/').next()?.to_owned()))
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "cla_number_and_rate_per_10k_children.csv.gz",
            "la_cla_placement_stability.csv.gz"
        ],
        "nothing doubled"
    );
    let (run, report) = office.refresh(&ONE);
    assert_eq!(
        (run.code, outcomes(&report)),
        (0, vec!["nothing"]),
        "{}",
        run.err
    );
}

#[test]
fn where_the_api_comes_first_what_it_lacks_is_fetched_the_other_way_at_once() {
    let Some(mut first) = cla("2025") else { return };
    first.files[1].title = "CLA placement stability".to_owned();
    let office = Office::new(vec![first], "");
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("pause", "first = \"api\"\npause");
    office.desk.put("yardstick.toml", settings);
    office.server.shelf().not_in_api = vec!["la_cla_placement_stability"];
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
    assert_eq!(report["publications"][0]["missing"], serde_json::json!([]));
    assert_eq!(office.vintages().len(), 1);
    office.server.asked();
    assert_eq!(office.refresh(&ONE).0.code, 0);
    assert!(office.server.asked().len() <= 2);
}

#[test]
fn ids_that_change_every_year_are_found_again_by_title() {
    let (Some(old), Some(new)) = (cla("2024"), cla("2025")) else {
        return;
    };
    assert_ne!(old.file_id(&old.files[0]), new.file_id(&new.files[0]));
    let office = Office::new(vec![old.clone()], "");
    let (_, report) = office.refresh(&ONE);
    let first = report["publications"][0]["files"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    office.server.publish(vec![new]);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 10, "{}", run.err);
    assert_ne!(report["publications"][0]["files"][0]["id"], first.as_str());
}
