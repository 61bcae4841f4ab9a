//! What we know that is not an observation: authorities, their neighbours and groups, indicators, publications.
//!
//! All of it is data under `data/`, compiled in; adding an indicator or an authority is adding a row.

pub(crate) mod authority;
pub(crate) mod catalogue;
pub(crate) mod group;
pub(crate) mod judgements;
pub(crate) mod nearest;
pub(crate) mod neighbours;
pub(crate) mod sources;

use crate::error::{Error, Result};
use authority::Register;
use catalogue::Catalogue;
use judgements::Judgements;
use neighbours::Neighbours;
use sources::Sources;

/// The attribution that the Open Government Licence asks for.
pub(crate) const ATTRIBUTION: &str =
    "Contains public sector information licensed under the Open Government Licence v3.0.";

/// Everything that is known beside the figures.
pub(crate) struct Reference {
    pub(crate) register: Register,
    pub(crate) neighbours: Neighbours,
    pub(crate) catalogue: Catalogue,
    pub(crate) sources: Sources,
}

impl Reference {
    /// What was compiled in.
    ///
    /// # Errors
    /// A file under `data/` is malformed: a fault of the build, told like any other.
    pub(crate) fn embedded() -> Result<Reference> {
        let fault = |file: &str, what: String| Error::unreadable(format!("data/{file}"), what);
        Ok(Reference {
            register: Register::parse(
                include_str!("../../data/authorities.csv"),
                include_str!("../../data/authority_events.csv"),
                include_str!("../../data/joint_returns.csv"),
            )
            .map_err(|e| fault("authorities.csv", e.to_string()))?,
            neighbours: Neighbours::parse(include_str!("../../data/neighbours.csv"))
                .map_err(|e| fault("neighbours.csv", e.to_string()))?,
            catalogue: Catalogue::parse(include_str!("../../data/indicators.toml"))
                .map_err(|e| fault("indicators.toml", e.to_string()))?,
            sources: Sources::parse(include_str!("../../data/sources.toml"))
                .map_err(|e| fault("sources.toml", e.to_string()))?,
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
