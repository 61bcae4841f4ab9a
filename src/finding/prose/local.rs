//! What is said of an officer's own series: its newest figure, its control chart, or why there is none.

use super::{Prose, above_or_below, digits, list, mean_digits, no_figure_or_unknown};
use crate::compare::Comparison;
use crate::compare::control::{Control, NoControl};
use crate::compare::panel::{Panel, PeriodColumn};
use crate::finding::phrases::{FigurePhrases, PhraseForm, PhraseValues, Phrases};
use crate::observation::area::Area;
use crate::observation::provenance::{NOT_FOR_PUBLICATION, Source};
use crate::observation::reading::{Reading, Status};
use crate::stat::control::{Assurance, LEAST_POINTS, Rule, XmrChart};
use crate::stat::verdict::Side;

pub(in crate::finding) const PHRASE_FORMS: [&PhraseForm; 8] = [
    &FIGURE,
    &SUPPRESSED_ONE,
    &SUPPRESSED_MANY,
    &CONTROL_FEW,
    &CONTROL,
    &CONTROL_HOLES,
    &SIGNALS_NONE,
    &SIGNALS,
];

const FIGURE: PhraseForm = PhraseForm::plain("local.figure", &["when", "warning"]);
const SUPPRESSED_ONE: PhraseForm = PhraseForm::plain("local.suppressed.one", &[]);
const SUPPRESSED_MANY: PhraseForm = PhraseForm::plain("local.suppressed.many", &["n"]);
const CONTROL_FEW: PhraseForm =
    PhraseForm::plain("local.control.few", &["needed", "with", "hidden"]);
const CONTROL: PhraseForm = PhraseForm::plain("local.control", &["mean", "low", "high", "signals"]);
const CONTROL_HOLES: PhraseForm = PhraseForm::plain("local.control.holes", &["where"]);
const SIGNALS_NONE: PhraseForm = PhraseForm::plain("local.signals.none", &[]);
const SIGNALS: PhraseForm = PhraseForm::plain("local.signals", &["signals"]);

/// The messages of control charts.
pub(in crate::finding) const CHART_FORMS: [&PhraseForm; 6] = [
    &CHART_NONE,
    &CHART_PAST,
    &CHART_OUTSIDE,
    &CHART_NEAR,
    &CHART_TREND,
    &CHART_RUN,
];

const CHART_NONE: PhraseForm = PhraseForm::plain("chart.control.none", &[]);
const CHART_PAST: PhraseForm = PhraseForm::plain("chart.control.past", &[]);
const CHART_OUTSIDE: PhraseForm = PhraseForm::plain("chart.control.outside", &["above", "upper"]);
const CHART_NEAR: PhraseForm = PhraseForm::plain("chart.control.near", &["upper"]);
const CHART_TREND: PhraseForm = PhraseForm::plain("chart.control.trend", &["rising"]);
const CHART_RUN: PhraseForm = PhraseForm::plain("chart.control.run", &["above"]);

/// The label of a local line.
pub(crate) const UNVALIDATED: &str = "Local, unvalidated";

/// Neighbouring points that break one rule: the rule, the first and the last of them.
fn stretches(chart: &XmrChart) -> Vec<(Rule, usize, usize)> {
    let mut all: Vec<(Rule, usize, usize)> = Vec::new();
    for (at, point) in chart.points.iter().enumerate() {
        let Some(rule) = point.rule else { continue };
        match all.last_mut() {
            Some((last, _, to)) if *last == rule && *to + 1 == at => *to = at,
            _ => all.push((rule, at, at)),
        }
    }
    all
}

/// A control chart's message.
pub(crate) fn message(chart: &XmrChart, phrases: &FigurePhrases<'_>) -> String {
    let latest = chart.points.len().saturating_sub(1);
    match stretches(chart).last() {
        None => phrases.say(&CHART_NONE, PhraseValues::new()),
        Some((rule, _, to)) if *to == latest => latest_point(*rule, phrases),
        Some(_) => phrases.say(&CHART_PAST, PhraseValues::new()),
    }
}

/// Which points depart from the usual variation, by their periods.
fn signals(chart: &XmrChart, periods: &[String], phrases: &FigurePhrases<'_>) -> String {
    let named: Vec<String> = stretches(chart)
        .into_iter()
        .filter_map(|(rule, from, to)| {
            let (first, last) = (periods.get(from)?, periods.get(to)?);
            Some(if from == to {
                format!("{} ({first})", rule.name())
            } else {
                format!("{} ({first} to {last})", rule.name())
            })
        })
        .collect();
    if named.is_empty() {
        phrases.say(&SIGNALS_NONE, PhraseValues::new())
    } else {
        phrases.say(&SIGNALS, vec![("signals", list(&named))])
    }
}

