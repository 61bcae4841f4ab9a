//! `yardstick import`.

use super::args::Import;
use super::lists::show;
use super::print;
use super::setting::{self, Setting};
use crate::error::Result;
use crate::reference::Reference;
use crate::run::import::{Wanted, import, reasons, word};
use crate::store::vintage::Taken;
use crate::table::comparison::text;
use crate::table::{Cell, Column, Table};

pub(super) fn run(setting: &Setting<'_>, wanted: &Import) -> Result<u8> {
    let reference = Reference::embedded()?;
    let published = wanted.published.as_deref().map(setting::day).transpose()?;
    let wanted = Wanted { paths: &wanted.paths, release: wanted.release.as_deref(), published, lenient: false };
    let root = setting.store()?;
    let report = import(setting.world, &reference, &root, &wanted)?;
    let columns = vec![
        Column::text("publication", "Publication"),
        Column::text("release", "Release"),
        Column::text("vintage", "Vintage"),
        Column::text("result", "Result"),
        Column::whole("files", "Files"),
        Column::whole("figures", "Figures"),
        Column::text("reasons", "Why not"),
    ];
    let rows = report.taken.iter().map(row).collect();
    show(setting, &Table::bare("import", format!("Import into {}", root.display()), columns, rows));
    setting.tell(&report.checks);
    if !setting.common.quiet {
        report.notes.iter().for_each(|note| print::note(note));
        let passed = report.checks.len();
        if passed > 0 {
            print::note(&format!("{passed} files were passed over; --verbose says why"));
        }
        if report.exit_code() == 0 {
            print::note("nothing new");
        }
    }
    Ok(report.exit_code())
}

fn row(taken: &Taken) -> Vec<Cell> {
    let (Taken::New(vintage) | Taken::Known(vintage)) = taken;
    let whole = |number: usize| Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX));
    vec![
        text(&vintage.publication),
        text(&vintage.release),
        text(&vintage.id),
        text(word(taken)),
        whole(vintage.files.len()),
        whole(vintage.figures),
        text(reasons(vintage).join("; ")),
    ]
}
