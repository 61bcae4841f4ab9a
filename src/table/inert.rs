//! Texts that a spreadsheet would run. The names in an officer's file are whatever somebody typed there, and Excel and LibreOffice take
//! a text that begins like a formula for one; a formula can fetch a page or start a program.

use std::borrow::Cow;

/// Whether a spreadsheet would take the text for a formula: it begins with one of the signs that start one, or with what a spreadsheet
/// passes over before such a sign. A figure with its sign is none, such as `-0.3`, `+2` or `-1,234.5%`; nor is the sign alone.
pub(super) fn is_run(text: &str) -> bool {
    let mut letters = text.chars();
    match letters.next() {
        Some('\t' | '\r' | '\n') => true,
        // The wide forms are those of East Asian keyboards, which Excel takes for the narrow ones.
        Some('=' | '@' | '＝' | '＠' | '+' | '-' | '＋' | '－') => {
            !letters.as_str().is_empty() && !is_figure(text)
        }
        _ => false,
    }
}

/// The text as a spreadsheet takes it for words: with an apostrophe before it where it would be run.
pub(super) fn inert(text: &str) -> Cow<'_, str> {
    if is_run(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether the text is a figure with a sign before it.
fn is_figure(text: &str) -> bool {
    let Some(digits) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Names that a spreadsheet would run.
    pub(crate) const RUN: [&str; 12] = [
        "=HYPERLINK(\"http://example.org\",\"click\")",
        "=cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        "－1+1",
        "-0.3 or more",
        "+44 1253 477477",
    ];

    #[test]
    fn what_would_be_run_is_made_words() {
        for text in RUN {
            assert_eq!(inert(text), format!("'{text}"));
        }
    }

    #[test]
    fn figures_and_words_stay() {
        for text in [
            "-0.3",
            "+2",
            "-1,234.5%",
            "+0%",
            "-",
            "+",
            "=",
            "",
            "Blackpool",
            "c",
            "‘=1",
            "−0.3",
            "– 2",
            "1=1",
            " ",
            "a\t=1",
            "10-15",
        ] {
            assert_eq!(inert(text), text);
        }
    }
}
