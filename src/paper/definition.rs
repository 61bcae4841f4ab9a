//! What a paper is to hold: a short TOML file that an officer can read, with the officer's own text in Markdown.
//!
//! A key this program does not know is refused with its line, since a paper that silently lacks a part is worse than none.

use crate::error::{Error, Result};
use serde::Deserialize;

/// A paper as it was asked for.
#[derive(Deserialize, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Definition {
    /// The paper's title; may hold tokens such as `{authority}`.
    pub(crate) title: String,
    /// What the paper is for, one line: shown where the standard papers are listed.
    #[serde(default)]
    pub(crate) about: String,
    /// Sides of A4. What does not fit goes to an annex.
    #[serde(default = "four")]
    pub(crate) max_pages: usize,
    /// Which list of statistical neighbours: 2025 unless given.
    pub(crate) list: Option<String>,
    #[serde(default)]
    pub(crate) front: Front,
    #[serde(rename = "section")]
    pub(crate) sections: Vec<Wanted>,
}

fn four() -> usize {
    4
}

/// The block at the head of a committee paper. What is left out is left out of the paper too.
#[derive(Deserialize, Debug, Clone, Default, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Front {
    committee: Option<String>,
    date: Option<String>,
    report_of: Option<String>,
    portfolio_holder: Option<String>,
    author: Option<String>,
    contact: Option<String>,
    wards: Option<String>,
    classification: Option<String>,
    key_decision: Option<String>,
}

/// A section: a heading, the officer's text, and what is taken from data.
#[derive(Deserialize, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    pub(crate) heading: String,
    /// Markdown. Tokens (`{cla-rate.value}`) are filled in; a paragraph that is nothing but a place (`{findings}`) says where that part
    /// goes.
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) indicators: Vec<String>,
    #[serde(default)]
    pub(crate) themes: Vec<String>,
    /// Groups to compare with in tables, beside neighbours, region and England: `coastal`, `deprived`, authorities joined by `+`.
    #[serde(default)]
    pub(crate) groups: Vec<String>,
    /// So many indicators are told about, weightiest first.
    #[serde(default)]
    pub(crate) findings: usize,
    #[serde(default)]
    pub(crate) tables: Vec<TableForm>,
    /// `cla-rate:trend`, `scorecard`, `pyramid`.
    #[serde(default)]
    pub(crate) figures: Vec<String>,
    /// So many questions that the findings raise.
    #[serde(default)]
    pub(crate) questions: usize,
    /// Inspection judgements: history and position.
    #[serde(default)]
    pub(crate) judgements: bool,
    /// The position as at this day; the newest judgement there is unless given.
    pub(crate) judgements_as_at: Option<String>,
    /// A file of actions or recommendations, beside the definition.
    pub(crate) plan: Option<String>,
    /// An older version of the same file, to tell what slipped.
    pub(crate) plan_before: Option<String>,
}

/// What a table shows of the section's indicators.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TableForm {
    /// Own figure, change, neighbours' mean, region, England, place.
    Standing,
    /// The own figure over the last years.
    Course,
    /// How each figure is known: publication, release, file and row.
    Evidence,
}

/// A part of a section that has a place in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Findings,
    Tables,
    Figures,
    Questions,
    Judgements,
    Plan,
    Sources,
    Methods,
    BackgroundPapers,
}

impl Place {
    /// Where the text names no place, parts follow it in this order.
    pub(crate) const IN_ORDER: [Place; 9] = [
        Place::Judgements,
        Place::Findings,
        Place::Tables,
        Place::Figures,
        Place::Plan,
        Place::Questions,
        Place::BackgroundPapers,
        Place::Sources,
        Place::Methods,
    ];

    /// As it stands in the text, between braces.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Place::Findings => "findings",
            Place::Tables => "tables",
            Place::Figures => "figures",
            Place::Questions => "questions",
            Place::Judgements => "judgements",
            Place::Plan => "plan",
            Place::Sources => "sources",
            Place::Methods => "methods",
            Place::BackgroundPapers => "background-papers",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Place> {
        Place::IN_ORDER
            .into_iter()
            .find(|place| place.word() == word.trim())
    }
}

impl Front {
    /// Label and text of what is there, in the order committee papers have them.
    pub(crate) fn lines(&self) -> Vec<(&'static str, &str)> {
        let lines = [
            ("Committee", &self.committee),
            ("Date of meeting", &self.date),
            ("Report of", &self.report_of),
            ("Portfolio holder", &self.portfolio_holder),
            ("Report author", &self.author),
            ("Contact", &self.contact),
            ("Wards affected", &self.wards),
            ("Classification", &self.classification),
            ("Key decision", &self.key_decision),
        ];
        lines
            .into_iter()
            .filter_map(|(label, text)| Some((label, text.as_deref()?)))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    /// The same front block with a date given on the command line.
    pub(crate) fn dated(mut self, date: Option<String>) -> Front {
        self.date = date.or(self.date);
        self
    }
}

/// Reads a definition.
///
/// # Errors
/// Usage, naming file and row: not TOML, a key that is none, a value of another type, no section.
pub(crate) fn read(text: &str, file: &str) -> Result<Definition> {
    let definition: Definition = toml::from_str(text).map_err(|fault| {
        let error = Error::usage(fault.message().to_owned())
            .in_file(file)
            .hint("“yardstick paper --list” shows the standard papers");
        match fault.span() {
            Some(span) => error.at_row(row_of(text, span.start)),
            None => error,
        }
    })?;
    if definition.sections.is_empty() {
        return Err(Error::usage("a paper needs at least one section")
            .in_file(file)
            .expected("[[section]] with a heading"));
    }
    if definition.max_pages == 0 {
        return Err(Error::usage("a paper of no pages")
            .in_file(file)
            .in_column("max_pages")
            .expected("1 or more"));
    }
    Ok(definition)
}

fn row_of(text: &str, at: usize) -> u64 {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    1 + before.iter().filter(|byte| **byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let fault = read(
            "title = \"A\"\n[[section]]\nheading = \"B\"\nfigurs = []\n",
            "a.toml",
        )
        .unwrap_err();
        assert_eq!(fault.exit_code(), 2);
        let told = fault.to_string();
        assert!(
            told.contains("a.toml") && told.contains('4') && told.contains("figurs"),
            "{told}"
        );
    }

    #[test]
    fn a_paper_without_a_section_is_none() {
        assert!(read("title = \"A\"\nsection = []\n", "a.toml").is_err());
        assert!(read("title = \"A\"\n", "a.toml").is_err());
    }

    #[test]
    fn what_the_front_block_leaves_out_is_left_out() {
        let text = "title = \"A\"\n[front]\ncommittee = \"C\"\nauthor = \"\"\n[[section]]\nheading = \"B\"\n";
        let front = read(text, "a.toml")
            .unwrap()
            .front
            .dated(Some("1 December 2026".to_owned()));
        assert_eq!(
            front.lines(),
            [("Committee", "C"), ("Date of meeting", "1 December 2026")]
        );
    }
}
