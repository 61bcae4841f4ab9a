//! How a finding is said: its phrase, filled from its evidence. One sentence, one point, at most so many words.

use super::{
    Words, beside, digits, judged, mean_digits, mean_digits_trimmed, number_word, ordinal, place,
    quantity, reason, sentence_case,
};
use crate::compare::Comparison;
use crate::compare::change::OneYear;
use crate::compare::course::{Direction, Extreme, Run};
use crate::compare::departure::Parting;
use crate::compare::nation::{FunnelPlace, Span};
use crate::compare::panel::Panel;
use crate::compare::peers::{Order, PlaceOf};
use crate::compare::pyramid::{Lowest, Opposition, Pyramid};
use crate::compare::significance::Against;
use crate::compare::standing::{Flip, PeerPlace, Quarter, Silence, Why};
use crate::compare::trend::{Recent, Sustained};
use crate::compare::{Side, change};
use crate::finding::phrases::{Phrases, Values};
use crate::finding::{England, Finding, Gap, Placed, Record, Trend};
use crate::observation::indicator::Indicator;
use crate::reference::group::list_date;
use crate::stat::departure::Shape;
use crate::stat::round::format_number;
use crate::stat::trend as shape;
use crate::stat::verdict;

/// The longest sentence that plain English allows (GDS).
pub(crate) const MOST_WORDS: usize = 25;

type Said = (&'static str, Values);

impl Words<'_> {
    /// The sentence of a finding. Where the full phrase with the indicator's full name is too long, shorter forms are tried.
    pub(crate) fn finding(
        &self,
        finding: &Finding,
        case: &Comparison<'_>,
        phrases: &Phrases,
    ) -> String {
        let (key, mut values) = self.said(finding, case);
        let c = case;
        let whose = self.whose(c.area);
        let short = sentence_case(&c.indicator.short);
        values.extend([
            ("whose", whose.clone()),
            ("name", self.short(c.area).to_owned()),
            ("short", short.clone()),
            (
                "value",
                c.reading
                    .value()
                    .map(|value| quantity(c.indicator, value))
                    .unwrap_or_default(),
            ),
            ("year", c.period.short()),
        ]);
        let subjects = [
            format!("{whose} {}", c.indicator.noun),
            format!("{whose} figure ({short})"),
        ];
        let filled = subjects.map(|subject| {
            let mut values = values.clone();
            values.push(("subject", subject));
            phrases.fill(key, &values)
        });
        let [[full, brief], [short_full, short_brief]] = filled;
        let sentences = [full, short_full, brief, short_brief];
        let fits = |sentence: &&String| sentence.split_whitespace().count() <= MOST_WORDS;
        sentences
            .iter()
            .find(fits)
            .or(sentences.last())
            .cloned()
            .unwrap_or_default()
    }

    /// Which phrase, and what it needs beside whose figure of what it is.
    fn said(&self, finding: &Finding, case: &Comparison<'_>) -> Said {
        match finding {
            Finding::Placed(Placed::Ranked(span)) => ranked(span, case),
            Finding::Placed(Placed::Quarter(quarter)) => in_quarter(quarter),
            Finding::ApartFromPeers(place) if place.beyond_all() => {
                ("peers.beyond", peers(place, case))
            }
            Finding::ApartFromPeers(place) => ("peers.unexpected", predicted(place, case)),
            Finding::WithinPeers(place) => within_peers(place, case),
            Finding::ApartFromEngland(England::Tested(against)) => {
                ("england.apart", england(against, case))
            }
            Finding::ApartFromEngland(England::Untested(gap)) => untested(gap, case),
            Finding::NotApartFromEngland(against) => ("england.alike", england(against, case)),
            Finding::OutsideExpected(place) => ("funnel.outside", funnel(place, case)),
            Finding::WithinExpected(place) => ("funnel.within", funnel(place, case)),
            Finding::Changed(change) => changed(change, case),
            Finding::Trending(Trend::Recent(trend)) => recent(trend, case),
            Finding::Trending(Trend::Sustained(trend)) => sustained(trend, case),
            Finding::ExtremeSince(Record::Since(extreme)) => since(extreme, case),
            Finding::ExtremeSince(Record::Lowest(lowest)) => at_lowest(lowest, case),
            Finding::RunOf(run) => run_of(run, case),
            Finding::PartedFromPeers(parting) => parted(parting, case),
            Finding::AlreadyApart(parting) => already(parting, case),
            Finding::Opposed(opposition) => opposed(opposition, case),
            Finding::Escalation(of) => escalation(&of.latest),
            Finding::NeighboursChanged(flip) => flipped(flip, case),
            Finding::Withheld(silence) => withheld(silence, case),
        }
    }
}

