//! Templates that have every part an old paper can have, a secret word in each: none of them is in the new paper, in no part and no name.

use crate::paper::specimen;
use crate::paper::write::docx::docx_check::faults;
use crate::paper::write::docx::{Docx, WordTemplate, write};
use crate::paper::write::office::package::OfficePackage;
use std::io::Write;

const NONE: [&str; 0] = [];
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
     xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
     xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
     xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
     xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
     xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";

/// A part: its name, its type and its bytes.
type TemplatePart = (String, String, Vec<u8>);

fn part(name: &str, kind: &str, content: impl AsRef<[u8]>) -> TemplatePart {
    (name.to_owned(), kind.to_owned(), content.as_ref().to_vec())
}

fn run(text: &str) -> String {
    format!("<w:r w:rsidR=\"00SECRET\"><w:t>{text}</w:t></w:r>")
}

fn paragraph(content: &str) -> String {
    format!(
        "<w:p w:rsidR=\"00SECRET\" w14:paraId=\"5EC2E700\" w14:textId=\"SECRET\">{content}</w:p>"
    )
}

/// A field of runs that shows a text.
fn field(instruction: &str, shown: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:helpText w:val=\"secret\"/></w:ffData></w:fldChar></w:r>\
         <w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        run(shown)
    )
}

fn picture(relation: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:extent cx=\"9525\" cy=\"9525\"/><wp:docPr id=\"9\" name=\"secret.png\" descr=\"Blackpool's tower\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
         <pic:cNvPr id=\"0\" name=\"C:\\secret.png\" descr=\"C:\\secret.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
         <a:blip r:embed=\"{relation}\"><a:extLst><a:ext uri=\"x\"><a:layer r:embed=\"rIdOld\"/></a:ext></a:extLst></a:blip></pic:blipFill>\
         <pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// What an old paper's body can have that its reader does not see, or that only that paper had.
fn unseen() -> String {
    [marks(), controls(), fields(), objects()].concat()
}

/// Comments, notes, changes, hidden words and permissions.
fn marks() -> String {
    let change = |name: &str, content: &str| {
        format!("<w:{name} w:id=\"1\" w:author=\"secret author\">{content}</w:{name}>")
    };
    let deleted = "<w:r><w:delText>secret deletion</w:delText></w:r>";
    let parts = [
        paragraph(&format!(
            "<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>\
             <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r>",
            run("commented")
        )),
        paragraph(&format!(
            "<w:pPr><w:rPr><w:b/><w:rPrChange w:author=\"secret author\"><w:rPr/></w:rPrChange></w:rPr>\
             <w:pPrChange w:author=\"secret author\"><w:pPr/></w:pPrChange></w:pPr>{}{}{}{}",
            change("ins", &run("inserted")),
            change("del", deleted),
            change("moveFrom", &run("secret move")),
            change("moveTo", &run("moved")),
        )),
        paragraph(&format!(
            "<w:pPr><w:rPr><w:del w:author=\"secret author\"/></w:rPr></w:pPr>{}",
            change("del", deleted)
        )),
        paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret hidden</w:t></w:r>"),
        paragraph("<w:r><w:rPr><w:rStyle w:val=\"Hidden\"/></w:rPr><w:t>secret hidden by style</w:t></w:r>"),
        "<w:p><w:permStart w:id=\"3\" w:ed=\"secret@council\"/><w:r><w:t>permitted</w:t></w:r><w:permEnd w:id=\"3\"/><!-- secret remark --></w:p>".to_owned(),
    ];
    parts.concat()
}

/// Controls that show properties of the old document, or data that lay beside it.
fn controls() -> String {
    let control = |path: &str| {
        paragraph(&format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"secret alias\"/><w:tag w:val=\"secret tag\"/><w:dataBinding w:xpath=\"{path}\" w:storeItemID=\"{{SECRET}}\"/>\
             </w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>",
            run("secret shown"),
            run(" secret"),
        ))
    };
    [
        "/ns0:coreProperties[1]/ns1:title[1]",
        "/ns0:Properties[1]/ns0:Company[1]",
        "/root[1]/child[1]",
    ]
    .map(control)
    .concat()
}

