//! What a paper takes of a council's file: the text around the place of the paper, headers and footers with their pictures, styles, lists,
//! fonts, colours and the page. A part goes along only where something that is kept refers to it, so that nothing else of an old paper
//! travels inside a new one.

#[cfg(test)]
mod tests;

use super::fields;
use super::kept_text::{self, LeftOut, PageReader, is_on};
use super::template::{BodyGap, WordTemplate};
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::pictures_kept::shown_only;
use crate::paper::write::office::properties::PropertyTexts;
use crate::paper::write::office::xml::Element;
use crate::paper::write::office::{APP, APP_KIND};
use std::collections::{BTreeMap, BTreeSet};

const MAIN: &str = "word/document.xml";
const OFFICE_DOCUMENT: &str = "officeDocument";
/// The parts that no element refers to and that the looks of the text rest on.
const LOOKS: [&str; 3] = ["styles", "fontTable", "theme"];
/// What an element may refer to.
const REFERRED: [&str; 5] = ["footer", "font", "header", "hyperlink", "image"];
/// The settings that decide how a page looks. All others tell of the old document: its sessions, variables, letters, protection.
const SETTINGS: [&str; 25] = [
    "w:alignBordersAndEdges",
    "w:autoHyphenation",
    "w:bordersDoNotSurroundFooter",
    "w:bordersDoNotSurroundHeader",
    "w:characterSpacingControl",
    "w:clrSchemeMapping",
    "w:compat",
    "w:consecutiveHyphenLimit",
    "w:decimalSymbol",
    "w:defaultTabStop",
    "w:defaultTableStyle",
    "w:displayBackgroundShape",
    "w:doNotHyphenateCaps",
    "w:embedTrueTypeFonts",
    "w:evenAndOddHeaders",
    "w:gutterAtTop",
    "w:hyphenationZone",
    "w:listSeparator",
    "w:mirrorMargins",
    "w:noLineBreaksAfter",
    "w:noLineBreaksBefore",
    "w:noPunctuationKerning",
    "w:saveSubsetFonts",
    "w:themeFontLang",
    "w:zoom",
];

/// A template of which nothing is left but what a paper takes.
#[derive(Debug)]
pub(super) struct TakenTemplate {
    pub(super) template: WordTemplate,
    pub(super) gap: BodyGap,
    /// What was left out of the text that stays, a sentence each.
    pub(super) notes: Vec<String>,
}

/// Takes of a template what a paper takes.
///
/// # Errors
/// A part that is taken cannot be read; in words.
pub(super) fn take(
    template: WordTemplate,
    properties: PropertyTexts<'_>,
) -> Result<TakenTemplate, String> {
    let WordTemplate {
        package,
        main,
        mut document,
        file_name,
    } = template;
    let relations = package.relations(&main)?;
    let hidden = match relations.first("styles") {
        Some((_, part)) => kept_text::hidden_styles(&package.tree(&part)?),
        None => BTreeSet::new(),
    };
    let mut taking = Taking::of(&package, &hidden, properties);
    document.retain(|child| matches!(child.name.as_str(), "w:background" | "w:body"));
    let no_body = || "it has no body".to_owned();
    let body = document.find_mut("w:body").ok_or_else(no_body)?;
    if !BodyGap::has_place(body) {
        // Nothing is told of a text that does not stay.
        BodyGap::make(body);
    }
    taking.read(&mut document);
    drop_unused_headers(&mut document, has_even_headers(&package, &relations)?);
    let body = document.find_mut("w:body").ok_or_else(no_body)?;
    let mut gap = BodyGap::make(body);
    let mut kept = taking.referred(&main, MAIN, &mut document)?;
    // The section that the paper goes into was told apart before.
    drop_unknown(&mut gap.section, &|id| kept.of_id(id).is_some());
    for kind in LOOKS {
        taking.look(&relations, &mut kept, kind)?;
    }
    taking.settings(&relations, &mut kept)?;
    taking.numbering(&relations, &mut kept)?;
    taking.into.put_relations(&kept);
    put_root(&mut taking.into);
    let notes = taking.notes();
    Ok(TakenTemplate {
        template: WordTemplate {
            package: taking.into,
            main: MAIN.to_owned(),
            document,
            file_name,
        },
        gap,
        notes,
    })
}

