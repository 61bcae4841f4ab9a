//! DfE's statistical neighbours: for each authority the ten most like it, closest first, in lists that carry their year.
//!
//! The lists of 2021 and 2025 share five or six of ten on average, so a comparison without the year of its list says little.

use super::authority::RegisterFault;
use super::authority::rows::{self, ReferenceRow, rows};
use crate::observation::area::Area;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

const FILE: &str = "neighbours.csv";
const COLUMNS: &[&str] = &["list", "code", "position", "neighbour", "closeness"];

/// How many neighbours an authority has in a list.
const TEN: usize = 10;

/// A list by its year, the later one greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct NeighbourList {
    pub(crate) year: u16,
}

impl NeighbourList {
    /// The list DfE's tools use since May 2025.
    pub(crate) const DEFAULT: NeighbourList = NeighbourList { year: 2025 };

    /// "2025".
    pub(crate) fn parse(label: &str) -> Option<NeighbourList> {
        let year = label.trim().parse().ok()?;
        (2000..2200)
            .contains(&year)
            .then_some(NeighbourList { year })
    }
}

impl fmt::Display for NeighbourList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)
    }
}

/// How alike two authorities are in DfE's model, the closest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Closeness {
    ExtremelyClose,
    VeryClose,
    Close,
    SomewhatClose,
    NotClose,
}

impl Closeness {
    const ALL: [Closeness; 5] = [
        Closeness::ExtremelyClose,
        Closeness::VeryClose,
        Closeness::Close,
        Closeness::SomewhatClose,
        Closeness::NotClose,
    ];

    fn parse(words: &str) -> Option<Closeness> {
        Self::ALL
            .into_iter()
            .find(|closeness| closeness.words() == words)
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Closeness::ExtremelyClose => "extremely close",
            Closeness::VeryClose => "very close",
            Closeness::Close => "close",
            Closeness::SomewhatClose => "somewhat close",
            Closeness::NotClose => "not close",
        }
    }
}

/// One of an authority's ten.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Neighbour {
    pub(crate) area: Area,
    pub(crate) closeness: Closeness,
}

/// Every list.
#[derive(Clone, Debug)]
pub(crate) struct NeighbourLists {
    tens: BTreeMap<(NeighbourList, Area), Vec<Neighbour>>,
}

impl NeighbourLists {
    /// Builds the lists from the text of `neighbours.csv`.
    ///
    /// # Errors
    /// The first cell that is not what its column holds; an authority that is its own neighbour or has one twice; positions
    /// that do not run from 1 to 10.
    pub(crate) fn parse(text: &str) -> Result<NeighbourLists, RegisterFault> {
        let mut tens: BTreeMap<(NeighbourList, Area), Vec<Neighbour>> = BTreeMap::new();
        let rows = rows(FILE, text, COLUMNS)?;
        for row in &rows {
            let (list, area, neighbour) = entry(row)?;
            let ten = tens.entry((list, area)).or_default();
            let next = ten.len() + 1;
            row.read("position", "positions from 1 to 10 without a gap", |text| {
                (next <= TEN && text == next.to_string()).then_some(())
            })?;
            if neighbour.area == area || ten.iter().any(|known| known.area == neighbour.area) {
                return Err(row.fault("neighbour", "an authority other than itself, once"));
            }
            ten.push(neighbour);
        }
        let short = rows.iter().find(|row| {
            entry(row).is_ok_and(|(list, area, _)| {
                tens.get(&(list, area)).is_some_and(|ten| ten.len() < TEN)
            })
        });
        match short {
            Some(row) => Err(row.fault("code", "an authority with ten neighbours")),
            None => Ok(NeighbourLists { tens }),
        }
    }

    /// The ten, closest first; empty for an authority that is not in the list, such as Cumberland in that of 2021. The list
    /// of 2021 names authorities that were abolished since: who compares has to say so, not to drop them.
    pub(crate) fn of(&self, list: NeighbourList, area: Area) -> &[Neighbour] {
        self.tens.get(&(list, area)).map_or(&[], Vec::as_slice)
    }

    /// The lists there are, the newest first.
    pub(crate) fn lists(&self) -> Vec<NeighbourList> {
        let lists: BTreeSet<NeighbourList> = self.tens.keys().map(|(list, _)| *list).collect();
        lists.into_iter().rev().collect()
    }
}

