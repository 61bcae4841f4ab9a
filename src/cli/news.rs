//! `yardstick news`.

use super::args::{Format, News};
use super::lists::show;
use super::setting::{self, Setting};
use super::{print, profile};
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::paper::definition;
use crate::paper::digest::{self, Headed};
use crate::reference::Reference;
use crate::run::calendar::{calendar, today};
use crate::run::findings::Terms;
use crate::run::news::{Item, Part, news};
use crate::run::paper::manifest::Manifest;
use crate::run::paper::rests_on;
use crate::run::revisions::sides::{Side, named, newest_ids, then_and_now};
use crate::store::Store;
use crate::store::speaking::AsAt;
use crate::table::comparison::text;
use crate::table::{Cell, Column, Table};
use crate::world;
use std::path::Path;

/// Lines of one page.
const PAGE: usize = 40;
/// Letters of a line, where the terminal does not say.
const WIDTH: usize = 110;

/// What news are told against.
struct Base {
    then: AsAt,
    said: String,
    /// The paper that was named instead of a day.
    paper: Option<Manifest>,
}

pub(super) fn run(setting: &Setting<'_>, wanted: &News) -> Result<u8> {
    let reference = Reference::embedded()?;
    let root = setting.store()?;
    let base = base(setting, &reference, &root, wanted)?;
    let of_paper = base.paper.as_ref().map(|manifest| manifest.la_code.clone());
    let area = setting.authority(&reference, wanted.authority.as_deref().or(of_paper.as_deref()))?;
    let names = indicators(&reference, wanted, base.paper.as_ref())?;
    let (old, new) = match wanted.between.as_slice() {
        [old, new] => {
            let side = |name: &str| -> Result<Side> { named(setting.world, &reference, &root, name, &names) };
            (side(old)?, side(new)?)
        }
        _ => {
            let now = setting.stored().map(|stored| stored.as_at.clone()).unwrap_or_default();
            let then = AsAt { day: base.then.day.or(now.day), ..base.then };
            then_and_now(setting.world, &reference, &root, (then, now), &names)?
        }
    };
    let phrases = Phrases::house()?;
    let list = setting::list(&reference, wanted.list.as_deref())?;
    let due = calendar(setting.world, &reference, &root, setting.as_at()?.unwrap_or_else(|| today(setting.world)), &[])?;
    let terms = Terms { reference: &reference, list, phrases: &phrases, top: None };
    let items = news(&old, &new, area, &names, terms, &due)?;
    tell(setting, &items, area, Words { reference: &reference }, &base.said);
    Ok(0)
}

/// The indicators asked for; those of the paper; else every one.
fn indicators(reference: &Reference, wanted: &News, paper: Option<&Manifest>) -> Result<Vec<String>> {
    if !wanted.theme.is_empty() || !wanted.indicator.is_empty() {
        return profile::indicators(reference, &wanted.theme, &wanted.indicator);
    }
    match paper {
        Some(manifest) => rests_on(reference, &definition::read(&manifest.definition.text, &manifest.definition.file)?),
        None => profile::indicators(reference, &["all".to_owned()], &[]),
    }
}

fn base(setting: &Setting<'_>, reference: &Reference, root: &Path, wanted: &News) -> Result<Base> {
    if let [old, new] = wanted.between.as_slice() {
        return Ok(Base { then: AsAt::default(), said: format!("Between {old} and {new}."), paper: None });
    }
    let Some(since) = &wanted.since else {
        let without = newest_ids(setting.world, root, setting.as_at()?)?;
        let said = "Since what the newest releases in the store replaced.".to_owned();
        return Ok(Base { then: AsAt { without, ..AsAt::default() }, said, paper: None });
    };
    if let Ok(day) = setting::day(since) {
        let said = format!("Since {}.", day.strftime("%-d %B %Y"));
        return Ok(Base { then: AsAt { day: Some(day), ..AsAt::default() }, said, paper: None });
    }
    let path = Path::new(since);
    if setting.world.open(path).is_err() {
        return Err(Error::usage(format!("“{since}” is neither a day nor a paper’s manifest"))
            .expected("a day such as 2025-06-30, or the .manifest.json that was written beside a paper"));
    }
    let manifest = Manifest::read(&world::read_text(setting.world, path)?, since)?;
    let without = after(setting, reference, root, &manifest)?;
    Ok(Base { then: AsAt { without, ..AsAt::default() }, said: format!("Since {since} was made."), paper: Some(manifest) })
}

