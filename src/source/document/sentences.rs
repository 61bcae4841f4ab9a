//! A passage cut into sentences. A full stop ends one only where a new one can begin: not in "24.7", "i.e." or "St. Helens".

/// Words after which a full stop does not end a sentence.
const ABBREVIATIONS: [&str; 25] = [
    "i.e", "e.g", "etc", "fig", "figs", "no", "nos", "vs", "cf", "approx", "p", "pp", "para",
    "paras", "st", "dr", "mr", "mrs", "ms", "cllr", "incl", "excl", "ref", "app", "inc",
];

/// The sentences of a passage, in order, trimmed.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for (at, (place, letter)) in letters.iter().enumerate() {
        // The second dot of "..." closes what the first one ended.
        if !matches!(letter, '.' | '!' | '?') || *place < start {
            continue;
        }
        let closing = letters[at + 1..]
            .iter()
            .take_while(|(_, c)| matches!(c, '.' | '!' | '?' | ')' | '"' | '”' | '’' | ']'))
            .count();
        let after = &letters[at + 1 + closing..];
        let blanks = after.iter().take_while(|(_, c)| c.is_whitespace()).count();
        let next = after.get(blanks).map(|(_, c)| *c);
        let can_begin = next.is_none_or(|c| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '(' | '£' | '‘')
        });
        if (blanks == 0 && next.is_some())
            || !can_begin
            || (*letter == '.' && is_abbreviation(&text[start..*place], next))
        {
            continue;
        }
        let end = after.first().map_or(text.len(), |(end, _)| *end);
        found.push(text[start..end].trim());
        start = end;
    }
    found.push(text[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

fn is_abbreviation(before: &str, next: Option<char>) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"'))
        .next()
        .unwrap_or_default()
        .to_lowercase();
    // "no" ends sentences too, unless a number follows it.
    if word == "no" {
        return next.is_some_and(|c| c.is_ascii_digit());
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    next.is_some() && (initial || ABBREVIATIONS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn only_a_full_stop_that_ends_a_sentence_ends_one() {
        for (text, expected) in [
            (
                "It was 184 per 10,000. It rose.",
                &["It was 184 per 10,000.", "It rose."][..],
            ),
            (
                "The mean (124.5) is lower, i.e. better. So.",
                &["The mean (124.5) is lower, i.e. better.", "So."],
            ),
            (
                "See Fig. 3 and St. Helens. Next",
                &["See Fig. 3 and St. Helens.", "Next"],
            ),
            ("He said “no.” Then left.", &["He said “no.”", "Then left."]),
            (
                "One (two.) 3 more? Yes!",
                &["One (two.)", "3 more?", "Yes!"],
            ),
            (
                "Wait... It rose (why?!). So!.",
                &["Wait...", "It rose (why?!).", "So!."],
            ),
            ("no end", &["no end"]),
            ("", &[]),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }
}
