//! A release that has just come, screened as a whole before it is kept.

use crate::error::Result;
use crate::reference::Reference;
use crate::run::load::{Input, load};
use crate::screen::Asked;
use crate::screen::arrival::arrival;
use crate::world::World;
use crate::world::shelf::Shelf;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Reasons told of one release: more say no more.
const TOLD: usize = 12;

/// Why a release must not be used, as far as its figures tell. A file that cannot be read is not told here: the store says so
/// when it is brought there.
///
/// # Errors
/// A fault of the program.
pub(crate) fn faults(world: &dyn World, reference: &Reference, files: &[(String, Vec<u8>)]) -> Result<Vec<String>> {
    let mut told = BTreeSet::new();
    for (name, bytes) in files {
        let path = PathBuf::from(name);
        let shelf = Shelf { world, files: [(path.clone(), bytes.as_slice().into())].into() };
        let paths = [path];
        let input = Input { paths: &paths, indicators: &[], by_hand: None, asked: Asked::OfThemselves, stored: None };
        let Ok((screened, _)) = load(&shelf, reference, &input) else { continue };
        for check in arrival(&screened, reference)? {
            let place = check.row.map(|row| format!(" row {row}")).unwrap_or_default();
            told.insert(format!("{name}{place}: {}: found {}; expected {}", check.name, check.found, check.expected));
        }
    }
    let more = told.len().saturating_sub(TOLD);
    let mut told: Vec<String> = told.into_iter().take(TOLD).collect();
    if more > 0 {
        told.push(format!("and {more} more of this kind"));
    }
    Ok(told)
}
