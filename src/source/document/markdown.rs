//! Markdown, read as the page that it makes. Blocks of code are no sentences.

use super::html::HtmlReader;
use super::html_look::{HtmlTag, PageRules};
use super::passage::Passage;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(super) fn read(text: &str) -> Vec<Passage> {
    let mut reader = MarkdownReader {
        page: HtmlReader::with(PageRules::read(text)),
        in_code: false,
        in_head: false,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for event in Parser::new_ext(text, options) {
        reader.read(event);
    }
    reader.page.done()
}

struct MarkdownReader {
    page: HtmlReader,
    /// Inside a block of code or of settings.
    in_code: bool,
    /// Inside the heading row of a table.
    in_head: bool,
}

impl MarkdownReader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => self.in_code = false,
            _ if self.in_code => {}
            Event::Text(text) | Event::Code(text) => self.page.text(&text),
            Event::Html(html) | Event::InlineHtml(html) => self.page.feed(&html),
            Event::SoftBreak | Event::HardBreak => self.page.text(" "),
            Event::FootnoteReference(name) => {
                let target = format!("#fn-{name}");
                self.page.open(&HtmlTag::opening("a", &[("href", &target)]));
                self.page.close("a");
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let id = format!("fn-{name}");
                self.page.open(&HtmlTag::opening("div", &[("id", &id)]));
            }
            Event::End(TagEnd::FootnoteDefinition) => self.page.close("div"),
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        // The description of a picture is not part of the text around it.
        if matches!(tag, Tag::Image { .. }) {
            self.page.open(&HtmlTag::opening("span", &[("hidden", "")]));
        }
        if matches!(tag, Tag::TableHead) {
            self.in_head = true;
            self.page.open(&HtmlTag::opening("thead", &[]));
        }
        if let Some(name) = self.element(tag.to_end()) {
            self.page.open(&HtmlTag::opening(name, &[]));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if tag == TagEnd::Image {
            self.page.close("span");
        }
        if let Some(name) = self.element(tag) {
            self.page.close(name);
        }
        if tag == TagEnd::TableHead {
            self.in_head = false;
            self.page.close("thead");
        }
    }

    /// The element of a page that Markdown means; none where it only makes letters look different.
    fn element(&self, tag: TagEnd) -> Option<&'static str> {
        Some(match tag {
            TagEnd::Paragraph => "p",
            TagEnd::Heading(HeadingLevel::H1) => "h1",
            TagEnd::Heading(_) => "h2",
            TagEnd::BlockQuote(_) => "blockquote",
            TagEnd::List(_) => "ul",
            TagEnd::Item => "li",
            TagEnd::Table => "table",
            TagEnd::TableHead | TagEnd::TableRow => "tr",
            TagEnd::TableCell if self.in_head => "th",
            TagEnd::TableCell => "td",
            TagEnd::Strikethrough => "del",
            TagEnd::Superscript => "sup",
            _ => return None,
        })
    }
}
