//! Text above or below the line: the signs of notes. They are no part of the words and figures beside which they stand.

/// The plain letter of one that is raised or lowered by itself: `1` of `¹`.
pub(super) fn plain_letter(letter: char) -> Option<char> {
    const RAISED: [(char, char); 16] = [
        ('¹', '1'),
        ('²', '2'),
        ('³', '3'),
        ('ᵃ', 'a'),
        ('ᵇ', 'b'),
        ('ᶜ', 'c'),
        ('ᵈ', 'd'),
        ('ʰ', 'h'),
        ('ⁿ', 'n'),
        ('ʳ', 'r'),
        ('ˢ', 's'),
        ('ᵗ', 't'),
        ('⁽', '('),
        ('⁾', ')'),
        ('⁻', '-'),
        ('⁺', '+'),
    ];
    let digit = match letter {
        '⁰' | '⁴'..='⁹' => Some(u32::from(letter) - u32::from('⁰')),
        '₀'..='₉' => Some(u32::from(letter) - u32::from('₀')),
        _ => None,
    };
    digit
        .and_then(|digit| char::from_digit(digit, 10))
        .or_else(|| {
            RAISED
                .into_iter()
                .find(|(raised, _)| *raised == letter)
                .map(|(_, plain)| plain)
        })
}

/// Whether raised text ends a rank, as in "4th" where Word raises the "th".
pub(super) fn ends_a_rank(text: &str) -> bool {
    ["st", "nd", "rd", "th"].contains(&text.trim().to_lowercase().as_str())
}

/// Whether raised text is the sign of a note, or of several: a number, a letter, a small Roman numeral, an asterisk or a dagger.
pub(super) fn is_note_sign(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .all(|part| {
            let is_number = part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit());
            let is_roman = part.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
            let is_letter = part.chars().count() == 1;
            is_number || is_roman || is_letter || ["note", "notes", "fn"].contains(&part)
        })
}

/// A text without the signs of notes that are written on the line: `[1]`, `[note 2]`, `[r]`, `[^1]`, `^1^`, `†`.
pub(super) fn without_note_signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['[', '^', '†', '‡']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let inside = [('[', ']'), ('^', '^')]
            .into_iter()
            .find_map(|(open, close)| rest.strip_prefix(open)?.split_once(close))
            .filter(|(inside, _)| is_bracketed_sign(inside));
        let mut letters = rest.chars();
        let first = letters.next();
        match (inside, first) {
            (Some((_, after)), _) => rest = after,
            (None, Some(open @ ('[' | '^'))) => {
                out.push(open);
                rest = letters.as_str();
            }
            _ => rest = letters.as_str(),
        }
    }
    out.push_str(rest);
    out
}

fn is_bracketed_sign(inside: &str) -> bool {
    let inside = inside.trim().trim_start_matches('^').to_lowercase();
    !inside.is_empty() && inside.len() <= 12 && is_note_sign(&inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_notes_are_told_from_text() {
        for sign in [
            "1", "12", "1,2", "1, 2", "(3)", "a", "iv", "*", "†", "[1]", "note 2", "-3",
        ] {
            assert!(is_note_sign(sign), "{sign}");
        }
        for text in ["th", "TM", "2025", "the rate", "ago"] {
            assert!(!is_note_sign(text), "{text}");
        }
        assert!(ends_a_rank("th") && ends_a_rank(" ST ") && !ends_a_rank("t"));
    }

    #[test]
    fn signs_on_the_line_are_left_out_and_other_brackets_stay() {
        for (text, expected) in [
            ("184[1] per 10,000", "184 per 10,000"),
            ("184 [note 2]", "184 "),
            ("184[^1].", "184."),
            ("12.5 [r]", "12.5 "),
            ("67† and 68‡", "67 and 68"),
            ("184^1^ and 2^3", "184 and 2^3"),
            ("the rate [sic] was [1", "the rate [sic] was [1"),
            ("a [link to the paper] b", "a [link to the paper] b"),
        ] {
            assert_eq!(without_note_signs(text), expected);
        }
    }
}
