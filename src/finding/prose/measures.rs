//! Words about a council's own measures: how each stands, and what a reader has to look at. A state is a signal and a target together;
//! neither colour nor a bare difference says it.

use super::judgements::day;
use super::{Prose, digits, list, number_word, quantity, sentence_start};
use crate::compare::Comparison;
use crate::measure::framework::{Frequency, Measure, MeasureTarget};
use crate::measure::series::{MeasurePoint, MeasureSeries};
use crate::measure::state::{
    LateReturn, LimitMethod, MeasureAssurance, MeasureSignal, MeasureState, WithoutLimits,
};
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use crate::stat::control::{LEAST_POINTS, Rule};
use crate::stat::verdict::{Side, Verdict};
use jiff::civil::Date;

/// Under every page of a weekly paper.
pub(crate) fn local_as_at(as_at: Date) -> String {
    format!("Local figures, unvalidated, as at {}.", day(as_at))
}

/// Said on every page of local figures.
pub(crate) const LOCAL: &str = "Local and unvalidated figures, returned by the service; they are not ranked with national ones.";
/// What the signs mean.
pub(crate) const SIGNS: &str = "A signal is a figure that departs from the measure’s usual variation by one of four rules: beyond a limit, seven rising or falling, \
     seven on one side of the mean, two of three near a limit. Without a signal two figures may differ and nothing has changed.";

/// Where a count of 1 to 5 stands, or what could be worked out from one.
pub(crate) const WITHHELD: &str = "withheld (small count)";

/// A figure as a reader sees it, or why there is none.
pub(crate) fn figure(measure: &Measure, reading: Reading) -> String {
    match reading {
        Reading::Known(value) => quantity(&measure.indicator, value),
        Reading::Missing(Status::Suppressed) => WITHHELD.to_owned(),
        Reading::Missing(status) => status.meaning().to_owned(),
    }
}

/// "86% (129 of 150)".
pub(crate) fn figure_of(measure: &Measure, point: &MeasurePoint) -> String {
    let figure = figure(measure, point.reading);
    match point.counts.filter(|_| measure.indicator.per.is_some()) {
        Some((count, base)) => format!(
            "{figure} ({} of {})",
            super::format_number(count, 0),
            super::format_number(base, 0)
        ),
        None => figure,
    }
}

/// A rule inside a sentence.
fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Outside(Side::Above) => "above its upper limit",
        Rule::Outside(Side::Below) => "below its lower limit",
        Rule::Trend(Side::Above) => "the last of seven or more rising figures",
        Rule::Trend(Side::Below) => "the last of seven or more falling figures",
        Rule::TwoOfThree(Side::Above) => "one of two in three near its upper limit",
        Rule::TwoOfThree(Side::Below) => "one of two in three near its lower limit",
        Rule::Run(Side::Above) => "the last of seven or more above its mean",
        Rule::Run(Side::Below) => "the last of seven or more below its mean",
    }
}

/// The sign of a state: a shape that is told apart without colour, and its word.
pub(crate) fn sign(signal: MeasureSignal) -> (&'static str, &'static str) {
    match signal {
        MeasureSignal::Signal {
            is_better: Some(true),
            ..
        } => ("▲", "better"),
        MeasureSignal::Signal {
            is_better: Some(false),
            ..
        } => ("▼", "worse"),
        MeasureSignal::Signal {
            is_better: None, ..
        } => ("◆", "changed"),
        MeasureSignal::Usual => ("●", "no signal"),
        MeasureSignal::Unknown(_) => ("○", "not known"),
    }
}

/// The sign of a target.
pub(crate) fn target_sign(is_met: Option<bool>) -> (&'static str, &'static str) {
    match is_met {
        Some(true) => ("✓", "met"),
        Some(false) => ("✗", "missed"),
        None => ("–", "no target"),
    }
}

/// How many figures are withheld, which the limits leave out: they lean to one side where these do.
pub(crate) fn withheld(series: &MeasureSeries, state: &MeasureState) -> Option<String> {
    state.method?;
    let is_withheld = |point: &&MeasurePoint| point.reading == Reading::Missing(Status::Suppressed);
    let hidden = series.points.iter().filter(is_withheld).count();
    (hidden > 0).then(|| {
        format!(
            "{hidden} of {} figures are withheld as small counts; mean and limits are of the others alone.",
            series.points.len()
        )
    })
}

