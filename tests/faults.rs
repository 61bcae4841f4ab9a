//! Refreshes with faults: killed at any moment, two at once, a full disk, bytes damaged on their way, a clock that was set back. Nothing
//! that was kept is lost, nothing incomplete is visible, and the next run recovers.

use crate::program::{Desk, Run, Written, utf8};
use crate::refresh::{BOTH, CLA, ONE, Office, cla, outcomes, refreshed};
use crate::sample::{self, is_sweep};
use crate::server::{Release, Server, What};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const PAPER: &str = "title = \"Looked after in {authority}\"\nabout = \"A test\"\nmax_pages = 4\n\n[[section]]\nheading = \"Rate\"\n\
    indicators = [\"cla-rate\"]\nfigures = [\"cla-rate:trend\"]\n";
const OUTPUT: &str = "\n[[output]]\npaper = \"rate.toml\"\nout = [\"out/rate.md\", \"out/rate.html\", \"out/rate.docx\"]\n";

/// A release of real files with only the two newest years: the faults do not depend on their length.
pub(crate) fn slim(mut release: Release) -> Release {
    for file in &mut release.files {
        let text = String::from_utf8(std::mem::take(&mut file.bytes)).expect("UTF-8");
        let newest = text
            .lines()
            .skip(1)
            .filter_map(|line| line.get(..4))
            .max()
            .expect("a year")
            .to_owned();
        let before = (newest.parse::<u16>().expect("a year") - 1).to_string();
        let kept = text.lines().enumerate().filter(|(at, line)| {
            *at == 0 || line.starts_with(&newest) || line.starts_with(&before)
        });
        file.bytes = kept
            .flat_map(|(_, line)| [line, "\n"])
            .collect::<String>()
            .into_bytes();
    }
    release
}

fn years() -> Option<[Release; 2]> {
    Some([slim(cla("2024")?), slim(cla("2025")?)])
}

/// An officer's folder into which the older release was taken, with a paper made from it; the newer release is published.
struct Settled {
    desk: Desk,
    server: &'static Server,
}

impl Drop for Settled {
    /// The server outlives the tests, so each looks at what it was asked.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let undescribed = self.server.shelf().undescribed.join("\n");
            assert!(undescribed.is_empty(), "{undescribed}");
        }
    }
}

/// A folder of its own for each test, with the files of a refresh that ran once for all of them. None of them changes the server.
fn settled(output: &str) -> Option<Settled> {
    static MADE: OnceLock<Option<(Written, Server)>> = OnceLock::new();
    let (files, server) = MADE.get_or_init(settle).as_ref()?;
    let desk = Desk::new();
    for name in files.files() {
        desk.put(&name, files.bytes(&name));
    }
    let settings = desk.text("yardstick.toml").replace(OUTPUT, output);
    desk.put("yardstick.toml", settings);
    Some(Settled { desk, server })
}

/// The files after the older release was taken in, and the server that offers the newer one now.
fn settle() -> Option<(Written, Server)> {
    let [old, new] = years()?;
    let office = Office::new(vec![old], OUTPUT);
    // The program has the newer release already, so its own figures are left out.
    let settings = office
        .desk
        .text("yardstick.toml")
        .replace("store = ", "embedded = false\nstore = ");
    office.desk.put("yardstick.toml", settings);
    office.desk.put("rate.toml", PAPER);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 10, "{} {report}", run.err);
    office.server.publish(vec![new]);
    Some((office.desk.clear_away(), office.server))
}

type Files = BTreeMap<String, Vec<u8>>;

fn under(desk: &Desk, folder: &str) -> Files {
    let files = desk
        .files()
        .into_iter()
        .filter(|name| name.starts_with(folder) && !name.contains("/lock"));
    files
        .map(|name| (name.clone(), desk.bytes(&name)))
        .collect()
}

/// Names of the files that differ or are only in one of the two.
fn other<'f>(one: &'f Files, two: &'f Files) -> Vec<&'f String> {
    let names: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
    names
        .into_iter()
        .filter(|name| one.get(*name) != two.get(*name))
        .collect()
}

