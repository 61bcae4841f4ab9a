//! What is said of quality audits: the newest quarter, what changed by more than chance, themes and teams, moderation, and how many
//! cases a change needs. “Improved” and “worsened” stand only where a change is beyond chance.

use super::judgements::{day, short_grade};
use super::{list, number_word, sentence_start};
use crate::measure::audits::{
    AuditChange, AuditGroup, AuditGrouping, AuditReport, AuditShare, ENOUGH, EarlierQuarter,
    GradeCounts, Moderation, SampleNeeded,
};
use crate::observation::judgement::Grade;
use crate::stat::round::format_number;

pub(crate) const QUARTERS: &str = "Audited cases by grade and quarter";
pub(crate) const CHANGES: &str = "The newest quarter beside earlier ones";
pub(crate) const GROUPS: &str = "Themes and teams over four quarters";
pub(crate) const MODERATION: &str = "Second grades beside first ones";
pub(crate) const EVERYTHING: &str = "Grades of audited cases";
/// Said with every result.
pub(crate) const OWN_GRADES: &str = "The council’s own auditors gave these grades to a sample, in Ofsted’s words; Ofsted gave none.";
/// The label of the main line.
pub(crate) const GOOD: &str = "Good or outstanding";
pub(crate) const SHADE: &str = "Shaded: 95% interval";
pub(crate) const LOWEST: &str = "Lower limit";
pub(crate) const UNIT: &str = "% of audited cases";

/// Below so many cases a count says more than a percentage.
const FEW: u64 = 30;

/// A share as a heading.
pub(crate) fn share(of: AuditShare) -> &'static str {
    match of {
        AuditShare::GoodOrBetter => GOOD,
        AuditShare::Of(grade) => short_grade(grade),
    }
}

pub(crate) fn earlier(of: EarlierQuarter) -> &'static str {
    match of {
        EarlierQuarter::Before => "the quarter before",
        EarlierQuarter::YearBefore => "a year before",
    }
}

pub(crate) fn grouping(of: AuditGrouping) -> &'static str {
    match of {
        AuditGrouping::Theme => "theme",
        AuditGrouping::Team => "team",
    }
}

/// "beyond chance", or that it is not.
pub(crate) fn verdict(change: &AuditChange) -> &'static str {
    if !change.is_beyond_chance() {
        return "within chance";
    }
    let is_up = change.difference.difference > 0.0;
    match (change.share, is_up) {
        (AuditShare::GoodOrBetter | AuditShare::Of(Grade::Outstanding), true)
        | (AuditShare::Of(Grade::Inadequate), false) => "improved, beyond chance",
        (AuditShare::GoodOrBetter | AuditShare::Of(Grade::Outstanding), false)
        | (AuditShare::Of(Grade::Inadequate), true) => "worsened, beyond chance",
        // More cases graded good may have come from above or from below.
        (AuditShare::Of(_), true) => "more, beyond chance",
        (AuditShare::Of(_), false) => "fewer, beyond chance",
    }
}

/// What a table says of a theme or a team.
pub(crate) fn group_verdict(of: &AuditGroup) -> String {
    match (of.adjusted_p, of.is_higher()) {
        (None, _) if of.counts.total() < ENOUGH => format!("fewer than {ENOUGH} cases"),
        (None, _) => "too few others".to_owned(),
        (Some(_), None) => "within chance of the others".to_owned(),
        (Some(_), Some(true)) => "higher than the others, beyond chance".to_owned(),
        (Some(_), Some(false)) => "lower than the others, beyond chance".to_owned(),
    }
}

/// "24 of 41".
fn counted(counts: GradeCounts, share: AuditShare) -> String {
    format!("{} of {}", counts.of(share), counts.total())
}

/// "24 of 41 (59%)"; of few cases the count alone.
fn with_percent(counts: GradeCounts, share: AuditShare) -> String {
    match counts.percent(share).filter(|_| counts.total() >= FEW) {
        Some((percent, _)) => format!(
            "{} ({}%)",
            counted(counts, share),
            format_number(percent, 0)
        ),
        None => counted(counts, share),
    }
}

