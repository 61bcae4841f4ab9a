//! Where an authority's judgement places it: how many of its region, of England and of its statistical neighbours were judged
//! good or better on a day.
//!
//! A count follows Ofsted's main table: former authorities that it lists apart are not in it, and are told.

use crate::observation::area::Area;
use crate::observation::judgement::{Grade, Inspectorate, Judgement, UnreadJudgement};
use crate::reference::Reference;
use crate::reference::judgements::{ContraryReading, JudgementFile, Judgements};
use crate::reference::neighbours::NeighbourList;
use jiff::Unit;
use jiff::civil::Date;

/// Some authorities on a day, each in exactly one of the five lists; `awaited` says more about some of the first two.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct JudgementTally {
    /// Those with an overall judgement, in order of code.
    pub(crate) judged: Vec<(Area, Grade)>,
    /// There on the day, and never judged as a whole.
    pub(crate) without: Vec<Area>,
    /// There on the day, without a judgement that could be read, and with a row that could not: whether they were judged is not known.
    pub(crate) unread: Vec<Area>,
    /// Judged, and listed apart by Ofsted as authorities of before a reorganisation: not counted.
    pub(crate) apart: Vec<(Area, Grade)>,
    /// Not an authority on the day.
    pub(crate) not_there: Vec<Area>,
    /// Inspected by the day and published after it: what they were found to be then.
    pub(crate) awaited: Vec<(Area, Grade)>,
    /// Of those judged, who has a newer inspection that gave no overall judgement.
    pub(crate) newer_by_parts: Vec<Area>,
    /// By part, what the newest inspection of each authority that is not listed apart found, as far as it judged that part.
    pub(crate) parts: Vec<(&'static str, Vec<(Area, Grade)>)>,
}

/// The parts of Ofsted's newest frameworks, as tables show them.
pub(crate) const PARTS: [&str; 4] = [
    "leadership",
    "help_and_protection",
    "in_care",
    "care_leavers",
];

impl JudgementTally {
    fn of(
        judgements: &Judgements,
        reference: &Reference,
        who: Inspectorate,
        day: Date,
        areas: impl Iterator<Item = Area>,
    ) -> JudgementTally {
        let mut tally = JudgementTally {
            parts: PARTS.map(|part| (part, Vec::new())).to_vec(),
            ..JudgementTally::default()
        };
        for area in areas {
            if !reference.register.exists_on(area, day) {
                tally.not_there.push(area);
                continue;
            }
            let awaited = judgements.awaited(who, area, day);
            tally
                .awaited
                .extend(awaited.map(|(_, grade)| (area, grade)));
            match judgements.held(who, area, day) {
                Some((_, grade)) if judgements.is_apart(area) => tally.apart.push((area, grade)),
                Some((_, grade)) => tally.judged.push((area, grade)),
                None if !judgements.unread(who, area, day).is_empty() => tally.unread.push(area),
                None => tally.without.push(area),
            }
            if !judgements.is_apart(area) {
                tally.note_newest(area, judgements.newest_whole(who, area, day));
            }
        }
        tally
    }

    fn note_newest(&mut self, area: Area, newest: Option<&Judgement>) {
        let Some(newest) = newest else { return };
        let is_judged = self.judged.last().is_some_and(|(last, _)| *last == area);
        if newest.overall.is_none() && is_judged {
            self.newer_by_parts.push(area);
        }
        for (part, judged) in &mut self.parts {
            let found = newest.aspects.get(*part);
            judged.extend(found.map(|grade| (area, grade.on_scale())));
        }
    }

    /// Good or better by a part, and judged by it.
    pub(crate) fn by_part(&self, part: &str) -> (usize, usize) {
        let found = self.parts.iter().find(|(key, _)| *key == part);
        found.map_or((0, 0), |(_, judged)| {
            let good = judged.iter().filter(|(_, grade)| grade.is_good());
            (good.count(), judged.len())
        })
    }

    /// How many were there on the day.
    pub(crate) fn there(&self) -> usize {
        self.judged.len() + self.without.len() + self.unread.len() + self.apart.len()
    }