/// What must be true after any fault: what was kept is there to the byte, and what is visible is complete.
fn sound(desk: &Desk, before: &Files, what: &str) {
    let after = under(desk, "store/");
    let history = before.iter().filter(|(name, _)| name.contains("vintage="));
    assert!(
        history
            .into_iter()
            .all(|(name, bytes)| after.get(name) == Some(bytes)),
        "{what}: what was kept is as it was"
    );
    if desk.path("store/store.toml").is_file() {
        let run = desk.run(&["store", "check"]);
        assert_eq!(run.code, 0, "{what}: {}\n{}", run.out, run.err);
    }
}

fn leftovers(desk: &Desk) -> Vec<String> {
    let half = [".incoming", ".removing", ".part"];
    desk.files()
        .into_iter()
        .filter(|name| half.iter().any(|part| name.contains(part)))
        .collect()
}

fn good(desk: &Desk) -> usize {
    desk.files()
        .iter()
        .filter(|name| name.starts_with("store/vintages/") && name.ends_with("_vintage.json"))
        .count()
}

/// Prints to the stream itself: the test harness hides what a passing test prints with a macro.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// How many kills: a dozen in a sweep, two in the ordinary suite, more with `YARDSTICK_KILLS`, which also prints the result of each.
fn kills() -> (u32, bool) {
    let asked = std::env::var("YARDSTICK_KILLS")
        .ok()
        .and_then(|many| many.parse().ok());
    let usual = if is_sweep() { 12 } else { 2 };
    (asked.unwrap_or(usual), asked.is_some())
}

#[test]
fn a_refresh_killed_at_any_moment_loses_nothing_and_the_next_recovers() {
    let Some(office) = settled(OUTPUT) else {
        return;
    };
    let before = under(&office.desk, "store/");
    let old = under(&office.desk, "out/");
    let whole = office.desk.copy();
    let begun = Instant::now();
    assert_eq!(whole.run(&["refresh", "--only", CLA, "-q"]).code, 10);
    let length = begun.elapsed();
    let new = under(&whole, "out/");
    let changing = other(&old, &new);
    assert!(
        old.keys().eq(new.keys()) && changing.len() > 3,
        "{changing:?}"
    );
    let (many, aloud) = kills();
    // The same points in every run: the steps they interrupt differ enough.
    let mut seed = 20_261_122_u64;
    let mut tally: BTreeMap<String, u32> = BTreeMap::new();
    for point in 0..many {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let within = f64::from(u32::try_from(seed >> 33).expect("31 bits")) / f64::from(1u32 << 31);
        let mut pause = length.mul_f64((f64::from(point) + within) / f64::from(many));
        // A run that was quicker than the measured one was not killed: try earlier.
        let desk = loop {
            let desk = office.desk.copy();
            if killed(&desk, pause) {
                break desk;
            }
            pause = pause.mul_f64(0.85);
        };
        let what = format!(
            "killed after {} of {} ms",
            pause.as_millis(),
            length.as_millis()
        );
        *tally
            .entry(recovered(&desk, &before, [&old, &new], &what))
            .or_default() += 1;
    }
    if aloud {
        tally
            .into_iter()
            .for_each(|(outcome, times)| tell(&format!("kill: {times:3} x {outcome}")));
    }
}

/// Checks a folder in which a refresh was killed, and that the next one recovers. Gives the state that was met and the next exit code.
fn recovered(desk: &Desk, before: &Files, [old, new]: [&Files; 2], what: &str) -> String {
    let changing = other(old, new);
    sound(desk, before, what);
    let outputs = under(desk, "out/");
    let remade = changing
        .iter()
        .filter(|name| outputs.get(**name) == new.get(**name))
        .count();
    for (name, bytes) in outputs.iter().filter(|(name, _)| !name.contains(".part")) {
        assert!(
            old.get(name) == Some(bytes) || new.get(name) == Some(bytes),
            "{what}: {name} is half of one and half of another"
        );
    }
    let taken = good(desk) == 2;
    let (left, next) = (
        leftovers(desk).len(),
        desk.run(&["refresh", "--only", CLA, "-q"]),
    );
    assert!(
        next.code == 10 || (taken && next.code == 0),
        "{what}: then {} {}",
        next.code,
        next.err
    );
    assert_eq!(
        other(&under(desk, "out/"), new),
        Vec::<&String>::new(),
        "{what}: the next run makes the outputs"
    );
    assert_eq!(good(desk), 2, "{what}: the next run recovers");
    assert_eq!(
        leftovers(desk),
        Vec::<String>::new(),
        "{what}: what was half-made is cleared away"
    );
    assert_eq!(
        desk.run(&["refresh", "--only", CLA, "-q"]).code,
        0,
        "{what}"
    );
    sound(desk, before, what);
    let state = match (taken, remade) {
        (false, _) => "before the vintage was visible",
        (true, 0) => "vintage whole, outputs old",
        (true, some) if some < changing.len() => "vintage whole, some outputs new",
        (true, _) => "vintage whole, outputs new",
    };
    let left = if left > 0 {
        ", something half-made aside"
    } else {
        ""
    };
    format!("{state}{left}; next run {}", next.code)
}