/// Fields with what each last showed.
const FIELDS: [(&str, &str); 9] = [
    ("TITLE \\* MERGEFORMAT", "secret title"),
    ("DOCPROPERTY \"Subject\"", "secret subject"),
    ("DOCPROPERTY secretnumber", "secret number"),
    ("FILENAME \\p", "secret file name"),
    ("LASTSAVEDBY", "secret name"),
    ("INCLUDETEXT \"C:\\\\secret.docx\"", "secret text"),
    ("STYLEREF \"Heading 1\"", "secret heading"),
    ("FORMTEXT", "typed"),
    ("HYPERLINK \"file:///C:/secret.docx\"", "linked"),
];

/// Fields, and a table of contents of three lines.
fn fields() -> String {
    let mut parts: Vec<String> = FIELDS
        .iter()
        .map(|(instruction, shown)| paragraph(&field(instruction, shown)))
        .collect();
    parts.extend([
        paragraph("<w:fldSimple w:instr=\" SAVEDATE \"><w:r><w:t>secret day</w:t></w:r></w:fldSimple>"),
        paragraph("<w:fldSimple w:instr=\" AUTHOR \"><w:r><w:t>secret author</w:t></w:r></w:fldSimple>"),
        paragraph(&format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o \"1-3\"</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}",
            run("secret first heading")
        )),
        paragraph(&format!(
            "<w:hyperlink w:anchor=\"_Toc1\">{}{}</w:hyperlink>",
            run("secret second heading"),
            field("PAGEREF _Toc1", "secret page")
        )),
        paragraph(&format!(
            "{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            run("secret third heading")
        )),
    ]);
    parts.concat()
}

/// Links, embedded and linked files, charts, and a table of which a row and a cell were deleted.
fn objects() -> String {
    let cell = |properties: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"100\" w:type=\"dxa\"/>{properties}</w:tcPr>{}</w:tc>",
            paragraph(&run(text))
        )
    };
    let deleted = "<w:del w:author=\"secret author\"/>";
    let parts = [
        paragraph(&format!(
            "<w:hyperlink r:id=\"rIdFile\">{}</w:hyperlink><w:smartTag w:uri=\"secret\" w:element=\"secret\">{}</w:smartTag>",
            run("a shared file"),
            run("tagged")
        )),
        paragraph(
            "<w:r><w:object><o:OLEObject Type=\"Embed\" ProgID=\"Excel.Sheet.12\" r:id=\"rIdObject\"/></w:object></w:r>",
        ),
        paragraph(
            "<w:r><w:drawing><wp:inline><wp:docPr id=\"8\" name=\"secret\"/><a:graphic><a:graphicData><c:chart r:id=\"rIdChart\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        ),
        paragraph(&picture("rIdLinked")),
        "<w:altChunk r:id=\"rIdChunk\"/>".to_owned(),
        format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"100\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid>\
             <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{}</w:tr><w:tr><w:trPr>{deleted}</w:trPr>{}</w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr></w:tbl>",
            cell("", "a cell"),
            cell("", "secret row"),
            cell("<w:cellDel w:author=\"secret author\"/>", "secret cell"),
        ),
    ];
    parts.concat()
}

/// A picture of one pixel, which says in words who made it, with other bytes after its end.
fn png() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut sum = u32::MAX;
        for byte in kind.iter().chain(content) {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = if sum & 1 == 1 {
                    sum >> 1 ^ 0xEDB8_8320
                } else {
                    sum >> 1
                };
            }
        }
        let length = (content.len() as u32).to_be_bytes();
        [&length, kind.as_slice(), content, &(!sum).to_be_bytes()].concat()
    };
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        chunk(b"tEXt", b"Author\0secret author"),
        chunk(
            b"IDAT",
            &[
                0x78, 0x01, 0x01, 0x02, 0, 0xFD, 0xFF, 0, 0x7F, 0, 0x81, 0, 0x80,
            ],
        ),
        chunk(b"IEND", b""),
        b"secret rest".to_vec(),
    ]
    .concat()
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    let kind = if kind.contains(':') {
        kind.to_owned()
    } else {
        format!("{OFFICE}{kind}")
    };
    let outside = if target.contains(':') {
        " TargetMode=\"External\""
    } else {
        ""
    };
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{outside}/>")
}

