//! Judgements of inspectorates, and which held on a day: for each authority the latest overall judgement whose report was published.
//!
//! The day of publication decides, not that of the inspection: nobody could have known of a judgement before.

mod file;
pub(crate) mod merge;
mod outcomes;
pub(crate) mod rules;
pub(crate) mod services;
pub(crate) mod tidy;

pub(crate) use file::JudgementFile;

use super::authority::Register;
use super::sources::Sources;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::judgement::{Grade, Inspectorate, Judgement, UnreadJudgement};
use jiff::civil::Date;
use merge::FileOfJudgements;

/// Every judgement that is known, with its files.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Judgements {
    /// By authority, then by day.
    all: Vec<Judgement>,
    pub(crate) files: Vec<JudgementFile>,
    /// Rows that could not be read.
    unread: Vec<UnreadJudgement>,
    /// Where a reading says otherwise than a release.
    contrary: Vec<ContraryReading>,
}

/// What somebody read from a report's page, and the inspectorate's own release of the same inspection has otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ContraryReading {
    pub(crate) areas: Vec<Area>,
    pub(crate) who: Inspectorate,
    /// The day of the report.
    pub(crate) published: Option<Date>,
    /// What it is about, by column name.
    pub(crate) what: String,
    /// None where the release says nothing of it.
    pub(crate) released: Option<String>,
    pub(crate) read: String,
    /// Where it was read.
    pub(crate) file: String,
    pub(crate) row: u64,
}

impl ContraryReading {
    /// As a note on the file that was read.
    pub(crate) fn check(&self) -> Check {
        let codes: Vec<String> = self.areas.iter().map(|area| area.la_code()).collect();
        let released = self.released.as_deref().unwrap_or("nothing");
        Check::new(Severity::Note, "reading-contradicts-release", &self.file)
            .row(self.row)
            .column(format!("{}, {}", codes.join("+"), self.what))
            .found(self.read.clone())
            .expected(format!("{released}, as in the inspectorate’s own release"))
            .guidance("the release is believed")
    }
}

impl Judgements {
    /// Puts judgements in order: by authority, day, framework and kind.
    pub(crate) fn of(mut all: Vec<Judgement>, files: Vec<JudgementFile>) -> Judgements {
        all.sort_by(|a, b| {
            (&a.areas, a.day(), a.framework, a.kind, &a.place).cmp(&(
                &b.areas,
                b.day(),
                b.framework,
                b.kind,
                &b.place,
            ))
        });
        Judgements {
            all,
            files,
            unread: Vec::new(),
            contrary: Vec::new(),
        }
    }

    /// The same with where a reading contradicts a release.
    pub(crate) fn with_contrary(mut self, contrary: Vec<ContraryReading>) -> Judgements {
        self.contrary.extend(contrary);
        self
    }

    /// Where a reading of an authority's report contradicts the release, for reports published by a day.
    pub(crate) fn contrary(
        &self,
        who: Inspectorate,
        area: Area,
        day: Date,
    ) -> Vec<&ContraryReading> {
        let all = self.contrary.iter();
        all.filter(|each| each.who == who && each.areas.contains(&area))
            .filter(|each| each.published.is_some_and(|published| published <= day))
            .collect()
    }

    /// Every place where a reading contradicts a release.
    pub(crate) fn all_contrary(&self) -> &[ContraryReading] {
        &self.contrary
    }

    /// Each file with its judgements, as [`merge::merged`] takes them; of inspectorates that are wanted.
    pub(crate) fn by_file(&self, wanted: impl Fn(Inspectorate) -> bool) -> Vec<FileOfJudgements> {
        let of = |at: usize| {
            let of_file = self.all.iter().filter(|each| each.place.file == at);
            let of_file = of_file.filter(|each| wanted(each.framework.inspectorate()));
            of_file.cloned().collect::<Vec<Judgement>>()
        };
        let files = self.files.iter().enumerate();
        files
            .map(|(at, file)| (file.clone(), of(at)))
            .filter(|(_, judgements)| !judgements.is_empty())
            .collect()
    }

    /// The rows that could not be read, of inspectorates that are wanted.
    pub(crate) fn all_unread(
        &self,
        wanted: impl Fn(Inspectorate) -> bool,
    ) -> impl Iterator<Item = &UnreadJudgement> {
        let rows = self.unread.iter();
        rows.filter(move |row| row.who.is_none_or(&wanted))
    }

    /// The same with rows that could not be read.
    pub(crate) fn with_unread(mut self, unread: Vec<UnreadJudgement>) -> Judgements {
        self.unread.extend(unread);
        self
    }

    /// The rows on an authority that could not be read, and may hold a judgement of an inspectorate that was known by a day.
    pub(crate) fn unread(&self, who: Inspectorate, area: Area, day: Date) -> Vec<&UnreadJudgement> {
        let rows = self.unread.iter();
        rows.filter(|row| row.is_on(who, area, day)).collect()
    }

    /// The same rows where it could not be read which authority they are on.
    pub(crate) fn unread_of_anybody(&self, who: Inspectorate, day: Date) -> Vec<&UnreadJudgement> {
        let rows = self.unread.iter();
        rows.filter(|row| row.is_on_anybody(who, day)).collect()
    }

