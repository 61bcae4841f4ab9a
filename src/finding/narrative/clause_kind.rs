//! The kinds of sentences of a paragraph: what each is called in a manifest, and which question it answers for a reader.

use crate::finding::kinds::{expected, parted};

/// A kind of sentence: its name, and what it is about.
pub(crate) struct ClauseKind {
    pub(crate) name: &'static str,
    about: &'static str,
}

const fn kind(name: &'static str, about: &'static str) -> ClauseKind {
    ClauseKind { name, about }
}

/// A point of a summary.
pub(crate) const SUMMARY: ClauseKind = kind("Summary", "what stands out");
pub(crate) const FIGURE: ClauseKind = kind("Figure", "the figure");
pub(crate) const BESIDE: ClauseKind = kind("Beside", "beside others");
pub(super) const COURSE: ClauseKind = kind("Course", "over the years");
pub(super) const LAST_YEAR: ClauseKind = kind("LastYear", "the last year");
/// The same, where the change is called chance or usual.
pub(super) const LAST_YEAR_BY_CHANCE: ClauseKind = kind("LastYearByChance", "the last year");
pub(super) const CAUTION: ClauseKind = kind("Caution", "with care");
/// A figure, or a change, that a fault of recording may have made.
pub(super) const CHECK: ClauseKind = kind("Check", "with care");
pub(super) const JUMP: ClauseKind = kind("Jump", "with care");
/// Sentences about the categories of a breakdown.
pub(super) const NEXT: ClauseKind = kind("Next", "the next categories");
pub(super) const MOVED: ClauseKind = kind("Moved", "over the years");
pub(super) const MIX: ClauseKind = kind("Mix", "all categories together");
pub(super) const WITHHELD: ClauseKind = kind("Withheld", "what is not published");
/// Findings that a paragraph tells in its own words.
const ALREADY_APART: ClauseKind = kind(parted::ALREADY.name, "apart from neighbours");
const PARTED: ClauseKind = kind(parted::PARTED.name, "apart from neighbours");
const NOT_BY_DEPRIVATION: ClauseKind = kind(expected::OUTSIDE.name, "given deprivation");
const GIVEN_DEPRIVATION: ClauseKind = kind(expected::WITHIN.name, "given deprivation");

const CLAUSE_KINDS: [ClauseKind; 16] = [
    FIGURE,
    BESIDE,
    COURSE,
    LAST_YEAR,
    LAST_YEAR_BY_CHANCE,
    CAUTION,
    CHECK,
    JUMP,
    NEXT,
    MOVED,
    MIX,
    WITHHELD,
    ALREADY_APART,
    PARTED,
    NOT_BY_DEPRIVATION,
    GIVEN_DEPRIVATION,
];

/// What a sentence is about, by the name of its kind.
pub(crate) fn about(name: &str) -> &'static str {
    CLAUSE_KINDS
        .iter()
        .find(|kind| kind.name == name)
        .map_or("what stands out", |kind| kind.about)
}
