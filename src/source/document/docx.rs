//! Word: what a reader of the document reads. Text that was deleted, moved away, struck out or hidden is left out, inserted text is in;
//! the tables of contents and the numbers of pages are left out; notes follow the paragraph that refers to them.

use super::grid::GridCell;
use super::passage::Passage;
use super::word_parts::WordParts;
use super::word_styles::{RunLook, WordStyles, is_on, is_outlined};
use super::writer::{LooseNotes, PassageWriter};
use crate::error::Result;
use crate::source::package::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements that are left out with everything in them: what was deleted or moved away, how text looked before a change, and the small
/// signs above letters.
const LEFT_OUT: [&str; 9] = [
    "del",
    "moveFrom",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "rt",
];

/// Fields whose result is no text of the paper.
const FIELDS_LEFT_OUT: [&str; 9] = [
    "TOC",
    "TOA",
    "INDEX",
    "PAGE",
    "PAGEREF",
    "NUMPAGES",
    "SECTIONPAGES",
    "NOTEREF",
    "RD",
];

/// Reads a document's bytes.
///
/// # Errors
/// The bytes are no Word document, or its text is not sound XML.
pub(super) fn read(bytes: &[u8], place: &str) -> Result<Vec<Passage>> {
    let mut parts = WordParts::open(bytes, place)?;
    let body = parts.body()?;
    let styles = match parts.related(&body, "styles")? {
        None => None,
        Some(name) => parts.text(&name)?.map(|xml| (name, xml)),
    };
    let styles = match styles {
        None => WordStyles::default(),
        Some((name, xml)) => WordStyles::read(&xml).map_err(|e| parts.damaged(&name, &e))?,
    };
    let notes = [
        parts.related(&body, "footnotes")?,
        parts.related(&body, "endnotes")?,
    ];
    let mut reader = WordReader::new(&styles);
    for name in [Some(body)].into_iter().chain(notes).flatten() {
        if let Some(xml) = parts.text(&name)? {
            reader
                .part(&xml)
                .map_err(|fault| parts.damaged(&name, &fault))?;
        }
    }
    Ok(reader.writer.done(LooseNotes::LeftOut))
}

/// A paragraph that is being read; one with a text box has others inside it.
#[derive(Default)]
struct OpenParagraph {
    look: RunLook,
    is_heading: bool,
    /// It is a line of a table of contents.
    is_contents: bool,
    /// Its mark was deleted: the next paragraph goes on in it.
    goes_on: bool,
}

/// A field that is being read.
#[derive(Default)]
struct OpenField {
    instruction: String,
    /// What is read now is what the field shows.
    in_result: bool,
}

impl OpenField {
    fn is_left_out(&self) -> bool {
        let name = self.instruction.split_whitespace().next();
        !self.in_result
            || name.is_some_and(|name| FIELDS_LEFT_OUT.contains(&name.to_uppercase().as_str()))
    }
}

struct WordReader<'s> {
    styles: &'s WordStyles,
    writer: PassageWriter,
    /// The names of the open elements, outermost first.
    open: Vec<String>,
    /// How many elements inside one that is left out are open.
    left_out: usize,
    paragraphs: Vec<OpenParagraph>,
    runs: Vec<RunLook>,
    fields: Vec<OpenField>,
    /// For each choice between two ways to write the same, whether one was read.
    choices: Vec<bool>,
    /// For each content control, whether its content is no text of the paper.
    controls: Vec<bool>,
}

