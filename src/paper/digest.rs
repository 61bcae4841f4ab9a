//! A digest: headed lists on one page, as HTML. It loads nothing from elsewhere.

use std::fmt::Write;

const STYLE: &str = "body{font:1rem/1.45 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
    h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.2rem 0 .3rem}ul{margin:0;padding-left:1.2rem}li{margin:.2rem 0}";

/// A heading with its points.
pub(crate) type Headed = (String, Vec<String>);

/// The page.
pub(crate) fn html(title: &str, about: &str, parts: &[Headed]) -> String {
    let escaped = |text: &str| quick_xml::escape::escape(text).into_owned();
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escaped(about),
        title = escaped(title)
    );
    for (heading, points) in parts {
        // Writing into a String cannot fail.
        let _ = writeln!(page, "<h2>{}</h2>\n<ul>", escaped(heading));
        for point in points {
            let _ = writeln!(page, "<li>{}</li>", escaped(point));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// The same as Markdown.
pub(crate) fn markdown(title: &str, about: &str, parts: &[Headed]) -> String {
    let mut text = format!("# {title}\n\n{about}\n");
    for (heading, points) in parts {
        // Writing into a String cannot fail.
        let _ = write!(text, "\n## {heading}\n\n");
        for point in points {
            let _ = writeln!(text, "- {point}");
        }
    }
    text
}
