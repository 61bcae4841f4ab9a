//! Writers: a [`super::Paper`] in, the bytes of one format out. None of them touches a disk, chooses a word or computes a figure; the
//! same paper gives the same bytes.

pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod markdown;
mod office;
pub(crate) mod pptx;
pub(crate) mod spreadsheet;
mod svg;
