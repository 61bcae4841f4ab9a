//! How the readers of all formats put passages together: paragraphs, headings, tables, notes, and text that stands apart from the text
//! around it.

use super::grid::{Grid, GridCell, GridRow};
use super::passage::{Passage, PassagePlace};
use super::raised;
use std::collections::BTreeMap;

/// A paragraph before its place is known.
struct Draft {
    passage: Passage,
    /// The notes to which it refers.
    refers_to: Vec<String>,
    /// The note of which it is a part.
    note: Option<String>,
}

/// A paragraph inside a cell.
struct CellParagraph {
    heading: String,
    text: String,
    refers_to: Vec<String>,
}

struct OpenTable {
    number: usize,
    rows: Vec<GridRow>,
    /// By row and cell.
    paragraphs: Vec<Vec<Vec<CellParagraph>>>,
    in_cell: bool,
    /// Tables inside its cells, which follow it.
    nested: Vec<Draft>,
}

/// A stretch of text that is read by itself: the body, a note, or a text box.
#[derive(Default)]
struct Flow {
    text: String,
    /// Raised text that is not yet known to be a sign or text.
    raised: String,
    /// A sign was left out here: what follows is not part of the word before.
    has_gap: bool,
    refers_to: Vec<String>,
    tables: Vec<OpenTable>,
}

/// What becomes of notes to which nothing refers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LooseNotes {
    Read,
    LeftOut,
}

/// Collects the passages that a reader of one format comes to.
#[derive(Default)]
pub(super) struct PassageWriter {
    drafts: Vec<Draft>,
    heading: String,
    flow: Flow,
    around: Vec<Flow>,
    tables: usize,
    note: Option<String>,
}

impl PassageWriter {
    pub(super) fn write(&mut self, text: &str) {
        for letter in text.chars() {
            match raised::plain_letter(letter) {
                Some(plain) => self.flow.raised.push(plain),
                None => {
                    self.end_raised();
                    if self.flow.has_gap && letter.is_alphanumeric() {
                        self.flow.text.push(' ');
                    }
                    self.flow.has_gap = false;
                    self.flow.text.push(letter);
                }
            }
        }
    }

    /// Writes text that stands above or below the line.
    pub(super) fn write_raised(&mut self, text: &str) {
        self.flow.raised.push_str(text);
    }

    fn end_raised(&mut self) {
        let raised = std::mem::take(&mut self.flow.raised);
        if raised.is_empty() {
            return;
        }
        let is_rank =
            raised::ends_a_rank(&raised) && self.flow.text.ends_with(|c: char| c.is_ascii_digit());
        if is_rank || !raised::is_note_sign(&raised) {
            self.flow.text.push_str(&raised);
        } else {
            self.flow.has_gap = true;
        }
    }

    pub(super) fn blank(&mut self) {
        self.end_raised();
        self.flow.text.push(' ');
    }

    /// What was written since the last end, with single blanks.
    fn take(&mut self) -> (String, Vec<String>) {
        self.end_raised();
        self.flow.has_gap = false;
        let text = raised::without_note_signs(&std::mem::take(&mut self.flow.text));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (text, std::mem::take(&mut self.flow.refers_to))
    }

    pub(super) fn end_paragraph(&mut self) {
        let (text, refers_to) = self.take();
        if text.is_empty() && refers_to.is_empty() {
            return;
        }
        if let Some(table) = self.flow.tables.last_mut().filter(|table| table.in_cell) {
            let cell = table.paragraphs.last_mut().and_then(|row| row.last_mut());
            if let Some(cell) = cell {
                cell.push(CellParagraph {
                    heading: self.heading.clone(),
                    text,
                    refers_to,
                });
            }
            return;
        }
        self.draft(text, refers_to);
    }

    fn draft(&mut self, text: String, refers_to: Vec<String>) {
        self.drafts.push(Draft {
            passage: Passage {
                heading: self.heading.clone(),
                place: PassagePlace::Paragraph(0),
                text,
                heads: None,
            },
            refers_to,
            note: self.note.clone(),
        });
    }

    pub(super) fn end_heading(&mut self) {
        if self.flow.tables.last().is_some_and(|table| table.in_cell) {
            return self.end_paragraph();
        }
        let (text, refers_to) = self.take();
        if !text.is_empty() {
            self.heading = text;
        }
        if !refers_to.is_empty() {
            self.draft(String::new(), refers_to);
        }
    }

    /// The text refers to a note, which is read after the paragraph.
    pub(super) fn refer_to_note(&mut self, id: &str) {
        self.flow.refers_to.push(id.to_owned());
    }

    pub(super) fn begin_note(&mut self, id: &str) {
        self.begin_apart();
        self.note = Some(id.to_owned());
    }

    pub(super) fn end_note(&mut self) {
        self.end_apart();
        self.note = None;
    }

    /// Begins text that stands apart: what is around it goes on where it was afterwards.
    pub(super) fn begin_apart(&mut self) {
        self.around.push(std::mem::take(&mut self.flow));
    }

    pub(super) fn end_apart(&mut self) {
        while !self.flow.tables.is_empty() {
            self.end_table();
        }
        self.end_paragraph();
        self.flow = self.around.pop().unwrap_or_default();
    }

    pub(super) fn begin_table(&mut self) {
        self.end_paragraph();
        self.tables += 1;
        self.flow.tables.push(OpenTable {
            number: self.tables,
            rows: Vec::new(),
            paragraphs: Vec::new(),
            in_cell: false,
            nested: Vec::new(),
        });
    }

