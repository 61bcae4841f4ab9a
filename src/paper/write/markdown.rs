//! A paper as Markdown: CommonMark with pipe tables. Charts are pictures in files of their own.

use crate::paper::{Block, Paper, PaperChart, PaperTable, Section, TextSpan};
use crate::table::{self, Table};

/// A paper as text, and the pictures that the text refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MarkdownPaper {
    pub(crate) text: String,
    /// File names and SVG, for the folder of the text.
    pub(crate) pictures: Vec<(String, Vec<u8>)>,
}

/// The paper as Markdown. The names of the pictures begin with `stem`, the name of the paper's file without its ending.
pub(crate) fn write(paper: &Paper, stem: &str) -> MarkdownPaper {
    let mut blocks = vec![format!("# {}", escaped(&paper.title))];
    if !paper.front.is_empty() {
        let front = paper
            .front
            .iter()
            .map(|(label, value)| format!("- **{}:** {}", escaped(label), escaped(value)));
        blocks.push(front.collect::<Vec<_>>().join("\n"));
    }
    let mut pictures = Vec::new();
    for section in &paper.sections {
        blocks.push(heading(section));
        for each in &section.blocks {
            blocks.push(match each {
                Block::Heading(text) => format!("### {}", escaped(text)),
                Block::Paragraph { number, text } => {
                    begun(&format!("{} {}", escaped(number), spans(text)))
                }
                Block::Plain(text) => begun(&spans(text)),
                Block::Bullets(items) => bullets(items),
                Block::Figure(figure) => {
                    let name = format!("{stem}-{}.svg", figure.id);
                    let text = picture(figure, &name);
                    pictures.push((name, figure.drawing.svg.clone().into_bytes()));
                    text
                }
                Block::Table(tabular) => pipes(tabular),
            });
        }
    }
    if !paper.foot.is_empty() {
        blocks.push("---".to_owned());
        blocks.push(begun(&escaped(&paper.foot)));
    }
    MarkdownPaper {
        text: blocks.join("\n\n") + "\n",
        pictures,
    }
}

fn heading(section: &Section) -> String {
    let numbered = format!("{} {}", section.number, section.heading);
    format!("## {}", begun(&escaped(numbered.trim())))
}

fn bullets(items: &[Vec<TextSpan>]) -> String {
    items
        .iter()
        .map(|item| format!("- {}", begun(&spans(item))))
        .collect::<Vec<_>>()
        .join("\n")
}

fn picture(figure: &PaperChart, name: &str) -> String {
    let caption = format!("**Figure {}: {}**", figure.number, escaped(&figure.caption));
    let image = format!("![{}](<{}>)", escaped(&figure.drawing.alt), address(name));
    let note = (!figure.note.is_empty()).then(|| begun(&escaped(&figure.note)));
    [caption, image]
        .into_iter()
        .chain(note)
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn pipes(tabular: &PaperTable) -> String {
    let title = format!("Table {}: {}", tabular.number, tabular.caption);
    table::markdown::write(&Table {
        title,
        ..tabular.table.clone()
    })
    .trim_end()
    .to_owned()
}

fn spans(spans: &[TextSpan]) -> String {
    spans.iter().map(span).collect()
}

/// A span with its marks next to letters: next to blanks they would not be marks.
fn span(span: &TextSpan) -> String {
    let words = span.text.trim();
    if words.is_empty() {
        return if span.text.is_empty() {
            String::new()
        } else {
            " ".to_owned()
        };
    }
    let marks = match (span.strong, span.emphasis) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let before = blank_if(span.text.starts_with(char::is_whitespace));
    let after = blank_if(span.text.ends_with(char::is_whitespace));
    let marked = format!("{marks}{}{marks}", escaped(words));
    let linked = match span.followed() {
        Some(link) => format!("[{marked}](<{}>)", address(link)),
        None => marked,
    };
    format!("{before}{linked}{after}")
}

fn blank_if(there: bool) -> &'static str {
    if there { " " } else { "" }
}

/// An address for use between angle brackets.
fn address(link: &str) -> String {
    link.trim()
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace(['\n', '\r'], "")
        .replace('\\', "%5C")
}

/// Text of one line in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '\\' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '|' | '~' => {
                out.extend(['\\', letter])
            }
            '&' if is_entity(&text[at + 1..]) => out.push_str("\\&"),
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

/// Whether an ampersand before it would make a character of it: `amp;`, `#38;`.
fn is_entity(after: &str) -> bool {
    after.split_once(';').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
    })
}

/// Escaped text at the start of a line, where a dash, a hash or a number with a full stop would begin a list or a heading.
fn begun(text: &str) -> String {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ends_number = digits > 0 && text[digits..].starts_with(['.', ')']);
    // Only a blank after it makes a list: 3.2 is no number of one.
    if ends_number && text[digits + 1..].starts_with([' ', '\t']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    if text.starts_with(['-', '+', '#', '=']) {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::specimen;

    #[test]
    fn the_specimen() {
        let expected = r"# Children’s social care: scrutiny update

- **Committee:** Children & Families \<Scrutiny\>
- **Date of meeting:** 30 November 2026

## 1 Purpose

1.1 To report, **in total**, on [the release](<https://www.example.org/a?b=1&c=2>).

- first
- second

## 2 Where we stand

### Looked after

2.1 The rate was 184 per 10,000.

*Counts are complete.*

**Figure 1: Blackpool is above all ten neighbours**

![Line chart: 163 in 2016, 184 in 2025 & no more](<paper-figure-1.svg>)

Rate per 10,000 children, 2016 to 2025. Source: a release.

**Table 1: Blackpool beside its neighbours**

A subtitle

| Authority       |    Rate |  Rank |
| --------------- | ------: | ----: |
| **Blackpool**   | **184** | **1** |
| Isles of Scilly |       c |       |

- `c`: suppressed by the publisher
- A note.

Source: A publication, 2025

---

Data as at 20 November 2025. Neighbours: DfE list of May 2025.
";
        let made = write(&specimen::paper(), "paper");
        assert_eq!(made.text, expected);
        assert_eq!(made.pictures.len(), 1);
        assert!(
            made.pictures[0].0 == "paper-figure-1.svg" && made.pictures[0].1.starts_with(b"<svg")
        );
    }

    /// What a reader of CommonMark makes of it is the text that went in.
    #[test]
    fn nothing_that_an_officer_writes_is_markup() {
        for text in [
            "a *b* _c_ `d` <e> [f](g) ~~h~~ i|j \\k",
            "- no list",
            "1. no list",
            "12) no list",
            "# no heading",
            "=====",
            "> no quotation",
            "AT&amp;T & &#38; &;",
            "+ 5 per cent",
            "![no](picture)",
        ] {
            let written = begun(&spans(&[TextSpan::text(text)]));
            let mut read = String::new();
            for event in pulldown_cmark::Parser::new(&written) {
                match event {
                    pulldown_cmark::Event::Text(part) => read.push_str(&part),
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph)
                    | pulldown_cmark::Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                    other => panic!("{other:?} in {written}"),
                }
            }
            assert_eq!(read, text);
        }
    }

    #[test]
    fn marks_stand_next_to_letters() {
        let strong = TextSpan {
            strong: true,
            emphasis: true,
            ..TextSpan::text(" well above ")
        };
        assert_eq!(
            spans(&[TextSpan::text("is"), strong, TextSpan::text("it")]),
            "is ***well above*** it"
        );
    }
}