    /// Judged good or better.
    pub(crate) fn good(&self) -> Vec<Area> {
        self.judged
            .iter()
            .filter(|(_, grade)| grade.is_good())
            .map(|(area, _)| *area)
            .collect()
    }

    /// How many have each grade of the scale, best first.
    pub(crate) fn grades(&self) -> [(Grade, usize); 4] {
        let count = |wanted: Grade| {
            self.judged
                .iter()
                .filter(|(_, grade)| *grade == wanted)
                .count()
        };
        [
            Grade::Outstanding,
            Grade::Good,
            Grade::RequiresImprovement,
            Grade::Inadequate,
        ]
        .map(|grade| (grade, count(grade)))
    }

    /// Good or better, and judged, if those listed apart were counted too.
    pub(crate) fn with_apart(&self) -> (usize, usize) {
        let good = self
            .apart
            .iter()
            .filter(|(_, grade)| grade.is_good())
            .count();
        (
            self.good().len() + good,
            self.judged.len() + self.apart.len(),
        )
    }

    /// Good or better, and judged, if what was inspected by the day were counted as it was found later.
    pub(crate) fn with_awaited(&self) -> (usize, usize) {
        let later = |area: Area| {
            self.awaited
                .iter()
                .find(|(awaited, _)| *awaited == area)
                .map(|(_, grade)| *grade)
        };
        let held = self
            .judged
            .iter()
            .map(|(area, grade)| later(*area).unwrap_or(*grade));
        let first = self.without.iter().filter_map(|area| later(*area));
        let grades: Vec<Grade> = held.chain(first).collect();
        (
            grades.iter().filter(|grade| grade.is_good()).count(),
            grades.len(),
        )
    }
}

/// One authority's judgement on a day, among others.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct JudgedPosition<'j> {
    pub(crate) who: Inspectorate,
    pub(crate) area: Area,
    pub(crate) day: Date,
    /// The overall judgement that held; none before the first.
    pub(crate) own: Option<(&'j Judgement, Grade)>,
    /// The day on which that judgement was read from its report's page, where it is from no release.
    pub(crate) read_on: Option<Date>,
    /// The overall judgement that held before that one.
    pub(crate) before: Option<(&'j Judgement, Grade)>,
    /// The newest inspection of the whole service, with or without an overall judgement.
    pub(crate) newest: Option<&'j Judgement>,
    /// Where readings of the authority's reports contradict the release.
    pub(crate) contrary: Vec<&'j ContraryReading>,
    /// The files with judgements of the inspectorate.
    pub(crate) files: Vec<&'j JudgementFile>,
    /// Rows on the authority that could not be read, and may hold a judgement that was known by the day.
    pub(crate) unread: Vec<&'j UnreadJudgement>,
    /// The same rows where it could not be read which authority they are on.
    pub(crate) unread_of_anybody: Vec<&'j UnreadJudgement>,
    /// Whole months from the first day of that inspection, or from its report where the day is not known.
    pub(crate) months_since: Option<i32>,
    /// The region to count in; all of London for a London authority, as Ofsted counts.
    pub(crate) region: Option<(Area, JudgementTally)>,
    pub(crate) england: JudgementTally,
    pub(crate) list: NeighbourList,
    pub(crate) neighbours: JudgementTally,
}

impl<'j> JudgedPosition<'j> {
    /// The newest inspection, where it gave no overall judgement.
    pub(crate) fn newer_by_parts(&self) -> Option<&'j Judgement> {
        self.newest.filter(|newest| newest.overall.is_none())
    }

    /// The parts that the newest inspection found worse than the last overall judgement.
    pub(crate) fn parts_below(&self) -> Vec<(&'static str, Grade)> {
        let Some((judgement, whole)) = self.own else {
            return Vec::new();
        };
        let of_parts = &self.newer_by_parts().unwrap_or(judgement).aspects;
        let parts = PARTS.into_iter().filter_map(|part| {
            let found = of_parts.get(part)?.on_scale();
            (found > whole).then_some((part, found))
        });
        parts.collect()
    }
}

