//! What charts say: their messages, and what they show for those who cannot see them.

use super::{
    Prose, digits, mean_digits, mean_digits_trimmed, no_figure_or_unknown, place, place_of,
    quantity, sentence_case,
};
use crate::compare::Comparison;
use crate::compare::peers::{PlaceOf, RankOrder};
use crate::finding::narrative::summary::headline;
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::observation::area::Area;
use crate::observation::reading::{Reading, Status};

pub(in crate::finding) const PHRASE_FORMS: [&PhraseForm; 14] = [
    &NONE,
    &NONE_REASON,
    &NOT_KNOWN,
    &TREND_NEWS,
    &TREND_FIRST,
    &TREND_SAME,
    &TREND_CHANGED,
    &TREND_WITHIN,
    &NEIGHBOURS_BEST,
    &NEIGHBOURS_HIGHEST,
    &NEIGHBOURS_FEW,
    &AUTHORITIES_BEST,
    &AUTHORITIES_HIGHEST,
    &AUTHORITIES_TOTAL,
];

const NONE: PhraseForm = PhraseForm::plain("chart.none", &[]);
const NOT_KNOWN: PhraseForm = PhraseForm::plain("chart.unread", &[]);
const NONE_REASON: PhraseForm = PhraseForm::plain("chart.none.reason", &["reason"]);
const TREND_NEWS: PhraseForm = PhraseForm::plain("chart.trend.news", &["news"]);
const TREND_FIRST: PhraseForm = PhraseForm::plain("chart.trend.first", &[]);
const TREND_SAME: PhraseForm = PhraseForm::plain("chart.trend.same", &["now"]);
const OF_CHANGE: &[&str] = &["up", "before", "earlier", "now"];
const TREND_CHANGED: PhraseForm = PhraseForm::plain("chart.trend.changed", OF_CHANGE);
const TREND_WITHIN: PhraseForm = PhraseForm::plain("chart.trend.within", OF_CHANGE);
const NEIGHBOURS_BEST: PhraseForm = PhraseForm::plain("chart.neighbours.best", &["place", "of"]);
const NEIGHBOURS_HIGHEST: PhraseForm =
    PhraseForm::plain("chart.neighbours.highest", &["place", "of"]);
const NEIGHBOURS_FEW: PhraseForm = PhraseForm::plain("chart.neighbours.few", &[]);
const AUTHORITIES_BEST: PhraseForm = PhraseForm::plain("chart.authorities.best", &["place", "of"]);
const AUTHORITIES_HIGHEST: PhraseForm =
    PhraseForm::plain("chart.authorities.highest", &["place", "of"]);

const AUTHORITIES_TOTAL: PhraseForm = PhraseForm::plain("chart.authorities.total", &[]);

/// A chart's message about a place in an order.
fn placed(
    c: &Comparison<'_>,
    at: &PlaceOf,
    [best, highest]: [&PhraseForm; 2],
    phrases: &Phrases,
) -> String {
    let values = vec![("place", place(at)), ("of", at.of.to_string())];
    let form = match at.order {
        RankOrder::BestFirst => best,
        RankOrder::HighestFirst => highest,
    };
    phrases.say(c, form, values)
}

