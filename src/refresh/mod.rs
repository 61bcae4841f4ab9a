//! What is published, what of it is new, and how it comes into the store: by a refresh, or brought by hand.
//!
//! | step | file |
//! |---|---|
//! | when a refresh runs by itself | [`schedule`] |
//! | whether a run may start | [`run_lock`] |
//! | where each publication is found | [`routes`] |
//! | what was seen at the last look | [`state`] |
//! | what a service offers that is new | [`content`], [`api`], [`page`], as an [`offer`] |
//! | requests and downloads | [`client`], with [`file_tag`] for conditions |
//! | downloads that broke off | [`partial`], [`partial_downloads`] |
//! | whether a file is whole | [`unpack`] |
//! | every publication in turn, what came of it, and the log | [`update`] |
//! | files brought by hand, recognised and taken into the store | [`intake`] |

pub(crate) mod api;
pub(crate) mod client;
pub(crate) mod content;
mod file_tag;
pub(crate) mod intake;
pub(crate) mod offer;
pub(crate) mod page;
mod partial;
mod partial_downloads;
pub(crate) mod routes;
pub(crate) mod run_lock;
pub(crate) mod schedule;
pub(crate) mod state;
pub(crate) mod unpack;
pub(crate) mod update;
