//! The map in `src/lib.rs` and the code say the same: the floors, the crates' rooms and the rooms themselves are read out of
//! the crate's own documentation, so the map cannot drift.

use crate::rust_source::{Named, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// More lines than this are no longer read in one go. Tests inside a file do not count.
const LONGEST_FILE: usize = 500;

/// More lines than this in all its files, and the room of the commands holds what belongs to another room.
const LARGEST_RUN: usize = 7_000;

/// Of a hundred types at most so many may share their name with another: a name that stands twice says what it is only with its path.
const SHARED_NAMES_PERCENT: usize = 15;

/// Files at the top that are no rooms: the map, and the door to it.
const NO_ROOMS: [&str; 2] = ["lib.rs", "main.rs"];

/// What `lib.rs` says of the house.
struct Map {
    /// The floor of each room.
    floors: BTreeMap<String, usize>,
    /// Which rooms (`table`) or files (`figure/ink.rs`) may name a crate or a part of `std`.
    crates: BTreeMap<String, Vec<String>>,
}

impl Map {
    /// Reads the block of text that begins with `floor 1:` out of a crate's documentation.
    fn read(lib: &str) -> Map {
        let (mut floors, mut crates) = (BTreeMap::new(), BTreeMap::new());
        let documentation = lib
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("//!"));
        for line in documentation.map(str::trim) {
            let Some((head, names)) = line.split_once(": ") else {
                continue;
            };
            let names = || names.split(',').map(|name| name.trim().to_owned());
            match head.split_once(' ') {
                Some(("floor", number)) => {
                    let number = number.parse().expect("the number of a floor");
                    floors.extend(names().map(|room| (room, number)));
                }
                Some(("crate", name)) => drop(crates.insert(name.to_owned(), names().collect())),
                _ => {}
            }
        }
        Map { floors, crates }
    }
}

/// A file under `src`, with its path there and its code.
struct File {
    /// With forward slashes, such as `figure/ink.rs`.
    path: String,
    text: String,
    source: Source,
}

impl File {
    fn read(path: &Path) -> File {
        let text = std::fs::read_to_string(path).expect("a source file");
        let path = path
            .strip_prefix(SRC)
            .expect("under src")
            .to_str()
            .expect("UTF-8")
            .replace('\\', "/");
        File {
            path,
            source: Source::parse(&text),
            text,
        }
    }

    /// The first part of the path, without an ending: `figure` of `figure/ink.rs`, `world` of `world.rs`.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The file's own module path in the crate.
    fn module(&self) -> Vec<&str> {
        let stem = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        stem.split('/')
            .filter(|part| !matches!(*part, "mod" | "lib" | "main"))
            .collect()
    }

    fn paths(&self) -> Vec<Named> {
        self.source.paths(&self.module())
    }
}

