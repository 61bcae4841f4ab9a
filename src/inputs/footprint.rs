//! Several authorities typed as one: “Blackpool+Lancashire”. What cannot be a member is refused with the reason, a part of a county
//! first of all: figures are published for whole authorities.

use super::Messages;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::authority::Unresolved;
use crate::reference::group::Group;
use crate::reference::neighbours::NeighbourList;

/// What is typed, for messages.
const FORM: &str = "two or more authorities of today joined by +, such as \"Blackpool+Lancashire\"";
/// Why no part of an authority is taken.
const WHOLE_ONLY: &str = "figures are published for whole authorities only: nothing says how they divide between its parts";
/// What stands before the name of a county where a part of it is meant.
const POINTS: [&str; 10] = [
    "north", "south", "east", "west", "mid", "central", "northern", "southern", "eastern",
    "western",
];

/// The authorities that were named, in the order in which they were.
///
/// # Errors
/// A name that is none of today's authorities, a part of one, one name twice, fewer than two.
pub(crate) fn members(
    reference: &Reference,
    typed: &str,
    messages: &dyn Messages,
) -> Result<Vec<Area>> {
    let mut members: Vec<Area> = Vec::new();
    for name in typed.split('+').map(str::trim) {
        if name.is_empty() {
            return Err(Error::usage(format!("a name is missing in “{typed}”")).expected(FORM));
        }
        let area = member(reference, name, messages)?;
        if members.contains(&area) {
            let fault = format!("{} is named twice", reference.register.coded(area));
            return Err(Error::usage(fault).expected(FORM));
        }
        members.push(area);
    }
    match members.as_slice() {
        [alone] => Err(too_few(reference, *alone)?),
        _ => Ok(members),
    }
}

/// So many letters a title bears.
const LONGEST_NAME: usize = 80;

/// What the new authority is to be called, if it can be printed.
///
/// # Errors
/// It is empty, too long, or holds what is no letter, figure or sign.
pub(crate) fn name_of_all(typed: &str) -> Result<String> {
    let name = typed.trim();
    let can_be_printed = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name.chars().any(char::is_control);
    if can_be_printed {
        return Ok(name.to_owned());
    }
    Err(
        Error::usage("--as is no name that can be printed").expected(format!(
            "a name for all of them in {LONGEST_NAME} letters or fewer"
        )),
    )
}

/// An authority of today.
fn member(reference: &Reference, name: &str, messages: &dyn Messages) -> Result<Area> {
    let register = &reference.register;
    let planned = reference.planned()?;
    if let Some(county) = planned.planned_part(name) {
        return Err(part_of(reference, name, county)?);
    }
    let found = match register.resolve(name) {
        Ok(found) => found,
        Err(unresolved) => return Err(not_found(reference, name, &unresolved)?),
    };
    let area = found.area;
    if !area.is_authority() {
        let fault = format!("{} is not an authority", register.coded(area));
        return Err(Error::usage(fault)
            .expected(FORM)
            .hint("name its authorities; “yardstick authorities --region REGION” lists them"));
    }
    if !register.is_current(area) {
        let note = found.note.unwrap_or_default();
        return Err(Error::usage(note.trim_end_matches('.'))
            .expected(FORM)
            .hint("name those that are there today"));
    }
    if let Some(note) = found.note {
        messages.note(&note);
    }
    Ok(area)
}

/// What a name is that no authority of today bears.
fn not_found(reference: &Reference, name: &str, unresolved: &Unresolved) -> Result<Error> {
    let register = &reference.register;
    let (first, rest) = name.split_once(' ').unwrap_or_default();
    let is_point = POINTS.contains(&first.to_lowercase().as_str());
    let whole = register.by_name(rest).filter(|_| is_point);
    if let Some(county) = whole.filter(|area| register.is_current(*area)) {
        return part_of(reference, name, county);
    }
    let fault = Error::usage(unresolved.to_string()).expected(FORM);
    let is_district = |what: &String| what.contains("district");
    Ok(if unresolved.known_as.as_ref().is_some_and(is_district) {
        fault.hint(WHOLE_ONLY)
    } else {
        fault.hint("“yardstick authorities” lists them all")
    })
}

