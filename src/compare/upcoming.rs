//! When an authority's next inspection may begin, by the published rule on what follows its last one, and how often such estimates came
//! true.

use crate::observation::area::Area;
use crate::observation::judgement::{Framework, Grade, Inspectorate, Judgement};
use crate::reference::Reference;
use crate::reference::judgements::Judgements;
use crate::reference::judgements::rules::{InspectionRule, rules};
use jiff::civil::Date;
use jiff::{Span, Unit};

/// An estimate.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct ExpectedInspection<'j> {
    pub(crate) area: Area,
    /// What it follows.
    pub(crate) last: &'j Judgement,
    pub(crate) rule: &'static InspectionRule,
    /// None where the rule has a latest day only.
    pub(crate) from: Option<Date>,
    pub(crate) to: Date,
}

/// Where a window lies beside a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum WindowState {
    Ahead,
    Open,
    Over,
}

impl ExpectedInspection<'_> {
    /// Between which days the middle half of such inspections would come.
    pub(crate) fn usual(&self, record: &Backtest) -> Option<[Date; 2]> {
        // From the day from which the months of the others were counted.
        let from = self.last.inspected.or(self.last.published)?;
        let [first, last] = record.middle_half().filter(|_| record.count() > 0)?;
        let after = |months: i32| from.checked_add(jiff::Span::new().months(months)).ok();
        Some([after(first)?, after(last)?])
    }

    pub(crate) fn state(&self, day: Date) -> WindowState {
        if self.to < day {
            WindowState::Over
        } else if self.from.is_none_or(|from| from <= day) {
            WindowState::Open
        } else {
            WindowState::Ahead
        }
    }
}

/// The estimate for an authority by what was published by a day; none without an event, or where no rule tells an interval.
pub(crate) fn expected<'j>(
    judgements: &'j Judgements,
    who: Inspectorate,
    area: Area,
    day: Date,
) -> Option<ExpectedInspection<'j>> {
    let last = match who {
        Inspectorate::SendPair => judgements
            .history(who, area, day)
            .into_iter()
            .rfind(|event| !event.outcome.is_empty() && event.published.is_some()),
        _ => judgements.newest_whole(who, area, day),
    };
    of_event(area, last?)
}

/// What may follow one event.
fn of_event(area: Area, last: &Judgement) -> Option<ExpectedInspection<'_>> {
    let rule = rule_after(last)?;
    let day = if rule.from_report {
        last.published
    } else {
        last.inspected.or(last.published)
    }?;
    let later = |months: i32| day.checked_add(Span::new().months(months)).ok();
    Some(ExpectedInspection {
        area,
        last,
        rule,
        from: rule.from_months.and_then(later),
        to: later(rule.to_months?)?,
    })
}

/// The rule on what follows an event.
fn rule_after(last: &Judgement) -> Option<&'static InspectionRule> {
    let next = match last.framework {
        // What was judged under the framework of 2013 was inspected again under that of 2018.
        Framework::Sif => Framework::Ilacs,
        other => other,
    };
    let after = match next {
        Framework::Ilacs => by_grade(last)?,
        _ => last.outcome.as_str(),
    };
    rules()
        .iter()
        .find(|rule| rule.framework == next && rule.after == after && rule.to_months.is_some())
}

/// Without an overall judgement the worst part stands for it: what follows is published by overall judgement only.
fn by_grade(last: &Judgement) -> Option<&'static str> {
    let grade = last
        .overall
        .or_else(|| last.aspects.values().max().copied());
    Some(match grade?.on_scale() {
        Grade::Outstanding | Grade::Good => "good or outstanding",
        Grade::Inadequate => "inadequate",
        _ => "requires improvement",
    })
}

/// How estimates fared that could have been made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Backtest {
    pub(crate) within: usize,
    pub(crate) earlier: usize,
    pub(crate) later: usize,
    /// Windows that are over without a next inspection that is known; not among those counted.
    pub(crate) not_yet: usize,
    /// Months from the event to the next inspection, fewest first.
    pub(crate) months: Vec<i32>,
}

impl Backtest {
    pub(crate) fn count(&self) -> usize {
        self.within + self.earlier + self.later
    }

    /// Between which months the middle half of the next inspections began.
    pub(crate) fn middle_half(&self) -> Option<[i32; 2]> {
        let at = |part: usize| self.months.get(self.months.len() * part / 4).copied();
        Some([at(1)?, at(3)?])
    }
}

/// Inspections judged from this day on are tested against the rule.
const TESTED_SINCE: Date = Date::constant(2015, 1, 1);

/// How estimates by a rule fared until a day, over all authorities that were there then.
pub(crate) fn fared(
    reference: &Reference,
    judgements: &Judgements,
    rule: &InspectionRule,
    until: Date,
) -> Backtest {
    let is_there = |area: Area| reference.register.exists_on(area, until);
    backtest(judgements, rule, (TESTED_SINCE, until), is_there)
}

