//! The cells of a row that name one place, held against each other: one code decides, and every other code, name and region of the
//! row must be of the same place. A column that was sorted alone gives each row another authority's name.

use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::reference::authority::Register;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A cell with the column that it stands in.
#[derive(Clone, Copy)]
pub(super) struct PlaceCell<'a> {
    pub(super) column: &'a str,
    pub(super) text: &'a [u8],
}

impl<'a> PlaceCell<'a> {
    fn words(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.text)
    }

    /// Blank, or a symbol of a place that does not apply.
    fn is_blank(&self) -> bool {
        matches!(self.text.trim_ascii(), b"" | b"x" | b"z" | b"NA")
    }
}

/// Why a row has no place.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(super) enum PlaceFault {
    #[error("several authorities report together")]
    Joint,
    /// What the deciding cell names instead of a place of the register: a district, a ward, a place in Wales.
    #[error("{0}")]
    Elsewhere(String),
    /// The deciding cell names nothing that is known.
    #[error("{0}")]
    Unknown(String),
    /// Another cell of the row names another place.
    #[error("{}", .0.found)]
    Contradiction(PlaceContradiction),
}

/// Two cells of one row that name two places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct PlaceContradiction {
    /// The column that differs from the deciding one.
    pub(super) column: String,
    /// The deciding column.
    pub(super) from: String,
    /// "890 is Blackpool, and “Bolton” is Bolton (350)".
    pub(super) found: String,
}

