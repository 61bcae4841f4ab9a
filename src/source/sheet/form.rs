//! What a table may be: the columns by which a header is known, however an officer's spreadsheet spells them.

/// A kind of table that a reader takes.
pub(crate) trait SheetForm {
    /// Columns without which a table is not of this form.
    fn required(&self) -> &[&'static str];
    /// The column of this form that a heading names.
    fn column(&self, heading: &str) -> Option<&'static str>;
    /// The column that says what a row is of, in tables that officers keep by hand: there a row may be short of empty last cells,
    /// and may be a total. None for what a publisher's program wrote.
    fn key(&self) -> Option<&'static str>;
    /// The column in which a total of other rows is named.
    fn total(&self) -> Option<&'static str> {
        self.key()
    }
    /// Columns in which a cell merged over several rows is the cell of each of them: what the rows are of. A figure merged over
    /// rows may be of each or of all together, and is not among them.
    fn heads(&self) -> &[&'static str] {
        &[]
    }
    /// Whether an officer may choose among several names for a column, so that a name of another spelling is nothing to speak of.
    fn names_are_free(&self) -> bool {
        false
    }
}

/// A form whose headings are the names of its columns.
#[derive(Clone, Copy)]
pub(crate) struct NamedForm {
    pub(crate) required: &'static [&'static str],
    pub(crate) optional: &'static [&'static str],
    pub(crate) key: Option<&'static str>,
    pub(crate) heads: &'static [&'static str],
}

impl SheetForm for NamedForm {
    fn required(&self) -> &[&'static str] {
        self.required
    }

    fn column(&self, heading: &str) -> Option<&'static str> {
        named(self.required.iter().chain(self.optional).copied(), heading)
    }

    fn key(&self) -> Option<&'static str> {
        self.key
    }

    fn heads(&self) -> &[&'static str] {
        self.heads
    }
}

/// The name that a heading means: the same, or the same but for capitals, blanks, dashes, underscores and quotes.
pub(crate) fn named(
    mut names: impl Iterator<Item = &'static str> + Clone,
    heading: &str,
) -> Option<&'static str> {
    let exact = names.clone().find(|name| *name == heading);
    exact.or_else(|| {
        let plain = plain_heading(heading);
        names.find(|name| plain_heading(name) == plain)
    })
}

/// A heading in small letters, its words separated by one blank.
pub(crate) fn plain_heading(text: &str) -> String {
    let separated = text.replace(
        [
            '_', '-', '\u{2010}', '\u{2011}', '\u{2012}', '–', '—', '\u{2212}',
        ],
        " ",
    );
    let plain = tidy(&separated).to_lowercase();
    let plain = plain.trim_matches(|c| matches!(c, '"' | '\'' | '‘' | '’' | ':' | '*' | '.'));
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without blanks around it, whatever kind of blank, without letters that have no width, and without curly quotes around the
/// whole of it.
pub(crate) fn tidy(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !is_without_width(*c))
        .map(|c| {
            if c.is_whitespace() && c != '\n' {
                ' '
            } else {
                c
            }
        })
        .collect();
    let text = text.trim();
    match text
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
    {
        Some(inside) if !inside.contains(['“', '”']) => inside.trim().to_owned(),
        _ => text.to_owned(),
    }
}

fn is_without_width(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{200e}' | '\u{200f}'
    )
}

/// Whether a text has nothing to read in it.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || is_without_width(c))
}

/// Whether a cell names a total of the rows above.
pub(crate) fn is_total(text: &str) -> bool {
    matches!(
        plain_heading(text).as_str(),
        "total"
            | "overall"
            | "totals"
            | "grand total"
            | "sub total"
            | "subtotal"
            | "overall total"
            | "sum"
            | "total of all"
            | "all total"
    )
}

/// Whether a cell begins as notes below a table do.
pub(crate) fn is_note(text: &str) -> bool {
    const BEGINNINGS: [&str; 12] = [
        "source",
        "sources",
        "note",
        "notes",
        "footnote",
        "footnotes",
        "caveat",
        "caveats",
        "key",
        "extracted",
        "produced",
        "prepared",
    ];
    let plain = plain_heading(text);
    let first = plain.split([' ', ':', '.', ',']).next().unwrap_or_default();
    BEGINNINGS.contains(&first) && plain.len() > first.len()
        || plain.trim_end_matches([':', '.']) == "notes"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_known_however_it_is_spelt() {
        let names = ["time_period", "area", "la-name"];
        for (heading, name) in [
            ("area", "area"),
            ("Area", "area"),
            (" AREA\u{a0}", "area"),
            ("“Area”", "area"),
            ("Area:", "area"),
            ("\u{feff}area", "area"),
            ("Time Period", "time_period"),
            ("time–period", "time_period"),
            ("LA\u{2212}Name", "la-name"),
            ("la\nname", "la-name"),
        ] {
            assert_eq!(named(names.into_iter(), heading), Some(name), "{heading:?}");
        }
        for heading in ["areas", "time", "", "area name"] {
            assert_eq!(named(names.into_iter(), heading), None, "{heading:?}");
        }
    }

    #[test]
    fn totals_and_notes_are_known_and_data_are_not() {
        for total in ["Total", "TOTALS", "Grand total:", "Sub-total"] {
            assert!(is_total(total), "{total}");
        }
        for other in ["Total Care", "England", "Totnes", "1"] {
            assert!(!is_total(other), "{other}");
        }
        for note in [
            "Source: case system",
            "Notes: RAG as at May",
            "Note 1",
            "Notes",
            "Footnotes: 1",
        ] {
            assert!(is_note(note), "{note}");
        }
        for other in ["Noted at board", "Nottingham", "Sourcewell House", "note"] {
            assert!(!is_note(other), "{other}");
        }
    }
}
