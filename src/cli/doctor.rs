//! `yardstick doctor`. It runs where the settings file itself is at fault, and says so.

use super::args::{Common, Doctor};
use super::lists::show;
use super::paper;
use super::setting::{Output, Setting};
use crate::error::Result;
use crate::paper::write::docx::WordTemplate;
use crate::reference::Reference;
use crate::refresh::routes::Routes;
use crate::run::calendar::today;
use crate::run::doctor::network::{network, not_asked};
use crate::run::doctor::{CheckState, DoctorCheck, machine, proxy, table};
use crate::run::load;
use crate::run::paper::rests_on;
use crate::world::{self, World};
use std::path::Path;

pub(super) fn run(common: &Common, wanted: &Doctor, world: &dyn World) -> Result<u8> {
    let reference = Reference::embedded()?;
    let (setting, fault) = match Setting::of(common, world) {
        Ok(setting) => (setting, None),
        Err(fault) => (Setting::without_file(common, world)?, Some(fault)),
    };
    let today = setting.as_at()?.unwrap_or_else(|| today(world));
    let mut found = machine(
        world,
        &reference,
        setting.whole_store().ok().as_ref(),
        today,
    )?;
    let service = Routes::read(setting.refresh()).map(|routes| routes.service);
    found.push(match &service {
        Ok(service) => proxy(world, service.proxy.as_deref()),
        Err(fault) => DoctorCheck::error("proxy", fault),
    });
    match &service {
        Ok(service) if !wanted.offline => found.extend(network(world, service)),
        _ => found.push(not_asked()),
    }
    found.extend(
        setting
            .refresh()
            .drop
            .iter()
            .map(|folder| drop_folder(world, folder)),
    );
    let home = setting
        .home()
        .map(|name| load::authority(&reference, name))
        .transpose();
    found.push(match fault.or(home.err()) {
        Some(fault) => DoctorCheck::error("yardstick.toml", &fault),
        None => DoctorCheck::new("yardstick.toml", CheckState::Ok, settings(&setting), ""),
    });
    found.extend(
        setting
            .outputs()
            .iter()
            .map(|output| kept(&setting, &reference, output)),
    );
    show(&setting, &table(&found));
    Ok(u8::from(
        found.iter().any(|found| found.state == CheckState::Fault),
    ))
}

fn drop_folder(world: &dyn World, folder: &Path) -> DoctorCheck {
    match world.list(folder) {
        Ok(Some(files)) => DoctorCheck::new(
            "drop folder",
            CheckState::Ok,
            format!("{}: {} files", folder.display(), files.len()),
            "",
        ),
        _ => {
            let said = format!("{} is not there", folder.display());
            DoctorCheck::new(
                "drop folder",
                CheckState::Fault,
                said,
                "make it, or correct drop under [refresh] in yardstick.toml",
            )
        }
    }
}

fn settings(setting: &Setting<'_>) -> String {
    let home = setting.home().map_or_else(
        || "no authority named".to_owned(),
        |home| format!("authority {home}"),
    );
    format!(
        "{home}; {} outputs kept up to date",
        setting.outputs().len()
    )
}

/// A paper or profile of the settings: whether everything it names is there and reads.
fn kept(setting: &Setting<'_>, reference: &Reference, output: &Output) -> DoctorCheck {
    let path = output
        .out
        .first()
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    let name = format!("output {path}");
    match sound(setting, reference, output) {
        Ok(()) => DoctorCheck::new(
            &name,
            CheckState::Ok,
            "its definition, template and files read",
            "",
        ),
        Err(fault) => DoctorCheck::error(&name, &fault),
    }
}

fn sound(setting: &Setting<'_>, reference: &Reference, output: &Output) -> Result<()> {
    super::refresh::check(output)?;
    setting.authority(reference, output.authority.as_deref())?;
    if let Some(paper) = &output.paper {
        rests_on(reference, &paper::definition(setting, paper)?.0)?;
    }
    if let Some(path) = &output.template {
        WordTemplate::read(
            &world::read(setting.world, path)?,
            &path.display().to_string(),
        )?;
    }
    for path in [&output.phrases, &output.plan].into_iter().flatten() {
        world::read(setting.world, path)?;
    }
    Ok(())
}
