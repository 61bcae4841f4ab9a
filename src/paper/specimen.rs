//! A small paper with one of everything, for the writers' tests.

use super::{Block, Paper, PaperChart, PaperTable, Section, TextSpan};
use crate::figure::Drawing;
use crate::table::cell;
use crate::table::columns::TableColumns;
use crate::table::{Cell, Table};

/// A paper with every kind of block, awkward characters and an id on what comes from data.
pub(super) fn paper() -> Paper {
    Paper {
        title: "Children’s social care: scrutiny update".to_owned(),
        authority: "Blackpool".to_owned(),
        front: vec![
            (
                "Committee".to_owned(),
                "Children & Families <Scrutiny>".to_owned(),
            ),
            ("Date of meeting".to_owned(), "30 November 2026".to_owned()),
        ],
        sections: vec![purpose(), position()],
        foot: "Data as at 20 November 2025. Neighbours: DfE list of May 2025.".to_owned(),
    }
}

fn purpose() -> Section {
    let strong = TextSpan {
        strong: true,
        ..TextSpan::text("in total")
    };
    let link = TextSpan {
        link: Some("https://www.example.org/a?b=1&c=2".to_owned()),
        ..TextSpan::text("the release")
    };
    Section {
        number: "1".to_owned(),
        heading: "Purpose".to_owned(),
        blocks: vec![
            Block::Paragraph {
                number: "1.1".to_owned(),
                text: vec![
                    TextSpan::text("To report, "),
                    strong,
                    TextSpan::text(", on "),
                    link,
                    TextSpan::text("."),
                ],
            },
            Block::Bullets(vec![
                vec![TextSpan::text("first")],
                vec![TextSpan::text("second")],
            ]),
        ],
    }
}

fn position() -> Section {
    let figure = TextSpan {
        id: Some("p2.1.1".to_owned()),
        ..TextSpan::text("184 per 10,000")
    };
    Section {
        number: "2".to_owned(),
        heading: "Where we stand".to_owned(),
        blocks: vec![
            Block::Heading("Looked after".to_owned()),
            Block::Paragraph {
                number: "2.1".to_owned(),
                text: vec![TextSpan::text("The rate was "), figure, TextSpan::text(".")],
            },
            Block::Plain(vec![TextSpan {
                emphasis: true,
                ..TextSpan::text("Counts are complete.")
            }]),
            Block::Figure(Box::new(PaperChart {
                id: "figure-1".to_owned(),
                number: 1,
                caption: "Blackpool is above all ten neighbours".to_owned(),
                note: "Rate per 10,000 children, 2016 to 2025. Source: a release.".to_owned(),
                drawing: drawing(),
                editable: None,
                data: table("figure-1"),
            })),
            Block::Table(Box::new(PaperTable {
                id: "table-1".to_owned(),
                number: 1,
                caption: "Blackpool beside its neighbours".to_owned(),
                table: table("table-1"),
            })),
        ],
    }
}

fn drawing() -> Drawing {
    let alt = "Line chart: 163 in 2016, 184 in 2025 & no more".to_owned();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"360\" viewBox=\"0 0 640 360\" role=\"img\" \
               aria-labelledby=\"title desc\"><title id=\"title\">T</title><desc id=\"desc\">D</desc>\
               <rect width=\"640\" height=\"360\" fill=\"#ffffff\"/><rect x=\"40\" y=\"40\" width=\"200\" height=\"200\" fill=\"#12436D\"/></svg>";
    Drawing {
        svg: svg.to_owned(),
        alt,
        width: 640,
        height: 360,
    }
}

fn table(name: &str) -> Table {
    let rows = [
        (
            "Blackpool",
            Cell::Number {
                value: 184.0,
                decimals: Some(0),
            },
            Cell::Whole(1),
        ),
        (
            "Isles of Scilly",
            Cell::Symbol {
                code: "c".to_owned(),
                meaning: "suppressed by the publisher".to_owned(),
            },
            Cell::Empty,
        ),
    ];
    let columns = TableColumns::<(&str, Cell, Cell)>::new()
        .text("authority", "Authority", |row| cell::text(row.0))
        .number("value", "Rate", |row| row.1.clone())
        .whole("rank", "Rank", |row| row.2.clone());
    Table {
        subtitle: "A subtitle".to_owned(),
        notes: vec!["A note.".to_owned()],
        source: "A publication, 2025".to_owned(),
        emphasis: vec![0],
        ..columns.table(name, "A title", rows)
    }
}
