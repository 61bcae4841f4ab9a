//! The writer on the specimen, on a long paper, on councils' templates, and the check on documents that are broken.

use super::docx_check::faults;
use super::{Docx, WordTemplate, write};
use crate::figure::{Caption, ChartForm, ChartPoint, ChartStyle, TrendChart, TrendLine};
use crate::paper::write::office::package::OfficePackage;
use crate::paper::write::office::xml::Element;
use crate::paper::{Block, Paper, PaperChart, PaperTable, Section, TextSpan, specimen};
use crate::table::columns::TableColumns;
use crate::table::{Cell, Table};

const NONE: [&str; 0] = [];

fn text_of(docx: &[u8], part: &str) -> String {
    let package = OfficePackage::read(docx).unwrap();
    String::from_utf8(
        package
            .part(part)
            .unwrap_or_else(|| panic!("{part} is not there"))
            .to_vec(),
    )
    .unwrap()
}

fn paragraphs(docx: &[u8]) -> Vec<(String, String)> {
    let tree = OfficePackage::read(docx)
        .unwrap()
        .tree("word/document.xml")
        .unwrap();
    let mut found = Vec::new();
    tree.each(&mut |element| {
        if element.name == "w:p" {
            let style = element
                .find("w:pPr")
                .and_then(|properties| properties.val_of("w:pStyle"));
            found.push((style.unwrap_or_default().to_owned(), element.words()));
        }
    });
    found
}

fn chart(title: &str) -> crate::figure::Drawing {
    let trend = TrendChart {
        caption: Caption {
            title: title.to_owned(),
            alt: format!("Line chart. {title}."),
            ..Caption::default()
        },
        unit: "per 10,000".to_owned(),
        decimals: 0,
        periods: (2016..2026).map(|year| year.to_string()).collect(),
        own: line("Blackpool", 160.0),
        local: None,
        local_parts: None,
        neighbours: Some(line("Neighbours’ mean", 110.0)),
        band: None,
        region: Some(line("North West", 90.0)),
        england: Some(line("England", 65.0)),
        others: vec![],
        breaks: vec![],
    };
    trend.draw(ChartStyle {
        title_in_image: false,
        ..ChartStyle::default()
    })
}

/// A line of ten points.
fn line(label: &str, base: f64) -> TrendLine {
    TrendLine {
        label: label.to_owned(),
        points: (0..10)
            .map(|at| ChartPoint::Known(base + 7.0 * f64::from(at % 4)))
            .collect(),
        decimals: 0,
    }
}

const NAMES: [&str; 4] = [
    "Blackpool",
    "Kingston upon Hull, City of",
    "Bournemouth, Christchurch and Poole",
    "Redcar and Cleveland",
];

fn cell(row: usize, at: usize) -> Cell {
    match at {
        0 => Cell::Text(NAMES[row % NAMES.len()].to_owned()),
        5 if row == 2 => Cell::Symbol {
            code: "c".to_owned(),
            meaning: "suppressed by the publisher".to_owned(),
        },
        at => Cell::Number {
            value: 1_184.0 + (row * at) as f64,
            decimals: Some(1),
        },
    }
}

fn grid(columns: usize, rows: usize) -> Table {
    let first = TableColumns::new().text("authority", "Authority", |row| cell(*row, 0));
    let made = (1..columns).fold(first, |made, at| {
        let title = format!("Rate at 31 March {}", 2013 + at);
        made.number(&format!("c{at}"), &title, move |row| cell(*row, at))
    });
    Table {
        subtitle: "Children looked after per 10,000 children aged under 18".to_owned(),
        notes: vec![
            "Rates are published as whole numbers.".to_owned(),
            "A second note, which is somewhat longer than the first one and goes on until it needs a second line to end in."
                .to_owned(),
        ],
        source: "Department for Education, November 2025".to_owned(),
        emphasis: vec![0],
        ..made.table("wide", "", 0..rows)
    }
}

