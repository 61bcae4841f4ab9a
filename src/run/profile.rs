//! `profile`: every chart and table of an authority, with a contents page, as one set of files.

pub(crate) mod every;
pub(crate) mod order;

use crate::chart::{self, ChartRequest, ListedForm, NamedChart, OutputFiles, ProfilePlace, native};
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::error::{Error, Result};
use crate::finding::about;
use crate::finding::kinds::peers;
use crate::finding::narrative::summary::{self, SummaryPoint};
use crate::finding::phrases::Phrases;
use crate::finding::prose::{self, Prose, pages, papers};
use crate::observation::area::Area;
use crate::paper::contents::{self, Contents, Link, Picture, ProfileIndicator, SummaryLine, Theme};
use crate::reference::{ATTRIBUTION, Reference};
use crate::table::arrow::write_ipc;
use crate::table::comparison;
use crate::table::frame::ParquetSink;
use crate::table::ods;
use crate::table::typed::TypedColumns;
use crate::table::xlsx::{self, Workbook};
use crate::table::{self, Table, TableFault};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Everything a profile writes. `step` is called after each indicator that was drawn.
///
/// # Errors
/// A chart, workbook or page that cannot be made: faults of the program, told like any other.
pub(crate) fn make(
    compared: &[Comparison<'_>],
    area: Area,
    reference: &Reference,
    comparators: &Comparators,
    request: ChartRequest,
    phrases: &Phrases,
    step: &(dyn Fn() + Sync),
) -> Result<OutputFiles> {
    let profile = ProfileInput {
        compared,
        area,
        words: Prose { reference },
        phrases,
        comparators,
        further: Vec::new(),
    };
    profile.make(request, step)
}

impl ProfileInput<'_> {
    /// Every file of the profile. `step` is called after each indicator that was drawn.
    ///
    /// # Errors
    /// As [`make`].
    pub(crate) fn make(
        &self,
        request: ChartRequest,
        step: &(dyn Fn() + Sync),
    ) -> Result<OutputFiles> {
        let mut files = OutputFiles::new();
        let forms = chart::forms_of_profile();
        let slugs = chart::slugs(self.compared);
        let drawn: Vec<Vec<ProfileChart>> = self
            .compared
            .par_iter()
            .zip(&slugs)
            .map(|(each, slug)| {
                let drawn = charts_of_one(each, slug, &forms, (request, self.phrases));
                step();
                drawn
            })
            .collect::<Result<_>>()?;
        let mut page = self.page();
        for (drawn, (each, slug)) in drawn.into_iter().zip(self.compared.iter().zip(slugs)) {
            let (made, pictures): (Vec<OutputFiles>, Vec<Picture>) = drawn
                .into_iter()
                .map(|chart| (chart.files, chart.picture))
                .unzip();
            files.extend(made.into_iter().flatten());
            self.enter(&mut page, each, slug, pictures);
        }
        for chart in charts_together(self.compared, &forms, request)? {
            files.extend(chart.files);
            page.show(chart.picture, chart.theme.as_deref());
        }
        files.extend(self.tables(request)?);
        files.push((
            PathBuf::from("index.html"),
            contents::html(&page)?.into_bytes(),
        ));
        Ok(files)
    }
}

/// A chart as files, and as it stands on the contents page.
struct ProfileChart {
    files: OutputFiles,
    /// The theme it shows, if it shows one.
    theme: Option<String>,
    picture: Picture,
}

impl ProfileChart {
    fn of(named: NamedChart, place: ProfilePlace, request: ChartRequest) -> Result<ProfileChart> {
        let png = place.has_png(request);
        Ok(ProfileChart {
            files: named.files(place.folder, png, request.bom)?,
            picture: Picture {
                title: place.title.to_owned(),
                svg: named.link(place.folder, "svg"),
                png: png.then(|| named.link(place.folder, "png")),
                csv: named.link(place.folder, "csv"),
                alt: named.chart.drawing.alt,
                width: named.chart.drawing.width,
                height: named.chart.drawing.height,
            },
            theme: named.theme,
        })
    }
}

