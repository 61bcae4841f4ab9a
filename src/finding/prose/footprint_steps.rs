//! The working of a footprint's figure: each member's counts with file and row, the sums and the division, and what it is compared with.

use super::footprints::{credit, others_mean, place, printed_as};
use super::steps::{exact, file_and_row, row_of};
use super::{Prose, digits};
use crate::compare::footprint::{
    Footprint, FootprintAgainst, FootprintFigure, FootprintPart, FootprintYear,
};
use crate::compare::panel::Panel;
use crate::finding::WorkingStep;
use crate::finding::working::both_limits;
use crate::stat::round::format_all_digits;

/// Every step, so that an officer can open the files, find the rows and redo the sums.
pub(crate) fn steps(
    prose: Prose<'_>,
    footprint: &Footprint,
    of: &FootprintFigure<'_>,
) -> Vec<WorkingStep> {
    let mut steps = vec![
        members(prose, of),
        sums(of),
        aggregates(prose, of),
        others(prose, footprint, of),
        rank(of),
        years(prose, of),
    ];
    steps.retain(|(_, facts)| !facts.is_empty());
    steps
}

fn members(prose: Prose<'_>, of: &FootprintFigure<'_>) -> WorkingStep {
    let each = of.year.parts.iter();
    let mut facts: Vec<String> = each
        .map(|part| {
            let published = if part.denominator.is_some() {
                format!("; published figure {}", exact(part.reading))
            } else {
                String::new()
            };
            format!(
                "{}: {} ({}){published}",
                prose.name(part.area),
                counts(part),
                rows(of.panel, part)
            )
        })
        .collect();
    facts.push(format!("release: {}", credit(of)));
    ("What each member published", facts)
}

/// "531 of 28,923".
fn counts(part: &FootprintPart) -> String {
    let base = part.denominator.map_or_else(String::new, |base| {
        format!(" of {}", format_all_digits(base))
    });
    format!("{}{base}", format_all_digits(part.numerator))
}

/// File and row of a member's figure, and of its base where that stands elsewhere.
fn rows(panel: &Panel, part: &FootprintPart) -> String {
    let row = part
        .origin
        .map_or_else(|| "no row".to_owned(), |origin| file_and_row(panel, origin));
    match part.base {
        Some(base) => format!("{row}; the denominator: {}", file_and_row(panel, base)),
        None => row,
    }
}

/// "531 + 1,718 = 2,249".
fn sum(values: impl Iterator<Item = f64>, total: f64) -> String {
    let each: Vec<String> = values.map(format_all_digits).collect();
    format!("{} = {}", each.join(" + "), format_all_digits(total))
}

/// "2,249 ÷ 285,000 × 10,000 = 78.9".
fn division(panel: &Panel, year: &FootprintYear) -> Option<String> {
    let (base, per) = (year.denominator?, panel.indicator.per?);
    Some(format!(
        "{} ÷ {} × {per} = {}",
        format_all_digits(year.numerator),
        format_all_digits(base),
        format_all_digits(year.value)
    ))
}

fn sums(of: &FootprintFigure<'_>) -> WorkingStep {
    let year = &of.year;
    let numerators = year.parts.iter().map(|part| part.numerator);
    let mut facts = vec![format!("numbers: {}", sum(numerators, year.numerator))];
    if let Some(base) = year.denominator {
        let bases = year.parts.iter().filter_map(|part| part.denominator);
        facts.push(format!("what they are of: {}", sum(bases, base)));
    }
    facts.extend(division(of.panel, year));
    facts.push(format!("rounded: {}", digits(&printed_as(of), year.value)));
    if let Some(own) = year.own {
        facts.push(format!(
            "what chance allows in the sums, {}: {}",
            own.method.name(),
            both_limits(&own.limits)
        ));
    }
    ("The sums", facts)
}

fn aggregates(prose: Prose<'_>, of: &FootprintFigure<'_>) -> WorkingStep {
    let told = |against: &FootprintAgainst| {
        format!(
            "{}: {} ({}); the sums are {}",
            prose.name(against.benchmark),
            format_all_digits(against.value),
            row_of(of.panel, of.year.at, against.benchmark),
            against.verdict.name()
        )
    };
    let both = [&of.england, &of.region].into_iter().flatten();
    let mut facts: Vec<String> = both.map(told).collect();
    if !facts.is_empty() {
        facts.push(
            "as published, taken as exact; the members are part of both. Higher or lower: the whole 95% interval lies on one side, much: the 99.8% interval too"
                .to_owned(),
        );
    }
    ("Region and England", facts)
}

fn others(prose: Prose<'_>, footprint: &Footprint, of: &FootprintFigure<'_>) -> WorkingStep {
    let title = "With whom it is compared";
    let Some(others) = of.others.as_ref().filter(|of| !of.members.is_empty()) else {
        return (title, Vec::new());
    };
    let mut facts = vec![format!(
        "{}; {} of {} have a figure",
        footprint.others.rule,
        others.with_data(),
        others.members.len()
    )];
    facts.extend(others.members.iter().map(|member| {
        format!(
            "{}: {} ({})",
            prose.name(member.area),
            exact(member.reading),
            row_of(of.panel, of.year.at, member.area)
        )
    }));
    if let Some(spread) = others.spread {
        let known = others.members.iter().filter_map(|of| of.reading.value());
        let known: Vec<String> = known.map(format_all_digits).collect();
        facts.push(format!(
            "{}: ({}) ÷ {} = {}",
            others_mean(footprint),
            known.join(" + "),
            known.len(),
            format_all_digits(spread.mean)
        ));
    }
    (title, facts)
}

fn rank(of: &FootprintFigure<'_>) -> WorkingStep {
    let title = "Where it would stand";
    let Some(rank) = &of.rank else {
        return (title, Vec::new());
    };
    let ranked_on = if of.panel.ranks_on_counts(of.year.at) {
        "on the unrounded figures, count ÷ base"
    } else {
        "on the figures as printed"
    };
    let facts = vec![
        format!(
            "{} other authorities have a figure; the members are left out",
            rank.others
        ),
        format!(
            "{} have a higher one, {} the same, {} a lower one",
            rank.higher,
            rank.same,
            rank.others - rank.higher - rank.same
        ),
        format!("place: {}, ranked {ranked_on}", place(rank)),
    ];
    (title, facts)
}

fn years(prose: Prose<'_>, of: &FootprintFigure<'_>) -> WorkingStep {
    let earlier = of.years.iter().filter(|year| year.at != of.year.at);
    let facts = earlier.map(|year| {
        let rows = year.parts.iter().map(|part| {
            format!(
                "{} {} ({})",
                prose.short(part.area),
                counts(part),
                rows(of.panel, part)
            )
        });
        let rows: Vec<String> = rows.collect();
        let result = division(of.panel, year).unwrap_or_else(|| format_all_digits(year.numerator));
        format!(
            "{}: {result}; {}",
            of.panel.period(year.at).label,
            rows.join("; ")
        )
    });
    ("Earlier years", facts.collect())
}
