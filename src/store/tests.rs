//! The store on a disk of its own making: full disks, kills, quarantine, locks and older forms, without touching a real one.

use super::Store;
use super::selected::AsAt;
use super::vintage::{Incoming, Reason, State, Taken, Vintage};
use crate::error::Result;
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::reference::catalogue::Catalogue;
use crate::source::filter::IndicatorFilter;
use crate::world::failing::{Failing, one_of};
use crate::world::{self, Memory, World};
use jiff::Timestamp;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const HEADER: &str = "time_period,time_identifier,geographic_level,country_code,region_code,old_la_code,new_la_code,la_name,population_count,population_estimate,number,rate_per_10000";

/// A release of one year that has everybody in it; Blackpool's rate as it was first published.
fn release() -> String {
    let reference = Reference::embedded().expect("reference");
    let register = reference.register;
    let end = date(2023, 3, 31);
    let tables = [
        "looked after at 31 March",
        "starting to be looked after",
        "ceasing to be looked after",
    ];
    let mut text = format!("{HEADER}\n");
    for told in tables.map(|table| format!("Children {table} each year,28900,551,191")) {
        text.push_str(&format!(
            "2023,Reporting year,National,E92000001,,,,,{told}\n"
        ));
        for place in register
            .all()
            .filter(|place| place.area.is_authority() && register.exists_on(place.area, end))
        {
            let (code, ons, name) = (place.area.0, &place.ons_code, &place.name);
            text.push_str(&format!(
                "2023,Reporting year,Local authority,E92000001,,{code:03},{ons},\"{name}\",{told}\n"
            ));
        }
    }
    text
}

/// The reference as an older program had it.
fn older(change: impl Fn(&str) -> String) -> Reference {
    let mut reference = Reference::embedded().expect("reference");
    reference.catalogue =
        Catalogue::parse(&change(include_str!("../../data/indicators.toml"))).expect("a catalogue");
    reference
}

/// Nothing is rewritten: every file is there as it was before.
fn assert_kept(world: &Memory, before: &BTreeMap<PathBuf, Vec<u8>>) {
    let files = world.files.borrow();
    assert!(
        before
            .iter()
            .all(|(path, bytes)| files.get(path) == Some(bytes)),
        "nothing is rewritten"
    );
}

/// A catalogue that knows no rate of children looked after.
fn without_cla_rate() -> Reference {
    older(|text| {
        let entries = text
            .split("[[indicator]]")
            .filter(|entry| !entry.contains("id = \"cla-rate\""));
        entries.collect::<Vec<_>>().join("[[indicator]]")
    })
}

fn incoming(release: &str, text: &str) -> Incoming {
    Incoming {
        publication: "children-looked-after-in-england-including-adoptions".to_owned(),
        release: release.to_owned(),
        published: Some(date(2024, 11, 14)),
        retrieved: None,
        from: "a test".to_owned(),
        files: vec![(
            "cla_number_and_rate_per_10k_children.csv".to_owned(),
            text.as_bytes().to_vec(),
        )],
        reasons: Vec::new(),
        accepts_losses: false,
    }
}

fn take_by(world: &Memory, reference: &Reference, what: Incoming) -> Result<Vec<Taken>> {
    let mut store = Store::open(world, Path::new("store"))?;
    let writing = store.write()?;
    store.take_in(&writing, reference, what)
}

fn take(world: &Memory, what: Incoming) -> Result<Vec<Taken>> {
    take_by(world, &Reference::embedded()?, what)
}

/// How many figures of an indicator the store tells, by this program's catalogue.
fn figures(world: &Memory, id: &str) -> usize {
    let (store, reference) = (
        Store::open(world, Path::new("store")).expect("a store"),
        Reference::embedded().expect("reference"),
    );
    let selected = store
        .select(&reference, &AsAt::default())
        .expect("vintages");
    let mut builder = Builder::default();
    let filter = IndicatorFilter::named(vec![id.to_owned()]);
    for vintage in &selected.vintages {
        store
            .enter(vintage, &reference, &filter, &selected.files, &mut builder)
            .expect("entered");
    }
    let observations = builder.finish().expect("observations");
    observations.view().expect("a view").len()
}

