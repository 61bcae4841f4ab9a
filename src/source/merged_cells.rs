//! Merged cells of spreadsheets: a cell merged over several rows holds for each of them, so that an authority that stands once
//! beside two inspections is the authority of both.

use super::package::{attribute, repeats};
use calamine::{Data, Range};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// A part longer than this is no table of a council's; a damaged or hostile file may claim any length.
const LONGEST_PART: u64 = 256 << 20;

/// More rows than this are no table under one head.
const MOST_ROWS: u32 = 100_000;

/// A cell that holds for the rows below it too. Rows and columns count from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TallCell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    /// How many rows it covers, itself included.
    pub(crate) rows: u32,
}

/// The tall cells of each sheet of an OpenDocument spreadsheet, by the name of the sheet. `calamine` gives covered cells as empty and
/// does not say that they are covered.
///
/// # Errors
/// The bytes are no zip with a content, or the content is no sound XML.
pub(super) fn of_ods(bytes: &[u8]) -> Result<BTreeMap<String, Vec<TallCell>>, String> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|fault| fault.to_string())?;
    let mut xml = String::new();
    archive
        .by_name("content.xml")
        .map_err(|fault| fault.to_string())?
        .take(LONGEST_PART)
        .read_to_string(&mut xml)
        .map_err(|fault| fault.to_string())?;
    if !xml.contains("number-rows-spanned") {
        return Ok(BTreeMap::new());
    }
    scan(&xml).map_err(|fault| fault.to_string())
}

fn scan(xml: &str) -> Result<BTreeMap<String, Vec<TallCell>>, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut found: BTreeMap<String, Vec<TallCell>> = BTreeMap::new();
    let (mut sheet, mut row, mut next_row, mut column) = (String::new(), 0_u32, 0_u32, 0_u32);
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "table" => {
                    sheet = attribute(&tag, "name").unwrap_or_default();
                    (row, next_row) = (0, 0);
                }
                "table-row" => {
                    row = next_row;
                    next_row = row.saturating_add(repeats(&tag, "number-rows-repeated"));
                    column = 0;
                }
                "table-cell" | "covered-table-cell" => {
                    let rows = repeats(&tag, "number-rows-spanned").min(MOST_ROWS);
                    if rows > 1 {
                        let cell = TallCell { row, column, rows };
                        found.entry(sheet.clone()).or_default().push(cell);
                    }
                    column = column.saturating_add(repeats(&tag, "number-columns-repeated"));
                }
                _ => {}
            },
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// Writes what a tall cell holds into the empty cells that it covers.
pub(super) fn fill(cells: &mut Range<Data>, tall: &[TallCell]) {
    let Some((last_row, _)) = cells.end() else {
        return;
    };
    for cell in tall {
        let Some(held) = cells.get_value((cell.row, cell.column)).cloned() else {
            continue;
        };
        if held == Data::Empty {
            continue;
        }
        let end = cell.row.saturating_add(cell.rows).min(last_row + 1);
        for row in cell.row + 1..end {
            let place = (row, cell.column);
            if matches!(cells.get_value(place), None | Some(Data::Empty)) {
                cells.set_value(place, held.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tall_cell_is_known_by_its_place_and_fills_what_it_covers() {
        let xml = r#"<o><table:table table:name="A &amp; B"><table:table-row table:number-rows-repeated="2"><table:table-cell
            table:number-columns-repeated="3"/></table:table-row><table:table-row><table:table-cell/><table:table-cell
            table:number-rows-spanned="3" table:number-columns-spanned="1"/><table:table-cell table:number-columns-spanned="2"/></table:table-row>
            </table:table><table:table table:name="C"/></o>"#;
        let found = scan(xml).expect("sound");
        let tall = TallCell {
            row: 2,
            column: 1,
            rows: 3,
        };
        assert_eq!(found.get("A & B"), Some(&vec![tall]));
        assert_eq!(found.len(), 1);
        let mut cells = Range::new((0, 0), (4, 2));
        cells.set_value((2, 1), Data::String("Blackpool".to_owned()));
        cells.set_value((4, 1), Data::String("Torbay".to_owned()));
        fill(&mut cells, &[tall]);
        let column: Vec<String> = cells.rows().map(|row| row[1].to_string()).collect();
        assert_eq!(column, ["", "", "Blackpool", "Blackpool", "Torbay"]);
    }
}