/// Places an authority on a day.
pub(crate) fn standing<'j>(
    judgements: &'j Judgements,
    reference: &Reference,
    who: Inspectorate,
    area: Area,
    day: Date,
    list: NeighbourList,
) -> JudgedPosition<'j> {
    let tally = |areas: &mut dyn Iterator<Item = Area>| {
        JudgementTally::of(judgements, reference, who, day, areas)
    };
    let region = reference
        .register
        .get(area)
        .and_then(|place| place.region)
        .map(whole);
    let inside = |region: Area| {
        roster(reference, day)
            .filter(move |(_, of)| *of == Some(region))
            .map(|(area, _)| area)
    };
    let own = judgements.held(who, area, day);
    JudgedPosition {
        who,
        area,
        day,
        own,
        before: own
            .and_then(|(judgement, _)| judgement.published?.yesterday().ok())
            .and_then(|day| judgements.held(who, area, day)),
        read_on: own
            .and_then(|(judgement, _)| judgements.file_of(judgement))
            .and_then(|file| file.read_on),
        newest: judgements.newest_whole(who, area, day),
        contrary: judgements.contrary(who, area, day),
        files: judgements.sources(who),
        unread: judgements.unread(who, area, day),
        unread_of_anybody: judgements.unread_of_anybody(who, day),
        months_since: own
            .and_then(|(j, _)| j.inspected.or(j.published))
            .and_then(|from| months(from, day)),
        region: region.map(|region| (region, tally(&mut inside(region)))),
        england: tally(&mut roster(reference, day).map(|(area, _)| area)),
        list,
        neighbours: tally(&mut reference.neighbours.of(list, area).iter().map(|n| n.area)),
    }
}

/// The authorities there on a day with their regions, in order of code.
fn roster(reference: &Reference, day: Date) -> impl Iterator<Item = (Area, Option<Area>)> {
    let there = reference
        .register
        .all()
        .filter(move |a| a.area.is_authority() && reference.register.exists_on(a.area, day));
    there.map(|a| (a.area, a.region.map(whole)))
}

/// Inner and Outer London are one region to inspectorates.
pub(crate) fn whole(region: Area) -> Area {
    if [Area::INNER_LONDON, Area::OUTER_LONDON].contains(&region) {
        Area::LONDON
    } else {
        region
    }
}

