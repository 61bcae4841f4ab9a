//! One action beside its indicator: whether it moved since the action began, and whether its target is met.

use super::panel::{Panel, PeriodColumn};
use super::signals::Signals;
use super::since::Since;
use crate::observation::area::Area;
use crate::plan::{Action, ActionStatus, PlanDay, TargetBound};
use jiff::civil::Date;

/// An action, and what can be said of its indicator.
pub(crate) struct Followed<'p> {
    pub(crate) action: &'p Action,
    pub(crate) beside: Result<FollowedIndicator<'p>, NotFollowed>,
}

/// Why nothing is said of an indicator at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NotFollowed {
    /// The action names none.
    NoIndicator,
    /// Nobody said which authority the plan is of.
    NoAuthority,
    /// No indicator of that name.
    Unknown,
    /// The files that were read do not hold it.
    NotRead,
    /// It has no figure for the authority.
    NoFigure,
}

/// Why no movement is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NoMovement {
    /// The file does not say when the action began, and nothing else may stand for it.
    BeginningUnknown,
    /// The file says when the action began, in a form that could not be read.
    BeginningUnread,
    NotBegun,
}

/// An indicator with its course since an action began.
pub(crate) struct FollowedIndicator<'p> {
    pub(crate) panel: &'p Panel,
    /// Column and value of the newest figure.
    pub(crate) newest: (PeriodColumn, f64),
    pub(crate) since: Result<Since, NoMovement>,
    /// An officer's own months or quarters of the same indicator.
    pub(crate) own: Option<(&'p Panel, Signals)>,
    pub(crate) target: Option<TargetMet>,
}

/// Whether the newest figure meets a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TargetMet {
    Yes,
    No,
    /// A bare number, and an indicator of which no direction is good.
    NoDirection,
}

impl TargetMet {
    /// As printed in a `target_met` column.
    pub(crate) fn name(self) -> &'static str {
        match self {
            TargetMet::Yes => "met",
            TargetMet::No => "not met",
            TargetMet::NoDirection => "no direction is set",
        }
    }
}

/// Whose plan it is, and when it is told.
#[derive(Clone, Copy)]
pub(crate) struct PlanQuestion<'a> {
    pub(crate) area: Area,
    pub(crate) as_at: Date,
    /// The authorities there today, whose changes tell how far a figure usually moves.
    pub(crate) current: &'a [Area],
}

impl<'p> FollowedIndicator<'p> {
    /// Follows an action's indicator: the published series, or the officer's own where there is no other.
    pub(crate) fn of(
        action: &Action,
        national: Option<&'p Panel>,
        local: Option<&'p Panel>,
        asking: PlanQuestion<'_>,
    ) -> Result<FollowedIndicator<'p>, NotFollowed> {
        let PlanQuestion {
            area,
            as_at,
            current,
        } = asking;
        let newest = |panel: &Panel| {
            panel
                .columns()
                .rev()
                .find_map(|at| Some((at, panel.value(at, area)?)))
        };
        let found = [national, local]
            .into_iter()
            .flatten()
            .find_map(|panel| Some((panel, newest(panel)?)));
        let (panel, newest) = found.ok_or(if national.or(local).is_some() {
            NotFollowed::NoFigure
        } else {
            NotFollowed::NotRead
        })?;
        let began = match action.started {
            PlanDay::Known(began) if began > as_at => Err(NoMovement::NotBegun),
            PlanDay::Known(began) => Ok(began),
            _ if action.status == Some(ActionStatus::NotStarted) => Err(NoMovement::NotBegun),
            PlanDay::Unread(_) => Err(NoMovement::BeginningUnread),
            PlanDay::Absent => Err(NoMovement::BeginningUnknown),
        };
        let own = began.ok().and_then(|began| {
            local.and_then(|local| Some((local, Signals::of(local, area, began)?)))
        });
        let since = began.and_then(|began| {
            Since::of(panel, area, began, current).ok_or(NoMovement::BeginningUnknown)
        });
        Ok(FollowedIndicator {
            panel,
            newest,
            since,
            own,
            target: met(action, panel, newest.1),
        })
    }
}

/// A bare number is met from the side that the indicator's direction says.
fn met(action: &Action, panel: &Panel, newest: f64) -> Option<TargetMet> {
    let target = action.target?;
    let bound = target.bound.or_else(|| {
        let is_higher_better = panel.indicator.polarity.is_better(true)?;
        Some(if is_higher_better {
            TargetBound::AtLeast
        } else {
            TargetBound::AtMost
        })
    });
    let printed = panel.indicator.printed(newest);
    Some(match bound {
        None => TargetMet::NoDirection,
        Some(bound) if bound.is_met(printed, target.value) => TargetMet::Yes,
        Some(_) => TargetMet::No,
    })
}