/// Every file of the program that is not compiled for tests only.
fn files() -> Vec<File> {
    let mut paths = Vec::new();
    gather(Path::new(SRC), &mut paths);
    paths.sort();
    let files: Vec<File> = paths.iter().map(|path| File::read(path)).collect();
    let home = |file: &File| {
        file.module()
            .iter()
            .map(|part| (*part).to_owned())
            .collect::<Vec<_>>()
    };
    let for_tests: BTreeSet<Vec<String>> = files
        .iter()
        .flat_map(|file| {
            file.source
                .test_modules
                .iter()
                .map(move |module| [home(file), vec![module.clone()]].concat())
        })
        .collect();
    files
        .into_iter()
        .filter(|file| {
            let home = home(file);
            // What lies below a module for tests is for tests too.
            !(1..=home.len()).any(|parts| for_tests.contains(&home[..parts]))
        })
        .collect()
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn map() -> Map {
    let map =
        Map::read(&std::fs::read_to_string(Path::new(SRC).join("lib.rs")).expect("src/lib.rs"));
    assert!(
        map.floors.len() > 5,
        "src/lib.rs has no block of lines such as “floor 1: stat, error”"
    );
    assert!(
        map.crates.len() > 3,
        "src/lib.rs has no lines such as “crate clap: cli”"
    );
    map
}

/// Imports that run to a room on the same floor or a higher one.
fn running_back(map: &Map, room: &str, paths: &[Named]) -> Vec<String> {
    let Some(own) = map.floors.get(room) else {
        return Vec::new();
    };
    let back = paths.iter().filter_map(|named| {
        let [top, other, ..] = named.path.as_slice() else {
            return None;
        };
        let floor = map
            .floors
            .get(other)
            .filter(|_| top == "crate" && other != room)?;
        (floor >= own).then(|| {
            format!(
                "line {}: {} (floor {floor}) from {room} (floor {own})",
                named.line,
                named.path.join("::")
            )
        })
    });
    back.collect()
}

/// Crates named where the map does not allow it.
fn out_of_place(map: &Map, file: &str, room: &str, paths: &[Named]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, places) in &map.crates {
        let parts: Vec<&str> = name.split("::").collect();
        let allowed = places.iter().any(|place| place == file || place == room);
        let named = paths.iter().filter(|named| {
            named
                .path
                .iter()
                .zip(&parts)
                .filter(|(a, b)| a == *b)
                .count()
                == parts.len()
        });
        // What is not in order is no prefix: zip compares place by place, so equal counts mean that all of them agree.
        found.extend(
            named
                .filter(|_| !allowed)
                .map(|n| format!("line {}: {} belongs in {}", n.line, name, places.join(", "))),
        );
    }
    found
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

fn each(found: impl Fn(&File) -> Vec<String>) -> Vec<String> {
    files()
        .iter()
        .flat_map(|file| {
            found(file)
                .into_iter()
                .map(|fault| format!("src/{} {fault}", file.path))
        })
        .collect()
}

#[test]
fn no_import_runs_back_up() {
    let map = map();
    assert_none(
        "a room imports only from floors below its own",
        &each(|file| running_back(&map, file.room(), &file.paths())),
    );
}

#[test]
fn crates_are_named_only_in_their_rooms() {
    let map = map();
    assert_none(
        "a crate in the wrong room",
        &each(|file| out_of_place(&map, &file.path, file.room(), &file.paths())),
    );
}

#[test]
fn the_map_names_every_room_and_no_other() {
    let map = map();
    let there: BTreeSet<String> = files()
        .iter()
        .filter(|f| !NO_ROOMS.contains(&f.path.as_str()))
        .map(|f| f.room().to_owned())
        .collect();
    let named: BTreeSet<String> = map.floors.keys().cloned().collect();
    let difference =
        |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    assert_none(
        "rooms that the map does not name",
        &difference(&there, &named),
    );
    assert_none(
        "rooms that the map names and that are not there",
        &difference(&named, &there),
    );
    let files: BTreeSet<String> = files().into_iter().map(|file| file.path).collect();
    let places: BTreeSet<String> = map.crates.values().flatten().cloned().collect();
    let known = |place: &String| files.contains(place) || there.contains(place);
    assert_none(
        "places of crates that are not there",
        &places
            .into_iter()
            .filter(|place| !known(place))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn files_are_short_and_open_with_what_they_are_for() {
    assert_none(
        "files too long to read in one go",
        &each(|file| {
            (file.source.lines > LONGEST_FILE)
                .then(|| format!("has {} lines", file.source.lines))
                .into_iter()
                .collect()
        }),
    );
    assert_none(
        "files that do not open with “//!”",
        &each(|file| {
            (!file.text.starts_with("//! "))
                .then(|| "says nothing of itself".to_owned())
                .into_iter()
                .collect()
        }),
    );
}

#[test]
fn the_room_of_the_commands_holds_commands_only() {
    let lines: usize = files()
        .iter()
        .filter(|file| file.room() == "run")
        .map(|file| file.text.lines().count())
        .sum();
    assert!(
        (1..=LARGEST_RUN).contains(&lines),
        "`run` has {lines} lines, and at most {LARGEST_RUN} are meant: move what is no command to a room of its own"
    );
}

/// Types whose name another type has too, each with its file, and how many types there are in all.
fn shared_names(files: &[File]) -> (Vec<String>, usize) {
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files {
        for name in file.source.types() {
            places.entry(name).or_default().push(&file.path);
        }
    }
    let all = places.values().map(Vec::len).sum();
    let shared = places.iter().filter(|(_, files)| files.len() > 1);
    let shared =
        shared.flat_map(|(name, files)| files.iter().map(move |f| format!("{name} ({f})")));
    (shared.collect(), all)
}

#[test]
fn types_have_names_of_their_own() {
    let files = files();
    let (shared, all) = shared_names(&files);
    assert!(all > 100, "only {all} types were found");
    assert!(
        shared.len() * 100 <= all * SHARED_NAMES_PERCENT,
        "{} of {all} types share their name with another:\n{}",
        shared.len(),
        shared.join("\n")
    );
}

/// Which files of its own room a file imports. What a file takes from the module that declares it is no import: a child may use its
/// parent's types.
fn imports(files: &[File]) -> BTreeMap<&str, BTreeSet<&str>> {
    let modules: BTreeMap<Vec<&str>, &File> = files.iter().map(|f| (f.module(), f)).collect();
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in files {
        let own = file.module();
        for named in file.paths() {
            let path: Vec<&str> = named.path.iter().skip(1).map(String::as_str).collect();
            if named.path[0] != "crate" {
                continue;
            }
            let target = (1..=path.len()).rev().find_map(|n| modules.get(&path[..n]));
            let Some(target) = target.filter(|target| target.room() == file.room()) else {
                continue;
            };
            if !own.starts_with(&target.module()) {
                imports.entry(&file.path).or_default().insert(&target.path);
            }
        }
    }
    imports
}

/// Files that reach themselves again by imports, each with the way back.
fn circles(imports: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let mut found = Vec::new();
    for start in imports.keys() {
        let mut ways: Vec<Vec<&str>> = vec![vec![start]];
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        while let Some(way) = ways.pop() {
            let last = way[way.len() - 1];
            for next in imports.get(last).into_iter().flatten() {
                let longer = [way.as_slice(), &[*next]].concat();
                if next == start {
                    found.push(longer.join(" -> "));
                } else if seen.insert(next) {
                    ways.push(longer);
                }
            }
        }
    }
    found
}

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    let files = files();
    assert_none("files that import each other", &circles(&imports(&files)));
}

/// Words with which figures are told. A text with one of them and with a place for a value is a sentence, a label or a title about
/// figures.
const WORDS_OF_FIGURES: [&str; 29] = [
    "neighbour",
    "neighbours",
    "higher",
    "lower",
    "highest",
    "lowest",
    "above",
    "below",
    "better",
    "worse",
    "rank",
    "ranks",
    "ranked",
    "quartile",
    "median",
    "mean",
    "rose",
    "fell",
    "rises",
    "falls",
    "rise",
    "fall",
    "significant",
    "significantly",
    "per 10 000",
    "england",
    "no figure",
    "have a figure",
    "like for like",
];

/// A text that may stand outside `finding`: its file, how it begins, and why.
struct AllowedText {
    file: &'static str,
    begins: &'static str,
    why: &'static str,
}

const fn allowed(file: &'static str, begins: &'static str, why: &'static str) -> AllowedText {
    AllowedText { file, begins, why }
}

const REFUSAL: &str = "it refuses what was typed or given";
const MARK: &str = "a mark in a drawing, made where the room to draw it is known";
const FAULT: &str = "it names the fault of a file";
const GROUP: &str = "the key or the rule that defines a group";

const MAY_STAY: [AllowedText; 23] = [
    allowed("calc/figures.rs", "{PER} is not above zero", REFUSAL),
    allowed("calc/officer_file.rs", "{column} is below zero", REFUSAL),
    allowed(
        "calc/trend.rs",
        "recent trend: {lately}",
        "it names methods",
    ),
    allowed("chart/asked.rs", "“{asked}” is no figure", REFUSAL),
    allowed("figure/control/end_labels.rs", "{}: no figure", MARK),
    allowed("figure/control/plot.rs", "Mean {}", MARK),
    allowed("figure/everyone.rs", "No figure for {} of {}", MARK),
    allowed("figure/everyone/plot.rs", "Quartile band {letter}", MARK),
    allowed("figure/funnel.rs", "Above the axis", MARK),
    allowed("figure/funnel.rs", "No figure for {} of {}", MARK),
    allowed("figure/trend/end_labels.rs", "{}: no figure", MARK),
    allowed("reference/group.rs", "“{0}” is not a group", REFUSAL),
    allowed("reference/group.rs", "neighbours-{}", GROUP),
    allowed(
        "reference/group.rs",
        "the ten statistical neighbours",
        GROUP,
    ),
    allowed("run/doctor/network.rs", "{}/publications/", "an address"),
    allowed("inputs/figure_sources.rs", "no figure for {}: {}", REFUSAL),
    allowed("run/inspect.rs", "{column} has no figure", REFUSAL),
    allowed("run/lists.rs", "DfE’s list of {} names no", REFUSAL),
    allowed("inputs/named.rs", "“{name}” is not a list", REFUSAL),
    allowed(
        "composition/mod.rs",
        "no figure of {id} in the files",
        REFUSAL,
    ),
    allowed("screen/complete.rs", "no England in {label}", FAULT),
    allowed(
        "screen/england_in_range.rs",
        "England {value} in {label}",
        FAULT,
    ),
    allowed(
        "screen/former_authority.rs",
        "no figure before {from}",
        FAULT,
    ),
];

/// A text without its places for values, as small words with one blank around each.
fn plain_words(text: &str) -> String {
    let mut plain = String::from(" ");
    let mut depth = 0_usize;
    for letter in text.to_lowercase().chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            letter if depth == 0 && letter.is_alphanumeric() => plain.push(letter),
            _ if plain.ends_with(' ') => {}
            _ => plain.push(' '),
        }
    }
    plain + " "
}

