//! Where a table begins: which row is its header, and what separates its cells. Title lines may stand above the header, and the first
//! line may say the separator, as Excel does: `sep=;`.

use super::form::{SheetForm, tidy};
use crate::world::text::TextDecoder;
use csv::{ByteRecord, StringRecord};

/// How many rows are looked through for the header.
const LOOKED_THROUGH: usize = 40;
/// What may stand between cells, the usual first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Where the header is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct HeaderPlace {
    /// Which of the forms it is a header of; none where it is of none of them, and the likeliest row was taken.
    pub(super) form: Option<usize>,
    /// How many rows stand above it.
    pub(super) above: usize,
}

/// The same in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct TextHeader {
    pub(super) place: HeaderPlace,
    pub(super) separator: u8,
    /// The first line of the file says the separator.
    pub(super) is_said: bool,
}

/// The header among a table's first rows: the first that has every column of a form; else the one that has most of one's columns,
/// so that a message names what is missing there; else the first.
pub(super) fn of_rows(rows: &[Vec<String>], forms: &[&dyn SheetForm]) -> HeaderPlace {
    let whole = rows.iter().enumerate().find_map(|(above, row)| {
        let form = forms
            .iter()
            .position(|form| met(row, *form) == form.required().len())?;
        Some(HeaderPlace {
            form: Some(form),
            above,
        })
    });
    whole.unwrap_or_else(|| HeaderPlace {
        form: None,
        above: likeliest(rows, forms).1,
    })
}

/// How many columns of a form a row has, and which row it is. One column proves nothing: a title may name it.
fn likeliest(rows: &[Vec<String>], forms: &[&dyn SheetForm]) -> (usize, usize) {
    let mut best = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        let most = forms.iter().map(|form| met(row, *form)).max();
        let most = most.filter(|most| *most > 1).unwrap_or_default();
        if most > best.0 {
            best = (most, at);
        }
    }
    best
}

/// How many of the columns that a form needs a row names.
fn met(row: &[String], form: &dyn SheetForm) -> usize {
    let names: Vec<&str> = row.iter().filter_map(|cell| form.column(cell)).collect();
    let needed = form.required().iter();
    needed.filter(|name| names.contains(name)).count()
}

/// The header of a text, by how the text starts; `is_whole` where that is all of it.
pub(super) fn of_text(start: &[u8], is_whole: bool, forms: &[&dyn SheetForm]) -> TextHeader {
    let said = said_separator(start);
    let separators = said.map_or_else(|| SEPARATORS.to_vec(), |separator| vec![separator]);
    let tried: Vec<(u8, Vec<Vec<String>>)> = separators
        .into_iter()
        .map(|separator| (separator, first_rows(start, is_whole, separator, said)))
        .collect();
    let header = |separator: u8, mut place: HeaderPlace| {
        place.above += usize::from(said.is_some());
        TextHeader {
            place,
            separator,
            is_said: said.is_some(),
        }
    };
    let whole = tried
        .iter()
        .map(|(separator, rows)| (*separator, of_rows(rows, forms)))
        .filter(|(_, place)| place.form.is_some())
        .min_by_key(|(_, place)| place.above);
    if let Some((separator, place)) = whole {
        return header(separator, place);
    }
    // Of none of the forms: the separator by which the likeliest row has most columns. Of equal ones the last is chosen, hence the
    // reversal.
    let nearest = tried.iter().rev().max_by_key(|(_, rows)| {
        let (score, at) = likeliest(rows, forms);
        (score, rows.get(at).map_or(0, Vec::len))
    });
    let (separator, above) = nearest.map_or((b',', 0), |(separator, rows)| {
        (*separator, likeliest(rows, forms).1)
    });
    header(separator, HeaderPlace { form: None, above })
}

/// The separator that the first line says.
fn said_separator(start: &[u8]) -> Option<u8> {
    let line = start.split(|byte| *byte == b'\n').next()?;
    let line = std::str::from_utf8(line).ok()?;
    let line = line.trim_start_matches('"');
    let rest = line
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("sep="))
        .and_then(|_| line.get(4..))?;
    let (&separator, behind) = rest.as_bytes().split_first()?;
    // Saved by Excel once more, the line has a separator for every column.
    let is_alone = behind
        .iter()
        .all(|byte| matches!(byte, b'"' | b' ') || *byte == separator);
    (separator.is_ascii() && separator != b'"' && is_alone).then_some(separator)
}

