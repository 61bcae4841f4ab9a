//! The catalogue of indicators: names, unit, direction with its reason, and where each release files it.

use super::breakdown::{Breakdown, Category, may_be_category};
use crate::observation::indicator::{Indicator, Polarity, SeriesBreak, Unit, UnusualYear};
use crate::observation::period::YearKind;
use crate::world;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One indicator of the catalogue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) short: String,
    pub(crate) noun: String,
    pub(crate) theme: String,
    /// What papers call it apart from its title, short name and noun.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    pub(crate) unit: Unit,
    pub(crate) decimals: u8,
    pub(crate) polarity: Polarity,
    pub(crate) polarity_reason: String,
    /// The publisher's direction, where ours is another.
    #[serde(default)]
    pub(crate) publisher_polarity: Option<Polarity>,
    /// Indicators that measure the same from another side; of the same direction, unless a reason is given.
    #[serde(default)]
    pub(crate) sisters: Vec<String>,
    #[serde(default)]
    pub(crate) sisters_reason: String,
    pub(crate) year: YearKind,
    pub(crate) publication: String,
    pub(crate) month: u8,
    #[serde(default)]
    pub(crate) lait: Option<String>,
    /// The LAIT series that is the count behind the value, and the one that count is part of.
    #[serde(default)]
    pub(crate) lait_numerator: Option<String>,
    #[serde(default)]
    pub(crate) lait_denominator: Option<String>,
    /// The first period whose LAIT counts are exact.
    #[serde(default)]
    pub(crate) lait_counts_from: Option<String>,
    /// LAIT periods that are not what they seem.
    #[serde(default)]
    pub(crate) lait_omit: Vec<Omission>,
    #[serde(default = "yes")]
    pub(crate) banded: bool,
    #[serde(default)]
    pub(crate) caution: String,
    /// The indicator that says of what part of the people there is an answer, where the figure is of answers.
    #[serde(default)]
    pub(crate) rests_on: Option<String>,
    #[serde(default)]
    pub(crate) scorecard: bool,
    /// One of the headlines of its theme, and not of the one-page scorecard.
    #[serde(default)]
    pub(crate) headline: bool,
    #[serde(default)]
    pub(crate) breaks: Vec<SeriesBreak>,
    #[serde(default)]
    pub(crate) unusual_years: Vec<UnusualYear>,
    #[serde(default = "yes")]
    pub(crate) england_in_range: bool,
    #[serde(default)]
    pub(crate) total: bool,
    #[serde(default)]
    pub(crate) ees: Vec<Mapping>,
}

/// A period of a series that must not be read as a figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Omission {
    pub(crate) period: String,
    pub(crate) reason: String,
}

fn yes() -> bool {
    true
}

/// How one vintage of an EES file holds an indicator: a value column, or counts to divide, under filter selections.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    /// The file's name starts with this.
    pub(crate) file: String,
    #[serde(default)]
    pub(crate) value: Option<String>,
    #[serde(default)]
    pub(crate) numerator: Option<String>,
    #[serde(default)]
    pub(crate) denominator: Option<String>,
    #[serde(default)]
    pub(crate) per: Option<f64>,
    #[serde(default, rename = "where")]
    pub(crate) selection: BTreeMap<String, String>,
    /// Labels that replace those of `where` on the row that holds the denominator.
    #[serde(default)]
    pub(crate) denominator_where: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) population: Option<Population>,
    /// The last release known to have this layout, where a newer one has another.
    #[serde(default)]
    pub(crate) until: Option<String>,
}

/// A denominator in another file: the population at mid-year, `lag` years before the period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Population {
    pub(crate) file: String,
    pub(crate) column: String,
    pub(crate) lag: i16,
    #[serde(default, rename = "where")]
    pub(crate) selection: BTreeMap<String, String>,
}

impl Mapping {
    /// Whether this is its file by name: `b1_children_in_need_2013_to_2025.csv` is a `b1_children_in_need`, but
    /// `ks4_la_characteristics.csv` is no `ks4_la`.
    pub(crate) fn is_filed_as(&self, name: &str) -> bool {
        is_filed_as(name, &self.file)
    }

