//! Whether a number is the figure that it is said to be.

use super::claim::{Claim, FigureOwner};
use super::judge::{ClaimColumns, Judge, Ruling};
use super::lexeme::WrittenNumber;
use super::remark::ClaimVerdict;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::peers::Peers;
use crate::finding::about;
use crate::finding::prose::lint as words;
use crate::observation::area::Area;
use crate::observation::period::Period;

/// Checks a number against the figures of its owner.
pub(super) fn figure(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    owner: FigureOwner,
    number: WrittenNumber,
) -> Option<Ruling> {
    let check = FigureCheck::of(judge, panel, claim, (owner, number))?;
    let area = check.area;
    let columns = ClaimColumns::of(panel, claim, area);
    let last = panel.latest()?;
    let Some(newest) = check.newest(panel, columns.newest) else {
        return Some(check.without_figure(panel, last));
    };
    if columns.at.is_empty() {
        return Some(Ruling::not_found(area, judge.words().periods_held(panel)));
    }
    if let Some(at) = columns.at.iter().find(|at| check.holds(panel, **at)) {
        let verdict = if *at == newest {
            ClaimVerdict::Agrees
        } else {
            ClaimVerdict::Stale
        };
        let says = check.says(panel, *at, newest);
        return Some(Ruling::shown_by(panel, (newest, area), verdict, says));
    }
    let shown = columns
        .at
        .iter()
        .copied()
        .find(|at| !check.values(panel, *at).is_empty());
    let Some(shown) = shown else {
        return Some(check.without_figure(panel, *columns.at.first()?));
    };
    if let Some(ruling) = check.revised_ruling(panel, &columns.at, shown) {
        return Some(ruling);
    }
    let says = check.says(panel, shown, shown);
    let verdict = ClaimVerdict::Differs;
    Some(Ruling::shown_by(panel, (shown, area), verdict, says))
}

/// A number, and whose figure it is said to be.
struct FigureCheck<'c> {
    judge: &'c Judge<'c>,
    area: Area,
    /// The authority that the claim is about.
    home: Area,
    owner: FigureOwner,
    number: WrittenNumber,
}

