//! Files that somebody made to do harm: each is refused with a message, in little time and memory, and nothing is written where it should
//! not be. Memory is limited by the address space of the process, so these tests run on unix alone.

#![cfg(unix)]

use crate::program::{Desk, Run, utf8};
use crate::sample::{self, is_sweep};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

/// Kilobytes of address space: the gigabyte that is promised, and what the program itself, its threads and the libraries are mapped to.
const ADDRESS_SPACE: u32 = 1_600_000;
/// No attack takes longer, even on a slow machine with other tests beside it.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs the program with little memory and time.
fn limited(desk: &Desk, arguments: &[&str]) -> Run {
    let program = desk.program(arguments);
    let mut shell = std::process::Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("ulimit -v {ADDRESS_SPACE}; exec \"$@\""))
        .arg("sh")
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(desk.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::from(
            std::fs::File::create(desk.path("out.txt")).expect("a file"),
        ))
        .stderr(Stdio::from(
            std::fs::File::create(desk.path("err.txt")).expect("a file"),
        ));
    let begun = Instant::now();
    let mut child = shell.spawn().expect("a shell");
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if begun.elapsed() > LONGEST {
            child.kill().expect("killed");
            panic!("yardstick {arguments:?} did not end");
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let run = Run {
        code: status.code().unwrap_or(-1),
        out: utf8(desk.bytes("out.txt")),
        err: utf8(desk.bytes("err.txt")),
    };
    assert!(
        !run.err.contains("panicked") && !run.err.contains("memory allocation"),
        "yardstick {arguments:?}\n{}",
        run.err
    );
    run
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("a zip").into_inner()
}

/// A gzip of a head and of one piece many times.
fn gzipped(head: &str, piece: &[u8], times: usize) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(head.as_bytes()).expect("memory");
    for _ in 0..times {
        packed.write_all(piece).expect("memory");
    }
    packed.finish().expect("a gzip")
}