/// Says which part is the document, and which program made the file.
fn put_root(package: &mut OfficePackage) {
    let mut root = PartRelations::none("");
    root.add_part(OFFICE_DOCUMENT, MAIN);
    root.add_part("extended-properties", "docProps/app.xml");
    package.put("docProps/app.xml", APP.to_vec(), APP_KIND);
    package.put_relations(&root);
}

/// Whether even pages have headers and footers of their own.
fn has_even_headers(package: &OfficePackage, relations: &PartRelations) -> Result<bool, String> {
    let settings = relations.first("settings").map(|(_, part)| part);
    match settings.filter(|part| package.part(part).is_some()) {
        Some(part) => Ok(is_on(&package.tree(&part)?, "w:evenAndOddHeaders")),
        None => Ok(false),
    }
}

/// Removes the headers and footers that no page shows: of first pages where no section has one, of even pages where they are as the others.
fn drop_unused_headers(document: &mut Element, has_even: bool) {
    let mut has_first = false;
    document.each(&mut |element| {
        has_first |= element.name == "w:sectPr" && is_on(element, "w:titlePg");
    });
    document.retain_within(&|element| {
        let is_header = matches!(
            element.name.as_str(),
            "w:headerReference" | "w:footerReference"
        );
        !is_header
            || match element.get("w:type") {
                Some("first") => has_first,
                Some("even") => has_even,
                _ => true,
            }
    });
}

/// A template of which parts are being taken.
struct Taking<'a> {
    from: &'a OfficePackage,
    into: OfficePackage,
    reader: PageReader<'a>,
    /// The new name of each part that was taken, by its old one.
    moved: BTreeMap<String, String>,
    /// The numbers of the lists that text and styles use.
    lists: BTreeSet<String>,
    /// The instructions of fields that were left out, and of those that Word has to make again.
    fields: BTreeSet<String>,
    emptied: BTreeSet<String>,
    /// How many drawings, objects and references were left out, since what they refer to is not taken.
    objects: usize,
}

