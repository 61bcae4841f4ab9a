//! The speaker's notes of a slide, on a page of their own below a small picture of it.

use super::template::THEME;
use super::text::{SlideLetter, paragraph, run};
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::xml::{self, Element};

const NOTES_KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml";
const MASTER_KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml";
const THEME_KIND: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
const MASTER: &[u8] = include_bytes!("base/notes_master.xml");

/// The master of the notes: the template's, else ours, which is put in. The presentation's list of masters names it.
///
/// # Errors
/// Our master cannot be read: a fault of the build; in words.
pub(super) fn master(
    package: &mut OfficePackage,
    presentation: &mut Element,
    relations: &mut PartRelations,
) -> Result<String, String> {
    if let Some((_, part)) = relations.first("notesMaster")
        && package.part(&part).is_some()
    {
        return Ok(part);
    }
    let part = package.free_name("ppt/notesMasters/notesMaster", "xml");
    let theme = package.free_name("ppt/theme/notesTheme", "xml");
    package.put(&theme, THEME.to_vec(), THEME_KIND);
    package.put(&part, xml::parse(MASTER)?.to_bytes(), MASTER_KIND);
    let mut of_master = PartRelations::none(&part);
    of_master.add_part("theme", &theme);
    package.put_relations(&of_master);
    let id = relations.add_part("notesMaster", &part);
    let list =
        Element::new("p:notesMasterIdLst").child(Element::new("p:notesMasterId").with("r:id", id));
    presentation.retain(|setting| setting.name != "p:notesMasterIdLst");
    presentation.amend("p:notesMasterIdLst", 1, |place| *place = list);
    Ok(part)
}

/// Puts in the notes of a slide, and gives their part.
pub(super) fn put(
    package: &mut OfficePackage,
    (slide, master): (&str, &str),
    at: usize,
    paragraphs: &[String],
) -> String {
    let part = package.free_name(&format!("ppt/notesSlides/notesSlide{at}"), "xml");
    let texts = paragraphs.iter();
    let texts = texts.map(|text| paragraph([run(text, SlideLetter::default())]));
    let body = Element::new("p:txBody")
        .child(Element::new("a:bodyPr"))
        .child(Element::new("a:lstStyle"))
        .children(texts);
    let picture_locks = Element::new("a:spLocks")
        .with("noGrp", 1)
        .with("noRot", 1)
        .with("noChangeAspect", 1);
    let picture = shape(2, "Slide Image", picture_locks, &[("type", "sldImg")]);
    let locks = Element::new("a:spLocks").with("noGrp", 1);
    let text = shape(3, "Notes", locks, &[("type", "body"), ("idx", "1")]).child(body);
    let tree = super::slides::tree([picture, text]);
    let notes = super::slides::part_of("p:notes", tree);
    package.put(&part, notes.to_bytes(), NOTES_KIND);
    let mut relations = PartRelations::none(&part);
    relations.add_part("notesMaster", master);
    relations.add_part("slide", slide);
    package.put_relations(&relations);
    part
}

fn shape(id: usize, name: &str, locks: Element, place: &[(&str, &str)]) -> Element {
    let named = Element::new("p:cNvPr")
        .with("id", id)
        .with("name", format!("{name} {id}"));
    let mut placeholder = Element::new("p:ph");
    for (key, value) in place {
        placeholder.set(key, value);
    }
    let properties = Element::new("p:nvSpPr").children([
        named,
        Element::new("p:cNvSpPr").child(locks),
        Element::new("p:nvPr").child(placeholder),
    ]);
    Element::new("p:sp").children([properties, Element::new("p:spPr")])
}
