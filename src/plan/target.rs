//! Targets as officers write them: "90", "90%", "at most 150", "below 12.5", "£1,200".

use super::action::{Target, TargetBound};
use super::spelling::plain;
use super::vocabulary::Vocabulary;

/// What a target looks like, for messages.
pub(super) const FORMS: &str = "a number, with “at most”, “below”, “at least” or “above” before it where the direction is not plain";

/// Reads a target; none where the cell holds no such number.
pub(super) fn read(text: &str, words: &Vocabulary) -> Option<Target> {
    let text = plain(text);
    let (bound, rest): (Option<TargetBound>, &str) = match words.bound(&text) {
        Some((bound, rest)) => (Some(bound), rest),
        None => (None, &text),
    };
    let rest = rest.trim().trim_start_matches('£');
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-')))
        .unwrap_or(rest.len());
    let (number, unit) = rest.split_at_checked(end)?;
    let unit = unit.trim();
    let known_unit =
        unit.is_empty() || unit == "%" || unit == "per cent" || unit.starts_with("per ");
    let value: f64 = number.replace(',', "").parse().ok()?;
    (value.is_finite() && known_unit).then_some(Target { value, bound })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_target() {
        let words = Vocabulary::embedded();
        for (text, value, bound) in [
            ("90", 90.0, None),
            ("90%", 90.0, None),
            ("At most 150", 150.0, Some(TargetBound::AtMost)),
            ("<= 12.5", 12.5, Some(TargetBound::AtMost)),
            ("<12.5%", 12.5, Some(TargetBound::Below)),
            ("≥ 85 per cent", 85.0, Some(TargetBound::AtLeast)),
            (
                "no more than 150 per 10,000",
                150.0,
                Some(TargetBound::AtMost),
            ),
            ("£1,200", 1200.0, None),
        ] {
            assert_eq!(read(text, &words), Some(Target { value, bound }), "{text}");
        }
        for text in [
            "",
            "statistical neighbours' mean",
            "90 of 100 visits",
            "10-12",
            "5 to 7",
        ] {
            assert_eq!(read(text, &words), None, "{text}");
        }
    }
}
