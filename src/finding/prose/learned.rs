//! Words about who stood as far out and has moved since.

use super::judgements::day;
use super::{Prose, digits, list, number_word, quantity, rose_or_fell, sentence_start, targets};
use crate::compare::Comparison;
use crate::compare::learn::rule::{
    LEAST_YEARS, LearnPlacebo, LearnPoint, LearnShortfall, SHUFFLES,
};
use crate::compare::learn::{
    Learned, LearnedAround, LearnedPlace, LikeOurs, MISSES, MovedBeside, NearMiss, NotLearned,
    UsualCourse,
};
use crate::observation::indicator::Indicator;
use crate::observation::judgement::{Grade, Judgement};
use crate::reference::group::list_date;
use crate::stat::round::format_number;

pub(crate) const TITLE: &str = "Where others have moved";
/// Said with every answer.
pub(crate) const NOT_WHY: &str =
    "This shows who moved, and not why: figures name places to ask, and no practice to copy.";

/// The rule in words, under each table.
pub(crate) const RULE: &str = "Moved: stood no more than half a standard deviation nearer to England, and for three years or more has not stood there again; the \
     distance from England shrank by half a standard deviation or more, beyond chance in the counts (95%, two counts, with the usual spread \
     of yearly changes), further than among its own neighbours, with three quarters of the furthest move kept and a steady course.";

/// In what a place is like ours.
pub(crate) fn like(of: &[LikeOurs]) -> String {
    let said: Vec<String> = of
        .iter()
        .map(|one| match one {
            LikeOurs::Neighbour(of) => format!("neighbour (list of {})", list_date(*of)),
            LikeOurs::CountsUs(of) => format!("has it as a neighbour (list of {})", list_date(*of)),
            LikeOurs::AsDeprived => {
                "share of deprived areas within 10 points of its own".to_owned()
            }
        })
        .collect();
    said.join("; ")
}

/// How a place stands to the rule, in a table.
pub(crate) fn state(short: Option<&LearnShortfall>) -> String {
    match short {
        None => "moved".to_owned(),
        Some(LearnShortfall::NeverAsFar { .. }) => "never stood as far out".to_owned(),
        Some(LearnShortfall::StillThere) => "stands there still".to_owned(),
        Some(LearnShortfall::TooRecent { .. }) => {
            format!("left less than {LEAST_YEARS} years ago")
        }
        Some(LearnShortfall::TooSmall { .. }) => "moved too little beside England".to_owned(),
        Some(LearnShortfall::Chance { .. }) => "the move is within chance".to_owned(),
        Some(LearnShortfall::Neighbours { .. }) => "its own neighbours moved as far".to_owned(),
        Some(LearnShortfall::TurnedBack { .. }) => "turned back since".to_owned(),
        Some(LearnShortfall::NoDirection { .. }) => "no steady course since".to_owned(),
    }
}

/// The year that a shortfall is about.
pub(crate) fn year_of(short: &LearnShortfall) -> Option<&LearnPoint> {
    match short {
        LearnShortfall::NeverAsFar { furthest } => Some(furthest),
        LearnShortfall::StillThere => None,
        LearnShortfall::TooRecent { from }
        | LearnShortfall::TooSmall { from }
        | LearnShortfall::Chance { from }
        | LearnShortfall::Neighbours { from }
        | LearnShortfall::TurnedBack { from }
        | LearnShortfall::NoDirection { from } => Some(from),
    }
}

/// How often the rule names somebody among years in random order, and how many that would be of those that stood there.
pub(crate) fn placebo(of: LearnPlacebo, stood: usize) -> String {
    match of.share() {
        None => "Nobody ever stood as far out, so the rule had nothing to be tried on.".to_owned(),
        Some(share) => format!(
            "Tried on years in random order ({SHUFFLES} orders of each authority that stood there), the rule finds a move in {} of 100, which would be {} of these {stood}.",
            format_number(share * 100.0, 1),
            format_number(share * stood as f64, 1)
        ),
    }
}

