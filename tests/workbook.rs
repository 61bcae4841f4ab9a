//! Reads the cells of an XLSX workbook (XML files in a zip) with nothing but a crate that inflates, so that no writer of workbooks checks
//! itself.

use std::collections::BTreeMap;
use std::io::Read;

/// The cells of every worksheet as text, by the name of the sheet, in the order of the workbook.
pub(crate) fn sheets(workbook: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    let parts = unzip(workbook);
    let part = |name: &str| {
        parts
            .get(name)
            .map(|bytes| String::from_utf8(bytes.clone()).expect("UTF-8"))
            .unwrap_or_default()
    };
    let shared: Vec<String> = elements(&part("xl/sharedStrings.xml"), "si")
        .iter()
        .map(|si| texts(si))
        .collect();
    let book = part("xl/workbook.xml");
    let names = book
        .split("<sheet ")
        .skip(1)
        .map(|sheet| plain(&attribute(sheet, "name")));
    names
        .enumerate()
        .map(|(at, name)| {
            (
                name,
                cells(
                    &part(&format!("xl/worksheets/sheet{}.xml", at + 1)),
                    &shared,
                ),
            )
        })
        .collect()
}

/// The files in a zip, found through its central directory.
pub(crate) fn unzip(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes]
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = zip
        .windows(4)
        .rposition(|four| four == b"PK\x05\x06")
        .expect("the end of a zip's directory");
    let (count, mut entry) = (number(end + 10, 2), number(end + 16, 4));
    let mut files = BTreeMap::new();
    for _ in 0..count {
        let (method, packed, length) = (
            number(entry + 10, 2),
            number(entry + 20, 4),
            number(entry + 28, 2),
        );
        let name = String::from_utf8(zip[entry + 46..entry + 46 + length].to_vec()).expect("UTF-8");
        let head = number(entry + 42, 4);
        let start = head + 30 + number(head + 26, 2) + number(head + 28, 2);
        let bytes = &zip[start..start + packed];
        let mut plain = Vec::new();
        match method {
            0 => plain.extend_from_slice(bytes),
            8 => drop(
                flate2::read::DeflateDecoder::new(bytes)
                    .read_to_end(&mut plain)
                    .expect("sound data"),
            ),
            other => panic!("{name} is packed by method {other}"),
        }
        files.insert(name, plain);
        entry += 46 + length + number(entry + 30, 2) + number(entry + 32, 2);
    }
    files
}

fn cells(sheet: &str, shared: &[String]) -> Vec<Vec<String>> {
    let row = |row: &&str| {
        elements(row, "c")
            .iter()
            .map(|cell| content(cell, shared))
            .collect()
    };
    elements(sheet, "row").iter().map(row).collect()
}

fn content(cell: &str, shared: &[String]) -> String {
    let value = elements(cell, "v")
        .first()
        .map(|v| texts(&format!("<t{v}</t>")))
        .unwrap_or_default();
    let kind = attribute(cell.split('>').next().unwrap_or_default(), "t");
    match kind.as_str() {
        "s" => shared[value
            .parse::<usize>()
            .expect("the number of a shared string")]
        .clone(),
        "inlineStr" => texts(cell),
        _ => value,
    }
}

/// What stands between `<name` and `</name>`, attributes included, of elements that have no children of the same name.
fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    for piece in xml
        .split(open.as_str())
        .skip(1)
        .filter(|piece| piece.starts_with([' ', '>', '/']))
    {
        let head = piece.split('>').next().unwrap_or_default();
        found.push(if head.ends_with('/') {
            head
        } else {
            piece.split(close.as_str()).next().unwrap_or_default()
        });
    }
    found
}

/// All text inside `<t>` elements.
fn texts(xml: &str) -> String {
    elements(xml, "t")
        .iter()
        .map(|t| plain(t.split_once('>').map_or("", |(_, text)| text)))
        .collect()
}

fn attribute(head: &str, name: &str) -> String {
    let start = format!(" {name}=\"");
    let padded = format!(" {head}");
    padded
        .split_once(start.as_str())
        .and_then(|(_, rest)| rest.split('"').next())
        .unwrap_or_default()
        .to_owned()
}

fn plain(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (name, letter)| {
        text.replace(name, letter)
    })
}
