//! Every published file is read. A file whose column names have changed is refused with the names, never read as having no rows.

use crate::program::Desk;
use crate::published::{published, text};
use crate::rows::Rows;
use crate::sample;
use std::path::{Path, PathBuf};

const LOOKED_AFTER: &str = "data/ees/2025/cla_number_and_rate_per_10k_children.csv";
const SNAPSHOT: &str = "Children looked after on 31 March each year";

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

/// A published file with one change, under the same name in a folder.
fn changed(file: &Path, from: &str, to: &str) -> (Desk, String) {
    let whole = std::fs::read_to_string(file).expect("the published file");
    assert!(whole.contains(from), "{from} is not in {}", file.display());
    let name = file
        .file_name()
        .expect("a name")
        .to_str()
        .expect("UTF-8")
        .to_owned();
    let desk = Desk::new();
    desk.put(&name, whole.replace(from, to));
    (desk, name)
}

#[test]
fn every_published_file_reads() {
    let Some(ees) = published("reading::every_published_file_reads", "data/ees") else {
        return;
    };
    let desk = Desk::new();
    let mut refused = Vec::new();
    let files = ["2024", "2025"]
        .iter()
        .flat_map(|release| files_in(&ees.join(release)));
    // The one without an indicator is among every fifth.
    for file in sample::some(files, 5) {
        check_columns(&desk, &file);
        let checked = desk.run(&["check", text(&file), "--format", "csv"]);
        match checked.code {
            0 | 1 => {
                assert!(
                    !checked.err.contains("; 0 figures")
                        && !checked.err.starts_with("note: 0 figures"),
                    "{}",
                    checked.err
                )
            }
            3 => {
                assert!(
                    checked
                        .err
                        .contains("no indicator of the catalogue is in this file"),
                    "{}",
                    checked.err
                );
                assert!(
                    checked.err.contains("inspect"),
                    "it does not say what to do:\n{}",
                    checked.err
                );
                refused.push(
                    file.file_name()
                        .expect("a name")
                        .to_str()
                        .expect("UTF-8")
                        .to_owned(),
                );
            }
            other => panic!("{} gives {other}: {}", file.display(), checked.err),
        }
    }
    assert_eq!(
        refused,
        ["national_cla_adopted_average_time_between_adoption_process_stages.csv"]
    );
}

/// Checks that the columns of a file are recognised.
fn check_columns(desk: &Desk, file: &Path) {
    let looked = desk.json(&["inspect", text(file)]);
    let kinds: Vec<&str> = looked
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["what"].as_str().expect("text"))
        .collect();
    // One file has lengths of time such as 00:10, which are no numbers: all its columns are filters.
    let columns = kinds
        .iter()
        .filter(|kind| ["indicator", "filter"].contains(kind))
        .count();
    assert!(
        kinds.contains(&"place and time") && columns > 1,
        "{}: {kinds:?}",
        file.display()
    );
}

#[test]
fn a_folder_of_releases_reads_as_one() {
    let Some(ees) = published(
        "reading::a_folder_of_releases_reads_as_one",
        "data/ees/2025",
    ) else {
        return;
    };
    let desk = Desk::new();
    desk.done(&[
        "benchmark",
        "--data",
        text(&ees),
        "--indicator",
        "cla-rate",
        "--indicator",
        "cpp-rate",
        "--out",
        "b.csv",
    ]);
    let rows = desk.rows("b.csv");
    let row = rows.only(&[
        ("indicator", "cla-rate"),
        ("period", "2025"),
        ("authority", "Blackpool"),
    ]);
    assert!(row.holds(&[("value", "184"), ("neighbour_mean", "124.5")]));
    // A rate that the file does not have: the count over the population of the year before, from another file of the folder.
    let plans = rows.only(&[
        ("indicator", "cpp-rate"),
        ("period", "2025"),
        ("authority", "Blackpool"),
    ]);
    assert!(plans.holds(&[
        ("value", "86.1"),
        ("numerator", "249"),
        ("denominator", "28923")
    ]));
}

#[test]
fn two_releases_give_the_same_figure_under_their_own_names() {
    let test = "reading::two_releases_give_the_same_figure_under_their_own_names";
    let Some(ees) = published(test, "data/ees") else {
        return;
    };
    let desk = Desk::new();
    for release in ["2024", "2025"] {
        let file = ees
            .join(release)
            .join("cla_number_and_rate_per_10k_children.csv");
        let found = desk.json(&[
            "compare",
            "Blackpool",
            "cla-rate",
            "--period",
            "2024",
            "--data",
            text(&file),
        ]);
        assert_eq!(
            (&found[0]["numerator"], &found[0]["source_file"]),
            (
                &520.into(),
                &"cla_number_and_rate_per_10k_children.csv".into()
            )
        );
        assert!(
            found[0]["release"]
                .as_str()
                .expect("text")
                .contains(&format!("November {release}")),
            "{}",
            found[0]["release"]
        );
    }
}