/// Vintages that came out after everything of their publication that a paper rests on.
fn after(setting: &Setting<'_>, reference: &Reference, root: &Path, manifest: &Manifest) -> Result<Vec<String>> {
    let vintages = Store::open(setting.world, root)?.files_as_at(None)?;
    let later = vintages.into_iter().filter(|vintage| {
        let title = reference.sources.publication(&vintage.publication).map(|publication| publication.title.as_str());
        let of_it = manifest.releases.iter().filter(|release| title.is_none_or(|title| release.publication == title));
        let used = manifest.releases.iter().any(|r| vintage.files.iter().any(|file| file.sha256 == r.sha256));
        let known = of_it.filter_map(|release| release.published.as_ref()?.parse().ok()).max();
        !used && vintage.day() > known
    });
    Ok(later.map(|vintage| vintage.id).collect())
}

fn tell(setting: &Setting<'_>, items: &[Item], area: Area, speaker: Words<'_>, said: &str) {
    let title = format!("{}: what is new", speaker.name(area));
    match setting.format() {
        Format::Json | Format::Csv => show(setting, &rows(items, area, speaker)),
        _ if items.is_empty() => {}
        Format::Html => print::result(&digest::html(&title, said, &page(items, &title, said, WIDTH))),
        Format::Markdown => print::result(&digest::markdown(&title, said, &page(items, &title, said, WIDTH))),
        Format::Table | Format::Ics => {
            let width = print::width().unwrap_or(WIDTH).min(WIDTH);
            print::result(&lines(&title, said, &page(items, &title, said, width), width).join("\n"));
            print::result("\n");
        }
    }
}

/// As many points of each part as one page holds.
fn page(items: &[Item], title: &str, said: &str, width: usize) -> Vec<Headed> {
    let of = |most: usize| {
        let part = |part: Part| {
            let points: Vec<&Item> = items.iter().filter(|item| item.part == part).collect();
            // New figures are what the page is for.
            let most = if part == Part::New { most } else { most.div_ceil(2) };
            let mut told: Vec<String> = points.iter().take(most).map(|item| item.text.clone()).collect();
            if let Some(more @ 1..) = points.len().checked_sub(most) {
                told.push(format!("{more} more: --format csv lists all."));
            }
            (part.heading().to_owned(), told)
        };
        Part::ALL.map(part).into_iter().filter(|(_, told)| !told.is_empty()).collect::<Vec<Headed>>()
    };
    let fits = |parts: &Vec<Headed>| lines(title, said, parts, width).len() <= PAGE;
    (1..=PAGE).rev().map(of).find(fits).unwrap_or_else(|| of(1))
}

fn lines(title: &str, said: &str, parts: &[Headed], width: usize) -> Vec<String> {
    let mut all = vec![title.to_owned()];
    all.extend(print::wrap(said, width));
    for (heading, points) in parts {
        all.push(String::new());
        all.push(heading.clone());
        for point in points {
            let wrapped = print::wrap(point, width.saturating_sub(2)).into_iter().enumerate();
            all.extend(wrapped.map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " })));
        }
    }
    all
}

fn rows(items: &[Item], area: Area, speaker: Words<'_>) -> Table {
    let columns = vec![
        Column::text("authority", "Authority"),
        Column::text("la_code", "Code"),
        Column::text("part", "Part"),
        Column::whole("weight", "Weight"),
        Column::text("indicator", "Indicator"),
        Column::text("period", "Period"),
        Column::text("text", "Text"),
    ];
    let row = |item: &Item| {
        vec![
            text(speaker.name(area)),
            text(format!("{:03}", area.0)),
            text(item.part.word()),
            Cell::Whole(i64::from(item.weight)),
            text(&item.indicator),
            text(&item.period),
            text(&item.text),
        ]
    };
    Table::bare("news", "News".to_owned(), columns, items.iter().map(row).collect())
}
