//! Rows of one place and period under the labels that were chosen, and the columns that tell them apart.

use super::columns::PLACE_AND_TIME;
use super::mapping::FittedMapping;
use crate::error::Error;
use crate::source::sheet::{Sheet, row_of};
use crate::source::symbols;
use csv::ByteRecord;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are kept of one place and period.
const ROWS: usize = 64;
/// Places and periods that are looked at.
const GROUPS: usize = 64;
/// Labels that a message lists.
const LISTED: usize = 3;

/// Rows by the numbers of their area and period.
#[derive(Default)]
pub(super) struct RowClashes(BTreeMap<(u16, u16), Vec<ByteRecord>>);

impl RowClashes {
    pub(super) fn note(&mut self, record: &ByteRecord, of: (u16, u16)) {
        let group = self.0.entry(of).or_default();
        if group.len() < ROWS {
            group.push(record.clone());
        }
    }

    /// That rows contradict each other, with the columns by which one of them can be chosen. None where no two do.
    pub(super) fn fault(&self, mapping: &FittedMapping<'_>, sheet: &Sheet) -> Option<Error> {
        let measured = mapping.measured;
        let groups: Vec<&[ByteRecord]> = self
            .0
            .values()
            .map(Vec::as_slice)
            .filter(|group| disagree(group, measured))
            .take(GROUPS)
            .collect();
        let [first, second, ..] = groups.first()? else {
            return None;
        };
        let filters = filters(&groups, sheet, measured);
        let chosen = separating(&groups, &filters);
        let fault = Error::usage(format!(
            "{} has several rows for one place and period",
            mapping.entry.id
        ))
        .in_file(&sheet.file)
        .at_row(row_of(second));
        let rows = format!("rows {} and {}", row_of(first), row_of(second));
        Some(match chosen {
            Some(columns) => {
                let names: Vec<&str> = columns.iter().filter_map(|at| Some(sheet.header.get(*at)?.as_str())).collect();
                fault
                    .expected(format!(
                        "labels that choose one row of each place and period; {rows} and others differ in {}",
                        names.join(" and ")
                    ))
                    .hint(format!("add {}", advice(&columns, &groups, first, sheet)))
            }
            None => fault
                .expected("one row of each place and period")
                .hint(format!(
                    "{rows} have the same labels and differ only in figures: no --where can choose; ask the publisher which is right, and read a copy \
                     of the file without the other"
                )),
        })
    }
}

fn disagree(group: &[ByteRecord], measured: usize) -> bool {
    let mut cells = group.iter().map(|record| record.get(measured));
    let first = cells.next();
    first.is_some_and(|first| cells.any(|cell| cell != first))
}

/// Columns that hold labels: words, or whole numbers of which there are no more than one place and period has rows.
fn filters(groups: &[&[ByteRecord]], sheet: &Sheet, measured: usize) -> Vec<usize> {
    let most = groups.iter().map(|group| group.len()).max().unwrap_or(0);
    (0..sheet.header.len())
        .filter(|at| {
            let name = sheet.header.get(*at).map_or("", String::as_str);
            let is_place = PLACE_AND_TIME.contains(&name) && !name.starts_with("time_");
            *at != measured && !is_place
        })
        .filter(|at| {
            let cells: BTreeSet<&[u8]> = groups
                .iter()
                .flat_map(|group| group.iter())
                .filter_map(|record| record.get(*at))
                .collect();
            let has_words = cells.iter().any(|cell| symbols::reading(cell).is_none());
            let is_whole = |cell: &&[u8]| cell.iter().all(u8::is_ascii_digit);
            has_words || (cells.len() <= most && cells.iter().all(is_whole))
        })
        .collect()
}

/// The fewest columns, taken greedily, that tell any two rows of a place and period apart. None where some rows have all labels alike.
fn separating(groups: &[&[ByteRecord]], filters: &[usize]) -> Option<Vec<usize>> {
    let mut open: Vec<(&ByteRecord, &ByteRecord)> = Vec::new();
    for group in groups {
        for (at, record) in group.iter().enumerate() {
            open.extend(group.iter().take(at).map(|other| (other, record)));
        }
    }
    let mut chosen = Vec::new();
    while !open.is_empty() {
        let apart = |at: usize| open.iter().filter(|(a, b)| a.get(at) != b.get(at)).count();
        let best = filters
            .iter()
            .rev()
            .copied()
            .max_by_key(|at| apart(*at))
            .filter(|at| apart(*at) > 0)?;
        open.retain(|(a, b)| a.get(best) == b.get(best));
        chosen.push(best);
    }
    Some(chosen)
}

/// The options that choose the rows which are labelled as this one, with other labels that could be chosen.
fn advice(
    columns: &[usize],
    groups: &[&[ByteRecord]],
    record: &ByteRecord,
    sheet: &Sheet,
) -> String {
    let options = columns.iter().map(|at| {
        let name = sheet.header.get(*at).map_or("", String::as_str);
        let own = record.get(*at).unwrap_or_default();
        let others: BTreeSet<&[u8]> = groups
            .iter()
            .flat_map(|group| group.iter())
            .filter_map(|record| record.get(*at))
            .filter(|cell| *cell != own)
            .collect();
        let listed: Vec<String> = others
            .iter()
            .take(LISTED)
            .map(|cell| format!("“{}”", String::from_utf8_lossy(cell)))
            .collect();
        let more = match others.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!(
            "--where \"{name}={}\" (or {}{more})",
            String::from_utf8_lossy(own),
            listed.join(", ")
        )
    });
    options.collect::<Vec<_>>().join(" and ")
}
