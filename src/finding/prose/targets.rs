//! Words about what it would take to be at another level.

use super::{Prose, list, number_word, quantity, sentence_start};
use crate::compare::Comparison;
use crate::compare::target::{Target, TargetLevel, Targets};
use crate::observation::indicator::Indicator;
use crate::stat::round::format_number;

pub(crate) const TITLE: &str = "What other levels would take";
/// Said with every list of levels.
pub(crate) const NOT_A_FORECAST: &str = "A sum by the present count and its base, and a count of what others did: no forecast, and no level that an authority ought to reach.";

pub(crate) fn level(of: TargetLevel) -> &'static str {
    match of {
        TargetLevel::NeighboursMean => "the neighbours’ average",
        TargetLevel::Quarter => "the best quarter of authorities",
        TargetLevel::England => "England’s figure",
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

/// The indicator with the decimals in which a level is printed: a mean has those of every mean.
pub(crate) fn printed_as(target: &Target, indicator: &Indicator) -> Indicator {
    let decimals = match target.level {
        TargetLevel::NeighboursMean => indicator.mean_decimals(),
        _ => indicator.decimals,
    };
    indicator.with_decimals(decimals)
}

/// What a table says of a level: how many fewer or more, or that the authority is there already.
pub(crate) fn people_or_there(target: &Target, targets: &Targets) -> String {
    if target.is_there(targets.is_lower) {
        "is there already".to_owned()
    } else {
        people(target)
    }
}

/// How many fewer or more: "about 171 fewer".
fn people(target: &Target) -> String {
    let size = format_number(target.people.abs(), 0);
    match size.as_str() {
        "0" => "none".to_owned(),
        _ if target.people < 0.0 => format!("about {size} fewer"),
        _ => format!("about {size} more"),
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
        .map(|of| format!("{} of {} after {} years", of.now_there, of.stood, of.years))
        .collect();
    if each.is_empty() {
        "too few stood there".to_owned()
    } else {
        each.join("; ")
    }
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

impl Prose<'_> {
    /// What each level would take, in sentences.
    pub(crate) fn targets(&self, c: &Comparison<'_>, targets: &Targets) -> String {
        let mut said: Vec<String> = Vec::new();
        let words = c.reference.words.get(&c.indicator.id);
        let who = words
            .filter(|_| c.indicator.unit.is_rate())
            .map_or(String::new(), |words| format!(" {}", words.who));
        let (there, others): (Vec<&Target>, Vec<&Target>) = targets
            .all
            .iter()
            .partition(|target| target.is_there(targets.is_lower));
        for target in &others {
            // The first says how many there are.
            let of = if said.is_empty() {
                format!(" (of {})", format_number(targets.count, 0))
            } else {
                String::new()
            };
            said.push(format!(
                "To be at {}, {} would have {}{who}{of}.",
                named(target, c, targets),
                self.name(c.area),
                people(target)
            ));
        }
        if !there.is_empty() {
            let names: Vec<String> = there
                .iter()
                .map(|target| named(target, c, targets))
                .collect();
            said.push(format!(
                "{} is {} already.",
                self.name(c.area),
                if targets.is_lower {
                    format!("at or below {}", list(&names))
                } else {
                    format!("at or above {}", list(&names))
                }
            ));
        }
        if let Some(told) = others.first().and_then(|target| {
            let of = target.history.first()?;
            Some(format!(
                "Of the {} authorities that stood as far out {} years ago, {} {} now at {} or beyond it.",
                of.stood,
                number_word(usize::try_from(of.years).unwrap_or_default()),
                if of.now_there == 0 {
                    "none".to_owned()
                } else {
                    format_number(of.now_there as f64, 0)
                },
                if of.now_there == 1 { "is" } else { "are" },
                level_for(target.level, c, targets)
            ))
        }) {
            said.push(told);
        }
        said.push(NOT_A_FORECAST.to_owned());
        sentence_start(&said.join(" "))
    }

    /// Why there is no list of levels for an indicator.
    pub(crate) fn without_targets(&self, c: &Comparison<'_>) -> String {
        let short = &c.indicator.short;
        if c.is_better(false).is_none() {
            no_direction(short)
        } else {
            format!(
                "{short}: the count behind the figure is not published for {}.",
                self.name(c.area)
            )
        }
    }
}
