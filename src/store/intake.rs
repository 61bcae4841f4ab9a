//! Taking a release into the store.

use super::figures::FigureColumns;
use super::folder::{Store, Writing};
use super::screening::{self, Original};
use super::vintage::{Incoming, Reason, Taken, Vintage};
use super::{describe, form};
use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::world;
use crate::world::plain_name::PlainName;
use flate2::Compression;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rayon::prelude::*;
use std::io::Write;

impl Store<'_> {
    /// Reads, screens and keeps the files of one release: those that pass as one vintage, those that fail as another in quarantine,
    /// with the reasons. What lay in quarantine and is now kept otherwise is removed there.
    ///
    /// # Errors
    /// The store cannot be read or written: nothing of a vintage is visible then.
    pub(crate) fn take_in(
        &self,
        writing: &Writing,
        reference: &Reference,
        incoming: Incoming,
    ) -> Result<Vec<Taken>> {
        let (mut files, reasons) = unpacked(&incoming);
        let known = self.vintages()?;
        let mut taken: Vec<Taken> = Vec::new();
        files.retain(|file| {
            let good = known
                .iter()
                .find(|vintage| vintage.is_good() && vintage.holds(&file.sha256));
            if let Some(vintage) = good
                && !taken.iter().any(|taken| taken.vintage().id == vintage.id)
            {
                taken.push(Taken::Known(vintage.clone()));
            }
            good.is_none()
        });
        if files.is_empty() {
            self.let_go_of_doubles(writing, &known, &[])?;
            return Ok(taken);
        }
        let before = if incoming.accepts_losses {
            None
        } else {
            Some(self.predecessors(reference, &incoming, &files, &known)?)
        };
        let populations = self.populations(reference, &files, &known, describe::day(&incoming))?;
        let screening = screening::screened(
            self.world,
            reference,
            &files,
            &populations,
            &reasons,
            before.as_ref(),
        )?;
        let parts = describe::parts(&incoming, &screening, &reasons, reference);
        let mut rows = Some(screening.rows);
        taken.clear();
        for mut vintage in parts {
            vintage.retrieved = retrieved(&vintage, &known);
            let twin = known.iter().find(|v| {
                v.publication == vintage.publication
                    && v.id == vintage.id
                    && v.is_good() == vintage.is_good()
            });
            if let Some(twin) = twin {
                taken.push(Taken::Known(twin.clone()));
                continue;
            }
            let figures = if vintage.is_good() { rows.take() } else { None };
            self.keep(&vintage, &files, figures)?;
            taken.push(Taken::New(vintage));
        }
        // On a full disk the index says of what is new that it may be there: it is in its place, and the next writer does the rest.
        let _ = self.write_index(writing);
        self.let_go_of_doubles(writing, &known, &taken)?;
        Ok(taken)
    }

    /// Removes quarantined vintages of which every file is now in a good vintage, or was quarantined again in a smaller one.
    fn let_go_of_doubles(
        &self,
        writing: &Writing,
        known: &[Vintage],
        taken: &[Taken],
    ) -> Result<()> {
        let good = known.iter().filter(|vintage| vintage.is_good());
        let new = taken
            .iter()
            .filter(|taken| taken.is_new())
            .map(Taken::vintage);
        let holders: Vec<&Vintage> = good.chain(new).collect();
        for vintage in known.iter().filter(|vintage| !vintage.is_good()) {
            let is_kept = taken
                .iter()
                .map(Taken::vintage)
                .any(|taken| taken.id == vintage.id && !taken.is_good());
            let is_held = vintage
                .files
                .iter()
                .all(|file| holders.iter().any(|holder| holder.holds(&file.sha256)));
            if !is_kept && is_held {
                self.let_go(writing, vintage)?;
            }
        }
        Ok(())
    }

    /// Population files: those of this release that can be read, else the newest kept that was published by the day, else the oldest kept.
    pub(super) fn populations(
        &self,
        reference: &Reference,
        files: &[Original],
        known: &[Vintage],
        day: Option<Date>,
    ) -> Result<Vec<Original>> {
        let mut own = Vec::new();
        for file in files
            .iter()
            .filter(|file| screening::is_population(reference, &file.name))
        {
            let read = screening::screened(
                self.world,
                reference,
                std::slice::from_ref(file),
                &[],
                &[],
                None,
            )?;
            if read.files.iter().all(|(_, why)| why.is_empty()) {
                own.push(file.clone());
            }
        }
        if !own.is_empty() {
            return Ok(own);
        }
        let (by_then, later): (Vec<&Vintage>, Vec<&Vintage>) = known
            .iter()
            .filter(|vintage| vintage.is_good() && has_population(vintage, reference))
            .partition(|vintage| day.is_none() || vintage.day() <= day);
        let newest = by_then.into_iter().max_by_key(|vintage| vintage.day());
        let first = later.into_iter().min_by_key(|vintage| vintage.day());
        let Some(chosen) = newest.or(first) else {
            return Ok(Vec::new());
        };
        chosen
            .files
            .iter()
            .filter(|file| screening::is_population(reference, &file.name))
            .map(|file| self.original(chosen, &file.name))
            .collect()
    }

    /// Writes a vintage.
    fn keep(
        &self,
        vintage: &Vintage,
        files: &[Original],
        figures: Option<FigureColumns>,
    ) -> Result<()> {
        let own: Vec<&Original> = files
            .iter()
            .filter(|file| vintage.holds(&file.sha256))
            .collect();
        let packed: std::io::Result<Vec<(String, Vec<u8>)>> = own
            .par_iter()
            .map(|file| {
                Ok((
                    format!("{}/{}.gz", form::ORIGINALS, file.name),
                    gzip(&file.bytes)?,
                ))
            })
            .collect();
        let place = self.folder(vintage);
        let mut whole = packed.map_err(|fault| world::unwritten(&place, &fault))?;
        if let Some(figures) = figures {
            whole.push((form::FIGURES.to_owned(), figures.parquet()?));
        }
        let described = serde_json::to_string_pretty(vintage)
            .map_err(|fault| Error::unwritten(form::VINTAGE, fault.to_string()))?;
        whole.push((
            form::VINTAGE.to_owned(),
            format!("{described}\n").into_bytes(),
        ));
        self.put(whole, &vintage.id, &place)
    }
}