const WORDS: &str = "The rate of children looked after rose in each of the last three years and is now above that of all ten statistical neighbours; the difference could hardly be due to chance. ";

fn table_block(number: usize, columns: usize, rows: usize) -> Block {
    Block::Table(Box::new(PaperTable {
        id: format!("table-{number}"),
        number,
        caption: "Blackpool beside its statistical neighbours".to_owned(),
        table: grid(columns, rows),
    }))
}

fn chart_block(number: usize) -> Block {
    let caption = "Blackpool has been above its neighbours since 2016".to_owned();
    let note =
        "Children looked after per 10,000 children, 31 March 2016 to 2025.\nSource: Department for Education, November 2025."
            .to_owned();
    Block::Figure(Box::new(PaperChart {
        id: format!("figure-{number}"),
        number,
        drawing: chart(&caption),
        caption,
        note,
        editable: None,
        data: grid(3, 3),
    }))
}

fn section(at: usize) -> Section {
    let mut blocks: Vec<Block> = (1..4)
        .map(|paragraph| Block::Paragraph {
            number: format!("{at}.{paragraph}"),
            text: vec![
                TextSpan::text(WORDS),
                TextSpan {
                    id: Some(format!("p{at}.{paragraph}.1")),
                    strong: true,
                    ..TextSpan::text("184 per 10,000")
                },
                TextSpan::text("."),
            ],
        })
        .collect();
    match at {
        2 | 5 | 11 => blocks.push(chart_block(at / 4 + 1)),
        3 => blocks.extend([
            Block::Heading("Neighbours in full".to_owned()),
            table_block(1, 12, 11),
        ]),
        6 => blocks.extend([table_block(2, 4, 30), table_block(3, 8, 6)]),
        4 => blocks.push(Block::Bullets(
            (0..3).map(|_| vec![TextSpan::text(WORDS)]).collect(),
        )),
        _ => {}
    }
    Section {
        number: at.to_string(),
        heading: format!("Section heading number {at}"),
        blocks,
    }
}

/// A paper of twelve sections with three charts and tables of 4, 8 and 12 columns.
fn long() -> Paper {
    Paper {
        sections: (1..=12).map(section).collect(),
        ..specimen::paper()
    }
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    let each: String = all
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{office}{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{each}</Relationships>"
    )
}

fn style(kind: &str, id: &str, name: &str, rest: &str) -> String {
    format!(
        "<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{rest}</w:style>"
    )
}

/// A council's template: German Word, another name for each style's id, Verdana of 11 point, a header, a first page of its own, a
/// picture that no text has, other margins, and content of its own around `{{content}}`.
fn council(body: &str, kind: &str) -> Vec<u8> {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    let namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/word/document.xml\" ContentType=\"{kind}\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{word}styles+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"{word}header+xml\"/>\
         <Override PartName=\"/word/numbering.xml\" ContentType=\"{word}numbering+xml\"/></Types>"
    );
    let green = "<w:basedOn w:val=\"Standard\"/><w:rPr><w:color w:val=\"006400\"/><w:sz w:val=\"36\"/></w:rPr>";
    let listed =
        "<w:basedOn w:val=\"Standard\"/><w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr>";
    let styles = format!(
        "<w:styles {namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Verdana\" w:hAnsi=\"Verdana\"/><w:sz w:val=\"22\"/><w:lang w:val=\"en-US\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standard\"><w:name w:val=\"Normal\"/></w:style>{}{}{}{}</w:styles>",
        style("paragraph", "berschrift1", "heading 1", green),
        style("paragraph", "berschrift2", "Heading 2", listed),
        style("paragraph", "Aufzhlungszeichen", "List Bullet", listed),
        style("character", "Caption", "Something else", ""),
    );
    let numbering = format!(
        "<w:numbering {namespaces}><w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"–\"/></w:lvl></w:abstractNum><w:num w:numId=\"4\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>"
    );
    let header =
        format!("<w:hdr {namespaces}><w:p><w:r><w:t>Blackpool Council</w:t></w:r></w:p></w:hdr>");
    let section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2268\" w:right=\"1701\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>";
    let document =
        format!("<w:document {namespaces}><w:body>{body}{section}</w:body></w:document>");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("[Content_Types].xml", types.into_bytes()),
        (
            "_rels/.rels",
            relations(&[("rId1", "officeDocument", "word/document.xml")]).into_bytes(),
        ),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("rId1", "styles", "styles.xml"),
                ("rId2", "header", "header1.xml"),
                ("rId3", "numbering", "numbering.xml"),
                ("yardstick1", "image", "media/yardstick-figure-1.png"),
            ])
            .into_bytes(),
        ),
        ("word/document.xml", document.into_bytes()),
        ("word/header1.xml", header.into_bytes()),
        ("word/styles.xml", styles.into_bytes()),
        ("word/numbering.xml", numbering.into_bytes()),
        ("word/media/yardstick-figure-1.png", b"a logo".to_vec()),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const DOTX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";

