//! What Word files and slides share: both are parts of XML in a zip, with relations from part to part.
//!
//! | file | what it knows |
//! |---|---|
//! | `package`, `xml` | the zip and its parts |
//! | `opened` | what is refused of a council's template before its parts are looked at |
//! | `properties` | title, subject, language and author of the file |
//! | `pictures` | a chart as pixels, and its text for readers who cannot see it |
//! | `widths` | how wide text is, and the columns of a table |
//! | `pictures_kept` | pictures of a template without what they do not show |

pub(super) mod opened;
pub(super) mod package;
pub(super) mod pictures;
pub(super) mod pictures_kept;
pub(super) mod properties;
pub(super) mod widths;
pub(super) mod xml;

/// Which program made the file, and nothing else.
pub(super) const APP: &[u8] = include_bytes!("app.xml");
/// The type of that part.
pub(super) const APP_KIND: &str =
    "application/vnd.openxmlformats-officedocument.extended-properties+xml";
