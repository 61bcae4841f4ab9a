//! Groups of authorities to compare with: by list, by rule, by hand. A group carries its rule and its members, so that a reader sees
//! with whom an authority was compared, and why.

use super::Reference;
use super::authority::Authority;
use super::named_groups::NamedGroup;
use super::nearest::did_you_mean;
use super::neighbours::NeighbourList;
use crate::observation::area::Area;
use crate::observation::day::typed_day;
use crate::observation::judgement::Inspectorate;
use std::collections::BTreeSet;

/// Authorities to compare one with; it is never a member itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Group {
    /// Kebab-case, for machines.
    pub(crate) key: String,
    /// As a sentence names it: "its statistical neighbours".
    pub(crate) name: String,
    /// What makes a member, with list and date.
    pub(crate) rule: String,
    pub(crate) members: Vec<Area>,
}

/// A name that is no group.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum NoGroup {
    #[error(
        "“{0}” is not a group{2}: use neighbours, region, england, type, coastal, seaside, deprived, judged-good, judged-good@DATE, \
         authorities joined by +, groups joined by & in quotes, or one with a name: {1}"
    )]
    Unknown(String, String, String),
    #[error("no authority is at once {0}")]
    NobodyInAll(String),
    #[error("{0}")]
    Member(String),
    #[error("{0}")]
    Judged(String),
    #[error("{0} has no {1} in the register")]
    NotKnownFor(String, &'static str),
}

/// Groups by rule, as they are typed.
const USUAL: [&str; 8] = [
    "neighbours",
    "region",
    "england",
    "type",
    "coastal",
    "seaside",
    "deprived",
    "judged-good",
];

impl NoGroup {
    fn unknown(reference: &Reference, name: &str) -> NoGroup {
        let keys: Vec<&str> = reference.groups.keys().collect();
        let known = USUAL.into_iter().chain(keys.iter().copied());
        let near = did_you_mean(name, known);
        let near = near.map_or_else(String::new, |question| format!(" ({question})"));
        NoGroup::Unknown(name.to_owned(), keys.join(", "), near)
    }
}

/// The group of authorities judged good or outstanding; `@` and a date may follow.
const JUDGED_GOOD: &str = "judged-good";

/// Half of an authority's small areas or more.
const COASTAL_FROM: f64 = 0.5;

impl Group {
    /// The statistical neighbours of an authority by one list, closest first; empty when the list has none for it.
    pub(crate) fn neighbours(reference: &Reference, area: Area, list: NeighbourList) -> Group {
        let members = reference
            .neighbours
            .of(list, area)
            .iter()
            .map(|n| n.area)
            .collect();
        Group {
            key: list_key(list),
            name: "statistical neighbours".to_owned(),
            rule: format!(
                "the ten statistical neighbours of DfE’s list of {}",
                list_date(list)
            ),
            members,
        }
    }

    /// The statistical neighbours of any of several authorities by one list, in order of code; none of the several is one.
    pub(crate) fn neighbours_of_any(
        reference: &Reference,
        several: &[Area],
        list: NeighbourList,
    ) -> Group {
        let each = several.iter().flat_map(|area| {
            let neighbours = reference.neighbours.of(list, *area).iter();
            neighbours.map(|neighbour| neighbour.area)
        });
        let members: BTreeSet<Area> = each.filter(|area| !several.contains(area)).collect();
        Group {
            key: list_key(list),
            name: "statistical neighbours of its members".to_owned(),
            rule: "whoever is a statistical neighbour of a member and no member itself, by DfE’s list of "
                .to_owned()
                + &list_date(list),
            members: members.into_iter().collect(),
        }
    }

    /// Authorities chosen by hand.
    pub(crate) fn chosen(members: Vec<Area>) -> Group {
        Group {
            key: "by-hand".to_owned(),
            name: "a group chosen by hand".to_owned(),
            rule: "chosen by hand".to_owned(),
            members,
        }
    }

    /// A group by its name on the command line. Names joined by & stand for the authorities that are in every one of the groups.
    ///
    /// # Errors
    /// [`NoGroup`], when the name is no rule and not a list of authorities, the register lacks what the rule needs, or no authority
    /// is in all of the groups.
    pub(crate) fn named(
        reference: &Reference,
        area: Area,
        list: NeighbourList,
        name: &str,
    ) -> Result<Group, NoGroup> {
        // The name of an authority may have a & of its own: Bath & North East Somerset+Cornwall.
        if !name.contains('&') || Group::by_hand(reference, area, name).is_ok() {
            return Group::simple(reference, area, list, name);
        }
        let of_each = name
            .split('&')
            .map(|one| Group::simple(reference, area, list, one.trim()));
        Group::in_all(of_each.collect::<Result<Vec<Group>, NoGroup>>()?)
    }

