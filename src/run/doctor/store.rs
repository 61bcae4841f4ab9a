//! Checks of the store: what is in it, whether it is whole, when it was last refreshed, and what is overdue.

use super::check::{CheckState, DoctorCheck};
use crate::observation::day::days_between;
use crate::reference::Reference;
use crate::refresh::state::RefreshState;
use crate::run::calendar::{CalendarEntry, DueStatus};
use crate::store::Store;
use crate::store::vintage::Vintage;
use crate::world::World;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::Path;

/// How many vintages there are, and whether one is set aside or has to be read again.
pub(super) fn contents(
    store: &Store<'_>,
    vintages: &[Vintage],
    reference: &Reference,
) -> DoctorCheck {
    let place = store.root().display();
    if !store.is_there() {
        return DoctorCheck::new(
            "store",
            CheckState::Ok,
            format!("none at {place} yet; the figures in the program speak alone"),
            "none needed: “yardstick refresh” or “yardstick import” makes it",
        );
    }
    let last = vintages
        .iter()
        .filter_map(|vintage| vintage.retrieved)
        .max()
        .map_or_else(String::new, |at| {
            format!(", the last taken in on {}", at.strftime("%-d %B %Y"))
        });
    let found = format!("{} vintages at {place}{last}", vintages.len());
    let set_aside = vintages.iter().filter(|vintage| !vintage.is_good()).count();
    if set_aside > 0 {
        return DoctorCheck::warning(
            "store",
            format!("{found}; {set_aside} set aside"),
            "“yardstick store list” says why",
        );
    }
    match store.read_otherwise(vintages, reference) {
        0 => DoctorCheck::ok("store", found),
        older => DoctorCheck::warning(
            "store",
            format!(
                "{found}; {older} read by an older catalogue, which every question must read again"
            ),
            "“yardstick store rescreen” reads them again once and for all",
        ),
    }
}

/// Whether every file has the digest that was recorded for it.
pub(super) fn digests(store: &Store<'_>) -> DoctorCheck {
    let name = "store health";
    let (vintages, faults) = match store.verify() {
        Ok(verified) => verified,
        Err(fault) => return DoctorCheck::error(name, &fault),
    };
    let Some(first) = faults.first() else {
        let found = if vintages == 0 {
            "no vintage to look at".to_owned()
        } else {
            format!("every digest of {vintages} vintages holds")
        };
        return DoctorCheck::ok(name, found);
    };
    let count = if faults.len() == 1 {
        "1 fault".to_owned()
    } else {
        format!("{} faults; the first", faults.len())
    };
    DoctorCheck::fault(
        name,
        format!("{count}: {}, {}: {}", first.vintage, first.file, first.what),
        "move a damaged vintage’s folder out of the store, then import or fetch its release again",
    )
}

/// Days without a run after which a weekly timer seems to have stopped.
const STOPPED_AFTER_DAYS: i32 = 14;

/// When a refresh last reached every service, and what it could not use.
pub(super) fn last_run(
    world: &dyn World,
    reference: &Reference,
    root: &Path,
    today: Date,
) -> DoctorCheck {
    let name = "refresh";
    let timer = "“yardstick schedule --print systemd”, cron or windows prints a timer for it";
    let state = match RefreshState::read(world, root) {
        Ok(state) => state,
        Err(fault) => return DoctorCheck::error(name, &fault),
    };
    let set_aside = state
        .publications
        .iter()
        .find_map(|(key, seen)| Some((key, seen.set_aside.first()?)));
    if let Some((key, why)) = set_aside {
        let title = reference
            .sources
            .publication(key)
            .map_or(key, |publication| &publication.title);
        return DoctorCheck::warning(
            name,
            format!("{title} is set aside: {why}"),
            "the last good figures stay in use; a newer program may read it, or the publisher may mend it",
        );
    }
    let Some(day) = state
        .looked
        .map(|looked| looked.to_zoned(TimeZone::UTC).date())
    else {
        return DoctorCheck::new(
            name,
            CheckState::Ok,
            "no run has reached every service yet",
            timer,
        );
    };
    let found = format!(
        "the last run that reached every service ended on {}",
        day.strftime("%-d %B %Y")
    );
    match days_between(day, today) {
        days if days > STOPPED_AFTER_DAYS => {
            DoctorCheck::warning(name, format!("{found}, {days} days ago"), timer)
        }
        _ => DoctorCheck::ok(name, found),
    }
}

/// Publications whose next release is overdue.
pub(super) fn overdue(entries: &[CalendarEntry]) -> DoctorCheck {
    let late: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.status == DueStatus::Overdue)
        .map(|entry| entry.title.as_str())
        .collect();
    if late.is_empty() {
        return DoctorCheck::ok("data age", "no publication is overdue");
    }
    DoctorCheck::warning(
        "data age",
        format!("{} overdue: {}", late.len(), late.join("; ")),
        "run “yardstick refresh”, or take files in with “yardstick import”",
    )
}
