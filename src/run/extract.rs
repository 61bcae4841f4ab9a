//! Makes the embedded national figures anew from published files: a maintainer's command, and the test that the figures in
//! the binary are the published ones.

use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use crate::observation::table::{Builder, Figure, Observations, View};
use crate::reference::Reference;
use crate::reference::judgements::tidy;
use crate::reference::sources::COMPILATION;
use crate::screen::{ScreeningScope, screen};
use crate::source::coverage::FileSelection;
use crate::source::files::ReadOptions;
use crate::source::filter::IndicatorFilter;
use crate::source::input::{InputFiles, packing};
use crate::source::lait::compiled;
use crate::source::local::SmallCounts;
use crate::source::national::{self, ExtractLine};
use crate::source::{files, ofsted, sheet};
use crate::world::{self, World};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Which published files to read, and where to write the tidy files.
pub(crate) struct ExtractOrder<'a> {
    /// The folder that the published files lie in.
    pub(crate) from: &'a Path,
    /// The folder of the figures; the judgements lie beside it.
    pub(crate) into: &'a Path,
}

/// Writes the extract and answers with the files that nobody knows, which were passed over.
///
/// # Errors
/// As [`PublishedFiles::under`], [`PublishedFiles::extract`] and [`PublishedFiles::judgements`]; a file cannot be written.
pub(crate) fn extract(
    world: &dyn World,
    reference: &Reference,
    order: &ExtractOrder<'_>,
) -> Result<Vec<PathBuf>> {
    let published = PublishedFiles::under(world, reference, order.from)?;
    let figures = published
        .extract(world, reference)?
        .into_iter()
        .map(|(path, bytes)| {
            let beside = [LAIT_FIGURES, BREAKDOWN_FIGURES];
            let is_beside = beside.iter().any(|name| path == Path::new(name));
            let place = if is_beside {
                order.into.with_file_name(&path)
            } else {
                order.into.join(&path)
            };
            (place, bytes)
        });
    let judgements = published
        .judgements(world, reference)?
        .into_iter()
        .map(|(name, bytes)| (order.into.with_file_name(name), bytes));
    let files: Vec<(PathBuf, Vec<u8>)> = figures.chain(judgements).collect();
    world::write_all(world, &files)?;
    Ok(published.unknown)
}

/// Published files under a folder, wherever they lie in it and whatever they are called: those that `data/sources.toml` knows by
/// their digest, in its order.
struct PublishedFiles {
    folder: PathBuf,
    figures: Vec<PathBuf>,
    /// Those that are read for the categories of breakdowns, and for indicators that no other file holds.
    of_breakdowns: Vec<PathBuf>,
    /// Spreadsheets of judgements.
    judgements: Vec<PathBuf>,
    /// Files of a format that is read, and that nobody knows.
    unknown: Vec<PathBuf>,
}

impl PublishedFiles {
    /// # Errors
    /// The folder is not there; a file in it cannot be read.
    fn under(world: &dyn World, reference: &Reference, folder: &Path) -> Result<PublishedFiles> {
        let mut published = PublishedFiles {
            folder: folder.to_owned(),
            figures: Vec::new(),
            of_breakdowns: Vec::new(),
            judgements: Vec::new(),
            unknown: Vec::new(),
        };
        let mut known: BTreeMap<usize, PathBuf> = BTreeMap::new();
        for path in files_under(world, folder)? {
            let is_spreadsheet = has_ending(&path, "ods");
            if !is_spreadsheet && packing(&path).is_none() {
                continue;
            }
            let digest = world::digest(&world::read(world, &path)?);
            match reference.sources.position(&digest) {
                Some(at) => drop(known.entry(at).or_insert(path)),
                None => published.unknown.push(path),
            }
        }
        for (at, path) in known {
            let list = if has_ending(&path, "ods") {
                &mut published.judgements
            } else if reference.sources.is_for_breakdowns(at) {
                &mut published.of_breakdowns
            } else {
                &mut published.figures
            };
            list.push(path);
        }
        published.drop_other_packings();
        Ok(published)
    }

