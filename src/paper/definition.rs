//! The definition of a paper: a short TOML file that says what the paper holds, with the officer's own text in Markdown.
//!
//! An unknown key is refused with its line, since a paper that silently lacks a part is worse than none.

use super::actions::{MeetingAction, TypedDay};
use crate::error::{Error, Result};
use crate::finding::narrative::summary::USUAL_POINTS;
use crate::observation::judgement::Inspectorate;
use crate::source::settings_file;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A paper as its file defines it.
#[derive(Deserialize, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperDefinition {
    /// May contain tokens such as `{authority}`.
    pub(crate) title: String,
    /// What the paper is for, in one line, for the list of standard papers.
    #[serde(default)]
    pub(crate) about: String,
    /// The most pages of A4. What does not fit goes to an annex.
    #[serde(default = "four")]
    pub(crate) max_pages: usize,
    /// The most bullets of the summary on the first page; 0 for none.
    #[serde(default = "usual_points")]
    pub(crate) summary: usize,
    /// The year of the list of statistical neighbours: 2025 unless given.
    pub(crate) list: Option<String>,
    /// The file of the officer's own words, in the definition's folder; NAME.words.md beside NAME.toml unless given.
    pub(crate) words: Option<String>,
    /// Whether the paper tells what is new since the report whose manifest lies in the place of its own.
    #[serde(default)]
    pub(crate) since: bool,
    #[serde(default)]
    pub(crate) front: FrontBlock,
    /// What earlier meetings agreed.
    #[serde(default, rename = "action")]
    pub(crate) actions: Vec<MeetingAction>,
    #[serde(rename = "section")]
    pub(crate) sections: Vec<SectionDefinition>,
}

fn four() -> usize {
    4
}

fn usual_points() -> usize {
    USUAL_POINTS
}

/// The block at the head of a committee paper. Lines that are not given are left out of the paper.
#[derive(Deserialize, Debug, Clone, Default, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrontBlock {
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

/// A section: a heading, the officer's text, and the parts that are made from data.
#[derive(Deserialize, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionDefinition {
    pub(crate) heading: String,
    /// Markdown. Tokens (`{cla-rate.value}`) are filled in; a placeholder (`{findings}`) alone in its paragraph says where that part goes.
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) indicators: Vec<String>,
    #[serde(default)]
    pub(crate) themes: Vec<String>,
    /// Groups to compare with, in addition to neighbours, region and England: `coastal`, `deprived`, authorities joined by `+`.
    #[serde(default)]
    pub(crate) groups: Vec<String>,
    /// The findings of so many indicators, weightiest first.
    #[serde(default)]
    pub(crate) findings: usize,
    #[serde(default)]
    pub(crate) tables: Vec<TableForm>,
    /// `cla-rate:trend`, `scorecard`, `pyramid`.
    #[serde(default)]
    pub(crate) figures: Vec<String>,
    /// Who the people are: `cla-starting-count:need`, a paragraph each.
    #[serde(default)]
    pub(crate) breakdowns: Vec<String>,
    /// The same as charts.
    #[serde(default)]
    pub(crate) breakdown_figures: Vec<String>,
    /// What is behind a figure: `chain`, `target:cpp-repeat-percent`, a paragraph each.
    #[serde(default)]
    pub(crate) insights: Vec<String>,
    /// So many of the questions that the findings raise.
    #[serde(default)]
    pub(crate) questions: usize,
    /// Whether the inspection judgements and the authority's position are included.
    #[serde(default)]
    pub(crate) judgements: bool,
    /// Whose judgements, by the inspectorate's name in the tables of judgements (`Ofsted`, `HMIP`); all of them unless given.
    #[serde(default)]
    pub(crate) judgements_by: Vec<JudgedBy>,
    /// Whether every inspection stands on one line, with what may come next.
    #[serde(default)]
    pub(crate) timeline: bool,
    /// The day of the position; that of the newest judgement unless given.
    pub(crate) judgements_as_at: Option<String>,
    /// A file of actions or recommendations, in the definition's folder.
    pub(crate) plan: Option<String>,
    /// Whether the section does without the file where there is none, and says so.
    #[serde(default)]
    pub(crate) plan_may_be_missing: bool,
    /// An older version of the same file, to see what slipped.
    pub(crate) plan_before: Option<String>,
    /// The day on which the plan starts and the weeks it has: “week 7 of 12”.
    pub(crate) plan_starts: Option<TypedDay>,
    pub(crate) plan_weeks: Option<u32>,
}

/// An inspectorate that gives grades, by the word of a definition.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JudgedBy {
    Ofsted,
    #[serde(rename = "HMIP")]
    Hmip,
}

impl JudgedBy {
    pub(crate) fn inspectorate(self) -> Inspectorate {
        match self {
            JudgedBy::Ofsted => Inspectorate::Ofsted,
            JudgedBy::Hmip => Inspectorate::Hmip,
        }
    }
}

