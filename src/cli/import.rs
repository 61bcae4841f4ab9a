//! `yardstick import`.

use super::args::ImportArguments;
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::Messages;
use crate::observation::day::typed_day;
use crate::refresh::intake::{ImportOrder, ImportReport, NOT_FOLLOWED, import};
use crate::table::store::taken;

pub(super) fn run(setting: &Setting<'_>, wanted: &ImportArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let published = wanted.published.as_deref().map(typed_day).transpose()?;
    let order = ImportOrder {
        paths: &wanted.paths,
        release: wanted.release.as_deref(),
        published,
        lenient: false,
        accepts_losses: wanted.accept_losses,
    };
    let root = setting.store()?;
    let report = import(setting.world, &reference, &root, &order)?;
    let title = format!("Import into {}", root.display());
    setting.show(wanted.format, &taken(&title, &report.taken))?;
    setting.tell_checks(&report.checks);
    report.notes.iter().for_each(|note| setting.note(note));
    tell_passed_over(setting, &report);
    if report.exit_code() == 0 {
        setting.note("nothing new");
    }
    Ok(report.exit_code())
}

fn tell_passed_over(setting: &Setting<'_>, report: &ImportReport) {
    let all = report.checks.len();
    let unfollowed = report
        .checks
        .iter()
        .filter(|check| check.name == NOT_FOLLOWED)
        .count();
    for (count, what) in [
        (unfollowed, "not followed by the catalogue"),
        (all - unfollowed, "passed over"),
    ] {
        if count > 0 {
            let files = if count == 1 { "file is" } else { "files are" };
            setting.note(&format!(
                "{count} {files} {what}; --verbose names them and says why"
            ));
        }
    }
}
