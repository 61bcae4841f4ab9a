//! The files of a chart: SVG, PNG and the CSV of its figures, and what they are called.

use super::{DrawnChart, NamedChart};
use crate::compare::Comparison;
use crate::error::{Error, Result};
use crate::figure::to_png;
use crate::table;
use crate::world::plain_name::PlainName;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// OutputFiles by their path under a folder.
pub(crate) type OutputFiles = Vec<(PathBuf, Vec<u8>)>;

impl NamedChart {
    /// Its SVG, its PNG if wanted, and the figures behind it as CSV.
    ///
    /// # Errors
    /// A PNG that cannot be made: a fault of the program.
    pub(crate) fn files(&self, folder: &str, png: bool, bom: bool) -> Result<OutputFiles> {
        let DrawnChart { drawing, data, .. } = &self.chart;
        let mut files = vec![(self.path(folder, "svg"), drawing.svg.clone().into_bytes())];
        if png {
            let pixels =
                to_png(drawing).map_err(|fault| Error::unwritten(&self.name, fault.to_string()))?;
            files.push((self.path(folder, "png"), pixels));
        }
        files.push((self.path(folder, "csv"), table::csv::write(data, bom)));
        Ok(files)
    }

    /// The path of one of its files as a page names it.
    pub(crate) fn link(&self, folder: &str, ending: &str) -> String {
        if folder.is_empty() {
            format!("{}.{ending}", self.name)
        } else {
            format!("{folder}/{}.{ending}", self.name)
        }
    }

    fn path(&self, folder: &str, ending: &str) -> PathBuf {
        Path::new(folder).join(format!("{}.{ending}", self.name))
    }
}

/// A file name that every system takes: publishers' codes hold blanks, commas and per cent signs.
pub(crate) fn slug(id: &str) -> String {
    let words: Vec<String> = id
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() {
        "indicator".to_owned()
    } else {
        PlainName::nearest(&words.join("-")).into()
    }
}

/// A file name for each indicator, no two alike.
pub(crate) fn slugs(compared: &[Comparison<'_>]) -> Vec<String> {
    unique_slugs(compared.iter().map(|each| each.indicator.id.as_str()))
}

/// A file name for each name, no two alike.
pub(crate) fn unique_slugs<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut slugs = Vec::new();
    for name in names {
        let wished = slug(name);
        let mut free = wished.clone();
        let mut number = 1;
        while !taken.insert(free.clone()) {
            number += 1;
            free = format!("{wished}-{number}");
        }
        slugs.push(free);
    }
    slugs
}
