//! The sheet on which a form lays its marks, in pixels from the top left: plain data that tests read and `ink` turns into SVG.

use super::layout;
use super::letter::{Anchor, LetterStyle};
use super::theme::{ASCENT, CAP_HEIGHT, DESCENT, InkColour, LEADING, Stroke};

/// A place on the sheet: pixels from the left edge, then from the top.
pub(super) type Spot = (f64, f64);

/// A rectangle with its sides parallel to the sheet's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// The square whose sides are `by` pixels from `centre`.
    pub(super) fn around((x, y): Spot, by: f64) -> Self {
        Self {
            left: x - by,
            top: y - by,
            right: x + by,
            bottom: y + by,
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The same rectangle with `by` pixels more on every side.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// Whether the straight line from `from` to `to` touches the rectangle, by the method of Liang and Barsky.
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

/// One line of text. `at` is the place of its anchor on the baseline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedText {
    pub(super) words: String,
    pub(super) at: Spot,
    pub(super) anchor: Anchor,
    pub(super) letter: LetterStyle,
}

impl PlacedText {
    /// The rectangle that the text covers, by the advance widths of the font.
    pub(super) fn extent(&self) -> Rect {
        let width = layout::width(&self.words, self.letter);
        let left = match self.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - width / 2.0,
            Anchor::End => self.at.0 - width,
        };
        Rect {
            left,
            top: self.at.1 - ASCENT * self.letter.size,
            right: left + width,
            bottom: self.at.1 + DESCENT * self.letter.size,
        }
    }
}

/// One thing on the sheet. Later marks cover earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SheetMark {
    /// A filled rectangle.
    Rect(Rect, InkColour),
    Line(Vec<Spot>, Stroke),
    /// A filled outline.
    Shape(Vec<Spot>, InkColour),
    /// Centre, radius, fill.
    Dot(Spot, f64, InkColour),
    Text(PlacedText),
}

/// A white sheet and the marks on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChartSheet {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) marks: Vec<SheetMark>,
}

impl ChartSheet {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            marks: Vec::new(),
        }
    }

    pub(super) fn rect(&mut self, area: Rect, fill: InkColour) {
        self.marks.push(SheetMark::Rect(area, fill));
    }

    pub(super) fn line(&mut self, points: Vec<Spot>, stroke: Stroke) {
        if points.len() > 1 {
            self.marks.push(SheetMark::Line(points, stroke));
        }
    }

    pub(super) fn shape(&mut self, points: Vec<Spot>, fill: InkColour) {
        if points.len() > 2 {
            self.marks.push(SheetMark::Shape(points, fill));
        }
    }

    pub(super) fn dot(&mut self, centre: Spot, radius: f64, fill: InkColour) {
        self.marks.push(SheetMark::Dot(centre, radius, fill));
    }

    /// Adds a leader that joins the end of a line (`from`) to its label (`to`): level for `level.0` pixels after `from` and for
    /// `level.1` pixels before `to`.
    pub(super) fn leader(&mut self, from: Spot, to: Spot, level: (f64, f64), stroke: Stroke) {
        self.line(
            vec![from, (from.0 + level.0, from.1), (to.0 - level.1, to.1), to],
            stroke,
        );
    }

    /// Adds text with its baseline at `at`. Blank text leaves no mark.
    pub(super) fn text(&mut self, words: &str, at: Spot, anchor: Anchor, letter: LetterStyle) {
        if !words.trim().is_empty() {
            self.marks.push(SheetMark::Text(PlacedText {
                words: words.to_owned(),
                at,
                anchor,
                letter,
            }));
        }
    }

    /// Adds text whose capitals are centred on the height `at.1`.
    pub(super) fn text_centred(
        &mut self,
        words: &str,
        at: Spot,
        anchor: Anchor,
        letter: LetterStyle,
    ) {
        let baseline = at.1 + CAP_HEIGHT * letter.size / 2.0;
        self.text(words, (at.0, baseline), anchor, letter);
    }

    /// Adds lines of text one under another, together centred on the height `at.1`.
    pub(super) fn lines_centred(
        &mut self,
        lines: &[String],
        at: Spot,
        anchor: Anchor,
        letter: LetterStyle,
    ) {
        let leading = letter.size * LEADING;
        let mut y = at.1 - (lines.len() as f64 - 1.0) / 2.0 * leading;
        for line in lines {
            self.text_centred(line, (at.0, y), anchor, letter);
            y += leading;
        }
    }
}
