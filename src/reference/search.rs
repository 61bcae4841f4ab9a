//! Officers' words and what they find: "EHCP", "excluded" and "in care" stand for what titles call otherwise. The groups of words that mean
//! the same are rows of `data/search_words.csv`; other words find their own forms ("adopted" finds "adoption").

use crate::error::{Error, Result};

/// What is looked for: every need is met by one of its phrases.
pub(crate) struct SearchQuery {
    needs: Vec<Vec<SearchPhrase>>,
}

/// Words that follow each other, each by its stem.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SearchPhrase {
    stems: Vec<String>,
    /// As it was typed, not as another word that means the same.
    is_own: bool,
}

/// The texts of an indicator, the weightiest first.
pub(crate) struct SearchTexts<'t> {
    pub(crate) names: &'t [&'t str],
    pub(crate) others: &'t [&'t str],
}

impl SearchQuery {
    /// What a person typed.
    ///
    /// # Errors
    /// The groups that are compiled in cannot be read: a fault of the build.
    pub(crate) fn of(typed: &str) -> Result<SearchQuery> {
        let groups = groups()?;
        let words = words(typed);
        let mut needs = Vec::new();
        let mut rest = words.as_slice();
        while let Some((word, behind)) = rest.split_first() {
            let known = groups.iter().find_map(|group| {
                let head = group.first()?;
                let is_it = rest.len() >= head.len()
                    && head
                        .iter()
                        .zip(rest)
                        .all(|(one, other)| stem(one) == stem(other));
                is_it.then_some((head.len(), group))
            });
            match known {
                Some((length, group)) => {
                    let phrases = group
                        .iter()
                        .enumerate()
                        .map(|(number, words)| SearchPhrase {
                            stems: words.iter().map(|word| stem(word)).collect(),
                            is_own: number == 0,
                        });
                    needs.push(phrases.collect());
                    rest = rest.get(length..).unwrap_or_default();
                }
                None => {
                    needs.push(vec![SearchPhrase {
                        stems: vec![stem(word)],
                        is_own: true,
                    }]);
                    rest = behind;
                }
            }
        }
        Ok(SearchQuery { needs })
    }

    /// How well an indicator meets all needs, the higher the better; none where it lacks one.
    pub(crate) fn likeness(&self, texts: &SearchTexts<'_>) -> Option<u32> {
        let split = |texts: &[&str]| texts.iter().map(|text| words(text)).collect::<Vec<_>>();
        let (names, others) = (split(texts.names), split(texts.others));
        let mut likeness = 0;
        for need in &self.needs {
            let met = need.iter().filter_map(|phrase| {
                let is_in = |texts: &[Vec<String>]| texts.iter().any(|text| phrase.is_in(text));
                let place = if is_in(&names) {
                    2
                } else if is_in(&others) {
                    1
                } else {
                    return None;
                };
                Some(place * 2 + u32::from(phrase.is_own))
            });
            likeness += met.max()?;
        }
        Some(likeness)
    }
}

impl SearchPhrase {
    fn is_in(&self, text: &[String]) -> bool {
        text.windows(self.stems.len().max(1)).any(|window| {
            window.iter().zip(&self.stems).all(|(word, stem)| {
                // A short word is an abbreviation, and is itself or nothing.
                if stem.len() <= SHORT {
                    word == stem || word.strip_suffix('s') == Some(stem)
                } else {
                    word.starts_with(stem.as_str())
                }
            })
        })
    }
}

const SHORT: usize = 3;

/// The words of a text in small letters.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A word without its ending, where enough of it is left.
fn stem(word: &str) -> String {
    const ENDINGS: [&str; 12] = [
        "ations", "ation", "ings", "ions", "ing", "ion", "ers", "ies", "ed", "er", "es", "s",
    ];
    const LEAST: usize = 4;
    let word = word.to_lowercase();
    for ending in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= LEAST
        {
            return rest.to_owned();
        }
    }
    word
}

/// Phrases that mean the same, group by group.
///
/// # Errors
/// The list is malformed: a fault of the build.
pub(crate) fn same_words() -> Result<Vec<Vec<String>>> {
    let text = include_str!("../../data/search_words.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let groups = reader.records().map(|record| {
        let record = record
            .map_err(|fault| Error::unreadable("data/search_words.csv", fault.to_string()))?;
        let phrases = record.get(0).unwrap_or_default().split(';');
        Ok(phrases.map(str::to_owned).collect())
    });
    groups.collect()
}

/// Groups of phrases that mean the same, each phrase as words; the first of a group is what is typed.
fn groups() -> Result<Vec<Vec<Vec<String>>>> {
    let mut groups: Vec<(usize, Vec<Vec<String>>)> = Vec::new();
    for phrases in same_words()? {
        let phrases: Vec<Vec<String>> = phrases.iter().map(|phrase| words(phrase)).collect();
        // Any phrase of a group may be typed.
        for at in 0..phrases.len() {
            let mut group = phrases.clone();
            group.swap(0, at);
            groups.push((at, group));
        }
    }
    // Of two that begin alike the longer is meant, and of two groups with one phrase that which begins with it.
    groups.sort_by_key(|(at, group)| (std::cmp::Reverse(group.first().map_or(0, Vec::len)), *at));
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, title: &str) -> bool {
        let query = SearchQuery::of(typed).expect("groups");
        let texts = SearchTexts {
            names: &[title],
            others: &[],
        };
        query.likeness(&texts).is_some()
    }

    #[test]
    fn officers_words_find_what_titles_call_otherwise() {
        for (typed, title) in [
            ("adoption", "Percentage of CLA adopted in year"),
            ("adopted", "Adoption placements"),
            (
                "permanence",
                "Children leaving care through special guardianship",
            ),
            ("EHCP", "New EHC plans issued within 20 weeks"),
            ("send", "Pupils with special educational needs"),
            ("SEND", "Pupils with SEN support"),
            (
                "neet",
                "16-17 year olds not in education, employment or training",
            ),
            ("exclusions", "Rate of permanent exclusion"),
            ("excluded", "Permanent exclusions"),
            ("in care", "Children looked after for 12 months"),
            ("looked after", "CLA with three placements"),
            ("vacancies", "Social worker vacancy rate"),
            ("looked after absence", "Absence of children looked after"),
        ] {
            assert!(finds(typed, title), "{typed}: {title}");
        }
        for (typed, title) in [
            ("send", "Spending on children"),
            ("adoption", "Average caseload"),
            ("neet", "Absence"),
            ("adoption cost", "Children adopted"),
        ] {
            assert!(!finds(typed, title), "{typed}: {title}");
        }
    }

    #[test]
    fn a_title_counts_more_than_a_topic_and_a_word_more_than_its_like() {
        let query = SearchQuery::of("adoption").expect("groups");
        let likeness = |name: &str, topic: &str| {
            query.likeness(&SearchTexts {
                names: &[name],
                others: &[topic],
            })
        };
        assert!(likeness("Adoption", "") > likeness("Permanence", ""));
        assert!(likeness("Permanence", "") > likeness("Orders", "Adoption"));
        assert_eq!(likeness("Orders", "Finance"), None);
    }
}
