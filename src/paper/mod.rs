//! Documents: a profile's contents page. What it says comes from `finding::words`, what it shows from `table` and `figure`;
//! nothing is computed here.

pub(crate) mod contents;