    /// Every column that the file must have for this mapping to fit.
    pub(crate) fn columns(&self) -> Vec<&str> {
        let named = [&self.value, &self.numerator, &self.denominator];
        let mut columns: Vec<&str> = named.into_iter().flatten().map(String::as_str).collect();
        columns.extend(self.selection.keys().map(String::as_str));
        columns.extend(self.denominator_where.keys().map(String::as_str));
        columns
    }
}

/// Whether a name is that of a file and says nothing besides but years and editions.
pub(crate) fn is_filed_as(name: &str, file: &str) -> bool {
    let name = name.split('.').next().unwrap_or_default();
    let Some(rest) = name.strip_prefix(file) else {
        return false;
    };
    // What a store puts after the name of the second of two files that have one name.
    let rest = rest
        .rsplit_once("--")
        .filter(|(_, digest)| digest.len() == 8 && digest.bytes().all(|b| b.is_ascii_hexdigit()))
        .map_or(rest, |(rest, _)| rest);
    !file.is_empty()
        && rest
            .split(|c: char| !c.is_alphanumeric())
            .map(|word| {
                word.trim_matches(|c: char| c.is_ascii_digit())
                    .to_lowercase()
            })
            .all(|word| word.is_empty() || EDITION.contains(&word.as_str()))
}

/// Words in the name of a file that tell of its edition and not of its contents.
const EDITION: [&str; 34] = [
    "to",
    "and",
    "v",
    "r",
    "final",
    "revised",
    "revision",
    "provisional",
    "copy",
    "old",
    "new",
    "jan",
    "january",
    "feb",
    "february",
    "mar",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sep",
    "september",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
];

/// The whole catalogue, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Catalogue {
    entries: Vec<Entry>,
    /// The categories of the breakdowns, each an indicator.
    categories: Vec<Entry>,
    breakdowns: Vec<Breakdown>,
    /// The start of its text's digest: by it a figure that was kept says which catalogue it was read by.
    pub(crate) edition: String,
}

#[derive(Deserialize)]
struct CatalogueFile {
    indicator: Vec<Entry>,
}

impl Catalogue {
    pub(crate) fn parse(text: &str) -> Result<Catalogue, toml::de::Error> {
        let edition = world::digest(text.as_bytes()).chars().take(8).collect();
        let file = toml::from_str::<CatalogueFile>(text)?;
        let catalogue = Catalogue {
            entries: file.indicator,
            categories: Vec::new(),
            breakdowns: Vec::new(),
            edition,
        };
        match catalogue.torn_sisters() {
            Some(fault) => Err(serde::de::Error::custom(fault)),
            None => Ok(catalogue),
        }
    }

    /// The catalogue with the breakdowns of its indicators and the entries of their categories, which were read from a text.
    pub(super) fn broken_down(
        self,
        text: &str,
        breakdowns: Vec<Breakdown>,
        categories: Vec<Entry>,
    ) -> Catalogue {
        let both = format!("{}{}", self.edition, world::digest(text.as_bytes()));
        let edition = world::digest(both.as_bytes()).chars().take(8).collect();
        Catalogue {
            categories,
            breakdowns,
            edition,
            ..self
        }
    }

    /// What is wrong with the first sisters that have two directions and give no reason, or of which one is unknown.
    fn torn_sisters(&self) -> Option<String> {
        self.entries.iter().find_map(|entry| {
            entry.sisters.iter().find_map(|id| match self.get(id) {
                None => Some(format!("{} has an unknown sister, {id}", entry.id)),
                Some(sister) => (sister.polarity != entry.polarity
                    && entry.sisters_reason.is_empty())
                .then(|| {
                    format!(
                        "{} and its sister {id} have two directions and no sisters_reason",
                        entry.id
                    )
                }),
            })
        })
    }