/// "43% to 72%".
pub(crate) fn interval(counts: GradeCounts, share: AuditShare) -> Option<String> {
    let (_, limits) = counts.percent(share)?;
    Some(format!(
        "{}% to {}%",
        format_number(limits.lower, 0),
        format_number(limits.upper, 0)
    ))
}

/// Everything that is said, in sentences.
pub(crate) fn sentences(report: &AuditReport) -> Vec<String> {
    let mut said = vec![position(report)];
    said.extend(course(report));
    said.extend(single_grades(report));
    said.extend(groups(report));
    said.extend(too_few(report));
    said.extend(report.moderation.iter().flat_map(moderation));
    said.extend(report.needed.as_ref().map(sample));
    said.push(OWN_GRADES.to_owned());
    said
}

fn position(report: &AuditReport) -> String {
    let newest = report.newest();
    let so_far = if newest.is_over { "" } else { " so far" };
    let share = AuditShare::GoodOrBetter;
    let limits = interval(newest.counts, share).unwrap_or_default();
    let percent = newest.counts.percent(share);
    let percent = percent.filter(|_| newest.counts.total() >= FEW);
    let percent = percent.map_or(String::new(), |(percent, _)| {
        format!(" ({}%)", format_number(percent, 0))
    });
    let few = if newest.counts.total() < FEW {
        "so small a sample"
    } else {
        "a sample of this size"
    };
    let inadequate = match newest.counts.of(AuditShare::Of(Grade::Inadequate)) {
        0 => "none was inadequate".to_owned(),
        1 => "one was inadequate".to_owned(),
        many => format!(
            "{} were inadequate",
            number_word(usize::try_from(many).unwrap_or_default())
        ),
    };
    format!(
        "{}{so_far}, {} audited cases{percent} were good or outstanding, where chance in {few} allows {limits}; {inadequate}.",
        sentence_start(&newest.period.in_words()),
        counted(newest.counts, share)
    )
}

/// How the share of good or better compares with the quarter before and the year before.
fn course(report: &AuditReport) -> Vec<String> {
    let of = |against: EarlierQuarter| {
        let mut changes = report.changes.iter();
        changes.find(|change| change.share == AuditShare::GoodOrBetter && change.against == against)
    };
    let counts =
        |change: &AuditChange| with_percent(report.quarters[change.earlier].counts, change.share);
    match [of(EarlierQuarter::Before), of(EarlierQuarter::YearBefore)] {
        [Some(before), Some(year)] if !before.is_beyond_chance() && !year.is_beyond_chance() => {
            vec![format!(
                "It was {} the quarter before and {} a year earlier: neither differs by more than chance would bring.",
                counts(before),
                counts(year)
            )]
        }
        [before, year] => {
            let one = |change: Option<&AuditChange>, when: &str| match change {
                None => format!("There was no audited case {when}."),
                Some(change) if !change.is_beyond_chance() => format!(
                    "{} it was {}, within what chance would bring.",
                    sentence_start(when),
                    counts(change)
                ),
                Some(change) => {
                    let word = if change.difference.difference > 0.0 {
                        "improved"
                    } else {
                        "worsened"
                    };
                    format!(
                        "The share has {word} beyond chance on that of {when}, {}.",
                        counts(change)
                    )
                }
            };
            vec![
                one(before, "the quarter before"),
                one(year, "a year earlier"),
            ]
        }
    }
}

/// Single grades whose share moved beyond chance.
fn single_grades(report: &AuditReport) -> Vec<String> {
    let moved = report
        .changes
        .iter()
        .filter(|change| change.share != AuditShare::GoodOrBetter && change.is_beyond_chance());
    let each = moved.map(|change| {
        let (now, then) = (
            report.newest().counts,
            report.quarters[change.earlier].counts,
        );
        format!(
            "{}: {} now, {} {}, a difference beyond chance.",
            sentence_start(&share(change.share).to_lowercase()),
            with_percent(now, change.share),
            with_percent(then, change.share),
            earlier(change.against)
        )
    });
    each.collect()
}

