//! Lists: the numbers before headings and paragraphs, and the bullets, as Word's own lists.
//!
//! Word counts by itself, and a paper says what the number is to be. Where both agree the number is left to Word, so that it goes on
//! counting when an officer adds a paragraph, and is read aloud as a number; where they differ the paper is right, and its number
//! stands there as text.

use super::package::{Package, Relations};
use super::style::{HEADINGS, NUMBERED, Styles};
use super::xml::{Element, Node};
use std::collections::BTreeMap;

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";

/// The template's lists with ours among them.
#[derive(Debug, Clone)]
pub(super) struct Lists {
    part: String,
    root: Element,
    /// What our lists, by the number they have at home, are called in the template.
    pub(super) numbers: BTreeMap<String, String>,
    /// Whether the part is new and has to be referred to.
    new: bool,
}

impl Lists {
    /// Our list of headings and paragraphs, at home.
    pub(super) const HEADINGS: &str = "1";
    /// Our list of bullets, at home.
    pub(super) const BULLETS: &str = "2";

    /// Puts our lists among the template's, under numbers that it does not use.
    ///
    /// # Errors
    /// The template's lists cannot be read; in words.
    pub(super) fn fit(
        package: &Package,
        relations: &Relations,
        folder: &str,
        ours: &Element,
    ) -> Result<Lists, String> {
        let own = relations.first("numbering").map(|(_, part)| part);
        let part = own
            .clone()
            .unwrap_or_else(|| package.free_name(&format!("{folder}numbering"), "xml"));
        let mut root = match own {
            Some(part) => package.tree(&part)?,
            None => Element {
                children: Vec::new(),
                ..ours.clone()
            },
        };
        let new = package.part(&part).is_none();
        let (abstracts, lists) = (
            next(&root, "w:abstractNum", "w:abstractNumId"),
            next(&root, "w:num", "w:numId"),
        );
        let mut numbers = BTreeMap::new();
        let first_list = |root: &Element, names: &[&str]| {
            let at = root
                .children
                .iter()
                .position(|node| matches!(node, Node::Element(e) if names.contains(&&*e.name)));
            at.unwrap_or(root.children.len())
        };
        for element in ours.elements() {
            let moved = |attribute: &str, by: usize| {
                (element
                    .get(attribute)
                    .and_then(|id| id.parse().ok())
                    .unwrap_or(0_usize)
                    + by)
                    .to_string()
            };
            if element.name == "w:abstractNum" {
                let at = first_list(&root, &["w:num", "w:numIdMacAtCleanup"]);
                root.children.insert(
                    at,
                    Node::Element(
                        element
                            .clone()
                            .with("w:abstractNumId", moved("w:abstractNumId", abstracts)),
                    ),
                );
            } else if element.name == "w:num" {
                // Ours begin at 1, theirs end before `lists`.
                let number = moved("w:numId", lists.max(1) - 1);
                numbers.insert(
                    element.get("w:numId").unwrap_or_default().to_owned(),
                    number.clone(),
                );
                let mut list = element.clone().with("w:numId", &number);
                let of: usize = list
                    .val_of("w:abstractNumId")
                    .and_then(|id| id.parse().ok())
                    .unwrap_or(0);
                list.amend("w:abstractNumId", 0, |id| id.set("w:val", of + abstracts));
                let at = first_list(&root, &["w:numIdMacAtCleanup"]);
                root.children.insert(at, Node::Element(list));
            }
        }
        Ok(Lists {
            part,
            root,
            numbers,
            new,
        })
    }

