//! `yardstick schedule`.

use super::args::{Schedule, Timer};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::reference::Reference;
use crate::run::calendar::today;
use crate::run::schedule::{RefreshTimer, TimerCommand};

pub(super) fn run(setting: &Setting<'_>, wanted: &Schedule) -> Result<u8> {
    let timer = RefreshTimer::new(&Reference::embedded()?, &wanted.at)?;
    let here = setting.world.here();
    let store = setting.store()?;
    let store = if store.is_absolute() {
        store
    } else {
        here.join(store)
    };
    let log = store.parent().unwrap_or(&store).join("refresh.log");
    let mut arguments = ["refresh", "--quiet", "--log"].map(str::to_owned).to_vec();
    arguments.extend([
        log.display().to_string(),
        "--store".to_owned(),
        store.display().to_string(),
    ]);
    arguments.extend(
        setting
            .common
            .no_embedded
            .then(|| "--no-embedded".to_owned()),
    );
    let command = TimerCommand {
        program: setting.world.program().display().to_string(),
        arguments,
        folder: here.display().to_string(),
    };
    let shown = match wanted.print {
        Timer::Windows => {
            let begins = setting.as_at()?.unwrap_or_else(|| today(setting.world));
            timer.windows(&command, begins)
        }
        Timer::Systemd => timer.systemd(&command),
        Timer::Cron => timer.cron(&command),
    };
    print::result(&shown);
    if !setting.common.quiet && setting.outputs().is_empty() {
        print::note(
            "no [[output]] in yardstick.toml here: figures are taken in, and no paper is made again",
        );
    }
    Ok(0)
}
