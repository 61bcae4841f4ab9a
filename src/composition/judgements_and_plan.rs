//! The two things in a paper that are no indicators: inspection judgements, and an officer's plan.

use super::entry::{ChartEvidence, ManifestEntry};
use super::fit::WeighedBlock;
use super::ledger::Ledger;
use super::parts::{
    OF_A_CHART, OF_A_HISTORY, OF_A_TIMELINE, OF_COUNTING, OF_TABLES, OF_TABLES_IN_PICTURE, bullets,
    figure, tabular,
};
use super::{PaperInputs, Stock};
use crate::chart::ChartRequest;
use crate::composition::inspections::{self, InspectionsTold};
use crate::composition::judgements::{self, InspectorateReport, JudgementsOrder};
use crate::composition::plan::{self, PlanOrder, PlanReport};
use crate::error::Result;
use crate::finding::prose::judgements::ADD_A_RATING;
use crate::finding::prose::papers;
use crate::finding::prose::plans::plan_week;
use crate::observation::check::Check;
use crate::observation::day::typed_day;
use crate::observation::judgement::Inspectorate;
use crate::paper::definition::SectionDefinition;
use crate::paper::{Block, TextSpan};
use crate::reference::Reference;
use crate::reference::judgements::Judgements;
use crate::table::{Cell, Table, selection};
use crate::world::{self, World};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::PathBuf;

/// The columns of a history that a paper keeps; the others, but for the day on site, are gathered in one.
const HISTORY: [&str; 3] = ["inspection", "publication_date", "overall"];
const PARTS: &str = "Its parts";

/// What a paper has apart from its indicators, read once.
pub(super) struct JudgementsAndPlan<'a> {
    pub(super) world: &'a dyn World,
    pub(super) reference: &'a Reference,
    pub(super) order: &'a PaperInputs<'a>,
    pub(super) judgements: Option<Judgements>,
}

impl<'a> JudgementsAndPlan<'a> {
    /// Reads the judgements, where a section takes them.
    ///
    /// # Errors
    /// A file of judgements that cannot be read.
    pub(super) fn of(
        world: &'a dyn World,
        reference: &'a Reference,
        order: &'a PaperInputs<'a>,
        checks: &mut Vec<Check>,
    ) -> Result<JudgementsAndPlan<'a>> {
        let mut sections = order.definition.sections.iter();
        let judgements = if sections.any(|section| section.judgements) {
            let (judgements, found) =
                judgements::known(world, reference, order.data, order.stored)?;
            checks.extend(found);
            Some(judgements)
        } else {
            None
        };
        Ok(JudgementsAndPlan {
            world,
            reference,
            order,
            judgements,
        })
    }
}

