//! The page: the room inside its margins, and where a wide table needs a landscape page.

pub(super) use crate::paper::write::office::widths::Twips;
use crate::paper::write::office::xml::{Element, Node};

/// A4, and margins of 2.5 cm, for a template that gives neither.
const A4: (Twips, Twips) = (11_906, 16_838);
const MARGIN: Twips = 1_417;
/// The least width and height: a template whose margins leave less is faulty.
const LEAST: Twips = 2_835;

/// The room inside the margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextArea {
    /// On the page as the template has it.
    pub(super) width: Twips,
    pub(super) height: Twips,
    /// The width on a landscape page.
    pub(super) wide: Twips,
}

/// A paragraph or a table, and what decides the page it is put on.
#[derive(Debug, Clone)]
pub(super) struct PlacedElement {
    pub(super) element: Element,
    /// A heading: it goes to the page of the next element.
    pub(super) leads: bool,
    /// Needs a landscape page.
    pub(super) wide: bool,
}

impl PlacedElement {
    pub(super) fn of(element: Element) -> PlacedElement {
        PlacedElement {
            element,
            leads: false,
            wide: false,
        }
    }
}

impl TextArea {
    /// The room that a section leaves.
    pub(super) fn of(section: &Element) -> TextArea {
        let page_width = length(section, "w:pgSz", "w:w", A4.0);
        let page_height = length(section, "w:pgSz", "w:h", A4.1);
        let [left, right, top, bottom] = ["w:left", "w:right", "w:top", "w:bottom"]
            .map(|edge| length(section, "w:pgMar", edge, MARGIN));
        let across = left + right + length(section, "w:pgMar", "w:gutter", 0);
        let down = top + bottom;
        TextArea {
            width: inside(page_width, across),
            height: inside(page_height, down),
            wide: inside(page_width.max(page_height), across),
        }
    }

    /// Whether the page is A4, in either direction, to a millimetre.
    pub(super) fn is_a4(section: &Element) -> bool {
        let [width, height] = ["w:w", "w:h"].map(|name| {
            let size = section.find("w:pgSz")?.get(name)?;
            size.parse::<Twips>().ok()
        });
        match (width, height) {
            (Some(w), Some(h)) => is_near(w.min(h), A4.0) && is_near(w.max(h), A4.1),
            _ => true,
        }
    }
}

/// A length of a section's properties. A negative margin lets the header overlap the text; its size counts.
fn length(section: &Element, element: &str, attribute: &str, otherwise: Twips) -> Twips {
    let given = section.find(element).and_then(|found| found.get(attribute));
    given
        .and_then(|given| given.trim_start_matches('-').parse::<f64>().ok())
        .map_or(otherwise, |twips| twips as Twips)
}

fn inside(length: Twips, margins: Twips) -> Twips {
    length.saturating_sub(margins).max(LEAST)
}

fn is_near(one: Twips, other: Twips) -> bool {
    one.abs_diff(other) < 57
}

/// The elements in order, with the end of a section wherever the page changes its orientation. `section` is the one they are in; the
/// second value is the section that goes on after them.
pub(super) fn laid(mut placed: Vec<PlacedElement>, section: &Element) -> (Vec<Element>, Element) {
    for at in (1..placed.len()).rev() {
        let follows_wide = placed[at].wide;
        placed[at - 1].wide |= placed[at - 1].leads && follows_wide;
    }
    let mut out: Vec<Element> = Vec::with_capacity(placed.len());
    let (mut sections, mut wide) = (0, false);
    for PlacedElement {
        element,
        wide: is_wide,
        ..
    } in placed
    {
        if is_wide != wide && !out.is_empty() {
            end_section(&mut out, oriented(section, wide, sections));
            sections += 1;
        }
        wide = is_wide;
        out.push(element);
    }
    (out, oriented(section, wide, sections))
}

