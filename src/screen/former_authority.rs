//! A figure filed under an authority that no longer existed, or did not exist yet.

use super::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::reading::Reading;
use crate::reference::Reference;

pub(crate) fn check(series: &SeriesRows<'_>, reference: &Reference, checks: &mut Vec<Check>) {
    for row in series.rows {
        let at = *row as usize;
        let area = Area(series.view.areas().get(at).copied().unwrap_or_default());
        let (Reading::Known(value), true) = (series.view.reading(at), area.is_authority()) else {
            continue;
        };
        let (Some(period), Some(authority)) = (series.period(*row), reference.register.get(area))
        else {
            continue;
        };
        // A year in which an authority ended or began may be filed under either.
        let ended = authority.valid_to.is_some_and(|end| end < period.start);
        let not_yet = authority.valid_from.is_some_and(|start| start > period.end);
        // Zero is how some files say "did not exist"; it is no figure to warn about.
        if (!ended && !not_yet) || value == 0.0 {
            continue;
        }
        let names = |areas: &[Area]| {
            let name = |a: &Area| {
                reference
                    .register
                    .get(*a)
                    .map(|a| a.name.clone())
                    .unwrap_or_default()
            };
            areas.iter().map(name).collect::<Vec<_>>().join(" and ")
        };
        let check = series.at(Severity::Warning, "former-authority", *row);
        checks.push(if ended {
            check
                .found(format!("{value} for {}, {}", authority.name, period.label))
                .expected(format!("a figure of {}", names(&authority.successors)))
                .guidance("not ranked among current authorities; its successors' own figures may be blank")
        } else {
            check
                .found(format!("{value} for {}, {}", authority.name, period.label))
                .expected(format!("no figure before {}", authority.valid_from.map(|d| d.to_string()).unwrap_or_default()))
                .guidance("a figure from before the authority existed was worked back, or is a mistake: used as published")
        });
    }
}
