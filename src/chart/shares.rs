//! Who the people of an indicator are: the share of each category of a breakdown beside England's and the neighbours', those first that
//! lie furthest above the neighbours.

use super::bars::point;
use super::{CHARTS, ChartRequest, DrawnChart, ListedForm, Making, NamedChart, ProfilePlace, slug};
use crate::compare::Comparison;
use crate::compare::breakdown::{ComparedBreakdown, ComparedCategory};
use crate::figure::{Caption, ShareRow, SharesChart};
use crate::finding::prose::{NEIGHBOURS_MEAN, Prose, breakdowns};
use crate::table::breakdown::for_people;

pub(super) const FORM: ListedForm = ListedForm {
    name: "breakdown",
    in_papers: false,
    in_findings: true,
    in_profiles: Some(ProfilePlace {
        position: 4,
        title: "Who they are",
        folder: CHARTS,
        png_on_request: false,
    }),
    making: Making::OfSeveral(make),
};

/// A chart of each breakdown of which categories were compared.
fn make(compared: &[&Comparison<'_>], request: ChartRequest) -> Vec<NamedChart> {
    let Some(first) = compared.first() else {
        return Vec::new();
    };
    let breakdowns = first.reference.catalogue.breakdowns().iter();
    let wholes = breakdowns.filter_map(|breakdown| ComparedBreakdown::of(breakdown, compared));
    wholes.map(|whole| of_one(&whole, request)).collect()
}

/// The chart of one breakdown.
pub(crate) fn of_one(whole: &ComparedBreakdown<'_, '_>, request: ChartRequest) -> NamedChart {
    NamedChart {
        name: format!("{}-{}", slug(&whole.breakdown.id()), FORM.name),
        theme: None,
        chart: drawn(whole, request),
    }
}

fn drawn(whole: &ComparedBreakdown<'_, '_>, request: ChartRequest) -> DrawnChart {
    let mut rows: Vec<&ComparedCategory<'_, '_>> = whole.categories.iter().collect();
    // Stable: categories without a share keep their order and come last.
    rows.sort_by(|one, other| lead(other).total_cmp(&lead(one)));
    let prose = Prose {
        reference: whole.reference,
    };
    let own = whole.categories.first().map(|of| of.comparison);
    let chart = SharesChart {
        caption: Caption {
            title: breakdowns::message(whole, prose),
            subtitle: breakdowns::subtitle(whole, prose),
            source: own.map(|c| prose.source_line(c)).unwrap_or_default(),
            notes: breakdowns::chart_notes(whole),
            alt: breakdowns::alt(whole, prose),
        },
        own: own.map_or_else(String::new, |c| prose.short(c.area).to_owned()),
        england: "England".to_owned(),
        mean: NEIGHBOURS_MEAN.to_owned(),
        range: breakdowns::RANGE.to_owned(),
        unit: "%",
        rows: rows.into_iter().map(row).collect(),
    };
    DrawnChart::of(chart, for_people(whole, prose, request.for_paper), request)
}

/// Those without a share, or with nothing to measure it from, have the lowest.
fn lead(of: &ComparedCategory<'_, '_>) -> f64 {
    of.lead().unwrap_or(f64::NEG_INFINITY)
}

fn row(of: &ComparedCategory<'_, '_>) -> ShareRow {
    let c = of.comparison;
    let spread = c.neighbours.comparable();
    ShareRow {
        label: of.category.title.clone(),
        own: point(c.reading),
        text: breakdowns::share_and_number(of),
        england: c.comparable_england(),
        neighbours: spread.map(|of| [of.min(), of.mean, of.max()]),
    }
}
