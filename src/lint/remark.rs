//! What is reported of a claim: its verdict, what the data says, and the row that shows it.

use super::coverage::{CheckedCount, UncheckedSentence};
use super::topic::ClaimTopic;
use crate::finding::narrative::weighty::WeightyFact;
use crate::observation::area::Area;
use crate::source::document::PassagePlace;

/// The verdict on a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum ClaimVerdict {
    /// The data says the same.
    Agrees,
    /// True of an older period, and a newer one is published.
    Stale,
    /// True of an earlier release.
    Revised,
    /// Not the figure of any period that it could be about.
    Differs,
    /// Not that rank, or not that side of the other figure.
    MisRanked,
    /// Not that way up or down, not so many years in a row, or no record.
    MisDirected,
    /// Better or worse where the catalogue sets no direction, or in the wrong direction.
    MisPolarised,
    /// Called significant or not significant, where the test says otherwise or there is no test.
    Unsupported,
    /// The indicator is known, and there is no figure to check the claim against.
    NotFound,
}

impl ClaimVerdict {
    /// The name in outputs for programs.
    pub(crate) fn key(self) -> &'static str {
        match self {
            ClaimVerdict::Agrees => "agrees",
            ClaimVerdict::Stale => "stale",
            ClaimVerdict::Revised => "revised",
            ClaimVerdict::Differs => "differs",
            ClaimVerdict::MisRanked => "mis-ranked",
            ClaimVerdict::MisDirected => "mis-directed",
            ClaimVerdict::MisPolarised => "mis-polarised",
            ClaimVerdict::Unsupported => "unsupported",
            ClaimVerdict::NotFound => "not-found",
        }
    }

    /// Whether something is wrong.
    pub(crate) fn is_flag(self) -> bool {
        !matches!(self, ClaimVerdict::Agrees | ClaimVerdict::NotFound)
    }
}

/// The row of a published file that shows a verdict; texts are empty where there is none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct EvidenceRow {
    pub(crate) source: String,
    pub(crate) file: String,
    pub(crate) row: Option<u32>,
}

/// One claim with its verdict.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Remark {
    pub(crate) verdict: ClaimVerdict,
    pub(crate) sentence: String,
    pub(crate) heading: String,
    pub(crate) place: PassagePlace,
    /// It is a cell of a table, and `sentence` is the cell with its heads.
    pub(crate) is_cell: bool,
    /// It stands under a lead-in, and no period is that of this claim, whatever periods its sentence names.
    pub(crate) is_undated: bool,
    /// The indicator's id.
    pub(crate) indicator: String,
    pub(crate) area: Area,
    /// What it tells of the indicator.
    pub(crate) topic: ClaimTopic,
    /// The period of the figure that decides; empty where none does.
    pub(crate) period: String,
    /// What the data says.
    pub(crate) says: String,
    pub(crate) shown: EvidenceRow,
}

/// The facts about an indicator that a paper leaves out.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct OmittedFacts {
    /// The indicator's id.
    pub(crate) indicator: String,
    pub(crate) area: Area,
    pub(crate) period: String,
    pub(crate) facts: Vec<WeightyFact>,
    /// The sentence that would say them.
    pub(crate) sentence: String,
    pub(crate) weight: u32,
    /// The row with the figure.
    pub(crate) shown: EvidenceRow,
}

/// What was found in a paper.
#[derive(Default)]
pub(crate) struct LintReport {
    pub(crate) remarks: Vec<Remark>,
    /// Sentences with figures.
    pub(crate) in_sentences: CheckedCount,
    /// Cells of tables with figures.
    pub(crate) in_cells: CheckedCount,
    /// What could not be checked, in the order of the paper; cells after sentences.
    pub(crate) unchecked: Vec<UncheckedSentence>,
    /// What the paper leaves out, weightiest first.
    pub(crate) omissions: Vec<OmittedFacts>,
}
