//! `paper`: from a definition to a paper, its annex and its manifest.
//!
//! A definition is read, what it names is loaded and compared once, findings are made over all of its indicators together (so that the
//! number of comparisons is the paper's own), parts are put where the text wants them, what does not fit goes to the annex, and then
//! everything is counted and every entry of the [`ledger`] gets its id.

mod actions;
mod broken_down;
mod drafting;
pub(crate) mod entry;
mod fit;
pub(crate) mod format;
mod insights;
pub(crate) mod inspections;
pub(crate) mod judgements;
mod judgements_and_plan;
pub(crate) mod last_report;
pub(crate) mod ledger;
pub(crate) mod manifest;
mod narrated;
pub(crate) mod number;
pub(crate) mod parts;
pub(crate) mod plan;
pub(crate) mod render;
mod since;
mod slides;
pub(crate) mod standard;
pub(crate) mod templates;
mod tokens;
mod told;
pub(crate) mod trace;
mod wanted;
mod words;
mod woven;

use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::panel::{Panel, RankingField};
use crate::compare::study::{Study, no_period};
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::finding::prose::{Prose, papers};
use crate::finding::report;
use crate::inputs::load::{Input, Stored, way_to_figures};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::paper::deck::Deck;
use crate::paper::definition::PaperDefinition;
use crate::paper::officer;
use crate::paper::words::{self as words_file, WordsFile};
use crate::paper::{Paper, Section};
use crate::reference::group::list_date;
use crate::reference::neighbours::NeighbourList;
use crate::reference::{ATTRIBUTION, Reference};
use crate::screen::ScreeningScope;
use crate::store::selected::AsAt;
use crate::world::{self, World};
use drafting::{OF_ITSELF, drafts};
use entry::Entries;
use fit::{DraftSection, fit};
use judgements_and_plan::JudgementsAndPlan;
use last_report::LastReport;
use ledger::Ledger;
use manifest::Manifest;
use parts::Stock;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tokens::Tokens;
pub(crate) use wanted::rests_on;
use wanted::{named, section_indicators};
use words::WordsDesk;
pub(crate) use words::WordsReport;

/// What a paper is made from: its definition, whose paper it is, and which figures and files it rests on.
pub(crate) struct PaperInputs<'a> {
    pub(crate) definition: &'a PaperDefinition,
    /// The definition's file, for messages.
    pub(crate) file: &'a str,
    /// Its text, for the manifest.
    pub(crate) text: &'a str,
    pub(crate) area: Area,
    pub(crate) list: NeighbourList,
    pub(crate) data: &'a [PathBuf],
    /// The store that is read beside the figures in the program.
    pub(crate) stored: Option<&'a Stored>,
    pub(crate) phrases: &'a Phrases,
    /// The officer's own wording, if it was given.
    pub(crate) phrases_file: Option<&'a Path>,
    /// A period by its label, in place of the newest of each indicator.
    pub(crate) period: Option<&'a str>,
    /// Groups to compare with, beside those of the definition.
    pub(crate) groups: &'a [String],
    pub(crate) date: Option<String>,
    /// The folder that files named in the definition lie in.
    pub(crate) folder: &'a Path,
    /// A plan and its older version, in place of those that the definition names.
    pub(crate) plan: Option<&'a Path>,
    pub(crate) plan_before: Option<&'a Path>,
    /// The officer's own words.
    pub(crate) words: Option<&'a Path>,
    /// The report of the last meeting, to tell what is new since.
    pub(crate) since: Option<&'a LastReport>,
    /// The name of the manifest that slides refer to, where slides are made.
    pub(crate) slides: Option<&'a str>,
}

/// A paper before it is written into files.
pub(crate) struct MadePaper {
    pub(crate) paper: Paper,
    /// What did not fit, if anything.
    pub(crate) annex: Option<Paper>,
    /// Its slides, where they were ordered.
    pub(crate) deck: Option<Deck>,
    pub(crate) manifest: Manifest,
    pub(crate) checks: Vec<Check>,
    /// What the command tells of the officer's words.
    pub(crate) words: WordsReport,
}

/// Makes a paper.
///
/// # Errors
/// A name, token or figure of the definition that stands for nothing; data that cannot be read.
pub(crate) fn make(
    world: &dyn World,
    reference: &Reference,
    order: &PaperInputs<'_>,
) -> Result<MadePaper> {
    let mut study = study(world, reference, order)?;
    let checks = std::mem::take(&mut study.checks);
    make_of(world, reference, order, (&study, checks))
}

/// Reads what a paper rests on: the same for every authority.
///
/// # Errors
/// As [`make`].
pub(crate) fn study<'r>(
    world: &dyn World,
    reference: &'r Reference,
    order: &PaperInputs<'_>,
) -> Result<Study<'r>> {
    let definition = order.definition;
    let sections = section_indicators(reference, definition).map_err(|of| order.in_file(of))?;
    let words = order.words_file(world)?;
    let every =
        named(reference, definition, words.as_ref(), &sections).map_err(|of| order.in_file(of))?;
    order.load(world, reference, &every)
}

