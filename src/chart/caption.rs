//! The words around a chart that do not depend on its form: measure, place and period, notes, and where the figures are from.

use crate::compare::Comparison;
use crate::figure::Caption;
use crate::finding::words::{self, Words};
use crate::reference::group::list_date;

/// The caption of a chart of one comparison. `what` follows the authority's name in the line under the title.
pub(super) fn caption(c: &Comparison<'_>, title: String, what: &str, alt: String) -> Caption {
    let mut notes = Vec::new();
    if !c.indicator.caution.is_empty() {
        notes.push(c.indicator.caution.clone());
    }
    if c.indicator.local {
        notes.push("Local, unvalidated figures.".to_owned());
    }
    let words = Words::of(c);
    Caption {
        title,
        subtitle: subtitle(c, words, what),
        source: words.source_line(c),
        notes,
        alt,
    }
}

/// The line under a title: measure and unit, place, period.
fn subtitle(c: &Comparison<'_>, words: Words<'_>, what: &str) -> String {
    let finality = c.period.finality.word();
    let finality = if finality.is_empty() {
        String::new()
    } else {
        format!(" ({finality})")
    };
    format!(
        "{}. {}{what}{finality}",
        c.indicator.title,
        words.name(c.area)
    )
}

/// The source of a chart of several indicators: every release it rests on, and the neighbour list.
pub(super) fn sources(first: &Comparison<'_>, compared: &[&Comparison<'_>]) -> String {
    let words = Words::of(first);
    let credits = words::credits(compared.iter().filter_map(|each| words.source(each)));
    format!(
        "Source: {credits}. Neighbours: DfE list of {}.",
        list_date(first.list)
    )
}
