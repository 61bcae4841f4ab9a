//! The register of authorities: every upper-tier authority of England since 2009, with the regions and England.
//!
//! One number, DfE's three-digit code, names a place. ONS codes are no key: they change with every reorganisation, and the
//! releases of one year disagree on which of them they use. PlaceNames are no key either: two authorities are called Dorset.

mod council_style;
mod elsewhere;
mod events;
mod in_file;
mod meant;
mod names;
mod place;
mod register;
mod resolve;
pub(super) mod rows;

pub(crate) use events::{JointReturn, Reorganisation};
pub(crate) use place::Authority;
pub(crate) use register::Register;
pub(crate) use resolve::Unresolved;
pub(crate) use rows::RegisterFault;

#[cfg(test)]
pub(crate) mod tests;