/// Makes a paper of what was read.
///
/// # Errors
/// As [`make`].
pub(crate) fn make_of(
    world: &dyn World,
    reference: &Reference,
    order: &PaperInputs<'_>,
    (study, mut checks): (&Study<'_>, Vec<Check>),
) -> Result<MadePaper> {
    let definition = order.definition;
    let sections = section_indicators(reference, definition).map_err(|of| order.in_file(of))?;
    let words = order.words_file(world)?;
    let every =
        named(reference, definition, words.as_ref(), &sections).map_err(|of| order.in_file(of))?;
    let panels: Vec<&Panel> = every.iter().filter_map(|id| study.panel(id)).collect();
    if order.is_in_part() && panels.is_empty() {
        return Err(order.nothing_found());
    }
    let panels = order.with_period(panels, &mut checks)?;
    let comparators = order
        .comparators(reference)
        .map_err(|of| order.in_file(of))?;
    let compared = study.compare_each(&panels, order.area, &comparators, order.period)?;
    let lacking = order.lacking(&every, &compared);
    checks.extend(lacking.iter().map(|id| order.not_published(id)));
    // Over all national indicators together, so that the number of comparisons is the paper’s own.
    let findings = report::of_compared(study, &compared, order.area, order.phrases);
    let others = JudgementsAndPlan::of(world, reference, order, &mut checks)?;
    let mut stock = Stock {
        tokens: Tokens {
            compared: &compared,
            prose: Prose { reference },
            area: order.area,
            list: order.list,
        },
        phrases: order.phrases,
        told: &findings.statements,
        points: &findings.points,
        reckoning: findings.reckoning,
        comparators: compared_with(&comparators, reference),
        lacking,
        other_papers: others.papers(),
        asks_in_paragraphs: definition
            .sections
            .iter()
            .all(|section| section.questions == 0),
        words: WordsDesk::default(),
    };
    let mut ledger = Ledger::default();
    stock.words = order.words_desk(words.as_ref(), &stock, &mut ledger)?;
    let head = head(order, (&stock, &others), &mut ledger).map_err(|of| order.in_file(of))?;
    let drafts = drafts(definition, &sections, (&stock, &others), &mut ledger)
        .map_err(|of| order.in_file(of))?;
    checks.extend(stock.words.checks());
    checks.extend(actions::checks(order));
    let left = stock.words.without_place();
    let (mut paper, mut annex) = laid_out(&head, &drafts, left, definition.max_pages);
    let (entries, deck) = order.numbered(&stock, (&mut paper, annex.as_mut()), &ledger);
    let mut manifest = Manifest::of(order, &stock, world.inputs(), entries);
    manifest.actions = actions::kept(order);
    Ok(MadePaper {
        paper,
        annex,
        deck,
        manifest,
        checks,
        words: stock.words.report(),
    })
}

impl PaperInputs<'_> {
    /// The officer's own words, if there are any.
    fn words_file(&self, world: &dyn World) -> Result<Option<WordsFile>> {
        let read = |path: &Path| {
            let text = world::read_text(world, path)?;
            words_file::read(&text, &world::slashed(path))
        };
        self.words.map(read).transpose()
    }

    fn words_desk(
        &self,
        words: Option<&WordsFile>,
        stock: &Stock<'_>,
        ledger: &mut Ledger,
    ) -> Result<WordsDesk> {
        let Some(words) = words else {
            return Ok(WordsDesk::default());
        };
        let of_itself = OF_ITSELF.into_iter().map(|(_, heading)| heading);
        let headings = words::headings(self.definition, of_itself, &stock.tokens, ledger)
            .map_err(|of| self.in_file(of))?;
        WordsDesk::of(words, (&stock.tokens, stock.phrases), &headings, ledger)
    }

    /// Numbers a paper and its annex, and makes its slides where they were ordered. Charts that only the slides have are among the
    /// entries.
    fn numbered(
        &self,
        stock: &Stock<'_>,
        (paper, mut annex): (&mut Paper, Option<&mut Paper>),
        ledger: &Ledger,
    ) -> (Entries, Option<Deck>) {
        let mut entries = number::number(paper, annex.as_deref_mut(), ledger);
        let deck = self
            .slides
            .map(|name| slides::deck(stock, (paper, annex.as_deref()), &mut entries, name));
        (entries, deck)
    }

    fn in_file(&self, fault: Error) -> Error {
        fault.or_in_file(self.file)
    }

    fn load<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        indicators: &[String],
    ) -> Result<Study<'r>> {
        let input = Input {
            paths: self.data,
            indicators,
            categories: &[],
            by_hand: None,
            asked: ScreeningScope::Everything,
            stored: self.stored,
        };
        Study::load(world, reference, &input)
    }

    /// Whether only some of the figures are used: those of a day, of some vintages, or of a store alone.
    fn is_in_part(&self) -> bool {
        self.stored
            .is_some_and(|stored| stored.as_at != AsAt::default())
    }

    fn nothing_found(&self) -> Error {
        let without_embedded = self
            .stored
            .is_some_and(|stored| stored.as_at.without_embedded);
        let hint = if without_embedded {
            way_to_figures(true)
        } else {
            "choose a later day with --as-at, or another vintage"
        };
        let fault =
            Error::nothing("no indicator of this paper has a figure in the files that may speak");
        self.in_file(fault.hint(hint))
    }

    /// Those of the panels that have the period asked for; the others are told.
    ///
    /// # Errors
    /// None of them has it.
    fn with_period<'p>(
        &self,
        panels: Vec<&'p Panel>,
        checks: &mut Vec<Check>,
    ) -> Result<Vec<&'p Panel>> {
        let (there, lacking) = Study::in_period(panels, self.period);
        if let (true, Some(first), Some(wanted)) = (there.is_empty(), lacking.first(), self.period)
        {
            return Err(self.in_file(no_period(first, wanted)));
        }
        let period = self.period.unwrap_or_default();
        checks.extend(lacking.iter().map(|panel| {
            let labels: Vec<&str> = panel.periods().iter().map(|p| p.label.as_str()).collect();
            Check::new(Severity::Warning, "no-such-period", self.file)
                .found(format!("{} has no period “{period}”", panel.indicator.id))
                .expected(format!("one of {}", labels.join(", ")))
                .guidance("the paper is made without it")
        }));
        Ok(there)
    }

    /// The groups that any section names, each once.
    fn comparators(&self, reference: &Reference) -> Result<Comparators> {
        let groups: BTreeSet<String> = self
            .definition
            .sections
            .iter()
            .flat_map(|section| section.groups.iter().cloned())
            .chain(self.groups.iter().cloned())
            .collect();
        let groups: Vec<String> = groups.into_iter().collect();
        let field = RankingField::Current;
        Comparators::named(reference, self.area, self.list, &groups, field)
    }

    /// Indicators without a figure. As at a day some were not published yet, and a store need not have all: the paper does without them,
    /// and says so. Where all figures are used, an indicator without one is a mistake that must be told.
    fn lacking(&self, every: &[String], compared: &[Comparison<'_>]) -> BTreeSet<String> {
        every
            .iter()
            .filter(|id| {
                (self.is_in_part() || self.period.is_some())
                    && compared.iter().all(|of| of.indicator.id != **id)
            })
            .cloned()
            .collect()
    }

    fn not_published(&self, id: &str) -> Check {
        Check::new(Severity::Error, "not-published", self.file)
            .found(format!("no figure of {id} in the files that may speak"))
            .guidance("the paper is made without it")
    }
}

