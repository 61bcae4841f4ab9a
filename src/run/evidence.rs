//! The evidence of a finding for programs: values, comparators, method, level, how many, and which release.

use crate::compare::Comparison;
use crate::compare::change::{OneYear, level_of};
use crate::compare::course::Direction;
use crate::compare::departure::Parting;
use crate::compare::nation::{FunnelPlace, Span};
use crate::compare::pyramid::{Escalation, Pyramid};
use crate::compare::rest::ROUNDED_TO;
use crate::compare::significance::{Against, whole};
use crate::compare::standing::PeerPlace;
use crate::finding::words::{self, Words};
use crate::finding::{England, Finding, Placed, Record, Trend};
use crate::stat::interval::{Interval, Limits};
use crate::stat::method::Method;
use crate::stat::rank_interval::{DRAWS, SEED};
use crate::stat::verdict::Verdict;
use serde_json::{Value, json};

/// What a finding rests on, before release and list are added: values, comparators, method, level, n.
struct Evidence {
    values: Value,
    comparators: Value,
    method: String,
    /// In per cent; none where nothing was tested.
    level: Option<f64>,
    n: Option<usize>,
}

impl Evidence {
    fn plain(values: Value, method: &str) -> Evidence {
        Evidence {
            values,
            comparators: json!({}),
            method: method.to_owned(),
            level: None,
            n: None,
        }
    }
}

/// The evidence as an object.
pub(crate) fn of(finding: &Finding, case: &Comparison<'_>, speaker: Words<'_>) -> Value {
    let evidence = match finding {
        Finding::Placed(placed) => place(placed, case),
        Finding::ApartFromPeers(place) | Finding::WithinPeers(place) => peers(place),
        Finding::ApartFromEngland(England::Tested(against))
        | Finding::NotApartFromEngland(against) => england(against, case),
        Finding::ApartFromEngland(England::Untested(gap)) => Evidence {
            comparators: json!({ "england": gap.england() }),
            ..Evidence::plain(
                own(case),
                "as published; not tested, since no counts are published",
            )
        },
        Finding::OutsideExpected(place) | Finding::WithinExpected(place) => funnel(place),
        Finding::Changed(change) => changed(change, case),
        Finding::Trending(trend) => trending(trend, case),
        Finding::ExtremeSince(record) => extreme(record, case),
        Finding::RunOf(run) => Evidence {
            n: Some(run.length),
            ..Evidence::plain(
                json!({ "value": case.reading.value(), "rising": run.direction == Direction::Up }),
                "order of years",
            )
        },
        Finding::PartedFromPeers(parting) | Finding::AlreadyApart(parting) => {
            departure(parting, case)
        }
        Finding::Opposed(pair) => {
            let years = pair.columns.map(|column| period(case, column));
            Evidence::plain(
                json!({ "years": years, "cases": pair.cases, "plans": pair.plans }),
                "pair rule: both moved by 5% or more",
            )
        }
        Finding::Escalation(of) => escalation(of, case),
        Finding::NeighboursChanged(flip) => Evidence {
            comparators: json!({
                case.list.to_string(): flip.mean,
                flip.other.to_string(): flip.other_mean,
            }),
            ..Evidence::plain(own(case), "neighbours' mean by either list")
        },
        Finding::Withheld(_) => Evidence {
            n: Some(case.neighbours.with_data()),
            ..Evidence::plain(
                json!({ "status": words::reason(case.reading.status()) }),
                "none",
            )
        },
    };
    json!({
        "values": evidence.values,
        "comparators": evidence.comparators,
        "method": evidence.method,
        "level": evidence.level,
        "n": evidence.n,
        "vintage": speaker.credit(case),
        "neighbour_list": case.list.to_string(),
    })
}

fn own(case: &Comparison<'_>) -> Value {
    json!({ "value": case.reading.value() })
}

fn period(case: &Comparison<'_>, column: usize) -> Option<String> {
    case.panel
        .periods
        .get(column)
        .map(|period| period.label.clone())
}

/// JSON has no infinity; an open end is null.
fn interval(of: Interval) -> Value {
    json!({ "lower": of.lower, "upper": of.upper })
}

fn limits(of: &Limits) -> Value {
    json!({ "95": interval(of.p95), "99.8": interval(of.p998) })
}

/// The strongest level that says so; for a similar figure the level at which no difference was found.
fn level(verdict: Verdict) -> f64 {
    if verdict.is_strong() { 99.8 } else { 95.0 }
}

