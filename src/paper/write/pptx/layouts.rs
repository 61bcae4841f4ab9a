//! The layouts of a template: which of them is used for which slide, and where its placeholders stand.

use super::fit::TextRoom;
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::xml::Element;

/// English Metric Units to a point, and the margins inside a box that Office leaves where nothing else is said.
pub(super) const EMU: i64 = 12_700;
const SIDE_MARGIN: i64 = 91_440;
const TOP_MARGIN: i64 = 45_720;
/// The size of text that no style gives one, in points.
const PLAIN_SIZE: f64 = 18.0;
/// No box is taken as smaller, and no slide as larger, than these: a template that says otherwise is faulty.
const LEAST_SIDE: i64 = 360_000;
const LARGEST_SIDE: i64 = 51_206_400;

/// A rectangle on a slide, in English Metric Units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SlideBox {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl SlideBox {
    /// The room for text in it, in points.
    pub(super) fn room(&self, font: f64) -> TextRoom {
        let inside = |side: i64, margin: i64| ((side - 2 * margin).max(EMU) / EMU) as f64;
        TextRoom {
            width: inside(self.width, SIDE_MARGIN),
            height: inside(self.height, TOP_MARGIN),
            font,
        }
    }

    /// The parts on both sides of an upright line at so many hundredths of its width, with a gap between.
    pub(super) fn halves(&self, hundredths: i64) -> (SlideBox, SlideBox) {
        let gap = self.width / 50;
        let left = self.width * hundredths / 100 - gap / 2;
        let right = SlideBox {
            x: self.x + left + gap,
            width: self.width - left - gap,
            ..*self
        };
        (
            SlideBox {
                width: left,
                ..*self
            },
            right,
        )
    }

    /// The box without so much at its foot, and the rest.
    pub(super) fn above(&self, foot: i64) -> (SlideBox, SlideBox) {
        let foot = foot.clamp(0, self.height / 2);
        let top = SlideBox {
            height: self.height - foot,
            ..*self
        };
        let rest = SlideBox {
            y: self.y + top.height,
            height: foot,
            ..*self
        };
        (top, rest)
    }

    /// The largest box of these proportions in it, at its top and in the middle of its width.
    pub(super) fn holding(&self, (across, down): (i64, i64)) -> SlideBox {
        let (across, down) = (across.max(1), down.max(1));
        let height = self.width * down / across;
        let (width, height) = if height <= self.height {
            (self.width, height)
        } else {
            (self.height * across / down, self.height)
        };
        SlideBox {
            x: self.x + (self.width - width) / 2,
            y: self.y,
            width,
            height,
        }
    }
}

/// A place for text or a chart on a layout.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SlidePlaceholder {
    /// As the layout has them; a slide refers to it by them.
    pub(super) kind: Option<String>,
    pub(super) index: Option<String>,
    pub(super) bounds: SlideBox,
    /// The size of its text, in points.
    pub(super) size: f64,
}

/// A layout with the places that a slide of ours fills.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SlideLayout {
    pub(super) part: String,
    /// The type that PowerPoint gave it: `title`, `obj`; empty for one that somebody made.
    kind: String,
    pub(super) title: Option<SlidePlaceholder>,
    pub(super) subtitle: Option<SlidePlaceholder>,
    /// Those for text or anything, in their order.
    pub(super) bodies: Vec<SlidePlaceholder>,
    pub(super) number: Option<SlidePlaceholder>,
}

/// The layouts that slides are set on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ChosenLayouts {
    pub(super) title: SlideLayout,
    /// A title, and one place for the rest.
    pub(super) content: SlideLayout,
    /// A title and two places side by side, where there is one.
    pub(super) two: Option<SlideLayout>,
    /// Width and height of a slide.
    pub(super) size: (i64, i64),
    /// What the template lacks, a sentence each.
    pub(super) notes: Vec<String>,
}

