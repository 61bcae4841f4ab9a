//! A paper as a Word file, written part by part: heading styles, lists, captions, tables and pictures as Word's own, so that the paper
//! can be read aloud, searched and gone on with.
//!
//! There is always a template: a council's own, or the house's under `base/`. Its styles, lists, headers and page are kept, ours are
//! added where it has none, and the paper takes the place of its body.
//!
//! | file | what it knows |
//! |---|---|
//! | `template` | a council's file: what is refused, what is kept, where the paper goes |
//! | `blocks` | the paper's tree as paragraphs, tables and pictures, with `tables`, `widths`, `picture` |
//! | `style`, `numbering` | which style or list of the template stands for ours |
//! | `page` | room inside the margins, and pages on their side for wide tables |
//! | `text`, `marks` | runs and paragraphs; names that may occur only once |
//! | `package`, `xml` | the zip and its parts |

mod blocks;
mod marks;
mod numbering;
mod package;
mod page;
mod picture;
mod style;
mod tables;
mod template;
mod text;
mod widths;
mod xml;

#[cfg(test)]
#[path = "../../../../tests/docx_check.rs"]
mod docx_check;
#[cfg(test)]
mod tests;

pub(crate) use template::Template;

use crate::error::{Error, Result};
use crate::paper::Paper;
use blocks::Setter;
use marks::Marks;
use numbering::{Count, Lists};
use package::{Package, Relations};
use page::{Page, laid};
use std::collections::BTreeMap;
use style::Styles;
use template::Gap;
use xml::Element;

const STYLES_KIND: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
const FOOTER_KIND: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml";
const CORE_KIND: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const CORE_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWINGS: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
/// Where a footer has room for the paper's own line.
const FOOT: &str = "{{foot}}";
/// What the front block calls the one who wrote the paper.
const WRITERS: [&str; 4] = ["Report author", "Author", "Contact officer", "Report of"];

/// A Word file, and what its officer should know of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Docx {
    pub(crate) bytes: Vec<u8>,
    /// What the template lacked, a sentence each; nothing without a template.
    pub(crate) notes: Vec<String>,
}

/// The paper in the template, or in the house's own form. The same paper and template give the same bytes.
///
/// # Errors
/// A part of the template that cannot be read, named; a chart that cannot be drawn.
pub(crate) fn write(paper: &Paper, template: Option<&Template>) -> Result<Docx> {
    let template = template.map_or_else(Template::own, |template| Ok(template.clone()))?;
    let fault = |what: String| {
        let hint = "open the template in Word and save it again as “Word Document (*.docx)”";
        Error::unreadable(
            &*template.file_name,
            format!("the template cannot be used: {what}"),
        )
        .hint(hint)
    };
    let Template {
        mut package,
        main,
        mut document,
        file_name: _,
    } = template.clone();
    let folder = main
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut relations = package.relations(&main).map_err(fault)?;
    let mut notes = Vec::new();

    let mut lists = Lists::fit(
        &package,
        &relations,
        &folder,
        &xml::parse(template::LISTS).map_err(fault)?,
    )
    .map_err(fault)?;
    let styles =
        fit_styles(&mut package, &mut relations, &folder, &lists.numbers).map_err(fault)?;
    lists.tie(&styles, template.is_own());
    lists.put(&mut package, &mut relations);
    let marks = marks_of(&package, &document);
    for (prefix, namespace) in [("xmlns:r", REFERENCES), ("xmlns:wp", DRAWINGS)] {
        if document.get(prefix).is_none() {
            document.set(prefix, namespace);
        }
    }

    let Some(body) = document.find_mut("w:body") else {
        return Err(fault("it has no body".to_owned()));
    };
    let elsewhere = template::asks_elsewhere(body);
    let mut gap = Gap::make(body);
    if elsewhere && !gap.keeps {
        notes.push(
            "The template asks for {{content}} inside a table or a text box, where a paper has no room: \
             put it on a line of its own."
                .to_owned(),
        );
    }
    notes.extend(own_title(body, &styles));
    notes.extend(on_the_template(&styles, &gap.section));
    let has_foot = foot(
        &mut package,
        &mut relations,
        &folder,
        &mut gap,
        body,
        paper,
        &mut notes,
    )
    .map_err(fault)?;

    let page = Page::of(&gap.section);
    let mut setter = Setter {
        styles: &styles,
        numbers: &lists.numbers,
        page,
        own_font: template.is_own(),
        folder: &folder,
        package: &mut package,
        relations: &mut relations,
        marks,
        count: Count::default(),
        captions: BTreeMap::new(),
    };
    let pieces = setter.paper(paper, !has_foot)?;
    let (content, section) = laid(pieces, &gap.section);
    gap.fill(body, content, section);
    template::become_document(&mut package, &main, &document);
    package.put_relations(&relations);
    properties(&mut package, paper).map_err(fault)?;
    let bytes = package.to_bytes().map_err(fault)?;
    Ok(Docx {
        bytes,
        notes: if template.is_own() { Vec::new() } else { notes },
    })
}

