//! Trend: has the figure moved one way over five years, or over all its years?

use super::{Finding, FindingKind, NewsValue, WeighingRole};
use crate::compare::Comparison;
use crate::compare::change::OneYear;
use crate::compare::panel::PeriodColumn;
use crate::compare::study::Study;
use crate::compare::trend::{RecentYears, SustainedRun};
use crate::finding::evidence::{FindingEvidence, interval, period};
use crate::finding::phrases::PhraseForm;
use crate::finding::prose::{
    mean_digits, rise_or_fall, rose_or_fell, short_quantity, unusual_note, year_of,
};
use crate::finding::working::{WorkingStep, four, label, p_value};
use crate::stat::round::format_number;
use crate::stat::trend::Direction;
use serde_json::json;

pub(super) const TRENDING: FindingKind = FindingKind {
    name: "Trending",
    method: Some(
        "Trend: the five-year test of the public health profiles, leaving each year out in turn; from eight years, Mann-Kendall \
         with the slope of Theil and Sen.",
    ),
    news: NewsValue::NotNews,
    role: WeighingRole::Moving,
    phrases: &[&RECENT, &SUSTAINED],
    find,
    working,
};

const RECENT: PhraseForm = PhraseForm::tested(
    "trend.recent",
    &["rise", "before", "now", "earlier", "turned", "notes"],
);
const SUSTAINED: PhraseForm = PhraseForm::tested(
    "trend.sustained",
    &["rise", "earlier", "slope", "turned", "notes"],
);

/// The recent trend where there is one, else a sustained one.
fn find(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let tested = c.tested();
    let recent = tested.recent.as_ref().and_then(|of| recent(of, c));
    recent.or_else(|| tested.sustained.as_ref().and_then(|of| sustained(of, c)))
}

fn recent(of: &RecentYears, c: &Comparison<'_>) -> Option<Finding> {
    let is_up = seen_direction(&of.columns, of.trend.direction, c)?;
    let first = *of.columns.first()?;
    let before = c.panel.value(first, c.area)?;
    let now = c.reading.value()?;
    Some(Finding {
        kind: &TRENDING,
        upward: Some(is_up),
        weight: 35,
        phrase: &RECENT,
        values: vec![
            ("rise", rise_or_fall(is_up).to_owned()),
            ("before", short_quantity(c.indicator, before)),
            ("now", short_quantity(c.indicator, now)),
            ("earlier", year_of(c, first)),
            ("turned", turned(is_up, c)),
            ("notes", unusual(&of.columns, c)),
        ],
        question: question(is_up, &of.columns, c),
        evidence: FindingEvidence {
            values: json!({
                "periods": periods(&of.columns, c),
                "direction": of.trend.direction.name(), "slope": of.trend.slope, "chi_squared": of.trend.chi_squared,
                "total_change": of.trend.total_change, "holds_without_any_point": of.trend.holds_without_any_point,
            }),
            comparators: json!({}),
            method: of.trend.method.name().to_owned(),
            level: Some(99.8),
            n: Some(of.columns.len()),
        },
    })
}

fn sustained(of: &SustainedRun, c: &Comparison<'_>) -> Option<Finding> {
    let is_up = seen_direction(&of.columns, of.run.sustained, c)?;
    let (test, line) = (&of.run.test, &of.run.line);
    Some(Finding {
        kind: &TRENDING,
        upward: Some(is_up),
        weight: 30,
        phrase: &SUSTAINED,
        values: vec![
            ("rise", rise_or_fall(is_up).to_owned()),
            ("earlier", year_of(c, *of.columns.first()?)),
            ("slope", slope_in_words(line.slope, c)),
            ("turned", turned(is_up, c)),
            ("notes", unusual(&of.columns, c)),
        ],
        question: question(is_up, &of.columns, c),
        evidence: FindingEvidence {
            values: json!({
                "periods": periods(&of.columns, c),
                "direction": of.run.sustained.name(), "s": test.s, "tau": test.tau,
                "p": test.p, "slope": line.slope, "slope_95": interval(line.p95),
            }),
            comparators: json!({}),
            method: format!("{}, {}", test.method.name(), line.method.name()),
            level: Some(99.0),
            n: Some(of.columns.len()),
        },
    })
}

/// Which way a trend points; none for a trend whose first and last figures point the other way, as weighted years can, since
/// its sentence would contradict itself.
fn seen_direction(
    columns: &[PeriodColumn],
    direction: Direction,
    c: &Comparison<'_>,
) -> Option<bool> {
    let first = c.printed(c.panel.value(*columns.first()?, c.area)?);
    let last = c.printed(c.panel.value(*columns.last()?, c.area)?);
    match direction {
        Direction::Increasing if last > first => Some(true),
        Direction::Decreasing if last < first => Some(false),
        _ => None,
    }
}

