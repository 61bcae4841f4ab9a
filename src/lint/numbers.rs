//! Is a number the figure it is said to be?

use super::Verdict;
use super::claim::{Claim, Whose};
use super::judge::{Found, Judge, columns};
use super::lexis::Number;
use crate::compare::panel::Panel;
use crate::compare::peers::Peers;
use crate::observation::area::Area;

/// Holds a number against the figures of whom it is said to belong to.
pub(super) fn figure(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    whose: Whose,
    number: Number,
) -> Option<Found> {
    let area = match whose {
        Whose::Area(area) => area,
        Whose::Region => panel.region(judge.reference.register.get(claim.area)?.region)?,
        _ => claim.area,
    };
    let columns = columns(panel, claim, area);
    let last = panel.latest()?;
    let Some(newest) = columns.newest else {
        let says = judge.words().figure(&judge.comparison(panel, last, area)?);
        return Some(judge.not_found(area, says));
    };
    if columns.at.is_empty() {
        return Some(judge.not_found(area, judge.words().periods_held(panel)));
    }
    let is = |panel: &Panel, at: usize| {
        values(judge, panel, at, area, whose)
            .iter()
            .any(|value| fits(*value, number))
    };
    if let Some(at) = columns.at.iter().copied().find(|at| is(panel, *at)) {
        let verdict = if at == newest {
            Verdict::Agrees
        } else {
            Verdict::Stale
        };
        return Some(judge.found(
            verdict,
            panel,
            newest,
            area,
            says(judge, panel, (at, newest), area, whose),
        ));
    }
    let shown = columns
        .at
        .iter()
        .copied()
        .find(|at| !values(judge, panel, *at, area, whose).is_empty());
    let Some(shown) = shown else {
        let at = *columns.at.first()?;
        return Some(judge.not_found(
            area,
            judge.words().figure(&judge.comparison(panel, at, area)?),
        ));
    };
    if let Some(earlier) = revised(judge, panel, &columns.at, &is) {
        let (other, at) = earlier;
        let words = judge.words();
        let now = judge.comparison(
            panel,
            *columns
                .at
                .iter()
                .find(|c| panel.periods.get(**c) == other.periods.get(at))
                .unwrap_or(&shown),
            area,
        )?;
        let text = words.released(&judge.comparison(other, at, area)?);
        return Some(judge.found(
            Verdict::Revised,
            panel,
            now.at,
            area,
            format!("{} {text}", words.figure(&now)),
        ));
    }
    Some(judge.found(
        Verdict::Differs,
        panel,
        shown,
        area,
        says(judge, panel, (shown, shown), area, whose),
    ))
}

/// The column of the other release in which the number stands, where its period is one that the claim may be about.
fn revised<'p, 'a>(
    judge: &Judge<'p>,
    panel: &Panel,
    at: &[usize],
    is: &dyn Fn(&Panel, usize) -> bool,
) -> Option<(&'p Panel, usize)> {
    let other = judge.other(panel)?;
    let same = |column: usize| {
        at.iter().any(|at| {
            panel
                .periods
                .get(*at)
                .zip(other.periods.get(column))
                .is_some_and(|(a, b)| (a.start, a.end, a.kind) == (b.start, b.end, b.kind))
        })
    };
    (0..other.periods.len())
        .rev()
        .find(|column| same(*column) && is(other, *column))
        .map(|column| (other, column))
}

/// The figures that the number may be, as published and unrounded; neighbours by either list.
fn values(judge: &Judge<'_>, panel: &Panel, at: usize, area: Area, whose: Whose) -> Vec<f64> {
    if matches!(whose, Whose::Area(_) | Whose::Region) {
        return panel
            .value(at, area)
            .into_iter()
            .chain(panel.unrounded_value(at, area))
            .collect();
    }
    let Some(c) = judge.comparison(panel, at, area) else {
        return Vec::new();
    };
    let of = |peers: &Peers| {
        let Some(spread) = peers.spread else {
            return Vec::new();
        };
        match whose {
            Whose::NeighboursMean => vec![spread.mean],
            Whose::NeighboursMedian => vec![spread.median],
            _ => vec![spread.mean, spread.median],
        }
    };
    let other = c
        .other
        .as_ref()
        .map(|(_, peers)| of(peers))
        .unwrap_or_default();
    [of(&c.neighbours), other].concat()
}

/// Whether a value, rounded to as many decimals as were written, is the number; of a half either way.
fn fits(value: f64, number: Number) -> bool {
    (value - number.value).abs() <= 0.5 * 10f64.powi(-i32::from(number.decimals)) + 1e-9
}

fn says(
    judge: &Judge<'_>,
    panel: &Panel,
    (at, newest): (usize, usize),
    area: Area,
    whose: Whose,
) -> String {
    let words = judge.words();
    let one = |at: usize| {
        let c = judge.comparison(panel, at, area)?;
        Some(match whose {
            Whose::Area(_) | Whose::Region => words.figure(&c),
            _ => words.beside_neighbours(&c),
        })
    };
    let columns = if at == newest {
        vec![newest]
    } else {
        vec![newest, at]
    };
    columns
        .into_iter()
        .filter_map(one)
        .collect::<Vec<_>>()
        .join(" ")
}