const LOCAL: &str = "area,period,indicator,value\n";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
    ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
    ContentType=\"application/xml\"/></Types>";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn relation(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn xlsx(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let book = format!(
        "<workbook {main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
         <sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let sheet = format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>");
    let (to_book, to_sheet) = (
        relation("officeDocument", "xl/workbook.xml"),
        relation("worksheet", "worksheets/sheet1.xml"),
    );
    let own: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", to_book.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", to_sheet.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    zipped(&[&own, more].concat())
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let to_body = relation("officeDocument", "word/document.xml");
    zipped(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", to_body.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

/// A table that is small in a file and large in memory: its name, how it is made (to pack a gigabyte takes seconds), and what is said of it.
type SmallFile = (&'static str, fn() -> Vec<u8>, &'static str);

const TABLES: [SmallFile; 8] = [
    ("list.parquet", claimed_list, "index says what cannot be"),
    (
        "bad.csv.gz",
        || {
            gzipped(
                LOCAL,
                &"Nowhere,2025,Visits,1\n".repeat(40_000).into_bytes(),
                400,
            )
        },
        "more than 500000 rows",
    ),
    (
        "commas.csv.gz",
        || gzipped(LOCAL, &vec![b','; 1 << 20], 1500),
        "longer than 1 megabyte",
    ),
    (
        "quote.csv.gz",
        || gzipped(&format!("{LOCAL}\"Blackpool"), &vec![b'\n'; 1 << 20], 800),
        "closed nowhere",
    ),
    (
        "wide.xlsx",
        || {
            let row = |row: i32| {
                format!(
                    "<row r=\"{row}\"><c r=\"XFD{row}\" t=\"inlineStr\"><is><t>x</t></is></c></row>"
                )
            };
            xlsx(&(1..20_000).map(row).collect::<String>(), &[])
        },
        "cells where 4000000 are the most",
    ),
    (
        "long.xlsx",
        || xlsx("", &[("xl/sharedStrings.xml", &vec![b' '; 300 << 20])]),
        "more than 64 megabytes",
    ),
    (
        "repeated.ods",
        || {
            let full = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>many letters in \
                        each of them</text:p></table:table-cell>";
            ods(&format!(
                "<table:table-row table:number-rows-repeated=\"1000000\">{full}</table:table-row>"
            ))
        },
        "cells where 4000000 are the most",
    ),
    (
        "rows.csv.gz",
        || {
            gzipped(
                LOCAL,
                &"Blackpool,2025,Visits,1\n".repeat(40_000).into_bytes(),
                400,
            )
        },
        "more than 500000 rows",
    ),
];

/// A Parquet file of some bytes that says that it has two thousand million columns.
fn claimed_list() -> Vec<u8> {
    let index = [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0x00];
    [&b"PAR1"[..], &index, &[8, 0, 0, 0], b"PAR1"].concat()
}

#[test]
fn a_small_file_never_takes_much_memory() {
    let desk = Desk::new();
    for (name, make, said) in sample::some(TABLES, 6) {
        let bytes = make();
        assert!(bytes.len() < 4 << 20, "{name} is small");
        desk.put(name, bytes);
        let run = limited(&desk, &["check", name]);
        assert!(
            run.code == 3 && run.err.contains(said),
            "{name}: {}",
            run.err
        );
        // In a folder, in a zip and on its way into a store it is no more dangerous.
        desk.put("in.zip", zipped(&[(name, &desk.bytes(name))]));
        for command in [
            vec!["import", "in.zip", "--store", "st"],
            vec!["import", name, "--store", "st"],
            vec!["plan", name],
            vec!["judgements", "Blackpool", "--data", name],
        ] {
            let run = limited(&desk, &command);
            assert!(
                run.code >= 0 && run.code != 101,
                "{command:?}: {} {}",
                run.code,
                run.err
            );
        }
    }
}

/// The body of a document whose tables lie in each other sixty thousand deep.
fn deep_tables() -> String {
    format!(
        "{}<w:p/>{}",
        "<w:tbl><w:tr><w:tc>".repeat(60_000),
        "</w:tc></w:tr></w:tbl>".repeat(60_000)
    )
}

#[test]
fn documents_are_read_within_bounds() {
    let desk = Desk::new();
    let deep = deep_tables();
    let long = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(80 << 20));
    desk.put("long.docx", docx(&long));
    let run = limited(&desk, &["lint", "long.docx", "--authority", "Blackpool"]);
    assert!(
        run.code == 3 && run.err.contains("more than 64 megabytes"),
        "{}",
        run.err
    );
    let documents = [
        ("deep.docx", docx(&deep)),
        (
            "deep.html",
            format!("<body>{}184", "<div>".repeat(100_000)).into_bytes(),
        ),
        (
            "deep.md",
            format!("{}184\n", "> ".repeat(20_000)).into_bytes(),
        ),
        (
            "cell.md",
            format!("# Blackpool\n\n| a |\n|---|\n| {} |\n", "x".repeat(70_000)).into_bytes(),
        ),
    ];
    for (name, bytes) in sample::some(documents, 2) {
        desk.put(name, bytes);
        let run = limited(
            &desk,
            &[
                "lint",
                name,
                "--authority",
                "Blackpool",
                "--format",
                "markdown",
            ],
        );
        assert!(
            [0, 1, 2].contains(&run.code),
            "{name}: {} {}",
            run.code,
            run.err
        );
    }
}

/// A template with three hundred thousand styles, in the ordinary suite thirty thousand, each on the base of the next.
fn many_styles() -> Vec<u8> {
    let many = if is_sweep() { 300_000 } else { 30_000 };
    let styles: String = (0..many)
        .map(|at| {
            let base = at + 1;
            format!("<w:style w:styleId=\"s{at}\"><w:name w:val=\"s{at}\"/><w:basedOn w:val=\"s{base}\"/></w:style>")
        })
        .collect();
    let types = TYPES.replace(
        "</Types>",
        "<Override PartName=\"/word/document.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>",
    );
    let (to_body, to_styles) = (
        relation("officeDocument", "word/document.xml"),
        relation("styles", "styles.xml"),
    );
    zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", to_body.as_bytes()),
        ("word/_rels/document.xml.rels", to_styles.as_bytes()),
        (
            "word/document.xml",
            format!("<w:document {WORD}><w:body><w:p/></w:body></w:document>").as_bytes(),
        ),
        (
            "word/styles.xml",
            format!("<w:styles {WORD}>{styles}</w:styles>").as_bytes(),
        ),
    ])
}

#[test]
fn a_template_is_read_within_bounds() {
    let desk = Desk::new();
    desk.put("template.docx", docx(&deep_tables()));
    let made = [
        "paper",
        "one-page-profile",
        "--authority",
        "Blackpool",
        "--template",
        "template.docx",
        "--out",
        "p.docx",
    ];
    let run = limited(&desk, &made);
    assert!([0, 2, 3].contains(&run.code), "{} {}", run.code, run.err);
    desk.put("template.docx", many_styles());
    let run = limited(&desk, &made);
    assert!(
        [2, 3].contains(&run.code) && run.err.contains("styles where 10000 are the most"),
        "{} {}",
        run.code,
        run.err
    );
}

#[test]
fn names_in_archives_and_files_lead_nowhere() {
    let outside = Desk::new();
    let kept = "kept.txt";
    outside.put(kept, "untouched");
    let up = outside.path("").display().to_string();
    let desk = Desk::new();
    for publication in ["../../../outside", up.as_str(), "C:\\outside", "con"] {
        let described = format!(
            "{{\"publication\":{publication:?},\"id\":\"../{kept}\",\"release\":\"November 2025\",\"published\":null,\"retrieved\":null,\
             \"from\":\"x\",\"files\":[],\"state\":\"good\",\"indicators\":[],\"figures\":0,\"checks\":[],\"read_by\":\"x\"}}"
        );
        let archive = zipped(&[
            ("s/vintages/p/v/_vintage.json", described.as_bytes()),
            (
                "s/vintages/p/v/_files/../../../../evil.csv",
                b"time_period,geographic_level\n2025,National\n",
            ),
            ("../evil.csv", b"a,b\n1,2\n"),
            ("/evil.csv", b"a,b\n1,2\n"),
        ]);
        desk.put("in/bad.zip", archive);
        let run = limited(
            &desk,
            &[
                "import",
                "in/bad.zip",
                "--store",
                "in/st",
                "--release",
                "November 2025",
            ],
        );
        assert!(
            [0, 10, 11].contains(&run.code),
            "{publication}: {} {}",
            run.code,
            run.err
        );
        let astray: Vec<String> = desk
            .files()
            .into_iter()
            .filter(|name| {
                !name.starts_with("in/") && !["out.txt", "err.txt"].contains(&name.as_str())
            })
            .collect();
        assert!(astray.is_empty(), "{publication}: {astray:?}");
        assert_eq!(outside.files(), [kept]);
    }
}

#[test]
fn indicators_of_alike_and_odd_names_have_files_of_their_own() {
    let desk = Desk::new();
    let long = "z".repeat(300);
    let names = ["a b", "a-b", "a/b", "con", "../../x", long.as_str()];
    let rows: String = names
        .iter()
        .enumerate()
        .map(|(at, name)| format!("Blackpool,2024,{name},{at}0\nBlackpool,2025,{name},{at}7\n"))
        .collect();
    desk.put("own.csv", format!("{LOCAL}{rows}"));
    let asked: Vec<String> = names.iter().map(|name| format!("local:{name}")).collect();
    let mut arguments = vec![
        "profile",
        "Blackpool",
        "--data",
        "own.csv",
        "--out",
        "made",
        "-q",
    ];
    arguments.extend(asked.iter().flat_map(|id| ["--indicator", id.as_str()]));
    desk.done(&arguments);
    let files = desk.files();
    assert!(files.contains(&"made/profile.xlsx".to_owned()), "{files:?}");
    assert!(
        files
            .iter()
            .all(|name| name.starts_with("made/") || name == "own.csv"),
        "{files:?}"
    );
    let longest = files
        .iter()
        .filter_map(|name| name.rsplit('/').next())
        .map(str::len)
        .max();
    assert!(longest.is_some_and(|longest| longest <= 160), "{files:?}");
    let charts = files.iter().filter(|name| name.ends_with(".svg")).count();
    assert!(charts >= names.len(), "{files:?}");
}

#[test]
fn nothing_waits_for_ever_or_panics_over_words() {
    let desk = Desk::new();
    let pipe = desk.path("pipe.csv").display().to_string();
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .expect("mkfifo")
            .success()
    );
    for command in [
        vec!["check", "pipe.csv"],
        vec!["plan", "pipe.csv"],
        vec!["compare", "Blackpool", "cla-rate", "--data", "pipe.csv"],
    ] {
        let run = limited(&desk, &command);
        assert!(
            run.code == 3 && run.err.contains("pipe"),
            "{command:?}: {}",
            run.err
        );
    }
    let long = "x".repeat(100_000);
    for command in [
        vec!["compare", "Blackpool", long.as_str()],
        vec!["compare", long.as_str(), "cla-rate"],
        vec!["indicators", long.as_str()],
    ] {
        let run = limited(&desk, &command);
        assert!(
            [0, 1, 2, 3].contains(&run.code),
            "{} {}",
            run.code,
            run.err.len()
        );
    }
    for said in ["nan", "inf", "-1.0"] {
        desk.put("yardstick.toml", format!("store = \"st\"\n[refresh]\ntimeout = {said}\napi = \"http://127.0.0.1:9\"\ncontent = \"http://127.0.0.1:9\"\npages = \"http://127.0.0.1:9\"\ntries = 1\n"));
        let run = limited(&desk, &["refresh", "-q"]);
        assert!(
            [2, 12].contains(&run.code),
            "{said}: {} {}",
            run.code,
            run.err
        );
    }
}

#[test]
fn a_timer_takes_no_path_with_a_line_end() {
    let desk = Desk::new();
    for timer in ["systemd", "cron", "windows"] {
        let run = desk.run(&[
            "schedule",
            "--print",
            timer,
            "--store",
            "a\nExecStart=/bin/evil",
        ]);
        assert!(
            run.code == 2 && run.err.contains("control sign"),
            "{timer}: {} {}",
            run.out,
            run.err
        );
    }
}
