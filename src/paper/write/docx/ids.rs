//! Names and ids that may occur only once in a document: bookmarks, and the ids of bookmarks and pictures.

use crate::paper::write::office::package::first_free;
use crate::paper::write::office::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// Word cuts longer names off.
const LONGEST: usize = 40;

/// The names and ids that are in use, and the bookmark of each id of the paper.
#[derive(Debug, Clone, Default)]
pub(super) struct DocumentIds {
    taken: BTreeSet<String>,
    bookmarks: BTreeMap<String, String>,
    placed: BTreeSet<String>,
    last_bookmark: u32,
    last_picture: u32,
}

impl DocumentIds {
    /// Records what a part of the template uses already.
    pub(super) fn avoid(&mut self, part: &Element) {
        part.each(&mut |element| match element.name.as_str() {
            "w:bookmarkStart" => {
                self.last_bookmark = self.last_bookmark.max(number(element, "w:id"));
                self.taken
                    .extend(element.get("w:name").map(str::to_lowercase));
            }
            "wp:docPr" => self.last_picture = self.last_picture.max(number(element, "id")),
            _ => {}
        });
    }

    /// The bookmark of an id, the same whenever it is asked for: letters, digits and underscores.
    pub(super) fn name(&mut self, id: &str) -> String {
        if let Some(name) = self.bookmarks.get(id) {
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
        let name = first_free(
            cut(&clean, LONGEST),
            |at| format!("{}_{}", cut(&clean, LONGEST - 6), at + 1),
            // Word does not distinguish capitals from small letters here.
            |name| self.taken.contains(&name.to_lowercase()),
        );
        self.taken.insert(name.to_lowercase());
        self.bookmarks.insert(id.to_owned(), name.clone());
        name
    }

    /// Content with its bookmark around it. An id that comes a second time gets none, since a bookmark is one place.
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

fn number(element: &Element, attribute: &str) -> u32 {
    let id = element.get(attribute).and_then(|id| id.parse().ok());
    id.unwrap_or(0)
}

fn cut(name: &str, length: usize) -> String {
    name.chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_and_unlike_each_other() {
        let mut marks = DocumentIds::default();
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
