//! A name that is one plain component of a path on every system. Whatever is stored, imported or typed becomes part of a path in this
//! way alone, so that no name leads out of the folder that it is meant for.

use crate::error::on_one_line;
use crate::world;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;
use std::path::Path;

/// Bytes of the longest name: with what is put before and behind it, every file system takes it.
const LONGEST: usize = 100;
/// Figures of a digest that stand for what was cut off a longer one.
const OF_DIGEST: usize = 8;

/// Such a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct PlainName(String);

impl PlainName {
    /// The name as it is.
    ///
    /// # Errors
    /// What keeps it from being one; in words.
    pub(crate) fn new(name: &str) -> Result<PlainName, String> {
        let fault = if name.is_empty() {
            "it is empty".to_owned()
        } else if name.len() > LONGEST {
            format!("it has {} bytes where {LONGEST} are the most", name.len())
        } else if let Some(letter) = name.chars().find(|letter| !is_plain(*letter)) {
            format!("it holds “{}”", on_one_line(&letter.to_string()))
        } else if name.starts_with(['.', ' ']) || name.ends_with(['.', ' ']) {
            "it begins or ends with a dot or a blank".to_owned()
        } else if is_device(name) {
            "Windows keeps it for a device".to_owned()
        } else {
            return Ok(PlainName(name.to_owned()));
        };
        let shown: String = name.chars().take(LONGEST).collect();
        Err(format!(
            "“{}” is no name for a file or a folder: {fault}",
            on_one_line(&shown)
        ))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are one name to a drive of Windows or macOS, where capitals and small letters are alike.
    pub(crate) fn is_like(&self, other: &PlainName) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }

    /// The name, or the nearest that is plain: other signs become hyphens, and what is too long ends with a digest of the whole.
    pub(crate) fn nearest(name: &str) -> PlainName {
        if let Ok(plain) = PlainName::new(name) {
            return plain;
        }
        let signs = name
            .chars()
            .map(|letter| if is_plain(letter) { letter } else { '-' });
        let replaced: String = signs.collect();
        let mut plain = replaced.trim_matches(['.', ' ']).to_owned();
        if plain.is_empty() || is_device(&plain) {
            plain.insert(0, '-');
        }
        if plain.len() > LONGEST {
            plain = shortened(&plain, name);
        }
        PlainName(plain)
    }
}

/// The start and the ending of a long name, with the start of a digest of the whole between them: two long names stay two.
fn shortened(plain: &str, whole: &str) -> String {
    let digest = world::digest(whole.as_bytes());
    let digest = digest.get(..OF_DIGEST).unwrap_or(&digest);
    // Such as ".csv": an ending as long as a name is none.
    let ending = plain
        .rfind('.')
        .and_then(|at| plain.get(at..))
        .filter(|ending| ending.len() <= OF_DIGEST)
        .unwrap_or_default();
    let mut room = LONGEST - OF_DIGEST - ending.len() - 1;
    while !plain.is_char_boundary(room) {
        room -= 1;
    }
    let start = plain
        .get(..room)
        .unwrap_or_default()
        .trim_end_matches(['.', ' ']);
    format!("{start}-{digest}{ending}")
}

/// Whether every file system takes a sign in a name.
fn is_plain(letter: char) -> bool {
    !letter.is_control() && !r#"<>:"/\|?*"#.contains(letter)
}

/// Whether Windows opens a device under this name, whatever ending it has.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let numbered = |kind: &str| {
        let (of_kind, number) = stem.split_at_checked(kind.len()).unwrap_or_default();
        of_kind.eq_ignore_ascii_case(kind)
            && number.chars().count() == 1
            && number.chars().all(|digit| "123456789¹²³".contains(digit))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device))
        || numbered("COM")
        || numbered("LPT")
}

impl Deref for PlainName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlainName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for PlainName {
    type Error = String;

    fn try_from(name: String) -> Result<PlainName, String> {
        PlainName::new(&name)
    }
}

impl From<PlainName> for String {
    fn from(name: PlainName) -> String {
        name.0
    }
}

impl AsRef<Path> for PlainName {
    fn as_ref(&self) -> &Path {
        Path::new(&self.0)
    }
}

impl PartialEq<str> for PlainName {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_leads_elsewhere_is_no_name() {
        let long = "x".repeat(LONGEST + 1);
        for name in [
            "", ".", "..", "../a", "a/b", r"a\b", "C:", "a:b", "a\0b", "a\nb", "a.", "a ", " a",
            ".hidden", "con", "NUL.txt", "com1.csv", "LPT¹", "aux .csv", &long,
        ] {
            assert!(PlainName::new(name).is_err(), "{name:?}");
        }
        for name in [
            "cla-rate",
            "2025-11-27--8228ce8c",
            "Zahl £ 1.csv",
            "console",
            "com10",
        ] {
            assert_eq!(&*PlainName::new(name).expect(name), name);
        }
    }

    #[test]
    fn a_name_is_told_as_it_is_written() {
        let told = PlainName::new(r"a\b").expect_err("two parts");
        assert_eq!(
            told,
            r"“a\b” is no name for a file or a folder: it holds “\”"
        );
        let told = PlainName::new("a\tb").expect_err("a tab");
        assert!(told.contains(r"a\u0009b"), "{told}");
    }

    #[test]
    fn long_names_are_shortened_and_stay_apart() {
        let [one, other] =
            ["a", "b"].map(|end| PlainName::nearest(&format!("{}{end}.csv", "ä".repeat(150))));
        assert_ne!(one, other);
        assert!(one.len() <= LONGEST && one.ends_with(".csv"), "{one}");
    }

    proptest! {
        #[test]
        fn the_nearest_of_anything_is_a_name(name in any::<String>()) {
            let nearest = PlainName::nearest(&name);
            prop_assert_eq!(PlainName::new(&nearest), Ok(nearest.clone()), "{}", name);
            // One component, whatever the name was.
            prop_assert_eq!(Path::new(&*nearest).components().count(), 1);
        }
    }
}
