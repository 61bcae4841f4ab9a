//! Styles: which style of the template is used for each of ours, and which of ours are added where it has none.

use crate::paper::write::office::package::first_free;
use crate::paper::write::office::xml::{Element, Node};
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
pub(super) struct TemplateStyles {
    ids: BTreeMap<String, String>,
    /// Styles of the template that number their paragraphs, themselves or by what they are based on.
    numbered: BTreeSet<String>,
    /// The names of our styles that the template lacked.
    pub(super) lacking: Vec<String>,
    /// The size of its body text in half points, where that is too small.
    pub(super) small: Option<u32>,
}

impl TemplateStyles {
    /// Finds our styles among the template's, and adds those that it lacks. `numbers` gives the numbers of our lists there.
    pub(super) fn fit(
        theirs: &mut Element,
        ours: &Element,
        numbers: &BTreeMap<String, String>,
    ) -> TemplateStyles {
        let mut styles = TemplateStyles::default();
        let mut brought = Vec::new();
        for our in ours.elements().filter(|element| element.name == "w:style") {
            let (Some(id), Some(name)) = (our.get("w:styleId"), our.val_of("w:name")) else {
                continue;
            };
            let there = found(theirs, our, name, id).and_then(|style| style.get("w:styleId"));
            let their_id = there.map_or_else(|| free_id(theirs, id), str::to_owned);
            if there.is_none() {
                brought.push(our.clone().with("w:styleId", &their_id));
                styles.lacking.push(name.to_owned());
            }
            styles.ids.insert(id.to_owned(), their_id);
        }
        for mut style in brought {
            // The template's default of a kind may have another name, and there can be only one.
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
        let size = body_size(theirs, styles.id(BODY));
        styles.small = (size < SMALLEST_BODY).then_some(size);
        styles
    }

    /// The template's id for one of our styles.
    pub(super) fn id<'a>(&'a self, ours: &'a str) -> &'a str {
        self.ids.get(ours).map_or(ours, String::as_str)
    }

    /// Whether the template's style itself puts numbers or bullets before its paragraphs.
    pub(super) fn is_numbered(&self, ours: &str) -> bool {
        self.numbered.contains(self.id(ours))
    }
}

/// Sets the document's language to British English, where a template has another one or none.
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
        // A style with another language, such as one that switches proofing off, keeps it.
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
    let of_kind: Vec<&Element> = theirs
        .elements()
        .filter(|style| style.name == "w:style" && style.get("w:type") == our.get("w:type"))
        .collect();
    let is_default = our.get("w:default").is_some();
    let default = of_kind
        .iter()
        .find(|style| is_default && style.get("w:default").is_some_and(|on| on != "0"));
    default
        .or_else(|| {
            of_kind.iter().find(|style| {
                let other = style.val_of("w:name");
                other.is_some_and(|other| alike(other, name))
            })
        })
        .or_else(|| {
            of_kind.iter().find(|style| {
                let others = style.val_of("w:aliases");
                others.is_some_and(|others| others.split(',').any(|other| alike(other, name)))
            })
        })
        .or_else(|| {
            of_kind
                .iter()
                .find(|style| style.get("w:styleId") == Some(id))
        })
        .copied()
}

fn alike(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other)
}

/// An id that no style of any kind has.
fn free_id(theirs: &Element, id: &str) -> String {
    first_free(
        id.to_owned(),
        |at| format!("{id}Yardstick{at}"),
        |id| {
            theirs
                .elements()
                .any(|style| style.get("w:styleId") == Some(id))
        },
    )
}

/// The ids of the styles that number their paragraphs, themselves or by a style they are based on.
fn numbered(styles: &Element) -> BTreeSet<String> {
    let by_id = by_id(styles);
    let mut numbered = BTreeSet::new();
    for id in by_id.keys() {
        let list = with_bases(&by_id, id)
            .into_iter()
            .find_map(|style| style.find("w:pPr")?.find("w:numPr")?.val_of("w:numId"));
        if list.is_some_and(|list| list != "0") {
            numbered.insert((*id).to_owned());
        }
    }
    numbered
}

fn by_id(styles: &Element) -> BTreeMap<&str, &Element> {
    styles
        .elements()
        .filter_map(|style| Some((style.get("w:styleId")?, style)))
        .collect()
}

/// A style and those it is based on, thirty at most: in a damaged template a style may be based on itself.
fn with_bases<'a>(by_id: &BTreeMap<&str, &'a Element>, id: &str) -> Vec<&'a Element> {
    std::iter::successors(by_id.get(id).copied(), |style| {
        let base = style.val_of("w:basedOn")?;
        by_id.get(base).copied()
    })
    .take(30)
    .collect()
}

/// The size of the body text in half points: the style's, else the document's default, else Word's, which is 10 point.
fn body_size(styles: &Element, body: &str) -> u32 {
    let own = with_bases(&by_id(styles), body)
        .into_iter()
        .find_map(|style| style.find("w:rPr")?.val_of("w:sz"));
    own.or_else(|| default_size(styles))
        .and_then(|size| size.parse().ok())
        .unwrap_or(20)
}

fn default_size(styles: &Element) -> Option<&str> {
    styles
        .find("w:docDefaults")?
        .find("w:rPrDefault")?
        .find("w:rPr")?
        .val_of("w:sz")
}
