//! What a server said about a file: sent back with the next request, it lets the server answer “not changed”.

use serde::{Deserialize, Serialize};

/// The validators of a downloaded file (RFC 9110), with where they apply.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct FileTag {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_modified: Option<String>,
    /// The address that the validators belong to, where it changes from release to release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<String>,
    /// The file's name, as the server gives it.
    #[serde(skip)]
    pub(crate) name: Option<String>,
}

impl FileTag {
    /// Reads the headers of an answer.
    pub(super) fn of_headers(headers: &[(String, String)]) -> FileTag {
        let disposition = header(headers, "content-disposition");
        let name = disposition
            .as_deref()
            .and_then(|text| text.split("filename=").nth(1)?.split(';').next())
            .map(|name| name.trim().trim_matches('"').to_owned());
        FileTag {
            etag: header(headers, "etag"),
            last_modified: header(headers, "last-modified"),
            of: None,
            name,
        }
    }
}

fn header(headers: &[(String, String)], name: &str) -> Option<String> {
    headers
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.clone())
}
