//! The foot of the pages: the paper's own line and the number of the page.

use super::template::FOOTER;
use super::text::plain;
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::xml::{Element, Node};
use std::collections::BTreeSet;

const FOOTER_KIND: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml";
/// Where a footer has room for the paper's own line.
const PLACE: &str = "{{foot}}";

/// What became of the foot.
pub(super) struct PlacedFoot {
    /// The paper's line is in a header or footer.
    pub(super) is_placed: bool,
    /// What the template lacked, a sentence each.
    pub(super) notes: Vec<String>,
}

/// Puts the paper's line where a header or footer has `{{foot}}`, and adds a footer of ours to a template without one. `around` is the
/// body, and the section in which the paper goes.
///
/// # Errors
/// A header or footer cannot be read; in words.
pub(super) fn place(
    line: &str,
    around: (&Element, &mut Element),
    folder: &str,
    package: &mut OfficePackage,
    relations: &mut PartRelations,
) -> Result<PlacedFoot, String> {
    let (body, section) = around;
    let mut notes = Vec::new();
    let mut references = references(body);
    references.extend(self::references(section));
    let has_footer = references.iter().any(|reference| reference.is_footer);
    let mut ids: Vec<String> = references.into_iter().map(|found| found.id).collect();
    if !has_footer {
        notes.push(
            "The template has no footer: the paper brings its own, with the page's number."
                .to_owned(),
        );
        ids.push(add_footer(section, folder, package, relations));
    }
    let parts: BTreeSet<String> = ids.iter().filter_map(|id| relations.part(id)).collect();
    let (mut is_placed, mut has_number) = (false, false);
    for part in parts {
        let mut tree = package.tree(&part)?;
        if fill(&mut tree, line) {
            package.replace(&part, &tree);
            is_placed = true;
        }
        has_number |= shows_page_number(&tree);
    }
    if !has_number {
        notes.push("The template's header and footer have no page number: insert one with Insert, Page Number.".to_owned());
    }
    Ok(PlacedFoot { is_placed, notes })
}

/// A reference to a header or footer.
struct HeaderReference {
    is_footer: bool,
    id: String,
}

fn references(within: &Element) -> Vec<HeaderReference> {
    let mut found = Vec::new();
    within.each(&mut |element| {
        let is_footer = element.name == "w:footerReference";
        if (is_footer || element.name == "w:headerReference")
            && let Some(id) = element.get("r:id")
        {
            found.push(HeaderReference {
                is_footer,
                id: id.to_owned(),
            });
        }
    });
    found
}

/// Adds our footer to the section, and gives the id of its relation.
fn add_footer(
    section: &mut Element,
    folder: &str,
    package: &mut OfficePackage,
    relations: &mut PartRelations,
) -> String {
    let part = package.free_name(&format!("{folder}footer"), "xml");
    package.put(&part, FOOTER.to_vec(), FOOTER_KIND);
    let id = relations.add_part("footer", &part);
    let reference = Element::new("w:footerReference")
        .with("w:type", "default")
        .with("r:id", &id);
    section.children.insert(0, Node::Element(reference));
    id
}

/// Whether the part has a place for the line, which is put there.
fn fill(part: &mut Element, line: &str) -> bool {
    let mut is_filled = false;
    part.each_mut(&mut |element| {
        if element.name == "w:p" && element.words().trim() == PLACE {
            element.retain(|child| child.name == "w:pPr");
            element.push(plain(line));
            is_filled = true;
        }
    });
    is_filled
}

/// Whether a part has a field that shows the number of the page.
fn shows_page_number(part: &Element) -> bool {
    let mut shows = false;
    part.each(&mut |element| {
        shows |= match element.name.as_str() {
            "w:fldSimple" => element.get("w:instr").is_some_and(is_page_field),
            "w:instrText" => element
                .children
                .iter()
                .any(|node| matches!(node, Node::Text(text) if is_page_field(text))),
            _ => false,
        };
    });
    shows
}

fn is_page_field(instruction: &str) -> bool {
    instruction.split_whitespace().next() == Some("PAGE")
}
