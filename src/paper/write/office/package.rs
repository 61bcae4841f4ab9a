//! The zip of a Word or PowerPoint file: its parts, the type of each, and the relations from part to part.

use super::xml::{self, Element};
use crate::source::package::{relations_of, resolve};
use crate::world::packing::part_options;
use crate::world::unpacked::{UnpackingRoom, parts_bounded};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::{ZipArchive, ZipWriter};

const TYPES: &str = "[Content_Types].xml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// More than any template. A zip that unpacks to more was made to exhaust the memory.
const LARGEST: u64 = 64 << 20;

/// An office file as its parts.
#[derive(Debug, Clone)]
pub(in crate::paper::write) struct OfficePackage {
    /// By name without a leading slash, such as `word/document.xml`.
    parts: BTreeMap<String, Vec<u8>>,
    types: Element,
}

/// What a part refers to: other parts, and addresses elsewhere.
#[derive(Debug, Clone)]
pub(in crate::paper::write) struct PartRelations {
    /// The part that refers; empty for the package itself.
    source: String,
    root: Element,
}

impl OfficePackage {
    /// A package of parts that are compiled into the program.
    ///
    /// # Errors
    /// The list of types cannot be read.
    pub(in crate::paper::write) fn of(
        types: &[u8],
        parts: impl IntoIterator<Item = (&'static str, &'static [u8])>,
    ) -> Result<OfficePackage, String> {
        let parts = parts
            .into_iter()
            .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
            .collect();
        Ok(OfficePackage {
            parts,
            types: xml::parse(types).map_err(|fault| format!("{TYPES} {fault}"))?,
        })
    }

    /// A package without parts.
    pub(in crate::paper::write) fn empty() -> OfficePackage {
        let by_ending = |ending: &str, kind: &str| {
            Element::new("Default")
                .with("Extension", ending)
                .with("ContentType", kind)
        };
        OfficePackage {
            parts: BTreeMap::new(),
            types: Element::new("Types")
                .with(
                    "xmlns",
                    "http://schemas.openxmlformats.org/package/2006/content-types",
                )
                .children([
                    by_ending(
                        "rels",
                        "application/vnd.openxmlformats-package.relationships+xml",
                    ),
                    by_ending("xml", "application/xml"),
                ]),
        }
    }