fn entry(row: &ReferenceRow) -> Result<(NeighbourList, Area, Neighbour), RegisterFault> {
    let closeness = "extremely close, very close, close, somewhat close or not close";
    Ok((
        row.read("list", "the year of a list", NeighbourList::parse)?,
        row.read("code", "a three-digit code", rows::code)?,
        Neighbour {
            area: row.read("neighbour", "a three-digit code", rows::code)?,
            closeness: row.read("closeness", closeness, Closeness::parse)?,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::super::authority::tests::register;
    use super::*;

    const TEXT: &str = include_str!("../../data/neighbours.csv");
    const OLD: NeighbourList = NeighbourList { year: 2021 };

    fn neighbours() -> NeighbourLists {
        NeighbourLists::parse(TEXT).expect("the neighbours parse")
    }

    fn codes(list: NeighbourList, code: u16) -> Vec<u16> {
        neighbours()
            .of(list, Area(code))
            .iter()
            .map(|neighbour| neighbour.area.0)
            .collect()
    }

    #[test]
    fn golden_tens() {
        for (code, ten) in [
            (890, [805, 806, 394, 341, 393, 807, 354, 880, 355, 861]),
            (888, [925, 351, 332, 884, 841, 808, 384, 891, 929, 359]),
            (889, [380, 353, 350, 831, 354, 335, 373, 861, 330, 382]),
        ] {
            assert_eq!(codes(NeighbourList::DEFAULT, code), ten, "{code}");
        }
    }

    #[test]
    fn both_lists_are_whole() {
        let (neighbours, register) = (neighbours(), register());
        assert_eq!(neighbours.lists(), [NeighbourList::DEFAULT, OLD]);
        for place in register.all() {
            let length = |list| neighbours.of(list, place.area).len();
            let new = if place.area.is_authority() && ![820, 875].contains(&place.area.0) {
                10
            } else {
                0
            };
            let old = if [942, 943].contains(&place.area.0) {
                0
            } else {
                new
            };
            assert_eq!(
                (length(NeighbourList::DEFAULT), length(OLD)),
                (new, old),
                "{}",
                place.name
            );
        }
    }

    /// Closeness never rises with position, and every neighbour is an authority that we know.
    #[test]
    fn tens_are_ordered_and_known() {
        let (neighbours, register) = (neighbours(), register());
        for ((list, area), ten) in &neighbours.tens {
            assert!(
                ten.iter().map(|neighbour| neighbour.closeness).is_sorted(),
                "{list} {area:?}"
            );
            assert!(
                ten.iter()
                    .all(|neighbour| register.get(neighbour.area).is_some()),
                "{list} {area:?}"
            );
        }
    }

    #[test]
    fn which_tens_name_an_abolished_authority() {
        let (neighbours, register) = (neighbours(), register());
        let naming = |list| {
            let gone = |area| {
                neighbours
                    .of(list, area)
                    .iter()
                    .any(|n| !register.is_current(n.area))
            };
            register
                .all()
                .map(|place| place.area)
                .filter(|area| gone(*area))
                .map(|area| area.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(naming(NeighbourList::DEFAULT), [836, 837]);
        assert_eq!(
            naming(OLD),
            [830, 836, 837, 860, 884, 891, 893, 925, 926, 940]
        );
    }

    /// Of 1,580 places in the lists of 158 authorities, 869 are filled alike in both years.
    #[test]
    fn the_lists_differ() {
        let neighbours = neighbours();
        let ten = |list, area| {
            neighbours
                .of(list, area)
                .iter()
                .map(|n| n.area)
                .collect::<BTreeSet<_>>()
        };
        let shared = |area| {
            ten(OLD, area)
                .intersection(&ten(NeighbourList::DEFAULT, area))
                .count()
        };
        assert_eq!(
            register()
                .all()
                .map(|place| shared(place.area))
                .sum::<usize>(),
            869
        );
        assert_eq!([890, 942].map(|code| shared(Area(code))), [5, 0]);
    }

    #[test]
    fn how_close() {
        let neighbours = neighbours();
        let first = |code| {
            neighbours
                .of(NeighbourList::DEFAULT, Area(code))
                .first()
                .map(|n| n.closeness.words())
        };
        assert_eq!(first(201), Some("not close"));
        assert_eq!(first(301), Some("close"));
        assert_eq!(first(370), Some("very close"));
        assert_eq!(neighbours.of(NeighbourList { year: 1999 }, Area(890)), []);
    }

    #[test]
    fn faults_say_where() {
        let head = COLUMNS.join(",");
        for (lines, said) in [
            (
                "2025,890,2,805,close",
                "line 2, column “position”: found “2”",
            ),
            (
                "2025,890,1,890,close",
                "line 2, column “neighbour”: found “890”",
            ),
            (
                "2025,890,1,805,close\n2025,890,2,805,close",
                "line 3, column “neighbour”: found “805”",
            ),
            (
                "2025,890,1,805,near",
                "line 2, column “closeness”: found “near”",
            ),
            (
                "2025,890,1,805,close",
                "line 2, column “code”: found “890”, expected an authority with ten",
            ),
            ("May,890,1,805,close", "line 2, column “list”: found “May”"),
        ] {
            let fault = NeighbourLists::parse(&format!("{head}\n{lines}\n"))
                .expect_err(said)
                .to_string();
            assert!(fault.starts_with(FILE) && fault.contains(said), "{fault}");
        }
    }
}
