//! `yardstick import`.

use super::args::ImportArguments;
use super::lists::whole;
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::Messages;
use crate::observation::day::typed_day;
use crate::reference::Reference;
use crate::refresh::intake::{ImportOrder, ImportReport, NOT_FOLLOWED, import, reasons, word};
use crate::store::vintage::Taken;
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};

pub(super) fn run(setting: &Setting<'_>, wanted: &ImportArguments) -> Result<u8> {
    let reference = Reference::embedded()?;
    let published = wanted.published.as_deref().map(typed_day).transpose()?;
    let order = ImportOrder {
        paths: &wanted.paths,
        release: wanted.release.as_deref(),
        published,
        lenient: false,
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

/// What became of each release.
pub(super) fn taken(title: &str, taken: &[Taken]) -> Table {
    let columns = vec![
        Column::text("publication", "Publication"),
        Column::text("release", "Release"),
        Column::text("vintage", "Vintage"),
        Column::text("result", "Result"),
        Column::whole("files", "Files"),
        Column::whole("figures", "Figures"),
        Column::text("reasons", "Why not"),
    ];
    Table::bare(
        "import",
        title.to_owned(),
        columns,
        taken.iter().map(row).collect(),
    )
}

fn row(taken: &Taken) -> Vec<Cell> {
    let vintage = taken.vintage();
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