    /// Reads the parts of a file.
    ///
    /// # Errors
    /// It is no zip, a damaged one, or has no list of types; in words.
    pub(in crate::paper::write) fn read(bytes: &[u8]) -> Result<OfficePackage, String> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| fault.to_string())?;
        parts_bounded(&archive)?;
        let (mut parts, mut room) = (BTreeMap::new(), UnpackingRoom::of(LARGEST));
        for at in 0..archive.len() {
            let entry = archive.by_index(at).map_err(|fault| fault.to_string())?;
            if entry.is_dir() {
                continue;
            }
            // Some programs write Windows' own separators, which Word accepts.
            let name = entry.name().map_err(|fault| fault.to_string())?;
            let name = name.replace('\\', "/");
            let part = room
                .read(entry)
                .map_err(|fault| format!("{name}: {fault}"))?;
            parts.insert(name.trim_start_matches('/').to_owned(), part);
        }
        let types = parts
            .remove(TYPES)
            .ok_or_else(|| format!("it has no part {TYPES}"))?;
        Ok(OfficePackage {
            parts,
            types: xml::parse(&types).map_err(|fault| format!("{TYPES} {fault}"))?,
        })
    }

    pub(in crate::paper::write) fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(name).map(Vec::as_slice)
    }

    pub(in crate::paper::write) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The list of types as it is written.
    #[cfg(test)]
    pub(in crate::paper::write) fn types_bytes(&self) -> Vec<u8> {
        self.types.to_bytes()
    }

    /// A part as a tree.
    ///
    /// # Errors
    /// It is not there or cannot be read; in words.
    pub(in crate::paper::write) fn tree(&self, name: &str) -> Result<Element, String> {
        let bytes = self
            .part(name)
            .ok_or_else(|| format!("the part {name} is missing"))?;
        xml::parse(bytes).map_err(|fault| format!("the part {name} {fault}"))
    }

    /// The type of a part, by its own entry or its ending.
    pub(in crate::paper::write) fn type_of(&self, name: &str) -> Option<&str> {
        let own = self.types.elements().find(|element| {
            let part = element.get("PartName");
            part.is_some_and(|part| part.trim_start_matches('/').eq_ignore_ascii_case(name))
        });
        let found = own.or_else(|| {
            let (_, ending) = name.rsplit_once('.')?;
            self.types.elements().find(|element| {
                let other = element.get("Extension");
                other.is_some_and(|other| other.eq_ignore_ascii_case(ending))
            })
        })?;
        found.get("ContentType")
    }

    /// Puts in a part with its type, in the place of one with the same name.
    pub(in crate::paper::write) fn put(&mut self, name: &str, bytes: Vec<u8>, kind: &str) {
        self.parts.insert(name.to_owned(), bytes);
        if self.type_of(name) != Some(kind) {
            let part = format!("/{name}");
            self.types
                .retain(|element| element.get("PartName") != Some(&part));
            self.types.push(
                Element::new("Override")
                    .with("PartName", part)
                    .with("ContentType", kind),
            );
        }
    }

    /// Replaces the bytes of a part whose type stays.
    pub(in crate::paper::write) fn replace(&mut self, name: &str, tree: &Element) {
        self.parts.insert(name.to_owned(), tree.to_bytes());
    }

    /// A name that no part has: `word/media/figure-1.png`, then `figure-1-2.png`.
    pub(in crate::paper::write) fn free_name(&self, stem: &str, ending: &str) -> String {
        first_free(
            format!("{stem}.{ending}"),
            |at| format!("{stem}-{}.{ending}", at + 1),
            |name| self.parts.contains_key(name),
        )
    }

    /// The relations of a part; none where it has no list of them.
    ///
    /// # Errors
    /// The list cannot be read; in words.
    pub(in crate::paper::write) fn relations(&self, source: &str) -> Result<PartRelations, String> {
        let name = relations_of(source);
        let mut relations = PartRelations::none(source);
        if self.parts.contains_key(&name) {
            relations.root = self.tree(&name)?;
        }
        Ok(relations)
    }

    /// Puts in the relations of a part, where it has any.
    pub(in crate::paper::write) fn put_relations(&mut self, relations: &PartRelations) {
        if relations.root.children.is_empty() {
            return;
        }
        self.parts
            .insert(relations_of(&relations.source), relations.root.to_bytes());
    }

    /// The file's bytes: the types first, as readers expect, then the parts by name. They hold no time and no trace of the machine.
    ///
    /// # Errors
    /// The zip cannot be written: a fault of the build.
    pub(in crate::paper::write) fn to_bytes(&self) -> Result<Vec<u8>, String> {
        let options = part_options().unix_permissions(0o644);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let types = self.types.to_bytes();
        let parts = self
            .parts
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes));
        for (name, bytes) in std::iter::once((TYPES, &types)).chain(parts) {
            zip.start_file(name, options)
                .map_err(|fault| fault.to_string())?;
            zip.write_all(bytes).map_err(|fault| fault.to_string())?;
        }
        Ok(zip
            .finish()
            .map_err(|fault| fault.to_string())?
            .into_inner())
    }
}

impl PartRelations {
    /// Of a part that refers to nothing.
    pub(in crate::paper::write) fn none(source: &str) -> PartRelations {
        PartRelations {
            source: source.to_owned(),
            root: Element::new("Relationships").with(
                "xmlns",
                "http://schemas.openxmlformats.org/package/2006/relationships",
            ),
        }
    }

    /// The full kind of an id's relation, and its target as it is written.
    pub(in crate::paper::write) fn of_id(&self, id: &str) -> Option<(&str, &str)> {
        let mut all = self.root.elements();
        let found = all.find(|element| element.get("Id") == Some(id))?;
        Some((found.get("Type")?, found.get("Target")?))
    }

