//! Tokens in the officer's text: `{cla-rate.value}`, `{cla-rate.neighbours.mean}`, `{authority}`.

use super::entry::ManifestEntry;
use super::ledger::{self, Ledger};
use crate::compare::Comparison;
use crate::error::{Error, Result};
use crate::finding::words::{self, Words, papers};
use crate::observation::area::Area;
use crate::paper::Span;
use crate::reference::group::list_date;
use crate::reference::nearest::nearest;
use crate::reference::neighbours::NeighbourList;

/// What may stand behind an indicator's id.
const FIELDS: [&str; 16] = [
    "value",
    "quantity",
    "period",
    "title",
    "change",
    "earlier",
    "numerator",
    "denominator",
    "neighbours.mean",
    "neighbours.median",
    "neighbours.lowest",
    "neighbours.highest",
    "neighbours.with-data",
    "region",
    "england",
    "rank",
];

/// What may stand alone.
const ALONE: [&str; 4] = ["authority", "region", "neighbours.date", "england"];

/// What tokens are filled from.
pub(super) struct Tokens<'a> {
    pub(super) compared: &'a [Comparison<'a>],
    pub(super) speaker: Words<'a>,
    pub(super) area: Area,
    pub(super) list: NeighbourList,
}

impl Tokens<'_> {
    /// A token's text, with its evidence.
    ///
    /// # Errors
    /// Usage: a token that stands for nothing, with what it may have meant.
    pub(super) fn fill(&self, token: &str, ledger: &mut Ledger) -> Result<Span> {
        if let Some(text) = self.alone(token) {
            return Ok(Span::text(text));
        }
        let unknown = |what: String, near: Option<&str>| {
            let error = Error::usage(what).expected(format!(
                "an indicator’s id and one of {}",
                FIELDS.join(", ")
            ));
            error.hint(near.map_or_else(
                || "“yardstick indicators” lists the ids".to_owned(),
                |near| format!("did you mean {{{near}}}?"),
            ))
        };
        let Some((id, field)) = token.split_once('.') else {
            return Err(unknown(
                format!("{{{token}}} stands for nothing"),
                nearest(token, ALONE.into_iter()),
            ));
        };
        let Some(each) = self.compared.iter().find(|each| each.indicator.id == id) else {
            return Err(unknown(
                format!("{{{token}}}: “{id}” is no indicator with data"),
                None,
            ));
        };
        let Some(text) = self.field(each, field) else {
            return Err(unknown(
                format!("{{{token}}} stands for nothing"),
                nearest(field, FIELDS.into_iter()),
            ));
        };
        Ok(ledger.span(ManifestEntry::Number {
            token: token.to_owned(),
            text,
            evidence: Box::new(ledger::comparison(each, self.speaker)),
        }))
    }

    fn alone(&self, token: &str) -> Option<String> {
        let region = || {
            self.speaker
                .reference
                .register
                .get(self.area)
                .and_then(|a| a.region)
        };
        Some(match token {
            "authority" => self.speaker.name(self.area).to_owned(),
            "region" => region().map_or_else(
                || "England".to_owned(),
                |area| papers::with_article(self.speaker.short(area)),
            ),
            "neighbours.date" => list_date(self.list),
            "england" => "England".to_owned(),
            _ => return None,
        })
    }

    /// None where the field has no such name; a missing figure gives the reason it is missing.
    fn field(&self, each: &Comparison<'_>, field: &str) -> Option<String> {
        let (c, panel) = (each, each.panel);
        let missing = || words::reason(c.reading.status());
        let digits = |value: f64| words::digits(c.indicator, value);
        let count = |value: Option<f64>| {
            value.map_or_else(
                || "not published".to_owned(),
                |v| crate::stat::round::format_number(v, 0),
            )
        };
        let spread = c.neighbours.spread.filter(|_| c.neighbours.enough());
        let too_few = || {
            format!(
                "not compared, {} of {} with data",
                c.neighbours.with_data(),
                c.neighbours.members.len()
            )
        };
        let of_peers = |value: Option<f64>| {
            value.map_or_else(too_few, |v| words::mean_digits_trimmed(c.indicator, v))
        };
        Some(match field {
            "value" => c.reading.value().map_or_else(missing, digits),
            "quantity" => c
                .reading
                .value()
                .map_or_else(missing, |value| words::quantity(c.indicator, value)),
            "period" => c
                .period
                .in_words()
                .trim_start_matches("on ")
                .trim_start_matches("in ")
                .to_owned(),
            "title" => c.indicator.title.clone(),
            "change" => c
                .printed_change()
                .map_or_else(missing, |size| words::difference(c.indicator, size)),
            "earlier" => c
                .change
                .as_ref()
                .map_or_else(missing, |change| digits(change.earlier)),
            "numerator" => count(panel.counts(c.at, c.area).0),
            "denominator" => count(panel.counts(c.at, c.area).1),
            "neighbours.mean" => {
                spread.map_or_else(too_few, |s| words::mean_digits(c.indicator, s.mean))
            }
            "neighbours.median" => of_peers(spread.map(|s| s.median)),
            "neighbours.lowest" => of_peers(spread.map(|s| s.min())),
            "neighbours.highest" => of_peers(spread.map(|s| s.max())),
            "neighbours.with-data" => c.neighbours.with_data().to_string(),
            "region" => c
                .comparable_region()
                .map_or_else(|| "not comparable".to_owned(), |(_, value)| digits(value)),
            "england" => c
                .comparable_england()
                .map_or_else(|| "not comparable".to_owned(), digits),
            "rank" => c
                .rank
                .as_ref()
                .filter(|_| !c.is_total())
                .map_or_else(|| "not ranked".to_owned(), words::place_of),
            _ => return None,
        })
    }
}
