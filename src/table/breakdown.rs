//! The categories of a breakdown, a row a category: all that was compared for programs, what fits a page for people.

use super::Table;
use super::cell::{Cell, count, number, optional, reading, text, whole, yes_or_no};
use super::columns::TableColumns;
use crate::compare::Comparison;
use crate::compare::breakdown::{ComparedBreakdown, ComparedCategory};
use crate::compare::significance::estimate;
use crate::finding::prose::{Prose, breakdowns as words};
use crate::stat::interval::Interval;
use crate::stat::two_samples::RateRatio;

/// A category with the breakdown that it is of.
struct CategoryRow<'c, 'b, 's> {
    whole: &'c ComparedBreakdown<'b, 's>,
    of: &'c ComparedCategory<'b, 's>,
}

impl CategoryRow<'_, '_, '_> {
    fn c(&self) -> &Comparison<'_> {
        self.of.comparison
    }

    /// Chance in the count allows this range of the share.
    fn interval(&self) -> Option<Interval> {
        let c = self.c();
        Some(estimate(c.panel, c.at, c.area)?.limits.p95)
    }

    fn ratio(&self) -> Option<&RateRatio> {
        self.of.rate.as_ref()?.ratio.as_ref()
    }
}

/// Every category of every breakdown, tidy: for programs.
pub(crate) fn full(all: &[ComparedBreakdown<'_, '_>], prose: Prose<'_>) -> Table {
    let rows = all.iter().flat_map(|whole| {
        whole
            .categories
            .iter()
            .map(move |of| CategoryRow { whole, of })
    });
    let columns = TableColumns::<CategoryRow<'_, '_, '_>>::new()
        .text("authority", "authority", |row| {
            text(prose.name(row.c().area))
        })
        .text("la_code", "la_code", |row| text(row.c().area.la_code()))
        .text("indicator", "indicator", |row| {
            text(row.whole.breakdown.indicator.as_str())
        })
        .text("breakdown", "breakdown", |row| {
            text(row.whole.breakdown.key.as_str())
        })
        .text("category", "category", |row| {
            text(row.of.category.key.as_str())
        })
        .text("title", "title", |row| text(row.of.category.title.as_str()))
        .text("id", "id", |row| text(row.of.category.id.as_str()))
        .text("period", "period", |row| {
            text(row.c().period.label.as_str())
        });
    let columns = rates(beside(own(columns)));
    let mut table = columns.table("breakdown", "Breakdown", rows);
    table.source = credit(all, prose);
    table
}

type Rows<'a, 'c, 'b, 's> = TableColumns<'a, CategoryRow<'c, 'b, 's>>;

/// The share, its count and what chance in the count allows.
fn own<'a, 'c: 'a, 'b: 'a, 's: 'a>(columns: Rows<'a, 'c, 'b, 's>) -> Rows<'a, 'c, 'b, 's> {
    columns
        .number("share", "share", |row| {
            number(row.of.reading().value(), None)
        })
        .text("status", "status", |row| {
            text(row.of.reading().status().word())
        })
        .number("number", "number", |row| number(row.of.number(), None))
        .number("of", "of", |row| {
            number(row.of.counts().map(|(_, of)| of), None)
        })
        .number("lower95", "lower95", |row| {
            number(row.interval().map(|of| of.lower), None)
        })
        .about("Wilson’s 95% limits of the share")
        .number("upper95", "upper95", |row| {
            number(row.interval().map(|of| of.upper), None)
        })
        .about("Wilson’s 95% limits of the share")
        .text("earlier_period", "earlier_period", |row| {
            optional(row.of.earlier().map(|(period, _)| period.label.as_str()))
        })
        .number("earlier_share", "earlier_share", |row| {
            number(row.of.earlier().map(|(_, share)| share), None)
        })
}

