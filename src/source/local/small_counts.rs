//! Counts of 1 to 5 may point at a child, so they are withheld, and with them what would give one away.
//!
//! Withheld by themselves: a numerator of 1 to 5; a value of 1 to 5 of a count; a figure whose value times its denominator is such a
//! count; a denominator of 1 to 5; and a percentage whose remainder (denominator less numerator) is 1 to 5.
//!
//! Withheld together with them: where a file has a total and all its parts (a region and its authorities, England and its regions or
//! authorities, in one period of one indicator) and only one part is hidden, subtraction would find it, so the smallest of the
//! others that is no zero is hidden too. Whether parts are complete is seen by their adding up to the total.
//!
//! Not known here: totals in other files or papers, categories of one's own that add up to another indicator, cumulative figures
//! whose differences are small, and rates or percentages that come without their denominator.

use super::row::LocalRow;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use crate::reference::Reference;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of counts of 1 to 5 in local files.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum SmallCounts {
    /// Shown as `c`, with what would give one away.
    #[default]
    Withheld,
    /// For internal use: outputs say that they are not for publication.
    Shown,
}

/// The name of the check that reports a withheld figure.
pub(crate) const WITHHELD: &str = "small-count";
/// The name of the check that reports one let through.
pub(crate) const LET_THROUGH: &str = "small-count-shown";

/// Whether a count is one of 1 to 5, or rounds to one.
fn is_small(count: f64) -> bool {
    count > 0.0 && count < 5.5
}

/// WithholdingReason a figure is withheld.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WithholdingReason {
    Count,
    Remainder,
    /// Another withheld figure could be worked out from it.
    Subtraction,
}

impl WithholdingReason {
    fn words(self) -> &'static str {
        match self {
            WithholdingReason::Count => "rests on a count of 1 to 5",
            WithholdingReason::Remainder => "leaves a remainder of 1 to 5",
            WithholdingReason::Subtraction => {
                "with its total it would tell the one other figure that is withheld"
            }
        }
    }
}

/// Withholds what must not be published, and reports it by row; when small counts are to be shown it only reports. True if there
/// were any.
pub(super) fn withhold(
    rows: &mut [(LocalRow, Period)],
    reference: &Reference,
    shown: SmallCounts,
    file: &str,
    checks: &mut Vec<Check>,
) -> bool {
    let whole = whole_series(rows);
    let counts: Vec<Option<f64>> = rows.iter().map(|(row, _)| count(row, &whole)).collect();
    let mut hidden: Vec<Option<WithholdingReason>> = rows
        .iter()
        .zip(&counts)
        .map(|((row, _), count)| reason_alone(row, *count))
        .collect();
    if shown == SmallCounts::Withheld {
        withhold_for_subtraction(rows, &counts, reference, &mut hidden);
    }
    for ((row, period), why) in rows.iter_mut().zip(&hidden) {
        if shown == SmallCounts::Withheld && row.reading == Reading::Missing(Status::Suppressed) {
            (row.numerator, row.denominator) = (None, None);
        }
        let Some(why) = why else { continue };
        let (name, guidance) = match shown {
            SmallCounts::Withheld => (
                WITHHELD,
                "shown as c; --unsuppressed shows it, for internal use only",
            ),
            SmallCounts::Shown => (LET_THROUGH, "not for publication"),
        };
        let check = Check::new(Severity::Note, name, file)
            .row(row.number)
            .column(&row.indicator.id);
        checks.push(
            check
                .found(format!("{} in {}", why.words(), period.short()))
                .guidance(guidance),
        );
        if shown == SmallCounts::Withheld {
            row.reading = Reading::Missing(Status::Suppressed);
            (row.numerator, row.denominator) = (None, None);
        }
    }
    hidden.iter().any(Option::is_some)
}

