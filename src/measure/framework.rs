//! A performance framework as a TOML file or a sheet: the measures, the places within the authority, targets by date, and where limits start anew
//! with the reason.

mod sheet;
mod written;

use crate::error::{Error, Result};
use crate::observation::indicator::Indicator;
use crate::observation::period::YearKind;
use crate::reference::catalogue::Catalogue;
use crate::reference::nearest::{did_you_mean, nearest};
use crate::source::settings_file;
use crate::source::sheet::form::plain_heading;
use crate::world::{self, World};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;
use written::{WrittenFramework, WrittenPlace};

/// How often a measure is returned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Frequency {
    Week,
    Month,
    Quarter,
    Term,
    Year,
}

impl Frequency {
    /// What one period is called, in the singular.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Frequency::Week => "week",
            Frequency::Month => "month",
            Frequency::Quarter => "quarter",
            Frequency::Term => "term",
            Frequency::Year => "year",
        }
    }

    /// Whether a period of this kind is one.
    pub(crate) fn takes(self, kind: YearKind) -> bool {
        match self {
            // A snapshot of a day may be taken every week or month.
            Frequency::Week => matches!(kind, YearKind::Week | YearKind::Day),
            Frequency::Month => matches!(kind, YearKind::Month | YearKind::Day),
            Frequency::Quarter => matches!(
                kind,
                YearKind::Quarter
                    | YearKind::FinancialQuarter
                    | YearKind::AcademicQuarter
                    | YearKind::Day
            ),
            Frequency::Term => kind == YearKind::Term,
            Frequency::Year => !kind.is_part_of_year(),
        }
    }

    /// Days by which the end of the next period lies behind that of the last, at most.
    pub(crate) fn longest(self) -> i32 {
        match self {
            Frequency::Week => 7,
            Frequency::Month => 31,
            Frequency::Quarter => 92,
            Frequency::Term => 150,
            Frequency::Year => 366,
        }
    }
}

/// Who looks at a measure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MeasureAudience {
    Team,
    Board,
    Scrutiny,
}

impl MeasureAudience {
    pub(crate) fn word(self) -> &'static str {
        match self {
            MeasureAudience::Team => "team",
            MeasureAudience::Board => "board",
            MeasureAudience::Scrutiny => "scrutiny",
        }
    }
}

/// What a target rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TargetBasis {
    National,
    Neighbours,
    Own,
    Statutory,
}

impl TargetBasis {
    pub(crate) fn words(self) -> &'static str {
        match self {
            TargetBasis::National => "the national figure",
            TargetBasis::Neighbours => "the neighbours’ average",
            TargetBasis::Own => "set by the council",
            TargetBasis::Statutory => "statutory",
        }
    }
}

/// The range that meets a target, from a day on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MeasureTarget {
    pub(crate) from: Date,
    /// None where there is no lower end.
    pub(crate) least: Option<f64>,
    pub(crate) most: Option<f64>,
    pub(crate) basis: TargetBasis,
}

impl MeasureTarget {
    pub(crate) fn is_met_by(&self, value: f64) -> bool {
        self.least.is_none_or(|least| value >= least) && self.most.is_none_or(|most| value <= most)
    }
}

/// From when limits are computed anew, and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MeasureRebase {
    pub(crate) from: Date,
    pub(crate) reason: String,
}

/// Whether counts of 1 to 5 are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SmallNumbers {
    #[default]
    Suppress,
    Show,
}

/// One measure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    pub(crate) indicator: Indicator,
    pub(crate) aliases: Vec<String>,
    pub(crate) owner: String,
    pub(crate) source: String,
    pub(crate) frequency: Frequency,
    pub(crate) audience: Vec<MeasureAudience>,
    /// The id of the national indicator that it corresponds to.
    pub(crate) national: Option<String>,
    pub(crate) small_numbers: SmallNumbers,
    /// Days after the end of a period until its figure is due.
    pub(crate) due_after: i32,
    /// By day.
    pub(crate) targets: Vec<MeasureTarget>,
    pub(crate) rebases: Vec<MeasureRebase>,
    /// Figures add up from the beginning of the financial year.
    pub(crate) is_cumulative: bool,
    /// Where it comes from, of a standard framework's.
    pub(crate) note: String,
}

