//! A council's own Word file: what of it is kept, and where the paper goes.

use super::package::Package;
use super::xml::{Element, Node};
use crate::error::{Error, Result};

const DOCUMENT: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Where the paper goes, as an officer writes it.
const PLACES: [&str; 2] = ["{{content}}", "{content}"];
/// What a file of the format before 2007 begins with, and an encrypted one too.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const SAVE_AGAIN: &str = "open it in Word and save it with “Save as” as “Word Document (*.docx)”";

/// A Word file whose styles, headers and page are to be used.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(super) package: Package,
    /// The part with the body, such as `word/document.xml`.
    pub(super) main: String,
    pub(super) document: Element,
    pub(super) file_name: String,
}

impl Template {
    /// Reads a template, `.docx` or `.dotx`.
    ///
    /// # Errors
    /// It is no Word file, an old one, one with macros or a password, or damaged; each with what to do.
    pub(crate) fn read(bytes: &[u8], file_name: &str) -> Result<Template> {
        let refused = |what: &str, hint: &str| {
            Err(Error::unreadable(file_name, what)
                .expected("a Word document or template (.docx, .dotx)")
                .hint(hint))
        };
        if bytes.starts_with(OLE) {
            // The stream's name stands in the file's directory in UTF-16.
            let name: Vec<u8> = "EncryptedPackage"
                .bytes()
                .flat_map(|letter| [letter, 0])
                .collect();
            return match bytes.windows(name.len()).any(|window| window == name) {
                true => refused(
                    "the template has a password",
                    "open it in Word, choose File, Info, Protect document, Encrypt with password, empty the password and save",
                ),
                false => refused(
                    "the template is in the format of Word before 2007 (.doc, .dot)",
                    SAVE_AGAIN,
                ),
            };
        }
        if !bytes.starts_with(b"PK") {
            return refused("the template is not a Word file", SAVE_AGAIN);
        }
        let damaged = |what: String| {
            Error::unreadable(file_name, format!("the template cannot be read: {what}"))
                .expected("a Word document or template (.docx, .dotx)")
                .hint(SAVE_AGAIN)
        };
        let package = Package::read(bytes).map_err(damaged)?;
        let relations = package.relations("").map_err(damaged)?;
        let Some((kind, main)) = relations.first("officeDocument") else {
            return refused("the template is a zip, but no Word file", SAVE_AGAIN);
        };
        let of_type = package.type_of(&main).unwrap_or_default();
        if of_type.contains("macroEnabled") {
            return refused(
                "the template has macros (.docm, .dotm), and a committee paper must not",
                SAVE_AGAIN,
            );
        }
        if !of_type.contains("wordprocessingml") {
            return refused(
                "the template is an Office file, but not a Word document",
                SAVE_AGAIN,
            );
        }
        if kind.starts_with("http://purl.oclc.org/") {
            return refused(
                "the template is saved as “Strict Open XML Document”",
                SAVE_AGAIN,
            );
        }
        let document = package.tree(&main).map_err(damaged)?;
        if document.name != "w:document"
            || document.get("xmlns:w") != Some(WORDS)
            || document.find("w:body").is_none()
        {
            return refused(
                "the template's body is not written as Word writes it",
                SAVE_AGAIN,
            );
        }
        Ok(Template {
            package,
            main,
            document,
            file_name: file_name.to_owned(),
        })
    }

    /// The house's own: Arial of 12 point on A4, the paper's foot and the page's number below.
    ///
    /// # Errors
    /// A part compiled into the program cannot be read: a fault of the build.
    pub(super) fn own() -> Result<Template> {
        let fault = |what: String| Error::unreadable("the program's own Word template", what);
        let parts: [(&str, &[u8]); 8] = [
            ("_rels/.rels", include_bytes!("base/package_rels.xml")),
            ("docProps/app.xml", include_bytes!("base/app.xml")),
            (
                "word/_rels/document.xml.rels",
                include_bytes!("base/document_rels.xml"),
            ),
            ("word/document.xml", include_bytes!("base/document.xml")),
            ("word/footer1.xml", include_bytes!("base/footer.xml")),
            ("word/numbering.xml", EMPTY_LISTS),
            ("word/settings.xml", include_bytes!("base/settings.xml")),
            ("word/styles.xml", STYLES),
        ];
        let package =
            Package::of(include_bytes!("base/content_types.xml"), parts).map_err(fault)?;
        let document = package.tree("word/document.xml").map_err(fault)?;
        Ok(Template {
            package,
            main: "word/document.xml".to_owned(),
            document,
            file_name: String::new(),
        })
    }

    /// Whether it is the house's own.
    pub(super) fn is_own(&self) -> bool {
        self.file_name.is_empty()
    }
}

/// Our styles, lists and footer, for a template that lacks them.
pub(super) const STYLES: &[u8] = include_bytes!("base/styles.xml");
pub(super) const LISTS: &[u8] = include_bytes!("base/numbering.xml");
pub(super) const FOOTER: &[u8] = include_bytes!("base/footer.xml");
/// Ours are put into every template's, our own template's too.
const EMPTY_LISTS: &[u8] =
    b"<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>";

/// The main part becomes a document's, if it was a template's.
pub(super) fn become_document(package: &mut Package, main: &str, document: &Element) {
    package.put(main, document.to_bytes(), DOCUMENT);
}

