//! `doctor`: whether the machine, the data and the store are in order. Nothing is changed, and nothing is asked of the network.

use super::calendar::{Line, Standing, calendar};
use crate::error::Result;
use crate::figure::{Drawing, to_png};
use crate::reference::Reference;
use crate::store::Store;
use crate::store::vintage::Vintage;
use crate::table::comparison::text;
use crate::table::{Column, Table};
use crate::world::{World, unwritten};
use jiff::civil::Date;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum State {
    Ok,
    /// Something is worth knowing, and everything works.
    Warn,
    /// Something does not work.
    Fault,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Ok => "ok",
            State::Warn => "warn",
            State::Fault => "fault",
        }
    }
}

/// One check: what was found and what to do next, if anything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) state: State,
    pub(crate) found: String,
    pub(crate) next: String,
}

impl Found {
    pub(crate) fn of(name: &str, state: State, found: impl Into<String>, next: impl Into<String>) -> Found {
        Found { name: name.to_owned(), state, found: found.into(), next: next.into() }
    }

    pub(crate) fn fault(name: &str, fault: &crate::error::Error) -> Found {
        Found::of(name, State::Fault, fault.what(), fault.way_out())
    }
}

/// Everything that needs no settings file: data, store, folders, clock, fonts, LibreOffice.
///
/// # Errors
/// What is compiled in is damaged.
pub(crate) fn machine(world: &dyn World, reference: &Reference, root: Option<&Path>, today: Date) -> Result<Vec<Found>> {
    let mut found = vec![embedded(reference, today)];
    let mut newest = released(reference);
    if let Some(root) = root {
        match Store::open(world, root).and_then(|store| store.vintages().map(|vintages| (store, vintages))) {
            Err(fault) => found.push(Found::fault("store", &fault)),
            Ok((store, vintages)) => {
                found.push(stored(&store, &vintages, reference));
                found.push(health(&store));
                newest = newest.max(vintages.iter().filter_map(Vintage::day).max());
                found.extend(calendar(world, reference, root, today, &[]).ok().map(|lines| overdue(&lines)));
            }
        }
        found.push(writable(world, "write to store", &standing_folder(world, root)));
    } else {
        let next = "name a folder with --store DIR, or store = \"DIR\" in yardstick.toml";
        found.push(Found::of("store", State::Warn, "this machine does not say where programs keep their data", next));
    }
    found.push(writable(world, "write to this folder", Path::new(".")));
    found.push(clock(today, newest));
    found.push(fonts());
    found.push(match world.has_office() {
        true => Found::of("LibreOffice", State::Ok, "it is there: papers can be written as PDF", ""),
        false => {
            let next = "none needed: write .docx, and in Word choose File, Save as, PDF";
            Found::of("LibreOffice", State::Warn, "it is not there: papers cannot be written as PDF", next)
        }
    });
    Ok(found)
}

fn released(reference: &Reference) -> Option<Date> {
    reference.sources.publications().flat_map(|p| reference.sources.files_of(&p.key)).filter_map(|(day, _)| day).max()
}

/// Figures in the program older than this want company.
const OLD_DAYS: i32 = 365;

fn embedded(reference: &Reference, today: Date) -> Found {
    let Some(newest) = released(reference) else {
        return Found::of("data in the program", State::Fault, "it names no release", "install the program again");
    };
    let days = today.since(newest).map_or(0, |span| span.get_days());
    let said = format!("newest release of {}, {days} days ago", newest.strftime("%-d %B %Y"));
    match days > OLD_DAYS {
        true => Found::of("data in the program", State::Warn, said, "run “yardstick refresh”, or install a newer program"),
        false => Found::of("data in the program", State::Ok, said, ""),
    }
}

fn stored(store: &Store<'_>, vintages: &[Vintage], reference: &Reference) -> Found {
    let place = store.root().display();
    if !store.is_there() {
        let next = "none needed: “yardstick refresh” or “yardstick import” makes it";
        return Found::of("store", State::Ok, format!("none at {place} yet; the figures in the program speak alone"), next);
    }
    let aside = vintages.iter().filter(|vintage| !vintage.is_good()).count();
    let last = vintages.iter().filter_map(|vintage| vintage.retrieved).max();
    let last = last.map(|at| format!(", the last taken in on {}", at.strftime("%-d %B %Y"))).unwrap_or_default();
    let said = format!("{} vintages at {place}{last}", vintages.len());
    let older = store.read_otherwise(vintages, reference);
    match aside {
        0 if older > 0 => {
            let said = format!("{said}; {older} read by an older catalogue, which every question must read again");
            Found::of("store", State::Warn, said, "“yardstick store rescreen” reads them again once and for all")
        }
        0 => Found::of("store", State::Ok, said, ""),
        _ => Found::of("store", State::Warn, format!("{said}; {aside} set aside"), "“yardstick store list” says why"),
    }
}

