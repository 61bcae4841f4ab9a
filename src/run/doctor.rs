//! `doctor`: whether the machine, the data, the store and the way to the services are in order. Nothing is changed.

pub(crate) mod network;
use super::calendar::{Line, Standing, calendar};
use super::load::Stored;
use crate::error::Result;
use crate::figure::{Drawing, to_png};
use crate::reference::Reference;
use crate::refresh::state as refresh;
use crate::store::Store;
use crate::store::vintage::Vintage;
use crate::table::comparison::text;
use crate::table::{Column, Table};
use crate::world::World;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
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
    pub(crate) fn of(
        name: &str,
        state: State,
        found: impl Into<String>,
        next: impl Into<String>,
    ) -> Found {
        Found {
            name: name.to_owned(),
            state,
            found: found.into(),
            next: next.into(),
        }
    }

    pub(crate) fn fault(name: &str, fault: &crate::error::Error) -> Found {
        let mut said = fault.what().to_owned();
        let more = [
            (" (", fault.place(), ")"),
            ("; expected ", fault.wanted(), ""),
        ];
        for (before, part, after) in more.into_iter().filter(|(_, part, _)| !part.is_empty()) {
            said.extend([before, part, after]);
        }
        Found::of(name, State::Fault, said, fault.way_out())
    }
}

/// Everything that needs no settings file: data, store, folders, clock, fonts, LibreOffice.
///
/// # Errors
/// What is compiled in is damaged.
pub(crate) fn machine(
    world: &dyn World,
    reference: &Reference,
    store: Option<&Stored>,
    today: Date,
) -> Result<Vec<Found>> {
    let taken_in = store.is_some_and(|store| store.as_at.taken_in);
    let mut found = vec![if taken_in {
        unused()
    } else {
        embedded(reference, today)
    }];
    let (mut newest, mut last) = (released(reference), None);
    if let Some((asked, root)) = store.and_then(|asked| Some((asked, asked.root.as_ref()?))) {
        match Store::open(world, root) {
            Err(fault) => found.push(Found::fault("store", &fault)),
            Ok(store) => {
                match store.vintages() {
                    Err(fault) => found.push(Found::fault("store", &fault)),
                    Ok(vintages) => {
                        found.push(stored(&store, &vintages, reference));
                        newest = newest.max(vintages.iter().filter_map(Vintage::day).max());
                        last = vintages
                            .iter()
                            .filter_map(|vintage| vintage.retrieved)
                            .max();
                        found.extend(
                            calendar(world, reference, asked, today, &[])
                                .ok()
                                .map(|lines| overdue(&lines)),
                        );
                    }
                }
                found.push(health(&store));
                found.push(last_run(world, reference, root, today));
            }
        }
        let next = "name a folder of your own with --store DIR or store = \"DIR\" in yardstick.toml, or ask for the right to write there";
        found.push(writable(
            world,
            "write to store",
            &standing_folder(world, root),
            next,
        ));
    } else {
        let next = "name a folder with --store DIR, or store = \"DIR\" in yardstick.toml";
        found.push(Found::of(
            "store",
            State::Warn,
            "this machine does not say where programs keep their data",
            next,
        ));
    }
    let next = "work in a folder of your own, such as one under Documents; results can go elsewhere with --out";
    found.push(writable(
        world,
        "write to this folder",
        Path::new("."),
        next,
    ));
    found.push(clock(today, newest, last));
    found.push(fonts());
    found.push(match world.has_office() {
        true => Found::of(
            "LibreOffice",
            State::Ok,
            "it is there: papers can be written as PDF",
            "",
        ),
        false => {
            let next = "none needed: write .docx, and in Word choose File, Save as, PDF";
            Found::of(
                "LibreOffice",
                State::Warn,
                "it is not there: papers cannot be written as PDF",
                next,
            )
        }
    });
    Ok(found)
}

fn released(reference: &Reference) -> Option<Date> {
    reference
        .sources
        .publications()
        .flat_map(|p| reference.sources.files_of(&p.key))
        .filter_map(|(day, _)| day)
        .max()
}

/// Figures in the program older than this want company.
const OLD_DAYS: i32 = 365;