/// What a signal says of the newest figure.
pub(crate) fn signal(of: MeasureSignal, frequency: Frequency) -> String {
    match of {
        MeasureSignal::Signal {
            rule: of,
            is_better,
        } => {
            let judged = match is_better {
                Some(true) => "better than usual: ",
                Some(false) => "worse than usual: ",
                None => "changed: ",
            };
            format!("{judged}{}", rule(of))
        }
        MeasureSignal::Usual => "no signal: within its usual variation".to_owned(),
        MeasureSignal::Unknown(WithoutLimits::TooFew { known }) => format!(
            "not known: {known} of the {LEAST_POINTS} {}s that limits need",
            frequency.word()
        ),
        MeasureSignal::Unknown(WithoutLimits::Annual) => {
            "not known: yearly figures have no limits, since neighbouring years resemble each other"
                .to_owned()
        }
        MeasureSignal::Unknown(WithoutLimits::Cumulative) => {
            "not known: its figures add up through the year, and are held against last year’s"
                .to_owned()
        }
    }
}

/// The range of a target: "at least 90%", "70% to 90%".
pub(crate) fn target_range(measure: &Measure, target: &MeasureTarget) -> String {
    let of = |value: f64| quantity(&measure.indicator, value);
    match (target.least, target.most) {
        (Some(least), Some(most)) => {
            format!("{} to {}", digits(&measure.indicator, least), of(most))
        }
        (Some(least), None) => format!("at least {}", of(least)),
        (None, Some(most)) => format!("at most {}", of(most)),
        (None, None) => String::new(),
    }
}

/// Whether the target is met, and whether it would be as it runs now.
pub(crate) fn target(measure: &Measure, state: &MeasureState) -> Option<String> {
    let (target, is_met) = (state.target.as_ref()?, state.is_met?);
    let verdict = if is_met { "met" } else { "missed" };
    let one = measure.frequency.word();
    // While a figure departs from its usual variation, that variation says nothing of what comes.
    let is_usual = state.signal == MeasureSignal::Usual;
    let outlook = match state.assurance.filter(|_| is_usual) {
        Some(MeasureAssurance::Always) => {
            format!("; as it runs now it meets the target in nearly every {one}")
        }
        Some(MeasureAssurance::Never) => {
            "; as it runs now it will not meet the target without a change".to_owned()
        }
        Some(MeasureAssurance::Sometimes) => {
            format!("; as it runs now it will meet the target in some {one}s and miss it in others")
        }
        None => String::new(),
    };
    let verdict = match state.missed_in_a_row {
        // Not in each of so many weeks: there may be weeks without a return between them.
        row if row > 1 => format!("missed in each of the last {} returns", number_word(row)),
        _ => verdict.to_owned(),
    };
    Some(format!(
        "{} ({}): {verdict}{outlook}",
        target_range(measure, target),
        target.basis.words()
    ))
}

/// What a late return says.
pub(crate) fn late(of: LateReturn, frequency: Frequency) -> String {
    let word = frequency.word();
    match of.missing {
        1 => format!(
            "the next {word}’s figure was due on {} and has not come",
            day(of.due)
        ),
        many => format!(
            "{} {word}s have not come, the first due on {}",
            number_word(usize::try_from(many).unwrap_or_default()),
            day(of.due)
        ),
    }
}

/// How limits were made.
pub(crate) fn method(of: Option<LimitMethod>, is_trial: bool) -> Option<String> {
    let words = match of? {
        LimitMethod::MovingRange => "Limits: XmR, by the mean and the moving range of the figures",
        LimitMethod::Share => "Limits: p chart, what chance allows in shares of such small counts",
        LimitMethod::Rate => "Limits: u chart, what chance allows in such small counts",
    };
    let trial = if is_trial {
        "; trial limits, from few figures"
    } else {
        ""
    };
    Some(format!("{words}{trial}."))
}

/// The newest figure with its period, and the one before.
pub(crate) fn newest(
    measure: &Measure,
    series: &MeasureSeries,
    state: &MeasureState,
) -> Option<String> {
    let point = series.points.get(state.last?)?;
    let before = before(series, state).map_or(String::new(), |before| {
        format!(
            "; {} in {}",
            figure(measure, before.reading),
            before.period.short()
        )
    });
    Some(format!(
        "{} in {}{before}",
        figure_of(measure, point),
        point.period.short()
    ))
}

