//! The other sources of files: a folder into which an officer puts files from a browser, and pages of GOV.UK.

use crate::published::published;
use crate::refresh::{ONE, Office, cla, outcomes, reasons};
use crate::sample;
use crate::server::{DataFile, GovPage, What};
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

const OFSTED: [&str; 2] = ["--only", "local-authority-inspection-outcomes"];
const OUTCOMES: &str = "LA_Inspection_Outcomes_as_at_31_March_2025.ods";

fn ofsted() -> Option<PathBuf> {
    Some(published("drop folder", "data/ofsted")?.join(OUTCOMES))
}

/// Ofsted's file a year later, in which Blackpool has become good.
fn a_year_later(path: &std::path::Path) -> Vec<u8> {
    let mut from =
        zip::ZipArchive::new(std::fs::File::open(path).expect("a file")).expect("a spreadsheet");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for at in 0..from.len() {
        let mut part = from.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("whole");
        let name = part.name().expect("a name").into_owned();
        if name == "content.xml" {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let text = text
                .replace("31 March 2025", "31 March 2026")
                .replace("30 June 2025", "30 June 2026");
            let row = text.find("<text:p>Blackpool</text:p>").expect("Blackpool");
            let (before, after) = text.split_at(row);
            let (own, rest) =
                after.split_at(after.find("</table:table-row>").expect("the row's end"));
            let own = own
                .replace("2022-12-05", "2026-02-09")
                .replace("2023-02-01", "2026-04-01");
            let own = own
                .replace("05/12/2022", "09/02/2026")
                .replace("01/02/2023", "01/04/2026");
            let good = own.replace("Requires improvement to be good", "Good");
            changed = good != own && good.contains("2026-04-01");
            bytes = format!("{before}{good}{rest}").into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        to.write_all(&bytes).expect("memory");
    }
    assert!(changed, "the stand-in for next year differs");
    to.finish().expect("a zip").into_inner()
}

/// Blackpool's judgement as the store has it.
fn blackpool(office: &Office) -> (String, String) {
    let told = office.desk.json(&["judgements", "Blackpool", "-q"]);
    let text = |key: &str| told[0][key].as_str().expect("text").to_owned();
    (text("overall"), text("as_at"))
}

fn with_drop(office: &Office, folders: &str) {
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("pause", &format!("drop = {folders}\npause"));
    office.desk.put("yardstick.toml", settings);
}

#[test]
fn what_lies_in_a_drop_folder_is_taken_in_like_a_release_and_stays_there() {
    let (Some(old), Some(new)) = (cla("2024"), cla("2025")) else {
        return;
    };
    let office = Office::new(vec![old], "");
    with_drop(&office, "[\"in box\", \"other\"]");
    for file in &new.files {
        office
            .desk
            .put(&format!("in box/{}", file.name), &file.bytes);
    }
    office.desk.put("in box/shopping.csv", "eggs,flour\n12,1\n");
    office.desk.put("in box/notes.txt", "not a file of figures");
    office.desk.put("other/readme.md", "nothing yet");
    let lying = || -> Vec<Vec<u8>> {
        let mine = office
            .desk
            .files()
            .into_iter()
            .filter(|name| name.starts_with("in box/") || name.starts_with("other/"));
        mine.map(|name| office.desk.bytes(&name)).collect()
    };
    let before = lying();
    let (run, report) = office.refresh(&[&ONE[..], &["--dry-run"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        office.vintages().is_empty() && outcomes(&report).contains(&"offered"),
        "{report}"
    );

    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 10, "{}", run.err);
    let lines = report["publications"].as_array().expect("lines");
    let new = lines.iter().filter(|line| line["outcome"] == "new").count();
    assert_eq!(new, 2, "the service's release and the folder's: {report}");
    assert!(
        run.err.contains("shopping.csv") && run.err.contains("left alone"),
        "{}",
        run.err
    );
    assert_eq!(office.vintages().len(), 2);
    assert!(lying() == before, "the originals are as they were");

    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 0, "{} {report}", run.err);
    assert_eq!(office.vintages().len(), 2);
    let rows = office
        .desk
        .json(&["compare", "Blackpool", "cla-rate", "-q"]);
    assert_eq!(
        (rows[0]["period"].as_str(), rows[0]["value"].as_f64()),
        (Some("2025"), Some(184.0))
    );
}

#[test]
fn without_a_network_the_drop_folder_is_enough() {
    let Some(new) = cla("2025") else { return };
    let office = Office::new(Vec::new(), "");
    with_drop(&office, "\"inbox\"");
    office.desk.put("inbox/rates.csv", &new.files[0].bytes);
    let (run, report) = office.refresh(&["--offline"]);
    assert_eq!(
        (run.code, office.vintages().len()),
        (10, 1),
        "{} {report}",
        run.err
    );
    assert!(office.server.asked().is_empty());
    assert_eq!(office.refresh(&["--offline"]).0.code, 0);
    // A broken file is set aside, and is reported as long as it lies there.
    let half = new.files[0].bytes.len() / 2;
    let broken = [&new.files[0].bytes[..half], b"\n2025,broken\n"].concat();
    office.desk.put(
        "inbox/cla_number_and_rate_per_10k_children_2026.csv",
        broken,
    );
    for _ in 0..2 {
        let (run, report) = office.refresh(&["--offline"]);
        assert_eq!(run.code, 11, "{} {report}", run.err);
        assert!(!reasons(&report).is_empty());
    }
    std::fs::remove_file(
        office
            .desk
            .path("inbox/cla_number_and_rate_per_10k_children_2026.csv"),
    )
    .expect("removed");
    assert_eq!(office.refresh(&["--offline"]).0.code, 0);
    // A folder that does not exist is reported.
    std::fs::remove_dir_all(office.desk.path("inbox")).expect("removed");
    let (run, _) = office.refresh(&["--offline"]);
    assert!(
        run.code == 12 && run.err.contains("drop folder is not there"),
        "{}",
        run.err
    );
    let doctor = office
        .desk
        .run(&["doctor", "--offline", "--format", "json"]);
    assert!(
        doctor.code == 1 && doctor.out.contains("inbox is not there"),
        "{}",
        doctor.out
    );
}

#[test]
fn ofsteds_spreadsheet_from_the_drop_folder_speaks_for_judgements() {
    let Some(path) = ofsted() else { return };
    let office = Office::new(Vec::new(), "");
    with_drop(&office, "\"inbox\"");
    office.desk.put(
        &format!("inbox/{OUTCOMES}"),
        std::fs::read(&path).expect("a file"),
    );
    let (run, report) = office.refresh(&["--offline"]);
    assert_eq!(run.code, 10, "{} {report}", run.err);
    let news = office.desk.run(&["news"]);
    assert_eq!(
        (news.code, news.out.as_str()),
        (0, ""),
        "judgements are no figures: {}",
        news.err
    );
    let before = blackpool(&office);
    // The program knows newer reports than this release, as read from their pages.
    assert_eq!(
        before,
        (
            "Requires improvement to be good".to_owned(),
            "2026-06-29".to_owned()
        )
    );
    office.desk.put(
        "inbox/LA_Inspection_Outcomes_as_at_31_March_2026.ods",
        a_year_later(&path),
    );
    let (run, report) = office.refresh(&["--offline"]);
    assert_eq!(run.code, 10, "{} {report}", run.err);
    assert_eq!(
        blackpool(&office),
        ("Good".to_owned(), "2026-06-30".to_owned())
    );
    assert_eq!(office.desk.run(&["store", "check"]).code, 0);
}

/// This year by the program's clock.
fn this_year() -> u64 {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a clock")
        .as_secs();
    1970 + seconds / 31_556_952
}

fn page(year: u64, updated: &'static str, name: &str, bytes: Vec<u8>) -> GovPage {
    let file = DataFile {
        name: name.to_owned(),
        title: format!("Inspection outcomes as at 31 March {year}: underlying data"),
        bytes,
    };
    let report = DataFile {
        name: "report.pdf".to_owned(),
        title: "Inspection outcomes: report".to_owned(),
        bytes: b"%PDF".to_vec(),
    };
    GovPage {
        path: format!(
            "government/statistics/local-authority-inspection-outcomes-as-at-31-march-{year}"
        ),
        title: "Local authority inspection outcomes",
        updated,
        files: vec![report, file],
    }
}

#[test]
fn a_spreadsheet_is_found_on_its_publications_page_whatever_its_address_is_this_year() {
    let Some(path) = ofsted() else { return };
    let year = this_year();
    let office = Office::new(Vec::new(), "");
    let bytes = std::fs::read(&path).expect("a file");
    office.server.shelf().pages = vec![page(
        year - 1,
        "2025-09-25T09:30:00+01:00",
        OUTCOMES,
        bytes.clone(),
    )];
    office.server.trouble(
        "/gov/media/",
        1,
        What::Cut {
            at: 500,
            promised: true,
        },
    );
    let (run, report) = office.refresh(&OFSTED);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {report}",
        run.err
    );
    assert_eq!(report["publications"][0]["release"], "September 2025");
    assert_eq!(report["publications"][0]["files"][0]["name"], OUTCOMES);
    assert!(
        office
            .server
            .asked()
            .iter()
            .any(|asked| asked.header("range").is_some()),
        "it goes on where it broke off"
    );
    let (run, _) = office.refresh(&OFSTED);
    let asked = office.server.asked();
    assert!(run.code == 0 && asked.len() <= 2, "{asked:?}");

    // The next year has another page, another address and another name.
    let next = page(
        year,
        "2026-09-24T09:30:00+01:00",
        "Outcomes_underlying_data.ods",
        a_year_later(&path),
    );
    office.server.shelf().pages.push(next);
    let (run, report) = office.refresh(&OFSTED);
    assert_eq!(
        (run.code, outcomes(&report)),
        (10, vec!["new"]),
        "{} {report}",
        run.err
    );
    assert_eq!(
        blackpool(&office),
        ("Good".to_owned(), "2026-06-30".to_owned())
    );
    let (run, _) = office.refresh(&OFSTED);
    assert!(run.code == 0 && office.vintages().len() == 2, "{}", run.err);

    a_page_that_moved_points_to_the_drop_folder(&office, year, bytes);
}

