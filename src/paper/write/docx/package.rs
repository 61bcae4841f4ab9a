//! The zip around a Word file: its parts, what type each part is of, and which part refers to which.

use super::xml::{self, Element};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, System, ZipArchive, ZipWriter};

const TYPES: &str = "[Content_Types].xml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// More than any template; a zip that unpacks to more is meant to exhaust us.
const LARGEST: u64 = 256 << 20;

/// A Word file taken apart.
#[derive(Debug, Clone)]
pub(super) struct Package {
    /// By name without a leading slash, such as `word/document.xml`.
    parts: BTreeMap<String, Vec<u8>>,
    types: Element,
}

/// What a part refers to: other parts, and addresses outside.
#[derive(Debug, Clone)]
pub(super) struct Relations {
    /// The part that refers; empty for the package itself.
    source: String,
    root: Element,
}

impl Package {
    /// A package of parts that are known to be sound.
    ///
    /// # Errors
    /// The list of types cannot be read.
    pub(super) fn of(
        types: &[u8],
        parts: impl IntoIterator<Item = (&'static str, &'static [u8])>,
    ) -> Result<Package, String> {
        let parts = parts
            .into_iter()
            .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
            .collect();
        Ok(Package {
            parts,
            types: xml::parse(types).map_err(|fault| format!("{TYPES} {fault}"))?,
        })
    }

    /// Takes a file apart.
    ///
    /// # Errors
    /// It is no zip, a damaged one, or has no list of types; in words.
    pub(super) fn read(bytes: &[u8]) -> Result<Package, String> {
        let damaged = |fault: zip::result::ZipError| fault.to_string();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let (mut parts, mut room) = (BTreeMap::new(), LARGEST);
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).map_err(damaged)?;
            if entry.is_dir() {
                continue;
            }
            // Some programs write Windows' own separators, which Word accepts.
            let name = entry.name().map_err(damaged)?.replace('\\', "/");
            let mut part = Vec::new();
            let length = entry
                .by_ref()
                .take(room + 1)
                .read_to_end(&mut part)
                .map_err(|fault| format!("{name}: {fault}"))?;
            room = room
                .checked_sub(length as u64)
                .ok_or_else(|| "it unpacks to more than any document holds".to_owned())?;
            parts.insert(name.trim_start_matches('/').to_owned(), part);
        }
        let types = parts
            .remove(TYPES)
            .ok_or_else(|| format!("it has no part {TYPES}"))?;
        Ok(Package {
            parts,
            types: xml::parse(&types).map_err(|fault| format!("{TYPES} {fault}"))?,
        })
    }

    pub(super) fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(name).map(Vec::as_slice)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// A part as a tree.
    ///
    /// # Errors
    /// It is not there or cannot be read; in words.
    pub(super) fn tree(&self, name: &str) -> Result<Element, String> {
        let bytes = self
            .part(name)
            .ok_or_else(|| format!("the part {name} is missing"))?;
        xml::parse(bytes).map_err(|fault| format!("the part {name} {fault}"))
    }

    /// The type of a part, by its own entry or its ending.
    pub(super) fn type_of(&self, name: &str) -> Option<&str> {
        let own = |element: &&Element| {
            element
                .get("PartName")
                .is_some_and(|part| part.trim_start_matches('/').eq_ignore_ascii_case(name))
        };
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let by_ending = |element: &&Element| {
            element
                .get("Extension")
                .is_some_and(|other| other.eq_ignore_ascii_case(ending))
        };
        let found = self
            .types
            .elements()
            .find(own)
            .or_else(|| self.types.elements().find(by_ending));
        found.and_then(|element| element.get("ContentType"))
    }

    /// Puts a part in, or in the place of what was there under that name, with its type.
    pub(super) fn put(&mut self, name: &str, bytes: Vec<u8>, kind: &str) {
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
    pub(super) fn replace(&mut self, name: &str, tree: &Element) {
        self.parts.insert(name.to_owned(), tree.to_bytes());
    }

    /// A name that no part has: `word/media/figure-1.png`, then `figure-1-2.png`.
    pub(super) fn free_name(&self, stem: &str, ending: &str) -> String {
        let first = format!("{stem}.{ending}");
        let others = (2..).map(|at| format!("{stem}-{at}.{ending}"));
        std::iter::once(first)
            .chain(others)
            .find(|name| !self.parts.contains_key(name))
            .unwrap_or_default()
    }

    /// What a part refers to; nothing when it has no such list.
    ///
    /// # Errors
    /// The list cannot be read; in words.
    pub(super) fn relations(&self, source: &str) -> Result<Relations, String> {
        let name = relations_of(source);
        let empty = || {
            Element::new("Relationships").with(
                "xmlns",
                "http://schemas.openxmlformats.org/package/2006/relationships",
            )
        };
        let root = if self.parts.contains_key(&name) {
            self.tree(&name)?
        } else {
            empty()
        };
        Ok(Relations {
            source: source.to_owned(),
            root,
        })
    }

    pub(super) fn put_relations(&mut self, relations: &Relations) {
        self.parts
            .insert(relations_of(&relations.source), relations.root.to_bytes());
    }

    /// The file's bytes: the types first, as every reader expects, then the parts by name; no clock, no sign of the machine.
    ///
    /// # Errors
    /// The zip cannot be written: a fault of the build.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, String> {
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix)
            .unix_permissions(0o644);
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

