//! Words about what it would take to be at another level.

use super::{
    Prose, digits, list, number_word, quantity, sentence_case, sentence_start, short_quantity,
};
use crate::compare::Comparison;
use crate::compare::target::{Target, TargetLevel, Targets};
use crate::observation::indicator::Indicator;
use crate::stat::round::format_number;

pub(crate) const TITLE: &str = "What other levels would take";
/// Said with every list of levels.
pub(crate) const NOT_A_FORECAST: &str = "A sum by the present count and its base, and a count of what others did: no forecast, and no level that an authority ought to reach.";

/// Said where the levels are shown towards the neighbours' mean.
pub(crate) const NO_DIRECTION: &str =
    "Neither direction is better in itself: levels are shown towards the neighbours’ side.";

pub(crate) fn level(of: TargetLevel) -> &'static str {
    match of {
        TargetLevel::NeighboursMean => "the neighbours’ average",
        TargetLevel::Quarter => "the best quarter of authorities",
        TargetLevel::England => "the figure for England",
        TargetLevel::GivenDeprivation => "what deprivation leads to expect",
        TargetLevel::LastYear => "the figure of the year before",
    }
}

/// The level as it is called for an indicator without a direction.
pub(crate) fn level_for(of: TargetLevel, c: &Comparison<'_>, targets: &Targets) -> &'static str {
    match of {
        TargetLevel::Quarter if c.is_better(false).is_none() && targets.is_lower => {
            "the lowest quarter of authorities"
        }
        TargetLevel::Quarter if c.is_better(false).is_none() => {
            "the highest quarter of authorities"
        }
        _ => level(of),
    }
}

/// The same in a table, where a level of another year says which.
pub(crate) fn level_with_year(of: TargetLevel, c: &Comparison<'_>, targets: &Targets) -> String {
    let called = level_for(of, c, targets);
    match (of, &c.change) {
        (TargetLevel::LastYear, Some(change)) => {
            format!("{called} ({})", c.panel.period(change.from).short())
        }
        _ => called.to_owned(),
    }
}

/// The indicator with the decimals in which a level is printed: a mean, and the end of a quarter, has those of every mean, so that the sum comes
/// out with what is printed.
pub(crate) fn printed_as(target: &Target, indicator: &Indicator) -> Indicator {
    let decimals = match target.level {
        TargetLevel::NeighboursMean | TargetLevel::Quarter => indicator.mean_decimals(),
        _ => indicator.decimals,
    };
    indicator.with_decimals(decimals)
}

/// What a table says of a level: how many fewer or more, or that the authority is there already.
pub(crate) fn people_or_there(target: &Target, targets: &Targets) -> String {
    if target.is_there(targets.is_lower) {
        "there already".to_owned()
    } else {
        people(target)
    }
}

/// How many fewer or more: "about 171 fewer".
fn people(target: &Target) -> String {
    let size = format_number(target.people.abs(), 0);
    let way = if target.people < 0.0 { "fewer" } else { "more" };
    match size.as_str() {
        "0" => "about as many".to_owned(),
        _ => format!("about {size} {way}"),
    }
}

/// The numbers that chance in the count allows.
pub(crate) fn limits(target: &Target) -> String {
    let signed = |value: f64| {
        let size = format_number(value.abs(), 0);
        if size == "0" || value > 0.0 {
            size
        } else {
            format!("−{size}")
        }
    };
    format!(
        "{} to {}",
        signed(target.limits.lower),
        signed(target.limits.upper)
    )
}

/// "12 of 30 after 3 years".
pub(crate) fn history(target: &Target) -> String {
    let each: Vec<String> = target
        .history
        .iter()
        .map(|of| {
            let (now_there, stood) = (of.now_there().count(), of.stood.len());
            format!("{now_there} of {stood} after {} years", of.years)
        })
        .collect();
    if each.is_empty() {
        "too few stood there".to_owned()
    } else {
        each.join("; ")
    }
}

/// What others did who stood as far out; nothing of a level where the authority is already.
pub(crate) fn history_of_others(target: &Target, targets: &Targets) -> Option<String> {
    (!target.is_there(targets.is_lower)).then(|| history(target))
}

/// How many of those that stood as far out are now at the first level that is told.
fn of_history(target: &Target) -> Option<String> {
    let of = target.history.first()?;
    let now_there = of.now_there().count();
    let told = match now_there {
        0 => "none is".to_owned(),
        1 => "one is".to_owned(),
        many => format!("{} are", format_number(many as f64, 0)),
    };
    Some(format!(
        "Of the {} authorities that stood as far out {} years ago, {told} now at the first of these or beyond it.",
        of.stood.len(),
        number_word(usize::try_from(of.years).unwrap_or_default())
    ))
}

/// The title of an indicator's levels.
pub(crate) fn title(c: &Comparison<'_>) -> String {
    format!(
        "What other levels would take: {}, {}, {}",
        sentence_case(&c.indicator.short),
        Prose::of(c).said_name(c.area),
        c.period.short()
    )
}

/// For the key of a chart: the level, and what chance leaves the own figure.
pub(crate) const LEVEL: &str = "The level";
pub(crate) const CHANCE: &str = "allowing for chance";

/// For the key of a chart: the authority with its figure.
pub(crate) fn own(c: &Comparison<'_>) -> String {
    let value = c.reading.value();
    let value = value.map_or_else(String::new, |value| {
        format!(", {}", short_quantity(c.indicator, value))
    });
    format!("{}{value}", Prose::of(c).short(c.area))
}

/// A level with its figure and its people, as short as a chart needs it: "124.5: −171".
pub(crate) fn in_chart(target: &Target, c: &Comparison<'_>, targets: &Targets) -> String {
    let level = digits(&printed_as(target, c.indicator), target.value);
    let size = format_number(target.people.abs(), 0);
    if target.is_there(targets.is_lower) {
        return format!("{level}: there");
    }
    let sign = if target.people < 0.0 { "−" } else { "+" };
    format!("{level}: {sign}{size}")
}

/// How such a text is to be read.
pub(crate) const AT_THE_RIGHT: &str =
    "At the right: the level’s figure, and how many people more (+) or fewer (−) that would be.";

/// What a picture says, as its title: of the first level at which the authority is not.
pub(crate) fn message(c: &Comparison<'_>, targets: &Targets) -> String {
    let mut all = targets.all.iter();
    match all.find(|target| !target.is_there(targets.is_lower)) {
        Some(target) => format!(
            "{} at {}",
            people(target),
            level_for(target.level, c, targets)
        ),
        None => "at every level or beyond it".to_owned(),
    }
}

/// What a picture is of.
pub(crate) fn subtitle(c: &Comparison<'_>) -> String {
    format!(" and other levels, {}", c.period.short())
}

/// A level with its figure.
fn named(target: &Target, c: &Comparison<'_>, targets: &Targets) -> String {
    format!(
        "{} ({})",
        level_for(target.level, c, targets),
        quantity(&printed_as(target, c.indicator), target.value)
    )
}

/// That somebody has to say which way is wanted.
pub(super) fn no_direction(short: &str) -> String {
    format!(
        "{short}: nobody has said which way is wanted; say “--towards lower” or “--towards higher”."
    )
}

/// Of so many levels a sentence tells.
const IN_A_SENTENCE: usize = 3;

/// "At the figure for England (67 per 10,000) there would be about 338 fewer; at …, about 20 fewer."
fn of_levels(
    others: &[&Target],
    verb: &str,
    (c, targets): (&Comparison<'_>, &Targets),
) -> Option<String> {
    let (first, further) = others.split_first()?;
    let first = format!("at {} {verb} {}", named(first, c, targets), people(first));
    let further = further
        .iter()
        .map(|target| format!("at {}, {}", named(target, c, targets), people(target)));
    let all: Vec<String> = std::iter::once(first).chain(further).collect();
    Some(format!("{}.", sentence_start(&all.join("; "))))
}

impl Prose<'_> {
    /// What each level would take, in sentences, without what must be said with any of them.
    pub(crate) fn target_sentences(&self, c: &Comparison<'_>, targets: &Targets) -> Vec<String> {
        let (there, others): (Vec<&Target>, Vec<&Target>) = targets
            .all
            .iter()
            .partition(|target| target.is_there(targets.is_lower));
        let mut said: Vec<String> = self.counted(c, targets).into_iter().collect();
        let (first, further) = others.split_at(others.len().min(IN_A_SENTENCE));
        said.extend(of_levels(first, "there would be", (c, targets)));
        said.extend(of_levels(further, "it would be", (c, targets)));
        if !there.is_empty() {
            let names: Vec<String> = there
                .iter()
                .map(|target| named(target, c, targets))
                .collect();
            let way = if targets.is_lower { "below" } else { "above" };
            said.push(format!(
                "{} is at or {way} {} already.",
                self.said_name(c.area),
                list(&names)
            ));
        }
        said.extend(others.first().and_then(|target| of_history(target)));
        said
    }

    /// The same with what must be said.
    pub(crate) fn targets(&self, c: &Comparison<'_>, targets: &Targets) -> String {
        let mut said = self.target_sentences(c, targets);
        said.push(NOT_A_FORECAST.to_owned());
        said.join(" ")
    }

    /// "In Rochdale, 62 of 308 new child protection plans were for a child who had been on one before." None without the plain words.
    fn counted(&self, c: &Comparison<'_>, targets: &Targets) -> Option<String> {
        let words = c.reference.words.get(&c.indicator.id)?;
        let place = self.in_place(c.area);
        let count = format_number(targets.count, 0);
        let is_one = count == "1";
        let did = if is_one { &words.did_one } else { &words.did };
        let counted = if c.indicator.unit.is_rate() {
            let who = if is_one { &words.one } else { &words.who };
            format!("{count} {who}")
        } else {
            format!("{count} of {} {}", format_number(targets.base, 0), words.of)
        };
        Some(sentence_start(&format!("{place}, {counted} {did}.")))
    }

    /// What the picture of the levels shows, in words.
    pub(crate) fn targets_alt(&self, c: &Comparison<'_>, targets: &Targets) -> String {
        let each = targets.all.iter().map(|target| {
            format!(
                "{} {}: {}",
                level_for(target.level, c, targets),
                digits(&printed_as(target, c.indicator), target.value),
                people_or_there(target, targets)
            )
        });
        format!(
            "{} beside other levels. {}.",
            own(c),
            sentence_start(&each.collect::<Vec<_>>().join("; "))
        )
    }

    /// Why a paper has no list of levels for an indicator.
    pub(crate) fn without_targets_in_paper(&self, c: &Comparison<'_>) -> String {
        format!(
            "{}: what other levels would take cannot be said, because the count behind the figure is not published for {}.",
            c.indicator.short,
            self.said_name(c.area)
        )
    }

    /// Why there is no list of levels for an indicator.
    pub(crate) fn without_targets(&self, c: &Comparison<'_>) -> String {
        let short = &c.indicator.short;
        if c.is_better(false).is_none() {
            no_direction(short)
        } else {
            format!(
                "{short}: the count behind the figure is not published for {}.",
                self.said_name(c.area)
            )
        }
    }
}
