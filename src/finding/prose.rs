//! Sentences about a comparison: figure, comparator, verdict, size, basis. No sentence takes a bare number: each takes the
//! comparison that it speaks of, and says nothing that the comparison does not hold.
//!
//! [`charts`] holds what charts say; [`plans`] what is said of an officer's plan; [`local`] of an officer's own series; [`steps`]
//! has the steps of `explain`.

pub(crate) mod audits;
pub(crate) mod backlogs;
pub(crate) mod breakdowns;
mod cautions;
pub(crate) mod chains;
pub(crate) mod charts;
pub(crate) mod clubs;
pub(crate) mod costs;
pub(crate) mod footprint_gaps;
pub(crate) mod footprint_steps;
pub(crate) mod footprints;
pub(crate) mod frameworks;
pub(crate) mod given_deprivation;
pub(crate) mod judgements;
pub(crate) mod learned;
mod limits;
pub(crate) mod lint;
pub(crate) mod local;
pub(crate) mod measures;
pub(crate) mod meetings;
pub(crate) mod movement;
pub(crate) mod news;
pub(crate) mod pages;
pub(crate) mod papers;
pub(crate) mod pictures;
pub(crate) mod plans;
pub(crate) mod slides;
pub(crate) mod steps;
pub(crate) mod targets;

use crate::compare::answers::Answered;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::peers::{PlaceOf, RankOrder};
use crate::compare::{Comparison, PrintedSide};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::provenance::Source;
use crate::observation::reading::Status;
use crate::reference::Reference;
use crate::reference::group::list_date;
use crate::stat::round::format_number;
use crate::stat::verdict::Verdict;
pub(crate) use limits::interval_apart;
use std::collections::{BTreeMap, BTreeSet};

/// What the line of the neighbours is called.
pub(crate) const NEIGHBOURS_MEAN: &str = "Neighbours’ mean";

/// Speaks of places by name.
#[derive(Clone, Copy)]
pub(crate) struct Prose<'a> {
    pub(crate) reference: &'a Reference,
}

/// A figure with as many decimals as its publisher prints: "184", "24.7", "1,870".
pub(crate) fn digits(indicator: &Indicator, value: f64) -> String {
    format_number(value, indicator.decimals)
}

/// A figure with its unit: "184 per 10,000", "41%", "£512".
pub(crate) fn quantity(indicator: &Indicator, value: f64) -> String {
    let (before, after) = indicator.unit.around();
    match value {
        negative if negative < 0.0 && !before.is_empty() => {
            format!("-{before}{}{after}", digits(indicator, -negative))
        }
        _ => format!("{before}{}{after}", digits(indicator, value)),
    }
}

/// A sentence says a sign in a word: "minus 0.93". Tables and formulas keep their signs.
pub(crate) fn signs_in_words(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let opens = before.is_whitespace() || matches!(before, '(' | '“');
        let is_of_number = letters
            .peek()
            .is_some_and(|next| next.is_ascii_digit() || *next == '£');
        match letter {
            '-' | '−' if opens && is_of_number => said.push_str("minus "),
            '+' if opens && is_of_number => said.push_str("plus "),
            _ => said.push(letter),
        }
        before = letter;
    }
    said
}

/// A mean of figures, with [`Indicator::mean_decimals`].
pub(crate) fn mean_digits(indicator: &Indicator, value: f64) -> String {
    format_number(value, indicator.mean_decimals())
}

/// A difference: percentage points for percentages, the indicator's own unit otherwise.
pub(crate) fn difference(indicator: &Indicator, value: f64) -> String {
    let size = digits(indicator, value.abs());
    if indicator.unit.is_percent() {
        let one = size == "1";
        return format!("{size} percentage point{}", if one { "" } else { "s" });
    }
    let (before, _) = indicator.unit.around();
    format!("{before}{size}")
}

/// "1st", "2nd", "3rd", "11th".
pub(crate) fn ordinal(rank: usize) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

