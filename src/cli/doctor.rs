//! `yardstick doctor`. It runs where the settings file itself is at fault, and says so.

use super::args::{CommonArguments, DoctorArguments};
use super::setting::Setting;
use crate::error::Result;
use crate::reference::Reference;
use crate::run::doctor::order::{DoctorOrder, SettingsContent, examine};
use crate::run::doctor::{CheckState, table};
use crate::world::World;
use crate::world::today;

pub(super) fn run(
    common: &CommonArguments,
    wanted: &DoctorArguments,
    world: &dyn World,
) -> Result<u8> {
    let (setting, fault) = match Setting::of(common, world) {
        Ok(setting) => (setting, None),
        Err(fault) => (Setting::without_file(common, world)?, Some(fault)),
    };
    let stored = setting.whole_store().ok();
    let order = DoctorOrder {
        stored: stored.as_ref(),
        today: setting.as_at()?.unwrap_or_else(|| today(world)),
        offline: wanted.offline,
        settings: SettingsContent {
            home: setting.home(),
            refresh: setting.refresh(),
            outputs: setting.outputs(),
            fault: fault.as_ref(),
            sources: setting.sources(),
        },
    };
    let found = examine(world, &Reference::embedded()?, &order, &setting)?;
    setting.show(wanted.format, &table(&found))?;
    Ok(u8::from(
        found.iter().any(|found| found.state == CheckState::Fault),
    ))
}