fn vintages(world: &Memory) -> Vec<Vintage> {
    Store::open(world, Path::new("store"))
        .expect("a store")
        .vintages()
        .expect("vintages")
}

#[test]
fn what_fails_screening_is_kept_aside_and_names_the_columns() {
    let world = Memory::new(&[]);
    let renamed = release().replace("population_count", "population_sort");
    let taken = take(&world, incoming("November 2024", &renamed)).expect("taken");
    let [Taken::New(vintage)] = taken.as_slice() else {
        panic!("{taken:?}")
    };
    let State::Quarantined(reasons) = &vintage.state else {
        panic!("{vintage:?}")
    };
    assert!(reasons[0].contains("population_sort"), "{reasons:?}");
    assert_eq!(vintage.id.split("--").next(), Some("2024-11-14"));
    let again = take(&world, incoming("November 2024", &renamed)).expect("taken");
    assert_eq!(
        again,
        [Taken::Known(vintage.clone())],
        "the second time it is known"
    );
    assert_eq!(
        figures(&world, "cla-rate"),
        0,
        "nothing in quarantine speaks"
    );
}

#[test]
fn a_header_that_changed_is_set_aside_by_the_names_of_its_columns_until_the_catalogue_has_both() {
    // The header of 2024 on what reads that of 2025 alone.
    let newer = older(|text| {
        text.lines()
            .filter(|line| !line.contains("{ population_count ="))
            .collect::<Vec<_>>()
            .join("\n")
    });
    let world = Memory::new(&[]);
    let taken = take_by(&world, &newer, incoming("November 2024", &release())).expect("taken");
    let [
        Taken::New(Vintage {
            state: State::Quarantined(reasons),
            ..
        }),
    ] = taken.as_slice()
    else {
        panic!("{taken:?}")
    };
    let rate = reasons
        .iter()
        .find(|reason| reason.contains("cla-rate") || reason.contains("population_type"));
    let told = rate.unwrap_or_else(|| panic!("{reasons:?}"));
    for part in [
        "“children_count”",
        "“population_type”",
        "population_count",
        "number",
    ] {
        assert!(told.contains(part), "{part} is not in: {told}");
    }
    let later = release().replace("at 31 March", "on 31 March").replace(
        "population_count,population_estimate,number",
        "population_type,population_estimate,children_count",
    );
    let other = Incoming {
        published: Some(date(2025, 11, 27)),
        ..incoming("November 2025", &later)
    };
    let (old, new) = (Memory::new(&[]), Memory::new(&[]));
    take(&old, incoming("November 2024", &release())).expect("taken");
    take(&new, other).expect("taken");
    assert!(figures(&old, "cla-rate") > 100);
    assert_eq!(
        figures(&old, "cla-rate"),
        figures(&new, "cla-rate"),
        "the catalogue reads both headers"
    );
}

#[test]
fn one_file_set_aside_does_not_silence_the_others() {
    let world = Memory::new(&[]);
    let mut two = incoming("November 2024", &release());
    two.files.push((
        "la_cla_placement_stability.csv".to_owned(),
        b"time_period,time_identifier\n".to_vec(),
    ));
    two.reasons.push(Reason::of(
        "la_children_who_ceased.csv",
        "the release has no such file",
    ));
    let taken = take(&world, two.clone()).expect("taken");
    let states: Vec<(bool, usize)> = taken
        .iter()
        .map(|t| (t.vintage().is_good(), t.vintage().files.len()))
        .collect();
    assert_eq!(states, [(true, 1), (false, 1)]);
    assert!(
        taken[0]
            .vintage()
            .checks
            .iter()
            .any(|line| line.contains("la_children_who_ceased.csv")),
        "{taken:?}"
    );
    assert!(figures(&world, "cla-rate") > 100);
    let again = take(&world, two).expect("taken");
    assert!(again.iter().all(|taken| !taken.is_new()), "{again:?}");
    let mut wrong = incoming("November 2025", &release().replace("28900", "28901"));
    wrong.reasons.push(Reason::of(
        "cla_number_and_rate_per_10k_children.csv",
        "totals differ",
    ));
    let taken = take(&world, wrong).expect("taken");
    assert!(
        taken.len() == 1 && !taken[0].vintage().is_good(),
        "{taken:?}"
    );
}