    pub(super) fn begin_row(&mut self, is_head: bool) {
        self.end_cell();
        if let Some(table) = self.flow.tables.last_mut() {
            table.paragraphs.push(Vec::new());
            table.rows.push(GridRow {
                is_head,
                ..GridRow::default()
            });
        }
    }

    /// The row that was begun last.
    pub(super) fn row(&mut self) -> Option<&mut GridRow> {
        self.flow.tables.last_mut()?.rows.last_mut()
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
        if let Some(table) = self.flow.tables.last_mut()
            && table.rows.last().is_some_and(|row| row.is_left_out)
        {
            table.rows.pop();
            table.paragraphs.pop();
        }
    }

    pub(super) fn begin_cell(&mut self, cell: GridCell) {
        self.end_cell();
        let Some(table) = self.flow.tables.last_mut() else {
            return;
        };
        if let (Some(row), Some(paragraphs)) = (table.rows.last_mut(), table.paragraphs.last_mut())
        {
            row.cells.push(cell);
            paragraphs.push(Vec::new());
            table.in_cell = true;
        }
    }

    /// The cell that was begun last.
    pub(super) fn cell(&mut self) -> Option<&mut GridCell> {
        self.row()?.cells.last_mut()
    }

    pub(super) fn end_cell(&mut self) {
        if !self.flow.tables.last().is_some_and(|table| table.in_cell) {
            return;
        }
        self.end_paragraph();
        let Some(table) = self.flow.tables.last_mut() else {
            return;
        };
        table.in_cell = false;
        let paragraphs = table.paragraphs.last().and_then(|row| row.last());
        let cell = table.rows.last_mut().and_then(|row| row.cells.last_mut());
        if let (Some(paragraphs), Some(cell)) = (paragraphs, cell) {
            let texts: Vec<&str> = paragraphs.iter().map(|one| one.text.as_str()).collect();
            cell.text = texts.join(" ");
        }
    }

    /// The title of a table stands in a row of its own.
    pub(super) fn begin_caption(&mut self) {
        self.begin_row(false);
        self.begin_cell(GridCell {
            columns: 1,
            rows: 1,
            ..GridCell::default()
        });
    }

    pub(super) fn end_table(&mut self) {
        self.end_cell();
        let Some(table) = self.flow.tables.pop() else {
            return;
        };
        let mut drafts = drafts_of(table, self.note.as_ref());
        match self.flow.tables.last_mut() {
            Some(outer) => outer.nested.append(&mut drafts),
            None => self.drafts.append(&mut drafts),
        }
    }

    /// The passages in the order in which they are read, each note after the paragraph that refers to it first.
    pub(super) fn done(mut self, loose: LooseNotes) -> Vec<Passage> {
        while !self.around.is_empty() {
            self.end_apart();
        }
        self.end_apart();
        let mut notes: BTreeMap<String, Vec<(usize, Draft)>> = BTreeMap::new();
        let mut body = Vec::new();
        for (at, draft) in self.drafts.into_iter().enumerate() {
            match draft.note.clone() {
                Some(id) => notes.entry(id).or_default().push((at, draft)),
                None => body.push(draft),
            }
        }
        let mut passages = Vec::new();
        for draft in body {
            let heading = draft.passage.heading.clone();
            passages.push(draft.passage);
            for id in draft.refers_to {
                let of_it = notes.remove(&id).unwrap_or_default();
                passages.extend(of_it.into_iter().map(|(_, note)| in_note(note, &heading)));
            }
        }
        if loose == LooseNotes::Read {
            let mut left: Vec<(usize, Draft)> = notes.into_values().flatten().collect();
            left.sort_by_key(|(at, _)| *at);
            passages.extend(left.into_iter().map(|(_, note)| {
                let heading = note.passage.heading.clone();
                in_note(note, &heading)
            }));
        }
        passages.retain(|passage| !passage.text.is_empty());
        number(&mut passages);
        passages
    }
}

fn in_note(note: Draft, heading: &str) -> Passage {
    Passage {
        heading: heading.to_owned(),
        place: PassagePlace::Footnote(0),
        ..note.passage
    }
}

fn number(passages: &mut [Passage]) {
    let (mut paragraphs, mut footnotes) = (0, 0);
    for passage in passages {
        match &mut passage.place {
            PassagePlace::Paragraph(number) => {
                paragraphs += 1;
                *number = paragraphs;
            }
            PassagePlace::Footnote(number) => {
                footnotes += 1;
                *number = footnotes;
            }
            PassagePlace::Cell { .. } => {}
        }
    }
}

/// The paragraphs of a table's cells with their heads, then the tables inside it.
fn drafts_of(table: OpenTable, note: Option<&String>) -> Vec<Draft> {
    let heads = Grid::of(&table.rows).heads();
    let mut drafts = Vec::new();
    for (row, (cells, heads)) in table.paragraphs.into_iter().zip(heads).enumerate() {
        for (paragraphs, heads) in cells.into_iter().zip(heads) {
            // Of several paragraphs in a cell none is the figure of its row and column.
            let heads = heads.filter(|_| paragraphs.len() == 1);
            drafts.extend(paragraphs.into_iter().map(|paragraph| Draft {
                passage: Passage {
                    heading: paragraph.heading,
                    place: PassagePlace::Cell {
                        table: table.number,
                        row: row + 1,
                    },
                    text: paragraph.text,
                    heads: heads.clone(),
                },
                refers_to: paragraph.refers_to,
                note: note.cloned(),
            }));
        }
    }
    drafts.extend(table.nested);
    drafts
}
