//! Makes the embedded national figures anew from published files: a maintainer's command, and the test that the figures in
//! the binary are the published ones.

use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use crate::observation::table::Figure;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::reference::judgements::tidy;
use crate::screen::{Asked, screen};
use crate::source::filter::IndicatorFilter;
use crate::source::local::SmallCounts;
use crate::source::national::{self, Line};
use crate::source::{files, ofsted};
use crate::world::{self, World};
use std::path::{Path, PathBuf};

/// Which files the extract is read from, under the folder of published files.
const FROM: [&str; 3] = ["ees/2025", "ees/2024", "lait/bds_long.csv.gz"];

/// Every file of the extract: path under `data/national`, and bytes.
///
/// # Errors
/// As [`files::read_alone`].
pub(crate) fn extract(
    world: &dyn World,
    reference: &Reference,
    from: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let paths: Vec<PathBuf> = FROM.iter().map(|part| from.join(part)).collect();
    let entries = reference.catalogue.entries();
    let counts = entries
        .iter()
        .flat_map(|e| e.lait_numerator.iter().chain(&e.lait_denominator));
    let names = entries.iter().map(|e| &e.id).chain(counts).cloned();
    let filter = IndicatorFilter::named(names.collect());
    let (observations, _) =
        files::read_alone(world, reference, &paths, &filter, SmallCounts::Withheld)?;
    let (screened, _) = screen(observations, reference, Asked::IdentityOnly)?;
    let study = Study::of(reference, screened, Vec::new());
    let by_code = |code: &String| {
        study.panel(
            reference
                .catalogue
                .by_lait(code)
                .map_or(code.as_str(), |e| e.id.as_str()),
        )
    };
    let mut files = Vec::new();
    for entry in entries {
        let Some(values) = study.panel(&entry.id) else {
            return Err(Error::unreadable(
                from.display().to_string(),
                format!("no published file holds {}", entry.id),
            ));
        };
        let counts = Counts {
            entry,
            numerator: entry.lait_numerator.as_ref().and_then(by_code),
            denominator: entry.lait_denominator.as_ref().and_then(by_code),
        };
        let lines = lines(values, &counts, &study);
        let text = national::write(&values.indicator.source_measure, &lines);
        files.push((
            PathBuf::from(format!("{}.csv", entry.id)),
            text.into_bytes(),
        ));
    }
    files.push((
        PathBuf::from("files.csv"),
        national::write_files(study.sources()).into_bytes(),
    ));
    Ok(files)
}

/// The judgements of the spreadsheets in `ofsted` below the folder: file names beside `data/national`, and bytes.
///
/// # Errors
/// As [`ofsted::read`]; a folder that is not there.
pub(crate) fn judgements(
    world: &dyn World,
    reference: &Reference,
    from: &Path,
) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let folder = from.join("ofsted");
    let files = world
        .list(&folder)
        .map_err(|fault| world::unreadable(&folder, &fault))?
        .unwrap_or_default();
    let files: Vec<PathBuf> = files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "ods"))
        .collect();
    let (judgements, _) = ofsted::read(world, reference, &files)?;
    Ok(vec![
        ("judgements.csv", tidy::write(judgements.all())),
        ("judgement_files.csv", tidy::write_files(&judgements.files)),
    ])
}

/// Counts that LAIT publishes as series of their own.
struct Counts<'a> {
    entry: &'a Entry,
    numerator: Option<&'a Panel>,
    denominator: Option<&'a Panel>,
}

impl Counts<'_> {
    /// The count behind a figure that carries none, from the series of counts.
    fn of(&self, panel: Option<&Panel>, figure: &Figure, period: &Period) -> Option<f64> {
        let from = self
            .entry
            .lait_counts_from
            .as_ref()
            .and_then(|label| Period::parse(label, period.kind).ok());
        if from.is_some_and(|from| period.end < from.end) {
            return None;
        }
        let panel = panel?;
        let at = panel.periods.iter().position(|p| p.end == period.end)?;
        panel.value(at, figure.area)
    }
}

fn lines(values: &Panel, counts: &Counts<'_>, study: &Study<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for slot in 0..values.slots.len() {
        let Some(area) = values.slots.area(slot) else {
            continue;
        };
        for (at, period) in values.periods.iter().enumerate() {
            let Some(figure) = values.figure(at, area) else {
                continue;
            };
            let unborn = !exists(study.reference, area, period);
            if unborn && figure.reading.value().is_none() {
                continue;
            }
            let bulk = study
                .sources()
                .get(usize::from(figure.origin.file))
                .is_some_and(|s| s.file.starts_with("bds_long"));
            let fill = |own: Option<f64>, panel: Option<&Panel>| {
                own.or_else(|| {
                    counts
                        .of(panel, &figure, period)
                        .filter(|_| bulk && figure.reading.value().is_some())
                })
            };
            lines.push(Line {
                area,
                period: period.label.clone(),
                reading: figure.reading,
                numerator: fill(figure.numerator, counts.numerator),
                denominator: fill(figure.denominator, counts.denominator),
                origin: figure.origin,
                base: figure.base,
            });
        }
    }
    lines.retain(|l| !matches!(l.reading, Reading::Missing(Status::Absent)));
    lines
}

fn exists(reference: &Reference, area: crate::observation::area::Area, period: &Period) -> bool {
    !area.is_authority()
        || reference.register.exists_on(area, period.end)
        || reference.register.exists_on(area, period.start)
}
