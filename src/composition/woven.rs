//! An officer's words woven into the text of a section: below the same third-level heading they take the place of what was still to be
//! written; what has no such heading follows the text.

use crate::paper::officer::TextPiece;
use crate::paper::{Block, TextSpan};

/// A stretch of text below one third-level heading, or above the first.
struct Stretch<T> {
    heading: Option<String>,
    parts: Vec<T>,
}

/// The pieces of a section with the words in their places.
pub(super) fn woven(pieces: Vec<TextPiece>, words: Vec<Block>) -> Vec<TextPiece> {
    if words.is_empty() {
        return pieces;
    }
    let mut text = stretches(pieces, |piece| match piece {
        TextPiece::Block(Block::Heading(heading)) => Some(heading.clone()),
        _ => None,
    });
    for own in stretches(words, |block| match block {
        Block::Heading(heading) => Some(heading.clone()),
        _ => None,
    }) {
        let fits = |of: &Stretch<TextPiece>| alike(of.heading.as_ref(), own.heading.as_ref());
        match text.iter_mut().find(|of| fits(of)) {
            Some(place) if !own.parts.is_empty() => place.take(own.parts),
            // A heading with nothing below it says nothing: what is to be written stays.
            Some(_) => {}
            None => text.push(Stretch {
                heading: own.heading,
                parts: own.parts.into_iter().map(TextPiece::Block).collect(),
            }),
        }
    }
    text.into_iter()
        .flat_map(|of| {
            let heading = of
                .heading
                .map(|text| TextPiece::Block(Block::Heading(text)));
            heading.into_iter().chain(of.parts)
        })
        .collect()
}

/// A third-level heading over a single paragraph is set before its words: five short answers then do not fill half a page.
pub(super) fn run_in(pieces: Vec<TextPiece>) -> Vec<TextPiece> {
    let stretches = stretches(pieces, |piece| match piece {
        TextPiece::Block(Block::Heading(heading)) => Some(heading.clone()),
        _ => None,
    });
    let run_in = |stretch: Stretch<TextPiece>| -> Vec<TextPiece> {
        let Some(heading) = stretch.heading else {
            return stretch.parts;
        };
        let mut parts = stretch.parts;
        if let [TextPiece::Block(Block::Paragraph { text, .. })] = parts.as_mut_slice() {
            let lead_in = TextSpan {
                strong: true,
                ..TextSpan::text(format!("{heading}. "))
            };
            text.insert(0, lead_in);
        } else {
            parts.insert(0, TextPiece::Block(Block::Heading(heading)));
        }
        parts
    };
    stretches.into_iter().flat_map(run_in).collect()
}

fn alike(one: Option<&String>, other: Option<&String>) -> bool {
    let plain = |heading: &String| heading.trim().to_lowercase().replace('’', "'");
    one.map(plain) == other.map(plain)
}

/// The first stretch has no heading and may be empty.
fn stretches<T>(all: Vec<T>, heading: impl Fn(&T) -> Option<String>) -> Vec<Stretch<T>> {
    let mut found = vec![Stretch {
        heading: None,
        parts: Vec::new(),
    }];
    for each in all {
        match (heading(&each), found.last_mut()) {
            (None, Some(last)) => last.parts.push(each),
            (heading, _) => found.push(Stretch {
                heading,
                parts: Vec::new(),
            }),
        }
    }
    found
}

impl Stretch<TextPiece> {
    /// Puts words in the place of the first paragraph that was still to be written, and drops the others; where all is written, after
    /// the text and before the parts that are made from data.
    fn take(&mut self, words: Vec<Block>) {
        let mut kept = Vec::new();
        let mut place = None;
        for piece in std::mem::take(&mut self.parts) {
            match without_open(piece) {
                OpenPiece::Written(piece) => kept.push(piece),
                OpenPiece::Open(rest) => {
                    kept.extend(rest);
                    place.get_or_insert(kept.len());
                }
            }
        }
        let last_text = || {
            let is_text = |piece: &TextPiece| matches!(piece, TextPiece::Block(_));
            kept.iter().rposition(is_text).map_or(0, |at| at + 1)
        };
        let at = place.unwrap_or_else(last_text);
        kept.splice(at..at, words.into_iter().map(TextPiece::Block));
        self.parts = kept;
    }
}

/// A piece that is written, or one that is not, with what is left of it.
enum OpenPiece {
    Written(TextPiece),
    Open(Option<TextPiece>),
}

fn without_open(piece: TextPiece) -> OpenPiece {
    let is_open = |text: &[TextSpan]| text.iter().any(|span| span.to_write);
    match piece {
        TextPiece::Block(Block::Paragraph { text, .. }) if is_open(&text) => OpenPiece::Open(None),
        TextPiece::Block(Block::Bullets(items)) if items.iter().any(|item| is_open(item)) => {
            let left: Vec<_> = items.into_iter().filter(|item| !is_open(item)).collect();
            let is_left = !left.is_empty();
            OpenPiece::Open(is_left.then_some(TextPiece::Block(Block::Bullets(left))))
        }
        written => OpenPiece::Written(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::paper::officer;

    fn pieces(text: &str) -> Vec<TextPiece> {
        officer::pieces(text, &mut |token| Err(Error::usage(token.to_owned()))).unwrap()
    }

    fn told(definition: &str, words: &str) -> String {
        let words = pieces(words).into_iter().filter_map(|piece| match piece {
            TextPiece::Block(block) => Some(block),
            TextPiece::Placeholder(_) => None,
        });
        let made = woven(pieces(definition), words.collect());
        let lines: Vec<String> = made
            .into_iter()
            .map(|piece| match piece {
                TextPiece::Placeholder(place) => format!("{{{}}}", place.word()),
                TextPiece::Block(Block::Heading(text)) => format!("### {text}"),
                TextPiece::Block(Block::Paragraph { text, .. }) => {
                    text.into_iter().map(|span| span.text).collect()
                }
                TextPiece::Block(other) => format!("{other:?}"),
            })
            .collect();
        lines.join("|")
    }

    const OPEN: &str = "To be written by the service: ";

    #[test]
    fn words_take_the_place_of_what_was_to_be_written_and_nothing_else() {
        let definition = format!(
            "A.\n\n{OPEN}x\n\n{{findings}}\n\n### Legal\n{OPEN}y\n\n### Equality\n{OPEN}z\n"
        );
        for (words, made) in [
            (
                "own",
                format!("A.|own|{{findings}}|### Legal|{OPEN}y|### Equality|{OPEN}z"),
            ),
            (
                "### legal\none\n\ntwo\n",
                format!("A.|{OPEN}x|{{findings}}|### Legal|one|two|### Equality|{OPEN}z"),
            ),
            (
                "### Staff\nnew\n",
                format!(
                    "A.|{OPEN}x|{{findings}}|### Legal|{OPEN}y|### Equality|{OPEN}z|### Staff|new"
                ),
            ),
            (
                "### Legal\n",
                format!("A.|{OPEN}x|{{findings}}|### Legal|{OPEN}y|### Equality|{OPEN}z"),
            ),
        ] {
            assert_eq!(told(&definition, words), made, "{words}");
        }
        assert_eq!(told("A.\n\n{findings}", "own"), "A.|own|{findings}");
    }
}
