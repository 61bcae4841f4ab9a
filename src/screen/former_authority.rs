//! A figure filed under an authority that no longer existed, or did not exist yet.

use super::series_rows::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::reading::Reading;
use crate::reference::Reference;

pub(crate) fn check(series: &SeriesRows<'_>, reference: &Reference, checks: &mut Vec<Check>) {
    for row in series.rows {
        let at = *row as usize;
        let area = series.area(*row);
        let (Reading::Known(value), true) = (series.view.reading(at), area.is_authority()) else {
            continue;
        };
        let (Some(period), Some(authority)) = (series.period(*row), reference.register.get(area))
        else {
            continue;
        };
        // A year in which an authority ended or began may be filed under either.
        let ended = authority.valid_to.is_some_and(|end| end < period.start);
        let not_yet = authority.valid_from.filter(|start| *start > period.end);
        // Zero is how some files say "did not exist"; it is no figure to warn about.
        if (!ended && not_yet.is_none()) || value == 0.0 {
            continue;
        }
        let check = series
            .at(Severity::Warning, "former-authority", *row)
            .found(format!("{value} for {}, {}", authority.name, period.label));
        if ended {
            let heirs = names(&authority.successors, reference);
            checks.push(check.expected(format!("a figure of {heirs}")).guidance(
                "not ranked among current authorities; its successors' own figures may be blank",
            ));
        } else if let Some(from) = not_yet {
            checks.push(check.expected(format!("no figure before {from}")).guidance(
                "a figure from before the authority existed was worked back, or is a mistake: used as published",
            ));
        }
    }
}

fn names(areas: &[Area], reference: &Reference) -> String {
    let names: Vec<&str> = areas
        .iter()
        .filter_map(|area| reference.register.get(*area))
        .map(|place| place.name.as_str())
        .collect();
    names.join(" and ")
}
