//! `profile`: every chart and table of an authority, with a contents page, as one set of files.

use super::multiples::{self, Part};
use super::{control as local, picture};
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::error::{Error, Result};
use crate::figure::{ChartForm, ChartStyle, Drawing, to_png};
use crate::finding::words::{self, Words};
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::paper::contents::{self, Contents, Link, Picture, Section, Theme};
use crate::reference::group::list_date;
use crate::reference::{ATTRIBUTION, Reference};
use crate::table::arrow::write_ipc;
use crate::table::comparison;
use crate::table::everyone::everyone as everyone_table;
use crate::table::frame::ParquetSink;
use crate::table::ods;
use crate::table::typed::TypedColumns;
use crate::table::xlsx::{self, Workbook};
use crate::table::{self, Table, TableFault};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// How charts and tables are made.
#[derive(Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) style: ChartStyle,
    /// PNG for the chart of all authorities too. It costs as much as the two others together and few papers print it.
    pub(crate) every_png: bool,
    pub(crate) bom: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Manner {
            style: ChartStyle::default(),
            every_png: false,
            bom: true,
        }
    }
}

/// Files under the profile's folder, by relative path.
pub(crate) type Files = Vec<(PathBuf, Vec<u8>)>;

/// Where charts lie under the profile's folder.
const CHARTS: &str = "charts";
/// The chart of every authority.
const AUTHORITIES: &str = "authorities";

