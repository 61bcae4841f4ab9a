//! A sentence as a list of lexemes: words, numbers, ranks, years and marks.

use std::borrow::Cow;

/// The smallest part of a sentence that has a meaning.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Lexeme {
    Word {
        /// In lower case, without a possessive ending.
        text: String,
        /// It begins with a capital letter.
        capital: bool,
        /// It has a possessive ending.
        possessive: bool,
    },
    Number(WrittenNumber),
    /// "3rd".
    Ordinal(usize),
    /// "2025".
    Year(i16),
    /// "2024-25", "2024/25".
    Years(i16, i16),
    Mark(char),
}

/// A number as it was written; its value has the sign and no thousands separators.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct WrittenNumber {
    pub(super) value: f64,
    /// Below zero where it is written in millions: "2.54 million" has four digits left out.
    pub(super) decimals: i8,
    pub(super) percent: bool,
    pub(super) pounds: bool,
}

impl Lexeme {
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Lexeme::Word { text, .. } => Some(text),
            _ => None,
        }
    }

    /// How it is written in an index of names; none for marks, which are not part of names.
    pub(super) fn key(&self) -> Option<Cow<'_, str>> {
        let written = match self {
            Lexeme::Word { text, .. } => return Some(Cow::Borrowed(text)),
            Lexeme::Number(number) => number.value.to_string(),
            Lexeme::Ordinal(rank) => rank.to_string(),
            Lexeme::Year(year) => year.to_string(),
            Lexeme::Years(first, last) => format!("{first}-{last}"),
            Lexeme::Mark(_) => return None,
        };
        Some(Cow::Owned(written))
    }

    /// Whether it is this word, in lower case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        self.word().is_some_and(|word| words.contains(&word))
    }

    /// Whether it is one of these marks.
    pub(super) fn is_mark(&self, marks: &str) -> bool {
        matches!(self, Lexeme::Mark(mark) if marks.contains(*mark))
    }

    /// The rank that it is: "3rd", "third".
    pub(super) fn ordinal(&self) -> Option<usize> {
        const WORDS: [&str; 20] = [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ];
        match self {
            Lexeme::Ordinal(rank) => Some(*rank),
            other => WORDS
                .iter()
                .position(|word| other.is(word))
                .map(|at| at + 1),
        }
    }

    /// The whole number that it is: "5", "five".
    pub(super) fn whole(&self) -> Option<usize> {
        const WORDS: [&str; 20] = [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ];
        match self {
            Lexeme::Number(number)
                if number.decimals == 0 && !number.percent && number.value >= 0.0 =>
            {
                Some(number.value as usize)
            }
            other => WORDS
                .iter()
                .position(|word| other.is(word))
                .map(|at| at + 1),
        }
    }

    pub(super) fn number(&self) -> Option<WrittenNumber> {
        match self {
            Lexeme::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// Years that papers write about. Other numbers of four digits without a comma are hardly ever figures.
const YEARS: std::ops::Range<i16> = 1990..2100;

/// The lexemes of a sentence.
pub(super) fn lexemes(text: &str) -> Vec<Lexeme> {
    let letters: Vec<char> = text
        .chars()
        .map(|c| if matches!(c, '’' | '‘') { '\'' } else { c })
        .collect();
    let mut found: Vec<Lexeme> = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let is_before_digit = letters.get(at + 1).is_some_and(char::is_ascii_digit);
        if letter.is_alphabetic() {
            at += word(&letters[at..], &mut found);
        } else if letter.is_ascii_digit() {
            at += number(&letters[at..], false, &mut found);
        } else if *letter == '£' && is_before_digit {
            at += 1 + number(&letters[at + 1..], false, &mut found);
            if let Some(Lexeme::Number(last)) = found.last_mut() {
                last.pounds = true;
            }
        } else if matches!(letter, '-' | '−') && is_before_digit && starts_a_word(&letters, at) {
            at += 1 + number(&letters[at + 1..], true, &mut found);
        } else {
            mark(*letter, &mut found);
            at += 1;
        }
    }
    found
}

fn starts_a_word(letters: &[char], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| letters.get(before))
        .is_none_or(|before| before.is_whitespace() || *before == '(')
}

/// A percent sign belongs to the number before it; spaces, quotation marks and the like are no lexemes.
fn mark(letter: char, found: &mut Vec<Lexeme>) {
    match (letter, found.last_mut()) {
        ('%', Some(Lexeme::Number(last))) => last.percent = true,
        ('\'' | '-' | '"' | '“' | '”' | '*' | '_', _) => {}
        _ if letter.is_whitespace() => {}
        _ => found.push(Lexeme::Mark(letter)),
    }
}

