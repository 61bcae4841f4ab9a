//! A council's own Word file: what of it is kept, and where the paper goes.

use crate::error::Error;
use crate::paper::write::office::APP;
use crate::paper::write::office::opened::{OfficeProgram, unreadable};
use crate::paper::write::office::package::OfficePackage;
use crate::paper::write::office::xml::{Element, Node};

const DOCUMENT: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Where the paper goes, as an officer writes it.
const PLACES: [&str; 2] = ["{{content}}", "{content}"];
const WORD: OfficeProgram = OfficeProgram {
    name: "Word",
    document: "Word document",
    before_2007: ".doc, .dot",
    with_macros: ".docm, .dotm",
    without_macros: "a committee paper",
    protect: "Protect document",
    of_type: "wordprocessingml",
    expected: "a Word document or template (.docx, .dotx)",
    save_again: "open it in Word and save it with “Save as” as “Word Document (*.docx)”",
};

/// A Word file whose styles, headers and page the paper uses.
#[derive(Debug, Clone)]
pub(crate) struct WordTemplate {
    pub(super) package: OfficePackage,
    /// The part with the body, such as `word/document.xml`.
    pub(super) main: String,
    pub(super) document: Element,
    pub(super) file_name: String,
}

/// Word itself has fewer than four hundred; each is looked up by its name and its base.
const MOST_STYLES: usize = 10_000;

impl WordTemplate {
    /// Reads a template, `.docx` or `.dotx`.
    ///
    /// # Errors
    /// It is no Word file, an old one, one with macros or a password, or damaged; each with what to do.
    pub(crate) fn read(bytes: &[u8], file_name: &str) -> Result<WordTemplate, Error> {
        let (package, main) = WORD.open(bytes, file_name)?;
        WordTemplate::of_package(package, main, file_name)
            .map_err(|what| WORD.refused(file_name, &what))
    }

    /// # Errors
    /// Its body or its styles are not as Word writes them; in words.
    fn of_package(
        package: OfficePackage,
        main: String,
        file_name: &str,
    ) -> Result<WordTemplate, String> {
        let of_main = package.relations(&main).map_err(unreadable)?;
        if let Some((_, part)) = of_main.first("styles") {
            let styles = package.tree(&part).map_err(unreadable)?;
            let many = styles.elements().count();
            if many > MOST_STYLES {
                return Err(format!(
                    "the template has {many} styles where {MOST_STYLES} are the most"
                ));
            }
        }
        let document = package.tree(&main).map_err(unreadable)?;
        if document.name != "w:document"
            || document.get("xmlns:w") != Some(WORDS)
            || document.find("w:body").is_none()
        {
            return Err("the template's body is not written as Word writes it".to_owned());
        }
        Ok(WordTemplate {
            package,
            main,
            document,
            file_name: file_name.to_owned(),
        })
    }

    /// The program's own: Arial of 12 point on A4, with the paper's foot and the number of the page below.
    ///
    /// # Errors
    /// A part compiled into the program cannot be read: a fault of the build.
    pub(super) fn own() -> Result<WordTemplate, Error> {
        WordTemplate::of_base()
            .map_err(|what| Error::unreadable("the program's own Word template", what))
    }

    fn of_base() -> Result<WordTemplate, String> {
        let parts: [(&str, &[u8]); 8] = [
            ("_rels/.rels", include_bytes!("base/package_rels.xml")),
            ("docProps/app.xml", APP),
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
        let package = OfficePackage::of(include_bytes!("base/content_types.xml"), parts)?;
        let document = package.tree("word/document.xml")?;
        Ok(WordTemplate {
            package,
            main: "word/document.xml".to_owned(),
            document,
            file_name: String::new(),
        })
    }

    /// Whether it is the program's own.
    pub(super) fn is_own(&self) -> bool {
        self.file_name.is_empty()
    }
}

/// Our styles, lists and footer, for a template that lacks them.
pub(super) const STYLES: &[u8] = include_bytes!("base/styles.xml");
pub(super) const LISTS: &[u8] = include_bytes!("base/numbering.xml");
pub(super) const FOOTER: &[u8] = include_bytes!("base/footer.xml");
/// The lists of the program's own template: ours are added to it as to any other.
const EMPTY_LISTS: &[u8] =
    b"<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>";

/// Puts the main part into the package as that of a document, also where it was that of a template.
pub(super) fn become_document(package: &mut OfficePackage, main: &str, document: &Element) {
    package.put(main, document.to_bytes(), DOCUMENT);
}

/// The gap in a template's body into which the paper goes.
#[derive(Debug)]
pub(super) struct BodyGap {
    /// The way to the gap: the index of a child of the body, then of a child of that, and so on.
    path: Vec<usize>,
    /// The properties of the section that the gap is in.
    pub(super) section: Element,
    /// The template's body is kept around the gap.
    pub(super) keeps: bool,
}

impl BodyGap {
    /// Whether a template's body says where the paper goes, and so is kept.
    pub(super) fn has_place(body: &Element) -> bool {
        place(body).is_some()
    }

    /// Makes the gap where the template has `{{content}}`, else in place of its whole body.
    pub(super) fn make(body: &mut Element) -> BodyGap {
        let Some(path) = place(body) else {
            let section = whole_section(body);
            body.children = vec![Node::Element(section.clone())];
            return BodyGap {
                path: vec![0],
                section,
                keeps: false,
            };
        };
        let section = section_after(body, &path);
        if let Some((at, parents)) = path.split_last()
            && let Some(parent) = descend(body, parents)
        {
            // A paragraph that ends a section is emptied and kept, since the section ends with it.
            if ends_section(&parent.children[*at])
                && let Node::Element(kept) = &mut parent.children[*at]
            {
                kept.retain(|child| child.name == "w:pPr");
            } else {
                parent.children.remove(*at);
            }
        }
        BodyGap {
            path,
            section,
            keeps: true,
        }
    }

    /// Fills the gap. `section` replaces the section that the gap is in.
    pub(super) fn fill(&self, body: &mut Element, content: Vec<Element>, section: Element) {
        if let Some(end) = ending(body, self.path[0]) {
            *end = section;
        } else {
            body.push(section);
        }
        if let Some((last, parents)) = self.path.split_last()
            && let Some(parent) = descend(body, parents)
        {
            let at = (*last).min(parent.children.len());
            parent
                .children
                .splice(at..at, content.into_iter().map(Node::Element));
        }
    }
}

/// The way to the paragraph that asks for the paper, in the body or in a content control.
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

/// Whether a paragraph anywhere asks for the paper, such as in a table or a text box, where it has no room.
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
    let mut references: Vec<Element> = Vec::new();
    let mut last = Element::new("w:sectPr");
    for section in body.children.iter().filter_map(section_of) {
        for reference in section.elements() {
            if !is_reference(reference) {
                continue;
            }
            references.retain(|old| {
                old.name != reference.name || old.get("w:type") != reference.get("w:type")
            });
            references.push(reference.clone());
        }
        last = section.clone();
    }
    last.retain(|element| !is_reference(element) && element.name != "w:type");
    last.children
        .splice(0..0, references.into_iter().map(Node::Element));
    last
}

fn is_reference(element: &Element) -> bool {
    matches!(
        element.name.as_str(),
        "w:headerReference" | "w:footerReference"
    )
}
