//! Paths as shells hand them on: with a quotation mark that was meant to end one, and with patterns such as `*.csv`, which Windows' shells
//! leave to the program. On every system a path that is there is taken as it is, and a pattern in quotes is expanded as on Windows.

use super::args::{Arguments, Command};
use crate::error::{Error, Result};
use crate::world::World;
use clap::{ArgMatches, ValueHint};
use glob::{MatchOptions, Pattern};
use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Refuses a path that holds a quotation mark: `--out "C:\x y\"` means one to Windows, which takes what follows into the path too.
///
/// # Errors
/// Usage, with the path.
pub(super) fn refuse_quotes(command: &clap::Command, typed: &ArgMatches) -> Result<()> {
    for argument in command.get_arguments().filter(|argument| is_path(argument)) {
        let values = typed.try_get_raw(argument.get_id().as_str());
        for value in values.ok().flatten().into_iter().flatten() {
            without_quotes(&value.to_string_lossy())?;
        }
    }
    match typed.subcommand() {
        Some((name, typed)) => command
            .find_subcommand(name)
            .map_or(Ok(()), |command| refuse_quotes(command, typed)),
        None => Ok(()),
    }
}

fn is_path(argument: &clap::Arg) -> bool {
    matches!(
        argument.get_value_hint(),
        ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath
    )
}

fn without_quotes(path: &str) -> Result<()> {
    let Some((before, _)) = path.split_once('"') else {
        return Ok(());
    };
    let meant = before.trim_end_matches(['\\', '/']);
    Err(Error::usage(format!(
        "the path “{path}” holds a quotation mark, which no file of Windows has"
    ))
    .expected("a path without one")
    .hint(format!(
        "leave out the backslash before the closing mark, which takes the mark into the path: \"{meant}\""
    )))
}

/// Puts the files that fit in the place of each pattern that names input files.
///
/// # Errors
/// No file fits; several fit where one is read; a folder cannot be listed.
pub(super) fn expand(typed: &mut Arguments, world: &dyn World) -> Result<()> {
    expand_all(&mut typed.common.data, world)?;
    match &mut typed.command {
        Command::Check(wanted) => expand_all(&mut wanted.paths, world),
        Command::Import(wanted) => expand_all(&mut wanted.paths, world),
        Command::Revisions(wanted) => expand_all(&mut wanted.paper, world),
        Command::Inspect(wanted) => expand_one(&mut wanted.file, world),
        Command::Lint(wanted) => expand_one(&mut wanted.file, world),
        Command::Verify(wanted) => expand_one(&mut wanted.manifest, world),
        Command::Audit(wanted) => expand_one(&mut wanted.file, world),
        Command::Backlog(wanted) => expand_one(&mut wanted.file, world),
        Command::Stat(wanted) => expand_one(&mut wanted.input, world),
        Command::Plan(wanted) => {
            expand_one(&mut wanted.file, world)?;
            wanted
                .before
                .iter_mut()
                .try_for_each(|before| expand_one(before, world))
        }
        _ => Ok(()),
    }
}

fn expand_all(paths: &mut Vec<PathBuf>, world: &dyn World) -> Result<()> {
    let mut all = Vec::new();
    for path in paths.drain(..) {
        match fitting(&path, world)? {
            Some(found) => all.extend(found),
            None => all.push(path),
        }
    }
    *paths = all;
    Ok(())
}

fn expand_one(path: &mut PathBuf, world: &dyn World) -> Result<()> {
    match fitting(path, world)?.as_deref() {
        None => {}
        Some([one]) => *path = one.clone(),
        Some(several) => {
            let names: Vec<String> = several
                .iter()
                .take(SHOWN)
                .map(|path| path.display().to_string())
                .collect();
            let more = if several.len() > SHOWN { ", ..." } else { "" };
            return Err(Error::usage(format!(
                "one file is read here, and {} fit “{}”: {}{more}",
                several.len(),
                path.display(),
                names.join(", ")
            ))
            .hint("name one of them"));
        }
    }
    Ok(())
}

/// More names than this say nothing more.
const SHOWN: usize = 5;

/// The files and folders that fit a pattern, by name; none where the path is no pattern.
///
/// # Errors
/// Nothing fits, or a folder cannot be listed.
fn fitting(path: &Path, world: &dyn World) -> Result<Option<Vec<PathBuf>>> {
    let is_pattern = path.components().any(
        |part| matches!(part, Component::Normal(name) if has_wildcard(&name.to_string_lossy())),
    );
    if !is_pattern || is_there(path, world) {
        return Ok(None);
    }
    let place = path.display().to_string();
    let found = matches_of(path, world, cfg!(windows)).map_err(|fault| {
        Error::unreadable(&place, format!("the folder cannot be listed: {fault}"))
            .hint("check the path, or name the files one by one")
    })?;
    if found.is_empty() {
        return Err(Error::unreadable(&place, "no file fits this pattern")
            .hint("check the folder and the ending; * stands for any letters, ? for one"));
    }
    Ok(Some(found.into_iter().collect()))
}

fn has_wildcard(name: &str) -> bool {
    name.contains(['*', '?'])
}

fn is_there(path: &Path, world: &dyn World) -> bool {
    world.open(path).is_ok() || world.list(path).is_ok_and(|listed| listed.is_some())
}