impl Prose<'_> {
    /// A chart's message, ten words at most, the authority first; with the measure where that leaves room.
    pub(crate) fn title(&self, c: &Comparison<'_>, message: &str) -> String {
        let name = self.short(c.area);
        let measured = format!("{name}, {}: {message}", sentence_case(&c.indicator.short));
        let plain = format!("{name}: {message}");
        let words = |title: &str| title.split_whitespace().count();
        if words(&measured) <= TITLE_WORDS && measured.chars().count() <= TITLE_LETTERS {
            measured
        } else {
            plain
        }
    }

    /// The news of a series. `is_told` where the change of the last year is more than chance would bring, or larger than most: a title
    /// calls no other change a rise or a fall.
    pub(crate) fn trend_message(
        &self,
        c: &Comparison<'_>,
        is_told: bool,
        phrases: &Phrases,
    ) -> String {
        let Some(value) = c.reading.value() else {
            return no_figure(c, phrases);
        };
        if let Some(news) = headline(c, phrases).filter(|_| !c.indicator.local) {
            return phrases.say(c, &TREND_NEWS, vec![("news", news)]);
        }
        let percent = if c.indicator.unit.is_percent() {
            "%"
        } else {
            ""
        };
        let written = |value| format!("{}{percent}", digits(c.indicator, value));
        let now = ("now", written(value));
        let Some((change, size)) = c.change.as_ref().zip(c.printed_change()) else {
            return phrases.say(c, &TREND_FIRST, PhraseValues::new());
        };
        if size == 0.0 {
            return phrases.say(c, &TREND_SAME, vec![now]);
        }
        let up = if size > 0.0 { "up" } else { "down" };
        let earlier = if c.panel.years_before(c.at, 1) == Some(change.from) {
            "a year earlier".to_owned()
        } else {
            format!("in {}", c.panel.period(change.from).short())
        };
        let values = vec![
            ("up", up.to_owned()),
            ("before", written(change.earlier)),
            ("earlier", earlier),
            now,
        ];
        let form = if is_told {
            &TREND_CHANGED
        } else {
            &TREND_WITHIN
        };
        phrases.say(c, form, values)
    }

    pub(crate) fn neighbours_message(&self, c: &Comparison<'_>, phrases: &Phrases) -> String {
        if c.reading.value().is_none() {
            return no_figure(c, phrases);
        }
        match c.neighbours.comparable_place() {
            Some(at) => placed(c, at, [&NEIGHBOURS_BEST, &NEIGHBOURS_HIGHEST], phrases),
            None => phrases.say(c, &NEIGHBOURS_FEW, PhraseValues::new()),
        }
    }

    pub(crate) fn everyone_message(&self, c: &Comparison<'_>, phrases: &Phrases) -> String {
        if c.is_total() && c.reading.value().is_some() {
            return phrases.say(c, &AUTHORITIES_TOTAL, PhraseValues::new());
        }
        match c.comparable_rank() {
            Some(at) => placed(c, at, [&AUTHORITIES_BEST, &AUTHORITIES_HIGHEST], phrases),
            None => no_figure(c, phrases),
        }
    }

    /// What a trend shows, for those who cannot see it.
    pub(crate) fn trend_alt(&self, c: &Comparison<'_>) -> String {
        let panel = c.panel;
        let points: Vec<String> = panel
            .columns()
            .map(|column| {
                let period = panel.period(column).short();
                match panel.reading(column, c.area) {
                    Reading::Known(value) => {
                        format!("{} in {period}", digits(c.indicator, value))
                    }
                    Reading::Missing(status) => {
                        let none = no_figure_or_unknown(status);
                        format!("{none} in {period} ({})", status.word())
                    }
                }
            })
            .collect();
        format!(
            "Line chart of {} by period. {}: {}. {}",
            sentence_case(&c.indicator.title),
            self.short(c.area),
            points.join(", "),
            self.comparators(c)
        )
    }

    /// What the ranked bars show.
    pub(crate) fn bars_alt(&self, c: &Comparison<'_>) -> String {
        let mut bars: Vec<(String, Reading)> = c
            .neighbours
            .members
            .iter()
            .map(|m| (self.short(m.area).to_owned(), m.reading))
            .collect();
        bars.push((self.short(c.area).to_owned(), c.reading));
        bars.sort_by(|a, b| {
            b.1.value()
                .unwrap_or(f64::MIN)
                .total_cmp(&a.1.value().unwrap_or(f64::MIN))
        });
        let say = |(name, reading): &(String, Reading)| match reading {
            Reading::Known(value) => format!("{name} {}", digits(c.indicator, *value)),
            Reading::Missing(status) => {
                format!(
                    "{name} {} ({})",
                    no_figure_or_unknown(*status),
                    status.word()
                )
            }
        };
        let bars: Vec<String> = bars.iter().map(say).collect();
        format!(
            "Bar chart of {}, {}, highest first: {}. {}",
            sentence_case(&c.indicator.title),
            c.period.short(),
            bars.join(", "),
            self.comparators(c)
        )
    }

    /// What the chart of all authorities shows.
    pub(crate) fn everyone_alt(&self, c: &Comparison<'_>) -> String {
        // A number is not ranked: its place follows from the size of an authority.
        let own = match (c.comparable_rank(), c.reading.value()) {
            (Some(rank), _) => place_of(rank),
            (None, Some(value)) => quantity(c.indicator, value),
            (None, None) => format!("without a figure: {}", self.why_none(c)),
        };
        let place = format!("{} is {own}. ", self.short(c.area));
        let quartiles = c.quartiles.filter(|_| !c.rank_on_counts);
        let quartiles = quartiles.map(|q| {
            let d = |v| mean_digits_trimmed(c.indicator, v);
            format!(
                "Half of all authorities lie between {} and {}, the median being {}. ",
                d(q.q1),
                d(q.q3),
                d(q.q2)
            )
        });
        format!(
            "Chart of {}, {}, for every English authority in order. {place}{}{}",
            sentence_case(&c.indicator.title),
            c.period.short(),
            quartiles.unwrap_or_default(),
            self.comparators(c)
        )
    }

    fn comparators(&self, c: &Comparison<'_>) -> String {
        let mut parts = Vec::new();
        if let Some(spread) = c.neighbours.comparable() {
            parts.push(format!(
                "statistical neighbours’ mean {}",
                mean_digits(c.indicator, spread.mean)
            ));
        }
        if let Some((region, value)) = c.comparable_region() {
            parts.push(format!(
                "{} {}",
                self.short(region),
                digits(c.indicator, value)
            ));
        }
        if let Some(value) = c.comparable_england() {
            parts.push(format!("England {}", digits(c.indicator, value)));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("In {}: {}.", c.period.short(), parts.join(", "))
        }
    }
}