/// The charts of one indicator.
fn charts_of_one(
    each: &Comparison<'_>,
    slug: &str,
    forms: &[(ListedForm, ProfilePlace)],
    (request, phrases): (ChartRequest, &Phrases),
) -> Result<Vec<ProfileChart>> {
    forms
        .iter()
        .filter_map(|(form, place)| Some((form.of_one(each, slug, request, phrases)?, *place)))
        .map(|(named, place)| ProfileChart::of(named, place, request))
        .collect()
}

/// The charts of several indicators together.
fn charts_together(
    compared: &[Comparison<'_>],
    forms: &[(ListedForm, ProfilePlace)],
    request: ChartRequest,
) -> Result<Vec<ProfileChart>> {
    let compared: Vec<&Comparison<'_>> = compared.iter().collect();
    let mut all = Vec::new();
    for (form, place) in forms {
        let made = form.of_several(&compared, request);
        all.extend(made.into_iter().map(|named| (named, *place)));
    }
    all.into_par_iter()
        .map(|(named, place)| ProfileChart::of(named, place, request))
        .collect()
}

/// What the tables and the contents page of a profile are made from.
pub(crate) struct ProfileInput<'a> {
    pub(crate) compared: &'a [Comparison<'a>],
    pub(crate) area: Area,
    pub(crate) words: Prose<'a>,
    pub(crate) phrases: &'a Phrases,
    pub(crate) comparators: &'a Comparators,
    /// What else there is of the authority, for the contents page.
    pub(crate) further: Vec<Link>,
}

impl ProfileInput<'_> {
    /// Each indicator's places over the years, beside its charts.
    fn places(&self, bom: bool) -> OutputFiles {
        let national = self.compared.iter().zip(chart::slugs(self.compared));
        national
            .filter(|(each, _)| !each.indicator.local)
            .map(|(each, slug)| {
                let table = table::places::places(each, self.words);
                let path = PathBuf::from(format!("tables/{slug}-places.csv"));
                (path, table::csv::write(&table, bom))
            })
            .collect()
    }

    /// The tables in every format, and the workbook.
    fn tables(&self, request: ChartRequest) -> Result<OutputFiles> {
        let brief = comparison::brief(self.compared, self.words, self.area);
        let full = comparison::full(self.compared, self.words);
        let json = super::json::comparisons(self.compared, self.words, self.phrases);
        let markdown = table::markdown::write(&brief);
        let book = self.workbook(brief);
        let mut files = for_analysts(&full)?;
        files.extend(self.places(request.bom));
        files.extend([
            (
                PathBuf::from("profile.csv"),
                table::csv::write(&full, request.bom),
            ),
            (PathBuf::from("profile.md"), markdown.into_bytes()),
            (PathBuf::from("profile.json"), json.into_bytes()),
            (
                PathBuf::from("profile.xlsx"),
                xlsx::write(&book).map_err(|fault| unwritten("profile.xlsx", &fault))?,
            ),
            (
                PathBuf::from("profile.ods"),
                ods::write(&book).map_err(|fault| unwritten("profile.ods", &fault))?,
            ),
        ]);
        Ok(files)
    }

    fn workbook(&self, brief: Table) -> Workbook {
        let (compared, words) = (self.compared, self.words);
        let mut tables = vec![brief];
        let (mut sheets, mut charts) = (vec![pages::SUMMARY_SHEET.to_owned()], Vec::new());
        for each in compared {
            sheets.push(pages::series_sheet(each.indicator));
            tables.push(table::series::series(each, words));
            if each.indicator.local {
                continue;
            }
            charts.extend(native::trend(each, tables.len() - 1, words));
            sheets.push(pages::places_sheet(each.indicator));
            tables.push(table::places::places(each, words));
            charts.extend(native::neighbours(each, tables.len() - 1, words));
        }
        let mut cover = papers::comparator_rules(self.comparators);
        cover.extend(
            credits(compared, words)
                .into_iter()
                .map(|credit| format!("Data as at: {credit}.")),
        );
        cover.push(ATTRIBUTION.to_owned());
        let notes = compared
            .iter()
            .flat_map(|each| {
                let cautions = words.cautions(each).into_iter();
                cautions.map(|caution| (each.indicator.short.clone(), caution))
            })
            .collect();
        let end = compared.iter().map(|each| each.period.end).max();
        Workbook {
            title: words.workbook_title(self.area),
            subtitle: pages::workbook_subtitle(compared.len()),
            contact: None,
            cover_lines: cover,
            notes,
            tables,
            sheets,
            charts,
            data_date: end.map(|d| {
                (
                    d.year().unsigned_abs(),
                    d.month().unsigned_abs(),
                    d.day().unsigned_abs(),
                )
            }),
        }
    }

    /// What a reader must know, each point with a link to its indicator.
    fn summary(&self) -> Vec<SummaryLine> {
        let points = self
            .compared
            .iter()
            .map(|c| summary::point(c, &[], self.phrases));
        let points: Vec<SummaryPoint> = points.flatten().collect();
        let slugs = chart::slugs(self.compared);
        summary::weightiest(points.iter(), summary::USUAL_POINTS)
            .into_iter()
            .filter_map(|point| {
                let mut each = self.compared.iter();
                let at = each.position(|c| c.indicator.id == point.indicator)?;
                Some(SummaryLine {
                    label: point.label.clone(),
                    sentence: point.clause.text.clone(),
                    id: slugs.get(at)?.clone(),
                })
            })
            .collect()
    }

    /// The contents page without pictures and indicators.
    fn page(&self) -> Contents {
        let (compared, words) = (self.compared, self.words);
        let mut standing = vec![format!(
            "Data as at: {}.",
            prose::credits(compared.iter().filter_map(|e| words.source(e)))
        )];
        standing.extend(papers::comparator_rules(self.comparators));
        standing.extend(words.members(self.comparators));
        Contents {
            title: words.profile_title(self.area),
            summary: self.summary(),
            standing,
            overviews: Vec::new(),
            further: self.further.clone(),
            tables: TABLES.map(link).into(),
            themes: Vec::new(),
            sources: credits(compared, words),
            attribution: ATTRIBUTION.to_owned(),
            made_by: contents::made_by(),
        }
    }

    /// Puts an indicator with its pictures on the page, under its theme.
    fn enter(&self, page: &mut Contents, c: &Comparison<'_>, slug: String, pictures: Vec<Picture>) {
        let section = ProfileIndicator {
            id: slug,
            title: c.indicator.title.clone(),
            sentences: about::sentences(c, self.phrases)
                .into_iter()
                .chain(
                    c.groups
                        .iter()
                        .map(|group| peers::about_group(c, group, self.phrases)),
                )
                .collect(),
            pictures,
            polarity: pages::good_direction(c.indicator),
        };
        let title = prose::theme(&c.indicator.theme);
        match page.themes.iter_mut().find(|theme| theme.title == title) {
            Some(theme) => theme.indicators.push(section),
            None => page.themes.push(Theme {
                id: c.indicator.theme.clone(),
                title,
                pictures: Vec::new(),
                indicators: vec![section],
            }),
        }
    }
}

