//! `yardstick club`.

use super::args::{ClubArguments, ClubExportArguments, ClubReadArguments, ClubTask};
use super::dashboard::{board, tell};
use super::setting::Setting;
use crate::dashboard::club::compared::compared;
use crate::dashboard::club::export::export;
use crate::dashboard::club::papers::files;
use crate::dashboard::club::read::Club;
use crate::error::Result;
use crate::inputs::Messages;
use crate::world;

pub(super) fn run(setting: &Setting<'_>, wanted: &ClubArguments) -> Result<u8> {
    match &wanted.task {
        ClubTask::Export(wanted) => leave(setting, wanted),
        ClubTask::Read(wanted) => read(setting, wanted),
    }
}

/// Writes the file that a member puts into the shared folder.
fn leave(setting: &Setting<'_>, wanted: &ClubExportArguments) -> Result<u8> {
    let board = board(setting, &wanted.board)?;
    let reference = setting.reference()?;
    let area = setting.authority(&reference, Some(&board.framework.authority))?;
    let bytes = export(&board, &area.la_code());
    world::write_all(setting.world, &[(wanted.out.clone(), bytes)])?;
    tell(setting, &board);
    setting.note(&format!("wrote {}", wanted.out.display()));
    Ok(0)
}

/// Reads a shared folder, and writes a page and a workbook for each member.
fn read(setting: &Setting<'_>, wanted: &ClubReadArguments) -> Result<u8> {
    let club = Club::read(setting.world, &wanted.folder)?;
    let measures = compared(&club);
    let made = files(&club, &measures)?;
    let made: Vec<_> = made
        .into_iter()
        .map(|(name, bytes)| (wanted.out.join(name), bytes))
        .collect();
    world::write_all(setting.world, &made)?;
    setting.tell_checks(&club.checks);
    setting.note(&format!(
        "wrote {} files for {} councils into {}",
        made.len(),
        club.councils.len(),
        wanted.out.display()
    ));
    Ok(0)
}
