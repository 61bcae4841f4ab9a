//! `yardstick news`.

use super::args::{NewsArguments, NewsFormat, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::finding::report::FindingTerms;
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::observation::day::{TYPED_DAY_FORMS, typed_day};
use crate::paper::definition;
use crate::paper::digest::{self, Digest};
use crate::reference::Reference;
use crate::run::calendar::{calendar, today};
use crate::run::load::{self, Stored};
use crate::run::named::{self, neighbour_list};
use crate::run::news::{Item, Part, news};
use crate::run::news_page::{Headline, page};
use crate::run::paper::manifest::Manifest;
use crate::run::paper::rests_on;
use crate::run::revisions::releases::{ReleaseFigures, last_taken_in, named, then_and_now};
use crate::store::Store;
use crate::store::selected::AsAt;
use crate::store::vintage::Vintage;
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};
use crate::world;
use std::path::{Path, PathBuf};

/// Letters of a line, where the terminal does not say; a page is as long as it is at this width.
const WIDTH: usize = 100;
/// Publications that are named where more were taken in.
const NAMED: usize = 3;

/// What news are told against.
#[derive(Default)]
struct Base {
    then: AsAt,
    said: String,
    /// What came by the last run that took something in, where that is meant.
    taken: Vec<Vintage>,
    /// The paper that was named instead of a day, and what it is called.
    paper: Option<(String, Manifest)>,
}

pub(super) fn run(setting: &Setting<'_>, wanted: &NewsArguments) -> Result<u8> {
    let reference = Reference::embedded()?;
    let stored = setting.whole_store()?;
    let base = base(setting, &reference, &stored, wanted)?;
    let manifest = base.paper.as_ref().map(|(_, manifest)| manifest);
    let of_paper = manifest.map(|manifest| manifest.la_code.clone());
    let area = setting.authority(
        &reference,
        wanted.authority.as_deref().or(of_paper.as_deref()),
    )?;
    let names = indicators(&reference, wanted, manifest)?;
    let [old, new] = match wanted.between.as_slice() {
        [old, new] => {
            let side = |name: &str| -> Result<ReleaseFigures> {
                named(setting.world, &reference, &stored, name, &names)
            };
            [side(old)?, side(new)?]
        }
        _ => {
            let now = setting
                .stored()
                .map(|stored| stored.as_at.clone())
                .unwrap_or_default();
            let then = AsAt {
                day: base.then.day.or(now.day),
                ..base.then
            };
            then_and_now(setting.world, &reference, &stored, (then, now), &names)?.into()
        }
    };
    let phrases = load::phrases(setting.world, wanted.phrases.as_deref())?;
    let list = neighbour_list(&reference, wanted.list.as_deref())?;
    let due = calendar(
        setting.world,
        &reference,
        &stored,
        setting.as_at()?.unwrap_or_else(|| today(setting.world)),
        &[],
    )?;
    let terms = FindingTerms {
        reference: &reference,
        list,
        phrases: &phrases,
        top: None,
    };
    let paper = base
        .paper
        .as_ref()
        .map(|(name, manifest)| (name.as_str(), manifest));
    let items = news([&old, &new], (area, &names), terms, &due, paper)?;
    let said = if base.taken.is_empty() {
        base.said.clone()
    } else {
        brought(&reference, &base.taken, &items)
    };
    tell(
        setting,
        wanted.format,
        &items,
        area,
        Words {
            reference: &reference,
        },
        &said,
    );
    Ok(0)
}

/// Which releases came, and when: those that brought any of the news.
fn brought(reference: &Reference, taken: &[Vintage], items: &[Item]) -> String {
    let is_told = |id: &String| {
        items
            .iter()
            .any(|item| matches!(item.part, Part::New | Part::Revised) && item.indicator == *id)
    };
    let brings = taken
        .iter()
        .filter(|vintage| vintage.indicators.iter().any(is_told));
    let release = |vintage: &Vintage| {
        let title = reference
            .sources
            .publication(&vintage.publication)
            .map_or(&vintage.publication, |of| &of.title);
        format!("{title} ({})", vintage.release)
    };
    let mut named: Vec<String> = brings.map(release).collect();
    named.dedup();
    if let Some(more @ 1..) = named.len().checked_sub(NAMED) {
        named.truncate(NAMED);
        named.push(format!("{more} more"));
    }
    let day = taken.iter().filter_map(|vintage| vintage.retrieved).min();
    let day = day
        .map(|day| day.strftime(" on %-d %B %Y").to_string())
        .unwrap_or_default();
    format!("From what was taken in{day}: {}.", named.join("; "))
}

/// The indicators asked for; those of the paper; else every one.
fn indicators(
    reference: &Reference,
    wanted: &NewsArguments,
    paper: Option<&Manifest>,
) -> Result<Vec<String>> {
    if !wanted.theme.is_empty() || !wanted.indicator.is_empty() {
        return named::indicators(reference, &wanted.theme, &wanted.indicator);
    }
    match paper {
        Some(manifest) => rests_on(
            reference,
            &definition::read(&manifest.definition.text, &manifest.definition.file)?,
        ),
        None => named::indicators(reference, &["all".to_owned()], &[]),
    }
}

