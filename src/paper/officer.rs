//! The officer's own text: Markdown into blocks, with tokens filled in and places kept for what the program writes.

use super::definition::Place;
use super::{Block, Span};
use crate::error::{Error, Result};
use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeStream};

/// A block of text, or the place of a part.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece {
    Block(Block),
    Place(Place),
}

/// What a token stands for.
pub(crate) type Resolve<'a> = dyn FnMut(&str) -> Result<Span> + 'a;

/// The pieces of a text, in order. Paragraphs and items of numbered lists are numbered from `section`.1 on; numbers go on where an
/// earlier text of the section stopped.
///
/// # Errors
/// A token that stands for nothing; a token that is not closed; Markdown that a committee paper has no form for.
pub(crate) fn pieces(text: &str, resolve: &mut Resolve<'_>) -> Result<Vec<Piece>> {
    let mut reader = Reader {
        pieces: Vec::new(),
        spans: Vec::new(),
        items: Vec::new(),
        lists: Vec::new(),
        form: Span::default(),
    };
    for event in TextMergeStream::new(Parser::new(text)) {
        reader.take(event, resolve)?;
    }
    match reader.pieces.iter().find(|piece| has_place(piece)) {
        Some(_) => Err(misplaced()),
        None => Ok(reader.pieces),
    }
}

fn misplaced() -> Error {
    Error::usage("a place such as {findings} stands inside a sentence")
        .expected("the place alone in its paragraph")
}

fn has_place(piece: &Piece) -> bool {
    let within = |spans: &[Span]| spans.iter().any(|span| span.text.contains(PLACE));
    match piece {
        Piece::Block(Block::Paragraph { text, .. }) => within(text),
        Piece::Block(Block::Bullets(items)) => items.iter().any(|item| within(item)),
        Piece::Block(Block::Heading(text)) => text.contains(PLACE),
        _ => false,
    }
}

/// The tokens of a text, as they stand between braces: what has to be read before any can be filled in.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let opened = text
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'));
    opened
        .map(|(token, _)| token.trim().to_owned())
        .filter(|token| Place::parse(token).is_none())
        .collect()
}

/// Tokens of a line filled in: a title, a heading, a line of the front block.
///
/// # Errors
/// As [`pieces`].
pub(crate) fn line(text: &str, resolve: &mut Resolve<'_>) -> Result<String> {
    let spans = filled(text, &Span::default(), resolve)?;
    if spans.iter().any(|span| span.text.contains(PLACE)) {
        return Err(misplaced());
    }
    Ok(spans.into_iter().map(|span| span.text).collect())
}

struct Reader {
    pieces: Vec<Piece>,
    spans: Vec<Span>,
    items: Vec<Vec<Span>>,
    /// Whether each open list is numbered.
    lists: Vec<bool>,
    form: Span,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, resolve: &mut Resolve<'_>) -> Result<()> {
        match event {
            Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. }) => {}
            Event::Start(Tag::List(first)) => {
                // An item that holds a list of its own ends where that list begins: there is one level of bullets.
                self.end_item();
                self.lists.push(first.is_some());
            }
            Event::Start(Tag::Strong) => self.form.strong = true,
            Event::End(TagEnd::Strong) => self.form.strong = false,
            Event::Start(Tag::Emphasis) => self.form.emphasis = true,
            Event::End(TagEnd::Emphasis) => self.form.emphasis = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.form.link = Some(dest_url.into_string())
            }
            Event::End(TagEnd::Link) => self.form.link = None,
            Event::Text(text) => self.spans.extend(filled(&text, &self.form, resolve)?),
            Event::Code(text) => self.spans.push(Span {
                text: text.into_string(),
                ..self.form.clone()
            }),
            Event::SoftBreak | Event::HardBreak => self.spans.push(Span::text(" ")),
            Event::End(TagEnd::Paragraph) if self.lists.is_empty() => self.end_paragraph(),
            Event::End(TagEnd::Paragraph) => {}
            Event::End(TagEnd::Heading(_)) => {
                let text = std::mem::take(&mut self.spans)
                    .into_iter()
                    .map(|span| span.text)
                    .collect();
                self.pieces.push(Piece::Block(Block::Heading(text)));
            }
            Event::End(TagEnd::Item) => self.end_item(),
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                if !self.items.is_empty() {
                    self.pieces.push(Piece::Block(Block::Bullets(std::mem::take(
                        &mut self.items,
                    ))));
                }
            }
            other => {
                return Err(Error::usage(format!(
                    "Markdown that a paper has no form for: {other:?}"
                ))
                .expected("paragraphs, lists, headings, links, strong and emphasised text")
                .hint("tables and pictures come from tables and figures of the definition"));
            }
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.spans);
        let alone = match text.as_slice() {
            [only] => only.text.strip_prefix(PLACE).and_then(Place::parse),
            _ => None,
        };
        self.pieces.push(match alone {
            Some(place) => Piece::Place(place),
            None => Piece::Block(Block::Paragraph {
                number: String::new(),
                text,
            }),
        });
    }

    fn end_item(&mut self) {
        let text = std::mem::take(&mut self.spans);
        if text.is_empty() {
            return;
        }
        match self.lists.last() {
            Some(true) => self.pieces.push(Piece::Block(Block::Paragraph {
                number: String::new(),
                text,
            })),
            _ => self.items.push(text),
        }
    }
}

