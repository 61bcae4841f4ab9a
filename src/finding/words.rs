//! Sentences about a comparison: figure, comparator, verdict, size, basis. No sentence takes a bare number: each takes the
//! comparison that it speaks of, and says nothing that the comparison does not hold.
//!
//! [`charts`] holds what charts say; [`findings`] how findings are said; [`plans`] what is said of an officer's plan; [`local`] of an
//! officer's own series.

mod charts;
mod findings;
pub(crate) mod judgements;
mod lint;
pub(crate) mod local;
pub(crate) mod news;
pub(crate) mod papers;
pub(crate) mod pictures;
pub(crate) mod plans;
mod questions;
mod verdicts;
use crate::compare::control;
use crate::compare::course::{Change, Direction, Extreme};
use crate::compare::peers::{Order, Peers, PlaceOf, Spread};
use crate::compare::{Comparison, Side};
use crate::observation::area::Area;
use crate::observation::indicator::{Indicator, Polarity};
use crate::observation::provenance::Source;
use crate::observation::reading::{Reading, Status};
use crate::reference::Reference;
use crate::reference::group::list_date;
use crate::stat::round::format_number;
pub(crate) use charts::{STAR, STAR_NOTE, scorecard_alt};
use std::collections::{BTreeMap, BTreeSet};

/// What the line of the neighbours is called.
pub(crate) const NEIGHBOURS_MEAN: &str = "Neighbours’ mean";

/// Speaks of places by name.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
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

/// A mean of figures: as many decimals as they have and at least one, since a mean of whole numbers seldom is one.
pub(crate) fn mean_digits(indicator: &Indicator, value: f64) -> String {
    format_number(value, mean_decimals(indicator))
}

/// The places after the point with which a mean is printed.
pub(crate) fn mean_decimals(indicator: &Indicator) -> u8 {
    indicator.decimals.max(1)
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
        Order::BestFirst => format!("{joint}{}", ordinal(rank)),
        Order::HighestFirst => {
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
    let best = if at.order == Order::BestFirst {
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
        other => format!("{} [{}]", other.word(), other.symbol()),
    }
}

/// Whether above is good, in the word that a polarity allows; none without polarity.
fn judged(indicator: &Indicator, side: Side) -> Option<&'static str> {
    let better = match (indicator.polarity, side) {
        (Polarity::Unset, _) | (_, Side::Level) => return None,
        (Polarity::Higher, Side::Above) | (Polarity::Lower, Side::Below) => true,
        (Polarity::Higher, Side::Below) | (Polarity::Lower, Side::Above) => false,
    };
    Some(if better { "better" } else { "worse" })
}

impl<'a> Words<'a> {
    /// Words about a comparison, with the reference data that it was made with.
    pub(crate) fn of(comparison: &Comparison<'a>) -> Words<'a> {
        Words {
            reference: comparison.reference,
        }
    }
}

impl Words<'_> {
    pub(crate) fn name(&self, area: Area) -> &str {
        self.reference
            .register
            .get(area)
            .map_or("an unknown area", |a| a.name.as_str())
    }

    /// The short name, for labels and for the beginning of a sentence.
    pub(crate) fn short(&self, area: Area) -> &str {
        self.reference
            .register
            .get(area)
            .map_or("an unknown area", |a| a.short_name.as_str())
    }

    /// "Blackpool's", "St Helens'".
    pub(crate) fn whose(&self, area: Area) -> String {
        let name = self.short(area);
        if name.ends_with('s') {
            format!("{name}’")
        } else {
            format!("{name}’s")
        }
    }

    /// Everything worth saying about one comparison, most important first: one point a sentence.
    pub(crate) fn about(&self, c: &Comparison<'_>) -> Vec<String> {
        let mut said = vec![self.figure(c)];
        if c.indicator.local {
            said.extend(self.change(c));
            said.extend(self.course(c));
            return said;
        }
        said.extend(self.formed(c));
        if c.reading.value().is_none() {
            said.extend(caution(c));
            return said;
        }
        said.extend(self.national_place(c));
        said.push(self.neighbours(c));
        said.extend(self.england_and_region(c));
        said.extend(self.verdicts(c));
        said.extend(self.change(c));
        said.extend(self.further_back(c));
        said.extend(breaks(c));
        said.extend(self.extreme(c));
        said.extend(self.run(c));
        said.extend(self.flip(c));
        said.extend(caution(c));
        said
    }

