//! Verdicts beside the plain comparison: those that cost no more than the comparison itself.

use super::{Words, beside, digits, mean_digits, mean_digits_trimmed, quantity};
use crate::compare::rest::{self, Rest, RestVerdict};
use crate::compare::significance::{Against, Basis};
use crate::compare::standing::PeerPlace;
use crate::compare::tested::against_england;
use crate::compare::{Comparison, significance, standing};
use crate::observation::area::Area;
use crate::reference::group::list_date;
use crate::stat::verdict::Side;

impl Words<'_> {
    /// Whether the figure differs from England's and its region's beyond chance, and whether one more neighbour there would
    /// surprise. The rest of the region stands in the region's place where it can be told.
    pub(super) fn verdicts(&self, c: &Comparison<'_>) -> Vec<String> {
        let panel = c.panel;
        let mut said: Vec<String> = against_england(c)
            .iter()
            .map(|against| self.against(c, Area::ENGLAND, against))
            .collect();
        match rest::beside(c) {
            Some(Ok(rest)) => said.push(self.rest(c, &rest)),
            Some(Err(_)) => {
                let region = c.comparable_region().map(|(region, _)| region);
                let against = region.and_then(|region| {
                    Some((region, significance::against(panel, c.at, c.area, region)?))
                });
                said.extend(
                    against
                        .iter()
                        .map(|(region, against)| self.against(c, *region, against)),
                );
            }
            None => {}
        }
        if !c.is_total() {
            said.extend(
                standing::beside(c)
                    .ok()
                    .map(|place| further_neighbour(c, &place)),
            );
        }
        said
    }

    fn against(&self, c: &Comparison<'_>, area: Area, against: &Against) -> String {
        let limits = against.own.limits.p95;
        let interval = format!(
            "95% interval {} to {}, {}",
            digits(c.indicator, limits.lower),
            digits(c.indicator, limits.upper),
            against.own.method.name()
        );
        let name = if area == Area::ENGLAND {
            "England"
        } else {
            self.short(area)
        };
        let level = if against.verdict.is_strong() {
            "99.8%"
        } else {
            "95%"
        };
        match against.verdict.side() {
            Some(Side::Above) => {
                format!("It was significantly higher than {name} ({interval}; tested at {level}).")
            }
            Some(Side::Below) => {
                format!("It was significantly lower than {name} ({interval}; tested at {level}).")
            }
            None => format!(
                "It was not significantly different from {name} ({interval}; tested at {level})."
            ),
        }
    }

    /// "the rest of the North West", "the rest of London".
    pub(crate) fn rest_of(&self, region: Area) -> String {
        let name = self.short(region);
        let bare = ["London", "Yorkshire"]
            .iter()
            .any(|part| name.contains(part));
        format!("the rest of {}{name}", if bare { "" } else { "the " })
    }

    fn rest(&self, c: &Comparison<'_>, rest: &Rest) -> String {
        let others = format!(
            "{} ({}",
            self.rest_of(rest.region),
            quantity(c.indicator, rest.value)
        );
        let method = match rest.basis {
            Basis::Rate => "exact conditional test",
            Basis::Proportion => "Fisher’s exact test",
        };
        match rest.verdict {
            RestVerdict::Apart { above, level } => {
                let word = if above { "higher" } else { "lower" };
                format!(
                    "It was significantly {word} than {others}, from rounded counts; {method}, {level}%)."
                )
            }
            RestVerdict::Alike => {
                format!(
                    "It was not significantly different from {others}, from rounded counts; {method}, 95%)."
                )
            }
            RestVerdict::Open => {
                format!(
                    "Beside {others}), rounding of the region’s counts to the nearest 10 leaves significance open."
                )
            }
        }
    }

    /// Where the verdict turns with the list of neighbours.
    pub(super) fn flip(&self, c: &Comparison<'_>) -> Option<String> {
        let (this, that, other) = c.flips()?;
        let mean = c.other.as_ref()?.1.spread?.mean;
        Some(format!(
            "The choice of neighbours matters: {} the mean by the list of {}, {} it by that of {} (mean {}).",
            beside(this),
            list_date(c.list),
            beside(that),
            list_date(other),
            mean_digits(c.indicator, mean)
        ))
    }
}

fn further_neighbour(c: &Comparison<'_>, place: &PeerPlace) -> String {
    let of = place.expected(c.indicator);
    let where_ = if place.is_expected() {
        "within"
    } else {
        "outside"
    };
    format!(
        "It lies {where_} the range in which one more neighbour would be expected, {} to {}.",
        mean_digits_trimmed(c.indicator, of.lower),
        mean_digits_trimmed(c.indicator, of.upper)
    )
}
