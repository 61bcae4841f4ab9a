//! The officer's own text: Markdown into blocks, with tokens filled in and placeholders kept for the parts that are made from data.

use super::definition::Placeholder;
use super::{Block, TextSpan};
use crate::error::{Error, Result};
use crate::finding::prose::papers::TO_WRITE;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeStream};

/// A block of text, or the placeholder of a part.
#[derive(Debug, PartialEq)]
pub(crate) enum TextPiece {
    Block(Block),
    Placeholder(Placeholder),
}

/// Gives what a token stands for.
pub(crate) type TokenResolver<'a> = dyn FnMut(&str) -> Result<TextSpan> + 'a;

/// The pieces of a text, in order. Items of numbered lists are paragraphs like others: all are numbered when the paper is complete.
///
/// # Errors
/// A token that stands for nothing; a brace that is not closed; a placeholder within a sentence; Markdown that papers have no form for.
pub(crate) fn pieces(text: &str, resolve: &mut TokenResolver<'_>) -> Result<Vec<TextPiece>> {
    let mut reader = MarkdownReader {
        pieces: Vec::new(),
        spans: Vec::new(),
        items: Vec::new(),
        lists: Vec::new(),
        form: TextSpan::default(),
    };
    for event in TextMergeStream::new(Parser::new(text)) {
        reader.take(event, resolve)?;
    }
    if reader.pieces.iter().any(is_misplaced) {
        return Err(misplaced());
    }
    Ok(reader.pieces)
}

fn misplaced() -> Error {
    Error::usage("a place such as {findings} stands inside a sentence")
        .expected("the place alone in its paragraph")
}

/// Whether a block contains a placeholder, which was not alone in its paragraph.
fn is_misplaced(piece: &TextPiece) -> bool {
    match piece {
        TextPiece::Block(Block::Paragraph { text, .. }) => has_placeholder(text),
        TextPiece::Block(Block::Bullets(items)) => items.iter().any(|item| has_placeholder(item)),
        TextPiece::Block(Block::Heading(text)) => text.contains(PLACE),
        _ => false,
    }
}

fn has_placeholder(spans: &[TextSpan]) -> bool {
    spans.iter().any(|span| span.text.contains(PLACE))
}

/// The tokens of a text without its placeholders, by which it is known what has to be read before any is filled in.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let opened = text
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'));
    opened
        .map(|(token, _)| token.trim().to_owned())
        .filter(|token| Placeholder::parse(token).is_none())
        .collect()
}

/// A title, a heading or a line of the front block with its tokens filled in.
///
/// # Errors
/// As [`pieces`].
pub(crate) fn line(text: &str, resolve: &mut TokenResolver<'_>) -> Result<String> {
    let spans = filled(text, &TextSpan::default(), resolve)?;
    if has_placeholder(&spans) {
        return Err(misplaced());
    }
    Ok(spans.into_iter().map(|span| span.text).collect())
}

struct MarkdownReader {
    pieces: Vec<TextPiece>,
    spans: Vec<TextSpan>,
    items: Vec<Vec<TextSpan>>,
    /// Whether each open list is numbered.
    lists: Vec<bool>,
    form: TextSpan,
}

