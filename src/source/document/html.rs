//! HTML as it is found: tags by name, text between them, no demand that they fit. What a browser does not show is no text.

use super::grid::GridCell;
use super::html_look::{HtmlLook, HtmlTag, PageRules};
use super::html_text::plain;
use super::passage::Passage;
use super::writer::{LooseNotes, PassageWriter};

/// What is left out with everything in it.
const LEFT_OUT: [&str; 12] = [
    "script", "style", "head", "svg", "template", "noscript", "nav", "select", "textarea",
    "iframe", "object", "rt",
];
/// Elements that have no end.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Elements that stand in a line; the beginning and the end of any other end a paragraph.
const INLINE: [&str; 31] = [
    "a", "abbr", "b", "bdi", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var",
];

/// Deeper than the elements of any page. An end that is further from its beginning is passed over.
const DEEPEST: usize = 500;

pub(super) fn read(text: &str) -> Vec<Passage> {
    let mut reader = HtmlReader::with(PageRules::read(text));
    reader.feed(text);
    reader.done()
}

/// An element that has not ended.
struct OpenElement {
    name: String,
    look: HtmlLook,
    is_note: bool,
}

/// Reads HTML piece by piece.
pub(super) struct HtmlReader {
    rules: PageRules,
    writer: PassageWriter,
    open: Vec<OpenElement>,
    /// The element that is being left out with everything in it.
    left_out: Option<String>,
}

impl HtmlReader {
    pub(super) fn with(rules: PageRules) -> HtmlReader {
        HtmlReader {
            rules,
            writer: PassageWriter::default(),
            open: Vec::new(),
            left_out: None,
        }
    }

    pub(super) fn done(mut self) -> Vec<Passage> {
        self.close_down_to(0);
        self.writer.done(LooseNotes::Read)
    }

    /// Reads a piece of a page, which may end inside an element, but not inside a tag.
    pub(super) fn feed(&mut self, text: &str) {
        let mut rest = text;
        loop {
            if let Some(name) = &self.left_out {
                match after_closing(rest, name) {
                    Some(after) => rest = after,
                    None => return,
                }
                self.left_out = None;
            }
            let Some(at) = rest.find('<') else {
                break;
            };
            self.text(&plain(&rest[..at]));
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            if !rest[1..]
                .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
            {
                self.text("<");
                rest = &rest[1..];
                continue;
            }
            let end = tag_end(rest);
            let tag = HtmlTag::read(&rest[1..end]);
            rest = rest.get(end + 1..).unwrap_or_default();
            let is_code = tag.name == "pre" && rest.trim_start().starts_with("<code");
            if tag.is_closing {
                self.close(&tag.name);
            } else if is_code || LEFT_OUT.contains(&tag.name.as_str()) {
                if !tag.is_empty {
                    self.left_out = Some(tag.name);
                }
            } else {
                self.open(&tag);
            }
        }
        self.text(&plain(rest));
    }

    fn look(&self) -> HtmlLook {
        self.open
            .last()
            .map_or_else(HtmlLook::default, |open| open.look)
    }

    pub(super) fn text(&mut self, text: &str) {
        let look = self.look();
        if look.is_left_out {
        } else if look.is_raised {
            self.writer.write_raised(text);
        } else {
            self.writer.write(text);
        }
    }

    pub(super) fn open(&mut self, tag: &HtmlTag) {
        let name = tag.name.as_str();
        if name.is_empty() || name.starts_with(['!', '?']) {
            return;
        }
        let is_inline = INLINE.contains(&name) || name.contains(':');
        if name == "br" || name == "wbr" {
            if name == "br" && !self.look().is_left_out {
                self.writer.blank();
            }
            return;
        }
        if !is_inline {
            self.close_implied(name);
            self.writer.end_paragraph();
        }
        if VOID.contains(&name) || tag.is_empty {
            return;
        }
        let look = self.look().and(self.rules.look(tag));
        let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let is_note = !is_inline
            && !is_heading
            && tag.get("id").is_some_and(names_a_note)
            && !self.open.iter().any(|open| open.is_note);
        self.open.push(OpenElement {
            name: name.to_owned(),
            look,
            is_note,
        });
        if look.is_left_out {
            return;
        }
        if is_note {
            self.writer
                .begin_note(&note_id(tag.get("id").unwrap_or_default()));
        }
        self.begin(tag);
    }

