//! England as a map of squares, one an authority, each about where the authority lies: `data/tiles.csv`.

use super::authority::RegisterFault;
use super::authority::rows::{self, A_CODE, rows};
use crate::observation::area::Area;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "tiles.csv";
const COLUMNS: &[&str] = &["code", "column", "row"];

/// A square of the map: its column from the west and its row from the north, both from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Tile {
    pub(crate) column: u8,
    pub(crate) row: u8,
}

/// The square of each authority of today.
///
/// # Errors
/// A cell that is not what its column holds; two authorities on one square, or one on two.
pub(super) fn parse(text: &str) -> Result<BTreeMap<Area, Tile>, RegisterFault> {
    let (mut tiles, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for row in &rows(FILE, text, COLUMNS)? {
        let place =
            |column: &str| row.read(column, "a small whole number", |text| text.parse().ok());
        let area = row.read("code", A_CODE, rows::code)?;
        let tile = Tile {
            column: place("column")?,
            row: place("row")?,
        };
        if !taken.insert(tile) {
            return Err(row.fault("column", "a square that no other authority has"));
        }
        if tiles.insert(area, tile).is_some() {
            return Err(row.fault("code", "an authority that has no other square"));
        }
    }
    Ok(tiles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    #[test]
    fn every_authority_of_today_has_a_square_and_no_other_place() {
        let reference = Reference::embedded().expect("reference");
        let on_the_map: Vec<Area> = reference.tiles().expect("tiles").into_keys().collect();
        let register = &reference.register;
        let mut today: Vec<Area> = register.current().map(|of| of.area).collect();
        today.retain(|area| area.is_authority());
        today.sort();
        assert_eq!(on_the_map, today);
    }

    /// North is up and east is right, as far as squares can say: checked by pairs that everybody knows.
    #[test]
    fn squares_lie_as_places_do() {
        let reference = Reference::embedded().expect("reference");
        let tiles = reference.tiles().expect("tiles");
        let of = |name: &str| {
            let found = reference.register.by_name(name).expect(name);
            tiles[&found]
        };
        for (north, south) in [
            ("Northumberland", "Leeds"),
            ("Leeds", "Birmingham"),
            ("Birmingham", "Bristol, City of"),
            ("Bristol, City of", "Cornwall"),
            ("Enfield", "Croydon"),
        ] {
            assert!(of(north).row < of(south).row, "{north} and {south}");
        }
        for (west, east) in [
            ("Liverpool", "Manchester"),
            ("Manchester", "Leeds"),
            ("Cornwall", "Devon"),
            ("Devon", "Kent"),
            ("Birmingham", "Norfolk"),
            ("Hillingdon", "Havering"),
        ] {
            assert!(of(west).column < of(east).column, "{west} and {east}");
        }
    }

    #[test]
    fn a_square_or_an_authority_that_stands_twice_is_a_fault() {
        let faults = ["201,1,1\n202,1,1\n", "201,1,1\n201,2,1\n", "201,x,1\n"]
            .map(|rows| parse(&format!("code,column,row\n{rows}")).expect_err(rows));
        let columns: Vec<&str> = faults.iter().map(|fault| fault.column.as_str()).collect();
        assert_eq!(columns, ["column", "code", "column"]);
    }
}