fn ranked(span: &Span, case: &Comparison<'_>) -> Said {
    let order = Order::of(case.indicator.polarity);
    let at = PlaceOf {
        place: span.place,
        of: span.of,
        order,
    };
    let mut name = place(&at);
    name = match order {
        Order::BestFirst if name == "1st" => "the best".to_owned(),
        Order::BestFirst => format!("{name} best"),
        Order::HighestFirst => format!("the {name}"),
    };
    let from_below = order == Order::HighestFirst && name.ends_with("lowest");
    let (from, to) = if from_below {
        (span.of + 1 - span.to, span.of + 1 - span.from)
    } else {
        (span.from, span.to)
    };
    let end = if order == Order::BestFirst {
        "best"
    } else if from_below {
        "lowest"
    } else {
        "highest"
    };
    let key = if span.is_wide() {
        "placed.wide"
    } else {
        "placed.span"
    };
    let values = vec![
        ("place", name),
        ("of", span.of.to_string()),
        ("from", ordinal(from)),
        ("to", ordinal(to)),
        ("end", end.to_owned()),
    ];
    (key, values)
}

fn in_quarter(quarter: &Quarter) -> Said {
    let end = if quarter.highest { "highest" } else { "lowest" };
    (
        "placed.quarter",
        vec![("end", end.to_owned()), ("of", quarter.of.to_string())],
    )
}

fn above(is: bool) -> String {
    (if is { "above" } else { "below" }).to_owned()
}

/// "ten", or "eight (of ten)".
fn how_many(place: &PeerPlace) -> String {
    let (n, of) = (place.neighbours.n, place.neighbours.of);
    if n == of {
        number_word(n)
    } else {
        format!("{} (of {})", number_word(n), number_word(of))
    }
}

/// The neighbours' own range.
fn peers(place: &PeerPlace, case: &Comparison<'_>) -> Values {
    among(place, case, place.neighbours.min, place.neighbours.max)
}

/// Where one more neighbour would be expected.
fn predicted(place: &PeerPlace, case: &Comparison<'_>) -> Values {
    let of = place.expected(case.indicator);
    among(place, case, of.lower, of.upper)
}

fn among(place: &PeerPlace, case: &Comparison<'_>, low: f64, high: f64) -> Values {
    let indicator = case.indicator;
    vec![
        ("above", above(place.own > place.neighbours.mean)),
        ("n", how_many(place)),
        ("low", digits(indicator, low)),
        ("high", digits(indicator, high)),
        ("mean", mean_digits(indicator, place.neighbours.mean)),
        (
            "median",
            mean_digits_trimmed(indicator, place.neighbours.median),
        ),
    ]
}

fn within_peers(place: &PeerPlace, case: &Comparison<'_>) -> Said {
    let of = &place.neighbours;
    if place.beyond_all() {
        ("peers.expected", predicted(place, case))
    } else if case.side(of.mean) == Some(Side::Level) {
        ("peers.level", peers(place, case))
    } else if place.in_middle_half() {
        ("peers.middle", among(place, case, of.q1, of.q3))
    } else {
        ("peers.range", peers(place, case))
    }
}

/// "higher than", "lower (better) than".
fn than(indicator: &Indicator, higher: bool) -> String {
    let (word, side) = if higher {
        ("higher", Side::Above)
    } else {
        ("lower", Side::Below)
    };
    match judged(indicator, side) {
        Some(judged) => format!("{word} ({judged}) than"),
        None => format!("{word} than"),
    }
}

fn england(against: &Against, case: &Comparison<'_>) -> Values {
    let indicator = case.indicator;
    let (over, of) = against.counts;
    let limits = against.own.limits.p95;
    let published = case.comparable_england().unwrap_or(against.value);
    vec![
        (
            "counts",
            format!("{} of {}", format_number(over, 0), format_number(of, 0)),
        ),
        ("low", digits(indicator, limits.lower)),
        ("high", digits(indicator, limits.upper)),
        (
            "than",
            than(
                indicator,
                against.verdict.side() == Some(verdict::Side::Above),
            ),
        ),
        ("england", short_quantity(indicator, published)),
    ]
}

/// A figure beside another that carries the unit: only signs that stand close to the number stay.
fn short_quantity(indicator: &Indicator, value: f64) -> String {
    let close = indicator.unit.is_percent() || !indicator.unit.around().0.is_empty();
    if close {
        quantity(indicator, value)
    } else {
        digits(indicator, value)
    }
}

fn untested(gap: &Gap, case: &Comparison<'_>) -> Said {
    let values = vec![
        ("than", than(case.indicator, gap.is_above())),
        ("england", short_quantity(case.indicator, gap.england())),
    ];
    ("england.untested", values)
}

