//! Styles: which style of the template stands for each of ours, and what is brought along where it has none.

use super::xml::{Element, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Our styles by id, as `base/styles.xml` defines them.
pub(super) const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];
pub(super) const NUMBERED: &str = "NumberedParagraph";
pub(super) const BODY: &str = "Normal";
pub(super) const BULLET: &str = "ListBullet";
pub(super) const CAPTION: &str = "Caption";
pub(super) const NOTE: &str = "NoteText";
pub(super) const TABLE_TEXT: &str = "TableText";
pub(super) const LINK: &str = "Hyperlink";
pub(super) const TABLE: &str = "TableGrid";

/// In half points: 12 point, below which text is hard to read for many.
const SMALLEST_BODY: u32 = 24;

/// The template's ids for our styles.
#[derive(Debug, Clone, Default)]
pub(super) struct Styles {
    ids: BTreeMap<String, String>,
    /// Styles of the template that number their paragraphs, themselves or by what they are based on.
    numbered: BTreeSet<String>,
    /// The names of those that the template lacked, in the order of ours.
    pub(super) lacking: Vec<String>,
    /// The size of its body text in half points, where that is smaller than it should be.
    pub(super) small: Option<u32>,
}

impl Styles {
    /// Finds our styles among the template's, and adds to them what it lacks. `numbers` says what our lists are called there.
    pub(super) fn fit(
        theirs: &mut Element,
        ours: &Element,
        numbers: &BTreeMap<String, String>,
    ) -> Styles {
        let mut styles = Styles::default();
        let mut brought = Vec::new();
        for our in ours.elements().filter(|element| element.name == "w:style") {
            let (id, name) = (
                our.get("w:styleId").unwrap_or_default(),
                our.val_of("w:name").unwrap_or_default(),
            );
            let there = found(theirs, our, name, id).and_then(|style| style.get("w:styleId"));
            let their_id = there.map_or_else(|| free_id(theirs, id), str::to_owned);
            if there.is_none() {
                brought.push(our.clone().with("w:styleId", &their_id));
                styles.lacking.push(name.to_owned());
            }
            styles.ids.insert(id.to_owned(), their_id);
        }
        for mut style in brought {
            // A second default of a kind would be one too many where the template's default has another name.
            style.attributes.retain(|(key, _)| key != "w:default");
            style.each_mut(&mut |element| {
                let old = element.get("w:val").map(str::to_owned);
                let new = match element.name.as_str() {
                    "w:basedOn" | "w:next" => old.map(|id| styles.id(&id).to_owned()),
                    "w:numId" => old.and_then(|id| numbers.get(&id).cloned()),
                    _ => None,
                };
                if let Some(new) = new {
                    element.set("w:val", new);
                }
            });
            theirs.push(style);
        }
        styles.numbered = numbered(theirs);
        styles.small = body_size(theirs, styles.id(BODY)).filter(|size| *size < SMALLEST_BODY);
        styles
    }

    /// The template's id for one of our styles.
    pub(super) fn id<'a>(&'a self, ours: &'a str) -> &'a str {
        self.ids.get(ours).map_or(ours, String::as_str)
    }

    /// Whether the template numbers, or puts bullets before, the paragraphs of that style by itself.
    pub(super) fn is_numbered(&self, ours: &str) -> bool {
        self.numbered.contains(self.id(ours))
    }
}

/// Declares the document's language where a template says another one or none.
pub(super) fn speak_english(styles: &mut Element) {
    styles.amend("w:docDefaults", 0, |defaults| {
        defaults.amend("w:rPrDefault", 0, |default| {
            default.amend("w:rPr", 0, |properties| {
                let later = ["w:eastAsianLayout", "w:specVanish", "w:oMath"];
                let end = properties
                    .children
                    .iter()
                    .position(|node| matches!(node, Node::Element(e) if later.contains(&&*e.name)));
                properties.amend("w:lang", end.unwrap_or(properties.children.len()), |lang| {
                    lang.set("w:val", "en-GB")
                });
            });
        });
    });
    for style in styles
        .elements_mut()
        .filter(|element| element.name == "w:style")
    {
        let lang = style
            .find_mut("w:rPr")
            .and_then(|properties| properties.find_mut("w:lang"));
        // A style that switches proofing off, as those for code do, keeps that.
        if let Some(lang) = lang.filter(|lang| {
            lang.get("w:val")
                .is_some_and(|tongue| tongue.starts_with("en-"))
        }) {
            lang.set("w:val", "en-GB");
        }
    }
}

