//! `explain`, the methods: each one's working in numbers, so that an officer can do it again with a calculator.

use super::explain::Step;
use crate::compare::Comparison;
use crate::compare::change::OneYear;
use crate::compare::departure::Parting;
use crate::compare::nation::{FunnelPlace, Span};
use crate::compare::rest::{self, ROUNDED_TO, Rest, Unsound};
use crate::compare::shrunk::EvenedOut;
use crate::compare::significance::{Against, Basis};
use crate::compare::standing::PeerPlace;
use crate::compare::tested::Tested;
use crate::compare::trend::{Recent, Sustained};
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::stat::departure::Gap;
use crate::stat::interval::{Level, Limits};
use crate::stat::method::Method;
use crate::stat::rank_interval::{DRAWS, SEED};

/// A step for each method that answered.
pub(super) fn steps(each: &Comparison<'_>, tested: &Tested, speaker: Words<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    let against: Vec<&Against> = [&tested.england, &tested.region]
        .into_iter()
        .flatten()
        .collect();
    if let Some(first) = against.first() {
        let mut facts = interval(each, first);
        facts.extend(against.iter().map(|against| verdict(against)));
        steps.push(("Different beyond chance in the count?", facts));
    }
    let rest = rest::beside(each);
    steps.extend(rest.map(|rest| {
        (
            "Different from the rest of its region?",
            beside_the_rest(rest, speaker),
        )
    }));
    steps.extend(
        tested
            .span
            .iter()
            .map(|span| ("How far chance could move its rank", rank(span))),
    );
    let evened = EvenedOut::of(each.panel, each.at);
    steps.extend(evened.map(|of| {
        (
            "Its order with small counts evened out",
            evened_out(each, &of),
        )
    }));
    steps.extend(
        tested
            .funnel
            .iter()
            .map(|place| ("Unusual among all authorities?", funnel(place))),
    );
    steps.extend(
        tested
            .peers
            .iter()
            .map(|place| ("Unusual among its neighbours?", peers(place))),
    );
    steps.extend(
        tested
            .change
            .iter()
            .map(|of| ("Changed from the year before?", change(each, of))),
    );
    steps.extend(
        tested
            .recent
            .iter()
            .map(|of| ("Its recent trend", recent(each, of))),
    );
    steps.extend(
        tested
            .sustained
            .iter()
            .map(|of| ("Its trend over all years", sustained(each, of))),
    );
    steps.extend(
        tested
            .parting
            .iter()
            .map(|of| ("When it parted from its neighbours", departure(each, of))),
    );
    steps
}

fn label(each: &Comparison<'_>, column: usize) -> String {
    each.panel
        .periods
        .get(column)
        .map(|period| period.label.clone())
        .unwrap_or_default()
}

/// "95%: 168.31 to 199.94; 99.8%: …".
fn both(limits: &Limits) -> String {
    let Limits { p95, p998 } = limits;
    format!(
        "95%: {:.4} to {:.4}; 99.8%: {:.4} to {:.4}",
        p95.lower, p95.upper, p998.lower, p998.upper
    )
}

fn interval(each: &Comparison<'_>, against: &Against) -> Vec<String> {
    let (over, of) = against.counts;
    let per = each.indicator.per.unwrap_or(1.0);
    let z = Level::P95.z();
    let how = match against.own.method {
        Method::Byar => format!(
            "Byar, lower at 95%: {over} × (1 − 1 ÷ (9 × {over}) − {z:.4} ÷ (3 × √{over}))³ ÷ {of} × {per} = {:.4}; upper with {} and +",
            against.own.limits.p95.lower,
            over + 1.0
        ),
        Method::ExactPoisson => format!(
            "fewer than 10 events: exact limits of a Poisson count of {over}, ÷ {of} × {per}"
        ),
        _ => format!("Wilson’s limits for {over} of {of}, z = {z:.4}, × {per}"),
    };
    vec![how, both(&against.own.limits)]
}

fn verdict(against: &Against) -> String {
    let name = if against.benchmark == Area::ENGLAND {
        "England"
    } else {
        "the region"
    };
    format!(
        "{name}, taken as exact: {}; the verdict is “{}”: an interval that leaves it out differs, touching does not (p = {})",
        against.value,
        against.verdict.name(),
        p(against.p())
    )
}