fn groups(report: &AuditReport) -> Vec<String> {
    let apart: Vec<&AuditGroup> = report
        .groups
        .iter()
        .filter(|group| group.is_higher().is_some())
        .collect();
    let tested = report.groups.iter().any(|group| group.adjusted_p.is_some());
    if apart.is_empty() {
        let since = day(report.groups_from);
        return tested
            .then(|| {
                format!("Since {since} no theme or team stands apart from the rest beyond chance.")
            })
            .into_iter()
            .collect();
    }
    let each = apart.iter().enumerate().map(|(at, group)| {
        let side = match group.is_higher() {
            Some(true) => "a higher",
            _ => "a lower",
        };
        let since = match at {
            0 => format!("Since {} ", day(report.groups_from)),
            _ => String::new(),
        };
        format!(
            "{since}“{}” had {side} share than every other {} together, {} against {}.",
            group.name,
            grouping(group.by),
            with_percent(group.counts, AuditShare::GoodOrBetter),
            with_percent(group.others, AuditShare::GoodOrBetter)
        )
    });
    each.collect()
}

fn too_few(report: &AuditReport) -> Option<String> {
    let few: Vec<String> = report
        .groups
        .iter()
        .filter(|group| group.counts.total() < ENOUGH)
        .map(|group| format!("{} ({})", group.name, group.counts.total()))
        .collect();
    (!few.is_empty()).then(|| format!("Too few cases to tell, under {ENOUGH}: {}.", list(&few)))
}

fn moderation(of: &Moderation) -> Vec<String> {
    let moved = match (of.lowered, of.raised) {
        (0, 0) => String::new(),
        (lowered, raised) => format!(", lowered {lowered} and raised {raised}"),
    };
    let uneven = if of.p_of_direction <= crate::measure::audits::FALSE_POSITIVES {
        ", more one way than chance would have it"
    } else {
        ""
    };
    let mut said = vec![format!(
        "Of {} cases graded twice, moderators kept {}{moved}{uneven}.",
        of.pairs, of.same
    )];
    said.push(match of.kappa {
        None => "Agreement cannot be measured: all these cases have one grade.".to_owned(),
        Some(kappa) => {
            let limits = match kappa.limits {
                Some(limits) => format!(
                    ", {} to {}",
                    format_number(limits.lower, 2),
                    format_number(limits.upper, 2)
                ),
                None => ", without a range".to_owned(),
            };
            format!(
                "Agreement is {} (weighted kappa, linear weights{limits}), where 1 is complete and 0 what chance gives.",
                format_number(kappa.kappa, 2)
            )
        }
    });
    said
}

fn sample(of: &SampleNeeded) -> String {
    let now = match of.least_seen {
        Some(points) => format!(
            "with {} a quarter, as on average now, only changes of about {points} points or more show",
            of.now
        ),
        None => format!(
            "with {} a quarter, as on average now, no change shows",
            of.now
        ),
    };
    format!(
        "To see a change of 10 percentage points in four of five tries, about {} cases a quarter are needed; {now}.",
        format_number(of.cases as f64, 0)
    )
}

/// What the chart says.
pub(crate) fn chart_title(report: &AuditReport) -> String {
    let newest = report.newest();
    format!(
        "{GOOD}: {} in {}",
        with_percent(newest.counts, AuditShare::GoodOrBetter),
        newest.period.short()
    )
}

pub(crate) fn chart_subtitle(report: &AuditReport) -> String {
    let which = if report.is_moderated {
        "moderated grades where there are any"
    } else {
        "auditors’ first grades"
    };
    format!("Share of audited cases by quarter, {which}")
}

pub(crate) fn chart_alt(report: &AuditReport) -> String {
    let each: Vec<String> = report
        .quarters
        .iter()
        .map(|quarter| {
            format!(
                "{} in {}",
                counted(quarter.counts, AuditShare::GoodOrBetter),
                quarter.period.short()
            )
        })
        .collect();
    format!(
        "Line chart of cases graded good or outstanding, with the interval that chance allows: {}.",
        list(&each)
    )
}

/// How the numbers were made, for whoever does them again.
pub(crate) const METHODS: &str = "Intervals: Wilson, 95%. Changes: two proportions, Fisher’s exact test where a cell is under 5, else chi-squared; allowing for \
     all changes looked at (Benjamini-Hochberg, 5%). Themes and teams: against the others together, allowing for all. Moderation: Cohen’s weighted kappa, linear \
     weights, interval by Fleiss, Cohen and Everitt. Sample size: 80% power, 5% two-sided (Fleiss, Levin and Paik 2003).";