    /// The id and the full kind of each relation to a part inside the file.
    pub(in crate::paper::write) fn ids(&self) -> Vec<(String, String)> {
        let inside = self
            .root
            .elements()
            .filter(|element| element.get("TargetMode") != Some("External"));
        let ids = inside.filter_map(|element| {
            Some((
                element.get("Id")?.to_owned(),
                element.get("Type")?.to_owned(),
            ))
        });
        ids.collect()
    }

    /// Refers to a part under an id that is given.
    pub(in crate::paper::write) fn put_part(&mut self, id: &str, kind: &str, part: &str) {
        self.root.push(relation(id, kind, &format!("/{part}")));
    }

    /// Refers to an address elsewhere under an id that is given.
    pub(in crate::paper::write) fn put_address(&mut self, id: &str, address: &str) {
        let link = relation(id, "hyperlink", address);
        self.root.push(link.with("TargetMode", "External"));
    }

    /// The full kind and the part of the first relation whose kind ends in `kind`, such as `styles`.
    pub(in crate::paper::write) fn first(&self, kind: &str) -> Option<(&str, String)> {
        let found = self.root.elements().find(|element| {
            let full = element.get("Type");
            full.is_some_and(|full| full.rsplit('/').next() == Some(kind))
        })?;
        Some((
            found.get("Type")?,
            resolve(&self.source, found.get("Target")?),
        ))
    }

    /// The part that an id stands for; none where it stands for an address elsewhere.
    pub(in crate::paper::write) fn part(&self, id: &str) -> Option<String> {
        let mut inside = self
            .root
            .elements()
            .filter(|element| element.get("TargetMode") != Some("External"));
        let found = inside.find(|element| element.get("Id") == Some(id))?;
        found
            .get("Target")
            .map(|target| resolve(&self.source, target))
    }

    /// Refers to another part, and gives the id of the relation.
    pub(in crate::paper::write) fn add_part(&mut self, kind: &str, part: &str) -> String {
        self.add(kind, &format!("/{part}"), false)
    }

    /// Refers to an address elsewhere, and gives the id of the relation.
    pub(in crate::paper::write) fn add_address(&mut self, address: &str) -> String {
        self.add("hyperlink", address, true)
    }

    fn add(&mut self, kind: &str, target: &str, outside: bool) -> String {
        let id = first_free(
            "yardstick1".to_owned(),
            |at| format!("yardstick{}", at + 1),
            |id| {
                self.root
                    .elements()
                    .any(|element| element.get("Id") == Some(id))
            },
        );
        let added = relation(&id, kind, target);
        self.root.push(if outside {
            added.with("TargetMode", "External")
        } else {
            added
        });
        id
    }
}

fn relation(id: &str, kind: &str, target: &str) -> Element {
    let kind = if kind.contains("://") {
        kind.to_owned()
    } else {
        format!("{OFFICE}{kind}")
    };
    Element::new("Relationship")
        .with("Id", id)
        .with("Type", kind)
        .with("Target", target)
}

/// The plain name if it is free, else the first of the numbered ones, counted from 1, that is.
pub(in crate::paper::write) fn first_free(
    plain: String,
    numbered: impl Fn(usize) -> String,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    let (mut name, mut at) = (plain, 1);
    while is_taken(&name) {
        name = numbered(at);
        at += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_do_not_clash() {
        let mut package = OfficePackage::of(
            b"<Types><Default Extension='PNG' ContentType='image/png'/></Types>",
            [],
        )
        .unwrap();
        package.put("word/media/figure-1.png", vec![], "image/png");
        assert_eq!(
            package.free_name("word/media/figure-1", "png"),
            "word/media/figure-1-2.png"
        );
        assert_eq!(
            package.types.elements().count(),
            1,
            "the ending says the type already"
        );
        let mut relations = package.relations("word/document.xml").unwrap();
        assert_eq!(
            [relations.add_part("image", "a"), relations.add_address("b")],
            ["yardstick1", "yardstick2"]
        );
    }
}
