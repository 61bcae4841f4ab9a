//! Which file of the catalogue a file is. Columns such as `number` and `percentage` are in a dozen files: a file is recognised by a row
//! that has the labels of one of its mappings, or, where its mappings name no labels, by all of their columns.

use super::drift::LackingColumns;
use super::mapping::FittedMapping;
use crate::reference::catalogue::Entry;
use crate::source::sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet};

/// A file of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct CatalogueFile<'a> {
    /// How its name starts.
    pub(super) name: &'a str,
    pub(super) publication: &'a str,
}

/// What a header says of the catalogue's mappings.
pub(super) struct Layouts<'a> {
    /// Mappings whose columns are all there.
    pub(super) fitting: Vec<FittedMapping<'a>>,
    /// For each entry and file of which no mapping fits: what is not there.
    pub(super) lacking: Vec<LackingColumns<'a>>,
    /// The file that the name says it is.
    pub(super) named: Option<CatalogueFile<'a>>,
}

impl<'a> Layouts<'a> {
    pub(super) fn of(
        sheet: &Sheet,
        entries: &[&'a Entry],
        wanted: impl Fn(&Entry) -> bool,
    ) -> Layouts<'a> {
        let mut layouts = Layouts {
            fitting: Vec::new(),
            lacking: Vec::new(),
            named: None,
        };
        for (order, entry) in entries.iter().enumerate() {
            let is_wanted = wanted(entry);
            let mut fits: BTreeSet<&str> = BTreeSet::new();
            let mut lacks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for mapping in &entry.ees {
                if layouts.named.is_none() && mapping.is_filed_as(&sheet.file) {
                    layouts.named = Some(CatalogueFile {
                        name: &mapping.file,
                        publication: &entry.publication,
                    });
                }
                if let Some(mut fitted) = FittedMapping::new(sheet, entry, mapping) {
                    fitted.order = order;
                    fitted.is_wanted = is_wanted;
                    fits.insert(&mapping.file);
                    layouts.fitting.push(fitted);
                    continue;
                }
                // Of several mappings the one that comes nearest to the file says what it lacks.
                let columns = sheet.missing_columns(&mapping.columns());
                let fewest = lacks
                    .entry(&mapping.file)
                    .or_insert_with(|| columns.clone());
                if columns.len() < fewest.len() {
                    *fewest = columns;
                }
            }
            let lacks = lacks.into_iter().filter(|(file, _)| !fits.contains(file));
            layouts
                .lacking
                .extend(lacks.map(|(file, columns)| LackingColumns {
                    id: &entry.id,
                    file,
                    columns,
                    is_wanted,
                }));
        }
        layouts
    }
}

/// The file of the catalogue whose labels the rows have. Where rows have those of several, the one that the name says; else the one of
/// which most is there.
pub(super) fn recognised<'a>(
    mappings: &[FittedMapping<'a>],
    lacking: &[LackingColumns<'a>],
    file: &str,
) -> Option<CatalogueFile<'a>> {
    let mut found: BTreeMap<&'a str, (BTreeSet<usize>, CatalogueFile<'a>, bool)> = BTreeMap::new();
    for mapping in mappings.iter().filter(|mapping| mapping.is_met()) {
        let is_whole = || lacking.iter().all(|lack| lack.file != mapping.file());
        if !mapping.has_labels() && !is_whole() {
            continue;
        }
        let one = CatalogueFile {
            name: mapping.file(),
            publication: &mapping.entry.publication,
        };
        let (met, _, _) = found
            .entry(one.name)
            .or_insert_with(|| (BTreeSet::new(), one, mapping.is_filed_as(file)));
        met.insert(mapping.order);
    }
    found
        .into_values()
        .max_by(|(a, first, a_named), (b, second, b_named)| {
            (a_named, a.len())
                .cmp(&(b_named, b.len()))
                .then_with(|| second.name.cmp(first.name))
        })
        .map(|(_, one, _)| one)
}
