//! Shares of audited cases over the quarters, with the interval that chance allows.

use super::{ChartRequest, DrawnChart, NamedChart};
use crate::figure::{Caption, ChartPoint, TrendBand, TrendChart, TrendLine};
use crate::finding::prose::audits as words;
use crate::measure::audits::{AuditQuarter, AuditReport, AuditShare};
use crate::observation::judgement::Grade;
use crate::table::audits::quarters;
use jiff::ToSpan;
use jiff::civil::Date;

/// No more quarters than a reader can tell apart: five years.
const MOST: usize = 20;
const MONTHS: i32 = 3;

/// The chart of a sheet.
pub(crate) fn of_sheet(report: &AuditReport, request: ChartRequest) -> NamedChart {
    let drawn = places(report);
    let periods = drawn.iter().map(|(label, _)| label.clone()).collect();
    let line = |share: AuditShare| {
        let points = drawn.iter().map(|(_, quarter)| {
            let found = quarter.and_then(|of| of.counts.percent(share));
            found.map_or(ChartPoint::Absent, |(percent, _)| {
                ChartPoint::Known(percent)
            })
        });
        TrendLine {
            label: words::share(share).to_owned(),
            points: points.collect(),
            decimals: 0,
        }
    };
    let ranges = drawn.iter().map(|(_, quarter)| {
        let (_, limits) = quarter.and_then(|of| of.counts.percent(AuditShare::GoodOrBetter))?;
        Some((limits.lower, limits.upper))
    });
    let chart = TrendChart {
        caption: Caption {
            title: words::chart_title(report),
            subtitle: words::chart_subtitle(report),
            source: format!("Source: {}.", report.file),
            notes: vec![words::OWN_GRADES.to_owned()],
            alt: words::chart_alt(report),
        },
        unit: words::UNIT.to_owned(),
        decimals: 0,
        periods,
        own: line(AuditShare::GoodOrBetter),
        local: None,
        local_parts: None,
        neighbours: None,
        band: Some(TrendBand {
            label: words::SHADE.to_owned(),
            lowest: words::LOWEST.to_owned(),
            ranges: ranges.collect(),
        }),
        region: None,
        england: None,
        others: vec![line(AuditShare::Of(Grade::Inadequate))],
        breaks: Vec::new(),
    };
    NamedChart {
        name: "audits-by-quarter".to_owned(),
        theme: None,
        chart: DrawnChart::of(chart, quarters(report), request),
    }
}

/// The newest quarters with their labels; one without a case has its place and no counts.
fn places(report: &AuditReport) -> Vec<(String, Option<&AuditQuarter>)> {
    let mut all: Vec<(String, Option<&AuditQuarter>)> = Vec::new();
    let mut next: Option<Date> = None;
    for quarter in &report.quarters {
        while next.is_some_and(|next| next < quarter.period.start) {
            all.push((String::new(), None));
            next = next.and_then(|next| next.checked_add(MONTHS.months()).ok());
        }
        all.push((quarter.period.short(), Some(quarter)));
        next = quarter.period.start.checked_add(MONTHS.months()).ok();
    }
    let from = all.len().saturating_sub(MOST);
    all.split_off(from)
}
