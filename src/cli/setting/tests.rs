//! Which settings count where several files set them.

use super::Setting;
use crate::cli::args::Arguments;
use crate::run::doctor::order::SettingsSource;
use crate::run::outputs::OutputSetting;
use crate::world::Memory;
use clap::Parser;
use std::path::{Path, PathBuf};

/// A person's folders: they work in `/h/zoe/papers/june`, and `/h` is not theirs.
fn world(files: &[(&str, &str)]) -> Memory {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(p, t)| (*p, t.as_bytes())).collect();
    Memory {
        here: PathBuf::from("/h/zoe/papers/june"),
        home: PathBuf::from("/h/zoe"),
        ..Memory::new(&bytes)
    }
}

/// Looks at the settings of a world.
fn settings<T>(world: &Memory, look: impl FnOnce(&Setting<'_>) -> T) -> T {
    let arguments = Arguments::try_parse_from(["yardstick", "man"]).expect("a command");
    let setting = Setting::of(&arguments.common, world).expect("settings");
    look(&setting)
}

fn keys(sources: &[SettingsSource]) -> Vec<(String, String, String)> {
    let each = sources.iter().map(|of| {
        let shown = of.shown.display().to_string().replace("\\", "/");
        (shown, of.keys.join(" "), of.unused.join(" "))
    });
    each.collect()
}

const OWN: &str = "/h/zoe/.config/yardstick/yardstick.toml";

#[test]
fn key_by_key_the_nearest_file_speaks_and_the_search_ends_at_home() {
    let world = world(&[
        ("yardstick.toml", "authority = \"Torbay\"\n"),
        (
            "../yardstick.toml",
            "authority = \"Hull\"\n[group]\nA = [\"Bury\"]\nB = [\"Bury\"]\n",
        ),
        (
            "../../yardstick.toml",
            "store = \"figures\"\n[group]\nB = [\"Hull\"]\n",
        ),
        ("../../../yardstick.toml", "no = \"toml of mine\"\n"),
        (OWN, "[refresh]\nproxy = \"http://p:1\"\n"),
    ]);
    settings(&world, |setting| {
        assert_eq!(setting.home(), Some("Torbay"));
        let store = setting.store().expect("a store");
        assert_eq!(
            store,
            Path::new("../../figures"),
            "beside the file that names it"
        );
        let found = keys(setting.sources());
        let found: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|(file, keys, unused)| (file.as_str(), keys.as_str(), unused.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("yardstick.toml", "authority", ""),
                ("../yardstick.toml", "group.A group.B", "authority"),
                ("../../yardstick.toml", "store", "group.B"),
                (OWN, "refresh.proxy", ""),
            ]
        );
        assert_eq!(setting.groups["B"], ["Bury"]);
    });
}

#[test]
fn what_belongs_to_a_store_is_not_taken_from_beyond_another() {
    let above = "authority = \"Hull\"\nstore = \"old\"\nwithout_embedded = true\n\
        [refresh]\ndrop = \"in\"\ntries = 2\n[[output]]\nprofile = true\nout = \"p\"\n";
    let here =
        |text: &'static str| world(&[("yardstick.toml", text), ("../yardstick.toml", above)]);
    let seen = |world: &Memory| {
        settings(world, |setting| {
            let outputs: Vec<OutputSetting> = setting.outputs().to_vec();
            (setting.refresh().drop.clone(), outputs)
        })
    };
    let (drop, outputs) = seen(&here("store = \"new\"\n"));
    assert!(drop.is_empty() && outputs.is_empty(), "another store");
    let (drop, outputs) = seen(&here("authority = \"Torbay\"\n"));
    assert_eq!(drop, [Path::new("../in")]);
    assert_eq!(outputs[0].out, [Path::new("../p")]);
    assert_eq!(
        outputs[0].authority.as_deref(),
        Some("Hull"),
        "an output is about the authority of its own file"
    );
    let (_, outputs) = seen(&here("[[output]]\nprofile = true\nout = \"mine\"\n"));
    assert_eq!(outputs.len(), 1);
    settings(&here("without_embedded = false\n"), |setting| {
        assert!(setting.in_place().is_none(), "said nearer");
    });
}

#[test]
fn a_file_of_somebody_else_above_is_passed_over_and_one_that_is_wrong_is_told_by_its_place() {
    let mut world = world(&[("../yardstick.toml", "authority = \"Hull\"\n")]);
    world.strangers = vec![PathBuf::from("/h/zoe/papers/yardstick.toml")];
    settings(&world, |setting| {
        assert_eq!(setting.home(), None);
        let note = setting.sources()[0].note().expect("told");
        assert!(note.contains("/h/zoe/papers/yardstick.toml"), "{note}");
    });
    let wrong = self::world(&[("../yardstick.toml", "authorty = \"Hull\"\n")]);
    let arguments = Arguments::try_parse_from(["yardstick", "man"]).expect("a command");
    let fault = Setting::of(&arguments.common, &wrong)
        .err()
        .expect("a fault");
    let told = fault.to_string().replace("\\", "/");
    assert!(told.contains("../yardstick.toml, row 1"), "{told}");
}