fn in_template(paper: &Paper, bytes: &[u8]) -> Docx {
    write(
        paper,
        Some(&WordTemplate::read(bytes, "council.docx").unwrap()),
    )
    .unwrap()
}

#[test]
fn the_specimen_and_a_long_paper_hold_all_that_a_document_must() {
    for paper in [specimen::paper(), long()] {
        let once = write(&paper, None).unwrap();
        assert_eq!(faults(&once.bytes), NONE);
        assert_eq!(once.notes, NONE);
        assert_eq!(
            once,
            write(&paper, None).unwrap(),
            "the same paper gives the same bytes"
        );
    }
}

/// Every paragraph of the specimen, with its style.
const SPECIMEN: [(&str, &str); 30] = [
    ("Heading1", "Children’s social care: scrutiny update"),
    ("Normal", "Committee"),
    ("Normal", "Children & Families <Scrutiny>"),
    ("Normal", "Date of meeting"),
    ("Normal", "30 November 2026"),
    ("Heading2", "Purpose"),
    ("NumberedParagraph", "To report, in total, on the release."),
    ("ListBullet", "first"),
    ("ListBullet", "second"),
    ("Heading2", "Where we stand"),
    ("Heading3", "Looked after"),
    ("NumberedParagraph", "The rate was 184 per 10,000."),
    ("Normal", "Counts are complete."),
    ("Caption", "Figure 1: Blackpool is above all ten neighbours"),
    ("Normal", ""),
    (
        "NoteText",
        "Rate per 10,000 children, 2016 to 2025. Source: a release.",
    ),
    ("Caption", "Table 1: Blackpool beside its neighbours"),
    ("NoteText", "A subtitle"),
    ("TableText", "Authority"),
    ("TableText", "Rate"),
    ("TableText", "Rank"),
    ("TableText", "Blackpool"),
    ("TableText", "184"),
    ("TableText", "1"),
    ("TableText", "Isles of Scilly"),
    ("TableText", "[c]"),
    ("TableText", ""),
    ("NoteText", "[c] = suppressed by the publisher"),
    ("NoteText", "A note."),
    ("NoteText", "Source: A publication, 2025"),
];

#[test]
fn what_the_specimen_says() {
    let docx = write(&specimen::paper(), None).unwrap().bytes;
    let found = paragraphs(&docx);
    assert_eq!(
        found
            .iter()
            .map(|(style, text)| (style.as_str(), text.as_str()))
            .collect::<Vec<_>>(),
        SPECIMEN
    );
    let core = text_of(&docx, "docProps/core.xml");
    assert!(
        core.contains("<dc:title>Children’s social care: scrutiny update</dc:title><dc:subject>Blackpool</dc:subject>"),
        "{core}"
    );
    assert!(
        text_of(&docx, "word/footer1.xml")
            .contains("Data as at 20 November 2025. Neighbours: DfE list of May 2025.")
    );
    let document = text_of(&docx, "word/document.xml");
    for bookmark in ["figure_1", "table_1", "p2_1_1"] {
        assert!(
            document.contains(&format!("w:name=\"{bookmark}\"")),
            "{bookmark}"
        );
    }
    assert!(document.contains("descr=\"Line chart: 163 in 2016, 184 in 2025 &amp; no more\""));
    assert!(
        text_of(&docx, "word/_rels/document.xml.rels")
            .contains("https://www.example.org/a?b=1&amp;c=2")
    );
}

