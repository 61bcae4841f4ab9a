//! What the data says of a claim in somebody's paper: the house's own sentences where there are some, and a few of their own kind.

use super::{Words, quantity, sentence_start};
use crate::compare::Comparison;
use crate::compare::panel::Panel;
use crate::observation::indicator::{Indicator, Polarity};
use crate::observation::provenance::Source;

impl Words<'_> {
    /// The figure, and the neighbours beside it.
    pub(crate) fn beside_neighbours(&self, c: &Comparison<'_>) -> String {
        format!("{} {}", self.figure(c), self.neighbours(c))
    }

    /// The figure, and its place among all, in its region or among its neighbours.
    pub(crate) fn place_among(&self, c: &Comparison<'_>, nation: bool, region: bool) -> String {
        let place = match (nation, region, c.groups.first()) {
            (true, _, _) => self.national_place(c).unwrap_or_default(),
            (_, true, Some(peers)) => self.group(c, peers),
            _ => self.neighbours(c),
        };
        format!("{} {place}", self.figure(c)).trim_end().to_owned()
    }

    /// The figure, and that of England and the region, or the neighbours'.
    pub(crate) fn company(&self, c: &Comparison<'_>, aggregates: bool) -> String {
        if !aggregates {
            return self.beside_neighbours(c);
        }
        format!(
            "{} {}",
            self.figure(c),
            self.england_and_region(c).unwrap_or_default()
        )
        .trim_end()
        .to_owned()
    }

    /// Every test of the figure against others.
    pub(crate) fn tests(&self, c: &Comparison<'_>) -> String {
        let mut said = vec![self.figure(c)];
        said.extend(self.verdicts(c));
        said.join(" ")
    }

    /// Why there is no test.
    pub(crate) fn untested(&self, c: &Comparison<'_>) -> String {
        format!(
            "{} The counts behind it are not published, so that no test can call it significant.",
            self.figure(c)
        )
    }

    /// The figure and its changes.
    pub(crate) fn movement(&self, c: &Comparison<'_>) -> String {
        let said = [Some(self.figure(c)), self.change(c), self.further_back(c)];
        said.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The same, where no test finds what a paper calls significant.
    pub(crate) fn no_movement(&self, c: &Comparison<'_>) -> String {
        format!(
            "{} No test finds more than chance in that: from one year to the next, over five years or longer.",
            self.movement(c)
        )
    }

    /// Which direction is good, and why, or why none is.
    pub(crate) fn direction(&self, indicator: &Indicator) -> String {
        match indicator.polarity {
            Polarity::Unset => {
                format!(
                    "No direction is good for the {}: {}",
                    indicator.noun,
                    first_small(&indicator.polarity_reason)
                )
            }
            known => format!("For the {}, {}.", indicator.noun, known.word()),
        }
    }

    /// The periods there are figures for.
    pub(crate) fn periods_held(&self, panel: &Panel) -> String {
        let noun = sentence_start(&panel.indicator.noun);
        match panel.periods.as_slice() {
            [] => format!("{noun}: no period is published."),
            [one] => format!("{noun} is published for {} only.", one.short()),
            [first, .., last] => format!(
                "{noun} is published from {} to {}.",
                first.short(),
                last.short()
            ),
        }
    }

    /// What another release said of the same period.
    pub(crate) fn released(&self, c: &Comparison<'_>) -> String {
        let value = c
            .reading
            .value()
            .map(|value| quantity(c.indicator, value))
            .unwrap_or_default();
        let credit = self.source(c).map(Source::credit).unwrap_or_default();
        format!("{value} is what another release said: {credit}.")
    }

    /// An indicator whose figures were not read.
    pub(crate) fn not_loaded(&self, noun: &str) -> String {
        format!("No figure of the {noun} was read.")
    }
}

/// A reason inside a sentence: its first letter small.
fn first_small(reason: &str) -> String {
    let mut letters = reason.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}
