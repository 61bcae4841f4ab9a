//! What is published and what is new: the routes ([`routes`]), the two ways to DfE's service ([`content`], [`api`]), pages of GOV.UK
//! ([`page`]), through one patient client ([`client`]) that goes on with what broke off ([`spool`]), what was seen before
//! ([`state`]), whether what came is whole ([`unpack`]), and whether it is a run's turn at all ([`turn`]).
//!
//! Nothing is kept and nothing is judged here: what came goes to the screen and to the store, by `run`.

pub(crate) mod api;
pub(crate) mod client;
pub(crate) mod content;
pub(crate) mod offer;
pub(crate) mod page;
pub(crate) mod routes;
pub(crate) mod spool;
pub(crate) mod state;
pub(crate) mod turn;
pub(crate) mod unpack;
