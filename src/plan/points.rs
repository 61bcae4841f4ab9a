//! Points on the accuracy of inspectors' draft reports: what the council told them, and what became of it. They stand in the plan's file
//! among the recommendations, told apart by the column “kind”, and are no actions: none is counted, late or followed up.

/// What the inspectors did with a point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum PointOutcome {
    Accepted,
    InPart,
    NotAccepted,
    Awaited,
}

impl PointOutcome {
    pub(crate) const ALL: [PointOutcome; 4] = [
        PointOutcome::Accepted,
        PointOutcome::InPart,
        PointOutcome::NotAccepted,
        PointOutcome::Awaited,
    ];

    /// The word in tables and in `data/plan_words.csv`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            PointOutcome::Accepted => "accepted",
            PointOutcome::InPart => "accepted in part",
            PointOutcome::NotAccepted => "not accepted",
            PointOutcome::Awaited => "awaiting an answer",
        }
    }
}

/// What a row of the file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RowKind {
    Recommendation,
    Point,
}

impl RowKind {
    pub(super) const ALL: [RowKind; 2] = [RowKind::Recommendation, RowKind::Point];

    /// The word in `data/plan_words.csv`.
    pub(super) fn word(self) -> &'static str {
        match self {
            RowKind::Recommendation => "recommendation",
            RowKind::Point => "accuracy point",
        }
    }
}

/// A point that was put to inspectors. A text is empty where the file does not give it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct AccuracyPoint {
    /// The line of the file on which it starts.
    pub(crate) row: u64,
    pub(crate) reference: String,
    /// Whose report it is on.
    pub(crate) source: String,
    pub(crate) text: String,
    /// None where the cell is empty or holds an unknown word.
    pub(crate) outcome: Option<PointOutcome>,
    pub(crate) evidence: String,
    pub(crate) note: String,
}
