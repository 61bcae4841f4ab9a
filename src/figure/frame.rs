//! What surrounds every plot: title, subtitle, notes and source, and the room they leave.

use super::ink;
use super::layout::{width, wrap, wrap_evenly};
use super::letter::{Anchor, LetterStyle};
use super::parts::{Caption, ChartStyle, Drawing};
use super::sheet::{ChartSheet, Rect};
use super::theme::{LEADING, MARGIN, SMALL, SUBTITLE, TITLE, pixels};

/// Sizes for a title or subtitle that is wider than the sheet; it is broken in two only where it is still too wide.
const SMALLER_TITLE: f64 = 37.0;
const SMALLER_SUBTITLE: f64 = 26.0;
/// The least height of a sheet with many words, in pixels.
const MANY_WORDS: f64 = 660.0;
const NOTE_LINES: usize = 4;
const SOURCE_LINES: usize = 3;

/// A sheet on which the caption stands, and the room left for the plot.
pub(super) struct ChartFrame {
    pub(super) sheet: ChartSheet,
    pub(super) room: Rect,
}

/// A sheet of the style’s size with the caption and with the remarks of the form itself (symbols, authorities left out).
pub(super) fn frame(caption: &Caption, style: ChartStyle, remarks: &[String]) -> ChartFrame {
    frame_of_height(caption, style, remarks, pixels(style.size).1)
}

/// The same for a form with many words, which a paper gives a higher sheet.
pub(super) fn frame_for_many_words(
    caption: &Caption,
    style: ChartStyle,
    remarks: &[String],
) -> ChartFrame {
    let height = pixels(style.size).1.max(MANY_WORDS);
    frame_of_height(caption, style, remarks, height)
}

/// The same as [`frame`] on a sheet `height` pixels high.
pub(super) fn frame_of_height(
    caption: &Caption,
    style: ChartStyle,
    remarks: &[String],
    height: f64,
) -> ChartFrame {
    let mut sheet = ChartSheet::new(pixels(style.size).0, height);
    let top = if style.title_in_image {
        head(&mut sheet, caption)
    } else {
        MARGIN * 0.6
    };
    let bottom = foot(&mut sheet, caption, remarks);
    ChartFrame {
        room: Rect {
            left: MARGIN,
            top,
            right: sheet.width - MARGIN,
            bottom,
        },
        sheet,
    }
}

/// The height in pixels that title, subtitle, notes and source take together, for a form whose sheet grows with its rows.
pub(super) fn words_height(caption: &Caption, style: ChartStyle, remarks: &[String]) -> f64 {
    let frame = frame(caption, style, remarks);
    frame.sheet.height - frame.room.height()
}

/// The sheet as SVG, with the caption's title and text alternative.
pub(super) fn drawing(sheet: &ChartSheet, caption: &Caption) -> Drawing {
    Drawing {
        svg: ink::svg(sheet, &caption.title, &caption.alt),
        alt: caption.alt.clone(),
        width: whole(sheet.width),
        height: whole(sheet.height),
    }
}

/// Sheets are a few thousand pixels at most; the conversion saturates.
fn whole(pixels: f64) -> u32 {
    pixels.round() as u32
}

/// Sets title and subtitle; gives the height under them.
fn head(sheet: &mut ChartSheet, caption: &Caption) -> f64 {
    let room = sheet.width - 2.0 * MARGIN;
    let title = LetterStyle::bold(TITLE);
    let title = shrink(title, SMALLER_TITLE, &caption.title, room);
    let subtitle = LetterStyle::plain(SUBTITLE);
    let subtitle = shrink(subtitle, SMALLER_SUBTITLE, &caption.subtitle, room);
    let mut at = MARGIN * 0.55;
    for (letter, words) in [(title, &caption.title), (subtitle, &caption.subtitle)] {
        for line in wrap_evenly(words, letter, room, 2) {
            at += letter.size * LEADING;
            let baseline = at - letter.size * (LEADING - 1.0);
            sheet.text(&line, (MARGIN, baseline), Anchor::Start, letter);
        }
    }
    at + 14.0
}

/// The letter style, or the smaller size where the text would be wider than the room.
fn shrink(letter: LetterStyle, smaller: f64, words: &str, room: f64) -> LetterStyle {
    if width(words, letter) > room {
        LetterStyle {
            size: smaller,
            ..letter
        }
    } else {
        letter
    }
}

/// Sets notes and source; gives the height above them.
fn foot(sheet: &mut ChartSheet, caption: &Caption, remarks: &[String]) -> f64 {
    let letter = LetterStyle::plain(SMALL);
    let room = sheet.width - 2.0 * MARGIN;
    let notes = remarks
        .iter()
        .chain(&caption.notes)
        .map(|note| sentence(note))
        .collect::<Vec<_>>()
        .join(" ");
    let mut lines = wrap(&notes, letter, room, NOTE_LINES);
    lines.extend(wrap(&caption.source, letter, room, SOURCE_LINES));
    let mut baseline = sheet.height - 20.0;
    for line in lines.iter().rev() {
        sheet.text(line, (MARGIN, baseline), Anchor::Start, letter);
        baseline -= letter.size * LEADING;
    }
    baseline - 4.0
}

/// The note with a full stop: notes follow one another on a line.
fn sentence(note: &str) -> String {
    let note = note.trim();
    if note.is_empty() || note.ends_with(['.', '!', '?']) {
        note.to_owned()
    } else {
        format!("{note}.")
    }
}
