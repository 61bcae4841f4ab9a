//! What a published cell says: a number, or why there is none.

/// Why a figure is not there, as its publisher says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub(crate) enum Status {
    Known = 0,
    Suppressed = 1,
    NotApplicable = 2,
    NotAvailable = 3,
    LowReliability = 4,
    RoundsToZero = 5,
    RoundsToZeroSensitive = 6,
    /// The publisher's file gives one dash for every reason: suppressed, not applicable and not collected look alike.
    Unexplained = 7,
    /// The file holds no row for this place and period.
    Absent = 8,
    /// The file holds a row that may be the figure's and could not be used: it cannot be read, or it contradicts itself. Whether there is a
    /// figure is not known.
    SetAside = 9,
}

/// Every status with the symbol that stands for it in tables, and what the symbol means.
const MEANINGS: [(Status, &str, &str); 10] = [
    (Status::Known, "", "published"),
    (
        Status::Suppressed,
        "c",
        "suppressed by the publisher to protect confidentiality",
    ),
    (Status::NotApplicable, "z", "not applicable"),
    (Status::NotAvailable, "x", "not available"),
    (
        Status::LowReliability,
        "u",
        "withheld by the publisher: low reliability",
    ),
    (
        Status::RoundsToZero,
        "low",
        "rounds to zero but is not zero",
    ),
    (
        Status::RoundsToZeroSensitive,
        "k",
        "rounds to zero but is not zero",
    ),
    (
        Status::Unexplained,
        "-",
        "not published; the source does not say why",
    ),
    (Status::Absent, "", "no row in the source"),
    (
        Status::SetAside,
        "?",
        "not known: a row of the file could not be used, and “yardstick check” says why",
    ),
];

impl Status {
    /// The symbol as tables and charts show it; empty for a known figure and for a missing row.
    pub(crate) fn symbol(self) -> &'static str {
        MEANINGS[self as usize].1
    }

    pub(crate) fn meaning(self) -> &'static str {
        MEANINGS[self as usize].2
    }

    /// One word for machine-readable columns.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Status::Known => "published",
            Status::Suppressed => "suppressed",
            Status::NotApplicable => "not applicable",
            Status::NotAvailable => "not available",
            Status::LowReliability => "low reliability",
            Status::RoundsToZero | Status::RoundsToZeroSensitive => "rounds to zero",
            Status::Unexplained => "not published",
            Status::Absent => "no row",
            Status::SetAside => "could not be read",
        }
    }

    /// The status of a word as [`Status::word`] writes it, in any case.
    pub(crate) fn from_word(word: &str) -> Option<Status> {
        MEANINGS
            .iter()
            .map(|(status, _, _)| *status)
            .find(|status| status.word().eq_ignore_ascii_case(word))
    }

    /// The status a stored number stands for; anything unknown counts as absent.
    pub(crate) fn from_code(code: u8) -> Status {
        MEANINGS
            .get(usize::from(code))
            .map_or(Status::Absent, |entry| entry.0)
    }
}

/// One published figure: a number, or the reason there is none. There is no third thing, and a reason is never a zero.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Reading {
    Known(f64),
    Missing(Status),
}

impl Reading {
    pub(crate) fn value(self) -> Option<f64> {
        match self {
            Reading::Known(value) => Some(value),
            Reading::Missing(_) => None,
        }
    }

    pub(crate) fn status(self) -> Status {
        match self {
            Reading::Known(_) => Status::Known,
            Reading::Missing(status) => status,
        }
    }
}
