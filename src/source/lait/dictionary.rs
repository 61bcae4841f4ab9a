//! What the publisher says of each series of the bulk data: its title, direction, decimals and kind of year.

use crate::error::Result;
use crate::observation::check::Check;
use crate::observation::indicator::{Indicator, Polarity, Unit};
use crate::observation::period::YearKind;
use crate::reference::catalogue::Catalogue;
use crate::reference::sources::COMPILATION;
use crate::source::sheet::Sheet;
use crate::world::World;
use csv::ByteRecord;
use std::collections::{BTreeSet, HashMap};

/// The columns that make a file its dictionary.
pub(crate) const DICTIONARY: [&str; 4] = ["Measure_short", "Measure", "Polarity", "Year_Type"];

/// What the publisher says of one series.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SeriesFacts {
    /// Our id of the series; empty for one that the program does not know.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) topic: String,
    pub(crate) polarity: Polarity,
    pub(crate) decimals: u8,
    pub(crate) year: YearKind,
    pub(crate) banded: bool,
}

impl SeriesFacts {
    /// One series may serve two measures: it is banded if either is, and has the more exact one's decimals.
    fn join(&mut self, other: &SeriesFacts) {
        self.banded |= other.banded;
        self.decimals = self.decimals.max(other.decimals);
    }
}

/// Facts of every series by its code, inner blanks and all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary(HashMap<String, SeriesFacts>);

impl Dictionary {
    /// The facts that are compiled in, of the data state of April 2026.
    pub(crate) fn embedded() -> Dictionary {
        Dictionary::rows(include_str!("../../../data/lait_series.csv"))
    }

    fn rows(text: &str) -> Dictionary {
        let mut facts = HashMap::new();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for row in reader.records().flatten() {
            let mut cells = row.iter();
            let [
                Some(code),
                Some(title),
                Some(topic),
                Some(good),
                Some(decimals),
                Some(year),
            ] = std::array::from_fn(|_| cells.next())
            else {
                continue;
            };
            if code.is_empty() {
                continue;
            }
            let banded = cells.next() != Some("no");
            let entry = SeriesFacts {
                id: cells.next().unwrap_or_default().to_owned(),
                title: title.to_owned(),
                topic: topic.to_owned(),
                polarity: polarity(good),
                decimals: decimals.parse().unwrap_or(1),
                year: year_kind(year),
                banded,
            };
            facts.insert(code.to_owned(), entry);
        }
        Dictionary(facts)
    }

    /// Reads a dictionary file over what is known.
    ///
    /// # Errors
    /// As [`Sheet::next`].
    pub(crate) fn read(
        &mut self,
        world: &dyn World,
        mut sheet: Sheet,
        checks: &mut Vec<Check>,
    ) -> Result<()> {
        let columns = [
            "Measure_short",
            "Measure",
            "Topic",
            "Polarity",
            "dps",
            "Year_Type",
            "No_Quartile",
        ]
        .map(|name| sheet.column(name));
        let mut fresh: HashMap<String, SeriesFacts> = HashMap::new();
        let mut record = ByteRecord::new();
        while sheet.next(&mut record, checks)? {
            // A column that the file has not holds nothing.
            let [code, title, topic, good, decimals, year, no_quartile] = columns.map(|at| {
                let bytes = at.and_then(|at| record.get(at)).unwrap_or_default();
                String::from_utf8_lossy(bytes).trim().to_owned()
            });
            let known = self.0.get(&code).map(|known| known.id.clone());
            let facts = SeriesFacts {
                id: known.unwrap_or_default(),
                title,
                topic,
                polarity: polarity(&good),
                decimals: decimals.parse().unwrap_or(1),
                year: year_kind(&year),
                banded: no_quartile != "N",
            };
            fresh
                .entry(code)
                .and_modify(|known| known.join(&facts))
                .or_insert(facts);
        }
        self.0.extend(fresh);
        sheet.close(world)?;
        Ok(())
    }

    pub(crate) fn get(&self, code: &str) -> Option<&SeriesFacts> {
        self.0.get(code)
    }

    /// The series of a topic, which is named by its words joined with hyphens.
    pub(crate) fn of_topic(&self, key: &str) -> Vec<(&str, &SeriesFacts)> {
        let mut all = self.sorted();
        all.retain(|(_, facts)| topic_key(&facts.topic) == key);
        all
    }

