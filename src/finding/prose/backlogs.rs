//! What is said of a backlog: what is done and left, the pace needed and the pace reached, and when the rest would be done. No sentence
//! promises a day.

use super::judgements::day;
use super::{list, number_word, sentence_start};
use crate::measure::backlog::{BacklogPace, BacklogReport, LEAST_WEEKS, MOST_WEEKS, PaceOf};
use crate::stat::round::format_number;
use jiff::civil::Date;

pub(crate) const PACES: &str = "Pace needed and pace reached";
pub(crate) const WEEKS: &str = "Cases done and left by week";
pub(crate) const UNIT: &str = "cases";
/// The labels of the chart's lines and of its shade.
pub(crate) const LEFT: &str = "Left to do";
pub(crate) const ON_PACE: &str = "At the pace needed";
pub(crate) const SHADE: &str = "Shaded: 80% of draws from the last weeks";
pub(crate) const LOWEST: &str = "Lower end of the draws";
/// Said with every result.
pub(crate) const NO_PROMISE: &str = "This is arithmetic on past weeks and never a promise: it knows no holidays, leavers or new cases.";
/// How the range was made.
pub(crate) const METHODS: &str = "Pace: by how much what is left came down in a whole week, or the cases done where what is left was not returned; over a hole, the \
     same for each of its weeks. Range: 2,000 draws with a fixed seed, each week to come like one of the last eight whole weeks, whichever; the middle 80% of the draws, in whole weeks from the day of asking.";

/// Most weeks without a figure that are named one by one.
const NAMED: usize = 6;

fn cases(number: f64) -> String {
    format_number(number, 0)
}

/// "66", "12.5": whole from twenty on.
fn a_week(pace: f64) -> String {
    format_number(pace, u8::from(pace.abs() < 20.0 && pace.fract() != 0.0))
}

/// Which weeks a pace is of, as a heading.
pub(crate) fn pace_of(of: PaceOf, weeks: usize) -> String {
    match of {
        PaceOf::Last(1) => "the last week".to_owned(),
        PaceOf::Last(many) => format!("the last {} weeks", number_word(many)),
        PaceOf::Slowest => format!("the slowest of the last {}", number_word(weeks)),
        PaceOf::Fastest => format!("the fastest of the last {}", number_word(weeks)),
    }
}

/// On which day nothing would be left, in a table.
pub(crate) fn done_by(of: Option<Date>) -> String {
    of.map_or_else(
        || format!("not within {} years", MOST_WEEKS / 52),
        |date| date.to_string(),
    )
}

/// Everything that is said, in sentences.
pub(crate) fn sentences(report: &BacklogReport) -> Vec<String> {
    let mut said = vec![position(report)];
    said.extend(stale(report));
    if report.to_do() > 0.0 {
        said.push(needed(report));
        said.extend(reached(report));
        said.extend(ends(report));
        said.extend(drawn(report));
        said.push(NO_PROMISE.to_owned());
    }
    said.extend(holes(report));
    said.extend(contradictions(report));
    said
}

fn position(report: &BacklogReport) -> String {
    let when = day(report.newest().sunday.min(report.as_at));
    let left = match report.to_do() {
        left if left <= 0.0 => "none was left".to_owned(),
        1.0 => "one was left".to_owned(),
        left => format!("{} were left", cases(left)),
    };
    let Some((total, down)) = report.total.zip(report.come_down()) else {
        return format!("On {when}, {left}.");
    };
    // Where cases came in, what has come down is not what was done.
    let adds_up = report.done_returned.is_none_or(|done| done == down);
    if down < 0.0 {
        format!(
            "By {when}, {left}, {} more than the {} at first.",
            cases(-down),
            cases(total)
        )
    } else if adds_up || has_holes(report) {
        format!(
            "By {when}, {} of {} cases were done and {left}.",
            cases(down),
            cases(total)
        )
    } else {
        format!(
            "By {when}, {left}, {} fewer than the {} cases at first.",
            cases(down),
            cases(total)
        )
    }
}

/// Whether some week has no figure of what was done in it.
fn has_holes(report: &BacklogReport) -> bool {
    !report.holes.is_empty() || report.weeks.iter().any(|week| week.done.is_none())
}

fn stale(report: &BacklogReport) -> Option<String> {
    report.is_stale.then(|| {
        format!(
            "No newer figure has come by {}: what was done since is not known.",
            day(report.as_at)
        )
    })
}

fn needed(report: &BacklogReport) -> String {
    match report.needed().zip(report.weeks_left) {
        Some((needed, weeks)) => format!(
            "To finish by {}, {} from {}, takes {} cases a week.",
            day(report.due),
            weeks_in_words(weeks),
            day(report.as_at),
            a_week(needed.ceil())
        ),
        None => format!("They were due by {}, which has passed.", day(report.due)),
    }
}

fn weeks_in_words(weeks: f64) -> String {
    match format_number(weeks, u8::from(weeks < 10.0 && weeks.fract() != 0.0)).as_str() {
        "1" => "one week".to_owned(),
        many => format!("{many} weeks"),
    }
}

/// The paces of the last weeks, the nearest first.
fn means(report: &BacklogReport) -> impl Iterator<Item = &BacklogPace> {
    let paces = report.paces.iter();
    paces.filter(|of| matches!(of.of, PaceOf::Last(_)))
}