    /// The authorities that are in every one of the groups, in the order of the first.
    fn in_all(groups: Vec<Group>) -> Result<Group, NoGroup> {
        let joined = |part: fn(&Group) -> &str, mark: &str| {
            let parts: Vec<&str> = groups.iter().map(part).collect();
            parts.join(mark)
        };
        let first = groups.first().map(|group| group.members.clone());
        let members: Vec<Area> = first
            .unwrap_or_default()
            .into_iter()
            .filter(|area| groups.iter().all(|group| group.members.contains(area)))
            .collect();
        let names = joined(|group| &group.name, " and also ");
        if members.is_empty() {
            return Err(NoGroup::NobodyInAll(names));
        }
        Ok(Group {
            key: joined(|group| &group.key, "-and-"),
            name: format!("authorities that are {names}"),
            rule: format!(
                "in each of these groups: {}",
                joined(|group| &group.rule, "; ")
            ),
            members,
        })
    }

    /// A group by one name.
    fn simple(
        reference: &Reference,
        area: Area,
        list: NeighbourList,
        name: &str,
    ) -> Result<Group, NoGroup> {
        let own = reference
            .register
            .get(area)
            .ok_or_else(|| NoGroup::unknown(reference, name))?;
        match name {
            "neighbours" => Ok(Group::neighbours(reference, area, list)),
            "region" => Ok(Group::region(reference, own)),
            "england" | "all" => Ok(Group::of_rule(
                reference,
                own,
                ("england", "other English authorities".to_owned()),
                "every other authority of England".to_owned(),
                |_| true,
            )),
            "type" => {
                let kind = own.kind.word();
                Ok(Group::of_rule(
                    reference,
                    own,
                    (name, format!("other authorities of its type ({kind})")),
                    format!("the other authorities of the same type ({kind})"),
                    |other| other.kind == own.kind,
                ))
            }
            "coastal" => Ok(Group::by_coast(
                reference,
                own,
                name,
                "coastal built-up areas",
                |a| a.coastal_share,
            )),
            "seaside" => Ok(Group::by_coast(
                reference,
                own,
                name,
                "seaside towns",
                |a| a.seaside_share,
            )),
            "deprived" | "deprivation" => Group::deprived(reference, own),
            _ => match name.strip_prefix(JUDGED_GOOD) {
                Some(day) if day.is_empty() || day.starts_with('@') => {
                    Group::judged_good(reference, area, day)
                }
                _ => match reference.groups.get(name) {
                    Some(named) => Ok(Group::with_a_name(area, named)),
                    None => Group::by_hand(reference, area, name),
                },
            },
        }
    }

    /// The authorities of today that a rule takes, without the one to compare.
    fn of_rule(
        reference: &Reference,
        own: &Authority,
        (key, name): (&str, String),
        rule: String,
        is_member: impl Fn(&Authority) -> bool,
    ) -> Group {
        Group {
            key: key.to_owned(),
            name,
            rule,
            members: reference
                .register
                .current()
                .filter(|other| other.area != own.area && is_member(other))
                .map(|other| other.area)
                .collect(),
        }
    }

    fn region(reference: &Reference, own: &Authority) -> Group {
        let region = own.region.and_then(|region| reference.register.get(region));
        let name = region.map_or("", |region| region.name.as_str());
        Group::of_rule(
            reference,
            own,
            ("region", format!("other authorities of {name}")),
            format!("the other authorities of {name}"),
            |other| other.region == own.region,
        )
    }

    fn by_coast(
        reference: &Reference,
        own: &Authority,
        key: &str,
        areas: &str,
        share: fn(&Authority) -> Option<f64>,
    ) -> Group {
        Group::of_rule(
            reference,
            own,
            (key, format!("{key} authorities")),
            format!(
                "authorities with half or more of their small areas in {areas} (derived from ONS lists of 2020 and 2021, not official)"
            ),
            |other| share(other).is_some_and(|share| share >= COASTAL_FROM),
        )
    }

    fn deprived(reference: &Reference, own: &Authority) -> Result<Group, NoGroup> {
        let decile = own
            .deprivation_decile
            .ok_or_else(|| NoGroup::NotKnownFor(own.name.clone(), "deprivation decile"))?;
        Ok(Group::of_rule(
            reference,
            own,
            ("deprived", "authorities of similar deprivation".to_owned()),
            format!(
                "authorities within one decile of its own ({decile} of 10, 1 being most deprived) by share of neighbourhoods in the \
                 most deprived tenth of the 2019 index (derived, not official)"
            ),
            |other| {
                other
                    .deprivation_decile
                    .is_some_and(|d| d.abs_diff(decile) <= 1)
            },
        ))
    }

