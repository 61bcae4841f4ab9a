//! Reads files by their formats, one after the other, into one builder.

use super::coverage::FileSelection;
use super::ees::{self, EesIntake};
use super::filter::IndicatorFilter;
use super::input::{FileFormat, InputFile, InputFiles};
use super::lait::{self, BulkIntake, Dictionary};
use super::local::{self, SmallCounts};
use super::parquet;
use super::population::{self, serves};
use super::rate::PendingRate;
use super::sheet::{self, Sheet};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::provenance::Source;
use crate::observation::table::{Builder, Observations};
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::reference::sources::COMPILATION;
use crate::world::{self, World};

/// How files are read.
#[derive(Clone, Copy)]
pub(crate) struct ReadOptions<'a> {
    pub(crate) filter: &'a IndicatorFilter,
    /// An indicator made by hand, read in place of the catalogue's.
    pub(crate) by_hand: Option<&'a Entry>,
    pub(crate) small_counts: SmallCounts,
    /// Which files compiled into the program may give the populations that counts are divided by.
    pub(crate) selection: &'a FileSelection,
}

/// Reads files and nothing else: neither figures compiled into the program nor vintages of a store, apart from the populations
/// that counts are divided by.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_alone(
    files: InputFiles,
    world: &dyn World,
    reference: &Reference,
    filter: &IndicatorFilter,
    small_counts: SmallCounts,
) -> Result<(Observations, Vec<Check>)> {
    let options = ReadOptions {
        filter,
        by_hand: None,
        small_counts,
        selection: &FileSelection::default(),
    };
    let mut builder = Builder::default();
    let checks = read(files, world, reference, options, &mut builder)?;
    Ok((builder.finish()?, checks))
}

/// Reads everything into the builder, and answers with what was found wrong.
///
/// # Errors
/// A file that is not what it claims; see the readers.
pub(crate) fn read(
    files: InputFiles,
    world: &dyn World,
    reference: &Reference,
    options: ReadOptions<'_>,
    builder: &mut Builder,
) -> Result<Vec<Check>> {
    let InputFiles { files, checks } = files;
    let mut reader = FileReader {
        world,
        reference,
        options,
        dictionary: Dictionary::embedded(),
        checks,
        pending: Vec::new(),
    };
    for file in files {
        reader.file(file, builder)?;
    }
    let FileReader {
        mut checks,
        pending,
        ..
    } = reader;
    if !pending.is_empty() {
        population::divide(pending, reference, options.selection, builder, &mut checks)?;
    }
    Ok(checks)
}

struct FileReader<'a> {
    world: &'a dyn World,
    reference: &'a Reference,
    options: ReadOptions<'a>,
    /// What is known of LAIT's series, from the program and from the dictionaries read so far.
    dictionary: Dictionary,
    checks: Vec<Check>,
    /// Counts that wait for their population.
    pending: Vec<PendingRate<'a>>,
}