fn relations(each: &[(&str, &str, &str)]) -> String {
    let each: String = each
        .iter()
        .map(|(id, kind, target)| relation(id, kind, target))
        .collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{each}</Relationships>"
    )
}

const PACKAGE_RELATIONS: [(&str, &str, &str); 6] = [
    ("rId1", "officeDocument", "word/document.xml"),
    (
        "rId2",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    ),
    ("rId3", "extended-properties", "docProps/app.xml"),
    ("rId4", "custom-properties", "docProps/custom.xml"),
    (
        "rId5",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
        "docProps/thumbnail.jpeg",
    ),
    (
        "rId6",
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
        "customUI/customUI.xml",
    ),
];

const DOCUMENT_RELATIONS: [(&str, &str, &str); 26] = [
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "comments", "comments.xml"),
    ("rId5", "footnotes", "footnotes.xml"),
    ("rId6", "endnotes", "endnotes.xml"),
    ("rId7", "glossaryDocument", "glossary/document.xml"),
    (
        "rId8",
        "http://schemas.microsoft.com/office/2011/relationships/people",
        "people.xml",
    ),
    (
        "rId9",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
        "commentsExtended.xml",
    ),
    ("rId10", "customXml", "../customXml/item1.xml"),
    (
        "rId11",
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
        "vbaProject.bin",
    ),
    (
        "rId12",
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
        "stylesWithEffects.xml",
    ),
    ("rId13", "webSettings", "webSettings.xml"),
    ("rId14", "theme", "theme/theme1.xml"),
    ("rId15", "fontTable", "fontTable.xml"),
    ("rIdUnused", "image", "media/secret-unused.png"),
    (
        "rIdOld",
        "http://schemas.microsoft.com/office/2007/relationships/hdphoto",
        "media/secret.wdp",
    ),
    ("rIdHeader", "header", "header1.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
    ("rIdOther", "header", "header2.xml"),
    ("rIdPrinter", "printerSettings", "printerSettings1.bin"),
    ("rIdObject", "package", "embeddings/secret.xlsx"),
    ("rIdChart", "chart", "charts/chart1.xml"),
    ("rIdChunk", "aFChunk", "secret.html"),
    ("rIdFile", "hyperlink", "file:///C:/Users/secret/case.docx"),
    ("rIdLinked", "image", "file:///C:/Users/secret/case.png"),
];

/// Parts that no paper takes: name, type and content.
const FOREIGN: [(&str, &str, &str); 20] = [
    (
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "<c>secret core</c>",
    ),
    (
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "<a><Company>secret company</Company><TitlesOfParts>secret heading</TitlesOfParts></a>",
    ),
    (
        "docProps/custom.xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "<c>secret custom</c>",
    ),
    ("docProps/thumbnail.jpeg", "image/jpeg", "secret thumbnail"),
    (
        "customUI/customUI.xml",
        "application/xml",
        "<c>secret ribbon</c>",
    ),
    (
        "docMetadata/LabelInfo.xml",
        "application/xml",
        "<l>secret label</l>",
    ),
    ("word/people.xml", "application/xml", "<p>secret person</p>"),
    (
        "word/commentsExtended.xml",
        "application/xml",
        "<p>secret answer</p>",
    ),
    (
        "word/vbaProject.bin",
        "application/vnd.ms-office.vbaProject",
        "secret macro",
    ),
    (
        "word/stylesWithEffects.xml",
        "application/vnd.ms-word.stylesWithEffects+xml",
        "<s>secret style</s>",
    ),
    (
        "word/printerSettings1.bin",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings",
        "s\0e\0c\0r\0e\0t\0",
    ),
    (
        "word/embeddings/secret.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "secret book",
    ),
    (
        "word/charts/chart1.xml",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        "<c>secret chart</c>",
    ),
    ("word/secret.html", "text/html", "secret chunk"),
    (
        "word/media/secret-unused.png",
        "image/png",
        "secret picture",
    ),
    (
        "word/media/secret.wdp",
        "image/vnd.ms-photo",
        "secret picture before it was cropped",
    ),
    (
        "customXml/item1.xml",
        "application/xml",
        "<c>secret datum</c>",
    ),
    (
        "word/loose.xml",
        "application/xml",
        "<c>secret loose part</c>",
    ),
    (
        "word/_rels/settings.xml.rels",
        "application/vnd.openxmlformats-package.relationships+xml",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"file:///C:/Users/secret/Normal.dotm\" TargetMode=\"External\"/></Relationships>",
    ),
    (
        "word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        "<!-- secret remark --><a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Office\"/>",
    ),
];