#[test]
fn what_an_older_catalogue_could_not_read_is_taken_out_of_quarantine_and_what_it_did_read_is_read_again()
 {
    let world = Memory::new(&[]);
    take_by(
        &world,
        &without_cla_rate(),
        incoming("November 2024", &release()),
    )
    .expect("taken");
    let said = older(|text| {
        text.replace(
            "= \"Children looked after at 31 March",
            "= \"Children in care at 31 March",
        )
    });
    let other = Incoming {
        published: Some(date(2023, 11, 16)),
        ..incoming("November 2023", &release().replace("28900", "28901"))
    };
    let aside = take_by(&world, &said, other.clone()).expect("taken");
    assert!(
        aside.iter().all(|taken| !taken.vintage().is_good()),
        "{aside:?}"
    );
    let good: Vec<Vintage> = vintages(&world)
        .into_iter()
        .filter(Vintage::is_good)
        .collect();
    let [only] = good.as_slice() else {
        panic!("{good:?}")
    };
    assert!(!only.indicators.iter().any(|id| id == "cla-rate"));
    let read_anew = figures(&world, "cla-rate");
    assert!(read_anew > 100, "{read_anew}");

    let before = world.files.borrow().clone();
    let mut store = Store::open(&world, Path::new("store")).expect("a store");
    let writing = store.write().expect("ours");
    let reference = Reference::embedded().expect("reference");
    assert_eq!(store.keep_readings(&writing, &reference).expect("kept"), 1);
    assert_eq!(
        store.keep_readings(&writing, &reference).expect("kept"),
        0,
        "once"
    );
    assert_kept(&world, &before);
    assert_eq!(
        figures(&world, "cla-rate"),
        read_anew,
        "the kept reading says the same"
    );
    assert_eq!(store.verify().expect("verified").1, []);

    let taken = store.take_in(&writing, &reference, other).expect("taken");
    assert!(
        matches!(taken.as_slice(), [Taken::New(v)] if v.is_good()),
        "{taken:?}"
    );
    assert!(
        vintages(&world).iter().all(Vintage::is_good),
        "it does not lie in quarantine any more"
    );
}

/// Nothing is damaged, nothing half-made is visible, and what was there before is there as it was.
fn sound(world: &Memory, before: &[Vintage], what: &str) {
    let store =
        Store::open(world, Path::new("store")).unwrap_or_else(|fault| panic!("{what}: {fault}"));
    let (_, faults) = store.verify().expect("folders");
    assert_eq!(faults, [], "{what}");
    let now = store.vintages().expect("vintages");
    assert!(
        before.iter().all(|vintage| now.contains(vintage)) && now.len() <= before.len() + 1,
        "{what}: {now:?}"
    );
}

fn half_made(world: &Memory) -> Vec<String> {
    let files = world.files.borrow();
    let names = files.keys().map(|path| path.display().to_string());
    names
        .filter(|name| {
            [".incoming", ".removing", ".part"]
                .iter()
                .any(|part| name.contains(part))
        })
        .collect()
}

fn take_with(world: &dyn World, what: Incoming) -> Result<Vec<Taken>> {
    let mut store = Store::open(world, Path::new("store"))?;
    let writing = store.write()?;
    store.take_in(&writing, &Reference::embedded()?, what)
}