/// What a table shows of the section's indicators.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TableForm {
    /// Own figure, change, neighbours' mean, region, England, place.
    Standing,
    /// The own figure over the last years.
    Course,
    /// Where each figure was read: publication, release, file and row.
    Evidence,
}

/// A part of a section, by the word that marks its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Placeholder {
    Summary,
    Findings,
    Tables,
    Figures,
    Breakdowns,
    Insights,
    Questions,
    Judgements,
    Plan,
    Actions,
    Terms,
    Sources,
    Methods,
    BackgroundPapers,
}

impl Placeholder {
    /// The order in which parts without a place follow the text.
    pub(crate) const IN_ORDER: [Placeholder; 14] = [
        Placeholder::Summary,
        Placeholder::Judgements,
        Placeholder::Findings,
        Placeholder::Figures,
        Placeholder::Breakdowns,
        Placeholder::Insights,
        Placeholder::Tables,
        Placeholder::Plan,
        Placeholder::Actions,
        Placeholder::Questions,
        Placeholder::Terms,
        Placeholder::BackgroundPapers,
        Placeholder::Sources,
        Placeholder::Methods,
    ];

    /// The word between braces.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Placeholder::Summary => "summary",
            Placeholder::Findings => "findings",
            Placeholder::Tables => "tables",
            Placeholder::Figures => "figures",
            Placeholder::Breakdowns => "breakdowns",
            Placeholder::Insights => "insights",
            Placeholder::Questions => "questions",
            Placeholder::Judgements => "judgements",
            Placeholder::Plan => "plan",
            Placeholder::Actions => "actions",
            Placeholder::Terms => "terms",
            Placeholder::Sources => "sources",
            Placeholder::Methods => "methods",
            Placeholder::BackgroundPapers => "background-papers",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Placeholder> {
        Placeholder::IN_ORDER
            .into_iter()
            .find(|placeholder| placeholder.word() == word.trim())
    }
}

impl SectionDefinition {
    /// Whether it has a chart of all its indicators: one that names none.
    pub(crate) fn has_overview(&self) -> bool {
        self.figures.iter().any(|asked| !asked.contains(':'))
    }

    /// Whether it has the judgements of an inspectorate: of all where it asks for judgements and names nobody.
    pub(crate) fn judges_by(&self, who: Inspectorate) -> bool {
        let by = &self.judgements_by;
        self.judgements && (by.is_empty() || by.iter().any(|by| by.inspectorate() == who))
    }
}

impl FrontBlock {
    /// Label and text of each line that is given, in the order of committee papers.
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

    /// The date of the meeting, if it is given.
    pub(crate) fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// The same front block with a date given on the command line.
    pub(crate) fn dated(mut self, date: Option<String>) -> FrontBlock {
        self.date = date.or(self.date);
        self
    }
}

/// Reads a definition.
///
/// # Errors
/// Usage, with file and row: not TOML, an unknown key, a value of another type, no section.
pub(crate) fn read(text: &str, file: &str) -> Result<PaperDefinition> {
    let definition: PaperDefinition = settings_file::read(text, file).map_err(|fault| {
        if fault.way_out().is_empty() {
            fault.hint("“yardstick paper --list” shows the standard papers")
        } else {
            fault
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
    definition
        .agreed()
        .and_then(|()| definition.timed())
        .map_err(|fault| fault.in_file(file))?;
    Ok(definition)
}

impl PaperDefinition {
    /// Whether a section cannot do without a plan, which is an officer’s own file.
    pub(crate) fn needs_a_plan(&self) -> bool {
        let mut sections = self.sections.iter();
        sections.any(|section| section.plan.is_some() && !section.plan_may_be_missing)
    }

    /// Refuses an action without words, and one that stands twice.
    fn agreed(&self) -> Result<()> {
        let mut seen = BTreeSet::new();
        for action in &self.actions {
            if action.key().is_empty() {
                return Err(Error::usage("an [[action]] says nothing")
                    .in_column("what")
                    .expected("what was agreed"));
            }
            if !seen.insert(action.key()) {
                let fault = format!("two [[action]] are “{}”", action.what);
                return Err(Error::usage(fault)
                    .in_column("what")
                    .hint("keep the one that is true, or say how they differ"));
            }
        }
        Ok(())
    }

    /// Refuses a plan of which only the start or only the length is known.
    fn timed(&self) -> Result<()> {
        for section in &self.sections {
            let weeks = section.plan_weeks;
            if section.plan_starts.is_some() != weeks.is_some() || weeks == Some(0) {
                return Err(Error::usage(format!(
                    "“{}”: the weeks of a plan are not known",
                    section.heading
                ))
                .expected("plan_starts, a day, and plan_weeks, 1 or more"));
            }
        }
        Ok(())
    }
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
