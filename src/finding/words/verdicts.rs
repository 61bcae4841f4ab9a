//! Verdicts beside the plain comparison: those that cost no more than the comparison itself.

use super::{Words, digits, mean_digits, mean_digits_trimmed};
use crate::compare::panel::Panel;
use crate::compare::standing::PeerPlace;
use crate::compare::tested::against_england;
use crate::compare::{Comparison, Side as Lies, significance, standing};
use crate::observation::area::Area;
use crate::reference::group::list_date;
use crate::stat::verdict::Side;

impl Words<'_> {
    /// Whether the figure differs from England's and its region's beyond chance, and whether one more neighbour there would
    /// surprise.
    pub(super) fn verdicts(&self, c: &Comparison<'_>, panel: &Panel<'_>) -> Vec<String> {
        let england = against_england(c, panel).map(|against| (Area::ENGLAND, against));
        let region = c.comparable_region().and_then(|(area, _)| Some((area, significance::against(panel, c.at, c.area, area)?)));
        let mut said: Vec<String> = england
            .into_iter()
            .chain(region)
            .map(|(area, against)| {
                let limits = against.own.limits.p95;
                let interval = format!(
                    "95% interval {} to {}, {}",
                    digits(c.indicator, limits.lower),
                    digits(c.indicator, limits.upper),
                    against.own.method.name()
                );
                let name = if area == Area::ENGLAND { "England" } else { self.short(area) };
                let level = if against.verdict.is_strong() { "99.8%" } else { "95%" };
                match against.verdict.side() {
                    Some(Side::Above) => format!("It was significantly higher than {name} ({interval}; tested at {level})."),
                    Some(Side::Below) => format!("It was significantly lower than {name} ({interval}; tested at {level})."),
                    None => format!("It was not significantly different from {name} ({interval}; tested at {level})."),
                }
            })
            .collect();
        if !c.is_total() {
            said.extend(standing::beside(c).ok().map(|place| further_neighbour(c, &place)));
        }
        said
    }

    /// Where the verdict turns with the list of neighbours.
    pub(super) fn flip(&self, c: &Comparison<'_>) -> Option<String> {
        let (this, that, other) = c.flips()?;
        let mean = c.other.as_ref()?.1.spread?.mean;
        let word = |side| match side {
            Lies::Above => "above",
            Lies::Below => "below",
            Lies::Level => "level with",
        };
        Some(format!(
            "The choice of neighbours matters: {} the mean by the list of {}, {} it by that of {} (mean {}).",
            word(this),
            list_date(c.list),
            word(that),
            list_date(other),
            mean_digits(c.indicator, mean)
        ))
    }
}

fn further_neighbour(c: &Comparison<'_>, place: &PeerPlace) -> String {
    let of = place.expected(c.indicator);
    let where_ = if place.is_expected() { "within" } else { "outside" };
    format!(
        "It lies {where_} the range in which one more neighbour would be expected, {} to {}.",
        mean_digits_trimmed(c.indicator, of.lower),
        mean_digits_trimmed(c.indicator, of.upper)
    )
}