    /// The figure itself, with its counts where they are published.
    pub(crate) fn figure(&self, c: &Comparison<'_>) -> String {
        let whose = self.whose(c.area);
        let (noun, when) = (&c.indicator.noun, c.period.in_words());
        let value = match c.reading {
            Reading::Known(value) => value,
            Reading::Missing(status) => {
                let why = if status == Status::Unexplained {
                    "the source does not say why".to_owned()
                } else {
                    reason(status)
                };
                return format!("{whose} {noun} {when} is not published: {why}.");
            }
        };
        let finality = match c.period.finality.word() {
            _ if c.indicator.local => " (local, unvalidated)".to_owned(),
            "" => String::new(),
            word => format!(" ({word})"),
        };
        let counts = c
            .figure
            .as_ref()
            .and_then(|f| Some((f.numerator?, f.denominator?)));
        let counts = counts.filter(|_| c.indicator.unit.is_percent() || c.indicator.unit.is_rate());
        let counts = counts
            .map(|(n, d)| format!(" ({} of {})", format_number(n, 0), format_number(d, 0)))
            .unwrap_or_default();
        format!(
            "{whose} {noun} was {}{counts} {when}{finality}.",
            quantity(c.indicator, value)
        )
    }

    /// An authority formed while the series ran: its own figures begin there.
    fn formed(&self, c: &Comparison<'_>) -> Option<String> {
        let panel = c.panel;
        let authority = self.reference.register.get(c.area)?;
        let from = authority.valid_from?;
        panel.periods.first().filter(|first| first.end < from)?;
        let before: Vec<String> = self
            .reference
            .register
            .predecessors(c.area)
            .iter()
            .map(|a| self.name(*a).to_owned())
            .collect();
        let out_of = if before.is_empty() {
            String::new()
        } else {
            format!(" out of {}", list(&before))
        };
        Some(format!(
            "{} was formed on {}{out_of}; its own series begins there.",
            self.short(c.area),
            from.strftime("%-d %B %Y")
        ))
    }

    fn national_place(&self, c: &Comparison<'_>) -> Option<String> {
        // The rank of a total follows from the size of a place and says nothing about its services.
        let rank = c.rank.as_ref().filter(|_| !c.is_total())?;
        let basis = if c.rank_on_counts {
            ", ranked on unrounded figures"
        } else {
            ""
        };
        Some(match rank.order {
            Order::BestFirst => {
                let band = c
                    .band
                    .map(|b| format!(", quartile band {}", b.letter()))
                    .unwrap_or_default();
                format!(
                    "It was {} of {} authorities, where 1st is best{band}{basis}.",
                    place(rank),
                    rank.of
                )
            }
            Order::HighestFirst => format!(
                "It was the {} of {} authorities{basis}.",
                place(rank),
                rank.of
            ),
        })
    }

    /// The sentence about the neighbours, or why there is none.
    pub(crate) fn neighbours(&self, c: &Comparison<'_>) -> String {
        if c.is_total() {
            return "A count follows from the size of a place: compare rates or percentages with other places.".to_owned();
        }
        let peers = &c.neighbours;
        let listed = list_date(c.list);
        if peers.members.is_empty() {
            return format!(
                "DfE’s list of {listed} names no statistical neighbours for {}.",
                self.short(c.area)
            );
        }
        let missing = self.missing(peers);
        let (Some(spread), Some(side), true) = (peers.spread, c.side_of(peers), peers.enough())
        else {
            return format!(
                "Not compared with its statistical neighbours: {} of {} have a figure, fewer than seven in ten{missing}.",
                peers.with_data(),
                peers.members.len()
            );
        };
        let where_ = beside(side);
        let judged = judged(c.indicator, side)
            .map(|word| format!(" ({word})"))
            .unwrap_or_default();
        let how_many = if peers.with_data() == peers.members.len() {
            format!(
                "its {} statistical neighbours",
                number_word(peers.members.len())
            )
        } else {
            format!(
                "the {} of {} statistical neighbours with a figure",
                peers.with_data(),
                peers.members.len()
            )
        };
        format!(
            "It was {where_} the mean of {how_many}{judged}: {}{}{missing}.",
            summed_up(c.indicator, &spread),
            place_among(peers)
        )
    }