/// The figure before the last; the newest where the last is none.
pub(crate) fn before<'s>(
    series: &'s MeasureSeries,
    state: &MeasureState,
) -> Option<&'s MeasurePoint> {
    let at = match state.last == state.newest {
        true => state.before?,
        false => state.newest?,
    };
    series.points.get(at)
}

/// What is to be looked at: the measure with its place, and what is said of it in a sentence or two: figure, signal, target, late return.
pub(crate) fn exception(
    measure: &Measure,
    place: Option<&str>,
    series: &MeasureSeries,
    state: &MeasureState,
) -> [String; 2] {
    let mut said: Vec<String> = Vec::new();
    let place = place.map_or(String::new(), |place| format!(" in {place}"));
    let title = format!("{}{place}", measure.indicator.title);
    if let Some(point) = state.newest.and_then(|at| series.points.get(at)) {
        let before = state.before.and_then(|at| series.points.get(at));
        let before = before.map_or(String::new(), |before| {
            format!(
                ", after {} in {}",
                figure(measure, before.reading),
                before.period.short()
            )
        });
        let judged = match state.signal {
            MeasureSignal::Signal { .. } => {
                format!(" ({})", signal(state.signal, measure.frequency))
            }
            _ => String::new(),
        };
        said.push(format!(
            "{} in {}{before}{judged}.",
            figure_of(measure, point),
            point.period.short()
        ));
    }
    if state.is_met == Some(false) {
        said.extend(target(measure, state).map(|told| format!("Target {told}.")));
    }
    said.extend(withheld(series, state));
    if shows_a_season(state.signal) {
        said.extend(years_before(measure, series, state));
    }
    if let Some(of) = state.late {
        said.push(format!("{}.", sentence_start(&late(of, measure.frequency))));
    }
    [title, said.join(" ")]
}

/// Whether earlier years may account for what is told: a signal may be one of the season, and what adds up through a year has nothing else
/// that it is held against.
fn shows_a_season(of: MeasureSignal) -> bool {
    matches!(
        of,
        MeasureSignal::Signal { .. } | MeasureSignal::Unknown(WithoutLimits::Cumulative)
    )
}

/// Returns that are late, where nothing else is to be said of their measures.
pub(crate) fn late_returns(of: &[(String, Date)]) -> Option<String> {
    let first = of.iter().map(|(_, due)| *due).min()?;
    let titles: Vec<String> = of.iter().map(|(title, _)| title.clone()).collect();
    Some(format!(
        "Late: {}; the first was due on {}.",
        list(&titles),
        day(first)
    ))
}

/// The figures of the same week, month, quarter or term of earlier years: seasons show in these alone. Nothing of a year as such.
pub(crate) fn years_before(
    measure: &Measure,
    series: &MeasureSeries,
    state: &MeasureState,
) -> Option<String> {
    if measure.frequency == Frequency::Year {
        return None;
    }
    let newest = series.points.get(state.newest?)?;
    let points: Vec<&MeasurePoint> = state
        .years_before
        .iter()
        .filter_map(|at| series.points.get(*at))
        .collect();
    let told: Vec<String> = points
        .iter()
        .map(|point| {
            format!(
                "{} in {}",
                figure(measure, point.reading),
                point.period.short()
            )
        })
        .collect();
    let when = match points.as_slice() {
        [] => return None,
        [one] if newest.period.follows_by_years(&one.period, 1) => " a year earlier",
        _ => " of earlier years",
    };
    let one = measure.frequency.word();
    Some(format!("The same {one}{when}: {}.", list(&told)))
}

/// What is asked for and has not come.
pub(crate) fn not_received(titles: &[String]) -> Option<String> {
    (!titles.is_empty()).then(|| format!("Not received: {}.", list(titles)))
}

/// What the chart of a measure shows, as its title.
pub(crate) fn chart_title(measure: &Measure, place: &str, state: &MeasureState) -> String {
    let (_, word) = sign(state.signal);
    let said = match state.signal {
        MeasureSignal::Signal { rule: of, .. } => format!("{word}, {}", rule(of)),
        _ => word.to_owned(),
    };
    format!("{} in {place}: {said}", measure.indicator.title)
}