impl JudgementsAndPlan<'_> {
    /// What these rest on, for the list of background papers.
    pub(super) fn papers(&self) -> Vec<String> {
        let judgements = self.judgements.iter().flat_map(|all| {
            all.inspectorates()
                .into_iter()
                .filter(|who| self.is_asked(*who))
                .map(|who| format!("{}.", crate::table::judgements::credit(all, &[who])))
        });
        let plans = self
            .order
            .definition
            .sections
            .iter()
            .filter(|section| !section.plan_may_be_missing || self.has_plan(section))
            .filter_map(|section| self.plan_file(section));
        judgements
            .chain(plans.map(|file| papers::own_plan(&world::slashed(&file))))
            .collect()
    }

    /// As at which day each inspectorate's judgements stand in the paper.
    ///
    /// # Errors
    /// A day that is none.
    pub(super) fn days(&self) -> Result<BTreeSet<(Inspectorate, Date)>> {
        let mut days = BTreeSet::new();
        for section in &self.order.definition.sections {
            let as_at = self.question(section)?.as_at;
            let asked = |who: &Inspectorate| section.judges_by(*who);
            days.extend(self.judgements.iter().flat_map(|all| {
                let asked = all.inspectorates().into_iter().filter(asked);
                asked.filter_map(|who| Some((who, as_at.or_else(|| all.complete_to(who))?)))
            }));
        }
        Ok(days)
    }

    /// History and position with the inspectorates.
    ///
    /// # Errors
    /// A day that is none; an authority that was not there on it.
    pub(super) fn judgements(
        &self,
        section: &SectionDefinition,
        stock: &Stock<'_>,
        ledger: &mut Ledger,
    ) -> Result<Vec<WeighedBlock>> {
        let Some(all) = self.judgements.as_ref().filter(|_| section.judgements) else {
            return Ok(Vec::new());
        };
        let question = self.question(section)?;
        let told = self.reports(section, all, question)?;
        let evidence = judgements::objects(&told, all, stock.prose(), false);
        let whole = section.timeline.then(|| {
            let request = ChartRequest::for_paper();
            inspections::told(self.reference, all, question, Some(request))
        });
        let mut whole = whole.flatten();
        let mut parts = Vec::new();
        // The picture first: below it, sentences fill the page whatever its height.
        let chart = whole.as_mut().and_then(|whole| whole.chart.take());
        parts.extend(chart.map(|chart| {
            let rests_on = ChartEvidence::Several(Vec::new());
            let chart = figure(TIMELINE, chart.chart, rests_on, ledger);
            WeighedBlock::weighing(OF_A_TIMELINE, chart)
        }));
        for (each, evidence) in told.into_iter().zip(evidence) {
            let counted = counted(&evidence);
            // Ratings of youth justice are told in short: what they stand beside is what the paper is about.
            let is_second = each.standing.who == Inspectorate::Hmip;
            let briefly = is_second.then(|| stock.prose().judged_briefly(&each.standing));
            let sentences = briefly.as_ref().unwrap_or(&each.sentences);
            let mut told = |sentences: &[String]| {
                let items = sentences.iter().map(|sentence| {
                    vec![ledger.span(ManifestEntry::Judgement {
                        text: sentence.clone(),
                        as_at: each.as_at.to_string(),
                        evidence: counted.clone(),
                    })]
                });
                Block::Bullets(items.collect())
            };
            parts.push(WeighedBlock::fixed(told(sentences)));
            if !is_second {
                let how_counted = told(&each.how_counted);
                parts.push(WeighedBlock::weighing(OF_COUNTING, how_counted));
            }
            if let Some(whole) = whole.take() {
                parts.extend(next_and_others(whole, ledger));
            }
            for (weight, made) in tables_of(each, is_second) {
                parts.push(weighed_table(weight, made, ledger));
            }
        }
        Ok(parts)
    }

    /// What a section asks of the judgements.
    ///
    /// # Errors
    /// A day that is none.
    fn question(&self, section: &SectionDefinition) -> Result<JudgementsOrder> {
        let as_at = section.judgements_as_at.as_deref().map(typed_day);
        Ok(JudgementsOrder {
            area: self.order.area,
            as_at: as_at.transpose()?,
            list: self.order.list,
        })
    }

    /// The reports of the inspectorates that a section asks for.
    ///
    /// # Errors
    /// An authority that was not there on the day.
    fn reports<'j>(
        &self,
        section: &SectionDefinition,
        all: &'j Judgements,
        question: JudgementsOrder,
    ) -> Result<Vec<InspectorateReport<'j>>> {
        let mut told = judgements::reports(self.reference, all, question)?;
        told.retain(|report| section.judges_by(report.standing.who));
        Ok(told)
    }

    /// The judgements in a line each, for the summary: of every inspectorate that a section asks for.
    ///
    /// # Errors
    /// As [`JudgementsAndPlan::judgements`].
    pub(super) fn in_summary(
        &self,
        stock: &Stock<'_>,
        ledger: &mut Ledger,
    ) -> Result<JudgedInSummary> {
        let mut items = JudgedInSummary::default();
        let Some(all) = &self.judgements else {
            return Ok(items);
        };
        let prose = stock.prose();
        let sections = self.order.definition.sections.iter();
        for section in sections.filter(|section| section.judgements) {
            let told = self.reports(section, all, self.question(section)?)?;
            let evidence = judgements::objects(&told, all, prose, false);
            for (each, evidence) in told.iter().zip(evidence) {
                let item = vec![ledger.span(ManifestEntry::Judgement {
                    text: prose.judged_in_short(&each.standing),
                    as_at: each.as_at.to_string(),
                    evidence: counted(&evidence),
                })];
                if section.timeline {
                    items.first.push(item);
                } else {
                    items.last.push(item);
                }
            }
        }
        Ok(items)
    }

    /// How far a plan is, what slipped, and each action beside its indicator.
    ///
    /// # Errors
    /// The plan's file cannot be read.
    pub(super) fn plan(
        &self,
        section: &SectionDefinition,
        ledger: &mut Ledger,
    ) -> Result<Vec<WeighedBlock>> {
        if section.plan_may_be_missing && !self.has_plan(section) {
            let words = papers::NO_RECOMMENDATIONS.to_owned();
            return Ok(vec![WeighedBlock::fixed(Block::Plain(vec![TextSpan {
                to_write: true,
                ..TextSpan::text(words)
            }]))]);
        }
        let Some(report) = self.plan_report(section)? else {
            return Ok(Vec::new());
        };
        let evidence = PlanEvidence::of(&report);
        let timed = section.plan_starts.zip(section.plan_weeks);
        let week = timed.map(|(starts, weeks)| plan_week(starts.0, weeks, report.as_at));
        let summary = report
            .summary
            .iter()
            .chain(&week)
            .map(|text| vec![evidence.sentence(text, None, ledger)])
            .collect();
        let mut parts = vec![WeighedBlock::fixed(Block::Bullets(summary))];
        let mut of_actions = Vec::new();
        for (reference, sentences) in &report.actions {
            for text in sentences {
                of_actions.push(vec![evidence.sentence(text, Some(reference), ledger)]);
            }
        }
        // The summary says what the tally holds; of each action, what a board decides on.
        let actions = selection::gathered(
            &selection::picked(&self.with_names(report.beside), &OF_AN_ACTION),
            &["ref", "recommendation", "partner", "standing"],
            &[],
            "Its indicator",
        );
        let coverage = report.coverage.into_iter();
        let tables = coverage
            .chain(report.points)
            .chain(report.changes)
            .chain([actions]);
        parts.extend(tables.map(|made| whole_table(made, ledger)));
        parts.push(WeighedBlock::weighing(
            OF_A_CHART,
            Block::Bullets(of_actions),
        ));
        if !report.faults.is_empty() {
            let faults = papers::faults_in_plan(report.faults.len());
            parts.push(WeighedBlock::fixed(bullets(vec![faults])));
        }
        Ok(parts)
    }

    /// What is said of the plan of a section; none where it takes none.
    fn plan_report(&self, section: &SectionDefinition) -> Result<Option<PlanReport>> {
        let Some(file) = self.plan_file(section) else {
            return Ok(None);
        };
        let older = match (self.order.plan_before, &section.plan_before) {
            (Some(path), _) => Some(path.to_owned()),
            (None, Some(name)) => Some(self.order.folder.join(name)),
            (None, None) => None,
        };
        let order = PlanOrder {
            file: &file,
            before: older.as_deref(),
            as_at: self.order.stored.and_then(|stored| stored.as_at.day),
            area: Some(self.order.area),
            data: self.order.data,
            stored: self.order.stored,
            phrases: self.order.phrases,
        };
        let told = plan::tell(self.world, self.reference, &order);
        told.map(Some).map_err(|fault| match self.order.plan {
            Some(_) => fault,
            None => {
                fault.hint("name your own list of actions with --plan FILE, or in the definition")
            }
        })
    }

    /// Whether a section takes the judgements of an inspectorate.
    fn is_asked(&self, who: Inspectorate) -> bool {
        let mut sections = self.order.definition.sections.iter();
        sections.any(|section| section.judges_by(who))
    }

    /// Whether the file that a section takes is there; one that was named on the command line must be.
    fn has_plan(&self, section: &SectionDefinition) -> bool {
        self.order.plan.is_some()
            || self.plan_file(section).is_some_and(|file| {
                // A file that is there and cannot be read is no missing one.
                let opened = self.world.open(&file).map(drop);
                !opened.is_err_and(|fault| fault.kind() == ErrorKind::NotFound)
            })
    }

    /// Indicators by the name that a board knows them by, not by their id.
    fn with_names(&self, mut of: Table) -> Table {
        let Some(at) = of
            .columns
            .iter()
            .position(|column| column.name == "indicator")
        else {
            return of;
        };
        for cell in of.rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            if let Cell::Text(id) = cell
                && let Some(entry) = self.reference.catalogue.get(id)
            {
                id.clone_from(&entry.short);
            }
        }
        of
    }

    /// The file of the command line, or the one that the section names, beside its definition.
    fn plan_file(&self, section: &SectionDefinition) -> Option<PathBuf> {
        let named = section.plan.as_ref()?;
        Some(
            self.order
                .plan
                .map_or_else(|| self.order.folder.join(named), PathBuf::from),
        )
    }
}