fn funnel(place: &FunnelPlace, case: &Comparison<'_>) -> Values {
    let limits = place.wide.p95;
    vec![
        ("above", above(place.value > place.average)),
        ("low", digits(case.indicator, limits.lower)),
        ("high", digits(case.indicator, limits.upper)),
    ]
}

fn verb(up: bool) -> String {
    (if up { "rose" } else { "fell" }).to_owned()
}

fn noun(up: bool) -> String {
    (if up { "rise" } else { "fall" }).to_owned()
}

/// " (better)", where the polarity says so.
fn judgement(indicator: &Indicator, up: bool) -> String {
    let side = if up { Side::Above } else { Side::Below };
    judged(indicator, side)
        .map(|word| format!(" ({word})"))
        .unwrap_or_default()
}

fn changed(change: &OneYear, case: &Comparison<'_>) -> Said {
    let (c, up) = (case, change.now > change.earlier);
    let mut size = super::difference(
        c.indicator,
        c.printed(change.now) - c.printed(change.earlier),
    );
    let percentage = change
        .percentage
        .map(|p| format_number(p.abs(), 0))
        .filter(|p| p != "0" && !c.indicator.unit.is_percent());
    if let Some(percentage) = percentage {
        size = format!("{size} ({percentage}%)");
    }
    let share = change.position.and_then(|p| p.share()).unwrap_or_default();
    let steps = [
        (0.99, "99 in 100"),
        (0.95, "19 in 20"),
        (0.0, "nine in ten"),
    ];
    let share = steps
        .into_iter()
        .find(|(from, _)| share >= *from)
        .map_or("", |(_, words)| words);
    let tested = change
        .test
        .is_some_and(|test| change::level_of(test.p).is_some());
    let values = vec![
        ("rose", verb(up)),
        ("size", size),
        ("before", short_quantity(c.indicator, change.earlier)),
        ("earlier", year(case, change.from)),
        ("share", share.to_owned()),
        ("judged", judgement(c.indicator, up)),
    ];
    (
        if tested {
            "change.tested"
        } else {
            "change.large"
        },
        values,
    )
}

fn year(case: &Comparison<'_>, column: usize) -> String {
    case.panel
        .periods
        .get(column)
        .map(|period| period.short())
        .unwrap_or_default()
}

fn figure(case: &Comparison<'_>, column: usize) -> String {
    case.panel
        .value(column, case.area)
        .map(|value| short_quantity(case.indicator, value))
        .unwrap_or_default()
}

fn recent(recent: &Recent, case: &Comparison<'_>) -> Said {
    let first = recent.columns.first().copied().unwrap_or_default();
    let up = recent.trend.direction == shape::Direction::Increasing;
    (
        "trend.recent",
        vec![
            ("rise", noun(up)),
            ("before", figure(case, first)),
            ("earlier", year(case, first)),
        ],
    )
}

fn sustained(sustained: &Sustained, case: &Comparison<'_>) -> Said {
    let indicator = case.indicator;
    let mut slope = mean_digits(indicator, sustained.run.line.slope.abs());
    if slope.chars().all(|c| matches!(c, '0' | '.')) {
        slope = format!("less than {}1", &slope[..slope.len() - 1]);
    }
    let slope = format!("{}{slope}", indicator.unit.around().0);
    let slope = if indicator.unit.is_percent() {
        format!("{slope} percentage points")
    } else {
        slope
    };
    let up = sustained.run.sustained == shape::Direction::Increasing;
    let first = sustained.columns.first().copied().unwrap_or_default();
    (
        "trend.sustained",
        vec![
            ("rise", noun(up)),
            ("earlier", year(case, first)),
            ("slope", slope),
        ],
    )
}

fn since(extreme: &Extreme, case: &Comparison<'_>) -> Said {
    let highest = if extreme.direction == Direction::Up {
        "highest"
    } else {
        "lowest"
    };
    let mut notes = Vec::new();
    if extreme.gaps > 0 {
        notes.push(format!(
            "{} year{} missing",
            extreme.gaps,
            if extreme.gaps == 1 { "" } else { "s" }
        ));
    }
    if extreme.broken {
        notes.push("redefined since".to_owned());
    }
    let notes = if notes.is_empty() {
        String::new()
    } else {
        format!("; {}", notes.join(", "))
    };
    let mut values = vec![("highest", highest.to_owned()), ("notes", notes)];
    match extreme.since {
        Some(since) => values.push(("since", year(case, since))),
        None => values.push(("begins", year(case, extreme.begins))),
    }
    (
        if extreme.since.is_some() {
            "record.since"
        } else {
            "record.series"
        },
        values,
    )
}

