//! `explain`: a figure traced to its file and row, step by step, so that an officer can open the file, find the row and redo the sums.

use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::cost::behind;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::about;
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::finding::prose::steps::steps;
use crate::inputs::Messages;
use crate::inputs::figure_sources::FigureSources;
use crate::inputs::load::spoken_name;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::table::Table;
use crate::table::cell::{self, count};
use crate::table::columns::TableColumns;
use crate::world::World;
use std::fmt::Write;

/// What to explain.
pub(crate) struct ExplainOrder<'a> {
    pub(crate) area: Area,
    /// By id, title or publisher's code; none where one is made by hand.
    pub(crate) indicator: Option<&'a str>,
    /// An indicator made from a column of a file.
    pub(crate) by_hand: Option<&'a Entry>,
    pub(crate) comparators: Comparators,
    /// A period by its label; otherwise the newest.
    pub(crate) period: Option<&'a str>,
    pub(crate) figures: FigureSources<'a>,
}

impl ExplainOrder<'_> {
    /// Reads the indicator.
    ///
    /// # Errors
    /// A name that is no indicator; as [`FigureSources::study`].
    pub(crate) fn load<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        messages: &dyn Messages,
    ) -> Result<Study<'r>> {
        let mut ids: Vec<String> = self.id(reference)?.into_iter().collect();
        let beside = ids.first().map_or_else(Vec::new, |id| behind(id));
        ids.extend(beside.iter().cloned());
        let study = self
            .figures
            .study(world, reference, &ids, self.by_hand, messages)?;
        Ok(study.laying_aside(&beside))
    }

    fn id(&self, reference: &Reference) -> Result<Option<String>> {
        self.indicator
            .map(|name| spoken_name(reference, name, self.figures.data))
            .transpose()
    }

    /// Compares the authority in the indicator.
    ///
    /// # Errors
    /// The indicator was not read; a period that it does not have.
    pub(crate) fn compare<'s>(&self, study: &'s Study<'_>) -> Result<Comparison<'s>> {
        let panel = match self.id(study.reference)? {
            Some(id) => study.panel(&id),
            None => study.standing().next(),
        };
        study
            .compare_each(panel.as_slice(), self.area, &self.comparators, self.period)?
            .pop()
            .ok_or_else(|| Error::nothing("the indicator is in none of the files that were read"))
    }
}

/// The steps as text: heading, then numbered steps with indented facts.
pub(crate) fn text(c: &Comparison<'_>, study: &Study<'_>, phrases: &Phrases) -> String {
    let mut text = format!(
        "{} ({})\n{}\n",
        c.indicator.title,
        c.indicator.id,
        about::figure(c, phrases)
    );
    // Writing to a String cannot fail.
    for (number, (title, facts)) in steps(c, study, phrases).into_iter().enumerate() {
        let _ = write!(text, "\n{}. {title}\n", number + 1);
        for fact in facts {
            let _ = writeln!(text, "   {fact}");
        }
    }
    text
}

/// The steps as a table, a row a fact, for programs and for pasting.
pub(crate) fn table(c: &Comparison<'_>, study: &Study<'_>, phrases: &Phrases) -> Table {
    let rows = steps(c, study, phrases)
        .into_iter()
        .enumerate()
        .flat_map(|(at, (title, facts))| facts.into_iter().map(move |fact| (at + 1, title, fact)));
    let columns = TableColumns::<(usize, &str, String)>::new()
        .whole("step", "Step", |(step, ..)| count(*step))
        .text("about", "About", |(_, title, _)| cell::text(*title))
        .text("fact", "Fact", |(.., fact)| cell::text(fact.trim()));
    let title = format!("{} ({})", c.indicator.title, c.indicator.id);
    Table {
        subtitle: about::figure(c, phrases),
        source: Prose::of(c).credit(c),
        ..columns.table(&c.indicator.id, title, rows)
    }
}
