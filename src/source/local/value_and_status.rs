//! What a value and the status beside it say together. Either a figure, or a symbol for why there is none: both at once contradict
//! each other, and a figure whose status withholds it must not be shown.

use crate::observation::reading::{Reading, Status};
use crate::source::symbols;

/// What a status cell may hold, for messages.
pub(super) const FORMS: &str = "one of the symbols c, z, x, u, low or k where there is no figure; p, r, e, provisional, revised, estimated, final or nothing beside one";

/// Words and letters of publishers that say how final a figure is, and not that there is none.
const BESIDE_A_FIGURE: [&str; 11] = [
    "p",
    "provisional",
    "r",
    "revised",
    "e",
    "estimated",
    "estimate",
    "f",
    "final",
    "a",
    "published",
];

/// Why value and status say no one thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Contradiction {
    /// The value cell is neither number nor symbol.
    Value,
    /// The status cell is no known symbol or word.
    UnknownStatus,
    /// Both are known and differ; what is shown instead of either.
    Both(Status),
}

/// What the status cell says of the figure.
enum StatusCell {
    /// Nothing that a figure contradicts.
    OfFigure,
    Missing(Status),
}

/// Reads both cells together; `of_value` reads what the value cell holds.
///
/// # Errors
/// One of them cannot be read, or they contradict each other.
pub(super) fn read(
    value: &str,
    status: &str,
    of_value: impl FnOnce(&str) -> Option<Reading>,
) -> Result<Reading, Contradiction> {
    let said = status_cell(status).ok_or(Contradiction::UnknownStatus)?;
    if value.is_empty() {
        return match said {
            StatusCell::Missing(status) => Ok(Reading::Missing(status)),
            StatusCell::OfFigure => Err(Contradiction::Value),
        };
    }
    let reading = of_value(value).ok_or(Contradiction::Value)?;
    match (reading, said) {
        (Reading::Known(_), StatusCell::OfFigure) => Ok(reading),
        (Reading::Missing(_), StatusCell::OfFigure) if status.is_empty() => Ok(reading),
        (Reading::Missing(own), StatusCell::OfFigure) => Err(both(own)),
        // Nought is how a figure that rounds to zero is printed.
        (Reading::Known(0.0), StatusCell::Missing(status)) if rounds_to_zero(status) => {
            Ok(Reading::Missing(status))
        }
        (Reading::Known(_), StatusCell::Missing(status)) => Err(both(status)),
        // A dash gives no reason, so the status may give it.
        (Reading::Missing(own), StatusCell::Missing(status))
            if own == status || own == Status::Unexplained =>
        {
            Ok(Reading::Missing(status))
        }
        (Reading::Missing(Status::Suppressed), StatusCell::Missing(_)) => {
            Err(both(Status::Suppressed))
        }
        (Reading::Missing(_), StatusCell::Missing(status)) => Err(both(status)),
    }
}

/// A figure that either cell withholds is withheld: it may point at a child. Of any other nobody can say which cell is right.
fn both(status: Status) -> Contradiction {
    Contradiction::Both(if status == Status::Suppressed {
        Status::Suppressed
    } else {
        Status::SetAside
    })
}

fn rounds_to_zero(status: Status) -> bool {
    matches!(status, Status::RoundsToZero | Status::RoundsToZeroSensitive)
}

/// None for a cell that is no symbol and no known word.
fn status_cell(text: &str) -> Option<StatusCell> {
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    if inner.is_empty()
        || BESIDE_A_FIGURE
            .iter()
            .any(|word| word.eq_ignore_ascii_case(inner))
    {
        return Some(StatusCell::OfFigure);
    }
    match symbols::reading(text.as_bytes()) {
        Some(Reading::Missing(status)) => Some(StatusCell::Missing(status)),
        Some(Reading::Known(_)) => None,
        None => Status::from_word(inner).map(StatusCell::Missing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_and_status_together() {
        let withheld = Err(Contradiction::Both(Status::Suppressed));
        let neither = Err(Contradiction::Both(Status::SetAside));
        for (value, status, expected) in [
            ("14", "", Ok(Reading::Known(14.0))),
            ("14", "p", Ok(Reading::Known(14.0))),
            ("14", "[r]", Ok(Reading::Known(14.0))),
            ("14", "Published", Ok(Reading::Known(14.0))),
            ("", "c", Ok(Reading::Missing(Status::Suppressed))),
            ("", "suppressed", Ok(Reading::Missing(Status::Suppressed))),
            ("", "[x]", Ok(Reading::Missing(Status::NotAvailable))),
            ("c", "", Ok(Reading::Missing(Status::Suppressed))),
            ("c", "c", Ok(Reading::Missing(Status::Suppressed))),
            ("-", "z", Ok(Reading::Missing(Status::NotApplicable))),
            ("0", "low", Ok(Reading::Missing(Status::RoundsToZero))),
            (
                "0",
                "k",
                Ok(Reading::Missing(Status::RoundsToZeroSensitive)),
            ),
            ("14", "c", withheld),
            ("14", "*", withheld),
            ("14", "Suppressed", withheld),
            ("c", "x", withheld),
            ("c", "published", withheld),
            ("z", "c", withheld),
            ("14", "x", neither),
            ("14", "low", neither),
            ("x", "final", neither),
            ("0", "z", neither),
            ("14", "do not use", Err(Contradiction::UnknownStatus)),
            ("14", "14", Err(Contradiction::UnknownStatus)),
            ("", "", Err(Contradiction::Value)),
            ("", "final", Err(Contradiction::Value)),
            ("n/a", "", Err(Contradiction::Value)),
        ] {
            assert_eq!(
                read(value, status, |value| symbols::reading(value.as_bytes())),
                expected,
                "{value:?} beside {status:?}"
            );
        }
    }
}