/// Starts a refresh and kills it so much later. Gives whether it was still running.
fn killed(desk: &Desk, pause: Duration) -> bool {
    let mut program = desk.program(&["refresh", "--only", CLA, "-q"]);
    let mut child = program
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    std::thread::sleep(pause);
    child.kill().expect("killed");
    child.wait().expect("ended").code().is_none()
}

#[test]
fn the_first_refresh_of_all_may_be_killed_too() {
    let Some([old, _]) = years() else { return };
    let office = Office::new(vec![old], "");
    let begun = Instant::now();
    assert_eq!(
        office
            .desk
            .copy()
            .run(&["refresh", "--only", CLA, "-q"])
            .code,
        10
    );
    let length = begun.elapsed();
    let many = kills().0.div_ceil(3).max(2);
    for point in 0..many {
        let desk = office.desk.copy();
        killed(&desk, length.mul_f64(f64::from(point) / f64::from(many)));
        sound(&desk, &Files::new(), &format!("killed at point {point}"));
        let next = desk.run(&["refresh", "--only", CLA, "-q"]);
        assert!(
            [0, 10].contains(&next.code),
            "point {point}: {} {}",
            next.code,
            next.err
        );
        assert_eq!(
            (good(&desk), leftovers(&desk)),
            (1, Vec::new()),
            "point {point}"
        );
    }
}

#[test]
fn two_at_once_take_everything_in_once() {
    let Some(office) = settled(OUTPUT) else {
        return;
    };
    let before = under(&office.desk, "store/");
    let start = || {
        let mut program = office.desk.program(&["refresh", "--only", CLA, "-q"]);
        program
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started")
    };
    let both = [start(), start()].map(|child| child.wait_with_output().expect("ended"));
    let mut codes: Vec<Option<i32>> = both.iter().map(|done| done.status.code()).collect();
    codes.sort_unstable();
    let told: Vec<_> = both
        .iter()
        .map(|done| String::from_utf8_lossy(&done.stderr))
        .collect();
    assert!(
        codes == [Some(0), Some(10)] || codes == [Some(10), Some(10)],
        "{codes:?} {told:?}"
    );
    assert_eq!(
        (good(&office.desk), leftovers(&office.desk)),
        (2, Vec::new())
    );
    sound(&office.desk, &before, "two at once");
    assert_eq!(refreshed(&office.desk, &ONE).0.code, 0);
    assert!(office.desk.text("out/rate.md").contains("184"));
}

/// Runs the program where no file may be longer than so many blocks of 512 bytes, which gives the error of a full disk or a quota.
#[cfg(unix)]
fn limited(desk: &Desk, blocks: u32, arguments: &[&str]) -> Run {
    let program = desk.program(&[]).get_program().to_owned();
    let mut shell = std::process::Command::new("sh");
    shell
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"")
        .arg("sh")
        .arg(blocks.to_string());
    let done = shell
        .arg(program)
        .args(arguments)
        .current_dir(desk.path(""))
        .output()
        .expect("a shell");
    Run {
        code: done.status.code().unwrap_or(-1),
        out: utf8(done.stdout),
        err: utf8(done.stderr),
    }
}