/// "fell from 184 per 10,000 in 2019 to 120 in 2025 (England: 65 to 67)".
fn moved(of: &MovedBeside<'_>) -> String {
    let indicator = &of.panel.indicator;
    let course = if indicator.printed(of.earlier) == indicator.printed(of.now) {
        format!("stayed at {}", quantity(indicator, of.now))
    } else {
        format!(
            "{} from {} to {}",
            rose_or_fell(of.now > of.earlier),
            digits(indicator, of.earlier),
            digits(indicator, of.now)
        )
    };
    let england = of.england.map_or(String::new(), |[before, now]| {
        format!(
            " (England: {} to {})",
            digits(indicator, before),
            digits(indicator, now)
        )
    });
    format!("{} {course}{england}", lower_start(&indicator.short))
}

/// A short name inside a sentence: its first letter small, unless it is an abbreviation.
fn lower_start(short: &str) -> String {
    let mut letters = short.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => short.to_owned(),
    }
}

impl Prose<'_> {
    /// The answer about all places, before those that moved are told one by one.
    pub(crate) fn learned(&self, c: &Comparison<'_>, of: &Learned) -> String {
        let mut said = self.learned_sentences(c, of);
        said.push(NOT_WHY.to_owned());
        said.join(" ")
    }

    /// The same, a sentence each, without what must always be said.
    pub(crate) fn learned_sentences(&self, c: &Comparison<'_>, of: &Learned) -> Vec<String> {
        let name = self.said_name(c.area);
        let further = if of.is_lower { "or above" } else { "or below" };
        let mut said = vec![format!(
            "{name} stands at {} and England at {} ({}); about as far out means {} {further}, in the terms of that year.",
            quantity(c.indicator, of.own),
            digits(c.indicator, of.england),
            c.period.short(),
            digits(c.indicator, of.as_far)
        )];
        said.push(format!(
            "Of {} places like {name} with figures since {}, {} stood there in some year.",
            of.asked,
            of.since,
            none_or(of.stood)
        ));
        if of.stood > 0 {
            said.push(self.who_moved(of));
        }
        said.extend(self.near_misses(c, of));
        if let Some(usual) = of.usual {
            said.push(usual_course(c, of, &usual));
        }
        said.push(placebo(of.placebo, of.stood));
        if let Some(first) = said.first_mut() {
            *first = sentence_start(first);
        }
        said
    }

    fn who_moved(&self, of: &Learned) -> String {
        if !of.placebo.is_low() {
            return "Nobody is named, since the rule finds moves too often where there are none."
                .to_owned();
        }
        let names: Vec<String> = of
            .found
            .iter()
            .map(|place| self.said_name(place.area).to_owned())
            .collect();
        match names.len() {
            0 => "None of them has moved since by the rule.".to_owned(),
            1 => format!("One of them has moved since: {}.", list(&names)),
            many => format!(
                "{} of them have moved since: {}.",
                sentence_start(&number_word(many)),
                list(&names)
            ),
        }
    }

    /// The nearest misses, where nobody is named.
    fn near_misses(&self, c: &Comparison<'_>, of: &Learned) -> Option<String> {
        if !of.found.is_empty() || of.misses.is_empty() {
            return None;
        }
        let each: Vec<String> = of
            .misses
            .iter()
            .take(MISSES)
            .map(|miss| self.near_miss(c, miss))
            .collect();
        Some(format!("Nearest to the rule: {}.", each.join("; ")))
    }

    fn near_miss(&self, c: &Comparison<'_>, miss: &NearMiss) -> String {
        let year = year_of(&miss.short).map_or(String::new(), |point| {
            format!(
                ", {} in {}",
                digits(c.indicator, point.value),
                c.panel.period(point.column).short()
            )
        });
        format!(
            "{} ({}{year})",
            self.said_name(miss.area),
            state(Some(&miss.short))
        )
    }

    /// One place that moved, in sentences.
    pub(crate) fn learned_place(
        &self,
        c: &Comparison<'_>,
        place: &LearnedPlace,
        around: &LearnedAround<'_>,
    ) -> String {
        self.place_sentences(c, place, around).join(" ")
    }

    /// The same, a sentence each.
    pub(crate) fn place_sentences(
        &self,
        c: &Comparison<'_>,
        place: &LearnedPlace,
        around: &LearnedAround<'_>,
    ) -> Vec<String> {
        let (from, now) = (place.found.from, place.found.now);
        let year = |point: LearnPoint| c.panel.period(point.column).short();
        let neighbours = place.neighbours.map_or(String::new(), |[before, after]| {
            format!(
                ", its own neighbours’ average from {} to {}",
                super::mean_digits(c.indicator, before),
                super::mean_digits(c.indicator, after)
            )
        });
        let mut said = vec![format!(
            "{}: from {} in {} to {} in {}; England {}{neighbours}.",
            self.said_name(place.area),
            quantity(c.indicator, from.value),
            year(from),
            digits(c.indicator, now.value),
            year(now),
            went(c.indicator, [from.england, now.england])
        )];
        if let Some(earlier) = place.found.earlier {
            said.push(format!(
                "It had {} in {} before that, so part of the move is a return.",
                digits(c.indicator, earlier.value),
                year(earlier)
            ));
        }
        if !place.like.is_empty() {
            said.push(format!(
                "It is like {}: {}.",
                self.said_name(c.area),
                like(&place.like)
            ));
        }
        if !around.flows.is_empty() {
            let each: Vec<String> = around.flows.iter().map(moved).collect();
            said.push(format!("Of the flows, {}.", list(&each)));
        }
        said.push(others(around));
        said.push(judged(&around.judged, [&year(from), &year(now)]));
        said.push(self.size_beside(c, around));
        said
    }

    fn size_beside(&self, c: &Comparison<'_>, around: &LearnedAround<'_>) -> String {
        let own = crate::compare::significance::counts(c.panel, c.at, c.area).map(|(_, of)| of);
        let children = format_number(around.children, 0);
        let base = match own {
            Some(own) => format!("{children} ({} here)", format_number(own, 0)),
            None => children,
        };
        let percent = |share: f64| format_number(share * 100.0, 0);
        let register = &c.reference.register;
        let own_share = register.get(c.area).and_then(|of| of.deprived_share());
        let share = around
            .deprived_share
            .zip(own_share)
            .map_or(String::new(), |(of, own)| {
                format!(
                    "; {}% of its small areas are among England’s most deprived tenth ({}% here)",
                    percent(of),
                    percent(own)
                )
            });
        format!("The base of its figure is {base}{share}.")
    }

    /// What the chart of those that moved shows, in words.
    pub(crate) fn learned_alt(&self, c: &Comparison<'_>, of: &Learned) -> String {
        let each: Vec<String> = of
            .found
            .iter()
            .map(|place| {
                format!(
                    "{} from {} to {}",
                    self.short(place.area),
                    digits(c.indicator, place.found.from.value),
                    digits(c.indicator, place.found.now.value)
                )
            })
            .collect();
        format!("Line chart. Moved: {}.", each.join("; "))
    }

    /// Why nothing can be said of an indicator.
    pub(crate) fn not_learned(&self, c: &Comparison<'_>, why: NotLearned) -> String {
        let short = &c.indicator.short;
        match why {
            NotLearned::NoDirection => targets::no_direction(short),
            NotLearned::NoCounts => format!(
                "{short}: only rates and shares whose counts are published can be asked about, and {} has none here.",
                self.said_name(c.area)
            ),
            NotLearned::NoEngland => {
                format!("{short}: there is no figure of England to measure the distance from.")
            }
            NotLearned::OnTheWantedSide => format!(
                "{short}: {} has {} and England {}, so there is no gap to England of which others could tell.",
                self.said_name(c.area),
                c.reading
                    .value()
                    .map_or(String::new(), |value| quantity(c.indicator, value)),
                c.comparable_england()
                    .map_or(String::new(), |value| digits(c.indicator, value))
            ),
            NotLearned::TooFew => format!("{short}: too few authorities have a figure."),
        }
    }
}