/// A place without its field: "joint 36th highest", "lowest", "12th".
pub(crate) fn place(place: &PlaceOf) -> String {
    let (rank, shared) = (place.place.rank, place.place.shared_by);
    let joint = if shared > 1 { "joint " } else { "" };
    match place.order {
        RankOrder::BestFirst => format!("{joint}{}", ordinal(rank)),
        RankOrder::HighestFirst => {
            let from_lowest = (place.of + 2).saturating_sub(rank + shared.max(1));
            let (count, end) = if rank <= place.of.div_ceil(2) {
                (rank, "highest")
            } else {
                (from_lowest, "lowest")
            };
            if count == 1 {
                format!("{joint}{end}")
            } else {
                format!("{joint}{} {end}", ordinal(count))
            }
        }
    }
}

/// A place in its field: "joint 36th highest of 151", "12th of 151 (1st is best)".
pub(crate) fn place_of(at: &PlaceOf) -> String {
    let best = if at.order == RankOrder::BestFirst {
        " (1st is best)"
    } else {
        ""
    };
    format!("{} of {}{best}", place(at), at.of)
}

/// "published", or why there is no figure.
pub(crate) fn reason(status: Status) -> String {
    match status {
        Status::Absent => "no row in the source".to_owned(),
        Status::SetAside => "a row of the file could not be used".to_owned(),
        other => format!("{} [{}]", other.word(), other.symbol()),
    }
}

/// What stands where there is no figure: that there is none, or that nobody knows whether there is.
pub(crate) fn no_figure_or_unknown(status: Status) -> &'static str {
    if status == Status::SetAside {
        "not known"
    } else {
        "no figure"
    }
}

/// Whether above is good, in the word that a polarity allows; none without polarity.
fn judged(indicator: &Indicator, side: PrintedSide) -> Option<&'static str> {
    let is_better = match side {
        PrintedSide::Level => None,
        PrintedSide::Above => indicator.polarity.is_better(true),
        PrintedSide::Below => indicator.polarity.is_better(false),
    };
    is_better.map(|better| if better { "better" } else { "worse" })
}

impl<'a> Prose<'a> {
    /// Prose about a comparison, with the reference data that it was made with.
    pub(crate) fn of(comparison: &Comparison<'a>) -> Prose<'a> {
        Prose {
            reference: comparison.reference,
        }
    }

    pub(crate) fn name(&self, area: Area) -> &'a str {
        self.reference
            .register
            .get(area)
            .map_or("an unknown area", |a| a.name.as_str())
    }

    /// The whole name as it is said: “Kingston upon Hull” and not “Kingston upon Hull, City of”.
    pub(crate) fn said_name(&self, area: Area) -> &'a str {
        let name = self.name(area);
        let endings = [", City of", ", County of"];
        let mut without = endings
            .iter()
            .filter_map(|ending| name.strip_suffix(ending));
        without.next().unwrap_or(name)
    }

    /// With the preposition that a sentence needs: "in Blackpool", "on the Isle of Wight", "in the North West".
    pub(crate) fn in_place(&self, area: Area) -> String {
        let name = self.short(area);
        if name.starts_with("Isle") {
            return format!("on the {name}");
        }
        let of_points = ["North ", "South ", "East ", "West "];
        let has_article = area.is_region() && of_points.iter().any(|point| name.starts_with(point))
            || name.starts_with("City of ")
            || name.starts_with("East Riding");
        if has_article {
            format!("in the {name}")
        } else {
            format!("in {name}")
        }
    }

    /// The short name, for labels and for the beginning of a sentence.
    pub(crate) fn short(&self, area: Area) -> &'a str {
        self.reference
            .register
            .get(area)
            .map_or("an unknown area", |a| a.short_name.as_str())
    }
}

