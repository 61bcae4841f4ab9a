//! The points of news, and the parts of the page they stand in.

/// A part of the page; the parts stand in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum NewsPart {
    New,
    Revised,
    NotUpdated,
    Missing,
}

impl NewsPart {
    pub(super) const ALL: [NewsPart; 4] = [
        NewsPart::New,
        NewsPart::Revised,
        NewsPart::NotUpdated,
        NewsPart::Missing,
    ];

    /// As programs read it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            NewsPart::New => "new",
            NewsPart::Revised => "revised",
            NewsPart::NotUpdated => "not-updated",
            NewsPart::Missing => "missing-neighbour",
        }
    }

    pub(super) fn heading(self) -> &'static str {
        match self {
            NewsPart::New => "New figures",
            NewsPart::Revised => "Earlier figures revised",
            NewsPart::NotUpdated => "Not updated",
            NewsPart::Missing => "Neighbours without a new figure",
        }
    }
}

/// One point.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct NewsItem {
    pub(crate) part: NewsPart,
    pub(crate) weight: u32,
    /// Ids, parted by semicolons where it is about several.
    pub(crate) indicator: String,
    pub(crate) period: String,
    pub(crate) text: String,
    /// The same in a few words, for a page that has no room for the text.
    pub(crate) brief: String,
    /// Written in full only where there is room for everything.
    pub(crate) is_minor: bool,
}
