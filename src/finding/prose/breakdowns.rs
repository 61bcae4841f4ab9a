//! What tables and charts of breakdowns say: headings, whether a share differs from England's, and what must be known of the shares.

use super::{Prose, list, papers, sentence_case, short_quantity, survivors_in_words};
use crate::compare::breakdown::{ComparedBreakdown, ComparedCategory};
use crate::observation::area::Area;
use crate::reference::breakdown::Breakdown;
use crate::stat::interval::Interval;
use crate::stat::round::format_number;
use crate::stat::two_samples::RateRatio;

/// That one may be in several categories.
const SEVERAL: &str = "One may be in several categories, so the shares do not add up to 100%.";
const SHARES: &str = "Shares are as published, or made from the two published counts; none is worked out from the others. “Neighbours” is the \
                      unweighted mean of the statistical neighbours that have a share.";
const NO_CHILDREN: &str = "There are no rates for every 10,000 children of each group: there is no published count of children by group here, and the census that \
                           could be had counts people of all ages.";
const TOO_FEW: &str = "too few to say";

/// Whether the shares as a whole differ from England's.
pub(crate) fn mix_in_a_word(differs: bool) -> &'static str {
    if differs { "differs" } else { "similar" }
}

/// "75 to 85".
pub(crate) fn range(of: Interval, decimals: u8) -> String {
    let [low, high] = [of.lower, of.upper].map(|limit| format_number(limit, decimals));
    format!("{low} to {high}")
}

/// A rate over another, with its limits: "1.42 (1.10 to 1.83)".
pub(crate) fn ratio(of: &RateRatio) -> String {
    let limits = of.limits.p95;
    format!("{} ({})", format_number(of.ratio, 2), range(limits, 2))
}

/// Whether a share differs from England's beyond chance; empty where it has no counts, or where England has no share.
pub(crate) fn beside_england(of: &ComparedCategory<'_, '_>) -> &'static str {
    let c = of.comparison;
    match &c.tested().england {
        Some(against) if of.differs && against.own.value > against.value => "higher than England",
        Some(_) if of.differs => "lower than England",
        Some(_) => "no",
        None if c.reading.value().is_none() && c.comparable_england().is_some() => TOO_FEW,
        None => "",
    }
}

/// The heading of the shares of an earlier year.
pub(crate) fn heading_of_year(period: Option<&str>) -> String {
    period.unwrap_or("Earlier").to_owned()
}

/// "Looked-after children in Blackpool by category of need".
pub(crate) fn title(of: &ComparedBreakdown<'_, '_>, prose: Prose<'_>) -> String {
    let breakdown = of.breakdown;
    let place = of
        .categories
        .first()
        .map(|category| format!(" {}", prose.in_place(category.comparison.area)));
    let (people, place) = (&breakdown.people, place.unwrap_or_default());
    let by = sentence_case(&breakdown.title);
    format!("{people}{place}: {by}")
}

/// What a paragraph begins with: "Category of need, the year to 31 March 2025."
pub(crate) fn lead_in(of: &ComparedBreakdown<'_, '_>) -> String {
    let first = of.categories.first().map(|of| of.comparison);
    let period = first.map(|c| format!(", {}", papers::period_in_words(c)));
    format!("{}{}.", of.breakdown.title, period.unwrap_or_default())
}

/// That an authority has no published share in any category.
pub(crate) fn without_shares(of: &Breakdown, prose: Prose<'_>, area: Area) -> String {
    let (people, by) = (&of.people, sentence_case(&of.title));
    let place = prose.in_place(area);
    format!("{people} {place}, {by}: no share is published in the figures of this report.")
}

/// What the bar of the neighbours is called in a chart.
pub(crate) const RANGE: &str = "Neighbours’ range";

/// The message of a chart: the category that lies furthest from the neighbours among those beyond chance, or the largest.
pub(crate) fn message(of: &ComparedBreakdown<'_, '_>, prose: Prose<'_>) -> String {
    let by_share = of.by_share();
    let apart = by_share.iter().filter(|of| of.survives && of.is_of_many());
    let furthest = apart.max_by(|one, other| one.distance().total_cmp(&other.distance()));
    let Some(told) = furthest.or(by_share.first()) else {
        return title(of, prose);
    };
    let c = told.comparison;
    let share = |value: f64| short_quantity(c.indicator, value);
    let own = c.reading.value().map(share).unwrap_or_default();
    let (name, place) = (&told.category.title, prose.in_place(c.area));
    let england = c.comparable_england().map(share);
    let england = england.map_or_else(String::new, |england| format!(", {england} in England"));
    format!("{name}: {own} {place}{england}")
}