/// Every inspection of children's services since a day that was followed by another under ILACS: whether that began in the window
/// estimated then. Only events that fall under the same rule are counted together.
pub(crate) fn backtest(
    judgements: &Judgements,
    rule: &InspectionRule,
    (since, until): (Date, Date),
    is_there: impl Fn(Area) -> bool,
) -> Backtest {
    let mut fared = Backtest::default();
    let mut whole: Vec<&Judgement> = judgements
        .all()
        .iter()
        .filter(|each| each.is_of_the_whole() && each.framework != Framework::YouthJustice)
        .filter(|each| each.published.is_some_and(|published| published <= until))
        .collect();
    whole.sort_by_key(|each| (&each.areas, each.published));
    for pair in whole.windows(2) {
        let &[last, next] = pair else { continue };
        let is_pair = last.areas == next.areas
            && next.framework == Framework::Ilacs
            && last.published.is_some_and(|published| published >= since);
        let (Some(area), Some(began)) = (last.areas.first(), next.inspected.or(next.published))
        else {
            continue;
        };
        let estimate = of_event(*area, last).filter(|estimate| estimate.rule == rule);
        let (Some(estimate), true) = (estimate, is_pair) else {
            continue;
        };
        if estimate.to < began {
            fared.later += 1;
        } else if estimate.from.is_some_and(|from| began < from) {
            fared.earlier += 1;
        } else {
            fared.within += 1;
        }
        fared.months.extend(
            last.inspected
                .or(last.published)
                .and_then(|from| from.until((Unit::Month, began)).ok())
                .map(|span| span.get_months()),
        );
    }
    fared.months.sort_unstable();
    let last_of_each = whole
        .chunk_by(|a, b| a.areas == b.areas)
        .filter_map(<[_]>::last);
    fared.not_yet = last_of_each
        .filter(|last| last.published.is_some_and(|published| published >= since))
        .filter_map(|last| of_event(*last.areas.first()?, last))
        .filter(|estimate| estimate.rule == rule && estimate.to < until && is_there(estimate.area))
        .count();
    fared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    #[test]
    fn windows_count_from_the_event_that_the_rule_names() {
        let reference = Reference::embedded().expect("embedded");
        let judgements = reference.judgements().expect("embedded");
        let day = Date::constant(2026, 6, 29);
        let of = |code: &str| {
            let area = reference.register.in_file(code).expect("an authority");
            let found = expected(&judgements, Inspectorate::Ofsted, area, day).expect("a window");
            (
                found.from.map(|day| day.to_string()),
                found.to.to_string(),
                found.state(day),
            )
        };
        // Blackpool's began on 5 December 2022, and it required improvement.
        let blackpool = (
            Some("2025-06-05".to_owned()),
            "2026-06-05".to_owned(),
            WindowState::Over,
        );
        assert_eq!(of("890"), blackpool);
        // Devon's report, inadequate, came out on 13 May 2025.
        let devon = (
            Some("2026-05-13".to_owned()),
            "2027-05-13".to_owned(),
            WindowState::Open,
        );
        assert_eq!(of("878"), devon);
        // Somerset's newest has no overall judgement.
        let somerset = (
            Some("2028-10-27".to_owned()),
            "2029-10-27".to_owned(),
            WindowState::Ahead,
        );
        assert_eq!(of("933"), somerset);
    }

    #[test]
    fn every_pair_of_inspections_is_tested_once() {
        let reference = Reference::embedded().expect("embedded");
        let judgements = reference.judgements().expect("embedded");
        let since = Date::constant(2015, 1, 1);
        let until = Date::constant(2026, 6, 29);
        let all: Vec<Backtest> = rules()
            .iter()
            .filter(|rule| rule.framework == Framework::Ilacs)
            .map(|rule| backtest(&judgements, rule, (since, until), |_| true))
            .collect();
        assert_eq!(all.len(), 3);
        for fared in &all {
            assert_eq!(fared.count(), fared.months.len());
            assert!(fared.months.first() > Some(&10), "{fared:?}");
        }
        let pairs: usize = all.iter().map(Backtest::count).sum();
        let followed = judgements.all().iter().filter(|next| {
            let area = next.areas.first().copied();
            let before = |day: Date| {
                area.and_then(|area| {
                    judgements.newest_whole(Inspectorate::Ofsted, area, day.yesterday().ok()?)
                })
            };
            let last = next.published.and_then(before);
            next.framework == Framework::Ilacs
                && next.is_of_the_whole()
                && last
                    .and_then(|last| last.published)
                    .is_some_and(|day| day >= since)
        });
        assert_eq!(pairs, followed.count());
    }
}
