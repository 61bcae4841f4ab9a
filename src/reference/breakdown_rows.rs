//! Reads `data/breakdowns.toml`: each row of a category makes an entry of the catalogue, with its words and its mappings.

use super::breakdown::{BY, Breakdown, Category};
use super::catalogue::{Entry, Mapping};
use super::plain_words::PlainWords;
use crate::observation::indicator::{Polarity, Unit};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What shares of the people of an indicator are not: better or worse.
const WITHOUT_DIRECTION: &str =
    "It says who the people are, not how well they are served, so we set no direction.";

const SEVERAL: &str = "One may be in several categories, so the shares do not add up to 100%.";

/// `data/breakdowns.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BreakdownFile {
    people: Vec<PeopleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleRow {
    indicator: String,
    #[serde(default)]
    also: Vec<String>,
    title: String,
    of: String,
    one: String,
    which: String,
    decimals: u8,
    service: String,
    layouts: Vec<LayoutRow>,
    breakdown: Vec<BreakdownRow>,
}

/// How releases hold the categories: a row each, or a column each.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutRow {
    file: String,
    /// The columns that name the breakdown and the category, in a file with a row a category.
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    numerator: Option<String>,
    #[serde(default)]
    value: Option<String>,
    /// The label of the row of the whole, or its column in a file with a column a category.
    whole: String,
    #[serde(default, rename = "where")]
    selection: BTreeMap<String, String>,
    #[serde(default)]
    until: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BreakdownRow {
    key: String,
    #[serde(default)]
    also: Vec<String>,
    title: String,
    #[serde(default)]
    labels: Vec<String>,
    did: String,
    did_one: String,
    #[serde(default)]
    again: Option<String>,
    #[serde(default = "yes")]
    exclusive: bool,
    #[serde(default)]
    of_population: bool,
    #[serde(default)]
    caution: String,
    why: String,
    ask: String,
    categories: Vec<CategoryRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryRow {
    key: String,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    title: String,
    name: String,
    #[serde(default)]
    did: Option<String>,
    #[serde(default)]
    did_one: Option<String>,
    #[serde(default)]
    same_as: Option<String>,
}

fn yes() -> bool {
    true
}

/// What the file makes: the breakdowns, and an entry and the words of each category.
pub(super) struct ReadBreakdowns {
    pub(super) breakdowns: Vec<Breakdown>,
    pub(super) entries: Vec<Entry>,
    pub(super) words: Vec<(String, PlainWords)>,
}

/// Reads the breakdowns of the indicators of a catalogue.
///
/// # Errors
/// The text is malformed, or names an indicator that is not in the catalogue.
pub(super) fn read<'c>(
    text: &str,
    get: impl Fn(&str) -> Option<&'c Entry> + Copy,
) -> Result<ReadBreakdowns, toml::de::Error> {
    let file = toml::from_str::<BreakdownFile>(text)?;
    let mut read = ReadBreakdowns {
        breakdowns: Vec::new(),
        entries: Vec::new(),
        words: Vec::new(),
    };
    for people in &file.people {
        let unknown = || {
            let fault = format!("{} is not in the catalogue", people.indicator);
            <toml::de::Error as serde::de::Error>::custom(fault)
        };
        let whole = get(&people.indicator).ok_or_else(unknown)?;
        for row in &people.breakdown {
            let mut categories = Vec::new();
            for category in &row.categories {
                let made = MadeCategory::of(people, row, category);
                categories.push(Category {
                    id: made.id.clone(),
                    key: category.key.clone(),
                    title: category.title.clone(),
                    again: made.again(),
                    same_as: category.same_as.clone(),
                });
                let same = category.same_as.as_deref().and_then(get);
                read.entries.push(made.entry(whole, same));
                read.words.push((made.id.clone(), made.words()));
            }
            read.breakdowns.push(Breakdown {
                indicator: people.indicator.clone(),
                also: people.also.clone(),
                key: row.key.clone(),
                other_names: row.also.clone(),
                title: row.title.clone(),
                people: people.title.clone(),
                of: people.of.clone(),
                which: people.which.clone(),
                is_exclusive: row.exclusive,
                is_of_population: row.of_population,
                caution: row.caution.clone(),
                categories,
            });
        }
    }
    Ok(read)
}

