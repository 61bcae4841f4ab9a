//! Text from files, names and the network as it may be printed: with nothing in it that a terminal would obey.

use std::borrow::Cow;

/// Whether a terminal takes a letter for a command, or shows the letters after it in another order: all control characters, DEL and C1
/// among them, what turns the direction of writing, and the separators of lines and paragraphs. A line end and a tab are none: the
/// program's own texts have them.
pub(crate) fn is_command(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            true
        }
        letter => letter.is_control(),
    }
}

/// The text with every such letter spelled, as in `\u001b`. JSON stays JSON: there it stands inside a string, and means the letter.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    printable_but(text, |_| 0)
}

/// The same for a name or a value that has to stay on its line: a line end and a tab are spelled too.
pub(crate) fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\t']) {
        let spelled = text.replace('\n', "\\u000a").replace('\t', "\\u0009");
        return Cow::Owned(printable(&spelled).into_owned());
    }
    printable(text)
}

/// The same with the parts of the text left as they are whose length, in bytes from the front of the rest, `own` gives.
pub(crate) fn printable_but(text: &str, own: impl Fn(&str) -> usize) -> Cow<'_, str> {
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find(is_command) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let kept = match own(from) {
            // CR before LF is a line end of a format that asks for both.
            0 if from.starts_with("\r\n") => 2,
            kept => kept,
        };
        let mut letters = from.chars();
        match (kept, letters.next()) {
            (0, Some(letter)) => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
                rest = letters.as_str();
            }
            _ => {
                let (kept, after) = from.split_at(kept);
                out.push_str(kept);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_spelled() {
        for (letter, spelled) in [
            ('\0', "\\u0000"),
            ('\u{7}', "\\u0007"),
            ('\u{8}', "\\u0008"),
            ('\r', "\\u000d"),
            ('\u{1b}', "\\u001b"),
            ('\u{7f}', "\\u007f"),
            ('\u{85}', "\\u0085"),
            ('\u{9b}', "\\u009b"),
            ('\u{9d}', "\\u009d"),
            ('\u{200f}', "\\u200f"),
            ('\u{2028}', "\\u2028"),
            ('\u{202a}', "\\u202a"),
            ('\u{202e}', "\\u202e"),
            ('\u{2066}', "\\u2066"),
            ('\u{2069}', "\\u2069"),
        ] {
            let text = format!("Hull{letter}[2J");
            assert_eq!(printable(&text), format!("Hull{spelled}[2J"));
            assert_eq!(on_one_line(&text), printable(&text));
        }
    }

    #[test]
    fn words_of_any_language_and_our_own_line_ends_stay() {
        for text in [
            "a\n\tb",
            "BEGIN\r\nEND\r\n",
            "Ynys Môn – 1 × “2” 🙂",
            "\u{feff}a\u{a0}b",
        ] {
            assert_eq!(printable(text), text);
        }
        assert_eq!(
            on_one_line("a\nyardstick: b\tc"),
            "a\\u000ayardstick: b\\u0009c"
        );
    }

    #[test]
    fn json_means_the_same() {
        let value = serde_json::json!({ "name": "a\u{7f}\u{9b}\u{202e}\u{1b}\n" });
        let printed = printable(&value.to_string()).into_owned();
        assert!(!printed.contains(is_command), "{printed}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&printed).unwrap(),
            value
        );
    }
}
