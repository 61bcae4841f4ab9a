//! Where text goes: how wide it is in the font that draws it, how it is shortened, and how labels are kept apart.
//!
//! Widths come from the font's own advances at the true size. plotters measures text about 11% too wide, so it is not used here.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef};

use super::letter::LetterStyle;
use crate::stat::round::format_number;

/// Width in ems of a letter that the font lacks.
const FALLBACK_ADVANCE: f64 = 0.6;

/// Advance widths in ems: from a table for ASCII characters, from the font for others.
struct FontFace {
    ascii: [f64; 128],
    font: Option<FontRef<'static>>,
}

impl FontFace {
    fn new(bytes: &'static [u8]) -> Self {
        let font = FontRef::try_from_slice(bytes).ok();
        let mut ascii = [FALLBACK_ADVANCE; 128];
        for (code, slot) in (0_u8..128).zip(ascii.iter_mut()) {
            *slot = advance(font.as_ref(), char::from(code));
        }
        Self { ascii, font }
    }

    fn advance(&self, letter: char) -> f64 {
        match self.ascii.get(letter as usize) {
            Some(width) => *width,
            None => advance(self.font.as_ref(), letter),
        }
    }
}

fn advance(font: Option<&FontRef<'static>>, letter: char) -> f64 {
    let known = font.and_then(|font| {
        let em = f64::from(font.units_per_em()?);
        Some(f64::from(font.h_advance_unscaled(font.glyph_id(letter))) / em)
    });
    known.unwrap_or(FALLBACK_ADVANCE)
}

fn face(bold: bool) -> &'static FontFace {
    static REGULAR: OnceLock<FontFace> = OnceLock::new();
    static BOLD: OnceLock<FontFace> = OnceLock::new();
    if bold {
        BOLD.get_or_init(|| FontFace::new(ttf_noto_sans::BOLD))
    } else {
        REGULAR.get_or_init(|| FontFace::new(ttf_noto_sans::REGULAR))
    }
}

/// Width of one line of text in pixels.
pub(super) fn width(words: &str, letter: LetterStyle) -> f64 {
    let face = face(letter.bold);
    words.chars().map(|sign| face.advance(sign)).sum::<f64>() * letter.size
}

/// The widest of several lines, in pixels.
pub(super) fn widest<'a>(lines: impl IntoIterator<Item = &'a str>, letter: LetterStyle) -> f64 {
    lines
        .into_iter()
        .map(|line| width(line, letter))
        .fold(0.0, f64::max)
}

/// The widest of the lines into which a text is broken, in pixels.
pub(super) fn lines_width(lines: &[String], letter: LetterStyle) -> f64 {
    widest(lines.iter().map(String::as_str), letter)
}

/// The text where it fits into `room` pixels, else its beginning and an ellipsis.
pub(super) fn fit(words: &str, letter: LetterStyle, room: f64) -> String {
    if width(words, letter) <= room {
        return words.to_owned();
    }
    let face = face(letter.bold);
    let mut left = room / letter.size - face.advance('…');
    let kept: String = words
        .chars()
        .take_while(|sign| {
            left -= face.advance(*sign);
            left >= 0.0
        })
        .collect();
    format!("{}…", kept.trim_end_matches([' ', ',', ';', '-']))
}

/// The text broken at spaces into at most `most` lines of `room` pixels. Where it does not fit, the last line ends in an ellipsis.
pub(super) fn wrap(words: &str, letter: LetterStyle, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), letter) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|line| fit(line, letter, room)).collect()
}

/// The text broken as by [`wrap`] into lines of about one length, so that no word is left alone on the last line.
pub(super) fn wrap_evenly(words: &str, letter: LetterStyle, room: f64, most: usize) -> Vec<String> {
    let lines = wrap(words, letter, room, most);
    if lines.len() < 2 {
        return lines;
    }
    wrap(
        words,
        letter,
        narrowest(words, letter, lines.len()).min(room),
        most,
    )
}

/// The least room in pixels, to one pixel, in which the text takes no more than `most` lines and loses no letter.
pub(super) fn narrowest(words: &str, letter: LetterStyle, most: usize) -> f64 {
    let mut low = widest(words.split_whitespace(), letter);
    let mut high = width(words, letter).max(low);
    if fits_lines(words, letter, low, most) {
        return low;
    }
    // More room never takes more lines, so halving the interval finds the edge.
    while high - low > 1.0 {
        let middle = (low + high) / 2.0;
        if fits_lines(words, letter, middle, most) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

fn fits_lines(words: &str, letter: LetterStyle, room: f64, most: usize) -> bool {
    wrap(words, letter, room, most + 1).len() <= most
}

/// A number as charts print it: with thousands separators, the decimals given, and a true minus sign.
pub(crate) fn number(value: f64, decimals: u8) -> String {
    minus(&format_number(value, decimals))
}

/// The text with a hyphen before a leading digit replaced by a minus sign.
pub(super) fn minus(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.starts_with(|sign: char| sign.is_ascii_digit()) => {
            format!("\u{2212}{rest}")
        }
        _ => text.to_owned(),
    }
}

/// Where a label is wanted along one axis, in pixels: its centre, and the length it takes there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LabelPlace {
    pub(super) centre: f64,
    pub(super) extent: f64,
}