impl FileReader<'_> {
    fn file(&mut self, file: InputFile, builder: &mut Builder) -> Result<()> {
        if let Some(entry) = self.options.by_hand
            && let Some(format) = file.format.without_columns()
        {
            let name = sheet::file_name(&file.path);
            if file.from_folder {
                self.checks.push(
                    Check::new(Severity::Note, "not-recognised", &name)
                        .found(format!("{format}, of which --column reads nothing"))
                        .guidance("passed over"),
                );
                return Ok(());
            }
            return Err(Error::usage(format!(
                "--column reads Explore Education Statistics files, and this is {format}"
            ))
            .in_file(name)
            .in_column(&entry.id)
            .hint("name an indicator of it in place of --column and --where"));
        }
        match file.format {
            FileFormat::Dictionary(sheet) => {
                self.dictionary.read(self.world, sheet, &mut self.checks)
            }
            FileFormat::Ees(sheet) => self.ees(sheet, file.from_folder, builder),
            FileFormat::Bulk(sheet) => self.bulk(sheet, builder),
            FileFormat::BulkParquet => self.bulk_parquet(&file, builder),
            FileFormat::Local(sheet) => self.local(sheet, builder),
        }
    }

    fn bulk(&mut self, sheet: Sheet, builder: &mut Builder) -> Result<()> {
        let name = sheet.file.clone();
        let source = builder.source(unread(&name));
        let mut intake = BulkIntake::new(
            self.reference,
            &self.dictionary,
            &name,
            source,
            self.options.filter,
        );
        let sheet = lait::read(sheet, &mut intake, builder, &mut self.checks)?;
        intake.close(&mut self.checks);
        let sha256 = sheet.close(self.world)?;
        let sources = &self.reference.sources;
        builder.describe(source, sources.describe(&name, &sha256, COMPILATION));
        Ok(())
    }

    fn bulk_parquet(&mut self, file: &InputFile, builder: &mut Builder) -> Result<()> {
        let name = sheet::file_name(&file.path);
        let bytes = world::read(self.world, &file.path)?;
        let sources = &self.reference.sources;
        let source = builder.source(sources.describe(&name, &world::digest(&bytes), COMPILATION));
        let mut intake = BulkIntake::new(
            self.reference,
            &self.dictionary,
            &name,
            source,
            self.options.filter,
        );
        let place = file.path.display().to_string();
        parquet::read(bytes, &place, &mut intake, builder, &mut self.checks)?;
        intake.close(&mut self.checks);
        Ok(())
    }

    fn local(&mut self, sheet: Sheet, builder: &mut Builder) -> Result<()> {
        let file = sheet.file.clone();
        let source = builder.source(unread(&file));
        let (sheet, small_counts) = local::read(
            sheet,
            self.reference,
            source,
            self.options.small_counts,
            builder,
            &mut self.checks,
        )?;
        let sha256 = sheet.close(self.world)?;
        builder.describe(
            source,
            Source {
                file,
                sha256,
                local: true,
                small_counts,
                ..Source::default()
            },
        );
        Ok(())
    }

    fn ees(&mut self, sheet: Sheet, from_folder: bool, builder: &mut Builder) -> Result<()> {
        let name = sheet.file.clone();
        let source = builder.source(unread(&name));
        let intake = EesIntake {
            source,
            builder,
            checks: &mut self.checks,
        };
        let read = match self.options.by_hand {
            Some(entry) => ees::read_by_hand(sheet, entry, self.reference, intake),
            None => {
                let catalogue = self.reference.catalogue.readable();
                let all: Vec<&Entry> = catalogue.filter(|e| !e.ees.is_empty()).collect();
                let filter = self.options.filter;
                let wanted = |entry: &Entry| {
                    filter.includes(&entry.id, &entry.id) || is_population(entry, &all)
                };
                ees::read(sheet, &all, wanted, self.reference, intake)
            }
        };
        let read = match read {
            Ok(done) => done,
            // A folder holds files that nobody asked for; one that should fit and does not is an error all the same.
            Err(fault)
                if from_folder
                    && (ees::is_not_asked_for(&fault) || self.options.by_hand.is_some()) =>
            {
                self.checks.push(
                    Check::new(Severity::Note, "not-recognised", &name)
                        .found(fault.to_string())
                        .guidance("passed over"),
                );
                return Ok(());
            }
            Err(fault) => return Err(fault),
        };
        let sha256 = read.sheet.close(self.world)?;
        let sources = &self.reference.sources;
        builder.describe(source, sources.describe(&name, &sha256, read.publication));
        self.pending.extend(read.pending);
        Ok(())
    }
}

/// A source whose SHA-256 is known only at the end of its file.
fn unread(name: &str) -> Source {
    Source {
        file: name.to_owned(),
        ..Source::default()
    }
}

/// Whether the rate of some entry may need this one as its denominator.
fn is_population(entry: &Entry, all: &[&Entry]) -> bool {
    all.iter()
        .flat_map(|other| &other.ees)
        .filter_map(|mapping| mapping.population.as_ref())
        .any(|population| serves(entry, population))
}