/// The tables of a profile, by their files.
const TABLES: [(&str, &str); 7] = [
    (
        "profile.xlsx",
        "workbook: a summary, then a sheet an indicator",
    ),
    ("profile.ods", "the same workbook as OpenDocument"),
    (
        "profile.csv",
        "every comparison in full, a row an indicator",
    ),
    ("profile.md", "the summary as Markdown"),
    ("profile.json", "every comparison in full, for programs"),
    ("profile.parquet", "the same rows as Parquet, for analysts"),
    ("profile.arrow", "the same rows as Arrow IPC, for analysts"),
];

fn link((file, about): (&str, &str)) -> Link {
    Link {
        file: file.to_owned(),
        about: about.to_owned(),
    }
}

/// The full table as Parquet and as Arrow IPC, each with its metadata where the format has room for it.
fn for_analysts(full: &Table) -> Result<OutputFiles> {
    analyst_files(full).map_err(|fault| unwritten("profile.parquet", &fault))
}

fn analyst_files(full: &Table) -> Result<OutputFiles, TableFault> {
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
}

fn unwritten(file: &str, fault: &TableFault) -> Error {
    Error::unwritten(file, fault.to_string())
}

fn credits(compared: &[Comparison<'_>], words: Prose<'_>) -> Vec<String> {
    let all: BTreeSet<String> = compared
        .iter()
        .flat_map(|each| words.all_credits(each))
        .collect();
    all.into_iter().collect()
}
