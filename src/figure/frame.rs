//! What surrounds every plot: title, subtitle, notes and source, and the room they leave.

use super::layout::{width, wrap, wrap_evenly};
use super::sheet::{Anchor, Area, Letter, Sheet};
use super::theme::{HEIGHT, LEADING, MARGIN, SMALL, SUBTITLE, TITLE, WIDTH};
use super::{Caption, Drawing, Style, ink};

/// A line longer than the sheet is wide is set smaller before it is broken in two.
const SMALLER_TITLE: f64 = 37.0;
const SMALLER_SUBTITLE: f64 = 26.0;
const NOTE_LINES: usize = 4;
const SOURCE_LINES: usize = 3;

/// A sheet with its words set, and the area left for the plot.
pub(super) struct Frame {
    pub(super) sheet: Sheet,
    pub(super) room: Area,
}

/// Sets the words of `caption`, and `remarks` that the form itself has to make (symbols, counts left out), on a sheet of 1600 x 900.
pub(super) fn frame(caption: &Caption, style: Style, remarks: &[String]) -> Frame {
    frame_of_height(caption, style, remarks, HEIGHT)
}

/// The same on a sheet `height` pixels high.
pub(super) fn frame_of_height(
    caption: &Caption,
    style: Style,
    remarks: &[String],
    height: f64,
) -> Frame {
    let mut sheet = Sheet::new(WIDTH, height);
    let top = if style.title_in_image {
        head(&mut sheet, caption)
    } else {
        MARGIN * 0.6
    };
    let bottom = foot(&mut sheet, caption, remarks);
    Frame {
        room: Area {
            left: MARGIN,
            top,
            right: sheet.width - MARGIN,
            bottom,
        },
        sheet,
    }
}

/// How much height title, subtitle, notes and source take together: for a form whose sheet grows with its rows.
pub(super) fn words_height(caption: &Caption, style: Style, remarks: &[String]) -> f64 {
    let frame = frame(caption, style, remarks);
    HEIGHT - frame.room.height()
}

/// The finished drawing of a sheet.
pub(super) fn drawing(sheet: &Sheet, caption: &Caption) -> Drawing {
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

fn head(sheet: &mut Sheet, caption: &Caption) -> f64 {
    let room = sheet.width - 2.0 * MARGIN;
    let shrunk = |words: &str, letter: Letter, size| {
        if width(words, letter) > room {
            Letter { size, ..letter }
        } else {
            letter
        }
    };
    let title = shrunk(&caption.title, Letter::bold(TITLE), SMALLER_TITLE);
    let subtitle = shrunk(&caption.subtitle, Letter::plain(SUBTITLE), SMALLER_SUBTITLE);
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

fn foot(sheet: &mut Sheet, caption: &Caption, remarks: &[String]) -> f64 {
    let letter = Letter::plain(SMALL);
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

/// Notes follow one another on a line, so each needs its end.
fn sentence(note: &str) -> String {
    let note = note.trim();
    if note.is_empty() || note.ends_with(['.', '!', '?']) {
        note.to_owned()
    } else {
        format!("{note}.")
    }
}
