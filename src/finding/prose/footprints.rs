//! Words about several authorities taken together: what a new authority in their boundary would have had, and what cannot be summed.

use super::{
    Prose, digits, list, mean_digits, number_word, quantity, reason, sentence_start,
    short_quantity, than,
};
use crate::compare::footprint::{Footprint, FootprintAgainst, FootprintFigure, FootprintRank};
use crate::compare::peers::Peers;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::YearKind;
use crate::observation::provenance::Source;
use crate::observation::reading::Reading;
use crate::stat::round::format_number;
use crate::stat::verdict::{Side, Verdict};
use std::collections::BTreeSet;

/// Said with every footprint.
pub(crate) const NOT_A_FORECAST: &str = "Sums of what the authorities of today published for their own areas: no forecast, and nothing that a new authority has published.";
/// Said of what came together in a year.
pub(crate) const COUNTED_TWICE: &str =
    "Whoever was counted by two members in one year is counted twice.";
pub(crate) const TITLE: &str = "Authorities together";
/// So many members are each named with their figure.
const MOST_NAMED: usize = 3;
/// A percentage of fewer people than this is printed whole.
const FEW: f64 = 100.0;
/// So many are named where the members are all there is of a name.
const MOST_IN_A_NAME: usize = 4;

/// The indicator as the figure of its sums is printed: a share of few people has no decimals.
pub(crate) fn printed_as(of: &FootprintFigure<'_>) -> Indicator {
    let indicator = &of.panel.indicator;
    let is_of_few = indicator.unit.is_percent() && of.year.denominator.is_some_and(|n| n < FEW);
    indicator.with_decimals(if is_of_few { 0 } else { indicator.decimals })
}

/// A count as it is printed: people are whole, full-time equivalents are not.
pub(crate) fn count(indicator: &Indicator, value: f64) -> String {
    let decimals = if indicator.unit.is_count() {
        indicator.decimals
    } else {
        0
    };
    format_number(value, decimals)
}

/// The heading of a column or the name of a bar for the others' mean.
pub(crate) fn others_mean(footprint: &Footprint) -> &'static str {
    if footprint.by_hand {
        "Mean of those chosen"
    } else {
        super::NEIGHBOURS_MEAN
    }
}

/// "23rd of 151", or how many have a higher figure where no direction is good.
pub(crate) fn place(rank: &FootprintRank) -> String {
    super::place_of(&rank.place)
}

/// The verdict that words may use: none where both would be printed alike.
fn said_side(own: f64, against: &FootprintAgainst, indicator: &Indicator) -> Option<Side> {
    let looks_alike = indicator.printed(own) == indicator.printed(against.value);
    Verdict::side(against.verdict).filter(|_| !looks_alike)
}

/// A title of a chart: the message in a few words.
pub(crate) fn chart_title(footprint: &Footprint, of: &FootprintFigure<'_>) -> String {
    let indicator = printed_as(of);
    let england = of.england.as_ref().map_or_else(String::new, |england| {
        format!(", England {}", short_quantity(&indicator, england.value))
    });
    format!(
        "{}: {} together{england}",
        footprint.name,
        quantity(&indicator, of.year.value)
    )
}

/// What stands below it.
pub(crate) fn chart_subtitle(of: &FootprintFigure<'_>) -> String {
    format!(
        "{}, {}: present authorities, and all of them together",
        of.panel.indicator.title,
        of.period.short()
    )
}

/// Where the figures of the members come from.
pub(crate) fn credit(of: &FootprintFigure<'_>) -> String {
    let parts = of.year.parts.iter();
    let origins = parts.flat_map(|part| part.origin.into_iter().chain(part.base));
    let files: BTreeSet<u16> = origins.map(|origin| origin.file).collect();
    let sources: Vec<&Source> = files
        .into_iter()
        .filter_map(|file| of.panel.source(file))
        .collect();
    super::credits(sources.into_iter())
}