fn health(store: &Store<'_>) -> Found {
    let next = "move a damaged vintage’s folder out of the store, then import or fetch its release again";
    match store.verify() {
        Err(fault) => Found::fault("store health", &fault),
        Ok((vintages, faults)) => match faults.as_slice() {
            [] => Found::of("store health", State::Ok, format!("every digest of {vintages} vintages holds"), ""),
            [first, ..] => {
                let said = format!("{} faults; the first: {}, {}: {}", faults.len(), first.vintage, first.file, first.what);
                Found::of("store health", State::Fault, said, next)
            }
        },
    }
}

fn overdue(lines: &[Line]) -> Found {
    let late: Vec<&str> =
        lines.iter().filter(|line| line.standing == Standing::Overdue).map(|line| line.title.as_str()).collect();
    match late.len() {
        0 => Found::of("data age", State::Ok, "no publication is overdue", ""),
        some => {
            let said = format!("{some} overdue: {}", late.join("; "));
            Found::of("data age", State::Warn, said, "run “yardstick refresh”, or take files in with “yardstick import”")
        }
    }
}

/// The folder itself, or the nearest above it that is there: to look is not to make.
fn standing_folder(world: &dyn World, folder: &Path) -> PathBuf {
    let is_there = |path: &&Path| world.list(path).is_ok_and(|listed| listed.is_some());
    let named = folder.ancestors().filter(|path| !path.as_os_str().is_empty());
    named.into_iter().find(is_there).unwrap_or(Path::new(".")).to_owned()
}

fn writable(world: &dyn World, name: &str, folder: &Path) -> Found {
    let probe = folder.join("yardstick-doctor");
    // Never committed, so that nothing stays.
    let tried = world.create(&probe).and_then(|mut sink| sink.write_all(b"may this be written?").and_then(|()| sink.flush()));
    match tried {
        Ok(()) if folder == Path::new(".") => Found::of(name, State::Ok, "it can be written", ""),
        Ok(()) => Found::of(name, State::Ok, format!("{} can be written", folder.display()), ""),
        Err(fault) => {
            Found::of(name, State::Fault, format!("{}: {fault}", folder.display()), unwritten(folder, &fault).way_out())
        }
    }
}

/// A clock that is behind makes everything that is due look far away.
fn clock(today: Date, newest: Option<Date>) -> Found {
    let day = |day: Date| day.strftime("%-d %B %Y").to_string();
    match newest.filter(|newest| today < *newest) {
        Some(newest) => {
            let said = format!("it says {}, and a release of {} is here already", day(today), day(newest));
            Found::of("clock", State::Fault, said, "set the machine’s date")
        }
        None => Found::of("clock", State::Ok, day(today), ""),
    }
}

fn fonts() -> Found {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='20'><text x='2' y='15'>Aé</text></svg>".to_owned();
    match to_png(&Drawing { svg, alt: String::new(), width: 60, height: 20 }) {
        Ok(_) => Found::of("fonts", State::Ok, "Noto Sans, in the program", ""),
        Err(fault) => Found::of("fonts", State::Fault, fault.to_string(), "install the program again"),
    }
}

/// Names by which a machine tells of its proxy.
const PROXIES: [&str; 8] =
    ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"];

/// Which way the network is reached, without names and passwords.
pub(crate) fn proxy(world: &dyn World, setting: Option<&str>) -> Found {
    let own = setting.map(|proxy| format!("yardstick.toml: {}", without_secrets(proxy)));
    let named = PROXIES.iter().filter_map(|name| Some((name, world.variable(name)?)));
    let named = named.map(|(name, value)| format!("{name}: {}", without_secrets(&value)));
    let all: Vec<String> = own.into_iter().chain(named).collect();
    let said = if all.is_empty() { "none named: straight to DfE’s service".to_owned() } else { all.join("; ") };
    Found::of("proxy", State::Ok, said, "“yardstick refresh --dry-run” tries proxy and certificates, and changes nothing")
}

fn without_secrets(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").map_or(("", address), |(scheme, rest)| (scheme, rest));
    let scheme = if scheme.is_empty() { String::new() } else { format!("{scheme}://") };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}{host} (with a name or password, not shown)"),
        None => address.to_owned(),
    }
}

/// The checks as a table, in their order.
pub(crate) fn table(found: &[Found]) -> Table {
    let columns = vec![
        Column::text("check", "Check"),
        Column::text("state", "State"),
        Column::text("found", "Found"),
        Column::text("next", "Next"),
    ];
    let row = |f: &Found| vec![text(&f.name), text(f.state.word()), text(&f.found), text(&f.next)];
    Table::bare("doctor", "Is everything in order?".to_owned(), columns, found.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(without_secrets("http://zoe:s3cret@proxy:8080"), "http://proxy:8080 (with a name or password, not shown)");
        assert_eq!(without_secrets("zoe:s3@cret@proxy:8080"), "proxy:8080 (with a name or password, not shown)");
        assert_eq!(without_secrets("http://proxy:8080"), "http://proxy:8080");
    }
}
