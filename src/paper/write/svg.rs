//! Puts the SVG of a drawing into a page with others: its ids become unique on the page, and its name is that of its figure.

use quick_xml::events::attributes::{AttrError, Attribute};
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// The drawing's SVG without declaration, with `title` and `description` as its name and its description. Every id in it, and every
/// reference to one, begins with `prefix`.
///
/// # Errors
/// The SVG is not well-formed: a fault of the build.
pub(super) fn inline(
    svg: &str,
    prefix: &str,
    title: &str,
    description: &str,
) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(svg);
    let mut writer = Writer::new(Vec::with_capacity(svg.len()));
    let mut depth = 0_usize;
    // Names and descriptions of the drawing itself, which the page's own replace; those of its parts stay.
    let mut left_out = false;
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(start) => {
                left_out |= depth == 1 && names_it(&start);
                if depth == 0 {
                    writer.write_event(Event::Start(root(&start, prefix)?))?;
                    for (name, text) in [("title", title), ("desc", description)] {
                        let id = format!("{prefix}-{name}");
                        writer
                            .create_element(name)
                            .with_attribute(("id", id.as_str()))
                            .write_text_content(BytesText::new(text))?;
                    }
                } else if !left_out {
                    writer.write_event(Event::Start(renamed(&start, prefix)?))?;
                }
                depth += 1;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if !left_out {
                    writer.write_event(Event::End(end))?;
                }
                left_out &= depth != 1;
            }
            Event::Empty(start) if !left_out && (depth != 1 || !names_it(&start)) => {
                writer.write_event(Event::Empty(renamed(&start, prefix)?))?
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if left_out || depth == 0 => {}
            Event::Empty(_)
            | Event::Decl(_)
            | Event::DocType(_)
            | Event::PI(_)
            | Event::Comment(_) => {}
            other => writer.write_event(other)?,
        }
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

fn names_it(element: &BytesStart<'_>) -> bool {
    matches!(element.name().as_ref(), "title" | "desc")
}

fn root(start: &BytesStart<'_>, prefix: &str) -> Result<BytesStart<'static>, AttrError> {
    let mut root = BytesStart::new("svg");
    for attribute in start.attributes() {
        let attribute = attribute?;
        if !matches!(
            attribute.key.as_ref(),
            "id" | "role" | "aria-labelledby" | "aria-describedby" | "aria-label"
        ) {
            root.push_attribute(pointing(&attribute, prefix));
        }
    }
    root.push_attribute(("role", "img"));
    root.push_attribute((
        "aria-labelledby",
        format!("{prefix}-title {prefix}-desc").as_str(),
    ));
    Ok(root)
}

fn renamed(start: &BytesStart<'_>, prefix: &str) -> Result<BytesStart<'static>, AttrError> {
    let mut element = BytesStart::new(start.name().as_ref().to_owned());
    for attribute in start.attributes() {
        element.push_attribute(pointing(&attribute?, prefix));
    }
    Ok(element)
}

/// The attribute with the prefix before whatever id it gives or refers to.
fn pointing<'a>(attribute: &'a Attribute<'_>, prefix: &str) -> Attribute<'a> {
    let value = attribute.value.as_ref();
    let value = match attribute.key.as_ref() {
        "id" => format!("{prefix}-{value}"),
        "aria-labelledby" | "aria-describedby" => value
            .split_whitespace()
            .map(|id| format!("{prefix}-{id}"))
            .collect::<Vec<_>>()
            .join(" "),
        "href" | "xlink:href" if value.starts_with('#') => format!("#{prefix}-{}", &value[1..]),
        _ => value.replace("url(#", &format!("url(#{prefix}-")),
    };
    // Escaped already, as it was read.
    Attribute {
        key: attribute.key,
        value: value.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_figures_own_and_what_points_to_them_follows() {
        let svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" id=\"a\" role=\"x\" aria-labelledby=\"title desc\">\n\
                   <title id=\"title\">T &amp; <b>U</b></title><desc id=\"desc\"/><clipPath id=\"c\"/>\
                   <g clip-path=\"url(#c)\"><use href=\"#c\"/><title>kept</title><text font-family=\"'A', b\">1 &lt; 2</text></g></svg>\n";
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"f-title f-desc\">\
                        <title id=\"f-title\">A &amp; B</title><desc id=\"f-desc\">D</desc>\n<clipPath id=\"f-c\"/>\
                        <g clip-path=\"url(#f-c)\"><use href=\"#f-c\"/><title>kept</title>\
                        <text font-family=\"'A', b\">1 &lt; 2</text></g></svg>";
        assert_eq!(inline(svg, "f", "A & B", "D").unwrap(), expected);
        assert!(inline("<svg><g></svg>", "f", "", "").is_err());
    }
}
