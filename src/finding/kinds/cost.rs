//! What spending on looked-after children is made of: no finding of its own, since nobody has said which way spending should go; its
//! working alone.

use crate::compare::Comparison;
use crate::compare::cost::{CostFigures, CostGap, LOOKED_AFTER, SPENDING, cost_gaps, rate_of_year};
use crate::compare::study::Study;
use crate::finding::prose::costs as words;
use crate::finding::working::{WorkingStep, four, label};
use crate::stat::round::{format_all_digits, format_number};

/// The sums behind the spending of a year, beside the neighbours and England; nothing of other indicators.
pub(crate) fn working(c: &Comparison<'_>, study: &Study<'_>) -> Vec<WorkingStep> {
    let rate = rate_of_year(c, study).filter(|_| c.indicator.id == SPENDING);
    rate.map(|rate| ("What is the spending made of?", facts(c, &rate)))
        .into_iter()
        .collect()
}

fn facts(c: &Comparison<'_>, rate: &Comparison<'_>) -> Vec<String> {
    let gaps = cost_gaps(c, rate);
    let (Some(first), Some(spent)) = (gaps.first(), c.reading.value()) else {
        return Vec::new();
    };
    let count = rate.panel.counts(rate.at, rate.area).0.unwrap_or_default();
    let mut facts = vec![
        format!(
            "{} children looked after of {} ({LOOKED_AFTER}, {}: {})",
            format_number(count, 0),
            format_number(first.children, 0),
            label(rate, rate.at),
            row(rate)
        ),
        format!(
            "£{} ÷ {} = £{} for each child living there; ÷ {} = £{} for each looked after",
            format_all_digits(spent),
            format_number(first.children, 0),
            four(first.own.per_child),
            format_number(count, 0),
            four(first.own.each())
        ),
    ];
    facts.extend(gaps.iter().flat_map(of_gap));
    facts.push(words::HOW.to_owned());
    facts
}

fn of_gap(gap: &CostGap) -> [String; 3] {
    let of = |figures: &CostFigures| {
        format!(
            "£{}, rate {}, £{} each",
            four(figures.per_child),
            format_number(figures.rate, 6),
            four(figures.each())
        )
    };
    let many = gap
        .neighbours
        .map_or_else(String::new, |n| format!(", the mean of {n}"));
    [
        format!("{}{many}: {}", words::others(gap.against), of(&gap.other)),
        format!(
            "   how many: ({} − {}) × (£{} + £{}) ÷ 2 = £{}",
            format_number(gap.own.rate, 6),
            format_number(gap.other.rate, 6),
            four(gap.own.each()),
            four(gap.other.each()),
            four(gap.of_number())
        ),
        format!(
            "   each: (£{} − £{}) × ({} + {}) ÷ 2 = £{}; together £{}",
            four(gap.own.each()),
            four(gap.other.each()),
            format_number(gap.own.rate, 6),
            format_number(gap.other.rate, 6),
            four(gap.of_each()),
            four(gap.gap())
        ),
    ]
}

fn row(c: &Comparison<'_>) -> String {
    let place = c.panel.origin(c.at, c.area).and_then(|origin| {
        let source = c.panel.source(origin.file)?;
        Some(format!("{}, row {}", source.file, origin.row))
    });
    place.unwrap_or_else(|| "no row".to_owned())
}
