//! Questions that findings raise, for those who know the children and the practice. They ask; they suggest no cause.

use super::{Words, judged};
use crate::compare::Comparison;
use crate::compare::Side;
use crate::finding::{Finding, Trend, weigh};
use crate::stat::trend;

impl Words<'_> {
    /// What a committee may want to ask of a finding; none where it raises no question.
    pub(crate) fn question(&self, finding: &Finding, case: &Comparison<'_>) -> Option<String> {
        let c = case;
        let (noun, name) = (&c.indicator.noun, self.short(c.area));
        let side = |above: bool| if above { "above" } else { "below" };
        let judged =
            |above: bool| judged(c.indicator, if above { Side::Above } else { Side::Below });
        Some(match finding {
            Finding::ApartFromPeers(place) => {
                let above = place.own > place.neighbours.mean;
                let asked = match judged(above) {
                    Some("worse") => "what would it take to be among them",
                    Some(_) => "what can others learn from it",
                    None => "is that what the needs of children here would lead us to expect",
                };
                format!("{name}’s {noun} is {} all its statistical neighbours: {asked}?", side(above))
            }
            Finding::PartedFromPeers(_) => {
                format!("What was decided or recorded differently in {name} when its {noun} parted from its neighbours’?")
            }
            Finding::AlreadyApart(_) => {
                format!("How far back does the difference in the {noun} go, and do older local records show it?")
            }
            Finding::OutsideExpected(place) => {
                let above = place.wide_verdict.side().is_some_and(|side| side == crate::stat::verdict::Side::Above);
                format!("Which of need, practice and recording puts the {noun} {} the range of other authorities?", side(above))
            }
            Finding::Changed(change) => {
                let moved = if change.now > change.earlier { "rise" } else { "fall" };
                format!("Which children are behind the {moved} in the {noun}, and was it intended?")
            }
            Finding::Trending(of) => {
                let rising = weigh::up(finding)?;
                let years = match of {
                    Trend::Recent(recent) if recent.trend.direction == trend::Direction::NoChange => return None,
                    Trend::Recent(recent) => recent.columns.len(),
                    Trend::Sustained(sustained) => sustained.columns.len(),
                };
                let moved = if rising { "rising" } else { "falling" };
                format!("The {noun} has been {moved} over {years} years: does the plan expect that to go on?")
            }
            Finding::Opposed(_) => {
                "Are thresholds between children in need and protection plans applied as they were before?".to_owned()
            }
            Finding::NeighboursChanged(_) => {
                format!("Which list of neighbours do our targets for the {noun} rest on?")
            }
            Finding::Withheld(_) => format!("What do local records say of the {noun}, for which no figure can be compared?"),
            Finding::Placed(_)
            | Finding::WithinPeers(_)
            | Finding::ApartFromEngland(_)
            | Finding::NotApartFromEngland(_)
            | Finding::WithinExpected(_)
            | Finding::ExtremeSince(_)
            | Finding::RunOf(_)
            | Finding::Escalation(_) => return None,
        })
    }
}
