//! How much text fits a box, and at which size: nothing may run off a slide. Lengths are in points.

use crate::paper::TextSpan;
use crate::paper::write::office::widths::{BOLD, ems, lines_of_words};

/// Some set letters a little wider than they are.
const OTHER_RENDERERS: f64 = 1.03;
/// From one line to the next, in ems.
const LEADING: f64 = 1.2;
/// Bullets are not set smaller, so that a room can read them: they leave the slide instead.
const LEAST_BULLET: f64 = 14.0;
/// But for one bullet that alone is too long.
const LEAST_OF_ALL: f64 = 9.0;
/// A title is not set smaller.
const LEAST_TITLE: f64 = 14.0;
/// Before each bullet.
pub(super) const BEFORE: f64 = 9.0;
/// The indent of a bullet, in any template.
const INDENT: f64 = 30.0;
/// The part above a title: its size for each point of the title's, within bounds.
const PART: f64 = 0.6;
const PART_BOUNDS: (f64, f64) = (12.0, 18.0);

/// Width and height of a box without its margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TextRoom {
    pub(super) width: f64,
    pub(super) height: f64,
    /// How much wider the font may be than Arial.
    pub(super) font: f64,
}

/// Bullets that fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FittedBullets {
    pub(super) size: f64,
    /// How many from the first.
    pub(super) kept: usize,
}

/// A title that fits, with what stands above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FittedTitle {
    pub(super) size: f64,
    pub(super) part: f64,
}

impl TextRoom {
    /// How many lines a text takes at a size.
    pub(super) fn lines(&self, text: &str, size: f64, is_bold: bool) -> usize {
        let weight = if is_bold { BOLD } else { 1.0 };
        let width = |word: &str| {
            word.chars().map(ems).sum::<f64>() * size * weight * self.font * OTHER_RENDERERS
        };
        lines_of_words(text.split_whitespace().map(width), width(" "), self.width)
    }

    /// The height of a text.
    pub(super) fn height_of(&self, text: &str, size: f64, is_bold: bool) -> f64 {
        self.lines(text, size, is_bold) as f64 * size * LEADING
    }

    /// The largest size, up to one, at which all bullets fit; where they do not, as many as do at the least size.
    pub(super) fn bullets(&self, items: &[Vec<TextSpan>], largest: f64) -> FittedBullets {
        let inside = TextRoom {
            width: self.width - INDENT,
            ..*self
        };
        let heights = |size: f64| items.iter().map(move |item| inside.bullet(item, size));
        let all = items.len();
        let fits = |size: f64, kept: usize| heights(size).take(kept).sum::<f64>() <= self.height;
        let mut size = largest.max(LEAST_BULLET);
        while size > LEAST_BULLET && !fits(size, all) {
            size -= 1.0;
        }
        let mut kept = all;
        while kept > 1 && !fits(size, kept) {
            kept -= 1;
        }
        while size > LEAST_OF_ALL && !fits(size, kept) {
            size -= 1.0;
        }
        FittedBullets { size, kept }
    }

    fn bullet(&self, spans: &[TextSpan], size: f64) -> f64 {
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        // Bold words make a line no wider than all of it in bold.
        let is_bold = spans.iter().any(|span| span.strong);
        self.height_of(&text, size, is_bold) + BEFORE
    }

    /// The largest size, up to one, at which a title fits below its part.
    pub(super) fn title(&self, title: &str, largest: f64) -> FittedTitle {
        let part = |size: f64| (size * PART).clamp(PART_BOUNDS.0, PART_BOUNDS.1);
        let needs = |size: f64| self.height_of(title, size, true) + part(size) * LEADING;
        let mut size = largest;
        while size > LEAST_TITLE && needs(size) > self.height {
            size -= 1.0;
        }
        FittedTitle {
            size,
            part: part(size),
        }
    }

    /// The largest size, up to one, at which lines fit.
    pub(super) fn paragraphs(&self, lines: &[String], largest: f64) -> f64 {
        let height = |size: f64| -> f64 {
            let each = lines
                .iter()
                .map(|line| self.height_of(line, size, false) + BEFORE);
            each.sum()
        };
        let mut size = largest;
        while size > LEAST_OF_ALL && height(size) > self.height {
            size -= 1.0;
        }
        size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: TextRoom = TextRoom {
        width: 400.0,
        height: 100.0,
        font: 1.0,
    };

    fn items(many: usize, words: usize) -> Vec<Vec<TextSpan>> {
        let text = "children ".repeat(words);
        vec![vec![TextSpan::text(text)]; many]
    }

    #[test]
    fn what_has_no_room_leaves_from_the_end_and_nothing_gets_too_small() {
        let two = ROOM.bullets(&items(2, 4), 20.0);
        assert_eq!((two.size, two.kept), (20.0, 2));
        let many = ROOM.bullets(&items(9, 8), 20.0);
        assert!(many.kept < 9 && many.kept >= 1);
        assert_eq!(many.size, LEAST_BULLET);
        let long = ROOM.bullets(&items(1, 90), 20.0);
        assert_eq!(long.kept, 1);
        assert!(long.size < LEAST_BULLET);
    }

    #[test]
    fn a_long_title_is_set_smaller_and_a_wide_font_takes_more_lines() {
        let short = ROOM.title("Highest in England", 26.0);
        let long = ROOM.title(&"highest in England ".repeat(12), 26.0);
        assert_eq!(short.size, 26.0);
        assert!(long.size < short.size);
        let wide = TextRoom { font: 1.3, ..ROOM };
        let text = "children ".repeat(20);
        assert!(wide.lines(&text, 14.0, false) > ROOM.lines(&text, 14.0, false));
    }
}