#[test]
fn a_full_disk_leaves_no_part_of_a_vintage_however_little_room_there_is() {
    let whole = Memory::new(&[]);
    take(&whole, incoming("November 2023", &release())).expect("taken");
    assert!(vintages(&whole)[0].is_good(), "{:?}", vintages(&whole));
    let empty: usize = whole.files.borrow().values().map(Vec::len).sum();
    for begun in [false, true] {
        let mut refused = 0;
        for room in (0..empty).step_by(1777 * one_of(6)) {
            let world = Memory::new(&[]);
            if begun {
                take(&world, incoming("November 2023", &release())).expect("taken");
            }
            let before = if begun { vintages(&world) } else { Vec::new() };
            let more = incoming("November 2024", &release().replace(",191", ",190"));
            let what = format!("with room for {room} bytes, begun {begun}");
            let first = take_with(&Failing::full_after(&world, room), more.clone());
            let kept = first.is_ok();
            if let Err(fault) = first {
                assert_eq!(fault.exit_code(), 4, "{what}: {fault}");
                assert!(
                    fault.way_out().contains("free some space"),
                    "{what}: {fault}"
                );
                assert_eq!(vintages(&world), before, "{what}");
                refused += 1;
            }
            sound(&world, &before, &what);
            assert_eq!(half_made(&world), Vec::<String>::new(), "{what}");
            let again = take(&world, more).unwrap_or_else(|fault| panic!("{what}: {fault}"));
            assert_eq!(
                again.iter().all(|taken| !taken.is_new()),
                kept,
                "{what}: {again:?}"
            );
            assert_eq!(vintages(&world).len(), before.len() + 1, "{what}");
        }
        assert!(refused * one_of(6) > 6, "{refused} times too little room");
    }
}

#[test]
fn a_kill_in_any_step_leaves_a_store_that_goes_on() {
    for begun in [false, true] {
        let mut killed = 0;
        for step in (1..).step_by(one_of(4)) {
            let world = Memory::new(&[]);
            if begun {
                take(&world, incoming("November 2023", &release())).expect("taken");
            }
            let before = if begun { vintages(&world) } else { Vec::new() };
            let more = incoming("November 2024", &release().replace(",191", ",190"));
            let what = format!("killed in step {step}, begun {begun}");
            let done = take_with(&Failing::killed_at(&world, step), more.clone()).is_ok();
            sound(&world, &before, &what);
            take(&world, more).unwrap_or_else(|fault| panic!("{what}: {fault}"));
            sound(&world, &before, &what);
            assert_eq!(vintages(&world).len(), before.len() + 1, "{what}");
            assert!(
                !half_made(&world)
                    .iter()
                    .any(|name| name.contains(".incoming")),
                "{what}: {:?}",
                half_made(&world)
            );
            if done {
                break;
            }
            killed += 1;
        }
        let least = if begun { 5 } else { 9 };
        assert!(killed * one_of(4) >= least, "{killed} steps");
    }
}

#[test]
fn letting_go_may_be_killed_too() {
    for step in 1..=2 {
        let world = Memory::new(&[]);
        take(&world, incoming("November 2023", &release())).expect("taken");
        let mut newer = incoming("November 2024", &release().replace(",191", ",190"));
        newer.published = Some(date(2025, 11, 27));
        take(&world, newer).expect("taken");
        let failing = Failing::killed_at(&world, step);
        let mut store = Store::open(&failing, Path::new("store")).expect("a store");
        let writing = store.write().expect("ours");
        let old = store
            .vintages()
            .expect("vintages")
            .pop()
            .expect("the older");
        assert!(
            store.let_go(&writing, &old).is_err(),
            "killed in step {step}"
        );
        let mut store = Store::open(&world, Path::new("store")).expect("a store");
        drop(store.write().expect("ours"));
        // The machine's disk clears a killed process's temporary files when the next one writes; this world does not.
        let mut half_made = half_made(&world);
        half_made.retain(|name| !name.contains(".yardstick-"));
        assert_eq!(
            (store.verify().expect("folders").1, half_made),
            (Vec::new(), Vec::new()),
            "killed in step {step}"
        );
    }
}

