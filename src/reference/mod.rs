//! What we know that is not an observation: authorities, their neighbours and groups, indicators, publications.
//!
//! All of it is data under `data/`, compiled in; adding an indicator or an authority is adding a row.

pub(crate) mod authority;
pub(crate) mod breakdown;
mod breakdown_rows;
pub(crate) mod catalogue;
pub(crate) mod group;
pub(crate) mod judgements;
pub(crate) mod named_groups;
pub(crate) mod nearest;
pub(crate) mod neighbours;
pub(crate) mod plain_words;
pub(crate) mod planned;
pub(crate) mod search;
pub(crate) mod sources;
pub(crate) mod tiles;

use crate::error::{Error, Result};
use crate::observation::area::Area;
use authority::Register;
use catalogue::Catalogue;
use judgements::Judgements;
use named_groups::NamedGroups;
use neighbours::NeighbourLists;
use plain_words::WordsOfIndicators;
use planned::PlannedChanges;
use sources::Sources;
use std::collections::BTreeMap;
use tiles::Tile;

/// The attribution that the Open Government Licence asks for.
pub(crate) const ATTRIBUTION: &str =
    "Contains public sector information licensed under the Open Government Licence v3.0.";

/// Everything that is known apart from the figures.
pub(crate) struct Reference {
    pub(crate) register: Register,
    pub(crate) neighbours: NeighbourLists,
    pub(crate) catalogue: Catalogue,
    pub(crate) words: WordsOfIndicators,
    pub(crate) sources: Sources,
    /// Groups with a name; those of an officer's settings are added to them.
    pub(crate) groups: NamedGroups,
}

impl Reference {
    /// What was compiled in.
    ///
    /// # Errors
    /// A file under `data/` is malformed: a fault of the build, told like any other.
    pub(crate) fn embedded() -> Result<Reference> {
        let catalogue = Catalogue::parse(include_str!("../../data/indicators.toml"))
            .map_err(|fault| malformed("indicators.toml", fault))?;
        let breakdowns = include_str!("../../data/breakdowns.toml");
        let read = breakdown_rows::read(breakdowns, |id| catalogue.get(id))
            .map_err(|fault| malformed("breakdowns.toml", fault))?;
        let of_categories = read.words;
        let catalogue = catalogue.broken_down(breakdowns, read.breakdowns, read.entries);
        let words = WordsOfIndicators::parse(include_str!("../../data/plain_words.toml"))
            .map_err(|fault| malformed("plain_words.toml", fault))?;
        Ok(Reference {
            register: Register::parse(
                include_str!("../../data/authorities.csv"),
                include_str!("../../data/authority_events.csv"),
                include_str!("../../data/joint_returns.csv"),
                include_str!("../../data/other_places.csv"),
            )
            .map_err(|fault| malformed("authorities.csv", fault))?,
            neighbours: NeighbourLists::parse(include_str!("../../data/neighbours.csv"))
                .map_err(|fault| malformed("neighbours.csv", fault))?,
            catalogue,
            words: words.with(of_categories),
            sources: Sources::parse(include_str!("../../data/sources.toml"))
                .map_err(|fault| malformed("sources.toml", fault))?,
            groups: NamedGroups::parse(include_str!("../../data/groups.csv"))
                .map_err(|fault| malformed("groups.csv", fault))?,
        })
    }

    /// The judgements compiled in. They are parsed when somebody asks: few commands do.
    ///
    /// # Errors
    /// As [`Reference::embedded`].
    pub(crate) fn judgements(&self) -> Result<Judgements> {
        Judgements::embedded(&self.register, &self.sources).map_err(|what| {
            Error::unreadable(
                "data/judgements.csv",
                format!("the embedded judgements are malformed: {what}"),
            )
        })
    }
}

impl Reference {
    /// Where each authority of today stands on the map of squares.
    ///
    /// # Errors
    /// As [`Reference::embedded`].
    pub(crate) fn tiles(&self) -> Result<BTreeMap<Area, Tile>> {
        tiles::parse(include_str!("../../data/tiles.csv"))
            .map_err(|fault| malformed("tiles.csv", fault))
    }

    /// Reorganisations that are planned.
    ///
    /// # Errors
    /// As [`Reference::embedded`].
    pub(crate) fn planned(&self) -> Result<PlannedChanges> {
        let text = include_str!("../../data/planned_changes.csv");
        PlannedChanges::parse(text, &self.register)
            .map_err(|fault| malformed("planned_changes.csv", fault))
    }
}

fn malformed(file: &str, fault: impl std::fmt::Display) -> Error {
    Error::unreadable(format!("data/{file}"), fault.to_string())
}
