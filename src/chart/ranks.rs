//! The authority's rank in each indicator, each with the ranks that chance in the counts allows.

use super::{ChartRequest, DrawnChart, ListedForm, Making, NamedChart, figures_behind, overview};
use crate::compare::Comparison;
use crate::compare::nation::RankSpan;
use crate::figure::{Caption, PlottedRank, RankIntervalChart, RankRow};
use crate::finding::prose::{Prose, pictures};
use crate::table::Table;
use crate::table::cell::{count, text};
use crate::table::columns::TableColumns;
use rayon::prelude::*;

pub(super) const FORM: ListedForm = ListedForm {
    name: "ranks",
    in_papers: true,
    in_findings: true,
    in_profiles: None,
    making: Making::OfSeveral(make),
};

/// None where no indicator has published counts.
fn make(compared: &[&Comparison<'_>], request: ChartRequest) -> Vec<NamedChart> {
    let ranked: Vec<(String, RankSpan)> = compared
        .par_iter()
        .filter_map(|each| Some((each.indicator.short.clone(), each.span()?)))
        .collect();
    let Some(first) = compared.first().filter(|_| !ranked.is_empty()) else {
        return Vec::new();
    };
    let chart = intervals(first, compared, &ranked);
    overview(FORM, DrawnChart::of(chart, table(first, &ranked), request))
}

fn intervals(
    first: &Comparison<'_>,
    compared: &[&Comparison<'_>],
    ranked: &[(String, RankSpan)],
) -> RankIntervalChart {
    let words = Prose::of(first);
    let fields = ranked.iter().map(|(_, span)| span.of);
    RankIntervalChart {
        caption: Caption {
            title: pictures::ranks_title(words.short(first.area)),
            subtitle: pictures::ranks_subtitle(words.said_name(first.area)),
            alt: pictures::ranks_alt(ranked),
            source: words.sources_line(first, compared),
            notes: Vec::new(),
        },
        count: fields
            .filter_map(|of| u16::try_from(of).ok())
            .max()
            .unwrap_or(1),
        first: pictures::FIRST.to_owned(),
        last: pictures::LAST.to_owned(),
        mark_label: pictures::RANK.to_owned(),
        range_label: pictures::RANK_RANGE.to_owned(),
        rows: ranked
            .iter()
            .map(|(label, span)| interval(label, span))
            .collect(),
    }
}

fn interval(label: &str, span: &RankSpan) -> RankRow {
    RankRow {
        label: label.to_owned(),
        rank: Some(PlottedRank {
            rank: place(span.place.rank),
            lower: place(span.from),
            upper: place(span.to),
        }),
        text: pictures::span(span),
        own: false,
    }
}

/// A rank as a place on the axis.
fn place(rank: usize) -> f64 {
    u16::try_from(rank).map_or(0.0, f64::from)
}

fn table(first: &Comparison<'_>, ranked: &[(String, RankSpan)]) -> Table {
    let columns = TableColumns::new()
        .text(
            "indicator",
            "Indicator",
            |(label, _): &&(String, RankSpan)| text(label),
        )
        .whole("rank", "Rank", |(_, span)| count(span.place.rank))
        .whole("lower", "From", |(_, span)| count(span.from))
        .whole("upper", "To", |(_, span)| count(span.to))
        .whole("ranked", "Of", |(_, span)| count(span.of));
    figures_behind(first, FORM.name, columns, ranked)
}