/// The first rows of a text with their cells tidied. A last row that may be cut off is left out.
fn first_rows(start: &[u8], is_whole: bool, separator: u8, said: Option<u8>) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(separator)
        .from_reader(start);
    let (mut rows, mut record) = (Vec::new(), ByteRecord::new());
    let mut decoder = TextDecoder::default();
    while rows.len() < LOOKED_THROUGH + usize::from(said.is_some())
        && reader.read_byte_record(&mut record).unwrap_or_default()
    {
        let is_last = reader.position().byte() >= start.len() as u64;
        if is_last && !is_whole {
            break;
        }
        rows.push(cells(&record, &mut decoder));
    }
    if said.is_some() && !rows.is_empty() {
        rows.remove(0);
    }
    rows
}

fn cells(record: &ByteRecord, decoder: &mut TextDecoder) -> Vec<String> {
    let cells = record.iter().map(|cell| match decoder.piece(cell) {
        Ok(text) => tidy(&text),
        Err(_) => String::from_utf8_lossy(cell).into_owned(),
    });
    cells.collect()
}

/// A header's cells as the names of columns: those of its form by their own names, the others tidied. Beside it every heading that
/// was spelt otherwise, with the name it was taken for.
pub(super) fn names(
    header: &StringRecord,
    form: Option<&dyn SheetForm>,
) -> (Vec<String>, Vec<(String, &'static str)>) {
    let mut respelt = Vec::new();
    let names = header.iter().map(|heading| {
        let tidied = tidy(heading);
        let named = form.and_then(|form| {
            // What a publisher's program wrote has its names exactly, and perhaps others that are like them.
            let is_elsewhere =
                |name: &str| form.key().is_none() && header.iter().any(|h| h == name);
            let name = form.column(heading)?;
            (name == heading || !is_elsewhere(name)).then_some(name)
        });
        match named {
            Some(name) => {
                if name != heading {
                    respelt.push((heading.to_owned(), name));
                }
                name.to_owned()
            }
            None => tidied,
        }
    });
    (names.collect(), respelt)
}

#[cfg(test)]
mod tests {
    use super::super::form::NamedForm;
    use super::*;

    const PLACES: NamedForm = NamedForm {
        required: &["area", "value"],
        optional: &["note"],
        key: Some("area"),
        heads: &[],
    };
    const THINGS: NamedForm = NamedForm {
        required: &["thing", "count", "year"],
        optional: &[],
        key: None,
        heads: &[],
    };

    #[test]
    fn the_header_is_found_below_titles_and_behind_any_separator() {
        for (text, form, above, separator) in [
            ("area,value\nA,1\n", Some(0), 0, b','),
            ("area;value\nA;1\n", Some(0), 0, b';'),
            ("Area\tValue\nA\t1\n", Some(0), 0, b'\t'),
            ("area|value\nA|1\n", Some(0), 0, b'|'),
            ("sep=,\narea,value\n", Some(0), 1, b','),
            ("sep=^\narea^value\n", Some(0), 1, b'^'),
            ("SEP=;;;\narea;value\n", Some(0), 1, b';'),
            ("\"sep=;\"\narea;value\n", Some(0), 1, b';'),
            ("Figures, 2025\n\n,,\nvalue, area\n1,A\n", Some(0), 2, b','),
            ("#TYPE System.Object\nyear,count,thing\n", Some(1), 1, b','),
            ("Title; with, both\nthing;year;count\n", Some(1), 1, b';'),
            // Of no form: the likeliest row, else the first.
            ("Title\nthing,year,number\n", None, 1, b','),
            ("Title of areas\nplace,number\n", None, 0, b','),
            ("place;number\n", None, 0, b';'),
            ("words without a table\n", None, 0, b','),
            ("", None, 0, b','),
        ] {
            let found = of_text(text.as_bytes(), true, &[&PLACES, &THINGS]);
            assert_eq!(
                (found.place.form, found.place.above, found.separator),
                (form, above, separator),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_row_that_is_cut_off_is_no_header() {
        let start = b"Title\narea,value";
        assert_eq!(of_text(start, true, &[&PLACES]).place.form, Some(0));
        assert_eq!(of_text(start, false, &[&PLACES]).place.form, None);
    }
}
