//! The stations in order: read, screen, compare, draw, write. Each command's work is one file here; what is printed and how
//! arguments look is not decided in this room.

pub(crate) mod benchmark;
pub(crate) mod calendar;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod findings;
pub(crate) mod import;
pub(crate) mod json;
pub(crate) mod judgements;
pub(crate) mod lint;
pub(crate) mod load;
pub(crate) mod news;
pub(crate) mod news_page;
pub(crate) mod paper;
pub(crate) mod plan;
pub(crate) mod profile;
pub(crate) mod refresh;
pub(crate) mod revisions;
pub(crate) mod schedule;
pub(crate) mod stat;
pub(crate) mod store;
