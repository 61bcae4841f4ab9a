//! Quality audits: graded cases counted by quarter, theme and team; what changed by more than chance; whether moderators grade alike;
//! how many cases a change needs to be seen.
//!
//! The grades are Ofsted's four words, given by the council's own auditors. A share is that of the cases audited, which are a sample.

mod read;

use crate::error::{Error, Result};
use crate::observation::check::Check;
use crate::observation::judgement::Grade;
use crate::observation::period::Period;
use crate::stat::agreement::{WeightedKappa, weighted_kappa};
use crate::stat::exact::binomial_two_sided;
use crate::stat::interval::{Interval, proportion};
use crate::stat::multiple::adjusted;
use crate::stat::power::{cases_for_change, least_change};
use crate::stat::two_samples::{ShareDifference, two_proportions};
use crate::world::World;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// The grades, best first.
pub(crate) const GRADES: [Grade; 4] = [
    Grade::Outstanding,
    Grade::Good,
    Grade::RequiresImprovement,
    Grade::Inadequate,
];
/// A theme or a team with fewer audited cases is named with its number, and not held against others.
pub(crate) const ENOUGH: u64 = 10;
/// Themes, teams and the cases expected of a quarter are looked at over so many quarters.
const QUARTERS_TOGETHER: i32 = 4;
/// What counts as beyond chance, all tests of one question taken together.
pub(crate) const FALSE_POSITIVES: f64 = 0.05;
/// Below this in any cell of a table of two by two the exact test speaks, from it on the chi-squared test.
const SMALL_CELL: u64 = 5;
/// The change that the number of cases is asked for, in parts of one.
pub(crate) const SOUGHT_CHANGE: f64 = 0.1;

/// A case that was audited.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GradedCase {
    quarter: Period,
    grade: Grade,
    moderated: Option<Grade>,
    theme: String,
    team: String,
    auditor: String,
}

/// Cases by grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GradeCounts([u64; 4]);

/// A share that is looked at: of one grade, or of the two better ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuditShare {
    GoodOrBetter,
    Of(Grade),
}

/// Every share, the one of most weight first.
pub(crate) const SHARES: [AuditShare; 5] = [
    AuditShare::GoodOrBetter,
    AuditShare::Of(GRADES[0]),
    AuditShare::Of(GRADES[1]),
    AuditShare::Of(GRADES[2]),
    AuditShare::Of(GRADES[3]),
];

impl GradeCounts {
    fn add(&mut self, grade: Grade) {
        if let Some(at) = GRADES.iter().position(|of| *of == grade) {
            self.0[at] += 1;
        }
    }

    pub(crate) fn total(self) -> u64 {
        self.0.iter().sum()
    }

    /// How many cases have the share's grades.
    pub(crate) fn of(self, share: AuditShare) -> u64 {
        let each = GRADES.iter().zip(self.0);
        let counted = each.filter(|(grade, _)| match share {
            AuditShare::GoodOrBetter => grade.is_good(),
            AuditShare::Of(one) => **grade == one,
        });
        counted.map(|(_, cases)| cases).sum()
    }

    /// The share in percent with Wilson's 95% limits; none without a case.
    pub(crate) fn percent(self, share: AuditShare) -> Option<(f64, Interval)> {
        let found = proportion(self.of(share) as f64, self.total() as f64, 100.0).ok()?;
        Some((found.value, found.limits.p95))
    }

    fn without(self, other: GradeCounts) -> GradeCounts {
        let mut left = self.0;
        for (cases, taken) in left.iter_mut().zip(other.0) {
            *cases -= taken;
        }
        GradeCounts(left)
    }
}

/// The cases of one quarter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AuditQuarter {
    pub(crate) period: Period,
    pub(crate) counts: GradeCounts,
    /// Whether the quarter has ended on the day of asking.
    pub(crate) is_over: bool,
}

/// With which earlier quarter the newest is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EarlierQuarter {
    Before,
    YearBefore,
}

/// A share of the newest quarter beside that of an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AuditChange {
    pub(crate) share: AuditShare,
    pub(crate) against: EarlierQuarter,
    /// The earlier quarter, by its place among all.
    pub(crate) earlier: usize,
    pub(crate) difference: ShareDifference,
    /// Whether Fisher's exact test was used.
    pub(crate) is_exact: bool,
    pub(crate) p: f64,
    /// After allowing for all changes that were looked at (Benjamini and Hochberg).
    pub(crate) adjusted_p: f64,
}

impl AuditChange {
    pub(crate) fn is_beyond_chance(&self) -> bool {
        self.adjusted_p <= FALSE_POSITIVES
    }
}

/// What cases are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AuditGrouping {
    Theme,
    Team,
}

/// A theme or a team over the last four quarters, beside all other cases of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AuditGroup {
    pub(crate) by: AuditGrouping,
    pub(crate) name: String,
    pub(crate) counts: GradeCounts,
    pub(crate) others: GradeCounts,
    /// Of the share of good or better beside the others'; none where there are too few cases in either.
    pub(crate) adjusted_p: Option<f64>,
}

