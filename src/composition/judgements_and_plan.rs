//! The two things in a paper that are no indicators: inspection judgements, and an officer's plan.

use super::entry::ManifestEntry;
use super::fit::WeighedBlock;
use super::ledger::Ledger;
use super::parts::{OF_A_CHART, OF_TABLES, bullets, tabular};
use super::{PaperInputs, Stock};
use crate::composition::judgements::{self, JudgementsOrder};
use crate::composition::plan::{self, PlanOrder, PlanReport};
use crate::error::Result;
use crate::finding::prose::judgements::ADD_A_RATING;
use crate::finding::prose::papers;
use crate::finding::prose::plans::plan_week;
use crate::observation::check::Check;
use crate::observation::day::typed_day;
use crate::paper::definition::SectionDefinition;
use crate::paper::{Block, TextSpan};
use crate::reference::Reference;
use crate::reference::judgements::Judgements;
use crate::table::{Cell, Table, selection};
use crate::world::{self, World};
use serde_json::Value;
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
                .map(|who| format!("{}.", crate::table::judgements::credit(all, &[who])))
        });
        let plans = self
            .order
            .definition
            .sections
            .iter()
            .filter_map(|section| self.plan_file(section));
        judgements
            .chain(plans.map(|file| papers::own_plan(&world::slashed(&file))))
            .collect()
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
        let as_at = section.judgements_as_at.as_deref().map(typed_day);
        let question = JudgementsOrder {
            area: self.order.area,
            as_at: as_at.transpose()?,
            list: self.order.list,
        };
        let told = judgements::reports(self.reference, all, question)?;
        let evidence = judgements::objects(&told, all, stock.prose(), false);
        let mut parts = Vec::new();
        for (each, evidence) in told.into_iter().zip(evidence) {
            // Sentences and history stand in the paper itself.
            let counted = without(&evidence, &["sentences", "notes", "history"]);
            let items = each.sentences.iter().map(|sentence| {
                vec![ledger.span(ManifestEntry::Judgement {
                    text: sentence.clone(),
                    as_at: each.as_at.to_string(),
                    evidence: counted.clone(),
                })]
            });
            parts.push(WeighedBlock::fixed(Block::Bullets(items.collect())));
            // A side of A4 has no room for a column a sub-judgement.
            let mut history =
                selection::gathered(&each.history, &HISTORY, &["inspection_date"], PARTS);
            // How to read other files is for the officer, not for the committee.
            history.notes.retain(|note| note != ADD_A_RATING);
            let neighbours = selection::picked(
                &each.neighbours,
                &["authority", "inspection", "publication_date", "overall"],
            );
            let history = Some(history).filter(|history| !history.rows.is_empty());
            let tables = [history, Some(neighbours), each.parts];
            parts.extend(
                tables
                    .into_iter()
                    .flatten()
                    .map(|made| whole_table(made, ledger)),
            );
        }
        Ok(parts)
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
        let tables = report.changes.into_iter().chain([actions]);
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

/// A table that says for itself what it is, as a part.
fn whole_table(made: Table, ledger: &mut Ledger) -> WeighedBlock {
    let caption = made.title.clone();
    WeighedBlock::weighing(OF_TABLES, tabular(caption, made, Vec::new(), ledger))
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
const OF_AN_ACTION: [&str; 8] = [
    "ref",
    "recommendation",
    "partner",
    "standing",
    "indicator",
    "before",
    "newest",
    "movement",
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