/// The centres at which no label overlaps another, in the order of the places wanted (ties in the order given), within `low..high`
/// and with the least sum of squared moves. This is isotonic regression by pooling adjacent violators, clamped to the bounds.
///
/// When the labels together are longer than the room they stand end to end from `low` on and run over at `high`.
pub(super) fn keep_apart(wanted: &[LabelPlace], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].centre.total_cmp(&wanted[*b].centre));

    // With each centre measured from where the labels before it would push it, "no overlap" becomes "never falling".
    let mut before = 0.0;
    let mut offsets = vec![0.0; wanted.len()];
    let mut pools: Vec<Pool> = Vec::with_capacity(wanted.len());
    for index in &order {
        let place = wanted[*index];
        offsets[*index] = before + place.extent / 2.0;
        before += place.extent;
        let mut pool = Pool {
            sum: place.centre - offsets[*index],
            count: 1,
        };
        while let Some(last) = pools.pop_if(|last| last.level() >= pool.level()) {
            pool = Pool {
                sum: pool.sum + last.sum,
                count: pool.count + last.count,
            };
        }
        pools.push(pool);
    }

    let highest = (high - before).max(low);
    let levels = pools
        .iter()
        .flat_map(|pool| std::iter::repeat_n(pool.level().clamp(low, highest), pool.count));
    let mut centres = vec![0.0; wanted.len()];
    for (index, level) in order.iter().zip(levels) {
        centres[*index] = level + offsets[*index];
    }
    centres
}

/// Labels that touch one another and so move together: the sum and the number of their offsets from where they are wanted.
struct Pool {
    sum: f64,
    count: usize,
}

impl Pool {
    fn level(&self) -> f64 {
        self.sum / self.count as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LETTER: LetterStyle = LetterStyle::plain(20.0);

    proptest! {
        #[test]
        fn labels_kept_apart_never_overlap_and_stay_in_the_room(
            wanted in prop::collection::vec((-50.0..1050.0_f64, 10.0..60.0_f64), 0..16),
        ) {
            let wanted: Vec<LabelPlace> = wanted.iter().map(|&(centre, extent)| LabelPlace { centre, extent }).collect();
            let centres = keep_apart(&wanted, 0.0, 1000.0);
            let mut spans: Vec<(f64, f64)> = centres
                .iter()
                .zip(&wanted)
                .map(|(centre, place)| (centre - place.extent / 2.0, centre + place.extent / 2.0))
                .collect();
            spans.sort_by(|a, b| a.0.total_cmp(&b.0));
            prop_assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-6));
            prop_assert!(spans.iter().all(|span| span.0 >= -1e-6 && span.1 <= 1000.0 + 1e-6));
            for (a, b) in (0..wanted.len()).flat_map(|a| (0..wanted.len()).map(move |b| (a, b))) {
                prop_assert!(wanted[a].centre >= wanted[b].centre || centres[a] < centres[b]);
            }
        }

        #[test]
        fn text_made_to_fit_fits(words in "[A-Za-z ,&]{0,60}", room in 60.0..400.0_f64) {
            prop_assert!(width(&fit(&words, LETTER, room), LETTER) <= room);
            let lines = wrap(&words, LETTER, room, 2);
            prop_assert!(lines.len() <= 2);
            prop_assert!(lines.iter().all(|line| width(line, LETTER) <= room));
            let even = wrap_evenly(&words, LETTER, room, 2);
            prop_assert_eq!(even.len(), lines.len());
            prop_assert_eq!(even.join(" ").contains('…'), lines.join(" ").contains('…'));
        }
    }

    #[test]
    fn labels_with_room_stay_where_they_are_wanted() {
        let wanted = [300.0, 100.0, 200.0].map(|centre| LabelPlace {
            centre,
            extent: 30.0,
        });
        assert_eq!(keep_apart(&wanted, 0.0, 400.0), [300.0, 100.0, 200.0]);
    }

    #[test]
    fn labels_on_one_spot_share_the_move() {
        let wanted = [LabelPlace {
            centre: 100.0,
            extent: 20.0,
        }; 3];
        assert_eq!(keep_apart(&wanted, 0.0, 400.0), [80.0, 100.0, 120.0]);
        assert_eq!(keep_apart(&wanted, 95.0, 400.0), [105.0, 125.0, 145.0]);
    }

    #[test]
    fn a_long_name_breaks_between_words() {
        let lines = wrap("Bournemouth, Christchurch and Poole 84", LETTER, 270.0, 2);
        assert_eq!(lines, ["Bournemouth, Christchurch", "and Poole 84"]);
    }

    #[test]
    fn no_word_is_left_alone_on_the_last_line() {
        let words = "Children looked after at 31 March, rate per 10,000 children, 2016 to 2025";
        let lines = wrap_evenly(words, LETTER, 620.0, 2);
        assert_eq!(
            lines,
            [
                "Children looked after at 31 March,",
                "rate per 10,000 children, 2016 to 2025"
            ]
        );
        assert_eq!(wrap_evenly("short", LETTER, 620.0, 2), ["short"]);
    }

    #[test]
    fn the_least_room_is_found() {
        let room = narrowest("Bournemouth, Christchurch and Poole", LETTER, 3);
        assert_eq!(
            wrap("Bournemouth, Christchurch and Poole", LETTER, room, 3),
            ["Bournemouth,", "Christchurch", "and Poole"]
        );
        assert_eq!(narrowest("England", LETTER, 2), width("England", LETTER));
    }

    #[test]
    fn a_minus_is_a_minus_only_before_a_figure() {
        assert_eq!(number(-1234.5, 1), "\u{2212}1,234.5");
        assert_eq!(minus("-"), "-");
        assert_eq!(minus("c"), "c");
    }
}