/// Everything a profile writes. `step` is told of each indicator drawn.
///
/// # Errors
/// A chart, workbook or page that cannot be made: faults of the program, told like any other.
pub(crate) fn make(
    compared: &[Comparison<'_>],
    area: Area,
    reference: &Reference,
    comparators: &Comparators,
    manner: Manner,
    step: &(dyn Fn() + Sync),
) -> Result<Files> {
    let speaker = Words { reference };
    let slugs = slugs(compared);
    let drawn: Vec<(Files, Vec<Picture>, Part)> = compared
        .par_iter()
        .zip(&slugs)
        .map(|(each, slug)| {
            let done = charts(each, slug, speaker, manner);
            step();
            done
        })
        .collect::<Result<_>>()?;
    let mut files: Files = Vec::new();
    let (mut pictures, mut parts) = (
        Vec::with_capacity(drawn.len()),
        Vec::with_capacity(drawn.len()),
    );
    for (made, shown, part) in drawn {
        files.extend(made);
        pictures.push(shown);
        parts.push(part);
    }
    let themes = multiples::pictures(compared, &parts, CHARTS, speaker, manner)?;
    let headline: Vec<&Comparison<'_>> = compared.iter().collect();
    let card = picture::scorecard(&headline, area, speaker).map(|card| card.draw(manner.style));
    let brief = comparison::brief(compared, speaker, area);
    if let Some(card) = &card {
        files.extend(drawing("scorecard", "", card, true)?);
        files.push((
            PathBuf::from("scorecard.csv"),
            table::csv::write(&brief, manner.bom),
        ));
    }
    let full = comparison::full(compared, speaker);
    files.push((
        PathBuf::from("profile.csv"),
        table::csv::write(&full, manner.bom),
    ));
    files.extend(for_analysts(&full)?);
    files.push((
        PathBuf::from("profile.md"),
        table::markdown::write(&brief).into_bytes(),
    ));
    files.push((
        PathBuf::from("profile.json"),
        super::json::comparisons(compared, speaker).into_bytes(),
    ));
    let book = workbook(compared, brief, area, speaker, comparators);
    let unwritten =
        |name: &'static str| move |fault: TableFault| Error::unwritten(name, fault.to_string());
    files.push((
        PathBuf::from("profile.xlsx"),
        xlsx::write(&book).map_err(unwritten("profile.xlsx"))?,
    ));
    files.push((
        PathBuf::from("profile.ods"),
        ods::write(&book).map_err(unwritten("profile.ods"))?,
    ));
    let mut page = page(
        compared,
        &slugs,
        &pictures,
        card.as_ref(),
        area,
        speaker,
        comparators,
    );
    for made in themes {
        if let Some(theme) = page.themes.iter_mut().find(|theme| theme.id == made.theme) {
            theme
                .pictures
                .push(shown_as("At a glance", &made.name, &made.drawn, true));
        }
        files.extend(made.files);
    }
    files.push((
        PathBuf::from("index.html"),
        contents::html(&page)?.into_bytes(),
    ));
    Ok(files)
}

/// The full table as Parquet and as Arrow IPC, each with its metadata where the format has room for it.
fn for_analysts(full: &Table) -> Result<Files> {
    let make = || -> Result<Files, TableFault> {
        let columns = TypedColumns::of(full)?;
        let mut parquet = Vec::new();
        let mut sink = ParquetSink::new(&mut parquet, columns.fields.clone());
        sink.batch(&columns.values)?;
        sink.finish()?;
        let arrow = write_ipc(&columns)?;
        Ok(vec![
            (PathBuf::from("profile.parquet"), parquet),
            (PathBuf::from("profile.arrow"), arrow),
        ])
    };
    make().map_err(|fault| Error::unwritten("profile.parquet", fault.to_string()))
}

/// A drawing as SVG, and as PNG if wanted.
pub(crate) fn drawing(name: &str, folder: &str, drawn: &Drawing, png: bool) -> Result<Files> {
    let at = |ending: &str| PathBuf::from(folder).join(format!("{name}.{ending}"));
    let mut files = vec![(at("svg"), drawn.svg.clone().into_bytes())];
    if png {
        files.push((
            at("png"),
            to_png(drawn).map_err(|fault| Error::unwritten(name, fault.to_string()))?,
        ));
    }
    Ok(files)
}

/// How a chart among the others stands on the page.
fn shown_as(title: &str, name: &str, drawn: &Drawing, png: bool) -> Picture {
    let file = |ending: &str| format!("{CHARTS}/{name}.{ending}");
    Picture {
        title: title.to_owned(),
        svg: file("svg"),
        png: png.then(|| file("png")),
        csv: file("csv"),
        alt: drawn.alt.clone(),
        width: drawn.width,
        height: drawn.height,
    }
}

fn charts(
    each: &Comparison<'_>,
    slug: &str,
    speaker: Words<'_>,
    manner: Manner,
) -> Result<(Files, Vec<Picture>, Part)> {
    let style = manner.style;
    let mut files = Files::new();
    let mut pictures = Vec::new();
    let mut add = |kind: &str, title: &str, drawn: Drawing, data: &Table| -> Result<()> {
        let name = format!("{slug}-{kind}");
        let png = manner.every_png || kind != AUTHORITIES;
        files.extend(drawing(&name, CHARTS, &drawn, png)?);
        files.push((
            PathBuf::from(CHARTS).join(format!("{name}.csv")),
            table::csv::write(data, manner.bom),
        ));
        pictures.push(shown_as(title, &name, &drawn, png));
        Ok(())
    };
    let line = picture::trend(each, speaker, style.from_zero);
    let part = multiples::part(each, &line, comparison::series(each, speaker));
    add("trend", "Over time", line.draw(style), &part.series)?;
    if let Some((chart, data)) = local::of(each, speaker) {
        add(
            "control",
            "Its own figures within process limits: local, unvalidated",
            chart.draw(style),
            &data,
        )?;
    }
    if each.indicator.local {
        return Ok((files, pictures, part));
    }
    if !each.neighbours.members.is_empty() {
        let bars = picture::ranked_bars(each, speaker).draw(style);
        let data = comparison::members(each, &each.neighbours, speaker);
        add(
            "neighbours",
            "Beside its statistical neighbours",
            bars,
            &data,
        )?;
    }
    let order = picture::order_of_everyone(each);
    let all = picture::everyone(each, &order, speaker).draw(style);
    add(
        AUTHORITIES,
        "Among all authorities",
        all,
        &everyone_table(each, &order, speaker),
    )?;
    Ok((files, pictures, part))
}

/// A file name that every system takes: publishers' codes hold blanks, commas and per cent signs.
pub(super) fn slug(id: &str) -> String {
    let dashed: String = id
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let parts: Vec<&str> = dashed.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        "indicator".to_owned()
    } else {
        parts.join("-")
    }
}

/// One for each indicator, no two alike.
pub(super) fn slugs(compared: &[Comparison<'_>]) -> Vec<String> {
    unique_slugs(compared.iter().map(|each| each.indicator.id.as_str()))
}

/// A file name for each name, no two alike.
pub(crate) fn unique_slugs<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let unique = |slug: String, taken: &mut BTreeSet<String>| {
        let free = (1..)
            .map(|n| {
                if n == 1 {
                    slug.clone()
                } else {
                    format!("{slug}-{n}")
                }
            })
            .find(|s| !taken.contains(s));
        let name = free.unwrap_or(slug);
        taken.insert(name.clone());
        name
    };
    names.map(|name| unique(slug(name), &mut taken)).collect()
}

