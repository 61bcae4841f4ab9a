//! What holds for a whole run: the world, `yardstick.toml`, and the options every command shares.

use super::args::{ByHand, Colour, Common, Format};
use super::print;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::observation::day::typed_day;
use crate::observation::provenance::NOT_FOR_PUBLICATION;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::reference::neighbours::NeighbourList;
use crate::refresh::routes::{RefreshSettings, one_or_many};
use crate::run::load::{self, Input, Stored};
use crate::screen::ScreeningScope;
use crate::source::local::SmallCounts;
use crate::source::local::{LET_THROUGH, WITHHELD};
use crate::store::selected::AsAt;
use crate::world::{self, World};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The settings file, read from the folder one works in.
const FILE: &str = "yardstick.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    /// The authority that commands are about when none is named.
    authority: Option<String>,
    /// The folder of the store.
    store: Option<PathBuf>,
    /// `false` leaves the figures in the program out.
    embedded: Option<bool>,
    /// Where and how patiently to look for new figures.
    refresh: RefreshSettings,
    /// What is made again when figures change.
    output: Vec<Output>,
}

/// A paper or a profile that is kept up to date.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct Output {
    /// A standard paper by name, or the file of a definition.
    #[serde(alias = "definition")]
    pub(crate) paper: Option<String>,
    #[serde(default)]
    pub(crate) profile: bool,
    pub(crate) authority: Option<String>,
    /// The files of a paper, or the folder of a profile.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) out: Vec<PathBuf>,
    #[serde(default)]
    pub(crate) theme: Vec<String>,
    #[serde(default)]
    pub(crate) indicator: Vec<String>,
    pub(crate) list: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) template: Option<PathBuf>,
    pub(crate) phrases: Option<PathBuf>,
    pub(crate) plan: Option<PathBuf>,
}

/// What holds for the whole run.
pub(crate) struct Setting<'a> {
    pub(crate) world: &'a dyn World,
    pub(crate) common: &'a Common,
    home: Option<String>,
    /// The folder of the store by `--store` or the settings file.
    store: Option<PathBuf>,
    stored: Option<Stored>,
    stored_now: Option<Stored>,
    /// The figures in the program are left out.
    without_embedded: bool,
    refresh: RefreshSettings,
    output: Vec<Output>,
}

