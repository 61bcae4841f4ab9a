//! One row an indicator: the one-page view of an authority.

use super::{ChartRequest, DrawnChart, ListedForm, Making, NamedChart, ProfilePlace, overview};
use crate::compare::Comparison;
use crate::compare::tested::against_england;
use crate::figure::{
    Caption, ChangeDirection, ScorecardChange, ScorecardChart, ScorecardHeads, ScorecardRow,
};
use crate::finding::prose::{self, Prose, charts, pictures};
use crate::observation::reading::Reading;
use crate::table::Table;
use crate::table::comparison::brief;
use crate::table::standing::standing;

pub(super) const FORM: ListedForm = ListedForm {
    name: "scorecard",
    in_papers: true,
    in_findings: false,
    in_profiles: Some(ProfilePlace {
        position: 1,
        title: "Scorecard",
        folder: "",
        png_on_request: false,
    }),
    making: Making::OfSeveral(make),
};

fn make(compared: &[&Comparison<'_>], request: ChartRequest) -> Vec<NamedChart> {
    let Some(first) = compared.first() else {
        return Vec::new();
    };
    let card = card(first, compared);
    let data = table(first, compared, request, &card.caption);
    overview(FORM, DrawnChart::of(card, data, request))
}

/// A paper takes the columns of its own table of this kind, a file those of the summary beside it.
fn table(
    first: &Comparison<'_>,
    compared: &[&Comparison<'_>],
    request: ChartRequest,
    caption: &Caption,
) -> Table {
    let words = Prose::of(first);
    if request.for_paper {
        standing(compared, words, first.area, caption.source.clone())
    } else {
        brief(compared, words, first.area)
    }
}

fn card(first: &Comparison<'_>, compared: &[&Comparison<'_>]) -> ScorecardChart {
    let words = Prose::of(first);
    let (own, area) = (words.short(first.area), first.area);
    let region = first
        .region
        .map_or("Region", |(region, _)| words.short(region));
    let starred = compared.iter().any(|each| is_starred(each));
    ScorecardChart {
        caption: Caption {
            title: pictures::scorecard_title(own, compared.len()),
            subtitle: pictures::scorecard_subtitle(words.said_name(area), region),
            source: words.sources_line(first, compared),
            notes: starred
                .then(|| charts::STAR_NOTE.to_owned())
                .into_iter()
                .chain(words.own_returns(compared))
                .collect(),
            alt: charts::scorecard_alt(compared.iter().copied(), words, area),
        },
        heads: ScorecardHeads {
            own: own.to_owned(),
            neighbours: prose::NEIGHBOURS_MEAN.to_owned(),
            region: region.to_owned(),
        },
        rows: compared.iter().map(|each| row(each)).collect(),
    }
}

/// Whether the figure differs from England's at the stricter level.
fn is_starred(c: &Comparison<'_>) -> bool {
    against_england(c).is_some_and(|against| against.verdict.is_strong())
}

fn row(c: &Comparison<'_>) -> ScorecardRow {
    ScorecardRow {
        theme: prose::theme(&c.indicator.theme),
        title: c.indicator.short.clone(),
        unit: c
            .indicator
            .unit
            .axis()
            .trim_start_matches("rate ")
            .to_owned(),
        value: match c.reading {
            Reading::Known(value) => prose::digits(c.indicator, value),
            Reading::Missing(status) => status.symbol().to_owned(),
        },
        change: change(c),
        neighbours: match c.comparable_neighbours() {
            Some(spread) => prose::mean_digits(c.indicator, spread.mean),
            None if c.is_total() => String::new(),
            None => format!(
                "{} of {}",
                c.neighbours.with_data(),
                c.neighbours.members.len()
            ),
        },
        region: optional(
            c.comparable_region()
                .map(|(_, value)| prose::digits(c.indicator, value)),
        ),
        england: optional(c.comparable_england().map(|value| {
            let star = if is_starred(c) { charts::STAR } else { "" };
            format!("{}{star}", prose::digits(c.indicator, value))
        })),
        rank: optional(
            c.comparable_rank()
                .map(|rank| format!("{} of {}", prose::place(rank), rank.of)),
        ),
        band: c.band.and_then(|b| b.letter().chars().next()),
        period: c.period.short(),
    }
}

/// A cell of the card is empty where nothing applies.
fn optional(text: Option<String>) -> String {
    text.unwrap_or_default()
}

fn change(c: &Comparison<'_>) -> Option<ScorecardChange> {
    let size = c.printed_change()?;
    let (direction, sign) = match size {
        0.0 => (ChangeDirection::Level, ""),
        up if up > 0.0 => (ChangeDirection::Up, "+"),
        _ => (ChangeDirection::Down, "−"),
    };
    Some(ScorecardChange {
        direction,
        text: format!("{sign}{}", prose::digits(c.indicator, size.abs())),
    })
}
