//! Breakdowns: who the people of an indicator are, or why they came, in named categories. Each category is an indicator of its own, a
//! share of the whole, so it is read, compared and explained as any other. `breakdown_rows` makes them from `data/breakdowns.toml`.

/// Stands between the indicator and the key of a breakdown in the id of a category.
pub(super) const BY: &str = "-by-";

/// One way to break an indicator down.
#[derive(Clone, Debug)]
pub(crate) struct Breakdown {
    /// The number that is broken down.
    pub(crate) indicator: String,
    /// Other indicators of the same people.
    pub(super) also: Vec<String>,
    /// As typed: "need".
    pub(crate) key: String,
    /// Other words for it.
    pub(super) other_names: Vec<String>,
    /// As a heading: "Category of need".
    pub(crate) title: String,
    /// The people as in a heading: "Looked-after children".
    pub(crate) people: String,
    /// The people, many: "looked-after children".
    pub(crate) of: String,
    /// "who", or "that" where they are no people.
    pub(crate) which: String,
    /// Whether everybody is in one category.
    pub(crate) is_exclusive: bool,
    /// Whether children of each category are counted in the population, so that an officer's file of them makes rates.
    pub(crate) is_of_population: bool,
    /// What must be known of every share of it; empty where there is nothing.
    pub(crate) caution: String,
    pub(crate) categories: Vec<Category>,
}

/// One category of a breakdown.
#[derive(Clone, Debug)]
pub(crate) struct Category {
    /// The id of its indicator: "cla-count-by-need-abuse-or-neglect".
    pub(crate) id: String,
    pub(crate) key: String,
    /// As in a table: "Abuse or neglect".
    pub(crate) title: String,
    /// What they did, behind a sentence about another category: "did so because of absent parents".
    pub(crate) again: String,
    /// The indicator of the catalogue that is the same share, where there is one.
    pub(crate) same_as: Option<String>,
}

impl Breakdown {
    /// "cla-count:need", as a definition of a paper names it.
    pub(crate) fn name(&self) -> String {
        format!("{}:{}", self.indicator, self.key)
    }

    /// "cla-count-by-need": what the ids of its categories begin with, and the names of its charts and tables.
    pub(crate) fn id(&self) -> String {
        format!("{}{BY}{}", self.indicator, self.key)
    }

    /// Whether it breaks down the people of this indicator.
    pub(crate) fn is_of(&self, indicator: &str) -> bool {
        self.indicator == indicator || self.also.iter().any(|id| id == indicator)
    }

    /// Whether a typed word means it.
    pub(crate) fn is_called(&self, word: &str) -> bool {
        let word = word.trim().to_lowercase();
        self.key == word || self.title.to_lowercase() == word || self.other_names.contains(&word)
    }

    /// The ids of its categories, in their order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.categories.iter().map(|category| category.id.as_str())
    }
}

/// Whether an id may be that of a category.
pub(crate) fn may_be_category(id: &str) -> bool {
    id.contains(BY)
}