/// Own indicators of which every value is a whole number: nobody says what they are, so they are taken for counts, unless
/// the id says otherwise.
fn whole_series(rows: &[(LocalRow, Period)]) -> BTreeSet<String> {
    let mut whole: BTreeMap<&str, bool> = BTreeMap::new();
    for (row, _) in rows
        .iter()
        .filter(|(row, _)| row.indicator.unit.key().is_empty())
    {
        let fits = row.reading.value().is_none_or(|value| value.fract() == 0.0);
        *whole.entry(&row.indicator.id).or_insert(true) &= fits;
    }
    whole
        .into_iter()
        .filter(|(id, whole)| *whole && !is_named_as_no_count(id))
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// Whether the last word of an id says that its figures are no counts.
fn is_named_as_no_count(id: &str) -> bool {
    const NO_COUNTS: [&str; 8] = [
        "percent", "rate", "score", "pounds", "days", "weeks", "months", "ratio",
    ];
    id.rsplit(['-', '_', ' ', '%'])
        .next()
        .is_some_and(|last| NO_COUNTS.contains(&last))
}

/// The count that a figure is, or rests on, where the row tells.
fn count(row: &LocalRow, whole: &BTreeSet<String>) -> Option<f64> {
    let is_count = row.indicator.unit.is_count()
        || (row.denominator.is_none() && whole.contains(&row.indicator.id));
    row.numerator
        .or_else(|| row.reading.value().filter(|_| is_count))
        .or_else(|| implied_count(row))
}

/// The count that a rate or percentage stands for, where its denominator is given.
fn implied_count(row: &LocalRow) -> Option<f64> {
    Some((row.reading.value()? * row.denominator? / row.indicator.multiplier()?).round())
}

/// Why a figure is withheld whatever the others are; none where it need not be.
fn reason_alone(row: &LocalRow, count: Option<f64>) -> Option<WithholdingReason> {
    let small_base = row.denominator.is_some_and(is_small) && row.reading.value().is_some();
    if count.is_some_and(is_small) || small_base {
        return Some(WithholdingReason::Count);
    }
    let percentage = row
        .indicator
        .multiplier()
        .is_none_or(|multiplier| multiplier == 100.0);
    let remainder = row.denominator.zip(count).map(|(all, part)| all - part);
    remainder
        .filter(|rest| percentage && is_small(*rest))
        .map(|_| WithholdingReason::Remainder)
}

/// Hides a second part wherever only one part of a total is hidden, until there is no such place.
fn withhold_for_subtraction(
    rows: &[(LocalRow, Period)],
    counts: &[Option<f64>],
    reference: &Reference,
    hidden: &mut [Option<WithholdingReason>],
) {
    let sets = sets(rows, reference);
    // Each round hides at least one more, so there are no more rounds than rows.
    for _ in 0..rows.len() {
        let next = sets
            .iter()
            .find_map(|(total, parts)| one_more(rows, counts, hidden, *total, parts));
        let Some(at) = next else { break };
        hidden[at] = Some(WithholdingReason::Subtraction);
    }
}

/// The part to hide next, if the total and the parts still shown tell the one that is hidden.
fn one_more(
    rows: &[(LocalRow, Period)],
    counts: &[Option<f64>],
    hidden: &[Option<WithholdingReason>],
    total: usize,
    parts: &[usize],
) -> Option<usize> {
    let is_hidden = hidden
        .iter()
        .zip(rows)
        .map(|(reason, (row, _))| {
            // What could not be read may be as small as what is withheld.
            let status = row.reading.status();
            reason.is_some() || matches!(status, Status::Suppressed | Status::SetAside)
        })
        .collect::<Vec<bool>>();
    let whole = counts[total].filter(|_| !is_hidden[total])?;
    let (secret, open): (Vec<usize>, Vec<usize>) =
        parts.iter().copied().partition(|at| is_hidden[*at]);
    let [secret] = secret[..] else { return None };
    let known = open.iter().map(|at| counts[*at]).sum::<Option<f64>>()?;
    // What the file itself withholds is not known; if anything is left for it, it can be worked out.
    let adds_up = match counts[secret] {
        Some(count) => (known + count - whole).abs() < 0.5,
        None => whole > known,
    };
    // The smallest that is no zero, else a zero.
    let smallest = open.into_iter().min_by(|a, b| {
        let (a, b) = (counts[*a].unwrap_or(0.0), counts[*b].unwrap_or(0.0));
        (a == 0.0).cmp(&(b == 0.0)).then(a.total_cmp(&b))
    });
    smallest.filter(|_| adds_up)
}

/// Whether a place, with the region that it lies in, is a part of a total in one way of dividing it.
type Division = fn(total: Area, part: Area, region: Option<Area>) -> bool;

const DIVISIONS: [Division; 4] = [
    into_authorities,
    england_into_regions,
    london_into_authorities,
    london_into_halves,
];

const HALVES_OF_LONDON: [Area; 2] = [Area::INNER_LONDON, Area::OUTER_LONDON];

fn into_authorities(total: Area, part: Area, region: Option<Area>) -> bool {
    part.is_authority() && (total == Area::ENGLAND || region == Some(total))
}

fn england_into_regions(total: Area, part: Area, _: Option<Area>) -> bool {
    total == Area::ENGLAND && part.is_region() && !HALVES_OF_LONDON.contains(&part)
}

fn london_into_authorities(total: Area, part: Area, region: Option<Area>) -> bool {
    total == Area::LONDON
        && part.is_authority()
        && region.is_some_and(|region| HALVES_OF_LONDON.contains(&region))
}

fn london_into_halves(total: Area, part: Area, _: Option<Area>) -> bool {
    total == Area::LONDON && HALVES_OF_LONDON.contains(&part)
}

/// Every total of the file with the rows that may be its parts.
fn sets(rows: &[(LocalRow, Period)], reference: &Reference) -> Vec<(usize, Vec<usize>)> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, (row, period)) in rows.iter().enumerate() {
        groups
            .entry((&row.indicator.id, period.kind, period.start, period.end))
            .or_default()
            .push(at);
    }
    let region = |area: Area| reference.register.get(area).and_then(|place| place.region);
    let mut sets = Vec::new();
    for group in groups.values() {
        for total in group.iter().copied() {
            let whole = rows[total].0.area;
            if whole.is_authority() {
                continue;
            }
            for division in DIVISIONS {
                let parts: Vec<usize> = group
                    .iter()
                    .copied()
                    .filter(|at| {
                        let part = rows[*at].0.area;
                        part != whole && division(whole, part, region(part))
                    })
                    .collect();
                if parts.len() > 1 {
                    sets.push((total, parts));
                }
            }
        }
    }
    sets
}
