//! `yardstick paper`.

use super::args::{PaperArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::composition::format::PaperFormat;
use crate::composition::standard::{self, StandardPaper};
use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::run::paper::{NamedDefinition, PaperOrder, write};
use crate::table::cell::{count, text};
use crate::table::columns::TableColumns;
use crate::world;
use std::path::PathBuf;

pub(super) fn run(setting: &Setting<'_>, wanted: &PaperArguments) -> Result<u8> {
    let Some(name) = &wanted.definition else {
        return list(setting, wanted.format);
    };
    let definition = NamedDefinition::find(setting.world, name)?;
    if wanted.show {
        return show(setting, &definition.text, &wanted.out);
    }
    if wanted.out.is_empty() {
        return Err(Error::usage("no file to write was named")
            .hint("add --out FILE.docx; or --show to print the definition"));
    }
    let reference = setting.reference()?;
    let order = PaperOrder {
        definition: &definition,
        area: setting.authority(&reference, wanted.authority.as_deref())?,
        out: &wanted.out,
        data: &setting.common.data,
        stored: setting.stored(),
        templates: &wanted.template,
        period: wanted.period.as_deref(),
        groups: &wanted.groups,
        date: wanted.date.as_deref(),
        list: wanted.list.as_deref(),
        phrases: wanted.phrases.as_deref(),
        plan: wanted.plan.as_deref(),
        plan_before: wanted.plan_before.as_deref(),
        words: wanted.words.as_deref(),
        stamp: wanted.stamp,
        since: wanted.since.as_deref(),
    };
    write(setting.world, &reference, &order, setting)?.tell(setting);
    Ok(0)
}

/// Prints a definition, or writes it: a shell that writes what is printed may choose another encoding, as PowerShell does.
fn show(setting: &Setting<'_>, text: &str, out: &[PathBuf]) -> Result<u8> {
    if out.is_empty() {
        print::result(text)?;
        return Ok(0);
    }
    if let Some(paper) = out.iter().find(|path| PaperFormat::of(path).is_ok()) {
        return Err(Error::usage(format!(
            "--show writes the definition of a paper, and {} is named as a paper",
            paper.display()
        ))
        .hint("name a file that ends in .toml; without --show the paper itself is written"));
    }
    let files: Vec<_> = out
        .iter()
        .map(|path| (path.clone(), text.as_bytes().to_vec()))
        .collect();
    world::write_all(setting.world, &files)?;
    for path in out {
        setting.note(&format!("written: {}", path.display()));
    }
    Ok(0)
}

fn list(setting: &Setting<'_>, format: TableFormat) -> Result<u8> {
    let table = TableColumns::<StandardPaper>::new()
        .text("paper", "Paper", |paper| text(&paper.name))
        .text("about", "What it is", |paper| text(&paper.definition.about))
        .whole("pages", "Pages at most", |paper| {
            count(paper.definition.max_pages)
        })
        .table("papers", "Standard papers", standard::all()?);
    setting.show(format, &table)?;
    Ok(0)
}
