//! Every measure of a framework in every place, with its state on a day, the officer's words, and the national figure beside it.

use super::commentary::{self, Commentary, MeasureComment};
use crate::compare::comparators::Comparators;
use crate::compare::study::Study;
use crate::error::Result;
use crate::finding::prose::measures as words;
use crate::measure::framework::{Measure, MeasureFramework};
use crate::measure::returns::{self, Returns};
use crate::measure::series::{MeasureSeries, series};
use crate::measure::state::{MeasureAssurance, MeasureSignal, MeasureState, state};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::world::World;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A measure in a place.
pub(crate) struct BoardEntry {
    pub(crate) measure: usize,
    pub(crate) place: Option<usize>,
    pub(crate) series: MeasureSeries,
    pub(crate) state: MeasureState,
}

/// The whole board.
pub(crate) struct MeasureBoard {
    pub(crate) framework: MeasureFramework,
    pub(crate) returns: Returns,
    pub(crate) entries: Vec<BoardEntry>,
    pub(crate) commentary: Commentary,
    /// The newest national figure of the indicator that a measure corresponds to, in words, by measure.
    pub(crate) national: BTreeMap<usize, String>,
    pub(crate) as_at: Date,
    pub(crate) checks: Vec<Check>,
}

/// Where the files of a board are.
pub(crate) struct BoardFiles<'a> {
    pub(crate) framework: &'a Path,
    pub(crate) data: &'a [PathBuf],
    pub(crate) commentary: Option<&'a Path>,
}

impl MeasureBoard {
    /// Reads everything, and says how each measure stands on a day.
    ///
    /// # Errors
    /// A file that cannot be read, or that is not what it should be.
    pub(crate) fn read(
        world: &dyn World,
        reference: &Reference,
        files: &BoardFiles<'_>,
        as_at: Date,
    ) -> Result<MeasureBoard> {
        let framework = MeasureFramework::read(world, files.framework, &reference.catalogue)?;
        let mut returns = returns::read(world, files.data, &framework)?;
        let mut checks = std::mem::take(&mut returns.checks);
        let (all, faults) = series(&framework, &returns);
        checks.extend(faults);
        let mut words = Commentary::new();
        if let Some(path) = files.commentary {
            let (read, faults) = commentary::read(world, path, &framework)?;
            words = read;
            checks.extend(faults);
        }
        let entries = all.into_iter().map(|series| BoardEntry {
            measure: series.measure,
            place: series.place,
            state: state(&framework.measures[series.measure], &series, as_at),
            series,
        });
        Ok(MeasureBoard {
            entries: entries.collect(),
            framework,
            returns,
            commentary: words,
            national: BTreeMap::new(),
            as_at,
            checks,
        })
    }

    /// The same with the newest national figure of each indicator that a measure corresponds to.
    pub(crate) fn beside(
        mut self,
        study: &Study<'_>,
        area: Area,
        list: NeighbourList,
    ) -> MeasureBoard {
        let comparators = Comparators::neighbours(list);
        for (at, measure) in self.framework.measures.iter().enumerate() {
            let panel = measure.national.as_deref().and_then(|id| study.panel(id));
            let Some((panel, newest)) = panel.and_then(|panel| Some((panel, panel.latest()?)))
            else {
                continue;
            };
            let c = study.comparison(panel, newest, area, &comparators);
            self.national
                .extend(words::national(&c).map(|told| (at, told)));
        }
        self
    }

    pub(crate) fn measure(&self, entry: &BoardEntry) -> &Measure {
        &self.framework.measures[entry.measure]
    }

    /// The name of an entry's place.
    pub(crate) fn place(&self, entry: &BoardEntry) -> &str {
        match entry.place {
            Some(at) => &self.framework.places[at].name,
            None => &self.framework.authority,
        }
    }

    /// The entry of a measure for the whole authority, else in its first place.
    pub(crate) fn main(&self, measure: usize) -> Option<&BoardEntry> {
        self.entries.iter().find(|entry| entry.measure == measure)
    }

    /// The entries of a measure in places within the authority.
    pub(crate) fn of_places(&self, measure: usize) -> Vec<&BoardEntry> {
        let entries = self.entries.iter();
        entries
            .filter(|entry| entry.measure == measure && entry.place.is_some())
            .collect()
    }

    /// The titles of measures for which nothing came.
    pub(crate) fn not_received(&self) -> Vec<String> {
        let measures = self.framework.measures.iter().enumerate();
        let without = measures.filter(|(at, _)| self.main(*at).is_none());
        without
            .map(|(_, measure)| measure.indicator.title.clone())
            .collect()
    }

