//! Who the children are: for each breakdown that a section names a paragraph, a chart where it is asked for, and the table of all
//! shares, which is the first to go to the annex.

use super::entry::ChartEvidence;
use super::fit::WeighedBlock;
use super::ledger::Ledger;
use super::narrated::OF_A_FIRST;
use super::narrated::sentence;
use super::parts::{Stock, figure, tabular};
use crate::chart::{ChartRequest, shares};
use crate::compare::Comparison;
use crate::compare::breakdown::{ComparedBreakdown, read_beside};
use crate::error::{Error, Result};
use crate::finding::narrative::mix;
use crate::finding::prose::breakdowns as words;
use crate::paper::definition::{PaperDefinition, SectionDefinition};
use crate::paper::{Block, TextSpan};
use crate::reference::Reference;
use crate::reference::breakdown::Breakdown;
use crate::table::Table;
use crate::table::breakdown::for_people;
use std::collections::BTreeSet;

/// What the sentences of a breakdown weigh. The first paragraph of a section stays as that of its findings does; the others leave before
/// the first chart of a section, and the tables with the first.
const OF_A_BREAKDOWN: u32 = 60;
const OF_A_FURTHER: u32 = 580;
const OF_ITS_CHART: u32 = 640;
const OF_ITS_TABLE: u32 = 9;

/// The breakdown that a definition names, such as `cla-count:need`.
///
/// # Errors
/// There is none of the name.
pub(super) fn named<'r>(reference: &'r Reference, name: &str) -> Result<&'r Breakdown> {
    let all = reference.catalogue.breakdowns();
    let found = all.iter().find(|breakdown| breakdown.name() == name.trim());
    found.ok_or_else(|| {
        let indicator = name.split(':').next().unwrap_or_default();
        let mut known: Vec<String> = all
            .iter()
            .filter(|of| of.indicator == indicator)
            .map(Breakdown::name)
            .collect();
        if known.is_empty() {
            known = all.iter().map(Breakdown::name).collect();
        }
        Error::usage(format!("“{name}” is not a breakdown")).expected(known.join(", "))
    })
}

/// The indicators of the categories of all breakdowns that a section names.
///
/// # Errors
/// As [`named`].
pub(super) fn categories(
    reference: &Reference,
    section: &SectionDefinition,
) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for breakdown in of_section(reference, section)? {
        let beside = read_beside(breakdown, reference.catalogue.breakdowns());
        for of in [Some(breakdown), beside].into_iter().flatten() {
            ids.extend(of.ids().map(str::to_owned));
        }
    }
    Ok(ids)
}

/// The categories that a summary may tell: those of breakdowns that a paper is about, without what is only read beside them.
///
/// # Errors
/// As [`named`].
pub(super) fn told_categories<'r>(
    reference: &'r Reference,
    definition: &PaperDefinition,
) -> Result<BTreeSet<&'r str>> {
    let mut ids = BTreeSet::new();
    for section in &definition.sections {
        for breakdown in of_section(reference, section)? {
            ids.extend(breakdown.ids());
        }
    }
    Ok(ids)
}

fn of_section<'r>(
    reference: &'r Reference,
    section: &SectionDefinition,
) -> Result<Vec<&'r Breakdown>> {
    let names = section.breakdowns.iter().chain(&section.breakdown_figures);
    names.map(|name| named(reference, name)).collect()
}

impl Stock<'_> {
    /// The parts of a section's breakdowns.
    ///
    /// # Errors
    /// As [`named`].
    pub(super) fn breakdowns(
        &self,
        section: &SectionDefinition,
        ledger: &mut Ledger,
    ) -> Result<Vec<WeighedBlock>> {
        let compared: Vec<&Comparison<'_>> = self.tokens.compared.iter().collect();
        let reference = self.prose().reference;
        let mut parts = Vec::new();
        for name in &section.breakdowns {
            let breakdown = named(reference, name)?;
            match ComparedBreakdown::of(breakdown, &compared) {
                Some(whole) => {
                    let is_first = parts.is_empty();
                    parts.extend(self.told(&whole, is_first, ledger));
                }
                None => parts.push(self.untold(breakdown)),
            }
        }
        for name in &section.breakdown_figures {
            let breakdown = named(reference, name)?;
            let Some(whole) = ComparedBreakdown::of(breakdown, &compared) else {
                continue;
            };
            let chart = shares::of_one(&whole, ChartRequest::for_paper()).chart;
            let evidence = ChartEvidence::Several(self.chart_rows(&categories_of(&whole)));
            let block = figure(name, chart, evidence, ledger);
            parts.push(WeighedBlock::weighing(OF_ITS_CHART, block));
        }
        Ok(parts)
    }

    /// The paragraph of a breakdown, with the table of all its shares.
    fn told(
        &self,
        whole: &ComparedBreakdown<'_, '_>,
        is_first: bool,
        ledger: &mut Ledger,
    ) -> Vec<WeighedBlock> {
        let mut text = vec![TextSpan {
            strong: true,
            ..TextSpan::text(words::lead_in(whole))
        }];
        for told in mix::paragraph(whole, self.phrases) {
            text.push(TextSpan::text(" "));
            text.push(sentence(told.clause, told.c, OF_A_BREAKDOWN, ledger));
        }
        let paragraph = Block::Paragraph {
            number: String::new(),
            text,
        };
        let weight = if is_first {
            OF_A_FIRST + OF_A_BREAKDOWN
        } else {
            OF_A_FURTHER
        };
        let rows = self.chart_rows(&categories_of(whole));
        // The caption has the place and the period.
        let table = Table {
            subtitle: String::new(),
            ..for_people(whole, self.prose(), true)
        };
        let caption = words::dated_title(whole, self.prose());
        let table = tabular(caption, table, rows, ledger);
        vec![
            WeighedBlock::weighing(weight, paragraph),
            WeighedBlock::weighing(OF_ITS_TABLE, table),
        ]
    }

    /// That no share is published, or was when the paper speaks.
    fn untold(&self, breakdown: &Breakdown) -> WeighedBlock {
        let text = words::without_shares(breakdown, self.prose(), self.tokens.area);
        WeighedBlock::fixed(Block::Plain(vec![TextSpan::text(text)]))
    }
}

fn categories_of<'c, 's>(whole: &ComparedBreakdown<'c, 's>) -> Vec<&'c Comparison<'s>> {
    let all = whole.categories.iter();
    all.map(|of| of.comparison).collect()
}
