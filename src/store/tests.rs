//! The store on a disk of its own making: full disks, kills, quarantine, locks and older forms, without touching a real one.

use super::*;
use crate::store::speaking::AsAt;
use crate::world::Memory;
use jiff::civil::date;

const OLD: &str = "time_period,time_identifier,geographic_level,country_code,region_code,old_la_code,new_la_code,la_name,population_count,population_estimate,number,rate_per_10000
2023,Reporting year,Local authority,E92000001,E12000002,890,E06000009,Blackpool,Children looked after at 31 March each year,28900,551,191
";

fn incoming(release: &str, text: &str) -> Incoming {
    Incoming {
        publication: "children-looked-after-in-england-including-adoptions".to_owned(),
        release: release.to_owned(),
        published: Some(date(2024, 11, 14)),
        retrieved: None,
        from: "a test".to_owned(),
        files: vec![("cla_number_and_rate_per_10k_children.csv".to_owned(), text.as_bytes().to_vec())],
        quarantine: Vec::new(),
    }
}

fn take(world: &Memory, what: Incoming) -> Result<Taken> {
    let mut store = Store::open(world, Path::new("store"))?;
    let writing = store.write()?;
    store.take_in(&writing, &Reference::embedded()?, what)
}

fn vintages(world: &Memory) -> Vec<Vintage> {
    Store::open(world, Path::new("store")).expect("a store").vintages().expect("vintages")
}

#[test]
fn what_fails_screening_is_kept_aside_and_names_the_columns() {
    let world = Memory::new(&[]);
    let renamed = OLD.replace("population_count", "population_sort");
    let Taken::New(vintage) = take(&world, incoming("November 2024", &renamed)).expect("taken") else { panic!("known") };
    let State::Quarantined(reasons) = &vintage.state else { panic!("{vintage:?}") };
    assert!(reasons[0].contains("population_sort"), "{reasons:?}");
    assert_eq!(vintage.id.split("--").next(), Some("2024-11-14"));
    let again = take(&world, incoming("November 2024", &renamed)).expect("taken");
    assert_eq!(again, Taken::Known(vintage), "the second time it is known");
    let store = Store::open(&world, Path::new("store")).expect("a store");
    let speaking = store.speaking(&Reference::embedded().expect("reference"), &AsAt::default()).expect("speaking");
    assert!(speaking.vintages.is_empty(), "nothing in quarantine speaks");
}

#[test]
fn a_full_disk_leaves_no_part_of_a_vintage() {
    let world = Memory::new(&[]);
    take(&world, incoming("November 2023", OLD)).expect("taken");
    let before = vintages(&world);
    for room in [0, 100, 600, 2000] {
        world.room.set(Some(room));
        let more = OLD.replace(",191", ",190");
        let fault = take(&world, incoming("November 2024", &more)).expect_err("the disk is full");
        assert_eq!(fault.exit_code(), 4, "{fault}");
        assert_eq!(vintages(&world), before, "with room for {room} bytes");
        assert!(!world.files.borrow().keys().any(|path| path.to_string_lossy().contains(".incoming")), "with room for {room}");
    }
    world.room.set(None);
    assert_eq!(vintages(&world), before);
}

#[test]
fn what_a_kill_left_half_made_is_cleared_away_and_told() {
    let world = Memory::new(&[("store/.incoming-2024-11-14--12345678/figures.parquet", b"half")]);
    let mut store = Store::open(&world, Path::new("store")).expect("a store");
    let writing = store.write().expect("ours");
    assert!(writing.notes.iter().any(|note| note.contains("half-made")), "{:?}", writing.notes);
    assert!(!world.files.borrow().keys().any(|path| path.to_string_lossy().contains(".incoming")));
}

#[test]
fn another_writer_is_named() {
    let mut world = Memory::new(&[]);
    world.locked_by = Some("process 7 on desk since 2026-01-01".to_owned());
    let fault = take(&world, incoming("November 2024", OLD)).expect_err("another writes");
    assert!(fault.to_string().contains("process 7"), "{fault}");
}

#[test]
fn a_store_of_another_form_and_a_folder_of_other_things_are_refused() {
    for (text, says) in [("form = 0\n", "new store"), ("form = 99\n", "newer yardstick")] {
        let world = Memory::new(&[("store/store.toml", text.as_bytes())]);
        let fault = Store::open(&world, Path::new("store")).err().expect("refused");
        assert!(fault.to_string().contains(says), "{fault}");
    }
    let world = Memory::new(&[("store/letters.docx", b"dear")]);
    assert!(Store::open(&world, Path::new("store")).is_err());
}