    /// One sentence about a group that was asked for, with its rule.
    pub(crate) fn group(&self, c: &Comparison<'_>, peers: &Peers) -> String {
        let size = peers.members.len();
        let name = &peers.group.name;
        let rule = &peers.group.rule;
        let (Some(spread), Some(side), true) = (peers.spread, c.side_of(peers), peers.enough())
        else {
            return format!(
                "Not compared with {name}: {} of {size} have a figure ({rule}).",
                peers.with_data()
            );
        };
        format!(
            "{} the mean of {name}: {}, {} of {size} with a figure{}. Rule: {rule}.",
            sentence_start(beside(side)),
            summed_up(c.indicator, &spread),
            peers.with_data(),
            place_among(peers)
        )
    }

    /// "; no figure for Torbay (suppressed [c])", or nothing.
    pub(crate) fn missing(&self, peers: &Peers) -> String {
        let named: Vec<String> = peers
            .missing()
            .map(|m| format!("{} ({})", self.short(m.area), reason(m.reading.status())))
            .collect();
        if named.is_empty() {
            String::new()
        } else {
            format!("; no figure for {}", list(&named))
        }
    }

    fn england_and_region(&self, c: &Comparison<'_>) -> Option<String> {
        let mut parts = Vec::new();
        if let Some((region, value)) = c.comparable_region() {
            parts.push(format!(
                "{} {}",
                self.short(region),
                quantity(c.indicator, value)
            ));
        }
        if let Some(value) = c.comparable_england() {
            parts.push(format!("England {}", quantity(c.indicator, value)));
        }
        if let Some(value) = c.england_misfits() {
            return Some(format!(
                "{}England’s published figure, {}, is not of the same kind and is not compared.",
                if parts.is_empty() {
                    String::new()
                } else {
                    format!("Published beside it: {}. ", parts.join(", "))
                },
                quantity(c.indicator, value)
            ));
        }
        (!parts.is_empty()).then(|| format!("Published beside it: {}.", parts.join(", ")))
    }

    fn change(&self, c: &Comparison<'_>) -> Option<String> {
        let panel = c.panel;
        let change = c.change.as_ref()?;
        let earlier = panel.periods.get(change.from)?;
        let notes = change_notes(change);
        let before = quantity(c.indicator, change.earlier);
        let size = c.printed(c.reading.value()?) - c.printed(change.earlier);
        Some(if size == 0.0 {
            format!(
                "It did not change from {} ({before}){notes}.",
                earlier.short()
            )
        } else {
            let verb = if size > 0.0 { "rose" } else { "fell" };
            format!(
                "It {verb} by {} from {} ({before}){notes}.",
                difference(c.indicator, size),
                earlier.short()
            )
        })
    }

    fn further_back(&self, c: &Comparison<'_>) -> Option<String> {
        let panel = c.panel;
        let part = |change: &Change| {
            let size = c.printed(c.reading.value()?) - c.printed(change.earlier);
            let earlier = panel.periods.get(change.from)?.short();
            let than = match size {
                0.0 => "the same as".to_owned(),
                up if up > 0.0 => format!("{} higher than", difference(c.indicator, up)),
                down => format!("{} lower than", difference(c.indicator, down)),
            };
            let was = quantity(c.indicator, change.earlier);
            Some(format!(
                "{than} in {earlier} ({was}){}",
                change_notes(change)
            ))
        };
        let parts: Vec<String> = [&c.change_3_years, &c.change_5_years]
            .into_iter()
            .flatten()
            .filter_map(part)
            .collect();
        (!parts.is_empty()).then(|| format!("It is {}.", parts.join(" and ")))
    }