fn fit_styles(
    package: &mut Package,
    relations: &mut Relations,
    folder: &str,
    numbers: &BTreeMap<String, String>,
) -> Result<Styles, String> {
    let ours = xml::parse(template::STYLES)?;
    let own = relations.first("styles").map(|(_, part)| part);
    // A file without any style is legal, and then all of ours are its own.
    let mut theirs = own.as_ref().map_or_else(
        || {
            Ok(Element {
                children: Vec::new(),
                ..ours.clone()
            })
        },
        |part| package.tree(part),
    )?;
    let styles = Styles::fit(&mut theirs, &ours, numbers);
    style::speak_english(&mut theirs);
    match own {
        Some(part) => package.replace(&part, &theirs),
        None => {
            let part = package.free_name(&format!("{folder}styles"), "xml");
            package.put(&part, theirs.to_bytes(), STYLES_KIND);
            relations.add_part("styles", &part);
        }
    }
    Ok(styles)
}

/// The names and ids that the template uses.
fn marks_of(package: &Package, document: &Element) -> Marks {
    let mut marks = Marks::default();
    marks.avoid(document);
    for part in package.names().filter(|name| name.ends_with(".xml")) {
        let is_text = |kind: &str| {
            kind.ends_with("header+xml")
                || kind.ends_with("footer+xml")
                || kind.ends_with("notes+xml")
        };
        if package.type_of(part).is_some_and(is_text)
            && let Ok(tree) = package.tree(part)
        {
            marks.avoid(&tree);
        }
    }
    marks
}

/// A heading of level 1 in what is kept of the template would be a second one.
fn own_title(body: &Element, styles: &Styles) -> Option<String> {
    let mut title = None;
    body.each(&mut |element| {
        let is_title = element.name == "w:p"
            && element.find("w:pPr").and_then(|p| p.val_of("w:pStyle"))
                == Some(styles.id(style::HEADINGS[0]));
        if is_title && title.is_none() && !element.words().trim().is_empty() {
            title = Some(element.words());
        }
    });
    let words = |title: String| {
        format!(
            "The template has a heading of level 1 of its own, “{}”, \
             and the paper's title is one too: a document has one.",
            title.trim()
        )
    };
    title.map(words)
}

/// What an officer should know of the template's styles and page.
fn on_the_template(styles: &Styles, section: &Element) -> Vec<String> {
    let mut notes = Vec::new();
    if !styles.lacking.is_empty() {
        let names: Vec<String> = styles
            .lacking
            .iter()
            .map(|name| format!("“{name}”"))
            .collect();
        notes.push(format!(
            "The template has no style {}: the paper brings its own. \
             Define them in the template to give them the council's look.",
            names.join(", ")
        ));
    }
    if let Some(size) = styles.small {
        notes.push(format!(
            "The template's body text is {} point; accessible documents have 12 at least.",
            f64::from(size) / 2.0
        ));
    }
    if !Page::is_a4(section) {
        notes.push("The template's page is not A4.".to_owned());
    }
    notes
}