impl Prose<'_> {
    /// "Blackpool's", "St Helens'".
    pub(crate) fn whose(&self, area: Area) -> String {
        let name = self.short(area);
        if name.ends_with('s') {
            format!("{name}’")
        } else {
            format!("{name}’s")
        }
    }

    /// Publisher, publication and release of a comparison's figure, and its neighbour list: the line under a chart.
    pub(crate) fn source_line(&self, c: &Comparison<'_>) -> String {
        let credit = self.credit(c);
        format!(
            "Source: {credit}. Neighbours: DfE list of {}.",
            list_date(c.list)
        )
    }

    /// Where the figures come from: the release, and the files of an officer's own figures beside it.
    pub(crate) fn all_credits(&self, c: &Comparison<'_>) -> Vec<String> {
        let own = c
            .own_figures
            .map(|own| self.local_credit(own, c.area))
            .filter(|credit| !credit.is_empty());
        std::iter::once(self.credit(c)).chain(own).collect()
    }

    /// Where the newest figure comes from; where a region's or England's row must speak for an authority without one.
    pub(crate) fn credit(&self, c: &Comparison<'_>) -> String {
        self.source(c)
            .map_or_else(|| "not known".to_owned(), Source::credit)
    }

    pub(crate) fn source<'p>(&self, c: &Comparison<'p>) -> Option<&'p Source> {
        let panel = c.panel;
        let own = panel
            .origin(c.at, c.area)
            .or_else(|| panel.origin(c.at, Area::ENGLAND));
        own.and_then(|origin| panel.source(origin.file))
    }
}

/// A theme as people write it: "looked-after" is "Looked after", "send" is "SEND".
pub(crate) fn theme(key: &str) -> String {
    if key == "send" {
        return key.to_uppercase();
    }
    sentence_start(&key.replace('-', " "))
}

/// In which month an indicator is usually published; empty where none is usual.
pub(crate) fn usual_month(month: u8) -> String {
    let day = i8::try_from(month)
        .ok()
        .and_then(|month| jiff::civil::Date::new(2000, month, 1).ok());
    day.map(|day| day.strftime("Usually published in %B.").to_string())
        .unwrap_or_default()
}

/// With a capital at the beginning.
pub(crate) fn sentence_start(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Several sources in one line: each publisher once, then its publications with their releases.
pub(crate) fn credits<'s>(sources: impl Iterator<Item = &'s Source>) -> String {
    let mut publishers: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        let title = if source.publication.is_empty() {
            &source.file
        } else {
            &source.publication
        };
        let release = if source.release.is_empty() {
            String::new()
        } else {
            format!(" ({})", source.release)
        };
        let title = if source.local {
            source.credit()
        } else {
            format!("{title}{release}")
        };
        publishers
            .entry(&source.publisher)
            .or_default()
            .insert(title);
    }
    let say = |(publisher, titles): (&str, BTreeSet<String>)| {
        let titles: Vec<String> = titles.into_iter().collect();
        let of = if publisher.is_empty() {
            String::new()
        } else {
            format!("{publisher}: ")
        };
        format!("{of}{}", titles.join(", "))
    };
    publishers
        .into_iter()
        .map(say)
        .collect::<Vec<_>>()
        .join("; ")
}

/// "above", "below" or "level with".
pub(crate) fn above_or_level(side: PrintedSide) -> &'static str {
    match side {
        PrintedSide::Above => "above",
        PrintedSide::Below => "below",
        PrintedSide::Level => "level with",
    }
}

/// Of what part of the people there is an answer, the authority's own and England's: "43%", "78%".
pub(crate) fn answered(of: &Answered<'_>) -> [String; 2] {
    let percent = |share: f64| format!("{}%", format_number(share, 0));
    let england = of.england.map_or_else(|| "not known".to_owned(), percent);
    [percent(of.share), england]
}

/// How deprived an authority is, by its share of small areas: "41.5% of its small areas are among England's most deprived tenth".
pub(crate) fn share_of_small_areas(share: f64) -> String {
    format!(
        "{}% of its small areas are among England’s most deprived tenth",
        format_number(share * 100.0, 1)
    )
}

pub(crate) fn above_or_below(is_above: bool) -> &'static str {
    if is_above { "above" } else { "below" }
}

pub(crate) fn rose_or_fell(is_up: bool) -> &'static str {
    if is_up { "rose" } else { "fell" }
}

pub(crate) fn rise_or_fall(is_up: bool) -> &'static str {
    if is_up { "rise" } else { "fall" }
}

