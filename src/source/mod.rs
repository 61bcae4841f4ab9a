//! Published files into observations: one file a publisher, recognised by header, never by position or name alone.
//!
//! Whoever reads takes three steps on one [`crate::observation::table::Builder`]: the figures compiled into the program
//! ([`national::read`]), the vintages of a store ([`crate::store::Store::enter`]), the files that were named ([`input`], then
//! [`files::read`]).

pub(crate) mod by_hand;
mod caught;
pub(crate) mod children;
pub(crate) mod coverage;
pub(crate) mod document;
pub(crate) mod ees;
pub(crate) mod files;
pub(crate) mod filter;
mod foreign;
pub(crate) mod input;
pub(crate) mod inspect;
pub(crate) mod judgements;
pub(crate) mod lait;
pub(crate) mod local;
mod merged_cells;
pub(crate) mod national;
pub(crate) mod ofsted;
pub(crate) mod package;
mod packed_parts;
pub(crate) mod parquet;
mod parquet_bounds;
mod place_cells;
mod population;
mod rate;
pub(crate) mod readings;
pub(crate) mod settings_file;
pub(crate) mod sheet;
pub(crate) mod symbols;
mod workbook_bounds;
pub(crate) mod written;