fn embedded(reference: &Reference, today: Date) -> Found {
    let Some(newest) = released(reference) else {
        return Found::of(
            "data in the program",
            State::Fault,
            "it names no release",
            "install the program again",
        );
    };
    let days = today.since(newest).map_or(0, |span| span.get_days());
    let said = format!(
        "newest release of {}, {days} days ago",
        newest.strftime("%-d %B %Y")
    );
    match days > OLD_DAYS {
        true => Found::of(
            "data in the program",
            State::Warn,
            said,
            "run “yardstick refresh”, or install a newer program",
        ),
        false => Found::of("data in the program", State::Ok, said, ""),
    }
}

fn unused() -> Found {
    Found::of(
        "data in the program",
        State::Ok,
        "left out, as yardstick.toml or --no-embedded says: the store speaks alone",
        "",
    )
}

fn stored(store: &Store<'_>, vintages: &[Vintage], reference: &Reference) -> Found {
    let place = store.root().display();
    if !store.is_there() {
        let next = "none needed: “yardstick refresh” or “yardstick import” makes it";
        return Found::of(
            "store",
            State::Ok,
            format!("none at {place} yet; the figures in the program speak alone"),
            next,
        );
    }
    let aside = vintages.iter().filter(|vintage| !vintage.is_good()).count();
    let last = vintages
        .iter()
        .filter_map(|vintage| vintage.retrieved)
        .max();
    let last = last
        .map(|at| format!(", the last taken in on {}", at.strftime("%-d %B %Y")))
        .unwrap_or_default();
    let said = format!("{} vintages at {place}{last}", vintages.len());
    let older = store.read_otherwise(vintages, reference);
    match aside {
        0 if older > 0 => {
            let said = format!(
                "{said}; {older} read by an older catalogue, which every question must read again"
            );
            Found::of(
                "store",
                State::Warn,
                said,
                "“yardstick store rescreen” reads them again once and for all",
            )
        }
        0 => Found::of("store", State::Ok, said, ""),
        _ => Found::of(
            "store",
            State::Warn,
            format!("{said}; {aside} set aside"),
            "“yardstick store list” says why",
        ),
    }
}

fn health(store: &Store<'_>) -> Found {
    let next =
        "move a damaged vintage’s folder out of the store, then import or fetch its release again";
    match store.verify() {
        Err(fault) => Found::fault("store health", &fault),
        Ok((vintages, faults)) => match faults.as_slice() {
            [] if vintages == 0 => {
                Found::of("store health", State::Ok, "no vintage to look at", "")
            }
            [] => Found::of(
                "store health",
                State::Ok,
                format!("every digest of {vintages} vintages holds"),
                "",
            ),
            [first, ..] => {
                let many = if faults.len() == 1 {
                    "1 fault".to_owned()
                } else {
                    format!("{} faults; the first", faults.len())
                };
                let said = format!("{many}: {}, {}: {}", first.vintage, first.file, first.what);
                Found::of("store health", State::Fault, said, next)
            }
        },
    }
}

/// Days without a run after which a weekly timer seems to stand still.
const STILL_DAYS: i32 = 14;

/// When a refresh last reached everything, and what it could not use.
fn last_run(world: &dyn World, reference: &Reference, root: &Path, today: Date) -> Found {
    let (name, timer) = (
        "refresh",
        "“yardstick schedule --print systemd”, cron or windows prints a timer for it",
    );
    let state = match refresh::State::read(world, root) {
        Ok(state) => state,
        Err(fault) => return Found::fault(name, &fault),
    };
    let title = |key: &str| {
        reference
            .sources
            .publication(key)
            .map_or_else(|| key.to_owned(), |of| of.title.clone())
    };
    let aside = state
        .publications
        .iter()
        .find_map(|(key, seen)| Some((key, seen.set_aside.first()?)));
    if let Some((key, why)) = aside {
        let next = "the last good figures stay in use; a newer program may read it, or the publisher may mend it";
        return Found::of(
            name,
            State::Warn,
            format!("{} is set aside: {why}", title(key)),
            next,
        );
    }
    let Some(day) = state
        .looked
        .map(|looked| looked.to_zoned(TimeZone::UTC).date())
    else {
        return Found::of(
            name,
            State::Ok,
            "no run has reached every service yet",
            timer,
        );
    };
    let said = format!(
        "the last run that reached every service ended on {}",
        day.strftime("%-d %B %Y")
    );
    match today.since(day).map_or(0, |span| span.get_days()) {
        days if days > STILL_DAYS => {
            Found::of(name, State::Warn, format!("{said}, {days} days ago"), timer)
        }
        _ => Found::of(name, State::Ok, said, ""),
    }
}

