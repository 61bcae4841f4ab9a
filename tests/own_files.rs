//! Files as offices keep them: every encoding, separator and line end, spreadsheets, titles, totals and marks. What is taken is said once,
//! what is refused names its cell and the likely cause, and the row that is cited is the row.

use crate::program::Desk;
use serde_json::Value;
use std::io::Write;

const NAME: &str = "Nights of respite";
const LOCAL: &str = "local:Nights of respite";

/// The rows of an own file after the header.
const ROWS: [&str; 3] = [
    "Torbay,2023,Nights of respite,700",
    "Torbay,2024,Nights of respite,712",
    "Torbay,2025,Nights of respite,745",
];

/// The newest figure, and its row.
fn newest(desk: &Desk, file: &str) -> (Option<f64>, Option<u64>) {
    figure(&desk.json(&["compare", "Torbay", LOCAL, "--data", file]))
}

fn figure(told: &Value) -> (Option<f64>, Option<u64>) {
    (told[0]["value"].as_f64(), told[0]["source_row"].as_u64())
}

/// Checks by name, with row, severity, what was found and what is to be done.
fn checks(desk: &Desk, file: &str) -> Vec<(String, String, String, String)> {
    let run = desk.run(&["check", file, "--format", "csv"]);
    let rows = crate::rows::Rows::read(run.out.as_bytes());
    let found = rows.iter().map(|row| {
        let of = |name: &str| row.get(name).to_owned();
        (
            of("check"),
            of("row"),
            of("severity"),
            format!("{} {} {}", of("found"), of("expected"), of("guidance")),
        )
    });
    found.collect()
}

fn named<'c>(
    checks: &'c [(String, String, String, String)],
    name: &str,
) -> &'c (String, String, String, String) {
    let found: Vec<_> = checks.iter().filter(|check| check.0 == name).collect();
    assert_eq!(found.len(), 1, "{name} in {checks:?}");
    found[0]
}

