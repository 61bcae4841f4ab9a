//! A paper as one HTML file that loads nothing: no script, font or picture from elsewhere. Charts are in it as SVG, with the figures
//! behind each in a disclosure below.

use super::svg;
use crate::error::{Error, Result};
use crate::paper::{Block, Paper, PaperChart, PaperTable, TextSpan};
use crate::table;
use serde::Serialize;
use std::collections::BTreeSet;

/// The template's name, for errors too.
const TEMPLATE: &str = "paper.html";

/// What the template is filled with.
#[derive(Serialize)]
struct HtmlPage<'a> {
    title: &'a str,
    authority: &'a str,
    front: &'a [(String, String)],
    sections: Vec<HtmlSection<'a>>,
    foot: &'a str,
    made_by: String,
}

#[derive(Serialize)]
struct HtmlSection<'a> {
    id: String,
    number: &'a str,
    heading: &'a str,
    pieces: Vec<HtmlBlock<'a>>,
}

/// A block as the template has it.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum HtmlBlock<'a> {
    Heading {
        text: &'a str,
    },
    /// A paragraph with or without a number, or points.
    Text {
        number: Option<&'a str>,
        bullets: bool,
        lines: Vec<Vec<HtmlSpan<'a>>>,
    },
    /// `picture` and `data` are HTML already.
    Figure {
        id: &'a str,
        number: usize,
        caption: &'a str,
        note: &'a str,
        picture: String,
        data: String,
    },
    /// `html` is HTML already.
    Table {
        id: &'a str,
        html: String,
    },
}

#[derive(Serialize)]
struct HtmlSpan<'a> {
    text: &'a str,
    strong: bool,
    emphasis: bool,
    to_write: bool,
    link: Option<&'a str>,
    id: Option<&'a str>,
    /// In print the address follows the link, unless it is the link's text or leads into the page itself.
    spelled: bool,
}

/// The paper as HTML.
///
/// # Errors
/// A drawing that is no XML, or a template that does not fit its content: faults of the build.
pub(crate) fn write(paper: &Paper) -> Result<String> {
    let mut taken = BTreeSet::new();
    let mut sections = Vec::with_capacity(paper.sections.len());
    for (at, section) in (1..).zip(&paper.sections) {
        let pieces = section
            .blocks
            .iter()
            .map(|block| piece(block, &mut taken))
            .collect::<Result<_>>()?;
        sections.push(HtmlSection {
            id: format!("section-{at}"),
            number: &section.number,
            heading: &section.heading,
            pieces,
        });
    }
    let page = HtmlPage {
        title: &paper.title,
        authority: &paper.authority,
        front: &paper.front,
        sections,
        foot: &paper.foot,
        made_by: crate::paper::contents::made_by(),
    };
    let mut templates = minijinja::Environment::new();
    templates.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let html = templates
        .add_template(TEMPLATE, include_str!("paper.html"))
        .and_then(|()| {
            templates
                .get_template(TEMPLATE)?
                .render(minijinja::value::Serde(&page))
        });
    html.map_err(|fault| Error::unreadable(TEMPLATE, fault.to_string()))
}

fn piece<'a>(block: &'a Block, taken: &mut BTreeSet<&'a str>) -> Result<HtmlBlock<'a>> {
    Ok(match block {
        Block::Heading(text) => HtmlBlock::Heading { text },
        Block::Paragraph { number, text } => HtmlBlock::Text {
            number: Some(number),
            bullets: false,
            lines: vec![words(text, taken)],
        },
        Block::Plain(text) => HtmlBlock::Text {
            number: None,
            bullets: false,
            lines: vec![words(text, taken)],
        },
        Block::Bullets(items) => HtmlBlock::Text {
            number: None,
            bullets: true,
            lines: items.iter().map(|item| words(item, taken)).collect(),
        },
        Block::Figure(figure) => chart(figure)?,
        Block::Table(tabular) => tabled(tabular),
    })
}

fn chart(figure: &PaperChart) -> Result<HtmlBlock<'_>> {
    let caption = format!("Figure {}: {}", figure.number, figure.caption);
    let picture = svg::inline(
        &figure.drawing.svg,
        &figure.id,
        &caption,
        &figure.drawing.alt,
    )
    .map_err(|fault| Error::unreadable(&figure.id, format!("the drawing is no SVG: {fault}")))?;
    let title = format!("Data behind figure {}", figure.number);
    let data = table::html::write(&figure.data, &title, &format!("{}-data-caption", figure.id));
    Ok(HtmlBlock::Figure {
        id: &figure.id,
        number: figure.number,
        caption: &figure.caption,
        note: &figure.note,
        picture,
        data,
    })
}