    /// Begins what an element means for the text.
    fn begin(&mut self, tag: &HtmlTag) {
        match tag.name.as_str() {
            "a" => {
                let target = tag.get("href").and_then(|target| target.strip_prefix('#'));
                if let Some(target) = target {
                    self.writer.refer_to_note(&note_id(target));
                }
            }
            "table" => self.writer.begin_table(),
            "caption" => self.writer.begin_caption(),
            "tr" => {
                let is_head = self.is_open_in_table("thead");
                self.writer.begin_row(is_head);
            }
            "td" | "th" => self.writer.begin_cell(GridCell {
                columns: tag.number("colspan").max(1),
                // No rows means all that are left.
                rows: match tag.number("rowspan") {
                    0 => usize::MAX,
                    rows => rows,
                },
                is_head: tag.name == "th",
                ..GridCell::default()
            }),
            _ => {}
        }
    }

    /// The number of the innermost open element with one of these names that is not outside one of the others.
    fn innermost(&self, names: &[&str], outside: &[&str]) -> Option<usize> {
        self.open
            .iter()
            .enumerate()
            .rev()
            .take(DEEPEST)
            .take_while(|(_, open)| {
                names.contains(&open.name.as_str()) || !outside.contains(&open.name.as_str())
            })
            .find(|(_, open)| names.contains(&open.name.as_str()))
            .map(|(at, _)| at)
    }

    fn is_open_in_table(&self, name: &str) -> bool {
        self.innermost(&[name], &["table"]).is_some()
    }

    /// The beginning of some elements ends others that nobody closed.
    fn close_implied(&mut self, name: &str) {
        let ended = match name {
            "td" | "th" => self.innermost(&["td", "th"], &["tr", "table"]),
            "tr" => self.innermost(&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => self.innermost(&["thead", "tbody", "tfoot"], &["table"]),
            "li" => self.innermost(&["li"], &["ul", "ol", "td", "th"]),
            "dt" | "dd" => self.innermost(&["dt", "dd"], &["dl", "td", "th"]),
            _ => self.innermost(&["p"], &["td", "th", "li", "table", "div"]),
        };
        if let Some(at) = ended {
            self.close_down_to(at);
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        let outside: &[&str] = match name {
            "table" => &[],
            "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" => &["table"],
            _ => &["td", "th", "table"],
        };
        match self.innermost(&[name], outside) {
            Some(at) => self.close_down_to(at),
            None if INLINE.contains(&name) => {}
            None => self.writer.end_paragraph(),
        }
    }

    fn close_down_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(closed) = self.open.pop() else {
                return;
            };
            if closed.look.is_left_out {
                // Only what is inside something hidden; the paragraph around a hidden word goes on.
                continue;
            }
            match closed.name.as_str() {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.writer.end_heading(),
                "table" => self.writer.end_table(),
                "tr" => self.writer.end_row(),
                "td" | "th" | "caption" => self.writer.end_cell(),
                name if INLINE.contains(&name) || name.contains(':') => {}
                _ => self.writer.end_paragraph(),
            }
            if closed.is_note {
                self.writer.end_note();
            }
        }
    }
}

/// Whether an id is one that programs give to notes: `ftn1`, `fn:2`, `footnote-3`, `_edn4`, `fn-name`.
fn names_a_note(id: &str) -> bool {
    let id = id.trim_start_matches('_').to_ascii_lowercase();
    let numbered = ["footnote", "endnote", "ftn", "edn", "fn", "note"]
        .iter()
        .filter_map(|start| id.strip_prefix(start))
        .any(|rest| {
            rest.trim_start_matches(['-', ':', '_', '.'])
                .starts_with(|c: char| c.is_ascii_digit())
        });
    numbered || id.starts_with("fn-")
}

/// Word puts a line before the id of a note where something refers to it.
fn note_id(id: &str) -> String {
    id.trim_start_matches('_').to_owned()
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

/// What follows the end of an element; none where it does not end here.
fn after_closing<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find(&format!("</{name}"))?;
    Some(text[at..].split_once('>').map_or("", |(_, after)| after))
}
