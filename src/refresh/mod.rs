//! What is published, and what of it is new. Nothing is screened or stored here: `run` hands what was fetched to the screen and
//! to the store.
//!
//! | step | file |
//! |---|---|
//! | whether a run may start | [`run_lock`] |
//! | where each publication is found | [`routes`] |
//! | what was seen at the last look | [`state`] |
//! | what a service offers that is new | [`content`], [`api`], [`page`], as an [`offer`] |
//! | requests and downloads | [`client`], with [`file_tag`] for conditions |
//! | downloads that broke off | [`partial`], [`partial_downloads`] |
//! | whether a file is whole | [`unpack`] |

pub(crate) mod api;
pub(crate) mod client;
pub(crate) mod content;
mod file_tag;
pub(crate) mod offer;
pub(crate) mod page;
mod partial;
mod partial_downloads;
pub(crate) mod routes;
pub(crate) mod run_lock;
pub(crate) mod state;
pub(crate) mod unpack;
