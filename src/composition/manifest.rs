//! The manifest of a paper: what was ordered, what was read, and what each sentence, number, table and chart rests on. By it a number
//! is traced to its row, and the paper is made again to see whether anything would differ now.

use super::PaperInputs;
use super::entry::Entries;
use super::parts::Stock;
use crate::error::{Error, Result};
use crate::inputs::load::Stored;
use crate::observation::area::Area;
use crate::observation::provenance::Source;
use crate::reference::neighbours::NeighbourList;
use crate::store::selected::AsAt;
use crate::table::json::document;
use crate::world::{self, RecordedInput, World, slashed};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Raised when a manifest's keys change their meaning.
const FORMAT: u32 = 1;
const MADE_BY: &str = concat!("yardstick ", env!("CARGO_PKG_VERSION"));

/// Everything a paper rests on.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    /// Name and version of the program that made the paper.
    pub(crate) made_by: String,
    pub(crate) authority: String,
    pub(crate) la_code: String,
    pub(crate) neighbour_list: String,
    pub(crate) date: Option<String>,
    /// The period that was asked for, in place of the newest of each indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) period: Option<String>,
    /// Groups that were named with `--with`, beside those of the definition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) groups: Vec<String>,
    /// Files and folders named with `--data`.
    pub(crate) data: Vec<String>,
    /// The store that was read with the embedded figures, and the day or vintages that were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) store: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) as_at: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) vintages: Vec<String>,
    /// The embedded figures were left out.
    #[serde(
        default,
        alias = "no_embedded",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub(crate) without_embedded: bool,
    /// The officer's own wording.
    pub(crate) phrases: Option<String>,
    /// The folder of the files named in the definition, and a plan that was named in place of the definition's.
    pub(crate) folder: String,
    pub(crate) plan: Option<String>,
    pub(crate) plan_before: Option<String>,
    /// The officer's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) words: Option<String>,
    /// The manifest of the last report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<String>,
    /// What a paper of exceptions was made from, which rests on no published figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) exceptions: Option<ExceptionsSource>,
    /// What earlier meetings agreed, for the report of the next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) actions: Vec<ManifestAction>,
    pub(crate) definition: DefinitionText,
    /// Files that were read, as they were named; none where the paper rests on the embedded figures alone.
    pub(crate) inputs: Vec<ManifestInput>,
    /// The published files behind the figures.
    pub(crate) releases: Vec<ManifestRelease>,
    pub(crate) comparisons: ComparisonCounts,
    /// What each id rests on.
    pub(crate) entries: Entries,
    /// The files that were written, with their digests.
    pub(crate) outputs: Vec<ManifestOutput>,
}

/// The files of a council's own measures, and the day on which they are told.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct ExceptionsSource {
    pub(crate) framework: String,
    pub(crate) figures: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) commentary: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) plan: Option<String>,
    pub(crate) as_at: Date,
}

/// An action of an earlier meeting as a report told it.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct ManifestAction {
    pub(crate) what: String,
    pub(crate) who: String,
    pub(crate) due: Option<String>,
    /// In the officer's own word.
    pub(crate) state: String,
    pub(crate) open: bool,
    pub(crate) from: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) partner: String,
    /// It was open in the report before and stood in the definition no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) carried: bool,
}