    /// Of files that lie in one folder and differ only in their packing the plainest stays.
    fn drop_other_packings(&mut self) {
        let mut plainest: BTreeMap<PathBuf, Option<usize>> = BTreeMap::new();
        for path in &self.figures {
            let least = plainest
                .entry(without_packing(path))
                .or_insert(packing(path));
            *least = packing(path).min(*least);
        }
        self.figures
            .retain(|path| plainest.get(&without_packing(path)) == Some(&packing(path)));
    }

    /// Every file of the extract: path under `data/national`, and bytes.
    ///
    /// # Errors
    /// As [`files::read_alone`]; an indicator of the catalogue that no file holds.
    fn extract(&self, world: &dyn World, reference: &Reference) -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let entries = reference.catalogue.entries();
        let observations = self.observations(world, reference)?;
        let lait = compiled_lait(&observations, reference)?;
        let observations = with_series_counts(observations, reference)?;
        let (screened, _) = screen(observations, reference, ScreeningScope::IdentityOnly)?;
        let study = Study::of(reference, screened, Vec::new());
        let mut made = Vec::new();
        for entry in entries {
            let values = study.panel(&entry.id);
            let values = values.ok_or_else(|| self.lacks(&entry.id))?;
            let lines = lines(values, &study);
            let text = national::write(&values.indicator.source_measure, &lines);
            made.push((
                PathBuf::from(format!("{}.csv", entry.id)),
                text.into_bytes(),
            ));
        }
        made.extend(self.categories(reference, &study)?);
        made.push((
            PathBuf::from("files.csv"),
            national::write_files(study.sources()).into_bytes(),
        ));
        made.extend(lait.map(|bytes| (PathBuf::from(LAIT_FIGURES), bytes)));
        Ok(made)
    }

    /// What the files hold. Those of breakdowns come last, so that no figure of an indicator changes its file with them.
    fn observations(&self, world: &dyn World, reference: &Reference) -> Result<Observations> {
        let mut builder = Builder::default();
        let read = |paths: &[PathBuf], filter: &IndicatorFilter, builder: &mut Builder| {
            let options = ReadOptions {
                filter,
                by_hand: None,
                small_counts: SmallCounts::Withheld,
                selection: &FileSelection::default(),
            };
            let files = InputFiles::found(world, paths)?;
            files::read(files, world, reference, options, builder)
        };
        read(&self.figures, &IndicatorFilter::everything(), &mut builder)?;
        if !self.of_breakdowns.is_empty() {
            let catalogue = &reference.catalogue;
            let lacking = catalogue.readable().filter(|entry| {
                catalogue.category(&entry.id).is_some() || builder.find(&entry.id).is_none()
            });
            let names = lacking.map(|entry| entry.id.clone()).collect();
            let filter = IndicatorFilter::named(names);
            read(&self.of_breakdowns, &filter, &mut builder)?;
        }
        builder.finish()
    }

    /// The figures of the categories of all breakdowns; none where no file of them is there.
    ///
    /// # Errors
    /// Some are there, and one of the categories is not.
    fn categories(
        &self,
        reference: &Reference,
        study: &Study<'_>,
    ) -> Result<Option<(PathBuf, Vec<u8>)>> {
        if self.of_breakdowns.is_empty() {
            return Ok(None);
        }
        let mut texts = BTreeMap::new();
        let breakdowns = reference.catalogue.breakdowns().iter();
        for id in breakdowns.flat_map(|breakdown| breakdown.ids()) {
            let values = study.panel(id).ok_or_else(|| self.lacks(id))?;
            let text = national::write(&values.indicator.source_measure, &lines(values, study));
            texts.insert(id.to_owned(), text);
        }
        let bytes = national::write_categories(&texts);
        Ok(Some((PathBuf::from(BREAKDOWN_FIGURES), bytes)))
    }

    fn lacks(&self, id: &str) -> Error {
        Error::unreadable(
            self.folder.display().to_string(),
            format!("no published file holds {id}"),
        )
    }

    /// The judgements of the spreadsheets: file names in `data`, and bytes. Nothing where there is no spreadsheet.
    ///
    /// # Errors
    /// As [`ofsted::read`].
    fn judgements(
        &self,
        world: &dyn World,
        reference: &Reference,
    ) -> Result<Vec<(&'static str, Vec<u8>)>> {
        if self.judgements.is_empty() {
            return Ok(Vec::new());
        }
        let (judgements, _) = ofsted::read(world, reference, &self.judgements)?;
        Ok(vec![
            ("judgements.csv", tidy::write(judgements.all())),
            ("judgement_files.csv", tidy::write_files(&judgements.files)),
        ])
    }
}

