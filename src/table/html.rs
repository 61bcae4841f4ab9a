//! One table as an HTML `<table>`: caption, a header row and row headings that say what they head, the own rows strong.

use super::{ColumnKind, Table, sheet, shown};
use std::fmt::Write;

/// The table as HTML: `caption` and the subtitle as its caption, numbers rounded and flush right, then what the symbols mean, the notes
/// and the source. `id` is that of the caption, by which the region that the table scrolls in is called.
pub(crate) fn write(table: &Table, caption: &str, id: &str) -> String {
    let mut out = String::new();
    // Writing into a String cannot fail.
    let _ = write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n<caption id=\"{id}\">{}",
        escaped(caption),
        id = escaped(id)
    );
    if !table.subtitle.is_empty() {
        let _ = write!(
            out,
            " <span class=\"about\">{}</span>",
            escaped(&table.subtitle)
        );
    }
    out.push_str("</caption>\n<thead>\n<tr>");
    for (heading, column) in sheet::headings(table).iter().zip(&table.columns) {
        let _ = write!(
            out,
            "<th scope=\"col\"{}>{}</th>",
            numeric(column.kind),
            escaped(heading)
        );
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for (at, row) in table.rows.iter().enumerate() {
        out.push_str(if table.is_emphasised(at) {
            "<tr class=\"own\">"
        } else {
            "<tr>"
        });
        for (place, (column, cell)) in table.cells(row).enumerate() {
            let text = escaped(&shown::cell(cell));
            let heads = place == 0 && column.kind == ColumnKind::Text && !text.is_empty();
            let _ = match heads {
                true => write!(out, "<th scope=\"row\">{text}</th>"),
                false => write!(out, "<td{}>{text}</td>", numeric(column.kind)),
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    below(&mut out, table);
    out
}

fn below(out: &mut String, table: &Table) {
    let symbols = table.symbols();
    if !symbols.is_empty() || !table.notes.is_empty() {
        out.push_str("<ul class=\"notes\">\n");
        for (code, meaning) in symbols {
            let _ = writeln!(out, "<li>{}: {}</li>", escaped(code), escaped(meaning));
        }
        for note in &table.notes {
            let _ = writeln!(out, "<li>{}</li>", escaped(note));
        }
        out.push_str("</ul>\n");
    }
    if !table.source.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"notes\">Source: {}</p>",
            escaped(&table.source)
        );
    }
}

fn numeric(kind: ColumnKind) -> &'static str {
    if kind.is_numeric() {
        " class=\"number\""
    } else {
        ""
    }
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, specimen};

    #[test]
    fn every_cell_is_headed_and_nothing_is_markup() {
        let mut table = specimen::neighbours();
        table.rows[1][0] = specimen::text("<script> & \"co\"");
        table.rows[2][0] = Cell::Empty;
        let html = write(&table, "Table 1: looked after", "table-1-caption");
        for part in [
            "<caption id=\"table-1-caption\">Table 1: looked after <span class=\"about\">Blackpool and three",
            "<th scope=\"col\">Authority</th><th scope=\"col\" class=\"number\">Rate</th>",
            "<tr class=\"own\"><th scope=\"row\">Blackpool</th><td class=\"number\">184.0</td><td class=\"number\">-8.3</td>",
            "<th scope=\"row\">&lt;script&gt; &amp; &quot;co&quot;</th>",
            "<tr><td></td><td class=\"number\">c</td>",
            "<li>c: suppressed by the publisher</li>",
            "<p class=\"notes\">Source: Department for Education",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }
}