impl AuditGroup {
    /// Whether its share of good or better is above the others', where it differs beyond chance.
    pub(crate) fn is_higher(&self) -> Option<bool> {
        self.adjusted_p.filter(|p| *p <= FALSE_POSITIVES)?;
        let (own, others) = (share_of_good(self.counts)?, share_of_good(self.others)?);
        Some(own > others)
    }
}

/// How the second grading compares with the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moderation {
    pub(crate) pairs: u64,
    pub(crate) same: u64,
    /// To a better grade, and to a worse one.
    pub(crate) raised: u64,
    pub(crate) lowered: u64,
    /// By more than one grade.
    pub(crate) far: u64,
    /// Whether moving up and down is more uneven than chance would have it (exact sign test).
    pub(crate) p_of_direction: f64,
    pub(crate) kappa: Option<WeightedKappa>,
}

/// How many cases a change needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SampleNeeded {
    /// The share of good or better over the last four quarters, in parts of one.
    pub(crate) share: f64,
    /// In each of two quarters, to see [`SOUGHT_CHANGE`].
    pub(crate) cases: u64,
    /// Cases of a quarter now, on average of those quarters that have any.
    pub(crate) now: u64,
    /// The smallest change, in percentage points, that so many show.
    pub(crate) least_seen: Option<u8>,
}

/// All that is said of a sheet of audits.
pub(crate) struct AuditReport {
    pub(crate) file: String,
    pub(crate) sha256: String,
    pub(crate) is_moderated: bool,
    pub(crate) cases: u64,
    pub(crate) auditors: usize,
    /// In order of time; quarters without a case are not among them.
    pub(crate) quarters: Vec<AuditQuarter>,
    pub(crate) changes: Vec<AuditChange>,
    pub(crate) groups: Vec<AuditGroup>,
    /// The first and last day of the quarters that groups are of.
    pub(crate) groups_from: Date,
    pub(crate) moderation: Option<Moderation>,
    pub(crate) needed: Option<SampleNeeded>,
    pub(crate) checks: Vec<Check>,
}

impl AuditReport {
    /// Reads a sheet of graded cases and counts it. With `is_moderated` a moderated grade stands in the place of the first.
    ///
    /// # Errors
    /// The file cannot be read, looks like one about named people, or has no case that can be used.
    pub(crate) fn read(
        world: &dyn World,
        path: &Path,
        as_at: Date,
        is_moderated: bool,
    ) -> Result<AuditReport> {
        let sheet = read::read(world, path, as_at)?;
        let (file, sha256, checks) = (sheet.file, sheet.sha256, sheet.checks);
        let used = |case: &GradedCase| match case.moderated {
            Some(moderated) if is_moderated => moderated,
            _ => case.grade,
        };
        let quarters = by_quarter(&sheet.cases, used, as_at);
        let Some(newest) = quarters.last() else {
            return Err(Error::nothing("no row of the file is a graded case")
                .in_file(file)
                .after(checks.iter().take(3)));
        };
        let groups_from = start_of_groups(&newest.period);
        let recent: Vec<&GradedCase> = sheet
            .cases
            .iter()
            .filter(|case| case.quarter.start >= groups_from)
            .collect();
        let auditors: std::collections::BTreeSet<&str> = sheet
            .cases
            .iter()
            .map(|case| case.auditor.as_str())
            .filter(|auditor| !auditor.is_empty())
            .collect();
        Ok(AuditReport {
            is_moderated,
            cases: quarters.iter().map(|of| of.counts.total()).sum(),
            auditors: auditors.len(),
            changes: changes(&quarters),
            groups: groups(&recent, used),
            groups_from,
            moderation: moderation(&sheet.cases),
            needed: needed(&quarters, groups_from),
            quarters,
            file,
            sha256,
            checks,
        })
    }

    /// The newest quarter with a case: there is one.
    pub(crate) fn newest(&self) -> &AuditQuarter {
        &self.quarters[self.quarters.len() - 1]
    }
}

fn share_of_good(counts: GradeCounts) -> Option<f64> {
    let all = counts.total();
    (all > 0).then(|| counts.of(AuditShare::GoodOrBetter) as f64 / all as f64)
}

fn by_quarter(
    cases: &[GradedCase],
    used: impl Fn(&GradedCase) -> Grade,
    as_at: Date,
) -> Vec<AuditQuarter> {
    let mut counted: BTreeMap<&Period, GradeCounts> = BTreeMap::new();
    for case in cases {
        counted.entry(&case.quarter).or_default().add(used(case));
    }
    let each = counted.into_iter();
    each.map(|(period, counts)| AuditQuarter {
        period: period.clone(),
        counts,
        is_over: period.end < as_at,
    })
    .collect()
}

fn start_of_groups(newest: &Period) -> Date {
    let months = (QUARTERS_TOGETHER - 1) * 3;
    newest
        .start
        .checked_sub(months.months())
        .unwrap_or(newest.start)
}

