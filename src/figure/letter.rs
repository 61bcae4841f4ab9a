//! How a line of text is set: its size, weight and colour, and where its anchor lies.

use super::theme::{BLACK, InkColour};

/// The end of a line of text that stands at the place given for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LetterStyle {
    /// In pixels.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: InkColour,
    /// Whether the letters have a white rim, for text that stands on lines.
    pub(super) halo: bool,
}

impl LetterStyle {
    pub(super) const fn plain(size: f64) -> Self {
        Self {
            size,
            bold: false,
            colour: BLACK,
            halo: false,
        }
    }

    pub(super) const fn bold(size: f64) -> Self {
        Self::plain(size).in_bold()
    }

    pub(super) const fn in_bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) const fn coloured(self, colour: InkColour) -> Self {
        Self { colour, ..self }
    }

    pub(super) const fn with_halo(self) -> Self {
        Self { halo: true, ..self }
    }
}
