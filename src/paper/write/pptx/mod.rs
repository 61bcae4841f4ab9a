//! A paper's slides as a PowerPoint file: titles, text, tables and charts are PowerPoint's own, so that they can be read aloud, searched and
//! edited.
//!
//! There is always a template: a council's own, or the program's under `base/`. Its masters, layouts and themes are kept, and the slides
//! are set on its layouts.
//!
//! | file | what it knows |
//! |---|---|
//! | `template` | a council's file: what is refused, and what is kept |
//! | `layouts` | which layout is used for which slide, and where its placeholders stand |
//! | `fit` | how much text fits a box, and at which size |
//! | `writer` | a slide's shapes and parts, with `shapes`, `text`, `tables`, `charts`, `slides` |
//! | `notes` | the speaker's notes |

mod charts;
mod fit;
mod layouts;
mod notes;
mod shapes;
mod slides;
mod tables;
mod template;
mod text;
mod writer;

pub(crate) use template::SlideTemplate;

use crate::error::{Error, Result};
use crate::paper::deck::Deck;
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::properties::{self, PropertyTexts};
use crate::paper::write::office::widths::WIDER_FONT;
use crate::paper::write::office::xml::Element;
use layouts::ChosenLayouts;
use template::MAIN;
use writer::SlideWriter;

/// The first number that a slide may have.
const FIRST_SLIDE: usize = 256;
const LIST: &str = "p:sldIdLst";
/// The lists of masters, which stand before that of the slides.
const BEFORE_SLIDES: [&str; 3] = [
    "p:sldMasterIdLst",
    "p:notesMasterIdLst",
    "p:handoutMasterIdLst",
];

/// A PowerPoint file, and what its officer should know of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pptx {
    pub(crate) bytes: Vec<u8>,
    /// What the template lacked, a sentence each; none without a template.
    pub(crate) notes: Vec<String>,
}

/// The slides on a council's template, or on the program's own. The same slides and template give the same bytes.
///
/// # Errors
/// A template without a layout that has a title and a place for content, or with a part that cannot be read; a chart that cannot be
/// drawn.
pub(crate) fn write(deck: &Deck, template: Option<&SlideTemplate>) -> Result<Pptx> {
    let template = template.map_or_else(SlideTemplate::own, |template| Ok(template.clone()))?;
    let unusable = |what: String| template.unusable(&what);
    let SlideTemplate {
        mut package,
        mut presentation,
        mut relations,
        ..
    } = template.clone();
    let layouts = ChosenLayouts::of(&package, &presentation, &relations).map_err(unusable)?;
    let notes_master =
        notes::master(&mut package, &mut presentation, &mut relations).map_err(unusable)?;
    let mut writer = SlideWriter {
        package: &mut package,
        layouts: &layouts,
        font: if template.is_own() { 1.0 } else { WIDER_FONT },
        notes_master,
        count: 0,
    };
    let mut parts = vec![writer.first(&deck.title, &deck.lines, &deck.notes)];
    for slide in &deck.slides {
        parts.push(writer.slide(slide)?);
    }
    list(&mut presentation, &mut relations, &parts);
    package.replace(MAIN, &presentation);
    package.put_relations(&relations);
    let bytes = packed(package, deck).map_err(|what| Error::unwritten("the slides", what))?;
    Ok(Pptx {
        bytes,
        notes: if template.is_own() {
            Vec::new()
        } else {
            layouts.notes
        },
    })
}

/// Lists the slides, behind the masters.
fn list(presentation: &mut Element, relations: &mut PartRelations, parts: &[String]) {
    let ids = parts.iter().zip(FIRST_SLIDE..).map(|(part, number)| {
        Element::new("p:sldId")
            .with("id", number)
            .with("r:id", relations.add_part("slide", part))
    });
    let list = Element::new(LIST).children(ids);
    let before = presentation.elements();
    let before = before
        .filter(|setting| BEFORE_SLIDES.contains(&&*setting.name))
        .count();
    presentation.amend(LIST, before, |place| *place = list);
}

fn packed(mut package: OfficePackage, deck: &Deck) -> std::result::Result<Vec<u8>, String> {
    properties::put(
        &mut package,
        PropertyTexts {
            title: &deck.title,
            subject: &deck.authority,
            creator: &deck.author,
        },
    )?;
    package.to_bytes()
}