/// Puts the paper's foot where a footer asks for it, and a footer of ours where the template has none. Answers whether the paper's
/// foot stands in one.
fn foot(
    package: &mut Package,
    relations: &mut Relations,
    folder: &str,
    gap: &mut Gap,
    body: &Element,
    paper: &Paper,
    notes: &mut Vec<String>,
) -> Result<bool, String> {
    let mut ids = Vec::new();
    let mut gather = |element: &Element| {
        if matches!(
            element.name.as_str(),
            "w:footerReference" | "w:headerReference"
        ) {
            ids.push((
                element.name == "w:footerReference",
                element.get("r:id").unwrap_or_default().to_owned(),
            ));
        }
    };
    body.each(&mut |element| gather(element));
    gap.section.each(&mut |element| gather(element));
    if !ids.iter().any(|(is_footer, _)| *is_footer) {
        notes.push(
            "The template has no footer: the paper brings its own, with the page's number."
                .to_owned(),
        );
        let part = package.free_name(&format!("{folder}footer"), "xml");
        package.put(&part, template::FOOTER.to_vec(), FOOTER_KIND);
        let id = relations.add_part("footer", &part);
        gap.section.children.insert(
            0,
            xml::Node::Element(
                Element::new("w:footerReference")
                    .with("w:type", "default")
                    .with("r:id", &id),
            ),
        );
        ids.push((true, id));
    }
    let (mut placed, mut counted) = (false, false);
    let parts: std::collections::BTreeSet<String> = ids
        .iter()
        .filter_map(|(_, id)| relations.part(id))
        .collect();
    for part in parts {
        let mut tree = package.tree(&part)?;
        let mut here = false;
        tree.each_mut(&mut |element| {
            counted |= says_page(element);
            if element.name == "w:p" && element.words().trim() == FOOT {
                element.retain(|child| child.name == "w:pPr");
                element.push(text::plain(&paper.foot));
                here = true;
            }
        });
        if here {
            package.replace(&part, &tree);
        }
        placed |= here;
    }
    if !counted {
        notes.push("The template's header and footer have no page number: insert one with Insert, Page Number.".to_owned());
    }
    Ok(placed)
}

/// Whether an element is a field that shows the page's number.
fn says_page(element: &Element) -> bool {
    let is_page = |instruction: &str| instruction.split_whitespace().next() == Some("PAGE");
    match element.name.as_str() {
        "w:fldSimple" => element.get("w:instr").is_some_and(is_page),
        "w:instrText" => element
            .children
            .iter()
            .any(|node| matches!(node, xml::Node::Text(text) if is_page(text))),
        _ => false,
    }
}

/// The title, subject, language and author; no dates, since the paper's own date stands in its front block.
fn properties(package: &mut Package, paper: &Paper) -> Result<(), String> {
    let writer = WRITERS.iter().find_map(|label| {
        paper
            .front
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(label))
    });
    let writer = writer.map_or("yardstick", |(_, name)| name.as_str());
    let said = |name: &str, value: &str| Element::new(name).text(&xml::carried(value));
    let core = Element::new("cp:coreProperties")
        .with(
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        )
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .children([
            said("dc:title", &paper.title),
            said("dc:subject", &paper.authority),
            said("dc:creator", writer),
            said("dc:language", "en-GB"),
        ]);
    let mut relations = package.relations("")?;
    let part = relations.first("core-properties").map(|(_, part)| part);
    let name = part
        .clone()
        .unwrap_or_else(|| package.free_name("docProps/core", "xml"));
    package.put(&name, core.to_bytes(), CORE_KIND);
    if part.is_none() {
        relations.add_part(CORE_RELATION, &name);
        package.put_relations(&relations);
    }
    Ok(())
}
