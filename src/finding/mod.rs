//! What comparisons say, in words. All prose about figures stands in this room.

pub(crate) mod words;
