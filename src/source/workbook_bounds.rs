//! How large a spreadsheet may be. A few kilobytes may claim a million rows of sixteen thousand cells each, and the library that reads
//! them makes every one: what a person could not have written is refused before it is read.

use super::package::repeats;
use crate::world::unpacked::UnpackingRoom;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::Cursor;
use zip::ZipArchive;

/// The most cells of one sheet, counted as the rectangle around all that hold something. The largest sheets of national statistics have
/// some hundred thousand.
pub(crate) const MOST_CELLS: u64 = 4_000_000;
/// The most that all parts of a spreadsheet may unpack to: reading them takes several times as much memory.
const MOST_UNPACKED: u64 = 64 << 20;

/// An open spreadsheet that can be read within bounds.
///
/// # Errors
/// It is no zip, or larger than a person's spreadsheet; in words.
pub(crate) fn opened(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| fault.to_string())?;
    UnpackingRoom::of(MOST_UNPACKED).pass_over(&mut archive)?;
    let content = archive.index_for_name("content.xml");
    if let Some(at) = content {
        let part = archive.by_index(at).map_err(|fault| fault.to_string())?;
        let xml = UnpackingRoom::of(MOST_UNPACKED)
            .read(part)
            .map_err(|fault| fault.to_string())?;
        let xml = String::from_utf8_lossy(&xml);
        let sheets = extents(&xml).map_err(|fault| fault.to_string())?;
        if let Some(cells) = sheets.into_iter().find(|cells| *cells > MOST_CELLS) {
            return Err(too_many_cells(cells));
        }
    }
    Ok(archive)
}

/// Says that a sheet has more cells than are read.
pub(crate) fn too_many_cells(cells: u64) -> String {
    format!("one of its sheets spans {cells} cells where {MOST_CELLS} are the most")
}

/// How many cells the rectangle has that goes from the first cell of each sheet to its last row and column with a cell that holds something.
fn extents(xml: &str) -> Result<Vec<u64>, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut sheets = Vec::new();
    let mut sheet = SheetExtent::default();
    loop {
        match reader.read_event()? {
            Event::Start(tag) => sheet.enter(&tag),
            Event::Empty(tag) => {
                sheet.enter(&tag);
                sheet.cell_is_open = false;
            }
            Event::Text(text) if !text.xml10_content().trim().is_empty() => sheet.hold(),
            Event::End(tag) => match tag.local_name().as_ref() {
                "table-cell" | "covered-table-cell" => sheet.cell_is_open = false,
                "table" => sheets.push(std::mem::take(&mut sheet).cells()),
                _ => {}
            },
            Event::Eof => {
                sheets.push(sheet.cells());
                return Ok(sheets);
            }
            _ => {}
        }
    }
}

/// Where the scan of a sheet stands, and how far its cells reach.
#[derive(Default)]
struct SheetExtent {
    /// Rows and columns up to the end of the current row and cell.
    row: u64,
    column: u64,
    cell_is_open: bool,
    last_row: u64,
    last_column: u64,
}

impl SheetExtent {
    fn enter(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "table-row" => {
                self.row += u64::from(repeats(tag, "number-rows-repeated"));
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.column += u64::from(repeats(tag, "number-columns-repeated"));
                self.cell_is_open = true;
                // A number stands in an attribute; a cell with only a style holds nothing.
                let holds = tag
                    .attributes()
                    .filter_map(Result::ok)
                    .any(|one| matches!(one.key.local_name().as_ref(), "value-type" | "formula"));
                if holds {
                    self.hold();
                }
            }
            _ => {}
        }
    }

    fn hold(&mut self) {
        if self.cell_is_open {
            self.last_row = self.last_row.max(self.row);
            self.last_column = self.last_column.max(self.column);
        }
    }

    fn cells(&self) -> u64 {
        self.last_row.saturating_mul(self.last_column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &str) -> u64 {
        let xml = format!("<o><table:table table:name=\"A\">{rows}</table:table></o>");
        extents(&xml)
            .expect("sound")
            .into_iter()
            .max()
            .expect("a sheet")
    }

    #[test]
    fn a_sheet_is_as_large_as_what_its_cells_hold() {
        let cell =
            r#"<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>"#;
        let many = r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>"#;
        let empty = r#"<table:table-cell table:number-columns-repeated="16384"/>"#;
        let row = |repeated: u32, inside: &str| {
            format!(
                "<table:table-row table:number-rows-repeated=\"{repeated}\">{inside}</table:table-row>"
            )
        };
        // Every program writes a last row that repeats to the end of the sheet and is empty.
        assert_eq!(cells(&[row(1, cell), row(1_048_575, empty)].concat()), 1);
        assert_eq!(
            cells(&[row(3, cell), row(2, &[cell, cell].concat())].concat()),
            10
        );
        assert_eq!(cells(&row(1_048_576, many)), 1_048_576 * 16_384);
        assert_eq!(
            cells(&[row(1_000_000, empty), row(1, many)].concat()),
            1_000_001 * 16_384
        );
    }
}
