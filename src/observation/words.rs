//! What days and periods have in common as they are written: plain letters, figures, names of months.

/// The months’ names in their order.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The text in lower case, with plain spaces and hyphens, one space where there are several, and without the “.0” that software
/// adds to numbers.
pub(super) fn plain(text: &str) -> String {
    let mapped: String = text
        .chars()
        .map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            letter => letter,
        })
        .collect();
    let words: Vec<&str> = mapped.split_whitespace().collect();
    let text = words.join(" ").to_lowercase();
    match text.split_once('.') {
        Some((whole, zeros))
            if figures(whole).is_some()
                && !zeros.is_empty()
                && zeros.bytes().all(|b| b == b'0') =>
        {
            whole.to_owned()
        }
        _ => text,
    }
}

/// The number that a text of figures alone stands for; none with any other letter.
pub(super) fn figures(text: &str) -> Option<u32> {
    let all = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| all)
}

/// A month by its name or by what people shorten it to: 1 for January. The word is in lower case.
pub(super) fn month_named(word: &str) -> Option<i16> {
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| {
            let is_it = |start: &str| start.eq_ignore_ascii_case(word);
            is_it(name)
                || name.get(..3).is_some_and(is_it)
                || (word == "sept" && *name == "September")
        })
        .map(|(number, _)| number)
}

pub(super) fn is_month_name(word: &str) -> bool {
    month_named(word).is_some()
}
