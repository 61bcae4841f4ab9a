//! What the data says of a claim in somebody's paper: the house's own sentences where there are some, and a few of their own kind.

use super::judgements;
use super::{Prose, digits, quantity, reason, sentence_start};
use crate::compare::Comparison;
use crate::compare::panel::Panel;
use crate::compare::upcoming::ExpectedInspection;
use crate::finding::about;
use crate::finding::kinds::expected as given;
use crate::finding::kinds::{changed, england, peers, placed, record, run_of};
use crate::finding::phrases::Phrases;
use crate::observation::area::Area;
use crate::observation::indicator::{Indicator, Polarity};
use crate::observation::judgement::{Grade, Inspectorate, Judgement};
use crate::observation::reading::Reading;

/// The figure alone, with its counts.
pub(crate) fn figure(c: &Comparison<'_>, phrases: &Phrases) -> String {
    about::figure(c, phrases)
}

/// The figure, and the range in which one of an authority of its size usually lies.
pub(crate) fn expected(c: &Comparison<'_>, phrases: &Phrases) -> String {
    let range = c.tested().funnel.as_ref().map(|place| {
        format!(
            "Allowing for the usual variation between authorities, {} to {} would be expected.",
            digits(c.indicator, place.wide.p95.lower),
            digits(c.indicator, place.wide.p95.upper)
        )
    });
    with_figure(c, phrases, range)
}

/// The figure, its changes, its run of years and its record.
pub(crate) fn course(c: &Comparison<'_>, phrases: &Phrases) -> String {
    let said = [
        changed::about(c, phrases),
        run_of::about(c, phrases),
        record::about(c, phrases),
    ];
    with_figure(c, phrases, said.into_iter().flatten())
}

/// The figure, and the neighbours beside it.
pub(crate) fn beside_neighbours(c: &Comparison<'_>, phrases: &Phrases) -> String {
    with_figure(c, phrases, [peers::about(c, phrases)])
}

/// The figure, and its place among all, in its region or among its neighbours.
pub(crate) fn place_among(
    c: &Comparison<'_>,
    nation: bool,
    region: bool,
    phrases: &Phrases,
) -> String {
    let place = match (nation, region, c.groups.first()) {
        (true, _, _) => placed::about(c, phrases),
        (_, true, Some(group)) => Some(peers::about_group(c, group, phrases)),
        _ => Some(peers::about(c, phrases)),
    };
    with_figure(c, phrases, place)
}

/// The figure, and that of England and the region, or the neighbours'.
pub(crate) fn company(c: &Comparison<'_>, aggregates: bool, phrases: &Phrases) -> String {
    if aggregates {
        with_figure(c, phrases, england::about_published(c, phrases))
    } else {
        beside_neighbours(c, phrases)
    }
}

/// Every test of the figure against others.
pub(crate) fn tests(c: &Comparison<'_>, phrases: &Phrases) -> String {
    with_figure(c, phrases, about::tests(c, phrases))
}

/// Why there is no test.
pub(crate) fn untested(c: &Comparison<'_>, phrases: &Phrases) -> String {
    let why = "The counts behind it are not published, so that no test can call it significant.";
    with_figure(c, phrases, [why.to_owned()])
}

/// The figure and its changes.
pub(crate) fn movement(c: &Comparison<'_>, phrases: &Phrases) -> String {
    let changes = [
        changed::about(c, phrases),
        changed::about_earlier(c, phrases),
    ];
    with_figure(c, phrases, changes.into_iter().flatten())
}

/// The same, where no test finds what a paper calls significant.
pub(crate) fn no_movement(c: &Comparison<'_>, phrases: &Phrases) -> String {
    format!(
        "{} No test finds more than chance in that: from one year to the next, over five years or longer.",
        movement(c, phrases)
    )
}

fn with_figure(
    c: &Comparison<'_>,
    phrases: &Phrases,
    more: impl IntoIterator<Item = String>,
) -> String {
    let mut said = vec![about::figure(c, phrases)];
    said.extend(more);
    said.join(" ")
}

impl Prose<'_> {
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
        match panel.periods() {
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
        let value = match c.reading {
            Reading::Known(value) => quantity(c.indicator, value),
            Reading::Missing(status) => reason(status),
        };
        let credit = self.credit(c);
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
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Between which figures the middle half of all authorities lies.
pub(crate) fn quarters(c: &Comparison<'_>) -> String {
    let printed = c.indicator.with_decimals(c.indicator.mean_decimals());
    let ends = c.quartiles.as_ref().map(|of| [of.q1, of.q3]);
    ends.map_or_else(String::new, |ends| {
        let [lower, upper] = ends.map(|end| digits(&printed, end));
        format!(
            "{}: half of all authorities lay between {lower} and {upper} in {}.",
            c.indicator.short,
            c.period.short()
        )
    })
}

/// The figure beside what deprivation leads to expect.
pub(crate) fn given_deprivation(c: &Comparison<'_>, phrases: &Phrases) -> String {
    let said = given::sentence(c, phrases);
    said.unwrap_or_else(|| Prose::of(c).without_expectation(c))
}

/// How a service was judged last, or that nothing is known of it.
pub(crate) fn judged(
    prose: Prose<'_>,
    area: Area,
    who: Inspectorate,
    held: Option<(&Judgement, Grade)>,
) -> String {
    let name = prose.said_name(area);
    let of = judgements::inspectorate(who);
    match held {
        None => format!("No overall judgement of {name} by {of} is in the files here."),
        Some((judgement, grade)) => format!(
            "The newest overall judgement of {name} by {of} is {}{}.",
            judgements::short_grade(grade).to_lowercase(),
            judgement.published.map_or_else(String::new, |day| {
                format!(", in the report of {}", judgements::day(day))
            })
        ),
    }
}

/// When the next inspection may come by the published rule.
pub(crate) fn next_inspection(prose: Prose<'_>, estimate: &ExpectedInspection<'_>) -> String {
    format!(
        "By the published rule the next inspection of {} may be expected from {}.",
        prose.said_name(estimate.area),
        judgements::timeline::window(estimate)
    )
}