/// The same share elsewhere, and what of the difference is beyond chance.
fn beside<'a, 'c: 'a, 'b: 'a, 's: 'a>(columns: Rows<'a, 'c, 'b, 's>) -> Rows<'a, 'c, 'b, 's> {
    let points = |share: Option<f64>| number(share.map(|share| share * 100.0), None);
    columns
        .number("neighbours_mean", "neighbours_mean", |row| {
            number(row.of.neighbours_mean(), None)
        })
        .about("unweighted mean of the neighbours’ shares; empty where too few have one")
        .whole("neighbours_with_data", "neighbours_with_data", |row| {
            count(row.c().neighbours.with_data())
        })
        .number("neighbours_min", "neighbours_min", |row| {
            number(row.c().neighbours.spread.map(|of| of.min()), None)
        })
        .number("neighbours_max", "neighbours_max", |row| {
            number(row.c().neighbours.spread.map(|of| of.max()), None)
        })
        .number("region", "region", |row| {
            number(row.c().comparable_region().map(|(_, share)| share), None)
        })
        .number("england", "england", |row| {
            number(row.c().comparable_england(), None)
        })
        .number("difference", "difference", move |row| {
            points(row.of.difference.map(|of| of.difference))
        })
        .about("points above England’s share, from the counts")
        .number("difference_lower95", "difference_lower95", move |row| {
            points(row.of.difference.map(|of| of.limits.p95.lower))
        })
        .about("Newcombe’s 95% limits of the difference")
        .number("difference_upper95", "difference_upper95", move |row| {
            points(row.of.difference.map(|of| of.limits.p95.upper))
        })
        .about("Newcombe’s 95% limits of the difference")
        .text("beyond_chance", "beyond_chance", |row| {
            match row.c().tested().england {
                Some(_) => yes_or_no(row.of.differs),
                None => Cell::Empty,
            }
        })
        .about("whether the share differs from England’s beyond chance in its count (95%)")
        .text("beyond_chance_together", "beyond_chance_together", |row| {
            match row.c().tested().england {
                Some(_) => yes_or_no(row.of.survives),
                None => Cell::Empty,
            }
        })
        .about("the same with all categories of the breakdown taken together (Benjamini and Hochberg, 5%)")
        .whole("rank", "rank", |row| {
            whole(row.c().comparable_rank().map(|of| of.place.rank))
        })
        .about("1 is the highest share")
        .whole("ranked", "ranked", |row| {
            whole(row.c().comparable_rank().map(|of| of.of))
        })
        .text("mix", "mix", |row| {
            optional(row.whole.mix_differs().map(words::mix_in_a_word))
        })
        .about("whether the shares as a whole differ from England’s beyond chance")
}

/// Rates among the children of each category, where an officer has brought how many there are.
fn rates<'a, 'c: 'a, 'b: 'a, 's: 'a>(columns: Rows<'a, 'c, 'b, 's>) -> Rows<'a, 'c, 'b, 's> {
    columns
        .number("children", "children", |row| {
            number(row.of.rate.as_ref().map(|of| of.children), None)
        })
        .about("children of the category, from the officer’s file")
        .number("rate", "rate", |row| {
            number(row.of.rate.as_ref().map(|of| of.estimate.value), None)
        })
        .about("for every 10,000 children of the category")
        .number("rate_lower95", "rate_lower95", |row| {
            let rate = row.of.rate.as_ref();
            number(rate.map(|of| of.estimate.limits.p95.lower), None)
        })
        .number("rate_upper95", "rate_upper95", |row| {
            let rate = row.of.rate.as_ref();
            number(rate.map(|of| of.estimate.limits.p95.upper), None)
        })
        .number("rate_ratio", "rate_ratio", |row| {
            number(row.ratio().map(|of| of.ratio), None)
        })
        .about("the rate over that of the first category that has one")
        .number("rate_ratio_lower95", "rate_ratio_lower95", |row| {
            number(row.ratio().map(|of| of.limits.p95.lower), None)
        })
        .number("rate_ratio_upper95", "rate_ratio_upper95", |row| {
            number(row.ratio().map(|of| of.limits.p95.upper), None)
        })
}