#[cfg(unix)]
fn refused(run: &Run, what: &str) {
    assert_eq!(run.code, 4, "{what}: {} {}", run.out, run.err);
    assert!(
        run.err.contains("could not be written") && run.err.contains("free some space"),
        "{what}: {}",
        run.err
    );
}

#[test]
#[cfg(unix)]
fn a_refresh_without_room_keeps_store_and_outputs_and_says_what_to_do() {
    // The paper is longer than any file of the store: there is room for the store and not for the paper.
    let Some(office) = settled(OUTPUT) else {
        return;
    };
    let (store, out) = (under(&office.desk, "store/"), under(&office.desk, "out/"));
    let largest = store.values().map(Vec::len).max().expect("files");
    let half = u32::try_from(largest / 512 / 2).expect("blocks");
    // The ordinary suite has room for nothing, and for a part of the files.
    for blocks in sample::some([0, 1, 4, 24, half], 4) {
        let run = limited(&office.desk, blocks, &["refresh", "--only", CLA, "-q"]);
        let what = format!("store, {blocks} blocks");
        refused(&run, &what);
        sound(&office.desk, &store, &what);
        assert!(
            out == under(&office.desk, "out/") && good(&office.desk) == 1,
            "{what}"
        );
        assert_eq!(leftovers(&office.desk), Vec::<String>::new(), "{what}");
    }
    let long = format!(
        "{PAPER}text = \"\"\"{}\"\"\"\n",
        "Long words of an officer.\n\n".repeat(largest / 10)
    );
    office.desk.put("rate.toml", long);
    let run = limited(
        &office.desk,
        u32::try_from(largest / 512 + 64).expect("blocks"),
        &["refresh", "--only", CLA],
    );
    refused(&run, "outputs");
    assert!(
        run.err.contains("out/rate.") && run.out.contains("taken in"),
        "{} {}",
        run.out,
        run.err
    );
    assert!(
        out == under(&office.desk, "out/") && good(&office.desk) == 2,
        "outputs"
    );
    sound(&office.desk, &store, "outputs");
    let (run, report) = refreshed(&office.desk, &ONE);
    assert_eq!(
        (run.code, report["outputs"][0]["made"].as_bool()),
        (0, Some(true)),
        "{report}"
    );
    assert!(office.desk.text("out/rate.md").contains("184"));
    assert_eq!(leftovers(&office.desk), Vec::<String>::new());
}

/// The ordinary suite has room for a part of what is written.
#[test]
#[cfg(unix)]
fn papers_profiles_and_imports_without_room_leave_what_was_there() {
    let desk = Desk::new();
    desk.put("rate.toml", PAPER);
    let paper = [
        "paper",
        "rate.toml",
        "--authority",
        "Blackpool",
        "--out",
        "out/rate.md",
        "--out",
        "out/rate.docx",
        "-q",
    ];
    let profile = [
        "profile",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--out",
        "out/profile",
        "-q",
    ];
    for arguments in [&paper[..], &profile[..]] {
        desk.done(arguments);
        let before = under(&desk, "out/");
        for blocks in sample::some([2, 0, 8], 3) {
            // Another authority, so that every output would change.
            let other: Vec<&str> = arguments
                .iter()
                .map(|word| if *word == "Blackpool" { "Torbay" } else { word })
                .collect();
            let what = format!("{}, {blocks} blocks", arguments[0]);
            refused(&limited(&desk, blocks, &other), &what);
            assert!(before == under(&desk, "out/"), "{what}");
        }
        desk.done(arguments);
        assert!(before == under(&desk, "out/"), "with room it is made again");
    }
    let Some([old, new]) = years() else { return };
    for (folder, release) in [("old", old), ("new", new)] {
        release
            .files
            .into_iter()
            .for_each(|file| desk.put(&format!("{folder}/{}", file.name), file.bytes));
    }
    desk.put("yardstick.toml", "store = \"store\"\n");
    let said =
        |folder: &'static str, day: &'static str| ["import", folder, "--published", day, "-q"];
    assert_eq!(desk.run(&said("old", "2024-11-14")).code, 10);
    let before = under(&desk, "store/");
    for blocks in sample::some([4, 0, 16], 3) {
        let what = format!("import, {blocks} blocks");
        refused(&limited(&desk, blocks, &said("new", "2025-11-27")), &what);
        sound(&desk, &before, &what);
        assert_eq!((good(&desk), leftovers(&desk)), (1, Vec::new()), "{what}");
    }
    assert_eq!(desk.run(&said("new", "2025-11-27")).code, 10);
    assert_eq!(good(&desk), 2);
}

