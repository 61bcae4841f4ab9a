//! `yardstick import`.

use super::args::Import;
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::observation::day::typed_day;
use crate::reference::Reference;
use crate::run::import::{ImportRequest, NOT_FOLLOWED, import, reasons, word};
use crate::store::vintage::Taken;
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};

pub(super) fn run(setting: &Setting<'_>, wanted: &Import) -> Result<u8> {
    let reference = Reference::embedded()?;
    let published = wanted.published.as_deref().map(typed_day).transpose()?;
    let wanted = ImportRequest {
        paths: &wanted.paths,
        release: wanted.release.as_deref(),
        published,
        lenient: false,
    };
    let root = setting.store()?;
    let report = import(setting.world, &reference, &root, &wanted)?;
    show(
        setting,
        &taken(&format!("Import into {}", root.display()), &report.taken),
    );
    setting.tell(&report.checks);
    if !setting.common.quiet {
        report.notes.iter().for_each(|note| print::note(note));
        let (unfollowed, passed): (Vec<_>, Vec<_>) = report
            .checks
            .iter()
            .partition(|check| check.name == NOT_FOLLOWED);
        for (count, said) in [
            (unfollowed.len(), "not followed by the catalogue"),
            (passed.len(), "passed over"),
        ] {
            if count > 0 {
                let files = if count == 1 { "file is" } else { "files are" };
                print::note(&format!(
                    "{count} {files} {said}; --verbose names them and says why"
                ));
            }
        }
        if report.exit_code() == 0 {
            print::note("nothing new");
        }
    }
    Ok(report.exit_code())
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