/// Texts that tell figures: each with its line.
fn prose_about_figures(source: &Source) -> Vec<(usize, &str)> {
    let tells = |text: &str| {
        let plain = plain_words(text).replace("did you mean", "");
        text.contains('{')
            && WORDS_OF_FIGURES
                .iter()
                .any(|word| plain.contains(&format!(" {word} ")))
    };
    source.texts().filter(|(_, text)| tells(text)).collect()
}

#[test]
fn prose_about_figures_stands_in_its_room() {
    let files = files();
    let told: Vec<(&str, usize, &str)> = files
        .iter()
        .filter(|file| file.room() != "finding")
        .flat_map(|file| {
            prose_about_figures(&file.source)
                .into_iter()
                .map(|(line, text)| (file.path.as_str(), line, text))
        })
        .collect();
    let fits = |allowed: &AllowedText, (file, _, text): &(&str, usize, &str)| {
        allowed.file == *file && text.starts_with(allowed.begins)
    };
    let strangers = told
        .iter()
        .filter(|each| !MAY_STAY.iter().any(|allowed| fits(allowed, each)))
        .map(|(file, line, text)| format!("src/{file} line {line}: {text}"));
    assert_none(
        "prose about figures outside `finding`: move it to `finding/prose/` or `finding/phrases.csv`",
        &strangers.collect::<Vec<_>>(),
    );
    let stale = MAY_STAY
        .iter()
        .filter(|allowed| !told.iter().any(|each| fits(allowed, each)))
        .map(|allowed| format!("{}: {} ({})", allowed.file, allowed.begins, allowed.why));
    assert_none("exceptions that nothing needs", &stale.collect::<Vec<_>>());
}