fn overdue(lines: &[Line]) -> Found {
    let late: Vec<&str> = lines
        .iter()
        .filter(|line| line.standing == Standing::Overdue)
        .map(|line| line.title.as_str())
        .collect();
    match late.len() {
        0 => Found::of("data age", State::Ok, "no publication is overdue", ""),
        some => {
            let said = format!("{some} overdue: {}", late.join("; "));
            Found::of(
                "data age",
                State::Warn,
                said,
                "run “yardstick refresh”, or take files in with “yardstick import”",
            )
        }
    }
}

/// The folder itself, or the nearest above it that is there: to look is not to make.
fn standing_folder(world: &dyn World, folder: &Path) -> PathBuf {
    let is_there = |path: &&Path| world.list(path).is_ok_and(|listed| listed.is_some());
    let named = folder
        .ancestors()
        .filter(|path| !path.as_os_str().is_empty());
    named
        .into_iter()
        .find(is_there)
        .unwrap_or(Path::new("."))
        .to_owned()
}

fn writable(world: &dyn World, name: &str, folder: &Path, next: &str) -> Found {
    let probe = folder.join("yardstick-doctor");
    // Never committed, so that nothing stays.
    let tried = world.create(&probe).and_then(|mut sink| {
        sink.write_all(b"may this be written?")
            .and_then(|()| sink.flush())
    });
    match tried {
        Ok(()) if folder == Path::new(".") => Found::of(name, State::Ok, "it can be written", ""),
        Ok(()) => Found::of(
            name,
            State::Ok,
            format!("{} can be written", folder.display()),
            "",
        ),
        // The kind of fault alone: its own words name a file that nobody asked for.
        Err(fault) => Found::of(
            name,
            State::Fault,
            format!("{} cannot be written: {}", folder.display(), fault.kind()),
            next,
        ),
    }
}

/// A clock that is behind makes everything that is due look far away.
fn clock(today: Date, newest: Option<Date>, taken: Option<Timestamp>) -> Found {
    let day = |day: Date| day.strftime("%-d %B %Y").to_string();
    let taken = taken.map(|hour| hour.to_zoned(TimeZone::UTC).date());
    if let Some(newest) = newest.filter(|newest| today < *newest) {
        let said = format!(
            "it says {}, and a release of {} is here already",
            day(today),
            day(newest)
        );
        return Found::of("clock", State::Fault, said, "set the machine’s date");
    }
    if let Some(taken) = taken.filter(|taken| today < *taken) {
        let said = format!(
            "it says {}, and something was taken in on {} by this clock",
            day(today),
            day(taken)
        );
        let next = "set the machine’s date; if it is right now, nothing is lost: the day of publication decides which release speaks";
        return Found::of("clock", State::Warn, said, next);
    }
    Found::of("clock", State::Ok, day(today), "")
}

fn fonts() -> Found {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='20'><text x='2' y='15'>Aé</text></svg>".to_owned();
    match to_png(&Drawing {
        svg,
        alt: String::new(),
        width: 60,
        height: 20,
    }) {
        Ok(_) => Found::of("fonts", State::Ok, "Noto Sans, in the program", ""),
        Err(fault) => Found::of(
            "fonts",
            State::Fault,
            fault.to_string(),
            "install the program again",
        ),
    }
}