impl<'s> WordReader<'s> {
    fn new(styles: &'s WordStyles) -> WordReader<'s> {
        WordReader {
            styles,
            writer: PassageWriter::default(),
            open: Vec::new(),
            left_out: 0,
            paragraphs: Vec::new(),
            runs: Vec::new(),
            fields: Vec::new(),
            choices: Vec::new(),
            controls: Vec::new(),
        }
    }

    fn part(&mut self, xml: &str) -> std::result::Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event()? {
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag.local_name().as_ref()),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(entity) => self.text(&letter(&entity)),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Whether the element that encloses the open one has this name, counted from the inside.
    fn is_inside(&self, steps: usize, name: &str) -> bool {
        self.open
            .iter()
            .rev()
            .nth(steps)
            .is_some_and(|open| open == name)
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let local = tag.local_name();
        let name = local.as_ref();
        if self.left_out > 0 {
            self.left_out += 1;
            return;
        }
        if self.marks_a_change(name) {
            self.change(name);
        } else if LEFT_OUT.contains(&name) || self.is_other_choice(name) {
            self.left_out = 1;
            return;
        }
        self.open.push(name.to_owned());
        match name {
            "p" if self.is_inside_word_text() => self.paragraphs.push(OpenParagraph::default()),
            "r" => {
                let below = self
                    .paragraphs
                    .last()
                    .map_or_else(RunLook::default, |p| p.look);
                self.runs.push(below);
            }
            "pStyle" => self.paragraph_style(tag),
            "outlineLvl" if self.is_inside(1, "pPr") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.is_heading = is_outlined(tag);
                }
            }
            "rStyle" if self.is_in_run_settings() => {
                let style = attribute(tag, "val").map(|id| self.styles.look(&id).run);
                if let (Some(run), Some(style)) = (self.runs.last_mut(), style) {
                    *run = style.over(*run);
                }
            }
            "vertAlign" | "position" | "vanish" | "specVanish" | "strike" | "dstrike"
                if self.is_in_run_settings() =>
            {
                if let Some(run) = self.runs.last_mut() {
                    run.set(tag);
                }
            }
            "tab" | "br" | "cr" | "ptab" | "sym" if self.is_inside(1, "r") => self.blank(),
            "noBreakHyphen" => self.write("-"),
            "txbxContent" => self.writer.begin_apart(),
            "footnote" | "endnote" => self.begin_note(name, tag),
            "footnoteReference" | "endnoteReference" if !self.is_left_out() => {
                let kind = name.trim_end_matches("Reference");
                let id = attribute(tag, "id").unwrap_or_default();
                self.writer.refer_to_note(&format!("{kind} {id}"));
            }
            _ => {
                self.table_start(name, tag);
                self.field_start(name, tag);
                self.control_start(name, tag);
            }
        }
    }

    /// A DrawingML paragraph has the same local name as Word's own, and no runs of Word.
    fn is_inside_word_text(&self) -> bool {
        !self.is_inside(1, "txBody")
    }

    fn is_in_run_settings(&self) -> bool {
        self.is_inside(1, "rPr") && self.is_inside(2, "r")
    }

    /// A mark in the settings of a paragraph, a row or a cell says that it was deleted or moved away, or is hidden.
    fn marks_a_change(&self, name: &str) -> bool {
        match name {
            "hidden" => self.is_inside(0, "trPr"),
            "del" | "moveFrom" => {
                self.is_inside(0, "trPr") || (self.is_inside(0, "rPr") && self.is_inside(1, "pPr"))
            }
            "cellDel" => true,
            _ => false,
        }
    }

    fn change(&mut self, name: &str) {
        if name == "cellDel" {
            if let Some(row) = self.writer.row() {
                row.cells.pop();
            }
        } else if self.is_inside(0, "trPr") {
            if let Some(row) = self.writer.row() {
                row.is_left_out = true;
            }
        } else if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.goes_on = true;
        }
    }

    /// Of several ways to write the same, only the first is read.
    fn is_other_choice(&mut self, name: &str) -> bool {
        if !matches!(name, "Choice" | "Fallback") {
            return false;
        }
        match self.choices.last_mut() {
            Some(was_read) => std::mem::replace(was_read, true),
            None => false,
        }
    }

    fn paragraph_style(&mut self, tag: &BytesStart<'_>) {
        let Some(id) = attribute(tag, "val") else {
            return;
        };
        let look = self.styles.look(&id);
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.look = look.run;
            paragraph.is_heading |= look.is_heading;
            paragraph.is_contents |= look.is_contents;
        }
    }

    fn begin_note(&mut self, kind: &str, tag: &BytesStart<'_>) {
        // The lines between text and notes are notes of a type of their own, to which nothing refers.
        let id = attribute(tag, "id").unwrap_or_default();
        self.writer.begin_note(&format!("{kind} {id}"));
    }

    fn table_start(&mut self, name: &str, tag: &BytesStart<'_>) {
        let number = || attribute(tag, "val").and_then(|value| value.parse().ok());
        match name {
            "tbl" => self.writer.begin_table(),
            "tr" => self.writer.begin_row(false),
            "tc" => self.writer.begin_cell(GridCell {
                columns: 1,
                rows: 1,
                ..GridCell::default()
            }),
            "gridBefore" => {
                self.writer.begin_cell(GridCell {
                    columns: number().unwrap_or(1),
                    rows: 1,
                    ..GridCell::default()
                });
                self.writer.end_cell();
            }
            "tblHeader" if is_on(tag) => {
                if let Some(row) = self.writer.row() {
                    row.is_head = true;
                }
            }
            "gridSpan" => {
                if let (Some(cell), Some(columns)) = (self.writer.cell(), number()) {
                    cell.columns = columns;
                }
            }
            "vMerge" => {
                let begins = attribute(tag, "val").is_some_and(|value| value == "restart");
                if let Some(cell) = self.writer.cell() {
                    cell.joins_above = !begins;
                }
            }
            _ => {}
        }
    }

    fn field_start(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "fldSimple" => self.fields.push(OpenField {
                instruction: attribute(tag, "instr").unwrap_or_default(),
                in_result: true,
            }),
            "fldChar" => match attribute(tag, "fldCharType").as_deref() {
                Some("begin") => self.fields.push(OpenField::default()),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        field.in_result = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// A content control may hold a table of contents, or the text that asks the writer to type something.
    fn control_start(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "sdt" => self.controls.push(false),
            "showingPlcHdr" if is_on(tag) => self.leave_control_out(),
            "docPartGallery"
                if attribute(tag, "val").is_some_and(|value| value == "Table of Contents") =>
            {
                self.leave_control_out();
            }
            "AlternateContent" => self.choices.push(false),
            "sdtContent" if self.controls.last() == Some(&true) => {
                self.open.pop();
                self.left_out = 1;
            }
            _ => {}
        }
    }

    fn leave_control_out(&mut self) {
        if let Some(control) = self.controls.last_mut() {
            *control = true;
        }
    }

    fn end(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "p" if self.is_inside_word_text() => self.end_paragraph(),
            "r" => {
                self.runs.pop();
            }
            "txbxContent" => self.writer.end_apart(),
            "footnote" | "endnote" => self.writer.end_note(),
            "tc" => self.writer.end_cell(),
            "tr" => self.writer.end_row(),
            "tbl" => self.writer.end_table(),
            "fldSimple" => {
                self.fields.pop();
            }
            "AlternateContent" => {
                self.choices.pop();
            }
            "sdt" => {
                self.controls.pop();
            }
            _ => {}
        }
        self.open.pop();
    }

    fn end_paragraph(&mut self) {
        let paragraph = self.paragraphs.pop().unwrap_or_default();
        if paragraph.goes_on {
            return;
        }
        if paragraph.is_heading {
            self.writer.end_heading();
        } else {
            self.writer.end_paragraph();
        }
    }

    /// Whether what is read now is no text of the paper.
    fn is_left_out(&self) -> bool {
        self.runs.last().is_some_and(|run| run.is_left_out())
            || self.fields.iter().any(OpenField::is_left_out)
            || self.paragraphs.last().is_some_and(|open| open.is_contents)
    }

    fn text(&mut self, text: &str) {
        if self.left_out > 0 {
            return;
        }
        if self.is_inside(0, "instrText") {
            if let Some(field) = self.fields.last_mut() {
                field.instruction.push_str(text);
            }
        } else if self.is_inside(0, "t") {
            self.write(text);
        }
    }

    fn write(&mut self, text: &str) {
        let is_raised = self.runs.last().and_then(|run| run.is_raised) == Some(true)
            || self.open.iter().any(|open| open == "sup" || open == "sub");
        if self.is_left_out() {
        } else if is_raised {
            self.writer.write_raised(text);
        } else {
            self.writer.write(text);
        }
    }

    fn blank(&mut self) {
        if !self.is_left_out() {
            self.writer.blank();
        }
    }
}

/// What an entity or a numbered letter stands for.
fn letter(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.to_string();
    }
    super::html_text::named(&entity.xml10_content())
        .map(String::from)
        .unwrap_or_default()
}