/// One breakdown as people read it. `brief` leaves out what a page has no room for.
pub(crate) fn for_people(
    whole: &ComparedBreakdown<'_, '_>,
    prose: Prose<'_>,
    brief: bool,
) -> Table {
    let first = whole.categories.first().map(|of| of.comparison);
    let decimals = first.map(|c| c.indicator.decimals);
    let rows = whole.categories.iter().map(|of| CategoryRow { whole, of });
    let columns = own_for_people(&whole.breakdown.title, decimals, brief);
    let columns = beside_for_people(columns, decimals, brief);
    let columns = later_for_people(columns, whole, decimals);
    let mut table = columns.table("breakdown", words::title(whole, prose), rows);
    if let Some(c) = first {
        table.name = whole.breakdown.id();
        table.subtitle = format!("{}, {}", prose.name(c.area), c.period.short());
        table.source = prose.credit(c);
    }
    table.notes = words::notes(whole);
    table
}

fn own_for_people<'a, 'c: 'a, 'b: 'a, 's: 'a>(
    title: &str,
    decimals: Option<u8>,
    brief: bool,
) -> Rows<'a, 'c, 'b, 's> {
    Rows::new()
        .text("category", title, |row| {
            text(row.of.category.title.as_str())
        })
        .whole("number", "Number", |row| match row.of.number() {
            Some(number) => count(number as i64),
            None => reading(row.of.reading(), None),
        })
        .number("share", "Share, %", move |row| {
            reading(row.of.reading(), decimals)
        })
        .when(!brief, |columns| {
            columns.text("interval", "Chance allows", move |row| {
                let digits = decimals.unwrap_or(0);
                optional(row.interval().map(|of| words::range(of, digits)))
            })
        })
}

fn beside_for_people<'a, 'c: 'a, 'b: 'a, 's: 'a>(
    columns: Rows<'a, 'c, 'b, 's>,
    decimals: Option<u8>,
    brief: bool,
) -> Rows<'a, 'c, 'b, 's> {
    columns
        .number("neighbours", "Neighbours", move |row| {
            number(row.of.neighbours_mean(), decimals)
        })
        .when(!brief, |columns| {
            columns
                .whole("with_data", "with data", |row| {
                    count(row.c().neighbours.with_data())
                })
                .number("region", "Region", move |row| {
                    let region = row.c().comparable_region();
                    number(region.map(|(_, value)| value), decimals)
                })
        })
        .number("england", "England", move |row| {
            number(row.c().comparable_england(), decimals)
        })
        .text("beyond", "Beyond chance", |row| {
            text(words::beside_england(row.of))
        })
}

/// The share some years before, and rates where an officer's file makes them.
fn later_for_people<'a, 'c: 'a, 'b: 'a, 's: 'a>(
    columns: Rows<'a, 'c, 'b, 's>,
    whole: &ComparedBreakdown<'_, '_>,
    decimals: Option<u8>,
) -> Rows<'a, 'c, 'b, 's> {
    let categories = || whole.categories.iter();
    let earlier = categories().find_map(|of| of.earlier().map(|(period, _)| period.short()));
    let has_rates = categories().any(|of| of.rate.is_some());
    columns
        .number(
            "earlier",
            &words::heading_of_year(earlier.as_deref()),
            move |row| number(row.of.earlier().map(|(_, value)| value), decimals),
        )
        .when(has_rates, |columns| {
            columns
                .number("rate", "Per 10,000", |row| {
                    let rate = row.of.rate.as_ref();
                    number(rate.map(|of| of.estimate.value), Some(1))
                })
                .text("ratio", "Ratio", |row| {
                    optional(row.ratio().map(words::ratio))
                })
        })
}

fn credit(all: &[ComparedBreakdown<'_, '_>], prose: Prose<'_>) -> String {
    let compared = all.iter().flat_map(|whole| &whole.categories);
    let sources = compared.filter_map(|of| prose.source(of.comparison));
    crate::finding::prose::credits(sources)
}
