//! A council's own measures: a performance framework as a file, the figures that are returned for it, and how each measure stands.
//!
//! [`framework`] says what is measured, why, who owns it and which target holds; [`returns`] reads figures as officers keep them, after
//! [`personal`] has refused files about single children; [`series`] puts them in order; [`state`] says whether a measure moved beyond its
//! usual variation, and whether it meets its target. [`audits`] counts graded cases, [`backlog`] what is left to
//! do by a date. All of it is local and unvalidated, and is never ranked with national figures.

pub(crate) mod audits;
pub(crate) mod backlog;
pub(crate) mod framework;
mod personal;
pub(crate) mod returns;
pub(crate) mod series;
pub(crate) mod state;