/// All series of LAIT and all categories of breakdowns, which lie beside the folder of the figures.
const LAIT_FIGURES: &str = "lait_figures.bin";
const BREAKDOWN_FIGURES: &str = "breakdown_figures.bin";

/// The file of all series of LAIT; none where its bulk data is not among the files.
fn compiled_lait(observations: &Observations, reference: &Reference) -> Result<Option<Vec<u8>>> {
    let source = observations.sources.iter().find(|source| {
        let publication = reference.sources.titled(&source.publication);
        publication.is_some_and(|of| of.key == COMPILATION)
    });
    source
        .map(|source| compiled::write(observations, source, &reference.catalogue))
        .transpose()
}

/// Every file under a folder, hidden folders left out.
fn files_under(world: &dyn World, folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = world
        .list(folder)
        .map_err(|fault| world::unreadable(folder, &fault))?;
    let inside = world
        .storage()
        .folders(folder)
        .map_err(|fault| world::unreadable(folder, &fault))?;
    if listed.is_none() && inside.is_empty() {
        return Err(
            Error::unreadable(folder.display().to_string(), "there is no such folder")
                .hint("name the folder that the published files were downloaded into"),
        );
    }
    let mut files = listed.unwrap_or_default();
    for folder in inside {
        if !sheet::file_name(&folder).starts_with('.') {
            files.extend(files_under(world, &folder)?);
        }
    }
    Ok(files)
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// A path without the endings of its name.
fn without_packing(path: &Path) -> PathBuf {
    path.with_file_name(sheet::stem(&sheet::file_name(path)))
}

/// The observations with the counts that LAIT publishes as series of their own beside its shares, before one row is chosen for a
/// cell: the counts of an older release stand beside a share only where they are still those of the newest.
///
/// # Errors
/// The columns do not fit together: a fault of this program.
fn with_series_counts(observations: Observations, reference: &Reference) -> Result<Observations> {
    let view = observations
        .view()
        .map_err(|fault| Error::unreadable("the observations", fault.to_string()))?;
    let counts = SeriesCounts::of(&observations, &view, reference);
    let found: Vec<(u32, [Option<f64>; 2])> = (0..view.len())
        .filter(|row| counts.is_of_compilation(view.origin(*row).file))
        .filter_map(|row| {
            let pair = counts.beside(&view.figure(row))?;
            Some((u32::try_from(row).ok()?, pair))
        })
        .collect();
    observations.with_counts(&found)
}

/// The figures of LAIT's series of counts, by series, area and last day of the period.
struct SeriesCounts<'a> {
    observations: &'a Observations,
    reference: &'a Reference,
    /// Which files are the compilation's.
    of_compilation: Vec<bool>,
    known: BTreeMap<(u16, u16, Date), f64>,
}