/// The definition as it was read.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
pub(crate) struct DefinitionText {
    pub(crate) file: String,
    pub(crate) text: String,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct ManifestInput {
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct ManifestRelease {
    pub(crate) file: String,
    pub(crate) publication: String,
    pub(crate) release: String,
    pub(crate) published: Option<String>,
    pub(crate) sha256: String,
    /// The vintage of the store that it was read from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) vintage: String,
}

/// How many comparisons were made.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]
pub(crate) struct ComparisonCounts {
    pub(crate) made: usize,
    pub(crate) indicators: usize,
    pub(crate) tests: usize,
    pub(crate) survivors: usize,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct ManifestOutput {
    pub(crate) file: String,
    pub(crate) sha256: String,
}

impl Manifest {
    pub(super) fn of(
        order: &PaperInputs<'_>,
        stock: &Stock<'_>,
        inputs: Vec<RecordedInput>,
        entries: Entries,
    ) -> Manifest {
        let no_store = Stored::default();
        let stored = order.stored.unwrap_or(&no_store);
        let reckoning = stock.reckoning;
        Manifest {
            format: FORMAT,
            made_by: MADE_BY.to_owned(),
            authority: stock.prose().name(order.area).to_owned(),
            la_code: order.area.la_code(),
            neighbour_list: order.list.to_string(),
            date: order.date.clone(),
            period: order.period.map(str::to_owned),
            groups: order.groups.to_vec(),
            data: order.data.iter().map(|path| slashed(path)).collect(),
            store: stored.root.as_deref().map(slashed),
            as_at: stored.as_at.day.map(|day| day.to_string()),
            vintages: stored.as_at.vintages.clone(),
            without_embedded: stored.as_at.without_embedded,
            folder: slashed(order.folder),
            plan: order.plan.map(slashed),
            plan_before: order.plan_before.map(slashed),
            phrases: order.phrases_file.map(slashed),
            words: order.words.map(slashed),
            since: order.since.map(|last| slashed(&last.path)),
            exceptions: None,
            actions: Vec::new(),
            definition: DefinitionText {
                file: slashed(Path::new(order.file)),
                text: order.text.to_owned(),
            },
            inputs: inputs.into_iter().map(ManifestInput::of).collect(),
            releases: stock
                .files()
                .into_iter()
                .map(|(source, published)| ManifestRelease::of(source, published))
                .collect(),
            comparisons: ComparisonCounts {
                made: reckoning.made,
                indicators: reckoning.indicators,
                tests: reckoning.tests,
                survivors: reckoning.survivors,
            },
            entries,
            outputs: Vec::new(),
        }
    }

    /// The manifest of a paper of exceptions.
    pub(crate) fn of_exceptions(
        authority: &str,
        source: ExceptionsSource,
        inputs: Vec<RecordedInput>,
        entries: Entries,
    ) -> Manifest {
        Manifest {
            format: FORMAT,
            made_by: MADE_BY.to_owned(),
            authority: authority.to_owned(),
            definition: DefinitionText {
                file: source.framework.clone(),
                text: String::new(),
            },
            exceptions: Some(source),
            inputs: inputs.into_iter().map(ManifestInput::of).collect(),
            entries,
            ..Manifest::default()
        }
    }

    /// The authority that the paper is about.
    ///
    /// # Errors
    /// Its code is none.
    pub(crate) fn area(&self) -> Result<Area> {
        if self.exceptions.is_some() {
            let what = "this paper is of a council's own measures and rests on no published figure";
            return Err(Error::usage(what).hint("“yardstick verify” makes it again"));
        }
        let code = self.la_code.parse().map_err(|_| {
            not_a(&self.la_code, "a code of an authority").expected("a code such as 890")
        })?;
        Ok(Area(code))
    }

    /// The list of statistical neighbours that it was made with.
    ///
    /// # Errors
    /// It is none.
    pub(crate) fn list(&self) -> Result<NeighbourList> {
        NeighbourList::parse(&self.neighbour_list).ok_or_else(|| {
            not_a(&self.neighbour_list, "the year of a neighbour list").expected("such as 2025")
        })
    }

    /// The store that the paper is to be made from again; none where it was made without one.
    ///
    /// # Errors
    /// The day in it is none.
    pub(crate) fn stored(&self) -> Result<Option<Stored>> {
        let day = self.as_at.as_deref().map(|text| {
            text.parse()
                .map_err(|_| not_a(text, "a day").expected("a day such as 2024-12-01"))
        });
        let root = self.store.as_ref().map(PathBuf::from);
        let as_at = AsAt {
            day: day.transpose()?,
            vintages: self.vintages.clone(),
            without_embedded: self.without_embedded,
            ..AsAt::default()
        };
        Ok((root.is_some() || as_at != AsAt::default()).then_some(Stored { root, as_at }))
    }

    /// An input that this run writes anew, with the same words for this paper: a later run reads the new one.
    pub(crate) fn rewritten(&mut self, path: &Path, bytes: &[u8]) {
        let name = slashed(path);
        for input in self.inputs.iter_mut().filter(|input| input.path == name) {
            input.bytes = bytes.len() as u64;
            input.sha256 = world::digest(bytes);
        }
    }

    /// Year, month and day of the newest release behind the paper.
    pub(crate) fn data_day(&self) -> Option<(u16, u8, u8)> {
        let days = self
            .releases
            .iter()
            .filter_map(|release| release.published.as_ref()?.parse::<Date>().ok());
        let newest = days.max()?;
        Some((
            u16::try_from(newest.year()).ok()?,
            u8::try_from(newest.month()).ok()?,
            u8::try_from(newest.day()).ok()?,
        ))
    }

    /// The manifest as text, with its numbers as they leave for programs.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of the program.
    pub(crate) fn json(&self) -> Result<String> {
        let made = serde_json::to_value(self)
            .map_err(|fault| Error::unwritten("the manifest", fault.to_string()))?;
        Ok(document(made))
    }

    /// Reads a manifest's file.
    ///
    /// # Errors
    /// The file cannot be read; as [`Manifest::read`].
    pub(crate) fn open(world: &dyn World, path: &Path) -> Result<Manifest> {
        Manifest::read(&world::read_text(world, path)?, &path.display().to_string())
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// Not a manifest, or one of a later program.
    pub(crate) fn read(text: &str, file: &str) -> Result<Manifest> {
        let manifest: Manifest = serde_json::from_str(text)
            .map_err(|fault| unusable(file, format!("this is no manifest ({fault})")))?;
        if manifest.format > FORMAT {
            let what = format!("this manifest is of form {}", manifest.format);
            return Err(unusable(file, what).hint("use the program that made it, or a newer one"));
        }
        Ok(manifest)
    }
}

fn unusable(file: &str, what: String) -> Error {
    Error::unreadable(file, what)
        .expected("the manifest that “yardstick paper” wrote beside a paper")
}

fn not_a(text: &str, what: &str) -> Error {
    Error::unreadable("the manifest", format!("“{text}” is not {what}"))
}

impl ManifestInput {
    fn of(input: RecordedInput) -> ManifestInput {
        ManifestInput {
            path: slashed(&input.path),
            bytes: input.bytes,
            sha256: input.sha256,
        }
    }
}

impl ManifestRelease {
    /// What tells one release of a file from another.
    pub(crate) fn key(&self) -> [&str; 4] {
        [&self.publication, &self.file, &self.release, &self.sha256]
    }

    fn of(source: &Source, published: Option<Date>) -> ManifestRelease {
        ManifestRelease {
            file: source.file.clone(),
            publication: source.publication.clone(),
            release: source.release.clone(),
            published: published.map(|date| date.to_string()),
            sha256: source.sha256.clone(),
            vintage: source.vintage.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{self, Disk};

    const MANIFESTS: [&str; 9] = [
        "adoption-and-permanence",
        "corporate-parenting",
        "improvement-plan",
        "inspection-position",
        "one-page-profile",
        "scrutiny-social-care",
        "scrutiny-youth-justice",
        "self-evaluation-annex",
        "workforce",
    ];

    /// Numbers of twelve digits come back to the letter, though JSON text is read into doubles whose last bit may differ.
    #[test]
    fn the_committed_manifests_keep_every_field_in_its_order() {
        for paper in MANIFESTS {
            let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("reports")
                .join(paper)
                .join("blackpool.manifest.json");
            let text = world::read_text(&Disk::default(), &file).unwrap();
            let manifest = Manifest::read(&text, paper).unwrap();
            assert!(
                manifest.json().unwrap() == text,
                "{paper} is read or written otherwise"
            );
        }
    }
}
