//! The words around a chart of one comparison that do not depend on its form.

use crate::compare::Comparison;
use crate::figure::Caption;
use crate::finding::prose::{self, Prose, pictures};

/// The caption of a chart of one comparison. `what` follows the authority's name in the line under the title.
pub(super) fn caption(c: &Comparison<'_>, title: String, what: &str, alt: String) -> Caption {
    let words = Prose::of(c);
    let mut notes = words.cautions(c);
    if c.indicator.local {
        notes.push(pictures::LOCAL.to_owned());
    }
    Caption {
        title,
        subtitle: words.subtitle(c, what),
        source: words.source_line(c),
        notes,
        alt: prose::signs_in_words(&alt),
    }
}
