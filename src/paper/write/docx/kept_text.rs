//! The text that stays of a template, as its reader sees it: changes accepted; without comments, notes, hidden words, controls that are
//! bound to data elsewhere, and without the traces that Word leaves of who wrote when.

use super::text::plain;
use crate::paper::write::office::properties::PropertyTexts;
use crate::paper::write::office::xml::{Element, Node};
use std::collections::BTreeSet;

/// What a reader of the page does not see, and marks of what is not there any more.
const UNSEEN: [&str; 29] = [
    "w:annotationRef",
    "w:cellDel",
    "w:cellIns",
    "w:cellMerge",
    "w:commentRangeEnd",
    "w:commentRangeStart",
    "w:commentReference",
    "w:customXmlDelRangeEnd",
    "w:customXmlDelRangeStart",
    "w:customXmlInsRangeEnd",
    "w:customXmlInsRangeStart",
    "w:customXmlMoveFromRangeEnd",
    "w:customXmlMoveFromRangeStart",
    "w:customXmlMoveToRangeEnd",
    "w:customXmlMoveToRangeStart",
    "w:customXmlPr",
    "w:del",
    "w:endnoteReference",
    "w:footnoteReference",
    "w:moveFrom",
    "w:moveFromRangeEnd",
    "w:moveFromRangeStart",
    "w:moveToRangeEnd",
    "w:moveToRangeStart",
    "w:permEnd",
    "w:permStart",
    "w:proofErr",
    "w:rsid",
    "w:smartTagPr",
];
/// Elements around text that say something of it: the text stays.
const AROUND: [&str; 5] = [
    "w:customXml",
    "w:ins",
    "w:moveTo",
    "w:sdtContent",
    "w:smartTag",
];

/// What is left out of the text that stays, for the officer who wonders where it is.
#[derive(Debug, Clone, Default)]
pub(super) struct LeftOut {
    /// Properties of the old document that a control showed, by their names.
    pub(super) properties: BTreeSet<String>,
    /// The text had references to footnotes or endnotes.
    pub(super) has_notes: bool,
}

/// The ids of the styles that hide their text.
pub(super) fn hidden_styles(styles: &Element) -> BTreeSet<String> {
    let hiding = styles
        .elements()
        .filter(|style| style.find("w:rPr").is_some_and(hides));
    hiding
        .filter_map(|style| style.get("w:styleId").map(str::to_owned))
        .collect()
}

fn hides(properties: &Element) -> bool {
    is_on(properties, "w:vanish")
}

/// Whether a property that is on or off is on.
pub(super) fn is_on(properties: &Element, name: &str) -> bool {
    properties
        .find(name)
        .is_some_and(|property| !matches!(property.get("w:val"), Some("0" | "false" | "off")))
}

/// Takes traces of the old document's making off a part: ids of the sessions in which it was written, and of its paragraphs.
pub(super) fn without_traces(part: &mut Element) {
    part.each_mut(&mut |element| {
        element.attributes.retain(|(name, _)| {
            !name.starts_with("w:rsid") && !matches!(name.as_str(), "w14:paraId" | "w14:textId")
        });
    });
    part.retain_within(&|element| !UNSEEN.contains(&&*element.name) && !is_change(element));
}

/// The record of how something was before: `w:pPrChange`, `w:tblGridChange`.
fn is_change(element: &Element) -> bool {
    element.name.starts_with("w:") && element.name.ends_with("Change")
}

/// Reads text as the reader of a page does.
pub(super) struct PageReader<'a> {
    pub(super) hidden: &'a BTreeSet<String>,
    pub(super) properties: PropertyTexts<'a>,
    pub(super) left_out: LeftOut,
}

