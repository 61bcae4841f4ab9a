//! The properties of the file: title, subject, language and author.

use super::fields::PropertyTexts;
use super::package::WordPackage;
use super::xml::{self, Element};
use crate::paper::Paper;

const CORE_KIND: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const CORE_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
/// The labels under which a front block names the author.
const AUTHORS: [&str; 4] = ["Report author", "Author", "Contact officer", "Report of"];

/// Puts the properties into the package. They have no dates: the paper's own date is in its front block.
///
/// # Errors
/// The relations of the package cannot be read; in words.
pub(super) fn put(package: &mut WordPackage, paper: &Paper) -> Result<(), String> {
    let texts = texts(paper);
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
pub(super) fn texts(paper: &Paper) -> PropertyTexts<'_> {
    PropertyTexts {
        title: &paper.title,
        subject: &paper.authority,
        creator: author(paper),
    }
}

fn property(name: &str, value: &str) -> Element {
    Element::new(name).text(&xml::carried(value))
}

/// The author of the front block, else the program.
fn author(paper: &Paper) -> &str {
    AUTHORS
        .iter()
        .find_map(|label| {
            let mut lines = paper.front.iter();
            lines.find(|(other, _)| other.eq_ignore_ascii_case(label))
        })
        .map_or("yardstick", |(_, name)| name)
}
