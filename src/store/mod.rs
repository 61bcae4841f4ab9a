//! Releases kept as vintages on the disk: the original bytes, what was read from them, and when. A vintage is written into a temporary
//! folder, flushed and renamed, so that it is there whole or not at all; none is ever rewritten. The figures compiled into the program
//! count as the oldest vintage and lie in no store.

mod before;
mod describe;
mod enter;
mod figures;
mod folder;
mod form;
pub(crate) mod index;
mod intake;
pub(crate) mod maintenance;
mod predecessor;
mod readings;
pub(crate) mod screening;
pub(crate) mod selected;
pub(crate) mod signed;
mod superseded;
#[cfg(test)]
mod tests;
pub(crate) mod vintage;

pub(crate) use folder::Store;
pub(crate) use form::{READING, VINTAGE};
