//! Which cells of an OpenDocument spreadsheet are percentages: the file keeps 0.234 and shows 23.4%, and `calamine` gives the number
//! alone.

use crate::source::package::{attribute, repeats};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;

/// A part longer than this is no table of an officer's; a damaged or hostile file may claim any length.
const LONGEST_PART: u64 = 256 << 20;

/// Rows that are alike, from the first of them: where they end, and which of their columns are percentages.
type AlikeRows = BTreeMap<u32, (u32, Vec<Range<u32>>)>;

/// The rows with percentages of each sheet. Rows and columns count from 0.
pub(super) struct Percentages(BTreeMap<String, AlikeRows>);

impl Percentages {
    pub(super) fn holds(&self, sheet: &str, row: u32, column: u32) -> bool {
        let alike = self
            .0
            .get(sheet)
            .and_then(|rows| rows.range(..=row).next_back());
        alike.is_some_and(|(_, (end, columns))| {
            row < *end && columns.iter().any(|columns| columns.contains(&column))
        })
    }
}

/// Looks through a spreadsheet's content.
///
/// # Errors
/// The content is no sound XML.
pub(super) fn read(archive: &mut zip::ZipArchive<Cursor<&[u8]>>) -> Result<Percentages, String> {
    let mut xml = String::new();
    archive
        .by_name("content.xml")
        .map_err(|fault| fault.to_string())?
        .take(LONGEST_PART)
        .read_to_string(&mut xml)
        .map_err(|fault| fault.to_string())?;
    if !xml.contains("percentage") {
        return Ok(Percentages(BTreeMap::new()));
    }
    scan(&xml).map_err(|fault| fault.to_string())
}

fn scan(xml: &str) -> Result<Percentages, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut found: BTreeMap<String, AlikeRows> = BTreeMap::new();
    let (mut sheet, mut rows, mut column) = (String::new(), 0..0_u32, 0_u32);
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "table" => {
                    sheet = attribute(&tag, "name").unwrap_or_default();
                    rows = 0..0;
                }
                "table-row" => {
                    let next = rows
                        .end
                        .saturating_add(repeats(&tag, "number-rows-repeated"));
                    rows = rows.end..next;
                    column = 0;
                }
                "table-cell" | "covered-table-cell" => {
                    let next = column.saturating_add(repeats(&tag, "number-columns-repeated"));
                    if attribute(&tag, "value-type").as_deref() == Some("percentage") {
                        let sheet = found.entry(sheet.clone()).or_default();
                        let (_, columns) =
                            sheet.entry(rows.start).or_insert((rows.end, Vec::new()));
                        columns.push(column..next);
                    }
                    column = next;
                }
                _ => {}
            },
            Event::Eof => return Ok(Percentages(found)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_known_by_its_place() {
        let xml = r#"<o><table:table table:name="A &amp; B"><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="percentage" office:value="0.2"
            table:number-columns-repeated="2"><text:p>20%</text:p></table:table-cell><table:table-cell office:value-type="float"/></table:table-row>
            </table:table><table:table table:name="C"/></o>"#;
        let found = scan(xml).expect("sound");
        for (place, is_one) in [
            ((3, 2), true),
            ((3, 3), true),
            ((3, 4), false),
            ((2, 2), false),
            ((3, 1), false),
        ] {
            assert_eq!(found.holds("A & B", place.0, place.1), is_one, "{place:?}");
            assert!(!found.holds("C", place.0, place.1));
        }
    }
}