#[test]
fn a_clock_that_was_set_back_changes_nothing_about_who_speaks() {
    let world = Memory::new(&[]);
    let hour = |text: &str| Some(text.parse::<Timestamp>().expect("an hour"));
    let of = |value: &str, day, retrieved| Incoming {
        published: Some(day),
        retrieved: hour(retrieved),
        ..incoming("a release", &release().replace(",191", value))
    };
    take(
        &world,
        of(",191", date(2024, 11, 14), "2026-11-22T10:00:00Z"),
    )
    .expect("taken");
    take(
        &world,
        of(",190", date(2025, 11, 27), "2020-01-01T00:00:00Z"),
    )
    .expect("taken");
    // A correction that keeps the day of its release, fetched while the clock is still behind.
    take(
        &world,
        of(",189", date(2025, 11, 27), "2019-06-30T00:00:00Z"),
    )
    .expect("taken");
    let store = Store::open(&world, Path::new("store")).expect("a store");
    let newest = store.good_vintages(None).expect("vintages");
    let told: Vec<(String, Option<Timestamp>)> = newest
        .iter()
        .map(|v| (v.files[0].sha256.clone(), v.retrieved))
        .collect();
    let sha = |value: &str| world::digest(release().replace(",191", value).as_bytes());
    assert_eq!(
        told,
        [
            (sha(",189"), hour("2020-01-01T00:00:01Z")),
            (sha(",190"), hour("2020-01-01T00:00:00Z")),
            (sha(",191"), hour("2026-11-22T10:00:00Z"))
        ]
    );
    assert_eq!(
        store
            .good_vintages(Some(date(2025, 1, 1)))
            .expect("vintages")
            .len(),
        1
    );
}

#[test]
fn what_an_older_program_described_is_read() {
    let world = Memory::new(&[]);
    take(&world, incoming("November 2024", &release())).expect("taken");
    let mut files = world.files.borrow_mut();
    let (path, text) = files
        .iter()
        .find(|(path, _)| path.ends_with("_vintage.json"))
        .expect("a description");
    let (path, text) = (
        path.clone(),
        String::from_utf8(text.clone()).expect("UTF-8"),
    );
    let older = text.replace(
        concat!("yardstick ", env!("CARGO_PKG_VERSION")),
        "yardstick 0.0.1",
    );
    assert_ne!(older, text);
    files.insert(path, older.into_bytes());
    drop(files);
    sign_again(&world);
    assert!(
        vintages(&world)[0].read_by.starts_with("yardstick 0.0.1, "),
        "{}",
        vintages(&world)[0].read_by
    );
    let again = take(&world, incoming("November 2024", &release())).expect("known");
    assert!(again.iter().all(|taken| !taken.is_new()), "{again:?}");
}

/// Gives every file the digest that it has now, and forgets the index: as a program before it had left the store.
fn sign_again(world: &Memory) {
    let mut files = world.files.borrow_mut();
    files.remove(Path::new("store/index.json"));
    let lists: Vec<PathBuf> = files
        .keys()
        .filter(|path| path.ends_with("_SHA256SUMS"))
        .cloned()
        .collect();
    for list in lists {
        let folder = list.parent().expect("a folder").to_owned();
        let text = String::from_utf8(files[&list].clone()).expect("UTF-8");
        let signed: String = text
            .lines()
            .filter_map(|line| line.split_once("  "))
            .map(|(_, name)| {
                let digest = crate::world::digest(&files[&folder.join(name)]);
                format!("{digest}  {name}\n")
            })
            .collect();
        files.insert(list, signed.into_bytes());
    }
}

/// What `check` finds, and whether a question is answered without a word.
fn checked(world: &Memory) -> (Vec<String>, bool) {
    let store = Store::open(world, Path::new("store")).expect("a store");
    let (_, faults) = store.verify().expect("listed");
    let is_quiet = store.vintages().is_ok() && store.index_faults().is_ok_and(|f| f.is_empty());
    (
        faults.into_iter().map(|fault| fault.what).collect(),
        is_quiet,
    )
}