#[test]
fn numbers_that_word_would_count_otherwise_stand_as_text() {
    let mut paper = specimen::paper();
    paper.sections[1].number = "3".to_owned();
    paper.sections[1].blocks.insert(
        0,
        Block::Paragraph {
            number: "3.1a".to_owned(),
            text: vec![TextSpan::text("Late\tcomer")],
        },
    );
    let docx = write(&paper, None).unwrap().bytes;
    assert_eq!(faults(&docx), NONE);
    let found = paragraphs(&docx);
    assert!(
        found.contains(&("Heading2".to_owned(), "3Where we stand".to_owned())),
        "{found:?}"
    );
    assert!(
        found.contains(&("NumberedParagraph".to_owned(), "3.1aLatecomer".to_owned())),
        "{found:?}"
    );
}

#[test]
fn a_wide_table_turns_its_page_and_no_other() {
    let document = text_of(&write(&long(), None).unwrap().bytes, "word/document.xml");
    assert_eq!(
        (
            document.matches("<w:sectPr>").count(),
            document.matches("w:orient=\"landscape\"").count()
        ),
        (3, 1)
    );
    assert_eq!(
        document.matches("w:footerReference").count(),
        1,
        "later sections go on with the first one's footer"
    );
}

#[test]
fn a_template_keeps_what_is_its_own() {
    let bytes = council(
        "<w:p><w:r><w:t>Click here to enter text</w:t></w:r></w:p>",
        DOTX,
    );
    let made = in_template(&long(), &bytes);
    assert_eq!(faults(&made.bytes), NONE);
    let found = paragraphs(&made.bytes);
    assert!(!found.iter().any(|(_, text)| text.contains("Click here")));
    assert_eq!(
        found[0],
        (
            "berschrift1".to_owned(),
            "Children’s social care: scrutiny update".to_owned()
        )
    );
    let used: std::collections::BTreeSet<&str> =
        found.iter().map(|(style, _)| style.as_str()).collect();
    assert!(
        used.contains("berschrift2")
            && used.contains("Aufzhlungszeichen")
            && used.contains("CaptionYardstick1")
            && used.contains("Standard")
            && !used.contains("Heading2")
    );
    assert!(
        found
            .iter()
            .any(|(style, text)| style == "NoteText" && text.starts_with("Data as at"))
            || text_of(&made.bytes, "word/footer.xml").contains("Data as at")
    );
    let package = OfficePackage::read(&made.bytes).unwrap();
    assert_ne!(
        package.part("word/media/yardstick-figure-1.png"),
        Some(b"a logo".as_slice()),
        "no text has this picture"
    );
    assert!(text_of(&made.bytes, "word/template-header.xml").contains("Blackpool Council"));
    assert_eq!(
        OfficePackage::read(&made.bytes)
            .unwrap()
            .type_of("word/document.xml"),
        Some(DOCX),
        "a template becomes a document"
    );
    let document = text_of(&made.bytes, "word/document.xml");
    assert!(
        document.contains("w:left=\"1701\"") && document.matches("w:headerReference").count() == 1
    );
    let notes = made.notes.join("\n");
    for said in ["“caption”", "“Table Grid”", "11 point", "no footer"] {
        assert!(notes.contains(said), "{said}: {notes}");
    }
    for unsaid in ["“heading 1”", "“List Bullet”", "“Normal”", "A4"] {
        assert!(!notes.contains(unsaid), "{unsaid}: {notes}");
    }
    assert_eq!(made, in_template(&long(), &bytes));
}