fn beside_the_rest(rest: Result<Rest, Unsound>, speaker: Words<'_>) -> Vec<String> {
    let rest = match rest {
        Ok(rest) => rest,
        Err(unsound) => return vec![format!("not tested: {}", unsound.reason())],
    };
    let Rest {
        own,
        published,
        rest: others,
        ..
    } = rest;
    let mut facts = vec![
        format!(
            "{}: {} − {} = {} of {} − {} = {}, which gives {}",
            speaker.rest_of(rest.region),
            published.0,
            own.0,
            others.0,
            published.1,
            own.1,
            others.1,
            rest.value
        ),
        format!(
            "regional counts are published to the nearest {ROUNDED_TO}, so the rest is known to within {}; the published figure stays beside it",
            ROUNDED_TO / 2.0
        ),
    ];
    facts.extend(rest.size().map(|(size, limits)| match rest.basis {
        Basis::Rate => format!("ratio of the two rates {size:.4}; {}", both(&limits)),
        Basis::Proportion => format!("difference in parts of one {size:.4}; {}", both(&limits)),
    }));
    facts.push(format!(
        "{}: p = {}; at most {} whatever the counts before rounding: {}",
        rest.method.name(),
        p(rest.p),
        p(rest.largest_p),
        rest.verdict.name()
    ));
    facts
}

fn evened_out(each: &Comparison<'_>, of: &EvenedOut) -> Vec<String> {
    let mut facts = vec![format!(
        "{} over {} authorities with counts: average {:.4}, variance between authorities {:.8}",
        of.method.name(),
        of.of,
        of.average,
        of.variance
    )];
    facts.extend(of.place(each.area).map(|own| {
        format!(
            "{:.4} = average + {:.4} × (own figure − average): place {} of {}, in the indicator’s own order",
            own.value, own.weight, own.place.rank, of.of
        )
    }));
    facts.push("for ordering only: the published figure stays the figure".to_owned());
    facts
}

/// Two significant figures are all that a p bears.
fn p(value: f64) -> String {
    if value < 0.001 {
        "less than 0.001".to_owned()
    } else {
        format!("{value:.3}")
    }
}

fn rank(span: &Span) -> Vec<String> {
    vec![
        format!(
            "rank {} of {} on unrounded figures, in the indicator’s own order",
            span.place.rank, span.of
        ),
        format!(
            "{DRAWS} draws of every authority’s figure from what its count allows, seed {SEED}: the middle 95% of its ranks"
        ),
        format!("ranks {} to {}", span.from, span.to),
    ]
}

fn funnel(place: &FunnelPlace) -> Vec<String> {
    let spread = place.overdispersion;
    vec![
        format!(
            "average of {} authorities, counts over bases: {}",
            place.areas, place.average
        ),
        format!(
            "z = {:.4} with chance only; plain limits at this size: {}",
            place.z,
            both(&place.plain)
        ),
        format!("plain verdict: {}", place.verdict.name()),
        format!(
            "how much authorities vary: mean square of z, ends pulled in to the 10th and 90th percentile, φ = {:.4}; τ² = {:.6}",
            spread.phi, spread.tau_squared
        ),
        format!(
            "limits with τ² added ({}): {}",
            place.method.name(),
            both(&place.wide)
        ),
        format!(
            "verdict given that variation: {}",
            place.wide_verdict.name()
        ),
    ]
}

fn peers(place: &PeerPlace) -> Vec<String> {
    let of = &place.neighbours;
    let mads = place
        .standing
        .mads_from_median
        .map(|mads| format!("; {mads:.2} median absolute deviations from the median"));
    vec![
        format!(
            "{} neighbours: mean {}, standard deviation {:.4}",
            of.n, of.mean, of.sd
        ),
        format!(
            "one more neighbour: mean ± t × {:.4} × √(1 + 1 ÷ {}) with {} degrees of freedom",
            of.sd,
            of.n,
            of.n - 1
        ),
        both(&of.predicted),
        format!(
            "t = {:.4}, p = {}; {} from the highest of {}{}",
            place.standing.t,
            p(place.standing.p),
            place.standing.rank_from_highest,
            of.n + 1,
            mads.unwrap_or_default()
        ),
    ]
}

fn change(each: &Comparison<'_>, of: &OneYear) -> Vec<String> {
    let mut facts = vec![format!(
        "{}: {}; now {}",
        label(each, of.from),
        of.earlier,
        of.now
    )];
    if let Some([before, now]) = of.counts {
        facts.push(format!(
            "counts: {} of {}, then {} of {}",
            before.0, before.1, now.0, now.1
        ));
    }
    if let Some(test) = of.test {
        let spread = test
            .dispersion
            .map(|d| format!("; spread of all authorities’ z over five years {d:.4}"))
            .unwrap_or_default();
        facts.push(format!(
            "z = {:.4}{spread}; {}: p = {}",
            test.z,
            test.method.name(),
            p(test.p)
        ));
    }
    if let Some(position) = of.position {
        facts.push(format!(
            "larger than {} of {} one-year changes of all authorities in five years",
            position.smaller, position.of
        ));
    }
    facts
}