/// The body with a gap in it for the paper.
#[derive(Debug)]
pub(super) struct Gap {
    /// Where in the body the gap is: the index of a child, then of a child of that, and so on.
    path: Vec<usize>,
    /// The properties of the section that the gap is in.
    pub(super) section: Element,
    /// Whether anything of the template's body is kept.
    pub(super) keeps: bool,
}

impl Gap {
    /// Makes the gap: where the template says `{{content}}`, or in place of all it has.
    pub(super) fn make(body: &mut Element) -> Gap {
        match place(body) {
            Some(path) => {
                let section = section_after(body, &path);
                if let Some(parent) = descend(body, &path[..path.len() - 1]) {
                    let at = path[path.len() - 1];
                    // A paragraph that ends a section stays behind to do so.
                    if ends_section(&parent.children[at]) {
                        let Node::Element(kept) = &mut parent.children[at] else {
                            return Gap {
                                path,
                                section,
                                keeps: true,
                            };
                        };
                        kept.retain(|child| child.name == "w:pPr");
                    } else {
                        parent.children.remove(at);
                    }
                }
                Gap {
                    path,
                    section,
                    keeps: true,
                }
            }
            None => {
                let section = whole_section(body);
                body.children = vec![Node::Element(section.clone())];
                Gap {
                    path: vec![0],
                    section,
                    keeps: false,
                }
            }
        }
    }

    /// Fills the gap; `section` is how the one that the gap is in goes on after it.
    pub(super) fn fill(&self, body: &mut Element, content: Vec<Element>, section: Element) {
        if let Some(end) = ending(body, self.path[0]) {
            *end = section;
        } else {
            body.push(section);
        }
        let (last, parents) = self
            .path
            .split_last()
            .map_or((0, &[][..]), |(last, parents)| (*last, parents));
        if let Some(parent) = descend(body, parents) {
            let at = last.min(parent.children.len());
            parent
                .children
                .splice(at..at, content.into_iter().map(Node::Element));
        }
    }
}

/// The way to the paragraph that asks for the paper: in the body, or in content controls there.
fn place(holder: &Element) -> Option<Vec<usize>> {
    holder.children.iter().enumerate().find_map(|(at, node)| {
        let Node::Element(element) = node else {
            return None;
        };
        match element.name.as_str() {
            "w:p" => PLACES.contains(&element.words().trim()).then(|| vec![at]),
            "w:sdt" | "w:sdtContent" => place(element).map(|rest| [vec![at], rest].concat()),
            _ => None,
        }
    })
}

/// Whether the template asks for the paper somewhere that has no room for it: in a table, a text box.
pub(super) fn asks_elsewhere(document: &Element) -> bool {
    let mut asks = false;
    document.each(&mut |element| {
        asks |= element.name == "w:p" && PLACES.contains(&element.words().trim())
    });
    asks
}

fn descend<'a>(holder: &'a mut Element, path: &[usize]) -> Option<&'a mut Element> {
    path.iter()
        .try_fold(holder, |holder, at| match holder.children.get_mut(*at) {
            Some(Node::Element(child)) => Some(child),
            _ => None,
        })
}

fn section_of(node: &Node) -> Option<&Element> {
    let Node::Element(element) = node else {
        return None;
    };
    if element.name == "w:sectPr" {
        Some(element)
    } else {
        element.find("w:pPr")?.find("w:sectPr")
    }
}

fn ends_section(node: &Node) -> bool {
    matches!(node, Node::Element(element) if element.name == "w:p") && section_of(node).is_some()
}

fn section_after(body: &Element, path: &[usize]) -> Element {
    body.children
        .iter()
        .skip(path[0])
        .find_map(section_of)
        .cloned()
        .unwrap_or_else(|| Element::new("w:sectPr"))
}

/// The properties that end the section which begins at a child of the body.
fn ending(body: &mut Element, from: usize) -> Option<&mut Element> {
    let at = from
        + body
            .children
            .iter()
            .skip(from)
            .position(|node| section_of(node).is_some())?;
    let Some(Node::Element(element)) = body.children.get_mut(at) else {
        return None;
    };
    if element.name == "w:sectPr" {
        Some(element)
    } else {
        element.find_mut("w:pPr")?.find_mut("w:sectPr")
    }
}

/// The last section, with the headers and footers that it has from those before it.
fn whole_section(body: &Element) -> Element {
    let mut sections = body.children.iter().filter_map(section_of);
    let mut references: Vec<Element> = Vec::new();
    let mut last = Element::new("w:sectPr");
    for section in sections.by_ref() {
        let is_reference = |element: &&Element| {
            matches!(
                element.name.as_str(),
                "w:headerReference" | "w:footerReference"
            )
        };
        for reference in section.elements().filter(is_reference) {
            references.retain(|old| {
                old.name != reference.name || old.get("w:type") != reference.get("w:type")
            });
            references.push(reference.clone());
        }
        last = section.clone();
    }
    last.retain(|element| {
        !matches!(
            element.name.as_str(),
            "w:headerReference" | "w:footerReference" | "w:type"
        )
    });
    last.children
        .splice(0..0, references.into_iter().map(Node::Element));
    last
}
