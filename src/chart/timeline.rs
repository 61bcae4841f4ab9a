//! Every inspection, visit and review of an authority on a line of years, with what each said and what may come next.

use super::{ChartRequest, DrawnChart, NamedChart};
use crate::compare::upcoming::{Backtest, ExpectedInspection};
use crate::figure::{Caption, TimelineChart, TimelineMark, TimelineRow, TimelineSpot};
use crate::finding::prose::Prose;
use crate::finding::prose::judgements::timeline as words;
use crate::observation::area::Area;
use crate::observation::judgement::Judgement;
use crate::table::Table;
use jiff::civil::Date;

/// More rows than this are no picture: the oldest are left to the table.
const MOST: usize = 14;

/// The chart of an authority's events; none without any.
pub(crate) fn of_one(
    (area, as_at): (Area, Date),
    events: &[&Judgement],
    next: &[(&ExpectedInspection<'_>, &Backtest)],
    (prose, data): (Prose<'_>, Table),
    request: ChartRequest,
) -> Option<NamedChart> {
    let left_out = events.len().saturating_sub(MOST);
    let shown = events.get(left_out..)?;
    let mut rows: Vec<TimelineRow> = shown
        .iter()
        .filter_map(|event| {
            Some(TimelineRow {
                label: words::label_in_chart(event),
                at: TimelineSpot::Day(in_years(event.inspected.or(event.published)?)),
                text: words::said_in_chart(event),
                mark: mark(event),
            })
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    rows.extend(
        next.iter()
            .flat_map(|(estimate, record)| ahead(estimate, record)),
    );
    let kinds = [
        TimelineMark::Judged,
        TimelineMark::Visit,
        TimelineMark::Other,
        TimelineMark::Ahead,
    ];
    let occurring = kinds
        .into_iter()
        .filter(|kind| rows.iter().any(|row| row.mark == *kind));
    let key = occurring.map(|kind| (kind, words::key(kind_words(kind)).to_owned()));
    let mut notes = vec![words::DAYS.to_owned()];
    notes.extend((left_out > 0).then(|| words::left_out(left_out)));
    let has_usual = next
        .iter()
        .any(|(estimate, record)| estimate.usual(record).is_some());
    notes.extend((!next.is_empty()).then(|| words::estimate(has_usual)));
    let chart = TimelineChart {
        caption: Caption {
            title: words::title(prose, area, shown),
            subtitle: words::subtitle(as_at),
            // The files of several inspectorates are too long for one sentence.
            source: format!("Source: {}.", data.source.replace("; ", ". ")),
            notes,
            alt: words::alt(prose, area, shown, next),
        },
        key: key.collect(),
        rows,
    };
    Some(NamedChart {
        name: "inspections-timeline".to_owned(),
        theme: None,
        chart: DrawnChart::of(chart, data, request),
    })
}

/// What may come: by the rule, which alone is seldom kept, and by when such inspections came.
fn ahead(estimate: &ExpectedInspection<'_>, record: &Backtest) -> Vec<TimelineRow> {
    let row = |label: String, [from, to]: [Date; 2], text: String| TimelineRow {
        label,
        at: TimelineSpot::Span(in_years(from), in_years(to)),
        text,
        mark: TimelineMark::Ahead,
    };
    let by_rule = estimate.from.map(|from| {
        let window = words::window(estimate);
        row(words::next_label(estimate), [from, estimate.to], window)
    });
    let usual = estimate
        .usual(record)
        .map(|days| row(words::USUAL.to_owned(), days, words::between(days)));
    by_rule.into_iter().chain(usual).collect()
}

fn kind_words(mark: TimelineMark) -> words::TimelineKind {
    match mark {
        TimelineMark::Judged => words::TimelineKind::Judged,
        TimelineMark::Visit => words::TimelineKind::Visit,
        TimelineMark::Other => words::TimelineKind::Other,
        TimelineMark::Ahead => words::TimelineKind::Ahead,
    }
}

fn mark(event: &Judgement) -> TimelineMark {
    match words::kind(event) {
        words::TimelineKind::Visit => TimelineMark::Visit,
        words::TimelineKind::Judged => TimelineMark::Judged,
        words::TimelineKind::Other | words::TimelineKind::Ahead => TimelineMark::Other,
    }
}

/// A day as a year and its part.
fn in_years(day: Date) -> f64 {
    f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / f64::from(day.days_in_year())
}
