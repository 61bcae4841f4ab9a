//! `doctor`: whether the machine, the figures, the store and the services are in order. Nothing is changed.

mod check;
mod machine;
mod network;
pub(crate) mod order;
mod store;

pub(crate) use check::{CheckState, DoctorCheck, table};
use machine::proxy;

use super::calendar::calendar;
use crate::error::Result;
use crate::inputs::load::Stored;
use crate::observation::day::days_between;
use crate::reference::Reference;
use crate::store::Store;
use crate::store::vintage::Vintage;
use crate::world::World;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::Path;

/// Every check that needs no settings file: figures, store, folders, clock, fonts, LibreOffice.
///
/// # Errors
/// What is compiled in is damaged.
fn machine(
    world: &dyn World,
    reference: &Reference,
    stored: Option<&Stored>,
    today: Date,
) -> Result<Vec<DoctorCheck>> {
    let is_embedded_left_out = stored.is_some_and(|stored| stored.as_at.without_embedded);
    let mut checks = vec![if is_embedded_left_out {
        DoctorCheck::ok(
            EMBEDDED,
            "left out, as yardstick.toml or --without-embedded says: the store speaks alone",
        )
    } else {
        embedded(reference, today)
    }];
    let (mut newest_release, mut last_taken_in) = (newest_embedded_release(reference), None);
    if let Some((stored, root)) = stored.and_then(|stored| Some((stored, stored.root.as_ref()?))) {
        let (of_store, age) = store_checks(world, reference, (stored, root), today);
        checks.extend(of_store);
        newest_release = newest_release.max(age.newest_release);
        last_taken_in = age.last_taken_in;
        checks.push(machine::writable(
            world,
            "write to store",
            &machine::existing_folder(world, root),
            "name a folder of your own with --store DIR or store = \"DIR\" in yardstick.toml, or ask for the right to write there",
        ));
    } else {
        checks.push(DoctorCheck::new(
            "store",
            CheckState::Warn,
            "this machine does not say where programs keep their data",
            "name a folder with --store DIR, or store = \"DIR\" in yardstick.toml",
        ));
    }
    checks.push(machine::writable(
        world,
        "write to this folder",
        Path::new("."),
        "work in a folder of your own, such as one under Documents; results can go elsewhere with --out",
    ));
    checks.push(machine::clock(today, newest_release, last_taken_in));
    checks.push(machine::fonts());
    checks.push(machine::office(world));
    Ok(checks)
}

/// The newest dates in a store, against which the machine's clock is checked.
#[derive(Default)]
struct StoreAge {
    newest_release: Option<Date>,
    last_taken_in: Option<Timestamp>,
}

fn store_checks(
    world: &dyn World,
    reference: &Reference,
    (stored, root): (&Stored, &Path),
    today: Date,
) -> (Vec<DoctorCheck>, StoreAge) {
    let (mut checks, mut age) = (Vec::new(), StoreAge::default());
    let store = match Store::open(world, root) {
        Ok(store) => store,
        Err(fault) => return (vec![DoctorCheck::error("store", &fault)], age),
    };
    match store.vintages() {
        Err(fault) => checks.push(DoctorCheck::error("store", &fault)),
        Ok(vintages) => {
            checks.push(store::contents(&store, &vintages, reference));
            age = StoreAge {
                newest_release: vintages.iter().filter_map(Vintage::day).max(),
                last_taken_in: vintages
                    .iter()
                    .filter_map(|vintage| vintage.retrieved)
                    .max(),
            };
            let entries = calendar(world, reference, stored, today, &[]).ok();
            checks.extend(entries.map(|entries| store::overdue(&entries)));
        }
    }
    checks.push(store::digests(&store));
    checks.push(store::last_run(world, reference, root, today));
    (checks, age)
}

fn newest_embedded_release(reference: &Reference) -> Option<Date> {
    reference
        .sources
        .publications()
        .flat_map(|publication| reference.sources.files_of(&publication.key))
        .filter_map(|(day, _)| day)
        .max()
}

const EMBEDDED: &str = "data in the program";

/// Days after which the figures in the program are old: by then every yearly release has a successor.
const OLD_DAYS: i32 = 365;

fn embedded(reference: &Reference, today: Date) -> DoctorCheck {
    let Some(newest) = newest_embedded_release(reference) else {
        return DoctorCheck::fault(EMBEDDED, "it names no release", "install the program again");
    };
    let days = days_between(newest, today);
    let found = format!(
        "newest release of {}, {days} days ago",
        newest.strftime("%-d %B %Y")
    );
    if days > OLD_DAYS {
        return DoctorCheck::new(
            EMBEDDED,
            CheckState::Warn,
            found,
            "run “yardstick refresh”, or install a newer program",
        );
    }
    DoctorCheck::ok(EMBEDDED, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refresh::state::{RefreshState, SeenPublication};
    use std::path::PathBuf;

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
            assert_eq!(found.state, CheckState::Fault, "{name}");
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
        let told = |state: RefreshState, today: Date| {
            state.write(&world, Path::new("s")).expect("written");
            store::last_run(&world, &reference, Path::new("s"), today)
        };
        let looked = Some(jiff::Timestamp::constant(1_764_201_600, 0));
        let day = jiff::civil::date(2025, 11, 27);
        let ran = || RefreshState {
            looked,
            ..RefreshState::default()
        };
        assert_eq!(told(ran(), day).state, CheckState::Ok);
        assert_eq!(
            told(ran(), day.saturating_add(jiff::Span::new().days(15))).state,
            CheckState::Warn
        );
        let mut aside = ran();
        let seen = SeenPublication {
            set_aside: vec!["a column is gone".to_owned()],
            ..SeenPublication::default()
        };
        aside
            .publications
            .insert("fostering-in-england".to_owned(), seen);
        let found = told(aside, day);
        assert!(
            found.state == CheckState::Warn
                && found.found.contains("a column is gone")
                && !found.next.is_empty(),
            "{found:?}"
        );
    }
}