/// What such places did on average.
fn usual_course(c: &Comparison<'_>, of: &Learned, usual: &UsualCourse) -> String {
    let (then, now) = (
        c.indicator.printed(usual.then),
        c.indicator.printed(usual.now),
    );
    let follows = if then == now || (now < then) != of.is_lower {
        "such places did not usually move the way asked for"
    } else {
        "part of any move is what usually follows such a year"
    };
    format!(
        "Of all authorities, {} stood there at least {} years ago; their average went from {} to {}, in today’s terms: {follows}.",
        number_word(usual.stood),
        number_word(usize::try_from(LEAST_YEARS).unwrap_or_default()),
        digits(c.indicator, usual.then),
        digits(c.indicator, usual.now)
    )
}

/// "went from 69 to 67", or that the printed figure is the same.
fn went(indicator: &Indicator, [before, now]: [f64; 2]) -> String {
    if indicator.printed(before) == indicator.printed(now) {
        format!("stayed at {}", digits(indicator, now))
    } else {
        format!(
            "went from {} to {}",
            digits(indicator, before),
            digits(indicator, now)
        )
    }
}

fn none_or(number: usize) -> String {
    match number {
        0 => "none".to_owned(),
        some => number_word(some),
    }
}

/// The same of several authorities of one run.
pub(crate) fn not_learned_in(short: &str, why: NotLearned, number: usize) -> String {
    let why = match why {
        NotLearned::NoDirection => return targets::no_direction(short),
        NotLearned::NoCounts => "have no figure whose count is published",
        NotLearned::NoEngland => "have no figure of England to be measured from",
        NotLearned::OnTheWantedSide => {
            "have no gap to England of which others could tell: they are level with it or on the side that is asked for"
        }
        NotLearned::TooFew => "stand among too few with a figure",
    };
    format!("{short}: {number} authorities {why}.")
}