#[test]
fn a_renamed_column_is_refused_with_the_nearest_name() {
    let Some(file) = published(
        "reading::a_renamed_column_is_refused_with_the_nearest_name",
        LOOKED_AFTER,
    ) else {
        return;
    };
    for release in sample::some(["2024", "2025"], 2) {
        let file = PathBuf::from(text(&file).replace("2025", release));
        let (desk, name) = changed(&file, "rate_per_10000", "rate_per_10k");
        let refused = desk.run(&["compare", "Blackpool", "cla-rate", "--data", &name]);
        assert_eq!(refused.code, 3, "{}", refused.err);
        for part in ["“rate_per_10000”", "“rate_per_10k”", &name, "row 1"] {
            assert!(
                refused.err.contains(part),
                "{part} is not in:\n{}",
                refused.err
            );
        }
        assert!(refused.out.is_empty());
    }
}

#[test]
fn a_renamed_column_is_told_even_where_other_indicators_still_read() {
    let test = "reading::a_renamed_column_is_told_even_where_other_indicators_still_read";
    let Some(file) = published(test, LOOKED_AFTER) else {
        return;
    };
    let (desk, name) = changed(&file, "rate_per_10000", "rate_per_10k");
    for arguments in [
        ["check", name.as_str()].as_slice(),
        &["benchmark", "--data", &name, "--out", "b.csv"],
    ] {
        let run = desk.run(arguments);
        let told = run.out + &run.err;
        assert!(
            told.contains("rate_per_10000") && told.contains("cla-rate"),
            "yardstick {arguments:?} passes over the rates:\n{told}"
        );
    }
    assert_eq!(desk.run(&["check", &name]).code, 1);
}