/// Whether the latest year did not go against the trend, as printed.
fn went_on(is_up: bool, c: &Comparison<'_>) -> bool {
    c.printed_change()
        .is_none_or(|change| if is_up { change >= 0.0 } else { change <= 0.0 })
}

/// "; it fell significantly in 2025" where the latest year went against the trend, else nothing.
fn turned(is_up: bool, c: &Comparison<'_>) -> String {
    if went_on(is_up, c) {
        return String::new();
    }
    let tested = c.tested().change.as_ref();
    let significantly = match tested.and_then(OneYear::is_chance) {
        Some(false) => " significantly",
        _ => "",
    };
    format!(
        "; it {}{significantly} in {}",
        rose_or_fell(!is_up),
        c.period.short()
    )
}

/// Which years of a trend were unusual.
fn unusual(columns: &[PeriodColumn], c: &Comparison<'_>) -> String {
    match columns {
        [first, .., last] => unusual_note(c.panel, c.panel.unusual_years(*first, *last)),
        _ => String::new(),
    }
}

fn slope_in_words(slope: f64, c: &Comparison<'_>) -> String {
    let unit = &c.indicator.unit;
    let mut size = mean_digits(c.indicator, slope.abs());
    if size.chars().all(|digit| matches!(digit, '0' | '.')) {
        size = format!("less than {}1", &size[..size.len() - 1]);
    }
    let points = if unit.is_percent() {
        " percentage points"
    } else {
        ""
    };
    format!("{}{size}{points}", unit.around().0)
}

/// What a trend asks. Where the latest year turned, nobody can ask whether the trend goes on as if it had.
fn question(is_up: bool, columns: &[PeriodColumn], c: &Comparison<'_>) -> Option<String> {
    let first = *columns.first()?;
    let noun = c.indicator.noun.as_str();
    let asked = if went_on(is_up, c) {
        "does the plan expect that to go on?"
    } else {
        "does the plan expect the earlier movement or the latest?"
    };
    let turned = turned(is_up, c).replace("; it", ", then");
    Some(format!(
        "The {noun} {} from {} in {} to {}{turned}: {asked}",
        rose_or_fell(is_up),
        short_quantity(c.indicator, c.panel.value(first, c.area)?),
        year_of(c, first),
        short_quantity(c.indicator, c.reading.value()?),
    ))
}

fn periods(columns: &[PeriodColumn], c: &Comparison<'_>) -> Vec<String> {
    columns.iter().map(|column| period(c, *column)).collect()
}

fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let tested = c.tested();
    let recent = tested
        .recent
        .as_ref()
        .map(|of| ("Its recent trend", recent_facts(c, of)));
    let sustained = tested
        .sustained
        .as_ref()
        .map(|of| ("Its trend over all years", sustained_facts(c, of)));
    recent.into_iter().chain(sustained).collect()
}

fn recent_facts(c: &Comparison<'_>, of: &RecentYears) -> Vec<String> {
    let years: Vec<&str> = of.columns.iter().map(|column| label(c, *column)).collect();
    vec![
        format!(
            "years {}; slope {} a year, weighted by 1 ÷ standard error²",
            years.join(", "),
            four(of.trend.slope)
        ),
        format!(
            "χ² = {} against 9.5495 (99.8%); sign kept with each year left out: {}",
            four(of.trend.chi_squared),
            if of.trend.holds_without_any_point {
                "yes"
            } else {
                "no"
            }
        ),
        format!(
            "{}: {}; last less first {}",
            of.trend.method.name(),
            of.trend.direction.name(),
            four(of.trend.total_change)
        ),
    ]
}

fn sustained_facts(c: &Comparison<'_>, of: &SustainedRun) -> Vec<String> {
    let span = match of.columns.as_slice() {
        [first, .., last] => format!("{} to {}", label(c, *first), label(c, *last)),
        _ => "no years".to_owned(),
    };
    let (test, line) = (&of.run.test, &of.run.line);
    vec![
        format!(
            "{span}: S = {}, variance {}, z = {}, p = {}, τ = {} ({})",
            test.s,
            format_number(test.variance, 2),
            four(test.z),
            p_value(test.p),
            four(test.tau),
            test.method.name()
        ),
        format!(
            "{}: {} a year, from the middle {}; 95%: {} to {}; {}",
            line.method.name(),
            four(line.slope),
            four(line.intercept),
            four(line.p95.lower),
            four(line.p95.upper),
            of.run.sustained.name()
        ),
    ]
}
