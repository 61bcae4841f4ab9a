//! The gap between the authority and the mean of its neighbours over time, with the years in which it parted from them.

use super::caption::caption;
use super::{ChartRequest, DrawnChart, ListedForm, Making, figures_behind};
use crate::compare::Comparison;
use crate::compare::departure::Parting;
use crate::compare::panel::PeriodColumn;
use crate::figure::{Caption, ChartPoint, DepartureShade, FittedLine, GapChart};
use crate::finding::phrases::Phrases;
use crate::finding::prose::{Prose, pictures};
use crate::table::Table;
use crate::table::cell::{number, optional};
use crate::table::columns::TableColumns;

pub(super) const FORM: ListedForm = ListedForm {
    name: "gap",
    in_papers: true,
    in_findings: true,
    in_profiles: None,
    making: Making::OfOne(make),
};

/// None where there are too few years, or too few neighbours with a figure in each of them.
fn make(c: &Comparison<'_>, request: ChartRequest, phrases: &Phrases) -> Option<DrawnChart> {
    let parting = c.nation().parting(c.area)?;
    let chart = over_time(c, parting, phrases);
    Some(DrawnChart::of(chart, table(c, parting), request))
}

fn over_time(c: &Comparison<'_>, parting: &Parting, phrases: &Phrases) -> GapChart {
    let (words, panel) = (Prose::of(c), c.panel);
    let (unit, suffix) = pictures::gap_unit(parting.gap);
    GapChart {
        caption: worded(c, parting, phrases),
        unit: unit.to_owned(),
        suffix: suffix.to_owned(),
        decimals: 0,
        periods: parting
            .columns
            .iter()
            .map(|column| panel.period(*column).short())
            .collect(),
        own: words.short(c.area).to_owned(),
        gaps: parting.shown().into_iter().map(ChartPoint::Known).collect(),
        level: pictures::LEVEL.to_owned(),
        departure: departure(c, parting),
        fit: words
            .fit_label(parting, panel)
            .zip(parting.fitted_line())
            .map(|(label, points)| FittedLine { label, points }),
    }
}

fn worded(c: &Comparison<'_>, parting: &Parting, phrases: &Phrases) -> Caption {
    let words = Prose::of(c);
    let mut caption = caption(
        c,
        words.title(c, &words.gap_message(c, parting, phrases)),
        pictures::BESIDE_MEAN,
        words.gap_alt(c, c.panel, parting),
    );
    caption.notes.insert(0, words.gap_note(parting));
    caption
}

/// The years in which the gap may have turned, by their places on the axis.
fn departure(c: &Comparison<'_>, parting: &Parting) -> Option<DepartureShade> {
    let (from, to) = parting.years()?;
    Some(DepartureShade {
        from: place(parting, from)?,
        to: place(parting, to)?,
        label: Prose::of(c).gap_label(parting, c.panel)?,
    })
}

fn place(parting: &Parting, column: PeriodColumn) -> Option<usize> {
    parting.columns.iter().position(|c| *c == column)
}

/// A row a year; `at` counts the years that are compared.
fn table(c: &Comparison<'_>, parting: &Parting) -> Table {
    let (shown, fitted) = (parting.shown(), parting.fitted());
    let columns = TableColumns::new()
        .text("period", "Period", |at: &usize| {
            let column = parting.columns.get(*at).copied();
            optional(column.map(|column| &c.panel.period(column).label))
        })
        .number("gap", "Gap", |at| number(shown.get(*at).copied(), None))
        .number("gap_as_tested", "Gap as tested", |at| {
            number(parting.gaps.get(*at).copied(), None)
        });
    let columns = match &fitted {
        Some(fitted) => columns.number("fitted", "Gap by the fitted shape", |at| {
            number(fitted.get(*at).copied(), None)
        }),
        None => columns,
    };
    figures_behind(c, FORM.name, columns, 0..parting.columns.len())
}
