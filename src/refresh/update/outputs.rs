//! Which outputs are stale, and why: each remembers the vintages it was made from and a digest of every figure it could show, so
//! that an output is made again only when something in it has changed.

use crate::error::Result;
use crate::inputs::load::{Input, Stored, load};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::refresh::state::{FigureDigests, OutputRecord};
use crate::screen::ScreeningScope;
use crate::world::{self, World};
use std::collections::{BTreeMap, BTreeSet};

/// Sixteen digits tell any two readings of a table apart.
const DIGITS: usize = 16;

/// What an output is made from beside figures, and in which indicators.
pub(crate) struct OutputRecipe {
    /// The first path it is written to.
    pub(crate) path: String,
    /// Everything but the figures: its settings, its definition, digests of its files.
    pub(crate) parts: Vec<String>,
    pub(crate) indicators: Vec<String>,
    pub(crate) is_there: bool,
}

/// What an output would be made from now.
///
/// # Errors
/// As [`load`].
pub(crate) fn basis(
    world: &dyn World,
    reference: &Reference,
    recipe: &OutputRecipe,
    stored: &Stored,
) -> Result<OutputRecord> {
    let parts = format!("{}\n{}", recipe.parts.join("\n"), env!("CARGO_PKG_VERSION"));
    let vintages = match &stored.root {
        Some(root) => super::vintages_in_use(world, root)?,
        None => Vec::new(),
    };
    Ok(OutputRecord {
        vintages,
        recipe: world::digest(parts.as_bytes()),
        figures: figures(world, reference, &recipe.indicators, stored)?,
    })
}

/// Why an output must be made again; nothing for one that stands as it is.
pub(crate) fn reasons(
    recipe: &OutputRecipe,
    before: Option<&OutputRecord>,
    now: &OutputRecord,
) -> Vec<String> {
    let Some(before) = before else {
        return vec!["it was never made by a refresh".to_owned()];
    };
    let mut reasons = Vec::new();
    if !recipe.is_there {
        reasons.push("the file is not there".to_owned());
    }
    if before.recipe != now.recipe {
        reasons.push("its definition or order has changed, or the program has".to_owned());
    }
    for (indicator, periods) in &now.figures {
        match before.figures.get(indicator) {
            Some(known) => reasons.extend(changes(indicator, known, periods)),
            None => reasons.push(format!("{indicator} is new")),
        }
    }
    reasons
}

/// Digests of an indicator's figures, by period.
type PeriodDigests = BTreeMap<String, String>;

/// Which periods of an indicator are new, revised and gone.
fn changes(indicator: &str, known: &PeriodDigests, now: &PeriodDigests) -> Vec<String> {
    let (mut new, mut revised) = (Vec::new(), Vec::new());
    for (period, digest) in now {
        match known.get(period) {
            None => new.push(period.as_str()),
            Some(old) if old != digest => revised.push(period.as_str()),
            Some(_) => {}
        }
    }
    let gone: Vec<&str> = known
        .keys()
        .filter(|period| !now.contains_key(*period))
        .map(String::as_str)
        .collect();
    [(new, "is new"), (revised, "revised"), (gone, "is gone")]
        .into_iter()
        .filter(|(periods, _)| !periods.is_empty())
        .map(|(periods, what)| format!("{indicator} {} {what}", periods.join(", ")))
        .collect()
}

/// A digest of every area's reading, by indicator and period.
fn figures(
    world: &dyn World,
    reference: &Reference,
    indicators: &[String],
    stored: &Stored,
) -> Result<FigureDigests> {
    let input = Input {
        paths: &[],
        indicators,
        categories: &[],
        by_hand: None,
        asked: ScreeningScope::IdentityOnly,
        stored: Some(stored),
    };
    let (screened, _) = load(world, reference, &input)?;
    let view = screened.view();
    let mut figures = FigureDigests::new();
    for (number, indicator) in screened.indicators().iter().enumerate() {
        if !indicators.contains(&indicator.id) {
            continue;
        }
        let mut readings: BTreeMap<&str, BTreeSet<(u16, String)>> = BTreeMap::new();
        for row in screened.rows(number) {
            let at = *row as usize;
            let period = view
                .periods()
                .get(at)
                .and_then(|period| screened.periods().get(usize::from(*period)));
            let (Some(period), Some(area)) = (period, view.areas().get(at)) else {
                continue;
            };
            // Some files go on naming authorities that are no more, others do not: no output shows either.
            if Area(*area).is_authority() && !reference.register.exists_on(Area(*area), period.end)
            {
                continue;
            }
            let reading = view.reading(at);
            let text = reading.value().map_or_else(
                || reading.status().word().to_owned(),
                |value| value.to_string(),
            );
            readings
                .entry(&period.label)
                .or_default()
                .insert((*area, text));
        }
        let periods = readings
            .into_iter()
            .map(|(period, readings)| (period.to_owned(), digest(readings)))
            .collect();
        figures.insert(indicator.id.clone(), periods);
    }
    Ok(figures)
}

fn digest(readings: BTreeSet<(u16, String)>) -> String {
    let text: String = readings
        .into_iter()
        .map(|(area, reading)| format!("{area} {reading}\n"))
        .collect();
    let digest = world::digest(text.as_bytes());
    digest.get(..DIGITS).unwrap_or(&digest).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(recipe: &str, figures: &[(&str, &[(&str, &str)])]) -> OutputRecord {
        let owned = |periods: &[(&str, &str)]| {
            periods
                .iter()
                .map(|(p, d)| ((*p).to_owned(), (*d).to_owned()))
                .collect()
        };
        let figures = figures
            .iter()
            .map(|(id, periods)| ((*id).to_owned(), owned(periods)))
            .collect();
        OutputRecord {
            vintages: Vec::new(),
            recipe: recipe.to_owned(),
            figures,
        }
    }

    #[test]
    fn each_reason_is_told_and_nothing_else() {
        let before = made("a", &[("cla-rate", &[("2023", "x"), ("2024", "y")])]);
        let wanted = |is_there| OutputRecipe {
            path: String::new(),
            parts: Vec::new(),
            indicators: Vec::new(),
            is_there,
        };
        let told = |now: &OutputRecord, is_there| reasons(&wanted(is_there), Some(&before), now);
        assert_eq!(told(&before, true), Vec::<String>::new());
        assert_eq!(told(&before, false), ["the file is not there"]);
        let newer = made(
            "a",
            &[("cla-rate", &[("2023", "z"), ("2024", "y"), ("2025", "w")])],
        );
        assert_eq!(
            told(&newer, true),
            ["cla-rate 2025 is new", "cla-rate 2023 revised"]
        );
        let fewer = made("b", &[("cla-rate", &[("2024", "y")]), ("cpp-rate", &[])]);
        assert_eq!(
            told(&fewer, true),
            [
                "its definition or order has changed, or the program has",
                "cla-rate 2023 is gone",
                "cpp-rate is new"
            ]
        );
        assert_eq!(reasons(&wanted(true), None, &before).len(), 1);
    }
}