    /// Those compiled in: Ofsted's releases, what was read from newer reports' pages, and youth justice ratings.
    ///
    /// # Errors
    /// A file under `data/` is malformed: what, and on which line.
    pub(crate) fn embedded(register: &Register, sources: &Sources) -> Result<Judgements, String> {
        let released = tidy::files(include_str!("../../data/judgement_files.csv"), sources)?;
        let readings = tidy::reading_files(include_str!("../../data/reading_files.csv"), sources)?;
        let (mut parts, mut unread) = (Vec::new(), Vec::new());
        for (files, texts) in [
            (released, &[include_str!("../../data/judgements.csv")][..]),
            (
                readings,
                &[
                    include_str!("../../data/judgement_readings.csv"),
                    include_str!("../../data/youth_justice_ratings.csv"),
                ][..],
            ),
        ] {
            let mut read = tidy::Rows::default();
            for text in texts {
                read.extend(tidy::judgements(text, register, &files)?);
            }
            unread.extend(read.unread);
            parts.extend(Judgements::of(read.judgements, files).by_file(|_| true));
        }
        let (judgements, _) = merge::merged(parts, unread);
        Ok(judgements)
    }

    pub(crate) fn all(&self) -> &[Judgement] {
        &self.all
    }

    /// Whose judgements these are, in order.
    pub(crate) fn inspectorates(&self) -> Vec<Inspectorate> {
        let known = [Inspectorate::Ofsted, Inspectorate::Hmip];
        // The others give no grades, so that no position can be told of them.
        known
            .into_iter()
            .filter(|who| self.by(*who).next().is_some())
            .collect()
    }

    fn by(&self, who: Inspectorate) -> impl Iterator<Item = &Judgement> {
        self.all
            .iter()
            .filter(move |j| j.framework.inspectorate() == who)
    }

    /// Every inspection, visit and review of an authority up to a day, whoever made it, oldest first.
    pub(crate) fn events(&self, area: Area, day: Date) -> Vec<&Judgement> {
        let all = self.all.iter();
        let mut events: Vec<&Judgement> = all
            .filter(|j| j.areas.contains(&area) && j.day().is_some_and(|known| known <= day))
            .collect();
        events.sort_by_key(|j| (j.inspected.or(j.published), j.framework, j.kind));
        events
    }

    /// The judgements of one authority by one inspectorate up to a day, oldest first.
    pub(crate) fn history(&self, who: Inspectorate, area: Area, day: Date) -> Vec<&Judgement> {
        self.by(who)
            .filter(|j| j.areas.contains(&area) && j.day().is_some_and(|known| known <= day))
            .collect()
    }

    /// The overall judgement that held on a day. Of two published on one day that of the later inspection counts.
    pub(crate) fn held(
        &self,
        who: Inspectorate,
        area: Area,
        day: Date,
    ) -> Option<(&Judgement, Grade)> {
        self.by(who)
            .filter(|judgement| judgement.areas.contains(&area))
            .filter(|judgement| {
                judgement
                    .published
                    .is_some_and(|published| published <= day)
            })
            .filter_map(|judgement| Some((judgement, judgement.counted()?)))
            .max_by_key(|(j, _)| (j.published, j.inspected, j.framework, j.kind))
    }

    /// The newest inspection of the whole service that was published by a day, with or without an overall judgement.
    pub(crate) fn newest_whole(
        &self,
        who: Inspectorate,
        area: Area,
        day: Date,
    ) -> Option<&Judgement> {
        self.by(who)
            .filter(|judgement| judgement.areas.contains(&area) && judgement.is_of_the_whole())
            .filter(|judgement| judgement.published.is_some_and(|known| known <= day))
            .max_by_key(|j| (j.published, j.inspected, j.framework, j.kind))
    }

    /// The file that a judgement was read from.
    pub(crate) fn file_of(&self, judgement: &Judgement) -> Option<&JudgementFile> {
        self.files.get(judgement.place.file)
    }

    /// An inspection made by a day whose judgement was published after it.
    pub(crate) fn awaited(
        &self,
        who: Inspectorate,
        area: Area,
        day: Date,
    ) -> Option<(&Judgement, Grade)> {
        self.by(who)
            .filter(|judgement| judgement.areas.contains(&area))
            .filter(|judgement| {
                judgement
                    .inspected
                    .is_some_and(|inspected| inspected <= day)
            })
            .filter(|judgement| judgement.published.is_some_and(|published| published > day))
            .filter_map(|judgement| Some((judgement, judgement.counted()?)))
            .max_by_key(|(j, _)| j.inspected)
    }

    /// Listed apart by Ofsted, as an authority of before a reorganisation.
    pub(crate) fn is_apart(&self, area: Area) -> bool {
        self.all.iter().any(|j| j.apart && j.areas.contains(&area))
    }

    /// The day that the newest file of an inspectorate is complete to; none without a judgement of it.
    pub(crate) fn complete_to(&self, who: Inspectorate) -> Option<Date> {
        let said = self.newest(who).and_then(|file| file.complete_to);
        said.or_else(|| self.by(who).filter_map(|j| j.published).max())
    }

    fn newest(&self, who: Inspectorate) -> Option<&JudgementFile> {
        self.sources(who)
            .into_iter()
            .max_by_key(|file| file.complete_to)
    }

    /// The files with a judgement of one inspectorate.
    pub(crate) fn sources(&self, who: Inspectorate) -> Vec<&JudgementFile> {
        self.files
            .iter()
            .enumerate()
            .filter(|(at, _)| self.by(who).any(|judgement| judgement.place.file == *at))
            .map(|(_, file)| file)
            .collect()
    }
}