fn a_page_that_moved_points_to_the_drop_folder(office: &Office, year: u64, bytes: Vec<u8>) {
    // Where a page has moved, or has two files that could be the one, the message points to the drop folder.
    office.server.shelf().pages.clear();
    let (run, _) = office.refresh(&OFSTED);
    assert!(
        run.code == 0 && run.err.contains("drop folder"),
        "{}",
        run.err
    );
    let mut twice = page(year, "2027-01-01T09:30:00+00:00", "a.ods", bytes.clone());
    twice.files.push(DataFile {
        name: "b.ods".to_owned(),
        title: twice.files[1].title.clone(),
        bytes,
    });
    office.server.shelf().pages.push(twice);
    let (run, _) = office.refresh(&OFSTED);
    assert!(
        run.code == 0 && run.err.contains("not one file that is surely"),
        "{}",
        run.err
    );
    assert_eq!(office.vintages().len(), 2);
}

#[test]
fn what_is_on_a_page_and_does_not_come_whole_is_not_taken_in() {
    let Some(path) = ofsted() else { return };
    let year = this_year();
    let office = Office::new(Vec::new(), "");
    office.server.shelf().pages = vec![page(
        year,
        "2025-09-25T09:30:00+01:00",
        OUTCOMES,
        std::fs::read(&path).expect("a file"),
    )];
    let troubles = [
        ("a page of the proxy's", What::Page),
        (
            "cut off",
            What::Cut {
                at: 900,
                promised: false,
            },
        ),
        ("a flipped bit", What::Flip(500)),
        // A zip with bytes after its end opens; its length is not the one that the page gives.
        ("longer than its page says", What::Longer(20)),
        ("gone", What::Status(404, &[], "")),
    ];
    for (what, trouble) in sample::some(troubles, 3) {
        office.server.trouble("/gov/media/", 99, trouble);
        let (run, report) = office.refresh(&OFSTED);
        assert_eq!(
            (run.code, office.vintages().len()),
            (12, 0),
            "{what}: {report}"
        );
        let is_told = run.err.contains("its page says that it has");
        assert_eq!(is_told, what.starts_with("longer"), "{what}: {}", run.err);
        office.server.peace();
    }
    assert_eq!(office.refresh(&OFSTED).0.code, 10);
    // A file that no reader takes is reported and does not change the exit code.
    office.server.shelf().pages = vec![GovPage {
        path: format!(
            "government/statistics/youth-justice-statistics-{}-to-{}",
            year - 2,
            year - 1
        ),
        title: "Youth justice statistics",
        updated: "2026-01-29T09:30:00+00:00",
        files: Vec::new(),
    }];
    let (run, report) = office.refresh(&["--only", "youth-justice-statistics"]);
    assert_eq!(
        (run.code, outcomes(&report)),
        (0, vec!["by-hand"]),
        "{}",
        run.err
    );
    assert!(
        report["publications"][0]["notes"]
            .to_string()
            .contains("the newest release is"),
        "{report}"
    );
}

#[test]
fn what_the_program_holds_already_makes_no_output_again() {
    let (Some(old), Some(new)) = (cla("2024"), cla("2025")) else {
        return;
    };
    let output = "[[output]]\nprofile = true\nauthority = \"Blackpool\"\nindicator = [\"cla-rate\"]\nout = \"profile\"\n";
    let office = Office::new(Vec::new(), output);
    with_drop(&office, "\"in box\"");
    for (release, made) in [(old, true), (new, false)] {
        for file in &release.files {
            office
                .desk
                .put(&format!("in box/{}", file.name), &file.bytes);
        }
        let (run, report) = office.refresh(&["--offline"]);
        assert_eq!(
            (run.code, &report["outputs"][0]["made"]),
            (10, &made.into()),
            "{report}"
        );
    }
}
