//! A cell of a table that is a figure: what it is stands at the beginning of its row, whose and when at the top of its column, or
//! the other way round. A head that says anything more leaves the cell alone.

use super::claim::{Claim, What, Whose};
use super::lexis::{Lexeme, lexemes};
use super::names::Names;
use super::spoken::Before;
use super::when;
use crate::observation::indicator::Unit;

/// Words that a head may have beside names and periods.
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

/// The figure that a cell claims, if it is one.
pub(super) fn claims(
    text: &str,
    heads: &[String; 2],
    names: &Names,
    before: &Before,
    unit_of: &dyn Fn(&str) -> Option<Unit>,
) -> Vec<Claim> {
    claim(text, heads, names, before, unit_of)
        .into_iter()
        .collect()
}

fn claim(
    text: &str,
    heads: &[String; 2],
    names: &Names,
    before: &Before,
    unit_of: &dyn Fn(&str) -> Option<Unit>,
) -> Option<Claim> {
    let cell = lexemes(text);
    let number = cell.first()?.number()?;
    let tail_is_unit = cell[1..]
        .iter()
        .all(|lexeme| lexeme.is_any(&["per", "cent"]) || is_base(lexeme));
    let heads = [lexemes(&heads[0]), lexemes(&heads[1])];
    let found = heads.each_ref().map(|head| Head::of(head, names));
    let [row, column] = &found;
    let indicator = match (&row.indicator, &column.indicator) {
        (Some(id), None) | (None, Some(id)) => id,
        _ => return None,
    };
    let unit = unit_of(indicator)?;
    let of_unit = if number.percent {
        unit.is_percent()
    } else {
        number.pounds == (unit.key() == "pounds")
    };
    if !tail_is_unit || !of_unit || !row.is_plain || !column.is_plain {
        return None;
    }
    let whose = match (row.whose.or(column.whose), before.home) {
        (Some(whose), _) => whose,
        (None, Some(home)) => Whose::Area(home),
        (None, None) => return None,
    };
    let area = match whose {
        Whose::Area(area) if area.is_authority() => area,
        _ => before.home?,
    };
    let mut named = [row.when.clone(), column.when.clone()].concat();
    if named.is_empty() {
        named = before.heading.clone();
    }
    Some(Claim {
        indicator: indicator.clone(),
        area,
        when: named,
        what: What::Figure { whose, number },
    })
}

fn is_base(lexeme: &Lexeme) -> bool {
    lexeme.number().is_some_and(|number| number.value >= 1000.0)
}

/// What a head names, and whether that is all it says.
struct Head {
    indicator: Option<String>,
    whose: Option<Whose>,
    when: Vec<when::Named>,
    is_plain: bool,
}

impl Head {
    fn of(head: &[Lexeme], names: &Names) -> Head {
        let (indicators, areas, periods) = (
            names.indicators(head),
            names.areas(head),
            when::periods(head),
        );
        let mut named = vec![false; head.len()];
        let spans = indicators
            .iter()
            .map(|m| m.from..m.to)
            .chain(areas.iter().map(|m| m.from..m.to));
        for at in spans.chain(periods.iter().map(|m| m.from..m.to)).flatten() {
            named[at] = true;
        }
        let neighbours = head.iter().any(|lexeme| lexeme.is("neighbours"))
            && head.iter().any(|l| l.is_any(&["mean", "average"]));
        const COMPANY: [&str; 5] = ["neighbours", "mean", "average", "statistical", "neighbour"];
        let plain = |lexeme: &Lexeme| {
            lexeme.is_any(&PLAIN)
                || is_base(lexeme)
                || lexeme.is_mark("(),%")
                || (neighbours && lexeme.is_any(&COMPANY))
        };
        let several = indicators.len() > 1 || areas.len() > 1 || (neighbours && !areas.is_empty());
        Head {
            indicator: indicators.first().map(|mention| mention.of.clone()),
            whose: areas
                .first()
                .map(|m| Whose::Area(m.of))
                .or(neighbours.then_some(Whose::NeighboursMean)),
            when: periods.iter().map(|mention| mention.of).collect(),
            is_plain: !several
                && head
                    .iter()
                    .zip(&named)
                    .all(|(lexeme, named)| *named || plain(lexeme)),
        }
    }
}
