//! `yardstick store list|check|rescreen|prune|export`.

use super::args::{StoreWork, Stores};
use super::import::taken;
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::observation::day::typed_day;
use crate::reference::Reference;
use crate::run::import::{self, reasons};
use crate::run::store as station;
use crate::store::maintenance::Pruning;
use crate::store::vintage::Vintage;
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};

pub(super) fn run(setting: &Setting<'_>, wanted: &Stores) -> Result<u8> {
    let root = setting.store()?;
    let note = |said: String| {
        if !setting.common.quiet {
            print::note(&said);
        }
    };
    match &wanted.work {
        StoreWork::List => {
            let vintages = station::open(setting.world, &root)?.vintages()?;
            show(
                setting,
                &table(&format!("Vintages in {}", root.display()), &vintages),
            );
            Ok(0)
        }
        StoreWork::Check => {
            let (vintages, faults) = station::open(setting.world, &root)?.verify()?;
            let columns = vec![
                Column::text("vintage", "Vintage"),
                Column::text("file", "File"),
                Column::text("found", "Found"),
            ];
            let rows = faults
                .iter()
                .map(|fault| vec![text(&fault.vintage), text(&fault.file), text(&fault.what)])
                .collect();
            show(
                setting,
                &Table::bare("faults", "Faults".to_owned(), columns, rows),
            );
            note(format!(
                "{vintages} vintages looked at, {} faults",
                faults.len()
            ));
            if !faults.is_empty() {
                note("move a damaged vintage’s folder out of the store, then import or fetch its release again".to_owned());
            }
            Ok(u8::from(!faults.is_empty()))
        }
        StoreWork::Rescreen => {
            let reference = Reference::embedded()?;
            let (report, again) = import::rescreen(setting.world, &reference, &root)?;
            show(
                setting,
                &taken(&format!("Quarantine of {}", root.display()), &report.taken),
            );
            report.notes.iter().for_each(|said| note(said.clone()));
            let mended = report
                .taken
                .iter()
                .filter(|taken| taken.is_new() && taken.vintage().is_good())
                .count();
            note(format!(
                "{mended} taken in out of quarantine; {again} vintages of an older catalogue read again"
            ));
            Ok(if mended + again > 0 { 10 } else { 0 })
        }
        StoreWork::Prune {
            keep,
            before,
            dry_run,
        } => {
            if keep.is_none() && before.is_none() {
                return Err(Error::usage("nothing says which vintages to let go")
                    .hint("add --keep N or --before DATE"));
            }
            let before = before.as_deref().map(typed_day).transpose()?;
            let asked = Pruning {
                keep: keep.map(usize::from),
                before,
            };
            let gone = station::prune(setting.world, &root, asked, *dry_run)?;
            show(setting, &table("Let go", &gone));
            note(format!(
                "{} vintages {}",
                gone.len(),
                if *dry_run {
                    "would be let go"
                } else {
                    "let go"
                }
            ));
            Ok(0)
        }
        StoreWork::Export { to } => {
            let files = station::export(setting.world, &root, to)?;
            note(format!("{files} files written to {}", to.display()));
            Ok(0)
        }
    }
}

fn table(title: &str, vintages: &[Vintage]) -> Table {
    let columns = vec![
        Column::text("publication", "Publication"),
        Column::text("vintage", "Vintage"),
        Column::text("release", "Release"),
        Column::text("published", "Published"),
        Column::text("state", "State"),
        Column::text("files", "Files"),
        Column::whole("figures", "Figures"),
        Column::text("from", "From"),
        Column::text("reasons", "Why not"),
    ];
    Table::bare(
        "vintages",
        title.to_owned(),
        columns,
        vintages.iter().map(row).collect(),
    )
}

fn row(vintage: &Vintage) -> Vec<Cell> {
    let files: Vec<&str> = vintage
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    vec![
        text(&vintage.publication),
        text(&vintage.id),
        text(&vintage.release),
        text(
            vintage
                .published
                .map(|day| day.to_string())
                .unwrap_or_default(),
        ),
        text(if vintage.is_good() {
            "good"
        } else {
            "quarantined"
        }),
        text(files.join(", ")),
        Cell::Whole(i64::try_from(vintage.figures).unwrap_or(i64::MAX)),
        text(&vintage.from),
        text(reasons(vintage).join("; ")),
    ]
}
