//! Judgements of inspectorates, and which held on a day: for each authority the latest overall judgement whose report was published.
//!
//! The day of publication decides, not that of the inspection: nobody could have known of a judgement before.

mod file;
pub(crate) mod tidy;

pub(crate) use file::JudgementFile;

use super::authority::Register;
use super::sources::Sources;
use crate::observation::area::Area;
use crate::observation::judgement::{Grade, Inspectorate, Judgement, UnreadJudgement};
use jiff::civil::Date;

/// Every judgement that is known, with its files.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Judgements {
    /// By authority, then by day.
    all: Vec<Judgement>,
    pub(crate) files: Vec<JudgementFile>,
    /// Rows that could not be read.
    unread: Vec<UnreadJudgement>,
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
        }
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

    /// Those compiled in: Ofsted's.
    ///
    /// # Errors
    /// The file under `data/` is malformed: what, and on which line.
    pub(crate) fn embedded(register: &Register, sources: &Sources) -> Result<Judgements, String> {
        let files = tidy::files(include_str!("../../data/judgement_files.csv"), sources)?;
        let all = tidy::judgements(include_str!("../../data/judgements.csv"), register)?;
        match all.iter().find(|j| j.place.file >= files.len()) {
            Some(stray) => Err(format!(
                "file {} is not in judgement_files.csv",
                stray.place.file + 1
            )),
            None => Ok(Judgements::of(all, files)),
        }
    }

    pub(crate) fn all(&self) -> &[Judgement] {
        &self.all
    }

    /// Both lists in one; the second's files are numbered after the first's.
    pub(crate) fn and(self, other: Judgements) -> Judgements {
        let shift = self.files.len();
        let moved = other.all.into_iter().map(|mut judgement| {
            judgement.place.file += shift;
            judgement
        });
        let (mut all, mut files) = (self.all, self.files);
        all.extend(moved);
        files.extend(other.files);
        let unread = [self.unread, other.unread].concat();
        Judgements::of(all, files).with_unread(unread)
    }

    /// Whose judgements these are, in order.
    pub(crate) fn inspectorates(&self) -> Vec<Inspectorate> {
        let known = [Inspectorate::Ofsted, Inspectorate::Hmip];
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

    /// The day up to which the newest file has inspections, where it says so.
    pub(crate) fn inspected_to(&self, who: Inspectorate) -> Option<Date> {
        self.newest(who).and_then(|file| file.inspected_to)
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