impl ChosenLayouts {
    /// The layouts of a presentation, in the order of its masters.
    ///
    /// # Errors
    /// A part that cannot be read; no layout has a title and a place for content; in words.
    pub(super) fn of(
        package: &OfficePackage,
        presentation: &Element,
        relations: &PartRelations,
    ) -> Result<ChosenLayouts, String> {
        let size = slide_size(presentation);
        let layouts = layouts(package, presentation, relations, size)?;
        let titled = |layout: &&SlideLayout| layout.title.is_some();
        let of_kind = |kind: &str| {
            let mut found = layouts.iter().filter(titled);
            found.find(|layout| layout.kind == kind)
        };
        let has_body = |layout: &&SlideLayout| !layout.bodies.is_empty();
        let content = of_kind("obj").filter(has_body);
        let mut notes = Vec::new();
        let content = match content {
            Some(content) => content.clone(),
            None => {
                let other = layouts.iter().filter(titled).find(has_body);
                let other = other
                    .cloned()
                    .or_else(|| with_body(of_kind("titleOnly")?, size));
                let other = other.ok_or(
                    "the template has no layout with a title and a place for content, such as PowerPoint's “Title and Content”",
                )?;
                notes.push(NO_CONTENT.to_owned());
                other
            }
        };
        let title = of_kind("title").cloned();
        let title = title.unwrap_or_else(|| {
            notes.push(NO_TITLE.to_owned());
            content.clone()
        });
        let two = of_kind("twoObj").filter(|layout| layout.bodies.len() > 1);
        if content.number.is_none() {
            notes.push(NO_NUMBER.to_owned());
        }
        Ok(ChosenLayouts {
            title,
            two: two.cloned(),
            content,
            size,
            notes,
        })
    }
}

const NO_CONTENT: &str =
    "The template has no layout “Title and Content”: the slides are set on the nearest to it.";
const NO_TITLE: &str =
    "The template has no layout “Title Slide”: the first slide is set as the others are.";
const NO_NUMBER: &str =
    "The template's layout has no place for the slide's number: it stands at the bottom right.";

/// A layout that has only a title, with a box for content below it.
fn with_body(layout: &SlideLayout, (width, height): (i64, i64)) -> Option<SlideLayout> {
    let title = layout.title.as_ref()?;
    let top = title.bounds.y + title.bounds.height + LEAST_SIDE / 4;
    let bounds = SlideBox {
        x: title.bounds.x,
        y: top,
        width: title.bounds.width,
        height: (height - top - height / 12).max(LEAST_SIDE),
    };
    let free = SlidePlaceholder {
        kind: None,
        index: None,
        bounds,
        size: PLAIN_SIZE,
    };
    (bounds.x < width).then(|| SlideLayout {
        bodies: vec![free],
        ..layout.clone()
    })
}

fn slide_size(presentation: &Element) -> (i64, i64) {
    let side = |name: &str, otherwise: i64| {
        let size = presentation.find("p:sldSz");
        let given = size.and_then(|size| size.get(name)?.parse::<i64>().ok());
        given
            .filter(|side| (LEAST_SIDE..=LARGEST_SIDE).contains(side))
            .unwrap_or(otherwise)
    };
    (side("cx", 9_144_000), side("cy", 6_858_000))
}

fn layouts(
    package: &OfficePackage,
    presentation: &Element,
    relations: &PartRelations,
    size: (i64, i64),
) -> Result<Vec<SlideLayout>, String> {
    let mut found = Vec::new();
    for part in listed(presentation, "p:sldMasterIdLst", relations) {
        let master = package.tree(&part)?;
        let of_master = package.relations(&part)?;
        for part in listed(&master, "p:sldLayoutIdLst", &of_master) {
            let layout = package.tree(&part)?;
            found.push(read(part, &layout, &master, size));
        }
    }
    Ok(found)
}

