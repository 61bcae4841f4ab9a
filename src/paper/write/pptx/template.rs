//! A council's own presentation: what of it is kept, and what is not. Its masters, layouts, themes and size of slide stay; its slides,
//! notes, comments, properties and everything that only these refer to do not.

use crate::error::Error;
use crate::paper::write::office::opened::{OfficeProgram, unreadable};
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::pictures_kept::shown_only;
use crate::paper::write::office::xml::{Element, Node};
use crate::paper::write::office::{APP, APP_KIND};
use std::collections::BTreeSet;

const POWERPOINT: OfficeProgram = OfficeProgram {
    name: "PowerPoint",
    document: "PowerPoint presentation",
    before_2007: ".ppt, .pot",
    with_macros: ".pptm, .potm",
    without_macros: "slides for a committee",
    protect: "Protect Presentation",
    of_type: "presentationml",
    expected: "a PowerPoint presentation or template (.pptx, .potx)",
    save_again: "open it in PowerPoint and save it with “Save as” as “PowerPoint Presentation (*.pptx)”",
};
/// The part that lists the slides.
pub(super) const MAIN: &str = "ppt/presentation.xml";
const MAIN_KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
const PRESENTATIONS: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
/// What of a presentation's own settings decides how slides look.
const SETTINGS: [&str; 8] = [
    "p:sldMasterIdLst",
    "p:notesMasterIdLst",
    "p:handoutMasterIdLst",
    "p:sldSz",
    "p:notesSz",
    "p:embeddedFontLst",
    "p:kinsoku",
    "p:defaultTextStyle",
];
/// What is kept of what a presentation, a master, a layout or a theme refers to.
const KEPT: [&str; 8] = [
    "slideMaster",
    "notesMaster",
    "handoutMaster",
    "slideLayout",
    "theme",
    "themeOverride",
    "image",
    "font",
];
/// Elements that say nothing without what they refer to: they go with it.
const GO_WHOLE: [&str; 12] = [
    "p:pic",
    "p:graphicFrame",
    "p:contentPart",
    "p:controls",
    "p:custDataLst",
    "p:timing",
    "p:transition",
    "p:ext",
    "a:ext",
    "a:buBlip",
    "a:hlinkClick",
    "mc:AlternateContent",
];

/// A presentation whose masters and layouts the slides are set on.
#[derive(Debug, Clone)]
pub(crate) struct SlideTemplate {
    pub(super) package: OfficePackage,
    pub(super) presentation: Element,
    pub(super) relations: PartRelations,
    /// Empty for the program's own.
    pub(super) file_name: String,
}

impl SlideTemplate {
    /// Reads a template, `.pptx` or `.potx`, and takes of it what slides take.
    ///
    /// # Errors
    /// It is no presentation, an old one, one with macros or a password, or damaged; each with what to do.
    pub(crate) fn read(bytes: &[u8], file_name: &str) -> Result<SlideTemplate, Error> {
        let (package, main) = POWERPOINT.open(bytes, file_name)?;
        take(&package, &main, file_name)
            .map_err(|what| POWERPOINT.refused(file_name, &unreadable(what)))
    }

    /// The program's own: Arial on white, 16 by 9.
    ///
    /// # Errors
    /// A part compiled into the program cannot be read: a fault of the build.
    pub(super) fn own() -> Result<SlideTemplate, Error> {
        own_package()
            .and_then(|package| take(&package, MAIN, ""))
            .map_err(|what| Error::unreadable("the program's own slides", what))
    }

    /// Whether it is the program's own.
    pub(super) fn is_own(&self) -> bool {
        self.file_name.is_empty()
    }

    /// What is wrong with it.
    pub(super) fn unusable(&self, what: &str) -> Error {
        POWERPOINT.refused(&self.file_name, what)
    }
}

fn own_package() -> Result<OfficePackage, String> {
    let parts: [(&str, &[u8]); 13] = [
        ("_rels/.rels", include_bytes!("base/package_rels.xml")),
        (MAIN, include_bytes!("base/presentation.xml")),
        (
            "ppt/_rels/presentation.xml.rels",
            include_bytes!("base/presentation_rels.xml"),
        ),
        (
            "ppt/slideMasters/slideMaster1.xml",
            include_bytes!("base/master.xml"),
        ),
        (
            "ppt/slideMasters/_rels/slideMaster1.xml.rels",
            include_bytes!("base/master_rels.xml"),
        ),
        ("ppt/theme/theme1.xml", THEME),
        (
            "ppt/slideLayouts/slideLayout1.xml",
            include_bytes!("base/layout_title.xml"),
        ),
        (
            "ppt/slideLayouts/slideLayout2.xml",
            include_bytes!("base/layout_content.xml"),
        ),
        (
            "ppt/slideLayouts/slideLayout3.xml",
            include_bytes!("base/layout_two.xml"),
        ),
        (
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
            LAYOUT_RELATIONS,
        ),
        (
            "ppt/slideLayouts/_rels/slideLayout2.xml.rels",
            LAYOUT_RELATIONS,
        ),
        (
            "ppt/slideLayouts/_rels/slideLayout3.xml.rels",
            LAYOUT_RELATIONS,
        ),
        (
            "ppt/slideLayouts/slideLayout4.xml",
            include_bytes!("base/layout_title_only.xml"),
        ),
    ];
    let last = [(
        "ppt/slideLayouts/_rels/slideLayout4.xml.rels",
        LAYOUT_RELATIONS,
    )];
    OfficePackage::of(
        include_bytes!("base/content_types.xml"),
        parts.into_iter().chain(last),
    )
}