impl<'a> Taking<'a> {
    fn of(
        from: &'a OfficePackage,
        hidden: &'a BTreeSet<String>,
        properties: PropertyTexts<'a>,
    ) -> Taking<'a> {
        Taking {
            from,
            into: OfficePackage::empty(),
            reader: PageReader {
                hidden,
                properties,
                left_out: LeftOut::default(),
            },
            moved: BTreeMap::new(),
            lists: BTreeSet::new(),
            fields: BTreeSet::new(),
            emptied: BTreeSet::new(),
            objects: 0,
        }
    }

    /// Leaves in a text what the reader of a page sees.
    fn read(&mut self, text: &mut Element) {
        self.reader.clear(text);
        fields::settle(
            text,
            &self.reader.properties,
            &mut self.fields,
            &mut self.emptied,
        );
    }

    /// Takes what the elements of a part refer to, and removes those that refer to something else. The part is `old` in the template and
    /// `new` in the paper, whose relations are returned.
    fn referred(
        &mut self,
        old: &str,
        new: &str,
        tree: &mut Element,
    ) -> Result<PartRelations, String> {
        let relations = self.from.relations(old)?;
        let mut kept = PartRelations::none(new);
        let ids = referred_ids(tree);
        for id in &ids {
            let Some((kind, target)) = relations.of_id(id) else {
                continue;
            };
            let Some(kind) = REFERRED
                .into_iter()
                .find(|known| kind.ends_with(&format!("/{known}")))
            else {
                continue;
            };
            if kind == "hyperlink" {
                if fields::is_public_address(target) {
                    kept.put_address(id, target);
                }
            } else if let Some(part) = relations.part(id)
                && let Some(taken) = self.part(kind, &part)?
            {
                kept.put_part(id, kind, &taken);
            }
        }
        let is_known = |id: &str| kept.of_id(id).is_some();
        self.objects += drop_unknown(tree, &is_known);
        self.lists.extend(lists_of(tree));
        Ok(kept)
    }

    /// Takes a part of a kind once, and gives its new name; none where it cannot be taken.
    fn part(&mut self, kind: &str, old: &str) -> Result<Option<String>, String> {
        if let Some(taken) = self.moved.get(old) {
            return Ok(Some(taken.clone()));
        }
        let Some(bytes) = self.from.part(old) else {
            return Ok(None);
        };
        let of_type = self.from.type_of(old).unwrap_or("application/octet-stream");
        // The old name may be that of the file from which a picture came.
        let ending = old.rsplit_once('.').map_or("xml", |(_, ending)| ending);
        let new = self
            .into
            .free_name(&format!("word/template-{kind}"), ending);
        let is_text = !matches!(kind, "image" | "font");
        let copied = match kind {
            "image" => match shown_only(bytes) {
                Some(shown) => shown,
                None => return Ok(None),
            },
            "font" => bytes.to_vec(),
            _ => Vec::new(),
        };
        // The name is taken before the part is read: in a damaged template a header may refer to itself.
        self.into.put(&new, copied, of_type);
        self.moved.insert(old.to_owned(), new.clone());
        if is_text {
            let mut tree = self.from.tree(old)?;
            self.read(&mut tree);
            let relations = self.referred(old, &new, &mut tree)?;
            self.into.put_relations(&relations);
            self.into.replace(&new, &tree);
        }
        Ok(Some(new))
    }

    /// Takes styles, the table of fonts or the theme.
    fn look(
        &mut self,
        relations: &PartRelations,
        kept: &mut PartRelations,
        kind: &str,
    ) -> Result<(), String> {
        let Some((full, old)) = relations.first(kind) else {
            return Ok(());
        };
        if kind != "styles" && self.from.part(&old).is_none() {
            return Ok(());
        }
        let mut tree = self.from.tree(&old)?;
        kept_text::without_traces(&mut tree);
        let new = format!("word/{kind}.xml");
        let own = self.referred(&old, &new, &mut tree)?;
        let of_type = self.from.type_of(&old).unwrap_or("application/xml");
        self.into.put(&new, tree.to_bytes(), of_type);
        self.into.put_relations(&own);
        kept.add_part(full, &new);
        Ok(())
    }

    /// Takes the settings that decide how a page looks.
    fn settings(
        &mut self,
        relations: &PartRelations,
        kept: &mut PartRelations,
    ) -> Result<(), String> {
        let Some((full, old)) = relations.first("settings") else {
            return Ok(());
        };
        if self.from.part(&old).is_none() {
            return Ok(());
        }
        let mut tree = self.from.tree(&old)?;
        tree.retain(|setting| SETTINGS.contains(&&*setting.name));
        kept_text::without_traces(&mut tree);
        let of_type = self.from.type_of(&old).unwrap_or("application/xml");
        self.into.put("word/settings.xml", tree.to_bytes(), of_type);
        kept.add_part(full, "word/settings.xml");
        Ok(())
    }

    /// Takes the lists that text or styles use.
    fn numbering(
        &mut self,
        relations: &PartRelations,
        kept: &mut PartRelations,
    ) -> Result<(), String> {
        let Some((full, old)) = relations.first("numbering") else {
            return Ok(());
        };
        if self.from.part(&old).is_none() {
            return Ok(());
        }
        let mut tree = self.from.tree(&old)?;
        kept_text::without_traces(&mut tree);
        let used = |list: &Element| {
            list.get("w:numId")
                .is_some_and(|id| self.lists.contains(id))
        };
        tree.retain(|list| list.name != "w:num" || used(list));
        let defined: BTreeSet<String> = tree
            .elements()
            .filter_map(|list| list.val_of("w:abstractNumId").map(str::to_owned))
            .collect();
        tree.retain(|list| {
            let id = list.get("w:abstractNumId");
            list.name != "w:abstractNum" || id.is_some_and(|id| defined.contains(id))
        });
        let bullets = values_of(&tree, "w:lvlPicBulletId");
        tree.retain(|bullet| {
            let id = bullet.get("w:numPicBulletId");
            bullet.name != "w:numPicBullet" || id.is_some_and(|id| bullets.contains(id))
        });
        let own = self.referred(&old, "word/numbering.xml", &mut tree)?;
        let of_type = self.from.type_of(&old).unwrap_or("application/xml");
        self.into
            .put("word/numbering.xml", tree.to_bytes(), of_type);
        self.into.put_relations(&own);
        kept.add_part(full, "word/numbering.xml");
        Ok(())
    }

    /// What was left out of the text that stays.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for field in &self.fields {
            notes.push(format!(
                "The template shows “{field}”, which belongs to the old document and is left out: \
                 write it as plain text where every paper should have it."
            ));
        }
        for name in &self.reader.left_out.properties {
            notes.push(format!(
                "The template shows the old document's property “{name}”, which is left out: \
                 write it as plain text where every paper should have it."
            ));
        }
        if !self.emptied.is_empty() {
            let fields: Vec<&str> = self.emptied.iter().map(String::as_str).collect();
            notes.push(format!(
                "The template shows “{}”, which is empty until Word makes it again: press Ctrl+A, then F9.",
                fields.join("”, “")
            ));
        }
        if self.reader.left_out.has_notes {
            notes.push("The template's footnotes and endnotes are left out.".to_owned());
        }
        if self.objects > 0 {
            notes.push(
                "Of what the template shows, charts, embedded files, linked pictures, links to files and pictures in an unknown form \
                 are left out: put in as PNG or JPEG what every paper should have."
                    .to_owned(),
            );
        }
        notes
    }
}

