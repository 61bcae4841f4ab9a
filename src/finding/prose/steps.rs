//! The steps of `explain`: where a figure is published, the sums behind it, its neighbours, its place and its course, so that an
//! officer can open the file, find the row and redo the sums. The kinds of findings add the working of their own questions.

use super::Prose;
use crate::compare::Comparison;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::peers::Peers;
use crate::compare::study::Study;
use crate::finding::phrases::Phrases;
use crate::finding::prose;
use crate::finding::{WorkingStep, about, kinds};
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::observation::period::Period;
use crate::observation::provenance::Origin;
use crate::observation::reading::Reading;
use crate::reference::group::list_date;
use crate::stat::round::format_all_digits;

/// Every step that has something to show: the steps of the figure, then the working of each kind of finding.
pub(crate) fn steps(c: &Comparison<'_>, study: &Study<'_>, phrases: &Phrases) -> Vec<WorkingStep> {
    let mut steps = vec![
        figure(c),
        arithmetic(c),
        neighbours(c, &c.neighbours, &list_date(c.list)),
        other_list(c),
        published(c),
        rank(c),
        change(c, phrases),
    ];
    if is_tested(c) {
        steps.extend(kinds::working(c));
        steps.extend(kinds::chain::working(c, study));
        steps.extend(kinds::target::working(c));
        steps.extend(kinds::learn::working(c));
        steps.extend(kinds::cost::working(c, study));
    }
    steps.retain(|(_, facts)| !facts.is_empty());
    steps
}

/// Only national figures of today's authorities are tested; local ones are not compared with other places.
fn is_tested(c: &Comparison<'_>) -> bool {
    !c.indicator.local && c.reference.register.is_current(c.area)
}

/// File, row, release and digest of a row.
fn place(panel: &Panel, origin: Option<Origin>) -> Vec<String> {
    let Some(origin) = origin else {
        return vec!["no row in any file that was read".to_owned()];
    };
    let Some(source) = panel.source(origin.file) else {
        return Vec::new();
    };
    let mut facts = vec![
        format!("file {}, row {}", source.file, origin.row),
        format!("release: {}", source.credit()),
    ];
    if !source.vintage.is_empty() {
        facts.push(format!("vintage of the store: {}", source.vintage));
    }
    if source.release.is_empty() {
        facts.push(
            "a file whose digest this program does not know: the release is not confirmed"
                .to_owned(),
        );
    }
    if !source.sha256.is_empty() {
        facts.push(format!("SHA-256 of the file: {}", source.sha256));
    }
    facts
}

pub(super) fn row_of(panel: &Panel, at: PeriodColumn, area: Area) -> String {
    match panel.origin(at, area) {
        Some(origin) => file_and_row(panel, origin),
        None => "no row".to_owned(),
    }
}

pub(super) fn file_and_row(panel: &Panel, origin: Origin) -> String {
    match panel.source(origin.file) {
        Some(source) => format!("{}, row {}", source.file, origin.row),
        None => format!("row {} of a file that was not recorded", origin.row),
    }
}

pub(super) fn exact(reading: Reading) -> String {
    match reading {
        Reading::Known(value) => format_all_digits(value),
        Reading::Missing(status) => prose::reason(status),
    }
}

/// The period with its kind and its days, as far as they are known; a part of a year has a label of this program's.
fn period(period: &Period) -> String {
    let name = if period.kind.is_part_of_year() {
        "period"
    } else {
        "period as published"
    };
    let days = period
        .last_day()
        .map_or_else(String::new, |last| format!(", {} to {last}", period.start));
    format!("{name}: {} ({}{days})", period.label, period.kind.words())
}

fn figure(c: &Comparison<'_>) -> WorkingStep {
    let (words, panel) = (Prose::of(c), c.panel);
    let mut facts = place(panel, panel.origin(c.at, c.area));
    facts.push(format!(
        "publisher’s measure: {}",
        c.indicator.source_measure
    ));
    facts.push(period(c.period));
    let computed = if computed(c) {
        "computed here from published counts, since the release prints no rate"
    } else {
        "as published"
    };
    facts.push(format!(
        "{}: {} ({computed})",
        words.name(c.area),
        exact(c.reading)
    ));
    let cautions = words.cautions(c);
    facts.extend(cautions.iter().map(|caution| format!("caution: {caution}")));
    ("The figure", facts)
}

fn arithmetic(c: &Comparison<'_>) -> WorkingStep {
    let panel = c.panel;
    let title = "The arithmetic behind it";
    let Some(figure) = &c.figure else {
        return (title, Vec::new());
    };
    let (Some(numerator), Some(denominator), Some(per)) =
        (figure.numerator, figure.denominator, c.indicator.per)
    else {
        return (title, Vec::new());
    };
    let rate = c
        .unrounded
        .map(|rate| format!(" = {}", format_all_digits(rate)))
        .unwrap_or_default();
    let mut facts = vec![format!("{numerator} ÷ {denominator} × {per}{rate}")];
    if let Some(base) = figure.base {
        facts.push(format!("the denominator: {}", file_and_row(panel, base)));
    }
    if let (Some(rate), Reading::Known(value)) = (c.unrounded, c.reading) {
        facts.push(if c.printed(rate) == c.printed(value) {
            let published = if computed(c) { "" } else { ", as published" };
            let places = if c.indicator.decimals == 1 {
                "decimal"
            } else {
                "decimals"
            };
            format!(
                "rounded to {} {places}: {}{published}",
                c.indicator.decimals,
                prose::digits(c.indicator, rate)
            )
        } else {
            format!(
                "rounded: {}; the published figure is {}",
                prose::digits(c.indicator, rate),
                format_all_digits(value)
            )
        });
    }
    (title, facts)
}