/// Styles that are kept; settings of which some are.
const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:rPrDefault></w:docDefaults>\
     <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:rsid w:val=\"00SECRET\"/></w:style>\
     <w:style w:type=\"paragraph\" w:styleId=\"Listed\"><w:name w:val=\"Listed\"/><w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr></w:style>\
     <w:style w:type=\"character\" w:styleId=\"Hidden\"><w:name w:val=\"Hidden\"/><w:rPr><w:vanish/></w:rPr></w:style>";
const SETTINGS: &str = "<w:attachedTemplate r:id=\"rId1\"/><w:mailMerge><w:query w:val=\"secret\"/></w:mailMerge><w:defaultTabStop w:val=\"720\"/>\
     <w:evenAndOddHeaders/><w:rsids><w:rsid w:val=\"00SECRET\"/></w:rsids><w:docVars><w:docVar w:name=\"a\" w:val=\"secret variable\"/></w:docVars>";
const SECTION: &str = "<w:sectPr w:rsidR=\"00SECRET\"><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/><w:headerReference w:type=\"first\" r:id=\"rIdOther\"/>\
     <w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
     <w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/>\
     <w:printerSettings r:id=\"rIdPrinter\"/></w:sectPr>";

/// A part of Word's own language: its name, the end of its type, its root and what is in that.
fn word(name: &str, kind: &str, root: &str, content: &str) -> TemplatePart {
    let whole = format!(
        "<?xml version=\"1.0\"?><!-- secret remark --><w:{root} {NAMESPACES}>{content}</w:{root}>"
    );
    part(&format!("word/{name}"), &format!("{WORD}{kind}+xml"), whole)
}

/// A list that a style uses, and one that nothing uses.
fn lists() -> String {
    let list = |id: u8, text: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>"
        )
    };
    format!(
        "{}{}<w:num w:numId=\"4\"><w:abstractNumId w:val=\"3\"/></w:num><w:num w:numId=\"5\"><w:abstractNumId w:val=\"6\"/></w:num>",
        list(3, "Point %1"),
        list(6, "secret case %1")
    )
}

/// A header with a logo, a number of the page and the heading that the old paper had.
fn header() -> String {
    paragraph(&format!(
        "{}{}{}{}<w:del w:author=\"secret author\"><w:r><w:delText>secret</w:delText></w:r></w:del>",
        run("Blackpool Council "),
        picture("rId1"),
        field("PAGE", "3"),
        field("STYLEREF \"Heading 1\"", "secret heading"),
    ))
}

/// Texts beside the body: the name of the part, the end of its type and its root. Each says a secret.
const BESIDE: [(&str, &str, &str); 6] = [
    ("header2.xml", "header", "hdr"),
    ("comments.xml", "comments", "comments"),
    ("footnotes.xml", "footnotes", "footnotes"),
    ("endnotes.xml", "endnotes", "endnotes"),
    (
        "glossary/document.xml",
        "document.glossary",
        "glossaryDocument",
    ),
    ("webSettings.xml", "webSettings", "webSettings"),
];

