//! Children in need, protection plans and looked-after children as one pyramid, whose base holds the other two; and two series
//! that ought to move together and do not.

use super::Comparison;
use super::panel::{Panel, PeriodColumn};
use super::peers::are_enough;
use crate::observation::area::Area;
use crate::observation::period::Period;
use crate::stat::order::mean;

/// The layers by indicator, base first.
pub(crate) const LAYERS: [&str; 3] = ["cin-rate", "cpp-rate", "cla-rate"];

/// Parts of a hundred children in need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shares {
    pub(crate) plans: f64,
    pub(crate) care: f64,
}

/// One year's pyramid beside those of the neighbours and of England.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServicePyramid {
    /// The column of the base's panel.
    pub(crate) at: PeriodColumn,
    pub(crate) own: Shares,
    /// Means of the neighbours that have all three layers; none with fewer than seven.
    pub(crate) neighbours: Option<Shares>,
    pub(crate) with_data: usize,
    pub(crate) england: Option<Shares>,
    _sealed: (),
}

/// The pyramid of the comparison's period, with those of the years before it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Escalation {
    pub(crate) latest: ServicePyramid,
    /// Oldest first; only years that all three layers have.
    pub(crate) earlier: Vec<ServicePyramid>,
    _sealed: (),
}

/// How an authority's cases escalate, up to the comparison's period; none where a layer is missing then.
pub(crate) fn escalation(layers: [&Panel; 3], c: &Comparison<'_>) -> Option<Escalation> {
    let earlier = layers[0]
        .columns_before(c.at)
        .filter_map(|at| at_year(layers, at, c))
        .collect();
    Some(Escalation {
        latest: at_year(layers, c.at, c)?,
        earlier,
        _sealed: (),
    })
}

fn at_year(layers: [&Panel; 3], at: PeriodColumn, c: &Comparison<'_>) -> Option<ServicePyramid> {
    let base = layers[0].period(at);
    let column = |panel: &Panel| same_end(panel, base);
    let (plans, care) = (column(layers[1])?, column(layers[2])?);
    let shares = |area: Area| {
        let need = layers[0].value(at, area).filter(|need| *need > 0.0)?;
        let (plans, care) = (layers[1].value(plans, area)?, layers[2].value(care, area)?);
        Some(Shares {
            plans: plans / need * 100.0,
            care: care / need * 100.0,
        })
    };
    let peers: Vec<Shares> = c
        .neighbours
        .members
        .iter()
        .filter_map(|m| shares(m.area))
        .collect();
    let of = |part: fn(&Shares) -> f64| mean(&peers.iter().map(part).collect::<Vec<_>>());
    let neighbours = of(|s| s.plans)
        .zip(of(|s| s.care))
        .filter(|_| are_enough(peers.len(), c.neighbours.members.len()));
    Some(ServicePyramid {
        at,
        own: shares(c.area)?,
        neighbours: neighbours.map(|(plans, care)| Shares { plans, care }),
        with_data: peers.len(),
        england: shares(Area::ENGLAND),
        _sealed: (),
    })
}

/// The column of another panel whose period is of the same kind and ends on the same day.
fn same_end(panel: &Panel, period: &Period) -> Option<PeriodColumn> {
    panel.column_where(|p| p.kind == period.kind && p.end == period.end)
}

/// Open cases fall while protection plans rise.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Opposition {
    /// Earlier and later column of the cases, and of the plans.
    pub(crate) columns: [PeriodColumn; 2],
    pub(crate) cases: [f64; 2],
    pub(crate) plans: [f64; 2],
    _sealed: (),
}

/// Both must have moved by this part, or the two are level for all that matters.
const MOVED: f64 = 0.05;
/// Over so many years: one year's crossing is mostly chance in the plans.
const YEARS: i16 = 3;

/// The pair rule over three years: fewer children in need and more on a protection plan, each by five per cent or more.
pub(crate) fn opposed(
    cases: &Panel,
    plans: &Panel,
    at: PeriodColumn,
    area: Area,
) -> Option<Opposition> {
    let before = cases.years_before(at, YEARS)?;
    let like = |column: PeriodColumn| same_end(plans, cases.period(column));
    let (plans_before, plans_now) = (like(before)?, like(at)?);
    let broken = cases
        .break_between(before, at)
        .or_else(|| plans.break_between(plans_before, plans_now));
    let of_cases = [cases.value(before, area)?, cases.value(at, area)?];
    let of_plans = [
        plans.value(plans_before, area)?,
        plans.value(plans_now, area)?,
    ];
    let fell = of_cases[1] <= of_cases[0] * (1.0 - MOVED);
    let rose = of_plans[1] >= of_plans[0] * (1.0 + MOVED) && of_plans[0] > 0.0;
    (broken.is_none() && fell && rose).then_some(Opposition {
        columns: [before, at],
        cases: of_cases,
        plans: of_plans,
        _sealed: (),
    })
}

/// The share that stands beside a count of adoptions, so that fewer adoptions are not read as fewer children settled.
pub(crate) const BESIDE_ADOPTIONS: [&str; 2] = ["cla-adopted-count", "cla-sgo-percent"];

/// The year in which a series of ten or so was lowest, though it is not the latest.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lowest {
    pub(crate) column: PeriodColumn,
    pub(crate) value: f64,
    pub(crate) begins: PeriodColumn,
    /// Years with a figure.
    pub(crate) years: usize,
    /// Every year from `begins` to the latest has one.
    pub(crate) is_whole: bool,
    /// The companion's figure of that year.
    pub(crate) beside: Option<f64>,
    _sealed: (),
}

/// Fewer years than this make no record.
const RECORD_YEARS: usize = 5;

/// The lowest year of an authority's series up to a period, where one year alone is lowest.
pub(crate) fn lowest(
    panel: &Panel,
    at: PeriodColumn,
    area: Area,
    companion: Option<&Panel>,
) -> Option<Lowest> {
    let kind = panel.period(at).kind;
    let known: Vec<(PeriodColumn, f64)> = panel
        .columns_to(at)
        .filter(|column| panel.period(*column).kind == kind)
        .filter_map(|column| Some((column, panel.value(column, area)?)))
        .collect();
    let (begins, last) = (known.first()?.0, known.last()?.0);
    let (column, value) = known.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let alone = known.iter().filter(|(_, other)| *other <= value).count() == 1;
    let unbroken = panel.redefined_between(begins, last).is_none();
    let beside =
        companion.and_then(|other| other.value(same_end(other, panel.period(column))?, area));
    (alone && unbroken && column != at && known.len() >= RECORD_YEARS).then_some(Lowest {
        column,
        value,
        begins,
        years: known.len(),
        is_whole: usize::try_from(
            panel.period(last).end_year() - panel.period(begins).end_year() + 1,
        ) == Ok(known.len()),
        beside,
        _sealed: (),
    })
}
