//! Weeks in order: what was left at the end of each, by how much it came down, and what does not fit.

use super::BacklogWeek;
use super::read::{BacklogSheet, DONE, REMAINING, ReturnedWeek, TOTAL};
use crate::error::{Error, Result};
use crate::observation::day::days_between;
use jiff::ToSpan;
use jiff::civil::Date;

const WEEK: i32 = 7;

/// How many cases there were: as typed, else of the first row that says it. Other totals are told.
pub(super) fn total(sheet: &mut BacklogSheet, typed: Option<f64>) -> Option<f64> {
    let total = typed.or_else(|| sheet.totals.first().map(|(_, total)| *total))?;
    for (row, other) in sheet.totals.clone() {
        if other != total {
            let told = (Some(TOTAL), format!("{other}"));
            let expected = format!("{total}, as was said first");
            let guidance = "passed over; if cases were added, say from which total the count is made with --total";
            sheet.tell("other-total", row, told, (expected, guidance));
        }
    }
    Some(total)
}

/// What is known before a week.
struct Before {
    sunday: Date,
    left: f64,
}

/// The weeks with what was left at the end of each, and the Sundays of weeks without a row between them.
///
/// # Errors
/// Nothing says how many cases there were, and the first week not what was left.
pub(super) fn in_order(
    sheet: &mut BacklogSheet,
    total: Option<f64>,
) -> Result<(Vec<BacklogWeek>, Vec<Date>)> {
    let (mut weeks, mut holes): (Vec<BacklogWeek>, Vec<Date>) = (Vec::new(), Vec::new());
    let mut before: Option<Before> = None;
    for (sunday, returned) in sheet.weeks.clone() {
        let gap = before
            .as_ref()
            .map_or(1, |before| days_between(before.sunday, sunday) / WEEK);
        holes.extend((1..gap).filter_map(|weeks| {
            let back = (gap - weeks) * WEEK;
            sunday.checked_sub(back.days()).ok()
        }));
        let left_before = before.as_ref().map(|before| before.left).or(total);
        check(sheet, &returned, (left_before, gap));
        let Some(left) = left(&returned, left_before) else {
            return Err(unknown_total(sheet, &returned));
        };
        // What came down over a hole is known where the rest was counted; what was done in the weeks between is not.
        let over_gap = returned.remaining.is_some() && left_before.is_some();
        let span = if over_gap { gap.max(1) } else { 1 };
        let pace = match left_before.filter(|_| over_gap) {
            Some(left_before) => Some((left_before - left) / f64::from(span)),
            None => returned.done,
        };
        weeks.push(BacklogWeek {
            sunday,
            done: returned.done,
            left,
            is_left_returned: returned.remaining.is_some(),
            pace: pace.unwrap_or_default(),
            weeks: usize::try_from(span).unwrap_or(1),
            is_whole: returned.is_whole && pace.is_some(),
            row: returned.row,
        });
        before = Some(Before { sunday, left });
    }
    Ok((weeks, holes))
}

fn left(returned: &ReturnedWeek, before: Option<f64>) -> Option<f64> {
    let by_sum = || Some((before? - returned.done?).max(0.0));
    returned.remaining.or_else(by_sum)
}

fn unknown_total(sheet: &BacklogSheet, returned: &ReturnedWeek) -> Error {
    Error::usage("nothing says how many cases there were at first, and the first week not how many were left")
        .in_file(sheet.file.clone())
        .at_row(returned.row)
        .expected("“total” in the first row, or “remaining”")
        .hint("type it: --total 2300")
}

/// Tells where a row contradicts the one before it, or itself.
fn check(sheet: &mut BacklogSheet, returned: &ReturnedWeek, (before, gap): (Option<f64>, i32)) {
    let Some(before) = before else { return };
    let row = returned.row;
    if let (None, Some(done)) = (returned.remaining, returned.done)
        && done > before
    {
        let told = (Some(DONE), format!("{done}"));
        let expected = format!("{before} or fewer, which were left");
        let guidance = "nothing is left by this sum; the total may be wrong, or cases were added";
        sheet.tell("too-many-done", row, told, (expected, guidance));
        return;
    }
    let Some(remaining) = returned.remaining else {
        return;
    };
    if remaining > before {
        let told = (Some(REMAINING), format!("{remaining} after {before}"));
        let expected = format!("{before} or fewer");
        let guidance = "used as returned: cases were added, or one of the two is wrong";
        sheet.tell("remaining-grew", row, told, (expected, guidance));
        return;
    }
    let sum = returned.done.map(|done| before - done);
    if let Some(sum) = sum.filter(|sum| *sum != remaining && gap <= 1) {
        let done = returned.done.unwrap_or_default();
        let told = (
            Some(REMAINING),
            format!("{remaining} after {before}, with {done} done"),
        );
        let guidance =
            "what remains is used; cases were added or taken out, or one of the figures is wrong";
        sheet.tell("done-does-not-fit", row, told, (format!("{sum}"), guidance));
    }
}
