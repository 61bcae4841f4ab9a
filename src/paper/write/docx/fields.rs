//! The fields of a template's text. Word keeps beside each field the text that it last showed: the title of the old paper, its headings,
//! the name of its file. A field that counts or dates stays as it is; what the new paper knows is filled in; what only the old document
//! knew goes.

use super::text::plain;
use crate::paper::link;
use crate::paper::write::office::properties::PropertyTexts;
use crate::paper::write::office::xml::{Element, Node};
use std::collections::BTreeSet;

/// Fields whose text is counted, dated or typed, and so tells nothing of the old document.
const HARMLESS: [&str; 17] = [
    "PAGE",
    "NUMPAGES",
    "SECTION",
    "SECTIONPAGES",
    "SEQ",
    "DATE",
    "TIME",
    "=",
    "IF",
    "LISTNUM",
    "AUTONUM",
    "AUTONUMLGL",
    "AUTONUMOUT",
    "SYMBOL",
    "ADVANCE",
    "EQ",
    "QUOTE",
];
/// Forms to be filled in: what stands in them is text that somebody typed, their definition names macros and help.
const FORMS: [&str; 3] = ["FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"];

/// What becomes of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FieldFate {
    Kept,
    /// The field stays, and what it shows is this.
    Shows(String),
    /// The field stays, and shows nothing until Word makes it again.
    Emptied,
    /// What it shows stays as text.
    Text,
    /// The field goes with what it shows.
    Dropped,
}

impl FieldFate {
    fn of(instruction: &str, properties: &PropertyTexts<'_>) -> FieldFate {
        let words = words(instruction);
        let name = words.first().map(|name| name.to_uppercase());
        let name = name.as_deref().unwrap_or_default();
        let argument = words.get(1).map(String::as_str).unwrap_or_default();
        if HARMLESS.contains(&name) || name.starts_with('=') {
            return FieldFate::Kept;
        }
        let shown = |text: Option<&str>| {
            text.map_or(FieldFate::Dropped, |text| FieldFate::Shows(text.to_owned()))
        };
        match name {
            "TITLE" | "SUBJECT" | "AUTHOR" => shown(properties.named(name)),
            "DOCPROPERTY" | "INFO" => shown(properties.named(argument)),
            "TOC" => FieldFate::Emptied,
            "STYLEREF" if is_title_style(argument) => FieldFate::Shows(properties.title.to_owned()),
            "STYLEREF" => FieldFate::Emptied,
            "HYPERLINK" if argument.starts_with('\\') || is_public_address(argument) => {
                FieldFate::Kept
            }
            "HYPERLINK" => FieldFate::Text,
            form if FORMS.contains(&form) => FieldFate::Text,
            _ => FieldFate::Dropped,
        }
    }
}

/// The words of an instruction; those in quotes are one.
fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in instruction.split(['"', '“', '”']).enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Whether a style is that of the paper's title: the heading of level 1.
fn is_title_style(name: &str) -> bool {
    ["1", "heading 1", "title"].contains(&&*name.to_lowercase())
}

/// Whether an address is one that anybody may open. The address of a file names folders, servers and persons.
pub(super) fn is_public_address(address: &str) -> bool {
    link::may_stand(address) && !address.trim().starts_with('#')
}

/// Makes the fields of a part harmless. The instructions of those that were dropped are added to `dropped`, those that show nothing
/// until Word makes them again to `emptied`.
pub(super) fn settle(
    part: &mut Element,
    properties: &PropertyTexts<'_>,
    dropped: &mut BTreeSet<String>,
    emptied: &mut BTreeSet<String>,
) {
    let instructions = instructions(part);
    let fates = instructions
        .iter()
        .map(|instruction| FieldFate::of(instruction, properties))
        .collect();
    let mut walk = FieldWalk {
        properties,
        fates,
        next: 0,
        open: Vec::new(),
        simple: Vec::new(),
    };
    walk.within(part);
    let simple = walk
        .simple
        .into_iter()
        .map(|told| (FieldFate::of(&told, properties), told));
    for (fate, told) in walk.fates.into_iter().zip(instructions).chain(simple) {
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        match fate {
            FieldFate::Dropped => dropped.insert(told),
            FieldFate::Emptied => emptied.insert(told),
            FieldFate::Kept | FieldFate::Shows(_) | FieldFate::Text => false,
        };
    }
}

