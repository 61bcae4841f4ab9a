//! Lists: the numbers before headings and paragraphs, and the bullets, as Word's own lists.
//!
//! A paper has its numbers, and Word counts by itself. Where both agree the number is Word's, so that it is counted again when an officer
//! adds a paragraph, and is read aloud as a number. Where they differ the paper's number is put there as text.

use super::style::{HEADINGS, NUMBERED, TemplateStyles};
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::xml::{Element, Node};
use std::collections::{BTreeMap, BTreeSet};

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";

/// The template's lists with ours among them.
#[derive(Debug, Clone)]
pub(super) struct NumberingLists {
    part: String,
    root: Element,
    /// The numbers of our lists in the template, by the numbers they have in `base/numbering.xml`.
    pub(super) numbers: BTreeMap<String, String>,
    /// The template had no such part: the document must refer to it.
    is_new: bool,
}

impl NumberingLists {
    /// Our list of headings and paragraphs, in `base/numbering.xml`.
    pub(super) const HEADINGS: &str = "1";
    /// Our list of bullets there.
    pub(super) const BULLETS: &str = "2";

    /// Puts our lists among the template's, under numbers that it does not use.
    ///
    /// # Errors
    /// The template's lists cannot be read; in words.
    pub(super) fn fit(
        package: &OfficePackage,
        relations: &PartRelations,
        folder: &str,
        ours: &Element,
    ) -> Result<NumberingLists, String> {
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
        let is_new = package.part(&part).is_none();
        let abstracts = next(&root, "w:abstractNum", "w:abstractNumId");
        // Our lists begin at 1, the template's end before this.
        let lists = next(&root, "w:num", "w:numId").max(1) - 1;
        let mut numbers = BTreeMap::new();
        for element in ours.elements() {
            if element.name == "w:abstractNum" {
                let id = number(element.get("w:abstractNumId")) + abstracts;
                let moved = element.clone().with("w:abstractNumId", id);
                let at = first_of(&root, &["w:num", "w:numIdMacAtCleanup"]);
                root.children.insert(at, Node::Element(moved));
            } else if element.name == "w:num" {
                let ours = number(element.get("w:numId"));
                let moved = (ours + lists).to_string();
                let mut list = element.clone().with("w:numId", &moved);
                numbers.insert(ours.to_string(), moved);
                let of = number(list.val_of("w:abstractNumId")) + abstracts;
                list.amend("w:abstractNumId", 0, |id| id.set("w:val", of));
                let at = first_of(&root, &["w:numIdMacAtCleanup"]);
                root.children.insert(at, Node::Element(list));
            }
        }
        Ok(NumberingLists {
            part,
            root,
            numbers,
            is_new,
        })
    }

    /// Ties each level to the style it numbers. Only styles of ours are tied, since a template's headings may have lists of their own.
    pub(super) fn tie(&mut self, styles: &TemplateStyles, is_own_template: bool) {
        let brought = styles
            .lacking
            .iter()
            .any(|name| name == "Numbered Paragraph");
        let abstracts = self.abstracts();
        for list in self.root.elements_mut() {
            let is_ours = list.name == "w:abstractNum"
                && list
                    .get("w:abstractNumId")
                    .is_some_and(|id| abstracts.contains(id));
            if !is_ours {
                continue;
            }
            for level in list.elements_mut().filter(|level| level.name == "w:lvl") {
                level.retain(|child| {
                    let style = child.get("w:val");
                    child.name != "w:pStyle"
                        || (is_own_template && style.is_some())
                        || (brought && style == Some(NUMBERED))
                });
                let style = level.val_of("w:pStyle").map(|id| styles.id(id).to_owned());
                if let (Some(style), Some(tie)) = (style, level.find_mut("w:pStyle")) {
                    tie.set("w:val", style);
                }
            }
        }
    }

    /// The ids of the definitions behind our lists.
    fn abstracts(&self) -> BTreeSet<String> {
        let ours: BTreeSet<&str> = self.numbers.values().map(String::as_str).collect();
        let lists = self.root.elements().filter(|list| {
            list.name == "w:num" && list.get("w:numId").is_some_and(|id| ours.contains(id))
        });
        lists
            .filter_map(|list| list.val_of("w:abstractNumId").map(str::to_owned))
            .collect()
    }

