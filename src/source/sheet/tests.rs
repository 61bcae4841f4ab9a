use super::form::NamedForm;
use super::*;
use crate::world::Memory;
use proptest::prelude::*;
use std::io::Write;

const FORM: NamedForm = NamedForm {
    required: &["area", "value"],
    optional: &["note"],
    key: Some("area"),
    heads: &["area"],
};
const PUBLISHED: NamedForm = NamedForm { key: None, ..FORM };

fn open(name: &str, bytes: &[u8], form: &NamedForm) -> Result<(Sheet, Memory)> {
    let world = Memory::new(&[(name, bytes)]);
    Ok((Sheet::open(&world, Path::new(name), &[form])?, world))
}

/// Rows with their numbers, and the names of the checks.
type Taken = (Vec<(u64, Vec<String>)>, Vec<(&'static str, Option<u64>)>);

fn taken(bytes: &[u8], form: &NamedForm) -> Result<Taken> {
    let (mut sheet, world) = open("own.csv", bytes, form)?;
    let (mut rows, mut checks, mut record) = (Vec::new(), Vec::new(), ByteRecord::new());
    while sheet.next(&mut record, &mut checks)? {
        let cells = record
            .iter()
            .map(|cell| String::from_utf8(cell.to_vec()).expect("UTF-8"));
        rows.push((row_of(&record), cells.collect()));
    }
    sheet.close(&world)?;
    assert_eq!(
        world::digest(bytes),
        crate::world::World::inputs(&world)[0].sha256
    );
    let names = checks.iter().map(|check| (check.name, check.row));
    Ok((rows, names.collect()))
}

fn cells(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// How a program wrote a table.
#[derive(Debug, Clone)]
struct Way {
    encoding: usize,
    separator: char,
    says_separator: bool,
    line_end: &'static str,
    titles: usize,
    /// Blank lines before the header and before each row.
    gaps: Vec<usize>,
    empty_columns: usize,
    blank_rows: usize,
    is_packed: bool,
    ends_last_line: bool,
}

fn ways() -> impl Strategy<Value = Way> {
    (
        (
            0..7_usize,
            prop::sample::select(vec![',', ';', '\t', '|']),
            any::<bool>(),
        ),
        (
            prop::sample::select(vec!["\n", "\r\n", "\r"]),
            0..3_usize,
            prop::collection::vec(0..3_usize, 8),
        ),
        (0..3_usize, 0..3_usize, any::<bool>(), any::<bool>()),
    )
        .prop_map(|(text, lines, ends)| Way {
            encoding: text.0,
            separator: text.1,
            says_separator: text.2,
            line_end: lines.0,
            titles: lines.1,
            gaps: lines.2,
            empty_columns: ends.0,
            blank_rows: ends.1,
            is_packed: ends.2,
            ends_last_line: ends.3,
        })
}

/// The table's bytes, and the line on which each row starts.
fn written(rows: &[[String; 3]], way: &Way) -> (Vec<u8>, Vec<u64>) {
    let (mut lines, mut starts): (Vec<String>, Vec<u64>) = (Vec::new(), Vec::new());
    if way.says_separator {
        lines.push(format!("sep={}", way.separator));
    }
    lines.extend((0..way.titles).map(|at| format!("Our figures{} part {at}", "!".repeat(at))));
    let header = ["area", "value", "note"].map(str::to_owned);
    for (at, row) in std::iter::once(&header).chain(rows).enumerate() {
        lines.extend(vec![
            String::new();
            way.gaps.get(at).copied().unwrap_or_default()
        ]);
        starts.push(lines.len() as u64 + 1);
        let quoted = row
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .chain(vec![String::new(); way.empty_columns]);
        let text = quoted.collect::<Vec<_>>().join(&way.separator.to_string());
        lines.extend(text.split('\n').map(str::to_owned));
    }
    let blank = way.separator.to_string().repeat(2 + way.empty_columns);
    lines.extend(vec![blank; way.blank_rows]);
    let mut text = lines.join(way.line_end);
    if way.ends_last_line {
        text.push_str(way.line_end);
    }
    let utf16 = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        let units = mark.into_iter().chain(text.encode_utf16());
        units.flat_map(order).collect()
    };
    let bytes = match way.encoding {
        0 => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        1 => utf16(u16::to_le_bytes, true),
        2 => utf16(u16::to_be_bytes, true),
        3 => utf16(u16::to_le_bytes, false),
        4 => text
            .chars()
            .map(|letter| match letter {
                '–' => 0x96,
                '’' => 0x92,
                other => u8::try_from(u32::from(other)).expect("in Windows-1252"),
            })
            .collect(),
        _ => text.clone().into_bytes(),
    };
    let bytes = if way.is_packed {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&bytes).expect("in memory");
        packer.finish().expect("in memory")
    } else {
        bytes
    };
    (bytes, starts.split_off(1))
}

/// Whether a text in Windows-1252 is UTF-8 of other letters, as é before two dashes or quotes is: nothing in it tells which was meant.
fn is_ambiguous(rows: &[[String; 3]], way: &Way) -> bool {
    let is_continued = |text: &str| {
        let behind = text.split('é').skip(1);
        behind
            .map(|rest| rest.chars().take(2).filter(|c| "’–".contains(*c)).count())
            .any(|signs| signs == 2)
    };
    way.encoding == 4 && rows.iter().flatten().any(|cell| is_continued(cell))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// The row that is cited is the line that an editor shows, whatever wrote the file.
    #[test]
    fn every_row_is_cited_by_the_line_on_which_it_stands(
        cells in prop::collection::vec(("[A-Z][a-z–’é]{2,8}", "[0-9]{1,3}", "[a-z,;|\"\n\t’–£ ]{0,12}"), 1..7),
        way in ways(),
    ) {
        let rows: Vec<[String; 3]> = cells
            .into_iter()
            .map(|(area, value, note)| [area, value, note])
            .filter(|[area, ..]| !form::is_total(area) && !form::is_note(area))
            .collect();
        prop_assume!(!rows.is_empty());
        let (bytes, starts) = written(&rows, &way);
        prop_assume!(!is_ambiguous(&rows, &way));
        let expected: Vec<(u64, Vec<String>)> = starts
            .into_iter()
            .zip(rows.iter().map(|row| row.to_vec()))
            .collect();
        for form in [FORM, PUBLISHED] {
            let (found, _) = taken(&bytes, &form).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
            prop_assert_eq!(&found, &expected);
        }
    }
}

#[test]
fn rows_of_an_officer_may_lack_what_is_empty() {
    let text = "area,value,note,,\nA,1,x,,\nB,2\nC,3,,,\n,,,,\nTotal,6,,,\n\n\"Source: our system, 3 April\",,,,\nNote 2,,,,\n";
    let (rows, checks) = taken(text.as_bytes(), &FORM).expect("read");
    assert_eq!(
        rows,
        [
            (2, cells(&["A", "1", "x"])),
            (3, cells(&["B", "2", ""])),
            (4, cells(&["C", "3", ""]))
        ]
    );
    assert_eq!(
        checks,
        [
            ("empty-columns", Some(1)),
            ("blank-rows", Some(5)),
            ("short-rows", Some(3)),
            ("total-row", Some(6)),
            ("below-table", Some(8)),
        ]
    );
}

#[test]
fn what_a_program_wrote_is_held_to_its_header() {
    let text = "area,value,note\nA,1\nTotal,2,x\nB,3,x,more\nC,4,x,\n";
    let (rows, checks) = taken(text.as_bytes(), &PUBLISHED).expect("read");
    assert_eq!(
        rows,
        [
            (3, cells(&["Total", "2", "x"])),
            (5, cells(&["C", "4", "x"]))
        ]
    );
    assert_eq!(checks, [("ragged-row", Some(2)), ("ragged-row", Some(4))]);
}

#[test]
fn a_cell_outside_the_named_columns_is_never_lost_in_silence() {
    // “1,234” without quotes, in a table that Excel saved with empty columns.
    let text = "area,note,value,,\nA,x,1,234,\nB,x,2,,\n";
    let (rows, checks) = taken(text.as_bytes(), &FORM).expect("read");
    assert_eq!(rows, [(3, cells(&["B", "x", "2"]))]);
    assert_eq!(checks[1], ("ragged-row", Some(2)));
}

#[test]
fn a_title_between_rows_is_said() {
    let text = "area,value,note\nA,1,x\nNorth of the county,,\nB,2,x\n";
    let (rows, checks) = taken(text.as_bytes(), &FORM).expect("read");
    assert_eq!(rows.len(), 2);
    assert_eq!(checks, [("title-row", Some(3))]);
}

#[test]
fn what_is_taken_is_said_once() {
    let narrow = b"Our figures\r\nArea ;Value\r\nCh\x92s;1\r\nB\x92s;2\r\n";
    let (rows, checks) = taken(narrow, &FORM).expect("read");
    assert_eq!(rows[0], (3, cells(&["Ch’s", "1"])));
    assert_eq!(
        checks,
        [
            ("title-lines", Some(2)),
            ("separator", Some(2)),
            ("heading", Some(2)),
            ("encoding", None)
        ]
    );
}

#[test]
fn blanks_around_headings_and_cells_do_not_count() {
    let text = "area, value, note\nA, 1, x\n";
    let (rows, _) = taken(text.as_bytes(), &PUBLISHED).expect("read");
    assert_eq!(rows, [(2, cells(&["A", "1", "x"]))]);
}

#[test]
fn two_names_that_are_alike_are_a_guess_in_an_officers_table_alone() {
    let text = "area,Area,value\nA,B,1\n";
    let (sheet, _) = open("own.csv", text.as_bytes(), &FORM).expect("opened");
    assert!(refuse_doubled(&sheet, &["area"]).is_err());
    let (sheet, _) = open("own.csv", text.as_bytes(), &PUBLISHED).expect("opened");
    assert!(refuse_doubled(&sheet, &["area"]).is_ok());
}

#[test]
fn what_cannot_be_read_is_refused_with_its_row() {
    for (bytes, row, told) in [
        (
            b"area,value\nA,1\nCh\x81,2\n".to_vec(),
            3,
            "neither UTF-8 nor Windows-1252",
        ),
        (
            "area,value\nCôte,1\n\nA,1\n"
                .bytes()
                .chain(*b"Ch\x92,2\n")
                .collect(),
            5,
            "two files were joined",
        ),
        (
            b"area,value\n\n\nA,\"1\nB,2\nC,3\n".to_vec(),
            4,
            "a quote is opened here",
        ),
        (b"area,value\n".to_vec(), 2, "no row under the header"),
        (
            b"Title\n\narea,value\n,\n".to_vec(),
            4,
            "no row under the header",
        ),
        (
            b"area,value,rank\nSource: DfE\n".to_vec(),
            2,
            "no row under the header, only “Source: DfE”",
        ),
        (
            b"area,value,rank\nTotal,3,\n".to_vec(),
            2,
            "no row under the header, only 1 row of totals",
        ),
        (b"one column\nof words\n".to_vec(), 1, "one column only"),
        (b"\n\n\n".to_vec(), 1, "blank lines only"),
        (b"\xff\xfea\0,".to_vec(), 1, "damaged"),
    ] {
        let fault = taken(&bytes, &FORM).expect_err(told).to_string();
        assert!(
            fault.contains(told) && fault.contains(&format!("row {row}")),
            "{fault}"
        );
    }
}