    /// The indicators; the categories of their breakdowns are not among them.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// An indicator of the catalogue itself: no category of a breakdown, and no further series of LAIT.
    pub(crate) fn curated(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Everything that files are read for: the indicators, then the categories of their breakdowns.
    pub(crate) fn readable(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().chain(&self.categories)
    }

    /// An indicator, or a category of a breakdown.
    pub(crate) fn get(&self, id: &str) -> Option<&Entry> {
        let all = if may_be_category(id) {
            &self.categories
        } else {
            &self.entries
        };
        all.iter().find(|e| e.id == id)
    }

    pub(crate) fn breakdowns(&self) -> &[Breakdown] {
        &self.breakdowns
    }

    /// The breakdown and the category that an id is of.
    pub(crate) fn category(&self, id: &str) -> Option<(&Breakdown, &Category)> {
        if !may_be_category(id) {
            return None;
        }
        self.breakdowns.iter().find_map(|breakdown| {
            let mut categories = breakdown.categories.iter();
            let category = categories.find(|category| category.id == id)?;
            Some((breakdown, category))
        })
    }

    /// The entry that is read from a file of this name.
    pub(crate) fn of_file(&self, name: &str) -> Option<&Entry> {
        let mut entries = self.readable();
        entries.find(|entry| entry.ees.iter().any(|mapping| mapping.is_filed_as(name)))
    }

    pub(crate) fn by_lait(&self, code: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|e| e.lait.as_deref() == Some(code))
    }

    /// Themes in order of first appearance.
    pub(crate) fn themes(&self) -> Vec<&str> {
        let mut themes: Vec<&str> = Vec::new();
        for entry in &self.entries {
            if !themes.contains(&entry.theme.as_str()) {
                themes.push(&entry.theme);
            }
        }
        themes
    }
}

impl Entry {
    /// Whether it is a headline of its theme: those of the scorecard are.
    pub(crate) fn is_headline(&self) -> bool {
        self.scorecard || self.headline
    }

    /// What a count over its base is multiplied by: as the release's own files have it; by the unit where LAIT has both counts.
    pub(crate) fn per(&self) -> Option<f64> {
        let has_counts = self.lait_numerator.is_some() && self.lait_denominator.is_some();
        let of_release = self.ees.iter().find_map(|mapping| mapping.per);
        of_release.or_else(|| self.unit.per().filter(|_| has_counts))
    }