    /// What somebody has to look at: worse first, then targets that will not be met, other missed ones, and what changed or got better. A
    /// missed target of a place is told where the whole authority meets its own, or has no figure.
    pub(crate) fn exceptions(&self) -> Vec<&BoardEntry> {
        let order = |entry: &&BoardEntry| {
            let is_never = entry.state.assurance == Some(MeasureAssurance::Never);
            match (entry.state.signal, entry.state.is_met) {
                (
                    MeasureSignal::Signal {
                        is_better: Some(false),
                        ..
                    },
                    _,
                ) => 0,
                (_, Some(false)) if is_never => 1,
                (_, Some(false)) => 2,
                (
                    MeasureSignal::Signal {
                        is_better: None, ..
                    },
                    _,
                ) => 3,
                _ => 4,
            }
        };
        let mut all: Vec<&BoardEntry> = self
            .entries
            .iter()
            .filter(|entry| self.is_told(entry))
            .collect();
        all.sort_by_key(|entry| (order(entry), entry.measure, entry.place));
        all
    }

    fn is_told(&self, entry: &BoardEntry) -> bool {
        let of_whole = self
            .main(entry.measure)
            .filter(|whole| whole.place.is_none());
        let is_missed_alone = entry.state.is_met == Some(false)
            && (entry.place.is_none()
                || of_whole.is_none_or(|whole| whole.state.is_met != Some(false)));
        matches!(entry.state.signal, MeasureSignal::Signal { .. }) || is_missed_alone
    }

    /// Measures with a late return of which nothing else is told, with the day on which the first was due.
    pub(crate) fn late(&self) -> Vec<(String, Date)> {
        let mut all: Vec<(String, Date)> = Vec::new();
        for (at, measure) in self.framework.measures.iter().enumerate() {
            let is_told = |entry: &BoardEntry| entry.measure == at && self.is_told(entry);
            if self.entries.iter().any(is_told) {
                continue;
            }
            let late = self
                .entries
                .iter()
                .filter(|entry| entry.measure == at)
                .filter_map(|entry| entry.state.late);
            all.extend(
                late.map(|late| late.due)
                    .min()
                    .map(|due| (measure.indicator.title.clone(), due)),
            );
        }
        all
    }

    /// The officer's words of an entry, and whether they were written of an older figure.
    pub(crate) fn comment(&self, entry: &BoardEntry) -> Option<(&MeasureComment, bool)> {
        let comment = self
            .commentary
            .get(&(entry.measure, entry.place))
            .filter(|comment| !comment.is_blank())?;
        Some((comment, self.has_moved(entry, comment)))
    }

    fn has_moved(&self, entry: &BoardEntry, comment: &MeasureComment) -> bool {
        let newest = entry
            .state
            .newest
            .and_then(|at| entry.series.points.get(at));
        newest.is_some_and(|point| {
            let is_other_period =
                !comment.period.is_empty() && comment.period != point.period.short();
            let figure = words::figure(self.measure(entry), point.reading);
            is_other_period || (!comment.figure.is_empty() && comment.figure != figure)
        })
    }

    /// The rows of the officer's file for the next time: every exception, and whatever else has words.
    pub(crate) fn commentary_rows(&self) -> Vec<[String; 8]> {
        let exceptions = self.exceptions();
        let with_words = self.entries.iter().filter(|entry| {
            let is_new = !exceptions.iter().any(|other| std::ptr::eq(*other, *entry));
            is_new && self.comment(entry).is_some()
        });
        let all: Vec<&BoardEntry> = exceptions.iter().copied().chain(with_words).collect();
        all.into_iter()
            .map(|entry| {
                let measure = self.measure(entry);
                let kept = self
                    .commentary
                    .get(&(entry.measure, entry.place))
                    .cloned()
                    .unwrap_or_default();
                let newest = entry
                    .state
                    .newest
                    .and_then(|at| entry.series.points.get(at));
                // Words keep the figure of which they were written; a row without words is of the newest.
                let (period, figure) = match (kept.is_blank(), newest) {
                    (true, Some(point)) => {
                        (point.period.short(), words::figure(measure, point.reading))
                    }
                    _ => (kept.period.clone(), kept.figure.clone()),
                };
                [
                    measure.indicator.id.clone(),
                    self.place(entry).to_owned(),
                    period,
                    figure,
                    kept.reason,
                    kept.impact,
                    kept.action,
                    if kept.owner.is_empty() {
                        measure.owner.clone()
                    } else {
                        kept.owner
                    },
                ]
            })
            .collect()
    }
}