type Damage = fn(&mut BTreeMap<PathBuf, Vec<u8>>, &Path);

/// What may happen to a store, by the folder of its newest vintage, and what is said of it.
fn damages() -> Vec<(&'static str, Damage, &'static str)> {
    let mut damages = damages_of_folders();
    damages.extend(damages_of_bytes());
    damages
}

fn damages_of_folders() -> Vec<(&'static str, Damage, &'static str)> {
    vec![
        (
            "gone",
            |files, folder| files.retain(|path, _| !path.starts_with(folder)),
            "is gone",
        ),
        (
            "renamed",
            |files, folder| {
                move_all(
                    files,
                    folder,
                    &folder.with_file_name("vintage=2024-01-01--12345678"),
                )
            },
            "the name of the vintage",
        ),
        (
            "copied from elsewhere",
            |files, folder| {
                let other = folder.with_file_name("vintage=2024-01-01--12345678");
                let copies: Vec<_> = files
                    .iter()
                    .filter_map(|(path, bytes)| {
                        let within = path.strip_prefix(folder).ok()?;
                        Some((other.join(within), bytes.clone()))
                    })
                    .collect();
                files.extend(copies);
            },
            "copied here",
        ),
    ]
}

/// Flips a bit so many bytes behind the start of a word.
fn flip_behind(files: &mut BTreeMap<PathBuf, Vec<u8>>, path: &Path, word: &[u8], steps: usize) {
    let bytes = files.get_mut(path).expect("a file");
    let at = bytes
        .windows(word.len())
        .position(|found| found == word)
        .expect("the word");
    bytes[at + steps] ^= 1;
}

fn damages_of_bytes() -> Vec<(&'static str, Damage, &'static str)> {
    vec![
        (
            "a line of the list is gone",
            |files, folder| {
                let list = files.get_mut(&folder.join("_SHA256SUMS")).expect("a list");
                let text = String::from_utf8(list.clone()).expect("UTF-8");
                let kept: Vec<&str> = text
                    .lines()
                    .filter(|line| !line.contains("_files"))
                    .collect();
                *list = format!("{}\n", kept.join("\n")).into_bytes();
            },
            "not the one that was written",
        ),
        (
            "a bit of the description",
            |files, folder| flip_behind(files, &folder.join("_vintage.json"), b"2025", 3),
            "not as it was written",
        ),
        (
            "a bit of the index",
            |files, _| flip_behind(files, Path::new("store/index.json"), b"vintage=", 9),
            "is gone",
        ),
    ]
}

#[test]
fn what_is_gone_added_renamed_or_changed_is_found_and_told() {
    let fresh = || {
        let world = Memory::new(&[]);
        take(&world, incoming("November 2024", &release())).expect("taken");
        take(
            &world,
            incoming("November 2025", &release().replace("2023", "2024")),
        )
        .expect("taken");
        world
    };
    assert_eq!(checked(&fresh()), (Vec::new(), true));
    for (what, damage, said) in damages() {
        let world = fresh();
        let folder = Store::open(&world, Path::new("store"))
            .and_then(|store| Ok(store.folder(&store.vintages()?[0])))
            .expect("a vintage");
        damage(&mut world.files.borrow_mut(), &folder);
        let (faults, is_quiet) = checked(&world);
        assert!(
            faults.iter().any(|fault| fault.contains(said)),
            "{what}: {faults:?}"
        );
        assert!(!is_quiet, "{what}");
    }
}

#[test]
fn what_is_gone_is_told_beside_the_trace_of_a_killed_process() {
    let world = Memory::new(&[]);
    take(&world, incoming("November 2024", &release())).expect("taken");
    let owner = PathBuf::from("store/lock-owner.txt");
    let mut files = world.files.borrow_mut();
    files.insert(owner, b"process 1".to_vec());
    files.retain(|path, _| !path.starts_with("store/vintages"));
    drop(files);
    let (faults, is_quiet) = checked(&world);
    assert!(
        faults.iter().any(|fault| fault.contains("is gone")) && !is_quiet,
        "{faults:?}"
    );
}

