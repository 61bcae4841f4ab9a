//! A part of a Word file as a tree of elements, which is written as it was read.

use quick_xml::escape::{escape, resolve_xml_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Deeper than any document. A file that is nested further was made to exhaust the memory.
const DEEPEST: usize = 400;
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// An element. Names have their prefix, such as `w:p`, as in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::paper::write) struct Element {
    pub(in crate::paper::write) name: String,
    pub(in crate::paper::write) attributes: Vec<(String, String)>,
    pub(in crate::paper::write) children: Vec<Node>,
}

/// The content of an element. Comments and instructions are left out, as Word leaves them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::paper::write) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub(in crate::paper::write) fn new(name: &str) -> Element {
        Element {
            name: name.to_owned(),
            ..Element::default()
        }
    }

    /// An element whose only attribute is `w:val`, as in most settings.
    pub(in crate::paper::write) fn val(name: &str, value: impl ToString) -> Element {
        Element::new(name).with("w:val", value)
    }

    pub(in crate::paper::write) fn with(mut self, name: &str, value: impl ToString) -> Element {
        self.set(name, value);
        self
    }

    pub(in crate::paper::write) fn child(mut self, child: Element) -> Element {
        self.push(child);
        self
    }

    pub(in crate::paper::write) fn children(
        mut self,
        children: impl IntoIterator<Item = Element>,
    ) -> Element {
        self.children
            .extend(children.into_iter().map(Node::Element));
        self
    }

    pub(in crate::paper::write) fn text(mut self, text: &str) -> Element {
        self.children.push(Node::Text(text.to_owned()));
        self
    }

    pub(in crate::paper::write) fn push(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }

    pub(in crate::paper::write) fn set(&mut self, name: &str, value: impl ToString) {
        let value = value.to_string();
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    pub(in crate::paper::write) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == attribute)
            .map(|(_, value)| value.as_str())
    }

    /// The child elements, texts left out.
    pub(in crate::paper::write) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| {
            if let Node::Element(element) = node {
                Some(element)
            } else {
                None
            }
        })
    }

    pub(in crate::paper::write) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| {
            if let Node::Element(element) = node {
                Some(element)
            } else {
                None
            }
        })
    }

    /// The first child of a name.
    pub(in crate::paper::write) fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    pub(in crate::paper::write) fn find_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.elements_mut().find(|element| element.name == name)
    }

    /// The value of a child such as `<w:name w:val="heading 1"/>`.
    pub(in crate::paper::write) fn val_of(&self, child: &str) -> Option<&str> {
        self.find(child).and_then(|element| element.get("w:val"))
    }

    /// Changes the first child of a name; where there is none it is inserted as child number `at`.
    pub(in crate::paper::write) fn amend(
        &mut self,
        name: &str,
        at: usize,
        change: impl FnOnce(&mut Element),
    ) {
        let found = self
            .children
            .iter()
            .position(|node| matches!(node, Node::Element(element) if element.name == name));
        let (at, mut child) = match found.map(|at| (at, self.children.remove(at))) {
            Some((at, Node::Element(child))) => (at, child),
            _ => (at.min(self.children.len()), Element::new(name)),
        };
        change(&mut child);
        self.children.insert(at, Node::Element(child));
    }

    /// Removes the child elements for which `keep` is false.
    pub(in crate::paper::write) fn retain(&mut self, keep: impl Fn(&Element) -> bool) {
        self.children.retain(|node| {
            if let Node::Element(element) = node {
                keep(element)
            } else {
                true
            }
        });
    }

    /// Removes the elements within, at any depth, for which `keep` is false.
    pub(in crate::paper::write) fn retain_within(&mut self, keep: &dyn Fn(&Element) -> bool) {
        self.retain(keep);
        self.elements_mut()
            .for_each(|element| element.retain_within(keep));
    }

    /// Calls `see` with every element of the tree, itself first.
    pub(in crate::paper::write) fn each<'a>(&'a self, see: &mut dyn FnMut(&'a Element)) {
        see(self);
        self.elements().for_each(|element| element.each(see));
    }

    /// The same with elements that may be changed.
    pub(in crate::paper::write) fn each_mut(&mut self, see: &mut dyn FnMut(&mut Element)) {
        see(self);
        self.elements_mut()
            .for_each(|element| element.each_mut(see));
    }

    /// The text of all runs within.
    pub(in crate::paper::write) fn words(&self) -> String {
        let mut words = String::new();
        self.each(&mut |element| {
            if element.name == "w:t" {
                words.extend(element.children.iter().filter_map(|node| {
                    if let Node::Text(text) = node {
                        Some(&**text)
                    } else {
                        None
                    }
                }));
            }
        });
        words
    }

    /// The part's bytes, with the declaration that Word writes.
    pub(in crate::paper::write) fn to_bytes(&self) -> Vec<u8> {
        let mut out = DECLARATION.to_owned();
        self.print(&mut out);
        out.into_bytes()
    }

    fn print(&self, out: &mut String) {
        out.extend(["<", &self.name]);
        for (name, value) in &self.attributes {
            // A line end inside an attribute would be read back as a space.
            out.extend([
                " ",
                name,
                "=\"",
                &escape(value.as_str())
                    .replace('\n', "&#10;")
                    .replace('\t', "&#9;"),
                "\"",
            ]);
        }
        if self.children.is_empty() {
            return out.push_str("/>");
        }
        out.push('>');
        for node in &self.children {
            match node {
                Node::Element(element) => element.print(out),
                Node::Text(text) => out.push_str(&escape(text.as_str())),
            }
        }
        out.extend(["</", &self.name, ">"]);
    }
}