impl<'a> Setting<'a> {
    /// Reads `yardstick.toml` if it is there.
    ///
    /// # Errors
    /// The file has a key this program does not know, or is not TOML.
    pub(crate) fn of(common: &'a Common, world: &'a dyn World) -> Result<Setting<'a>> {
        let text = world::read_optional_text(world, Path::new(FILE))?;
        let file: File = match text {
            Some(text) => toml::from_str(&text).map_err(|fault| {
                Error::usage(fault.message().to_owned())
                    .in_file(FILE)
                    .expected("authority = \"NAME\", store = \"DIR\", embedded = false")
                    .hint("correct the file, or move it away")
            })?,
            None => File::default(),
        };
        Setting::with(common, world, file)
    }

    /// The options alone, where the settings file cannot be read.
    ///
    /// # Errors
    /// `--as-at` is no day.
    pub(crate) fn without_file(common: &'a Common, world: &'a dyn World) -> Result<Setting<'a>> {
        Setting::with(common, world, File::default())
    }

    fn with(common: &'a Common, world: &'a dyn World, file: File) -> Result<Setting<'a>> {
        let store = common.store.clone().or(file.store);
        let without_embedded = common.no_embedded || file.embedded == Some(false);
        // What is left of the figures is in the store, named or not.
        let root = store
            .clone()
            .or_else(|| machine(world).filter(|_| without_embedded));
        let now = AsAt {
            without_embedded,
            ..AsAt::default()
        };
        let as_at = AsAt {
            day: common.as_at.as_deref().map(typed_day).transpose()?,
            vintages: common.vintage.clone(),
            ..now.clone()
        };
        let stored = |as_at| {
            Some(Stored {
                root: root.clone(),
                as_at,
            })
            .filter(|stored| *stored != Stored::default())
        };
        Ok(Setting {
            world,
            common,
            home: file.authority,
            store,
            stored: stored(as_at),
            stored_now: stored(now),
            without_embedded,
            refresh: file.refresh,
            output: file.output,
        })
    }

    /// The store that questions are asked of, and of which day or vintages; none where the figures in the program speak alone.
    pub(crate) fn stored(&self) -> Option<&Stored> {
        self.stored.as_ref()
    }

    /// The same with all its vintages, where `--as-at` means the day of something else.
    pub(crate) fn stored_now(&self) -> Option<&Stored> {
        self.stored_now.as_ref()
    }

    /// The store that a command on stores works on: `--store`, the settings file, else the machine's folder for data.
    ///
    /// # Errors
    /// The machine does not say where data is kept.
    pub(crate) fn store(&self) -> Result<PathBuf> {
        self.store
            .clone()
            .or_else(|| machine(self.world))
            .ok_or_else(|| {
                Error::usage("this machine does not say where programs keep their data")
                    .hint("name a folder with --store DIR")
            })
    }

    /// Whether the figures in the program are left out.
    pub(crate) fn without_embedded(&self) -> bool {
        self.without_embedded
    }

    /// Tells which of the indicators asked for have no figure, where the figures in the program are left out.
    pub(crate) fn tell_lacking(&self, names: &[String], is_there: impl Fn(&str) -> bool) {
        let lacking: Vec<&str> = names
            .iter()
            .map(String::as_str)
            .filter(|name| !is_there(name))
            .collect();
        if self.without_embedded && !self.common.quiet && !lacking.is_empty() {
            print::note(&format!(
                "no figure for {}: {}",
                lacking.join(", "),
                load::way_to_figures(true)
            ));
        }
    }

    /// The store where it speaks in place of the figures in the program; none where those speak.
    pub(crate) fn in_place(&self) -> Option<&Stored> {
        self.stored_now.as_ref().filter(|_| self.without_embedded)
    }

    /// The store that a command on stores works on, as a question to all its vintages.
    ///
    /// # Errors
    /// As [`Setting::store`].
    pub(crate) fn whole_store(&self) -> Result<Stored> {
        Ok(self.of_store(&self.store()?))
    }

    fn of_store(&self, root: &Path) -> Stored {
        Stored {
            root: Some(root.to_owned()),
            as_at: AsAt {
                without_embedded: self.without_embedded,
                ..AsAt::default()
            },
        }
    }

    /// The day of `--as-at`.
    ///
    /// # Errors
    /// It is not a day.
    pub(crate) fn as_at(&self) -> Result<Option<jiff::civil::Date>> {
        self.common.as_at.as_deref().map(typed_day).transpose()
    }

    /// What `yardstick.toml` says of looking for new figures.
    pub(crate) fn refresh(&self) -> &RefreshSettings {
        &self.refresh
    }

    /// What is made again when figures change.
    pub(crate) fn outputs(&self) -> &[Output] {
        &self.output
    }

    /// The same, asked of this store whether or not it was named.
    pub(crate) fn with_store(&self, root: &Path) -> Setting<'a> {
        let stored = || Some(self.of_store(root));
        Setting {
            world: self.world,
            common: self.common,
            home: self.home.clone(),
            store: Some(root.to_owned()),
            stored: stored(),
            stored_now: stored(),
            without_embedded: self.without_embedded,
            refresh: self.refresh.clone(),
            output: self.output.clone(),
        }
    }

    pub(crate) fn format(&self) -> Format {
        self.common.format.unwrap_or(Format::Table)
    }

    pub(crate) fn colour(&self) -> bool {
        match self.common.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => print::terminal_colours(),
        }
    }

    /// The authority of `yardstick.toml`.
    pub(crate) fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The authority that was named, or the one of `yardstick.toml`.
    ///
    /// # Errors
    /// Neither, or a name that stands for no authority or for several.
    pub(crate) fn authority(&self, reference: &Reference, named: Option<&str>) -> Result<Area> {
        let query = named.or(self.home()).ok_or_else(|| {
            Error::usage("no authority was named").hint(format!(
                "name one, or write authority = \"NAME\" into {FILE}"
            ))
        })?;
        let (area, note) = load::authority(reference, query)?;
        if let Some(note) = note.filter(|_| !self.common.quiet) {
            print::note(&note);
        }
        Ok(area)
    }

    /// The figures that a question about indicators is asked of; what was found wrong with them is told.
    ///
    /// # Errors
    /// As [`load::load_showing`].
    pub(crate) fn study<'r>(
        &self,
        reference: &'r Reference,
        indicators: &[String],
        by_hand: Option<&Entry>,
    ) -> Result<Study<'r>> {
        let input = Input {
            paths: &self.common.data,
            indicators,
            by_hand,
            asked: ScreeningScope::Everything,
            stored: self.stored(),
        };
        let study = Study::load_showing(self.world, reference, &input, self.small_counts())?;
        self.tell(&study.checks);
        Ok(study)
    }

    /// Whether local counts of 1 to 5 were asked for.
    pub(crate) fn small_counts(&self) -> SmallCounts {
        if self.common.unsuppressed {
            SmallCounts::Shown
        } else {
            SmallCounts::Withheld
        }
    }

    /// Which local figures are withheld, or that some are shown that should be.
    fn tell_small_counts(&self, checks: &[Check]) {
        let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for check in checks.iter().filter(|check| check.name == WITHHELD) {
            rows.entry(&check.file)
                .or_default()
                .extend(check.row.map(|row| row.to_string()));
        }
        for (file, rows) in rows {
            let more = if rows.len() > SHOWN_ROWS { ", ..." } else { "" };
            let listed = rows
                .iter()
                .take(SHOWN_ROWS)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ");
            print::note(&format!(
                "{file}: {} withheld as c, for they rest on counts of 1 to 5 or would tell one (row {listed}{more}); --unsuppressed shows them, \
                 for internal use only",
                if rows.len() == 1 {
                    "1 figure is".to_owned()
                } else {
                    format!("{} figures are", rows.len())
                },
            ));
        }
        if checks.iter().any(|check| check.name == LET_THROUGH) {
            print::note(NOT_FOR_PUBLICATION);
        }
    }

    /// Tells of findings that matter to whoever asked: errors always, the rest when asked to be verbose.
    pub(crate) fn tell(&self, checks: &[Check]) {
        let errors = load::errors(checks);
        if !self.common.quiet {
            self.tell_small_counts(checks);
        }
        if self.common.verbose {
            for seen in self.world.inputs() {
                print::note(&format!(
                    "read {} ({} bytes, SHA-256 {})",
                    seen.path.display(),
                    seen.bytes,
                    seen.sha256
                ));
            }
            checks.iter().for_each(print::check);
        } else if !errors.is_empty() {
            for check in errors.iter().take(SHOWN) {
                print::check(check);
            }
            if errors.len() > SHOWN {
                print::note(&format!(
                    "{} more findings: “yardstick check” lists them all",
                    errors.len() - SHOWN
                ));
            }
        }
    }
}