/// What the control chart of a series shows, for those who cannot see it: its name, its points as they are to be read, the periods of
/// those with a figure, and how means are written.
pub(crate) fn control_alt(
    name: &str,
    (points, periods): (&[String], &[String]),
    chart: &XmrChart,
    written: impl Fn(f64) -> String,
    phrases: &FigurePhrases<'_>,
) -> String {
    let limits = match chart.points.last() {
        Some(last) => format!(
            "Mean {}, process limits {} to {}. ",
            written(last.mean),
            written(last.limits.lower),
            written(last.limits.upper)
        ),
        None => String::new(),
    };
    let signals = super::sentence_start(&signals(chart, periods, phrases));
    format!(
        "Control chart (XmR) of {name}: {}. {limits}{signals}.",
        points.join(", ")
    )
}

/// What holds for every control chart.
pub(crate) fn chart_notes(chart: &XmrChart) -> Vec<String> {
    let mut notes = vec!["XmR chart: limits are the mean and 2.66 mean moving ranges.".to_owned()];
    if chart.trial {
        notes.push("Fewer than 13 points: trial limits.".to_owned());
    }
    notes
}

/// Whether a target is met by the process as it is.
pub(crate) fn assured(target: &str, assurance: Assurance) -> String {
    match assurance {
        Assurance::ConsistentlyPasses => format!("{target}: the process as it is will meet it."),
        Assurance::ConsistentlyFails => format!("{target}: the process as it is will miss it."),
        Assurance::Inconsistent => {
            format!("{target}: met or missed by chance, for it lies within the limits.")
        }
    }
}

impl Prose<'_> {
    /// An officer's own newest figure for the same indicator: beside the national one, compared with nothing.
    pub(crate) fn local(&self, area: Area, local: &Panel, phrases: &Phrases) -> Option<String> {
        let at = local
            .columns()
            .rev()
            .find(|at| local.value(*at, area).is_some())?;
        let when = local.period(at).in_words();
        let warning = if local_sources(local, area).any(|s| s.small_counts) {
            format!("; {NOT_FOR_PUBLICATION}")
        } else {
            String::new()
        };
        let values = vec![("when", when), ("warning", warning)];
        Some(
            phrases
                .about_series(*self, local, (at, area))
                .say(&FIGURE, values),
        )
    }

    /// Which of an officer's own figures are not shown.
    pub(crate) fn suppressed(
        &self,
        c: &Comparison<'_>,
        local: &Panel,
        phrases: &Phrases,
    ) -> Option<String> {
        let readings = local.columns().map(|at| local.reading(at, c.area));
        match readings
            .filter(|reading| *reading == Reading::Missing(Status::Suppressed))
            .count()
        {
            0 => None,
            1 => Some(phrases.say(c, &SUPPRESSED_ONE, PhraseValues::new())),
            many => Some(phrases.say(c, &SUPPRESSED_MANY, vec![("n", many.to_string())])),
        }
    }

    /// What its control chart says of a local series, or why it has none; nothing of annual ones.
    pub(crate) fn control(
        &self,
        c: &Comparison<'_>,
        panel: &Panel,
        found: &Result<Control, NoControl>,
        phrases: &Phrases,
    ) -> Option<String> {
        let indicator = &panel.indicator;
        match found {
            Err(NoControl::Annual) => None,
            Err(NoControl::TooFew { known, suppressed }) => {
                let hidden = if *suppressed > 0 {
                    format!("; {suppressed} suppressed")
                } else {
                    String::new()
                };
                let values = vec![
                    ("needed", LEAST_POINTS.to_string()),
                    ("with", known.to_string()),
                    ("hidden", hidden),
                ];
                Some(phrases.say(c, &CONTROL_FEW, values))
            }
            Ok(control) => {
                let last = control.chart.points.last()?;
                let periods = period_names(panel, &control.known);
                let values = vec![
                    ("mean", mean_digits(indicator, last.mean)),
                    ("low", mean_digits(indicator, last.limits.lower)),
                    ("high", mean_digits(indicator, last.limits.upper)),
                    (
                        "signals",
                        signals(&control.chart, &periods, &phrases.about(c)),
                    ),
                ];
                let mut said = phrases.say(c, &CONTROL, values);
                let holes = hole_names(panel, control);
                if !holes.is_empty() {
                    said.push(' ');
                    said += &phrases.say(c, &CONTROL_HOLES, vec![("where", list(&holes))]);
                }
                Some(said)
            }
        }
    }

    /// What a local series' control chart shows, for those who cannot see it.
    pub(crate) fn control_alt(
        &self,
        c: &Comparison<'_>,
        panel: &Panel,
        control: &Control,
        phrases: &Phrases,
    ) -> String {
        let points: Vec<String> = control
            .columns
            .iter()
            .map(|at| point_in_words(panel, *at, c.area))
            .collect();
        let periods = period_names(panel, &control.known);
        let name = format!(
            "{}, {}, local and unvalidated",
            super::sentence_case(&panel.indicator.title),
            self.short(c.area)
        );
        control_alt(
            &name,
            (&points, &periods),
            &control.chart,
            |value| mean_digits(&panel.indicator, value),
            &phrases.about(c),
        )
    }

    /// A control chart's message.
    pub(crate) fn control_message(
        &self,
        c: &Comparison<'_>,
        control: &Control,
        phrases: &Phrases,
    ) -> String {
        message(&control.chart, &phrases.about(c))
    }

    /// What a reader must know about a control chart.
    pub(crate) fn control_notes(
        &self,
        area: Area,
        panel: &Panel,
        control: &Control,
    ) -> Vec<String> {
        let mut notes = vec!["Local, unvalidated figures.".to_owned()];
        notes.extend(chart_notes(&control.chart));
        if control.suppressed > 0 {
            notes.push("Suppressed points are left out of mean and limits, which may therefore be too high.".to_owned());
        }
        let holes = hole_names(panel, control);
        notes.extend(hole_note(&holes));
        if control.few {
            notes.push("A mean below 5: the limits are rough.".to_owned());
        }
        if local_sources(panel, area).any(|source| source.small_counts) {
            notes.push(format!("This chart {NOT_FOR_PUBLICATION}."));
        }
        notes
    }

    /// What a chart says that shows a local line beside a published one.
    pub(crate) fn local_note(&self, panel: &Panel, area: Area) -> String {
        format!(
            "{UNVALIDATED}: {}.",
            self.local_credit(panel, area)
                .replace(" (local, unvalidated)", "")
        )
    }

    /// The files that a local series was read from, for the foot of a chart or table.
    pub(crate) fn local_credit(&self, panel: &Panel, area: Area) -> String {
        let mut credits: Vec<String> = local_sources(panel, area).map(Source::credit).collect();
        credits.sort();
        credits.dedup();
        credits.join("; ")
    }
}