    /// Ties each level to the style it numbers: only to styles that are ours, since a template's headings may have lists of their own.
    pub(super) fn tie(&mut self, styles: &Styles, at_home: bool) {
        let ours = |id: &str| {
            at_home
                || (id == NUMBERED
                    && styles
                        .lacking
                        .iter()
                        .any(|name| name == "Numbered Paragraph"))
        };
        let added: Vec<String> = self.numbers.values().cloned().collect();
        let is_ours = |list: &&Element| {
            list.name == "w:num"
                && list
                    .get("w:numId")
                    .is_some_and(|id| added.iter().any(|own| own == id))
        };
        let abstracts: Vec<String> = self
            .root
            .elements()
            .filter(is_ours)
            .filter_map(|list| list.val_of("w:abstractNumId").map(str::to_owned))
            .collect();
        for list in self
            .root
            .elements_mut()
            .filter(|list| list.name == "w:abstractNum")
        {
            if !list
                .get("w:abstractNumId")
                .is_some_and(|id| abstracts.iter().any(|own| own == id))
            {
                continue;
            }
            for level in list.elements_mut().filter(|level| level.name == "w:lvl") {
                level.retain(|child| {
                    child.name != "w:pStyle" || child.get("w:val").is_some_and(ours)
                });
                let style = level.val_of("w:pStyle").map(|id| styles.id(id).to_owned());
                if let (Some(style), Some(tie)) = (style, level.find_mut("w:pStyle")) {
                    tie.set("w:val", style);
                }
            }
        }
    }

    pub(super) fn put(&self, package: &mut Package, relations: &mut Relations) {
        package.put(&self.part, self.root.to_bytes(), KIND);
        if self.new {
            relations.add_part("numbering", &self.part);
        }
    }
}

/// The first number after all that are in use.
fn next(root: &Element, name: &str, attribute: &str) -> usize {
    let used = root
        .elements()
        .filter(|element| element.name == name)
        .filter_map(|element| element.get(attribute)?.parse::<usize>().ok());
    used.max().map_or(0, |last| last + 1)
}

/// What stands before a heading or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A level of a list: its number there.
    List { list: String, level: usize },
    /// The paper's own number as text, though the style would have Word count.
    Literal(String),
    /// Nothing, though the style would have Word count.
    Unnumbered,
    /// What the style says.
    Style,
}

/// Counts as Word will, to know whether its number is the paper's.
#[derive(Debug, Clone, Default)]
pub(super) struct Count {
    section: usize,
    paragraph: usize,
}

impl Count {
    /// What to put before a heading with a number of the paper's.
    pub(super) fn heading(&mut self, number: &str, styles: &Styles, list: &str) -> Mark {
        if number.is_empty() {
            return if styles.is_numbered(HEADINGS[1]) {
                Mark::Unnumbered
            } else {
                Mark::Style
            };
        }
        if number != (self.section + 1).to_string() {
            return Mark::Literal(number.to_owned());
        }
        *self = Count {
            section: self.section + 1,
            paragraph: 0,
        };
        Mark::List {
            list: list.to_owned(),
            level: 0,
        }
    }

    /// What to put before a paragraph with a number of the paper's.
    pub(super) fn paragraph(&mut self, number: &str, list: &str) -> Mark {
        if self.section == 0 || number != format!("{}.{}", self.section, self.paragraph + 1) {
            return if number.is_empty() {
                Mark::Unnumbered
            } else {
                Mark::Literal(number.to_owned())
            };
        }
        self.paragraph += 1;
        Mark::List {
            list: list.to_owned(),
            level: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_own_count_is_used_where_it_agrees_and_only_there() {
        let (mut count, styles) = (Count::default(), Styles::default());
        let list = |level| Mark::List {
            list: "9".to_owned(),
            level,
        };
        let literal = |text: &str| Mark::Literal(text.to_owned());
        assert_eq!(count.paragraph("1", "9"), literal("1"));
        assert_eq!(count.heading("1", &styles, "9"), list(0));
        assert_eq!(count.paragraph("1.1", "9"), list(1));
        assert_eq!(count.paragraph("1.3", "9"), literal("1.3"));
        assert_eq!(count.paragraph("1.2", "9"), list(1));
        assert_eq!(count.heading("A", &styles, "9"), literal("A"));
        assert_eq!(count.paragraph("A.1", "9"), literal("A.1"));
        assert_eq!(count.heading("", &styles, "9"), Mark::Style);
        assert_eq!(count.heading("2", &styles, "9"), list(0));
        assert_eq!(
            [count.paragraph("2.1", "9"), count.paragraph("", "9")],
            [list(1), Mark::Unnumbered]
        );
    }
}