/// A style of the same kind by its name, which Word keeps in English whatever its own language, or by its id.
fn found<'a>(theirs: &'a Element, our: &Element, name: &str, id: &str) -> Option<&'a Element> {
    let of_kind = || {
        theirs
            .elements()
            .filter(|style| style.name == "w:style" && style.get("w:type") == our.get("w:type"))
    };
    let called = |style: &&Element| {
        style
            .val_of("w:name")
            .is_some_and(|other| alike(other, name))
    };
    let also_called = |style: &&Element| {
        style
            .val_of("w:aliases")
            .is_some_and(|others| others.split(',').any(|other| alike(other, name)))
    };
    let default = |style: &&Element| {
        our.get("w:default").is_some() && style.get("w:default").is_some_and(|on| on != "0")
    };
    let same_id = |style: &&Element| style.get("w:styleId") == Some(id);
    of_kind()
        .find(default)
        .or_else(|| of_kind().find(called))
        .or_else(|| of_kind().find(also_called))
        .or_else(|| of_kind().find(same_id))
}

fn alike(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other)
}

/// An id that no style of any kind has.
fn free_id(theirs: &Element, id: &str) -> String {
    let taken = |id: &str| {
        theirs
            .elements()
            .any(|style| style.get("w:styleId") == Some(id))
    };
    let others = (1..).map(|at| format!("{id}Yardstick{at}"));
    std::iter::once(id.to_owned())
        .chain(others)
        .find(|id| !taken(id))
        .unwrap_or_default()
}

fn numbered(styles: &Element) -> BTreeSet<String> {
    let by_id: BTreeMap<&str, &Element> = styles
        .elements()
        .filter_map(|style| Some((style.get("w:styleId")?, style)))
        .collect();
    let is_numbered = |id: &str| {
        chain(&by_id, id)
            .find_map(|style| style.find("w:pPr")?.find("w:numPr")?.val_of("w:numId"))
            .is_some_and(|number| number != "0")
    };
    by_id
        .keys()
        .filter(|id| is_numbered(id))
        .map(|id| (*id).to_owned())
        .collect()
}

/// A style and those it is based on, as far as anyone would go: a circle in a damaged template ends too.
fn chain<'a>(by_id: &BTreeMap<&str, &'a Element>, id: &str) -> impl Iterator<Item = &'a Element> {
    let next = |style: &&'a Element| {
        style
            .val_of("w:basedOn")
            .and_then(|id| by_id.get(id))
            .copied()
    };
    std::iter::successors(by_id.get(id).copied(), next)
        .take(30)
        .collect::<Vec<_>>()
        .into_iter()
}

/// The size of the body text in half points, as the style or the document's defaults say.
fn body_size(styles: &Element, body: &str) -> Option<u32> {
    let by_id: BTreeMap<&str, &Element> = styles
        .elements()
        .filter_map(|style| Some((style.get("w:styleId")?, style)))
        .collect();
    let own = chain(&by_id, body).find_map(|style| style.find("w:rPr")?.val_of("w:sz"));
    let default = || {
        styles
            .find("w:docDefaults")?
            .find("w:rPrDefault")?
            .find("w:rPr")?
            .val_of("w:sz")
    };
    // Word's own default is 10 point.
    Some(
        own.or_else(default)
            .and_then(|size| size.parse().ok())
            .unwrap_or(20),
    )
}
