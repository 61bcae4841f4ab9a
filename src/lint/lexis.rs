//! A sentence as a row of lexemes: words, numbers, places in an order, years and marks.

/// The smallest thing in a sentence that means something.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Lexeme {
    /// In small letters, without a possessive ending.
    Word {
        text: String,
        capital: bool,
    },
    Number(Number),
    /// "3rd".
    Ordinal(usize),
    /// "2025".
    Year(i16),
    /// "2024-25", "2024/25".
    Years(i16, i16),
    Mark(char),
}

/// A number as it was written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) decimals: u8,
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

    pub(super) fn is(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        self.word().is_some_and(|word| words.contains(&word))
    }

    pub(super) fn is_mark(&self, marks: &str) -> bool {
        matches!(self, Lexeme::Mark(mark) if marks.contains(*mark))
    }

    pub(super) fn number(&self) -> Option<Number> {
        match self {
            Lexeme::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// Years that papers speak of; other numbers of four digits without a comma are hardly ever meant as figures.
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
        let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
        let begins = at == 0
            || letters
                .get(at - 1)
                .is_some_and(|c| c.is_whitespace() || *c == '(');
        if letter.is_alphabetic() {
            at += word(&letters[at..], &mut found);
        } else if letter.is_ascii_digit() {
            at += number(&letters[at..], false, &mut found);
        } else if *letter == '£' && digit(at + 1) {
            at += 1 + number(&letters[at + 1..], false, &mut found);
            pounds(&mut found);
        } else if matches!(letter, '-' | '−') && begins && digit(at + 1) {
            at += 1 + number(&letters[at + 1..], true, &mut found);
        } else {
            match (letter, found.last_mut()) {
                ('%', Some(Lexeme::Number(last))) => last.percent = true,
                (mark, _)
                    if !mark.is_whitespace()
                        && !matches!(mark, '\'' | '-' | '"' | '“' | '”' | '*' | '_') =>
                {
                    found.push(Lexeme::Mark(*mark));
                }
                _ => {}
            }
            at += 1;
        }
    }
    found
}

fn pounds(found: &mut [Lexeme]) {
    if let Some(Lexeme::Number(last)) = found.last_mut() {
        last.pounds = true;
    }
}

fn word(letters: &[char], found: &mut Vec<Lexeme>) -> usize {
    let inside = |at: usize, c: char| {
        c.is_alphanumeric() || (c == '\'' && letters.get(at + 1).is_some_and(|c| c.is_alphabetic()))
    };
    let length = letters
        .iter()
        .enumerate()
        .take_while(|(at, c)| inside(*at, **c))
        .count();
    let text: String = letters[..length].iter().collect::<String>().to_lowercase();
    let text = text.strip_suffix("'s").map_or(text.clone(), str::to_owned);
    found.push(Lexeme::Word {
        text,
        capital: letters[0].is_uppercase(),
    });
    length
}

fn number(letters: &[char], negative: bool, found: &mut Vec<Lexeme>) -> usize {
    let digits = |from: usize| {
        letters[from.min(letters.len())..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    let (mut length, mut text) = (digits(0), letters[..digits(0)].iter().collect::<String>());
    let plain = length;
    while letters.get(length) == Some(&',') && digits(length + 1) == 3 {
        text.extend(&letters[length + 1..length + 4]);
        length += 4;
    }
    let years = (plain == 4 && length == 4)
        .then(|| text.parse::<i16>().ok())
        .flatten()
        .filter(|year| YEARS.contains(year));
    if let Some(first) = years {
        let short = letters
            .get(4)
            .filter(|c| matches!(c, '-' | '/' | '–'))
            .map(|_| digits(5));
        let second: Option<i16> = match short {
            Some(2) => letters[5..7]
                .iter()
                .collect::<String>()
                .parse()
                .ok()
                .map(|last: i16| century(first, last)),
            Some(4) => letters[5..9].iter().collect::<String>().parse().ok(),
            _ => None,
        };
        if let (Some(second), Some(digits)) = (second, short) {
            found.push(Lexeme::Years(first, second));
            return 5 + digits;
        }
        if letters.get(4) != Some(&'.') || digits(5) == 0 {
            found.push(Lexeme::Year(first));
            return 4;
        }
    }
    let fraction = if letters.get(length) == Some(&'.') {
        digits(length + 1)
    } else {
        0
    };
    if fraction > 0 {
        text.push('.');
        text.extend(&letters[length + 1..length + 1 + fraction]);
        length += 1 + fraction;
    }
    let ending: String = letters[length..]
        .iter()
        .take_while(|c| c.is_alphabetic())
        .collect();
    if let (0, Ok(rank), "st" | "nd" | "rd" | "th") = (fraction, text.parse(), ending.as_str()) {
        found.push(Lexeme::Ordinal(rank));
        return length + 2;
    }
    let value: f64 = text.parse().unwrap_or(f64::NAN);
    let value = if negative { -value } else { value };
    let decimals = u8::try_from(fraction).unwrap_or(u8::MAX);
    found.push(Lexeme::Number(Number {
        value,
        decimals,
        percent: false,
        pounds: false,
    }));
    length
}

/// 1999 and 0 are 1999 and 2000.
fn century(first: i16, last: i16) -> i16 {
    let year = first - first.rem_euclid(100) + last;
    if year < first { year + 100 } else { year }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_years_and_words_are_told_apart() {
        let told = |text: &str| {
            lexemes(text)
                .iter()
                .map(|lexeme| format!("{lexeme:?}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
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
                    "\"neighbours\", capital: false",
                    "value: -5.0",
                ],
            ),
            ("looked-after", &["\"looked\"", "\"after\""]),
        ] {
            for part in parts {
                assert!(
                    told(text).contains(part),
                    "“{part}” is not in {}",
                    told(text)
                );
            }
        }
    }
}
