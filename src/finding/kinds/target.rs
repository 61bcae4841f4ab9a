//! What other levels would take: no finding of its own, since a sum says nothing new of a figure that other kinds hold against the same
//! levels; its working alone.

use crate::compare::Comparison;
use crate::compare::target::{Target, TargetHistory, Targets, targets, towards_neighbours};
use crate::finding::prose::{Prose, targets as words};
use crate::finding::working::{WorkingStep, four, label};
use crate::stat::round::{format_all_digits, format_number};

/// More names than these are not listed one by one.
const MOST_NAMES: usize = 30;

/// Each level with its sum and its history. Without a direction it is shown towards the neighbours' mean.
pub(crate) fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let towards = towards_neighbours(c);
    let found = targets(c, towards);
    found
        .map(|of| ("What would other levels take?", facts(c, &of, towards)))
        .into_iter()
        .collect()
}

fn facts(c: &Comparison<'_>, targets: &Targets, towards: Option<bool>) -> Vec<String> {
    let mut facts = vec![format!(
        "count {}, base {}",
        format_number(targets.count, 0),
        format_number(targets.base, 0)
    )];
    if let Some(is_lower) = towards {
        facts.push(format!(
            "no direction is set: shown towards {}, where the neighbours’ mean lies",
            if is_lower { "lower" } else { "higher" }
        ));
    }
    let per = c.indicator.per.unwrap_or(1.0);
    let own = targets.count / targets.base * per;
    for target in &targets.all {
        facts.push(format!(
            "{}: ({} − {}) × {} ÷ {} = {} people; at the ends of the own 95% interval {} to {}",
            words::level_for(target.level, c, targets),
            four(target.value),
            four(own),
            format_number(targets.base, 0),
            format_number(per, 0),
            format_number(target.people, 1),
            format_number(target.limits.lower, 1),
            format_number(target.limits.upper, 1)
        ));
        if target.history.is_empty() {
            facts.push(format!("   {}", words::history(target)));
        }
        let history = target.history.iter();
        facts.extend(history.map(|of| history_fact(c, (target, of), targets.is_lower)));
    }
    facts.push(words::NOT_A_FORECAST.to_owned());
    facts
}

/// Who stood as far out, and who of them is there now.
fn history_fact(
    c: &Comparison<'_>,
    (target, of): (&Target, &TargetHistory),
    is_lower: bool,
) -> String {
    let prose = Prose::of(c);
    let (way, back) = if is_lower {
        ("above", "below")
    } else {
        ("below", "above")
    };
    let named = |is_there: Option<bool>| -> String {
        let wanted = of.stood.iter();
        let wanted = wanted.filter(|one| is_there.is_none_or(|wanted| one.is_there == wanted));
        let names: Vec<String> = wanted
            .map(|one| {
                format!(
                    "{} {} → {}",
                    prose.short(one.area),
                    format_all_digits(one.then),
                    format_all_digits(one.now)
                )
            })
            .collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    };
    let everyone = if of.stood.len() > MOST_NAMES {
        String::new()
    } else {
        format!("; the others: {}", named(Some(false)))
    };
    format!(
        "   at the own figure or {way} it in {}: {}; of these at {} or {back} it now: {}: {}{everyone}",
        label(c, of.before),
        of.stood.len(),
        four(target.value),
        of.now_there().count(),
        named(Some(true))
    )
}