/// The text alternative of a measure's chart.
pub(crate) fn chart_alt(
    measure: &Measure,
    place: &str,
    series: &MeasureSeries,
    state: &MeasureState,
) -> String {
    let limits = state.newest_limits().map_or(String::new(), |point| {
        format!(
            " Mean {}, limits {} to {}.",
            digits(&measure.indicator, point.mean),
            digits(&measure.indicator, point.limits.lower),
            digits(&measure.indicator, point.limits.upper)
        )
    });
    format!(
        "Control chart of {} in {place}. {}.{limits} {}.",
        measure.indicator.title,
        newest(measure, series, state).unwrap_or_else(|| "No figure".to_owned()),
        sentence_start(&signal(state.signal, measure.frequency))
    )
}

/// Where limits start anew, with the reason.
pub(crate) fn rebases(measure: &Measure) -> Vec<String> {
    let each = measure.rebases.iter();
    each.map(|of| {
        format!(
            "Limits start anew on {}: {}.",
            day(of.from),
            of.reason.trim_end_matches('.')
        )
    })
    .collect()
}

/// "figures.csv and teams.xlsx".
pub(crate) fn files<'f>(names: impl Iterator<Item = &'f str>) -> String {
    list(&names.map(str::to_owned).collect::<Vec<_>>())
}

/// How many measures there are, have come, and have to be looked at.
pub(crate) fn summary(all: usize, with_figures: usize, exceptions: usize) -> String {
    let look = match exceptions {
        0 => "nothing has to be looked at".to_owned(),
        1 => "one thing has to be looked at".to_owned(),
        many => format!("{} things have to be looked at", number_word(many)),
    };
    format!("{all} measures are defined, {with_figures} have figures; {look}.")
}

/// That words were written of an older figure.
pub(crate) fn moved_since(period: &str, figure: &str) -> String {
    let of = [figure, period].into_iter().filter(|text| !text.is_empty());
    format!(
        "Written of {}: the figure has moved since.",
        of.collect::<Vec<_>>().join(" in ")
    )
}

/// That nothing has to be told.
pub(crate) const NO_EXCEPTION: &str = "No signal, no missed target and no late return.";

/// "Week 7 of 12 of the plan": none before it begins.
pub(crate) fn week_of(began: Date, ends: Date, as_at: Date) -> Option<String> {
    const WEEK: i32 = 7;
    let days = |to: Date| (to - began).get_days();
    if days(ends) < WEEK || days(as_at) < 0 {
        return None;
    }
    let (week, all) = (days(as_at) / WEEK + 1, days(ends) / WEEK + 1);
    Some(match week > all {
        true => format!("The plan’s {all} weeks ended on {}.", day(ends)),
        false => format!("Week {week} of {all} of the plan."),
    })
}

/// The newest national figure of the indicator that a measure stands beside, with its comparators; none without a figure.
pub(crate) fn national(c: &Comparison<'_>) -> Option<String> {
    let value = c.reading.value()?;
    let neighbours = c.comparable_neighbours().map_or(String::new(), |spread| {
        format!(
            ", neighbours {}",
            super::mean_digits(c.indicator, spread.mean)
        )
    });
    let england = c.comparable_england().map_or(String::new(), |value| {
        format!(", England {}", digits(c.indicator, value))
    });
    Some(format!(
        "{} {}{neighbours}{england} ({}, validated)",
        Prose::of(c).short(c.area),
        quantity(c.indicator, value),
        c.period.short()
    ))
}

/// Which places lie apart from the authority as a whole by more than chance in their counts.
pub(crate) fn places_apart(period: &Period, verdicts: &[(String, Verdict)]) -> String {
    let of = |side: Side| -> Vec<String> {
        let those = verdicts
            .iter()
            .filter(|(_, verdict)| verdict.side() == Some(side));
        those.map(|(place, _)| place.clone()).collect()
    };
    let said: Vec<String> = [("above", of(Side::Above)), ("below", of(Side::Below))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word} it {}", list(&names)))
        .collect();
    match said.is_empty() {
        true => format!(
            "In {} no place differs from all of them together by more than chance in its count.",
            period.short()
        ),
        false => format!(
            "Apart from all places together by more than chance, in {}: {}.",
            period.short(),
            said.join("; ")
        ),
    }
}