/// The file in which a column and the way to its cells are one value; every table is made there.
const OWNERS_OF_CELLS: &str = "table/columns.rs";

/// The fields of a table that hold these two.
const PARTS: [&str; 2] = ["columns", "rows"];

/// Tables whose columns and cells are given apart from each other: nothing would hold the two together.
fn parallel_lists(file: &File) -> Vec<String> {
    let tables = ["Table", "Column"].map(|name| ["crate", "table", name]);
    let knows_tables = file.room() == "table"
        || file.paths().iter().any(|named| {
            tables
                .iter()
                .any(|table| named.path.starts_with(&table.map(str::to_owned)))
        });
    if file.path == OWNERS_OF_CELLS || !knows_tables {
        return Vec::new();
    }
    let columns = file.source.written_out("Column").into_iter();
    let tables = file.source.written_out("Table").into_iter();
    let tables = tables.filter(|(_, fields)| PARTS.iter().any(|part| fields.contains(part)));
    columns
        .chain(tables)
        .map(|(line, _)| line)
        .chain(file.source.refilled(&PARTS))
        .map(|line| format!("line {line}: a table’s columns and rows come from `TableColumns`"))
        .collect()
}

#[test]
fn the_columns_of_a_table_own_its_cells() {
    let files = files();
    let owner = files.iter().find(|file| file.path == OWNERS_OF_CELLS);
    let made = owner.map(|file| file.source.written_out("Table"));
    assert!(
        made.is_some_and(|made| made.iter().any(|(_, fields)| fields.contains(&"rows"))),
        "no table is made in src/{OWNERS_OF_CELLS}"
    );
    assert_none(
        "tables with their columns in one list and their cells in another",
        &each(parallel_lists),
    );
}

