//! A club of councils with one framework: each exports its figures, small counts guarded before they leave, and all files in a shared folder are
//! read together ([`read`]), compared ([`compared`]) and set ([`papers`]).

pub(crate) mod compared;
pub(crate) mod export;
pub(crate) mod papers;
pub(crate) mod read;