/// p of two shares: exact where a cell is small.
fn test(difference: &ShareDifference) -> (f64, bool) {
    let is_exact = difference.smallest_cell < SMALL_CELL;
    let p = if is_exact {
        difference.p
    } else {
        difference.p_chi_squared
    };
    (p, is_exact)
}

fn changes(quarters: &[AuditQuarter]) -> Vec<AuditChange> {
    let Some((newest, earlier)) = quarters.split_last() else {
        return Vec::new();
    };
    let start = |months: i32| newest.period.start.checked_sub(months.months()).ok();
    let mut found = Vec::new();
    for (against, months) in [
        (EarlierQuarter::Before, 3),
        (EarlierQuarter::YearBefore, 12),
    ] {
        let at = earlier
            .iter()
            .position(|of| Some(of.period.start) == start(months));
        let Some(at) = at else { continue };
        let before = earlier[at].counts;
        for share in SHARES {
            let (now, all) = (newest.counts.of(share), newest.counts.total());
            let difference = two_proportions(now, all, before.of(share), before.total());
            let Ok(difference) = difference else { continue };
            let (p, is_exact) = test(&difference);
            found.push(AuditChange {
                share,
                against,
                earlier: at,
                difference,
                is_exact,
                p,
                adjusted_p: p,
            });
        }
    }
    let p: Vec<f64> = found.iter().map(|change| change.p).collect();
    for (change, p) in found.iter_mut().zip(adjusted(&p)) {
        change.adjusted_p = p;
    }
    found
}

fn groups(recent: &[&GradedCase], used: impl Fn(&GradedCase) -> Grade) -> Vec<AuditGroup> {
    let mut found: Vec<AuditGroup> = Vec::new();
    let mut p_of: Vec<(usize, f64)> = Vec::new();
    for by in [AuditGrouping::Theme, AuditGrouping::Team] {
        let mut counted: BTreeMap<&str, GradeCounts> = BTreeMap::new();
        let mut all = GradeCounts::default();
        for case in recent {
            let name = match by {
                AuditGrouping::Theme => &case.theme,
                AuditGrouping::Team => &case.team,
            };
            if !name.is_empty() {
                counted.entry(name).or_default().add(used(case));
                all.add(used(case));
            }
        }
        for (name, counts) in counted {
            let others = all.without(counts);
            if counts.total() >= ENOUGH
                && others.total() >= ENOUGH
                && let Ok(difference) = two_proportions(
                    counts.of(AuditShare::GoodOrBetter),
                    counts.total(),
                    others.of(AuditShare::GoodOrBetter),
                    others.total(),
                )
            {
                p_of.push((found.len(), test(&difference).0));
            }
            found.push(AuditGroup {
                by,
                name: name.to_owned(),
                counts,
                others,
                adjusted_p: None,
            });
        }
    }
    let p: Vec<f64> = p_of.iter().map(|(_, p)| *p).collect();
    for ((at, _), p) in p_of.iter().zip(adjusted(&p)) {
        found[*at].adjusted_p = Some(p);
    }
    found
}

fn moderation(cases: &[GradedCase]) -> Option<Moderation> {
    let place = |grade: Grade| GRADES.iter().position(|of| *of == grade);
    let mut counts = [[0_u64; 4]; 4];
    for case in cases {
        let pair = place(case.grade).zip(case.moderated.and_then(place));
        if let Some((first, second)) = pair {
            counts[first][second] += 1;
        }
    }
    let sum = |wanted: fn(usize, usize) -> bool| -> u64 {
        let cells = (0..4).flat_map(|i| (0..4).map(move |j| (i, j)));
        cells
            .filter(|(i, j)| wanted(*i, *j))
            .map(|(i, j)| counts[i][j])
            .sum()
    };
    let pairs = sum(|_, _| true);
    // The best grade comes first.
    let (raised, lowered) = (sum(|i, j| j < i), sum(|i, j| j > i));
    (pairs > 0).then(|| Moderation {
        pairs,
        same: sum(|i, j| i == j),
        raised,
        lowered,
        far: sum(|i, j| i.abs_diff(j) > 1),
        p_of_direction: binomial_two_sided(raised, raised + lowered, 0.5),
        kappa: weighted_kappa(&counts),
    })
}

fn needed(quarters: &[AuditQuarter], from: Date) -> Option<SampleNeeded> {
    let recent: Vec<GradeCounts> = quarters
        .iter()
        .filter(|of| of.period.start >= from)
        .map(|of| of.counts)
        .collect();
    let all: u64 = recent.iter().map(|counts| counts.total()).sum();
    let good: u64 = recent
        .iter()
        .map(|counts| counts.of(AuditShare::GoodOrBetter))
        .sum();
    // Whoever has only good cases so far still asks whether one in ten turned: the formula has no answer at the very ends.
    let now = all / u64::try_from(recent.len()).ok().filter(|of| *of > 0)?;
    let share = good as f64 / all as f64;
    Some(SampleNeeded {
        share,
        cases: cases_for_change(share, SOUGHT_CHANGE)?,
        now,
        least_seen: least_change(share, now),
    })
}
