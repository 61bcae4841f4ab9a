//! The sheet a form lays its marks on, in pixels from the top left, before there is any ink: plain data that a test can look at.

use super::layout;
use super::theme::{ASCENT, BLACK, CAP_HEIGHT, Colour, DESCENT, Stroke};

pub(super) type Spot = (f64, f64);

/// A rectangle with its sides parallel to the sheet's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The same area with `by` pixels more on every side.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// Whether the stretch from `from` to `to` touches the area: Liang and Barsky's clipping, of which only the verdict is kept.
    pub(super) fn meets_line(&self, from: Spot, to: Spot) -> bool {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (step, room) in [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ] {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                enter = enter.max(room / step);
            } else {
                leave = leave.min(room / step);
            }
        }
        enter <= leave
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: Colour,
    /// A white rim, for text that stands on lines.
    pub(super) halo: bool,
}

impl Letter {
    pub(super) const fn plain(size: f64) -> Self {
        Self {
            size,
            bold: false,
            colour: BLACK,
            halo: false,
        }
    }

    pub(super) const fn bold(size: f64) -> Self {
        Self {
            bold: true,
            ..Self::plain(size)
        }
    }

    pub(super) const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(super) const fn with_halo(self) -> Self {
        Self { halo: true, ..self }
    }
}

/// One line of text; `at` is the anchor on the baseline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lettering {
    pub(super) words: String,
    pub(super) at: Spot,
    pub(super) anchor: Anchor,
    pub(super) letter: Letter,
}

impl Lettering {
    /// The area the text covers, by the advance widths of the font.
    pub(super) fn extent(&self) -> Area {
        let width = layout::width(&self.words, self.letter);
        let left = match self.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - width / 2.0,
            Anchor::End => self.at.0 - width,
        };
        Area {
            left,
            top: self.at.1 - ASCENT * self.letter.size,
            right: left + width,
            bottom: self.at.1 + DESCENT * self.letter.size,
        }
    }
}

/// One thing drawn. Later marks cover earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Filled, with sides that fall on whole pixels where the numbers do.
    Rect(Area, Colour),
    Line(Vec<Spot>, Stroke),
    /// A filled outline.
    Shape(Vec<Spot>, Colour),
    /// Centre, radius, fill.
    Dot(Spot, f64, Colour),
    Text(Lettering),
}

/// A white sheet and what is on it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) marks: Vec<Mark>,
}

impl Sheet {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            marks: Vec::new(),
        }
    }

    pub(super) fn rect(&mut self, area: Area, fill: Colour) {
        self.marks.push(Mark::Rect(area, fill));
    }

    pub(super) fn line(&mut self, points: Vec<Spot>, stroke: Stroke) {
        if points.len() > 1 {
            self.marks.push(Mark::Line(points, stroke));
        }
    }

    pub(super) fn shape(&mut self, points: Vec<Spot>, fill: Colour) {
        if points.len() > 2 {
            self.marks.push(Mark::Shape(points, fill));
        }
    }

    pub(super) fn dot(&mut self, centre: Spot, radius: f64, fill: Colour) {
        self.marks.push(Mark::Dot(centre, radius, fill));
    }

    /// Text with its baseline at `at`. Blank text leaves no mark.
    pub(super) fn text(&mut self, words: &str, at: Spot, anchor: Anchor, letter: Letter) {
        if !words.trim().is_empty() {
            self.marks.push(Mark::Text(Lettering {
                words: words.to_owned(),
                at,
                anchor,
                letter,
            }));
        }
    }

    /// Text whose capitals are centred on the height `at.1`.
    pub(super) fn text_centred(&mut self, words: &str, at: Spot, anchor: Anchor, letter: Letter) {
        let baseline = at.1 + CAP_HEIGHT * letter.size / 2.0;
        self.text(words, (at.0, baseline), anchor, letter);
    }
}
