//! Who stood as far out and moved, and who nearly did: a row a place.

use super::Table;
use super::cell::{number, optional, text, whole};
use super::columns::TableColumns;
use crate::compare::Comparison;
use crate::compare::learn::rule::{LearnPoint, LearnShortfall};
use crate::compare::learn::{Learned, LearnedPlace, MISSES};
use crate::compare::panel::PeriodColumn;
use crate::finding::prose::{Prose, learned as words, quantity};
use crate::observation::area::Area;

/// A comparison with its answer.
pub(crate) type LearnedOf<'l, 's> = (&'l Comparison<'s>, Learned);

struct LearnRow<'l, 's> {
    c: &'l Comparison<'s>,
    learned: &'l Learned,
    area: Area,
    place: Option<&'l LearnedPlace>,
    short: Option<&'l LearnShortfall>,
}

impl LearnRow<'_, '_> {
    fn from(&self) -> Option<LearnPoint> {
        match self.short {
            Some(short) => words::year_of(short).copied(),
            None => self.place.map(|place| place.found.from),
        }
    }

    fn year(&self, point: LearnPoint) -> String {
        self.c.panel.period(point.column).short().to_owned()
    }
}

/// Those that moved, and so many of the others, nearest to the rule first.
fn rows<'l, 's>(all: &'l [LearnedOf<'l, 's>], others: usize) -> Vec<LearnRow<'l, 's>> {
    let mut rows = Vec::new();
    for (c, learned) in all {
        let found = learned
            .found
            .iter()
            .map(|place| (place.area, Some(place), None));
        let missed = learned.misses.iter().take(others);
        let missed = missed.map(|miss| (miss.area, None, Some(&miss.short)));
        rows.extend(found.chain(missed).map(|(area, place, short)| LearnRow {
            c,
            learned,
            area,
            place,
            short,
        }));
    }
    rows
}

/// Everything, tidy: for programs.
pub(crate) fn full(all: &[LearnedOf<'_, '_>], prose: Prose<'_>) -> Table {
    let columns = TableColumns::<LearnRow<'_, '_>>::new()
        .text("authority", "authority", |row| text(prose.name(row.c.area)))
        .text("la_code", "la_code", |row| text(row.c.area.la_code()))
        .text("indicator", "indicator", |row| {
            text(row.c.indicator.id.as_str())
        })
        .text("period", "period", |row| text(row.c.period.label.as_str()))
        .text("place", "place", |row| text(prose.name(row.area)))
        .text("place_code", "place_code", |row| text(row.area.la_code()))
        .text("state", "state", |row| text(words::state(row.short)))
        .text("like", "like", |row| {
            text(
                row.place
                    .map_or(String::new(), |place| words::like(&place.like)),
            )
        })
        .text("from", "from", |row| {
            optional(
                row.from()
                    .map(|point| row.c.panel.period(point.column).label.clone()),
            )
        })
        .number("from_value", "from_value", |row| {
            number(row.from().map(|point| point.value), None)
        })
        .about("the last year in which the place stood as far out; its furthest where it never did")
        .number("from_england", "from_england", |row| {
            number(row.from().map(|point| point.england), None)
        })
        .number("now_value", "now_value", |row| {
            number(row.c.panel.value(row.c.at, row.area), None)
        })
        .number("now_england", "now_england", |row| {
            number(Some(row.learned.england), None)
        })
        .number("moved_sd", "moved_sd", |row| {
            number(row.place.map(|place| place.found.size()), None)
        })
        .about(
            "how far the distance from England shrank, in standard deviations between authorities",
        )
        .number("p", "p", |row| {
            number(row.place.map(|place| place.found.p), None)
        })
        .number("as_far", "as_far", |row| {
            number(Some(row.learned.as_far), None)
        })
        .about("the figure of the newest year from which on a place stands as far out")
        .whole("asked", "asked", |row| whole(Some(row.learned.asked)))
        .whole("stood", "stood", |row| whole(Some(row.learned.stood)))
        .number("placebo", "placebo", |row| {
            number(row.learned.placebo.share(), None)
        })
        .about(
            "share of authorities that the rule names when their years are put into a random order",
        );
    columns.table("learn", words::TITLE, rows(all, usize::MAX))
}

/// One indicator for people.
pub(crate) fn for_people(one: &LearnedOf<'_, '_>, prose: Prose<'_>) -> Table {
    let (c, _) = one;
    let columns = TableColumns::<LearnRow<'_, '_>>::new()
        .text("place", "Place", |row| text(prose.short(row.area)))
        .text("state", "By the rule", |row| text(words::state(row.short)))
        .text("from", "Stood at", |row| {
            optional(row.from().map(|point| {
                format!(
                    "{} ({})",
                    quantity(row.c.indicator, point.value),
                    row.year(point)
                )
            }))
        })
        .number("now_value", "Now", |row| {
            let now = row.c.panel.value(row.c.at, row.area);
            number(now, Some(row.c.indicator.decimals))
        })
        .number("from_england", "England then", |row| {
            number(
                row.from().map(|point| point.england),
                Some(row.c.indicator.decimals),
            )
        })
        .number("now_england", "England now", |row| {
            number(Some(row.learned.england), Some(row.c.indicator.decimals))
        });
    let mut table = columns.table(
        "learn",
        words::TITLE,
        rows(std::slice::from_ref(one), MISSES),
    );
    table.title = words::title(prose, c);
    table.notes = vec![words::RULE.to_owned(), words::NOT_WHY.to_owned()];
    table
}

/// What the answer is for each authority, a row each.
pub(crate) fn by_authority(all: &[LearnedOf<'_, '_>], prose: Prose<'_>) -> Table {
    let columns = TableColumns::<&LearnedOf<'_, '_>>::new()
        .text("authority", "Authority", |(c, _)| text(prose.name(c.area)))
        .text("la_code", "Code", |(c, _)| text(c.area.la_code()))
        .text("indicator", "Indicator", |(c, _)| {
            text(c.indicator.id.as_str())
        })
        .whole("asked", "Places like it", |(_, of)| whole(Some(of.asked)))
        .whole("stood", "Stood as far out", |(_, of)| whole(Some(of.stood)))
        .whole("found", "Moved", |(_, of)| whole(Some(of.found.len())))
        .text("names", "Who", |(_, of)| {
            let names = of
                .found
                .iter()
                .map(|place| prose.short(place.area).to_owned());
            text(names.collect::<Vec<_>>().join(", "))
        })
        .number("placebo", "In random years, of 100", |(_, of)| {
            number(of.placebo.share().map(|share| share * 100.0), Some(1))
        });
    columns.table("learn", words::TITLE, all)
}

/// The courses that a chart shows: a row a year.
pub(crate) fn courses(c: &Comparison<'_>, places: &[Area], prose: Prose<'_>) -> Table {
    let mut columns = TableColumns::<PeriodColumn>::new().text("period", "Period", |column| {
        text(c.panel.period(*column).short())
    });
    let shown = [c.area].into_iter().chain(places.iter().copied());
    for area in shown.chain([Area::ENGLAND]) {
        let name = if area == Area::ENGLAND {
            "England"
        } else {
            prose.short(area)
        };
        columns = columns.number(name, name, move |column| {
            number(c.panel.value(*column, area), None)
        });
    }
    columns.table("learn", &words::title(prose, c), c.panel.columns())
}
