//! `yardstick store list|report|check|rescreen|prune|export`.

use super::args::{StoreArguments, StoreTask, TableFormat};
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::observation::day::typed_day;
use crate::reference::Reference;
use crate::run::store::{self, ExportOrder, PruneOrder};
use crate::store::maintenance::Pruning;
use crate::table::store::{faults, reports, taken, vintages};
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &StoreArguments) -> Result<u8> {
    let root = &setting.store()?;
    match &wanted.task {
        StoreTask::List { format } => {
            let held = store::open(setting.world, root)?.vintages()?;
            let title = format!("Vintages in {}", root.display());
            setting.show(*format, &vintages(&title, &held))?;
            Ok(0)
        }
        StoreTask::Report { vintage, format } => {
            let mut held = store::open(setting.world, root)?.vintages()?;
            if let Some(name) = vintage {
                held.retain(|of| of.answers_to(name));
                if held.is_empty() {
                    return Err(Error::usage(format!("no vintage is called “{name}”"))
                        .hint("“yardstick store list” has their ids and releases"));
                }
            }
            let title = format!("Screening of the files in {}", root.display());
            setting.show(*format, &reports(&title, &held))?;
            Ok(u8::from(held.iter().any(|of| !of.is_good())))
        }
        StoreTask::Check { format } => check(setting, root, *format),
        StoreTask::Rescreen { format } => rescreen(setting, root, *format),
        StoreTask::Prune {
            keep,
            before,
            dry_run,
            format,
        } => {
            if keep.is_none() && before.is_none() {
                return Err(Error::usage("nothing says which vintages to let go")
                    .hint("add --keep N or --before DATE"));
            }
            let order = PruneOrder {
                store: root,
                vintages: Pruning {
                    keep: keep.map(usize::from),
                    before: before.as_deref().map(typed_day).transpose()?,
                },
                dry_run: *dry_run,
            };
            let gone = store::prune(setting.world, &order)?;
            setting.show(*format, &vintages("Let go", &gone))?;
            let done = if *dry_run {
                "would be let go"
            } else {
                "let go"
            };
            setting.note(&format!("{} vintages {done}", gone.len()));
            Ok(0)
        }
        StoreTask::Export { to } => {
            let files = store::export(setting.world, &ExportOrder { store: root, to })?;
            setting.note(&format!("{files} files written to {}", to.display()));
            Ok(0)
        }
    }
}

fn check(setting: &Setting<'_>, root: &Path, format: TableFormat) -> Result<u8> {
    let found = store::check(setting.world, root)?;
    setting.show(format, &faults(&found.faults))?;
    setting.note(&format!(
        "{} vintages looked at, {} faults",
        found.vintages,
        found.faults.len()
    ));
    if !found.faults.is_empty() {
        setting.note("move a damaged vintage’s folder out of the store, then import or fetch its release again");
    }
    Ok(u8::from(!found.faults.is_empty()))
}

fn rescreen(setting: &Setting<'_>, root: &Path, format: TableFormat) -> Result<u8> {
    let found = store::rescreen(setting.world, &Reference::embedded()?, root)?;
    let title = format!("Quarantine of {}", root.display());
    setting.show(format, &taken(&title, &found.report.taken))?;
    found
        .report
        .notes
        .iter()
        .for_each(|note| setting.note(note));
    setting.note(&format!(
        "{} taken in out of quarantine; {} vintages of an older catalogue read again",
        found.released, found.read_again
    ));
    let any = found.released + found.read_again > 0;
    Ok(if any { 10 } else { 0 })
}