fn place(placed: &Placed, case: &Comparison<'_>) -> Evidence {
    match placed {
        Placed::Ranked(Span {
            place,
            from,
            to,
            of,
            ..
        }) => Evidence {
            values: json!({ "value": case.reading.value(), "rank": place.rank, "shared_by": place.shared_by }),
            comparators: json!({ "rank_interval": { "lower": from, "upper": to }, "seed": SEED, "draws": DRAWS }),
            method: Method::RankDraws.name().to_owned(),
            level: Some(95.0),
            n: Some(*of),
        },
        Placed::Quarter(quarter) => {
            let quartiles = case.quartiles.map(|q| [q.q1, q.q2, q.q3]);
            Evidence {
                comparators: json!({ "quartiles": quartiles }),
                n: Some(quarter.of),
                ..Evidence::plain(own(case), "quartiles, type 7")
            }
        }
    }
}

fn peers(place: &PeerPlace) -> Evidence {
    let of = &place.neighbours;
    let standing = &place.standing;
    Evidence {
        values: json!({
            "value": place.own,
            "rank_from_highest": standing.rank_from_highest,
            "rank_from_lowest": standing.rank_from_lowest,
            "t": standing.t.is_finite().then_some(standing.t),
            "p": standing.p,
            "mads_from_median": standing.mads_from_median,
        }),
        comparators: json!({
            "mean": of.mean, "median": of.median, "sd": of.sd, "min": of.min, "max": of.max, "quartile_1": of.q1, "quartile_3": of.q3,
            "further_neighbour": limits(&of.predicted),
        }),
        method: of.method.name().to_owned(),
        level: Some(95.0),
        n: Some(of.n),
    }
}

fn england(against: &Against, case: &Comparison<'_>) -> Evidence {
    Evidence {
        values: json!({
            "value": against.own.value, "numerator": against.counts.0, "denominator": against.counts.1,
            "interval": limits(&against.own.limits), "verdict": against.verdict.name(), "p": against.p(),
        }),
        comparators: json!({
            "la_code": format!("{:03}", against.benchmark.0), "value": against.value, "region": region(case),
        }),
        method: format!(
            "{} interval against the published aggregate",
            against.own.method.name()
        ),
        level: Some(level(against.verdict)),
        n: whole(against.counts.1).and_then(|n| usize::try_from(n).ok()),
    }
}

/// The published region, and the rest of it without the authority's own counts.
fn region(case: &Comparison<'_>) -> Option<Value> {
    let (area, published) = case.comparable_region()?;
    let rest = case.tested().rest.map(|rest| {
        json!({
            "numerator": rest.rest.0, "denominator": rest.rest.1, "counts_rounded_to": ROUNDED_TO, "value": rest.value, "p": rest.p,
            "largest_p_before_rounding": rest.largest_p, "verdict": rest.verdict.name(), "method": rest.method.name(),
        })
    });
    let verdict = case
        .tested()
        .region
        .as_ref()
        .map(|against| against.verdict.name());
    Some(
        json!({ "la_code": format!("{:03}", area.0), "value": published, "verdict": verdict, "rest": rest }),
    )
}

fn funnel(place: &FunnelPlace) -> Evidence {
    Evidence {
        values: json!({
            "value": place.value, "denominator": place.over, "z": place.z,
            "verdict": place.verdict.name(), "overdispersed_verdict": place.wide_verdict.name(),
        }),
        comparators: json!({
            "average": place.average, "phi": place.overdispersion.phi, "tau_squared": place.overdispersion.tau_squared,
            "limits": limits(&place.plain), "overdispersed_limits": limits(&place.wide),
        }),
        method: place.method.name().to_owned(),
        level: Some(level(place.wide_verdict)),
        n: Some(place.areas),
    }
}

fn changed(change: &OneYear, case: &Comparison<'_>) -> Evidence {
    let test = change.test;
    Evidence {
        values: json!({
            "value": change.now, "earlier": change.earlier, "earlier_period": period(case, change.from), "percentage": change.percentage,
            "counts": change.counts.map(|pair| pair.map(|(over, of)| [over, of])),
            "z": test.map(|t| t.z), "p": test.map(|t| t.p),
        }),
        comparators: json!({
            "dispersion": test.and_then(|t| t.dispersion),
            "smaller_changes": change.position.map(|p| p.smaller),
            "changes": change.position.map(|p| p.of),
        }),
        method: test
            .map_or("position among all authorities' one-year changes", |t| {
                t.method.name()
            })
            .to_owned(),
        level: test.and_then(|t| level_of(t.p)),
        n: change.position.map(|p| p.of),
    }
}

