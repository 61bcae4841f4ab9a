//! How the styles of a Word file make text look, as far as that decides what a reader reads.

use crate::source::package::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// How a run of text looks; none where nothing says so.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct RunLook {
    /// Above or below the line.
    pub(super) is_raised: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    pub(super) is_struck: Option<bool>,
    pub(super) is_struck_twice: Option<bool>,
}

impl RunLook {
    /// Takes what a setting of a run says.
    pub(super) fn set(&mut self, tag: &BytesStart<'_>) {
        let is_on = || Some(is_on(tag));
        match tag.local_name().as_ref() {
            "vertAlign" => {
                self.is_raised = attribute(tag, "val").map(|align| align.ends_with("script"));
            }
            "position" => {
                // In half points; less than two points is no more than an adjustment.
                let height: i32 = attribute(tag, "val")
                    .and_then(|height| height.parse().ok())
                    .unwrap_or(0);
                if height.abs() >= 4 {
                    self.is_raised = Some(true);
                }
            }
            "vanish" | "specVanish" => self.is_hidden = is_on(),
            "strike" => self.is_struck = is_on(),
            "dstrike" => self.is_struck_twice = is_on(),
            _ => {}
        }
    }

    /// This look where it says something, otherwise the one below it.
    pub(super) fn over(self, below: RunLook) -> RunLook {
        RunLook {
            is_raised: self.is_raised.or(below.is_raised),
            is_hidden: self.is_hidden.or(below.is_hidden),
            is_struck: self.is_struck.or(below.is_struck),
            is_struck_twice: self.is_struck_twice.or(below.is_struck_twice),
        }
    }

    /// Whether a reader does not read the text: it is hidden or struck out.
    pub(super) fn is_left_out(self) -> bool {
        [self.is_hidden, self.is_struck, self.is_struck_twice].contains(&Some(true))
    }
}

/// Whether a setting that is on by its presence is on.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    !attribute(tag, "val")
        .is_some_and(|value| ["0", "false", "off", "none"].contains(&value.as_str()))
}

/// What a style says.
#[derive(Clone, Default, Debug)]
struct WordStyle {
    based_on: Option<String>,
    look: RunLook,
    is_heading: Option<bool>,
    is_contents: bool,
}

/// The styles of a file by their ids.
#[derive(Default, Debug)]
pub(super) struct WordStyles {
    styles: BTreeMap<String, WordStyle>,
}

/// What a style with all that it is based on comes to.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct StyleLook {
    pub(super) run: RunLook,
    pub(super) is_heading: bool,
    /// A line of a table of contents.
    pub(super) is_contents: bool,
}

impl WordStyles {
    /// Reads the part with the styles.
    ///
    /// # Errors
    /// It is not sound XML.
    pub(super) fn read(xml: &str) -> Result<WordStyles, quick_xml::Error> {
        let mut reader = Reader::from_str(xml);
        let mut styles = WordStyles::default();
        let mut open: Option<(String, WordStyle)> = None;
        loop {
            match reader.read_event()? {
                Event::Start(tag) if tag.local_name().as_ref() == "style" => {
                    open = attribute(&tag, "styleId").map(|id| (id, WordStyle::default()));
                }
                Event::Start(tag) | Event::Empty(tag) => {
                    if let Some((_, style)) = &mut open {
                        style.set(&tag);
                    }
                }
                Event::End(tag) if tag.local_name().as_ref() == "style" => {
                    styles.styles.extend(open.take());
                }
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// The look of a style. One that the file does not describe is known by its id.
    pub(super) fn look(&self, id: &str) -> StyleLook {
        let (by_heading, by_contents) = by_name(id);
        let mut look = StyleLook {
            is_contents: by_contents,
            ..StyleLook::default()
        };
        let (mut is_heading, mut next) = (None, Some(id));
        // A style may be based on itself in a damaged file.
        for _ in 0..20 {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else {
                break;
            };
            look.run = look.run.over(style.look);
            is_heading = is_heading.or(style.is_heading);
            look.is_contents |= style.is_contents;
            next = style.based_on.as_deref();
        }
        look.is_heading = is_heading.unwrap_or(by_heading);
        look
    }
}

impl WordStyle {
    fn set(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "name" => {
                let (is_heading, is_contents) =
                    attribute(tag, "val").map_or((false, false), |name| by_name(&name));
                if is_heading {
                    self.is_heading = Some(true);
                }
                self.is_contents = is_contents;
            }
            "basedOn" => self.based_on = attribute(tag, "val"),
            "outlineLvl" => self.is_heading = Some(is_outlined(tag)),
            _ => self.look.set(tag),
        }
    }
}

/// Whether an outline level makes a paragraph a heading: the tenth is that of plain text.
pub(super) fn is_outlined(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_some_and(|level| level != "9")
}

/// Whether a style is a heading's, and whether it is of a table of contents, by the names that Word and its templates give them.
fn by_name(name: &str) -> (bool, bool) {
    let name = name.to_lowercase();
    let is_contents = name
        .strip_prefix("toc")
        .is_some_and(|level| level.trim().parse::<u8>().is_ok());
    (name.starts_with("heading") || name == "title", is_contents)
}
