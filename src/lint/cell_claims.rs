//! Figures in the cells of tables. The heading of the row names the indicator and that of the column names whose figure it is and when,
//! or the other way round. A cell with a heading that says anything else is left alone.

use super::claim::{Assertion, Claim, FigureOwner};
use super::lexeme::{Lexeme, lexemes};
use super::names::NameIndex;
use super::period_names::{self, NamedPeriod};
use super::sentence::SentenceContext;
use crate::observation::indicator::Unit;

/// Words that a heading may have beside names and periods.
const PLAIN: [&str; 14] = [
    "value",
    "figure",
    "rate",
    "number",
    "percentage",
    "latest",
    "at",
    "on",
    "in",
    "per",
    "cent",
    "the",
    "of",
    "percent",
];

/// Words of a heading that names the neighbours' mean.
const NEIGHBOURS_MEAN: [&str; 5] = ["neighbours", "mean", "average", "statistical", "neighbour"];

/// The figure that a cell claims; none where it claims none. `headings` are those of its row and its column, `unit_of` gives the unit of
/// an indicator.
pub(super) fn claim(
    text: &str,
    headings: &[String; 2],
    names: &NameIndex,
    before: &SentenceContext,
    unit_of: impl Fn(&str) -> Option<Unit>,
) -> Option<Claim> {
    let cell = lexemes(text);
    let number = cell.first()?.number()?;
    let only_unit_follows = cell[1..]
        .iter()
        .all(|lexeme| lexeme.is_any(&["per", "cent"]) || is_base(lexeme));
    let [row, column] = headings
        .each_ref()
        .map(|heading| TableHeading::parse(&lexemes(heading), names));
    let ((Some(indicator), None) | (None, Some(indicator))) = (row.indicator, column.indicator)
    else {
        return None;
    };
    let unit = unit_of(&indicator)?;
    let has_unit = if number.percent {
        unit.is_percent()
    } else {
        number.pounds == (unit.key() == "pounds")
    };
    if !only_unit_follows || !has_unit || !row.is_plain || !column.is_plain {
        return None;
    }
    let owner = row
        .owner
        .or(column.owner)
        .or(before.home.map(FigureOwner::Area))?;
    let area = match owner {
        FigureOwner::Area(area) if area.is_authority() => area,
        _ => before.home?,
    };
    let mut periods = [row.periods, column.periods].concat();
    if periods.is_empty() {
        periods.clone_from(&before.heading);
    }
    Some(Claim {
        indicator,
        area,
        periods,
        assertion: Assertion::Figure { owner, number },
    })
}

/// The base of a rate, such as 10,000.
fn is_base(lexeme: &Lexeme) -> bool {
    lexeme.number().is_some_and(|number| number.value >= 1000.0)
}

/// What the heading of a row or column names.
struct TableHeading {
    indicator: Option<String>,
    owner: Option<FigureOwner>,
    periods: Vec<NamedPeriod>,
    /// It says nothing else.
    is_plain: bool,
}

impl TableHeading {
    fn parse(heading: &[Lexeme], names: &NameIndex) -> TableHeading {
        let indicators = names.indicators(heading);
        let areas = names.areas(heading);
        let periods = period_names::periods(heading);
        let is_neighbours_mean = heading.iter().any(|lexeme| lexeme.is("neighbours"))
            && heading
                .iter()
                .any(|lexeme| lexeme.is_any(&["mean", "average"]));
        let mut is_named = vec![false; heading.len()];
        let spans = indicators
            .iter()
            .map(|mention| mention.from..mention.to)
            .chain(areas.iter().map(|mention| mention.from..mention.to))
            .chain(periods.iter().map(|mention| mention.from..mention.to));
        for at in spans.flatten() {
            is_named[at] = true;
        }
        let names_one =
            indicators.len() <= 1 && areas.len() <= 1 && (areas.is_empty() || !is_neighbours_mean);
        let is_plain = names_one
            && heading.iter().zip(&is_named).all(|(lexeme, is_named)| {
                *is_named
                    || lexeme.is_any(&PLAIN)
                    || is_base(lexeme)
                    || lexeme.is_mark("(),%")
                    || (is_neighbours_mean && lexeme.is_any(&NEIGHBOURS_MEAN))
            });
        let area = areas.first().map(|mention| FigureOwner::Area(mention.of));
        TableHeading {
            indicator: indicators.first().map(|mention| mention.of.clone()),
            owner: area.or(is_neighbours_mean.then_some(FigureOwner::NeighboursMean)),
            periods: periods.iter().map(|mention| mention.of).collect(),
            is_plain,
        }
    }
}