fn trending(trend: &Trend, case: &Comparison<'_>) -> Evidence {
    match trend {
        Trend::Recent(recent) => Evidence {
            values: json!({
                "periods": recent.columns.iter().map(|column| period(case, *column)).collect::<Vec<_>>(),
                "direction": recent.trend.direction.name(), "slope": recent.trend.slope, "chi_squared": recent.trend.chi_squared,
                "total_change": recent.trend.total_change, "holds_without_any_point": recent.trend.holds_without_any_point,
            }),
            comparators: json!({}),
            method: recent.trend.method.name().to_owned(),
            level: Some(99.8),
            n: Some(recent.columns.len()),
        },
        Trend::Sustained(sustained) => Evidence {
            values: json!({
                "periods": sustained.columns.iter().map(|column| period(case, *column)).collect::<Vec<_>>(),
                "direction": sustained.run.sustained.name(), "s": sustained.run.test.s, "tau": sustained.run.test.tau,
                "p": sustained.run.test.p, "slope": sustained.run.line.slope, "slope_95": interval(sustained.run.line.p95),
            }),
            comparators: json!({}),
            method: format!(
                "{}, {}",
                sustained.run.test.method.name(),
                sustained.run.line.method.name()
            ),
            level: Some(99.0),
            n: Some(sustained.columns.len()),
        },
    }
}

fn extreme(record: &Record, case: &Comparison<'_>) -> Evidence {
    match record {
        Record::Since(extreme) => Evidence {
            comparators: json!({
                "since": extreme.since.and_then(|column| period(case, column)), "begins": period(case, extreme.begins),
                "gaps": extreme.gaps, "broken": extreme.broken,
            }),
            ..Evidence::plain(own(case), "order of years")
        },
        Record::Lowest(lowest) => Evidence {
            comparators: json!({ "begins": period(case, lowest.begins), "special_guardianship_percent": lowest.beside }),
            n: Some(lowest.years),
            ..Evidence::plain(
                json!({ "value": lowest.value, "period": period(case, lowest.column) }),
                "order of years",
            )
        },
    }
}

fn departure(parting: &Parting, case: &Comparison<'_>) -> Evidence {
    let onset = &parting.onset;
    let range = parting
        .years()
        .map(|(from, to)| [period(case, from), period(case, to)]);
    let already = parting.already.map(|already| {
        json!({
            "begins": period(case, already.begins), "beyond_all": already.beyond_all,
            "outside_further_neighbour": already.outside_expected,
        })
    });
    let record = &parting.record;
    Evidence {
        values: json!({
            "shape": onset.shape.name(), "best_shape": onset.best.name(), "years": range, "gaps": parting.gaps, "fitted": onset.fitted,
            "periods": parting.columns.iter().map(|column| period(case, *column)).collect::<Vec<_>>(),
            "aicc": { "constant": onset.aicc.constant, "line": onset.aicc.line, "step": onset.aicc.step, "kink": onset.aicc.kink },
            "start": onset.start, "end": onset.end, "already_apart": already, "beyond_counting_noise": parting.beyond_noise,
            "first_gap": record.first_gap, "widest_gap": record.widest_gap.1, "latest_gap": record.latest_gap,
        }),
        comparators: json!({
            "moved_as_far": parting.placebo.moved_as_far, "others": parting.placebo.others, "p": parting.placebo.p,
            "neighbours": parting.neighbours,
        }),
        method: onset.method.name().to_owned(),
        level: parting.departed().then_some(95.0),
        n: Some(parting.columns.len()),
    }
}

fn escalation(of: &Escalation, case: &Comparison<'_>) -> Evidence {
    let shares = |of: &Pyramid| {
        let [own, neighbours, england] = [Some(of.own), of.neighbours, of.england]
            .map(|of| of.map(|of| json!({ "plans": of.plans, "care": of.care })));
        json!({ "period": period(case, of.at), "own": own, "neighbours": neighbours, "england": england })
    };
    Evidence {
        values: shares(&of.latest),
        comparators: json!({ "earlier": of.earlier.iter().map(shares).collect::<Vec<_>>() }),
        method: "rates of plans and care over the rate of children in need, neighbours unweighted"
            .to_owned(),
        level: None,
        n: Some(of.latest.with_data),
    }
}