/// Reads the word at the beginning; the answer is its length in letters.
fn word(letters: &[char], found: &mut Vec<Lexeme>) -> usize {
    let length = (0..letters.len())
        .take_while(|at| is_inside_a_word(letters, *at))
        .count();
    let text: String = letters[..length].iter().collect::<String>().to_lowercase();
    if matches!(text.as_str(), "million" | "m")
        && let Some(Lexeme::Number(number)) = found.last_mut()
    {
        number.value *= 1_000_000.0;
        number.decimals -= 6;
        return length;
    }
    let bare = text.strip_suffix("'s");
    // The apostrophe of "neighbours'" is no part of the word.
    let possessive = bare.is_some() || (text.ends_with('s') && letters.get(length) == Some(&'\''));
    found.push(Lexeme::Word {
        text: bare.map_or(text.clone(), str::to_owned),
        capital: letters[0].is_uppercase(),
        possessive,
    });
    length
}

/// An apostrophe is part of a word before another letter.
fn is_inside_a_word(letters: &[char], at: usize) -> bool {
    letters[at].is_alphanumeric()
        || (letters[at] == '\'' && letters.get(at + 1).is_some_and(|next| next.is_alphabetic()))
}

/// Reads the number, rank, year or years at the beginning; the answer is the length in letters.
fn number(letters: &[char], negative: bool, found: &mut Vec<Lexeme>) -> usize {
    let whole = digits(letters, 0);
    let mut length = whole;
    let mut text: String = letters[..whole].iter().collect();
    while letters.get(length) == Some(&',') && digits(letters, length + 1) == 3 {
        text.extend(&letters[length + 1..length + 4]);
        length += 4;
    }
    if whole == 4
        && length == 4
        && let Some(length) = year(letters, &text, found)
    {
        return length;
    }
    let decimals = if letters.get(length) == Some(&'.') {
        digits(letters, length + 1)
    } else {
        0
    };
    if decimals > 0 {
        text.push('.');
        text.extend(&letters[length + 1..length + 1 + decimals]);
        length += 1 + decimals;
    }
    let ending: String = letters[length..]
        .iter()
        .take_while(|letter| letter.is_alphabetic())
        .collect();
    if let (0, Ok(rank), "st" | "nd" | "rd" | "th") = (decimals, text.parse(), ending.as_str()) {
        found.push(Lexeme::Ordinal(rank));
        return length + 2;
    }
    let value: f64 = text.parse().unwrap_or(f64::NAN);
    found.push(Lexeme::Number(WrittenNumber {
        value: if negative { -value } else { value },
        decimals: i8::try_from(decimals).unwrap_or(i8::MAX),
        percent: false,
        pounds: false,
    }));
    length
}

/// How many digits follow each other from here.
fn digits(letters: &[char], from: usize) -> usize {
    letters
        .iter()
        .skip(from)
        .take_while(|letter| letter.is_ascii_digit())
        .count()
}

/// Reads four digits as a year, or as two years where a second one follows; the answer is the length in letters, none where they are
/// no year.
fn year(letters: &[char], text: &str, found: &mut Vec<Lexeme>) -> Option<usize> {
    let first: i16 = text.parse().ok().filter(|year| YEARS.contains(year))?;
    let is_joined = letters
        .get(4)
        .is_some_and(|joint| matches!(joint, '-' | '/' | '–'));
    let length = digits(letters, 5);
    if is_joined && matches!(length, 2 | 4) {
        let text: String = letters[5..5 + length].iter().collect();
        let last: i16 = text.parse().ok()?;
        let last = if length == 2 {
            in_full(first, last)
        } else {
            last
        };
        found.push(Lexeme::Years(first, last));
        return Some(5 + length);
    }
    let has_decimals = letters.get(4) == Some(&'.') && length > 0;
    (!has_decimals).then(|| {
        found.push(Lexeme::Year(first));
        4
    })
}

/// The second of two years, of which the last two digits are given: after 1999, 0 is 2000.
fn in_full(first: i16, last: i16) -> i16 {
    let year = first - first.rem_euclid(100) + last;
    if year < first { year + 100 } else { year }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        lexemes(text)
            .iter()
            .map(|lexeme| format!("{lexeme:?}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn numbers_years_and_words_are_told_apart() {
        for (text, parts) in [
            (
                "28,923 in 2024-25",
                &["value: 28923.0", "Years(2024, 2025)"][..],
            ),
            (
                "24.7 % at 31 March 2025.",
                &[
                    "value: 24.7, decimals: 1, percent: true",
                    "Year(2025)",
                    "Mark('.')",
                ],
            ),
            (
                "3rd, 2023/24, £1,870",
                &[
                    "Ordinal(3)",
                    "Years(2023, 2024)",
                    "value: 1870.0, decimals: 0, percent: false, pounds: true",
                ],
            ),
            (
                "Blackpool’s neighbours’ (-5)",
                &[
                    "\"blackpool\", capital: true",
                    "\"neighbours\", capital: false, possessive: true",
                    "value: -5.0",
                ],
            ),
            ("looked-after", &["\"looked\"", "\"after\""]),
            ("£2.54 million", &["value: 2540000.0, decimals: -4"]),
        ] {
            for part in parts {
                let printed = printed(text);
                assert!(printed.contains(part), "“{part}” is not in {printed}");
            }
        }
    }
}