/// The title of the shares over the years.
pub(crate) fn over_time(of: &Breakdown, prose: Prose<'_>, area: Area) -> String {
    let by = sentence_case(&of.title);
    format!(
        "{} {} over the years: {by}",
        of.people,
        prose.in_place(area)
    )
}

/// The same with the year.
pub(crate) fn dated_title(of: &ComparedBreakdown<'_, '_>, prose: Prose<'_>) -> String {
    let period = of.categories.first().map(|of| of.comparison.period.short());
    let period = period.map_or_else(String::new, |period| format!(", {period}"));
    format!("{}{period}", title(of, prose))
}

/// The line under the message: whose shares by what, and of which year.
pub(crate) fn subtitle(of: &ComparedBreakdown<'_, '_>, prose: Prose<'_>) -> String {
    format!("{}, per cent", dated_title(of, prose))
}

/// What a chart says below the picture.
pub(crate) fn chart_notes(of: &ComparedBreakdown<'_, '_>) -> Vec<String> {
    let several = (!of.breakdown.is_exclusive).then(|| SEVERAL.to_owned());
    let mix = of.mix_differs().map(|differs| mix(differs).to_owned());
    several.into_iter().chain(mix).collect()
}

/// The text behind a picture: each share beside England's.
pub(crate) fn alt(of: &ComparedBreakdown<'_, '_>, prose: Prose<'_>) -> String {
    let each = of.by_share().into_iter().map(|of| {
        let c = of.comparison;
        let share = |value: f64| short_quantity(c.indicator, value);
        let own = c.reading.value().map(share).unwrap_or_default();
        let england = c.comparable_england().map(share);
        let england = england.map_or_else(String::new, |england| format!(" (England {england})"));
        format!("{} {own}{england}", of.category.title)
    });
    let each: Vec<String> = each.collect();
    format!("{}. {}.", title(of, prose), each.join("; "))
}

/// A share with its count, at the end of a row: "82% (434)"; the symbol of one that is not published.
pub(crate) fn share_and_number(of: &ComparedCategory<'_, '_>) -> String {
    let c = of.comparison;
    let Some(share) = c.reading.value() else {
        return c.reading.status().symbol().to_owned();
    };
    let share = short_quantity(c.indicator, share);
    match of.number() {
        Some(number) => format!("{share} ({})", format_number(number, 0)),
        None => share,
    }
}

/// What must be known of the shares of a breakdown.
pub(crate) fn notes(of: &ComparedBreakdown<'_, '_>) -> Vec<String> {
    let mut notes = vec![SHARES.to_owned()];
    if !of.breakdown.is_exclusive {
        notes.push(SEVERAL.to_owned());
    }
    if !of.breakdown.caution.is_empty() {
        notes.push(of.breakdown.caution.clone());
    }
    match &of.children_file {
        Some(file) => notes.push(format!(
            "Rates are for every 10,000 children of the group, as {file} counts them; ratios are to the rate of the first group that has one, with \
             95% limits."
        )),
        None if of.breakdown.is_of_population => notes.push(NO_CHILDREN.to_owned()),
        None => {}
    }
    let (differ, survive) = of.differing();
    if differ > survive {
        notes.push(format!(
            "Beyond chance: {differ} categories, each by itself (95%); {} when all are taken together.",
            survivors_in_words(survive)
        ));
    }
    if let Some(differs) = of.mix_differs() {
        notes.push(mix(differs).to_owned());
    }
    notes
}

/// The mix as a whole, in a sentence.
fn mix(differs: bool) -> &'static str {
    if differs {
        "The shares as a whole differ from England’s by more than chance would bring."
    } else {
        "The shares as a whole differ from England’s no more than chance could bring."
    }
}

/// The names of some categories, as in a table, in one text.
pub(crate) fn names<'a>(categories: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = categories.map(|name| format!("“{name}”")).collect();
    list(&names)
}