/// The ids of all relations that the elements of a part name.
fn referred_ids(tree: &Element) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    tree.each(&mut |element| ids.extend(own_ids(element).map(str::to_owned)));
    ids
}

fn own_ids(element: &Element) -> impl Iterator<Item = &str> {
    let named = element
        .attributes
        .iter()
        .filter(|(name, value)| name.starts_with("r:") && !value.is_empty());
    named.map(|(_, value)| value.as_str())
}

/// Removes the elements that refer to something that is not taken, and counts them. The text of a link stays.
fn drop_unknown(holder: &mut Element, is_known: &dyn Fn(&str) -> bool) -> usize {
    let mut dropped = 0;
    for node in std::mem::take(&mut holder.children) {
        let crate::paper::write::office::xml::Node::Element(mut element) = node else {
            holder.children.push(node);
            continue;
        };
        let lacks = match element.name.as_str() {
            "w:drawing" => lacks_picture(&element, is_known),
            "a:ext" => !referred_ids(&element).iter().all(|id| is_known(id)),
            _ => !own_ids(&element).all(is_known),
        };
        if lacks && element.name != "w:hyperlink" {
            // Settings of a printer, and what only some programs show, leave no gap that a reader sees.
            let is_seen = !matches!(element.name.as_str(), "a:ext" | "w:printerSettings");
            dropped += usize::from(is_seen);
            continue;
        }
        dropped += drop_unknown(&mut element, is_known);
        if lacks {
            dropped += 1;
            holder.children.append(&mut element.children);
        } else {
            holder.push(element);
        }
    }
    dropped
}

/// Whether a drawing refers to something that is not taken, other than by a link behind it or for some programs only.
fn lacks_picture(drawing: &Element, is_known: &dyn Fn(&str) -> bool) -> bool {
    let is_beside = matches!(
        drawing.name.as_str(),
        "a:ext" | "a:hlinkClick" | "a:hlinkHover" | "w:hyperlink"
    );
    !is_beside
        && (!own_ids(drawing).all(is_known)
            || drawing
                .elements()
                .any(|inner| lacks_picture(inner, is_known)))
}

/// The numbers of the lists that a part's paragraphs or styles use.
fn lists_of(part: &Element) -> BTreeSet<String> {
    values_of(part, "w:numId")
}

fn values_of(part: &Element, name: &str) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    part.each(&mut |element| {
        if element.name == name {
            values.extend(element.get("w:val").map(str::to_owned));
        }
    });
    values
}