impl PageReader<'_> {
    /// Leaves in a part what the reader of a page sees.
    pub(super) fn clear(&mut self, part: &mut Element) {
        self.within(part);
        without_traces(part);
        name_pictures(part);
    }

    fn within(&mut self, holder: &mut Element) {
        for node in std::mem::take(&mut holder.children) {
            let Node::Element(mut element) = node else {
                holder.children.push(node);
                continue;
            };
            self.left_out.has_notes |= matches!(
                element.name.as_str(),
                "w:footnoteReference" | "w:endnoteReference"
            );
            if UNSEEN.contains(&&*element.name) || is_deleted(&element) {
                continue;
            }
            if element.name == "w:tc" && has_mark(&element, "w:tcPr", "w:cellDel") {
                element.retain(|child| child.name == "w:tcPr");
            }
            if element.name == "w:r" && self.is_hidden(&element) {
                // The marks of a field stay: what becomes of it is decided for the whole field.
                element.retain(|child| {
                    matches!(child.name.as_str(), "w:rPr" | "w:fldChar" | "w:instrText")
                });
            }
            let ended = deleted_mark(&element);
            self.within(&mut element);
            match element.name.as_str() {
                "w:sdt" => self.control(element, holder),
                name if AROUND.contains(&name) => holder.children.append(&mut element.children),
                // The paragraph's end was deleted, and all that stood in it.
                "w:p" if ended && !has_content(&element) => {}
                "w:tc" => {
                    if !element.elements().any(|child| child.name == "w:p") {
                        element.push(Element::new("w:p"));
                    }
                    holder.push(element);
                }
                "w:tbl" if element.find("w:tr").is_none() => {}
                _ => holder.push(element),
            }
        }
    }

    /// Puts the text of a content control where the control stood. Where it shows a property or a datum of the old document, the text is
    /// the new paper's, or nothing.
    fn control(&mut self, control: Element, holder: &mut Element) {
        let bound = control.find("w:sdtPr").and_then(|about| {
            let mut each = about.elements();
            let binding = each.find(|child| child.name.ends_with(":dataBinding"))?;
            binding.get("w:xpath").map(str::to_owned)
        });
        let mut content: Vec<Node> = control
            .children
            .into_iter()
            .filter(|node| {
                !matches!(node, Node::Element(e) if e.name == "w:sdtPr" || e.name == "w:sdtEndPr")
            })
            .collect();
        if let Some(path) = bound {
            let last = path.rsplit('/').next().unwrap_or_default();
            let name = last.split('[').next().unwrap_or_default();
            let text = self.properties.named(name);
            if text.is_none() {
                let shown = name.rsplit(':').next().unwrap_or_default();
                self.left_out.properties.insert(shown.to_owned());
            }
            let mut text = text;
            for node in &mut content {
                if let Node::Element(element) = node {
                    say_instead(element, &mut text);
                }
            }
            content.retain(|node| !matches!(node, Node::Element(e) if e.name.is_empty()));
        }
        holder.children.append(&mut content);
    }

    fn is_hidden(&self, run: &Element) -> bool {
        run.find("w:rPr").is_some_and(|properties| {
            hides(properties)
                || (properties.find("w:vanish").is_none()
                    && properties
                        .val_of("w:rStyle")
                        .is_some_and(|style| self.hidden.contains(style)))
        })
    }
}

/// Puts the text in place of the first run, and takes the others out.
fn say_instead(element: &mut Element, text: &mut Option<&str>) {
    if element.name == "w:r" {
        match text.take() {
            Some(said) => {
                let format = element.find("w:rPr").cloned();
                let mut run = plain(said);
                run.children
                    .splice(0..0, format.into_iter().map(Node::Element));
                *element = run;
            }
            None => element.name.clear(),
        }
        return;
    }
    for child in element.elements_mut() {
        say_instead(child, text);
    }
    element.retain(|child| !child.name.is_empty());
}

fn has_mark(element: &Element, properties: &str, mark: &str) -> bool {
    element
        .find(properties)
        .is_some_and(|properties| properties.find(mark).is_some())
}

/// A row of a table that was deleted.
fn is_deleted(element: &Element) -> bool {
    element.name == "w:tr" && has_mark(element, "w:trPr", "w:del")
}

/// Whether the end of the paragraph was deleted or moved away.
fn deleted_mark(element: &Element) -> bool {
    let mark = element
        .find("w:pPr")
        .filter(|_| element.name == "w:p")
        .and_then(|properties| properties.find("w:rPr"));
    mark.is_some_and(|mark| mark.find("w:del").is_some() || mark.find("w:moveFrom").is_some())
}

fn has_content(paragraph: &Element) -> bool {
    let ends_section = has_mark(paragraph, "w:pPr", "w:sectPr");
    ends_section || paragraph.elements().any(|child| child.name == "w:r")
}

/// Names of pictures are the names of the files that they came from, and so are some of their texts.
fn name_pictures(part: &mut Element) {
    part.each_mut(&mut |element| {
        match element.name.as_str() {
            "wp:docPr" | "pic:cNvPr" => element.set("name", "Picture"),
            "v:imagedata" => element
                .attributes
                .retain(|(name, _)| !matches!(name.as_str(), "o:title" | "o:href" | "o:althref")),
            _ => {}
        }
        element.attributes.retain(|(name, value)| {
            // A drawing in a second form, with all that it once held.
            name != "o:gfxdata"
                && !(matches!(name.as_str(), "descr" | "alt" | "title") && is_file_name(value))
        });
    });
}

fn is_file_name(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let ending = text.rsplit('.').next().unwrap_or_default();
    text.contains(":\\")
        || text.starts_with("\\\\")
        || text.contains("://")
        || (text.contains('.')
            && matches!(
                ending,
                "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "emf" | "wmf" | "svg"
            ))
}