/// That a part of an authority was named, and what is planned of the whole.
fn part_of(reference: &Reference, name: &str, whole: Area) -> Result<Error> {
    let register = &reference.register;
    let fault = Error::usage(format!(
        "“{name}” is a part of {}, and {WHOLE_ONLY}",
        register.coded(whole)
    ));
    let planned = told(reference, whole)?;
    Ok(fault.expected(FORM).hint(format!(
        "{}name the whole of it, or wait for figures of its successors",
        planned.map_or_else(String::new, |planned| format!("{planned} Until then "))
    )))
}

/// That one authority alone was named.
fn too_few(reference: &Reference, alone: Area) -> Result<Error> {
    let fault = Error::usage(format!(
        "{} alone makes no new authority, and {WHOLE_ONLY}",
        reference.register.coded(alone)
    ));
    let planned = told(reference, alone)?;
    Ok(fault.expected(FORM).hint(format!(
        "{}“yardstick compare” has its figures as they are",
        planned.map_or_else(String::new, |planned| format!("{planned} "))
    )))
}

/// What is planned of an authority.
fn told(reference: &Reference, area: Area) -> Result<Option<String>> {
    let name = reference.register.get(area).map(|place| place.name.clone());
    let planned = reference.planned()?;
    Ok(name.and_then(|name| planned.told_of(area, &name)))
}

/// What is planned of an authority, where it is known what it becomes.
///
/// # Errors
/// As [`Reference::planned`].
pub(crate) fn settled(reference: &Reference, area: Area) -> Result<Option<String>> {
    let name = reference.register.get(area).map(|place| place.name.clone());
    let planned = reference.planned()?;
    Ok(name.and_then(|name| planned.settled_of(area, &name)))
}

/// What is planned of each of these, in their order.
///
/// # Errors
/// As [`Reference::planned`].
pub(crate) fn planned(reference: &Reference, areas: &[Area]) -> Result<Vec<String>> {
    let each = areas.iter().map(|area| told(reference, *area));
    Ok(each
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// With whom they are compared by hand: a group with a name, or authorities joined by + or by commas.
///
/// # Errors
/// A name that is neither; nobody is left beside the members.
pub(crate) fn others(
    reference: &Reference,
    typed: &str,
    members: &[Area],
    list: NeighbourList,
    messages: &dyn Messages,
) -> Result<Group> {
    let first = members.first().copied().unwrap_or(Area::ENGLAND);
    let mut group = match reference.groups.get(typed.trim()) {
        Some(_) => Group::named(reference, first, list, typed.trim())
            .map_err(|fault| Error::usage(fault.to_string()))?,
        None => Group::chosen(by_hand(reference, typed, messages)?),
    };
    group.members.retain(|other| !members.contains(other));
    if group.members.is_empty() {
        return Err(
            Error::usage(format!("“{typed}” leaves nobody beside the members")).expected(CHOSEN),
        );
    }
    Ok(group)
}

const CHOSEN: &str = "authorities joined by + or by commas, or a group with a name";

fn by_hand(reference: &Reference, typed: &str, messages: &dyn Messages) -> Result<Vec<Area>> {
    // A name may have a comma of its own: “Bristol, City of”.
    let is_one = reference.register.resolve(typed).is_ok();
    let names: Vec<&str> = match typed {
        _ if is_one => vec![typed],
        _ if typed.contains('+') => typed.split('+').collect(),
        _ => typed.split(',').collect(),
    };
    let mut chosen: Vec<Area> = Vec::new();
    for name in names
        .into_iter()
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let area = member(reference, name, messages).map_err(|fault| fault.expected(CHOSEN))?;
        if !chosen.contains(&area) {
            chosen.push(area);
        }
    }
    Ok(chosen)
}
