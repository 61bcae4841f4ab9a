use super::*;
use crate::table::inert::tests::RUN;
use crate::table::{specimen, xlsx};
use std::io::Read;

fn book() -> Workbook {
    let mut second = Table {
        name: "cla's rate".into(),
        ..specimen::neighbours()
    };
    second.rows[0][0] = specimen::text("two  blanks\nand a second line ");
    second.rows[0][1] = Cell::Number {
        value: 0.062_5,
        decimals: None,
    };
    Workbook {
        title: "Blackpool: children's services compared".into(),
        subtitle: "Against <ten> & more".into(),
        contact: Some("Performance team, performance@example.gov.uk".into()),
        cover_lines: vec!["Data as at November 2025.".into()],
        notes: vec![(
            "Quartile bands".into(),
            "A holds the best quarter of authorities and D the worst.".into(),
        )],
        tables: vec![
            specimen::neighbours(),
            second,
            Table {
                name: "empty".into(),
                rows: vec![],
                ..specimen::neighbours()
            },
        ],
        sheets: vec![],
        charts: vec![],
        data_date: Some((2025, 11, 30)),
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn the_kind_of_file_stands_first_and_unpacked() {
    let bytes = write(&book()).unwrap();
    assert_eq!(bytes, write(&book()).unwrap());
    let systems = crate::world::packing::systems(&bytes);
    assert!(systems.iter().all(|system| *system == zip::System::Unix));
    assert_eq!(
        &bytes[30..30 + 8 + MIME.len()],
        format!("mimetype{MIME}").as_bytes()
    );
    for (name, part_of) in [
        ("meta.xml", "<dc:language>en-GB</dc:language>"),
        ("meta.xml", "<dc:title>Blackpool: children"),
        (
            "meta.xml",
            "<meta:creation-date>2025-11-30T00:00:00</meta:creation-date>",
        ),
        ("styles.xml", "fo:country=\"GB\""),
        (
            "content.xml",
            "table:target-range-address=\"&apos;cla-rate&apos;.A7:&apos;cla-rate&apos;.E11\"",
        ),
        (
            "content.xml",
            "office:value=\"135.3\"><text:p>135.3</text:p>",
        ),
        ("content.xml", "Against &lt;ten&gt; &amp; more"),
        (
            "content.xml",
            "<text:p>two <text:s text:c=\"1\"/>blanks</text:p><text:p>and a second line<text:s text:c=\"1\"/></text:p>",
        ),
    ] {
        let text = part(&bytes, name);
        assert!(text.contains(part_of), "{part_of} is not in {name}");
    }
    assert!(!part(&bytes, "content.xml").contains("number-columns-spanned"));
}

#[test]
fn a_date_that_is_none_and_a_book_of_nothing() {
    assert!(matches!(
        write(&Workbook {
            sheets: vec![],
            charts: vec![],
            data_date: Some((2025, 13, 1)),
            ..book()
        }),
        Err(TableFault::Shape { .. })
    ));
    let bare = Table {
        columns: vec![],
        rows: vec![],
        ..specimen::neighbours()
    };
    assert!(
        write(&Workbook {
            tables: vec![bare],
            notes: vec![],
            ..book()
        })
        .is_ok()
    );
}

#[test]
fn no_name_is_run() {
    let mut book = book();
    for table in &mut book.tables {
        table.rows = RUN
            .map(|name| vec![crate::table::specimen::text(name)])
            .to_vec();
    }
    let content = part(&write(&book).unwrap(), "content.xml");
    assert!(
        content.contains("office:value-type=\"string\"><text:p>=cmd|"),
        "{content}"
    );
    assert!(!content.contains("table:formula"), "{content}");
}

#[test]
fn columns_have_letters() {
    assert_eq!(
        [1, 26, 27, 52, 53, 703].map(letters),
        ["A", "Z", "AA", "AZ", "BA", "AAA"]
    );
}

/// LibreOffice's own reading of both formats.
#[test]
fn libreoffice_reads_the_same_cells_as_in_the_excel_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let converted = |name: &str, bytes: Vec<u8>| -> Option<Vec<(String, String)>> {
        std::fs::create_dir_all(at(name)).unwrap();
        let file = at(&format!("book.{name}"));
        std::fs::write(&file, bytes).unwrap();
        // The last field asks for a file a sheet.
        let run = std::process::Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                at("profile").display()
            ))
            .args([
                "--headless",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
            ])
            .args(["--outdir".as_ref(), at(name).as_os_str(), file.as_os_str()])
            .output();
        run.ok().filter(|run| run.status.success())?;
        // LibreOffice without Calc ends well and writes nothing.
        std::fs::read_dir(at(name)).unwrap().next()?.ok()?;
        let files = std::fs::read_dir(at(name))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut read: Vec<(String, String)> = files
            .map(|file| {
                (
                    file.file_stem().unwrap().to_string_lossy().into_owned(),
                    std::fs::read_to_string(&file).unwrap(),
                )
            })
            .collect();
        read.sort();
        Some(read)
    };
    let Some(ods) = converted("ods", write(&book()).unwrap()) else {
        let sure = std::env::var("YARDSTICK_TOOLS")
            .is_ok_and(|tools| tools.split(' ').any(|tool| tool == "office"));
        assert!(!sure, "LibreOffice does not convert");
        let _ = writeln!(
            io::stderr(),
            "skipped: the same cells in both workbooks, because LibreOffice is not there"
        );
        return;
    };
    let xlsx = converted("xlsx", xlsx::write(&book()).unwrap()).unwrap();
    assert_eq!(
        ods.len(),
        6,
        "{:?}",
        ods.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    for (of_ods, of_xlsx) in ods.iter().zip(&xlsx) {
        assert_eq!(of_ods, of_xlsx);
    }
    assert!(
        ods.iter()
            .any(|(_, text)| text.contains("Blackpool,184,-8.25,531,")),
        "{ods:?}"
    );
}