fn tabled(tabular: &PaperTable) -> HtmlBlock<'_> {
    let caption = format!("Table {}: {}", tabular.number, tabular.caption);
    let html = table::html::write(&tabular.table, &caption, &format!("{}-caption", tabular.id));
    HtmlBlock::Table {
        id: &tabular.id,
        html,
    }
}

/// The spans of a text. An id may occur once on a page, so a second span with the same evidence has none.
fn words<'a>(spans: &'a [TextSpan], taken: &mut BTreeSet<&'a str>) -> Vec<HtmlSpan<'a>> {
    let mut written = Vec::with_capacity(spans.len());
    for span in spans {
        let link = span.followed();
        written.push(HtmlSpan {
            text: &span.text,
            strong: span.strong,
            emphasis: span.emphasis,
            to_write: span.to_write,
            link,
            id: span.id.as_deref().filter(|id| taken.insert(id)),
            spelled: link.is_some_and(|link| link.starts_with('#') || link == span.text.trim()),
        });
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{
        Caption, ChartBar, ChartForm, ChartPoint, ChartStyle, Comparator, Drawing, RankedBarsChart,
        ReferenceLine,
    };
    use crate::paper::specimen;

    /// The specimen with a second figure, drawn as charts are, and a second mention of the same evidence.
    fn page() -> String {
        let mut paper = specimen::paper();
        let blocks = &mut paper.sections[1].blocks;
        let Some(Block::Figure(first)) = blocks
            .iter()
            .find(|block| matches!(block, Block::Figure(_)))
            .cloned()
        else {
            panic!()
        };
        blocks.push(Block::Figure(Box::new(PaperChart {
            id: "figure-2".to_owned(),
            number: 2,
            drawing: drawing(),
            ..*first
        })));
        let again = TextSpan {
            id: Some("p2.1.1".to_owned()),
            ..TextSpan::text("the same again")
        };
        let bad = TextSpan {
            link: Some("javascript:alert(1)".to_owned()),
            ..TextSpan::text("<no link>")
        };
        blocks.push(Block::Plain(vec![again, bad]));
        write(&paper).unwrap()
    }

    fn drawing() -> Drawing {
        let bar = |label: &str, value: f64| ChartBar {
            label: label.to_owned(),
            value: ChartPoint::Known(value),
            own: label == "Blackpool",
            neighbour: label != "Blackpool",
            text: format!("{value}"),
        };
        let bars = RankedBarsChart {
            caption: Caption {
                alt: "Blackpool 184, Hull 135.".to_owned(),
                ..Caption::default()
            },
            unit: "per 10,000".to_owned(),
            bars: vec![
                bar("Blackpool", 184.0),
                bar("Kingston upon Hull, City of", 135.0),
            ],
            references: vec![ReferenceLine {
                label: "England 67".to_owned(),
                value: 67.0,
                kind: Comparator::England,
            }],
        };
        bars.draw(ChartStyle {
            title_in_image: false,
            ..ChartStyle::default()
        })
    }

    #[test]
    fn the_page_is_what_was_looked_at() {
        insta::assert_binary_snapshot!("specimen.html", page().into_bytes());
    }

    #[test]
    fn ids_stand_once_and_what_refers_to_them_finds_them() {
        let page = page();
        let after = |mark: &str| -> Vec<String> {
            page.split(mark)
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
                .collect()
        };
        let ids = after(" id=\"");
        let once: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{ids:?}");
        let named = after("aria-labelledby=\"")
            .into_iter()
            .flat_map(|ids| ids.split(' ').map(str::to_owned).collect::<Vec<_>>());
        for id in named.chain(after("href=\"#")) {
            assert!(once.contains(&id), "{id} is nowhere");
        }
        for id in ["p2.1.1", "figure-1", "figure-2", "table-1"] {
            assert!(once.contains(&id.to_owned()), "{id}");
        }
    }

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        let page = page();
        for mark in ["<script", "javascript:", "<link", "src=", "url(", "@import"] {
            assert!(!page.contains(mark), "{mark}");
        }
        assert!(
            page.contains("&lt;no link&gt;")
                && page.contains("href=\"https:&#x2f;&#x2f;www.example.org")
        );
    }
}
