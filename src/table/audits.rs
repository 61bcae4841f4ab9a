//! Grades of audited cases: by quarter, beside earlier quarters, by theme and team, and second grades beside first ones.

use super::Table;
use super::cell::{count, number, optional, text, whole};
use super::columns::TableColumns;
use crate::finding::prose::audits as words;
use crate::measure::audits::{
    AuditChange, AuditGroup, AuditQuarter, AuditReport, AuditShare, GRADES, GradeCounts,
    Moderation, SHARES,
};

const MAIN: AuditShare = AuditShare::GoodOrBetter;

/// A row a quarter, for people.
pub(crate) fn quarters(report: &AuditReport) -> Table {
    let mut columns = TableColumns::<&AuditQuarter>::new()
        .text("quarter", "Quarter", |of| text(of.period.short()))
        .whole("cases", "Cases", |of| count(of.counts.total()));
    for grade in GRADES {
        let share = AuditShare::Of(grade);
        let title = words::share(share);
        let name = title.to_lowercase().replace(' ', "_");
        columns = columns.whole(&name, title, move |of| count(of.counts.of(share)));
    }
    let columns = columns
        .whole("good_or_outstanding", words::GOOD, |of| {
            count(of.counts.of(MAIN))
        })
        .number("percent", "%", |of| {
            number(percent(of.counts, MAIN), Some(0))
        })
        .text("interval", "95% interval", |of| {
            optional(words::interval(of.counts, MAIN))
        })
        .text("note", "Note", |of| {
            text(if of.is_over { "" } else { "so far" })
        });
    columns.table("audits", words::QUARTERS, &report.quarters)
}

/// A share of the newest quarter beside an earlier one.
pub(crate) fn changes(report: &AuditReport) -> Table {
    let earlier = |of: &AuditChange| report.quarters[of.earlier].counts;
    let newest = report.newest().counts;
    let columns = TableColumns::<&AuditChange>::new()
        .text("share", "Grade", |of| text(words::share(of.share)))
        .text("against", "Beside", |of| text(words::earlier(of.against)))
        .text("earlier", "Quarter", |of| {
            text(report.quarters[of.earlier].period.short())
        })
        .whole("count", "Now", move |of| count(newest.of(of.share)))
        .whole("base", "Of", move |_| count(newest.total()))
        .whole("earlier_count", "Then", move |of| {
            count(earlier(of).of(of.share))
        })
        .whole("earlier_base", "Of then", move |of| {
            count(earlier(of).total())
        })
        .number("points", "Points", |of| {
            number(Some(of.difference.difference * 100.0), Some(0))
        })
        .number("lower95", "Lower", |of| {
            number(Some(of.difference.limits.p95.lower * 100.0), Some(0))
        })
        .number("upper95", "Upper", |of| {
            number(Some(of.difference.limits.p95.upper * 100.0), Some(0))
        })
        .text("test", "Test", |of| {
            text(if of.is_exact { "Fisher" } else { "chi-squared" })
        })
        .number("p", "p", |of| number(Some(of.p), Some(3)))
        .number("adjusted_p", "Adjusted p", |of| {
            number(Some(of.adjusted_p), Some(3))
        })
        .text("verdict", "Change", |of| text(words::verdict(of)));
    columns.table("audit-changes", words::CHANGES, &report.changes)
}

/// Themes and teams.
pub(crate) fn groups(report: &AuditReport) -> Table {
    let columns = TableColumns::<&AuditGroup>::new()
        .text("by", "By", |of| text(words::grouping(of.by)))
        .text("name", "Name", |of| text(of.name.as_str()))
        .whole("cases", "Cases", |of| count(of.counts.total()))
        .whole("good_or_outstanding", words::GOOD, |of| {
            count(of.counts.of(MAIN))
        })
        .number("percent", "%", |of| {
            number(percent(of.counts, MAIN), Some(0))
        })
        .text("interval", "95% interval", |of| {
            optional(words::interval(of.counts, MAIN))
        })
        .whole("others", "Others good or outstanding", |of| {
            count(of.others.of(MAIN))
        })
        .whole("other_cases", "Other cases", |of| count(of.others.total()))
        .number("adjusted_p", "Adjusted p", |of| {
            number(of.adjusted_p, Some(3))
        })
        .text("verdict", "Beside the others", |of| {
            text(words::group_verdict(of))
        });
    columns.table("audit-groups", words::GROUPS, &report.groups)
}

/// Second grades beside first ones; without a row where nobody moderates.
pub(crate) fn moderation(report: &AuditReport) -> Table {
    let limits = |of: &Moderation| of.kappa.and_then(|kappa| kappa.limits);
    let columns = TableColumns::<&Moderation>::new()
        .whole("cases", "Graded twice", |of| count(of.pairs))
        .whole("same", "Same", |of| count(of.same))
        .whole("raised", "Raised", |of| count(of.raised))
        .whole("lowered", "Lowered", |of| count(of.lowered))
        .whole("far", "By more than one grade", |of| count(of.far))
        .number("direction_p", "p of direction", |of| {
            number(Some(of.p_of_direction), Some(3))
        })
        .number("kappa", "Weighted kappa", |of| {
            number(of.kappa.map(|kappa| kappa.kappa), Some(2))
        })
        .number("lower95", "Lower", move |of| {
            number(limits(of).map(|of| of.lower), Some(2))
        })
        .number("upper95", "Upper", move |of| {
            number(limits(of).map(|of| of.upper), Some(2))
        });
    columns.table("audit-moderation", words::MODERATION, &report.moderation)
}

/// One share of one lot of cases.
struct GradeRow<'r> {
    scope: &'static str,
    name: &'r str,
    period: String,
    share: AuditShare,
    counts: GradeCounts,
}

/// Everything, tidy: a row a share of a quarter, a theme or a team.
pub(crate) fn full(report: &AuditReport) -> Table {
    let of_quarters = report.quarters.iter().flat_map(|quarter| {
        SHARES.map(|share| GradeRow {
            scope: "quarter",
            name: "",
            period: quarter.period.label.clone(),
            share,
            counts: quarter.counts,
        })
    });
    let together = format!("{} to {}", report.groups_from, report.newest().period.end);
    let of_groups = report.groups.iter().flat_map(|group| {
        SHARES.map(|share| GradeRow {
            scope: words::grouping(group.by),
            name: &group.name,
            period: together.clone(),
            share,
            counts: group.counts,
        })
    });
    let columns = TableColumns::<GradeRow<'_>>::new()
        .text("scope", "scope", |row| text(row.scope))
        .text("name", "name", |row| text(row.name))
        .text("period", "period", |row| text(row.period.as_str()))
        .text("grade", "grade", |row| text(words::share(row.share)))
        .whole("cases", "cases", |row| count(row.counts.of(row.share)))
        .whole("base", "base", |row| whole(Some(row.counts.total())))
        .number("percent", "percent", |row| {
            number(percent(row.counts, row.share), None)
        })
        .number("lower95", "lower95", |row| {
            number(limits(row).map(|of| of.lower), None)
        })
        .number("upper95", "upper95", |row| {
            number(limits(row).map(|of| of.upper), None)
        });
    columns.table("audits", words::EVERYTHING, of_quarters.chain(of_groups))
}

fn limits(row: &GradeRow<'_>) -> Option<crate::stat::interval::Interval> {
    row.counts.percent(row.share).map(|(_, limits)| limits)
}

fn percent(counts: GradeCounts, share: AuditShare) -> Option<f64> {
    counts.percent(share).map(|(percent, _)| percent)
}