#[test]
fn a_renamed_label_is_refused_with_the_nearest_one() {
    let Some(file) = published(
        "reading::a_renamed_label_is_refused_with_the_nearest_one",
        LOOKED_AFTER,
    ) else {
        return;
    };
    let (desk, name) = changed(
        &file,
        SNAPSHOT,
        "Children looked after on 31 March of the year",
    );
    let refused = desk.run(&["compare", "Blackpool", "cla-rate", "--data", &name]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    for part in [
        SNAPSHOT,
        "Children looked after on 31 March of the year",
        "population_type",
        &name,
    ] {
        assert!(
            refused.err.contains(part),
            "{part} is not in:\n{}",
            refused.err
        );
    }
    // The other labels of the file are still read, and the one that is not is an error of the check.
    let checked = desk.run(&["check", &name, "--format", "csv"]);
    assert_eq!(checked.code, 1);
    assert!(
        checked.out.contains("cla-rate") && checked.out.contains("31 March of the year"),
        "{}",
        checked.out
    );
}

#[test]
fn any_column_reads_by_hand() {
    let Some(file) = published("reading::any_column_reads_by_hand", LOOKED_AFTER) else {
        return;
    };
    let desk = Desk::new();
    let selection = format!("population_type={SNAPSHOT}");
    let by_hand = ["--column", "rate_per_10000", "--where", &selection];
    let compared = desk.json(
        &[
            &["compare", "Blackpool", "--data", text(&file)],
            by_hand.as_slice(),
        ]
        .concat(),
    );
    let first = &compared[0];
    assert_eq!(
        (&first["value"], &first["neighbour_mean"], &first["region"]),
        (&184.into(), &124.5.into(), &90.into())
    );
    assert_eq!(
        (&first["rank"], &first["quartile"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    let looked = desk.json(&[&["inspect", text(&file)], by_hand.as_slice()].concat());
    let own = looked
        .as_array()
        .expect("a list")
        .iter()
        .find(|row| row["la_code"] == "890")
        .expect("Blackpool");
    assert_eq!(own["2025"], 184);
    let told = desk.done(
        &[
            &["explain", "Blackpool", "--data", text(&file)],
            by_hand.as_slice(),
        ]
        .concat(),
    );
    assert!(told.contains("row 84"), "{told}");
    names_not_in_the_file_are_refused(&desk, &file);
}

/// A column or a label that the file does not have is refused with the nearest that it has.
fn names_not_in_the_file_are_refused(desk: &Desk, file: &Path) {
    for (column, label, part) in [
        ("rate_per_1000", SNAPSHOT, "rate_per_10000"),
        (
            "rate_per_10000",
            "Children looked after on 31 march",
            SNAPSHOT,
        ),
    ] {
        let selection = format!("population_type={label}");
        let refused = desk.run(&[
            "compare",
            "Blackpool",
            "--data",
            text(file),
            "--column",
            column,
            "--where",
            &selection,
        ]);
        assert_eq!(refused.code, 3, "{}", refused.err);
        assert!(
            refused.err.contains(part) && refused.err.contains("nearest"),
            "{}",
            refused.err
        );
    }
}

#[test]
fn every_series_of_the_bulk_data_answers_to_its_own_code() {
    let Some(data) = published(
        "reading::every_series_of_the_bulk_data_answers_to_its_own_code",
        "data/lait/bds_long.csv.gz",
    ) else {
        return;
    };
    let desk = Desk::new();
    let listed = desk.json(&["indicators", "--all"]);
    let codes: Vec<&str> = listed
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["source_measure"].as_str())
        .collect();
    assert!(codes.len() >= 434, "{} codes", codes.len());
    // Spaces, per cent signs and commas within a code belong to it.
    let odd = [
        "LAC",
        "LAC_Fixed_ Ex",
        "%_of LAC Adopted",
        "CIN_Good _Develop",
    ];
    for code in odd {
        assert!(codes.contains(&code), "{code} is not listed");
    }
    for code in sample::some(odd, 2) {
        let found = desk.json(&["compare", "Blackpool", code, "--data", text(&data)]);
        assert_eq!(found[0]["source_measure"], code);
    }
}

/// Two pairs of authorities make one return each: the figure belongs to neither authority alone.
#[test]
fn joint_returns_are_told_and_set_aside() {
    let Some(file) = published(
        "reading::joint_returns_are_told_and_set_aside",
        "data/ees/2025/csww_indicators_2017_to_2025.csv",
    ) else {
        return;
    };
    let run = Desk::new().run(&["check", text(&file), "--format", "csv"]);
    let rows = crate::rows::Rows::read(run.out.as_bytes());
    for pair in ["940 / 941", "314 / 318"] {
        let row = rows
            .iter()
            .find(|row| row.get("check") == "joint-return" && row.get("found").contains(pair));
        assert!(
            row.is_some_and(|row| !row.get("row").is_empty()),
            "{pair} is not told:\n{}",
            run.out
        );
    }
}

#[test]
fn dirt_in_the_bulk_data_is_told() {
    let Some(lait) = published(
        "reading::dirt_in_the_bulk_data_is_told",
        "data/lait/bds_long.csv.gz",
    ) else {
        return;
    };
    let run = Desk::new().run(&["check", text(&lait), "--format", "csv"]);
    assert!([0, 1].contains(&run.code), "{}", run.err);
    let rows = crate::rows::Rows::read(run.out.as_bytes());
    let told = |check: &str, part: &str| {
        rows.iter()
            .any(|row| row.get("check") == check && row.get("found").contains(part))
    };
    assert!(
        told("england-out-of-range", "England"),
        "the England figure that is a sum of rates"
    );
    assert!(
        told("former-authority", "before April 2019"),
        "values filed under an abolished authority"
    );
    assert!(told("percent-over-100", "%"), "percentages over 100");
    assert!(told("omitted", "CINPermExclusion, 0"), "the stray period 0");
    assert!(
        rows.iter()
            .all(|row| !row.get("file").is_empty() && !row.get("row").is_empty()),
        "a finding without its place"
    );
}

/// A published file without one of its columns.
fn without_column(file: &Path, column: &str) -> Vec<u8> {
    let mut reader = csv::Reader::from_path(file).expect("a published file");
    let header = reader.headers().expect("a header").clone();
    let lost = header
        .iter()
        .position(|name| name == column)
        .expect("the column");
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in std::iter::once(Ok(header)).chain(reader.into_records()) {
        let record = record.expect("a record");
        let cells = record.iter().enumerate().filter(|(at, _)| *at != lost);
        writer
            .write_record(cells.map(|(_, cell)| cell))
            .expect("memory");
    }
    writer.into_inner().expect("memory")
}

/// Whatever name somebody saved the file under: `import` sets it aside for the same reason.
#[test]
fn check_names_the_column_that_a_published_file_has_lost_as_import_does() {
    let test = "reading::check_names_the_column_that_a_published_file_has_lost_as_import_does";
    let Some(file) = published(test, LOOKED_AFTER) else {
        return;
    };
    let bytes = without_column(&file, "rate_per_10000");
    let told = "there is no column “rate_per_10000”";
    for name in [
        "cla_number_and_rate_per_10k_children.csv",
        "from a colleague.csv",
    ] {
        let desk = Desk::new();
        desk.put(name, &bytes);
        let run = desk.run(&["check", name, "--format", "csv"]);
        assert_eq!(run.code, 1, "{name}: {}", run.err);
        let rows = Rows::read(run.out.as_bytes());
        let lost: Vec<&str> = rows
            .iter()
            .filter(|row| row.holds(&[("check", "unknown-column"), ("found", told)]))
            .map(|row| row.get("guidance"))
            .collect();
        for id in ["cla-rate", "cla-starting-rate", "cla-ceasing-rate"] {
            assert!(
                lost.iter().any(|guidance| guidance.contains(id)),
                "{name}: {id} is not in {lost:?}"
            );
        }
        let import = desk.run(&["import", "--store", "s", "--release", "November 2025", name]);
        assert!(
            import.code == 11 && import.out.contains(told),
            "{name}: {}{}",
            import.out,
            import.err
        );
    }
}