/// The rules above on code that breaks them: a guard that cannot bark is none.
mod guard {
    use super::*;

    const LIB: &str = "//! # Map\n//! ```text\n//! floor 1: stat, error\n//! floor 2: world, table\n//! floor 3: cli\n\
        //! crate clap: cli\n//! crate std::fs: world.rs\n//! ```\n";

    fn faults(path: &str, code: &str) -> Vec<String> {
        let file = File {
            path: path.to_owned(),
            text: code.to_owned(),
            source: Source::parse(code),
        };
        let map = Map::read(LIB);
        [
            running_back(&map, file.room(), &file.paths()),
            out_of_place(&map, path, file.room(), &file.paths()),
        ]
        .concat()
    }

    #[test]
    fn sees_what_is_wrong() {
        for (path, code) in [
            ("table/mod.rs", "use crate::cli::args;"),
            ("table/mod.rs", "use crate::world::World;"),
            (
                "table/mod.rs",
                "use crate::{error::Error, cli::{self, print}};",
            ),
            ("table/mod.rs", "fn f() { crate::cli::print::note(); }"),
            ("table/mod.rs", "fn f(a: &dyn crate::cli::Any) {}"),
            ("table/mod.rs", "use super::cli;"),
            ("table/csv.rs", "use super::super::cli::print;"),
            (
                "table/csv.rs",
                "fn f() -> Vec<super::super::cli::X> { vec![] }",
            ),
            ("stat/order.rs", "use crate::error::Error;"),
            ("table/mod.rs", "use clap::Parser;"),
            ("table/mod.rs", "fn f() { clap::Command::new(\"x\"); }"),
            ("table/mod.rs", "#[derive(clap::Args)] struct A;"),
            ("table/mod.rs", "use std::{fmt, fs::File};"),
            ("world/inner.rs", "fn f() { std::fs::read(\"x\"); }"),
            ("table/mod.rs", "fn f() { ::std::fs::read(\"x\"); }"),
            (
                "table/mod.rs",
                "#[cfg(test)] mod tests { } use crate::cli::x;",
            ),
            ("table/mod.rs", "#[cfg(not(test))] use crate::cli::x;"),
        ] {
            assert!(
                !faults(path, code).is_empty(),
                "nothing wrong with {path}: {code}"
            );
        }
    }