/// Its inspections, its neighbours' and the counts by part, with what each weighs.
fn tables_of(report: InspectorateReport<'_>, is_second: bool) -> Vec<(u32, Table)> {
    // A side of A4 has no room for a column a sub-judgement.
    let mut history = selection::gathered(&report.history, &HISTORY, &["inspection_date"], PARTS);
    // How to read other files is for the officer, not for the committee.
    history.notes.retain(|note| note != ADD_A_RATING);
    let neighbours = selection::picked(
        &report.neighbours,
        &["authority", "inspection", "publication_date", "overall"],
    );
    let [of_history, of_parts] = if is_second {
        [OF_TABLES_IN_PICTURE; 2]
    } else {
        [OF_A_HISTORY, OF_TABLES]
    };
    let history = Some(history).filter(|history| !history.rows.is_empty());
    let history = history.map(|history| (of_history, history));
    let parts = report.parts.map(|parts| (of_parts, parts));
    // Which neighbours are good a sentence names too.
    let neighbours = Some((OF_TABLES_IN_PICTURE, neighbours));
    [history, neighbours, parts].into_iter().flatten().collect()
}

/// The judgements of a summary, an item each: before the figures in a paper about inspections, behind them in any other.
#[derive(Default)]
pub(super) struct JudgedInSummary {
    pub(super) first: Vec<Vec<TextSpan>>,
    pub(super) last: Vec<Vec<TextSpan>>,
}