/// Names by which a machine tells of its proxy.
const PROXIES: [&str; 8] = [
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// Which way the network is reached, without names and passwords.
pub(crate) fn proxy(world: &dyn World, setting: Option<&str>) -> Found {
    let own = setting.map(|proxy| format!("yardstick.toml: {}", without_secrets(proxy)));
    let named = PROXIES
        .iter()
        .filter_map(|name| Some((name, world.variable(name)?)));
    let named = named.map(|(name, value)| format!("{name}: {}", without_secrets(&value)));
    let all: Vec<String> = own.into_iter().chain(named).collect();
    let said = if all.is_empty() {
        "none named: straight to DfE’s service".to_owned()
    } else {
        all.join("; ")
    };
    Found::of("proxy", State::Ok, said, "")
}

fn without_secrets(address: &str) -> String {
    let (scheme, rest) = address
        .split_once("://")
        .map_or(("", address), |(scheme, rest)| (scheme, rest));
    let scheme = if scheme.is_empty() {
        String::new()
    } else {
        format!("{scheme}://")
    };
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
    let row = |f: &Found| {
        vec![
            text(&f.name),
            text(f.state.word()),
            text(&f.found),
            text(&f.next),
        ]
    };
    let count = |state: State| found.iter().filter(|found| found.state == state).count();
    let some = |number: usize, what: &str| match number {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    };
    let mut table = Table::bare(
        "doctor",
        "Is everything in order?".to_owned(),
        columns,
        found.iter().map(row).collect(),
    );
    table
        .notes
        .push(match (count(State::Fault), count(State::Warn)) {
            (0, 0) => "Everything is in order.".to_owned(),
            (0, warnings) => format!("Everything works; {} to know of.", some(warnings, "thing")),
            (faults, warnings) => format!(
                "{} to mend and {} to know of.",
                some(faults, "fault"),
                some(warnings, "other thing")
            ),
        });
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_written_is_a_fault_with_a_way_out() {
        let mut world = crate::world::Memory::new(&[]);
        world.refuses = vec![PathBuf::from("./yardstick-doctor")];
        let reference = Reference::embedded().expect("what is compiled in");
        let stored = Stored {
            root: Some(PathBuf::from("s")),
            ..Stored::default()
        };
        let found = machine(
            &world,
            &reference,
            Some(&stored),
            jiff::civil::date(2026, 11, 22),
        )
        .expect("looked at");
        let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
        let of = |name: &str| {
            found
                .iter()
                .find(|found| found.name == name)
                .unwrap_or_else(|| panic!("no {name} in {names:?}"))
        };
        for (name, way) in [
            ("write to store", "--store"),
            ("write to this folder", "--out"),
        ] {
            let found = of(name);
            assert_eq!(found.state, State::Fault, "{name}");
            assert!(
                found.found.contains("cannot be written") && !found.found.contains("part"),
                "{}",
                found.found
            );
            assert!(found.next.contains(way), "{}", found.next);
        }
        assert!(of("refresh").found.contains("no run") && of("refresh").next.contains("schedule"));
    }

    #[test]
    fn a_timer_that_stands_still_and_a_release_set_aside_are_told() {
        let world = crate::world::Memory::new(&[]);
        let reference = Reference::embedded().expect("what is compiled in");
        let told = |state: refresh::State, today: Date| {
            state.write(&world, Path::new("s")).expect("written");
            last_run(&world, &reference, Path::new("s"), today)
        };
        let looked = Some(jiff::Timestamp::constant(1_764_201_600, 0));
        let day = jiff::civil::date(2025, 11, 27);
        let ran = || refresh::State {
            looked,
            ..refresh::State::default()
        };
        assert_eq!(told(ran(), day).state, State::Ok);
        assert_eq!(
            told(ran(), day.saturating_add(jiff::Span::new().days(15))).state,
            State::Warn
        );
        let mut aside = ran();
        let seen = refresh::Seen {
            set_aside: vec!["a column is gone".to_owned()],
            ..refresh::Seen::default()
        };
        aside
            .publications
            .insert("fostering-in-england".to_owned(), seen);
        let found = told(aside, day);
        assert!(
            found.state == State::Warn
                && found.found.contains("a column is gone")
                && !found.next.is_empty(),
            "{found:?}"
        );
    }

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(
            without_secrets("http://zoe:s3cret@proxy:8080"),
            "http://proxy:8080 (with a name or password, not shown)"
        );
        assert_eq!(
            without_secrets("zoe:s3@cret@proxy:8080"),
            "proxy:8080 (with a name or password, not shown)"
        );
        assert_eq!(without_secrets("http://proxy:8080"), "http://proxy:8080");
    }
}