/// A category with the rows that it is made from.
struct MadeCategory<'f> {
    people: &'f PeopleRow,
    breakdown: &'f BreakdownRow,
    category: &'f CategoryRow,
    id: String,
    did: String,
    did_one: String,
}

impl<'f> MadeCategory<'f> {
    fn of(
        people: &'f PeopleRow,
        breakdown: &'f BreakdownRow,
        category: &'f CategoryRow,
    ) -> MadeCategory<'f> {
        let filled = |own: &Option<String>, pattern: &str| {
            own.clone()
                .unwrap_or_else(|| pattern.replace("{}", &category.name))
        };
        MadeCategory {
            people,
            breakdown,
            category,
            id: format!("{}{BY}{}-{}", people.indicator, breakdown.key, category.key),
            did: filled(&category.did, &breakdown.did),
            did_one: filled(&category.did_one, &breakdown.did_one),
        }
    }

    /// The category as an indicator: of the year, theme and publication of the whole, and of the direction of the indicator that is the
    /// same share.
    fn entry(&self, whole: &Entry, same: Option<&Entry>) -> Entry {
        let (of, which) = (&self.people.of, &self.people.which);
        let several = if self.breakdown.exclusive {
            ""
        } else {
            SEVERAL
        };
        let cautions = [several, self.breakdown.caution.as_str()];
        let caution = cautions.join(" ").trim().to_owned();
        Entry {
            id: self.id.clone(),
            title: format!("{} {which} {}, percentage", self.people.title, self.did),
            short: self.category.title.clone(),
            noun: format!("percentage of {of} {which} {}", self.did),
            aliases: Vec::new(),
            unit: Unit::new("percent"),
            decimals: self.people.decimals,
            polarity: same.map_or(Polarity::Unset, |same| same.polarity),
            polarity_reason: same.map_or_else(
                || WITHOUT_DIRECTION.to_owned(),
                |same| same.polarity_reason.clone(),
            ),
            publisher_polarity: None,
            sisters: Vec::new(),
            sisters_reason: String::new(),
            lait: None,
            lait_numerator: None,
            lait_denominator: None,
            lait_counts_from: None,
            lait_omit: Vec::new(),
            caution,
            scorecard: false,
            headline: false,
            total: false,
            ees: self.mappings(),
            ..whole.clone()
        }
    }

    /// One mapping for each layout and each pair of labels that releases have used.
    fn mappings(&self) -> Vec<Mapping> {
        let mut mappings = Vec::new();
        for layout in &self.people.layouts {
            let plain = Mapping {
                file: layout.file.clone(),
                value: layout.value.clone(),
                numerator: layout.numerator.clone(),
                denominator: layout.numerator.clone(),
                per: Some(100.0),
                selection: layout.selection.clone(),
                denominator_where: BTreeMap::new(),
                population: None,
                until: layout.until.clone(),
            };
            let (Some(group), Some(category)) = (&layout.group, &layout.category) else {
                mappings.extend(self.category.columns.iter().map(|column| Mapping {
                    numerator: Some(column.clone()),
                    denominator: Some(layout.whole.clone()),
                    ..plain.clone()
                }));
                continue;
            };
            for of_group in &self.breakdown.labels {
                for label in &self.category.labels {
                    let mut selection = plain.selection.clone();
                    selection.insert(group.clone(), of_group.clone());
                    selection.insert(category.clone(), label.clone());
                    let whole = [(category.clone(), layout.whole.clone())];
                    mappings.push(Mapping {
                        selection,
                        denominator_where: BTreeMap::from(whole),
                        ..plain.clone()
                    });
                }
            }
        }
        mappings
    }

    /// What is said of those of the category behind a sentence about another one.
    fn again(&self) -> String {
        let again = self.breakdown.again.as_ref();
        again.map_or_else(
            || self.did.clone(),
            |pattern| pattern.replace("{}", &self.category.name),
        )
    }

    fn words(&self) -> PlainWords {
        PlainWords {
            of: self.people.of.clone(),
            who: String::new(),
            one: self.people.one.clone(),
            did: self.did.clone(),
            did_one: self.did_one.clone(),
            not: String::new(),
            average: String::new(),
            sum: String::new(),
            few: false,
            topic: format!(
                "{}: {} ({})",
                self.breakdown.title, self.category.title, self.people.of
            ),
            why: self.breakdown.why.clone(),
            ask: self.breakdown.ask.clone(),
            service: self.people.service.clone(),
        }
    }
}