/// A small file system, unmounted when dropped; none where this user may not make one.
#[cfg(target_os = "linux")]
struct Small(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Small {
    fn new(place: &Path, size: &str) -> Option<Small> {
        std::fs::create_dir_all(place).expect("a folder");
        Small::mount(&format!("size={size}"), place).then(|| Small(place.to_owned()))
    }

    fn mount(options: &str, place: &Path) -> bool {
        let mut mount = std::process::Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(place)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        mount.status().is_ok_and(|done| done.success())
    }
}

#[cfg(target_os = "linux")]
impl Drop for Small {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).status();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_really_full_is_told_and_left_in_order() {
    let Some(office) = settled(OUTPUT) else {
        return;
    };
    let files = disk_usage(&office.desk);
    let refresh = ["refresh", "--only", CLA, "-q"];
    let mut full = 0;
    let rooms: Vec<usize> = sample::some([4, 16, 48, 96, 160, 240], 3).collect();
    for more in &rooms {
        let place = office.desk.path("small");
        let Some(small) = Small::new(&place, &format!("{}k", files / 1024 + more)) else {
            tell(
                "skipped: a really full disk, because this user may not mount a small file system",
            );
            return;
        };
        copy_into_small(&office.desk);
        let (store, out) = (
            under(&office.desk, "small/store/"),
            under(&office.desk, "small/out/"),
        );
        let (code, told) = run_in(&office.desk, &place, &refresh);
        let what = format!("{more} KiB left");
        if code != Some(10) {
            full += 1;
            assert!(
                code == Some(4) && told.contains("free some space"),
                "{what}: {code:?} {told}"
            );
        }
        let after = under(&office.desk, "small/store/");
        assert!(
            store
                .iter()
                .filter(|(name, _)| name.contains("vintage="))
                .all(|(name, bytes)| after.get(name) == Some(bytes))
        );
        assert_eq!(
            run_in(&office.desk, &place, &["store", "check"]).0,
            Some(0),
            "{what}"
        );
        assert!(
            code == Some(10) || out == under(&office.desk, "small/out/"),
            "{what}: the outputs are as they were"
        );
        assert_eq!(leftovers(&office.desk), Vec::<String>::new(), "{what}");
        assert!(Small::mount("remount,size=64m", &place), "{what}");
        let (code, told) = run_in(&office.desk, &place, &refresh);
        assert!(
            [Some(0), Some(10)].contains(&code),
            "{what}: with room {code:?} {told}"
        );
        assert!(
            office.desk.text("small/out/rate.md").contains("184"),
            "{what}"
        );
        drop(small);
    }
    assert!(full * 2 >= rooms.len(), "{full} of {rooms:?} were full");
}

/// The bytes that the files take on a disk with blocks of 4 KiB.
fn disk_usage(desk: &Desk) -> usize {
    desk.files()
        .iter()
        .map(|name| desk.bytes(name).len().next_multiple_of(4096))
        .sum()
}

/// Copies every file into the small file system.
fn copy_into_small(desk: &Desk) {
    for name in desk
        .files()
        .into_iter()
        .filter(|name| !name.starts_with("small/"))
    {
        desk.put(&format!("small/{name}"), desk.bytes(&name));
    }
}

/// Runs the program in the small file system: exit code, and what it says.
fn run_in(desk: &Desk, place: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let done = desk
        .program(arguments)
        .current_dir(place)
        .output()
        .expect("the program");
    (
        done.status.code(),
        String::from_utf8_lossy(&done.stderr).into_owned(),
    )
}

#[test]
fn damaged_bytes_of_every_kind_are_asked_for_again_or_refused() {
    let Some([old, new]) = years() else { return };
    let server = Server::start(vec![old]);
    let begun = without_the_api(&server);
    assert_eq!(begun.run(&["refresh", "--only", CLA, "-q"]).code, 10);
    server.publish(vec![new]);
    let before = under(&begun, "store/");
    let mut tally: BTreeMap<String, u32> = BTreeMap::new();
    // The ordinary suite sees the next run after one damage, and another damage pass while it is asked again.
    let is_all = is_sweep() || kills().1;
    for (number, case) in damages().into_iter().enumerate() {
        let (kind, at, packs, trouble) = case;
        let (damage, is_flip) = match &trouble {
            What::Cut { promised: true, .. } => ("broken off", false),
            What::Cut { .. } => ("cut off under 200", false),
            _ => ("a bit flipped", true),
        };
        let what = format!("{kind}, {damage}");
        let desk = begun.copy();
        server.shelf().packs = packs;
        server.trouble(at, 99, trouble.clone());
        let always = desk.run(&["refresh", "--only", CLA, "-q"]);
        server.peace();
        sound(&desk, &before, &what);
        // A changed digit of an uncompressed file cannot be noticed; that is why compressed ones are asked for.
        let blind = is_flip && (kind == "plain CSV" || kind == "JSON");
        assert!(
            always.code == 12 || blind && [10, 11].contains(&always.code),
            "{what}: {} {}",
            always.code,
            always.err
        );
        let mut outcome = format!("{what}: always {}", always.code);
        if is_all || number == 0 {
            let expected = if always.code == 12 { 10 } else { always.code };
            let next = desk.run(&["refresh", "--only", CLA, "-q"]);
            assert!(
                next.code == expected || blind,
                "{what}: then {} {}",
                next.code,
                next.err
            );
        }
        if is_all || number == 1 {
            server.trouble(at, 1, trouble);
            let code = damaged_once(&begun.copy(), &before, blind, &what);
            server.peace();
            outcome.push_str(&format!(", once {code}"));
        }
        *tally.entry(outcome).or_default() += 1;
    }
    server.shelf().packs = true;
    if kills().1 {
        tally
            .into_iter()
            .for_each(|(outcome, times)| tell(&format!("bytes: {times:3} x {outcome}")));
    }
}

/// A run that meets a damage once asks again. Gives its exit code.
fn damaged_once(desk: &Desk, before: &Files, blind: bool, what: &str) -> i32 {
    let once = desk.run(&["refresh", "--only", CLA, "-q"]);
    sound(desk, before, what);
    assert!(
        once.code == 10 || blind,
        "{what}: once: {} {}",
        once.code,
        once.err
    );
    once.code
}

/// A folder whose settings name a public API that cannot be reached.
fn without_the_api(server: &Server) -> Desk {
    let begun = Desk::new();
    begun.put(
        "yardstick.toml",
        format!("store = \"store\"\n{}", server.settings()),
    );
    begun.put(
        "yardstick.toml",
        begun.text("yardstick.toml").replace("/api/v1", "/nobody"),
    );
    begun
}

/// Damages: the kind of file, its address, whether the server compresses, and the fault.
fn damages() -> Vec<(&'static str, &'static str, bool, What)> {
    // One place of each kind of damage in the suite, all of them where more kills are asked for.
    let places = if kills().1 { 0..3 } else { 1..2 };
    let of = |all: [usize; 3]| places.clone().map(move |at| all[at]);
    let mut cases: Vec<(&'static str, &'static str, bool, What)> = Vec::new();
    for (kind, at, packs) in [
        ("packed CSV", "/files/", true),
        ("zip", "/files", true),
        ("plain CSV", "/files/", false),
        ("JSON", "data-content", true),
    ] {
        cases.extend(of([300, 700, 999]).map(|place| {
            (
                kind,
                at,
                packs,
                What::Cut {
                    at: place,
                    promised: true,
                },
            )
        }));
        cases.extend(of([1, 500, 970]).map(|place| {
            (
                kind,
                at,
                packs,
                What::Cut {
                    at: place,
                    promised: false,
                },
            )
        }));
        cases.extend(of([20, 400, 600]).map(|place| (kind, at, packs, What::Flip(place))));
    }
    if kills().1 {
        return cases;
    }
    // Every fifth meets each damage, and three of the four kinds of file.
    sample::some(cases, 5).collect()
}

#[test]
fn a_clock_that_was_set_back_loses_nothing_and_the_doctor_says_so() {
    let Some(office) = settled("") else { return };
    let desk = &office.desk;
    set_clock_ahead(desk);
    the_clock_is_named(desk);
    let run = desk.run(&[
        "refresh",
        "--only",
        CLA,
        "--log",
        "refresh.log",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 10, "{}", run.err);
    assert!(run.err.contains("left behind by process 1"), "{}", run.err);
    let rows = desk.json(&["compare", "Blackpool", "cla-rate", "-q", "--no-embedded"]);
    assert_eq!(
        (&rows[0]["period"], rows[0]["value"].as_f64()),
        (&"2025".into(), Some(184.0)),
        "publication decides"
    );
    let older = desk.json(&[
        "compare",
        "Blackpool",
        "cla-rate",
        "-q",
        "--no-embedded",
        "--as-at",
        "2024-12-01",
    ]);
    assert_eq!(older[0]["value"].as_f64(), Some(181.0));
    let log = desk.text("refresh.log");
    assert!(
        log.lines().count() == 2 && log.starts_with("2099-"),
        "{log}"
    );
    let due = desk.json(&["calendar"]);
    let cla = due
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["publication"] == CLA)
        .expect("the publication");
    assert_eq!(cla["due_by"], "2026-11-30", "and is told again what is due");
    assert_eq!((desk.run(&["store", "check"]).code, good(desk)), (0, 2));
    assert_eq!(desk.run(&["refresh", "--only", CLA, "-q"]).code, 0);
}

fn the_clock_is_named(desk: &Desk) {
    let checks = desk.json(&["doctor"]);
    let clock = checks
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["check"] == "clock")
        .expect("the check");
    assert_eq!(clock["state"], "warn", "{clock}");
    assert!(
        clock["found"]
            .as_str()
            .expect("text")
            .contains("taken in on 1 January 2099"),
        "{clock}"
    );
    assert!(
        clock["next"]
            .as_str()
            .expect("text")
            .contains("set the machine’s date"),
        "{clock}"
    );
    let early = desk.run(&["doctor", "--as-at", "2020-01-01"]);
    assert!(
        early.code == 1 && early.out.contains("is here already"),
        "{}",
        early.out
    );
    assert_eq!(desk.run(&["calendar", "--as-at", "2020-01-01"]).code, 0);
    let due = desk.json(&["calendar"]);
    let cla = due
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["publication"] == CLA)
        .expect("the publication");
    assert_eq!(
        (&cla["state"], &cla["due_by"]),
        (&"later".into(), &"2098-11-30".into()),
        "as the service said"
    );
}