/// Text without the control characters that XML cannot carry at all.
pub(in crate::paper::write) fn carried(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .filter(|l| !matches!(l, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

/// Reads a part.
///
/// # Errors
/// What is wrong with it, in words that follow the part's name.
pub(in crate::paper::write) fn parse(bytes: &[u8]) -> Result<Element, String> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
        .map_err(|_| "is not UTF-8".to_owned())?;
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|fault| fault.to_string())? {
            Event::Start(start) if open.len() < DEEPEST => open.push(element(&start)?),
            Event::Start(_) => return Err("is nested too deeply".to_owned()),
            Event::Empty(start) => add(&mut open, Node::Element(element(&start)?)),
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    add(&mut open, Node::Element(done));
                }
            }
            Event::Text(text) => add(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => add(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().map_err(|fault| fault.to_string())?;
                let text = match letter {
                    Some(letter) => Some(letter.to_string()),
                    None => resolve_xml_entity(&name.xml10_content()).map(str::to_owned),
                };
                let text = text.ok_or("has a name in it that XML does not know")?;
                add(&mut open, Node::Text(text));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let [around] = open.as_slice() else {
        return Err("ends too early".to_owned());
    };
    around
        .elements()
        .next()
        .cloned()
        .ok_or_else(|| "is empty".to_owned())
}

fn add(open: &mut [Element], node: Node) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    match (parent.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
        (_, node) => parent.children.push(node),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut made = Element::new(start.name().as_ref());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|fault| fault.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|fault| fault.to_string())?;
        made.attributes
            .push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_comes_back_as_it_was() {
        let part = "<w:p xmlns:w=\"a\" b=\"1 &lt; 2 &amp; &quot;3&quot;\"><w:t xml:space=\"preserve\"> a &amp; b&#233; </w:t><w:br/></w:p>";
        let read =
            parse(format!("\u{FEFF}<?xml version=\"1.0\"?><!-- no -->{part}").as_bytes()).unwrap();
        assert_eq!(read.words(), " a & bé ");
        assert_eq!(read.get("b"), Some("1 < 2 & \"3\""));
        assert_eq!(parse(&read.to_bytes()).unwrap(), read);
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        let deep = "<a>".repeat(DEEPEST + 1);
        for broken in [
            "",
            "<a>",
            "<a></b>",
            "<a>&unknown;</a>",
            "<a b></a>",
            deep.as_str(),
        ] {
            assert!(parse(broken.as_bytes()).is_err(), "{broken}");
        }
        assert!(parse(b"\xFF\xFE<").is_err());
    }

    #[test]
    fn control_characters_are_left_out() {
        assert_eq!(carried("a\u{1}b\u{b}\tc\n\u{FFFF}"), "ab\tc\n");
    }
}
