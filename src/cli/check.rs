//! `yardstick check`: every question asked of every figure, a row a finding.

use super::args::CheckArguments;
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::Messages;
use crate::observation::check::Severity;
use crate::reference::Reference;
use crate::run::check::{CheckOrder, check};
use crate::table::checks::checks;

pub(super) fn run(setting: &Setting<'_>, wanted: &CheckArguments) -> Result<u8> {
    let order = CheckOrder {
        paths: &wanted.paths,
        small_counts: setting.small_counts(),
    };
    let found = check(setting.world, &Reference::embedded()?, &order)?;
    setting.show(wanted.format, &checks(&found.checks))?;
    let errors = found.count(Severity::Error);
    setting.note(&format!(
        "{} figures of {} indicators read; {errors} errors, {} warnings, {} notes",
        found.figures,
        found.series,
        found.count(Severity::Warning),
        found.count(Severity::Note)
    ));
    Ok(u8::from(errors > 0))
}