/// Changes a store so that its release was taken in, and a lock left behind, while the clock was far ahead.
fn set_clock_ahead(desk: &Desk) {
    let described = desk
        .files()
        .into_iter()
        .find(|name| name.ends_with("_vintage.json"))
        .expect("a vintage");
    let text = desk.text(&described);
    let line = text
        .lines()
        .find(|line| line.contains("\"retrieved\""))
        .expect("the hour")
        .to_owned();
    let ahead = text.replace(&line, "  \"retrieved\": \"2099-01-01T00:00:00Z\",");
    desk.put(&described, ahead);
    desk.sign_store_again("store");
    desk.put(
        "store/lock-owner.txt",
        "process 1 on desk since 2099-01-01 00:00:00 UTC\n",
    );
    desk.put("refresh.log", "2099-01-01T00:00:00Z exit 10; 6 requests\n");
    let state = desk
        .text("store/refresh.json")
        .replace("\"2026-11\"", "\"2098-11\"");
    // Without its digest it is taken as it is.
    let (state, _) = state.rsplit_once(",\n  \"sha256\"").expect("a digest");
    desk.put("store/refresh.json", format!("{state}\n}}\n"));
}

#[test]
fn a_server_that_goes_silent_for_one_publication_does_not_cost_the_other() {
    let Some(office) = settled("") else { return };
    let (run, report) = refreshed(&office.desk, &BOTH);
    assert_eq!(
        (run.code, outcomes(&report)),
        (12, vec!["new", "unreachable"]),
        "{} {report}",
        run.err
    );
    assert_eq!(good(&office.desk), 2);
}