/// Marks the span of a place until its paragraph ends; a private-use character stands in no officer's text.
const PLACE: &str = "\u{e001}";

/// A text with its tokens replaced, each a span of its own that carries its evidence.
fn filled(text: &str, form: &Span, resolve: &mut Resolve<'_>) -> Result<Vec<Span>> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        plain.push_str(before);
        if let Some(escaped) = after.strip_prefix("{{") {
            plain.push('{');
            rest = escaped;
            continue;
        }
        let Some((token, tail)) = after
            .strip_prefix('{')
            .and_then(|inside| inside.split_once('}'))
        else {
            return Err(
                Error::usage(format!("a brace that is not closed: “{after}”"))
                    .expected("{indicator.value}, or {{ for a brace"),
            );
        };
        rest = tail;
        if Place::parse(token).is_some() {
            plain.push_str(PLACE);
            plain.push_str(token.trim());
            continue;
        }
        if !plain.is_empty() {
            spans.push(Span {
                text: std::mem::take(&mut plain),
                ..form.clone()
            });
        }
        let value = resolve(token.trim())?;
        spans.push(Span {
            text: value.text,
            id: value.id,
            ..form.clone()
        });
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        spans.push(Span {
            text: plain,
            ..form.clone()
        });
    }
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Piece>> {
        pieces(text, &mut |token| match token {
            "cla-rate.value" => Ok(Span {
                id: Some("n1".to_owned()),
                ..Span::text("184")
            }),
            _ => Err(Error::usage(format!("“{token}” stands for nothing"))),
        })
    }

    fn paragraph(spans: Vec<Span>) -> Piece {
        Piece::Block(Block::Paragraph {
            number: String::new(),
            text: spans,
        })
    }

    #[test]
    fn tokens_keep_their_evidence_and_the_form_around_them() {
        let strong = Span {
            strong: true,
            id: Some("n1".to_owned()),
            ..Span::text("184")
        };
        assert_eq!(
            read("The rate is **{cla-rate.value}** now.").unwrap(),
            [paragraph(vec![
                Span::text("The rate is "),
                strong,
                Span::text(" now.")
            ])]
        );
    }

    #[test]
    fn a_place_stands_alone() {
        let pieces = read("Before.\n\n{findings}\n\n1. first\n2. second\n\n- one\n- two").unwrap();
        let bullets = Block::Bullets(vec![vec![Span::text("one")], vec![Span::text("two")]]);
        assert_eq!(
            pieces,
            [
                paragraph(vec![Span::text("Before.")]),
                Piece::Place(Place::Findings),
                paragraph(vec![Span::text("first")]),
                paragraph(vec![Span::text("second")]),
                Piece::Block(bullets),
            ]
        );
    }

    #[test]
    fn what_stands_for_nothing_is_an_error() {
        for text in [
            "see {findings} here",
            "{cla-rat.value}",
            "an open {brace",
            "| a | b |\n|---|---|\n\n![x](y.png)",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(
            read("a {{ brace").unwrap(),
            [paragraph(vec![Span::text("a { brace")])]
        );
    }
}
