//! Papers as Word, browsers and Markdown programs write them: what is read is what a reader reads.

use super::passage::{Passage, PassagePlace};
use super::{docx, html, markdown};
use std::io::Write;

fn texts(passages: &[Passage]) -> Vec<&str> {
    passages.iter().map(|one| one.text.as_str()).collect()
}

/// A Word file with these parts; the body is at `main`.
fn word(main: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let relations = format!(
        "<Relationships><Relationship Id='a' Type='http://x/officeDocument' Target='{main}'/></Relationships>"
    );
    let all = [("_rels/.rels", relations)];
    for (name, text) in all.iter().chain(parts) {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn body(content: &str) -> String {
    format!("<w:document xmlns:w='w' xmlns:mc='mc'><w:body>{content}</w:body></w:document>")
}

fn run(text: &str, settings: &str) -> String {
    format!("<w:r><w:rPr>{settings}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

fn read_word(content: &str) -> Vec<Passage> {
    docx::read(
        &word("word/document.xml", &[("word/document.xml", body(content))]),
        "paper.docx",
    )
    .expect("read")
}

fn paragraph_of(content: &str) -> String {
    texts(&read_word(&format!("<w:p>{content}</w:p>"))).join(" ¶ ")
}

#[test]
fn raised_text_of_word_is_a_note_and_no_digit() {
    let raised = "<w:vertAlign w:val='superscript'/>";
    for (content, expected) in [
        (
            run("184", "") + &run("1", raised) + &run(" per 10,000", ""),
            "184 per 10,000",
        ),
        (run("18", "") + &run("4", raised) + &run("5", ""), "18 5"),
        (
            run("23.4%", "") + &run("2,3", raised) + &run(" in", ""),
            "23.4% in",
        ),
        (
            run("the 4", "") + &run("t", raised) + &run("h", raised) + &run(" highest", ""),
            "the 4th highest",
        ),
        (
            run("67", "") + &run("1", "<w:position w:val='6'/>") + &run(" was", ""),
            "67 was",
        ),
        (
            run("67", "<w:position w:val='1'/>") + &run(" was", ""),
            "67 was",
        ),
        (
            run("67", "") + &run("1", "<w:vertAlign w:val='subscript'/>"),
            "67",
        ),
        (run("67", "<w:vertAlign w:val='baseline'/>"), "67"),
        (
            run(
                "67",
                "<w:rPrChange><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:rPrChange>",
            ),
            "67",
        ),
        (run("184¹ and 5²³, m²", ""), "184 and 5, m"),
        (run("the 4ᵗʰ", ""), "the 4th"),
    ] {
        assert_eq!(paragraph_of(&content), expected, "{content}");
    }
}

#[test]
fn text_that_a_reader_of_word_does_not_see_is_left_out() {
    let seen = run("seen ", "");
    for hidden in [
        format!("<w:del>{}</w:del>", run("no", "")),
        format!("<w:moveFrom>{}</w:moveFrom>", run("no", "")),
        run("no", "<w:vanish/>"),
        run("no", "<w:strike/>"),
        run("no", "<w:dstrike w:val='true'/>"),
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
            .to_owned(),
        "<w:fldSimple w:instr=' NUMPAGES '><w:r><w:t>12</w:t></w:r></w:fldSimple>".to_owned(),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Type here</w:t></w:r></w:sdtContent></w:sdt>"
            .to_owned(),
    ] {
        assert_eq!(paragraph_of(&(seen.clone() + &hidden)), "seen", "{hidden}");
    }
    for shown in [
        format!("<w:ins>{}</w:ins>", run("yes", "")),
        format!("<w:moveTo>{}</w:moveTo>", run("yes", "")),
        run("yes", "<w:vanish w:val='0'/><w:strike w:val='false'/>"),
        "<w:fldSimple w:instr='SEQ Table'><w:r><w:t>yes</w:t></w:r></w:fldSimple>".to_owned(),
    ] {
        assert_eq!(
            paragraph_of(&(seen.clone() + &shown)),
            "seen yes",
            "{shown}"
        );
    }
    let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The rate was </w:t></w:r></w:p><w:p><w:r><w:t>184.</w:t></w:r></w:p>";
    assert_eq!(texts(&read_word(joined)), ["The rate was 184."]);
    let contents = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>\
        <w:p><w:r><w:t>The rate 4</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r><w:t>The rate 4</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Body</w:t></w:r></w:p>";
    assert_eq!(texts(&read_word(contents)), ["Body"]);
}

#[test]
fn a_text_box_is_read_once_and_stands_apart() {
    let boxed = |tag: &str| {
        format!(
            "<{tag}><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></{tag}>"
        )
    };
    let both = format!(
        "<w:r><w:t>Before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>after.</w:t></w:r>",
        boxed("wps:txbx"),
        boxed("v:textbox")
    );
    assert_eq!(paragraph_of(&both), "Boxed. ¶ Before after.");
    let old = format!(
        "<w:r><w:t>Text.</w:t></w:r><w:r><w:pict>{}</w:pict></w:r>",
        boxed("v:textbox")
    );
    assert_eq!(paragraph_of(&old), "Boxed. ¶ Text.");
    let only_fallback = format!(
        "<w:r><mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
        boxed("v:textbox")
    );
    assert_eq!(paragraph_of(&only_fallback), "Boxed.");
}

#[test]
fn parts_of_word_are_found_by_their_relations_and_notes_follow_their_paragraph() {
    let content = body(
        "<w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr><w:r><w:t>Care</w:t></w:r></w:p>\
         <w:p><w:r><w:t>First.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p><w:p><w:r><w:t>Second.</w:t></w:r></w:p>",
    );
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>—</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote><w:footnote w:id='3'><w:p><w:r><w:t>Of a deleted line.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style></w:styles>";
    let relations = "<Relationships><Relationship Type='http://x/styles' Target='mystyles.xml'/><Relationship Type='http://x/footnotes' Target='/word/notes/footnotes7.xml'/></Relationships>";
    for main in [
        "word/document2.xml",
        "/word/document2.xml",
        "word\\document2.xml",
        "WORD/Document2.xml",
    ] {
        let bytes = word(
            main,
            &[
                ("word/document2.xml", content.clone()),
                ("word/_rels/document2.xml.rels", relations.to_owned()),
                ("word/mystyles.xml", styles.to_owned()),
                ("word/notes/footnotes7.xml", notes.to_owned()),
            ],
        );
        let read = docx::read(&bytes, "paper.docx").expect("read");
        assert_eq!(texts(&read), ["First.", "A note.", "Second."], "{main}");
        assert!(read.iter().all(|one| one.heading == "Care"), "{main}");
        assert_eq!(read[1].place, PassagePlace::Footnote(1));
    }
}

#[test]
fn what_is_no_word_document_is_said() {
    for (bytes, words) in [
        (b"not a zip".to_vec(), "not a Word document"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(),
            "Word before 2007",
        ),
        (
            word("xl/workbook.xml", &[("xl/workbook.xml", String::new())]),
            "part",
        ),
    ] {
        let read = docx::read(&bytes, "paper.docx");
        match read {
            Err(fault) => assert!(fault.to_string().contains(words), "{fault}"),
            Ok(read) => assert!(read.is_empty(), "{words}"),
        }
    }
    let none = word("word/gone.xml", &[]);
    let fault = docx::read(&none, "paper.docx").expect_err("no body");
    assert!(fault.to_string().contains("none of its parts"), "{fault}");
}

#[test]
fn merged_heads_of_word_and_html_tables_are_read_alike() {
    let cell = |text: &str, settings: &str| {
        format!("<w:tc><w:tcPr>{settings}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let two = "<w:gridSpan w:val='2'/>";
    let word_table = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}{}{}</w:tr><w:tr>{}{}{}{}{}</w:tr></w:tbl>",
        cell("Indicator", "<w:vMerge w:val='restart'/>"),
        cell("Blackpool", two),
        cell("England", two),
        cell("", "<w:vMerge/>"),
        cell("2024", ""),
        cell("2025", ""),
        cell("2024", ""),
        cell("2025", ""),
        cell("Looked after rate", ""),
        cell("182", ""),
        cell("184", ""),
        cell("70", ""),
        cell("67", ""),
    );
    let html_table = "<table><tr><th rowspan=2>Indicator<th colspan=2>Blackpool<th colspan='2'>England</tr>\
        <tr><td>2024<td>2025<td>2024<td>2025</tr><tr><td>Looked after rate<td>182<td>184<td>70<td>67</tr></table>";
    for read in [read_word(&word_table), html::read(html_table)] {
        let heads: Vec<String> = read
            .iter()
            .filter_map(|one| Some(format!("{} {}", one.heads.as_ref()?.column, one.text)))
            .collect();
        assert_eq!(
            heads,
            [
                "Blackpool, 2024 182",
                "Blackpool, 2025 184",
                "England, 2024 70",
                "England, 2025 67"
            ]
        );
    }
}

#[test]
fn a_table_inside_a_table_is_a_table_and_paragraphs_of_a_cell_stay_apart() {
    let page = "<table><tr><td><p>The rate was 184.<p>It rose.<table><caption>At 31 March 2025</caption><tr><th>What<th>2025</tr><tr><td>Rate<td>184</tr></table>\
        </td></tr></table><p>After.";
    let read = html::read(page);
    assert_eq!(
        texts(&read),
        [
            "The rate was 184.",
            "It rose.",
            "At 31 March 2025",
            "What",
            "2025",
            "Rate",
            "184",
            "After."
        ]
    );
    let heads = read[6].heads.as_ref().expect("heads");
    assert_eq!(
        (heads.column.as_str(), heads.row.as_slice()),
        ("2025", &["Rate".to_owned()][..])
    );
    assert_eq!(heads.above, ["At 31 March 2025"]);
    assert_eq!(read[6].place, PassagePlace::Cell { table: 2, row: 3 });
}

#[test]
fn untidy_html_is_read_as_a_browser_shows_it() {
    let page = "<html><head><title>x</title><style>.x{display:none}</style></head><body><!-- <p>no</p> --><h2>Care &amp; need</h2><p>One<b>half</b> a &lt; b\
        <p>Two &#163;5<br>three<ul><li>item<li>18<sup>4</sup> 4<sup>th</sup></ul><script>if (a<b) { \"</p>\" }</script>\
        <div class=x>hidden <p>too</div><p>It was <del>190</del> <span style='display:none'>7</span>184<![if !x]>.<![endif]>\
        <table><tr><th>What<th>2025</th></tr><tr style='display:none'><td>No<td>1</tr><tr><td>Rate</td><td title='a>b'>184</td></tr></table></body>";
    let read = html::read(page);
    assert_eq!(
        texts(&read),
        [
            "Onehalf a < b",
            "Two £5 three",
            "item",
            "18 4th",
            "It was 184.",
            "What",
            "2025",
            "Rate",
            "184"
        ]
    );
    assert!(read.iter().all(|p| p.heading == "Care & need"));
    let cell = read.last().expect("a cell");
    assert_eq!(cell.place, PassagePlace::Cell { table: 1, row: 2 });
}

#[test]
fn notes_of_word_pages_and_of_pandoc_follow_their_paragraph() {
    for page in [
        "<p>One<a href=\"#_ftn1\" name=\"_ftnref1\"><span class=MsoFootnoteReference>[1]</span></a>.</p><p>Two.</p><div id=ftn1><p><a href='#_ftnref1'>[1]</a> A note.</p></div>",
        "<p>One<a href=\"#fn1\" id=\"fnref1\"><sup>1</sup></a>.</p><p>Two.</p><section id=footnotes><ol><li id=\"fn1\"><p>A note.</p></li></ol></section>",
    ] {
        let read = html::read(page);
        assert_eq!(texts(&read), ["One.", "A note.", "Two."], "{page}");
        assert_eq!(read[1].place, PassagePlace::Footnote(1));
    }
}

#[test]
fn markdown_keeps_headings_lists_tables_and_notes_apart() {
    let text = "---\ntitle: x\n---\n\n# Paper\n\nOne\nline 184[^1] 184^2^ 184<sup>3</sup> ~~190~~ <del>191</del>.\n\n- first\n- second\n    - third\n\n\
        | What | 2025 |\n|---|---|\n| Rate | 184 |\n\n![A chart: 12](x.png)\n\n```\ncode 13\n```\n\n<p>Raw <b>page</b>.</p>\n\n[^1]: A note.\n";
    let read = markdown::read(text);
    assert_eq!(
        texts(&read),
        [
            "One line 184 184 184 .",
            "A note.",
            "first",
            "second",
            "third",
            "What",
            "2025",
            "Rate",
            "184",
            "Raw page."
        ]
    );
    let heads = read[8].heads.as_ref().expect("heads");
    assert_eq!(
        (heads.row.as_slice(), heads.column.as_str()),
        (&["Rate".to_owned()][..], "2025")
    );
    assert!(matches!(read[1].place, PassagePlace::Footnote(1)));
    assert!(read.iter().all(|one| one.heading == "Paper"));
}
