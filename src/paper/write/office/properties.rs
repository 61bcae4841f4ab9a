//! The properties of the file: title, subject, language and author.

use super::package::OfficePackage;
use super::xml::{self, Element};
use crate::paper::Paper;

const CORE_KIND: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const CORE_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
/// What the properties of the new paper say, for fields and content controls that show them.
#[derive(Debug, Clone, Copy)]
pub(in crate::paper::write) struct PropertyTexts<'a> {
    pub(in crate::paper::write) title: &'a str,
    pub(in crate::paper::write) subject: &'a str,
    pub(in crate::paper::write) creator: &'a str,
}

impl<'a> PropertyTexts<'a> {
    /// The text of a property by a name that ends with one of Word's own, in any letters: `Title`, `dc:creator`, `AUTHOR`.
    pub(in crate::paper::write) fn named(&self, name: &str) -> Option<&'a str> {
        let name = name.to_ascii_lowercase();
        match name.rsplit(':').next().unwrap_or_default() {
            "title" => Some(self.title),
            "subject" => Some(self.subject),
            "creator" | "author" => Some(self.creator),
            _ => None,
        }
    }
}

/// Puts the properties into the package. They have no dates: the paper's own date is in its front block.
///
/// # Errors
/// The relations of the package cannot be read; in words.
pub(in crate::paper::write) fn put(
    package: &mut OfficePackage,
    texts: PropertyTexts<'_>,
) -> Result<(), String> {
    let core = Element::new("cp:coreProperties")
        .with(
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        )
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .children([
            property("dc:title", texts.title),
            property("dc:subject", texts.subject),
            property("dc:creator", texts.creator),
            property("dc:language", "en-GB"),
        ]);
    let mut relations = package.relations("")?;
    match relations.first("core-properties").map(|(_, part)| part) {
        Some(part) => package.put(&part, core.to_bytes(), CORE_KIND),
        None => {
            let part = package.free_name("docProps/core", "xml");
            package.put(&part, core.to_bytes(), CORE_KIND);
            relations.add_part(CORE_RELATION, &part);
            package.put_relations(&relations);
        }
    }
    Ok(())
}

/// What the properties say.
pub(in crate::paper::write) fn texts(paper: &Paper) -> PropertyTexts<'_> {
    PropertyTexts {
        title: &paper.title,
        subject: &paper.authority,
        creator: paper.author(),
    }
}

fn property(name: &str, value: &str) -> Element {
    Element::new(name).text(&xml::carried(value))
}
