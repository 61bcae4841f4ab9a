//! What stands inside a cell of an OpenDocument spreadsheet: words, blanks and links.

use std::io;

use quick_xml::events::{BytesText, Event};

use super::xml::Xml;

/// A link to the first cell of another sheet.
pub(super) fn link(xml: &mut Xml, text: &str, sheet: &str) -> io::Result<()> {
    let place = format!("#'{}'.A1", sheet.replace('\'', "''"));
    let about = [("xlink:type", "simple"), ("xlink:href", place.as_str())];
    xml.create_element("text:a")
        .with_attributes(about)
        .write_text_content(BytesText::new(text))?;
    Ok(())
}

/// A paragraph's text. OpenDocument takes several blanks for one, and none at either end, unless they are elements.
pub(super) fn letters_and_blanks(xml: &mut Xml, text: &str) -> io::Result<()> {
    let letters = text.trim_matches(' ');
    let before = text.len() - text.trim_start_matches(' ').len();
    blanks(xml, before)?;
    let mut pending = 0;
    for (at, word) in letters.split(' ').enumerate() {
        if word.is_empty() {
            pending += usize::from(at > 0);
            continue;
        }
        if at > 0 {
            xml.write_event(Event::Text(BytesText::new(" ")))?;
        }
        blanks(xml, pending)?;
        pending = 0;
        xml.write_event(Event::Text(BytesText::new(word)))?;
    }
    blanks(xml, text.len() - before - letters.len())
}

/// So many blanks as an element.
fn blanks(xml: &mut Xml, many: usize) -> io::Result<()> {
    if many > 0 {
        xml.create_element("text:s")
            .with_attribute(("text:c", many.to_string().as_str()))
            .write_empty()?;
    }
    Ok(())
}

/// The text without what XML 1.0 cannot hold; tabs and carriage returns become blanks.
pub(super) fn legal(text: &str) -> String {
    text.replace("\r\n", "\n").replace(is_forbidden, " ")
}

fn is_forbidden(letter: char) -> bool {
    (letter.is_control() && letter != '\n') || matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}