fn months(from: Date, to: Date) -> Option<i32> {
    let span = from.until((Unit::Month, to)).ok()?;
    Some(span.get_months())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::failing::one_of;
    use std::collections::BTreeSet;

    /// Every authority there on a day is in one list of each count, and in no other.
    fn assert_each_once(tally: &JudgementTally, day: Date) {
        let lists = [
            tally.judged.iter().map(|(area, _)| *area).collect(),
            tally.apart.iter().map(|(area, _)| *area).collect(),
            tally.without.clone(),
            tally.unread.clone(),
            tally.not_there.clone(),
        ];
        let all: Vec<Area> = lists.concat();
        let once: BTreeSet<Area> = all.iter().copied().collect();
        assert_eq!(all.len(), once.len(), "{day}: somebody is counted twice");
        let grades: usize = tally.grades().iter().map(|(_, count)| count).sum();
        assert_eq!(grades, tally.judged.len(), "{day}");
        assert!(tally.good().len() <= tally.judged.len());
        let counted = tally.judged.len() + tally.without.len() + tally.unread.len();
        for (part, judged) in &tally.parts {
            let once: BTreeSet<Area> = judged.iter().map(|(area, _)| *area).collect();
            assert_eq!(once.len(), judged.len(), "{day}, {part}");
            assert!(judged.len() <= counted, "{day}, {part}");
        }
        let judged: BTreeSet<Area> = tally.judged.iter().map(|(area, _)| *area).collect();
        assert!(
            tally
                .newer_by_parts
                .iter()
                .all(|area| judged.contains(area))
        );
    }

    #[test]
    fn on_every_day_counts_add_up_and_nobody_is_counted_twice() {
        let reference = Reference::embedded().expect("embedded");
        let judgements = reference.judgements().expect("embedded");
        let list = NeighbourList::DEFAULT;
        let places: Vec<Area> = reference
            .register
            .all()
            .map(|place| place.area)
            .filter(|area| area.is_authority())
            .collect();
        // One authority a month, all of them in turn; their neighbours' counts of everybody every January.
        let mut turn = places.iter().copied().cycle();
        for month in 0..17 * 12 {
            let day = Date::constant(2009, 7, 1)
                .checked_add(jiff::Span::new().months(month))
                .expect("a day");
            let there = roster(&reference, day).count();
            let area = turn.next().expect("an authority");
            for who in [Inspectorate::Ofsted, Inspectorate::Hmip] {
                let s = standing(&judgements, &reference, who, area, day, list);
                assert_each_once(&s.england, day);
                assert_each_once(&s.neighbours, day);
                assert_eq!(s.england.there(), there, "{day}");
                if let Some((_, region)) = &s.region {
                    assert_each_once(region, day);
                    assert!(region.there() <= there);
                }
                for other in places.iter().filter(|_| day.month() == 1) {
                    let mut near = reference.neighbours.of(list, *other).iter().map(|n| n.area);
                    let tally = JudgementTally::of(&judgements, &reference, who, day, &mut near);
                    assert_each_once(&tally, day);
                }
            }
        }
    }

    /// Every day since 2009 on which a count may differ from the day before: somebody was inspected, a report came out, or an authority was
    /// formed or ended.
    fn days_of_change(reference: &Reference, judgements: &Judgements) -> BTreeSet<Date> {
        let of_judgements = judgements
            .by_file(|_| true)
            .into_iter()
            .flat_map(|(_, all)| all)
            .flat_map(|judgement| [judgement.inspected, judgement.published]);
        let of_places = reference.register.all().flat_map(|place| {
            let after = place.valid_to.and_then(|last| last.tomorrow().ok());
            [place.valid_from, after]
        });
        let first = Date::constant(2009, 4, 1);
        let days: BTreeSet<Date> = of_judgements.chain(of_places).flatten().collect();
        days.into_iter().filter(|day| *day >= first).collect()
    }

    /// Between two of these days nothing changes, so that this is a property of all days since 2009.
    #[test]
    fn on_all_days_regions_together_are_england_and_each_is_counted_once() {
        let reference = Reference::embedded().expect("embedded");
        let judgements = reference.judgements().expect("embedded");
        let days = days_of_change(&reference, &judgements);
        assert!(days.len() > 500, "{}", days.len());
        for day in days.into_iter().step_by(one_of(20)) {
            for who in [Inspectorate::Ofsted, Inspectorate::Hmip] {
                let tally = |inside: &dyn Fn(Area) -> bool| {
                    let mut areas = roster(&reference, day)
                        .filter(|(_, region)| region.is_some_and(inside))
                        .map(|(area, _)| area);
                    JudgementTally::of(&judgements, &reference, who, day, &mut areas)
                };
                let england = tally(&|_| true);
                assert_each_once(&england, day);
                assert_eq!(england.there(), roster(&reference, day).count(), "{day}");
                let regions: BTreeSet<Area> =
                    roster(&reference, day).filter_map(|(_, of)| of).collect();
                let parts: Vec<JudgementTally> = regions
                    .into_iter()
                    .map(|region| tally(&|of| of == region))
                    .collect();
                let sum = |of: fn(&JudgementTally) -> usize| parts.iter().map(of).sum::<usize>();
                assert_eq!(sum(|t| t.judged.len()), england.judged.len(), "{day}");
                assert_eq!(sum(|t| t.good().len()), england.good().len(), "{day}");
                assert_eq!(sum(JudgementTally::there), england.there(), "{day}");
                assert_eq!(
                    sum(|t| t.newer_by_parts.len()),
                    england.newer_by_parts.len(),
                    "{day}"
                );
            }
        }
    }
}