    /// The authorities there today that Ofsted had judged good or outstanding on a day: what `@2023-01-26` says, or the day that
    /// the judgements in the program are complete to.
    fn judged_good(reference: &Reference, area: Area, at: &str) -> Result<Group, NoGroup> {
        let judgements = reference
            .judgements()
            .map_err(|fault| NoGroup::Judged(fault.to_string()))?;
        let (day, key) = match at.strip_prefix('@') {
            Some(day) => {
                let day = typed_day(day).map_err(|fault| {
                    NoGroup::Judged(format!("{}; expected {}", fault.what(), fault.wanted()))
                })?;
                (day, format!("{JUDGED_GOOD}@{day}"))
            }
            None => {
                let day = judgements
                    .complete_to(Inspectorate::Ofsted)
                    .ok_or_else(|| {
                        NoGroup::Judged("there is no judgement in the program".to_owned())
                    })?;
                (day, JUDGED_GOOD.to_owned())
            }
        };
        let members: Vec<Area> = reference
            .register
            .current()
            .map(|other| other.area)
            .filter(|other| *other != area)
            .filter(|other| {
                judgements
                    .held(Inspectorate::Ofsted, *other, day)
                    .is_some_and(|(_, grade)| grade.is_good())
            })
            .collect();
        if members.is_empty() {
            return Err(NoGroup::Judged(format!(
                "no authority had been judged good or outstanding by {day}"
            )));
        }
        let when = day.strftime("%-d %B %Y");
        Ok(Group {
            key,
            name: format!("authorities judged good or outstanding as at {when}"),
            rule: format!(
                "authorities of today whose latest overall judgement by Ofsted, published by {when}, was good or outstanding"
            ),
            members,
        })
    }

    /// As a label names it, where a sentence would not fit: “others in Greater Manchester”.
    pub(crate) fn label(&self) -> String {
        match self.name.split_once("authorities of ") {
            Some(("", place)) => place.to_owned(),
            Some(("other ", place)) => format!("others in {place}"),
            _ => self.name.clone(),
        }
    }

    fn with_a_name(area: Area, named: &NamedGroup) -> Group {
        let members = named.members.iter().copied();
        let others = if named.members.contains(&area) {
            "other authorities"
        } else {
            "authorities"
        };
        Group {
            key: named.key.clone(),
            name: format!("{others} of {}", named.name),
            rule: format!("{}: {}", named.name, named.rule),
            members: members.filter(|member| *member != area).collect(),
        }
    }

    fn by_hand(reference: &Reference, area: Area, names: &str) -> Result<Group, NoGroup> {
        if !names.contains('+') {
            return Err(NoGroup::unknown(reference, names));
        }
        let mut members = Vec::new();
        for name in names.split('+').map(str::trim).filter(|n| !n.is_empty()) {
            let found = reference
                .register
                .resolve(name)
                .map_err(|unresolved| NoGroup::Member(unresolved.to_string()))?;
            if found.area != area && !members.contains(&found.area) {
                members.push(found.area);
            }
        }
        Ok(Group::chosen(members))
    }
}

/// The key of the group of an authority's statistical neighbours by a list.
pub(crate) fn list_key(list: NeighbourList) -> String {
    format!("neighbours-{}", list.year)
}

/// When a list was published, as papers should quote it.
pub(crate) fn list_date(list: NeighbourList) -> String {
    match list.year {
        2025 => "May 2025".to_owned(),
        2021 => "April 2021".to_owned(),
        year => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Result<Group, NoGroup> {
        let reference = Reference::embedded().expect("reference");
        let list = NeighbourList::parse("2025").expect("a list");
        Group::named(&reference, Area(890), list, name)
    }

    #[test]
    fn groups_joined_are_those_in_all_of_them() {
        let [coastal, deprived, both, again, three] = [
            "coastal",
            "deprived",
            "coastal&deprived",
            " deprived & coastal ",
            "coastal&deprived&neighbours",
        ]
        .map(|name| named(name).expect(name));
        let mut expected = coastal.members.clone();
        expected.retain(|area| deprived.members.contains(area));
        assert!(!expected.is_empty() && expected.len() < coastal.members.len());
        assert_eq!(both.members, expected);
        let (mut one, mut other) = (both.members.clone(), again.members);
        one.sort();
        other.sort();
        assert_eq!(one, other);
        assert!(three.members.iter().all(|area| both.members.contains(area)));
        assert_eq!(both.key, "coastal-and-deprived");
        assert!(both.rule.contains(&coastal.rule) && both.rule.contains(&deprived.rule));
        assert!(
            both.name.contains("coastal authorities and also"),
            "{}",
            both.name
        );
    }

    /// A & in a name joins no groups; a group that is none is told by its name.
    #[test]
    fn an_ampersand_of_a_name_is_part_of_it() {
        let by_hand = named("Bath & North East Somerset+Cornwall").expect("by hand");
        assert_eq!(by_hand.members, [Area(800), Area(908)]);
        assert_eq!(
            named("coastal&beside"),
            Err(NoGroup::unknown(
                &Reference::embedded().expect("reference"),
                "beside"
            ))
        );
        let nobody = named("Kent+Cornwall&Hackney+Camden").expect_err("nobody");
        assert!(nobody.to_string().starts_with("no authority is at once"));
    }
}
