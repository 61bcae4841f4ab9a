//! What each command does, one file a command: an order in, an outcome back. Which arguments make an order, and how an outcome is
//! printed, is decided in `cli`.

pub(crate) mod benchmark;
pub(crate) mod breakdown;
pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod explore;
pub(crate) mod extract;
pub(crate) mod findings;
mod folder;
pub(crate) mod insight;
pub(crate) mod inspect;
pub(crate) mod json;
pub(crate) mod lint;
pub(crate) mod lists;
pub(crate) mod news;
pub(crate) mod outputs;
pub(crate) mod paper;
pub(crate) mod profile;
pub(crate) mod refresh;
pub(crate) mod revisions;
pub(crate) mod store;
pub(crate) mod verify;