/// "The last four weeks brought it down by 62 a week and the last eight by 66; single weeks went from 34 to 101."
fn reached(report: &BacklogReport) -> Option<String> {
    let said = means(report).enumerate().map(|(at, of)| match of.of {
        PaceOf::Last(weeks) if at > 0 => {
            format!("the last {} by {}", number_word(weeks), in_words(of.pace))
        }
        _ => format!(
            "{} brought it down by {} a week",
            sentence_start(&pace_of(of.of, report.last.len())),
            in_words(of.pace)
        ),
    });
    let said: Vec<String> = said.collect();
    let end = |wanted: PaceOf| report.paces.iter().find(|of| of.of == wanted);
    let ends = end(PaceOf::Slowest).zip(end(PaceOf::Fastest));
    let ends = match ends.filter(|(slowest, fastest)| slowest.pace < fastest.pace) {
        Some((slowest, fastest)) => format!(
            "; single weeks went from {} to {}",
            in_words(slowest.pace),
            in_words(fastest.pace)
        ),
        None => String::new(),
    };
    (!said.is_empty()).then(|| format!("{}{ends}.", list(&said)))
}

/// A pace below zero is a week in which more was left at the end.
fn in_words(pace: f64) -> String {
    if pace < 0.0 {
        format!("minus {}", a_week(-pace))
    } else {
        a_week(pace)
    }
}

fn ends(report: &BacklogReport) -> Option<String> {
    let when = |of: &BacklogPace| {
        of.done_by.map_or_else(
            || format!("not within {} years", MOST_WEEKS / 52),
            |date| format!("by {}", day(date)),
        )
    };
    match *means(report).collect::<Vec<_>>().as_slice() {
        [] => None,
        [one] => Some(format!(
            "At that pace the rest would be done {}.",
            when(one)
        )),
        [first, second, ..] if when(first) == when(second) => Some(format!(
            "At either pace the rest would be done {}.",
            when(first)
        )),
        [first, second, ..] => Some(format!(
            "At the first pace the rest would be done {}, at the second {}.",
            when(first),
            when(second)
        )),
    }
}

fn drawn(report: &BacklogReport) -> Option<String> {
    let Some(range) = &report.range else {
        let few = report.last.len() < LEAST_WEEKS;
        return few.then(|| {
            format!(
                "A range is not drawn from {}: {} are needed.",
                match report.last.len() {
                    0 => "no whole week".to_owned(),
                    1 => "one whole week".to_owned(),
                    many => format!("{} whole weeks", number_word(many)),
                },
                number_word(LEAST_WEEKS)
            )
        });
    };
    let end = match range.done_by {
        [Some(early), Some(late)] if early == late => format!("about {}", day(early)),
        [Some(early), Some(late)] => format!("between {} and {}", day(early), day(late)),
        [Some(early), None] => format!(
            "between {} and a day later than {} years from now",
            day(early),
            MOST_WEEKS / 52
        ),
        [None, _] => format!("later than {} years from now", MOST_WEEKS / 52),
    };
    let left = report.left_when_due().map_or(String::new(), |(low, high)| {
        if high <= 0.0 {
            ", with nothing left in the last whole week before it is due".to_owned()
        } else if low == high {
            format!(", and {} would be left when it is due", cases(low))
        } else {
            format!(
                ", and {} to {} would be left when it is due",
                cases(low),
                cases(high)
            )
        }
    });
    Some(format!(
        "With weeks like any of the last {}, the end falls {end} in eight of ten draws{left}.",
        number_word(report.last.len())
    ))
}

fn holes(report: &BacklogReport) -> Option<String> {
    let named: Vec<String> = report
        .holes
        .iter()
        .take(NAMED)
        .map(|week| day(*week))
        .collect();
    let rest = report.holes.len().saturating_sub(NAMED);
    let more = match rest {
        0 => String::new(),
        more => format!(" and {} more", number_word(more)),
    };
    match named.as_slice() {
        [] => None,
        [one] => Some(format!("No figure came for the week to {one}.")),
        many if rest > 0 => Some(format!(
            "No figures came for the weeks to {}{more}.",
            many.join(", ")
        )),
        many => Some(format!("No figures came for the weeks to {}.", list(many))),
    }
}

/// Sums that do not agree, and rows that contradict others.
fn contradictions(report: &BacklogReport) -> Vec<String> {
    let mut said = Vec::new();
    let down = report
        .come_down()
        .filter(|_| report.newest().is_left_returned);
    if let Some((done, down)) = report.done_returned.zip(down)
        && done != down
        && !has_holes(report)
    {
        said.push(format!(
            "The weeks add up to {} done, though what is left came down by {}.",
            cases(done),
            in_words(down)
        ));
    }
    let rows: Vec<String> = report
        .checks
        .iter()
        .filter(|check| CONTRADICTIONS.contains(&check.name))
        .filter_map(|check| Some(check.row?.to_string()))
        .collect();
    match rows.as_slice() {
        [] => {}
        [one] => said.push(format!("Row {one} contradicts the row before it.")),
        many => said.push(format!(
            "Rows {} contradict the rows before them.",
            list(many)
        )),
    }
    said
}

const CONTRADICTIONS: [&str; 3] = ["too-many-done", "remaining-grew", "done-does-not-fit"];

/// What the chart says.
pub(crate) fn chart_title(report: &BacklogReport) -> String {
    let needed = report.needed().map_or(String::new(), |needed| {
        format!(": {} a week needed", a_week(needed.ceil()))
    });
    let reached = report
        .paces
        .first()
        .filter(|_| !needed.is_empty())
        .map_or(String::new(), |of| {
            format!(", {} reached", in_words(of.pace))
        });
    format!("{} left to do{needed}{reached}", cases(report.to_do()))
}

pub(crate) fn chart_subtitle(report: &BacklogReport) -> String {
    format!(
        "Cases left at the end of each week; due by {}",
        day(report.due)
    )
}

pub(crate) fn chart_alt(report: &BacklogReport) -> String {
    format!(
        "Line chart of the cases left to do by week. {}",
        sentences(report).join(" ")
    )
}