/// The parts that a list of ids names, in its order.
fn listed(holder: &Element, list: &str, relations: &PartRelations) -> Vec<String> {
    let ids = holder.find(list).into_iter().flat_map(Element::elements);
    ids.filter_map(|id| relations.part(id.get("r:id")?))
        .collect()
}

fn read(part: String, layout: &Element, master: &Element, size: (i64, i64)) -> SlideLayout {
    let mut made = SlideLayout {
        part,
        kind: layout.get("type").unwrap_or_default().to_owned(),
        title: None,
        subtitle: None,
        bodies: Vec::new(),
        number: None,
    };
    for (place, shape) in places(layout) {
        let kind = place.get("type");
        let Some(placeholder) = placeholder(place, shape, master, size) else {
            continue;
        };
        match kind {
            Some("title" | "ctrTitle") => made.title = made.title.or(Some(placeholder)),
            Some("subTitle") => made.subtitle = Some(placeholder),
            Some("sldNum") => made.number = Some(placeholder),
            None | Some("obj" | "body") => made.bodies.push(placeholder),
            Some(_) => {}
        }
    }
    made
}

/// The placeholders of a layout or a master, each with its shape.
fn places(of: &Element) -> impl Iterator<Item = (&Element, &Element)> {
    let tree = of.find("p:cSld").and_then(|slide| slide.find("p:spTree"));
    let shapes = tree.into_iter().flat_map(Element::elements);
    shapes
        .filter(|shape| shape.name == "p:sp")
        .filter_map(|shape| {
            let named = shape.find("p:nvSpPr")?;
            Some((named.find("p:nvPr")?.find("p:ph")?, shape))
        })
}

/// None where nobody says where it stands.
fn placeholder(
    place: &Element,
    shape: &Element,
    master: &Element,
    size: (i64, i64),
) -> Option<SlidePlaceholder> {
    let kind = place.get("type");
    let of_master = match kind {
        Some("title" | "ctrTitle") => "title",
        None | Some("obj" | "body" | "subTitle") => "body",
        Some(other) => other,
    };
    let behind = places(master)
        .find(|(place, _)| place.get("type").unwrap_or("body") == of_master)
        .map(|(_, shape)| shape);
    let bounds = bounds(shape, size).or_else(|| bounds(behind?, size))?;
    let style = match of_master {
        "title" => "p:titleStyle",
        "body" => "p:bodyStyle",
        _ => "p:otherStyle",
    };
    let points = letter_size(shape.find("p:txBody"), "a:lstStyle")
        .or_else(|| letter_size(behind?.find("p:txBody"), "a:lstStyle"))
        .or_else(|| letter_size(master.find("p:txStyles"), style));
    Some(SlidePlaceholder {
        kind: kind.map(str::to_owned),
        index: place.get("idx").map(str::to_owned),
        bounds,
        size: points.unwrap_or(PLAIN_SIZE),
    })
}

fn bounds(shape: &Element, (width, height): (i64, i64)) -> Option<SlideBox> {
    let frame = shape.find("p:spPr")?.find("a:xfrm")?;
    let number = |element: &str, name: &str| -> Option<i64> {
        let found: i64 = frame.find(element)?.get(name)?.parse().ok()?;
        (found.abs() <= LARGEST_SIDE).then_some(found)
    };
    let (x, y) = (number("a:off", "x")?, number("a:off", "y")?);
    let (wide, high) = (number("a:ext", "cx")?, number("a:ext", "cy")?);
    let is_on_slide = x < width && y < height && wide > 0 && high > 0;
    is_on_slide.then_some(SlideBox {
        x,
        y,
        width: wide,
        height: high,
    })
}

/// The size of the first level in a list of styles, in points.
fn letter_size(holder: Option<&Element>, list: &str) -> Option<f64> {
    let level = holder?.find(list)?.find("a:lvl1pPr")?;
    let size: f64 = level.find("a:defRPr")?.get("sz")?.parse().ok()?;
    (100.0..=40_000.0)
        .contains(&size)
        .then_some((size / 100.0).floor())
}