const LAYOUT_RELATIONS: &[u8] = include_bytes!("base/layout_rels.xml");
/// The theme of our slides, and of our pages of notes.
pub(super) const THEME: &[u8] = include_bytes!("base/theme.xml");

/// Takes of a presentation what slides take.
///
/// # Errors
/// A part that is taken cannot be read; in words.
fn take(package: &OfficePackage, main: &str, file_name: &str) -> Result<SlideTemplate, String> {
    let mut presentation = package.tree(main)?;
    if presentation.name != "p:presentation" || presentation.get("xmlns:p") != Some(PRESENTATIONS) {
        return Err("its presentation is not written as PowerPoint writes it".to_owned());
    }
    presentation.retain(|setting| SETTINGS.contains(&&*setting.name));
    let mut taking = SlideTaking {
        from: package,
        into: OfficePackage::empty(),
        seen: BTreeSet::new(),
        waiting: Vec::new(),
    };
    let relations = taking.kept(main, MAIN, &mut presentation)?;
    while let Some(part) = taking.waiting.pop() {
        taking.part(&part)?;
    }
    let mut into = taking.into;
    let mut root = PartRelations::none("");
    root.add_part("officeDocument", MAIN);
    root.add_part("extended-properties", "docProps/app.xml");
    into.put("docProps/app.xml", APP.to_vec(), APP_KIND);
    into.put_relations(&root);
    into.put(MAIN, presentation.to_bytes(), MAIN_KIND);
    Ok(SlideTemplate {
        package: into,
        presentation,
        relations,
        file_name: file_name.to_owned(),
    })
}

/// A presentation of which parts are being taken, each under its own name.
struct SlideTaking<'a> {
    from: &'a OfficePackage,
    into: OfficePackage,
    /// The parts that were taken, or that cannot be.
    seen: BTreeSet<String>,
    waiting: Vec<String>,
}

impl SlideTaking<'_> {
    /// The relations of a part that are kept, under their ids; what they lead to is taken too, and elements that refer to anything else
    /// are removed.
    fn kept(&mut self, old: &str, new: &str, tree: &mut Element) -> Result<PartRelations, String> {
        let relations = self.from.relations(old)?;
        let mut kept = PartRelations::none(new);
        for (id, kind) in relations.ids() {
            let known = KEPT
                .iter()
                .find(|known| kind.ends_with(&format!("/{known}")));
            let (Some(known), Some(part)) = (known, relations.part(&id)) else {
                continue;
            };
            if self.can_take(known, &part) {
                kept.put_part(&id, &kind, &part);
            }
        }
        drop_unknown(tree, &|id| kept.of_id(id).is_some());
        Ok(kept)
    }

    /// Whether a part is or can be taken; it is then put down to be.
    fn can_take(&mut self, kind: &str, part: &str) -> bool {
        if self.into.part(part).is_some() {
            return true;
        }
        let Some(bytes) = self.from.part(part).filter(|_| !self.seen.contains(part)) else {
            return false;
        };
        self.seen.insert(part.to_owned());
        let bytes = match kind {
            "image" => shown_only(bytes),
            _ => Some(bytes.to_vec()),
        };
        let Some(bytes) = bytes else {
            return false;
        };
        let of_type = self
            .from
            .type_of(part)
            .unwrap_or("application/octet-stream");
        self.into.put(part, bytes, of_type);
        if !matches!(kind, "image" | "font") {
            self.waiting.push(part.to_owned());
        }
        true
    }

    /// Takes what a master, a layout or a theme refers to.
    fn part(&mut self, part: &str) -> Result<(), String> {
        let whole = self.from.tree(part)?;
        let mut tree = whole.clone();
        let relations = self.kept(part, part, &mut tree)?;
        self.into.put_relations(&relations);
        // What nothing was taken out of stays as it is, to the byte.
        if tree != whole {
            self.into.replace(part, &tree);
        }
        Ok(())
    }
}

/// Removes what refers to something that is not taken.
fn drop_unknown(holder: &mut Element, is_known: &dyn Fn(&str) -> bool) {
    holder.children.retain_mut(|node| match node {
        Node::Text(_) => true,
        Node::Element(element) => {
            let lacks = lacks(element, is_known);
            if lacks && GO_WHOLE.contains(&&*element.name) {
                return false;
            }
            if !refers(element).all(is_known) {
                return false;
            }
            drop_unknown(element, is_known);
            true
        }
    });
}

/// Whether an element or one within it refers to something that is not taken.
fn lacks(element: &Element, is_known: &dyn Fn(&str) -> bool) -> bool {
    let mut found = false;
    element.each(&mut |inner| found |= !refers(inner).all(is_known));
    found
}

fn refers(element: &Element) -> impl Iterator<Item = &str> {
    let named = element.attributes.iter();
    named
        .filter(|(name, value)| name.starts_with("r:") && !value.is_empty())
        .map(|(_, value)| value.as_str())
}
