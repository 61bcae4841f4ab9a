//! Makes stale outputs again: papers and profiles of the settings file.

use crate::chart::ChartRequest;
use crate::compare::comparators::Comparators;
use crate::compare::panel::RankingField;
use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::inputs::figure_sources::FigureSources;
use crate::inputs::load::Stored;
use crate::inputs::named::{authority_or_home, neighbour_list};
use crate::reference::Reference;
use crate::refresh::state::RefreshState;
use crate::refresh::update::outputs::{self, OutputRecipe};
use crate::refresh::update::report::RemadeOutput;
use crate::run::outputs::{OutputKind, OutputSetting};
use crate::run::paper::{self as paper, NamedDefinition, PaperOrder};
use crate::run::profile::order::{self as profile, ProfileOrder};
use crate::source::local::SmallCounts;
use crate::world::{self, World};
use std::path::PathBuf;

/// What holds for every output.
pub(crate) struct OutputContext<'a> {
    /// The authority of outputs that name none.
    pub(crate) home: Option<&'a str>,
    pub(crate) data: &'a [PathBuf],
    /// The store that was refreshed, with all its vintages.
    pub(crate) stored: &'a Stored,
    pub(crate) small_counts: SmallCounts,
}

/// Makes stale outputs again. One that fails leaves the others, and its own last good files, alone.
pub(super) fn remake(
    world: &dyn World,
    reference: &Reference,
    (outputs, context): (&[OutputSetting], &OutputContext<'_>),
    state: &mut RefreshState,
    dry_run: bool,
    messages: &dyn Messages,
) -> Vec<(RemadeOutput, Option<Error>)> {
    // The settings file; what the last output was made from is none of the next one's inputs.
    let common = world.inputs();
    let mut all = Vec::new();
    for output in outputs {
        world.forget_inputs();
        common.iter().for_each(|seen| world.record(seen.clone()));
        let mut remade = RemadeOutput {
            output: output.name(),
            made: false,
            reasons: Vec::new(),
            fault: None,
        };
        let remaking = Remaking {
            world,
            reference,
            context,
            messages,
        };
        let done = remaking.one(output, state, dry_run, &mut remade);
        remade.fault = done.as_ref().err().map(ToString::to_string);
        all.push((remade, done.err()));
    }
    all
}

struct Remaking<'a> {
    world: &'a dyn World,
    reference: &'a Reference,
    context: &'a OutputContext<'a>,
    messages: &'a dyn Messages,
}

impl Remaking<'_> {
    fn one(
        &self,
        output: &OutputSetting,
        state: &mut RefreshState,
        dry_run: bool,
        remade: &mut RemadeOutput,
    ) -> Result<()> {
        let recipe = self.recipe(output)?;
        let basis = outputs::basis(self.world, self.reference, &recipe, self.context.stored)?;
        remade.reasons = outputs::reasons(&recipe, state.outputs.get(&recipe.path), &basis);
        if dry_run {
            return Ok(());
        }
        if !remade.reasons.is_empty() {
            self.make(output)?;
            remade.made = true;
        }
        state.outputs.insert(recipe.path, basis);
        Ok(())
    }

    fn recipe(&self, output: &OutputSetting) -> Result<OutputRecipe> {
        let as_set = serde_json::to_string(output)
            .map_err(|fault| Error::unwritten("an output’s settings", fault.to_string()))?;
        let mut parts = vec![as_set];
        parts.extend(self.context.home.map(str::to_owned));
        if let Some(paper) = &output.paper {
            let definition = NamedDefinition::find(self.world, paper)?;
            if let Some(words) = output.words(self.world, &definition) {
                parts.push(world::digest(&world::read(self.world, &words)?));
            }
            parts.push(definition.text);
        }
        for path in output.files() {
            parts.push(world::digest(&world::read(self.world, path)?));
        }
        let is_there = output.out.iter().all(|path| {
            let written = if output.profile {
                path.join("index.html")
            } else {
                path.clone()
            };
            self.world.open(&written).is_ok()
        });
        Ok(OutputRecipe {
            path: output.name(),
            parts,
            indicators: output.rests_on(self.world, self.reference)?,
            is_there,
        })
    }

    /// The same order as somebody gives who types the command.
    fn make(&self, output: &OutputSetting) -> Result<()> {
        match output.kind()? {
            OutputKind::Paper(definition) => self.make_paper(output, definition),
            OutputKind::Profile(folder) => {
                let named = output.authority.as_deref();
                let (reference, context) = (self.reference, self.context);
                let area = authority_or_home(reference, named, context.home, self.messages)?;
                let list = neighbour_list(reference, output.list.as_deref())?;
                let order = ProfileOrder {
                    area,
                    indicators: &output.rests_on(self.world, reference)?,
                    comparators: Comparators::named(
                        reference,
                        area,
                        list,
                        &output.with,
                        RankingField::Current,
                    )?,
                    charts: ChartRequest::default(),
                    phrases: output.phrases.as_deref(),
                    out: folder,
                    figures: FigureSources {
                        data: context.data,
                        stored: Some(context.stored),
                        small_counts: context.small_counts,
                    },
                };
                profile::write(self.world, reference, &order, self.messages).map(drop)
            }
        }
    }

    fn make_paper(&self, output: &OutputSetting, definition: &str) -> Result<()> {
        let definition = NamedDefinition::find(self.world, definition)?;
        let named = output.authority.as_deref();
        let area = authority_or_home(self.reference, named, self.context.home, self.messages)?;
        let order = PaperOrder {
            definition: &definition,
            area,
            out: &output.out,
            data: self.context.data,
            stored: Some(self.context.stored),
            templates: &output.template,
            period: None,
            groups: &output.with,
            date: output.date.as_deref(),
            list: output.list.as_deref(),
            phrases: output.phrases.as_deref(),
            plan: output.plan.as_deref(),
            plan_before: None,
            words: output.words.as_deref(),
            stamp: false,
            since: None,
        };
        paper::write(self.world, self.reference, &order, self.messages)?.tell(self.messages);
        Ok(())
    }
}