    fn extreme(&self, c: &Comparison<'_>) -> Option<String> {
        let panel = c.panel;
        let Extreme {
            direction,
            since,
            begins,
            gaps,
            broken,
            ..
        } = c.extreme?;
        let word = if direction == Direction::Up {
            "highest"
        } else {
            "lowest"
        };
        let begins = panel.periods.get(begins)?.short();
        let gaps = if gaps > 0 {
            format!("; {gaps} without a figure in between")
        } else {
            String::new()
        };
        let broken = if broken {
            "; a change of definition lies in between"
        } else {
            ""
        };
        Some(match since.and_then(|s| panel.periods.get(s)) {
            Some(since) if since.short() == begins => {
                format!("It is the {word} since the series began in {begins}{gaps}{broken}.")
            }
            Some(since) => format!(
                "It is the {word} since {}; the series begins in {begins}{gaps}{broken}.",
                since.short()
            ),
            None => {
                format!("It is the {word} of the series, which begins in {begins}{gaps}{broken}.")
            }
        })
    }

    fn run(&self, c: &Comparison<'_>) -> Option<String> {
        let run = c.run.filter(|run| run.length >= 2)?;
        let word = if run.direction == Direction::Up {
            "rise"
        } else {
            "fall"
        };
        Some(format!(
            "This was the {} {word} in a row.",
            ordinal(run.length)
        ))
    }

    /// Records and runs alone.
    pub(crate) fn course(&self, c: &Comparison<'_>) -> Vec<String> {
        self.extreme(c).into_iter().chain(self.run(c)).collect()
    }

    /// Publisher, publication and release of a comparison's figure, and its neighbour list: the line under a chart.
    pub(crate) fn source_line(&self, c: &Comparison<'_>) -> String {
        let credit = self.credit(c);
        format!(
            "Source: {credit}. Neighbours: DfE list of {}.",
            list_date(c.list)
        )
    }

    /// Everything worth saying of a comparison, an officer's own figure last.
    pub(crate) fn sentences(&self, c: &Comparison<'_>) -> Vec<String> {
        let mut said = self.about(c);
        said.extend(c.own_figures.and_then(|own| self.local(c.area, own)));
        if let Some(own) = c.own_panel() {
            said.extend(self.control(own, &control::control(own, c.area)));
            said.extend(self.suppressed(c.area, own));
        }
        said
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

/// A theme as people write it: "looked-after" is "Looked after".
pub(crate) fn theme(key: &str) -> String {
    sentence_start(&key.replace('-', " "))
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

/// "above", "level with".
fn beside(side: Side) -> &'static str {
    match side {
        Side::Above => "above",
        Side::Below => "below",
        Side::Level => "level with",
    }
}

/// "mean 124.5, median 126, range 88 to 170".
fn summed_up(indicator: &Indicator, spread: &Spread) -> String {
    format!(
        "mean {}, median {}, range {} to {}",
        mean_digits(indicator, spread.mean),
        mean_digits_trimmed(indicator, spread.median),
        digits(indicator, spread.min()),
        digits(indicator, spread.max())
    )
}

/// "; highest of 11 among them", or nothing.
fn place_among(peers: &Peers) -> String {
    peers
        .place
        .as_ref()
        .map(|p| format!("; {} among them", place_of(p)))
        .unwrap_or_default()
}

fn caution(c: &Comparison<'_>) -> Option<String> {
    (!c.indicator.caution.is_empty()).then(|| c.indicator.caution.clone())
}

/// Why changes across a break are not like for like, each reason once.
fn breaks(c: &Comparison<'_>) -> Vec<String> {
    let changes = [&c.change, &c.change_3_years, &c.change_5_years];
    let reasons: BTreeSet<&str> = changes
        .into_iter()
        .flatten()
        .filter_map(|change| change.broken.as_deref())
        .collect();
    let say = |reason: &str| format!("The series is broken: {}.", reason.trim_end_matches('.'));
    reasons.into_iter().map(say).collect()
}

fn change_notes(change: &Change) -> String {
    let overlap = if change.overlapping {
        " (the two periods share years)"
    } else {
        ""
    };
    let broken = if change.broken.is_some() {
        " (not like for like)"
    } else {
        ""
    };
    format!("{overlap}{broken}")
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

fn number_word(number: usize) -> String {
    const WORDS: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    WORDS
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// A title inside a sentence: its first letter small, unless a capital follows it, as in "SDQ".
fn sentence_case(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}
