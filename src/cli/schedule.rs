//! `yardstick schedule`.

use super::args::{ScheduleArguments, TimerProgram};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::Messages;
use crate::reference::Reference;
use crate::refresh::schedule::{ScheduleOrder, Scheduler, schedule};
use crate::world::today;

pub(super) fn run(setting: &Setting<'_>, wanted: &ScheduleArguments) -> Result<u8> {
    let order = ScheduleOrder {
        scheduler: match wanted.print {
            TimerProgram::Systemd => Scheduler::Systemd,
            TimerProgram::Cron => Scheduler::Cron,
            TimerProgram::Windows => Scheduler::Windows,
        },
        at: &wanted.at,
        store: &setting.store()?,
        without_embedded: setting.common.without_embedded,
        begins: setting.as_at()?.unwrap_or_else(|| today(setting.world)),
    };
    print::result(&schedule(setting.world, &Reference::embedded()?, &order)?)?;
    if setting.outputs().is_empty() {
        setting.note(
            "no [[output]] in yardstick.toml here: figures are taken in, and no paper is made again",
        );
    }
    Ok(0)
}
