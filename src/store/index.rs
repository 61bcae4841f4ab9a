//! What must be in a store: the list of its vintages, each with the digest of its own list of digests. Without it nobody could tell that a
//! folder is gone, or that a line is missing. It is written last, when what it lists is in its place.

use super::folder::{Store, Writing};
use super::form;
use super::maintenance::StoreFault;
use crate::error::{Error, Result};
use crate::world;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

const NAME: &str = "index.json";

/// The digest of each vintage's list of digests, by the folder of the vintage within the store.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoreIndex {
    vintages: BTreeMap<String, String>,
    /// Those that a run is just adding or removing: they may be there or not, if that run was killed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pending: BTreeMap<String, String>,
}

/// How a store differs from its index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum IndexFault {
    Gone,
    Added,
    Changed,
}

impl IndexFault {
    /// What is said of it.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            IndexFault::Gone => "the store had this vintage, and its folder is gone",
            IndexFault::Added => {
                "this folder is not in the store’s index: it was copied here and not imported"
            }
            IndexFault::Changed => "the list of digests is not the one that was written",
        }
    }
}

impl Store<'_> {
    /// The index; none in a store that was made before there was one, and that nothing was written into since.
    ///
    /// # Errors
    /// It is damaged.
    fn index(&self) -> Result<Option<StoreIndex>> {
        let path = self.root.join(NAME);
        let Some(text) = world::read_own_text(self.world, &path)? else {
            return Ok(None);
        };
        serde_json::from_str(&text).map(Some).map_err(|fault| {
            Error::unreadable(
                path.display().to_string(),
                format!("the index of the store is damaged ({fault})"),
            )
            .hint("“yardstick store check” looks at every vintage, and “yardstick store rescreen” makes the index anew")
        })
    }

    /// What there is, as the index would have it.
    fn found(&self) -> Result<StoreIndex> {
        let mut vintages = BTreeMap::new();
        for folder in self.folders()? {
            // A vintage without a list is a fault of its own, told by whoever reads it.
            if let Ok(sums) = self.bytes(&folder.join(form::SUMS)) {
                vintages.insert(self.within(&folder), world::digest(&sums));
            }
        }
        Ok(StoreIndex {
            vintages,
            pending: BTreeMap::new(),
        })
    }

    /// Notes that a vintage is about to be added, with the digest of its list, or removed.
    ///
    /// # Errors
    /// The index cannot be written.
    pub(super) fn announce(&self, folder: &Path, sums: Option<String>) -> Result<()> {
        let mut index = self.index().ok().flatten().unwrap_or_default();
        let folder = self.within(folder);
        let known = index.vintages.remove(&folder);
        let pending = sums.or(known).into_iter();
        index
            .pending
            .extend(pending.map(|sums| (folder.clone(), sums)));
        self.put_index(&index)
    }

    fn put_index(&self, index: &StoreIndex) -> Result<()> {
        let path = self.root.join(NAME);
        let text = serde_json::to_string_pretty(index)
            .map_err(|fault| Error::unwritten(path.display().to_string(), fault.to_string()))?;
        world::write_for_good(self.world, &path, format!("{text}\n").as_bytes())
    }

    /// Writes the index of what there is now. What a vintage's list of digests was stays: no vintage ever changes.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub(super) fn write_index(&self, _: &Writing) -> Result<()> {
        let mut now = self.found()?;
        let before = self.index().ok().flatten();
        for (folder, sums) in before.iter().flat_map(|before| &before.vintages) {
            if let Some(known) = now.vintages.get_mut(folder) {
                known.clone_from(sums);
            }
        }
        if before.as_ref() == Some(&now) {
            return Ok(());
        }
        self.put_index(&now)
    }

    /// What a writer finds that is not as the index has it, in words, before the index is written anew.
    pub(super) fn index_notes(&self) -> Vec<String> {
        match (self.index(), self.found()) {
            (Ok(Some(index)), Ok(found)) => differences(&index, &found)
                .into_iter()
                .map(|(folder, fault)| format!("{folder}: {}", fault.what()))
                .collect(),
            (Err(_), _) => vec!["the index of the store was damaged and is made anew".to_owned()],
            _ => Vec::new(),
        }
    }

    /// Where the store is not as its index has it, by the folder of the vintage. A process that is writing says first in the index what
    /// it is about to do, so what differs while neither index nor folders move is no work of its.
    ///
    /// # Errors
    /// The index is damaged; the store cannot be listed.
    pub(crate) fn index_faults(&self) -> Result<Vec<(String, IndexFault)>> {
        let Some(index) = self.index()? else {
            return Ok(Vec::new());
        };
        let found = self.found()?;
        let faults = differences(&index, &found);
        let has_moved = !faults.is_empty()
            && (self.found()? != found || self.index()?.as_ref() != Some(&index));
        Ok(if has_moved { Vec::new() } else { faults })
    }

    /// The same as faults of the store.
    pub(super) fn index_as_faults(&self) -> Vec<StoreFault> {
        let fault = |vintage: String, what: String| StoreFault {
            vintage,
            file: NAME.to_owned(),
            what,
        };
        match self.index_faults() {
            Ok(faults) => faults
                .into_iter()
                .map(|(vintage, of)| fault(vintage, of.what().to_owned()))
                .collect(),
            Err(damaged) => vec![fault(String::new(), damaged.what().to_owned())],
        }
    }
}

fn differences(index: &StoreIndex, found: &StoreIndex) -> Vec<(String, IndexFault)> {
    let mut faults = Vec::new();
    for (folder, sums) in &index.vintages {
        match found.vintages.get(folder) {
            None => faults.push((folder.clone(), IndexFault::Gone)),
            Some(other) if other != sums => faults.push((folder.clone(), IndexFault::Changed)),
            Some(_) => {}
        }
    }
    for (folder, sums) in &found.vintages {
        let is_pending = index.pending.get(folder) == Some(sums);
        if !is_pending && !index.vintages.contains_key(folder) {
            faults.push((folder.clone(), IndexFault::Added));
        }
    }
    faults
}