/// Every part that an old paper can have besides its body.
fn parts(body: &str) -> Vec<TemplatePart> {
    let rels = "application/vnd.openxmlformats-package.relationships+xml";
    let said = paragraph(&run("secret note"));
    let of_header = [
        ("rId1", "image", "media/secret-logo.png"),
        ("rId2", "image", "media/secret-unused.png"),
    ];
    let body = format!("<w:body>{body}{SECTION}</w:body>");
    let foot = paragraph(&run("{{foot}}"));
    let font = "<w:font w:name=\"Arial\"/>";
    let mut all = vec![
        part("_rels/.rels", rels, relations(&PACKAGE_RELATIONS)),
        part(
            "word/_rels/document.xml.rels",
            rels,
            relations(&DOCUMENT_RELATIONS),
        ),
        part("word/_rels/header1.xml.rels", rels, relations(&of_header)),
        word("document.xml", "document.main", "document", &body),
        word("styles.xml", "styles", "styles", STYLES),
        word("numbering.xml", "numbering", "numbering", &lists()),
        word("settings.xml", "settings", "settings", SETTINGS),
        word("header1.xml", "header", "hdr", &header()),
        word("footer1.xml", "footer", "ftr", &foot),
        word("fontTable.xml", "fontTable", "fonts", font),
        part("word/media/secret-logo.png", "image/png", png()),
    ];
    all.extend(BESIDE.map(|(name, kind, root)| word(name, kind, root, &said)));
    all.extend(FOREIGN.map(|(name, kind, content)| part(name, kind, content)));
    all
}

