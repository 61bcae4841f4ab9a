//! Where a guided start puts things: a folder in Documents, which remembers the authority.

use super::{ask, steps};
use crate::cli::args::{Arguments, CommonArguments};
use crate::cli::print;
use crate::cli::setting::{FILE, Setting, authority_of};
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::world::{self, World};
use clap::Parser;
use std::path::{Path, PathBuf};

/// The folder that is offered: this one where it is worked in already, otherwise one in Documents, never the one of the program.
pub(super) fn usual(world: &dyn World) -> PathBuf {
    let here = world.here();
    let is_own = world.program().parent() != Some(&here);
    if is_own && world.open(&here.join(FILE)).is_ok() {
        return here;
    }
    let desktop = world.desktop();
    let base = desktop.documents().or_else(|| desktop.home());
    base.unwrap_or(here).join("yardstick")
}

/// The authority that a folder remembers.
pub(super) fn remembered(world: &dyn World, folder: &Path, reference: &Reference) -> Option<Area> {
    // What is wrong with a file there is told once the folder is chosen.
    let text = world::read_own_text(world, &folder.join(FILE)).ok()??;
    let name = authority_of(&text, FILE).ok()??;
    let resolved = reference.register.resolve(&name).ok()?;
    Some(resolved.area)
}

/// Asks for the folder until one can be used; none where somebody stops.
///
/// # Errors
/// There is no terminal.
pub(super) fn ask(world: &dyn World, usual: &Path) -> Result<Option<PathBuf>> {
    loop {
        let offered = usual.display().to_string();
        let Some(typed) = ask::line("In which folder?", &offered)? else {
            return Ok(None);
        };
        let folder = world.here().join(in_full(world, &typed));
        match unusable(world, &folder) {
            None => return Ok(Some(folder)),
            Some(why) => print::line(&why),
        }
    }
}

/// A path as people type or paste it: between quotes, or beginning with ~.
fn in_full(world: &dyn World, typed: &str) -> PathBuf {
    let plain = typed.trim().trim_matches('"');
    let below_home = plain
        .strip_prefix('~')
        .map(|rest| rest.trim_start_matches(['/', '\\']));
    match (below_home, world.desktop().home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(plain),
    }
}

/// Why a folder cannot be used, before anything is written there.
fn unusable(world: &dyn World, folder: &Path) -> Option<String> {
    let is_program = world.program().parent() == Some(folder);
    if is_program {
        return Some("The program lies there: choose a folder of your own.".to_owned());
    }
    let is_file = folder.ancestors().find(|path| world.open(path).is_ok());
    is_file.map(|file| format!("{} is a file: choose a folder.", file.display()))
}

/// Works in the folder from now on, and writes the authority into its settings.
///
/// # Errors
/// It cannot be made or written to; its settings, or those above it, cannot be read.
pub(super) fn enter(
    world: &dyn World,
    folder: &Path,
    name: &str,
    reference: &Reference,
) -> Result<()> {
    world
        .desktop()
        .enter(folder)
        .map_err(|fault| world::unwritten(folder, &fault))?;
    // Said once here, and not by every step.
    Setting::of(&plain()?, world)?;
    let path = Path::new(FILE);
    let text = world::read_own_text(world, path)?.unwrap_or_default();
    match authority_of(&text, FILE)? {
        None => {
            let line = format!("authority = {}\n", toml::Value::from(name));
            world::write_all(world, &[(path.to_owned(), (line + &text).into_bytes())])
        }
        Some(other) if is_same(reference, &other, name) => Ok(()),
        Some(other) => {
            print::note(&format!(
                "{FILE} there is about {other} and stays as it is: name {} in commands",
                steps::quoted(name)
            ));
            Ok(())
        }
    }
}

fn is_same(reference: &Reference, one: &str, other: &str) -> bool {
    let area = |name: &str| reference.register.resolve(name).ok().map(|of| of.area);
    area(one) == area(other)
}

/// The options of a command that was typed without any.
fn plain() -> Result<CommonArguments> {
    let arguments = Arguments::try_parse_from(["yardstick", "man"]);
    let arguments = arguments.map_err(|fault| Error::usage(fault.to_string()))?;
    Ok(arguments.common)
}

/// The program as it is typed: by its name where that is enough, otherwise by its path.
pub(super) fn program(world: &dyn World) -> String {
    let path = world.program();
    if world.desktop().is_on_path(&path) {
        return "yardstick".to_owned();
    }
    steps::quoted(&path.display().to_string())
}
