//! A place in a file is known exactly or not at all; columns that contradict each other are found; what could not be read is never told
//! as absent.

use crate::program::Desk;
use crate::published::{published, text};
use crate::rows::Rows;

/// What `check` finds in a file, a line a finding: check, severity, row, found, expected, guidance.
fn findings(desk: &Desk, file: &str) -> Rows {
    Rows::read(desk.run(&["check", file, "--format", "csv"]).out.as_bytes())
}

/// What was printed, in one line.
fn plain(printed: &str) -> String {
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has(rows: &Rows, check: &str, row: &str, part: &str) -> bool {
    rows.iter().any(|found| {
        found.get("check") == check
            && found.get("row") == row
            && ["found", "expected", "guidance"]
                .iter()
                .any(|column| found.get(column).contains(part))
    })
}

/// Each place of the file, and a part of what is said of its row; an empty part where the row is read.
const PLACES: &[(&str, &str)] = &[
    ("Warwick", "is a district of Warwickshire (937)"),
    (
        "Lancaster City Council",
        "is a district of Lancashire (888)",
    ),
    ("Carlisle", "is now part of Cumberland (942)"),
    ("Cardiff", "is a council area of Wales"),
    ("Fife", "is a council area of Scotland"),
    ("Greater Manchester", "is an area of several authorities"),
    ("E05000001", "is the code of a ward"),
    ("Central", "similar: Central Bedfordshire"),
    ("Mid", "no authority, code or abbreviation is “Mid”"),
    ("Hartlepool North", "no authority, code or abbreviation"),
    ("Derbyshire", ""),
    ("Derby City Council", ""),
    ("890.0", ""),
    ("E06000010", ""),
    ("St Helens", ""),
    ("\"Herefordshire, County of\"", ""),
];

#[test]
fn a_place_of_an_officers_own_file_is_known_exactly_or_not_at_all() {
    let desk = Desk::new();
    let rows: Vec<String> = PLACES
        .iter()
        .map(|(place, _)| format!("{place},2025,Early help groups,5{}\n", place.len()))
        .collect();
    desk.put(
        "own.csv",
        format!("area,period,indicator,value\n{}", rows.concat()),
    );
    let found = findings(&desk, "own.csv");
    for (row, (place, said)) in (2..).zip(PLACES) {
        let row = row.to_string();
        let is_told = found.iter().any(|finding| finding.get("row") == row);
        if said.is_empty() {
            assert!(!is_told, "{place} is set aside");
        } else {
            assert!(has(&found, "local-row", &row, said), "{place}: {said}");
        }
    }
}

#[test]
fn a_judgement_of_a_district_is_not_the_countys() {
    let desk = Desk::new();
    desk.put(
        "judged.csv",
        "area,publication_date,overall\nWarwick,2025-01-10,Good\nWarwickshire,2024-01-10,Inadequate\n",
    );
    let run = desk.run(&[
        "judgements",
        "Warwickshire",
        "--data",
        "judged.csv",
        "--as-at",
        "2025-06-01",
    ]);
    assert!(
        run.err.contains("is a district of Warwickshire (937)") && run.err.contains("judged.csv"),
        "{}",
        run.err
    );
    assert!(plain(&run.out).contains("Inadequate"), "{}", run.out);
    assert!(!plain(&run.out).contains("10 January 2025"), "{}", run.out);
}

/// Values beside a status: the row, and what is shown of it.
#[test]
fn a_value_beside_a_symbol_is_shown_as_neither() {
    let desk = Desk::new();
    desk.put(
        "own.csv",
        "area,period,indicator,value,status\n\
         Blackpool,2023,Care orders,42,revised\n\
         Blackpool,2024,Care orders,14,c\n\
         Blackpool,2025,Care orders,14,x\n",
    );
    let found = findings(&desk, "own.csv");
    for row in ["3", "4"] {
        assert!(has(
            &found,
            "value-contradicts-status",
            row,
            "value “14” beside status"
        ));
    }
    assert_eq!(found.len(), 2);
    for (period, shown) in [
        ("2024", "suppressed"),
        ("2025", "is not known: a row of the file could not be used"),
    ] {
        let run = desk.run(&[
            "compare",
            "Blackpool",
            "local:Care orders",
            "--data",
            "own.csv",
            "--period",
            period,
        ]);
        assert!(plain(&run.out).contains(shown), "{period}: {}", run.out);
        assert!(!plain(&run.out).contains("14"), "{period}: {}", run.out);
        assert!(
            !plain(&run.out).contains("is not published: no row"),
            "{period}: {}",
            run.out
        );
    }
}

/// Values beside their counts: indicator, value, numerator, denominator, and whether they agree.
const COUNTED: &[(&str, &str, &str, &str, bool)] = &[
    ("re-referral-percent", "23.4", "234", "1000", true),
    ("re-referral-percent", "23", "234", "1000", true),
    ("re-referral-percent", "0.234", "234", "1000", false),
    ("re-referral-percent", "23.4", "10", "100", false),
    ("re-referral-percent", "76.6", "234", "1000", false),
    ("cla-rate", "184", "531", "28923", true),
    ("cla-rate", "183.6", "531", "28923", true),
    ("cla-rate", "18.4", "531", "28923", false),
    ("cla-rate", "1.84", "531", "28923", false),
    ("Step-down percent", "45.5", "25", "55", true),
    ("Step-down percent", "0.455", "25", "55", false),
];

#[test]
fn a_value_that_its_counts_contradict_is_set_aside() {
    for (indicator, value, numerator, denominator, agree) in COUNTED {
        let desk = Desk::new();
        desk.put(
            "own.csv",
            format!(
                "area,period,indicator,value,numerator,denominator\n\
                 Blackpool,2025,{indicator},{value},{numerator},{denominator}\n"
            ),
        );
        let found = findings(&desk, "own.csv");
        let told = has(
            &found,
            "value-contradicts-counts",
            "2",
            &format!("{value} beside {numerator} of {denominator}"),
        );
        assert_eq!(
            told, !agree,
            "{indicator} {value} of {numerator}/{denominator}"
        );
    }
    let desk = Desk::new();
    desk.put(
        "own.csv",
        "area,period,indicator,value,numerator,denominator\n\
         Blackpool,2024,re-referral-percent,20.5,205,1000\n\
         Blackpool,2025,re-referral-percent,0.234,234,1000\n",
    );
    let run = desk.run(&[
        "compare",
        "Blackpool",
        "local:re-referral-percent",
        "--data",
        "own.csv",
        "--period",
        "2025",
    ]);
    assert!(
        run.out
            .contains("is not known: a row of the file could not be used"),
        "{}",
        run.out
    );
    assert!(!plain(&run.out).contains("0.2%"), "{}", run.out);
}

/// Percentages written as parts of one: values, and whether they are taken.
#[test]
fn percentages_that_all_lie_between_nought_and_one_are_set_aside() {
    for (values, taken) in [
        (["0.234", "0.3", "0.41"], false),
        (["0.2", "0", "1"], false),
        (["0", "1", "1"], true),
        (["0.4", "0.9", "1.1"], true),
        (["23.4", "30", "0.41"], true),
    ] {
        let desk = Desk::new();
        let rows = values
            .iter()
            .zip(["2023", "2024", "2025"])
            .map(|(value, year)| format!("Blackpool,{year},re-referral-percent,{value}\n"));
        let rows: String = rows.collect();
        desk.put("own.csv", format!("area,period,indicator,value\n{rows}"));
        let found = findings(&desk, "own.csv");
        let told = found
            .iter()
            .any(|row| row.get("check") == "share-for-percent");
        assert_eq!(told, !taken, "{values:?}");
    }
}

const EES: &str = "cla_number_and_rate_per_10k_children.csv";

/// The published file with every row of an authority changed: its cells by column name.
fn changed(text: &str, change: impl Fn(usize, &mut Vec<String>, &[String])) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut header: Vec<String> = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let mut cells: Vec<String> = record
            .expect("a record")
            .iter()
            .map(str::to_owned)
            .collect();
        if number == 0 {
            header.clone_from(&cells);
        } else {
            change(number, &mut cells, &header);
        }
        writer.write_record(&cells).expect("memory");
    }
    String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8")
}