impl MarkdownReader {
    fn take(&mut self, event: Event<'_>, resolve: &mut TokenResolver<'_>) -> Result<()> {
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
            Event::Code(text) => self.spans.push(TextSpan {
                text: text.into_string(),
                ..self.form.clone()
            }),
            Event::SoftBreak | Event::HardBreak => self.spans.push(TextSpan::text(" ")),
            Event::End(TagEnd::Paragraph) if self.lists.is_empty() => self.end_paragraph(),
            Event::End(TagEnd::Paragraph) => {}
            Event::End(TagEnd::Heading(_)) => {
                let text = std::mem::take(&mut self.spans)
                    .into_iter()
                    .map(|span| span.text)
                    .collect();
                self.pieces.push(TextPiece::Block(Block::Heading(text)));
            }
            Event::End(TagEnd::Item) => self.end_item(),
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                if !self.items.is_empty() {
                    self.pieces
                        .push(TextPiece::Block(Block::Bullets(std::mem::take(
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
        let text = marked(std::mem::take(&mut self.spans));
        let alone = match text.as_slice() {
            [only] => only.text.strip_prefix(PLACE).and_then(Placeholder::parse),
            _ => None,
        };
        self.pieces.push(match alone {
            Some(place) => TextPiece::Placeholder(place),
            None => TextPiece::Block(Block::Paragraph {
                number: String::new(),
                text,
            }),
        });
    }

    fn end_item(&mut self) {
        let text = marked(std::mem::take(&mut self.spans));
        if text.is_empty() {
            return;
        }
        match self.lists.last() {
            Some(true) => self.pieces.push(TextPiece::Block(Block::Paragraph {
                number: String::new(),
                text,
            })),
            _ => self.items.push(text),
        }
    }
}

/// A paragraph that says that it is still to be written is set so that nobody overlooks it.
fn marked(mut spans: Vec<TextSpan>) -> Vec<TextSpan> {
    let is_open = spans
        .first()
        .is_some_and(|first| first.text.starts_with(TO_WRITE));
    for span in spans.iter_mut().filter(|_| is_open) {
        span.strong = true;
        span.to_write = true;
    }
    // Lines of one paragraph are one stretch of the marked text.
    spans.dedup_by(|next, before| {
        let are_alike = TextSpan {
            text: String::new(),
            ..next.clone()
        } == TextSpan {
            text: String::new(),
            ..before.clone()
        };
        let joins = is_open && are_alike && next.id.is_none();
        if joins {
            before.text.push_str(&next.text);
        }
        joins
    });
    spans
}

/// Marks the span of a placeholder until its paragraph ends; officers' texts have no private-use characters.
const PLACE: &str = "\u{e001}";

/// A text with its tokens replaced, each by a span of its own with the id of its evidence.
fn filled(text: &str, form: &TextSpan, resolve: &mut TokenResolver<'_>) -> Result<Vec<TextSpan>> {
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
        if Placeholder::parse(token).is_some() {
            plain.push_str(PLACE);
            plain.push_str(token.trim());
            continue;
        }
        if !plain.is_empty() {
            spans.push(TextSpan {
                text: std::mem::take(&mut plain),
                ..form.clone()
            });
        }
        let value = resolve(token.trim())?;
        spans.push(TextSpan {
            text: value.text,
            id: value.id,
            ..form.clone()
        });
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        spans.push(TextSpan {
            text: plain,
            ..form.clone()
        });
    }
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<TextPiece>> {
        pieces(text, &mut |token| match token {
            "cla-rate.value" => Ok(TextSpan {
                id: Some("n1".to_owned()),
                ..TextSpan::text("184")
            }),
            _ => Err(Error::usage(format!("“{token}” stands for nothing"))),
        })
    }

    fn paragraph(spans: Vec<TextSpan>) -> TextPiece {
        TextPiece::Block(Block::Paragraph {
            number: String::new(),
            text: spans,
        })
    }

    #[test]
    fn tokens_keep_their_evidence_and_the_form_around_them() {
        let strong = TextSpan {
            strong: true,
            id: Some("n1".to_owned()),
            ..TextSpan::text("184")
        };
        assert_eq!(
            read("The rate is **{cla-rate.value}** now.").unwrap(),
            [paragraph(vec![
                TextSpan::text("The rate is "),
                strong,
                TextSpan::text(" now.")
            ])]
        );
    }

    #[test]
    fn a_place_stands_alone() {
        let pieces = read("Before.\n\n{findings}\n\n1. first\n2. second\n\n- one\n- two").unwrap();
        let bullets = Block::Bullets(vec![
            vec![TextSpan::text("one")],
            vec![TextSpan::text("two")],
        ]);
        assert_eq!(
            pieces,
            [
                paragraph(vec![TextSpan::text("Before.")]),
                TextPiece::Placeholder(Placeholder::Findings),
                paragraph(vec![TextSpan::text("first")]),
                paragraph(vec![TextSpan::text("second")]),
                TextPiece::Block(bullets),
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
            [paragraph(vec![TextSpan::text("a { brace")])]
        );
    }
}
