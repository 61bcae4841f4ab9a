//! A paper as a Word file: headings, lists, captions, tables and pictures are Word's own, so that the paper can be read aloud, searched
//! and edited.
//!
//! There is always a template: a council's own, or the program's under `base/`. Its styles, lists, headers and page are kept, ours are
//! added where it has none, and the paper takes the place of its body.
//!
//! | file | what it knows |
//! |---|---|
//! | `template` | a council's file: what is refused, what is kept, where the paper goes |
//! | `blocks` | the paper's blocks as paragraphs, tables and pictures, with `tables`, `widths`, `picture` |
//! | `style`, `numbering` | which style or list of the template is used for each of ours |
//! | `page` | the room inside the margins, and landscape pages for wide tables |
//! | `footer` | the foot of the pages |
//! | `length` | how many pages a paper fills |
//! | `taken`, `kept_text`, `fields` | what goes along of a council's file, and what stays behind |
//! | `text`, `ids` | runs and paragraphs; names and ids that may occur only once |
//!
//! What Word files share with slides, the zip and its parts, stands in `office`.
//!
mod blocks;
mod fields;
mod footer;
mod ids;
mod kept_text;
mod length;
mod numbering;
mod page;
mod picture;
mod style;
mod tables;
mod taken;
mod template;
mod text;
mod widths;

#[cfg(test)]
#[path = "../../../../tests/docx_check.rs"]
mod docx_check;
#[cfg(test)]
mod tests;

pub(crate) use length::pages;
pub(crate) use template::WordTemplate;

use crate::error::{Error, Result};
use crate::paper::Paper;
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::xml::Element;
use crate::paper::write::office::{properties, xml};
use blocks::BlockWriter;
use ids::DocumentIds;
use numbering::{NumberCounter, NumberingLists};
use page::{TextArea, laid};
use std::collections::BTreeMap;
use style::TemplateStyles;
use taken::TakenTemplate;
use template::BodyGap;

const STYLES_KIND: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWINGS: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

/// A Word file, and what its officer should know of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Docx {
    pub(crate) bytes: Vec<u8>,
    /// What the template lacked, a sentence each; none without a template.
    pub(crate) notes: Vec<String>,
}

/// The paper in a council's template, or in the program's own. The same paper and template give the same bytes.
///
/// # Errors
/// A part of the template that cannot be read, named; a chart that cannot be drawn.
pub(crate) fn write(paper: &Paper, template: Option<&WordTemplate>) -> Result<Docx> {
    let template = template.map_or_else(WordTemplate::own, |template| Ok(template.clone()))?;
    let (is_own, file_name) = (template.is_own(), template.file_name.clone());
    let asks_elsewhere = template::asks_elsewhere(&template.document);
    let TakenTemplate {
        template,
        mut gap,
        notes: left_out,
    } = taken(template, paper).map_err(|what| unusable(&file_name, what))?;
    let FittedTemplate {
        mut package,
        mut relations,
        main,
        folder,
        mut document,
        styles,
        lists,
        ids,
    } = fit(template).map_err(|what| unusable(&file_name, what))?;
    let Some(body) = document.find_mut("w:body") else {
        return Err(unusable(&file_name, "it has no body".to_owned()));
    };
    let mut notes = left_out;
    notes.extend((asks_elsewhere && !gap.keeps).then(|| NO_ROOM.to_owned()));
    notes.extend(second_title(body, &styles));
    notes.extend(styles_and_page(&styles, &gap.section));
    let foot = footer::place(
        &paper.foot,
        (body, &mut gap.section),
        &folder,
        &mut package,
        &mut relations,
    )
    .map_err(|what| unusable(&file_name, what))?;
    notes.extend(foot.notes);
    let mut writer = BlockWriter {
        styles: &styles,
        list_numbers: &lists.numbers,
        area: TextArea::of(&gap.section),
        own_font: is_own,
        folder: &folder,
        package: &mut package,
        relations: &mut relations,
        ids,
        counter: NumberCounter::default(),
        captions: BTreeMap::new(),
    };
    let elements = writer.paper(paper, !foot.is_placed)?;
    let (content, section) = laid(elements, &gap.section);
    gap.fill(body, content, section);
    template::become_document(&mut package, &main, &document);
    package.put_relations(&relations);
    let bytes = properties::put(&mut package, properties::texts(paper))
        .and_then(|()| package.to_bytes())
        .map_err(|what| unusable(&file_name, what))?;
    Ok(Docx {
        bytes,
        notes: if is_own { Vec::new() } else { notes },
    })
}

