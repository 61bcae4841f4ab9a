//! `yardstick dashboard` and `yardstick exceptions`.

use super::args::{BoardArguments, DashboardArguments, ExceptionsArguments};
use super::setting::Setting;
use crate::composition::manifest::ExceptionsSource;
use crate::dashboard::board::{BoardFiles, MeasureBoard};
use crate::dashboard::commentary;
use crate::dashboard::page::page;
use crate::dashboard::weekly::{WeeklyPaper, files, weekly};
use crate::error::Result;
use crate::finding::prose::measures::not_received;
use crate::inputs::Messages;
use crate::inputs::named::neighbour_list;
use crate::table::Table;
use crate::table::measures::{self as tables, StandingRow};
use crate::world::{self, slashed, today};
use jiff::civil::Date;

pub(super) fn run(setting: &Setting<'_>, wanted: &DashboardArguments) -> Result<u8> {
    let board = board(setting, &wanted.board)?;
    let html = page(&board)?;
    world::write_all(setting.world, &[(wanted.out.clone(), html.into_bytes())])?;
    setting.show(wanted.format, &standing(&board))?;
    tell(setting, &board);
    setting.note(&format!("wrote {}", wanted.out.display()));
    Ok(0)
}

pub(super) fn exceptions(setting: &Setting<'_>, wanted: &ExceptionsArguments) -> Result<u8> {
    let files_of_board = &wanted.board;
    let source = ExceptionsSource {
        framework: slashed(&files_of_board.framework),
        figures: files_of_board
            .figures
            .iter()
            .map(|path| slashed(path))
            .collect(),
        commentary: files_of_board.commentary.as_deref().map(slashed),
        plan: wanted.plan.as_deref().map(slashed),
        as_at: day(setting)?,
    };
    let reference = setting.reference()?;
    let WeeklyPaper {
        mut made,
        board,
        checks,
    } = weekly(setting.world, &reference, source)?;
    setting.tell_checks(&checks);
    let kept = wanted
        .keep
        .as_ref()
        .map(|keep| (keep.clone(), commentary::write(&board.commentary_rows())));
    if let Some((keep, bytes)) = &kept {
        made.manifest.rewritten(keep, bytes);
    }
    let mut all = files(setting.world, &mut made, &wanted.out)?;
    all.extend(kept);
    world::write_all(setting.world, &all)?;
    tell(setting, &board);
    for (path, _) in &all {
        setting.note(&format!("wrote {}", path.display()));
    }
    Ok(0)
}

/// The day on which measures are told: `--as-at`, else today.
pub(super) fn day(setting: &Setting<'_>) -> Result<Date> {
    Ok(setting.as_at()?.unwrap_or_else(|| today(setting.world)))
}

/// Reads a board, with national figures beside where a measure names an indicator.
pub(super) fn board(setting: &Setting<'_>, wanted: &BoardArguments) -> Result<MeasureBoard> {
    let reference = setting.reference()?;
    let files = BoardFiles {
        framework: &wanted.framework,
        data: &wanted.figures,
        commentary: wanted.commentary.as_deref(),
    };
    let board = MeasureBoard::read(setting.world, &reference, &files, day(setting)?)?;
    let measures = board.framework.measures.iter();
    let mut indicators: Vec<String> = measures
        .filter_map(|measure| measure.national.clone())
        .collect();
    indicators.sort();
    indicators.dedup();
    if indicators.is_empty() {
        return Ok(board);
    }
    let area = setting.authority(&reference, Some(&board.framework.authority))?;
    let list = neighbour_list(&reference, None)?;
    let study = setting
        .figures()
        .study(setting.world, &reference, &indicators, None, setting)?;
    Ok(board.beside(&study, area, list))
}

/// How each measure stands, a row a measure and place.
pub(super) fn standing(board: &MeasureBoard) -> Table {
    let rows: Vec<StandingRow<'_>> = board
        .entries
        .iter()
        .map(|entry| StandingRow {
            measure: board.measure(entry),
            place: board.place(entry),
            series: &entry.series,
            state: &entry.state,
        })
        .collect();
    tables::standing(&rows)
}

/// What could not be used, and what has not come.
pub(super) fn tell(setting: &Setting<'_>, board: &MeasureBoard) {
    setting.tell_checks(&board.checks);
    tell_missing(setting, board);
}

/// What has not come.
pub(super) fn tell_missing(setting: &Setting<'_>, board: &MeasureBoard) {
    not_received(&board.not_received())
        .iter()
        .for_each(|told| setting.note(told));
}