/// Part by part: where a part is a pattern, each name that fits it goes on.
fn matches_of(path: &Path, world: &dyn World, ignores_case: bool) -> io::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::from([PathBuf::new()]);
    let mut parts = path.components().peekable();
    while let Some(part) = parts.next() {
        let name = part.as_os_str().to_string_lossy();
        let is_last = parts.peek().is_none();
        let mut next = BTreeSet::new();
        for base in found {
            if matches!(part, Component::Normal(_)) && has_wildcard(&name) {
                let inside = inside(&base, world, is_last)?;
                let fits = inside.filter(|each| fits(&name, each, ignores_case));
                next.extend(fits.map(|each| base.join(each)));
            } else {
                next.insert(base.join(part));
            }
        }
        found = next;
    }
    found.retain(|path| is_there(path, world));
    Ok(found)
}

/// Names in a folder: of folders, and of files where the path ends there.
fn inside(
    folder: &Path,
    world: &dyn World,
    and_files: bool,
) -> io::Result<impl Iterator<Item = String>> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let mut all = world.storage().folders(folder)?;
    if and_files {
        all.extend(world.list(folder)?.unwrap_or_default());
    }
    Ok(all
        .into_iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())))
}

/// Whether a name fits a pattern of `*` and `?`. Brackets are letters, as they are in names that people give.
fn fits(pattern: &str, name: &str, ignores_case: bool) -> bool {
    let options = MatchOptions {
        case_sensitive: !ignores_case,
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    let mut plain = String::new();
    for letter in pattern.chars() {
        match letter {
            '[' | ']' => plain.extend(['[', letter, ']']),
            '*' if plain.ends_with('*') => {}
            _ => plain.push(letter),
        }
    }
    Pattern::new(&plain).is_ok_and(|pattern| pattern.matches_with(name, options))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;
    use clap::{CommandFactory, Parser};

    fn world() -> Memory {
        Memory::new(&[
            ("in/a.csv", b""),
            ("in/B.CSV", b""),
            ("in/b [final].csv", b""),
            ("in/.yardstick-1.csv", b""),
            ("in/plan.md", b""),
            ("in/2024/plan.csv", b""),
            ("in/2025/plan.csv", b""),
            ("in/2025/other.csv", b""),
            ("in/c*.csv", b""),
        ])
    }

    fn typed(words: &[&str]) -> Result<Arguments> {
        let mut typed =
            Arguments::try_parse_from([&["yardstick"], words].concat()).expect("what may be typed");
        expand(&mut typed, &world())?;
        Ok(typed)
    }

    #[test]
    fn a_pattern_stands_for_the_files_that_fit() {
        for (pattern, expected) in [
            ("in/*.csv", "in/a.csv in/b [final].csv in/c*.csv"),
            ("in/?.csv", "in/a.csv"),
            ("in/*[final]*", "in/b [final].csv"),
            ("in/**.md", "in/plan.md"),
            ("in/*/plan.csv", "in/2024/plan.csv in/2025/plan.csv"),
            ("in/202*", "in/2024 in/2025"),
            // There as it is, and no pattern.
            ("in/c*.csv", "in/c*.csv"),
            ("in/missing.csv", "in/missing.csv"),
        ] {
            let typed = typed(&["check", pattern]).expect(pattern);
            let Command::Check(wanted) = typed.command else {
                panic!("another command")
            };
            let names: Vec<_> = wanted
                .paths
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            assert_eq!(names.join(" "), expected, "{pattern}");
        }
        let typed = typed(&[
            "compare",
            "Blackpool",
            "--data",
            "in/202?",
            "--data",
            "in/a.csv",
        ]);
        assert_eq!(typed.expect("found").common.data.len(), 3);
    }

    #[test]
    fn capitals_are_alike_where_they_are_on_the_disk() {
        let found = |ignores_case: bool| {
            matches_of(Path::new("in/?.csv"), &world(), ignores_case)
                .expect("listed")
                .len()
        };
        assert_eq!((found(false), found(true)), (1, 2));
    }

    #[test]
    fn a_pattern_that_fits_nothing_or_too_much_is_told() {
        let fault = typed(&["check", "in/*.xlsx"]).expect_err("none fits");
        assert_eq!((fault.exit_code(), fault.place()), (3, "in/*.xlsx"));
        let fault = typed(&["inspect", "in/*.csv"]).expect_err("several fit");
        assert_eq!(fault.exit_code(), 2);
        assert!(
            fault.what().contains("3 fit") && fault.what().contains("a.csv"),
            "{fault}"
        );
        let typed = typed(&["inspect", "in/*.md"]).expect("one fits");
        assert!(
            matches!(typed.command, Command::Inspect(of) if of.file == Path::new("in/plan.md"))
        );
    }

    #[test]
    fn a_quotation_mark_in_a_path_is_told_with_the_path_that_was_meant() {
        let refused = |words: &[&str]| {
            let words = [&["yardstick"], words].concat();
            let typed = Arguments::command().get_matches_from(words);
            refuse_quotes(&Arguments::command(), &typed)
        };
        for words in [
            &[
                "profile",
                "Blackpool",
                "--out",
                r#"C:\x y" --theme children"#,
            ][..],
            &["check", r#"C:\x y""#],
            &["store", "export", r#"C:\x y""#],
            &["news", "--store", r#"C:\x y""#],
            &["--data", r#"C:\x y""#, "compare", "Blackpool", "cla-rate"],
        ] {
            let fault = refused(words).expect_err("a mark");
            assert_eq!(fault.exit_code(), 2);
            assert!(fault.way_out().ends_with(r#""C:\x y""#), "{fault}");
        }
        // Where no path is typed a mark is a letter.
        refused(&["authorities", r#"the "Wirral""#]).expect("no path");
        refused(&["profile", "Blackpool", "--out", r"C:\x y\"]).expect("no mark");
    }
}