/// A point of a control chart, for those who cannot see it.
fn point_in_words(panel: &Panel, at: PeriodColumn, area: Area) -> String {
    let when = panel.period(at).short();
    match panel.reading(at, area) {
        Reading::Known(value) => format!("{} in {when}", digits(&panel.indicator, value)),
        Reading::Missing(status) => {
            let none = no_figure_or_unknown(status);
            format!("{none} in {when} ({})", status.word())
        }
    }
}

/// Where a series has no figure, by the periods on both sides: "between May 2025 and Aug 2025".
fn hole_names(panel: &Panel, control: &Control) -> Vec<String> {
    let name = |at: usize| control.known.get(at).map(|at| panel.period(*at).short());
    control
        .holes
        .iter()
        .filter_map(|at| Some(between(&name(at.checked_sub(1)?)?, &name(*at)?)))
        .collect()
}

/// What a control chart says of the places where it has no figure; none where there are none.
pub(crate) fn hole_note(holes: &[String]) -> Option<String> {
    (!holes.is_empty()).then(|| {
        format!(
            "Runs and moving ranges stop where periods are without a figure: {}.",
            list(holes)
        )
    })
}

/// Where periods are without a figure.
pub(crate) fn between(earlier: &str, later: &str) -> String {
    format!("between {earlier} and {later}")
}

fn period_names(panel: &Panel, columns: &[PeriodColumn]) -> Vec<String> {
    let periods = columns.iter().map(|at| panel.period(*at));
    periods.map(|period| period.short()).collect()
}

fn local_sources(panel: &Panel, area: Area) -> impl Iterator<Item = &Source> {
    let origins = panel
        .columns()
        .filter_map(move |at| panel.origin(at, area))
        .map(|origin| origin.file);
    let files: std::collections::BTreeSet<u16> = origins.collect();
    files
        .into_iter()
        .filter_map(|file| panel.source(file))
        .collect::<Vec<_>>()
        .into_iter()
}

/// What a rule says of the latest point, in a title.
fn latest_point(rule: Rule, phrases: &FigurePhrases<'_>) -> String {
    let (form, side) = match rule {
        Rule::Outside(side) => (&CHART_OUTSIDE, side),
        Rule::TwoOfThree(side) => (&CHART_NEAR, side),
        Rule::Trend(side) => (&CHART_TREND, side),
        Rule::Run(side) => (&CHART_RUN, side),
    };
    let is_above = side == Side::Above;
    let values = vec![
        ("above", above_or_below(is_above).to_owned()),
        ("upper", if is_above { "upper" } else { "lower" }.to_owned()),
        (
            "rising",
            if is_above { "rising" } else { "falling" }.to_owned(),
        ),
    ];
    phrases.say(form, values)
}