impl<'c> FigureCheck<'c> {
    /// None where the owner is a region of which the panel has no figures.
    fn of(
        judge: &'c Judge<'c>,
        panel: &Panel,
        claim: &Claim,
        (owner, number): (FigureOwner, WrittenNumber),
    ) -> Option<FigureCheck<'c>> {
        let area = match owner {
            FigureOwner::Area(area) => area,
            FigureOwner::Region => {
                panel.region(judge.reference.register.get(claim.area)?.region)?
            }
            _ => claim.area,
        };
        Some(FigureCheck {
            judge,
            area,
            home: claim.area,
            owner,
            number,
        })
    }

    /// The ruling where a column has no figure.
    fn without_figure(&self, panel: &'c Panel, at: PeriodColumn) -> Ruling {
        let comparison = self.judge.comparison(panel, at, self.area);
        let says = about::figure(&comparison, self.judge.phrases);
        Ruling::not_found(self.area, says)
    }

    /// The newest column with a figure of the owner: the neighbours have one where the authority itself may have none.
    fn newest(&self, panel: &'c Panel, own: Option<PeriodColumn>) -> Option<PeriodColumn> {
        if self.is_of_an_area() {
            return own;
        }
        let mut columns = panel.columns_to(panel.latest()?).rev();
        columns.find(|at| !self.values(panel, *at).is_empty())
    }

    /// Whether the number is a figure of its owner in a column.
    fn holds(&self, panel: &'c Panel, at: PeriodColumn) -> bool {
        self.values(panel, at)
            .iter()
            .any(|value| is_rounded_to(*value, self.number))
    }

    /// The figures that the number may be, as published and unrounded; of neighbours by either list.
    fn values(&self, panel: &'c Panel, at: PeriodColumn) -> Vec<f64> {
        if self.is_of_an_area() {
            return [Some(self.area), self.part_of_london()]
                .into_iter()
                .flatten()
                .flat_map(|area| [panel.value(at, area), panel.unrounded_value(at, area)])
                .flatten()
                .collect();
        }
        if self.owner == FigureOwner::GivenDeprivation {
            let comparison = self.judge.with_nation(panel, at, self.area);
            let expected = comparison.expected().map(|of| of.expected);
            return expected.into_iter().collect();
        }
        let comparison = self.judge.comparison(panel, at, self.area);
        if self.owner == FigureOwner::Quarter {
            let quartiles = comparison.quartiles.iter();
            return quartiles.flat_map(|of| [of.q1, of.q3]).collect();
        }
        let mut values = self.averages(&comparison.neighbours);
        if let Some((_, other)) = &comparison.other {
            values.extend(self.averages(other));
        }
        values
    }

    /// Inner or Outer London, which papers of its boroughs also call London: some files give the parts, some only the whole.
    fn part_of_london(&self) -> Option<Area> {
        let register = &self.judge.reference.register;
        let region = register.get(self.home).and_then(|place| place.region)?;
        let is_part = region == Area::INNER_LONDON || region == Area::OUTER_LONDON;
        (self.area == Area::LONDON && is_part).then_some(region)
    }

    fn is_of_an_area(&self) -> bool {
        matches!(self.owner, FigureOwner::Area(_) | FigureOwner::Region)
    }

    /// The averages of a list of neighbours that the number may be.
    fn averages(&self, peers: &Peers) -> Vec<f64> {
        match (self.owner, peers.spread) {
            (_, None) => Vec::new(),
            (FigureOwner::NeighboursMean, Some(spread)) => vec![spread.mean],
            (FigureOwner::NeighboursMedian, Some(spread)) => vec![spread.median],
            (_, Some(spread)) => vec![spread.mean, spread.median],
        }
    }

    /// The other release and its column with the number, where that column has a period that the claim may be about.
    fn revised(&self, panel: &Panel, at: &[PeriodColumn]) -> Option<(&'c Panel, PeriodColumn)> {
        let other = self.judge.other(panel)?;
        let named: Vec<&Period> = at.iter().map(|at| panel.period(*at)).collect();
        other
            .columns()
            .rev()
            .find(|column| {
                let period = other.period(*column);
                named.iter().any(|named| is_same_time(named, period)) && self.holds(other, *column)
            })
            .map(|column| (other, column))
    }

    /// The ruling where another release has the number.
    fn revised_ruling(
        &self,
        panel: &'c Panel,
        named: &[PeriodColumn],
        shown: PeriodColumn,
    ) -> Option<Ruling> {
        let (other, at) = self.revised(panel, named)?;
        let same_period = named
            .iter()
            .find(|column| panel.period(**column) == other.period(at));
        let judge = self.judge;
        let now = judge.comparison(panel, *same_period.unwrap_or(&shown), self.area);
        let earlier = judge.comparison(other, at, self.area);
        let says = format!(
            "{} {}",
            about::figure(&now, judge.phrases),
            judge.words().released(&earlier)
        );
        let verdict = ClaimVerdict::Revised;
        Some(Ruling::shown_by(panel, (now.at, self.area), verdict, says))
    }

    /// The newest figure, followed by that of another column.
    fn says(&self, panel: &'c Panel, at: PeriodColumn, newest: PeriodColumn) -> String {
        let columns = if at == newest {
            vec![newest]
        } else {
            vec![newest, at]
        };
        columns
            .into_iter()
            .map(|at| self.sentence(panel, at))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn sentence(&self, panel: &'c Panel, at: PeriodColumn) -> String {
        if self.owner == FigureOwner::GivenDeprivation {
            let comparison = self.judge.with_nation(panel, at, self.area);
            return words::given_deprivation(&comparison, self.judge.phrases);
        }
        let comparison = self.judge.comparison(panel, at, self.area);
        if self.owner == FigureOwner::Quarter {
            return words::quarters(&comparison);
        }
        if self.is_of_an_area() {
            about::figure(&comparison, self.judge.phrases)
        } else {
            words::beside_neighbours(&comparison, self.judge.phrases)
        }
    }
}

/// Checks how many times somebody's figure the authority's own is.
pub(super) fn times(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (owner, number): (FigureOwner, WrittenNumber),
) -> Option<Ruling> {
    let check = FigureCheck::of(judge, panel, claim, (owner, number))?;
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let (verdict, at) = columns.verdict(ClaimVerdict::Differs, |at| {
        let own = panel.value(at, claim.area)?;
        let others = check.values(panel, at);
        let mut ratios = others.iter().filter(|other| **other > 0.0);
        (!others.is_empty()).then(|| ratios.any(|other| is_rounded_to(own / other, number)))
    })?;
    let own = about::figure(&judge.comparison(panel, at, claim.area), judge.phrases);
    let says = format!("{own} {}", check.sentence(panel, at));
    Some(Ruling::shown_by(panel, (at, claim.area), verdict, says))
}

fn is_same_time(one: &Period, other: &Period) -> bool {
    (one.start, one.end, one.kind) == (other.start, other.end, other.kind)
}

/// Whether a value, rounded to as many decimals as the number has, is the number; a half may be rounded either way.
pub(super) fn is_rounded_to(value: f64, number: WrittenNumber) -> bool {
    (value - number.value).abs() <= 0.5 * 10f64.powi(-i32::from(number.decimals)) + 1e-9
}
