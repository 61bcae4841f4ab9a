//! Markdown: paragraphs, list items, headings, tables and footnotes. Code and raw HTML are no sentences.

use super::passage::{Passage, PassageWriter};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub(super) fn read(text: &str) -> Vec<Passage> {
    let mut passages = PassageWriter::default();
    let mut in_code = false;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) | Event::Code(text) if !in_code => passages.write(&text),
            Event::SoftBreak | Event::HardBreak => passages.blank(),
            // A tight list has no paragraphs: what stands before a list inside an item ends here.
            Event::Start(Tag::List(_)) | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                passages.end_paragraph()
            }
            Event::End(TagEnd::Heading(_)) => passages.end_heading(),
            Event::Start(Tag::FootnoteDefinition(_)) => passages.in_footnote = true,
            Event::End(TagEnd::FootnoteDefinition) => {
                passages.end_paragraph();
                passages.in_footnote = false;
            }
            Event::Start(Tag::Table(_)) => passages.begin_table(),
            Event::Start(Tag::TableHead | Tag::TableRow) => passages.begin_row(),
            Event::End(TagEnd::TableCell) => passages.end_cell(),
            Event::End(TagEnd::Table) => passages.end_table(),
            _ => {}
        }
    }
    passages.done()
}