/// What else moved over the same years.
fn others(around: &LearnedAround<'_>) -> String {
    if around.looked_at == 0 {
        return "No other rate of social care has both years.".to_owned();
    }
    if around.others.is_empty() {
        return format!(
            "None of {} other rates of social care moved beyond chance and clearly further than England’s.",
            number_word(around.looked_at)
        );
    }
    let each: Vec<String> = around.others.iter().map(moved).collect();
    format!(
        "Beyond chance and clearly further than England’s also moved: {}.",
        each.join("; ")
    )
}

/// Ofsted's judgements at the end of both years.
fn judged(of: &[Option<(Judgement, Grade)>; 2], years: [&str; 2]) -> String {
    let one = |held: &Option<(Judgement, Grade)>, year: &str| match held {
        Some((judgement, grade)) => format!(
            "{} in {year}{}",
            grade.word().to_lowercase(),
            judgement
                .published
                .map_or(String::new(), |published| format!(
                    " (report of {})",
                    day(published)
                ))
        ),
        None => format!("not judged as a whole by {year}"),
    };
    let [before, now] = of;
    let same = before
        .as_ref()
        .zip(now.as_ref())
        .is_some_and(|(one, other)| one.0 == other.0);
    match before.as_ref().filter(|_| same) {
        Some((judgement, grade)) => format!(
            "Ofsted’s judgement was {} throughout{}.",
            grade.word().to_lowercase(),
            judgement
                .published
                .map_or(String::new(), |published| format!(
                    " (report of {})",
                    day(published)
                ))
        ),
        None => format!(
            "Ofsted’s judgement: {}; {}.",
            one(before, years[0]),
            one(now, years[1])
        ),
    }
}

/// That the officer has to say in a paper's definition which way is wanted.
pub(crate) fn no_way(short: &str) -> String {
    format!(
        "{short}: nobody has said which way is wanted, so it is not told where others have moved."
    )
}

/// What the chart shows, behind the authority's name.
pub(crate) const SUBTITLE: &str = ", with England and places that moved";

/// The name of a table of one indicator.
pub(crate) fn title(prose: Prose<'_>, c: &Comparison<'_>) -> String {
    format!(
        "{TITLE}: {}, places like {}, to {}",
        c.indicator.short,
        prose.said_name(c.area),
        c.period.short()
    )
}