fn at(header: &[String], column: &str) -> usize {
    header
        .iter()
        .position(|name| name.trim_start_matches('\u{feff}') == column)
        .expect(column)
}

#[test]
fn codes_and_years_that_a_program_wrote_as_decimals_are_read() {
    let Some(file) = published(
        "places::codes_and_years_that_a_program_wrote_as_decimals_are_read",
        "data/ees/2025/cla_number_and_rate_per_10k_children.csv",
    ) else {
        return;
    };
    let original = std::fs::read_to_string(file).expect("the file");
    let desk = Desk::new();
    desk.put(
        EES,
        changed(&original, |_, cells, header| {
            let code = &mut cells[at(header, "old_la_code")];
            if !code.is_empty() {
                code.push_str(".0");
            }
        }),
    );
    let run = desk.run(&["compare", "Blackpool", "cla-rate", "--data", EES]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(plain(&run.out).contains("184 per 10,000"), "{}", run.out);
}

/// Rows whose place is not known: neither the authority nor anybody else is said to have no figure.
#[test]
fn rows_that_cannot_be_read_are_not_told_as_absent() {
    let Some(file) = published(
        "places::rows_that_cannot_be_read_are_not_told_as_absent",
        "data/ees/2025/cla_number_and_rate_per_10k_children.csv",
    ) else {
        return;
    };
    let original = std::fs::read_to_string(file).expect("the file");
    let desk = Desk::new();
    desk.put(
        EES,
        changed(&original, |_, cells, header| {
            let code = at(header, "old_la_code");
            if cells[code] == "890" {
                for column in [code, at(header, "new_la_code")] {
                    cells[column] = "#REF!".to_owned();
                }
            }
        }),
    );
    let run = desk.run(&["compare", "Blackpool", "cla-rate", "--data", EES]);
    assert!(
        plain(&run.out).contains("is not known") && plain(&run.out).contains("could not be used"),
        "{}",
        run.out
    );
    assert!(
        !plain(&run.out).contains("no row in the source")
            && !plain(&run.out).contains("is not published"),
        "{}",
        run.out
    );
}

/// One column sorted without the others: names, codes and regions beside codes.
#[test]
fn a_column_that_was_sorted_alone_contradicts_the_codes() {
    let Some(file) = published(
        "places::a_column_that_was_sorted_alone_contradicts_the_codes",
        "data/ees/2025/cla_number_and_rate_per_10k_children.csv",
    ) else {
        return;
    };
    let original = std::fs::read_to_string(file).expect("the file");
    for (column, check) in [
        ("la_name", "place-contradicts-code"),
        ("new_la_code", "place-contradicts-code"),
        ("region_name", "region-contradicts-authority"),
    ] {
        let mut reader = csv::Reader::from_reader(original.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .expect("header")
            .iter()
            .map(str::to_owned)
            .collect();
        let column_at = at(&header, column);
        let is_authority = |cells: &[String]| !cells[at(&header, "old_la_code")].is_empty();
        let mut sorted: Vec<String> = reader
            .records()
            .map(|record| {
                record
                    .expect("record")
                    .iter()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .filter(|cells| is_authority(cells))
            .map(|cells| cells[column_at].clone())
            .collect();
        sorted.sort();
        let next = std::cell::RefCell::new(sorted.into_iter());
        let desk = Desk::new();
        desk.put(
            EES,
            changed(&original, |_, cells, header| {
                if !cells[at(header, "old_la_code")].is_empty() {
                    cells[column_at] = next.borrow_mut().next().expect("as many");
                }
            }),
        );
        let found = findings(&desk, EES);
        let told = found
            .iter()
            .find(|row| row.get("check") == check && row.get("column") == column);
        let rows = told
            .map(|row| row.get("found").to_owned())
            .unwrap_or_default();
        assert!(rows.contains(" rows; the first: "), "{column}: {rows}");
    }
}

/// The place of an error cell, of an inspection without an authority, and of one merged over two rows.
#[test]
fn merged_and_faulty_cells_of_a_spreadsheet_are_read_or_named() {
    let Some(cases) = published(
        "places::merged_and_faulty_cells_of_a_spreadsheet_are_read_or_named",
        "cases",
    ) else {
        return;
    };
    let desk = Desk::new();
    let file = |name: &str| text(&cases.join(name)).to_owned();
    let merged = desk.run(&[
        "judgements",
        "Blackpool",
        "--data",
        &file("51-ods-merged-name/merged.ods"),
        "--as-at",
        "2026-01-01",
    ]);
    assert_eq!(merged.code, 0, "{}", merged.err);
    assert!(
        plain(&merged.out).contains("Blackpool was judged good"),
        "{}",
        merged.out
    );
    let faulty = desk.run(&[
        "judgements",
        "Blackpool",
        "--data",
        &file("54-ods-error-cell/error.ods"),
    ]);
    assert_eq!(faulty.code, 3, "{}", faulty.out);
    for part in [
        "no judgement could be read",
        "row 2",
        "row 3",
        "row 4",
        "#N/A",
    ] {
        assert!(faulty.err.contains(part), "{part}: {}", faulty.err);
    }
    let part = desk.run(&[
        "judgements",
        "Torbay",
        "--data",
        &file("54-ods-error-cell/two.ods"),
        "--as-at",
        "2026-01-01",
    ]);
    assert_eq!(part.code, 0, "{}", part.err);
    assert!(
        part.err.contains("row 2") && part.err.contains("#N/A"),
        "{}",
        part.err
    );
}

/// The published files agree with themselves: nothing that this module tells of is in them.
#[test]
fn the_published_files_have_no_such_finding() {
    const NAMES: [&str; 5] = [
        "place-contradicts-code",
        "region-contradicts-authority",
        "value-contradicts-counts",
        "share-for-percent",
        "unknown-area",
    ];
    for folder in ["data/ees/2025", "data/ees/2024"] {
        let Some(path) = published("places::the_published_files_have_no_such_finding", folder)
        else {
            continue;
        };
        let run = Desk::new().run(&["check", text(&path), "--format", "csv"]);
        for row in Rows::read(run.out.as_bytes()).iter() {
            // Two values of 2019 that the publisher's own counts do not give.
            let is_known = row.get("file") == "d3_cpps_subsequent_plan_2013_to_2025.csv"
                && row.get("severity") == "warning"
                && ["496", "499"].contains(&row.get("row"));
            if is_known {
                continue;
            }
            assert!(
                !NAMES.contains(&row.get("check")),
                "{}: {} {}",
                row.get("file"),
                row.get("check"),
                row.get("found")
            );
        }
    }
}
