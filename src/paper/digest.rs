//! A digest: lists under headings on one page, as HTML and as Markdown.
//!
//! The HTML loads nothing and can be pasted into an e-mail: each element has its own style, since mail programs drop style sheets, and
//! lengths are in points, which Outlook understands.

use quick_xml::escape::escape;
use std::fmt::Write;

const FONT: &str = "font-family:Arial,Helvetica,sans-serif;color:#111111";
/// Light letters on a dark ground where the reader's program asks for that; smaller letters in print, so that it stays one page of A4. A
/// program that drops both loses nothing else.
const STYLE: &str = "@media screen and (prefers-color-scheme:dark){\
    .y-page,.y-page *{background-color:#1b1b1b !important;color:#f2f2f2 !important}}\
    @media print{@page{margin:14mm}body.y-page{padding:0 !important}main.y-page{max-width:none !important}\
    .y-page p,.y-page li{font-size:9.5pt !important;margin-bottom:1.5pt !important}}";

/// One page.
pub(crate) struct Digest {
    pub(crate) title: String,
    /// The day since which, and what it covers.
    pub(crate) about: String,
    /// Headings, each with its points.
    pub(crate) parts: Vec<(String, Vec<String>)>,
    /// What the words mean, and where the rest can be found.
    pub(crate) notes: Vec<String>,
}

/// The page as HTML.
pub(crate) fn html(digest: &Digest) -> String {
    let title = escape(&digest.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body class=\"y-page\" style=\"margin:0;padding:12pt;background-color:#ffffff\">\n\
         <main class=\"y-page\" lang=\"en-GB\" style=\"max-width:520pt;{FONT};font-size:11pt;line-height:1.35\">\n\
         <h1 style=\"{FONT};font-size:17pt;line-height:1.2;margin:0 0 4pt 0\">{title}</h1>\n\
         <p style=\"{FONT};font-size:11pt;margin:0 0 6pt 0\">{}</p>\n",
        escape(&digest.about)
    );
    for (heading, points) in &digest.parts {
        // Writing into a String cannot fail.
        let _ = writeln!(
            page,
            "<h2 style=\"{FONT};font-size:13pt;line-height:1.2;margin:10pt 0 3pt 0\">{}</h2>\n\
             <ul style=\"margin:0 0 0 16pt;padding:0\">",
            escape(heading)
        );
        for point in points {
            let _ = writeln!(
                page,
                "<li style=\"{FONT};font-size:11pt;margin:0 0 3pt 0\">{}</li>",
                escape(point)
            );
        }
        page.push_str("</ul>\n");
    }
    for note in &digest.notes {
        let _ = writeln!(
            page,
            "<p style=\"{FONT};font-size:9pt;margin:8pt 0 0 0\">{}</p>",
            escape(note)
        );
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// The same as Markdown.
pub(crate) fn markdown(digest: &Digest) -> String {
    let mut text = format!("# {}\n\n{}\n", digest.title, escaped(&digest.about));
    for (heading, points) in &digest.parts {
        // Writing into a String cannot fail.
        let _ = write!(text, "\n## {heading}\n\n");
        for point in points {
            let _ = writeln!(text, "- {}", escaped(point));
        }
    }
    for note in &digest.notes {
        let _ = write!(text, "\n{}\n", escaped(note));
    }
    text
}

/// Text in which no letter is markup.
fn escaped(text: &str) -> String {
    text.replace('[', "\\[")
        .replace(']', "\\]")
        .replace('*', "\\*")
        .replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest() -> Digest {
        Digest {
            title: "Kent & Co: what is new".to_owned(),
            about: "Since 1 May 2025.".to_owned(),
            parts: vec![(
                "New figures".to_owned(),
                vec!["a < b [c]".to_owned(), "two".to_owned()],
            )],
            notes: vec!["A note.".to_owned()],
        }
    }

    #[test]
    fn an_e_mail_program_needs_nothing_but_the_elements_themselves() {
        let page = html(&digest());
        assert!(
            page.contains("Kent &amp; Co") && page.contains("a &lt; b [c]"),
            "{page}"
        );
        for forbidden in ["<script", "http:", "https:", "<link", "<img", "url("] {
            assert!(!page.contains(forbidden), "{forbidden} in {page}");
        }
        let unstyled = page.lines().filter(|line| {
            ["<h1", "<h2", "<li", "<p", "<ul"]
                .iter()
                .any(|tag| line.starts_with(tag))
        });
        assert!(
            unstyled.clone().count() == 7 && unstyled.clone().all(|line| line.contains("style=\"")),
            "{page}"
        );
    }

    #[test]
    fn markdown_keeps_symbols_of_missing_figures_as_they_are() {
        assert!(
            markdown(&digest()).contains("\n## New figures\n\n- a < b \\[c\\]\n- two\n\nA note.\n")
        );
    }
}