    pub(super) fn put(&self, package: &mut OfficePackage, relations: &mut PartRelations) {
        package.put(&self.part, self.root.to_bytes(), KIND);
        if self.is_new {
            relations.add_part("numbering", &self.part);
        }
    }
}

/// The index of the first child with one of the names, or the end.
fn first_of(root: &Element, names: &[&str]) -> usize {
    root.children
        .iter()
        .position(|node| matches!(node, Node::Element(child) if names.contains(&&*child.name)))
        .unwrap_or(root.children.len())
}

/// A number of our own lists.
fn number(text: Option<&str>) -> usize {
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// The first number after all that are in use.
fn next(root: &Element, name: &str, attribute: &str) -> usize {
    let used = root
        .elements()
        .filter(|element| element.name == name)
        .filter_map(|element| element.get(attribute)?.parse::<usize>().ok());
    used.max().map_or(0, |last| last + 1)
}

/// The number before a heading or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ParagraphNumber {
    /// The number that Word counts on this level of a list.
    List { list: String, level: usize },
    /// The paper's number as text, though the style would have Word count.
    Literal(String),
    /// No number, though the style would have Word count.
    Unnumbered,
    /// Whatever the style has.
    Style,
}

/// Counts as Word will, by which it is known where Word's number is the paper's.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberCounter {
    section: usize,
    paragraph: usize,
}

impl NumberCounter {
    /// For a heading with its number in the paper, which may be empty.
    pub(super) fn heading(
        &mut self,
        number: &str,
        styles: &TemplateStyles,
        list: &str,
    ) -> ParagraphNumber {
        if number.is_empty() {
            return if styles.is_numbered(HEADINGS[1]) {
                ParagraphNumber::Unnumbered
            } else {
                ParagraphNumber::Style
            };
        }
        if number != (self.section + 1).to_string() {
            return ParagraphNumber::Literal(number.to_owned());
        }
        *self = NumberCounter {
            section: self.section + 1,
            paragraph: 0,
        };
        ParagraphNumber::List {
            list: list.to_owned(),
            level: 0,
        }
    }

    /// For a paragraph with its number in the paper, which may be empty.
    pub(super) fn paragraph(&mut self, number: &str, list: &str) -> ParagraphNumber {
        if self.section == 0 || number != format!("{}.{}", self.section, self.paragraph + 1) {
            return if number.is_empty() {
                ParagraphNumber::Unnumbered
            } else {
                ParagraphNumber::Literal(number.to_owned())
            };
        }
        self.paragraph += 1;
        ParagraphNumber::List {
            list: list.to_owned(),
            level: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(level: usize) -> ParagraphNumber {
        ParagraphNumber::List {
            list: "9".to_owned(),
            level,
        }
    }

    fn literal(text: &str) -> ParagraphNumber {
        ParagraphNumber::Literal(text.to_owned())
    }

    #[test]
    fn words_own_count_is_used_where_it_agrees_and_only_there() {
        let (mut count, styles) = (NumberCounter::default(), TemplateStyles::default());
        assert_eq!(count.paragraph("1", "9"), literal("1"));
        assert_eq!(count.heading("1", &styles, "9"), list(0));
        assert_eq!(count.paragraph("1.1", "9"), list(1));
        assert_eq!(count.paragraph("1.3", "9"), literal("1.3"));
        assert_eq!(count.paragraph("1.2", "9"), list(1));
        assert_eq!(count.heading("A", &styles, "9"), literal("A"));
        assert_eq!(count.paragraph("A.1", "9"), literal("A.1"));
        assert_eq!(count.heading("", &styles, "9"), ParagraphNumber::Style);
        assert_eq!(count.heading("2", &styles, "9"), list(0));
        assert_eq!(
            [count.paragraph("2.1", "9"), count.paragraph("", "9")],
            [list(1), ParagraphNumber::Unnumbered]
        );
    }
}