/// The line under a chart.
pub(crate) fn source(of: &FootprintFigure<'_>) -> String {
    format!("Source: {}.", credit(of))
}

/// The label of the others' line: "Neighbours’ mean 86.9".
pub(crate) fn others_mark(footprint: &Footprint, indicator: &Indicator, mean: f64) -> String {
    format!(
        "{} {}",
        others_mean(footprint),
        mean_digits(indicator, mean)
    )
}

/// The label of a published figure's line: "England 67".
pub(crate) fn aggregate_mark(
    prose: Prose<'_>,
    indicator: &Indicator,
    against: &FootprintAgainst,
) -> String {
    format!(
        "{} {}",
        prose.short(against.benchmark),
        digits(indicator, against.value)
    )
}

/// What must be known of an indicator's sums.
pub(crate) fn notes(of: &FootprintFigure<'_>) -> Vec<String> {
    let mut notes = vec![NOT_A_FORECAST.to_owned()];
    let is_flow = of.period.start != of.period.end;
    if is_flow && !of.panel.indicator.unit.is_percent() {
        notes.push(COUNTED_TWICE.to_owned());
    }
    let caution = &of.panel.indicator.caution;
    notes.extend((!caution.is_empty()).then(|| caution.clone()));
    notes
}

impl Prose<'_> {
    /// What authorities together are called where nobody named them.
    pub(crate) fn together(&self, members: &[Area]) -> String {
        if members.len() > MOST_IN_A_NAME {
            return format!("these {} authorities", members.len());
        }
        let names: Vec<String> = members
            .iter()
            .map(|area| self.said_name(*area).to_owned())
            .collect();
        list(&names)
    }

    /// One indicator of a footprint, in sentences.
    pub(crate) fn footprint(&self, footprint: &Footprint, of: &FootprintFigure<'_>) -> String {
        let said = [
            Some(self.footprint_figure(footprint, of)),
            self.footprint_members(of),
            self.footprint_against(of),
            self.footprint_others(footprint, of),
            of.rank.as_ref().and_then(would_rank),
            footprint_change(of),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        said.join(" ")
    }

    /// Figure and counts: "On 31 March 2025 in the area of X, 2,605 children were looked after: 78 for every 10,000 children."
    fn footprint_figure(&self, footprint: &Footprint, of: &FootprintFigure<'_>) -> String {
        let (year, indicator) = (&of.year, printed_as(of));
        let number = count(&indicator, year.numerator);
        let there = format!("{} in the area of {}", when(of), footprint.name);
        let words = self.reference.words.get(&indicator.id);
        let Some(words) = words.filter(|words| !words.did.is_empty()) else {
            let of_how_many = year.denominator.map_or_else(String::new, |base| {
                format!(" ({number} of {})", count(&indicator, base))
            });
            return format!(
                "{there}, the {} would have been {}{of_how_many}.",
                indicator.noun,
                quantity(&indicator, year.value)
            );
        };
        let is_one = year.numerator == 1.0;
        let did = if is_one { &words.did_one } else { &words.did };
        let who = if is_one && !words.one.is_empty() {
            &words.one
        } else {
            &words.who
        };
        match year.denominator {
            None => format!("{there}, {number} {who} {did}."),
            Some(_) if indicator.unit.is_rate() => format!(
                "{there}, {number} {who} {did}: {} for every {} {}.",
                digits(&indicator, year.value),
                format_number(indicator.per.unwrap_or_default(), 0),
                words.of
            ),
            Some(base) => format!(
                "{there}, {number} of {} {} {did}: {}.",
                count(&indicator, base),
                words.of,
                quantity(&indicator, year.value)
            ),
        }
    }

    /// What the members have by themselves.
    fn footprint_members(&self, of: &FootprintFigure<'_>) -> Option<String> {
        let indicator = &of.panel.indicator;
        let mut known: Vec<(Area, f64)> = of
            .year
            .parts
            .iter()
            .filter_map(|part| Some((part.area, part.reading.value()?)))
            .collect();
        known.sort_by(|one, other| other.1.total_cmp(&one.1));
        let told = |(area, value): &(Area, f64)| {
            format!(
                "{} {}",
                short_quantity(indicator, *value),
                self.in_place(*area)
            )
        };
        if known.len() <= MOST_NAMED {
            let each: Vec<String> = known.iter().map(told).collect();
            let what = sentence_start(what_it_is(indicator));
            return (!each.is_empty()).then(|| format!("{what} was {}.", list(&each)));
        }
        let (highest, lowest) = (known.first()?, known.last()?);
        Some(format!(
            "Among its {} members {} ran from {} to {}.",
            number_word(of.year.parts.len()),
            what_it_is(indicator),
            told(lowest),
            told(highest)
        ))
    }

    /// "England’s 67", "the North West’s 94".
    fn whose_figure(&self, indicator: &Indicator, against: &FootprintAgainst) -> String {
        let place = self.in_place(against.benchmark);
        let name = place
            .split_once(' ')
            .map_or(place.as_str(), |(_, name)| name);
        let ending = if name.ends_with('s') { "’" } else { "’s" };
        format!(
            "{name}{ending} {}",
            short_quantity(indicator, against.value)
        )
    }

    /// Beside England and the region.
    fn footprint_against(&self, of: &FootprintFigure<'_>) -> Option<String> {
        let indicator = printed_as(of);
        let (mut apart, mut alike): (Vec<(Side, String)>, Vec<String>) = Default::default();
        for against in [&of.england, &of.region].into_iter().flatten() {
            let whose = self.whose_figure(&indicator, against);
            match said_side(of.year.value, against, &indicator) {
                Some(side) => apart.push((side, whose)),
                None => alike.push(whose),
            }
        }
        let all = format!("Taken together, {} is", what_it_is(&indicator));
        let alike =
            (!alike.is_empty()).then(|| format!("not clearly apart from {}", alike.join(" or ")));
        let than = |side: Side| self.than_by_side(&indicator, side);
        let apart = match apart.as_slice() {
            [] => return alike.map(|alike| format!("{all} {alike}.")),
            [(side, whose)] => format!("{} {whose} by", than(*side)),
            [(side, whose), (other, whose_other), ..] if side == other => {
                format!("{} {whose} and {whose_other}, each by", than(*side))
            }
            [(side, whose), (other, whose_other), ..] => format!(
                "{} {whose} and {} {whose_other}, each by",
                than(*side),
                than(*other)
            ),
        };
        let alike = alike.map_or_else(String::new, |alike| format!(", and {alike}"));
        Some(format!(
            "{all} {apart} more than chance would bring{alike}."
        ))
    }

    /// "higher (worse) than". Of a figure made of answers it is not known here of how many: nobody calls it better or worse.
    fn than_by_side(&self, indicator: &Indicator, side: Side) -> String {
        let is_higher = side == Side::Above;
        let entry = self.reference.catalogue.get(&indicator.id);
        match entry {
            Some(entry) if entry.rests_on.is_some() => {
                format!("{} than", if is_higher { "higher" } else { "lower" })
            }
            _ => than(indicator, is_higher),
        }
    }

    /// Beside the members' neighbours, or those chosen by hand.
    fn footprint_others(&self, footprint: &Footprint, of: &FootprintFigure<'_>) -> Option<String> {
        let indicator = &of.panel.indicator;
        let others = of
            .others
            .as_ref()
            .filter(|others| !others.members.is_empty())?;
        let many = others.members.len();
        let who = who_they_are(footprint, others);
        let Some(spread) = others.comparable() else {
            return Some(format!(
                "Of {who} only {} have a figure, too few to compare with.",
                others.with_data()
            ));
        };
        if many == 1 {
            let one = others
                .members
                .first()
                .map(|member| self.said_name(member.area))?;
            return Some(format!(
                "{one}, chosen by hand, had {}.",
                short_quantity(indicator, spread.mean)
            ));
        }
        let missing = match many - others.with_data() {
            0 => String::new(),
            gaps => format!(
                "; {} no figure",
                if gaps == 1 {
                    "one has".to_owned()
                } else {
                    format!("{} have", number_word(gaps))
                }
            ),
        };
        Some(format!(
            "The average of {who} is {} ({} to {}{missing}).",
            mean_digits(indicator, spread.mean),
            digits(indicator, spread.min()),
            digits(indicator, spread.max())
        ))
    }

    /// What the picture of a footprint shows, in words.
    pub(crate) fn footprint_alt(&self, footprint: &Footprint, of: &FootprintFigure<'_>) -> String {
        let indicator = printed_as(of);
        let members = of.year.parts.iter().map(|part| {
            let value = match part.reading {
                Reading::Known(value) => digits(&of.panel.indicator, value),
                Reading::Missing(status) => reason(status),
            };
            format!("{} {value}", self.short(part.area))
        });
        let members: Vec<String> = members.collect();
        let marks = [&of.england, &of.region].into_iter().flatten();
        let marks = marks.map(|against| {
            let value = digits(&indicator, against.value);
            format!("; {} {value}", self.short(against.benchmark))
        });
        sentence_start(&format!(
            "bars of present authorities and of {}: {} together; {}{}.",
            footprint.name,
            digits(&indicator, of.year.value),
            members.join(", "),
            marks.collect::<String>()
        ))
    }
}

