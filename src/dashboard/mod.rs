//! What a performance team opens every week: its own measures with their state ([`board`]), as a page ([`page`]) and as a paper of
//! exceptions ([`weekly`]) with the officer's words, which are kept from week to week ([`commentary`]); the framework as a document ([`document`]); and the figures of
//! several councils together ([`club`]).

pub(crate) mod board;
pub(crate) mod club;
pub(crate) mod commentary;
pub(crate) mod document;
mod funnel;
pub(crate) mod page;
pub(crate) mod weekly;