/// The place of a row: that of the first cell that is filled, with which all others must agree.
///
/// # Errors
/// [`PlaceFault`]: no place, several, or two that differ.
pub(super) fn place(register: &Register, cells: &[PlaceCell<'_>]) -> Result<Area, Box<PlaceFault>> {
    let mut filled = cells.iter().filter(|cell| !cell.is_blank());
    let Some(first) = filled.next() else {
        return Err(Box::new(PlaceFault::Unknown("no code".to_owned())));
    };
    let words = first.words();
    let area = register.in_file(&words).map_err(|unresolved| {
        Box::new(match register.joint(words.trim()) {
            Some(_) => PlaceFault::Joint,
            None if unresolved.is_elsewhere() => PlaceFault::Elsewhere(unresolved.to_string()),
            None => PlaceFault::Unknown(unresolved.to_string()),
        })
    })?;
    for cell in filled {
        if let Some(other) = other_place(register, area, &cell.words()) {
            return Err(Box::new(PlaceFault::Contradiction(PlaceContradiction {
                column: cell.column.to_owned(),
                from: first.column.to_owned(),
                found: format!(
                    "“{}” is {}, and {other}",
                    words.trim(),
                    register.coded(area)
                ),
            })));
        }
    }
    Ok(area)
}

/// What a cell names, where that is another place than `area`; none where it names the same or nothing that is known.
fn other_place(register: &Register, area: Area, text: &str) -> Option<String> {
    match register.in_file(text) {
        Ok(found) if found == area || register.are_namesakes(found, area) => None,
        Ok(found) => Some(format!("“{}” is {}", text.trim(), register.coded(found))),
        Err(unresolved) => unresolved
            .known_as
            .map(|what| format!("“{}” {what}", text.trim())),
    }
}

/// Whether a region's cell names a region that the place does not lie in. London's two halves count as London: publishers do not
/// agree on which authority is in which.
pub(super) fn other_region(
    register: &Register,
    area: Area,
    cell: PlaceCell<'_>,
) -> Option<PlaceContradiction> {
    if cell.is_blank() {
        return None;
    }
    let whole = |region: Area| match region {
        Area::INNER_LONDON | Area::OUTER_LONDON => Area::LONDON,
        other => other,
    };
    let words = cell.words();
    let found = register.in_file(&words).ok()?;
    let home = register.get(area)?.region?;
    (whole(found) != whole(home)).then(|| PlaceContradiction {
        column: cell.column.to_owned(),
        from: "the authority".to_owned(),
        found: format!(
            "{} in “{}”: it is in {}",
            register.coded(area),
            words.trim(),
            register.coded(home)
        ),
    })
}

/// Rows whose place was not taken as it stands, each kind of fault told once with the number of its rows.
#[derive(Default)]
pub(super) struct PlaceFaults {
    by_cells: BTreeMap<Vec<u8>, NotedFault>,
}

/// A fault with the first row that has it and the number of such rows.
struct NotedFault {
    row: u64,
    rows: u32,
    /// The deciding cell with the name beside it.
    shown: String,
    fault: PlaceFault,
    /// Only the region differs: the row is used.
    is_of_region: bool,
}

impl PlaceFaults {
    pub(super) fn note(&mut self, cells: &[u8], row: u64, shown: String, fault: PlaceFault) {
        let noted = NotedFault {
            row,
            rows: 1,
            shown,
            fault,
            is_of_region: false,
        };
        self.by_cells.insert(cells.to_vec(), noted);
    }

    pub(super) fn note_region(&mut self, cells: &[u8], row: u64, other: PlaceContradiction) {
        let noted = NotedFault {
            row,
            rows: 1,
            shown: String::new(),
            fault: PlaceFault::Contradiction(other),
            is_of_region: true,
        };
        self.by_cells.insert(cells.to_vec(), noted);
    }

    /// Counts one more row with these cells, and answers whether they have a fault.
    pub(super) fn again(&mut self, cells: &[u8]) -> bool {
        let noted = self.by_cells.get_mut(cells);
        noted.map(|noted| noted.rows += 1).is_some()
    }

    /// A check for each place that is not known, and one for each pair of columns that differ.
    pub(super) fn report(self, file: &str, checks: &mut Vec<Check>) {
        let mut pairs: BTreeMap<(String, String, bool), Vec<NotedFault>> = BTreeMap::new();
        let mut places: BTreeMap<String, NotedFault> = BTreeMap::new();
        for noted in self.by_cells.into_values() {
            if let PlaceFault::Contradiction(other) = &noted.fault {
                let pair = (other.column.clone(), other.from.clone(), noted.is_of_region);
                pairs.entry(pair).or_default().push(noted);
            } else {
                let rows = noted.rows;
                places
                    .entry(noted.shown.clone())
                    .and_modify(|known| {
                        known.rows += rows;
                        known.row = known.row.min(noted.row);
                    })
                    .or_insert(noted);
            }
        }
        checks.extend(places.into_iter().map(|(shown, noted)| {
            not_one_place(file, &noted)
                .row(noted.row)
                .column("old_la_code")
                .found(format!("{shown}, {} rows", noted.rows))
        }));
        checks.extend(
            pairs
                .into_iter()
                .filter_map(|(pair, noted)| two_places(file, pair, &noted)),
        );
    }
}

fn not_one_place(file: &str, noted: &NotedFault) -> Check {
    match &noted.fault {
        PlaceFault::Elsewhere(what) | PlaceFault::Unknown(what) => {
            Check::new(Severity::Error, "unknown-area", file)
                .expected("the code of an authority, a region or England")
                .guidance(format!("the rows were set aside: {what}"))
        }
        PlaceFault::Joint | PlaceFault::Contradiction(_) => Check::new(
            Severity::Warning,
            "joint-return",
            file,
        )
        .expected("one authority a row")
        .guidance(
            "authorities that report together: the figure is of neither alone and was set aside",
        ),
    }
}

fn two_places(
    file: &str,
    (column, from, is_of_region): (String, String, bool),
    noted: &[NotedFault],
) -> Option<Check> {
    let first = noted.iter().min_by_key(|noted| noted.row)?;
    let PlaceFault::Contradiction(example) = &first.fault else {
        return None;
    };
    let rows: u32 = noted.iter().map(|noted| noted.rows).sum();
    let check = if is_of_region {
        Check::new(Severity::Warning, "region-contradicts-authority", file)
            .expected(format!("{column} the region of the authority"))
            .guidance("the figures are used under their authority: was one column sorted without the others?")
    } else {
        Check::new(Severity::Error, "place-contradicts-code", file)
            .expected(format!("{from} and {column} of one place"))
            .guidance("the rows were set aside, since nobody can say which is right: was one column sorted without the others?")
    };
    let counted = if rows == 1 {
        "1 row".to_owned()
    } else {
        format!("{rows} rows")
    };
    Some(
        check
            .row(first.row)
            .column(column)
            .found(format!("{counted}; the first: {}", example.found)),
    )
}
