//! The manifest beside a paper: what was ordered, what was read, and what each sentence, number, table and figure rests on. From it a
//! number is walked home, and the paper is made again to see whether anything would differ now.

use super::Order;
use super::entry::Entries;
use super::parts::Stock;
use crate::error::{Error, Result};
use crate::finding::words::Words;
use crate::run::load::Stored;
use crate::store::selected::AsAt;
use crate::world::RecordedInput;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Raised when a manifest's keys change their meaning.
const FORMAT: u32 = 1;

/// Everything a paper rests on.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    /// Name and version of the program that made the paper.
    pub(crate) made_by: String,
    pub(crate) authority: String,
    pub(crate) la_code: String,
    pub(crate) neighbour_list: String,
    pub(crate) date: Option<String>,
    /// Files and folders named with `--data`, and the officer's wording.
    pub(crate) data: Vec<String>,
    /// The store that was read beside the figures in the program, and of which day or vintages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) store: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) as_at: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) vintages: Vec<String>,
    /// The figures in the program were left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) no_embedded: bool,
    pub(crate) phrases: Option<String>,
    /// Where files named in the definition lie, and a plan that was named in their place.
    pub(crate) folder: String,
    pub(crate) plan: Option<String>,
    pub(crate) plan_before: Option<String>,
    pub(crate) definition: Text,
    /// Files that were read, as they were named; none where the paper rests on the figures inside the program.
    pub(crate) inputs: Vec<Input>,
    /// The published files behind the figures.
    pub(crate) releases: Vec<Release>,
    pub(crate) comparisons: Comparisons,
    /// What each id rests on.
    pub(crate) entries: Entries,
    /// The files that were written, with their digests.
    pub(crate) outputs: Vec<Output>,
}

/// The definition as it was read.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Text {
    pub(crate) file: String,
    pub(crate) text: String,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Input {
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Release {
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
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Comparisons {
    pub(crate) made: usize,
    pub(crate) indicators: usize,
    pub(crate) tests: usize,
    pub(crate) survivors: usize,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Output {
    pub(crate) file: String,
    pub(crate) sha256: String,
}

impl Manifest {
    pub(super) fn of(
        order: &Order<'_>,
        stock: &Stock<'_>,
        speaker: Words<'_>,
        seen: Vec<RecordedInput>,
        entries: Entries,
    ) -> Manifest {
        let release = |(source, published): (
            &crate::observation::provenance::Source,
            Option<jiff::civil::Date>,
        )| Release {
            file: source.file.clone(),
            publication: source.publication.clone(),
            release: source.release.clone(),
            published: published.map(|date| date.to_string()),
            sha256: source.sha256.clone(),
            vintage: source.vintage.clone(),
        };
        let input = |seen: RecordedInput| Input {
            path: seen.path.display().to_string(),
            bytes: seen.bytes,
            sha256: seen.sha256,
        };
        let of = stock.reckoning;
        Manifest {
            format: FORMAT,
            made_by: concat!("yardstick ", env!("CARGO_PKG_VERSION")).to_owned(),
            authority: speaker.name(order.area).to_owned(),
            la_code: format!("{:03}", order.area.0),
            neighbour_list: order.list.to_string(),
            date: order.date.clone(),
            data: order
                .data
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
            store: order
                .stored
                .and_then(|stored| stored.root.as_ref())
                .map(|root| root.display().to_string()),
            as_at: order
                .stored
                .and_then(|stored| stored.as_at.day)
                .map(|day| day.to_string()),
            vintages: order
                .stored
                .map(|stored| stored.as_at.vintages.clone())
                .unwrap_or_default(),
            no_embedded: order
                .stored
                .is_some_and(|stored| stored.as_at.without_embedded),
            folder: order.folder.display().to_string(),
            plan: order.plan.map(|path| path.display().to_string()),
            plan_before: order.plan_before.map(|path| path.display().to_string()),
            phrases: order.phrases_file.map(|path| path.display().to_string()),
            definition: Text {
                file: order.file.to_owned(),
                text: order.text.to_owned(),
            },
            inputs: seen.into_iter().map(input).collect(),
            releases: stock.files().into_iter().map(release).collect(),
            comparisons: Comparisons {
                made: of.made,
                indicators: of.indicators,
                tests: of.tests,
                survivors: of.survivors,
            },
            entries,
            outputs: Vec::new(),
        }
    }

    /// The store it was made with, as it is to be asked again.
    ///
    /// # Errors
    /// The day in it is none.
    pub(crate) fn stored(&self) -> Result<Option<Stored>> {
        let day = self.as_at.as_deref().map(|text| {
            text.parse().map_err(|_| {
                Error::unreadable("the manifest", format!("“{text}” is not a day"))
                    .expected("a day such as 2024-12-01")
            })
        });
        let root = self.store.as_ref().map(PathBuf::from);
        let as_at = AsAt {
            day: day.transpose()?,
            vintages: self.vintages.clone(),
            without_embedded: self.no_embedded,
            ..AsAt::default()
        };
        Ok((root.is_some() || as_at != AsAt::default()).then_some(Stored { root, as_at }))
    }

    /// Year, month and day of the newest release behind the paper.
    pub(crate) fn data_day(&self) -> Option<(u16, u8, u8)> {
        let days = self.releases.iter().filter_map(|release| {
            release
                .published
                .as_ref()?
                .parse::<jiff::civil::Date>()
                .ok()
        });
        let newest = days.max()?;
        Some((
            u16::try_from(newest.year()).ok()?,
            u8::try_from(newest.month()).ok()?,
            u8::try_from(newest.day()).ok()?,
        ))
    }

    /// The manifest as text.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of the program.
    pub(crate) fn json(&self) -> Result<String> {
        let made = serde_json::to_string_pretty(self)
            .map_err(|fault| Error::unwritten("the manifest", fault.to_string()))?;
        Ok(format!("{made}\n"))
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// Not a manifest, or one of a later program.
    pub(crate) fn read(text: &str, file: &str) -> Result<Manifest> {
        let fault = |what: String| {
            Error::unreadable(file, what)
                .expected("the manifest that “yardstick paper” wrote beside a paper")
        };
        let manifest: Manifest =
            serde_json::from_str(text).map_err(|e| fault(format!("this is no manifest ({e})")))?;
        if manifest.format > FORMAT {
            return Err(
                fault(format!("this manifest is of form {}", manifest.format))
                    .hint("use the program that made it, or a newer one"),
            );
        }
        Ok(manifest)
    }
}
