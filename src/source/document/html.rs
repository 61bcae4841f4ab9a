//! HTML as it is found: tags by name, text between them, no demand that they fit. Scripts, styles and drawings are no text.

use super::passage::{Passage, PassageWriter};

/// What is left out with everything in it.
const LEFT_OUT: [&str; 7] = [
    "script", "style", "head", "svg", "template", "noscript", "nav",
];
/// Elements that stand in a line; the end of any other ends a paragraph.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "small", "span", "strong", "sub", "time", "u", "wbr",
];

pub(super) fn read(text: &str) -> Vec<Passage> {
    let mut passages = PassageWriter::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        passages.write(&plain(&rest[..at]));
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        {
            passages.write("<");
            rest = &rest[1..];
            continue;
        }
        let end = tag_end(rest);
        let name = rest[1..end]
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let (name, closing) = (name.to_ascii_lowercase(), rest[1..].starts_with('/'));
        rest = rest.get(end + 1..).unwrap_or_default();
        if LEFT_OUT.contains(&name.as_str()) && !closing {
            rest = after_closing(rest, &name);
        } else {
            tag(&name, closing, &mut passages);
        }
    }
    passages.write(&plain(rest));
    passages.done()
}

/// Where a tag's `>` is; one inside quotes is part of an attribute.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn after_closing<'t>(text: &'t str, name: &str) -> &'t str {
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.find(&format!("</{name}")) else {
        return "";
    };
    text[at..].split_once('>').map_or("", |(_, after)| after)
}

fn tag(name: &str, closing: bool, passages: &mut PassageWriter) {
    match (name, closing) {
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => passages.end_heading(),
        ("table", false) => passages.begin_table(),
        ("table", true) => passages.end_table(),
        ("tr", false) => passages.begin_row(),
        ("td" | "th", true) => passages.end_cell(),
        ("sup", _) | ("br", _) => passages.blank(),
        (name, _) if INLINE.contains(&name) => {}
        _ => passages.end_paragraph(),
    }
}

/// Text without its entities.
fn plain(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part
            .split_once(';')
            .and_then(|(name, after)| Some((entity(name)?, after)));
        match known {
            Some((letter, after)) => {
                out.push(letter);
                out.push_str(after);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out
}

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return named(name);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

/// The letter of an entity that papers use.
pub(super) fn named(name: &str) -> Option<char> {
    const NAMED: [(&str, char); 14] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("pound", '£'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
    ];
    NAMED
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, letter)| letter)
}

#[cfg(test)]
mod tests {
    use super::super::passage::{PassagePlace, PassageWriter};
    use super::super::{docx, markdown};
    use super::*;

    fn told(passages: &[Passage]) -> Vec<(String, String)> {
        passages
            .iter()
            .map(|p| (p.heading.clone(), p.text.clone()))
            .collect()
    }

    #[test]
    fn untidy_html_is_read_as_a_browser_shows_it() {
        let page = "<html><head><title>x</title></head><body><!-- <p>no</p> --><h2>Care &amp; need</h2><p>One<b>half</b> a &lt; b\
            <p>Two &#163;5<br>three<ul><li>item</ul><script>if (a<b) { \"</p>\" }</script>\
            <table><tr><th>What<th>2025</th></tr><tr><td>Rate</td><td title='a>b'>184</td></tr></table></body>";
        let read = read(page);
        let texts: Vec<&str> = read.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(&texts[..3], ["Onehalf a < b", "Two £5 three", "item"]);
        assert!(read.iter().all(|p| p.heading == "Care & need"));
        let cell = read.last().expect("a cell");
        assert_eq!(
            (cell.text.as_str(), cell.place),
            ("184", PassagePlace::Cell { table: 1, row: 2 })
        );
    }

    #[test]
    fn markdown_keeps_headings_lists_tables_and_notes_apart() {
        let text = "# Paper\n\nOne\nline.[^1]\n\n- first\n- second\n\n| What | 2025 |\n|---|---|\n| Rate | 184 |\n\n[^1]: A note.\n";
        let read = markdown::read(text);
        let expected = [
            "One line.",
            "first",
            "second",
            "What",
            "2025",
            "Rate",
            "184",
            "A note.",
        ];
        assert_eq!(
            read.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(),
            expected
        );
        assert_eq!(read[6].heads, Some(["Rate".to_owned(), "2025".to_owned()]));
        assert!(matches!(read[7].place, PassagePlace::Footnote(1)));
        assert!(told(&read).iter().all(|(heading, _)| heading == "Paper"));
    }

    #[test]
    fn what_is_no_word_document_is_said() {
        let fault = docx::read(b"not a zip", "paper.docx").expect_err("refused");
        assert!(fault.to_string().contains("not a Word document"), "{fault}");
        assert!(PassageWriter::default().done().is_empty());
    }
}
