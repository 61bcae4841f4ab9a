//! A whole refresh, and an import, on a machine that fails: a disk with any room left, a process killed in any step.

use super::*;
use crate::refresh::intake::{ImportOrder, import};
use crate::world::failing::{Failing, one_of};
use crate::world::net::HttpResponse;
use crate::world::{Memory, World};
use std::path::PathBuf;

const KEY: &str = "stability-measures-for-children-looked-after-in-england";
const FILE: &str = "la_cla_school_moves.csv";
const STORE: &str = "store";

/// The newest year of a published file; none, and a word about it, where it is not there.
fn published() -> Option<Vec<u8>> {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/data/ees/2025"
    ))
    .join(FILE);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no published file at {}", path.display());
        return None;
    };
    let kept = text
        .lines()
        .enumerate()
        .filter(|(at, line)| *at == 0 || line.starts_with("2024,"));
    Some(
        kept.flat_map(|(_, line)| [line, "\n"])
            .collect::<String>()
            .into_bytes(),
    )
}

/// A machine with a file in a drop folder, and a service that offers it.
fn machine(file: &[u8]) -> Memory {
    let world = Memory::new(&[(&format!("drop/{FILE}"), file)]);
    let base = format!(
        "{}/publications/{KEY}",
        Routes::read(&RefreshSettings::default())
            .expect("routes")
            .service
            .content
    );
    let tell = |url: String, body: &[u8]| {
        world.script.tell(
            &url,
            Some(HttpResponse {
                status: 200,
                headers: Vec::new(),
                body: body.to_vec(),
                cut: None,
            }),
        );
    };
    tell(
        base.clone(),
        br#"{"latestRelease": {"id": "one", "slug": "2025", "title": "2025"}}"#,
    );
    tell(
        format!("{base}/releases/2025/version-summary"),
        br#"{"published": "2026-01-21T09:30:00Z", "updateCount": 0}"#,
    );
    tell(
        format!("{base}/releases/2025/data-content"),
        br#"{"dataSets": [{"fileId": "file", "title": "School moves of looked after children"}]}"#,
    );
    tell(
        base.replace(&format!("publications/{KEY}"), "releases/one/files/file"),
        file,
    );
    world
}

fn refreshed(world: &dyn World, reference: &Reference) -> Result<RefreshOutcome> {
    let (settings, only) = (RefreshSettings::default(), [KEY.to_owned()]);
    let order = PublicationsOrder {
        world,
        reference,
        store: Path::new(STORE),
        settings: &settings,
        only: &only,
        dry_run: false,
        offline: false,
    };
    let (results, _) = refresh(&order, &mut |_| {})?;
    assert!(
        results
            .iter()
            .all(|result| result.outcome != RefreshOutcome::Quarantined),
        "{results:?}"
    );
    Ok(results.first().expect("one publication").outcome)
}

fn imported(world: &dyn World, reference: &Reference) -> Result<RefreshOutcome> {
    let paths = [PathBuf::from("drop")];
    let wanted = ImportOrder {
        paths: &paths,
        release: None,
        published: "2026-01-21".parse().ok(),
        lenient: false,
        accepts_losses: false,
    };
    let report = import(world, reference, Path::new(STORE), &wanted)?;
    Ok(if report.exit_code() == 10 {
        RefreshOutcome::New
    } else {
        RefreshOutcome::Nothing
    })
}

/// How many vintages there are; all of them are whole.
fn whole(world: &Memory, what: &str) -> usize {
    let store =
        Store::open(world, Path::new(STORE)).unwrap_or_else(|fault| panic!("{what}: {fault}"));
    let (vintages, faults) = store.verify().expect("folders");
    assert_eq!(faults, [], "{what}");
    vintages
}

type StoreAction = fn(&dyn World, &Reference) -> Result<RefreshOutcome>;
const WORKS: [(&str, StoreAction); 2] = [("refresh", refreshed), ("import", imported)];

#[test]
fn whatever_room_there_is_the_store_is_whole_and_the_next_run_recovers() {
    let Some(file) = published() else { return };
    let reference = Reference::embedded().expect("reference");
    for (name, work) in WORKS {
        let world = machine(&file);
        let before: usize = world.files.borrow().values().map(Vec::len).sum();
        assert_eq!(work(&world, &reference).expect("done"), RefreshOutcome::New);
        let needed = world.files.borrow().values().map(Vec::len).sum::<usize>() - before;
        let (parts, mut refused) = (8 / one_of(2), 0);
        for part in 0..=parts {
            // While a file is replaced both are there.
            let twice = if part == parts { 4096 } else { 0 };
            let (world, room) = (machine(&file), needed * part / parts + twice);
            let what = format!("{name} with room for {room} of {needed} bytes");
            let done = work(&Failing::full_after(&world, room), &reference);
            let kept = whole(&world, &what);
            if let Err(fault) = done {
                refused += 1;
                assert_eq!(fault.exit_code(), 4, "{what}: {fault}");
                assert!(
                    fault.way_out().contains("free some space"),
                    "{what}: {fault}"
                );
            }
            let half = world
                .files
                .borrow()
                .keys()
                .any(|path| path.to_string_lossy().contains("/."));
            assert!(!half, "{what}: nothing lies about half-made");
            let next = work(&world, &reference).unwrap_or_else(|fault| panic!("{what}: {fault}"));
            assert_eq!(
                (next == RefreshOutcome::New, whole(&world, &what)),
                (kept == 0, 1),
                "{what}"
            );
        }
        assert!(
            (parts - 1..=parts).contains(&refused),
            "{name}: {refused} of {parts} times too little room"
        );
    }
}

#[test]
fn killed_in_any_step_the_store_is_whole_and_the_next_run_recovers() {
    let Some(file) = published() else { return };
    let reference = Reference::embedded().expect("reference");
    for (name, work) in WORKS {
        let mut taken = false;
        for step in (1..).step_by(one_of(4)) {
            let world = machine(&file);
            let what = format!("{name} killed in step {step}");
            let done = work(&Failing::killed_at(&world, step), &reference).is_ok();
            let kept = whole(&world, &what);
            assert!(kept == 1 || !taken, "{what}: once visible, always visible");
            taken = kept == 1;
            let next = work(&world, &reference).unwrap_or_else(|fault| panic!("{what}: {fault}"));
            assert_eq!(
                (next == RefreshOutcome::New, whole(&world, &what)),
                (kept == 0, 1),
                "{what}"
            );
            if done {
                assert!(step > 10, "{what}: steps are counted");
                break;
            }
        }
    }
}
