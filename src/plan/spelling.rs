//! How words that officers type are compared.

/// A text in lower case with single spaces between its words; underscores count as spaces.
pub(super) fn plain(text: &str) -> String {
    let separated = text.replace(['_', '\u{a0}'], " ").to_lowercase();
    separated.split_whitespace().collect::<Vec<_>>().join(" ")
}