fn credits(compared: &[Comparison<'_>], speaker: Words<'_>) -> Vec<String> {
    let all: BTreeSet<String> = compared
        .iter()
        .flat_map(|each| speaker.all_credits(each))
        .collect();
    all.into_iter().collect()
}

pub(super) fn rules(comparators: &Comparators) -> Vec<String> {
    let mut lines = vec![format!(
        "Statistical neighbours: DfE’s list of {}, unweighted, for every year.",
        list_date(comparators.list)
    )];
    lines.extend(comparators.groups.iter().map(|g| {
        format!(
            "{}: {} ({} authorities).",
            words::sentence_start(&g.name),
            g.rule,
            g.members.len()
        )
    }));
    lines
}

fn workbook(
    compared: &[Comparison<'_>],
    brief: Table,
    area: Area,
    speaker: Words<'_>,
    comparators: &Comparators,
) -> Workbook {
    let mut tables = vec![brief];
    tables.extend(
        compared
            .iter()
            .map(|each| comparison::series(each, speaker)),
    );
    let mut cover = rules(comparators);
    cover.extend(
        credits(compared, speaker)
            .into_iter()
            .map(|credit| format!("Data as at: {credit}.")),
    );
    cover.push(ATTRIBUTION.to_owned());
    let notes = compared
        .iter()
        .filter(|each| !each.indicator.caution.is_empty())
        .map(|each| (each.indicator.short.clone(), each.indicator.caution.clone()))
        .collect();
    let end = compared.iter().map(|each| each.period.end).max();
    Workbook {
        title: format!("{}: children’s services compared", speaker.name(area)),
        subtitle: format!(
            "{} beside statistical neighbours, region and England",
            if compared.len() == 1 {
                "One indicator".to_owned()
            } else {
                format!("{} indicators", compared.len())
            }
        ),
        contact: None,
        cover_lines: cover,
        notes,
        tables,
        data_date: end.map(|d| {
            (
                d.year().unsigned_abs(),
                d.month().unsigned_abs(),
                d.day().unsigned_abs(),
            )
        }),
    }
}

#[allow(clippy::too_many_arguments)] // the page is where everything meets
fn page(
    compared: &[Comparison<'_>],
    slugs: &[String],
    pictures: &[Vec<Picture>],
    card: Option<&Drawing>,
    area: Area,
    speaker: Words<'_>,
    comparators: &Comparators,
) -> Contents {
    let mut themes: Vec<Theme> = Vec::new();
    for ((each, slug), shown) in compared.iter().zip(slugs).zip(pictures) {
        let c = each;
        let section = Section {
            id: slug.clone(),
            title: c.indicator.title.clone(),
            sentences: speaker
                .sentences(each)
                .into_iter()
                .chain(c.groups.iter().map(|peers| speaker.group(c, peers)))
                .collect(),
            pictures: shown.clone(),
            polarity: polarity(c.indicator.polarity, &c.indicator.polarity_reason),
        };
        let title = words::theme(&c.indicator.theme);
        match themes.iter_mut().find(|t| t.title == title) {
            Some(theme) => theme.indicators.push(section),
            None => themes.push(Theme {
                id: c.indicator.theme.clone(),
                title,
                pictures: Vec::new(),
                indicators: vec![section],
            }),
        }
    }
    let link = |file: &str, about: &str| Link {
        file: file.to_owned(),
        about: about.to_owned(),
    };
    let card = card.map(|card| Picture {
        title: "Scorecard".to_owned(),
        svg: "scorecard.svg".to_owned(),
        png: Some("scorecard.png".to_owned()),
        csv: "scorecard.csv".to_owned(),
        alt: card.alt.clone(),
        width: card.width,
        height: card.height,
    });
    let mut standing = vec![format!(
        "Data as at: {}.",
        words::credits(compared.iter().filter_map(|e| speaker.source(e)))
    )];
    standing.extend(rules(comparators));
    standing.extend(comparators.groups.iter().map(|g| {
        let names: Vec<String> = g
            .members
            .iter()
            .map(|m| speaker.short(*m).to_owned())
            .collect();
        format!("Members of “{}”: {}.", g.name, words::list(&names))
    }));
    Contents {
        title: format!(
            "{}: children’s services beside places like it",
            speaker.name(area)
        ),
        standing,
        scorecard: card,
        tables: vec![
            link(
                "profile.xlsx",
                "workbook: a summary, then a sheet an indicator",
            ),
            link("profile.ods", "the same workbook as OpenDocument"),
            link(
                "profile.csv",
                "every comparison in full, a row an indicator",
            ),
            link("profile.md", "the summary as Markdown"),
            link("profile.json", "every comparison in full, for programs"),
            link("profile.parquet", "the same rows as Parquet, for analysts"),
            link("profile.arrow", "the same rows as Arrow IPC, for analysts"),
        ],
        themes,
        sources: credits(compared, speaker),
        attribution: ATTRIBUTION.to_owned(),
        made_by: format!("Made by yardstick {}.", env!("CARGO_PKG_VERSION")),
    }
}

fn polarity(polarity: Polarity, reason: &str) -> String {
    match polarity {
        Polarity::Unset => format!("Neither high nor low is good in itself. {reason}"),
        known => format!("Which direction is good: {}. {reason}", known.word()),
    }
}