fn base(
    setting: &Setting<'_>,
    reference: &Reference,
    stored: &Stored,
    wanted: &NewsArguments,
) -> Result<Base> {
    if let [old, new] = wanted.between.as_slice() {
        return Ok(Base {
            said: format!("Between {old} and {new}."),
            ..Base::default()
        });
    }
    let Some(since) = &wanted.since else {
        let taken = last_taken_in(setting.world, stored, setting.as_at()?)?;
        let without = taken.iter().map(|vintage| vintage.id.clone()).collect();
        return Ok(Base {
            then: AsAt {
                without,
                ..AsAt::default()
            },
            taken,
            ..Base::default()
        });
    };
    if let Ok(day) = typed_day(since) {
        let said = format!("Since {}.", day.strftime("%-d %B %Y"));
        return Ok(Base {
            then: AsAt {
                day: Some(day),
                ..AsAt::default()
            },
            said,
            ..Base::default()
        });
    }
    let path = manifest_of(setting, since)?;
    let manifest = Manifest::read(
        &world::read_text(setting.world, &path)?,
        &path.display().to_string(),
    )?;
    let without = after(setting, reference, stored, &manifest)?;
    let name = Path::new(since)
        .file_name()
        .map_or_else(|| since.clone(), |name| name.to_string_lossy().into_owned());
    let said = format!("Since {} was made.", name.replace(".manifest.json", ""));
    Ok(Base {
        then: AsAt {
            without,
            ..AsAt::default()
        },
        said,
        taken: Vec::new(),
        paper: Some((name, manifest)),
    })
}

/// The manifest itself, or the one that lies beside the paper that was named.
fn manifest_of(setting: &Setting<'_>, since: &str) -> Result<PathBuf> {
    let named = PathBuf::from(since);
    let beside = named.with_extension("manifest.json");
    let is_manifest = since.ends_with(".json");
    let fault = match (
        setting.world.open(&named).is_ok(),
        setting.world.open(&beside).is_ok(),
    ) {
        (true, _) if is_manifest => return Ok(named),
        (_, true) if !is_manifest => return Ok(beside),
        (true, false) => Error::usage(format!(
            "beside “{since}” lies no manifest, which says what the paper rests on"
        ))
        .expected(format!(
            "{}, as “yardstick paper” wrote it",
            beside.display()
        )),
        _ => Error::usage(format!("“{since}” is neither a day nor a paper")).expected(format!(
            "{TYPED_DAY_FORMS}; a paper that “yardstick paper” made, or its .manifest.json"
        )),
    };
    Err(fault)
}

/// Vintages that came out after everything of their publication that a paper rests on.
fn after(
    setting: &Setting<'_>,
    reference: &Reference,
    stored: &Stored,
    manifest: &Manifest,
) -> Result<Vec<String>> {
    let Some(root) = &stored.root else {
        return Ok(Vec::new());
    };
    let vintages = Store::open(setting.world, root)?.good_vintages(None)?;
    let later = vintages.into_iter().filter(|vintage| {
        let title = reference
            .sources
            .publication(&vintage.publication)
            .map(|publication| publication.title.as_str());
        let of_it = manifest
            .releases
            .iter()
            .filter(|release| title.is_none_or(|title| release.publication == title));
        let used = manifest
            .releases
            .iter()
            .any(|r| vintage.files.iter().any(|file| file.sha256 == r.sha256));
        let known = of_it
            .filter_map(|release| release.published.as_ref()?.parse().ok())
            .max();
        !used && vintage.day() > known
    });
    Ok(later.map(|vintage| vintage.id).collect())
}

fn tell(
    setting: &Setting<'_>,
    format: NewsFormat,
    items: &[Item],
    area: Area,
    speaker: Words<'_>,
    said: &str,
) {
    let width = match format {
        NewsFormat::Table => print::width().unwrap_or(WIDTH).min(WIDTH),
        _ => WIDTH,
    };
    let headline = Headline {
        title: format!("{}: what is new", speaker.name(area)),
        about: said.to_owned(),
    };
    let long = |digest: &Digest| lines(digest, WIDTH).len();
    match format {
        NewsFormat::Json => setting.show(TableFormat::Json, &rows(items, area, speaker)),
        NewsFormat::Csv => setting.show(TableFormat::Csv, &rows(items, area, speaker)),
        _ if items.is_empty() => {}
        NewsFormat::Html => print::result(&digest::html(&page(items, &headline, &long))),
        NewsFormat::Markdown => print::result(&digest::markdown(&page(items, &headline, &long))),
        NewsFormat::Table => {
            print::result(&lines(&page(items, &headline, &long), width).join("\n"));
            print::result("\n");
        }
    }
}

fn lines(digest: &Digest, width: usize) -> Vec<String> {
    let mut all = vec![digest.title.clone()];
    all.extend(print::wrap(&digest.about, width));
    for (heading, points) in &digest.parts {
        all.push(String::new());
        all.push(heading.clone());
        for point in points {
            let wrapped = print::wrap(point, width.saturating_sub(2))
                .into_iter()
                .enumerate();
            all.extend(
                wrapped.map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " })),
            );
        }
    }
    all.extend(
        digest
            .notes
            .iter()
            .flat_map(|note| [vec![String::new()], print::wrap(note, width)].concat()),
    );
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
    Table::bare(
        "news",
        "News".to_owned(),
        columns,
        items.iter().map(row).collect(),
    )
}