/// What a sentence on a position rests on: sentences and history stand in the paper itself.
fn counted(evidence: &Value) -> Value {
    without(evidence, &["sentences", "notes", "history", "parts"])
}

/// What may come next, and a table of the inspections that gave no grades.
fn next_and_others(whole: InspectionsTold, ledger: &mut Ledger) -> Vec<WeighedBlock> {
    let as_at = whole.as_at.to_string();
    let evidence = whole.evidence;
    let mut parts = Vec::new();
    let mut tell = |sentences: Vec<String>, weighed: fn(Block) -> WeighedBlock| {
        if sentences.is_empty() {
            return;
        }
        let items = sentences.into_iter().map(|text| {
            vec![ledger.span(ManifestEntry::Judgement {
                text,
                as_at: as_at.clone(),
                evidence: evidence.clone(),
            })]
        });
        parts.push(weighed(Block::Bullets(items.collect())));
    };
    tell(whole.sentences, WeighedBlock::fixed);
    tell(whole.by_rule, |block| {
        WeighedBlock::weighing(OF_COUNTING, block)
    });
    // What gave grades stands in the tables of each inspectorate.
    if !whole.others.rows.is_empty() {
        parts.push(whole_table(whole.others, ledger));
    }
    parts
}

/// The form of the picture of all inspections.
const TIMELINE: &str = "timeline";

/// A table that says for itself what it is, as a part.
fn whole_table(made: Table, ledger: &mut Ledger) -> WeighedBlock {
    weighed_table(OF_TABLES, made, ledger)
}

fn weighed_table(weight: u32, made: Table, ledger: &mut Ledger) -> WeighedBlock {
    let caption = made.title.clone();
    WeighedBlock::weighing(weight, tabular(caption, made, Vec::new(), ledger))
}

/// An object without what stands elsewhere.
fn without(object: &Value, names: &[&str]) -> Value {
    let mut left = object.clone();
    if let Value::Object(fields) = &mut left {
        fields.retain(|name, _| !names.contains(&name.as_str()));
    }
    left
}

/// The columns of an action that a board decides on.
const OF_AN_ACTION: [&str; 9] = [
    "ref",
    "recommendation",
    "partner",
    "standing",
    "indicator",
    "before",
    "newest",
    "movement",
    "target",
];

/// What the sentences on a plan rest on.
struct PlanEvidence {
    /// The plan as a whole.
    general: Value,
    /// Each action by its reference.
    actions: Vec<Value>,
}

impl PlanEvidence {
    fn of(report: &PlanReport) -> PlanEvidence {
        PlanEvidence {
            general: without(&report.evidence, &["summary", "actions"]),
            actions: match report.evidence.get("actions") {
                Some(Value::Array(actions)) => actions.clone(),
                _ => Vec::new(),
            },
        }
    }

    /// A sentence on an action, or on the plan as a whole, with its entry in the ledger.
    fn sentence(&self, text: &str, action: Option<&str>, ledger: &mut Ledger) -> TextSpan {
        let of_action = action.and_then(|reference| {
            self.actions
                .iter()
                .find(|of| of.get("ref").and_then(Value::as_str) == Some(reference))
        });
        ledger.span(ManifestEntry::Plan {
            text: text.to_owned(),
            action: action.map(str::to_owned),
            evidence: of_action.unwrap_or(&self.general).clone(),
        })
    }
}
