//! What comes first. An authority that is apart from those like it and getting worse is what a committee should hear first.

use super::{Finding, WeighingRole};
use crate::compare::Comparison;

/// Added where a finding lies on the side that its polarity calls worse.
const WORSE: u32 = 10;
/// Added to being apart, and to moving, where an authority is apart and moving further the same way.
const APART_AND_WORSENING: u32 = 50;

/// Findings with what their company adds to their weights, weightiest first; equal ones stay as they came.
pub(super) fn weighed(c: &Comparison<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
    let worsening = apart_and_worsening(c, &found);
    for finding in &mut found {
        let Some(upward) = finding.upward else {
            continue;
        };
        if c.is_better(upward) == Some(false) {
            finding.weight += WORSE;
        }
        if finding.kind.role != WeighingRole::Neither && worsening == Some(upward) {
            finding.weight += APART_AND_WORSENING;
        }
    }
    found.sort_by_key(|finding| std::cmp::Reverse(finding.weight));
    found
}

/// The side on which an authority is apart from its neighbours while it moves further to it. Without polarity, moving further
/// away stands for getting worse; with it, only the worse side does.
fn apart_and_worsening(c: &Comparison<'_>, found: &[Finding]) -> Option<bool> {
    let apart = found
        .iter()
        .find(|finding| finding.kind.role == WeighingRole::ApartFromNeighbours)?
        .upward?;
    let moves_on = found
        .iter()
        .any(|finding| finding.kind.role == WeighingRole::Moving && finding.upward == Some(apart));
    (c.is_better(apart) != Some(true) && moves_on).then_some(apart)
}
