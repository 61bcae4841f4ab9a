//! A file of JSON that a store keeps for the next run, with the digest of its own text as its last member: who reads it knows whether it
//! is as it was written.

use super::folder::Store;
use super::maintenance::StoreFault;
use crate::error::Result;
use crate::world::{self, World};
use std::path::Path;

/// What `yardstick refresh` saw last.
pub(crate) const REFRESH_STATE: &str = "refresh.json";

const MEMBER: &str = ",\n  \"sha256\": \"";
const END: &str = "\"\n}\n";

/// The text of a JSON object, as it is printed with indents, with its digest inside.
pub(crate) fn signed(text: &str) -> String {
    let text = text.trim_end();
    match text.strip_suffix("\n}") {
        Some(members) => format!("{members}{MEMBER}{}{END}", world::digest(text.as_bytes())),
        // An object without members has nothing to lose.
        None => format!("{text}\n"),
    }
}

/// Whether a text is as [`signed`] wrote it. One without a digest is taken as it is: the first programs wrote none.
pub(crate) fn is_as_signed(text: &str) -> bool {
    let Some((members, digest)) = text.rsplit_once(MEMBER) else {
        return !ends_with_digest(text);
    };
    let written = format!("{members}\n}}");
    digest.strip_suffix(END) == Some(&world::digest(written.as_bytes()))
}

/// Whether a digest stands at the end of a text, whatever became of what is around it.
fn ends_with_digest(text: &str) -> bool {
    const MOST_BEHIND: usize = 90;
    const DIGITS: usize = 60;
    let end = text.as_bytes();
    let end = end.get(end.len().saturating_sub(MOST_BEHIND)..);
    end.unwrap_or_default()
        .split(|byte| !byte.is_ascii_hexdigit())
        .any(|digits| digits.len() >= DIGITS)
}

/// Reads such a file: none where it is not there, or is not as it was written.
///
/// # Errors
/// It is there and cannot be read.
pub(crate) fn read(world: &dyn World, path: &Path) -> Result<Option<String>> {
    Ok(world::read_own_text(world, path)?.filter(|text| is_as_signed(text)))
}

impl Store<'_> {
    /// What is wrong with the file that a refresh keeps.
    pub(super) fn state_faults(&self) -> Vec<StoreFault> {
        let fault = |what: &str| StoreFault {
            vintage: String::new(),
            file: REFRESH_STATE.to_owned(),
            what: what.to_owned(),
        };
        match world::read_own_text(self.world, &self.root.join(REFRESH_STATE)) {
            Ok(Some(text)) if !is_as_signed(&text) => vec![fault(
                "it is not as it was written: the next refresh looks at every publication again",
            )],
            Err(unread) => vec![fault(unread.what())],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "{\n  \"a\": 1,\n  \"b\": {}\n}";

    #[test]
    fn a_signed_text_is_json_and_known_as_it_was_written() {
        let text = signed(TEXT);
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read["b"], serde_json::json!({}));
        assert!(is_as_signed(&text) && is_as_signed(TEXT) && is_as_signed("{}\n"));
        assert_eq!(signed("{}"), "{}\n");
    }

    proptest! {
        #[test]
        fn a_bit_that_flips_is_found(at in 0usize..100, bit in 0u8..7) {
            let mut bytes = signed(TEXT).into_bytes();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            prop_assert!(!is_as_signed(&String::from_utf8_lossy(&bytes)));
        }
    }
}
