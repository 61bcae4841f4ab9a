//! Slides of a paper: what each says, shows and has for the speaker. The words are the paper's own; `write::pptx` sets them.

use super::{PaperChart, PaperTable, TextSpan};

/// The slides of a paper, its title first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Deck {
    /// The title of the first slide, and the file's.
    pub(crate) title: String,
    /// The authority that it is about: the file's subject.
    pub(crate) authority: String,
    /// Who answers for the paper: the file's author.
    pub(crate) author: String,
    /// The lines below the title: whose paper it is, for whom, of which day.
    pub(crate) lines: Vec<String>,
    /// What the speaker of the first slide should know.
    pub(crate) notes: Vec<String>,
    pub(crate) slides: Vec<Slide>,
}

/// A slide with one message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slide {
    /// What it is for: "Better". It stands above the message, in the title.
    pub(crate) part: &'static str,
    /// The message: a sentence or a caption of the paper.
    pub(crate) title: String,
    /// The most important first: what has no room leaves from the end, since the notes hold all of it.
    pub(crate) bullets: Vec<Vec<TextSpan>>,
    pub(crate) shown: SlideContent,
    /// The paragraphs behind it and their evidence, a paragraph each.
    pub(crate) notes: Vec<String>,
}

/// What a slide shows beside its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SlideContent {
    Nothing,
    Chart(Box<PaperChart>),
    Table(Box<PaperTable>),
}