#[test]
fn a_template_may_say_where_the_paper_goes() {
    let around = |place: &str| {
        council(
            &format!(
                "<w:p><w:r><w:t>Before</w:t></w:r></w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>{{{{con</w:t></w:r><w:r><w:t>tent}}}} </w:t></w:r>{place}</w:p></w:sdtContent></w:sdt><w:p><w:bookmarkStart w:id=\"1\" w:name=\"table_1\"/><w:bookmarkEnd w:id=\"1\"/><w:r><w:t>After</w:t></w:r></w:p>"
            ),
            DOCX,
        )
    };
    let made = in_template(&specimen::paper(), &around(""));
    assert_eq!(faults(&made.bytes), NONE);
    let texts: Vec<String> = paragraphs(&made.bytes)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(
        (
            texts.first().map(String::as_str),
            texts.last().map(String::as_str)
        ),
        (Some("Before"), Some("After"))
    );
    assert!(
        texts.contains(&"Purpose".to_owned()) && !texts.iter().any(|text| text.contains("content"))
    );
    let again = text_of(&made.bytes, "word/document.xml");
    assert!(
        again.contains("w:name=\"table_1_2\""),
        "a bookmark of the template keeps its name"
    );

    let cell = council(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>{{content}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        DOCX,
    );
    assert!(
        in_template(&specimen::paper(), &cell)
            .notes
            .join(" ")
            .contains("inside a table")
    );
    let title = council(
        "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:r><w:t>Report</w:t></w:r></w:p><w:p><w:r><w:t>{content}</w:t></w:r></w:p>",
        DOCX,
    );
    assert!(
        in_template(&specimen::paper(), &title)
            .notes
            .join(" ")
            .contains("heading of level 1")
    );
}

#[test]
fn what_is_no_template_is_refused_with_a_way_out() {
    let sound = council("", DOCX);
    let ole: Vec<u8> = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec();
    let encrypted: Vec<u8> = ole
        .iter()
        .copied()
        .chain("EncryptedPackage".bytes().flat_map(|b| [b, 0]))
        .collect();
    let docm = council("", "application/vnd.ms-word.document.macroEnabled.main+xml");
    let xlsx = council(
        "",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    );
    for (bytes, said) in [
        (b"a text".to_vec(), "not a Word file"),
        (Vec::new(), "not a Word file"),
        (ole, "before 2007"),
        (encrypted, "password"),
        (docm, "macros"),
        (xlsx, "not a Word document"),
        (sound[..sound.len() / 2].to_vec(), "cannot be read"),
    ] {
        let fault = WordTemplate::read(&bytes, "council.docx").expect_err(said);
        let told = fault.to_string();
        assert!(
            told.contains(said) && told.contains("council.docx") && !fault.way_out().is_empty(),
            "{told}"
        );
        assert_eq!(fault.exit_code(), 3);
    }
    assert!(WordTemplate::read(&sound, "council.docx").is_ok());
}

const DOCUMENT: &str = "word/document.xml";

/// Changes that damage a document: the part, the text there, and what stands in its place.
const DAMAGE: [(&str, &str, &str); 26] = [
    (DOCUMENT, "descr=\"", "descr=\"\" was=\""),
    (DOCUMENT, "<w:tblHeader/>", ""),
    (DOCUMENT, "<w:cantSplit/>", ""),
    (DOCUMENT, "<w:tcPr>", "<w:tcPr><w:gridSpan w:val=\"1\"/>"),
    (
        DOCUMENT,
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:pStyle w:val=\"Heading2\"/>",
    ),
    (
        DOCUMENT,
        "<w:pStyle w:val=\"Heading2\"/>",
        "<w:pStyle w:val=\"Heading1\"/>",
    ),
    (
        DOCUMENT,
        "<w:pStyle w:val=\"Heading2\"/>",
        "<w:pStyle w:val=\"Heading3\"/>",
    ),
    (DOCUMENT, "Where we stand", " "),
    (DOCUMENT, "<w:pStyle w:val=\"Caption\"/>", ""),
    (
        DOCUMENT,
        "<w:pStyle w:val=\"NoteText\"/>",
        "<w:pStyle w:val=\"Nowhere\"/>",
    ),
    (DOCUMENT, "w:name=\"figure_1\"", "w:name=\"table_1\""),
    (DOCUMENT, "w:name=\"figure_1\"", "w:name=\"figure 1\""),
    (DOCUMENT, "<w:keepNext/>", ""),
    (DOCUMENT, "r:embed=\"", "r:embed=\"x"),
    (
        DOCUMENT,
        "<w:tblLook ",
        "<w:tblLook w:was=\"\"/><w:tblLook ",
    ),
    (
        DOCUMENT,
        "<w:jc w:val=\"right\"/>",
        "<w:jc w:val=\"right\"/><w:ind/>",
    ),
    (DOCUMENT, "<w:gridCol w:w=\"", "<w:gridCol w:w=\"9"),
    (DOCUMENT, "<w:b/>", "<w:b/><w:sz w:val=\"16\"/>"),
    (DOCUMENT, "<w:drawing>", "<w:txbxContent/><w:drawing>"),
    (DOCUMENT, "<w:bookmarkEnd w:id=\"1\"/>", ""),
    ("word/styles.xml", "w:val=\"en-GB\"", "w:val=\"en-US\""),
    (
        "word/styles.xml",
        "<w:numId w:val=\"2\"/>",
        "<w:numId w:val=\"9\"/>",
    ),
    (
        "docProps/core.xml",
        "<dc:title>Children’s social care: scrutiny update</dc:title>",
        "<dc:title> </dc:title>",
    ),
    ("docProps/core.xml", "en-GB", "de-DE"),
    ("word/_rels/document.xml.rels", "styles.xml", "styles9.xml"),
    ("word/_rels/document.xml.rels", "Id=\"rId2\"", "Id=\"rId1\""),
];

#[test]
fn the_check_sees_what_is_broken() {
    let docx = write(&specimen::paper(), None).unwrap().bytes;
    let broken = |part: &str, old: &str, new: &str| {
        let mut package = OfficePackage::read(&docx).unwrap();
        let text = text_of(&docx, part);
        assert!(text.contains(old), "{old} is not in {part}");
        package.replace(
            part,
            &crate::paper::write::office::xml::parse(text.replace(old, new).as_bytes()).unwrap(),
        );
        faults(&package.to_bytes().unwrap())
    };
    for (part, old, new) in DAMAGE {
        assert!(
            !broken(part, old, new).is_empty(),
            "nothing is wrong after {old} became {new}"
        );
    }
    assert!(!faults(b"no zip").is_empty());
}

#[test]
fn an_empty_paper_is_still_a_document() {
    let paper = Paper {
        title: "T".to_owned(),
        authority: "A".to_owned(),
        front: vec![],
        sections: vec![],
        foot: String::new(),
    };
    assert_eq!(faults(&write(&paper, None).unwrap().bytes), NONE);
    assert_eq!(Element::new("w:p").words(), "");
}

#[test]
fn the_same_paper_gives_the_same_pdf_where_libreoffice_is() {
    use crate::world::{Disk, World};
    let docx = write(&specimen::paper(), None).unwrap().bytes;
    let world = Disk::default();
    let pdf = match world.pdf(&docx) {
        Ok(Some(pdf)) => pdf,
        Ok(None) => return println!("skipped: no LibreOffice here"),
        // Some machines have LibreOffice without its word processor.
        Err(fault) if fault.what().contains("Writer") => return println!("skipped: {fault}"),
        Err(fault) => panic!("{fault}"),
    };
    assert!(pdf.starts_with(b"%PDF-"));
    assert!(
        pdf.windows(14).any(|window| window == b"StructTreeRoot"),
        "a PDF without tags cannot be read aloud"
    );
    assert!(world.pdf(&docx).unwrap() == Some(pdf), "two runs differ");
}
