//! What a Parquet file says of itself, held against what it is, before anything is decoded. A file of two kilobytes may claim a list of
//! two thousand million columns or a page of two gigabytes; the library makes room for what is claimed, and a program that asks for more
//! memory than there is ends at once.

use super::caught::caught;
use polars::prelude::{ParquetReader, SerReader};
use std::io::Cursor;
use std::ops::Range;

/// The mark with which a file begins and ends.
const MARK: &[u8] = b"PAR1";
/// The longest index: that of the largest published file has some kilobytes.
const LONGEST_INDEX: usize = 1 << 20;
/// The most rows of a file: 25 times those of LAIT's bulk data.
const MOST_ROWS: usize = 16_000_000;
/// The most bytes of one page, and of all pages of the wanted columns, once unpacked.
const LARGEST_PAGE: usize = 64 << 20;
const MOST_UNPACKED: usize = 256 << 20;
/// How deep the structures of an index nest: that of the format has fewer than ten levels.
const DEEPEST: u32 = 32;

/// Whether a file can be decoded within bounds; `wanted` are the columns that will be, all of them where none is named.
///
/// # Errors
/// It claims what cannot be, or more than is read; in words.
pub(super) fn bounded(bytes: &[u8], wanted: Option<&[String]>) -> Result<(), String> {
    index_is_sound(bytes)?;
    let chunks = caught(|| chunks(bytes)).unwrap_or_else(|| Err(impossible()))?;
    let mut unpacked = 0;
    for chunk in chunks {
        if wanted.is_none_or(|wanted| wanted.contains(&chunk.name)) {
            unpacked += unpacked_size(&chunk, bytes)?;
        }
        if unpacked > MOST_UNPACKED {
            return Err(format!(
                "it unpacks to more than {} megabytes",
                MOST_UNPACKED >> 20
            ));
        }
    }
    Ok(())
}

fn impossible() -> String {
    "its index says what cannot be".to_owned()
}

/// Whether every length that the index claims is within it. The index is read by its own rules, whatever it means.
fn index_is_sound(bytes: &[u8]) -> Result<(), String> {
    let cut = || "it is cut off".to_owned();
    let inside = bytes
        .strip_prefix(MARK)
        .and_then(|rest| rest.strip_suffix(MARK))
        .ok_or_else(cut)?;
    let (before, length) = inside.split_last_chunk::<4>().ok_or_else(cut)?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > LONGEST_INDEX {
        return Err(format!(
            "its index has {length} bytes where {LONGEST_INDEX} are the most"
        ));
    }
    let begins = before.len().checked_sub(length).ok_or_else(cut)?;
    let mut index = Compact {
        rest: before.get(begins..).unwrap_or_default(),
    };
    index
        .structure(0)
        .ok_or_else(|| "its index says what cannot be".to_owned())
}

/// Thrift's compact protocol, in which the index is written; read only for its lengths.
struct Compact<'b> {
    rest: &'b [u8],
}

impl Compact<'_> {
    fn skip(&mut self, length: usize) -> Option<()> {
        self.rest = self.rest.get(length..)?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A length or a number of elements: each of them takes a byte at least.
    fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.rest.len()).then_some(length)
    }

    fn structure(&mut self, depth: u32) -> Option<()> {
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            // The number of the field follows where it is no small step from the last.
            if head >> 4 == 0 {
                self.number()?;
            }
            match head & 0x0f {
                // A truth is told by the type.
                1 | 2 => {}
                kind => self.value(kind, depth)?,
            }
        }
    }

    fn value(&mut self, kind: u8, depth: u32) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            1..=3 => self.skip(1),
            4..=6 => self.number().map(|_| ()),
            7 => self.skip(8),
            8 => {
                let length = self.length()?;
                self.skip(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let many = match usize::from(head >> 4) {
                    15 => self.length()?,
                    few => few,
                };
                (0..many).try_for_each(|_| self.value(head & 0x0f, depth + 1))
            }
            11 => {
                let many = self.length()?;
                let kinds = if many > 0 { self.byte()? } else { 0 };
                (0..many).try_for_each(|_| {
                    self.value(kinds >> 4, depth + 1)?;
                    self.value(kinds & 0x0f, depth + 1)
                })
            }
            12 => self.structure(depth + 1),
            _ => None,
        }
    }
}

/// The pages of one column in one group of rows, as the index has them.
struct ColumnChunk {
    name: String,
    /// Rows of the group, and values of the column in it.
    rows: usize,
    values: usize,
    /// Where its pages are.
    bytes: Range<usize>,
}

/// Every column of every group of rows.
fn chunks(bytes: &[u8]) -> Result<Vec<ColumnChunk>, String> {
    let mut reader = ParquetReader::new(Cursor::new(bytes));
    let metadata = reader.get_metadata().map_err(|fault| fault.to_string())?;
    let groups = metadata.row_groups.iter().map(|group| group.num_rows());
    let rows = groups.fold(metadata.num_rows, usize::saturating_add);
    // Once in the whole, once in its parts.
    if rows / 2 > MOST_ROWS {
        return Err(format!(
            "it says that it has {} rows where {MOST_ROWS} are the most",
            rows / 2
        ));
    }
    let mut chunks = Vec::new();
    for group in &metadata.row_groups {
        for column in group.parquet_columns() {
            let kind = format!("{:?}", column.physical_type());
            let range = column.byte_range();
            let number = |number: u64| usize::try_from(number).map_err(|_| impossible());
            // A width of its own multiplies the memory by what the index says.
            if kind.starts_with("FixedLen") || kind == "Int96" {
                return Err(format!(
                    "it has a column of the type {kind}, which no table here has"
                ));
            }
            let path = column.descriptor().path_in_schema.iter();
            chunks.push(ColumnChunk {
                name: path.map(ToString::to_string).collect::<Vec<_>>().join("."),
                rows: group.num_rows(),
                values: usize::try_from(column.num_values()).map_err(|_| impossible())?,
                bytes: number(range.start)?..number(range.end)?,
            });
        }
    }
    Ok(chunks)
}