fn at_lowest(lowest: &Lowest, case: &Comparison<'_>) -> Said {
    let mut values = vec![
        ("low_year", year(case, lowest.column)),
        ("low", digits(case.indicator, lowest.value)),
        ("years", number_word(lowest.years)),
        ("begins", year(case, lowest.begins)),
    ];
    match lowest.beside {
        Some(share) => {
            values.push(("beside", format!("{}%", format_number(share, 0))));
            ("record.adoptions", values)
        }
        None => ("record.lowest", values),
    }
}

fn run_of(run: &Run, case: &Comparison<'_>) -> Said {
    let up = run.direction == Direction::Up;
    let values = vec![
        ("rose", verb(up)),
        ("nth", ordinal(run.length)),
        ("judged", judgement(case.indicator, up)),
    ];
    ("run", values)
}

/// A gap of so much on the same side before the turn was apart already.
const APART_BEFORE: f64 = 0.1;

fn parted(parting: &Parting, case: &Comparison<'_>) -> Said {
    let (start, change) = (parting.onset.start, parting.onset.change);
    let up = change > 0.0;
    let rise = match (parting.onset.shape, up) {
        (Shape::Step, true) => "jumped",
        (Shape::Step, false) => "dropped",
        (_, true) => "began to rise",
        (_, false) => "began to fall",
    };
    let further = (start > 0.0) == up && start.abs() > APART_BEFORE * change.abs().max(1.0);
    let side = format!("{}{}", if further { "further " } else { "" }, above(up));
    let years = parting
        .years()
        .and_then(|span| years(case.panel, span))
        .unwrap_or_default();
    let values = vec![
        ("rise", rise.to_owned()),
        ("above", side),
        ("years", years),
        ("k", parting.placebo.moved_as_far.to_string()),
        ("n", parting.placebo.others.to_string()),
    ];
    (
        if parting.moves_away() {
            "parted.away"
        } else {
            "parted.towards"
        },
        values,
    )
}

/// "in 2020", "in 2020 or 2021", "between 2018 and 2021".
pub(super) fn years(panel: &Panel, (from, to): (usize, usize)) -> Option<String> {
    let year = |column: usize| panel.periods.get(column).map(|period| period.short());
    let (first, last) = (year(from)?, year(to)?);
    Some(
        match (from == to, panel.years_before(to, 1) == Some(from)) {
            (true, _) => format!("in {first}"),
            (false, true) => format!("in {first} or {last}"),
            (false, false) => format!("between {first} and {last}"),
        },
    )
}

fn already(parting: &Parting, case: &Comparison<'_>) -> Said {
    let is_above = parting
        .already
        .is_some_and(|already| already.side == verdict::Side::Above);
    let begins = parting
        .already
        .map(|already| year(case, already.begins))
        .unwrap_or_default();
    let key = if parting.turned() {
        "already.earlier"
    } else {
        "already.only"
    };
    let of = if parting.already.is_some_and(|already| already.beyond_all) {
        "all"
    } else {
        "most of"
    };
    (
        key,
        vec![
            ("above", format!("{} {of}", above(is_above))),
            ("begins", begins),
        ],
    )
}

fn opposed(opposition: &Opposition, case: &Comparison<'_>) -> Said {
    let number = |value: f64| digits(case.indicator, value);
    let [from, to] = opposition.columns.map(|column| year(case, column));
    let ([a, b], [c, d]) = (opposition.cases.map(number), opposition.plans.map(number));
    (
        "opposed",
        vec![
            ("a", a),
            ("b", b),
            ("c", c),
            ("d", d),
            ("from", from),
            ("to", to),
        ],
    )
}

fn escalation(pyramid: &Pyramid) -> Said {
    let number = |value: f64| format_number(value, 0);
    let peers = pyramid.neighbours.unwrap_or(pyramid.own);
    let values = vec![
        ("plans", number(pyramid.own.plans)),
        ("care", number(pyramid.own.care)),
        ("peer_plans", number(peers.plans)),
        ("peer_care", number(peers.care)),
    ];
    ("escalation", values)
}

fn flipped(flip: &Flip, case: &Comparison<'_>) -> Said {
    let word = |side: Side| beside(side).to_owned();
    let values = vec![
        ("this", word(flip.this)),
        ("list", case.list.to_string()),
        ("mean", mean_digits(case.indicator, flip.mean)),
        ("that", word(flip.that)),
        ("other", flip.other.to_string()),
        ("other_mean", mean_digits(case.indicator, flip.other_mean)),
    ];
    ("neighbours", values)
}

fn withheld(silence: &Silence, case: &Comparison<'_>) -> Said {
    match silence.why {
        Why::NoFigure(status) => ("withheld.figure", vec![("reason", reason(status))]),
        Why::NoNeighbours => ("withheld.neighbours", vec![("list", list_date(case.list))]),
        Why::TooFew { with_data, of } => (
            "withheld.few",
            vec![("with", with_data.to_string()), ("n", of.to_string())],
        ),
    }
}