fn zipped(parts: &[TemplatePart]) -> Vec<u8> {
    let each: String = parts
        .iter()
        .map(|(name, kind, _)| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"))
        .collect();
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">{each}</Types>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.set_comment("secret comment of the zip").unwrap();
    let types = part("[Content_Types].xml", "", types);
    for (name, _, bytes) in std::iter::once(&types).chain(parts) {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn made(body: &str) -> Docx {
    let template = WordTemplate::read(&zipped(&parts(body)), "old.docx").unwrap();
    write(&specimen::paper(), Some(&template)).unwrap()
}

/// Where a word stands in a file, in letters of one or two bytes: parts and their names.
fn places(docx: &[u8], word: &str) -> Vec<String> {
    let package = OfficePackage::read(docx).unwrap();
    let names = package
        .names()
        .map(|name| (name.to_owned(), name.as_bytes().to_vec()));
    let parts = package
        .names()
        .filter_map(|name| Some((name.to_owned(), package.part(name)?.to_vec())));
    let narrow = word.as_bytes().to_vec();
    let wide: Vec<u8> = word.bytes().flat_map(|letter| [letter, 0]).collect();
    let types = ("[Content_Types].xml".to_owned(), package.types_bytes());
    names
        .chain(parts)
        .chain([types, ("the zip itself".to_owned(), docx.to_vec())])
        .filter(|(_, bytes)| {
            let bytes = bytes.to_ascii_lowercase();
            [&narrow, &wide]
                .into_iter()
                .any(|word| bytes.windows(word.len()).any(|there| there == word))
        })
        .map(|(name, _)| name)
        .collect()
}

fn text(docx: &[u8], name: &str) -> String {
    let package = OfficePackage::read(docx).unwrap();
    String::from_utf8(
        package
            .part(name)
            .unwrap_or_else(|| panic!("no {name}"))
            .to_vec(),
    )
    .unwrap()
}

#[test]
fn nothing_of_an_old_paper_travels_inside_a_new_one() {
    let old = [unseen(), paragraph(&run("secret paragraph"))].concat();
    let made = made(&old);
    assert_eq!(places(&made.bytes, "secret"), NONE);
    assert_eq!(faults(&made.bytes), NONE);
    let told = made.notes.join("\n");
    assert!(
        !told.contains("TOC") && !told.contains("footnotes"),
        "nothing is told of a text that does not stay: {told}"
    );
    let package = OfficePackage::read(&made.bytes).unwrap();
    let names: Vec<&str> = package
        .names()
        .filter(|name| !name.contains("figure-"))
        .collect();
    assert_eq!(
        names,
        [
            "_rels/.rels",
            "docProps/app.xml",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/_rels/template-header.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/numbering.xml",
            "word/settings.xml",
            "word/styles.xml",
            "word/template-footer.xml",
            "word/template-header.xml",
            "word/template-image.png",
            "word/theme.xml",
        ]
    );
    let header = text(&made.bytes, "word/template-header.xml");
    for kept in [
        "Blackpool Council ",
        "PAGE",
        ">3<",
        "Blackpool's tower",
        "scrutiny update</w:t>",
    ] {
        assert!(
            header.contains(&kept.replace('\'', "&apos;")),
            "{kept}: {header}"
        );
    }
    assert!(text(&made.bytes, "word/settings.xml").contains("evenAndOddHeaders"));
    assert!(text(&made.bytes, "word/numbering.xml").contains("Point %1"));
    assert!(text(&made.bytes, "word/template-footer.xml").contains("Data as at"));
}

/// What the reader of the old paper saw around the paper's place.
const SEEN: [&str; 11] = [
    "Contact: democratic services",
    "commented",
    "inserted",
    "moved",
    "typed",
    "linked",
    "a shared file",
    "tagged",
    "a cell",
    "permitted",
    "w:dirty=\"true\"",
];
/// What no text of a new paper has.
const GONE: [&str; 9] = [
    "w:comment",
    "moveFrom",
    "<w:del ",
    "<w:ins ",
    "footnoteReference",
    "rsid",
    "w:sdt",
    "dataBinding",
    "vanish/><w:t",
];

#[test]
fn text_around_the_papers_place_stays_as_its_reader_sees_it() {
    let contact = [run("Contact: democratic services"), picture("rIdLinked")].concat();
    let old = [
        paragraph(&run("{{content}}")),
        unseen(),
        paragraph(&contact),
    ]
    .concat();
    let made = made(&old);
    assert_eq!(places(&made.bytes, "secret"), NONE);
    let document = text(&made.bytes, "word/document.xml");
    for kept in SEEN {
        assert!(document.contains(kept), "{kept} is gone");
    }
    for (shown, _) in [FIELDS[0], FIELDS[1], FIELDS[6]] {
        assert!(
            document.contains(&shown.replace('"', "&quot;")),
            "{shown}: a field stays"
        );
    }
    assert_eq!(
        document
            .matches(">Children’s social care: scrutiny update<")
            .count(),
        4,
        "the paper's own heading, the control, the field TITLE and the reference to the heading"
    );
    for name in GONE {
        assert!(!document.contains(name), "{name} is there");
    }
    let told = made.notes.join("\n");
    for said in [
        "DOCPROPERTY secretnumber",
        "“Company”",
        "FILENAME",
        "TOC",
        "footnotes",
        "charts",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn papers_of_real_word_files_hold_nothing_of_them() {
    for (file, words) in [
        (
            "old",
            ["family 17", "Legal advice", "A. N. Officer", "CB0664"],
        ),
        (
            "old-paper",
            ["family 17", "Legal advice", "Child A", "Macintosh"],
        ),
        (
            "with-place",
            ["Legal advice", "python-docx", "CB0664", "APA.XSL"],
        ),
    ] {
        let path = format!("../shared/cases/71-template-leftovers/{file}.docx");
        let Ok(bytes) = std::fs::read(&path) else {
            return println!("skipped: {path} is not here");
        };
        let template = WordTemplate::read(&bytes, "old.docx").unwrap();
        let made = write(&specimen::paper(), Some(&template)).unwrap().bytes;
        for word in words {
            assert_eq!(places(&made, &word.to_lowercase()), NONE, "{file}: {word}");
        }
        // A template's own styles may be as small as they are.
        let mut faults = faults(&made);
        faults.retain(|fault| !fault.starts_with("the style "));
        assert_eq!(faults, NONE, "{file}");
    }
}

#[test]
fn what_is_taken_opens_where_libreoffice_is() {
    use crate::world::{Disk, World};
    let old = [paragraph(&run("{{content}}")), unseen()].concat();
    match Disk::default().pdf(&made(&old).bytes) {
        Ok(Some(pdf)) => assert!(pdf.starts_with(b"%PDF-")),
        Ok(None) => println!("skipped: no LibreOffice here"),
        Err(fault) if fault.what().contains("Writer") => println!("skipped: {fault}"),
        Err(fault) => panic!("{fault}"),
    }
}
