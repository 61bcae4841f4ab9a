//! The standard papers: definitions that are compiled in, one file each under `data/papers`.

use crate::error::{Error, Result};
use crate::paper::definition::{self, PaperDefinition};
use crate::reference::nearest::did_you_mean;
use include_dir::{Dir, include_dir};

static PAPERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/papers");

/// A definition with its name and its text.
pub(crate) struct StandardPaper {
    pub(crate) name: String,
    pub(crate) text: &'static str,
    pub(crate) definition: PaperDefinition,
}

/// Every standard paper, by name.
///
/// # Errors
/// A definition that does not read: a fault of the build.
pub(crate) fn all() -> Result<Vec<StandardPaper>> {
    let mut found = PAPERS
        .files()
        .filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
        .collect::<Vec<_>>();
    found.sort_unstable();
    found
        .into_iter()
        .map(|(name, text)| {
            Ok(StandardPaper {
                name: name.to_owned(),
                text,
                definition: definition::read(text, &format!("data/papers/{name}.toml"))?,
            })
        })
        .collect()
}

/// The standard paper of a name; none where the name looks like a file.
///
/// # Errors
/// Usage: no such paper, with the nearest name.
pub(crate) fn named(name: &str) -> Result<Option<StandardPaper>> {
    let all = all()?;
    let names: Vec<String> = all.iter().map(|standard| standard.name.clone()).collect();
    if let Some(found) = all.into_iter().find(|standard| standard.name == name) {
        return Ok(Some(found));
    }
    if name.contains(['.', '/', '\\']) {
        return Ok(None);
    }
    let near = did_you_mean(name, names.iter().map(String::as_str));
    Err(Error::usage(format!("“{name}” is no standard paper"))
        .expected(format!(
            "a definition’s file, such as my-paper.toml, or one of {}",
            names.join(", ")
        ))
        .hint(near.unwrap_or_else(|| "“yardstick paper” alone lists them".to_owned())))
}