/// What the paper takes of the template: of a council's what is named in [`taken`], of the program's own all.
fn taken(mut template: WordTemplate, paper: &Paper) -> std::result::Result<TakenTemplate, String> {
    if !template.is_own() {
        return taken::take(template, properties::texts(paper));
    }
    let body = template.document.find_mut("w:body");
    let gap = BodyGap::make(body.ok_or_else(|| "it has no body".to_owned())?);
    Ok(TakenTemplate {
        template,
        gap,
        notes: Vec::new(),
    })
}

const NO_ROOM: &str = "The template asks for {{content}} inside a table or a text box, where a paper has no room: \
                       put it on a line of its own.";

fn unusable(file_name: &str, what: String) -> Error {
    Error::unreadable(file_name, format!("the template cannot be used: {what}"))
        .hint("open the template in Word and save it again as “Word Document (*.docx)”")
}

/// A template with our styles and lists in it.
struct FittedTemplate {
    package: OfficePackage,
    relations: PartRelations,
    /// The part with the body, and its folder with a slash at the end.
    main: String,
    folder: String,
    document: Element,
    styles: TemplateStyles,
    lists: NumberingLists,
    ids: DocumentIds,
}

fn fit(template: WordTemplate) -> Result<FittedTemplate, String> {
    let is_own = template.is_own();
    let WordTemplate {
        mut package,
        main,
        mut document,
        file_name: _,
    } = template;
    let folder = match main.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/"),
        None => String::new(),
    };
    let mut relations = package.relations(&main)?;
    let ours = xml::parse(template::LISTS)?;
    let mut lists = NumberingLists::fit(&package, &relations, &folder, &ours)?;
    let styles = fit_styles(&mut package, &mut relations, &folder, &lists.numbers)?;
    lists.tie(&styles, is_own);
    lists.put(&mut package, &mut relations);
    let ids = ids_in_use(&package, &document);
    for (prefix, namespace) in [("xmlns:r", REFERENCES), ("xmlns:wp", DRAWINGS)] {
        if document.get(prefix).is_none() {
            document.set(prefix, namespace);
        }
    }
    Ok(FittedTemplate {
        package,
        relations,
        main,
        folder,
        document,
        styles,
        lists,
        ids,
    })
}

fn fit_styles(
    package: &mut OfficePackage,
    relations: &mut PartRelations,
    folder: &str,
    list_numbers: &BTreeMap<String, String>,
) -> Result<TemplateStyles, String> {
    let ours = xml::parse(template::STYLES)?;
    let own = relations.first("styles").map(|(_, part)| part);
    let mut theirs = match &own {
        Some(part) => package.tree(part)?,
        // A file without any style is legal, and then it gets all of ours.
        None => Element {
            children: Vec::new(),
            ..ours.clone()
        },
    };
    let styles = TemplateStyles::fit(&mut theirs, &ours, list_numbers);
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

/// The names and ids that the template's texts use.
fn ids_in_use(package: &OfficePackage, document: &Element) -> DocumentIds {
    let mut ids = DocumentIds::default();
    ids.avoid(document);
    for part in package.names().filter(|name| name.ends_with(".xml")) {
        if package.type_of(part).is_some_and(is_text_kind)
            && let Ok(tree) = package.tree(part)
        {
            ids.avoid(&tree);
        }
    }
    ids
}

fn is_text_kind(kind: &str) -> bool {
    ["header+xml", "footer+xml", "notes+xml"]
        .iter()
        .any(|ending| kind.ends_with(ending))
}

/// A note where what is kept of the template has a heading of level 1, of which a document has one.
fn second_title(body: &Element, styles: &TemplateStyles) -> Option<String> {
    let mut title = None;
    body.each(&mut |element| {
        let is_title = element.name == "w:p"
            && element.find("w:pPr").and_then(|p| p.val_of("w:pStyle"))
                == Some(styles.id(style::HEADINGS[0]));
        if is_title && title.is_none() && !element.words().trim().is_empty() {
            title = Some(element.words());
        }
    });
    title.map(|title| {
        format!(
            "The template has a heading of level 1 of its own, “{}”, \
             and the paper's title is one too: a document has one.",
            title.trim()
        )
    })
}

/// Notes on what the template's styles and page lack.
fn styles_and_page(styles: &TemplateStyles, section: &Element) -> Vec<String> {
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
    if !TextArea::is_a4(section) {
        notes.push("The template's page is not A4.".to_owned());
    }
    notes
}