/// The instructions of the fields that are made of runs, in the order in which they begin.
fn instructions(part: &Element) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // The number of each field that is open, and whether its result has begun.
    let mut open: Vec<(usize, bool)> = Vec::new();
    part.each(&mut |element| match element.name.as_str() {
        "w:fldChar" => match element.get("w:fldCharType") {
            Some("begin") => {
                open.push((found.len(), false));
                found.push(String::new());
            }
            Some("separate") => {
                if let Some((_, in_result)) = open.last_mut() {
                    *in_result = true;
                }
            }
            _ => drop(open.pop()),
        },
        "w:instrText" => {
            let field = open.last().filter(|(_, in_result)| !in_result);
            if let Some(text) = field.and_then(|(at, _)| found.get_mut(*at)) {
                text.extend(element.children.iter().filter_map(|node| match node {
                    Node::Text(text) => Some(text.as_str()),
                    Node::Element(_) => None,
                }));
            }
        }
        _ => {}
    });
    found
}

/// A field that has begun and not ended.
struct OpenField {
    fate: FieldFate,
    in_result: bool,
}

impl OpenField {
    /// Whether what stands at this place of the field goes.
    fn removes(&self) -> bool {
        match self.fate {
            FieldFate::Kept => false,
            FieldFate::Shows(_) | FieldFate::Emptied => self.in_result,
            FieldFate::Text => !self.in_result,
            FieldFate::Dropped => true,
        }
    }
}

/// A walk through a part in the order of its text.
struct FieldWalk<'a> {
    properties: &'a PropertyTexts<'a>,
    fates: Vec<FieldFate>,
    next: usize,
    open: Vec<OpenField>,
    /// The instructions of fields that are one element.
    simple: Vec<String>,
}

impl FieldWalk<'_> {
    fn removes(&self) -> bool {
        self.open.iter().any(OpenField::removes)
    }

    fn within(&mut self, holder: &mut Element) {
        let in_run = holder.name == "w:r";
        for node in std::mem::take(&mut holder.children) {
            let Node::Element(mut element) = node else {
                holder.children.push(node);
                continue;
            };
            let kept = match element.name.as_str() {
                "w:fldChar" => self.at_mark(&mut element),
                "w:fldSimple" => self.at_simple(&mut element),
                "w:p" | "w:tbl" | "w:hyperlink" => {
                    // What lies wholly in what goes, such as a line of an old table of contents, leaves no empty line.
                    let before = self.removes();
                    self.within(&mut element);
                    !(before && self.removes())
                }
                name if in_run && name != "w:rPr" && self.removes() => false,
                _ => {
                    self.within(&mut element);
                    true
                }
            };
            let shown = self.shown_after(&element);
            if element.name.is_empty() {
                holder.children.append(&mut element.children);
            } else if kept {
                holder.push(element);
                holder.children.extend(shown.map(Node::Element));
            }
        }
    }

    /// At the beginning, middle or end of a field that is made of runs; whether the mark stays.
    fn at_mark(&mut self, mark: &mut Element) -> bool {
        match mark.get("w:fldCharType") {
            Some("begin") => {
                let fate = self.fates.get(self.next).cloned();
                let fate = fate.unwrap_or(FieldFate::Dropped);
                self.next += 1;
                if fate == FieldFate::Emptied {
                    mark.set("w:dirty", "true");
                }
                // The definition of a form names macros and help texts.
                mark.children.clear();
                self.open.push(OpenField {
                    fate,
                    in_result: false,
                });
                !self.removes()
            }
            Some("separate") => {
                let kept = !self.removes();
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                }
                kept
            }
            _ => {
                let ended = self.open.pop();
                let is_gone = ended.is_some_and(|field| {
                    matches!(field.fate, FieldFate::Dropped | FieldFate::Text)
                });
                !is_gone && !self.removes()
            }
        }
    }

    /// What a field shows anew, at the mark where its result begins.
    fn shown_after(&self, mark: &Element) -> Option<Element> {
        if mark.name != "w:fldChar" || mark.get("w:fldCharType") != Some("separate") {
            return None;
        }
        match &self.open.last()?.fate {
            FieldFate::Shows(text) => {
                Some(Element::new("w:t").with("xml:space", "preserve").text(text))
            }
            _ => None,
        }
    }

    /// At a field that is one element; whether it stays.
    fn at_simple(&mut self, field: &mut Element) -> bool {
        if self.removes() {
            return false;
        }
        let instruction = field.get("w:instr").unwrap_or_default().to_owned();
        let fate = FieldFate::of(&instruction, self.properties);
        self.simple.push(instruction);
        match fate {
            FieldFate::Kept => self.within(field),
            FieldFate::Shows(text) => field.children = vec![Node::Element(plain(&text))],
            FieldFate::Emptied => {
                field.set("w:dirty", "true");
                field.children.clear();
            }
            FieldFate::Text => {
                self.within(field);
                // Its runs stand where the field stood.
                field.name.clear();
            }
            FieldFate::Dropped => return false,
        }
        true
    }
}
