//! The labels by which rows are chosen, and those that a file lacks.

use super::mapping::FittedMapping;
use crate::reference::nearest::nearest;
use crate::source::sheet::Sheet;
use csv::ByteRecord;
use std::collections::{BTreeMap, BTreeSet};

/// A label that no row has.
pub(super) struct MissingLabel<'p> {
    pub(super) column: String,
    pub(super) label: &'p str,
    /// The most similar label that the column holds.
    pub(super) nearest: Option<String>,
}

/// Which labels each selecting column holds in this file.
pub(super) struct LabelsMet(BTreeMap<usize, BTreeSet<Vec<u8>>>);

impl LabelsMet {
    pub(super) fn of(mappings: &[FittedMapping<'_>]) -> LabelsMet {
        let columns = mappings.iter().flat_map(|m| {
            m.selection
                .iter()
                .chain(m.denominator_selection.iter().flatten())
        });
        LabelsMet(columns.map(|(at, _)| (*at, BTreeSet::new())).collect())
    }

    pub(super) fn note(&mut self, record: &ByteRecord) {
        for (at, seen) in &mut self.0 {
            let cell = record.get(*at).unwrap_or_default();
            if !seen.contains(cell) {
                seen.insert(cell.to_vec());
            }
        }
    }

    /// The first label of a selection that no row has.
    pub(super) fn missing<'p>(
        &self,
        selection: &[(usize, &'p str)],
        sheet: &Sheet,
    ) -> Option<MissingLabel<'p>> {
        selection.iter().find_map(|(at, label)| {
            let met = self.0.get(at)?;
            if met.contains(label.as_bytes()) {
                return None;
            }
            let texts: Vec<_> = met
                .iter()
                .map(|text| String::from_utf8_lossy(text))
                .collect();
            let near = nearest(label, texts.iter().map(|text| text.as_ref()));
            Some(MissingLabel {
                column: sheet.header.get(*at)?.clone(),
                label,
                nearest: near.map(str::to_owned),
            })
        })
    }
}
