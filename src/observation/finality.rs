//! How final a figure is: provisional, revised or final.

/// How final a figure is, where its label says so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Finality {
    Unstated,
    Provisional,
    Revised,
    Final,
    Outturn,
}

impl Finality {
    /// The word that is printed after a figure; empty where the label says nothing.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Finality::Unstated => "",
            Finality::Provisional => "provisional",
            Finality::Revised => "revised",
            Finality::Final => "final",
            Finality::Outturn => "outturn",
        }
    }

    /// A label without the mark of its finality, such as `(prov)`, and what that mark says; none where the mark is unknown.
    pub(super) fn split(label: &str) -> Option<(&str, Finality)> {
        let Some((body, rest)) = label.split_once('(') else {
            return Some((label, Finality::Unstated));
        };
        let finality = match rest.strip_suffix(')')?.trim().to_ascii_lowercase().as_str() {
            "prov" | "provisional" | "p" => Finality::Provisional,
            "rev" | "revised" | "r" => Finality::Revised,
            "final" => Finality::Final,
            "ot" | "outturn" => Finality::Outturn,
            _ => return None,
        };
        Some((body.trim_end(), finality))
    }
}