impl<'a> SeriesCounts<'a> {
    fn of(
        observations: &'a Observations,
        view: &View,
        reference: &'a Reference,
    ) -> SeriesCounts<'a> {
        let of_compilation: Vec<bool> = observations
            .sources
            .iter()
            .map(|source| {
                let publication = reference.sources.titled(&source.publication);
                publication.is_some_and(|of| of.key == COMPILATION)
            })
            .collect();
        let mut counts = SeriesCounts {
            observations,
            reference,
            of_compilation,
            known: BTreeMap::new(),
        };
        let series: BTreeSet<u16> = reference
            .catalogue
            .entries()
            .iter()
            .flat_map(|entry| [&entry.lait_numerator, &entry.lait_denominator])
            .flatten()
            .filter_map(|code| counts.series(code))
            .collect();
        for (row, number) in view.series().iter().enumerate() {
            if !series.contains(number) || !counts.is_of_compilation(view.origin(row).file) {
                continue;
            }
            let figure = view.figure(row);
            if let (Some(value), Some(period)) = (figure.reading.value(), counts.period(&figure)) {
                counts
                    .known
                    .insert((*number, figure.area.0, period.end), value);
            }
        }
        counts
    }

    fn is_of_compilation(&self, file: u16) -> bool {
        self.of_compilation.get(usize::from(file)) == Some(&true)
    }

    fn period(&self, figure: &Figure) -> Option<&'a Period> {
        self.observations.periods.get(usize::from(figure.period))
    }

    /// The number of a LAIT series: by our id where the catalogue has one for it.
    fn series(&self, code: &str) -> Option<u16> {
        let entry = self.reference.catalogue.by_lait(code);
        let mut indicators = self.observations.indicators.iter();
        let at = indicators.position(|indicator| match entry {
            Some(entry) => indicator.id == entry.id,
            None => indicator.source_measure == code,
        })?;
        u16::try_from(at).ok()
    }

    /// Numerator and denominator of a share; none where the share is not known, or the counts of its period are rounded.
    fn beside(&self, figure: &Figure) -> Option<[Option<f64>; 2]> {
        figure.reading.value()?;
        let indicator = self
            .observations
            .indicators
            .get(usize::from(figure.series))?;
        let entry = self.reference.catalogue.get(&indicator.id)?;
        let period = self.period(figure)?;
        let from = entry
            .lait_counts_from
            .as_ref()
            .and_then(|label| Period::parse(label, period.kind).ok());
        if from.is_some_and(|from| period.end < from.end) {
            return None;
        }
        Some(
            [&entry.lait_numerator, &entry.lait_denominator].map(|code| {
                let series = self.series(code.as_ref()?)?;
                let key = (series, figure.area.0, period.end);
                self.known.get(&key).copied()
            }),
        )
    }
}

fn lines(values: &Panel, study: &Study<'_>) -> Vec<ExtractLine> {
    let mut lines = Vec::new();
    for slot in 0..values.slots.len() {
        let Some(area) = values.slots.area(slot) else {
            continue;
        };
        for at in values.columns() {
            let period = values.period(at);
            let Some(figure) = values.figure(at, area) else {
                continue;
            };
            if figure.reading.value().is_none() && !exists(study.reference, area, period) {
                continue;
            }
            lines.push(ExtractLine {
                area,
                period: period.label.clone(),
                reading: figure.reading,
                numerator: figure.numerator,
                denominator: figure.denominator,
                origin: figure.origin,
                base: figure.base,
            });
        }
    }
    lines.retain(|l| !matches!(l.reading, Reading::Missing(Status::Absent)));
    lines
}

/// Whether an authority existed in a period, or at least on its first or last day.
fn exists(reference: &Reference, area: crate::observation::area::Area, period: &Period) -> bool {
    !area.is_authority()
        || reference.register.exists_on(area, period.end)
        || reference.register.exists_on(area, period.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::sources::Sources;
    use crate::world::Memory;

    #[test]
    fn known_files_are_found_wherever_they_lie_and_taken_in_the_order_of_the_list() {
        let files: [(&str, &[u8]); 6] = [
            ("from/z/renamed (1).csv", b"first"),
            ("from/a/b/second.csv", b"second"),
            ("from/a/b/third.parquet", b"third, packed"),
            ("from/a/b/third.csv", b"third"),
            ("from/a/own.csv", b"nobody's"),
            ("from/sheet.ods", b"judgements"),
        ];
        let world = Memory::new(&files);
        let mut list = "publication = []\n".to_owned();
        for text in ["first", "second", "third", "third, packed", "judgements"] {
            list.push_str(&format!(
                "[[file]]\nname = \"x\"\npublication = \"p\"\nrelease = \"r\"\nsha256 = \"{}\"\n",
                world::digest(text.as_bytes())
            ));
        }
        let mut reference = Reference::embedded().expect("reference");
        reference.sources = Sources::parse(&list).expect("sources");
        let found = PublishedFiles::under(&world, &reference, Path::new("from")).expect("a folder");
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(
            found.figures,
            paths(&[
                "from/z/renamed (1).csv",
                "from/a/b/second.csv",
                "from/a/b/third.csv"
            ])
        );
        assert_eq!(found.judgements, paths(&["from/sheet.ods"]));
        assert_eq!(found.unknown, paths(&["from/a/own.csv"]));
    }
}