fn wide(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn one_table_in_every_way_of_an_office_is_one_table() {
    let plain = format!("area,period,indicator,value\n{}\n", ROWS.join("\n"));
    let titled = format!("Our own figures\nMade on 3 April\n\n{plain}");
    let semicolons = plain.replace(',', ";");
    for (way, bytes, row) in [
        ("plain", plain.clone().into_bytes(), 4),
        ("with a mark", format!("\u{feff}{plain}").into_bytes(), 4),
        ("UTF-16", wide(&plain.replace(',', "\t")), 4),
        ("semicolons", semicolons.clone().into_bytes(), 4),
        ("bars", plain.replace(',', "|").into_bytes(), 4),
        (
            "sep=",
            format!("sep=;\r\n{}", semicolons.replace('\n', "\r\n")).into_bytes(),
            5,
        ),
        (
            "CR LF and blank lines",
            plain.replace('\n', "\r\n\r\n").into_bytes(),
            7,
        ),
        ("CR", plain.replace('\n', "\r").into_bytes(), 4),
        (
            "blank lines",
            plain.replace('\n', "\n\n\n").into_bytes(),
            10,
        ),
        ("titles", titled.into_bytes(), 7),
        (
            "other letters",
            plain.replace("area,period", "Area ,PERIOD").into_bytes(),
            4,
        ),
        (
            "empty columns and rows",
            format!("{},,\n,,,,,\n", plain.trim_end().replace('\n', ",,\n")).into_bytes(),
            4,
        ),
        (
            "notes and a total",
            format!("{plain}Total,,,2157\n\n\"Source: our system, 3 April\",,,\n").into_bytes(),
            4,
        ),
        (
            "a column note",
            plain.replace("value\n", "value,note\n").into_bytes(),
            4,
        ),
    ] {
        let desk = Desk::new();
        desk.put("own.csv", bytes);
        assert_eq!(newest(&desk, "own.csv"), (Some(745.0), Some(row)), "{way}");
        let found = checks(&desk, "own.csv");
        assert!(
            found.iter().all(|check| check.2 != "error"),
            "{way}: {found:?}"
        );
    }
}

#[test]
fn a_figure_keeps_its_mark_in_the_findings() {
    let desk = Desk::new();
    let cells = [
        "[x]",
        "21.4 [r]",
        "22.0[r]",
        "23.1 [p]",
        "24.6 [note 2]",
        "\"1,025\"",
        "−3",
        "£7",
    ];
    let rows = (2013..)
        .zip(cells)
        .map(|(year, cell)| format!("Torbay,{year},{NAME},{cell}\n"));
    desk.put(
        "own.csv",
        format!("area,period,indicator,value\n{}", rows.collect::<String>()),
    );
    let found = checks(&desk, "own.csv");
    let mut forms: Vec<(&str, &str)> = found
        .iter()
        .filter(|check| check.0 == "number-form")
        .map(|check| (check.1.as_str(), check.2.as_str()))
        .collect();
    forms.sort_unstable();
    assert_eq!(
        forms,
        [
            ("3", "note"),
            ("5", "warning"),
            ("6", "note"),
            ("7", "note"),
            ("8", "note"),
            ("9", "note")
        ]
    );
    assert!(
        found
            .iter()
            .any(|check| check.3.contains("2 cells such as “21.4 [r]”")
                && check.3.contains("revised")),
        "{found:?}"
    );
    assert_eq!(newest(&desk, "own.csv"), (Some(7.0), Some(9)));
}

#[test]
fn what_is_refused_names_its_cell_and_the_likely_cause() {
    for (cell, cause) in [
        ("#N/A", "error of the spreadsheet"),
        ("<5", "written c"),
        ("n/a", "written x"),
        ("02-Jan", "Excel"),
        ("\"12,5\"", "full stop"),
        ("12 [c]", "leave one of the two"),
    ] {
        let desk = Desk::new();
        desk.put(
            "own.csv",
            format!("area,period,indicator,value\n\nTorbay,2025,{NAME},{cell}\n"),
        );
        let found = checks(&desk, "own.csv");
        let fault = named(&found, "local-row");
        assert_eq!(
            (fault.1.as_str(), fault.2.as_str()),
            ("3", "error"),
            "{cell}"
        );
        assert!(fault.3.contains(cause), "{cell}: {fault:?}");
    }
}

#[test]
fn a_header_that_is_not_quite_one_is_told_by_its_nearest_name() {
    let desk = Desk::new();
    desk.put(
        "own.csv",
        "Our figures\n\narea,period,measure name,value\nTorbay,2025,x,7\n",
    );
    let run = desk.run(&["check", "own.csv"]);
    assert_eq!(run.code, 3);
    assert!(
        run.err.contains("row 3") && run.err.contains("missing: indicator"),
        "{}",
        run.err
    );
}

#[test]
fn the_only_file_of_a_folder_is_explained() {
    let desk = Desk::new();
    desk.put(
        "one/own.csv",
        "place,period,indicator,value\nTorbay,2025,x,7\n",
    );
    let alone = desk.run(&["check", "one/own.csv"]);
    let folder = desk.run(&["check", "one"]);
    assert_eq!((folder.code, &folder.err), (3, &alone.err));
    assert!(folder.err.contains("missing: area"), "{}", folder.err);
    desk.put(
        "two/own.csv",
        "place,period,indicator,value\nTorbay,2025,x,7\n",
    );
    desk.put("two/other.csv", "a,b\n1,2\n");
    let several = desk.run(&["check", "two"]);
    assert!(
        several.err.contains("none of the 2 files") && several.err.contains("yardstick check"),
        "{}",
        several.err
    );
}

/// A workbook with these sheets, each with its cells: a number, a text, a percentage, a day, an error.
fn workbook(sheets: &[(&str, &[&[Cell<'_>]])]) -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                let written = match cell {
                    Cell::Blank => continue,
                    Cell::Text(text) => sheet.write_string(row, column, *text),
                    Cell::Number(value) => sheet.write_number(row, column, *value),
                    Cell::Percent(value) => {
                        let format = Format::new().set_num_format("0.0%");
                        sheet.write_number_with_format(row, column, *value, &format)
                    }
                    Cell::Decimals(value) => {
                        let format = Format::new().set_num_format("0.00");
                        sheet.write_number_with_format(row, column, *value, &format)
                    }
                    Cell::Day(year, month, day) => {
                        let moment = ExcelDateTime::from_ymd(*year, *month, *day).expect("a day");
                        let format = Format::new().set_num_format("dd/mm/yyyy");
                        sheet.write_datetime_with_format(row, column, &moment, &format)
                    }
                    Cell::Fault(text) => {
                        sheet.write_formula(row, column, Formula::new("=1/0").set_result(*text))
                    }
                };
                written.expect("written");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[derive(Clone, Copy)]
enum Cell<'a> {
    Blank,
    Text(&'a str),
    Number(f64),
    Percent(f64),
    Decimals(f64),
    Day(u16, u8, u8),
    Fault(&'a str),
}

use Cell::{Blank, Day, Decimals, Fault, Number, Percent, Text};

const HEAD: [Cell<'_>; 4] = [
    Text("Area"),
    Text("Period"),
    Text("Indicator"),
    Text("Value"),
];

#[test]
fn a_workbook_is_read_as_its_csv_would_be() {
    let desk = Desk::new();
    let measure = "Visits in time, percent";
    let rows: [&[Cell<'_>]; 6] = [
        &[Text("Our own figures")],
        &[Blank],
        &HEAD,
        &[
            Text("Torbay"),
            Number(2024.0),
            Text(measure),
            Percent(0.234),
        ],
        &[Text("Torbay"), Number(2025.0), Text(measure), Percent(0.07)],
        &[
            Text("Torbay"),
            Number(2026.0),
            Text(measure),
            Fault("#DIV/0!"),
        ],
    ];
    let notes: [&[Cell<'_>]; 1] = [&[Text("Who made this"), Text("A. Officer")]];
    desk.put(
        "own.xlsx",
        workbook(&[("Read me", &notes), ("Figures", &rows)]),
    );
    let told = desk.json(&[
        "compare",
        "Torbay",
        &format!("local:{measure}"),
        "--data",
        "own.xlsx",
        "--period",
        "2025",
    ]);
    assert_eq!(figure(&told), (Some(7.0), Some(5)));
    assert!(
        told[0]["source_file"]
            .as_str()
            .is_some_and(|file| file.contains("own.xlsx") && file.contains("sheet “Figures”")),
        "{}",
        told[0]["source_file"]
    );
    let found = checks(&desk, "own.xlsx");
    let fault = named(&found, "local-row");
    assert_eq!(fault.1, "6");
    assert!(
        fault.3.contains("#DIV/0!") && fault.3.contains("error of the spreadsheet"),
        "{fault:?}"
    );
    assert_eq!(named(&found, "title-lines").1, "3");
    assert!(named(&found, "other-sheets").3.contains("Read me"));
    assert!(named(&found, "number-form").3.contains("“23.4%”"));
}

#[test]
fn of_two_sheets_that_fit_none_is_taken() {
    let desk = Desk::new();
    let twice: [&[Cell<'_>]; 2] = [
        &HEAD,
        &[Text("Torbay"), Number(2024.0), Text("x"), Number(1.0)],
    ];
    desk.put("two.xlsx", workbook(&[("2024", &twice), ("2025", &twice)]));
    let run = desk.run(&["check", "two.xlsx"]);
    assert!(
        run.code == 3 && run.err.contains("“2024” and “2025”"),
        "{}",
        run.err
    );
}

/// An OpenDocument spreadsheet of one sheet with these rows in XML.
fn spreadsheet(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"Own\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
                    <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>\
                    <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ] {
        zip.start_file(name, stored).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a zip").into_inner()
}

fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

fn text(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn value(kind: &str, value: &str, shown: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"{kind}\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"
    )
}

#[test]
fn an_opendocument_sheet_is_read_as_its_csv_would_be() {
    let desk = Desk::new();
    let head = row(&["area", "period", "indicator", "value"].map(text));
    let gap =
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>";
    let of_year = |year: &str, cell: String| {
        row(&[
            text("Torbay"),
            value("float", year, year),
            text("Visits"),
            cell,
        ])
    };
    let rows = [
        head,
        of_year("2024", value("percentage", "0.234", "23%")),
        gap.to_owned(),
        of_year("2025", value("percentage", "0.07", "7%")),
        of_year("2026", "<table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>".to_owned()),
    ];
    desk.put("own.ods", spreadsheet(&rows.concat()));
    let told = desk.json(&[
        "compare",
        "Torbay",
        "local:Visits",
        "--data",
        "own.ods",
        "--period",
        "2025",
    ]);
    assert_eq!(figure(&told), (Some(7.0), Some(5)));
    let found = checks(&desk, "own.ods");
    let fault = named(&found, "local-row");
    assert!(
        fault.1 == "6" && fault.3.contains("#N/A") && fault.3.contains("error of the spreadsheet"),
        "{fault:?}"
    );
    assert!(named(&found, "number-form").3.contains("“23.4%”"));
}

/// A workbook in which Torbay, the name of the series and the last figure are merged over rows.
fn merged_workbook() -> Vec<u8> {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new();
    for (column, head) in (0..).zip(["Area", "Period", "Indicator", "Value"]) {
        sheet.write_string(0, column, head).expect("a head");
    }
    for (from, to, column, text) in [(1, 2, 0, "Torbay"), (1, 3, 2, "Visits"), (2, 3, 3, "")] {
        sheet
            .merge_range(from, column, to, column, text, &format)
            .expect("merged");
    }
    for (row, column, number) in [
        (1, 1, 2024),
        (1, 3, 41),
        (2, 1, 2025),
        (2, 3, 52),
        (3, 1, 2025),
    ] {
        sheet.write_number(row, column, number).expect("a number");
    }
    sheet.write_string(3, 0, "Hull").expect("a place");
    book.save_to_buffer().expect("a workbook")
}

/// The same as an OpenDocument spreadsheet.
fn merged_spreadsheet() -> Vec<u8> {
    let tall = |cell: String, rows: u32| {
        let spanned = format!("<table:table-cell table:number-rows-spanned=\"{rows}\"");
        cell.replacen("<table:table-cell", &spanned, 1)
    };
    let covered = || "<table:covered-table-cell/>".to_owned();
    let year = |year: &str| value("float", year, year);
    let rows = [
        row(&["area", "period", "indicator", "value"].map(text)),
        row(&[
            tall(text("Torbay"), 2),
            year("2024"),
            tall(text("Visits"), 3),
            year("41"),
        ]),
        row(&[covered(), year("2025"), covered(), tall(year("52"), 2)]),
        row(&[text("Hull"), text("2025"), covered(), covered()]),
    ];
    spreadsheet(&rows.concat())
}

/// What a merged cell says of its rows holds for each of them; a figure merged over rows is nobody's.
#[test]
fn merged_cells_hold_for_every_row_that_they_cover() {
    let desk = Desk::new();
    desk.put("own.xlsx", merged_workbook());
    desk.put("own.ods", merged_spreadsheet());
    for file in ["own.xlsx", "own.ods"] {
        for (year, expected) in [("2024", (41.0, 2)), ("2025", (52.0, 3))] {
            let asked = [
                "compare",
                "Torbay",
                "local:Visits",
                "--data",
                file,
                "--period",
                year,
            ];
            let found = figure(&desk.json(&asked));
            assert_eq!(
                found,
                (Some(expected.0), Some(expected.1)),
                "{file}, {year}"
            );
        }
        let found = checks(&desk, file);
        let note = named(&found, "merged-cells");
        assert!(
            note.1 == "3" && note.3.contains("2 rows"),
            "{file}: {note:?}"
        );
        let is_unread = |(_, row, severity, _): &(String, String, String, String)| {
            row == "4" && severity == "error"
        };
        assert!(found.iter().any(is_unread), "{file}: {found:?}");
    }
}

/// Programs write a column of years as decimal numbers when one of its cells is empty.
#[test]
fn a_year_with_a_decimal_is_the_year() {
    let desk = Desk::new();
    desk.put(
        "own.csv",
        "area,period,indicator,value\nTorbay,2024.0,Visits,41\nTorbay,202425.0,Visits by year,43\nTorbay,2025.5,Visits,44\n",
    );
    let asked = ["compare", "Torbay", "local:Visits", "--data", "own.csv"];
    assert_eq!(figure(&desk.json(&asked)), (Some(41.0), Some(2)));
    let asked = [
        "compare",
        "Torbay",
        "local:Visits by year",
        "--data",
        "own.csv",
    ];
    let told = desk.json(&asked);
    assert_eq!(
        (figure(&told), told[0]["period"].as_str()),
        ((Some(43.0), Some(3)), Some("202425"))
    );
    let found = checks(&desk, "own.csv");
    assert_eq!(named(&found, "number-form").1, "2");
    assert_eq!(named(&found, "local-row").1, "4");
}

#[test]
fn a_plan_may_be_a_workbook() {
    let desk = Desk::new();
    let plan: [&[Cell<'_>]; 5] = [
        &[
            Text("Ref"),
            Text("Action"),
            Text("Status"),
            Text("Due date"),
        ],
        &[
            Decimals(1.1),
            Text("Ask families"),
            Text("Done"),
            Day(2025, 6, 30),
        ],
        &[
            Decimals(1.9),
            Text("Train staff"),
            Text("Ongoing"),
            Day(2025, 7, 31),
        ],
        &[
            Decimals(1.1),
            Text("Audit files"),
            Text("Ongoing"),
            Day(2025, 8, 31),
        ],
        &[Text("1.11"), Text("Report"), Text("Ongoing"), Blank],
    ];
    desk.put("plan.xlsx", workbook(&[("Plan", &plan)]));
    let told = desk.json(&["plan", "plan.xlsx", "--as-at", "2025-07-15"]);
    assert_eq!(told["rows_set_aside"], serde_json::json!([4]));
}

#[test]
fn judgements_phrases_and_methods_take_workbooks_too() {
    let desk = Desk::new();
    let judged: [&[Cell<'_>]; 2] = [
        &[Text("Area"), Text("publication_date"), Text("overall")],
        &[Text("Torbay"), Day(2024, 3, 1), Text("Good")],
    ];
    desk.put("judged.xlsx", workbook(&[("Judged", &judged)]));
    let told = desk.done(&["judgements", "Torbay", "--data", "judged.xlsx"]);
    assert!(told.contains("Good"), "{told}");

    let phrases: [&[Cell<'_>]; 2] = [
        &[Text("key"), Text("phrase")],
        &[
            Text("placed.quarter"),
            Text("{subject}, {value}, is in the {end} quarter of {of} authorities in {year}."),
        ],
    ];
    desk.put("phrases.xlsx", workbook(&[("Phrases", &phrases)]));
    desk.done(&["findings", "Torbay", "--phrases", "phrases.xlsx"]);

    let method: [&[Cell<'_>]; 4] = [
        &[Text("Area"), Text("Events"), Text("Population")],
        &[Text("North"), Text("1,200"), Number(50_000.0)],
        &[Text("South"), Number(900.0), Number(40_000.0)],
        &[Text("Total"), Number(2100.0), Number(90_000.0)],
    ];
    desk.put("rates.xlsx", workbook(&[("Rates", &method)]));
    let run = desk.run(&["stat", "shrink", "--input", "rates.xlsx", "--format", "csv"]);
    assert!(
        run.code == 0 && run.out.contains("North,1200,50000") && !run.out.contains("Total"),
        "{}\n{}",
        run.out,
        run.err
    );
    assert!(
        run.err.contains("“1,200”") && run.err.contains("a total of other rows"),
        "{}",
        run.err
    );
}

#[test]
fn what_excel_made_of_a_plans_numbers_is_not_told_as_gone() {
    let desk = Desk::new();
    let head = "ref,recommendation,due,status\n";
    desk.put("before.csv", format!("{head}3.9,Ask,2025-06-30,in progress\n3.10,Train,2025-05-30,not started\n4-1,Audit,2025-06-30,in progress\n"));
    desk.put("plan.csv", format!("{head}3.9,Ask,2025-06-30,in progress\n3.1,Train,2025-06-30,not started\n04-Jan,Audit,2025-06-30,complete\n"));
    let run = desk.run(&[
        "plan",
        "plan.csv",
        "--before",
        "before.csv",
        "--as-at",
        "2025-07-15",
    ]);
    let told = format!("{}{}", run.out, run.err);
    assert!(
        !told.contains("no longer in the file") && !told.contains("Nothing has slipped"),
        "{told}"
    );
    assert!(
        told.contains("What changed is not known of 2 actions") && told.contains("3.10"),
        "{told}"
    );
    assert!(
        told.contains("1.10 as the number 1.1") && told.contains("makes a day of numbers"),
        "{told}"
    );
}

#[test]
fn settings_are_read_as_an_office_saves_them() {
    for (way, bytes) in [
        (
            "a mark",
            "\u{feff}authority = \"Torbay\"\r\n".as_bytes().to_vec(),
        ),
        ("UTF-16", wide("authority = \"Torbay\"\r\n")),
    ] {
        let desk = Desk::new();
        desk.put("yardstick.toml", bytes);
        let told = desk.json(&["compare", "cla-rate"]);
        assert_eq!(told[0]["authority"], "Torbay", "{way}");
    }
    let desk = Desk::new();
    desk.put("yardstick.toml", "\nauthority = “Torbay”\n");
    let run = desk.run(&["compare", "cla-rate"]);
    assert!(
        run.code == 2 && run.err.contains("yardstick.toml, row 2") && run.err.contains("curly"),
        "{}",
        run.err
    );
}

#[test]
fn papers_of_word_are_read_in_their_own_letters() {
    let sentence =
        "The rate of children looked after in Torbay was 211 per 10,000 at 31 March 2025";
    let desk = Desk::new();
    let narrow = |text: &str| -> Vec<u8> {
        let letters = text.chars().map(|letter| match letter {
            '’' => 0x92,
            '–' => 0x96,
            other => u8::try_from(u32::from(other)).expect("in Windows-1252"),
        });
        letters.collect()
    };
    let page = format!(
        "<html><body><h1>Children’s services</h1><p>{sentence} – see below.</p></body></html>"
    );
    desk.put("paper.htm", narrow(&page));
    desk.put("wide.htm", wide(&page));
    desk.put(
        "paper.md",
        narrow(&format!("# Children’s services\n\n{sentence}.\n")),
    );
    let expected = desk.run(&["lint", "wide.htm"]);
    assert_ne!(expected.code, 3, "{}", expected.err);
    for file in ["paper.htm", "paper.md"] {
        let run = desk.run(&["lint", file]);
        assert_eq!(run.code, expected.code, "{file}: {}", run.err);
    }
}