fn recent(each: &Comparison<'_>, of: &Recent) -> Vec<String> {
    let years: Vec<String> = of
        .columns
        .iter()
        .map(|column| label(each, *column))
        .collect();
    vec![
        format!(
            "years {}; slope {:.4} a year, weighted by 1 ÷ standard error²",
            years.join(", "),
            of.trend.slope
        ),
        format!(
            "χ² = {:.4} against 9.5495 (99.8%); sign kept with each year left out: {}",
            of.trend.chi_squared,
            if of.trend.holds_without_any_point {
                "yes"
            } else {
                "no"
            }
        ),
        format!(
            "{}: {}; last less first {:.4}",
            of.trend.method.name(),
            of.trend.direction.name(),
            of.trend.total_change
        ),
    ]
}

fn sustained(each: &Comparison<'_>, of: &Sustained) -> Vec<String> {
    let (first, last) = (of.columns.first(), of.columns.last());
    let span = first
        .zip(last)
        .map(|(a, b)| format!("{} to {}", label(each, *a), label(each, *b)))
        .unwrap_or_default();
    let test = &of.run.test;
    vec![
        format!(
            "{span}: S = {}, variance {:.2}, z = {:.4}, p = {}, τ = {:.4} ({})",
            test.s,
            test.variance,
            test.z,
            p(test.p),
            test.tau,
            test.method.name()
        ),
        format!(
            "{}: {:.4} a year, from the middle {:.4}; 95%: {:.4} to {:.4}; {}",
            of.run.line.method.name(),
            of.run.line.slope,
            of.run.line.intercept,
            of.run.line.p95.lower,
            of.run.line.p95.upper,
            of.run.sustained.name()
        ),
    ]
}

fn departure(each: &Comparison<'_>, of: &Parting) -> Vec<String> {
    let unit = match of.gap {
        Gap::LogRatio => "logarithm of own figure ÷ neighbours’ mean",
        Gap::Difference => "own figure less neighbours’ mean",
    };
    let by_year = |gaps: &[f64]| -> Vec<String> {
        of.columns
            .iter()
            .zip(gaps)
            .map(|(column, gap)| format!("{} {gap:.4}", label(each, *column)))
            .collect()
    };
    let gaps = by_year(&of.gaps);
    let record = &of.record;
    let at = |position: Option<usize>| {
        position
            .and_then(|at| of.columns.get(at))
            .map(|column| label(each, *column))
    };
    let inside = at(record.last_inside_middle_half).unwrap_or_else(|| "never".to_owned());
    let beyond = record.beyond_all.map_or(0, |(_, years)| years);
    let widest = at(Some(record.widest_gap.0)).unwrap_or_default();
    let aicc = &of.onset.aicc;
    let mut facts = vec![
        format!(
            "last within its neighbours’ middle half: {inside}; years in a row beyond them all: {beyond}"
        ),
        format!(
            "own figure less neighbours’ mean: {:.4} at first, {:.4} at its widest ({widest}), {:.4} now",
            record.first_gap, record.widest_gap.1, record.latest_gap
        ),
        format!(
            "gap ({unit}, {} neighbours with a figure each year): {}",
            of.neighbours,
            gaps.join(", ")
        ),
        format!(
            "AICc: constant {:.3}, line {:.3}, step {:.3}, kink {:.3}; a dated shape must win by 2: {}",
            aicc.constant,
            aicc.line,
            aicc.step,
            aicc.kink,
            of.onset.shape.name()
        ),
        format!(
            "gap by that shape, least squares: {}",
            by_year(&of.onset.fitted).join(", ")
        ),
        format!(
            "mean of the first three gaps {:.4}, of the last three {:.4}",
            of.onset.start, of.onset.end
        ),
        format!(
            "in {} of {} other authorities the gap to their own neighbours changed as much: p = (1 + {}) ÷ {} = {}",
            of.placebo.moved_as_far,
            of.placebo.others,
            of.placebo.moved_as_far,
            of.placebo.others + 1,
            p(of.placebo.p)
        ),
    ];
    if let Some((from, to)) = of.years() {
        facts.push(format!(
            "plausible first years: {} to {}",
            label(each, from),
            label(each, to)
        ));
    }
    if let Some(beyond) = of.beyond_noise {
        let word = if beyond { "more" } else { "no more" };
        facts.push(format!(
            "the way is {word} than chance in the counts, 3 × √(2 ÷ (3 × mean count))"
        ));
    }
    facts.push(if of.departed() {
        "a departure".to_owned()
    } else {
        "no departure: that needs a dated shape and p of 0.05 or less".to_owned()
    });
    facts
}