fn has_population(vintage: &Vintage, reference: &Reference) -> bool {
    vintage
        .files
        .iter()
        .any(|file| screening::is_population(reference, &file.name))
}

/// The hour of a retrieval. Of two vintages of one publication and day the one retrieved later is used, so its hour is later too where
/// the clock was set back in between.
fn retrieved(vintage: &Vintage, known: &[Vintage]) -> Option<Timestamp> {
    let rivals = known
        .iter()
        .filter(|v| v.publication == vintage.publication && v.day() == vintage.day());
    match (vintage.retrieved, rivals.filter_map(|v| v.retrieved).max()) {
        (Some(now), Some(last)) if now <= last => last.checked_add(1.second()).ok(),
        (now, _) => now,
    }
}

/// The files as they are kept, and why some are quarantined. Of two files with one name both are kept, and so are two whose names differ
/// in capitals alone: they would be one file on Windows.
fn unpacked(incoming: &Incoming) -> (Vec<Original>, Vec<Reason>) {
    let mut files: Vec<Original> = Vec::new();
    let mut reasons = incoming.reasons.clone();
    for (name, bytes) in &incoming.files {
        let mut file = Original::of(name, bytes).unwrap_or_else(|fault| {
            let reason = Reason::of(name, fault.what());
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
            Original {
                name: PlainName::nearest(name),
                sha256: world::digest(bytes),
                bytes: bytes.as_slice().into(),
            }
        });
        if files.iter().any(|known| known.sha256 == file.sha256) {
            continue;
        }
        if files.iter().any(|known| known.name.is_like(&file.name)) {
            let (stem, ending) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
            let digest = file.sha256.get(..8).unwrap_or_default();
            file.name = PlainName::nearest(&format!("{stem}--{digest}.{ending}"));
        }
        files.push(file);
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    (files, reasons)
}

/// Fast compression: published tables shrink tenfold at any level, and an import should not keep anybody waiting. No hour and
/// no name inside, so that the same bytes give the same file.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes)?;
    packed.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_cannot_tell_apart_or_keep_stay_two_files() {
        let named = [
            "Children.csv",
            "children.CSV",
            "nul.csv",
            "a:b?.csv",
            "end. ",
        ];
        let incoming = Incoming {
            publication: "own".to_owned(),
            release: "2026".to_owned(),
            published: None,
            retrieved: None,
            from: "here".to_owned(),
            files: named
                .map(|name| (name.to_owned(), name.as_bytes().to_vec()))
                .into(),
            reasons: Vec::new(),
            accepts_losses: false,
        };
        let (files, _) = unpacked(&incoming);
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), named.len(), "{names:?}");
        for (at, file) in files.iter().enumerate() {
            assert!(
                files
                    .iter()
                    .skip(at + 1)
                    .all(|other| !other.name.is_like(&file.name)),
                "{names:?}"
            );
        }
        assert!(
            names.contains(&"-nul.csv") && names.contains(&"a-b-.csv") && names.contains(&"end"),
            "{names:?}"
        );
    }
}