    #[test]
    fn passes_what_is_right() {
        for (path, code) in [
            (
                "cli/mod.rs",
                "use crate::{error::Error, table}; use clap::Parser;",
            ),
            (
                "table/mod.rs",
                "use crate::table::csv; use super::table::x; mod clap; use self::clap::x; fn f() { clap::go(); }",
            ),
            (
                "table/mod.rs",
                "// use crate::cli;\n/* crate::cli::x /* */ */ const A: &str = \"crate::cli::x\"; const B: &str = r#\"clap::\"#;",
            ),
            (
                "table/mod.rs",
                "const Q: char = '\"'; const E: char = '\\''; fn f<'a>(x: &'a str) {} // \" use crate::cli;",
            ),
            (
                "table/mod.rs",
                "#[cfg(test)] mod tests { use crate::cli::x; fn f() { clap::x(); } }",
            ),
            (
                "table/mod.rs",
                "#[cfg(test)] use crate::cli; #[cfg(test)] impl A { fn b() { crate::cli::c() } }",
            ),
            ("world.rs", "use std::fs; fn f() { std::fs::read(\"x\"); }"),
            (
                "table/mod.rs",
                "use std::fmt; use std::io::{self, Read}; pub(crate) use crate::error::Error;",
            ),
            (
                "table/mod.rs",
                "fn f() { error::clap::x(); <A as B>::clap::x(); }",
            ),
        ] {
            assert!(
                faults(path, code).is_empty(),
                "{path}: {code}: {:?}",
                faults(path, code)
            );
        }
    }

    fn file(path: &str, code: &str) -> File {
        File {
            path: path.to_owned(),
            text: code.to_owned(),
            source: Source::parse(code),
        }
    }

    #[test]
    fn sees_columns_and_cells_that_are_given_apart() {
        for (path, code) in [
            (
                "table/plan.rs",
                "fn f() { Table { name, columns: vec![], ..bare } }",
            ),
            (
                "table/plan.rs",
                "fn f() -> Table { Table { title: t(), rows, ..bare } }",
            ),
            (
                "cli/check.rs",
                "use crate::table::Table; fn f() { let t = Table { rows: vec![a] }; }",
            ),
            (
                "cli/check.rs",
                "use crate::table::Column; fn f() { g(Column { name, ..other }) }",
            ),
            (
                "cli/check.rs",
                "use crate::table::{Cell, Table}; fn f(mut t: Table) { t.rows.push(row); }",
            ),
            (
                "table/selection.rs",
                "fn f() { made.columns.extend(more); }",
            ),
            ("table/selection.rs", "fn f() { made.rows = Vec::new(); }"),
            (
                "run/x.rs",
                "fn f() { crate::table::Table { rows: vec![], ..a } }",
            ),
        ] {
            let found = parallel_lists(&file(path, code));
            assert!(!found.is_empty(), "nothing wrong with {path}: {code}");
        }
    }

    #[test]
    fn passes_columns_that_own_their_cells() {
        for (path, code) in [
            (OWNERS_OF_CELLS, "fn f() { Table { columns, rows } }"),
            (
                "table/plan.rs",
                "fn f() -> Table { Table { notes: vec![], ..columns.table(n, t, rows) } }",
            ),
            (
                "table/plan.rs",
                "fn f() { Table { notes: g(Sheet { rows: 1, columns: 2 }), ..a } }",
            ),
            (
                "table/mod.rs",
                "pub(crate) struct Table { columns: Vec<Column>, rows: Vec<Cell> }",
            ),
            (
                "table/mod.rs",
                "impl Table { fn rows(&self) { self.rows == a; } }",
            ),
            (
                "table/mod.rs",
                "#[cfg(test)] mod tests { fn f() { Table { rows: vec![], ..a } } }",
            ),
            (
                "paper/x.rs",
                "use crate::table::Table; fn f() { Entry::Table { rows: vec![] } }",
            ),
            (
                "source/x.rs",
                "fn f() { self.rows.push(1); Column { name } }",
            ),
            (
                "cli/x.rs",
                "use crate::table::Table; fn f(t: &Table) { t.rows.iter(); t.rows.truncate(3); }",
            ),
        ] {
            let found = parallel_lists(&file(path, code));
            assert!(found.is_empty(), "{path}: {code}: {found:?}");
        }
    }

