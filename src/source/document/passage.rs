//! Passages of a paper, and how the readers of all formats put them together.

/// Where in a paper a passage stands, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PassagePlace {
    Paragraph(usize),
    Cell { table: usize, row: usize },
    Footnote(usize),
}

/// A paragraph, a list item, a footnote or a cell of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Passage {
    /// The heading it stands under; empty before the first.
    pub(crate) heading: String,
    pub(crate) place: PassagePlace,
    pub(crate) text: String,
    /// What stands at the beginning of a cell's row and at the top of its column.
    pub(crate) heads: Option<[String; 2]>,
}

/// Collects the passages that a reader of one format comes to.
#[derive(Default)]
pub(super) struct PassageWriter {
    passages: Vec<Passage>,
    pub(super) heading: String,
    text: String,
    paragraphs: usize,
    tables: usize,
    footnotes: usize,
    /// Rows of the table being read; none outside tables. A table inside a table is part of its cell.
    rows: Option<Vec<Vec<String>>>,
    depth: usize,
    pub(super) in_footnote: bool,
}

impl PassageWriter {
    pub(super) fn write(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn blank(&mut self) {
        self.text.push(' ');
    }

    /// What was written since the last end, with single blanks.
    fn take(&mut self) -> String {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        text
    }

    pub(super) fn end_paragraph(&mut self) {
        if self.rows.is_some() {
            return self.blank();
        }
        let text = self.take();
        if text.is_empty() {
            return;
        }
        let place = if self.in_footnote {
            self.footnotes += 1;
            PassagePlace::Footnote(self.footnotes)
        } else {
            self.paragraphs += 1;
            PassagePlace::Paragraph(self.paragraphs)
        };
        self.passages.push(Passage {
            heading: self.heading.clone(),
            place,
            text,
            heads: None,
        });
    }

    pub(super) fn end_heading(&mut self) {
        if self.rows.is_some() {
            return self.blank();
        }
        let text = self.take();
        if !text.is_empty() {
            self.heading = text;
        }
    }

    pub(super) fn begin_table(&mut self) {
        self.depth += 1;
        if self.depth == 1 {
            self.end_paragraph();
            self.rows = Some(Vec::new());
        }
    }

    pub(super) fn begin_row(&mut self) {
        if let (Some(rows), 1) = (&mut self.rows, self.depth) {
            rows.push(Vec::new());
        }
    }

    pub(super) fn end_cell(&mut self) {
        if self.depth == 1 {
            let text = self.take();
            if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                row.push(text);
            }
        }
    }

    pub(super) fn end_table(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        let rows = self.rows.take().unwrap_or_default();
        self.text.clear();
        self.tables += 1;
        let tops = rows.first().cloned().unwrap_or_default();
        for (at, row) in rows.iter().enumerate() {
            let first = row.first().cloned().unwrap_or_default();
            for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let top = tops.get(column).cloned().unwrap_or_default();
                let inside = at > 0 && column > 0;
                let heads = inside.then(|| [first.clone(), top]);
                let place = PassagePlace::Cell {
                    table: self.tables,
                    row: at + 1,
                };
                self.passages.push(Passage {
                    heading: self.heading.clone(),
                    place,
                    text: text.clone(),
                    heads,
                });
            }
        }
    }

    pub(super) fn done(mut self) -> Vec<Passage> {
        while self.depth > 0 {
            self.end_table();
        }
        self.end_paragraph();
        self.passages
    }
}
