//! Names and numbers that may occur only once in a document: bookmarks, and the ids of bookmarks and pictures.

use super::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// Word cuts longer names off.
const LONGEST: usize = 40;

/// What is taken, and what was given to whom.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    taken: BTreeSet<String>,
    given: BTreeMap<String, String>,
    placed: BTreeSet<String>,
    last_bookmark: u32,
    last_picture: u32,
}

impl Marks {
    /// Takes note of what a part of the template has already.
    pub(super) fn avoid(&mut self, part: &Element) {
        part.each(&mut |element| {
            let id = |name: &str| {
                element
                    .get(name)
                    .and_then(|id| id.parse::<u32>().ok())
                    .unwrap_or(0)
            };
            match element.name.as_str() {
                "w:bookmarkStart" => {
                    self.last_bookmark = self.last_bookmark.max(id("w:id"));
                    self.taken
                        .extend(element.get("w:name").map(str::to_lowercase));
                }
                "wp:docPr" => self.last_picture = self.last_picture.max(id("id")),
                _ => {}
            }
        });
    }

    /// The bookmark of an id, the same whenever it is asked for: letters, digits and underscores.
    pub(super) fn name(&mut self, id: &str) -> String {
        if let Some(name) = self.given.get(id) {
            return name.clone();
        }
        let clean: String = id
            .chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter
                } else {
                    '_'
                }
            })
            .collect();
        // A name begins with a letter; one that begins with an underscore is hidden.
        let clean = if clean.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            clean
        } else {
            format!("id{clean}")
        };
        let cut = |room: usize| clean.chars().take(room).collect::<String>();
        let numbered = (2..).map(|at: u32| format!("{}_{at}", cut(LONGEST - 6)));
        // Word does not tell capitals from small letters here.
        let free = |name: &String| !self.taken.contains(&name.to_lowercase());
        let name = std::iter::once(cut(LONGEST))
            .chain(numbered)
            .find(free)
            .unwrap_or_default();
        self.taken.insert(name.to_lowercase());
        self.given.insert(id.to_owned(), name.clone());
        name
    }

    /// Content with its bookmark around it; an id that comes a second time marks nothing, since a place is one place.
    pub(super) fn around(&mut self, id: &str, content: Vec<Element>) -> Vec<Element> {
        if id.is_empty() || !self.placed.insert(id.to_owned()) {
            return content;
        }
        let name = self.name(id);
        self.last_bookmark += 1;
        let start = Element::new("w:bookmarkStart")
            .with("w:id", self.last_bookmark)
            .with("w:name", name);
        let end = Element::new("w:bookmarkEnd").with("w:id", self.last_bookmark);
        std::iter::once(start).chain(content).chain([end]).collect()
    }

    /// An id for a picture.
    pub(super) fn picture(&mut self) -> u32 {
        self.last_picture += 1;
        self.last_picture
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_and_unlike_each_other() {
        let mut marks = Marks::default();
        let there = Element::new("w:bookmarkStart")
            .with("w:id", 7)
            .with("w:name", "Figure_1");
        marks.avoid(&there);
        assert_eq!(marks.name("figure-1"), "figure_1_2");
        assert_eq!(marks.name("p3.2.1"), "p3_2_1");
        assert_eq!(marks.name("p3-2-1"), "p3_2_1_2");
        assert_eq!(marks.name("p3.2.1"), "p3_2_1");
        assert_eq!(marks.name("3"), "id3");
        let long = marks.name(&"x".repeat(90));
        assert_eq!(
            (long.len(), marks.name(&"x".repeat(91)).len() <= LONGEST),
            (LONGEST, true)
        );
        let around = marks.around("p3.2.1", vec![Element::new("w:r")]);
        assert_eq!((around.len(), around[0].get("w:id")), (3, Some("8")));
        assert_eq!(marks.around("p3.2.1", vec![]).len(), 0);
    }
}