/// "higher than", "lower (better) than".
pub(crate) fn than(indicator: &Indicator, is_higher: bool) -> String {
    let word = if is_higher { "higher" } else { "lower" };
    format!("{word}{} than", judged_if_up(indicator, is_higher))
}

/// " (better)", where the polarity says so.
pub(crate) fn judged_in_brackets(indicator: &Indicator, side: PrintedSide) -> String {
    match judged(indicator, side) {
        Some(word) => format!(" ({word})"),
        None => String::new(),
    }
}

/// The same of a movement, or of a side on which something lies.
pub(crate) fn judged_if_up(indicator: &Indicator, is_up: bool) -> String {
    let side = if is_up {
        PrintedSide::Above
    } else {
        PrintedSide::Below
    };
    judged_in_brackets(indicator, side)
}

/// A figure beside another that carries the unit: only signs that stand close to the number stay.
pub(crate) fn short_quantity(indicator: &Indicator, value: f64) -> String {
    let close = indicator.unit.is_percent() || !indicator.unit.around().0.is_empty();
    if close {
        quantity(indicator, value)
    } else {
        digits(indicator, value)
    }
}

/// The level at which a verdict was reached.
pub(crate) fn significance_level(verdict: Verdict) -> &'static str {
    if verdict.is_strong() { "99.8%" } else { "95%" }
}

/// The year of a column of the comparison's series.
pub(crate) fn year_of(c: &Comparison<'_>, column: PeriodColumn) -> String {
    c.panel.period(column).short()
}

/// What is said of a stretch with years in it that cannot be held against others: "; 2020-21 was unusual". Nothing where
/// there are none.
pub(crate) fn unusual_note(panel: &Panel, years: impl Iterator<Item = PeriodColumn>) -> String {
    let years: Vec<String> = years.map(|year| panel.period(year).short()).collect();
    match years.as_slice() {
        [] => String::new(),
        [one] => format!("; {one} was unusual"),
        _ => format!("; {} were unusual", list(&years)),
    }
}

/// A median that is a whole number needs no decimal.
pub(crate) fn mean_digits_trimmed(indicator: &Indicator, value: f64) -> String {
    let own = digits(indicator, value);
    let finer = mean_digits(indicator, value);
    if finer.strip_suffix(".0").or_else(|| finer.strip_suffix('0')) == Some(&own) {
        own
    } else {
        finer
    }
}

/// "a, b and c".
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

pub(crate) fn number_word(number: usize) -> String {
    const WORDS: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    WORDS
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// How many of several tests hold together: "3 stand", "none stands".
pub(crate) fn survivors_in_words(survivors: usize) -> String {
    match survivors {
        0 => "none stands".to_owned(),
        1 => "1 stands".to_owned(),
        _ => format!("{survivors} stand"),
    }
}

/// A title inside a sentence: its first letter small, unless a capital follows it, as in "SDQ".
pub(crate) fn sentence_case(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_words_in_sentences() {
        for (text, said) in [
            ("-0.93", "minus 0.93"),
            ("−0.93 (-1.2 to +0.4)", "minus 0.93 (minus 1.2 to plus 0.4)"),
            ("-£512", "minus £512"),
            ("2020-21", "2020-21"),
            ("in 2023-24, from 4", "in 2023-24, from 4"),
            ("care-experienced - 3", "care-experienced - 3"),
            ("", ""),
        ] {
            assert_eq!(signs_in_words(text), said);
        }
    }

    #[test]
    fn a_place_has_the_preposition_that_it_needs() {
        let reference = Reference::embedded().expect("reference");
        let prose = Prose {
            reference: &reference,
        };
        for (code, said) in [
            (921, "on the Isle of Wight"),
            (420, "on the Isles of Scilly"),
            (201, "in the City of London"),
            (811, "in the East Riding"),
            (890, "in Blackpool"),
            (815, "in North Yorkshire"),
            (981, "in the North West"),
            (985, "in the East of England"),
            (986, "in London"),
            (987, "in Inner London"),
            (982, "in Yorkshire and The Humber"),
            (970, "in England"),
        ] {
            assert_eq!(prose.in_place(Area(code)), said);
        }
    }
}
