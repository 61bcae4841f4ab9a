//! The page: how much room it has, and where it has to be turned on its side for a wide table.

use super::xml::{Element, Node};

/// One twentieth of a point, Word's unit of length on the page.
pub(super) type Twips = usize;

/// A4, and margins of 2.5 cm, for a template that says nothing.
const A4: (Twips, Twips) = (11_906, 16_838);
const MARGIN: Twips = 1_417;
/// Room nobody can write in is no room: margins wider than the page are a fault of the template.
const LEAST: Twips = 2_835;

/// The room inside the margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    /// As the template has it.
    pub(super) width: Twips,
    pub(super) height: Twips,
    /// The room's width where the page lies on its long side.
    pub(super) wide: Twips,
}

/// A paragraph, a table or a group that stands for itself on the page.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) element: Element,
    /// A heading: it goes where the next piece goes.
    pub(super) leads: bool,
    /// Needs a page that lies on its long side.
    pub(super) wide: bool,
}

impl Page {
    /// The room that a section leaves.
    pub(super) fn of(section: &Element) -> Page {
        let side = |element: &str, attribute: &str, otherwise: Twips| {
            let said = section.find(element).and_then(|found| found.get(attribute));
            // A negative margin lets the header overlap the text; its size counts.
            said.and_then(|said| said.trim_start_matches('-').parse::<f64>().ok())
                .map_or(otherwise, |twips| twips as Twips)
        };
        let (page_width, page_height) = (side("w:pgSz", "w:w", A4.0), side("w:pgSz", "w:h", A4.1));
        let margin = |edge: &str| side("w:pgMar", edge, MARGIN);
        let (across, down) = (
            margin("w:left") + margin("w:right") + side("w:pgMar", "w:gutter", 0),
            margin("w:top") + margin("w:bottom"),
        );
        let inside = |length: Twips, margins: Twips| length.saturating_sub(margins).max(LEAST);
        Page {
            width: inside(page_width, across),
            height: inside(page_height, down),
            wide: inside(page_width.max(page_height), across),
        }
    }

    /// Whether the page is A4, in either direction, to a millimetre.
    pub(super) fn is_a4(section: &Element) -> bool {
        let size = |name: &str| section.find("w:pgSz")?.get(name)?.parse::<Twips>().ok();
        let near = |one: Twips, other: Twips| one.abs_diff(other) < 57;
        match (size("w:w"), size("w:h")) {
            (Some(w), Some(h)) => near(w.min(h), A4.0) && near(w.max(h), A4.1),
            _ => true,
        }
    }
}

/// Lays pieces one after the other and ends a section wherever the page has to be turned. `section` is the one they stand in; what
/// comes after them goes on in the second answer.
pub(super) fn laid(mut pieces: Vec<Piece>, section: &Element) -> (Vec<Element>, Element) {
    for at in (1..pieces.len()).rev() {
        let follows_wide = pieces[at].wide;
        pieces[at - 1].wide |= pieces[at - 1].leads && follows_wide;
    }
    let mut out: Vec<Element> = Vec::with_capacity(pieces.len());
    let (mut sections, mut wide) = (0, false);
    for piece in pieces {
        if piece.wide != wide && !out.is_empty() {
            end_section(&mut out, oriented(section, wide, sections));
            sections += 1;
        }
        wide = piece.wide;
        out.push(piece.element);
    }
    (out, oriented(section, wide, sections))
}

/// The section as it is at its n-th time: headers and footers go on by themselves, and a first page comes once.
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
        let (across, down) = made.find("w:pgSz").map_or((A4.0, A4.1), |size| {
            let side = |name: &str, otherwise| {
                size.get(name)
                    .and_then(|side| side.parse().ok())
                    .unwrap_or(otherwise)
            };
            (side("w:w", A4.0), side("w:h", A4.1))
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

/// A section ends with its last paragraph; where that is no paragraph, or ends one already, an empty one is added.
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

    fn piece(leads: bool, wide: bool) -> Piece {
        Piece {
            element: Element::new("w:p"),
            leads,
            wide,
        }
    }

    #[test]
    fn room_is_what_the_margins_leave() {
        assert_eq!(
            Page::of(&section()),
            Page {
                width: 10_000,
                height: 15_000,
                wide: 14_932
            }
        );
        assert_eq!(Page::of(&Element::new("w:sectPr")).width, 9_072);
        assert!(
            Page::is_a4(&section())
                && !Page::is_a4(
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
        let pieces = vec![
            piece(false, false),
            piece(true, false),
            piece(false, true),
            piece(false, false),
        ];
        let (elements, last) = laid(pieces, &section());
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
        let (plain, same) = laid(vec![piece(true, false), piece(false, false)], &section());
        assert_eq!((plain.len(), same), (2, section()));
    }
}