/// "On 31 March 2025", "In 2024-25".
fn when(of: &FootprintFigure<'_>) -> String {
    if of.period.kind == YearKind::Financial {
        format!("In {}", of.period.short())
    } else {
        sentence_start(&of.period.in_words())
    }
}

/// What a figure is called after its first mention.
fn what_it_is(indicator: &Indicator) -> &'static str {
    if indicator.unit.is_rate() {
        "the rate"
    } else if indicator.unit.is_percent() {
        "the share"
    } else {
        "the number"
    }
}

/// "the 23 statistical neighbours of its members".
fn who_they_are(footprint: &Footprint, others: &Peers) -> String {
    let many = others.members.len();
    match footprint.others.key.as_str() {
        "by-hand" => format!("the {} chosen by hand", number_word(many)),
        _ => format!("the {} {}", number_word(many), others.group.name),
    }
}

/// How many of the others have a higher figure: a place, whatever direction is good.
fn would_rank(rank: &FootprintRank) -> Option<String> {
    let others = rank.others;
    if others == 0 {
        return None;
    }
    if rank.same == 0 && (rank.higher == 0 || rank.higher == others) {
        let way = if rank.higher == 0 { "lower" } else { "higher" };
        return Some(format!(
            "All {others} other authorities with a figure have a {way} one."
        ));
    }
    let higher = match rank.higher {
        0 => "none has a higher one".to_owned(),
        1 => "one has a higher one".to_owned(),
        many => format!("{} have a higher one", number_word(many)),
    };
    let same = match rank.same {
        0 => String::new(),
        1 => " and one the same".to_owned(),
        many => format!(" and {} the same", number_word(many)),
    };
    Some(format!(
        "Of {others} other authorities with a figure, {higher}{same}."
    ))
}

/// How it moved since the first year that is like this one.
fn footprint_change(of: &FootprintFigure<'_>) -> Option<String> {
    let change = of.change.as_ref()?;
    let indicator = printed_as(of);
    let first = if change.is_cut {
        "the first year of the present definition"
    } else {
        "the first year with counts for every member"
    };
    let moved = match change.is_beyond_chance {
        None => String::new(),
        Some(false) => "; the change since lies within chance".to_owned(),
        Some(true) => format!(
            "; the {} since lies beyond chance",
            super::rise_or_fall(change.is_up)
        ),
    };
    Some(format!(
        "In {}, {first}, it was {}{moved}.",
        of.panel.period(change.from).short(),
        short_quantity(&indicator, change.earlier)
    ))
}
