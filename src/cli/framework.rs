//! `yardstick framework`.

use super::args::{
    FrameworkCheckArguments, FrameworkKind, FrameworkNewArguments, FrameworkShowArguments,
    FrameworkTask,
};
use super::print;
use super::setting::Setting;
use crate::dashboard::board::{BoardFiles, MeasureBoard};
use crate::dashboard::document;
use crate::error::{Error, Result};
use crate::finding::prose::Prose;
use crate::inputs::Messages;
use crate::measure::framework::{Measure, MeasureFramework};
use crate::table::measures as tables;
use crate::world;
use std::path::PathBuf;

const SOCIAL_CARE: &str = include_str!("../../data/frameworks/social_care.toml");
const YOUTH_JUSTICE: &str = include_str!("../../data/frameworks/youth_justice.toml");

pub(super) fn run(setting: &Setting<'_>, task: &FrameworkTask) -> Result<u8> {
    match task {
        FrameworkTask::Check(wanted) => check(setting, wanted),
        FrameworkTask::Show(wanted) => show(setting, wanted),
        FrameworkTask::New(wanted) => new(setting, wanted),
    }
}

/// Reads a framework, and the figures of it where there are any: 1 where something has to be mended.
fn check(setting: &Setting<'_>, wanted: &FrameworkCheckArguments) -> Result<u8> {
    let reference = setting.reference()?;
    if wanted.figures.is_empty() {
        let framework = MeasureFramework::read(setting.world, &wanted.file, &reference.catalogue)?;
        let measures: Vec<&Measure> = framework.measures.iter().collect();
        setting.show(wanted.format, &tables::framework(&measures))?;
        return Ok(0);
    }
    let files = BoardFiles {
        framework: &wanted.file,
        data: &wanted.figures,
        commentary: None,
    };
    let board = MeasureBoard::read(
        setting.world,
        &reference,
        &files,
        super::dashboard::day(setting)?,
    )?;
    setting.show(wanted.format, &super::dashboard::standing(&board))?;
    // Whoever checks wants every fault with its row.
    board.checks.iter().for_each(print::check);
    super::dashboard::tell_missing(setting, &board);
    Ok(u8::from(
        !board.checks.is_empty() || !board.not_received().is_empty(),
    ))
}

fn show(setting: &Setting<'_>, wanted: &FrameworkShowArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let framework = MeasureFramework::read(setting.world, &wanted.file, &reference.catalogue)?;
    if wanted.out.is_empty() {
        let measures: Vec<&Measure> = framework.measures.iter().collect();
        setting.show(wanted.format, &tables::framework(&measures))?;
        return Ok(0);
    }
    let made = document::document(&framework, &reference.catalogue);
    let files = document::files(setting.world, &made, &wanted.out)?;
    world::write_all(setting.world, &files)?;
    for (path, _) in &files {
        setting.note(&format!("wrote {}", path.display()));
    }
    Ok(0)
}

/// Writes a framework and an empty table of figures; what is there already stays.
fn new(setting: &Setting<'_>, wanted: &FrameworkNewArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let name = Prose {
        reference: &reference,
    }
    .name(area)
    .to_owned();
    let template = match wanted.kind {
        FrameworkKind::SocialCare => SOCIAL_CARE,
        FrameworkKind::YouthJustice => YOUTH_JUSTICE,
    };
    let text = template.replace("{authority}", &name);
    let framework = MeasureFramework::parse(&text, "data/frameworks", &reference.catalogue)?;
    let figures = wanted.out.with_file_name("figures.csv");
    let paths: [&PathBuf; 2] = [&wanted.out, &figures];
    for path in paths {
        if setting.world.open(path).is_ok() {
            return Err(
                Error::usage("the file is there already, and stays as it is")
                    .in_file(path.display().to_string())
                    .hint("name another file with --out, or move this one"),
            );
        }
    }
    let files = vec![
        (wanted.out.clone(), text.into_bytes()),
        (figures.clone(), document::empty_figures(&framework)),
    ];
    world::write_all(setting.world, &files)?;
    setting.note(&format!(
        "wrote {} and {}",
        wanted.out.display(),
        figures.display()
    ));
    Ok(0)
}