/// Where the store of this machine's user lies, unless another is named.
fn machine(world: &dyn World) -> Option<PathBuf> {
    world
        .storage()
        .data_folder()
        .map(|folder| folder.join("store"))
}

/// More rows than this are for `check` to list.
const SHOWN_ROWS: usize = 12;

/// More findings than this push the result off the screen.
const SHOWN: usize = 5;

/// The list of statistical neighbours that was asked for.
///
/// # Errors
/// Not a list there is.
pub(crate) fn list(reference: &Reference, wanted: Option<&str>) -> Result<NeighbourList> {
    let Some(wanted) = wanted else {
        return Ok(NeighbourList::DEFAULT);
    };
    let lists = reference.neighbours.lists();
    NeighbourList::parse(wanted)
        .filter(|list| lists.contains(list))
        .ok_or_else(|| {
            let known: Vec<String> = lists.iter().map(ToString::to_string).collect();
            Error::usage(format!(
                "“{wanted}” is not a list of statistical neighbours"
            ))
            .expected(known.join(" or "))
        })
}

/// Filters with their labels.
pub(crate) type Selection = Vec<(String, String)>;

/// An indicator made by hand, if one was asked for.
///
/// # Errors
/// `--where` without `--column`, or without an equals sign.
pub(crate) fn by_hand(options: &ByHand) -> Result<Option<(String, Selection)>> {
    let Some(column) = &options.column else {
        return if options.selection.is_empty() {
            Ok(None)
        } else {
            Err(Error::usage(
                "--where needs --column: which column is the indicator?",
            ))
        };
    };
    let pair = |text: &String| {
        let (filter, label) = text.split_once('=').ok_or_else(|| {
            Error::usage(format!("“{text}” has no equals sign"))
                .expected("--where 'filter=label', such as population_type=…")
        })?;
        Ok((filter.trim().to_owned(), label.trim().to_owned()))
    };
    let selection = options
        .selection
        .iter()
        .map(pair)
        .collect::<Result<Vec<_>>>()?;
    Ok(Some((column.clone(), selection)))
}
