//! Which vintages speak: all of them, those published by a day, or one by name; and their figures, entered newest first.

use super::Store;
use super::figures::{Entering, enter};
use super::form;
use super::vintage::Vintage;
use crate::error::{Error, Result};
use crate::observation::provenance::Source;
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::reference::sources::COMPILATION;
use crate::source::lait::Dictionary;
use crate::world;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Of which day, and of which vintages, a question is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AsAt {
    /// Only what was published by this day.
    pub(crate) day: Option<Date>,
    /// Of the publications these belong to, only these.
    pub(crate) vintages: Vec<String>,
    /// Nothing but the vintages named: neither others nor the figures in the program.
    pub(crate) alone: bool,
    /// Everything but these: what spoke before they came.
    pub(crate) without: Vec<String>,
    /// Only what was taken in: the figures in the program do not speak.
    pub(crate) taken_in: bool,
}

/// The vintages that speak, and what is silenced by them.
pub(crate) struct Speaking {
    /// Newest first.
    pub(crate) vintages: Vec<Vintage>,
    /// Titles of publications for which only the vintages named speak.
    silenced: Vec<String>,
    /// Digests of files that are left out, in the program as in the store.
    left_out: Vec<String>,
    /// Digests of every good file of the store, where nothing else may speak.
    taken_in: Option<BTreeSet<String>>,
    as_at: AsAt,
}

impl Speaking {
    /// Whether a file behind the figures in the program may speak beside them.
    pub(crate) fn admits(&self, source: &Source) -> bool {
        let by_then = self.as_at.day.is_none_or(|day| source.published.is_some_and(|published| published <= day));
        let speak = !self.as_at.alone && !self.as_at.taken_in;
        by_then && speak && !self.silenced.contains(&source.publication) && !self.left_out.contains(&source.sha256)
    }

    /// Whether a figure that was divided by a file of this digest may speak.
    pub(super) fn admits_base(&self, sha256: &str) -> bool {
        self.taken_in.as_ref().is_none_or(|files| files.contains(sha256))
    }

    /// Where there is no store: the figures in the program alone.
    ///
    /// # Errors
    /// A vintage was named.
    pub(crate) fn of_the_program(as_at: &AsAt) -> Result<Speaking> {
        match as_at.vintages.first() {
            Some(name) => Err(Error::usage(format!("there is no store to look for the vintage “{name}” in"))
                .hint("name it with --store DIR, or write store = \"DIR\" into yardstick.toml")),
            None => Ok(Speaking {
                vintages: Vec::new(),
                silenced: Vec::new(),
                left_out: Vec::new(),
                taken_in: None,
                as_at: as_at.clone(),
            }),
        }
    }
}