/// How many bytes the pages of a column unpack to.
fn unpacked_size(chunk: &ColumnChunk, bytes: &[u8]) -> Result<usize, String> {
    if chunk.values > chunk.rows {
        return Err(impossible());
    }
    let rest = bytes.get(chunk.bytes.clone()).ok_or_else(impossible)?;
    let mut pages = Compact { rest };
    let (mut total, mut seen) = (0, 0);
    while seen < chunk.values {
        let page = pages.page().ok_or_else(impossible)?;
        if page.unpacked > LARGEST_PAGE || page.values > chunk.rows {
            return Err(impossible());
        }
        seen += if page.is_dictionary { 0 } else { page.values };
        total += page.unpacked;
        pages.skip(page.packed).ok_or_else(impossible)?;
    }
    if seen > chunk.rows {
        return Err(impossible());
    }
    Ok(total)
}

/// What a page says of itself.
#[derive(Default)]
struct PageClaims {
    packed: usize,
    unpacked: usize,
    values: usize,
    is_dictionary: bool,
}

impl Compact<'_> {
    /// The number of a field and its type; none at the end of a structure.
    fn field(&mut self, last: i64) -> Option<Option<(i64, u8)>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        let number = match head >> 4 {
            0 => self.signed()?,
            step => last + i64::from(step),
        };
        Some(Some((number, head & 0x0f)))
    }

    /// A number with its sign in the last bit.
    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        i64::try_from(number >> 1)
            .ok()
            .map(|half| if number & 1 == 0 { half } else { -half - 1 })
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.signed()?).ok()
    }

    fn other(&mut self, kind: u8) -> Option<()> {
        match kind {
            1 | 2 => Some(()),
            kind => self.value(kind, 0),
        }
    }

    /// The head of a page: fields 2 and 3 are its sizes, 5, 7 and 8 the heads of pages of data, of a dictionary and of newer data.
    fn page(&mut self) -> Option<PageClaims> {
        let mut claims = PageClaims::default();
        let mut last = 0;
        while let Some((number, kind)) = self.field(last)? {
            last = number;
            match (number, kind) {
                (2, 5) => claims.unpacked = self.size()?,
                (3, 5) => claims.packed = self.size()?,
                (5 | 7 | 8, 12) => {
                    claims.is_dictionary = number == 7;
                    claims.values = self.values()?;
                }
                _ => self.other(kind)?,
            }
        }
        Some(claims)
    }

    /// How many values a page has: the first field of each kind of head.
    fn values(&mut self) -> Option<usize> {
        let (mut values, mut last) = (0, 0);
        while let Some((number, kind)) = self.field(last)? {
            last = number;
            match (number, kind) {
                (1, 5) => values = self.size()?,
                _ => self.other(kind)?,
            }
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::DataFrame;
    use polars::prelude::{IntoColumn, NamedFrom, ParquetWriter, Series};

    fn file() -> Vec<u8> {
        let text: Vec<String> = (0..2_000).map(|n| format!("row {}", n % 7)).collect();
        let numbers: Vec<f64> = (0..2_000).map(f64::from).collect();
        let columns = vec![
            Series::new("text".into(), text).into_column(),
            Series::new("number".into(), numbers).into_column(),
        ];
        let mut frame = DataFrame::new(2_000, columns).expect("a frame");
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes)
            .finish(&mut frame)
            .expect("written");
        bytes
    }

    #[test]
    fn a_sound_file_is_within_bounds_and_one_that_is_cut_is_not() {
        let whole = file();
        assert_eq!(bounded(&whole, None), Ok(()));
        for end in (0..whole.len()).step_by(97) {
            assert!(bounded(&whole[..end], None).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn a_list_that_is_longer_than_the_index_is_no_list() {
        // One field: a list of two thousand million structures.
        let index = [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0x00];
        let length = u32::try_from(index.len()).expect("short").to_le_bytes();
        let bytes = [MARK, &index, &length, MARK].concat();
        assert_eq!(bounded(&bytes, None), Err(impossible()));
    }

    #[test]
    fn a_page_of_a_gigabyte_is_refused_before_it_is_made() {
        let whole = file();
        let chunk = chunks(&whole).expect("sound").remove(0);
        // The size after unpacking is the second field of the first page's head: its type and its number take two bytes before it.
        let mut at = chunk.bytes.start + 3;
        let mut length = 1;
        while whole[at + length - 1] & 0x80 != 0 {
            length += 1;
        }
        let large = [0xfe, 0xff, 0xff, 0xff, 0x0f];
        let mut grown = whole[chunk.bytes.start..chunk.bytes.end].to_vec();
        at -= chunk.bytes.start;
        grown.splice(at..at + length, large);
        let chunk = ColumnChunk {
            bytes: 0..grown.len(),
            ..chunk
        };
        assert_eq!(unpacked_size(&chunk, &grown), Err(impossible()));
    }
}