/// The section as it occurs for the n-th time, from 0: only the first has its own headers, footers, first page and start of numbers.
fn oriented(section: &Element, wide: bool, nth: usize) -> Element {
    let mut made = section.clone();
    if nth > 0 {
        let once = [
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:titlePg",
        ];
        made.retain(|element| !once.contains(&&*element.name));
        if let Some(numbers) = made.find_mut("w:pgNumType") {
            numbers.attributes.retain(|(name, _)| name != "w:start");
        }
    }
    if wide {
        let size = made.find("w:pgSz");
        let [across, down] = [("w:w", A4.0), ("w:h", A4.1)].map(|(name, otherwise)| {
            let side = size.and_then(|size| size.get(name));
            side.and_then(|side| side.parse::<Twips>().ok())
                .unwrap_or(otherwise)
        });
        let before = made
            .children
            .iter()
            .position(|node| matches!(node, Node::Element(e) if e.name == "w:pgMar"));
        made.amend("w:pgSz", before.unwrap_or(0), |size| {
            size.set("w:w", across.max(down));
            size.set("w:h", across.min(down));
            size.set("w:orient", "landscape");
        });
    }
    made
}

/// Ends a section with its last paragraph. Where the last element is no paragraph, or ends a section already, an empty one is added.
fn end_section(out: &mut Vec<Element>, section: Element) {
    match out.last_mut() {
        Some(last)
            if last.name == "w:p"
                && last
                    .find("w:pPr")
                    .is_none_or(|properties| properties.find("w:sectPr").is_none()) =>
        {
            last.amend("w:pPr", 0, |properties| {
                let before = properties
                    .children
                    .iter()
                    .position(|node| matches!(node, Node::Element(e) if e.name == "w:pPrChange"));
                properties.amend(
                    "w:sectPr",
                    before.unwrap_or(properties.children.len()),
                    |place| *place = section,
                );
            });
        }
        _ => out.push(Element::new("w:p").child(Element::new("w:pPr").child(section))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section() -> Element {
        let size = Element::new("w:pgSz")
            .with("w:w", 11_906)
            .with("w:h", 16_838);
        let margins = Element::new("w:pgMar")
            .with("w:left", 1_000)
            .with("w:right", 906)
            .with("w:top", 1_000)
            .with("w:bottom", 838);
        Element::new("w:sectPr").children([
            Element::new("w:headerReference"),
            size,
            margins,
            Element::new("w:titlePg"),
        ])
    }

    fn placed(leads: bool, wide: bool) -> PlacedElement {
        PlacedElement {
            element: Element::new("w:p"),
            leads,
            wide,
        }
    }

    #[test]
    fn room_is_what_the_margins_leave() {
        assert_eq!(
            TextArea::of(&section()),
            TextArea {
                width: 10_000,
                height: 15_000,
                wide: 14_932
            }
        );
        assert_eq!(TextArea::of(&Element::new("w:sectPr")).width, 9_072);
        assert!(
            TextArea::is_a4(&section())
                && !TextArea::is_a4(
                    &Element::new("w:sectPr").child(
                        Element::new("w:pgSz")
                            .with("w:w", 12_240)
                            .with("w:h", 15_840)
                    )
                )
        );
    }

    #[test]
    fn a_heading_goes_where_its_table_goes_and_headers_come_once() {
        let elements = vec![
            placed(false, false),
            placed(true, false),
            placed(false, true),
            placed(false, false),
        ];
        let (elements, last) = laid(elements, &section());
        let ends: Vec<Option<&str>> = elements
            .iter()
            .map(|p| {
                p.find("w:pPr").and_then(|p| p.find("w:sectPr")).map(|s| {
                    s.find("w:pgSz")
                        .and_then(|s| s.get("w:orient"))
                        .unwrap_or("portrait")
                })
            })
            .collect();
        assert_eq!(ends, [Some("portrait"), None, Some("landscape"), None]);
        assert!(last.find("w:headerReference").is_none() && last.find("w:titlePg").is_none());
        let (plain, same) = laid(vec![placed(true, false), placed(false, false)], &section());
        assert_eq!((plain.len(), same), (2, section()));
    }
}