/// A rate whose base stands in another file was not published as a rate.
fn computed(c: &Comparison<'_>) -> bool {
    c.figure
        .as_ref()
        .is_some_and(|f| f.base.is_some_and(|base| base.file != f.origin.file))
}

fn neighbours(c: &Comparison<'_>, peers: &Peers, list: &str) -> WorkingStep {
    let (words, panel) = (Prose::of(c), c.panel);
    let mut facts = vec![format!(
        "list: DfE, {list}; {} of {} have a figure",
        peers.with_data(),
        peers.members.len()
    )];
    for member in &peers.members {
        let row = row_of(panel, c.at, member.area);
        facts.push(format!(
            "{}: {} ({row})",
            words.name(member.area),
            exact(member.reading)
        ));
    }
    if let Some(spread) = peers.spread {
        let known: Vec<String> = peers
            .members
            .iter()
            .filter_map(|m| m.reading.value())
            .map(format_all_digits)
            .collect();
        facts.push(format!(
            "mean: ({}) ÷ {} = {}",
            known.join(" + "),
            known.len(),
            format_all_digits(spread.mean)
        ));
        facts.push(format!(
            "median {}, lower quartile {}, upper quartile {} (R’s type 7), lowest {}, highest {}",
            format_all_digits(spread.median),
            format_all_digits(spread.quartiles.q1),
            format_all_digits(spread.quartiles.q3),
            format_all_digits(spread.min()),
            format_all_digits(spread.max())
        ));
    }
    if !peers.enough() {
        facts.push(
            "fewer than seven in ten have a figure: nothing written for people compares with them"
                .to_owned(),
        );
    }
    ("Its statistical neighbours", facts)
}

fn other_list(c: &Comparison<'_>) -> WorkingStep {
    let words = Prose::of(c);
    let title = "By the other list of neighbours";
    let Some((list, peers)) = &c.other else {
        return (title, Vec::new());
    };
    if peers.members.is_empty() {
        return (
            title,
            vec![format!(
                "the list of {} names none for this authority",
                list_date(*list)
            )],
        );
    }
    let names: Vec<String> = peers
        .members
        .iter()
        .map(|m| format!("{} {}", words.short(m.area), exact(m.reading)))
        .collect();
    let mut facts = vec![format!(
        "list: DfE, {}; {}",
        list_date(*list),
        names.join(", ")
    )];
    if let Some(spread) = peers.spread {
        facts.push(format!(
            "mean {}, median {}",
            format_all_digits(spread.mean),
            format_all_digits(spread.median)
        ));
    }
    facts.push(match c.flips() {
        Some(_) => "the verdict turns with the list".to_owned(),
        None => "the verdict is the same, or there is none".to_owned(),
    });
    (title, facts)
}

fn published(c: &Comparison<'_>) -> WorkingStep {
    let (words, panel) = (Prose::of(c), c.panel);
    let mut facts = Vec::new();
    if let Some((region, value)) = c.region {
        facts.push(format!(
            "{}: {} ({})",
            words.name(region),
            exact(value),
            row_of(panel, c.at, region)
        ));
    }
    facts.push(format!(
        "England: {} ({})",
        exact(c.england),
        row_of(panel, c.at, Area::ENGLAND)
    ));
    facts.push("as published, never computed from authorities".to_owned());
    if c.comparable_england().is_none() && c.england.value().is_some() {
        facts.push("a total of all authorities: not compared with one".to_owned());
    }
    ("Region and England", facts)
}

fn rank(c: &Comparison<'_>) -> WorkingStep {
    let title = "Its place among authorities";
    let Some(rank) = &c.rank else {
        return (title, Vec::new());
    };
    let mut facts = vec![format!("{} authorities have a figure", rank.of)];
    if c.is_total() {
        facts.push("not ranked: a number follows from the size of a place".to_owned());
        return (title, facts);
    }
    facts.push(match c.indicator.polarity {
        Polarity::Higher => "higher is better: ranked from the highest".to_owned(),
        Polarity::Lower => "lower is better: ranked from the lowest".to_owned(),
        Polarity::Unset => "no direction is good in itself: counted from the nearer end".to_owned(),
    });
    facts.push(format!("why: {}", c.indicator.polarity_reason));
    facts.push(if c.rank_on_counts {
        "ranked on the unrounded figures, count ÷ base".to_owned()
    } else {
        "ranked on the figures as published; equal figures share the better place".to_owned()
    });
    facts.push(format!("place: {}", prose::place_of(rank)));
    if let (Some(q), Some(band)) = (c.quartiles, c.band) {
        facts.push(format!(
            "quartiles {}, {}, {} (R’s type 7): band {}",
            format_all_digits(q.q1),
            format_all_digits(q.q2),
            format_all_digits(q.q3),
            band.letter()
        ));
    }
    (title, facts)
}

fn change(c: &Comparison<'_>, phrases: &Phrases) -> WorkingStep {
    let panel = c.panel;
    let mut facts = Vec::new();
    for change in [&c.change, &c.change_3_years, &c.change_5_years]
        .into_iter()
        .flatten()
    {
        let row = row_of(panel, change.from, c.area);
        facts.push(format!(
            "{}: {} ({row}); difference {}",
            panel.period(change.from).label,
            format_all_digits(change.earlier),
            format_all_digits(change.difference)
        ));
        if let Some(reason) = &change.broken {
            facts.push(format!("   not like for like: {reason}"));
        }
    }
    let series: Vec<String> = panel
        .columns()
        .map(|at| {
            format!(
                "{} {}",
                panel.period(at).label,
                exact(panel.reading(at, c.area))
            )
        })
        .collect();
    facts.push(format!("the whole series: {}", series.join(", ")));
    facts.extend(about::course(c, phrases));
    ("Its course", facts)
}