    /// Every topic by its key, sorted.
    pub(crate) fn topics(&self) -> Vec<String> {
        let topics: BTreeSet<String> = self.0.values().map(|of| topic_key(&of.topic)).collect();
        topics
            .into_iter()
            .filter(|topic| !topic.is_empty())
            .collect()
    }

    /// Every code with its facts, sorted.
    pub(crate) fn sorted(&self) -> Vec<(&str, &SeriesFacts)> {
        let mut all: Vec<_> = self
            .0
            .iter()
            .map(|(code, facts)| (code.as_str(), facts))
            .collect();
        all.sort_by_key(|(code, _)| *code);
        all
    }

    /// The indicator that a series stands for: ours where the catalogue has one, else the publisher's own description.
    pub(crate) fn indicator(&self, code: &str, catalogue: &Catalogue) -> Indicator {
        let facts = self.get(code);
        if let Some(entry) = catalogue.by_lait(code) {
            let mut indicator = entry.indicator(code, None);
            indicator.banded = facts.is_none_or(|f| f.banded);
            if let Some(facts) = facts {
                indicator.decimals = facts.decimals.min(indicator.decimals);
            }
            return indicator;
        }
        self.own_indicator(code)
    }

    /// The code of the series with this id of ours.
    pub(crate) fn code_of(&self, id: &str) -> Option<&str> {
        let mut all = self.0.iter().filter(|(_, facts)| !facts.id.is_empty());
        all.find(|(_, facts)| facts.id == id)
            .map(|(code, _)| code.as_str())
    }

    /// The series as the publisher describes it, whether or not the catalogue has an indicator for it.
    pub(crate) fn own_indicator(&self, code: &str) -> Indicator {
        let facts = self.get(code);
        let id = facts.map(|of| of.id.as_str()).filter(|id| !id.is_empty());
        let title = facts.map_or(code, |f| f.title.as_str());
        let unit = Unit::new(unit_of(title));
        // A hundredth of a per cent is more than counts of some hundreds of children can bear.
        let finest = if unit.is_percent() { 1 } else { u8::MAX };
        let polarity = facts.map_or(Polarity::Unset, |f| f.polarity);
        Indicator {
            id: id.unwrap_or(code).to_owned(),
            source_measure: code.to_owned(),
            title: title.to_owned(),
            short: title.to_owned(),
            noun: format!("figure for “{title}”"),
            theme: facts.map(|f| f.topic.clone()).unwrap_or_default(),
            unit,
            decimals: facts.map_or(1, |f| f.decimals).min(finest),
            polarity,
            publisher_polarity: polarity,
            polarity_reason: "As the Department for Education's own dictionary has it.".to_owned(),
            banded: facts.is_none_or(|f| f.banded),
            year: facts.map_or(YearKind::Financial, |f| f.year),
            per: None,
            total: false,
            england_comparable: true,
            caution: String::new(),
            publication: COMPILATION.to_owned(),
            month: 0,
            breaks: Vec::new(),
            unusual_years: Vec::new(),
            local: false,
        }
    }
}

/// A topic as it is typed: its words in small letters, joined with hyphens.
pub(crate) fn topic_key(topic: &str) -> String {
    let words =
        topic.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’');
    let words = words.filter(|word| !word.is_empty());
    let words: Vec<String> = words
        .map(|word| word.replace(['\'', '’'], "").to_lowercase())
        .collect();
    words.join("-")
}

/// The unit that a publisher's title gives away; empty where it does not.
fn unit_of(title: &str) -> &'static str {
    let title = title.to_lowercase();
    if title.contains('%') || title.contains("percentage") || title.contains("per cent") {
        "percent"
    } else if title.contains("rate per 100,000") {
        "per-100,000"
    } else if title.contains("rate per 10,000") {
        "per-10,000"
    } else if ["number of", "no. of", "total number", "no of"]
        .iter()
        .any(|words| title.starts_with(words))
    {
        "count"
    } else {
        ""
    }
}

fn polarity(word: &str) -> Polarity {
    match word {
        "High" => Polarity::Higher,
        "Low" => Polarity::Lower,
        _ => Polarity::Unset,
    }
}

fn year_kind(words: &str) -> YearKind {
    match words {
        "Academic Year" => YearKind::Academic,
        "Calendar Year" => YearKind::Calendar,
        "Annual (end of Sept)" => YearKind::SeptemberSnapshot,
        "Annual - January" => YearKind::JanuarySnapshot,
        "Annual" => YearKind::MarchSnapshot,
        _ => YearKind::Financial,
    }
}
