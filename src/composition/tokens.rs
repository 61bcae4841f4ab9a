//! Tokens in the officer's text: `{cla-rate.value}`, `{cla-rate.neighbours.mean}`, `{authority}`.

use super::entry::ManifestEntry;
use super::ledger::{self, Ledger};
use crate::compare::Comparison;
use crate::compare::peers::Spread;
use crate::error::{Error, Result};
use crate::finding::prose::{self, Prose, papers};
use crate::observation::area::Area;
use crate::paper::TextSpan;
use crate::reference::group::list_date;
use crate::reference::nearest::nearest;
use crate::reference::neighbours::NeighbourList;
use crate::stat::round::format_number;

/// What may follow an indicator's id, with its text. A figure that is missing gives the reason.
const FIELDS: [(&str, FieldText); 16] = [
    ("value", |c| {
        c.reading
            .value()
            .map_or_else(|| missing(c), |value| prose::digits(c.indicator, value))
    }),
    ("quantity", |c| {
        c.reading
            .value()
            .map_or_else(|| missing(c), |value| prose::quantity(c.indicator, value))
    }),
    ("period", period),
    ("title", |c| c.indicator.title.clone()),
    ("change", |c| {
        c.printed_change()
            .map_or_else(|| missing(c), |size| prose::difference(c.indicator, size))
    }),
    ("earlier", |c| {
        c.change.as_ref().map_or_else(
            || missing(c),
            |change| prose::digits(c.indicator, change.earlier),
        )
    }),
    ("numerator", |c| count(c.panel.counts(c.at, c.area).0)),
    ("denominator", |c| count(c.panel.counts(c.at, c.area).1)),
    ("neighbours.mean", |c| {
        of_neighbours(c, |spread| prose::mean_digits(c.indicator, spread.mean))
    }),
    ("neighbours.median", |c| {
        of_neighbours(c, |spread| {
            prose::mean_digits_trimmed(c.indicator, spread.median)
        })
    }),
    ("neighbours.lowest", |c| {
        of_neighbours(c, |spread| {
            prose::mean_digits_trimmed(c.indicator, spread.min())
        })
    }),
    ("neighbours.highest", |c| {
        of_neighbours(c, |spread| {
            prose::mean_digits_trimmed(c.indicator, spread.max())
        })
    }),
    ("neighbours.with-data", |c| {
        c.neighbours.with_data().to_string()
    }),
    ("region", |c| {
        aggregate(c, c.comparable_region().map(|(_, value)| value))
    }),
    ("england", |c| aggregate(c, c.comparable_england())),
    ("rank", rank),
];

type FieldText = fn(&Comparison<'_>) -> String;

/// Tokens without an indicator.
const ALONE: [&str; 5] = [
    "authority",
    "in authority",
    "region",
    "neighbours.date",
    "england",
];

/// What tokens are filled from.
pub(super) struct Tokens<'a> {
    pub(super) compared: &'a [Comparison<'a>],
    pub(super) prose: Prose<'a>,
    pub(super) area: Area,
    pub(super) list: NeighbourList,
}

impl Tokens<'_> {
    /// A token's text, with its evidence.
    ///
    /// # Errors
    /// Usage: a token that stands for nothing, with what it may have meant.
    pub(super) fn fill(&self, token: &str, ledger: &mut Ledger) -> Result<TextSpan> {
        if let Some(text) = self.alone(token) {
            return Ok(TextSpan::text(text));
        }
        let Some((id, field)) = token.split_once('.') else {
            return Err(stands_for_nothing(token, nearest(token, ALONE.into_iter())));
        };
        let Some(comparison) = self.compared.iter().find(|each| each.indicator.id == id) else {
            return Err(unknown(
                format!("{{{token}}}: “{id}” is no indicator with data"),
                None,
            ));
        };
        let Some((_, text)) = FIELDS.into_iter().find(|(name, _)| *name == field) else {
            return Err(stands_for_nothing(token, nearest(field, field_names())));
        };
        Ok(ledger.span(ManifestEntry::Number {
            token: token.to_owned(),
            text: text(comparison),
            evidence: Box::new(ledger::comparison(comparison)),
        }))
    }

    /// The text of a token without an indicator.
    fn alone(&self, token: &str) -> Option<String> {
        Some(match token {
            "authority" => self.prose.said_name(self.area).to_owned(),
            // "on the Isle of Wight", "in the East Riding of Yorkshire": an island and some counties need an article.
            "in authority" => self.prose.in_place(self.area),
            "region" => {
                let place = self.prose.reference.register.get(self.area);
                place.and_then(|place| place.region).map_or_else(
                    || "England".to_owned(),
                    |region| papers::with_article(self.prose.short(region)),
                )
            }
            "neighbours.date" => list_date(self.list),
            "england" => "England".to_owned(),
            _ => return None,
        })
    }
}

fn field_names() -> impl Iterator<Item = &'static str> {
    FIELDS.into_iter().map(|(name, _)| name)
}

fn stands_for_nothing(token: &str, near: Option<&str>) -> Error {
    unknown(format!("{{{token}}} stands for nothing"), near)
}

fn unknown(what: String, near: Option<&str>) -> Error {
    let names: Vec<&str> = field_names().collect();
    let error =
        Error::usage(what).expected(format!("an indicator’s id and one of {}", names.join(", ")));
    error.hint(near.map_or_else(
        || "“yardstick indicators” lists the ids".to_owned(),
        |near| format!("did you mean {{{near}}}?"),
    ))
}

fn missing(c: &Comparison<'_>) -> String {
    prose::reason(c.reading.status())
}

/// The period without the preposition that a sentence puts before it.
fn period(c: &Comparison<'_>) -> String {
    c.period
        .in_words()
        .trim_start_matches("on ")
        .trim_start_matches("in ")
        .to_owned()
}

fn count(of: Option<f64>) -> String {
    of.map_or_else(
        || "not published".to_owned(),
        |count| format_number(count, 0),
    )
}

fn of_neighbours(c: &Comparison<'_>, text: impl Fn(&Spread) -> String) -> String {
    match c.neighbours.comparable() {
        Some(spread) => text(&spread),
        None => papers::not_compared(&c.neighbours),
    }
}

/// A figure of the region or of England.
fn aggregate(c: &Comparison<'_>, comparable: Option<f64>) -> String {
    comparable.map_or_else(
        || "not comparable".to_owned(),
        |value| prose::digits(c.indicator, value),
    )
}

fn rank(c: &Comparison<'_>) -> String {
    c.comparable_rank()
        .map_or_else(|| "not ranked".to_owned(), prose::place_of)
}