impl Measure {
    /// The target that holds on a day.
    pub(crate) fn target(&self, day: Date) -> Option<&MeasureTarget> {
        self.targets.iter().rev().find(|target| target.from <= day)
    }
}

/// A place within the authority: a district, a locality or a team.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MeasurePlace {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) aliases: Vec<String>,
}

/// The whole framework.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MeasureFramework {
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) authority: String,
    pub(crate) places: Vec<MeasurePlace>,
    pub(crate) measures: Vec<Measure>,
}

impl MeasureFramework {
    /// Reads a framework.
    ///
    /// # Errors
    /// The file is missing or no TOML; a key is unknown, missing or of another type; two measures have one id; a target has no range; a
    /// national indicator is none.
    pub(crate) fn read(
        world: &dyn World,
        path: &Path,
        catalogue: &Catalogue,
    ) -> Result<MeasureFramework> {
        let file = path.display().to_string();
        if sheet::is_sheet(path) {
            return MeasureFramework::checked(sheet::read(world, path)?, &file, catalogue);
        }
        let text = world::read_text(world, path)?;
        MeasureFramework::parse(&text, &file, catalogue)
    }

    /// As [`MeasureFramework::read`], of a text.
    ///
    /// # Errors
    /// As [`MeasureFramework::read`].
    pub(crate) fn parse(text: &str, file: &str, catalogue: &Catalogue) -> Result<MeasureFramework> {
        MeasureFramework::checked(settings_file::read(text, file)?, file, catalogue)
    }

    fn checked(
        raw: WrittenFramework,
        file: &str,
        catalogue: &Catalogue,
    ) -> Result<MeasureFramework> {
        let mut ids = BTreeSet::new();
        let mut measures = Vec::new();
        for written in raw.measure {
            let id = written.id.clone();
            if !ids.insert(id.clone()) {
                return Err(Error::usage(format!("two measures have the id “{id}”"))
                    .in_file(file)
                    .hint("give each measure an id of its own: figures are found by it"));
            }
            let measure = written.checked(catalogue).map_err(|why| {
                let error = Error::usage(format!("measure “{id}”: {}", why.what)).in_file(file);
                error.hint(why.hint)
            })?;
            measures.push(measure);
        }
        if measures.is_empty() {
            return Err(Error::usage("the framework defines no measure")
                .in_file(file)
                .hint("add a [[measure]] table; “yardstick framework new” writes an example"));
        }
        Ok(MeasureFramework {
            file: file.to_owned(),
            title: raw.title,
            authority: raw.authority,
            places: raw.place.into_iter().map(WrittenPlace::place).collect(),
            measures,
        })
    }

    /// The measure of an id, a title or another name, however it is spelt.
    pub(crate) fn measure(&self, name: &str) -> Option<usize> {
        let wanted = plain_heading(name);
        self.measures.iter().position(|measure| {
            let names = [
                &measure.indicator.id,
                &measure.indicator.title,
                &measure.indicator.short,
            ];
            let mut all = names.into_iter().chain(&measure.aliases);
            all.any(|own| plain_heading(own) == wanted)
        })
    }

    /// The measure whose name is nearest to one that is none.
    pub(crate) fn nearest_measure(&self, name: &str) -> Option<&str> {
        let ids = self.measures.iter().map(|of| of.indicator.id.as_str());
        let titles = self.measures.iter().map(|of| of.indicator.title.as_str());
        nearest(name, ids.chain(titles))
    }

    /// The place of a name: none for the whole authority.
    ///
    /// # Errors
    /// The name is neither the authority's nor of a place in the framework.
    pub(crate) fn place(&self, name: &str) -> Result<Option<usize>, UnknownPlace> {
        let plain = plain_heading;
        let wanted = plain(name);
        if wanted.is_empty() || wanted == plain(&self.authority) {
            return Ok(None);
        }
        let mut places = self.places.iter();
        let is_it = |place: &MeasurePlace| {
            plain(&place.name) == wanted || place.aliases.iter().any(|alias| plain(alias) == wanted)
        };
        places.position(is_it).map(Some).ok_or_else(|| {
            let known = self.places.iter().map(|place| place.name.as_str());
            UnknownPlace(did_you_mean(name, known.chain([self.authority.as_str()])))
        })
    }
}

/// That a name is of no place; what was meant, where it can be told.
pub(crate) struct UnknownPlace(pub(crate) Option<String>);