impl Store<'_> {
    /// The good vintages published by a day, newest first; every one where no day is given.
    ///
    /// # Errors
    /// As [`Store::vintages`].
    pub(crate) fn files_as_at(&self, day: Option<Date>) -> Result<Vec<Vintage>> {
        let mut good: Vec<Vintage> = self.vintages()?.into_iter().filter(Vintage::is_good).collect();
        good.retain(|vintage| day.is_none_or(|day| vintage.day().is_some_and(|published| published <= day)));
        good.sort_by(|a, b| (b.day(), b.retrieved, &b.id).cmp(&(a.day(), a.retrieved, &a.id)));
        Ok(good)
    }

    /// Chooses the vintages that a question is asked of.
    ///
    /// # Errors
    /// A name that stands for no good vintage, with those there are.
    pub(crate) fn speaking(&self, reference: &Reference, as_at: &AsAt) -> Result<Speaking> {
        let mut vintages = self.files_as_at(as_at.day)?;
        let (mut out, rest): (Vec<Vintage>, Vec<Vintage>) = vintages.into_iter().partition(|v| as_at.without.contains(&v.id));
        vintages = rest;
        // Judgements are no figures: that they came says nothing of what figures were before.
        out.retain(|v| v.figures > 0);
        let left_out = out.iter().flat_map(|v| &v.files).map(|file| file.sha256.clone()).collect();
        // Where an older vintage speaks for a publication, the figures in the program are no longer what was before.
        let in_program = |out: &Vintage| out.files.iter().any(|f| reference.sources.file_by_digest(&f.sha256).is_some());
        let is_before = |out: &&Vintage| in_program(out) || vintages.iter().any(|v| v.publication == out.publication);
        let mut before: Vec<String> = out.iter().filter(is_before).map(|out| out.publication.clone()).collect();
        // A compilation repeats what its publishers had, rounded its own way: it is before nothing but itself.
        if !out.is_empty() && out.iter().all(|out| out.publication != COMPILATION) {
            before.push(COMPILATION.to_owned());
        }
        let mut named: Vec<(String, String)> = Vec::new();
        for name in &as_at.vintages {
            let before = named.len();
            named.extend(vintages.iter().filter(|v| v.answers_to(name)).map(|v| (v.publication.clone(), v.id.clone())));
            if named.len() == before {
                return Err(no_vintage(name, &vintages));
            }
        }
        let is_named = |v: &Vintage| named.iter().any(|(publication, id)| *publication == v.publication && *id == v.id);
        let is_silenced = |publication: &str| named.iter().any(|(named, _)| named == publication);
        vintages.retain(|v| is_named(v) || (!as_at.alone && !is_silenced(&v.publication)));
        let title = |key: &String| reference.sources.publication(key).map(|p| p.title.clone());
        let silenced = named.iter().map(|(publication, _)| publication).chain(&before).filter_map(title).collect();
        let files = |good: Vec<Vintage>| good.into_iter().flat_map(|v| v.files).map(|file| file.sha256).collect();
        let taken_in = as_at.taken_in.then(|| self.files_as_at(None).map(files)).transpose()?;
        Ok(Speaking { vintages, silenced, left_out, taken_in, as_at: as_at.clone() })
    }

    /// Enters the wanted figures of a vintage, each with the vintage in its coat; answers with the number of those left out, since
    /// what they were divided by was not taken in.
    ///
    /// # Errors
    /// The vintage is damaged.
    pub(crate) fn enter(
        &self,
        (vintage, speaking): (&Vintage, &Speaking),
        reference: &Reference,
        wanted: &dyn Fn(&str, &str) -> bool,
        builder: &mut Builder,
    ) -> Result<usize> {
        if vintage.figures == 0 || !vintage.indicators.iter().any(|id| wanted(id, id)) {
            return Ok(0);
        }
        let folder = self.folder(vintage);
        let path = folder.join(form::FIGURES);
        let bytes = self.bytes(&path)?;
        if !self.sums(&folder)?.iter().any(|(name, sha256)| name == form::FIGURES && *sha256 == world::digest(&bytes)) {
            return Err(Error::unreadable(
                path.display().to_string(),
                "the figures of this vintage are not as they were written",
            )
            .hint("“yardstick store check” lists what is damaged; move the folder away and import or fetch the release again"));
        }
        let dictionary = Dictionary::embedded();
        let source = |name: &str| credit(vintage, reference, name);
        let base = |sha256: &str| speaking.admits_base(sha256);
        let with = Entering { reference, dictionary: &dictionary, wanted, base: &base, source: &source };
        enter(bytes, &path.display().to_string(), &with, builder)
    }
}

/// How a file of a vintage is credited: by what the vintage says, since the program may not know the file.
fn credit(vintage: &Vintage, reference: &Reference, name: &str) -> Source {
    let sha256 = vintage.file(name).map(|file| file.sha256.clone()).unwrap_or_default();
    let known = reference.sources.describe(name, &sha256, &vintage.publication);
    Source { release: vintage.release.clone(), published: vintage.day(), vintage: vintage.id.clone(), ..known }
}

fn no_vintage(name: &str, vintages: &[Vintage]) -> Error {
    let fault = Error::usage(format!("“{name}” is no vintage of this store"));
    let ids: Vec<&str> = vintages.iter().map(|v| v.id.as_str()).take(6).collect();
    let fault = if ids.is_empty() { fault } else { fault.expected(format!("an id or a release, such as {}", ids.join(", "))) };
    fault.hint("“yardstick store list” lists them all")
}