impl Relations {
    /// The full kind and the part of the first relation whose kind ends in `kind`, such as `styles`.
    pub(super) fn first(&self, kind: &str) -> Option<(&str, String)> {
        let of_kind = |element: &&Element| {
            element
                .get("Type")
                .is_some_and(|full| full.rsplit('/').next() == Some(kind))
        };
        let found = self.root.elements().find(of_kind)?;
        Some((found.get("Type")?, self.resolve(found.get("Target")?)))
    }

    /// The part that an id stands for.
    pub(super) fn part(&self, id: &str) -> Option<String> {
        let found = self
            .root
            .elements()
            .find(|element| element.get("Id") == Some(id))?;
        found.get("Target").map(|target| self.resolve(target))
    }

    /// Refers to another part, and answers with the id.
    pub(super) fn add_part(&mut self, kind: &str, part: &str) -> String {
        self.add(kind, &format!("/{part}"), false)
    }

    /// Refers to an address outside, and answers with the id.
    pub(super) fn add_address(&mut self, address: &str) -> String {
        self.add("hyperlink", address, true)
    }

    fn add(&mut self, kind: &str, target: &str, outside: bool) -> String {
        let taken = |id: &str| {
            self.root
                .elements()
                .any(|element| element.get("Id") == Some(id))
        };
        let id = (1..)
            .map(|at| format!("yardstick{at}"))
            .find(|id| !taken(id))
            .unwrap_or_default();
        let kind = if kind.contains("://") {
            kind.to_owned()
        } else {
            format!("{OFFICE}{kind}")
        };
        let added = Element::new("Relationship")
            .with("Id", &id)
            .with("Type", kind)
            .with("Target", target);
        self.root.push(if outside {
            added.with("TargetMode", "External")
        } else {
            added
        });
        id
    }

    /// The name of the part that a target means, seen from the part that refers.
    fn resolve(&self, target: &str) -> String {
        if let Some(absolute) = target.strip_prefix('/') {
            return absolute.to_owned();
        }
        let mut path: Vec<&str> = self.source.split('/').collect();
        path.pop();
        for step in target.split('/') {
            match step {
                ".." => {
                    path.pop();
                }
                "." | "" => {}
                step => path.push(step),
            }
        }
        path.join("/")
    }
}

fn relations_of(source: &str) -> String {
    let (folder, name) = source
        .rsplit_once('/')
        .map_or(("", source), |(folder, name)| (folder, name));
    if folder.is_empty() {
        format!("_rels/{name}.rels")
    } else {
        format!("{folder}/_rels/{name}.rels")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_part_that_refers() {
        let of = |source: &str, target: &str| {
            Relations {
                source: source.to_owned(),
                root: Element::default(),
            }
            .resolve(target)
        };
        assert_eq!(of("", "word/document.xml"), "word/document.xml");
        assert_eq!(of("word/document.xml", "media/a.png"), "word/media/a.png");
        assert_eq!(
            of("word/document.xml", "../customXml/item1.xml"),
            "customXml/item1.xml"
        );
        assert_eq!(
            of("word/document.xml", "/word/styles.xml"),
            "word/styles.xml"
        );
        assert_eq!(
            [relations_of(""), relations_of("word/document.xml")],
            ["_rels/.rels", "word/_rels/document.xml.rels"]
        );
    }

    #[test]
    fn ids_and_names_do_not_clash() {
        let mut package = Package::of(
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