    /// The indicator as downstream rooms know it, read from `source_measure`.
    pub(crate) fn indicator(&self, source_measure: &str, per: Option<f64>) -> Indicator {
        Indicator {
            id: self.id.clone(),
            source_measure: source_measure.to_owned(),
            title: self.title.clone(),
            short: self.short.clone(),
            noun: self.noun.clone(),
            theme: self.theme.clone(),
            unit: self.unit.clone(),
            decimals: self.decimals,
            polarity: self.polarity,
            polarity_reason: self.polarity_reason.clone(),
            publisher_polarity: self.publisher_polarity.unwrap_or(self.polarity),
            banded: self.banded,
            year: self.year,
            per,
            total: self.total,
            england_comparable: self.england_in_range,
            caution: self.caution.clone(),
            publication: self.publication.clone(),
            month: self.month,
            breaks: self.breaks.clone(),
            unusual_years: self.unusual_years.clone(),
            local: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const TEXT: &str = include_str!("../../data/indicators.toml");

    #[test]
    fn a_name_says_which_file_it_is_by_years_and_editions_alone() {
        for (name, file, is) in [
            (
                "b1_children_in_need_2013_to_2025.csv",
                "b1_children_in_need",
                true,
            ),
            (
                "b1_children_in_need_2013_to_2024 (1).csv",
                "b1_children_in_need",
                true,
            ),
            (
                "b1_children_in_need_2013_to_2024--89bd0eaf.csv",
                "b1_children_in_need",
                true,
            ),
            ("ks4_la_revised_v2.csv.gz", "ks4_la", true),
            (
                "la_cla_placement_stability_Nov24.csv",
                "la_cla_placement_stability",
                true,
            ),
            ("ks4_la_characteristics.csv", "ks4_la", false),
            ("ks4_lad_2025.csv", "ks4_la", false),
            (
                "la_children_who_ceased_during_the_year_sgo_adoption.csv",
                "la_children_who_ceased_during_the_year",
                false,
            ),
            ("b1.csv", "b1_children_in_need", false),
            ("anything.csv", "", false),
        ] {
            assert_eq!(is_filed_as(name, file), is, "{name}");
        }
    }

    fn embedded() -> Catalogue {
        Catalogue::parse(TEXT).expect("the catalogue")
    }

    /// What an id says beside what is measured: how it is counted, and whether of a day or of a year.
    const SIDES: [&str; 6] = ["rate", "count", "starting", "ending", "ceasing", "leaving"];

    /// "cpp-starting-rate" is of the family "cpp", "cla-sgo-count" of "cla-sgo"; none for an id that says nothing of the kind.
    fn family(id: &str) -> Option<&str> {
        let mut stem = id;
        while let Some(side) = SIDES
            .iter()
            .find_map(|side| stem.strip_suffix(side)?.strip_suffix('-'))
        {
            stem = side;
        }
        (stem != id).then_some(stem)
    }

    #[test]
    fn rate_number_starting_and_ending_of_one_thing_are_named_as_sisters() {
        let catalogue = embedded();
        let entries = catalogue.entries();
        let named: BTreeSet<&str> = entries
            .iter()
            .filter(|entry| !entry.sisters.is_empty())
            .flat_map(|entry| entry.sisters.iter().chain([&entry.id]))
            .map(String::as_str)
            .collect();
        let mut pairs = 0;
        for entry in entries {
            let Some(own) = family(&entry.id) else {
                continue;
            };
            let is_kin = |other: &&Entry| {
                other.id != entry.id
                    && (family(&other.id) == Some(own) || other.id == format!("{own}-percent"))
            };
            for other in entries.iter().filter(is_kin) {
                pairs += 1;
                assert!(
                    named.contains(entry.id.as_str()) && named.contains(other.id.as_str()),
                    "{} and {} are not named as sisters",
                    entry.id,
                    other.id
                );
                let is_total = entry.total || other.total;
                assert!(
                    entry.polarity == other.polarity || is_total,
                    "{} and {} have two directions",
                    entry.id,
                    other.id
                );
            }
        }
        assert!(pairs > 20, "{pairs}");
    }

    #[test]
    fn sisters_of_two_directions_without_a_reason_are_refused() {
        let torn = TEXT.replacen(
            "sisters_reason = \"The number follows the size of the area, which the percentage does not.\"\n",
            "",
            1,
        );
        let refused = Catalogue::parse(&torn).expect_err("torn").to_string();
        assert!(refused.contains("cla-adopted-count"), "{refused}");
        let unknown = TEXT.replacen("sisters = [\"referral-count\"]", "sisters = [\"x\"]", 1);
        let refused = Catalogue::parse(&unknown).expect_err("unknown").to_string();
        assert!(refused.contains("unknown sister"), "{refused}");
    }

    #[test]
    fn a_stock_is_of_a_day_and_a_flow_of_a_year() {
        for entry in embedded().entries() {
            let (title, kind) = (&entry.title, entry.year);
            if title.contains("in the year to 30 September") {
                assert_eq!(kind, YearKind::SeptemberYear, "{title}");
            } else if title.contains("on 30 September") {
                assert_eq!(kind, YearKind::SeptemberSnapshot, "{title}");
            } else if kind == YearKind::MarchSnapshot {
                assert!(!title.contains("in the year"), "{title}");
            }
        }
    }

    #[test]
    fn percentages_have_one_decimal_at_most_and_pounds_none() {
        for entry in embedded().entries() {
            let indicator = entry.indicator("", None);
            if indicator.unit.is_percent() {
                assert!(indicator.mean_decimals() <= 1, "{}", entry.id);
            }
            if indicator.unit.is_pounds() {
                assert_eq!(indicator.mean_decimals(), 0, "{}", entry.id);
            }
        }
    }

    /// Each a period that the indicator has, and a reason that says what happened.
    #[test]
    fn breaks_and_unusual_years_are_dated_by_the_ends_of_periods() {
        let mut dated = 0;
        for entry in embedded().entries() {
            let breaks = entry.breaks.iter().map(|b| (b.period_end, &b.reason));
            let unusual = entry
                .unusual_years
                .iter()
                .map(|y| (y.period_end, &y.reason));
            for (end, reason) in breaks.chain(unusual) {
                let label = end.year().to_string();
                let period = crate::observation::period::Period::parse(&label, entry.year);
                assert_eq!(period.expect("a year").end, end, "{}", entry.id);
                assert!(reason.ends_with('.') && reason.len() > 30, "{reason}");
                dated += 1;
            }
        }
        assert!(dated > 30, "{dated}");
        let workforce = embedded();
        let workforce = workforce.get("sw-vacancy-percent").expect("known");
        assert_eq!(workforce.breaks.len(), 1);
    }
}