/// Beside England's figure in a scorecard; read with [`STAR_NOTE`].
pub(crate) const STAR: &str = " *";

pub(crate) const STAR_NOTE: &str = "* different from England by far more than chance would bring. No mark where counts are not published.";

/// What a scorecard shows, row by row.
pub(crate) fn scorecard_alt<'c, 'a: 'c>(
    compared: impl Iterator<Item = &'c Comparison<'a>>,
    prose: Prose<'_>,
    area: Area,
) -> String {
    let row = |c: &Comparison<'_>| {
        let value = match c.reading {
            Reading::Known(value) => quantity(c.indicator, value),
            Reading::Missing(status) => {
                format!("{} ({})", no_figure_or_unknown(status), status.word())
            }
        };
        let place = c
            .comparable_rank()
            .map(|r| format!(", {}", place_of(r)))
            .unwrap_or_default();
        format!("{} {value}{place}", c.indicator.short)
    };
    let rows: Vec<String> = compared.map(row).collect();
    format!(
        "Table of headline indicators for {}: {}.",
        prose.said_name(area),
        rows.join("; ")
    )
}

fn no_figure(c: &Comparison<'_>, phrases: &Phrases) -> String {
    match c.reading.status() {
        Status::Known | Status::Absent => phrases.say(c, &NONE, PhraseValues::new()),
        Status::SetAside => phrases.say(c, &NOT_KNOWN, PhraseValues::new()),
        status => phrases.say(c, &NONE_REASON, vec![("reason", status.word().to_owned())]),
    }
}

/// Headlines are at most ten words and one line.
pub(super) const TITLE_WORDS: usize = 10;
const TITLE_LETTERS: usize = 68;