fn move_all(files: &mut BTreeMap<PathBuf, Vec<u8>>, from: &Path, to: &Path) {
    let paths: Vec<PathBuf> = files
        .keys()
        .filter(|path| path.starts_with(from))
        .cloned()
        .collect();
    for path in paths {
        let bytes = files.remove(&path).expect("it is there");
        files.insert(to.join(path.strip_prefix(from).expect("within")), bytes);
    }
}

#[test]
fn a_mark_that_was_lost_is_made_anew_with_a_word() {
    for damage in [None, Some(Vec::new()), Some(vec![0; 12])] {
        let world = Memory::new(&[]);
        take(&world, incoming("November 2024", &release())).expect("taken");
        let mark = Path::new("store/store.toml");
        world.files.borrow_mut().remove(mark);
        if let Some(bytes) = damage {
            world.files.borrow_mut().insert(mark.to_owned(), bytes);
        }
        assert_eq!(vintages(&world).len(), 1, "questions go on");
        let mut store = Store::open(&world, Path::new("store")).expect("a store");
        let writing = store.write().expect("ours");
        assert!(
            writing
                .notes
                .iter()
                .any(|note| note.contains("the mark of the store"))
        );
        assert!(world.files.borrow()[mark].starts_with(b"form = "));
    }
}

#[test]
fn a_description_that_names_another_folder_leads_nowhere() {
    let world = Memory::new(&[]);
    take(&world, incoming("November 2024", &release())).expect("taken");
    let mut files = world.files.borrow_mut();
    let path = files
        .keys()
        .find(|path| path.ends_with("_vintage.json"))
        .expect("a description")
        .clone();
    let text = String::from_utf8(files[&path].clone()).expect("UTF-8");
    let key = "children-looked-after-in-england-including-adoptions";
    for name in ["../../../outside", "/outside", "C:\\\\outside", "con"] {
        files.insert(path.clone(), text.replace(key, name).into_bytes());
        drop(files);
        sign_again(&world);
        let fault = Store::open(&world, Path::new("store"))
            .and_then(|store| store.vintages())
            .expect_err("no plain name");
        assert!(
            fault.to_string().contains("is no name for a file"),
            "{name}: {fault}"
        );
        files = world.files.borrow_mut();
    }
}

#[test]
fn what_a_kill_left_half_made_is_cleared_away_and_told() {
    let world = Memory::new(&[(
        "store/.incoming-2024-11-14--12345678/figures.parquet",
        b"half",
    )]);
    let mut store = Store::open(&world, Path::new("store")).expect("a store");
    let writing = store.write().expect("ours");
    assert!(
        writing.notes.iter().any(|note| note.contains("half-made")),
        "{:?}",
        writing.notes
    );
    assert!(
        !world
            .files
            .borrow()
            .keys()
            .any(|path| path.to_string_lossy().contains(".incoming"))
    );
}

#[test]
fn another_writer_is_named() {
    let mut world = Memory::new(&[]);
    world.locked_by = Some("process 7 on desk since 2026-01-01".to_owned());
    let fault = take(&world, incoming("November 2024", &release())).expect_err("another writes");
    assert!(fault.to_string().contains("process 7"), "{fault}");
}

#[test]
fn a_store_of_another_form_and_a_folder_of_other_things_are_refused() {
    for (text, says) in [
        ("form = 0\n", "new store"),
        ("form = 99\n", "newer yardstick"),
    ] {
        let world = Memory::new(&[("store/store.toml", text.as_bytes())]);
        let fault = Store::open(&world, Path::new("store"))
            .err()
            .expect("refused");
        assert!(fault.to_string().contains(says), "{fault}");
    }
    let world = Memory::new(&[("store/letters.docx", b"dear")]);
    assert!(Store::open(&world, Path::new("store")).is_err());
}