    #[test]
    fn sees_shared_names() {
        let files = [
            file(
                "a.rs",
                "struct Line; enum Row { Line } type Word = u8; impl T for Line { type Out = u8; }",
            ),
            file(
                "b/c.rs",
                "pub(crate) struct Line<'a>(&'a str); fn f() { struct Row; } trait Out {}",
            ),
        ];
        let (shared, all) = shared_names(&files);
        assert_eq!(
            (shared, all),
            (
                vec!["Line (a.rs)".to_owned(), "Line (b/c.rs)".to_owned()],
                5
            )
        );
    }

    #[test]
    fn sees_circles_and_no_others() {
        let files = [
            file("a/mod.rs", "mod b; mod c; mod d; use b::B; use d::D;"),
            file("a/b.rs", "use super::c::C; use super::A;"),
            file("a/c.rs", "fn f() { crate::a::b::go(); }"),
            file("a/d.rs", "use super::{A, c::C}; use crate::e::E;"),
            file("e.rs", "use crate::a::d::D;"),
        ];
        let found = circles(&imports(&files));
        assert_eq!(
            found,
            ["a/b.rs -> a/c.rs -> a/b.rs", "a/c.rs -> a/b.rs -> a/c.rs"]
        );
    }

    #[test]
    fn sees_prose_about_figures_and_no_other_text() {
        for code in [
            "fn f() { format!(\"{own} is higher than {other}\"); }",
            "fn f() { format!(\"{} of its Neighbours’ figures\", 3); }",
            "fn f() { format!(r#\"{x} per 10,000\"#); }",
            "const A: &str = \"significantly {than} England\";",
            "fn f() { format!(\n    \"a line \\\n     that {rose}, and fell\"); }",
        ] {
            assert_eq!(prose_about_figures(&Source::parse(code)).len(), 1, "{code}");
        }
        for code in [
            "// {own} is higher than {other}\nfn f() {}",
            "fn f() { format!(\"{rank} of {median}\"); }",
            "const A: &str = \"Neighbours’ mean\";",
            "fn f() { format!(\"did you mean {near}?\"); }",
            "fn f() { format!(\"{} Northumberland\", 1); }",
            "#[cfg(test)] mod tests { fn f() { format!(\"{a} above {b}\"); } }",
        ] {
            assert_eq!(prose_about_figures(&Source::parse(code)), [], "{code}");
        }
    }

    #[test]
    fn counts_lines_outside_tests_and_finds_modules_for_tests() {
        let source = Source::parse(
            "fn a() {}\n\n#[cfg(test)]\nmod specimen;\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n",
        );
        assert_eq!(
            (source.lines, source.test_modules.as_slice()),
            (2, ["specimen".to_owned()].as_slice())
        );
    }
}

#[test]
fn the_pinned_compiler_is_the_oldest_that_the_program_promises_to_build_with() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| -> toml::Table {
        let text = std::fs::read_to_string(root.join(name)).expect("a file");
        text.parse().expect("TOML")
    };
    let pinned = read("rust-toolchain.toml")["toolchain"]["channel"].to_string();
    let promised = read("Cargo.toml")["package"]["rust-version"].to_string();
    let minor = |version: &str| -> Vec<String> {
        let version = version.trim_matches('"').split('.').take(2);
        version.map(str::to_owned).collect()
    };
    assert_eq!(minor(&pinned), minor(&promised));
}
