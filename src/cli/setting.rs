//! What holds for a whole run: the world, `yardstick.toml`, and the options every command shares.

use super::args::{ByHand, Colour, Common, Format};
use super::print;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::observation::provenance::NOT_FOR_PUBLICATION;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::run::load;
use crate::source::SmallCounts;
use crate::source::local::{LET_THROUGH, WITHHELD};
use crate::world::{self, World};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The settings file, read from the folder one works in.
const FILE: &str = "yardstick.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    /// The authority that commands are about when none is named.
    authority: Option<String>,
}

/// What holds for the whole run.
pub(crate) struct Setting<'a> {
    pub(crate) world: &'a dyn World,
    pub(crate) common: &'a Common,
    home: Option<String>,
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
                    .expected("authority = \"NAME\"")
                    .hint("correct the file, or move it away")
            })?,
            None => File::default(),
        };
        Ok(Setting { world, common, home: file.authority })
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
            Error::usage("no authority was named").hint(format!("name one, or write authority = \"NAME\" into {FILE}"))
        })?;
        let (area, note) = load::authority(reference, query)?;
        if let Some(note) = note.filter(|_| !self.common.quiet) {
            print::note(&note);
        }
        Ok(area)
    }

    /// Whether local counts of 1 to 5 were asked for.
    pub(crate) fn small_counts(&self) -> SmallCounts {
        if self.common.unsuppressed { SmallCounts::Shown } else { SmallCounts::Withheld }
    }

    /// Which local figures are withheld, or that some are shown that should be.
    fn tell_small_counts(&self, checks: &[Check]) {
        let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for check in checks.iter().filter(|check| check.name == WITHHELD) {
            rows.entry(&check.file).or_default().extend(check.row.map(|row| row.to_string()));
        }
        for (file, rows) in rows {
            let more = if rows.len() > SHOWN_ROWS { ", ..." } else { "" };
            let listed = rows.iter().take(SHOWN_ROWS).cloned().collect::<Vec<_>>().join(", ");
            print::note(&format!(
                "{file}: {} withheld as c, for they rest on counts of 1 to 5 or would tell one (row {listed}{more}); --unsuppressed shows them, \
                 for internal use only",
                if rows.len() == 1 { "1 figure is".to_owned() } else { format!("{} figures are", rows.len()) },
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
            for seen in self.world.seen() {
                print::note(&format!("read {} ({} bytes, SHA-256 {})", seen.path.display(), seen.bytes, seen.sha256));
            }
            checks.iter().for_each(print::check);
        } else if !errors.is_empty() {
            for check in errors.iter().take(SHOWN) {
                print::check(check);
            }
            if errors.len() > SHOWN {
                print::note(&format!("{} more findings: “yardstick check” lists them all", errors.len() - SHOWN));
            }
        }
    }
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
    let Some(wanted) = wanted else { return Ok(NeighbourList::DEFAULT) };
    let lists = reference.neighbours.lists();
    NeighbourList::parse(wanted).filter(|list| lists.contains(list)).ok_or_else(|| {
        let known: Vec<String> = lists.iter().map(ToString::to_string).collect();
        Error::usage(format!("“{wanted}” is not a list of statistical neighbours")).expected(known.join(" or "))
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
            Err(Error::usage("--where needs --column: which column is the indicator?"))
        };
    };
    let pair = |text: &String| {
        let (filter, label) = text.split_once('=').ok_or_else(|| {
            Error::usage(format!("“{text}” has no equals sign")).expected("--where 'filter=label', such as population_type=…")
        })?;
        Ok((filter.trim().to_owned(), label.trim().to_owned()))
    };
    let selection = options.selection.iter().map(pair).collect::<Result<Vec<_>>>()?;
    Ok(Some((column.clone(), selection)))
}
