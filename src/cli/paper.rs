//! `yardstick paper`.

use super::args::Paper;
use super::print;
use super::setting::{self, Setting};
use crate::error::{Error, Result};
use crate::paper::definition::{self, PaperDefinition};
use crate::paper::write::docx::WordTemplate;
use crate::reference::Reference;
use crate::run::load;
use crate::run::paper::render::{PaperFormat, render};
use crate::run::paper::{self as station, Order, standard};
use crate::table::cell::text;
use crate::table::{self, Column, Table};
use crate::world;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &Paper) -> Result<u8> {
    let Some(name) = &wanted.definition else {
        return listed(setting);
    };
    let (definition, file, source) = definition(setting, name)?;
    if wanted.show {
        print::result(&source);
        return Ok(0);
    }
    if wanted.out.is_empty() {
        return Err(Error::usage("no file to write was named")
            .hint("add --out FILE.docx; or --show to print the definition"));
    }
    // Before anything is computed: an ending that is none is a slip of the keyboard.
    wanted
        .out
        .iter()
        .try_for_each(|out| PaperFormat::of(out).map(|_| ()))?;
    let reference = Reference::embedded()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let template = match &wanted.template {
        Some(path) => Some(WordTemplate::read(
            &world::read(setting.world, path)?,
            &path.display().to_string(),
        )?),
        None => None,
    };
    let phrases = load::phrases(setting.world, wanted.phrases.as_deref())?;
    let list = wanted.list.as_deref().or(definition.list.as_deref());
    let order = Order {
        definition: &definition,
        file: &file,
        text: &source,
        area,
        list: setting::list(&reference, list)?,
        data: &setting.common.data,
        stored: setting.stored(),
        phrases: &phrases,
        phrases_file: wanted.phrases.as_deref(),
        date: wanted.date.clone(),
        folder: Path::new(&file).parent().unwrap_or(Path::new("")),
        plan: wanted.plan.as_deref(),
        plan_before: wanted.plan_before.as_deref(),
    };
    let mut made = station::make(setting.world, &reference, &order)?;
    setting.tell(&made.checks);
    let rendered = render(setting.world, &mut made, &wanted.out, template.as_ref())?;
    world::write_all(setting.world, &rendered.files)?;
    if !setting.common.quiet {
        rendered.notes.iter().for_each(|note| print::note(note));
        for (path, _) in rendered
            .files
            .iter()
            .filter(|(path, _)| path.extension().is_none_or(|ending| ending != "svg"))
        {
            print::note(&format!("written: {}", path.display()));
        }
    }
    Ok(0)
}

/// A standard paper, or the officer's own file.
pub(super) fn definition(
    setting: &Setting<'_>,
    name: &str,
) -> Result<(PaperDefinition, String, String)> {
    if let Some(standard) = standard::named(name)? {
        return Ok((
            standard.definition,
            format!("{name}.toml"),
            standard.text.to_owned(),
        ));
    }
    let text = world::read_text(setting.world, Path::new(name))?;
    Ok((definition::read(&text, name)?, name.to_owned(), text))
}

fn listed(setting: &Setting<'_>) -> Result<u8> {
    let columns = vec![
        Column::text("paper", "Paper"),
        Column::text("about", "What it is"),
        Column::whole("pages", "Pages at most"),
    ];
    let row = |standard: standard::StandardPaper| {
        let pages = i64::try_from(standard.definition.max_pages).unwrap_or(i64::MAX);
        vec![
            text(standard.name),
            text(standard.definition.about),
            table::Cell::Whole(pages),
        ]
    };
    let rows = standard::all()?.into_iter().map(row).collect();
    super::lists::show(
        setting,
        &Table::bare("papers", "Standard papers".to_owned(), columns, rows),
    );
    Ok(0)
}