/// With whom was compared, and who is in each group.
fn compared_with(comparators: &Comparators, reference: &Reference) -> Vec<String> {
    let mut lines = papers::comparator_rules(comparators);
    lines.extend(Prose { reference }.members(comparators));
    lines
}

/// The paper, and the annex with what did not fit and the words that have no place.
fn laid_out(
    head: &Paper,
    drafts: &[DraftSection],
    left: Option<Section>,
    max_pages: usize,
) -> (Paper, Option<Paper>) {
    let (fitting, mut rest) = fit(head, drafts, max_pages);
    rest.extend(left);
    let paper = Paper {
        sections: fitting,
        ..head.clone()
    };
    let annex = (!rest.is_empty()).then(|| Paper {
        title: format!("{}: annex", head.title),
        front: Vec::new(),
        sections: rest,
        ..head.clone()
    });
    (paper, annex)
}

/// Title, front block and foot: what stands on a paper whatever fits below.
fn head(
    order: &PaperInputs<'_>,
    (stock, others): (&Stock<'_>, &JudgementsAndPlan<'_>),
    ledger: &mut Ledger,
) -> Result<Paper> {
    let front = order.definition.front.clone().dated(order.date.clone());
    let mut fill = |text: &str| officer::line(text, &mut |token| stock.tokens.fill(token, ledger));
    let lines = front
        .lines()
        .into_iter()
        .map(|(label, text)| Ok((label.to_owned(), fill(text)?)))
        .collect::<Result<Vec<_>>>()?;
    let days = stock
        .files()
        .into_iter()
        .filter_map(|(source, published)| Some((source, published?)));
    let newest = days.max_by_key(|(_, published)| *published);
    Ok(Paper {
        title: fill(&order.definition.title)?,
        authority: stock.tokens.prose.name(order.area).to_owned(),
        front: lines,
        sections: Vec::new(),
        foot: papers::foot(newest, &others.days()?, &list_date(order.list), ATTRIBUTION),
    })
}
